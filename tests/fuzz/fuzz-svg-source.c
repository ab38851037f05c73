/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fuzz.h"

#include "core/formats/lkb-svg-source.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new_static (data, size);
  g_autoptr (GBytes) found = NULL;
  g_autoptr (GError) error = NULL;

  lkb_svg_source_sniff (input);
  found = lkb_svg_source_find ("input", input, &error);
  g_assert ((found == NULL) == (error != NULL));
  return 0;
}
