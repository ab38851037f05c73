/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/practice/lkb-round.h"
#include "lkb-practice.h"

G_BEGIN_DECLS

/**
 * LkbPracticeDialog: how long, what about, by whose weights it is scored, coached or exam.
 *
 * LkbPracticeDialog::start: (gpointer setup, const char *goal): a LkbRoundMark to begin a round with, which is the dialog's;
 *   @goal: (nullable): what the board's goal says at the beginning
 */
#define LKB_TYPE_PRACTICE_DIALOG (lkb_practice_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LkbPracticeDialog, lkb_practice_dialog, LKB, PRACTICE_DIALOG, AdwWindow)

/** lkb_practice_dialog_new: @practice must outlive it; its decks are read anew. The rest is what is proposed. */
LkbPracticeDialog *lkb_practice_dialog_new (LkbPractice *practice, LkbRoundPreset preset,
                                            LkbRoundMode mode, LkbRoundProfile profile);

G_END_DECLS
