/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-palette.h"

#include <glib/gi18n-lib.h>

#include "core/model/lkb-ownership.h"
#include "core/picture/lkb-icon.h"
#include "lkb-widget.h"
#include "widgets/canvas/lkb-kind-drag.h"
#include "widgets/canvas/lkb-picture-paintable.h"

typedef struct
{
  LkbKind kind;
  const char *digit; /* its key, or NULL */
} Row;

static const Row rows[] = {
  { LKB_KIND_INGESTION, "1" },     { LKB_KIND_PIPELINE, "2" },
  { LKB_KIND_FEATURE_STORE, "3" }, { LKB_KIND_MODEL, "4" },
  { LKB_KIND_SOURCE, "5" },        { LKB_KIND_CONSUMER, "6" },
  { LKB_KIND_STORAGE, "7" },       { LKB_KIND_MONITORING, "8" },
  { LKB_KIND_GOVERNANCE, "9" },    { LKB_KIND_ORCHESTRATION, NULL },
  { LKB_KIND_NOTE, "T" },          { LKB_KIND_GROUP, NULL },
  { LKB_KIND_INK, "P" },
};

/* What one draws first, what stands beside it, what is written on top. */
#define N_SECTIONS 3

struct _LkbPalette
{
  GtkWidget parent_instance;

  LkbEditor *editor; /* (nullable) */
  GtkWidget *scroller;
  GtkWidget *sections[N_SECTIONS]; /* flow boxes */
  GtkWidget *buttons[G_N_ELEMENTS (rows)];
  GtkWidget *labels[G_N_ELEMENTS (rows)];
  LkbPicturePaintable *glyphs[G_N_ELEMENTS (rows)];
  gboolean syncing; /* the buttons are being set from the editor */
};

G_DEFINE_FINAL_TYPE (LkbPalette, lkb_palette, GTK_TYPE_WIDGET)

static gboolean
is_in_hand (LkbPalette *self, guint i)
{
  if (self->editor == NULL)
    return FALSE;
  if (rows[i].kind == LKB_KIND_INK)
    return lkb_editor_get_tool (self->editor) == LKB_TOOL_PEN;
  return lkb_editor_get_tool (self->editor) == LKB_TOOL_PLACE
         && lkb_editor_get_placing (self->editor) == rows[i].kind;
}

static guint
find_row (LkbPalette *self, gpointer button)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (self->buttons[i] == button)
        return i;
    }
  g_return_val_if_reached (0);
}

static void
sync_buttons (LkbPalette *self)
{
  LkbNaming naming = LKB_NAMING_DLT;

  self->syncing = TRUE;
  if (self->editor != NULL)
    naming = lkb_board_get_naming (lkb_editor_get_board (self->editor));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *name = rows[i].kind == LKB_KIND_INK ? C_ ("tool", "Pen")
                                                      : lkb_kind_get_label (rows[i].kind, naming);
      g_autofree char *tooltip = NULL;

      gtk_label_set_label (GTK_LABEL (self->labels[i]), name);
      lkb_widget_set_spoken (self->buttons[i], name);
      /* Translators: the tooltip of a palette button: the kind, then its key. */
      tooltip = rows[i].digit != NULL ? g_strdup_printf (_ ("%s (%s)"), name, rows[i].digit)
                                      : g_strdup (name);
      if (self->editor != NULL && !lkb_editor_offers (self->editor, rows[i].kind))
        {
          g_free (tooltip);
          tooltip = g_strdup_printf (_ ("%s: after the goal, in the next phase"), name);
          gtk_widget_set_sensitive (self->buttons[i], FALSE);
        }
      else
        {
          gtk_widget_set_sensitive (self->buttons[i], TRUE);
        }
      gtk_widget_set_tooltip_text (self->buttons[i], tooltip);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), is_in_hand (self, i));
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self), self->editor != NULL);
  self->syncing = FALSE;
}

static void
tool_changed_cb (LkbEditor *editor, LkbPalette *self)
{
  sync_buttons (self);
}

static void
toggled_cb (GtkToggleButton *button, LkbPalette *self)
{
  guint i = find_row (self, button);

  if (self->syncing || self->editor == NULL)
    return;
  if (!gtk_toggle_button_get_active (button))
    lkb_editor_set_tool (self->editor, LKB_TOOL_SELECT);
  else if (rows[i].kind == LKB_KIND_INK)
    lkb_editor_set_tool (self->editor, LKB_TOOL_PEN);
  else
    lkb_editor_set_placing (self->editor, rows[i].kind);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, LkbPalette *self)
{
  guint i = find_row (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));
  LkbKindDrag drag = { rows[i].kind };

  gtk_drag_source_set_icon (source, GDK_PAINTABLE (self->glyphs[i]), 14, 14);
  return gdk_content_provider_new_typed (LKB_TYPE_KIND_DRAG, &drag);
}

/* A note, a group and the pen have no tile of a kind: a sheet with lines, a dashed frame, a pen. */
static LkbPicture *
create_glyph (LkbKind kind)
{
  LkbPictureBuilder *builder;
  LkbStroke stroke = lkb_stroke (lkb_colour (LKB_COLOUR_INK_SECOND), 1.75);
  LkbBox box;

  if (lkb_kind_is_node (kind))
    return lkb_icon_new_tile (kind);

  builder = lkb_picture_builder_new ();
  if (kind == LKB_KIND_NOTE)
    {
      box = lkb_box (4, 4, 20, 20);
      lkb_picture_builder_box (builder, &box, 3, lkb_colour (LKB_COLOUR_NOTE), &stroke);
      lkb_picture_builder_line (builder, 9, 11, 19, 11, &stroke);
      lkb_picture_builder_line (builder, 9, 16, 16, 16, &stroke);
    }
  else if (kind == LKB_KIND_INK)
    {
      lkb_icon_append_kind (builder, kind, 3, 3, 22, lkb_colour (LKB_COLOUR_INK_SECOND));
    }
  else
    {
      stroke.n_dashes = 2;
      stroke.dashes[0] = 4;
      stroke.dashes[1] = 3;
      box = lkb_box (3, 5, 22, 18);
      lkb_picture_builder_box (builder, &box, 4, lkb_colour (LKB_COLOUR_LANE), &stroke);
    }
  return lkb_picture_builder_end (builder);
}

static GtkWidget *
create_button (LkbPalette *self, guint i, LkbTextMeasurer *measurer)
{
  g_autoptr (LkbPicture) picture = create_glyph (rows[i].kind);
  LkbBox tile = lkb_box (0, 0, 28, 28);
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *image;
  GtkDragSource *source;

  self->glyphs[i] = lkb_picture_paintable_new (picture, &tile, LKB_COLOUR_NONE, measurer);
  image = gtk_image_new_from_paintable (GDK_PAINTABLE (self->glyphs[i]));
  gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
  gtk_box_append (GTK_BOX (box), image);

  self->labels[i] = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->labels[i]), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->labels[i]), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (self->labels[i]), 10);
  gtk_label_set_lines (GTK_LABEL (self->labels[i]), 2);
  gtk_label_set_ellipsize (GTK_LABEL (self->labels[i]), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), self->labels[i]);

  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
  self->buttons[i] = button;
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);

  /* The pen is no thing to be dropped. */
  if (rows[i].kind == LKB_KIND_INK)
    return button;
  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (source));
  return button;
}

void
lkb_palette_set_editor (LkbPalette *self, LkbEditor *editor)
{
  g_return_if_fail (LKB_IS_PALETTE (self));

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_set_object (&self->editor, editor);
  if (editor != NULL)
    g_signal_connect (editor, "tool-changed", G_CALLBACK (tool_changed_cb), self);
  sync_buttons (self);
}

void
lkb_palette_set_theme (LkbPalette *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_PALETTE (self));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    lkb_picture_paintable_set_theme (self->glyphs[i], theme);
}

static guint
get_section (LkbKind kind)
{
  if (!lkb_kind_is_node (kind))
    return 2;
  return kind == LKB_KIND_INGESTION || kind == LKB_KIND_PIPELINE || kind == LKB_KIND_FEATURE_STORE
                 || kind == LKB_KIND_MODEL
             ? 0
             : 1;
}

void
lkb_palette_set_columns (LkbPalette *self, guint columns)
{
  g_return_if_fail (LKB_IS_PALETTE (self));
  g_return_if_fail (columns >= 1);

  for (guint i = 0; i < N_SECTIONS; i++)
    {
      /* The bounds must never cross on the way. */
      gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->sections[i]), 1);
      gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->sections[i]), columns);
      gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->sections[i]), columns);
    }
}

GtkWidget *
lkb_palette_get_button (LkbPalette *self, LkbKind kind)
{
  g_return_val_if_fail (LKB_IS_PALETTE (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].kind == kind)
        return self->buttons[i];
    }
  return NULL;
}

static void
lkb_palette_dispose (GObject *object)
{
  LkbPalette *self = LKB_PALETTE (object);

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_clear_object (&self->glyphs[i]);
  G_OBJECT_CLASS (lkb_palette_parent_class)->dispose (object);
}

static void
lkb_palette_class_init (LkbPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_palette_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-palette");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
lkb_palette_init (LkbPalette *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  for (guint i = 0; i < N_SECTIONS; i++)
    {
      self->sections[i] = gtk_flow_box_new ();
      gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->sections[i]), GTK_SELECTION_NONE);
      gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->sections[i]), FALSE);
      if (i > 0)
        gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      gtk_box_append (GTK_BOX (box), self->sections[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *button = create_button (self, i, measurer);

      gtk_flow_box_insert (GTK_FLOW_BOX (self->sections[get_section (rows[i].kind)]), button, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
    }
  lkb_palette_set_columns (self, 1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kinds of element"), -1);
  sync_buttons (self);
}

LkbPalette *
lkb_palette_new (void)
{
  return g_object_new (LKB_TYPE_PALETTE, NULL);
}
