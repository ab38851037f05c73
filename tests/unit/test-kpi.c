/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/lkb-kpi.h"
#include "core/model/lkb-proposal.h"
#include "tests/support/lkb-board-builder.h"

static LkbBoard *
make_board (void)
{
  return lkb_builder_board ("source a name=Clicks\n"
                            "model m name=Ranker\n"
                            "edge e a m\n");
}

static void
test_typed (void)
{
  static const struct
  {
    const char *line, *name, *target;
  } cases[] = {
    { "fresh recommendations within 3 s p95", "fresh recommendations", "≤ 3 s @ p95" },
    { "time to insight ≤ 3 s @ p95", "time to insight", "≤ 3 s @ p95" },
    { "time to insight: 3s p99", "time to insight", "≤ 3 s @ p99" },
    { "answers under 200 ms", "answers", "≤ 200 ms @ p95" },
    { "availability at least 99.9 %", "availability", "≥ 99.9 %" },
    { "lost events below 0.1 %", "lost events", "≤ 0.1 %" },
    { "3 s p95", "time to insight", "≤ 3 s @ p95" },
    { "top 10 lists within 2 s of a click", "top 10 lists of a click", "≤ 2 s @ p95" },
    { "≤ 3 s @ p95 (benchmark) to insight", "to insight", "≤ 3 s @ p95 (benchmark)" },
    { "fresh recommendations", "fresh recommendations", NULL },
    { "cost up to $8 k per month", "cost", "≤ $8 k per month" },
    { "login 2 s", "login", "≤ 2 s @ p95" },
  };
  g_autoptr (LkbBoard) board = make_board ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LkbValue) kpi = lkb_kpi_parse (board, cases[i].line, ".", ",", NULL);

      g_assert_cmpstr (lkb_value_get_member_text (kpi, "name"), ==, cases[i].name);
      g_assert_cmpstr (lkb_value_get_member_text (kpi, "target"), ==, cases[i].target);
      g_assert_true (lkb_value_get_member_boolean (kpi, "primary"));
      g_assert_cmpstr (lkb_value_get_member_text (kpi, "from"), ==, "a");
      g_assert_cmpstr (lkb_value_get_member_text (kpi, "to"), ==, "m");
    }
  g_assert_null (lkb_kpi_parse (board, " ", ".", ",", NULL));
}

static void
test_locale (void)
{
  g_autoptr (LkbBoard) board = make_board ();
  g_autoptr (LkbValue) kpi = lkb_kpi_parse (board, "answers within 1,5 s p95", ",", ".", NULL);

  g_assert_cmpstr (lkb_value_get_member_text (kpi, "target"), ==, "≤ 1.5 s @ p95");
}

static void
test_edit (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board ("@board kpis=[name:clicks within reach|target:≤ "
                                                  "3000 ms @ p95|primary:true|because:said so]\n");
  const LkbValue *before = lkb_board_get_primary_kpi (board);
  g_autofree char *line = lkb_kpi_dup_line (before);
  g_autoptr (LkbValue) same = lkb_kpi_parse (board, line, ".", ",", before);
  g_autoptr (LkbValue) number = lkb_kpi_parse (board, "2 s p95", ".", ",", before);
  g_autoptr (LkbValue) name = lkb_kpi_parse (board, "reach ≤ 3000 ms @ p95", ".", ",", before);
  g_autofree char *echo = lkb_kpi_dup_echo (number);
  g_autofree char *hint = NULL;
  g_autoptr (LkbValue) vague = lkb_kpi_parse (board, "soon", ".", ",", NULL);

  g_assert_cmpstr (line, ==, "clicks within reach ≤ 3000 ms @ p95");
  g_assert_true (lkb_value_equal (same, before));
  g_assert_cmpstr (lkb_value_get_member_text (number, "target"), ==, "≤ 2 s @ p95");
  g_assert_cmpstr (lkb_value_get_member_text (number, "name"), ==, "clicks within reach");
  g_assert_cmpstr (lkb_value_get_member_text (number, "because"), ==, "said so");
  g_assert_cmpstr (lkb_value_get_member_text (name, "name"), ==, "reach");
  g_assert_cmpstr (lkb_value_get_member_text (name, "target"), ==, "≤ 3000 ms @ p95");
  g_assert_cmpstr (echo, ==, "Name: clicks within reach  ·  Target: ≤ 2 s @ p95");
  hint = lkb_kpi_dup_echo (vague);
  g_assert_cmpstr (hint, ==, "Name: soon  ·  no number yet, such as “within 3 s p95”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kpi/typed", test_typed);
  g_test_add_func ("/kpi/locale", test_locale);
  g_test_add_func ("/kpi/edit", test_edit);
  return g_test_run ();
}
