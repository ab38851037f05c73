/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/formats/lkb-present.h"
#include "core/rules/lkb-rules.h"
#include "lkb-editor.h"

G_BEGIN_DECLS

/**
 * LkbCanvas:
 *
 * Shows an editor's board on its page and feeds the editor with what hands do. All event controllers are made once; the
 * board is drawn from retained nodes, so that panning records nothing.
 */
#define LKB_TYPE_CANVAS (lkb_canvas_get_type ())
G_DECLARE_FINAL_TYPE (LkbCanvas, lkb_canvas, LKB, CANVAS, GtkWidget)

LkbCanvas *lkb_canvas_new (void);

/** lkb_canvas_set_editor: (nullable). The page is fitted into the view when it is first shown. */
void lkb_canvas_set_editor (LkbCanvas *self, LkbEditor *editor);
/** lkb_canvas_get_editor: (nullable) (transfer none). */
LkbEditor *lkb_canvas_get_editor (LkbCanvas *self);

void lkb_canvas_set_theme (LkbCanvas *self, LkbThemeId theme);
void lkb_canvas_set_grid_visible (LkbCanvas *self, gboolean visible);
gboolean lkb_canvas_get_grid_visible (LkbCanvas *self);
/** lkb_canvas_set_single_keys: whether letters and digits act while the canvas has the focus. */
void lkb_canvas_set_single_keys (LkbCanvas *self, gboolean single_keys);

/** lkb_canvas_set_findings: (nullable): badges; @strict: Check or Export was asked for, so what is missing is wrong now. */
void lkb_canvas_set_findings (LkbCanvas *self, LkbFindings *findings, gboolean strict);

/** lkb_canvas_set_present: (nullable): a talk: what its step does not light is dimmed; badges are hidden. Borrowed until it
 * is set to NULL; call again after each step. */
void lkb_canvas_set_present (LkbCanvas *self, const LkbPresent *present);

/** lkb_canvas_set_covered_below: something else lies over so many pixels at the bottom: the page is fitted above it, as long as it
 * is fitted at all. */
void lkb_canvas_set_covered_below (LkbCanvas *self, double height);
/** lkb_canvas_set_quiet: in an exam what is still to be done is not shown: no pill where nobody owns an arrow. */
void lkb_canvas_set_quiet (LkbCanvas *self, gboolean quiet);
/** lkb_canvas_set_hint: @hint: (nullable): what an empty board says to do first; "": nothing, NULL: how to place a card. */
void lkb_canvas_set_hint (LkbCanvas *self, const char *hint);
/** lkb_canvas_type_goal: opens the goal where it stands on the page. FALSE: it is no line of text, or read-only. */
gboolean lkb_canvas_type_goal (LkbCanvas *self);

/** lkb_canvas_fit: the page fills the view, now and after each change of size until the person moves the view. */
void lkb_canvas_fit (LkbCanvas *self);
/** lkb_canvas_fit_again: nothing lies over the view any more: the page follows it again, if it stopped only for that. */
void lkb_canvas_fit_again (LkbCanvas *self);
void lkb_canvas_zoom_by (LkbCanvas *self, double factor);

/** lkb_canvas_pick_owner: asks for a team, which is then painted onto edges until Escape. */
void lkb_canvas_pick_owner (LkbCanvas *self);

/** lkb_canvas_commit_edit: ends typing on the canvas; what was typed stays. */
void lkb_canvas_commit_edit (LkbCanvas *self);
gboolean lkb_canvas_is_editing (LkbCanvas *self);
/** lkb_canvas_has_focus: whether keys act on the board: the canvas or its active element has the focus, no text on it. */
gboolean lkb_canvas_has_focus (LkbCanvas *self);

/** lkb_canvas_is_moving: whether what is drawn is still on its way to where it is; see LkbMotion. */
gboolean lkb_canvas_is_moving (LkbCanvas *self);
/** LkbClockFunc: microseconds. */
typedef gint64 (*LkbClockFunc) (gpointer data);
/** lkb_canvas_set_clock: (nullable): for tests, which hold the time that motion goes by. */
void lkb_canvas_set_clock (LkbCanvas *self, LkbClockFunc clock, gpointer data);

/** lkb_canvas_get_n_recorded: pictures recorded so far; a figure for tests. */
guint64 lkb_canvas_get_n_recorded (LkbCanvas *self);

G_END_DECLS
