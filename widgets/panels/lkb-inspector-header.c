/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-inspector-header.h"

#include <glib/gi18n-lib.h>

#include "core/model/lkb-ownership.h"
#include "core/picture/lkb-icon.h"
#include "lkb-page-ticks.h"
#include "lkb-widget.h"
#include "widgets/canvas/lkb-picture-paintable.h"

struct _LkbInspectorHeader
{
  GtkWidget parent_instance;

  LkbKind kind; /* of what is shown; LKB_N_KINDS: several */
  LkbThemeId theme;
  LkbPicturePaintable *tile;
  GtkWidget *image;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *kinds; /* drop-down of the kinds of nodes */
  GtkStringList *kind_names; /* the first says "several kinds" where there are several */
  gboolean setting_kind;
  GtkWidget *ticks;
};

enum
{
  KIND_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbInspectorHeader, lkb_inspector_header, GTK_TYPE_WIDGET)

static char *
dup_title (LkbEditContext *context)
{
  const LkbElement *single = lkb_edit_context_get_single (context);
  guint n = g_strv_length (context->ids);

  if (context->kind == LKB_KIND_BOARD)
    return g_strdup (_ ("The page"));
  if (single == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u element", "%u elements", n), n);
  if (lkb_element_is_edge (single))
    {
      g_autofree char *from = lkb_edit_context_dup_node_name (context,
                                                              lkb_element_get_from (single));
      g_autofree char *to = lkb_edit_context_dup_node_name (context, lkb_element_get_to (single));

      return g_strdup_printf ("%s → %s", from, to);
    }
  return lkb_edit_context_dup_node_name (context, context->ids[0]);
}

static gboolean
all_nodes (LkbEditContext *context)
{
  for (guint i = 0; context->ids[i] != NULL; i++)
    if (!lkb_element_is_node (lkb_board_lookup (context->board, context->ids[i])))
      return FALSE;
  return TRUE;
}

/* The names of kinds follow the board's vocabulary. */
static void
update_kinds (LkbInspectorHeader *self, LkbEditContext *context, gboolean nodes)
{
  LkbNaming naming = lkb_board_get_naming (context->board);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  gtk_widget_set_visible (self->kinds, nodes);
  gtk_widget_set_sensitive (self->kinds, !context->read_only);
  if (!nodes)
    return;
  if (context->kind == LKB_N_KINDS)
    g_ptr_array_add (names, (gpointer) _ ("several kinds"));
  for (LkbKind kind = 0; kind < LKB_N_KINDS; kind++)
    {
      if (!lkb_kind_is_node (kind))
        continue;
      if (kind == context->kind)
        selected = names->len;
      g_ptr_array_add (names, (gpointer) lkb_kind_get_label (kind, naming));
    }
  g_ptr_array_add (names, NULL);
  self->setting_kind = TRUE;
  for (guint i = 0; i + 1 < names->len; i++)
    {
      const char *one[2] = { g_ptr_array_index (names, i), NULL };
      const char *now = gtk_string_list_get_string (self->kind_names, i);

      if (g_strcmp0 (now, one[0]) != 0)
        gtk_string_list_splice (self->kind_names, i, now != NULL ? 1 : 0, one);
    }
  while (g_list_model_get_n_items (G_LIST_MODEL (self->kind_names)) > names->len - 1)
    gtk_string_list_remove (self->kind_names, names->len - 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->kinds), selected);
  self->setting_kind = FALSE;
}

void
lkb_inspector_header_show_tile (LkbInspectorHeader *self, LkbEditContext *context,
                                LkbTextMeasurer *measurer)
{
  g_autoptr (LkbPicture) picture = NULL;
  LkbBox box = lkb_box (0, 0, 28, 28);
  gboolean shown;

  g_return_if_fail (LKB_IS_INSPECTOR_HEADER (self) && context != NULL);

  shown = measurer != NULL && context->kind != LKB_N_KINDS && all_nodes (context);
  gtk_widget_set_visible (self->image, shown);
  if (!shown)
    return;
  picture = lkb_icon_new_tile (context->kind);
  g_clear_object (&self->tile);
  self->tile = lkb_picture_paintable_new (picture, &box, LKB_COLOUR_NONE, measurer);
  lkb_picture_paintable_set_theme (self->tile, self->theme);
  gtk_image_set_from_paintable (GTK_IMAGE (self->image), GDK_PAINTABLE (self->tile));
}

void
lkb_inspector_header_update (LkbInspectorHeader *self, LkbEditContext *context,
                             const LkbAnalysis *analysis)
{
  gboolean nodes, page;
  g_autofree char *title = NULL;

  g_return_if_fail (LKB_IS_INSPECTOR_HEADER (self) && context != NULL);

  nodes = all_nodes (context);
  page = context->kind == LKB_KIND_BOARD;
  title = dup_title (context);
  self->kind = context->kind;
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle),
                      page ? _ ("What the board says as a whole")
                      : context->kind == LKB_N_KINDS
                          ? _ ("What they have in common")
                          : lkb_kind_get_label (context->kind, LKB_NAMING_DLT));
  gtk_widget_set_visible (self->subtitle, !nodes);
  update_kinds (self, context, nodes);
  /* In an exam there are no findings, and no ticks either. */
  if (page && context->findings != NULL)
    lkb_page_ticks_update (LKB_PAGE_TICKS (self->ticks), context->board, analysis);
  else
    gtk_widget_set_visible (self->ticks, FALSE);
}

void
lkb_inspector_header_set_theme (LkbInspectorHeader *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_INSPECTOR_HEADER (self));

  self->theme = theme;
  if (self->tile != NULL)
    lkb_picture_paintable_set_theme (self->tile, theme);
}

static void
kind_selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, LkbInspectorHeader *self)
{
  guint i = gtk_drop_down_get_selected (drop_down);

  if (self->setting_kind || i == GTK_INVALID_LIST_POSITION)
    return;
  if (self->kind != LKB_N_KINDS)
    i++;
  else if (i == 0)
    return;
  for (LkbKind kind = 0; kind < LKB_N_KINDS; kind++)
    if (lkb_kind_is_node (kind) && --i == 0)
      {
        g_signal_emit (self, signals[KIND_PICKED], 0, (guint) kind);
        return;
      }
}

static void
lkb_inspector_header_dispose (GObject *object)
{
  LkbInspectorHeader *self = LKB_INSPECTOR_HEADER (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->tile);
  G_OBJECT_CLASS (lkb_inspector_header_parent_class)->dispose (object);
}

static void
lkb_inspector_header_class_init (LkbInspectorHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lkb_inspector_header_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  signals[KIND_PICKED] = g_signal_new ("kind-picked", LKB_TYPE_INSPECTOR_HEADER, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static GtkWidget *
create_line (LkbInspectorHeader *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->image = gtk_image_new ();
  gtk_image_set_pixel_size (GTK_IMAGE (self->image), 28);
  gtk_widget_set_valign (self->image, GTK_ALIGN_START);
  self->title = lkb_widget_create_wrapped (NULL, "heading");
  self->subtitle = lkb_widget_create_wrapped (NULL, "lkb-field-label");
  self->kind_names = gtk_string_list_new (NULL);
  self->kinds = gtk_drop_down_new (G_LIST_MODEL (self->kind_names), NULL);
  gtk_widget_set_halign (self->kinds, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->kinds, "lkb-kind");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->kinds), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kind"), -1);
  g_signal_connect (self->kinds, "notify::selected", G_CALLBACK (kind_selected_cb), self);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->subtitle);
  gtk_box_append (GTK_BOX (words), self->kinds);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (header), self->image);
  gtk_box_append (GTK_BOX (header), words);
  gtk_widget_add_css_class (header, "lkb-inspector-header");
  return header;
}

static void
lkb_inspector_header_init (LkbInspectorHeader *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget)),
                                  GTK_ORIENTATION_VERTICAL);
  self->ticks = lkb_page_ticks_new ();
  gtk_widget_set_parent (create_line (self), widget);
  gtk_widget_set_parent (self->ticks, widget);
}

GtkWidget *
lkb_inspector_header_new (void)
{
  return g_object_new (LKB_TYPE_INSPECTOR_HEADER, NULL);
}
