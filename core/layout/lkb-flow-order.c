/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-flow-private.h"

#include <string.h>

/* Barycentre and median sweeps after Gansner, Koutsofios, North and Vo, "A Technique for Drawing
 * Directed Graphs" (1993), from several starts, one of them a relaxation of all columns at once;
 * crossings are counted with an accumulator tree (Barth, Mutzel, Jünger 2002). */
#define SWEEPS 8
#define SWEEPS_LARGE 6
#define LARGE 6000
#define STARTS_FEW 3
#define STARTS_MANY 24
#define MANY_ITEMS 3000 /* all starts together */
#define SWINGS 2000
#define SWINGS_SMALL 500
#define SMALL 300
#define RELAX_ROUNDS 60
#define HOPELESS 1.25 /* so much worse before polishing is not going to win */
#define SIFT_ROUNDS 12
#define POLISH_ROUNDS 6
/* Shuffled parts, for each item and in all. */
#define TRIES_PER_ITEM 12
#define TRIES_MAX 8000

typedef struct
{
  guint item;
  guint place;
  double key;
} SortItem;

static int
compare_guints (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;
  return x < y ? -1 : x > y;
}

static int
compare_sort_items (gconstpointer a, gconstpointer b)
{
  const SortItem *x = a;
  const SortItem *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static guint64
count_gap (const LkbFlowWork *work, guint column, GArray *places, GArray *tree)
{
  guint right_n = work->length[column + 1];
  guint first = 1;
  guint seen = 0;
  guint64 crossings = 0;
  guint *sums;

  while (first < right_n)
    first *= 2;
  g_array_set_size (tree, 2 * first + 1);
  memset (tree->data, 0, tree->len * sizeof (guint));
  sums = (guint *) (gpointer) tree->data;
  for (guint i = 0; i < work->length[column]; i++)
    {
      guint item = work->order[column][i];
      guint from = work->start[1][item];
      guint n = work->start[1][item + 1] - from;

      g_array_set_size (places, n);
      for (guint k = 0; k < n; k++)
        g_array_index (places, guint, k) = work->place[work->to[1][from + k]];
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
lkb_flow_work_count (const LkbFlowWork *work)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) tree = g_array_new (FALSE, FALSE, sizeof (guint));
  guint64 crossings = 0;

  for (guint c = 0; c + 1 < work->n_columns; c++)
    crossings += count_gap (work, c, places, tree);
  return crossings;
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
sort_column (LkbFlowWork *work, guint column, guint side, gboolean median, GArray *scratch)
{
  guint n = work->length[column];
  g_autofree SortItem *sorted = g_new (SortItem, MAX (n, 1));
  g_autofree gboolean *moves = g_new0 (gboolean, MAX (n, 1));
  guint count = 0;
  guint next = 0;
  guint *order = work->order[column];

  for (guint i = 0; i < n; i++)
    {
      guint item = order[i];
      guint from = work->start[side][item];
      guint n_links = work->start[side][item + 1] - from;
      double sum = 0;

      if (n_links == 0)
        continue;
      g_array_set_size (scratch, n_links);
      for (guint k = 0; k < n_links; k++)
        {
          guint place = work->place[work->to[side][from + k]];
          g_array_index (scratch, guint, k) = place;
          sum += place;
        }
      moves[i] = TRUE;
      sorted[count].item = item;
      sorted[count].place = i;
      sorted[count].key = median ? find_median ((guint *) (gpointer) scratch->data, n_links)
                                 : sum / n_links;
      count++;
    }
  qsort (sorted, count, sizeof *sorted, compare_sort_items);
  for (guint i = 0; i < n; i++)
    if (moves[i])
      order[i] = sorted[next++].item;
  lkb_flow_work_renumber (work, column);
}

static void
visit_from (LkbFlowWork *work, guint root, guint8 *seen, GArray *stack, guint *counters)
{
  g_array_append_val (stack, root);
  while (stack->len > 0)
    {
      guint v = g_array_index (stack, guint, stack->len - 1);

      g_array_set_size (stack, stack->len - 1);
      if (seen[v])
        continue;
      seen[v] = 1;
      work->place[v] = counters[work->column[v]]++;
      for (guint side = 0; side < 2; side++)
        for (guint k = work->start[side][v + 1]; k-- > work->start[side][v];)
          if (!seen[work->to[side][k]])
            g_array_append_val (stack, work->to[side][k]);
    }
}

/* Connected things together, depth first. */
static void
start_connected (LkbFlowWork *work)
{
  g_autofree guint8 *seen = g_new0 (guint8, MAX (work->n, 1));
  g_autofree guint *counters = g_new0 (guint, MAX (work->n_columns, 1));
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < work->n; i++)
    if (!seen[i])
      visit_from (work, i, seen, stack, counters);
  for (guint i = 0; i < work->n; i++)
    work->order[work->column[i]][work->place[i]] = i;
}

/* From a random order each item goes again and again to the middle of its neighbours on both sides.
 * First as numbers, the mean of each column at nought: what remains after many rounds is the
 * slowest swing of the whole (the power method for the second eigenvector of the graph, as in Koren,
 * "On Spectral Graph Drawing", 2003), which brings together what belongs together over all columns,
 * where sweeps from one column to the next leave the order folded. Then as an order, every column
 * spread evenly. */
static double
find_middle (const LkbFlowWork *work, guint item, const double *at)
{
  double sum = 0;
  guint links = 0;

  for (guint side = 0; side < 2; side++)
    for (guint k = work->start[side][item]; k < work->start[side][item + 1]; k++)
      {
        sum += at[work->to[side][k]];
        links++;
      }
  return links > 0 ? sum / links : at[item];
}

static void
centre_columns (const LkbFlowWork *work, double *at)
{
  double most = 0;

  for (guint c = 0; c < work->n_columns; c++)
    {
      double sum = 0;

      for (guint i = 0; i < work->length[c]; i++)
        sum += at[work->order[c][i]];
      for (guint i = 0; i < work->length[c]; i++)
        {
          at[work->order[c][i]] -= sum / work->length[c];
          most = MAX (most, ABS (at[work->order[c][i]]));
        }
    }
  for (guint i = 0; most > 0 && i < work->n; i++)
    at[i] /= most;
}

static void
start_relaxed (LkbFlowWork *work, guint swings, guint rounds)
{
  guint n = work->n;
  g_autofree double *at = g_new (double, MAX (n, 1));
  g_autofree SortItem *sorted = g_new (SortItem, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    at[i] = lkb_flow_work_random (work, 1u << 20) / (double) (1u << 20);
  for (guint round = 0; round < swings; round++)
    {
      for (guint k = 0; k < n; k++)
        {
          guint i = round % 2 == 0 ? k : n - 1 - k;
          at[i] = (at[i] + 3 * find_middle (work, i, at)) / 4;
        }
      if (round % 4 == 3)
        centre_columns (work, at);
    }
  for (guint round = 0; round < rounds; round++)
    for (guint k = 0; k < work->n_columns; k++)
      {
        guint c = round % 2 == 0 ? k : work->n_columns - 1 - k;
        guint length = work->length[c];

        for (guint i = 0; i < length; i++)
          {
            guint item = work->order[c][i];
            double key = round == 0 && swings > 0 ? at[item] : find_middle (work, item, at);
            sorted[i] = (SortItem){ item, item, key };
          }
        qsort (sorted, length, sizeof *sorted, compare_sort_items);
        for (guint i = 0; i < length; i++)
          {
            work->order[c][i] = sorted[i].item;
            at[sorted[i].item] = (i + 0.5) / length;
          }
      }
  for (guint c = 0; c < work->n_columns; c++)
    lkb_flow_work_renumber (work, c);
}

static void
save_orders (const LkbFlowWork *work, guint *saved)
{
  for (guint c = 0; c < work->n_columns; c++)
    {
      memcpy (saved, work->order[c], work->length[c] * sizeof (guint));
      saved += work->length[c];
    }
}

static void
load_orders (LkbFlowWork *work, const guint *saved)
{
  for (guint c = 0; c < work->n_columns; c++)
    {
      memcpy (work->order[c], saved, work->length[c] * sizeof (guint));
      saved += work->length[c];
      lkb_flow_work_renumber (work, c);
    }
}

/* Sweeps to and fro; what was best on the way is in @saved when better than @best. */
static guint64
sweep (LkbFlowWork *work, guint sweeps, guint64 best, guint *saved, GArray *scratch)
{
  for (guint sweep = 0; sweep < sweeps && best > 0; sweep++)
    {
      gboolean by_right = sweep % 2 == 1;
      guint64 crossings;

      for (guint k = 1; k < work->n_columns; k++)
        sort_column (work, by_right ? work->n_columns - 1 - k : k, by_right ? 1 : 0, sweep % 4 < 2,
                     scratch);
      lkb_flow_sift (work, 1);
      crossings = lkb_flow_work_count (work);
      if (crossings < best)
        {
          best = crossings;
          save_orders (work, saved);
        }
    }
  return best;
}

static guint64
polish (LkbFlowWork *work, guint rounds)
{
  guint64 gained = 0;

  for (guint round = 0; round < rounds; round++)
    {
      guint64 got = lkb_flow_sift (work, SIFT_ROUNDS) + lkb_flow_reinsert (work);
      gained += got;
      if (got == 0)
        break;
    }
  return gained;
}

gboolean
lkb_flow_work_order (LkbFlowWork *work, GCancellable *cancellable)
{
  guint n = work->n;
  g_autofree guint *first = g_new (guint, MAX (n, 1));
  g_autofree guint *saved = g_new (guint, MAX (n, 1));
  g_autofree guint *trial = g_new (guint, MAX (n, 1));
  g_autoptr (GArray) scratch = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean large = n > LARGE;
  guint swings = n < SMALL ? SWINGS_SMALL : SWINGS;
  guint starts = CLAMP (MANY_ITEMS / MAX (n, 1), STARTS_FEW, STARTS_MANY);
  guint64 best;

  /* What is left after the starts is for the best of them. */
  work->effort_max = LKB_FLOW_EFFORT_MAX / 2;
  save_orders (work, first);
  save_orders (work, saved);
  best = lkb_flow_work_count (work);
  for (guint start = 0; start < starts && best > 0; start++)
    {
      guint64 got;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      load_orders (work, first);
      if (start == 0)
        start_connected (work);
      else
        start_relaxed (work, start < STARTS_FEW || start % 4 == 0 ? swings : 0, RELAX_ROUNDS);
      save_orders (work, trial);
      got = lkb_flow_work_count (work);
      got = sweep (work, large ? SWEEPS_LARGE : SWEEPS, got, trial, scratch);
      load_orders (work, trial);
      if (!large && got < best * HOPELESS)
        got -= polish (work, POLISH_ROUNDS);
      if (got < best)
        {
          best = got;
          save_orders (work, saved);
        }
    }
  load_orders (work, saved);
  work->effort_max = LKB_FLOW_EFFORT_MAX;
  if (!large)
    {
      best -= lkb_flow_perturb (work, MIN (n * TRIES_PER_ITEM, TRIES_MAX), cancellable);
      best -= polish (work, POLISH_ROUNDS);
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
    }
  return TRUE;
}
