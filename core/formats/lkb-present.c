/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-present.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "lkb-say-private.h"
#include "lkb-script.h"

/* What can be said in one breath. */
#define TEAMS_MAX 6
#define TRADE_OFFS_MAX 3

struct _LkbPresent
{
  GPtrArray *steps; /* of OwnStep; never empty */
  guint position;
};

/* A canvas asks for every element in every frame. */
typedef struct
{
  LkbPresentStep step;
  GHashTable *lit; /* set of ids, borrowed from the step's lists */
} OwnStep;

typedef struct
{
  GPtrArray *steps;
  LkbBoard *board;
  const LkbAnalysis *analysis;
  LkbScript *script;
  const char *const *path; /* edges of the main path, NULL-terminated */
} Teller;

static void
free_step (gpointer data)
{
  LkbPresentStep *step = data;

  g_hash_table_unref (((OwnStep *) data)->lit);
  g_free (step->title);
  g_free (step->sentence);
  g_strfreev (step->edges);
  g_strfreev (step->nodes);
  g_free (step->gap_element);
  g_free (step);
}

/* Takes @title and @sentence. */
static LkbPresentStep *
add_step (Teller *teller, LkbPresentKind kind, char *title, char *sentence, LkbSheetPart part)
{
  OwnStep *own = g_new0 (OwnStep, 1);
  LkbPresentStep *step = &own->step;

  own->lit = g_hash_table_new (g_str_hash, g_str_equal);
  step->kind = kind;
  step->title = title;
  step->sentence = sentence;
  step->edges = g_new0 (char *, 1);
  step->nodes = g_new0 (char *, 1);
  step->part = part;
  step->gap_field = LKB_N_FIELDS;
  g_ptr_array_add (teller->steps, step);
  return step;
}

static void
set_gap (LkbPresentStep *step, const char *element, LkbField field)
{
  if (step->gap)
    return;
  step->gap = TRUE;
  step->gap_element = g_strdup (element);
  step->gap_field = field;
}

/* The edges and the nodes at their ends, each once. */
static void
light_edges (Teller *teller, LkbPresentStep *step, const char *const *edges)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; edges[i] != NULL; i++)
    {
      const LkbElement *edge = lkb_board_lookup (teller->board, edges[i]);
      const char *ends[] = { edge != NULL ? lkb_element_get_from (edge) : NULL,
                             edge != NULL ? lkb_element_get_to (edge) : NULL };

      for (guint end = 0; end < G_N_ELEMENTS (ends); end++)
        {
          if (ends[end] != NULL && g_hash_table_add (seen, (gpointer) ends[end]))
            g_ptr_array_add (nodes, g_strdup (ends[end]));
        }
    }
  g_ptr_array_add (nodes, NULL);
  g_strfreev (step->edges);
  g_strfreev (step->nodes);
  step->edges = g_strdupv ((char **) edges);
  step->nodes = (char **) g_ptr_array_free (g_steal_pointer (&nodes), FALSE);
}

static char *
dup_hop_title (Teller *teller, const LkbElement *edge)
{
  g_autofree char *from = lkb_say_dup_name (teller->board, lkb_element_get_from (edge));
  g_autofree char *to = lkb_say_dup_name (teller->board, lkb_element_get_to (edge));

  /* Translators: an arrow of the board: the nodes at its two ends. */
  return g_strdup_printf (_ ("%s → %s"), from, to);
}

/* The nth sentence of a paragraph; NULL when it has fewer. */
static const LkbScriptSentence *
find_sentence (Teller *teller, LkbScriptParagraph paragraph, guint nth)
{
  for (guint i = 0; i < lkb_script_get_n (teller->script); i++)
    {
      const LkbScriptSentence *sentence = lkb_script_get_nth (teller->script, i);

      if (sentence->paragraph == paragraph && nth-- == 0)
        return sentence;
    }
  return NULL;
}

static void
take_gap (LkbPresentStep *step, const LkbScriptSentence *sentence)
{
  if (sentence->gap)
    set_gap (step, sentence->elements[0] != NULL ? sentence->elements[0] : LKB_BOARD_ID,
             sentence->field);
}

/* ---- steps ---- */

static void
tell_goal (Teller *teller)
{
  const LkbScriptSentence *goal = find_sentence (teller, LKB_SCRIPT_IMPACT, 0);
  LkbPresentStep *step = add_step (teller, LKB_PRESENT_GOAL, g_strdup (_ ("Goal")),
                                   g_strdup (goal->text), LKB_SHEET_GOAL);

  take_gap (step, goal);
}

static void
tell_kpi (Teller *teller)
{
  const LkbPrimary *primary = teller->analysis != NULL ? lkb_analysis_get_primary (teller->analysis)
                                                       : NULL;
  const LkbScriptSentence *kpi = find_sentence (teller, LKB_SCRIPT_METRIC, 0);
  const LkbScriptSentence *path = find_sentence (teller, LKB_SCRIPT_METRIC, 1);
  LkbPresentStep *step;

  /* What the path takes answers a KPI that is a time, and no other. */
  if (primary == NULL || primary->latency == NULL || path == NULL)
    step = add_step (teller, LKB_PRESENT_KPI, g_strdup (_ ("KPI")), g_strdup (kpi->text),
                     LKB_SHEET_KPI);
  else
    step = add_step (teller, LKB_PRESENT_KPI, g_strdup (_ ("KPI")),
                     g_strdup_printf ("%s %s", kpi->text, path->text), LKB_SHEET_KPI);
  take_gap (step, kpi);
  if (primary != NULL && primary->latency != NULL && path != NULL)
    take_gap (step, path);
  light_edges (teller, step, teller->path);
}

static const LkbScriptSentence *
find_hand_over (Teller *teller, const char *edge)
{
  for (guint i = 0; i < lkb_script_get_n (teller->script); i++)
    {
      const LkbScriptSentence *sentence = lkb_script_get_nth (teller->script, i);

      if (sentence->paragraph == LKB_SCRIPT_HAND_OVER
          && g_strcmp0 (sentence->elements[0], edge) == 0)
        return sentence;
    }
  return NULL;
}

static void
tell_hop (Teller *teller, const char *id)
{
  const LkbElement *edge = lkb_board_lookup (teller->board, id);
  const LkbScriptSentence *said = find_hand_over (teller, id);
  LkbEdgeOwnership ownership;
  LkbPresentStep *step;
  char *title, *sentence;

  if (edge == NULL)
    return;
  lkb_board_get_edge_ownership (teller->board, edge, &ownership);
  title = dup_hop_title (teller, edge);
  if (said != NULL)
    sentence = g_strdup (said->text);
  else if (ownership.owner != NULL && ownership.consumer_owner != NULL)
    /* Translators: an arrow of the board, then a team. */
    sentence = g_strdup_printf (_ ("%s stays inside %s."), title, ownership.owner);
  else
    /* Translators: a team, then an arrow of the board. */
    sentence = g_strdup_printf (_ ("%s owns %s."),
                                ownership.owner != NULL ? ownership.owner : LKB_SAY_GAP, title);
  step = add_step (teller, LKB_PRESENT_HOP, title, sentence, LKB_N_SHEET_PARTS);
  if (said != NULL)
    take_gap (step, said);
  else if (ownership.owner == NULL)
    set_gap (step, id, LKB_FIELD_OWNER);
  light_edges (teller, step, (const char *const[]){ id, NULL });
}

/* A gap for what is missing. */
static char *
dup_member (const LkbValue *record, const char *key, gboolean *gap)
{
  char *clause = lkb_say_dup_clause (lkb_value_get_member_text (record, key));

  if (clause != NULL)
    return clause;
  *gap = TRUE;
  return g_strdup (LKB_SAY_GAP);
}

static void
tell_trade_offs (Teller *teller)
{
  const LkbValue *rows = lkb_element_get (lkb_board_get_facts (teller->board),
                                          LKB_FIELD_TRADE_OFFS);
  guint n = rows != NULL ? lkb_value_get_n (rows) : 0;
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean gap = FALSE;
  LkbPresentStep *step;

  for (guint i = 0; i < CLAMP (n, 1, TRADE_OFFS_MAX); i++)
    {
      const LkbValue *row = i < n ? lkb_value_get_nth (rows, i) : NULL;
      g_autofree char *chose = dup_member (row, "chose", &gap);
      g_autofree char *over = dup_member (row, "over", &gap);
      g_autofree char *give_up = dup_member (row, "give_up", &gap);

      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("We chose %s over %s and give up %s."), chose, over,
                              give_up);
    }
  step = add_step (teller, LKB_PRESENT_TRADE_OFFS, g_strdup (_ ("Trade-offs")),
                   g_strdup (text->str), LKB_SHEET_TRADE_OFFS);
  if (gap)
    set_gap (step, LKB_BOARD_ID, LKB_FIELD_TRADE_OFFS);
}

/* Who owns how many, in the order of the teams: "Web 2, Streaming 1". */
static char *
dup_shares (Teller *teller, GHashTable *owned)
{
  g_autoptr (LkbTeams) teams = lkb_board_dup_teams (teller->board);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_said = 0, n_more = 0;

  for (guint i = 0; i < lkb_teams_get_n (teams); i++)
    {
      const LkbTeam *team = lkb_teams_get_nth (teams, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (owned, team->folded));

      if (n == 0)
        continue;
      if (n_said == TEAMS_MAX)
        {
          n_more++;
          continue;
        }
      if (n_said++ > 0)
        /* Translators: between the items of a list. */
        g_string_append (text, C_ ("list", ", "));
      /* Translators: a team and the number of arrows that it owns. */
      g_string_append_printf (text, _ ("%s %u"), team->name, n);
    }
  if (n_more > 0)
    {
      g_string_append (text, C_ ("list", ", "));
      g_string_append_printf (
          text, g_dngettext (GETTEXT_PACKAGE, "%u more team", "%u more teams", n_more), n_more);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Counts the edges that need an owner; the first without one is @open. */
static void
count_owned (Teller *teller, GHashTable *owned, guint *n_needed, guint *n_owned,
             const LkbElement **open)
{
  const GPtrArray *elements = lkb_board_get_elements (teller->board);

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);
      LkbEdgeOwnership ownership;
      char *folded;
      guint n;

      if (!lkb_element_is_edge (edge))
        continue;
      lkb_board_get_edge_ownership (teller->board, edge, &ownership);
      if (!ownership.needs_owner)
        continue;
      (*n_needed)++;
      if (ownership.owner == NULL)
        {
          if (*open == NULL)
            *open = edge;
          continue;
        }
      (*n_owned)++;
      folded = lkb_text_fold (ownership.owner);
      n = GPOINTER_TO_UINT (g_hash_table_lookup (owned, folded));
      g_hash_table_replace (owned, folded, GUINT_TO_POINTER (n + 1));
    }
}

/* Everything is lit: this is the whole board, told by its teams. */
static void
light_all (Teller *teller, LkbPresentStep *step)
{
  const GPtrArray *elements = lkb_board_get_elements (teller->board);
  g_autoptr (GPtrArray) edges = g_ptr_array_new ();
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);

      if (lkb_element_is_edge (element))
        g_ptr_array_add (edges, g_strdup (lkb_element_get_id (element)));
      else if (lkb_element_is_node (element))
        g_ptr_array_add (nodes, g_strdup (lkb_element_get_id (element)));
    }
  g_ptr_array_add (edges, NULL);
  g_ptr_array_add (nodes, NULL);
  g_strfreev (step->edges);
  g_strfreev (step->nodes);
  step->edges = (char **) g_ptr_array_free (g_steal_pointer (&edges), FALSE);
  step->nodes = (char **) g_ptr_array_free (g_steal_pointer (&nodes), FALSE);
}

static void
tell_owners (Teller *teller)
{
  g_autoptr (GHashTable) owned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  const LkbElement *open = NULL;
  guint n_needed = 0, n_owned = 0;
  LkbPresentStep *step;

  count_owned (teller, owned, &n_needed, &n_owned, &open);
  if (n_owned > 0)
    {
      g_autofree char *shares = dup_shares (teller, owned);

      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "%u of %u arrow has an owner: %s.",
                                           "%u of %u arrows have an owner: %s.", n_needed),
                              n_owned, n_needed, shares);
    }
  if (open != NULL || n_needed == 0)
    {
      g_autofree char *title = open != NULL ? dup_hop_title (teller, open) : g_strdup (LKB_SAY_GAP);

      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append_printf (text, _ ("%s owns %s."), LKB_SAY_GAP, title);
    }
  step = add_step (teller, LKB_PRESENT_OWNERS, g_strdup (_ ("Owners")), g_strdup (text->str),
                   LKB_SHEET_OWNERS);
  light_all (teller, step);
  if (open != NULL || n_needed == 0)
    set_gap (step, open != NULL ? lkb_element_get_id (open) : LKB_BOARD_ID, LKB_FIELD_OWNER);
}

/* ---- the talk ---- */

static const char *const *
find_path (const LkbAnalysis *analysis)
{
  const LkbPrimary *primary;
  const LkbLatencyRow *row;
  const LkbFreshnessRow *age;

  if (analysis == NULL)
    return NULL;
  primary = lkb_analysis_get_primary (analysis);
  if (primary->latency != NULL && primary->latency->n_path > 0)
    return primary->latency->path;
  if (primary->freshness != NULL && primary->freshness->n_path > 0)
    return primary->freshness->path;
  row = lkb_analysis_get_main_latency (analysis);
  if (row == NULL || row->n_path == 0)
    row = lkb_analysis_get_main_request (analysis);
  if (row != NULL && row->n_path > 0)
    return row->path;
  age = lkb_analysis_get_main_freshness (analysis);
  return age != NULL && age->n_path > 0 ? age->path : NULL;
}

/* A board on which no path was found still has something to tell. */
static GPtrArray *
collect_path (LkbBoard *board, const LkbAnalysis *analysis)
{
  GPtrArray *path = g_ptr_array_new ();
  const char *const *found = find_path (analysis);
  const GPtrArray *elements = lkb_board_get_elements (board);

  for (guint i = 0; found != NULL && found[i] != NULL; i++)
    {
      /* An analysis may be a moment older than the board. */
      if (lkb_board_lookup (board, found[i]) != NULL)
        g_ptr_array_add (path, (char *) found[i]);
    }
  for (guint i = 0; path->len == 0 && i < elements->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);

      if (lkb_element_is_edge (edge) && lkb_mode_in_path (lkb_board_get_edge_mode (board, edge)))
        g_ptr_array_add (path, (char *) lkb_element_get_id (edge));
    }
  g_ptr_array_add (path, NULL);
  return path;
}

static void
collect_lit (OwnStep *own)
{
  for (guint i = 0; own->step.edges[i] != NULL; i++)
    g_hash_table_add (own->lit, own->step.edges[i]);
  for (guint i = 0; own->step.nodes[i] != NULL; i++)
    g_hash_table_add (own->lit, own->step.nodes[i]);
}

static GPtrArray *
tell (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary)
{
  g_autoptr (LkbScript) script = lkb_script_new (board, analysis, vocabulary);
  g_autoptr (GPtrArray) path = collect_path (board, analysis);
  Teller teller = { g_ptr_array_new_with_free_func (free_step), board, analysis, script,
                    (const char *const *) path->pdata };

  tell_goal (&teller);
  tell_kpi (&teller);
  for (guint i = 0; teller.path[i] != NULL; i++)
    tell_hop (&teller, teller.path[i]);
  tell_trade_offs (&teller);
  tell_owners (&teller);
  for (guint i = 0; i < teller.steps->len; i++)
    collect_lit (teller.steps->pdata[i]);
  return teller.steps;
}

static gboolean
is_same_step (const LkbPresentStep *a, const LkbPresentStep *b)
{
  return a->kind == b->kind
         && (a->kind != LKB_PRESENT_HOP || g_strcmp0 (a->edges[0], b->edges[0]) == 0);
}

LkbPresent *
lkb_present_new (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary)
{
  LkbPresent *present;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);

  present = g_new0 (LkbPresent, 1);
  present->steps = tell (board, analysis, vocabulary);
  return present;
}

void
lkb_present_free (LkbPresent *present)
{
  g_return_if_fail (present != NULL);

  g_ptr_array_unref (present->steps);
  g_free (present);
}

void
lkb_present_update (LkbPresent *present, LkbBoard *board, const LkbAnalysis *analysis,
                    const LkbVocabulary *vocabulary)
{
  g_autoptr (GPtrArray) before = NULL;

  g_return_if_fail (present != NULL);
  g_return_if_fail (LKB_IS_BOARD (board));

  before = g_steal_pointer (&present->steps);
  present->steps = tell (board, analysis, vocabulary);
  for (guint i = present->position + 1; i-- > 0;)
    {
      for (guint j = 0; j < present->steps->len; j++)
        {
          if (is_same_step (g_ptr_array_index (before, i), g_ptr_array_index (present->steps, j)))
            {
              present->position = j;
              return;
            }
        }
    }
  present->position = 0;
}

guint
lkb_present_get_n (const LkbPresent *present)
{
  g_return_val_if_fail (present != NULL, 0);

  return present->steps->len;
}

const LkbPresentStep *
lkb_present_get_nth (const LkbPresent *present, guint i)
{
  g_return_val_if_fail (present != NULL && i < present->steps->len, NULL);

  return g_ptr_array_index (present->steps, i);
}

guint
lkb_present_get_position (const LkbPresent *present)
{
  g_return_val_if_fail (present != NULL, 0);

  return present->position;
}

const LkbPresentStep *
lkb_present_get_step (const LkbPresent *present)
{
  g_return_val_if_fail (present != NULL, NULL);

  return g_ptr_array_index (present->steps, present->position);
}

gboolean
lkb_present_next (LkbPresent *present)
{
  g_return_val_if_fail (present != NULL, FALSE);

  if (present->position + 1 >= present->steps->len)
    return FALSE;
  present->position++;
  return TRUE;
}

gboolean
lkb_present_previous (LkbPresent *present)
{
  g_return_val_if_fail (present != NULL, FALSE);

  if (present->position == 0)
    return FALSE;
  present->position--;
  return TRUE;
}

void
lkb_present_go_to (LkbPresent *present, guint i)
{
  g_return_if_fail (present != NULL);

  present->position = MIN (i, present->steps->len - 1);
}

gboolean
lkb_present_is_lit (const LkbPresent *present, const char *id)
{
  const OwnStep *own;

  g_return_val_if_fail (present != NULL && id != NULL, FALSE);

  own = g_ptr_array_index (present->steps, present->position);
  return g_hash_table_contains (own->lit, id);
}

gboolean
lkb_present_is_part_lit (const LkbPresent *present, LkbSheetPart part)
{
  g_return_val_if_fail (present != NULL, FALSE);

  return part == LKB_SHEET_TITLE || lkb_present_get_step (present)->part == part;
}

char *
lkb_present_dup_position (const LkbPresent *present)
{
  g_return_val_if_fail (present != NULL, NULL);

  /* Translators: place in a talk: number of the step, number of all steps. */
  return g_strdup_printf (_ ("Step %u of %u"), present->position + 1, present->steps->len);
}
