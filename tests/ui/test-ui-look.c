/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How a page is to look: what the export dialog offers.
 */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "app/lkb-export-dialog.h"
#include "app/lkb-window-private.h"
#include "files.h"

static gboolean
exists (LkbUi *ui, gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static LkbThemeId
get_theme (GtkWindow *dialog)
{
  return lkb_export_dialog_get_look (LKB_EXPORT_DIALOG (dialog)).theme;
}

static gboolean
is_drawing (GtkWindow *dialog)
{
  return lkb_export_dialog_get_look (LKB_EXPORT_DIALOG (dialog)).drawing_only;
}

static void
choose_second (GtkWindow *dialog, const char *id)
{
  GObject *choice = gtk_widget_get_template_child (GTK_WIDGET (dialog), LKB_TYPE_EXPORT_DIALOG, id);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
}

static gboolean
is_expanded (LkbUi *ui, gpointer expander)
{
  return gtk_expander_get_expanded (expander);
}

/* What the command line can do with a page, the dialog can; the preview follows. */
static void
test_look (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.svg");
  g_autofree char *svg = NULL;
  GtkWindow *dialog;
  GtkWidget *more;
  GtkWidget *preview;
  double page_shape;
  GdkPaintable *shown;

  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  more = lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_EXPANDER, NULL);
  preview = lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_PICTURE, NULL);
  g_assert_false (gtk_expander_get_expanded (GTK_EXPANDER (more)));
  page_shape = gdk_paintable_get_intrinsic_aspect_ratio (
      gtk_picture_get_paintable (GTK_PICTURE (preview)));
  lkb_ui_xdotool (ui, "key alt+m");
  lkb_ui_wait (ui, is_expanded, more, "more is shown");
  lkb_ui_settle (ui);
  choose_second (dialog, "theme_choice");
  g_assert_cmpint (get_theme (dialog), ==, LKB_THEME_DARK);
  choose_second (dialog, "scope_choice");
  g_assert_true (is_drawing (dialog));
  shown = gtk_picture_get_paintable (GTK_PICTURE (preview));
  g_assert_cmpfloat (fabs (gdk_paintable_get_intrinsic_aspect_ratio (shown) - page_shape), >, 0.1);
  lkb_ui_xdotool (ui, "key alt+t alt+b");
  lkb_ui_settle (ui);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, path);
  files_wait_for_text (ui, "Exported page.svg");
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "#232529"));
  g_assert_nonnull (strstr (svg, "<animate"));
  g_assert_null (strstr (svg, "<text"));

  /* The same again, and still chosen when asked for. */
  lkb_ui_xdotool (ui, "key ctrl+shift+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  g_assert_cmpint (get_theme (dialog), ==, LKB_THEME_DARK);
  g_assert_true (is_drawing (dialog));
  more = lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_EXPANDER, NULL);
  g_assert_true (gtk_expander_get_expanded (GTK_EXPANDER (more)));
}

static gboolean
is_letter (LkbUi *ui, gpointer dialog)
{
  return lkb_export_dialog_get_look (dialog).paper == LKB_PAPER_LETTER;
}

static gboolean
is_list_open (LkbUi *ui, gpointer choice)
{
  GtkWidget *row = lkb_ui_find (choice, GTK_TYPE_POPOVER, NULL);

  return row != NULL && gtk_widget_get_mapped (row);
}

static double
get_shape (GtkWindow *dialog)
{
  GtkWidget *preview = lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_PICTURE, NULL);

  return gdk_paintable_get_intrinsic_aspect_ratio (
      gtk_picture_get_paintable (GTK_PICTURE (preview)));
}

/* Another paper for one page: the board keeps its own, in the window and in the file. */
static void
test_paper (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.svg");
  g_autofree char *svg = NULL;
  g_autofree char *again = NULL;
  GtkWindow *dialog;
  GtkWidget *choice;

  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  choice = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), LKB_TYPE_EXPORT_DIALOG, "paper_choice"));
  g_assert_cmpint (lkb_export_dialog_get_look (LKB_EXPORT_DIALOG (dialog)).paper, ==,
                   LKB_PAPER_OF_BOARD);
  g_assert_cmpfloat (fabs (get_shape (dialog) - 1123.0 / 794), <, 0.001);
  lkb_ui_xdotool (ui, "key alt+m");
  lkb_ui_wait (ui, is_expanded, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_EXPANDER, NULL),
               "more is shown");
  lkb_ui_settle (ui);
  lkb_ui_click (ui, choice);
  lkb_ui_wait (ui, is_list_open, choice, "the papers are shown");
  lkb_ui_settle (ui);
  lkb_ui_xdotool (ui, "key Down Return");
  lkb_ui_wait (ui, is_letter, dialog, "Letter is chosen");
  g_assert_cmpfloat (fabs (get_shape (dialog) - 1056.0 / 816), <, 0.001);
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "export-paper");
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, path);
  files_wait_for_text (ui, "Exported page.svg");
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "viewBox=\"0 0 1056 816\""));
  g_assert_cmpint (lkb_board_get_paper (lkb_ui_get_board (ui)), ==, LKB_PAPER_A4);
  g_assert_false (lkb_history_can_undo (lkb_document_get_history (ui->window->document)));
  {
    g_autoptr (GFile) file = g_file_new_for_path (path);
    g_autoptr (LkbDocument) copy = lkb_document_load (file, NULL, NULL);

    g_assert_true (lkb_board_equal (lkb_document_get_board (copy), lkb_ui_get_board (ui)));
  }

  /* The same again; a drawing alone has no paper. */
  g_assert_cmpint (g_remove (path), ==, 0);
  lkb_ui_xdotool (ui, "key ctrl+e");
  lkb_ui_wait (ui, exists, path, "the page is exported again");
  g_assert_true (g_file_get_contents (path, &again, NULL, NULL));
  g_assert_cmpstr (again, ==, svg);
  lkb_ui_xdotool (ui, "key ctrl+shift+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  g_assert_true (is_letter (ui, dialog));
  g_assert_true (gtk_expander_get_expanded (
      GTK_EXPANDER (lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_EXPANDER, NULL))));
  choice = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), LKB_TYPE_EXPORT_DIALOG, "paper_choice"));
  g_assert_true (gtk_widget_is_sensitive (choice));
  choose_second (dialog, "scope_choice");
  g_assert_false (gtk_widget_is_sensitive (choice));
}

/* The formats there are, by the keyboard: a name without an ending gets that of the chosen one. */
static void
test_format (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.pdf");
  g_autofree char *named = files_dup_path (ui, "page");
  g_autofree char *pdf = NULL;
  GtkWindow *dialog;
  GtkWidget *png;
  GtkDropDown *choice;

  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  choice = GTK_DROP_DOWN (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), LKB_TYPE_EXPORT_DIALOG, "format_choice"));
  png = GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), LKB_TYPE_EXPORT_DIALOG, "png_check"));
  g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, LKB_OUTPUT_SVG);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (png), TRUE);
  lkb_ui_xdotool (ui, "key alt+f");
  lkb_ui_wait (ui, is_list_open, choice, "the formats are shown");
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "export-format");
  lkb_ui_xdotool (ui, "key Down Return");
  lkb_ui_settle (ui);
  g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, LKB_OUTPUT_PNG);
  g_assert_false (gtk_widget_get_visible (png));
  g_assert_false (lkb_export_dialog_get_look (LKB_EXPORT_DIALOG (dialog)).also_png);
  gtk_drop_down_set_selected (choice, LKB_OUTPUT_PDF);
  g_assert_true (gtk_widget_get_visible (png));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (png), FALSE);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, named);
  files_wait_for_text (ui, "Exported page.pdf");
  g_assert_true (g_file_get_contents (path, &pdf, NULL, NULL));
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));

  /* It is what one has then. */
  lkb_ui_xdotool (ui, "key ctrl+shift+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  g_assert_cmpint (lkb_export_dialog_get_look (LKB_EXPORT_DIALOG (dialog)).format, ==,
                   LKB_OUTPUT_PDF);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);

  g_test_add_func ("/look/choices", test_look);
  g_test_add_func ("/look/paper", test_paper);
  g_test_add_func ("/look/format", test_format);

  return g_test_run ();
}
