/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-guides.h"

#include <math.h>

/* Board units: a size is shown as far beside its box. */
#define SIZE_AWAY 18.0

/* A box along one axis, and across it. */
typedef struct
{
  double start, middle, end;
  double across_start, across_end;
} Span;

static Span
get_span (const LkbBox *box, gboolean upright)
{
  if (upright)
    return (Span){ box->x, box->x + box->w / 2, box->x + box->w, box->y, box->y + box->h };
  return (Span){ box->y, box->y + box->h / 2, box->y + box->h, box->x, box->x + box->w };
}

static double
get_gap (const Span *a, const Span *b)
{
  return MAX (0, MAX (b->across_start - a->across_end, a->across_start - b->across_end));
}

LkbGuide
lkb_guide_find (const LkbBox *moving, const LkbBox *others, guint n_others, gboolean upright,
                double reach)
{
  LkbGuide guide = { FALSE, 0, { 0, 0 }, { 0, 0 } };
  Span own = get_span (moving, upright);
  double best = reach, best_gap = 0, line = 0, from = 0, to = 0;

  for (guint i = 0; i < n_others; i++)
    {
      Span other = get_span (&others[i], upright);
      const double pairs[][2] = { { own.start, other.start },
                                  { own.middle, other.middle },
                                  { own.end, other.end },
                                  { own.start, other.end },
                                  { own.end, other.start } };
      double gap = get_gap (&own, &other);

      for (guint k = 0; k < G_N_ELEMENTS (pairs); k++)
        {
          double distance = fabs (pairs[k][1] - pairs[k][0]);

          if (distance > best || (guide.found && distance == best && gap >= best_gap))
            continue;
          guide.found = TRUE;
          guide.offset = pairs[k][1] - pairs[k][0];
          best = distance;
          best_gap = gap;
          line = pairs[k][1];
          from = MIN (own.across_start, other.across_start);
          to = MAX (own.across_end, other.across_end);
        }
    }
  guide.from = upright ? (LkbPoint){ line, from } : (LkbPoint){ from, line };
  guide.to = upright ? (LkbPoint){ line, to } : (LkbPoint){ to, line };
  return guide;
}

static gboolean
share (const Span *a, const Span *b)
{
  return a->across_start < b->across_end && b->across_start < a->across_end;
}

/* The gap from the end of @a to the start of @b, drawn through the middle of what both reach across. */
static LkbMeasure
measure_gap (const Span *a, const Span *b, gboolean upright)
{
  double across_start = MAX (a->across_start, b->across_start);
  double across_end = MIN (a->across_end, b->across_end);
  double across = (across_start + across_end) / 2;
  LkbMeasure measure;

  measure.from = upright ? (LkbPoint){ a->end, across } : (LkbPoint){ across, a->end };
  measure.to = upright ? (LkbPoint){ b->start, across } : (LkbPoint){ across, b->start };
  measure.length = b->start - a->end;
  return measure;
}

/* The one of a row that ends last before @at, among those that share something with @own. */
static gboolean
find_before (const LkbBox *others, guint n_others, gboolean upright, const Span *own, double at,
             Span *found)
{
  gboolean any = FALSE;

  for (guint i = 0; i < n_others; i++)
    {
      Span other = get_span (&others[i], upright);

      if (share (own, &other) && other.end <= at && (!any || other.end > found->end))
        {
          *found = other;
          any = TRUE;
        }
    }
  return any;
}

/* The one of a row that starts first after @at. */
static gboolean
find_after (const LkbBox *others, guint n_others, gboolean upright, const Span *own, double at,
            Span *found)
{
  gboolean any = FALSE;

  for (guint i = 0; i < n_others; i++)
    {
      Span other = get_span (&others[i], upright);

      if (share (own, &other) && other.start >= at && (!any || other.start < found->start))
        {
          *found = other;
          any = TRUE;
        }
    }
  return any;
}

static Span
shift_span (const Span *span, double by)
{
  return (Span){ span->start + by, span->middle + by, span->end + by, span->across_start,
                 span->across_end };
}

/* Takes the place at @start when it is nearer than what was found so far; @gap is what would be on both sides. */
static gboolean
is_nearer (LkbGuidePair *pair, const Span *own, double start, double gap, double reach)
{
  double offset = start - own->start;

  if (gap <= 0 || fabs (offset) > reach || (pair->found && fabs (offset) >= fabs (pair->offset)))
    return FALSE;
  pair->found = TRUE;
  pair->offset = offset;
  return TRUE;
}

LkbGuidePair
lkb_guide_find_gaps (const LkbBox *moving, const LkbBox *others, guint n_others, gboolean upright,
                     double reach)
{
  LkbGuidePair pair = { FALSE, 0 };
  Span own = get_span (moving, upright);
  double size = own.end - own.start;
  Span before, after, second, there;
  gboolean has_before = find_before (others, n_others, upright, &own, own.start + reach, &before);
  gboolean has_after = find_after (others, n_others, upright, &own, own.end - reach, &after);

  if (has_before && has_after
      && is_nearer (&pair, &own, (before.end + after.start - size) / 2,
                    (after.start - before.end - size) / 2, reach))
    {
      there = shift_span (&own, pair.offset);
      pair.measures[0] = measure_gap (&before, &there, upright);
      pair.measures[1] = measure_gap (&there, &after, upright);
    }
  if (has_before && find_before (others, n_others, upright, &before, before.start, &second)
      && is_nearer (&pair, &own, before.end + before.start - second.end, before.start - second.end,
                    reach))
    {
      there = shift_span (&own, pair.offset);
      pair.measures[0] = measure_gap (&second, &before, upright);
      pair.measures[1] = measure_gap (&before, &there, upright);
    }
  if (has_after && find_after (others, n_others, upright, &after, after.end, &second)
      && is_nearer (&pair, &own, after.start - (second.start - after.end) - size,
                    second.start - after.end, reach))
    {
      there = shift_span (&own, pair.offset);
      pair.measures[0] = measure_gap (&there, &after, upright);
      pair.measures[1] = measure_gap (&after, &second, upright);
    }
  return pair;
}

/* The size of a box, drawn beside it: below and to its right. */
static LkbMeasure
measure_size (const LkbBox *box, gboolean upright)
{
  LkbMeasure measure;

  if (upright)
    {
      measure.from = (LkbPoint){ box->x, box->y + box->h + SIZE_AWAY };
      measure.to = (LkbPoint){ box->x + box->w, box->y + box->h + SIZE_AWAY };
      measure.length = box->w;
    }
  else
    {
      measure.from = (LkbPoint){ box->x + box->w + SIZE_AWAY, box->y };
      measure.to = (LkbPoint){ box->x + box->w + SIZE_AWAY, box->y + box->h };
      measure.length = box->h;
    }
  return measure;
}

LkbGuidePair
lkb_guide_find_size (const LkbBox *resized, const LkbBox *others, guint n_others, gboolean upright,
                     double reach)
{
  LkbGuidePair pair = { FALSE, 0 };
  double own = upright ? resized->w : resized->h;
  double best = reach, best_away = 0;

  for (guint i = 0; i < n_others; i++)
    {
      double offset = (upright ? others[i].w : others[i].h) - own;
      double away = hypot (others[i].x + others[i].w / 2 - resized->x - resized->w / 2,
                           others[i].y + others[i].h / 2 - resized->y - resized->h / 2);
      LkbBox there = *resized;

      if (fabs (offset) > best || (pair.found && fabs (offset) == best && away >= best_away))
        continue;
      pair.found = TRUE;
      pair.offset = offset;
      best = fabs (offset);
      best_away = away;
      there.w += upright ? offset : 0;
      there.h += upright ? 0 : offset;
      pair.measures[0] = measure_size (&others[i], upright);
      pair.measures[1] = measure_size (&there, upright);
    }
  return pair;
}
