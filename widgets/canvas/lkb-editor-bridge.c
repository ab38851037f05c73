/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-editor-bridge.h"

#include <glib/gi18n-lib.h>

/* The only node among @ids, or NULL. */
static const LkbElement *
find_node (LkbBoard *board, const char *const *ids)
{
  const LkbElement *node = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (board, ids[i]);

      if (element == NULL || !lkb_element_is_node (element))
        continue;
      if (node != NULL)
        return NULL;
      node = element;
    }
  return node;
}

LkbChange *
lkb_board_dup_bridge (LkbBoard *board, const char *const *ids)
{
  const LkbElement *node, *in = NULL, *out = NULL;
  const GPtrArray *edges;
  LkbElementBuilder *builder;
  g_autoptr (LkbElement) after = NULL;
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_BOARD (board) && ids != NULL, NULL);

  node = find_node (board, ids);
  edges = node != NULL ? lkb_board_get_edges_of (board, lkb_element_get_id (node)) : NULL;
  if (edges == NULL || edges->len != 2)
    return NULL;
  for (guint i = 0; i < edges->len; i++)
    {
      const LkbElement *edge = edges->pdata[i];

      if (g_str_equal (lkb_element_get_to (edge), lkb_element_get_id (node)))
        in = edge;
      else
        out = edge;
    }
  if (in == NULL || out == NULL
      || g_str_equal (lkb_element_get_from (in), lkb_element_get_to (out)))
    return NULL;

  builder = lkb_element_builder_new_from (in);
  lkb_element_builder_set_text (builder, LKB_FIELD_TO, lkb_element_get_to (out));
  /* Where the old line ran says nothing about the new one. */
  lkb_element_builder_set (builder, LKB_FIELD_WAYPOINTS, NULL);
  lkb_element_builder_set (builder, LKB_FIELD_FROM_SIDE, NULL);
  lkb_element_builder_set (builder, LKB_FIELD_TO_SIDE, NULL);
  after = lkb_element_builder_end (builder);
  change = lkb_change_new (N_ ("Reconnect"));
  lkb_change_add (change, NULL, after);
  return change;
}

gboolean
lkb_editor_bridge (LkbEditor *self, LkbChange *bridge)
{
  LkbBoard *board;
  const LkbElement *edge;
  g_autoptr (LkbElement) unranked = NULL;
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (bridge != NULL && lkb_change_get_n (bridge) == 1, FALSE);

  board = lkb_editor_get_board (self);
  edge = lkb_change_get_nth (bridge, 0)->after;
  /* Undone meanwhile, or an end was deleted too. */
  if (lkb_board_lookup (board, lkb_element_get_id (edge)) != NULL
      || lkb_board_lookup (board, lkb_element_get_from (edge)) == NULL
      || lkb_board_lookup (board, lkb_element_get_to (edge)) == NULL)
    return FALSE;

  /* Something else may stand at its old place in the order by now, also when the offer is taken a second time. */
  unranked = lkb_element_with_rank (edge, "");
  change = lkb_change_new_like (bridge);
  lkb_change_add (change, NULL, unranked);
  return lkb_editor_apply (self, change);
}
