/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-picture.h"

#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"

/* Fonts that stand in for missing letters reach higher and lower than the board font. */
#define TEXT_ASCENT 1.15
#define TEXT_DESCENT 0.40

struct _LkbPicture
{
  gatomicrefcount refs;
  LkbPictureItem *items;
  gsize n_items;
  GStringChunk *strings;
  LkbBox bounds;
  gboolean has_bounds;
};

typedef struct
{
  double x;
  double y;
  double scale;
} Transform;

struct _LkbPictureBuilder
{
  GArray *items; /* LkbPictureItem */
  GArray *transforms; /* Transform, the innermost last */
  GStringChunk *strings;
  double x0, y0, x1, y1;
  gboolean has_bounds;
};

char *
lkb_group_dup_name (const LkbGroupItem *group)
{
  g_return_val_if_fail (group->id != NULL, NULL);

  return *group->part != '\0' ? g_strdup_printf ("lb-%s.%s", group->id, group->part)
                              : g_strdup_printf ("lb-%s", group->id);
}

LkbPicture *
lkb_picture_ref (LkbPicture *picture)
{
  g_return_val_if_fail (picture != NULL, NULL);
  g_atomic_ref_count_inc (&picture->refs);
  return picture;
}

void
lkb_picture_unref (LkbPicture *picture)
{
  g_return_if_fail (picture != NULL);
  if (!g_atomic_ref_count_dec (&picture->refs))
    return;
  for (gsize i = 0; i < picture->n_items; i++)
    {
      LkbPictureItem *item = &picture->items[i];
      if (item->type == LKB_ITEM_PATH)
        g_free ((gpointer) item->path.segments);
      else if (item->type == LKB_ITEM_PICTURE)
        lkb_picture_unref (item->picture);
    }
  g_free (picture->items);
  g_string_chunk_free (picture->strings);
  g_free (picture);
}

gsize
lkb_picture_get_n_items (const LkbPicture *picture)
{
  g_return_val_if_fail (picture != NULL, 0);
  return picture->n_items;
}

const LkbPictureItem *
lkb_picture_get_item (const LkbPicture *picture, gsize index)
{
  g_return_val_if_fail (picture != NULL && index < picture->n_items, NULL);
  return &picture->items[index];
}

LkbBox
lkb_picture_get_bounds (const LkbPicture *picture)
{
  g_return_val_if_fail (picture != NULL, lkb_box (0, 0, 0, 0));
  return picture->bounds;
}

static gboolean
walk (const LkbPicture *picture, GArray *stack, LkbPictureFunc func, gpointer user_data)
{
  for (gsize i = 0; i < picture->n_items; i++)
    {
      const LkbPictureItem *item = &picture->items[i];
      Transform t = g_array_index (stack, Transform, stack->len - 1);

      if (item->type == LKB_ITEM_PICTURE)
        {
          if (!walk (item->picture, stack, func, user_data))
            return FALSE;
          continue;
        }
      if (item->type == LKB_ITEM_END)
        {
          g_array_set_size (stack, stack->len - 1);
          t = g_array_index (stack, Transform, stack->len - 1);
        }
      if (!func (item, t.x, t.y, t.scale, stack->len - 1, user_data))
        return FALSE;
      if (item->type == LKB_ITEM_GROUP)
        {
          Transform inner = { t.x + t.scale * item->group.x, t.y + t.scale * item->group.y,
                              t.scale * item->group.scale };
          g_array_append_val (stack, inner);
        }
    }
  return TRUE;
}

gboolean
lkb_picture_foreach (const LkbPicture *picture, LkbPictureFunc func, gpointer user_data)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Transform));
  Transform identity = { 0, 0, 1 };

  g_return_val_if_fail (picture != NULL && func != NULL, FALSE);
  g_array_append_val (stack, identity);
  return walk (picture, stack, func, user_data);
}

static void
append_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded = round (value * 100) / 100;

  g_string_append_c (out, ' ');
  if (rounded == 0)
    rounded = 0; /* no negative zero */
  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.2f", rounded));
}

static void
append_colour (GString *out, const char *what, LkbColour colour)
{
  g_string_append_printf (out, " %s=%u.%u.%u", what, colour.role, colour.index, colour.alpha);
}

static void
append_stroke (GString *out, const LkbStroke *stroke)
{
  if (stroke->width <= 0)
    return;
  append_colour (out, "stroke", stroke->colour);
  append_number (out, stroke->width);
  g_string_append_printf (out, " class=%d cap=%d dash", stroke->klass, stroke->cap);
  for (guint i = 0; i < stroke->n_dashes; i++)
    append_number (out, stroke->dashes[i]);
}

static gboolean
append_item (const LkbPictureItem *item, double x, double y, double scale, guint depth,
             gpointer user_data)
{
  GString *out = user_data;

  g_string_append_printf (out, "%*s", (int) depth, "");
  switch (item->type)
    {
    case LKB_ITEM_BOX:
      g_string_append (out, "box");
      append_number (out, item->box.box.x);
      append_number (out, item->box.box.y);
      append_number (out, item->box.box.w);
      append_number (out, item->box.box.h);
      append_number (out, item->box.radius);
      append_colour (out, "fill", item->box.fill);
      append_stroke (out, &item->box.stroke);
      break;
    case LKB_ITEM_PATH:
      g_string_append (out, "path");
      for (gsize i = 0; i < item->path.n_segments; i++)
        {
          const LkbPathSegment *s = &item->path.segments[i];
          g_string_append_printf (out, " %c", "MLCZ"[s->op]);
          if (s->op == LKB_PATH_CURVE)
            {
              append_number (out, s->c1.x);
              append_number (out, s->c1.y);
              append_number (out, s->c2.x);
              append_number (out, s->c2.y);
            }
          if (s->op != LKB_PATH_CLOSE)
            {
              append_number (out, s->to.x);
              append_number (out, s->to.y);
            }
        }
      append_colour (out, "fill", item->path.fill);
      append_stroke (out, &item->path.stroke);
      break;
    case LKB_ITEM_TEXT:
      g_string_append (out, "text");
      append_number (out, item->text.x);
      append_number (out, item->text.baseline);
      append_number (out, item->text.advance);
      g_string_append_printf (out, " font=%d anchor=%d rtl=%d", item->text.role, item->text.anchor,
                              item->text.rtl);
      append_colour (out, "fill", item->text.colour);
      g_string_append_printf (out, " \"%s\"", item->text.text);
      break;
    case LKB_ITEM_GROUP:
      g_string_append_printf (out, "group id=%s part=%s kind=%s owner=%s title=%s description=%s",
                              item->group.id != NULL ? item->group.id : "", item->group.part,
                              item->group.kind != NULL ? item->group.kind : "",
                              item->group.owner != NULL ? item->group.owner : "",
                              item->group.title != NULL ? item->group.title : "",
                              item->group.description != NULL ? item->group.description : "");
      append_number (out, item->group.x);
      append_number (out, item->group.y);
      append_number (out, item->group.scale);
      append_number (out, item->group.opacity);
      break;
    case LKB_ITEM_END:
      g_string_append (out, "end");
      break;
    case LKB_ITEM_PICTURE:
    default:
      break;
    }
  g_string_append_c (out, '\n');
  return TRUE;
}

char *
lkb_picture_to_string (const LkbPicture *picture)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (picture != NULL, g_string_free (out, FALSE));
  lkb_picture_foreach (picture, append_item, out);
  return g_string_free (out, FALSE);
}

LkbPictureBuilder *
lkb_picture_builder_new (void)
{
  LkbPictureBuilder *builder = g_new0 (LkbPictureBuilder, 1);
  Transform identity = { 0, 0, 1 };

  builder->items = g_array_new (FALSE, TRUE, sizeof (LkbPictureItem));
  builder->transforms = g_array_new (FALSE, FALSE, sizeof (Transform));
  builder->strings = g_string_chunk_new (256);
  g_array_append_val (builder->transforms, identity);
  return builder;
}

static void
free_items (GArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      LkbPictureItem *item = &g_array_index (items, LkbPictureItem, i);
      if (item->type == LKB_ITEM_PATH)
        g_free ((gpointer) item->path.segments);
      else if (item->type == LKB_ITEM_PICTURE)
        lkb_picture_unref (item->picture);
    }
}

void
lkb_picture_builder_free (LkbPictureBuilder *builder)
{
  if (builder == NULL)
    return;
  free_items (builder->items);
  g_array_unref (builder->items);
  g_array_unref (builder->transforms);
  g_string_chunk_free (builder->strings);
  g_free (builder);
}

LkbPicture *
lkb_picture_builder_end (LkbPictureBuilder *builder)
{
  LkbPicture *picture;

  g_return_val_if_fail (builder != NULL, NULL);
  if (builder->transforms->len != 1)
    {
      g_critical ("a picture was ended with %u open groups", builder->transforms->len - 1);
      while (builder->transforms->len > 1)
        lkb_picture_builder_finish_group (builder);
    }
  picture = g_new0 (LkbPicture, 1);
  g_atomic_ref_count_init (&picture->refs);
  picture->n_items = builder->items->len;
  picture->items = (LkbPictureItem *) (gpointer) g_array_free (builder->items, FALSE);
  picture->strings = builder->strings;
  picture->has_bounds = builder->has_bounds;
  if (builder->has_bounds)
    picture->bounds = lkb_box (builder->x0, builder->y0, builder->x1 - builder->x0,
                               builder->y1 - builder->y0);
  g_array_unref (builder->transforms);
  g_free (builder);
  return picture;
}

static void
extend (LkbPictureBuilder *builder, LkbBox box)
{
  Transform t = g_array_index (builder->transforms, Transform, builder->transforms->len - 1);
  double x0 = t.x + t.scale * box.x, y0 = t.y + t.scale * box.y;
  double x1 = x0 + t.scale * box.w, y1 = y0 + t.scale * box.h;

  if (!builder->has_bounds)
    {
      builder->x0 = x0;
      builder->y0 = y0;
      builder->x1 = x1;
      builder->y1 = y1;
      builder->has_bounds = TRUE;
      return;
    }
  builder->x0 = MIN (builder->x0, x0);
  builder->y0 = MIN (builder->y0, y0);
  builder->x1 = MAX (builder->x1, x1);
  builder->y1 = MAX (builder->y1, y1);
}

/* Half the stroke, at the widest that a theme may make it. */
static double
measure_stroke (const LkbStroke *stroke)
{
  if (stroke == NULL || stroke->width <= 0 || stroke->colour.role == LKB_COLOUR_NONE)
    return 0;
  if (stroke->klass != LKB_STROKE_PLAIN)
    return MAX (stroke->width, LKB_STROKE_STRONG) / 2;
  return stroke->width / 2;
}

void
lkb_picture_builder_box (LkbPictureBuilder *builder, const LkbBox *box, double radius,
                         LkbColour fill, const LkbStroke *stroke)
{
  LkbPictureItem item = { LKB_ITEM_BOX };

  g_return_if_fail (builder != NULL && box != NULL);
  g_return_if_fail (isfinite (box->x) && isfinite (box->y) && isfinite (box->w)
                    && isfinite (box->h));
  item.box.box = *box;
  item.box.radius = MAX (0, MIN (radius, MIN (box->w, box->h) / 2));
  item.box.fill = fill;
  if (stroke != NULL)
    item.box.stroke = *stroke;
  g_array_append_val (builder->items, item);
  extend (builder, lkb_box_grow (box, measure_stroke (stroke)));
}

void
lkb_picture_builder_path (LkbPictureBuilder *builder, const LkbPath *path, LkbColour fill,
                          const LkbStroke *stroke)
{
  LkbPictureItem item = { LKB_ITEM_PATH };
  const LkbPathSegment *segments;
  LkbBox bounds;
  gsize n;

  g_return_if_fail (builder != NULL && path != NULL);
  segments = lkb_path_get_segments (path, &n);
  if (n == 0)
    return;
  item.path.segments = g_memdup2 (segments, n * sizeof (LkbPathSegment));
  item.path.n_segments = n;
  item.path.fill = fill;
  if (stroke != NULL)
    item.path.stroke = *stroke;
  g_array_append_val (builder->items, item);
  bounds = lkb_path_get_bounds (path);
  extend (builder, lkb_box_grow (&bounds, measure_stroke (stroke)));
}

void
lkb_picture_builder_line (LkbPictureBuilder *builder, double x1, double y1, double x2, double y2,
                          const LkbStroke *stroke)
{
  g_autoptr (LkbPath) path = lkb_path_new ();

  lkb_path_move_to (path, x1, y1);
  lkb_path_line_to (path, x2, y2);
  lkb_picture_builder_path (builder, path, lkb_colour (LKB_COLOUR_NONE), stroke);
}

/* @clean: of lkb-text.h. */
static const char *
keep (LkbPictureBuilder *builder, const char *text, char *(*clean) (const char *) )
{
  g_autofree char *kept = NULL;

  if (text == NULL)
    return NULL;
  kept = clean (text);
  return g_string_chunk_insert (builder->strings, kept);
}

LkbBox
lkb_picture_measure_text (LkbFontRole role, double x, double baseline, double advance)
{
  double size = lkb_font_get (role)->size;
  return lkb_box (x - 1, baseline - size * TEXT_ASCENT, advance + 2,
                  size * (TEXT_ASCENT + TEXT_DESCENT));
}

void
lkb_picture_builder_text (LkbPictureBuilder *builder, const LkbTextItem *text)
{
  LkbPictureItem item = { LKB_ITEM_TEXT };

  g_return_if_fail (builder != NULL && text != NULL);
  g_return_if_fail (isfinite (text->x) && isfinite (text->baseline) && isfinite (text->advance));
  if (lkb_text_is_blank (text->text))
    return;
  item.text = *text;
  item.text.text = keep (builder, text->text, lkb_text_shown_line);
  g_array_append_val (builder->items, item);
  extend (builder, lkb_picture_measure_text (text->role, text->x, text->baseline, text->advance));
}

void
lkb_picture_builder_begin (LkbPictureBuilder *builder, const LkbGroupItem *group)
{
  LkbPictureItem item = { LKB_ITEM_GROUP };
  Transform t;

  g_return_if_fail (builder != NULL && group != NULL);
  g_return_if_fail (isfinite (group->x) && isfinite (group->y) && isfinite (group->scale)
                    && group->scale > 0);
  t = g_array_index (builder->transforms, Transform, builder->transforms->len - 1);
  item.group = *group;
  item.group.id = keep (builder, group->id, lkb_text_one_line);
  item.group.part = group->part != NULL ? keep (builder, group->part, lkb_text_one_line) : "";
  item.group.kind = keep (builder, group->kind, lkb_text_one_line);
  item.group.owner = keep (builder, group->owner, lkb_text_one_line);
  item.group.title = keep (builder, group->title, lkb_text_shown_line);
  item.group.description = keep (builder, group->description, lkb_text_shown);
  item.group.opacity = CLAMP (group->opacity, 0, 1);
  g_array_append_val (builder->items, item);
  t.x += t.scale * group->x;
  t.y += t.scale * group->y;
  t.scale *= group->scale;
  g_array_append_val (builder->transforms, t);
}

void
lkb_picture_builder_finish_group (LkbPictureBuilder *builder)
{
  LkbPictureItem item = { LKB_ITEM_END };

  g_return_if_fail (builder != NULL && builder->transforms->len > 1);
  g_array_append_val (builder->items, item);
  g_array_set_size (builder->transforms, builder->transforms->len - 1);
}

void
lkb_picture_builder_append (LkbPictureBuilder *builder, LkbPicture *picture)
{
  LkbPictureItem item = { LKB_ITEM_PICTURE };

  g_return_if_fail (builder != NULL && picture != NULL);
  item.picture = lkb_picture_ref (picture);
  g_array_append_val (builder->items, item);
  if (picture->has_bounds)
    extend (builder, picture->bounds);
}
