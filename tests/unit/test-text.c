/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/lkb-text.h"

typedef struct
{
  const char *text;
  const char *expected;
} TextCase;

static void
check (char *(*function) (const char *), const TextCase *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *actual = function (cases[i].text);

      g_assert_cmpstr (actual, ==, cases[i].expected);
      g_assert_true (g_utf8_validate (actual, -1, NULL));
    }
}

static void
test_clean (void)
{
  static const TextCase cases[] = {
    { "", "" },
    { "plain", "plain" },
    { "tab\tand\nline", "tab\tand\nline" },
    { "a\r\nb\rc\n\rd", "a\nb\nc\n\nd" },
    { "a\x01\x02\x08\x0b\x0c\x0e\x1f"
      "b",
      "ab" },
    { "\x7f", "\x7f" },
    { "a\xef\xbf\xbe"
      "b\xef\xbf\xbf"
      "c",
      "abc" },
    { "a\xed\xa0\x80"
      "b",
      "ab" },
    { "a\xed\xa0\xbd\xed\xb8\x80"
      "b",
      "ab" },
    { "a\xed\xa0", "a\xef\xbf\xbd\xef\xbf\xbd" },
    { "a\xff"
      "b",
      "a\xef\xbf\xbd"
      "b" },
    { "\xc3", "\xef\xbf\xbd" },
    { "\xc0\x80", "\xef\xbf\xbd\xef\xbf\xbd" },
    { "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
    { "Zoë 😀", "Zoë 😀" },
    { "  kept  ", "  kept  " },
  };

  check (lkb_text_clean, cases, G_N_ELEMENTS (cases));
}

static void
test_clean_any_bytes (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      char bytes[17];
      guint n = g_rand_int_range (rand, 0, 17);
      g_autofree char *clean = NULL;
      g_autofree char *again = NULL;
      g_autofree char *line = NULL;
      g_autofree char *folded = NULL;
      g_autofree char *folded_again = NULL;

      for (guint j = 0; j < n; j++)
        bytes[j] = (char) g_rand_int_range (rand, 1, 256);
      bytes[n] = '\0';
      clean = lkb_text_clean (bytes);
      again = lkb_text_clean (clean);
      line = lkb_text_one_line (bytes);
      folded = lkb_text_fold (bytes);
      folded_again = lkb_text_fold (folded);
      g_assert_true (g_utf8_validate (clean, -1, NULL));
      g_assert_true (g_utf8_validate (line, -1, NULL));
      g_assert_cmpstr (clean, ==, again);
      g_assert_cmpstr (folded, ==, folded_again);
      lkb_text_is_blank (bytes);
      lkb_text_has_strong_rtl (bytes);
    }
}

static void
test_one_line (void)
{
  static const TextCase cases[] = {
    { "", "" },
    { " \t\n ", "" },
    { "  a  b\n\nc\t", "a b c" },
    { "a\xc2\xa0\xe2\x80\xaf"
      "b",
      "a b" },
    { "one", "one" },
  };

  check (lkb_text_one_line, cases, G_N_ELEMENTS (cases));
}

static void
test_shown (void)
{
  static const TextCase cases[] = {
    { "", "" },
    { "plain\n\ttext ", "plain\n\ttext " },
    /* Nothing is dropped unseen. */
    { "x\x01y\x1bz\x7f", "x□y□z□" },
    { "a\xc2\x80"
      "b\xc2\x9f"
      "c\xc2\x85",
      "a□b□c□" },
    /* Nothing stands where it is not: embeddings and overrides, with and without their end. */
    { "a\xe2\x80\xae"
      "evil\xe2\x80\xac b",
      "a□evil□ b" },
    { "\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xad", "□□□" },
    { "a\xed\xa0\x80"
      "b\xef\xbf\xbf",
      "a□b□" },
    /* Marks and isolates of right-to-left text, joiners, variation selectors and tags of emoji. */
    { "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c\xe2\x81\xa6\xe2\x81\xa7\xe2\x81\xa8\xe2\x81\xa9",
      "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c\xe2\x81\xa6\xe2\x81\xa7\xe2\x81\xa8\xe2\x81\xa9" },
    { "👩\xe2\x80\x8d💻 ❤\xef\xb8\x8f می\xe2\x80\x8cشود",
      "👩\xe2\x80\x8d💻 ❤\xef\xb8\x8f می\xe2\x80\x8cشود" },
    { "a\r\nb\rc", "a\nb\nc" },
    { "a\xff", "a\xef\xbf\xbd" },
  };
  static const TextCase lines[] = {
    { "", "" },
    { "  a  b\n\tc\f d", "a b c d" },
    { " \x01 \xe2\x80\xa8"
      "b",
      "□ b" },
  };

  check (lkb_text_shown, cases, G_N_ELEMENTS (cases));
  check (lkb_text_shown_line, lines, G_N_ELEMENTS (lines));
}

static void
test_fold (void)
{
  static const TextCase cases[] = {
    { "Streaming  Platform ", "streaming platform" },
    { "STRASSE", "strasse" },
    { "Straße", "strasse" },
    { "ﬁne", "fine" },
    { "Ｆｕｌｌ", "full" },
    { "Zoe\xcc\x88", "zoë" },
    { "Ꮧꮧ", "ᏗᏗ" },
  };

  check (lkb_text_fold, cases, G_N_ELEMENTS (cases));
  g_assert_true (lkb_text_equal_folded ("Feature Eng", " feature\teng"));
  g_assert_true (lkb_text_equal_folded ("same", "same"));
  g_assert_false (lkb_text_equal_folded ("Reco", "Recos"));
  g_assert_true (lkb_text_equal_folded (NULL, NULL));
  g_assert_false (lkb_text_equal_folded (NULL, ""));
  g_assert_false (lkb_text_equal_folded ("", NULL));
}

/* Plain texts are compared as they stand: the same as their folded forms, for all short ones. */
static void
test_equal_plain (void)
{
  static const char letters[] = " aAb";
  enum
  {
    LENGTH = 4,
    N = 256
  };
  char texts[N][LENGTH + 1];

  for (guint i = 0; i < N; i++)
    {
      for (guint k = 0; k < LENGTH; k++)
        texts[i][k] = letters[(i >> 2 * k) & 3];
      texts[i][LENGTH] = '\0';
    }
  for (guint i = 0; i < N; i++)
    for (guint k = 0; k < N; k++)
      for (guint cut = 1; cut <= LENGTH; cut += 3)
        {
          g_autofree char *a = g_strndup (texts[i], LENGTH);
          g_autofree char *b = g_strndup (texts[k], cut);
          g_autofree char *folded_a = lkb_text_fold (a);
          g_autofree char *folded_b = lkb_text_fold (b);

          if (lkb_text_equal_folded (a, b) != g_str_equal (folded_a, folded_b))
            g_error ("“%s” and “%s”", a, b);
        }
}

static void
test_blank (void)
{
  g_assert_true (lkb_text_is_blank (NULL));
  g_assert_true (lkb_text_is_blank (""));
  g_assert_true (lkb_text_is_blank (" \t\n\xc2\xa0"));
  g_assert_false (lkb_text_is_blank (" x "));
  g_assert_false (lkb_text_is_blank ("\xff"));
}

static void
test_direction (void)
{
  /* What is set apart says nothing of what is around it. */
  g_assert_false (lkb_text_has_strong_rtl ("\u2068שלום\u2069 abc"));
  g_assert_true (lkb_text_has_strong_rtl ("\u2068abc\u2069 שלום"));
  g_assert_false (lkb_text_has_strong_rtl ("\u2068שלום"));
  g_assert_true (lkb_text_has_strong_rtl ("\u2069שלום"));
  g_assert_false (lkb_text_has_strong_rtl (""));
  g_assert_false (lkb_text_has_strong_rtl ("123 …"));
  g_assert_false (lkb_text_has_strong_rtl ("abc שלום"));
  g_assert_true (lkb_text_has_strong_rtl ("שלום abc"));
  g_assert_true (lkb_text_has_strong_rtl ("12 – مرحبا"));
  g_assert_true (lkb_text_has_strong_rtl ("\xe2\x80\x8f"
                                          "abc"));
  g_assert_false (lkb_text_has_strong_rtl ("\xe2\x80\x8e"
                                           "שלום"));
}

static void
test_initials (void)
{
  static const char *const pairs[][2] = {
    { "Streaming Platform", "SP" }, { "web", "We" }, { "x", "X" }, { "  ", "" }, { "Ärzte", "Är" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *got = lkb_text_initials (pairs[i][0]);
      g_assert_cmpstr (got, ==, pairs[i][1]);
    }
}

/* A part of a line changes no order outside, whatever it holds. */
static void
test_isolate (void)
{
  static const struct
  {
    const char *part;
    const char *expected;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "#web-15", "#web-15" },
    { "Größe → 流平台", "Größe → 流平台" },
    { "צוות", "\u2068צוות\u2069" },
    { "#ml-פלטפורמה", "\u2068#ml-פלטפורמה\u2069" },
    { "a\u200f", "\u2068a\u200f\u2069" },
    { "a\u2069b", "\u2068ab\u2069" },
    { "a\u2067b", "\u2068a\u2067b\u2069\u2069" },
    { "\u2066a\u2069\u2069", "\u2068\u2066a\u2069\u2069" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = lkb_text_isolate (cases[i].part);

      g_assert_cmpstr (got, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/isolate", test_isolate);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/any-bytes", test_clean_any_bytes);
  g_test_add_func ("/text/one-line", test_one_line);
  g_test_add_func ("/text/shown", test_shown);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/equal-plain", test_equal_plain);
  g_test_add_func ("/text/blank", test_blank);
  g_test_add_func ("/text/direction", test_direction);
  g_test_add_func ("/text/initials", test_initials);

  return g_test_run ();
}
