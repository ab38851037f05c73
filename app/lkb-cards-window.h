/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/practice/lkb-flash-cards.h"
#include "lkb-application.h"

G_BEGIN_DECLS

/** LkbCardsWindow: questions without a round: one card after the other until all are known; big words are said again and
 * judged as they are typed. */
#define LKB_TYPE_CARDS_WINDOW (lkb_cards_window_get_type ())
G_DECLARE_FINAL_TYPE (LkbCardsWindow, lkb_cards_window, LKB, CARDS_WINDOW, AdwWindow)

/** lkb_cards_window_new: @seed: of the order. */
LkbCardsWindow *lkb_cards_window_new (LkbApplication *application, guint32 seed);
void lkb_cards_window_set_topic (LkbCardsWindow *self, LkbFlashTopic topic);
/** lkb_cards_window_get_card: (nullable): NULL when all are known. */
const LkbFlashCard *lkb_cards_window_get_card (LkbCardsWindow *self);
/** lkb_cards_window_get_n_left: the one that is shown included. */
guint lkb_cards_window_get_n_left (LkbCardsWindow *self);

G_END_DECLS
