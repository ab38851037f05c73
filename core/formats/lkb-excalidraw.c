/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-excalidraw.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-json-writer.h"
#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "core/picture/lkb-theme.h"

/* Numbers that stand for a name in Excalidraw's files. */
#define FAMILY_HELVETICA 2
#define ROUNDNESS_ADAPTIVE 3
#define LINE_HEIGHT 1.25

/* Excalidraw keeps this much between a box and the text or arrow at it. */
#define TEXT_PADDING 5
#define ARROW_GAP 1
#define LABEL_WIDTH 152
#define LABEL_LINES_MAX 3
#define NODE_LINES_MAX 4

typedef struct
{
  LkbBoard *board;
  LkbScene *scene;
  LkbTextMeasurer *measurer;
  LkbJsonWriter *json;
  GHashTable *arrows; /* id of a node → GPtrArray of ids of its edges, borrowed */
} Writer;

/* What differs between elements; what is left out has Excalidraw's usual value. */
typedef struct
{
  const char *id; /* of the board's element */
  const char *part; /* "" or ".text" */
  const char *type;
  LkbBox box;
  LkbColour stroke;
  LkbColour fill;
  double stroke_width;
  const char *stroke_style;
  gboolean is_round;
} Shape;

/* Two decimals, and the same on every machine. */
static double
tidy (double value)
{
  value = round (value * 100) / 100;
  return value == 0 ? 0 : value;
}

static void
add_number (Writer *writer, const char *key, double value)
{
  lkb_json_writer_number (writer->json, key, tidy (value));
}

static void
add_string (Writer *writer, const char *key, const char *value)
{
  g_autofree char *clean = lkb_text_clean (value);

  lkb_json_writer_string (writer->json, key, clean);
}

static void
add_colour (Writer *writer, const char *key, LkbColour colour)
{
  char text[8];

  if (colour.role == LKB_COLOUR_NONE)
    {
      lkb_json_writer_string (writer->json, key, "transparent");
      return;
    }
  g_snprintf (text, sizeof text, "#%06x",
              lkb_theme_get_hex (lkb_theme_get (LKB_THEME_LIGHT), colour) & 0xffffff);
  lkb_json_writer_string (writer->json, key, text);
}

static char *
dup_id (const char *id, const char *part)
{
  return g_strdup_printf ("lb-%s%s", id, part);
}

/* A positive number of 31 bits from a name (FNV-1a): random enough for a hand-drawn look. */
static double
seed_of (const char *name, guint32 salt)
{
  guint32 hash = 2166136261u ^ salt;

  for (const char *p = name; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * 16777619u;
  return MAX (hash & 0x7fffffffu, 1);
}

static Shape
shape_of (const LkbSceneItem *item, const char *type)
{
  Shape shape = { .id = item->id,
                  .part = "",
                  .type = type,
                  .box = item->box,
                  .stroke = lkb_colour (LKB_COLOUR_INK),
                  .fill = lkb_colour (LKB_COLOUR_NONE),
                  .stroke_width = 1,
                  .stroke_style = "solid" };

  return shape;
}

static void
begin_element (Writer *writer, const Shape *shape)
{
  g_autofree char *id = dup_id (shape->id, shape->part);

  lkb_json_writer_begin_object (writer->json, NULL, TRUE);
  lkb_json_writer_string (writer->json, "id", id);
  lkb_json_writer_string (writer->json, "type", shape->type);
  add_number (writer, "x", shape->box.x);
  add_number (writer, "y", shape->box.y);
  add_number (writer, "width", shape->box.w);
  add_number (writer, "height", shape->box.h);
  add_number (writer, "angle", 0);
  add_colour (writer, "strokeColor", shape->stroke);
  add_colour (writer, "backgroundColor", shape->fill);
  lkb_json_writer_string (writer->json, "fillStyle", "solid");
  add_number (writer, "strokeWidth", shape->stroke_width);
  lkb_json_writer_string (writer->json, "strokeStyle", shape->stroke_style);
  add_number (writer, "roughness", 0);
  add_number (writer, "opacity", 100);
  lkb_json_writer_begin_array (writer->json, "groupIds", TRUE);
  lkb_json_writer_end_array (writer->json);
  lkb_json_writer_null (writer->json, "frameId");
  if (shape->is_round)
    {
      lkb_json_writer_begin_object (writer->json, "roundness", TRUE);
      add_number (writer, "type", ROUNDNESS_ADAPTIVE);
      lkb_json_writer_end_object (writer->json);
    }
  else
    lkb_json_writer_null (writer->json, "roundness");
  add_number (writer, "seed", seed_of (id, 0));
  add_number (writer, "version", 1);
  add_number (writer, "versionNonce", seed_of (id, 1));
  lkb_json_writer_boolean (writer->json, "isDeleted", FALSE);
  add_number (writer, "updated", 1);
  lkb_json_writer_null (writer->json, "link");
  lkb_json_writer_boolean (writer->json, "locked", FALSE);
}

/* @has_text, @arrows: (nullable): what hangs on it. */
static void
end_element (Writer *writer, const Shape *shape, gboolean has_text, const GPtrArray *arrows)
{
  const LkbElement *element = lkb_board_lookup (writer->board, shape->id);

  lkb_json_writer_begin_array (writer->json, "boundElements", TRUE);
  if (has_text)
    {
      g_autofree char *text = dup_id (shape->id, ".text");

      lkb_json_writer_begin_object (writer->json, NULL, TRUE);
      lkb_json_writer_string (writer->json, "type", "text");
      lkb_json_writer_string (writer->json, "id", text);
      lkb_json_writer_end_object (writer->json);
    }
  for (guint i = 0; arrows != NULL && i < arrows->len; i++)
    {
      g_autofree char *arrow = dup_id (arrows->pdata[i], "");

      lkb_json_writer_begin_object (writer->json, NULL, TRUE);
      lkb_json_writer_string (writer->json, "type", "arrow");
      lkb_json_writer_string (writer->json, "id", arrow);
      lkb_json_writer_end_object (writer->json);
    }
  lkb_json_writer_end_array (writer->json);
  if (element != NULL)
    {
      lkb_json_writer_begin_object (writer->json, "customData", TRUE);
      lkb_json_writer_string (writer->json, "lakeboard", shape->id);
      lkb_json_writer_string (writer->json, "kind",
                              lkb_kind_to_string (lkb_element_get_kind (element)));
      lkb_json_writer_end_object (writer->json);
    }
  lkb_json_writer_end_object (writer->json);
}

static void
join_lines (GString *out, double *width, const GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const LkbTextLine *line = &g_array_index (lines, LkbTextLine, i);

      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append (out, line->text);
      *width = MAX (*width, line->advance);
    }
}

/* Text inside @container around @middle, or with its left edge at @middle without a container. */
static void
add_text (Writer *writer, const char *id, const char *text, const GArray *lines, LkbPoint middle,
          double size, LkbColour colour, gboolean in_container, const char *align)
{
  Shape shape = { .id = id,
                  .part = ".text",
                  .type = "text",
                  .stroke = colour,
                  .fill = lkb_colour (LKB_COLOUR_NONE),
                  .stroke_width = 1,
                  .stroke_style = "solid" };
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autofree char *container = dup_id (id, "");
  g_autofree char *shown = lkb_text_shown (text);
  double width = 0;

  join_lines (joined, &width, lines);
  shape.box.w = width;
  shape.box.h = lines->len * size * LINE_HEIGHT;
  shape.box.x = middle.x - (in_container && g_str_equal (align, "center") ? width / 2 : 0);
  shape.box.y = middle.y - shape.box.h / 2;
  begin_element (writer, &shape);
  add_number (writer, "fontSize", size);
  add_number (writer, "fontFamily", FAMILY_HELVETICA);
  add_string (writer, "text", joined->str);
  add_string (writer, "originalText", shown);
  lkb_json_writer_string (writer->json, "textAlign", align);
  lkb_json_writer_string (writer->json, "verticalAlign", in_container ? "middle" : "top");
  if (in_container)
    lkb_json_writer_string (writer->json, "containerId", container);
  else
    lkb_json_writer_null (writer->json, "containerId");
  add_number (writer, "lineHeight", LINE_HEIGHT);
  lkb_json_writer_boolean (writer->json, "autoResize", TRUE);
  end_element (writer, &shape, FALSE, NULL);
}

static LkbPoint
middle_of (const LkbBox *box)
{
  LkbPoint middle = { box->x + box->w / 2, box->y + box->h / 2 };

  return middle;
}

/* Name and technology: as many lines as fit into the card. */
static void
add_node (Writer *writer, const LkbSceneItem *item)
{
  Shape shape = shape_of (item, "rectangle");
  double size = lkb_font_get (LKB_FONT_NAME)->size;
  guint room = (guint) MAX ((item->box.h - 2 * TEXT_PADDING) / (size * LINE_HEIGHT), 1);
  const char *name = lkb_element_get_text (item->element, LKB_FIELD_NAME);
  const char *technology = lkb_element_get_text (item->element, LKB_FIELD_TECHNOLOGY);
  g_autoptr (GString) text = g_string_new (lkb_text_is_blank (name) ? item->id : name);
  g_autoptr (GArray) lines = NULL;

  if (!lkb_text_is_blank (technology) && room > 1)
    g_string_append_printf (text, "\n%s", technology);
  lines = lkb_text_measurer_wrap (writer->measurer, text->str, LKB_FONT_NAME,
                                  item->box.w - 2 * TEXT_PADDING, MIN (room, NODE_LINES_MAX), NULL);
  shape.fill = lkb_colour_of (LKB_COLOUR_KIND_TILE, (guint) item->kind);
  shape.is_round = TRUE;
  begin_element (writer, &shape);
  end_element (writer, &shape, lines->len > 0, g_hash_table_lookup (writer->arrows, item->id));
  if (lines->len > 0)
    add_text (writer, item->id, text->str, lines, middle_of (&item->box), size,
              lkb_colour (LKB_COLOUR_INK), TRUE, "center");
}

/* Where along @box the arrow touches it, 0 to 1 each way. */
static void
add_binding (Writer *writer, const char *key, const char *node, LkbPoint at)
{
  const LkbSceneItem *item = lkb_scene_find (writer->scene, node);
  g_autofree char *id = dup_id (node, "");

  if (item == NULL || !(item->box.w > 0 && item->box.h > 0))
    {
      lkb_json_writer_null (writer->json, key);
      return;
    }
  lkb_json_writer_begin_object (writer->json, key, TRUE);
  lkb_json_writer_string (writer->json, "elementId", id);
  add_number (writer, "focus", 0);
  add_number (writer, "gap", ARROW_GAP);
  lkb_json_writer_begin_array (writer->json, "fixedPoint", TRUE);
  lkb_json_writer_number (writer->json, NULL,
                          round ((at.x - item->box.x) / item->box.w * 10000) / 10000);
  lkb_json_writer_number (writer->json, NULL,
                          round ((at.y - item->box.y) / item->box.h * 10000) / 10000);
  lkb_json_writer_end_array (writer->json);
  lkb_json_writer_end_object (writer->json);
}

static void
add_points (Writer *writer, const LkbPoint *points, gsize n)
{
  lkb_json_writer_begin_array (writer->json, "points", TRUE);
  for (gsize i = 0; i < n; i++)
    {
      lkb_json_writer_begin_array (writer->json, NULL, TRUE);
      add_number (writer, NULL, points[i].x - points[0].x);
      add_number (writer, NULL, points[i].y - points[0].y);
      lkb_json_writer_end_array (writer->json);
    }
  lkb_json_writer_end_array (writer->json);
  lkb_json_writer_null (writer->json, "lastCommittedPoint");
}

static LkbBox
bounds_of (const LkbPoint *points, gsize n)
{
  LkbPoint low = points[0], high = points[0];

  for (gsize i = 1; i < n; i++)
    {
      low = (LkbPoint){ MIN (low.x, points[i].x), MIN (low.y, points[i].y) };
      high = (LkbPoint){ MAX (high.x, points[i].x), MAX (high.y, points[i].y) };
    }
  /* x and y of a line are where it begins, not a corner. */
  return lkb_box (points[0].x, points[0].y, high.x - low.x, high.y - low.y);
}

/* Half way along. */
static LkbPoint
find_middle (const LkbPoint *points, gsize n)
{
  double length = 0, left;

  for (gsize i = 1; i < n; i++)
    length += hypot (points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
  left = length / 2;
  for (gsize i = 1; i < n; i++)
    {
      double step = hypot (points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);

      if (step > 0 && left <= step)
        return (LkbPoint){ points[i - 1].x + (points[i].x - points[i - 1].x) * left / step,
                           points[i - 1].y + (points[i].y - points[i - 1].y) * left / step };
      left -= step;
    }
  return points[n - 1];
}

/* (nullable): @colour: the team's, for lines; letters in it would be too pale. */
static char *
dup_owner_label (Writer *writer, const LkbElement *edge, LkbColour *colour)
{
  LkbEdgeOwnership ownership;
  const LkbTeam *team;

  lkb_board_get_edge_ownership (writer->board, edge, &ownership);
  *colour = lkb_colour (LKB_COLOUR_EDGE);
  if (ownership.owner == NULL)
    /* Translators: on an arrow: nobody owns it yet. */
    return ownership.needs_owner ? g_strdup (_ ("owner?")) : NULL;
  team = lkb_teams_lookup (lkb_scene_get_teams (writer->scene), ownership.owner);
  if (team != NULL)
    *colour = lkb_colour_of (LKB_COLOUR_TEAM, team->colour % LKB_N_TEAM_COLOURS);
  if (ownership.cross_team)
    return g_strdup_printf ("%s ⇒ %s", ownership.owner, ownership.consumer_owner);
  return g_strdup (ownership.owner);
}

static const char *
get_style (LkbMode mode)
{
  switch (mode)
    {
    case LKB_MODE_MICROBATCH:
      return "dashed";
    case LKB_MODE_BATCH:
    case LKB_MODE_CONTROL:
      return "dotted";
    default:
      return "solid";
    }
}

static void
add_edge (Writer *writer, const LkbSceneItem *item)
{
  Shape shape = shape_of (item, "arrow");
  LkbMode mode = lkb_board_get_edge_mode (writer->board, item->element);
  gboolean asks = mode == LKB_MODE_REQUEST || mode == LKB_MODE_LOOKUP;
  LkbColour colour;
  g_autofree char *label = dup_owner_label (writer, item->element, &colour);
  g_autoptr (GArray) lines = NULL;
  LkbPoint middle;

  if (item->n_points < 2)
    return;
  shape.box = bounds_of (item->points, item->n_points);
  shape.stroke = colour;
  shape.stroke_width = 2;
  shape.stroke_style = get_style (mode);
  begin_element (writer, &shape);
  add_points (writer, item->points, item->n_points);
  add_binding (writer, "startBinding", lkb_element_get_from (item->element), item->points[0]);
  add_binding (writer, "endBinding", lkb_element_get_to (item->element),
               item->points[item->n_points - 1]);
  if (mode == LKB_MODE_PUBLISH)
    lkb_json_writer_string (writer->json, "startArrowhead", "circle");
  else
    lkb_json_writer_null (writer->json, "startArrowhead");
  lkb_json_writer_string (writer->json, "endArrowhead", asks ? "triangle_outline" : "triangle");
  lkb_json_writer_boolean (writer->json, "elbowed", TRUE);
  lkb_json_writer_null (writer->json, "fixedSegments");
  lkb_json_writer_null (writer->json, "startIsSpecial");
  lkb_json_writer_null (writer->json, "endIsSpecial");
  if (label != NULL)
    lines = lkb_text_measurer_wrap (writer->measurer, label, LKB_FONT_PILL_OWNER, LABEL_WIDTH,
                                    LABEL_LINES_MAX, NULL);
  end_element (writer, &shape, lines != NULL && lines->len > 0, NULL);
  if (lines == NULL || lines->len == 0)
    return;
  middle = item->label_box.w > 0 ? middle_of (&item->label_box)
                                 : find_middle (item->points, item->n_points);
  add_text (writer, item->id, label, lines, middle, lkb_font_get (LKB_FONT_PILL_OWNER)->size,
            lkb_colour (LKB_COLOUR_INK), TRUE, "center");
}

static void
add_group (Writer *writer, const LkbSceneItem *item)
{
  Shape shape = shape_of (item, "rectangle");
  const LkbFont *font = lkb_font_get (LKB_FONT_GROUP);
  const char *name = lkb_element_get_text (item->element, LKB_FIELD_NAME);
  LkbPoint at = { item->box.x + 2 * TEXT_PADDING, item->box.y + TEXT_PADDING + font->line / 2 };
  g_autoptr (GArray) lines = NULL;

  shape.stroke = lkb_colour (LKB_COLOUR_INK_SECOND);
  shape.stroke_style = "dashed";
  shape.is_round = TRUE;
  begin_element (writer, &shape);
  end_element (writer, &shape, FALSE, NULL);
  if (lkb_text_is_blank (name))
    return;
  lines = lkb_text_measurer_wrap (writer->measurer, name, LKB_FONT_GROUP,
                                  MAX (item->box.w - 4 * TEXT_PADDING, font->size), 1, NULL);
  add_text (writer, item->id, name, lines, at, font->size, lkb_colour (LKB_COLOUR_INK_SECOND),
            FALSE, "left");
}

static void
add_note (Writer *writer, const LkbSceneItem *item)
{
  Shape shape = shape_of (item, "rectangle");
  const LkbFont *font = lkb_font_get (LKB_FONT_NOTE);
  guint room = (guint) MAX ((item->box.h - 2 * TEXT_PADDING) / (font->size * LINE_HEIGHT), 1);
  const char *text = lkb_element_get_text (item->element, LKB_FIELD_TEXT);
  LkbPoint middle = { item->box.x + TEXT_PADDING, item->box.y + item->box.h / 2 };
  g_autoptr (GArray) lines = NULL;

  if (!lkb_text_is_blank (text))
    lines = lkb_text_measurer_wrap (writer->measurer, text, LKB_FONT_NOTE,
                                    item->box.w - 2 * TEXT_PADDING, room, NULL);
  shape.fill = lkb_colour (LKB_COLOUR_NOTE);
  begin_element (writer, &shape);
  end_element (writer, &shape, lines != NULL && lines->len > 0, NULL);
  if (lines != NULL && lines->len > 0)
    add_text (writer, item->id, text, lines, middle, font->size, lkb_colour (LKB_COLOUR_INK), TRUE,
              "left");
}

static void
add_ink (Writer *writer, const LkbSceneItem *item)
{
  Shape shape = shape_of (item, "freedraw");
  const LkbValue *list = lkb_element_get (item->element, LKB_FIELD_POINTS);
  guint n = list != NULL ? lkb_value_get_n (list) : 0;
  int colour = (int) lkb_element_get_number (item->element, LKB_FIELD_COLOUR, 0);
  g_autofree LkbPoint *points = g_new (LkbPoint, MAX (n, 1));

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    points[i] = (LkbPoint){ lkb_value_get_nth_number (lkb_value_get_nth (list, i), 0),
                            lkb_value_get_nth_number (lkb_value_get_nth (list, i), 1) };
  shape.box = bounds_of (points, n);
  shape.stroke_width = lkb_element_get_number (item->element, LKB_FIELD_WIDTH, 1);
  shape.stroke = lkb_colour_of (LKB_COLOUR_STROKE,
                                colour >= 1 && colour <= LKB_N_TEAM_COLOURS ? (guint) colour : 0);
  begin_element (writer, &shape);
  add_points (writer, points, n);
  lkb_json_writer_begin_array (writer->json, "pressures", TRUE);
  for (guint i = 0; i < n; i++)
    add_number (writer, NULL, lkb_value_get_nth_number (lkb_value_get_nth (list, i), 2));
  lkb_json_writer_end_array (writer->json);
  lkb_json_writer_boolean (writer->json, "simulatePressure", FALSE);
  end_element (writer, &shape, FALSE, NULL);
}

/* What the drawing is about, above it; "@" is in no id of an element. */
static void
add_headline (Writer *writer)
{
  static const struct
  {
    LkbField field;
    LkbFontRole role;
    const char *id;
    double above;
  } heads[] = { { LKB_FIELD_TITLE, LKB_FONT_SHEET_TITLE, "@title", 64 },
                { LKB_FIELD_GOAL, LKB_FONT_SHEET_GOAL, "@goal", 32 } };
  LkbBox bounds = lkb_scene_get_bounds (writer->scene);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      const char *text = lkb_element_get_text (lkb_board_get_facts (writer->board), heads[i].field);
      LkbPoint at = { bounds.x, bounds.y - heads[i].above };
      g_autofree char *line = lkb_text_shown_line (text != NULL ? text : "");
      g_autoptr (GArray) lines = NULL;

      if (*line == '\0')
        continue;
      lines = lkb_text_measurer_wrap (writer->measurer, line, heads[i].role, G_MAXINT, 1, NULL);
      add_text (writer, heads[i].id, line, lines, at, lkb_font_get (heads[i].role)->size,
                lkb_colour (LKB_COLOUR_INK), FALSE, "left");
    }
}

static void
collect_arrows (Writer *writer)
{
  for (guint i = 0; i < lkb_scene_get_n_items (writer->scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (writer->scene, i);
      const char *ends[2];

      if (item->kind != LKB_KIND_EDGE || item->n_points < 2)
        continue;
      ends[0] = lkb_element_get_from (item->element);
      ends[1] = lkb_element_get_to (item->element);
      for (guint k = 0; k < (g_str_equal (ends[0], ends[1]) ? 1 : 2); k++)
        {
          GPtrArray *arrows = g_hash_table_lookup (writer->arrows, ends[k]);

          if (arrows == NULL)
            {
              arrows = g_ptr_array_new ();
              g_hash_table_insert (writer->arrows, (gpointer) ends[k], arrows);
            }
          g_ptr_array_add (arrows, (gpointer) item->id);
        }
    }
}

static void
add_item (Writer *writer, const LkbSceneItem *item)
{
  switch (item->layer)
    {
    case LKB_LAYER_GROUPS:
      add_group (writer, item);
      break;
    case LKB_LAYER_EDGES:
      add_edge (writer, item);
      break;
    case LKB_LAYER_NODES:
      add_node (writer, item);
      break;
    case LKB_LAYER_NOTES:
      add_note (writer, item);
      break;
    case LKB_LAYER_INK:
      add_ink (writer, item);
      break;
    default:
      break;
    }
}

char *
lkb_excalidraw_write (LkbBoard *board, LkbScene *scene, LkbExcalidrawUse use)
{
  g_autoptr (LkbJsonWriter) json = lkb_json_writer_new ();
  g_autoptr (GHashTable) arrows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         (GDestroyNotify) g_ptr_array_unref);
  Writer writer = { board, scene, NULL, json, arrows };

  g_return_val_if_fail (LKB_IS_BOARD (board) && scene != NULL, NULL);

  writer.measurer = lkb_scene_get_measurer (scene);
  collect_arrows (&writer);
  lkb_json_writer_begin_object (json, NULL, FALSE);
  if (use == LKB_EXCALIDRAW_CLIPBOARD)
    lkb_json_writer_string (json, "type", "excalidraw/clipboard");
  else
    {
      lkb_json_writer_string (json, "type", "excalidraw");
      lkb_json_writer_number (json, "version", 2);
      lkb_json_writer_string (json, "source", "Lakeboard");
    }
  lkb_json_writer_begin_array (json, "elements", FALSE);
  add_headline (&writer);
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    add_item (&writer, lkb_scene_get_item (scene, i));
  lkb_json_writer_end_array (json);
  if (use == LKB_EXCALIDRAW_FILE)
    {
      lkb_json_writer_begin_object (json, "appState", TRUE);
      add_colour (&writer, "viewBackgroundColor", lkb_colour (LKB_COLOUR_PAPER));
      lkb_json_writer_end_object (json);
    }
  lkb_json_writer_begin_object (json, "files", TRUE);
  lkb_json_writer_end_object (json);
  lkb_json_writer_end_object (json);
  return lkb_json_writer_finish (json);
}
