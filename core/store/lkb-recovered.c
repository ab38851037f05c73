/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-recovered.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/lkb-error.h"
#include "core/formats/lkb-board-file.h"
#include "lkb-file.h"
#include "lkb-journal-lock.h"

#define MAX_DISCARDED 10
#define MAX_DISCARDED_SECONDS (14 * 24 * 60 * 60)

struct _LkbRecovered
{
  GObject parent_instance;

  char *path;
  GFile *file;
  char *title;
  guint n_nodes;
  gint64 time;
};

G_DEFINE_FINAL_TYPE (LkbRecovered, lkb_recovered, G_TYPE_OBJECT)

static void
lkb_recovered_finalize (GObject *object)
{
  LkbRecovered *self = LKB_RECOVERED (object);

  g_free (self->path);
  g_free (self->title);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (lkb_recovered_parent_class)->finalize (object);
}

static void
lkb_recovered_class_init (LkbRecoveredClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_recovered_finalize;
}

static void
lkb_recovered_init (LkbRecovered *self)
{
}

/* What is in the board's file now; (nullable). @sha256: of it. */
static GBytes *
read_file (const LkbJournalHeader *header, char sha256[65])
{
  g_autoptr (GFile) file = lkb_journal_header_dup_file (header);
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;
  LkbFileStamp stamp = { 0 };
  g_autoptr (GBytes) bytes = NULL;

  if (path == NULL)
    return NULL;
  bytes = lkb_file_read (path, LKB_BOARD_FILE_MAX_BYTES, &stamp, NULL);
  if (bytes == NULL || !stamp.exists)
    return NULL;
  g_strlcpy (sha256, stamp.sha256, 65);
  return g_steal_pointer (&bytes);
}

static LkbBoard *
read_base (const LkbJournalHeader *header)
{
  char sha256[65];
  g_autoptr (GBytes) bytes = read_file (header, sha256);

  if (bytes == NULL || g_strcmp0 (sha256, header->base_sha256) != 0)
    return NULL;
  return lkb_board_file_read ("", bytes, LKB_BOARD_FILE_NONE, NULL, NULL);
}

LkbRecording *
lkb_recovered_read_bytes (const char *name, GBytes *bytes, gboolean *lacks_base, GError **error)
{
  g_autoptr (LkbBoard) base = NULL;
  g_autoptr (LkbBoard) first = NULL;
  LkbJournalHeader header = { 0 };
  LkbRecording *recording;
  gboolean has_file;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  if (!lkb_recording_read_header (name, bytes, &header, error))
    return NULL;
  has_file = header.path != NULL;
  if (has_file)
    base = read_base (&header);
  lkb_journal_header_clear (&header);
  recording = lkb_recording_read (name, bytes, base, error);
  if (recording == NULL || lacks_base == NULL)
    return recording;
  /* A journal of ours holds the board that it begins with; then it makes no difference what became of the file. */
  first = lkb_recording_dup_board (recording, 0);
  *lacks_base = has_file && base == NULL && lkb_board_get_n_elements (first) == 0;
  return recording;
}

LkbRecording *
lkb_recovered_read_journal (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_name (path);
  bytes = lkb_file_read (path, LKB_RECORDING_MAX_BYTES, NULL, error);
  return bytes != NULL ? lkb_recovered_read_bytes (name, bytes, NULL, error) : NULL;
}

/* Whether the last board is nowhere but here. */
static gboolean
is_unsaved (LkbRecording *recording, LkbBoard *last)
{
  const LkbJournalHeader *header = lkb_recording_get_header (recording);
  char sha256[65];
  g_autoptr (GBytes) saved = NULL;

  if (lkb_recording_begins_whole (recording) && !lkb_recording_is_damaged (recording))
    {
      g_autoptr (LkbBoard) first = lkb_recording_dup_board (recording, 0);

      if (lkb_board_equal (first, last))
        return FALSE;
    }
  saved = read_file (header, sha256);
  if (saved != NULL)
    {
      g_autoptr (GBytes) bytes = lkb_board_file_write (last);

      return !g_bytes_equal (saved, bytes);
    }
  return TRUE;
}

static LkbRecovered *
recovered_new (const char *path, LkbRecording *recording, LkbBoard *last)
{
  LkbRecovered *self = g_object_new (LKB_TYPE_RECOVERED, NULL);
  const char *title = lkb_element_get_text (lkb_board_get_facts (last), LKB_FIELD_TITLE);
  struct stat info;

  self->path = g_strdup (path);
  self->file = lkb_journal_header_dup_file (lkb_recording_get_header (recording));
  self->title = title != NULL && *title != '\0' ? g_strdup (title) : NULL;
  for (LkbKind kind = 0; kind < LKB_N_KINDS; kind++)
    if (lkb_kind_is_node (kind))
      self->n_nodes += lkb_board_count (last, kind);
  if (stat (path, &info) == 0)
    self->time = (gint64) info.st_mtime;
  return self;
}

/* (transfer full) (nullable): the journal's lock is held. */
static LkbRecovered *
look (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRecording) recording = lkb_recovered_read_journal (path, &error);
  g_autoptr (LkbBoard) last = NULL;

  if (recording == NULL)
    {
      /* Of what is no journal nothing can be offered, but neither is it thrown away at once. */
      if (error->domain == LKB_INPUT_ERROR && error->code != LKB_INPUT_ERROR_VERSION)
        g_free (lkb_journal_put_away (path));
      return NULL;
    }
  last = lkb_recording_dup_board (recording, lkb_recording_get_n_changes (recording));
  if (lkb_recording_is_damaged (recording) && lkb_recording_get_n_changes (recording) == 0
      && lkb_board_get_n_elements (last) == 0)
    {
      g_free (lkb_journal_put_away (path));
      return NULL;
    }
  if (!is_unsaved (recording, last))
    {
      (void) !g_unlink (path);
      return NULL;
    }
  return recovered_new (path, recording, last);
}

static int
compare_time (gconstpointer a, gconstpointer b)
{
  const LkbRecovered *one = *(LkbRecovered *const *) a;
  const LkbRecovered *two = *(LkbRecovered *const *) b;

  return (one->time < two->time) - (one->time > two->time);
}

static void
look_cb (const char *path, int lock, gpointer found)
{
  LkbRecovered *recovered = look (path);

  if (recovered != NULL)
    g_ptr_array_add (found, recovered);
}

GPtrArray *
lkb_recovered_scan (const char *folder, const char *boot_id)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (folder != NULL, found);

  lkb_journal_visit_dead (folder, LKB_JOURNAL_ENDING, boot_id, look_cb, found);
  g_ptr_array_sort (found, compare_time);
  return found;
}

typedef struct
{
  char *path;
  gint64 time;
} Discarded;

static void
clear_discarded (gpointer data)
{
  g_free (((Discarded *) data)->path);
}

static int
compare_discarded (gconstpointer a, gconstpointer b)
{
  const Discarded *one = a;
  const Discarded *two = b;

  return (one->time < two->time) - (one->time > two->time);
}

void
lkb_recovered_prune (const char *folder, gint64 now)
{
  g_autofree char *away = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Discarded));

  g_return_if_fail (folder != NULL);

  g_array_set_clear_func (all, clear_discarded);
  away = g_build_filename (folder, LKB_JOURNAL_DISCARDED, NULL);
  dir = g_dir_open (away, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name (dir));)
    {
      Discarded one = { .path = g_build_filename (away, name, NULL) };
      struct stat info;

      if (!g_str_has_suffix (name, LKB_JOURNAL_ENDING) || lstat (one.path, &info) != 0
          || !S_ISREG (info.st_mode))
        {
          g_free (one.path);
          continue;
        }
      one.time = (gint64) info.st_mtime;
      g_array_append_val (all, one);
    }
  g_array_sort (all, compare_discarded);
  for (guint i = 0; i < all->len; i++)
    {
      const Discarded *one = &g_array_index (all, Discarded, i);

      if (i >= MAX_DISCARDED || now - one->time > MAX_DISCARDED_SECONDS)
        (void) !g_unlink (one->path);
    }
}

const char *
lkb_recovered_get_path (LkbRecovered *self)
{
  g_return_val_if_fail (LKB_IS_RECOVERED (self), NULL);
  return self->path;
}

GFile *
lkb_recovered_get_file (LkbRecovered *self)
{
  g_return_val_if_fail (LKB_IS_RECOVERED (self), NULL);
  return self->file;
}

const char *
lkb_recovered_get_title (LkbRecovered *self)
{
  g_return_val_if_fail (LKB_IS_RECOVERED (self), NULL);
  return self->title;
}

guint
lkb_recovered_get_n_nodes (LkbRecovered *self)
{
  g_return_val_if_fail (LKB_IS_RECOVERED (self), 0);
  return self->n_nodes;
}

gint64
lkb_recovered_get_time (LkbRecovered *self)
{
  g_return_val_if_fail (LKB_IS_RECOVERED (self), 0);
  return self->time;
}
