/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lkb_text_clean:
 * @text: any bytes, NUL-terminated
 * Returns: (transfer full): valid UTF-8 fit for XML and JSON: C0 controls other than tab and newline, U+FFFE,
 *   U+FFFF and surrogates dropped, CR and CRLF turned to newline, bad bytes replaced by U+FFFD
 */
char *lkb_text_clean (const char *text);

/** lkb_text_one_line: (transfer full): cleaned, trimmed, every run of white space one space. */
char *lkb_text_one_line (const char *text);

/**
 * lkb_text_shown:
 * @text: any bytes, NUL-terminated
 * Returns: (transfer full): what a reader is shown of @text: as lkb_text_clean(), but with a sign (U+25A1, which the
 *   board font has) where a control character, or a mark that embeds or overrides a direction (U+202A to U+202E),
 *   would be dropped unseen or turn what stands behind it. What right-to-left text and emoji need stays: direction
 *   marks, isolates, joiners, variation selectors. Never for what is kept or compared
 */
char *lkb_text_shown (const char *text);

/** lkb_text_shown_line: (transfer full): as lkb_text_shown(), trimmed, every run of white space one space. */
char *lkb_text_shown_line (const char *text);

/** LkbTextLookup: (nullable): what stands in the place of @key, of which @length bytes count. */
typedef const char *(*LkbTextLookup) (const char *key, gsize length, gpointer data);

/** lkb_text_fill: (transfer full): @text with what @lookup gives in its places {key}; where that is NULL the place stays as
 * it is. What was put in is not looked through again. */
char *lkb_text_fill (const char *text, LkbTextLookup lookup, gpointer data);

/** lkb_text_translate: (nullable): what a data file of the program says (data/words.pot), in the language of the user; what
 * no catalogue knows, such as words of the user's own, as it is. */
const char *lkb_text_translate (const char *msgid);

/** lkb_text_fold: (transfer full): the form in which names are compared: case-folded, NFKC-normalised, trimmed,
 * runs of white space one space. */
char *lkb_text_fold (const char *text);

/** lkb_text_equal_folded: whether two names are the same after lkb_text_fold(); NULL equals only NULL. */
gboolean lkb_text_equal_folded (const char *a, const char *b);

/** lkb_text_is_blank: NULL, empty or only white space. */
gboolean lkb_text_is_blank (const char *text);

/** lkb_text_get_cells: how many columns of a terminal it takes. @text: valid UTF-8. */
guint lkb_text_get_cells (const char *text);

/* Marks without width that set a part of a text apart (Unicode's isolates): what is inside and what is beside it are
 * ordered as if each stood alone. */
#define LKB_TEXT_LRI 0x2066u
#define LKB_TEXT_RLI 0x2067u
#define LKB_TEXT_FSI 0x2068u /* runs as its first strong character says */
#define LKB_TEXT_PDI 0x2069u /* the end of any of them */

/** lkb_text_opens_isolate: whether @c begins such a part. */
gboolean lkb_text_opens_isolate (gunichar c);

/** lkb_text_isolate: (transfer full): @part (NULL = empty) as a piece of a composed line such as "Web · 15 min": set apart
 * where it holds anything that runs from right to left, else as it is. What it set apart itself is ended in it. */
char *lkb_text_isolate (const char *part);

/** lkb_text_has_strong_rtl: whether the first strong character of @text that is not set apart is right-to-left. */
gboolean lkb_text_has_strong_rtl (const char *text);

/** lkb_text_initials: (transfer full): two letters for a name: "SP" of "Streaming Platform", "We" of "Web"; empty for
 * a blank one. */
char *lkb_text_initials (const char *name);

G_END_DECLS
