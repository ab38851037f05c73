/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-script.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-quantity.h"
#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "core/model/lkb-proposal.h"
#include "lkb-say-private.h"

struct _LkbScript
{
  GPtrArray *sentences; /* of LkbScriptSentence */
  guint n_gaps;
};

typedef struct
{
  LkbScript *script;
  LkbBoard *board;
  const LkbAnalysis *analysis;
  const LkbVocabulary *vocabulary;
  gboolean plain; /* nothing is translated */
} Writer;

static const char *
translate (const Writer *writer, const char *msgid)
{
  return writer->plain ? msgid : _ (msgid);
}

/* (transfer full): as lkb_say_dup_name(), but a name that is that of a kind is not translated where nothing is. */
static char *
dup_name (const Writer *writer, const char *id)
{
  const LkbElement *element = id != NULL ? lkb_board_lookup (writer->board, id) : NULL;

  if (writer->plain && element != NULL && lkb_element_is_node (element)
      && lkb_element_get_name (element) == NULL)
    return g_strdup (lkb_kind_get_msgid (lkb_element_get_kind (element), LKB_NAMING_DLT));
  return lkb_say_dup_name (writer->board, id);
}

/* xgettext knows it. */
static const char *
say_plural (const Writer *writer, const char *one, const char *many, guint n)
{
  if (writer->plain)
    return n == 1 ? one : many;
  return g_dngettext (GETTEXT_PACKAGE, one, many, n);
}

static void
free_sentence (gpointer data)
{
  LkbScriptSentence *sentence = data;
  g_free (sentence->text);
  g_strfreev (sentence->elements);
  g_free (sentence);
}

/* Takes @text; @first and @second: ids, may be NULL; @field: LKB_N_FIELDS = nothing is missing. */
static void
say (Writer *writer, LkbScriptParagraph paragraph, char *text, const char *first,
     const char *second, LkbField field)
{
  LkbScriptSentence *sentence = g_new0 (LkbScriptSentence, 1);
  const char *ids[] = { first, first != NULL ? second : NULL, NULL };
  sentence->paragraph = paragraph;
  sentence->text = lkb_text_shown_line (text);
  g_free (text);
  sentence->elements = g_strdupv ((char **) ids);
  sentence->field = field;
  sentence->gap = field != LKB_N_FIELDS;
  if (sentence->gap)
    writer->script->n_gaps++;
  g_ptr_array_add (writer->script->sentences, sentence);
}

static const char *
or_gap (const char *text)
{
  return lkb_text_is_blank (text) ? LKB_SAY_GAP : text;
}

/* ---- impact ---- */

static void
say_impact (Writer *writer)
{
  const LkbElement *facts = lkb_board_get_facts (writer->board);
  g_autofree char *goal = lkb_say_dup_clause (lkb_element_get_text (facts, LKB_FIELD_GOAL));
  const LkbValue *delay = lkb_element_get (facts, LKB_FIELD_COST_OF_DELAY);

  if (goal != NULL)
    say (writer, LKB_SCRIPT_IMPACT, g_strdup_printf ("%s.", goal), LKB_BOARD_ID, NULL,
         LKB_N_FIELDS);
  else
    say (writer, LKB_SCRIPT_IMPACT,
         g_strdup (translate (writer, N_ ("We deliver ___ to ___ within ___."))), LKB_BOARD_ID,
         NULL, LKB_FIELD_GOAL);
  if (delay != NULL)
    {
      const char *value = lkb_value_get_member_text (delay, "value");
      g_autofree char *because = lkb_say_dup_clause (lkb_value_get_member_text (delay, "because"));
      say (writer, LKB_SCRIPT_IMPACT,
           because != NULL
               ? g_strdup_printf (translate (writer, N_ ("Being late costs %s: %s.")),
                                  or_gap (value), because)
               : g_strdup_printf (translate (writer, N_ ("Being late costs %s.")), or_gap (value)),
           LKB_BOARD_ID, NULL, lkb_text_is_blank (value) ? LKB_FIELD_COST_OF_DELAY : LKB_N_FIELDS);
    }
  else
    say (writer, LKB_SCRIPT_IMPACT, g_strdup (translate (writer, N_ ("Being late costs ___."))),
         LKB_BOARD_ID, NULL, LKB_FIELD_COST_OF_DELAY);
}

/* ---- metric ---- */

static void
say_kpi (Writer *writer)
{
  const LkbValue *kpi = lkb_board_get_primary_kpi (writer->board);
  const char *name, *target, *from, *to;

  if (kpi == NULL)
    {
      say (writer, LKB_SCRIPT_METRIC,
           g_strdup (translate (writer, N_ ("The one metric is ___, at most ___."))), LKB_BOARD_ID,
           NULL, LKB_FIELD_KPIS);
      return;
    }
  name = lkb_value_get_member_text (kpi, "name");
  target = lkb_value_get_member_text (kpi, "target");
  from = lkb_value_get_member_text (kpi, "from");
  to = lkb_value_get_member_text (kpi, "to");
  if (from != NULL && to != NULL)
    {
      g_autofree char *start = dup_name (writer, from);
      g_autofree char *stop = dup_name (writer, to);
      say (writer, LKB_SCRIPT_METRIC,
           /* Translators: name of the KPI, target, where the clock starts, where it stops. */
           g_strdup_printf (translate (writer, N_ ("The one metric is %s: %s, from %s to %s.")),
                            or_gap (name), or_gap (target), start, stop),
           from, to, lkb_text_is_blank (target) ? LKB_FIELD_KPIS : LKB_N_FIELDS);
    }
  else
    say (writer, LKB_SCRIPT_METRIC,
         g_strdup_printf (translate (writer, N_ ("The one metric is %s: %s.")), or_gap (name),
                          or_gap (target)),
         LKB_BOARD_ID, NULL, lkb_text_is_blank (target) ? LKB_FIELD_KPIS : LKB_N_FIELDS);
}

/* A queue that grows without end: whatever its hops take, the path has no time. */
static void
say_overload (Writer *writer, const char *id)
{
  g_autofree char *name = dup_name (writer, id);

  say (
      writer, LKB_SCRIPT_METRIC,
      /* Translators: a node, and how much of what it can take it gets, such as 714. */
      g_strdup_printf (translate (writer, N_ ("%s is overloaded (%.0f %%): its queue grows without "
                                              "end, and no time holds.")),
                       name, lkb_analysis_get_utilisation (writer->analysis, id) * 100),
      id, NULL, LKB_N_FIELDS);
}

static void
say_path (Writer *writer)
{
  const LkbLatencyRow *row = writer->analysis != NULL
                                 ? lkb_analysis_get_main_latency (writer->analysis)
                                 : NULL;
  g_autofree char *likely = NULL;
  g_autofree char *coincident = NULL;

  if (row != NULL && row->overloaded != NULL)
    {
      say_overload (writer, row->overloaded);
      return;
    }
  if (row == NULL || isnan (row->coincident_p95))
    {
      const LkbMissing *missing = row != NULL && row->missing.n > 0 ? &row->missing.items[0] : NULL;
      say (writer, LKB_SCRIPT_METRIC,
           g_strdup (translate (writer, N_ ("The path takes ___ of that."))),
           missing != NULL && missing->element != NULL ? missing->element : LKB_BOARD_ID, NULL,
           missing != NULL && missing->field < LKB_N_FIELDS ? missing->field
                                                            : LKB_FIELD_LATENCY_P95);
      return;
    }
  coincident = lkb_format_duration (row->coincident_p95);
  if (isnan (row->p95))
    say (writer, LKB_SCRIPT_METRIC,
         g_strdup_printf (say_plural (writer, "Over %u hop it takes %s at p95.",
                                      "Over %u hops it takes at most %s at p95 if slow moments "
                                      "coincide.",
                                      row->n_path),
                          row->n_path, coincident),
         row->from, row->to, LKB_N_FIELDS);
  else
    {
      likely = lkb_format_duration (row->p95);
      say (writer, LKB_SCRIPT_METRIC,
           g_strdup_printf (say_plural (writer,
                                        "Over %u hop it takes %s at p95; %s if slow moments "
                                        "coincide.",
                                        "Over %u hops it takes %s at p95; %s if slow moments "
                                        "coincide.",
                                        row->n_path),
                            row->n_path, likely, coincident),
           row->from, row->to, LKB_N_FIELDS);
    }
}

static void
say_feature (Writer *writer)
{
  const GPtrArray *elements = lkb_board_get_elements (writer->board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *node = g_ptr_array_index (elements, i);
      const LkbValue *features = lkb_element_get (node, LKB_FIELD_FEATURES);
      const LkbFeature *feature;
      const char *id;
      g_autofree char *name = NULL;
      if (!lkb_element_is_node (node) || lkb_value_get_n (features) == 0)
        continue;
      id = lkb_value_get_nth_text (features, 0);
      feature = writer->vocabulary != NULL ? lkb_vocabulary_find_feature (writer->vocabulary, id)
                                           : NULL;
      name = dup_name (writer, lkb_element_get_id (node));
      say (writer, LKB_SCRIPT_METRIC,
           /* Translators: a lakehouse feature and the node that uses it. */
           g_strdup_printf (translate (writer, N_ ("What makes it work is %s on %s.")),
                            feature != NULL ? feature->name : id, name),
           lkb_element_get_id (node), NULL, LKB_N_FIELDS);
      return;
    }
  say (writer, LKB_SCRIPT_METRIC, g_strdup (translate (writer, N_ ("What makes it work is ___."))),
       LKB_BOARD_ID, NULL, LKB_FIELD_FEATURES);
}

static void
say_trade_off (Writer *writer)
{
  const LkbValue *first = lkb_value_get_nth (
      lkb_element_get (lkb_board_get_facts (writer->board), LKB_FIELD_TRADE_OFFS), 0);
  g_autofree char *chose = lkb_say_dup_clause (lkb_value_get_member_text (first, "chose"));
  g_autofree char *over = lkb_say_dup_clause (lkb_value_get_member_text (first, "over"));
  g_autofree char *give_up = lkb_say_dup_clause (lkb_value_get_member_text (first, "give_up"));

  say (writer, LKB_SCRIPT_METRIC,
       g_strdup_printf (translate (writer, N_ ("We chose %s over %s and give up %s.")),
                        or_gap (chose), or_gap (over), or_gap (give_up)),
       LKB_BOARD_ID, NULL,
       chose != NULL && over != NULL && give_up != NULL ? LKB_N_FIELDS : LKB_FIELD_TRADE_OFFS);
}

static void
say_cost (Writer *writer)
{
  const LkbCost *cost = writer->analysis != NULL ? lkb_analysis_get_cost (writer->analysis) : NULL;
  g_autofree char *amount = NULL;
  if (cost == NULL || isnan (cost->per_month) || cost->currency == NULL)
    {
      say (writer, LKB_SCRIPT_METRIC, g_strdup (translate (writer, N_ ("It costs ___ a month."))),
           LKB_BOARD_ID, NULL, LKB_FIELD_COSTS);
      return;
    }
  amount = lkb_format_money (cost->per_month, cost->currency);
  say (writer, LKB_SCRIPT_METRIC,
       g_strdup_printf (translate (writer, N_ ("It costs %s a month.")), amount), LKB_BOARD_ID,
       NULL, LKB_N_FIELDS);
}

/* ---- hand-over ---- */

/* What is called of an owner, with what nobody has said yet as gaps. */
static char *
dup_call (Writer *writer, const LkbElement *edge, gboolean *gap)
{
  const LkbValue *escalation = lkb_board_get_edge_escalation (writer->board, edge);
  const char *first = lkb_value_get_member_text (escalation, "first");
  const char *within = lkb_value_get_member_text (escalation, "within");

  *gap = lkb_text_is_blank (first) || lkb_text_is_blank (within);
  /* Translators: a role such as "on-call", a time such as "15 min". */
  return g_strdup_printf (translate (writer, N_ ("%s is called within %s")), or_gap (first),
                          or_gap (within));
}

/* Who is called: once for all when it is the same everywhere, else once for each owner. */
static void
say_calls (Writer *writer, GPtrArray *edges)
{
  g_autofree char *common = NULL;
  g_autoptr (GHashTable) called = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean same = TRUE, gap = FALSE;

  for (guint i = 0; i < edges->len; i++)
    {
      g_autofree char *call = dup_call (writer, g_ptr_array_index (edges, i), &gap);
      same = same && (common == NULL || g_str_equal (common, call));
      if (common == NULL)
        common = g_steal_pointer (&call);
    }
  if (common == NULL)
    return;
  if (same)
    {
      const LkbElement *first = g_ptr_array_index (edges, 0);
      say (writer, LKB_SCRIPT_HAND_OVER,
           /* Translators: %s is such as "on-call is called within 15 min". */
           g_strdup_printf (translate (writer, N_ ("If an edge is red, its owner’s %s.")), common),
           lkb_element_get_id (first), NULL, gap ? LKB_FIELD_ESCALATION : LKB_N_FIELDS);
      return;
    }
  for (guint i = 0; i < edges->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (edges, i);
      g_autofree char *call = dup_call (writer, edge, &gap);
      LkbEdgeOwnership ownership;
      lkb_board_get_edge_ownership (writer->board, edge, &ownership);
      if (g_hash_table_add (called, lkb_text_fold (ownership.owner)))
        say (writer, LKB_SCRIPT_HAND_OVER,
             /* Translators: a team, then such as "on-call is called within 15 min". */
             g_strdup_printf (translate (writer, N_ ("At %s, %s.")), ownership.owner, call),
             lkb_element_get_id (edge), NULL, gap ? LKB_FIELD_ESCALATION : LKB_N_FIELDS);
    }
}

/* Whether the edge is worth a sentence: it has no owner, or it changes hands on the path that matters. */
static gboolean
say_edge (Writer *writer, const LkbElement *edge, gboolean on_path, GPtrArray *handed)
{
  LkbEdgeOwnership ownership;
  g_autofree char *to = dup_name (writer, lkb_element_get_to (edge));
  g_autofree char *accept = NULL;

  lkb_board_get_edge_ownership (writer->board, edge, &ownership);
  if (!ownership.needs_owner)
    return TRUE;
  if (ownership.owner == NULL)
    {
      g_autofree char *from = dup_name (writer, lkb_element_get_from (edge));
      say (writer, LKB_SCRIPT_HAND_OVER,
           g_strdup_printf (translate (writer, N_ ("___ owns %s → %s.")), from, to),
           lkb_element_get_id (edge), NULL, LKB_FIELD_OWNER);
      return TRUE;
    }
  if (!ownership.cross_team || !on_path)
    return FALSE;
  accept = lkb_say_dup_clause (lkb_element_get_text (edge, LKB_FIELD_ACCEPT));
  say (writer, LKB_SCRIPT_HAND_OVER,
       /* Translators: team, team that takes over, the node where it does, a sentence. */
       g_strdup_printf (translate (writer, N_ ("%s hands over to %s at %s, accepted when %s.")),
                        ownership.owner, ownership.consumer_owner, to, or_gap (accept)),
       lkb_element_get_id (edge), NULL, accept != NULL ? LKB_N_FIELDS : LKB_FIELD_ACCEPT);
  g_ptr_array_add (handed, (gpointer) edge);
  return TRUE;
}

static void
say_hand_overs (Writer *writer)
{
  const GPtrArray *elements = lkb_board_get_elements (writer->board);
  g_autoptr (GPtrArray) handed = g_ptr_array_new ();
  g_autoptr (GHashTable) said = g_hash_table_new (NULL, NULL);
  const LkbLatencyRow *row = writer->analysis != NULL
                                 ? lkb_analysis_get_main_latency (writer->analysis)
                                 : NULL;
  gboolean has_path = row != NULL && row->n_path > 0;
  guint n_others = 0, n_edges = 0;

  for (guint i = 0; has_path && i < row->n_path; i++)
    {
      const LkbElement *edge = lkb_board_lookup (writer->board, row->path[i]);
      if (edge == NULL || !g_hash_table_add (said, (gpointer) edge))
        continue;
      n_edges++;
      n_others += say_edge (writer, edge, TRUE, handed) ? 0 : 1;
    }
  for (guint i = 0; i < elements->len; i++)
    {
      LkbElement *edge = g_ptr_array_index (elements, i);
      if (!lkb_element_is_edge (edge) || !g_hash_table_add (said, edge))
        continue;
      n_edges++;
      n_others += say_edge (writer, edge, !has_path, handed) ? 0 : 1;
    }
  if (n_edges == 0)
    say (writer, LKB_SCRIPT_HAND_OVER,
         g_strdup (translate (writer, N_ ("___ hands over to ___ at ___, accepted when ___."))),
         LKB_BOARD_ID, NULL, LKB_FIELD_OWNER);
  else if (n_others > 0)
    say (writer, LKB_SCRIPT_HAND_OVER,
         g_strdup_printf (say_plural (writer, "%u more edge has its owner.",
                                      "%u more edges have their owner.", n_others),
                          n_others),
         NULL, NULL, LKB_N_FIELDS);
  say_calls (writer, handed);
}

/* ---- the script ---- */

static LkbScript *
write_script (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary,
              gboolean plain)
{
  LkbScript *script;
  Writer writer;

  script = g_new0 (LkbScript, 1);
  script->sentences = g_ptr_array_new_with_free_func (free_sentence);
  writer = (Writer){ script, board, analysis, vocabulary, plain };
  say_impact (&writer);
  say_kpi (&writer);
  say_path (&writer);
  say_feature (&writer);
  say_trade_off (&writer);
  say_cost (&writer);
  say_hand_overs (&writer);
  return script;
}

LkbScript *
lkb_script_new (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  return write_script (board, analysis, vocabulary, FALSE);
}

LkbScript *
lkb_script_new_plain (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  return write_script (board, analysis, vocabulary, TRUE);
}

void
lkb_script_free (LkbScript *script)
{
  g_return_if_fail (script != NULL);
  g_ptr_array_unref (script->sentences);
  g_free (script);
}

guint
lkb_script_get_n (const LkbScript *script)
{
  g_return_val_if_fail (script != NULL, 0);
  return script->sentences->len;
}

const LkbScriptSentence *
lkb_script_get_nth (const LkbScript *script, guint i)
{
  g_return_val_if_fail (script != NULL && i < script->sentences->len, NULL);
  return g_ptr_array_index (script->sentences, i);
}

guint
lkb_script_get_n_gaps (const LkbScript *script)
{
  g_return_val_if_fail (script != NULL, 0);
  return script->n_gaps;
}

guint
lkb_script_get_seconds (const LkbScript *script)
{
  guint n_words = 0;

  g_return_val_if_fail (script != NULL, 0);
  for (guint i = 0; i < script->sentences->len; i++)
    {
      const LkbScriptSentence *sentence = g_ptr_array_index (script->sentences, i);
      gboolean in_word = FALSE;
      for (const char *c = sentence->text; *c != '\0'; c = g_utf8_next_char (c))
        {
          gboolean letter = g_unichar_isalnum (g_utf8_get_char (c)) || *c == '_';
          if (letter && !in_word)
            n_words++;
          in_word = letter || (in_word && strchr ("'’.-", *c) != NULL);
        }
    }
  return (n_words * 60 + LKB_SCRIPT_WORDS_PER_MINUTE / 2) / LKB_SCRIPT_WORDS_PER_MINUTE;
}

const char *
lkb_script_paragraph_get_title (LkbScriptParagraph paragraph)
{
  switch (paragraph)
    {
    case LKB_SCRIPT_IMPACT:
      return _ ("Impact");
    case LKB_SCRIPT_METRIC:
      return _ ("Metric and path");
    case LKB_SCRIPT_HAND_OVER:
      return _ ("Who hands what to whom");
    default:
      g_return_val_if_reached ("");
    }
}

char *
lkb_script_dup_text (const LkbScript *script)
{
  g_autoptr (GString) text = NULL;
  int paragraph = -1;

  g_return_val_if_fail (script != NULL, NULL);
  text = g_string_new (NULL);
  for (guint i = 0; i < script->sentences->len; i++)
    {
      const LkbScriptSentence *sentence = g_ptr_array_index (script->sentences, i);
      if (paragraph != (int) sentence->paragraph)
        g_string_append (text, paragraph >= 0 ? "\n\n" : "");
      else
        g_string_append_c (text, ' ');
      g_string_append (text, sentence->text);
      paragraph = sentence->paragraph;
    }
  g_string_append_c (text, '\n');
  return g_string_free (g_steal_pointer (&text), FALSE);
}
