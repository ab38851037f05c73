/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LkbElementProxy:
 *
 * An element of the board, or the place of the page that keys act on, for assistive technology: a child of the canvas that lies where the element is painted, paints
 * nothing and takes no pointer. With GTK 4.8 nothing but a widget can be an accessible object.
 *
 * Actions of the class, which a client can call: item.select, item.open (its name, or an arrow's owner, is edited).
 */
#define LKB_TYPE_ELEMENT_PROXY (lkb_element_proxy_get_type ())
G_DECLARE_FINAL_TYPE (LkbElementProxy, lkb_element_proxy, LKB, ELEMENT_PROXY, GtkWidget)

LkbElementProxy *lkb_element_proxy_new (const char *id);

const char *lkb_element_proxy_get_id (LkbElementProxy *self);
/** lkb_element_proxy_set_text: what a screen reader says; the same text again costs nothing. */
void lkb_element_proxy_set_text (LkbElementProxy *self, const char *text);
const char *lkb_element_proxy_get_text (LkbElementProxy *self);
void lkb_element_proxy_set_selected (LkbElementProxy *self, gboolean selected);
/** lkb_element_proxy_set_position: it is the @position-th (from 1) of @n. */
void lkb_element_proxy_set_position (LkbElementProxy *self, guint position, guint n);

G_END_DECLS
