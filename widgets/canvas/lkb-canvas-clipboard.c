/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-canvas-private.h"

#include "core/formats/lkb-board-file.h"

#define BOARD_TYPE "application/vnd.lakeboard+json"

/* A whole board that somebody copied elsewhere is more than anyone means to paste. */
#define MAX_BYTES (8 * 1024 * 1024)

gboolean
lkb_canvas_copy (LkbCanvas *self)
{
  g_autoptr (LkbBoard) board = lkb_editor_dup_selection (self->editor);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autofree char *text = NULL;
  GdkContentProvider *providers[2];

  if (board == NULL)
    return FALSE;
  bytes = lkb_board_file_write (board);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  providers[0] = gdk_content_provider_new_for_bytes (BOARD_TYPE, bytes);
  providers[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  provider = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  return gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
}

static void
paste_bytes (LkbCanvas *self, GBytes *bytes)
{
  g_autoptr (LkbBoard) other = NULL;
  LkbPoint at;
  LkbBox view = lkb_box (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                         gtk_widget_get_height (GTK_WIDGET (self)));

  if (self->editor == NULL || g_bytes_get_size (bytes) > MAX_BYTES)
    return;
  /* What is no board is simply nothing to paste here. */
  other = lkb_board_file_read ("clipboard", bytes, LKB_BOARD_FILE_NONE, NULL, NULL);
  if (other == NULL || lkb_board_get_n_elements (other) == 0)
    return;
  at = lkb_viewport_to_board (lkb_editor_get_viewport (self->editor), self->pointer.x,
                              self->pointer.y);
  lkb_editor_paste (self->editor, other,
                    lkb_box_contains (&view, self->pointer.x, self->pointer.y) ? &at : NULL);
}

static void
spliced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbCanvas) self = data;
  g_autoptr (GBytes) bytes = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL) < 0)
    return;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  paste_bytes (self, bytes);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbCanvas) self = data;
  g_autoptr (GInputStream) input = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL,
                                                              NULL);
  g_autoptr (GOutputStream) output = NULL;

  if (input == NULL)
    return;
  output = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (
      output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
      G_PRIORITY_DEFAULT, NULL, spliced_cb, g_steal_pointer (&self));
}

void
lkb_canvas_paste (LkbCanvas *self)
{
  static const char *types[] = { BOARD_TYPE, "text/plain;charset=utf-8", NULL };

  gdk_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), types, G_PRIORITY_DEFAULT,
                            NULL, read_cb, g_object_ref (self));
}
