/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-path.h"

#include <math.h>

/* Distance of a curve's handles from its ends, in radii, for a quarter of a circle. */
#define KAPPA 0.5522847498307936

struct _LkbPath
{
  GArray *segments; /* LkbPathSegment */
  LkbPoint start; /* of the open figure */
  LkbPoint current;
  gboolean open; /* there is a current point */
};

LkbPath *
lkb_path_new (void)
{
  LkbPath *path = g_new0 (LkbPath, 1);
  path->segments = g_array_new (FALSE, FALSE, sizeof (LkbPathSegment));
  return path;
}

void
lkb_path_free (LkbPath *path)
{
  if (path == NULL)
    return;
  g_array_unref (path->segments);
  g_free (path);
}

static gboolean
append (LkbPath *path, LkbPathOp op, LkbPoint c1, LkbPoint c2, LkbPoint to)
{
  LkbPathSegment segment = { op, c1, c2, to };

  /* One bad number puts a whole cairo context into an error state. */
  g_return_val_if_fail (isfinite (c1.x) && isfinite (c1.y), FALSE);
  g_return_val_if_fail (isfinite (c2.x) && isfinite (c2.y), FALSE);
  g_return_val_if_fail (isfinite (to.x) && isfinite (to.y), FALSE);
  g_array_append_val (path->segments, segment);
  path->current = to;
  return TRUE;
}

void
lkb_path_move_to (LkbPath *path, double x, double y)
{
  LkbPoint p = { x, y };

  g_return_if_fail (path != NULL);
  if (!append (path, LKB_PATH_MOVE, p, p, p))
    return;
  path->start = p;
  path->open = TRUE;
}

void
lkb_path_line_to (LkbPath *path, double x, double y)
{
  LkbPoint p = { x, y };

  g_return_if_fail (path != NULL);
  if (!path->open)
    lkb_path_move_to (path, x, y);
  else
    append (path, LKB_PATH_LINE, p, p, p);
}

void
lkb_path_curve_to (LkbPath *path, double x1, double y1, double x2, double y2, double x, double y)
{
  LkbPoint c1 = { x1, y1 }, c2 = { x2, y2 }, to = { x, y };

  g_return_if_fail (path != NULL);
  if (!path->open)
    lkb_path_move_to (path, x1, y1);
  append (path, LKB_PATH_CURVE, c1, c2, to);
}

void
lkb_path_close (LkbPath *path)
{
  g_return_if_fail (path != NULL);
  if (!path->open)
    return;
  append (path, LKB_PATH_CLOSE, path->start, path->start, path->start);
  path->open = FALSE;
}

void
lkb_path_arc (LkbPath *path, double cx, double cy, double r, double from, double to)
{
  int n;
  double step, handle;

  g_return_if_fail (path != NULL);
  g_return_if_fail (isfinite (from) && isfinite (to) && fabs (to - from) < 100 && r >= 0);

  n = MAX (1, (int) ceil (fabs (to - from) / (G_PI / 2) - 1e-9));
  step = (to - from) / n;
  handle = 4.0 / 3.0 * tan (step / 4) * r;
  lkb_path_line_to (path, cx + r * cos (from), cy + r * sin (from));
  for (int i = 0; i < n; i++)
    {
      double a = from + i * step, b = a + step;
      double ax = cx + r * cos (a), ay = cy + r * sin (a);
      double bx = cx + r * cos (b), by = cy + r * sin (b);

      lkb_path_curve_to (path, ax - handle * sin (a), ay + handle * cos (a), bx + handle * sin (b),
                         by - handle * cos (b), bx, by);
    }
}

void
lkb_path_circle (LkbPath *path, double cx, double cy, double r)
{
  g_return_if_fail (path != NULL);
  lkb_path_move_to (path, cx + r, cy);
  lkb_path_curve_to (path, cx + r, cy + KAPPA * r, cx + KAPPA * r, cy + r, cx, cy + r);
  lkb_path_curve_to (path, cx - KAPPA * r, cy + r, cx - r, cy + KAPPA * r, cx - r, cy);
  lkb_path_curve_to (path, cx - r, cy - KAPPA * r, cx - KAPPA * r, cy - r, cx, cy - r);
  lkb_path_curve_to (path, cx + KAPPA * r, cy - r, cx + r, cy - KAPPA * r, cx + r, cy);
  lkb_path_close (path);
}

void
lkb_path_box (LkbPath *path, const LkbBox *box, double radius)
{
  double r, k, x, y, x2, y2;

  g_return_if_fail (path != NULL && box != NULL);
  r = MIN (radius, MIN (box->w, box->h) / 2);
  k = r * (1 - KAPPA);
  x = box->x;
  y = box->y;
  x2 = box->x + box->w;
  y2 = box->y + box->h;
  if (r <= 0)
    {
      lkb_path_move_to (path, x, y);
      lkb_path_line_to (path, x2, y);
      lkb_path_line_to (path, x2, y2);
      lkb_path_line_to (path, x, y2);
      lkb_path_close (path);
      return;
    }
  lkb_path_move_to (path, x + r, y);
  lkb_path_line_to (path, x2 - r, y);
  lkb_path_curve_to (path, x2 - k, y, x2, y + k, x2, y + r);
  lkb_path_line_to (path, x2, y2 - r);
  lkb_path_curve_to (path, x2, y2 - k, x2 - k, y2, x2 - r, y2);
  lkb_path_line_to (path, x + r, y2);
  lkb_path_curve_to (path, x + k, y2, x, y2 - k, x, y2 - r);
  lkb_path_line_to (path, x, y + r);
  lkb_path_curve_to (path, x, y + k, x + k, y, x + r, y);
  lkb_path_close (path);
}

static LkbPoint
move_toward (LkbPoint from, LkbPoint to, double by)
{
  double length = hypot (to.x - from.x, to.y - from.y);
  LkbPoint p = from;

  if (length > 0)
    {
      p.x += (to.x - from.x) * by / length;
      p.y += (to.y - from.y) * by / length;
    }
  return p;
}

/* Unit normal of a leg, on its right when one looks along it (y goes down). */
static LkbPoint
compute_normal (LkbPoint a, LkbPoint b)
{
  double length = hypot (b.x - a.x, b.y - a.y);
  LkbPoint n = { 0, 0 };

  if (length > 0)
    {
      n.x = -(b.y - a.y) / length;
      n.y = (b.x - a.x) / length;
    }
  return n;
}

void
lkb_path_polyline_beside (LkbPath *path, const LkbPoint *points, gsize n_points, double radius,
                          double offset)
{
  g_return_if_fail (path != NULL);
  if (n_points == 0)
    return;
  for (gsize i = 0; i < n_points; i++)
    {
      const LkbPoint b = points[i];
      LkbPoint before = { 0, 0 }, after = { 0, 0 }, p, in, out, h1, h2;
      double turn, r, dot, room_before, room_after;

      if (i > 0)
        before = compute_normal (points[i - 1], b);
      if (i + 1 < n_points)
        after = compute_normal (b, points[i + 1]);
      if (i == 0 || (before.x == 0 && before.y == 0))
        before = after;
      if (i + 1 == n_points || (after.x == 0 && after.y == 0))
        after = before;
      dot = before.x * after.x + before.y * after.y;
      if (dot < -0.99) /* straight back: there is no corner to cut */
        after = before;
      dot = MAX (dot, -0.99);
      p.x = b.x + offset * (before.x + after.x) / (1 + dot);
      p.y = b.y + offset * (before.y + after.y) / (1 + dot);
      if (i == 0)
        {
          lkb_path_move_to (path, p.x, p.y);
          continue;
        }
      if (i + 1 == n_points)
        {
          lkb_path_line_to (path, p.x, p.y);
          break;
        }
      /* Two corners may have to share a leg; the ends of the line have theirs for themselves. */
      room_before = hypot (b.x - points[i - 1].x, b.y - points[i - 1].y) / (i == 1 ? 1 : 2);
      room_after = hypot (points[i + 1].x - b.x, points[i + 1].y - b.y)
                   / (i + 2 == n_points ? 1 : 2);
      r = MIN (radius, MIN (room_before, room_after));
      /* Lines beside each other keep their distance in a corner when their arcs have one centre. */
      turn = before.x * after.y - before.y * after.x;
      if (offset != 0)
        r = MAX (0, r - (turn > 0 ? offset : -offset));
      if (r < 0.01 || fabs (turn) < 1e-6)
        {
          lkb_path_line_to (path, p.x, p.y);
          continue;
        }
      in.x = p.x - before.y * r;
      in.y = p.y + before.x * r;
      out.x = p.x + after.y * r;
      out.y = p.y - after.x * r;
      h1 = move_toward (in, p, r * KAPPA);
      h2 = move_toward (out, p, r * KAPPA);
      if (hypot (in.x - path->current.x, in.y - path->current.y) > 0.005)
        lkb_path_line_to (path, in.x, in.y);
      lkb_path_curve_to (path, h1.x, h1.y, h2.x, h2.y, out.x, out.y);
    }
}

void
lkb_path_polyline (LkbPath *path, const LkbPoint *points, gsize n_points, double radius)
{
  lkb_path_polyline_beside (path, points, n_points, radius, 0);
}

const LkbPathSegment *
lkb_path_get_segments (const LkbPath *path, gsize *n_segments)
{
  g_return_val_if_fail (path != NULL, NULL);
  if (n_segments != NULL)
    *n_segments = path->segments->len;
  return (const LkbPathSegment *) (gpointer) path->segments->data;
}

LkbBox
lkb_path_get_bounds (const LkbPath *path)
{
  gsize n;
  const LkbPathSegment *segments = lkb_path_get_segments (path, &n);
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  for (gsize i = 0; i < n; i++)
    {
      /* A curve lies within the hull of its handles: good enough, and never too small. */
      const LkbPoint *points[3] = { &segments[i].to, &segments[i].c1, &segments[i].c2 };
      guint n_points = segments[i].op == LKB_PATH_CURVE ? 3 : 1;

      for (guint k = 0; k < n_points; k++)
        {
          gboolean first = i == 0 && k == 0;
          x0 = first ? points[k]->x : MIN (x0, points[k]->x);
          y0 = first ? points[k]->y : MIN (y0, points[k]->y);
          x1 = first ? points[k]->x : MAX (x1, points[k]->x);
          y1 = first ? points[k]->y : MAX (y1, points[k]->y);
        }
    }
  return lkb_box (x0, y0, x1 - x0, y1 - y0);
}
