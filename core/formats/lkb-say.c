/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-say-private.h"

#include <string.h>

#include "core/base/lkb-text.h"

char *
lkb_say_dup_name (LkbBoard *board, const char *id)
{
  const LkbElement *element = id != NULL ? lkb_board_lookup (board, id) : NULL;

  return element != NULL ? lkb_element_dup_display_name (element) : g_strdup (LKB_SAY_GAP);
}

char *
lkb_say_dup_clause (const char *text)
{
  char *clause;
  gsize n;

  if (lkb_text_is_blank (text))
    return NULL;
  clause = lkb_text_one_line (text);
  n = strlen (clause);
  while (n > 0 && strchr (".;, ", clause[n - 1]) != NULL)
    clause[--n] = '\0';
  return clause;
}
