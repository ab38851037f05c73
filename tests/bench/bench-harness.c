/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-harness.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-data.h"
#include "core/model/lkb-edit.h"
#include "core/store/lkb-journal.h"

#define JOURNAL_CHANGES 2000

#define RUNS_MIN 3
#define RUNS_MAX 1000

void
bench_stop_on (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "bench: %s\n", error->message);
  exit (2);
}

static void
bench_init (Bench *bench, const char *path)
{
  g_autoptr (GError) error = NULL;
  const GPtrArray *elements;
  char *text = NULL;
  gsize length = 0;

  bench->path = g_strdup (path);
  g_file_get_contents (path, &text, &length, &error);
  bench_stop_on (error);
  bench->bytes = g_bytes_new_take (text, length);
  bench->board = lkb_board_file_read (path, bench->bytes, LKB_BOARD_FILE_NONE, NULL, &error);
  bench_stop_on (error);
  bench->measurer = lkb_text_measurer_new ();
  bench->step = 4;
  elements = lkb_board_get_elements (bench->board);
  for (guint i = elements->len / 4; i < elements->len && bench->moved == NULL; i++)
    if (lkb_element_is_node (g_ptr_array_index (elements, i)))
      bench->moved = g_strdup (lkb_element_get_id (g_ptr_array_index (elements, i)));
}

/* A round: one node is moved to and fro, with the snapshots that the program writes. */
static void
make_journal (Bench *bench)
{
  g_autoptr (LkbBoard) board = lkb_board_copy (bench->board);
  GString *text = g_string_new (NULL);
  const char *ids[] = { bench->moved, NULL };
  g_autoptr (GError) error = NULL;

  lkb_journal_append_header (text, &(LkbJournalHeader){ 0 });
  lkb_journal_append_snapshot (text, 0, board);
  for (guint i = 1; i <= JOURNAL_CHANGES; i++)
    {
      g_autoptr (LkbChange) change = lkb_edit_move (board, ids, i % 2 ? 8 : -8, 4);

      lkb_board_apply (board, change, &error);
      bench_stop_on (error);
      lkb_journal_append_change (text, i, change);
      if (i % LKB_JOURNAL_SNAPSHOT_EVERY == 0)
        lkb_journal_append_snapshot (text, i, board);
    }
  bench->journal = g_string_free_to_bytes (text);
  bench->recording = lkb_recording_read ("bench", bench->journal, NULL, &error);
  bench_stop_on (error);
}

static void
meet_needs (Bench *bench, BenchNeeds needs)
{
  /* What a sheet shows needs no convolution: set-up under callgrind stays short. */
  LkbAnalysisOptions options = { .quick = TRUE };

  if (needs & BENCH_NEEDS_SHEET)
    needs |= BENCH_NEEDS_SCENE | BENCH_NEEDS_VOCABULARY;
  if (needs & BENCH_NEEDS_CHECK)
    needs |= BENCH_NEEDS_VOCABULARY;
  if (needs & (BENCH_NEEDS_SCENE | BENCH_NEEDS_CHECK))
    needs |= BENCH_NEEDS_ANALYSIS;
  if ((needs & BENCH_NEEDS_ANALYSIS) && bench->analysis == NULL)
    bench->analysis = lkb_analysis_new (bench->board, &options);
  if ((needs & BENCH_NEEDS_VOCABULARY) && bench->vocabulary == NULL)
    {
      g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
      g_autoptr (GError) error = NULL;

      bench->vocabulary = lkb_data_dirs_load_vocabulary (dirs, &error);
      bench_stop_on (error);
    }
  if ((needs & BENCH_NEEDS_CHECK) && bench->memory == NULL)
    {
      LkbRuleContext context = { .vocabulary = bench->vocabulary };

      context.memory = bench->memory = lkb_rule_memory_new (bench->vocabulary);
      lkb_findings_unref (lkb_rules_run (bench->board, bench->analysis, &context));
    }
  if ((needs & BENCH_NEEDS_JOURNAL) && bench->journal == NULL)
    make_journal (bench);
  if ((needs & BENCH_NEEDS_SCENE) && bench->scene == NULL)
    {
      bench->scene = lkb_scene_new (bench->measurer, bench->board, bench->analysis);
      bench->drawing = lkb_scene_dup_picture (bench->scene, LKB_DETAIL_FULL);
    }
  if ((needs & BENCH_NEEDS_SHEET) && bench->sheet == NULL)
    bench->sheet = lkb_sheet_new (bench->scene, bench->board, bench->analysis, bench->vocabulary,
                                  NULL);
}

static void
bench_clear (Bench *bench)
{
  g_clear_pointer (&bench->recording, lkb_recording_unref);
  g_clear_pointer (&bench->journal, g_bytes_unref);
  g_clear_pointer (&bench->sheet, lkb_sheet_unref);
  g_clear_pointer (&bench->drawing, lkb_picture_unref);
  g_clear_pointer (&bench->scene, lkb_scene_unref);
  g_clear_pointer (&bench->memory, lkb_rule_memory_unref);
  g_clear_pointer (&bench->vocabulary, lkb_vocabulary_free);
  g_clear_pointer (&bench->analysis, lkb_analysis_unref);
  g_clear_pointer (&bench->measurer, lkb_text_measurer_unref);
  g_clear_object (&bench->board);
  g_clear_pointer (&bench->bytes, g_bytes_unref);
  g_clear_pointer (&bench->moved, g_free);
  g_clear_pointer (&bench->path, g_free);
}

/* Callgrind finds it by its name: neither inlined nor left by a jump. */
static __attribute__ ((noinline, noclone)) void
run_measured (const BenchPhase *phase, Bench *bench)
{
  phase->run (bench);
  __asm__ volatile("");
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference < 0 ? -1 : difference > 0;
}

static void
measure (Bench *bench, const BenchPhase *phase, double seconds)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (times->len < RUNS_MIN || (times->len < RUNS_MAX && g_get_monotonic_time () < end))
    {
      gint64 start = g_get_monotonic_time ();
      gint64 took;

      run_measured (phase, bench);
      took = g_get_monotonic_time () - start;
      g_array_append_val (times, took);
    }
  g_array_sort (times, compare_times);
  printf ("%s\t%.3f\t%.3f\t%u\n", phase->name,
          g_array_index (times, gint64, times->len / 2) / 1000.0,
          g_array_index (times, gint64, 0) / 1000.0, times->len);
  fflush (stdout);
}

int
bench_main (int argc, char **argv, const BenchPhase *phases, guint n_phases, gpointer own)
{
  Bench bench = { .own = own };
  gboolean found = FALSE;
  double seconds;

  if (argc < 3 || argc > 4)
    {
      fprintf (stderr, "usage: %s BOARD SECONDS [PHASE]\n", argv[0]);
      return 2;
    }
  if (argc == 4 && g_str_equal (argv[3], "list"))
    {
      for (guint i = 0; i < n_phases; i++)
        printf ("%s\n", phases[i].name);
      return 0;
    }
  seconds = g_ascii_strtod (argv[2], NULL);
  bench_init (&bench, argv[1]);
  for (guint i = 0; i < n_phases; i++)
    {
      if (argc == 4 && !g_str_equal (argv[3], phases[i].name))
        continue;
      meet_needs (&bench, phases[i].needs);
      if (argc == 3 || seconds > 0)
        measure (&bench, &phases[i], seconds);
      else
        run_measured (&phases[i], &bench);
      found = TRUE;
    }
  bench_clear (&bench);
  return found ? 0 : 2;
}
