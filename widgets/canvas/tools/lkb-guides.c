/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-guides.h"

#include <math.h>

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
