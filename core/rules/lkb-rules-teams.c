/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "lkb-rules-private.h"

/* Beyond so many names nobody compares them all. */
#define MAX_NAMES 400
/* Each of these looks at the whole board. */
#define MAX_SOUGHT 64
#define SHORTEST 5
#define MOST_DISTANT 2
#define LONGEST_CODE 3
#define LARGEST_SHARE 0.6
#define FEWEST_EDGES 5

/** Name: one spelling of an owner, and where it stands first. */
typedef struct
{
  char *text; /* as typed, on one line */
  char *folded; /* without blanks */
  guint length; /* bytes of @folded */
  guint64 letters; /* bit for each letter that it has */
  const LkbElement *element;
  LkbField field;
} Name;

static void
clear_name (gpointer data)
{
  Name *name = data;

  g_free (name->text);
  g_free (name->folded);
}

static void
add_name (GArray *names, GHashTable *known, const GRegex *placeholder, const LkbElement *element,
          LkbField field)
{
  const char *owner = lkb_element_get_text (element, field);
  Name name = { .element = element, .field = field };
  char *to;

  if (lkb_text_is_blank (owner) || g_hash_table_contains (known, owner) || names->len >= MAX_NAMES)
    return;
  g_hash_table_add (known, (gpointer) owner);
  name.text = lkb_text_one_line (owner);
  name.folded = lkb_text_fold (owner);
  to = name.folded;
  for (const char *p = name.folded; *p != '\0'; p++)
    if (*p != ' ')
      *to++ = *p;
  *to = '\0';
  name.length = strlen (name.folded);
  for (const char *p = name.folded; *p != '\0'; p++)
    name.letters |= G_GUINT64_CONSTANT (1) << ((guchar) *p & 63);
  if (name.length < SHORTEST || g_regex_match (placeholder, name.text, 0, NULL))
    {
      clear_name (&name);
      return;
    }
  g_array_append_val (names, name);
}

static guint
count_bits (guint64 bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;
  return n;
}

/* Letters to change, add or drop to get from one to the other; anything above MOST_DISTANT is just far. */
static guint
measure_distance (const char *a, guint na, const char *b, guint nb)
{
  guint row[64], above, left;

  if (nb >= G_N_ELEMENTS (row))
    return MOST_DISTANT + 1;
  for (guint k = 0; k <= nb; k++)
    row[k] = k;
  for (guint i = 1; i <= na; i++)
    {
      guint least = i;

      above = row[0];
      row[0] = left = i;
      for (guint k = 1; k <= nb; k++)
        {
          guint cost = above + (a[i - 1] != b[k - 1]);

          above = row[k];
          left = MIN (cost, MIN (above, left) + 1);
          row[k] = left;
          least = MIN (least, left);
        }
      if (least > MOST_DISTANT)
        return least;
    }
  return row[nb];
}

static gboolean
differ_by_digits (const char *a, const char *b)
{
  while (*a != '\0' || *b != '\0')
    {
      while (g_ascii_isdigit (*a))
        a++;
      while (g_ascii_isdigit (*b))
        b++;
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        break;
      a++;
      b++;
    }
  return TRUE;
}

/* "Finance" and "Finance IT": a further word makes another team. */
static gboolean
has_further_word (const char *a, const char *b)
{
  g_autofree char *fa = lkb_text_fold (a), *fb = lkb_text_fold (b);
  const char *longer = strlen (fa) > strlen (fb) ? fa : fb, *shorter = longer == fa ? fb : fa;
  gsize n = strlen (shorter);

  return g_str_has_prefix (longer, shorter) && longer[n] == ' ';
}

/* "Platform EU" and "Platform US": nobody misspells a whole short word. */
static gboolean
differ_by_short_words (const char *a, const char *b)
{
  g_autofree char *fa = lkb_text_fold (a), *fb = lkb_text_fold (b);
  g_auto (GStrv) wa = g_strsplit (fa, " ", -1);
  g_auto (GStrv) wb = g_strsplit (fb, " ", -1);

  if (g_strv_length (wa) != g_strv_length (wb) || g_strv_length (wa) < 2)
    return FALSE;
  for (guint i = 0; wa[i] != NULL; i++)
    if (!g_str_equal (wa[i], wb[i])
        && (strlen (wa[i]) > LONGEST_CODE || strlen (wb[i]) > LONGEST_CODE))
      return FALSE;
  return TRUE;
}

/* All boxes that hold the second spelling get the first. */
static void
fix_spelling (LkbRuleRun *run, LkbReport *report, const Name *keep, const Name *drop)
{
  static const LkbField fields[] = { LKB_FIELD_OWNER, LKB_FIELD_CONSUMER_OWNER };
  const GPtrArray *elements = lkb_board_get_elements (run->board);
  LkbChange *change = lkb_change_new (N_ ("Merge owners"));

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      LkbElement *after = lkb_element_ref (element);

      for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
        {
          const char *owner = lkb_element_get_text (element, fields[k]);

          if (owner != NULL && lkb_text_equal_folded (owner, drop->text))
            {
              LkbElement *next = lkb_element_with_text (after, fields[k], keep->text);

              lkb_element_unref (after);
              after = next;
            }
        }
      if (after != element)
        lkb_change_add (change, element, after);
      lkb_element_unref (after);
    }
  lkb_report_take_fix (report, N_ ("Call them all {value}"), keep->text, change);
}

static void
check_spellings (LkbRuleRun *run, const GArray *names)
{
  for (guint i = 1; i < names->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const Name *first = &g_array_index (names, Name, k);
        const Name *second = &g_array_index (names, Name, i);
        LkbReport *report;

        if (MAX (first->length, second->length) - MIN (first->length, second->length) > MOST_DISTANT
            || count_bits (first->letters ^ second->letters) > 2 * MOST_DISTANT
            || g_str_equal (first->folded, second->folded)
            || differ_by_digits (first->folded, second->folded)
            || measure_distance (first->folded, first->length, second->folded, second->length)
                   > MOST_DISTANT
            || has_further_word (first->text, second->text)
            || differ_by_short_words (first->text, second->text))
          continue;
        report = lkb_run_report (run, "OWN005", second->element, lkb_field_get_key (second->field),
                                 second->field, N_ ("‘{a}’ and ‘{b}’ look like one owner."));
        lkb_report_add_arg (report, "a", first->text);
        lkb_report_add_arg (report, "b", second->text);
        if (run->n_fixes_made++ < MAX_SOUGHT)
          fix_spelling (run, report, first, second);
        break;
      }
}

/* How many edges a team owns, however it is spelt. */
static guint *
count_of (GHashTable *spellings, GHashTable *counts, const char *owner)
{
  guint *count = g_hash_table_lookup (spellings, owner);
  char *folded;

  if (count != NULL)
    return count;
  folded = lkb_text_fold (owner);
  count = g_hash_table_lookup (counts, folded);
  if (count != NULL)
    {
      g_free (folded);
    }
  else
    {
      count = g_new0 (guint, 1);
      g_hash_table_insert (counts, folded, count);
    }
  g_hash_table_insert (spellings, (gpointer) owner, count);
  return count;
}

static void
check_share (LkbRuleRun *run)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) spellings = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 0, most = 0;
  const char *owner = NULL;
  g_autofree char *name = NULL;
  LkbReport *report;

  for (guint i = 0; i < lkb_flow_graph_get_n_edges (run->graph); i++)
    {
      const LkbEdgeOwnership *ownership = &run->ownerships[i];
      guint *count;

      if (!ownership->needs_owner || lkb_text_is_blank (ownership->owner))
        continue;
      n++;
      count = count_of (spellings, counts, ownership->owner);
      if (++*count > most)
        {
          most = *count;
          owner = ownership->owner;
        }
    }
  if (n < FEWEST_EDGES || most <= LARGEST_SHARE * n)
    return;
  name = lkb_text_one_line (owner);
  report = lkb_run_report (run, "OWN005", NULL, "roster", LKB_FIELD_ROSTER,
                           N_ ("{owner} owns {most} of {n} edges: what when that team is away?"));
  lkb_report_add_arg (report, "owner", name);
  lkb_report_take_arg (report, "most", g_strdup_printf ("%u", most));
  lkb_report_take_arg (report, "n", g_strdup_printf ("%u", n));
}

void
lkb_rules_check_teams (LkbRuleRun *run, const GRegex *placeholder)
{
  const GPtrArray *elements = lkb_board_get_elements (run->board);
  g_autoptr (GArray) names = g_array_new (FALSE, TRUE, sizeof (Name));
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_clear_func (names, clear_name);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      LkbKind kind = lkb_element_get_kind (element);

      if (lkb_kind_get_tier (kind, LKB_FIELD_OWNER) != 0)
        add_name (names, known, placeholder, element, LKB_FIELD_OWNER);
      if (kind == LKB_KIND_EDGE)
        add_name (names, known, placeholder, element, LKB_FIELD_CONSUMER_OWNER);
    }
  check_spellings (run, names);
  check_share (run);
}
