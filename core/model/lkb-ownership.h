/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-board.h"

G_BEGIN_DECLS

/** LkbEdgeOwnership: who answers for an edge. Strings are borrowed from the board until its next change. */
typedef struct
{
  const char *owner; /* NULL = nobody */
  const char *consumer_owner; /* NULL = unknown */
  gboolean inherited; /* owner comes from a group, or from the source node when the board says so */
  const char *inherited_from; /* id of that group or node, else NULL */
  gboolean cross_team; /* both known and different after folding case and space */
  gboolean needs_owner; /* FALSE for control edges */
} LkbEdgeOwnership;

/** lkb_board_get_edge_ownership: the one function that answers this for rules, pills, sheet and export
 * (docs/FILE-FORMAT.md "Owner of an edge"). */
void lkb_board_get_edge_ownership (LkbBoard *board, const LkbElement *edge,
                                   LkbEdgeOwnership *ownership);

/** lkb_board_read_ownership: the same where both ends of the edge (nullable) and its mode are known already. */
void lkb_board_read_ownership (LkbBoard *board, const LkbElement *edge, const LkbElement *from,
                               const LkbElement *to, LkbMode mode, LkbEdgeOwnership *ownership);

/** lkb_board_get_group_of: (nullable): the innermost group with an x, y, w, h rectangle in which the node's (x, y) lies:
 * the smallest, then the later in rank. @with_owner: only groups that have an owner. */
const LkbElement *lkb_board_get_group_of (LkbBoard *board, const LkbElement *node,
                                          gboolean with_owner);

/** lkb_mode_get_default: the mode of an edge that does not say its own, from the elements at both ends. */
LkbMode lkb_mode_get_default (const LkbElement *from, const LkbElement *to);
/** lkb_board_get_edge_mode: the edge's `mode`, else the default; never LKB_MODE_UNSET. */
LkbMode lkb_board_get_edge_mode (LkbBoard *board, const LkbElement *edge);

LkbLane lkb_element_get_lane (const LkbElement *node); /* its `lane`, else that of its kind */
LkbNaming lkb_board_get_naming (LkbBoard *board);

/** lkb_board_get_edge_escalation: (nullable): record {first, second, channel, within}: the edge's own, else the roster's
 * for its owner. */
const LkbValue *lkb_board_get_edge_escalation (LkbBoard *board, const LkbElement *edge);
/** lkb_board_get_roster_entry: (nullable): the roster's record for @owner (folded). */
const LkbValue *lkb_board_get_roster_entry (LkbBoard *board, const char *owner);

/** lkb_escalation_is_whole: @escalation: (nullable): such a record: whether it says who is called first, and where. */
gboolean lkb_escalation_is_whole (const LkbValue *escalation);

/** LkbOwnerTally: how far the edges that need an owner have one, and what is said of those between two teams. */
typedef struct
{
  guint n_edges; /* that need an owner */
  guint n_owned;
  guint n_taken; /* owned, and known who takes over */
  guint n_hand_offs; /* cross-team */
  guint n_accepted; /* of these: the receiver says what it accepts */
  guint n_complete; /* of these: and who is called */
} LkbOwnerTally;

/** lkb_board_tally_owners: the one count for page and score. */
void lkb_board_tally_owners (LkbBoard *board, LkbOwnerTally *tally);

/** LkbTeam: an owner that appears on the board. */
typedef struct
{
  char *
      name; /* as first spelt (roster first, then rank order: edges' owners and consumers, nodes' owners) */
  char *folded; /* lkb_text_fold() of it */
  guint
      colour; /* 0-based place in the team colours; from 12 on it wraps: use modulo 12 and two letters */
  gboolean from_roster;
} LkbTeam;

typedef struct _LkbTeams LkbTeams;
/** lkb_board_dup_teams: (transfer full): who is on the board, in order of assignment. A team's `colour` in the roster wins. */
LkbTeams *lkb_board_dup_teams (LkbBoard *board);
void lkb_teams_free (LkbTeams *teams);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbTeams, lkb_teams_free)
guint lkb_teams_get_n (const LkbTeams *teams);
const LkbTeam *lkb_teams_get_nth (const LkbTeams *teams, guint i);
const LkbTeam *lkb_teams_lookup (const LkbTeams *teams, const char *owner); /* (nullable), folded */

G_END_DECLS
