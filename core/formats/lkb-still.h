/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lkb-output.h"

G_BEGIN_DECLS

/** LkbStill: a picture beside the page, such as a chart, that somebody may keep as a file; immutable. */
#define LKB_TYPE_STILL (lkb_still_get_type ())
typedef struct _LkbStill LkbStill;
GType lkb_still_get_type (void);

/**
 * lkb_still_new: (transfer full)
 * @box: the part of @picture that is shown
 * @title: (nullable): what it is
 * @description: (nullable): the same for who can't see it
 */
LkbStill *lkb_still_new (LkbPicture *picture, const LkbBox *box, const char *title,
                         const char *description);
LkbStill *lkb_still_ref (LkbStill *self);
void lkb_still_unref (LkbStill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbStill, lkb_still_unref)

/** lkb_still_dup_path: (transfer full): @path with the ending of a picture: .svg unless it has another one. */
char *lkb_still_dup_path (const char *path);
/** lkb_still_dup_endings: (transfer full): "svg" and so on, without the dot. */
char **lkb_still_dup_endings (void);

/** lkb_still_create: (transfer full): the whole file that the ending of @path asks for, in the light theme, a PNG with two
 * pixels a unit. May run in any thread. Errors: LkbPictureError. */
GBytes *lkb_still_create (LkbStill *self, const char *path, GError **error);

G_END_DECLS
