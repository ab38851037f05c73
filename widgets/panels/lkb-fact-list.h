/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-fact-row.h"

G_BEGIN_DECLS

/**
 * LkbFactList:
 *
 * The rows of what is selected, in the sections of the field table: essential facts always, common ones under "More", the rest by
 * "Add a fact…"; what is filled is always shown.
 */
#define LKB_TYPE_FACT_LIST (lkb_fact_list_get_type ())
G_DECLARE_FINAL_TYPE (LkbFactList, lkb_fact_list, LKB, FACT_LIST, GtkWidget)

GtkWidget *lkb_fact_list_new (void);

/** lkb_fact_list_set_context: (nullable): builds the rows of what it says is selected; what was being typed before is gone. */
void lkb_fact_list_set_context (LkbFactList *self, LkbEditContext *context);
/** lkb_fact_list_update: the rows that are there show what the board, figures and findings say now. */
void lkb_fact_list_update (LkbFactList *self);
/** lkb_fact_list_add_filled: a row for what got a value and has none yet. Only with a context. */
void lkb_fact_list_add_filled (LkbFactList *self);
/** lkb_fact_list_commit: puts on the board what is still being typed. */
void lkb_fact_list_commit (LkbFactList *self);

/** lkb_fact_list_get_row: (nullable): when it is shown. */
LkbFactRow *lkb_fact_list_get_row (LkbFactList *self, LkbField field);
/** lkb_fact_list_focus_member: see lkb_inspector_focus_member(). */
gboolean lkb_fact_list_focus_member (LkbFactList *self, LkbField field, const char *member);

G_END_DECLS
