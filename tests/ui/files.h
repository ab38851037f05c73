/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-ui.h"

G_BEGIN_DECLS

/* Dialogs, messages and files, as a person meets them in the window. */

char *files_dup_path (LkbUi *ui, const char *name);
/** files_put: @text into a file of the test's folder; (transfer full): its path. */
char *files_put (LkbUi *ui, const char *name, const char *text);
/** files_put_board: (transfer full): the path of a new file with the board of T01. */
char *files_put_board (LkbUi *ui, const char *name);
/** files_assert_content: that exactly @text is there. */
void files_assert_content (const char *path, const char *text);
/** files_assert_no_temp: that no save left anything half-written in @folder. */
void files_assert_no_temp (const char *folder);

/** files_wait_for_dialog: (transfer none): until a window of @type is there. */
GtkWindow *files_wait_for_dialog (LkbUi *ui, GType type);
void files_wait_for_no_dialog (LkbUi *ui, GType type);
/** files_wait_for_message: the one message there is, with @heading. */
AdwMessageDialog *files_wait_for_message (LkbUi *ui, const char *heading);
/** files_answer: presses the button of that message and waits until it is gone. */
void files_answer (LkbUi *ui, const char *label);
/** files_choose: types @path into the file dialog and confirms, also that what is there is replaced. */
void files_choose (LkbUi *ui, const char *path);

/** files_export: through the dialog. */
void files_export (LkbUi *ui, const char *path, gboolean also_png);

/** files_wait_for_text: a toast or banner of the window. */
void files_wait_for_text (LkbUi *ui, const char *text);
/** files_wait_for_toast: the same, and it stays: the pointer is said to rest on it, so that its buttons can be pressed. */
void files_wait_for_toast (LkbUi *ui, const char *text);
/** files_close_toast: the same, and its close button is pressed: the next one comes at once. */
void files_close_toast (LkbUi *ui, const char *text);
/** files_wait_for_saved: until the board is on the disk. */
void files_wait_for_saved (LkbUi *ui);
/** files_edit: moves a node of T01, by the keyboard. */
void files_edit (LkbUi *ui);
/** files_open: @path in the window, and waits for the board. */
void files_open (LkbUi *ui, const char *path);
guint files_count_windows (LkbUi *ui);

G_END_DECLS
