/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/layout/lkb-metrics.h"
#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-icon.h"

#define GRID_MIN_ZOOM 0.5
#define BADGE 18.0 /* board units */
#define BADGE_OVERLAP 6.0
#define BADGES_AT_FIRST 3
#define HANDLE 10.0f /* screen pixels */
#define HINT_MARGIN 12.0 /* screen pixels */
#define HINT_MIN_WIDTH 120.0
#define STOP_RADIUS 6.0 /* board units */
#define PAGE_RADIUS 3.0f

/* Screen pixels. */
#define SHADOW_DROP 3.0f
#define SHADOW_BLUR 14.0f
#define SHADOW_OPACITY 0.10f

typedef enum
{
  BADGE_NONE,
  BADGE_TODO,
  BADGE_CHECK,
  BADGE_WRONG,
} BadgeState;

static GdkRGBA
get_colour (LkbCanvas *self, LkbColourRole role)
{
  return lkb_theme_get_gdk_rgba (lkb_theme_get (self->theme), lkb_colour (role));
}

static graphene_rect_t
make_rect (const LkbBox *box)
{
  return GRAPHENE_RECT_INIT ((float) box->x, (float) box->y, (float) box->w, (float) box->h);
}

void
lkb_canvas_forget_drawing (LkbCanvas *self)
{
  g_clear_pointer (&self->chosen, lkb_picture_unref);
  g_clear_pointer (&self->chosen_target, g_free);
}

/* Dots at every 24 units of the drawing's part of the page. */
static void
draw_grid (LkbCanvas *self, GtkSnapshot *snapshot, const LkbBox *area)
{
  GdkRGBA colour = get_colour (self, LKB_COLOUR_GRID);
  double zoom = lkb_viewport_get_zoom (lkb_canvas_motion_get_viewport (self->motion));
  LkbBox visible = lkb_viewport_get_visible (lkb_canvas_motion_get_viewport (self->motion));
  float size = (float) (1.5 / MAX (zoom, 0.5));
  double x0 = ceil (MAX (area->x, visible.x) / LKB_GRID_DOTS) * LKB_GRID_DOTS;
  double y0 = ceil (MAX (area->y, visible.y) / LKB_GRID_DOTS) * LKB_GRID_DOTS;
  double x1 = MIN (area->x + area->w, visible.x + visible.w);
  double y1 = MIN (area->y + area->h, visible.y + visible.h);
  graphene_rect_t tile, child;

  if (zoom < GRID_MIN_ZOOM || x1 <= x0 || y1 <= y0)
    return;
  tile = GRAPHENE_RECT_INIT ((float) (x0 - LKB_GRID_DOTS / 2), (float) (y0 - LKB_GRID_DOTS / 2),
                             (float) (x1 - x0 + LKB_GRID_DOTS), (float) (y1 - y0 + LKB_GRID_DOTS));
  child = GRAPHENE_RECT_INIT (tile.origin.x, tile.origin.y, LKB_GRID_DOTS, LKB_GRID_DOTS);
  gtk_snapshot_push_repeat (snapshot, &tile, &child);
  gtk_snapshot_append_color (
      snapshot, &colour,
      &GRAPHENE_RECT_INIT ((float) x0 - size / 2, (float) y0 - size / 2, size, size));
  gtk_snapshot_pop (snapshot);
}

/* During a talk only the place that it is about keeps its full colours. */
static void
draw_furniture (LkbCanvas *self, GtkSnapshot *snapshot, LkbSheet *sheet)
{
  LkbPicture *furniture = lkb_sheet_get_furniture (sheet);
  LkbTextMeasurer *measurer = lkb_scene_get_measurer (lkb_editor_get_scene (self->editor));

  if (self->present == NULL)
    {
      lkb_node_cache_append (self->cache, snapshot, furniture, measurer);
      lkb_node_cache_append (self->cache, snapshot, lkb_sheet_get_ghosts (sheet), measurer);
      return;
    }
  gtk_snapshot_push_opacity (snapshot, LKB_PRESENT_DIM);
  lkb_node_cache_append (self->cache, snapshot, furniture, measurer);
  gtk_snapshot_pop (snapshot);
  for (guint i = 0; i < lkb_sheet_get_n_places (sheet); i++)
    {
      const LkbSheetPlace *place = lkb_sheet_get_place (sheet, i);
      graphene_rect_t rect = make_rect (&place->box);

      if (!lkb_present_is_part_lit (self->present, place->part))
        continue;
      gtk_snapshot_push_clip (snapshot, &rect);
      lkb_node_cache_append (self->cache, snapshot, furniture, measurer);
      gtk_snapshot_pop (snapshot);
    }
}

/* In pixels: a blur in units of the board is as many times dearer as the view is small. */
static void
draw_shadow (LkbCanvas *self, GtkSnapshot *snapshot)
{
  LkbBox frame = lkb_canvas_motion_get_frame (self->motion);
  LkbBox box = lkb_viewport_box_to_screen (lkb_canvas_motion_get_viewport (self->motion), &frame);
  graphene_rect_t rect = make_rect (&box);
  GdkRGBA shadow = get_colour (self, LKB_COLOUR_SHADOW);
  GskRoundedRect outline;

  shadow.alpha = SHADOW_OPACITY;
  gsk_rounded_rect_init_from_rect (&outline, &rect, PAGE_RADIUS);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shadow, 0, SHADOW_DROP, 0, SHADOW_BLUR);
}

static void
draw_page (LkbCanvas *self, GtkSnapshot *snapshot)
{
  LkbSheet *sheet = lkb_editor_get_sheet (self->editor);
  LkbBox frame = lkb_canvas_motion_get_frame (self->motion);
  LkbBox area = lkb_sheet_get_drawing_area (sheet);
  double scale = lkb_sheet_get_width (sheet) / frame.w;
  graphene_rect_t rect = make_rect (&frame);
  GdkRGBA paper = get_colour (self, LKB_COLOUR_PAPER);
  GdkRGBA edge = get_colour (self, lkb_sheet_is_too_small (sheet) ? LKB_COLOUR_CHECK
                                                                  : LKB_COLOUR_HAIRLINE);
  GskRoundedRect outline;
  float width = (float) (1 / lkb_viewport_get_zoom (lkb_canvas_motion_get_viewport (self->motion)));
  float borders[4] = { width, width, width, width };
  GdkRGBA edges[4] = { edge, edge, edge, edge };

  gsk_rounded_rect_init_from_rect (&outline, &rect, PAGE_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &paper, &rect);
  gtk_snapshot_pop (snapshot);

  if (self->grid_visible && self->present == NULL)
    {
      area = lkb_box (frame.x + area.x / scale, frame.y + area.y / scale, area.w / scale,
                      area.h / scale);
      draw_grid (self, snapshot, &area);
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) frame.x, (float) frame.y));
  gtk_snapshot_scale (snapshot, (float) (1 / scale), (float) (1 / scale));
  draw_furniture (self, snapshot, sheet);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, borders, edges);
}

static void
append_lit (LkbCanvas *self, GtkSnapshot *snapshot, const char *id, LkbPicture *picture,
            LkbTextMeasurer *measurer)
{
  gboolean dim = self->present != NULL && !lkb_present_is_lit (self->present, id);

  if (dim)
    gtk_snapshot_push_opacity (snapshot, LKB_PRESENT_DIM);
  lkb_node_cache_append (self->cache, snapshot, picture, measurer);
  if (dim)
    gtk_snapshot_pop (snapshot);
}

/* Of a line only: the label that it has, as it is shown to the hand. */
static LkbPicture *
get_label (LkbCanvas *self, LkbScene *scene, const LkbSceneItem *item, LkbDetail detail)
{
  /* Pills that are small by zoom show themselves in full to the hand. */
  if (detail != LKB_DETAIL_SHAPES
      && (lkb_editor_is_selected (self->editor, item->id)
          || g_strcmp0 (item->id, lkb_editor_get_hover (self->editor)) == 0))
    detail = LKB_DETAIL_FULL;
  return lkb_scene_get_label (scene, item, detail);
}

/* Lines and groups that are drawn otherwise than before a motion appear at their places; cards slide. */
static gboolean
is_appearing (LkbCanvas *self, const LkbSceneItem *item, LkbPicture *picture, gboolean label)
{
  LkbMotion *motion = lkb_canvas_motion_get (self->motion);

  if (motion == NULL)
    return FALSE;
  if (lkb_motion_is_first (motion) && !lkb_kind_is_node (item->kind) && item->kind != LKB_KIND_NOTE
      && !lkb_node_cache_was_shown (self->cache, picture))
    lkb_motion_add_appearing (motion, item->id, label);
  return lkb_motion_is_appearing (motion, item->id, label);
}

/* In an exam nothing says that an owner is missing. */
static gboolean
is_hushed (LkbCanvas *self, const LkbSceneItem *item)
{
  LkbEdgeOwnership ownership;

  if (!self->quiet)
    return FALSE;
  lkb_board_get_edge_ownership (lkb_editor_get_board (self->editor), item->element, &ownership);
  return ownership.owner == NULL;
}

/* The numbers of a label without its pill. */
static void
append_numbers (LkbCanvas *self, GtkSnapshot *snapshot, const LkbSceneItem *item,
                LkbPicture *picture)
{
  LkbTextMeasurer *measurer = lkb_scene_get_measurer (lkb_editor_get_scene (self->editor));
  const LkbBox *box = &item->numbers_box;

  if (lkb_box_is_empty (box))
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) box->x, (float) box->y,
                                                         (float) box->w, (float) box->h));
  append_lit (self, snapshot, item->id, picture, measurer);
  gtk_snapshot_pop (snapshot);
}

static void
append_item (LkbCanvas *self, GtkSnapshot *snapshot, const LkbSceneItem *item, LkbPicture *picture,
             LkbPoint by)
{
  LkbTextMeasurer *measurer = lkb_scene_get_measurer (lkb_editor_get_scene (self->editor));

  if (by.x == 0 && by.y == 0)
    {
      append_lit (self, snapshot, item->id, picture, measurer);
      return;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) by.x, (float) by.y));
  append_lit (self, snapshot, item->id, picture, measurer);
  gtk_snapshot_restore (snapshot);
}

/* What appears comes last, as one: to blend each by itself would cost a picture of the whole view each. */
static void
draw_layer (LkbCanvas *self, GtkSnapshot *snapshot, LkbScene *scene, LkbLayer layer,
            LkbDetail detail, const LkbBox *visible)
{
  gboolean labels = layer == LKB_LAYER_LABELS;
  LkbMotion *motion = lkb_canvas_motion_get (self->motion);
  g_autoptr (GPtrArray) appearing = NULL;

  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);
      LkbPoint by = { 0, 0 };
      LkbPicture *picture;
      LkbBox bounds;

      if (labels ? item->kind != LKB_KIND_EDGE || lkb_box_is_empty (&item->label_bounds)
                 : item->layer != layer)
        continue;
      bounds = labels ? item->label_bounds : item->bounds;
      if (!labels && motion != NULL)
        by = lkb_canvas_motion_get_offset (self->motion, item);
      bounds.x += by.x;
      bounds.y += by.y;
      if (!lkb_box_touches (&bounds, visible))
        continue;
      picture = labels ? get_label (self, scene, item, detail)
                       : lkb_scene_get_picture (scene, item, detail);
      if (picture == NULL)
        continue;
      if (labels && is_hushed (self, item))
        {
          append_numbers (self, snapshot, item, picture);
          continue;
        }
      if (!is_appearing (self, item, picture, labels))
        {
          append_item (self, snapshot, item, picture, by);
          continue;
        }
      if (appearing == NULL)
        appearing = g_ptr_array_new ();
      g_ptr_array_add (appearing, (gpointer) item);
    }
  if (appearing == NULL)
    return;
  gtk_snapshot_push_opacity (snapshot, lkb_motion_get_opacity (motion));
  for (guint i = 0; i < appearing->len; i++)
    append_item (self, snapshot, appearing->pdata[i],
                 labels ? get_label (self, scene, appearing->pdata[i], detail)
                        : lkb_scene_get_picture (scene, appearing->pdata[i], detail),
                 (LkbPoint){ 0, 0 });
  gtk_snapshot_pop (snapshot);
}

/* What is missing is to be done until somebody asked whether the board is finished. */
static BadgeState
get_badge_of (LkbCanvas *self, const LkbFinding *finding)
{
  switch (finding->severity)
    {
    case LKB_SEVERITY_ERROR:
      return self->strict ? BADGE_WRONG : BADGE_TODO;
    case LKB_SEVERITY_WARNING:
      return BADGE_CHECK;
    case LKB_SEVERITY_HINT:
    case LKB_N_SEVERITIES:
    default:
      return BADGE_NONE;
    }
}

/* One badge an element, its worst; a few at most while nobody asked for all. */
void
lkb_canvas_choose_badges (LkbCanvas *self)
{
  guint stage, n = self->findings != NULL ? lkb_findings_get_n (self->findings) : 0;

  g_hash_table_remove_all (self->badge_of);
  if (n == 0)
    return;
  stage = lkb_findings_get_stage (self->findings);
  for (guint i = 0; i < n; i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (self->findings, i);
      BadgeState state = get_badge_of (self, finding);

      if (state == BADGE_NONE || finding->rule->stage > stage || finding->elements[0] == NULL
          || g_hash_table_contains (self->badge_of, finding->elements[0]))
        continue;
      if (!self->strict && g_hash_table_size (self->badge_of) >= BADGES_AT_FIRST)
        return;
      g_hash_table_insert (self->badge_of, g_strdup (finding->elements[0]),
                           GUINT_TO_POINTER (state));
    }
}

/* A badge around (0, 0). */
static LkbPicture *
get_badge_picture (LkbCanvas *self, BadgeState state)
{
  LkbPicture *picture = g_hash_table_lookup (self->badges, GUINT_TO_POINTER (state));

  if (picture == NULL)
    {
      static const struct
      {
        LkbColourRole ink;
        LkbColourRole fill;
        LkbSymbol symbol;
      } looks[] = {
        [BADGE_TODO] = { LKB_COLOUR_TODO, LKB_COLOUR_TODO_FILL, LKB_SYMBOL_TODO },
        [BADGE_CHECK] = { LKB_COLOUR_CHECK, LKB_COLOUR_CHECK_FILL, LKB_SYMBOL_CHECK },
        [BADGE_WRONG] = { LKB_COLOUR_WRONG, LKB_COLOUR_WRONG_FILL, LKB_SYMBOL_WRONG },
      };
      LkbPictureBuilder *builder = lkb_picture_builder_new ();
      LkbBox box = lkb_box (-BADGE / 2, -BADGE / 2, BADGE, BADGE);
      LkbStroke stroke = lkb_stroke (lkb_colour (looks[state].ink), 1.25);

      lkb_picture_builder_box (builder, &box, BADGE / 2, lkb_colour (looks[state].fill), &stroke);
      lkb_icon_append_symbol (builder, looks[state].symbol, 0, 0, 9, lkb_colour (looks[state].ink));
      picture = lkb_picture_builder_end (builder);
      g_hash_table_insert (self->badges, GUINT_TO_POINTER (state), picture);
    }
  return picture;
}

static void
draw_badges (LkbCanvas *self, GtkSnapshot *snapshot, LkbScene *scene, const LkbBox *visible)
{
  LkbMotion *motion = lkb_canvas_motion_get (self->motion);

  if (g_hash_table_size (self->badge_of) == 0)
    return;
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);
      BadgeState state = GPOINTER_TO_UINT (g_hash_table_lookup (self->badge_of, item->id));
      gboolean label = item->kind == LKB_KIND_EDGE;
      LkbBox box = label ? item->label_box : item->box;
      LkbPoint at;

      if (state == BADGE_NONE
          || (motion != NULL && lkb_motion_is_appearing (motion, item->id, label)))
        continue;
      if (!label)
        box = lkb_canvas_motion_get_box (self->motion, item);
      if (lkb_box_is_empty (&box) || !lkb_box_touches (&box, visible))
        continue;
      /* Its corner lies inside the card's by the overlap. */
      at = (LkbPoint){ box.x + box.w - BADGE_OVERLAP + BADGE / 2,
                       box.y + BADGE_OVERLAP - BADGE / 2 };
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) at.x, (float) at.y));
      lkb_node_cache_append (self->cache, snapshot, get_badge_picture (self, state),
                             lkb_scene_get_measurer (scene));
      gtk_snapshot_restore (snapshot);
    }
}

/* A frame around a box of the board: @width and @outside in screen pixels. */
static void
draw_outline (LkbCanvas *self, GtkSnapshot *snapshot, const LkbBox *board, double radius,
              LkbColourRole role, float width, double outside)
{
  LkbViewport *viewport = lkb_canvas_motion_get_viewport (self->motion);
  LkbBox box = lkb_viewport_box_to_screen (viewport, board);
  GdkRGBA colour = get_colour (self, role);
  GdkRGBA colours[4] = { colour, colour, colour, colour };
  float widths[4] = { width, width, width, width };
  GskRoundedRect rounded;
  graphene_rect_t rect;

  box = lkb_box_grow (&box, outside);
  rect = make_rect (&box);
  gsk_rounded_rect_init_from_rect (&rounded, &rect,
                                   (float) (radius * lkb_viewport_get_zoom (viewport) + outside));
  gtk_snapshot_append_border (snapshot, &rounded, widths, colours);
}

static void
draw_tint (LkbCanvas *self, GtkSnapshot *snapshot, const LkbBox *board, double radius, float alpha)
{
  LkbViewport *viewport = lkb_canvas_motion_get_viewport (self->motion);
  LkbBox box = lkb_viewport_box_to_screen (viewport, board);
  graphene_rect_t rect = make_rect (&box);
  GdkRGBA colour = get_colour (self, LKB_COLOUR_ACCENT);
  GskRoundedRect rounded;

  colour.alpha = alpha;
  gsk_rounded_rect_init_from_rect (&rounded, &rect,
                                   (float) (radius * lkb_viewport_get_zoom (viewport)));
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &colour, &rect);
  gtk_snapshot_pop (snapshot);
}

static double
get_radius (LkbKind kind)
{
  if (kind == LKB_KIND_GROUP)
    return LKB_GROUP_RADIUS;
  if (kind == LKB_KIND_EDGE)
    return LKB_PILL_RADIUS;
  return LKB_NODE_RADIUS;
}

static void
add_edge (GPtrArray *edges, LkbScene *scene, const char *id)
{
  const LkbSceneItem *item = id != NULL ? lkb_scene_find (scene, id) : NULL;

  if (item != NULL && item->kind == LKB_KIND_EDGE)
    g_ptr_array_add (edges, (gpointer) item->id);
}

/* The lines of the selected edges and of the one that something would be put into, under the cards' outlines. */
static void
draw_chosen_lines (LkbCanvas *self, GtkSnapshot *snapshot, LkbScene *scene, const char *target)
{
  LkbMotion *motion = lkb_canvas_motion_get (self->motion);

  if (g_strcmp0 (target, self->chosen_target) != 0)
    lkb_canvas_forget_drawing (self);
  if (self->chosen == NULL)
    {
      g_autoptr (GPtrArray) edges = g_ptr_array_new ();
      const char *const *ids = lkb_editor_get_selected (self->editor);

      self->chosen_target = g_strdup (target);
      for (guint i = 0; ids[i] != NULL; i++)
        add_edge (edges, scene, ids[i]);
      add_edge (edges, scene, target);
      g_ptr_array_add (edges, NULL);
      self->chosen = lkb_scene_dup_path (scene, (const char *const *) edges->pdata);
    }
  if (motion != NULL)
    gtk_snapshot_push_opacity (snapshot, lkb_motion_get_opacity (motion));
  lkb_node_cache_append (self->cache, snapshot, self->chosen, lkb_scene_get_measurer (scene));
  if (motion != NULL)
    gtk_snapshot_pop (snapshot);
}

static void
draw_selection (LkbCanvas *self, GtkSnapshot *snapshot, LkbScene *scene)
{
  const char *const *ids = lkb_editor_get_selected (self->editor);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const LkbSceneItem *item = lkb_scene_find (scene, ids[i]);
      LkbBox box;

      if (item == NULL)
        continue;
      box = item->kind == LKB_KIND_EDGE ? item->label_box
                                        : lkb_canvas_motion_get_box (self->motion, item);
      if (!lkb_box_is_empty (&box))
        draw_outline (self, snapshot, &box, get_radius (item->kind), LKB_COLOUR_ACCENT, 2, 4);
    }
}

static void
draw_disc (LkbCanvas *self, GtkSnapshot *snapshot, LkbPoint board)
{
  LkbPoint at = lkb_viewport_to_screen (lkb_canvas_motion_get_viewport (self->motion), board.x,
                                        board.y);
  graphene_rect_t rect = GRAPHENE_RECT_INIT ((float) at.x - HANDLE / 2, (float) at.y - HANDLE / 2,
                                             HANDLE, HANDLE);
  GdkRGBA fill = get_colour (self, LKB_COLOUR_CARD);
  GdkRGBA line = get_colour (self, LKB_COLOUR_ACCENT);
  GdkRGBA lines[4] = { line, line, line, line };
  float widths[4] = { 2, 2, 2, 2 };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, &rect, HANDLE / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &fill, &rect);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &rounded, widths, lines);
}

static void
draw_handles (LkbCanvas *self, GtkSnapshot *snapshot, LkbScene *scene)
{
  const char *id = lkb_editor_get_handle_node (self->editor);
  const LkbSceneItem *item = id != NULL ? lkb_scene_find (scene, id) : NULL;

  /* A hand finds them where they will be; it ends the motion. */
  if (lkb_canvas_motion_get (self->motion) != NULL)
    return;
  if (item != NULL)
    {
      for (int side = LKB_SIDE_LEFT; side <= LKB_SIDE_BOTTOM; side++)
        draw_disc (self, snapshot,
                   lkb_editor_get_handle (self->editor, &item->box, (LkbSide) side));
      return;
    }
  id = lkb_editor_get_corner_of (self->editor);
  item = id != NULL ? lkb_scene_find (scene, id) : NULL;
  if (item != NULL)
    {
      draw_disc (self, snapshot,
                 (LkbPoint){ item->box.x + item->box.w, item->box.y + item->box.h });
      return;
    }
  if (lkb_editor_get_n_selected (self->editor) != 1 || lkb_editor_in_gesture (self->editor))
    return;
  item = lkb_scene_find (scene, lkb_editor_get_selected (self->editor)[0]);
  if (item != NULL && item->kind == LKB_KIND_EDGE && item->n_points > 1)
    {
      draw_disc (self, snapshot, item->points[0]);
      draw_disc (self, snapshot, item->points[item->n_points - 1]);
    }
}

static void
draw_line (LkbCanvas *self, GtkSnapshot *snapshot, LkbPoint from, LkbPoint to)
{
  LkbViewport *viewport = lkb_canvas_motion_get_viewport (self->motion);
  LkbPoint a = lkb_viewport_to_screen (viewport, from.x, from.y);
  LkbPoint b = lkb_viewport_to_screen (viewport, to.x, to.y);
  LkbBox box = lkb_box_from_points (a, b);
  double angle = atan2 (b.y - a.y, b.x - a.x);
  GdkRGBA colour = get_colour (self, LKB_COLOUR_ACCENT);
  graphene_rect_t rect;
  cairo_t *cr;

  box = lkb_box_grow (&box, 12);
  rect = make_rect (&box);
  cr = gtk_snapshot_append_cairo (snapshot, &rect);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, a.x, a.y);
  cairo_line_to (cr, b.x, b.y);
  cairo_stroke (cr);
  cairo_move_to (cr, b.x, b.y);
  cairo_line_to (cr, b.x - 10 * cos (angle - 0.4), b.y - 10 * sin (angle - 0.4));
  cairo_line_to (cr, b.x - 10 * cos (angle + 0.4), b.y - 10 * sin (angle + 0.4));
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* A stroke under way, as the hand draws it. */
static void
draw_stroke (LkbCanvas *self, GtkSnapshot *snapshot, const GArray *ink, double width)
{
  LkbViewport *viewport = lkb_canvas_motion_get_viewport (self->motion);
  GdkRGBA colour = get_colour (self, LKB_COLOUR_STROKE);
  graphene_rect_t rect = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                             (float) gtk_widget_get_height (GTK_WIDGET (self)));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &rect);

  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, width * lkb_viewport_get_zoom (viewport));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < ink->len; i++)
    {
      const LkbInkPoint *point = &g_array_index (ink, LkbInkPoint, i);
      LkbPoint at = lkb_viewport_to_screen (viewport, point->x, point->y);

      if (i == 0)
        cairo_move_to (cr, at.x, at.y);
      cairo_line_to (cr, at.x, at.y);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_overlay (LkbCanvas *self, GtkSnapshot *snapshot, LkbScene *scene, const LkbOverlay *overlay)
{
  const char *hover = lkb_editor_get_hover (self->editor);
  const LkbSceneItem *item;

  item = hover != NULL ? lkb_scene_find (scene, hover) : NULL;
  if (item != NULL && !lkb_editor_is_selected (self->editor, hover))
    {
      gboolean label = item->kind == LKB_KIND_EDGE;
      LkbBox box = label ? item->label_box : lkb_canvas_motion_get_box (self->motion, item);

      if (!lkb_box_is_empty (&box))
        draw_outline (self, snapshot, &box, get_radius (item->kind), LKB_COLOUR_INK_SECOND, 1.25f,
                      label ? 1 : 0);
    }

  draw_selection (self, snapshot, scene);
  draw_handles (self, snapshot, scene);
  if (lkb_editor_get_stop (self->editor) != NULL && self->entry == NULL)
    {
      LkbBox box = lkb_editor_get_stop_box (self->editor, lkb_editor_get_stop (self->editor));

      draw_outline (self, snapshot, &box, STOP_RADIUS, LKB_COLOUR_ACCENT, 2, 0);
    }

  item = overlay->target != NULL ? lkb_scene_find (scene, overlay->target) : NULL;
  if (item != NULL)
    {
      const LkbBox *box = item->kind == LKB_KIND_EDGE ? &item->label_box : &item->box;

      draw_tint (self, snapshot, box, get_radius (item->kind), 0.08f);
      draw_outline (self, snapshot, box, get_radius (item->kind), LKB_COLOUR_ACCENT, 2, 0);
    }
  if (overlay->has_ghost)
    {
      draw_tint (self, snapshot, &overlay->ghost, LKB_NODE_RADIUS, 0.08f);
      draw_outline (self, snapshot, &overlay->ghost, LKB_NODE_RADIUS, LKB_COLOUR_ACCENT, 1.5f, 0);
    }
  if (overlay->ink != NULL)
    draw_stroke (self, snapshot, overlay->ink, overlay->ink_width);
  lkb_canvas_draw_guides (self, snapshot, overlay);
  if (overlay->has_line)
    draw_line (self, snapshot, overlay->line_from, overlay->line_to);
  if (overlay->has_rubber)
    {
      draw_tint (self, snapshot, &overlay->rubber, 0, 0.08f);
      draw_outline (self, snapshot, &overlay->rubber, 0, LKB_COLOUR_ACCENT, 1, 0);
    }
}

/* In the middle of @lane (of the screen), as wide as that. */
static void
draw_hint (LkbCanvas *self, GtkSnapshot *snapshot, const LkbBox *lane)
{
  GdkRGBA ink = get_colour (self, LKB_COLOUR_INK_SECOND);
  const char *text = self->hint != NULL ? self->hint : _ ("Drag Ingestion here, or press 1");
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  double width = MAX (lane->w - 2 * HINT_MARGIN, HINT_MIN_WIDTH);
  int h;

  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_get_pixel_size (layout, NULL, &h);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (lane->x + (lane->w - width) / 2),
                                                          (float) (lane->y + (lane->h - h) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

/* An empty board shows where things will go, and the first key to press. */
static void
draw_ghost_lanes (LkbCanvas *self, GtkSnapshot *snapshot)
{
  LkbSheet *sheet = lkb_editor_get_sheet (self->editor);
  LkbBox frame = lkb_canvas_motion_get_frame (self->motion);
  LkbBox area = lkb_sheet_get_drawing_area (sheet);
  double scale = lkb_sheet_get_width (sheet) / frame.w;
  LkbViewport *viewport = lkb_canvas_motion_get_viewport (self->motion);
  GdkRGBA fill = get_colour (self, LKB_COLOUR_LANE);
  GdkRGBA line = get_colour (self, LKB_COLOUR_HAIRLINE);
  GdkRGBA lines[4] = { line, line, line, line };
  float widths[4] = { 1, 1, 1, 1 };
  LkbBox lane;

  area = lkb_box (frame.x + area.x / scale, frame.y + area.y / scale, area.w / scale,
                  area.h / scale);
  for (int i = 0; i < 3; i++)
    {
      graphene_rect_t rect;
      GskRoundedRect rounded;

      lane = lkb_box (area.x + area.w * (i / 3.0) + 8, area.y + 8, area.w / 3 - 16, area.h - 16);
      lane = lkb_viewport_box_to_screen (viewport, &lane);
      rect = make_rect (&lane);
      gsk_rounded_rect_init_from_rect (
          &rounded, &rect, (float) (LKB_GROUP_RADIUS * lkb_viewport_get_zoom (viewport)));
      gtk_snapshot_push_rounded_clip (snapshot, &rounded);
      gtk_snapshot_append_color (snapshot, &fill, &rect);
      gtk_snapshot_pop (snapshot);
      /* In high contrast a lane is filled like the paper. */
      gtk_snapshot_append_border (snapshot, &rounded, widths, lines);
      if (i == 1)
        draw_hint (self, snapshot, &lane);
    }
}

void
lkb_canvas_draw (LkbCanvas *self, GtkSnapshot *snapshot)
{
  LkbScene *scene = lkb_editor_get_scene (self->editor);
  /* As it will be: what is seen for a moment only is not recorded. */
  LkbDetail detail = lkb_detail_for_zoom (
      lkb_viewport_get_zoom (lkb_editor_get_viewport (self->editor)));
  LkbOverlay overlay;
  LkbViewport *viewport;
  LkbBox visible;
  LkbPoint origin;
  double zoom;

  lkb_editor_get_overlay (self->editor, &overlay);
  lkb_canvas_motion_prepare (self->motion);
  viewport = lkb_canvas_motion_get_viewport (self->motion);
  visible = lkb_viewport_get_visible (viewport);
  origin = lkb_viewport_to_screen (viewport, 0, 0);
  zoom = lkb_viewport_get_zoom (viewport);

  lkb_node_cache_begin (self->cache);
  draw_shadow (self, snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) origin.x, (float) origin.y));
  gtk_snapshot_scale (snapshot, (float) zoom, (float) zoom);
  draw_page (self, snapshot);
  for (int layer = 0; layer < LKB_N_LAYERS; layer++)
    {
      if (layer == LKB_LAYER_NODES)
        draw_chosen_lines (self, snapshot, scene, overlay.target);
      draw_layer (self, snapshot, scene, (LkbLayer) layer, detail, &visible);
    }
  if (detail != LKB_DETAIL_SHAPES && self->present == NULL)
    draw_badges (self, snapshot, scene, &visible);
  gtk_snapshot_restore (snapshot);

  if (lkb_scene_get_n_items (scene) == 0 && !lkb_editor_is_read_only (self->editor)
      && self->present == NULL)
    draw_ghost_lanes (self, snapshot);
  draw_overlay (self, snapshot, scene, &overlay);
}
