/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-editor-private.h"

/* What a worker needs, all its own, and what it made. */
typedef struct
{
  GWeakRef editor;
  LkbBoard *board; /* a copy */
  LkbAnalysis *analysis; /* (nullable) */
  LkbArrangement arrangement;
  guint stamp; /* of the board that was copied */
  LkbChange *change; /* (nullable) out */
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_weak_ref_clear (&work->editor);
  g_clear_object (&work->board);
  g_clear_pointer (&work->analysis, lkb_analysis_unref);
  g_clear_pointer (&work->change, lkb_change_unref);
  g_free (work);
}

/* From scratch: the routes that the window has may be on their way still. */
static void
run_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  g_autoptr (LkbScene) scene = lkb_scene_new (measurer, work->board, work->analysis);

  if (!g_task_return_error_if_cancelled (task))
    {
      work->change = lkb_scene_dup_arrangement (scene, work->board, work->arrangement, cancellable,
                                                NULL);
      g_task_return_boolean (task, TRUE);
    }
}

static void start (LkbEditor *self, LkbArrangement arrangement);

static void
work_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (LkbEditor) editor = g_weak_ref_get (&work->editor);
  g_autoptr (LkbChange) change = g_steal_pointer (&work->change);

  /* Only the latest wish counts. */
  if (editor == NULL || editor->arranging != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&editor->arranging);
  if (work->stamp != editor->stamp)
    {
      /* The board went on: its places are for what was there before. */
      start (editor, work->arrangement);
      return;
    }
  lkb_editor_cancel (editor);
  lkb_editor_emit_arranged (editor,
                            change != NULL && lkb_editor_apply (editor, g_steal_pointer (&change))
                                ? LKB_ARRANGED_MOVED
                                : LKB_ARRANGED_NOTHING);
}

/* The worker may be the last to let go of the task, so nothing in it belongs to the editor. */
static void
start (LkbEditor *self, LkbArrangement arrangement)
{
  g_autoptr (GTask) task = NULL;
  Work *work = g_new0 (Work, 1);

  self->arranging = g_cancellable_new ();
  task = g_task_new (NULL, self->arranging, work_done_cb, NULL);
  g_weak_ref_init (&work->editor, self);
  work->board = lkb_board_copy (self->board);
  work->analysis = self->analysis != NULL ? lkb_analysis_ref (self->analysis) : NULL;
  work->arrangement = arrangement;
  work->stamp = self->stamp;
  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, run_work);
}

gboolean
lkb_editor_stop_arranging (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (self->arranging == NULL)
    return FALSE;
  g_cancellable_cancel (self->arranging);
  g_clear_object (&self->arranging);
  lkb_editor_emit_arranged (self, LKB_ARRANGED_STOPPED);
  return TRUE;
}

gboolean
lkb_editor_is_arranging (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return self->arranging != NULL;
}

void
lkb_editor_arrange (LkbEditor *self, LkbArrangement arrangement)
{
  LkbChange *change;

  g_return_if_fail (LKB_IS_EDITOR (self));

  lkb_editor_cancel (self);
  lkb_editor_stop_arranging (self);
  if (!lkb_editor_is_small (self))
    {
      start (self, arrangement);
      return;
    }
  change = lkb_scene_dup_arrangement (lkb_editor_get_scene (self), self->board, arrangement, NULL,
                                      NULL);
  lkb_editor_emit_arranged (self, lkb_editor_apply (self, change) ? LKB_ARRANGED_MOVED
                                                                  : LKB_ARRANGED_NOTHING);
}
