/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** lkb_widget_set_class: gives @widget a style class or takes it away. */
void lkb_widget_set_class (GtkWidget *widget, const char *name, gboolean on);

/** lkb_widget_create_label: (transfer floating): a label that starts where reading starts. @text: (nullable): shown with
 * lkb_text_shown(), as all that a board says.
 * @css_class: (nullable). */
GtkWidget *lkb_widget_create_label (const char *text, const char *css_class);
/** lkb_widget_create_wrapped: the same, on as many lines as it takes; long words are cut. */
GtkWidget *lkb_widget_create_wrapped (const char *text, const char *css_class);

/** lkb_widget_set_text: gives @editable a text that nobody typed: Ctrl+Z does not take it away. */
void lkb_widget_set_text (GtkEditable *editable, const char *text);
/** lkb_widget_forget_typing: from now on Ctrl+Z takes away what is typed from now on. */
void lkb_widget_forget_typing (GtkEditable *editable);

/** lkb_widget_hush_tooltip: @button's tooltip stays away while its popover is open. GTK 4.8 would show it over the popover
 * and, with both gone, lose the next click. */
void lkb_widget_hush_tooltip (GtkMenuButton *button);

/** lkb_widget_set_spoken: what a screen reader calls @widget that shows no text, or not as a plain label; as lkb_text_shown(). */
void lkb_widget_set_spoken (GtkWidget *widget, const char *text);
/** lkb_widget_speak_mnemonics: for @widget and all inside it that are buttons with an underlined letter: GTK 4.8 would name
 * them “_Export Export”, once as written and once as shown. */
void lkb_widget_speak_mnemonics (GtkWidget *widget);

G_END_DECLS
