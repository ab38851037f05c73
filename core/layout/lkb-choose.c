/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-choose.h"

#include "lkb-grid.h"
#include "lkb-metrics.h"

#define ROUNDS 3
#define CELL 96.0
#define EPS 0.01

/* Costs by what cannot be mended later: two pieces at their boxes stay where they are, others can
 * be nudged. */
#define COST_FIXED_OVERLAP 120.0
#define COST_LOOSE_OVERLAP 6.0
#define COST_CROSSING 15.0
#define COST_CROWDED 8.0
/* A label takes this much room across its line. */
#define LABEL_ROOM (LKB_PILL_H_ONE + LKB_NUMBERS_GAP_BELOW + LKB_NUMBERS_LINE)
#define RUN_MIN 40.0

typedef struct
{
  guint edge; /* or the one that speaks for its trunk */
  gboolean upright;
  gboolean fixed;
} Piece;

typedef struct
{
  LkbGrid *grid;
  GArray *pieces; /* Piece, by handle */
  GArray **handles; /* of each edge: guint */
} Field;

typedef struct
{
  Field *field;
  guint edge;
  LkbBox segment;
  gboolean upright;
  gboolean fixed;
  double cost;
} Count;

static void
get_piece (const GArray *route, guint k, Piece *piece, LkbBox *box)
{
  LkbPoint a = g_array_index (route, LkbPoint, k);
  LkbPoint b = g_array_index (route, LkbPoint, k + 1);

  piece->upright = ABS (a.x - b.x) < ABS (a.y - b.y);
  piece->fixed = k == 0 || k + 2 == route->len;
  *box = lkb_box_from_points (a, b);
}

static gboolean
count_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Count *count = user_data;
  const Piece *other = &g_array_index (count->field->pieces, Piece, handle);
  const LkbBox *own = &count->segment;
  double distance, common;

  if (other->edge == count->edge)
    return TRUE;
  if (other->upright != count->upright)
    {
      if (lkb_box_touches (box, own))
        count->cost += COST_CROSSING;
      return TRUE;
    }
  if (own->w + own->h < EPS || box->w + box->h < EPS)
    return TRUE;
  if (count->upright)
    {
      distance = ABS (own->x - box->x);
      common = MIN (own->y + own->h, box->y + box->h) - MAX (own->y, box->y);
    }
  else
    {
      distance = ABS (own->y - box->y);
      common = MIN (own->x + own->w, box->x + box->w) - MAX (own->x, box->x);
    }
  if (common <= 1)
    return TRUE;
  if (distance < LKB_EDGE_CLEAR_PARALLEL - EPS)
    count->cost += count->fixed && other->fixed ? COST_FIXED_OVERLAP : COST_LOOSE_OVERLAP;
  else if (distance < LABEL_ROOM && common > RUN_MIN && count->fixed && other->fixed
           && !count->upright)
    count->cost += COST_CROWDED;
  return TRUE;
}

static double
cost_route (Field *field, guint edge, const GArray *route)
{
  Count count = { field, edge, { 0, 0, 0, 0 }, FALSE, FALSE, 0 };

  for (guint k = 0; k + 1 < route->len; k++)
    {
      Piece piece;
      LkbBox area;

      get_piece (route, k, &piece, &count.segment);
      count.upright = piece.upright;
      count.fixed = piece.fixed;
      area = count.segment;
      if (piece.upright)
        {
          area.x -= LKB_EDGE_CLEAR_PARALLEL;
          area.w += 2 * LKB_EDGE_CLEAR_PARALLEL;
        }
      else
        {
          area.y -= LABEL_ROOM;
          area.h += 2 * LABEL_ROOM;
        }
      lkb_grid_foreach (field->grid, &area, count_cb, &count);
    }
  return count.cost;
}

static void
put_route (Field *field, guint edge, int trunk, const GArray *route)
{
  GArray *handles = field->handles[edge];

  for (guint i = 0; i < handles->len; i++)
    lkb_grid_remove (field->grid, g_array_index (handles, guint, i));
  g_array_set_size (handles, 0);
  for (guint k = 0; k + 1 < route->len; k++)
    {
      Piece piece = { .edge = trunk >= 0 ? (guint) trunk : edge };
      LkbBox box;
      guint handle;

      get_piece (route, k, &piece, &box);
      handle = lkb_grid_insert (field->grid, &box, NULL);
      if (handle >= field->pieces->len)
        g_array_set_size (field->pieces, handle + 1);
      g_array_index (field->pieces, Piece, handle) = piece;
      g_array_append_val (handles, handle);
    }
}

static gboolean
are_same (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (ABS (g_array_index (a, LkbPoint, i).x - g_array_index (b, LkbPoint, i).x) > EPS
        || ABS (g_array_index (a, LkbPoint, i).y - g_array_index (b, LkbPoint, i).y) > EPS)
      return FALSE;
  return TRUE;
}

void
lkb_choose_routes (LkbChoice *choices, gsize n_choices)
{
  Field field = { lkb_grid_new (CELL), g_array_new (FALSE, TRUE, sizeof (Piece)),
                  g_new (GArray *, MAX (n_choices, 1)) };

  for (guint i = 0; i < n_choices; i++)
    {
      field.handles[i] = g_array_new (FALSE, FALSE, sizeof (guint));
      put_route (&field, i, choices[i].trunk, choices[i].routes[choices[i].chosen]);
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      gboolean changed = FALSE;

      for (guint i = 0; i < n_choices; i++)
        {
          GArray *now = choices[i].routes[choices[i].chosen];
          GArray *other = choices[i].routes[!choices[i].chosen];

          if (other == NULL || other == now || are_same (now, other)
              || cost_route (&field, i, other) >= cost_route (&field, i, now) - EPS)
            continue;
          choices[i].chosen = !choices[i].chosen;
          put_route (&field, i, choices[i].trunk, other);
          changed = TRUE;
        }
      if (!changed)
        break;
    }
  for (guint i = 0; i < n_choices; i++)
    g_array_unref (field.handles[i]);
  g_free (field.handles);
  g_array_unref (field.pieces);
  lkb_grid_free (field.grid);
}
