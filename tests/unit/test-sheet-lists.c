/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's words where there are many of them, from right to left, or just figures. */
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-font.h"
#include "core/picture/lkb-sheet.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

#define MARGIN 36.0

typedef struct
{
  LkbBoard *board;
  LkbTextMeasurer *measurer;
  LkbAnalysis *analysis;
  LkbScene *scene;
  LkbSheet *sheet;
  GArray *texts; /* of LkbTextItem, on page units; those of the furniture */
} Page;

static gboolean
gather (const LkbPictureItem *item, double x, double y, double scale, guint depth, gpointer data)
{
  if (item->type == LKB_ITEM_TEXT)
    g_array_append_val (data, item->text);
  return TRUE;
}

static Page *
page_new_with (const char *text, const LkbSheetOptions *options)
{
  Page *page = g_new0 (Page, 1);

  page->board = lkb_builder_board (text);
  page->measurer = lkb_text_measurer_new ();
  page->analysis = lkb_analysis_new (page->board, NULL);
  page->scene = lkb_scene_new (page->measurer, page->board, page->analysis);
  page->sheet = lkb_sheet_new (page->scene, page->board, page->analysis, NULL, options);
  page->texts = g_array_new (FALSE, FALSE, sizeof (LkbTextItem));
  lkb_picture_foreach (lkb_sheet_get_furniture (page->sheet), gather, page->texts);
  return page;
}

static Page *
page_new (const char *text)
{
  return page_new_with (text, NULL);
}

static void
page_free (Page *page)
{
  g_array_unref (page->texts);
  lkb_sheet_unref (page->sheet);
  lkb_scene_unref (page->scene);
  lkb_analysis_unref (page->analysis);
  lkb_text_measurer_unref (page->measurer);
  g_object_unref (page->board);
  g_free (page);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static const LkbTextItem *
find (const Page *page, const char *text)
{
  for (guint i = 0; i < page->texts->len; i++)
    {
      const LkbTextItem *item = &g_array_index (page->texts, LkbTextItem, i);

      if (strcmp (item->text, text) == 0)
        return item;
    }
  return NULL;
}

/* No text on another, none beyond the margins, all at least 7 pt. */
static void
check_apart (const Page *page)
{
  double right = lkb_sheet_get_width (page->sheet) - MARGIN;

  for (guint i = 0; i < page->texts->len; i++)
    {
      const LkbTextItem *a = &g_array_index (page->texts, LkbTextItem, i);

      g_assert_cmpfloat (lkb_font_get (a->role)->size * 0.75, >=, 7.0);
      g_assert_cmpfloat (a->x, >=, MARGIN - 0.01);
      g_assert_cmpfloat (a->x + a->advance, <=, right + 0.01);
      for (guint k = 0; k < i; k++)
        {
          const LkbTextItem *b = &g_array_index (page->texts, LkbTextItem, k);

          /* A sign that belongs to what stands before it. */
          if (*a->text == ':' && a->baseline == b->baseline && a->x >= b->x + b->advance - 0.01)
            continue;
          if (fabs (a->baseline - b->baseline) < 10)
            g_assert_true (a->x >= b->x + b->advance + 2 || b->x >= a->x + a->advance + 2);
        }
    }
}

/* A board on which each of @teams hands over to the next. @facts: of the board. */
static char *
make_chain (const char *const *teams, guint n, const char *facts, const char *escalation)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "@board goal=Who is called%s\n", facts);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "pipeline n%u name=Step %u ; owner=%s ; x=%u ; y=%u\n", i, i,
                            teams[i], i % 3 * 376, i / 3 * 156);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text,
                            "edge e%u n%u n%u owner=%s ; consumer_owner=%s ; escalation=[%s]\n", i,
                            i, (i + 1) % n, teams[i], teams[(i + 1) % n], escalation);
  return g_string_free (text, FALSE);
}

static const char *const twelve[] = { "Web",      "Streaming Platform", "Feature Eng",
                                      "Reco",     "Data Science",       "ML Platform",
                                      "Payments", "Search Relevance",   "Logistics",
                                      "Fraud ML", "Pricing Science",    "Growth" };
static const char *const lengthy[] = {
  "Streaming Platform and Event Backbone No", "Feature Engineering for Search Relevance",
  "Machine Learning Platform Infrastructure", "Recommendations and Personalisation Team",
  "Data Science of the Growth Organisation1", "Web and Mobile Client Experience Team 40",
};

/* However many teams there are, each is read in full, and so is where it is reached. */
static void
test_many_owners (void)
{
  for (guint paper = 0; paper < 2; paper++)
    for (guint n = 2; n <= G_N_ELEMENTS (twelve); n++)
      {
        g_autofree char *text = make_chain (
            twelve, n, paper == 1 ? " ; paper=letter" : "",
            "first:on-call|second:lead|channel:#platform-on-call-main|within:15 min");
        g_autoptr (Page) page = page_new (text);
        guint n_channels = 0;

        check_apart (page);
        for (guint i = 0; i < n; i++)
          g_assert_nonnull (find (page, twelve[i]));
        for (guint i = 0; i < page->texts->len; i++)
          if (strstr (g_array_index (page->texts, LkbTextItem, i).text, "#platform-on-call-main"))
            n_channels++;
        g_assert_cmpuint (n_channels, ==, n);
        g_assert_cmpuint (lkb_sheet_get_n_cut (page->sheet), ==, 0);
      }
}

/* More teams than two columns hold take a third where nothing else needs it; else those that no pill names give way. */
static void
test_owners_beyond (void)
{
  static const char trade_offs[]
      = " ; trade_offs=[chose:Continuous|over:triggered|gain:fresher|give_up:idle hours]";
  static const char roster[] = " ; roster=[owner:Idle][owner:Absent][owner:Spare]";

  for (guint k = 0; k < 2; k++)
    {
      guint n = k == 0 ? G_N_ELEMENTS (twelve) : G_N_ELEMENTS (twelve) - 1;
      g_autofree char *facts = g_strconcat (roster, k == 0 ? "" : trade_offs, NULL);
      g_autofree char *text = make_chain (twelve, n, facts,
                                          k == 0 ? "first:on-call|channel:#on-call"
                                                 : "first:on-call|channel:#platform-on-call-main");
      g_autoptr (Page) page = page_new (text);

      check_apart (page);
      for (guint i = 0; i < n; i++)
        g_assert_nonnull (find (page, twelve[i]));
      if (k == 0)
        g_assert_nonnull (find (page, "Spare"));
      else
        {
          g_assert_null (find (page, "Idle"));
          g_assert_null (find (page, "+3 more"));
        }
    }
}

/* A name of forty letters too; a column that stays empty gives its room. */
static void
test_long_owners (void)
{
  for (guint n = 2; n <= G_N_ELEMENTS (lengthy); n++)
    {
      g_autofree char *text = make_chain (lengthy, n, "",
                                          "first:on-call|channel:#platform-on-call");
      g_autoptr (Page) page = page_new (text);

      check_apart (page);
      for (guint i = 0; i < n; i++)
        g_assert_nonnull (find (page, lengthy[i]));
      g_assert_nonnull (find (page, "on-call · #platform-on-call"));
    }
}

/* Rows that nobody needs are taken by those who are called. */
static void
test_owners_below (void)
{
  g_autofree char *text = make_chain (
      lengthy, 2,
      " ; assumptions=This one is so long that it needs the whole of its column and more than that"
      " ; trade_offs=[chose:Continuous|over:triggered|gain:fresher|give_up:idle hours]",
      "first:on-call|second:lead|channel:#platform-on-call|within:15 min");
  g_autoptr (Page) page = page_new (text);
  const LkbTextItem *name = find (page, lengthy[0]);
  const LkbTextItem *called = find (page, "on-call → lead · #platform-on-call · 15 min");

  check_apart (page);
  g_assert_nonnull (name);
  g_assert_nonnull (called);
  g_assert_cmpfloat (called->baseline, ==, name->baseline + 17);
  g_assert_cmpfloat (called->x, ==, name->x);
}

static void
test_right_to_left (void)
{
  g_autoptr (Page) page = page_new (
      "@board title=מקליק לווקטור תכונות ; author=A. Author ; date=2026-11-22 ; goal=לספק וקטורי "
      "תכונות "
      "למערכת ההמלצות תוך שלוש שניות מקליק ולומר לכל צוות בדרך מה הוא מוסר למי ועד מתי ומי נקרא "
      "כאשר "
      "Kafka Streams לא מגיע בזמן בכל יום בשנה גם בסופי שבוע ; assumptions=כל המספרים הם הערכות של "
      "הצוותים לפני בדיקה ולפני ההשקה הראשונה של המערכת כולה "
      "; trade_offs=[chose:רציף|over:מופעל|gain:צעיר|give_up:שעות]\n"
      "source a name=קליקים ; owner=צוות ווב ; x=0 ; y=0\n"
      "model b name=מודל דירוג ; owner=צוות הזרמה ; x=376 ; y=0\n"
      "edge e a b owner=צוות ווב ; consumer_owner=צוות הזרמה ; "
      "escalation=[first:תורן|second:ראש צוות|channel:#web]\n");
  const double right = lkb_sheet_get_width (page->sheet) - MARGIN;
  const LkbTextItem *title = find (page, "מקליק לווקטור תכונות");
  const LkbTextItem *byline = find (page, "A. Author · 2026-11-22");
  const LkbTextItem *choice = find (page, "רציף"), *over = find (page, "over");
  const LkbTextItem *price = find (page, "gives up");
  const LkbTextItem *head = find (page, "Trade-offs");
  guint n_rtl = 0;

  check_apart (page);
  g_assert_true (title->rtl);
  g_assert_cmpfloat (title->x, ==, MARGIN);
  g_assert_cmpfloat_with_epsilon (byline->x + byline->advance, right, 0.01);
  g_assert_cmpfloat (choice->x, ==, head->x);
  g_assert_cmpfloat (price->x, ==, head->x + 12);
  g_assert_cmpfloat (over->x, >, choice->x + choice->advance + 2);
  g_assert_cmpfloat (find (page, "מופעל")->x, >, over->x + over->advance + 2);
  /* Who comes first stands where the arrow begins. */
  g_assert_cmpfloat (find (page, "→")->x, >, find (page, "תורן")->x + find (page, "תורן")->advance);
  g_assert_cmpfloat (find (page, "ראש צוות")->x, >, find (page, "→")->x);
  g_assert_nonnull (find (page, "· #web"));
  /* Every text of the page begins at the left of its place, in whatever direction it runs. */
  for (guint i = 0; i < page->texts->len; i++)
    {
      const LkbTextItem *item = &g_array_index (page->texts, LkbTextItem, i);

      g_assert_true (item->anchor == LKB_ANCHOR_START || item == byline);
      if (item->rtl
          && (item->x == MARGIN || item->x == find (page, "Assumptions")->x
              || item->x == MARGIN + 16))
        n_rtl++;
    }
  /* Title, goal, two assumptions, two teams. */
  g_assert_cmpuint (n_rtl, ==, 1 + 2 + 2 + 2);
}

static void
check_in_a_row (const Page *page, const char *first, const char *second)
{
  const LkbTextItem *a = find (page, first), *b = find (page, second);

  g_assert_cmpfloat (a->baseline, ==, b->baseline);
  g_assert_cmpfloat_with_epsilon (b->x - a->x - a->advance, 3, 1);
}

/* What stands beside a word of the other direction is not drawn into it. */
static void
test_mixed (void)
{
  g_autoptr (Page) page = page_new (
      "@board title=ML פלטפורמה ; author=דנה ; date=2026-11-22 ; goal=g ; "
      "kpis=[name:זמן לתובנה|target:≤ 3 s @ p95|primary:true]\n"
      "source a name=קליקים ; owner=ML פלטפורמה ; x=0 ; y=0\n"
      "model b name=מודל 2 ; owner=Reco ; x=376 ; y=0\n"
      "edge e a b owner=ML פלטפורמה ; consumer_owner=Reco ; "
      "escalation=[first:on-call|channel:#ml-פלטפורמה|within:15 min]\n");

  check_in_a_row (page, "#ml-פלטפורמה", "· 15 min");
  check_in_a_row (page, "דנה", "· 2026-11-22");
  check_in_a_row (page, "זמן לתובנה", "(primary KPI)");
  check_apart (page);
  g_assert_cmpuint (lkb_sheet_get_n_cut (page->sheet), ==, 0);
}

/* What stands on the page comes before who else is known, and is all that is counted. */
static void
test_owners_in_use (void)
{
  g_autofree char *chain = make_chain (
      twelve, 12,
      " ; roster=[owner:Nobody][owner:Fraud ML][owner:Idle][owner:Unseen][owner:Reco] ; "
      "trade_offs=[chose:Continuous|over:triggered|gain:fresher|give_up:idle hours]",
      "first:on-call|channel:#platform-on-call-main");
  g_autoptr (Page) page = page_new (chain);

  for (guint i = 0; i < 12; i++)
    g_assert_nonnull (find (page, twelve[i]));
  g_assert_null (find (page, "Nobody"));
  for (guint i = 0; i < page->texts->len; i++)
    g_assert_false (g_str_has_suffix (g_array_index (page->texts, LkbTextItem, i).text, " more"));
  /* In the order of the board's teams. */
  g_assert_cmpfloat (find (page, "Fraud ML")->baseline, <, find (page, "Reco")->baseline);
  check_apart (page);
}

/* A single cell is as wide as the page, and without a goal all moves up. */
static void
test_alone (void)
{
  static const char text[] = "@board title=T\nsource a name=A ; x=0 ; y=0\n"
                             "model b name=B ; x=376 ; y=0\nedge e a b owner=Web\n";
  const LkbSheetOptions options = { .editing = TRUE };
  g_autoptr (Page) page = page_new (text);
  g_autoptr (Page) editing = page_new_with (text, &options);
  const LkbSheetPlace *cell = lkb_sheet_find_place (page->sheet, LKB_SHEET_OWNERSHIP);

  g_assert_cmpfloat (cell->box.x, ==, 36);
  g_assert_cmpfloat (cell->box.w, ==, 1123 - 2 * 36);
  g_assert_cmpfloat (cell->box.y, ==, 96 - 20);
  g_assert_null (lkb_sheet_find_place (page->sheet, LKB_SHEET_GOAL));
  g_assert_cmpfloat (lkb_sheet_get_drawing_area (page->sheet).y, ==, 164 - 20);
  /* Where one is to be written its place is kept. */
  g_assert_nonnull (lkb_sheet_find_place (editing->sheet, LKB_SHEET_GOAL));
  g_assert_cmpfloat (lkb_sheet_get_drawing_area (editing->sheet).y, ==, 164);
}

/* @left: (nullable): what the quiet page says instead. */
static void
assert_hushed (const char *text, const char *hint, const char *left)
{
  g_autoptr (Page) open = page_new_with (text, &(LkbSheetOptions){ .editing = TRUE });
  g_autoptr (Page) quiet = page_new_with (text,
                                          &(LkbSheetOptions){ .editing = TRUE, .quiet = TRUE });

  if (find (open, hint) == NULL)
    g_error ("the page does not say “%s”", hint);
  if (find (quiet, hint) != NULL)
    g_error ("the quiet page says “%s”", hint);
  g_assert_true (left == NULL || find (quiet, left) != NULL);
  g_assert_cmpuint (lkb_sheet_get_n_places (quiet->sheet), ==,
                    lkb_sheet_get_n_places (open->sheet));
}

/* A quiet page keeps its places and its figures, and says nothing of what is still to be done. */
static void
test_quiet (void)
{
  static const char timeless[] = "@board kpis=[name:Delay|target:3 s @ p95|primary:true]\n"
                                 "source a name=Clicks\nconsumer b name=Shop\nedge e1 a b\n";
  static const char timed[] = "source a name=Clicks\nconsumer b name=Shop\n"
                              "edge e1 a b latency_p50=30 ms ; latency_p95=60 ms\n";

  assert_hushed (timeless, "add times to its hops", "of 3 s @ p95");
  assert_hushed (timeless, "set a budget", NULL);
  assert_hushed ("source a name=Clicks\n", "one number to win", NULL);
  assert_hushed ("source a name=Clicks\n", "such as “3 s @ p95”", NULL);
  assert_hushed ("@board budget_availability=99.9 %\nsource a name=Clicks\n",
                 "add availabilities to its path", "of 99.9 %");
  assert_hushed (timed, "p95 · set a budget", "p95");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-lists/many-owners", test_many_owners);
  g_test_add_func ("/sheet-lists/owners-beyond", test_owners_beyond);
  g_test_add_func ("/sheet-lists/long-owners", test_long_owners);
  g_test_add_func ("/sheet-lists/owners-below", test_owners_below);
  g_test_add_func ("/sheet-lists/owners-in-use", test_owners_in_use);
  g_test_add_func ("/sheet-lists/right-to-left", test_right_to_left);
  g_test_add_func ("/sheet-lists/mixed", test_mixed);
  g_test_add_func ("/sheet-lists/alone", test_alone);
  g_test_add_func ("/sheet-lists/quiet", test_quiet);
  return g_test_run ();
}
