/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-labels.h"

#include <math.h>
#include <string.h>

#include "lkb-labels-private.h"
#include "lkb-metrics.h"

#define CELL 96.0 /* of the grids: about a label */
#define WINDOW_CELL 256.0
#define PENALTY_POOR 12.0 /* beside its line: others may leave it a better place */
/* Lines as near as this have to share the room for their labels. */
#define CRAMPED_REACH 26.0
#define ROUNDS 8
/* Centres as near as this look as if they were meant to be the same. */
#define ALMOST_IN_LINE 24.0
#define EPS 0.01
#define TRIES_MAX 16 /* in pairs: on a page some are left over, in a crowd too many */
/* On a large board: so often labels that found no clear place come before the others; on a very large
 * one that would take too long. */
#define STAGES 5
#define STAGES_VERY_LARGE 2
#define VERY_LARGE 3000

/* What an edge of a large board has met with in the stages before. */
typedef struct
{
  guint fails;
  gboolean cramped;
} Trouble;

LkbLabeler *
lkb_labeler_new (gsize n_nodes, gsize n_edges)
{
  LkbLabeler *self = g_new0 (LkbLabeler, 1);

  self->nodes = lkb_grid_new (CELL);
  self->lines = lkb_grid_new (CELL);
  self->labels = lkb_grid_new (CELL);
  self->windows = lkb_grid_new (WINDOW_CELL);
  self->boxes = g_new0 (LkbBox, MAX (n_nodes, 1));
  self->n_nodes = n_nodes;
  self->known = g_new0 (LkbKnownLabel, MAX (n_edges, 1));
  self->n_edges = n_edges;
  self->order = g_new0 (guint, MAX (n_edges, 1));
  for (gsize i = 0; i < n_nodes; i++)
    lkb_grid_insert (self->nodes, &self->boxes[i], NULL);
  for (gsize i = 0; i < n_edges; i++)
    {
      LkbKnownLabel *known = &self->known[i];
      known->lines = g_array_new (FALSE, FALSE, sizeof (guint));
      known->labels = g_array_new (FALSE, FALSE, sizeof (guint));
      known->trunk = -1;
      known->wished_at = NAN;
      known->place.clear = TRUE;
      known->place.at = 0.5;
    }
  return self;
}

void
lkb_labeler_free (LkbLabeler *self)
{
  g_return_if_fail (self != NULL);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      LkbKnownLabel *known = &self->known[i];
      g_clear_pointer (&known->line, g_array_unref);
      g_clear_pointer (&known->words, lkb_words_unref);
      g_free (known->seat);
      g_array_unref (known->lines);
      g_array_unref (known->labels);
    }
  g_clear_pointer (&self->next, lkb_labeler_free);
  lkb_grid_free (self->nodes);
  lkb_grid_free (self->lines);
  lkb_grid_free (self->labels);
  lkb_grid_free (self->windows);
  g_free (self->boxes);
  g_free (self->known);
  g_free (self->order);
  g_free (self);
}

static gboolean
mark_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  LkbLabeler *self = user_data;

  self->known[GPOINTER_TO_UINT (data)].dirty = TRUE;
  return TRUE;
}

/* All labels that looked at this place must be placed anew. */
static void
mark_near (LkbLabeler *self, const LkbBox *box)
{
  lkb_grid_foreach (self->windows, box, mark_cb, self);
}

static void
mark_handles (LkbLabeler *self, LkbGrid *grid, GArray *handles)
{
  for (guint i = 0; i < handles->len; i++)
    mark_near (self, lkb_grid_get_box (grid, g_array_index (handles, guint, i)));
}

static void
take_off (LkbGrid *grid, GArray *handles)
{
  for (guint i = 0; i < handles->len; i++)
    lkb_grid_remove (grid, g_array_index (handles, guint, i));
  g_array_set_size (handles, 0);
}

static void
put_on (LkbGrid *grid, GArray *handles, const LkbBox *box, guint number)
{
  guint handle = lkb_grid_insert (grid, box, GUINT_TO_POINTER (number));

  g_array_append_val (handles, handle);
}

static gboolean
has_label (LkbLabeler *self, guint edge)
{
  LkbPillShape shape = lkb_pill_shape (FALSE, FALSE);
  LkbKnownLabel *known = &self->known[edge];

  return known->line != NULL && known->line->len >= 2 && known->words != NULL
         && lkb_labeler_get_pill (self, edge, &shape) != NULL;
}

static gboolean
are_equal_boxes (const LkbBox *a, const LkbBox *b)
{
  return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

static void
put_window (LkbLabeler *self, guint edge)
{
  LkbKnownLabel *known = &self->known[edge];

  if (known->has_window && lkb_box_is_empty (&known->window))
    lkb_grid_remove (self->windows, known->window_handle);
  else if (known->has_window)
    lkb_grid_move (self->windows, known->window_handle, &known->window);
  else if (!lkb_box_is_empty (&known->window))
    known->window_handle = lkb_grid_insert (self->windows, &known->window, GUINT_TO_POINTER (edge));
  known->has_window = !lkb_box_is_empty (&known->window);
}

static void
place_label (LkbLabeler *self, guint edge)
{
  LkbKnownLabel *known = &self->known[edge];
  LkbLabelPlace before = known->place;

  known->place = (LkbLabelPlace){ .at = 0.5, .clear = TRUE };
  known->window = lkb_box (0, 0, 0, 0);
  if (has_label (self, edge))
    {
      if (isnan (known->wished_at))
        lkb_labeler_place_free (self, edge);
      else
        lkb_labeler_place_wished (self, edge);
    }
  known->dirty = FALSE;
  if (!are_equal_boxes (&before.pill_box, &known->place.pill_box)
      || !are_equal_boxes (&before.numbers_box, &known->place.numbers_box))
    {
      LkbBox whole = lkb_box_union (&known->place.pill_box, &known->place.numbers_box);

      mark_handles (self, self->labels, known->labels);
      take_off (self->labels, known->labels);
      if (!lkb_box_is_empty (&whole))
        put_on (self->labels, known->labels, &whole, edge);
      mark_handles (self, self->labels, known->labels);
      known->dirty = FALSE;
    }
  put_window (self, edge);
}

static int
compare_turns (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const LkbKnownLabel *known = user_data;
  guint i = *(const guint *) a;
  guint k = *(const guint *) b;
  const LkbKnownLabel *x = &known[i];
  const LkbKnownLabel *y = &known[k];
  gboolean x_wished = !isnan (x->wished_at);
  gboolean y_wished = !isnan (y->wished_at);

  if (x_wished != y_wished)
    return x_wished ? -1 : 1;
  if (x->fails != y->fails)
    return x->fails > y->fails ? -1 : 1;
  if (x->priority != y->priority)
    return x->priority > y->priority ? -1 : 1;
  return i < k ? -1 : i > k;
}

static void
sort_turns (LkbLabeler *self)
{
  for (guint i = 0; i < self->n_edges; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, (int) self->n_edges, sizeof *self->order, compare_turns,
                     self->known);
  for (guint i = 0; i < self->n_edges; i++)
    self->known[self->order[i]].rank = i;
  self->has_order = TRUE;
}

static gboolean
are_same_wish (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
has_line_changed (const LkbKnownLabel *known, const LkbLabelEdge *edge)
{
  return known->line != edge->line || known->trunk != edge->trunk;
}

static gboolean
has_turn_changed (const LkbKnownLabel *known, const LkbLabelEdge *edge, const Trouble *trouble)
{
  return known->priority != edge->priority || isnan (known->wished_at) != isnan (edge->wished_at)
         || known->fails != trouble->fails;
}

static gboolean
has_changed (const LkbKnownLabel *known, const LkbLabelEdge *edge, const Trouble *trouble)
{
  return has_line_changed (known, edge) || has_turn_changed (known, edge, trouble)
         || known->cramped != trouble->cramped || known->words != edge->words
         || known->count != edge->count || !are_same_wish (known->wished_at, edge->wished_at)
         || known->dx != edge->dx || known->dy != edge->dy || known->n_seat != edge->n_seat
         || (edge->n_seat > 0
             && memcmp (known->seat, edge->seat, edge->n_seat * sizeof (LkbPoint)) != 0);
}

static void
take_edge (LkbLabeler *self, guint index, const LkbLabelEdge *edge, const Trouble *trouble)
{
  LkbKnownLabel *known = &self->known[index];
  gboolean line = has_line_changed (known, edge);

  if (has_turn_changed (known, edge, trouble))
    {
      /* Labels near it may now come before it, or after. */
      mark_handles (self, self->labels, known->labels);
      take_off (self->labels, known->labels);
      known->place = (LkbLabelPlace){ .at = 0.5, .clear = TRUE };
      self->has_order = FALSE;
    }
  if (line)
    {
      mark_handles (self, self->lines, known->lines);
      take_off (self->lines, known->lines);
    }
  if (known->line != edge->line)
    {
      g_clear_pointer (&known->line, g_array_unref);
      known->line = edge->line != NULL ? g_array_ref (edge->line) : NULL;
    }
  if (known->words != edge->words)
    {
      g_clear_pointer (&known->words, lkb_words_unref);
      known->words = edge->words != NULL ? lkb_words_ref (edge->words) : NULL;
    }
  known->count = edge->count;
  known->trunk = edge->trunk;
  known->wished_at = edge->wished_at;
  known->dx = edge->dx;
  known->dy = edge->dy;
  known->priority = edge->priority;
  known->fails = trouble->fails;
  known->cramped = trouble->cramped;
  g_free (known->seat);
  known->seat = g_memdup2 (edge->seat, edge->n_seat * sizeof (LkbPoint));
  known->n_seat = edge->n_seat;
  if (line)
    {
      for (guint k = 0; known->line != NULL && k + 1 < known->line->len; k++)
        {
          const LkbPoint *p = &g_array_index (known->line, LkbPoint, k);
          LkbBox piece = lkb_box_from_points (p[0], p[1]);
          put_on (self->lines, known->lines, &piece, index);
        }
      mark_handles (self, self->lines, known->lines);
    }
  known->dirty = TRUE;
}

static void
take_input (LkbLabeler *self, const LkbBox *nodes, const LkbLabelEdge *edges,
            const Trouble *troubles)
{
  for (gsize i = 0; i < self->n_nodes; i++)
    if (!are_equal_boxes (&self->boxes[i], &nodes[i]))
      {
        mark_near (self, &self->boxes[i]);
        mark_near (self, &nodes[i]);
        self->boxes[i] = nodes[i];
        lkb_grid_move (self->nodes, (guint) i, &nodes[i]);
      }
  for (guint i = 0; i < self->n_edges; i++)
    if (has_changed (&self->known[i], &edges[i], &troubles[i]))
      take_edge (self, i, &edges[i], &troubles[i]);
}

static void
place_dirty (LkbLabeler *self)
{
  for (guint i = 0; i < self->n_edges; i++)
    if (self->known[self->order[i]].dirty)
      place_label (self, self->order[i]);
  /* A label does not care for those that come after it. */
  for (guint i = 0; i < self->n_edges; i++)
    self->known[i].dirty = FALSE;
}

static gboolean
cramp_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Trouble *troubles = user_data;

  troubles[GPOINTER_TO_UINT (data)].cramped = TRUE;
  return TRUE;
}

/* Labels on the lines beside this one must leave it room. */
static void
cramp_near (LkbLabeler *self, guint edge, Trouble *troubles)
{
  GArray *handles = self->known[edge].lines;

  troubles[edge].cramped = TRUE;
  for (guint i = 0; i < handles->len; i++)
    {
      const LkbBox *piece = lkb_grid_get_box (self->lines, g_array_index (handles, guint, i));
      LkbBox area = lkb_box_grow (piece, CRAMPED_REACH);

      if (piece->w + piece->h >= LKB_LABELS_ROOM_MIN)
        lkb_grid_foreach (self->lines, &area, cramp_cb, troubles);
    }
}

static void
renew_handle (LkbLabeler *self, guint edge)
{
  LkbKnownLabel *known = &self->known[edge];
  LkbBox whole = lkb_box_union (&known->place.pill_box, &known->place.numbers_box);

  take_off (self->labels, known->labels);
  if (!lkb_box_is_empty (&whole))
    put_on (self->labels, known->labels, &whole, edge);
}

/* Where labels above each other stand almost in line they are put in line: each by the one whose run is the longest, which
 * stands between two cards. */
static void
align_columns (LkbLabeler *self)
{
  for (guint i = 0; i < self->n_edges; i++)
    {
      LkbKnownLabel *known = &self->known[i];
      double x = known->place.pill_box.x + known->place.pill_box.w / 2, wished = x;
      double longest = 0;

      if (known->line == NULL || known->place.pill == NULL || known->place.pill->vertical
          || !isnan (known->wished_at) || known->trunk == (int) i)
        continue;
      for (guint k = 0; k < self->n_edges; k++)
        {
          const LkbLabelPlace *other = &self->known[k].place;
          double off = other->pill_box.x + other->pill_box.w / 2 - x;

          if (other->pill != NULL && !other->pill->vertical && other->room > known->place.room + EPS
              && other->room > longest && ABS (off) > EPS && ABS (off) <= ALMOST_IN_LINE)
            {
              longest = other->room;
              wished = x + off;
            }
        }
      if (longest > 0 && lkb_labeler_shift (self, i, wished - x))
        renew_handle (self, i);
    }
}

/* How much a label leaves unsaid. */
static guint
count_unsaid (const LkbLabelPlace *place)
{
  return place->pill != NULL ? 2 * place->pill->name_cut + place->pill->cut : 0;
}

static gboolean
may_speak_up (const LkbKnownLabel *known)
{
  return known->line != NULL && isnan (known->wished_at) && known->place.pill != NULL
         && known->place.clear;
}

/* Places @edge anew, and after it @other, when that is not the same; keeps that where less is left unsaid. */
static gboolean
place_again (LkbLabeler *self, guint edge, guint other)
{
  guint both[] = { edge, other };
  guint n = edge != other ? 2 : 1;
  LkbLabelPlace before[2];
  guint unsaid = 0;
  gboolean better = TRUE;

  for (guint i = 0; i < n; i++)
    {
      before[i] = self->known[both[i]].place;
      unsaid += count_unsaid (&before[i]);
      take_off (self->labels, self->known[both[i]].labels);
    }
  for (guint i = 0; i < n && better; i++)
    {
      LkbKnownLabel *known = &self->known[both[i]];
      guint left;

      known->cramped = FALSE;
      lkb_labeler_place_free (self, both[i]);
      renew_handle (self, both[i]);
      left = count_unsaid (&known->place);
      better = known->place.clear && left < unsaid;
      unsaid -= MIN (left, unsaid);
    }
  for (guint i = 0; i < n && !better; i++)
    {
      self->known[both[i]].place = before[i];
      renew_handle (self, both[i]);
    }
  return better;
}

/* Where some made themselves small for others that needed less in the end, or might stand elsewhere, there is room to say
 * more. */
static void
speak_up (LkbLabeler *self)
{
  guint tries = 0;

  for (guint k = 0; k < self->n_edges; k++)
    {
      guint i = self->order[k];
      const LkbKnownLabel *known = &self->known[i];
      gboolean done;

      if (!may_speak_up (known) || count_unsaid (&known->place) == 0)
        continue;
      done = place_again (self, i, i);
      for (guint other = 0; other < self->n_edges && tries < TRIES_MAX && !done; other++)
        {
          const LkbLabelPlace *place = &self->known[other].place;

          if (other != i && may_speak_up (&self->known[other])
              && (lkb_box_touches (&place->pill_box, &known->window)
                  || lkb_box_touches (&place->numbers_box, &known->window)))
            {
              done = place_again (self, i, other);
              tries++;
            }
        }
    }
}

/* A drawing that is a page but for the labels beside it keeps them in. */
static void
draw_in_page (LkbLabeler *self)
{
  LkbBox content = lkb_box (0, 0, 0, 0), whole;

  for (gsize i = 0; i < self->n_nodes; i++)
    content = lkb_box_union (&content, &self->boxes[i]);
  for (guint i = 0; i < self->n_edges; i++)
    for (guint k = 0; k < self->known[i].lines->len; k++)
      content = lkb_box_union (
          &content, lkb_grid_get_box (self->lines, g_array_index (self->known[i].lines, guint, k)));
  whole = content;
  for (guint i = 0; i < self->n_edges; i++)
    {
      whole = lkb_box_union (&whole, &self->known[i].place.pill_box);
      whole = lkb_box_union (&whole, &self->known[i].place.numbers_box);
    }
  if (content.w > LKB_PRINT_W_MAX || whole.w <= LKB_PRINT_W_MAX)
    return;
  for (guint i = 0; i < self->n_edges; i++)
    {
      LkbKnownLabel *known = &self->known[i];

      if (known->line != NULL && isnan (known->wished_at) && known->place.pill != NULL
          && known->place.pill->vertical && known->place.clear
          && lkb_labeler_draw_in (self, i, content.x, content.x + content.w))
        renew_handle (self, i);
    }
}

/* Places all labels of a small board, those first that had no luck the last time. */
static void
place_few (LkbLabeler *self)
{
  g_autofree LkbLabelPlace *best = g_new (LkbLabelPlace, MAX (self->n_edges, 1));
  g_autofree Trouble *troubles = g_new0 (Trouble, MAX (self->n_edges, 1));
  double least = G_MAXDOUBLE;

  for (guint round = 0; round < ROUNDS; round++)
    {
      double penalty = 0;
      gboolean clear = TRUE;

      self->modest = round > 0;
      for (guint i = 0; i < self->n_edges; i++)
        {
          self->known[i].fails = troubles[i].fails;
          self->known[i].cramped = troubles[i].cramped;
        }
      sort_turns (self);
      for (guint i = 0; i < self->n_edges; i++)
        {
          take_off (self->labels, self->known[i].labels);
          self->known[i].place = (LkbLabelPlace){ .at = 0.5, .clear = TRUE };
        }
      for (guint i = 0; i < self->n_edges; i++)
        place_label (self, self->order[i]);
      for (guint i = 0; i < self->n_edges; i++)
        {
          LkbKnownLabel *known = &self->known[i];

          if (known->line == NULL)
            continue;
          penalty += known->place.clear ? MIN (known->place.penalty, LKB_LABELS_PENALTY_LINE)
                                        : 100 * LKB_LABELS_PENALTY_LINE + known->place.penalty;
          clear &= known->place.clear && known->place.penalty < PENALTY_POOR;
          if (!known->place.clear && round > 0)
            {
              troubles[i].fails += 1;
              if (round > 1)
                cramp_near (self, i, troubles);
            }
        }
      if (penalty < least)
        {
          least = penalty;
          for (guint i = 0; i < self->n_edges; i++)
            best[i] = self->known[i].place;
        }
      if (clear)
        break;
    }
  self->modest = FALSE;
  for (guint i = 0; i < self->n_edges; i++)
    {
      self->known[i].place = best[i];
      self->known[i].rank = 0; /* each minds all others */
      renew_handle (self, i);
    }
  align_columns (self);
  if (self->n_edges <= LKB_LABELS_OF_PAGE)
    {
      speak_up (self);
      draw_in_page (self);
    }
}

/* A labeler that stands where @stage does: the next one begins with what it found. */
static LkbLabeler *
copy_stage (const LkbLabeler *stage, LkbTextMeasurer *measurer, const LkbBox *nodes,
            const LkbLabelEdge *edges)
{
  LkbLabeler *self = lkb_labeler_new (stage->n_nodes, stage->n_edges);
  g_autofree Trouble *troubles = g_new (Trouble, MAX (stage->n_edges, 1));

  for (guint i = 0; i < stage->n_edges; i++)
    troubles[i] = (Trouble){ stage->known[i].fails, stage->known[i].cramped };
  self->measurer = measurer;
  take_input (self, nodes, edges, troubles);
  for (guint i = 0; i < stage->n_edges; i++)
    {
      LkbKnownLabel *known = &self->known[i];
      LkbBox whole;

      known->place = stage->known[i].place;
      known->window = stage->known[i].window;
      known->dirty = FALSE;
      whole = lkb_box_union (&known->place.pill_box, &known->place.numbers_box);
      if (!lkb_box_is_empty (&whole))
        put_on (self->labels, known->labels, &whole, i);
      put_window (self, i);
    }
  self->measurer = NULL;
  return self;
}

/* Places the labels of a large board, each by what stands near it, so that little is done when little
 * moved. What finds no clear place has a turn before the others in the next stage, a labeler of its
 * own, and so on: each stage is as local as the first. */
static const LkbLabeler *
place_many (LkbLabeler *self, LkbTextMeasurer *measurer, const LkbBox *nodes,
            const LkbLabelEdge *edges)
{
  g_autofree Trouble *troubles = g_new0 (Trouble, MAX (self->n_edges, 1));
  guint stages = self->n_edges > VERY_LARGE ? STAGES_VERY_LARGE : STAGES;
  LkbLabeler *stage = self;

  for (guint k = 0;; k++)
    {
      gboolean failed = FALSE;

      stage->measurer = measurer;
      take_input (stage, nodes, edges, troubles);
      if (!stage->has_order)
        sort_turns (stage);
      place_dirty (stage);
      stage->measurer = NULL;
      for (guint i = 0; i < stage->n_edges; i++)
        {
          const LkbKnownLabel *known = &stage->known[i];

          if (known->line == NULL || known->place.clear || !isnan (known->wished_at))
            continue;
          failed = TRUE;
          troubles[i].fails++;
          if (k > 0)
            cramp_near (stage, i, troubles);
        }
      if (!failed || k + 1 == stages)
        return stage;
      if (stage->next == NULL)
        stage->next = copy_stage (stage, measurer, nodes, edges);
      stage = stage->next;
    }
}

static const LkbLabeler *
place_all (LkbLabeler *self, LkbTextMeasurer *measurer, const LkbBox *nodes,
           const LkbLabelEdge *edges)
{
  g_autofree Trouble *troubles = NULL;

  if (self->n_edges > LKB_LABELS_FEW)
    return place_many (self, measurer, nodes, edges);
  troubles = g_new0 (Trouble, MAX (self->n_edges, 1));
  self->measurer = measurer;
  take_input (self, nodes, edges, troubles);
  place_few (self);
  self->measurer = NULL;
  return self;
}

void
lkb_labeler_run (LkbLabeler *self, LkbTextMeasurer *measurer, const LkbBox *nodes,
                 LkbLabelEdge *edges)
{
  const LkbLabeler *done;

  g_return_if_fail (self != NULL && measurer != NULL);
  g_return_if_fail ((nodes != NULL || self->n_nodes == 0) && (edges != NULL || self->n_edges == 0));

  done = place_all (self, measurer, nodes, edges);
  for (guint i = 0; i < self->n_edges; i++)
    {
      const LkbLabelPlace *place = &done->known[i].place;

      edges[i].pill = place->pill;
      edges[i].pill_box = place->pill_box;
      edges[i].numbers_box = place->numbers_box;
      edges[i].at = place->at;
      edges[i].clear = place->clear;
    }
}
