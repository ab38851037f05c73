/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-dead-scan.h"

typedef struct
{
  LkbDeadScanFunc func;
  char *folder;
  char *boot_id;
} Scan;

static void
free_scan (gpointer data)
{
  Scan *scan = data;

  g_free (scan->folder);
  g_free (scan->boot_id);
  g_free (scan);
}

static void
scan_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Scan *scan = data;

  g_task_return_pointer (task, scan->func (scan->folder, scan->boot_id),
                         (GDestroyNotify) g_ptr_array_unref);
}

void
lkb_dead_scan (gpointer source, const LkbJournalPlace *place, LkbDeadScanFunc func,
               GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = NULL;
  Scan *scan;

  g_return_if_fail (G_IS_OBJECT (source));
  g_return_if_fail (place != NULL && func != NULL && done != NULL);

  scan = g_new0 (Scan, 1);
  scan->func = func;
  scan->folder = g_strdup (place->folder);
  scan->boot_id = g_strdup (place->boot_id);
  task = g_task_new (source, NULL, done, NULL);
  g_task_set_source_tag (task, lkb_dead_scan);
  g_task_set_task_data (task, scan, free_scan);
  g_task_run_in_thread (task, scan_thread);
}
