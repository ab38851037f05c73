/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-recording.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-error.h"
#include "core/base/lkb-json-guard.h"
#include "core/formats/lkb-board-file.h"

/* A copy of the board is kept at every so many changes. */
#define KEEP_EVERY 100

struct _LkbRecording
{
  gatomicrefcount refs;
  LkbJournalHeader header;
  GPtrArray *changes; /* of LkbChange */
  GArray *times; /* of gint64, one a change */
  GPtrArray *boards; /* of LkbBoard: moment 0, KEEP_EVERY, 2 KEEP_EVERY, … */
  GArray *marks; /* of LkbRecordingMark */
  gint64 end;
  gboolean damaged;
  gboolean begins_whole;
};

/* What is known while the lines are read. */
typedef struct
{
  LkbRecording *recording;
  const char *name;
  guint line;
  LkbBoard *board; /* after the last line */
  GHashTable *ranks; /* (owned): those on @board, to tell that none is there twice */
  gboolean begun; /* a change or snapshot was read */
  gboolean lost; /* since a damaged line; a snapshot helps */
} Reading;

/* A snapshot holds what a board file may, inside an object and beside the ranks. */
static const LkbJsonLimits *
get_limits (void)
{
  static LkbJsonLimits limits;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      limits = lkb_json_limits_default;
      limits.max_bytes *= 2;
      limits.max_values *= 2;
      limits.max_depth += 4;
      g_once_init_leave (&once, 1);
    }
  return &limits;
}

static void
clear_mark (gpointer data)
{
  LkbRecordingMark *mark = data;

  g_free (mark->key);
  g_free (mark->json);
}

static LkbRecording *
recording_new (void)
{
  LkbRecording *self = g_new0 (LkbRecording, 1);

  g_atomic_ref_count_init (&self->refs);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_change_unref);
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->boards = g_ptr_array_new_with_free_func (g_object_unref);
  self->marks = g_array_new (FALSE, FALSE, sizeof (LkbRecordingMark));
  g_array_set_clear_func (self->marks, clear_mark);
  self->begins_whole = TRUE;
  return self;
}

LkbRecording *
lkb_recording_ref (LkbRecording *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_recording_unref (LkbRecording *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  lkb_journal_header_clear (&self->header);
  g_ptr_array_unref (self->changes);
  g_array_unref (self->times);
  g_ptr_array_unref (self->boards);
  g_array_unref (self->marks);
  g_free (self);
}

/* Reading one line. What is wrong with it is nothing to be told of: the next ones may help. */

static gboolean
refuse (const Reading *reading, const char *reason, GError **error)
{
  g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE, "%s: %u: %s", reading->name,
               reading->line, reason);
  return FALSE;
}

static const LkbJsonSpan *
find (GArray *members, const char *key)
{
  for (guint i = 0; i < members->len; i++)
    if (g_str_equal (g_array_index (members, LkbJsonMember, i).key, key))
      return &g_array_index (members, LkbJsonMember, i).value;
  return NULL;
}

/* (transfer full) (nullable): of a member that is a text. */
static char *
dup_text (const char *text, GArray *members, const char *key)
{
  const LkbJsonSpan *span = find (members, key);

  return span != NULL && lkb_json_span_type (text, *span) == '"'
             ? lkb_json_span_dup_string (text, *span)
             : NULL;
}

/* (transfer full) (nullable): the items of a member that is a list, each beginning with @type. */
static GArray *
dup_items (const char *text, const LkbJsonSpan *list, char type)
{
  GArray *items;

  if (list == NULL || lkb_json_span_type (text, *list) != '[')
    return NULL;
  items = lkb_json_span_items (text, *list);
  for (guint i = 0; i < items->len; i++)
    if (lkb_json_span_type (text, g_array_index (items, LkbJsonSpan, i)) != type)
      {
        g_array_unref (items);
        return NULL;
      }
  return items;
}

/* Gives and takes ranks as @change does; FALSE when two elements would stand at one place. */
static gboolean
move_ranks (GHashTable *ranks, const LkbChange *change)
{
  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbElement *before = lkb_change_get_nth (change, i)->before;

      if (before != NULL)
        g_hash_table_remove (ranks, lkb_element_get_rank (before));
    }
  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbElement *after = lkb_change_get_nth (change, i)->after;

      if (after != NULL && lkb_element_get_kind (after) != LKB_KIND_BOARD
          && !g_hash_table_add (ranks, g_strdup (lkb_element_get_rank (after))))
        return FALSE;
    }
  return TRUE;
}

static GHashTable *
collect_ranks (LkbBoard *board)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  GHashTable *ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < elements->len; i++)
    g_hash_table_add (ranks, g_strdup (lkb_element_get_rank (g_ptr_array_index (elements, i))));
  return ranks;
}

static void
set_board (Reading *reading, LkbBoard *board)
{
  g_set_object (&reading->board, board);
  g_clear_pointer (&reading->ranks, g_hash_table_unref);
  reading->ranks = collect_ranks (board);
}

static gboolean
add_set (Reading *reading, const char *text, LkbJsonSpan item, LkbChange *change, GError **error)
{
  g_autoptr (GArray) members = lkb_json_span_members (text, item);
  g_autofree char *id = dup_text (text, members, "id");
  g_autofree char *rank = dup_text (text, members, "rank");
  const LkbJsonSpan *span = find (members, "el");
  g_autoptr (LkbElement) after = NULL;

  if (id == NULL || rank == NULL || span == NULL
      || (!g_str_equal (id, LKB_BOARD_ID) && !lkb_rank_is_valid (rank)))
    return refuse (reading, "an element without id, rank or content", error);
  after = lkb_board_file_read_element (reading->name, text, *span, id, rank, error);
  if (after == NULL)
    return FALSE;
  lkb_change_add (change, lkb_board_lookup (reading->board, id), after);
  return TRUE;
}

/* Deeper than any label is, and little enough to go down by recursion. */
#define MAX_LABEL_DEPTH 4

/* (transfer full) (nullable): the label that @members tell of. It is no more than words: what is wrong with it is passed over. */
static LkbLabel *
read_label (const char *text, GArray *members, guint depth)
{
  g_autofree char *msgid = dup_text (text, members, "label");
  g_autofree char *plural = NULL;
  const LkbJsonSpan *span = find (members, "args");
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_label_unref);
  g_autoptr (GArray) args = NULL;
  double n = 0;

  if (msgid == NULL || *msgid == '\0')
    return NULL;
  if (span != NULL && lkb_json_span_type (text, *span) == '{')
    args = lkb_json_span_members (text, *span);
  if (args != NULL)
    plural = dup_text (text, args, "plural");
  for (guint i = 0; args != NULL && i < args->len; i++)
    {
      const LkbJsonMember *arg = &g_array_index (args, LkbJsonMember, i);
      char type = lkb_json_span_type (text, arg->value);
      LkbLabel *part = NULL;

      if (g_str_equal (arg->key, "n") && type == '0')
        n = lkb_json_span_get_number (text, arg->value);
      if (g_str_equal (arg->key, "n") || g_str_equal (arg->key, "plural"))
        continue;
      if (type == '"')
        {
          g_autofree char *words = lkb_json_span_dup_string (text, arg->value);

          part = lkb_label_new_text (words);
        }
      else if (type == '{' && depth < MAX_LABEL_DEPTH)
        {
          g_autoptr (GArray) inner = lkb_json_span_members (text, arg->value);

          part = read_label (text, inner, depth + 1);
        }
      if (part == NULL)
        continue;
      g_ptr_array_add (keys, arg->key);
      g_ptr_array_add (parts, part);
    }
  return lkb_label_new_parts (msgid, plural, (guint) CLAMP (n, 0.0, (double) G_MAXUINT),
                              (const char *const *) keys->pdata, (LkbLabel *const *) parts->pdata,
                              keys->len);
}

/* The pairs of a line; NULL with @error. */
static LkbChange *
read_pairs (Reading *reading, const char *text, GArray *members, GError **error)
{
  g_autoptr (GArray) set = dup_items (text, find (members, "set"), '{');
  g_autoptr (GArray) del = dup_items (text, find (members, "del"), '"');
  g_autoptr (LkbChange) change = lkb_change_new (NULL);

  lkb_change_take_label (change, read_label (text, members, 0));
  if (set == NULL || del == NULL)
    {
      refuse (reading, "a change needs both “set” and “del”", error);
      return NULL;
    }
  for (guint i = 0; i < set->len; i++)
    if (!add_set (reading, text, g_array_index (set, LkbJsonSpan, i), change, error))
      return NULL;
  for (guint i = 0; i < del->len; i++)
    {
      g_autofree char *id = lkb_json_span_dup_string (text, g_array_index (del, LkbJsonSpan, i));
      const LkbElement *before = lkb_board_lookup (reading->board, id);

      if (before == NULL)
        {
          refuse (reading, "takes away what is not there", error);
          return NULL;
        }
      lkb_change_add (change, before, NULL);
    }
  return g_steal_pointer (&change);
}

/* From here on the recording has the change. */
static void
take_change (Reading *reading, LkbChange *change, gint64 time)
{
  LkbRecording *self = reading->recording;

  g_ptr_array_add (self->changes, change);
  g_array_append_val (self->times, time);
  if (self->changes->len % KEEP_EVERY == 0)
    g_ptr_array_add (self->boards, lkb_board_copy (reading->board));
}

static void
begin (Reading *reading)
{
  if (reading->begun)
    return;
  reading->begun = TRUE;
  g_ptr_array_add (reading->recording->boards, lkb_board_copy (reading->board));
}

static gboolean
read_change (Reading *reading, const char *text, GArray *members, gint64 time, GError **error)
{
  g_autoptr (LkbChange) change = NULL;
  guint n;

  begin (reading);
  change = read_pairs (reading, text, members, error);
  if (change == NULL)
    return FALSE;
  /* Before the board is touched: what is refused leaves nothing behind. */
  if (!move_ranks (reading->ranks, change))
    return refuse (reading, "two elements of one rank", error);
  n = lkb_change_get_n (change);
  if (!lkb_board_apply (reading->board, change, error))
    {
      g_prefix_error (error, "%s: %u: ", reading->name, reading->line);
      return FALSE;
    }
  /* Edges that went with their nodes. */
  for (; n < lkb_change_get_n (change); n++)
    g_hash_table_remove (reading->ranks,
                         lkb_element_get_rank (lkb_change_get_nth (change, n)->before));
  take_change (reading, g_steal_pointer (&change), time);
  return TRUE;
}

/* (transfer full): NULL with @error; without ranks the elements get new ones. */
static LkbBoard *
read_board (Reading *reading, const char *text, GArray *members, GError **error)
{
  const LkbJsonSpan *span = find (members, "ranks");
  g_autoptr (GArray) items = dup_items (text, span, '"');
  g_autoptr (GPtrArray) ranks = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (span != NULL && items == NULL)
    {
      refuse (reading, "ranks must be a list of texts", error);
      return NULL;
    }
  if (items != NULL)
    ranks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      char *rank = lkb_json_span_dup_string (text, g_array_index (items, LkbJsonSpan, i));

      g_ptr_array_add (ranks, rank);
      if (!lkb_rank_is_valid (rank) || !g_hash_table_add (seen, rank))
        {
          refuse (reading, "two elements of one rank", error);
          return NULL;
        }
    }
  if (ranks != NULL)
    g_ptr_array_add (ranks, NULL);
  return lkb_board_file_read_span (reading->name, text, *find (members, "snap"),
                                   ranks != NULL ? (const char *const *) ranks->pdata : NULL,
                                   error);
}

/* A snapshot is the beginning, or says where things stand after a damaged line; else all of it is known already. */
static gboolean
read_snapshot (Reading *reading, const char *text, GArray *members, gint64 time, GError **error)
{
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbChange) change = NULL;

  if (reading->begun && !reading->lost)
    return TRUE;
  board = read_board (reading, text, members, error);
  if (board == NULL)
    return FALSE;
  if (!reading->begun)
    {
      reading->recording->begins_whole = time == 0 && !reading->lost;
      set_board (reading, board);
      begin (reading);
    }
  else
    {
      change = lkb_board_dup_difference (reading->board, board);
      set_board (reading, board);
      take_change (reading, g_steal_pointer (&change), time);
    }
  reading->lost = FALSE;
  return TRUE;
}

static gboolean
read_mark (Reading *reading, const char *text, GArray *members, gint64 time, GError **error)
{
  for (guint i = 0; i < members->len; i++)
    {
      const LkbJsonMember *member = &g_array_index (members, LkbJsonMember, i);
      LkbRecordingMark mark = { .time = time, .n_changes = reading->recording->changes->len };

      if (g_str_equal (member->key, "t"))
        continue;
      mark.key = g_strdup (member->key);
      mark.json = g_strndup (text + member->value.offset, member->value.length);
      g_array_append_val (reading->recording->marks, mark);
      return TRUE;
    }
  return refuse (reading, "says nothing", error);
}

/* (transfer full): the members of a line; @text: (out) (transfer full): what they are in. */
static GArray *
read_members (const char *name, const char *line, gsize length, char **text, GError **error)
{
  LkbJsonSpan root;
  gsize n = length;

  *text = lkb_journal_dup_line (line, length, &n);
  if (*text == NULL)
    *text = g_strndup (line, length);
  if (!lkb_json_guard_check (*text, n, get_limits (), &root, error))
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  if (lkb_json_span_type (*text, root) != '{')
    {
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE, "%s: no object", name);
      return NULL;
    }
  return lkb_json_span_members (*text, root);
}

static gboolean
read_line (Reading *reading, const char *line, gsize length, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GArray) members = read_members (reading->name, line, length, &text, error);
  const LkbJsonSpan *span = members != NULL ? find (members, "t") : NULL;
  gint64 time;

  if (members == NULL)
    return FALSE;
  if (span == NULL || lkb_json_span_type (text, *span) != '0')
    return refuse (reading, "has no time", error);
  /* Within what a double holds exactly; time does not run backwards. */
  time = (gint64) CLAMP (lkb_json_span_get_number (text, *span), 0.0, 9007199254740991.0);
  time = MAX (time, reading->recording->end);
  if (find (members, "snap") != NULL)
    {
      if (!read_snapshot (reading, text, members, time, error))
        return FALSE;
    }
  else if (find (members, "set") != NULL || find (members, "del") != NULL)
    {
      if (reading->lost)
        return TRUE;
      if (!read_change (reading, text, members, time, error))
        return FALSE;
    }
  else if (!read_mark (reading, text, members, time, error))
    return FALSE;
  reading->recording->end = time;
  return TRUE;
}

gboolean
lkb_recording_sniff (GBytes *bytes)
{
  static const char first[] = "{\"lakeboard-journal\":";
  gsize size;
  const char *data;

  g_return_val_if_fail (bytes != NULL, FALSE);

  data = g_bytes_get_data (bytes, &size);
  return size >= sizeof first - 1 && memcmp (data, first, sizeof first - 1) == 0;
}

static gboolean
read_header (const char *name, GBytes *bytes, gsize length, LkbJournalHeader *header,
             GError **error)
{
  g_autoptr (GError) reason = NULL;
  const char *line = length > 0 ? g_bytes_get_data (bytes, NULL) : "";
  g_autofree char *text = NULL;
  g_autoptr (GArray) members = read_members (name, line, length, &text, &reason);
  const LkbJsonSpan *span = members != NULL ? find (members, "lakeboard-journal") : NULL;
  double version;

  version = span != NULL && lkb_json_span_type (text, *span) == '0'
                ? lkb_json_span_get_number (text, *span)
                : 0;
  if (version > LKB_JOURNAL_VERSION)
    {
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_VERSION, _ ("%s: line 1: %s"), name,
                   _ ("written by a newer version"));
      return FALSE;
    }
  if (version != LKB_JOURNAL_VERSION)
    {
      /* Translators: a file, then what is wrong with it */
      g_set_error (error, LKB_INPUT_ERROR,
                   reason != NULL ? reason->code : LKB_INPUT_ERROR_STRUCTURE, _ ("%s: line 1: %s"),
                   name,
                   lkb_recording_sniff (bytes) ? _ ("cut off or damaged")
                                               : _ ("this is no round and no other journal"));
      return FALSE;
    }
  header->uuid = dup_text (text, members, "uuid");
  header->path = dup_text (text, members, "path");
  header->base_sha256 = dup_text (text, members, "base_sha256");
  header->wall = dup_text (text, members, "wall");
  header->boot_id = dup_text (text, members, "boot_id");
  return TRUE;
}

/* Length of the line at @offset without its end; 0 when it has none or is empty. */
static gsize
get_line (const char *data, gsize size, gsize offset)
{
  const char *end = offset < size ? memchr (data + offset, '\n', size - offset) : NULL;

  return end != NULL ? (gsize) (end - (data + offset)) : 0;
}

gboolean
lkb_recording_read_header (const char *name, GBytes *bytes, LkbJournalHeader *header,
                           GError **error)
{
  gsize size;
  const char *data;

  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (header != NULL, FALSE);

  data = g_bytes_get_data (bytes, &size);
  memset (header, 0, sizeof *header);
  return read_header (name, bytes, get_line (data, size, 0), header, error);
}

static void
read_lines (Reading *reading, const char *data, gsize size, gsize offset)
{
  const char *end;

  while (offset < size && (end = memchr (data + offset, '\n', size - offset)) != NULL)
    {
      g_autoptr (GError) error = NULL;

      reading->line++;
      if (!read_line (reading, data + offset, (gsize) (end - data) - offset, &error))
        {
          g_debug ("%s", error->message);
          reading->recording->damaged = TRUE;
          reading->lost = TRUE;
        }
      offset = (gsize) (end - data) + 1;
    }
}

LkbRecording *
lkb_recording_read (const char *name, GBytes *bytes, LkbBoard *base, GError **error)
{
  g_autoptr (LkbRecording) self = recording_new ();
  Reading reading = { .recording = self, .name = name, .line = 1 };
  gsize size, first;
  const char *data;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (base == NULL || LKB_IS_BOARD (base), NULL);

  data = g_bytes_get_data (bytes, &size);
  first = get_line (data, size, 0);
  if (!read_header (name, bytes, first, &self->header, error))
    return NULL;
  reading.board = base != NULL ? lkb_board_copy (base) : lkb_board_new ();
  reading.ranks = collect_ranks (reading.board);
  read_lines (&reading, data, size, first + 1);
  begin (&reading);
  g_object_unref (reading.board);
  g_hash_table_unref (reading.ranks);
  return g_steal_pointer (&self);
}

/* Being made */

LkbRecording *
lkb_recording_new (LkbBoard *board)
{
  LkbRecording *self;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);

  self = recording_new ();
  g_ptr_array_add (self->boards, lkb_board_copy (board));
  return self;
}

void
lkb_recording_add_change (LkbRecording *self, gint64 time, LkbBoard *board, const LkbChange *change)
{
  g_autoptr (LkbChange) inverse = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (LKB_IS_BOARD (board));
  g_return_if_fail (change != NULL);

  self->end = MAX (time, self->end);
  /* A copy that nobody adds to. */
  inverse = lkb_change_invert (change);
  g_ptr_array_add (self->changes, lkb_change_invert (inverse));
  g_array_append_val (self->times, self->end);
  if (self->changes->len % KEEP_EVERY == 0)
    g_ptr_array_add (self->boards, lkb_board_copy (board));
}

void
lkb_recording_add_mark (LkbRecording *self, gint64 time, const char *key, const char *json)
{
  LkbRecordingMark mark = { .key = g_strdup (key), .json = g_strdup (json) };

  g_return_if_fail (self != NULL);
  g_return_if_fail (key != NULL && json != NULL);

  self->end = mark.time = MAX (time, self->end);
  mark.n_changes = self->changes->len;
  g_array_append_val (self->marks, mark);
}

/* What it tells */

const LkbJournalHeader *
lkb_recording_get_header (const LkbRecording *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return &self->header;
}

guint
lkb_recording_get_n_changes (const LkbRecording *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->changes->len;
}

const LkbChange *
lkb_recording_get_change (const LkbRecording *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->changes->len, NULL);
  return g_ptr_array_index (self->changes, i);
}

gint64
lkb_recording_get_time (const LkbRecording *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->times->len, 0);
  return g_array_index (self->times, gint64, i);
}

gint64
lkb_recording_get_end (const LkbRecording *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->end;
}

guint
lkb_recording_find (const LkbRecording *self, gint64 time)
{
  guint low = 0, high;

  g_return_val_if_fail (self != NULL, 0);

  high = self->times->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->times, gint64, middle) <= time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
lkb_recording_is_damaged (const LkbRecording *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->damaged;
}

gboolean
lkb_recording_begins_whole (const LkbRecording *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->begins_whole;
}

guint
lkb_recording_get_n_marks (const LkbRecording *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->marks->len;
}

const LkbRecordingMark *
lkb_recording_get_mark (const LkbRecording *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->marks->len, NULL);
  return &g_array_index (self->marks, LkbRecordingMark, i);
}

LkbBoard *
lkb_recording_dup_board (LkbRecording *self, guint moment)
{
  g_autoptr (LkbBoard) board = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (moment <= self->changes->len, NULL);

  board = lkb_board_copy (g_ptr_array_index (self->boards, moment / KEEP_EVERY));
  for (guint i = moment - moment % KEEP_EVERY; i < moment; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!lkb_board_apply (board, g_ptr_array_index (self->changes, i), &error))
        g_critical ("recording: %s", error->message);
    }
  return g_steal_pointer (&board);
}
