/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/picture/lkb-scene.h"
#include "core/picture/lkb-sheet.h"
#include "core/store/lkb-recording.h"
#include "core/rules/lkb-rules.h"

G_BEGIN_DECLS

/** BenchNeeds: what has to be there before a phase runs; made outside of what is measured. */
typedef enum
{
  BENCH_NEEDS_NOTHING = 0,
  BENCH_NEEDS_ANALYSIS = 1 << 0,
  BENCH_NEEDS_VOCABULARY = 1 << 1,
  BENCH_NEEDS_SCENE = 1 << 2, /* and its analysis */
  BENCH_NEEDS_SHEET = 1 << 3, /* and its scene */
  BENCH_NEEDS_CHECK = 1 << 4, /* one that was made before: its memory, analysis and vocabulary */
  BENCH_NEEDS_JOURNAL = 1 << 5, /* of 2,000 changes */
} BenchNeeds;

/** Bench: the board that is measured with; fields that no need asked for are NULL. */
typedef struct
{
  char *path;
  GBytes *bytes;
  LkbBoard *board;
  LkbTextMeasurer *measurer;
  LkbAnalysis *analysis;
  LkbVocabulary *vocabulary;
  LkbRuleMemory *memory;
  LkbScene *scene;
  LkbPicture *drawing; /* of the scene, in full detail */
  LkbSheet *sheet;
  char *moved; /* the node that is moved to and fro */
  double step;
  guint edits; /* of one number, so far */
  GBytes *journal;
  LkbRecording *recording; /* of the journal */
  gpointer own; /* of the program */
} Bench;

typedef struct
{
  const char *name;
  void (*run) (Bench *bench);
  BenchNeeds needs;
} BenchPhase;

/** bench_stop_on: ends the program with the message of @error, if there is one. */
void bench_stop_on (GError *error);

/**
 * bench_main:
 *
 * PROGRAM BOARD SECONDS [PHASE]: how long each phase takes, one line a phase:
 *
 *   PHASE <tab> median ms <tab> fastest ms <tab> runs
 *
 * Each phase runs for about SECONDS, at least three times; with PHASE only that one. With PHASE and 0 seconds it runs
 * once, inside the function run_measured(), so that callgrind can count its instructions alone
 * (--toggle-collect=run_measured). PHASE "list" prints the names.
 *
 * Returns: the status of the program.
 */
int bench_main (int argc, char **argv, const BenchPhase *phases, guint n_phases, gpointer own);

G_END_DECLS
