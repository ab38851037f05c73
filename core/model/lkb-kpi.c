/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-kpi.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-proposal.h"

#define WORDS_MAX 6 /* of a quantity */

const char *
lkb_kpi_get_usual_name (LkbDimension dimension)
{
  switch (dimension)
    {
    case LKB_DIMENSION_TIME:
      return _ ("time to insight");
    case LKB_DIMENSION_RATE:
      return _ ("throughput");
    case LKB_DIMENSION_MONEY:
      return _ ("cost");
    case LKB_DIMENSION_ANY:
    case LKB_DIMENSION_SIZE:
    case LKB_DIMENSION_BANDWIDTH:
    case LKB_DIMENSION_FRACTION:
    case LKB_DIMENSION_COUNT:
    case LKB_N_DIMENSIONS:
    default:
      return _ ("completeness");
    }
}

char *
lkb_kpi_format_target (const LkbQuantity *quantity)
{
  LkbQuantity target;

  g_return_val_if_fail (quantity != NULL, NULL);
  target = *quantity;
  target.evidence = LKB_EVIDENCE_NONE;
  if (target.comparator == LKB_COMPARATOR_NONE || target.comparator == LKB_COMPARATOR_ABOUT)
    target.comparator = target.dimension == LKB_DIMENSION_TIME
                                || target.dimension == LKB_DIMENSION_MONEY
                            ? LKB_COMPARATOR_LE
                            : LKB_COMPARATOR_GE;
  if (target.dimension == LKB_DIMENSION_TIME && target.stat == LKB_STAT_NONE)
    {
      target.stat = LKB_STAT_PERCENTILE;
      target.percentile = 0.95;
    }
  return lkb_format_quantity (&target);
}

gboolean
lkb_kpi_match (const char *const *words, LkbDimension dimension, const char *decimal,
               const char *grouping, LkbQuantity *quantity, char **text, guint *n_words)
{
  g_return_val_if_fail (words != NULL && quantity != NULL, FALSE);
  g_return_val_if_fail (text != NULL && n_words != NULL, FALSE);

  for (guint n = MIN (WORDS_MAX, g_strv_length ((char **) words)); n > 0; n--)
    {
      g_autoptr (GString) run = g_string_new (NULL);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (run, "%s%s", i > 0 ? " " : "", words[i]);
      /* The end of a sentence, unless that is a bracket of the quantity. */
      while (run->len > 0 && strchr (",.;:!?)", run->str[run->len - 1]) != NULL
             && !lkb_quantity_parse (run->str, quantity))
        g_string_truncate (run, run->len - 1);
      if (run->len == 0)
        continue;
      if (lkb_quantity_parse (run->str, quantity))
        first = g_strdup (run->str);
      else if (!lkb_quantity_parse_shorthand (run->str, decimal, grouping, dimension, &first,
                                              &second)
               || second != NULL || !lkb_quantity_parse (first, quantity))
        continue;
      if (quantity->dimension != dimension || !quantity->has_unit)
        continue;
      *text = g_steal_pointer (&first);
      *n_words = n;
      return TRUE;
    }
  return FALSE;
}

/* Whether @name ends with one of @list, "within|at most|…"; takes it off. */
static gboolean
take_off (GString *name, const char *list)
{
  g_auto (GStrv) endings = g_strsplit (list, "|", -1);

  for (guint i = 0; endings[i] != NULL; i++)
    {
      g_autofree char *folded = g_utf8_casefold (endings[i], -1);
      gsize n = strlen (endings[i]);
      g_autofree char *end = NULL;

      if (n == 0 || name->len < n || (name->len > n && name->str[name->len - n - 1] != ' '))
        continue;
      end = g_utf8_casefold (name->str + name->len - n, -1);
      if (strcmp (end, folded) != 0)
        continue;
      g_string_truncate (name, name->len > n ? name->len - n - 1 : 0);
      return TRUE;
    }
  return FALSE;
}

/* What the words before a quantity say of it, taken off them. */
static LkbComparator
take_comparator (GString *name)
{
  while (name->len > 0 && strchr (" :,=-", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  if (take_off (name, "within|in|under|below|less than|at most|no more than|up to|max")
      /* Translators: words before the limit of a KPI that is typed as one line, “answers within 3 s”; longer ones first. */
      || take_off (name, C_ ("at most", "within|in|under|below|at most|up to|max")))
    return LKB_COMPARATOR_LE;
  if (take_off (name, "at least|over|above|more than|no less than|min")
      /* Translators: the same for “availability at least 99.9 %” */
      || take_off (name, C_ ("at least", "at least|over|above|more than|min")))
    return LKB_COMPARATOR_GE;
  return LKB_COMPARATOR_NONE;
}

typedef struct
{
  char *name; /* "" when there is none */
  char *target; /* (nullable) */
  LkbDimension dimension;
} Parts;

static void
clear_parts (Parts *parts)
{
  g_free (parts->name);
  g_free (parts->target);
}

static void
split (const char *line, const char *decimal, const char *grouping, Parts *parts)
{
  static const LkbDimension wanted[] = { LKB_DIMENSION_TIME, LKB_DIMENSION_FRACTION,
                                         LKB_DIMENSION_MONEY, LKB_DIMENSION_RATE,
                                         LKB_DIMENSION_SIZE };
  g_autofree char *clean = lkb_text_one_line (line);
  g_auto (GStrv) words = g_strsplit (clean, " ", -1);
  GString *name = g_string_new (NULL);
  LkbComparator comparator;
  LkbQuantity quantity = { 0 };
  g_autofree char *text = NULL;
  guint n = 0, at = 0;

  for (guint d = 0; d < G_N_ELEMENTS (wanted) && text == NULL; d++)
    for (at = 0; words[at] != NULL; at++)
      if (lkb_kpi_match ((const char *const *) words + at, wanted[d], decimal, grouping, &quantity,
                         &text, &n))
        break;
  for (guint i = 0; i < at; i++)
    g_string_append_printf (name, "%s%s", i > 0 ? " " : "", words[i]);
  if (text != NULL)
    {
      comparator = take_comparator (name);
      if (quantity.comparator == LKB_COMPARATOR_NONE && comparator != LKB_COMPARATOR_NONE)
        quantity.comparator = comparator;
      else
        comparator = LKB_COMPARATOR_NONE;
      for (guint i = at + n; words[i] != NULL; i++)
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", words[i]);
      parts->dimension = quantity.dimension;
      parts->target = comparator == LKB_COMPARATOR_NONE
                              && quantity.comparator != LKB_COMPARATOR_NONE
                              && (quantity.dimension != LKB_DIMENSION_TIME
                                  || quantity.stat != LKB_STAT_NONE)
                          ? g_steal_pointer (&text)
                          : lkb_kpi_format_target (&quantity);
    }
  parts->name = lkb_text_one_line (name->str);
  g_string_free (name, TRUE);
}

char *
lkb_kpi_dup_line (const LkbValue *kpi)
{
  const char *name = kpi != NULL ? lkb_value_get_member_text (kpi, "name") : NULL;
  const char *target = kpi != NULL ? lkb_value_get_member_text (kpi, "target") : NULL;
  g_autofree char *line = g_strdup_printf ("%s %s", name != NULL ? name : "",
                                           target != NULL ? target : "");

  return lkb_text_one_line (line);
}

static LkbValue *
build_new (LkbBoard *board, const Parts *parts)
{
  LkbRecordBuilder *builder = lkb_record_builder_new (lkb_field_get_info (LKB_FIELD_KPIS)->members);
  g_autoptr (LkbValue) primary = lkb_value_new_boolean (TRUE);
  const char *ends[2];
  static const char *const keys[2] = { "from", "to" };

  lkb_propose_clock (board, &ends[0], &ends[1]);
  lkb_record_builder_set (builder, "primary", primary);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LkbValue) end = ends[i] != NULL ? lkb_value_new_text (ends[i]) : NULL;

      lkb_record_builder_set (builder, keys[i], end);
    }
  if (parts->target != NULL)
    {
      g_autoptr (LkbValue) target = lkb_value_new_quantity (parts->target);

      lkb_record_builder_set (builder, "target", target);
    }
  if (*parts->name != '\0' || parts->target != NULL)
    {
      g_autoptr (LkbValue) name = lkb_value_new_text (
          *parts->name != '\0' ? parts->name : lkb_kpi_get_usual_name (parts->dimension));

      lkb_record_builder_set (builder, "name", name);
    }
  return lkb_record_builder_end (builder);
}

LkbValue *
lkb_kpi_parse (LkbBoard *board, const char *line, const char *decimal, const char *grouping,
               const LkbValue *before)
{
  g_autofree char *line_before = NULL;
  Parts parts = { NULL, NULL, LKB_DIMENSION_ANY }, old = { NULL, NULL, LKB_DIMENSION_ANY };
  LkbValue *kpi = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board) && line != NULL, NULL);
  g_return_val_if_fail (decimal != NULL && grouping != NULL, NULL);

  if (lkb_text_is_blank (line))
    return NULL;
  split (line, decimal, grouping, &parts);
  if (before == NULL)
    {
      kpi = build_new (board, &parts);
    }
  else
    {
      LkbRecordBuilder *builder = lkb_record_builder_new_from (
          lkb_field_get_info (LKB_FIELD_KPIS)->members, before);

      /* Parts that read as before keep what they really are. */
      line_before = lkb_kpi_dup_line (before);
      split (line_before, decimal, grouping, &old);
      if (*parts.name != '\0' && strcmp (parts.name, old.name) != 0)
        {
          g_autoptr (LkbValue) name = lkb_value_new_text (parts.name);

          lkb_record_builder_set (builder, "name", name);
        }
      if (g_strcmp0 (parts.target, old.target) != 0)
        {
          g_autoptr (LkbValue) target = parts.target != NULL ? lkb_value_new_quantity (parts.target)
                                                             : NULL;

          lkb_record_builder_set (builder, "target", target);
        }
      kpi = lkb_record_builder_end (builder);
      clear_parts (&old);
    }
  clear_parts (&parts);
  return kpi;
}

char *
lkb_kpi_dup_echo (const LkbValue *kpi)
{
  const LkbFieldInfo *members = lkb_field_get_info (LKB_FIELD_KPIS)->members;
  const LkbQuantity *quantity = kpi != NULL ? lkb_value_get_member_quantity (kpi, "target") : NULL;
  GString *echo = g_string_new (NULL);

  for (guint i = 0; kpi != NULL && members[i].key != NULL; i++)
    {
      const char *text = lkb_value_get_member_text (kpi, members[i].key);
      g_autofree char *shown = NULL;

      if (lkb_text_is_blank (text)
          || (!g_str_equal (members[i].key, "name") && !g_str_equal (members[i].key, "target")))
        continue;
      shown = g_str_equal (members[i].key, "target") && quantity != NULL
                  ? lkb_format_quantity (quantity)
                  : lkb_text_one_line (text);
      g_string_append_printf (echo, "%s%s: %s", echo->len > 0 ? "  ·  " : "", _ (members[i].label),
                              shown);
    }
  if (quantity == NULL)
    g_string_append_printf (echo, "%s%s", echo->len > 0 ? "  ·  " : "",
                            _ ("no number yet, such as “within 3 s p95”"));
  return g_string_free (echo, FALSE);
}
