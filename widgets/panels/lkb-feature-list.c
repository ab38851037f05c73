/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-feature-list.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "lkb-widget.h"

struct _LkbFeatureList
{
  LkbValueEditor parent_instance;

  GtkWidget *rows_box;
  GtkWidget *add_button;
  GtkWidget *popover;
  GPtrArray *features; /* of char * */
  gboolean mixed;
};

G_DEFINE_FINAL_TYPE (LkbFeatureList, lkb_feature_list, LKB_TYPE_VALUE_EDITOR)

static const LkbFeature *
find_feature (LkbFeatureList *self, const char *id)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));

  return context->vocabulary != NULL ? lkb_vocabulary_find_feature (context->vocabulary, id) : NULL;
}

static void
say (LkbFeatureList *self)
{
  g_autoptr (LkbValue) value = NULL;

  if (self->features->len > 0)
    value = lkb_value_new_text_list ((const char *const *) self->features->pdata,
                                     self->features->len);
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), value);
  lkb_value_editor_say_done (LKB_VALUE_EDITOR (self));
}

static void
remove_cb (GtkButton *button, LkbFeatureList *self)
{
  g_autofree char *feature = g_strdup (g_object_get_data (G_OBJECT (button), "lkb-feature"));

  gtk_widget_grab_focus (self->add_button);
  lkb_feature_list_remove (self, feature);
}

static void
show_rows (LkbFeatureList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows_box), child);
  for (guint i = 0; i < self->features->len; i++)
    {
      const char *id = g_ptr_array_index (self->features, i);
      const LkbFeature *feature = find_feature (self, id);
      g_autofree char *name = lkb_text_shown_line (feature != NULL ? feature->name : id);
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
      GtkWidget *label = gtk_label_new (name);
      GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
      /* Translators: name of a button for screen readers; %s is a feature. */
      g_autofree char *spoken = g_strdup_printf (_ ("Remove %s"), name);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_add_css_class (remove, "flat");
      gtk_widget_set_tooltip_text (remove, spoken);
      gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      spoken, -1);
      g_object_set_data_full (G_OBJECT (remove), "lkb-feature", g_strdup (id), g_free);
      g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), self);
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), remove);
      gtk_widget_add_css_class (box, "lkb-item");
      gtk_box_append (GTK_BOX (self->rows_box), box);
    }
}

/* On several kinds at once only what suits each of them. */
static guint32
get_kinds (LkbFeatureList *self)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  guint32 kinds = 0;

  for (guint i = 0; context->ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (context->board, context->ids[i]);

      if (element != NULL)
        kinds |= 1u << lkb_element_get_kind (element);
    }
  return kinds;
}

static void
fill_cb (LkbPickPopover *popover, LkbFeatureList *self)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  guint32 kinds = get_kinds (self);
  guint n = context->vocabulary != NULL ? lkb_vocabulary_get_n_features (context->vocabulary) : 0;

  lkb_pick_popover_clear (popover);
  for (guint i = 0; i < n; i++)
    {
      const LkbFeature *feature = lkb_vocabulary_get_nth_feature (context->vocabulary, i);
      g_autofree char *detail = NULL;

      if ((feature->kinds & kinds) != kinds
          || g_ptr_array_find_with_equal_func (self->features, feature->id, g_str_equal, NULL))
        continue;
      if (feature->since != NULL)
        /* Translators: %s is a version of Delta Lake. */
        detail = g_strdup_printf (_ ("since Delta %s"), feature->since);
      lkb_pick_popover_add (popover, feature->id, feature->name, detail);
    }
}

static void
picked_cb (LkbPickPopover *popover, const char *id, gboolean is_text, LkbFeatureList *self)
{
  lkb_feature_list_add (self, id);
}

static void
lkb_feature_list_set_value (LkbValueEditor *editor, const LkbValue *value, gboolean mixed)
{
  LkbFeatureList *self = LKB_FEATURE_LIST (editor);
  guint n = value != NULL ? lkb_value_get_n (value) : 0;
  gboolean same = n == self->features->len && mixed == self->mixed;

  for (guint i = 0; i < n && same; i++)
    same = g_str_equal (lkb_value_get_nth_text (value, i), g_ptr_array_index (self->features, i));
  if (same)
    return;
  self->mixed = mixed;
  g_ptr_array_set_size (self->features, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->features, g_strdup (lkb_value_get_nth_text (value, i)));
  show_rows (self);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->add_button),
                             mixed ? _ ("Several values: replace…") : _ ("Add a feature…"));
}

static GtkWidget *
lkb_feature_list_get_control (LkbValueEditor *editor)
{
  return LKB_FEATURE_LIST (editor)->add_button;
}

static void
lkb_feature_list_finalize (GObject *object)
{
  g_ptr_array_unref (LKB_FEATURE_LIST (object)->features);
  G_OBJECT_CLASS (lkb_feature_list_parent_class)->finalize (object);
}

static void
lkb_feature_list_class_init (LkbFeatureListClass *klass)
{
  LkbValueEditorClass *editor_class = LKB_VALUE_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_feature_list_finalize;
  editor_class->set_value = lkb_feature_list_set_value;
  editor_class->get_control = lkb_feature_list_get_control;
}

static void
lkb_feature_list_init (LkbFeatureList *self)
{
  self->features = g_ptr_array_new_with_free_func (g_free);
  self->rows_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->popover = lkb_pick_popover_new (_ ("Search features"), _ ("Add “%s” as it is"));
  self->add_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->add_button), _ ("Add a feature…"));
  lkb_widget_set_spoken (self->add_button, _ ("Add a feature…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add_button), self->popover);
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add_button, "lkb-add");
  gtk_widget_set_parent (self->rows_box, GTK_WIDGET (self));
  gtk_widget_set_parent (self->add_button, GTK_WIDGET (self));
  g_signal_connect (self->popover, "fill", G_CALLBACK (fill_cb), self);
  g_signal_connect (self->popover, "picked", G_CALLBACK (picked_cb), self);
}

GtkWidget *
lkb_feature_list_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbFeatureList *self = g_object_new (LKB_TYPE_FEATURE_LIST, NULL);

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  return GTK_WIDGET (self);
}

void
lkb_feature_list_add (LkbFeatureList *self, const char *feature)
{
  const LkbFeature *known = find_feature (self, feature);
  const char *id = known != NULL ? known->id : feature;

  if (g_ptr_array_find_with_equal_func (self->features, id, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->features, g_strdup (id));
  self->mixed = FALSE;
  show_rows (self);
  say (self);
}

void
lkb_feature_list_remove (LkbFeatureList *self, const char *feature)
{
  guint i;

  if (!g_ptr_array_find_with_equal_func (self->features, feature, g_str_equal, &i))
    return;
  g_ptr_array_remove_index (self->features, i);
  show_rows (self);
  say (self);
}

LkbPickPopover *
lkb_feature_list_get_popover (LkbFeatureList *self)
{
  return LKB_PICK_POPOVER (self->popover);
}
