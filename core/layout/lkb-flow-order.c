/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-flow-order.h"

#include <string.h>

/* Barycentre and median sweeps with adjacent exchange, after Gansner, Koutsofios, North and Vo, "A
 * Technique for Drawing Directed Graphs" (1993); crossings are counted with an accumulator tree
 * (Barth, Mutzel, Jünger 2002). */
#define SWEEPS 24
#define SWEEPS_LARGE 10
#define LARGE 6000
#define STARTS 4
#define EXCHANGE_ROUNDS 6

typedef struct
{
  guint left;
  guint right;
  double weight;
} Link;

struct _LkbFlow
{
  GArray *items; /* LkbFlowItem */
  GArray **orders; /* of each column: guint */
  guint n_columns;
  GArray *links; /* Link */
  guint *starts[2];
  LkbFlowLink *ends[2]; /* 0 to the left, 1 to the right */
};

LkbFlow *
lkb_flow_new (guint n_columns)
{
  LkbFlow *self = g_new0 (LkbFlow, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (LkbFlowItem));
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  self->n_columns = n_columns;
  self->orders = g_new0 (GArray *, MAX (n_columns, 1));
  for (guint i = 0; i < n_columns; i++)
    self->orders[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
lkb_flow_free (LkbFlow *self)
{
  g_return_if_fail (self != NULL);
  for (guint i = 0; i < self->n_columns; i++)
    g_array_unref (self->orders[i]);
  g_free (self->orders);
  g_array_unref (self->items);
  g_array_unref (self->links);
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->starts[i]);
      g_free (self->ends[i]);
    }
  g_free (self);
}

LkbFlowItem *
lkb_flow_get_item (LkbFlow *self, guint index)
{
  return &g_array_index (self->items, LkbFlowItem, index);
}

guint
lkb_flow_get_length (LkbFlow *self, guint column)
{
  return self->orders[column]->len;
}

LkbFlowItem *
lkb_flow_get (LkbFlow *self, guint column, guint place)
{
  return lkb_flow_get_item (self, g_array_index (self->orders[column], guint, place));
}

guint
lkb_flow_add_item (LkbFlow *self, guint column, double h, int node)
{
  LkbFlowItem item = { self->items->len, column, self->orders[column]->len, node, h, 0 };

  g_array_append_val (self->items, item);
  g_array_append_val (self->orders[column], item.index);
  return item.index;
}

void
lkb_flow_add_link (LkbFlow *self, guint left, guint right, double weight)
{
  Link link = { left, right, weight };
  g_array_append_val (self->links, link);
}

static void
index_links (LkbFlow *self)
{
  guint n = self->items->len;

  if (self->starts[0] != NULL)
    return;
  for (guint side = 0; side < 2; side++)
    {
      guint *starts = g_new0 (guint, n + 2);
      LkbFlowLink *ends = g_new0 (LkbFlowLink, MAX (self->links->len, 1));

      for (guint i = 0; i < self->links->len; i++)
        {
          const Link *link = &g_array_index (self->links, Link, i);
          starts[(side == 0 ? link->right : link->left) + 2]++;
        }
      for (guint i = 2; i < n + 2; i++)
        starts[i] += starts[i - 1];
      for (guint i = 0; i < self->links->len; i++)
        {
          const Link *link = &g_array_index (self->links, Link, i);
          guint own = side == 0 ? link->right : link->left;
          LkbFlowLink *end = &ends[starts[own + 1]++];
          end->item = side == 0 ? link->left : link->right;
          end->weight = link->weight;
        }
      self->starts[side] = starts;
      self->ends[side] = ends;
    }
}

const LkbFlowLink *
lkb_flow_get_links (LkbFlow *self, const LkbFlowItem *item, gboolean right, guint *n)
{
  guint side = right ? 1 : 0;

  index_links (self);
  *n = self->starts[side][item->index + 1] - self->starts[side][item->index];
  return &self->ends[side][self->starts[side][item->index]];
}

static int
compare_guints (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;
  return x < y ? -1 : x > y;
}

static guint64
count_gap (LkbFlow *self, guint column, GArray *places, GArray *tree)
{
  guint right_n = lkb_flow_get_length (self, column + 1);
  guint first = 1;
  guint seen = 0;
  guint64 crossings = 0;
  guint *sums;

  while (first < right_n)
    first *= 2;
  g_array_set_size (tree, 2 * first + 1);
  memset (tree->data, 0, tree->len * sizeof (guint));
  sums = (guint *) (gpointer) tree->data;
  for (guint i = 0; i < lkb_flow_get_length (self, column); i++)
    {
      guint n;
      const LkbFlowLink *links = lkb_flow_get_links (self, lkb_flow_get (self, column, i), TRUE,
                                                     &n);

      g_array_set_size (places, 0);
      for (guint k = 0; k < n; k++)
        {
          guint place = lkb_flow_get_item (self, links[k].item)->place;
          g_array_append_val (places, place);
        }
      g_array_sort (places, compare_guints);
      /* Links that came before and end further down are crossed. */
      for (guint k = 0; k < n; k++)
        {
          guint at = g_array_index (places, guint, k) + first;
          guint upto = sums[at];
          for (guint v = at; v > 1; v /= 2)
            if (v & 1)
              upto += sums[v - 1];
          crossings += seen - upto;
        }
      for (guint k = 0; k < n; k++)
        for (guint v = g_array_index (places, guint, k) + first; v >= 1; v /= 2)
          sums[v]++;
      seen += n;
    }
  return crossings;
}

guint64
lkb_flow_count_crossings (LkbFlow *self)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) tree = g_array_new (FALSE, FALSE, sizeof (guint));
  guint64 crossings = 0;

  for (guint c = 0; c + 1 < self->n_columns; c++)
    crossings += count_gap (self, c, places, tree);
  return crossings;
}

typedef struct
{
  guint item;
  guint place;
  double key;
} SortItem;

static int
compare_sort_items (gconstpointer a, gconstpointer b)
{
  const SortItem *x = a;
  const SortItem *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static void
renumber (LkbFlow *self, guint column)
{
  for (guint i = 0; i < lkb_flow_get_length (self, column); i++)
    lkb_flow_get (self, column, i)->place = i;
}

static double
find_median (guint *places, guint n)
{
  guint middle = n / 2;
  double left, right;

  qsort (places, n, sizeof *places, compare_guints);
  if (n % 2 == 1)
    return places[middle];
  if (n == 2)
    return (places[0] + places[1]) / 2.0;
  left = places[middle - 1] - places[0];
  right = places[n - 1] - places[middle];
  if (left + right <= 0)
    return places[middle];
  return (places[middle - 1] * right + places[middle] * left) / (left + right);
}

/* Sorts a column by its neighbours on one side; items without any keep their place. */
static void
sort_column (LkbFlow *self, guint column, gboolean by_right, gboolean median, GArray *scratch)
{
  guint n = lkb_flow_get_length (self, column);
  g_autofree SortItem *sorted = g_new (SortItem, MAX (n, 1));
  guint count = 0;
  guint next = 0;
  GArray *order = self->orders[column];

  for (guint i = 0; i < n; i++)
    {
      LkbFlowItem *item = lkb_flow_get (self, column, i);
      guint n_links;
      const LkbFlowLink *links = lkb_flow_get_links (self, item, by_right, &n_links);
      double sum = 0;

      if (n_links == 0)
        continue;
      g_array_set_size (scratch, n_links);
      for (guint k = 0; k < n_links; k++)
        {
          guint place = lkb_flow_get_item (self, links[k].item)->place;
          g_array_index (scratch, guint, k) = place;
          sum += place;
        }
      sorted[count].item = item->index;
      sorted[count].place = i;
      sorted[count].key = median ? find_median ((guint *) (gpointer) scratch->data, n_links)
                                 : sum / n_links;
      count++;
    }
  qsort (sorted, count, sizeof *sorted, compare_sort_items);
  for (guint i = 0; i < n; i++)
    {
      guint n_links;
      lkb_flow_get_links (self, lkb_flow_get (self, column, i), by_right, &n_links);
      if (n_links > 0)
        g_array_index (order, guint, i) = sorted[next++].item | 0x80000000u;
    }
  for (guint i = 0; i < n; i++)
    g_array_index (order, guint, i) &= 0x7fffffffu;
  renumber (self, column);
}

static gint64
count_pair (LkbFlow *self, const LkbFlowItem *upper, const LkbFlowItem *lower)
{
  gint64 crossings = 0;

  for (guint side = 0; side < 2; side++)
    {
      guint n, m;
      const LkbFlowLink *a = lkb_flow_get_links (self, upper, side == 1, &n);
      const LkbFlowLink *b = lkb_flow_get_links (self, lower, side == 1, &m);
      for (guint i = 0; i < n; i++)
        {
          guint place = lkb_flow_get_item (self, a[i].item)->place;
          for (guint k = 0; k < m; k++)
            crossings += place > lkb_flow_get_item (self, b[k].item)->place;
        }
    }
  return crossings;
}

static gboolean
exchange_neighbours (LkbFlow *self)
{
  gboolean better = FALSE;

  for (guint c = 0; c < self->n_columns; c++)
    for (guint i = 0; i + 1 < lkb_flow_get_length (self, c); i++)
      {
        LkbFlowItem *a = lkb_flow_get (self, c, i);
        LkbFlowItem *b = lkb_flow_get (self, c, i + 1);
        if (count_pair (self, b, a) < count_pair (self, a, b))
          {
            g_array_index (self->orders[c], guint, i) = b->index;
            g_array_index (self->orders[c], guint, i + 1) = a->index;
            b->place = i;
            a->place = i + 1;
            better = TRUE;
          }
      }
  return better;
}

static guint64
next_random (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static void
visit_from (LkbFlow *self, guint root, guint8 *seen, GArray *stack, guint *counters)
{
  g_array_append_val (stack, root);
  while (stack->len > 0)
    {
      guint v = g_array_index (stack, guint, stack->len - 1);
      LkbFlowItem *item = lkb_flow_get_item (self, v);

      g_array_set_size (stack, stack->len - 1);
      if (seen[v])
        continue;
      seen[v] = 1;
      item->place = counters[item->column]++;
      for (guint side = 0; side < 2; side++)
        {
          guint n;
          const LkbFlowLink *links = lkb_flow_get_links (self, item, side == 1, &n);
          for (guint k = n; k-- > 0;)
            if (!seen[links[k].item])
              g_array_append_val (stack, links[k].item);
        }
    }
}

/* Start 0: as added. 1: connected things together, depth first. Others: shuffled from a fixed seed.
 * */
static void
make_start (LkbFlow *self, guint start)
{
  guint n = self->items->len;

  if (start == 0)
    return;
  if (start == 1)
    {
      g_autofree guint8 *seen = g_new0 (guint8, MAX (n, 1));
      g_autofree guint *counters = g_new0 (guint, MAX (self->n_columns, 1));
      g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint i = 0; i < n; i++)
        if (!seen[i])
          visit_from (self, i, seen, stack, counters);
      for (guint i = 0; i < n; i++)
        {
          LkbFlowItem *item = lkb_flow_get_item (self, i);
          g_array_index (self->orders[item->column], guint, item->place) = i;
        }
    }
  else
    {
      guint64 state = 20240607u + start;
      for (guint c = 0; c < self->n_columns; c++)
        {
          guint *order = (guint *) (gpointer) self->orders[c]->data;
          for (guint i = self->orders[c]->len; i > 1; i--)
            {
              guint k = (guint) (next_random (&state) % i);
              guint t = order[i - 1];
              order[i - 1] = order[k];
              order[k] = t;
            }
          renumber (self, c);
        }
    }
}

static void
save_orders (LkbFlow *self, guint *saved)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      memcpy (saved, self->orders[c]->data, self->orders[c]->len * sizeof (guint));
      saved += self->orders[c]->len;
    }
}

static void
load_orders (LkbFlow *self, const guint *saved)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      memcpy (self->orders[c]->data, saved, self->orders[c]->len * sizeof (guint));
      saved += self->orders[c]->len;
      renumber (self, c);
    }
}

gboolean
lkb_flow_reduce_crossings (LkbFlow *self, GCancellable *cancellable)
{
  guint n = self->items->len;
  g_autofree guint *first = g_new (guint, MAX (n, 1));
  g_autofree guint *saved = g_new (guint, MAX (n, 1));
  g_autoptr (GArray) scratch = g_array_new (FALSE, FALSE, sizeof (guint));
  guint sweeps = n > LARGE ? SWEEPS_LARGE : SWEEPS;
  guint64 best;

  g_return_val_if_fail (n < 0x80000000u, FALSE);

  index_links (self);
  save_orders (self, first);
  save_orders (self, saved);
  best = lkb_flow_count_crossings (self);
  for (guint start = n > LARGE ? 1 : 0; start < (n > LARGE ? 2 : STARTS) && best > 0; start++)
    {
      load_orders (self, first);
      make_start (self, start);
      for (guint sweep = 0; sweep < sweeps && best > 0; sweep++)
        {
          gboolean by_right = sweep % 2 == 1;
          guint64 crossings;

          if (g_cancellable_is_cancelled (cancellable))
            return FALSE;
          for (guint k = 1; k < self->n_columns; k++)
            sort_column (self, by_right ? self->n_columns - 1 - k : k, by_right, sweep % 4 < 2,
                         scratch);
          for (guint round = 0; round < EXCHANGE_ROUNDS; round++)
            if (!exchange_neighbours (self))
              break;
          crossings = lkb_flow_count_crossings (self);
          if (crossings < best)
            {
              best = crossings;
              save_orders (self, saved);
            }
        }
    }
  load_orders (self, saved);
  return TRUE;
}
