/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-grid.h"

#include <string.h>

/* A box over more cells than this is kept in a list of its own that every query reads. */
#define CELLS_MAX 256
#define BITS_MIN 6
/* A query over more cells than this reads the entries one after the other instead. */
#define QUERY_CELLS_MAX 65536

/* A place in a cell: the entry, and which of the entry's places it is. */
typedef struct
{
  guint handle;
  guint place;
} Slot;

typedef struct _Cell Cell;
struct _Cell
{
  int cx;
  int cy;
  Cell *next; /* (nullable) in its bucket */
  GArray *slots; /* Slot */
};

/* Where an entry stands: its cell and the index in it. */
typedef struct
{
  Cell *cell;
  guint index;
} Place;

typedef struct
{
  LkbBox box;
  gpointer data;
  Place *places;
  guint n_places;
  guint stamp;
  gboolean used;
} Entry;

struct _LkbGrid
{
  double cell;
  Cell **buckets; /* own, as a query looks up many cells and each look-up counts */
  guint n_bits; /* of the number of buckets */
  guint n_cells;
  Cell *large;
  GArray *entries; /* Entry */
  GArray *unused; /* guint */
  gsize size;
  guint stamp;
};

static guint
find_bucket (const LkbGrid *self, int cx, int cy)
{
  guint hash = (guint) cx * 73856093u ^ (guint) cy * 19349663u;

  return (hash * 0x9e3779b1u) >> (32 - self->n_bits);
}

static Cell *
find_cell (const LkbGrid *self, int cx, int cy)
{
  Cell *cell = self->buckets[find_bucket (self, cx, cy)];

  while (cell != NULL && (cell->cx != cx || cell->cy != cy))
    cell = cell->next;
  return cell;
}

static void
free_cell (Cell *cell)
{
  g_array_unref (cell->slots);
  g_free (cell);
}

static Cell *
make_cell (int cx, int cy)
{
  Cell *cell = g_new0 (Cell, 1);
  cell->cx = cx;
  cell->cy = cy;
  cell->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  return cell;
}

static void
link_cell (LkbGrid *self, Cell *cell)
{
  Cell **bucket = &self->buckets[find_bucket (self, cell->cx, cell->cy)];

  cell->next = *bucket;
  *bucket = cell;
}

static void
double_buckets (LkbGrid *self)
{
  guint n = 1u << self->n_bits;
  g_autofree Cell **before = self->buckets;

  self->n_bits++;
  self->buckets = g_new0 (Cell *, 1u << self->n_bits);
  for (guint i = 0; i < n; i++)
    for (Cell *cell = before[i], *next; cell != NULL; cell = next)
      {
        next = cell->next;
        link_cell (self, cell);
      }
}

static Cell *
add_cell (LkbGrid *self, int cx, int cy)
{
  Cell *cell = make_cell (cx, cy);

  if (self->n_cells++ >= 1u << self->n_bits)
    double_buckets (self);
  link_cell (self, cell);
  return cell;
}

static void
remove_cell (LkbGrid *self, Cell *cell)
{
  Cell **link = &self->buckets[find_bucket (self, cell->cx, cell->cy)];

  while (*link != cell)
    link = &(*link)->next;
  *link = cell->next;
  self->n_cells--;
  free_cell (cell);
}

LkbGrid *
lkb_grid_new (double cell)
{
  LkbGrid *self = g_new0 (LkbGrid, 1);

  self->cell = cell > 0 ? cell : 1;
  self->n_bits = BITS_MIN;
  self->buckets = g_new0 (Cell *, 1u << self->n_bits);
  self->large = make_cell (0, 0);
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  self->unused = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

static Entry *
get_entry (LkbGrid *self, guint handle)
{
  return &g_array_index (self->entries, Entry, handle);
}

void
lkb_grid_free (LkbGrid *self)
{
  g_return_if_fail (self != NULL);
  for (guint i = 0; i < self->entries->len; i++)
    g_free (get_entry (self, i)->places);
  for (guint i = 0; i < 1u << self->n_bits; i++)
    for (Cell *cell = self->buckets[i], *next; cell != NULL; cell = next)
      {
        next = cell->next;
        free_cell (cell);
      }
  g_free (self->buckets);
  free_cell (self->large);
  g_array_unref (self->entries);
  g_array_unref (self->unused);
  g_free (self);
}

typedef struct
{
  int x0, y0, x1, y1;
} CellRange;

static int
count_off (double v, double cell)
{
  double at = CLAMP (v / cell, -1e9, 1e9);
  int whole = (int) at;

  return at < whole ? whole - 1 : whole;
}

static CellRange
find_range (LkbGrid *self, const LkbBox *box)
{
  CellRange range = { count_off (box->x, self->cell), count_off (box->y, self->cell),
                      count_off (box->x + box->w, self->cell),
                      count_off (box->y + box->h, self->cell) };
  return range;
}

static double
count_cells (const CellRange *range)
{
  return ((double) range->x1 - range->x0 + 1) * ((double) range->y1 - range->y0 + 1);
}

static void
put_into_cell (Entry *entry, guint handle, guint place, Cell *cell)
{
  Slot slot = { handle, place };
  entry->places[place].cell = cell;
  entry->places[place].index = cell->slots->len;
  g_array_append_val (cell->slots, slot);
}

static void
put_entry (LkbGrid *self, guint handle)
{
  Entry *entry = get_entry (self, handle);
  CellRange range = find_range (self, &entry->box);
  double count = count_cells (&range);
  guint place = 0;

  if (count > CELLS_MAX)
    {
      entry->n_places = 1;
      entry->places = g_renew (Place, entry->places, 1);
      put_into_cell (entry, handle, 0, self->large);
      return;
    }
  entry->n_places = (guint) count;
  entry->places = g_renew (Place, entry->places, entry->n_places);
  for (int cy = range.y0; cy <= range.y1; cy++)
    for (int cx = range.x0; cx <= range.x1; cx++)
      {
        Cell *cell = find_cell (self, cx, cy);

        if (cell == NULL)
          cell = add_cell (self, cx, cy);
        put_into_cell (entry, handle, place++, cell);
      }
}

static void
take_entry (LkbGrid *self, guint handle)
{
  Entry *entry = get_entry (self, handle);

  for (guint i = 0; i < entry->n_places; i++)
    {
      Cell *cell = entry->places[i].cell;
      guint index = entry->places[i].index;

      g_array_remove_index_fast (cell->slots, index);
      if (index < cell->slots->len)
        {
          Slot *moved = &g_array_index (cell->slots, Slot, index);
          get_entry (self, moved->handle)->places[moved->place].index = index;
        }
      if (cell->slots->len == 0 && cell != self->large)
        remove_cell (self, cell);
    }
  entry->n_places = 0;
}

guint
lkb_grid_insert (LkbGrid *self, const LkbBox *box, gpointer data)
{
  guint handle;
  Entry *entry;

  g_return_val_if_fail (self != NULL && box != NULL, 0);

  if (self->unused->len > 0)
    {
      handle = g_array_index (self->unused, guint, self->unused->len - 1);
      g_array_set_size (self->unused, self->unused->len - 1);
    }
  else
    {
      handle = self->entries->len;
      g_array_set_size (self->entries, handle + 1);
    }
  entry = get_entry (self, handle);
  entry->box = *box;
  entry->data = data;
  entry->used = TRUE;
  put_entry (self, handle);
  self->size++;
  return handle;
}

void
lkb_grid_remove (LkbGrid *self, guint handle)
{
  g_return_if_fail (self != NULL && handle < self->entries->len && get_entry (self, handle)->used);

  take_entry (self, handle);
  get_entry (self, handle)->used = FALSE;
  get_entry (self, handle)->data = NULL;
  g_array_append_val (self->unused, handle);
  self->size--;
}

void
lkb_grid_move (LkbGrid *self, guint handle, const LkbBox *box)
{
  CellRange before, after;

  g_return_if_fail (self != NULL && box != NULL && handle < self->entries->len
                    && get_entry (self, handle)->used);

  before = find_range (self, &get_entry (self, handle)->box);
  after = find_range (self, box);
  if (memcmp (&before, &after, sizeof before) == 0)
    {
      get_entry (self, handle)->box = *box;
      return;
    }
  take_entry (self, handle);
  get_entry (self, handle)->box = *box;
  put_entry (self, handle);
}

gsize
lkb_grid_get_size (LkbGrid *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->size;
}

const LkbBox *
lkb_grid_get_box (LkbGrid *self, guint handle)
{
  g_return_val_if_fail (
      self != NULL && handle < self->entries->len && get_entry (self, handle)->used, NULL);
  return &get_entry (self, handle)->box;
}

gpointer
lkb_grid_get_data (LkbGrid *self, guint handle)
{
  g_return_val_if_fail (
      self != NULL && handle < self->entries->len && get_entry (self, handle)->used, NULL);
  return get_entry (self, handle)->data;
}

static gboolean
visit_cell (LkbGrid *self, Cell *cell, const LkbBox *area, LkbGridFunc func, gpointer user_data)
{
  for (guint i = 0; i < cell->slots->len; i++)
    {
      guint handle = g_array_index (cell->slots, Slot, i).handle;
      Entry *entry = get_entry (self, handle);

      if (entry->stamp == self->stamp)
        continue;
      entry->stamp = self->stamp;
      if (lkb_box_touches (&entry->box, area)
          && !func (handle, &entry->box, entry->data, user_data))
        return FALSE;
    }
  return TRUE;
}

gboolean
lkb_grid_foreach (LkbGrid *self, const LkbBox *area, LkbGridFunc func, gpointer user_data)
{
  CellRange range;

  g_return_val_if_fail (self != NULL && area != NULL && func != NULL, TRUE);

  if (++self->stamp == 0)
    {
      for (guint i = 0; i < self->entries->len; i++)
        get_entry (self, i)->stamp = 0;
      self->stamp = 1;
    }
  range = find_range (self, area);
  if (count_cells (&range) > MIN (QUERY_CELLS_MAX, 4.0 * self->n_cells + 64))
    {
      for (guint i = 0; i < self->entries->len; i++)
        {
          Entry *entry = get_entry (self, i);
          if (entry->used && lkb_box_touches (&entry->box, area)
              && !func (i, &entry->box, entry->data, user_data))
            return FALSE;
        }
      return TRUE;
    }
  for (int cy = range.y0; cy <= range.y1; cy++)
    for (int cx = range.x0; cx <= range.x1; cx++)
      {
        Cell *cell = find_cell (self, cx, cy);

        if (cell != NULL && !visit_cell (self, cell, area, func, user_data))
          return FALSE;
      }
  return visit_cell (self, self->large, area, func, user_data);
}

static gboolean
collect_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  g_array_append_val ((GArray *) user_data, handle);
  return TRUE;
}

static int
compare_handles (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;
  return x < y ? -1 : x > y;
}

void
lkb_grid_query (LkbGrid *self, const LkbBox *area, GArray *handles)
{
  g_return_if_fail (self != NULL && area != NULL && handles != NULL);

  g_array_set_size (handles, 0);
  lkb_grid_foreach (self, area, collect_cb, handles);
  g_array_sort (handles, compare_handles);
}
