/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-editor-private.h"

/* Up to so many elements, about 60 nodes with their edges, are laid out between two frames: nothing flickers. */
#define FEW_ELEMENTS 160

/* What goes to a worker and comes back. */
typedef struct
{
  GWeakRef editor;
  LkbTextMeasurer *measurer;
  LkbSceneJob *job; /* NULL once it was taken */
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_weak_ref_clear (&work->editor);
  g_clear_pointer (&work->job, lkb_scene_job_free);
  lkb_text_measurer_unref (work->measurer);
  g_free (work);
}

static void
run_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  lkb_scene_job_run (work->job, work->measurer);
  g_task_return_boolean (task, TRUE);
}

static void
work_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (LkbEditor) editor = g_weak_ref_get (&work->editor);

  if (editor == NULL)
    return;
  /* Its words are measured already: the next one is quicker. */
  if (editor->spare_measurer == NULL)
    editor->spare_measurer = lkb_text_measurer_ref (work->measurer);
  lkb_scene_take_job (editor->scene, g_steal_pointer (&work->job));
  editor->scene_stale = TRUE;
  editor->sheet_stale = TRUE;
  lkb_editor_emit (editor, LKB_EDITOR_SCENE_CHANGED);
}

/* The worker may be the last to let go of the task, so nothing in it belongs to the editor. */
static void
start (LkbEditor *self, LkbSceneJob *job)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, work_done_cb, NULL);
  Work *work = g_new0 (Work, 1);

  g_weak_ref_init (&work->editor, self);
  work->job = job;
  work->measurer = g_steal_pointer (&self->spare_measurer);
  if (work->measurer == NULL)
    work->measurer = lkb_text_measurer_new ();
  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, run_work);
}

/* What a worker makes of a board before anybody shows it. */
struct _LkbPrepared
{
  LkbBoard *board;
  LkbAnalysis *analysis; /* for the costs on the cards */
  LkbScene *scene;
};

void
lkb_prepared_free (LkbPrepared *prepared)
{
  g_clear_object (&prepared->board);
  g_clear_pointer (&prepared->scene, lkb_scene_unref);
  g_clear_pointer (&prepared->analysis, lkb_analysis_unref);
  g_free (prepared);
}

static void
prepare (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LkbAnalysisOptions options = { .quick = TRUE };
  LkbPrepared *prepared = g_new0 (LkbPrepared, 1);
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();

  prepared->board = g_object_ref (data);
  prepared->analysis = lkb_analysis_new (prepared->board, &options);
  prepared->scene = lkb_scene_new (measurer, prepared->board, prepared->analysis);
  g_task_return_pointer (task, prepared, (GDestroyNotify) lkb_prepared_free);
}

gboolean
lkb_board_is_large (LkbBoard *board)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), FALSE);
  return lkb_board_get_elements (board)->len > FEW_ELEMENTS;
}

void
lkb_editor_prepare_async (LkbBoard *board, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LKB_IS_BOARD (board));
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_task_data (task, g_object_ref (board), g_object_unref);
  g_task_run_in_thread (task, prepare);
}

LkbPrepared *
lkb_editor_prepare_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
lkb_editor_take_prepared (LkbEditor *self, LkbPrepared *prepared)
{
  g_return_if_fail (LKB_IS_EDITOR (self) && self->scene == NULL);
  if (prepared->board == self->board)
    {
      self->scene = g_steal_pointer (&prepared->scene);
      self->first_analysis = g_steal_pointer (&prepared->analysis);
    }
  lkb_prepared_free (prepared);
}

gboolean
lkb_editor_is_small (LkbEditor *self)
{
  return !lkb_board_is_large (self->board);
}

LkbScene *
lkb_editor_get_scene (LkbEditor *self)
{
  gboolean few;
  LkbAnalysis *analysis;
  LkbSceneJob *job = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  if (self->scene != NULL && !self->scene_stale)
    return self->scene;
  few = lkb_editor_is_small (self);
  analysis = self->analysis != NULL ? self->analysis : self->first_analysis;
  if (self->scene == NULL && few)
    self->scene = lkb_scene_new (self->measurer, self->board, analysis);
  else if (self->scene == NULL)
    self->scene = lkb_scene_new_quickly (self->measurer, self->board, analysis, &job);
  else if (few)
    lkb_scene_update (self->scene, self->board, NULL, analysis);
  else
    lkb_scene_update_quickly (self->scene, self->board, analysis, &job);
  self->scene_stale = FALSE;
  if (job != NULL)
    start (self, job);
  return self->scene;
}

gboolean
lkb_editor_is_laid_out (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return !lkb_scene_is_rough (lkb_editor_get_scene (self));
}
