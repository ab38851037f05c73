/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fuzz.h"

#include "core/formats/lkb-source.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new_static (data, size);
  g_auto (LkbSource) source = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean found = lkb_source_find ("input", input, &source, &error);

  g_assert (found == (source.text != NULL) && found == (error == NULL));
  return 0;
}
