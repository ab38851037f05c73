/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/layout/lkb-text-measurer.h"

#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"

static void
test_board_font (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();

  g_test_message ("family: %s", lkb_text_measurer_get_family (m));
  if (!lkb_text_measurer_has_board_font (m))
    {
      g_test_message ("The board font is missing: install fonts-liberation2");
      g_test_fail ();
      return;
    }
  /* Advances of Arial: H 1479, a 1139, m 1706 of 2048 units an em. */
  g_assert_cmpfloat_with_epsilon (lkb_text_measurer_measure (m, "Ham", LKB_FONT_TECH),
                                  12 * (1479 + 1139 + 1706) / 2048.0, 0.02);
  /* Figures are tabular (but for "11", which this font kerns). */
  g_assert_cmpfloat_with_epsilon (lkb_text_measurer_measure (m, "2222", LKB_FONT_NAME),
                                  lkb_text_measurer_measure (m, "8048", LKB_FONT_NAME), 0.01);
}

static void
test_measure (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  double one = lkb_text_measurer_measure (m, "Event Hub", LKB_FONT_NAME);

  g_assert_cmpfloat (one, >, 40);
  g_assert_cmpfloat (one, ==, lkb_text_measurer_measure (m, "Event Hub", LKB_FONT_NAME));
  g_assert_cmpfloat (one, ==, lkb_text_measurer_measure (m, "  Event \t\n Hub ", LKB_FONT_NAME));
  g_assert_cmpfloat (one, >, lkb_text_measurer_measure (m, "Event Hub", LKB_FONT_TECH));
  g_assert_cmpfloat (lkb_text_measurer_measure (m, NULL, LKB_FONT_TECH), ==, 0);
  g_assert_cmpfloat (lkb_text_measurer_measure (m, "", LKB_FONT_TECH), ==, 0);
  g_assert_cmpfloat (
      lkb_text_measurer_measure_longest_word (m, "a Recommendation of b", LKB_FONT_NAME), ==,
      lkb_text_measurer_measure (m, "Recommendation", LKB_FONT_NAME));
}

static void
check_lines (GArray *lines, guint max, double width)
{
  g_assert_cmpuint (lines->len, <=, max);
  for (guint i = 0; i < lines->len; i++)
    {
      const LkbTextLine *line = &g_array_index (lines, LkbTextLine, i);
      g_assert_true (g_utf8_validate (line->text, -1, NULL));
      if (g_utf8_strlen (line->text, -1) > 2)
        g_assert_cmpfloat (line->advance, <=, width + 0.01);
    }
}

static void
test_wrap (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  g_autoptr (GArray) two = NULL;
  g_autoptr (GArray) hyphen = NULL;
  g_autoptr (GArray) cut_lines = NULL;
  g_autoptr (GArray) path = NULL;
  g_autoptr (GArray) blank = NULL;
  g_autoptr (GArray) paragraphs = NULL;
  gboolean cut;

  two = lkb_text_measurer_wrap (m, "Online feature store", LKB_FONT_NAME, 114, 2, &cut);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (g_array_index (two, LkbTextLine, 0).text, ==, "Online feature");
  g_assert_cmpstr (g_array_index (two, LkbTextLine, 1).text, ==, "store");
  g_assert_false (cut);

  hyphen = lkb_text_measurer_wrap (m, "Recommendation", LKB_FONT_NAME, 90, 2, &cut);
  g_assert_cmpuint (hyphen->len, ==, 2);
  g_assert_true (g_str_has_suffix (g_array_index (hyphen, LkbTextLine, 0).text, "-"));
  g_assert_false (cut);
  check_lines (hyphen, 2, 90);

  cut_lines = lkb_text_measurer_wrap (m, "one two three four five six seven", LKB_FONT_NAME, 60, 2,
                                      &cut);
  g_assert_true (cut);
  g_assert_true (g_str_has_suffix (g_array_index (cut_lines, LkbTextLine, 1).text, "…"));
  check_lines (cut_lines, 2, 60);

  path = lkb_text_measurer_wrap (m, "bronze_events_daily_by_country", LKB_FONT_NAME, 120, 3, &cut);
  g_assert_true (g_str_has_suffix (g_array_index (path, LkbTextLine, 0).text, "_"));

  blank = lkb_text_measurer_wrap (m, " \n\t ", LKB_FONT_NAME, 60, 2, &cut);
  g_assert_cmpuint (blank->len, ==, 0);
  paragraphs = lkb_text_measurer_wrap (m, "a\nb\nc", LKB_FONT_NOTE, 60, 2, &cut);
  g_assert_cmpuint (paragraphs->len, ==, 2);
  g_assert_true (cut);
  g_assert_cmpstr (g_array_index (paragraphs, LkbTextLine, 1).text, ==, "b…");
}

/* A line that begins with a word of the other direction still runs as its paragraph does. */
static void
test_wrap_direction (void)
{
  static const char *const texts[] = { "לספק וקטורים 3 ms Kafka Streams לצוות ההמלצות",
                                       "Deliver the vectors to צוות ההמלצות and to Reco" };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (double width = 40; width < 200; width += 20)
      {
        g_autoptr (GArray) lines = lkb_text_measurer_wrap (m, texts[i], LKB_FONT_NOTE, width, 20,
                                                           NULL);

        for (guint k = 0; k < lines->len; k++)
          {
            const LkbTextLine *line = &g_array_index (lines, LkbTextLine, k);

            g_assert_true (line->rtl == (i == 0));
            g_assert_true (lkb_text_has_strong_rtl (line->text) == line->rtl);
            g_assert_cmpfloat_with_epsilon (
                line->advance, lkb_text_measurer_measure (m, line->text, LKB_FONT_NOTE), 0.01);
          }
      }
}

static void
test_ellipsis (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  double advance;
  g_autofree char *whole = lkb_text_measurer_ellipsize_end (m, "Reco", LKB_FONT_PILL, 100,
                                                            &advance);
  g_autofree char *end = lkb_text_measurer_ellipsize_end (m, "Streaming Platform", LKB_FONT_PILL,
                                                          60, &advance);
  g_autofree char *middle = NULL;
  g_autofree char *none = NULL;

  g_assert_cmpstr (whole, ==, "Reco");
  g_assert_true (g_str_has_prefix (end, "Str") && g_str_has_suffix (end, "…"));
  g_assert_cmpfloat (advance, <=, 60);
  middle = lkb_text_measurer_ellipsize_middle (m, "Streaming Platform", LKB_FONT_PILL, 60,
                                               &advance);
  g_assert_true (g_str_has_prefix (middle, "Str") && g_str_has_suffix (middle, "rm"));
  g_assert_cmpfloat (advance, <=, 60);
  none = lkb_text_measurer_ellipsize_end (m, "Streaming", LKB_FONT_PILL, 0, &advance);
  g_assert_cmpstr (none, ==, "…");
}

static void
test_hostile (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  g_autoptr (GString) marks = g_string_new ("a");
  g_autoptr (GString) word = g_string_new (NULL);
  g_autoptr (GArray) lines = NULL;
  g_autofree char *bad = g_strdup ("caf\xe9 \xff\xfe x");
  gboolean cut;

  for (guint i = 0; i < 100000; i++)
    {
      g_string_append (marks, "\xcc\x81");
      g_string_append_c (word, 'W');
    }
  lkb_text_measurer_measure (m, marks->str, LKB_FONT_NAME);
  g_assert_cmpfloat (lkb_text_measurer_measure (m, word->str, LKB_FONT_NAME), <=, 1000 * 14.0);
  lines = lkb_text_measurer_wrap (m, word->str, LKB_FONT_NAME, 114, 2, &cut);
  g_assert_true (cut);
  check_lines (lines, 2, 114);
  lkb_text_measurer_measure (m, bad, LKB_FONT_NAME);
  for (guint w = 0; w < 40; w++)
    {
      static const char *const texts[]
          = { "שלום עולם שלום",
              "実時間データ基盤パイプライン",
              "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
              "a-b/c_d.e",
              "مرحبا بالعالم",
              "iiiiii WWWWWW" };
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          g_autoptr (GArray) got = lkb_text_measurer_wrap (m, texts[i], LKB_FONT_NAME, w * 5, 2,
                                                           NULL);
          /* One character may be wider than the room. */
          check_lines (got, 2, MAX (w * 5, 60.0));
        }
    }
  {
    g_autoptr (GArray) rtl = lkb_text_measurer_wrap (m, "שלום", LKB_FONT_NAME, 100, 1, NULL);
    g_assert_true (g_array_index (rtl, LkbTextLine, 0).rtl);
  }
}

/* Scripts without spaces break where their readers expect it, and no line is left with one letter. */
static void
test_wrap_wide (void)
{
  static const char *const names[] = {
    "事件中心（多区域高可用复制队列）", "商品コメントイベント（リスト）ト",
    "クリックイベントストリーム。", "実時間データ、基盤パイプライン", "Kafka ストリームとイベント"
  };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (double width = 56; width < 260; width += 4)
      {
        gboolean cut;
        g_autoptr (GArray) lines = lkb_text_measurer_wrap (m, names[i], LKB_FONT_NAME, width, 9,
                                                           &cut);
        g_autoptr (GString) whole = g_string_new (NULL);

        g_assert_false (cut);
        for (guint k = 0; k < lines->len; k++)
          {
            const LkbTextLine *line = &g_array_index (lines, LkbTextLine, k);
            gunichar first = g_utf8_get_char (line->text);

            g_assert_cmpfloat (line->advance, <=, width);
            g_assert_false (k > 0
                            && (first == 0xff09 || first == 0x3001 || first == 0x3002
                                || first == 0x30c3 || first == 0x30fc));
            g_assert_false (k > 0 && g_utf8_strlen (line->text, -1) < 2);
            g_string_append (whole, line->text);
          }
        if (strchr (names[i], ' ') == NULL)
          g_assert_cmpstr (whole->str, ==, names[i]);
      }
}

/* A word that is written with a mark stays whole where a line can hold it. */
static void
test_wrap_compound (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  double width = lkb_text_measurer_measure (m, "hourly micro-", LKB_FONT_NAME) + 1;
  g_autoptr (GArray) lines = lkb_text_measurer_wrap (m, "hourly micro-batch", LKB_FONT_NAME, width,
                                                     2, NULL);

  g_assert_cmpuint (lines->len, ==, 2);
  g_assert_cmpstr (g_array_index (lines, LkbTextLine, 1).text, ==, "micro-batch");
}

/* What is set apart is so on each of its lines. */
static void
test_wrap_isolate (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  g_autoptr (GArray) lines = lkb_text_measurer_wrap (
      m, "over \u2068צוות ההמלצות הגדול של החברה\u2069: 15", LKB_FONT_NOTE, 90, 9, NULL);

  g_assert_cmpuint (lines->len, >, 2);
  for (guint k = 0; k < lines->len; k++)
    {
      const LkbTextLine *line = &g_array_index (lines, LkbTextLine, k);

      g_assert_false (line->rtl);
      g_assert_false (lkb_text_has_strong_rtl (line->text));
      if (k > 0 && k + 1 < lines->len)
        g_assert_true (g_str_has_prefix (line->text, "\u2067"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-measurer/board-font", test_board_font);
  g_test_add_func ("/text-measurer/measure", test_measure);
  g_test_add_func ("/text-measurer/wrap", test_wrap);
  g_test_add_func ("/text-measurer/wrap-direction", test_wrap_direction);
  g_test_add_func ("/text-measurer/wrap-wide", test_wrap_wide);
  g_test_add_func ("/text-measurer/wrap-compound", test_wrap_compound);
  g_test_add_func ("/text-measurer/wrap-isolate", test_wrap_isolate);
  g_test_add_func ("/text-measurer/ellipsis", test_ellipsis);
  g_test_add_func ("/text-measurer/hostile", test_hostile);
  return g_test_run ();
}
