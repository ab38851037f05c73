/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-editor.h"

#include <string.h>

#include "lkb-editor-private.h"
#include "lkb-reading-order.h"

static guint signals[LKB_EDITOR_N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbEditor, lkb_editor, G_TYPE_OBJECT)

void
lkb_editor_emit (LkbEditor *self, guint signal)
{
  g_signal_emit (self, signals[signal], 0);
}

void
lkb_editor_emit_id (LkbEditor *self, guint signal, const char *id)
{
  g_signal_emit (self, signals[signal], 0, id);
}

void
lkb_editor_emit_deleted (LkbEditor *self, const char *text, LkbChange *bridge)
{
  g_signal_emit (self, signals[LKB_EDITOR_DELETED], 0, text, bridge);
}

void
lkb_editor_emit_arranged (LkbEditor *self, LkbArranged arranged)
{
  g_signal_emit (self, signals[LKB_EDITOR_ARRANGED], 0, (int) arranged);
}

void
lkb_editor_emit_message (LkbEditor *editor, const char *text, gboolean undoable)
{
  g_signal_emit (editor, signals[LKB_EDITOR_MESSAGE], 0, text, undoable);
}

void
lkb_editor_emit_page_activated (LkbEditor *editor, LkbSheetPart part)
{
  g_signal_emit (editor, signals[LKB_EDITOR_PAGE_ACTIVATED], 0, (int) part);
}

void
lkb_editor_emit_connect_to_empty (LkbEditor *editor, const char *from, LkbPoint board)
{
  g_signal_emit (editor, signals[LKB_EDITOR_CONNECT_TO_EMPTY], 0, from, board.x, board.y);
}

void
lkb_editor_emit_kind_list (LkbEditor *editor, LkbPoint board)
{
  g_signal_emit (editor, signals[LKB_EDITOR_KIND_LIST], 0, board.x, board.y);
}

void
lkb_editor_redraw_overlay (LkbEditor *editor)
{
  lkb_editor_emit (editor, LKB_EDITOR_OVERLAY_CHANGED);
}

/* What the board lost is neither selected nor hovered any more. Returns whether the selection changed. */
static gboolean
drop_lost_ids (LkbEditor *self)
{
  gboolean changed = FALSE;

  for (guint i = self->selected->len - 1; i > 0; i--)
    {
      if (lkb_board_lookup (self->board, self->selected->pdata[i - 1]) == NULL)
        {
          g_hash_table_remove (self->selected_set, self->selected->pdata[i - 1]);
          g_ptr_array_remove_index (self->selected, i - 1);
          changed = TRUE;
        }
    }
  if (self->hover != NULL && lkb_board_lookup (self->board, self->hover) == NULL)
    g_clear_pointer (&self->hover, g_free);
  return changed;
}

static void
board_changed_cb (LkbBoard *board, LkbChange *change, gboolean transient, LkbEditor *self)
{
  self->stamp++;
  self->scene_stale = TRUE;
  if (!transient)
    self->sheet_stale = TRUE;
  if (drop_lost_ids (self))
    lkb_editor_emit (self, LKB_EDITOR_SELECTION_CHANGED);
  lkb_editor_emit (self, LKB_EDITOR_SCENE_CHANGED);
}

/* What came back is selected, as it was when it went: nodes, their edges only where there are no nodes. */
static void
select_returned (LkbEditor *self, const LkbChange *change)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) edges = g_ptr_array_new ();

  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);

      if (pair->before == NULL && pair->after != NULL)
        g_ptr_array_add (lkb_element_is_edge (pair->after) ? edges : ids,
                         (gpointer) lkb_element_get_id (pair->after));
    }
  if (ids->len == 0)
    g_ptr_array_extend (ids, edges, NULL, NULL);
  if (ids->len == 0)
    return;
  g_ptr_array_add (ids, NULL);
  lkb_editor_select_ids (self, (const char *const *) ids->pdata);
}

static void
committed_cb (LkbHistory *history, LkbChange *change, LkbEditor *self)
{
  self->sheet_stale = TRUE;
  lkb_editor_emit (self, LKB_EDITOR_SCENE_CHANGED);
  if (self->stepping)
    select_returned (self, change);
}

gboolean
lkb_editor_undo (LkbEditor *self)
{
  gboolean done;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  lkb_editor_cancel (self);
  self->stepping = TRUE;
  done = lkb_history_undo (self->history);
  self->stepping = FALSE;
  return done;
}

gboolean
lkb_editor_redo (LkbEditor *self)
{
  gboolean done;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  lkb_editor_cancel (self);
  self->stepping = TRUE;
  done = lkb_history_redo (self->history);
  self->stepping = FALSE;
  return done;
}

static void
lkb_editor_dispose (GObject *object)
{
  LkbEditor *self = LKB_EDITOR (object);

  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  if (self->arranging != NULL)
    g_cancellable_cancel (self->arranging);
  g_clear_object (&self->arranging);
  if (self->history != NULL)
    {
      lkb_editor_cancel (self);
      g_signal_handlers_disconnect_by_data (self->history, self);
    }
  g_clear_object (&self->history);
  self->board = NULL;
  G_OBJECT_CLASS (lkb_editor_parent_class)->dispose (object);
}

static void
lkb_editor_finalize (GObject *object)
{
  LkbEditor *self = LKB_EDITOR (object);

  for (guint i = 0; i < LKB_N_TOOLS; i++)
    {
      self->tools[i]->klass->cancel (self->tools[i]);
      g_free (self->tools[i]);
    }
  g_clear_pointer (&self->sheet, lkb_sheet_unref);
  g_clear_pointer (&self->scene, lkb_scene_unref);
  g_clear_pointer (&self->analysis, lkb_analysis_unref);
  g_clear_pointer (&self->measurer, lkb_text_measurer_unref);
  g_clear_pointer (&self->first_analysis, lkb_analysis_unref);
  g_clear_pointer (&self->spare_measurer, lkb_text_measurer_unref);
  g_clear_object (&self->viewport);
  g_hash_table_unref (self->selected_set);
  g_ptr_array_unref (self->selected);
  g_free (self->hover);
  g_free (self->preview_from);
  g_free (self->painting);
  g_free (self->decimal);
  g_free (self->grouping);
  G_OBJECT_CLASS (lkb_editor_parent_class)->finalize (object);
}

static void
lkb_editor_class_init (LkbEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = lkb_editor_dispose;
  object_class->finalize = lkb_editor_finalize;

  signals[LKB_EDITOR_SCENE_CHANGED] = g_signal_new ("scene-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LKB_EDITOR_SELECTION_CHANGED] = g_signal_new (
      "selection-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LKB_EDITOR_OVERLAY_CHANGED] = g_signal_new ("overlay-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LKB_EDITOR_TOOL_CHANGED] = g_signal_new ("tool-changed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[LKB_EDITOR_RENAME] = g_signal_new ("rename", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LKB_EDITOR_EDIT_OWNER] = g_signal_new ("edit-owner", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LKB_EDITOR_PAGE_ACTIVATED] = g_signal_new ("page-activated", type, G_SIGNAL_RUN_LAST, 0,
                                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[LKB_EDITOR_CONNECT_TO_EMPTY] = g_signal_new ("connect-to-empty", type, G_SIGNAL_RUN_LAST,
                                                       0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                                       G_TYPE_STRING, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[LKB_EDITOR_KIND_LIST] = g_signal_new ("kind-list", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[LKB_EDITOR_MESSAGE] = g_signal_new ("message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[LKB_EDITOR_ARRANGED] = g_signal_new ("arranged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                               NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[LKB_EDITOR_DELETED] = g_signal_new ("deleted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 2, G_TYPE_STRING, LKB_TYPE_CHANGE);
}

static void
lkb_editor_init (LkbEditor *self)
{
  const LkbToolClass *const classes[LKB_N_TOOLS] = {
    [LKB_TOOL_SELECT] = lkb_tool_select_get_class (),
    [LKB_TOOL_PAN] = lkb_tool_pan_get_class (),
    [LKB_TOOL_CONNECT] = lkb_tool_connect_get_class (),
    [LKB_TOOL_PLACE] = lkb_tool_place_get_class (),
    [LKB_TOOL_PAINT] = lkb_tool_paint_get_class (),
    [LKB_TOOL_PEN] = lkb_tool_pen_get_class (),
    [LKB_TOOL_RESIZE] = lkb_tool_resize_get_class (),
  };

  for (guint i = 0; i < LKB_N_TOOLS; i++)
    {
      self->tools[i] = g_malloc0 (classes[i]->size);
      self->tools[i]->klass = classes[i];
      self->tools[i]->editor = self;
    }
  self->viewport = lkb_viewport_new ();
  self->measurer = lkb_text_measurer_new ();
  self->selected = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->selected, NULL);
  self->selected_set = g_hash_table_new (g_str_hash, g_str_equal);
  self->placing = LKB_KIND_INGESTION;
  self->snap = TRUE;
  lkb_editor_set_number_format (self, ".", ",");
  self->scene_stale = TRUE;
  self->sheet_stale = TRUE;
}

LkbEditor *
lkb_editor_new (LkbHistory *history, const LkbVocabulary *vocabulary)
{
  LkbEditor *self;

  g_return_val_if_fail (LKB_IS_HISTORY (history), NULL);

  self = g_object_new (LKB_TYPE_EDITOR, NULL);
  self->history = g_object_ref (history);
  self->board = lkb_history_get_board (history);
  self->vocabulary = vocabulary;
  g_signal_connect (self->board, "changed", G_CALLBACK (board_changed_cb), self);
  g_signal_connect (history, "committed", G_CALLBACK (committed_cb), self);
  return self;
}

LkbHistory *
lkb_editor_get_history (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  return self->history;
}

LkbBoard *
lkb_editor_get_board (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  return self->board;
}

LkbViewport *
lkb_editor_get_viewport (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  return self->viewport;
}

const LkbVocabulary *
lkb_editor_get_vocabulary (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  return self->vocabulary;
}

/* The board can be moved until its edge is in the middle of the view, no further. */
static void
update_limits (LkbEditor *self)
{
  LkbBox frame = lkb_sheet_get_frame (self->sheet);
  LkbBox bounds = lkb_scene_get_bounds (self->scene);
  LkbBox limits = lkb_box_union (&frame, &bounds);

  self->limiting = TRUE;
  lkb_viewport_set_limits (self->viewport, &limits);
  self->limiting = FALSE;
}

LkbSheet *
lkb_editor_get_sheet (LkbEditor *self)
{
  LkbSheetOptions options = { .editing = !self->read_only, .quiet = self->quiet };

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  /* While a gesture is under way the page stands still. */
  if (self->sheet != NULL && (!self->sheet_stale || lkb_history_in_transaction (self->history)))
    return self->sheet;

  g_clear_pointer (&self->sheet, lkb_sheet_unref);
  self->sheet = lkb_sheet_new (lkb_editor_get_scene (self), self->board, self->analysis,
                               self->vocabulary, &options);
  self->sheet_stale = FALSE;
  update_limits (self);
  return self->sheet;
}

void
lkb_editor_set_analysis (LkbEditor *self, LkbAnalysis *analysis)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  if (analysis == self->analysis)
    return;
  g_clear_pointer (&self->analysis, lkb_analysis_unref);
  self->analysis = analysis != NULL ? lkb_analysis_ref (analysis) : NULL;
  g_clear_pointer (&self->first_analysis, lkb_analysis_unref);
  self->scene_stale = TRUE;
  self->sheet_stale = TRUE;
  lkb_editor_emit (self, LKB_EDITOR_SCENE_CHANGED);
}

LkbAnalysis *
lkb_editor_get_analysis (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  return self->analysis;
}

guint
lkb_editor_get_n_selected (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), 0);
  return self->selected->len - 1;
}

const char *const *
lkb_editor_get_selected (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  return (const char *const *) self->selected->pdata;
}

/* Index in the selection, or -1. */
static int
find_selected (LkbEditor *self, const char *id)
{
  for (guint i = 0; i + 1 < self->selected->len; i++)
    {
      if (strcmp (self->selected->pdata[i], id) == 0)
        return (int) i;
    }
  return -1;
}

gboolean
lkb_editor_is_selected (LkbEditor *self, const char *id)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return id != NULL && g_hash_table_contains (self->selected_set, id);
}

void
lkb_editor_select_ids (LkbEditor *self, const char *const *ids)
{
  g_autoptr (GPtrArray) selected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean same;

  g_return_if_fail (LKB_IS_EDITOR (self));

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      char *id;

      if (g_hash_table_contains (seen, ids[i]) || lkb_board_lookup (self->board, ids[i]) == NULL
          || strcmp (ids[i], LKB_BOARD_ID) == 0)
        continue;
      id = g_strdup (ids[i]);
      g_hash_table_add (seen, id);
      g_ptr_array_add (selected, id);
    }
  g_ptr_array_add (selected, NULL);

  lkb_editor_set_stop (self, NULL);
  same = selected->len == self->selected->len;
  for (guint i = 0; same && i + 1 < selected->len; i++)
    same = strcmp (selected->pdata[i], self->selected->pdata[i]) == 0;
  if (same)
    return;

  g_hash_table_remove_all (self->selected_set);
  g_ptr_array_unref (self->selected);
  self->selected = g_steal_pointer (&selected);
  for (guint i = 0; i + 1 < self->selected->len; i++)
    g_hash_table_add (self->selected_set, self->selected->pdata[i]);
  lkb_editor_emit (self, LKB_EDITOR_SELECTION_CHANGED);
}

void
lkb_editor_select (LkbEditor *self, const char *id)
{
  const char *ids[] = { id, NULL };

  lkb_editor_select_ids (self, ids);
}

void
lkb_editor_toggle (LkbEditor *self, const char *id)
{
  int at;

  g_return_if_fail (LKB_IS_EDITOR (self));
  g_return_if_fail (id != NULL);

  at = find_selected (self, id);
  if (at >= 0)
    {
      g_hash_table_remove (self->selected_set, id);
      g_ptr_array_remove_index (self->selected, (guint) at);
    }
  else
    {
      char *own = g_strdup (id);

      g_ptr_array_insert (self->selected, (int) self->selected->len - 1, own);
      g_hash_table_add (self->selected_set, own);
    }
  lkb_editor_emit (self, LKB_EDITOR_SELECTION_CHANGED);
}

void
lkb_editor_select_all (LkbEditor *self)
{
  const GPtrArray *elements;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_return_if_fail (LKB_IS_EDITOR (self));

  elements = lkb_board_get_elements (self->board);
  for (guint i = 0; i < elements->len; i++)
    g_ptr_array_add (ids, (gpointer) lkb_element_get_id (elements->pdata[i]));
  g_ptr_array_add (ids, NULL);
  lkb_editor_select_ids (self, (const char *const *) ids->pdata);
}

void
lkb_editor_set_hover (LkbEditor *self, const char *id)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  if (g_strcmp0 (self->hover, id) == 0)
    return;
  g_free (self->hover);
  self->hover = g_strdup (id);
  lkb_editor_emit (self, LKB_EDITOR_OVERLAY_CHANGED);
}

const char *
lkb_editor_get_hover (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  return self->hover;
}

LkbToolId
lkb_editor_get_tool (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), LKB_TOOL_SELECT);
  return self->tool;
}

void
lkb_editor_set_tool (LkbEditor *self, LkbToolId tool)
{
  g_return_if_fail (LKB_IS_EDITOR (self));
  g_return_if_fail (tool < LKB_N_TOOLS);

  if (self->tool == tool || (self->read_only && tool != LKB_TOOL_PAN))
    return;
  if (self->gesture != NULL && self->gesture != self->tools[self->tool])
    lkb_editor_cancel (self);
  self->tool = tool;
  /* Nothing is done to a selection with a pen, and Escape is to put the pen aside at once. */
  if (tool == LKB_TOOL_PEN)
    lkb_editor_select (self, NULL);
  lkb_editor_emit (self, LKB_EDITOR_TOOL_CHANGED);
  lkb_editor_emit (self, LKB_EDITOR_OVERLAY_CHANGED);
}

void
lkb_editor_set_read_only (LkbEditor *self, gboolean read_only)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  if (self->read_only == read_only)
    return;
  lkb_editor_cancel (self);
  self->read_only = read_only;
  lkb_editor_set_tool (self, read_only ? LKB_TOOL_PAN : LKB_TOOL_SELECT);
  self->sheet_stale = TRUE;
  lkb_editor_emit (self, LKB_EDITOR_SCENE_CHANGED);
}

gboolean
lkb_editor_is_read_only (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return self->read_only;
}

void
lkb_editor_set_placing (LkbEditor *self, LkbKind kind)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  self->placing = kind;
  if (self->tool == LKB_TOOL_PLACE)
    lkb_editor_emit (self, LKB_EDITOR_TOOL_CHANGED);
  lkb_editor_set_tool (self, LKB_TOOL_PLACE);
}

LkbKind
lkb_editor_get_placing (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), LKB_KIND_INGESTION);
  return self->placing;
}

void
lkb_editor_set_painting (LkbEditor *self, const char *owner)
{
  g_return_if_fail (LKB_IS_EDITOR (self));
  g_return_if_fail (owner != NULL);

  g_free (self->painting);
  self->painting = g_strdup (owner);
  lkb_editor_select (self, NULL);
  lkb_editor_set_tool (self, LKB_TOOL_PAINT);
}

const char *
lkb_editor_get_painting (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  return self->painting;
}

void
lkb_editor_set_space (LkbEditor *self, gboolean held)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  if (self->space == held)
    return;
  self->space = held;
  lkb_editor_emit (self, LKB_EDITOR_OVERLAY_CHANGED);
}

void
lkb_editor_set_snap (LkbEditor *self, gboolean snap)
{
  g_return_if_fail (LKB_IS_EDITOR (self));
  self->snap = snap;
}

gboolean
lkb_editor_get_snap (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), TRUE);
  return self->snap;
}

static LkbTool *
get_active_tool (LkbEditor *self)
{
  if (self->gesture != NULL)
    return self->gesture;
  return self->tools[self->space ? LKB_TOOL_PAN : self->tool];
}

gboolean
lkb_editor_hand_over (LkbEditor *editor, LkbToolId tool, const LkbPointerEvent *event)
{
  LkbTool *other = editor->tools[tool];

  if (!other->klass->begin (other, event))
    return FALSE;
  editor->gesture = other;
  return TRUE;
}

void
lkb_editor_press (LkbEditor *self, const LkbPointerEvent *event)
{
  LkbTool *tool;

  g_return_if_fail (LKB_IS_EDITOR (self));

  lkb_editor_cancel (self);
  self->pointer = event->board;
  tool = event->button == LKB_BUTTON_MIDDLE ? self->tools[LKB_TOOL_PAN] : get_active_tool (self);
  if (tool->klass->begin (tool, event) && self->gesture == NULL)
    self->gesture = tool;
  lkb_editor_emit (self, LKB_EDITOR_OVERLAY_CHANGED);
}

void
lkb_editor_motion (LkbEditor *self, const LkbPointerEvent *event)
{
  LkbTool *tool;

  g_return_if_fail (LKB_IS_EDITOR (self));

  self->pointer = event->board;
  if (self->gesture != NULL)
    {
      self->gesture->klass->motion (self->gesture, event);
      return;
    }
  tool = get_active_tool (self);
  if (tool->klass->hover != NULL)
    tool->klass->hover (tool, event);
  else
    lkb_editor_set_hover (self, lkb_editor_hit (self, event->board).id);
}

void
lkb_editor_release (LkbEditor *self, const LkbPointerEvent *event)
{
  LkbTool *tool;

  g_return_if_fail (LKB_IS_EDITOR (self));

  self->pointer = event->board;
  tool = g_steal_pointer (&self->gesture);
  if (tool != NULL)
    tool->klass->end (tool, event);
  lkb_editor_emit (self, LKB_EDITOR_OVERLAY_CHANGED);
}

gboolean
lkb_editor_cancel (LkbEditor *self)
{
  LkbTool *tool;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  tool = g_steal_pointer (&self->gesture);
  if (tool == NULL)
    return FALSE;
  tool->klass->cancel (tool);
  lkb_editor_emit (self, LKB_EDITOR_OVERLAY_CHANGED);
  return TRUE;
}

gboolean
lkb_editor_in_gesture (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return self->gesture != NULL;
}

gboolean
lkb_editor_escape (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (lkb_editor_cancel (self) || lkb_editor_stop_arranging (self))
    return TRUE;
  if (self->selected->len > 1 || self->has_stop)
    {
      lkb_editor_set_stop (self, NULL);
      lkb_editor_select (self, NULL);
      return TRUE;
    }
  if (self->tool != LKB_TOOL_SELECT && !self->read_only)
    {
      lkb_editor_set_tool (self, LKB_TOOL_SELECT);
      return TRUE;
    }
  return FALSE;
}

void
lkb_editor_get_overlay (LkbEditor *self, LkbOverlay *overlay)
{
  LkbTool *tool;

  g_return_if_fail (LKB_IS_EDITOR (self));
  g_return_if_fail (overlay != NULL);

  *overlay = (LkbOverlay){ 0 };
  tool = get_active_tool (self);
  if (tool->klass->draw_overlay != NULL)
    tool->klass->draw_overlay (tool, overlay);
  lkb_editor_draw_preview (self, overlay);
}

LkbCursor
lkb_editor_get_cursor (LkbEditor *self)
{
  LkbTool *tool;
  LkbHit hit;

  g_return_val_if_fail (LKB_IS_EDITOR (self), LKB_CURSOR_DEFAULT);

  tool = get_active_tool (self);
  hit = lkb_editor_hit (self, self->pointer);
  return tool->klass->cursor (tool, &hit);
}
