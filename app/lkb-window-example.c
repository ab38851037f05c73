/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

void
lkb_window_update_example (LkbWindow *self)
{
  LkbHistory *history = self->document != NULL ? lkb_document_get_history (self->document) : NULL;

  if (history == NULL || lkb_history_can_undo (history) || lkb_history_can_redo (history))
    self->example = FALSE;
  gtk_widget_set_visible (self->example_label, self->example && self->present == NULL);
}

void
lkb_window_show_example (LkbWindow *self)
{
  g_return_if_fail (LKB_IS_WINDOW (self));
  g_return_if_fail (self->editor != NULL);

  self->example = TRUE;
  lkb_window_update_example (self);
  /* As if it had been double-clicked: what is typed now is the goal. */
  lkb_editor_activate_part (self->editor, LKB_SHEET_GOAL);
}

gboolean
lkb_window_start_blank (LkbWindow *self, const char *uri)
{
  g_autoptr (LkbDocument) document = lkb_document_new (NULL);

  lkb_window_set_document (self, document, NULL);
  return GDK_EVENT_STOP;
}
