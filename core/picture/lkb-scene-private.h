/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-icon.h"
#include "lkb-scene.h"

G_BEGIN_DECLS

/* LkbSceneEntry: what the scene keeps of one element. Drawing reads it and nothing else. */
typedef struct
{
  LkbSceneItem item;
  guint stamp; /* of the update that saw it last */

  /* nodes */
  LkbCard *card;
  double cost; /* NAN when unknown */
  LkbNaming naming;
  gboolean later; /* priority */

  /* edges */
  const LkbElement *from; /* referenced, as its name is in the title; may be NULL */
  const LkbElement *to;
  LkbMode mode;
  LkbPillState state;
  LkbLayoutEdge row; /* what the layout is asked for; borrows from the element and from here */
  LkbPoint *waypoints;
  LkbPoint *points;
  LkbSharedEnd shared; /* with others of a trunk */
  LkbPill *pill;
  char *numbers;
  int consumer_colour; /* team colour, -1 = none; beyond 11: hollow marker */
  char *consumer;

  /* notes */
  GArray *lines; /* LkbTextLine */

  /* all */
  int owner_colour;
  char *owner; /* effective */
  char *title;
  char *description;
  LkbPicture *pictures[LKB_N_DETAILS];
  LkbPicture *labels[LKB_N_DETAILS];
} LkbSceneEntry;

struct _LkbScene
{
  grefcount refs;
  LkbTextMeasurer *measurer;
  LkbLayout *layout;
  gboolean job_out; /* a worker has the layout: it can be read, not updated */
  gboolean rough; /* some edges are not where they belong yet */
  LkbTeams *teams;
  GHashTable *entries; /* id → LkbSceneEntry, owned */
  GHashTable *colours; /* owner as written → colour, while an update runs */
  GPtrArray *items; /* LkbSceneEntry in painting order */
  GPtrArray *sequence; /* LkbSceneEntry in the order of the board */
  const LkbElement *facts; /* as last seen, referenced */
  GPtrArray *groups; /* LkbElement, as last seen */
  guint stamp;
  LkbBox bounds;
  gboolean has_bounds;
};

/* lkb-scene-entry.c: what is kept of an element is brought up to date. Each tells whether what is painted differs. */

void lkb_scene_entry_free (gpointer entry);
void lkb_scene_entry_clear_pictures (LkbSceneEntry *entry);
/* @old: the element as it was, NULL when @is_new. */
gboolean lkb_scene_entry_update_node (LkbScene *scene, LkbSceneEntry *entry, gboolean is_new,
                                      const LkbElement *old, LkbNaming naming,
                                      const LkbAnalysis *analysis);
/* How much wider or narrower than it says a stroke is where the pen was pressed so hard (0-1); 1 at 0.5, as by a mouse. */
double lkb_scene_get_ink_factor (double pressure);
/* Groups, notes and ink. */
gboolean lkb_scene_entry_update_other (LkbScene *scene, LkbSceneEntry *entry, gboolean is_new,
                                       const LkbElement *old);
/* What an edge says, before it is laid out. @steady: owners, teams and modes are known not to have changed, unless the
 * edge or one of its ends did. */
gboolean lkb_scene_entry_update_edge (LkbScene *scene, LkbSceneEntry *entry, gboolean is_new,
                                      const LkbElement *old, LkbBoard *board, gboolean steady);
/* Takes over where an edge goes; @trunk: (nullable): the edge that speaks for it. TRUE when something moved. */
gboolean lkb_scene_entry_take_route (LkbSceneEntry *entry, const LkbEdgeLayout *route,
                                     const char *trunk);

/* lkb-scene-job.c: where the edges go. Each tells whether what is painted differs. */

/* Lays out now. @nodes, @edges: of LkbLayoutNode and LkbLayoutEdge, as the scene has them. */
gboolean lkb_scene_lay_out (LkbScene *scene, GArray *nodes, GArray *edges);
/* Lays out now what takes no time, else leaves it to @job (NULL: one is under way, or nothing is left to do). */
gboolean lkb_scene_lay_out_quickly (LkbScene *scene, GArray *nodes, GArray *edges,
                                    LkbSceneJob **job);

/* lkb-scene-text.c: words and figures. All (transfer full). */

/* The chips of a card in order of importance; @cost NAN = unknown. */
GStrv lkb_scene_text_dup_chips (const LkbElement *node, double cost, const char *currency);
/* The technology line: what the user wrote, else the word for its type. */
char *lkb_scene_text_dup_technology (const LkbElement *node);
/* "40 / 120 ms · 10 k/s", or NULL. */
char *lkb_scene_text_dup_numbers (const LkbElement *edge);
char *lkb_scene_text_dup_node_description (const LkbElement *node, LkbNaming naming,
                                           const char *const *chips);
char *lkb_scene_text_dup_edge_title (LkbBoard *board, const LkbElement *edge);
char *lkb_scene_text_dup_edge_description (const LkbEdgeOwnership *ownership, LkbMode mode,
                                           const char *numbers, const char *label);
/* "daily", "every 5 min". */
char *lkb_scene_text_dup_interval (double seconds);

/* lkb-scene-draw.c: pictures. All (transfer full). */

LkbPicture *lkb_scene_draw_element (const LkbSceneEntry *entry, LkbTextMeasurer *measurer,
                                    LkbDetail detail);
/* NULL when the edge has no label. */
LkbPicture *lkb_scene_draw_label (const LkbSceneEntry *entry, LkbTextMeasurer *measurer,
                                  LkbDetail detail);
/* A line with head and tail as its mode asks for; @width 0 = the mode's own. The dashes of lines that share an end lie on
 * each other as far as they run together. */
void lkb_scene_draw_line (LkbPictureBuilder *builder, const LkbPoint *points, gsize n_points,
                          LkbMode mode, LkbColour colour, double width, LkbSharedEnd shared);

G_END_DECLS
