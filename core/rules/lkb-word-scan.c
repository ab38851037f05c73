/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-word-scan.h"

#include <string.h>

/* The building blocks of docs/RULES.md, "Words, numbers and what redeems them". */
#define NUM                                                                                        \
  "(?<![\\w.])[~≈<>≤≥]?\\s?(?:\\d{1,3}(?:[ "                                                 \
  ",\\x{202f}]\\d{3})+|\\d+)(?:\\.\\d+)?(?:\\s?[kKmMbB]\\b)?"
#define TIME                                                                                       \
  NUM "[\\s-]?(?:ns|µs|us|ms|millisec(?:ond)?s?|s|sec(?:ond)?s?|min(?:ute)?s?|h|hrs?|hours?|d|"   \
      "days?|weeks?|months?)\\b"
#define STAT                                                                                       \
  "\\bp(?:50|75|90|95|99)(?:\\.\\d+)?\\b|\\b(?:50|90|95|99)(?:\\.\\d+)?[\\s-]?th[\\s-]?perc\\w*|"  \
  "\\b(?:median|mean|average|max(?:imum)?|worst[- ]case)\\b"
#define RATE                                                                                       \
  NUM "[\\s-]?(?:events?|msgs?|messages?|rows?|records?|req(?:uest)?s?|quer(?:y|ies)|tx|"          \
      "transactions?|[KMGT]i?B)\\s?(?:/\\s?|[\\s-]per[\\s-])(?:s|sec(?:ond)?|min(?:ute)?|"         \
      "h(?:our)?|day)\\b|" NUM "\\s?(?:eps|rps|qps|tps)\\b"
#define PCT NUM "\\s?(?:%|percent\\b|pct\\b)"
#define SIZE NUM "\\s?[KMGTP]i?B\\b(?!\\s?/)"
#define MONEY                                                                                      \
  "(?:(?:US)?[$€£]\\s?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:\\s?(?:k|M|bn)\\b)?|" NUM        \
  "\\s?(?:USD|EUR|GBP|dollars?))"
#define MPER                                                                                       \
  MONEY "\\s?(?:(?:/|per\\b)\\s?(?:\\w+(?:[\\s-]?month)?)|annually|yearly|monthly|"                \
        "a\\s(?:year|month))"
#define VER "\\b(?:Delta(?: Lake)?|Spark|DBR|Runtime|Kafka|Iceberg)\\s?v?\\d+(?:\\.\\d+){0,2}\\b"
#define QUOTED "\"[^\"\\n]*\"|“[^”\\n]*”|„[^“”\\n]*[“”]|«[^»\\n]*»|‘[^’\\n]*’|`[^`\\n]*`"

/* Bytes. */
#define LONG_SENTENCE 600

typedef enum
{
  CLASS_TIME,
  CLASS_STATISTIC,
  CLASS_RATE,
  CLASS_PERCENT,
  CLASS_SIZE,
  CLASS_MONEY_PER,
  CLASS_BASELINE,
  CLASS_VERSION,
  CLASS_RECOVERY_TIME,
  CLASS_FEATURE,
  CLASS_METRIC,
  CLASS_CONTROL,
  N_CLASSES
} Class;

static const char *const class_names[N_CLASSES] = {
  [CLASS_TIME] = "time",
  [CLASS_STATISTIC] = "statistic",
  [CLASS_RATE] = "rate",
  [CLASS_PERCENT] = "percent",
  [CLASS_SIZE] = "size",
  [CLASS_MONEY_PER] = "money-per",
  [CLASS_BASELINE] = "baseline",
  [CLASS_VERSION] = "version",
  [CLASS_RECOVERY_TIME] = "recovery-time",
  [CLASS_FEATURE] = "feature",
  [CLASS_METRIC] = "metric",
  [CLASS_CONTROL] = "control",
};

/* Those that are the same for every vocabulary. A baseline is an amount that is compared with another. */
static const char *const class_patterns[N_CLASSES] = {
  [CLASS_TIME] = TIME,
  [CLASS_STATISTIC] = STAT,
  [CLASS_RATE] = RATE,
  [CLASS_PERCENT] = PCT,
  [CLASS_SIZE] = SIZE,
  [CLASS_MONEY_PER] = MPER,
  [CLASS_BASELINE]
  = "^(?=.*(?:\\bfrom\\b.*\\bto\\b|\\bvs\\b|\\bversus\\b|\\bbaseline\\b))(?:.*?)(?:" MONEY "|" PCT
    ")",
  [CLASS_VERSION] = VER,
  [CLASS_RECOVERY_TIME] = "\\b(?:RTO|RPO|MTTR)\\b.*?" TIME,
};

typedef struct
{
  const LkbBuzzwords *words;
  GRegex *regex;
  guint redeemed_by; /* bits */
  gboolean asks_for_statistic;
} Group;

struct _LkbWordScanner
{
  GArray *groups;
  GRegex *any; /* a word of any group; NULL when there is none */
  GRegex *masked; /* quotes, feature names, masked phrases */
  GRegex *classes[N_CLASSES];
};

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize la = strlen (*(const char *const *) a), lb = strlen (*(const char *const *) b);

  return la > lb ? -1 : la < lb;
}

/* Whole words, longest first; a blank and a hyphen are the same. NULL when there are no words. */
static char *
make_alternatives (const GPtrArray *words)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GString *out;

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (*word != '\0' && g_utf8_validate (word, -1, NULL))
        g_ptr_array_add (sorted, (gpointer) word);
    }
  if (sorted->len == 0)
    return NULL;
  g_ptr_array_sort (sorted, compare_lengths);

  out = g_string_new ("(?<![\\w-])(?:");
  for (guint i = 0; i < sorted->len; i++)
    {
      g_autofree char *escaped = g_regex_escape_string (g_ptr_array_index (sorted, i), -1);

      if (i > 0)
        g_string_append_c (out, '|');
      for (const char *p = escaped; *p != '\0'; p++)
        {
          if (*p == ' ' || *p == '-' || (*p == '\\' && p[1] == '-'))
            g_string_append (out, "[\\s-]");
          else
            g_string_append_c (out, *p);
          if (*p == '\\' && p[1] == '-')
            p++;
        }
    }
  g_string_append (out, ")(?![\\w-])");
  return g_string_free (out, FALSE);
}

static GRegex *
compile (const char *pattern)
{
  g_autoptr (GError) error = NULL;
  GRegex *regex = pattern != NULL ? g_regex_new (
                      pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_DOTALL, 0, &error)
                                  : NULL;

  if (error != NULL)
    g_warning ("%s", error->message);
  return regex;
}

static void
add_all (GPtrArray *words, const char *const *more)
{
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) more[i]);
}

static GRegex *
compile_list (const char *const *words, const char *after)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autofree char *alternatives = NULL, *pattern = NULL;

  add_all (list, words);
  alternatives = make_alternatives (list);
  pattern = alternatives != NULL ? g_strconcat (alternatives, after, NULL) : NULL;
  return compile (pattern);
}

static void
clear_group (gpointer data)
{
  g_clear_pointer (&((Group *) data)->regex, g_regex_unref);
}

static void
compile_groups (LkbWordScanner *self, const LkbVocabulary *vocabulary)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *any = NULL;

  for (guint i = 0; i < lkb_vocabulary_get_n_buzzwords (vocabulary); i++)
    {
      const LkbBuzzwords *words = lkb_vocabulary_get_nth_buzzwords (vocabulary, i);
      Group group = { .words = words };

      group.regex = compile_list ((const char *const *) words->words, "");
      if (group.regex == NULL)
        continue;
      add_all (all, (const char *const *) words->words);
      for (guint k = 0; words->redeemed_by != NULL && words->redeemed_by[k] != NULL; k++)
        {
          const char *name = words->redeemed_by[k];

          for (guint c = 0; c < N_CLASSES; c++)
            if (g_str_equal (name, class_names[c]))
              group.redeemed_by |= 1u << c;
        }
      /* A statistic alone redeems nothing; it is what the number should come with. */
      group.asks_for_statistic = (group.redeemed_by & (1u << CLASS_STATISTIC)) != 0;
      group.redeemed_by &= ~(1u << CLASS_STATISTIC);
      g_array_append_val (self->groups, group);
    }
  any = make_alternatives (all);
  self->any = compile (any);
}

LkbWordScanner *
lkb_word_scanner_new (const LkbVocabulary *vocabulary, const char *const *masked)
{
  LkbWordScanner *self = g_new0 (LkbWordScanner, 1);
  g_autoptr (GPtrArray) phrases = g_ptr_array_new ();
  g_autoptr (GPtrArray) features = g_ptr_array_new ();
  g_autofree char *alternatives = NULL, *pattern = NULL;

  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_array_set_clear_func (self->groups, clear_group);
  compile_groups (self, vocabulary);

  for (guint i = 0; i < lkb_vocabulary_get_n_features (vocabulary); i++)
    g_ptr_array_add (features, lkb_vocabulary_get_nth_feature (vocabulary, i)->name);
  g_ptr_array_add (features, NULL);
  add_all (phrases, (const char *const *) features->pdata);
  add_all (phrases, lkb_vocabulary_get_masked (vocabulary));
  add_all (phrases, masked);
  alternatives = make_alternatives (phrases);
  pattern = alternatives != NULL ? g_strconcat (QUOTED "|", alternatives, NULL) : g_strdup (QUOTED);
  self->masked = compile (pattern);

  for (guint i = 0; i < N_CLASSES; i++)
    self->classes[i] = compile (class_patterns[i]);
  self->classes[CLASS_FEATURE] = compile_list ((const char *const *) features->pdata, "");
  self->classes[CLASS_METRIC] = compile_list (lkb_vocabulary_get_list (vocabulary, "metric"),
                                              "\\D{0,20}" NUM);
  self->classes[CLASS_CONTROL] = compile_list (lkb_vocabulary_get_list (vocabulary, "control"), "");
  return self;
}

void
lkb_word_scanner_free (LkbWordScanner *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->groups);
  g_clear_pointer (&self->any, g_regex_unref);
  g_clear_pointer (&self->masked, g_regex_unref);
  for (guint i = 0; i < N_CLASSES; i++)
    g_clear_pointer (&self->classes[i], g_regex_unref);
  g_free (self);
}

/* The text with everything that is quoted or a fixed term blanked out, byte for byte as long. */
static char *
mask_text (const LkbWordScanner *self, const char *text)
{
  char *masked = g_strdup (text);
  g_autoptr (GMatchInfo) match = NULL;

  if (self->masked == NULL)
    return masked;
  g_regex_match (self->masked, text, 0, &match);
  while (g_match_info_matches (match))
    {
      int start, end;

      if (g_match_info_fetch_pos (match, 0, &start, &end))
        memset (masked + start, ' ', end - start);
      if (!g_match_info_next (match, NULL))
        break;
    }
  return masked;
}

/* The end of the sentence that begins at @start: after . ! ? before a blank, at a semicolon or a line's end; one that runs
 * on and on is cut at a blank, because the patterns look ahead to its end from each of its words. */
static gsize
find_sentence_end (const char *text, gsize start)
{
  gsize i = start;

  for (; text[i] != '\0'; i++)
    {
      if (i - start >= LONG_SENTENCE && text[i] == ' ')
        return i + 1;
      if (text[i] == ';' || text[i] == '\n')
        return i + 1;
      if ((text[i] == '.' || text[i] == '!' || text[i] == '?')
          && (text[i + 1] == '\0' || g_ascii_isspace (text[i + 1])))
        return i + 1;
    }
  return i;
}

/* Which classes of numbers a sentence shows, as bits. */
static guint
find_classes (const LkbWordScanner *self, const char *sentence)
{
  guint found = 0;

  for (guint i = 0; i < N_CLASSES; i++)
    if (self->classes[i] != NULL && g_regex_match (self->classes[i], sentence, 0, NULL))
      found |= 1u << i;
  return found;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const LkbWordHit *ha = a, *hb = b;

  return ha->start < hb->start ? -1 : ha->start > hb->start;
}

GArray *
lkb_word_scanner_scan (const LkbWordScanner *self, const char *text)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (LkbWordHit));
  g_autofree char *masked = NULL;

  if (text == NULL || self->any == NULL || !g_utf8_validate (text, -1, NULL)
      || !g_regex_match (self->any, text, 0, NULL))
    return hits;

  masked = mask_text (self, text);
  for (gsize start = 0; text[start] != '\0';)
    {
      gsize end = find_sentence_end (text, start);
      g_autofree char *sentence = g_strndup (text + start, end - start);
      g_autofree char *visible = g_strndup (masked + start, end - start);
      gboolean counted = FALSE;
      guint classes = 0;

      for (guint i = 0; i < self->groups->len && g_regex_match (self->any, visible, 0, NULL); i++)
        {
          const Group *group = &g_array_index (self->groups, Group, i);
          g_autoptr (GMatchInfo) match = NULL;
          LkbWordHit hit = { .group = group->words };
          int from, to;

          if (!g_regex_match (group->regex, visible, 0, &match)
              || !g_match_info_fetch_pos (match, 0, &from, &to))
            continue;
          if (!counted)
            {
              classes = find_classes (self, sentence);
              counted = TRUE;
            }
          hit.start = start + from;
          hit.end = start + to;
          hit.needs_statistic = (classes & group->redeemed_by) != 0;
          if (hit.needs_statistic
              && (!group->asks_for_statistic || (classes & (1u << CLASS_STATISTIC)) != 0))
            continue;
          g_array_append_val (hits, hit);
        }
      start = end;
    }
  g_array_sort (hits, compare_hits);
  return hits;
}
