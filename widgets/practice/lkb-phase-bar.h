/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/practice/lkb-round-plan.h"

G_BEGIN_DECLS

/** LkbPhaseBar: the phases of a round side by side, each as wide as it is long, filled up to now. */
#define LKB_TYPE_PHASE_BAR (lkb_phase_bar_get_type ())
G_DECLARE_FINAL_TYPE (LkbPhaseBar, lkb_phase_bar, LKB, PHASE_BAR, GtkWidget)

GtkWidget *lkb_phase_bar_new (void);
/** lkb_phase_bar_set_slots: (array length=n): copied. */
void lkb_phase_bar_set_slots (LkbPhaseBar *self, const LkbRoundSlot *slots, guint n);
/** lkb_phase_bar_set_progress: @slot: the phase that is on; @share: of it that is over, 0 to 1. */
void lkb_phase_bar_set_progress (LkbPhaseBar *self, guint slot, double share);

G_END_DECLS
