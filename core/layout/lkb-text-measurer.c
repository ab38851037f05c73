/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-text-measurer.h"

#include <pango/pangocairo.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-metrics.h"

/* Advances kept before the cache starts anew; a board of 5,000 nodes has about 30,000 short texts.
 * */
#define CACHE_MAX 60000
/* A character takes at most four bytes; the factor leaves room for bytes that cleaning drops. */
#define CAP_BYTES (LKB_TEXT_MEASURE_MAX * 8)

#define ELLIPSIS "\xe2\x80\xa6"
/* Behind these a long word is broken first. */
#define COMPOUND_MARKS "-_/.:,;|+"

typedef struct
{
  LkbFontRole role;
  char *text;
} CacheKey;

typedef struct
{
  LkbFontRole role;
  double width;
  char *text;
} ShortKey;

struct _LkbTextMeasurer
{
  gatomicrefcount refs;
  PangoFontMap *map;
  PangoContext *context;
  PangoLayout *layouts[LKB_FONT_N_ROLES]; /* made when first asked for */
  GHashTable *cache; /* CacheKey → double * */
  GHashTable *shortened; /* ShortKey → line, as pills of many edges name the same teams */
  char *family;
};

static guint
hash_key (gconstpointer p)
{
  const CacheKey *key = p;
  return g_str_hash (key->text) * 31 + (guint) key->role;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const CacheKey *x = a;
  const CacheKey *y = b;
  return x->role == y->role && strcmp (x->text, y->text) == 0;
}

static void
free_key (gpointer p)
{
  CacheKey *key = p;
  g_free (key->text);
  g_free (key);
}

static guint
hash_short_key (gconstpointer p)
{
  const ShortKey *key = p;
  return g_str_hash (key->text) * 31 + (guint) key->role + (guint) (key->width * 1009);
}

static gboolean
equal_short_keys (gconstpointer a, gconstpointer b)
{
  const ShortKey *x = a;
  const ShortKey *y = b;
  return x->role == y->role && x->width == y->width && strcmp (x->text, y->text) == 0;
}

static void
free_short_key (gpointer p)
{
  ShortKey *key = p;
  g_free (key->text);
  g_free (key);
}

static PangoFontDescription *
describe_font (LkbFontRole role)
{
  const LkbFont *font = lkb_font_get (role);
  PangoFontDescription *desc = pango_font_description_new ();

  pango_font_description_set_family_static (desc, LKB_FONT_FAMILIES);
  pango_font_description_set_absolute_size (desc, font->size * PANGO_SCALE);
  pango_font_description_set_weight (desc, font->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style (desc, font->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return desc;
}

LkbTextMeasurer *
lkb_text_measurer_new (void)
{
  LkbTextMeasurer *self = g_new0 (LkbTextMeasurer, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  g_atomic_ref_count_init (&self->refs);
  self->map = pango_cairo_font_map_new ();
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (self->map), 96.0);
  self->context = pango_font_map_create_context (self->map);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  /* The locale must not choose other glyphs for the same board. */
  pango_context_set_language (self->context, pango_language_from_string ("en"));
  self->cache = g_hash_table_new_full (hash_key, equal_keys, free_key, g_free);
  self->shortened = g_hash_table_new_full (hash_short_key, equal_short_keys, free_short_key,
                                           g_free);
  return self;
}

LkbTextMeasurer *
lkb_text_measurer_ref (LkbTextMeasurer *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_text_measurer_unref (LkbTextMeasurer *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint i = 0; i < LKB_FONT_N_ROLES; i++)
    g_clear_object (&self->layouts[i]);
  g_hash_table_unref (self->cache);
  g_hash_table_unref (self->shortened);
  g_object_unref (self->context);
  g_object_unref (self->map);
  g_free (self->family);
  g_free (self);
}

const char *
lkb_text_measurer_get_family (LkbTextMeasurer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->family == NULL)
    {
      PangoFontDescription *wish = describe_font (LKB_FONT_TECH);
      PangoFont *font = pango_context_load_font (self->context, wish);

      if (font != NULL)
        {
          PangoFontDescription *got = pango_font_describe (font);
          self->family = g_strdup (pango_font_description_get_family (got));
          pango_font_description_free (got);
          g_object_unref (font);
        }
      if (self->family == NULL)
        self->family = g_strdup ("");
      pango_font_description_free (wish);
    }
  return self->family;
}

gboolean
lkb_text_measurer_has_board_font (LkbTextMeasurer *self)
{
  const char *family = lkb_text_measurer_get_family (self);
  return family != NULL
         && (g_ascii_strcasecmp (family, "Liberation Sans") == 0
             || g_ascii_strcasecmp (family, "Arimo") == 0
             || g_ascii_strcasecmp (family, "Arial") == 0);
}

/* The part of @text that is looked at, as one clean line. */
static char *
dup_capped_line (const char *text, gsize length)
{
  g_autofree char *part = NULL;
  char *line;

  if (length > CAP_BYTES)
    {
      const char *end = text + CAP_BYTES;
      while (end > text && ((guchar) *end & 0xc0) == 0x80)
        end--;
      length = end > text ? (gsize) (end - text) : CAP_BYTES;
    }
  part = g_strndup (text, length);
  line = lkb_text_shown_line (part);
  if (g_utf8_strlen (line, -1) > LKB_TEXT_MEASURE_MAX)
    *g_utf8_offset_to_pointer (line, LKB_TEXT_MEASURE_MAX) = '\0';
  return line;
}

static PangoLayout *
get_layout (LkbTextMeasurer *self, LkbFontRole role)
{
  if (self->layouts[role] == NULL)
    {
      PangoFontDescription *desc = describe_font (role);
      self->layouts[role] = pango_layout_new (self->context);
      pango_layout_set_font_description (self->layouts[role], desc);
      pango_layout_set_single_paragraph_mode (self->layouts[role], TRUE);
      pango_font_description_free (desc);
    }
  return self->layouts[role];
}

static gboolean
is_direction_control (gunichar c)
{
  return c == 0x61c || c == 0x200e || c == 0x200f || lkb_text_opens_isolate (c)
         || c == LKB_TEXT_PDI;
}

/* Pango lets some control characters say where a line begins that others pass over: then a mark without width says what all
 * of them see. */
static char *
dup_marked (const char *line)
{
  for (const char *c = line; *c != '\0'; c = g_utf8_next_char (c))
    if (is_direction_control (g_utf8_get_char (c)))
      return g_strconcat (lkb_text_has_strong_rtl (line) ? "\342\200\217" : "\342\200\216", line,
                          NULL);
  return g_strdup (line);
}

PangoLayout *
lkb_text_measurer_create_layout (LkbTextMeasurer *self, const char *text, LkbFontRole role)
{
  g_autofree char *line = NULL;
  g_autofree char *marked = NULL;
  PangoLayout *layout;

  g_return_val_if_fail (self != NULL && (int) role >= 0 && role < LKB_FONT_N_ROLES, NULL);

  if (text == NULL)
    text = "";
  line = dup_capped_line (text, strlen (text));
  layout = pango_layout_copy (get_layout (self, role));
  marked = dup_marked (line);
  pango_layout_set_text (layout, marked, -1);
  return layout;
}

/* @line: already clean and short. */
static double
measure_line (LkbTextMeasurer *self, const char *line, LkbFontRole role)
{
  CacheKey probe = { role, (char *) line };
  double *known = g_hash_table_lookup (self->cache, &probe);
  PangoLayout *layout;
  PangoRectangle extents;
  CacheKey *key;

  if (known != NULL)
    return *known;
  if (*line == '\0')
    return 0;
  layout = get_layout (self, role);
  pango_layout_set_text (layout, line, -1);
  pango_layout_get_extents (layout, NULL, &extents);
  known = g_new (double, 1);
  *known = (double) extents.width / PANGO_SCALE;
  if (g_hash_table_size (self->cache) >= CACHE_MAX)
    g_hash_table_remove_all (self->cache);
  key = g_new (CacheKey, 1);
  key->role = role;
  key->text = g_strdup (line);
  g_hash_table_insert (self->cache, key, known);
  return *known;
}

double
lkb_text_measurer_measure (LkbTextMeasurer *self, const char *text, LkbFontRole role)
{
  g_autofree char *line = NULL;

  g_return_val_if_fail (self != NULL && (int) role >= 0 && role < LKB_FONT_N_ROLES, 0);

  if (text == NULL)
    return 0;
  line = dup_capped_line (text, strlen (text));
  return measure_line (self, line, role);
}

double
lkb_text_measurer_measure_longest_word (LkbTextMeasurer *self, const char *text, LkbFontRole role)
{
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;
  double longest = 0;

  g_return_val_if_fail (self != NULL && (int) role >= 0 && role < LKB_FONT_N_ROLES, 0);

  if (text == NULL)
    return 0;
  line = dup_capped_line (text, strlen (text));
  words = g_strsplit (line, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, measure_line (self, words[i], role));
  return longest;
}

/* Byte offsets between which a reader sees whole characters: 0, …, strlen (line). */
static GArray *
find_cursor_offsets (LkbTextMeasurer *self, const char *line, LkbFontRole role)
{
  GArray *offsets = g_array_new (FALSE, FALSE, sizeof (int));
  PangoLayout *layout = get_layout (self, role);
  const PangoLogAttr *attrs;
  const char *p = line;
  int n = 0;

  pango_layout_set_text (layout, line, -1);
  attrs = pango_layout_get_log_attrs_readonly (layout, &n);
  for (int i = 0; i < n; i++)
    {
      int offset = (int) (p - line);
      if (attrs[i].is_cursor_position || i == 0 || *p == '\0')
        g_array_append_val (offsets, offset);
      if (*p == '\0')
        break;
      p = g_utf8_next_char (p);
    }
  return offsets;
}

static char *
dup_trimmed_prefix (const char *line, int length, const char *tail)
{
  while (length > 0 && line[length - 1] == ' ')
    length--;
  return g_strdup_printf ("%.*s%s", length, line, tail);
}

static char *
shorten_end (LkbTextMeasurer *self, const char *line, LkbFontRole role, double width)
{
  g_autoptr (GArray) offsets = NULL;
  guint low = 0;
  guint high;

  if (measure_line (self, line, role) <= width)
    return g_strdup (line);
  offsets = find_cursor_offsets (self, line, role);
  high = offsets->len - 1;
  /* Greatest prefix that fits together with the dots; none at all still shows the dots. */
  while (low < high)
    {
      guint middle = (low + high + 1) / 2;
      g_autofree char *trial = dup_trimmed_prefix (line, g_array_index (offsets, int, middle),
                                                   ELLIPSIS);
      if (measure_line (self, trial, role) <= width)
        low = middle;
      else
        high = middle - 1;
    }
  return dup_trimmed_prefix (line, g_array_index (offsets, int, low), ELLIPSIS);
}

static char *
dup_ends (const char *line, GArray *offsets, guint kept)
{
  guint n = offsets->len - 1;
  int head = g_array_index (offsets, int, (kept + 1) / 2);
  const char *tail = line + g_array_index (offsets, int, n - kept / 2);

  while (*tail == ' ')
    tail++;
  while (head > 0 && line[head - 1] == ' ')
    head--;
  return g_strdup_printf ("%.*s" ELLIPSIS "%s", head, line, tail);
}

char *
lkb_text_measurer_ellipsize_end (LkbTextMeasurer *self, const char *text, LkbFontRole role,
                                 double width, double *advance)
{
  g_autofree char *line = NULL;
  char *result;

  g_return_val_if_fail (self != NULL && (int) role >= 0 && role < LKB_FONT_N_ROLES, NULL);

  if (text == NULL)
    text = "";
  line = dup_capped_line (text, strlen (text));
  result = shorten_end (self, line, role, width);
  if (advance != NULL)
    *advance = measure_line (self, result, role);
  return result;
}

static char *
shorten_middle (LkbTextMeasurer *self, const char *line, LkbFontRole role, double width)
{
  ShortKey key = { role, width, (char *) line };
  const char *known = g_hash_table_lookup (self->shortened, &key);
  g_autoptr (GArray) offsets = NULL;
  ShortKey *kept;
  char *result;
  guint low = 0;
  guint high;

  if (known != NULL)
    return g_strdup (known);
  offsets = find_cursor_offsets (self, line, role);
  high = offsets->len - 1;
  while (low < high)
    {
      guint middle = (low + high + 1) / 2;
      g_autofree char *trial = dup_ends (line, offsets, middle);
      if (measure_line (self, trial, role) <= width)
        low = middle;
      else
        high = middle - 1;
    }
  result = dup_ends (line, offsets, low);
  if (g_hash_table_size (self->shortened) >= CACHE_MAX)
    g_hash_table_remove_all (self->shortened);
  kept = g_memdup2 (&key, sizeof key);
  kept->text = g_strdup (line);
  g_hash_table_insert (self->shortened, kept, g_strdup (result));
  return result;
}

char *
lkb_text_measurer_ellipsize_middle (LkbTextMeasurer *self, const char *text, LkbFontRole role,
                                    double width, double *advance)
{
  g_autofree char *line = NULL;
  char *result;

  g_return_val_if_fail (self != NULL && (int) role >= 0 && role < LKB_FONT_N_ROLES, NULL);

  if (text == NULL)
    text = "";
  line = dup_capped_line (text, strlen (text));
  if (measure_line (self, line, role) <= width)
    result = g_steal_pointer (&line);
  else
    result = shorten_middle (self, line, role, width);
  if (advance != NULL)
    *advance = measure_line (self, result, role);
  return result;
}

static void
clear_line (gpointer p)
{
  LkbTextLine *line = p;
  g_free (line->text);
}

/* Adds the marks that set apart what @end lies in the middle of. */
static void
append_open_isolates (GString *text, const char *start, const char *end)
{
  gsize length = text->len;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (lkb_text_opens_isolate (c))
        g_string_append_unichar (text, c != LKB_TEXT_FSI ? c
                                       : lkb_text_has_strong_rtl (g_utf8_next_char (p))
                                           ? LKB_TEXT_RLI
                                           : LKB_TEXT_LRI);
      else if (c == LKB_TEXT_PDI && text->len > length)
        g_string_truncate (text, (gsize) (g_utf8_prev_char (text->str + text->len) - text->str));
    }
}

/* A line runs as its paragraph does (@rtl), also where it begins with a word of the other direction. */
static void
append_line (LkbTextMeasurer *self, GArray *lines, char *text, LkbFontRole role, gboolean rtl)
{
  LkbTextLine line = { text, measure_line (self, text, role), rtl };

  if (lkb_text_has_strong_rtl (text) != rtl)
    {
      line.text = g_strconcat (rtl ? "\342\200\217" : "\342\200\216", text, NULL);
      g_free (text);
    }
  g_array_append_val (lines, line);
}

/* Whether a word is cut here with a hyphen: between two letters of a script that knows hyphens. */
static gboolean
needs_hyphen (const char *word, int offset)
{
  gunichar before = g_utf8_get_char (g_utf8_prev_char (word + offset));
  gunichar after = g_utf8_get_char (word + offset);
  return g_unichar_isalpha (before) && g_unichar_isalpha (after) && !g_unichar_iswide (before)
         && !g_unichar_iswide (after);
}

/* Where to break a @word that is wider than @width, as an index of cursor offsets (at least 1).
 * Prefers the place after a mark such as "_" or "/" in the second half of what fits. */
static int
find_word_break (LkbTextMeasurer *self, const char *word, LkbFontRole role, double width)
{
  g_autoptr (GArray) offsets = find_cursor_offsets (self, word, role);
  guint n = offsets->len - 1;
  guint low = 1;
  guint high = n;

  if (n <= 1)
    return (int) strlen (word);
  while (low < high)
    {
      guint middle = (low + high + 1) / 2;
      int offset = g_array_index (offsets, int, middle);
      gboolean hyphen = middle < n && needs_hyphen (word, offset);
      g_autofree char *trial = g_strdup_printf ("%.*s%s", offset, word, hyphen ? "-" : "");
      if (measure_line (self, trial, role) <= width)
        low = middle;
      else
        high = middle - 1;
    }
  for (guint i = low; i > 1 && i > low / 2; i--)
    {
      char before = word[g_array_index (offsets, int, i) - 1];
      if (before != '\0' && strchr (COMPOUND_MARKS, before) != NULL)
        return g_array_index (offsets, int, i);
    }
  /* A single letter alone at either side reads badly. */
  if (low == n - 1 && low > 2 && needs_hyphen (word, g_array_index (offsets, int, low)))
    low--;
  return g_array_index (offsets, int, low);
}

/* Byte offsets at which Pango lets a line of @paragraph begin, its end included. What is written in one with a mark, such
 * as "micro-batch", stays whole while a line can hold it. */
static GArray *
find_line_breaks (LkbTextMeasurer *self, const char *paragraph, LkbFontRole role)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (int));
  PangoLayout *layout = get_layout (self, role);
  const PangoLogAttr *attrs;
  const char *p = paragraph;
  int n = 0;

  pango_layout_set_text (layout, paragraph, -1);
  attrs = pango_layout_get_log_attrs_readonly (layout, &n);
  for (int i = 0; i < n; i++)
    {
      int offset = (int) (p - paragraph);

      if (*p == '\0' || (i > 0 && attrs[i].is_line_break && strchr (COMPOUND_MARKS, p[-1]) == NULL))
        g_array_append_val (breaks, offset);
      if (*p == '\0')
        break;
      p = g_utf8_next_char (p);
    }
  return breaks;
}

/* Whether what stands from @text to the next space is one letter, with or without marks: too little for a line. */
static gboolean
is_single_letter (const char *text)
{
  guint n = 0;

  for (; *text != '\0' && *text != ' '; text = g_utf8_next_char (text))
    n += g_unichar_isalnum (g_utf8_get_char (text)) ? 1 : 0;
  return n < 2;
}

/* The last of @breaks behind @from up to which the line from there fits, as an offset; 0 when not even the first does. */
static int
find_line_end (LkbTextMeasurer *self, const char *paragraph, const GArray *breaks, int from,
               LkbFontRole role, double width)
{
  int end = 0, before = 0;

  for (guint i = 0; i < breaks->len; i++)
    {
      int offset = g_array_index (breaks, int, i);
      g_autofree char *trial = NULL;

      if (offset <= from)
        continue;
      trial = dup_trimmed_prefix (paragraph + from, offset - from, "");
      if (measure_line (self, trial, role) > width)
        break;
      before = end;
      end = offset;
    }
  /* Between words any break is as good as another. */
  if (end > 0 && before > 0 && paragraph[end - 1] != ' ' && paragraph[before - 1] != ' '
      && is_single_letter (paragraph + end))
    return before;
  return end;
}

/* Breaks one clean paragraph; @lines grows to at most @max. Returns whether something was cut. */
static gboolean
wrap_paragraph (LkbTextMeasurer *self, const char *paragraph, LkbFontRole role, double width,
                guint max, GArray *lines)
{
  gboolean rtl = lkb_text_has_strong_rtl (paragraph);
  g_autoptr (GArray) breaks = NULL;
  int from = 0;

  while (paragraph[from] != '\0')
    {
      const char *rest = paragraph + from;
      gboolean last = lines->len + 1 >= max;
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *line = NULL;
      int end;

      append_open_isolates (text, paragraph, rest);
      if (last || measure_line (self, rest, role) <= width)
        {
          line = shorten_end (self, rest, role, width);
          g_string_append (text, line);
          append_line (self, lines, g_strdup (text->str), role, rtl);
          return strcmp (line, rest) != 0;
        }
      if (breaks == NULL)
        breaks = find_line_breaks (self, paragraph, role);
      end = find_line_end (self, paragraph, breaks, from, role, width);
      if (end > 0)
        line = dup_trimmed_prefix (rest, end - from, "");
      else
        {
          int offset, stop = 0;
          g_autofree char *word = NULL;
          gboolean hyphen;

          for (guint i = 0; stop <= from; i++)
            stop = g_array_index (breaks, int, i);
          word = dup_trimmed_prefix (rest, stop - from, "");
          offset = find_word_break (self, word, role, width);
          hyphen = word[offset] != '\0' && needs_hyphen (word, offset);
          line = g_strdup_printf ("%.*s%s", offset, word, hyphen ? "-" : "");
          end = from + offset;
        }
      g_string_append (text, line);
      append_line (self, lines, g_strdup (text->str), role, rtl);
      from = end;
      while (paragraph[from] == ' ')
        from++;
    }
  return FALSE;
}

GArray *
lkb_text_measurer_wrap (LkbTextMeasurer *self, const char *text, LkbFontRole role, double width,
                        guint max_lines, gboolean *cut)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (LkbTextLine));
  gboolean lost = FALSE;

  g_array_set_clear_func (lines, clear_line);
  if (cut != NULL)
    *cut = FALSE;
  g_return_val_if_fail (self != NULL && (int) role >= 0 && role < LKB_FONT_N_ROLES && max_lines > 0,
                        lines);

  while (text != NULL && *text != '\0' && !lost)
    {
      const char *end = strchr (text, '\n');
      gsize length = end != NULL ? (gsize) (end - text) : strlen (text);
      g_autofree char *line = dup_capped_line (text, length);

      if (lines->len >= max_lines)
        {
          /* Lines are full and there is more: the last one says so. */
          if (*line != '\0')
            {
              LkbTextLine *final = &g_array_index (lines, LkbTextLine, lines->len - 1);
              g_autofree char *more = g_strconcat (final->text, ELLIPSIS, NULL);
              if (measure_line (self, more, role) > width)
                {
                  g_autofree char *longer = g_strconcat (final->text, " " ELLIPSIS ELLIPSIS, NULL);
                  g_free (g_steal_pointer (&more));
                  more = shorten_end (self, longer, role, width);
                }
              g_free (final->text);
              final->text = g_steal_pointer (&more);
              final->advance = measure_line (self, final->text, role);
              lost = TRUE;
            }
        }
      else if (*line != '\0')
        lost = wrap_paragraph (self, line, role, width, max_lines, lines);
      else if (lines->len > 0)
        append_line (self, lines, g_strdup (""), role, FALSE);
      text = end != NULL ? end + 1 : NULL;
    }
  while (lines->len > 0 && *g_array_index (lines, LkbTextLine, lines->len - 1).text == '\0')
    g_array_set_size (lines, lines->len - 1);
  if (cut != NULL)
    *cut = lost;
  return lines;
}
