/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-sheet.h"

/* The page on paper: the picture that is exported, as large as it fits. */

typedef struct
{
  LkbPicture *picture;
  LkbTextMeasurer *measurer;
  double width; /* of the picture, board units */
  double height;
} Page;

static void
free_page (gpointer data, GClosure *closure)
{
  Page *page = data;

  lkb_picture_unref (page->picture);
  lkb_text_measurer_unref (page->measurer);
  g_free (page);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, Page *page)
{
  GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);
  gboolean grey = settings != NULL && gtk_print_settings_has_key (settings, "use-color")
                  && !gtk_print_settings_get_use_color (settings);
  const LkbTheme *theme = lkb_theme_get (grey ? LKB_THEME_PRINT : LKB_THEME_LIGHT);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  double scale = MIN (width / page->width, height / page->height);

  cairo_translate (cr, (width - page->width * scale) / 2, (height - page->height * scale) / 2);
  cairo_scale (cr, scale, scale);
  lkb_cairo_paint (cr, page->picture, theme, page->measurer);
}

/* The paper of the board, lying, until the person chooses another. */
static GtkPageSetup *
get_page_setup (LkbWindow *self)
{
  const char *name;
  GtkPaperSize *size;

  if (self->page_setup != NULL)
    return self->page_setup;
  name = lkb_board_get_paper (lkb_document_get_board (self->document)) == LKB_PAPER_LETTER
             ? GTK_PAPER_NAME_LETTER
             : GTK_PAPER_NAME_A4;
  size = gtk_paper_size_new (name);
  self->page_setup = gtk_page_setup_new ();
  gtk_page_setup_set_paper_size_and_default_margins (self->page_setup, size);
  gtk_page_setup_set_orientation (self->page_setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_paper_size_free (size);
  return self->page_setup;
}

GtkPrintOperation *
lkb_window_create_print (LkbWindow *self, guint n_to_fix)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  LkbSheetOptions options = { .draft = n_to_fix > 0, .n_to_fix = n_to_fix };
  LkbBoard *board = lkb_editor_get_board (self->editor);
  LkbScene *scene = lkb_editor_get_scene (self->editor);
  g_autoptr (LkbSheet) sheet = lkb_sheet_new (scene, board, lkb_review_get_analysis (self->review),
                                              lkb_editor_get_vocabulary (self->editor), &options);
  Page *page = g_new0 (Page, 1);

  page->picture = lkb_picture_ref (lkb_sheet_get_picture (sheet));
  page->measurer = lkb_text_measurer_ref (lkb_scene_get_measurer (scene));
  page->width = lkb_sheet_get_width (sheet);
  page->height = lkb_sheet_get_height (sheet);
  gtk_print_operation_set_n_pages (operation, 1);
  /* The margins are in the picture. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, lkb_document_get_title (self->document));
  gtk_print_operation_set_default_page_setup (operation, get_page_setup (self));
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  if (self->print_settings != NULL)
    gtk_print_operation_set_print_settings (operation, self->print_settings);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), page, free_page, 0);
  return operation;
}

static void
tell_trouble (LkbWindow *self, const GError *error)
{
  if (lkb_window_get_application (self) != NULL)
    lkb_window_show_error (self, _ ("The page was not printed"), error->message);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, LkbWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      if (error != NULL)
        tell_trouble (self, error);
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      g_set_object (&self->print_settings, gtk_print_operation_get_print_settings (operation));
      g_set_object (&self->page_setup, gtk_print_operation_get_default_page_setup (operation));
    }
}

void
lkb_window_run_print (LkbWindow *self, guint n_to_fix)
{
  g_autoptr (GtkPrintOperation) operation = lkb_window_create_print (self, n_to_fix);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), self, 0);
  /* What fails at once is not told by the signal. */
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (self), &error)
          == GTK_PRINT_OPERATION_RESULT_ERROR
      && error != NULL)
    tell_trouble (self, error);
}

static void
set_up_cb (GtkPageSetup *setup, gpointer data)
{
  g_autoptr (LkbWindow) self = data;

  /* NULL: left as it was. */
  if (setup != NULL)
    g_set_object (&self->page_setup, setup);
}

void
lkb_window_set_up_page (LkbWindow *self, GtkWindow *parent)
{
  if (self->document == NULL)
    return;
  if (self->print_settings == NULL)
    self->print_settings = gtk_print_settings_new ();
  gtk_print_run_page_setup_dialog_async (parent, get_page_setup (self), self->print_settings,
                                         set_up_cb, g_object_ref (self));
}
