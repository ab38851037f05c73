/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "lkb-export-dialog.h"
#include "lkb-export.h"

/* What is exported must not be the state of a moment ago. */
static guint
count_blocking_now (LkbWindow *self)
{
  LkbFindings *findings = lkb_review_get_findings (self->review);

  return findings != NULL ? lkb_findings_get_n_blocking (findings) : 0;
}

/* What the dialog said, kept until the place is chosen. */
typedef struct
{
  LkbExportLook look;
  guint n_to_fix;
} Choice;

static const char *
get_ending (const LkbExportLook *look)
{
  return lkb_output_get_info (look->format)->ending;
}

static void
keep_choice (gpointer object, const LkbExportLook *look, guint n_to_fix)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->look = *look;
  choice->n_to_fix = n_to_fix;
  g_object_set_data_full (G_OBJECT (object), "lkb-choice", choice, g_free);
}

static void
replace_response_cb (AdwMessageDialog *dialog, const char *response, LkbWindow *self)
{
  const Choice *choice = g_object_get_data (G_OBJECT (dialog), "lkb-choice");
  GFile *file = g_object_get_data (G_OBJECT (dialog), "lkb-file");

  if (g_str_equal (response, "replace"))
    lkb_window_write_export (self, file, &choice->look, choice->n_to_fix);
}

/* (transfer full) (nullable): what would be replaced though nobody was asked; @named: what the file dialog asked about. */
static GFile *
find_in_the_way (LkbWindow *self, GFile *file, GFile *named, gboolean also_png)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GFile) png = NULL;
  gboolean ours = self->exported != NULL && g_file_equal (file, self->exported);

  if (!g_file_equal (file, named) && g_file_query_exists (file, NULL))
    return g_object_ref (file);
  if (!also_png || path == NULL || (ours && self->exported_look.also_png))
    return NULL;
  {
    g_autofree char *png_path = lkb_export_dup_png_path (path);

    png = g_file_new_for_path (png_path);
  }
  return !g_file_equal (png, file) && g_file_query_exists (png, NULL) ? g_steal_pointer (&png)
                                                                      : NULL;
}

static void
export_place_cb (GtkNativeDialog *native, int response, LkbWindow *self)
{
  const Choice choice = *(Choice *) g_object_get_data (G_OBJECT (native), "lkb-choice");
  g_autoptr (GFile) file = lkb_window_take_chosen (self, native, response);
  g_autoptr (GFile) full = NULL;
  g_autoptr (GFile) there = NULL;

  if (file == NULL)
    return;
  full = lkb_window_complete_name (file, get_ending (&choice.look));
  if (g_file_peek_path (full) == NULL)
    {
      lkb_window_show_error (self, _ ("The page was not exported"), _ ("This place has no path."));
      return;
    }
  there = find_in_the_way (self, full, file, choice.look.also_png);
  if (there != NULL)
    keep_choice (lkb_window_ask_to_replace (GTK_WINDOW (self), there, full,
                                            G_CALLBACK (replace_response_cb)),
                 &choice.look, choice.n_to_fix);
  else
    lkb_window_write_export (self, full, &choice.look, choice.n_to_fix);
}

/* (transfer full) (nullable): where the page went before, by the ending of @format. */
static GFile *
dup_exported_as (LkbWindow *self, LkbOutput format)
{
  g_autofree char *path = self->exported != NULL ? g_file_get_path (self->exported) : NULL;
  g_autofree char *named = NULL;
  LkbOutput before;

  if (path == NULL || !lkb_output_from_path (path, &before) || before == format)
    return self->exported != NULL ? g_object_ref (self->exported) : NULL;
  path[strlen (path) - strlen (lkb_output_get_info (before)->ending)] = '\0';
  named = g_strconcat (path, lkb_output_get_info (format)->ending, NULL);
  return g_file_new_for_path (named);
}

static void
ask_export_place (LkbWindow *self, const LkbExportLook *look, guint n_to_fix)
{
  g_auto (GStrv) endings = lkb_output_dup_endings ();
  GtkFileChooser *chooser = lkb_window_create_chooser (self, _ ("Export the Page"),
                                                       GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"),
                                                       G_CALLBACK (export_place_cb));
  g_autofree char *name = lkb_window_dup_file_name (self, get_ending (look));
  g_autoptr (GFile) again = dup_exported_as (self, look->format);

  keep_choice (chooser, look, n_to_fix);
  lkb_window_add_filter (chooser, _ ("Pictures"), (const char *const *) endings);
  if (again != NULL)
    lkb_window_suggest (chooser, again);
  else
    gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (self->chooser);
}

static void
export_response_cb (LkbExportDialog *dialog, gboolean draft, LkbWindow *self)
{
  guint n_to_fix = count_blocking_now (self);
  LkbExportLook look;

  /* The gate: a page with something to fix leaves the house as a draft or not at all. */
  if (n_to_fix > 0 && !draft)
    return;
  look = lkb_export_dialog_get_look (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  ask_export_place (self, &look, n_to_fix);
}

static void
print_response_cb (LkbExportDialog *dialog, gboolean draft, LkbWindow *self)
{
  guint n_to_fix = count_blocking_now (self);

  if (n_to_fix > 0 && !draft)
    return;
  gtk_window_destroy (GTK_WINDOW (dialog));
  lkb_window_run_print (self, n_to_fix);
}

static void
set_up_cb (LkbExportDialog *dialog, LkbWindow *self)
{
  lkb_window_set_up_page (self, GTK_WINDOW (dialog));
}

/* The page as it will be, and what is to be fixed before. */
static void
show_dialog (LkbWindow *self, LkbExportPurpose purpose, GCallback callback)
{
  LkbExportDialog *dialog = lkb_export_dialog_new (GTK_WINDOW (self), self->review, purpose,
                                                   &self->exported_look);

  g_signal_connect_object (dialog, "export", callback, self, 0);
  g_signal_connect_object (dialog, "set-up", G_CALLBACK (set_up_cb), self, 0);
  g_set_weak_pointer (&self->export_dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
lkb_window_print (LkbWindow *self)
{
  if (self->document == NULL || self->export_dialog != NULL)
    return;
  lkb_window_commit (self);
  lkb_review_set_strict (self->review, TRUE);
  show_dialog (self, LKB_EXPORT_TO_PRINTER, G_CALLBACK (print_response_cb));
}

void
lkb_window_export (LkbWindow *self, gboolean ask_where)
{
  if (self->document == NULL || self->export_dialog != NULL)
    return;
  lkb_window_commit (self);
  lkb_review_set_strict (self->review, TRUE);
  if (!ask_where && self->exported != NULL && lkb_review_is_current (self->review)
      && count_blocking_now (self) == 0)
    {
      g_autoptr (GFile) file = g_object_ref (self->exported);
      const LkbExportLook look = self->exported_look;

      lkb_window_write_export (self, file, &look, 0);
      return;
    }

  show_dialog (self, LKB_EXPORT_TO_FILE, G_CALLBACK (export_response_cb));
}

/* “Exported NAME · Show · Change…”: a toast has one button, so the other one stands in its title. */
static void
show_toast (LkbWindow *self, GFile *file)
{
  g_autofree char *name = lkb_window_dup_name (file);
  g_autofree char *text = g_strdup_printf (_ ("Exported %s"), name);
  GtkWidget *button = gtk_button_new_with_label (_ ("Show"));
  AdwToast *toast = lkb_window_add_toast (self, text, button);

  g_set_weak_pointer (&self->exported_toast, toast);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-exported");
  gtk_widget_set_tooltip_text (button, _ ("Show the folder"));
  adw_toast_set_button_label (toast, _ ("Change…"));
  adw_toast_set_action_name (toast, "win.export-as");
}

/* After the first page: the same board, spoken. */
static void
propose_script (LkbWindow *self)
{
  AdwToast *toast = lkb_window_add_offer (self, _ ("Say it in 60 seconds?"));

  adw_toast_set_button_label (toast, _ ("Script"));
  adw_toast_set_action_name (toast, "win.side-page");
  adw_toast_set_action_target_value (toast, g_variant_new_string ("script"));
}

void
lkb_window_keep_export (LkbWindow *self, GFile *file, const LkbExportLook *look)
{
  LkbOutput output = LKB_OUTPUT_SVG;

  lkb_output_from_path (g_file_peek_path (file), &output);
  g_set_object (&self->exported, file);
  self->exported_look = *look;
  self->exported_look.format = output;
  /* A page that cannot be opened again is no recent board. */
  if (lkb_output_get_info (output)->holds_source)
    lkb_window_remember (self, file, lkb_output_get_info (output)->media_type);
}

void
lkb_window_show_export (LkbWindow *self, GFile *file, const LkbExportLook *look)
{
  gboolean first = self->exported == NULL;

  lkb_window_keep_export (self, file, look);
  show_toast (self, file);
  if (first)
    propose_script (self);
}

static void
folder_shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) || self->exported == NULL
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  place = g_file_get_parse_name (self->exported);
  /* Translators: a path. */
  text = g_strdup_printf (_ ("No program here shows folders. The page is %s"), place);
  lkb_window_show_message (self, text);
}

void
lkb_window_show_exported (LkbWindow *self)
{
  g_autoptr (GFile) folder = NULL;
  g_autofree char *uri = NULL;

  if (self->exported == NULL)
    return;
  if (!g_file_query_exists (self->exported, NULL))
    {
      g_autofree char *name = lkb_window_dup_name (self->exported);
      g_autofree char *text = g_strdup_printf (_ ("“%s” is no longer there"), name);

      lkb_window_show_message (self, text);
      return;
    }
  folder = g_file_get_parent (self->exported);
  uri = g_file_get_uri (folder != NULL ? folder : self->exported);
  gtk_show_uri_full (GTK_WINDOW (self), uri, GDK_CURRENT_TIME, NULL, folder_shown_cb,
                     g_object_ref (self));
}
