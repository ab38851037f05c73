/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-list-editor.h"

G_BEGIN_DECLS

/** LkbTextList: a list of texts, one a row; rows are added, removed and typed in place. */
#define LKB_TYPE_TEXT_LIST (lkb_text_list_get_type ())
G_DECLARE_FINAL_TYPE (LkbTextList, lkb_text_list, LKB, TEXT_LIST, LkbListEditor)

GtkWidget *lkb_text_list_new (LkbEditContext *context, const LkbFieldInfo *info);

/** lkb_text_list_get_nth_entry: the GtkEntry of a row. */
GtkWidget *lkb_text_list_get_nth_entry (LkbTextList *self, guint i);

G_END_DECLS
