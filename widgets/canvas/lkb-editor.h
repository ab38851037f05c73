/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-history.h"
#include "core/picture/lkb-scene-arrange.h"
#include "core/picture/lkb-scene.h"
#include "core/picture/lkb-sheet.h"
#include "lkb-pointer.h"
#include "lkb-viewport.h"
#include "widgets/canvas/tools/lkb-guides.h"
#include "widgets/canvas/tools/lkb-ink.h"

G_BEGIN_DECLS

/**
 * LkbEditor:
 *
 * A board at work, without a widget: viewport, laid-out scene and page, selection, what lies under the pointer, the tool in
 * hand and the operations that a person can ask for. LkbCanvas shows it and feeds it; a test can do so too.
 */
#define LKB_TYPE_EDITOR (lkb_editor_get_type ())
G_DECLARE_FINAL_TYPE (LkbEditor, lkb_editor, LKB, EDITOR, GObject)

/** LkbHitPart: what of an element is at a point. */
typedef enum
{
  LKB_HIT_NOTHING,
  LKB_HIT_CARD, /* node or note */
  LKB_HIT_LINE, /* edge */
  LKB_HIT_LABEL, /* an edge's pill or numbers */
  LKB_HIT_GROUP,
  LKB_HIT_INK,
  LKB_HIT_HANDLE, /* one of the four handles around the active node */
  LKB_HIT_END, /* an end of the only selected edge */
  LKB_HIT_CORNER, /* the lower right one of the only selected group or note */
  LKB_HIT_PAGE, /* a place of the page */
} LkbHitPart;

/** LkbHit: @id: NULL for nothing and for the page; borrowed from the board until its next change. */
typedef struct
{
  LkbHitPart part;
  const char *id;
  LkbSide side; /* of a handle */
  gboolean at_source; /* of an end */
  const LkbSheetPlace *place; /* of the page; belongs to the sheet */
  const LkbSheetStop *stop; /* (nullable): the text, cell or row there; belongs to the sheet */
} LkbHit;

/** LkbArranged: what came of arranging, with ::arranged. */
typedef enum
{
  LKB_ARRANGED_MOVED,
  LKB_ARRANGED_NOTHING, /* all stands where it would */
  LKB_ARRANGED_STOPPED,
} LkbArranged;

/** LkbToolId: what the pointer does. */
typedef enum
{
  LKB_TOOL_SELECT,
  LKB_TOOL_PAN,
  LKB_TOOL_CONNECT,
  LKB_TOOL_PLACE,
  LKB_TOOL_PAINT, /* gives edges an owner */
  LKB_TOOL_PEN, /* draws by hand */
  LKB_TOOL_RESIZE, /* draws at the corner of a group or note; taken over from selecting */
  LKB_N_TOOLS
} LkbToolId;

/** LkbOverlay: what a gesture shows above the board, board coordinates. Filled anew for every frame. */
typedef struct
{
  gboolean has_rubber;
  LkbBox rubber;
  gboolean has_line; /* an edge under way */
  LkbPoint line_from;
  LkbPoint line_to;
  const char *target; /* (nullable): the element that would be hit on release */
  gboolean has_ghost; /* a card under way */
  LkbBox ghost;
  LkbKind ghost_kind;
  guint n_guides; /* lines that the moved element lies on, together with another one */
  LkbPoint guides[2][2]; /* from, to; upright or level */
  const GArray *ink; /* (nullable) (element-type LkbInkPoint): a stroke under way */
  double ink_width;
  guint n_measures; /* equal gaps and sizes, each with its figure */
  LkbMeasure measures[4];
} LkbOverlay;

/** lkb_editor_new: @history's board is shown. @vocabulary: (nullable): borrowed, must outlive the editor. */
LkbEditor *lkb_editor_new (LkbHistory *history, const LkbVocabulary *vocabulary);

LkbHistory *lkb_editor_get_history (LkbEditor *self);
LkbBoard *lkb_editor_get_board (LkbEditor *self);
LkbViewport *lkb_editor_get_viewport (LkbEditor *self);
const LkbVocabulary *lkb_editor_get_vocabulary (LkbEditor *self);

/** lkb_editor_set_read_only: the board is only looked at: the hand is the only tool, nobody changes it but who has its history,
 * and the page does not ask to be written on. */
void lkb_editor_set_read_only (LkbEditor *self, gboolean read_only);
gboolean lkb_editor_is_read_only (LkbEditor *self);

/** lkb_editor_set_quiet: the page says nothing of how its figures stand, nor what they wait for. */
void lkb_editor_set_quiet (LkbEditor *self, gboolean quiet);
/** lkb_editor_set_opening: a goal comes first: of all kinds just those that it names, source and consumer, are taken from the
 * palette or by their digits. */
void lkb_editor_set_opening (LkbEditor *self, gboolean opening);
/** lkb_editor_is_opening: whether lkb_editor_set_opening() holds the palette to the goal, its source and its consumer. */
gboolean lkb_editor_is_opening (LkbEditor *self);
/** lkb_editor_offers: whether the palette has @kind now. */
gboolean lkb_editor_offers (LkbEditor *self, LkbKind kind);
/** lkb_editor_check_offer: lkb_editor_offers(); where it has not, it is said why. */
gboolean lkb_editor_check_offer (LkbEditor *self, LkbKind kind);
/** lkb_editor_take: lkb_editor_place(), as far as the palette has @kind; else it is said why not. */
gboolean lkb_editor_take (LkbEditor *self, LkbKind kind, const LkbPoint *at, gboolean connect);

/** lkb_board_is_large: whether it is laid out and arranged in a worker: from about 60 nodes with their edges. */
gboolean lkb_board_is_large (LkbBoard *board);
/** LkbPrepared: a large board, laid out before anybody shows it. */
typedef struct _LkbPrepared LkbPrepared;
/** lkb_editor_prepare_async: in a worker. @board must not change until then. */
void lkb_editor_prepare_async (LkbBoard *board, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer data);
/** lkb_editor_prepare_finish: (transfer full): NULL when it was cancelled. */
LkbPrepared *lkb_editor_prepare_finish (GAsyncResult *result, GError **error);
/** lkb_editor_take_prepared: @prepared: (transfer full): before the scene is first asked for; of another board it is of no
 * use. */
void lkb_editor_take_prepared (LkbEditor *self, LkbPrepared *prepared);
void lkb_prepared_free (LkbPrepared *prepared);

/** lkb_editor_get_scene: up to date with the board. On a large board a worker routes the edges; until it is done, they go
 * along with their boxes as well as they can, and ::scene-changed tells when they are where they belong. */
LkbScene *lkb_editor_get_scene (LkbEditor *self);
/** lkb_editor_is_laid_out: whether no worker is needed for the scene as it is now. */
gboolean lkb_editor_is_laid_out (LkbEditor *self);
/** lkb_editor_get_sheet: the page as of the last finished gesture. */
LkbSheet *lkb_editor_get_sheet (LkbEditor *self);
/** lkb_editor_set_analysis: (nullable): figures for cards and page. */
void lkb_editor_set_analysis (LkbEditor *self, LkbAnalysis *analysis);
LkbAnalysis *lkb_editor_get_analysis (LkbEditor *self);

/* Selection: ids in the order in which they were selected; what leaves the board leaves the selection. */
guint lkb_editor_get_n_selected (LkbEditor *self);
/** lkb_editor_get_selected: (array zero-terminated=1): borrowed until the selection changes. */
const char *const *lkb_editor_get_selected (LkbEditor *self);
gboolean lkb_editor_is_selected (LkbEditor *self, const char *id);
/** lkb_editor_select: only @id; NULL = nothing. */
void lkb_editor_select (LkbEditor *self, const char *id);
void lkb_editor_select_ids (LkbEditor *self, const char *const *ids);
void lkb_editor_toggle (LkbEditor *self, const char *id);
void lkb_editor_select_all (LkbEditor *self);
/** lkb_editor_select_step: the next (@step 1) or previous (-1) thing in reading order: texts and cells of the page, elements,
 * rows of its footer. From nowhere the first or the last element. FALSE at the end, where nothing changes. */
gboolean lkb_editor_select_step (LkbEditor *self, int step);
/** lkb_editor_select_along: the neighbour over an edge in that direction (of a node: the edge; of an edge: the node). Where
 * none lies there, right goes on with the data and left back. */
gboolean lkb_editor_select_along (LkbEditor *self, LkbSide direction);

/** lkb_editor_get_box: of one element with its label, or of the page for "@board"; FALSE when it has none. */
gboolean lkb_editor_get_box (LkbEditor *self, const char *id, LkbBox *box);
/** lkb_editor_go_to: selects the elements and brings them into view. */
void lkb_editor_go_to (LkbEditor *self, const char *const *ids);
void lkb_editor_zoom_to_fit (LkbEditor *self);
/** lkb_editor_is_fitted: whether that would hardly move anything. */
gboolean lkb_editor_is_fitted (LkbEditor *self);
void lkb_editor_zoom_to_selection (LkbEditor *self);

/** lkb_editor_hit: the topmost thing at a board point; tolerances are in screen pixels. */
LkbHit lkb_editor_hit (LkbEditor *self, LkbPoint board);
/** lkb_editor_hit_node: (nullable): the topmost node there. */
const char *lkb_editor_hit_node (LkbEditor *self, LkbPoint board);
/** lkb_editor_get_hover: (nullable): element under the pointer. */
const char *lkb_editor_get_hover (LkbEditor *self);
void lkb_editor_set_hover (LkbEditor *self, const char *id);
/** lkb_editor_get_handle_node: (nullable): the node whose four handles are shown. */
const char *lkb_editor_get_handle_node (LkbEditor *self);
/** lkb_editor_get_corner_of: (nullable): the group or note whose corner is shown to be drawn at. */
const char *lkb_editor_get_corner_of (LkbEditor *self);
/** lkb_editor_get_handle: where a handle lies, board coordinates. */
LkbPoint lkb_editor_get_handle (LkbEditor *self, const LkbBox *box, LkbSide side);

/* Tools */
LkbToolId lkb_editor_get_tool (LkbEditor *self);
void lkb_editor_set_tool (LkbEditor *self, LkbToolId tool);
/** lkb_editor_set_placing: takes the placing tool in hand for a kind. */
void lkb_editor_set_placing (LkbEditor *self, LkbKind kind);
LkbKind lkb_editor_get_placing (LkbEditor *self);
/** lkb_editor_set_painting: takes the tool in hand that makes @owner the owner of each edge that is clicked. */
void lkb_editor_set_painting (LkbEditor *self, const char *owner);
/** lkb_editor_get_painting: (nullable): the latest. */
const char *lkb_editor_get_painting (LkbEditor *self);
/** lkb_editor_set_space: while the space bar is held, the pointer pans. */
void lkb_editor_set_space (LkbEditor *self, gboolean held);
/** lkb_editor_set_snap: whether what is moved goes onto the lines of its neighbours; Ctrl suppresses it, too. */
void lkb_editor_set_snap (LkbEditor *self, gboolean snap);
gboolean lkb_editor_get_snap (LkbEditor *self);
/** lkb_editor_toggle_snap: and says so in a message. */
void lkb_editor_toggle_snap (LkbEditor *self);

/* Events, as the tool in hand takes them. */
void lkb_editor_press (LkbEditor *self, const LkbPointerEvent *event);
void lkb_editor_motion (LkbEditor *self, const LkbPointerEvent *event);
void lkb_editor_release (LkbEditor *self, const LkbPointerEvent *event);
/** lkb_editor_cancel: a lost grab or Escape: whatever the gesture did is undone. FALSE when there was none. */
gboolean lkb_editor_cancel (LkbEditor *self);
gboolean lkb_editor_in_gesture (LkbEditor *self);
/** lkb_editor_escape: gesture, then selection, then tool; FALSE when there was nothing to leave. */
gboolean lkb_editor_escape (LkbEditor *self);
void lkb_editor_get_overlay (LkbEditor *self, LkbOverlay *overlay);
/** lkb_editor_preview_card: a new element of @kind is dragged over the board, its centre at @at: shows where it would land,
 * and the edge that it would be put into, until lkb_editor_end_preview(). */
void lkb_editor_preview_card (LkbEditor *self, LkbKind kind, LkbPoint at);
/** lkb_editor_preview_line: an edge from the node @from ends at @at, where there is no node yet; likewise. */
void lkb_editor_preview_line (LkbEditor *self, const char *from, LkbPoint at);
/** lkb_editor_end_preview: also when nothing is shown. */
void lkb_editor_end_preview (LkbEditor *self);
LkbCursor lkb_editor_get_cursor (LkbEditor *self);

/* Operations; each is one undo step and answers whether anything changed. */
/** lkb_editor_apply: @change: (nullable) (transfer full). */
gboolean lkb_editor_apply (LkbEditor *self, LkbChange *change);
/** lkb_editor_place: a new node with its centre at @at (NULL: right of the selection, else the page's middle), selected and
 * with its name in edit. @connect: also an edge from the selected node. */
gboolean lkb_editor_place (LkbEditor *self, LkbKind kind, const LkbPoint *at, gboolean connect);
/** lkb_editor_place_next: the kind that usually follows the selected node, connected. */
gboolean lkb_editor_place_next (LkbEditor *self);
/** lkb_editor_go_beside: from the only selected node to the one beside it, within one pitch of lane or row; where none
 * stands, makes one there, connected and with its name in edit: left what hands to it, above or below what takes from it.
 * Right is lkb_editor_place_next(). */
gboolean lkb_editor_go_beside (LkbEditor *self, LkbSide direction);
gboolean lkb_editor_connect (LkbEditor *self, const char *from, const char *to);
gboolean lkb_editor_delete_selected (LkbEditor *self);
/** lkb_editor_undo, lkb_editor_redo: one step of the history, the gesture under way cancelled; what comes back with it is
 * selected. FALSE when there is nothing to do. */
gboolean lkb_editor_undo (LkbEditor *self);
gboolean lkb_editor_redo (LkbEditor *self);
gboolean lkb_editor_duplicate_selected (LkbEditor *self);
gboolean lkb_editor_nudge (LkbEditor *self, double dx, double dy);
/** lkb_editor_group_selected: a group around the selected nodes, with its name in edit. */
gboolean lkb_editor_group_selected (LkbEditor *self);
/**
 * lkb_editor_arrange: new places for all nodes, one step. On a large board a worker looks for them, anew when the board
 * changes meanwhile; Escape or lkb_editor_stop_arranging() ends that. ::arranged tells what came of it.
 */
void lkb_editor_arrange (LkbEditor *self, LkbArrangement arrangement);
gboolean lkb_editor_is_arranging (LkbEditor *self);
/** lkb_editor_stop_arranging: FALSE when nothing was under way. */
gboolean lkb_editor_stop_arranging (LkbEditor *self);
/** lkb_editor_dup_selection: (transfer full) (nullable): a board of the selected elements and the edges among them. */
LkbBoard *lkb_editor_dup_selection (LkbEditor *self);
/** lkb_editor_paste: all of @other, its middle at @at (NULL: a little beside where it came from), selected; a little further
 * on where a card would hide another one. */
gboolean lkb_editor_paste (LkbEditor *self, LkbBoard *other, const LkbPoint *at);
/** lkb_editor_find_insertion: (nullable): the edge under a board point, as the lines ran in @layout: a node that is moved
 * onto an edge pushes it away, so one asks for the lines from before. */
const char *lkb_editor_find_insertion (LkbEditor *self, LkbLayout *layout, LkbPoint board);
/** lkb_editor_make_room: after node @id was put into an edge: onto the line between the two ends, and what is beyond moves on,
 * unless there is room as it is. Part of the step that is under way. */
void lkb_editor_make_room (LkbEditor *self, const char *id);
/** lkb_editor_dup_moved: (transfer full): ids of what moves with the selection: itself, and what stands in its groups. */
GStrv lkb_editor_dup_moved (LkbEditor *self);
/** lkb_editor_is_lone: whether @id is a node without edges. */
gboolean lkb_editor_is_lone (LkbEditor *self, const char *id);
/** lkb_editor_begin_rename: asks the view to edit the name of the only selected element. */
gboolean lkb_editor_begin_rename (LkbEditor *self);
gboolean lkb_editor_begin_owner (LkbEditor *self);
gboolean lkb_editor_set_name (LkbEditor *self, const char *id, const char *name);
/** lkb_editor_set_fact: a text or quantity of the page, as typed. */
gboolean lkb_editor_set_fact (LkbEditor *self, LkbField field, const char *text);
/** lkb_editor_set_kpi: the primary KPI from one line, see lkb_kpi_parse(); a blank one takes it away. */
gboolean lkb_editor_set_kpi (LkbEditor *self, const char *line);

/*
 * The place of the page that keys act on, while no element is selected; see LkbSheetStop. What is typed there is told by field and
 * row, since a sheet lasts only until the next change.
 */
/** lkb_editor_get_stop: (nullable): belongs to the sheet. */
const LkbSheetStop *lkb_editor_get_stop (LkbEditor *self);
/** lkb_editor_set_stop: @stop: (nullable): of the present sheet. */
void lkb_editor_set_stop (LkbEditor *self, const LkbSheetStop *stop);
/** lkb_editor_go_to_stop: the same, and brings it into view. */
void lkb_editor_go_to_stop (LkbEditor *self, const LkbSheetStop *stop);
/** lkb_editor_dup_stop_words: (transfer full): what a screen reader says of it. */
char *lkb_editor_dup_stop_words (LkbEditor *self, const LkbSheetStop *stop);
/** lkb_editor_get_stop_box: board coordinates. */
LkbBox lkb_editor_get_stop_box (LkbEditor *self, const LkbSheetStop *stop);
/** lkb_editor_activate_part: goes to the last stop of @part and asks the view to edit it; see ::page-activated. */
gboolean lkb_editor_activate_part (LkbEditor *self, LkbSheetPart part);
/** lkb_editor_activate_stop: asks the view to edit what lkb_editor_get_stop() says. */
gboolean lkb_editor_activate_stop (LkbEditor *self);
/** lkb_editor_remove_stop: takes a row away, where it is one of the board's lists. */
gboolean lkb_editor_remove_stop (LkbEditor *self);

/** lkb_editor_can_type: whether a fact of the page is one line of text. */
gboolean lkb_editor_can_type (LkbEditor *self, LkbField field, int row);
/** lkb_editor_dup_stop_text: (transfer full): the line that is typed on. */
char *lkb_editor_dup_stop_text (LkbEditor *self, LkbField field, int row);
/** lkb_editor_set_stop_text: one undo step that says what it does; an emptied row of a list goes. */
gboolean lkb_editor_set_stop_text (LkbEditor *self, LkbField field, int row, const char *text);
/** lkb_editor_dup_stop_hint: (transfer full): what stands in the empty box. */
char *lkb_editor_dup_stop_hint (LkbEditor *self, LkbField field);
/** lkb_editor_dup_stop_offer: (transfer full) (nullable): what Tab takes in an empty box: the KPI that the goal suggests, a
 * budget that the KPI makes. */
char *lkb_editor_dup_stop_offer (LkbEditor *self, LkbField field);
/** lkb_editor_dup_stop_echo: (transfer full) (nullable): what was understood of @text so far. */
char *lkb_editor_dup_stop_echo (LkbEditor *self, LkbField field, int row, const char *text);
/** lkb_editor_set_number_format: the decimal sign and the grouping sign ("" for none) of what a person types where the numbers
 * of a file are not meant; at first "." and ",". */
void lkb_editor_set_number_format (LkbEditor *self, const char *decimal, const char *grouping);
/** lkb_editor_set_owner: "Web" or "Web > Reco": owner and consumer owner of an edge, owner of a node. */
gboolean lkb_editor_set_owner (LkbEditor *self, const char *id, const char *text);
/** lkb_editor_set_figures: figures of an edge as typed: "40/120" (p50 and p95 in ms), "2 s p95", "10k/s". */
gboolean lkb_editor_set_figures (LkbEditor *self, const char *id, const char *text);
/** lkb_editor_is_revealing: whether the viewport changes just now to show what was gone to, not because somebody moved it. */
gboolean lkb_editor_is_revealing (LkbEditor *self);
/** lkb_editor_is_limiting: whether the viewport changes just now only because the board is elsewhere; that may be at any
 * lkb_editor_get_sheet(), not just while a frame is laid out. */
gboolean lkb_editor_is_limiting (LkbEditor *self);
/** lkb_editor_next_unowned: (nullable): id of the next edge after @id in reading order that needs an owner. */
const char *lkb_editor_next_unowned (LkbEditor *self, const char *id);

/*
 * LkbEditor::scene-changed: something that is painted differs.
 * LkbEditor::selection-changed
 * LkbEditor::overlay-changed: hover or gesture differ.
 * LkbEditor::tool-changed
 * LkbEditor::rename (const char *id): the view is to edit a name.
 * LkbEditor::edit-owner (const char *id)
 * LkbEditor::page-activated (int part): a place of the page is to be edited (LkbSheetPart); lkb_editor_get_stop() says which row.
 * LkbEditor::connect-to-empty (const char *from, double x, double y): an edge was dropped where no node is.
 * LkbEditor::kind-list (double x, double y): a double click on the empty board.
 * LkbEditor::deleted (const char *text, LkbChange *bridge): a node left a chain; see lkb_editor_bridge(). There is no
 *   message beside it.
 * LkbEditor::message (const char *text, gboolean undoable): something to tell, plain text.
 */

G_END_DECLS
