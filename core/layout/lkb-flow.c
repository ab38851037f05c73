/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-flow.h"

#include <string.h>

#include "lkb-flow-private.h"

#define FIRST_RANDOM 20240607

typedef struct
{
  guint left;
  guint right;
  double weight;
} Link;

struct _LkbFlow
{
  GArray *items; /* LkbFlowItem */
  GArray **orders; /* of each column: guint */
  guint n_columns;
  GArray *links; /* Link */
  guint *starts[2];
  LkbFlowLink *ends[2]; /* 0 to the left, 1 to the right */
};

LkbFlow *
lkb_flow_new (guint n_columns)
{
  LkbFlow *self = g_new0 (LkbFlow, 1);

  self->items = g_array_new (FALSE, FALSE, sizeof (LkbFlowItem));
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  self->n_columns = n_columns;
  self->orders = g_new0 (GArray *, MAX (n_columns, 1));
  for (guint i = 0; i < n_columns; i++)
    self->orders[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
lkb_flow_free (LkbFlow *self)
{
  g_return_if_fail (self != NULL);
  for (guint i = 0; i < self->n_columns; i++)
    g_array_unref (self->orders[i]);
  g_free (self->orders);
  g_array_unref (self->items);
  g_array_unref (self->links);
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->starts[i]);
      g_free (self->ends[i]);
    }
  g_free (self);
}

LkbFlowItem *
lkb_flow_get_item (LkbFlow *self, guint index)
{
  return &g_array_index (self->items, LkbFlowItem, index);
}

guint
lkb_flow_get_length (LkbFlow *self, guint column)
{
  return self->orders[column]->len;
}

LkbFlowItem *
lkb_flow_get (LkbFlow *self, guint column, guint place)
{
  return lkb_flow_get_item (self, g_array_index (self->orders[column], guint, place));
}

guint
lkb_flow_add_item (LkbFlow *self, guint column, double h, int node)
{
  LkbFlowItem item = { self->items->len, column, self->orders[column]->len, node, h, 0 };

  g_array_append_val (self->items, item);
  g_array_append_val (self->orders[column], item.index);
  return item.index;
}

void
lkb_flow_add_link (LkbFlow *self, guint left, guint right, double weight)
{
  Link link = { left, right, weight };
  g_array_append_val (self->links, link);
}

static void
index_links (LkbFlow *self)
{
  guint n = self->items->len;

  if (self->starts[0] != NULL)
    return;
  for (guint side = 0; side < 2; side++)
    {
      guint *starts = g_new0 (guint, n + 2);
      LkbFlowLink *ends = g_new0 (LkbFlowLink, MAX (self->links->len, 1));

      for (guint i = 0; i < self->links->len; i++)
        {
          const Link *link = &g_array_index (self->links, Link, i);
          starts[(side == 0 ? link->right : link->left) + 2]++;
        }
      for (guint i = 2; i < n + 2; i++)
        starts[i] += starts[i - 1];
      for (guint i = 0; i < self->links->len; i++)
        {
          const Link *link = &g_array_index (self->links, Link, i);
          guint own = side == 0 ? link->right : link->left;
          LkbFlowLink *end = &ends[starts[own + 1]++];
          end->item = side == 0 ? link->left : link->right;
          end->weight = link->weight;
        }
      self->starts[side] = starts;
      self->ends[side] = ends;
    }
}

const LkbFlowLink *
lkb_flow_get_links (LkbFlow *self, const LkbFlowItem *item, gboolean right, guint *n)
{
  guint side = right ? 1 : 0;

  index_links (self);
  *n = self->starts[side][item->index + 1] - self->starts[side][item->index];
  return &self->ends[side][self->starts[side][item->index]];
}

/* The order as plain arrays, to be worked on. */
static void
begin_work (LkbFlow *self, LkbFlowWork *work)
{
  guint n = self->items->len;

  index_links (self);
  *work = (LkbFlowWork){ .n = n, .n_columns = self->n_columns, .random = FIRST_RANDOM };
  work->column = g_new (guint, MAX (n, 1));
  work->place = g_new (guint, MAX (n, 1));
  work->is_dummy = g_new (gboolean, MAX (n, 1));
  work->order = g_new (guint *, MAX (self->n_columns, 1));
  work->length = g_new (guint, MAX (self->n_columns, 1));
  for (guint side = 0; side < 2; side++)
    {
      work->start[side] = g_memdup2 (self->starts[side], (n + 1) * sizeof (guint));
      work->to[side] = g_new (guint, MAX (self->links->len, 1));
      for (guint k = 0; k < self->links->len; k++)
        work->to[side][k] = self->ends[side][k].item;
    }
  for (guint i = 0; i < n; i++)
    {
      const LkbFlowItem *item = lkb_flow_get_item (self, i);
      work->column[i] = item->column;
      work->place[i] = item->place;
      work->is_dummy[i] = item->node < 0;
    }
  for (guint c = 0; c < self->n_columns; c++)
    {
      work->length[c] = self->orders[c]->len;
      work->order[c] = g_memdup2 (self->orders[c]->data, self->orders[c]->len * sizeof (guint));
    }
}

static void
end_work (LkbFlow *self, LkbFlowWork *work)
{
  for (guint c = 0; c < self->n_columns; c++)
    {
      if (work->length[c] > 0)
        memcpy (self->orders[c]->data, work->order[c], work->length[c] * sizeof (guint));
      for (guint i = 0; i < work->length[c]; i++)
        lkb_flow_get (self, c, i)->place = i;
      g_free (work->order[c]);
    }
  g_free (work->column);
  g_free (work->place);
  g_free (work->is_dummy);
  g_free (work->order);
  g_free (work->length);
  for (guint side = 0; side < 2; side++)
    {
      g_free (work->start[side]);
      g_free (work->to[side]);
    }
}

gboolean
lkb_flow_reduce_crossings (LkbFlow *self, guint seed, GCancellable *cancellable)
{
  LkbFlowWork work;
  gboolean done;

  g_return_val_if_fail (self != NULL && self->items->len < G_MAXUINT / 2, FALSE);

  begin_work (self, &work);
  work.random += seed;
  done = lkb_flow_work_order (&work, cancellable);
  end_work (self, &work);
  return done;
}

guint64
lkb_flow_count_crossings (LkbFlow *self)
{
  LkbFlowWork work;
  guint64 crossings;

  g_return_val_if_fail (self != NULL, 0);

  begin_work (self, &work);
  crossings = lkb_flow_work_count (&work);
  end_work (self, &work);
  return crossings;
}
