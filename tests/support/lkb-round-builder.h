/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/formats/lkb-data.h"
#include "core/practice/lkb-round-log.h"
#include "core/store/lkb-journal-text.h"
#include "tests/support/lkb-board-builder.h"

/* Rounds for tests, written down as they are held. */

#define MINUTE 60000
#define GOAL "@board goal=Deliver feature vectors to the recommendation model within 3 s of a click"

/* A round that is being written down: what is done to the board goes into the text. */
typedef struct
{
  LkbBoard *board;
  GString *text;
  gint64 time;
} Round;

typedef struct
{
  LkbDataDirs *dirs;
  LkbVocabulary *vocabulary;
} Words;

static Words words;

static void
words_load (void)
{
  g_autoptr (GError) error = NULL;

  words.dirs = lkb_data_dirs_new (NULL);
  words.vocabulary = lkb_data_dirs_load_vocabulary (words.dirs, &error);
  g_assert_no_error (error);
}

static void
words_free (void)
{
  lkb_vocabulary_free (words.vocabulary);
  lkb_data_dirs_unref (words.dirs);
}

static void
changed_cb (LkbBoard *board, LkbChange *change, gboolean transient, Round *round)
{
  lkb_journal_append_change (round->text, round->time, change);
}

G_GNUC_UNUSED static void
mark (Round *round, const char *key, const char *json)
{
  lkb_journal_append_mark (round->text, round->time, key, json);
}

G_GNUC_UNUSED static void
begin (Round *round, const char *preset, const char *mode, const char *profile)
{
  LkbJournalHeader header = { .uuid = (char *) "u", .wall = (char *) "w", .boot_id = (char *) "b" };
  g_autofree char *setup = g_strdup_printf (
      "{\"kind\":\"round\",\"version\":1,\"preset\":\"%s\",\"mode\":\"%s\",\"profile\":\"%s\","
      "\"seed\":7,\"id\":\"5\",\"text\":\"Fix it.\",\"length_ms\":2700000}",
      preset, mode, profile);

  *round = (Round){ .board = lkb_board_new (), .text = g_string_new (NULL) };
  lkb_journal_append_header (round->text, &header);
  mark (round, "prompt", setup);
  mark (round, "phase", "{\"id\":\"goal\",\"index\":1}");
  g_signal_connect (round->board, "changed", G_CALLBACK (changed_cb), round);
}

G_GNUC_UNUSED static LkbRoundLog *
end (Round *round)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (round->text);
  g_autoptr (GError) error = NULL;
  LkbRoundLog *log = lkb_round_log_read ("test.lakeround", bytes, &error);

  g_assert_no_error (error);
  g_assert_false (lkb_round_log_is_damaged (log));
  g_object_unref (round->board);
  return log;
}

/* "id.field=value" a line: sets a field, "" unsets it; a line with a blank before the dot adds an element; "-id" takes one
 * away. */
G_GNUC_UNUSED static void
edit (LkbBoard *board, const char *edits)
{
  g_auto (GStrv) lines = g_strsplit (edits, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *dot = strchr (lines[i], '.'), *equals = strchr (lines[i], '=');
      char *blank = strchr (lines[i], ' ');
      LkbField field;

      if (lines[i][0] == '\0')
        continue;
      if (lines[i][0] == '-')
        {
          g_autoptr (LkbChange) change = lkb_change_new (NULL);
          g_autoptr (GError) error = NULL;

          lkb_change_add (change, lkb_board_lookup (board, lines[i] + 1), NULL);
          lkb_board_apply (board, change, &error);
          g_assert_no_error (error);
          continue;
        }
      if (dot == NULL || equals == NULL || dot > equals || (blank != NULL && blank < dot))
        {
          lkb_builder_add (board, lines[i]);
          continue;
        }
      *dot = *equals = '\0';
      g_assert_true (lkb_kind_find_field (lkb_element_get_kind (lkb_board_lookup (board, lines[i])),
                                          dot + 1, &field));
      lkb_builder_set (board, lines[i], field, equals + 1);
    }
}

/* All elements of a template, in one step. */
G_GNUC_UNUSED static void
draw (LkbBoard *board, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) other = lkb_data_dirs_load_template (words.dirs, id, &error);
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  const GPtrArray *elements;

  g_assert_no_error (error);
  elements = lkb_board_get_elements (other);
  for (guint i = 0; i < elements->len; i++)
    lkb_change_add (change, NULL, g_ptr_array_index (elements, i));
  lkb_board_apply (board, change, &error);
  g_assert_no_error (error);
}

/* The facts of a template, all but the goal. */
G_GNUC_UNUSED static void
set_facts (LkbBoard *board, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) other = lkb_data_dirs_load_template (words.dirs, id, &error);
  const LkbElement *before = lkb_board_get_facts (board);
  g_autoptr (LkbElement) after = lkb_element_with (lkb_board_get_facts (other), LKB_FIELD_GOAL,
                                                   lkb_element_get (before, LKB_FIELD_GOAL));
  g_autoptr (LkbChange) change = lkb_change_new (NULL);

  g_assert_no_error (error);
  lkb_change_add (change, before, after);
  lkb_board_apply (board, change, &error);
  g_assert_no_error (error);
}

typedef enum
{
  PLAIN = 0,
  NO_GOAL = 1 << 0,
  LATE_GOAL = 1 << 1, /* after the first node */
  SLOW_GOAL = 1 << 2, /* after six minutes */
  NO_FACTS = 1 << 3,
  NO_BOARD = 1 << 4,
  NO_END = 1 << 5,
  EARLY_END = 1 << 6,
} Flags;

/* A whole round that does all there is to do, but for @flags and @edits. */
static void
hold (Round *round, Flags flags, const char *edits, const char *mode, const char *profile)
{
  static const char *const phases[] = { "size", "sketch", "feature", "pushback", "close" };
  static const int minutes[] = { 5, 9, 22, 30, 39 };
  guint phase = 0;

  begin (round, "45", mode, profile);
  for (int minute = 1; minute <= 45; minute++)
    {
      round->time = minute * MINUTE;
      if (phase < G_N_ELEMENTS (phases) && minutes[phase] == minute)
        {
          g_autofree char *json = g_strdup_printf ("{\"id\":\"%s\",\"index\":%u}", phases[phase],
                                                   phase + 2);

          mark (round, "phase", json);
          phase++;
        }
      if ((flags & NO_GOAL) == 0
          && minute
                 == ((flags & LATE_GOAL) != 0   ? 20
                     : (flags & SLOW_GOAL) != 0 ? 6
                                                : 1))
        lkb_builder_add (round->board, GOAL);
      if (minute == 8 && (flags & NO_FACTS) == 0)
        set_facts (round->board, "T01");
      if (minute == 12 && (flags & NO_BOARD) == 0)
        {
          draw (round->board, "T01");
          edit (round->board, "pipeline.late_policy=dropped and counted");
        }
      if (minute == 31)
        edit (round->board, edits);
      if (minute == 32 && (flags & EARLY_END) != 0)
        break;
    }
  if ((flags & EARLY_END) != 0)
    mark (round, "end", "{\"why\":\"early\"}");
  else if ((flags & NO_END) == 0)
    mark (round, "end", "{\"why\":\"bell\"}");
}

G_GNUC_UNUSED static LkbRoundLog *
play (Flags flags, const char *edits, const char *mode, const char *profile)
{
  Round round;

  hold (&round, flags, edits, mode, profile);
  return end (&round);
}

/* The same as the text of its file. */
G_GNUC_UNUSED static char *
dup_round (Flags flags, const char *edits, const char *mode, const char *profile)
{
  Round round;

  hold (&round, flags, edits, mode, profile);
  g_object_unref (round.board);
  return g_string_free (round.text, FALSE);
}

/* The same as a file @name in @folder, begun at @wall. */
G_GNUC_UNUSED static void
put_round (const char *folder, const char *name, const char *wall, Flags flags, const char *edits,
           const char *mode)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = dup_round (flags, edits, mode, "pm");
  g_autofree char *named = g_strdup_printf ("\"wall\":\"%s\"", wall);
  g_auto (GStrv) parts = g_strsplit (text, "\"wall\":\"w\"", 2);
  g_autofree char *whole = g_strconcat (parts[0], named, parts[1], NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, whole, -1, &error);
  g_assert_no_error (error);
}
