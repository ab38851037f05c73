/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-board.h"

#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-board-private.h"
#include "lkb-raw-member.h"

struct _LkbBoard
{
  GObject parent_instance;

  LkbElement *facts;
  GHashTable *elements; /* id (borrowed from the element) → LkbElement, facts not among them */
  GHashTable *edges; /* node id (own copy) → GPtrArray of LkbElement in rank order */
  guint counts[LKB_N_KINDS];
  GPtrArray *ordered; /* rank order; NULL while it must be sorted anew */
  GPtrArray *groups; /* those of the elements that are groups; NULL until asked for */
  GArray *group_boxes; /* of LkbGroupBox, likewise; its elements are held by @groups */
  GArray *raw; /* of LkbRawMember */
  guint next_id; /* hint for lkb_board_make_id() */
  gboolean transient;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (lkb - board - error - quark, lkb_board_error)
G_DEFINE_FINAL_TYPE (LkbBoard, lkb_board, G_TYPE_OBJECT)

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const LkbElement *const *x = a;
  const LkbElement *const *y = b;
  return strcmp (lkb_element_get_rank (*x), lkb_element_get_rank (*y));
}

/* Where @element stands among @elements, which are in rank order, or would stand. */
static guint
find_place (const GPtrArray *elements, const LkbElement *element)
{
  guint low = 0, high = elements->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (compare_ranks (&g_ptr_array_index (elements, middle), &element) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
forget_groups (LkbBoard *board)
{
  g_clear_pointer (&board->group_boxes, g_array_unref);
  g_clear_pointer (&board->groups, g_ptr_array_unref);
}

static void
lkb_board_finalize (GObject *object)
{
  LkbBoard *board = LKB_BOARD (object);

  forget_groups (board);
  g_clear_pointer (&board->ordered, g_ptr_array_unref);
  g_clear_pointer (&board->edges, g_hash_table_unref);
  g_clear_pointer (&board->elements, g_hash_table_unref);
  g_clear_pointer (&board->facts, lkb_element_unref);
  g_clear_pointer (&board->raw, g_array_unref);
  G_OBJECT_CLASS (lkb_board_parent_class)->finalize (object);
}

static void
lkb_board_class_init (LkbBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_board_finalize;

  /**
   * LkbBoard::changed:
   * @change: what was applied
   * @transient: whether a transaction is open: only what must follow a gesture should act
   */
  signals[CHANGED] = g_signal_new ("changed", LKB_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, LKB_TYPE_CHANGE, G_TYPE_BOOLEAN);
}

static void
lkb_board_init (LkbBoard *board)
{
  board->facts = lkb_element_new (LKB_KIND_BOARD, LKB_BOARD_ID);
  board->elements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                           (GDestroyNotify) lkb_element_unref);
  board->edges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_ptr_array_unref);
  board->raw = lkb_raw_members_new ();
  board->next_id = 1;
}

LkbBoard *
lkb_board_new (void)
{
  return g_object_new (LKB_TYPE_BOARD, NULL);
}

/* ---- indexes ---- */

static void
index_edge_end (LkbBoard *board, const char *node, LkbElement *edge, gboolean add)
{
  GPtrArray *edges = g_hash_table_lookup (board->edges, node);

  if (add)
    {
      if (edges == NULL)
        {
          edges = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_element_unref);
          g_hash_table_insert (board->edges, g_strdup (node), edges);
        }
      g_ptr_array_insert (edges, find_place (edges, edge), lkb_element_ref (edge));
    }
  else if (edges != NULL)
    {
      guint i = find_place (edges, edge);
      while (i < edges->len && g_ptr_array_index (edges, i) != edge)
        i++;
      if (i < edges->len)
        g_ptr_array_remove_index (edges, i);
      if (edges->len == 0)
        g_hash_table_remove (board->edges, node);
    }
}

static void
index_edge (LkbBoard *board, LkbElement *edge, gboolean add)
{
  const char *from = lkb_element_get_from (edge);
  const char *to = lkb_element_get_to (edge);
  index_edge_end (board, from, edge, add);
  if (!g_str_equal (from, to))
    index_edge_end (board, to, edge, add);
}

static void
remove_element (LkbBoard *board, LkbElement *element)
{
  board->counts[lkb_element_get_kind (element)]--;
  if (lkb_element_is_edge (element))
    index_edge (board, element, FALSE);
  g_hash_table_remove (board->elements, lkb_element_get_id (element));
}

static void
add_element (LkbBoard *board, LkbElement *element)
{
  board->counts[lkb_element_get_kind (element)]++;
  g_hash_table_insert (board->elements, (char *) lkb_element_get_id (element),
                       lkb_element_ref (element));
  if (lkb_element_is_edge (element))
    index_edge (board, element, TRUE);
}

static void
replace_element (LkbBoard *board, LkbElement *before, LkbElement *after)
{
  g_autoptr (LkbElement) kept = NULL;

  if (lkb_element_get_kind (before != NULL ? before : after) == LKB_KIND_GROUP
      || (after != NULL && lkb_element_get_kind (after) == LKB_KIND_GROUP))
    forget_groups (board);
  if (g_str_equal (lkb_element_get_id (before != NULL ? before : after), LKB_BOARD_ID))
    {
      kept = board->facts;
      board->facts = lkb_element_ref (after);
      return;
    }
  if (before != NULL)
    {
      kept = lkb_element_ref (g_hash_table_lookup (board->elements, lkb_element_get_id (before)));
      remove_element (board, kept);
    }
  if (after != NULL)
    add_element (board, after);
  if (before == NULL || after == NULL
      || !g_str_equal (lkb_element_get_rank (before), lkb_element_get_rank (after)))
    g_clear_pointer (&board->ordered, g_ptr_array_unref);
  else if (board->ordered != NULL)
    {
      /* Same place: put the new one where the old one stood instead of sorting anew. */
      guint i = find_place (board->ordered, after);
      while (i < board->ordered->len && g_ptr_array_index (board->ordered, i) != kept)
        i++;
      if (i < board->ordered->len)
        {
          lkb_element_unref (g_ptr_array_index (board->ordered, i));
          g_ptr_array_index (board->ordered, i) = lkb_element_ref (after);
        }
    }
}

/* ---- reading ---- */

const LkbElement *
lkb_board_get_facts (LkbBoard *board)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  return board->facts;
}

const LkbElement *
lkb_board_lookup (LkbBoard *board, const char *id)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  if (id == NULL)
    return NULL;
  if (g_str_equal (id, LKB_BOARD_ID))
    return board->facts;
  return g_hash_table_lookup (board->elements, id);
}

const GPtrArray *
lkb_board_get_elements (LkbBoard *board)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  if (board->ordered == NULL)
    {
      GHashTableIter iter;
      gpointer element;
      board->ordered = g_ptr_array_new_full (g_hash_table_size (board->elements),
                                             (GDestroyNotify) lkb_element_unref);
      g_hash_table_iter_init (&iter, board->elements);
      while (g_hash_table_iter_next (&iter, NULL, &element))
        g_ptr_array_add (board->ordered, lkb_element_ref (element));
      g_ptr_array_sort (board->ordered, compare_ranks);
    }
  return board->ordered;
}

const GPtrArray *
lkb_board_get_groups (LkbBoard *board)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  if (board->groups == NULL)
    {
      board->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_element_unref);
      if (board->counts[LKB_KIND_GROUP] > 0)
        {
          const GPtrArray *elements = lkb_board_get_elements (board);
          for (guint i = 0; i < elements->len; i++)
            if (lkb_element_get_kind (g_ptr_array_index (elements, i)) == LKB_KIND_GROUP)
              g_ptr_array_add (board->groups, lkb_element_ref (g_ptr_array_index (elements, i)));
        }
    }
  return board->groups;
}

static int
compare_boxes (gconstpointer a, gconstpointer b)
{
  const LkbGroupBox *x = a, *y = b;

  if (x->area != y->area)
    return x->area < y->area ? -1 : 1;
  return strcmp (lkb_element_get_rank (y->group), lkb_element_get_rank (x->group));
}

const GArray *
lkb_board_get_group_boxes (LkbBoard *board)
{
  const GPtrArray *groups = lkb_board_get_groups (board);

  if (board->group_boxes != NULL)
    return board->group_boxes;
  board->group_boxes = g_array_sized_new (FALSE, FALSE, sizeof (LkbGroupBox), groups->len);
  for (guint i = 0; i < groups->len; i++)
    {
      LkbGroupBox box = { .group = g_ptr_array_index (groups, i) };
      double w = lkb_element_get_number (box.group, LKB_FIELD_W, 0);
      double h = lkb_element_get_number (box.group, LKB_FIELD_H, 0);

      box.has_owner = !lkb_text_is_blank (lkb_element_get_text (box.group, LKB_FIELD_OWNER));
      box.left = lkb_element_get_x (box.group);
      box.top = lkb_element_get_y (box.group);
      box.right = box.left + w;
      box.bottom = box.top + h;
      box.area = w * h;
      g_array_append_val (board->group_boxes, box);
    }
  g_array_sort (board->group_boxes, compare_boxes);
  return board->group_boxes;
}

guint
lkb_board_get_n_elements (LkbBoard *board)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), 0);
  return g_hash_table_size (board->elements);
}

guint
lkb_board_count (LkbBoard *board, LkbKind kind)
{
  g_return_val_if_fail (LKB_IS_BOARD (board) && kind < LKB_N_KINDS, 0);
  return board->counts[kind];
}

const GPtrArray *
lkb_board_get_edges_of (LkbBoard *board, const char *id)
{
  g_return_val_if_fail (LKB_IS_BOARD (board) && id != NULL, NULL);
  return g_hash_table_lookup (board->edges, id);
}

/* ---- changing ---- */

/* What the board would hold for @id once @change is applied. */
static const LkbElement *
lookup_after (LkbBoard *board, GHashTable *afters, const char *id)
{
  gpointer after;
  if (g_hash_table_lookup_extended (afters, id, NULL, &after))
    return after;
  return g_hash_table_lookup (board->elements, id);
}

static gboolean
check_element (const LkbElement *element, GError **error)
{
  guint n_fields;
  LkbKind kind = lkb_element_get_kind (element);
  const char *id = lkb_element_get_id (element);
  const LkbKindField *fields = lkb_kind_get_fields (kind, &n_fields);

  if (kind != LKB_KIND_BOARD && !lkb_id_is_valid (id))
    {
      g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_VALUE, "“%s” is no id", id);
      return FALSE;
    }
  for (guint i = 0; i < n_fields; i++)
    {
      const LkbValue *value = lkb_element_get (element, fields[i].field);
      if (value != NULL
          && !lkb_value_matches (value, lkb_field_get_info (fields[i].field),
                                 lkb_kind_get_choices (kind, fields[i].field)))
        {
          g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_VALUE,
                       "%s: %s does not match the field table", id,
                       lkb_field_get_key (fields[i].field));
          return FALSE;
        }
    }
  if (fabs (lkb_element_get_x (element)) > LKB_COORDINATE_MAX
      || fabs (lkb_element_get_y (element)) > LKB_COORDINATE_MAX)
    {
      g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_VALUE,
                   "%s: coordinates beyond ±1,000,000", id);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_ends (LkbBoard *board, GHashTable *afters, const LkbElement *edge, GError **error)
{
  const char *ends[2] = { lkb_element_get_from (edge), lkb_element_get_to (edge) };
  for (int i = 0; i < 2; i++)
    {
      const LkbElement *node = ends[i] != NULL ? lookup_after (board, afters, ends[i]) : NULL;
      if (node == NULL || !lkb_element_is_node (node))
        {
          g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_DANGLING,
                       "edge %s: %s “%s” is no node", lkb_element_get_id (edge),
                       i == 0 ? "from" : "to", ends[i] != NULL ? ends[i] : "");
          return FALSE;
        }
    }
  return TRUE;
}

/* Edges of nodes that go (or stop being nodes) and that the change does not mention go too. */
static void
add_orphaned_edges (LkbBoard *board, LkbChange *change, GHashTable *afters)
{
  guint n = lkb_change_get_n (change);
  for (guint i = 0; i < n; i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);
      const GPtrArray *edges;
      if (pair->before == NULL || !lkb_element_is_node (pair->before)
          || (pair->after != NULL && lkb_element_is_node (pair->after)))
        continue;
      edges = lkb_board_get_edges_of (board, lkb_change_pair_get_id (pair));
      for (guint j = 0; edges != NULL && j < edges->len; j++)
        {
          LkbElement *edge = g_ptr_array_index (edges, j);
          const char *id = lkb_element_get_id (edge);
          if (g_hash_table_contains (afters, id))
            continue;
          lkb_change_add (change, edge, NULL);
          g_hash_table_insert (afters, (char *) id, NULL);
        }
    }
}

static gboolean
check_pair (LkbBoard *board, const LkbChangePair *pair, GError **error)
{
  const char *id = lkb_change_pair_get_id (pair);
  const LkbElement *held = lkb_board_lookup (board, id);

  if (pair->before == NULL && held != NULL)
    {
      g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_DUPLICATE, "%s: id is taken", id);
      return FALSE;
    }
  if (pair->before != NULL && !lkb_element_equal (pair->before, held))
    {
      g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_STALE, "%s: not what the board holds",
                   id);
      return FALSE;
    }
  if (g_str_equal (id, LKB_BOARD_ID)
      && (pair->after == NULL || lkb_element_get_kind (pair->after) != LKB_KIND_BOARD))
    {
      g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_VALUE, "the board's facts must stay");
      return FALSE;
    }
  if (pair->after != NULL && !g_str_equal (id, LKB_BOARD_ID)
      && lkb_element_get_kind (pair->after) == LKB_KIND_BOARD)
    {
      g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_VALUE, "%s: not the board's facts", id);
      return FALSE;
    }
  return pair->after == NULL || check_element (pair->after, error);
}

static gboolean
check_change (LkbBoard *board, LkbChange *change, GHashTable *afters, GError **error)
{
  gint64 n_elements = g_hash_table_size (board->elements);

  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);
      if (!check_pair (board, pair, error))
        return FALSE;
      n_elements += (pair->after != NULL) - (pair->before != NULL);
    }
  if (n_elements > LKB_BOARD_MAX_ELEMENTS)
    {
      g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_LIMIT, "more than %d elements",
                   LKB_BOARD_MAX_ELEMENTS);
      return FALSE;
    }
  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);
      if (pair->after != NULL && lkb_element_is_edge (pair->after)
          && !check_ends (board, afters, pair->after, error))
        return FALSE;
    }
  return TRUE;
}

/* Elements without a rank go to the end, in the order of the change. */
static void
give_ranks (LkbBoard *board, LkbChange *change)
{
  g_autofree char *last = NULL;

  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);
      g_autoptr (LkbElement) ranked = NULL;
      g_autofree char *rank = NULL;

      if (pair->after == NULL || lkb_element_get_rank (pair->after)[0] != '\0'
          || lkb_element_get_kind (pair->after) == LKB_KIND_BOARD)
        continue;
      if (last == NULL)
        {
          const GPtrArray *elements = lkb_board_get_elements (board);
          if (elements->len > 0)
            last = g_strdup (
                lkb_element_get_rank (g_ptr_array_index (elements, elements->len - 1)));
          for (guint j = 0; j < lkb_change_get_n (change); j++)
            {
              const LkbElement *after = lkb_change_get_nth (change, j)->after;
              if (after != NULL && g_strcmp0 (lkb_element_get_rank (after), last) > 0)
                {
                  g_free (last);
                  last = g_strdup (lkb_element_get_rank (after));
                }
            }
          if (last != NULL && last[0] == '\0')
            g_clear_pointer (&last, g_free);
        }
      rank = lkb_rank_between (last, NULL);
      ranked = lkb_element_with_rank (pair->after, rank);
      lkb_change_add (change, pair->before, ranked);
      g_free (last);
      last = g_steal_pointer (&rank);
    }
}

gboolean
lkb_board_apply (LkbBoard *board, LkbChange *change, GError **error)
{
  g_autoptr (GHashTable) afters = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board), FALSE);
  g_return_val_if_fail (change != NULL, FALSE);

  afters = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);
      g_hash_table_insert (afters, (char *) lkb_change_pair_get_id (pair), pair->after);
    }
  add_orphaned_edges (board, change, afters);
  if (!check_change (board, change, afters, error))
    return FALSE;
  give_ranks (board, change);

  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);
      replace_element (board, pair->before, pair->after);
    }
  lkb_change_ref (change);
  g_signal_emit (board, signals[CHANGED], 0, change, board->transient);
  lkb_change_unref (change);
  return TRUE;
}

void
lkb_board_set_transient (LkbBoard *board, gboolean transient)
{
  g_return_if_fail (LKB_IS_BOARD (board));
  board->transient = transient;
}

/* ---- the rest ---- */

LkbBoard *
lkb_board_copy (LkbBoard *board)
{
  LkbBoard *copy;
  const GPtrArray *elements;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  copy = lkb_board_new ();
  lkb_element_unref (copy->facts);
  copy->facts = lkb_element_ref (board->facts);
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    add_element (copy, g_ptr_array_index (elements, i));
  for (guint i = 0; i < board->raw->len; i++)
    {
      LkbRawMember *raw = &g_array_index (board->raw, LkbRawMember, i);
      lkb_board_add_raw (copy, raw->key, raw->json);
    }
  copy->next_id = board->next_id;
  return copy;
}

gboolean
lkb_board_check (LkbBoard *board, GError **error)
{
  const GPtrArray *elements;
  guint counts[LKB_N_KINDS] = { 0 };
  guint n_ends = 0, n_indexed = 0;
  GHashTableIter iter;
  gpointer edges;
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (LKB_IS_BOARD (board), FALSE);
  elements = lkb_board_get_elements (board);
  if (!check_element (board->facts, error))
    return FALSE;
  for (guint i = 0; i < elements->len; i++)
    {
      LkbElement *element = g_ptr_array_index (elements, i);
      counts[lkb_element_get_kind (element)]++;
      if (g_hash_table_lookup (board->elements, lkb_element_get_id (element)) != element
          || !check_element (element, error))
        goto broken;
      if (i > 0
          && compare_ranks (&g_ptr_array_index (elements, i - 1), &g_ptr_array_index (elements, i))
                 >= 0)
        goto broken;
      if (!lkb_element_is_edge (element))
        continue;
      if (!check_ends (board, none, element, error))
        return FALSE;
      n_ends += g_str_equal (lkb_element_get_from (element), lkb_element_get_to (element)) ? 1 : 2;
    }
  g_hash_table_iter_init (&iter, board->edges);
  while (g_hash_table_iter_next (&iter, NULL, &edges))
    {
      const GPtrArray *array = edges;
      n_indexed += array->len;
      for (guint i = 0; i < array->len; i++)
        if (lkb_board_lookup (board, lkb_element_get_id (g_ptr_array_index (array, i)))
                != g_ptr_array_index (array, i)
            || (i > 0
                && compare_ranks (&g_ptr_array_index (array, i - 1), &g_ptr_array_index (array, i))
                       >= 0))
          goto broken;
    }
  if (n_indexed == n_ends && memcmp (counts, board->counts, sizeof counts) == 0
      && elements->len == g_hash_table_size (board->elements))
    return TRUE;

broken:
  if (error != NULL && *error == NULL)
    g_set_error (error, LKB_BOARD_ERROR, LKB_BOARD_ERROR_STALE, "the board's indexes are broken");
  return FALSE;
}

char *
lkb_board_make_id (LkbBoard *board, const char *prefix)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  g_return_val_if_fail (prefix != NULL, NULL);
  for (;;)
    {
      g_autofree char *id = g_strdup_printf ("%s%u", prefix, board->next_id++);
      if (lkb_board_lookup (board, id) == NULL)
        return g_steal_pointer (&id);
    }
}

void
lkb_board_add_raw (LkbBoard *board, const char *key, const char *json)
{
  g_return_if_fail (LKB_IS_BOARD (board) && key != NULL && json != NULL);
  lkb_raw_members_add (board->raw, key, json);
}

guint
lkb_board_get_n_raw (LkbBoard *board)
{
  g_return_val_if_fail (LKB_IS_BOARD (board), 0);
  return board->raw->len;
}

void
lkb_board_get_nth_raw (LkbBoard *board, guint i, const char **key, const char **json)
{
  g_return_if_fail (LKB_IS_BOARD (board) && i < board->raw->len);
  *key = g_array_index (board->raw, LkbRawMember, i).key;
  *json = g_array_index (board->raw, LkbRawMember, i).json;
}

static gboolean
equal_but_rank (const LkbElement *a, const LkbElement *b)
{
  g_autoptr (LkbElement) x = lkb_element_with_rank (a, "");
  g_autoptr (LkbElement) y = lkb_element_with_rank (b, "");
  return lkb_element_equal (x, y);
}

LkbChange *
lkb_board_dup_difference (LkbBoard *from, LkbBoard *to)
{
  LkbChange *change = lkb_change_new (NULL);
  const GPtrArray *old, *new;

  g_return_val_if_fail (LKB_IS_BOARD (from), NULL);
  g_return_val_if_fail (LKB_IS_BOARD (to), NULL);

  old = lkb_board_get_elements (from);
  new = lkb_board_get_elements (to);

  if (!lkb_element_equal (lkb_board_get_facts (from), lkb_board_get_facts (to)))
    lkb_change_add (change, lkb_board_get_facts (from), lkb_board_get_facts (to));
  for (guint i = 0; i < old->len; i++)
    {
      const LkbElement *before = g_ptr_array_index (old, i);
      const LkbElement *after = lkb_board_lookup (to, lkb_element_get_id (before));

      if (!lkb_element_equal (before, after))
        lkb_change_add (change, before, after);
    }
  for (guint i = 0; i < new->len; i++)
    if (lkb_board_lookup (from, lkb_element_get_id (g_ptr_array_index (new, i))) == NULL)
      lkb_change_add (change, NULL, g_ptr_array_index (new, i));
  return change;
}

gboolean
lkb_board_equal (LkbBoard *a, LkbBoard *b)
{
  const GPtrArray *in_a, *in_b;

  g_return_val_if_fail (LKB_IS_BOARD (a) && LKB_IS_BOARD (b), FALSE);
  in_a = lkb_board_get_elements (a);
  in_b = lkb_board_get_elements (b);
  if (in_a->len != in_b->len || a->raw->len != b->raw->len || !equal_but_rank (a->facts, b->facts))
    return FALSE;
  for (guint i = 0; i < in_a->len; i++)
    if (!equal_but_rank (g_ptr_array_index (in_a, i), g_ptr_array_index (in_b, i)))
      return FALSE;
  return lkb_raw_members_equal ((LkbRawMember *) a->raw->data, a->raw->len,
                                (LkbRawMember *) b->raw->data, b->raw->len);
}
