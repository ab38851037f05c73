/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/store/lkb-save.h"

/* The journal of the open board, and what one of it that was left behind is good for. */

static LkbRecovery *
get_recovery (LkbWindow *self)
{
  LkbApplication *application = lkb_window_get_application (self);

  return application != NULL ? lkb_application_get_recovery (application) : NULL;
}

void
lkb_window_tell_trouble (LkbWindow *self, const GError *error, const char *place)
{
  LkbRecovery *recovery = get_recovery (self);

  if (recovery == NULL || !lkb_recovery_tell_trouble (recovery))
    return;
  g_free (self->journal_trouble);
  if (error->code == LKB_SAVE_ERROR_NO_SPACE)
    {
      self->journal_trouble = g_strdup (
          _ ("The disk is full: a crash would lose what is not saved."));
    }
  else
    {
      g_autofree char *folder = g_filename_display_name (place);

      /* Translators: %s is a folder. */
      self->journal_trouble = g_strdup_printf (
          _ ("%s cannot be written: a crash would lose what is not saved."), folder);
    }
  lkb_window_update_banner (self);
}

static void
trouble_cb (LkbJournal *journal, GError *error, LkbWindow *self)
{
  LkbRecovery *recovery = get_recovery (self);

  if (recovery != NULL)
    lkb_window_tell_trouble (self, error, lkb_recovery_get_place (recovery)->folder);
}

static void
left_behind_cb (LkbWindow *self)
{
  lkb_window_update_banner (self);
}

void
lkb_window_record (LkbWindow *self)
{
  LkbRecovery *recovery = get_recovery (self);
  LkbJournal *journal;

  if (lkb_document_get_journal (self->document) == NULL && !self->unrecorded)
    lkb_document_record (self->document, lkb_recovery_get_place (recovery));
  journal = lkb_document_get_journal (self->document);
  if (journal != NULL)
    g_signal_connect_object (journal, "trouble", G_CALLBACK (trouble_cb), self, 0);
  g_signal_handlers_disconnect_by_func (lkb_recovery_get_list (recovery), left_behind_cb, self);
  g_signal_connect_object (lkb_recovery_get_list (recovery), "items-changed",
                           G_CALLBACK (left_behind_cb), self, G_CONNECT_SWAPPED);
}

/* (nullable): of the file that is open, as long as nothing was changed here too. */
static LkbRecovered *
find_left_behind (LkbWindow *self)
{
  LkbRecovery *recovery = get_recovery (self);
  GFile *file = self->document != NULL ? lkb_document_get_file (self->document) : NULL;

  if (recovery == NULL || file == NULL || lkb_document_get_modified (self->document))
    return NULL;
  return lkb_recovery_find_file (recovery, file);
}

char *
lkb_window_fill_recovery_banner (LkbWindow *self)
{
  LkbRecovered *left = find_left_behind (self);
  g_autofree char *name = NULL;
  g_autofree char *when = NULL;

  if (left != NULL)
    {
      name = lkb_window_dup_name (lkb_document_get_file (self->document));
      when = lkb_start_page_dup_time (lkb_recovered_get_time (left));
      lkb_window_set_banner_button (self->banner_button, _ ("_Recover"), "win.recover");
      lkb_window_set_banner_button (self->banner_keep, _ ("_Discard"), "win.discard-recovered");
      /* Translators: the name of a file, a date and time. */
      return g_strdup_printf (_ ("“%s” has changes of %s that were not saved."), name, when);
    }
  if (self->document != NULL && lkb_document_get_recovered (self->document))
    {
      lkb_window_set_banner_button (self->banner_button, _ ("_Save"), "win.save");
      lkb_window_set_banner_button (self->banner_keep, NULL, NULL);
      return g_strdup (_ ("Recovered as it was after the last change. It is not saved yet."));
    }
  return NULL;
}

char *
lkb_window_fill_trouble_banner (LkbWindow *self)
{
  if (self->journal_trouble == NULL)
    return NULL;
  lkb_window_set_banner_button (self->banner_button, _ ("_Save"), "win.save");
  lkb_window_set_banner_button (self->banner_keep, _ ("_Close"), "win.dismiss-trouble");
  return g_strdup (self->journal_trouble);
}

void
lkb_window_dismiss_trouble (LkbWindow *self)
{
  g_clear_pointer (&self->journal_trouble, g_free);
  lkb_window_update_banner (self);
}

void
lkb_window_recover_left (LkbWindow *self)
{
  LkbRecovered *left;

  lkb_window_commit (self);
  left = find_left_behind (self);
  if (left != NULL)
    lkb_window_recover (self, left);
}

void
lkb_window_discard_left (LkbWindow *self)
{
  LkbRecovered *left = find_left_behind (self);

  if (left == NULL)
    return;
  lkb_recovery_discard (get_recovery (self), left);
  lkb_window_show_discarded (self);
}

void
lkb_window_show_discarded (LkbWindow *self)
{
  AdwToast *toast;

  g_return_if_fail (LKB_IS_WINDOW (self));

  toast = lkb_window_add_offer (self, _ ("Discarded"));
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "app.restore-discarded");
}
