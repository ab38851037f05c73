/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <pango/pango.h>

#include "lkb-font.h"

G_BEGIN_DECLS

/**
 * LkbTextMeasurer: measures and breaks text in board units, the same on every machine that has the
 * board font: an own font map, 96 dpi, absolute sizes, hinting off, glyph positions unrounded. Not
 * safe for several threads at once: one per thread. Results are kept, so a text is shaped once.
 */
typedef struct _LkbTextMeasurer LkbTextMeasurer;

/** lkb_text_measurer_new: (transfer full) a measurer with an own font map. */
LkbTextMeasurer *lkb_text_measurer_new (void);
LkbTextMeasurer *lkb_text_measurer_ref (LkbTextMeasurer *self);
void lkb_text_measurer_unref (LkbTextMeasurer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbTextMeasurer, lkb_text_measurer_unref)

/** lkb_text_measurer_has_board_font: whether Liberation Sans, or a family with the same advances, is
 * really there. */
gboolean lkb_text_measurer_has_board_font (LkbTextMeasurer *self);

/** lkb_text_measurer_get_family: the family that stands in for the board font, as the system calls
 * it. */
const char *lkb_text_measurer_get_family (LkbTextMeasurer *self);

/** LKB_TEXT_MEASURE_MAX: characters of a paragraph that are looked at; the rest is cut before
 * anything is shaped. */
#define LKB_TEXT_MEASURE_MAX 1000

/** lkb_text_measurer_measure: the advance of @text (NULL = 0) on one line, board units; white space
 * and controls count as single spaces. */
double lkb_text_measurer_measure (LkbTextMeasurer *self, const char *text, LkbFontRole role);

/** lkb_text_measurer_measure_longest_word: the advance of the widest piece of @text between white
 * space. */
double lkb_text_measurer_measure_longest_word (LkbTextMeasurer *self, const char *text,
                                               LkbFontRole role);

/** LkbTextLine: one line of broken text. @rtl: its first strong character is right-to-left. */
typedef struct
{
  char *text;
  double advance;
  gboolean rtl;
} LkbTextLine;

/**
 * lkb_text_measurer_wrap:
 * @width: room, board units
 * @max_lines: at least 1
 * @cut: (out) (optional): whether the text did not fit and ends in "…"
 * Breaks where Pango lets a line end, by preference between words; a word wider than @width is broken with a hyphen.
 * Newlines break too. What is set apart by lkb_text_isolate() stays so on each line.
 * Returns: (transfer full) (element-type LkbTextLine): at most @max_lines lines, none for blank
 *   text; frees its content with g_array_unref()
 */
GArray *lkb_text_measurer_wrap (LkbTextMeasurer *self, const char *text, LkbFontRole role,
                                double width, guint max_lines, gboolean *cut);

/** lkb_text_measurer_ellipsize_end: (transfer full) @text on one line, its end replaced by "…" where
 * it is wider than @width. @advance (out, optional): of the result. */
char *lkb_text_measurer_ellipsize_end (LkbTextMeasurer *self, const char *text, LkbFontRole role,
                                       double width, double *advance);

/** lkb_text_measurer_ellipsize_middle: the same, with the "…" in the middle: "Streaming…latform". */
char *lkb_text_measurer_ellipsize_middle (LkbTextMeasurer *self, const char *text, LkbFontRole role,
                                          double width, double *advance);

/** lkb_text_measurer_create_layout: (transfer full) @text as one line of a PangoLayout in the font
 * of @role, with the options all measures are taken with; for painting exactly what was measured.
 * */
PangoLayout *lkb_text_measurer_create_layout (LkbTextMeasurer *self, const char *text,
                                              LkbFontRole role);

G_END_DECLS
