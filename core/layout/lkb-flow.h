/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** LkbFlow: items in columns with links between neighbouring columns; finds an order with few
 * crossings. */
typedef struct _LkbFlow LkbFlow;

typedef struct
{
  guint item;
  double weight;
} LkbFlowLink;

typedef struct
{
  guint index;
  guint column;
  guint place; /* in its column, from the top */
  int node; /* -1 = dummy of a passing edge */
  double h;
  double y; /* centre; the caller's */
} LkbFlowItem;

/** lkb_flow_new: (transfer full) */
LkbFlow *lkb_flow_new (guint n_columns);
void lkb_flow_free (LkbFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbFlow, lkb_flow_free)

/** lkb_flow_add_item: adds below the last one of the column; returns its index. */
guint lkb_flow_add_item (LkbFlow *self, guint column, double h, int node);

/** lkb_flow_add_link: @right must lie in the column after @left's. Only before the order is asked
 * for. */
void lkb_flow_add_link (LkbFlow *self, guint left, guint right, double weight);

/** lkb_flow_reduce_crossings: orders all columns; always the same for the same items and the same
 * @seed, of which each finds another good order. FALSE when cancelled. */
gboolean lkb_flow_reduce_crossings (LkbFlow *self, guint seed, GCancellable *cancellable);

/** lkb_flow_count_crossings: of all links in the present order. */
guint64 lkb_flow_count_crossings (LkbFlow *self);

/** lkb_flow_get_length: how many items @column has. */
guint lkb_flow_get_length (LkbFlow *self, guint column);

/** lkb_flow_get: the item at @place from the top of @column. */
LkbFlowItem *lkb_flow_get (LkbFlow *self, guint column, guint place);
/** lkb_flow_get_item: (transfer none): by the index that lkb_flow_add_item() gave; valid until the next item is added. */
LkbFlowItem *lkb_flow_get_item (LkbFlow *self, guint index);

/** lkb_flow_get_links: the links of @item to the column after (@right) or before it. */
const LkbFlowLink *lkb_flow_get_links (LkbFlow *self, const LkbFlowItem *item, gboolean right,
                                       guint *n);

G_END_DECLS
