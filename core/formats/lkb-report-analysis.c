/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-report.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-json-writer.h"
#include "core/base/lkb-quantity.h"
#include "core/base/lkb-text.h"

/* JSON */

static void
add_missing_items (LkbJsonWriter *json, const LkbMissingList *list)
{
  for (guint i = 0; i < list->n; i++)
    {
      g_autofree char *text = lkb_missing_dup_text (&list->items[i], FALSE);
      lkb_json_writer_string (json, NULL, text);
    }
}

static void
add_missing (LkbJsonWriter *json, const LkbMissingList *list)
{
  lkb_json_writer_begin_array (json, "missing", TRUE);
  add_missing_items (json, list);
  lkb_json_writer_end_array (json);
}

static void
add_latency (LkbJsonWriter *json, const LkbLatencyRow *row)
{
  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_string (json, "from", row->from);
  lkb_json_writer_string (json, "to", row->to);
  lkb_json_writer_begin_array (json, "path", TRUE);
  for (guint i = 0; i < row->n_path; i++)
    lkb_json_writer_string (json, NULL, row->path[i]);
  lkb_json_writer_end_array (json);
  lkb_json_writer_string (json, "budget", row->budget ? row->budget->name : NULL);
  lkb_json_writer_number (json, "budget_s", row->budget ? row->budget->value : NAN);
  lkb_json_writer_number (json, "mean_s", row->mean);
  lkb_json_writer_begin_object (json, "independent", TRUE);
  lkb_json_writer_number (json, "p50_s", row->p50);
  lkb_json_writer_number (json, "p90_s", row->p90);
  lkb_json_writer_number (json, "p95_s", row->p95);
  lkb_json_writer_number (json, "p99_s", row->p99);
  lkb_json_writer_end_object (json);
  lkb_json_writer_number (json, "coincident_p95_s", row->coincident_p95);
  lkb_json_writer_number (json, "bound_p95_s", row->bound_p95);
  lkb_json_writer_number (json, "chance_within_budget", row->chance_within_budget);
  add_missing (json, &row->missing);
  lkb_json_writer_end_object (json);
}

static void
add_freshness (LkbJsonWriter *json, const LkbFreshnessRow *row)
{
  lkb_json_writer_begin_object (json, NULL, TRUE);
  lkb_json_writer_string (json, "to", row->to);
  lkb_json_writer_number (json, "worst_s", row->worst);
  lkb_json_writer_number (json, "mean_s", row->mean);
  lkb_json_writer_number (json, "p95_s", row->p95);
  lkb_json_writer_number (json, "share_within_budget", row->share_within_budget);
  add_missing (json, &row->missing);
  lkb_json_writer_end_object (json);
}

static void
add_throughput (LkbJsonWriter *json, const LkbThroughput *throughput)
{
  lkb_json_writer_begin_object (json, "throughput", FALSE);
  lkb_json_writer_begin_array (json, "nodes", FALSE);
  for (guint i = 0; i < throughput->n_nodes; i++)
    {
      lkb_json_writer_begin_object (json, NULL, TRUE);
      lkb_json_writer_string (json, "id", throughput->nodes[i].id);
      lkb_json_writer_number (json, "in_per_s", throughput->nodes[i].in);
      lkb_json_writer_number (json, "capacity_per_s", throughput->nodes[i].capacity);
      lkb_json_writer_number (json, "utilisation", throughput->nodes[i].utilisation);
      lkb_json_writer_end_object (json);
    }
  lkb_json_writer_end_array (json);
  lkb_json_writer_string (json, "bottleneck", throughput->bottleneck);
  lkb_json_writer_number (json, "max_source_scale", throughput->max_source_scale);
  add_missing (json, &throughput->missing);
  lkb_json_writer_end_object (json);
}

static void
add_availability (LkbJsonWriter *json, const LkbAvailability *availability)
{
  lkb_json_writer_begin_object (json, "availability", FALSE);
  lkb_json_writer_number (json, "request_path", availability->request_path);
  lkb_json_writer_number (json, "degraded", availability->degraded);
  lkb_json_writer_number (json, "downtime_min_30d", availability->downtime_min_30d);
  add_missing (json, &availability->missing);
  lkb_json_writer_end_object (json);
}

static void
add_shares (LkbJsonWriter *json, const char *key, const LkbCostShare *shares, guint n)
{
  lkb_json_writer_begin_object (json, key, FALSE);
  for (guint i = 0; i < n; i++)
    lkb_json_writer_number (json, shares[i].name, shares[i].per_month);
  lkb_json_writer_end_object (json);
}

static void
add_cost (LkbJsonWriter *json, const LkbCost *cost)
{
  lkb_json_writer_begin_object (json, "cost", FALSE);
  lkb_json_writer_number (json, "per_month", cost->per_month);
  lkb_json_writer_string (json, "currency", cost->currency);
  add_shares (json, "by_owner", cost->by_owner, cost->n_by_owner);
  add_shares (json, "by_lane", cost->by_lane, cost->n_by_lane);
  lkb_json_writer_number (json, "per_million_events", cost->per_million_events);
  lkb_json_writer_number (json, "per_million_queries", cost->per_million_queries);
  add_missing (json, &cost->missing);
  lkb_json_writer_end_object (json);
}

char *
lkb_report_analysis_json (const LkbAnalysis *analysis)
{
  g_autoptr (LkbJsonWriter) json = lkb_json_writer_new ();
  const LkbCostOfDelay *delay = lkb_analysis_get_cost_of_delay (analysis);

  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_begin_array (json, "latency", FALSE);
  for (guint i = 0; i < lkb_analysis_get_n_latency (analysis); i++)
    add_latency (json, lkb_analysis_get_latency (analysis, i));
  lkb_json_writer_end_array (json);
  lkb_json_writer_begin_array (json, "freshness", FALSE);
  for (guint i = 0; i < lkb_analysis_get_n_freshness (analysis); i++)
    add_freshness (json, lkb_analysis_get_freshness (analysis, i));
  lkb_json_writer_end_array (json);
  add_throughput (json, lkb_analysis_get_throughput (analysis));
  add_availability (json, lkb_analysis_get_availability (analysis));
  add_cost (json, lkb_analysis_get_cost (analysis));
  lkb_json_writer_begin_object (json, "cost_of_delay", FALSE);
  lkb_json_writer_number (json, "per_hour", delay->per_hour);
  lkb_json_writer_number (json, "per_month", delay->per_month);
  add_missing (json, &delay->missing);
  lkb_json_writer_end_object (json);
  /* What concerns no single row: the board has no such path at all. */
  lkb_json_writer_begin_array (json, "missing", TRUE);
  add_missing_items (json, lkb_analysis_get_latency_missing (analysis));
  add_missing_items (json, lkb_analysis_get_freshness_missing (analysis));
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  return lkb_json_writer_finish (json);
}

/* Text */

typedef struct
{
  GString *out;
  LkbBoard *board;
} Text;

static char *
dup_name (Text *text, const char *id)
{
  const LkbElement *element = lkb_board_lookup (text->board, id);
  g_autofree char *name = element ? lkb_element_dup_display_name (element)
                                  : g_strdup (id ? id : "?");

  return lkb_text_one_line (name);
}

static void
head (Text *text, const char *title)
{
  g_string_append_printf (text->out, "%s%s\n", text->out->len > 0 ? "\n" : "", title);
}

/* One figure; nothing when it is not known. */
static void
figure (Text *text, const char *label, char *value)
{
  int pad = (int) (34 - g_utf8_strlen (label, -1));

  if (value != NULL)
    g_string_append_printf (text->out, "    %s%*s %s\n", label, MAX (pad, 0), "", value);
  g_free (value);
}

static char *
show_time (double seconds)
{
  return isnan (seconds) ? NULL : lkb_format_duration (seconds);
}

static char *
show_share (double fraction)
{
  return isnan (fraction) ? NULL : lkb_format_fraction (fraction);
}

static char *
show_money (double amount, const char *currency)
{
  return isnan (amount) ? NULL : lkb_format_money (amount, currency ? currency : "");
}

static void
reasons (Text *text, const LkbMissingList *list)
{
  for (guint i = 0; i < list->n; i++)
    {
      g_autofree char *reason = lkb_missing_dup_text (&list->items[i], TRUE);
      g_string_append_printf (text->out, "    %s %s\n", _ ("not known:"), reason);
    }
}

static void
ends (Text *text, const char *from, const char *to)
{
  g_autofree char *a = dup_name (text, from);
  g_autofree char *b = dup_name (text, to);

  g_string_append_printf (text->out, "  %s → %s\n", a, b);
}

static void
budget_line (Text *text, const LkbBudget *budget)
{
  if (budget != NULL)
    figure (text, _ ("budget"), lkb_text_one_line (budget->text));
}

static void
latency_text (Text *text, const LkbAnalysis *analysis)
{
  head (text, _ ("Latency"));
  for (guint i = 0; i < lkb_analysis_get_n_latency (analysis); i++)
    {
      const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, i);

      ends (text, row->from, row->to);
      figure (text, _ ("mean"), show_time (row->mean));
      figure (text, _ ("p95 if hops are independent"), show_time (row->p95));
      figure (text, _ ("p95 if slow moments coincide"), show_time (row->coincident_p95));
      figure (text, _ ("p95 whatever happens"), show_time (row->bound_p95));
      budget_line (text, row->budget);
      figure (text, _ ("chance to be within the budget"), show_share (row->chance_within_budget));
      reasons (text, &row->missing);
    }
  reasons (text, lkb_analysis_get_latency_missing (analysis));
}

static void
freshness_text (Text *text, const LkbAnalysis *analysis)
{
  head (text, _ ("Age of the data when it is read"));
  for (guint i = 0; i < lkb_analysis_get_n_freshness (analysis); i++)
    {
      const LkbFreshnessRow *row = lkb_analysis_get_freshness (analysis, i);

      ends (text, row->from, row->to);
      figure (text, _ ("mean"), show_time (row->mean));
      figure (text, "p95", show_time (row->p95));
      figure (text, _ ("worst"), show_time (row->worst));
      budget_line (text, row->budget);
      figure (text, _ ("share within the budget"), show_share (row->share_within_budget));
      reasons (text, &row->missing);
    }
  reasons (text, lkb_analysis_get_freshness_missing (analysis));
}

static void
throughput_text (Text *text, const LkbThroughput *throughput)
{
  head (text, _ ("Throughput"));
  for (guint i = 0; i < throughput->n_nodes; i++)
    {
      const LkbThroughputNode *node = &throughput->nodes[i];
      g_autofree char *name = dup_name (text, node->id);
      g_autofree char *in = isnan (node->in) ? g_strdup ("?") : lkb_format_rate (node->in);
      g_autofree char *capacity = isnan (node->capacity) ? g_strdup ("?")
                                                         : lkb_format_rate (node->capacity);
      g_autofree char *used = show_share (node->utilisation);

      g_string_append_printf (text->out, _ ("  %s: %s in, capacity %s"), name, in, capacity);
      g_string_append_printf (text->out, used ? " (%s)\n" : "\n", used);
    }
  if (throughput->bottleneck != NULL)
    figure (text, _ ("bottleneck"), dup_name (text, throughput->bottleneck));
  if (!isnan (throughput->max_source_scale))
    figure (text, _ ("sources can grow by the factor"),
            lkb_format_number (throughput->max_source_scale, 3));
  reasons (text, &throughput->missing);
}

static void
cost_text (Text *text, const LkbCost *cost)
{
  head (text, _ ("Cost"));
  figure (text, _ ("per month"), show_money (cost->per_month, cost->currency));
  for (guint i = 0; i < cost->n_by_owner; i++)
    {
      g_autofree char *name = lkb_text_one_line (cost->by_owner[i].name);
      figure (text, *name ? name : _ ("nobody’s"),
              show_money (cost->by_owner[i].per_month, cost->currency));
    }
  figure (text, _ ("per million events"), show_money (cost->per_million_events, cost->currency));
  figure (text, _ ("per million queries"), show_money (cost->per_million_queries, cost->currency));
  budget_line (text, cost->budget);
  reasons (text, &cost->missing);
}

char *
lkb_report_analysis_text (LkbBoard *board, const LkbAnalysis *analysis)
{
  Text text = { g_string_new (NULL), board };
  const LkbAvailability *availability = lkb_analysis_get_availability (analysis);
  const LkbCost *cost = lkb_analysis_get_cost (analysis);
  const LkbCostOfDelay *delay = lkb_analysis_get_cost_of_delay (analysis);

  latency_text (&text, analysis);
  freshness_text (&text, analysis);
  throughput_text (&text, lkb_analysis_get_throughput (analysis));

  head (&text, _ ("Availability"));
  figure (&text, _ ("request path"), show_share (availability->request_path));
  figure (&text, _ ("an answer of some kind"), show_share (availability->degraded));
  if (!isnan (availability->downtime_min_30d))
    figure (&text, _ ("downtime in 30 days"),
            lkb_format_duration (availability->downtime_min_30d * 60));
  budget_line (&text, availability->budget);
  reasons (&text, &availability->missing);

  cost_text (&text, cost);

  head (&text, _ ("Cost of delay"));
  figure (&text, _ ("per hour"), show_money (delay->per_hour, cost->currency));
  figure (&text, _ ("per month"), show_money (delay->per_month, cost->currency));
  reasons (&text, &delay->missing);
  return g_string_free (text.out, FALSE);
}
