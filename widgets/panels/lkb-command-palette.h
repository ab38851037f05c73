/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/lkb-board.h"

G_BEGIN_DECLS

/** LkbCommandKind: what an entry of the palette of commands is. */
typedef enum
{
  LKB_COMMAND_ACTION, /* id: detailed action name, "win.undo", "win.arrange::page" */
  LKB_COMMAND_NODE, /* id: of a node on the board, to go to; of any element where something is sought */
  LKB_COMMAND_PIPELINE, /* id: the typed text, which looks like a pipeline */
} LkbCommandKind;

/**
 * LkbCommandPalette: a popover (Ctrl+K) with one search entry over commands and the board's nodes. The focus stays in the
 * entry; Up, Down, Page Up, Page Down choose, Enter activates, Escape closes.
 */
#define LKB_TYPE_COMMAND_PALETTE (lkb_command_palette_get_type ())
G_DECLARE_FINAL_TYPE (LkbCommandPalette, lkb_command_palette, LKB, COMMAND_PALETTE, GtkPopover)

/** lkb_command_palette_new: (transfer floating): give it a parent with gtk_widget_set_parent() (one with a layout manager, as
 * the window's content), gtk_widget_unparent() it in the parent's owner's dispose. */
LkbCommandPalette *lkb_command_palette_new (void);

/**
 * lkb_command_palette_add_command:
 * @action: detailed action name with its prefix; added once, a second time replaces label and key
 * @label: translated, as in a menu; underscores are taken as they are
 * @accelerator: (nullable): as for gtk_accelerator_parse()
 */
void lkb_command_palette_add_command (LkbCommandPalette *self, const char *action,
                                      const char *label, const char *accelerator);
/** lkb_command_palette_set_actions: (nullable): the group behind "@prefix.": what is disabled in it is left out when the
 * palette opens. Nothing is run in it. Not kept: it is often the window, which keeps the palette. */
void lkb_command_palette_set_actions (LkbCommandPalette *self, const char *prefix,
                                      GActionGroup *group);
/** lkb_command_palette_set_board: (nullable): whose nodes are offered, as they are when the palette opens. Kept. */
void lkb_command_palette_set_board (LkbCommandPalette *self, LkbBoard *board);

/** lkb_command_palette_open: pops up below the top of its parent, @text: (nullable): already typed and selected. */
void lkb_command_palette_open (LkbCommandPalette *self, const char *text);

/** lkb_command_palette_open_find: the same over what is on the board alone: nodes, arrows, notes and groups, by name, kind,
 * technology or owner. */
void lkb_command_palette_open_find (LkbCommandPalette *self);

/** lkb_command_palette_set_text: as if typed. */
void lkb_command_palette_set_text (LkbCommandPalette *self, const char *text);
/** lkb_command_palette_get_n: entries that are shown. */
guint lkb_command_palette_get_n (LkbCommandPalette *self);
/** lkb_command_palette_get_nth: what stands there; @id: (out) (optional): borrowed until the list changes. */
LkbCommandKind lkb_command_palette_get_nth (LkbCommandPalette *self, guint i, const char **id);
/** lkb_command_palette_get_selected: the chosen entry; GTK_INVALID_LIST_POSITION when nothing is shown. */
guint lkb_command_palette_get_selected (LkbCommandPalette *self);
/** lkb_command_palette_activate: as Enter: closes, then emits ::activated; FALSE when nothing is shown. */
gboolean lkb_command_palette_activate (LkbCommandPalette *self);

/*
 * LkbCommandPalette::activated (int kind, const char *id): after the palette was closed. The receiver runs the action, goes
 *   to the node or opens the pipeline box with the text.
 */

G_END_DECLS
