/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-study-notes.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/formats/lkb-data.h"
#include "core/store/lkb-save.h"
#include "tests/support/lkb-test.h"

/* Nothing in a name is taken for a mark of the notation. */
static void
test_markdown_text (void)
{
  static const struct
  {
    const char *text;
    const char *markdown;
  } cases[] = {
    { NULL, "" },
    { "Web  clicks\n", "Web clicks" },
    { "a*b_c`d|e[f]", "a\\*b\\_c\\`d\\|e\\[f\\]" },
    { "# head", "\\# head" },
    { "1. item", "1\\. item" },
    { "1.87 s", "1.87 s" },
    { "- item", "\\- item" },
    { "-5 %", "-5 %" },
    { "> quote", "\\> quote" },
    { "<b>", "&lt;b>" },
    { "R&D &amp;", "R&amp;D &amp;amp;" },
    { "A & B", "A & B" },
    { "$4 k of $8 k", "$4 k of $8 k" },
    { "x$y", "x\\$y" },
    { "~~gone~~ \\", "\\~\\~gone\\~\\~ \\\\" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markdown = lkb_markdown_dup_text (cases[i].text);

      g_assert_cmpstr (markdown, ==, cases[i].markdown);
    }
}

typedef struct
{
  LkbBoard *board;
  LkbAnalysis *analysis;
  LkbFindings *findings;
  LkbRoundLog *log; /* borrowed; (nullable) */
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (GError) error = NULL;

  fixture->board = lkb_data_dirs_load_template (dirs, "T01", &error);
  g_assert_no_error (error);
  fixture->analysis = lkb_analysis_new (fixture->board, NULL);
  fixture->findings = lkb_rules_run (fixture->board, fixture->analysis, NULL);
  fixture->folder = lkb_test_dup_dir ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lkb_test_remove_tree (fixture->folder);
  g_object_unref (fixture->board);
  lkb_analysis_unref (fixture->analysis);
  lkb_findings_unref (fixture->findings);
  g_free (fixture->folder);
}

static GPtrArray *
create (Fixture *fixture)
{
  const LkbStudyNotesSource source = { .markdown = { .board = fixture->board,
                                                     .analysis = fixture->analysis,
                                                     .findings = fixture->findings },
                                       .log = fixture->log };
  g_autoptr (GError) error = NULL;
  GPtrArray *notes = lkb_study_notes_create (&source, NULL, &error);

  g_assert_no_error (error);
  return notes;
}

static char *
dup_note (GPtrArray *notes, const char *name)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const LkbStudyNote *note = g_ptr_array_index (notes, i);

      if (g_str_equal (note->name, name))
        return g_strndup (g_bytes_get_data (note->bytes, NULL), g_bytes_get_size (note->bytes));
    }
  g_assert_not_reached ();
}

static void
assert_has (const char *text, const char *what)
{
  if (strstr (text, what) == NULL)
    g_error ("“%s” is not in “%s”", what, text);
}

static void
test_content (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = create (fixture);
  g_autofree char *text = dup_note (notes, "notes.md");
  g_autofree char *blank = dup_note (notes, "blank.md");
  g_autofree char *answers = dup_note (notes, "answers.md");
  g_autofree char *page = dup_note (notes, "blank.svg");

  assert_has (text, "# Click to feature vector\n");
  assert_has (text, "[![Click to feature vector](page.png)](page.svg)");
  assert_has (text, "| Time to insight (primary KPI) | 1.87 s | of 3 s @ p95 |");
  assert_has (text, "| Web click stream → Event Hub | Stream, 10 k events/s | Web | Streaming "
                    "Platform |");
  assert_has (text, "## Sixty seconds");
  assert_has (text, "## Checks left");
  assert_has (answers, "1.87 s");
  /* The blank copy asks for all of that and tells none of it. */
  assert_has (blank, "|---|---|---|---|---|---|\n| &nbsp; | &nbsp; |");
  g_assert_null (strstr (blank, "Event Hub"));
  assert_has (blank, "[The answers](answers.md)");
  g_assert_null (strstr (blank, "1.87"));
  g_assert_null (strstr (blank, "Streaming Platform"));
  g_assert_null (strstr (blank, "Time to insight"));
  assert_has (blank, "| Primary KPI | &nbsp; |");
  g_assert_null (strstr (page, "Streaming Platform"));
  g_assert_null (strstr (page, "8 k"));
  assert_has (page, "Event Hub");
  assert_has (page, "owner?");
}

static void
save (GPtrArray *notes, const char *folder)
{
  g_autoptr (GError) error = NULL;

  lkb_study_notes_save (notes, folder, NULL, &error);
  g_assert_no_error (error);
}

static void
refuse (GPtrArray *notes, const char *folder, LkbSaveError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lkb_study_notes_save (notes, folder, NULL, &error));
  g_assert_error (error, LKB_SAVE_ERROR, (int) code);
  g_assert_null (strchr (error->message, '\n'));
}

static char *
dup_content (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
put (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = create (fixture);
  g_autofree char *folder = g_build_filename (fixture->folder, "new", NULL);
  g_autofree char *empty = g_build_filename (fixture->folder, "empty", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "where", NULL);
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *text = NULL;

  save (notes, folder);
  g_assert_cmpuint (count_files (folder), ==, notes->len + 1);
  text = dup_content (folder, "notes.md");
  assert_has (text, "# Click to feature vector");
  g_mkdir (empty, 0777);
  save (notes, empty);
  g_assert_cmpuint (count_files (empty), ==, notes->len + 1);
  refuse (notes, nowhere, LKB_SAVE_ERROR_NO_FOLDER);
  put (fixture->folder, "file", "x");
  refuse (notes, file, LKB_SAVE_ERROR_NOT_A_FILE);
  /* Nothing is left beside. */
  g_assert_cmpuint (count_files (fixture->folder), ==, 3);
}

/* Notes are brought up to date; what else lies there stays. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = create (fixture);
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (LkbElement) facts = lkb_element_with_text (lkb_board_get_facts (fixture->board),
                                                        LKB_FIELD_TITLE, "Later");
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "new", NULL);
  g_autofree char *text = NULL;
  g_autofree char *own = NULL;

  save (notes, folder);
  put (folder, "mine.txt", "kept");
  lkb_change_add (change, lkb_board_get_facts (fixture->board), facts);
  lkb_board_apply (fixture->board, change, NULL);
  later = create (fixture);
  save (later, folder);
  save (later, folder);
  text = dup_content (folder, "notes.md");
  assert_has (text, "# Later\n");
  own = dup_content (folder, "mine.txt");
  g_assert_cmpstr (own, ==, "kept");
  /* Written in by somebody: nothing is replaced. */
  put (folder, "answers.md", "my own words");
  refuse (notes, folder, LKB_SAVE_ERROR_CHANGED);
  g_free (text);
  text = dup_content (folder, "notes.md");
  assert_has (text, "# Later\n");
  g_free (own);
  own = dup_content (folder, "answers.md");
  g_assert_cmpstr (own, ==, "my own words");
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = create (fixture);
  g_autofree char *text = NULL;

  put (fixture->folder, "notes.md", "somebody else's");
  refuse (notes, fixture->folder, LKB_SAVE_ERROR_NOT_A_FILE);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  text = dup_content (fixture->folder, "notes.md");
  g_assert_cmpstr (text, ==, "somebody else's");
}

static LkbRoundLog *
create_log (const char *uuid)
{
  g_autofree char *text = g_strdup_printf (
      "{\"lakeboard-journal\":1,\"uuid\":\"%s\",\"path\":null,\"base_sha256\":null,"
      "\"wall\":\"2026-03-01T12:00:00Z\",\"boot_id\":\"b\"}\n"
      "{\"t\":0,\"prompt\":{\"kind\":\"round\",\"version\":1,\"preset\":\"opening\",\"mode\":"
      "\"exam\",\"profile\":\"pm\",\"seed\":7,\"id\":\"m1\",\"text\":\"The vendor API allows 50 "
      "calls a second; you need 400 lookups.\",\"length_ms\":600000}}\n",
      uuid);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRecording) recording = lkb_recording_read ("r", bytes, NULL, &error);

  g_assert_no_error (error);
  return lkb_round_log_new (recording);
}

/* Notes of one round never take the place of another's, nor of a board's; and they have another name. */
static void
test_rounds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRoundLog) first = create_log ("one");
  g_autoptr (LkbRoundLog) second = create_log ("two");
  g_autoptr (LkbBoard) untitled = lkb_board_new ();
  g_autofree char *folder = g_build_filename (fixture->folder, "new", NULL);
  g_autofree char *named = lkb_study_notes_dup_name (fixture->board, first);
  g_autofree char *unnamed = lkb_study_notes_dup_name (untitled, first);
  g_autoptr (GPtrArray) board_notes = create (fixture);
  g_autoptr (GPtrArray) first_notes = NULL;
  g_autoptr (GPtrArray) second_notes = NULL;

  g_assert_true (g_str_has_prefix (named, "Click to feature vector, 2026-03-01 "));
  g_assert_true (
      g_str_has_prefix (unnamed, "The vendor API allows 50 calls a second; you, 2026-03-01 "));
  fixture->log = first;
  first_notes = create (fixture);
  fixture->log = second;
  second_notes = create (fixture);
  g_assert_true (lkb_study_notes_may_save (folder, second));
  save (first_notes, folder);
  save (first_notes, folder);
  refuse (second_notes, folder, LKB_SAVE_ERROR_NOT_A_FILE);
  refuse (board_notes, folder, LKB_SAVE_ERROR_NOT_A_FILE);
  g_assert_true (lkb_study_notes_may_save (folder, first));
  g_assert_false (lkb_study_notes_may_save (folder, second));
  g_assert_false (lkb_study_notes_may_save (folder, NULL));
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/study-notes/markdown-text", test_markdown_text);
  g_test_add ("/study-notes/content", Fixture, NULL, set_up, test_content, tear_down);
  g_test_add ("/study-notes/save", Fixture, NULL, set_up, test_save, tear_down);
  g_test_add ("/study-notes/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/study-notes/rounds", Fixture, NULL, set_up, test_rounds, tear_down);
  g_test_add ("/study-notes/foreign", Fixture, NULL, set_up, test_foreign, tear_down);
  return g_test_run ();
}
