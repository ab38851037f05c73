/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-value-editor.h"

G_BEGIN_DECLS

/** LkbChoiceBox: one of a list of words, or of the nodes of the board; the first row stands for "not set". */
#define LKB_TYPE_CHOICE_BOX (lkb_choice_box_get_type ())
G_DECLARE_FINAL_TYPE (LkbChoiceBox, lkb_choice_box, LKB, CHOICE_BOX, LkbValueEditor)

GtkWidget *lkb_choice_box_new (LkbEditContext *context, const LkbFieldInfo *info,
                               const char *const *choices);
/** lkb_choice_box_new_for_nodes: its value is a text, the id of a node. */
GtkWidget *lkb_choice_box_new_for_nodes (LkbEditContext *context, const LkbFieldInfo *info);
/** lkb_choice_box_set_required: there is no "not set". */
void lkb_choice_box_set_required (LkbChoiceBox *self);

/** LkbCheckBox: true or unset. */
#define LKB_TYPE_CHECK_BOX (lkb_check_box_get_type ())
G_DECLARE_FINAL_TYPE (LkbCheckBox, lkb_check_box, LKB, CHECK_BOX, LkbValueEditor)
GtkWidget *lkb_check_box_new (LkbEditContext *context, const LkbFieldInfo *info);

/** lkb_word_get_label: translated name of a word of a choice, as in "Arrival triggers output" for "trigger". */
const char *lkb_word_get_label (const LkbFieldInfo *info, const char *word);

G_END_DECLS
