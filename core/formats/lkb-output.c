/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-output.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-svg-writer.h"
#include "lkb-board-file.h"
#include "lkb-excalidraw.h"
#include "lkb-output-links.h"
#include "lkb-present.h"
#include "lkb-report.h"

/* Around a drawing without its page, board units. */
#define DRAWING_MARGIN 16
/* Above it for the stamp of a draft. */
#define STAMP_HEIGHT 28
/* From one step of a picture that builds up to the next, and how long that may take in all. */
#define REVEAL_STEP_S 0.8
#define REVEAL_MAX_S 12.0

static const LkbOutputInfo infos[LKB_N_OUTPUTS] = {
  [LKB_OUTPUT_SVG] = { "svg", ".svg", "image/svg+xml", TRUE, TRUE },
  [LKB_OUTPUT_PNG] = { "png", ".png", "image/png", TRUE, TRUE },
  [LKB_OUTPUT_PDF] = { "pdf", ".pdf", "application/pdf", FALSE, TRUE },
  [LKB_OUTPUT_EXCALIDRAW] = { "excalidraw", ".excalidraw", "application/vnd.excalidraw+json", FALSE,
                              FALSE },
  [LKB_OUTPUT_GEOMETRY] = { "geometry", NULL, "application/json", FALSE, FALSE },
};

const LkbOutputInfo *
lkb_output_get_info (LkbOutput output)
{
  g_return_val_if_fail ((guint) output < LKB_N_OUTPUTS, NULL);

  return &infos[output];
}

gboolean
lkb_output_from_word (const char *word, LkbOutput *output)
{
  for (guint i = 0; i < LKB_N_OUTPUTS; i++)
    if (g_str_equal (word, infos[i].word))
      {
        *output = (LkbOutput) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
lkb_output_from_path (const char *path, LkbOutput *output)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < LKB_N_OUTPUTS; i++)
    if (infos[i].ending != NULL && g_str_has_suffix (lower, infos[i].ending))
      {
        *output = (LkbOutput) i;
        return TRUE;
      }
  return FALSE;
}

char **
lkb_output_dup_endings (void)
{
  g_autoptr (GStrvBuilder) endings = g_strv_builder_new ();

  for (guint i = 0; i < LKB_N_OUTPUTS; i++)
    if (infos[i].ending != NULL)
      g_strv_builder_add (endings, infos[i].ending + 1);
  return g_strv_builder_end (endings);
}

char **
lkb_output_dup_words (void)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; i < LKB_N_OUTPUTS; i++)
    g_strv_builder_add (words, infos[i].word);
  return g_strv_builder_end (words);
}

/* What is shown: a picture, the part of it that counts, and where it leads to. */
typedef struct
{
  LkbPicture *picture;
  LkbBox box;
  GArray *links; /* of LkbPictureLink, or NULL */
} Shown;

static void
clear_shown (Shown *shown)
{
  g_clear_pointer (&shown->picture, lkb_picture_unref);
  g_clear_pointer (&shown->links, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, clear_shown)

/* A drawing has no page that could carry the stamp. */
static void
show_drawing (LkbScene *scene, guint n_to_fix, Shown *shown)
{
  LkbBox bounds = lkb_scene_get_bounds (scene);
  double top = n_to_fix > 0 ? STAMP_HEIGHT : 0;

  shown->picture = lkb_scene_dup_picture (scene, LKB_DETAIL_FULL);
  shown->box = (LkbBox){ bounds.x - DRAWING_MARGIN, bounds.y - DRAWING_MARGIN - top,
                         bounds.w + 2 * DRAWING_MARGIN, bounds.h + 2 * DRAWING_MARGIN + top };
  if (n_to_fix > 0)
    {
      g_autofree char *text = g_strdup_printf (_ ("DRAFT – %u to fix"), n_to_fix);
      LkbTextItem item = { .text = text,
                           .role = LKB_FONT_STAMP,
                           .x = bounds.x,
                           .baseline = bounds.y - 12,
                           .advance = lkb_text_measurer_measure (lkb_scene_get_measurer (scene),
                                                                 text, LKB_FONT_STAMP),
                           .anchor = LKB_ANCHOR_START,
                           .colour = lkb_colour (LKB_COLOUR_WRONG) };
      LkbPictureBuilder *builder = lkb_picture_builder_new ();

      lkb_picture_builder_append (builder, shown->picture);
      lkb_picture_builder_text (builder, &item);
      lkb_picture_unref (shown->picture);
      shown->picture = lkb_picture_builder_end (builder);
      shown->box.w = MAX (shown->box.w, item.advance + 2 * DRAWING_MARGIN);
    }
}

static void
show_sheet (LkbBoard *board, LkbScene *scene, const LkbAnalysis *analysis,
            const LkbVocabulary *vocabulary, const LkbOutputOptions *wanted, Shown *shown)
{
  LkbSheetOptions options
      = { .draft = wanted->n_to_fix > 0, .n_to_fix = wanted->n_to_fix, .paper = wanted->paper };
  g_autoptr (LkbSheet) sheet = lkb_sheet_new (scene, board, analysis, vocabulary, &options);

  shown->picture = lkb_picture_ref (lkb_sheet_get_picture (sheet));
  shown->box = (LkbBox){ 0, 0, lkb_sheet_get_width (sheet), lkb_sheet_get_height (sheet) };
  shown->links = lkb_output_collect_links (board, scene, sheet);
}

/* What is revealed when; (transfer full): the steps of @reveal. */
static GHashTable *
plan_reveal (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary,
             LkbSvgReveal *reveal)
{
  g_autoptr (LkbPresent) present = lkb_present_new (board, analysis, vocabulary);
  const GPtrArray *elements = lkb_board_get_elements (board);
  GHashTable *steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint step = 1;

  for (guint i = 0; i < lkb_present_get_n (present); i++)
    {
      const LkbPresentStep *hop = lkb_present_get_nth (present, i);

      if (hop->kind != LKB_PRESENT_HOP)
        continue;
      /* First where it begins, then each edge with where it leads. */
      if (g_hash_table_size (steps) == 0 && hop->nodes[0] != NULL)
        g_hash_table_insert (steps, g_strdup (hop->nodes[0]), GUINT_TO_POINTER (step++));
      for (char **ids = hop->edges; *ids != NULL; ids++)
        if (!g_hash_table_contains (steps, *ids))
          g_hash_table_insert (steps, g_strdup (*ids), GUINT_TO_POINTER (step));
      for (char **ids = hop->nodes; *ids != NULL; ids++)
        if (!g_hash_table_contains (steps, *ids))
          g_hash_table_insert (steps, g_strdup (*ids), GUINT_TO_POINTER (step));
      step++;
    }
  /* Last what is beside the path; groups are the ground on which all stands. */
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      const char *id = lkb_element_get_id (element);

      if (lkb_element_get_kind (element) != LKB_KIND_GROUP && !g_hash_table_contains (steps, id))
        g_hash_table_insert (steps, g_strdup (id), GUINT_TO_POINTER (step));
    }
  *reveal = (LkbSvgReveal){ steps, step, MIN (REVEAL_STEP_S, REVEAL_MAX_S / step) };
  return steps;
}

static GBytes *
write_svg (const LkbOutputOptions *options, const Shown *shown, LkbBoard *board,
           const LkbAnalysis *analysis, const LkbVocabulary *vocabulary, LkbTextMeasurer *measurer,
           GError **error)
{
  g_autoptr (GHashTable) steps = NULL;
  LkbSvgReveal reveal;
  const LkbElement *facts = lkb_board_get_facts (board);
  g_autoptr (GBytes) source = options->no_source ? NULL : lkb_board_file_write (board);
  LkbSvgOptions svg = { .box = shown->box,
                        .scale = options->scale,
                        .transparent = options->transparent,
                        .outlines = options->outlines,
                        .source = source,
                        .title = lkb_element_get_text (facts, LKB_FIELD_TITLE),
                        .description = lkb_element_get_text (facts, LKB_FIELD_GOAL),
                        .language = options->language };

  if (options->animate)
    {
      steps = plan_reveal (board, analysis, vocabulary, &reveal);
      svg.reveal = &reveal;
    }
  if (options->size > 0)
    svg.scale = options->size / MAX (MAX (shown->box.w, shown->box.h), 1);
  return lkb_svg_write (shown->picture, lkb_theme_get (options->theme), measurer, &svg, error);
}

/* (transfer full) (nullable): what the facts of the board say in @field, for a reader. */
static char *
dup_fact (LkbBoard *board, LkbField field)
{
  const char *text = lkb_element_get_text (lkb_board_get_facts (board), field);

  return text != NULL ? lkb_text_shown (text) : NULL;
}

static GBytes *
write_image (LkbOutput output, const LkbOutputOptions *options, const Shown *shown, LkbBoard *board,
             LkbTextMeasurer *measurer, GCancellable *cancellable, GError **error)
{
  const LkbTheme *theme = lkb_theme_get (options->theme);
  g_autofree char *title = dup_fact (board, LKB_FIELD_TITLE);
  g_autofree char *subject = dup_fact (board, LKB_FIELD_GOAL);
  g_autofree char *author = dup_fact (board, LKB_FIELD_AUTHOR);
  g_autofree char *date = dup_fact (board, LKB_FIELD_DATE);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) source = options->no_source ? NULL : lkb_board_file_write (board);
  LkbImageOptions image = { .box = shown->box,
                            .scale = options->scale,
                            .size = options->size,
                            .transparent = options->transparent,
                            .source = source,
                            .title = title,
                            .subject = subject,
                            .author = author,
                            .date = date };
  gboolean written;

  if (shown->links != NULL)
    {
      image.links = (const LkbPictureLink *) shown->links->data;
      image.n_links = shown->links->len;
    }
  if (output == LKB_OUTPUT_PNG)
    written = lkb_cairo_write_png (shown->picture, theme, measurer, &image, stream, cancellable,
                                   error);
  else
    written = lkb_cairo_write_pdf (shown->picture, theme, measurer, &image, stream, cancellable,
                                   error);
  if (!written || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static GBytes *
take_text (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

static void
show (LkbBoard *board, LkbScene *scene, const LkbAnalysis *analysis,
      const LkbVocabulary *vocabulary, const LkbOutputOptions *options, Shown *shown)
{
  if (options->drawing_only)
    show_drawing (scene, options->n_to_fix, shown);
  else
    show_sheet (board, scene, analysis, vocabulary, options, shown);
}

LkbPicture *
lkb_output_dup_picture (LkbBoard *board, LkbScene *scene, const LkbAnalysis *analysis,
                        const LkbVocabulary *vocabulary, const LkbOutputOptions *options,
                        LkbBox *box)
{
  g_auto (Shown) shown = { 0 };

  g_return_val_if_fail (LKB_IS_BOARD (board) && scene != NULL, NULL);
  g_return_val_if_fail (options != NULL && box != NULL, NULL);

  show (board, scene, analysis, vocabulary, options, &shown);
  *box = shown.box;
  return g_steal_pointer (&shown.picture);
}

GBytes *
lkb_output_create (LkbBoard *board, LkbScene *scene, const LkbAnalysis *analysis,
                   const LkbVocabulary *vocabulary, LkbOutput output,
                   const LkbOutputOptions *options, GCancellable *cancellable, GError **error)
{
  g_autoptr (LkbScene) own = NULL;
  g_auto (Shown) shown = { 0 };
  LkbTextMeasurer *measurer;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  g_return_val_if_fail (options != NULL, NULL);

  if (scene == NULL)
    {
      g_autoptr (LkbTextMeasurer) fresh = lkb_text_measurer_new ();

      scene = own = lkb_scene_new (fresh, board, analysis);
    }
  measurer = lkb_scene_get_measurer (scene);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (output == LKB_OUTPUT_GEOMETRY)
    return take_text (lkb_report_geometry_json (scene));
  if (output == LKB_OUTPUT_EXCALIDRAW)
    return take_text (lkb_excalidraw_write (board, scene, LKB_EXCALIDRAW_FILE));

  show (board, scene, analysis, vocabulary, options, &shown);
  return output == LKB_OUTPUT_SVG
             ? write_svg (options, &shown, board, analysis, vocabulary, measurer, error)
             : write_image (output, options, &shown, board, measurer, cancellable, error);
}
