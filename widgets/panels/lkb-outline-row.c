/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-outline-row.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "lkb-owner-entry.h"
#include "lkb-widget.h"
#include "widgets/canvas/lkb-spoken.h"

struct _LkbOutlineRow
{
  GtkWidget parent_instance;

  GtkWidget *line;
  GtkWidget *name;
  GtkWidget *owner;
  GtkWidget *badge;
  char *id;
  char *spoken; /* the tooltip, too */
  GtkWidget *editor; /* GtkEntry or LkbOwnerEntry while editing */
  LkbOutlineEdit edit; /* of the editor */
  char *ghost;
};

enum
{
  TYPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbOutlineRow, lkb_outline_row, GTK_TYPE_WIDGET)

/* (transfer full): what stands behind the name: the owner, or that one is missing. */
static char *
dup_owner_text (LkbBoard *board, const LkbElement *element)
{
  g_autofree char *owner = lkb_spoken_dup_owner (board, element);
  LkbEdgeOwnership ownership;

  if (*owner != '\0' || !lkb_element_is_edge (element))
    return g_steal_pointer (&owner);
  lkb_board_get_edge_ownership (board, element, &ownership);
  return g_strdup (ownership.needs_owner ? _ ("owner?") : "");
}

char *
lkb_outline_dup_badge (LkbFindings *findings, const LkbElement *element)
{
  const LkbFinding *worst;
  const char *label;
  guint n = 0;

  if (findings == NULL)
    return NULL;
  worst = lkb_findings_get_worst_of (findings, lkb_element_get_id (element), &n);
  if (worst == NULL || worst->severity >= LKB_SEVERITY_HINT)
    return NULL;
  label = lkb_severity_get_label (worst->severity);
  if (n > 1)
    return g_strdup_printf ("%s %s (%u)", worst->severity == LKB_SEVERITY_ERROR ? "◌" : "▲", label,
                            n);
  return g_strdup_printf ("%s %s", worst->severity == LKB_SEVERITY_ERROR ? "◌" : "▲", label);
}

void
lkb_outline_row_set (LkbOutlineRow *self, LkbBoard *board, const LkbElement *element,
                     LkbFindings *findings)
{
  g_autofree char *name = NULL;
  g_autofree char *owner = NULL;
  g_autofree char *badge = NULL;
  g_autofree char *spoken = NULL;
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  if (element == NULL || g_strcmp0 (self->id, lkb_element_get_id (element)) != 0)
    lkb_outline_row_end_edit (self);
  g_clear_pointer (&self->id, g_free);
  if (element == NULL)
    return;
  self->id = g_strdup (lkb_element_get_id (element));
  name = lkb_spoken_dup_name (board, element);
  owner = dup_owner_text (board, element);
  badge = lkb_outline_dup_badge (findings, element);
  spoken = lkb_spoken_dup_element (board, element, findings);
  gtk_label_set_text (GTK_LABEL (self->name), name);
  gtk_label_set_text (GTK_LABEL (self->owner), owner);
  gtk_widget_set_visible (self->owner, *owner != '\0');
  gtk_label_set_text (GTK_LABEL (self->badge), badge != NULL ? badge : "");
  gtk_widget_set_visible (self->badge, badge != NULL);
  if (lkb_element_is_edge (element))
    gtk_widget_add_css_class (self->line, "lkb-outline-edge");
  else
    gtk_widget_remove_css_class (self->line, "lkb-outline-edge");
  g_free (self->spoken);
  self->spoken = g_strdup (spoken);
  /* The row of the list itself is what assistive technology stops at. */
  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                    -1);
}

static GtkEditable *
get_editable (LkbOutlineRow *self)
{
  if (LKB_IS_TYPED_BOX (self->editor))
    return GTK_EDITABLE (lkb_typed_box_get_entry (LKB_TYPED_BOX (self->editor)));
  return GTK_EDITABLE (self->editor);
}

static void
finish_edit (LkbOutlineRow *self, const char *text, gboolean next)
{
  g_autofree char *typed = g_strdup (text);
  LkbOutlineEdit edit = self->edit;

  lkb_outline_row_end_edit (self);
  g_signal_emit (self, signals[TYPED], 0, typed, (int) edit, next);
}

static void
activate_cb (GtkEntry *entry, LkbOutlineRow *self)
{
  if (self->editor != NULL)
    finish_edit (self, gtk_editable_get_text (get_editable (self)), FALSE);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        LkbOutlineRow *self)
{
  const char *text;

  if (self->editor == NULL)
    return FALSE;
  text = gtk_editable_get_text (get_editable (self));
  if (keyval == GDK_KEY_Escape)
    {
      if (self->edit == LKB_OUTLINE_OWNER
          && lkb_owner_entry_get_n_shown (LKB_OWNER_ENTRY (self->editor)) > 0)
        return FALSE;
      lkb_outline_row_end_edit (self);
      return TRUE;
    }
  if (keyval == GDK_KEY_Tab && self->edit == LKB_OUTLINE_OWNER
      && (!lkb_text_is_blank (text) || self->ghost != NULL))
    {
      finish_edit (self, lkb_text_is_blank (text) ? self->ghost : text, TRUE);
      return TRUE;
    }
  return FALSE;
}

static void
leave_cb (GtkEventControllerFocus *controller, LkbOutlineRow *self)
{
  if (self->editor != NULL)
    finish_edit (self, gtk_editable_get_text (get_editable (self)), FALSE);
}

void
lkb_outline_row_edit (LkbOutlineRow *self, LkbHistory *history, LkbOutlineEdit edit,
                      const char *text, const char *ghost)
{
  GtkEventController *controller;
  const char *label = edit == LKB_OUTLINE_OWNER     ? _ ("Owner")
                      : edit == LKB_OUTLINE_FIGURES ? _ ("Latency or rate")
                                                    : _ ("Name");

  g_return_if_fail (LKB_IS_OUTLINE_ROW (self));
  lkb_outline_row_end_edit (self);
  self->edit = edit;
  self->ghost = g_strdup (ghost);
  if (edit == LKB_OUTLINE_OWNER)
    {
      const char *ids[2] = { self->id, NULL };
      g_autoptr (LkbEditContext) context = lkb_edit_context_new (history, NULL, ".", ",", ids);

      self->editor = lkb_owner_entry_new (context, lkb_field_get_info (LKB_FIELD_OWNER));
      lkb_value_editor_set_ghost (LKB_VALUE_EDITOR (self->editor), ghost);
      lkb_value_editor_set_label (LKB_VALUE_EDITOR (self->editor), NULL, label);
    }
  else
    {
      self->editor = gtk_entry_new ();
      if (edit == LKB_OUTLINE_FIGURES)
        gtk_entry_set_placeholder_text (GTK_ENTRY (self->editor), "40/120 ms");
      gtk_editable_set_width_chars (GTK_EDITABLE (self->editor), 8);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      label, -1);
    }
  gtk_widget_set_hexpand (self->editor, TRUE);
  lkb_widget_set_text (get_editable (self), text);
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  gtk_widget_set_visible (self->line, FALSE);
  g_signal_connect_object (get_editable (self), "activate", G_CALLBACK (activate_cb), self, 0);
  controller = gtk_event_controller_key_new ();
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (self->editor, controller);
  gtk_widget_grab_focus (GTK_WIDGET (get_editable (self)));
  gtk_editable_select_region (get_editable (self), 0, -1);
  controller = gtk_event_controller_focus_new ();
  g_signal_connect_object (controller, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (self->editor, controller);
}

const char *
lkb_outline_row_get_id (LkbOutlineRow *self)
{
  return self->id;
}

gboolean
lkb_outline_row_is_editing (LkbOutlineRow *self)
{
  return self->editor != NULL;
}

void
lkb_outline_row_end_edit (LkbOutlineRow *self)
{
  GtkWidget *editor = g_steal_pointer (&self->editor);
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  g_clear_pointer (&self->ghost, g_free);
  if (editor == NULL)
    return;
  gtk_widget_set_visible (self->line, TRUE);
  if (item != NULL && gtk_widget_get_focus_child (GTK_WIDGET (self)) == editor)
    gtk_widget_grab_focus (item);
  gtk_widget_unparent (editor);
}

void
lkb_outline_row_type (LkbOutlineRow *self, const char *text)
{
  g_return_if_fail (self->editor != NULL);
  finish_edit (self, text, FALSE);
}

static void
lkb_outline_row_dispose (GObject *object)
{
  LkbOutlineRow *self = LKB_OUTLINE_ROW (object);
  GtkWidget *editor = g_steal_pointer (&self->editor);

  g_clear_pointer (&editor, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->ghost, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->spoken, g_free);
  G_OBJECT_CLASS (lkb_outline_row_parent_class)->dispose (object);
}

static void
lkb_outline_row_class_init (LkbOutlineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lkb_outline_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lkb-outline-row");
  signals[TYPED] = g_signal_new ("typed", LKB_TYPE_OUTLINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT, G_TYPE_BOOLEAN);
}

/* Asked for, not set: a text that is set makes the toolkit look for the pointer, also in a window on its way out. */
static gboolean
query_tooltip_cb (GtkWidget *line, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                  LkbOutlineRow *self)
{
  gtk_tooltip_set_text (tooltip, self->spoken);
  return self->spoken != NULL;
}

static void
lkb_outline_row_init (LkbOutlineRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  self->owner = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->owner), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->owner), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->owner, "lkb-field-label");
  self->badge = gtk_label_new (NULL);
  gtk_widget_set_valign (self->badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->badge, "lkb-badge");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), self->name);
  gtk_box_append (GTK_BOX (words), self->owner);
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_hexpand (self->line, TRUE);
  gtk_widget_set_has_tooltip (self->line, TRUE);
  g_signal_connect_object (self->line, "query-tooltip", G_CALLBACK (query_tooltip_cb), self, 0);
  gtk_box_append (GTK_BOX (self->line), words);
  gtk_box_append (GTK_BOX (self->line), self->badge);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
}

GtkWidget *
lkb_outline_row_new (void)
{
  return g_object_new (LKB_TYPE_OUTLINE_ROW, NULL);
}
