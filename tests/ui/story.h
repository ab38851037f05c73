/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-ui.h"

G_BEGIN_DECLS

/*
 * The page that the stories make: web clicks to a consumer, six nodes in a chain with five owned edges. The stories differ in the
 * hands that make it; what must come of it is here.
 */

#define STORY_GOAL "Fresh click features for the recommender within 3 s of a click"
#define STORY_N_NODES 6

extern const char *const story_names[STORY_N_NODES];
/** story_owners: of each edge, as typed. */
extern const char *const story_owners[STORY_N_NODES - 1];

/** story_find_edge: id of the edge that leaves the nth node. */
const char *story_find_edge (LkbUi *ui, guint n);

void story_assert_goal (LkbUi *ui);
void story_assert_chain (LkbUi *ui);
void story_assert_owned (LkbUi *ui);
void story_assert_page_visible (LkbUi *ui);
/** story_count_blocking: errors, of the board as it is. */
guint story_count_blocking (LkbUi *ui);
/** story_assert_ready: nothing stands in the way of the export. */
void story_assert_ready (LkbUi *ui);

gboolean story_exists (LkbUi *ui, gpointer path);
/** story_assert_clean: waits until the board is saved as @path; `lakeboard-cli check` finds no error in it. */
void story_assert_clean (LkbUi *ui, const char *path);

G_END_DECLS
