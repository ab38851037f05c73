/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/formats/lkb-present.h"
#include "core/formats/lkb-still.h"
#include "core/practice/lkb-round.h"
#include "lkb-export.h"
#include "lkb-recovery.h"
#include "lkb-start-page.h"
#include "lkb-window.h"
#include "widgets/panels/lkb-command-palette.h"
#include "widgets/panels/lkb-findings-panel.h"
#include "widgets/panels/lkb-inspector.h"
#include "widgets/panels/lkb-outline.h"
#include "widgets/panels/lkb-palette.h"
#include "widgets/panels/lkb-script-panel.h"
#include "widgets/panels/lkb-strip.h"

G_BEGIN_DECLS

/** LkbDiskState: what became of the file since it was read or saved. */
typedef enum
{
  LKB_DISK_SAME,
  LKB_DISK_CHANGED,
  LKB_DISK_GONE, /* moved, deleted, or something else stands there */
} LkbDiskState;

/** LkbWait: something takes its time; who waits is told after a second, and offered a way out. */
typedef struct
{
  LkbWindow *window;
  const char *text;
  const char *cancel; /* action, (nullable) */
  guint timeout; /* until it is worth telling */
  AdwToast *toast; /* (nullable): that it is under way */
} LkbWait;

/** LkbRoundFate: what becomes of a round that is not over when its window closes. */
typedef enum
{
  LKB_ROUND_FATE_ASK,
  LKB_ROUND_FATE_LATER,
  LKB_ROUND_FATE_GIVEN_UP,
} LkbRoundFate;

struct _LkbWindow
{
  AdwApplicationWindow parent_instance;

  /* From the template. */
  AdwToastOverlay *toast_overlay;
  AdwHeaderBar *header_bar;
  GtkMenuButton *open_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  AdwWindowTitle *window_title;
  GtkMenuButton *menu_button;
  GtkWidget *check_button;
  GtkWidget *check_count;
  GtkWidget *export_button;
  GtkWidget *practise_button;
  GtkStack *stack;
  GtkWidget *start_box;
  GtkRevealer *banner;
  GtkLabel *banner_label;
  GtkWidget *banner_button;
  GtkWidget *banner_keep;
  GtkWidget *work_box;
  GtkWidget *palette_box;
  GtkPaned *paned;
  GtkWidget *canvas_overlay;
  GtkMenuButton *zoom_button;
  GtkWidget *page_button;
  GtkWidget *example_label;
  GtkWidget *present_label;
  GtkRevealer *narrow_revealer;
  GtkWidget *strip_box;
  GtkWidget *practice_box;

  LkbStartPage *start_page;

  /* Made when the first board is shown. */
  LkbCanvas *canvas;
  LkbPalette *palette;
  LkbStrip *strip;
  GtkWidget *side;
  GtkStack *side_stack;
  LkbInspector *inspector;
  LkbFindingsPanel *findings_panel;
  LkbOutline *outline;
  LkbScriptPanel *script;
  LkbCommandPalette *commands; /* NULL until first opened */

  /* The open board; all NULL on the start page. */
  LkbDocument *document;
  LkbEditor *editor;
  LkbReview *review;
  GFile *exported; /* where the last export went */
  LkbExportLook exported_look;
  GtkPageSetup *page_setup; /* (nullable): until the first print */
  GtkPrintSettings *print_settings; /* (nullable): of the latest print */
  LkbChange *bridge; /* (nullable): what closes the gap of the latest deletion */
  GCancellable *export_cancellable; /* NULL unless a worker draws the page */
  LkbWait load_wait;
  LkbWait export_wait;
  LkbWait arrange_wait;
  AdwToast *undo_toast; /* weak: offers to undo the latest step */
  char *undo_toast_label; /* of that step */
  AdwToast *exported_toast; /* weak: that it was done */

  gboolean example; /* not changed yet */

  /* A round that is held on the board, or was; see lkb-window-practice.c. */
  LkbRound *round; /* (nullable) */
  guint round_tick; /* 0: no clock runs */
  LkbRoundFate round_fate;
  gboolean round_trouble; /* its file cannot be written */
  char *round_path; /* (nullable): of its file, after the bell */
  gboolean exam; /* what helps is hidden */
  gboolean briefed; /* nobody draws before the prompt was read */
  LkbApplication
      *examiner; /* (nullable): told of the exam; the window may leave it before its board goes */
  gboolean unrecorded; /* the board that is about to be shown has another journal */
  GSimpleActionGroup *round_actions;
  GtkWidget *clock_bar; /* NULL until the first round */
  GtkWidget *bell_bar;
  GtkWidget *card_view;
  GtkWidget *brief;

  LkbPresent *present; /* NULL unless the board is being presented */
  gboolean side_before_present;

  GFile *loading;
  LkbWindow *opener; /* weak: where the file was asked for; this one where it was the start page */
  GFile *unread; /* NULL unless the window was made for it and it cannot be read */
  GError *unread_error; /* why; told once nothing is read any more */
  GCancellable *load_cancellable; /* NULL unless a file is being read */
  GtkNativeDialog *chooser; /* the file dialog that is open */
  GtkWindow *export_dialog; /* weak */
  GtkWindow *close_dialog; /* weak: asks whether to save */
  GtkWindow *load_trouble; /* weak: says what could not be opened */
  guint n_load_troubles; /* in it */
  GFile *watched; /* (nullable): of the document, on this machine */
  GFileMonitor *monitor; /* (nullable): of it */
  LkbDiskState disk;
  GFile *saving; /* (nullable): where to */
  char *journal_trouble; /* (nullable): why changes are not kept, until it was read */
  LkbFileStamp kept; /* of what another program wrote and is not wanted */
  gboolean closing; /* close when the save under way is done */
  gboolean force_close; /* asked already */
  gboolean slim;
  gboolean narrow;
  gboolean wide;
  guint narrow_idle;
};

/** lkb_window_add_actions: all "win." actions and the keys that are the window's, once. */
void lkb_window_add_actions (LkbWindow *self);
/** lkb_window_update_actions: what can be done now. */
void lkb_window_update_actions (LkbWindow *self);
/** lkb_window_has_unsaved_work: whether closing would lose something; a template that nobody touched can be had again. */
gboolean lkb_window_has_unsaved_work (LkbWindow *self);

/** lkb_window_get_application: (nullable): NULL once the window is closed. */
LkbApplication *lkb_window_get_application (LkbWindow *self);
/** lkb_window_get_theme: light, dark or high contrast, as the desktop says now. */
LkbThemeId lkb_window_get_theme (void);
/** lkb_window_commit: what is still being typed anywhere goes onto the board. */
void lkb_window_commit (LkbWindow *self);

/* Toasts (lkb-window-toasts.c) */
/** lkb_window_add_toast: shows @text, which is plain; @beside: (nullable) (transfer floating): stands after it, such as a
 * second button, since a toast has one. Returns: (transfer none): to be given a button; it stays four seconds. */
AdwToast *lkb_window_add_toast (LkbWindow *self, const char *text, GtkWidget *beside);
/** lkb_window_add_offer: a toast that waits for the others. Returns: (transfer none): to be given a button. */
AdwToast *lkb_window_add_offer (LkbWindow *self, const char *text);
/** lkb_window_show_undo: what was done just now, with a button that undoes it. */
void lkb_window_show_undo (LkbWindow *self, const char *text);
/** lkb_window_show_result: one of the two above. */
void lkb_window_show_result (LkbWindow *self, const char *text, gboolean undoable);
/** lkb_window_show_deleted: “Deleted · Reconnect · Undo”: @bridge closes the gap. */
void lkb_window_show_deleted (LkbWindow *self, const char *text, LkbChange *bridge);
/** lkb_window_check_undo: the history moved on: an offer to undo another step goes. */
void lkb_window_check_undo (LkbWindow *self);

/* Waiting (lkb-window-wait.c) */
/** lkb_window_begin_wait: @text, @cancel (nullable: an action): static. Anew when it has begun already. */
void lkb_window_begin_wait (LkbWindow *self, LkbWait *wait, const char *text, const char *cancel);
/** lkb_window_end_wait: also when nothing is awaited. */
void lkb_window_end_wait (LkbWait *wait);

/* The side panel (lkb-window-side.c) */
#define LKB_WINDOW_SIDE_WIDTH_MIN 288
/** lkb_window_create_side: (transfer floating): the panel with its four pages; once. */
GtkWidget *lkb_window_create_side (LkbWindow *self);
/** lkb_window_set_side_visible: beside the board, or over it on a narrow window. */
void lkb_window_set_side_visible (LkbWindow *self, gboolean visible);
/** lkb_window_show_side_page: also shows the panel; @name: "inspector", "checks", "outline" or "script". */
void lkb_window_show_side_page (LkbWindow *self, const char *name);
/** lkb_window_update_covered: what the checks go to must not end up under the panel that lies over the board. */
void lkb_window_update_covered (LkbWindow *self);
/** lkb_window_update_header: what stands in the header bar: with a board more, on a slim window less. */
void lkb_window_update_header (LkbWindow *self);
/** lkb_window_follow_width: on a narrow window the panel lies over the board, on a wide one the palette has two columns. */
void lkb_window_follow_width (LkbWindow *self, int width);

/* The example (lkb-window-example.c) */
/** lkb_window_update_example: after the board changed or another is shown. */
void lkb_window_update_example (LkbWindow *self);
/** lkb_window_start_blank: an empty board in place of the example; handler of a link. */
gboolean lkb_window_start_blank (LkbWindow *self, const char *uri);

/* Menus, commands, pipeline, script (lkb-window-tools.c) */
/** lkb_window_add_menus: of the header bar, once. */
void lkb_window_add_menus (LkbWindow *self, LkbApplication *application);
/** lkb_window_show_commands: the box that finds commands by their names. */
void lkb_window_show_commands (LkbWindow *self);
/** lkb_window_show_find: the same box finds elements. */
void lkb_window_show_find (LkbWindow *self);
/** lkb_window_type_pipeline: @text: (nullable): already typed. */
void lkb_window_type_pipeline (LkbWindow *self, const char *text);
/** lkb_window_create_script: (transfer floating): the page of the panel that tells the board; once. */
GtkWidget *lkb_window_create_script (LkbWindow *self);

/* A talk (lkb-window-present.c) */
/** lkb_window_toggle_present: begins a talk at its first step, full screen, or ends the one under way. */
void lkb_window_toggle_present (LkbWindow *self);
/** lkb_window_stop_presenting: also when nobody presents. */
void lkb_window_stop_presenting (LkbWindow *self);
/** lkb_window_update_present: after the board changed. */
void lkb_window_update_present (LkbWindow *self);
/** lkb_window_add_present_keys: what steps through a talk, before the canvas gets the keys; once. */
void lkb_window_add_present_keys (LkbWindow *self);

/* Files (lkb-window-files.c) */
/** lkb_window_ask_open: the file dialog. */
void lkb_window_ask_open (LkbWindow *self);
#define LKB_MIME_TYPE "application/vnd.lakeboard+json"
/** lkb_window_save: in a worker; the dialog comes first when asked for, and when the board has no file yet. */
void lkb_window_save (LkbWindow *self, gboolean ask_where);
/** lkb_window_remember: @file goes to the recent ones, unless the user does not want that. */
void lkb_window_remember (LkbWindow *self, GFile *file, const char *mime_type);
/** lkb_window_ask_to_close: TRUE when the window may go at once. */
gboolean lkb_window_ask_to_close (LkbWindow *self);
/** lkb_window_stay: not closed after all; then the program stays too. */
void lkb_window_stay (LkbWindow *self);
/** lkb_window_close_soon: once the dialog that asked about it is done with its click: it must not lose its parent meanwhile. */
void lkb_window_close_soon (LkbWindow *self);

/* Where to (lkb-window-choose.c) */
/** lkb_window_create_chooser: (transfer none): the window's one file dialog, not shown yet; @callback: of its "response". */
GtkFileChooser *lkb_window_create_chooser (LkbWindow *self, const char *title,
                                           GtkFileChooserAction action, const char *accept,
                                           GCallback callback);
/** lkb_window_add_filter: @suffixes: NULL-terminated; NULL: all files. */
void lkb_window_add_filter (GtkFileChooser *chooser, const char *name, const char *const *suffixes);
/** lkb_window_suggest: @file's folder and name, to be confirmed or typed over. */
void lkb_window_suggest (GtkFileChooser *chooser, GFile *file);
/** lkb_window_take_chosen: (transfer full) (nullable): what was chosen; the dialog is gone afterwards. */
GFile *lkb_window_take_chosen (LkbWindow *self, GtkNativeDialog *native, int response);
/** lkb_window_dup_file_name: (transfer full): the board's title as a file name with @ending. */
char *lkb_window_dup_file_name (LkbWindow *self, const char *ending);
/** lkb_window_complete_name: (transfer full): @file with @ending, that of a board or of a picture, where it has none that
 * fits; so neither is ever written over the other. */
GFile *lkb_window_complete_name (GFile *file, const char *ending);
/** lkb_window_ask_to_replace: (transfer none): @callback gets the dialog's "response" and @parent; "replace" is yes. @file is
 * its data "lkb-file". */
AdwMessageDialog *lkb_window_ask_to_replace (GtkWindow *parent, GFile *there, GFile *file,
                                             GCallback callback);

/* What goes wrong with files (lkb-window-trouble.c) */
/** lkb_window_create_message: (transfer none): with a Close button, to be shown with gtk_window_present(). */
AdwMessageDialog *lkb_window_create_message (LkbWindow *self, const char *heading,
                                             const char *body);
/** lkb_window_show_error: one message, in its own words, that stays until it was read. */
void lkb_window_show_error (LkbWindow *self, const char *heading, const char *body);
/** lkb_window_show_load_error: that @file cannot be opened, and why; several in a row share one message. */
void lkb_window_show_load_error (LkbWindow *self, GFile *file, const GError *error);
/** lkb_window_show_save_error: that the board was not saved as @file, why, and the way to another place. */
void lkb_window_show_save_error (LkbWindow *self, GFile *file, const GError *error);
/** lkb_window_dup_name: (transfer full): of @file without its folder, for messages. */
char *lkb_window_dup_name (GFile *file);
/** lkb_window_dup_write_reason: (transfer full): why @file was not written and what to do, in whole sentences. */
char *lkb_window_dup_write_reason (GFile *file, const GError *error);
/** lkb_window_update_banner: read-only, changed by another program, or gone. */
void lkb_window_update_banner (LkbWindow *self);
/** lkb_window_watch_file: looks at the document's file now, and whenever it changes; none is none. */
void lkb_window_watch_file (LkbWindow *self);
/** lkb_window_keep: what is on the disk now is not wanted; said no more until it changes again. */
void lkb_window_keep (LkbWindow *self);
/** lkb_window_reload: shows what is on the disk now; asks before changes made here go. */
void lkb_window_reload (LkbWindow *self);

/** lkb_window_set_banner_button: what a button in the banner says and does; @action: (nullable): NULL hides it. */
void lkb_window_set_banner_button (GtkWidget *button, const char *label, const char *action);

/* The journal (lkb-window-recovery.c) */
/** lkb_window_record: from now on the document's changes are kept for the case of a crash. */
void lkb_window_record (LkbWindow *self);
/** lkb_window_fill_trouble_banner, lkb_window_fill_recovery_banner: (transfer full) (nullable): what the banner says of the
 * journal; its buttons are set then. */
char *lkb_window_fill_trouble_banner (LkbWindow *self);
char *lkb_window_fill_recovery_banner (LkbWindow *self);
/** lkb_window_dismiss_trouble: the banner says no more of it. */
void lkb_window_dismiss_trouble (LkbWindow *self);
/** lkb_window_recover_left, lkb_window_discard_left: what was left behind of the open file. */
void lkb_window_recover_left (LkbWindow *self);
void lkb_window_discard_left (LkbWindow *self);

/** lkb_window_tell_trouble: a journal in @folder cannot be written; said once. */
void lkb_window_tell_trouble (LkbWindow *self, const GError *error, const char *folder);

/* Practice (lkb-window-practice.c) */
/** lkb_window_add_round_actions: the actions of a round, once. */
void lkb_window_add_round_actions (LkbWindow *self);
/** lkb_window_release_round: the board goes: a round that is not over can go on later, unless it was given up. */
void lkb_window_release_round (LkbWindow *self);
/** lkb_window_holds_round: whether its clock has begun and nobody said yet what becomes of it when the window closes. */
gboolean lkb_window_holds_round (LkbWindow *self);
/** lkb_window_ask_to_leave_round: asks that; a yes closes the window again. */
void lkb_window_ask_to_leave_round (LkbWindow *self);
/** lkb_window_is_kept: whether nothing is lost without a file of the board: its round keeps it. */
gboolean lkb_window_is_kept (LkbWindow *self);

/* The page leaves the house (lkb-window-export.c) */
/** lkb_window_export: to the same place again, or (@ask_where, or the first time) through the dialog. */
void lkb_window_export (LkbWindow *self, gboolean ask_where);
/** lkb_window_keep_export: the next time goes to @file again. */
void lkb_window_keep_export (LkbWindow *self, GFile *file, const LkbExportLook *look);
/** lkb_window_show_export: the same, and says that @file was exported. */
void lkb_window_show_export (LkbWindow *self, GFile *file, const LkbExportLook *look);
/** lkb_window_show_exported: opens the folder of the last export. */
void lkb_window_show_exported (LkbWindow *self);

/** lkb_window_print: shows the page as it will be printed and what is to be fixed before, then the printers. */
void lkb_window_print (LkbWindow *self);

/* Paper (lkb-window-print.c) */
/** lkb_window_create_print: (transfer full): prints the page as it is now. @n_to_fix: of a draft. */
GtkPrintOperation *lkb_window_create_print (LkbWindow *self, guint n_to_fix);
/** lkb_window_run_print: asks for the printer and prints. */
void lkb_window_run_print (LkbWindow *self, guint n_to_fix);
/** lkb_window_set_up_page: asks for paper, orientation and margins. */
void lkb_window_set_up_page (LkbWindow *self, GtkWindow *parent);

/* The worker that draws it (lkb-window-job.c) */
/** lkb_window_save_picture: asks where to, then saves @still; @name: what it shows. */
void lkb_window_save_picture (LkbWindow *self, LkbStill *still, const char *name);
/** lkb_window_write_export: in a worker, from a copy of the board as it is now. @n_to_fix: of a draft. */
void lkb_window_write_export (LkbWindow *self, GFile *file, const LkbExportLook *look,
                              guint n_to_fix);
/** lkb_window_cancel_export: nothing is written unless it is already. */
void lkb_window_cancel_export (LkbWindow *self);
/** lkb_window_copy_page: the page goes to the clipboard as PNG and SVG. */
void lkb_window_copy_page (LkbWindow *self);
/** lkb_window_copy_excalidraw: the board goes to the clipboard as text that Excalidraw pastes as shapes. */
void lkb_window_copy_excalidraw (LkbWindow *self);
/** lkb_window_write_notes: asks for a folder, then writes study notes of the board there, in a worker. */
void lkb_window_write_notes (LkbWindow *self);

G_END_DECLS
