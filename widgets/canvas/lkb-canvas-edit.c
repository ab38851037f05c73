/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-ownership.h"
#include "core/model/lkb-proposal.h"
#include "core/picture/lkb-icon.h"
#include "lkb-picture-paintable.h"
#include "widgets/panels/lkb-widget.h"

/* Pixels. */
#define ENTRY_WIDTH_MIN 180
#define NAME_WIDTH_MIN 112
#define TEXT_MIN 12.0
#define TEXT_MAX 32.0
#define KIND_PIXELS 20 /* the tile of a kind in a list */

/* Takes the entry away; the focus goes back to the canvas. */
static void
remove_entry (LkbCanvas *self)
{
  GtkWidget *entry = g_steal_pointer (&self->entry);
  gboolean focused;

  g_clear_handle_id (&self->entry_idle, g_source_remove);

  g_clear_pointer (&self->entry_id, g_free);
  g_clear_pointer (&self->entry_text, g_free);
  g_clear_pointer (&self->echo, gtk_widget_unparent);
  if (entry == NULL)
    return;
  focused = gtk_widget_is_visible (entry)
            && gtk_widget_get_state_flags (entry) & GTK_STATE_FLAG_FOCUS_WITHIN;
  gtk_widget_unparent (entry);
  g_clear_handle_id (&self->entry_idle, g_source_remove);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
lkb_canvas_cancel_edit (LkbCanvas *self)
{
  remove_entry (self);
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

void
lkb_canvas_commit_edit (LkbCanvas *self)
{
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  gboolean touched;

  g_return_if_fail (LKB_IS_CANVAS (self));

  if (self->entry == NULL)
    return;
  id = g_strdup (self->entry_id);
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  touched = g_strcmp0 (text, self->entry_text) != 0;
  remove_entry (self);
  if (self->entry_field == LKB_N_FIELDS)
    lkb_editor_set_name (self->editor, id, text);
  else if (g_strcmp0 (id, LKB_BOARD_ID) != 0)
    lkb_editor_set_figures (self->editor, id, text);
  else if (touched)
    lkb_editor_set_stop_text (self->editor, self->entry_field, self->entry_row, text);
}

gboolean
lkb_canvas_is_editing (LkbCanvas *self)
{
  g_return_val_if_fail (LKB_IS_CANVAS (self), FALSE);
  return self->entry != NULL;
}

static void
entry_activate_cb (GtkEntry *entry, LkbCanvas *self)
{
  if (lkb_canvas_is_on_page (self))
    lkb_canvas_accept_page (self);
  else
    lkb_canvas_commit_edit (self);
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
              LkbCanvas *self)
{
  if (keyval == GDK_KEY_Escape)
    {
      remove_entry (self);
      return GDK_EVENT_STOP;
    }
  /* The chain goes on while a name is typed: Ctrl+Right makes the next kind. */
  if ((keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right) && !lkb_canvas_is_on_page (self)
      && lkb_canvas_get_modifiers (state) == LKB_MOD_CTRL)
    {
      lkb_canvas_commit_edit (self);
      lkb_editor_place_next (self->editor);
      return GDK_EVENT_STOP;
    }
  if ((keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab) && lkb_canvas_is_on_page (self))
    {
      lkb_canvas_step_page (self, keyval == GDK_KEY_Tab ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    {
      lkb_canvas_commit_edit (self);
      lkb_editor_select_step (self->editor, keyval == GDK_KEY_Tab ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
commit_idle_cb (gpointer data)
{
  LkbCanvas *self = data;

  self->entry_idle = 0;
  lkb_canvas_commit_edit (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: the focus is just moving, or a frame is being laid out. */
static void
commit_soon (LkbCanvas *self)
{
  if (self->entry_idle == 0)
    self->entry_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, commit_idle_cb, self, NULL);
}

static void
entry_leave_cb (GtkEventControllerFocus *controller, LkbCanvas *self)
{
  /* A popup of the entry itself, or another window, takes the focus for a while only. */
  if (self->entry != NULL && gtk_widget_get_root (GTK_WIDGET (self)) != NULL
      && gtk_window_is_active (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)))))
    commit_soon (self);
}

void
lkb_canvas_open_entry (LkbCanvas *self, const char *id, LkbField field, const char *text,
                       const char *placeholder, const char *label)
{
  GtkEventController *controller;

  self->entry_id = g_strdup (id);
  self->entry_field = field;
  self->entry_row = LKB_SHEET_ROW_NONE;
  self->entry_text = g_strdup (text != NULL ? text : "");
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "lkb-rename");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), placeholder);
  lkb_widget_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, controller);
  controller = gtk_event_controller_focus_new ();
  g_signal_connect (controller, "leave", G_CALLBACK (entry_leave_cb), self);
  gtk_widget_add_controller (self->entry, controller);

  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_grab_focus (self->entry);
}

void
lkb_canvas_set_face (LkbCanvas *self, LkbFontRole role, double factor)
{
  double zoom = lkb_viewport_get_zoom (lkb_editor_get_viewport (self->editor));
  const LkbFont *font = lkb_font_get (role);
  double size = CLAMP (font->size * factor * zoom, TEXT_MIN, TEXT_MAX);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute ((int) (size * PANGO_SCALE)));
  pango_attr_list_insert (attributes, pango_attr_family_new (LKB_FONT_FAMILIES));
  if (font->bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_entry_set_attributes (GTK_ENTRY (self->entry), attributes);
  pango_attr_list_unref (attributes);
  gtk_widget_add_css_class (self->entry, "lkb-on-page");
}

void
lkb_canvas_begin_rename (LkbCanvas *self, const char *id)
{
  LkbBoard *board = lkb_editor_get_board (self->editor);
  const LkbElement *element = lkb_board_lookup (board, id);
  LkbField field = LKB_FIELD_NAME;
  LkbKind kind;

  lkb_canvas_commit_edit (self);
  if (element == NULL)
    return;
  kind = lkb_element_get_kind (element);
  if (lkb_kind_get_tier (kind, LKB_FIELD_NAME) == 0)
    field = LKB_FIELD_TEXT;
  lkb_canvas_open_entry (self, id, LKB_N_FIELDS, lkb_element_get_text (element, field),
                         lkb_kind_get_label (kind, lkb_board_get_naming (board)), _ ("Name"));
  lkb_canvas_set_face (self,
                       kind == LKB_KIND_NOTE    ? LKB_FONT_NOTE
                       : kind == LKB_KIND_GROUP ? LKB_FONT_GROUP
                                                : LKB_FONT_NAME,
                       1);
}

void
lkb_canvas_begin_figures (LkbCanvas *self, const char *id, const char *text)
{
  if (lkb_board_lookup (lkb_editor_get_board (self->editor), id) == NULL)
    return;
  lkb_canvas_commit_edit (self);
  lkb_canvas_open_entry (self, id, LKB_FIELD_LATENCY_P95, text, "40/120 ms", _ ("Latency or rate"));
  lkb_canvas_set_face (self, LKB_FONT_NUMBERS, 1);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/* A name is typed where it is shown, beside the tile; all else in the middle of @box. */
static void
allocate_entry (LkbCanvas *self, const LkbBox *box)
{
  LkbViewport *viewport = lkb_editor_get_viewport (self->editor);
  const LkbElement *element = lkb_board_lookup (lkb_editor_get_board (self->editor),
                                                self->entry_id);
  LkbBox place = lkb_viewport_box_to_screen (viewport, box);
  GtkAllocation at;

  gtk_widget_measure (self->entry, GTK_ORIENTATION_VERTICAL, -1, NULL, &at.height, NULL, NULL);
  if (element != NULL && lkb_element_is_node (element))
    {
      double zoom = lkb_viewport_get_zoom (viewport);
      double line = LKB_NODE_NAME_BASELINE - LKB_NODE_NAME_LINE * 0.3;

      at.x = (int) round (place.x + LKB_NODE_NAME_X * zoom) - LKB_CANVAS_TEXT_INSET;
      at.y = (int) round (place.y + line * zoom - at.height / 2.0);
      at.width = MAX ((int) (place.x + place.w) - at.x, NAME_WIDTH_MIN);
    }
  else
    {
      at.width = MAX ((int) place.w, ENTRY_WIDTH_MIN);
      at.x = (int) round (place.x + place.w / 2 - at.width / 2.0);
      at.y = (int) round (place.y + MIN (place.h / 2, 30) - at.height / 2.0);
    }
  gtk_widget_size_allocate (self->entry, &at, -1);
}

void
lkb_canvas_allocate_edit (LkbCanvas *self)
{
  LkbBox box;

  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
  if (self->entry == NULL)
    return;
  if (lkb_canvas_is_on_page (self))
    lkb_canvas_allocate_page (self);
  else if (lkb_editor_get_box (self->editor, self->entry_id, &box))
    {
      allocate_entry (self, &box);
    }
  else
    {
      /* The element went away under the entry. */
      commit_soon (self);
    }
}

static void
popover_closed_cb (GtkPopover *popover, LkbCanvas *self)
{
  if (self->editor != NULL)
    lkb_editor_end_preview (self->editor);
}

/* A popover of our own at a board point; the one before goes away. */
static GtkWidget *
create_popover (LkbCanvas *self, const LkbBox *board)
{
  LkbBox box = lkb_viewport_box_to_screen (lkb_editor_get_viewport (self->editor), board);
  GdkRectangle at = { (int) box.x, (int) box.y, MAX ((int) box.w, 1), MAX ((int) box.h, 1) };

  lkb_canvas_commit_edit (self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  lkb_editor_end_preview (self->editor);
  self->popover = gtk_popover_new ();
  g_signal_connect (self->popover, "closed", G_CALLBACK (popover_closed_cb), self);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &at);
  return self->popover;
}

static void
owner_activate_cb (GtkEntry *entry, LkbCanvas *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (entry), "lkb-id"));
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (GTK_WIDGET (self));
  lkb_editor_set_owner (self->editor, id, text);
}

static gboolean
owner_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
              LkbCanvas *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const char *proposal = g_object_get_data (G_OBJECT (entry), "lkb-proposal");
  const char *next;

  if (keyval != GDK_KEY_Tab)
    return GDK_EVENT_PROPAGATE;
  /* Tab takes what is proposed and goes on to the next arrow that nobody owns. */
  if (gtk_editable_get_text (GTK_EDITABLE (entry))[0] == '\0' && proposal != NULL)
    gtk_editable_set_text (GTK_EDITABLE (entry), proposal);
  owner_activate_cb (GTK_ENTRY (entry), self);
  next = lkb_editor_next_unowned (self->editor, lkb_editor_get_selected (self->editor)[0]);
  if (next != NULL)
    {
      lkb_editor_go_to (self->editor, (const char *[]){ next, NULL });
      lkb_editor_begin_owner (self->editor);
    }
  return GDK_EVENT_STOP;
}

static void
team_clicked_cb (GtkButton *button, LkbCanvas *self)
{
  GtkWidget *entry = g_object_get_data (G_OBJECT (button), "lkb-entry");

  gtk_editable_set_text (GTK_EDITABLE (entry), g_object_get_data (G_OBJECT (button), "lkb-team"));
  owner_activate_cb (GTK_ENTRY (entry), self);
}

/* A row of a popover's list. @picture: (transfer full): @size board units wide and high, shown @pixels large. */
static GtkWidget *
create_list_button (LkbCanvas *self, LkbPicture *picture, double size, int pixels, const char *name)
{
  g_autoptr (LkbPicture) owned = picture;
  LkbBox square = lkb_box (0, 0, size, size);
  g_autoptr (LkbPicturePaintable) paintable = lkb_picture_paintable_new (
      owned, &square, LKB_COLOUR_NONE,
      lkb_scene_get_measurer (lkb_editor_get_scene (self->editor)));
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *image = gtk_image_new_from_paintable (GDK_PAINTABLE (paintable));
  GtkWidget *label = lkb_widget_create_label (name, NULL);

  lkb_picture_paintable_set_theme (paintable, self->theme);
  gtk_image_set_pixel_size (GTK_IMAGE (image), pixels);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lkb-list-button");
  lkb_widget_set_spoken (button, name);
  return button;
}

/* A team with its marker, as on the pills. */
static GtkWidget *
create_team_button (LkbCanvas *self, const LkbTeam *team)
{
  return create_list_button (self, lkb_icon_new_marker (team->colour, 10), 10, 10, team->name);
}

void
lkb_canvas_begin_owner (LkbCanvas *self, const char *id)
{
  LkbBoard *board = lkb_editor_get_board (self->editor);
  const LkbElement *element = lkb_board_lookup (board, id);
  LkbScene *scene = lkb_editor_get_scene (self->editor);
  const LkbSceneItem *item = lkb_scene_find (scene, id);
  g_autofree char *proposal = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hint = NULL;
  const LkbTeams *teams = lkb_scene_get_teams (scene);
  const char *owner, *consumer;
  GtkWidget *popover, *box, *entry, *list;
  GtkEventController *controller;
  LkbBox at;

  if (element == NULL || item == NULL)
    return;
  at = item->kind == LKB_KIND_EDGE && !lkb_box_is_empty (&item->label_box) ? item->label_box
                                                                           : item->box;
  popover = create_popover (self, &at);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  entry = gtk_entry_new ();
  gtk_widget_set_size_request (entry, 220, -1);

  owner = lkb_element_get_text (element, LKB_FIELD_OWNER);
  consumer = lkb_element_is_edge (element)
                 ? lkb_element_get_text (element, LKB_FIELD_CONSUMER_OWNER)
                 : NULL;
  /* Without an owner the box is empty, so that the proposal for both shows in it. */
  if (owner != NULL)
    text = consumer != NULL ? g_strdup_printf ("%s > %s", owner, consumer) : g_strdup (owner);
  proposal = lkb_propose_ownership (board, element);
  lkb_widget_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  hint = lkb_text_shown_line (proposal != NULL ? proposal : _ ("Team"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Owner"), -1);
  g_object_set_data_full (G_OBJECT (entry), "lkb-id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (entry), "lkb-proposal", g_steal_pointer (&proposal), g_free);
  g_signal_connect (entry, "activate", G_CALLBACK (owner_activate_cb), self);
  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (owner_key_cb), self);
  gtk_widget_add_controller (entry, controller);
  gtk_box_append (GTK_BOX (box), entry);

  list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; i < MIN (lkb_teams_get_n (teams), 8); i++)
    {
      const LkbTeam *team = lkb_teams_get_nth (teams, i);
      GtkWidget *button = create_team_button (self, team);

      g_object_set_data (G_OBJECT (button), "lkb-entry", entry);
      g_object_set_data_full (G_OBJECT (button), "lkb-team", g_strdup (team->name), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (team_clicked_cb), self);
      gtk_box_append (GTK_BOX (list), button);
    }
  gtk_box_append (GTK_BOX (box), list);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (entry);
}

static void
kind_clicked_cb (GtkButton *button, LkbCanvas *self)
{
  LkbKind kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "lkb-kind"));
  const double *at = g_object_get_data (G_OBJECT (self->popover), "lkb-at");
  g_autofree char *from = g_strdup (g_object_get_data (G_OBJECT (self->popover), "lkb-from"));
  LkbPoint point = { at[0], at[1] };

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (from != NULL)
    lkb_editor_select (self->editor, from);
  lkb_editor_place (self->editor, kind, &point, from != NULL);
}

void
lkb_canvas_show_kinds (LkbCanvas *self, LkbPoint board, const char *from)
{
  static const LkbKind kinds[] = {
    LKB_KIND_INGESTION,  LKB_KIND_PIPELINE,      LKB_KIND_FEATURE_STORE, LKB_KIND_MODEL,
    LKB_KIND_SOURCE,     LKB_KIND_CONSUMER,      LKB_KIND_STORAGE,       LKB_KIND_MONITORING,
    LKB_KIND_GOVERNANCE, LKB_KIND_ORCHESTRATION,
  };
  LkbNaming naming = lkb_board_get_naming (lkb_editor_get_board (self->editor));
  LkbBox at = lkb_box (board.x, board.y, 0, 0);
  double point[2] = { board.x, board.y };
  GtkWidget *popover = create_popover (self, &at);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  g_object_set_data_full (G_OBJECT (popover), "lkb-at", g_memdup2 (point, sizeof point), g_free);
  g_object_set_data_full (G_OBJECT (popover), "lkb-from", g_strdup (from), g_free);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GtkWidget *button = create_list_button (self, lkb_icon_new_tile (kinds[i]), LKB_NODE_TILE,
                                              KIND_PIXELS, lkb_kind_get_label (kinds[i], naming));

      g_object_set_data (G_OBJECT (button), "lkb-kind", GUINT_TO_POINTER (kinds[i]));
      g_signal_connect (button, "clicked", G_CALLBACK (kind_clicked_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_popup (GTK_POPOVER (popover));
  if (from != NULL)
    lkb_editor_preview_line (self->editor, from, board);
}

static void
paint_with (LkbCanvas *self, const char *name)
{
  g_autofree char *team = lkb_text_one_line (name);

  if (lkb_text_is_blank (team))
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (GTK_WIDGET (self));
  lkb_editor_set_painting (self->editor, team);
}

static void
paint_clicked_cb (GtkButton *button, LkbCanvas *self)
{
  paint_with (self, g_object_get_data (G_OBJECT (button), "lkb-team"));
}

static void
paint_activate_cb (GtkEntry *entry, LkbCanvas *self)
{
  paint_with (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

void
lkb_canvas_pick_owner (LkbCanvas *self)
{
  const LkbTeams *teams;
  LkbBox at;
  GtkWidget *popover, *box, *scroller, *all, *entry;

  g_return_if_fail (LKB_IS_CANVAS (self));

  if (self->editor == NULL)
    return;
  teams = lkb_scene_get_teams (lkb_editor_get_scene (self->editor));
  at = lkb_viewport_get_visible (lkb_editor_get_viewport (self->editor));
  at = lkb_box (at.x + at.w / 2, at.y + at.h / 3, 0, 0);
  popover = create_popover (self, &at);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (guint i = 0; i < lkb_teams_get_n (teams); i++)
    {
      const LkbTeam *team = lkb_teams_get_nth (teams, i);
      GtkWidget *button = create_team_button (self, team);

      g_object_set_data_full (G_OBJECT (button), "lkb-team", g_strdup (team->name), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (paint_clicked_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_widget_set_visible (scroller, lkb_teams_get_n (teams) > 0);

  entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("A new team"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("A new team"), -1);
  g_signal_connect (entry, "activate", G_CALLBACK (paint_activate_cb), self);
  all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (all), scroller);
  gtk_box_append (GTK_BOX (all), entry);
  gtk_popover_set_child (GTK_POPOVER (popover), all);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_child_focus (all, GTK_DIR_TAB_FORWARD);
}
