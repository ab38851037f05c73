/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-debrief.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"

static const struct
{
  const char *key;
  const char *label;
} lines[LKB_DEBRIEF_N_LINES] = {
  [LKB_DEBRIEF_FIRST_NUMBER] = { "first number", N_ ("The first number I said") },
  [LKB_DEBRIEF_PUSHED] = { "pushed", N_ ("Where I was pushed") },
  [LKB_DEBRIEF_UNQUANTIFIED] = { "not quantified", N_ ("What I could not quantify") },
  [LKB_DEBRIEF_REDO] = { "redo", N_ ("One line to say again, better") },
};

void
lkb_debrief_clear (LkbDebrief *debrief)
{
  g_return_if_fail (debrief != NULL);
  for (guint i = 0; i < LKB_DEBRIEF_N_LINES; i++)
    g_clear_pointer (&debrief->lines[i], g_free);
}

char *
lkb_debrief_dup_note (const LkbDebrief *debrief)
{
  GString *note;

  g_return_val_if_fail (debrief != NULL, NULL);
  note = g_string_new (NULL);
  for (guint i = 0; i < LKB_DEBRIEF_N_LINES; i++)
    {
      g_autofree char *line = NULL;

      if (lkb_text_is_blank (debrief->lines[i]))
        continue;
      line = lkb_text_one_line (debrief->lines[i]);
      g_string_append_printf (note, "%s%s: %s", note->len > 0 ? "\n" : "", lines[i].key, line);
    }
  return g_string_free (note, note->len == 0);
}

void
lkb_debrief_read (LkbDebrief *debrief, const char *note)
{
  g_auto (GStrv) parts = NULL;

  g_return_if_fail (debrief != NULL);
  *debrief = (LkbDebrief){ 0 };
  parts = g_strsplit (note != NULL ? note : "", "\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      LkbDebriefLine line = LKB_DEBRIEF_REDO;
      const char *text = parts[i];
      char *old;

      for (guint k = 0; k < LKB_DEBRIEF_N_LINES; k++)
        if (g_str_has_prefix (parts[i], lines[k].key) && parts[i][strlen (lines[k].key)] == ':')
          {
            line = k;
            text = parts[i] + strlen (lines[k].key) + 1;
          }
      if (lkb_text_is_blank (text))
        continue;
      old = debrief->lines[line];
      debrief->lines[line] = old != NULL ? g_strdup_printf ("%s %s", old, text) : g_strdup (text);
      g_strstrip (debrief->lines[line]);
      g_free (old);
    }
}

const char *
lkb_debrief_line_get_label (LkbDebriefLine line)
{
  g_return_val_if_fail ((guint) line < LKB_DEBRIEF_N_LINES, "");
  return _ (lines[line].label);
}
