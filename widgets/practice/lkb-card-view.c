/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-card-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "widgets/panels/lkb-widget.h"

#define WIDTH 480
/* Around it. */
#define MARGIN 10
#define N_ANSWERS 4

struct _LkbCardView
{
  GtkWidget parent_instance;

  GtkWidget *clamp;
  GtkWidget *box;
  GtkWidget *text;
  GtkWidget *note_button;
  GtkWidget *note;
  GtkWidget *keep; /* button beside it */
  char *id; /* of the card that is shown; NULL: none */
};

enum
{
  ANSWERED,
  DRAFTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbCardView, lkb_card_view, GTK_TYPE_WIDGET)

static void
answer (LkbCardView *self, LkbRoundHow how, const char *note)
{
  if (self->id != NULL)
    g_signal_emit (self, signals[ANSWERED], 0, how, note);
}

static void
changed_clicked_cb (GtkButton *button, LkbCardView *self)
{
  answer (self, LKB_ROUND_CHANGED, NULL);
}

static void
said_clicked_cb (GtkButton *button, LkbCardView *self)
{
  answer (self, LKB_ROUND_SAID, NULL);
}

static void
skip_clicked_cb (GtkButton *button, LkbCardView *self)
{
  answer (self, LKB_ROUND_SKIPPED, NULL);
}

static char *
dup_note (LkbCardView *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
}

static void
keep_cb (GtkWidget *widget, LkbCardView *self)
{
  g_autofree char *note = dup_note (self);

  if (*note == '\0')
    return;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->note_button));
  answer (self, LKB_ROUND_NOTED, note);
}

static void
note_changed_cb (LkbCardView *self)
{
  GtkWidget *popover = GTK_WIDGET (
      gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->note_button)));
  g_autofree char *note = dup_note (self);

  gtk_widget_set_sensitive (self->keep, *note != '\0');
  if (self->id != NULL)
    g_signal_emit (self, signals[DRAFTED], 0, gtk_widget_get_visible (popover), note);
}

gboolean
lkb_card_view_set_card (LkbCardView *self, const LkbRoundMark *card)
{
  gboolean had_one;
  g_autofree char *words = NULL;

  g_return_val_if_fail (LKB_IS_CARD_VIEW (self), FALSE);

  gtk_widget_set_visible (GTK_WIDGET (self), card != NULL);
  if (card != NULL && g_strcmp0 (card->id, self->id) == 0)
    return FALSE;
  had_one = self->id != NULL;
  g_clear_pointer (&self->id, g_free);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->note_button));
  if (card == NULL)
    return had_one;
  lkb_widget_set_text (GTK_EDITABLE (self->note), "");
  self->id = g_strdup (card->id);
  words = lkb_round_mark_dup_words (card);
  gtk_label_set_text (GTK_LABEL (self->text), words);
  lkb_widget_set_spoken (GTK_WIDGET (self), words);
  return had_one;
}

int
lkb_card_view_measure_room (LkbCardView *self, int width)
{
  int height;

  g_return_val_if_fail (LKB_IS_CARD_VIEW (self), 0);

  gtk_widget_measure (self->clamp, GTK_ORIENTATION_VERTICAL, MAX (width, 1), &height, NULL, NULL,
                      NULL);
  return height;
}

static void
lkb_card_view_dispose (GObject *object)
{
  LkbCardView *self = LKB_CARD_VIEW (object);

  g_clear_pointer (&self->clamp, gtk_widget_unparent);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (lkb_card_view_parent_class)->dispose (object);
}

static void
lkb_card_view_class_init (LkbCardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_card_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-card-view");
  /* A screen reader says it as it comes; the focus stays where it is. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);

  /**
   * LkbCardView::answered:
   * @how: an LkbRoundHow
   * @note: (nullable)
   */
  signals[ANSWERED] = g_signal_new ("answered", LKB_TYPE_CARD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  /**
   * LkbCardView::drafted:
   * @writing: whether the note is open
   * @note: without white space around it
   */
  signals[DRAFTED] = g_signal_new ("drafted", LKB_TYPE_CARD_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

/* On a small window the buttons take a second line. */
static GtkWidget *
create_row (void)
{
  GtkWidget *row = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (row), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (row), N_ANSWERS);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (row), 4);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (row), 4);
  return row;
}

static void
append (GtkWidget *row, GtkWidget *button)
{
  gtk_flow_box_insert (GTK_FLOW_BOX (row), button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static GtkWidget *
add_button (LkbCardView *self, GtkWidget *row, const char *label, const char *tooltip,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_focus_on_click (button, FALSE);
  g_signal_connect (button, "clicked", callback, self);
  append (row, button);
  return button;
}

static GtkWidget *
create_note (LkbCardView *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label;

  self->note = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->note), _ ("What you would say"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->note), 32);
  lkb_widget_set_spoken (self->note, _ ("Note"));
  self->keep = gtk_button_new_with_mnemonic (_ ("_Answer"));
  gtk_widget_add_css_class (self->keep, "suggested-action");
  gtk_widget_set_tooltip_text (self->keep, _ ("Enter"));
  gtk_widget_set_sensitive (self->keep, FALSE);
  lkb_widget_speak_mnemonics (self->keep);
  g_signal_connect (self->note, "activate", G_CALLBACK (keep_cb), self);
  g_signal_connect (self->keep, "clicked", G_CALLBACK (keep_cb), self);
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_box_append (GTK_BOX (box), self->keep);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  self->note_button = gtk_menu_button_new ();
  /* A label of its own leaves no room for an arrow: its points tell that more is asked. */
  label = gtk_label_new_with_mnemonic (_ ("_Note…"));
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->note_button);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->note_button), label);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->note_button), GTK_ARROW_UP);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->note_button), popover);
  g_signal_connect_swapped (self->note, "changed", G_CALLBACK (note_changed_cb), self);
  g_signal_connect_swapped (popover, "notify::visible", G_CALLBACK (note_changed_cb), self);
  return self->note_button;
}

static void
lkb_card_view_init (LkbCardView *self)
{
  GtkWidget *row = create_row ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->box, "lkb-card-sheet");
  self->text = lkb_widget_create_wrapped (NULL, "lkb-card-text");
  gtk_box_append (GTK_BOX (self->box), self->text);
  add_button (self, row, _ ("_Changed the board"),
              _ ("A change of what it is about is noticed by itself"),
              G_CALLBACK (changed_clicked_cb));
  add_button (self, row, _ ("_Said it aloud"), _ ("Ctrl+Enter"), G_CALLBACK (said_clicked_cb));
  append (row, create_note (self));
  add_button (self, row, _ ("S_kip"), NULL, G_CALLBACK (skip_clicked_cb));
  gtk_box_append (GTK_BOX (self->box), row);
  lkb_widget_speak_mnemonics (self->box);
  self->clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (self->clamp), self->box);
  gtk_widget_set_margin_start (self->clamp, MARGIN);
  gtk_widget_set_margin_end (self->clamp, MARGIN);
  gtk_widget_set_margin_top (self->clamp, MARGIN);
  gtk_widget_set_margin_bottom (self->clamp, MARGIN);
  gtk_widget_set_parent (self->clamp, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
lkb_card_view_new (void)
{
  return g_object_new (LKB_TYPE_CARD_VIEW, NULL);
}
