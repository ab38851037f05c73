/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "lkb-rules-private.h"
#include "lkb-word-scan.h"

/* A longer one is no name. */
#define LONGEST_NAME 200

struct _LkbRuleMemory
{
  gatomicrefcount refs;
  GMutex mutex; /* held during a run */
  const LkbVocabulary *vocabulary;
  GHashTable *lists; /* name of a list of the vocabulary → set of its words, folded */
  GHashTable *patterns; /* pattern → GRegex */
  LkbWordScanner *scanner; /* NULL without a vocabulary */
  gboolean old_edition; /* of the scanner */
  GPtrArray *kind_names; /* kinds and types that hold a word */
  guint edition; /* of the names; rises when they change */
  GHashTable *memos; /* element → LkbElementMemo */
  guint run;
};

static void
clear_text (gpointer data)
{
  g_clear_pointer (&((LkbTellingText *) data)->hits, g_array_unref);
}

static void
free_memo (gpointer data)
{
  LkbElementMemo *memo = data;

  g_clear_pointer (&memo->names, g_ptr_array_unref);
  g_clear_pointer (&memo->texts, g_array_unref);
  g_free (memo->features);
  g_free (memo->folded_name);
  lkb_element_unref (memo->element);
  g_free (memo);
}

LkbRuleMemory *
lkb_rule_memory_new (const LkbVocabulary *vocabulary)
{
  LkbRuleMemory *self = g_new0 (LkbRuleMemory, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->vocabulary = vocabulary;
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) g_hash_table_unref);
  self->patterns = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                          (GDestroyNotify) g_regex_unref);
  self->memos = g_hash_table_new_full (NULL, NULL, NULL, free_memo);
  return self;
}

LkbRuleMemory *
lkb_rule_memory_ref (LkbRuleMemory *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_rule_memory_unref (LkbRuleMemory *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->memos);
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->patterns);
  g_clear_pointer (&self->kind_names, g_ptr_array_unref);
  g_clear_pointer (&self->scanner, lkb_word_scanner_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint
lkb_rule_memory_get_n_elements (LkbRuleMemory *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = g_hash_table_size (self->memos);
  g_mutex_unlock (&self->mutex);
  return n;
}

const LkbVocabulary *
lkb_rule_memory_get_vocabulary (const LkbRuleMemory *self)
{
  return self->vocabulary;
}

/* ---- names: not sentences; a node, a team, a KPI or a kind may be called by any word, in a sentence as well ---- */

static void
add_name (const LkbRuleMemory *self, GPtrArray **names, const char *name)
{
  if (lkb_text_is_blank (name) || strlen (name) >= LONGEST_NAME
      || !lkb_word_scanner_holds_word (self->scanner, name))
    return;
  if (*names == NULL)
    *names = g_ptr_array_new ();
  g_ptr_array_add (*names, (gpointer) name);
}

static void
add_member_names (LkbRuleMemory *self, LkbElementMemo *memo, LkbField field, const char *member)
{
  const LkbValue *list = lkb_element_get (memo->element, field);

  for (guint i = 0; list != NULL && i < lkb_value_get_n (list); i++)
    add_name (self, &memo->names, lkb_value_get_member_text (lkb_value_get_nth (list, i), member));
}

static void
add_kind_names (LkbRuleMemory *self)
{
  self->kind_names = g_ptr_array_new ();
  for (guint kind = LKB_KIND_SOURCE; kind < LKB_N_KINDS; kind++)
    {
      const char *const *types = lkb_kind_get_types (kind);

      add_name (self, &self->kind_names, lkb_kind_to_string (kind));
      for (guint i = 0; types != NULL && types[i] != NULL; i++)
        add_name (self, &self->kind_names, types[i]);
    }
}

/* ---- texts ---- */

static void
add_text (const LkbRuleMemory *self, LkbElementMemo *memo, LkbField field, const char *text,
          gboolean can_fix)
{
  LkbTellingText entry = { .field = field, .text = text, .can_fix = can_fix };

  if (!lkb_word_scanner_may_tell (self->scanner, text))
    return;
  if (memo->texts == NULL)
    {
      memo->texts = g_array_new (FALSE, FALSE, sizeof (LkbTellingText));
      g_array_set_clear_func (memo->texts, clear_text);
    }
  g_array_append_val (memo->texts, entry);
}

static void
add_texts_of (const LkbRuleMemory *self, LkbElementMemo *memo, LkbField field)
{
  static const char *const members[] = { "chose", "over", "gain", "give_up" };
  const LkbFieldInfo *info = lkb_field_get_info (field);
  const LkbValue *value = lkb_element_get (memo->element, field);

  if (value == NULL)
    return;
  if (info->type == LKB_VALUE_TEXT)
    add_text (self, memo, field, lkb_value_get_text (value), TRUE);
  else if (info->type == LKB_VALUE_TEXT_LIST)
    for (guint i = 0; i < lkb_value_get_n (value); i++)
      add_text (self, memo, field, lkb_value_get_nth_text (value, i), FALSE);
  else if (info->type == LKB_VALUE_RECORD_LIST)
    for (guint i = 0; i < lkb_value_get_n (value); i++)
      for (guint k = 0; k < G_N_ELEMENTS (members); k++)
        add_text (self, memo, field,
                  lkb_value_get_member_text (lkb_value_get_nth (value, i), members[k]), FALSE);
}

static void
find_features (const LkbRuleMemory *self, LkbElementMemo *memo)
{
  const LkbValue *list = lkb_element_get (memo->element, LKB_FIELD_FEATURES);
  guint n = list != NULL ? lkb_value_get_n (list) : 0;

  if (n == 0)
    return;
  memo->features = g_new (const LkbFeature *, n);
  for (guint i = 0; i < n; i++)
    memo->features[i] = lkb_vocabulary_find_feature (self->vocabulary,
                                                     lkb_value_get_nth_text (list, i));
}

static void
read_element (LkbRuleMemory *self, LkbElementMemo *memo)
{
  static const LkbField board_fields[] = { LKB_FIELD_GOAL, LKB_FIELD_STORY, LKB_FIELD_TRADE_OFFS,
                                           LKB_FIELD_ASSUMPTIONS };
  static const LkbField element_fields[] = { LKB_FIELD_PURPOSE, LKB_FIELD_ACCEPT, LKB_FIELD_NOTES,
                                             LKB_FIELD_TEXT };
  const LkbElement *element = memo->element;

  if (self->scanner == NULL)
    return;
  if (lkb_element_get_kind (element) == LKB_KIND_BOARD)
    {
      add_member_names (self, memo, LKB_FIELD_KPIS, "name");
      add_member_names (self, memo, LKB_FIELD_ROSTER, "owner");
      for (guint i = 0; i < G_N_ELEMENTS (board_fields); i++)
        add_texts_of (self, memo, board_fields[i]);
      return;
    }
  add_name (self, &memo->names, lkb_element_get_text (element, LKB_FIELD_NAME));
  add_name (self, &memo->names, lkb_element_get_text (element, LKB_FIELD_OWNER));
  add_name (self, &memo->names, lkb_element_get_text (element, LKB_FIELD_CONSUMER_OWNER));
  for (guint i = 0; i < G_N_ELEMENTS (element_fields); i++)
    add_texts_of (self, memo, element_fields[i]);
  find_features (self, memo);
}

static LkbElementMemo *
meet (LkbRuleMemory *self, const LkbElement *element, guint place)
{
  LkbElementMemo *memo = g_hash_table_lookup (self->memos, element);

  if (memo == NULL)
    {
      memo = g_new0 (LkbElementMemo, 1);
      memo->element = lkb_element_ref (element);
      read_element (self, memo);
      g_hash_table_insert (self->memos, memo->element, memo);
    }
  memo->run = self->run;
  memo->place = place;
  return memo;
}

static gboolean
is_gone (gpointer key, gpointer value, gpointer data)
{
  return ((const LkbElementMemo *) value)->run != ((const LkbRuleMemory *) data)->run;
}

/* What the program itself called otherwise once is told on a board of today's edition only. */
static void
choose_scanner (LkbRuleMemory *self, LkbBoard *board)
{
  LkbWordScanOptions options = { .old_edition = lkb_board_get_naming (board) == LKB_NAMING_DLT };

  if (self->vocabulary == NULL
      || (self->scanner != NULL && options.old_edition == self->old_edition))
    return;
  g_hash_table_remove_all (self->memos);
  g_clear_pointer (&self->kind_names, g_ptr_array_unref);
  g_clear_pointer (&self->scanner, lkb_word_scanner_free);
  self->scanner = lkb_word_scanner_new (self->vocabulary, &options);
  self->old_edition = options.old_edition;
  add_kind_names (self);
}

static void
append_names (GPtrArray *all, const GPtrArray *names)
{
  for (guint i = 0; names != NULL && i < names->len; i++)
    g_ptr_array_add (all, names->pdata[i]);
}

void
lkb_rule_memory_begin (LkbRuleMemory *self, LkbRuleRun *run)
{
  const GPtrArray *elements = lkb_board_get_elements (run->board);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n_nodes = 0, n_edges = 0;

  g_mutex_lock (&self->mutex);
  self->run++;
  choose_scanner (self, run->board);
  run->memos = g_new (LkbElementMemo *, elements->len + 1);
  run->memos[0] = meet (self, run->facts, 0);
  run->node_memos = g_new (LkbElementMemo *, lkb_flow_graph_get_n_nodes (run->graph) + 1);
  run->edge_memos = g_new (LkbElementMemo *, lkb_flow_graph_get_n_edges (run->graph) + 1);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);

      run->memos[i + 1] = meet (self, element, i + 1);
      if (lkb_element_is_node (element))
        run->node_memos[n_nodes++] = run->memos[i + 1];
      else if (lkb_element_is_edge (element))
        run->edge_memos[n_edges++] = run->memos[i + 1];
    }
  if (g_hash_table_size (self->memos) > elements->len + 1)
    g_hash_table_foreach_remove (self->memos, is_gone, self);

  for (guint i = 0; i <= elements->len; i++)
    append_names (names, run->memos[i]->names);
  append_names (names, self->kind_names);
  if (self->scanner != NULL && lkb_word_scanner_set_names (self->scanner, names))
    self->edition++;
}

void
lkb_rule_memory_end (LkbRuleMemory *self, LkbRuleRun *run)
{
  g_clear_pointer (&run->memos, g_free);
  g_clear_pointer (&run->node_memos, g_free);
  g_clear_pointer (&run->edge_memos, g_free);
  g_mutex_unlock (&self->mutex);
}

LkbElementMemo *
lkb_rule_memory_find (const LkbRuleMemory *self, const LkbElement *element)
{
  return g_hash_table_lookup (self->memos, element);
}

const char *
lkb_memo_get_folded_name (LkbElementMemo *memo)
{
  const char *name = lkb_element_get_name (memo->element);

  if (memo->folded_name == NULL && name != NULL)
    memo->folded_name = lkb_text_fold (name);
  return memo->folded_name;
}

GHashTable *
lkb_rule_memory_get_list (LkbRuleMemory *self, const char *name)
{
  GHashTable *set = g_hash_table_lookup (self->lists, name);
  const char *const *words;

  if (set != NULL)
    return set;
  set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words = self->vocabulary != NULL ? lkb_vocabulary_get_list (self->vocabulary, name) : NULL;
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    g_hash_table_add (set, lkb_text_fold (words[i]));
  g_hash_table_insert (self->lists, (gpointer) name, set);
  return set;
}

const GRegex *
lkb_rule_memory_get_pattern (LkbRuleMemory *self, const char *pattern)
{
  GRegex *regex = g_hash_table_lookup (self->patterns, pattern);

  if (regex == NULL)
    {
      regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      g_assert (regex != NULL);
      g_hash_table_insert (self->patterns, (gpointer) pattern, regex);
    }
  return regex;
}

LkbWordScanner *
lkb_rule_memory_get_scanner (const LkbRuleMemory *self)
{
  return self->scanner;
}

const GArray *
lkb_rule_memory_get_hits (LkbRuleMemory *self, LkbElementMemo *memo, guint text)
{
  LkbTellingText *entry = &g_array_index (memo->texts, LkbTellingText, text);

  if (entry->hits != NULL && entry->edition == self->edition)
    return entry->hits;
  g_clear_pointer (&entry->hits, g_array_unref);
  entry->hits = lkb_word_scanner_scan (
      self->scanner, entry->text,
      g_strcmp0 (lkb_element_get_text (memo->element, LKB_FIELD_EVIDENCE), "measured") == 0);
  entry->edition = self->edition;
  return entry->hits;
}
