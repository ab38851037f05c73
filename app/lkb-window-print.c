/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-sheet.h"

/* The page on paper: the picture that is exported, as large as it fits. */

#define PAGE_KEY "lkb-page" /* of an operation: its Page */
#define SETUP_KEY "lkb-setup" /* of a preview: its GtkPageSetup */
#define PREVIEW_WIDTH 900
#define PREVIEW_HEIGHT 680
#define POINTS_PER_INCH 72

typedef struct
{
  LkbPicture *picture;
  LkbTextMeasurer *measurer;
  double width; /* of the picture, board units */
  double height;
} Page;

static void
free_page (gpointer data)
{
  Page *page = data;

  lkb_picture_unref (page->picture);
  lkb_text_measurer_unref (page->measurer);
  g_free (page);
}

static const Page *
get_page (GtkPrintOperation *operation)
{
  return g_object_get_data (G_OBJECT (operation), PAGE_KEY);
}

static const LkbTheme *
get_theme (GtkPrintOperation *operation)
{
  GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);
  gboolean grey = settings != NULL && gtk_print_settings_has_key (settings, "use-color")
                  && !gtk_print_settings_get_use_color (settings);

  return lkb_theme_get (grey ? LKB_THEME_PRINT : LKB_THEME_LIGHT);
}

/* On a paper of @width × @height. */
static void
draw_page (GtkPrintOperation *operation, cairo_t *cr, double width, double height)
{
  const Page *page = get_page (operation);
  double scale = MIN (width / page->width, height / page->height);

  cairo_translate (cr, (width - page->width * scale) / 2, (height - page->height * scale) / 2);
  cairo_scale (cr, scale, scale);
  lkb_cairo_paint (cr, page->picture, get_theme (operation), page->measurer);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int number, gpointer data)
{
  draw_page (operation, gtk_print_context_get_cairo_context (context),
             gtk_print_context_get_width (context), gtk_print_context_get_height (context));
}

/* "Preview" of the printers' dialog: a window of our own, as the toolkit's needs a viewer that may not be installed. */

static void
draw_preview_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  GtkPrintOperation *operation = data;
  GtkPageSetup *setup = g_object_get_data (G_OBJECT (area), SETUP_KEY);
  double w = gtk_page_setup_get_paper_width (setup, GTK_UNIT_POINTS);
  double h = gtk_page_setup_get_paper_height (setup, GTK_UNIT_POINTS);
  double scale = MIN (width / w, height / h);
  guint32 paper = lkb_theme_get_hex (get_theme (operation), lkb_colour (LKB_COLOUR_PAPER));

  cairo_translate (cr, (width - w * scale) / 2, (height - h * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_rectangle (cr, 0, 0, w, h);
  cairo_set_source_rgb (cr, (paper >> 16 & 0xff) / 255.0, (paper >> 8 & 0xff) / 255.0,
                        (paper & 0xff) / 255.0);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  draw_page (operation, cr, w, h);
}

static void
end_preview_cb (GtkWindow *window, GtkPrintOperation *operation)
{
  gtk_print_operation_preview_end_preview (GTK_PRINT_OPERATION_PREVIEW (operation));
}

static void
print_now_cb (GtkWidget *button, GtkWindow *window)
{
  g_autoptr (GtkWindow) parent = g_object_ref (gtk_window_get_transient_for (window));

  gtk_window_destroy (window);
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.print", NULL);
}

static GtkWindow *
create_preview (GtkPrintOperation *operation, GtkPrintContext *context, GtkWindow *parent)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *bar = gtk_header_bar_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Print…"));
  GtkWidget *area = gtk_drawing_area_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_window_set_title (GTK_WINDOW (window), _ ("Print Preview"));
  gtk_window_set_default_size (GTK_WINDOW (window), PREVIEW_WIDTH, PREVIEW_HEIGHT);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  g_object_set_data_full (G_OBJECT (area), SETUP_KEY,
                          g_object_ref (gtk_print_context_get_page_setup (context)),
                          g_object_unref);
  gtk_widget_add_css_class (area, "lkb-preview");
  gtk_accessible_update_property (GTK_ACCESSIBLE (area), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The page as it will be"), -1);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_preview_cb,
                                  g_object_ref (operation), g_object_unref);
  gtk_header_bar_pack_end (GTK_HEADER_BAR (bar), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (print_now_cb), window, 0);
  gtk_window_set_titlebar (GTK_WINDOW (window), bar);
  gtk_window_set_child (GTK_WINDOW (window), area);
  g_signal_connect_object (window, "destroy", G_CALLBACK (end_preview_cb), operation, 0);
  return GTK_WINDOW (window);
}

static gboolean
preview_cb (GtkPrintOperation *operation, GtkPrintOperationPreview *preview,
            GtkPrintContext *context, GtkWindow *parent, gpointer data)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);

  /* The toolkit wants to have one, whatever is drawn where. */
  gtk_print_context_set_cairo_context (context, cr, POINTS_PER_INCH, POINTS_PER_INCH);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  gtk_window_present (create_preview (operation, context, parent));
  return TRUE;
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
  g_autofree char *title = lkb_text_shown_line (lkb_document_get_title (self->document));
  Page *page = g_new0 (Page, 1);

  page->picture = lkb_picture_ref (lkb_sheet_get_picture (sheet));
  page->measurer = lkb_text_measurer_ref (lkb_scene_get_measurer (scene));
  page->width = lkb_sheet_get_width (sheet);
  page->height = lkb_sheet_get_height (sheet);
  gtk_print_operation_set_n_pages (operation, 1);
  /* The margins are in the picture. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_default_page_setup (operation, get_page_setup (self));
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  if (self->print_settings != NULL)
    gtk_print_operation_set_print_settings (operation, self->print_settings);
  g_object_set_data_full (G_OBJECT (operation), PAGE_KEY, page, free_page);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), NULL);
  g_signal_connect (operation, "preview", G_CALLBACK (preview_cb), NULL);
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

/* In the order of the dialog. */
static const GtkPageOrientation shown_orientations[] = { GTK_PAGE_ORIENTATION_PORTRAIT,
                                                         GTK_PAGE_ORIENTATION_REVERSE_PORTRAIT,
                                                         GTK_PAGE_ORIENTATION_LANDSCAPE,
                                                         GTK_PAGE_ORIENTATION_REVERSE_LANDSCAPE };

static void
gather_radios (GtkWidget *widget, GPtrArray *radios)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    g_ptr_array_add (radios, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gather_radios (child, radios);
}

/* GTK 4.8 opens its dialog with three orientations chosen at once, of which the first, upright, would be taken. One that is
 * chosen anew turns the others off. */
static void
mend_orientation (GtkWindow *parent, GtkPageOrientation wanted)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      g_autoptr (GPtrArray) radios = g_ptr_array_new ();

      if (gtk_window_get_transient_for (window) != parent
          || !g_str_equal (G_OBJECT_TYPE_NAME (window), "GtkPageSetupUnixDialog"))
        continue;
      gather_radios (GTK_WIDGET (window), radios);
      for (guint k = 0; k < radios->len && radios->len == G_N_ELEMENTS (shown_orientations); k++)
        if (shown_orientations[k] == wanted)
          {
            gtk_check_button_set_active (radios->pdata[k], FALSE);
            gtk_check_button_set_active (radios->pdata[k], TRUE);
          }
    }
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
  mend_orientation (parent, gtk_page_setup_get_orientation (get_page_setup (self)));
}
