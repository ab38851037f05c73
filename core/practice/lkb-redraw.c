/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-redraw.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"

/* Who remembers 2 s for 1.9 s remembers it. */
#define NEAR 0.1

typedef struct
{
  LkbBoard *page;
  LkbBoard *drawn;
  GHashTable *pairs; /* element of the page → the one that was drawn */
  GHashTable *taken; /* the latter */
  LkbRedraw *redraw;
} Work;

static char *
dup_name (LkbBoard *board, const LkbElement *element)
{
  const char *name;

  if (element == NULL)
    return g_strdup ("?");
  name = lkb_element_get_name (element);
  return g_strdup (!lkb_text_is_blank (name) ? name
                                             : lkb_kind_get_label (lkb_element_get_kind (element),
                                                                   lkb_board_get_naming (board)));
}

static char *
dup_ends (LkbBoard *board, const LkbElement *edge)
{
  g_autofree char *from = dup_name (board, lkb_board_lookup (board, lkb_element_get_from (edge)));
  g_autofree char *to = dup_name (board, lkb_board_lookup (board, lkb_element_get_to (edge)));

  return g_strdup_printf ("%s → %s", from, to);
}

/* @words: (transfer full): told where it was not found */
static void
count (Work *work, LkbRedrawPart part, gboolean found, char *words)
{
  work->redraw->n_all[part]++;
  if (found)
    {
      work->redraw->n_found[part]++;
      g_free (words);
    }
  else
    g_ptr_array_add (work->redraw->missed[part], words);
}

/* Nodes */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const LkbElement *first = *(const LkbElement *const *) a;
  const LkbElement *second = *(const LkbElement *const *) b;
  static const LkbField fields[] = { LKB_FIELD_X, LKB_FIELD_Y };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      double one = lkb_element_get_number (first, fields[i], 0);
      double other = lkb_element_get_number (second, fields[i], 0);

      if (one != other)
        return one < other ? -1 : 1;
    }
  return g_strcmp0 (lkb_element_get_id (first), lkb_element_get_id (second));
}

/* (transfer container): from left to right */
static GPtrArray *
list_nodes (LkbBoard *board)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  GPtrArray *nodes = g_ptr_array_new ();

  for (guint i = 0; i < elements->len; i++)
    if (lkb_element_is_node (g_ptr_array_index (elements, i)))
      g_ptr_array_add (nodes, g_ptr_array_index (elements, i));
  g_ptr_array_sort (nodes, compare_places);
  return nodes;
}

static void
pair_nodes (Work *work, GPtrArray *page, GPtrArray *drawn, gboolean by_name)
{
  for (guint i = 0; i < page->len; i++)
    {
      LkbElement *wanted = g_ptr_array_index (page, i);

      if (g_hash_table_contains (work->pairs, wanted))
        continue;
      for (guint k = 0; k < drawn->len; k++)
        {
          LkbElement *candidate = g_ptr_array_index (drawn, k);

          if (g_hash_table_contains (work->taken, candidate)
              || lkb_element_get_kind (candidate) != lkb_element_get_kind (wanted)
              || (by_name
                  && !lkb_text_equal_folded (lkb_element_get_name (candidate),
                                             lkb_element_get_name (wanted))))
            continue;
          g_hash_table_insert (work->pairs, wanted, candidate);
          g_hash_table_add (work->taken, candidate);
          break;
        }
    }
}

static void
compare_nodes (Work *work)
{
  g_autoptr (GPtrArray) page = list_nodes (work->page);
  g_autoptr (GPtrArray) drawn = list_nodes (work->drawn);

  pair_nodes (work, page, drawn, TRUE);
  pair_nodes (work, page, drawn, FALSE);
  for (guint i = 0; i < page->len; i++)
    {
      const LkbElement *node = g_ptr_array_index (page, i);

      count (work, LKB_REDRAW_NODES, g_hash_table_contains (work->pairs, node),
             dup_name (work->page, node));
    }
  work->redraw->n_more = drawn->len - work->redraw->n_found[LKB_REDRAW_NODES];
}

/* Edges */

/* (nullable): of what was drawn, between the same two */
static LkbElement *
find_edge (Work *work, const LkbElement *edge)
{
  const LkbElement *from = lkb_board_lookup (work->page, lkb_element_get_from (edge));
  const LkbElement *to = lkb_board_lookup (work->page, lkb_element_get_to (edge));
  const LkbElement *drawn_from = from != NULL ? g_hash_table_lookup (work->pairs, from) : NULL;
  const LkbElement *drawn_to = to != NULL ? g_hash_table_lookup (work->pairs, to) : NULL;
  const GPtrArray *elements = lkb_board_get_elements (work->drawn);

  for (guint i = 0; drawn_from != NULL && drawn_to != NULL && i < elements->len; i++)
    {
      LkbElement *candidate = g_ptr_array_index (elements, i);

      if (lkb_element_is_edge (candidate) && !g_hash_table_contains (work->taken, candidate)
          && g_strcmp0 (lkb_element_get_from (candidate), lkb_element_get_id (drawn_from)) == 0
          && g_strcmp0 (lkb_element_get_to (candidate), lkb_element_get_id (drawn_to)) == 0)
        return candidate;
    }
  return NULL;
}

static void
compare_owner (Work *work, const LkbElement *edge, const LkbElement *drawn, const char *ends)
{
  LkbEdgeOwnership wanted, found = { 0 };

  lkb_board_get_edge_ownership (work->page, edge, &wanted);
  if (!wanted.needs_owner || wanted.owner == NULL)
    return;
  if (drawn != NULL)
    lkb_board_get_edge_ownership (work->drawn, drawn, &found);
  count (work, LKB_REDRAW_OWNERS,
         found.owner != NULL && lkb_text_equal_folded (found.owner, wanted.owner),
         g_strdup_printf ("%s: %s", ends, wanted.owner));
}

static void
compare_edges (Work *work)
{
  const GPtrArray *elements = lkb_board_get_elements (work->page);

  for (guint i = 0; i < elements->len; i++)
    {
      LkbElement *edge = g_ptr_array_index (elements, i);
      LkbElement *drawn;
      g_autofree char *ends = NULL;

      if (!lkb_element_is_edge (edge))
        continue;
      ends = dup_ends (work->page, edge);
      drawn = find_edge (work, edge);
      if (drawn != NULL)
        {
          g_hash_table_insert (work->pairs, edge, drawn);
          g_hash_table_add (work->taken, drawn);
        }
      count (work, LKB_REDRAW_EDGES, drawn != NULL, g_strdup (ends));
      compare_owner (work, edge, drawn, ends);
    }
}

/* Numbers */

static gboolean
is_near (const LkbQuantity *wanted, const LkbQuantity *found)
{
  double one, other;

  if (found == NULL || wanted->dimension != found->dimension
      || g_strcmp0 (wanted->currency, found->currency) != 0)
    return FALSE;
  if (!lkb_quantity_get_money_per_month (wanted, &one)
      || !lkb_quantity_get_money_per_month (found, &other))
    {
      one = wanted->value;
      other = found->value;
    }
  return fabs (one - other) <= NEAR * fabs (one) + 1e-12;
}

static gboolean
has_target (LkbBoard *board, const LkbQuantity *wanted)
{
  const LkbValue *kpis = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_KPIS);

  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    if (is_near (wanted, lkb_value_get_member_quantity (lkb_value_get_nth (kpis, i), "target")))
      return TRUE;
  return FALSE;
}

/* (transfer full): in words; a page of the user's own need not name it. */
static char *
dup_kpi (const LkbValue *kpi)
{
  const char *name = lkb_value_get_member_text (kpi, "name");
  const char *target = lkb_value_get_member_text (kpi, "target");

  return lkb_text_is_blank (name) ? g_strdup (target) : g_strdup_printf ("%s: %s", name, target);
}

static void
compare_facts (Work *work)
{
  static const LkbField budgets[] = { LKB_FIELD_BUDGET_REQUEST_TAIL, LKB_FIELD_BUDGET_FRESHNESS,
                                      LKB_FIELD_BUDGET_LATENCY, LKB_FIELD_BUDGET_COST,
                                      LKB_FIELD_BUDGET_AVAILABILITY };
  const LkbElement *page = lkb_board_get_facts (work->page);
  const LkbElement *drawn = lkb_board_get_facts (work->drawn);
  const LkbValue *kpis = lkb_element_get (page, LKB_FIELD_KPIS);

  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    {
      const LkbValue *kpi = lkb_value_get_nth (kpis, i);
      const LkbQuantity *target = lkb_value_get_member_quantity (kpi, "target");

      if (target != NULL)
        count (work, LKB_REDRAW_NUMBERS, has_target (work->drawn, target), dup_kpi (kpi));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (budgets); i++)
    {
      const LkbQuantity *wanted = lkb_element_get_quantity (page, budgets[i]);

      if (wanted != NULL)
        count (work, LKB_REDRAW_NUMBERS,
               is_near (wanted, lkb_element_get_quantity (drawn, budgets[i])),
               g_strdup_printf ("%s: %s", lkb_field_get_label (budgets[i]),
                                lkb_element_get_text (page, budgets[i])));
    }
}

static void
compare_numbers (Work *work)
{
  const GPtrArray *elements = lkb_board_get_elements (work->page);

  compare_facts (work);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      const LkbElement *drawn = g_hash_table_lookup (work->pairs, element);
      const LkbQuantity *rate = lkb_element_get_kind (element) == LKB_KIND_SOURCE
                                    ? lkb_element_get_quantity (element, LKB_FIELD_RATE)
                                    : NULL;
      g_autofree char *name = NULL;

      if (rate == NULL)
        continue;
      name = dup_name (work->page, element);
      count (work, LKB_REDRAW_NUMBERS,
             drawn != NULL && is_near (rate, lkb_element_get_quantity (drawn, LKB_FIELD_RATE)),
             g_strdup_printf ("%s: %s", name, lkb_element_get_text (element, LKB_FIELD_RATE)));
    }
}

LkbRedraw *
lkb_redraw_compare (LkbBoard *page, LkbBoard *drawn)
{
  Work work = { .page = page, .drawn = drawn };

  g_return_val_if_fail (LKB_IS_BOARD (page) && LKB_IS_BOARD (drawn), NULL);

  work.redraw = g_new0 (LkbRedraw, 1);
  for (int part = 0; part < LKB_REDRAW_N_PARTS; part++)
    work.redraw->missed[part] = g_ptr_array_new_with_free_func (g_free);
  work.pairs = g_hash_table_new (NULL, NULL);
  work.taken = g_hash_table_new (NULL, NULL);
  compare_nodes (&work);
  compare_edges (&work);
  compare_numbers (&work);
  g_hash_table_unref (work.pairs);
  g_hash_table_unref (work.taken);
  return work.redraw;
}

void
lkb_redraw_free (LkbRedraw *self)
{
  if (self == NULL)
    return;
  for (int part = 0; part < LKB_REDRAW_N_PARTS; part++)
    g_ptr_array_unref (self->missed[part]);
  g_free (self);
}

const char *
lkb_redraw_part_get_name (LkbRedrawPart part)
{
  static const char *const names[] = {
    [LKB_REDRAW_NODES] = N_ ("Nodes"),
    [LKB_REDRAW_EDGES] = N_ ("Arrows"),
    [LKB_REDRAW_OWNERS] = N_ ("Owners"),
    [LKB_REDRAW_NUMBERS] = N_ ("Numbers"),
  };

  g_return_val_if_fail ((guint) part < G_N_ELEMENTS (names), NULL);
  return _ (names[part]);
}
