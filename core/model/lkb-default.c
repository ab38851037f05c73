/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-default.h"

#include <math.h>

#define PRICE_PER_MONTH 500

static const struct
{
  LkbField field;
  const char *text;
} defaults[] = {
  { LKB_FIELD_LATENCY_P50, "50 ms (estimate)" }, { LKB_FIELD_LATENCY_P95, "150 ms (estimate)" },
  { LKB_FIELD_INTERVAL, "1 min (estimate)" },    { LKB_FIELD_RATE, "1 k events/s (estimate)" },
  { LKB_FIELD_WATERMARK, "10 min (estimate)" },
};

const char *
lkb_default_get_text (LkbField field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (defaults); i++)
    if (defaults[i].field == field)
      return defaults[i].text;
  return NULL;
}

char *
lkb_default_dup_price (const char *currency)
{
  g_autofree char *amount = NULL;

  g_return_val_if_fail (currency != NULL, NULL);

  amount = lkb_format_money (PRICE_PER_MONTH, currency);
  return g_strconcat (amount, " per month (estimate)", NULL);
}

static gboolean
is_default_price (const LkbValue *row)
{
  const LkbQuantity *q = lkb_value_get_member_quantity (row, "price");

  return q != NULL && q->evidence == LKB_EVIDENCE_ESTIMATE && q->per == LKB_PER_MONTH
         && fabs (q->value - PRICE_PER_MONTH) < 1e-6;
}

/* Rows of costs, and how many of them have the default price. */
static guint
count_rows (const LkbElement *element, guint *n_defaults)
{
  const LkbValue *rows = lkb_element_get (element, LKB_FIELD_COSTS);
  guint n = rows != NULL ? lkb_value_get_n (rows) : 0;

  for (guint i = 0; i < n; i++)
    if (is_default_price (lkb_value_get_nth (rows, i)))
      (*n_defaults)++;
  return n;
}

gboolean
lkb_element_has_default (const LkbElement *element, LkbField field)
{
  const char *text = lkb_default_get_text (field);
  guint n_defaults = 0;

  g_return_val_if_fail (element != NULL, FALSE);

  if (lkb_kind_get_tier (lkb_element_get_kind (element), field) == 0)
    return FALSE;
  if (field == LKB_FIELD_COSTS)
    {
      count_rows (element, &n_defaults);
      return n_defaults > 0;
    }
  return text != NULL && g_strcmp0 (lkb_element_get_text (element, field), text) == 0;
}

guint
lkb_board_count_figures (LkbBoard *board, guint *n_defaults)
{
  const GPtrArray *elements;
  guint n_figures = 0;

  g_return_val_if_fail (LKB_IS_BOARD (board) && n_defaults != NULL, 0);

  *n_defaults = 0;
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      guint n_fields;
      const LkbKindField *fields = lkb_kind_get_fields (lkb_element_get_kind (element), &n_fields);

      if (!lkb_element_is_node (element) && !lkb_element_is_edge (element))
        continue;
      for (guint k = 0; k < n_fields; k++)
        {
          LkbField field = fields[k].field;

          if (field == LKB_FIELD_COSTS)
            n_figures += count_rows (element, n_defaults);
          else if (lkb_field_get_info (field)->type == LKB_VALUE_QUANTITY
                   && lkb_element_get_quantity (element, field) != NULL)
            {
              n_figures++;
              *n_defaults += lkb_element_has_default (element, field) ? 1 : 0;
            }
        }
    }
  return n_figures;
}
