/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-element.h"

#include <string.h>

/*
 * A rank is the fraction 0.d1d2d3… in base 36, digits '0' to '9' and 'a' to 'z' (which strcmp() sorts in this
 * order), never ending in '0': so there is room between any two, and equal fractions are equal strings. The first
 * WHOLE digits count elements, so that adding at either end keeps ranks short.
 */
#define BASE 36
#define WHOLE 5
#define WHOLE_MAX (36u * 36u * 36u * 36u * 36u - 1)
#define WHOLE_FIRST                                                                                \
  (36u * 36u * 36u * 36u) /* leaves as many places in front of the first element */

static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static guint
digit_value (char c)
{
  return c <= '9' ? (guint) (c - '0') : (guint) (c - 'a') + 10;
}

static guint
get_whole (const char *rank)
{
  guint whole = 0;
  gsize n = strlen (rank);
  for (gsize i = 0; i < WHOLE; i++)
    whole = whole * BASE + (i < n ? digit_value (rank[i]) : 0);
  return whole;
}

static char *
make_whole (guint whole)
{
  char rank[WHOLE + 2];
  for (int i = WHOLE - 1; i >= 0; i--)
    {
      rank[i] = digits[whole % BASE];
      whole /= BASE;
    }
  rank[WHOLE] = 'i';
  rank[WHOLE + 1] = '\0';
  return g_strdup (rank);
}

gboolean
lkb_rank_is_valid (const char *rank)
{
  gsize n;

  g_return_val_if_fail (rank != NULL, FALSE);
  n = strlen (rank);
  return n > 0 && strspn (rank, digits) == n && rank[n - 1] != '0';
}

char *
lkb_rank_between (const char *before, const char *after)
{
  GString *rank;
  gsize n_before = before != NULL ? strlen (before) : 0;
  gboolean bounded = after != NULL;

  g_return_val_if_fail (before == NULL || after == NULL || strcmp (before, after) < 0, NULL);
  if (before == NULL && after == NULL)
    return lkb_rank_nth (0);
  if (after == NULL && get_whole (before) < WHOLE_MAX)
    return make_whole (get_whole (before) + 1);
  if (before == NULL && get_whole (after) > 0)
    return make_whole (get_whole (after) - 1);

  rank = g_string_new (NULL);
  for (gsize i = 0;; i++)
    {
      guint low = i < n_before ? digit_value (before[i]) : 0;
      guint high = bounded ? digit_value (after[i]) : BASE;

      if (high - low > 1)
        {
          g_string_append_c (rank, digits[(low + high) / 2]);
          return g_string_free (rank, FALSE);
        }
      g_string_append_c (rank, digits[low]);
      /* One digit below @after: whatever follows stays below it. */
      if (low < high)
        bounded = FALSE;
    }
}

char *
lkb_rank_nth (guint n)
{
  g_return_val_if_fail (n <= WHOLE_MAX - WHOLE_FIRST, NULL);
  return make_whole (WHOLE_FIRST + n);
}
