/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "widgets/canvas/lkb-editor-bridge.h"

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_ask_open (data);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_save (data, FALSE);
}

static void
reload_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_reload (data);
}

static void
keep_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_keep (data);
}

static void
recover_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_recover_left (data);
}

static void
discard_recovered_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_discard_left (data);
}

static void
dismiss_trouble_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_dismiss_trouble (data);
}

static void
save_as_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_save (data, TRUE);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_export (data, FALSE);
}

static void
export_as_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_export (data, TRUE);
}

static void
cancel_export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_cancel_export (data);
}

static void
copy_page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_copy_page (data);
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_print (data);
}

static void
copy_excalidraw_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_copy_excalidraw (data);
}

static void
study_notes_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_write_notes (data);
}

static void
show_exported_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_show_exported (data);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;

  lkb_editor_cancel (self->editor);
  lkb_window_commit (self);
  lkb_editor_undo (self->editor);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;

  lkb_editor_cancel (self->editor);
  lkb_window_commit (self);
  lkb_editor_redo (self->editor);
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_editor_select_all (((LkbWindow *) data)->editor);
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_canvas_zoom_by (((LkbWindow *) data)->canvas, LKB_ZOOM_STEP);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_canvas_zoom_by (((LkbWindow *) data)->canvas, 1 / LKB_ZOOM_STEP);
}

static void
zoom_100_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;
  LkbViewport *viewport = lkb_editor_get_viewport (self->editor);

  lkb_viewport_set (viewport, lkb_viewport_get_centre (viewport), 1);
}

static void
zoom_fit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_canvas_fit (((LkbWindow *) data)->canvas);
}

static void
zoom_selection_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_editor_zoom_to_selection (((LkbWindow *) data)->editor);
}

static void
side_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  lkb_window_set_side_visible (data, g_variant_get_boolean (state));
}

static void
palette_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  LkbWindow *self = data;

  gtk_widget_set_visible (GTK_WIDGET (self->palette), g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

/* Hides both sides, or shows both when both are hidden. */
static void
both_sides_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;
  gboolean any = gtk_widget_get_visible (GTK_WIDGET (self->palette))
                 || gtk_widget_get_visible (self->side);

  g_action_group_change_action_state (G_ACTION_GROUP (self), "palette",
                                      g_variant_new_boolean (!any));
  g_action_group_change_action_state (G_ACTION_GROUP (self), "side", g_variant_new_boolean (!any));
}

static void
grid_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  LkbWindow *self = data;
  LkbApplication *application = LKB_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  lkb_canvas_set_grid_visible (self->canvas, g_variant_get_boolean (state));
  lkb_settings_set_boolean (lkb_application_get_settings (application), "grid-visible",
                            g_variant_get_boolean (state));
  g_simple_action_set_state (action, state);
}

static void
check_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;

  lkb_review_set_strict (self->review, TRUE);
  lkb_window_show_side_page (self, "checks");
}

static void
next_check_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;

  lkb_window_show_side_page (self, "checks");
  if (!lkb_findings_panel_next (self->findings_panel))
    lkb_window_show_message (self, _ ("Nothing to fix."));
}

static void
quick_fix_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;

  lkb_window_commit (self);
  lkb_findings_panel_mend (self->findings_panel);
}

/* The tab of the page that is shown, not the first tab. */
static gboolean
focus_tab (GtkWidget *side)
{
  for (GtkWidget *tab = gtk_widget_get_first_child (gtk_widget_get_first_child (side)); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab))
    {
      if (GTK_IS_TOGGLE_BUTTON (tab) && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tab)))
        return gtk_widget_grab_focus (tab);
    }
  return gtk_widget_child_focus (side, GTK_DIR_TAB_FORWARD);
}

static gboolean
is_in (GtkWidget *focus, GtkWidget *region)
{
  return focus != NULL && region != NULL
         && (focus == region || gtk_widget_is_ancestor (focus, region));
}

/* Whatever can take it, the first one first. */
static gboolean
focus_first (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return FALSE;
  if (gtk_widget_get_focusable (widget) && gtk_widget_grab_focus (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (focus_first (child))
      return TRUE;
  return FALSE;
}

/* A list whose first button is locked says that it took the focus, and did not. */
static gboolean
focus_region (LkbWindow *self, GtkWidget *region)
{
  if (region == GTK_WIDGET (self->canvas))
    gtk_widget_grab_focus (region);
  else if (region == self->side)
    focus_tab (region);
  else
    gtk_widget_child_focus (region, GTK_DIR_TAB_FORWARD);
  if (!is_in (gtk_window_get_focus (GTK_WINDOW (self)), region))
    focus_first (region);
  return is_in (gtk_window_get_focus (GTK_WINDOW (self)), region);
}

/* What is told above the board, the clock of a round, palette, board, the interviewer's card, side, strip, and round again. */
static void
next_region_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;
  GtkWidget *regions[]
      = { GTK_WIDGET (self->banner), self->practice_box, GTK_WIDGET (self->palette),
          GTK_WIDGET (self->canvas), self->card_view,    self->side,
          GTK_WIDGET (self->strip) };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  guint at = G_N_ELEMENTS (regions) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      if (is_in (focus, regions[i]))
        at = i;
    }
  for (guint i = 1; i <= G_N_ELEMENTS (regions); i++)
    {
      GtkWidget *next = regions[(at + i) % G_N_ELEMENTS (regions)];

      if (next != NULL && gtk_widget_get_mapped (next) && focus_region (self, next))
        return;
    }
}

static void
arrange_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;
  LkbArrangement arrangement;

  if (!lkb_arrangement_from_string (g_variant_get_string (parameter, NULL), &arrangement))
    return;
  lkb_editor_arrange (self->editor, arrangement);
  if (lkb_editor_is_arranging (self->editor))
    lkb_window_begin_wait (self, &self->arrange_wait, _ ("Arranging…"), "win.stop-arranging");
}

static void
stop_arranging_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;

  if (self->editor != NULL)
    lkb_editor_stop_arranging (self->editor);
}

static void
paint_owners_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_canvas_pick_owner (((LkbWindow *) data)->canvas);
}

static void
reconnect_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;

  if (self->bridge == NULL)
    return;
  lkb_window_commit (self);
  lkb_editor_bridge (self->editor, self->bridge);
  g_clear_pointer (&self->bridge, lkb_change_unref);
  lkb_window_update_actions (self);
}

static void
commands_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_show_commands (data);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_show_find (data);
}

static void
type_pipeline_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_type_pipeline (data, NULL);
}

static void
side_page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_show_side_page (data, g_variant_get_string (parameter, NULL));
}

static void
present_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_toggle_present (data);
}

static const GActionEntry entries[] = {
  { .name = "open", .activate = open_cb },
  { .name = "save", .activate = save_cb },
  { .name = "save-as", .activate = save_as_cb },
  { .name = "reload", .activate = reload_cb },
  { .name = "keep", .activate = keep_cb },
  { .name = "recover", .activate = recover_cb },
  { .name = "discard-recovered", .activate = discard_recovered_cb },
  { .name = "dismiss-trouble", .activate = dismiss_trouble_cb },
  { .name = "export", .activate = export_cb },
  { .name = "export-as", .activate = export_as_cb },
  { .name = "cancel-export", .activate = cancel_export_cb },
  { .name = "copy-page", .activate = copy_page_cb },
  { .name = "print", .activate = print_cb },
  { .name = "copy-excalidraw", .activate = copy_excalidraw_cb },
  { .name = "study-notes", .activate = study_notes_cb },
  { .name = "show-exported", .activate = show_exported_cb },
  { .name = "undo", .activate = undo_cb },
  { .name = "redo", .activate = redo_cb },
  { .name = "select-all", .activate = select_all_cb },
  { .name = "zoom-in", .activate = zoom_in_cb },
  { .name = "zoom-out", .activate = zoom_out_cb },
  { .name = "zoom-100", .activate = zoom_100_cb },
  { .name = "zoom-fit", .activate = zoom_fit_cb },
  { .name = "zoom-selection", .activate = zoom_selection_cb },
  { .name = "side", .state = "true", .change_state = side_cb },
  { .name = "palette", .state = "true", .change_state = palette_cb },
  { .name = "both-sides", .activate = both_sides_cb },
  { .name = "grid", .state = "true", .change_state = grid_cb },
  { .name = "arrange", .activate = arrange_cb, .parameter_type = "s" },
  { .name = "stop-arranging", .activate = stop_arranging_cb },
  { .name = "paint-owners", .activate = paint_owners_cb },
  { .name = "reconnect", .activate = reconnect_cb },
  { .name = "commands", .activate = commands_cb },
  { .name = "find", .activate = find_cb },
  { .name = "type-pipeline", .activate = type_pipeline_cb },
  { .name = "side-page", .activate = side_page_cb, .parameter_type = "s" },
  { .name = "present", .activate = present_cb },
  { .name = "check", .activate = check_cb },
  { .name = "next-check", .activate = next_check_cb },
  { .name = "quick-fix", .activate = quick_fix_cb },
  { .name = "next-region", .activate = next_region_cb },
};

/* What an exam does without. */
static const char *const helps[] = { "export",      "export-as", "copy-page",     "copy-excalidraw",
                                     "study-notes", "print",     "show-exported", "check",
                                     "next-check",  "quick-fix" };

/* What waits until the brief was read, or the clock of an exam goes on. */
static const char *const work[]
    = { "commands", "find",       "type-pipeline", "arrange",         "paint-owners",
        "present",  "select-all", "check",         "next-check",      "quick-fix",
        "export",   "export-as",  "copy-page",     "copy-excalidraw", "study-notes",
        "print",    "palette",    "side",          "both-sides",      "side-page",
        "undo",     "redo",       "reconnect" };

static void
set_enabled (LkbWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  if (g_action_get_enabled (action) != enabled)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Takes over @label. */
static void
set_step_tooltip (GtkWidget *button, const char *format, char *label, const char *plain)
{
  g_autofree char *step = label;
  g_autofree char *text = step != NULL ? g_strdup_printf (format, step) : g_strdup (plain);

  gtk_widget_set_tooltip_text (button, text);
}

void
lkb_window_update_actions (LkbWindow *self)
{
  gboolean has_board = self->document != NULL;
  LkbHistory *history = has_board ? lkb_document_get_history (self->document) : NULL;
  gboolean newer = has_board && lkb_document_get_read_only (self->document) == LKB_READ_ONLY_NEWER;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (!g_str_equal (entries[i].name, "open") && !g_str_equal (entries[i].name, "commands"))
        set_enabled (self, entries[i].name, has_board);
    }
  if (!has_board)
    return;

  set_enabled (self, "commands", TRUE);
  set_enabled (self, "save", !newer && !lkb_document_get_busy (self->document));
  set_enabled (self, "save-as", !newer && !lkb_document_get_busy (self->document));
  set_enabled (self, "reconnect", self->bridge != NULL);
  set_enabled (self, "undo", lkb_history_can_undo (history));
  set_enabled (self, "redo", lkb_history_can_redo (history));
  for (guint i = 0; self->exam && i < G_N_ELEMENTS (helps); i++)
    set_enabled (self, helps[i], FALSE);
  for (guint i = 0; self->briefed && i < G_N_ELEMENTS (work); i++)
    set_enabled (self, work[i], FALSE);
  set_enabled (self, "zoom-selection", lkb_editor_get_n_selected (self->editor) > 0);
  set_step_tooltip (self->undo_button, _ ("Undo: %s"), lkb_history_dup_undo_label (history),
                    _ ("Undo"));
  set_step_tooltip (self->redo_button, _ ("Redo: %s"), lkb_history_dup_redo_label (history),
                    _ ("Redo"));
}

static void
bind_key (GtkEventController *controller, const char *trigger, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_named_action_new (action)));
}

void
lkb_window_add_actions (LkbWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);

  /* In the bubble phase: a text that has the focus undoes its own typing first. */
  bind_key (controller, "<Control>z", "win.undo");
  bind_key (controller, "<Control><Shift>z", "win.redo");
  bind_key (controller, "<Control>y", "win.redo");
  bind_key (controller, "<Control><Shift>c", "win.copy-page");
  bind_key (controller, "<Control>period", "win.quick-fix");
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
