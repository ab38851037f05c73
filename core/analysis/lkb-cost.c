/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

#include <math.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"

#define SECONDS_PER_MONTH (LKB_HOURS_PER_MONTH * 3600)
#define GB 1e9

/* What one element's rows may refer to when they don't say it themselves. */
typedef struct
{
  const LkbElement *element;
  double rate; /* things per second through it */
  double bytes; /* bytes per second through it */
  double queries; /* per second */
} Load;

typedef struct
{
  LkbAnalysisContext *context;
  GArray *missing;
  const char *currency; /* of the first amount */
  gboolean mixed;
  gboolean failed; /* a row could not be computed */
  GArray *by_owner; /* of LkbCostShare, in order of appearance, as by_lane */
  GArray *by_lane;
  GHashTable *owners; /* as typed and folded → place in by_owner */
  guint lanes[LKB_N_LANES]; /* place in by_lane + 1 */
} Totals;

static double
read_number (const LkbElement *element, LkbField field, LkbDimension dimension)
{
  const LkbQuantity *q = lkb_element_get_quantity (element, field);

  return q != NULL && q->dimension == dimension && q->value >= 0 ? q->value : NAN;
}

/* A factor of a row: @fallback when unset, NAN when set and not a number that can be multiplied. */
static double
get_factor (const LkbValue *row, const char *key, double fallback)
{
  const LkbQuantity *q = lkb_value_get_member_quantity (row, key);

  if (lkb_value_get_member (row, key) == NULL)
    return fallback;
  if (q == NULL || q->value < 0
      || (q->dimension != LKB_DIMENSION_COUNT && q->dimension != LKB_DIMENSION_FRACTION))
    return NAN;
  return q->value;
}

/* Hours a month that something runs: "730 h", "730", or a share of the month ("50 %"). */
static double
get_hours (const LkbValue *row)
{
  const LkbQuantity *q = lkb_value_get_member_quantity (row, "hours");

  if (lkb_value_get_member (row, "hours") == NULL)
    return LKB_HOURS_PER_MONTH;
  if (q == NULL || q->value < 0)
    return NAN;
  if (q->dimension == LKB_DIMENSION_TIME)
    return q->value / 3600;
  if (q->dimension == LKB_DIMENSION_COUNT)
    return q->value;
  return q->dimension == LKB_DIMENSION_FRACTION ? q->value * LKB_HOURS_PER_MONTH : NAN;
}

/* Gigabytes kept, steady: the row's amount, the element's size, or rate × payload × retention; ÷ compression. */
static double
get_stored_gb (const LkbValue *row, const Load *load)
{
  const LkbQuantity *amount = lkb_value_get_member_quantity (row, "amount");
  double compression = get_factor (row, "compression", NAN), bytes = NAN;

  if (lkb_value_get_member (row, "compression") == NULL)
    {
      const LkbQuantity *own = lkb_element_get_quantity (load->element, LKB_FIELD_COMPRESSION);

      compression = own != NULL && own->value > 0 ? own->value : 1;
    }
  if (lkb_value_get_member (row, "amount") != NULL)
    {
      if (amount != NULL && amount->dimension == LKB_DIMENSION_SIZE)
        bytes = amount->value;
      /* So many bytes a second, kept for as long as the element keeps things. */
      else if (amount != NULL && amount->dimension == LKB_DIMENSION_BANDWIDTH)
        bytes = amount->value
                * read_number (load->element, LKB_FIELD_RETENTION, LKB_DIMENSION_TIME);
      /* So long at what runs through. */
      else if (amount != NULL && amount->dimension == LKB_DIMENSION_TIME)
        bytes = amount->value * load->bytes;
    }
  else
    {
      bytes = read_number (load->element, LKB_FIELD_SIZE, LKB_DIMENSION_SIZE);
      if (isnan (bytes))
        bytes = load->bytes * read_number (load->element, LKB_FIELD_RETENTION, LKB_DIMENSION_TIME);
    }
  return compression > 0 ? bytes / GB / compression : NAN;
}

/* Things or calls a month: the row's amount (a rate, or a number a month), else what runs through. */
static double
get_monthly (const LkbValue *row, double per_second)
{
  const LkbQuantity *amount = lkb_value_get_member_quantity (row, "amount");

  if (lkb_value_get_member (row, "amount") == NULL)
    return per_second * SECONDS_PER_MONTH;
  if (amount == NULL || amount->value < 0)
    return NAN;
  if (amount->dimension == LKB_DIMENSION_RATE)
    return amount->value * SECONDS_PER_MONTH;
  return amount->dimension == LKB_DIMENSION_COUNT ? amount->value : NAN;
}

static double
get_moved_gb (const LkbValue *row, const Load *load)
{
  const LkbQuantity *amount = lkb_value_get_member_quantity (row, "amount");

  if (lkb_value_get_member (row, "amount") == NULL)
    return load->bytes * SECONDS_PER_MONTH / GB;
  if (amount == NULL || amount->value < 0)
    return NAN;
  if (amount->dimension == LKB_DIMENSION_BANDWIDTH)
    return amount->value * SECONDS_PER_MONTH / GB;
  return amount->dimension == LKB_DIMENSION_SIZE ? amount->value / GB : NAN;
}

/* One row per month; NAN with the @reason when it cannot be computed. */
static double
price_row (const LkbValue *row, const Load *load, const LkbQuantity *price,
           LkbMissingReason *reason)
{
  const char *basis = lkb_value_get_member_text (row, "basis");
  double units = get_factor (row, "units", 1), share = get_factor (row, "share", 1);
  double amount;

  *reason = LKB_MISSING_INVALID;
  if (basis == NULL || g_str_equal (basis, "fixed"))
    {
      /* An hour's price for as many hours as the row says, any other period's for the whole month. */
      if (price->per == LKB_PER_HOUR)
        return price->value * get_hours (row) * units * share;
      if (!lkb_quantity_get_money_per_month (price, &amount))
        {
          *reason = LKB_MISSING_PERIOD;
          return NAN;
        }
      return amount * units * share;
    }
  if (g_str_equal (basis, "compute"))
    {
      if (price->per == LKB_PER_DBU || price->per == LKB_PER_HOUR)
        return price->value * units * get_hours (row) * share;
      if (lkb_quantity_get_money_per_month (price, &amount))
        return amount * units * share;
      *reason = LKB_MISSING_PERIOD;
      return NAN;
    }

  if (price->per == LKB_PER_NONE)
    {
      *reason = LKB_MISSING_PERIOD;
      return NAN;
    }
  if (g_str_equal (basis, "storage"))
    amount = price->per == LKB_PER_GB_MONTH ? get_stored_gb (row, load) : NAN;
  else if (g_str_equal (basis, "egress"))
    amount = price->per == LKB_PER_GB ? get_moved_gb (row, load) : NAN;
  else if (g_str_equal (basis, "events"))
    amount = price->per == LKB_PER_EVENT ? get_monthly (row, load->rate) : NAN;
  else
    amount = price->per == LKB_PER_QUERY ? get_monthly (row, load->queries) : NAN;

  if (price->per == LKB_PER_GB && g_str_equal (basis, "storage"))
    *reason = LKB_MISSING_PERIOD;
  return price->value * amount * units * share;
}

static void
fail (Totals *self, const LkbElement *element, LkbMissingReason reason)
{
  LkbMissing item = { element != NULL ? lkb_element_get_id (element) : NULL, LKB_FIELD_COSTS,
                      reason };

  g_array_append_val (self->missing, item);
  self->failed = TRUE;
}

/* All rows of an element; NAN when one of them fails. */
static double
price_element (Totals *self, const Load *load, const LkbValue *rows)
{
  double sum = 0;

  for (guint i = 0; i < lkb_value_get_n (rows); i++)
    {
      const LkbValue *row = lkb_value_get_nth (rows, i);
      const LkbQuantity *price = lkb_value_get_member_quantity (row, "price");
      LkbMissingReason reason = LKB_MISSING_INVALID;
      double amount = NAN;

      if (price == NULL || price->dimension != LKB_DIMENSION_MONEY)
        {
          if (lkb_value_get_member (row, "price") == NULL)
            reason = LKB_MISSING_FIELD;
        }
      else
        {
          amount = price_row (row, load, price, &reason);
          if (self->currency == NULL)
            self->currency = lkb_analysis_intern (self->context->analysis, price->currency);
          else if (g_strcmp0 (self->currency, price->currency) != 0)
            self->mixed = TRUE;
        }
      if (!isfinite (amount))
        fail (self, load->element, reason);
      sum += amount;
    }
  return isfinite (sum) ? sum : NAN;
}

/* Returns the place of a share of nothing so far. */
static guint
add_share (GArray *shares, const char *name)
{
  LkbCostShare share = { .name = name };

  g_array_append_val (shares, share);
  return shares->len - 1;
}

static LkbCostShare *
find_owner (Totals *self, const char *owner)
{
  LkbAnalysis *analysis = self->context->analysis;
  gpointer place;

  if (!g_hash_table_lookup_extended (self->owners, owner, NULL, &place))
    {
      g_autofree char *folded = lkb_text_fold (owner);

      if (!g_hash_table_lookup_extended (self->owners, folded, NULL, &place))
        {
          place = GUINT_TO_POINTER (
              add_share (self->by_owner, lkb_analysis_intern (analysis, owner)));
          g_hash_table_insert (self->owners, g_strdup (folded), place);
        }
      g_hash_table_insert (self->owners, g_strdup (owner), place);
    }
  return &g_array_index (self->by_owner, LkbCostShare, GPOINTER_TO_UINT (place));
}

static LkbCostShare *
find_lane (Totals *self, LkbLane lane)
{
  if (self->lanes[lane] == 0)
    self->lanes[lane] = add_share (self->by_lane, lkb_lane_to_string (lane)) + 1;
  return &g_array_index (self->by_lane, LkbCostShare, self->lanes[lane] - 1);
}

/* Who pays and in which lane: an edge's cost goes to its owner and to the lane that it leaves. */
static void
roll_up (Totals *self, const LkbElement *element, double amount)
{
  LkbBoard *board = self->context->board;
  const LkbElement *node = element;
  const char *owner = NULL;

  if (lkb_element_is_edge (element))
    {
      LkbEdgeOwnership ownership;

      lkb_board_get_edge_ownership (board, element, &ownership);
      owner = ownership.owner;
      node = lkb_board_lookup (board, lkb_element_get_from (element));
    }
  else
    {
      const LkbElement *group;

      owner = lkb_element_get_text (element, LKB_FIELD_OWNER);
      if (lkb_text_is_blank (owner))
        {
          group = lkb_board_get_group_of (board, element, TRUE);
          owner = group != NULL ? lkb_element_get_text (group, LKB_FIELD_OWNER) : NULL;
        }
    }
  find_owner (self, owner != NULL ? owner : "")->per_month += amount;
  find_lane (self, lkb_element_get_lane (node))->per_month += amount;
}

static const LkbCostShare *
keep_shares (LkbAnalysis *analysis, const GArray *shares, guint *n)
{
  *n = shares->len;
  return lkb_analysis_keep (analysis,
                            g_memdup2 (shares->data, shares->len * sizeof (LkbCostShare)));
}

static void
get_node_load (LkbAnalysisContext *context, guint place, Load *load)
{
  const LkbElement *element = lkb_flow_graph_get_node (context->graph, place)->element;

  load->element = element;
  load->rate = context->flow.in[place];
  load->bytes = context->flow.in_bytes[place];
  if (lkb_element_get_kind (element) == LKB_KIND_SOURCE)
    {
      load->rate = context->flow.out[place];
      load->bytes = context->flow.out_bytes[place];
    }
  load->queries = read_number (element, LKB_FIELD_QUERIES, LKB_DIMENSION_RATE);
  if (isnan (load->queries))
    load->queries = read_number (element, LKB_FIELD_READS, LKB_DIMENSION_RATE);
}

static void
get_edge_load (LkbAnalysisContext *context, guint place, Load *load)
{
  const LkbFlowEdge *edge = lkb_flow_graph_get_edge (context->graph, place);
  const LkbElement *element = edge->element;
  const LkbQuantity *share = lkb_element_get_quantity (element, LKB_FIELD_SHARE);
  double part = share != NULL && share->value >= 0 ? share->value : 1;
  double payload = read_number (element, LKB_FIELD_PAYLOAD, LKB_DIMENSION_SIZE);

  load->element = element;
  load->rate = read_number (element, LKB_FIELD_RATE, LKB_DIMENSION_RATE);
  load->bytes = context->flow.out_bytes[edge->from] * part;
  if (isnan (load->rate))
    load->rate = context->flow.out[edge->from] * part;
  if (!isnan (payload))
    load->bytes = load->rate * payload;
  load->queries = load->rate;
}

/* All calls a second: what the consumers ask, else what the models are asked. */
static double
get_queries (LkbAnalysisContext *context)
{
  static const LkbKind kinds[] = { LKB_KIND_CONSUMER, LKB_KIND_MODEL };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      double sum = 0;

      for (guint i = 0; i < lkb_flow_graph_get_n_nodes (context->graph); i++)
        {
          const LkbElement *node = lkb_flow_graph_get_node (context->graph, i)->element;
          double queries = lkb_element_get_kind (node) == kinds[k]
                               ? read_number (node, LKB_FIELD_QUERIES, LKB_DIMENSION_RATE)
                               : NAN;

          sum += isnan (queries) ? 0 : queries;
        }
      if (sum > 0)
        return sum;
    }
  return NAN;
}

void
lkb_cost_build (LkbAnalysisContext *context)
{
  LkbAnalysis *analysis = context->analysis;
  LkbCost *cost = &analysis->cost;
  const GPtrArray *elements = lkb_board_get_elements (context->board);
  g_autoptr (GArray) by_element = g_array_new (FALSE, FALSE, sizeof (LkbCostShare));
  Totals self = { .context = context };
  guint node_place = 0, edge_place = 0;
  double total = 0;

  self.missing = g_array_new (FALSE, FALSE, sizeof (LkbMissing));
  self.by_owner = g_array_new (FALSE, FALSE, sizeof (LkbCostShare));
  self.by_lane = g_array_new (FALSE, FALSE, sizeof (LkbCostShare));
  self.owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      gboolean is_edge = lkb_element_is_edge (element), is_node = lkb_element_is_node (element);
      const LkbValue *rows = NULL;
      LkbCostShare share;
      Load load = { .element = element, .rate = NAN, .bytes = NAN, .queries = NAN };
      guint place;

      /* Nodes and edges stand in the graph in the board's order. */
      place = is_edge ? edge_place++ : is_node ? node_place++ : 0;
      if (is_edge || is_node)
        rows = lkb_element_get (element, LKB_FIELD_COSTS);
      if (rows == NULL || lkb_value_get_n (rows) == 0)
        continue;
      if (is_edge)
        get_edge_load (context, place, &load);
      else
        get_node_load (context, place, &load);

      share.name = lkb_element_get_id (element);
      share.per_month = price_element (&self, &load, rows);
      g_array_append_val (by_element, share);
      if (!isnan (share.per_month))
        {
          total += share.per_month;
          roll_up (&self, element, share.per_month);
        }
    }

  cost->budget = analysis->budgets[LKB_BUDGET_COST];
  cost->per_month = cost->per_million_events = cost->per_million_queries = NAN;
  if (self.mixed)
    fail (&self, NULL, LKB_MISSING_CURRENCIES);
  else if (by_element->len == 0)
    fail (&self, NULL, LKB_MISSING_NO_FIGURES);

  cost->by_element = keep_shares (analysis, by_element, &cost->n_by_element);
  for (guint i = 0; i < cost->n_by_element; i++)
    if (!isnan (cost->by_element[i].per_month))
      g_hash_table_insert (analysis->cost_of, (gpointer) cost->by_element[i].name,
                           (gpointer) &cost->by_element[i].per_month);
  if (!self.mixed)
    {
      cost->currency = self.currency;
      cost->by_owner = keep_shares (analysis, self.by_owner, &cost->n_by_owner);
      cost->by_lane = keep_shares (analysis, self.by_lane, &cost->n_by_lane);
    }
  if (!self.failed && isfinite (total))
    {
      double events = context->flow.source_rate * SECONDS_PER_MONTH / 1e6;
      double queries = get_queries (context) * SECONDS_PER_MONTH / 1e6;

      cost->per_month = total;
      if (events > 0)
        cost->per_million_events = total / events;
      if (queries > 0)
        cost->per_million_queries = total / queries;
    }
  cost->missing = lkb_analysis_keep_missing (analysis, self.missing);

  g_array_unref (self.missing);
  g_array_unref (self.by_owner);
  g_array_unref (self.by_lane);
  g_hash_table_unref (self.owners);
}
