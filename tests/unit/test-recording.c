/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/lkb-recording.h"

#include <string.h>

#include "core/base/lkb-error.h"
#include "core/formats/lkb-board-file.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-history.h"
#include "tests/support/lkb-test.h"

#define HEADER                                                                                     \
  "{\"lakeboard-journal\":1,\"uuid\":\"u\",\"path\":null,\"base_sha256\":null,"                    \
  "\"wall\":\"2026-03-01T12:00:00Z\",\"boot_id\":\"b\"}\n"
#define NODE(id, rank)                                                                             \
  "{\"id\":\"" id "\",\"rank\":\"" rank "\",\"el\":{\"id\":\"" id                                  \
  "\",\"kind\":\"source\",\"x\":0,\"y\":0}}"
#define LINE(t, set, del) "{\"t\":" #t ",\"label\":\"L\",\"set\":[" set "],\"del\":[" del "]}\n"

static GBytes *
load_bytes (const char *relative)
{
  g_autofree char *path = lkb_test_dup_source_path (relative);
  gsize length;
  char *text = lkb_test_dup_text (path, &length);

  return g_bytes_new_take (text, length);
}

static LkbBoard *
load_board (const char *relative)
{
  g_autoptr (GBytes) bytes = load_bytes (relative);
  g_autoptr (GError) error = NULL;
  LkbBoard *board = lkb_board_file_read (relative, bytes, LKB_BOARD_FILE_NONE, NULL, &error);

  g_assert_no_error (error);
  return board;
}

static LkbRecording *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return lkb_recording_read ("test.jsonl", bytes, NULL, error);
}

/* The ids of the board at a moment, joined by blanks. */
static char *
dup_ids (LkbRecording *recording, guint moment)
{
  g_autoptr (LkbBoard) board = lkb_recording_dup_board (recording, moment);
  const GPtrArray *elements = lkb_board_get_elements (board);
  GString *ids = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  lkb_board_check (board, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < elements->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            lkb_element_get_id (g_ptr_array_index (elements, i)));
  return g_string_free (ids, FALSE);
}

static void
assert_ids (LkbRecording *recording, guint moment, const char *expected)
{
  g_autofree char *ids = dup_ids (recording, moment);

  g_assert_cmpstr (ids, ==, expected);
}

/* As another program may write it: nothing but what the format asks for. */
static void
test_by_hand (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRecording) recording = read_text (
      HEADER LINE (100, NODE ("a", "10000i"), "") LINE (
          250, NODE ("b", "0i"), "") "{\"t\":300,\"phase\":{\"n\":2}}\n" LINE (400, "", "\"a\"")
          LINE (400, "{\"id\":\"@board\",\"rank\":\"\",\"el\":{\"title\":\"T\"}}",
                "") "{\"t\":900,\"end\":true}\n",
      &error);
  g_autoptr (LkbBoard) last = NULL;
  const LkbRecordingMark *mark;

  g_assert_no_error (error);
  g_assert_cmpstr (lkb_recording_get_header (recording)->uuid, ==, "u");
  g_assert_cmpstr (lkb_recording_get_header (recording)->wall, ==, "2026-03-01T12:00:00Z");
  g_assert_null (lkb_recording_get_header (recording)->path);
  g_assert_cmpuint (lkb_recording_get_n_changes (recording), ==, 4);
  g_assert_false (lkb_recording_is_damaged (recording));
  g_assert_true (lkb_recording_begins_whole (recording));
  assert_ids (recording, 0, "");
  assert_ids (recording, 1, "a");
  assert_ids (recording, 2, "b a");
  assert_ids (recording, 3, "b");
  last = lkb_recording_dup_board (recording, 4);
  g_assert_cmpstr (lkb_element_get_text (lkb_board_get_facts (last), LKB_FIELD_TITLE), ==, "T");

  g_assert_cmpint (lkb_recording_get_time (recording, 1), ==, 250);
  g_assert_cmpint (lkb_recording_get_end (recording), ==, 900);
  g_assert_cmpuint (lkb_recording_find (recording, 0), ==, 0);
  g_assert_cmpuint (lkb_recording_find (recording, 100), ==, 1);
  g_assert_cmpuint (lkb_recording_find (recording, 399), ==, 2);
  g_assert_cmpuint (lkb_recording_find (recording, 400), ==, 4);
  g_assert_cmpuint (lkb_recording_get_n_marks (recording), ==, 2);
  mark = lkb_recording_get_mark (recording, 0);
  g_assert_cmpstr (mark->key, ==, "phase");
  g_assert_cmpstr (mark->json, ==, "{\"n\":2}");
  g_assert_cmpuint (mark->n_changes, ==, 2);
  g_assert_cmpint (mark->time, ==, 300);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    int code;
  } cases[] = {
    { "", LKB_INPUT_ERROR_SYNTAX },
    { "{\"lakeboard-journal\":1}", LKB_INPUT_ERROR_SYNTAX }, /* no end of line */
    { "[]\n", LKB_INPUT_ERROR_STRUCTURE },
    { "{\"lakeboard\":1}\n", LKB_INPUT_ERROR_STRUCTURE },
    { "{\"lakeboard-journal\":\"1\"}\n", LKB_INPUT_ERROR_STRUCTURE },
    { "{\"lakeboard-journal\":2}\n", LKB_INPUT_ERROR_VERSION },
    { "\xff\n", LKB_INPUT_ERROR_SYNTAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LkbRecording) recording = read_text (cases[i].text, &error);

      g_assert_null (recording);
      g_assert_error (error, LKB_INPUT_ERROR, cases[i].code);
      g_assert_true (g_str_has_prefix (error->message, "test.jsonl: "));
      g_assert_null (strchr (error->message, '\n'));
    }
}

/* Whatever is wrong with a line, what came before it counts, and the next snapshot helps on. */
static void
test_damaged (void)
{
  static const char *const bad[] = {
    "garbage\n",
    "\n",
    "[1]\n",
    "{\"label\":\"no time\"}\n",
    "{\"t\":5}\n",
    "{\"t\":5,\"set\":[]}\n",
    "{\"t\":5,\"set\":{},\"del\":[]}\n",
    LINE (5, "", "\"nobody\""),
    LINE (5, "", "\"@board\""),
    LINE (5, NODE ("z", ""), ""),
    LINE (5, NODE ("z", "A"), ""),
    LINE (5, NODE ("z", "10"), ""),
    LINE (5, NODE ("z", "10000i"), ""), /* the rank of a */
    LINE (5, "{\"id\":\"z\",\"rank\":\"i\",\"el\":{\"id\":\"y\",\"kind\":\"source\"}}", ""),
    LINE (5, "{\"id\":\"z\",\"rank\":\"i\",\"el\":{\"id\":\"z\",\"kind\":\"nothing\"}}", ""),
    LINE (5,
          "{\"id\":\"z\",\"rank\":\"i\",\"el\":{\"id\":\"z\",\"kind\":\"edge\",\"from\":\"a\","
          "\"to\":\"nobody\"}}",
          ""),
    "{\"t\":5,\"snap\":7}\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strconcat (HEADER LINE (1, NODE ("a", "10000i"), ""), bad[i],
                                           LINE (6, NODE ("c", "10001i"), ""), NULL);
      g_autofree char *longer = g_strconcat (
          text,
          "{\"t\":8,\"snap\":{\"lakeboard\":1,\"board\":{},\"elements\":["
          "{\"id\":\"c\",\"kind\":\"model\"},{\"id\":\"d\",\"kind\":\"model\"}]},"
          "\"ranks\":[\"10001i\",\"10002i\"]}\n" LINE (9, NODE ("e", "10003i"), ""),
          NULL);
      g_autoptr (LkbRecording) recording = read_text (text, NULL);
      g_autoptr (LkbRecording) again = read_text (longer, NULL);

      g_test_message ("%s", bad[i]);
      g_assert_nonnull (recording);
      /* A snapshot that is no use is not asked for where all is known. */
      if (strstr (bad[i], "snap") == NULL)
        {
          g_assert_true (lkb_recording_is_damaged (recording));
          g_assert_cmpuint (lkb_recording_get_n_changes (recording), ==, 1);
          assert_ids (recording, 1, "a");
          g_assert_cmpuint (lkb_recording_get_n_changes (again), ==, 3);
          assert_ids (again, 1, "a");
          assert_ids (again, 2, "c d");
          assert_ids (again, 3, "c d e");
        }
      else
        assert_ids (recording, 2, "a c");
    }
}

/* A session with all there is: facts, nodes, edges that go with their node, order, undo and redo, notes. */
typedef struct
{
  LkbBoard *board;
  GString *text;
  GPtrArray *states; /* of GBytes: the board after each change */
  gint64 time;
} Session;

static void
committed_cb (LkbHistory *history, LkbChange *change, Session *session)
{
  lkb_journal_append_change (session->text, session->time += 10, change);
  g_ptr_array_add (session->states, lkb_board_file_write (session->board));
}

static void
do_change (LkbHistory *history, LkbChange *made)
{
  g_autoptr (LkbChange) change = made;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (change);
  lkb_history_apply (history, change, &error);
  g_assert_no_error (error);
}

static void
run_session (Session *session, const char *start)
{
  const char *ids[] = { NULL, NULL };
  const char *facts[] = { LKB_BOARD_ID, NULL };
  LkbJournalHeader header = { .uuid = (char *) "u",
                              .path = (char *) "/nowhere/x.lakeboard",
                              .wall = (char *) "w",
                              .boot_id = (char *) "b" };
  g_autoptr (LkbHistory) history = NULL;
  g_autofree char *id = NULL;

  g_autofree char *node = NULL;

  session->board = load_board (start);
  for (guint i = 0; node == NULL; i++)
    if (lkb_element_is_node (lkb_board_get_elements (session->board)->pdata[i]))
      node = g_strdup (lkb_element_get_id (lkb_board_get_elements (session->board)->pdata[i]));
  ids[0] = node;
  session->text = g_string_new (NULL);
  session->states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  session->time = 0;
  lkb_journal_append_header (session->text, &header);
  lkb_journal_append_snapshot (session->text, 0, session->board);
  g_ptr_array_add (session->states, lkb_board_file_write (session->board));
  history = lkb_history_new (session->board, 0);
  g_signal_connect (history, "committed", G_CALLBACK (committed_cb), session);
  do_change (history,
             lkb_edit_add_node (session->board, LKB_KIND_MODEL, "A “model”\n& ünï", 8, 16, &id));
  do_change (history,
             lkb_edit_set_text (session->board, facts, LKB_FIELD_TITLE, "Title\twith tab"));
  do_change (history, lkb_edit_raise (session->board, ids, TRUE));
  do_change (history, lkb_edit_remove (session->board, ids));
  g_assert_true (lkb_history_undo (history));
  g_assert_true (lkb_history_undo (history));
  g_assert_true (lkb_history_redo (history));
  lkb_journal_append_mark (session->text, session->time, "prompt", "{\"id\":3}");
  do_change (history, lkb_edit_add_note (session->board, "note", 0, 0, NULL));
}

static void
session_clear (Session *session)
{
  g_object_unref (session->board);
  g_string_free (session->text, TRUE);
  g_ptr_array_unref (session->states);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Session, session_clear)

static LkbRecording *
read_prefix (const Session *session, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (session->text->str, length);

  return lkb_recording_read ("cut.jsonl", bytes, NULL, NULL);
}

static void
test_session (gconstpointer start)
{
  g_auto (Session) session = { 0 };
  g_autoptr (LkbRecording) recording = NULL;

  run_session (&session, start);
  recording = read_prefix (&session, session.text->len);
  g_assert_false (lkb_recording_is_damaged (recording));
  g_assert_cmpuint (lkb_recording_get_n_changes (recording) + 1, ==, session.states->len);
  for (guint i = 0; i < session.states->len; i++)
    {
      g_autoptr (LkbBoard) board = lkb_recording_dup_board (recording, i);
      g_autoptr (GBytes) bytes = lkb_board_file_write (board);

      g_assert_true (g_bytes_equal (bytes, g_ptr_array_index (session.states, i)));
    }
}

/* Wherever the power went: the board is that of the last change whose line is whole. */
static void
test_cut (gconstpointer start)
{
  g_auto (Session) session = { 0 };
  gsize header;
  guint n_lines = 0;

  run_session (&session, start);
  header = (gsize) (strchr (session.text->str, '\n') - session.text->str) + 1;
  for (gsize cut = 0; cut <= session.text->len; cut++)
    {
      g_autoptr (LkbRecording) recording = read_prefix (&session, cut);
      g_autoptr (LkbBoard) board = NULL;
      g_autoptr (GBytes) bytes = NULL;
      guint n;

      g_assert_true ((recording != NULL) == (cut >= header));
      if (recording == NULL)
        continue;
      n_lines += cut > header && session.text->str[cut - 1] == '\n'
                 && strncmp (session.text->str + cut - 3, "]}\n", 3) == 0;
      n = lkb_recording_get_n_changes (recording);
      g_assert_false (lkb_recording_is_damaged (recording));
      /* The snapshot counts among the lines. */
      g_assert_cmpuint (n, ==, n_lines > 0 ? n_lines - 1 : 0);
      board = lkb_recording_dup_board (recording, n);
      bytes = lkb_board_file_write (board);
      if (n_lines > 0)
        g_assert_true (g_bytes_equal (bytes, g_ptr_array_index (session.states, n)));
    }
  g_assert_cmpuint (n_lines, ==, session.states->len);
}

/* Bytes that were never written: nothing but boards come of it. */
static void
test_flipped (gconstpointer start)
{
  static const char others[] = { 0, '\n', '"', '{', ']', '9', 'x', (char) 0xff, '\t' };
  g_auto (Session) session = { 0 };
  guint step = g_test_slow () ? 1 : 13;

  run_session (&session, start);
  for (gsize at = 0; at < session.text->len; at += step)
    for (guint i = 0; i < G_N_ELEMENTS (others); i++)
      {
        char kept = session.text->str[at];
        g_autoptr (LkbRecording) recording = NULL;

        session.text->str[at] = others[i];
        recording = read_prefix (&session, session.text->len);
        session.text->str[at] = kept;
        if (recording != NULL)
          g_free (dup_ids (recording, lkb_recording_get_n_changes (recording)));
      }
}

/* Values that nobody here knows keep their bytes, and a line stays a line. */
static void
test_white_space (void)
{
  const char *file = "{\n  \"lakeboard\": 1,\n  \"board\": {},\n  \"elements\": [\n    {\n"
                     "      \"id\": \"a\",\n      \"kind\": \"source\",\n"
                     "      \"x-more\": {\n\t\"k\" :\t[ 1,\r\n\t\t2 ]\t}\n    }\n  ],\n"
                     "  \"x-top\": [\n]\n}\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (file, strlen (file));
  g_autoptr (LkbBoard) board = lkb_board_file_read ("f", bytes, LKB_BOARD_FILE_NONE, NULL, NULL);
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (LkbBoard) last = NULL;
  g_autoptr (GBytes) again = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_nonnull (board);
  lkb_journal_append_snapshot (text, 0, board);
  lines = g_strsplit (text->str, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_null (strchr (text->str, '\r'));
  recording = read_text (text->str, NULL);
  last = lkb_recording_dup_board (recording, 0);
  again = lkb_board_file_write (last);
  g_assert_cmpstr (g_bytes_get_data (again, NULL), ==, file);
  g_assert_true (g_bytes_equal (bytes, again));
}

/* A long session: any moment is as near as any other, and is what it was. */
static void
test_seek (void)
{
  g_autoptr (LkbBoard) board = load_board ("data/templates/T01.lakeboard");
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (LkbRecording) recording = NULL;
  const char *ids[] = { "hub", NULL };

  lkb_journal_append_snapshot (text, 0, board);
  g_ptr_array_add (states, lkb_board_file_write (board));
  for (guint i = 1; i <= 600; i++)
    {
      g_autoptr (LkbChange) change = lkb_edit_move (board, ids, i % 2 ? 8 : -4, 4);

      g_assert_true (lkb_board_apply (board, change, NULL));
      lkb_journal_append_change (text, i, change);
      g_ptr_array_add (states, lkb_board_file_write (board));
      if (i % 256 == 0)
        lkb_journal_append_snapshot (text, i, board);
    }
  recording = read_text (text->str, NULL);
  g_assert_cmpuint (lkb_recording_get_n_changes (recording), ==, 600);
  for (guint i = 0; i <= 600; i += i < 590 ? 37 : 1)
    {
      g_autoptr (LkbBoard) then = lkb_recording_dup_board (recording, i);
      g_autoptr (GBytes) bytes = lkb_board_file_write (then);

      g_assert_true (g_bytes_equal (bytes, g_ptr_array_index (states, i)));
    }
}

int
main (int argc, char **argv)
{
  static const char *const small = "tests/support/boards/clean-small.lakeboard";
  static const char *const all = "tests/support/boards/all-kinds-and-groups.lakeboard";

  lkb_test_init (&argc, &argv);
  g_test_add_func ("/recording/by-hand", test_by_hand);
  g_test_add_func ("/recording/refused", test_refused);
  g_test_add_func ("/recording/damaged", test_damaged);
  g_test_add_data_func ("/recording/session", small, test_session);
  g_test_add_data_func ("/recording/session-of-all-kinds", all, test_session);
  g_test_add_data_func ("/recording/cut", small, test_cut);
  g_test_add_data_func ("/recording/flipped", small, test_flipped);
  g_test_add_func ("/recording/white-space", test_white_space);
  g_test_add_func ("/recording/seek", test_seek);
  return g_test_run ();
}
