/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-findings-panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lkb-findings-mend.h"
#include "lkb-widget.h"

/* So many are shown until somebody asks for all. */
#define SHOWN_FIRST 3
/* Suggestions beside one check. */
#define FIXES_SHOWN 2

struct _LkbFindingsPanel
{
  GtkWidget parent_instance;

  LkbReview *review; /* (nullable) */
  GtkWidget *scroller;
  GtkWidget *box;
  GtkWidget *list; /* rows of the stage to work on */
  gboolean show_all;
  char *current; /* key of the finding that was gone to last */
  gboolean mending; /* a quick fix was asked for while the findings were out of date */
};

enum
{
  GO_TO,
  MENDED,
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

/* What a button or an entry of a row is about; NULL when that is gone meanwhile. */
static const LkbFinding *
find_finding (GtkWidget *widget, LkbReview *review)
{
  const char *key = g_object_get_data (G_OBJECT (widget), "lkb-key");
  LkbFindings *findings = lkb_review_get_findings (review);

  /* A fix was made for the board as it was checked. */
  if (findings == NULL || !lkb_review_is_current (review))
    return NULL;
  return lkb_findings_find (findings, key);
}

static void
fix_clicked_cb (GtkButton *button, LkbReview *review)
{
  const LkbFinding *finding = find_finding (GTK_WIDGET (button), review);
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "lkb-fix"));

  if (finding != NULL && i < finding->n_fixes)
    lkb_editor_apply (lkb_review_get_editor (review),
                      lkb_change_ref (lkb_finding_get_fix (finding, i)));
}

static void
fix_all_clicked_cb (GtkButton *button, LkbReview *review)
{
  const LkbFinding *finding = find_finding (GTK_WIDGET (button), review);

  if (finding != NULL)
    lkb_editor_apply (
        lkb_review_get_editor (review),
        lkb_findings_dup_shared_fix (lkb_review_get_findings (review), finding, NULL));
}

/* The words why a check is acceptable are typed into the row itself. */
static void
accept_clicked_cb (GtkButton *button, GtkWidget *entry)
{
  gtk_widget_set_visible (entry, TRUE);
  gtk_widget_grab_focus (entry);
}

static void
reason_activate_cb (GtkEntry *entry, LkbReview *review)
{
  const char *key = g_object_get_data (G_OBJECT (entry), "lkb-key");
  LkbEditor *editor = lkb_review_get_editor (review);

  lkb_editor_apply (editor,
                    lkb_finding_dup_acceptance (lkb_editor_get_board (editor), key,
                                                gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static gboolean
reason_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode,
               GdkModifierType state, GtkWidget *accept)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (accept);
  gtk_widget_set_visible (entry, FALSE);
  return GDK_EVENT_STOP;
}

static void
reopen_clicked_cb (GtkButton *button, LkbReview *review)
{
  const char *key = g_object_get_data (G_OBJECT (button), "lkb-key");
  LkbEditor *editor = lkb_review_get_editor (review);

  lkb_editor_apply (editor, lkb_finding_dup_reopening (lkb_editor_get_board (editor), key));
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

static GtkWidget *
create_button (const LkbFinding *finding, const char *label, GCallback callback, LkbReview *review)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "lkb-fix");
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  g_object_set_data_full (G_OBJECT (button), "lkb-key", g_strdup (finding->key), g_free);
  if (callback != NULL)
    g_signal_connect_object (button, "clicked", callback, review, 0);
  return button;
}

/* The quick fixes, and one for all that are equal. */
static void
append_fixes (LkbReview *review, const LkbFinding *finding, GtkBox *words)
{
  LkbFindings *findings = lkb_review_get_findings (review);
  g_autoptr (LkbChange) shared = NULL;
  g_autofree char *all = NULL;
  guint n = 0;

  for (guint i = 0; i < MIN (finding->n_fixes, FIXES_SHOWN); i++)
    {
      g_autofree char *fix = lkb_finding_dup_fix_label (finding, i, TRUE);
      GtkWidget *button = create_button (finding, fix, G_CALLBACK (fix_clicked_cb), review);

      g_object_set_data (G_OBJECT (button), "lkb-fix", GUINT_TO_POINTER (i));
      gtk_box_append (words, button);
    }
  if (findings != NULL)
    shared = lkb_findings_dup_shared_fix (findings, finding, &n);
  if (shared == NULL)
    return;
  /* Translators: a button that mends %u checks of one kind at once. */
  all = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Fix all %u", "Fix all %u", n), n);
  gtk_box_append (words, create_button (finding, all, G_CALLBACK (fix_all_clicked_cb), review));
}

/* A check may be left as it is, with a reason that is kept on the board. */
static void
append_accept (LkbReview *review, const LkbFinding *finding, GtkBox *box, GtkBox *words)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("object-select-symbolic");
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *controller;

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Why is this acceptable?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  gtk_widget_set_visible (entry, FALSE);
  g_object_set_data_full (G_OBJECT (entry), "lkb-key", g_strdup (finding->key), g_free);
  g_signal_connect_object (entry, "activate", G_CALLBACK (reason_activate_cb), review, 0);
  gtk_box_append (words, entry);

  gtk_widget_set_tooltip_text (button, _ ("Accept with a reason…"));
  lkb_widget_set_spoken (button, _ ("Accept with a reason…"));
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lkb-accept");
  g_signal_connect_object (button, "clicked", G_CALLBACK (accept_clicked_cb), entry, 0);
  gtk_box_append (box, button);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (reason_key_cb), button, 0);
  gtk_widget_add_controller (entry, controller);
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

  gtk_box_append (GTK_BOX (words), lkb_widget_create_wrapped (message, NULL));
  if (finding->n_fixes > 0)
    append_fixes (review, finding, GTK_BOX (words));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "lkb-key", g_strdup (finding->key), g_free);
  g_object_set_data (G_OBJECT (row), "lkb-words", words);

  /* Translators: what a screen reader says of a check: how serious it is, then its words. */
  spoken = g_strdup_printf (_ ("%s: %s"), lkb_severity_get_label (finding->severity), message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  {
    g_autofree char *help = lkb_rule_dup_help (finding->rule, TRUE);

    gtk_widget_set_tooltip_text (row, help);
  }
  return row;
}

GtkBox *
lkb_finding_row_get_words (GtkWidget *row)
{
  g_return_val_if_fail (GTK_IS_LIST_BOX_ROW (row), NULL);
  return g_object_get_data (G_OBJECT (row), "lkb-words");
}

static GtkWidget *
create_row (LkbFindingsPanel *self, const LkbFinding *finding)
{
  GtkWidget *row = lkb_finding_row_new (self->review, finding);

  append_accept (self->review, finding,
                 GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))),
                 lkb_finding_row_get_words (row));
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

  if (n_ideas == 0)
    text = g_strdup (_ ("Nothing to fix."));
  else
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Nothing to fix. %u idea to make it stronger.",
                                         "Nothing to fix. %u ideas to make it stronger.", n_ideas),
                            n_ideas);
  gtk_box_append (GTK_BOX (self->box), lkb_widget_create_wrapped (text, "lkb-empty"));
}

static GtkWidget *
create_list (LkbFindingsPanel *self, const char *title)
{
  GtkWidget *list = gtk_list_box_new ();

  lkb_widget_set_spoken (list, title);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "lkb-findings");
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  return list;
}

/* Once somebody asked whether the board is finished, what is open is to be fixed. */
static char *
dup_stage_title (LkbFindingsPanel *self, LkbFindings *findings, guint stage)
{
  guint n = lkb_findings_count_stage (findings, stage);

  if (lkb_review_get_strict (self->review) && lkb_findings_get_n_blocking (findings) > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u thing to fix", "%u things to fix", n),
                            n);
  return g_strdup_printf ("%s · %u", get_stage_name (stage), n);
}

static void
append_stage (LkbFindingsPanel *self, LkbFindings *findings, guint stage)
{
  guint n = lkb_findings_count_stage (findings, stage);
  guint shown = self->show_all ? n : MIN (n, SHOWN_FIRST);
  g_autofree char *title = dup_stage_title (self, findings, stage);
  guint at = 0;

  gtk_box_append (GTK_BOX (self->box), lkb_widget_create_label (title, "lkb-group-title"));
  self->list = create_list (self, title);
  for (guint i = 0; i < lkb_findings_get_n (findings) && at < shown; i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);

      if (finding->rule->stage != stage)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (self, finding));
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

/* What is closed costs nothing: its rows are made when it is first opened. */
static void
expanded_cb (GtkExpander *expander, GParamSpec *pspec, LkbFindingsPanel *self)
{
  LkbFindings *findings = self->review != NULL ? lkb_review_get_findings (self->review) : NULL;
  guint stage = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (expander), "lkb-stage"));
  GtkWidget *list = gtk_expander_get_child (expander);

  if (findings == NULL || gtk_widget_get_first_child (list) != NULL)
    return;
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);

      if (finding->rule->stage == stage)
        gtk_list_box_append (GTK_LIST_BOX (list), create_row (self, finding));
    }
}

/* A later stage: one closed line. */
static void
append_later (LkbFindingsPanel *self, LkbFindings *findings, guint stage)
{
  guint n = lkb_findings_count_stage (findings, stage);
  g_autofree char *title = NULL;
  GtkWidget *expander;

  if (n == 0)
    return;
  title = g_strdup_printf ("%s · %u", get_stage_name (stage), n);
  expander = gtk_expander_new (title);
  lkb_widget_set_spoken (expander, title);
  gtk_widget_add_css_class (expander, "lkb-more");
  gtk_expander_set_child (GTK_EXPANDER (expander), create_list (self, title));
  g_object_set_data (G_OBJECT (expander), "lkb-stage", GUINT_TO_POINTER (stage));
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (expanded_cb), self);
  gtk_box_append (GTK_BOX (self->box), expander);
}

/* What was accepted: one closed line, each with its reason. */
static void
append_accepted (LkbFindingsPanel *self, LkbFindings *findings)
{
  guint n = lkb_findings_get_n_suppressed (findings);
  g_autofree char *title = NULL;
  GtkWidget *expander, *list;

  if (n == 0)
    return;
  title = g_strdup_printf ("%s · %u", _ ("Accepted"), n);
  expander = gtk_expander_new (title);
  lkb_widget_set_spoken (expander, title);
  gtk_widget_add_css_class (expander, "lkb-more");
  list = create_list (self, title);
  for (guint i = 0; i < n; i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth_suppressed (findings, i);
      g_autofree char *message = lkb_finding_dup_message (finding, TRUE);
      g_autofree char *text = g_strdup_printf ("%s — %s", message, finding->reason);
      GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
      GtkWidget *button = create_button (finding, _ ("Check again"), G_CALLBACK (reopen_clicked_cb),
                                         self->review);

      gtk_box_append (GTK_BOX (words), lkb_widget_create_wrapped (text, NULL));
      gtk_box_append (GTK_BOX (words), button);
      gtk_list_box_append (GTK_LIST_BOX (list), words);
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
  append_accepted (self, findings);
}

/* What Alt+Enter means: the worst of the selected element, else what was gone to, else the first of the stage. */
static const LkbFinding *
get_current (LkbFindingsPanel *self, LkbFindings *findings)
{
  LkbEditor *editor = lkb_review_get_editor (self->review);
  const LkbFinding *current = self->current != NULL ? lkb_findings_find (findings, self->current)
                                                    : NULL;
  guint stage = lkb_findings_get_stage (findings);

  if (current != NULL && current->suppressed)
    current = NULL;
  if (lkb_editor_get_n_selected (editor) == 1)
    {
      const char *id = lkb_editor_get_selected (editor)[0];

      if (current != NULL && g_strcmp0 (current->elements[0], id) == 0)
        return current;
      return lkb_findings_get_worst_of (findings, id, NULL);
    }
  if (current != NULL)
    return current;
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      if (lkb_findings_get_nth (findings, i)->rule->stage == stage)
        return lkb_findings_get_nth (findings, i);
    }
  return NULL;
}

void
lkb_findings_panel_mend (LkbFindingsPanel *self)
{
  const LkbFinding *finding;
  g_autofree char *label = NULL;
  LkbChange *fix;

  g_return_if_fail (LKB_IS_FINDINGS_PANEL (self));

  if (self->review == NULL)
    return;
  self->mending = !lkb_review_is_current (self->review);
  if (self->mending)
    return;
  finding = get_current (self, lkb_review_get_findings (self->review));
  if (finding == NULL)
    {
      g_signal_emit (self, signals[MENDED], 0, _ ("Nothing to fix."), FALSE);
      return;
    }
  if (finding->n_fixes == 0)
    {
      g_autofree char *message = lkb_finding_dup_message (finding, TRUE);

      /* Only the person knows: the focus goes where it is said. */
      lkb_finding_go_to (self->review, finding);
      g_signal_emit (self, signals[MENDED], 0, message, FALSE);
      return;
    }
  label = lkb_finding_dup_fix_label (finding, 0, TRUE);
  fix = lkb_finding_get_fix (finding, 0);
  if (lkb_editor_apply (lkb_review_get_editor (self->review), lkb_change_ref (fix)))
    g_signal_emit (self, signals[MENDED], 0, label, TRUE);
}

static void
review_changed_cb (LkbReview *review, LkbFindingsPanel *self)
{
  rebuild (self);
  if (self->mending)
    lkb_findings_panel_mend (self);
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
  self->mending = FALSE;
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
  signals[MENDED] = g_signal_new ("mended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
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
