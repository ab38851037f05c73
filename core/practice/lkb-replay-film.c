/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-replay.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/formats/lkb-board-file.h"
#include "core/picture/lkb-scene.h"
#include "core/picture/lkb-sheet.h"
#include "core/picture/lkb-svg-writer.h"
#include "lkb-round-words.h"

/* How long each picture is shown. */
#define FRAME_S 0.6
/* What may go, in items of pictures; one is about 120 bytes of SVG. */
#define PAST_ITEMS_MAX 25000
/* Above the foot of the page, where the time stands meanwhile. */
#define CAPTION_Y 19.0

/* How a drawing lies on the page: page = @x + @scale × board. */
typedef struct
{
  double x;
  double y;
  double scale;
} Place;

/* A picture that is there from one frame until another. */
typedef struct
{
  LkbPicture *picture;
  guint from;
  guint until; /* 0: it stays */
  int place; /* of Film.places; -1: it lies on the page */
} Piece;

typedef struct
{
  guint moment;
  GPtrArray *pictures; /* of the drawing, in painting order */
  LkbPicture *furniture;
  LkbBox bounds;
  guint place;
} Frame;

typedef struct
{
  LkbReplay *replay;
  const LkbVocabulary *vocabulary;
  LkbTextMeasurer *measurer;
  LkbBoard *board; /* of the last frame */
  LkbSheet *sheet; /* of the last frame */
  GArray *frames; /* of Frame */
  GArray *places; /* of Place; 0: the last frame's */
  GArray *pieces; /* of Piece, in painting order */
} Film;

static void
clear_frame (gpointer data)
{
  Frame *frame = data;

  g_ptr_array_unref (frame->pictures);
  lkb_picture_unref (frame->furniture);
}

static void
clear_piece (gpointer data)
{
  lkb_picture_unref (((Piece *) data)->picture);
}

static void
clear_film (Film *film)
{
  g_clear_pointer (&film->sheet, lkb_sheet_unref);
  g_clear_object (&film->board);
  g_clear_pointer (&film->frames, g_array_unref);
  g_clear_pointer (&film->places, g_array_unref);
  g_clear_pointer (&film->pieces, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Film, clear_film)

/* Frames: each board is laid out once, one after the other, so that what did not change keeps its picture. */

static GPtrArray *
collect_pictures (LkbScene *scene)
{
  g_autoptr (LkbPicture) all = lkb_scene_dup_picture (scene, LKB_DETAIL_FULL);
  GPtrArray *pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_picture_unref);

  for (gsize i = 0; i < lkb_picture_get_n_items (all); i++)
    {
      const LkbPictureItem *item = lkb_picture_get_item (all, i);

      if (item->type == LKB_ITEM_PICTURE)
        g_ptr_array_add (pictures, lkb_picture_ref (item->picture));
    }
  return pictures;
}

static gboolean
make_frames (Film *film, guint n_frames, guint n_to_fix, GCancellable *cancellable, GError **error)
{
  g_autoptr (LkbScene) scene = NULL;
  guint n = lkb_replay_get_n (film->replay);

  for (guint i = 0; i < n_frames; i++)
    {
      gboolean last = i + 1 == n_frames;
      guint moment = last ? n : (guint) ((guint64) i * n / (n_frames - 1));
      g_autoptr (LkbBoard) board = lkb_replay_dup_board (film->replay, moment);
      g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
      const LkbSheetOptions options = { .draft = last && n_to_fix > 0,
                                        .n_to_fix = last ? n_to_fix : 0 };
      g_autoptr (LkbSheet) sheet = NULL;
      Frame frame = { .moment = moment };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (scene == NULL)
        scene = lkb_scene_new (film->measurer, board, analysis);
      else
        lkb_scene_update (scene, board, NULL, analysis);
      sheet = lkb_sheet_new (scene, board, analysis, film->vocabulary, &options);
      frame.pictures = collect_pictures (scene);
      frame.furniture = lkb_picture_ref (lkb_sheet_get_furniture (sheet));
      frame.bounds = lkb_scene_get_bounds (scene);
      g_array_append_val (film->frames, frame);
      if (last)
        {
          film->board = g_steal_pointer (&board);
          film->sheet = g_steal_pointer (&sheet);
        }
    }
  return TRUE;
}

static Frame *
get_frame (Film *film, guint i)
{
  return &g_array_index (film->frames, Frame, i);
}

/* Places */

static gboolean
fits (const Place *place, const LkbBox *bounds, const LkbBox *area)
{
  double left = place->x + bounds->x * place->scale;
  double top = place->y + bounds->y * place->scale;

  return left >= area->x - 1 && top >= area->y - 1
         && left + bounds->w * place->scale <= area->x + area->w + 1
         && top + bounds->h * place->scale <= area->y + area->h + 1;
}

static Place
make_place (const LkbBox *bounds, const LkbBox *area)
{
  Place place = { .scale = LKB_SHEET_SCALE_MAX };

  if (bounds->w > 0)
    place.scale = MIN (place.scale, area->w / bounds->w);
  if (bounds->h > 0)
    place.scale = MIN (place.scale, area->h / bounds->h);
  place.x = area->x + (area->w - bounds->w * place.scale) / 2 - bounds->x * place.scale;
  place.y = area->y + (area->h - bounds->h * place.scale) / 2 - bounds->y * place.scale;
  return place;
}

static LkbBox
unite (LkbBox a, LkbBox b)
{
  double right = MAX (a.x + a.w, b.x + b.w), bottom = MAX (a.y + a.h, b.y + b.h);

  if (a.w <= 0 && a.h <= 0)
    return b;
  if (b.w <= 0 && b.h <= 0)
    return a;
  a.x = MIN (a.x, b.x);
  a.y = MIN (a.y, b.y);
  a.w = right - a.x;
  a.h = bottom - a.y;
  return a;
}

/* How small a drawing may become so that the page need not jump under it. */
#define SCALE_MIN 0.55

/* The last frame lies as on its page. One before it keeps the place as long as it is on the page so; else that place is made
 * for all the frames before it that can share one. */
static void
find_places (Film *film)
{
  LkbBox area = lkb_sheet_get_drawing_area (film->sheet);
  LkbBox page = lkb_sheet_get_frame (film->sheet);
  double scale = lkb_sheet_get_scale (film->sheet);
  Place place = { -page.x * scale, -page.y * scale, scale };

  g_array_append_val (film->places, place);
  for (guint i = film->frames->len; i-- > 0;)
    {
      Frame *frame = get_frame (film, i);
      LkbBox shared = frame->bounds;

      if (!fits (&g_array_index (film->places, Place, film->places->len - 1), &frame->bounds, &area)
          && i + 1 < film->frames->len)
        {
          for (guint k = i; k-- > 0;)
            {
              LkbBox more = unite (shared, get_frame (film, k)->bounds);

              if (make_place (&more, &area).scale
                  < MIN (SCALE_MIN, make_place (&shared, &area).scale))
                break;
              shared = more;
            }
          place = make_place (&shared, &area);
          g_array_append_val (film->places, place);
        }
      frame->place = film->places->len - 1;
    }
}

/* Pieces */

static gsize
count_items (const LkbPicture *picture)
{
  gsize n = 0;

  for (gsize i = 0; i < lkb_picture_get_n_items (picture); i++)
    {
      const LkbPictureItem *item = lkb_picture_get_item (picture, i);

      n += item->type == LKB_ITEM_PICTURE ? count_items (item->picture) : 1;
    }
  return n;
}

/* What makes a piece: a picture at a place. */
static char *
dup_key (const LkbPicture *picture, guint place)
{
  return g_strdup_printf ("%p %u", (const void *) picture, place);
}

/* Everything that is ever drawn, in one painting order: that of the last frame, and what is in an earlier one only, above what it
 * lay upon there. */
static GList *
order_pieces (Film *film)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GQueue queue = G_QUEUE_INIT;

  for (guint i = film->frames->len; i-- > 0;)
    {
      Frame *frame = get_frame (film, i);
      GList *below = NULL;

      for (guint k = 0; k < frame->pictures->len; k++)
        {
          LkbPicture *picture = g_ptr_array_index (frame->pictures, k);
          g_autofree char *key = dup_key (picture, frame->place);
          GList *link = g_hash_table_lookup (seen, key);

          /* What was taken away and put back is two pieces. */
          if (link != NULL && ((Piece *) link->data)->from == i + 1)
            {
              ((Piece *) link->data)->from = i;
              below = link;
              continue;
            }
          Piece *piece = g_new0 (Piece, 1);
          piece->picture = lkb_picture_ref (picture);
          piece->from = i;
          piece->until = i + 1 < film->frames->len ? i + 1 : 0;
          piece->place = (int) frame->place;
          if (below == NULL)
            g_queue_push_head (&queue, piece);
          else
            g_queue_insert_after (&queue, below, piece);
          below = below == NULL ? queue.head : below->next;
          g_hash_table_insert (seen, g_steal_pointer (&key), below);
        }
    }
  return queue.head;
}

static void
add_piece (Film *film, LkbPicture *picture, guint from, guint until, int place)
{
  Piece piece = { lkb_picture_ref (picture), from, until, place };

  g_array_append_val (film->pieces, piece);
}

/* Title, budgets and footer as a whole: each is new as soon as a figure is. */
static void
add_furniture (Film *film)
{
  guint from = 0;
  g_autofree char *text = lkb_picture_to_string (get_frame (film, 0)->furniture);

  for (guint i = 1; i <= film->frames->len; i++)
    {
      g_autofree char *next = i < film->frames->len
                                  ? lkb_picture_to_string (get_frame (film, i)->furniture)
                                  : NULL;

      if (next != NULL && strcmp (text, next) == 0)
        continue;
      add_piece (film, get_frame (film, i - 1)->furniture, from, i < film->frames->len ? i : 0, -1);
      from = i;
      g_free (text);
      text = g_steal_pointer (&next);
    }
}

/* When and in which phase, and what was done: below the drawing, gone in the end. */
static void
add_captions (Film *film)
{
  double width = lkb_sheet_get_width (film->sheet);
  double baseline = lkb_sheet_get_height (film->sheet) - CAPTION_Y;

  for (guint i = 0; i + 1 < film->frames->len; i++)
    {
      guint moment = get_frame (film, i)->moment;
      gint64 time = lkb_replay_get_time (film->replay, moment);
      const LkbRoundSpan *span = lkb_replay_get_phase (film->replay, time);
      g_autofree char *clock = lkb_replay_dup_clock (time);
      g_autofree char *label = lkb_replay_dup_label (film->replay, moment);
      g_autofree char *text = span != NULL
                                  ? g_strdup_printf ("%s · %s · %s", clock,
                                                     lkb_round_phase_get_name (span->phase), label)
                                  : g_strdup_printf ("%s · %s", clock, label);
      g_autofree char *cut = lkb_text_measurer_ellipsize_end (film->measurer, text,
                                                              LKB_FONT_IMPRINT, width / 2, NULL);
      LkbPictureBuilder *builder = lkb_picture_builder_new ();
      g_autoptr (LkbPicture) picture = NULL;
      LkbTextItem item = { .text = cut,
                           .role = LKB_FONT_IMPRINT,
                           .baseline = baseline,
                           .anchor = LKB_ANCHOR_MIDDLE,
                           .colour = lkb_colour (LKB_COLOUR_INK_SECOND) };

      item.advance = lkb_text_measurer_measure (film->measurer, cut, LKB_FONT_IMPRINT);
      item.x = (width - item.advance) / 2;
      lkb_picture_builder_text (builder, &item);
      picture = lkb_picture_builder_end (builder);
      add_piece (film, picture, i, i + 1, -1);
    }
}

/* How many items of pictures go, once the frames are there: what the document is large from. */
static gsize
make_pieces (Film *film)
{
  GList *pieces;
  gsize n_past = 0;

  find_places (film);
  add_furniture (film);
  pieces = order_pieces (film);
  for (GList *link = pieces; link != NULL; link = link->next)
    g_array_append_vals (film->pieces, link->data, 1);
  g_list_free_full (pieces, g_free);
  add_captions (film);
  for (guint i = 0; i < film->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (film->pieces, Piece, i);

      if (piece->until > 0)
        n_past += count_items (piece->picture);
    }
  return n_past;
}

/* Pieces that come and go together are one layer. */
static GArray *
make_layers (Film *film)
{
  GArray *layers = g_array_new (FALSE, FALSE, sizeof (LkbSvgLayer));

  for (guint i = 0; i < film->pieces->len;)
    {
      const Piece *first = &g_array_index (film->pieces, Piece, i);
      LkbPictureBuilder *builder = lkb_picture_builder_new ();
      LkbSvgLayer layer = { .from = first->from, .until = first->until };

      if (first->place >= 0)
        {
          const Place *place = &g_array_index (film->places, Place, first->place);
          LkbGroupItem group = lkb_group_plain (place->x, place->y, place->scale);

          lkb_picture_builder_begin (builder, &group);
        }
      for (; i < film->pieces->len; i++)
        {
          const Piece *piece = &g_array_index (film->pieces, Piece, i);

          if (piece->from != first->from || piece->until != first->until
              || piece->place != first->place)
            break;
          lkb_picture_builder_append (builder, piece->picture);
        }
      if (first->place >= 0)
        lkb_picture_builder_finish_group (builder);
      layer.picture = lkb_picture_builder_end (builder);
      g_array_append_val (layers, layer);
    }
  return layers;
}

static void
clear_layer (gpointer data)
{
  lkb_picture_unref (((LkbSvgLayer *) data)->picture);
}

static GBytes *
write_film (Film *film, LkbThemeId theme, const char *language, GError **error)
{
  const LkbElement *facts = lkb_board_get_facts (film->board);
  LkbPictureBuilder *builder = lkb_picture_builder_new ();
  g_autoptr (LkbPicture) nothing = lkb_picture_builder_end (builder);
  g_autoptr (GArray) layers = make_layers (film);
  g_autoptr (GBytes) source = lkb_board_file_write (film->board);
  const LkbSvgFilm motion = { .layers = (const LkbSvgLayer *) layers->data,
                              .n_layers = layers->len,
                              .n_frames = film->frames->len,
                              .frame_s = FRAME_S };
  const LkbSvgOptions options = { .box = { 0, 0, lkb_sheet_get_width (film->sheet),
                                           lkb_sheet_get_height (film->sheet) },
                                  .source = source,
                                  .title = lkb_element_get_text (facts, LKB_FIELD_TITLE),
                                  .description = lkb_element_get_text (facts, LKB_FIELD_GOAL),
                                  .language = language,
                                  .film = &motion };

  g_array_set_clear_func (layers, clear_layer);
  return lkb_svg_write (nothing, lkb_theme_get (theme), film->measurer, &options, error);
}

GBytes *
lkb_replay_write_svg (LkbReplay *self, const LkbVocabulary *vocabulary, LkbThemeId theme,
                      guint n_to_fix, const char *language, GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (LkbTextMeasurer) measurer = NULL;
  guint n_frames;

  g_return_val_if_fail (self != NULL, NULL);

  measurer = lkb_text_measurer_new ();
  n_frames = MIN (lkb_replay_get_n (self) + 1, LKB_REPLAY_FRAMES_MAX);
  for (;; n_frames = MAX (n_frames / 2, 1))
    {
      g_auto (Film) film = { .replay = self, .vocabulary = vocabulary, .measurer = measurer };

      film.frames = g_array_new (FALSE, FALSE, sizeof (Frame));
      g_array_set_clear_func (film.frames, clear_frame);
      film.places = g_array_new (FALSE, FALSE, sizeof (Place));
      film.pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
      g_array_set_clear_func (film.pieces, clear_piece);
      if (!make_frames (&film, n_frames, n_to_fix, cancellable, error))
        return NULL;
      if (make_pieces (&film) <= PAST_ITEMS_MAX || n_frames == 1)
        return write_film (&film, theme, language, error);
    }
}
