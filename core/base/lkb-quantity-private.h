/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-quantity.h"

G_BEGIN_DECLS

/* Longest text of a quantity, in bytes; longer ones are not understood. */
#define LKB_QUANTITY_MAX_BYTES 240
/* Longest number, in bytes, with its grouping commas. */
#define LKB_QUANTITY_MAX_NUMBER 64

/* How a quantity was written, so that a shorthand can be written out in full. All members are as typed,
 * "" where left out. */
typedef struct
{
  char comparator[4];
  char currency[8]; /* sign or code, before or after the number */
  gboolean currency_after;
  char number[LKB_QUANTITY_MAX_NUMBER + 1];
  char multiplier[4];
  char unit[LKB_QUANTITY_MAX_BYTES + 1]; /* "ms", "%", "events"; "" for money and bare numbers */
  gboolean has_slash; /* the denominator came after / and not after "per" */
  char per[32]; /* "s", "M events" */
  char stat[24]; /* "p95", "by 07:00" */
  char evidence[16]; /* "target", without its parentheses */
} LkbQuantityParts;

/* As lkb_quantity_parse(), and says how it was written. @lenient also takes what entry boxes allow: K, KB,
 * "mo", a statistic without @. @parts is (out caller-allocates). */
gboolean lkb_quantity_parse_parts (const char *text, gboolean lenient, LkbQuantity *quantity,
                                   LkbQuantityParts *parts);

/* Whether the @length bytes at @p are @name. */
gboolean lkb_word_is (const char *p, gsize length, const char *name);

/* value in the canonical unit = number × 10^exponent × factor: powers of ten are joined to the text of
 * the number before it is converted, so that 99.9 % is exactly 0.999. */
typedef struct
{
  const char *name;
  LkbDimension dimension;
  int exponent;
  double factor;
  LkbPer per; /* of a time: the denominator it makes */
  const char *noun; /* of a rate */
} LkbUnit;

/* A denominator that is not a time. */
typedef struct
{
  const char *name;
  LkbPer per;
  int exponent; /* value = as written × 10^exponent */
} LkbThing;

/* The unit, thing or multiplier called by the word of @length bytes at @p, or NULL. */
const LkbUnit *lkb_unit_find (const char *p, gsize length, gboolean lenient);
const LkbThing *lkb_thing_find (const char *p, gsize length);
/* k, M, G or bn; @exponent gets its power of ten. @lenient also takes K for k. */
const char *lkb_multiplier_find (const char *p, gsize length, gboolean lenient, int *exponent);

/* Whether a word may be (part of) the noun of a count: not one of the grammar, nor a misspelt unit. */
gboolean lkb_word_is_noun (const char *p, gsize length);

/* Whether @symbol (an ISO 4217 code or one of $ € £, @length bytes) is a currency; @code gets its code. */
gboolean lkb_currency_lookup (const char *symbol, gsize length, char code[4]);

/* Seconds of a denominator that is a time, 0 of any other. */
double lkb_per_get_seconds (LkbPer per);

G_END_DECLS
