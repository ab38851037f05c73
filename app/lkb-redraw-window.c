/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-redraw-window.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#include "core/base/lkb-text.h"
#include "core/practice/lkb-sight.h"
#include "lkb-window-private.h"
#include "widgets/panels/lkb-command-palette.h"
#include "widgets/panels/lkb-inspector.h"
#include "widgets/panels/lkb-palette.h"
#include "widgets/panels/lkb-pipeline-preview.h"
#include "widgets/panels/lkb-widget.h"

#define TICK_MS 250

/* A board that is shown: what belongs to it. */
typedef struct
{
  LkbHistory *history;
  LkbEditor *editor;
  LkbCanvas *canvas; /* in a widget */
} Side;

struct _LkbRedrawWindow
{
  AdwWindow parent_instance;

  LkbApplication *application; /* borrowed: it outlives its windows */
  GPtrArray *templates; /* of LkbTemplateInfo */
  LkbRedraw *redraw; /* NULL until it was compared */
  Side page; /* of the template */
  Side drawn;
  LkbReview *review; /* of what is drawn */
  gint64 hide_at; /* monotonic, microseconds */
  guint tick;

  GSimpleActionGroup *actions;
  LkbCommandPalette *commands; /* NULL until they were asked for */

  AdwWindowTitle *title;
  GtkStack *stack; /* "choose", "look", "draw", "compare" */
  GtkWidget *choice;
  GtkWidget *left; /* how long it is still shown */
  GtkWidget *look_box;
  GtkWidget *draw_box; /* where the canvas is, first */
  LkbPalette *palette;
  LkbInspector *inspector;
  GtkPaned *paned;
  GtkWidget *results;
  GtkWidget *undo;
  GtkWidget *compare;
  GtkWidget *again;
};

G_DEFINE_FINAL_TYPE (LkbRedrawWindow, lkb_redraw_window, ADW_TYPE_WINDOW)

LkbCanvas *
lkb_redraw_window_get_canvas (LkbRedrawWindow *self)
{
  g_return_val_if_fail (LKB_IS_REDRAW_WINDOW (self), NULL);
  return self->drawn.canvas;
}

const LkbRedraw *
lkb_redraw_window_get_result (LkbRedrawWindow *self)
{
  g_return_val_if_fail (LKB_IS_REDRAW_WINDOW (self), NULL);
  return self->redraw;
}

/* A board in its canvas */

static void
open_side (LkbRedrawWindow *self, Side *side, LkbBoard *board, const char *name)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);

  side->history = lkb_history_new (board, 0);
  side->editor = lkb_editor_new (side->history, lkb_application_get_vocabulary (self->application));
  lkb_editor_set_number_format (side->editor, nl_langinfo (RADIXCHAR), nl_langinfo (THOUSEP));
  lkb_editor_set_analysis (side->editor, analysis);
  side->canvas = g_object_ref_sink (lkb_canvas_new ());
  lkb_canvas_set_theme (side->canvas, lkb_window_get_theme ());
  lkb_canvas_set_grid_visible (side->canvas, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (side->canvas), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (side->canvas), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (side->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  lkb_canvas_set_editor (side->canvas, side->editor);
}

static void
close_side (Side *side)
{
  if (side->canvas != NULL)
    {
      GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (side->canvas));

      if (GTK_IS_BOX (parent))
        gtk_box_remove (GTK_BOX (parent), GTK_WIDGET (side->canvas));
      lkb_canvas_set_editor (side->canvas, NULL);
    }
  g_clear_object (&side->canvas);
  g_clear_object (&side->editor);
  g_clear_object (&side->history);
}

static void
move_canvas (Side *side, GtkWidget *box)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (side->canvas));

  if (parent != NULL)
    gtk_box_remove (GTK_BOX (parent), GTK_WIDGET (side->canvas));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (side->canvas));
}

static void
theme_changed_cb (LkbRedrawWindow *self)
{
  LkbThemeId theme = lkb_window_get_theme ();

  if (self->page.canvas != NULL)
    lkb_canvas_set_theme (self->page.canvas, theme);
  if (self->drawn.canvas != NULL)
    lkb_canvas_set_theme (self->drawn.canvas, theme);
  lkb_palette_set_theme (self->palette, theme);
  lkb_inspector_set_theme (self->inspector, theme);
}

/* What comes after what */

static void
set_enabled (LkbRedrawWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
show (LkbRedrawWindow *self, const char *name)
{
  gboolean drawing = g_str_equal (name, "draw");

  set_enabled (self, "look", g_str_equal (name, "choose"));
  set_enabled (self, "hide", g_str_equal (name, "look"));
  set_enabled (self, "compare", drawing);
  set_enabled (self, "undo", drawing);
  set_enabled (self, "redo", drawing);
  set_enabled (self, "again", g_str_equal (name, "compare"));
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->undo, g_str_equal (name, "draw"));
  gtk_widget_set_visible (self->compare, g_str_equal (name, "draw"));
  gtk_widget_set_visible (self->again, g_str_equal (name, "compare"));
}

static void
begin_drawing (LkbRedrawWindow *self)
{
  g_autoptr (LkbBoard) empty = lkb_board_new ();

  g_clear_handle_id (&self->tick, g_source_remove);
  open_side (self, &self->drawn, empty, _ ("Board"));
  self->review = lkb_review_new (self->drawn.editor);
  lkb_review_set_silent (self->review, TRUE);
  lkb_canvas_set_quiet (self->drawn.canvas, TRUE);
  lkb_canvas_set_single_keys (
      self->drawn.canvas,
      lkb_settings_get_boolean (lkb_application_get_settings (self->application),
                                "single-key-shortcuts", TRUE));
  gtk_box_prepend (GTK_BOX (self->draw_box), GTK_WIDGET (self->drawn.canvas));
  gtk_box_reorder_child_after (GTK_BOX (self->draw_box), GTK_WIDGET (self->drawn.canvas),
                               GTK_WIDGET (self->palette));
  lkb_palette_set_editor (self->palette, self->drawn.editor);
  lkb_inspector_set_review (self->inspector, self->review);
  show (self, "draw");
  gtk_widget_grab_focus (GTK_WIDGET (self->drawn.canvas));
}

static void
hide_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  begin_drawing (data);
}

static gboolean
tick_cb (gpointer data)
{
  LkbRedrawWindow *self = data;
  gint64 left = self->hide_at - g_get_monotonic_time ();
  int seconds = (int) ((MAX (left, 0) + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND);
  /* Translators: how long a page can still be looked at */
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d second left", "%d seconds left", seconds), seconds);

  gtk_label_set_text (GTK_LABEL (self->left), text);
  if (left > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  begin_drawing (self);
  return G_SOURCE_REMOVE;
}

static void
look_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbRedrawWindow *self = data;
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));
  const LkbTemplateInfo *info;
  const char *title;
  g_autoptr (LkbBoard) board = NULL;

  if (self->templates == NULL || chosen >= self->templates->len)
    return;
  info = g_ptr_array_index (self->templates, chosen);
  board = lkb_data_dirs_load_template (lkb_application_get_data (self->application), info->id,
                                       NULL);
  if (board == NULL)
    return;
  title = lkb_text_translate (info->title);
  open_side (self, &self->page, board, title);
  lkb_editor_set_read_only (self->page.editor, TRUE);
  move_canvas (&self->page, self->look_box);
  adw_window_title_set_subtitle (self->title, title);
  self->hide_at = g_get_monotonic_time () + LKB_REDRAW_SECONDS * G_TIME_SPAN_SECOND;
  self->tick = g_timeout_add (TICK_MS, tick_cb, self);
  show (self, "look");
  tick_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->page.canvas));
}

/* The difference */

static void
add_part (LkbRedrawWindow *self, LkbRedrawPart part)
{
  const GPtrArray *missed = self->redraw->missed[part];
  g_autofree char *share = NULL;
  GtkWidget *head, *name, *count;

  if (self->redraw->n_all[part] == 0)
    return;
  head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  name = lkb_widget_create_label (lkb_redraw_part_get_name (part), "heading");
  /* Translators: of so many things so many were drawn again */
  share = g_strdup_printf (_ ("%u of %u"), self->redraw->n_found[part], self->redraw->n_all[part]);
  count = lkb_widget_create_label (share, "heading");
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), count);
  gtk_widget_set_margin_top (head, 12);
  gtk_box_append (GTK_BOX (self->results), head);
  if (missed->len == 0)
    gtk_box_append (GTK_BOX (self->results),
                    lkb_widget_create_label (_ ("✓ all of them"), "lkb-field-label"));
  for (guint i = 0; i < missed->len; i++)
    {
      /* Translators: a thing of the page that was not drawn again */
      g_autofree char *line = g_strdup_printf (_ ("missed: %s"), (const char *) missed->pdata[i]);

      gtk_box_append (GTK_BOX (self->results), lkb_widget_create_wrapped (line, NULL));
    }
}

static void
show_results (LkbRedrawWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->results)) != NULL)
    gtk_box_remove (GTK_BOX (self->results), child);
  gtk_box_append (GTK_BOX (self->results),
                  lkb_widget_create_label (_ ("What you remembered"), "title-4"));
  for (int part = 0; part < LKB_REDRAW_N_PARTS; part++)
    add_part (self, (LkbRedrawPart) part);
  if (self->redraw->n_more > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u node of yours is not on the page.",
                       "%u nodes of yours are not on the page.", self->redraw->n_more),
          self->redraw->n_more);
      GtkWidget *more = lkb_widget_create_wrapped (text, NULL);

      gtk_widget_set_margin_top (more, 12);
      gtk_box_append (GTK_BOX (self->results), more);
    }
}

static GtkWidget *
create_side (Side *side, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = lkb_widget_create_label (title, "lkb-replay-side");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  move_canvas (side, box);
  return box;
}

/* What was drawn can only be looked at from now on: there is nothing to win by correcting it. */
static void
compare_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbRedrawWindow *self = data;

  lkb_inspector_commit (self->inspector);
  gtk_widget_grab_focus (self->compare);
  g_clear_pointer (&self->redraw, lkb_redraw_free);
  self->redraw = lkb_redraw_compare (lkb_history_get_board (self->page.history),
                                     lkb_history_get_board (self->drawn.history));
  lkb_inspector_set_review (self->inspector, NULL);
  lkb_palette_set_editor (self->palette, NULL);
  lkb_editor_set_read_only (self->drawn.editor, TRUE);
  gtk_paned_set_start_child (self->paned, create_side (&self->drawn, _ ("Your board")));
  gtk_paned_set_end_child (self->paned, create_side (&self->page, _ ("The page")));
  show_results (self);
  show (self, "compare");
  lkb_canvas_fit (self->drawn.canvas);
  lkb_canvas_fit (self->page.canvas);
  gtk_widget_grab_focus (self->again);
}

static void
clear (LkbRedrawWindow *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  lkb_inspector_set_review (self->inspector, NULL);
  lkb_palette_set_editor (self->palette, NULL);
  if (self->review != NULL)
    lkb_review_stop (self->review);
  g_clear_object (&self->review);
  close_side (&self->drawn);
  close_side (&self->page);
  g_clear_pointer (&self->redraw, lkb_redraw_free);
}

static void
again_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbRedrawWindow *self = data;

  clear (self);
  gtk_paned_set_start_child (self->paned, NULL);
  gtk_paned_set_end_child (self->paned, NULL);
  adw_window_title_set_subtitle (self->title, "");
  show (self, "choose");
  gtk_widget_grab_focus (self->choice);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbRedrawWindow *self = data;

  lkb_inspector_commit (self->inspector);
  lkb_history_undo (self->drawn.history);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbRedrawWindow *self = data;

  lkb_inspector_commit (self->inspector);
  lkb_history_redo (self->drawn.history);
}

/* Commands by their words */

static const struct
{
  const char *action;
  const char *label;
  const char *accelerator;
} commands[] = {
  { "redraw.look", N_ ("Show the page"), NULL },
  { "redraw.hide", N_ ("Hide it and draw"), NULL },
  { "redraw.compare", N_ ("Compare"), NULL },
  { "redraw.again", N_ ("Another page"), NULL },
  { "redraw.undo", N_ ("Undo"), "<Control>z" },
  { "redraw.redo", N_ ("Redo"), "<Control><Shift>z" },
  { "window.close", N_ ("Close"), "<Control>w" },
};

/* (nullable): while it can be drawn on. */
static LkbCanvas *
get_open_canvas (LkbRedrawWindow *self)
{
  return self->redraw == NULL ? self->drawn.canvas : NULL;
}

static void
add_pipeline (LkbRedrawWindow *self, const char *text)
{
  g_autoptr (LkbPipelinePreview) preview = lkb_pipeline_preview_make (
      lkb_history_get_board (self->drawn.history), text, nl_langinfo (RADIXCHAR),
      nl_langinfo (THOUSEP));

  if (preview->change != NULL
      && lkb_editor_apply (self->drawn.editor, lkb_change_ref (preview->change)))
    lkb_canvas_fit (self->drawn.canvas);
}

static void
activated_cb (LkbCommandPalette *palette, int kind, const char *id, LkbRedrawWindow *self)
{
  g_autofree char *kept = g_strdup (id);

  if (get_open_canvas (self) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_open_canvas (self)));
  if (kind == LKB_COMMAND_ACTION)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), kept, NULL);
  else if (get_open_canvas (self) == NULL)
    return;
  else if (kind == LKB_COMMAND_NODE)
    lkb_editor_go_to (self->drawn.editor, (const char *[]){ kept, NULL });
  else if (kind == LKB_COMMAND_PIPELINE)
    add_pipeline (self, kept);
}

static void
closed_cb (GtkPopover *popover, LkbRedrawWindow *self)
{
  if (self->stack != NULL && get_open_canvas (self) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (get_open_canvas (self)));
}

static void
commands_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbRedrawWindow *self = data;
  LkbCanvas *canvas = get_open_canvas (self);

  if (self->commands == NULL)
    {
      self->commands = lkb_command_palette_new ();
      for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
        lkb_command_palette_add_command (self->commands, commands[i].action, _ (commands[i].label),
                                         commands[i].accelerator);
      lkb_command_palette_set_actions (self->commands, "redraw", G_ACTION_GROUP (self->actions));
      gtk_widget_set_parent (GTK_WIDGET (self->commands), GTK_WIDGET (self->stack));
      g_signal_connect (self->commands, "activated", G_CALLBACK (activated_cb), self);
      g_signal_connect (self->commands, "closed", G_CALLBACK (closed_cb), self);
    }
  if (canvas != NULL)
    lkb_canvas_commit_edit (canvas);
  /* The page is to be remembered, not searched. */
  lkb_command_palette_set_board (
      self->commands, canvas != NULL ? lkb_history_get_board (self->drawn.history) : NULL);
  lkb_command_palette_open (self->commands, NULL);
}

/* The window */

/* (transfer full) (element-type LkbTemplateInfo): pages on which there is something to remember */
static GPtrArray *
list_pages (LkbDataDirs *data)
{
  GPtrArray *templates = lkb_data_dirs_list_templates (data, NULL);

  for (guint i = templates != NULL ? templates->len : 0; i-- > 0;)
    {
      const LkbTemplateInfo *info = g_ptr_array_index (templates, i);
      g_autoptr (LkbBoard) board = lkb_data_dirs_load_template (data, info->id, NULL);

      if (board == NULL || lkb_board_count_nodes (board) == 0)
        g_ptr_array_remove_index (templates, i);
    }
  return templates;
}

static GtkWidget *
create_choice (LkbRedrawWindow *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *start = gtk_button_new_with_mnemonic (_ ("_Show the Page"));
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autofree char *text = g_strdup_printf (
      _ ("A page for %d seconds. Then draw it again: kinds, arrows, owners, numbers."),
      LKB_REDRAW_SECONDS);

  self->templates = list_pages (lkb_application_get_data (self->application));
  for (guint i = 0; self->templates != NULL && i < self->templates->len; i++)
    {
      const LkbTemplateInfo *info = g_ptr_array_index (self->templates, i);

      gtk_string_list_append (names, lkb_text_translate (info->title));
    }
  self->choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  lkb_widget_set_spoken (self->choice, _ ("Which page"));
  gtk_widget_set_halign (self->choice, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (start, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (start, "pill");
  gtk_widget_add_css_class (start, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (start), "redraw.look");
  gtk_box_append (GTK_BOX (box), self->choice);
  gtk_box_append (GTK_BOX (box), start);
  lkb_widget_speak_mnemonics (box);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Redraw from memory"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), box);
  return page;
}

static GtkWidget *
create_look (LkbRedrawWindow *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *hide = gtk_button_new_with_mnemonic (_ ("_Hide It and Draw"));

  self->look_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->left = lkb_widget_create_label (NULL, "heading");
  gtk_widget_set_hexpand (self->left, TRUE);
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_widget_set_margin_start (self->left, 8);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (hide), "redraw.hide");
  gtk_box_append (GTK_BOX (bar), self->left);
  gtk_box_append (GTK_BOX (bar), hide);
  lkb_widget_speak_mnemonics (bar);
  gtk_box_append (GTK_BOX (self->look_box), bar);
  return self->look_box;
}

static GtkWidget *
create_draw (LkbRedrawWindow *self)
{
  self->draw_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->palette = lkb_palette_new ();
  self->inspector = lkb_inspector_new ();
  lkb_palette_set_theme (self->palette, lkb_window_get_theme ());
  lkb_inspector_set_theme (self->inspector, lkb_window_get_theme ());
  lkb_inspector_set_number_format (self->inspector, nl_langinfo (RADIXCHAR), nl_langinfo (THOUSEP));
  gtk_widget_set_size_request (GTK_WIDGET (self->inspector), 320, -1);
  gtk_widget_set_margin_top (GTK_WIDGET (self->inspector), 12);
  gtk_box_append (GTK_BOX (self->draw_box), GTK_WIDGET (self->palette));
  gtk_box_append (GTK_BOX (self->draw_box), GTK_WIDGET (self->inspector));
  return self->draw_box;
}

static GtkWidget *
create_compare (LkbRedrawWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->paned), TRUE);
  self->results = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_margin_top (self->results, 18);
  gtk_widget_set_margin_bottom (self->results, 18);
  gtk_widget_set_margin_start (self->results, 18);
  gtk_widget_set_margin_end (self->results, 18);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->results);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, 320, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->paned));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (box), scroller);
  return box;
}

static GtkWidget *
create_header (LkbRedrawWindow *self)
{
  GtkWidget *bar = adw_header_bar_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Redraw from memory"), ""));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->title));
  self->undo = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo), "redraw.undo");
  gtk_widget_set_tooltip_text (self->undo, _ ("Undo (Ctrl+Z)"));
  lkb_widget_set_spoken (self->undo, _ ("Undo"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->undo);
  self->compare = gtk_button_new_with_mnemonic (_ ("_Compare"));
  gtk_widget_add_css_class (self->compare, "suggested-action");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->compare), "redraw.compare");
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->compare);
  self->again = gtk_button_new_with_mnemonic (_ ("_Another Page"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->again), "redraw.again");
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->again);
  lkb_widget_speak_mnemonics (bar);
  return bar;
}

static void
build (LkbRedrawWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), create_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_stack_add_named (self->stack, create_choice (self), "choose");
  gtk_stack_add_named (self->stack, create_look (self), "look");
  gtk_stack_add_named (self->stack, create_draw (self), "draw");
  gtk_stack_add_named (self->stack, create_compare (self), "compare");
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
  show (self, "choose");
}

static void
lkb_redraw_window_dispose (GObject *object)
{
  LkbRedrawWindow *self = LKB_REDRAW_WINDOW (object);

  if (self->stack != NULL)
    clear (self);
  if (self->commands != NULL)
    lkb_command_palette_set_actions (self->commands, "redraw", NULL);
  g_clear_pointer ((GtkWidget **) &self->commands, gtk_widget_unparent);
  g_clear_object (&self->actions);
  self->stack = NULL;
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  G_OBJECT_CLASS (lkb_redraw_window_parent_class)->dispose (object);
}

static void
lkb_redraw_window_class_init (LkbRedrawWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_redraw_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "redraw.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "redraw.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "redraw.commands",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
lkb_redraw_window_init (LkbRedrawWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "look", .activate = look_cb },         { .name = "hide", .activate = hide_cb },
    { .name = "compare", .activate = compare_cb },   { .name = "again", .activate = again_cb },
    { .name = "undo", .activate = undo_cb },         { .name = "redo", .activate = redo_cb },
    { .name = "commands", .activate = commands_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "redraw", G_ACTION_GROUP (self->actions));
}

LkbRedrawWindow *
lkb_redraw_window_new (LkbApplication *application)
{
  LkbRedrawWindow *self;

  g_return_val_if_fail (LKB_IS_APPLICATION (application), NULL);

  self = g_object_new (LKB_TYPE_REDRAW_WINDOW, "application", application, "title",
                       _ ("Redraw from memory"), "default-width", 1180, "default-height", 760,
                       NULL);
  self->application = application;
  build (self);
  return self;
}
