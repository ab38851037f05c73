/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-document.h"

G_BEGIN_DECLS

struct _LkbDocument
{
  GObject parent_instance;

  LkbBoard *board;
  LkbHistory *history;
  GFile *file; /* NULL while untitled */
  char *file_title; /* file name without ending, or NULL */
  LkbFileStamp stamp; /* of a local file */
  char *etag; /* of a remote file, or NULL */
  char *recovery_folder;
  LkbJournal *journal; /* (nullable) */
  char *recovered_from; /* (nullable): a journal to be removed once there is another */
  int recovered_lock; /* of that one; -1: none */
  gboolean recovered;
  LkbReadOnly read_only;
  const char *media_type; /* of the picture that it was in, or NULL */
  const char *warning; /* what was noticed when it was read, or NULL */
  gboolean unsaved; /* a copy of something, never saved itself */
  gboolean busy;
  guint n_commits; /* tells whether the board changed during a save */
  char *shown_title; /* as last notified */
};

/** lkb_document_set_file: it is that file's from now on. */
void lkb_document_set_file (LkbDocument *self, GFile *file);

G_END_DECLS
