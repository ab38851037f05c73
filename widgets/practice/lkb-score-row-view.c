/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-score-row-view.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-quantity.h"
#include "core/base/lkb-text.h"
#include "core/practice/lkb-replay.h"
#include "core/practice/lkb-score-report.h"
#include "widgets/panels/lkb-widget.h"

/* How a link to a moment begins. */
#define MOMENT "moment:"

struct _LkbScoreRowView
{
  GtkWidget parent_instance;

  LkbScoreCriterion criterion;
  guint level; /* as judged */
  GtkWidget *levels; /* drop-down of the popover */
  GtkWidget *note;
  GtkWidget *apply;
  GtkWidget *menu;
};

enum
{
  ADJUSTED,
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbScoreRowView, lkb_score_row_view, GTK_TYPE_WIDGET)

/* ---- evidence ---- */

typedef struct
{
  const char *what;
  const char *time;
} Places;

static const char *
find_place (const char *key, gsize length, gpointer data)
{
  const Places *places = data;

  if (length == 4 && strncmp (key, "what", 4) == 0)
    return places->what;
  return length == 4 && strncmp (key, "time", 4) == 0 ? places->time : NULL;
}

/* As lkb_score_evidence_dup_text(), with the time as a link. */
static void
append_evidence (GString *markup, const LkbScoreEvidence *evidence)
{
  g_autofree char *words = lkb_label_dup_words (evidence->text);
  g_autofree char *what = g_markup_escape_text (words, -1);
  g_autofree char *clock = NULL, *link = NULL, *line = NULL;
  Places places = { what, NULL };

  if (evidence->time == LKB_ROUND_NEVER)
    {
      g_string_append (markup, what);
      return;
    }
  clock = lkb_replay_dup_clock (evidence->time);
  link = g_strdup_printf ("<a href=\"" MOMENT "%" G_GINT64_FORMAT "\">%s</a>", evidence->time,
                          clock);
  places.time = link;
  line = lkb_text_fill (_ ("{what} at {time}"), find_place, &places);
  g_string_append (markup, line);
}

static gboolean
link_cb (GtkLabel *label, const char *uri, LkbScoreRowView *self)
{
  g_signal_emit (self, signals[GO_TO], 0, g_ascii_strtoll (uri + strlen (MOMENT), NULL, 10));
  return TRUE;
}

static GtkWidget *
create_evidence (LkbScoreRowView *self, const LkbScoreRow *row)
{
  GtkWidget *label = lkb_widget_create_wrapped (NULL, "lkb-evidence");
  g_autoptr (GString) markup = g_string_new (NULL);

  for (guint i = 0; i < row->evidence->len; i++)
    {
      g_string_append (markup, i > 0 ? " · " : "");
      append_evidence (markup, g_ptr_array_index (row->evidence, i));
    }
  gtk_label_set_markup (GTK_LABEL (label), markup->str);
  g_signal_connect (label, "activate-link", G_CALLBACK (link_cb), self);
  return label;
}

/* ---- correcting ---- */

static void
apply_cb (GtkWidget *widget, LkbScoreRowView *self)
{
  g_autofree char *note = lkb_text_one_line (gtk_editable_get_text (GTK_EDITABLE (self->note)));
  guint level = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->levels));

  if (note[0] == '\0' && level != self->level)
    return;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->menu));
  g_signal_emit (self, signals[ADJUSTED], 0, lkb_score_criterion_to_string (self->criterion),
                 (int) level - (int) self->level, note);
}

/* A correction needs its reason; to take it back needs none. */
static void
check_cb (GObject *object, GParamSpec *pspec, LkbScoreRowView *self)
{
  gboolean back = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->levels)) == self->level;

  gtk_widget_set_sensitive (
      self->apply, back || !lkb_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->note))));
}

static GtkWidget *
create_popover (LkbScoreRowView *self, const LkbScoreRow *row)
{
  static const char *const words[] = { "0", "1", "2", "3", "4", NULL };
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = lkb_widget_create_label (_ ("Level"), NULL);

  self->levels = gtk_drop_down_new_from_strings (words);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->levels), row->adjusted);
  lkb_widget_set_spoken (self->levels, _ ("Level"));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), self->levels);
  gtk_box_append (GTK_BOX (box), line);
  self->note = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->note), _ ("Why?"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->note), 28);
  lkb_widget_set_spoken (self->note, _ ("Why?"));
  if (row->note != NULL)
    lkb_widget_set_text (GTK_EDITABLE (self->note), row->note);
  gtk_box_append (GTK_BOX (box), self->note);
  self->apply = gtk_button_new_with_mnemonic (_ ("_Correct"));
  lkb_widget_speak_mnemonics (self->apply);
  gtk_widget_add_css_class (self->apply, "suggested-action");
  gtk_widget_set_halign (self->apply, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), self->apply);
  g_signal_connect (self->apply, "clicked", G_CALLBACK (apply_cb), self);
  g_signal_connect (self->note, "activate", G_CALLBACK (apply_cb), self);
  g_signal_connect (self->note, "notify::text", G_CALLBACK (check_cb), self);
  g_signal_connect (self->levels, "notify::selected", G_CALLBACK (check_cb), self);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  check_cb (NULL, NULL, self);
  return popover;
}

/* ---- the row ---- */

static GtkWidget *
create_level (const LkbScoreRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GString *dots = g_string_new (NULL);
  g_autofree char *points = lkb_format_number (lkb_score_row_get_points (row), 3);
  g_autofree char *weight = lkb_format_number (row->weight, 3);
  g_autofree char *text = NULL, *spoken = NULL;
  GtkWidget *level, *sum;

  for (guint i = 0; i < LKB_SCORE_MAX_LEVEL; i++)
    g_string_append (dots, i < row->adjusted ? "●" : "○");
  level = gtk_label_new (dots->str);
  g_string_free (dots, TRUE);
  gtk_widget_add_css_class (level, "lkb-level");
  /* Translators: points, of how many: "15 of 20". */
  text = g_strdup_printf (C_ ("score", "%s of %s"), points, weight);
  sum = gtk_label_new (text);
  gtk_widget_add_css_class (sum, "lkb-evidence");
  gtk_widget_add_css_class (sum, "numeric");
  gtk_label_set_xalign (GTK_LABEL (level), 1);
  gtk_label_set_xalign (GTK_LABEL (sum), 1);
  gtk_box_append (GTK_BOX (box), level);
  gtk_box_append (GTK_BOX (box), sum);
  spoken = g_strdup_printf (_ ("Level %u of 4"), row->adjusted);
  lkb_widget_set_spoken (level, spoken);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  return box;
}

static GtkWidget *
create_text (LkbScoreRowView *self, const LkbScoreRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (box), lkb_widget_create_wrapped (
                                     lkb_score_criterion_get_name (row->criterion), "heading"));
  gtk_box_append (GTK_BOX (box), create_evidence (self, row));
  if (row->note != NULL)
    {
      g_autofree char *text = lkb_score_row_dup_correction (row);
      GtkWidget *label = lkb_widget_create_wrapped (text, "lkb-evidence");

      gtk_widget_add_css_class (label, "lkb-corrected");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static gboolean
lkb_score_row_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LKB_SCORE_ROW_VIEW (widget)->menu);
}

static void
lkb_score_row_view_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lkb_score_row_view_parent_class)->dispose (object);
}

static void
lkb_score_row_view_class_init (LkbScoreRowViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_score_row_view_dispose;
  widget_class->grab_focus = lkb_score_row_view_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-score-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * LkbScoreRowView::adjusted:
   * @criterion: as in the file
   * @delta: levels
   * @note: why
   */
  signals[ADJUSTED] = g_signal_new ("adjusted", LKB_TYPE_SCORE_ROW_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT,
                                    G_TYPE_STRING);
  /**
   * LkbScoreRowView::go-to:
   * @time: of the round, milliseconds
   */
  signals[GO_TO] = g_signal_new ("go-to", LKB_TYPE_SCORE_ROW_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
lkb_score_row_view_init (LkbScoreRowView *self)
{
}

GtkWidget *
lkb_score_row_view_new (const LkbScoreRow *row)
{
  LkbScoreRowView *self = g_object_new (LKB_TYPE_SCORE_ROW_VIEW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->criterion = row->criterion;
  self->level = row->level;
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "document-edit-symbolic");
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->menu, _ ("Correct the level"));
  lkb_widget_set_spoken (self->menu, _ ("Correct the level"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->menu), create_popover (self, row));
  lkb_widget_hush_tooltip (GTK_MENU_BUTTON (self->menu));

  gtk_box_append (GTK_BOX (box), create_text (self, row));
  gtk_box_append (GTK_BOX (box), create_level (row));
  gtk_box_append (GTK_BOX (box), self->menu);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  lkb_widget_set_spoken (GTK_WIDGET (self), lkb_score_criterion_get_name (row->criterion));
  return GTK_WIDGET (self);
}
