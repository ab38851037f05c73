/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a frame of the canvas costs before the renderer sees it: retained nodes recorded, then only gathered. */

#include "bench-harness.h"
#include "widgets/canvas/lkb-node-cache.h"

typedef struct
{
  LkbNodeCache *cache;
} Canvas;

/* One frame with every element of the board in view. */
static void
append_frame (Bench *bench, LkbNodeCache *cache)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  lkb_node_cache_begin (cache);
  gtk_snapshot_scale (snapshot, 0.5f, 0.5f);
  for (guint i = 0; i < lkb_scene_get_n_items (bench->scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (bench->scene, i);
      LkbPicture *label = lkb_scene_get_label (bench->scene, item, LKB_DETAIL_FULL);

      lkb_node_cache_append (cache, snapshot,
                             lkb_scene_get_picture (bench->scene, item, LKB_DETAIL_FULL),
                             bench->measurer);
      if (label != NULL)
        lkb_node_cache_append (cache, snapshot, label, bench->measurer);
    }
  node = gtk_snapshot_free_to_node (snapshot);
  g_clear_pointer (&node, gsk_render_node_unref);
}

/* The first frame: every node is recorded. */
static void
phase_first_frame (Bench *bench)
{
  g_autoptr (LkbNodeCache) cache = lkb_node_cache_new ();

  lkb_node_cache_set_theme (cache, lkb_theme_get (LKB_THEME_LIGHT));
  append_frame (bench, cache);
}

/* Every other frame, a pan for example: nothing is recorded. */
static void
phase_next_frame (Bench *bench)
{
  Canvas *canvas = bench->own;

  if (canvas->cache == NULL)
    {
      canvas->cache = lkb_node_cache_new ();
      lkb_node_cache_set_theme (canvas->cache, lkb_theme_get (LKB_THEME_LIGHT));
      append_frame (bench, canvas->cache);
    }
  append_frame (bench, canvas->cache);
}

static const BenchPhase phases[] = {
  { "canvas-first", phase_first_frame, BENCH_NEEDS_SCENE },
  { "canvas-next", phase_next_frame, BENCH_NEEDS_SCENE },
};

int
main (int argc, char **argv)
{
  Canvas canvas = { NULL };
  int status;

  /* Render nodes need their types, not a display: no gtk_init(). */
  g_type_ensure (GSK_TYPE_CAIRO_NODE);
  status = bench_main (argc, argv, phases, G_N_ELEMENTS (phases), &canvas);

  g_clear_pointer (&canvas.cache, lkb_node_cache_free);
  return status;
}
