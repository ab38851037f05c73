/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-scene-private.h"

#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"

#define GROUP_W 240.0
#define GROUP_H 160.0
#define NOTE_W 200.0
#define NOTE_LINES_MAX 400
#define SIZE_MAX_WISHED 1000000.0

void
lkb_scene_entry_clear_pictures (LkbSceneEntry *entry)
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

void
lkb_scene_entry_free (gpointer p)
{
  LkbSceneEntry *entry = p;

  lkb_scene_entry_clear_pictures (entry);
  g_clear_pointer (&entry->card, lkb_card_unref);
  g_clear_pointer (&entry->pill, lkb_pill_unref);
  g_clear_pointer (&entry->lines, g_array_unref);
  replace_element (&entry->from, NULL);
  replace_element (&entry->to, NULL);
  lkb_element_unref ((LkbElement *) entry->item.element);
  g_free ((char *) entry->item.trunk);
  g_free (entry->waypoints);
  g_free (entry->points);
  g_free (entry->numbers);
  g_free (entry->consumer);
  g_free (entry->owner);
  g_free (entry->title);
  g_free (entry->description);
  g_free (entry);
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

gboolean
lkb_scene_entry_update_node (LkbScene *scene, LkbSceneEntry *entry, gboolean is_new,
                             const LkbElement *old, LkbNaming naming, const LkbAnalysis *analysis)
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
      entry->item.name_cut = entry->card->name_cut;
      entry->item.technology_cut = entry->card->technology_cut;
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

double
lkb_scene_get_ink_factor (double pressure)
{
  /* In ten steps, so that a stroke is a few pieces and not as many as points. */
  return 0.4 + 1.2 * round (CLAMP (pressure, 0, 1) * 10) / 10;
}

/* The widest place of a stroke, board units. */
static double
measure_ink_width (const LkbElement *ink)
{
  const LkbValue *points = lkb_element_get (ink, LKB_FIELD_POINTS);
  double width = CLAMP (lkb_element_get_number (ink, LKB_FIELD_WIDTH, 2), 0.5, 40);
  double factor = 0;

  for (guint i = 0; i < lkb_value_get_n (points); i++)
    factor = MAX (factor, lkb_scene_get_ink_factor (
                              lkb_value_get_nth_number (lkb_value_get_nth (points, i), 2)));
  return width * factor;
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
gboolean
lkb_scene_entry_update_other (LkbScene *scene, LkbSceneEntry *entry, gboolean is_new,
                              const LkbElement *old)
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
            replace_text (&entry->title, text != NULL ? lkb_text_shown_line (text) : NULL);
            break;
          }
        case LKB_KIND_INK:
        default:
          {
            entry->item.box = measure_ink (element);
            entry->item.bounds = lkb_box_grow (&entry->item.box, measure_ink_width (element) / 2);
            break;
          }
        }
    }
  if (replace_int (&entry->owner_colour,
                   entry->item.kind == LKB_KIND_GROUP ? find_colour (scene, entry->owner) : -1))
    differs = TRUE;
  return differs;
}

static LkbSide
get_side (const LkbElement *edge, LkbField field)
{
  static const LkbSide sides[] = { LKB_SIDE_LEFT, LKB_SIDE_RIGHT, LKB_SIDE_TOP, LKB_SIDE_BOTTOM };
  int choice = lkb_element_get_choice (edge, field);

  return choice >= 0 && choice < (int) G_N_ELEMENTS (sides) ? sides[choice] : LKB_SIDE_AUTO;
}

/* What the layout is asked for. */
static void
fill_row (LkbSceneEntry *entry)
{
  const LkbElement *edge = entry->item.element;
  const LkbValue *waypoints = lkb_element_get (edge, LKB_FIELD_WAYPOINTS);
  const LkbValue *offset = lkb_element_get (edge, LKB_FIELD_LABEL_OFFSET);
  LkbLayoutEdge *row = &entry->row;

  memset (row, 0, sizeof *row);
  g_clear_pointer (&entry->waypoints, g_free);
  row->id = entry->item.id;
  row->from = lkb_element_get_from (edge);
  row->to = lkb_element_get_to (edge);
  row->from_side = get_side (edge, LKB_FIELD_FROM_SIDE);
  row->to_side = get_side (edge, LKB_FIELD_TO_SIDE);
  if (waypoints != NULL && lkb_value_get_n (waypoints) > 0)
    {
      guint n = lkb_value_get_n (waypoints);

      entry->waypoints = g_new0 (LkbPoint, n);
      for (guint i = 0; i < n; i++)
        {
          const LkbValue *tuple = lkb_value_get_nth (waypoints, i);
          entry->waypoints[i].x = lkb_value_get_nth_number (tuple, 0);
          entry->waypoints[i].y = lkb_value_get_nth_number (tuple, 1);
        }
      row->waypoints = entry->waypoints;
      row->n_waypoints = n;
    }
  row->state = entry->state;
  row->owner = entry->owner;
  row->consumer = entry->consumer;
  row->numbers = entry->numbers;
  row->label = lkb_element_get_text (edge, LKB_FIELD_LABEL);
  row->label_at = lkb_element_get_number (edge, LKB_FIELD_LABEL_AT, NAN);
  if (offset != NULL && lkb_value_get_n (offset) == 2)
    {
      row->label_dx = lkb_value_get_nth_number (offset, 0);
      row->label_dy = lkb_value_get_nth_number (offset, 1);
    }
  row->style = (int) entry->mode;
  row->around = entry->mode == LKB_MODE_FEEDBACK;
  row->priority = entry->consumer != NULL ? 1 : 0;
}

gboolean
lkb_scene_entry_update_edge (LkbScene *scene, LkbSceneEntry *entry, gboolean is_new,
                             const LkbElement *old, LkbBoard *board, gboolean steady)
{
  const LkbElement *edge = entry->item.element;
  gboolean differs = is_new || old != edge;
  LkbEdgeOwnership ownership;
  LkbPillState state;
  LkbMode mode;
  gboolean ends_differ;

  ends_differ = replace_element (&entry->from, find_end (board, lkb_element_get_from (edge)));
  ends_differ |= replace_element (&entry->to, find_end (board, lkb_element_get_to (edge)));
  if (steady && !differs && !ends_differ)
    return FALSE;

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
  if (ends_differ || is_new || old != edge)
    differs |= replace_text (&entry->title, lkb_scene_text_dup_edge_title (board, edge));
  if (differs)
    {
      replace_text (&entry->description, lkb_scene_text_dup_edge_description (
                                             &ownership, mode, entry->numbers,
                                             lkb_element_get_text (edge, LKB_FIELD_LABEL)));
      fill_row (entry);
    }
  return differs;
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

gboolean
lkb_scene_entry_take_route (LkbSceneEntry *entry, const LkbEdgeLayout *route, const char *trunk)
{
  LkbSceneItem *item = &entry->item;
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
  if (entry->shared != route->shared)
    {
      entry->shared = route->shared;
      differs = TRUE;
    }
  item->label_clear = route->label_clear;
  if (!differs)
    return FALSE;
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
  return TRUE;
}
