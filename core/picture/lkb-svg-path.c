/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-svg-path.h"

#include <math.h>

/* A path in relative steps, which are short, counted in hundredths, so that rounding does not add up. */
typedef struct
{
  GString *d;
  gint64 x, y; /* where it stands */
  gint64 start_x, start_y; /* where the open figure began */
  gint64 ahead_x, ahead_y; /* where a curve goes on smoothly, from where it stands */
  gboolean is_curve; /* the last segment */
} Track;

static gint64
to_hundredths (double value)
{
  return llround (CLAMP (value, -1e9, 1e9) * 100);
}

/* A sign parts two numbers as well as a space does. */
static void
append_step (GString *out, gint64 hundredths)
{
  guint64 size = (guint64) (hundredths < 0 ? -hundredths : hundredths);
  guint64 whole = size / 100, rest = size % 100;

  if (hundredths < 0)
    g_string_append_c (out, '-');
  else if (g_ascii_isdigit (out->str[out->len - 1]))
    g_string_append_c (out, ' ');
  if (whole > 0 || rest == 0)
    g_string_append_printf (out, "%" G_GUINT64_FORMAT, whole);
  if (rest > 0)
    g_string_append_printf (out, rest % 10 == 0 ? ".%" G_GUINT64_FORMAT : ".%02" G_GUINT64_FORMAT,
                            rest % 10 == 0 ? rest / 10 : rest);
}

static void
track_move (Track *track, LkbPoint to)
{
  gint64 x = to_hundredths (to.x), y = to_hundredths (to.y);

  g_string_append_c (track->d, track->d->len == 0 ? 'M' : 'm');
  append_step (track->d, x - track->x);
  append_step (track->d, y - track->y);
  track->x = track->start_x = x;
  track->y = track->start_y = y;
  track->is_curve = FALSE;
}

static void
track_line (Track *track, LkbPoint to)
{
  gint64 dx = to_hundredths (to.x) - track->x, dy = to_hundredths (to.y) - track->y;

  g_string_append_c (track->d, dy == 0 ? 'h' : dx == 0 ? 'v' : 'l');
  if (dx != 0 || dy == 0)
    append_step (track->d, dx);
  if (dy != 0)
    append_step (track->d, dy);
  track->x += dx;
  track->y += dy;
  track->is_curve = FALSE;
}

/* The first control point is left out where it lies opposite the last one of the curve before, as in a circle. */
static void
track_curve (Track *track, LkbPoint c1, LkbPoint c2, LkbPoint to)
{
  const LkbPoint points[] = { c1, c2, to };
  gboolean is_smooth = track->is_curve && to_hundredths (c1.x) - track->x == track->ahead_x
                       && to_hundredths (c1.y) - track->y == track->ahead_y;

  g_string_append_c (track->d, is_smooth ? 's' : 'c');
  for (guint i = is_smooth ? 1 : 0; i < G_N_ELEMENTS (points); i++)
    {
      append_step (track->d, to_hundredths (points[i].x) - track->x);
      append_step (track->d, to_hundredths (points[i].y) - track->y);
    }
  track->x = to_hundredths (to.x);
  track->y = to_hundredths (to.y);
  track->ahead_x = track->x - to_hundredths (c2.x);
  track->ahead_y = track->y - to_hundredths (c2.y);
  track->is_curve = TRUE;
}

static void
track_close (Track *track)
{
  g_string_append_c (track->d, 'z');
  track->x = track->start_x;
  track->y = track->start_y;
  track->is_curve = FALSE;
}

char *
lkb_svg_path_format (const LkbPathSegment *segments, gsize n)
{
  Track track = { .d = g_string_new (NULL) };

  for (gsize i = 0; i < n; i++)
    switch (segments[i].op)
      {
      case LKB_PATH_MOVE:
        track_move (&track, segments[i].to);
        break;
      case LKB_PATH_LINE:
        track_line (&track, segments[i].to);
        break;
      case LKB_PATH_CURVE:
        track_curve (&track, segments[i].c1, segments[i].c2, segments[i].to);
        break;
      case LKB_PATH_CLOSE:
      default:
        track_close (&track);
        break;
      }
  return g_string_free (track.d, FALSE);
}

/* Outlines in whole steps of 1/20 unit, of which each lies within 1/40 of its place: less than a printer can do, and half the
 * bytes of hundredths with their points. */
#define GRID 20
/* How far two guesses at the control point of one curve may lie apart; the path comes in steps of 1/256. */
#define SAME 0.02

typedef struct
{
  GString *d;
  char op; /* the last one, which is not written again */
  gint64 x, y; /* where it stands */
  gint64 start_x, start_y; /* where the open figure began */
  gint64 control_x, control_y; /* of the last curve, if it was quadratic */
} Pen;

static gint64
to_grid (double value)
{
  return llround (CLAMP (value, -1e9, 1e9) * GRID);
}

static void
pen_begin (Pen *pen, char op)
{
  /* What follows a move without a letter is a line. */
  if (op != pen->op && !(op == 'l' && pen->op == 'm'))
    g_string_append_c (pen->d, op);
  pen->op = op;
}

static void
pen_append (Pen *pen, gint64 step)
{
  if (step >= 0 && pen->d->len > 0 && g_ascii_isdigit (pen->d->str[pen->d->len - 1]))
    g_string_append_c (pen->d, ' ');
  g_string_append_printf (pen->d, "%" G_GINT64_FORMAT, step);
}

static void
pen_append_point (Pen *pen, gint64 x, gint64 y)
{
  pen_append (pen, x - pen->x);
  pen_append (pen, y - pen->y);
}

static void
pen_move (Pen *pen, LkbPoint to)
{
  gint64 x = to_grid (to.x), y = to_grid (to.y);

  /* The first one is from the origin. */
  pen->op = '\0';
  pen_begin (pen, 'm');
  pen_append_point (pen, x, y);
  pen->x = pen->start_x = x;
  pen->y = pen->start_y = y;
}

static void
pen_line (Pen *pen, LkbPoint to)
{
  gint64 x = to_grid (to.x), y = to_grid (to.y);

  if (x == pen->x && y == pen->y)
    return;
  pen_begin (pen, y == pen->y ? 'h' : x == pen->x ? 'v' : 'l');
  if (x != pen->x)
    pen_append (pen, x - pen->x);
  if (y != pen->y)
    pen_append (pen, y - pen->y);
  pen->x = x;
  pen->y = y;
}

/* @control: of a quadratic curve; left out where it lies opposite the one of the curve before, as in most letters. */
static void
pen_quad (Pen *pen, LkbPoint control, LkbPoint to)
{
  gboolean is_after = pen->op == 'q' || pen->op == 't';
  gint64 x = to_grid (to.x), y = to_grid (to.y);
  gint64 control_x = to_grid (control.x), control_y = to_grid (control.y);
  gint64 ahead_x = 2 * pen->x - pen->control_x, ahead_y = 2 * pen->y - pen->control_y;

  if (is_after && ABS (control_x - ahead_x) <= 1 && ABS (control_y - ahead_y) <= 1)
    {
      pen_begin (pen, 't');
      control_x = ahead_x;
      control_y = ahead_y;
    }
  else
    {
      pen_begin (pen, 'q');
      pen_append_point (pen, control_x, control_y);
    }
  pen_append_point (pen, x, y);
  pen->control_x = control_x;
  pen->control_y = control_y;
  pen->x = x;
  pen->y = y;
}

/* Most fonts are made of quadratic curves, which cairo turns into cubic ones with a third more points: back again. */
static void
pen_curve (Pen *pen, LkbPoint from, const LkbPoint points[3])
{
  const LkbPoint a = { (3 * points[0].x - from.x) / 2, (3 * points[0].y - from.y) / 2 };
  const LkbPoint b = { (3 * points[1].x - points[2].x) / 2, (3 * points[1].y - points[2].y) / 2 };

  if (fabs (a.x - b.x) < SAME && fabs (a.y - b.y) < SAME)
    {
      pen_quad (pen, (LkbPoint){ (a.x + b.x) / 2, (a.y + b.y) / 2 }, points[2]);
      return;
    }
  pen_begin (pen, 'c');
  for (guint i = 0; i < 3; i++)
    pen_append_point (pen, to_grid (points[i].x), to_grid (points[i].y));
  pen->x = to_grid (points[2].x);
  pen->y = to_grid (points[2].y);
}

static void
pen_close (Pen *pen)
{
  g_string_append_c (pen->d, 'z');
  pen->op = 'z';
  pen->x = pen->start_x;
  pen->y = pen->start_y;
}

char *
lkb_svg_path_format_outline (const cairo_path_t *path)
{
  Pen pen = { .d = g_string_new (NULL) };
  LkbPoint at = { 0, 0 };

  for (int i = 0; i < path->num_data; i += path->data[i].header.length)
    {
      const cairo_path_data_t *data = &path->data[i];
      LkbPoint p[3] = { { 0, 0 } };

      for (int k = 1; k < data->header.length && k <= 3; k++)
        {
          p[k - 1].x = data[k].point.x;
          p[k - 1].y = data[k].point.y;
        }
      switch (data->header.type)
        {
        case CAIRO_PATH_MOVE_TO:
          /* Each closed figure is followed by a move to its start: of no use at the end. */
          if (i + data->header.length < path->num_data)
            pen_move (&pen, p[0]);
          at = p[0];
          break;
        case CAIRO_PATH_LINE_TO:
          pen_line (&pen, p[0]);
          at = p[0];
          break;
        case CAIRO_PATH_CURVE_TO:
          pen_curve (&pen, at, p);
          at = p[2];
          break;
        case CAIRO_PATH_CLOSE_PATH:
        default:
          pen_close (&pen);
          break;
        }
    }
  return g_string_free (pen.d, FALSE);
}
