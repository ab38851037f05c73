/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-edit.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lkb-ownership.h"

#define GRID 4.0

static double
snap (double value)
{
  return CLAMP (round (value / GRID) * GRID, -LKB_COORDINATE_MAX, LKB_COORDINATE_MAX);
}

static const char *
get_prefix (LkbKind kind)
{
  switch (kind)
    {
    case LKB_KIND_EDGE:
      return "e";
    case LKB_KIND_NOTE:
      return "note";
    case LKB_KIND_GROUP:
      return "g";
    case LKB_KIND_INK:
      return "ink";
    default:
      return "n";
    }
}

/* NULL instead of a change that does nothing. */
static LkbChange *
finish (LkbChange *change)
{
  if (!lkb_change_is_empty (change))
    return change;
  lkb_change_unref (change);
  return NULL;
}

/* Takes over @builder and @label. */
static LkbChange *
add_one (LkbElementBuilder *builder, LkbLabel *label, char **id_out)
{
  g_autoptr (LkbElement) element = lkb_element_builder_end (builder);
  LkbChange *change = lkb_change_new (NULL);

  lkb_change_take_label (change, label);
  lkb_change_add (change, NULL, element);
  if (id_out != NULL)
    *id_out = g_strdup (lkb_element_get_id (element));
  return change;
}

/* What @element, no arrow, is called in a label. */
static LkbLabel *
dup_name_label (const LkbElement *element)
{
  g_autofree char *name = NULL;

  if (lkb_element_get_name (element) == NULL)
    return lkb_label_new (lkb_kind_get_msgid (lkb_element_get_kind (element), LKB_NAMING_DLT),
                          NULL);
  name = lkb_element_dup_display_name (element);
  return lkb_label_new_text (name);
}

static LkbElementBuilder *
build_placed (LkbBoard *board, LkbKind kind, double x, double y)
{
  g_autofree char *id = lkb_board_make_id (board, get_prefix (kind));
  LkbElementBuilder *builder = lkb_element_builder_new (kind, id);
  lkb_element_builder_set_number (builder, LKB_FIELD_X, snap (x));
  lkb_element_builder_set_number (builder, LKB_FIELD_Y, snap (y));
  return builder;
}

LkbChange *
lkb_edit_add_node (LkbBoard *board, LkbKind kind, const char *name, double x, double y,
                   char **id_out)
{
  LkbElementBuilder *builder;
  LkbLabel *label;

  g_return_val_if_fail (LKB_IS_BOARD (board) && lkb_kind_is_node (kind), NULL);
  builder = build_placed (board, kind, x, y);
  lkb_element_builder_set_text (builder, LKB_FIELD_NAME, name);
  label = lkb_label_new (
      /* Translators: undo label; {kind} is one such as "Feature Store". */
      N_ ("Add {kind}"), "kind",
      lkb_label_new (lkb_kind_get_msgid (kind, lkb_board_get_naming (board)), NULL), NULL);
  return add_one (builder, label, id_out);
}

LkbChange *
lkb_edit_add_note (LkbBoard *board, const char *text, double x, double y, char **id_out)
{
  LkbElementBuilder *builder;
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  builder = build_placed (board, LKB_KIND_NOTE, x, y);
  lkb_element_builder_set_text (builder, LKB_FIELD_TEXT, text);
  return add_one (builder, lkb_label_new (N_ ("Add note"), NULL), id_out);
}

LkbChange *
lkb_edit_group (LkbBoard *board, double x, double y, double w, double h, const char *name,
                char **id_out)
{
  LkbElementBuilder *builder;
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  builder = build_placed (board, LKB_KIND_GROUP, x, y);
  lkb_element_builder_set_text (builder, LKB_FIELD_NAME, name);
  lkb_element_builder_set_number (builder, LKB_FIELD_W, snap (MAX (w, GRID)));
  lkb_element_builder_set_number (builder, LKB_FIELD_H, snap (MAX (h, GRID)));
  return add_one (builder, lkb_label_new (N_ ("Add group"), NULL), id_out);
}

LkbChange *
lkb_edit_add_ink (LkbBoard *board, const double (*points)[3], gsize n_points, double width,
                  char **id_out)
{
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) tuples = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_value_unref);
  g_autoptr (LkbValue) list = NULL;
  LkbElementBuilder *builder;

  g_return_val_if_fail (LKB_IS_BOARD (board) && (points != NULL || n_points == 0), NULL);
  if (n_points == 0)
    return NULL;
  for (gsize i = 0; i < n_points; i++)
    {
      double triple[3] = { CLAMP (points[i][0], -LKB_COORDINATE_MAX, LKB_COORDINATE_MAX),
                           CLAMP (points[i][1], -LKB_COORDINATE_MAX, LKB_COORDINATE_MAX),
                           points[i][2] };

      g_ptr_array_add (tuples, lkb_value_new_tuple (triple, 3));
    }
  list = lkb_value_new_list (LKB_VALUE_TUPLE_LIST, (LkbValue *const *) tuples->pdata, tuples->len);
  id = lkb_board_make_id (board, get_prefix (LKB_KIND_INK));
  builder = lkb_element_builder_new (LKB_KIND_INK, id);
  lkb_element_builder_set (builder, LKB_FIELD_POINTS, list);
  lkb_element_builder_set_number (builder, LKB_FIELD_WIDTH, width);
  return add_one (builder, lkb_label_new (N_ ("Draw"), NULL), id_out);
}

LkbChange *
lkb_edit_resize (LkbBoard *board, const char *id, double w, double h)
{
  const LkbElement *element;
  g_autoptr (LkbElement) after = NULL;
  LkbElementBuilder *builder;
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_BOARD (board) && id != NULL, NULL);
  g_return_val_if_fail (isfinite (w) && isfinite (h), NULL);
  element = lkb_board_lookup (board, id);
  if (element == NULL
      || (lkb_element_get_kind (element) != LKB_KIND_NOTE
          && lkb_element_get_kind (element) != LKB_KIND_GROUP))
    return NULL;
  builder = lkb_element_builder_new_from (element);
  lkb_element_builder_set_number (builder, LKB_FIELD_W, snap (MAX (w, GRID)));
  lkb_element_builder_set_number (builder, LKB_FIELD_H, snap (MAX (h, GRID)));
  after = lkb_element_builder_end (builder);
  change = lkb_change_new (N_ ("Resize"));
  lkb_change_add (change, element, after);
  return finish (change);
}

/* Whether data can already get from @start to @goal along edges that count in a path. */
static gboolean
reaches (LkbBoard *board, const char *start, const char *goal)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) todo = g_ptr_array_new ();

  g_ptr_array_add (todo, (char *) start);
  g_hash_table_add (seen, (char *) start);
  while (todo->len > 0)
    {
      const char *id = g_ptr_array_steal_index_fast (todo, todo->len - 1);
      const GPtrArray *edges;
      if (g_str_equal (id, goal))
        return TRUE;
      edges = lkb_board_get_edges_of (board, id);
      for (guint i = 0; edges != NULL && i < edges->len; i++)
        {
          const LkbElement *edge = g_ptr_array_index (edges, i);
          const char *to = lkb_element_get_to (edge);
          if (g_str_equal (lkb_element_get_from (edge), id)
              && lkb_mode_in_path (lkb_board_get_edge_mode (board, edge))
              && g_hash_table_add (seen, (char *) to))
            g_ptr_array_add (todo, (char *) to);
        }
    }
  return FALSE;
}

LkbChange *
lkb_edit_connect (LkbBoard *board, const char *from, const char *to, char **id_out)
{
  g_autofree char *id = NULL;
  LkbElementBuilder *builder;
  const LkbElement *source, *target;

  g_return_val_if_fail (LKB_IS_BOARD (board) && from != NULL && to != NULL, NULL);
  source = lkb_board_lookup (board, from);
  target = lkb_board_lookup (board, to);
  if (!lkb_element_is_node (source) || !lkb_element_is_node (target) || g_str_equal (from, to))
    return NULL;
  id = lkb_board_make_id (board, get_prefix (LKB_KIND_EDGE));
  builder = lkb_element_builder_new (LKB_KIND_EDGE, id);
  lkb_element_builder_set_text (builder, LKB_FIELD_FROM, from);
  lkb_element_builder_set_text (builder, LKB_FIELD_TO, to);
  if (lkb_mode_in_path (lkb_mode_get_default (source, target)) && reaches (board, to, from))
    lkb_element_builder_set_text (builder, LKB_FIELD_MODE, lkb_mode_to_string (LKB_MODE_FEEDBACK));
  return add_one (builder, lkb_label_new (N_ ("Connect"), NULL), id_out);
}

LkbChange *
lkb_edit_reconnect (LkbBoard *board, const char *edge_id, const char *from, const char *to)
{
  const LkbElement *edge;
  g_autoptr (LkbElement) after = NULL;
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_BOARD (board) && from != NULL && to != NULL, NULL);
  edge = lkb_board_lookup (board, edge_id);
  if (!lkb_element_is_edge (edge) || !lkb_element_is_node (lkb_board_lookup (board, from))
      || !lkb_element_is_node (lkb_board_lookup (board, to)) || g_str_equal (from, to))
    return NULL;
  {
    LkbElementBuilder *builder = lkb_element_builder_new_from (edge);
    lkb_element_builder_set_text (builder, LKB_FIELD_FROM, from);
    lkb_element_builder_set_text (builder, LKB_FIELD_TO, to);
    /* Where the old line ran says nothing about the new one. */
    lkb_element_builder_set (builder, LKB_FIELD_WAYPOINTS, NULL);
    lkb_element_builder_set (builder, LKB_FIELD_FROM_SIDE, NULL);
    lkb_element_builder_set (builder, LKB_FIELD_TO_SIDE, NULL);
    after = lkb_element_builder_end (builder);
  }
  change = lkb_change_new (N_ ("Reconnect"));
  lkb_change_add (change, edge, after);
  return finish (change);
}

LkbChange *
lkb_edit_insert (LkbBoard *board, const char *node, const char *edge_id)
{
  const LkbElement *edge;
  LkbChange *change;
  g_autoptr (LkbElement) second = NULL;
  g_autofree char *id = NULL;
  LkbElementBuilder *builder;

  g_return_val_if_fail (LKB_IS_BOARD (board) && node != NULL, NULL);
  edge = lkb_board_lookup (board, edge_id);
  if (!lkb_element_is_edge (edge) || !lkb_element_is_node (lkb_board_lookup (board, node))
      || g_str_equal (lkb_element_get_from (edge), node)
      || g_str_equal (lkb_element_get_to (edge), node))
    return NULL;
  change = lkb_edit_reconnect (board, edge_id, lkb_element_get_from (edge), node);
  if (change == NULL)
    return NULL;
  id = lkb_board_make_id (board, get_prefix (LKB_KIND_EDGE));
  builder = lkb_element_builder_new (LKB_KIND_EDGE, id);
  lkb_element_builder_set_text (builder, LKB_FIELD_FROM, node);
  lkb_element_builder_set_text (builder, LKB_FIELD_TO, lkb_element_get_to (edge));
  second = lkb_element_builder_end (builder);
  lkb_change_add (change, NULL, second);
  lkb_change_take_label (change, lkb_label_new (N_ ("Insert into edge"), NULL));
  return change;
}

/* What is removed, as something to do or as done. */
static LkbLabel *
dup_removal (const LkbChange *change, gboolean done)
{
  g_autoptr (LkbLabel) what = NULL;
  guint n_edges = 0, n = 0;

  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbElement *element = lkb_change_get_nth (change, i)->before;

      if (lkb_element_is_edge (element))
        n_edges++;
      else if (n++ == 0)
        what = dup_name_label (element);
    }
  if (n == 0)
    return done ? lkb_label_new_plural ("Deleted {n} arrow", "Deleted {n} arrows", n_edges, NULL)
                : lkb_label_new_plural ("Delete {n} arrow", "Delete {n} arrows", n_edges, NULL);
  if (n > 1)
    {
      lkb_label_unref (what);
      what = lkb_label_new_plural ("{n} element", "{n} elements", n, NULL);
    }
  /* Translators: {what} is a name or a number of elements. */
  if (n_edges == 0)
    return lkb_label_new (done ? N_ ("Deleted {what}") : N_ ("Delete {what}"), "what",
                          g_steal_pointer (&what), NULL);
  return done ? lkb_label_new_plural ("Deleted {what} and {n} arrow",
                                      "Deleted {what} and {n} arrows", n_edges, "what",
                                      g_steal_pointer (&what), NULL)
              : lkb_label_new_plural ("Delete {what} and {n} arrow", "Delete {what} and {n} arrows",
                                      n_edges, "what", g_steal_pointer (&what), NULL);
}

char *
lkb_edit_dup_removed (const LkbChange *change)
{
  g_autoptr (LkbLabel) label = NULL;

  g_return_val_if_fail (change != NULL, NULL);

  label = dup_removal (change, TRUE);
  return lkb_label_dup_words (label);
}

LkbChange *
lkb_edit_remove (LkbBoard *board, const char *const *ids)
{
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_BOARD (board) && ids != NULL, NULL);
  change = lkb_change_new (NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (board, ids[i]);
      if (element == NULL || lkb_element_get_kind (element) == LKB_KIND_BOARD)
        continue;
      lkb_change_add (change, element, NULL);
    }
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const GPtrArray *edges = lkb_board_get_edges_of (board, ids[i]);
      for (guint j = 0; edges != NULL && j < edges->len; j++)
        lkb_change_add (change, g_ptr_array_index (edges, j), NULL);
    }
  lkb_change_take_label (change, dup_removal (change, FALSE));
  return finish (change);
}

/* Borrows the strings. */
static GHashTable *
make_set (const char *const *ids)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (set, (char *) ids[i]);
  return set;
}

static LkbValue *
shift_waypoints (const LkbValue *waypoints, double dx, double dy)
{
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_value_unref);
  for (guint i = 0; i < lkb_value_get_n (waypoints); i++)
    {
      const LkbValue *point = lkb_value_get_nth (waypoints, i);
      double xy[2] = { lkb_value_get_nth_number (point, 0) + dx,
                       lkb_value_get_nth_number (point, 1) + dy };
      g_ptr_array_add (points, lkb_value_new_tuple (xy, 2));
    }
  return lkb_value_new_list (LKB_VALUE_TUPLE_LIST, (LkbValue *const *) points->pdata, points->len);
}

static LkbElement *
shifted_edge (const LkbElement *edge, double dx, double dy)
{
  const LkbValue *waypoints = lkb_element_get (edge, LKB_FIELD_WAYPOINTS);
  g_autoptr (LkbValue) shifted = NULL;
  if (waypoints == NULL)
    return lkb_element_ref (edge);
  shifted = shift_waypoints (waypoints, dx, dy);
  return lkb_element_with (edge, LKB_FIELD_WAYPOINTS, shifted);
}

static LkbElement *
shifted_ink (const LkbElement *ink, double dx, double dy)
{
  const LkbValue *points = lkb_element_get (ink, LKB_FIELD_POINTS);
  g_autoptr (GPtrArray) shifted = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_value_unref);
  g_autoptr (LkbValue) list = NULL;
  for (guint i = 0; i < lkb_value_get_n (points); i++)
    {
      const LkbValue *point = lkb_value_get_nth (points, i);
      double xyp[3] = { lkb_value_get_nth_number (point, 0) + dx,
                        lkb_value_get_nth_number (point, 1) + dy,
                        lkb_value_get_nth_number (point, 2) };
      g_ptr_array_add (shifted, lkb_value_new_tuple (xyp, 3));
    }
  list = lkb_value_new_list (LKB_VALUE_TUPLE_LIST, (LkbValue *const *) shifted->pdata,
                             shifted->len);
  return lkb_element_with (ink, LKB_FIELD_POINTS, list);
}

static LkbElement *
shifted (const LkbElement *element, double dx, double dy)
{
  LkbKind kind = lkb_element_get_kind (element);
  if (kind == LKB_KIND_EDGE)
    return shifted_edge (element, dx, dy);
  if (kind == LKB_KIND_INK)
    return shifted_ink (element, dx, dy);
  return lkb_element_with_position (element, snap (lkb_element_get_x (element) + dx),
                                    snap (lkb_element_get_y (element) + dy));
}

LkbChange *
lkb_edit_move (LkbBoard *board, const char *const *ids, double dx, double dy)
{
  LkbChange *change;
  g_autoptr (GHashTable) chosen = NULL;
  guint n = 0;

  g_return_val_if_fail (LKB_IS_BOARD (board) && ids != NULL, NULL);
  g_return_val_if_fail (isfinite (dx) && isfinite (dy), NULL);
  chosen = make_set (ids);
  change = lkb_change_new (NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (board, ids[i]);
      g_autoptr (LkbElement) after = NULL;
      const GPtrArray *edges;
      if (element == NULL
          || !(lkb_kind_is_placed (lkb_element_get_kind (element))
               || lkb_element_get_kind (element) == LKB_KIND_INK))
        continue;
      after = shifted (element, dx, dy);
      lkb_change_add (change, element, after);
      n++;
      edges = lkb_board_get_edges_of (board, ids[i]);
      for (guint j = 0; edges != NULL && j < edges->len; j++)
        {
          const LkbElement *edge = g_ptr_array_index (edges, j);
          g_autoptr (LkbElement) moved = NULL;
          if (!g_str_equal (lkb_element_get_from (edge), ids[i])
              || !g_hash_table_contains (chosen, lkb_element_get_to (edge))
              || lkb_element_get (edge, LKB_FIELD_WAYPOINTS) == NULL)
            continue;
          moved = shifted_edge (edge, dx, dy);
          lkb_change_add (change, edge, moved);
        }
    }
  lkb_change_take_label (change,
                         lkb_label_new_plural ("Move {n} element", "Move {n} elements", n, NULL));
  return finish (change);
}

LkbLabel *
lkb_edit_dup_set_label (LkbField field)
{
  g_return_val_if_fail (field < LKB_N_FIELDS, NULL);

  /* Translators: undo label; {field} is the name of one such as "Owner". */
  return lkb_label_new (N_ ("Change {field}"), "field",
                        lkb_label_new (lkb_field_get_info (field)->label, NULL), NULL);
}

LkbChange *
lkb_edit_set (LkbBoard *board, const char *const *ids, LkbField field, const LkbValue *value)
{
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_BOARD (board) && ids != NULL && field < LKB_N_FIELDS, NULL);
  change = lkb_change_new (NULL);
  lkb_change_take_label (change, lkb_edit_dup_set_label (field));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (board, ids[i]);
      g_autoptr (LkbElement) after = NULL;
      if (element == NULL || lkb_kind_get_tier (lkb_element_get_kind (element), field) == 0)
        continue;
      after = lkb_element_with (element, field, value);
      lkb_change_add (change, element, after);
    }
  return finish (change);
}

LkbChange *
lkb_edit_set_text (LkbBoard *board, const char *const *ids, LkbField field, const char *text)
{
  g_autoptr (LkbValue) value = NULL;

  g_return_val_if_fail (field < LKB_N_FIELDS, NULL);
  if (text != NULL && text[0] != '\0')
    {
      value = lkb_value_new_typed (lkb_field_get_info (field), text);
      g_return_val_if_fail (value != NULL, NULL);
    }
  return lkb_edit_set (board, ids, field, value);
}

LkbChange *
lkb_edit_set_kind (LkbBoard *board, const char *const *ids, LkbKind kind)
{
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_BOARD (board) && ids != NULL && lkb_kind_is_node (kind), NULL);
  change = lkb_change_new (N_ ("Change kind"));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (board, ids[i]);
      g_autoptr (LkbElement) after = NULL;
      LkbElementBuilder *builder;
      if (!lkb_element_is_node (element))
        continue;
      builder = lkb_element_builder_new_from (element);
      lkb_element_builder_set_kind (builder, kind);
      after = lkb_element_builder_end (builder);
      lkb_change_add (change, element, after);
    }
  return finish (change);
}

/* Copies of @elements (of any board) into @board with ids of their own; edges only when both ends are copied. */
static LkbChange *
copy_elements (LkbBoard *board, const GPtrArray *elements, gboolean fresh_ids, double dx, double dy,
               GStrv *ids_out)
{
  LkbChange *change = lkb_change_new (NULL);
  g_autoptr (GHashTable) new_ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      const char *id = lkb_element_get_id (element);
      char *new_id = g_strdup (id);
      while (lkb_board_lookup (board, new_id) != NULL || g_hash_table_contains (taken, new_id)
             || (fresh_ids && g_str_equal (new_id, id)))
        {
          g_free (new_id);
          new_id = lkb_board_make_id (board, get_prefix (lkb_element_get_kind (element)));
        }
      g_hash_table_insert (new_ids, (char *) id, new_id);
      g_hash_table_add (taken, new_id);
    }
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      const char *new_id = g_hash_table_lookup (new_ids, lkb_element_get_id (element));
      g_autoptr (LkbElement) moved = shifted (element, dx, dy);
      g_autoptr (LkbElement) copy = NULL;
      LkbElementBuilder *builder = lkb_element_builder_new_from (moved);
      lkb_element_builder_set_id (builder, new_id);
      lkb_element_builder_set_rank (builder, "");
      if (lkb_element_is_edge (element))
        {
          const char *from = g_hash_table_lookup (new_ids, lkb_element_get_from (element));
          const char *to = g_hash_table_lookup (new_ids, lkb_element_get_to (element));
          if (from == NULL || to == NULL)
            {
              lkb_element_builder_free (builder);
              continue;
            }
          lkb_element_builder_set_text (builder, LKB_FIELD_FROM, from);
          lkb_element_builder_set_text (builder, LKB_FIELD_TO, to);
        }
      copy = lkb_element_builder_end (builder);
      lkb_change_add (change, NULL, copy);
      g_strv_builder_add (ids, new_id);
    }
  if (ids_out != NULL)
    *ids_out = g_strv_builder_end (ids);
  return change;
}

LkbChange *
lkb_edit_duplicate (LkbBoard *board, const char *const *ids, double dx, double dy, GStrv *ids_out)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr (GHashTable) set = NULL;
  const GPtrArray *elements;
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_BOARD (board) && ids != NULL, NULL);
  set = make_set (ids);
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    {
      LkbElement *element = g_ptr_array_index (elements, i);
      if (lkb_element_is_edge (element)
              ? g_hash_table_contains (set, lkb_element_get_from (element))
                    && g_hash_table_contains (set, lkb_element_get_to (element))
              : g_hash_table_contains (set, lkb_element_get_id (element)))
        g_ptr_array_add (chosen, element);
    }
  change = copy_elements (board, chosen, TRUE, dx, dy, ids_out);
  lkb_change_take_label (change, lkb_label_new (N_ ("Duplicate"), NULL));
  return finish (change);
}

LkbChange *
lkb_edit_paste (LkbBoard *board, LkbBoard *other, double dx, double dy, GStrv *ids_out)
{
  LkbChange *change;
  g_return_val_if_fail (LKB_IS_BOARD (board) && LKB_IS_BOARD (other), NULL);
  change = copy_elements (board, lkb_board_get_elements (other), FALSE, dx, dy, ids_out);
  lkb_change_take_label (change, lkb_label_new (N_ ("Paste"), NULL));
  return finish (change);
}

LkbChange *
lkb_edit_raise (LkbBoard *board, const char *const *ids, gboolean to_front)
{
  const GPtrArray *elements;
  LkbChange *change;
  g_autofree char *edge = NULL;
  g_autoptr (GHashTable) chosen = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board) && ids != NULL, NULL);
  chosen = make_set (ids);
  elements = lkb_board_get_elements (board);
  if (elements->len == 0)
    return NULL;
  change = lkb_change_new (to_front ? N_ ("Bring to front") : N_ ("Send to back"));
  edge = g_strdup (
      lkb_element_get_rank (g_ptr_array_index (elements, to_front ? elements->len - 1 : 0)));
  /* Walk so that the chosen ones keep their order among themselves. */
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements,
                                                     to_front ? i : elements->len - 1 - i);
      g_autofree char *rank = NULL;
      g_autoptr (LkbElement) after = NULL;
      if (!g_hash_table_contains (chosen, lkb_element_get_id (element)))
        continue;
      rank = to_front ? lkb_rank_between (edge, NULL) : lkb_rank_between (NULL, edge);
      after = lkb_element_with_rank (element, rank);
      lkb_change_add (change, element, after);
      g_free (edge);
      edge = g_steal_pointer (&rank);
    }
  return finish (change);
}

LkbChange *
lkb_edit_place (LkbBoard *board, const char *const *ids, const double *xs, const double *ys,
                const char *msgid)
{
  LkbChange *change;

  g_return_val_if_fail (LKB_IS_BOARD (board) && ids != NULL, NULL);
  change = lkb_change_new (msgid);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (board, ids[i]);
      g_autoptr (LkbElement) after = NULL;
      if (element == NULL || !lkb_kind_is_placed (lkb_element_get_kind (element)))
        continue;
      after = lkb_element_with_position (element, snap (xs[i]), snap (ys[i]));
      lkb_change_add (change, element, after);
    }
  return finish (change);
}
