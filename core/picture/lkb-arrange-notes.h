/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-scene.h"

G_BEGIN_DECLS

/**
 * lkb_arrange_add_notes:
 * @scene: up to date with @board
 * @change: what is done to @board so far; taken to be possible
 * @w_max, @h_max, @scale_least: the room for a drawing and the least scale at which it can still be read; 0 where its size
 *   does not matter
 *
 * Adds to @change the moves of all notes that would lie on a card, a line, a label or half on a group. Each goes to the
 * nearest place where it is clear of all those, of the groups and of other notes. Notes that are clear stay.
 */
void lkb_arrange_add_notes (LkbScene *scene, LkbBoard *board, LkbChange *change, double w_max,
                            double h_max, double scale_least);

G_END_DECLS
