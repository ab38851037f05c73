/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/lkb-label.h"

#include <string.h>

#include "core/model/lkb-edit.h"
#include "core/store/lkb-recording.h"
#include "tests/support/lkb-test.h"

#define HEADER                                                                                     \
  "{\"lakeboard-journal\":1,\"uuid\":\"u\",\"path\":null,\"base_sha256\":null,"                    \
  "\"wall\":\"2026-03-01T12:00:00Z\",\"boot_id\":\"b\"}\n"

static void
assert_words (LkbLabel *taken, const char *expected)
{
  g_autoptr (LkbLabel) label = taken;
  g_autofree char *words = lkb_label_dup_words (label);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_words (void)
{
  assert_words (lkb_label_new ("Resize", NULL), "Resize");
  assert_words (lkb_label_new ("", NULL), "");
  assert_words (lkb_label_new ("Add {kind}", "kind", lkb_label_new ("Source", NULL), NULL),
                "Add Source");
  assert_words (lkb_label_new_plural ("{n} thing", "{n} things", 1, NULL), "1 thing");
  assert_words (lkb_label_new_plural ("{n} thing", "{n} things", 0, NULL), "0 things");
  assert_words (lkb_label_new_plural ("{what}, {n} thing", "{what}, {n} things", 2, "what",
                                      lkb_label_new_text ("A {n}\n{what}"), NULL),
                "A {n} {what}, 2 things");
  /* What is not known stays, and nothing but the text counts. */
  assert_words (lkb_label_new ("{n} {} {a} {b %s %n", "b", lkb_label_new_text ("B"), NULL),
                "{n} {} {a} {b %s %n");
}

/* A journal from elsewhere may hold anything: the words stay short, however often they are doubled. */
static void
test_cut (void)
{
  g_autofree char *name = g_strnfill (100000, 'x');
  g_autoptr (LkbLabel) label = lkb_label_new ("A{a}{a}{a}{a}", "a", lkb_label_new_text (name),
                                              NULL);
  g_autofree char *words = NULL;

  for (int i = 0; i < 40; i++)
    label = lkb_label_new ("{a}{a}{a}{a}", "a", g_steal_pointer (&label), NULL);
  words = lkb_label_dup_words (label);
  g_assert_cmpint (g_utf8_strlen (words, -1), <=, 300);
  g_assert_true (g_str_has_prefix (words, "Axxxxx"));
  g_assert_true (g_str_has_suffix (words, "…"));
}

/* One of each shape that a label has. */
static void
add_changes (LkbBoard *board, GPtrArray *changes)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *e = NULL;
  const char *both[] = { NULL, NULL, NULL };
  LkbChange *change = lkb_edit_add_node (board, LKB_KIND_SOURCE, "Clicks {n}", 0, 0, &a);

  g_ptr_array_add (changes, change);
  g_assert_true (lkb_board_apply (board, change, NULL));
  change = lkb_edit_add_node (board, LKB_KIND_PIPELINE, NULL, 400, 0, &b);
  g_ptr_array_add (changes, change);
  g_assert_true (lkb_board_apply (board, change, NULL));
  change = lkb_edit_connect (board, a, b, &e);
  g_ptr_array_add (changes, change);
  g_assert_true (lkb_board_apply (board, change, NULL));
  both[0] = a;
  g_ptr_array_add (changes, lkb_edit_set_text (board, both, LKB_FIELD_OWNER, "Web"));
  g_ptr_array_add (changes, lkb_edit_move (board, both, 40, 0));
  g_ptr_array_add (changes, lkb_edit_remove (board, both));
  both[0] = b;
  g_ptr_array_add (changes, lkb_edit_remove (board, both));
  both[1] = a;
  g_ptr_array_add (changes, lkb_edit_move (board, both, 40, 0));
  g_ptr_array_add (changes, lkb_edit_remove (board, both));
  both[0] = e;
  both[1] = NULL;
  g_ptr_array_add (changes, lkb_edit_remove (board, both));
}

static const char *const english[] = {
  "Add Source",
  "Add Delta Live Table",
  "Connect",
  "Change Owner",
  "Move 1 element",
  "Delete Clicks {n} and 1 arrow",
  "Delete Delta Live Table and 1 arrow",
  "Move 2 elements",
  "Delete 2 elements and 1 arrow",
  "Delete 1 arrow",
};

/* The lines that a journal has of the same steps. */
static char *
dup_journal (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (
      (GDestroyNotify) lkb_change_unref);
  GString *text = g_string_new (HEADER);

  add_changes (board, changes);
  for (guint i = 0; i < changes->len; i++)
    lkb_journal_append_change (text, 10 * i, changes->pdata[i]);
  return g_string_free (text, FALSE);
}

/* The steps are read back and worded. */
static void
read_labels (const char *journal, GPtrArray *labels)
{
  g_auto (GStrv) lines = g_strsplit (journal, "\n", -1);

  /* One at a time, each behind the first three: not all can follow each other. */
  for (guint i = 1; lines[i][0] != '\0'; i++)
    {
      g_autofree char *text = i <= 3 ? g_strdup (journal)
                                     : g_strjoin ("\n", lines[0], lines[1], lines[2], lines[3],
                                                  lines[i], "", NULL);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (LkbRecording) recording = lkb_recording_read ("j", bytes, NULL, &error);

      g_assert_no_error (error);
      g_ptr_array_add (labels,
                       lkb_change_dup_label (lkb_recording_get_change (recording, MIN (i, 4) - 1)));
    }
}

static void
test_journal (void)
{
  g_autofree char *folder = lkb_test_dup_catalogs ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *plain = NULL;
  g_autofree char *german = NULL;

  plain = dup_journal ();
  g_assert_nonnull (
      strstr (plain, "\"label\":\"Add {kind}\",\"args\":{\"kind\":{\"label\":\"Source\"}},"));
  g_assert_nonnull (strstr (plain, "\"label\":\"Connect\",\"set\":"));
  g_assert_nonnull (strstr (plain, "\"label\":\"Move {n} element\",\"args\":{\"n\":2,"
                                   "\"plural\":\"Move {n} elements\"},\"set\":"));
  g_assert_nonnull (strstr (plain, "\"args\":{\"what\":\"Clicks {n}\",\"n\":1,"
                                   "\"plural\":\"Delete {what} and {n} arrows\"},"));
  read_labels (plain, labels);
  g_assert_cmpuint (labels->len, ==, G_N_ELEMENTS (english));
  for (guint i = 0; i < labels->len; i++)
    g_assert_cmpstr (labels->pdata[i], ==, english[i]);

  if (folder == NULL)
    {
      g_test_skip ("no msgfmt");
      return;
    }
  lkb_test_speak ("de", folder);
  german = dup_journal ();
  g_assert_cmpstr (german, ==, plain);
  g_ptr_array_set_size (labels, 0);
  read_labels (plain, labels);
  g_assert_cmpstr (labels->pdata[0], ==, "Quelle hinzufügen");
  g_assert_cmpstr (labels->pdata[5], ==, "Clicks {n} und 1 Pfeil löschen");
  g_assert_cmpstr (labels->pdata[7], ==, "2 Elemente verschieben");
  g_assert_cmpstr (labels->pdata[8], ==, "2 Elemente und 1 Pfeil löschen");
  lkb_test_speak ("", folder);
  lkb_test_remove_tree (folder);
}

/* A label is no more than words: what is wrong with it does no harm to its change. */
static void
test_odd (void)
{
  static const struct
  {
    const char *label, *words;
  } cases[] = {
    { "\"label\":\"Verschieben\"", "Verschieben" },
    { "\"label\":\"\"", NULL },
    { "\"label\":7", NULL },
    { "\"args\":{\"n\":2}", NULL },
    { "\"label\":\"{n} {a} {b}\",\"args\":[]", "{n} {a} {b}" },
    { "\"label\":\"{n} {a} {b}\",\"args\":{\"a\":7,\"b\":\"B\",\"n\":\"x\",\"plural\":\"{b}s\"}",
      "Bs" },
    { "\"label\":\"{n}\",\"args\":{\"n\":-1e300,\"plural\":\"{n}s\"}", "0s" },
    { "\"label\":\"{a}\",\"args\":{\"a\":{\"args\":{}},\"n\":3}", "{a}" },
    { "\"label\":\"{a}\",\"args\":{\"a\":{\"label\":\"1{a}\",\"args\":{\"a\":{\"label\":\"2{a}\","
      "\"args\":{\"a\":{\"label\":\"3{a}\",\"args\":{\"a\":{\"label\":\"4{a}\",\"args\":{\"a\":"
      "{\"label\":\"5\"}}}}}}}}}}",
      "1234{a}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          HEADER "{\"t\":1,%s,\"set\":[{\"id\":\"a\",\"rank\":\"1i\",\"el\":{\"id\":\"a\","
                 "\"kind\":\"source\",\"x\":0,\"y\":0}}],\"del\":[]}\n",
          cases[i].label);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;
      g_autoptr (LkbRecording) recording = lkb_recording_read ("j", bytes, NULL, &error);
      g_autofree char *words = NULL;

      g_assert_no_error (error);
      g_assert_false (lkb_recording_is_damaged (recording));
      words = lkb_change_dup_label (lkb_recording_get_change (recording, 0));
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);

  g_test_add_func ("/label/words", test_words);
  g_test_add_func ("/label/cut", test_cut);
  g_test_add_func ("/label/journal", test_journal);
  g_test_add_func ("/label/odd", test_odd);

  return g_test_run ();
}
