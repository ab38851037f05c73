/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "lkb-rules-private.h"

/* DAT001: told with the board, because that is where the words and prices are used. Nothing on the board mends it. */
void
lkb_rules_check_data (LkbRuleRun *run)
{
  for (guint i = 0; run->vocabulary != NULL && i < lkb_vocabulary_get_n_problems (run->vocabulary);
       i++)
    {
      const LkbDataProblem *problem = lkb_vocabulary_get_nth_problem (run->vocabulary, i);
      LkbReport *report = lkb_run_report (run, "DAT001", NULL, problem->name, LKB_N_FIELDS,
                                          N_ ("{file}: {reason}; the built-in one is used."));

      lkb_report_set_file (report, problem->path);
      lkb_report_add_arg (report, "file", problem->name);
      lkb_report_add_arg (report, "reason", problem->reason);
    }
}
