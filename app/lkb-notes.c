/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-notes.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/practice/lkb-study-notes.h"
#include "core/store/lkb-save.h"
#include "lkb-export.h"

typedef struct
{
  LkbBoard *board;
  LkbRoundLog *log; /* (nullable) */
  const LkbVocabulary *vocabulary; /* borrowed */
  GFile *folder;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->board);
  g_clear_pointer (&job->log, lkb_round_log_unref);
  g_object_unref (job->folder);
  g_free (job);
}

/* What is no folder of notes is told of when they are written; a number would only hide it. */
static gboolean
is_free (const Job *job, const char *path)
{
  const char *title = lkb_element_get_text (lkb_board_get_facts (job->board), LKB_FIELD_TITLE);
  g_autofree char *list = g_build_filename (path, LKB_STUDY_NOTES_LIST, NULL);

  if (!g_file_test (list, G_FILE_TEST_EXISTS))
    return TRUE;
  /* Nothing tells one board without a title from another. */
  return (job->log != NULL || !lkb_text_is_blank (title))
         && lkb_study_notes_may_save (path, job->log);
}

static char *
dup_place (const Job *job, GError **error)
{
  const char *path = g_file_peek_path (job->folder);
  g_autofree char *name = NULL;
  char *place = NULL;

  if (path == NULL)
    {
      g_autofree char *uri = g_file_get_parse_name (job->folder);

      g_set_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_NO_FOLDER, "%s: %s", uri,
                   _ ("is not on this machine"));
      return NULL;
    }
  if (lkb_study_notes_may_save (path, job->log))
    return g_strdup (path);
  /* Another round may have the same name. */
  name = lkb_study_notes_dup_name (job->board, job->log);
  for (guint n = 1; place == NULL; n++)
    {
      g_autofree char *numbered = n > 1 ? g_strdup_printf ("%s %u", name, n) : g_strdup (name);
      g_autofree char *file_name = lkb_export_dup_name (numbered, "");
      g_autofree char *tried = g_build_filename (path, file_name, NULL);

      if (is_free (job, tried))
        place = g_steal_pointer (&tried);
    }
  return place;
}

static LkbFindings *
check (const Job *job, const LkbAnalysis *analysis, LkbScene *scene)
{
  g_autoptr (LkbSheet) sheet = lkb_sheet_new (scene, job->board, analysis, job->vocabulary, NULL);
  const LkbPageFacts page
      = { .can_judge = lkb_text_measurer_has_board_font (lkb_scene_get_measurer (scene)),
          .smallest_pt = lkb_sheet_get_smallest_text_pt (sheet),
          .overlaps = lkb_sheet_get_overlaps (sheet),
          .cuts = lkb_sheet_get_cuts (sheet) };
  const LkbRuleContext context = { .vocabulary = job->vocabulary, .page = &page };

  return lkb_rules_run (job->board, analysis, &context);
}

static void
write_notes (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  g_autofree char *place = dup_place (job, &error);
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autoptr (LkbTextMeasurer) measurer = NULL;
  g_autoptr (LkbScene) scene = NULL;
  g_autoptr (LkbFindings) findings = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  if (place == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  analysis = lkb_analysis_new (job->board, NULL);
  measurer = lkb_text_measurer_new ();
  scene = lkb_scene_new (measurer, job->board, analysis);
  findings = check (job, analysis, scene);
  const LkbStudyNotesSource notes_source = { .markdown = { .board = job->board,
                                                           .analysis = analysis,
                                                           .vocabulary = job->vocabulary,
                                                           .findings = findings },
                                             .scene = scene,
                                             .log = job->log };
  notes = lkb_study_notes_create (&notes_source, cancellable, &error);
  if (notes == NULL || !lkb_study_notes_save (notes, place, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_file_new_for_path (place), g_object_unref);
}

void
lkb_notes_write_async (LkbBoard *board, LkbRoundLog *log, const LkbVocabulary *vocabulary,
                       GFile *folder, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (LKB_IS_BOARD (board));
  g_return_if_fail (G_IS_FILE (folder));

  job = g_new0 (Job, 1);
  job->board = lkb_board_copy (board);
  job->log = log != NULL ? lkb_round_log_ref (log) : NULL;
  job->vocabulary = vocabulary;
  job->folder = g_object_ref (folder);
  task = g_task_new (NULL, cancellable, callback, data);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_notes);
}

GFile *
lkb_notes_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
