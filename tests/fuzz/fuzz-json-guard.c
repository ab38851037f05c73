/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fuzz.h"

#include <string.h>

#include "core/base/lkb-error.h"
#include "core/base/lkb-json-guard.h"

/* Text that the guard passes is taken apart; text that it refuses is refused with one proper line. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  LkbJsonSpan root;

  if (lkb_json_guard_check ((const char *) data, size, NULL, &root, &error))
    {
      g_autoptr (JsonNode) node = NULL;

      g_assert (root.length > 0 && root.offset + root.length <= size);
      node = lkb_json_span_parse ((const char *) data, root, NULL);
      g_assert (node != NULL);
    }
  else
    {
      g_assert (error != NULL && error->domain == LKB_INPUT_ERROR);
      g_assert (g_utf8_validate (error->message, -1, NULL));
      g_assert (strchr (error->message, '\n') == NULL && strlen (error->message) < 600);
    }
  return 0;
}
