/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-scene-arrange.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/layout/lkb-arrange.h"
#include "core/layout/lkb-metrics.h"
#include "core/layout/lkb-trunks.h"
#include "lkb-arrange-groups.h"
#include "lkb-arrange-notes.h"
#include "lkb-scene-private.h"

/* The drawing's area of either paper, the smaller side of both. */
#define TRUNK_MORE 40.0
#define TRUNKS_MANY 80 /* with so many edges nobody looks for them */
#define PAGE_W 984.0
#define PAGE_H 448.0
/* 7 pt, and a little more for strokes. */
#define PAGE_SCALE_MIN 0.785
#define COST_UNREADABLE 4000.0
#define COST_UNREADABLE_MORE 100000.0
#define COST_SMALL 600.0
/* A page prints full pills, the names above all. */
#define COST_SHORTENED 20.0
#define COST_NAME_SHORTENED 80.0

/* A page has so many cards at most. A card grows by a line of text or two for its neighbours, not more. */
#define PAGE_NODES 16
#define EVEN_MOST 40.0

typedef struct
{
  LkbBoard *board;
  GPtrArray *nodes; /* of LkbElement, borrowed */
  GHashTable *places; /* id → index in @nodes, plus one */
  GArray *in; /* of LkbArrangeNode */
  GArray *edges; /* of LkbArrangeEdge */
  LkbPoint *out;
} Job;

gboolean
lkb_arrangement_from_string (const char *text, LkbArrangement *arrangement)
{
  g_return_val_if_fail (text != NULL && arrangement != NULL, FALSE);
  if (g_str_equal (text, "page"))
    *arrangement = LKB_ARRANGEMENT_PAGE;
  else if (g_str_equal (text, "flow"))
    *arrangement = LKB_ARRANGEMENT_FLOW;
  else
    return FALSE;
  return TRUE;
}

static int
get_place (const Job *job, const char *id)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (job->places, id)) - 1;
}

static void
collect_nodes (Job *job, LkbScene *scene, LkbArrangement arrangement)
{
  const GPtrArray *elements = lkb_board_get_elements (job->board);
  for (guint i = 0; i < elements->len; i++)
    {
      LkbElement *element = g_ptr_array_index (elements, i);
      const LkbSceneEntry *entry;
      LkbArrangeNode node = { 0 };
      LkbLane lane;

      if (!lkb_element_is_node (element))
        continue;
      entry = g_hash_table_lookup (scene->entries, lkb_element_get_id (element));
      node.stage = lkb_kind_get_stage (lkb_element_get_kind (element));
      node.lane = LKB_ARRANGE_LANE_UNSET;
      if (lkb_lane_from_string (lkb_element_get_text (element, LKB_FIELD_LANE), &lane))
        node.lane = (LkbArrangeLane) lane;
      /* Where lanes are drawn, a card goes to that of its kind. */
      else if (lkb_element_get_lane (element) != LKB_LANE_OTHER
               && lkb_arrange_has_lane_group (job->board, lkb_element_get_lane (element)))
        node.lane = (LkbArrangeLane) lkb_element_get_lane (element);
      node.x = lkb_element_get_x (element);
      node.y = lkb_element_get_y (element);
      node.w = entry != NULL ? entry->card->w : LKB_NODE_W;
      node.h = entry != NULL ? entry->card->h : LKB_NODE_H_MIN;
      node.pinned = lkb_element_get_boolean (element, LKB_FIELD_PINNED);
      /* The page finds its heights anew: what its rows needed when it was last arranged is no wish. */
      if (arrangement == LKB_ARRANGEMENT_PAGE && !node.pinned && entry != NULL)
        node.h = entry->card->natural_h;
      g_ptr_array_add (job->nodes, element);
      g_array_append_val (job->in, node);
      g_hash_table_insert (job->places, (char *) lkb_element_get_id (element),
                           GINT_TO_POINTER (job->nodes->len));
    }
}

/* The room for a label that nothing shortens, whatever became of it where the cards stand now. */
static void
measure_label (LkbScene *scene, const LkbSceneEntry *entry, LkbArrangeEdge *edge)
{
  LkbPillText text = { .state = entry->row.state,
                       .owner = entry->row.owner,
                       .consumer = entry->row.consumer,
                       .numbers = entry->row.numbers,
                       .label = entry->row.label,
                       .count = 1 };
  LkbPill *pill = lkb_pill_new (scene->measurer, &text, FALSE);

  if (pill == NULL)
    return;
  edge->label_w = MAX (pill->w, pill->numbers_box.w);
  edge->label_h = pill->h + pill->numbers_box.h;
  lkb_pill_unref (pill);
}

/* Whether @a and @b will be in one trunk, if there are enough of them. */
static gboolean
say_the_same (const LkbLayoutEdge *a, const LkbLayoutEdge *b)
{
  return a->state == b->state && a->style == b->style && g_strcmp0 (a->owner, b->owner) == 0
         && g_strcmp0 (a->consumer, b->consumer) == 0;
}

/* The label of a trunk also tells how many there are, and beside it they part. */
static void
widen_trunks (Job *job, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len && entries->len <= TRUNKS_MANY; i++)
    {
      const LkbSceneEntry *a = g_ptr_array_index (entries, i);
      guint both = 0, from = 0, to = 0;

      for (guint k = 0; k < entries->len && a != NULL; k++)
        {
          const LkbSceneEntry *b = g_ptr_array_index (entries, k);
          gboolean same_from, same_to;

          if (b == NULL || !say_the_same (&a->row, &b->row))
            continue;
          same_from = g_strcmp0 (a->row.from, b->row.from) == 0;
          same_to = g_strcmp0 (a->row.to, b->row.to) == 0;
          both += same_from && same_to ? 1 : 0;
          from += same_from ? 1 : 0;
          to += same_to ? 1 : 0;
        }
      if (both >= 2 || from >= LKB_TRUNK_MIN || to >= LKB_TRUNK_MIN)
        g_array_index (job->edges, LkbArrangeEdge, i).label_w += TRUNK_MORE;
    }
}

static void
collect_edges (Job *job, LkbScene *scene)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  const GPtrArray *elements = lkb_board_get_elements (job->board);
  for (guint i = 0; i < elements->len; i++)
    {
      LkbElement *element = g_ptr_array_index (elements, i);
      const LkbSceneEntry *entry;
      LkbArrangeEdge edge = { 0 };
      LkbMode mode;

      if (!lkb_element_is_edge (element))
        continue;
      mode = lkb_board_get_edge_mode (job->board, element);
      entry = g_hash_table_lookup (scene->entries, lkb_element_get_id (element));
      edge.from = get_place (job, lkb_element_get_from (element));
      edge.to = get_place (job, lkb_element_get_to (element));
      edge.back = !lkb_mode_in_path (mode);
      edge.around = mode == LKB_MODE_FEEDBACK;
      if (entry != NULL)
        measure_label (scene, entry, &edge);
      g_array_append_val (job->edges, edge);
      g_ptr_array_add (entries, (gpointer) entry);
    }
  widen_trunks (job, entries);
}

static void
add_moved_nodes (Job *job, LkbChange *change)
{
  for (guint i = 0; i < job->nodes->len; i++)
    {
      const LkbElement *node = g_ptr_array_index (job->nodes, i);
      g_autoptr (LkbElement) after = NULL;
      if (job->out[i].x == lkb_element_get_x (node) && job->out[i].y == lkb_element_get_y (node))
        continue;
      after = lkb_element_with_position (node, job->out[i].x, job->out[i].y);
      lkb_change_add (change, node, after);
    }
}

/* How high a card of the page is: as the highest of its row, unless that is another kind of card. */
static double
find_even_height (const Job *job, const LkbPoint *places, guint index)
{
  const LkbArrangeNode *in = &g_array_index (job->in, LkbArrangeNode, index);
  double h = in->h;

  if (in->pinned || job->in->len > PAGE_NODES)
    return h;
  for (guint i = 0; i < job->in->len; i++)
    {
      const LkbArrangeNode *other = &g_array_index (job->in, LkbArrangeNode, i);
      if (!other->pinned && places[i].y == places[index].y && other->h <= in->h + EVEN_MOST)
        h = MAX (h, other->h);
    }
  return h;
}

/* Writes a height where a row needs it, and none where the card has it by itself. */
static void
add_even_rows (Job *job, LkbChange *change)
{
  g_autofree double *heights = g_new (double, job->nodes->len);

  for (guint i = 0; i < job->nodes->len; i++)
    heights[i] = find_even_height (job, job->out, i);
  for (guint i = 0; i < job->nodes->len; i++)
    {
      const LkbElement *node = g_ptr_array_index (job->nodes, i);
      LkbArrangeNode *in = &g_array_index (job->in, LkbArrangeNode, i);
      g_autoptr (LkbElement) moved = NULL;
      g_autoptr (LkbElement) after = NULL;
      LkbElementBuilder *builder;

      if (in->pinned)
        continue;
      moved = lkb_element_with_position (node, job->out[i].x, job->out[i].y);
      builder = lkb_element_builder_new_from (moved);
      if (heights[i] == in->h)
        lkb_element_builder_set (builder, LKB_FIELD_H, NULL);
      else
        lkb_element_builder_set_number (builder, LKB_FIELD_H, heights[i]);
      after = lkb_element_builder_end (builder);
      if (!lkb_element_equal (moved, after))
        lkb_change_add (change, node, after);
      in->h = heights[i];
    }
}

static gboolean
has_moved (const Job *job, const char *id)
{
  int i = get_place (job, id);
  const LkbElement *node = g_ptr_array_index (job->nodes, i);
  return job->out[i].x != lkb_element_get_x (node) || job->out[i].y != lkb_element_get_y (node);
}

static void
add_freed_edges (Job *job, LkbChange *change)
{
  static const LkbField drawn[] = { LKB_FIELD_WAYPOINTS, LKB_FIELD_FROM_SIDE, LKB_FIELD_TO_SIDE,
                                    LKB_FIELD_LABEL_AT, LKB_FIELD_LABEL_OFFSET };
  const GPtrArray *elements = lkb_board_get_elements (job->board);
  for (guint i = 0; i < elements->len; i++)
    {
      LkbElement *edge = g_ptr_array_index (elements, i);
      g_autoptr (LkbElement) after = NULL;
      LkbElementBuilder *builder;
      if (!lkb_element_is_edge (edge)
          || !(has_moved (job, lkb_element_get_from (edge))
               || has_moved (job, lkb_element_get_to (edge))))
        continue;
      builder = lkb_element_builder_new_from (edge);
      for (guint j = 0; j < G_N_ELEMENTS (drawn); j++)
        lkb_element_builder_set (builder, drawn[j], NULL);
      after = lkb_element_builder_end (builder);
      if (!lkb_element_equal (edge, after))
        lkb_change_add (change, edge, after);
    }
}

static void
add_fitted_groups (Job *job, gboolean page, LkbChange *change)
{
  g_autofree LkbBox *boxes = g_new (LkbBox, job->nodes->len);

  for (guint i = 0; i < job->nodes->len; i++)
    {
      const LkbArrangeNode *in = &g_array_index (job->in, LkbArrangeNode, i);
      boxes[i] = lkb_box (job->out[i].x, job->out[i].y, in->w, in->h);
    }
  lkb_arrange_fit_groups (job->board, job->nodes, boxes, page, change);
}

/* Owners come from stored rectangles; arranging must not hand an edge to somebody else. */
static void
add_kept_owners (Job *job, LkbChange *change)
{
  g_autoptr (LkbBoard) tried = NULL;
  g_autoptr (LkbChange) trial = NULL;
  const GPtrArray *elements = lkb_board_get_elements (job->board);

  if (lkb_board_get_groups (job->board)->len == 0)
    return;
  tried = lkb_board_copy (job->board);
  trial = lkb_change_new (NULL);
  lkb_change_merge (trial, change);
  if (!lkb_board_apply (tried, trial, NULL))
    return;
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);
      const LkbElement *moved;
      LkbEdgeOwnership before, after;
      g_autoptr (LkbElement) kept = NULL;

      if (!lkb_element_is_edge (edge))
        continue;
      moved = lkb_board_lookup (tried, lkb_element_get_id (edge));
      lkb_board_get_edge_ownership (job->board, edge, &before);
      lkb_board_get_edge_ownership (tried, moved, &after);
      if (before.owner == NULL || g_strcmp0 (before.owner, after.owner) == 0)
        continue;
      kept = lkb_element_with_text (moved, LKB_FIELD_OWNER, before.owner);
      lkb_change_add (change, edge, kept);
    }
}

typedef struct
{
  LkbScene *scene;
  const Job *job;
  GArray *nodes; /* of LkbLayoutNode, in the order of the job's */
  GArray *edges; /* of LkbLayoutEdge, nothing left of what was drawn by hand */
  LkbLayout *last; /* (nullable) of the trial before: no word is measured twice */
} Trial;

static void
collect_trial (const Job *job, LkbScene *scene, Trial *trial)
{
  trial->scene = scene;
  trial->job = job;
  trial->nodes = g_array_new (FALSE, TRUE, sizeof (LkbLayoutNode));
  trial->edges = g_array_new (FALSE, TRUE, sizeof (LkbLayoutEdge));
  for (guint i = 0; i < job->nodes->len; i++)
    {
      const char *id = lkb_element_get_id (g_ptr_array_index (job->nodes, i));
      const LkbSceneEntry *entry = g_hash_table_lookup (scene->entries, id);
      LkbLayoutNode node = { id, 0, 0, entry != NULL ? entry->card : NULL };
      if (node.card != NULL)
        g_array_append_val (trial->nodes, node);
    }
  for (guint i = 0; i < scene->sequence->len; i++)
    {
      const LkbSceneEntry *entry = g_ptr_array_index (scene->sequence, i);
      LkbLayoutEdge edge = entry->row;

      if (!lkb_element_is_edge (entry->item.element))
        continue;
      edge.from_side = edge.to_side = LKB_SIDE_AUTO;
      edge.n_waypoints = 0;
      edge.label_at = NAN;
      g_array_append_val (trial->edges, edge);
    }
}

/* (transfer full) Lays the board out as it would be. */
static LkbLayout *
lay_out_trial (Trial *trial, const LkbPoint *places)
{
  LkbLayout *layout;

  for (guint i = 0; i < trial->nodes->len; i++)
    {
      LkbLayoutNode *node = &g_array_index (trial->nodes, LkbLayoutNode, i);
      node->x = places[i].x;
      node->y = places[i].y;
    }
  layout = lkb_layout_update (trial->last, trial->scene->measurer,
                              (const LkbLayoutNode *) trial->nodes->data, trial->nodes->len,
                              (const LkbLayoutEdge *) trial->edges->data, trial->edges->len);
  g_clear_pointer (&trial->last, lkb_layout_unref);
  trial->last = lkb_layout_ref (layout);
  return layout;
}

static double
judge_flow (const LkbPoint *places, gpointer data)
{
  g_autoptr (LkbLayout) layout = lay_out_trial (data, places);
  return lkb_layout_judge (layout);
}

/* (transfer full) As above, with rows of even height. */
static LkbLayout *
lay_out_page (Trial *trial, const LkbPoint *places)
{
  g_autoptr (GPtrArray) plain = g_ptr_array_new ();
  LkbLayout *layout;

  for (guint i = 0; i < trial->nodes->len; i++)
    {
      LkbLayoutNode *node = &g_array_index (trial->nodes, LkbLayoutNode, i);
      double h = find_even_height (trial->job, places, i);

      g_ptr_array_add (plain, node->card);
      node->card = lkb_card_new_with_height (node->card, h);
    }
  layout = lay_out_trial (trial, places);
  for (guint i = 0; i < trial->nodes->len; i++)
    {
      LkbLayoutNode *node = &g_array_index (trial->nodes, LkbLayoutNode, i);

      lkb_card_unref (node->card);
      node->card = g_ptr_array_index (plain, i);
    }
  return layout;
}

/* The page must do on either paper: too small a text is the worst, a larger one is worth some bends. */
static double
judge_page (const LkbPoint *places, gpointer data)
{
  g_autoptr (LkbLayout) layout = lay_out_page (data, places);
  LkbBox bounds = lkb_layout_get_bounds (layout);
  double scale = MIN (PAGE_W / MAX (bounds.w, 1), PAGE_H / MAX (bounds.h, 1));
  double cost = lkb_layout_judge (layout) + COST_SMALL * MAX (1 - scale, 0);

  if (scale < PAGE_SCALE_MIN)
    cost += COST_UNREADABLE + COST_UNREADABLE_MORE * (PAGE_SCALE_MIN - scale);
  for (gsize i = 0; i < lkb_layout_get_n_edges (layout); i++)
    {
      const LkbEdgeLayout *edge = lkb_layout_get_edge (layout, i);
      if (edge->pill != NULL && edge->pill->cut)
        cost += COST_SHORTENED + (edge->pill->name_cut ? COST_NAME_SHORTENED : 0);
    }
  return cost;
}

static gboolean
arrange (const Job *job, LkbScene *scene, LkbArrangement arrangement, GCancellable *cancellable,
         GError **error)
{
  const LkbArrangeNode *nodes = (const LkbArrangeNode *) job->in->data;
  const LkbArrangeEdge *edges = (const LkbArrangeEdge *) job->edges->data;
  Trial trial = { 0 };
  gboolean done;

  collect_trial (job, scene, &trial);
  if (arrangement == LKB_ARRANGEMENT_PAGE)
    done = lkb_arrange_page_judged (nodes, job->in->len, edges, job->edges->len,
                                    trial.nodes->len == job->in->len ? judge_page : NULL, &trial,
                                    job->out, cancellable, error);
  else
    done = lkb_arrange_flow_judged (nodes, job->in->len, edges, job->edges->len,
                                    trial.nodes->len == job->in->len ? judge_flow : NULL, &trial,
                                    job->out, cancellable, error);
  g_clear_pointer (&trial.last, lkb_layout_unref);
  g_array_unref (trial.nodes);
  g_array_unref (trial.edges);
  return done;
}

LkbChange *
lkb_scene_dup_arrangement (LkbScene *scene, LkbBoard *board, LkbArrangement arrangement,
                           GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) in = g_array_new (FALSE, FALSE, sizeof (LkbArrangeNode));
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (LkbArrangeEdge));
  g_autofree LkbPoint *out = NULL;
  g_autoptr (LkbChange) change = NULL;
  Job job;

  g_return_val_if_fail (scene != NULL && LKB_IS_BOARD (board), NULL);
  job = (Job){ board, nodes, places, in, edges, NULL };
  collect_nodes (&job, scene, arrangement);
  collect_edges (&job, scene);
  if (nodes->len == 0)
    return NULL;
  out = g_new0 (LkbPoint, nodes->len);
  job.out = out;
  if (!arrange (&job, scene, arrangement, cancellable, error))
    return NULL;

  change = lkb_change_new (arrangement == LKB_ARRANGEMENT_PAGE ? N_ ("Arrange as page")
                                                               : N_ ("Arrange as flow"));
  add_moved_nodes (&job, change);
  if (arrangement == LKB_ARRANGEMENT_PAGE)
    add_even_rows (&job, change);
  add_freed_edges (&job, change);
  if (!lkb_change_is_empty (change))
    {
      add_fitted_groups (&job, arrangement == LKB_ARRANGEMENT_PAGE, change);
      add_kept_owners (&job, change);
    }
  if (arrangement == LKB_ARRANGEMENT_PAGE)
    lkb_arrange_add_notes (scene, board, change, PAGE_W, PAGE_H, PAGE_SCALE_MIN);
  else
    lkb_arrange_add_notes (scene, board, change, 0, 0, 0);
  return lkb_change_is_empty (change) ? NULL : g_steal_pointer (&change);
}
