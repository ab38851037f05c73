/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-editor.h"
#include "widgets/canvas/tools/lkb-tool.h"

G_BEGIN_DECLS

/** LkbPreview: what is shown of something that is not done yet. */
typedef enum
{
  LKB_PREVIEW_NONE,
  LKB_PREVIEW_CARD, /* dragged over the board */
  LKB_PREVIEW_LINE, /* let go, its end is to be chosen */
} LkbPreview;

struct _LkbEditor
{
  GObject parent_instance;

  LkbHistory *history;
  LkbBoard *board; /* the history's */
  const LkbVocabulary *vocabulary; /* borrowed */
  LkbViewport *viewport;
  LkbTextMeasurer *measurer;
  guint stamp; /* of the board: rises with each change */
  GCancellable *arranging; /* of the worker that looks for new places, or NULL */
  LkbTextMeasurer *spare_measurer; /* (nullable): for a worker, while none is at work */
  LkbAnalysis *analysis; /* (nullable) */
  LkbAnalysis *first_analysis; /* (nullable): of a prepared scene, until there is a better one */

  LkbScene *scene; /* NULL until first asked for */
  gboolean scene_stale;
  LkbSheet *sheet; /* NULL until first asked for */
  gboolean sheet_stale;

  GPtrArray *selected; /* char *, NULL-terminated, each the id of an element on the board */
  GHashTable *selected_set; /* the same ids, borrowed */
  char *hover; /* (nullable) */
  gboolean has_stop; /* while nothing is selected: a place of the page */
  LkbSheetPart stop_part;
  int stop_row;
  char *decimal; /* of what is typed */
  char *grouping;

  LkbTool *tools[LKB_N_TOOLS];
  LkbToolId tool;
  LkbTool *gesture; /* the tool whose gesture is under way, or NULL */
  gboolean space; /* the space bar is held */
  gboolean quiet;
  gboolean opening; /* just what a goal names is placed */
  gboolean read_only;
  gboolean snap;
  gboolean revealing; /* the viewport shows what was gone to */
  gboolean stepping; /* a step is undone or redone */
  gboolean limiting; /* the viewport stays where the board is now */
  LkbKind placing;
  char *painting; /* (nullable) */
  LkbPreview preview;
  LkbKind preview_kind; /* of a card */
  char *preview_from; /* of a line; else NULL */
  LkbPoint preview_at; /* board */
  LkbPoint pointer; /* board, the latest */
};

enum
{
  LKB_EDITOR_SCENE_CHANGED,
  LKB_EDITOR_SELECTION_CHANGED,
  LKB_EDITOR_OVERLAY_CHANGED,
  LKB_EDITOR_TOOL_CHANGED,
  LKB_EDITOR_RENAME,
  LKB_EDITOR_EDIT_OWNER,
  LKB_EDITOR_PAGE_ACTIVATED,
  LKB_EDITOR_CONNECT_TO_EMPTY,
  LKB_EDITOR_KIND_LIST,
  LKB_EDITOR_MESSAGE,
  LKB_EDITOR_DELETED,
  LKB_EDITOR_ARRANGED,
  LKB_EDITOR_N_SIGNALS
};

/** LkbPlaceJoin: how a new node hangs on the board; at most one of them, ids. */
typedef struct
{
  const char *from; /* an edge leads from there to it */
  const char *to; /* an edge leads from it to there */
  const char *into; /* it is put into this edge */
} LkbPlaceJoin;

/** lkb_editor_get_selected_node: (nullable): the only selected element, when it is a node. */
const LkbElement *lkb_editor_get_selected_node (LkbEditor *self);
/** lkb_editor_is_free: whether a card with its top left corner there touches no other one. */
gboolean lkb_editor_is_free (LkbEditor *self, LkbPoint corner);
/** lkb_editor_place_joined: a new element and its edge, one step, selected and with its name in edit. */
gboolean lkb_editor_place_joined (LkbEditor *self, LkbKind kind, LkbPoint corner,
                                  const LkbPlaceJoin *join);
/** lkb_editor_find_edge_for: (nullable): the edge that a new element of @kind would be put into, dropped at a board point. */
const char *lkb_editor_find_edge_for (LkbEditor *self, LkbKind kind, LkbPoint at);
/** lkb_editor_draw_preview: adds what lkb_editor_preview_card() or _line() asked for. */
void lkb_editor_draw_preview (LkbEditor *self, LkbOverlay *overlay);
/** lkb_editor_emit: one of the signals without an argument. */
void lkb_editor_emit (LkbEditor *self, guint signal);
void lkb_editor_emit_deleted (LkbEditor *self, const char *text, LkbChange *bridge);
void lkb_editor_emit_arranged (LkbEditor *self, LkbArranged arranged);
/** lkb_editor_is_small: whether all of the board is laid out and arranged between two frames. */
gboolean lkb_editor_is_small (LkbEditor *self);
void lkb_editor_emit_id (LkbEditor *self, guint signal, const char *id);

G_END_DECLS
