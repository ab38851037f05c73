/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "widgets/panels/lkb-pipeline-box.h"
#include "widgets/panels/lkb-widget.h"

/* The commands that can be found by their words, with the words and keys of the menus. */
static const struct
{
  const char *action;
  const char *label;
  const char *accelerator;
} commands[] = {
  { "app.new", N_ ("New board"), "<Control>n" },
  { "win.open", N_ ("Open a board"), "<Control>o" },
  { "win.save", N_ ("Save"), "<Control>s" },
  { "win.save-as", N_ ("Save as"), "<Control><Shift>s" },
  { "win.export", N_ ("Export the page"), "<Control>e" },
  { "win.export-as", N_ ("Export to another place"), "<Control><Shift>e" },
  { "win.print", N_ ("Print the page"), "<Control>p" },
  { "win.copy-page", N_ ("Copy the page as a picture"), "<Control><Shift>c" },
  { "win.copy-excalidraw", N_ ("Copy for Excalidraw"), NULL },
  { "win.study-notes", N_ ("Write Study Notes"), NULL },
  { "app.history", N_ ("History of Your Rounds"), NULL },
  { "app.flash-cards", N_ ("Practise with Cards"), NULL },
  { "app.redraw", N_ ("Redraw from memory"), NULL },
  { "win.undo", N_ ("Undo"), "<Control>z" },
  { "win.redo", N_ ("Redo"), "<Control><Shift>z" },
  { "win.reconnect", N_ ("Reconnect around what was deleted"), NULL },
  { "win.check", N_ ("Check the board"), NULL },
  { "win.next-check", N_ ("Go to the next check"), "F8" },
  { "win.quick-fix", N_ ("Mend the current check"), "<Alt>Return" },
  { "win.present", N_ ("Present"), "F5" },
  { "app.practise::45", N_ ("Practise"), NULL },
  { "round.question", N_ ("Read the question again"), NULL },
  { "round.next", N_ ("Next phase"), "<Control><Shift>n" },
  { "round.pause", N_ ("Pause or continue the round"), "<Control><Shift>space" },
  { "round.finish", N_ ("Finish the round now"), NULL },
  { "round.said", N_ ("Said it aloud"), "<Control>Return" },
  { "round.score", N_ ("Score of the round"), NULL },
  { "win.find", N_ ("Find on the board"), "<Control>f" },
  { "win.paint-owners", N_ ("Paint owners"), NULL },
  { "win.type-pipeline", N_ ("Type your pipeline"), NULL },
  { "win.arrange::page", N_ ("Arrange for the page"), "<Control><Shift>l" },
  { "win.arrange::flow", N_ ("Arrange from left to right"), NULL },
  { "win.zoom-fit", N_ ("Fit the page"), "<Control>9" },
  { "win.zoom-100", N_ ("Zoom to 100 %"), "<Control>0" },
  { "win.zoom-selection", N_ ("Zoom to the selection"), "<Control>8" },
  { "win.side", N_ ("Show or hide the side panel"), "F9" },
  { "win.both-sides", N_ ("Show or hide both sides"), "<Control>backslash" },
  { "win.grid", N_ ("Show or hide the grid"), "<Control>apostrophe" },
  { "win.show-help-overlay", N_ ("Keyboard shortcuts"), "<Control>question" },
};

static void
run_action (LkbWindow *self, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (detailed, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

static void
activated_cb (LkbCommandPalette *palette, int kind, const char *id, LkbWindow *self)
{
  if (self->document != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  else if (kind != LKB_COMMAND_ACTION)
    return;
  switch ((LkbCommandKind) kind)
    {
    case LKB_COMMAND_ACTION:
      run_action (self, id);
      break;
    case LKB_COMMAND_NODE:
      lkb_editor_go_to (self->editor, (const char *[]){ id, NULL });
      break;
    case LKB_COMMAND_PIPELINE:
      lkb_window_type_pipeline (self, id);
      break;
    default:
      break;
    }
}

static void
closed_cb (GtkPopover *popover, LkbWindow *self)
{
  if (self->document != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* In the page that is shown: what is hidden shows no popover. */
static void
place_commands (LkbWindow *self)
{
  GtkWidget *palette = GTK_WIDGET (self->commands);
  GtkWidget *parent = self->document != NULL ? self->work_box : self->start_box;

  if (gtk_widget_get_parent (palette) == parent)
    return;
  g_object_ref (palette);
  if (gtk_widget_get_parent (palette) != NULL)
    gtk_widget_unparent (palette);
  gtk_widget_set_parent (palette, parent);
  g_object_unref (palette);
}

static void
ensure_commands (LkbWindow *self)
{
  if (self->commands == NULL)
    {
      self->commands = lkb_command_palette_new ();
      place_commands (self);
      for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
        lkb_command_palette_add_command (self->commands, commands[i].action, _ (commands[i].label),
                                         commands[i].accelerator);
      lkb_command_palette_set_actions (self->commands, "win", G_ACTION_GROUP (self));
      lkb_command_palette_set_actions (self->commands, "round",
                                       G_ACTION_GROUP (self->round_actions));
      g_signal_connect (self->commands, "activated", G_CALLBACK (activated_cb), self);
      g_signal_connect (self->commands, "closed", G_CALLBACK (closed_cb), self);
    }
  place_commands (self);
  if (self->document != NULL)
    lkb_canvas_commit_edit (self->canvas);
  lkb_command_palette_set_board (
      self->commands, self->document != NULL ? lkb_editor_get_board (self->editor) : NULL);
}

void
lkb_window_show_commands (LkbWindow *self)
{
  ensure_commands (self);
  lkb_command_palette_open (self->commands, NULL);
}

void
lkb_window_show_find (LkbWindow *self)
{
  ensure_commands (self);
  lkb_command_palette_open_find (self->commands);
}

static void
accepted_cb (LkbPipelineBox *box, LkbChange *change, LkbWindow *self)
{
  GtkRoot *dialog = gtk_widget_get_root (GTK_WIDGET (box));

  if (self->editor != NULL && lkb_editor_apply (self->editor, lkb_change_ref (change)))
    lkb_canvas_fit (self->canvas);
  gtk_window_close (GTK_WINDOW (dialog));
}

void
lkb_window_type_pipeline (LkbWindow *self, const char *text)
{
  GtkWidget *dialog, *content, *header;
  GtkEventController *keys;
  LkbPipelineBox *box;

  /* A text makes elements of every kind. */
  if (!lkb_editor_check_offer (self->editor, LKB_KIND_PIPELINE))
    return;
  lkb_canvas_commit_edit (self->canvas);
  dialog = adw_window_new ();
  gtk_window_set_title (GTK_WINDOW (dialog), _ ("Type your pipeline"));
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 720, 560);
  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (dialog, keys);

  box = lkb_pipeline_box_new ();
  lkb_pipeline_box_set_board (box, lkb_editor_get_board (self->editor));
  lkb_pipeline_box_set_theme (box, lkb_window_get_theme ());
  lkb_pipeline_box_set_number_format (box, nl_langinfo (RADIXCHAR), nl_langinfo (THOUSEP));
  if (text != NULL)
    lkb_pipeline_box_set_text (box, text);
  g_signal_connect_object (box, "accepted", G_CALLBACK (accepted_cb), self, 0);
  gtk_widget_set_vexpand (GTK_WIDGET (box), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (box), "lkb-pipeline-dialog");

  content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  header = adw_header_bar_new ();
  gtk_box_append (GTK_BOX (content), header);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (box));
  adw_window_set_content (ADW_WINDOW (dialog), content);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
script_go_to_cb (LkbScriptPanel *panel, GStrv ids, int field, LkbWindow *self)
{
  if (self->editor == NULL || ids == NULL || ids[0] == NULL)
    return;
  if (strcmp (ids[0], LKB_BOARD_ID) == 0)
    lkb_editor_select (self->editor, NULL);
  else
    lkb_editor_go_to (self->editor, (const char *const *) ids);
  /* A gap is filled where the fact is written. */
  if (field < LKB_N_FIELDS)
    {
      lkb_window_show_side_page (self, "inspector");
      lkb_inspector_focus_field (self->inspector, (LkbField) field);
    }
}

static void
script_copied_cb (LkbScriptPanel *panel, LkbWindow *self)
{
  lkb_window_show_message (self, _ ("Copied"));
}

GtkWidget *
lkb_window_create_script (LkbWindow *self)
{
  self->script = lkb_script_panel_new ();
  g_signal_connect_object (self->script, "go-to", G_CALLBACK (script_go_to_cb), self, 0);
  g_signal_connect_object (self->script, "copied", G_CALLBACK (script_copied_cb), self, 0);
  return GTK_WIDGET (self->script);
}

/* New board, templates, file. */
static GMenuModel *
create_open_menu (LkbApplication *application)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) first = g_menu_new ();
  g_autoptr (GMenu) templates = g_menu_new ();
  g_autoptr (GMenu) last = g_menu_new ();
  g_autoptr (GPtrArray) infos = lkb_data_dirs_list_templates (
      lkb_application_get_data (application), NULL);

  g_menu_append (first, _ ("_New Board"), "app.new");
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      const LkbTemplateInfo *info = infos->pdata[i];
      g_autoptr (GMenuItem) item = NULL;
      g_auto (GStrv) parts = g_strsplit (lkb_text_translate (info->title), "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);

      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "app.new-from-template", "s", info->id);
      g_menu_append_item (templates, item);
    }
  g_menu_append_submenu (first, _ ("New from _Template"), G_MENU_MODEL (templates));
  g_menu_append (last, _ ("_Open…"), "win.open");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}

void
lkb_window_add_menus (LkbWindow *self, LkbApplication *application)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
      "/io/github/lakeboard/Lakeboard/ui/menus.ui");
  g_autoptr (GMenuModel) open_menu = create_open_menu (application);

  gtk_menu_button_set_menu_model (self->menu_button,
                                  G_MENU_MODEL (gtk_builder_get_object (builder, "primary_menu")));
  gtk_menu_button_set_menu_model (self->open_button, open_menu);
  lkb_widget_hush_tooltip (self->menu_button);
  lkb_widget_hush_tooltip (self->open_button);
  lkb_widget_hush_tooltip (self->zoom_button);
}
