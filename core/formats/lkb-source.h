/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/base/lkb-error.h"
#include "lkb-svg-source.h"

G_BEGIN_DECLS

/** LkbSource: text of a board file, and where it was. */
typedef struct
{
  GBytes *text;
  const char
      *media_type; /* of the picture that it was in, static; NULL: it was a file of its own */
  LkbSvgSourceChanges changes;
} LkbSource;

void lkb_source_clear (LkbSource *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LkbSource, lkb_source_clear)

/**
 * lkb_source_find:
 * @name: what the file is called in messages
 * @bytes: a board file, or an SVG or PNG that was exported with its board inside; which of them it is, its first bytes say
 * @source: (out): empty on failure
 *
 * Only pictures are looked into: what else there is, is taken for the text of a board and not read here.
 *
 * Errors: LkbInputError ("NAME: reason").
 */
gboolean lkb_source_find (const char *name, GBytes *bytes, LkbSource *source, GError **error);

/** lkb_source_get_warning: (nullable): translated: what is to be said to whoever opens it. */
const char *lkb_source_get_warning (const LkbSource *source);

G_END_DECLS
