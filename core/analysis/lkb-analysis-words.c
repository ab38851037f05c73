/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-text.h"

static const char *const reason_texts[] = {
  [LKB_MISSING_FIELD] = N_ ("%s is not set"),
  [LKB_MISSING_INVALID] = N_ ("%s cannot be used as a figure"),
  [LKB_MISSING_PERIOD] = N_ ("%s does not say per what"),
  [LKB_MISSING_CURRENCIES] = N_ ("%s: amounts in more than one currency"),
  [LKB_MISSING_NO_PATH] = N_ ("%s: no path from a source"),
  [LKB_MISSING_LOOP] = N_ ("%s: the path runs in a loop"),
  [LKB_MISSING_NO_FIGURES] = N_ ("%s: no figures"),
  [LKB_MISSING_TOO_LARGE] = N_ ("%s: too many parts"),
  [LKB_MISSING_ZERO] = N_ ("%s is not set and counts as 0"),
  [LKB_MISSING_NO_CALL] = N_ ("%s: no lookup or request to answer"),
  [LKB_MISSING_DOWN] = N_ ("%s: no way around what is down"),
};

gboolean
lkb_missing_list_has (const LkbMissingList *missing, LkbMissingReason reason)
{
  g_return_val_if_fail (missing != NULL, FALSE);

  for (guint i = 0; i < missing->n; i++)
    if (missing->items[i].reason == reason)
      return TRUE;
  return FALSE;
}

char *
lkb_missing_dup_text (const LkbMissing *missing)
{
  const char *element;
  g_autofree char *place = NULL;

  g_return_val_if_fail (missing != NULL, NULL);

  element = missing->element != NULL ? missing->element : LKB_BOARD_ID;
  place = missing->field < LKB_N_FIELDS
              ? g_strdup_printf ("%s.%s", element, lkb_field_get_key (missing->field))
              : g_strdup (element);
  return g_strdup_printf (reason_texts[missing->reason], place);
}

static char *
dup_name (LkbBoard *board, const char *id)
{
  const LkbElement *element = lkb_board_lookup (board, id);
  g_autofree char *name = NULL;

  if (element != NULL && lkb_element_is_edge (element))
    {
      g_autofree char *from = dup_name (board, lkb_element_get_from (element));
      g_autofree char *to = dup_name (board, lkb_element_get_to (element));

      return g_strdup_printf ("%s → %s", from, to);
    }
  name = element != NULL ? lkb_element_dup_display_name (element) : g_strdup (id);
  return lkb_text_one_line (name);
}

/* The figures that the primary KPI asks for have no field of their own. */
static char *
dup_kpi_words (LkbMissingReason reason)
{
  return g_strdup (reason == LKB_MISSING_FIELD ? _ ("No KPI is the primary one")
                   : reason == LKB_MISSING_INVALID
                       ? _ ("The primary KPI asks for no time on a path")
                       : _ ("The primary KPI: no figures"));
}

/* Percentiles that do not rise; each of them can be read. */
static gboolean
is_out_of_order (const LkbElement *element)
{
  static const LkbField fields[] = { LKB_FIELD_LATENCY_P50, LKB_FIELD_LATENCY_P95,
                                     LKB_FIELD_LATENCY_P99 };
  double before = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const LkbQuantity *q = lkb_element_get_quantity (element, fields[i]);

      if (q == NULL || q->dimension != LKB_DIMENSION_TIME)
        continue;
      if (q->value < before)
        return TRUE;
      before = q->value;
    }
  return FALSE;
}

char *
lkb_missing_dup_words (LkbBoard *board, const LkbMissing *missing)
{
  gboolean of_board;
  const LkbElement *element;
  g_autofree char *name = NULL;
  g_autofree char *place = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board) && missing != NULL, NULL);

  of_board = missing->element == NULL || g_str_equal (missing->element, LKB_BOARD_ID);
  if (of_board && missing->field == LKB_FIELD_KPIS)
    return dup_kpi_words (missing->reason);
  element = of_board ? NULL : lkb_board_lookup (board, missing->element);
  name = of_board ? g_strdup (_ ("The board")) : dup_name (board, missing->element);
  if (!of_board && missing->reason == LKB_MISSING_INVALID && missing->field == LKB_FIELD_LATENCY_P95
      && element != NULL && is_out_of_order (element))
    return g_strdup_printf (_ ("%s: a lower percentile is longer than a higher one"), name);
  if (missing->field >= LKB_N_FIELDS)
    place = g_steal_pointer (&name);
  else if (of_board)
    place = g_strdup (lkb_field_get_label (missing->field));
  else
    /* Translators: an element and one of its fields: "Online store: Availability". */
    place = g_strdup_printf (C_ ("field", "%s: %s"), name, lkb_field_get_label (missing->field));
  return g_strdup_printf (_ (reason_texts[missing->reason]), place);
}

char *
lkb_overload_dup_words (LkbBoard *board, const LkbAnalysis *analysis, const char *id)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board) && analysis != NULL && id != NULL, NULL);

  name = dup_name (board, id);
  /* Translators: a node and how much of what it can take it gets: "Silver is overloaded (714 %): its queue grows without end". */
  return g_strdup_printf (_ ("%s is overloaded (%.0f %%): its queue grows without end"), name,
                          lkb_analysis_get_utilisation (analysis, id) * 100);
}

char *
lkb_budget_dup_statistic (const LkbBudget *budget)
{
  g_autofree char *number = NULL;

  if (budget != NULL && budget->is_mean)
    return g_strdup (_ ("mean"));
  number = lkb_format_number (budget != NULL ? budget->level * 100 : 95, 6);
  return g_strconcat ("p", number, NULL);
}

char *
lkb_money_dup_words (double amount, const char *currency)
{
  g_autofree char *cent = NULL;

  g_return_val_if_fail (currency != NULL, NULL);

  if (!(amount > 0 && amount < 0.005))
    return lkb_format_money (amount, currency);
  cent = lkb_format_money (0.01, currency);
  /* Translators: %s is the smallest amount that is told: "less than $0.01". */
  return g_strdup_printf (_ ("less than %s"), cent);
}

char *
lkb_delay_dup_words (LkbBoard *board, const LkbCostOfDelay *delay)
{
  const LkbValue *record;
  const char *currency, *loss;
  g_autofree char *value = NULL;
  g_autofree char *late = NULL;
  g_autofree char *share = NULL;
  g_autofree char *sum = NULL;
  g_autofree char *per_hour = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board) && delay != NULL, NULL);

  record = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_COST_OF_DELAY);
  if (record == NULL || isnan (delay->per_hour))
    return NULL;
  currency = delay->currency != NULL ? delay->currency : "USD";
  value = lkb_text_one_line (lkb_value_get_member_text (record, "value"));
  loss = lkb_value_get_member_text (record, "loss");
  sum = lkb_money_dup_words (delay->curve == LKB_DELAY_DELIVERY ? delay->total : delay->per_hour,
                             currency);
  /* Translators: an amount: "$0.16 per hour". */
  per_hour = g_strdup_printf (_ ("%s per hour"), sum);
  share = lkb_format_fraction (delay->chance_late);
  switch (delay->curve)
    {
    case LKB_DELAY_DELIVERY:
      if (isnan (delay->total))
        return NULL;
      late = lkb_format_duration (delay->delay);
      /* Translators: what a delivery is worth per time, how late it comes, what that costs. */
      return g_strdup_printf (_ ("%s × %s late = %s"), value, late, sum);
    case LKB_DELAY_HALF_LIFE:
      /* Translators: what an hour is worth; how it is lost; what that costs. */
      return g_strdup_printf (_ ("%s × what is lost until then (%s) = %s"), value, loss, per_hour);
    case LKB_DELAY_STEP:
      if (loss != NULL)
        return g_strdup_printf (_ ("%s × %s lost × %s late = %s"), value, loss, share, per_hour);
      return g_strdup_printf (_ ("%s × %s late = %s"), value, share, per_hour);
    case LKB_DELAY_LINEAR:
    default:
      late = lkb_format_duration (delay->overshoot);
      /* Translators: what an hour is worth, how much of it is lost per time, how late one is: "$36 k per hour × 1.5 % per s ×
       * 292 µs late on average = $0.16 per hour". */
      return g_strdup_printf (_ ("%s × %s × %s late on average = %s"), value, loss, late, per_hour);
    }
}

static gboolean
is_fallback (const LkbElement *edge)
{
  return g_strcmp0 (lkb_element_get_text (edge, LKB_FIELD_ROLE), "fallback") == 0;
}

/* Whether something drawn stands in for the node: at itself or at one that it answers. */
static gboolean
has_drawn_fallback (LkbBoard *board, const char *id)
{
  g_autoptr (GHashTable) asking = g_hash_table_new (g_str_hash, g_str_equal);
  const GPtrArray *edges = lkb_board_get_edges_of (board, id);
  GHashTableIter iter;
  gpointer node;

  g_hash_table_add (asking, (gpointer) id);
  for (guint i = 0; edges != NULL && i < edges->len; i++)
    if (g_str_equal (lkb_element_get_from (edges->pdata[i]), id))
      g_hash_table_add (asking, (gpointer) lkb_element_get_to (edges->pdata[i]));
  g_hash_table_iter_init (&iter, asking);
  while (g_hash_table_iter_next (&iter, &node, NULL))
    {
      edges = lkb_board_get_edges_of (board, node);
      for (guint i = 0; edges != NULL && i < edges->len; i++)
        if (g_str_equal (lkb_element_get_to (edges->pdata[i]), node)
            && is_fallback (edges->pdata[i]))
          return TRUE;
    }
  return FALSE;
}

char *
lkb_fallback_dup_words (LkbBoard *board, const LkbAvailability *row)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *all = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board) && row != NULL, NULL);

  for (guint i = 0; row->parts != NULL && row->parts[i] != NULL; i++)
    {
      const LkbElement *part = lkb_board_lookup (board, row->parts[i]);

      if (part != NULL && !lkb_text_is_blank (lkb_element_get_text (part, LKB_FIELD_FALLBACK))
          && !has_drawn_fallback (board, row->parts[i]))
        g_ptr_array_add (names, dup_name (board, row->parts[i]));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  all = g_strjoinv (", ", (char **) names->pdata);
  /* Translators: one or more nodes, and the label of a role that an arrow may have. */
  return g_strdup_printf (
      _ ("Fallback in words only, which count in no figure: %s. Draw it as a node "
         "whose arrow has the role “%s”."),
      all, _ ("Used when the other fails"));
}
