/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-explanation.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lkb-formulas.h"

static const char *const assumption_texts[LKB_N_ASSUMPTIONS] = {
  N_ ("No hop knows of the other: their times are independent."),
  N_ ("Slow moments coincide: all hops are slow at once."),
  N_ ("Between and beyond the known percentiles times follow a lognormal curve."),
  N_ ("Values without a statistic are taken for p95."),
  N_ ("Some values are estimates or targets."),
  N_ ("A hop without a figure counts as 0."),
  N_ ("The clocks of the stages are not synchronised."),
  N_ ("All sources grow together."),
  N_ ("Parts fail independently of each other."),
  N_ ("Parts in one region do not fail together, although they share it."),
  N_ ("A month has 730 hours, a GB is 10⁹ bytes."),
  N_ ("Prices are those typed on the board."),
  N_ ("Every hour is worth the same."),
  N_ ("At worst a hop takes its p99, or its p95 where only that is known."),
  N_ ("All inputs that are waited for set out together, and the latest counts."),
};

typedef struct
{
  LkbExplanation public;
  LkbAnalysis *analysis;
  GArray *terms; /* of LkbExplanationTerm */
  GPtrArray *ids;
} Explanation;

const char *
lkb_assumption_get_text (LkbAssumption assumption)
{
  for (guint i = 0; i < LKB_N_ASSUMPTIONS; i++)
    if (assumption == (LkbAssumption) (1u << i))
      return assumption_texts[i];
  g_return_val_if_reached ("");
}

static Explanation *
new_explanation (const LkbAnalysis *analysis, LkbFigure figure)
{
  Explanation *self = g_new0 (Explanation, 1);

  self->analysis = lkb_analysis_ref ((LkbAnalysis *) analysis);
  self->terms = g_array_new (FALSE, FALSE, sizeof (LkbExplanationTerm));
  self->ids = g_ptr_array_new ();
  self->public.figure = figure;
  self->public.value = self->public.mended = NAN;
  return self;
}

void
lkb_explanation_free (LkbExplanation *explanation)
{
  Explanation *self = (Explanation *) explanation;

  if (self == NULL)
    return;
  g_array_unref (self->terms);
  g_ptr_array_unref (self->ids);
  lkb_analysis_unref (self->analysis);
  g_free (self);
}

static void
add_times (Explanation *self, const LkbTerm *terms, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      LkbExplanationTerm term = { .element = terms[i].element,
                                  .edge = terms[i].edge,
                                  .field = terms[i].field,
                                  .value = terms[i].mean,
                                  .p95 = terms[i].p95,
                                  .worst = terms[i].worst,
                                  .assumed = terms[i].assumed,
                                  .estimate = terms[i].estimate };

      if (term.assumed)
        self->public.assumptions |= LKB_ASSUMES_P95;
      if (term.estimate)
        self->public.assumptions |= LKB_ASSUMES_ESTIMATES;
      g_array_append_val (self->terms, term);
    }
}

static void
add_term (Explanation *self, const char *element, double value)
{
  LkbExplanationTerm term
      = { .element = element, .field = LKB_N_FIELDS, .value = value, .p95 = NAN, .worst = NAN };

  g_array_append_val (self->terms, term);
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  double x = ((const LkbExplanationTerm *) a)->value, y = ((const LkbExplanationTerm *) b)->value;

  if (isnan (x) || isnan (y))
    return isnan (x) - isnan (y);
  return (x < y) - (x > y);
}

/* What a term is counted under: times by hop. */
static const char *
get_place (const LkbExplanationTerm *term)
{
  return term->edge != NULL ? term->edge : term->element;
}

/* The place with the largest part; terms of one hop stand side by side. */
static double
find_largest (Explanation *self)
{
  double largest = 0, here = 0;

  for (guint i = 0; i < self->terms->len; i++)
    {
      const LkbExplanationTerm *term = &g_array_index (self->terms, LkbExplanationTerm, i);

      if (i > 0
          && get_place (term)
                 != get_place (&g_array_index (self->terms, LkbExplanationTerm, i - 1)))
        here = 0;
      here += isnan (term->value) ? 0 : term->value;
      if (here > largest)
        {
          largest = here;
          self->public.mend = get_place (term);
        }
    }
  return largest;
}

static LkbExplanation *
finish (Explanation *self, const LkbMissingList *missing)
{
  LkbExplanation *out = &self->public;
  double largest;

  if (out->figure == LKB_FIGURE_COST || out->figure == LKB_FIGURE_AVAILABILITY
      || out->figure == LKB_FIGURE_THROUGHPUT)
    g_array_sort (self->terms, compare_values);
  out->terms = (const LkbExplanationTerm *) (gpointer) self->terms->data;
  out->n_terms = self->terms->len;
  for (guint i = 0; i < out->n_terms; i++)
    out->sum += out->terms[i].value;
  /* Of an unknown whole no part is the largest. */
  largest = isnan (out->sum) ? NAN : find_largest (self);
  for (guint i = 0; i < out->n_terms; i++)
    g_array_index (self->terms, LkbExplanationTerm, i).share = out->terms[i].value / out->sum;
  out->mended = out->sum - largest;
  out->rest = out->value - out->sum;
  out->missing = missing->items;
  out->n_missing = missing->n;
  if (out->path == NULL)
    {
      for (guint i = 0; i < out->n_terms; i++)
        g_ptr_array_add (self->ids, (gpointer) out->terms[i].element);
      g_ptr_array_add (self->ids, NULL);
      out->path = (const char *const *) self->ids->pdata;
    }
  return out;
}

static void
explain_latency (Explanation *self, const LkbLatencyRow *row)
{
  self->public.path = row->path;
  self->public.budget = row->budget;
  self->public.overloaded = row->overloaded;
  self->public.value = row->independent_at_budget;
  if (row->waits)
    self->public.assumptions |= LKB_ASSUMES_LATEST_INPUT;
  if (isnan (self->public.value))
    {
      self->public.value = row->coincident_at_budget;
      self->public.assumptions |= LKB_ASSUMES_COINCIDENT_HOPS;
    }
  else
    {
      self->public.assumptions |= LKB_ASSUMES_LOGNORMAL;
      /* Means add up whatever the hops know of each other. */
      if (row->n_terms > 1 && !(row->budget != NULL && row->budget->is_mean))
        self->public.assumptions |= LKB_ASSUMES_INDEPENDENT_HOPS;
    }
  add_times (self, row->terms, row->n_terms);
  /* From p95s alone only their sum is known, of which they are the parts. */
  if (isnan (row->mean))
    for (guint i = 0; i < self->terms->len; i++)
      {
        LkbExplanationTerm *term = &g_array_index (self->terms, LkbExplanationTerm, i);

        term->value = isnan (row->coincident_p95) ? NAN : term->p95;
      }
}

/* Whether data waits for it, anything from nothing to its whole interval. */
static gboolean
is_clock (LkbField field)
{
  return field == LKB_FIELD_TRIGGER_INTERVAL || field == LKB_FIELD_INTERVAL
         || field == LKB_FIELD_PUBLISH_INTERVAL || field == LKB_FIELD_WINDOW;
}

static void
explain_freshness (Explanation *self, const LkbFreshnessRow *row)
{
  guint n_clocks = 0;

  self->public.path = row->path;
  self->public.budget = row->budget;
  self->public.overloaded = row->overloaded;
  self->public.value = row->at_budget;
  for (guint i = 0; i < row->n_terms; i++)
    {
      const LkbTerm *term = &row->terms[i];

      n_clocks += is_clock (term->field) ? 1 : 0;
      if (term->field == LKB_FIELD_LATENCY_P95 && term->p50 < term->p95)
        self->public.assumptions |= LKB_ASSUMES_LOGNORMAL;
      if (term->field == LKB_FIELD_LATENCY_P95 && !(term->p50 == term->p95))
        self->public.assumptions |= LKB_ASSUMES_WORST_PERCENTILE;
    }
  if (n_clocks > 1)
    self->public.assumptions |= LKB_ASSUMES_UNSYNCHRONISED;
  if (row->n_terms > 1 && !(row->budget != NULL && row->budget->is_mean))
    self->public.assumptions |= LKB_ASSUMES_INDEPENDENT_HOPS;
  for (guint i = 0; i < row->missing.n; i++)
    if (row->missing.items[i].reason == LKB_MISSING_ZERO)
      self->public.assumptions |= LKB_ASSUMES_ZERO;
  add_times (self, row->terms, row->n_terms);
}

LkbExplanation *
lkb_explanation_new_latency (const LkbAnalysis *analysis, const LkbLatencyRow *row)
{
  Explanation *self;

  g_return_val_if_fail (analysis != NULL && row != NULL, NULL);

  self = new_explanation (analysis, LKB_FIGURE_LATENCY);
  explain_latency (self, row);
  return finish (self, &row->missing);
}

LkbExplanation *
lkb_explanation_new_freshness (const LkbAnalysis *analysis, const LkbFreshnessRow *row)
{
  Explanation *self;

  g_return_val_if_fail (analysis != NULL && row != NULL, NULL);

  self = new_explanation (analysis, LKB_FIGURE_FRESHNESS);
  explain_freshness (self, row);
  return finish (self, &row->missing);
}

LkbExplanation *
lkb_explanation_new_throughput (const LkbAnalysis *analysis)
{
  const LkbThroughput *throughput;
  Explanation *self;
  LkbExplanation *out;

  g_return_val_if_fail (analysis != NULL, NULL);

  throughput = lkb_analysis_get_throughput (analysis);
  self = new_explanation (analysis, LKB_FIGURE_THROUGHPUT);
  self->public.assumptions = LKB_ASSUMES_SOURCES_TOGETHER;
  for (guint i = 0; i < throughput->n_nodes; i++)
    if (!isnan (throughput->nodes[i].utilisation))
      add_term (self, throughput->nodes[i].id, throughput->nodes[i].utilisation);
  out = finish (self, &throughput->missing);

  /* The busiest node sets the limit, then the next. */
  out->sum = out->value = out->n_terms > 0 ? out->terms[0].value : NAN;
  out->rest = out->value - out->sum;
  out->mended = out->n_terms > 1 ? out->terms[1].value : NAN;
  for (guint i = 0; i < out->n_terms; i++)
    g_array_index (self->terms, LkbExplanationTerm, i).share = out->terms[i].value;
  return out;
}

LkbExplanation *
lkb_explanation_new_availability (const LkbAnalysis *analysis, const LkbAvailability *row)
{
  Explanation *self;
  LkbExplanation *out;

  g_return_val_if_fail (analysis != NULL, NULL);

  if (row == NULL)
    row = lkb_analysis_get_availability (analysis);
  self = new_explanation (analysis, LKB_FIGURE_AVAILABILITY);
  self->public.path = row->parts;
  self->public.budget = row->budget;
  self->public.value = row->downtime_min_30d;
  self->public.assumptions = LKB_ASSUMES_INDEPENDENT_FAILURES;
  if (row->shares_region)
    self->public.assumptions |= LKB_ASSUMES_SEPARATE_REGIONS;
  for (guint i = 0; row->parts[i] != NULL; i++)
    add_term (self, row->parts[i], lkb_downtime_min_30d (row->part_availability[i]));
  out = finish (self, &row->missing);
  out->mend = row->weakest;
  out->mended = lkb_downtime_min_30d (row->without_weakest);
  return out;
}

LkbExplanation *
lkb_explanation_new_cost (const LkbAnalysis *analysis)
{
  const LkbCost *cost;
  Explanation *self;

  g_return_val_if_fail (analysis != NULL, NULL);

  cost = lkb_analysis_get_cost (analysis);
  self = new_explanation (analysis, LKB_FIGURE_COST);
  self->public.budget = cost->budget;
  self->public.value = cost->per_month;
  self->public.assumptions = LKB_ASSUMES_MONTH_OF_730_H | LKB_ASSUMES_TYPED_PRICES;
  for (guint i = 0; i < cost->n_by_element; i++)
    add_term (self, cost->by_element[i].name, cost->by_element[i].per_month);
  return finish (self, &cost->missing);
}

LkbExplanation *
lkb_explanation_new_cost_of_delay (const LkbAnalysis *analysis)
{
  const LkbCostOfDelay *delay;
  const LkbPrimary *primary;
  Explanation *self;

  g_return_val_if_fail (analysis != NULL, NULL);

  delay = lkb_analysis_get_cost_of_delay (analysis);
  primary = lkb_analysis_get_primary (analysis);
  self = new_explanation (analysis, LKB_FIGURE_COST_OF_DELAY);
  if (delay->curve != LKB_DELAY_DELIVERY)
    {
      if (primary->latency != NULL)
        explain_latency (self, primary->latency);
      else if (primary->freshness != NULL)
        explain_freshness (self, primary->freshness);
    }
  self->public.assumptions |= LKB_ASSUMES_STEADY_VALUE | LKB_ASSUMES_MONTH_OF_730_H;
  return finish (self, &delay->missing);
}

GArray *
lkb_explanation_dup_steps (const LkbExplanation *self)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (LkbExplanationStep));
  double at = 0;

  g_return_val_if_fail (self != NULL, steps);

  if (self->figure == LKB_FIGURE_THROUGHPUT)
    return steps;
  for (guint i = 0; i < self->n_terms && !isnan (self->terms[i].value); i++)
    {
      const LkbExplanationTerm *term = &self->terms[i];
      LkbExplanationStep step = { get_place (term), at, at + term->value };

      at = step.to;
      if (steps->len > 0)
        {
          LkbExplanationStep *last = &g_array_index (steps, LkbExplanationStep, steps->len - 1);

          if (last->place == step.place)
            {
              last->to = at;
              continue;
            }
        }
      g_array_append_val (steps, step);
    }
  if (!isnan (self->rest))
    {
      LkbExplanationStep rest = { NULL, at, self->value };

      g_array_append_val (steps, rest);
    }
  return steps;
}
