/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-quantity-entry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-quantity.h"

/* (transfer full) (nullable): what was understood, in the person's number format. */
static char *
dup_echo (LkbEditContext *context, const char *text, LkbDimension dimension)
{
  LkbQuantity quantity;
  g_autofree char *line = NULL;

  if (!lkb_quantity_parse_as (text, dimension, &quantity))
    return NULL;
  line = lkb_format_quantity (&quantity);
  return lkb_text_to_locale (line, context->decimal, context->grouping);
}

static char *
dup_complaint (LkbEditContext *context, LkbDimension dimension)
{
  g_autofree char *example = lkb_text_to_locale (lkb_dimension_get_example (dimension),
                                                 context->decimal, context->grouping);

  /* Translators: below a box; %s is an example such as "120 ms". */
  return g_strdup_printf (_ ("not understood: e.g. %s"), example);
}

struct _LkbQuantityEntry
{
  LkbTypedBox parent_instance;
};

G_DEFINE_FINAL_TYPE (LkbQuantityEntry, lkb_quantity_entry, LKB_TYPE_TYPED_BOX)

static char *
quantity_to_text (LkbTypedBox *self, const LkbValue *value)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));

  return lkb_text_to_locale (lkb_value_get_text (value), context->decimal, context->grouping);
}

static LkbValue *
quantity_from_text (LkbTypedBox *self, const char *text, gboolean *understood)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (self));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *trimmed = NULL;

  if (lkb_quantity_parse_shorthand (text, context->decimal, context->grouping, info->dimension,
                                    &first, &second)
      && second == NULL)
    {
      LkbQuantity quantity;

      *understood = lkb_quantity_parse_as (first, info->dimension, &quantity);
      return lkb_value_new_quantity (first);
    }
  *understood = FALSE;
  trimmed = g_strstrip (g_strdup (text));
  return lkb_value_new_quantity (trimmed);
}

static char *
quantity_echo (LkbTypedBox *self, const char *text)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (self));
  gboolean understood;
  g_autoptr (LkbValue) value = quantity_from_text (self, text, &understood);

  return dup_echo (context, lkb_value_get_text (value), info->dimension);
}

static char *
quantity_complain (LkbTypedBox *self)
{
  return dup_complaint (lkb_value_editor_get_context (LKB_VALUE_EDITOR (self)),
                        lkb_value_editor_get_info (LKB_VALUE_EDITOR (self))->dimension);
}

static void
lkb_quantity_entry_class_init (LkbQuantityEntryClass *klass)
{
  LkbTypedBoxClass *box_class = LKB_TYPED_BOX_CLASS (klass);

  box_class->to_text = quantity_to_text;
  box_class->from_text = quantity_from_text;
  box_class->echo = quantity_echo;
  box_class->complain = quantity_complain;
  box_class->after_pause = TRUE;
}

static void
lkb_quantity_entry_init (LkbQuantityEntry *self)
{
}

GtkWidget *
lkb_quantity_entry_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbQuantityEntry *self = g_object_new (LKB_TYPE_QUANTITY_ENTRY, NULL);

  lkb_typed_box_build (LKB_TYPED_BOX (self), context, info, FALSE, FALSE);
  return GTK_WIDGET (self);
}

struct _LkbLatencyBox
{
  LkbTypedBox parent_instance;
};

G_DEFINE_FINAL_TYPE (LkbLatencyBox, lkb_latency_box, LKB_TYPE_TYPED_BOX)

/* "40 ms" → "40" and "ms": a plain number and its unit, without comparator, statistic or evidence. */
static gboolean
split_plain (const char *text, char **number, char **unit)
{
  gsize n = strspn (text, "0123456789.");
  const char *rest = text + n;

  while (*rest == ' ')
    rest++;
  if (n == 0 || *rest == '\0' || strspn (rest, "abcdefghijklmnopqrstuvwxyzµμ") != strlen (rest))
    return FALSE;
  *number = g_strndup (text, n);
  *unit = g_strdup (rest);
  return TRUE;
}

static char *
join_pair (const char *p50, const char *p95)
{
  g_autofree char *number_50 = NULL;
  g_autofree char *number_95 = NULL;
  g_autofree char *unit_50 = NULL;
  g_autofree char *unit_95 = NULL;

  if (*p95 == '\0')
    return strchr (p50, '@') != NULL ? g_strdup (p50) : g_strconcat (p50, " @ p50", NULL);
  if (*p50 == '\0')
    return g_strdup (p95);
  if (split_plain (p50, &number_50, &unit_50) && split_plain (p95, &number_95, &unit_95)
      && g_str_equal (unit_50, unit_95))
    return g_strdup_printf ("%s/%s %s", number_50, number_95, unit_50);
  return g_strdup_printf ("%s / %s", p50, p95);
}

static char *
latency_to_text (LkbTypedBox *self, const LkbValue *value)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  g_autofree char *joined = join_pair (lkb_value_get_nth_text (value, 0),
                                       lkb_value_get_nth_text (value, 1));

  return lkb_text_to_locale (joined, context->decimal, context->grouping);
}

/* "40 ms @ p50" → "40 ms": the field says the rest. */
static char *
strip_statistic (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL ? g_strchomp (g_strndup (text, at - text)) : g_strdup (text);
}

static LkbValue *
latency_from_text (LkbTypedBox *self, const char *text, gboolean *understood)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *plain = NULL;
  const char *pair[2] = { "", "" };
  LkbQuantity quantity;

  *understood = FALSE;
  if (!lkb_quantity_parse_shorthand (text, context->decimal, context->grouping, LKB_DIMENSION_TIME,
                                     &first, &second))
    {
      plain = g_strstrip (g_strdup (text));
      pair[1] = plain;
      return lkb_value_new_text_list (pair, 2);
    }
  *understood = lkb_quantity_parse_as (first, LKB_DIMENSION_TIME, &quantity);
  if (second != NULL)
    {
      LkbQuantity other;

      *understood = *understood && lkb_quantity_parse_as (second, LKB_DIMENSION_TIME, &other);
      pair[0] = first;
      pair[1] = second;
    }
  else if (*understood && quantity.stat == LKB_STAT_PERCENTILE && quantity.percentile == 0.5
           && quantity.evidence == LKB_EVIDENCE_NONE)
    {
      plain = strip_statistic (first);
      pair[0] = plain;
    }
  else
    {
      pair[1] = first;
    }
  return lkb_value_new_text_list (pair, 2);
}

static char *
latency_echo (LkbTypedBox *self, const char *text)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  gboolean understood;
  g_autoptr (LkbValue) value = latency_from_text (self, text, &understood);
  g_autofree char *p50 = dup_echo (context, lkb_value_get_nth_text (value, 0), LKB_DIMENSION_TIME);
  g_autofree char *p95 = dup_echo (context, lkb_value_get_nth_text (value, 1), LKB_DIMENSION_TIME);

  if (p50 != NULL && p95 != NULL)
    return g_strdup_printf (_ ("p50 %s · p95 %s"), p50, p95);
  if (p50 != NULL)
    return g_strdup_printf (_ ("p50 %s"), p50);
  return p95 != NULL ? g_strdup_printf (_ ("p95 %s"), p95) : NULL;
}

static char *
latency_complain (LkbTypedBox *self)
{
  /* Translators: below the box for latency; keep "40/120 ms". */
  return g_strdup (_ ("not understood: e.g. 40/120 ms"));
}

static void
lkb_latency_box_class_init (LkbLatencyBoxClass *klass)
{
  LkbTypedBoxClass *box_class = LKB_TYPED_BOX_CLASS (klass);

  box_class->to_text = latency_to_text;
  box_class->from_text = latency_from_text;
  box_class->echo = latency_echo;
  box_class->complain = latency_complain;
  box_class->after_pause = TRUE;
}

static void
lkb_latency_box_init (LkbLatencyBox *self)
{
}

GtkWidget *
lkb_latency_box_new (LkbEditContext *context)
{
  LkbLatencyBox *self = g_object_new (LKB_TYPE_LATENCY_BOX, NULL);

  lkb_typed_box_build (LKB_TYPED_BOX (self), context, lkb_field_get_info (LKB_FIELD_LATENCY_P95),
                       FALSE, FALSE);
  lkb_typed_box_set_placeholder (LKB_TYPED_BOX (self), "40/120 ms");
  return GTK_WIDGET (self);
}
