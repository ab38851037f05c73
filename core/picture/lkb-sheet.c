/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-sheet.h"

#include <math.h>
#include <string.h>

#include "core/layout/lkb-grid.h"
#include "lkb-sheet-private.h"

/* What is still said as 7.0 is large enough, as in PAG001. */
#define TEXT_MIN_PT 7.0
#define DRAWING_TOP 164.0
#define POINTS_PER_UNIT 0.75

static const LkbSheetPaper papers[] = {
  [LKB_PAPER_A4] = { 1123, 794, 622, 775, 404, 492, 744 },
  [LKB_PAPER_LETTER] = { 1056, 816, 644, 797, 380, 460, 700 },
};

LkbPaper
lkb_board_get_paper (LkbBoard *board)
{
  const char *paper = lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_PAPER);
  return g_strcmp0 (paper, "letter") == 0 ? LKB_PAPER_LETTER : LKB_PAPER_A4;
}

static void
fit (LkbSheetMaker *maker, double top)
{
  LkbSheet *sheet = maker->sheet;
  LkbBox bounds = lkb_scene_get_bounds (maker->scene);

  sheet->area = lkb_box (LKB_SHEET_MARGIN, top, sheet->paper->w - 2 * LKB_SHEET_MARGIN,
                         sheet->paper->rule - 10 - top);
  sheet->scale = 1;
  if (!lkb_box_is_empty (&bounds))
    {
      sheet->scale = LKB_SHEET_SCALE_MAX;
      if (bounds.w > 0)
        sheet->scale = MIN (sheet->scale, sheet->area.w / bounds.w);
      if (bounds.h > 0)
        sheet->scale = MIN (sheet->scale, sheet->area.h / bounds.h);
    }
  sheet->x = sheet->area.x + (sheet->area.w - sheet->scale * bounds.w) / 2
             - sheet->scale * bounds.x;
  sheet->y = sheet->area.y + (sheet->area.h - sheet->scale * bounds.h) / 2
             - sheet->scale * bounds.y;
}

static gboolean
find_smallest (const LkbPictureItem *item, double x, double y, double scale, guint depth,
               gpointer user_data)
{
  double *smallest = user_data;

  if (item->type == LKB_ITEM_TEXT)
    {
      double points = lkb_font_get (item->text.role)->size * scale * POINTS_PER_UNIT;
      if (*smallest == 0 || points < *smallest)
        *smallest = points;
    }
  return TRUE;
}

typedef struct
{
  const char *id;
  LkbBox box;
  gboolean is_note;
} Obstacle;

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

typedef struct
{
  GArray *obstacles; /* of Obstacle */
  const Obstacle *obstacle;
  GHashTable *pairs; /* set of "a b" */
} OverlapSearch;

static gboolean
add_overlap_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  OverlapSearch *search = user_data;
  const Obstacle *a = search->obstacle;
  const Obstacle *b = &g_array_index (search->obstacles, Obstacle, GPOINTER_TO_UINT (data));
  gboolean in_order = strcmp (a->id, b->id) < 0;

  /* Who lays a note on another means to. */
  if (strcmp (a->id, b->id) != 0 && !(a->is_note && b->is_note)
      && lkb_box_overlaps (&a->box, &b->box))
    g_hash_table_add (search->pairs, g_strdup_printf ("%s %s", in_order ? a->id : b->id,
                                                      in_order ? b->id : a->id));
  return g_hash_table_size (search->pairs) < LKB_SHEET_OVERLAPS_MAX;
}

/* Nodes, notes, pills and numbers that lie on each other; an element never disturbs itself. */
static GStrv
find_overlaps (LkbScene *scene)
{
  g_autoptr (GArray) obstacles = g_array_new (FALSE, FALSE, sizeof (Obstacle));
  g_autoptr (LkbGrid) grid = lkb_grid_new (200);
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer pair;

  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);
      const LkbBox *boxes[2] = { &item->label_box, &item->numbers_box };

      if (item->layer == LKB_LAYER_NODES || item->layer == LKB_LAYER_NOTES)
        {
          Obstacle obstacle = { item->id, item->box, item->layer == LKB_LAYER_NOTES };
          g_array_append_val (obstacles, obstacle);
        }
      for (guint k = 0; k < 2 && item->kind == LKB_KIND_EDGE; k++)
        if (!lkb_box_is_empty (boxes[k]))
          {
            Obstacle obstacle = { item->id, *boxes[k] };
            g_array_append_val (obstacles, obstacle);
          }
    }
  for (guint i = 0; i < obstacles->len; i++)
    {
      OverlapSearch search = { obstacles, &g_array_index (obstacles, Obstacle, i), pairs };

      /* Where everything lies on one spot the pairs would be without number. */
      if (!lkb_grid_foreach (grid, &search.obstacle->box, add_overlap_cb, &search))
        break;
      lkb_grid_insert (grid, &search.obstacle->box, GUINT_TO_POINTER (i));
    }
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &pair, NULL))
    {
      g_ptr_array_add (sorted, pair);
      g_hash_table_iter_steal (&iter);
    }
  g_ptr_array_sort (sorted, compare_texts);
  g_ptr_array_add (sorted, NULL);
  return (GStrv) g_ptr_array_free (sorted, FALSE);
}

void
lkb_sheet_add_cut (LkbSheetMaker *maker, const char *id, LkbField field)
{
  g_ptr_array_add (maker->sheet->cuts, g_strdup_printf ("%s %s", id, lkb_field_get_key (field)));
}

static void
add_cuts_of_cards (LkbSheetMaker *maker)
{
  for (guint i = 0; i < lkb_scene_get_n_items (maker->scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (maker->scene, i);

      if (item->name_cut)
        lkb_sheet_add_cut (maker, item->id, LKB_FIELD_NAME);
      if (item->technology_cut)
        lkb_sheet_add_cut (maker, item->id, LKB_FIELD_TECHNOLOGY);
    }
}

static void
clear_place (gpointer p)
{
  LkbSheetPlace *place = p;
  g_free ((char *) place->text);
}

static void
clear_stop (gpointer p)
{
  LkbSheetStop *stop = p;
  g_free ((char *) stop->text);
  g_free ((char *) stop->id);
}

LkbSheet *
lkb_sheet_new (LkbScene *scene, LkbBoard *board, const LkbAnalysis *analysis,
               const LkbVocabulary *vocabulary, const LkbSheetOptions *options)
{
  static const LkbSheetOptions plain = { 0 };
  LkbSheetMaker maker = { 0 };
  LkbSheet *sheet;
  LkbPictureBuilder *builder;
  LkbGroupItem group;
  LkbPicture *drawing;
  double shift;

  g_return_val_if_fail (scene != NULL && LKB_IS_BOARD (board), NULL);

  sheet = g_new0 (LkbSheet, 1);
  g_atomic_ref_count_init (&sheet->refs);
  sheet->paper = &papers[options != NULL && options->paper != LKB_PAPER_OF_BOARD
                             ? options->paper
                             : lkb_board_get_paper (board)];
  sheet->places = g_array_new (FALSE, FALSE, sizeof (LkbSheetPlace));
  g_array_set_clear_func (sheet->places, clear_place);
  sheet->cuts = g_ptr_array_new_with_free_func (g_free);
  sheet->stops = g_array_new (FALSE, FALSE, sizeof (LkbSheetStop));
  g_array_set_clear_func (sheet->stops, clear_stop);

  maker.sheet = sheet;
  maker.scene = scene;
  maker.board = board;
  maker.analysis = analysis;
  maker.vocabulary = vocabulary;
  maker.options = options != NULL ? options : &plain;
  maker.measurer = lkb_scene_get_measurer (scene);
  maker.builder = lkb_picture_builder_new ();
  maker.ghosts = lkb_picture_builder_new ();
  shift = lkb_sheet_draw_header (&maker);
  /* Without a budget the drawing takes the cells' place. */
  if (lkb_sheet_draw_cells (&maker, shift))
    fit (&maker, DRAWING_TOP + shift);
  else
    fit (&maker, LKB_SHEET_CELL_TOP + 8 + shift);
  lkb_sheet_draw_footer (&maker);
  sheet->furniture = lkb_picture_builder_end (maker.builder);
  sheet->ghosts = lkb_picture_builder_end (maker.ghosts);

  builder = lkb_picture_builder_new ();
  lkb_picture_builder_append (builder, sheet->furniture);
  group = lkb_group_plain (sheet->x, sheet->y, sheet->scale);
  group.part = "drawing";
  lkb_picture_builder_begin (builder, &group);
  drawing = lkb_scene_dup_picture (scene, LKB_DETAIL_FULL);
  lkb_picture_builder_append (builder, drawing);
  lkb_picture_unref (drawing);
  lkb_picture_builder_finish_group (builder);
  sheet->picture = lkb_picture_builder_end (builder);

  add_cuts_of_cards (&maker);
  g_ptr_array_add (sheet->cuts, NULL);
  lkb_picture_foreach (sheet->picture, find_smallest, &sheet->smallest_pt);
  sheet->overlaps = find_overlaps (scene);
  return sheet;
}

LkbSheet *
lkb_sheet_ref (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);
  g_atomic_ref_count_inc (&sheet->refs);
  return sheet;
}

void
lkb_sheet_unref (LkbSheet *sheet)
{
  g_return_if_fail (sheet != NULL);
  if (!g_atomic_ref_count_dec (&sheet->refs))
    return;
  lkb_picture_unref (sheet->picture);
  lkb_picture_unref (sheet->furniture);
  lkb_picture_unref (sheet->ghosts);
  g_array_unref (sheet->stops);
  g_array_unref (sheet->places);
  g_strfreev (sheet->overlaps);
  g_ptr_array_unref (sheet->cuts);
  g_free (sheet);
}

LkbPicture *
lkb_sheet_get_picture (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);
  return sheet->picture;
}

LkbPicture *
lkb_sheet_get_furniture (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);
  return sheet->furniture;
}

double
lkb_sheet_get_width (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, 0);
  return sheet->paper->w;
}

double
lkb_sheet_get_height (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, 0);
  return sheet->paper->h;
}

LkbBox
lkb_sheet_get_drawing_area (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, lkb_box (0, 0, 0, 0));
  return sheet->area;
}

double
lkb_sheet_get_scale (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, 1);
  return sheet->scale;
}

LkbBox
lkb_sheet_get_frame (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, lkb_box (0, 0, 0, 0));
  return lkb_box (-sheet->x / sheet->scale, -sheet->y / sheet->scale,
                  sheet->paper->w / sheet->scale, sheet->paper->h / sheet->scale);
}

double
lkb_sheet_get_smallest_text_pt (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, 0);
  return sheet->smallest_pt;
}

gboolean
lkb_sheet_is_too_small (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, FALSE);
  return sheet->smallest_pt < TEXT_MIN_PT - 0.05;
}

guint
lkb_sheet_get_n_places (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, 0);
  return sheet->places->len;
}

const LkbSheetPlace *
lkb_sheet_get_place (LkbSheet *sheet, guint index)
{
  g_return_val_if_fail (sheet != NULL && index < sheet->places->len, NULL);
  return &g_array_index (sheet->places, LkbSheetPlace, index);
}

const LkbSheetPlace *
lkb_sheet_find_place (LkbSheet *sheet, LkbSheetPart part)
{
  g_return_val_if_fail (sheet != NULL, NULL);
  for (guint i = 0; i < sheet->places->len; i++)
    if (lkb_sheet_get_place (sheet, i)->part == part)
      return lkb_sheet_get_place (sheet, i);
  return NULL;
}

const char *const *
lkb_sheet_get_overlaps (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);
  return (const char *const *) sheet->overlaps;
}

const char *const *
lkb_sheet_get_cuts (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);
  return (const char *const *) sheet->cuts->pdata;
}

guint
lkb_sheet_get_n_cut (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, 0);
  return sheet->n_cut;
}

guint
lkb_sheet_get_n_stops (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, 0);
  return sheet->stops->len;
}

const LkbSheetStop *
lkb_sheet_get_stop (LkbSheet *sheet, guint index)
{
  g_return_val_if_fail (sheet != NULL && index < sheet->stops->len, NULL);
  return &g_array_index (sheet->stops, LkbSheetStop, index);
}

const LkbSheetStop *
lkb_sheet_find_stop (LkbSheet *sheet, LkbSheetPart part, int row)
{
  g_return_val_if_fail (sheet != NULL, NULL);
  for (guint i = 0; i < sheet->stops->len; i++)
    {
      const LkbSheetStop *stop = &g_array_index (sheet->stops, LkbSheetStop, i);

      if (stop->part == part && stop->row == row)
        return stop;
    }
  return NULL;
}

LkbPicture *
lkb_sheet_get_ghosts (LkbSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, NULL);
  return sheet->ghosts;
}
