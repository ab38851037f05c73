/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-test.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <pango/pangocairo.h>
#include <stdlib.h>
#include <sys/stat.h>

#define BOARD_FONT "Liberation Sans"

static char *home;

static void
remove_home (void)
{
  lkb_test_remove_tree (home);
  g_clear_pointer (&home, g_free);
}

/* As G_TEST_OPTION_ISOLATE_DIRS, which loses memory at each test, so that no leak check would ever be clean. */
static void
isolate (void)
{
  static const char *const names[]
      = { "HOME",          "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS",
          "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR" };

  home = lkb_test_dup_dir ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (home, names[i], NULL);

      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      g_setenv (names[i], path, TRUE);
    }
  atexit (remove_home);
}

void
lkb_test_init (int *argc, char ***argv)
{
  isolate ();
  g_setenv ("FONTCONFIG_FILE", LKB_TEST_FONTS_CONF, FALSE);
  g_setenv ("LC_ALL", "C.UTF-8", FALSE);
  g_setenv ("GSETTINGS_BACKEND", "memory", FALSE);
  setlocale (LC_ALL, "");
  g_test_init (argc, argv, NULL);
}

void
lkb_test_require_font (void)
{
  g_autoptr (PangoFontMap) map = pango_cairo_font_map_new ();
  PangoFontFamily **families = NULL;
  gboolean found = FALSE;
  int n = 0;

  pango_font_map_list_families (map, &families, &n);
  for (int i = 0; i < n; i++)
    found = found || g_strcmp0 (pango_font_family_get_name (families[i]), BOARD_FONT) == 0;
  g_free (families);

  if (!found)
    g_error (
        "The board font “%s” is not installed (package fonts-liberation2, or fonts-liberation)",
        BOARD_FONT);
}

char *
lkb_test_dup_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("lakeboard-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

void
lkb_test_remove_tree (const char *path)
{
  GStatBuf info;

  if (g_lstat (path, &info) != 0)
    return;
  if (S_ISDIR (info.st_mode))
    {
      g_autoptr (GDir) dir = NULL;
      const char *name;

      /* A test may have taken the right to write away. */
      g_chmod (path, 0700);
      dir = g_dir_open (path, 0, NULL);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);
          lkb_test_remove_tree (child);
        }
    }
  g_remove (path);
}

char *
lkb_test_dup_source_path (const char *relative)
{
  const char *root = g_getenv ("LKB_SOURCE_ROOT");

  if (root == NULL)
    g_error ("LKB_SOURCE_ROOT is not set: run the tests through meson");
  return g_build_filename (root, relative, NULL);
}

char *
lkb_test_dup_text (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

char *
lkb_test_dup_catalogs (void)
{
  g_autofree char *program = g_find_program_in_path ("msgfmt");
  g_autofree char *source = lkb_test_dup_source_path ("po/de.po");
  g_autofree char *top = lkb_test_dup_dir ();
  g_autofree char *folder = g_build_filename (top, "de", "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (folder, GETTEXT_PACKAGE ".mo", NULL);
  const char *argv[] = { program, "-o", path, source, NULL };
  int status = 0;

  if (program == NULL)
    {
      lkb_test_remove_tree (top);
      return NULL;
    }
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
                               &status, NULL));
  g_assert_cmpint (status, ==, 0);
  return g_steal_pointer (&top);
}

void
lkb_test_speak (const char *language, const char *folder)
{
  g_setenv ("LANGUAGE", language, TRUE);
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  setlocale (LC_ALL, "");
}
