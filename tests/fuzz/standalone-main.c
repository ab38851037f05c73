/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fuzz.h"

#include <string.h>

#include <glib.h>
#include <glib/gstdio.h>

/* Runs a fuzz target without libFuzzer, for compilers that lack it: over the files and folders that are
 * named, and over damaged copies of each file with --mutations=N (of a seed that is printed). */

static int n_mutations = 0;
static int seed = 0;
static char **paths = NULL;

static const GOptionEntry options[] = {
  { "mutations", 0, 0, G_OPTION_ARG_INT, &n_mutations, "Damaged copies to try of each file", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Seed of the damage", "N" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paths, NULL, "FILE…" },
  { NULL },
};

/* Changes, drops, doubles or inserts up to eight bytes. */
static void
damage (GByteArray *bytes, GRand *rand)
{
  guint n = (guint) g_rand_int_range (rand, 1, 9);

  for (guint i = 0; i < n; i++)
    {
      guint at = bytes->len > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) bytes->len) : 0;
      guint8 byte = (guint8) g_rand_int_range (rand, 0, 256);

      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          if (bytes->len > 0)
            bytes->data[at] = byte;
          break;
        case 1:
          if (bytes->len > 0)
            g_byte_array_remove_index (bytes, at);
          break;
        case 2:
          g_byte_array_append (bytes, &byte, 1);
          break;
        default:
          if (bytes->len > at)
            {
              guint8 copy = bytes->data[at];

              g_byte_array_append (bytes, &copy, 1);
            }
          break;
        }
    }
}

static gboolean
run_file (const char *path, GRand *rand)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }
  LLVMFuzzerTestOneInput ((const uint8_t *) text, length);
  for (int i = 0; i < n_mutations; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
      damage (bytes, rand);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
  return TRUE;
}

static gboolean
run_path (const char *path, GRand *rand)
{
  g_autoptr (GDir) dir = NULL;
  gboolean passed = TRUE;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return run_file (path, rand);
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      passed = run_path (child, rand) && passed;
    }
  return dir != NULL && passed;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = NULL;
  gboolean passed = TRUE;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  rand = g_rand_new_with_seed ((guint32) seed);
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    passed = run_path (paths[i], rand) && passed;
  g_strfreev (paths);
  return passed ? 0 : 2;
}
