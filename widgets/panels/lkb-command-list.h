/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/lkb-board.h"
#include "lkb-command-palette.h"

G_BEGIN_DECLS

/** LkbCommand: an entry of the palette of commands. Never changes. */
#define LKB_TYPE_COMMAND (lkb_command_get_type ())
G_DECLARE_FINAL_TYPE (LkbCommand, lkb_command, LKB, COMMAND, GObject)

/** lkb_command_new: (transfer full): @detail: (nullable): second, quieter text: a key's name, a kind, what was typed. */
LkbCommand *lkb_command_new (LkbCommandKind kind, const char *id, const char *label,
                             const char *detail);
LkbCommandKind lkb_command_get_kind (LkbCommand *self);
const char *lkb_command_get_id (LkbCommand *self);
const char *lkb_command_get_label (LkbCommand *self);
const char *lkb_command_get_detail (LkbCommand *self); /* (nullable) */

/** lkb_command_add_words: what @self answers to beside its label; before it is shown. */
void lkb_command_add_words (LkbCommand *self, const char *words);

/** lkb_command_score: how well @self answers what was typed: 0 = not at all; more is better. @words: (array
 * zero-terminated=1): folded; each must be in the label or the added words. Whole labels, then beginnings, then beginnings of words. */
guint lkb_command_score (LkbCommand *self, const char *const *words);

/** LKB_COMMANDS_SHOWN: nobody reads further down. */
#define LKB_COMMANDS_SHOWN 200

/**
 * lkb_command_list_fill:
 * @store: (element-type LkbCommand): replaced by what answers @text: what looks like a pipeline, then commands and nodes by
 *   score; those of equal score stay in their order, commands first
 * @commands: (element-type LkbCommand) (nullable): NULL where only @nodes are wanted, no pipeline either
 * @nodes: (element-type LkbCommand)
 */
void lkb_command_list_fill (GListStore *store, const GPtrArray *commands, const GPtrArray *nodes,
                            const char *text);

G_END_DECLS
