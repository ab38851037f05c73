/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-board.h"
#include "core/model/lkb-vocabulary.h"

G_BEGIN_DECLS

/**
 * LkbScriptPanel: what to say about the board in a minute, sentence by sentence. Each sentence leads to the elements it
 * speaks of; what the board does not say yet stands as "___" in the style of what is to do.
 */
#define LKB_TYPE_SCRIPT_PANEL (lkb_script_panel_get_type ())
G_DECLARE_FINAL_TYPE (LkbScriptPanel, lkb_script_panel, LKB, SCRIPT_PANEL, GtkWidget)

LkbScriptPanel *lkb_script_panel_new (void);

/**
 * lkb_script_panel_update:
 * @board: (nullable): NULL empties the panel
 * @analysis: (nullable)
 * @vocabulary: (nullable)
 *
 * Says the script anew; all three are borrowed for the call. Sentences that stay keep their widget, so neither the focus nor
 * the place scrolled to is lost. Cheap when nothing changed; call it after each committed change.
 */
void lkb_script_panel_update (LkbScriptPanel *self, LkbBoard *board, const LkbAnalysis *analysis,
                              const LkbVocabulary *vocabulary);

/** lkb_script_panel_copy: puts the text on the clipboard and emits ::copied. Nothing without a board. */
void lkb_script_panel_copy (LkbScriptPanel *self);

/** lkb_script_panel_get_text: (transfer none) (nullable): as it is copied. */
const char *lkb_script_panel_get_text (LkbScriptPanel *self);
/** lkb_script_panel_get_time_text: "52 s of 60 s"; "" without a board. */
const char *lkb_script_panel_get_time_text (LkbScriptPanel *self);
/** lkb_script_panel_get_n_rows: sentences that are shown. */
guint lkb_script_panel_get_n_rows (LkbScriptPanel *self);
/** lkb_script_panel_get_row: (transfer none): the widget of the nth sentence: a GtkButton, or a label when it speaks of
 * nothing on the board. */
GtkWidget *lkb_script_panel_get_row (LkbScriptPanel *self, guint n);

/*
 * LkbScriptPanel::go-to (GStrv ids, int field): a sentence was activated: what it speaks of ("@board" for a fact of the
 *   page) and the field that fills its gap, LKB_N_FIELDS without a gap.
 * LkbScriptPanel::copied (): for a toast.
 */

G_END_DECLS
