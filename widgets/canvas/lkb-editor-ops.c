/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-editor-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"
#include "lkb-editor-bridge.h"
#include "lkb-reading-order.h"

#define COPY_STEP (6 * LKB_GRID) /* a copy lies so far beside what it was made of */
#define COPY_STEPS_MAX 64

void
lkb_editor_toggle_snap (LkbEditor *self)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  lkb_editor_set_snap (self, !self->snap);
  lkb_editor_emit_message (self, self->snap ? _ ("Snapping is on.") : _ ("Snapping is off."),
                           FALSE);
}

gboolean
lkb_editor_apply (LkbEditor *self, LkbChange *change)
{
  g_autoptr (LkbChange) held = change;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (change == NULL || lkb_change_is_empty (change) || self->read_only)
    return FALSE;
  lkb_editor_cancel (self);
  if (!lkb_history_apply (self->history, change, &error))
    {
      lkb_editor_emit_message (self, error->message, FALSE);
      return FALSE;
    }
  return TRUE;
}

const LkbElement *
lkb_editor_get_selected_node (LkbEditor *self)
{
  const LkbElement *element;

  if (self->selected->len != 2)
    return NULL;
  element = lkb_board_lookup (self->board, self->selected->pdata[0]);
  return element != NULL && lkb_element_is_node (element) ? element : NULL;
}

gboolean
lkb_editor_is_free (LkbEditor *self, LkbPoint corner)
{
  LkbScene *scene = lkb_editor_get_scene (self);
  LkbBox wanted = lkb_box (corner.x - LKB_BOX_GAP_MIN, corner.y - LKB_BOX_GAP_MIN,
                           LKB_NODE_W + 2 * LKB_BOX_GAP_MIN, LKB_NODE_H_MIN + 2 * LKB_BOX_GAP_MIN);

  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);

      if ((lkb_kind_is_node (item->kind) || item->kind == LKB_KIND_NOTE)
          && lkb_box_overlaps (&item->box, &wanted))
        return FALSE;
    }
  return TRUE;
}

/* Right of the selected node at one pitch, or in the page's middle; further down until there is room. */
static LkbPoint
find_place (LkbEditor *self)
{
  const LkbElement *beside = lkb_editor_get_selected_node (self);
  LkbPoint corner;

  if (beside != NULL)
    {
      corner = (LkbPoint){ lkb_element_get_x (beside) + LKB_LANE_PITCH,
                           lkb_element_get_y (beside) };
    }
  else
    {
      LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (self));

      corner = (LkbPoint){ frame.x + frame.w / 2 - LKB_NODE_W / 2,
                           frame.y + frame.h / 2 - LKB_NODE_H_MIN / 2 };
    }
  for (int i = 0; i < 64 && !lkb_editor_is_free (self, corner); i++)
    corner.y += LKB_ROW_PITCH;
  return corner;
}

gboolean
lkb_editor_place_joined (LkbEditor *self, LkbKind kind, LkbPoint corner, const LkbPlaceJoin *join)
{
  /* The board changes on the way: what is named there is not to be relied on. */
  g_autofree char *from = g_strdup (join->from);
  g_autofree char *to = g_strdup (join->to);
  g_autofree char *into = g_strdup (join->into);
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (LkbChange) edge = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  if (kind == LKB_KIND_NOTE)
    change = lkb_edit_add_note (self->board, _ ("Note"), corner.x, corner.y, &id);
  else if (kind == LKB_KIND_GROUP)
    change = lkb_edit_group (self->board, corner.x, corner.y, 2 * LKB_NODE_W, 2 * LKB_ROW_PITCH,
                             NULL, &id);
  else
    change = lkb_edit_add_node (self->board, kind, NULL, corner.x, corner.y, &id);
  if (change == NULL)
    return FALSE;

  lkb_history_begin (self->history, NULL);
  if (lkb_history_apply (self->history, change, &error))
    {
      if (from != NULL)
        edge = lkb_edit_connect (self->board, from, id, NULL);
      else if (to != NULL)
        edge = lkb_edit_connect (self->board, id, to, NULL);
      else if (into != NULL)
        edge = lkb_edit_insert (self->board, id, into);
      if (edge != NULL && lkb_history_apply (self->history, edge, &error) && into != NULL)
        lkb_editor_make_room (self, id);
    }
  if (error != NULL)
    {
      lkb_history_rollback (self->history);
      lkb_editor_emit_message (self, error->message, FALSE);
      return FALSE;
    }
  lkb_history_commit (self->history);
  lkb_editor_go_to (self, (const char *[]){ id, NULL });
  lkb_editor_begin_rename (self);
  return TRUE;
}

void
lkb_editor_set_opening (LkbEditor *self, gboolean opening)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  if (self->opening == opening)
    return;
  self->opening = opening;
  if (lkb_editor_get_tool (self) == LKB_TOOL_PLACE
      && !lkb_editor_offers (self, lkb_editor_get_placing (self)))
    lkb_editor_set_tool (self, LKB_TOOL_SELECT);
  lkb_editor_emit (self, LKB_EDITOR_TOOL_CHANGED);
}

gboolean
lkb_editor_is_opening (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return self->opening;
}

gboolean
lkb_editor_offers (LkbEditor *self, LkbKind kind)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return !self->opening || kind == LKB_KIND_SOURCE || kind == LKB_KIND_CONSUMER
         || !lkb_kind_is_node (kind);
}

gboolean
lkb_editor_check_offer (LkbEditor *self, LkbKind kind)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (lkb_editor_offers (self, kind))
    return TRUE;
  lkb_editor_emit_message (
      self, _ ("First the goal, its source and its consumer; the rest in the next phase."), FALSE);
  return FALSE;
}

gboolean
lkb_editor_take (LkbEditor *self, LkbKind kind, const LkbPoint *at, gboolean connect)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return lkb_editor_check_offer (self, kind) && lkb_editor_place (self, kind, at, connect);
}

gboolean
lkb_editor_place (LkbEditor *self, LkbKind kind, const LkbPoint *at, gboolean connect)
{
  const LkbElement *beside;
  LkbPlaceJoin join = { NULL, NULL, NULL };
  LkbPoint corner;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  lkb_editor_cancel (self);
  beside = lkb_editor_get_selected_node (self);
  corner = at != NULL ? (LkbPoint){ at->x - LKB_NODE_W / 2, at->y - LKB_NODE_H_MIN / 2 }
                      : find_place (self);
  if (connect && beside != NULL)
    join.from = lkb_element_get_id (beside);
  else if (at != NULL)
    join.into = lkb_editor_find_edge_for (self, kind, *at);
  return lkb_editor_place_joined (self, kind, corner, &join);
}

gboolean
lkb_editor_place_next (LkbEditor *self)
{
  const LkbElement *node;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  node = lkb_editor_get_selected_node (self);
  if (node == NULL)
    return FALSE;
  return lkb_editor_place (self, lkb_kind_get_next (lkb_element_get_kind (node)), NULL, TRUE);
}

gboolean
lkb_editor_connect (LkbEditor *self, const char *from, const char *to)
{
  g_autofree char *id = NULL;
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  change = lkb_edit_connect (self->board, from, to, &id);
  if (!lkb_editor_apply (self, change))
    return FALSE;
  lkb_editor_select (self, id);
  return TRUE;
}

gboolean
lkb_editor_delete_selected (LkbEditor *self)
{
  g_autoptr (LkbChange) bridge = NULL;
  g_autofree char *label = NULL;
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  change = lkb_edit_remove (self->board, lkb_editor_get_selected (self));
  if (change == NULL)
    return FALSE;
  label = lkb_edit_dup_removed (change);
  bridge = lkb_board_dup_bridge (self->board, lkb_editor_get_selected (self));
  if (!lkb_editor_apply (self, change))
    return FALSE;
  if (bridge != NULL)
    lkb_editor_emit_deleted (self, label, bridge);
  else if (label != NULL)
    lkb_editor_emit_message (self, label, TRUE);
  return TRUE;
}

gboolean
lkb_editor_duplicate_selected (LkbEditor *self)
{
  g_auto (GStrv) ids = NULL;
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  change = lkb_edit_duplicate (self->board, lkb_editor_get_selected (self), 6 * LKB_GRID,
                               6 * LKB_GRID, &ids);
  if (!lkb_editor_apply (self, change))
    return FALSE;
  lkb_editor_select_ids (self, (const char *const *) ids);
  return TRUE;
}

gboolean
lkb_editor_group_selected (LkbEditor *self)
{
  LkbScene *scene;
  LkbBox all = lkb_box (0, 0, 0, 0);
  g_autofree char *id = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  scene = lkb_editor_get_scene (self);
  for (guint i = 0; i + 1 < self->selected->len; i++)
    {
      const LkbSceneItem *item = lkb_scene_find (scene, self->selected->pdata[i]);

      if (item != NULL && lkb_kind_is_placed (item->kind))
        all = lkb_box_union (&all, &item->box);
    }
  if (lkb_box_is_empty (&all))
    return FALSE;
  all = lkb_box_grow (&all, LKB_GROUP_PAD);
  all.y -= LKB_GROUP_PAD; /* its name stands above what it holds */
  all.h += LKB_GROUP_PAD;
  if (!lkb_editor_apply (self, lkb_edit_group (self->board, all.x, all.y, all.w, all.h, NULL, &id)))
    return FALSE;
  lkb_editor_select (self, id);
  lkb_editor_begin_rename (self);
  return TRUE;
}

LkbBoard *
lkb_editor_dup_selection (LkbEditor *self)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  const GPtrArray *elements;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  elements = lkb_board_get_elements (self->board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = elements->pdata[i];
      gboolean wanted;

      if (lkb_element_is_edge (element))
        wanted = lkb_editor_is_selected (self, lkb_element_get_from (element))
                 && lkb_editor_is_selected (self, lkb_element_get_to (element));
      else
        wanted = lkb_editor_is_selected (self, lkb_element_get_id (element));
      if (wanted)
        lkb_change_add (change, NULL, element);
    }
  if (lkb_change_is_empty (change) || !lkb_board_apply (board, change, NULL))
    return NULL;
  return g_steal_pointer (&board);
}

/* Whether a card would come to lie on another so that one sees a single one. */
static gboolean
would_hide (LkbEditor *self, LkbBoard *other, double dx, double dy)
{
  const GPtrArray *new_ones = lkb_board_get_elements (other);
  const GPtrArray *here = lkb_board_get_elements (self->board);

  for (guint i = 0; i < new_ones->len; i++)
    for (guint j = 0; j < here->len; j++)
      {
        const LkbElement *a = new_ones->pdata[i];
        const LkbElement *b = here->pdata[j];

        if (lkb_element_is_node (a) && lkb_element_is_node (b)
            && fabs (lkb_element_get_x (a) + dx - lkb_element_get_x (b)) < COPY_STEP
            && fabs (lkb_element_get_y (a) + dy - lkb_element_get_y (b)) < COPY_STEP)
          return TRUE;
      }
  return FALSE;
}

gboolean
lkb_editor_paste (LkbEditor *self, LkbBoard *other, const LkbPoint *at)
{
  g_auto (GStrv) ids = NULL;
  double dx = COPY_STEP, dy = COPY_STEP;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (LKB_IS_BOARD (other), FALSE);

  if (at != NULL)
    {
      g_autoptr (LkbScene) scene = lkb_scene_new (self->measurer, other, NULL);
      LkbBox bounds = lkb_scene_get_bounds (scene);

      dx = round ((at->x - bounds.x - bounds.w / 2) / LKB_GRID) * LKB_GRID;
      dy = round ((at->y - bounds.y - bounds.h / 2) / LKB_GRID) * LKB_GRID;
    }
  for (guint i = 0; i < COPY_STEPS_MAX && would_hide (self, other, dx, dy); i++)
    {
      dx += COPY_STEP;
      dy += COPY_STEP;
    }
  if (!lkb_editor_apply (self, lkb_edit_paste (self->board, other, dx, dy, &ids)))
    return FALSE;
  lkb_editor_select_ids (self, (const char *const *) ids);
  return TRUE;
}

/* A node by the corner that says whose it is; all else as a whole. */
static gboolean
stands_in (const LkbSceneItem *item, const LkbSceneItem *group)
{
  if (item == group || item->kind == LKB_KIND_EDGE
      || !lkb_box_contains (&group->box, item->box.x, item->box.y))
    return FALSE;
  return lkb_kind_is_node (item->kind)
         || lkb_box_contains (&group->box, item->box.x + item->box.w, item->box.y + item->box.h);
}

GStrv
lkb_editor_dup_moved (LkbEditor *self)
{
  g_autoptr (GStrvBuilder) moved = g_strv_builder_new ();
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  LkbScene *scene;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  scene = lkb_editor_get_scene (self);
  for (guint i = 0; i + 1 < self->selected->len; i++)
    {
      const LkbSceneItem *item = lkb_scene_find (scene, self->selected->pdata[i]);

      g_strv_builder_add (moved, self->selected->pdata[i]);
      if (item != NULL && item->kind == LKB_KIND_GROUP)
        g_ptr_array_add (groups, (gpointer) item);
    }
  for (guint i = 0; groups->len > 0 && i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);
      gboolean inside = FALSE;

      for (guint j = 0; !inside && j < groups->len; j++)
        inside = stands_in (item, groups->pdata[j]);
      if (inside && !lkb_editor_is_selected (self, item->id))
        g_strv_builder_add (moved, item->id);
    }
  return g_strv_builder_end (moved);
}

gboolean
lkb_editor_nudge (LkbEditor *self, double dx, double dy)
{
  g_auto (GStrv) moved = NULL;
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  moved = lkb_editor_dup_moved (self);
  change = lkb_edit_move (self->board, (const char *const *) moved, dx, dy);
  if (change == NULL || lkb_change_is_empty (change))
    return FALSE;
  lkb_editor_cancel (self);
  return lkb_history_apply_merged (self->history, change, "nudge", &error);
}

gboolean
lkb_editor_begin_rename (LkbEditor *self)
{
  const LkbElement *element;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (self->selected->len != 2)
    return FALSE;
  element = lkb_board_lookup (self->board, self->selected->pdata[0]);
  if (lkb_element_is_edge (element))
    return lkb_editor_begin_owner (self);
  if (lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_NAME) == 0
      && lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_TEXT) == 0)
    return FALSE;
  lkb_editor_emit_id (self, LKB_EDITOR_RENAME, lkb_element_get_id (element));
  return TRUE;
}

gboolean
lkb_editor_begin_owner (LkbEditor *self)
{
  const LkbElement *element;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (self->selected->len != 2)
    {
      const char *id = lkb_editor_next_unowned (self, NULL);

      if (self->selected->len > 2 || id == NULL)
        return FALSE;
      lkb_editor_go_to (self, (const char *[]){ id, NULL });
    }
  element = lkb_board_lookup (self->board, self->selected->pdata[0]);
  if (lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_OWNER) == 0)
    return FALSE;
  lkb_editor_emit_id (self, LKB_EDITOR_EDIT_OWNER, lkb_element_get_id (element));
  return TRUE;
}

gboolean
lkb_editor_set_name (LkbEditor *self, const char *id, const char *name)
{
  const LkbElement *element;
  const char *ids[] = { id, NULL };
  g_autofree char *clean = NULL;
  LkbField field = LKB_FIELD_NAME;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  element = lkb_board_lookup (self->board, id);
  if (element == NULL)
    return FALSE;
  if (lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_NAME) == 0)
    field = LKB_FIELD_TEXT;
  clean = field == LKB_FIELD_TEXT ? lkb_text_clean (name) : lkb_text_one_line (name);
  if (g_strcmp0 (lkb_element_get_text (element, field), clean[0] != '\0' ? clean : NULL) == 0)
    return FALSE;
  return lkb_editor_apply (self, lkb_edit_set_text (self->board, ids, field, clean));
}

gboolean
lkb_editor_set_owner (LkbEditor *self, const char *id, const char *text)
{
  const LkbElement *element;
  const char *ids[] = { id, NULL };
  g_auto (GStrv) parts = NULL;
  g_autofree char *owner = NULL;
  g_autofree char *consumer = NULL;
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (LkbChange) second = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  element = lkb_board_lookup (self->board, id);
  if (element == NULL)
    return FALSE;
  parts = g_strsplit (text, ">", 2);
  owner = lkb_text_one_line (parts[0] != NULL ? parts[0] : "");
  if (parts[0] != NULL && parts[1] != NULL)
    consumer = lkb_text_one_line (parts[1]);

  lkb_editor_cancel (self);
  lkb_history_begin (self->history, lkb_label_new (N_ ("Set owner"), NULL));
  change = lkb_edit_set_text (self->board, ids, LKB_FIELD_OWNER, owner);
  if (change != NULL)
    lkb_history_apply (self->history, change, &error);
  if (error == NULL && consumer != NULL && lkb_element_is_edge (element))
    {
      second = lkb_edit_set_text (self->board, ids, LKB_FIELD_CONSUMER_OWNER, consumer);
      if (second != NULL)
        lkb_history_apply (self->history, second, &error);
    }
  if (error != NULL)
    {
      lkb_history_rollback (self->history);
      lkb_editor_emit_message (self, error->message, FALSE);
      return FALSE;
    }
  lkb_history_commit (self->history);
  return change != NULL || second != NULL;
}

/* (transfer full) (nullable): @edge with the figures that @text gives, as one step. */
static LkbChange *
dup_figures (const LkbElement *edge, const char *text)
{
  static const LkbDimension dimensions[] = { LKB_DIMENSION_TIME, LKB_DIMENSION_RATE };

  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      g_autoptr (LkbElementBuilder) builder = NULL;
      g_autoptr (LkbElement) after = NULL;
      LkbField field = LKB_FIELD_LATENCY_P95;
      LkbQuantity quantity;
      LkbChange *change;

      if (!lkb_quantity_parse_shorthand (text, ".", ",", dimensions[i], &first, &second)
          || !lkb_quantity_parse_as (first, dimensions[i], &quantity) || !quantity.has_unit
          || (dimensions[i] == LKB_DIMENSION_RATE && second != NULL))
        continue;
      if (dimensions[i] == LKB_DIMENSION_RATE)
        field = LKB_FIELD_RATE;
      else if (second != NULL
               || (quantity.stat == LKB_STAT_PERCENTILE && quantity.percentile == 0.5))
        field = LKB_FIELD_LATENCY_P50;
      builder = lkb_element_builder_new_from (edge);
      if (!lkb_element_builder_set_text (builder, field, first)
          || (second != NULL
              && !lkb_element_builder_set_text (builder, LKB_FIELD_LATENCY_P95, second)))
        continue;
      after = lkb_element_builder_end (g_steal_pointer (&builder));
      change = lkb_change_new (N_ ("Set figures"));
      lkb_change_add (change, edge, after);
      return change;
    }
  return NULL;
}

gboolean
lkb_editor_set_figures (LkbEditor *self, const char *id, const char *text)
{
  const LkbElement *edge;
  g_autofree char *clean = NULL;
  g_autoptr (LkbChange) change = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  edge = lkb_board_lookup (self->board, id);
  clean = lkb_text_one_line (text);
  if (edge == NULL || !lkb_element_is_edge (edge) || clean[0] == '\0')
    return FALSE;
  change = dup_figures (edge, clean);
  if (change == NULL)
    {
      /* Translators: %s is what was typed on an arrow; keep the examples. */
      g_autofree char *words = g_strdup_printf (_ ("“%s” is no figure: type 40/120 ms or 10k/s."),
                                                clean);

      lkb_editor_emit_message (self, words, FALSE);
      return FALSE;
    }
  return lkb_editor_apply (self, g_steal_pointer (&change));
}

const char *
lkb_editor_next_unowned (LkbEditor *self, const char *id)
{
  g_autoptr (GPtrArray) order = NULL;
  guint start = 0;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  order = lkb_board_dup_reading_order (self->board);
  for (guint i = 0; id != NULL && i < order->len; i++)
    {
      if (strcmp (lkb_element_get_id (order->pdata[i]), id) == 0)
        start = i + 1;
    }
  for (guint i = 0; i < order->len; i++)
    {
      const LkbElement *element = order->pdata[(start + i) % order->len];
      LkbEdgeOwnership ownership;

      if (!lkb_element_is_edge (element) || g_strcmp0 (lkb_element_get_id (element), id) == 0)
        continue;
      lkb_board_get_edge_ownership (self->board, element, &ownership);
      if (ownership.needs_owner && ownership.owner == NULL)
        return lkb_element_get_id (element);
    }
  return NULL;
}
