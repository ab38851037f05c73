/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The page on paper: what is seen before, the printers' dialog, what comes out.
 */

#include <string.h>

#include "app/lkb-export-dialog.h"
#include "app/lkb-window-private.h"
#include "files.h"

/* Until a dialog of the toolkit is there, whose type is known only then. */
static gboolean
is_type (LkbUi *ui, gpointer name)
{
  return g_type_from_name (name) != 0;
}

static void
wait_for_print_dialog (LkbUi *ui, const char *name)
{
  lkb_ui_wait (ui, is_type, (gpointer) name, name);
  files_wait_for_dialog (ui, g_type_from_name (name));
}

static void
close_print_dialog (LkbUi *ui, const char *name)
{
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, g_type_from_name (name));
}

/* @data: GtkWindow ** */
static gboolean
is_previewed (LkbUi *ui, gpointer data)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  GtkWindow **found = data;

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (g_strcmp0 (gtk_window_get_title (window), "Print Preview") == 0
          && gtk_window_is_active (window))
        *found = window;
    }
  return *found != NULL;
}

static void
count_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, guint *n_done)
{
  (*n_done)++;
}

static gboolean
is_counted (LkbUi *ui, gpointer count)
{
  return *(guint *) count > 0;
}

/* How often @what is in the file; its streams stay packed. */
static guint
count_in_file (const char *path, const char *what)
{
  g_autofree char *bytes = NULL;
  gsize size;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize i = 0; i + strlen (what) <= size; i++)
    n += memcmp (bytes + i, what, strlen (what)) == 0;
  return n;
}

static void
test_print (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "printed.pdf");
  g_autofree char *draft = files_dup_path (ui, "draft.pdf");
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GtkPrintOperation) stamped = NULL;
  g_autoptr (GtkPrintOperation) previewed = NULL;
  GtkWindow *dialog, *set_up, *preview = NULL;
  guint n_done = 0;
  g_autoptr (GError) error = NULL;

  /* The page is seen before, with its set-up beside it. */
  lkb_ui_xdotool (ui, "key ctrl+p");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  g_assert_cmpstr (gtk_window_get_title (dialog), ==, "Print");
  g_assert_null (lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, "Also _PNG at 2×"));
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Page _Set-up…"));
  wait_for_print_dialog (ui, "GtkPageSetupUnixDialog");
  set_up = lkb_ui_get_dialog (ui, g_type_from_name ("GtkPageSetupUnixDialog"));
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "page-set-up");
  /* The page lies as before when nobody turned it. */
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (set_up), GTK_TYPE_BUTTON, "_Apply"));
  files_wait_for_no_dialog (ui, g_type_from_name ("GtkPageSetupUnixDialog"));
  g_assert_nonnull (ui->window->page_setup);
  g_assert_cmpint (gtk_page_setup_get_orientation (ui->window->page_setup), ==,
                   GTK_PAGE_ORIENTATION_LANDSCAPE);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Print…"));
  wait_for_print_dialog (ui, "GtkPrintUnixDialog");
  g_assert_null (lkb_ui_get_dialog (ui, LKB_TYPE_EXPORT_DIALOG));
  lkb_ui_shoot (ui, "printers");
  close_print_dialog (ui, "GtkPrintUnixDialog");

  /* What comes out is one lying page of the board's paper, with text as text. */
  operation = lkb_window_create_print (ui->window, 0);
  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                            GTK_WINDOW (ui->window), &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  g_assert_cmpuint (count_in_file (path, "/Type /Page %"), ==, 1);
  g_assert_cmpuint (count_in_file (path, "/MediaBox [ 0 0 841.8"), ==, 1);
  g_assert_cmpuint (count_in_file (path, "/FontFile"), >=, 2);
  /* A preview needs no other program. */
  previewed = lkb_window_create_print (ui->window, 0);
  gtk_print_operation_set_allow_async (previewed, TRUE);
  g_signal_connect (previewed, "done", G_CALLBACK (count_done_cb), &n_done);
  g_assert_cmpint (gtk_print_operation_run (previewed, GTK_PRINT_OPERATION_ACTION_PREVIEW,
                                            GTK_WINDOW (ui->window), &error),
                   ==, GTK_PRINT_OPERATION_RESULT_IN_PROGRESS);
  g_assert_no_error (error);
  lkb_ui_wait (ui, is_previewed, &preview, "the preview is shown");
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "print-preview");
  g_assert_cmpuint (n_done, ==, 0);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (preview), GTK_TYPE_BUTTON, "_Print…"));
  lkb_ui_wait (ui, is_counted, &n_done, "the preview has ended");
  files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, LKB_TYPE_EXPORT_DIALOG);

  stamped = lkb_window_create_print (ui->window, 3);
  gtk_print_operation_set_export_filename (stamped, draft);
  g_assert_cmpint (gtk_print_operation_run (stamped, GTK_PRINT_OPERATION_ACTION_EXPORT,
                                            GTK_WINDOW (ui->window), &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/print/page", test_print);
  return g_test_run ();
}
