/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-report.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/analysis/lkb-analysis-words.h"
#include "core/analysis/lkb-explanation.h"
#include "core/base/lkb-json-writer.h"
#include "core/base/lkb-quantity.h"
#include "core/base/lkb-text.h"

/* JSON */

static void
add_missing_items (LkbJsonWriter *json, const LkbMissingList *list)
{
  for (guint i = 0; i < list->n; i++)
    {
      g_autofree char *text = lkb_missing_dup_text (&list->items[i]);
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

/** Figure: a line of the report; the values of all of them stand below each other. */
typedef struct
{
  char *label; /* NULL: @value is a line of its own */
  char *value;
} Figure;

typedef struct
{
  GArray *lines; /* of Figure */
  LkbBoard *board;
} Text;

static char *
dup_name (Text *text, const char *id)
{
  const LkbElement *element = id != NULL ? lkb_board_lookup (text->board, id) : NULL;
  g_autofree char *name = element ? lkb_element_dup_display_name (element)
                                  : g_strdup (id ? id : "?");

  return lkb_text_one_line (name);
}

static void
add_line (Text *text, char *line)
{
  Figure figure = { NULL, line };

  g_array_append_val (text->lines, figure);
}

static void
head (Text *text, const char *title)
{
  if (text->lines->len > 0)
    add_line (text, g_strdup (""));
  add_line (text, g_strdup (title));
}

/* One figure; nothing when it is not known. */
static void
figure (Text *text, const char *label, char *value)
{
  Figure line = { g_strdup (label), value };

  if (value != NULL)
    g_array_append_val (text->lines, line);
  else
    g_free (line.label);
}

/* In every language the values stand in one column. */
static char *
join_lines (GArray *lines)
{
  GString *out = g_string_new (NULL);
  guint widest = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const Figure *line = &g_array_index (lines, Figure, i);

      if (line->label != NULL)
        widest = MAX (widest, lkb_text_get_cells (line->label));
    }
  for (guint i = 0; i < lines->len; i++)
    {
      Figure *line = &g_array_index (lines, Figure, i);

      if (line->label != NULL)
        g_string_append_printf (out, "    %s%*s  %s\n", line->label,
                                (int) (widest - lkb_text_get_cells (line->label)), "", line->value);
      else
        g_string_append_printf (out, "%s\n", line->value);
      g_free (line->label);
      g_free (line->value);
    }
  return g_string_free (out, FALSE);
}

static char *
show_time (double seconds)
{
  return isfinite (seconds) ? lkb_format_duration (seconds) : NULL;
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

/* Of what was added up, unlike a price. */
static char *
show_sum (double amount, const char *currency)
{
  return isnan (amount) ? NULL : lkb_money_dup_words (amount, currency ? currency : "");
}

static void
reasons (Text *text, const LkbMissingList *list)
{
  for (guint i = 0; i < list->n; i++)
    {
      g_autofree char *reason = lkb_missing_dup_words (text->board, &list->items[i]);

      /* What counts as 0 is known all the same. */
      if (list->items[i].reason == LKB_MISSING_ZERO)
        add_line (text, g_strdup_printf ("    %s", reason));
      else
        add_line (text, g_strdup_printf ("    %s %s", _ ("not known:"), reason));
    }
}

/* A queue that grows without end: no time above is one that is seen. */
static void
overload_line (Text *text, const LkbAnalysis *analysis, const char *id)
{
  g_autofree char *words = id != NULL ? lkb_overload_dup_words (text->board, analysis, id) : NULL;

  if (words != NULL)
    add_line (text, g_strdup_printf (_ ("    %s; the times above leave the queue out"), words));
}

static void
ends (Text *text, const char *from, const char *to)
{
  g_autofree char *a = dup_name (text, from);
  g_autofree char *b = dup_name (text, to);

  add_line (text, g_strdup_printf ("  %s → %s", a, b));
}

static void
budget_line (Text *text, const LkbBudget *budget)
{
  if (budget != NULL)
    figure (text, _ ("budget"), lkb_text_one_line (budget->text));
}

/* Where to begin, when there is a choice. */
static void
mend_line (Text *text, const LkbExplanation *explanation)
{
  const LkbElement *mend = explanation->mend != NULL
                               ? lkb_board_lookup (text->board, explanation->mend)
                               : NULL;

  if (mend == NULL || explanation->n_terms < 2)
    return;
  if (lkb_element_is_edge (mend))
    {
      g_autofree char *from = dup_name (text, lkb_element_get_from (mend));
      g_autofree char *to = dup_name (text, lkb_element_get_to (mend));

      figure (text, _ ("mend first"), g_strdup_printf ("%s → %s", from, to));
    }
  else
    {
      figure (text, _ ("mend first"), dup_name (text, explanation->mend));
    }
}

static void
latency_text (Text *text, const LkbAnalysis *analysis)
{
  head (text, _ ("Latency"));
  for (guint i = 0; i < lkb_analysis_get_n_latency (analysis); i++)
    {
      const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, i);
      g_autoptr (LkbExplanation) explanation = lkb_explanation_new_latency (analysis, row);

      ends (text, row->from, row->to);
      figure (text, _ ("mean"), show_time (row->mean));
      figure (text, _ ("p50 if hops are independent"), show_time (row->p50));
      figure (text, _ ("p95 if hops are independent"), show_time (row->p95));
      figure (text, _ ("p99 if hops are independent"), show_time (row->p99));
      figure (text, _ ("p95 if slow moments coincide"), show_time (row->coincident_p95));
      figure (text, _ ("p95 whatever happens"), show_time (row->bound_p95));
      budget_line (text, row->budget);
      figure (text, _ ("chance to be within the budget"), show_share (row->chance_within_budget));
      mend_line (text, explanation);
      overload_line (text, analysis, row->overloaded);
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
      g_autoptr (LkbExplanation) explanation = lkb_explanation_new_freshness (analysis, row);

      ends (text, row->from, row->to);
      figure (text, _ ("mean"), show_time (row->mean));
      figure (text, _ ("p95 if hops are independent"), show_time (row->p95));
      figure (text, _ ("worst"), show_time (row->worst));
      budget_line (text, row->budget);
      figure (text, _ ("share within the budget"), show_share (row->share_within_budget));
      mend_line (text, explanation);
      overload_line (text, analysis, row->overloaded);
      reasons (text, &row->missing);
    }
  reasons (text, lkb_analysis_get_freshness_missing (analysis));
}

static void
throughput_text (Text *text, const LkbThroughput *throughput)
{
  const LkbThroughputNode *busiest = NULL;
  gboolean peaks = FALSE;

  head (text, _ ("Throughput"));
  for (guint i = 0; i < throughput->n_nodes; i++)
    {
      const LkbThroughputNode *node = &throughput->nodes[i];
      g_autofree char *name = dup_name (text, node->id);
      g_autofree char *in = isnan (node->in) ? g_strdup ("?") : lkb_format_rate (node->in);
      g_autofree char *capacity = isnan (node->capacity) ? g_strdup ("?")
                                                         : lkb_format_rate (node->capacity);
      g_autofree char *used = show_share (node->utilisation);
      g_autofree char *line = g_strdup_printf (_ ("  %s: %s in, capacity %s"), name, in, capacity);

      add_line (text, used ? g_strdup_printf ("%s (%s)", line, used) : g_steal_pointer (&line));
      if (g_strcmp0 (node->id, throughput->bottleneck) == 0)
        busiest = node;
      peaks = peaks || node->peak_in > node->in * (1 + 1e-9);
    }
  if (busiest != NULL)
    {
      figure (text, _ ("bottleneck"), dup_name (text, busiest->id));
      if (peaks)
        figure (text, _ ("its use at the peak"), show_share (busiest->peak_utilisation));
      /* Translators: the bottleneck was out for ten minutes; how long until all is caught up with. */
      figure (text, _ ("caught up after 10 min out"),
              isinf (busiest->catch_up) ? g_strdup (_ ("never")) : show_time (busiest->catch_up));
    }
  if (!isnan (throughput->max_source_scale))
    figure (text, _ ("sources can grow by the factor"),
            lkb_format_number (throughput->max_source_scale, 3));
  if (!isnan (throughput->source_bytes))
    {
      g_autofree char *size = lkb_format_size (throughput->source_bytes * LKB_HOURS_PER_MONTH
                                               * 3600);

      figure (text, _ ("data from the sources in a month"), g_steal_pointer (&size));
    }
  reasons (text, &throughput->missing);
}

static void
availability_text (Text *text, const LkbAnalysis *analysis)
{
  const LkbAvailability *availability = lkb_analysis_get_availability (analysis);
  g_autoptr (LkbExplanation) explanation = lkb_explanation_new_availability (analysis, NULL);
  g_autofree char *fallback = lkb_fallback_dup_words (text->board, availability);

  head (text, _ ("Availability"));
  figure (text, _ ("request path"), show_share (availability->request_path));
  figure (text, _ ("an answer of some kind"), show_share (availability->degraded));
  if (!isnan (availability->downtime_min_30d))
    figure (text, _ ("downtime in 30 days"),
            lkb_format_duration (availability->downtime_min_30d * 60));
  budget_line (text, availability->budget);
  mend_line (text, explanation);
  if (fallback != NULL)
    add_line (text, g_strdup_printf ("    %s", fallback));
  reasons (text, &availability->missing);
}

static void
cost_text (Text *text, const LkbAnalysis *analysis)
{
  const LkbCost *cost = lkb_analysis_get_cost (analysis);

  head (text, _ ("Cost"));
  figure (text, _ ("per month"), show_sum (cost->per_month, cost->currency));
  for (guint i = 0; i < cost->n_by_owner; i++)
    {
      g_autofree char *name = lkb_text_one_line (cost->by_owner[i].name);

      figure (text, *name ? name : _ ("nobody’s"),
              show_sum (cost->by_owner[i].per_month, cost->currency));
    }
  figure (text, _ ("per million events"), show_money (cost->per_million_events, cost->currency));
  figure (text, _ ("per million queries"), show_money (cost->per_million_queries, cost->currency));
  budget_line (text, cost->budget);
  reasons (text, &cost->missing);
}

static void
delay_text (Text *text, const LkbCostOfDelay *delay)
{
  g_autofree char *words = lkb_delay_dup_words (text->board, delay);

  head (text, _ ("Cost of delay"));
  figure (text, _ ("per hour"), show_sum (delay->per_hour, delay->currency));
  figure (text, _ ("per month"), show_sum (delay->per_month, delay->currency));
  figure (text, _ ("late over the target, on average"), show_time (delay->overshoot));
  figure (text, _ ("share that is late"), show_share (delay->chance_late));
  figure (text, _ ("for the whole delay"), show_sum (delay->total, delay->currency));
  figure (text, _ ("per week and week of duration"),
          show_sum (delay->per_week_twice, delay->currency));
  if (words != NULL)
    add_line (text, g_strdup_printf ("    %s", words));
  reasons (text, &delay->missing);
}

char *
lkb_report_analysis_text (LkbBoard *board, const LkbAnalysis *analysis)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Figure));
  Text text = { lines, board };

  latency_text (&text, analysis);
  freshness_text (&text, analysis);
  throughput_text (&text, lkb_analysis_get_throughput (analysis));
  availability_text (&text, analysis);
  cost_text (&text, analysis);
  delay_text (&text, lkb_analysis_get_cost_of_delay (analysis));
  return join_lines (lines);
}
