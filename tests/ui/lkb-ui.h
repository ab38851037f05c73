/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/lkb-window.h"

G_BEGIN_DECLS

/** LkbUi: the program with one window, for a test with real events. */
typedef struct
{
  LkbApplication *application;
  LkbWindow *window; /* borrowed from the application; NULL once it is closed */
  char *folder; /* for the test's own files */
} LkbUi;

/** lkb_ui_init: instead of g_test_init(). */
void lkb_ui_init (int *argc, char ***argv);

/** lkb_ui_open: a window with a template (NULL: the start page), drawn, with its checks made. */
LkbUi *lkb_ui_open (const char *template_id);
/** lkb_ui_close: closes the window without asking and holds that nothing of ours is left behind. */
void lkb_ui_close (LkbUi *ui);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbUi, lkb_ui_close)

/** lkb_ui_turn_to: from now on the test is about @window of the program. */
void lkb_ui_turn_to (LkbUi *ui, LkbWindow *window);

typedef gboolean (*LkbUiFunc) (LkbUi *ui, gpointer data);

/** lkb_ui_wait: runs the program until @func is TRUE. After a minute the test fails with @what and a screenshot. */
void lkb_ui_wait (LkbUi *ui, LkbUiFunc func, gpointer data, const char *what);
/** lkb_ui_settle: until nothing is left to do and the next frame is drawn. */
void lkb_ui_settle (LkbUi *ui);
void lkb_ui_wait_for_board (LkbUi *ui);
/** lkb_ui_wait_for_review: until the checks are of the board as it is. */
void lkb_ui_wait_for_review (LkbUi *ui);

/** lkb_ui_shoot: the screen as NAME.png into the folder $LKB_UI_SHOTS, where that is set. */
void lkb_ui_shoot (LkbUi *ui, const char *name);

/** lkb_ui_xdotool: real events, as "key ctrl+9"; words are split at blanks. Settles afterwards. */
void lkb_ui_xdotool (LkbUi *ui, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** lkb_ui_type: text into what has the focus. */
void lkb_ui_type (LkbUi *ui, const char *text);
/** lkb_ui_click: on the middle of a widget. */
void lkb_ui_click (LkbUi *ui, GtkWidget *widget);
/** lkb_ui_click_at: on a point of a widget, in its own pixels. */
void lkb_ui_click_at (LkbUi *ui, GtkWidget *widget, double x, double y);
/** lkb_ui_double_click: where the pointer is; not twice at the same place, which would be three and four clicks. */
void lkb_ui_double_click (LkbUi *ui);
/** lkb_ui_point: the pointer, to the middle of a widget. */
void lkb_ui_point (LkbUi *ui, GtkWidget *widget);
/** lkb_ui_hold: presses the button there and begins to drag, some pixels to the right. */
void lkb_ui_hold (LkbUi *ui, GtkWidget *widget);
/** lkb_ui_move_to: the pointer, to a point of the board. */
void lkb_ui_move_to (LkbUi *ui, double x, double y);
/** lkb_ui_click_element: on the middle of an element's card, or of an edge's pill. */
void lkb_ui_click_element (LkbUi *ui, const char *id);
/** lkb_ui_get_middle: of an element's card, or of an edge's pill; board coordinates. */
LkbPoint lkb_ui_get_middle (LkbUi *ui, const char *id);
/** lkb_ui_drag: from one point of the board to another, in steps. */
void lkb_ui_drag (LkbUi *ui, LkbPoint from, LkbPoint to);

/** lkb_ui_get_dialog: (nullable): another window of the program, of @type. */
GtkWindow *lkb_ui_get_dialog (LkbUi *ui, GType type);
/** lkb_ui_find: (nullable): the first mapped widget inside @root that is a @type and whose text is @text (NULL: any). */
GtkWidget *lkb_ui_find (GtkWidget *root, GType type, const char *text);
/** lkb_ui_assert_beside: that of two buttons of the window the second stands next to the first, on its right. */
void lkb_ui_assert_beside (LkbUi *ui, const char *first, const char *second);

/** lkb_ui_has_tooltip: whether @widget would show one under the pointer now. */
gboolean lkb_ui_has_tooltip (GtkWidget *widget);

LkbEditor *lkb_ui_get_editor (LkbUi *ui);
LkbBoard *lkb_ui_get_board (LkbUi *ui);
/** lkb_ui_assert_selected: that exactly these are selected; ids joined by blanks. */
void lkb_ui_assert_selected (LkbUi *ui, const char *ids);

G_END_DECLS
