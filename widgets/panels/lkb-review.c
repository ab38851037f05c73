/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-review.h"

#include <gio/gio.h>

/* Milliseconds of rest before the worker starts. */
#define REST_MS 120

/* What a worker needs, all its own. */
typedef struct
{
  guint generation;
  LkbBoard *board; /* a copy */
  LkbAnalysis *analysis; /* NULL while it is to be made */
  const LkbVocabulary *vocabulary;
  LkbRuleMemory *memory;
  LkbPageFacts page;
  GStrv overlaps;
  GStrv cuts;
} Job;

/* Shared with the worker, which may end after the review. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  guint n_running;
  gint ref_count;
} Gate;

struct _LkbReview
{
  GObject parent_instance;

  LkbEditor *editor;
  LkbAnalysis *analysis;
  LkbFindings *findings;
  LkbRuleMemory *memory; /* of what the checks found so far: an edit leaves most of it as it is */
  LkbAnalysis *preview; /* (nullable) */
  gboolean strict;
  gboolean silent;
  guint generation; /* of the board: rises with each committed change */
  guint finished; /* generation of the findings */
  guint timeout;
  guint waiting; /* generation that is analysed and waits for the routes; 0 = none */
  gboolean running;
  gboolean stopped;
  Gate *gate;
};

enum
{
  CHANGED,
  PREVIEW_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbReview, lkb_review, G_TYPE_OBJECT)

static Gate *
ref_gate (Gate *gate)
{
  g_atomic_int_inc (&gate->ref_count);
  return gate;
}

static void
unref_gate (Gate *gate)
{
  if (!g_atomic_int_dec_and_test (&gate->ref_count))
    return;
  g_mutex_clear (&gate->mutex);
  g_cond_clear (&gate->cond);
  g_free (gate);
}

typedef struct
{
  Job job;
  Gate *gate;
  LkbFindings *findings; /* out */
} Task;

static void
free_task (gpointer data)
{
  Task *task = data;

  g_clear_object (&task->job.board);
  g_clear_pointer (&task->job.analysis, lkb_analysis_unref);
  g_clear_pointer (&task->findings, lkb_findings_unref);
  lkb_rule_memory_unref (task->job.memory);
  g_strfreev (task->job.overlaps);
  g_strfreev (task->job.cuts);
  unref_gate (task->gate);
  g_free (task);
}

static void
run_task (GTask *gtask, gpointer source, gpointer data, GCancellable *cancellable)
{
  Task *task = data;
  LkbRuleContext context
      = { .vocabulary = task->job.vocabulary, .page = &task->job.page, .memory = task->job.memory };

  if (task->job.analysis == NULL)
    task->job.analysis = lkb_analysis_new (task->job.board, NULL);
  else
    task->findings = lkb_rules_run (task->job.board, task->job.analysis, &context);

  g_mutex_lock (&task->gate->mutex);
  task->gate->n_running--;
  g_cond_broadcast (&task->gate->cond);
  g_mutex_unlock (&task->gate->mutex);
  g_task_return_boolean (gtask, TRUE);
}

static void start (LkbReview *self);

static void schedule (LkbReview *self, guint delay);

static Task *
create_task (LkbReview *self)
{
  Task *task = g_new0 (Task, 1);

  task->gate = ref_gate (self->gate);
  task->job.generation = self->generation;
  task->job.board = lkb_board_copy (lkb_editor_get_board (self->editor));
  task->job.vocabulary = lkb_editor_get_vocabulary (self->editor);
  task->job.memory = lkb_rule_memory_ref (self->memory);
  return task;
}

/* The worker may be the last to let go of the task, so that has no source object: @callback gets a
 * reference of the review, to drop in the main thread. */
static void
run_in_worker (LkbReview *self, Task *task, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) gtask = g_task_new (NULL, NULL, callback, g_object_ref (self));

  self->running = TRUE;
  g_mutex_lock (&self->gate->mutex);
  self->gate->n_running++;
  g_mutex_unlock (&self->gate->mutex);
  g_task_set_task_data (gtask, task, free_task);
  g_task_run_in_thread (gtask, run_task);
}

/* Whether what was computed is still wanted; else the next round begins. */
static gboolean
is_wanted (LkbReview *self, const Task *task)
{
  self->running = FALSE;
  if (self->stopped)
    return FALSE;
  if (task->job.generation == self->generation)
    return TRUE;
  schedule (self, 0);
  return FALSE;
}

static void
findings_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbReview) self = data;
  Task *task = g_task_get_task_data (G_TASK (result));

  if (!is_wanted (self, task))
    return;
  g_clear_pointer (&self->findings, lkb_findings_unref);
  self->findings = g_steal_pointer (&task->findings);
  self->finished = task->job.generation;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The rules ask the page whether the board fits on it; the page shows the figures. */
static void
start_rules (LkbReview *self)
{
  LkbSheet *sheet = lkb_editor_get_sheet (self->editor);
  Task *next = create_task (self);

  self->waiting = 0;
  next->job.analysis = lkb_analysis_ref (self->analysis);
  next->job.overlaps = g_strdupv ((char **) lkb_sheet_get_overlaps (sheet));
  next->job.page.overlaps = (const char *const *) next->job.overlaps;
  next->job.cuts = g_strdupv ((char **) lkb_sheet_get_cuts (sheet));
  next->job.page.cuts = (const char *const *) next->job.cuts;
  next->job.page.smallest_pt = lkb_sheet_get_smallest_text_pt (sheet);
  next->job.page.can_judge = lkb_text_measurer_has_board_font (
      lkb_scene_get_measurer (lkb_editor_get_scene (self->editor)));
  run_in_worker (self, next, findings_ready_cb);
}

static void
scene_changed_cb (LkbEditor *editor, LkbReview *self)
{
  if (self->waiting == self->generation && !self->running && lkb_editor_is_laid_out (editor))
    start_rules (self);
}

static void
analysis_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbReview) self = data;
  Task *task = g_task_get_task_data (G_TASK (result));

  if (!is_wanted (self, task))
    return;
  g_clear_pointer (&self->analysis, lkb_analysis_unref);
  self->analysis = lkb_analysis_ref (task->job.analysis);
  lkb_editor_set_analysis (self->editor, self->analysis);
  self->waiting = self->generation;
  if (lkb_editor_is_laid_out (self->editor))
    start_rules (self);
}

static void
start (LkbReview *self)
{
  if (!self->running && !self->stopped)
    run_in_worker (self, create_task (self), analysis_ready_cb);
}

static gboolean
timeout_cb (gpointer data)
{
  LkbReview *self = data;

  self->timeout = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (LkbReview *self, guint delay)
{
  if (self->stopped)
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (delay, timeout_cb, self);
}

static void
committed_cb (LkbHistory *history, LkbChange *change, LkbReview *self)
{
  self->generation++;
  schedule (self, REST_MS);
}

typedef struct
{
  LkbBoard *board; /* a copy */
  LkbElement *instead; /* (nullable) */
  LkbAnalysisOptions options;
  char *down;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_object_unref (question->board);
  g_clear_pointer (&question->instead, lkb_element_unref);
  g_free (question->down);
  g_free (question);
}

/* Needs nothing of the review: whoever asks may be gone before the answer. */
static void
run_question (GTask *gtask, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Question *question = data;
  const LkbElement *before = question->instead != NULL ? lkb_board_lookup (
                                 question->board, lkb_element_get_id (question->instead))
                                                       : NULL;

  if (before != NULL)
    {
      g_autoptr (LkbChange) change = lkb_change_new (NULL);

      lkb_change_add (change, before, question->instead);
      lkb_board_apply (question->board, change, NULL);
    }
  g_task_return_pointer (gtask, lkb_analysis_new (question->board, &question->options),
                         (GDestroyNotify) lkb_analysis_unref);
}

void
lkb_review_ask_async (LkbReview *self, const LkbElement *instead, const LkbAnalysisOptions *options,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) gtask = NULL;
  Question *question;

  g_return_if_fail (LKB_IS_REVIEW (self) && options != NULL);

  question = g_new0 (Question, 1);
  question->board = lkb_board_copy (lkb_editor_get_board (self->editor));
  question->instead = instead != NULL ? lkb_element_ref (instead) : NULL;
  question->options = *options;
  question->options.down = question->down = g_strdup (options->down);
  gtask = g_task_new (NULL, cancellable, callback, data);
  g_task_set_task_data (gtask, question, free_question);
  g_task_run_in_thread (gtask, run_question);
}

LkbAnalysis *
lkb_review_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
lkb_review_set_preview (LkbReview *self, LkbAnalysis *preview)
{
  LkbAnalysis *before;

  g_return_if_fail (LKB_IS_REVIEW (self));

  if (preview == self->preview)
    return;
  before = self->preview;
  self->preview = preview != NULL ? lkb_analysis_ref (preview) : NULL;
  g_clear_pointer (&before, lkb_analysis_unref);
  g_signal_emit (self, signals[PREVIEW_CHANGED], 0);
}

LkbAnalysis *
lkb_review_get_preview (LkbReview *self)
{
  g_return_val_if_fail (LKB_IS_REVIEW (self), NULL);
  return self->preview;
}

void
lkb_review_stop (LkbReview *self)
{
  g_return_if_fail (LKB_IS_REVIEW (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_signal_handlers_disconnect_by_data (lkb_editor_get_history (self->editor), self);
  g_signal_handlers_disconnect_by_data (self->editor, self);
  g_mutex_lock (&self->gate->mutex);
  while (self->gate->n_running > 0)
    g_cond_wait (&self->gate->cond, &self->gate->mutex);
  g_mutex_unlock (&self->gate->mutex);
}

static void
lkb_review_dispose (GObject *object)
{
  LkbReview *self = LKB_REVIEW (object);

  if (self->editor != NULL)
    lkb_review_stop (self);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (lkb_review_parent_class)->dispose (object);
}

static void
lkb_review_finalize (GObject *object)
{
  LkbReview *self = LKB_REVIEW (object);

  g_clear_pointer (&self->analysis, lkb_analysis_unref);
  g_clear_pointer (&self->preview, lkb_analysis_unref);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  g_clear_pointer (&self->memory, lkb_rule_memory_unref);
  unref_gate (self->gate);
  G_OBJECT_CLASS (lkb_review_parent_class)->finalize (object);
}

static void
lkb_review_class_init (LkbReviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lkb_review_dispose;
  object_class->finalize = lkb_review_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[PREVIEW_CHANGED] = g_signal_new ("preview-changed", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lkb_review_init (LkbReview *self)
{
  self->gate = g_new0 (Gate, 1);
  self->gate->ref_count = 1;
  g_mutex_init (&self->gate->mutex);
  g_cond_init (&self->gate->cond);
  self->generation = 1;
}

LkbReview *
lkb_review_new (LkbEditor *editor)
{
  LkbReview *self;

  g_return_val_if_fail (LKB_IS_EDITOR (editor), NULL);

  self = g_object_new (LKB_TYPE_REVIEW, NULL);
  self->editor = g_object_ref (editor);
  self->memory = lkb_rule_memory_new (lkb_editor_get_vocabulary (editor));
  g_signal_connect (lkb_editor_get_history (editor), "committed", G_CALLBACK (committed_cb), self);
  g_signal_connect (editor, "scene-changed", G_CALLBACK (scene_changed_cb), self);
  start (self);
  return self;
}

LkbEditor *
lkb_review_get_editor (LkbReview *self)
{
  g_return_val_if_fail (LKB_IS_REVIEW (self), NULL);
  return self->editor;
}

LkbAnalysis *
lkb_review_get_analysis (LkbReview *self)
{
  g_return_val_if_fail (LKB_IS_REVIEW (self), NULL);
  return self->analysis;
}

LkbFindings *
lkb_review_get_findings (LkbReview *self)
{
  g_return_val_if_fail (LKB_IS_REVIEW (self), NULL);
  return self->silent ? NULL : self->findings;
}

LkbFindings *
lkb_review_peek_findings (LkbReview *self)
{
  g_return_val_if_fail (LKB_IS_REVIEW (self), NULL);
  return self->findings;
}

gboolean
lkb_review_get_silent (LkbReview *self)
{
  g_return_val_if_fail (LKB_IS_REVIEW (self), FALSE);
  return self->silent;
}

void
lkb_review_set_silent (LkbReview *self, gboolean silent)
{
  g_return_if_fail (LKB_IS_REVIEW (self));

  if (self->silent == silent)
    return;
  self->silent = silent;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
lkb_review_is_current (LkbReview *self)
{
  g_return_val_if_fail (LKB_IS_REVIEW (self), FALSE);
  return self->finished == self->generation;
}

gboolean
lkb_review_get_strict (LkbReview *self)
{
  g_return_val_if_fail (LKB_IS_REVIEW (self), FALSE);
  return self->strict;
}

void
lkb_review_set_strict (LkbReview *self, gboolean strict)
{
  g_return_if_fail (LKB_IS_REVIEW (self));

  if (self->strict == strict)
    return;
  self->strict = strict;
  g_signal_emit (self, signals[CHANGED], 0);
}
