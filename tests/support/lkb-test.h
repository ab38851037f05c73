/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lkb_test_init:
 *
 * g_test_init() with an empty home of its own, the C locale and the private fontconfig. Call it first in main().
 */
void lkb_test_init (int *argc, char ***argv);

/**
 * lkb_test_require_font:
 *
 * Ends the test program with a message that names the board font when it is not installed. A picture test that
 * went on without it would compare with another font and report anything but the reason.
 */
void lkb_test_require_font (void);

/**
 * lkb_test_dup_dir:
 *
 * Returns: (transfer full): the path of a new, empty folder; hand it to lkb_test_remove_tree().
 */
char *lkb_test_dup_dir (void);

/** lkb_test_remove_tree: removes a folder with all that is in it; links are removed, never followed. */
void lkb_test_remove_tree (const char *path);

/**
 * lkb_test_dup_source_path:
 * @relative: a path inside the checkout, such as "tests/format/ok/minimal.lakeboard"
 *
 * Returns: (transfer full): the absolute path.
 */
char *lkb_test_dup_source_path (const char *relative);

/** lkb_test_dup_catalogs: (transfer full) (nullable): a folder with the translation into German, if there is a msgfmt; hand it
 * to lkb_test_remove_tree(). */
char *lkb_test_dup_catalogs (void);

/** lkb_test_speak: from now on texts are those of @language ("de") in @folder; "": as they are in the sources. */
void lkb_test_speak (const char *language, const char *folder);

/** lkb_test_dup_text: (transfer full): the bytes of a file, NUL-terminated; fails the test when it cannot be read. */
char *lkb_test_dup_text (const char *path, gsize *length);

G_END_DECLS
