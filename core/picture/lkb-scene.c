/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-scene.h"

#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"
#include "lkb-scene-private.h"

#define GROUP_W 240.0
#define GROUP_H 160.0
#define NOTE_W 200.0
#define NOTE_LINES_MAX 400
#define SIZE_MAX_WISHED 1000000.0

struct _LkbScene
{
  grefcount refs;
  LkbTextMeasurer *measurer;
  LkbLayout *layout;
  LkbTeams *teams;
  GHashTable *entries; /* id → LkbSceneEntry, owned */
  GHashTable *colours; /* owner as written → colour, while an update runs */
  GPtrArray *items; /* LkbSceneEntry in painting order */
  guint stamp;
  LkbBox bounds;
  gboolean has_bounds;
};

static void
clear_pictures (LkbSceneEntry *entry)
{
  for (guint i = 0; i < LKB_N_DETAILS; i++)
    {
      g_clear_pointer (&entry->pictures[i], lkb_picture_unref);
      g_clear_pointer (&entry->labels[i], lkb_picture_unref);
    }
}

static gboolean
replace_element (const LkbElement **element, const LkbElement *now)
{
  if (*element == now)
    return FALSE;
  if (*element != NULL)
    lkb_element_unref ((LkbElement *) *element);
  *element = now != NULL ? lkb_element_ref (now) : NULL;
  return TRUE;
}

static void
free_entry (gpointer p)
{
  LkbSceneEntry *entry = p;

  clear_pictures (entry);
  g_clear_pointer (&entry->card, lkb_card_unref);
  g_clear_pointer (&entry->pill, lkb_pill_unref);
  g_clear_pointer (&entry->lines, g_array_unref);
  replace_element (&entry->from, NULL);
  replace_element (&entry->to, NULL);
  lkb_element_unref ((LkbElement *) entry->item.element);
  g_free ((char *) entry->item.trunk);
  g_free (entry->points);
  g_free (entry->numbers);
  g_free (entry->consumer);
  g_free (entry->owner);
  g_free (entry->title);
  g_free (entry->description);
  g_free (entry);
}

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

/* Takes @now; TRUE when it differs from what stood there. */
static gboolean
replace_text (char **text, char *now)
{
  if (g_strcmp0 (*text, now) == 0)
    {
      g_free (now);
      return FALSE;
    }
  g_free (*text);
  *text = now;
  return TRUE;
}

static gboolean
replace_int (int *value, int now)
{
  gboolean differs = *value != now;
  *value = now;
  return differs;
}

static gboolean
replace_box (LkbBox *box, LkbBox now)
{
  gboolean differs = memcmp (box, &now, sizeof now) != 0;
  *box = now;
  return differs;
}

/* Looking a team up folds its name: done once for each way it is written. */
static int
find_colour (LkbScene *scene, const char *owner)
{
  const LkbTeam *team;
  gpointer known;

  if (owner == NULL)
    return -1;
  if (g_hash_table_lookup_extended (scene->colours, owner, NULL, &known))
    return GPOINTER_TO_INT (known);
  team = lkb_teams_lookup (scene->teams, owner);
  g_hash_table_insert (scene->colours, g_strdup (owner),
                       GINT_TO_POINTER (team != NULL ? (int) team->colour : -1));
  return team != NULL ? (int) team->colour : -1;
}

static const LkbElement *
find_end (LkbBoard *board, const char *id)
{
  return id != NULL ? lkb_board_lookup (board, id) : NULL;
}

static double
get_size (const LkbElement *element, LkbField field, double fallback)
{
  double size = lkb_element_get_number (element, field, fallback);
  return isfinite (size) && size > 0 ? MIN (size, SIZE_MAX_WISHED) : fallback;
}

static const char *
get_currency (const LkbElement *node, const LkbAnalysis *analysis)
{
  const LkbCost *cost = lkb_analysis_get_cost (analysis);
  const LkbValue *rows = lkb_element_get (node, LKB_FIELD_COSTS);

  if (cost->currency != NULL)
    return cost->currency;
  for (guint i = 0; rows != NULL && i < lkb_value_get_n (rows); i++)
    {
      const LkbQuantity *price = lkb_value_get_member_quantity (lkb_value_get_nth (rows, i),
                                                                "price");
      if (price != NULL && price->dimension == LKB_DIMENSION_MONEY)
        return price->currency;
    }
  return NULL;
}

static gboolean
same_figure (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
update_node (LkbScene *scene, LkbSceneEntry *entry, gboolean is_new, const LkbElement *old,
             LkbNaming naming, const LkbAnalysis *analysis)
{
  const LkbElement *node = entry->item.element;
  double cost = analysis != NULL ? lkb_analysis_get_cost_of (analysis, entry->item.id) : NAN;
  gboolean differs = is_new || old != node;

  if (differs || !same_figure (cost, entry->cost) || naming != entry->naming)
    {
      g_auto (GStrv) chips = lkb_scene_text_dup_chips (
          node, cost, isnan (cost) ? NULL : get_currency (node, analysis));
      g_autofree char *technology = lkb_scene_text_dup_technology (node);
      const char *name = lkb_element_get_name (node);
      LkbCardText text = {
        name != NULL ? name : lkb_kind_get_label (entry->item.kind, naming),
        technology,
        (const char *const *) chips,
        lkb_element_get_number (node, LKB_FIELD_W, 0),
        lkb_element_get_number (node, LKB_FIELD_H, 0),
      };

      g_clear_pointer (&entry->card, lkb_card_unref);
      entry->card = lkb_card_new (scene->measurer, &text);
      entry->item.cut = entry->card->cut;
      entry->cost = cost;
      entry->naming = naming;
      entry->later = g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_PRIORITY), "later") == 0;
      replace_text (&entry->title, g_strdup (text.name));
      replace_text (&entry->description, lkb_scene_text_dup_node_description (
                                             node, naming, (const char *const *) chips));
      replace_text (&entry->owner, g_strdup (lkb_element_get_text (node, LKB_FIELD_OWNER)));
      differs = TRUE;
    }
  if (replace_int (&entry->owner_colour, find_colour (scene, entry->owner)))
    differs = TRUE;
  if (replace_box (&entry->item.box, lkb_box (lkb_element_get_x (node), lkb_element_get_y (node),
                                              entry->card->w, entry->card->h)))
    differs = TRUE;
  entry->item.bounds = lkb_box_grow (&entry->item.box, LKB_STROKE_STRONG / 2);
  return differs;
}

static LkbBox
measure_ink (const LkbElement *ink)
{
  const LkbValue *points = lkb_element_get (ink, LKB_FIELD_POINTS);
  guint n = points != NULL ? lkb_value_get_n (points) : 0;
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  for (guint i = 0; i < n; i++)
    {
      const LkbValue *tuple = lkb_value_get_nth (points, i);
      double x = lkb_value_get_nth_number (tuple, 0), y = lkb_value_get_nth_number (tuple, 1);

      x0 = i == 0 ? x : MIN (x0, x);
      y0 = i == 0 ? y : MIN (y0, y);
      x1 = i == 0 ? x : MAX (x1, x);
      y1 = i == 0 ? y : MAX (y1, y);
    }
  return lkb_box (x0, y0, x1 - x0, y1 - y0);
}

/* Groups, notes and ink depend on themselves alone, a group also on its owner's colour. */
static gboolean
update_other (LkbScene *scene, LkbSceneEntry *entry, gboolean is_new, const LkbElement *old)
{
  const LkbElement *element = entry->item.element;
  double x = lkb_element_get_x (element), y = lkb_element_get_y (element);
  gboolean differs = is_new || old != element;

  if (differs)
    {
      const char *name = lkb_element_get_name (element);

      switch (entry->item.kind)
        {
        case LKB_KIND_GROUP:
          entry->item.box = lkb_box (x, y, get_size (element, LKB_FIELD_W, GROUP_W),
                                     get_size (element, LKB_FIELD_H, GROUP_H));
          entry->item.bounds = lkb_box_grow (&entry->item.box, LKB_STROKE_STRONG / 2);
          replace_text (&entry->owner, g_strdup (lkb_element_get_text (element, LKB_FIELD_OWNER)));
          replace_text (&entry->title, g_strdup (name));
          break;
        case LKB_KIND_NOTE:
          {
            const char *text = lkb_element_get_text (element, LKB_FIELD_TEXT);
            double w = MAX (LKB_NOTE_W_MIN, get_size (element, LKB_FIELD_W, NOTE_W));
            double h = get_size (element, LKB_FIELD_H, LKB_NOTE_LINE + 2 * LKB_NOTE_PAD);
            gboolean cut = FALSE;

            g_clear_pointer (&entry->lines, g_array_unref);
            entry->lines = lkb_text_measurer_wrap (scene->measurer, text, LKB_FONT_NOTE,
                                                   w - 2 * LKB_NOTE_PAD, NOTE_LINES_MAX, &cut);
            h = MAX (h, entry->lines->len * LKB_NOTE_LINE + 2 * LKB_NOTE_PAD);
            entry->item.box = lkb_box (x, y, w, h);
            entry->item.bounds = lkb_box_grow (&entry->item.box, 0.5);
            entry->item.cut = cut;
            replace_text (&entry->title, text != NULL ? lkb_text_one_line (text) : NULL);
            break;
          }
        case LKB_KIND_INK:
        default:
          {
            double width = CLAMP (lkb_element_get_number (element, LKB_FIELD_WIDTH, 2), 0.5, 40);
            entry->item.box = measure_ink (element);
            entry->item.bounds = lkb_box_grow (&entry->item.box, width / 2);
            break;
          }
        }
    }
  if (replace_int (&entry->owner_colour,
                   entry->item.kind == LKB_KIND_GROUP ? find_colour (scene, entry->owner) : -1))
    differs = TRUE;
  return differs;
}

/* What an edge says, before it is laid out. */
static gboolean
update_edge_text (LkbScene *scene, LkbSceneEntry *entry, gboolean is_new, const LkbElement *old,
                  LkbBoard *board)
{
  const LkbElement *edge = entry->item.element;
  gboolean differs = is_new || old != edge;
  LkbEdgeOwnership ownership;
  LkbPillState state;
  LkbMode mode;
  gboolean ends_differ;

  lkb_board_get_edge_ownership (board, edge, &ownership);
  mode = lkb_board_get_edge_mode (board, edge);
  if (differs)
    replace_text (&entry->numbers, lkb_scene_text_dup_numbers (edge));
  if (ownership.owner != NULL)
    state = ownership.inherited ? LKB_PILL_INHERITED : LKB_PILL_OWNED;
  else
    state = ownership.needs_owner ? LKB_PILL_UNOWNED : LKB_PILL_NONE;
  if (state != entry->state || mode != entry->mode)
    differs = TRUE;
  entry->state = state;
  entry->mode = mode;
  differs |= replace_text (&entry->owner, g_strdup (ownership.owner));
  differs |= replace_text (&entry->consumer,
                           ownership.cross_team ? g_strdup (ownership.consumer_owner) : NULL);
  differs |= replace_int (&entry->owner_colour, find_colour (scene, ownership.owner));
  differs |= replace_int (&entry->consumer_colour, find_colour (scene, entry->consumer));
  ends_differ = replace_element (&entry->from, find_end (board, lkb_element_get_from (edge)));
  ends_differ |= replace_element (&entry->to, find_end (board, lkb_element_get_to (edge)));
  if (ends_differ || is_new || old != edge)
    differs |= replace_text (&entry->title, lkb_scene_text_dup_edge_title (board, edge));
  if (differs)
    replace_text (&entry->description, lkb_scene_text_dup_edge_description (
                                           &ownership, mode, entry->numbers,
                                           lkb_element_get_text (edge, LKB_FIELD_LABEL)));
  return differs;
}

static LkbSide
get_side (const LkbElement *edge, LkbField field)
{
  static const LkbSide sides[] = { LKB_SIDE_LEFT, LKB_SIDE_RIGHT, LKB_SIDE_TOP, LKB_SIDE_BOTTOM };
  int choice = lkb_element_get_choice (edge, field);

  return choice >= 0 && choice < (int) G_N_ELEMENTS (sides) ? sides[choice] : LKB_SIDE_AUTO;
}

/* The arrays handed to the layout, with the waypoints they point into. */
typedef struct
{
  GArray *nodes; /* LkbLayoutNode */
  GArray *edges; /* LkbLayoutEdge */
  GPtrArray *entries; /* LkbSceneEntry of the edges, same order */
  GPtrArray *waypoints; /* LkbPoint arrays */
} Input;

static void
add_edge (Input *input, LkbSceneEntry *entry)
{
  const LkbElement *edge = entry->item.element;
  const LkbValue *waypoints = lkb_element_get (edge, LKB_FIELD_WAYPOINTS);
  const LkbValue *offset = lkb_element_get (edge, LKB_FIELD_LABEL_OFFSET);
  LkbLayoutEdge row = { 0 };

  row.id = entry->item.id;
  row.from = lkb_element_get_from (edge);
  row.to = lkb_element_get_to (edge);
  row.from_side = get_side (edge, LKB_FIELD_FROM_SIDE);
  row.to_side = get_side (edge, LKB_FIELD_TO_SIDE);
  if (waypoints != NULL)
    {
      guint n = lkb_value_get_n (waypoints);
      LkbPoint *points = g_new0 (LkbPoint, n);

      for (guint i = 0; i < n; i++)
        {
          const LkbValue *tuple = lkb_value_get_nth (waypoints, i);
          points[i].x = lkb_value_get_nth_number (tuple, 0);
          points[i].y = lkb_value_get_nth_number (tuple, 1);
        }
      g_ptr_array_add (input->waypoints, points);
      row.waypoints = points;
      row.n_waypoints = n;
    }
  row.state = entry->state;
  row.owner = entry->owner;
  row.consumer = entry->consumer;
  row.numbers = entry->numbers;
  row.label = lkb_element_get_text (edge, LKB_FIELD_LABEL);
  row.label_at = lkb_element_get_number (edge, LKB_FIELD_LABEL_AT, NAN);
  if (offset != NULL && lkb_value_get_n (offset) == 2)
    {
      row.label_dx = lkb_value_get_nth_number (offset, 0);
      row.label_dy = lkb_value_get_nth_number (offset, 1);
    }
  row.priority = entry->consumer != NULL ? 1 : 0;
  g_array_append_val (input->edges, row);
  g_ptr_array_add (input->entries, entry);
}

/* All that is painted of a label: a label may have words besides pill and numbers. */
static LkbBox
measure_label (const LkbSceneEntry *entry)
{
  const LkbBox *pill = &entry->item.label_box;
  LkbBox box = lkb_box (0, 0, 0, 0);

  if (entry->pill == NULL)
    return box;
  if (!lkb_box_is_empty (pill))
    box = lkb_box_grow (pill, LKB_PILL_HALO);
  for (gsize i = 0; i < entry->pill->n_runs; i++)
    {
      const LkbTextRun *run = &entry->pill->runs[i];
      LkbBox text = lkb_picture_measure_text (run->role, pill->x + run->x, pill->y + run->baseline,
                                              run->advance);
      box = lkb_box_union (&box, &text);
    }
  return box;
}

/* Takes over where the layout put an edge; TRUE when something moved. */
static gboolean
take_route (LkbSceneEntry *entry, LkbLayout *layout, gsize index)
{
  const LkbEdgeLayout *route = lkb_layout_get_edge (layout, index);
  LkbSceneItem *item = &entry->item;
  const char *trunk = route->trunk >= 0 ? lkb_layout_get_edge (layout, (gsize) route->trunk)->id
                                        : NULL;
  gboolean differs = FALSE;
  LkbBox box;

  if (item->n_points != route->n_points
      || (route->n_points > 0
          && memcmp (entry->points, route->points, route->n_points * sizeof (LkbPoint)) != 0))
    {
      g_free (entry->points);
      entry->points = g_memdup2 (route->points, route->n_points * sizeof (LkbPoint));
      item->points = entry->points;
      item->n_points = route->n_points;
      differs = TRUE;
    }
  if (entry->pill != route->pill)
    {
      g_clear_pointer (&entry->pill, lkb_pill_unref);
      entry->pill = route->pill != NULL ? lkb_pill_ref (route->pill) : NULL;
      differs = TRUE;
    }
  differs |= replace_box (&item->label_box, route->pill_box);
  differs |= replace_box (&item->numbers_box, route->numbers_box);
  if (g_strcmp0 (item->trunk, trunk) != 0)
    {
      g_free ((char *) item->trunk);
      item->trunk = g_strdup (trunk);
      differs = TRUE;
    }
  item->label_clear = route->label_clear;
  item->cut = entry->pill != NULL && entry->pill->cut;

  box = lkb_box (0, 0, 0, 0);
  for (gsize i = 0; i < item->n_points; i++)
    {
      LkbBox leg = lkb_box_from_points (item->points[i > 0 ? i - 1 : 0], item->points[i]);

      if (i == 0)
        box = leg;
      else
        {
          double x1 = MAX (box.x + box.w, leg.x + leg.w), y1 = MAX (box.y + box.h, leg.y + leg.h);
          box.x = MIN (box.x, leg.x);
          box.y = MIN (box.y, leg.y);
          box.w = x1 - box.x;
          box.h = y1 - box.y;
        }
    }
  item->box = box;
  item->bounds = item->n_points > 0 ? lkb_box_grow (&box, LKB_EDGE_HEAD_WIDTH / 2 + 1) : box;
  item->label_bounds = measure_label (entry);
  return differs;
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

gboolean
lkb_scene_update (LkbScene *scene, LkbBoard *board, const LkbChange *change,
                  const LkbAnalysis *analysis)
{
  const GPtrArray *elements;
  LkbNaming naming;
  Input input;
  LkbLayout *layout;
  gboolean differs = FALSE;
  guint n_gone;

  g_return_val_if_fail (scene != NULL && LKB_IS_BOARD (board), FALSE);

  elements = lkb_board_get_elements (board);
  naming = lkb_board_get_naming (board);
  g_clear_pointer (&scene->teams, lkb_teams_free);
  scene->teams = lkb_board_dup_teams (board);
  scene->colours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scene->stamp++;
  g_ptr_array_set_size (scene->items, 0);
  input.nodes = g_array_new (FALSE, FALSE, sizeof (LkbLayoutNode));
  input.edges = g_array_new (FALSE, FALSE, sizeof (LkbLayoutEdge));
  input.entries = g_ptr_array_new ();
  input.waypoints = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      const char *id = lkb_element_get_id (element);
      LkbSceneEntry *entry = g_hash_table_lookup (scene->entries, id);
      const LkbElement *old = NULL;
      gboolean is_new = entry == NULL || entry->item.kind != lkb_element_get_kind (element);
      gboolean entry_differs;

      if (is_new)
        {
          entry = g_new0 (LkbSceneEntry, 1);
          entry->item.element = lkb_element_ref (element);
          entry->item.id = lkb_element_get_id (element);
          entry->item.kind = lkb_element_get_kind (element);
          entry->item.layer = get_layer (entry->item.kind);
          entry->owner_colour = -1;
          entry->consumer_colour = -1;
          entry->cost = NAN;
          /* The key lives in the entry: it goes with it. */
          g_hash_table_replace (scene->entries, (char *) entry->item.id, entry);
        }
      else
        {
          old = entry->item.element;
          if (old != element)
            {
              entry->item.element = lkb_element_ref (element);
              entry->item.id = lkb_element_get_id (element);
              g_hash_table_steal (scene->entries, id);
              g_hash_table_insert (scene->entries, (char *) entry->item.id, entry);
            }
        }
      entry->stamp = scene->stamp;

      if (lkb_element_is_node (element))
        {
          LkbLayoutNode row;

          entry_differs = update_node (scene, entry, is_new, old, naming, analysis);
          row.id = entry->item.id;
          row.x = entry->item.box.x;
          row.y = entry->item.box.y;
          row.card = entry->card;
          g_array_append_val (input.nodes, row);
        }
      else if (lkb_element_is_edge (element))
        {
          entry_differs = update_edge_text (scene, entry, is_new, old, board);
          add_edge (&input, entry);
        }
      else
        entry_differs = update_other (scene, entry, is_new, old);
      if (old != NULL && old != element)
        lkb_element_unref ((LkbElement *) old);
      if (entry_differs)
        {
          clear_pictures (entry);
          differs = TRUE;
        }
      g_ptr_array_add (scene->items, entry);
    }

  n_gone = g_hash_table_foreach_remove (scene->entries, entry_is_gone,
                                        GUINT_TO_POINTER (scene->stamp));
  layout = lkb_layout_update (
      scene->layout, scene->measurer, (const LkbLayoutNode *) (gpointer) input.nodes->data,
      input.nodes->len, (const LkbLayoutEdge *) (gpointer) input.edges->data, input.edges->len);
  g_clear_pointer (&scene->layout, lkb_layout_unref);
  scene->layout = layout;
  for (guint i = 0; i < input.entries->len; i++)
    {
      LkbSceneEntry *entry = g_ptr_array_index (input.entries, i);

      if (take_route (entry, layout, i))
        {
          clear_pictures (entry);
          differs = TRUE;
        }
    }
  g_array_unref (input.nodes);
  g_array_unref (input.edges);
  g_ptr_array_unref (input.entries);
  g_ptr_array_unref (input.waypoints);

  g_clear_pointer (&scene->colours, g_hash_table_unref);
  g_ptr_array_sort (scene->items, compare_entries);
  compute_bounds (scene);
  return differs || n_gone > 0;
}

LkbScene *
lkb_scene_new (LkbTextMeasurer *measurer, LkbBoard *board, const LkbAnalysis *analysis)
{
  LkbScene *scene;

  g_return_val_if_fail (measurer != NULL && LKB_IS_BOARD (board), NULL);

  scene = g_new0 (LkbScene, 1);
  g_ref_count_init (&scene->refs);
  scene->measurer = lkb_text_measurer_ref (measurer);
  scene->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_entry);
  scene->items = g_ptr_array_new ();
  lkb_scene_update (scene, board, NULL, analysis);
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
                             lkb_colour (LKB_COLOUR_ACCENT), LKB_EDGE_WIDTH_PATH);
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
