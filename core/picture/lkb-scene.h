/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/layout/lkb-layout.h"
#include "core/layout/lkb-text-measurer.h"
#include "core/model/lkb-board.h"
#include "core/model/lkb-ownership.h"
#include "lkb-picture.h"

G_BEGIN_DECLS

/** LkbDetail: how much of an element is drawn, by zoom. Boxes are the same in all. */
typedef enum
{
  LKB_DETAIL_FULL,
  LKB_DETAIL_SHORT, /* below 60 %: pills are a marker and two letters */
  LKB_DETAIL_MARKER, /* below 40 %: pills are a marker; no chips, technology, numbers */
  LKB_DETAIL_SHAPES, /* below 20 %: no text */
  LKB_N_DETAILS
} LkbDetail;

/** lkb_detail_for_zoom: @zoom 1 = 100 %. */
LkbDetail lkb_detail_for_zoom (double zoom);

/** LkbLayer: painting order; rank decides inside a layer. */
typedef enum
{
  LKB_LAYER_GROUPS,
  LKB_LAYER_EDGES,
  LKB_LAYER_NODES,
  LKB_LAYER_LABELS, /* pills and numbers of the edges */
  LKB_LAYER_NOTES,
  LKB_LAYER_INK,
  LKB_N_LAYERS
} LkbLayer;

/**
 * LkbSceneItem: what one element looks like and where. Owned by the scene, gone or replaced after its next update; a
 * picture stays as long as it is referenced. An edge has its line in layer EDGES and, if it has one, a label that is painted in
 * layer LABELS.
 */
typedef struct
{
  const LkbElement *element; /* referenced by the scene */
  const char *id;
  LkbKind kind;
  LkbLayer layer;
  LkbBox box; /* card, group, note, stroke: to hit and to select; edge: around its line */
  LkbBox bounds; /* all that is painted, label not included */
  const LkbPoint *points; /* edge: its line, source first, head's tip last */
  gsize n_points;
  LkbBox label_box; /* edge: its pill; empty without one */
  LkbBox numbers_box; /* edge: its numbers; empty without */
  LkbBox label_bounds; /* all that is painted of the label; empty without */
  gboolean label_clear; /* edge: the label covers nothing */
  const char *trunk; /* edge: id of the edge whose label speaks for this one, or NULL */
  gboolean cut; /* some text was shortened */
  gboolean name_cut; /* node: its name was */
  gboolean technology_cut; /* node: what it is made with was */
} LkbSceneItem;

/**
 * LkbScene: a board laid out and turned into pictures, one per element, kept by element. A picture's address changes when
 * and only when what it shows changes, so a canvas can retain one render node per picture. Counted; for one thread.
 */
typedef struct _LkbScene LkbScene;

/**
 * lkb_scene_new: (transfer full): lays out @board.
 * @measurer: kept
 * @analysis: (nullable): borrowed for the call; costs on the cards are left out without it
 */
LkbScene *lkb_scene_new (LkbTextMeasurer *measurer, LkbBoard *board, const LkbAnalysis *analysis);
LkbScene *lkb_scene_ref (LkbScene *scene);
void lkb_scene_unref (LkbScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbScene, lkb_scene_unref)

/**
 * lkb_scene_update: brings the scene up to @board. Only what differs is measured, routed and drawn anew; everything is
 * found by comparing element addresses, so @change is a hint and may be NULL.
 * @analysis: (nullable): as above
 * Returns: whether anything that is painted differs
 */
gboolean lkb_scene_update (LkbScene *scene, LkbBoard *board, const LkbChange *change,
                           const LkbAnalysis *analysis);

/** LkbSceneJob: the routes and labels of a scene on their way to another thread and back. */
typedef struct _LkbSceneJob LkbSceneJob;

/**
 * lkb_scene_update_quickly: as lkb_scene_update(), for a thread that must not be held up. Boxes are where they belong at
 * once. When routing would take long, the edges go along with their boxes as well as they can, the scene is rough, and
 * what is left to do is handed out:
 * @job: (out) (nullable) (transfer full): to be run in any thread and given back with lkb_scene_take_job(). NULL when
 *   nothing is left to do or a job is out already; then call again when that one is back.
 */
gboolean lkb_scene_update_quickly (LkbScene *scene, LkbBoard *board, const LkbAnalysis *analysis,
                                   LkbSceneJob **job);
/** lkb_scene_new_quickly: (transfer full): as lkb_scene_new() and the above. */
LkbScene *lkb_scene_new_quickly (LkbTextMeasurer *measurer, LkbBoard *board,
                                 const LkbAnalysis *analysis, LkbSceneJob **job);
/** lkb_scene_is_rough: whether edges are not where they belong yet. */
gboolean lkb_scene_is_rough (LkbScene *scene);
/** lkb_scene_job_run: in any thread, once. @measurer: of that thread. Has the result that lkb_scene_update() had. */
void lkb_scene_job_run (LkbSceneJob *job, LkbTextMeasurer *measurer);
/** lkb_scene_take_job: @job: (transfer full): of this scene, has run. The scene is to be updated next: the board may have
 * changed meanwhile, and the routes are taken over then. */
void lkb_scene_take_job (LkbScene *scene, LkbSceneJob *job);
void lkb_scene_job_free (LkbSceneJob *job);

LkbTextMeasurer *lkb_scene_get_measurer (LkbScene *scene);
LkbLayout *lkb_scene_get_layout (LkbScene *scene);
/** lkb_scene_get_teams: of the board as last updated; colours of pills and bars. */
const LkbTeams *lkb_scene_get_teams (LkbScene *scene);

guint lkb_scene_get_n_items (LkbScene *scene);
/** lkb_scene_get_item: in painting order of layers and rank (labels not counted). */
const LkbSceneItem *lkb_scene_get_item (LkbScene *scene, guint index);
const LkbSceneItem *lkb_scene_find (LkbScene *scene, const char *id); /* (nullable) */

/** lkb_scene_get_picture: (transfer none): made when first asked for, then kept. Never NULL, may be empty. */
LkbPicture *lkb_scene_get_picture (LkbScene *scene, const LkbSceneItem *item, LkbDetail detail);
/** lkb_scene_get_label: (transfer none) (nullable): an edge's pill and numbers; NULL when it has none. In SHORT and MARKER the
 * pill is drawn small around the centre of label_box. */
LkbPicture *lkb_scene_get_label (LkbScene *scene, const LkbSceneItem *item, LkbDetail detail);

/** lkb_scene_dup_picture: (transfer full): the whole drawing in painting order, without background. Shares the pictures of
 * the elements. */
LkbPicture *lkb_scene_dup_picture (LkbScene *scene, LkbDetail detail);

/** lkb_scene_get_bounds: of all elements with their labels and strokes; empty for an empty board. */
LkbBox lkb_scene_get_bounds (LkbScene *scene);

/** lkb_scene_dup_path: (transfer full): the lines of @edges (ids, NULL-terminated) as chosen: accent, 3 wide, with heads. */
LkbPicture *lkb_scene_dup_path (LkbScene *scene, const char *const *edges);

/** lkb_scene_dup_sentence: (transfer full): an element in one English sentence, for descriptions: "Web hands over to
 * Streaming Platform, stream, 40 / 120 ms". */
char *lkb_scene_dup_sentence (LkbScene *scene, const char *id);

G_END_DECLS
