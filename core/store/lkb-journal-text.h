/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/lkb-board.h"
#include "core/model/lkb-change.h"

G_BEGIN_DECLS

/*
 * The text of a journal (docs/FILE-FORMAT.md): one JSON object a line.
 *
 * Values of unknown members are kept as they were read, and may go over several lines. On a line of the journal such white
 * space is written in tabs and blanks: TAB TAB is a tab, TAB BLANK BLANK a line feed, TAB BLANK TAB a carriage return. It
 * stays white space to any reader, and the bytes come back.
 */

#define LKB_JOURNAL_VERSION 1
#define LKB_JOURNAL_ENDING ".jsonl"

/** LkbJournalHeader: the first line. All owned by it. */
typedef struct
{
  char *uuid;
  char *
      path; /* of the board's file; as a URI where it is not on this machine or no UTF-8; NULL: untitled */
  char *base_sha256; /* (nullable): of what that file held */
  char *wall; /* when it was begun: RFC 3339, UTC */
  char *boot_id; /* of the run of the system */
} LkbJournalHeader;

void lkb_journal_header_clear (LkbJournalHeader *header);
/** lkb_journal_header_set_file: path and sum of a board's file. @file, @sha256: (nullable). */
void lkb_journal_header_set_file (LkbJournalHeader *header, GFile *file, const char *sha256);
/** lkb_journal_header_dup_file: (transfer full) (nullable). */
GFile *lkb_journal_header_dup_file (const LkbJournalHeader *header);

/* Each appends one whole line. Times are milliseconds since the journal was begun. */

void lkb_journal_append_header (GString *out, const LkbJournalHeader *header);
/** lkb_journal_append_change: what each pair of @change has after it. */
void lkb_journal_append_change (GString *out, gint64 time, const LkbChange *change);
/** lkb_journal_append_snapshot: the whole board, and the ranks of its elements, which no board file has. */
void lkb_journal_append_snapshot (GString *out, gint64 time, LkbBoard *board);
/** lkb_journal_append_mark: @key: what happened, such as "phase"; @json: valid JSON that says it. */
void lkb_journal_append_mark (GString *out, gint64 time, const char *key, const char *json);

/** lkb_journal_dup_line: (transfer full): @length bytes of a line with its white space as it was; NULL when the line has
 * no tab and so is that already. */
char *lkb_journal_dup_line (const char *line, gsize length, gsize *new_length);

G_END_DECLS
