/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/formats/lkb-markdown.h"
#include "core/picture/lkb-scene.h"
#include "lkb-round-log.h"

G_BEGIN_DECLS

/*
 * Study notes: a folder that is read with any viewer.
 *
 *   notes.md      the prompt, the page, what was said, owners and budgets with their figures, the round, checks left
 *   page.svg      the page; opens in Lakeboard again
 *   page.png
 *   blank.md      the same to be filled in, for testing oneself
 *   blank.svg     the page without owners and numbers
 *   answers.md    the second page of blank.md
 *   .lakeboard-notes   which of the files are ours, and their sums; what they tell of
 */

/** The file that tells that a folder is one of notes. */
#define LKB_STUDY_NOTES_LIST ".lakeboard-notes"

/** LkbStudyNotesSource: borrowed. */
typedef struct
{
  LkbMarkdownSource markdown; /* the board, its figures and checks */
  LkbScene *scene; /* (nullable): up to date with the board */
  LkbRoundLog *log; /* (nullable): of the round that the board comes from */
  const char *language; /* (nullable): of the pictures, BCP 47 */
} LkbStudyNotesSource;

/** LkbStudyNote: a file of the folder. */
typedef struct
{
  char *name;
  GBytes *bytes;
  char *origin; /* what it tells of, the same in all notes of a folder: a round, or a board */
} LkbStudyNote;

void lkb_study_note_free (LkbStudyNote *note);

/** lkb_study_notes_create: (transfer full) (element-type LkbStudyNote): in any thread with a board and a scene of its own. Errors:
 * LkbPictureError, G_IO_ERROR_CANCELLED. */
GPtrArray *lkb_study_notes_create (const LkbStudyNotesSource *source, GCancellable *cancellable,
                                   GError **error);

/**
 * lkb_study_notes_save:
 * @notes: (element-type LkbStudyNote)
 * @folder: made if it is not there; its parent has to be
 *
 * Nothing is lost: a new folder appears with all its files or not at all; in one that holds notes already each file is replaced in
 * one step, and what else lies there stays. A folder that is not empty and holds no notes is refused, and so is one with the notes
 * of another round, or whose notes somebody has written in since; then nothing is touched.
 *
 * Errors: LkbSaveError: messages start with a path.
 */
gboolean lkb_study_notes_save (GPtrArray *notes, const char *folder, GCancellable *cancellable,
                               GError **error);

/** lkb_study_notes_may_save: whether nothing of others lies in @folder: it is not there, empty, or holds notes of the same round;
 * without @log (nullable) those of a board. */
gboolean lkb_study_notes_may_save (const char *folder, const LkbRoundLog *log);
/** lkb_study_notes_dup_name: (transfer full): what a folder with them is called: after the title of @board, and where @log is not
 * NULL with the prompt instead of no title, and when that was. No path: it may hold a slash. */
char *lkb_study_notes_dup_name (LkbBoard *board, const LkbRoundLog *log);
/** lkb_study_notes_dup_origin: (transfer full): of notes about that round, or (NULL) about a board. */
char *lkb_study_notes_dup_origin (const LkbRoundLog *log);

/** lkb_study_notes_dup_blank: (transfer full): @board without what is to be known by heart: names, places and lines only. */
LkbBoard *lkb_study_notes_dup_blank (LkbBoard *board);

G_END_DECLS
