/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-element-proxy.h"

#include "lkb-canvas.h"

struct _LkbElementProxy
{
  GtkWidget parent_instance;

  char *id;
  char *text;
  gboolean selected;
  guint position;
  guint n;
};

G_DEFINE_FINAL_TYPE (LkbElementProxy, lkb_element_proxy, GTK_TYPE_WIDGET)

/* Selects the element as a click would; NULL when the board is gone. */
static LkbEditor *
select_element (LkbElementProxy *self)
{
  GtkWidget *canvas = gtk_widget_get_parent (GTK_WIDGET (self));
  LkbEditor *editor = LKB_IS_CANVAS (canvas) ? lkb_canvas_get_editor (LKB_CANVAS (canvas)) : NULL;

  if (editor == NULL || lkb_board_lookup (lkb_editor_get_board (editor), self->id) == NULL)
    return NULL;
  lkb_canvas_commit_edit (LKB_CANVAS (canvas));
  /* The one of the page is there only while its place is selected. */
  if (g_str_equal (self->id, LKB_BOARD_ID))
    return editor;
  lkb_editor_go_to (editor, (const char *[]){ self->id, NULL });
  gtk_widget_grab_focus (canvas);
  return editor;
}

static void
select_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  select_element (LKB_ELEMENT_PROXY (widget));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbEditor *editor = select_element (LKB_ELEMENT_PROXY (widget));

  if (editor != NULL && !lkb_editor_activate_stop (editor))
    lkb_editor_begin_rename (editor);
}

/* The keyboard focus comes by selecting the element; Tab walks over the canvas as a whole. */
static gboolean
lkb_element_proxy_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return FALSE;
}

static void
lkb_element_proxy_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
}

static void
lkb_element_proxy_finalize (GObject *object)
{
  LkbElementProxy *self = LKB_ELEMENT_PROXY (object);

  g_free (self->id);
  g_free (self->text);
  G_OBJECT_CLASS (lkb_element_proxy_parent_class)->finalize (object);
}

static void
lkb_element_proxy_class_init (LkbElementProxyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_element_proxy_finalize;
  widget_class->focus = lkb_element_proxy_focus;
  widget_class->snapshot = lkb_element_proxy_snapshot;
  gtk_widget_class_set_css_name (widget_class, "lkb-element");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_install_action (widget_class, "item.select", NULL, select_action);
  gtk_widget_class_install_action (widget_class, "item.open", NULL, open_action);
}

static void
lkb_element_proxy_init (LkbElementProxy *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, FALSE, -1);
}

LkbElementProxy *
lkb_element_proxy_new (const char *id)
{
  LkbElementProxy *self = g_object_new (LKB_TYPE_ELEMENT_PROXY, NULL);

  self->id = g_strdup (id);
  return self;
}

const char *
lkb_element_proxy_get_id (LkbElementProxy *self)
{
  g_return_val_if_fail (LKB_IS_ELEMENT_PROXY (self), NULL);
  return self->id;
}

void
lkb_element_proxy_set_text (LkbElementProxy *self, const char *text)
{
  g_return_if_fail (LKB_IS_ELEMENT_PROXY (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

const char *
lkb_element_proxy_get_text (LkbElementProxy *self)
{
  g_return_val_if_fail (LKB_IS_ELEMENT_PROXY (self), NULL);
  return self->text;
}

void
lkb_element_proxy_set_selected (LkbElementProxy *self, gboolean selected)
{
  g_return_if_fail (LKB_IS_ELEMENT_PROXY (self));

  if (self->selected == selected)
    return;
  self->selected = selected;
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

void
lkb_element_proxy_set_position (LkbElementProxy *self, guint position, guint n)
{
  g_return_if_fail (LKB_IS_ELEMENT_PROXY (self));

  if (self->position == position && self->n == n)
    return;
  self->position = position;
  self->n = n;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                  (int) position, GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) n, -1);
}
