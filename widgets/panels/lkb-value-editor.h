/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lkb-edit-context.h"

G_BEGIN_DECLS

/**
 * LkbValueEditor:
 *
 * Edits one value of the shape that a row of the field table asks for. It knows no board: it is told the value, and says what
 * the person made of it.
 */
#define LKB_TYPE_VALUE_EDITOR (lkb_value_editor_get_type ())
G_DECLARE_DERIVABLE_TYPE (LkbValueEditor, lkb_value_editor, LKB, VALUE_EDITOR, GtkWidget)

struct _LkbValueEditorClass
{
  GtkWidgetClass parent_class;

  /* @value: (nullable); @mixed: several elements differ. Must leave alone what is being typed unless the value is another. */
  void (*set_value) (LkbValueEditor *self, const LkbValue *value, gboolean mixed);
  /* Says what is still being typed. */
  void (*commit) (LkbValueEditor *self);
  /* @member: (nullable): see lkb_inspector_focus_field(). */
  gboolean (*take_focus) (LkbValueEditor *self, const char *member);
  /* @text: (nullable): shown in an empty box. */
  void (*set_ghost) (LkbValueEditor *self, const char *text);
  /* The widget that assistive technology is to name. */
  GtkWidget *(*get_control) (LkbValueEditor *self);
};

/**
 * lkb_value_editor_new:
 * @info: the row of the field table, or of a record's members; static
 * @choices: (nullable): the words of a choice, instead of those of @info
 *
 * Returns: (nullable): the editor for that shape; NULL for shapes that are drawn, not typed (points, waypoints)
 */
GtkWidget *lkb_value_editor_new (LkbEditContext *context, const LkbFieldInfo *info,
                                 const char *const *choices);

void lkb_value_editor_set_value (LkbValueEditor *self, const LkbValue *value, gboolean mixed);
void lkb_value_editor_commit (LkbValueEditor *self);
gboolean lkb_value_editor_take_focus (LkbValueEditor *self, const char *member);
void lkb_value_editor_set_ghost (LkbValueEditor *self, const char *text);
/** lkb_value_editor_set_label: @label: (nullable): the visible label of the box; @name: what it is called aloud. */
void lkb_value_editor_set_label (LkbValueEditor *self, GtkWidget *label, const char *name);
GtkWidget *lkb_value_editor_get_control (LkbValueEditor *self);

/* For those who make editors. */
void lkb_value_editor_set_context (LkbValueEditor *self, LkbEditContext *context,
                                   const LkbFieldInfo *info);
LkbEditContext *lkb_value_editor_get_context (LkbValueEditor *self);
const LkbFieldInfo *lkb_value_editor_get_info (LkbValueEditor *self);
/** lkb_value_editor_say: emits ::edited. @value: (nullable). */
void lkb_value_editor_say (LkbValueEditor *self, const LkbValue *value);
/** lkb_value_editor_say_done: emits ::done. */
void lkb_value_editor_say_done (LkbValueEditor *self);

/*
 * LkbValueEditor::edited (LkbValue *value): what the value is to be now; NULL = unset.
 * LkbValueEditor::done: this edit is over; the next is a step of its own.
 */

G_END_DECLS
