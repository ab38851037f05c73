/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-svg-room.h"

/* How much wider a font may be than the board's own: DejaVu Sans Bold is, the widest of those that usually stand in. */
#define WIDER 1.25
/* Above the baseline and below it, in sizes of the font. */
#define ASCENT 0.75
#define DESCENT 0.2
/* Two marks that touch are beside each other. */
#define TOUCH 0.5

static LkbBox
measure_path (const LkbPathItem *path)
{
  double x0 = G_MAXDOUBLE, y0 = G_MAXDOUBLE, x1 = -G_MAXDOUBLE, y1 = -G_MAXDOUBLE;

  for (gsize i = 0; i < path->n_segments; i++)
    {
      x0 = MIN (x0, path->segments[i].to.x);
      x1 = MAX (x1, path->segments[i].to.x);
      y0 = MIN (y0, path->segments[i].to.y);
      y1 = MAX (y1, path->segments[i].to.y);
    }
  return x0 <= x1 ? lkb_box (x0, y0, x1 - x0, y1 - y0) : lkb_box (0, 0, 0, 0);
}

static LkbBox
measure_text (const LkbTextItem *text)
{
  double size = lkb_font_get (text->role)->size;

  return lkb_box (text->x, text->baseline - ASCENT * size, text->advance,
                  (ASCENT + DESCENT) * size);
}

/* The marks of a group itself, not of groups inside it. */
static void
gather (GArray *marks, const LkbPictureItem *group)
{
  guint depth = 1;

  for (const LkbPictureItem *item = group + 1; depth > 0; item++)
    {
      LkbBox mark = { 0 };

      if (item->type == LKB_ITEM_GROUP)
        depth++;
      else if (item->type == LKB_ITEM_END)
        depth--;
      else if (depth > 1)
        continue;
      else if (item->type == LKB_ITEM_TEXT)
        mark = measure_text (&item->text);
      else if (item->type == LKB_ITEM_BOX)
        mark = item->box.box;
      else if (item->type == LKB_ITEM_PATH)
        mark = measure_path (&item->path);
      if (mark.w > 0)
        g_array_append_val (marks, mark);
    }
}

/* Such as the footer's columns: what has an id stands where it was measured to stand. */
static gboolean
is_part_of_page (const LkbGroupItem *group)
{
  return group->id == NULL && group->x == 0 && group->y == 0 && group->scale == 1;
}

static gboolean
gather_part (const LkbPictureItem *item, double x, double y, double scale, guint depth,
             gpointer user_data)
{
  if (item->type == LKB_ITEM_GROUP && is_part_of_page (&item->group) && x == 0 && y == 0
      && scale == 1)
    gather (user_data, item);
  return TRUE;
}

LkbSvgRoom
lkb_svg_room_new (const LkbPicture *picture)
{
  LkbSvgRoom room = { g_array_new (FALSE, FALSE, sizeof (LkbBox)),
                      g_array_new (FALSE, FALSE, sizeof (LkbBox)),
                      g_array_new (FALSE, FALSE, sizeof (LkbBox)), FALSE };

  lkb_picture_foreach (picture, gather_part, room.page);
  return room;
}

void
lkb_svg_room_clear (LkbSvgRoom *room)
{
  g_clear_pointer (&room->boxes, g_array_unref);
  g_clear_pointer (&room->marks, g_array_unref);
  g_clear_pointer (&room->page, g_array_unref);
}

void
lkb_svg_room_enter (LkbSvgRoom *room, const LkbPictureItem *group)
{
  g_return_if_fail (group->type == LKB_ITEM_GROUP);

  lkb_svg_room_leave (room);
  room->is_part = is_part_of_page (&group->group);
  if (!room->is_part)
    gather (room->marks, group);
}

void
lkb_svg_room_leave (LkbSvgRoom *room)
{
  g_array_set_size (room->boxes, 0);
  g_array_set_size (room->marks, 0);
  room->is_part = FALSE;
}

void
lkb_svg_room_add_box (LkbSvgRoom *room, const LkbBox *box)
{
  g_array_append_val (room->boxes, *box);
}

gboolean
lkb_svg_room_is_tight (const LkbSvgRoom *room, const LkbTextItem *text, const LkbBox *page)
{
  const double more = text->advance * (WIDER - 1);
  const LkbBox own = measure_text (text);
  double left = text->x, right = text->x + text->advance, from = left, to = right;
  const LkbBox *around = NULL;
  const GArray *marks = room->is_part ? room->page : room->marks;

  for (guint i = 0; i < room->boxes->len; i++)
    {
      const LkbBox *box = &g_array_index (room->boxes, LkbBox, i);

      if (left >= box->x && right <= box->x + box->w && text->baseline >= box->y
          && text->baseline <= box->y + box->h
          && (around == NULL || box->w * box->h < around->w * around->h))
        around = box;
    }
  if (around == NULL)
    around = page;
  if (text->anchor == LKB_ANCHOR_MIDDLE)
    from -= more / 2, to += more / 2;
  else if (text->anchor == LKB_ANCHOR_END)
    from -= more;
  else
    to += more;
  if (from < around->x || to > around->x + around->w)
    return TRUE;
  for (guint i = 0; i < marks->len; i++)
    {
      const LkbBox *mark = &g_array_index (marks, LkbBox, i);

      if (mark->y >= own.y + own.h || mark->y + mark->h <= own.y)
        continue;
      if ((mark->x >= right - TOUCH && mark->x < to)
          || (mark->x + mark->w <= left + TOUCH && mark->x + mark->w > from))
        return TRUE;
    }
  return FALSE;
}
