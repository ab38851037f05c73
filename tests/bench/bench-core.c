/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * bench-core BOARD SECONDS [PHASE]: how long each step from file to picture takes, one line a phase:
 *
 *   PHASE <tab> median ms <tab> fastest ms <tab> runs
 *
 * Each phase runs for about SECONDS, at least three times. With PHASE only that one runs, once, inside the function
 * run_measured(), so that callgrind can count its instructions alone (--toggle-collect=run_measured).
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/analysis/lkb-analysis.h"
#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-data.h"
#include "core/model/lkb-edit.h"
#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-scene.h"
#include "core/picture/lkb-sheet.h"
#include "core/picture/lkb-svg-writer.h"
#include "core/rules/lkb-rules.h"

#define RUNS_MIN 3
#define RUNS_MAX 1000
#define PNG_SIDE 2000

typedef struct
{
  char *path;
  GBytes *bytes;
  LkbBoard *board;
  LkbAnalysis *analysis;
  LkbVocabulary *vocabulary;
  LkbTextMeasurer *measurer;
  LkbScene *scene;
  LkbSheet *sheet;
  LkbPicture *drawing;
  char *moved; /* the node that is moved to and fro */
  double step;
} Bench;

typedef void (*Phase) (Bench *bench);

static void
stop_on (GError *error)
{
  if (error == NULL)
    return;
  fprintf (stderr, "bench-core: %s\n", error->message);
  exit (2);
}

static void
phase_read (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = lkb_board_file_read (bench->path, bench->bytes, LKB_BOARD_FILE_NONE,
                                                    NULL, &error);

  stop_on (error);
}

static void
phase_write (Bench *bench)
{
  g_autoptr (GBytes) bytes = lkb_board_file_write (bench->board);
}

static void
phase_analysis (Bench *bench)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (bench->board, NULL);
}

static void
phase_analysis_quick (Bench *bench)
{
  LkbAnalysisOptions options = { .quick = TRUE };
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (bench->board, &options);
}

static void
phase_rules (Bench *bench)
{
  LkbRuleContext context = { .vocabulary = bench->vocabulary };
  g_autoptr (LkbFindings) findings = lkb_rules_run (bench->board, bench->analysis, &context);
}

/* Measures all text, routes all edges, places all labels: as when a board is opened. */
static void
phase_layout (Bench *bench)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  g_autoptr (LkbScene) scene = lkb_scene_new (measurer, bench->board, bench->analysis);
}

/* One node is moved: what happens at each step of a drag. */
static void
phase_layout_drag (Bench *bench)
{
  const char *ids[] = { bench->moved, NULL };
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (GError) error = NULL;

  bench->step = -bench->step;
  change = lkb_edit_move (bench->board, ids, bench->step, bench->step);
  lkb_board_apply (bench->board, change, &error);
  stop_on (error);
  lkb_scene_update (bench->scene, bench->board, change, bench->analysis);
}

/* Records what each element shows, as a canvas does when a board is opened. */
static void
phase_record (Bench *bench)
{
  g_autoptr (LkbScene) scene = lkb_scene_new (bench->measurer, bench->board, bench->analysis);

  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);

      lkb_scene_get_picture (scene, item, LKB_DETAIL_FULL);
      lkb_scene_get_label (scene, item, LKB_DETAIL_FULL);
    }
}

/* Gathers a frame from what is kept: what a pan costs before anything is painted. */
static void
phase_frame_kept (Bench *bench)
{
  g_autoptr (LkbPicture) picture = lkb_scene_dup_picture (bench->scene, LKB_DETAIL_FULL);
}

/* Paints a frame of 1366 × 768 by cairo: the upper bound of a frame without any render node. */
static void
phase_frame_painted (Bench *bench)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1366, 768);
  cairo_t *cr = cairo_create (surface);
  LkbBox bounds = lkb_scene_get_bounds (bench->scene);

  cairo_translate (cr, -bounds.x, -bounds.y);
  lkb_cairo_paint (cr, bench->drawing, lkb_theme_get (LKB_THEME_LIGHT), bench->measurer);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
phase_sheet (Bench *bench)
{
  g_autoptr (LkbSheet) sheet = lkb_sheet_new (bench->scene, bench->board, bench->analysis,
                                              bench->vocabulary, NULL);
}

static LkbBox
page_box (Bench *bench)
{
  LkbBox box = { 0, 0, lkb_sheet_get_width (bench->sheet), lkb_sheet_get_height (bench->sheet) };

  return box;
}

static void
phase_svg (Bench *bench)
{
  LkbSvgOptions options = { .box = page_box (bench), .source = bench->bytes };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg = lkb_svg_write (lkb_sheet_get_picture (bench->sheet),
                                          lkb_theme_get (LKB_THEME_LIGHT), NULL, &options, &error);

  stop_on (error);
}

static void
phase_png (Bench *bench)
{
  LkbImageOptions options = { .box = page_box (bench), .size = PNG_SIDE };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  lkb_cairo_write_png (lkb_sheet_get_picture (bench->sheet), lkb_theme_get (LKB_THEME_LIGHT),
                       bench->measurer, &options, stream, NULL, &error);
  stop_on (error);
}

static void
phase_pdf (Bench *bench)
{
  LkbImageOptions options = { .box = page_box (bench) };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  lkb_cairo_write_pdf (lkb_sheet_get_picture (bench->sheet), lkb_theme_get (LKB_THEME_PRINT),
                       bench->measurer, &options, stream, NULL, &error);
  stop_on (error);
}

static const struct
{
  const char *name;
  Phase run;
} phases[] = {
  { "load", phase_read },
  { "save", phase_write },
  { "analysis", phase_analysis },
  { "analysis-quick", phase_analysis_quick },
  { "rules", phase_rules },
  { "layout", phase_layout },
  { "layout-drag", phase_layout_drag },
  { "record", phase_record },
  { "frame-kept", phase_frame_kept },
  { "frame-painted", phase_frame_painted },
  { "sheet", phase_sheet },
  { "export-svg", phase_svg },
  { "export-png", phase_png },
  { "export-pdf", phase_pdf },
};

/* Not inlined: callgrind finds it by its name. */
static __attribute__ ((noinline)) void
run_measured (Phase run, Bench *bench)
{
  run (bench);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference < 0 ? -1 : difference > 0;
}

static void
measure (Bench *bench, const char *name, Phase run, double seconds)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 begin = g_get_monotonic_time ();
  gint64 end = begin + (gint64) (seconds * G_USEC_PER_SEC);

  while (times->len < RUNS_MIN || (times->len < RUNS_MAX && g_get_monotonic_time () < end))
    {
      gint64 start = g_get_monotonic_time ();
      gint64 took;

      run_measured (run, bench);
      took = g_get_monotonic_time () - start;
      g_array_append_val (times, took);
    }
  g_array_sort (times, compare_times);
  printf ("%s\t%.3f\t%.3f\t%u\n", name, g_array_index (times, gint64, times->len / 2) / 1000.0,
          g_array_index (times, gint64, 0) / 1000.0, times->len);
  fflush (stdout);
}

static void
bench_init (Bench *bench, const char *path)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (GError) error = NULL;
  const GPtrArray *elements;
  char *text;
  gsize length;

  memset (bench, 0, sizeof *bench);
  bench->path = g_strdup (path);
  g_file_get_contents (path, &text, &length, &error);
  stop_on (error);
  bench->bytes = g_bytes_new_take (text, length);
  bench->board = lkb_board_file_read (path, bench->bytes, LKB_BOARD_FILE_NONE, NULL, &error);
  stop_on (error);
  bench->vocabulary = lkb_data_dirs_load_vocabulary (dirs, &error);
  stop_on (error);
  bench->analysis = lkb_analysis_new (bench->board, NULL);
  bench->measurer = lkb_text_measurer_new ();
  bench->scene = lkb_scene_new (bench->measurer, bench->board, bench->analysis);
  bench->sheet = lkb_sheet_new (bench->scene, bench->board, bench->analysis, bench->vocabulary,
                                NULL);
  bench->drawing = lkb_scene_dup_picture (bench->scene, LKB_DETAIL_FULL);
  bench->step = 4;
  elements = lkb_board_get_elements (bench->board);
  for (guint i = elements->len / 4; i < elements->len && bench->moved == NULL; i++)
    if (lkb_element_is_node (g_ptr_array_index (elements, i)))
      bench->moved = g_strdup (lkb_element_get_id (g_ptr_array_index (elements, i)));
}

static void
bench_clear (Bench *bench)
{
  lkb_picture_unref (bench->drawing);
  lkb_sheet_unref (bench->sheet);
  lkb_scene_unref (bench->scene);
  lkb_text_measurer_unref (bench->measurer);
  lkb_analysis_unref (bench->analysis);
  lkb_vocabulary_free (bench->vocabulary);
  g_object_unref (bench->board);
  g_bytes_unref (bench->bytes);
  g_free (bench->moved);
  g_free (bench->path);
}

int
main (int argc, char **argv)
{
  double seconds;
  gboolean found = FALSE;
  Bench bench;

  if (argc < 3 || argc > 4)
    {
      fprintf (stderr, "usage: bench-core BOARD SECONDS [PHASE]\n");
      return 2;
    }
  seconds = g_ascii_strtod (argv[2], NULL);
  bench_init (&bench, argv[1]);
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    if (argc == 3)
      measure (&bench, phases[i].name, phases[i].run, seconds);
    else if (g_str_equal (argv[3], phases[i].name))
      {
        found = TRUE;
        run_measured (phases[i].run, &bench);
      }
  bench_clear (&bench);
  return argc == 3 || found ? 0 : 2;
}
