/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-findings-panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many are shown until somebody asks for all. */
#define SHOWN_FIRST 3

struct _LkbFindingsPanel
{
  GtkWidget parent_instance;

  LkbReview *review; /* (nullable) */
  GtkWidget *scroller;
  GtkWidget *box;
  GtkWidget *list; /* rows of the stage to work on */
  gboolean show_all;
  char *current; /* key of the finding that was gone to last */
};

enum
{
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbFindingsPanel, lkb_findings_panel, GTK_TYPE_WIDGET)

static const char *
get_stage_name (guint stage)
{
  switch (stage)
    {
    case 1:
      return _ ("Essential");
    case 2:
      return _ ("Stronger");
    default:
      return _ ("Expert");
    }
}

void
lkb_finding_go_to (LkbReview *review, const LkbFinding *finding)
{
  LkbEditor *editor = lkb_review_get_editor (review);

  if (finding->elements[0] != NULL && strcmp (finding->elements[0], LKB_BOARD_ID) != 0)
    {
      lkb_editor_go_to (editor, (const char *[]){ finding->elements[0], NULL });
    }
  else
    {
      LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (editor));

      lkb_editor_select (editor, NULL);
      frame.h /= 4; /* the facts stand at the page's head */
      lkb_viewport_reveal (lkb_editor_get_viewport (editor), &frame, 24);
    }
}

static void
fix_clicked_cb (GtkButton *button, LkbReview *review)
{
  const char *key = g_object_get_data (G_OBJECT (button), "lkb-key");
  LkbFindings *findings = lkb_review_get_findings (review);
  const LkbFinding *finding = findings != NULL ? lkb_findings_find (findings, key) : NULL;

  if (finding == NULL || finding->n_fixes == 0)
    return;
  lkb_editor_apply (lkb_review_get_editor (review),
                    lkb_change_ref (lkb_finding_get_fix (finding, 0)));
}

/* What is missing is to be done; only Check and Export make it wrong. */
static void
get_look (LkbReview *review, const LkbFinding *finding, const char **symbol, const char **css_class)
{
  switch (finding->severity)
    {
    case LKB_SEVERITY_ERROR:
      *symbol = lkb_review_get_strict (review) ? "■" : "◌";
      *css_class = lkb_review_get_strict (review) ? "wrong" : "todo";
      return;
    case LKB_SEVERITY_WARNING:
      *symbol = "▲";
      *css_class = "check";
      return;
    case LKB_SEVERITY_HINT:
    case LKB_N_SEVERITIES:
    default:
      *symbol = "·";
      *css_class = "todo";
      return;
    }
}

GtkWidget *
lkb_finding_row_new (LkbReview *review, const LkbFinding *finding)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *message = lkb_finding_dup_message (finding, TRUE);
  g_autofree char *spoken = NULL;
  const char *symbol, *css_class;
  GtkWidget *label;

  get_look (review, finding, &symbol, &css_class);
  label = gtk_label_new (symbol);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "symbol");
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  label = gtk_label_new (message);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (words), label);
  if (finding->n_fixes > 0)
    {
      g_autofree char *fix = lkb_finding_dup_fix_label (finding, 0, TRUE);
      GtkWidget *button = gtk_button_new_with_label (fix);

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_add_css_class (button, "lkb-fix");
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                               PANGO_ELLIPSIZE_END);
      g_object_set_data_full (G_OBJECT (button), "lkb-key", g_strdup (finding->key), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (fix_clicked_cb), review, 0);
      gtk_box_append (GTK_BOX (words), button);
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "lkb-key", g_strdup (finding->key), g_free);

  /* Translators: what a screen reader says of a check: how serious it is, then its words. */
  spoken = g_strdup_printf (_ ("%s: %s"), lkb_severity_get_label (finding->severity), message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (finding->rule->help != NULL)
    gtk_widget_set_tooltip_text (row, _ (finding->rule->help));
  return row;
}

static void
go_to (LkbFindingsPanel *self, const LkbFinding *finding)
{
  g_free (self->current);
  self->current = g_strdup (finding->key);
  lkb_finding_go_to (self->review, finding);
  g_signal_emit (self, signals[GO_TO], 0, (int) finding->field);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbFindingsPanel *self)
{
  const char *key = g_object_get_data (G_OBJECT (row), "lkb-key");
  LkbFindings *findings;
  const LkbFinding *finding;

  if (self->review == NULL)
    return;
  findings = lkb_review_get_findings (self->review);
  finding = findings != NULL ? lkb_findings_find (findings, key) : NULL;
  if (finding != NULL)
    go_to (self, finding);
}

static void rebuild (LkbFindingsPanel *self);

static void
show_all_cb (GtkButton *button, LkbFindingsPanel *self)
{
  self->show_all = TRUE;
  rebuild (self);
}

static void
append_empty (LkbFindingsPanel *self, LkbFindings *findings)
{
  guint n_ideas = lkb_findings_count (findings, LKB_SEVERITY_HINT);
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (n_ideas == 0)
    text = g_strdup (_ ("Nothing to fix."));
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Nothing to fix. %u idea to make it stronger.",
                                         "Nothing to fix. %u ideas to make it stronger.", n_ideas),
                            n_ideas);
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "lkb-empty");
  gtk_box_append (GTK_BOX (self->box), label);
}

static GtkWidget *
create_list (LkbFindingsPanel *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "lkb-findings");
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  return list;
}

static void
append_stage (LkbFindingsPanel *self, LkbFindings *findings, guint stage)
{
  guint n = lkb_findings_count_stage (findings, stage);
  guint shown = self->show_all ? n : MIN (n, SHOWN_FIRST);
  g_autofree char *title = g_strdup_printf ("%s · %u", get_stage_name (stage), n);
  GtkWidget *label = gtk_label_new (title);
  guint at = 0;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "lkb-group-title");
  gtk_box_append (GTK_BOX (self->box), label);
  self->list = create_list (self);
  for (guint i = 0; i < lkb_findings_get_n (findings) && at < shown; i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);

      if (finding->rule->stage != stage)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (self->list), lkb_finding_row_new (self->review, finding));
      at++;
    }
  gtk_box_append (GTK_BOX (self->box), self->list);
  if (shown < n)
    {
      g_autofree char *more = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Show %u more", "Show %u more", n - shown), n - shown);
      GtkWidget *button = gtk_button_new_with_label (more);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      g_signal_connect (button, "clicked", G_CALLBACK (show_all_cb), self);
      gtk_box_append (GTK_BOX (self->box), button);
    }
}

/* A later stage: one closed line. */
static void
append_later (LkbFindingsPanel *self, LkbFindings *findings, guint stage)
{
  guint n = lkb_findings_count_stage (findings, stage);
  g_autofree char *title = NULL;
  GtkWidget *expander, *list;

  if (n == 0)
    return;
  title = g_strdup_printf ("%s · %u", get_stage_name (stage), n);
  expander = gtk_expander_new (title);
  gtk_widget_add_css_class (expander, "lkb-more");
  list = create_list (self);
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);

      if (finding->rule->stage == stage)
        gtk_list_box_append (GTK_LIST_BOX (list), lkb_finding_row_new (self->review, finding));
    }
  gtk_expander_set_child (GTK_EXPANDER (expander), list);
  gtk_box_append (GTK_BOX (self->box), expander);
}

static void
rebuild (LkbFindingsPanel *self)
{
  LkbFindings *findings = self->review != NULL ? lkb_review_get_findings (self->review) : NULL;
  guint stage;

  self->list = NULL;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "lkb-checks");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  if (findings == NULL)
    return;

  stage = lkb_findings_get_stage (findings);
  if (lkb_findings_count (findings, LKB_SEVERITY_ERROR) == 0
      && lkb_findings_count (findings, LKB_SEVERITY_WARNING) == 0)
    append_empty (self, findings);
  if (lkb_findings_count_stage (findings, stage) > 0)
    append_stage (self, findings, stage);
  for (guint later = stage + 1; later <= 3; later++)
    append_later (self, findings, later);
}

static void
review_changed_cb (LkbReview *review, LkbFindingsPanel *self)
{
  rebuild (self);
}

gboolean
lkb_findings_panel_next (LkbFindingsPanel *self)
{
  LkbFindings *findings;
  const LkbFinding *first = NULL;
  gboolean passed = FALSE;
  guint stage;

  g_return_val_if_fail (LKB_IS_FINDINGS_PANEL (self), FALSE);

  findings = self->review != NULL ? lkb_review_get_findings (self->review) : NULL;
  if (findings == NULL)
    return FALSE;
  stage = lkb_findings_get_stage (findings);
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);

      if (finding->rule->stage != stage)
        continue;
      if (first == NULL)
        first = finding;
      if (passed)
        {
          go_to (self, finding);
          return TRUE;
        }
      passed = g_strcmp0 (finding->key, self->current) == 0;
    }
  if (first == NULL)
    return FALSE;
  go_to (self, first);
  return TRUE;
}

GtkWidget *
lkb_findings_panel_get_row (LkbFindingsPanel *self, guint n)
{
  g_return_val_if_fail (LKB_IS_FINDINGS_PANEL (self), NULL);

  if (self->list == NULL)
    return NULL;
  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) n));
}

void
lkb_findings_panel_set_review (LkbFindingsPanel *self, LkbReview *review)
{
  g_return_if_fail (LKB_IS_FINDINGS_PANEL (self));

  if (self->review != NULL)
    g_signal_handlers_disconnect_by_data (self->review, self);
  g_set_object (&self->review, review);
  g_clear_pointer (&self->current, g_free);
  self->show_all = FALSE;
  if (review != NULL)
    g_signal_connect (review, "changed", G_CALLBACK (review_changed_cb), self);
  if (self->scroller != NULL)
    rebuild (self);
}

static void
lkb_findings_panel_dispose (GObject *object)
{
  LkbFindingsPanel *self = LKB_FINDINGS_PANEL (object);
  GtkWidget *scroller = g_steal_pointer (&self->scroller);

  lkb_findings_panel_set_review (self, NULL);
  g_clear_pointer (&scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (lkb_findings_panel_parent_class)->dispose (object);
}

static void
lkb_findings_panel_class_init (LkbFindingsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_findings_panel_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-findings-panel");
  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
lkb_findings_panel_init (LkbFindingsPanel *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  rebuild (self);
}

LkbFindingsPanel *
lkb_findings_panel_new (void)
{
  return g_object_new (LKB_TYPE_FINDINGS_PANEL, NULL);
}
