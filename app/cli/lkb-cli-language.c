/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <locale.h>

#include "lkb-cli.h"

LkbCliLanguage
lkb_cli_enter_language (const char *lang)
{
  LkbCliLanguage before = { g_strdup (setlocale (LC_MESSAGES, NULL)),
                            g_strdup (g_getenv ("LANGUAGE")) };
  g_autofree char *name = g_strdelimit (g_strdup (lang ? lang : ""), "-", '_');

  if (lang == NULL)
    setlocale (LC_MESSAGES, "C");
  else
    {
      /* In the C locale itself gettext looks at nothing; in any other one LANGUAGE decides. */
      g_setenv ("LANGUAGE", name, TRUE);
      if (setlocale (LC_MESSAGES, "C.UTF-8") == NULL)
        setlocale (LC_MESSAGES, "en_US.UTF-8");
    }
  return before;
}

void
lkb_cli_leave_language (LkbCliLanguage *before)
{
  if (before->language != NULL)
    g_setenv ("LANGUAGE", before->language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  setlocale (LC_MESSAGES, before->locale);
  g_free (before->language);
  g_free (before->locale);
}

gboolean
lkb_cli_check_language (const char *command, const char *lang)
{
  if (lang == NULL || g_regex_match_simple ("^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$", lang, 0, 0))
    return TRUE;
  lkb_cli_fail_usage (command, _ ("--lang takes a language such as “de” or “pt-BR”"));
  return FALSE;
}

char *
lkb_cli_dup_language (const char *lang)
{
  return lang != NULL ? g_strdelimit (g_strdup (lang), "_", '-') : NULL;
}
