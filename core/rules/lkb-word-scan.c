/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-word-scan.h"

#include <string.h>

#include "core/base/lkb-text.h"

/* What is a number, and of which sort: the building blocks of what redeems a word. */
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

#define PERIOD                                                                                     \
  "(?:(?:/|\\bper\\b|\\ba\\b|\\beach\\b|\\bevery\\b)\\s?(?:hour|h|day|week|month|mo|year|yr)\\b|"  \
  "\\b(?:hourly|daily|weekly|monthly|yearly|annually)\\b)"
/* Money per size; what is moved or read is paid once, what is kept is paid for as long as it is kept. */
#define PRICE                                                                                      \
  MONEY "\\s?(?:/|per\\b)\\s?[kKMGTP]i?B\\b(?![\\s-]?(?:months?|mo\\b))(?!\\s?" PERIOD ")"
#define MOVED                                                                                      \
  "\\b(?:egress|transfer\\w*|mov\\w+|sent|read|scan\\w*|written|ingest\\w*|process\\w*)\\b"
#define COMPARED                                                                                   \
  "\\bfrom\\b.*\\bto\\b|\\bvs\\b|\\bversus\\b|\\bbaseline\\b|\\binstead "                          \
  "of\\b|\\bcompared\\b|\\bthan\\b"
#define TOLD_APART "\\bmeasured\\b|\\(target\\)"
#define WITH_UNIT MONEY "|" NUM "\\s?[\\p{L}%°×]|\\b\\d{1,2}:\\d{2}\\b"

/* Bytes. */
#define LONG_SENTENCE 600
/* Names that hold such a word: most hold none. Beyond that many somebody is playing, and the pattern would be slow. */
#define MAX_NAMES 500

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

/* Those beside the classes. */
typedef enum
{
  PATTERN_PROMISE = N_CLASSES,
  PATTERN_SAVING,
  PATTERN_RENAMED,
  PATTERN_PRICE,
  PATTERN_MOVED,
  PATTERN_COMPARED,
  PATTERN_PERIOD,
  PATTERN_MONEY,
  PATTERN_TOLD_APART,
  PATTERN_WITH_UNIT,
  PATTERN_MASKED, /* quotes, feature names, masked phrases */
  N_PATTERNS
} Pattern;

static const char *const fixed_patterns[N_PATTERNS] = {
  [PATTERN_PRICE] = PRICE,         [PATTERN_MOVED] = MOVED, [PATTERN_COMPARED] = COMPARED,
  [PATTERN_PERIOD] = PERIOD,       [PATTERN_MONEY] = MONEY, [PATTERN_TOLD_APART] = TOLD_APART,
  [PATTERN_WITH_UNIT] = WITH_UNIT,
};

struct _LkbWordScanner
{
  GArray *groups;
  GRegex *any; /* a word of any group, a promise, a saving; NULL when there is none */
  GPtrArray *renames; /* of LkbRenamed, borrowed: those that are told */
  const LkbVocabulary *vocabulary;
  GPtrArray *names; /* owned: those that hold one of the words */
  /* Compiled when first needed: most boards need few of them. */
  GRegex *patterns[N_PATTERNS];
  gboolean compiled[N_PATTERNS];
};

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  gsize la = strlen (*(const char *const *) a), lb = strlen (*(const char *const *) b);

  return la > lb ? -1 : la < lb;
}

static void
append_escaped (GString *out, const char *word, gssize length)
{
  g_autofree char *escaped = g_regex_escape_string (word, length);

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

static gboolean
is_vowel (char c)
{
  return strchr ("aeiou", g_ascii_tolower (c)) != NULL;
}

/* A phrase, a participle and an adverb have no -er, -est and -ly. */
static gboolean
takes_endings (const char *word, gsize length)
{
  return length >= 3 && strchr (word, ' ') == NULL && g_ascii_isalpha (word[length - 1])
         && g_ascii_isalpha (word[length - 2]) && g_ascii_isalpha (word[length - 3])
         && !g_str_has_suffix (word, "ed") && !g_str_has_suffix (word, "ing")
         && !g_str_has_suffix (word, "ly");
}

/* With "fastest", "reliably", "easier". What is a word of another meaning ("currently") the vocabulary masks. */
static void
append_inflected (GString *out, const char *word)
{
  gsize length = strlen (word);
  char last, before;

  if (!takes_endings (word, length))
    {
      append_escaped (out, word, -1);
      return;
    }
  last = g_ascii_tolower (word[length - 1]);
  before = g_ascii_tolower (word[length - 2]);
  /* Last letters that change are left to the ending. */
  append_escaped (out, word, last == 'y' || last == 'e' ? (gssize) length - 1 : (gssize) length);
  if (last == 'y')
    g_string_append (out, "(?:y|ier|iest|ily)");
  else if (last == 'e' && before == 'l' && !is_vowel (word[length - 3]))
    g_string_append (out, "(?:er?|est|y)");
  else if (last == 'e')
    g_string_append (out, "e(?:r|st|ly)?");
  else if (last == 'c' && before == 'i')
    g_string_append (out, "(?:ally)?");
  else if (length <= 4 && strchr ("wx", last) == NULL && !is_vowel (last) && is_vowel (before)
           && !is_vowel (word[length - 3]))
    /* "big", "thin" */
    g_string_append_printf (out, "(?:%cer|%cest|ly)?", last, last);
  else
    g_string_append (out, "(?:er|est|ly)?");
}

/* Whole words, longest first; a blank and a hyphen are the same. With their -er, -est and -ly when they are @adjectives.
 * NULL when there are no words. */
static char *
make_alternatives (const GPtrArray *words, gboolean adjectives)
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
      const char *word = g_ptr_array_index (sorted, i);

      if (i > 0)
        g_string_append_c (out, '|');
      if (adjectives)
        append_inflected (out, word);
      else
        append_escaped (out, word, -1);
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
  alternatives = make_alternatives (list, FALSE);
  pattern = alternatives != NULL ? g_strconcat (alternatives, after, NULL) : NULL;
  return compile (pattern);
}

static GRegex *
compile_adjectives (const char *const *words)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autofree char *alternatives = NULL;

  add_all (list, words);
  alternatives = make_alternatives (list, TRUE);
  return compile (alternatives);
}

static void
clear_group (gpointer data)
{
  g_clear_pointer (&((Group *) data)->regex, g_regex_unref);
}

static void
compile_groups (LkbWordScanner *self, const LkbVocabulary *vocabulary, gboolean old_edition)
{
  g_autoptr (GPtrArray) buzzwords = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autofree char *any = NULL, *any_buzzword = NULL, *any_other = NULL;
  const char *const *promises = lkb_vocabulary_get_list (vocabulary, "promise-word");
  const char *const *savings = lkb_vocabulary_get_list (vocabulary, "saving-word");

  for (guint i = 0; i < lkb_vocabulary_get_n_buzzwords (vocabulary); i++)
    {
      const LkbBuzzwords *words = lkb_vocabulary_get_nth_buzzwords (vocabulary, i);
      Group group = { .words = words };

      add_all (buzzwords, (const char *const *) words->words);
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
  self->renames = g_ptr_array_new ();
  for (guint i = 0; i < lkb_vocabulary_get_n_renamed (vocabulary); i++)
    {
      const LkbRenamed *row = lkb_vocabulary_get_nth_renamed (vocabulary, i);

      /* What stands for a feature is told where the feature stands. */
      if (row->feature != NULL || (row->edition && old_edition))
        continue;
      g_ptr_array_add (self->renames, (gpointer) row);
      add_all (others, (const char *const *) row->old);
    }
  add_all (others, promises);
  add_all (others, savings);
  any_buzzword = make_alternatives (buzzwords, TRUE);
  any_other = make_alternatives (others, FALSE);
  if (any_buzzword != NULL && any_other != NULL)
    any = g_strconcat (any_buzzword, "|", any_other, NULL);
  else
    any = g_strdup (any_buzzword != NULL ? any_buzzword : any_other);
  self->any = compile (any);
}

/* The names of all features, NULL-terminated, borrowed. */
static GPtrArray *
collect_features (const LkbVocabulary *vocabulary)
{
  GPtrArray *features = g_ptr_array_new ();

  for (guint i = 0; i < lkb_vocabulary_get_n_features (vocabulary); i++)
    g_ptr_array_add (features, lkb_vocabulary_get_nth_feature (vocabulary, i)->name);
  g_ptr_array_add (features, NULL);
  return features;
}

static GRegex *
compile_masked (const LkbWordScanner *self, const GPtrArray *features)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new ();
  g_autofree char *alternatives = NULL, *pattern = NULL;

  add_all (phrases, (const char *const *) features->pdata);
  add_all (phrases, lkb_vocabulary_get_masked (self->vocabulary));
  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (phrases, g_ptr_array_index (self->names, i));
  alternatives = make_alternatives (phrases, FALSE);
  pattern = alternatives != NULL ? g_strconcat (QUOTED "|", alternatives, NULL) : g_strdup (QUOTED);
  return compile (pattern);
}

static GRegex *
compile_pattern (const LkbWordScanner *self, guint pattern)
{
  const LkbVocabulary *vocabulary = self->vocabulary;
  g_autoptr (GPtrArray) features = collect_features (vocabulary);
  g_autoptr (GPtrArray) old = NULL;
  g_autofree char *alternatives = NULL;

  switch (pattern)
    {
    case CLASS_FEATURE:
      return compile_list ((const char *const *) features->pdata, "");
    case CLASS_METRIC:
      return compile_list (lkb_vocabulary_get_list (vocabulary, "metric"), "\\D{0,20}" NUM);
    case CLASS_CONTROL:
      return compile_list (lkb_vocabulary_get_list (vocabulary, "control"), "");
    case PATTERN_PROMISE:
      return compile_list (lkb_vocabulary_get_list (vocabulary, "promise-word"), "");
    case PATTERN_SAVING:
      return compile_list (lkb_vocabulary_get_list (vocabulary, "saving-word"), "");
    case PATTERN_MASKED:
      return compile_masked (self, features);
    case PATTERN_RENAMED:
      old = g_ptr_array_new ();
      for (guint i = 0; i < self->renames->len; i++)
        add_all (old,
                 (const char *const *) ((LkbRenamed *) g_ptr_array_index (self->renames, i))->old);
      alternatives = make_alternatives (old, FALSE);
      return compile (alternatives);
    default:
      return compile (pattern < N_CLASSES ? class_patterns[pattern] : fixed_patterns[pattern]);
    }
}

/* NULL when the vocabulary has nothing of that sort. */
static const GRegex *
get_pattern (LkbWordScanner *self, guint pattern)
{
  if (!self->compiled[pattern])
    {
      self->patterns[pattern] = compile_pattern (self, pattern);
      self->compiled[pattern] = TRUE;
    }
  return self->patterns[pattern];
}

LkbWordScanner *
lkb_word_scanner_new (const LkbVocabulary *vocabulary, const LkbWordScanOptions *options)
{
  const char *const *names = options != NULL ? options->names : NULL;
  LkbWordScanner *self = g_new0 (LkbWordScanner, 1);
  g_autoptr (GPtrArray) telling = g_ptr_array_new ();

  self->vocabulary = vocabulary;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_array_set_clear_func (self->groups, clear_group);
  compile_groups (self, vocabulary, options != NULL && options->old_edition);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (lkb_word_scanner_holds_word (self, names[i]))
      g_ptr_array_add (telling, (gpointer) names[i]);
  lkb_word_scanner_set_names (self, telling);
  return self;
}

void
lkb_word_scanner_free (LkbWordScanner *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->groups);
  g_clear_pointer (&self->any, g_regex_unref);
  for (guint i = 0; i < N_PATTERNS; i++)
    g_clear_pointer (&self->patterns[i], g_regex_unref);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->renames);
  g_free (self);
}

/* The text with everything that is quoted or a fixed term blanked out, byte for byte as long. */
static char *
mask_text (LkbWordScanner *self, const char *text)
{
  const GRegex *regex = get_pattern (self, PATTERN_MASKED);
  char *masked = g_strdup (text);
  g_autoptr (GMatchInfo) match = NULL;

  if (regex == NULL)
    return masked;
  g_regex_match (regex, text, 0, &match);
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

static gboolean
matches (const GRegex *regex, const char *text)
{
  return regex != NULL && g_regex_match (regex, text, 0, NULL);
}

/* Which of the wanted classes of numbers a sentence shows, as bits. */
static guint
find_classes (LkbWordScanner *self, guint wanted, const char *sentence)
{
  guint found = 0;

  for (guint i = 0; i < N_CLASSES; i++)
    if ((wanted & (1u << i)) != 0 && matches (get_pattern (self, i), sentence))
      found |= 1u << i;
  return found;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const LkbWordHit *ha = a, *hb = b;

  return ha->start < hb->start ? -1 : ha->start > hb->start;
}

/* FALSE when there is no match; else its place in the sentence. */
static gboolean
find (const GRegex *regex, const char *text, int *from, int *to)
{
  g_autoptr (GMatchInfo) match = NULL;

  return regex != NULL && g_regex_match (regex, text, 0, &match)
         && g_match_info_fetch_pos (match, 0, from, to);
}

static void
add_hit (GArray *hits, LkbWordHitType type, gsize start, int from, int to)
{
  LkbWordHit hit = { .type = type, .start = start + from, .end = start + to };

  g_array_append_val (hits, hit);
}

static void
scan_groups (LkbWordScanner *self, GArray *hits, const char *sentence, const char *visible,
             gsize start)
{

  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = &g_array_index (self->groups, Group, i);
      LkbWordHitType type = LKB_WORD_BUZZWORD;
      guint classes;
      int from, to;

      if (group->regex == NULL)
        group->regex = compile_adjectives ((const char *const *) group->words->words);
      if (!find (group->regex, visible, &from, &to))
        continue;
      classes = find_classes (self, group->redeemed_by | (1u << CLASS_STATISTIC), sentence);
      if ((classes & group->redeemed_by) != 0)
        {
          if (!group->asks_for_statistic || (classes & (1u << CLASS_STATISTIC)) != 0)
            continue;
          type = LKB_WORD_NO_STATISTIC;
        }
      add_hit (hits, type, start, from, to);
      g_array_index (hits, LkbWordHit, hits->len - 1).group = group->words;
      if (type == LKB_WORD_NO_STATISTIC
          && find (get_pattern (self, CLASS_TIME), sentence, &from, &to))
        g_array_index (hits, LkbWordHit, hits->len - 1).time_end = start + to;
    }
}

/* The row of the old name that stands at @from, unless the sentence gives the new one as well. */
static void
scan_renamed (LkbWordScanner *self, GArray *hits, const char *sentence, gsize start)
{
  g_autofree char *found = NULL, *folded = NULL;
  int from, to;

  if (!find (get_pattern (self, PATTERN_RENAMED), sentence, &from, &to))
    return;
  found = g_strndup (sentence + from, to - from);
  g_strdelimit (found, "-\n\t", ' ');
  folded = lkb_text_fold (sentence);
  for (guint i = 0; i < self->renames->len; i++)
    {
      const LkbRenamed *row = g_ptr_array_index (self->renames, i);
      g_autofree char *now = lkb_text_fold (row->now);

      for (guint k = 0; row->old[k] != NULL; k++)
        {
          g_autofree char *old = g_strdelimit (g_strdup (row->old[k]), "-", ' ');

          if (!lkb_text_equal_folded (old, found))
            continue;
          if (strstr (folded, now) == NULL)
            {
              add_hit (hits, LKB_WORD_RENAMED, start, from, to);
              g_array_index (hits, LkbWordHit, hits->len - 1).renamed = row;
            }
          return;
        }
    }
}

/* "Cheaper by $5 k" is one gap: what it is compared with. */
static void
add_saving (GArray *hits, gsize start, int from, int to)
{
  for (guint i = hits->len; i-- > 0;)
    if (g_array_index (hits, LkbWordHit, i).start == start + from)
      g_array_remove_index (hits, i);
  add_hit (hits, LKB_WORD_SAVING, start, from, to);
}

static void
scan_sentence (LkbWordScanner *self, GArray *hits, const char *sentence, const char *visible,
               gsize start, gboolean is_measured, gboolean has_words, gboolean has_money)
{
  int from, to;

  if (has_words && matches (self->any, visible))
    {
      scan_groups (self, hits, sentence, visible, start);
      if (!is_measured && find (get_pattern (self, PATTERN_PROMISE), visible, &from, &to)
          && !matches (get_pattern (self, PATTERN_TOLD_APART), sentence))
        add_hit (hits, LKB_WORD_PROMISE, start, from, to);
      if (has_money && find (get_pattern (self, PATTERN_SAVING), visible, &from, &to)
          && matches (get_pattern (self, PATTERN_MONEY), visible)
          && !(matches (get_pattern (self, PATTERN_COMPARED), sentence)
               && matches (get_pattern (self, PATTERN_PERIOD), sentence)))
        add_saving (hits, start, from, to);
    }
  if (has_words)
    scan_renamed (self, hits, sentence, start);
  if (has_money && find (get_pattern (self, PATTERN_PRICE), visible, &from, &to)
      && !matches (get_pattern (self, PATTERN_MOVED), sentence))
    add_hit (hits, LKB_WORD_PRICE, start, from, to);
}

gboolean
lkb_word_scanner_holds_word (const LkbWordScanner *self, const char *name)
{
  return g_utf8_validate (name, -1, NULL) && matches (self->any, name);
}

gboolean
lkb_word_scanner_set_names (LkbWordScanner *self, const GPtrArray *names)
{
  guint n = MIN (names->len, MAX_NAMES);
  gboolean same = self->names->len == n;

  for (guint i = 0; same && i < n; i++)
    same = g_str_equal (self->names->pdata[i], names->pdata[i]);
  if (same)
    return FALSE;
  g_ptr_array_set_size (self->names, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->names, g_strdup (names->pdata[i]));
  g_clear_pointer (&self->patterns[PATTERN_MASKED], g_regex_unref);
  self->compiled[PATTERN_MASKED] = FALSE;
  return TRUE;
}

static gboolean
may_hold_money (const char *text)
{
  static const char *const signs[] = { "$", "€", "£", "USD", "EUR", "GBP", "dollar" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strstr (text, signs[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
lkb_word_scanner_may_tell (const LkbWordScanner *self, const char *text)
{
  return text != NULL && g_utf8_validate (text, -1, NULL)
         && (may_hold_money (text) || matches (self->any, text));
}

GArray *
lkb_word_scanner_scan (LkbWordScanner *self, const char *text, gboolean is_measured)
{
  GArray *hits = g_array_new (FALSE, TRUE, sizeof (LkbWordHit));
  gboolean has_words, has_money;
  g_autofree char *masked = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return hits;
  has_words = matches (self->any, text);
  has_money = may_hold_money (text);
  if (!has_words && !has_money)
    return hits;

  masked = mask_text (self, text);
  for (gsize start = 0; text[start] != '\0';)
    {
      gsize end = find_sentence_end (text, start);
      g_autofree char *sentence = g_strndup (text + start, end - start);
      g_autofree char *visible = g_strndup (masked + start, end - start);

      scan_sentence (self, hits, sentence, visible, start, is_measured, has_words, has_money);
      start = end;
    }
  g_array_sort (hits, compare_hits);
  return hits;
}

gboolean
lkb_word_scanner_has_number (LkbWordScanner *self, const char *text)
{
  return text != NULL && g_utf8_validate (text, -1, NULL)
         && matches (get_pattern (self, PATTERN_WITH_UNIT), text);
}

guint
lkb_word_scanner_count_numbers (LkbWordScanner *self, const char *text)
{
  const GRegex *regex = get_pattern (self, PATTERN_WITH_UNIT);
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  if (text == NULL || regex == NULL || !g_utf8_validate (text, -1, NULL))
    return 0;
  for (gboolean found = g_regex_match (regex, text, 0, &match); found;
       found = g_match_info_next (match, NULL))
    n++;
  return n;
}
