/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-round-words.h"

#include <glib/gi18n-lib.h>

#include "lkb-replay.h"
#include "lkb-round.h"

const char *
lkb_round_phase_get_name (LkbRoundPhase phase)
{
  static const char *const names[LKB_ROUND_N_PHASES] = {
    [LKB_ROUND_GOAL] = N_ ("Goal and KPI"),
    [LKB_ROUND_SIZE] = N_ ("Size and budgets"),
    [LKB_ROUND_SKETCH] = N_ ("End-to-end sketch"),
    [LKB_ROUND_FEATURE] = N_ ("Feature and trade-off"),
    [LKB_ROUND_PUSHBACK] = N_ ("Push-back"),
    [LKB_ROUND_CLOSE] = N_ ("Operate and close"),
  };

  g_return_val_if_fail ((guint) phase < LKB_ROUND_N_PHASES, "");
  return _ (names[phase]);
}

const char *
lkb_round_preset_get_name (LkbRoundPreset preset)
{
  static const char *const names[LKB_ROUND_N_PRESETS] = {
    [LKB_ROUND_PRESET_45] = N_ ("45 minutes"),
    [LKB_ROUND_PRESET_60] = N_ ("60 minutes"),
    [LKB_ROUND_PRESET_OPENING] = N_ ("10 minutes, the opening"),
    [LKB_ROUND_PRESET_DRILL] = N_ ("3 minutes, big words"),
  };

  g_return_val_if_fail ((guint) preset < LKB_ROUND_N_PRESETS, "");
  return _ (names[preset]);
}

const char *
lkb_round_mode_get_name (LkbRoundMode mode)
{
  return mode == LKB_ROUND_EXAM ? C_ ("round", "Exam") : C_ ("round", "Coached");
}

const char *
lkb_round_how_get_name (LkbRoundHow how)
{
  switch (how)
    {
    case LKB_ROUND_CHANGED:
      return _ ("changed the board");
    case LKB_ROUND_SAID:
      return _ ("said aloud");
    case LKB_ROUND_NOTED:
      return _ ("noted");
    case LKB_ROUND_SKIPPED:
      return _ ("skipped");
    case LKB_ROUND_UNANSWERED:
    default:
      return _ ("not answered");
    }
}

char *
lkb_round_setup_dup_kind (const LkbRoundMark *setup)
{
  const char *preset, *mode;
  g_autofree char *last = NULL;

  g_return_val_if_fail (setup != NULL, NULL);

  preset = lkb_round_preset_get_name (setup->preset);
  mode = lkb_round_mode_get_name (setup->mode);
  if (setup->length_ms <= 0 || setup->length_ms >= lkb_round_plan_get_length (setup->preset))
    return g_strdup_printf ("%s · %s", preset, mode);
  /* Translators: a round of which just the end was done again: "45 minutes, the last 10". */
  last = g_strdup_printf (_ ("%s, the last %u"), preset, (guint) (setup->length_ms / 60000));
  return g_strdup_printf ("%s · %s", last, mode);
}

const char *
lkb_round_get_again_words (LkbRoundLog *log)
{
  g_return_val_if_fail (log != NULL, "");
  return lkb_round_log_get_length (log) > LKB_ROUND_AGAIN_MS ? _ ("Do the _Last 10 Minutes Again")
                                                             : _ ("Do the Round _Again");
}

char *
lkb_round_pause_dup_words (const LkbRoundPause *pause)
{
  g_autofree char *length = NULL;

  g_return_val_if_fail (pause != NULL, NULL);

  if (pause->length_ms < 1000)
    return NULL;
  length = lkb_replay_dup_clock (pause->length_ms);
  return g_strdup_printf (pause->why == LKB_ROUND_WHY_USER
                              /* Translators: how long the clock of a round stood */
                              ? _ ("Paused for %s")
                              /* Translators: for how long nobody was at a round */
                              : _ ("Away for %s"),
                          length);
}
