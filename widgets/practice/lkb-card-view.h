/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/practice/lkb-round-mark.h"

G_BEGIN_DECLS

/**
 * LkbCardView: what the interviewer asks, on one line over the board, and the ways to answer. It takes no focus by itself.
 *
 * LkbCardView::answered: (int how, const char *note): an LkbRoundHow; @note: (nullable)
 * LkbCardView::drafted: (gboolean writing, const char *note): what is written so far, and whether somebody is at it
 */
#define LKB_TYPE_CARD_VIEW (lkb_card_view_get_type ())
G_DECLARE_FINAL_TYPE (LkbCardView, lkb_card_view, LKB, CARD_VIEW, GtkWidget)

GtkWidget *lkb_card_view_new (void);
/** lkb_card_view_set_card: (nullable): NULL hides it. Returns: whether another one went. */
gboolean lkb_card_view_set_card (LkbCardView *self, const LkbRoundMark *card);
/** lkb_card_view_measure_room: how high it is, with what is around it, in a view so wide: also before it is shown. */
int lkb_card_view_measure_room (LkbCardView *self, int width);

G_END_DECLS
