/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-scene.h"

#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"
#include "lkb-scene-private.h"

LkbDetail
lkb_detail_for_zoom (double zoom)
{
  if (zoom < 0.2)
    return LKB_DETAIL_SHAPES;
  if (zoom < 0.4)
    return LKB_DETAIL_MARKER;
  if (zoom < 0.6)
    return LKB_DETAIL_SHORT;
  return LKB_DETAIL_FULL;
}

static LkbLayer
get_layer (LkbKind kind)
{
  switch (kind)
    {
    case LKB_KIND_GROUP:
      return LKB_LAYER_GROUPS;
    case LKB_KIND_EDGE:
      return LKB_LAYER_EDGES;
    case LKB_KIND_NOTE:
      return LKB_LAYER_NOTES;
    case LKB_KIND_INK:
      return LKB_LAYER_INK;
    default:
      return LKB_LAYER_NODES;
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const LkbSceneEntry *x = *(LkbSceneEntry *const *) a, *y = *(LkbSceneEntry *const *) b;
  int order;

  if (x->item.layer != y->item.layer)
    return x->item.layer < y->item.layer ? -1 : 1;
  order = strcmp (lkb_element_get_rank (x->item.element), lkb_element_get_rank (y->item.element));
  return order != 0 ? order : strcmp (x->item.id, y->item.id);
}

static gboolean
entry_is_gone (gpointer key, gpointer value, gpointer user_data)
{
  return ((LkbSceneEntry *) value)->stamp != GPOINTER_TO_UINT (user_data);
}

static void
extend_bounds (LkbScene *scene, const LkbBox *box)
{
  if (lkb_box_is_empty (box))
    return;
  scene->bounds = scene->has_bounds ? lkb_box_union (&scene->bounds, box) : *box;
  scene->has_bounds = TRUE;
}

static void
compute_bounds (LkbScene *scene)
{
  scene->bounds = lkb_box (0, 0, 0, 0);
  scene->has_bounds = FALSE;
  for (guint i = 0; i < scene->items->len; i++)
    {
      LkbSceneEntry *entry = g_ptr_array_index (scene->items, i);

      extend_bounds (scene, &entry->item.bounds);
      extend_bounds (scene, &entry->item.label_bounds);
    }
}

/* What all edges depend on: the facts and the groups. TRUE when it differs from the last time. */
static gboolean
take_surroundings (LkbScene *scene, LkbBoard *board)
{
  const LkbElement *facts = lkb_board_get_facts (board);
  const GPtrArray *groups = lkb_board_get_groups (board);
  gboolean differs = scene->facts != facts || scene->groups->len != groups->len;

  for (guint i = 0; i < groups->len && !differs; i++)
    differs = g_ptr_array_index (groups, i) != g_ptr_array_index (scene->groups, i);
  if (!differs)
    return FALSE;
  if (scene->facts != NULL)
    lkb_element_unref ((LkbElement *) scene->facts);
  scene->facts = lkb_element_ref (facts);
  g_ptr_array_set_size (scene->groups, 0);
  for (guint i = 0; i < groups->len; i++)
    g_ptr_array_add (scene->groups, lkb_element_ref (g_ptr_array_index (groups, i)));
  return TRUE;
}

static gboolean
has_same_text (const LkbElement *a, const LkbElement *b, LkbField field)
{
  return g_strcmp0 (lkb_element_get_text (a, field), lkb_element_get_text (b, field)) == 0;
}

/* Whether the change is nobody else's business: no owner, team or mode can differ for it. */
static gboolean
is_quiet (LkbBoard *board, const LkbElement *before, const LkbElement *now)
{
  if (lkb_element_is_node (now))
    return has_same_text (before, now, LKB_FIELD_OWNER)
           && lkb_board_get_group_of (board, before, TRUE)
                  == lkb_board_get_group_of (board, now, TRUE);
  if (lkb_element_is_edge (now))
    return g_strcmp0 (lkb_element_get_from (before), lkb_element_get_from (now)) == 0
           && g_strcmp0 (lkb_element_get_to (before), lkb_element_get_to (now)) == 0
           && has_same_text (before, now, LKB_FIELD_OWNER)
           && has_same_text (before, now, LKB_FIELD_CONSUMER_OWNER);
  /* Groups are looked at apart. */
  return TRUE;
}

/* Finds the entry of each element, NULL for a new one. @same: the elements are the same and stand in the same order;
 * @quiet: and none of them changed an owner. */
static GPtrArray *
match_entries (LkbScene *scene, LkbBoard *board, gboolean *same, gboolean *quiet)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  GPtrArray *found = g_ptr_array_sized_new (elements->len);

  *same = scene->sequence->len == elements->len;
  *quiet = TRUE;
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      LkbSceneEntry *entry = i < scene->sequence->len ? g_ptr_array_index (scene->sequence, i)
                                                      : NULL;

      if (entry == NULL
          || (entry->item.element != element
              && strcmp (entry->item.id, lkb_element_get_id (element)) != 0))
        {
          entry = g_hash_table_lookup (scene->entries, lkb_element_get_id (element));
          *same = FALSE;
        }
      if (entry != NULL && entry->item.kind != lkb_element_get_kind (element))
        {
          entry = NULL;
          *same = FALSE;
        }
      if (entry != NULL && entry->item.element != element)
        {
          /* Painting order goes by rank. */
          *same = *same
                  && strcmp (lkb_element_get_rank (entry->item.element),
                             lkb_element_get_rank (element))
                         == 0;
          *quiet = *quiet && is_quiet (board, entry->item.element, element);
        }
      g_ptr_array_add (found, entry);
    }
  *quiet = *quiet && *same;
  return found;
}

static LkbSceneEntry *
add_entry (LkbScene *scene, const LkbElement *element)
{
  LkbSceneEntry *entry = g_new0 (LkbSceneEntry, 1);

  entry->item.element = lkb_element_ref (element);
  entry->item.id = lkb_element_get_id (element);
  entry->item.kind = lkb_element_get_kind (element);
  entry->item.layer = get_layer (entry->item.kind);
  entry->owner_colour = -1;
  entry->consumer_colour = -1;
  entry->cost = NAN;
  /* The key lives in the entry: it goes with it. */
  g_hash_table_replace (scene->entries, (char *) entry->item.id, entry);
  return entry;
}

static void
replace_entry_element (LkbScene *scene, LkbSceneEntry *entry, const LkbElement *element)
{
  g_hash_table_steal (scene->entries, entry->item.id);
  entry->item.element = lkb_element_ref (element);
  entry->item.id = lkb_element_get_id (element);
  g_hash_table_insert (scene->entries, (char *) entry->item.id, entry);
}

/* @job: (nullable): takes what would take long; without it all is done. */
static gboolean
update (LkbScene *scene, LkbBoard *board, const LkbAnalysis *analysis, LkbSceneJob **job)
{
  const GPtrArray *elements;
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (LkbLayoutNode));
  g_autoptr (GArray) notes = g_array_new (FALSE, FALSE, sizeof (LkbLayoutNode));
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (LkbLayoutEdge));
  LkbNaming naming;
  GPtrArray *found;
  gboolean differs = FALSE;
  gboolean same, quiet;
  guint n_gone = 0;

  elements = lkb_board_get_elements (board);
  naming = lkb_board_get_naming (board);
  found = match_entries (scene, board, &same, &quiet);
  g_ptr_array_unref (scene->sequence);
  scene->sequence = found;
  if (take_surroundings (scene, board))
    quiet = FALSE;
  if (!quiet)
    {
      g_clear_pointer (&scene->teams, lkb_teams_free);
      scene->teams = lkb_board_dup_teams (board);
    }
  scene->colours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scene->stamp++;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      LkbSceneEntry *entry = g_ptr_array_index (found, i);
      gboolean is_new = entry == NULL;
      const LkbElement *old = is_new ? NULL : entry->item.element;
      gboolean entry_differs;

      if (is_new)
        g_ptr_array_index (found, i) = entry = add_entry (scene, element);
      else if (old != element)
        replace_entry_element (scene, entry, element);
      entry->stamp = scene->stamp;

      if (lkb_element_is_node (element))
        {
          LkbLayoutNode row = { 0 };

          entry_differs = lkb_scene_entry_update_node (scene, entry, is_new, old, naming, analysis);
          row.id = entry->item.id;
          row.x = entry->item.box.x;
          row.y = entry->item.box.y;
          row.card = entry->card;
          g_array_append_val (nodes, row);
        }
      else if (lkb_element_is_edge (element))
        {
          entry_differs = lkb_scene_entry_update_edge (scene, entry, is_new, old, board, quiet);
          g_array_append_val (edges, entry->row);
        }
      else
        {
          entry_differs = lkb_scene_entry_update_other (scene, entry, is_new, old);
          if (entry->item.kind == LKB_KIND_NOTE)
            {
              const LkbBox *box = &entry->item.box;
              LkbLayoutNode row = { entry->item.id, box->x, box->y, NULL, box->w, box->h };

              g_array_append_val (notes, row);
            }
        }
      if (old != NULL && old != element)
        lkb_element_unref ((LkbElement *) old);
      if (entry_differs)
        {
          lkb_scene_entry_clear_pictures (entry);
          differs = TRUE;
        }
    }

  g_array_append_vals (nodes, notes->data, notes->len);
  if (g_hash_table_size (scene->entries) > elements->len)
    n_gone = g_hash_table_foreach_remove (scene->entries, entry_is_gone,
                                          GUINT_TO_POINTER (scene->stamp));
  if (job != NULL)
    differs |= lkb_scene_lay_out_quickly (scene, nodes, edges, job);
  else
    differs |= lkb_scene_lay_out (scene, nodes, edges);
  g_clear_pointer (&scene->colours, g_hash_table_unref);
  if (!same)
    {
      g_ptr_array_set_size (scene->items, 0);
      for (guint i = 0; i < found->len; i++)
        g_ptr_array_add (scene->items, g_ptr_array_index (found, i));
      g_ptr_array_sort (scene->items, compare_entries);
    }
  compute_bounds (scene);
  return differs || n_gone > 0;
}

gboolean
lkb_scene_update (LkbScene *scene, LkbBoard *board, const LkbChange *change,
                  const LkbAnalysis *analysis)
{
  g_return_val_if_fail (scene != NULL && LKB_IS_BOARD (board), FALSE);
  return update (scene, board, analysis, NULL);
}

gboolean
lkb_scene_update_quickly (LkbScene *scene, LkbBoard *board, const LkbAnalysis *analysis,
                          LkbSceneJob **job)
{
  g_return_val_if_fail (scene != NULL && LKB_IS_BOARD (board) && job != NULL, FALSE);
  *job = NULL;
  return update (scene, board, analysis, job);
}

static LkbScene *
create_scene (LkbTextMeasurer *measurer)
{
  LkbScene *scene = g_new0 (LkbScene, 1);

  g_ref_count_init (&scene->refs);
  scene->measurer = lkb_text_measurer_ref (measurer);
  scene->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, lkb_scene_entry_free);
  scene->items = g_ptr_array_new ();
  scene->sequence = g_ptr_array_new ();
  scene->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_element_unref);
  return scene;
}

LkbScene *
lkb_scene_new (LkbTextMeasurer *measurer, LkbBoard *board, const LkbAnalysis *analysis)
{
  LkbScene *scene;

  g_return_val_if_fail (measurer != NULL && LKB_IS_BOARD (board), NULL);

  scene = create_scene (measurer);
  update (scene, board, analysis, NULL);
  return scene;
}

LkbScene *
lkb_scene_new_quickly (LkbTextMeasurer *measurer, LkbBoard *board, const LkbAnalysis *analysis,
                       LkbSceneJob **job)
{
  LkbScene *scene;

  g_return_val_if_fail (measurer != NULL && LKB_IS_BOARD (board) && job != NULL, NULL);

  scene = create_scene (measurer);
  *job = NULL;
  update (scene, board, analysis, job);
  return scene;
}

LkbScene *
lkb_scene_ref (LkbScene *scene)
{
  g_return_val_if_fail (scene != NULL, NULL);
  g_ref_count_inc (&scene->refs);
  return scene;
}

void
lkb_scene_unref (LkbScene *scene)
{
  g_return_if_fail (scene != NULL);
  if (!g_ref_count_dec (&scene->refs))
    return;
  g_clear_pointer (&scene->layout, lkb_layout_unref);
  g_clear_pointer (&scene->teams, lkb_teams_free);
  g_ptr_array_unref (scene->items);
  g_ptr_array_unref (scene->sequence);
  g_ptr_array_unref (scene->groups);
  if (scene->facts != NULL)
    lkb_element_unref ((LkbElement *) scene->facts);
  g_hash_table_unref (scene->entries);
  lkb_text_measurer_unref (scene->measurer);
  g_free (scene);
}

LkbTextMeasurer *
lkb_scene_get_measurer (LkbScene *scene)
{
  g_return_val_if_fail (scene != NULL, NULL);
  return scene->measurer;
}

LkbLayout *
lkb_scene_get_layout (LkbScene *scene)
{
  g_return_val_if_fail (scene != NULL, NULL);
  return scene->layout;
}

const LkbTeams *
lkb_scene_get_teams (LkbScene *scene)
{
  g_return_val_if_fail (scene != NULL, NULL);
  return scene->teams;
}

guint
lkb_scene_get_n_items (LkbScene *scene)
{
  g_return_val_if_fail (scene != NULL, 0);
  return scene->items->len;
}

const LkbSceneItem *
lkb_scene_get_item (LkbScene *scene, guint index)
{
  g_return_val_if_fail (scene != NULL && index < scene->items->len, NULL);
  return &((LkbSceneEntry *) g_ptr_array_index (scene->items, index))->item;
}

const LkbSceneItem *
lkb_scene_find (LkbScene *scene, const char *id)
{
  LkbSceneEntry *entry;

  g_return_val_if_fail (scene != NULL && id != NULL, NULL);
  entry = g_hash_table_lookup (scene->entries, id);
  return entry != NULL ? &entry->item : NULL;
}

LkbPicture *
lkb_scene_get_picture (LkbScene *scene, const LkbSceneItem *item, LkbDetail detail)
{
  LkbSceneEntry *entry = (LkbSceneEntry *) item;

  g_return_val_if_fail (scene != NULL && item != NULL, NULL);
  g_return_val_if_fail ((int) detail >= 0 && detail < LKB_N_DETAILS, NULL);
  if (entry->pictures[detail] == NULL)
    entry->pictures[detail] = lkb_scene_draw_element (entry, scene->measurer, detail);
  return entry->pictures[detail];
}

LkbPicture *
lkb_scene_get_label (LkbScene *scene, const LkbSceneItem *item, LkbDetail detail)
{
  LkbSceneEntry *entry = (LkbSceneEntry *) item;

  g_return_val_if_fail (scene != NULL && item != NULL, NULL);
  g_return_val_if_fail ((int) detail >= 0 && detail < LKB_N_DETAILS, NULL);
  if (entry->labels[detail] == NULL)
    entry->labels[detail] = lkb_scene_draw_label (entry, scene->measurer, detail);
  return entry->labels[detail];
}

LkbPicture *
lkb_scene_dup_picture (LkbScene *scene, LkbDetail detail)
{
  LkbPictureBuilder *builder;

  g_return_val_if_fail (scene != NULL, NULL);
  builder = lkb_picture_builder_new ();
  for (int layer = 0; layer < LKB_N_LAYERS; layer++)
    for (guint i = 0; i < scene->items->len; i++)
      {
        const LkbSceneItem *item = lkb_scene_get_item (scene, i);
        LkbPicture *picture = NULL;

        if (item->layer == (LkbLayer) layer)
          picture = lkb_scene_get_picture (scene, item, detail);
        else if (layer == LKB_LAYER_LABELS && item->kind == LKB_KIND_EDGE)
          picture = lkb_scene_get_label (scene, item, detail);
        if (picture != NULL)
          lkb_picture_builder_append (builder, picture);
      }
  return lkb_picture_builder_end (builder);
}

LkbBox
lkb_scene_get_bounds (LkbScene *scene)
{
  g_return_val_if_fail (scene != NULL, lkb_box (0, 0, 0, 0));
  return scene->bounds;
}

LkbPicture *
lkb_scene_dup_path (LkbScene *scene, const char *const *edges)
{
  LkbPictureBuilder *builder;

  g_return_val_if_fail (scene != NULL, NULL);
  builder = lkb_picture_builder_new ();
  for (guint i = 0; edges != NULL && edges[i] != NULL; i++)
    {
      const LkbSceneEntry *entry = g_hash_table_lookup (scene->entries, edges[i]);

      if (entry != NULL && entry->item.kind == LKB_KIND_EDGE)
        lkb_scene_draw_line (builder, entry->points, entry->item.n_points, entry->mode,
                             lkb_colour (LKB_COLOUR_ACCENT), LKB_EDGE_WIDTH_PATH, entry->shared);
    }
  return lkb_picture_builder_end (builder);
}

char *
lkb_scene_dup_sentence (LkbScene *scene, const char *id)
{
  const LkbSceneEntry *entry;

  g_return_val_if_fail (scene != NULL && id != NULL, NULL);
  entry = g_hash_table_lookup (scene->entries, id);
  if (entry == NULL)
    return NULL;
  if (entry->title != NULL && entry->description != NULL)
    return g_strdup_printf ("%s: %s", entry->title, entry->description);
  return g_strdup (entry->title != NULL ? entry->title : "");
}
