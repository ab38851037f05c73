/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/lkb-edit.h"
#include "core/model/lkb-trade-off.h"
#include "tests/support/lkb-board-builder.h"

static LkbBoard *
make_board (void)
{
  return lkb_builder_board ("pipeline feats name=Features ; trigger_interval=1 min\n"
                            "pipeline bronze name=Bronze\n");
}

static void
check (LkbBoard *board, const LkbValue *record, const char *chose, const char *over,
       const char *gain, const char *give_up, const char *knob)
{
  g_assert_nonnull (record);
  g_assert_cmpstr (lkb_value_get_member_text (record, "chose"), ==, chose);
  g_assert_cmpstr (lkb_value_get_member_text (record, "over"), ==, over);
  g_assert_cmpstr (lkb_value_get_member_text (record, "gain"), ==, gain);
  g_assert_cmpstr (lkb_value_get_member_text (record, "give_up"), ==, give_up);
  g_assert_cmpstr (lkb_value_get_member_text (record, "knob"), ==, knob);
}

static void
test_typed (void)
{
  static const struct
  {
    const char *line, *chose, *over, *gain, *give_up, *knob;
  } cases[] = {
    { "Micro-batch over streaming; gives up 30 s; knob trigger interval", "Micro-batch",
      "streaming", NULL, "30 s", "feats.trigger_interval" },
    { "Micro-batch OVER streaming, Gives up 30 s, knob: partitions", "Micro-batch", "streaming",
      NULL, "30 s", "partitions" },
    { "Kafka instead of files", "Kafka", "files", NULL, NULL, NULL },
    { "Kafka · gains order · gives up cost", "Kafka", NULL, "order", "cost", NULL },
    { "Less overhead", "Less overhead", NULL, NULL, NULL, NULL },
    { "A, B over C, D", "A, B", "C, D", NULL, NULL, NULL },
    { "A over B; and C; gives up D; E", "A", "B; and C", NULL, "D; E", NULL },
    { "gives up freshness", NULL, NULL, NULL, "freshness", NULL },
    { "\"Hand over\" over batch", "Hand over", "batch", NULL, NULL, NULL },
    { "chose A; over B; knob Bronze trigger interval", "A", "B", NULL, NULL,
      "bronze.trigger_interval" },
    { "5\" disks over 3\" disks", "5\" disks", "3\" disks", NULL, NULL, NULL },
    { "\"open over B", "\"open", "B", NULL, NULL, NULL },
  };
  g_autoptr (LkbBoard) board = make_board ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LkbValue) record = lkb_trade_off_parse (board, cases[i].line, NULL);

      check (board, record, cases[i].chose, cases[i].over, cases[i].gain, cases[i].give_up,
             cases[i].knob);
    }
  g_assert_null (lkb_trade_off_parse (board, "  ", NULL));
}

/* Whatever is in a record, its line gives the same one back. */
static void
test_back (void)
{
  static const char *const texts[] = {
    NULL,   "a",     "over",   "b over c",     "gives up", "x; y",      "knob: z",
    "\"",   "\"q\"", ": a",    "a, gains b",   "a · b",    "a;",        "chose over",
    ",",    "gains", "a over", "a\nb",         "“c”",      "over over", "a\"",
    "knob", "·",     ";",      "\"a\" over b",
  };
  static const char *const keys[] = { "chose", "over", "gain", "give_up", "knob" };
  g_autoptr (LkbBoard) board = make_board ();
  const LkbFieldInfo *members = lkb_field_get_info (LKB_FIELD_TRADE_OFFS)->members;

  for (guint n = 0; n < 20000; n++)
    {
      LkbRecordBuilder *builder = lkb_record_builder_new (members);
      g_autoptr (LkbValue) record = NULL;
      g_autoptr (LkbValue) same = NULL;
      g_autoptr (LkbValue) fresh = NULL;
      g_autofree char *line = NULL;
      g_autofree char *again = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
        {
          const char *text = texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
          g_autoptr (LkbValue) value = text != NULL ? lkb_value_new_text (text) : NULL;

          lkb_record_builder_set (builder, keys[i], value);
        }
      lkb_record_builder_add_raw (builder, "since", "2026");
      record = lkb_record_builder_end (builder);
      line = lkb_trade_off_dup_line (board, record);
      if (*line == '\0')
        continue;
      same = lkb_trade_off_parse (board, line, record);
      g_assert_true (lkb_value_equal (record, same));
      fresh = lkb_trade_off_parse (board, line, NULL);
      again = lkb_trade_off_dup_line (board, fresh);
      g_assert_cmpstr (again, ==, line);
    }
}

static void
test_edit (void)
{
  g_autoptr (LkbBoard) board = make_board ();
  g_autoptr (LkbValue) record = lkb_trade_off_parse (
      board, "A over B; gives up C; knob trigger interval", NULL);
  g_autofree char *line = lkb_trade_off_dup_line (board, record);
  g_autofree char *echo = lkb_trade_off_dup_echo (board, record);
  g_autoptr (LkbValue) changed = NULL;
  g_autoptr (LkbValue) shorter = NULL;

  g_assert_cmpstr (line, ==, "A over B; gives up C; knob trigger interval");
  g_assert_cmpstr (echo, ==,
                   "Chose: A  ·  Over: B  ·  Gives up: C  ·  Knob: Features → trigger interval");
  changed = lkb_trade_off_parse (board, "A over X; gives up C; knob trigger interval", record);
  check (board, changed, "A", "X", NULL, "C", "feats.trigger_interval");
  shorter = lkb_trade_off_parse (board, "A", record);
  check (board, shorter, "A", NULL, NULL, NULL, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trade-off/typed", test_typed);
  g_test_add_func ("/trade-off/back", test_back);
  g_test_add_func ("/trade-off/edit", test_edit);
  return g_test_run ();
}
