/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * journal-writer write FOLDER: stops itself, to be looked at by a tracer; then a document with a journal. "N" is printed when
 * change N is on the disk.
 * journal-writer read FOLDER: what is offered of it, one title a line.
 */

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/uio.h>

#include "core/model/lkb-edit.h"
#include "core/store/lkb-document.h"
#include "core/store/lkb-recovered.h"

#define N_CHANGES 5

static gint64
get_zero (gpointer data)
{
  return 0;
}

/* By a call that the journal does not use: the faults are for that one. */
static void
say (const char *text)
{
  struct iovec line[] = { { (char *) text, strlen (text) }, { (char *) "\n", 1 } };

  (void) !writev (1, line, G_N_ELEMENTS (line));
}

static int
write_some (const char *folder)
{
  const LkbJournalPlace place
      = { .folder = folder, .boot_id = "run", .get_ms = get_zero, .get_wall = get_zero };
  const char *ids[] = { LKB_BOARD_ID, NULL };
  LkbDocument *document = NULL;

  (void) prctl (PR_SET_PTRACER, PR_SET_PTRACER_ANY);
  raise (SIGSTOP);
  document = lkb_document_new (NULL);
  lkb_document_record (document, &place);
  for (int i = 1; i <= N_CHANGES; i++)
    {
      g_autofree char *title = g_strdup_printf ("%d", i);
      g_autoptr (LkbChange) change = lkb_edit_set_text (lkb_document_get_board (document), ids,
                                                        LKB_FIELD_TITLE, title);

      if (!lkb_history_apply (lkb_document_get_history (document), change, NULL))
        return 3;
      lkb_journal_flush (lkb_document_get_journal (document));
      say (title);
      /* Somewhere in between part of it is unsaved from the beginning. */
      if (i == 3)
        lkb_journal_begin (lkb_document_get_journal (document), lkb_document_get_board (document),
                           FALSE, NULL, -1);
    }
  g_object_unref (document);
  say ("end");
  return 0;
}

static int
read_all (const char *folder)
{
  g_autoptr (GPtrArray) found = lkb_recovered_scan (folder, "another run");

  for (guint i = 0; i < found->len; i++)
    say (lkb_recovered_get_title (found->pdata[i]));
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc != 3)
    return 2;
  return strcmp (argv[1], "write") == 0 ? write_some (argv[2]) : read_all (argv[2]);
}
