/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-inspector.h"

#include <glib/gi18n-lib.h>

#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"
#include "core/picture/lkb-icon.h"
#include "lkb-fact-row.h"
#include "lkb-fact-section.h"
#include "lkb-page-ticks.h"
#include "lkb-pick-popover.h"
#include "lkb-widget.h"
#include "widgets/canvas/lkb-picture-paintable.h"

struct _LkbInspector
{
  GtkWidget parent_instance;

  LkbReview *review; /* (nullable) */
  LkbHistory *history; /* (nullable) */
  const LkbVocabulary *vocabulary;
  LkbAnalysis *analysis; /* (nullable) */
  LkbFindings *findings; /* (nullable) */
  LkbThemeId theme;
  char *decimal;
  char *grouping;
  gboolean read_only;

  LkbEditContext *context; /* of what is shown; NULL without a board */
  char *shape; /* ids and kinds of what is shown: another shape is built anew */
  GPtrArray *rows; /* of LkbFactRow, borrowed */

  GtkWidget *scroller;
  GtkWidget *image;
  LkbPicturePaintable *tile;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *kinds; /* drop-down of the kinds of nodes */
  GtkStringList *kind_names; /* the first says "several kinds" where there are several */
  gboolean setting_kind;
  GtkWidget *ticks;
  GtkWidget *sections;
  GtkWidget *expander;
  GtkWidget *more_sections;
  GtkWidget *add_button;
  GtkWidget *add_popover;
};

enum
{
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbInspector, lkb_inspector, GTK_TYPE_WIDGET)

/* Where something lies is set by dragging it; the boxes are there for who cannot. */
static gboolean
is_place (LkbField field)
{
  return field == LKB_FIELD_X || field == LKB_FIELD_Y || field == LKB_FIELD_W
         || field == LKB_FIELD_H || field == LKB_FIELD_LABEL_AT || field == LKB_FIELD_WIDTH;
}

static gboolean
is_drawn (LkbField field)
{
  LkbValueType type = lkb_field_get_info (field)->type;

  return type == LKB_VALUE_TUPLE || type == LKB_VALUE_TUPLE_LIST;
}

/* The page shows its six sections also while they are empty. */
static gboolean
belongs_to_page (LkbField field)
{
  return field == LKB_FIELD_ROSTER || field == LKB_FIELD_TRADE_OFFS
         || field == LKB_FIELD_ASSUMPTIONS;
}

static gboolean
is_carried (LkbInspector *self, LkbField field)
{
  for (guint i = 0; self->context->ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (self->context->board, self->context->ids[i]);

      if (element == NULL || lkb_kind_get_tier (lkb_element_get_kind (element), field) == 0)
        return FALSE;
    }
  return TRUE;
}

static LkbFactRow *
find_row (LkbInspector *self, LkbField field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (lkb_fact_row_get_field (g_ptr_array_index (self->rows, i)) == field)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/* (nullable): the row of a field, made when it isn't there. In a section what is essential comes first. */
static LkbFactRow *
add_row (LkbInspector *self, LkbField field, gboolean more)
{
  const LkbElement *first = lkb_board_lookup (self->context->board, self->context->ids[0]);
  guint tier = lkb_kind_get_tier (lkb_element_get_kind (first), field);
  const char *group = lkb_field_get_info (field)->group;
  GtkWidget *row = lkb_fact_row_new (self->context, field);

  if (row == NULL)
    return NULL;
  lkb_fact_section_insert (
      lkb_fact_section_get (more ? self->more_sections : self->sections, group), row,
      tier * LKB_N_FIELDS + field);
  if (group != NULL && field != LKB_FIELD_GOAL
      && g_str_equal (_ (group), lkb_fact_get_label (field)))
    lkb_fact_row_hide_label (LKB_FACT_ROW (row));
  g_ptr_array_add (self->rows, row);
  if (more)
    gtk_widget_set_visible (self->expander, TRUE);
  return LKB_FACT_ROW (row);
}

static const LkbKindField *
get_fields (LkbInspector *self, guint *n_fields)
{
  const LkbElement *first = lkb_board_lookup (self->context->board, self->context->ids[0]);

  return lkb_kind_get_fields (lkb_element_get_kind (first), n_fields);
}

/* Rows for what is filled and has none yet. */
static void
add_filled_rows (LkbInspector *self)
{
  guint n_fields;
  const LkbKindField *fields = get_fields (self, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      LkbField field = fields[i].field;

      if (field == LKB_FIELD_LATENCY_P50)
        field = LKB_FIELD_LATENCY_P95;
      if (!is_drawn (field) && find_row (self, field) == NULL && is_carried (self, field)
          && lkb_fact_is_filled (self->context, field))
        add_row (self, field, is_place (field));
    }
}

static void
add_rows (LkbInspector *self)
{
  guint n_fields;
  const LkbKindField *fields = get_fields (self, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      LkbField field = fields[i].field;
      gboolean shown = fields[i].tier == 1 || belongs_to_page (field);

      if (field == LKB_FIELD_LATENCY_P50 || is_drawn (field) || !is_carried (self, field))
        continue;
      if (!is_place (field) && (shown || lkb_fact_is_filled (self->context, field)))
        add_row (self, field, FALSE);
      else if (fields[i].tier == 2 || lkb_fact_is_filled (self->context, field))
        add_row (self, field, TRUE);
    }
}

static char *
dup_title (LkbInspector *self)
{
  const LkbElement *single = lkb_edit_context_get_single (self->context);
  guint n = g_strv_length (self->context->ids);

  if (self->context->kind == LKB_KIND_BOARD)
    return g_strdup (_ ("The page"));
  if (single == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u element", "%u elements", n), n);
  if (lkb_element_is_edge (single))
    {
      g_autofree char *from = lkb_edit_context_dup_node_name (self->context,
                                                              lkb_element_get_from (single));
      g_autofree char *to = lkb_edit_context_dup_node_name (self->context,
                                                            lkb_element_get_to (single));

      return g_strdup_printf ("%s → %s", from, to);
    }
  return lkb_edit_context_dup_node_name (self->context, self->context->ids[0]);
}

static gboolean
all_nodes (LkbInspector *self)
{
  for (guint i = 0; self->context->ids[i] != NULL; i++)
    if (!lkb_element_is_node (lkb_board_lookup (self->context->board, self->context->ids[i])))
      return FALSE;
  return TRUE;
}

static void
update_tile (LkbInspector *self, gboolean nodes)
{
  gboolean shown = nodes && self->review != NULL && self->context->kind != LKB_N_KINDS;

  gtk_widget_set_visible (self->image, shown);
  if (shown)
    {
      g_autoptr (LkbPicture) picture = lkb_icon_new_tile (self->context->kind);
      LkbScene *scene = lkb_editor_get_scene (lkb_review_get_editor (self->review));
      LkbBox box = lkb_box (0, 0, 28, 28);

      g_clear_object (&self->tile);
      self->tile = lkb_picture_paintable_new (picture, &box, LKB_COLOUR_NONE,
                                              lkb_scene_get_measurer (scene));
      lkb_picture_paintable_set_theme (self->tile, self->theme);
      gtk_image_set_from_paintable (GTK_IMAGE (self->image), GDK_PAINTABLE (self->tile));
    }
}

/* The names of kinds follow the board's vocabulary. */
static void
update_kinds (LkbInspector *self, gboolean nodes)
{
  LkbNaming naming = lkb_board_get_naming (self->context->board);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  gtk_widget_set_visible (self->kinds, nodes);
  gtk_widget_set_sensitive (self->kinds, !self->read_only);
  if (!nodes)
    return;
  if (self->context->kind == LKB_N_KINDS)
    g_ptr_array_add (names, (gpointer) _ ("several kinds"));
  for (LkbKind kind = 0; kind < LKB_N_KINDS; kind++)
    {
      if (!lkb_kind_is_node (kind))
        continue;
      if (kind == self->context->kind)
        selected = names->len;
      g_ptr_array_add (names, (gpointer) lkb_kind_get_label (kind, naming));
    }
  g_ptr_array_add (names, NULL);
  self->setting_kind = TRUE;
  for (guint i = 0; i + 1 < names->len; i++)
    {
      const char *one[2] = { g_ptr_array_index (names, i), NULL };
      const char *now = gtk_string_list_get_string (self->kind_names, i);

      if (g_strcmp0 (now, one[0]) != 0)
        gtk_string_list_splice (self->kind_names, i, now != NULL ? 1 : 0, one);
    }
  while (g_list_model_get_n_items (G_LIST_MODEL (self->kind_names)) > names->len - 1)
    gtk_string_list_remove (self->kind_names, names->len - 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kinds), selected);
  self->setting_kind = FALSE;
}

static void
update_header (LkbInspector *self)
{
  gboolean nodes = all_nodes (self);
  gboolean page = self->context->kind == LKB_KIND_BOARD;
  g_autofree char *title = dup_title (self);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle),
                      page ? _ ("What the board says as a whole")
                      : self->context->kind == LKB_N_KINDS
                          ? _ ("What they have in common")
                          : lkb_kind_get_label (self->context->kind, LKB_NAMING_DLT));
  gtk_widget_set_visible (self->subtitle, !nodes);
  update_kinds (self, nodes);
  if (page)
    lkb_page_ticks_update (LKB_PAGE_TICKS (self->ticks), self->context->board, self->analysis);
  else
    gtk_widget_set_visible (self->ticks, FALSE);
}

static void
close_context (LkbInspector *self)
{
  if (self->context != NULL)
    self->context->closed = TRUE;
  g_clear_pointer (&self->shape, g_free);
  g_ptr_array_set_size (self->rows, 0);
  if (self->scroller != NULL)
    {
      lkb_fact_section_clear (self->sections);
      lkb_fact_section_clear (self->more_sections);
    }
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
  gtk_widget_set_visible (self->expander, FALSE);
  gtk_widget_set_visible (self->add_button, !self->read_only);
  add_rows (self);
  update_header (self);
  update_tile (self, all_nodes (self));
}

static void
update_rows (LkbInspector *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    lkb_fact_row_update (g_ptr_array_index (self->rows, i));
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
  update_rows (self);
  add_filled_rows (self);
  update_header (self);
}

void
lkb_inspector_commit (LkbInspector *self)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  /* Backwards: a commit adds rows at the end, and one that builds all anew leaves none. */
  for (guint i = self->rows->len; i > 0; i--)
    if (i <= self->rows->len)
      lkb_fact_row_commit (g_ptr_array_index (self->rows, i - 1));
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
  update_rows (self);
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

  self->theme = theme;
  if (self->tile != NULL)
    lkb_picture_paintable_set_theme (self->tile, theme);
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
  if (field == LKB_FIELD_LATENCY_P50)
    field = LKB_FIELD_LATENCY_P95;
  return (GtkWidget *) find_row (self, field);
}

gboolean
lkb_inspector_focus_member (LkbInspector *self, LkbField field, const char *member)
{
  LkbFactRow *row;

  g_return_val_if_fail (LKB_IS_INSPECTOR (self), FALSE);
  if (field == LKB_FIELD_LATENCY_P50)
    field = LKB_FIELD_LATENCY_P95;
  if (self->context == NULL || field >= LKB_N_FIELDS || !is_carried (self, field)
      || is_drawn (field))
    return FALSE;
  row = find_row (self, field);
  if (row == NULL)
    row = add_row (self, field, FALSE);
  if (row == NULL)
    return FALSE;
  if (gtk_widget_is_ancestor (GTK_WIDGET (row), self->more_sections))
    gtk_expander_set_expanded (GTK_EXPANDER (self->expander), TRUE);
  return lkb_fact_row_take_focus (row, member);
}

gboolean
lkb_inspector_focus_field (LkbInspector *self, LkbField field)
{
  return lkb_inspector_focus_member (self, field, NULL);
}

static void
kind_selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, LkbInspector *self)
{
  guint i = gtk_drop_down_get_selected (drop_down);

  if (self->setting_kind || self->context == NULL || i == GTK_INVALID_LIST_POSITION)
    return;
  if (self->context->kind != LKB_N_KINDS)
    i++;
  else if (i == 0)
    return;
  for (LkbKind kind = 0; kind < LKB_N_KINDS; kind++)
    if (lkb_kind_is_node (kind) && --i == 0)
      {
        /* A change of kind builds the boxes anew: nothing that is half typed may get lost. */
        lkb_inspector_commit (self);
        lkb_edit_context_apply (self->context,
                                lkb_edit_set_kind (self->context->board,
                                                   (const char *const *) self->context->ids, kind),
                                NULL);
        return;
      }
}

static void
fill_facts_cb (LkbPickPopover *popover, LkbInspector *self)
{
  guint n_fields;
  const LkbKindField *fields;

  lkb_pick_popover_clear (popover);
  if (self->context == NULL)
    return;
  fields = get_fields (self, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      LkbField field = fields[i].field;
      LkbFactRow *row = find_row (self, field);
      const LkbFieldInfo *info = lkb_field_get_info (field);

      if (field == LKB_FIELD_LATENCY_P50 || is_drawn (field) || !is_carried (self, field)
          || (row != NULL && !gtk_widget_is_ancestor (GTK_WIDGET (row), self->more_sections)))
        continue;
      lkb_pick_popover_add (popover, lkb_field_get_key (field), lkb_fact_get_label (field),
                            info->help != NULL ? _ (info->help) : NULL);
    }
}

static void
fact_picked_cb (LkbPickPopover *popover, const char *key, gboolean is_text, LkbInspector *self)
{
  const LkbElement *first;
  LkbField field;

  if (self->context == NULL)
    return;
  first = lkb_board_lookup (self->context->board, self->context->ids[0]);
  if (first != NULL && lkb_kind_find_field (lkb_element_get_kind (first), key, &field))
    lkb_inspector_focus_member (self, field, NULL);
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
  g_clear_object (&self->tile);
  G_OBJECT_CLASS (lkb_inspector_parent_class)->dispose (object);
}

static void
lkb_inspector_finalize (GObject *object)
{
  LkbInspector *self = LKB_INSPECTOR (object);

  g_ptr_array_unref (self->rows);
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

static GtkWidget *
create_header (LkbInspector *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->image = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), 28);
  gtk_widget_set_valign (self->image, GTK_ALIGN_START);
  self->title = lkb_widget_create_wrapped (NULL, "heading");
  self->subtitle = lkb_widget_create_wrapped (NULL, "lkb-field-label");
  self->kind_names = gtk_string_list_new (NULL);
  self->kinds = gtk_drop_down_new (G_LIST_MODEL (self->kind_names), NULL);
  gtk_widget_set_halign (self->kinds, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->kinds, "lkb-kind");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kind"), -1);
  g_signal_connect (self->kinds, "notify::selected", G_CALLBACK (kind_selected_cb), self);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->subtitle);
  gtk_box_append (GTK_BOX (words), self->kinds);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (header), self->image);
  gtk_box_append (GTK_BOX (header), words);
  gtk_widget_add_css_class (header, "lkb-inspector-header");
  return header;
}

static void
lkb_inspector_init (LkbInspector *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->rows = g_ptr_array_new ();
  self->decimal = g_strdup (".");
  self->grouping = g_strdup (",");
  self->ticks = lkb_page_ticks_new ();
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->more_sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->expander = gtk_expander_new (_ ("More"));
  lkb_widget_set_spoken (self->expander, _ ("More"));
  gtk_expander_set_child (GTK_EXPANDER (self->expander), self->more_sections);
  gtk_widget_add_css_class (self->expander, "lkb-more");
  self->add_popover = lkb_pick_popover_new (_ ("Search facts"), NULL);
  self->add_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->add_button), _ ("Add a fact…"));
  lkb_widget_set_spoken (self->add_button, _ ("Add a fact…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add_button), self->add_popover);
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add_button, "lkb-add-fact");
  g_signal_connect (self->add_popover, "fill", G_CALLBACK (fill_facts_cb), self);
  g_signal_connect (self->add_popover, "picked", G_CALLBACK (fact_picked_cb), self);

  gtk_box_append (GTK_BOX (box), create_header (self));
  gtk_box_append (GTK_BOX (box), self->ticks);
  gtk_box_append (GTK_BOX (box), self->sections);
  gtk_box_append (GTK_BOX (box), self->expander);
  gtk_box_append (GTK_BOX (box), self->add_button);
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
