/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-default.h"
#include "lkb-icon.h"
#include "lkb-scene-private.h"

#define CELL_H 54.0
#define CELL_GAP 9.0
#define CELL_RADIUS 6.0
#define CELL_BAR 3.0
#define CELL_PAD 12.0
#define CELL_LABEL_BASELINE 15.0
#define CELL_VALUE_BASELINE 33.0
#define CELL_QUALIFIER_BASELINE 48.0
#define CELL_VALUE_GAP 8.0
#define CELL_SYMBOL 10.0
#define FOOT_ASCENT 12.0 /* from the top of a row to its baseline */
#define FOOT_INDENT 12.0
#define FOOT_COLUMN_MIN 120.0
#define SECOND_HEAD 28.0 /* from the last row above */
#define SECOND_ROWS 18.0
#define SAMPLE_W 26.0
#define SAMPLE_GAP 5.0
#define SAMPLE_NEXT 16.0

/* The first part of @text: what is set apart, without its marks, or what stands before that; @end: where it ends. */
static char *
dup_part (const char *text, const char **end)
{
  const char *p = text, *start = text;
  guint depth = 0;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (lkb_text_opens_isolate (c) && depth++ == 0)
        {
          if (p > text)
            break;
          start = g_utf8_next_char (p);
        }
      else if (c == LKB_TEXT_PDI && depth > 0 && --depth == 0)
        {
          *end = g_utf8_next_char (p);
          return g_strndup (start, (gsize) (p - start));
        }
    }
  *end = p;
  return g_strndup (start, (gsize) (p - start));
}

/* Not every program that shows pictures knows of parts that are set apart: each is a text of its own, from left to right. */
static void
add_parts (LkbSheetMaker *maker, const LkbTextItem *whole)
{
  const double letter = lkb_text_measurer_measure (maker->measurer, "n", whole->role);
  const double space = lkb_text_measurer_measure (maker->measurer, "n n", whole->role) - 2 * letter;
  LkbTextItem item = *whole;

  item.anchor = LKB_ANCHOR_START;
  for (const char *rest = whole->text; *rest != '\0';)
    {
      g_autofree char *part = dup_part (rest, &rest);
      gboolean spaced = *part != '\0' && g_str_has_suffix (part + 1, " ");

      if (*part == ' ')
        item.x += space;
      g_strstrip (part);
      if (*part == '\0')
        continue;
      item.text = part;
      item.rtl = lkb_text_has_strong_rtl (part);
      item.advance = lkb_text_measurer_measure (maker->measurer, part, whole->role);
      lkb_picture_builder_text (maker->builder, &item);
      item.x += item.advance + (spaced ? space : 0);
    }
}

static gboolean
has_parts (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (lkb_text_opens_isolate (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

double
lkb_sheet_add_line (LkbSheetMaker *maker, const char *text, LkbFontRole role, LkbColourRole colour,
                    double x, double baseline, double room, LkbAnchor anchor)
{
  LkbTextItem item = { 0 };
  g_autofree char *line = NULL;

  if (lkb_text_is_blank (text) || room <= 0)
    return 0;
  line = lkb_text_measurer_ellipsize_end (maker->measurer, text, role, room, &item.advance);
  if (g_str_has_suffix (line, "…") && !g_str_has_suffix (text, "…"))
    maker->sheet->n_cut++;
  item.text = line;
  item.role = role;
  item.anchor = anchor;
  item.rtl = lkb_text_has_strong_rtl (line);
  item.x = anchor == LKB_ANCHOR_END ? x - item.advance : x;
  item.baseline = baseline;
  item.colour = lkb_colour (colour);
  if (!item.rtl && has_parts (line))
    add_parts (maker, &item);
  else
    lkb_picture_builder_text (maker->builder, &item);
  return item.advance;
}

void
lkb_sheet_add_place (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, LkbSheetState state,
                     LkbBox box, const char *text)
{
  LkbSheetPlace place = { part, box, field, state, g_strdup (text != NULL ? text : "") };
  g_array_append_val (maker->sheet->places, place);
}

void
lkb_sheet_add_stop (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, int row, LkbBox box,
                    const char *text, const char *id)
{
  LkbSheetStop stop = { part, field, row, box, g_strdup (text != NULL ? text : ""), g_strdup (id) };
  g_array_append_val (maker->sheet->stops, stop);
}

void
lkb_sheet_add_whole (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, LkbSheetState state,
                     LkbBox box, const char *text)
{
  lkb_sheet_add_place (maker, part, field, state, box, text);
  lkb_sheet_add_stop (maker, part, field, LKB_SHEET_ROW_NONE, box, text, NULL);
}

LkbBox
lkb_sheet_get_row_box (double x, double baseline, double room, guint n_lines)
{
  return lkb_box (x, baseline - FOOT_ASCENT, room, n_lines * LKB_SHEET_FOOT_STEP);
}

/* On the screen, where a list could go on; what is printed doesn't know of it. */
static void
add_ghost (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, int row, const char *text,
           double x, double baseline, double room)
{
  LkbPictureBuilder *builder = maker->builder;

  if (!maker->options->editing)
    return;
  maker->builder = maker->ghosts;
  lkb_sheet_add_line (maker, text, LKB_FONT_FOOT_ROW, LKB_COLOUR_INK_SECOND, x, baseline, room,
                      LKB_ANCHOR_START);
  maker->builder = builder;
  lkb_sheet_add_stop (maker, part, field, row, lkb_sheet_get_row_box (x, baseline, room, 1), NULL,
                      NULL);
}

void
lkb_sheet_begin_part (LkbSheetMaker *maker, const char *part)
{
  LkbGroupItem group = lkb_group_plain (0, 0, 1);

  group.part = part;
  lkb_picture_builder_begin (maker->builder, &group);
}

void
lkb_sheet_end_part (LkbSheetMaker *maker)
{
  lkb_picture_builder_finish_group (maker->builder);
}

static LkbColourRole
get_state_colour (LkbSheetState state, LkbSymbol *symbol)
{
  switch (state)
    {
    case LKB_SHEET_STATE_OK:
      *symbol = LKB_SYMBOL_OK;
      return LKB_COLOUR_OK;
    case LKB_SHEET_STATE_CHECK:
      *symbol = LKB_SYMBOL_CHECK;
      return LKB_COLOUR_CHECK;
    case LKB_SHEET_STATE_WRONG:
      *symbol = LKB_SYMBOL_WRONG;
      return LKB_COLOUR_WRONG;
    case LKB_SHEET_STATE_TODO:
      *symbol = LKB_SYMBOL_TODO;
      return LKB_COLOUR_TODO;
    case LKB_SHEET_STATE_NONE:
    default:
      *symbol = LKB_N_SYMBOLS;
      return LKB_COLOUR_BORDER;
    }
}

/* (transfer full) (nullable): @text and what its figure takes for granted, where both have @room. */
static char *
dup_with_assumption (LkbSheetMaker *maker, const char *text, const char *assumption, double room)
{
  g_autofree char *both = NULL;

  if (assumption == NULL)
    return NULL;
  both = lkb_text_is_blank (text) ? g_strdup (assumption)
                                  : g_strdup_printf ("%s, %s", text, assumption);
  if (lkb_text_measurer_measure (maker->measurer, both, LKB_FONT_CELL_LABEL) > room)
    return NULL;
  return g_steal_pointer (&both);
}

static void
add_cell (LkbSheetMaker *maker, const LkbSheetCell *cell, const LkbBox *box)
{
  const double x = box->x + CELL_PAD;
  const double room = box->w - 2 * CELL_PAD, label_room = room - CELL_SYMBOL - 6;
  /* In a wider font too it keeps off the symbol, where it can be said shorter. */
  const double whole_room = LKB_ROOM_BEFORE (label_room + 6, 6);
  LkbBox bar = lkb_box (box->x, box->y, CELL_BAR, box->h);
  g_autofree char *text = NULL;
  /* In a wider font too it stays in the cell. */
  g_autofree char *qualifier = dup_with_assumption (maker, cell->qualifier, cell->assumption,
                                                    LKB_ROOM_BEFORE (room + CELL_PAD, CELL_PAD));
  g_autofree char *label = NULL;
  LkbSymbol symbol;
  LkbColourRole colour = get_state_colour (cell->state, &symbol);
  double value_w;

  if (qualifier == NULL)
    label = dup_with_assumption (maker, cell->label, cell->assumption, whole_room);
  if (qualifier == NULL && label == NULL && cell->assumption != NULL)
    label = dup_with_assumption (maker, cell->label, cell->assumption_short, whole_room);
  /* What a figure assumes matters more than what else there is to say of it. */
  if (qualifier == NULL)
    qualifier = g_strdup (cell->assumption != NULL && label == NULL ? cell->assumption
                                                                    : cell->qualifier);

  if (label == NULL)
    label = lkb_text_measurer_measure (maker->measurer, cell->label, LKB_FONT_CELL_LABEL)
                    <= whole_room
                ? g_strdup (cell->label)
                : lkb_sheet_dup_short_label (cell, maker->analysis);

  lkb_picture_builder_box (maker->builder, box, CELL_RADIUS, lkb_colour (LKB_COLOUR_CELL), NULL);
  lkb_picture_builder_box (maker->builder, &bar, CELL_BAR / 2, lkb_colour (colour), NULL);
  if (symbol != LKB_N_SYMBOLS)
    lkb_icon_append_symbol (maker->builder, symbol, box->x + box->w - CELL_PAD - CELL_SYMBOL / 2,
                            box->y + CELL_LABEL_BASELINE - 3.5, CELL_SYMBOL, lkb_colour (colour));
  lkb_sheet_add_line (maker, label, LKB_FONT_CELL_LABEL, LKB_COLOUR_INK_SECOND, x,
                      box->y + CELL_LABEL_BASELINE, label_room, LKB_ANCHOR_START);
  value_w = lkb_sheet_add_line (maker, cell->value, LKB_FONT_CELL_VALUE, LKB_COLOUR_INK, x,
                                box->y + CELL_VALUE_BASELINE, room, LKB_ANCHOR_START);
  if (value_w > 0)
    value_w += LKB_PAD_AFTER (value_w, CELL_VALUE_GAP);
  lkb_sheet_add_line (maker, cell->text, LKB_FONT_CELL_TEXT, LKB_COLOUR_CHIP_INK, x + value_w,
                      box->y + CELL_VALUE_BASELINE, room - value_w, LKB_ANCHOR_START);
  lkb_sheet_add_line (maker, qualifier, LKB_FONT_CELL_LABEL, LKB_COLOUR_INK_SECOND, x,
                      box->y + CELL_QUALIFIER_BASELINE, room, LKB_ANCHOR_START);
  text = g_strjoin (" ", cell->value != NULL ? cell->value : "",
                    cell->text != NULL ? cell->text : "", NULL);
  g_strstrip (text);
  lkb_sheet_add_whole (maker, cell->part, cell->field, cell->state, *box, text);
}

gboolean
lkb_sheet_draw_cells (LkbSheetMaker *maker, double shift)
{
  g_autoptr (GPtrArray) cells = lkb_sheet_dup_cells (maker->board, maker->analysis,
                                                     maker->options->editing);
  const double room = maker->sheet->paper->w - 2 * LKB_SHEET_MARGIN;
  double w;

  if (cells->len == 0)
    return FALSE;
  w = (room - CELL_GAP * (cells->len - 1)) / cells->len;
  lkb_sheet_begin_part (maker, "budgets");
  for (guint i = 0; i < cells->len; i++)
    {
      LkbBox box = lkb_box (LKB_SHEET_MARGIN + i * (w + CELL_GAP), LKB_SHEET_CELL_TOP + shift, w,
                            CELL_H);
      LkbSheetCell *cell = g_ptr_array_index (cells, i);

      if (maker->options->quiet)
        lkb_sheet_cell_hush (cell);
      add_cell (maker, cell, &box);
    }
  lkb_sheet_end_part (maker);
  return TRUE;
}

void
lkb_sheet_add_head (LkbSheetMaker *maker, const char *text, double x, double baseline, double room)
{
  lkb_sheet_add_line (maker, text, LKB_FONT_FOOT_HEAD, LKB_COLOUR_INK_SECOND, x, baseline, room,
                      LKB_ANCHOR_START);
}

void
lkb_sheet_add_more (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, guint n, double x,
                    double baseline, double room)
{
  g_autofree char *text = g_strdup_printf (_ ("+%u more"), n);

  maker->sheet->n_cut++;
  lkb_sheet_add_line (maker, text, LKB_FONT_FOOT_ROW, LKB_COLOUR_INK_SECOND, x, baseline, room,
                      LKB_ANCHOR_START);
  lkb_sheet_add_stop (maker, part, field, LKB_SHEET_ROW_MORE,
                      lkb_sheet_get_row_box (x, baseline, room, 1), text, NULL);
}

/* Puts short texts side by side, separated by dots, as many in a line as fit; @ids become those of the first in each line. */
static GPtrArray *
pack (LkbSheetMaker *maker, const GPtrArray *names, GPtrArray *ids, double room)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = lkb_text_isolate (g_ptr_array_index (names, i));
      g_autofree char *longer = g_strdup_printf ("%s · %s", line->str, name);

      if (line->len > 0
          && lkb_text_measurer_measure (maker->measurer, longer, LKB_FONT_FOOT_ROW) <= room)
        g_string_assign (line, longer);
      else
        {
          if (line->len > 0)
            g_ptr_array_add (lines, g_strdup (line->str));
          g_string_assign (line, name);
          ids->pdata[lines->len] = ids->pdata[i];
        }
    }
  if (line->len > 0)
    g_ptr_array_add (lines, g_strdup (line->str));
  g_string_free (line, TRUE);
  return lines;
}

/* The assumptions, the note on defaults first. @rows: (element-type int): gets where each stands in the board's list. */
static GPtrArray *
dup_assumptions (LkbSheetMaker *maker, GArray *rows)
{
  const LkbValue *list = lkb_element_get (lkb_board_get_facts (maker->board),
                                          LKB_FIELD_ASSUMPTIONS);
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  int none = LKB_SHEET_ROW_NONE;
  guint n_defaults;
  guint n_figures = lkb_board_count_figures (maker->board, &n_defaults);

  if (n_defaults > 0)
    {
      g_ptr_array_add (
          texts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u of %u figures is a default.",
                                               "%u of %u figures are defaults.", n_defaults),
                                  n_defaults, n_figures));
      g_array_append_val (rows, none);
    }
  for (int i = 0; list != NULL && i < (int) lkb_value_get_n (list); i++)
    if (!lkb_text_is_blank (lkb_value_get_nth_text (list, (guint) i)))
      {
        g_ptr_array_add (texts, g_strdup (lkb_value_get_nth_text (list, (guint) i)));
        g_array_append_val (rows, i);
      }
  return texts;
}

/* Wrapped texts in at most @n_rows rows; each but the last leaves a row to those after it. Returns how many rows it took. */
static guint
add_paragraphs (LkbSheetMaker *maker, const GPtrArray *texts, const GArray *rows, guint n_rows,
                double x, double top, double room)
{
  guint row = 0;

  for (guint i = 0; i < texts->len && row < n_rows; i++)
    {
      guint after = texts->len - i - 1, left = n_rows - row;
      double y = top + row * LKB_SHEET_FOOT_STEP;
      gboolean cut = FALSE;
      g_autoptr (GArray) lines = NULL;

      if (left == 1 && after > 0)
        {
          lkb_sheet_add_more (maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS, after + 1, x, y,
                              room);
          return n_rows;
        }
      lines = lkb_text_measurer_wrap (maker->measurer, g_ptr_array_index (texts, i),
                                      LKB_FONT_FOOT_ROW, room, left - MIN (after, left - 1), &cut);
      if (cut)
        maker->sheet->n_cut++;
      for (guint k = 0; k < lines->len; k++, row++)
        lkb_sheet_add_line (maker, g_array_index (lines, LkbTextLine, k).text, LKB_FONT_FOOT_ROW,
                            LKB_COLOUR_INK, x, top + row * LKB_SHEET_FOOT_STEP, room + 1,
                            LKB_ANCHOR_START);
      if (g_array_index (rows, int, i) != LKB_SHEET_ROW_NONE)
        lkb_sheet_add_stop (
            maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS, g_array_index (rows, int, i),
            lkb_sheet_get_row_box (x, y, room, lines->len), g_ptr_array_index (texts, i), NULL);
    }
  return row;
}

static void
add_feature_rows (LkbSheetMaker *maker, const GPtrArray *lines, const GPtrArray *ids, guint n_rows,
                  double x, double top, double room)
{
  for (guint i = 0; i < MIN (lines->len, n_rows); i++)
    {
      double y = top + i * LKB_SHEET_FOOT_STEP;

      if (i == n_rows - 1 && lines->len > n_rows)
        {
          lkb_sheet_add_more (maker, LKB_SHEET_FEATURES, LKB_FIELD_FEATURES, lines->len - i, x, y,
                              room);
          g_array_index (maker->sheet->stops, LkbSheetStop, maker->sheet->stops->len - 1).id
              = g_strdup (g_ptr_array_index (ids, i));
          continue;
        }
      lkb_sheet_add_line (maker, g_ptr_array_index (lines, i), LKB_FONT_FOOT_ROW, LKB_COLOUR_INK, x,
                          y, room, LKB_ANCHOR_START);
      lkb_sheet_add_stop (maker, LKB_SHEET_FEATURES, LKB_FIELD_FEATURES, (int) i,
                          lkb_sheet_get_row_box (x, y, room, 1), g_ptr_array_index (lines, i),
                          g_ptr_array_index (ids, i));
    }
}

static int
count_rows (LkbSheetMaker *maker, LkbField field)
{
  return (int) lkb_element_get_list_length (lkb_board_get_facts (maker->board), field);
}

static void
add_assumptions (LkbSheetMaker *maker, const GPtrArray *texts, const GArray *rows, double x,
                 double head, double below, double room)
{
  double top = head + SECOND_ROWS;
  /* One row more than in the other columns still keeps clear of the imprint. */
  guint n_rows = (guint) MAX (1, floor ((below + 12 - top) / LKB_SHEET_FOOT_STEP + 1e-9) + 1);
  int next = count_rows (maker, LKB_FIELD_ASSUMPTIONS);
  guint used;

  lkb_sheet_begin_part (maker, "assumptions");
  lkb_sheet_add_head (maker, _ ("Assumptions"), x, head, room);
  used = add_paragraphs (maker, texts, rows, n_rows, x, top, room);
  lkb_sheet_end_part (maker);
  if (texts->len == 0)
    add_ghost (maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS, next,
               _ ("What do you take for granted?"), x, top, room);
  else if (used < n_rows)
    add_ghost (maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS, next, _ ("Add an assumption…"),
               x, top + used * LKB_SHEET_FOOT_STEP, room);
}

/* A line for each feature while there is room, as lists are read best that way. */
static gboolean
stand_alone (const GPtrArray *names, const GPtrArray *assumptions)
{
  return names->len <= 3 || (names->len <= LKB_SHEET_FOOT_N_ROWS && assumptions->len == 0);
}

static void
add_features (LkbSheetMaker *maker, double x, double top, double room)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = lkb_sheet_dup_features (maker->board, maker->vocabulary, ids);
  g_autoptr (GPtrArray) features = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GPtrArray) assumptions = dup_assumptions (maker, rows);
  gboolean editing = maker->options->editing;
  double y = top + LKB_SHEET_FOOT_HEAD,
         below = top + LKB_SHEET_FOOT_ROWS + (LKB_SHEET_FOOT_N_ROWS - 1) * LKB_SHEET_FOOT_STEP;
  double split = top + 4;

  if (stand_alone (names, assumptions))
    features = g_ptr_array_ref (names);
  else
    features = pack (maker, names, ids, room);
  if (features->len > 0 || editing)
    {
      /* Both lists share six rows, of which the second head takes one and a half. */
      guint n_rows = assumptions->len == 0 ? LKB_SHEET_FOOT_N_ROWS : assumptions->len == 1 ? 4 : 3;
      lkb_sheet_begin_part (maker, "features");
      lkb_sheet_add_head (maker, _ ("Lakehouse features"), x, y, room);
      add_feature_rows (maker, features, ids, n_rows, x, top + LKB_SHEET_FOOT_ROWS, room);
      if (features->len == 0)
        {
          lkb_sheet_add_line (maker, _ ("Which features make it work?"), LKB_FONT_FOOT_ROW,
                              LKB_COLOUR_INK_SECOND, x, top + LKB_SHEET_FOOT_ROWS, room,
                              LKB_ANCHOR_START);
          lkb_sheet_add_stop (maker, LKB_SHEET_FEATURES, LKB_FIELD_FEATURES, LKB_SHEET_ROW_NONE,
                              lkb_sheet_get_row_box (x, top + LKB_SHEET_FOOT_ROWS, room, 1), NULL,
                              NULL);
        }
      lkb_sheet_end_part (maker);
      n_rows = MAX (1, MIN (n_rows, features->len));
      y = top + LKB_SHEET_FOOT_ROWS + (n_rows - 1) * LKB_SHEET_FOOT_STEP + SECOND_HEAD;
      split = y - 16;
      lkb_sheet_add_place (maker, LKB_SHEET_FEATURES, LKB_FIELD_FEATURES, LKB_SHEET_STATE_NONE,
                           lkb_box (x, top + 4, room, split - top - 4), "");
    }
  if (assumptions->len > 0 || editing)
    {
      add_assumptions (maker, assumptions, rows, x, y, below, room);
      lkb_sheet_add_place (maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS,
                           LKB_SHEET_STATE_NONE, lkb_box (x, split, room, below + 16 - split), "");
    }
}

/* One row, or more of those that nobody needs; returns how high they are. @indent: of all of them. */
static double
add_wrapped (LkbSheetMaker *maker, const char *text, LkbColourRole colour, double indent, double x,
             double baseline, double room, guint *spare)
{
  gboolean cut = FALSE, fits;
  g_autoptr (GArray) lines = NULL;

  room -= indent;
  fits = *spare == 0
         || lkb_text_measurer_measure (maker->measurer, text, LKB_FONT_FOOT_ROW) <= room;
  lines = lkb_text_measurer_wrap (maker->measurer, text, LKB_FONT_FOOT_ROW,
                                  fits ? room : room - FOOT_INDENT, 1 + *spare, &cut);
  if (cut)
    maker->sheet->n_cut++;
  for (guint i = 0; i < lines->len; i++)
    {
      double more = i > 0 ? FOOT_INDENT : 0;

      lkb_sheet_add_line (maker, g_array_index (lines, LkbTextLine, i).text, LKB_FONT_FOOT_ROW,
                          colour, x + indent + more, baseline + i * LKB_SHEET_FOOT_STEP,
                          room - more + 1, LKB_ANCHOR_START);
    }
  if (lines->len > 1)
    *spare -= lines->len - 1;
  return lines->len * LKB_SHEET_FOOT_STEP;
}

/* Rows of the column that stay empty when each text of the first @shown trade-offs takes one. */
static guint
count_spare_rows (const GPtrArray *lines, guint shown)
{
  guint with_more = lines->len / 2 > shown ? 1 : 0, used = with_more;

  for (guint i = 0; i < shown - with_more; i++)
    used += *(const char *) g_ptr_array_index (lines, 2 * i + 1) != '\0' ? 2 : 1;
  return used < LKB_SHEET_FOOT_N_ROWS ? LKB_SHEET_FOOT_N_ROWS - used : 0;
}

static void
add_trade_offs (LkbSheetMaker *maker, double x, double top, double room)
{
  g_autoptr (GPtrArray) lines = lkb_sheet_dup_trade_offs (maker->board);
  guint n = lines->len / 2, shown = MIN (n, LKB_SHEET_FOOT_N_ROWS / 2);
  guint spare = count_spare_rows (lines, shown);
  double y = top + LKB_SHEET_FOOT_ROWS,
         last = y + (LKB_SHEET_FOOT_N_ROWS - 1) * LKB_SHEET_FOOT_STEP;

  lkb_sheet_add_place (
      maker, LKB_SHEET_TRADE_OFFS, LKB_FIELD_TRADE_OFFS, LKB_SHEET_STATE_NONE,
      lkb_box (x, top + 4, room,
               LKB_SHEET_FOOT_ROWS + LKB_SHEET_FOOT_N_ROWS * LKB_SHEET_FOOT_STEP - 8),
      "");
  if (n == 0 && !maker->options->editing)
    return;
  lkb_sheet_begin_part (maker, "trade-offs");
  lkb_sheet_add_head (maker, _ ("Trade-offs"), x, top + LKB_SHEET_FOOT_HEAD, room);
  for (guint i = 0; i < shown; i++)
    {
      const char *first = g_ptr_array_index (lines, 2 * i);
      const char *second = g_ptr_array_index (lines, 2 * i + 1);
      g_autofree char *text = NULL;
      double before = y;

      if (n > shown && i == shown - 1)
        {
          lkb_sheet_add_more (maker, LKB_SHEET_TRADE_OFFS, LKB_FIELD_TRADE_OFFS, n - i, x, y, room);
          break;
        }
      y += add_wrapped (maker, first, LKB_COLOUR_INK, 0, x, y, room, &spare);
      y = MAX (y, before + LKB_SHEET_FOOT_STEP);
      y += add_wrapped (maker, second, LKB_COLOUR_INK_SECOND, FOOT_INDENT, x, y, room, &spare);
      text = g_strdup_printf ("%s%s%s", first, *first != '\0' && *second != '\0' ? "; " : "",
                              second);
      lkb_sheet_add_stop (maker, LKB_SHEET_TRADE_OFFS, LKB_FIELD_TRADE_OFFS, (int) i,
                          lkb_box (x, before - FOOT_ASCENT, room, y - before), text, NULL);
    }
  lkb_sheet_end_part (maker);
  if (n < LKB_SHEET_FOOT_N_ROWS / 2 && y <= last)
    add_ghost (maker, LKB_SHEET_TRADE_OFFS, LKB_FIELD_TRADE_OFFS, (int) n,
               n == 0 ? _ ("What did you choose, over what, and why?") : _ ("Add a trade-off…"), x,
               y, room);
}

/* Short words for the legend of lines. */
static const char *const line_words[LKB_N_MODES] = {
  [LKB_MODE_STREAM] = N_ ("stream"),       [LKB_MODE_MICROBATCH] = N_ ("micro-batch"),
  [LKB_MODE_BATCH] = N_ ("batch"),         [LKB_MODE_REQUEST] = N_ ("request"),
  [LKB_MODE_LOOKUP] = N_ ("lookup"),       [LKB_MODE_PUBLISH] = N_ ("publish"),
  [LKB_MODE_REPLICATE] = N_ ("replicate"), [LKB_MODE_FEEDBACK] = N_ ("feedback"),
  [LKB_MODE_CONTROL] = N_ ("control"),
};

static void
add_imprint (LkbSheetMaker *maker)
{
  const LkbSheetPaper *paper = maker->sheet->paper;
  const GPtrArray *elements = lkb_board_get_elements (maker->board);
  gboolean used[LKB_N_MODES] = { FALSE };
  double x = paper->w - LKB_SHEET_MARGIN;

  lkb_sheet_begin_part (maker, "imprint");
  lkb_sheet_add_line (maker, "Lakeboard", LKB_FONT_IMPRINT, LKB_COLOUR_INK_SECOND, LKB_SHEET_MARGIN,
                      paper->imprint, 200, LKB_ANCHOR_START);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);
      if (lkb_element_is_edge (edge))
        used[lkb_board_get_edge_mode (maker->board, edge)] = TRUE;
    }
  for (int mode = LKB_N_MODES - 1; mode > LKB_MODE_UNSET; mode--)
    if (used[mode])
      {
        LkbPoint sample[2];

        /* A wider font makes it grow away from its sample. */
        x -= lkb_text_measurer_measure (maker->measurer, _ (line_words[mode]), LKB_FONT_IMPRINT);
        lkb_sheet_add_line (maker, _ (line_words[mode]), LKB_FONT_IMPRINT, LKB_COLOUR_INK_SECOND, x,
                            paper->imprint, 200, LKB_ANCHOR_START);
        x -= SAMPLE_GAP;
        sample[0].x = x - SAMPLE_W;
        sample[1].x = x;
        sample[0].y = sample[1].y = paper->imprint - 3.25;
        lkb_scene_draw_line (maker->builder, sample, 2, (LkbMode) mode,
                             lkb_colour (LKB_COLOUR_EDGE), 0, LKB_SHARED_NONE);
        x -= SAMPLE_W + SAMPLE_NEXT;
      }
  lkb_sheet_end_part (maker);
}

/* How far the teams may reach if they need it: the columns beside them spare what their texts don't fill. */
static double
find_owners_end (LkbSheetMaker *maker, double features_x)
{
  const LkbSheetPaper *paper = maker->sheet->paper;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = lkb_sheet_dup_features (maker->board, maker->vocabulary, ids);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GPtrArray) texts = dup_assumptions (maker, rows);
  double widest = FOOT_COLUMN_MIN;

  if (!maker->options->editing && count_rows (maker, LKB_FIELD_TRADE_OFFS) == 0)
    return paper->trade_offs_x;
  if (!stand_alone (names, texts))
    return features_x;
  for (guint i = 0; i < names->len + texts->len; i++)
    {
      const char *text = i < names->len ? g_ptr_array_index (names, i)
                                        : g_ptr_array_index (texts, i - names->len);

      widest = MAX (widest, lkb_text_measurer_measure (maker->measurer, text, LKB_FONT_FOOT_ROW));
    }
  return MAX (features_x, floor (paper->trade_offs_x - LKB_SHEET_FOOT_GAP - widest));
}

void
lkb_sheet_draw_footer (LkbSheetMaker *maker)
{
  const LkbSheetPaper *paper = maker->sheet->paper;
  const double right = paper->w - LKB_SHEET_MARGIN;
  gboolean many = lkb_teams_get_n (lkb_scene_get_teams (maker->scene)) > LKB_SHEET_FOOT_N_ROWS;
  double features_x = many ? paper->features_x_many : paper->features_x;
  double most = features_x;
  LkbStroke rule = lkb_stroke (lkb_colour (LKB_COLOUR_HAIRLINE), 1);
  guint n_stops = maker->sheet->stops->len;

  most = find_owners_end (maker, features_x);
  features_x = LKB_SHEET_MARGIN
               + lkb_sheet_draw_owners (maker, paper->rule, features_x - LKB_SHEET_MARGIN,
                                        most - LKB_SHEET_MARGIN);
  add_features (maker, features_x, paper->rule,
                most < paper->trade_offs_x ? paper->trade_offs_x - features_x - LKB_SHEET_FOOT_GAP
                                           : right - features_x);
  add_trade_offs (maker, paper->trade_offs_x, paper->rule, right - paper->trade_offs_x);
  /* Nothing stands below it on a new board. */
  if (maker->sheet->stops->len > n_stops)
    lkb_picture_builder_line (maker->builder, LKB_SHEET_MARGIN, paper->rule, right, paper->rule,
                              &rule);
  add_imprint (maker);
}
