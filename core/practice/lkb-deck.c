/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-deck.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/formats/lkb-data-source.h"

#define FOLDER "decks"
#define ENDING ".json"
#define MAX_LEVEL 3

struct _LkbDeck
{
  gatomicrefcount refs;
  GPtrArray *prompts; /* of LkbPrompt */
  GHashTable *phases; /* id → GPtrArray of LkbDeckLine */
  GPtrArray *cards; /* of LkbDeckLine */
  GPtrArray *problems; /* of texts */
  gboolean own; /* while a file of the user's is read */
};

static void
free_prompt (LkbPrompt *prompt)
{
  g_free (prompt->id);
  g_free (prompt->text);
  g_free (prompt->template_id);
  g_strfreev (prompt->tags);
  g_free (prompt->goal);
  g_free (prompt);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbPrompt, free_prompt)

static void
free_line (LkbDeckLine *line)
{
  g_free (line->id);
  g_free (line->text);
  g_free (line);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbDeckLine, free_line)

static GPtrArray *
lines_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) free_line);
}

static LkbDeck *
deck_new (void)
{
  LkbDeck *self = g_new0 (LkbDeck, 1);

  g_atomic_ref_count_init (&self->refs);
  self->prompts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_prompt);
  self->phases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_ptr_array_unref);
  self->cards = lines_new ();
  self->problems = g_ptr_array_new_with_free_func (g_free);
  return self;
}

LkbDeck *
lkb_deck_ref (LkbDeck *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_deck_unref (LkbDeck *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->prompts);
  g_hash_table_unref (self->phases);
  g_ptr_array_unref (self->cards);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/* Reading */

static gboolean
read_level (LkbDataSource *source, const char *path, GArray *members, guint *level)
{
  const LkbJsonSpan *span = lkb_data_source_find (members, "level");
  g_autofree char *place = g_strconcat (path, ".level", NULL);
  double value = 0;

  if (span == NULL)
    return TRUE;
  if (lkb_json_span_type (source->text, *span) == '0')
    value = lkb_json_span_get_number (source->text, *span);
  for (*level = 1; *level <= MAX_LEVEL; (*level)++)
    if (value == *level)
      return TRUE;
  lkb_data_source_refuse (source, place, _ ("expected 1, 2 or 3"));
  return FALSE;
}

static gboolean
read_flag (LkbDataSource *source, const char *path, GArray *members, const char *key,
           gboolean *flag)
{
  const LkbJsonSpan *span = lkb_data_source_find (members, key);
  char type = span != NULL ? lkb_json_span_type (source->text, *span) : 'f';
  g_autofree char *place = g_strdup_printf ("%s.%s", path, key);

  *flag = type == 't';
  if (type != 't' && type != 'f')
    lkb_data_source_refuse (source, place, _ ("expected true or false"));
  return type == 't' || type == 'f';
}

static gboolean
take_prompt (LkbDataSource *source, const char *path, LkbJsonSpan span, gpointer data)
{
  LkbDeck *self = data;
  g_autoptr (GArray) members = lkb_data_source_get_members (source, path, span);
  g_autoptr (LkbPrompt) prompt = g_new0 (LkbPrompt, 1);

  if (members == NULL || !lkb_data_source_get_text (source, path, members, "id", TRUE, &prompt->id)
      || !lkb_data_source_get_text (source, path, members, "text", TRUE, &prompt->text)
      || !lkb_data_source_get_text (source, path, members, "template", FALSE, &prompt->template_id)
      || !read_level (source, path, members, &prompt->level)
      || !lkb_data_source_get_texts (source, path, members, "tags", FALSE, &prompt->tags)
      || !lkb_data_source_get_text (source, path, members, "goal", FALSE, &prompt->goal)
      || !read_flag (source, path, members, "drill", &prompt->drill))
    return FALSE;
  prompt->own = self->own;
  for (guint i = 0; i < self->prompts->len; i++)
    if (g_str_equal (lkb_deck_get_prompt (self, i)->id, prompt->id))
      {
        free_prompt (g_ptr_array_index (self->prompts, i));
        g_ptr_array_index (self->prompts, i) = g_steal_pointer (&prompt);
        return TRUE;
      }
  g_ptr_array_add (self->prompts, g_steal_pointer (&prompt));
  return TRUE;
}

static gboolean
read_line (LkbDataSource *source, const char *path, LkbJsonSpan span, GPtrArray *lines)
{
  g_autoptr (GArray) members = lkb_data_source_get_members (source, path, span);
  g_autoptr (LkbDeckLine) line = g_new0 (LkbDeckLine, 1);

  if (members == NULL || !lkb_data_source_get_text (source, path, members, "id", TRUE, &line->id)
      || !lkb_data_source_get_text (source, path, members, "text", TRUE, &line->text))
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      LkbDeckLine *old = g_ptr_array_index (lines, i);

      if (!g_str_equal (old->id, line->id))
        continue;
      g_free (old->text);
      old->text = g_steal_pointer (&line->text);
      return TRUE;
    }
  g_ptr_array_add (lines, g_steal_pointer (&line));
  return TRUE;
}

static gboolean
take_phase (LkbDataSource *source, const char *path, LkbJsonSpan span, gpointer data)
{
  LkbDeck *self = data;
  g_autoptr (GArray) members = lkb_data_source_get_members (source, path, span);
  g_autofree char *place = g_strconcat (path, ".lines", NULL);
  g_autofree char *id = NULL;
  g_autoptr (GArray) items = NULL;
  const LkbJsonSpan *rows;
  GPtrArray *lines;

  if (members == NULL || !lkb_data_source_get_text (source, path, members, "id", TRUE, &id))
    return FALSE;
  rows = lkb_data_source_find (members, "lines");
  if (rows == NULL)
    {
      lkb_data_source_refuse (source, place, _ ("missing"));
      return FALSE;
    }
  if (!(items = lkb_data_source_get_items (source, place, *rows)))
    return FALSE;
  lines = g_hash_table_lookup (self->phases, id);
  if (lines == NULL)
    g_hash_table_insert (self->phases, g_strdup (id), lines = lines_new ());
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *item = g_strdup_printf ("%s[%u]", place, i);

      if (!read_line (source, item, g_array_index (items, LkbJsonSpan, i), lines))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_card (LkbDataSource *source, const char *path, LkbJsonSpan span, gpointer data)
{
  LkbDeck *self = data;

  return read_line (source, path, span, self->cards);
}

static gboolean
read_deck (LkbDataSource *source, GArray *root, gpointer data)
{
  return lkb_data_source_read_rows (source, root, "prompts", FALSE, take_prompt, data)
         && lkb_data_source_read_rows (source, root, "phases", FALSE, take_phase, data)
         && lkb_data_source_read_rows (source, root, "cards", FALSE, take_card, data);
}

/* The file @name: first on trial, as one that breaks off half-way must not leave its first half behind. */
static gboolean
add_file (LkbDeck *self, LkbDataDirs *dirs, LkbDataDirs *built_in, const char *name, GError **error)
{
  g_autofree char *file = g_strconcat (FOLDER "/", name, ENDING, NULL);
  g_autoptr (LkbDeck) trial = deck_new ();
  g_autofree char *origin = NULL, *again = NULL;
  g_autoptr (GError) problem = NULL;

  if (lkb_data_dirs_read (dirs, file, read_deck, trial, &origin, &problem))
    {
      self->own = g_strcmp0 (origin, file) != 0;
      return lkb_data_dirs_read (dirs, file, read_deck, self, &again, error);
    }
  g_ptr_array_add (self->problems, lkb_text_one_line (problem->message));
  self->own = FALSE;
  g_clear_error (&problem);
  if (!lkb_data_dirs_read (built_in, file, read_deck, self, &again, &problem)
      && !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_built_in (LkbDataDirs *built_in, const char *name)
{
  g_autofree char *file = g_strconcat (FOLDER "/", name, ENDING, NULL);
  g_autoptr (GBytes) bytes = lkb_data_dirs_load (built_in, file, NULL, NULL);

  return bytes != NULL;
}

LkbDeck *
lkb_deck_load (LkbDataDirs *dirs, GError **error)
{
  g_autoptr (LkbDeck) self = NULL;
  g_autoptr (LkbDataDirs) built_in = NULL;
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (dirs != NULL, NULL);

  self = deck_new ();
  built_in = lkb_data_dirs_new (NULL);
  names = lkb_data_dirs_list (dirs, FOLDER, ENDING);
  /* What is added comes after what it adds to. */
  for (guint own = 0; own <= 1; own++)
    for (guint i = 0; i < names->len; i++)
      {
        const char *name = g_ptr_array_index (names, i);

        if (is_built_in (built_in, name) == !own && !add_file (self, dirs, built_in, name, error))
          return NULL;
      }
  return g_steal_pointer (&self);
}

/* What it holds */

guint
lkb_deck_get_n_problems (const LkbDeck *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->problems->len;
}

const char *
lkb_deck_get_problem (const LkbDeck *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->problems->len, NULL);
  return g_ptr_array_index (self->problems, i);
}

guint
lkb_deck_get_n_prompts (const LkbDeck *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->prompts->len;
}

const LkbPrompt *
lkb_deck_get_prompt (const LkbDeck *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->prompts->len, NULL);
  return g_ptr_array_index (self->prompts, i);
}

const LkbPrompt *
lkb_deck_find_prompt (const LkbDeck *self, const char *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  for (guint i = 0; i < self->prompts->len; i++)
    if (g_str_equal (lkb_deck_get_prompt (self, i)->id, id))
      return lkb_deck_get_prompt (self, i);
  return NULL;
}

static gboolean
has_tag (const LkbPrompt *prompt, const char *tag)
{
  if (tag == NULL || g_strcmp0 (prompt->template_id, tag) == 0)
    return TRUE;
  return g_strv_contains ((const char *const *) prompt->tags, tag);
}

static gboolean
is_chosen (const LkbPrompt *prompt, const LkbDeckChoice *choice)
{
  return prompt->drill == choice->drill && (!choice->own || prompt->own)
         && (choice->level == 0 || prompt->level == choice->level) && has_tag (prompt, choice->tag);
}

guint
lkb_deck_count (const LkbDeck *self, const LkbDeckChoice *choice)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL && choice != NULL, 0);

  for (guint i = 0; i < self->prompts->len; i++)
    n += is_chosen (lkb_deck_get_prompt (self, i), choice) ? 1 : 0;
  return n;
}

/* The finishing steps of a 32 bit hash (Appleby's MurmurHash3): neighbouring seeds go far apart, on any machine. */
static guint32
mix (guint32 seed)
{
  seed ^= seed >> 16;
  seed *= 0x85ebca6bu;
  seed ^= seed >> 13;
  seed *= 0xc2b2ae35u;
  return seed ^ seed >> 16;
}

static gboolean
has_id (gconstpointer prompt, gconstpointer id)
{
  return g_str_equal (((const LkbPrompt *) prompt)->id, id);
}

const LkbPrompt *
lkb_deck_pick (const LkbDeck *self, const LkbDeckChoice *choice, guint32 seed, const GPtrArray *but)
{
  g_autoptr (GPtrArray) chosen = NULL;

  g_return_val_if_fail (self != NULL && choice != NULL, NULL);

  chosen = g_ptr_array_new ();
  for (guint i = 0; i < self->prompts->len; i++)
    if (is_chosen (lkb_deck_get_prompt (self, i), choice))
      g_ptr_array_add (chosen, g_ptr_array_index (self->prompts, i));
  for (guint i = 0; but != NULL && chosen->len > 1 && i < but->len; i++)
    {
      guint at;

      if (g_ptr_array_find_with_equal_func (chosen, but->pdata[i], has_id, &at))
        g_ptr_array_remove_index (chosen, at);
    }
  return chosen->len > 0 ? g_ptr_array_index (chosen, mix (seed) % chosen->len) : NULL;
}

guint
lkb_deck_get_n_lines (const LkbDeck *self, const char *phase)
{
  const GPtrArray *lines;

  g_return_val_if_fail (self != NULL && phase != NULL, 0);

  lines = g_hash_table_lookup (self->phases, phase);
  return lines != NULL ? lines->len : 0;
}

const LkbDeckLine *
lkb_deck_get_line (const LkbDeck *self, const char *phase, guint i)
{
  g_return_val_if_fail (i < lkb_deck_get_n_lines (self, phase), NULL);
  return g_ptr_array_index ((const GPtrArray *) g_hash_table_lookup (self->phases, phase), i);
}

LkbRoundMark *
lkb_deck_dup_card (const LkbDeck *self, const char *id, LkbBoard *board)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);

  for (guint i = 0; i < self->cards->len; i++)
    {
      const LkbDeckLine *card = g_ptr_array_index (self->cards, i);
      const LkbValue *first = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_FIRST_NUMBER);
      LkbRoundMark *mark;

      if (!g_str_equal (card->id, id))
        continue;
      mark = lkb_round_mark_new (LKB_ROUND_MARK_CARD);
      mark->id = g_strdup (id);
      mark->text = g_strdup (card->text);
      if (first != NULL && strstr (card->text, "{number}") != NULL)
        mark->first_number = g_strdup (lkb_value_get_member_text (first, "text"));
      return mark;
    }
  return NULL;
}
