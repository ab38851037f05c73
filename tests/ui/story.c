/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "story.h"

#include <string.h>

#include "core/model/lkb-ownership.h"
#include "files.h"

const char *const story_names[STORY_N_NODES] = {
  "Web clicks", "Event Hub", "Click features", "Online store", "Recommender", "Shop page",
};

static const LkbKind kinds[STORY_N_NODES] = {
  LKB_KIND_SOURCE,        LKB_KIND_INGESTION, LKB_KIND_PIPELINE,
  LKB_KIND_FEATURE_STORE, LKB_KIND_MODEL,     LKB_KIND_CONSUMER,
};

const char *const story_owners[STORY_N_NODES - 1] = {
  "Web > Streaming", "Streaming > Features", "Features > Store", "Store > Reco", "Reco > Shop",
};

static const LkbElement *
find_node (LkbUi *ui, guint n)
{
  const GPtrArray *elements = lkb_board_get_elements (lkb_ui_get_board (ui));

  for (guint i = 0; i < elements->len; i++)
    {
      if (lkb_element_is_node (elements->pdata[i])
          && g_strcmp0 (lkb_element_get_name (elements->pdata[i]), story_names[n]) == 0)
        return elements->pdata[i];
    }
  g_error ("“%s” is missing", story_names[n]);
}

const char *
story_find_edge (LkbUi *ui, guint n)
{
  const char *from = lkb_element_get_id (find_node (ui, n));
  const char *to = lkb_element_get_id (find_node (ui, n + 1));
  const GPtrArray *edges = lkb_board_get_edges_of (lkb_ui_get_board (ui), from);

  for (guint i = 0; edges != NULL && i < edges->len; i++)
    {
      if (strcmp (lkb_element_get_from (edges->pdata[i]), from) == 0
          && strcmp (lkb_element_get_to (edges->pdata[i]), to) == 0)
        return lkb_element_get_id (edges->pdata[i]);
    }
  g_error ("no edge leaves “%s” for “%s”", story_names[n], story_names[n + 1]);
}

void
story_assert_goal (LkbUi *ui)
{
  const LkbElement *facts = lkb_board_get_facts (lkb_ui_get_board (ui));
  const LkbValue *kpis = lkb_element_get (facts, LKB_FIELD_KPIS);

  g_assert_cmpstr (lkb_element_get_text (facts, LKB_FIELD_GOAL), ==, STORY_GOAL);
  g_assert_nonnull (kpis);
  g_assert_cmpuint (lkb_value_get_n (kpis), ==, 1);
  g_assert_cmpstr (lkb_value_get_member_text (lkb_value_get_nth (kpis, 0), "target"), ==,
                   "≤ 3 s @ p95");
}

void
story_assert_chain (LkbUi *ui)
{
  LkbBoard *board = lkb_ui_get_board (ui);

  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 2 * STORY_N_NODES - 1);
  for (guint i = 0; i < STORY_N_NODES; i++)
    {
      g_assert_cmpint (lkb_element_get_kind (find_node (ui, i)), ==, kinds[i]);
      if (i + 1 < STORY_N_NODES)
        g_assert_nonnull (story_find_edge (ui, i));
    }
}

void
story_assert_owned (LkbUi *ui)
{
  LkbBoard *board = lkb_ui_get_board (ui);

  for (guint i = 0; i + 1 < STORY_N_NODES; i++)
    {
      LkbEdgeOwnership ownership;
      g_autofree char *both = NULL;

      lkb_board_get_edge_ownership (board, lkb_board_lookup (board, story_find_edge (ui, i)),
                                    &ownership);
      both = g_strdup_printf ("%s > %s", ownership.owner, ownership.consumer_owner);
      g_assert_cmpstr (both, ==, story_owners[i]);
    }
}

static gboolean
is_page_visible (LkbUi *ui, gpointer data)
{
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (editor));
  LkbBox view = lkb_viewport_get_visible (lkb_editor_get_viewport (editor));

  return frame.x >= view.x && frame.y >= view.y && frame.x + frame.w <= view.x + view.w
         && frame.y + frame.h <= view.y + view.h;
}

void
story_assert_page_visible (LkbUi *ui)
{
  lkb_ui_settle (ui);
  lkb_ui_wait (ui, is_page_visible, NULL, "the whole page in view");
}

guint
story_count_blocking (LkbUi *ui)
{
  lkb_ui_wait_for_review (ui);
  return lkb_findings_get_n_blocking (lkb_review_get_findings (lkb_window_get_review (ui->window)));
}

void
story_assert_ready (LkbUi *ui)
{
  LkbFindings *findings;
  guint n;

  lkb_ui_wait_for_review (ui);
  findings = lkb_review_get_findings (lkb_window_get_review (ui->window));
  n = lkb_findings_get_n_blocking (findings);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *message = lkb_finding_dup_message (lkb_findings_get_nth (findings, i),
                                                          FALSE);

      g_test_message ("to fix: %s", message);
    }
  g_assert_cmpuint (n, ==, 0);
}

gboolean
story_exists (LkbUi *ui, gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

void
story_assert_clean (LkbUi *ui, const char *path)
{
  const char *cli = g_getenv ("LKB_CLI");
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  files_wait_for_saved (ui);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_nonnull (cli);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
                              &error, cli, "check", path, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_no_error (error);
  g_test_message ("%s", output);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}
