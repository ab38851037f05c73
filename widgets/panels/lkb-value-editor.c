/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-value-editor.h"

#include "lkb-choice-box.h"
#include "lkb-feature-list.h"
#include "lkb-owner-entry.h"
#include "lkb-quantity-entry.h"
#include "lkb-record-list.h"
#include "lkb-text-list.h"
#include "lkb-widget.h"

typedef struct
{
  LkbEditContext *context;
  const LkbFieldInfo *info;
} LkbValueEditorPrivate;

enum
{
  EDITED,
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LkbValueEditor, lkb_value_editor, GTK_TYPE_WIDGET)

static void
lkb_value_editor_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lkb_value_editor_parent_class)->dispose (object);
}

static void
lkb_value_editor_finalize (GObject *object)
{
  LkbValueEditorPrivate *priv = lkb_value_editor_get_instance_private (LKB_VALUE_EDITOR (object));

  g_clear_pointer (&priv->context, lkb_edit_context_unref);
  G_OBJECT_CLASS (lkb_value_editor_parent_class)->finalize (object);
}

static gboolean
take_focus_control (LkbValueEditor *self, const char *member)
{
  GtkWidget *control = lkb_value_editor_get_control (self);

  return control != NULL && gtk_widget_grab_focus (control);
}

static GtkWidget *
get_self (LkbValueEditor *self)
{
  return GTK_WIDGET (self);
}

static void
lkb_value_editor_class_init (LkbValueEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lkb_value_editor_dispose;
  object_class->finalize = lkb_value_editor_finalize;
  klass->take_focus = take_focus_control;
  klass->get_control = get_self;

  signals[EDITED] = g_signal_new ("edited", LKB_TYPE_VALUE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[DONE] = g_signal_new ("done", LKB_TYPE_VALUE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lkb_value_editor_init (LkbValueEditor *self)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
lkb_value_editor_new (LkbEditContext *context, const LkbFieldInfo *info, const char *const *choices)
{
  switch (info->type)
    {
    case LKB_VALUE_TEXT:
      if (g_str_equal (info->key, "owner") || g_str_equal (info->key, "consumer_owner"))
        return lkb_owner_entry_new (context, info);
      if (g_str_equal (info->key, "from") || g_str_equal (info->key, "to"))
        return lkb_choice_box_new_for_nodes (context, info);
      return lkb_text_entry_new (context, info);
    case LKB_VALUE_NUMBER:
      return lkb_number_entry_new (context, info);
    case LKB_VALUE_QUANTITY:
      return lkb_quantity_entry_new (context, info);
    case LKB_VALUE_CHOICE:
      return lkb_choice_box_new (context, info, choices != NULL ? choices : info->choices);
    case LKB_VALUE_BOOLEAN:
      return lkb_check_box_new (context, info);
    case LKB_VALUE_TEXT_LIST:
      if (g_str_equal (info->key, "features"))
        return lkb_feature_list_new (context, info);
      return lkb_text_list_new (context, info);
    case LKB_VALUE_RECORD:
      return lkb_record_editor_new (context, info);
    case LKB_VALUE_RECORD_LIST:
      return lkb_record_list_new (context, info);
    case LKB_VALUE_TUPLE:
    case LKB_VALUE_TUPLE_LIST:
    default:
      return NULL;
    }
}

void
lkb_value_editor_set_value (LkbValueEditor *self, const LkbValue *value, gboolean mixed)
{
  LKB_VALUE_EDITOR_GET_CLASS (self)->set_value (self, value, mixed);
}

void
lkb_value_editor_commit (LkbValueEditor *self)
{
  if (LKB_VALUE_EDITOR_GET_CLASS (self)->commit != NULL)
    LKB_VALUE_EDITOR_GET_CLASS (self)->commit (self);
}

gboolean
lkb_value_editor_take_focus (LkbValueEditor *self, const char *member)
{
  return LKB_VALUE_EDITOR_GET_CLASS (self)->take_focus (self, member);
}

void
lkb_value_editor_set_ghost (LkbValueEditor *self, const char *text)
{
  if (LKB_VALUE_EDITOR_GET_CLASS (self)->set_ghost != NULL)
    LKB_VALUE_EDITOR_GET_CLASS (self)->set_ghost (self, text);
}

GtkWidget *
lkb_value_editor_get_control (LkbValueEditor *self)
{
  return LKB_VALUE_EDITOR_GET_CLASS (self)->get_control (self);
}

void
lkb_value_editor_set_label (LkbValueEditor *self, GtkWidget *label, const char *name)
{
  GtkWidget *control = lkb_value_editor_get_control (self);

  /* One or the other: the toolkit would read both. */
  if (label == NULL)
    {
      lkb_widget_set_spoken (control, name);
    }
  else
    {
      gtk_accessible_update_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      label, NULL, -1);
      if (GTK_IS_LABEL (label) && control != GTK_WIDGET (self))
        gtk_label_set_mnemonic_widget (GTK_LABEL (label), control);
    }
}

void
lkb_value_editor_set_context (LkbValueEditor *self, LkbEditContext *context,
                              const LkbFieldInfo *info)
{
  LkbValueEditorPrivate *priv = lkb_value_editor_get_instance_private (self);

  priv->context = lkb_edit_context_ref (context);
  priv->info = info;
}

LkbEditContext *
lkb_value_editor_get_context (LkbValueEditor *self)
{
  LkbValueEditorPrivate *priv = lkb_value_editor_get_instance_private (self);

  return priv->context;
}

const LkbFieldInfo *
lkb_value_editor_get_info (LkbValueEditor *self)
{
  LkbValueEditorPrivate *priv = lkb_value_editor_get_instance_private (self);

  return priv->info;
}

void
lkb_value_editor_say (LkbValueEditor *self, const LkbValue *value)
{
  g_signal_emit (self, signals[EDITED], 0, value);
}

void
lkb_value_editor_say_done (LkbValueEditor *self)
{
  g_signal_emit (self, signals[DONE], 0);
}
