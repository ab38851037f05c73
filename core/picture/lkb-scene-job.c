/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "lkb-scene-private.h"

/* So many changes are laid out while a frame is drawn. */
#define FEW_CHANGES 24

struct _LkbSceneJob
{
  LkbLayout *old; /* (nullable) */
  LkbLayout *made; /* NULL until it has run */
  GArray *nodes; /* LkbLayoutNode, with a reference to each card */
  GArray *edges; /* LkbLayoutEdge, with waypoints of their own */
  GStringChunk *strings; /* all their words */
};

static const LkbLayoutNode *
get_nodes (GArray *nodes)
{
  return (const LkbLayoutNode *) (gpointer) nodes->data;
}

static const LkbLayoutEdge *
get_edges (GArray *edges)
{
  return (const LkbLayoutEdge *) (gpointer) edges->data;
}

static const char *
keep (LkbSceneJob *job, const char *text)
{
  return text != NULL ? g_string_chunk_insert (job->strings, text) : NULL;
}

/* Elements and entries may go while the worker is at work: it gets a copy of all that they lend. */
static LkbSceneJob *
create_job (LkbScene *scene, GArray *nodes, GArray *edges)
{
  LkbSceneJob *job = g_new0 (LkbSceneJob, 1);

  job->old = scene->layout != NULL ? lkb_layout_ref (scene->layout) : NULL;
  job->strings = g_string_chunk_new (4096);
  job->nodes = g_array_copy (nodes);
  job->edges = g_array_copy (edges);
  for (guint i = 0; i < nodes->len; i++)
    {
      LkbLayoutNode *node = &g_array_index (job->nodes, LkbLayoutNode, i);

      node->id = keep (job, node->id);
      if (node->card != NULL)
        lkb_card_ref (node->card);
    }
  for (guint i = 0; i < edges->len; i++)
    {
      LkbLayoutEdge *edge = &g_array_index (job->edges, LkbLayoutEdge, i);

      edge->id = keep (job, edge->id);
      edge->from = keep (job, edge->from);
      edge->to = keep (job, edge->to);
      edge->owner = keep (job, edge->owner);
      edge->consumer = keep (job, edge->consumer);
      edge->numbers = keep (job, edge->numbers);
      edge->label = keep (job, edge->label);
      edge->waypoints = g_memdup2 (edge->waypoints, edge->n_waypoints * sizeof (LkbPoint));
    }
  scene->job_out = TRUE;
  return job;
}

void
lkb_scene_job_free (LkbSceneJob *job)
{
  for (guint i = 0; i < job->nodes->len; i++)
    g_clear_pointer (&g_array_index (job->nodes, LkbLayoutNode, i).card, lkb_card_unref);
  for (guint i = 0; i < job->edges->len; i++)
    g_free ((LkbPoint *) g_array_index (job->edges, LkbLayoutEdge, i).waypoints);
  g_array_unref (job->nodes);
  g_array_unref (job->edges);
  g_string_chunk_free (job->strings);
  g_clear_pointer (&job->old, lkb_layout_unref);
  g_clear_pointer (&job->made, lkb_layout_unref);
  g_free (job);
}

void
lkb_scene_job_run (LkbSceneJob *job, LkbTextMeasurer *measurer)
{
  g_return_if_fail (job != NULL && job->made == NULL && measurer != NULL);
  job->made = lkb_layout_update (job->old, measurer, get_nodes (job->nodes), job->nodes->len,
                                 get_edges (job->edges), job->edges->len);
}

void
lkb_scene_take_job (LkbScene *scene, LkbSceneJob *job)
{
  g_return_if_fail (scene != NULL && job != NULL && job->made != NULL);
  /* Somebody who could not wait has laid all out meanwhile. */
  if (scene->job_out)
    {
      g_clear_pointer (&scene->layout, lkb_layout_unref);
      scene->layout = g_steal_pointer (&job->made);
      scene->job_out = FALSE;
    }
  lkb_scene_job_free (job);
}

gboolean
lkb_scene_is_rough (LkbScene *scene)
{
  g_return_val_if_fail (scene != NULL, FALSE);
  return scene->rough;
}

/* Takes over where the layout put the edges. */
static gboolean
take_routes (LkbScene *scene)
{
  gboolean differs = FALSE;
  gsize index = 0;

  for (guint i = 0; i < scene->sequence->len; i++)
    {
      LkbSceneEntry *entry = g_ptr_array_index (scene->sequence, i);
      const LkbEdgeLayout *route;
      const char *trunk = NULL;

      if (entry->item.kind != LKB_KIND_EDGE)
        continue;
      route = lkb_layout_get_edge (scene->layout, index++);
      if (route->trunk >= 0)
        trunk = lkb_layout_get_edge (scene->layout, (gsize) route->trunk)->id;
      if (lkb_scene_entry_take_route (entry, route, trunk))
        {
          lkb_scene_entry_clear_pictures (entry);
          differs = TRUE;
        }
    }
  scene->rough = FALSE;
  return differs;
}

gboolean
lkb_scene_lay_out (LkbScene *scene, GArray *nodes, GArray *edges)
{
  /* What a worker has is out of bounds, and late. */
  LkbLayout *old = scene->job_out ? NULL : scene->layout;
  LkbLayout *layout = lkb_layout_update (old, scene->measurer, get_nodes (nodes), nodes->len,
                                         get_edges (edges), edges->len);

  g_clear_pointer (&scene->layout, lkb_layout_unref);
  scene->layout = layout;
  scene->job_out = FALSE;
  return take_routes (scene);
}

/* How far the box at one end of a laid-out edge has been moved since; FALSE when it is another one. */
static gboolean
get_shift (LkbScene *scene, int index, const LkbSceneEntry *end, LkbPoint *shift)
{
  const LkbNodeLayout *node = index >= 0 ? lkb_layout_get_node (scene->layout, (gsize) index)
                                         : NULL;

  if (node == NULL || g_strcmp0 (node->id, end->item.id) != 0)
    return FALSE;
  *shift = (LkbPoint){ end->item.box.x - node->box.x, end->item.box.y - node->box.y };
  return TRUE;
}

/* Where the line from the middle of @box to @to leaves the box. */
static LkbPoint
leave (const LkbBox *box, LkbPoint to)
{
  LkbPoint from = { box->x + box->w / 2, box->y + box->h / 2 };
  double dx = to.x - from.x, dy = to.y - from.y;
  double share = MAX (box->w > 0 ? fabs (dx) / (box->w / 2) : 0,
                      box->h > 0 ? fabs (dy) / (box->h / 2) : 0);

  if (share <= 1)
    return from;
  return (LkbPoint){ from.x + dx / share, from.y + dy / share };
}

static void
shift_label (LkbEdgeLayout *route, double dx, double dy)
{
  route->pill_box.x += dx;
  route->pill_box.y += dy;
  route->numbers_box.x += dx;
  route->numbers_box.y += dy;
}

/* From box to box, with the label that it had in the middle. */
static gboolean
take_straight (LkbSceneEntry *entry, LkbEdgeLayout *route, const LkbBox *from, const LkbBox *to)
{
  const LkbBox *label = lkb_box_is_empty (&route->pill_box) ? &route->numbers_box
                                                            : &route->pill_box;
  LkbPoint points[2];

  points[0] = leave (from, (LkbPoint){ to->x + to->w / 2, to->y + to->h / 2 });
  points[1] = leave (to, (LkbPoint){ from->x + from->w / 2, from->y + from->h / 2 });
  route->points = points;
  route->n_points = 2;
  shift_label (route, (points[0].x + points[1].x) / 2 - label->x - label->w / 2,
               (points[0].y + points[1].y) / 2 - label->y - label->h / 2);
  return lkb_scene_entry_take_route (entry, route, NULL);
}

static gboolean
take_roughly (LkbScene *scene, LkbSceneEntry *entry)
{
  const LkbSceneEntry *from = NULL, *to = NULL;
  const LkbEdgeLayout *known = NULL;
  LkbEdgeLayout route = { .trunk = -1 };
  LkbPoint a, b;
  const char *trunk = NULL;
  g_autofree LkbPoint *points = NULL;

  if (entry->row.from != NULL && entry->row.to != NULL)
    {
      from = g_hash_table_lookup (scene->entries, entry->row.from);
      to = g_hash_table_lookup (scene->entries, entry->row.to);
    }
  if (from == NULL || to == NULL)
    return lkb_scene_entry_take_route (entry, &route, NULL);
  if (scene->layout != NULL)
    known = lkb_layout_find_edge (scene->layout, entry->item.id);
  if (known == NULL)
    return take_straight (entry, &route, &from->item.box, &to->item.box);
  route = *known;
  if (known->n_points == 0 || !get_shift (scene, known->from, from, &a)
      || !get_shift (scene, known->to, to, &b) || a.x != b.x || a.y != b.y)
    return take_straight (entry, &route, &from->item.box, &to->item.box);

  if (known->trunk >= 0)
    trunk = lkb_layout_get_edge (scene->layout, (gsize) known->trunk)->id;
  points = g_memdup2 (known->points, known->n_points * sizeof (LkbPoint));
  for (gsize i = 0; i < known->n_points; i++)
    {
      points[i].x += a.x;
      points[i].y += a.y;
    }
  route.points = points;
  shift_label (&route, a.x, a.y);
  return lkb_scene_entry_take_route (entry, &route, trunk);
}

static gboolean
take_all_roughly (LkbScene *scene)
{
  gboolean differs = FALSE;

  for (guint i = 0; i < scene->sequence->len; i++)
    {
      LkbSceneEntry *entry = g_ptr_array_index (scene->sequence, i);

      if (entry->item.kind == LKB_KIND_EDGE && take_roughly (scene, entry))
        {
          lkb_scene_entry_clear_pictures (entry);
          differs = TRUE;
        }
    }
  scene->rough = TRUE;
  return differs;
}

gboolean
lkb_scene_lay_out_quickly (LkbScene *scene, GArray *nodes, GArray *edges, LkbSceneJob **job)
{
  gsize n_changes = G_MAXSIZE;

  if (scene->job_out)
    return take_all_roughly (scene);
  if (scene->layout != NULL)
    n_changes = lkb_layout_count_changes (scene->layout, get_nodes (nodes), nodes->len,
                                          get_edges (edges), edges->len);
  if (n_changes == 0)
    return take_routes (scene);
  if (n_changes <= FEW_CHANGES || edges->len == 0)
    return lkb_scene_lay_out (scene, nodes, edges);
  *job = create_job (scene, nodes, edges);
  return take_all_roughly (scene);
}
