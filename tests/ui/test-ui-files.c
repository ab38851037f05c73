/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "app/lkb-export-dialog.h"
#include "core/model/lkb-edit.h"
#include "files.h"
#include "widgets/panels/lkb-script-panel.h"

static gboolean
exists (LkbUi *ui, gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_export (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.svg");
  g_autofree char *svg = NULL;
  GtkWindow *dialog;

  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, path);
  lkb_ui_wait (ui, exists, path, "the page is exported");
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "Streaming Platform"));
  g_assert_nonnull (strstr (svg, "lakeboard:board"));
  g_assert_null (strstr (svg, "foreignObject"));
  g_assert_null (strstr (svg, "DRAFT"));

  /* Again without a question */
  g_assert_cmpint (g_remove (path), ==, 0);
  lkb_ui_xdotool (ui, "key ctrl+e");
  lkb_ui_wait (ui, exists, path, "the page is exported again");
  g_assert_null (lkb_ui_get_dialog (ui, LKB_TYPE_EXPORT_DIALOG));

  /* The picture opens as an unsaved copy of the board. */
  {
    g_autoptr (GFile) file = g_file_new_for_path (path);
    g_autoptr (LkbDocument) copy = lkb_document_load (file, NULL, NULL);

    g_assert_nonnull (copy);
    g_assert_true (lkb_board_equal (lkb_document_get_board (copy), lkb_ui_get_board (ui)));
    g_assert_null (lkb_document_get_file (copy));
  }
}

static gboolean
has_page_on_clipboard (LkbUi *ui, gpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (ui->window));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  return gdk_content_formats_contain_mime_type (formats, "image/png")
         && gdk_content_formats_contain_mime_type (formats, "image/svg+xml");
}

static void
test_after_export (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "said.svg");
  GtkWindow *dialog;
  GtkWidget *root = GTK_WIDGET (ui->window);
  GtkWidget *script;

  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, path);
  files_wait_for_text (ui, "Exported said.svg");
  g_assert_nonnull (lkb_ui_find (root, GTK_TYPE_BUTTON, "Show"));
  g_assert_nonnull (lkb_ui_find (root, GTK_TYPE_BUTTON, "Change…"));

  /* Ctrl+Shift+E always asks. */
  lkb_ui_xdotool (ui, "key ctrl+shift+e");
  files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, LKB_TYPE_EXPORT_DIALOG);

  /* The first page is followed by the script. */
  files_wait_for_text (ui, "Say it in 60 seconds?");
  lkb_ui_settle (ui);
  g_assert_true (gtk_widget_activate_action (root, "win.side-page", "s", "script"));
  lkb_ui_settle (ui);
  script = lkb_ui_find (root, LKB_TYPE_SCRIPT_PANEL, NULL);
  g_assert_nonnull (script);
  g_assert_true (gtk_widget_get_mapped (script));
}

static void
test_copy_page (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  lkb_ui_xdotool (ui, "key ctrl+shift+c");
  lkb_ui_wait (ui, has_page_on_clipboard, NULL, "the page is on the clipboard");
}

static void
test_gate (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "draft.svg");
  g_autofree char *svg = NULL;
  const char *ids[] = { "e2", NULL };
  GtkWindow *dialog;
  GtkWidget *list;

  lkb_editor_apply (lkb_ui_get_editor (ui),
                    lkb_edit_set (lkb_ui_get_board (ui), ids, LKB_FIELD_OWNER, NULL));
  lkb_ui_wait_for_review (ui);

  /* Not final: it says what is to be fixed, and goes there. */
  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL,
                                 "1 thing to fix before this page is final"));
  g_assert_false (
      gtk_widget_get_sensitive (lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export")));
  list = lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX_ROW, NULL);
  g_assert_nonnull (list);
  {
    /* The words, not the button that mends it */
    GtkWidget *words = lkb_ui_find (list, GTK_TYPE_LABEL, NULL);

    lkb_ui_click (ui, words);
  }
  files_wait_for_no_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_assert_selected (ui, "e2");

  /* As a draft it leaves with a stamp. */
  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Export as _draft"));
  files_choose (ui, path);
  lkb_ui_wait (ui, exists, path, "the draft is exported");
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "DRAFT"));
}

static void
test_save (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "mine.lakeboard");
  LkbDocument *document = lkb_window_get_document (ui->window);

  g_assert_true (lkb_document_get_modified (document));
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_choose (ui, path);
  files_wait_for_saved (ui);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (lkb_window_get_document (ui->window) != document);

  /* A change makes it unsaved, undo saved again. */
  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key Down");
  g_assert_true (lkb_document_get_modified (document));
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_false (lkb_document_get_modified (document));
}

static gboolean
is_closed (LkbUi *ui, gpointer data)
{
  return ui->window == NULL;
}

static void
test_close_unsaved (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWindow *dialog;

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key Down");
  lkb_ui_xdotool (ui, "key ctrl+w");
  dialog = files_wait_for_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (ui->window);

  lkb_ui_xdotool (ui, "key ctrl+w");
  dialog = files_wait_for_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Discard"));
  lkb_ui_wait (ui, is_closed, NULL, "the window is closed");
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/files/export", test_export);
  g_test_add_func ("/files/after-export", test_after_export);
  g_test_add_func ("/files/copy-page", test_copy_page);
  g_test_add_func ("/files/gate", test_gate);
  g_test_add_func ("/files/save", test_save);
  g_test_add_func ("/files/close-unsaved", test_close_unsaved);
  return g_test_run ();
}
