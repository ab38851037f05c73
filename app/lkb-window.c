/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window.h"

#include <glib/gi18n-lib.h>

#include <langinfo.h>

#include "core/base/lkb-text.h"
#include "lkb-window-private.h"
#include "widgets/panels/lkb-widget.h"

#define SIDE_WIDTH 320

G_DEFINE_FINAL_TYPE (LkbWindow, lkb_window, ADW_TYPE_APPLICATION_WINDOW)

LkbApplication *
lkb_window_get_application (LkbWindow *self)
{
  return (LkbApplication *) gtk_window_get_application (GTK_WINDOW (self));
}

LkbThemeId
lkb_window_get_theme (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);

  if (adw_style_manager_get_high_contrast (manager))
    return dark ? LKB_THEME_CONTRAST_DARK : LKB_THEME_CONTRAST;
  return dark ? LKB_THEME_DARK : LKB_THEME_LIGHT;
}

static void
update_style (LkbWindow *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  LkbThemeId theme = lkb_window_get_theme ();

  lkb_widget_set_class (GTK_WIDGET (self), "dark", adw_style_manager_get_dark (manager));
  lkb_widget_set_class (GTK_WIDGET (self), "high-contrast",
                        adw_style_manager_get_high_contrast (manager));
  if (self->start_page != NULL)
    lkb_start_page_set_theme (self->start_page, theme);
  if (self->canvas != NULL)
    {
      lkb_canvas_set_theme (self->canvas, theme);
      lkb_palette_set_theme (self->palette, theme);
      lkb_strip_set_theme (self->strip, theme);
      lkb_inspector_set_theme (self->inspector, theme);
    }
}

static void
style_changed_cb (AdwStyleManager *manager, GParamSpec *pspec, LkbWindow *self)
{
  update_style (self);
}

static void
update_title (LkbWindow *self)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  LkbDocument *document = self->document;

  if (document == NULL)
    {
      adw_window_title_set_title (self->window_title, "Lakeboard");
      adw_window_title_set_subtitle (self->window_title, "");
      gtk_window_set_title (GTK_WINDOW (self), "Lakeboard");
      return;
    }

  name = lkb_text_shown_line (lkb_document_get_title (document));
  title = g_strconcat (lkb_document_get_modified (document) ? "• " : "", name, NULL);
  if (lkb_document_get_file (document) != NULL)
    {
      g_autofree char *base = g_file_get_basename (lkb_document_get_file (document));

      subtitle = g_filename_display_name (base);
    }
  else
    {
      subtitle = g_strdup (_ ("Not saved yet"));
    }
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
update_zoom (LkbWindow *self)
{
  g_autofree char *text = NULL;
  const char *mark;

  if (self->editor == NULL)
    return;
  /* A number takes its sign to the other side where the text around it reads from right to left. */
  mark = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? "\342\200\216" : "";
  text = g_strdup_printf ("%s%.0f %%%s", mark,
                          lkb_viewport_get_zoom (lkb_editor_get_viewport (self->editor)) * 100,
                          mark);
  /* The button makes its inside anew, and a page is fitted while the window is being laid out. */
  if (g_strcmp0 (text, gtk_menu_button_get_label (self->zoom_button)) != 0)
    gtk_menu_button_set_label (self->zoom_button, text);
}

static void
update_checks (LkbWindow *self)
{
  LkbFindings *findings = self->review != NULL ? lkb_review_get_findings (self->review) : NULL;
  gboolean strict = self->review != NULL && lkb_review_get_strict (self->review);
  guint n = 0;

  /* Only what is to be worked on now; ideas alone are nothing to fix. */
  if (findings != NULL
      && lkb_findings_count (findings, LKB_SEVERITY_ERROR)
                 + lkb_findings_count (findings, LKB_SEVERITY_WARNING)
             > 0)
    n = lkb_findings_count_stage (findings, lkb_findings_get_stage (findings));
  if (n > 0)
    {
      g_autofree char *text = g_strdup_printf ("%u", n);

      gtk_label_set_label (GTK_LABEL (self->check_count), text);
    }
  gtk_widget_set_visible (self->check_count, n > 0);
  lkb_widget_set_class (self->check_count, "wrong",
                        strict && findings != NULL && lkb_findings_get_n_blocking (findings) > 0);
  if (self->canvas == NULL)
    return;
  lkb_canvas_set_findings (self->canvas, findings, strict);
  lkb_outline_set_findings (self->outline, findings);
}

void
lkb_window_commit (LkbWindow *self)
{
  if (self->document == NULL)
    return;
  lkb_canvas_commit_edit (self->canvas);
  lkb_inspector_commit (self->inspector);
}

/* Where its text becomes too small the page says what it would cost, and offers the way out. */
static void
update_page_button (LkbWindow *self)
{
  LkbSheet *sheet = self->editor != NULL ? lkb_editor_get_sheet (self->editor) : NULL;
  gboolean small = sheet != NULL && lkb_sheet_is_too_small (sheet) && !self->exam;

  if (small)
    {
      LkbPaper paper = lkb_board_get_paper (lkb_editor_get_board (self->editor));
      /* Translators: the paper, the size of its smallest text in points. */
      g_autofree char *text = g_strdup_printf (
          _ ("%s: text would print at %.1f pt · Arrange for page"),
          paper == LKB_PAPER_LETTER ? _ ("Letter") : "A4", lkb_sheet_get_smallest_text_pt (sheet));

      gtk_button_set_label (GTK_BUTTON (self->page_button), text);
    }
  gtk_widget_set_visible (self->page_button, small);
}

static void
document_changed_cb (LkbDocument *document, GParamSpec *pspec, LkbWindow *self)
{
  update_title (self);
  lkb_window_watch_file (self);
  lkb_window_update_actions (self);
}

static void
history_changed_cb (LkbHistory *history, GParamSpec *pspec, LkbWindow *self)
{
  lkb_window_check_undo (self);
  lkb_window_update_example (self);
  lkb_window_update_actions (self);
}

/* A network file system tells nobody: who comes back from another program looks. */
static void
active_cb (LkbWindow *self, GParamSpec *pspec, gpointer data)
{
  if (gtk_window_is_active (GTK_WINDOW (self)))
    lkb_window_watch_file (self);
}

static void
viewport_changed_cb (LkbViewport *viewport, LkbWindow *self)
{
  update_zoom (self);
}

static void
review_changed_cb (LkbReview *review, LkbWindow *self)
{
  update_checks (self);
  update_page_button (self);
  lkb_window_update_present (self);
  lkb_script_panel_update (self->script, lkb_editor_get_board (self->editor),
                           lkb_review_get_analysis (review),
                           lkb_editor_get_vocabulary (self->editor));
}

static void
message_cb (LkbEditor *editor, const char *text, gboolean undoable, LkbWindow *self)
{
  lkb_window_show_result (self, text, undoable);
}

static void
arranged_cb (LkbEditor *editor, int arranged, LkbWindow *self)
{
  lkb_window_end_wait (&self->arrange_wait);
  if (arranged == LKB_ARRANGED_NOTHING)
    lkb_window_show_message (self, _ ("Nothing would move."));
  if (arranged != LKB_ARRANGED_MOVED)
    return;
  lkb_canvas_fit (self->canvas);
  lkb_window_show_undo (self, _ ("Arranged"));
}

static void
deleted_cb (LkbEditor *editor, const char *text, LkbChange *bridge, LkbWindow *self)
{
  lkb_window_show_deleted (self, text, bridge);
}

static void
selection_changed_cb (LkbEditor *editor, LkbWindow *self)
{
  lkb_window_update_actions (self);
}

/* (nullable): where a first feature is most likely noted. */
static const char *
find_feature_home (LkbBoard *board)
{
  static const LkbKind kinds[] = { LKB_KIND_PIPELINE, LKB_KIND_FEATURE_STORE, LKB_KIND_STORAGE,
                                   LKB_KIND_MODEL, LKB_KIND_INGESTION };
  const GPtrArray *elements = lkb_board_get_elements (board);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < elements->len; i++)
      if (lkb_element_get_kind (g_ptr_array_index (elements, i)) == kinds[k])
        return lkb_element_get_id (g_ptr_array_index (elements, i));
  return NULL;
}

static void
page_activated_cb (LkbEditor *editor, int part, LkbWindow *self)
{
  const LkbSheetStop *stop = lkb_editor_get_stop (editor);
  g_autofree char *member = NULL;
  LkbField field;

  /* What is a text is typed on the page itself. */
  if (lkb_canvas_is_editing (self->canvas) || stop == NULL)
    return;
  field = stop->field;
  if (stop->part == LKB_SHEET_OWNERS && stop->row >= 0)
    member = g_strdup (stop->text);
  if (stop->part == LKB_SHEET_FEATURES)
    {
      const char *home = stop->id != NULL ? stop->id
                                          : find_feature_home (lkb_editor_get_board (editor));
      g_autofree char *id = g_strdup (home);

      if (id == NULL)
        {
          lkb_window_show_message (
              self, _ ("A feature belongs to a part of the board: place one first."));
          return;
        }
      lkb_editor_go_to (editor, (const char *[]){ id, NULL });
    }
  lkb_window_show_side_page (self, "inspector");
  lkb_inspector_focus_member (self->inspector, field, member);
}

static void
lkb_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LkbWindow *self = LKB_WINDOW (widget);

  GTK_WIDGET_CLASS (lkb_window_parent_class)->size_allocate (widget, width, height, baseline);
  lkb_window_follow_width (self, width);
}

/* The panels are made when the first board is shown: the start page needs none. */
static void
build_board_page (LkbWindow *self)
{
  LkbSettings *settings = lkb_application_get_settings (lkb_window_get_application (self));
  GAction *action;
  int width = 0, height = 0, side_width;

  if (self->canvas != NULL)
    return;

  self->canvas = lkb_canvas_new ();
  lkb_canvas_set_grid_visible (self->canvas,
                               lkb_settings_get_boolean (settings, "grid-visible", TRUE));
  lkb_canvas_set_single_keys (self->canvas,
                              lkb_settings_get_boolean (settings, "single-key-shortcuts", TRUE));
  gtk_overlay_set_child (GTK_OVERLAY (self->canvas_overlay), GTK_WIDGET (self->canvas));

  self->palette = lkb_palette_new ();
  gtk_widget_set_visible (GTK_WIDGET (self->palette),
                          lkb_settings_get_boolean (settings, "palette-visible", TRUE));
  gtk_box_append (GTK_BOX (self->palette_box), GTK_WIDGET (self->palette));

  self->strip = lkb_strip_new ();
  gtk_widget_set_hexpand (GTK_WIDGET (self->strip), TRUE);
  lkb_strip_set_canvas (self->strip, GTK_WIDGET (self->canvas));
  g_signal_connect_object (self->strip, "save-picture", G_CALLBACK (lkb_window_save_picture), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->strip_box), GTK_WIDGET (self->strip));

  self->side = lkb_window_create_side (self);
  gtk_paned_set_end_child (self->paned, self->side);
  side_width = lkb_settings_get_int (settings, "side-width", SIDE_WIDTH);
  width = gtk_widget_get_width (GTK_WIDGET (self));
  if (width <= 0)
    gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_paned_set_position (self->paned, MAX (width - 88 - side_width - 1, 240));
  lkb_window_set_side_visible (self, lkb_settings_get_boolean (settings, "side-visible", TRUE));

  action = g_action_map_lookup_action (G_ACTION_MAP (self), "palette");
  g_simple_action_set_state (
      G_SIMPLE_ACTION (action),
      g_variant_new_boolean (gtk_widget_get_visible (GTK_WIDGET (self->palette))));
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "grid");
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (lkb_canvas_get_grid_visible (self->canvas)));
  update_style (self);
}

static void
release_document (LkbWindow *self)
{
  if (self->document == NULL)
    return;

  lkb_window_stop_presenting (self);
  lkb_window_release_round (self);
  lkb_window_end_wait (&self->arrange_wait);
  if (self->export_dialog != NULL)
    gtk_window_destroy (self->export_dialog);
  g_signal_handlers_disconnect_by_data (lkb_document_get_history (self->document), self);
  g_signal_handlers_disconnect_by_data (self->document, self);
  g_signal_handlers_disconnect_by_data (lkb_editor_get_viewport (self->editor), self);
  g_signal_handlers_disconnect_by_data (self->editor, self);
  g_signal_handlers_disconnect_by_data (self->review, self);
  if (self->canvas != NULL)
    {
      lkb_canvas_set_editor (self->canvas, NULL);
      lkb_canvas_set_findings (self->canvas, NULL, FALSE);
      lkb_palette_set_editor (self->palette, NULL);
      lkb_strip_set_review (self->strip, NULL);
      lkb_inspector_set_review (self->inspector, NULL);
      lkb_findings_panel_set_review (self->findings_panel, NULL);
      lkb_outline_set_findings (self->outline, NULL);
      lkb_outline_set_editor (self->outline, NULL);
      lkb_script_panel_update (self->script, NULL, NULL, NULL);
      if (self->commands != NULL)
        lkb_command_palette_set_board (self->commands, NULL);
    }
  lkb_review_stop (self->review);
  g_clear_object (&self->review);
  g_clear_object (&self->editor);
  g_clear_object (&self->document);
  g_clear_pointer (&self->bridge, lkb_change_unref);
  g_clear_object (&self->exported);
  self->exported_look = (LkbExportLook){ 0 };
  g_clear_object (&self->page_setup);
  self->example = FALSE;
  lkb_window_update_example (self);
}

void
lkb_window_set_document (LkbWindow *self, LkbDocument *document, LkbPrepared *prepared)
{
  LkbHistory *history;

  g_return_if_fail (LKB_IS_WINDOW (self));
  g_return_if_fail (document == NULL || LKB_IS_DOCUMENT (document));
  g_return_if_fail (document != NULL || prepared == NULL);

  /* What makes room for another board was asked about before. */
  if (self->document != NULL && document != NULL)
    lkb_document_discard (self->document);
  release_document (self);
  if (document != NULL)
    {
      build_board_page (self);
      self->document = g_object_ref (document);
      lkb_window_record (self);
      history = lkb_document_get_history (document);
      self->editor = lkb_editor_new (
          history, lkb_application_get_vocabulary (lkb_window_get_application (self)));
      if (prepared != NULL)
        lkb_editor_take_prepared (self->editor, prepared);
      self->review = lkb_review_new (self->editor);
      g_signal_connect (document, "notify", G_CALLBACK (document_changed_cb), self);
      g_signal_connect (history, "notify", G_CALLBACK (history_changed_cb), self);
      g_signal_connect (lkb_editor_get_viewport (self->editor), "changed",
                        G_CALLBACK (viewport_changed_cb), self);
      g_signal_connect (self->editor, "message", G_CALLBACK (message_cb), self);
      g_signal_connect (self->editor, "arranged", G_CALLBACK (arranged_cb), self);
      g_signal_connect (self->editor, "deleted", G_CALLBACK (deleted_cb), self);
      g_signal_connect (self->editor, "selection-changed", G_CALLBACK (selection_changed_cb), self);
      g_signal_connect_after (self->editor, "page-activated", G_CALLBACK (page_activated_cb), self);
      lkb_editor_set_number_format (self->editor, nl_langinfo (RADIXCHAR), nl_langinfo (THOUSEP));
      g_signal_connect (self->review, "changed", G_CALLBACK (review_changed_cb), self);
      lkb_window_update_covered (self);
      lkb_canvas_set_editor (self->canvas, self->editor);
      lkb_palette_set_editor (self->palette, self->editor);
      lkb_strip_set_review (self->strip, self->review);
      lkb_inspector_set_review (self->inspector, self->review);
      lkb_findings_panel_set_review (self->findings_panel, self->review);
      lkb_outline_set_editor (self->outline, self->editor);
      lkb_inspector_set_read_only (self->inspector,
                                   lkb_document_get_read_only (document) == LKB_READ_ONLY_NEWER);
      lkb_outline_set_read_only (self->outline,
                                 lkb_document_get_read_only (document) == LKB_READ_ONLY_NEWER);
    }

  gtk_stack_set_visible_child_name (self->stack, document != NULL ? "board" : "start");
  lkb_window_update_header (self);
  update_title (self);
  lkb_window_watch_file (self);
  update_zoom (self);
  update_checks (self);
  gtk_widget_set_visible (self->page_button, FALSE);
  lkb_window_update_actions (self);
  if (document != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

LkbDocument *
lkb_window_get_document (LkbWindow *self)
{
  g_return_val_if_fail (LKB_IS_WINDOW (self), NULL);
  return self->document;
}

LkbCanvas *
lkb_window_get_canvas (LkbWindow *self)
{
  g_return_val_if_fail (LKB_IS_WINDOW (self), NULL);
  return self->document != NULL ? self->canvas : NULL;
}

LkbReview *
lkb_window_get_review (LkbWindow *self)
{
  g_return_val_if_fail (LKB_IS_WINDOW (self), NULL);
  return self->review;
}

GFile *
lkb_window_get_loading (LkbWindow *self)
{
  g_return_val_if_fail (LKB_IS_WINDOW (self), NULL);
  return self->loading;
}

gboolean
lkb_window_has_unsaved_work (LkbWindow *self)
{
  LkbHistory *history;

  /* A fresh template or an opened picture, untouched, is there again at any time. */
  if (self->document == NULL)
    return FALSE;
  if (!lkb_document_get_modified (self->document))
    return self->disk == LKB_DISK_GONE;
  history = lkb_document_get_history (self->document);
  return lkb_document_get_file (self->document) != NULL
         || lkb_document_get_recovered (self->document) || lkb_history_can_undo (history)
         || lkb_history_can_redo (history);
}

static gboolean
file_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, LkbWindow *self)
{
  GSList *files;

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    return FALSE;
  files = gdk_file_list_get_files (g_value_get_boxed (value));
  for (GSList *l = files; l != NULL; l = l->next)
    lkb_application_open_file (lkb_window_get_application (self), l->data);
  g_slist_free (files);
  return TRUE;
}

static void
save_state (LkbWindow *self)
{
  LkbSettings *settings = lkb_application_get_settings (lkb_window_get_application (self));
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  lkb_settings_set_int (settings, "window-width", width);
  lkb_settings_set_int (settings, "window-height", height);
  lkb_settings_set_boolean (settings, "window-maximized",
                            gtk_window_is_maximized (GTK_WINDOW (self)));
  if (self->side != NULL && !self->narrow)
    {
      lkb_settings_set_boolean (settings, "side-visible", gtk_widget_get_visible (self->side));
      lkb_settings_set_boolean (settings, "palette-visible",
                                gtk_widget_get_visible (GTK_WIDGET (self->palette)));
      if (gtk_widget_get_visible (self->side))
        lkb_settings_set_int (settings, "side-width",
                              MAX (gtk_widget_get_width (self->side), LKB_WINDOW_SIDE_WIDTH_MIN));
    }
}

static gboolean
lkb_window_close_request (GtkWindow *window)
{
  LkbWindow *self = LKB_WINDOW (window);

  lkb_window_commit (self);
  if (!self->force_close && !lkb_window_ask_to_close (self))
    return GDK_EVENT_STOP;
  if (self->document != NULL && lkb_document_get_modified (self->document))
    lkb_document_discard (self->document);
  save_state (self);
  return GTK_WINDOW_CLASS (lkb_window_parent_class)->close_request (window);
}

static void
lkb_window_dispose (GObject *object)
{
  LkbWindow *self = LKB_WINDOW (object);

  g_clear_handle_id (&self->narrow_idle, g_source_remove);
  lkb_window_end_wait (&self->export_wait);
  lkb_window_end_wait (&self->load_wait);
  g_clear_object (&self->export_cancellable);
  g_clear_object (&self->print_settings);
  g_clear_weak_pointer (&self->exported_toast);
  g_clear_weak_pointer (&self->undo_toast);
  g_clear_pointer (&self->undo_toast_label, g_free);
  if (self->load_cancellable != NULL)
    g_cancellable_cancel (self->load_cancellable);
  g_clear_object (&self->load_cancellable);
  g_clear_weak_pointer (&self->opener);
  g_clear_weak_pointer (&self->load_trouble);
  g_clear_object (&self->unread);
  g_clear_error (&self->unread_error);
  g_clear_weak_pointer (&self->close_dialog);
  g_clear_object (&self->loading);
  g_clear_object (&self->saving);
  g_clear_pointer (&self->journal_trouble, g_free);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  if (self->start_page != NULL)
    lkb_start_page_stop (self->start_page);
  release_document (self);
  lkb_window_watch_file (self);
  if (self->commands != NULL)
    lkb_command_palette_set_actions (self->commands, "win", NULL);
  g_clear_pointer ((GtkWidget **) &self->commands, gtk_widget_unparent);
  g_clear_object (&self->round_actions);
  self->canvas = NULL;
  self->side = NULL;
  self->start_page = NULL;
  G_OBJECT_CLASS (lkb_window_parent_class)->dispose (object);
}

static void
lkb_window_class_init (LkbWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lkb_window_close_request;
  widget_class->size_allocate = lkb_window_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/lakeboard/Lakeboard/ui/lkb-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, check_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, check_count);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, practise_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, start_box);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, banner_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, banner_keep);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, work_box);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, palette_box);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, paned);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, canvas_overlay);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, page_button);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, present_label);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, example_label);
  gtk_widget_class_bind_template_callback (widget_class, lkb_window_start_blank);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, narrow_revealer);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, strip_box);
  gtk_widget_class_bind_template_child (widget_class, LkbWindow, practice_box);
}

static void
lkb_window_init (LkbWindow *self)
{
  GtkDropTarget *target;

  gtk_widget_init_template (GTK_WIDGET (self));
  lkb_widget_speak_mnemonics (GTK_WIDGET (self));
  lkb_window_add_actions (self);
  lkb_window_add_round_actions (self);
  lkb_window_add_present_keys (self);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (file_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (style_changed_cb), self, 0);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (style_changed_cb), self, 0);
}

LkbWindow *
lkb_window_new (LkbApplication *application)
{
  LkbWindow *self;
  LkbSettings *settings;

  g_return_val_if_fail (LKB_IS_APPLICATION (application), NULL);

  self = g_object_new (LKB_TYPE_WINDOW, "application", application, NULL);
  settings = lkb_application_get_settings (application);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               lkb_settings_get_int (settings, "window-width", 1366),
                               lkb_settings_get_int (settings, "window-height", 768));
  if (lkb_settings_get_boolean (settings, "window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  lkb_window_add_menus (self, application);
  self->start_page = lkb_start_page_new (
      lkb_application_get_data (application), lkb_application_get_vocabulary (application),
      lkb_recovery_get_list (lkb_application_get_recovery (application)),
      lkb_application_get_practice (application));
  gtk_box_append (GTK_BOX (self->start_box), GTK_WIDGET (self->start_page));
  update_style (self);
  lkb_window_set_document (self, NULL, NULL);
  return self;
}
