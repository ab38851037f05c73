/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-widget.h"

#include "core/base/lkb-text.h"

void
lkb_widget_set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

GtkWidget *
lkb_widget_create_label (const char *text, const char *css_class)
{
  g_autofree char *shown = text != NULL ? lkb_text_shown (text) : NULL;
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
lkb_widget_create_wrapped (const char *text, const char *css_class)
{
  GtkWidget *label = lkb_widget_create_label (text, css_class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

void
lkb_widget_set_text (GtkEditable *editable, const char *text)
{
  gtk_editable_set_text (editable, text);
  lkb_widget_forget_typing (editable);
}

void
lkb_widget_forget_typing (GtkEditable *editable)
{
  gtk_editable_set_enable_undo (editable, FALSE);
  gtk_editable_set_enable_undo (editable, TRUE);
}

static gboolean
query_tooltip_cb (GtkMenuButton *button, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                  gpointer data)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  if (popover != NULL && gtk_widget_get_visible (GTK_WIDGET (popover)))
    g_signal_stop_emission_by_name (button, "query-tooltip");
  return FALSE;
}

void
lkb_widget_hush_tooltip (GtkMenuButton *button)
{
  g_signal_connect (button, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

void
lkb_widget_set_spoken (GtkWidget *widget, const char *text)
{
  g_autofree char *shown = lkb_text_shown (text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, shown,
                                  -1);
}

/* The shown label names its button already, as its mnemonic's target. */
static void
forget_written_label_cb (GtkButton *button)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

void
lkb_widget_speak_mnemonics (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)))
    {
      g_signal_connect (widget, "notify::label", G_CALLBACK (forget_written_label_cb), NULL);
      forget_written_label_cb (GTK_BUTTON (widget));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    lkb_widget_speak_mnemonics (child);
}
