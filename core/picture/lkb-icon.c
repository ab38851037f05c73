/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-icon.h"

#include "core/layout/lkb-metrics.h"

/* What a glyph is drawn with: the square's corner and the factor from its 18 units. */
typedef struct
{
  LkbPictureBuilder *builder;
  LkbColour colour;
  double x;
  double y;
  double f;
} Pen;

static LkbStroke
make_stroke (const Pen *pen, double width)
{
  LkbStroke stroke = lkb_stroke (pen->colour, width * pen->f);
  stroke.cap = LKB_CAP_ROUND;
  return stroke;
}

static void
draw_path (const Pen *pen, const LkbPath *path, double width)
{
  LkbStroke stroke = make_stroke (pen, width);
  lkb_picture_builder_path (pen->builder, path, lkb_colour (LKB_COLOUR_NONE), &stroke);
}

/* A line through n points given as x, y pairs in glyph units. */
static void
add_line (const Pen *pen, LkbPath *path, const double *xy, guint n, gboolean closed)
{
  for (guint i = 0; i < n; i++)
    {
      double x = pen->x + xy[2 * i] * pen->f, y = pen->y + xy[2 * i + 1] * pen->f;
      if (i == 0)
        lkb_path_move_to (path, x, y);
      else
        lkb_path_line_to (path, x, y);
    }
  if (closed)
    lkb_path_close (path);
}

#define ADD_LINE(pen, path, closed, ...)                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const double xy_[] = { __VA_ARGS__ };                                                          \
    add_line (pen, path, xy_, G_N_ELEMENTS (xy_) / 2, closed);                                     \
  }                                                                                                \
  G_STMT_END

static void
add_curve (const Pen *pen, LkbPath *path, double x1, double y1, double x2, double y2, double x,
           double y)
{
  lkb_path_curve_to (path, pen->x + x1 * pen->f, pen->y + y1 * pen->f, pen->x + x2 * pen->f,
                     pen->y + y2 * pen->f, pen->x + x * pen->f, pen->y + y * pen->f);
}

static void
add_move (const Pen *pen, LkbPath *path, double x, double y)
{
  lkb_path_move_to (path, pen->x + x * pen->f, pen->y + y * pen->f);
}

static void
add_to (const Pen *pen, LkbPath *path, double x, double y)
{
  lkb_path_line_to (path, pen->x + x * pen->f, pen->y + y * pen->f);
}

static void
add_circle (const Pen *pen, LkbPath *path, double cx, double cy, double r)
{
  lkb_path_circle (path, pen->x + cx * pen->f, pen->y + cy * pen->f, r * pen->f);
}

static void
add_arc (const Pen *pen, LkbPath *path, double cx, double cy, double r, double degrees)
{
  double a = degrees * G_PI / 180;
  g_autoptr (LkbPath) arc = lkb_path_new ();
  gsize n;
  const LkbPathSegment *segments;

  lkb_path_arc (arc, pen->x + cx * pen->f, pen->y + cy * pen->f, r * pen->f, -a, a);
  segments = lkb_path_get_segments (arc, &n);
  for (gsize i = 0; i < n; i++)
    if (segments[i].op == LKB_PATH_CURVE)
      lkb_path_curve_to (path, segments[i].c1.x, segments[i].c1.y, segments[i].c2.x,
                         segments[i].c2.y, segments[i].to.x, segments[i].to.y);
    else if (i == 0)
      lkb_path_move_to (path, segments[i].to.x, segments[i].to.y);
}

static void
add_box (const Pen *pen, LkbPath *path, double x, double y, double w, double h, double r)
{
  LkbBox box = lkb_box (pen->x + x * pen->f, pen->y + y * pen->f, w * pen->f, h * pen->f);
  lkb_path_box (path, &box, r * pen->f);
}

static void
draw_dots (const Pen *pen, const double *xy, guint n, double r)
{
  g_autoptr (LkbPath) dots = lkb_path_new ();

  for (guint i = 0; i < n; i++)
    add_circle (pen, dots, xy[2 * i], xy[2 * i + 1], r);
  lkb_picture_builder_path (pen->builder, dots, pen->colour, NULL);
}

void
lkb_icon_append_kind (LkbPictureBuilder *builder, LkbKind kind, double x, double y, double size,
                      LkbColour colour)
{
  const Pen pen = { builder, colour, x, y, size / LKB_ICON_SIZE };
  g_autoptr (LkbPath) path = lkb_path_new ();

  g_return_if_fail (builder != NULL && size > 0);

  switch (kind)
    {
    case LKB_KIND_SOURCE: /* a node that sends two waves */
      {
        static const double node[] = { 4.5, 9 };
        draw_dots (&pen, node, 1, 2.5);
        add_arc (&pen, path, 4.5, 9, 6.25, 45);
        add_arc (&pen, path, 4.5, 9, 10.5, 45);
        break;
      }
    case LKB_KIND_INGESTION: /* a funnel that ends in a line */
      ADD_LINE (&pen, path, TRUE, 2, 2.75, 8, 7, 8, 11, 2, 15.25);
      ADD_LINE (&pen, path, FALSE, 8, 9, 16, 9);
      ADD_LINE (&pen, path, FALSE, 13, 6, 16, 9, 13, 12);
      break;
    case LKB_KIND_PIPELINE: /* three tables in a stack, each the chevron of the next */
      ADD_LINE (&pen, path, TRUE, 9, 1.75, 16.25, 5.25, 9, 8.75, 1.75, 5.25);
      ADD_LINE (&pen, path, FALSE, 1.75, 9, 9, 12.5, 16.25, 9);
      ADD_LINE (&pen, path, FALSE, 1.75, 12.75, 9, 16.25, 16.25, 12.75);
      break;
    case LKB_KIND_FEATURE_STORE: /* drawers with their knobs */
      {
        static const double knobs[] = { 5.65, 5.65, 12.35, 5.65, 5.65, 12.35, 12.35, 12.35 };
        add_box (&pen, path, 2.25, 2.25, 13.5, 13.5, 2);
        ADD_LINE (&pen, path, FALSE, 2.25, 9, 15.75, 9);
        ADD_LINE (&pen, path, FALSE, 9, 2.25, 9, 15.75);
        draw_dots (&pen, knobs, 4, 1);
        break;
      }
    case LKB_KIND_MODEL: /* three linked dots in a hexagon */
      {
        static const double dots[] = { 9, 6, 6.1, 11, 11.9, 11 };
        g_autoptr (LkbPath) links = lkb_path_new ();
        ADD_LINE (&pen, path, TRUE, 9, 1.4, 15.6, 5.2, 15.6, 12.8, 9, 16.6, 2.4, 12.8, 2.4, 5.2);
        ADD_LINE (&pen, links, FALSE, 6.1, 11, 9, 6, 11.9, 11);
        draw_path (&pen, links, 1.25);
        draw_dots (&pen, dots, 3, 1.6);
        break;
      }
    case LKB_KIND_CONSUMER: /* a screen on its stand */
      add_box (&pen, path, 1.75, 2.75, 14.5, 9.5, 1.75);
      ADD_LINE (&pen, path, FALSE, 9, 12.25, 9, 15.5);
      ADD_LINE (&pen, path, FALSE, 5.75, 15.5, 12.25, 15.5);
      break;
    case LKB_KIND_STORAGE: /* a cylinder */
      add_move (&pen, path, 2.75, 4.25);
      add_curve (&pen, path, 2.75, 2.87, 5.55, 1.75, 9, 1.75);
      add_curve (&pen, path, 12.45, 1.75, 15.25, 2.87, 15.25, 4.25);
      add_curve (&pen, path, 15.25, 5.63, 12.45, 6.75, 9, 6.75);
      add_curve (&pen, path, 5.55, 6.75, 2.75, 5.63, 2.75, 4.25);
      add_to (&pen, path, 2.75, 13.75);
      add_curve (&pen, path, 2.75, 15.13, 5.55, 16.25, 9, 16.25);
      add_curve (&pen, path, 12.45, 16.25, 15.25, 15.13, 15.25, 13.75);
      add_to (&pen, path, 15.25, 4.25);
      add_move (&pen, path, 2.75, 9);
      add_curve (&pen, path, 2.75, 10.38, 5.55, 11.5, 9, 11.5);
      add_curve (&pen, path, 12.45, 11.5, 15.25, 10.38, 15.25, 9);
      break;
    case LKB_KIND_ORCHESTRATION: /* a clock */
      add_circle (&pen, path, 9, 9, 7.1);
      ADD_LINE (&pen, path, FALSE, 9, 5, 9, 9, 11.75, 10.75);
      break;
    case LKB_KIND_MONITORING: /* a pulse */
      ADD_LINE (&pen, path, FALSE, 1.5, 9.5, 4.75, 9.5, 7, 3, 11, 15, 13, 9.5, 16.5, 9.5);
      break;
    case LKB_KIND_GOVERNANCE: /* a shield */
      add_move (&pen, path, 9, 1.6);
      add_to (&pen, path, 15.25, 3.9);
      add_to (&pen, path, 15.25, 8.6);
      add_curve (&pen, path, 15.25, 12.4, 12.6, 15.1, 9, 16.4);
      add_curve (&pen, path, 5.4, 15.1, 2.75, 12.4, 2.75, 8.6);
      add_to (&pen, path, 2.75, 3.9);
      lkb_path_close (path);
      ADD_LINE (&pen, path, FALSE, 6.1, 9, 8.2, 11, 11.9, 7);
      break;
    case LKB_KIND_NOTE: /* a leaf with a folded corner */
      ADD_LINE (&pen, path, TRUE, 3, 2.25, 15, 2.25, 15, 11, 10.25, 15.75, 3, 15.75);
      ADD_LINE (&pen, path, FALSE, 10.25, 15.75, 10.25, 11, 15, 11);
      ADD_LINE (&pen, path, FALSE, 6, 6, 12, 6);
      break;
    case LKB_KIND_GROUP: /* a frame around two things */
      add_box (&pen, path, 1.75, 2.75, 14.5, 12.5, 2.5);
      add_box (&pen, path, 4.75, 7, 3, 4, 0.75);
      add_box (&pen, path, 10.25, 7, 3, 4, 0.75);
      break;
    case LKB_KIND_INK: /* a pen and its line */
      ADD_LINE (&pen, path, TRUE, 12.25, 2, 16, 5.75, 7.25, 14.5, 2.75, 15.25, 3.5, 10.75);
      ADD_LINE (&pen, path, FALSE, 10, 4.25, 13.75, 8);
      break;
    case LKB_KIND_EDGE: /* an arrow from a dot */
      {
        static const double tail[] = { 3.5, 14.5 };
        draw_dots (&pen, tail, 1, 2);
        ADD_LINE (&pen, path, FALSE, 3.5, 14.5, 15, 3);
        ADD_LINE (&pen, path, FALSE, 8.75, 3, 15, 3, 15, 9.25);
        break;
      }
    case LKB_KIND_BOARD: /* a page */
    case LKB_N_KINDS:
    default:
      add_box (&pen, path, 1.75, 3, 14.5, 12, 1.75);
      ADD_LINE (&pen, path, FALSE, 4.75, 6.5, 10, 6.5);
      break;
    }
  draw_path (&pen, path, LKB_NODE_GLYPH_STROKE);
}

void
lkb_icon_append_tile (LkbPictureBuilder *builder, LkbKind kind, double x, double y)
{
  const LkbBox tile = lkb_box (x, y, LKB_NODE_TILE, LKB_NODE_TILE);
  const double inset = (LKB_NODE_TILE - LKB_NODE_GLYPH) / 2;

  g_return_if_fail (builder != NULL);
  lkb_picture_builder_box (builder, &tile, LKB_NODE_TILE_RADIUS,
                           lkb_colour_of (LKB_COLOUR_KIND_TILE, kind), NULL);
  lkb_icon_append_kind (builder, kind, x + inset, y + inset, LKB_NODE_GLYPH,
                        lkb_colour_of (LKB_COLOUR_KIND, kind));
}

void
lkb_icon_append_symbol (LkbPictureBuilder *builder, LkbSymbol symbol, double cx, double cy,
                        double size, LkbColour colour)
{
  /* Symbols are designed in a square of 10 around the centre. */
  const double f = size / 10;
  const Pen pen = { builder, colour, cx, cy, f };
  g_autoptr (LkbPath) path = lkb_path_new ();

  g_return_if_fail (builder != NULL && size > 0);

  switch (symbol)
    {
    case LKB_SYMBOL_OK:
      {
        const Pen paper = { builder, lkb_colour (LKB_COLOUR_PAPER), cx, cy, f };
        add_circle (&pen, path, 0, 0, 5);
        lkb_picture_builder_path (builder, path, colour, NULL);
        lkb_path_free (g_steal_pointer (&path));
        path = lkb_path_new ();
        ADD_LINE (&paper, path, FALSE, -2.3, 0.2, -0.6, 1.9, 2.4, -1.7);
        draw_path (&paper, path, 1.5);
        break;
      }
    case LKB_SYMBOL_CHECK:
      {
        LkbStroke stroke = make_stroke (&pen, 1.4);
        ADD_LINE (&pen, path, TRUE, 0, -3.9, 4.3, 3.6, -4.3, 3.6);
        lkb_picture_builder_path (builder, path, colour, &stroke);
        break;
      }
    case LKB_SYMBOL_WRONG:
      add_box (&pen, path, -4.3, -4.3, 8.6, 8.6, 1.2);
      lkb_picture_builder_path (builder, path, colour, NULL);
      break;
    case LKB_SYMBOL_TODO:
      {
        LkbStroke stroke = make_stroke (&pen, 1.25);
        stroke.cap = LKB_CAP_BUTT;
        stroke.n_dashes = 2;
        stroke.dashes[0] = 2 * f;
        stroke.dashes[1] = 1.37 * f; /* eight dashes go exactly round */
        add_circle (&pen, path, 0, 0, 4.3);
        lkb_picture_builder_path (builder, path, lkb_colour (LKB_COLOUR_NONE), &stroke);
        break;
      }
    case LKB_SYMBOL_HANDOFF:
      ADD_LINE (&pen, path, FALSE, -4.6, -1.5, 2.4, -1.5);
      ADD_LINE (&pen, path, FALSE, -4.6, 1.5, 2.4, 1.5);
      ADD_LINE (&pen, path, FALSE, 0.9, -3.9, 4.8, 0, 0.9, 3.9);
      draw_path (&pen, path, 1.05);
      break;
    case LKB_SYMBOL_LOCK:
      add_box (&pen, path, -3.75, -0.75, 7.5, 5.5, 1.2);
      lkb_picture_builder_path (builder, path, colour, NULL);
      lkb_path_free (g_steal_pointer (&path));
      path = lkb_path_new ();
      add_move (&pen, path, -2.2, -0.75);
      add_curve (&pen, path, -2.2, -5.4, 2.2, -5.4, 2.2, -0.75);
      draw_path (&pen, path, 1.3);
      break;
    case LKB_N_SYMBOLS:
    default:
      break;
    }
}

void
lkb_icon_append_marker (LkbPictureBuilder *builder, guint index, double cx, double cy, double size)
{
  const LkbColour team = lkb_colour_of (LKB_COLOUR_TEAM, index % LKB_N_TEAM_COLOURS);
  /* Shapes of about equal weight: a square as wide as the disc would look larger. */
  const double r = size / 2;
  const Pen pen = { builder, team, cx, cy, r };
  const gboolean hollow = index >= LKB_N_TEAM_COLOURS;
  g_autoptr (LkbPath) path = lkb_path_new ();
  LkbStroke stroke = lkb_stroke (team, size * 0.19);
  double in = hollow ? 1 - 0.19 : 1; /* hollow shapes are stroked: keep them inside */

  g_return_if_fail (builder != NULL && size > 0);

  switch (lkb_team_get_marker (index))
    {
    case LKB_MARKER_SQUARE:
      add_box (&pen, path, -0.9 * in, -0.9 * in, 1.8 * in, 1.8 * in, 0.2);
      break;
    case LKB_MARKER_DIAMOND:
      ADD_LINE (&pen, path, TRUE, 0, -1.18 * in, 1.18 * in, 0, 0, 1.18 * in, -1.18 * in, 0);
      break;
    case LKB_MARKER_TRIANGLE:
      ADD_LINE (&pen, path, TRUE, 0, -1.1 * in, 1.15 * in, 0.9 * in, -1.15 * in, 0.9 * in);
      break;
    case LKB_MARKER_RING:
      stroke.width = size * 0.28;
      add_circle (&pen, path, 0, 0, 1 - 0.28);
      lkb_picture_builder_path (builder, path, lkb_colour (LKB_COLOUR_NONE), &stroke);
      if (hollow)
        {
          static const double centre[] = { 0, 0 };
          draw_dots (&pen, centre, 1, 0.3);
        }
      return;
    case LKB_MARKER_BAR:
      add_box (&pen, path, -0.5 * in, -1.1 * in, in, 2.2 * in, 0.2);
      break;
    case LKB_MARKER_DISC:
    case LKB_N_MARKERS:
    default:
      add_circle (&pen, path, 0, 0, in);
      break;
    }
  lkb_picture_builder_path (builder, path, hollow ? lkb_colour (LKB_COLOUR_NONE) : team,
                            hollow ? &stroke : NULL);
}

LkbPicture *
lkb_icon_new_kind (LkbKind kind, double size, LkbColour colour)
{
  LkbPictureBuilder *builder = lkb_picture_builder_new ();

  lkb_icon_append_kind (builder, kind, 0, 0, size, colour);
  return lkb_picture_builder_end (builder);
}

LkbPicture *
lkb_icon_new_tile (LkbKind kind)
{
  LkbPictureBuilder *builder = lkb_picture_builder_new ();

  lkb_icon_append_tile (builder, kind, 0, 0);
  return lkb_picture_builder_end (builder);
}

LkbPicture *
lkb_icon_new_marker (guint index, double size)
{
  LkbPictureBuilder *builder = lkb_picture_builder_new ();

  lkb_icon_append_marker (builder, index, size / 2, size / 2, size);
  return lkb_picture_builder_end (builder);
}
