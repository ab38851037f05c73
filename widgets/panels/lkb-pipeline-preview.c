/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-pipeline-preview.h"

#include "core/formats/lkb-pipeline-text.h"
#include "core/picture/lkb-scene-arrange.h"
#include "core/picture/lkb-scene.h"

/* Up to so many nodes the page is the better arrangement. */
#define PAGE_NODES_MAX 16

typedef struct
{
  LkbBoard *board; /* the job's own */
  char *text;
  char *decimal;
  char *grouping;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->board);
  g_free (job->text);
  g_free (job->decimal);
  g_free (job->grouping);
  g_free (job);
}

static Job *
create_job (LkbBoard *board, const char *text, const char *decimal, const char *grouping)
{
  Job *job = g_new0 (Job, 1);

  job->board = lkb_board_copy (board);
  job->text = g_strdup (text);
  job->decimal = g_strdup (decimal);
  job->grouping = g_strdup (grouping);
  return job;
}

void
lkb_pipeline_preview_free (LkbPipelinePreview *preview)
{
  g_return_if_fail (preview != NULL);

  g_clear_pointer (&preview->change, lkb_change_unref);
  g_clear_pointer (&preview->remarks, g_ptr_array_unref);
  g_clear_pointer (&preview->picture, lkb_picture_unref);
  g_free (preview);
}

static guint
count_nodes (LkbBoard *board)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  guint n = 0;

  for (guint i = 0; i < elements->len; i++)
    n += lkb_element_is_node (g_ptr_array_index (elements, i)) ? 1 : 0;
  return n;
}

static void
count_added (LkbPipelinePreview *preview)
{
  for (guint i = 0; i < lkb_change_get_n (preview->change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (preview->change, i);

      if (pair->before != NULL)
        continue;
      if (lkb_element_is_edge (pair->after))
        preview->n_edges++;
      else
        preview->n_nodes++;
    }
}

/* FALSE only when cancelled. */
static gboolean
arrange (Job *job, LkbScene *scene, LkbPipelinePreview *preview, GCancellable *cancellable,
         GError **error)
{
  LkbArrangement arrangement = preview->n_nodes <= PAGE_NODES_MAX ? LKB_ARRANGEMENT_PAGE
                                                                  : LKB_ARRANGEMENT_FLOW;
  g_autoptr (GError) local = NULL;
  g_autoptr (LkbChange) moves = lkb_scene_dup_arrangement (scene, job->board, arrangement,
                                                           cancellable, &local);
  g_autoptr (LkbChange) whole = NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (moves == NULL || !lkb_board_apply (job->board, moves, NULL))
    return TRUE;

  whole = lkb_change_new_like (preview->change);
  lkb_change_merge (whole, preview->change);
  lkb_change_merge (whole, moves);
  lkb_change_unref (preview->change);
  preview->change = g_steal_pointer (&whole);
  lkb_scene_update (scene, job->board, moves, NULL);
  return TRUE;
}

/* What is said of a line of several hops is said once. */
static void
drop_repeated (GPtrArray *remarks)
{
  for (guint i = remarks->len; i-- > 1;)
    {
      const LkbPipelineRemark *remark = remarks->pdata[i];
      const LkbPipelineRemark *before = remarks->pdata[i - 1];

      if (remark->line == before->line && g_str_equal (remark->message, before->message))
        g_ptr_array_remove_index (remarks, i);
    }
}

static LkbPipelinePreview *
run (Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (LkbPipelinePreview) preview = g_new0 (LkbPipelinePreview, 1);
  LkbPipelineTextOptions options = { job->decimal != NULL ? job->decimal : ".",
                                     job->grouping != NULL ? job->grouping : "," };
  g_autoptr (LkbTextMeasurer) measurer = NULL;
  g_autoptr (LkbScene) scene = NULL;
  gboolean was_empty = count_nodes (job->board) == 0;

  preview->change = lkb_pipeline_text_parse (job->board, job->text, &options, &preview->remarks);
  drop_repeated (preview->remarks);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  /* A change that the board refuses is none: there is nothing that could be added. */
  if (preview->change != NULL && !lkb_board_apply (job->board, preview->change, NULL))
    g_clear_pointer (&preview->change, lkb_change_unref);
  if (preview->change == NULL)
    return g_steal_pointer (&preview);

  count_added (preview);
  measurer = lkb_text_measurer_new ();
  scene = lkb_scene_new (measurer, job->board, NULL);
  if (was_empty && !arrange (job, scene, preview, cancellable, error))
    return NULL;
  preview->picture = lkb_scene_dup_picture (scene, LKB_DETAIL_FULL);
  preview->bounds = lkb_scene_get_bounds (scene);
  return g_steal_pointer (&preview);
}

LkbPipelinePreview *
lkb_pipeline_preview_make (LkbBoard *board, const char *text, const char *decimal,
                           const char *grouping)
{
  Job *job;
  LkbPipelinePreview *preview;

  g_return_val_if_fail (LKB_IS_BOARD (board) && text != NULL, NULL);

  job = create_job (board, text, decimal, grouping);
  preview = run (job, NULL, NULL);
  free_job (job);
  return preview;
}

static void
run_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LkbPipelinePreview *preview = run (data, cancellable, &error);

  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify) lkb_pipeline_preview_free);
  else
    g_task_return_error (task, error);
}

void
lkb_pipeline_preview_make_async (LkbBoard *board, const char *text, const char *decimal,
                                 const char *grouping, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LKB_IS_BOARD (board) && text != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, lkb_pipeline_preview_make_async);
  g_task_set_task_data (task, create_job (board, text, decimal, grouping), free_job);
  g_task_run_in_thread (task, run_cb);
}

LkbPipelinePreview *
lkb_pipeline_preview_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
