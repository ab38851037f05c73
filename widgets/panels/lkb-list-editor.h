/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-value-editor.h"

G_BEGIN_DECLS

/** LkbListEditor: a list as rows, each with an editor and a button that removes it, and a button that adds another one. What
 * a row looks like is up to those that derive from it. */
#define LKB_TYPE_LIST_EDITOR (lkb_list_editor_get_type ())
G_DECLARE_DERIVABLE_TYPE (LkbListEditor, lkb_list_editor, LKB, LIST_EDITOR, LkbValueEditor)

/** LkbListRow: belongs to its list. */
typedef struct
{
  LkbListEditor *list;
  GtkWidget *box; /* all of it, made by fill_row */
  GtkWidget *editor; /* LkbValueEditor, made by fill_row */
  GtkWidget *toggle; /* (nullable): opens it, for those that have one */
  GtkWidget *summary; /* (nullable): a label, likewise */
  LkbValue *value; /* NULL while it is new or blank */
} LkbListRow;

struct _LkbListEditorClass
{
  LkbValueEditorClass parent_class;

  /* The shape of one item. */
  LkbValueType item_type;
  /* Makes box and editor of a row; @remove goes into the box; @i: its place. */
  void (*fill_row) (LkbListEditor *self, LkbListRow *row, guint i, GtkWidget *remove);
  /* (nullable): the row has another value now. */
  void (*show_row) (LkbListEditor *self, LkbListRow *row);
  /* (nullable): the person gave it its value; @before: (nullable). */
  void (*row_edited) (LkbListEditor *self, LkbListRow *row, const LkbValue *before);
  /* (transfer full): of at least one item. */
  LkbValue *(*join) (LkbListEditor *self, const GPtrArray *items);
  /* (transfer full): an item of a value that the list is given. */
  LkbValue *(*dup_item) (LkbListEditor *self, const LkbValue *value, guint i);
};

/** lkb_list_editor_set_up: once, after it is made; @info: the row of the field table. */
void lkb_list_editor_set_up (LkbListEditor *self, LkbEditContext *context,
                             const LkbFieldInfo *info);
/** lkb_list_editor_get_item: the row of the field table that one item has. */
const LkbFieldInfo *lkb_list_editor_get_item (LkbListEditor *self);

/** lkb_list_editor_add_row: what the Add button does: the row is open and has the focus. */
void lkb_list_editor_add_row (LkbListEditor *self);
/** lkb_list_editor_remove_row: what the Remove button of a row does. */
void lkb_list_editor_remove_row (LkbListEditor *self, guint i);
/** lkb_list_editor_get_n_rows: how many there are, those that are still empty too. */
guint lkb_list_editor_get_n_rows (LkbListEditor *self);
/** lkb_list_editor_get_row: (transfer none): @i: from 0, below the number of rows. */
LkbListRow *lkb_list_editor_get_row (LkbListEditor *self, guint i);
/** lkb_list_editor_set_row: @value: (nullable); its editor shows it. Nothing is said of it. */
void lkb_list_editor_set_row (LkbListRow *row, const LkbValue *value);
/** lkb_list_editor_focus_row: opens it, too. */
gboolean lkb_list_editor_focus_row (LkbListRow *row);
/** lkb_list_editor_focus_add: the Add button. */
gboolean lkb_list_editor_focus_add (LkbListEditor *self);

G_END_DECLS
