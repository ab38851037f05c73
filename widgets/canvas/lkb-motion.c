/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-motion.h"

#include <math.h>

/* Microseconds between two frames, after which the rest is left out. */
#define GAP_MAX 80000
/* What the first frame counts when it took long. */
#define FIRST_GAP 16000
/* A shorter way, such as that of an arrow key, is gone at once; board units. */
#define WAY_MIN 32.0

struct _LkbMotion
{
  LkbMotionView from;
  GHashTable *ways; /* id → LkbPoint, from the new place to the old one; board units */
  GHashTable *shapes; /* ids of what appears: cards, lines, groups */
  GHashTable *labels; /* ids of the lines whose labels appear */
  guint n_added; /* that many of the shapes are new on the board */
  guint n_frames;
  gint64 start;
  gint64 latest;
  double progress; /* 0…1 */
};

/* Only nodes and notes keep their looks when they move: groups and ink have their shape in their place. */
static gboolean
can_slide (const LkbElement *element)
{
  return lkb_element_is_node (element) || lkb_element_get_kind (element) == LKB_KIND_NOTE;
}

static void
add_pair (LkbMotion *self, const LkbChangePair *pair, double *longest)
{
  LkbPoint way;

  if (pair->after == NULL)
    return;
  if (pair->before == NULL)
    {
      g_hash_table_add (self->shapes, g_strdup (lkb_element_get_id (pair->after)));
      g_hash_table_add (self->labels, g_strdup (lkb_element_get_id (pair->after)));
      self->n_added++;
      return;
    }
  if (!can_slide (pair->after))
    return;
  way.x = lkb_element_get_x (pair->before) - lkb_element_get_x (pair->after);
  way.y = lkb_element_get_y (pair->before) - lkb_element_get_y (pair->after);
  if (way.x == 0 && way.y == 0)
    return;
  *longest = MAX (*longest, hypot (way.x, way.y));
  g_hash_table_insert (self->ways, g_strdup (lkb_element_get_id (pair->after)),
                       g_memdup2 (&way, sizeof way));
}

LkbMotion *
lkb_motion_new (const LkbMotionView *from, const LkbChange *change)
{
  LkbMotion *self;
  double longest = 0;

  g_return_val_if_fail (from != NULL && from->zoom > 0, NULL);

  self = g_new0 (LkbMotion, 1);
  self->from = *from;
  self->ways = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; change != NULL && i < lkb_change_get_n (change); i++)
    add_pair (self, lkb_change_get_nth (change, i), &longest);
  if (longest < WAY_MIN)
    g_hash_table_remove_all (self->ways);
  return self;
}

void
lkb_motion_free (LkbMotion *self)
{
  g_hash_table_unref (self->ways);
  g_hash_table_unref (self->shapes);
  g_hash_table_unref (self->labels);
  g_free (self);
}

/* Where the view shows a point of the board. */
static LkbPoint
show (const LkbMotionView *view, LkbPoint at)
{
  return (LkbPoint){ at.x * view->zoom + view->origin.x, at.y * view->zoom + view->origin.y };
}

/* Less than half a pixel is not seen. */
static gboolean
is_near (LkbPoint a, LkbPoint b)
{
  return fabs (a.x - b.x) < 0.5 && fabs (a.y - b.y) < 0.5;
}

/* By the corners of both pages: between them lies all that is looked at. */
static gboolean
is_same_view (const LkbMotionView *a, const LkbMotionView *b)
{
  LkbPoint a_end = { a->frame.x + a->frame.w, a->frame.y + a->frame.h };
  LkbPoint b_end = { b->frame.x + b->frame.w, b->frame.y + b->frame.h };
  LkbPoint a_start = { a->frame.x, a->frame.y };
  LkbPoint b_start = { b->frame.x, b->frame.y };

  return is_near (show (a, a_start), show (b, b_start))
         && is_near (show (a, a_end), show (b, b_end))
         && is_near (show (a, a_start), show (b, a_start))
         && is_near (show (a, a_end), show (b, a_end));
}

gboolean
lkb_motion_is_needed (LkbMotion *self, const LkbMotionView *to)
{
  g_return_val_if_fail (self != NULL && to != NULL, FALSE);

  if (g_hash_table_size (self->ways) > LKB_MOTION_CARDS_MAX || self->n_added > LKB_MOTION_CARDS_MAX)
    return FALSE;
  return g_hash_table_size (self->ways) > 0 || self->n_added > 0 || !is_same_view (&self->from, to);
}

/* Fast at first, then ever slower. */
static double
ease_out (double t)
{
  return 1 - pow (1 - CLAMP (t, 0, 1), 3);
}

gboolean
lkb_motion_advance (LkbMotion *self, gint64 now)
{
  gint64 gap;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->n_frames == 0)
    self->start = self->latest = now;
  gap = now - self->latest;
  /* A frame may be drawn more than once. */
  if (self->n_frames == 0 || gap > 0)
    self->n_frames++;
  if (self->n_frames == 2 && gap > FIRST_GAP)
    {
      self->start = now - FIRST_GAP;
      gap = FIRST_GAP;
    }
  self->latest = now;
  self->progress = ease_out ((double) (now - self->start) / LKB_MOTION_TIME);
  return gap <= GAP_MAX && now - self->start < LKB_MOTION_TIME;
}

double
lkb_motion_get_progress (LkbMotion *self)
{
  g_return_val_if_fail (self != NULL, 1);
  return self->progress;
}

double
lkb_motion_get_opacity (LkbMotion *self)
{
  g_return_val_if_fail (self != NULL, 1);
  return self->progress * self->progress;
}

gboolean
lkb_motion_is_first (LkbMotion *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->n_frames <= 1;
}

static double
mix (double from, double to, double progress)
{
  return from + (to - from) * progress;
}

static LkbPoint
mix_points (LkbPoint from, LkbPoint to, double progress)
{
  return (LkbPoint){ mix (from.x, to.x, progress), mix (from.y, to.y, progress) };
}

/* The board point that @view shows at @screen. */
static LkbPoint
find (const LkbMotionView *view, LkbPoint screen)
{
  return (LkbPoint){ (screen.x - view->origin.x) / view->zoom,
                     (screen.y - view->origin.y) / view->zoom };
}

LkbMotionView
lkb_motion_get_view (LkbMotion *self, const LkbMotionView *to)
{
  LkbMotionView view = *to;
  LkbPoint before, after, start, end;

  g_return_val_if_fail (self != NULL, view);

  view.origin = mix_points (self->from.origin, to->origin, self->progress);
  view.zoom = mix (self->from.zoom, to->zoom, self->progress);

  before = show (&self->from, (LkbPoint){ self->from.frame.x, self->from.frame.y });
  after = show (to, (LkbPoint){ to->frame.x, to->frame.y });
  start = find (&view, mix_points (before, after, self->progress));
  before = show (&self->from, (LkbPoint){ self->from.frame.x + self->from.frame.w,
                                          self->from.frame.y + self->from.frame.h });
  after = show (to, (LkbPoint){ to->frame.x + to->frame.w, to->frame.y + to->frame.h });
  end = find (&view, mix_points (before, after, self->progress));
  view.frame = lkb_box (start.x, start.y, end.x - start.x, end.y - start.y);
  return view;
}

LkbPoint
lkb_motion_get_offset (LkbMotion *self, const LkbMotionView *to, const char *id, LkbPoint at)
{
  LkbPoint none = { 0, 0 };
  const LkbPoint *way;
  LkbMotionView view;
  LkbPoint before, drawn;

  g_return_val_if_fail (self != NULL && to != NULL && id != NULL, none);

  way = g_hash_table_lookup (self->ways, id);
  if (way == NULL)
    return none;
  view.origin = mix_points (self->from.origin, to->origin, self->progress);
  view.zoom = mix (self->from.zoom, to->zoom, self->progress);
  before = show (&self->from, (LkbPoint){ at.x + way->x, at.y + way->y });
  drawn = find (&view, mix_points (before, show (to, at), self->progress));
  return (LkbPoint){ drawn.x - at.x, drawn.y - at.y };
}

void
lkb_motion_add_appearing (LkbMotion *self, const char *id, gboolean label)
{
  g_return_if_fail (self != NULL && id != NULL);
  g_hash_table_add (label ? self->labels : self->shapes, g_strdup (id));
}

gboolean
lkb_motion_is_appearing (LkbMotion *self, const char *id, gboolean label)
{
  g_return_val_if_fail (self != NULL && id != NULL, FALSE);
  return g_hash_table_contains (label ? self->labels : self->shapes, id);
}
