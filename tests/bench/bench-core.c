/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From file to picture: each step of the library. */

#include "bench-harness.h"
#include "core/formats/lkb-board-file.h"
#include "core/model/lkb-edit.h"
#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-svg-writer.h"
#include "core/rules/lkb-rules.h"

#define PNG_SIDE 2000
/* From so many elements on a replay does without figures; see lkb_board_is_large(). */
#define LARGE 160

static void
phase_read (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = lkb_board_file_read (bench->path, bench->bytes, LKB_BOARD_FILE_NONE,
                                                    NULL, &error);

  bench_stop_on (error);
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

/* What follows one edit of one number, as in the window: everything is computed and checked anew, with what the check
 * before it knew of the other elements. */
static void
recheck (Bench *bench, gboolean quick)
{
  LkbAnalysisOptions options = { .quick = quick };
  LkbRuleContext context = { .vocabulary = bench->vocabulary, .memory = bench->memory };
  const LkbElement *before = lkb_board_lookup (bench->board, bench->moved);
  g_autofree char *text = g_strdup_printf ("%u k events/s", ++bench->edits % 100 + 10);
  g_autoptr (LkbValue) capacity = lkb_value_new_quantity (text);
  g_autoptr (LkbElement) after = lkb_element_with (before, LKB_FIELD_CAPACITY, capacity);
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autoptr (LkbFindings) findings = NULL;
  g_autoptr (GError) error = NULL;

  lkb_change_add (change, before, after);
  lkb_board_apply (bench->board, change, &error);
  bench_stop_on (error);
  analysis = lkb_analysis_new (bench->board, &options);
  findings = lkb_rules_run (bench->board, analysis, &context);
}

static void
phase_recheck (Bench *bench)
{
  recheck (bench, FALSE);
}

static void
phase_recheck_quick (Bench *bench)
{
  recheck (bench, TRUE);
}

/* As when a board is opened. */
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
phase_drag_one_node (Bench *bench)
{
  const char *ids[] = { bench->moved, NULL };
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (GError) error = NULL;

  bench->step = -bench->step;
  change = lkb_edit_move (bench->board, ids, bench->step, bench->step);
  lkb_board_apply (bench->board, change, &error);
  bench_stop_on (error);
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

/* What the main loop does for the journal at a change, and at each 256th also. */
static void
phase_journal_copy (Bench *bench)
{
  g_autoptr (LkbBoard) copy = lkb_board_copy (bench->board);
}

static void
phase_journal_read (Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRecording) recording = lkb_recording_read ("bench", bench->journal, NULL, &error);

  bench_stop_on (error);
}

/* One moment after the other, from all over the journal; it does not matter which. */
static void
phase_journal_seek (Bench *bench)
{
  guint n = lkb_recording_get_n_changes (bench->recording) + 1;
  g_autoptr (LkbBoard) board = lkb_recording_dup_board (bench->recording, bench->edits++ * 997 % n);
}

/* The moment that is farthest from a board that is kept. */
static void
phase_journal_seek_worst (Bench *bench)
{
  g_autoptr (LkbBoard) board = lkb_recording_dup_board (bench->recording, 1999);
}

/* What a hand on the scale of a replay waits for: the board as it was, with its figures, cards, lines and page. */
static void
phase_replay_seek (Bench *bench)
{
  guint n = lkb_recording_get_n_changes (bench->recording) + 1;
  g_autoptr (LkbBoard) board = lkb_recording_dup_board (bench->recording, bench->edits++ * 997 % n);
  g_autoptr (LkbChange) change = lkb_board_dup_difference (bench->board, board);
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autoptr (LkbSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;

  lkb_board_apply (bench->board, change, &error);
  bench_stop_on (error);
  if (lkb_board_get_n_elements (bench->board) <= LARGE)
    analysis = lkb_analysis_new (bench->board, NULL);
  lkb_scene_update (bench->scene, bench->board, NULL, analysis);
  sheet = lkb_sheet_new (bench->scene, bench->board, analysis, bench->vocabulary, NULL);
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

  bench_stop_on (error);
}

static void
phase_png (Bench *bench)
{
  LkbImageOptions options = { .box = page_box (bench), .size = PNG_SIDE };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  lkb_cairo_write_png (lkb_sheet_get_picture (bench->sheet), lkb_theme_get (LKB_THEME_LIGHT),
                       bench->measurer, &options, stream, NULL, &error);
  bench_stop_on (error);
}

static void
phase_pdf (Bench *bench)
{
  LkbImageOptions options = { .box = page_box (bench) };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  lkb_cairo_write_pdf (lkb_sheet_get_picture (bench->sheet), lkb_theme_get (LKB_THEME_PRINT),
                       bench->measurer, &options, stream, NULL, &error);
  bench_stop_on (error);
}

static const BenchPhase phases[] = {
  { "load", phase_read, BENCH_NEEDS_NOTHING },
  { "save", phase_write, BENCH_NEEDS_NOTHING },
  { "analysis", phase_analysis, BENCH_NEEDS_NOTHING },
  { "analysis-quick", phase_analysis_quick, BENCH_NEEDS_NOTHING },
  { "rules", phase_rules, BENCH_NEEDS_ANALYSIS | BENCH_NEEDS_VOCABULARY },
  { "recheck", phase_recheck, BENCH_NEEDS_CHECK },
  { "recheck-quick", phase_recheck_quick, BENCH_NEEDS_CHECK },
  { "layout", phase_layout, BENCH_NEEDS_ANALYSIS },
  { "drag-one-node", phase_drag_one_node, BENCH_NEEDS_SCENE },
  { "record", phase_record, BENCH_NEEDS_ANALYSIS },
  { "frame-kept", phase_frame_kept, BENCH_NEEDS_SCENE },
  { "frame-painted", phase_frame_painted, BENCH_NEEDS_SCENE },
  { "journal-copy", phase_journal_copy, BENCH_NEEDS_NOTHING },
  { "journal-read", phase_journal_read, BENCH_NEEDS_JOURNAL },
  { "journal-seek", phase_journal_seek, BENCH_NEEDS_JOURNAL },
  { "journal-seek-worst", phase_journal_seek_worst, BENCH_NEEDS_JOURNAL },
  { "sheet", phase_sheet, BENCH_NEEDS_SCENE | BENCH_NEEDS_VOCABULARY },
  { "export-svg", phase_svg, BENCH_NEEDS_SHEET },
  { "export-png", phase_png, BENCH_NEEDS_SHEET },
  { "export-pdf", phase_pdf, BENCH_NEEDS_SHEET },
  { "replay-seek", phase_replay_seek,
    BENCH_NEEDS_JOURNAL | BENCH_NEEDS_SCENE | BENCH_NEEDS_VOCABULARY },
};

int
main (int argc, char **argv)
{
  return bench_main (argc, argv, phases, G_N_ELEMENTS (phases), NULL);
}
