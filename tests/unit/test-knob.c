/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/lkb-knob.h"

#include "tests/support/lkb-board-builder.h"

#define BOARD                                                                                        \
  "@board trade_offs=[chose:A|over:B|knob:p.trigger_interval][chose:C|over:D|knob:gone.rate]\n"      \
  "source s name=Clicks ; rate=10,000 events/s ; payload=1 kB\n"                                     \
  "pipeline p name=Features ; trigger_interval=≤ 0.5 s @ p95 (measured) ; batch_duration=0.2 s ; " \
  "mode=triggered ; trigger=clock\n"                                                                 \
  "model m name=Ranker ; availability=99.9 % ; queries=7 queries/s\n"                                \
  "edge e1 s p share=60 % ; latency_p50=40 ms ; latency_p95=120 ms\n"                                \
  "edge e2 p m calls=4 calls ; latency_p50=0 ms ; latency_p95=10 ms\n"

static LkbKnob *
make (LkbBoard *board, const char *element, LkbField field)
{
  LkbKnob *knob = lkb_knob_new (board, element, field);

  g_assert_nonnull (knob);
  g_assert_cmpuint (g_strv_length (knob->settings), ==, knob->n_settings);
  g_assert_cmpuint (knob->at, <, knob->n_settings);
  g_assert_cmpstr (knob->settings[knob->at], ==,
                   lkb_element_get_text (lkb_board_lookup (board, element), field) != NULL
                       ? lkb_element_get_text (lkb_board_lookup (board, element), field)
                       : "");
  return knob;
}

static void
assert_range (LkbBoard *board, const char *element, LkbField field, const char *first,
              const char *last)
{
  g_autoptr (LkbKnob) knob = make (board, element, field);

  g_assert_cmpstr (knob->settings[0], ==, first);
  g_assert_cmpstr (knob->settings[knob->n_settings - 1], ==, last);
}

/* Round numbers in the unit that was typed, with all that stood around the number. */
static void
test_settings (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (BOARD);
  g_autoptr (LkbKnob) trigger = make (board, "p", LKB_FIELD_TRIGGER_INTERVAL);

  g_assert_cmpstr (trigger->settings[trigger->at + 1], ==, "≤ 0.6 s @ p95 (measured)");
  g_assert_cmpstr (trigger->settings[trigger->at - 1], ==, "≤ 0.4 s @ p95 (measured)");
  assert_range (board, "p", LKB_FIELD_TRIGGER_INTERVAL, "≤ 0.005 s @ p95 (measured)",
                "≤ 50 s @ p95 (measured)");
  assert_range (board, "s", LKB_FIELD_RATE, "100 events/s", "1000000 events/s");
  /* No more than the whole, no half a call, no percentile past the next. */
  assert_range (board, "e1", LKB_FIELD_SHARE, "0.6 %", "100 %");
  assert_range (board, "e2", LKB_FIELD_CALLS, "1 calls", "400 calls");
  assert_range (board, "e1", LKB_FIELD_LATENCY_P50, "0.4 ms", "120 ms");
  assert_range (board, "e1", LKB_FIELD_LATENCY_P95, "40 ms", "12000 ms");
  assert_range (board, "e2", LKB_FIELD_LATENCY_P50, "0 ms", "10 ms");
  assert_range (board, "m", LKB_FIELD_AVAILABILITY, "90 %", "99.999 %");
  assert_range (board, "m", LKB_FIELD_REDUNDANCY, "", "2 of 3");
  assert_range (board, "p", LKB_FIELD_TRIGGER, "clock", "upstream");
  assert_range (board, "m", LKB_FIELD_QUERIES, "0.08 queries/s", "600 queries/s");
}

/* The settings rise, and every one of them is understood. */
static void
test_order (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (BOARD);
  const GPtrArray *elements = lkb_board_get_elements (board);
  guint n_seen = 0;

  for (guint i = 0; i < elements->len; i++)
    for (LkbField field = 0; field < LKB_N_FIELDS; field++)
      {
        g_autoptr (LkbKnob) knob = lkb_knob_new (board, lkb_element_get_id (elements->pdata[i]),
                                                 field);
        double last = -1;

        if (knob == NULL || lkb_field_get_info (field)->type != LKB_VALUE_QUANTITY)
          continue;
        n_seen++;
        for (guint k = 0; k < knob->n_settings; k++)
          {
            g_autoptr (LkbElement) turned = lkb_knob_dup_turned (knob, board, k);
            const LkbQuantity *q = lkb_element_get_quantity (turned, field);

            g_assert_nonnull (q);
            g_assert_cmpfloat (q->value, >, last);
            last = q->value;
          }
      }
  g_assert_cmpuint (n_seen, >=, 10);
}

/* Those of the trade-offs stand first; what is gone, and what cannot be turned, is none. */
static void
test_list (void)
{
  static const char *const path[] = { "e1", "e2", NULL };
  g_autoptr (LkbBoard) board = lkb_builder_board (BOARD);
  g_autoptr (GPtrArray) knobs = lkb_board_dup_knobs (board, path);
  g_autoptr (GPtrArray) few = lkb_board_dup_knobs (board, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const LkbKnob *first = g_ptr_array_index (knobs, 0);

  g_assert_cmpuint (few->len, ==, 1);
  g_assert_cmpstr (first->element, ==, "p");
  g_assert_cmpint (first->field, ==, LKB_FIELD_TRIGGER_INTERVAL);
  g_assert_true (first->is_trade_off);
  for (guint i = 0; i < knobs->len; i++)
    {
      const LkbKnob *knob = g_ptr_array_index (knobs, i);

      g_assert_true (g_hash_table_add (
          seen, g_strdup_printf ("%s.%s", knob->element, lkb_field_get_key (knob->field))));
      g_assert_cmpint (knob->is_trade_off, ==, i == 0);
    }
  g_assert_true (g_hash_table_contains (seen, "m.redundancy"));
  g_assert_true (g_hash_table_contains (seen, "e1.share"));
  g_assert_false (g_hash_table_contains (seen, "p.redundancy"));
  g_assert_null (lkb_knob_new (board, "nobody", LKB_FIELD_RATE));
  g_assert_null (lkb_knob_new (board, "p", LKB_FIELD_RATE));
  g_assert_null (lkb_knob_new (board, "p", LKB_FIELD_NAME));
  g_assert_null (lkb_knob_new (board, "p", LKB_FIELD_WATERMARK));
}

/* Turning answers with another element; the board stays, until it is applied. */
static void
test_turned (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (BOARD);
  g_autoptr (LkbBoard) asked = lkb_board_copy (board);
  g_autoptr (LkbKnob) knob = make (board, "m", LKB_FIELD_AVAILABILITY);
  g_autoptr (LkbElement) turned = lkb_knob_dup_turned (knob, board, 0);
  g_autoptr (LkbChange) change = lkb_change_new (NULL);

  lkb_change_add (change, lkb_board_lookup (asked, "m"), turned);
  g_assert_true (lkb_board_apply (asked, change, NULL));
  g_assert_cmpstr (lkb_element_get_text (lkb_board_lookup (board, "m"), LKB_FIELD_AVAILABILITY), ==,
                   "99.9 %");
  g_assert_cmpstr (lkb_element_get_text (turned, LKB_FIELD_AVAILABILITY), ==, "90 %");
  g_assert_cmpstr (lkb_element_get_text (lkb_board_lookup (asked, "m"), LKB_FIELD_AVAILABILITY), ==,
                   "90 %");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knob/settings", test_settings);
  g_test_add_func ("/knob/order", test_order);
  g_test_add_func ("/knob/list", test_list);
  g_test_add_func ("/knob/turned", test_turned);
  return g_test_run ();
}
