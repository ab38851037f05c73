/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * For tests of one widget in a window of its own.
 */

static inline void
pump (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* (transfer full): with @view in it, on the screen. */
static inline GtkWidget *
view_test_open (GtkWidget *view, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* Holds that nobody keeps @view. */
static inline void
view_test_close (GtkWidget *window, GtkWidget *view)
{
  gpointer left = view;

  g_object_add_weak_pointer (G_OBJECT (view), &left);
  gtk_widget_set_visible (window, FALSE);
  pump ();
  gtk_window_destroy (GTK_WINDOW (window));
  pump ();
  g_assert_null (left);
}

/* The nth widget of @type in @widget, in the order of the tree; of labels and pictures those that hold @text (nullable). */
static inline GtkWidget *
view_test_find (GtkWidget *widget, GType type, const char *text, guint *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      const char *own = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget))
                        : GTK_IS_PICTURE (widget)
                            ? gtk_picture_get_alternative_text (GTK_PICTURE (widget))
                            : NULL;

      if ((text == NULL || (own != NULL && strstr (own, text) != NULL)) && (*n)-- == 0)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = view_test_find (child, type, text, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}
