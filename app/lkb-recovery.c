/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-recovery.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "core/store/lkb-journal-lock.h"
#include "lkb-dead-scan.h"

#define BOOT_ID "/proc/sys/kernel/random/boot_id"

struct _LkbRecovery
{
  GObject parent_instance;

  LkbJournalPlace place;
  char *folder;
  char *boot_id;
  GListStore *list; /* of LkbRecovered */
  LkbRecovered *discarded; /* (nullable): the latest */
  char *discarded_to; /* where its journal is now */
  gboolean told;
};

G_DEFINE_FINAL_TYPE (LkbRecovery, lkb_recovery, G_TYPE_OBJECT)

static gint64
get_ms (gpointer data)
{
  return g_get_monotonic_time () / 1000;
}

static gint64
get_wall (gpointer data)
{
  return g_get_real_time ();
}

/* A window goes at once; the process, when the disk has the last of its work. */
static void
closing_cb (gboolean begins, gpointer application)
{
  if (begins)
    g_application_hold (application);
  else
    g_application_release (application);
}

static void
lkb_recovery_finalize (GObject *object)
{
  LkbRecovery *self = LKB_RECOVERY (object);

  g_object_unref (self->list);
  g_clear_object (&self->discarded);
  g_free (self->discarded_to);
  g_free (self->folder);
  g_free (self->boot_id);
  G_OBJECT_CLASS (lkb_recovery_parent_class)->finalize (object);
}

static void
lkb_recovery_class_init (LkbRecoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_recovery_finalize;
}

static void
lkb_recovery_init (LkbRecovery *self)
{
  self->folder = g_build_filename (g_get_user_state_dir (), "lakeboard", "journal", NULL);
  if (g_file_get_contents (BOOT_ID, &self->boot_id, NULL, NULL))
    g_strstrip (self->boot_id);
  else
    self->boot_id = g_strdup ("");
  self->place = (LkbJournalPlace){ .folder = self->folder,
                                   .boot_id = self->boot_id,
                                   .get_ms = get_ms,
                                   .get_wall = get_wall,
                                   .closing = closing_cb };
  self->list = g_list_store_new (LKB_TYPE_RECOVERED);
}

LkbRecovery *
lkb_recovery_new (GApplication *application)
{
  LkbRecovery *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (LKB_TYPE_RECOVERY, NULL);
  self->place.data = application;
  return self;
}

const LkbJournalPlace *
lkb_recovery_get_place (LkbRecovery *self)
{
  g_return_val_if_fail (LKB_IS_RECOVERY (self), NULL);
  return &self->place;
}

static GPtrArray *
scan_and_prune (const char *folder, const char *boot_id)
{
  lkb_recovered_prune (folder, g_get_real_time () / G_USEC_PER_SEC);
  return lkb_recovered_scan (folder, boot_id);
}

static void
scanned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LkbRecovery *self = LKB_RECOVERY (source);
  g_autoptr (GPtrArray) found = g_task_propagate_pointer (G_TASK (result), NULL);

  g_list_store_splice (self->list, 0, g_list_model_get_n_items (G_LIST_MODEL (self->list)),
                       found->pdata, found->len);
}

void
lkb_recovery_scan (LkbRecovery *self)
{
  g_return_if_fail (LKB_IS_RECOVERY (self));

  lkb_dead_scan (self, &self->place, scan_and_prune, scanned_cb);
}

GListModel *
lkb_recovery_get_list (LkbRecovery *self)
{
  g_return_val_if_fail (LKB_IS_RECOVERY (self), NULL);
  return G_LIST_MODEL (self->list);
}

/* By one of them; the other is NULL. */
static LkbRecovered *
find (LkbRecovery *self, const char *path, GFile *file)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (LkbRecovered) one = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      GFile *own = lkb_recovered_get_file (one);

      /* The list holds it. */
      if (path != NULL ? g_str_equal (lkb_recovered_get_path (one), path)
                       : own != NULL && g_file_equal (own, file))
        return one;
    }
  return NULL;
}

LkbRecovered *
lkb_recovery_find (LkbRecovery *self, const char *path)
{
  g_return_val_if_fail (LKB_IS_RECOVERY (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);
  return find (self, path, NULL);
}

LkbRecovered *
lkb_recovery_find_file (LkbRecovery *self, GFile *file)
{
  g_return_val_if_fail (LKB_IS_RECOVERY (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  return find (self, NULL, file);
}

void
lkb_recovery_take (LkbRecovery *self, LkbRecovered *recovered)
{
  guint position;

  g_return_if_fail (LKB_IS_RECOVERY (self));
  g_return_if_fail (LKB_IS_RECOVERED (recovered));

  if (g_list_store_find (self->list, recovered, &position))
    g_list_store_remove (self->list, position);
}

void
lkb_recovery_put_back (LkbRecovery *self, LkbRecovered *recovered)
{
  g_return_if_fail (LKB_IS_RECOVERY (self));
  g_return_if_fail (LKB_IS_RECOVERED (recovered));

  /* The list may have been made anew meanwhile. */
  if (find (self, lkb_recovered_get_path (recovered), NULL) == NULL)
    g_list_store_insert (self->list, 0, recovered);
}

void
lkb_recovery_discard (LkbRecovery *self, LkbRecovered *recovered)
{
  int lock;

  g_return_if_fail (LKB_IS_RECOVERY (self));
  g_return_if_fail (LKB_IS_RECOVERED (recovered));

  g_clear_pointer (&self->discarded_to, g_free);
  g_set_object (&self->discarded, recovered);
  /* Who opened it meanwhile has it. */
  lock = lkb_journal_lock (lkb_recovered_get_path (recovered), self->boot_id);
  if (lock >= 0)
    {
      self->discarded_to = lkb_journal_put_away (lkb_recovered_get_path (recovered));
      close (lock);
    }
  lkb_recovery_take (self, recovered);
}

void
lkb_recovery_restore (LkbRecovery *self)
{
  g_return_if_fail (LKB_IS_RECOVERY (self));

  if (self->discarded_to == NULL
      || g_rename (self->discarded_to, lkb_recovered_get_path (self->discarded)) != 0)
    return;
  g_list_store_insert (self->list, 0, self->discarded);
  g_clear_pointer (&self->discarded_to, g_free);
}

gboolean
lkb_recovery_tell_trouble (LkbRecovery *self)
{
  gboolean first;

  g_return_val_if_fail (LKB_IS_RECOVERY (self), FALSE);

  first = !self->told;
  self->told = TRUE;
  return first;
}
