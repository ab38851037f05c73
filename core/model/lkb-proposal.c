/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-proposal.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-kpi.h"
#include "lkb-ownership.h"

typedef enum
{
  INTO, /* edges that end at the node */
  OUT_OF
} Direction;

/* The first name that edges at @node give: their owners, or who takes over. */
static const char *
find_at (LkbBoard *board, const char *node, Direction direction, LkbField field,
         const LkbElement *except)
{
  const GPtrArray *edges = lkb_board_get_edges_of (board, node);
  for (guint i = 0; edges != NULL && i < edges->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (edges, i);
      const char *end = direction == INTO ? lkb_element_get_to (edge) : lkb_element_get_from (edge);
      const char *name = lkb_element_get_text (edge, field);
      if (edge != except && g_str_equal (end, node) && !lkb_text_is_blank (name))
        return name;
    }
  return NULL;
}

static const char *
get_filled (const LkbElement *element, LkbField field)
{
  const char *text = lkb_element_get_text (element, field);
  return lkb_text_is_blank (text) ? NULL : text;
}

void
lkb_propose_edge_owners (LkbBoard *board, const LkbElement *edge, char **owner,
                         char **consumer_owner)
{
  const char *from, *to, *first, *second;
  LkbEdgeOwnership ownership;

  g_return_if_fail (LKB_IS_BOARD (board) && lkb_element_is_edge (edge));
  g_return_if_fail (owner != NULL && consumer_owner != NULL);
  from = lkb_element_get_from (edge);
  to = lkb_element_get_to (edge);
  lkb_board_get_edge_ownership (board, edge, &ownership);

  first = ownership.owner;
  if (first == NULL)
    first = get_filled (lkb_board_lookup (board, from), LKB_FIELD_OWNER);
  if (first == NULL)
    first = find_at (board, from, OUT_OF, LKB_FIELD_OWNER, edge);
  if (first == NULL)
    first = find_at (board, from, INTO, LKB_FIELD_CONSUMER_OWNER, edge);
  /* Who brings it there and hands it to nobody goes on with it. */
  if (first == NULL)
    first = find_at (board, from, INTO, LKB_FIELD_OWNER, edge);

  second = ownership.consumer_owner;
  if (second == NULL)
    second = find_at (board, to, OUT_OF, LKB_FIELD_OWNER, edge);
  if (second == NULL)
    second = find_at (board, to, INTO, LKB_FIELD_CONSUMER_OWNER, edge);
  *owner = g_strdup (first);
  *consumer_owner = g_strdup (second);
}

char *
lkb_propose_node_owner (LkbBoard *board, const LkbElement *node)
{
  const char *id, *name;

  g_return_val_if_fail (LKB_IS_BOARD (board) && lkb_element_is_node (node), NULL);
  id = lkb_element_get_id (node);
  name = find_at (board, id, INTO, LKB_FIELD_CONSUMER_OWNER, NULL);
  if (name == NULL)
    name = find_at (board, id, OUT_OF, LKB_FIELD_OWNER, NULL);
  return g_strdup (name);
}

static LkbValue *
build_record (const LkbFieldInfo *members, const char *const *keys, LkbValue *const *values)
{
  LkbRecordBuilder *builder = lkb_record_builder_new (members);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      lkb_record_builder_set (builder, keys[i], values[i]);
      if (values[i] != NULL)
        lkb_value_unref (values[i]);
    }
  return lkb_record_builder_end (builder);
}

char *
lkb_propose_ownership (LkbBoard *board, const LkbElement *element)
{
  g_autofree char *owner = NULL;
  g_autofree char *consumer_owner = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board) && element != NULL, NULL);

  if (lkb_element_is_node (element))
    return lkb_propose_node_owner (board, element);
  if (!lkb_element_is_edge (element))
    return NULL;
  lkb_propose_edge_owners (board, element, &owner, &consumer_owner);
  if (owner == NULL || consumer_owner == NULL || lkb_text_equal_folded (owner, consumer_owner))
    return g_steal_pointer (&owner);
  return g_strdup_printf ("%s > %s", owner, consumer_owner);
}

gboolean
lkb_can_propose_sla (const LkbElement *edge)
{
  const LkbQuantity *p95;

  g_return_val_if_fail (lkb_element_is_edge (edge), FALSE);
  p95 = lkb_element_get_quantity (edge, LKB_FIELD_LATENCY_P95);
  return p95 != NULL && p95->dimension == LKB_DIMENSION_TIME
         && lkb_element_get_list_length (edge, LKB_FIELD_SLAS) == 0;
}

LkbValue *
lkb_propose_sla (const LkbElement *edge)
{
  static const char *const keys[] = { "metric", "target", "window", NULL };
  const LkbQuantity *p95;
  g_autofree char *target = NULL;
  g_autofree char *time = NULL;

  g_return_val_if_fail (lkb_element_is_edge (edge), NULL);
  if (!lkb_can_propose_sla (edge))
    return NULL;
  p95 = lkb_element_get_quantity (edge, LKB_FIELD_LATENCY_P95);
  /* As typed where that is a plain time: "900 ms" stays "900 ms". */
  time = p95->comparator == LKB_COMPARATOR_NONE && p95->stat == LKB_STAT_NONE
                 && p95->evidence == LKB_EVIDENCE_NONE
             ? lkb_text_one_line (lkb_element_get_text (edge, LKB_FIELD_LATENCY_P95))
             : lkb_format_duration (p95->value);
  target = g_strdup_printf ("≤ %s @ p95", time);
  {
    LkbValue *const values[] = { lkb_value_new_text ("latency"), lkb_value_new_quantity (target),
                                 lkb_value_new_quantity ("30 days") };
    return build_record (lkb_field_get_info (LKB_FIELD_SLAS)->members, keys, values);
  }
}

char *
lkb_propose_kpi_target (const char *goal)
{
  static const LkbDimension wanted[] = { LKB_DIMENSION_TIME, LKB_DIMENSION_FRACTION,
                                         LKB_DIMENSION_RATE };
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;

  if (goal == NULL)
    return NULL;
  line = lkb_text_one_line (goal);
  words = g_strsplit (line, " ", -1);
  for (guint d = 0; d < G_N_ELEMENTS (wanted); d++)
    for (guint i = 0; words[i] != NULL; i++)
      {
        LkbQuantity quantity;
        g_autofree char *text = NULL;
        guint n;
        if (lkb_kpi_match ((const char *const *) words + i, wanted[d], ".", ",", &quantity, &text,
                           &n))
          return lkb_kpi_format_target (&quantity);
      }
  return NULL;
}

const LkbValue *
lkb_board_get_primary_kpi (LkbBoard *board)
{
  const LkbValue *kpis;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  kpis = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_KPIS);
  for (guint i = 0; i < lkb_value_get_n (kpis); i++)
    if (lkb_value_get_member_boolean (lkb_value_get_nth (kpis, i), "primary"))
      return lkb_value_get_nth (kpis, i);
  return NULL;
}

/* Whether a node is where somebody waits for the data; training runs in its own time. */
static gboolean
serves_somebody (const LkbElement *node, gboolean *trains)
{
  LkbKind kind = lkb_element_get_kind (node);
  const char *type = lkb_element_get_text (node, LKB_FIELD_TYPE);

  *trains = (kind == LKB_KIND_MODEL && g_strcmp0 (type, "training") == 0)
            || (kind == LKB_KIND_CONSUMER && g_strcmp0 (type, "trainer") == 0);
  return !*trains && (kind == LKB_KIND_MODEL || kind == LKB_KIND_CONSUMER);
}

/* The first source, and the node furthest from it along edges that count in a path; one that trains only where the data
 * serves nobody else. */
void
lkb_propose_clock (LkbBoard *board, const char **from, const char **to)
{
  const GPtrArray *elements;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();
  const char *served = NULL;
  gboolean trains = FALSE; /* of the last one */

  g_return_if_fail (LKB_IS_BOARD (board) && from != NULL && to != NULL);
  elements = lkb_board_get_elements (board);
  *from = *to = NULL;
  for (guint i = 0; *from == NULL && i < elements->len; i++)
    if (lkb_element_get_kind (g_ptr_array_index (elements, i)) == LKB_KIND_SOURCE)
      *from = lkb_element_get_id (g_ptr_array_index (elements, i));
  if (*from == NULL)
    return;
  g_ptr_array_add (queue, (char *) *from);
  g_hash_table_add (seen, (char *) *from);
  for (guint next = 0; next < queue->len; next++)
    {
      const char *id = g_ptr_array_index (queue, next);
      const GPtrArray *edges = lkb_board_get_edges_of (board, id);
      for (guint i = 0; edges != NULL && i < edges->len; i++)
        {
          const LkbElement *edge = g_ptr_array_index (edges, i);
          const char *target = lkb_element_get_to (edge);
          if (g_str_equal (lkb_element_get_from (edge), id)
              && lkb_mode_in_path (lkb_board_get_edge_mode (board, edge))
              && g_hash_table_add (seen, (char *) target))
            g_ptr_array_add (queue, (char *) target);
        }
      if (!g_str_equal (id, *from))
        {
          *to = id;
          if (serves_somebody (lkb_board_lookup (board, id), &trains))
            served = id;
        }
    }
  if (trains && served != NULL)
    *to = served;
}

LkbValue *
lkb_propose_kpi (LkbBoard *board)
{
  static const char *const keys[] = { "name", "target", "primary", "from", "to", NULL };
  g_autofree char *target = NULL;
  const char *from, *to;
  LkbQuantity quantity;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  target = lkb_propose_kpi_target (
      lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_GOAL));
  if (target == NULL || lkb_board_get_primary_kpi (board) != NULL
      || !lkb_quantity_parse (target, &quantity))
    return NULL;
  lkb_propose_clock (board, &from, &to);
  {
    LkbValue *const values[] = { lkb_value_new_text (lkb_kpi_get_usual_name (quantity.dimension)),
                                 lkb_value_new_quantity (target), lkb_value_new_boolean (TRUE),
                                 from != NULL ? lkb_value_new_text (from) : NULL,
                                 to != NULL ? lkb_value_new_text (to) : NULL };
    return build_record (lkb_field_get_info (LKB_FIELD_KPIS)->members, keys, values);
  }
}

void
lkb_propose_place (LkbBoard *board, const LkbElement *beside, double pitch_x, double pitch_y,
                   double *x, double *y)
{
  const GPtrArray *elements;
  gboolean taken = TRUE;

  g_return_if_fail (LKB_IS_BOARD (board) && beside != NULL && x != NULL && y != NULL);
  g_return_if_fail (pitch_x != 0 && pitch_y > 0);
  *x = lkb_element_get_x (beside) + pitch_x;
  *y = lkb_element_get_y (beside);
  elements = lkb_board_get_elements (board);
  while (taken)
    {
      taken = FALSE;
      for (guint i = 0; !taken && i < elements->len; i++)
        {
          const LkbElement *node = g_ptr_array_index (elements, i);
          taken = lkb_element_is_node (node)
                  && fabs (lkb_element_get_x (node) - *x) < fabs (pitch_x) / 2
                  && fabs (lkb_element_get_y (node) - *y) < pitch_y * 0.6;
        }
      if (taken)
        *y += pitch_y;
    }
}
