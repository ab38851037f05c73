/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-arrange-notes.h"

#include <math.h>

#include "core/layout/lkb-grid.h"
#include "core/layout/lkb-metrics.h"
#include "lkb-scene-private.h"

/* From a note that was moved to all else. */
#define GAP 16.0
#define CELL 256.0
/* So many of the boxes next to a note are looked at for places beside them: fewer where there are many notes. */
#define NEAREST 48u
#define NEAREST_OF_MANY 8u
#define NOTES_MANY 32u
/* What a page loses by a smaller scale, in units of the way that a note is moved. */
#define COST_SCALE 10000.0
#define COST_UNREADABLE 100000.0

typedef struct
{
  LkbGrid *taken; /* cards, lines, labels; placed notes */
  GArray *frames; /* LkbBox, of groups */
  GArray *hits; /* guint */
  LkbBox drawing; /* around all, with the notes that have their place */
  double w_max;
  double h_max;
  double scale_least;
  guint n_nearest;
} Room;

typedef struct
{
  double x;
  double y;
  double cost;
} Spot;

typedef struct
{
  LkbBox box;
  double distance;
  guint index;
} Near;

static void
take (Room *room, const LkbBox *box)
{
  lkb_grid_insert (room->taken, box, NULL);
}

static void
take_edge (Room *room, const LkbSceneItem *item)
{
  for (gsize k = 0; k + 1 < item->n_points; k++)
    {
      LkbBox piece = lkb_box_from_points (item->points[k], item->points[k + 1]);
      take (room, &piece);
    }
  if (!lkb_box_is_empty (&item->label_box))
    take (room, &item->label_box);
  if (!lkb_box_is_empty (&item->numbers_box))
    take (room, &item->numbers_box);
}

/* @scene: the drawing as it will be. It knows no figures: what a card is high for them is as in @now. */
static void
take_scene (Room *room, LkbScene *scene, LkbScene *now)
{
  room->drawing = lkb_scene_get_bounds (scene);
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);

      if (item->kind == LKB_KIND_GROUP)
        g_array_append_val (room->frames, item->box);
      else if (item->kind == LKB_KIND_EDGE)
        take_edge (room, item);
      else if (item->layer == LKB_LAYER_NODES)
        {
          const LkbSceneEntry *entry = g_hash_table_lookup (now->entries, item->id);
          LkbBox box = item->box;

          box.w = MAX (box.w, entry->card->w);
          box.h = MAX (box.h, entry->card->natural_h);
          take (room, &box);
          room->drawing = lkb_box_union (&room->drawing, &box);
        }
    }
}

static void
put_note (Room *room, const LkbBox *note)
{
  take (room, note);
  room->drawing = lkb_box_union (&room->drawing, note);
}

static gboolean
is_taken (Room *room, const LkbBox *box, double gap)
{
  LkbBox area = lkb_box_grow (box, gap - 0.01);

  /* A line has no width: touching counts. */
  lkb_grid_query (room->taken, &area, room->hits);
  return room->hits->len > 0;
}

/* In a group a note lies below its title or not at all. */
static gboolean
may_stay (Room *room, const LkbBox *note)
{
  if (is_taken (room, note, LKB_BOX_GAP_MIN))
    return FALSE;
  for (guint i = 0; i < room->frames->len; i++)
    {
      LkbBox frame = g_array_index (room->frames, LkbBox, i);

      if (!lkb_box_overlaps (note, &frame))
        continue;
      if (note->x < frame.x || note->x + note->w > frame.x + frame.w
          || note->y < frame.y + LKB_GROUP_PAD || note->y + note->h > frame.y + frame.h)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_free (Room *room, const LkbBox *note)
{
  LkbBox area = lkb_box_grow (note, GAP - 0.01);

  if (is_taken (room, note, GAP))
    return FALSE;
  for (guint i = 0; i < room->frames->len; i++)
    if (lkb_box_overlaps (&area, &g_array_index (room->frames, LkbBox, i)))
      return FALSE;
  return TRUE;
}

static int
compare_near (gconstpointer a, gconstpointer b)
{
  const Near *x = a;
  const Near *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static void
add_near (GArray *near, const LkbBox *box, const LkbBox *note)
{
  double dx = MAX (MAX (box->x - note->x - note->w, note->x - box->x - box->w), 0);
  double dy = MAX (MAX (box->y - note->y - note->h, note->y - box->y - box->h), 0);
  Near entry = { *box, dx + dy, near->len };

  g_array_append_val (near, entry);
}

/* The whole drawing first, then what is nearest to the note. */
static GArray *
list_near (Room *room, const LkbBox *note)
{
  GArray *near = g_array_new (FALSE, FALSE, sizeof (Near));
  LkbBox everywhere = lkb_box_union (&room->drawing, note);

  everywhere = lkb_box_grow (&everywhere, GAP);
  lkb_grid_query (room->taken, &everywhere, room->hits);
  for (guint i = 0; i < room->hits->len; i++)
    add_near (near, lkb_grid_get_box (room->taken, g_array_index (room->hits, guint, i)), note);
  for (guint i = 0; i < room->frames->len; i++)
    add_near (near, &g_array_index (room->frames, LkbBox, i), note);
  g_array_sort (near, compare_near);
  g_array_set_size (near, MIN (near->len, room->n_nearest));
  add_near (near, &room->drawing, note);
  return near;
}

static double
snap_down (double v)
{
  return floor (v / LKB_GRID) * LKB_GRID;
}

static double
snap_up (double v)
{
  return ceil (v / LKB_GRID) * LKB_GRID;
}

/* Where a stretch @length long can begin beside or level with the edges of what is near. */
static void
list_begins (const GArray *near, gboolean upright, double now, double length, GArray *begins)
{
  g_array_append_val (begins, now);
  for (guint i = 0; i < near->len; i++)
    {
      const LkbBox *box = &g_array_index (near, Near, i).box;
      double lo = upright ? box->y : box->x;
      double hi = lo + (upright ? box->h : box->w);
      double values[] = { snap_down (lo - GAP - length), snap_up (hi + GAP), snap_up (lo),
                          snap_down (hi - length) };

      g_array_append_vals (begins, values, G_N_ELEMENTS (values));
    }
}

static double
find_scale (const Room *room, const LkbBox *drawing)
{
  return MIN (MIN (room->w_max / MAX (drawing->w, 1), room->h_max / MAX (drawing->h, 1)), 1);
}

/* The way from where the note was, and what the page loses. */
static double
find_cost (const Room *room, const LkbBox *note, const LkbBox *spot)
{
  double cost = ABS (spot->x - note->x) + ABS (spot->y - note->y);
  LkbBox drawing = lkb_box_union (&room->drawing, spot);
  double before, after;

  if (!(room->w_max > 0))
    return cost;
  before = find_scale (room, &room->drawing);
  after = find_scale (room, &drawing);
  cost += COST_SCALE * (before - after);
  if (after < room->scale_least)
    cost += COST_UNREADABLE * (MIN (before, room->scale_least) - after);
  return cost;
}

static int
compare_spots (gconstpointer a, gconstpointer b)
{
  const Spot *p = a;
  const Spot *q = b;

  if (p->cost != q->cost)
    return p->cost < q->cost ? -1 : 1;
  if (p->y != q->y)
    return p->y < q->y ? -1 : 1;
  return p->x < q->x ? -1 : p->x > q->x;
}

static LkbBox
find_place (Room *room, const LkbBox *note)
{
  g_autoptr (GArray) near = list_near (room, note);
  g_autoptr (GArray) xs = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ys = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) spots = g_array_new (FALSE, FALSE, sizeof (Spot));

  list_begins (near, FALSE, note->x, note->w, xs);
  list_begins (near, TRUE, note->y, note->h, ys);
  for (guint i = 0; i < xs->len; i++)
    for (guint k = 0; k < ys->len; k++)
      {
        LkbBox box = lkb_box (g_array_index (xs, double, i), g_array_index (ys, double, k), note->w,
                              note->h);
        Spot spot = { box.x, box.y, find_cost (room, note, &box) };

        g_array_append_val (spots, spot);
      }
  g_array_sort (spots, compare_spots);
  for (guint i = 0; i < spots->len; i++)
    {
      const Spot *spot = &g_array_index (spots, Spot, i);
      LkbBox box = lkb_box (spot->x, spot->y, note->w, note->h);

      if (is_free (room, &box))
        return box;
    }
  /* Below the drawing there is always room. */
  return lkb_box (note->x, snap_up (room->drawing.y + room->drawing.h + GAP), note->w, note->h);
}

/* (transfer full) (nullable): the board as it will be, without its notes; these go into @notes, as they are on it. */
static LkbBoard *
dup_without_notes (LkbBoard *board, LkbChange *change, GPtrArray *notes)
{
  g_autoptr (LkbBoard) tried = lkb_board_copy (board);
  g_autoptr (LkbChange) trial = lkb_change_new (NULL);
  const GPtrArray *elements = lkb_board_get_elements (board);

  lkb_change_merge (trial, change);
  for (guint i = 0; i < elements->len; i++)
    {
      LkbElement *element = g_ptr_array_index (elements, i);

      if (lkb_element_get_kind (element) != LKB_KIND_NOTE)
        continue;
      g_ptr_array_add (notes, element);
      lkb_change_add (trial, element, NULL);
    }
  if (notes->len == 0 || !lkb_board_apply (tried, trial, NULL))
    return NULL;
  return g_steal_pointer (&tried);
}

void
lkb_arrange_add_notes (LkbScene *scene, LkbBoard *board, LkbChange *change, double w_max,
                       double h_max, double scale_least)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  g_autoptr (LkbBoard) tried = dup_without_notes (board, change, notes);
  g_autoptr (LkbScene) without = NULL;
  g_autoptr (LkbGrid) taken = lkb_grid_new (CELL);
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (LkbBox));
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree LkbBox *boxes = g_new0 (LkbBox, MAX (notes->len, 1));
  g_autofree gboolean *stays = g_new0 (gboolean, MAX (notes->len, 1));
  Room room = { taken, frames, hits, { 0, 0, 0, 0 }, w_max, h_max, scale_least, NEAREST };

  if (tried == NULL)
    return;
  without = lkb_scene_new (lkb_scene_get_measurer (scene), tried, NULL);
  take_scene (&room, without, scene);
  room.n_nearest = notes->len > NOTES_MANY ? NEAREST_OF_MANY : NEAREST;
  for (guint i = 0; i < notes->len; i++)
    {
      boxes[i] = lkb_scene_find (scene, lkb_element_get_id (notes->pdata[i]))->box;
      stays[i] = may_stay (&room, &boxes[i]);
    }
  /* Those that stay have their place before any other looks for one. */
  for (guint i = 0; i < notes->len; i++)
    if (stays[i])
      put_note (&room, &boxes[i]);
  for (guint i = 0; i < notes->len; i++)
    {
      g_autoptr (LkbElement) after = NULL;

      if (stays[i])
        continue;
      boxes[i] = find_place (&room, &boxes[i]);
      put_note (&room, &boxes[i]);
      after = lkb_element_with_position (notes->pdata[i], boxes[i].x, boxes[i].y);
      lkb_change_add (change, notes->pdata[i], after);
    }
}
