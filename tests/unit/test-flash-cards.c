/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-flash-cards.h"

#include <string.h>

#include "tests/support/lkb-test.h"

typedef struct
{
  LkbDataDirs *data;
  LkbVocabulary *vocabulary;
  LkbDeck *deck;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->data = lkb_data_dirs_new (NULL);
  fixture->vocabulary = lkb_data_dirs_load_vocabulary (fixture->data, &error);
  g_assert_no_error (error);
  fixture->deck = lkb_deck_load (fixture->data, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lkb_data_dirs_unref (fixture->data);
  lkb_vocabulary_free (fixture->vocabulary);
  lkb_deck_unref (fixture->deck);
}

static GPtrArray *
get (Fixture *fixture, LkbFlashTopic topic, guint32 seed)
{
  return lkb_flash_cards_new (topic, fixture->data, fixture->vocabulary, fixture->deck, seed);
}

static const LkbFlashCard *
find (GPtrArray *cards, const char *front, const char *question)
{
  for (guint i = 0; i < cards->len; i++)
    {
      const LkbFlashCard *card = g_ptr_array_index (cards, i);

      if (strcmp (card->front, front) == 0 && g_str_has_prefix (card->question, question))
        return card;
    }
  g_assert_not_reached ();
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) budgets = get (fixture, LKB_FLASH_BUDGETS, 7);
  g_autoptr (GPtrArray) features = get (fixture, LKB_FLASH_FEATURES, 7);
  g_autoptr (GPtrArray) words = get (fixture, LKB_FLASH_WORDS, 7);
  const LkbFlashCard *card = find (budgets, "Click to feature vector", "Freshness");

  g_assert_true (g_str_has_prefix (card->back, "1.65 s of 5 s @ p95"));
  g_assert_cmpuint (features->len, ==, lkb_vocabulary_get_n_features (fixture->vocabulary));
  card = find (features, "Liquid clustering", "");
  g_assert_nonnull (strstr (card->back, "since Delta "));
  g_assert_nonnull (strstr (card->back, "not beside "));
  /* Nothing is asked that the answer does not say. */
  for (guint i = 0; i < features->len; i++)
    {
      card = g_ptr_array_index (features, i);
      g_assert_true ((strstr (card->question, "version") != NULL)
                     == (strstr (card->back, "since Delta ") != NULL));
      g_assert_true ((strstr (card->question, "combined") != NULL)
                     == (strstr (card->back, "not beside ") != NULL));
    }
  g_assert_cmpuint (words->len, >, 3);
  for (guint i = 0; i < words->len; i++)
    {
      g_auto (GStrv) remarks = lkb_flash_grade (
          fixture->vocabulary, NULL, ((LkbFlashCard *) g_ptr_array_index (words, i))->front);

      g_assert_cmpuint (g_strv_length (remarks), >, 0);
    }
  /* Each can be said honestly, and not with one figure for all. */
  for (guint i = 0; i < words->len; i++)
    {
      const char *asked = ((LkbFlashCard *) g_ptr_array_index (words, i))->front;
      g_auto (GStrv) remarks = lkb_flash_grade (
          fixture->vocabulary, asked,
          "5 s p95, at most 5 s old, 99.9 % a month, 10 k events/s at 80 % utilisation, $4 k per "
          "month, none comes twice");

      if (remarks[0] != NULL)
        g_error ("%s: %s", asked, remarks[0]);
    }
}

/* The same seed deals the same cards. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) one = get (fixture, LKB_FLASH_FEATURES, 1);
  g_autoptr (GPtrArray) again = get (fixture, LKB_FLASH_FEATURES, 1);
  g_autoptr (GPtrArray) other = get (fixture, LKB_FLASH_FEATURES, 2);
  guint n_moved = 0;

  for (guint i = 0; i < one->len; i++)
    {
      const LkbFlashCard *card = g_ptr_array_index (one, i);

      g_assert_cmpstr (card->front, ==, ((LkbFlashCard *) g_ptr_array_index (again, i))->front);
      if (strcmp (card->front, ((LkbFlashCard *) g_ptr_array_index (other, i))->front) != 0)
        n_moved++;
    }
  g_assert_cmpuint (n_moved, >, one->len / 2);
}

#define FRESH "The feature store gives the model fresh features fast, exactly once."

static void
test_grade (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *asked; /* (nullable): the sentence that is said again */
    const char *text;
    const char *remark; /* how the first one begins; NULL: none */
  } cases[] = {
    { NULL, "Our platform is fast.", "“fast” needs a time" },
    { NULL, "Our platform is fast: 2 s @ p95.", NULL },
    { NULL, "It answers in 120 ms @ p95 at 10 k requests/s.", NULL },
    { NULL, "A seamless platform.", "“seamless” says nothing: leave it out" },
    { NULL, "It just works.", "Nobody could measure this" },
    { NULL, "", "Nobody could measure this" },
    { FRESH, "5 s p95", "“exactly once”: what becomes of" },
    { FRESH, "5 s p95, nothing comes twice", "Each big word of the sentence wants" },
    { FRESH, "At most 5 s old. Answers in 20 ms @ p95. None comes twice.", NULL },
    { FRESH, "1 % of rows, 2 % of nodes, none twice", "“fresh” needs a time" },
    { "A cloud-native platform, fast.", "Delta Lake 3.1 with 20 ms @ p95", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) remarks = lkb_flash_grade (fixture->vocabulary, cases[i].asked, cases[i].text);

      if (cases[i].remark == NULL)
        g_assert_cmpstr (remarks[0], ==, NULL);
      else if (remarks[0] == NULL || !g_str_has_prefix (remarks[0], cases[i].remark))
        g_error ("%s: %s", cases[i].text, remarks[0]);
    }
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add ("/flash-cards/cards", Fixture, NULL, set_up, test_cards, tear_down);
  g_test_add ("/flash-cards/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/flash-cards/grade", Fixture, NULL, set_up, test_grade, tear_down);
  return g_test_run ();
}
