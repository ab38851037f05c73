/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-value-editor.h"

G_BEGIN_DECLS

/**
 * LkbTypedBox:
 *
 * A box to type in, with a line of echo below. Enter commits and stays, Escape gives back what was there, leaving commits. What
 * changes elsewhere is shown without taking the cursor away.
 *
 * Property: pause: for how many seconds (1) nothing is typed until a step is over; 0: it ends with Enter or the focus.
 */
#define LKB_TYPE_TYPED_BOX (lkb_typed_box_get_type ())
G_DECLARE_DERIVABLE_TYPE (LkbTypedBox, lkb_typed_box, LKB, TYPED_BOX, LkbValueEditor)

struct _LkbTypedBoxClass
{
  LkbValueEditorClass parent_class;

  /* (transfer full): what the box shows for a value that is set. */
  char *(*to_text) (LkbTypedBox *self, const LkbValue *value);
  /* (transfer full) (nullable): @text is not blank; @understood: (out). A value that was not understood is kept when one is
   * given. */
  LkbValue *(*from_text) (LkbTypedBox *self, const char *text, gboolean *understood);
  /* (transfer full) (nullable): the grey line while typing. */
  char *(*echo) (LkbTypedBox *self, const char *text);
  /* (transfer full): the amber line after leaving. */
  char *(*complain) (LkbTypedBox *self);
  /* After the text changed by hand; when the box got or lost the focus. */
  void (*typed) (LkbTypedBox *self, const char *text);
  void (*focus_changed) (LkbTypedBox *self, gboolean focused);
  /* TRUE: each key is on the board at once; else only what is complete. */
  gboolean live;
  /* TRUE: after a pause what is understood is on the board. */
  gboolean after_pause;
};

/** lkb_typed_box_build: to be called once, when made. @multiline: a box of several lines; @newlines: Enter makes a line. */
void lkb_typed_box_build (LkbTypedBox *self, LkbEditContext *context, const LkbFieldInfo *info,
                          gboolean multiline, gboolean newlines);
/** lkb_typed_box_get_entry: the GtkEntry, or the GtkTextView. */
GtkWidget *lkb_typed_box_get_entry (LkbTypedBox *self);
char *lkb_typed_box_dup_text (LkbTypedBox *self);
/** lkb_typed_box_type: as if @text were typed. */
void lkb_typed_box_type (LkbTypedBox *self, const char *text);
/** lkb_typed_box_set_placeholder: what an empty box shows as long as no ghost is set. */
void lkb_typed_box_set_placeholder (LkbTypedBox *self, const char *text);
/** lkb_typed_box_is_focused: whether somebody is typing in it. */
gboolean lkb_typed_box_is_focused (LkbTypedBox *self);

G_END_DECLS
