/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fuzz.h"

#include <math.h>
#include <string.h>

#include "core/base/lkb-quantity.h"

/* What is understood is finite and can be said; what a shorthand gives is understood. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const locales[][2]
      = { { ".", "," }, { ",", "." }, { ",", "\xe2\x80\xaf" }, { ".", "’" } };
  g_autofree char *text = NULL;
  LkbQuantity quantity;

  if (size < 1)
    return 0;

  text = g_strndup ((const char *) data + 1, size - 1);
  if (lkb_quantity_parse (text, &quantity))
    {
      g_autofree char *said = lkb_format_quantity (&quantity);

      g_assert (isfinite (quantity.value));
      /* A noun that was cut may have lost what made it one. */
      g_assert (strlen (quantity.noun) > 26 || lkb_quantity_parse (said, &quantity));
    }
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      LkbDimension dimension = data[0] % LKB_N_DIMENSIONS;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      if (!lkb_quantity_parse_shorthand (text, locales[i][0], locales[i][1], dimension, &first,
                                         &second))
        continue;
      g_assert (lkb_quantity_parse_as (first, dimension, &quantity));
      g_assert (second == NULL || lkb_quantity_parse_as (second, dimension, &quantity));
    }
  return 0;
}
