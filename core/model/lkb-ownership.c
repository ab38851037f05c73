/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-ownership.h"

#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-board-private.h"

struct _LkbTeams
{
  GPtrArray *teams; /* of LkbTeam */
  GHashTable *by_name; /* folded → LkbTeam */
};

static const char *
get_filled_text (const LkbElement *element, LkbField field)
{
  const char *text = element != NULL ? lkb_element_get_text (element, field) : NULL;
  return lkb_text_is_blank (text) ? NULL : text;
}

const LkbElement *
lkb_board_get_group_of (LkbBoard *board, const LkbElement *node, gboolean with_owner)
{
  const GArray *boxes;
  double x, y;

  g_return_val_if_fail (LKB_IS_BOARD (board) && node != NULL, NULL);
  x = lkb_element_get_x (node);
  y = lkb_element_get_y (node);
  boxes = lkb_board_get_group_boxes (board);
  for (guint i = 0; i < boxes->len; i++)
    {
      const LkbGroupBox *box = &g_array_index (boxes, LkbGroupBox, i);
      if (x >= box->left && y >= box->top && x <= box->right && y <= box->bottom
          && (box->has_owner || !with_owner))
        return box->group;
    }
  return NULL;
}

void
lkb_board_get_edge_ownership (LkbBoard *board, const LkbElement *edge, LkbEdgeOwnership *ownership)
{
  g_return_if_fail (LKB_IS_BOARD (board));
  g_return_if_fail (lkb_element_is_edge (edge));
  lkb_board_read_ownership (board, edge, lkb_board_lookup (board, lkb_element_get_from (edge)),
                            lkb_board_lookup (board, lkb_element_get_to (edge)),
                            lkb_board_get_edge_mode (board, edge), ownership);
}

void
lkb_board_read_ownership (LkbBoard *board, const LkbElement *edge, const LkbElement *from,
                          const LkbElement *to, LkbMode mode, LkbEdgeOwnership *ownership)
{
  g_return_if_fail (LKB_IS_BOARD (board) && lkb_element_is_edge (edge));
  g_return_if_fail (ownership != NULL);

  memset (ownership, 0, sizeof *ownership);
  ownership->needs_owner = mode != LKB_MODE_CONTROL;
  ownership->owner = get_filled_text (edge, LKB_FIELD_OWNER);
  if (ownership->owner == NULL && from != NULL)
    {
      const LkbElement *giver = lkb_board_get_group_of (board, from, TRUE);
      if (giver == NULL
          && lkb_element_get_boolean (lkb_board_get_facts (board), LKB_FIELD_INHERIT_OWNER))
        giver = from;
      ownership->owner = get_filled_text (giver, LKB_FIELD_OWNER);
      ownership->inherited = ownership->owner != NULL;
      ownership->inherited_from = ownership->inherited ? lkb_element_get_id (giver) : NULL;
    }
  ownership->consumer_owner = get_filled_text (edge, LKB_FIELD_CONSUMER_OWNER);
  if (ownership->consumer_owner == NULL)
    ownership->consumer_owner = get_filled_text (to, LKB_FIELD_OWNER);
  ownership->cross_team = ownership->owner != NULL && ownership->consumer_owner != NULL
                          && !lkb_text_equal_folded (ownership->owner, ownership->consumer_owner);
}

/* ---- modes ---- */

static gboolean
is_beside (LkbKind kind)
{
  return kind == LKB_KIND_ORCHESTRATION || kind == LKB_KIND_MONITORING
         || kind == LKB_KIND_GOVERNANCE;
}

LkbMode
lkb_mode_get_default (const LkbElement *from, const LkbElement *to)
{
  LkbKind a, b;

  g_return_val_if_fail (from != NULL && to != NULL, LKB_MODE_STREAM);
  a = lkb_element_get_kind (from);
  b = lkb_element_get_kind (to);
  if (is_beside (a) || is_beside (b))
    return LKB_MODE_CONTROL;
  if (b == LKB_KIND_STORAGE
      || (b == LKB_KIND_MODEL
          && g_strcmp0 (lkb_element_get_text (to, LKB_FIELD_TYPE), "training") == 0))
    return LKB_MODE_BATCH;
  if (b == LKB_KIND_CONSUMER)
    switch (a)
      {
      case LKB_KIND_MODEL:
        return LKB_MODE_REQUEST;
      case LKB_KIND_PIPELINE:
        return LKB_MODE_BATCH;
      case LKB_KIND_STORAGE:
      case LKB_KIND_FEATURE_STORE:
        return LKB_MODE_LOOKUP;
      default:
        return LKB_MODE_STREAM;
      }
  if ((a == LKB_KIND_INGESTION || a == LKB_KIND_PIPELINE) && b == LKB_KIND_PIPELINE)
    return g_strcmp0 (lkb_element_get_text (to, LKB_FIELD_MODE), "triggered") == 0
               ? LKB_MODE_MICROBATCH
               : LKB_MODE_STREAM;
  if (a == LKB_KIND_PIPELINE && b == LKB_KIND_FEATURE_STORE)
    return LKB_MODE_PUBLISH;
  if (a == LKB_KIND_PIPELINE && b == LKB_KIND_MODEL)
    return LKB_MODE_BATCH;
  if (a == LKB_KIND_FEATURE_STORE && b == LKB_KIND_MODEL)
    return LKB_MODE_LOOKUP;
  if (a == LKB_KIND_STORAGE && b == LKB_KIND_PIPELINE)
    return LKB_MODE_BATCH;
  return LKB_MODE_STREAM;
}

LkbMode
lkb_board_get_edge_mode (LkbBoard *board, const LkbElement *edge)
{
  LkbMode mode;
  const LkbElement *from, *to;

  g_return_val_if_fail (LKB_IS_BOARD (board), LKB_MODE_STREAM);
  g_return_val_if_fail (lkb_element_is_edge (edge), LKB_MODE_STREAM);
  if (lkb_mode_from_string (lkb_element_get_text (edge, LKB_FIELD_MODE), &mode))
    return mode;
  from = lkb_board_lookup (board, lkb_element_get_from (edge));
  to = lkb_board_lookup (board, lkb_element_get_to (edge));
  return from != NULL && to != NULL ? lkb_mode_get_default (from, to) : LKB_MODE_STREAM;
}

LkbLane
lkb_element_get_lane (const LkbElement *node)
{
  LkbLane lane;
  g_return_val_if_fail (node != NULL, LKB_LANE_OTHER);
  if (lkb_lane_from_string (lkb_element_get_text (node, LKB_FIELD_LANE), &lane))
    return lane;
  return lkb_kind_get_lane (lkb_element_get_kind (node));
}

LkbNaming
lkb_board_get_naming (LkbBoard *board)
{
  const char *word;
  g_return_val_if_fail (LKB_IS_BOARD (board), LKB_NAMING_DLT);
  word = lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_VOCABULARY);
  return g_strcmp0 (word, "lakeflow") == 0 ? LKB_NAMING_LAKEFLOW : LKB_NAMING_DLT;
}

/* ---- teams ---- */

const LkbValue *
lkb_board_get_roster_entry (LkbBoard *board, const char *owner)
{
  const LkbValue *roster;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  roster = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_ROSTER);
  for (guint i = 0; owner != NULL && i < lkb_value_get_n (roster); i++)
    {
      const LkbValue *entry = lkb_value_get_nth (roster, i);
      if (lkb_text_equal_folded (lkb_value_get_member_text (entry, "owner"), owner))
        return entry;
    }
  return NULL;
}

const LkbValue *
lkb_board_get_edge_escalation (LkbBoard *board, const LkbElement *edge)
{
  LkbEdgeOwnership ownership;
  const LkbValue *own, *entry;

  g_return_val_if_fail (LKB_IS_BOARD (board) && lkb_element_is_edge (edge), NULL);
  own = lkb_element_get (edge, LKB_FIELD_ESCALATION);
  if (own != NULL)
    return own;
  lkb_board_get_edge_ownership (board, edge, &ownership);
  entry = lkb_board_get_roster_entry (board, ownership.owner);
  return entry != NULL ? lkb_value_get_member (entry, "escalation") : NULL;
}

gboolean
lkb_escalation_is_whole (const LkbValue *escalation)
{
  return escalation != NULL && !lkb_text_is_blank (lkb_value_get_member_text (escalation, "first"))
         && !lkb_text_is_blank (lkb_value_get_member_text (escalation, "channel"));
}

void
lkb_board_tally_owners (LkbBoard *board, LkbOwnerTally *tally)
{
  const GPtrArray *elements;

  g_return_if_fail (LKB_IS_BOARD (board) && tally != NULL);
  *tally = (LkbOwnerTally){ 0 };
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);
      LkbEdgeOwnership ownership;

      if (!lkb_element_is_edge (edge))
        continue;
      lkb_board_get_edge_ownership (board, edge, &ownership);
      if (!ownership.needs_owner)
        continue;
      tally->n_edges++;
      if (ownership.owner == NULL)
        continue;
      tally->n_owned++;
      if (ownership.consumer_owner == NULL)
        continue;
      tally->n_taken++;
      if (!ownership.cross_team)
        continue;
      tally->n_hand_offs++;
      if (get_filled_text (edge, LKB_FIELD_ACCEPT) == NULL)
        continue;
      tally->n_accepted++;
      if (lkb_escalation_is_whole (lkb_board_get_edge_escalation (board, edge)))
        tally->n_complete++;
    }
}

static void
free_team (gpointer data)
{
  LkbTeam *team = data;
  g_free (team->name);
  g_free (team->folded);
  g_free (team);
}

static LkbTeam *
add_team (LkbTeams *teams, const char *name)
{
  g_autofree char *folded = NULL;
  LkbTeam *team;

  if (lkb_text_is_blank (name))
    return NULL;
  folded = lkb_text_fold (name);
  team = g_hash_table_lookup (teams->by_name, folded);
  if (team != NULL)
    return team;
  team = g_new0 (LkbTeam, 1);
  team->name = lkb_text_one_line (name);
  team->folded = g_steal_pointer (&folded);
  team->colour = G_MAXUINT;
  g_ptr_array_add (teams->teams, team);
  g_hash_table_insert (teams->by_name, team->folded, team);
  return team;
}

/* Colours that the roster asks for come first; the others take the free places in order. */
static void
assign_colours (LkbTeams *teams)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  guint next = 0;

  for (guint i = 0; i < teams->teams->len; i++)
    {
      LkbTeam *team = g_ptr_array_index (teams->teams, i);
      if (team->colour != G_MAXUINT)
        g_hash_table_add (taken, GUINT_TO_POINTER (team->colour));
    }
  for (guint i = 0; i < teams->teams->len; i++)
    {
      LkbTeam *team = g_ptr_array_index (teams->teams, i);
      if (team->colour != G_MAXUINT)
        continue;
      while (g_hash_table_contains (taken, GUINT_TO_POINTER (next)))
        next++;
      team->colour = next++;
    }
}

LkbTeams *
lkb_board_dup_teams (LkbBoard *board)
{
  LkbTeams *teams;
  const LkbValue *roster;
  const GPtrArray *elements;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  teams = g_new0 (LkbTeams, 1);
  teams->teams = g_ptr_array_new_with_free_func (free_team);
  teams->by_name = g_hash_table_new (g_str_hash, g_str_equal);

  roster = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_ROSTER);
  for (guint i = 0; i < lkb_value_get_n (roster); i++)
    {
      const LkbValue *entry = lkb_value_get_nth (roster, i);
      const LkbValue *colour = lkb_value_get_member (entry, "colour");
      LkbTeam *team = add_team (teams, lkb_value_get_member_text (entry, "owner"));
      if (team == NULL)
        continue;
      team->from_roster = TRUE;
      if (colour != NULL && lkb_value_get_number (colour) >= 1
          && lkb_value_get_number (colour) <= 12)
        team->colour = (guint) lkb_value_get_number (colour) - 1;
    }
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      LkbEdgeOwnership ownership;
      if (!lkb_element_is_edge (element))
        continue;
      lkb_board_get_edge_ownership (board, element, &ownership);
      add_team (teams, ownership.owner);
      add_team (teams, ownership.consumer_owner);
    }
  for (guint i = 0; i < elements->len; i++)
    if (lkb_element_is_node (g_ptr_array_index (elements, i)))
      add_team (teams, lkb_element_get_text (g_ptr_array_index (elements, i), LKB_FIELD_OWNER));
  assign_colours (teams);
  return teams;
}

void
lkb_teams_free (LkbTeams *teams)
{
  g_return_if_fail (teams != NULL);
  g_hash_table_unref (teams->by_name);
  g_ptr_array_unref (teams->teams);
  g_free (teams);
}

guint
lkb_teams_get_n (const LkbTeams *teams)
{
  g_return_val_if_fail (teams != NULL, 0);
  return teams->teams->len;
}

const LkbTeam *
lkb_teams_get_nth (const LkbTeams *teams, guint i)
{
  g_return_val_if_fail (teams != NULL && i < teams->teams->len, NULL);
  return g_ptr_array_index (teams->teams, i);
}

const LkbTeam *
lkb_teams_lookup (const LkbTeams *teams, const char *owner)
{
  g_autofree char *folded = NULL;
  g_return_val_if_fail (teams != NULL, NULL);
  if (owner == NULL)
    return NULL;
  folded = lkb_text_fold (owner);
  return g_hash_table_lookup (teams->by_name, folded);
}
