/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-cli.h"

G_BEGIN_DECLS

struct _LkbCli
{
  LkbDataDirs *dirs;
  LkbVocabulary *vocabulary; /* NULL until it is asked for */
  LkbTextMeasurer *measurer; /* NULL until it is asked for */
  char *recovery_folder;
  GCancellable *cancellable;
  GMutex writing; /* held while a file is being replaced */

  GThread *progress; /* NULL while nothing long is under way */
  GMutex progress_lock;
  GCond progress_end;
  char *progress_text; /* NULL tells the thread to end */
  gboolean progress_shown;
};

G_END_DECLS
