/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "lkb-window-private.h"

/* After so many milliseconds a person wonders. */
#define WONDER_MS 1000

static gboolean
wonder_cb (gpointer data)
{
  LkbWait *wait = data;
  GtkWidget *spinner = gtk_spinner_new ();

  wait->timeout = 0;
  gtk_spinner_start (GTK_SPINNER (spinner));
  wait->toast = g_object_ref (lkb_window_add_toast (wait->window, wait->text, spinner));
  adw_toast_set_timeout (wait->toast, 0);
  if (wait->cancel != NULL)
    {
      adw_toast_set_button_label (wait->toast, _ ("_Cancel"));
      adw_toast_set_action_name (wait->toast, wait->cancel);
    }
  return G_SOURCE_REMOVE;
}

void
lkb_window_begin_wait (LkbWindow *self, LkbWait *wait, const char *text, const char *cancel)
{
  lkb_window_end_wait (wait);
  *wait = (LkbWait){ .window = self, .text = text, .cancel = cancel };
  wait->timeout = g_timeout_add (WONDER_MS, wonder_cb, wait);
}

void
lkb_window_end_wait (LkbWait *wait)
{
  g_clear_handle_id (&wait->timeout, g_source_remove);
  if (wait->toast != NULL)
    adw_toast_dismiss (wait->toast);
  g_clear_object (&wait->toast);
}
