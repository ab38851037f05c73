/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-quantity.h"

#include <string.h>

#include "lkb-quantity-private.h"

static gsize
measure_digits (const char *p)
{
  gsize n = 0;

  while (g_ascii_isdigit (p[n]))
    n++;
  return n;
}

/* The spaces that stand between groups of digits, in the locales that group by a space. */
static gsize
measure_grouping_space (const char *p)
{
  static const char *const spaces[] = { " ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89" };

  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    if (g_str_has_prefix (p, spaces[i]))
      return strlen (spaces[i]);
  return 0;
}

/* The length of the locale's grouping sign at @p, or 0. Whoever groups by one kind of space types another:
 * no keyboard has the narrow one; likewise for the apostrophes. */
static gsize
measure_grouping (const char *p, const char *grouping)
{
  static const char *const apostrophes[] = { "'", "\xe2\x80\x99" };

  if (*grouping == '\0')
    return 0;
  if (g_str_has_prefix (p, grouping))
    return strlen (grouping);
  if (measure_grouping_space (grouping) > 0)
    return measure_grouping_space (p);
  for (guint i = 0; i < G_N_ELEMENTS (apostrophes); i++)
    if (g_str_equal (grouping, apostrophes[i]) && g_str_has_prefix (p, apostrophes[1 - i]))
      return strlen (apostrophes[1 - i]);
  return 0;
}

/* Reads the number at *@p, which is at a digit, and appends it to @out in C notation. */
static gboolean
convert_number (const char **p, const char *decimal, const char *grouping, GString *out)
{
  const char *q = *p;
  gsize n = measure_digits (q);
  gsize sign;
  gboolean grouped = FALSE;
  /* No number has a group before its first digit that counts: "0.500" is a half. */
  gboolean may_group = n <= 3 && *q != '0';

  g_string_append_len (out, q, n);
  q += n;
  while (may_group && (sign = measure_grouping (q, grouping)) > 0 && measure_digits (q + sign) == 3)
    {
      g_string_append_c (out, ',');
      g_string_append_len (out, q + sign, 3);
      q += sign + 3;
      grouped = TRUE;
    }

  if (g_str_has_prefix (q, decimal))
    sign = strlen (decimal);
  else
    sign = *q == '.' && !(grouped && *grouping == '.') ? 1 : 0;
  n = sign > 0 ? measure_digits (q + sign) : 0;
  if (n > 0)
    {
      g_string_append_c (out, '.');
      g_string_append_len (out, q + sign, n);
      q += sign + n;
    }

  /* A sign that is left over was not understood: neither "1,5" in English nor "1.2.3" anywhere. */
  if (*q == '.' || *q == ',' || (g_str_has_prefix (q, decimal) && *decimal != '\0'))
    return FALSE;
  *p = q;
  return TRUE;
}

/* The whole text with its numbers in C notation; NULL when one isn't understood. */
static char *
convert_numbers (const char *text, const char *decimal, const char *grouping)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *p = text;

  while (*p != '\0')
    {
      gboolean starts_number = g_ascii_isdigit (*p);

      if (starts_number)
        {
          if (!convert_number (&p, decimal, grouping, out))
            return NULL;
          continue;
        }
      /* ".5" and ",5" lack only their nought. */
      if ((*p == '.' || g_str_has_prefix (p, decimal)) && (p == text || !g_ascii_isalnum (p[-1])))
        {
          gsize sign = *p == '.' ? 1 : strlen (decimal);

          if (measure_digits (p + sign) == 0)
            return NULL;
          g_string_append (out, "0.");
          p += sign;
          g_string_append_len (out, p, measure_digits (p));
          p += measure_digits (p);
          if (*p == '.' || *p == ',')
            return NULL;
          continue;
        }
      /* p99.9: the letter before makes it no number of the locale, but the sign may be. */
      g_string_append_c (out, *p++);
    }
  return g_strdup (out->str);
}

/* Where the slash of a pair stands ("40/120 ms"), or NULL: it is the one before a number. */
static const char *
find_pair_slash (const char *text)
{
  for (const char *p = strchr (text, '/'); p != NULL; p = strchr (p + 1, '/'))
    {
      const char *q = p + 1;
      gsize space;

      while ((space = measure_grouping_space (q)) > 0)
        q += space;
      if (g_ascii_isdigit (*q))
        return p;
    }
  return NULL;
}

/* The denominators that are written after a slash; the rest reads better after "per". */
static gboolean
is_short_denominator (const char *per)
{
  static const char *const names[] = { "s", "min", "h", "day" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (per, names[i]))
      return TRUE;
  return FALSE;
}

static const char *
spell_out (const char *unit)
{
  static const char *const names[][2] = {
    { "mo", "month" }, { "y", "year" }, { "yr", "year" }, { "KB", "kB" },
    { "hr", "h" },     { "hrs", "h" },  { "secs", "s" },  { "mins", "min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (unit, names[i][0]))
      return names[i][1];
  return unit;
}

/* Writes the parts out in the one form that files get. */
static char *
write_parts (const LkbQuantityParts *parts, gboolean slash)
{
  GString *out = g_string_new (NULL);
  const char *per = spell_out (parts->per);
  gboolean is_code = strlen (parts->currency) == 3 && g_ascii_isupper (parts->currency[0]);

  if (parts->comparator[0] != '\0')
    g_string_append_printf (out, "%s ", parts->comparator);
  if (parts->currency[0] != '\0' && !parts->currency_after)
    g_string_append_printf (out, "%s%s", parts->currency, is_code ? " " : "");
  g_string_append (out, parts->number);
  if (parts->multiplier[0] != '\0')
    g_string_append_printf (out, " %s", parts->multiplier);
  if (parts->currency_after)
    g_string_append_printf (out, " %s", parts->currency);
  if (parts->unit[0] != '\0')
    g_string_append_printf (out, " %s", spell_out (parts->unit));
  if (per[0] != '\0')
    g_string_append_printf (out, slash ? "/%s" : " per %s", per);
  if (parts->stat[0] != '\0')
    g_string_append_printf (out, " @ %s", parts->stat);
  if (parts->evidence[0] != '\0')
    g_string_append_printf (out, " (%s)", parts->evidence);
  return g_string_free (out, FALSE);
}

/* Fills in what the box knows and a shorthand leaves out. FALSE when nothing can be assumed. */
static gboolean
complete_parts (LkbQuantityParts *parts, const LkbQuantity *quantity, LkbDimension dimension,
                gboolean is_pair)
{
  gboolean is_bare = parts->unit[0] == '\0' && parts->currency[0] == '\0';
  gboolean has_per = parts->per[0] != '\0';

  if (!is_bare)
    return TRUE;
  switch (dimension)
    {
    case LKB_DIMENSION_TIME:
      /* A pair is a latency, and said in milliseconds; a single number could be anything. */
      if (!is_pair || has_per || parts->multiplier[0] != '\0')
        return FALSE;
      strcpy (parts->unit, "ms");
      return TRUE;
    case LKB_DIMENSION_RATE:
      if (!has_per)
        {
          strcpy (parts->per, "s");
          parts->has_slash = TRUE;
        }
      return TRUE;
    case LKB_DIMENSION_MONEY:
      strcpy (parts->currency, "$");
      return TRUE;
    case LKB_DIMENSION_FRACTION:
      if (!has_per && quantity->value > 1)
        strcpy (parts->unit, "%");
      return TRUE;
    case LKB_DIMENSION_SIZE:
    case LKB_DIMENSION_BANDWIDTH:
      return FALSE;
    case LKB_DIMENSION_COUNT:
    case LKB_DIMENSION_ANY:
    case LKB_N_DIMENSIONS:
    default:
      return TRUE;
    }
}

/* One quantity of a shorthand in C notation, written out; NULL when it isn't understood. */
static char *
expand (const char *text, LkbDimension dimension, gboolean is_pair)
{
  LkbQuantity quantity;
  LkbQuantityParts parts;
  g_autofree char *written = NULL;
  gboolean slash;

  if (!lkb_quantity_parse_parts (text, TRUE, &quantity, &parts))
    return NULL;
  if (!complete_parts (&parts, &quantity, dimension, is_pair))
    return NULL;

  /* Of a bare number per time the word that joins them decides what it is. */
  slash = parts.has_slash && quantity.dimension != LKB_DIMENSION_MONEY
          && is_short_denominator (parts.per);
  if (parts.unit[0] == '\0' && dimension == LKB_DIMENSION_RATE)
    slash = TRUE;
  else if (parts.unit[0] == '\0' && dimension == LKB_DIMENSION_FRACTION)
    slash = FALSE;
  if (dimension == LKB_DIMENSION_MONEY)
    slash = FALSE;
  written = write_parts (&parts, slash);

  /* What is written into a file must be read from it, with the dimension of the box. */
  if (!lkb_quantity_parse_as (written, dimension, &quantity))
    return NULL;
  return g_steal_pointer (&written);
}

/* What the second of a pair says after its number, for a first that is a number alone. */
static const char *
find_tail (const char *text)
{
  const char *p = text;
  gsize space;

  while ((space = measure_grouping_space (p)) > 0)
    p += space;
  while (g_ascii_isdigit (*p) || *p == '.' || *p == ',')
    p++;
  return p;
}

static gboolean
expand_pair (const char *text, const char *slash, LkbDimension dimension, char **first,
             char **second)
{
  g_autofree char *left = g_strndup (text, slash - text);
  g_autofree char *joined = NULL;

  g_strstrip (left);
  if (*find_tail (left) == '\0')
    joined = g_strconcat (left, find_tail (slash + 1), NULL);

  *first = expand (joined != NULL ? joined : left, dimension, TRUE);
  *second = expand (slash + 1, dimension, TRUE);
  if (*first != NULL && *second != NULL && strchr (*first, '@') == NULL
      && strchr (*second, '@') == NULL)
    return TRUE;
  g_clear_pointer (first, g_free);
  g_clear_pointer (second, g_free);
  return FALSE;
}

gboolean
lkb_quantity_parse_shorthand (const char *text, const char *decimal, const char *grouping,
                              LkbDimension dimension, char **first, char **second)
{
  g_autofree char *plain = NULL;
  const char *slash;

  g_return_val_if_fail (text != NULL && decimal != NULL && grouping != NULL, FALSE);
  g_return_val_if_fail (first != NULL && second != NULL, FALSE);

  *first = NULL;
  *second = NULL;
  if (strnlen (text, LKB_QUANTITY_MAX_BYTES + 1) > LKB_QUANTITY_MAX_BYTES
      || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  plain = convert_numbers (text, *decimal != '\0' ? decimal : ".", grouping);
  if (plain == NULL)
    return FALSE;

  slash = find_pair_slash (plain);
  if (slash != NULL)
    return expand_pair (plain, slash, dimension, first, second);
  *first = expand (plain, dimension, FALSE);
  return *first != NULL;
}
