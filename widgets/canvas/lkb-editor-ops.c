/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-editor-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"
#include "lkb-reading-order.h"

gboolean
lkb_editor_apply (LkbEditor *self, LkbChange *change)
{
  g_autoptr (LkbChange) held = change;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (change == NULL || lkb_change_is_empty (change))
    return FALSE;
  lkb_editor_cancel (self);
  if (!lkb_history_apply (self->history, change, &error))
    {
      lkb_editor_emit_message (self, error->message, FALSE);
      return FALSE;
    }
  return TRUE;
}

/* The only selected node, or NULL. */
static const LkbElement *
get_selected_node (LkbEditor *self)
{
  const LkbElement *element;

  if (self->selected->len != 2)
    return NULL;
  element = lkb_board_lookup (self->board, self->selected->pdata[0]);
  return element != NULL && lkb_element_is_node (element) ? element : NULL;
}

static gboolean
is_free (LkbEditor *self, LkbPoint corner)
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
  const LkbElement *beside = get_selected_node (self);
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
  for (int i = 0; i < 64 && !is_free (self, corner); i++)
    corner.y += LKB_ROW_PITCH;
  return corner;
}

gboolean
lkb_editor_place (LkbEditor *self, LkbKind kind, const LkbPoint *at, gboolean connect)
{
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (LkbChange) edge = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *from = NULL;
  LkbPoint corner;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (connect && get_selected_node (self) != NULL)
    from = g_strdup (lkb_element_get_id (get_selected_node (self)));
  corner = at != NULL ? (LkbPoint){ at->x - LKB_NODE_W / 2, at->y - LKB_NODE_H_MIN / 2 }
                      : find_place (self);

  if (kind == LKB_KIND_NOTE)
    change = lkb_edit_add_note (self->board, _ ("Note"), corner.x, corner.y, &id);
  else if (kind == LKB_KIND_GROUP)
    change = lkb_edit_group (self->board, corner.x, corner.y, 2 * LKB_NODE_W, 2 * LKB_ROW_PITCH,
                             NULL, &id);
  else
    change = lkb_edit_add_node (self->board, kind, NULL, corner.x, corner.y, &id);
  if (change == NULL)
    return FALSE;

  lkb_editor_cancel (self);
  lkb_history_begin (self->history, lkb_change_get_label (change));
  if (lkb_history_apply (self->history, change, &error) && from != NULL)
    {
      edge = lkb_edit_connect (self->board, from, id, NULL);
      if (edge != NULL)
        lkb_history_apply (self->history, edge, &error);
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

gboolean
lkb_editor_place_next (LkbEditor *self)
{
  const LkbElement *node;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  node = get_selected_node (self);
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
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  change = lkb_edit_remove (self->board, lkb_editor_get_selected (self));
  if (change == NULL)
    return FALSE;
  if (lkb_change_get_label (change) != NULL)
    {
      g_autofree char *label = g_strdup (lkb_change_get_label (change));
      gboolean done = lkb_editor_apply (self, change);

      if (done)
        lkb_editor_emit_message (self, label, TRUE);
      return done;
    }
  return lkb_editor_apply (self, change);
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
lkb_editor_nudge (LkbEditor *self, double dx, double dy)
{
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  change = lkb_edit_move (self->board, lkb_editor_get_selected (self), dx, dy);
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
  lkb_history_begin (self->history, _ ("Set owner"));
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
