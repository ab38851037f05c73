/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-inspector.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/model/lkb-ownership.h"
#include "core/picture/lkb-icon.h"
#include "lkb-field-row.h"
#include "lkb-strip-text.h"
#include "widgets/canvas/lkb-picture-paintable.h"

struct _LkbInspector
{
  GtkWidget parent_instance;

  LkbReview *review; /* (nullable) */
  LkbThemeId theme;
  GtkWidget *scroller;
  GtkWidget *box; /* what is shown now */
  GtkWidget *ticks; /* of the page; NULL while an element is shown or all are done */
  LkbPicturePaintable *tile; /* of the shown element */
  GtkWidget *name;
  GPtrArray *rows; /* LkbFieldRow, borrowed from the box */
  char *shown; /* id, "@board", or "" for several */
  LkbKind shown_kind;
};

G_DEFINE_FINAL_TYPE (LkbInspector, lkb_inspector, GTK_TYPE_WIDGET)

static LkbBoard *
get_board (LkbInspector *self)
{
  return lkb_editor_get_board (lkb_review_get_editor (self->review));
}

static char *
dup_title (LkbBoard *board, const LkbElement *element)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (!lkb_element_is_edge (element))
    return lkb_element_dup_display_name (element);
  from = lkb_element_dup_display_name (lkb_board_lookup (board, lkb_element_get_from (element)));
  to = lkb_element_dup_display_name (lkb_board_lookup (board, lkb_element_get_to (element)));
  return g_strdup_printf ("%s → %s", from, to);
}

static char *
dup_subtitle (LkbBoard *board, const LkbElement *element)
{
  LkbKind kind = lkb_element_get_kind (element);
  const char *type;

  if (lkb_element_is_edge (element))
    return g_strdup_printf ("%s · %s", lkb_kind_get_label (kind, lkb_board_get_naming (board)),
                            lkb_mode_get_label (lkb_board_get_edge_mode (board, element)));
  type = lkb_element_get_text (element, LKB_FIELD_TYPE);
  if (type != NULL)
    return g_strdup_printf ("%s · %s", lkb_kind_get_label (kind, lkb_board_get_naming (board)),
                            lkb_type_get_label (type));
  return g_strdup (lkb_kind_get_label (kind, lkb_board_get_naming (board)));
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
append_header (LkbInspector *self, LkbBoard *board, const LkbElement *element)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *title = dup_title (board, element);
  g_autofree char *subtitle = dup_subtitle (board, element);

  if (lkb_element_is_node (element))
    {
      g_autoptr (LkbPicture) picture = lkb_icon_new_tile (lkb_element_get_kind (element));
      LkbScene *scene = lkb_editor_get_scene (lkb_review_get_editor (self->review));
      LkbBox box = lkb_box (0, 0, 28, 28);
      GtkWidget *image;

      g_clear_object (&self->tile);
      self->tile = lkb_picture_paintable_new (picture, &box, LKB_COLOUR_NONE,
                                              lkb_scene_get_measurer (scene));
      lkb_picture_paintable_set_theme (self->tile, self->theme);
      image = gtk_image_new_from_paintable (GDK_PAINTABLE (self->tile));
      gtk_image_set_pixel_size (GTK_IMAGE (image), 28);
      gtk_widget_set_valign (image, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (header), image);
    }
  self->name = create_label (title, "heading");
  gtk_box_append (GTK_BOX (words), self->name);
  gtk_box_append (GTK_BOX (words), create_label (subtitle, "lkb-field-label"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (header), words);
  gtk_widget_add_css_class (header, "lkb-inspector-header");
  gtk_box_append (GTK_BOX (self->box), header);
}

/* The group's box inside @parent, made with its title when it is first asked for. */
static GtkWidget *
get_group (GtkWidget *parent, GHashTable *groups, const char *title)
{
  GtkWidget *group = g_hash_table_lookup (groups, title);

  if (group == NULL)
    {
      group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_widget_add_css_class (group, "lkb-group");
      gtk_box_append (GTK_BOX (group), create_label (_ (title), "lkb-group-title"));
      gtk_box_append (GTK_BOX (parent), group);
      g_hash_table_insert (groups, (gpointer) title, group);
    }
  return group;
}

static gboolean
is_place (LkbField field)
{
  switch (field)
    {
    case LKB_FIELD_X:
    case LKB_FIELD_Y:
    case LKB_FIELD_W:
    case LKB_FIELD_H:
    case LKB_FIELD_FROM:
    case LKB_FIELD_TO:
    case LKB_FIELD_POINTS:
    case LKB_FIELD_WAYPOINTS:
    case LKB_FIELD_LABEL_AT:
    case LKB_FIELD_LABEL_OFFSET:
      return TRUE;
    default:
      return FALSE;
    }
}

/* What is essential or said is shown; the rest waits under “More”. */
static void
append_fields (LkbInspector *self, const LkbElement *element)
{
  LkbEditor *editor = lkb_review_get_editor (self->review);
  const char *id = lkb_element_get_id (element);
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) more_groups = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *more = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *expander;
  guint n_fields, n_more = 0;
  const LkbKindField *fields = lkb_kind_get_fields (lkb_element_get_kind (element), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const LkbFieldInfo *info = lkb_field_get_info (fields[i].field);
      gboolean set = lkb_element_get (element, fields[i].field) != NULL;
      gboolean shown = fields[i].tier <= 1 || set;
      const char *title = info->group != NULL ? info->group : N_ ("Other");
      LkbFieldRow *row;

      if (is_place (fields[i].field))
        continue;
      row = lkb_field_row_new (editor, id, fields[i].field);
      g_ptr_array_add (self->rows, row);
      gtk_box_append (GTK_BOX (shown ? get_group (self->box, groups, title)
                                     : get_group (more, more_groups, title)),
                      GTK_WIDGET (row));
      if (!shown)
        n_more++;
    }

  if (n_more == 0)
    {
      g_object_ref_sink (more);
      g_object_unref (more);
      return;
    }
  expander = gtk_expander_new (_ ("More"));
  gtk_widget_add_css_class (expander, "lkb-more");
  gtk_expander_set_child (GTK_EXPANDER (expander), more);
  gtk_box_append (GTK_BOX (self->box), expander);
}

static void
append_tick (LkbInspector *self, const char *name, gboolean done)
{
  g_autofree char *text = g_strdup_printf (done ? "✓ %s" : "◌ %s", name);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "lkb-chip");
  if (done)
    gtk_widget_add_css_class (label, "there");
  gtk_flow_box_insert (GTK_FLOW_BOX (self->ticks), label, -1);
}

/* Five things that a page needs; the row goes away when all are there. */
static void
update_ticks (LkbInspector *self)
{
  LkbBoard *board = get_board (self);
  const LkbAnalysis *analysis = lkb_review_get_analysis (self->review);
  const LkbElement *facts = lkb_board_get_facts (board);
  const LkbLatencyRow *latency = NULL;
  gboolean goal, kpi, path, owners, numbers;
  GtkWidget *child;
  guint n_edges, n_owned;

  if (self->ticks == NULL)
    return;
  n_owned = lkb_board_count_owned (board, &n_edges);
  if (analysis != NULL)
    {
      latency = lkb_analysis_get_main_latency (analysis);
      if (latency == NULL)
        latency = lkb_analysis_get_main_request (analysis);
    }
  goal = lkb_element_get_text (facts, LKB_FIELD_GOAL) != NULL;
  kpi = lkb_element_get_list_length (facts, LKB_FIELD_KPIS) > 0;
  path = latency != NULL;
  owners = n_edges > 0 && n_owned == n_edges;
  numbers = latency != NULL && !isnan (latency->coincident_at_budget)
            && !isnan (lkb_analysis_get_cost (analysis)->per_month);

  while ((child = gtk_widget_get_first_child (self->ticks)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->ticks), child);
  append_tick (self, _ ("Goal"), goal);
  append_tick (self, _ ("KPI"), kpi);
  append_tick (self, _ ("Path"), path);
  append_tick (self, _ ("Owners"), owners);
  append_tick (self, _ ("Numbers"), numbers);
  gtk_widget_set_visible (self->ticks, !(goal && kpi && path && owners && numbers));
}

static void
show_board (LkbInspector *self)
{
  LkbBoard *board = get_board (self);
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (header, "lkb-inspector-header");
  gtk_box_append (GTK_BOX (header), create_label (_ ("The page"), "heading"));
  gtk_box_append (GTK_BOX (header),
                  create_label (_ ("What the board says as a whole"), "lkb-field-label"));
  gtk_box_append (GTK_BOX (self->box), header);

  self->ticks = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->ticks), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->ticks), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->ticks), 6);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->ticks), 5);
  gtk_widget_add_css_class (self->ticks, "lkb-ticks");
  gtk_box_append (GTK_BOX (self->box), self->ticks);
  update_ticks (self);
  append_fields (self, lkb_board_get_facts (board));
}

static void
show_several (LkbInspector *self, guint n)
{
  g_autofree char *text = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u element", "%u elements", n), n);
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_add_css_class (header, "lkb-inspector-header");
  gtk_box_append (GTK_BOX (header), create_label (text, "heading"));
  gtk_box_append (GTK_BOX (self->box), header);
}

static void
rebuild (LkbInspector *self)
{
  LkbEditor *editor;
  guint n;

  g_ptr_array_set_size (self->rows, 0);
  self->ticks = NULL;
  self->name = NULL;
  g_clear_pointer (&self->shown, g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  if (self->review == NULL)
    return;

  editor = lkb_review_get_editor (self->review);
  n = lkb_editor_get_n_selected (editor);
  if (n == 0)
    {
      self->shown = g_strdup (LKB_BOARD_ID);
      show_board (self);
    }
  else if (n == 1)
    {
      const LkbElement *element = lkb_board_lookup (get_board (self),
                                                    lkb_editor_get_selected (editor)[0]);

      self->shown = g_strdup (lkb_element_get_id (element));
      self->shown_kind = lkb_element_get_kind (element);
      append_header (self, get_board (self), element);
      append_fields (self, element);
    }
  else
    {
      self->shown = g_strdup ("");
      show_several (self, n);
    }
}

static void
selection_changed_cb (LkbEditor *editor, LkbInspector *self)
{
  rebuild (self);
}

static void
committed_cb (LkbHistory *history, LkbChange *change, LkbInspector *self)
{
  const LkbElement *element;

  if (self->shown == NULL || self->shown[0] == '\0')
    return;
  element = lkb_board_lookup (get_board (self), self->shown);
  if (element == NULL)
    return;
  if (strcmp (self->shown, LKB_BOARD_ID) != 0 && lkb_element_get_kind (element) != self->shown_kind)
    {
      rebuild (self);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    lkb_field_row_update (self->rows->pdata[i]);
  if (self->name != NULL)
    {
      g_autofree char *title = dup_title (get_board (self), element);

      gtk_label_set_label (GTK_LABEL (self->name), title);
    }
  update_ticks (self);
}

static void
review_changed_cb (LkbReview *review, LkbInspector *self)
{
  update_ticks (self);
}

void
lkb_inspector_set_review (LkbInspector *self, LkbReview *review)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  if (self->review != NULL)
    {
      LkbEditor *editor = lkb_review_get_editor (self->review);

      g_signal_handlers_disconnect_by_data (editor, self);
      g_signal_handlers_disconnect_by_data (lkb_editor_get_history (editor), self);
      g_signal_handlers_disconnect_by_data (self->review, self);
    }
  g_set_object (&self->review, review);
  if (review != NULL)
    {
      LkbEditor *editor = lkb_review_get_editor (review);

      g_signal_connect (editor, "selection-changed", G_CALLBACK (selection_changed_cb), self);
      g_signal_connect (lkb_editor_get_history (editor), "committed", G_CALLBACK (committed_cb),
                        self);
      g_signal_connect (review, "changed", G_CALLBACK (review_changed_cb), self);
    }
  if (self->scroller != NULL)
    rebuild (self);
}

void
lkb_inspector_set_theme (LkbInspector *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_INSPECTOR (self));

  self->theme = theme;
  if (self->tile != NULL)
    lkb_picture_paintable_set_theme (self->tile, theme);
}

gboolean
lkb_inspector_focus_field (LkbInspector *self, LkbField field)
{
  g_return_val_if_fail (LKB_IS_INSPECTOR (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *expander;

      if (lkb_field_row_get_field (self->rows->pdata[i]) != field)
        continue;
      expander = gtk_widget_get_ancestor (self->rows->pdata[i], GTK_TYPE_EXPANDER);
      if (expander != NULL)
        gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
      return gtk_widget_child_focus (self->rows->pdata[i], GTK_DIR_TAB_FORWARD);
    }
  return FALSE;
}

static void
lkb_inspector_dispose (GObject *object)
{
  LkbInspector *self = LKB_INSPECTOR (object);
  GtkWidget *scroller = g_steal_pointer (&self->scroller);

  lkb_inspector_set_review (self, NULL);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&scroller, gtk_widget_unparent);
  g_clear_object (&self->tile);
  G_OBJECT_CLASS (lkb_inspector_parent_class)->dispose (object);
}

static void
lkb_inspector_finalize (GObject *object)
{
  LkbInspector *self = LKB_INSPECTOR (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  G_OBJECT_CLASS (lkb_inspector_parent_class)->finalize (object);
}

static void
lkb_inspector_class_init (LkbInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = lkb_inspector_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-inspector");
}

static void
lkb_inspector_init (LkbInspector *self)
{
  self->rows = g_ptr_array_new ();
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  rebuild (self);
}

LkbInspector *
lkb_inspector_new (void)
{
  return g_object_new (LKB_TYPE_INSPECTOR, NULL);
}
