/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-progress.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "core/picture/lkb-chart.h"
#include "tests/support/lkb-round-builder.h"
#include "tests/support/lkb-test.h"

typedef struct
{
  char *folder;
  LkbTextMeasurer *measurer;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;

  f->folder = lkb_test_dup_dir ();
  f->measurer = lkb_text_measurer_new ();
  put_round (f->folder, "b.lakeround", "2026-11-20T10:00:00Z", LATE_GOAL, "e1.owner=", "exam");
  put_round (f->folder, "a.lakeround", "2026-11-22T10:00:00Z", PLAIN, "", "exam");
  put_round (f->folder, "c.lakeround", "2026-11-21T10:00:00Z", PLAIN, "", "coached");
  put_round (f->folder, "d.lakeround", "2026-11-23T10:00:00Z", NO_END, "", "exam");
  put_round (f->folder, "e.jsonl", "2026-11-23T10:00:00Z", PLAIN, "", "exam");
  path = g_build_filename (f->folder, "broken.lakeround", NULL);
  g_file_set_contents (path, "?", -1, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  lkb_text_measurer_unref (f->measurer);
  lkb_test_remove_tree (f->folder);
  g_free (f->folder);
}

/* Two days to write the debrief of a round that came to its end. */
static void
test_debrief (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) rounds = lkb_round_history_read (f->folder, words.vocabulary, NULL, NULL);
  g_autoptr (GDateTime) bell = g_date_time_new_from_iso8601 ("2026-11-22T10:45:00Z", NULL);
  gint64 end = g_date_time_to_unix (bell);
  const gint64 hour = 3600;
  guint n = 0;

  for (guint i = 0; i < rounds->len; i++)
    {
      const LkbPastRound *round = g_ptr_array_index (rounds, i);
      g_autofree char *name = g_path_get_basename (round->path);

      if (g_str_equal (name, "a.lakeround"))
        {
          g_assert_cmpuint (lkb_past_round_get_debrief_hours (round, end), ==, 48);
          g_assert_cmpuint (lkb_past_round_get_debrief_hours (round, end - hour), ==, 48);
          g_assert_cmpuint (lkb_past_round_get_debrief_hours (round, end + hour), ==, 47);
          g_assert_cmpuint (lkb_past_round_get_debrief_hours (round, end + 48 * hour - 1), ==, 1);
          g_assert_cmpuint (lkb_past_round_get_debrief_hours (round, end + 48 * hour), ==, 0);
        }
      /* The one that goes on has nothing to write of yet, nor has what cannot be read. */
      n += lkb_past_round_get_debrief_hours (round, end - 47 * hour) > 0;
    }
  g_assert_cmpuint (n, ==, 3);
}

/* The prompts of the latest rounds, also of those that nobody finished, by when they were written to. */
static void
test_prompts (Fixture *f, gconstpointer data)
{
  static const char *const ids[] = { "9", "5", "12" };
  g_autoptr (GPtrArray) none = lkb_round_history_find_prompts ("/nowhere", 3);
  g_autofree char *folder = lkb_test_dup_dir ();

  g_assert_cmpuint (none->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.lakeround", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = dup_round (i == 0 ? NO_END : PLAIN, "", "exam", "pm");
      g_autoptr (GString) whole = g_string_new (text);
      g_autofree char *id = g_strdup_printf ("\"id\":\"%s\",\"text\"", ids[i]);
      struct utimbuf times = { 1000 + i, 1000 + i };

      g_assert_cmpuint (g_string_replace (whole, "\"id\":\"5\",\"text\"", id, 1), ==, 1);
      g_assert_true (g_file_set_contents (path, whole->str, -1, NULL));
      g_assert_cmpint (g_utime (path, &times), ==, 0);
    }
  g_autoptr (GPtrArray) two = lkb_round_history_find_prompts (folder, 2);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (two->pdata[0], ==, "12");
  g_assert_cmpstr (two->pdata[1], ==, "5");
  g_autoptr (GPtrArray) all = lkb_round_history_find_prompts (folder, 9);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpstr (all->pdata[2], ==, "9");
  lkb_test_remove_tree (folder);
}

static LkbProgress *
read_progress (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rounds = lkb_round_history_read (f->folder, words.vocabulary, NULL, &error);

  g_assert_no_error (error);
  return lkb_progress_new (rounds);
}

static void
test_rounds (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbProgress) progress = read_progress (f);
  LkbReadiness readiness;

  g_assert_cmpuint (lkb_progress_get_n (progress), ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_true (
        g_str_has_suffix (lkb_progress_get_round (progress, i)->path, i == 0   ? "/b.lakeround"
                                                                      : i == 1 ? "/c.lakeround"
                                                                               : "/a.lakeround"));
  /* The coached one in between is no match for an exam. */
  g_assert_cmpuint (lkb_progress_find_like (progress, 2), ==, 0);
  g_assert_cmpuint (lkb_progress_find_like (progress, 1), ==, G_MAXUINT);
  g_assert_true (lkb_progress_are_like (progress, 0, 2));
  g_assert_false (lkb_progress_are_like (progress, 1, 2));
  readiness = lkb_progress_get_readiness (progress, LKB_ROUND_PM);
  g_assert_cmpuint (readiness.n_exams, ==, 2);
  g_assert_cmpuint (readiness.n_good, ==, 1);
}

/* Who does a round again, be it after the bell or after giving up, is not examined by it; a day later one is. */
static void
test_again (Fixture *f, gconstpointer data)
{
  LkbReadiness readiness;

  put_round (f->folder, "a2.lakeround", "2026-11-22T10:50:00Z", PLAIN, "", "exam");
  put_round (f->folder, "d2.lakeround", "2026-11-23T11:00:00Z", PLAIN, "", "exam");
  g_autoptr (LkbProgress) progress = read_progress (f);
  g_assert_cmpuint (lkb_progress_get_n (progress), ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_true (lkb_progress_get_round (progress, i)->again == (i >= 3));
  readiness = lkb_progress_get_readiness (progress, LKB_ROUND_PM);
  g_assert_cmpuint (readiness.n_exams, ==, 2);
  g_assert_cmpuint (readiness.n_good, ==, 1);
  g_assert_false (readiness.ready);
  g_assert_cmpuint (readiness.n_again, ==, 2);

  put_round (f->folder, "z.lakeround", "2026-11-24T11:00:00Z", PLAIN, "", "exam");
  g_autoptr (LkbProgress) later = read_progress (f);
  readiness = lkb_progress_get_readiness (later, LKB_ROUND_PM);
  g_assert_cmpuint (readiness.n_exams, ==, 3);
  g_assert_true (readiness.ready);
}

static void
test_none (void)
{
  g_autoptr (GPtrArray) rounds = g_ptr_array_new ();
  g_autoptr (LkbProgress) progress = lkb_progress_new (rounds);

  g_assert_cmpuint (lkb_progress_get_n (progress), ==, 0);
}

static void
test_charts (Fixture *f, gconstpointer data)
{
  static const char *const told[LKB_PROGRESS_N_CHARTS] = {
    "Score. 20 Nov: 76. 22 Nov: 100",
    "Score by criterion. Goal first: 4 of 4, before 2 of 4. KPI: 4 of 4, before 4 of 4",
    "Time for each phase. Goal and KPI: 5:00, before 5:00. Size and budgets: 4:00",
    "Numbers stated. 20 Nov: ",
    "Owned edges at the bell. 20 Nov: 4/5. 22 Nov: 5/5",
  };
  static const double widths[] = { 240, LKB_CHART_WIDTH, 900 };
  g_autoptr (LkbProgress) progress = read_progress (f);

  for (guint i = 0; i < LKB_PROGRESS_N_CHARTS * G_N_ELEMENTS (widths); i++)
    {
      LkbProgressChart chart = i % LKB_PROGRESS_N_CHARTS;
      double height = 0, width = widths[i / LKB_PROGRESS_N_CHARTS];
      g_autoptr (LkbPicture) picture = lkb_progress_new_chart (progress, f->measurer, chart, 2, 0,
                                                               width, &height);
      g_autoptr (LkbPicture) again = lkb_progress_new_chart (progress, f->measurer, chart, 2, 0,
                                                             width, &height);
      g_autofree char *text = lkb_progress_dup_words (progress, chart, 2, 0);
      g_autofree char *one = lkb_picture_to_string (picture);
      g_autofree char *two = lkb_picture_to_string (again);
      LkbBox bounds = lkb_picture_get_bounds (picture);

      g_assert_cmpstr (one, ==, two);
      if (!g_str_has_prefix (text, told[chart]))
        g_error ("“%s”", text);
      /* All of it is where it is said to be, takes the room that there is, and is not cut. */
      g_assert_cmpfloat (bounds.x, >=, -1);
      g_assert_cmpfloat (bounds.y, >=, -1);
      g_assert_cmpfloat (bounds.x + bounds.w, <=, width + 1);
      g_assert_cmpfloat (bounds.x + bounds.w, >, width - 12);
      g_assert_cmpfloat (bounds.y + bounds.h, <=, height + 1);
      g_assert_null (strstr (one, "…"));
    }
}

/* Long names take another line. */
static void
test_german (Fixture *f, gconstpointer data)
{
  g_autofree char *catalogs = lkb_test_dup_catalogs ();
  g_autoptr (LkbProgress) progress = read_progress (f);

  if (catalogs == NULL)
    {
      g_test_skip ("no msgfmt");
      return;
    }
  lkb_test_speak ("de", catalogs);
  for (guint i = 0; i < LKB_PROGRESS_N_CHARTS; i++)
    {
      double height;
      g_autoptr (LkbPicture) picture = lkb_progress_new_chart (progress, f->measurer, i, 2, 0, 300,
                                                               &height);
      g_autofree char *text = lkb_picture_to_string (picture);

      g_assert_null (strstr (text, "…"));
      if (i == LKB_PROGRESS_CRITERIA)
        g_assert_nonnull (strstr (text, "Stellschrauben"));
    }
  lkb_test_speak ("", catalogs);
  lkb_test_remove_tree (catalogs);
}

/* The right edge of the last column. */
static gboolean
find_last (const LkbPictureItem *item, double x, double y, double scale, guint depth, gpointer data)
{
  double *last = data;

  if (item->type == LKB_ITEM_BOX)
    *last = MAX (*last, x + (item->box.box.x + item->box.box.w) * scale);
  return TRUE;
}

/* Few rounds stand over the whole width, not at its beginning. */
static void
test_width (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbProgress) progress = read_progress (f);
  double height, last = 0;
  g_autoptr (LkbPicture) picture = lkb_progress_new_chart (progress, f->measurer,
                                                           LKB_PROGRESS_SCORE, 2, 0, 600, &height);

  lkb_picture_foreach (picture, find_last, &last);
  g_assert_cmpfloat (last, >, 400);
}

static double
blend (double over, double under, double alpha)
{
  return over * alpha + under * (1 - alpha);
}

/* The outline of a track is told from the card that the chart lies on. */
static gboolean
check_track (const LkbPictureItem *item, double x, double y, double scale, guint depth,
             gpointer data)
{
  guint *n = data;

  if (item->type != LKB_ITEM_BOX || item->box.fill.role != LKB_COLOUR_CHIP)
    return TRUE;
  *n += 1;
  for (guint i = 0; i < LKB_N_THEMES; i++)
    {
      LkbRgba card = lkb_theme_get_rgba (lkb_theme_get (i), lkb_colour (LKB_COLOUR_CARD));
      LkbRgba line = lkb_theme_get_rgba (lkb_theme_get (i), item->box.stroke.colour);
      LkbRgba seen = { blend (line.red, card.red, line.alpha),
                       blend (line.green, card.green, line.alpha),
                       blend (line.blue, card.blue, line.alpha), 1 };

      g_assert_cmpfloat (item->box.stroke.width, >=, 1);
      g_assert_cmpfloat (lkb_rgba_contrast (seen, card), >=, 3);
    }
  return TRUE;
}

static void
test_tracks (Fixture *f, gconstpointer data)
{
  const LkbProgressChart charts[] = { LKB_PROGRESS_CRITERIA, LKB_PROGRESS_PHASES,
                                      LKB_PROGRESS_OWNED };
  g_autoptr (LkbProgress) progress = read_progress (f);

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      double height;
      g_autoptr (LkbPicture) picture = lkb_progress_new_chart (progress, f->measurer, charts[i], 2,
                                                               0, LKB_CHART_WIDTH, &height);
      guint n = 0;

      lkb_picture_foreach (picture, check_track, &n);
      g_assert_cmpuint (n, >, 1);
    }
}

int
main (int argc, char **argv)
{
  int status;

  lkb_test_init (&argc, &argv);
  words_load ();
  g_test_add ("/progress/rounds", Fixture, NULL, set_up, test_rounds, tear_down);
  g_test_add ("/progress/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/progress/prompts", Fixture, NULL, set_up, test_prompts, tear_down);
  g_test_add ("/progress/debrief", Fixture, NULL, set_up, test_debrief, tear_down);
  g_test_add_func ("/progress/none", test_none);
  g_test_add ("/progress/charts", Fixture, NULL, set_up, test_charts, tear_down);
  g_test_add ("/progress/german", Fixture, NULL, set_up, test_german, tear_down);
  g_test_add ("/progress/width", Fixture, NULL, set_up, test_width, tear_down);
  g_test_add ("/progress/tracks", Fixture, NULL, set_up, test_tracks, tear_down);
  status = g_test_run ();
  words_free ();
  return status;
}
