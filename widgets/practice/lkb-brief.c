/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-brief.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "core/practice/lkb-round-plan.h"
#include "core/practice/lkb-round-words.h"
#include "widgets/panels/lkb-widget.h"

#define WIDTH 600

struct _LkbBrief
{
  GtkWidget parent_instance;

  GtkWidget *clamp;
  GtkWidget *box;
  GtkWidget *kind;
  GtkWidget *prompt;
  GtkWidget *first;
  GtkWidget *left;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (LkbBrief, lkb_brief, GTK_TYPE_WIDGET)

/* What to do first, and for how long. */
static char *
dup_first (const LkbRoundMark *setup)
{
  guint n;
  const LkbRoundSlot *slots = lkb_round_plan_get_slots (setup->preset, &n);
  guint minutes = (guint) (slots[0].length / 60000);

  if (setup->preset == LKB_ROUND_PRESET_DRILL)
    return g_strdup (_ ("The sentence stands in the goal. Each big word wants a number."));
  if (setup->length_ms < lkb_round_plan_get_length (setup->preset))
    return g_strdup (_ ("The board is as it was then. Speak aloud."));
  /* Translators: name of the first phase, minutes. */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "First “%s”, %u minute. Speak aloud while you draw.",
                   "First “%s”, %u minutes. Speak aloud while you draw.", minutes),
      lkb_round_phase_get_name (slots[0].phase), minutes);
}

void
lkb_brief_set_setup (LkbBrief *self, const LkbRoundMark *setup)
{
  g_autofree char *kind = NULL;
  g_autofree char *first = NULL;
  g_autofree char *asked = NULL;

  g_return_if_fail (LKB_IS_BRIEF (self));
  g_return_if_fail (setup != NULL);

  asked = lkb_round_mark_dup_words (setup);
  kind = lkb_round_setup_dup_kind (setup);
  first = dup_first (setup);
  gtk_label_set_text (GTK_LABEL (self->kind), kind);
  gtk_label_set_text (GTK_LABEL (self->prompt), asked);
  gtk_label_set_text (GTK_LABEL (self->first), first);
  lkb_widget_set_spoken (GTK_WIDGET (self), asked);
}

void
lkb_brief_set_left (LkbBrief *self, gint64 left)
{
  guint seconds = (guint) ((MAX (0, left) + 999) / 1000);
  g_autofree char *text = NULL;

  g_return_if_fail (LKB_IS_BRIEF (self));

  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The clock starts in %u s",
                                       "The clock starts in %u s", seconds),
                          seconds);
  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (self->left)), text))
    gtk_label_set_text (GTK_LABEL (self->left), text);
}

GtkWidget *
lkb_brief_get_button (LkbBrief *self)
{
  g_return_val_if_fail (LKB_IS_BRIEF (self), NULL);
  return self->button;
}

static void
lkb_brief_dispose (GObject *object)
{
  g_clear_pointer (&LKB_BRIEF (object)->clamp, gtk_widget_unparent);
  G_OBJECT_CLASS (lkb_brief_parent_class)->dispose (object);
}

static void
lkb_brief_class_init (LkbBriefClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_brief_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-brief");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
lkb_brief_init (LkbBrief *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->kind = lkb_widget_create_wrapped (NULL, "lkb-field-label");
  self->prompt = lkb_widget_create_wrapped (NULL, "title-2");
  self->first = lkb_widget_create_wrapped (NULL, NULL);
  self->left = lkb_widget_create_label (NULL, "numeric");
  gtk_widget_set_hexpand (self->left, TRUE);
  self->button = gtk_button_new_with_mnemonic (_ ("_Start Now"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "round.start");
  lkb_widget_speak_mnemonics (self->button);
  gtk_box_append (GTK_BOX (row), self->left);
  gtk_box_append (GTK_BOX (row), self->button);
  gtk_widget_set_margin_top (row, 6);
  gtk_box_append (GTK_BOX (self->box), self->kind);
  gtk_box_append (GTK_BOX (self->box), self->prompt);
  gtk_box_append (GTK_BOX (self->box), self->first);
  gtk_box_append (GTK_BOX (self->box), row);
  gtk_widget_add_css_class (self->box, "lkb-brief-sheet");
  self->clamp = adw_clamp_new ();
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (self->clamp), self->box);
  gtk_widget_set_valign (self->clamp, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->clamp, GTK_WIDGET (self));
}

GtkWidget *
lkb_brief_new (void)
{
  return g_object_new (LKB_TYPE_BRIEF, NULL);
}
