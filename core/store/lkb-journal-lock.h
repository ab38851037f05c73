/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Who writes to a journal holds a lock on it, which ends with the process, however that ends. Where a file system knows no
 * locks, a journal of another run of the system is nobody's, one of this run somebody's.
 */

/** Inside the folder of journals: those that were thrown away, for a while. */
#define LKB_JOURNAL_DISCARDED "discarded"

/** lkb_journal_lock_fd: locks an open journal. Returns: 0 or an errno, EAGAIN when somebody else has it. */
int lkb_journal_lock_fd (int fd);

/** lkb_journal_lock: the descriptor that holds the lock of the journal at @path, to be closed by the caller; -1 when it is
 * somebody else's, or gone. */
int lkb_journal_lock (const char *path, const char *boot_id);

/** LkbDeadJournalFunc: a journal that nobody writes to. @lock: a descriptor that holds its lock, closed afterwards. */
typedef void (*LkbDeadJournalFunc) (const char *path, int lock, gpointer data);

/**
 * lkb_journal_visit_dead:
 * @folder: of journals; need not be there
 * @ending: of their names
 * @boot_id: of this run of the system
 *
 * Calls @func for each journal that its program left behind, one after the other, in no order. Any thread.
 */
void lkb_journal_visit_dead (const char *folder, const char *ending, const char *boot_id,
                             LkbDeadJournalFunc func, gpointer data);

/** lkb_journal_reopen: a locked journal is written to at its end from now on, and a last line without its end goes. @size: (out).
 * Returns: 0 or an errno. */
int lkb_journal_reopen (int fd, gsize *size);

/** lkb_journal_put_away: moves a journal to those that were thrown away. (transfer full) (nullable): where it is now. */
char *lkb_journal_put_away (const char *path);

G_END_DECLS
