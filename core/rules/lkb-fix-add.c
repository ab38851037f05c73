/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fixes that put something new on the board: what is missing at either end, a note, a copy to rebuild from. */

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-proposal.h"
#include "lkb-rules-private.h"

/* Where a new node stands beside its neighbour; the arrangement puts it right. */
#define PITCH_X 376.0
#define PITCH_Y 156.0

static LkbElementBuilder *
build_beside (const LkbRuleRun *run, LkbKind kind, const char *id, const char *name,
              const LkbElement *beside, double pitch_x)
{
  LkbElementBuilder *builder = lkb_element_builder_new (kind, id);
  double x, y;

  lkb_propose_place (run->board, beside, pitch_x, PITCH_Y, &x, &y);
  lkb_element_builder_set_text (builder, LKB_FIELD_NAME, name);
  lkb_element_builder_set_number (builder, LKB_FIELD_X, x);
  lkb_element_builder_set_number (builder, LKB_FIELD_Y, y);
  return builder;
}

static LkbElementBuilder *
build_edge (const char *id, const char *from, const char *to)
{
  LkbElementBuilder *builder = lkb_element_builder_new (LKB_KIND_EDGE, id);

  lkb_element_builder_set_text (builder, LKB_FIELD_FROM, from);
  lkb_element_builder_set_text (builder, LKB_FIELD_TO, to);
  return builder;
}

static void
add_element (LkbChange *change, LkbElementBuilder *builder)
{
  g_autoptr (LkbElement) element = lkb_element_builder_end (builder);

  lkb_change_add (change, NULL, element);
}

void
lkb_report_fix_reader (LkbRuleRun *run, LkbReport *report, const LkbElement *node)
{
  g_autofree char *id = lkb_board_make_id (run->board, "n");
  g_autofree char *edge_id = lkb_board_make_id (run->board, "e");
  g_autofree char *whose = lkb_run_dup_name (run, lkb_element_get_id (node));
  /* Translators: the name of a new consumer: who reads that node. */
  g_autofree char *name = g_strdup_printf (_ ("Reader of %s"), whose);
  LkbChange *change = lkb_change_new (N_ ("Add consumer"));

  add_element (change, build_beside (run, LKB_KIND_CONSUMER, id, name, node, PITCH_X));
  add_element (change, build_edge (edge_id, lkb_element_get_id (node), id));
  lkb_report_take_fix (report, N_ ("Add a consumer"), NULL, change);
}

/* The node at the very beginning (or the very end) of what is there: by its kind, one at which nothing goes on first. */
static const LkbElement *
find_outermost (const LkbRuleRun *run, gboolean first)
{
  const LkbElement *best = NULL;
  int least = 0;

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (run->graph, i);
      int stage = lkb_kind_get_stage (lkb_element_get_kind (node->element));
      int distance = 2 * (first ? stage : -stage);

      if (stage < 0)
        continue;
      distance += (first ? node->n_in : node->n_out) > 0;
      if (best != NULL && distance >= least)
        continue;
      best = node->element;
      least = distance;
    }
  return best;
}

void
lkb_report_fix_source (LkbRuleRun *run, LkbReport *report)
{
  const LkbElement *node = find_outermost (run, TRUE);
  g_autofree char *id = NULL, *edge_id = NULL, *whose = NULL, *name = NULL;
  LkbChange *change;

  if (node == NULL)
    return;
  id = lkb_board_make_id (run->board, "n");
  edge_id = lkb_board_make_id (run->board, "e");
  whose = lkb_run_dup_name (run, lkb_element_get_id (node));
  /* Translators: the name of a new source: what feeds that node. */
  name = g_strdup_printf (_ ("Source for %s"), whose);
  change = lkb_change_new (N_ ("Add source"));
  add_element (change, build_beside (run, LKB_KIND_SOURCE, id, name, node, -PITCH_X));
  add_element (change, build_edge (edge_id, id, lkb_element_get_id (node)));
  lkb_report_take_fix (report, N_ ("Add a source"), NULL, change);
}

void
lkb_report_fix_end (LkbRuleRun *run, LkbReport *report)
{
  const LkbElement *node = find_outermost (run, FALSE);

  if (node != NULL)
    lkb_report_fix_reader (run, report, node);
}

void
lkb_report_fix_note (LkbRuleRun *run, LkbReport *report, const LkbElement *node)
{
  static const LkbField fields[] = { LKB_FIELD_TECHNOLOGY, LKB_FIELD_PURPOSE, LKB_FIELD_NOTES };
  const char *ids[] = { lkb_element_get_id (node), NULL };
  g_autofree char *id = lkb_board_make_id (run->board, "note");
  g_autofree char *name = lkb_run_dup_name (run, lkb_element_get_id (node));
  g_autoptr (GString) text = g_string_new (name);
  LkbElementBuilder *builder;
  LkbChange *change;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (!lkb_text_is_blank (lkb_element_get_text (node, fields[i])))
      g_string_append_printf (text, "\n%s", lkb_element_get_text (node, fields[i]));
  if (g_utf8_strlen (text->str, -1) >= LKB_TEXT_MAX)
    return;
  change = lkb_edit_remove (run->board, ids);
  lkb_change_take_label (change, lkb_label_new (N_ ("Make a note of it"), NULL));
  builder = lkb_element_builder_new (LKB_KIND_NOTE, id);
  lkb_element_builder_set_text (builder, LKB_FIELD_TEXT, text->str);
  lkb_element_builder_set_number (builder, LKB_FIELD_X, lkb_element_get_x (node));
  lkb_element_builder_set_number (builder, LKB_FIELD_Y, lkb_element_get_y (node));
  add_element (change, builder);
  lkb_report_take_fix (report, N_ ("Make a note of it"), NULL, change);
}

void
lkb_report_fix_raw_store (LkbRuleRun *run, LkbReport *report, const LkbFlowEdge *flow)
{
  const char *from = lkb_element_get_from (flow->element), *to = lkb_element_get_to (flow->element);
  const char *owner = lkb_element_get_text (flow->element, LKB_FIELD_OWNER);
  const LkbElement *pipeline = lkb_board_lookup (run->board, to);
  g_autofree char *whose = lkb_run_dup_name (run, from);
  /* Translators: the name of a new store that keeps what comes from that node as it came. */
  g_autofree char *name = g_strdup_printf (_ ("Raw %s"), whose);
  g_autofree char *id = NULL, *in_id = NULL, *out_id = NULL;
  LkbChange *change = lkb_change_new (N_ ("Add raw store"));
  LkbElementBuilder *builder;

  for (guint n = 1; id == NULL; n++)
    {
      g_clear_pointer (&in_id, g_free);
      g_clear_pointer (&out_id, g_free);
      id = g_strdup_printf ("raw%u", n);
      in_id = g_strdup_printf ("raw%u-in", n);
      out_id = g_strdup_printf ("raw%u-out", n);
      if (lkb_board_lookup (run->board, id) != NULL || lkb_board_lookup (run->board, in_id) != NULL
          || lkb_board_lookup (run->board, out_id) != NULL)
        g_clear_pointer (&id, g_free);
    }
  builder = build_beside (run, LKB_KIND_STORAGE, id, name, pipeline, -PITCH_X);
  lkb_element_builder_set_text (builder, LKB_FIELD_TYPE, "object-store");
  lkb_element_builder_set_text (builder, LKB_FIELD_LAYER, "bronze");
  add_element (change, builder);
  builder = build_edge (in_id, from, id);
  lkb_element_builder_set_text (builder, LKB_FIELD_OWNER, owner);
  add_element (change, builder);
  /* Nothing comes that way from day to day: neither its time nor its rate counts. */
  builder = build_edge (out_id, id, to);
  lkb_element_builder_set_text (builder, LKB_FIELD_OWNER, owner);
  lkb_element_builder_set_text (builder, LKB_FIELD_ROLE, "side");
  lkb_element_builder_set_text (builder, LKB_FIELD_SHARE, "0 %");
  add_element (change, builder);
  lkb_report_take_fix (report, N_ ("Keep a raw copy to rebuild from"), NULL, change);
}
