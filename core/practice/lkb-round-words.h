/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-round-log.h"
#include "lkb-round-mark.h"

G_BEGIN_DECLS

/* What people call the parts of a round; translated. */

const char *lkb_round_phase_get_name (LkbRoundPhase phase); /* "Goal and KPI" */
const char *lkb_round_preset_get_name (LkbRoundPreset preset); /* "45 minutes" */
const char *lkb_round_mode_get_name (LkbRoundMode mode); /* "Coached" */
const char *lkb_round_how_get_name (LkbRoundHow how); /* "changed the board" */
/** lkb_round_setup_dup_kind: (transfer full): "45 minutes · Exam"; where just its end is done again that is said. */
char *lkb_round_setup_dup_kind (const LkbRoundMark *setup);

/** lkb_round_pause_dup_words: (transfer full) (nullable): "Paused for 5:00"; NULL: too short to be told of. */
char *lkb_round_pause_dup_words (const LkbRoundPause *pause);

/** lkb_round_get_again_words: what lkb_round_dup_again() of that round is called on a button; with a mnemonic. */
const char *lkb_round_get_again_words (LkbRoundLog *log);

G_END_DECLS
