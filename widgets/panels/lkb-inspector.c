/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-inspector.h"

#include "core/model/lkb-edit.h"
#include "lkb-fact-list.h"
#include "lkb-inspector-header.h"

struct _LkbInspector
{
  GtkWidget parent_instance;

  LkbReview *review; /* (nullable) */
  LkbHistory *history; /* (nullable) */
  const LkbVocabulary *vocabulary;
  LkbAnalysis *analysis; /* (nullable) */
  LkbFindings *findings; /* (nullable) */
  char *decimal;
  char *grouping;
  gboolean read_only;

  LkbEditContext *context; /* of what is shown; NULL without a board */
  char *shape; /* ids and kinds of what is shown: another shape is built anew */

  GtkWidget *scroller; /* NULL once it is disposed of, and with it the two in it */
  LkbInspectorHeader *header;
  LkbFactList *facts;
};

enum
{
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbInspector, lkb_inspector, GTK_TYPE_WIDGET)

static void
close_context (LkbInspector *self)
{
  if (self->context != NULL)
    self->context->closed = TRUE;
  g_clear_pointer (&self->shape, g_free);
  if (self->scroller != NULL)
    lkb_fact_list_set_context (self->facts, NULL);
  g_clear_pointer (&self->context, lkb_edit_context_unref);
}

static void
refused_cb (const char *message, gpointer data)
{
  g_signal_emit (data, signals[MESSAGE], 0, message);
}

static char *
dup_shape (LkbInspector *self)
{
  GString *shape = g_string_new (NULL);

  for (guint i = 0; self->context->ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (self->context->board, self->context->ids[i]);

      g_string_append_printf (shape, "%s:%d ", self->context->ids[i],
                              element != NULL ? (int) lkb_element_get_kind (element) : -1);
    }
  return g_string_free (shape, FALSE);
}

/* The ids that are on the board; the page when none is. */
static GStrv
dup_present (LkbInspector *self, const char *const *ids)
{
  g_autoptr (GStrvBuilder) present = g_strv_builder_new ();
  LkbBoard *board = lkb_history_get_board (self->history);
  guint n = 0;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (lkb_board_lookup (board, ids[i]) != NULL)
      {
        g_strv_builder_add (present, ids[i]);
        n++;
      }
  if (n == 0)
    g_strv_builder_add (present, LKB_BOARD_ID);
  return g_strv_builder_end (present);
}

static void
give_results (LkbInspector *self)
{
  g_clear_pointer (&self->context->analysis, lkb_analysis_unref);
  g_clear_pointer (&self->context->findings, lkb_findings_unref);
  if (self->analysis != NULL)
    self->context->analysis = lkb_analysis_ref (self->analysis);
  if (self->findings != NULL)
    self->context->findings = lkb_findings_ref (self->findings);
}

static void
update_header (LkbInspector *self)
{
  lkb_inspector_header_update (self->header, self->context, self->analysis);
}

/* (nullable) */
static LkbTextMeasurer *
get_measurer (LkbInspector *self)
{
  return self->review != NULL
             ? lkb_scene_get_measurer (lkb_editor_get_scene (lkb_review_get_editor (self->review)))
             : NULL;
}

static void
build (LkbInspector *self, const char *const *ids)
{
  g_auto (GStrv) present = NULL;

  if (self->history == NULL)
    {
      close_context (self);
      gtk_widget_set_visible (self->scroller, FALSE);
      return;
    }
  present = dup_present (self, ids);
  close_context (self);
  gtk_widget_set_visible (self->scroller, TRUE);
  self->context = lkb_edit_context_new (self->history, self->vocabulary, self->decimal,
                                        self->grouping, (const char *const *) present);
  self->context->read_only = self->read_only;
  self->context->refused = refused_cb;
  self->context->user_data = self;
  self->shape = dup_shape (self);
  give_results (self);
  lkb_fact_list_set_context (self->facts, self->context);
  update_header (self);
  lkb_inspector_header_show_tile (self->header, self->context, get_measurer (self));
}

static void
committed_cb (LkbHistory *history, LkbChange *change, LkbInspector *self)
{
  g_autofree char *shape = dup_shape (self);

  if (g_strcmp0 (shape, self->shape) != 0)
    {
      g_auto (GStrv) ids = g_strdupv (self->context->ids);

      build (self, (const char *const *) ids);
      return;
    }
  lkb_fact_list_update (self->facts);
  lkb_fact_list_add_filled (self->facts);
  update_header (self);
}

void
lkb_inspector_commit (LkbInspector *self)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  lkb_fact_list_commit (self->facts);
}

void
lkb_inspector_set_selection (LkbInspector *self, const char *const *ids)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  if (self->history != NULL && self->context != NULL)
    {
      g_auto (GStrv) present = NULL;

      lkb_inspector_commit (self);
      present = dup_present (self, ids);
      if (g_strv_equal ((const char *const *) present, (const char *const *) self->context->ids))
        return;
    }
  build (self, ids);
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

void
lkb_inspector_set_results (LkbInspector *self, LkbAnalysis *analysis, LkbFindings *findings)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  g_clear_pointer (&self->analysis, lkb_analysis_unref);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  self->analysis = analysis != NULL ? lkb_analysis_ref (analysis) : NULL;
  self->findings = findings != NULL ? lkb_findings_ref (findings) : NULL;
  if (self->context == NULL)
    return;
  give_results (self);
  lkb_fact_list_update (self->facts);
  update_header (self);
}

void
lkb_inspector_set_history (LkbInspector *self, LkbHistory *history, const LkbVocabulary *vocabulary)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  if (self->history != NULL)
    g_signal_handlers_disconnect_by_func (self->history, committed_cb, self);
  close_context (self);
  g_clear_pointer (&self->analysis, lkb_analysis_unref);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  g_set_object (&self->history, history);
  self->vocabulary = vocabulary;
  if (history != NULL)
    g_signal_connect (history, "committed", G_CALLBACK (committed_cb), self);
  if (self->scroller != NULL)
    build (self, NULL);
}

static void
selection_changed_cb (LkbEditor *editor, LkbInspector *self)
{
  lkb_inspector_set_selection (self, lkb_editor_get_selected (editor));
}

static void
review_changed_cb (LkbReview *review, LkbInspector *self)
{
  lkb_inspector_set_results (self, lkb_review_get_analysis (review),
                             lkb_review_get_findings (review));
}

void
lkb_inspector_set_review (LkbInspector *self, LkbReview *review)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  if (self->review != NULL)
    {
      g_signal_handlers_disconnect_by_data (lkb_review_get_editor (self->review), self);
      g_signal_handlers_disconnect_by_data (self->review, self);
    }
  g_set_object (&self->review, review);
  if (review == NULL)
    {
      lkb_inspector_set_history (self, NULL, NULL);
    }
  else
    {
      LkbEditor *editor = lkb_review_get_editor (review);

      lkb_inspector_set_history (self, lkb_editor_get_history (editor),
                                 lkb_editor_get_vocabulary (editor));
      g_signal_connect (editor, "selection-changed", G_CALLBACK (selection_changed_cb), self);
      g_signal_connect (review, "changed", G_CALLBACK (review_changed_cb), self);
      lkb_inspector_set_selection (self, lkb_editor_get_selected (editor));
      review_changed_cb (review, self);
    }
}

void
lkb_inspector_set_theme (LkbInspector *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  lkb_inspector_header_set_theme (self->header, theme);
}

static void
build_again (LkbInspector *self)
{
  g_auto (GStrv) ids = NULL;

  if (self->context == NULL)
    return;
  lkb_inspector_commit (self);
  ids = g_strdupv (self->context->ids);
  build (self, (const char *const *) ids);
}

void
lkb_inspector_set_number_format (LkbInspector *self, const char *decimal, const char *grouping)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));
  g_return_if_fail (decimal != NULL && *decimal != '\0' && grouping != NULL);

  g_free (self->decimal);
  g_free (self->grouping);
  self->decimal = g_strdup (decimal);
  self->grouping = g_strdup (grouping);
  build_again (self);
}

void
lkb_inspector_set_read_only (LkbInspector *self, gboolean read_only)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  if (self->read_only == read_only)
    return;
  self->read_only = read_only;
  build_again (self);
}

GtkWidget *
lkb_inspector_get_row (LkbInspector *self, LkbField field)
{
  g_return_val_if_fail (LKB_IS_INSPECTOR (self), NULL);

  return (GtkWidget *) lkb_fact_list_get_row (self->facts, field);
}

gboolean
lkb_inspector_focus_member (LkbInspector *self, LkbField field, const char *member)
{
  g_return_val_if_fail (LKB_IS_INSPECTOR (self), FALSE);

  return lkb_fact_list_focus_member (self->facts, field, member);
}

gboolean
lkb_inspector_focus_field (LkbInspector *self, LkbField field)
{
  return lkb_inspector_focus_member (self, field, NULL);
}

static void
kind_picked_cb (LkbInspectorHeader *header, guint kind, LkbInspector *self)
{
  if (self->context == NULL)
    return;
  /* A change of kind builds the boxes anew: nothing that is half typed may get lost. */
  lkb_inspector_commit (self);
  lkb_edit_context_apply (
      self->context,
      lkb_edit_set_kind (self->context->board, (const char *const *) self->context->ids, kind),
      NULL);
}

static void
lkb_inspector_dispose (GObject *object)
{
  LkbInspector *self = LKB_INSPECTOR (object);
  GtkWidget *scroller;

  if (self->context != NULL)
    self->context->closed = TRUE;
  scroller = g_steal_pointer (&self->scroller);
  g_clear_pointer (&scroller, gtk_widget_unparent);
  lkb_inspector_set_review (self, NULL);
  lkb_inspector_set_history (self, NULL, NULL);
  G_OBJECT_CLASS (lkb_inspector_parent_class)->dispose (object);
}

static void
lkb_inspector_finalize (GObject *object)
{
  LkbInspector *self = LKB_INSPECTOR (object);

  g_free (self->shape);
  g_free (self->decimal);
  g_free (self->grouping);
  G_OBJECT_CLASS (lkb_inspector_parent_class)->finalize (object);
}

static void
lkb_inspector_class_init (LkbInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = lkb_inspector_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-inspector");
  signals[MESSAGE] = g_signal_new ("message", LKB_TYPE_INSPECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lkb_inspector_init (LkbInspector *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = lkb_inspector_header_new ();
  GtkWidget *facts = lkb_fact_list_new ();

  self->decimal = g_strdup (".");
  self->grouping = g_strdup (",");
  self->header = LKB_INSPECTOR_HEADER (header);
  self->facts = LKB_FACT_LIST (facts);
  g_signal_connect (header, "kind-picked", G_CALLBACK (kind_picked_cb), self);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), facts);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_widget_set_visible (self->scroller, FALSE);
}

LkbInspector *
lkb_inspector_new (void)
{
  return g_object_new (LKB_TYPE_INSPECTOR, NULL);
}
