/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/analysis/lkb-analysis-words.h"
#include "core/base/lkb-text.h"

/* From this share of a budget on, little room is left. */
#define NEARLY_FULL 0.9
#define MINUTES_PER_30_DAYS 43200.0

void
lkb_sheet_cell_free (LkbSheetCell *cell)
{
  if (cell == NULL)
    return;
  g_free (cell->label);
  g_free (cell->value);
  g_free (cell->text);
  g_free (cell->qualifier);
  g_free (cell->basis);
  g_free (cell);
}

static LkbSheetCell *
new_cell (LkbSheetPart part, LkbField field, const char *label)
{
  LkbSheetCell *cell = g_new0 (LkbSheetCell, 1);

  cell->part = part;
  cell->field = field;
  cell->label = g_strdup (label);
  return cell;
}

static LkbSheetState
compare (double value, double limit)
{
  if (isnan (value) || isnan (limit))
    return LKB_SHEET_STATE_TODO;
  if (value > limit * (1 + 1e-9))
    return LKB_SHEET_STATE_WRONG;
  return value > limit * NEARLY_FULL ? LKB_SHEET_STATE_CHECK : LKB_SHEET_STATE_OK;
}

/* The limit as people say it after "of": "≤ 3 s @ p95" is "3 s @ p95". */
static char *
dup_limit (const char *text)
{
  static const char *const signs[] = { "≤", "≥", "<=", ">=", "<", ">", "~" };
  g_autofree char *line = lkb_text_shown_line (text);

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (line, signs[i]))
      return lkb_text_shown_line (line + strlen (signs[i]));
  return g_steal_pointer (&line);
}

/* Says what the figure is held against: @text is the limit as typed, @budget (nullable) what was understood of it. A limit of
 * another statistic than a percentile is held against one all the same, and that one is named. */
static void
set_limit (LkbSheetCell *cell, const char *text, const LkbBudget *budget)
{
  g_autofree char *words = dup_limit (text);
  g_autofree char *limit = lkb_text_isolate (words);
  g_autofree char *level = NULL;
  LkbQuantity q;

  g_clear_pointer (&cell->text, g_free);
  if (lkb_text_is_blank (limit))
    return;
  if (budget != NULL && !budget->is_mean && lkb_quantity_parse (words, &q)
      && q.dimension == LKB_DIMENSION_TIME && q.stat != LKB_STAT_PERCENTILE)
    {
      g_autofree char *number = lkb_format_number (budget->level * 100, 6);

      level = g_strconcat ("p", number, NULL);
    }
  if (level != NULL && q.stat == LKB_STAT_NONE)
    /* Translators: a figure stands before it: "1.87 s of 3 s @ p95" */
    cell->text = g_strdup_printf (_ ("of %s @ %s"), limit, level);
  else
    cell->text = g_strdup_printf (_ ("of %s"), limit);
  if (level != NULL && q.stat == LKB_STAT_MAX && cell->state != LKB_SHEET_STATE_TODO)
    {
      char *qualifier = lkb_text_is_blank (cell->qualifier)
                            ? g_strdup (level)
                            : g_strconcat (level, ", ", cell->qualifier, NULL);

      g_free (cell->qualifier);
      cell->qualifier = qualifier;
    }
}

static void
set_missing (LkbSheetCell *cell, const char *what)
{
  cell->state = LKB_SHEET_STATE_TODO;
  g_free (cell->value);
  cell->value = g_strdup ("–");
  g_free (cell->qualifier);
  cell->qualifier = g_strdup (what);
  cell->advises = TRUE;
}

/* What is wrong is looked at before what is not set is added. @missing: (nullable). */
static void
set_missing_times (LkbSheetCell *cell, const LkbMissingList *missing)
{
  set_missing (cell, missing != NULL && lkb_missing_list_has (missing, LKB_MISSING_INVALID)
                         ? _ ("check the times of its hops")
                         : _ ("add times to its hops"));
}

/* A time on a path: what is known if hops are independent, else the sum of the slow moments. */
static void
fill_latency (LkbSheetCell *cell, const LkbLatencyRow *row, double value, double limit)
{
  if (isfinite (value))
    {
      cell->value = lkb_format_duration (value);
      cell->qualifier = g_strdup (_ ("if hops are independent"));
    }
  else if (row != NULL && isfinite (row->coincident_at_budget))
    {
      g_autofree char *figure = lkb_format_duration (row->coincident_at_budget);

      value = row->coincident_at_budget;
      cell->value = g_strconcat ("≤ ", figure, NULL);
      cell->qualifier = g_strdup (_ ("if slow moments coincide"));
    }
  else
    {
      set_missing_times (cell, row != NULL ? &row->missing : NULL);
      return;
    }
  cell->state = compare (value, limit);
}

static void
fill_freshness (LkbSheetCell *cell, const LkbFreshnessRow *row, double value, double limit)
{
  g_autofree char *figure = NULL;

  if (!isfinite (value))
    {
      set_missing_times (cell, row != NULL ? &row->missing : NULL);
      return;
    }
  cell->value = lkb_format_duration (value);
  cell->state = compare (value, limit);
  if (row == NULL)
    return;
  /* Means add up whatever happens. */
  if (row->n_terms > 1 && !(row->budget != NULL && row->budget->is_mean))
    {
      cell->assumption = _ ("if hops are independent");
      cell->assumption_short = _ ("if independent");
    }
  if (row->longest_interval > 0)
    {
      figure = lkb_format_duration (row->longest_interval);
      /* Translators: %s is a time between two runs of a clock */
      cell->qualifier = g_strdup_printf (_ ("trigger %s included"), figure);
    }
  else if (isfinite (row->worst))
    {
      figure = lkb_format_duration (row->worst);
      cell->qualifier = g_strdup_printf (_ ("%s at worst"), figure);
    }
}

static void
fill_availability (LkbSheetCell *cell, const LkbAvailability *availability, double value,
                   double limit)
{
  g_autofree char *down = NULL;
  g_autofree char *allowed = NULL;

  if (!isfinite (value))
    {
      set_missing (cell, _ ("add availabilities to its path"));
      return;
    }
  cell->value = lkb_format_fraction (value);
  cell->state = compare (1 - value, 1 - limit);
  if (availability->parts != NULL && g_strv_length ((char **) availability->parts) > 1)
    {
      cell->assumption = _ ("if parts are independent");
      cell->assumption_short = _ ("if independent");
    }
  down = lkb_format_number ((1 - value) * MINUTES_PER_30_DAYS, 2);
  if (isfinite (limit))
    {
      allowed = lkb_format_number ((1 - limit) * MINUTES_PER_30_DAYS, 2);
      /* Translators: minutes of downtime, computed and allowed */
      cell->qualifier = g_strdup_printf (_ ("%s min of %s min a month"), down, allowed);
    }
}

static void
fill_cost (LkbSheetCell *cell, const LkbCost *cost, double value, double limit)
{
  g_autofree char *figure = NULL;

  if (!isfinite (value) || cost->currency == NULL)
    {
      set_missing (cell, _ ("add costs to its parts"));
      return;
    }
  cell->value = lkb_money_dup_words (value, cost->currency);
  cell->state = compare (value, limit);
  cell->assumption = _ ("month of 730 h");
  if (isfinite (cost->per_million_events))
    {
      figure = lkb_format_money (cost->per_million_events, cost->currency);
      cell->qualifier = g_strdup_printf (_ ("%s per M events"), figure);
    }
  else if (isfinite (cost->per_million_queries))
    {
      figure = lkb_format_money (cost->per_million_queries, cost->currency);
      cell->qualifier = g_strdup_printf (_ ("%s per M queries"), figure);
    }
}

/* (transfer full): what the cell of the primary KPI is called. */
static char *
dup_kpi_label (const LkbPrimary *primary, gboolean is_short)
{
  g_autofree char *name = lkb_text_shown_line (primary->name != NULL ? primary->name : "");
  g_autofree char *capital = NULL;
  g_autofree char *isolated = NULL;
  char letter[7] = { 0 };

  if (*name == '\0')
    return g_strdup (_ ("Primary KPI"));
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (name)), letter);
  capital = g_strconcat (letter, g_utf8_next_char (name), NULL);
  isolated = lkb_text_isolate (capital);
  /* Translators: %s%s is the name of the KPI */
  return g_strdup_printf (is_short ? _ ("%s%s (KPI)") : _ ("%s%s (primary KPI)"), isolated, "");
}

char *
lkb_sheet_dup_short_label (const LkbSheetCell *cell, const LkbAnalysis *analysis)
{
  const LkbPrimary *primary = analysis != NULL ? lkb_analysis_get_primary (analysis) : NULL;

  if (cell->part != LKB_SHEET_KPI || primary == NULL || !primary->exists)
    return g_strdup (cell->label);
  return dup_kpi_label (primary, TRUE);
}

/* A queue that grows without end has no time; @id: (nullable): whose it is. */
static void
set_overloaded (LkbSheetCell *cell, LkbBoard *board, const char *id)
{
  const LkbElement *node = id != NULL ? lkb_board_lookup (board, id) : NULL;
  g_autofree char *words = node != NULL ? lkb_element_dup_display_name (node) : NULL;
  g_autofree char *name = lkb_text_isolate (words);

  if (words == NULL)
    return;
  g_free (cell->value);
  cell->value = g_strdup ("∞");
  g_free (cell->qualifier);
  cell->qualifier = g_strdup_printf (_ ("%s is overloaded"), name);
  cell->advises = TRUE;
  cell->assumption = cell->assumption_short = NULL;
  cell->state = LKB_SHEET_STATE_WRONG;
}

void
lkb_sheet_cell_hush (LkbSheetCell *cell)
{
  cell->state = LKB_SHEET_STATE_NONE;
  if (cell->advises)
    g_clear_pointer (&cell->qualifier, g_free);
  if (!cell->asks)
    return;
  g_free (cell->text);
  cell->text = g_steal_pointer (&cell->basis);
}

static LkbSheetCell *
make_kpi (LkbBoard *board, const LkbAnalysis *analysis, gboolean editing)
{
  const LkbPrimary *primary = analysis != NULL ? lkb_analysis_get_primary (analysis) : NULL;
  LkbSheetCell *cell;
  const char *overloaded = NULL;
  double limit;

  if (primary == NULL || !primary->exists)
    {
      if (!editing)
        return NULL;
      cell = new_cell (LKB_SHEET_KPI, LKB_FIELD_KPIS, _ ("Primary KPI"));
      cell->text = g_strdup (_ ("one number to win"));
      cell->qualifier = g_strdup (_ ("such as “3 s @ p95”"));
      cell->asks = cell->advises = TRUE;
      cell->state = LKB_SHEET_STATE_TODO;
      return cell;
    }
  cell = new_cell (LKB_SHEET_KPI, LKB_FIELD_KPIS, NULL);
  g_free (cell->label);
  cell->label = dup_kpi_label (primary, FALSE);
  limit = primary->budget != NULL ? primary->budget->value : NAN;
  if (!primary->has_kind)
    {
      /* Nothing here can compute it: the promise itself is the figure. */
      cell->value = dup_limit (primary->target);
      if (lkb_text_is_blank (cell->value))
        set_missing (cell, _ ("set its target"));
      else
        cell->qualifier = g_strdup (_ ("target"));
      return cell;
    }
  switch (primary->kind)
    {
    case LKB_BUDGET_FRESHNESS:
      fill_freshness (cell, primary->freshness, primary->value, limit);
      overloaded = primary->freshness != NULL ? primary->freshness->overloaded : NULL;
      break;
    case LKB_BUDGET_AVAILABILITY:
      fill_availability (cell, lkb_analysis_get_availability (analysis), primary->value, limit);
      break;
    case LKB_BUDGET_COST:
      fill_cost (cell, lkb_analysis_get_cost (analysis), primary->value, limit);
      break;
    case LKB_BUDGET_LATENCY:
    case LKB_BUDGET_REQUEST_TAIL:
    case LKB_N_BUDGETS:
    default:
      fill_latency (cell, primary->latency, primary->value, limit);
      overloaded = primary->latency != NULL ? primary->latency->overloaded : NULL;
      break;
    }
  set_limit (cell, primary->target, primary->budget);
  set_overloaded (cell, board, overloaded);
  return cell;
}

/* The budget of @kind, unless the cell of the primary KPI already shows it. */
static const LkbBudget *
find_budget (const LkbAnalysis *analysis, LkbBudgetKind kind)
{
  const LkbPrimary *primary = lkb_analysis_get_primary (analysis);
  const LkbBudget *budget = lkb_analysis_get_budget (analysis, kind);

  if (budget == NULL || (budget->derived && primary->exists && primary->kind == kind))
    return NULL;
  return budget;
}

static LkbSheetCell *
make_latency (LkbBoard *board, const LkbAnalysis *analysis, LkbBudgetKind kind)
{
  const LkbPrimary *primary = lkb_analysis_get_primary (analysis);
  const LkbBudget *budget = find_budget (analysis, kind);
  gboolean is_request = kind == LKB_BUDGET_REQUEST_TAIL;
  const LkbLatencyRow *row = is_request ? lkb_analysis_get_main_request (analysis)
                                        : lkb_analysis_get_main_latency (analysis);
  LkbSheetCell *cell;

  if (budget == NULL || (primary->exists && primary->has_kind && primary->kind == kind))
    return NULL;
  cell = new_cell (LKB_SHEET_LATENCY,
                   is_request ? LKB_FIELD_BUDGET_REQUEST_TAIL : LKB_FIELD_BUDGET_LATENCY,
                   is_request ? _ ("One call and its answer") : _ ("From event to use"));
  /* The row may be bound by another budget; then its figures are at another statistic. */
  if (row != NULL && row->budget != NULL && row->budget->value != budget->value)
    budget = row->budget;
  fill_latency (cell, row, row != NULL ? row->independent_at_budget : NAN, budget->value);
  set_limit (cell, budget->text, budget);
  set_overloaded (cell, board, row != NULL ? row->overloaded : NULL);
  return cell;
}

/* What a cell says that waits for its budget: the figure, if there is one, what it is (@what: (nullable)), and what to do. */
static void
set_unbudgeted (LkbSheetCell *cell, const char *what)
{
  cell->state = LKB_SHEET_STATE_NONE;
  if (g_strcmp0 (cell->value, "–") == 0)
    {
      g_clear_pointer (&cell->value, g_free);
      g_clear_pointer (&cell->qualifier, g_free);
      cell->advises = FALSE;
      cell->assumption = cell->assumption_short = NULL;
    }
  cell->asks = TRUE;
  g_free (cell->basis);
  cell->basis = cell->value != NULL ? g_strdup (what) : NULL;
  g_free (cell->text);
  if (cell->value == NULL)
    cell->text = g_strdup (_ ("set a budget"));
  else if (what == NULL)
    cell->text = g_strdup (_ ("· set a budget"));
  else
    cell->text = g_strdup_printf (_ ("%s · set a budget"), what);
}

static LkbSheetCell *
make_freshness (LkbBoard *board, const LkbAnalysis *analysis, gboolean editing)
{
  const LkbPrimary *primary = lkb_analysis_get_primary (analysis);
  const LkbBudget *budget = find_budget (analysis, LKB_BUDGET_FRESHNESS);
  const LkbFreshnessRow *row = lkb_analysis_get_main_freshness (analysis);
  g_autofree char *level = lkb_budget_dup_statistic (NULL);
  LkbSheetCell *cell;

  /* A KPI that isn't the primary one is a promise too. */
  if (budget == NULL && row != NULL && !row->is_primary)
    budget = row->budget;
  if (budget == NULL
      && (!editing
          || (primary->exists && primary->has_kind && primary->kind == LKB_BUDGET_FRESHNESS)))
    return NULL;
  cell = new_cell (LKB_SHEET_FRESHNESS, LKB_FIELD_BUDGET_FRESHNESS, _ ("Freshness"));
  fill_freshness (cell, row, row != NULL ? row->at_budget : NAN,
                  budget != NULL ? budget->value : NAN);
  if (budget != NULL)
    set_limit (cell, budget->text, budget);
  else
    set_unbudgeted (cell, level);
  set_overloaded (cell, board, row != NULL ? row->overloaded : NULL);
  return cell;
}

static LkbSheetCell *
make_availability (const LkbAnalysis *analysis, gboolean editing)
{
  const LkbAvailability *availability = lkb_analysis_get_availability (analysis);
  const LkbBudget *budget = availability->budget;
  LkbSheetCell *cell;

  if (budget == NULL)
    budget = lkb_analysis_get_budget (analysis, LKB_BUDGET_AVAILABILITY);
  /* The cell of the primary KPI shows it already. */
  if (budget != NULL && budget->derived)
    return NULL;
  if (budget == NULL && !editing)
    return NULL;
  cell = new_cell (LKB_SHEET_AVAILABILITY, LKB_FIELD_BUDGET_AVAILABILITY, _ ("Availability"));
  fill_availability (cell, availability, availability->request_path,
                     budget != NULL ? budget->value : NAN);
  if (budget != NULL)
    set_limit (cell, budget->text, budget);
  else
    set_unbudgeted (cell, NULL);
  return cell;
}

static LkbSheetCell *
make_cost (const LkbAnalysis *analysis, gboolean editing)
{
  const LkbPrimary *primary = lkb_analysis_get_primary (analysis);
  const LkbBudget *budget = find_budget (analysis, LKB_BUDGET_COST);
  const LkbCost *cost = lkb_analysis_get_cost (analysis);
  LkbSheetCell *cell;

  if (budget == NULL
      && (!editing || (primary->exists && primary->has_kind && primary->kind == LKB_BUDGET_COST)))
    return NULL;
  cell = new_cell (LKB_SHEET_COST, LKB_FIELD_BUDGET_COST, _ ("Cost"));
  /* Amounts of different currencies cannot be compared. */
  fill_cost (cell, cost,
             cost->currency == NULL || budget == NULL
                     || strcmp (cost->currency, budget->currency) == 0
                 ? cost->per_month
                 : NAN,
             budget != NULL ? budget->value : NAN);
  if (budget == NULL)
    set_unbudgeted (cell, _ ("per month"));
  else if (isfinite (budget->value))
    {
      g_autofree char *limit = lkb_format_money (budget->value, budget->currency);
      cell->text = g_strdup_printf (_ ("of %s a month"), limit);
    }
  return cell;
}

static LkbSheetCell *
make_ownership (LkbBoard *board, gboolean editing)
{
  LkbOwnerTally tally;
  guint n, owned;
  g_autofree char *accepted_text = NULL;
  LkbSheetCell *cell;

  lkb_board_tally_owners (board, &tally);
  n = tally.n_edges;
  owned = tally.n_owned;
  if (n == 0 && !editing)
    return NULL;
  cell = new_cell (LKB_SHEET_OWNERSHIP, LKB_FIELD_ROSTER, _ ("Ownership"));
  if (n == 0)
    {
      cell->text = g_strdup (_ ("no arrows yet"));
      return cell;
    }
  if (owned == 0)
    {
      /* As on a page that is still to be filled in: where nobody owns anything nothing is known of hand-offs either. */
      cell->text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u edge: who owns it?", "%u edges: who owns them?", n), n);
      cell->state = LKB_SHEET_STATE_TODO;
      return cell;
    }
  cell->value = g_strdup_printf (_ ("%u of %u"), owned, n);
  cell->text = g_strdup (g_dngettext (GETTEXT_PACKAGE, "edge owned", "edges owned", n));
  cell->state = owned == n ? LKB_SHEET_STATE_OK : LKB_SHEET_STATE_TODO;
  /* Translators: hand-offs whose receiver has said what it accepts */
  accepted_text = g_strdup_printf (_ ("%u accepted"), tally.n_accepted);
  if (tally.n_hand_offs > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u hand-off", "%u hand-offs", tally.n_hand_offs),
          tally.n_hand_offs);
      cell->qualifier = g_strdup_printf ("%s, %s", text, accepted_text);
    }
  else
    cell->qualifier = g_strdup (_ ("no hand-offs between teams"));
  return cell;
}

GPtrArray *
lkb_sheet_dup_cells (LkbBoard *board, const LkbAnalysis *analysis, gboolean editing)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_sheet_cell_free);
  LkbSheetCell *candidates[7] = { NULL };

  candidates[0] = make_kpi (board, analysis, editing);
  if (analysis != NULL)
    {
      candidates[1] = make_latency (board, analysis, LKB_BUDGET_LATENCY);
      candidates[2] = make_freshness (board, analysis, editing);
      candidates[3] = make_latency (board, analysis, LKB_BUDGET_REQUEST_TAIL);
      candidates[4] = make_availability (analysis, editing);
      candidates[5] = make_cost (analysis, editing);
    }
  candidates[6] = make_ownership (board, editing);
  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    if (candidates[i] != NULL)
      g_ptr_array_add (cells, candidates[i]);
  /* More would be too narrow to read: the call gives way, then the time on the way. */
  for (int i = 3; i > 0 && cells->len > LKB_SHEET_CELLS_MAX; i -= 2)
    if (candidates[i] != NULL)
      g_ptr_array_remove (cells, candidates[i]);
  return cells;
}
