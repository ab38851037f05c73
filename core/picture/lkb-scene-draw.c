/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-scene-private.h"

#include <math.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"

/* Double lines: two thin ones with this much paper between. */
#define DOUBLE_GAP 2.0
#define TAIL_DOT 3.25
#define HOLLOW_STROKE 1.4
#define NOTE_RADIUS 6.0
#define GROUP_TITLE_X 14.0
#define GROUP_TITLE_BASELINE 18.0
#define SMALL_PILL_W 44.0
#define LATER_OPACITY 0.55

static LkbGroupItem
make_group (const LkbSceneEntry *entry, const char *part)
{
  LkbGroupItem group = lkb_group_plain (0, 0, 1);

  group.id = entry->item.id;
  group.part = part;
  if (*part == '\0')
    {
      group.kind = lkb_kind_to_string (entry->item.kind);
      group.owner = entry->owner;
      group.title = entry->title;
      group.description = entry->description;
    }
  return group;
}

static LkbColour
get_part_colour (LkbTextPart part)
{
  switch (part)
    {
    case LKB_PART_TECH:
    case LKB_PART_ARROW:
    case LKB_PART_COUNT:
    case LKB_PART_LABEL:
      return lkb_colour (LKB_COLOUR_INK_SECOND);
    case LKB_PART_CHIP:
    case LKB_PART_NUMBERS:
      return lkb_colour (LKB_COLOUR_CHIP_INK);
    case LKB_PART_NAME:
    case LKB_PART_OWNER:
    case LKB_PART_CONSUMER:
    default:
      return lkb_colour (LKB_COLOUR_INK);
    }
}

static void
draw_run (LkbPictureBuilder *builder, const LkbTextRun *run, double x, double y, LkbAnchor anchor,
          LkbColour colour)
{
  LkbTextItem text = { run->text,    run->role, x + run->x, y + run->baseline,
                       run->advance, anchor,    run->rtl,   colour };

  lkb_picture_builder_text (builder, &text);
}

static void
draw_node (LkbPictureBuilder *builder, const LkbSceneEntry *entry, LkbDetail detail)
{
  const LkbBox *box = &entry->item.box;
  const LkbCard *card = entry->card;
  const LkbBox bar = lkb_box (box->x + LKB_NODE_BAR_X, box->y + LKB_NODE_BAR_INSET, LKB_NODE_BAR_W,
                              MAX (0, box->h - 2 * LKB_NODE_BAR_INSET));
  LkbStroke border = lkb_stroke (lkb_colour (LKB_COLOUR_BORDER), LKB_NODE_BORDER);

  border.klass = LKB_STROKE_CARD;
  if (entry->later)
    {
      border.n_dashes = 2;
      border.dashes[0] = 5;
      border.dashes[1] = 4;
    }
  lkb_picture_builder_box (builder, box, LKB_NODE_RADIUS, lkb_colour (LKB_COLOUR_CARD), &border);
  lkb_picture_builder_box (builder, &bar, LKB_NODE_BAR_RADIUS,
                           entry->owner_colour >= 0 ? lkb_colour_of (
                               LKB_COLOUR_TEAM, entry->owner_colour % LKB_N_TEAM_COLOURS)
                                                    : lkb_colour (LKB_COLOUR_HAIRLINE),
                           NULL);
  lkb_icon_append_tile (builder, entry->item.kind, box->x + LKB_NODE_TILE_X,
                        box->y + LKB_NODE_TILE_Y);
  if (detail <= LKB_DETAIL_SHORT)
    for (gsize i = 0; i < card->n_chips; i++)
      {
        LkbBox chip = lkb_box (box->x + card->chips[i].x, box->y + card->chips[i].y,
                               card->chips[i].w, card->chips[i].h);
        lkb_picture_builder_box (builder, &chip, LKB_CHIP_RADIUS, lkb_colour (LKB_COLOUR_CHIP),
                                 NULL);
      }
  if (detail == LKB_DETAIL_SHAPES)
    return;
  for (gsize i = 0; i < card->n_runs; i++)
    if (card->runs[i].part == LKB_PART_NAME || detail <= LKB_DETAIL_SHORT)
      draw_run (builder, &card->runs[i], box->x, box->y, LKB_ANCHOR_START,
                get_part_colour (card->runs[i].part));
}

/* How a mode is drawn. */
typedef struct
{
  double width;
  guint n_dashes;
  double dashes[LKB_DASHES_MAX];
  gboolean hollow; /* head */
  gboolean twin; /* two lines */
  gboolean dot; /* at the tail */
  gboolean quiet; /* in second ink */
} LineStyle;

static const LineStyle line_styles[LKB_N_MODES] = {
  [LKB_MODE_UNSET] = { LKB_EDGE_WIDTH },
  [LKB_MODE_STREAM] = { LKB_EDGE_WIDTH },
  [LKB_MODE_MICROBATCH] = { LKB_EDGE_WIDTH, 2, { 8, 4 } },
  [LKB_MODE_BATCH] = { LKB_EDGE_WIDTH, 2, { 2, 4 } },
  [LKB_MODE_REQUEST] = { LKB_EDGE_WIDTH_THIN, .hollow = TRUE, .twin = TRUE },
  [LKB_MODE_LOOKUP] = { LKB_EDGE_WIDTH, .hollow = TRUE },
  [LKB_MODE_PUBLISH] = { LKB_EDGE_WIDTH, .dot = TRUE },
  [LKB_MODE_REPLICATE] = { LKB_EDGE_WIDTH, 4, { 10, 3, 2, 3 } },
  [LKB_MODE_FEEDBACK] = { LKB_EDGE_WIDTH_THIN },
  [LKB_MODE_CONTROL] = { LKB_EDGE_WIDTH_THIN, 2, { 2, 4 }, .quiet = TRUE },
};

/* A dashed line as a piece of its own up to where it parts from the others, counted from the end they share: in a rounded
 * corner no dash would lie on another one. */
static void
draw_shared (LkbPath *line, LkbPoint *points, gsize n, LkbSharedEnd shared)
{
  for (gsize i = 0; i < n / 2 && shared == LKB_SHARED_HEAD; i++)
    {
      LkbPoint p = points[i];

      points[i] = points[n - 1 - i];
      points[n - 1 - i] = p;
    }
  lkb_path_polyline (line, points, 2, LKB_EDGE_RADIUS);
  if (n > 2)
    lkb_path_polyline (line, points + 1, n - 1, LKB_EDGE_RADIUS);
}

void
lkb_scene_draw_line (LkbPictureBuilder *builder, const LkbPoint *points, gsize n_points,
                     LkbMode mode, LkbColour colour, double width, LkbSharedEnd shared)
{
  const LineStyle *style = &line_styles[mode];
  const LkbColour none = lkb_colour (LKB_COLOUR_NONE);
  g_autoptr (LkbPath) line = lkb_path_new ();
  g_autoptr (LkbPath) head = lkb_path_new ();
  g_autofree LkbPoint *run = NULL;
  LkbStroke stroke, outline;
  LkbPoint tip, from;
  double dx, dy, leg, back, inset, length, half;

  while (n_points >= 2 && points[n_points - 1].x == points[n_points - 2].x
         && points[n_points - 1].y == points[n_points - 2].y)
    n_points--;
  if (n_points < 2)
    return;
  if (style->quiet && colour.role == LKB_COLOUR_EDGE)
    colour = lkb_colour (LKB_COLOUR_INK_SECOND);
  stroke = lkb_stroke (colour, width > 0 ? width : style->width);
  stroke.n_dashes = style->n_dashes;
  for (guint i = 0; i < style->n_dashes; i++)
    stroke.dashes[i] = style->dashes[i];

  tip = points[n_points - 1];
  from = points[n_points - 2];
  leg = hypot (tip.x - from.x, tip.y - from.y);
  dx = (tip.x - from.x) / leg;
  dy = (tip.y - from.y) / leg;
  /* A hollow head's outline must not reach into the box it points at. */
  inset = style->hollow ? HOLLOW_STROKE : 0;
  length = width > LKB_EDGE_WIDTH ? LKB_EDGE_HEAD_LENGTH * 1.4 : LKB_EDGE_HEAD_LENGTH;
  half = width > LKB_EDGE_WIDTH ? LKB_EDGE_HEAD_WIDTH * 0.7 : LKB_EDGE_HEAD_WIDTH / 2;
  back = style->hollow ? length + HOLLOW_STROKE / 2 : length - 1;
  /* The dashes of a strong line lie on those of a plain one. */
  if (shared == LKB_SHARED_HEAD && style->n_dashes > 0)
    back = LKB_EDGE_HEAD_LENGTH - 1;
  back = MIN (back, leg - 0.5);

  run = g_memdup2 (points, n_points * sizeof (LkbPoint));
  run[n_points - 1].x = tip.x - dx * back;
  run[n_points - 1].y = tip.y - dy * back;
  if (style->twin && width <= 0)
    {
      const double offset = (DOUBLE_GAP + style->width) / 2;
      lkb_path_polyline_beside (line, run, n_points, LKB_EDGE_RADIUS, offset);
      lkb_path_polyline_beside (line, run, n_points, LKB_EDGE_RADIUS, -offset);
    }
  else if (shared != LKB_SHARED_NONE && style->n_dashes > 0)
    draw_shared (line, run, n_points, shared);
  else
    lkb_path_polyline (line, run, n_points, LKB_EDGE_RADIUS);
  lkb_picture_builder_path (builder, line, none, &stroke);

  lkb_path_move_to (head, tip.x - dx * inset, tip.y - dy * inset);
  lkb_path_line_to (head, tip.x - dx * length - dy * half, tip.y - dy * length + dx * half);
  lkb_path_line_to (head, tip.x - dx * length + dy * half, tip.y - dy * length - dx * half);
  lkb_path_close (head);
  outline = lkb_stroke (colour, HOLLOW_STROKE);
  lkb_picture_builder_path (builder, head, style->hollow ? none : colour,
                            style->hollow ? &outline : NULL);

  if (style->dot)
    {
      g_autoptr (LkbPath) dot = lkb_path_new ();
      double first = hypot (points[1].x - points[0].x, points[1].y - points[0].y);
      double along = first > 0 ? TAIL_DOT / first : 0;

      lkb_path_circle (dot, points[0].x + (points[1].x - points[0].x) * along,
                       points[0].y + (points[1].y - points[0].y) * along, TAIL_DOT);
      lkb_picture_builder_path (builder, dot, colour, NULL);
    }
}

static void
draw_group (LkbPictureBuilder *builder, const LkbSceneEntry *entry, LkbTextMeasurer *measurer,
            LkbDetail detail)
{
  const LkbBox *box = &entry->item.box;
  const char *type = lkb_element_get_text (entry->item.element, LKB_FIELD_TYPE);
  const char *name = lkb_element_get_name (entry->item.element);
  LkbStroke border = lkb_stroke (lkb_colour (LKB_COLOUR_BORDER), 1);
  double room = box->w - 2 * GROUP_TITLE_X, x = box->x + GROUP_TITLE_X;

  if (g_strcmp0 (type, "region") == 0)
    {
      border.n_dashes = 2;
      border.dashes[0] = 6;
      border.dashes[1] = 4;
    }
  border.klass = LKB_STROKE_CARD;
  lkb_picture_builder_box (builder, box, LKB_GROUP_RADIUS, lkb_colour (LKB_COLOUR_LANE),
                           g_strcmp0 (type, "lane") == 0 ? NULL : &border);
  if (detail == LKB_DETAIL_SHAPES)
    return;
  if (entry->owner_colour >= 0)
    {
      lkb_icon_append_marker (builder, (guint) entry->owner_colour, x + LKB_PILL_MARKER / 2,
                              box->y + GROUP_TITLE_BASELINE - 4, LKB_PILL_MARKER);
      x += LKB_PILL_MARKER + 6;
      room -= LKB_PILL_MARKER + 6;
    }
  if (room > 0 && (name != NULL || entry->owner != NULL))
    {
      LkbTextItem text = { 0 };
      g_autofree char *whole = name != NULL && entry->owner != NULL
                                   ? g_strdup_printf ("%s · %s", name, entry->owner)
                                   : g_strdup (name != NULL ? name : entry->owner);
      g_autofree char *line = lkb_text_measurer_ellipsize_end (measurer, whole, LKB_FONT_GROUP,
                                                               room, &text.advance);
      text.text = line;
      text.role = LKB_FONT_GROUP;
      text.x = x;
      text.baseline = box->y + GROUP_TITLE_BASELINE;
      text.colour = lkb_colour (LKB_COLOUR_INK_SECOND);
      lkb_picture_builder_text (builder, &text);
    }
}

static void
draw_note (LkbPictureBuilder *builder, const LkbSceneEntry *entry, LkbDetail detail)
{
  const LkbBox *box = &entry->item.box;
  const LkbFont *font = lkb_font_get (LKB_FONT_NOTE);
  LkbStroke border = lkb_stroke (lkb_colour (LKB_COLOUR_HAIRLINE), 1);

  lkb_picture_builder_box (builder, box, NOTE_RADIUS, lkb_colour (LKB_COLOUR_NOTE), &border);
  if (detail == LKB_DETAIL_SHAPES)
    return;
  for (guint i = 0; entry->lines != NULL && i < entry->lines->len; i++)
    {
      const LkbTextLine *line = &g_array_index (entry->lines, LkbTextLine, i);
      LkbTextItem text = { 0 };

      text.text = line->text;
      text.role = LKB_FONT_NOTE;
      text.advance = line->advance;
      text.rtl = line->rtl;
      text.x = box->x + LKB_NOTE_PAD;
      text.baseline = box->y + LKB_NOTE_PAD + i * LKB_NOTE_LINE
                      + (LKB_NOTE_LINE + font->size * 0.72) / 2;
      text.colour = lkb_colour (LKB_COLOUR_INK);
      lkb_picture_builder_text (builder, &text);
    }
}

static LkbPoint
get_ink_point (const LkbValue *points, guint i)
{
  const LkbValue *tuple = lkb_value_get_nth (points, i);

  return (LkbPoint){ lkb_value_get_nth_number (tuple, 0), lkb_value_get_nth_number (tuple, 1) };
}

/* How wide a stroke of @width is at a point; the same for points that were pressed about as hard. */
static double
get_ink_width (const LkbValue *points, guint i, double width)
{
  return width
         * lkb_scene_get_ink_factor (lkb_value_get_nth_number (lkb_value_get_nth (points, i), 2));
}

/* A hand-drawn stroke, smoothed by curves through the middles of its points, in pieces of equal width. */
static void
draw_ink (LkbPictureBuilder *builder, const LkbSceneEntry *entry)
{
  const LkbValue *points = lkb_element_get (entry->item.element, LKB_FIELD_POINTS);
  double width = CLAMP (lkb_element_get_number (entry->item.element, LKB_FIELD_WIDTH, 2), 0.5, 40);
  double colour = lkb_element_get_number (entry->item.element, LKB_FIELD_COLOUR, 0);
  guint n = lkb_value_get_n (points);
  LkbPoint middle = { 0, 0 };
  LkbStroke stroke;

  if (n == 0)
    return;
  stroke = lkb_stroke (lkb_colour_of (LKB_COLOUR_STROKE, colour >= 1 && colour <= LKB_N_TEAM_COLOURS
                                                             ? (guint) colour
                                                             : 0),
                       width);
  stroke.cap = LKB_CAP_ROUND;
  middle = get_ink_point (points, 0);
  for (guint i = 0; i < n;)
    {
      g_autoptr (LkbPath) path = lkb_path_new ();

      stroke.width = get_ink_width (points, i, width);
      lkb_path_move_to (path, middle.x, middle.y);
      /* Each point draws from the middle before it to the middle behind it. */
      for (; i < n && get_ink_width (points, i, width) == stroke.width; i++)
        {
          LkbPoint p = get_ink_point (points, i);
          LkbPoint next = i + 1 < n ? get_ink_point (points, i + 1) : p;
          LkbPoint end = { (p.x + next.x) / 2, (p.y + next.y) / 2 };

          if (i == 0 || i + 1 == n)
            lkb_path_line_to (path, end.x, end.y);
          else
            lkb_path_curve_to (path, middle.x + (p.x - middle.x) * 2 / 3,
                               middle.y + (p.y - middle.y) * 2 / 3, end.x + (p.x - end.x) * 2 / 3,
                               end.y + (p.y - end.y) * 2 / 3, end.x, end.y);
          middle = end;
        }
      lkb_picture_builder_path (builder, path, lkb_colour (LKB_COLOUR_NONE), &stroke);
    }
}

LkbPicture *
lkb_scene_draw_element (const LkbSceneEntry *entry, LkbTextMeasurer *measurer, LkbDetail detail)
{
  LkbPictureBuilder *builder = lkb_picture_builder_new ();
  LkbGroupItem group = make_group (entry, "");

  if (entry->later)
    group.opacity = LATER_OPACITY;
  lkb_picture_builder_begin (builder, &group);
  switch (entry->item.kind)
    {
    case LKB_KIND_EDGE:
      lkb_scene_draw_line (builder, entry->points, entry->item.n_points, entry->mode,
                           lkb_colour (LKB_COLOUR_EDGE), 0, entry->shared);
      break;
    case LKB_KIND_GROUP:
      draw_group (builder, entry, measurer, detail);
      break;
    case LKB_KIND_NOTE:
      draw_note (builder, entry, detail);
      break;
    case LKB_KIND_INK:
      draw_ink (builder, entry);
      break;
    default:
      if (entry->card != NULL)
        draw_node (builder, entry, detail);
      break;
    }
  lkb_picture_builder_finish_group (builder);
  return lkb_picture_builder_end (builder);
}

static LkbColour
get_pill_fill (const LkbSceneEntry *entry)
{
  if (entry->state == LKB_PILL_UNOWNED)
    return lkb_colour (LKB_COLOUR_TODO_FILL);
  if (entry->state == LKB_PILL_INHERITED || entry->owner_colour < 0)
    return lkb_colour (LKB_COLOUR_PAPER);
  return lkb_colour_of (LKB_COLOUR_TEAM_TINT, entry->owner_colour % LKB_N_TEAM_COLOURS);
}

static void
draw_pill_box (LkbPictureBuilder *builder, const LkbSceneEntry *entry, const LkbBox *box)
{
  const LkbBox halo = lkb_box_grow (box, LKB_PILL_HALO);
  LkbColour colour = entry->state == LKB_PILL_UNOWNED || entry->owner_colour < 0
                         ? lkb_colour (LKB_COLOUR_TODO)
                         : lkb_colour_of (LKB_COLOUR_TEAM,
                                          entry->owner_colour % LKB_N_TEAM_COLOURS);
  LkbStroke border = lkb_stroke (colour, LKB_PILL_BORDER);

  border.klass = LKB_STROKE_PILL;
  if (entry->state == LKB_PILL_UNOWNED)
    {
      border.n_dashes = 2;
      border.dashes[0] = 4;
      border.dashes[1] = 3;
    }
  lkb_picture_builder_box (builder, &halo, LKB_PILL_RADIUS + LKB_PILL_HALO,
                           lkb_colour (LKB_COLOUR_PAPER), NULL);
  lkb_picture_builder_box (builder, box, LKB_PILL_RADIUS, get_pill_fill (entry), &border);
}

/* Far away a pill is a marker with two letters, then a marker alone. */
static void
draw_small_label (LkbPictureBuilder *builder, const LkbSceneEntry *entry, LkbTextMeasurer *measurer,
                  LkbDetail detail)
{
  const LkbBox *pill = &entry->item.label_box;
  const double cx = pill->x + pill->w / 2, cy = pill->y + pill->h / 2;
  const gboolean with_letters = detail == LKB_DETAIL_SHORT;
  const double w = with_letters ? MIN (SMALL_PILL_W, pill->w) : LKB_PILL_H_ONE;
  const LkbBox box = lkb_box (cx - w / 2, cy - LKB_PILL_H_ONE / 2, w, LKB_PILL_H_ONE);
  g_autofree char *letters = NULL;
  LkbTextItem text = { 0 };
  double x = cx;

  if (lkb_box_is_empty (pill))
    return;
  draw_pill_box (builder, entry, &box);
  if (entry->state == LKB_PILL_UNOWNED || entry->owner_colour < 0)
    letters = g_strdup ("?");
  else if (with_letters)
    letters = lkb_text_initials (entry->owner);
  if (entry->state != LKB_PILL_UNOWNED && entry->owner_colour >= 0)
    {
      x = with_letters ? box.x + LKB_PILL_MARKER_X : cx;
      lkb_icon_append_marker (builder, (guint) entry->owner_colour, x, cy, LKB_PILL_MARKER);
    }
  if (letters == NULL || detail == LKB_DETAIL_SHAPES)
    return;
  text.text = letters;
  text.role = LKB_FONT_PILL_OWNER;
  text.advance = lkb_text_measurer_measure (measurer, letters, LKB_FONT_PILL_OWNER);
  text.x = x == cx ? cx - text.advance / 2 : box.x + LKB_PILL_TEXT_X;
  text.baseline = box.y + LKB_PILL_BASELINE_ONE;
  text.colour = lkb_colour (LKB_COLOUR_INK);
  lkb_picture_builder_text (builder, &text);
}

static void
draw_whole_label (LkbPictureBuilder *builder, const LkbSceneEntry *entry)
{
  const LkbPill *pill = entry->pill;
  const double x = entry->item.label_box.x, y = entry->item.label_box.y;

  if (pill->w > 0)
    {
      draw_pill_box (builder, entry, &entry->item.label_box);
      if (pill->has_marker && entry->owner_colour >= 0)
        lkb_icon_append_marker (builder, (guint) entry->owner_colour, x + pill->marker.x,
                                y + pill->marker.y, LKB_PILL_MARKER);
      if (pill->has_consumer_marker && entry->consumer_colour >= 0)
        lkb_icon_append_marker (builder, (guint) entry->consumer_colour,
                                x + pill->consumer_marker.x, y + pill->consumer_marker.y,
                                LKB_PILL_MARKER_SMALL);
    }
  for (gsize i = 0; i < pill->n_runs; i++)
    {
      const LkbTextRun *run = &pill->runs[i];

      /* No usual font has this arrow, so it is a shape that every viewer shows alike. */
      if (run->part == LKB_PART_ARROW)
        /* The second line has a little less room behind its arrow. */
        lkb_icon_append_symbol (builder, LKB_SYMBOL_HANDOFF,
                                x + run->x + run->advance / 2 - (pill->two_lines ? 1.75 : 0.5),
                                y + run->baseline - 4.2, 9.5, lkb_colour (LKB_COLOUR_INK_SECOND));
      else
        /* Between its marker and an arrow a wider font takes half of the room from either. */
        draw_run (builder, run, x, y,
                  run->part == LKB_PART_OWNER && !pill->two_lines && i + 1 < pill->n_runs
                          && pill->runs[i + 1].part == LKB_PART_ARROW
                      ? LKB_ANCHOR_MIDDLE
                      : LKB_ANCHOR_START,
                  entry->state == LKB_PILL_UNOWNED && run->part == LKB_PART_OWNER
                      ? lkb_colour (LKB_COLOUR_TODO)
                      : get_part_colour (run->part));
    }
}

LkbPicture *
lkb_scene_draw_label (const LkbSceneEntry *entry, LkbTextMeasurer *measurer, LkbDetail detail)
{
  LkbPictureBuilder *builder;
  LkbGroupItem group;

  if (entry->pill == NULL)
    return NULL;
  builder = lkb_picture_builder_new ();
  group = make_group (entry, "label");
  if (entry->pill->cut)
    group.title = entry->description; /* the names in full */
  lkb_picture_builder_begin (builder, &group);
  if (detail == LKB_DETAIL_FULL)
    draw_whole_label (builder, entry);
  else
    draw_small_label (builder, entry, measurer, detail);
  lkb_picture_builder_finish_group (builder);
  return lkb_picture_builder_end (builder);
}
