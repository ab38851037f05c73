/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-vocabulary.h"
#include "core/picture/lkb-sheet.h"
#include "core/picture/lkb-theme.h"

G_BEGIN_DECLS

/** LkbOutput: what a board can be turned into; the one list for command line and window. */
typedef enum
{
  LKB_OUTPUT_SVG,
  LKB_OUTPUT_PNG,
  LKB_OUTPUT_PDF,
  LKB_OUTPUT_EXCALIDRAW,
  LKB_OUTPUT_GEOMETRY,
  LKB_N_OUTPUTS
} LkbOutput;

typedef struct
{
  const char *word; /* as in --format */
  const char *ending; /* ".svg"; NULL: no ending says so, --format must */
  const char *media_type;
  gboolean holds_source; /* can carry the board and be opened again */
  gboolean is_picture; /* of the page: has a theme, a scope and, as a draft, its stamp */
} LkbOutputInfo;

/** lkb_output_get_info: (transfer none): of @output, one below LKB_N_OUTPUTS. */
const LkbOutputInfo *lkb_output_get_info (LkbOutput output);
/** lkb_output_from_word: FALSE when there is none. */
gboolean lkb_output_from_word (const char *word, LkbOutput *output);
/** lkb_output_from_path: by the ending of @path in any case; FALSE when it says nothing. */
gboolean lkb_output_from_path (const char *path, LkbOutput *output);

/** lkb_output_dup_endings: (transfer full): "svg" and so on, without the dot, each once. */
char **lkb_output_dup_endings (void);
/** lkb_output_dup_words: (transfer full): all of --format. */
char **lkb_output_dup_words (void);

/** LkbOutputOptions: all zero = the whole page in the light theme at its own size, final, with its source inside. Each format
 * takes what applies to it. */
typedef struct
{
  LkbThemeId theme;
  gboolean drawing_only; /* without title, cells and footer */
  LkbPaper paper; /* of the whole page */
  guint n_to_fix; /* 0 = final, else the stamp of a draft */
  gboolean outlines; /* SVG: text as shapes */
  gboolean animate; /* SVG: the main path is revealed step by step, then the rest */
  gboolean no_source; /* SVG, PNG: without the board */
  gboolean transparent;
  double scale; /* of a unit, 1/96 inch; 0 = 1 */
  guint size; /* pixels of the longer side; 0 = by scale */
  const char *language; /* (nullable): SVG: BCP 47 */
} LkbOutputOptions;

/** lkb_output_dup_picture: (transfer full): what a picture of @board shows, before it is written. @scene: up to date.
 * @box: (out): its page. */
LkbPicture *lkb_output_dup_picture (LkbBoard *board, LkbScene *scene, const LkbAnalysis *analysis,
                                    const LkbVocabulary *vocabulary,
                                    const LkbOutputOptions *options, LkbBox *box);

/** lkb_output_create: (transfer full): the whole file.
 * @scene: (nullable): up to date with @board; made when missing
 * @analysis, @vocabulary: (nullable)
 * Errors: LkbPictureError, G_IO_ERROR_CANCELLED. May run in any thread with a board and a scene of its own. */
GBytes *lkb_output_create (LkbBoard *board, LkbScene *scene, const LkbAnalysis *analysis,
                           const LkbVocabulary *vocabulary, LkbOutput output,
                           const LkbOutputOptions *options, GCancellable *cancellable,
                           GError **error);

G_END_DECLS
