/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-canvas-proxies.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lkb-canvas-private.h"
#include "lkb-element-proxy.h"
#include "lkb-reading-order.h"
#include "lkb-spoken.h"

/* Milliseconds that board and view must have rested. */
#define REST 150

struct _LkbCanvasProxies
{
  LkbCanvas *canvas;
  GHashTable *by_id; /* id of the proxy → LkbElementProxy, a child of the canvas */
  GtkWidget
      *page; /* the same for the place of the page that keys act on; NULL until there is one */
  guint timeout;
  gboolean moving; /* something differs since the timeout was looked at */
  gboolean stale; /* the board differs */
  gboolean placed; /* each lies over its element */
};

LkbCanvasProxies *
lkb_canvas_proxies_new (LkbCanvas *canvas)
{
  LkbCanvasProxies *self = g_new0 (LkbCanvasProxies, 1);

  self->canvas = canvas;
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) gtk_widget_unparent);
  self->placed = TRUE;
  return self;
}

void
lkb_canvas_proxies_clear (LkbCanvasProxies *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->placed = TRUE;
  if (lkb_canvas_has_focus (self->canvas)
      && (g_hash_table_size (self->by_id) > 0 || self->page != NULL))
    gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self->canvas)), GTK_WIDGET (self->canvas));
  g_hash_table_remove_all (self->by_id);
  g_clear_pointer (&self->page, gtk_widget_unparent);
}

void
lkb_canvas_proxies_free (LkbCanvasProxies *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_hash_table_unref (self->by_id);
  g_clear_pointer (&self->page, gtk_widget_unparent);
  g_free (self);
}

static const char *
get_active_id (LkbCanvasProxies *self)
{
  LkbEditor *editor = self->canvas->editor;
  guint n = editor != NULL ? lkb_editor_get_n_selected (editor) : 0;

  return n > 0 ? lkb_editor_get_selected (editor)[n - 1] : NULL;
}

GtkWidget *
lkb_canvas_proxies_get_active (LkbCanvasProxies *self)
{
  const char *id = get_active_id (self);

  if (id == NULL)
    return self->canvas->editor != NULL && lkb_editor_get_stop (self->canvas->editor) != NULL
               ? self->page
               : NULL;
  return g_hash_table_lookup (self->by_id, id);
}

static gboolean
is_busy (LkbCanvasProxies *self)
{
  LkbEditor *editor = self->canvas->editor;

  return lkb_editor_in_gesture (editor)
         || lkb_history_in_transaction (lkb_editor_get_history (editor));
}

static void
update_selected (LkbCanvasProxies *self)
{
  GHashTableIter iter;
  gpointer id, proxy;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, &id, &proxy))
    lkb_element_proxy_set_selected (proxy, lkb_editor_is_selected (self->canvas->editor, id));
}

/* The page needs one proxy only: it stands where the keys are. */
static void
update_page (LkbCanvasProxies *self)
{
  LkbEditor *editor = self->canvas->editor;
  const LkbSheetStop *stop = lkb_editor_get_stop (editor);
  g_autofree char *text = NULL;

  if (stop == NULL)
    return;
  if (self->page == NULL)
    {
      self->page = GTK_WIDGET (lkb_element_proxy_new (LKB_BOARD_ID));
      gtk_widget_set_parent (self->page, GTK_WIDGET (self->canvas));
    }
  text = lkb_editor_dup_stop_words (editor, stop);
  lkb_element_proxy_set_text (LKB_ELEMENT_PROXY (self->page), text);
  lkb_element_proxy_set_selected (LKB_ELEMENT_PROXY (self->page), TRUE);
  self->placed = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self->canvas));
}

static void
update_canvas (LkbCanvasProxies *self, guint n)
{
  LkbBoard *board = lkb_editor_get_board (self->canvas->editor);
  g_autofree char *title = lkb_spoken_dup_title (board);
  g_autofree char *summary = lkb_spoken_dup_summary (board);

  if (n > LKB_PROXIES_MAX)
    {
      /* Translators: said by a screen reader; the number of nodes and arrows, then how many can be read on the canvas. */
      g_autofree char *more = g_strdup_printf (
          _ ("%s. The first %d are here, all are in the outline."), summary, LKB_PROXIES_MAX);

      g_free (g_steal_pointer (&summary));
      summary = g_steal_pointer (&more);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary, -1);
}

/* The first ones, and the active element wherever it stands. */
static gboolean
is_wanted (guint i, const LkbElement *element, const char *active)
{
  return i < LKB_PROXIES_MAX || g_strcmp0 (lkb_element_get_id (element), active) == 0;
}

static void
remove_unwanted (LkbCanvasProxies *self, const GPtrArray *order)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  const char *active = get_active_id (self);
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < order->len; i++)
    if (is_wanted (i, order->pdata[i], active))
      g_hash_table_add (wanted, (gpointer) lkb_element_get_id (order->pdata[i]));
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (wanted, id))
      g_hash_table_iter_remove (&iter);
}

/* Children that differ are put in their place, the others stay untouched. */
static void
update_children (LkbCanvasProxies *self)
{
  GtkWidget *canvas = GTK_WIDGET (self->canvas);
  LkbEditor *editor = self->canvas->editor;
  LkbBoard *board = lkb_editor_get_board (editor);
  g_autoptr (GPtrArray) order = lkb_board_dup_reading_order (board);
  const char *active = get_active_id (self);
  GtkWidget *last = NULL;

  remove_unwanted (self, order);
  for (guint i = 0; i < order->len; i++)
    {
      const LkbElement *element = order->pdata[i];
      LkbElementProxy *proxy;
      g_autofree char *text = NULL;

      if (!is_wanted (i, element, active))
        continue;
      proxy = g_hash_table_lookup (self->by_id, lkb_element_get_id (element));
      if (proxy == NULL)
        {
          proxy = lkb_element_proxy_new (lkb_element_get_id (element));
          g_hash_table_insert (self->by_id, (gpointer) lkb_element_proxy_get_id (proxy), proxy);
        }
      text = lkb_spoken_dup_element (board, element, self->canvas->findings);
      lkb_element_proxy_set_text (proxy, text);
      lkb_element_proxy_set_position (proxy, i + 1, order->len);
      if (gtk_widget_get_parent (GTK_WIDGET (proxy)) == NULL
          || gtk_widget_get_prev_sibling (GTK_WIDGET (proxy)) != last)
        gtk_widget_insert_after (GTK_WIDGET (proxy), canvas, last);
      last = GTK_WIDGET (proxy);
    }
  update_canvas (self, order->len);
}

static gboolean
rest_cb (gpointer data)
{
  LkbCanvasProxies *self = data;
  gboolean focused = lkb_canvas_has_focus (self->canvas);

  if (self->moving || is_busy (self))
    {
      self->moving = FALSE;
      return G_SOURCE_CONTINUE;
    }
  self->timeout = 0;
  if (self->stale)
    update_children (self);
  self->stale = FALSE;
  update_selected (self);
  update_page (self);
  /* What has the focus is what is announced; the one that had it may be gone. */
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  self->placed = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self->canvas));
  return G_SOURCE_REMOVE;
}

void
lkb_canvas_proxies_queue (LkbCanvasProxies *self, gboolean only_places)
{
  if (self->canvas->editor == NULL)
    return;
  self->moving = TRUE;
  if (!only_places)
    self->stale = TRUE;
  if (self->timeout == 0)
    self->timeout = g_timeout_add (REST, rest_cb, self);
}

void
lkb_canvas_proxies_select (LkbCanvasProxies *self)
{
  const char *active = get_active_id (self);

  if (is_busy (self) || (active != NULL && !g_hash_table_contains (self->by_id, active)))
    {
      lkb_canvas_proxies_queue (self, FALSE);
      return;
    }
  update_selected (self);
  update_page (self);
  if (lkb_canvas_has_focus (self->canvas))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static GtkAllocation
get_allocation (LkbEditor *editor, LkbBox box)
{
  box = lkb_viewport_box_to_screen (lkb_editor_get_viewport (editor), &box);
  return (GtkAllocation){ (int) round (box.x), (int) round (box.y), MAX ((int) round (box.w), 1),
                          MAX ((int) round (box.h), 1) };
}

void
lkb_canvas_proxies_allocate (LkbCanvasProxies *self)
{
  LkbEditor *editor = self->canvas->editor;
  GHashTableIter iter;
  gpointer id, proxy;

  if (self->placed)
    return;
  self->placed = TRUE;
  if (self->page != NULL)
    {
      const LkbSheetStop *stop = lkb_editor_get_stop (editor);
      GtkAllocation at = { 0, 0, 1, 1 };

      if (stop != NULL)
        at = get_allocation (editor, lkb_editor_get_stop_box (editor, stop));
      gtk_widget_size_allocate (self->page, &at, -1);
    }
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, &id, &proxy))
    {
      GtkAllocation at = { 0, 0, 1, 1 };
      LkbBox box;

      if (lkb_editor_get_box (editor, id, &box))
        at = get_allocation (editor, box);
      gtk_widget_size_allocate (proxy, &at, -1);
    }
}
