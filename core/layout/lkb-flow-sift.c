/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-flow-private.h"

#include <string.h>

/* Sifting: Matuszewski, Schönfeld, Molitor, "Using Sifting for k-Layer Straightline Crossing
 * Minimization" (1999). Leading a whole long edge through anew follows the optimal edge insertion of
 * Gutwenger, Mutzel, Weiskircher (2005), here for fixed columns, where it is a shortest path. */

#define PART_COLUMNS 3
#define PART_ROWS 6
#define PART_MARGIN 4
#define PART_ROUNDS 3

/* By how much exchanging neighbours changes the number of crossings, when @a stands above @b. */
static int
count_exchange (LkbFlowWork *work, guint a, guint b)
{
  const guint *place = work->place;
  int change = 0;

  for (guint side = 0; side < 2; side++)
    {
      const guint *start = work->start[side];
      const guint *to = work->to[side];

      work->effort += 2 + (start[a + 1] - start[a]) * (start[b + 1] - start[b]);
      for (guint i = start[a]; i < start[a + 1]; i++)
        {
          guint p = place[to[i]];
          for (guint k = start[b]; k < start[b + 1]; k++)
            {
              guint q = place[to[k]];
              change += (q > p) - (p > q);
            }
        }
    }
  return change;
}

static void
move_item (LkbFlowWork *work, guint column, guint from, guint to)
{
  guint *order = work->order[column];
  guint item = order[from];

  for (; from < to; from++)
    {
      order[from] = order[from + 1];
      work->place[order[from]] = from;
    }
  for (; from > to; from--)
    {
      order[from] = order[from - 1];
      work->place[order[from]] = from;
    }
  order[to] = item;
  work->place[item] = to;
}

/* Best place of @item between @first and @last; of equally good ones the farthest when @roam. */
static int
sift_item (LkbFlowWork *work, guint item, guint first, guint last, gboolean roam)
{
  guint column = work->column[item];
  const guint *order = work->order[column];
  guint at = work->place[item];
  guint best_at = at;
  int best = 0;
  int change = 0;

  for (guint i = at + 1; i <= last; i++)
    {
      change += count_exchange (work, item, order[i]);
      if (change < best || (roam && change == best))
        {
          best = change;
          best_at = i;
        }
    }
  change = 0;
  for (guint i = at; i > first; i--)
    {
      change += count_exchange (work, order[i - 1], item);
      if (change < best)
        {
          best = change;
          best_at = i - 1;
        }
    }
  if (best_at != at)
    move_item (work, column, at, best_at);
  return best;
}

guint64
lkb_flow_sift (LkbFlowWork *work, guint rounds)
{
  g_autofree guint *turns = g_new (guint, MAX (work->n, 1));
  guint64 gained = 0;

  for (guint i = 0; i < work->n; i++)
    turns[i] = i;
  for (guint round = 0; round < rounds; round++)
    {
      gint64 change = 0;

      for (guint i = work->n; i > 1; i--)
        {
          guint k = lkb_flow_work_random (work, i);
          guint t = turns[i - 1];
          turns[i - 1] = turns[k];
          turns[k] = t;
        }
      for (guint i = 0; i < work->n; i++)
        change += sift_item (work, turns[i], 0, work->length[work->column[turns[i]]] - 1,
                             round % 2 == 0);
      gained += (guint64) -change;
      if ((change == 0 && round > 0) || work->effort > work->effort_max)
        break;
    }
  return gained;
}

/* --- long edges led through anew ------------------------------------------------------------------- */

/* A chain of dummies and the real items at both ends. */
typedef struct
{
  guint first; /* in the array of all chains' items */
  guint n; /* dummies */
  guint left;
  guint right;
} Chain;

static void
list_chains (const LkbFlowWork *work, GArray *chains, GArray *items)
{
  for (guint i = 0; i < work->n; i++)
    {
      guint left;
      guint at = i;
      Chain chain = { items->len, 0, 0, 0 };

      if (!work->is_dummy[i] || work->start[0][i] == work->start[0][i + 1])
        continue;
      left = work->to[0][work->start[0][i]];
      if (work->is_dummy[left])
        continue;
      chain.left = left;
      while (work->is_dummy[at])
        {
          g_array_append_val (items, at);
          chain.n++;
          at = work->to[1][work->start[1][at]];
        }
      chain.right = at;
      g_array_append_val (chains, chain);
    }
}

static void
take_out (LkbFlowWork *work, guint item)
{
  guint column = work->column[item];
  guint *order = work->order[column];

  for (guint i = work->place[item]; i + 1 < work->length[column]; i++)
    {
      order[i] = order[i + 1];
      work->place[order[i]] = i;
    }
  work->length[column]--;
}

static void
put_in (LkbFlowWork *work, guint item, guint at)
{
  guint column = work->column[item];
  guint *order = work->order[column];

  for (guint i = work->length[column]; i > at; i--)
    {
      order[i] = order[i - 1];
      work->place[order[i]] = i;
    }
  order[at] = item;
  work->place[item] = at;
  work->length[column]++;
}

/* Adds to @row what a line costs that ends right of slot q when it begins one item further down: the
 * links of @item, but not those of @skip. */
static void
pass_item (LkbFlowWork *work, guint item, guint n_right, int *row, gboolean on)
{
  for (guint k = work->start[1][item]; k < work->start[1][item + 1]; k++)
    {
      guint other = work->to[1][k];
      guint r = work->place[other];

      if (r == G_MAXUINT)
        continue;
      work->effort += n_right / 4;
      /* Entering the item no longer counts what ends above; past it, what ends below does. */
      for (guint q = 0; q <= n_right; q++)
        row[q] += on ? (r >= q ? 1 : 0) : (r < q ? -1 : 0);
    }
}

/* What a line from slot or item to each slot costs, for one gap. @row: of n_right + 1. */
static void
start_row (const LkbFlowWork *work, guint column, guint n_right, int *row)
{
  g_autofree int *ends = g_new0 (int, n_right + 1);

  for (guint i = 0; i < work->length[column]; i++)
    {
      guint item = work->order[column][i];
      for (guint k = work->start[1][item]; k < work->start[1][item + 1]; k++)
        if (work->place[work->to[1][k]] != G_MAXUINT)
          ends[work->place[work->to[1][k]] + 1]++;
    }
  row[0] = 0;
  for (guint q = 1; q <= n_right; q++)
    row[q] = row[q - 1] + ends[q];
}

typedef struct
{
  int *costs; /* of each slot of each passed column, n_max + 1 a column */
  guint *from; /* best slot in the column before */
  int *row;
  guint width;
} Paths;

static void
relax (LkbFlowWork *work, Paths *paths, guint step, guint from, int base, guint n_right)
{
  int *costs = paths->costs + (gsize) step * paths->width;
  guint *origin = paths->from + (gsize) step * paths->width;

  work->effort += n_right / 2;
  for (guint q = 0; q <= n_right; q++)
    if (base + paths->row[q] < costs[q])
      {
        costs[q] = base + paths->row[q];
        origin[q] = from;
      }
}

/* What the line from a slot left of it to the item @right costs: from the right end's side. */
static int
count_into (const LkbFlowWork *work, guint column, guint slot, guint right)
{
  int n = 0;
  guint at = work->place[right];

  for (guint i = 0; i < work->length[column]; i++)
    {
      guint item = work->order[column][i];
      for (guint k = work->start[1][item]; k < work->start[1][item + 1]; k++)
        {
          guint r = work->place[work->to[1][k]];
          if (r != G_MAXUINT)
            n += i < slot ? r > at : r < at;
        }
    }
  return n;
}

static int
lead_through (LkbFlowWork *work, const Chain *chain, const guint *items, Paths *paths, guint *slots)
{
  guint first_column = work->column[chain->left];
  guint last = chain->n - 1;
  int best = G_MAXINT;

  for (gsize i = 0; i < (gsize) chain->n * paths->width; i++)
    paths->costs[i] = G_MAXINT;
  /* From the left end into the first passed column. */
  {
    guint n_right = work->length[first_column + 1];
    start_row (work, first_column, n_right, paths->row);
    for (guint i = 0; i <= work->place[chain->left]; i++)
      {
        pass_item (work, work->order[first_column][i], n_right, paths->row, FALSE);
        if (i < work->place[chain->left])
          pass_item (work, work->order[first_column][i], n_right, paths->row, TRUE);
      }
    relax (work, paths, 0, 0, 0, n_right);
  }
  for (guint step = 1; step < chain->n; step++)
    {
      guint column = first_column + step;
      guint n_right = work->length[column + 1];

      start_row (work, column, n_right, paths->row);
      for (guint p = 0; p <= work->length[column]; p++)
        {
          relax (work, paths, step, p, paths->costs[(gsize) (step - 1) * paths->width + p],
                 n_right);
          if (p < work->length[column])
            {
              pass_item (work, work->order[column][p], n_right, paths->row, FALSE);
              pass_item (work, work->order[column][p], n_right, paths->row, TRUE);
            }
        }
    }
  /* From the last passed column into the right end. */
  {
    guint column = first_column + chain->n;
    int cost = count_into (work, column, 0, chain->right);
    guint at = work->place[chain->right];

    for (guint p = 0; p <= work->length[column]; p++)
      {
        int whole = paths->costs[(gsize) last * paths->width + p] + cost;
        if (whole < best)
          {
            best = whole;
            slots[last] = p;
          }
        if (p == work->length[column])
          break;
        for (guint k = work->start[1][work->order[column][p]];
             k < work->start[1][work->order[column][p] + 1]; k++)
          {
            guint r = work->place[work->to[1][k]];
            if (r != G_MAXUINT)
              cost += (r > at) - (r < at);
          }
      }
  }
  for (guint step = last; step > 0; step--)
    slots[step - 1] = paths->from[(gsize) step * paths->width + slots[step]];
  return best;
}

/* What the chain costs where it is, itself taken out: @old holds its slots. */
static int
count_along (const LkbFlowWork *work, const Chain *chain, const guint *old)
{
  guint first_column = work->column[chain->left];
  int n = 0;

  for (guint step = 0; step <= chain->n; step++)
    {
      guint column = first_column + step;

      for (guint i = 0; i < work->length[column]; i++)
        {
          guint item = work->order[column][i];
          int above = step == 0 ? (i < work->place[chain->left]) - (i > work->place[chain->left])
                      : i < old[step - 1] ? 1
                                          : -1;
          if (above == 0)
            continue;
          for (guint k = work->start[1][item]; k < work->start[1][item + 1]; k++)
            {
              guint r = work->place[work->to[1][k]];
              if (r == G_MAXUINT)
                continue;
              if (step == chain->n)
                {
                  guint at = work->place[chain->right];
                  n += above > 0 ? r > at : r < at;
                }
              else
                n += above > 0 ? r >= old[step] : r < old[step];
            }
        }
    }
  return n;
}

guint64
lkb_flow_reinsert (LkbFlowWork *work)
{
  g_autoptr (GArray) chains = g_array_new (FALSE, FALSE, sizeof (Chain));
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *slots = NULL;
  g_autofree guint *old = NULL;
  g_autofree int *costs = NULL;
  g_autofree guint *from = NULL;
  g_autofree int *row = NULL;
  Paths paths;
  guint widest = 0;
  guint64 gained = 0;

  list_chains (work, chains, items);
  for (guint c = 0; c < work->n_columns; c++)
    widest = MAX (widest, work->length[c]);
  slots = g_new (guint, work->n_columns + 1);
  old = g_new (guint, work->n_columns + 1);
  costs = g_new (int, (gsize) (widest + 1) * (work->n_columns + 1));
  from = g_new (guint, (gsize) (widest + 1) * (work->n_columns + 1));
  row = g_new (int, widest + 1);
  paths = (Paths){ costs, from, row, widest + 1 };
  for (guint c = 0; c < chains->len && work->effort <= work->effort_max; c++)
    {
      const Chain *chain = &g_array_index (chains, Chain, c);
      const guint *own = &g_array_index (items, guint, chain->first);
      int before, after;

      for (guint i = 0; i < chain->n; i++)
        {
          old[i] = work->place[own[i]];
          take_out (work, own[i]);
        }
      for (guint i = 0; i < chain->n; i++)
        work->place[own[i]] = G_MAXUINT;
      before = count_along (work, chain, old);
      after = before > 0 ? lead_through (work, chain, own, &paths, slots) : 0;
      if (after < before)
        gained += (guint64) (before - after);
      for (guint i = 0; i < chain->n; i++)
        put_in (work, own[i], after < before ? slots[i] : old[i]);
    }
  return gained;
}

/* --- small parts shuffled ---------------------------------------------------------------------------- */

guint64
lkb_flow_perturb (LkbFlowWork *work, guint tries, GCancellable *cancellable)
{
  guint saved[PART_COLUMNS][PART_ROWS + 2 * PART_MARGIN];
  guint64 gained = 0;

  for (guint try = 0; try < tries; try++)
    {
      guint item = lkb_flow_work_random (work, work->n);
      guint first_column = work->column[item] > 0 ? work->column[item] - 1 : 0;
      guint last_column = MIN (work->column[item] + 1, work->n_columns - 1);
      double share = (work->place[item] + 0.5) / work->length[work->column[item]];
      guint lo[PART_COLUMNS], hi[PART_COLUMNS];
      gint64 change = 0;

      if (work->effort > work->effort_max
          || (try % 64 == 0 && g_cancellable_is_cancelled (cancellable)))
        break;
      for (guint c = first_column; c <= last_column; c++)
        {
          guint middle = (guint) (share * work->length[c]);
          guint k = c - first_column;

          lo[k] = middle > PART_ROWS / 2 + PART_MARGIN ? middle - PART_ROWS / 2 - PART_MARGIN : 0;
          hi[k] = MIN (work->length[c] - 1, lo[k] + PART_ROWS + 2 * PART_MARGIN - 1);
          memcpy (saved[k], work->order[c] + lo[k], (hi[k] - lo[k] + 1) * sizeof (guint));
        }
      /* A few exchanges at random, each counted. */
      for (guint k = 0; k < PART_ROWS; k++)
        {
          guint c = first_column + lkb_flow_work_random (work, last_column - first_column + 1);
          guint *order = work->order[c];
          guint span = hi[c - first_column] - lo[c - first_column];
          guint at, to;

          if (span == 0)
            continue;
          at = lo[c - first_column] + lkb_flow_work_random (work, span + 1);
          to = lo[c - first_column] + lkb_flow_work_random (work, span + 1);
          while (at != to)
            {
              guint next = at < to ? at + 1 : at - 1;
              change += count_exchange (work, order[MIN (at, next)], order[MAX (at, next)]);
              move_item (work, c, at, next);
              at = next;
            }
        }
      for (guint round = 0; round < PART_ROUNDS; round++)
        {
          gint64 got = 0;
          for (guint c = first_column; c <= last_column; c++)
            for (guint i = lo[c - first_column]; i <= hi[c - first_column]; i++)
              got += sift_item (work, work->order[c][i], lo[c - first_column], hi[c - first_column],
                                FALSE);
          change += got;
          if (got == 0)
            break;
        }
      if (change <= 0)
        {
          gained += (guint64) -change;
          continue;
        }
      for (guint c = first_column; c <= last_column; c++)
        {
          guint k = c - first_column;
          memcpy (work->order[c] + lo[k], saved[k], (hi[k] - lo[k] + 1) * sizeof (guint));
          lkb_flow_work_renumber (work, c);
        }
    }
  return gained;
}
