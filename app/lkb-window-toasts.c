/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"

#define TOAST_S 4
#define OFFER_S 8

/* A toast keeps its title at the start of the room that it has. */
static void
fill_parent_cb (GtkWidget *title)
{
  GtkWidget *parent = gtk_widget_get_parent (title);

  if (parent != NULL)
    gtk_widget_set_halign (parent, GTK_ALIGN_FILL);
}

/* A toast's own title is a label like any other, which a screen reader passes over. */
static AdwToast *
create_toast (const char *text, GtkWidget *beside)
{
  /* The title of a toast is markup; names and paths are not. */
  g_autofree char *shown = lkb_text_shown (text);
  g_autofree char *markup = g_markup_escape_text (shown, -1);
  AdwToast *toast = adw_toast_new (markup);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", shown, "ellipsize",
                                   beside != NULL ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);

  gtk_widget_add_css_class (label, "heading");
  if (beside != NULL)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

      /* What room a short text leaves is beside the text, not between the buttons. */
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), beside);
      g_signal_connect (box, "notify::parent", G_CALLBACK (fill_parent_cb), NULL);
      label = box;
    }
  adw_toast_set_custom_title (toast, label);
  return toast;
}

AdwToast *
lkb_window_add_toast (LkbWindow *self, const char *text, GtkWidget *beside)
{
  AdwToast *toast = create_toast (text, beside);

  /* An answer to what was done just now comes now, not after an offer that stays for a while. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, TOAST_S);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
  return toast;
}

AdwToast *
lkb_window_add_offer (LkbWindow *self, const char *text)
{
  AdwToast *toast = create_toast (text, NULL);

  adw_toast_set_timeout (toast, OFFER_S);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
  return toast;
}

void
lkb_window_show_message (LkbWindow *self, const char *text)
{
  g_return_if_fail (LKB_IS_WINDOW (self));

  lkb_window_add_toast (self, text, NULL);
}

/* @toast goes when its Undo would undo another step. */
static void
offer_undo (LkbWindow *self, AdwToast *toast)
{
  LkbHistory *history = lkb_document_get_history (self->document);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_set_timeout (toast, OFFER_S);
  g_set_weak_pointer (&self->undo_toast, toast);
  g_free (self->undo_toast_label);
  self->undo_toast_label = lkb_history_dup_undo_label (history);
}

void
lkb_window_show_undo (LkbWindow *self, const char *text)
{
  offer_undo (self, lkb_window_add_toast (self, text, NULL));
}

void
lkb_window_show_result (LkbWindow *self, const char *text, gboolean undoable)
{
  if (undoable)
    lkb_window_show_undo (self, text);
  else
    lkb_window_show_message (self, text);
}

void
lkb_window_show_deleted (LkbWindow *self, const char *text, LkbChange *bridge)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Reconnect"));
  AdwToast *toast = lkb_window_add_toast (self, text, button);

  g_clear_pointer (&self->bridge, lkb_change_unref);
  self->bridge = lkb_change_ref (bridge);
  lkb_window_update_actions (self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.reconnect");
  offer_undo (self, toast);
  g_signal_connect_object (button, "clicked", G_CALLBACK (adw_toast_dismiss), toast,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

void
lkb_window_check_undo (LkbWindow *self)
{
  g_autofree char *label = lkb_history_dup_undo_label (lkb_document_get_history (self->document));

  if (self->undo_toast != NULL && g_strcmp0 (self->undo_toast_label, label) != 0)
    adw_toast_dismiss (self->undo_toast);
}
