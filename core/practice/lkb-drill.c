/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-drill.h"

#include <glib/gi18n-lib.h>

#include "lkb-flash-cards.h"

/* (transfer full): what the goal says; "" for nothing. */
static char *
dup_goal (LkbRecording *recording, guint n_changes)
{
  g_autoptr (LkbBoard) board = lkb_recording_dup_board (recording, n_changes);
  const char *goal = lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_GOAL);

  return g_strdup (goal != NULL ? goal : "");
}

LkbDrill *
lkb_drill_new (LkbRoundLog *log, const LkbVocabulary *vocabulary)
{
  LkbRecording *recording;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto (GStrv) remarks = NULL;
  LkbDrill *self;

  g_return_val_if_fail (log != NULL && vocabulary != NULL, NULL);

  recording = lkb_round_log_get_recording (log);
  before = dup_goal (recording, 0);
  after = dup_goal (recording, lkb_round_log_find (log, lkb_round_log_get_length (log)));
  remarks = lkb_flash_grade (vocabulary, NULL, before);
  self = g_new0 (LkbDrill, 1);
  self->untouched = g_str_equal (before, after);
  self->n_before = g_strv_length (remarks);
  self->remarks = lkb_flash_grade (vocabulary, before, after);
  return self;
}

void
lkb_drill_free (LkbDrill *self)
{
  g_return_if_fail (self != NULL);

  g_strfreev (self->remarks);
  g_free (self);
}

char *
lkb_drill_dup_result (const LkbDrill *self)
{
  guint n;

  g_return_val_if_fail (self != NULL, NULL);

  n = g_strv_length (self->remarks);
  if (n == 0)
    return g_strdup (_ ("✓ Somebody could measure that."));
  if (self->untouched)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Untouched · %u thing to say",
                                         "Untouched · %u things to say", n),
                            n);
  if (n >= self->n_before)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u thing left to say", "%u things left to say", n), n);
  /* Translators: what is still to be said, of all that was to be said. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u thing left to say",
                                       "%u of %u things left to say", self->n_before),
                          n, self->n_before);
}
