/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/layout/lkb-card.h"

#include <math.h>
#include <string.h>

#include "core/layout/lkb-metrics.h"
#include "core/layout/lkb-pill.h"

static LkbCard *
make_card (LkbTextMeasurer *m, const char *name, const char *technology, const char *const *chips,
           double w, double h)
{
  LkbCardText text = { name, technology, chips, w, h };
  return lkb_card_new (m, &text);
}

static void
check_card (const LkbCard *card)
{
  double last = -1;

  g_assert_cmpfloat (fmod (card->w, 4), ==, 0);
  g_assert_cmpfloat (fmod (card->h, 4), ==, 0);
  for (gsize i = 0; i < card->n_runs; i++)
    {
      const LkbTextRun *run = &card->runs[i];
      g_assert_cmpfloat (run->x, >=, LKB_CHIP_X);
      g_assert_cmpfloat (run->x + run->advance, <=, card->w - LKB_NODE_PAD + 0.01);
      g_assert_cmpfloat (run->baseline, <=, card->h - 8);
      g_assert_cmpfloat (run->baseline, >=, last);
      last = run->baseline;
    }
  for (gsize i = 0; i < card->n_chips; i++)
    {
      g_assert_cmpfloat (card->chips[i].x + card->chips[i].w, <=, card->w - LKB_NODE_PAD + 0.01);
      g_assert_cmpfloat (card->chips[i].y + card->chips[i].h, ==, card->h - LKB_CHIP_BOTTOM);
    }
}

static void
test_sizes (void)
{
  static const char *const chips[] = { "10 ms", "$256", NULL };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  g_autoptr (LkbCard) bare = make_card (m, "Event Hub", NULL, NULL, 0, 0);
  g_autoptr (LkbCard) one = make_card (m, "Event Hub", "128 partitions", chips, 0, 0);
  g_autoptr (LkbCard) two = make_card (m, "Online feature store", "continuous publish", chips, 0,
                                       0);
  g_autoptr (LkbCard) empty = make_card (m, NULL, NULL, NULL, 0, 0);
  g_autoptr (LkbCard) wished = make_card (m, "Event Hub", NULL, NULL, 301, 99);
  g_autoptr (LkbCard) small = make_card (m, "Hub", NULL, NULL, 10, 10);
  g_autoptr (LkbCard) huge = make_card (m, "Hub", NULL, NULL, INFINITY, NAN);

  g_assert_cmpfloat (bare->w, ==, 176);
  g_assert_cmpfloat (bare->h, ==, 60);
  g_assert_cmpfloat (one->h, ==, 76);
  g_assert_cmpfloat (two->h, ==, 92);
  g_assert_cmpuint (two->name_lines, ==, 2);
  g_assert_cmpuint (two->n_chips, ==, 2);
  g_assert_cmpfloat (empty->h, ==, 60);
  g_assert_cmpuint (empty->n_runs, ==, 0);
  g_assert_cmpfloat (wished->w, ==, 304);
  g_assert_cmpfloat (wished->h, ==, 100);
  g_assert_cmpfloat (small->w, ==, 144);
  g_assert_cmpfloat (huge->w, ==, 176);
  check_card (one);
  check_card (two);
  check_card (wished);
}

static void
test_long (void)
{
  static const char *const chips[]
      = { "p99 60 ms", "10 k events per second", "$2.9 k per month", "99.9 %", "daily", NULL };
  static const char *const wide[] = { "a chip whose words are longer than the card", "second",
                                      NULL };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  g_autoptr (LkbCard) grown = make_card (m, "Recommendation model", NULL, NULL, 0, 0);
  g_autoptr (LkbCard) broken = make_card (m, "Donaudampfschifffahrtsgesellschaft", "x", NULL, 0, 0);
  g_autoptr (LkbCard) many = make_card (m, "Hub", "a technology that needs many more words", chips,
                                        0, 0);
  g_autoptr (LkbCard) cut = make_card (m, "Hub", NULL, wide, 0, 0);

  g_assert_cmpfloat (grown->w, >, 176);
  g_assert_cmpfloat (grown->w, <=, 224);
  g_assert_cmpstr (grown->runs[0].text, ==, "Recommendation");
  g_assert_cmpfloat (broken->w, ==, 224);
  g_assert_true (g_str_has_suffix (broken->runs[0].text, "-"));
  check_card (broken);
  check_card (many);
  g_assert_true (many->cut);
  g_assert_true (g_str_has_prefix (many->runs[many->n_runs - 1].text, "+"));
  check_card (cut);
  g_assert_cmpstr (cut->runs[cut->n_runs - 1].text, ==, "+1");
}

static void
check_pill (const LkbPill *pill, double widest)
{
  g_assert_cmpfloat (pill->w, <=, widest + 0.01);
  for (gsize i = 0; i < pill->n_runs; i++)
    {
      const LkbTextRun *run = &pill->runs[i];
      if (run->part == LKB_PART_NUMBERS || run->part == LKB_PART_LABEL)
        {
          g_assert_cmpfloat (run->x, >=, pill->numbers_box.x - 0.01);
          g_assert_cmpfloat (run->x + run->advance, <=,
                             pill->numbers_box.x + pill->numbers_box.w + 0.01);
          g_assert_cmpfloat (run->baseline, <=, pill->numbers_box.y + pill->numbers_box.h);
        }
      else
        g_assert_cmpfloat (run->x + run->advance, <=, pill->w - 6);
    }
}

static void
test_pills (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  LkbPillText same = { LKB_PILL_OWNED, "Streaming Platform", NULL, "40 / 120 ms", NULL, NULL, 1 };
  LkbPillText off
      = { LKB_PILL_OWNED, "Streaming Platform", "Feature Eng", "40 / 120 ms", "clicks", NULL, 1 };
  LkbPillText wide = { LKB_PILL_OWNED,
                       "A very long name of a team that nobody shortened",
                       "And another team of the same sort, longer still",
                       NULL,
                       NULL,
                       NULL,
                       3 };
  LkbPillText unowned = { LKB_PILL_UNOWNED, NULL, NULL, NULL, NULL, NULL, 1 };
  LkbPillText control = { LKB_PILL_NONE, NULL, NULL, NULL, NULL, NULL, 1 };
  LkbPillText numbers = { LKB_PILL_NONE, NULL, NULL, "1 s", NULL, NULL, 1 };
  LkbPillText long_numbers = { LKB_PILL_NONE, NULL, NULL, "40 / 120 ms · 10 k/s", NULL, NULL, 1 };
  LkbPillShape flipped = lkb_pill_shape (FALSE, TRUE), left = lkb_pill_shape (TRUE, TRUE);
  g_autoptr (LkbPill) a = lkb_pill_new (m, &same, FALSE);
  g_autoptr (LkbPill) b = lkb_pill_new (m, &off, FALSE);
  g_autoptr (LkbPill) c = lkb_pill_new (m, &off, TRUE);
  g_autoptr (LkbPill) d = lkb_pill_new (m, &wide, FALSE);
  g_autoptr (LkbPill) e = lkb_pill_new (m, &wide, TRUE);
  g_autoptr (LkbPill) f = lkb_pill_new (m, &unowned, FALSE);
  g_autoptr (LkbPill) g = lkb_pill_new (m, &numbers, TRUE);
  g_autoptr (LkbPill) h = lkb_pill_new_shaped (m, &same, &flipped);
  g_autoptr (LkbPill) i = lkb_pill_new_shaped (m, &long_numbers, &left);

  g_assert_cmpfloat (a->h, ==, 20);
  g_assert_false (a->two_lines);
  g_assert_cmpfloat (a->numbers_box.y, ==, 24);
  g_assert_cmpfloat (b->h, ==, 36);
  g_assert_true (b->two_lines && b->has_consumer_marker);
  g_assert_cmpfloat (c->h, ==, 20);
  g_assert_cmpfloat (c->numbers_box.x, ==, c->w + 6);
  g_assert_true (d->cut && e->cut);
  check_pill (a, 240);
  check_pill (b, 152);
  check_pill (c, 240);
  check_pill (d, 152);
  check_pill (e, 240);
  g_assert_cmpstr (f->runs[0].text, ==, "owner?");
  g_assert_false (f->has_marker);
  g_assert_null (lkb_pill_new (m, &control, FALSE));
  g_assert_cmpfloat (g->w, ==, 0);
  g_assert_cmpfloat (g->numbers_box.x, ==, 6);
  g_assert_cmpfloat (h->numbers_box.y, ==, -20);
  /* Numbers alone stay near their line, also those that would like more room on its left. */
  g_assert_cmpfloat (i->numbers_box.w, >, 80);
  g_assert_cmpfloat (i->numbers_box.x + i->numbers_box.w, ==, -7.5);
}

/* An owner is read in full wherever a page has room for it. */
static void
test_whole_owners (void)
{
  static const char *const names[] = { "Web", "Streaming Platform", "Feature Engineering",
                                       "Recommendations", "Marketplace Integrity" };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  LkbPillShape level = lkb_pill_shape (FALSE, FALSE);

  /* What is free between two lanes. */
  level.pill_room = 176;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; k < G_N_ELEMENTS (names); k++)
      {
        LkbPillText text = { .state = LKB_PILL_OWNED,
                             .owner = names[i],
                             .consumer = i != k ? names[k] : NULL,
                             .count = 1 };
        g_autoptr (LkbPill) upright = lkb_pill_new (m, &text, TRUE);
        g_autoptr (LkbPill) flat = lkb_pill_new_shaped (m, &text, &level);

        g_assert_false (upright->cut);
        check_pill (upright, LKB_PILL_W_ONE_MAX);
        if (i < 4 && k < 4)
          {
            g_assert_false (flat->cut);
            check_pill (flat, 164);
          }
      }
}

/* Names on two lines each where one has no room, and numbers below a pill on an upright line. */
static void
test_more_lines (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  LkbPillText text
      = { LKB_PILL_OWNED, "Streaming Platform", "Pricing Science", "40 / 120 ms", NULL, NULL, 1 };
  LkbPillShape level = lkb_pill_shape (FALSE, FALSE), upright = lkb_pill_shape (TRUE, FALSE);

  level.wrapped = TRUE;
  for (double room = 64; room <= 176; room += 8)
    {
      g_autoptr (LkbPill) pill = NULL;

      level.pill_room = room;
      pill = lkb_pill_new_shaped (m, &text, &level);
      g_assert_cmpint (pill->name_cut, ==, room < 88);
      if (room < 88)
        continue;
      check_pill (pill, room);
      g_assert_true (pill->has_consumer_marker);
      g_assert_cmpfloat (pill->h, ==, room < 128 ? 68 : room < 152 ? 52 : 36);
      g_assert_cmpfloat (pill->numbers_box.y, ==, pill->h + 4);
    }
  text.consumer = NULL;
  level.pill_room = 104;
  {
    g_autoptr (LkbPill) pill = lkb_pill_new_shaped (m, &text, &level);

    g_assert_false (pill->cut);
    g_assert_cmpfloat (pill->h, ==, 36);
    g_assert_cmpstr (pill->runs[1].text, ==, "Platform");
    check_pill (pill, 104);
  }
  upright.under = TRUE;
  for (guint flipped = 0; flipped < 2; flipped++)
    {
      g_autoptr (LkbPill) pill = NULL;

      upright.flipped = flipped == 1;
      pill = lkb_pill_new_shaped (m, &text, &upright);
      g_assert_cmpfloat (pill->numbers_box.y, >=, pill->h);
      /* A wider font grows to the right, and still leaves the line alone. */
      if (flipped)
        g_assert_cmpfloat (pill->numbers_box.x + (1 + LKB_FONT_WIDER) * pill->numbers_box.w, <=,
                           pill->w / 2);
      else
        g_assert_cmpfloat (pill->numbers_box.x, >=, pill->w / 2 + 6);
    }
}

/* Names of all scripts stand beside the tile and the marker, with room for a wider font. */
static void
test_right_to_left (void)
{
  static const char *const names[] = { "קליקים", "מאגר תכונות לא מקוון", "نقرات الويب",
                                       "محطة الاستقبال الإقليمية" };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LkbCard) card = make_card (m, names[i], names[i], NULL, 0, 0);
      LkbPillText text = { .state = LKB_PILL_OWNED, .owner = names[i], .count = 1 };
      g_autoptr (LkbPill) pill = lkb_pill_new (m, &text, FALSE);

      for (gsize r = 0; r < card->n_runs; r++)
        {
          const LkbTextRun *run = &card->runs[r];

          g_assert_true (run->rtl);
          g_assert_cmpfloat (run->x, ==, LKB_NODE_NAME_X);
          g_assert_cmpfloat (run->x + (1 + LKB_FONT_WIDER) * run->advance, <=, card->w);
        }
      g_assert_cmpfloat (pill->runs[0].x, ==, LKB_PILL_TEXT_X);
      g_assert_cmpfloat (pill->runs[0].x + (1 + LKB_FONT_WIDER) * pill->runs[0].advance, <=,
                         pill->w);
      check_pill (pill, LKB_PILL_W_ONE_MAX);
    }
}

static void
assert_room (const LkbTextRun *run, double right)
{
  g_assert_cmpfloat (run->x + (1 + LKB_FONT_WIDER) * run->advance, <=, right);
}

/* With a font that is 15 % wider, where ours is missing, no text leaves its card, chip or pill. */
static void
test_wider_font (void)
{
  static const char *const names[] = { "Web",
                                       "Reco",
                                       "Orders API",
                                       "Event queue",
                                       "Recommendation",
                                       "Streaming Platform",
                                       "WWWWWWWWW",
                                       "Trust and Safety of Marketplace Sellers" };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; k < 2 * G_N_ELEMENTS (names); k++)
      {
        const char *other = names[k / 2];
        const char *const chips[] = { "650 / 900 ms", names[i], "$1.2 k", other, NULL };
        g_autoptr (LkbCard) card = make_card (m, names[i], other, chips, 0, 0);
        LkbPillText text = { .state = i % 3 == 0 ? LKB_PILL_INHERITED : LKB_PILL_OWNED,
                             .owner = names[i],
                             .consumer = i % 2 == 0 ? other : NULL,
                             .count = k };
        LkbPillShape shape = lkb_pill_shape (k % 2 == 0, FALSE);
        guint chip = 0;

        for (gsize r = 0; r < card->n_runs; r++)
          {
            const LkbTextRun *run = &card->runs[r];
            double right = card->w;

            if (run->part == LKB_PART_CHIP)
              {
                right = card->chips[chip].x + card->chips[chip].w;
                chip++;
              }
            assert_room (run, right);
          }
        for (guint s = 0; s < 4; s++)
          {
            g_autoptr (LkbPill) pill = NULL;

            shape.pill_room = s == 0 ? 240 : s == 1 ? 120 : s == 2 ? 64 : LKB_PILL_W_SHORT;
            shape.wrapped = i % 3 == 1;
            pill = lkb_pill_new_shaped (m, &text, &shape);
            for (gsize r = 0; r < pill->n_runs; r++)
              assert_room (&pill->runs[r], pill->w);
          }
      }
}

/* A card widens before it cuts a technology or a name; made higher, it keeps its chips at the bottom. */
static void
test_room (void)
{
  static const char *const chips[] = { "3 k/s", NULL };
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  LkbCardText wide = { .name = "Payment gateway", .technology = "authorisation service" };
  LkbCardText named = { .name = "Fraud Shipments Features 12", .chips = chips };
  g_autoptr (LkbCard) card = lkb_card_new (measurer, &wide);
  g_autoptr (LkbCard) other = lkb_card_new (measurer, &named);
  g_autoptr (LkbCard) taller = lkb_card_new_with_height (other, other->h + 16);

  g_assert_false (card->cut);
  g_assert_cmpfloat (card->w, >, 176);
  g_assert_cmpfloat (card->w, <=, 224);
  g_assert_false (other->cut);
  g_assert_cmpfloat (other->w, <=, 224);
  g_assert_cmpfloat (taller->h, ==, other->h + 16);
  g_assert_cmpfloat (taller->w, ==, other->w);
  g_assert_cmpfloat (taller->chips[0].y, ==, other->chips[0].y + 16);
  g_assert_cmpfloat (taller->runs[0].baseline, ==, other->runs[0].baseline);
  g_assert_cmpstr (taller->runs[0].text, ==, other->runs[0].text);
  {
    g_autoptr (LkbCard) again = lkb_card_new_with_height (taller, taller->natural_h);

    g_assert_cmpfloat (taller->natural_h, ==, other->h);
    g_assert_cmpfloat (again->h, ==, other->h);
    g_assert_cmpfloat (again->chips[0].y, ==, other->chips[0].y);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/sizes", test_sizes);
  g_test_add_func ("/card/long", test_long);
  g_test_add_func ("/card/pills", test_pills);
  g_test_add_func ("/card/whole-owners", test_whole_owners);
  g_test_add_func ("/card/more-lines", test_more_lines);
  g_test_add_func ("/card/right-to-left", test_right_to_left);
  g_test_add_func ("/card/wider-font", test_wider_font);
  g_test_add_func ("/card/room", test_room);
  return g_test_run ();
}
