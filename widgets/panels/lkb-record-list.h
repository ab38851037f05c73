/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-list-editor.h"

G_BEGIN_DECLS

/** LkbRecordEditor: the members of one record, each in a box of its own. */
#define LKB_TYPE_RECORD_EDITOR (lkb_record_editor_get_type ())
G_DECLARE_FINAL_TYPE (LkbRecordEditor, lkb_record_editor, LKB, RECORD_EDITOR, LkbValueEditor)

GtkWidget *lkb_record_editor_new (LkbEditContext *context, const LkbFieldInfo *info);
/** lkb_record_editor_get_member: (nullable): the editor of a member, by its key. */
LkbValueEditor *lkb_record_editor_get_member (LkbRecordEditor *self, const char *key);

/** LkbRecordList: records as rows: a line that sums one up and opens its members below, a button that removes it, one that adds
 * another. */
#define LKB_TYPE_RECORD_LIST (lkb_record_list_get_type ())
G_DECLARE_FINAL_TYPE (LkbRecordList, lkb_record_list, LKB, RECORD_LIST, LkbListEditor)

GtkWidget *lkb_record_list_new (LkbEditContext *context, const LkbFieldInfo *info);

/** lkb_record_list_get_nth: (transfer none): the members of a row. */
LkbRecordEditor *lkb_record_list_get_nth (LkbRecordList *self, guint i);

G_END_DECLS
