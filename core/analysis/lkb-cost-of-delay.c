/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

#include <math.h>

#define HOURS_PER_WEEK 168.0
#define HOURS_PER_YEAR 8760.0

/* Hours of the period that money or a share is said for; 0 when it is said for none. */
static double
get_hours_of (LkbPer per)
{
  switch (per)
    {
    case LKB_PER_SECOND:
      return 1.0 / 3600;
    case LKB_PER_MINUTE:
      return 1.0 / 60;
    case LKB_PER_HOUR:
      return 1;
    case LKB_PER_DAY:
      return 24;
    case LKB_PER_WEEK:
      return HOURS_PER_WEEK;
    case LKB_PER_MONTH:
      return LKB_HOURS_PER_MONTH;
    case LKB_PER_YEAR:
      return HOURS_PER_YEAR;
    case LKB_PER_NONE:
    case LKB_PER_EVENT:
    case LKB_PER_QUERY:
    case LKB_PER_GB:
    case LKB_PER_GB_MONTH:
    case LKB_PER_DBU:
    default:
      return 0;
    }
}

static const LkbValue *
get_record (const LkbAnalysisContext *context)
{
  return lkb_element_get (lkb_board_get_facts (context->board), LKB_FIELD_COST_OF_DELAY);
}

static LkbDelayCurve
get_curve (const LkbValue *record)
{
  const char *word = lkb_value_get_member_text (record, "curve");

  if (g_strcmp0 (word, "step") == 0)
    return LKB_DELAY_STEP;
  if (g_strcmp0 (word, "half-life") == 0)
    return LKB_DELAY_HALF_LIFE;
  return g_strcmp0 (word, "delivery") == 0 ? LKB_DELAY_DELIVERY : LKB_DELAY_LINEAR;
}

/* "10 min", or the share that is lost in a time: "50 % per 10 min" has no form, "50 % per h" is a half-life of 1 h. */
static double
get_half_life (const LkbQuantity *loss)
{
  if (loss == NULL)
    return NAN;
  if (loss->dimension == LKB_DIMENSION_TIME)
    return loss->value > 0 ? loss->value : NAN;
  if (loss->dimension == LKB_DIMENSION_FRACTION && loss->value > 0 && loss->value < 1
      && get_hours_of (loss->per) > 0)
    return get_hours_of (loss->per) * 3600 * G_LN2 / -log1p (-loss->value);
  return NAN;
}

void
lkb_cost_of_delay_read (LkbAnalysisContext *context)
{
  const LkbValue *record = get_record (context);
  double half_life;

  if (record == NULL || get_curve (record) == LKB_DELAY_DELIVERY)
    return;
  context->wants_excess = get_curve (record) != LKB_DELAY_HALF_LIFE;
  half_life = get_half_life (lkb_value_get_member_quantity (record, "loss"));
  if (!context->wants_excess && half_life > 0)
    context->half_life = half_life;
}

/* A reason why there is no figure; NAN so that it can be returned. */
static double
fail (LkbAnalysisContext *context, LkbField field, LkbMissingReason reason)
{
  context->analysis->cost_of_delay.missing = lkb_analysis_say_missing (context->analysis,
                                                                       LKB_BOARD_ID, field, reason);
  return NAN;
}

/* Share of the value lost in a second over the target: "1.5 % per s". */
static double
get_loss_per_second (LkbAnalysisContext *context, const LkbQuantity *loss)
{
  if (loss == NULL)
    return fail (context, LKB_FIELD_COST_OF_DELAY, LKB_MISSING_INVALID);
  /* "0.015/s" */
  if (loss->dimension == LKB_DIMENSION_RATE && loss->noun[0] == '\0' && loss->value >= 0)
    return loss->value;
  if (loss->dimension != LKB_DIMENSION_FRACTION || loss->value < 0)
    return fail (context, LKB_FIELD_COST_OF_DELAY, LKB_MISSING_INVALID);
  if (!(get_hours_of (loss->per) > 0))
    return fail (context, LKB_FIELD_COST_OF_DELAY, LKB_MISSING_PERIOD);
  return loss->value / (get_hours_of (loss->per) * 3600);
}

/* What share of its value is lost in running; takes the row of the primary KPI. */
static double
get_lost_share (LkbAnalysisContext *context, LkbCostOfDelay *result, const LkbQuantity *loss)
{
  const LkbPrimary *primary = &context->analysis->primary;
  double decay = NAN, per_second;

  if (!primary->exists || !primary->has_kind || primary->budget == NULL
      || (primary->latency == NULL && primary->freshness == NULL))
    return fail (context, LKB_FIELD_KPIS,
                 primary->exists ? LKB_MISSING_INVALID : LKB_MISSING_FIELD);
  if (primary->latency != NULL)
    {
      result->overshoot = primary->latency->excess;
      result->chance_late = 1 - primary->latency->chance_within_budget;
      decay = primary->latency->decay;
    }
  else
    {
      result->overshoot = primary->freshness->excess;
      result->chance_late = 1 - primary->freshness->share_within_budget;
      decay = primary->freshness->decay;
    }

  /* Who is never late is late by nothing, whatever a sum of steps leaves. */
  if (result->chance_late <= 0)
    result->chance_late = result->overshoot = 0;

  if (result->curve == LKB_DELAY_HALF_LIFE)
    {
      result->overshoot = result->chance_late = NAN;
      if (!(context->half_life > 0))
        return fail (context, LKB_FIELD_COST_OF_DELAY, LKB_MISSING_INVALID);
      return 1 - decay;
    }
  if (result->curve == LKB_DELAY_STEP)
    {
      /* Without a share all of the value is lost at the deadline. */
      if (loss == NULL)
        return result->chance_late;
      if (loss->dimension != LKB_DIMENSION_FRACTION || loss->per != LKB_PER_NONE || loss->value < 0)
        return fail (context, LKB_FIELD_COST_OF_DELAY, LKB_MISSING_INVALID);
      return loss->value * result->chance_late;
    }
  per_second = get_loss_per_second (context, loss);
  return per_second * result->overshoot;
}

void
lkb_cost_of_delay_build (LkbAnalysisContext *context)
{
  LkbAnalysis *analysis = context->analysis;
  LkbCostOfDelay *result = &analysis->cost_of_delay;
  const LkbValue *record = get_record (context);
  const LkbQuantity *value, *loss;
  double hours, share;

  result->per_hour = result->per_month = result->overshoot = result->chance_late = NAN;
  result->delay = result->total = result->per_week_twice = NAN;
  if (record == NULL)
    {
      fail (context, LKB_FIELD_COST_OF_DELAY, LKB_MISSING_FIELD);
      return;
    }

  result->curve = get_curve (record);
  value = lkb_value_get_member_quantity (record, "value");
  loss = lkb_value_get_member_quantity (record, "loss");
  if (value == NULL || value->dimension != LKB_DIMENSION_MONEY || value->value < 0)
    {
      fail (context, LKB_FIELD_COST_OF_DELAY, LKB_MISSING_INVALID);
      return;
    }
  hours = get_hours_of (value->per);
  if (!(hours > 0))
    {
      fail (context, LKB_FIELD_COST_OF_DELAY, LKB_MISSING_PERIOD);
      return;
    }
  result->currency = lkb_analysis_intern (analysis, value->currency);

  if (result->curve == LKB_DELAY_DELIVERY)
    {
      result->per_hour = value->value / hours;
      result->per_month = result->per_hour * LKB_HOURS_PER_MONTH;
      if (loss != NULL && loss->dimension == LKB_DIMENSION_TIME && loss->value > 0)
        {
          double weeks = loss->value / 3600 / HOURS_PER_WEEK;

          result->delay = loss->value;
          result->total = result->per_hour * loss->value / 3600;
          result->per_week_twice = result->per_hour * HOURS_PER_WEEK / weeks;
        }
      return;
    }

  share = get_lost_share (context, result, loss);
  if (isfinite (share))
    {
      result->per_hour = value->value / hours * share;
      result->per_month = result->per_hour * LKB_HOURS_PER_MONTH;
    }
  else if (result->missing.n == 0 && !context->options.quick)
    {
      const LkbMissingList *rows = analysis->primary.latency != NULL
                                       ? &analysis->primary.latency->missing
                                       : &analysis->primary.freshness->missing;

      /* The reasons are those of the time it rests on. */
      result->missing = *rows;
      if (rows->n == 0)
        fail (context, LKB_FIELD_KPIS, LKB_MISSING_NO_FIGURES);
    }
}
