/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "core/model/lkb-proposal.h"

#define PLACEHOLDER "^(tbd|tba|tbc|todo|xxx+|n/?a|none|unknown|someone|anyone|\\?+|-+|\\.+)$"
#define JOINED "\\s*[/&+,;]\\s*|\\s+and\\s+"

/* More teams with an “and” in their name are not looked for. */
#define MAX_TEAMS 200

/* The patterns of one run. */
typedef struct
{
  LkbRuleRun *run;
  const GRegex *placeholder;
  const GRegex *joined; /* two owners in one */
  GHashTable *judged; /* owner as typed (borrowed) → Judgement + 1; a board has few */
  GHashTable *matched; /* owner as typed (borrowed) → whether it is joined, + 1 */
  LkbValue *best_effort; /* what all fixes share */
} Checker;

typedef enum
{
  TELLING,
  PLACEHOLDER_ONLY,
  GENERIC_ONLY,
  REAL_TEAM, /* telling because the roster says so; only in @judged */
} Judgement;

static Judgement
judge (Checker *self, const char *owner)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->judged, owner));
  g_autofree char *trimmed = NULL, *folded = NULL, *rest = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  Judgement judgement = TELLING;

  if (known > 0)
    return known - 1 == REAL_TEAM ? TELLING : known - 1;
  trimmed = lkb_text_one_line (owner);
  if (g_regex_match (self->placeholder, trimmed, 0, NULL))
    {
      judgement = PLACEHOLDER_ONLY;
    }
  else
    {
      folded = lkb_text_fold (owner);
      words = g_strsplit (folded, " ", -1);
      kept = g_ptr_array_new ();
      for (guint i = 0; words[i] != NULL; i++)
        if (words[i][0] != '\0' && !lkb_run_in_list (self->run, "owner-suffix", words[i]))
          g_ptr_array_add (kept, words[i]);
      g_ptr_array_add (kept, NULL);
      rest = g_strjoinv (" ", (char **) kept->pdata);
      if (rest[0] == '\0' || lkb_run_in_list (self->run, "generic-owner", rest))
        judgement = GENERIC_ONLY;
      if (judgement == GENERIC_ONLY)
        {
          const LkbValue *entry = lkb_board_get_roster_entry (self->run->board, owner);

          /* A firm whose squad is really called so. */
          if (entry != NULL && lkb_value_get_member_boolean (entry, "real"))
            judgement = REAL_TEAM;
        }
    }
  g_hash_table_insert (self->judged, (gpointer) owner, GUINT_TO_POINTER (judgement + 1));
  return judgement == REAL_TEAM ? TELLING : judgement;
}

/* Who takes over before it hands on; else who runs the node it leaves. */
static void
fix_owner (Checker *self, LkbReport *report, const LkbElement *edge)
{
  LkbRuleRun *run = self->run;
  const char *id = lkb_element_get_id (edge), *from = lkb_element_get_from (edge);
  const GPtrArray *edges = lkb_board_get_edges_of (run->board, from);
  const char *proposals[2]
      = { lkb_element_get_text (lkb_board_lookup (run->board, from), LKB_FIELD_OWNER), NULL };
  guint n_seen = 0;

  for (guint i = 0; edges != NULL && i < edges->len && n_seen < 16 && proposals[1] == NULL; i++)
    if (g_str_equal (lkb_element_get_to (g_ptr_array_index (edges, i)), from))
      {
        proposals[1] = lkb_element_get_text (g_ptr_array_index (edges, i),
                                             LKB_FIELD_CONSUMER_OWNER);
        n_seen++;
      }
  if (proposals[0] != NULL && proposals[1] != NULL
      && lkb_text_equal_folded (proposals[0], proposals[1]))
    proposals[1] = NULL;
  for (guint i = 0; i < 2; i++)
    if (!lkb_text_is_blank (proposals[i]) && judge (self, proposals[i]) != PLACEHOLDER_ONLY)
      lkb_report_fix_text (run, report, N_ ("Set the owner to {value}"), id, LKB_FIELD_OWNER,
                           proposals[i]);
}

/* The same for who takes over at the other end, or who runs a node. */
static void
fix_other_owner (Checker *self, LkbReport *report, const LkbElement *element, LkbField field)
{
  LkbRuleRun *run = self->run;
  gboolean is_edge = lkb_element_is_edge (element);
  const char *node = is_edge ? lkb_element_get_to (element) : lkb_element_get_id (element);
  const GPtrArray *edges = lkb_board_get_edges_of (run->board, node);
  const char *proposal = is_edge ? lkb_element_get_text (lkb_board_lookup (run->board, node),
                                                         LKB_FIELD_OWNER)
                                 : NULL;

  for (guint i = 0; edges != NULL && i < MIN (edges->len, 16) && lkb_text_is_blank (proposal); i++)
    {
      const LkbElement *edge = g_ptr_array_index (edges, i);

      if (edge != element)
        proposal = lkb_element_get_text (edge, g_str_equal (lkb_element_get_from (edge), node)
                                                   ? LKB_FIELD_OWNER
                                                   : LKB_FIELD_CONSUMER_OWNER);
    }
  if (!lkb_text_is_blank (proposal) && judge (self, proposal) != PLACEHOLDER_ONLY)
    lkb_report_fix_text (run, report, N_ ("Set the owner to {value}"), lkb_element_get_id (element),
                         field, proposal);
}

static void
check_unowned (Checker *self, const LkbElement *edge, const LkbEdgeOwnership *ownership)
{
  LkbRuleRun *run = self->run;
  LkbReport *report;

  if (!ownership->needs_owner || !lkb_text_is_blank (ownership->owner))
    return;

  report = lkb_run_report (run, "OWN001", edge, "owner", LKB_FIELD_OWNER,
                           N_ ("No one owns {from} → {to}."));
  lkb_report_take_arg (report, "from", lkb_run_dup_name (run, lkb_element_get_from (edge)));
  lkb_report_take_arg (report, "to", lkb_run_dup_name (run, lkb_element_get_to (edge)));

  fix_owner (self, report, edge);
}

/* "Data team (Event Hub)": whose part of it that is. */
static void
fix_qualifier (LkbRuleRun *run, LkbReport *report, const LkbElement *element, LkbField field,
               const char *owner)
{
  const char *node = !lkb_element_is_edge (element) ? lkb_element_get_id (element)
                     : field == LKB_FIELD_OWNER     ? lkb_element_get_from (element)
                                                    : lkb_element_get_to (element);
  const char *name = lkb_element_get_name (lkb_board_lookup (run->board, node));
  g_autofree char *text = NULL;

  if (lkb_text_is_blank (name))
    return;
  text = g_strdup_printf ("%s (%s)", owner, name);
  lkb_report_fix_text (run, report, N_ ("Call it “{value}”"), lkb_element_get_id (element), field,
                       text);
}

/* A word of one box: nobody at all, or nobody in particular. */
static void
check_owner_text (Checker *self, const LkbElement *element, LkbField field)
{
  LkbRuleRun *run = self->run;
  const char *owner = lkb_element_get_text (element, field), *key = lkb_field_get_key (field);
  g_autofree char *trimmed = NULL;
  g_autoptr (LkbValue) real = NULL;
  Judgement judgement;
  LkbReport *report;

  if (lkb_text_is_blank (owner))
    return;
  judgement = judge (self, owner);
  if (judgement == TELLING
      || (judgement == GENERIC_ONLY
          && (lkb_element_get_kind (element) == LKB_KIND_GROUP
              || (lkb_element_is_edge (element)
                  && lkb_run_has_failed (run, "OWN001", lkb_element_get_id (element))))))
    return;
  trimmed = lkb_text_one_line (owner);
  if (judgement == PLACEHOLDER_ONLY)
    {
      report = lkb_run_report (run, "OWN002", element, key, field,
                               N_ ("‘{owner}’ is a placeholder."));
      lkb_report_add_arg (report, "owner", trimmed);
      if (lkb_element_is_edge (element) && field == LKB_FIELD_OWNER)
        fix_owner (self, report, element);
      else if (lkb_element_get_kind (element) != LKB_KIND_GROUP)
        fix_other_owner (self, report, element, field);
      return;
    }
  report = lkb_run_report (run, "OWN003", element, key, field,
                           N_ ("‘{owner}’ could be anyone. Name a squad, role or person."));
  lkb_report_add_arg (report, "owner", trimmed);
  fix_qualifier (run, report, element, field, trimmed);
  real = lkb_value_new_boolean (TRUE);
  lkb_report_fix_roster (run, report, N_ ("“{value}” is a real team’s name"), trimmed, trimmed,
                         "real", real);
}

static gboolean
is_joined (Checker *self, const char *owner)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->matched, owner));

  if (known == 0)
    {
      known = 1 + g_regex_match (self->joined, owner, 0, NULL);
      g_hash_table_insert (self->matched, (gpointer) owner, GUINT_TO_POINTER (known));
    }
  return known - 1;
}

/* The owner with the names of the list of teams made unreadable, byte for byte as long: "Trust & Safety" is one team. */
static char *
mask_teams (Checker *self, const char *owner)
{
  const LkbValue *roster = lkb_element_get (self->run->facts, LKB_FIELD_ROSTER);
  char *masked = g_strdup (owner);

  for (guint i = 0; roster != NULL && i < MIN (lkb_value_get_n (roster), MAX_TEAMS); i++)
    {
      const char *team = lkb_value_get_member_text (lkb_value_get_nth (roster, i), "owner");
      g_autofree char *escaped = NULL, *pattern = NULL;
      g_autoptr (GRegex) regex = NULL;
      g_autoptr (GMatchInfo) match = NULL;
      int start, end;

      if (lkb_text_is_blank (team) || !is_joined (self, team))
        continue;
      escaped = g_regex_escape_string (team, -1);
      pattern = g_strdup_printf ("(?<!\\w)%s(?!\\w)", escaped);
      regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
      if (regex == NULL)
        continue;
      for (g_regex_match (regex, owner, 0, &match);
           g_match_info_matches (match) && g_match_info_fetch_pos (match, 0, &start, &end);
           g_match_info_next (match, NULL))
        memset (masked + start, 'x', end - start);
    }
  return masked;
}

/* (transfer full): who is named, one after the other; NULL when it is one. */
static GStrv
split_owners (Checker *self, const char *owner)
{
  g_autofree char *masked = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GStrvBuilder) parts = NULL;
  g_autofree char *last = NULL;
  int start, end, from = 0;

  if (!is_joined (self, owner))
    return NULL;
  masked = mask_teams (self, owner);
  if (!g_regex_match (self->joined, masked, 0, &match))
    return NULL;
  parts = g_strv_builder_new ();
  for (; g_match_info_matches (match) && g_match_info_fetch_pos (match, 0, &start, &end);
       g_match_info_next (match, NULL))
    {
      g_autofree char *part = g_strndup (owner + from, start - from);

      g_strv_builder_add (parts, g_strstrip (part));
      from = end;
    }
  last = g_strdup (owner + from);
  g_strv_builder_add (parts, g_strstrip (last));
  return g_strv_builder_end (parts);
}

/* Whether there is nothing to say of an owner on any board. */
static gboolean
is_plain (Checker *self, const char *owner)
{
  if (lkb_text_is_blank (owner))
    return TRUE;
  judge (self, owner);
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->judged, owner)) == TELLING + 1
         && !is_joined (self, owner);
}

static void
check_two_owners (Checker *self, const LkbElement *edge)
{
  LkbRuleRun *run = self->run;
  const char *owner = lkb_element_get_text (edge, LKB_FIELD_OWNER);
  const char *id = lkb_element_get_id (edge);
  g_auto (GStrv) parts = NULL;
  g_autoptr (GPtrArray) others = NULL;
  const LkbValue *consulted;
  LkbReport *report;

  if (lkb_text_is_blank (owner) || !is_joined (self, owner)
      || lkb_run_has_failed_at (run, "OWN002", id, "owner")
      || lkb_board_get_roster_entry (run->board, owner) != NULL
      || (parts = split_owners (self, owner)) == NULL)
    return;
  report = lkb_run_report (
      run, "OWN004", edge, "owner", LKB_FIELD_OWNER,
      N_ ("Two owners means none. Keep one accountable; move the other to consulted."));

  others = g_ptr_array_new ();
  consulted = lkb_element_get (edge, LKB_FIELD_CONSULTED);
  for (guint i = 0; consulted != NULL && i < lkb_value_get_n (consulted); i++)
    g_ptr_array_add (others, (gpointer) lkb_value_get_nth_text (consulted, i));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (i > 0 && parts[i][0] != '\0')
        g_ptr_array_add (others, parts[i]);
    }
  if (parts[0] != NULL && parts[0][0] != '\0' && others->len > 0)
    {
      g_autoptr (LkbElement) first = lkb_element_with_text (edge, LKB_FIELD_OWNER, parts[0]);
      g_autoptr (LkbValue) list = lkb_value_new_text_list ((const char *const *) others->pdata,
                                                           others->len);
      g_autoptr (LkbElement) after = lkb_element_with (first, LKB_FIELD_CONSULTED, list);
      LkbChange *change = lkb_change_new (N_ ("Split owners"));

      lkb_change_add (change, edge, after);
      lkb_report_take_fix (report, N_ ("Keep {value}, consult the others"), parts[0], change);
    }
}

/* What the owners of an element say by themselves: most say who it is, which stays so as long as the element does. */
static void
check_owners (Checker *self, LkbElementMemo *memo)
{
  const LkbElement *element = memo->element;

  if (memo->has_plain_owners)
    return;
  if (lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_OWNER) != 0)
    check_owner_text (self, element, LKB_FIELD_OWNER);
  if (lkb_element_is_edge (element))
    {
      check_owner_text (self, element, LKB_FIELD_CONSUMER_OWNER);
      check_two_owners (self, element);
    }
  memo->has_plain_owners = is_plain (self, lkb_element_get_text (element, LKB_FIELD_OWNER))
                           && is_plain (self,
                                        lkb_element_get_text (element, LKB_FIELD_CONSUMER_OWNER));
}

static void
add_teams (LkbReport *report, const LkbEdgeOwnership *ownership)
{
  lkb_report_add_arg (report, "producer", ownership->owner);
  lkb_report_add_arg (report, "consumer", ownership->consumer_owner);
}

/* A sentence to begin with, from what the edge says already. */
static void
fix_acceptance (LkbRuleRun *run, LkbReport *report, const LkbElement *edge)
{
  const char *contract = lkb_element_get_text (edge, LKB_FIELD_CONTRACT);
  const LkbValue *slas = lkb_element_get (edge, LKB_FIELD_SLAS);
  const char *metric = slas != NULL
                           ? lkb_value_get_member_text (lkb_value_get_nth (slas, 0), "metric")
                           : NULL;
  const char *target = slas != NULL
                           ? lkb_value_get_member_text (lkb_value_get_nth (slas, 0), "target")
                           : NULL;
  g_autofree char *text = NULL;

  if (!lkb_text_is_blank (contract))
    text = g_strdup_printf (_ ("what arrives follows the contract %s"), contract);
  else if (!lkb_text_is_blank (metric) && !lkb_text_is_blank (target))
    text = g_strdup_printf ("%s %s", metric, target);
  else
    text = g_strdup (_ ("all required fields of a day’s data are filled"));
  lkb_report_fix_text (run, report, N_ ("Insert a sentence to begin with"),
                       lkb_element_get_id (edge), LKB_FIELD_ACCEPT, text);
}

static LkbValue *
make_promise (const LkbElement *edge, char **shown)
{
  g_autoptr (LkbValue) record = lkb_propose_sla (edge);

  if (shown != NULL)
    *shown = g_strdup_printf ("%s %s", lkb_value_get_member_text (record, "metric"),
                              lkb_value_get_member_text (record, "target"));
  return lkb_value_new_list (LKB_VALUE_RECORD_LIST, &record, 1);
}

static void
fix_promise (Checker *self, LkbReport *report, const LkbElement *edge)
{
  if (lkb_can_propose_sla (edge))
    lkb_report_fix_made (report, N_ ("Promise “{value}”"), edge, LKB_FIELD_SLAS, make_promise);
  lkb_report_fix_value (self->run, report, N_ ("Say that it is best effort"), NULL,
                        lkb_element_get_id (edge), LKB_FIELD_SLA_KIND, self->best_effort);
}

/* Whether an owner is the element's own, and has been looked at. */
static gboolean
is_known_plain (const LkbElementMemo *memo, LkbField field, const char *owner)
{
  return memo->has_plain_owners && lkb_element_get_text (memo->element, field) == owner;
}

/* Whether one of both names nobody: a placeholder is no team to hand anything to. */
static gboolean
lacks_team (Checker *self, guint place, const LkbEdgeOwnership *ownership)
{
  const LkbElementMemo *edge = self->run->edge_memos[place];
  const LkbElementMemo *to
      = self->run->node_memos[lkb_flow_graph_get_edge (self->run->graph, place)->to];
  const char *giver = ownership->owner, *taker = ownership->consumer_owner;

  if (!is_known_plain (edge, LKB_FIELD_OWNER, giver) && judge (self, giver) == PLACEHOLDER_ONLY)
    return TRUE;
  return !is_known_plain (edge, LKB_FIELD_CONSUMER_OWNER, taker)
         && !is_known_plain (to, LKB_FIELD_OWNER, taker) && judge (self, taker) == PLACEHOLDER_ONLY;
}

static void
check_hand_off (Checker *self, guint place)
{
  LkbRuleRun *run = self->run;
  const LkbElement *edge = run->edge_memos[place]->element;
  const LkbEdgeOwnership *ownership = &run->ownerships[place];
  const char *id = lkb_element_get_id (edge);
  LkbReport *report;

  if (!ownership->needs_owner || !ownership->cross_team || lacks_team (self, place, ownership)
      || lkb_run_has_failed (run, "OWN001", id))
    return;

  if (lkb_text_is_blank (lkb_element_get_text (edge, LKB_FIELD_ACCEPT)))
    {
      report = lkb_run_report (run, "OWN008", edge, "accept", LKB_FIELD_ACCEPT,
                               N_ ("{producer} hands to {consumer}: accepted when…?"));
      add_teams (report, ownership);
      fix_acceptance (run, report, edge);
    }
  if (lkb_element_get (edge, LKB_FIELD_SLAS) == NULL
      && g_strcmp0 (lkb_element_get_text (edge, LKB_FIELD_SLA_KIND), "best-effort") != 0)
    {
      report = lkb_run_report (run, "SLA001", edge, "slas", LKB_FIELD_SLAS,
                               N_ ("No promise between {producer} and {consumer}."));
      add_teams (report, ownership);
      fix_promise (self, report, edge);
    }
}

void
lkb_rules_check_ownership (LkbRuleRun *run)
{
  const GPtrArray *elements = lkb_board_get_elements (run->board);
  Checker self = { .run = run };
  guint place = 0;

  self.placeholder = lkb_rule_memory_get_pattern (run->memory, PLACEHOLDER);
  self.joined = lkb_rule_memory_get_pattern (run->memory, JOINED);
  self.judged = g_hash_table_new (g_str_hash, g_str_equal);
  self.matched = g_hash_table_new (g_str_hash, g_str_equal);
  self.best_effort = lkb_value_new_choice ("best-effort");
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      gboolean is_edge = lkb_element_is_edge (element);

      if (is_edge)
        check_unowned (&self, element, &run->ownerships[place]);
      check_owners (&self, run->memos[i + 1]);
      if (is_edge)
        check_hand_off (&self, place++);
    }
  lkb_rules_check_teams (run, self.placeholder);
  g_hash_table_unref (self.judged);
  g_hash_table_unref (self.matched);
  lkb_value_unref (self.best_effort);
}
