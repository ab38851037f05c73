/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk-panels.h"

#include "core/formats/lkb-pipeline-text.h"
#include "core/model/lkb-edit.h"
#include "core/rules/lkb-rules.h"
#include "walk-values.h"
#include "widgets/panels/lkb-edit-context.h"
#include "widgets/panels/lkb-findings-mend.h"
#include "widgets/panels/lkb-owner-entry.h"

static const char *const owner_texts[] = { "Web > Reco", "Web", "> Reco", "Streaming", "", ">>" };

static int
below (GRand *rand, int n)
{
  return n > 0 ? g_rand_int_range (rand, 0, n) : 0;
}

static const char *
pick_owner (GRand *rand)
{
  return owner_texts[below (rand, G_N_ELEMENTS (owner_texts))];
}

/* (transfer full) (nullable): the id of any element. */
static char *
dup_id (GRand *rand, LkbEditor *editor)
{
  const GPtrArray *elements = lkb_board_get_elements (lkb_editor_get_board (editor));

  if (elements->len == 0)
    return NULL;
  return g_strdup (lkb_element_get_id (elements->pdata[below (rand, (int) elements->len)]));
}

/* (transfer full): the checks of the board as it is, with its figures shown. */
static LkbFindings *
check (LkbEditor *editor, const LkbVocabulary *vocabulary)
{
  LkbBoard *board = lkb_editor_get_board (editor);
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  LkbPageFacts page = { TRUE, 0, NULL };
  LkbRuleContext context = { vocabulary, &page, NULL };

  lkb_editor_set_analysis (editor, analysis);
  page.smallest_pt = lkb_sheet_get_smallest_text_pt (lkb_editor_get_sheet (editor));
  return lkb_rules_run (board, analysis, &context);
}

/* Both ends of a finding's life with a person: accepted for a reason, and looked at again. */
static const char *
accept_or_reopen (GRand *rand, LkbEditor *editor, const LkbFindings *findings,
                  const LkbFinding *finding)
{
  LkbBoard *board = lkb_editor_get_board (editor);
  guint n = lkb_findings_get_n_suppressed (findings);

  if (n > 0 && below (rand, 2) == 0)
    {
      const LkbFinding *accepted = lkb_findings_get_nth_suppressed (findings,
                                                                    (guint) below (rand, (int) n));

      g_assert_true (lkb_editor_apply (editor, lkb_finding_dup_reopening (board, accepted->key)));
      return "check again";
    }
  if (!lkb_finding_can_be_accepted (finding))
    return "check";
  if (!lkb_editor_apply (editor,
                         lkb_finding_dup_acceptance (board, finding->key, "It is a drawing")))
    g_error ("accepting “%s” changes nothing", finding->key);
  return "accept";
}

const char *
walk_mend (GRand *rand, LkbEditor *editor, const LkbVocabulary *vocabulary)
{
  static const char *const answers[] = {
    "Web > Reco", "Streaming", "Scores within 2 s @ p95", "time to insight ≤ 3 s @ p95", "", "soon"
  };
  LkbBoard *board = lkb_editor_get_board (editor);
  g_autoptr (LkbFindings) findings = check (editor, vocabulary);
  guint n = lkb_findings_get_n (findings);
  const LkbFinding *finding;

  if (n == 0)
    return "check";
  finding = lkb_findings_get_nth (findings, (guint) below (rand, (int) n));
  switch (below (rand, 6))
    {
    case 0:
      return accept_or_reopen (rand, editor, findings, finding);
    case 1:
      for (guint i = 0; i < n && !lkb_finding_takes_answer (finding); i++)
        finding = lkb_findings_get_nth (findings, i);
      lkb_editor_apply (editor, lkb_finding_dup_answer (
                                    board, finding, answers[below (rand, G_N_ELEMENTS (answers))]));
      return "answer";
    case 2:
      lkb_editor_go_to (editor, finding->elements);
      return "go to check";
    case 3:
      {
        LkbChange *shared = lkb_findings_dup_shared_fix (findings, finding, NULL);

        for (guint i = 0; i < n && shared == NULL; i++)
          {
            finding = lkb_findings_get_nth (findings, i);
            shared = lkb_findings_dup_shared_fix (findings, finding, NULL);
          }
        if (shared == NULL)
          return "check";
        if (!lkb_editor_apply (editor, shared))
          g_error ("the shared fix of “%s” changes nothing", finding->key);
        return "fix all";
      }
    default:
      /* Some findings offer nothing: the next one that does. */
      for (guint i = 0; i < n && finding->n_fixes == 0; i++)
        finding = lkb_findings_get_nth (findings, i);
      if (finding->n_fixes == 0)
        return "check";
      if (!lkb_editor_apply (editor, lkb_change_ref (lkb_finding_get_fix (
                                         finding, (guint) below (rand, (int) finding->n_fixes))))
          /* A page of very many cards is too small however it is arranged. */
          && !g_str_equal (finding->rule->id, "PAG001"))
        g_error ("a quick fix of “%s” changes nothing", finding->key);
      return "quick fix";
    }
}

/* (transfer full) (nullable): the id of any edge. */
static char *
dup_edge (GRand *rand, LkbEditor *editor)
{
  const GPtrArray *elements = lkb_board_get_elements (lkb_editor_get_board (editor));
  guint at = (guint) below (rand, (int) elements->len);

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = elements->pdata[(at + i) % elements->len];

      if (lkb_element_is_edge (element))
        return g_strdup (lkb_element_get_id (element));
    }
  return NULL;
}

/* Another end of an arrow, from the list of nodes; what is no node is refused. */
static const char *
choose_end (GRand *rand, LkbEditor *editor)
{
  g_autofree char *id = dup_edge (rand, editor);
  g_autofree char *other = dup_id (rand, editor);
  const char *ids[] = { id, NULL };
  g_autoptr (LkbEditContext) context = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (id == NULL)
    return "look at a fact";
  context = lkb_edit_context_new (lkb_editor_get_history (editor), NULL, ".", ",", ids);
  from = g_strdup (lkb_element_get_from (lkb_edit_context_get_single (context)));
  to = g_strdup (lkb_element_get_to (lkb_edit_context_get_single (context)));
  lkb_edit_context_apply (context,
                          below (rand, 2) == 0
                              ? lkb_edit_reconnect (context->board, id, other, to)
                              : lkb_edit_reconnect (context->board, id, from, other),
                          NULL);
  return "choose an end";
}

/* A box with a value of its type, or emptied. */
static const char *
fill_box (GRand *rand, LkbEditContext *context)
{
  LkbKind kind = context->kind < LKB_N_KINDS ? context->kind : LKB_KIND_MODEL;
  guint n_fields;
  const LkbKindField *fields = lkb_kind_get_fields (kind, &n_fields);
  LkbField field = fields[below (rand, (int) n_fields)].field;
  g_autoptr (LkbValue) value = NULL;

  if (field == LKB_FIELD_FROM || field == LKB_FIELD_TO)
    return "look at a fact";
  if (below (rand, 6) > 0)
    value = walk_dup_value (rand, kind, field);
  lkb_edit_context_set (context, field, value);
  if (below (rand, 2) == 0)
    lkb_edit_context_end_merge (context);
  return value != NULL ? "set a fact" : "unset a fact";
}

const char *
walk_inspect (GRand *rand, LkbEditor *editor)
{
  const char *page[] = { LKB_BOARD_ID, NULL };
  const char *const *ids = lkb_editor_get_n_selected (editor) > 0 ? lkb_editor_get_selected (editor)
                                                                  : page;
  g_autoptr (LkbEditContext) context = lkb_edit_context_new (lkb_editor_get_history (editor), NULL,
                                                             ".", ",", ids);
  const char *const *held = (const char *const *) context->ids;

  switch (below (rand, 8))
    {
    case 0:
      lkb_edit_context_apply (
          context,
          lkb_edit_set_kind (context->board, held,
                             (LkbKind) (LKB_KIND_SOURCE
                                        + below (rand, LKB_KIND_GOVERNANCE - LKB_KIND_SOURCE + 1))),
          NULL);
      return "change kind";
    case 1:
      return choose_end (rand, editor);
    case 2:
      if (context->kind == LKB_KIND_BOARD)
        return "look at a fact";
      lkb_edit_context_apply (context, lkb_edit_own (context->board, held, pick_owner (rand)),
                              NULL);
      return "own in the inspector";
    default:
      return fill_box (rand, context);
    }
}

const char *
walk_outline (GRand *rand, LkbEditor *editor)
{
  LkbBoard *board = lkb_editor_get_board (editor);
  g_autofree char *id = dup_id (rand, editor);
  g_autofree char *other = dup_id (rand, editor);
  const char *ids[] = { id, NULL };
  g_autoptr (LkbChange) change = NULL;
  const char *name = "look at the outline";

  if (id == NULL)
    return name;
  switch (below (rand, 4))
    {
    case 0:
      name = "rename in the outline";
      change = lkb_edit_set_text (board, ids, LKB_FIELD_NAME, walk_pick_text (rand));
      break;
    case 1:
      name = "own in the outline";
      change = lkb_edit_own (board, ids, pick_owner (rand));
      break;
    case 2:
      name = "connect in the outline";
      change = lkb_edit_connect (board, id, other, NULL);
      break;
    default:
      if (below (rand, 3) > 0)
        break;
      name = "delete in the outline";
      change = lkb_edit_remove (board, ids);
    }
  if (change != NULL)
    lkb_history_apply (lkb_editor_get_history (editor), change, NULL);
  return name;
}

const char *
walk_type (GRand *rand, LkbEditor *editor)
{
  static const char *const texts[]
      = { "Web clicks -> Event Hub : Web > Streaming, 40/120 ms, 10k/s",
          "Event Hub -> Features -> Scores [model] : Reco",
          "Profiles [feature store] -> Scores : lookup, $2k/mo\n# a remark\n-> nothing",
          "Scores → Shop : Reco > Web, 8/25 ms", "no pipeline at all" };

  lkb_editor_apply (editor, lkb_pipeline_text_parse (lkb_editor_get_board (editor),
                                                     texts[below (rand, G_N_ELEMENTS (texts))],
                                                     NULL, NULL));
  return "type a pipeline";
}
