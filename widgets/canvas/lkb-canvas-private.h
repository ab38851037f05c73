/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/layout/lkb-font.h"
#include "lkb-canvas-motion.h"
#include "lkb-canvas-proxies.h"
#include "lkb-canvas.h"
#include "lkb-node-cache.h"

G_BEGIN_DECLS

struct _LkbCanvas
{
  GtkWidget parent_instance;

  LkbEditor *editor; /* (nullable) */
  LkbNodeCache *cache;
  LkbCanvasProxies *proxies;
  LkbCanvasMotion *motion;
  LkbThemeId theme;
  gboolean grid_visible;
  gboolean single_keys;

  LkbFindings *findings; /* (nullable) */
  gboolean strict;
  GHashTable *badges; /* state → LkbPicture */
  GHashTable *badge_of; /* element id → state */
  const LkbPresent *present; /* (nullable): borrowed */
  gboolean quiet; /* nothing is told that is still to be done */
  char *hint; /* (nullable): of an empty board, in place of the usual one */
  LkbPicture *chosen; /* lines of the selected edges and of @chosen_target; NULL = not made */
  char *chosen_target; /* (nullable): the edge that something would be put into */

  gboolean auto_fit; /* the page follows the size of the view */
  gboolean fit_again; /* it stopped only for a panel that lies over it */
  gboolean fitting; /* a change of the viewport is our own */

  /* Pointer */
  GtkGesture *drag;
  LkbPoint pointer; /* widget coordinates, the latest */
  guint press_button;
  guint n_press;
  guint32 press_time;
  LkbPoint press_at;
  double pinch_zoom; /* zoom when a pinch began */
  LkbPoint pinch_at; /* where its middle was last */
  double scroll_rest; /* of a smooth wheel */

  /* Typing on the canvas; all NULL while nobody does. */
  GtkWidget *entry;
  char *entry_id;
  LkbField entry_field; /* of the page, or figures of an edge; LKB_N_FIELDS: the name */
  int entry_row; /* of the page: see LkbSheetStop */
  char *entry_text; /* as it was when the entry was opened */
  GtkWidget *echo; /* below the entry: what was understood, or NULL */
  guint entry_idle; /* the entry is about to be committed */
  GtkWidget *popover; /* owner, list of kinds */
};

/** lkb_canvas_draw: page, elements and what is above them; only with an editor. */
void lkb_canvas_draw (LkbCanvas *self, GtkSnapshot *snapshot);
/** lkb_canvas_draw_guides: lines that what is moved lies on, and equal lengths with their figure; screen coordinates. */
void lkb_canvas_draw_guides (LkbCanvas *self, GtkSnapshot *snapshot, const LkbOverlay *overlay);
/** lkb_canvas_choose_badges: anew, from the findings. */
void lkb_canvas_choose_badges (LkbCanvas *self);
/** lkb_canvas_forget_drawing: the lines of what is selected are drawn anew. */
void lkb_canvas_forget_drawing (LkbCanvas *self);
/** lkb_canvas_key: what a key does to the board while nothing is typed; FALSE when it means nothing here. */
gboolean lkb_canvas_key (LkbCanvas *self, guint keyval, guint keycode, GdkModifierType state);
/** lkb_canvas_get_modifiers: those that tools know. */
LkbModifiers lkb_canvas_get_modifiers (GdkModifierType state);

/* lkb-canvas-input.c */

/** lkb_canvas_add_input: all controllers, once. */
void lkb_canvas_add_input (LkbCanvas *self);
/** lkb_canvas_update_cursor: as what is below the pointer asks for. */
void lkb_canvas_update_cursor (LkbCanvas *self);

/** lkb_canvas_copy: what is selected goes to the clipboard; FALSE when nothing is. */
gboolean lkb_canvas_copy (LkbCanvas *self);
/** lkb_canvas_paste: what the clipboard holds, as soon as it answers. */
void lkb_canvas_paste (LkbCanvas *self);
/** lkb_canvas_begin_rename: types the name of an element where it stands. */
void lkb_canvas_begin_rename (LkbCanvas *self, const char *id);
/** lkb_canvas_open_entry: @field: of the page's facts or an edge's figures; LKB_N_FIELDS for the name of an element. */
void lkb_canvas_open_entry (LkbCanvas *self, const char *id, LkbField field, const char *text,
                            const char *placeholder, const char *label);
/* From the left edge of an open entry to its text; pixels. */
#define LKB_CANVAS_TEXT_INSET 8
/** lkb_canvas_set_face: of the open entry: that of @role, as large as it is shown at the zoom, @factor its scale on the
 * board, but never too small to write. */
void lkb_canvas_set_face (LkbCanvas *self, LkbFontRole role, double factor);

/* lkb-canvas-page.c: typing on the page. */

/** lkb_canvas_begin_page: types into @row of a fact of the page; FALSE when it is no line of text. */
gboolean lkb_canvas_begin_page (LkbCanvas *self, LkbField field, int row);
/** lkb_canvas_is_on_page: whether the entry is one of the page. */
gboolean lkb_canvas_is_on_page (LkbCanvas *self);
/** lkb_canvas_accept_page: Enter: takes the text; in a list goes on with the next row. */
void lkb_canvas_accept_page (LkbCanvas *self);
/** lkb_canvas_step_page: Tab: takes the text, or in an empty box what is offered, and goes on, round and round. */
void lkb_canvas_step_page (LkbCanvas *self, int step);
/** lkb_canvas_allocate_page: gives an entry of the page its place, after the view or the page moved. */
void lkb_canvas_allocate_page (LkbCanvas *self);
/** lkb_canvas_begin_figures: types figures onto an edge; @text: what was typed already. */
void lkb_canvas_begin_figures (LkbCanvas *self, const char *id, const char *text);
/** lkb_canvas_begin_owner: asks in a popover who owns an element. */
void lkb_canvas_begin_owner (LkbCanvas *self, const char *id);
/** lkb_canvas_show_kinds: the list of kinds at a board point, to place one there; @from: (nullable): connected from that node. */
void lkb_canvas_show_kinds (LkbCanvas *self, LkbPoint board, const char *from);
/** lkb_canvas_cancel_edit: what is being typed is dropped, a popover closed. */
void lkb_canvas_cancel_edit (LkbCanvas *self);
/** lkb_canvas_allocate_edit: gives entry and popover their places. */
void lkb_canvas_allocate_edit (LkbCanvas *self);

G_END_DECLS
