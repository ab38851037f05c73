/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-findings-panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lkb-findings-mend.h"
#include "lkb-widget.h"

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
  guint open; /* bits: the later stages that are open; 0 is what was accepted */
  guint scroll; /* of the tick callback that brings the current row into view */
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

static void
mark (GtkWidget *row, gboolean current)
{
  lkb_widget_set_class (row, "current", current);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, current, -1);
}

static GtkWidget *
create_row (LkbFindingsPanel *self, const LkbFinding *finding)
{
  GtkWidget *row = lkb_finding_row_new (self->review, finding);

  if (lkb_finding_can_be_accepted (finding))
    lkb_finding_row_add_accept (row, self->review, finding);
  mark (row, g_strcmp0 (finding->key, self->current) == 0);
  return row;
}

static void rebuild (LkbFindingsPanel *self);

/* The row of a finding where it is shown, also in a later stage that is open. */
static GtkWidget *
find_row (GtkWidget *root, const char *key)
{
  if (root == NULL || key == NULL)
    return NULL;
  if (GTK_IS_LIST_BOX_ROW (root))
    return g_strcmp0 (g_object_get_data (G_OBJECT (root), "lkb-key"), key) == 0 ? root : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_row (child, key);

      if (row != NULL)
        return row;
    }
  return NULL;
}

/* A row that was just made has no place yet. */
static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LkbFindingsPanel *self = LKB_FINDINGS_PANEL (widget);
  GtkWidget *row = find_row (self->box, self->current);
  graphene_rect_t place;

  if (row != NULL && gtk_widget_get_height (row) == 0)
    return G_SOURCE_CONTINUE;
  self->scroll = 0;
  if (row != NULL && gtk_widget_compute_bounds (row, self->box, &place))
    gtk_adjustment_clamp_page (
        gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), place.origin.y,
        place.origin.y + place.size.height);
  return G_SOURCE_REMOVE;
}

static void
set_current (LkbFindingsPanel *self, const char *key)
{
  GtkWidget *row = find_row (self->box, self->current);

  if (row != NULL)
    mark (row, FALSE);
  g_free (self->current);
  self->current = g_strdup (key);
  row = find_row (self->box, key);
  if (row == NULL && !self->show_all)
    {
      self->show_all = TRUE;
      rebuild (self);
    }
  else if (row != NULL)
    mark (row, TRUE);
  if (self->scroll == 0)
    self->scroll = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_cb, NULL, NULL);
}

static void
go_to (LkbFindingsPanel *self, const LkbFinding *finding)
{
  set_current (self, finding->key);
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

  if (gtk_expander_get_expanded (expander))
    self->open |= 1u << stage;
  else
    self->open &= ~(1u << stage);
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
  gtk_expander_set_expanded (GTK_EXPANDER (expander), (self->open & 1u << stage) != 0);
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
      gtk_list_box_append (GTK_LIST_BOX (list),
                           lkb_finding_row_new_accepted (
                               self->review, lkb_findings_get_nth_suppressed (findings, i)));
    }
  gtk_expander_set_child (GTK_EXPANDER (expander), list);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), (self->open & 1u) != 0);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (expanded_cb), self);
  gtk_box_append (GTK_BOX (self->box), expander);
}

/* Where the focus is in the list, so that a list made anew can go on there. */
typedef struct
{
  gboolean held;
  char *key; /* (nullable): of the row */
  int index; /* in its list */
  char *reason; /* (nullable): typed so far */
} Place;

static Place
dup_place (LkbFindingsPanel *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  Place place = { .held = focus != NULL && self->box != NULL
                          && gtk_widget_is_ancestor (focus, self->box) };
  GtkWidget *row, *reason;

  if (!place.held)
    return place;
  row = GTK_IS_LIST_BOX_ROW (focus) ? focus
                                    : gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW);
  if (row == NULL)
    return place;
  place.key = g_strdup (g_object_get_data (G_OBJECT (row), "lkb-key"));
  place.index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  reason = place.key != NULL ? lkb_finding_row_get_reason (row) : NULL;
  if (reason != NULL && gtk_widget_get_visible (reason))
    place.reason = g_strdup (gtk_editable_get_text (GTK_EDITABLE (reason)));
  return place;
}

/* On the same check; where that is gone, on the one that took its place. */
static void
take_place (LkbFindingsPanel *self, Place *place)
{
  GtkWidget *row = find_row (self->box, place->key);
  GtkWidget *same = row;

  for (int i = place->index; place->held && row == NULL && i >= 0; i--)
    row = lkb_findings_panel_get_row (self, (guint) i);
  if (same != NULL && place->reason != NULL)
    {
      GtkWidget *reason = lkb_finding_row_get_reason (same);

      gtk_editable_set_text (GTK_EDITABLE (reason), place->reason);
      gtk_widget_set_visible (reason, TRUE);
      gtk_widget_grab_focus (reason);
      gtk_editable_set_position (GTK_EDITABLE (reason), -1);
    }
  else if (place->held && row != NULL)
    gtk_widget_grab_focus (row);
  else if (place->held)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  g_free (place->key);
  g_free (place->reason);
}

static void
rebuild (LkbFindingsPanel *self)
{
  LkbFindings *findings = self->review != NULL ? lkb_review_get_findings (self->review) : NULL;
  Place place = dup_place (self);
  guint stage;

  self->list = NULL;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "lkb-checks");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  if (findings == NULL)
    {
      take_place (self, &place);
      return;
    }

  stage = lkb_findings_get_stage (findings);
  if (lkb_findings_count (findings, LKB_SEVERITY_ERROR) == 0
      && lkb_findings_count (findings, LKB_SEVERITY_WARNING) == 0)
    append_empty (self, findings);
  if (lkb_findings_count_stage (findings, stage) > 0)
    append_stage (self, findings, stage);
  for (guint later = stage + 1; later <= 3; later++)
    append_later (self, findings, later);
  append_accepted (self, findings);
  take_place (self, &place);
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

  if (self->scroll != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll);
  self->scroll = 0;

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
