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

#define TITLE_BASELINE 58.0
#define AUTHOR_BASELINE 52.0
#define BYLINE_MIN 80.0 /* a place to click at, also with nothing there */
#define BYLINE_GAP 8.0 /* the dot between author and date */
#define GOAL_BASELINE 82.0
#define GOAL_LINE 20.0
#define GOAL_LINES 2
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
#define FOOT_HEAD 20.0 /* from the rule */
#define FOOT_ROWS 38.0
#define FOOT_STEP 17.0
#define FOOT_N_ROWS 6
#define FOOT_ASCENT 12.0 /* from the top of a row to its baseline */
#define FOOT_GAP 20.0 /* between columns */
#define FOOT_NAME_X 16.0
#define FOOT_NAME_GAP 8.0
#define FOOT_NAME_SHARE 0.6 /* of its column that a name may take from who is called */
#define FOOT_ESCALATION_X 126.0
#define FOOT_INDENT 12.0
#define FOOT_MARKER 9.0
#define SECOND_HEAD 28.0 /* from the last row above */
#define SECOND_ROWS 18.0
#define DRAFT_TOP 18.0
#define DRAFT_H 20.0
#define DRAFT_PAD 10.0
#define SAMPLE_W 26.0
#define SAMPLE_GAP 5.0
#define SAMPLE_NEXT 16.0

/* One line in @room, cut with "…" where it is longer; returns its advance. @x: left end, or right end when @anchor says so. */
static double
add_line (LkbSheetMaker *maker, const char *text, LkbFontRole role, LkbColourRole colour, double x,
          double baseline, double room, LkbAnchor anchor)
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
  lkb_picture_builder_text (maker->builder, &item);
  return item.advance;
}

static void
add_place (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, LkbSheetState state, LkbBox box,
           const char *text)
{
  LkbSheetPlace place = { part, box, field, state, g_strdup (text != NULL ? text : "") };
  g_array_append_val (maker->sheet->places, place);
}

static void
add_stop (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, int row, LkbBox box,
          const char *text, const char *id)
{
  LkbSheetStop stop = { part, field, row, box, g_strdup (text != NULL ? text : ""), g_strdup (id) };
  g_array_append_val (maker->sheet->stops, stop);
}

/* A part without rows: one stop, as large as its place. */
static void
add_whole (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, LkbSheetState state, LkbBox box,
           const char *text)
{
  add_place (maker, part, field, state, box, text);
  add_stop (maker, part, field, LKB_SHEET_ROW_NONE, box, text, NULL);
}

/* The row of the footer on a baseline, @n_lines high. */
static LkbBox
get_row_box (double x, double baseline, double room, guint n_lines)
{
  return lkb_box (x, baseline - FOOT_ASCENT, room, n_lines * FOOT_STEP);
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
  add_line (maker, text, LKB_FONT_FOOT_ROW, LKB_COLOUR_INK_SECOND, x, baseline, room,
            LKB_ANCHOR_START);
  maker->builder = builder;
  add_stop (maker, part, field, row, get_row_box (x, baseline, room, 1), NULL, NULL);
}

static void
begin_part (LkbSheetMaker *maker, const char *part)
{
  LkbGroupItem group = lkb_group_plain (0, 0, 1);

  group.part = part;
  lkb_picture_builder_begin (maker->builder, &group);
}

static void
end_part (LkbSheetMaker *maker)
{
  lkb_picture_builder_finish_group (maker->builder);
}

/* Author and date, as one line that ends at @right. On the screen either says what to write there. */
typedef struct
{
  const char *author; /* (nullable) */
  const char *date; /* (nullable) */
  double width;
  LkbBox author_box; /* empty: there is no such place */
  LkbBox date_box;
} Byline;

static Byline
draw_byline (LkbSheetMaker *maker, double right, double room)
{
  const LkbElement *facts = lkb_board_get_facts (maker->board);
  Byline byline = { lkb_element_get_text (facts, LKB_FIELD_AUTHOR),
                    lkb_element_get_text (facts, LKB_FIELD_DATE) };
  gboolean editing = maker->options->editing;
  const char *author = !lkb_text_is_blank (byline.author) ? byline.author
                       : editing                          ? C_ ("byline", "Author")
                                                          : NULL;
  const char *date = !lkb_text_is_blank (byline.date) ? byline.date
                     : editing                        ? C_ ("byline", "date")
                                                      : NULL;
  g_autofree char *line = author != NULL && date != NULL
                              ? g_strdup_printf ("%s · %s", author, date)
                              : g_strdup (author != NULL ? author : date);
  double width, date_width = 0;

  byline.width = add_line (maker, line, LKB_FONT_SHEET_DATE, LKB_COLOUR_INK_SECOND, right,
                           AUTHOR_BASELINE, room, LKB_ANCHOR_END);
  width = MAX (byline.width, BYLINE_MIN);
  if (date != NULL && author == NULL)
    date_width = width;
  else if (date != NULL)
    date_width = MIN (lkb_text_measurer_measure (maker->measurer, date, LKB_FONT_SHEET_DATE)
                          + BYLINE_GAP / 2,
                      width / 2);
  byline.author_box = lkb_box (right - width, AUTHOR_BASELINE - 12, width - date_width, 17);
  byline.date_box = lkb_box (right - date_width, AUTHOR_BASELINE - 12, date_width, 17);
  return byline;
}

/* Title, author, date, goal, draft stamp; returns how far a second line of the goal moves the rest. */
double
lkb_sheet_draw_header (LkbSheetMaker *maker)
{
  const LkbElement *facts = lkb_board_get_facts (maker->board);
  const char *title = lkb_element_get_text (facts, LKB_FIELD_TITLE);
  const char *goal = lkb_element_get_text (facts, LKB_FIELD_GOAL);
  const double right = maker->sheet->paper->w - LKB_SHEET_MARGIN;
  const double room = right - LKB_SHEET_MARGIN;
  gboolean has_title = !lkb_text_is_blank (title);
  double shift = 0, title_room;
  Byline byline;

  begin_part (maker, "header");
  byline = draw_byline (maker, right, room / 3);
  title_room = room - byline.width - 24;
  add_line (maker, has_title ? title : _ ("Untitled board"), LKB_FONT_SHEET_TITLE,
            has_title ? LKB_COLOUR_INK : LKB_COLOUR_INK_SECOND, LKB_SHEET_MARGIN, TITLE_BASELINE,
            title_room, LKB_ANCHOR_START);
  add_whole (maker, LKB_SHEET_TITLE, LKB_FIELD_TITLE, LKB_SHEET_STATE_NONE,
             lkb_box (LKB_SHEET_MARGIN, TITLE_BASELINE - 23, title_room, 30), title);
  if (!lkb_box_is_empty (&byline.author_box))
    add_whole (maker, LKB_SHEET_AUTHOR, LKB_FIELD_AUTHOR, LKB_SHEET_STATE_NONE, byline.author_box,
               byline.author);
  if (!lkb_box_is_empty (&byline.date_box))
    add_whole (maker, LKB_SHEET_DATE, LKB_FIELD_DATE, LKB_SHEET_STATE_NONE, byline.date_box,
               byline.date);

  if (!lkb_text_is_blank (goal))
    {
      gboolean cut = FALSE;
      g_autoptr (GArray) lines = lkb_text_measurer_wrap (maker->measurer, goal, LKB_FONT_SHEET_GOAL,
                                                         room, GOAL_LINES, &cut);

      for (guint i = 0; i < lines->len; i++)
        add_line (maker, g_array_index (lines, LkbTextLine, i).text, LKB_FONT_SHEET_GOAL,
                  LKB_COLOUR_INK, LKB_SHEET_MARGIN, GOAL_BASELINE + i * GOAL_LINE, room + 1,
                  LKB_ANCHOR_START);
      if (cut)
        maker->sheet->n_cut++;
      if (lines->len > 1)
        shift = GOAL_LINE * (lines->len - 1);
    }
  else if (maker->options->editing)
    add_line (maker, _ ("Goal: who gets what, by when?"), LKB_FONT_SHEET_GOAL,
              LKB_COLOUR_INK_SECOND, LKB_SHEET_MARGIN, GOAL_BASELINE, room, LKB_ANCHOR_START);
  add_whole (maker, LKB_SHEET_GOAL, LKB_FIELD_GOAL, LKB_SHEET_STATE_NONE,
             lkb_box (LKB_SHEET_MARGIN, GOAL_BASELINE - 15, room, GOAL_LINE + shift), goal);

  if (maker->options->draft)
    {
      g_autofree char *stamp = maker->options->n_to_fix > 0 ? g_strdup_printf (
                                   g_dngettext (GETTEXT_PACKAGE, "DRAFT – %u to fix",
                                                "DRAFT – %u to fix", maker->options->n_to_fix),
                                   maker->options->n_to_fix)
                                                            : g_strdup (_ ("DRAFT"));
      double w = lkb_text_measurer_measure (maker->measurer, stamp, LKB_FONT_STAMP) + 2 * DRAFT_PAD;
      LkbBox box = lkb_box (right - w, DRAFT_TOP, w, DRAFT_H);
      LkbStroke border = lkb_stroke (lkb_colour (LKB_COLOUR_WRONG), LKB_PILL_BORDER);

      lkb_picture_builder_box (maker->builder, &box, 4, lkb_colour (LKB_COLOUR_WRONG_FILL),
                               &border);
      add_line (maker, stamp, LKB_FONT_STAMP, LKB_COLOUR_WRONG, right - DRAFT_PAD, DRAFT_TOP + 14,
                w, LKB_ANCHOR_END);
    }
  end_part (maker);
  return shift;
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

/* (transfer full) (nullable): @text and what its figure takes for granted, where both have room. */
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
  LkbBox bar = lkb_box (box->x, box->y, CELL_BAR, box->h);
  g_autofree char *text = NULL;
  g_autofree char *qualifier = dup_with_assumption (maker, cell->qualifier, cell->assumption, room);
  g_autofree char *label = qualifier == NULL ? dup_with_assumption (maker, cell->label,
                                                                    cell->assumption, label_room)
                                             : NULL;
  LkbSymbol symbol;
  LkbColourRole colour = get_state_colour (cell->state, &symbol);
  double value_w;

  /* What a figure assumes matters more than what else there is to say of it. */
  if (qualifier == NULL)
    qualifier = g_strdup (cell->assumption != NULL && label == NULL ? cell->assumption
                                                                    : cell->qualifier);

  if (label == NULL)
    label = lkb_text_measurer_measure (maker->measurer, cell->label, LKB_FONT_CELL_LABEL)
                    <= label_room
                ? g_strdup (cell->label)
                : lkb_sheet_dup_short_label (cell, maker->analysis);

  lkb_picture_builder_box (maker->builder, box, CELL_RADIUS, lkb_colour (LKB_COLOUR_CELL), NULL);
  lkb_picture_builder_box (maker->builder, &bar, CELL_BAR / 2, lkb_colour (colour), NULL);
  if (symbol != LKB_N_SYMBOLS)
    lkb_icon_append_symbol (maker->builder, symbol, box->x + box->w - CELL_PAD - CELL_SYMBOL / 2,
                            box->y + CELL_LABEL_BASELINE - 3.5, CELL_SYMBOL, lkb_colour (colour));
  add_line (maker, label, LKB_FONT_CELL_LABEL, LKB_COLOUR_INK_SECOND, x,
            box->y + CELL_LABEL_BASELINE, label_room, LKB_ANCHOR_START);
  value_w = add_line (maker, cell->value, LKB_FONT_CELL_VALUE, LKB_COLOUR_INK, x,
                      box->y + CELL_VALUE_BASELINE, room, LKB_ANCHOR_START);
  if (value_w > 0)
    value_w += CELL_VALUE_GAP;
  add_line (maker, cell->text, LKB_FONT_CELL_TEXT, LKB_COLOUR_CHIP_INK, x + value_w,
            box->y + CELL_VALUE_BASELINE, room - value_w, LKB_ANCHOR_START);
  add_line (maker, qualifier, LKB_FONT_CELL_LABEL, LKB_COLOUR_INK_SECOND, x,
            box->y + CELL_QUALIFIER_BASELINE, room, LKB_ANCHOR_START);
  text = g_strjoin (" ", cell->value != NULL ? cell->value : "",
                    cell->text != NULL ? cell->text : "", NULL);
  g_strstrip (text);
  add_whole (maker, cell->part, cell->field, cell->state, *box, text);
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
  /* One alone would be a beam across the page. */
  w = (room - CELL_GAP * (MAX (cells->len, 2) - 1)) / MAX (cells->len, 2);
  begin_part (maker, "budgets");
  for (guint i = 0; i < cells->len; i++)
    {
      LkbBox box = lkb_box (LKB_SHEET_MARGIN + i * (w + CELL_GAP), LKB_SHEET_CELL_TOP + shift, w,
                            CELL_H);
      add_cell (maker, g_ptr_array_index (cells, i), &box);
    }
  end_part (maker);
  return TRUE;
}

static void
add_head (LkbSheetMaker *maker, const char *text, double x, double baseline, double room)
{
  add_line (maker, text, LKB_FONT_FOOT_HEAD, LKB_COLOUR_INK_SECOND, x, baseline, room,
            LKB_ANCHOR_START);
}

/* A last line that says how many did not fit. */
static void
add_more (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, guint n, double x,
          double baseline, double room)
{
  g_autofree char *text = g_strdup_printf (_ ("+%u more"), n);

  maker->sheet->n_cut++;
  add_line (maker, text, LKB_FONT_FOOT_ROW, LKB_COLOUR_INK_SECOND, x, baseline, room,
            LKB_ANCHOR_START);
  add_stop (maker, part, field, LKB_SHEET_ROW_MORE, get_row_box (x, baseline, room, 1), text, NULL);
}

/* Where "who is called" begins in a column @room wide, from what each of the @n teams needs: where it usually does; sooner
 * when somebody would be cut, later when a name would, as far as both have room. */
static double
find_escalation_x (const double *names, const double *called, guint n, double room)
{
  double widest = 0, least = 0, latest, x;

  for (guint i = 0; i < n; i++)
    {
      widest = MAX (widest, called[i]);
      if (called[i] > 0 && names[i] <= FOOT_ESCALATION_X)
        least = MAX (least, names[i]);
    }
  latest = floor (room - widest);
  x = CLAMP (latest, least, FOOT_ESCALATION_X);
  for (guint i = 0; i < n; i++)
    if (called[i] > 0 && names[i] > x && names[i] <= latest)
      x = names[i];
  return x;
}

static void
add_owners (LkbSheetMaker *maker, double top, double room)
{
  const LkbTeams *teams = lkb_scene_get_teams (maker->scene);
  guint n = lkb_teams_get_n (teams);
  guint n_columns = n > FOOT_N_ROWS ? 2 : 1;
  guint n_places = n_columns * FOOT_N_ROWS;
  guint n_shown = n > n_places ? n_places - 1 : n;
  double column = room / n_columns;
  g_autoptr (GPtrArray) escalations = g_ptr_array_new_with_free_func (g_free);
  double names[2 * FOOT_N_ROWS], called[2 * FOOT_N_ROWS], common_x;

  add_place (
      maker, LKB_SHEET_OWNERS, LKB_FIELD_ROSTER, LKB_SHEET_STATE_NONE,
      lkb_box (LKB_SHEET_MARGIN, top + 4, room - FOOT_GAP, FOOT_ROWS + FOOT_N_ROWS * FOOT_STEP - 8),
      "");
  if (n == 0 && !maker->options->editing)
    return;
  begin_part (maker, "owners");
  add_head (maker, _ ("Owners and who is called"), LKB_SHEET_MARGIN, top + FOOT_HEAD, room);
  if (n == 0)
    {
      add_line (maker, _ ("Teams appear here with their first arrow."), LKB_FONT_FOOT_ROW,
                LKB_COLOUR_INK_SECOND, LKB_SHEET_MARGIN, top + FOOT_ROWS, room - FOOT_GAP,
                LKB_ANCHOR_START);
      add_stop (maker, LKB_SHEET_OWNERS, LKB_FIELD_ROSTER, LKB_SHEET_ROW_NONE,
                get_row_box (LKB_SHEET_MARGIN, top + FOOT_ROWS, room - FOOT_GAP, 1), NULL, NULL);
    }
  for (guint i = 0; i < n_shown; i++)
    {
      const char *team = lkb_teams_get_nth (teams, i)->name;
      char *escalation = lkb_sheet_dup_escalation (maker->board, team, n_columns > 1);

      g_ptr_array_add (escalations, escalation);
      names[i] = ceil (lkb_text_measurer_measure (maker->measurer, team, LKB_FONT_FOOT_NAME))
                 + FOOT_NAME_X + FOOT_NAME_GAP;
      called[i] = escalation != NULL
                      ? lkb_text_measurer_measure (maker->measurer, escalation, LKB_FONT_FOOT_ROW)
                      : 0;
    }
  common_x = find_escalation_x (names, called, n_shown, column - FOOT_GAP);
  for (guint i = 0; i < n_shown; i++)
    {
      const LkbTeam *team = lkb_teams_get_nth (teams, i);
      const char *escalation = g_ptr_array_index (escalations, i);
      double x = LKB_SHEET_MARGIN + (i / FOOT_N_ROWS) * column;
      double y = top + FOOT_ROWS + (i % FOOT_N_ROWS) * FOOT_STEP;
      /* A name says more than who is called. */
      double escalation_x = MAX (common_x, MIN (names[i], floor (column * FOOT_NAME_SHARE)));
      double name_room = escalation != NULL ? escalation_x - FOOT_NAME_X - FOOT_NAME_GAP
                                            : column - FOOT_NAME_X - FOOT_GAP;

      lkb_icon_append_marker (maker->builder, team->colour, x + FOOT_MARKER / 2 + 0.5, y - 3.75,
                              FOOT_MARKER);
      add_line (maker, team->name, LKB_FONT_FOOT_NAME, LKB_COLOUR_INK, x + FOOT_NAME_X, y,
                name_room, LKB_ANCHOR_START);
      add_line (maker, escalation, LKB_FONT_FOOT_ROW, LKB_COLOUR_INK_SECOND, x + escalation_x, y,
                column - escalation_x - FOOT_GAP, LKB_ANCHOR_START);
      add_stop (maker, LKB_SHEET_OWNERS, LKB_FIELD_ROSTER, (int) i,
                get_row_box (x, y, column - FOOT_GAP, 1), team->name, NULL);
    }
  if (n_shown < n)
    add_more (maker, LKB_SHEET_OWNERS, LKB_FIELD_ROSTER, n - n_shown,
              LKB_SHEET_MARGIN + (n_columns - 1) * column + FOOT_NAME_X,
              top + FOOT_ROWS + (FOOT_N_ROWS - 1) * FOOT_STEP, column - FOOT_NAME_X - FOOT_GAP);
  end_part (maker);
}

/* Puts short texts side by side, separated by dots, as many in a line as fit; @ids become those of the first in each line. */
static GPtrArray *
pack (LkbSheetMaker *maker, const GPtrArray *names, GPtrArray *ids, double room)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
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
      double y = top + row * FOOT_STEP;
      gboolean cut = FALSE;
      g_autoptr (GArray) lines = NULL;

      if (left == 1 && after > 0)
        {
          add_more (maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS, after + 1, x, y, room);
          return n_rows;
        }
      lines = lkb_text_measurer_wrap (maker->measurer, g_ptr_array_index (texts, i),
                                      LKB_FONT_FOOT_ROW, room, left - MIN (after, left - 1), &cut);
      if (cut)
        maker->sheet->n_cut++;
      for (guint k = 0; k < lines->len; k++, row++)
        add_line (maker, g_array_index (lines, LkbTextLine, k).text, LKB_FONT_FOOT_ROW,
                  LKB_COLOUR_INK, x, top + row * FOOT_STEP, room + 1, LKB_ANCHOR_START);
      if (g_array_index (rows, int, i) != LKB_SHEET_ROW_NONE)
        add_stop (maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS, g_array_index (rows, int, i),
                  get_row_box (x, y, room, lines->len), g_ptr_array_index (texts, i), NULL);
    }
  return row;
}

static void
add_feature_rows (LkbSheetMaker *maker, const GPtrArray *lines, const GPtrArray *ids, guint n_rows,
                  double x, double top, double room)
{
  for (guint i = 0; i < MIN (lines->len, n_rows); i++)
    {
      double y = top + i * FOOT_STEP;

      if (i == n_rows - 1 && lines->len > n_rows)
        {
          add_more (maker, LKB_SHEET_FEATURES, LKB_FIELD_FEATURES, lines->len - i, x, y, room);
          g_array_index (maker->sheet->stops, LkbSheetStop, maker->sheet->stops->len - 1).id
              = g_strdup (g_ptr_array_index (ids, i));
          continue;
        }
      add_line (maker, g_ptr_array_index (lines, i), LKB_FONT_FOOT_ROW, LKB_COLOUR_INK, x, y, room,
                LKB_ANCHOR_START);
      add_stop (maker, LKB_SHEET_FEATURES, LKB_FIELD_FEATURES, (int) i, get_row_box (x, y, room, 1),
                g_ptr_array_index (lines, i), g_ptr_array_index (ids, i));
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
  guint n_rows = (guint) MAX (1, floor ((below + 12 - top) / FOOT_STEP + 1e-9) + 1);
  int next = count_rows (maker, LKB_FIELD_ASSUMPTIONS);
  guint used;

  begin_part (maker, "assumptions");
  add_head (maker, _ ("Assumptions"), x, head, room);
  used = add_paragraphs (maker, texts, rows, n_rows, x, top, room);
  end_part (maker);
  if (texts->len == 0)
    add_ghost (maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS, next,
               _ ("What do you take for granted?"), x, top, room);
  else if (used < n_rows)
    add_ghost (maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS, next, _ ("Add an assumption…"),
               x, top + used * FOOT_STEP, room);
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
  double y = top + FOOT_HEAD, below = top + FOOT_ROWS + (FOOT_N_ROWS - 1) * FOOT_STEP;
  double split = top + 4;

  /* A line for each while there is room, as lists are read best that way. */
  if (names->len <= 3 || (names->len <= FOOT_N_ROWS && assumptions->len == 0))
    features = g_ptr_array_ref (names);
  else
    features = pack (maker, names, ids, room);
  if (features->len > 0 || editing)
    {
      /* Both lists share six rows, of which the second head takes one and a half. */
      guint n_rows = assumptions->len == 0 ? FOOT_N_ROWS : assumptions->len == 1 ? 4 : 3;
      begin_part (maker, "features");
      add_head (maker, _ ("Lakehouse features"), x, y, room);
      add_feature_rows (maker, features, ids, n_rows, x, top + FOOT_ROWS, room);
      if (features->len == 0)
        {
          add_line (maker, _ ("Which features make it work?"), LKB_FONT_FOOT_ROW,
                    LKB_COLOUR_INK_SECOND, x, top + FOOT_ROWS, room, LKB_ANCHOR_START);
          add_stop (maker, LKB_SHEET_FEATURES, LKB_FIELD_FEATURES, LKB_SHEET_ROW_NONE,
                    get_row_box (x, top + FOOT_ROWS, room, 1), NULL, NULL);
        }
      end_part (maker);
      n_rows = MAX (1, MIN (n_rows, features->len));
      y = top + FOOT_ROWS + (n_rows - 1) * FOOT_STEP + SECOND_HEAD;
      split = y - 16;
      add_place (maker, LKB_SHEET_FEATURES, LKB_FIELD_FEATURES, LKB_SHEET_STATE_NONE,
                 lkb_box (x, top + 4, room, split - top - 4), "");
    }
  if (assumptions->len > 0 || editing)
    {
      add_assumptions (maker, assumptions, rows, x, y, below, room);
      add_place (maker, LKB_SHEET_ASSUMPTIONS, LKB_FIELD_ASSUMPTIONS, LKB_SHEET_STATE_NONE,
                 lkb_box (x, split, room, below + 16 - split), "");
    }
}

/* One row, or more of those that nobody needs; returns how high they are. */
static double
add_wrapped (LkbSheetMaker *maker, const char *text, LkbColourRole colour, double x,
             double baseline, double room, guint *spare)
{
  gboolean cut = FALSE, fits;
  g_autoptr (GArray) lines = NULL;

  fits = *spare == 0
         || lkb_text_measurer_measure (maker->measurer, text, LKB_FONT_FOOT_ROW) <= room;
  lines = lkb_text_measurer_wrap (maker->measurer, text, LKB_FONT_FOOT_ROW,
                                  fits ? room : room - FOOT_INDENT, 1 + *spare, &cut);
  if (cut)
    maker->sheet->n_cut++;
  for (guint i = 0; i < lines->len; i++)
    add_line (maker, g_array_index (lines, LkbTextLine, i).text, LKB_FONT_FOOT_ROW, colour,
              i > 0 ? x + FOOT_INDENT : x, baseline + i * FOOT_STEP, room + 1, LKB_ANCHOR_START);
  if (lines->len > 1)
    *spare -= lines->len - 1;
  return lines->len * FOOT_STEP;
}

/* Rows of the column that stay empty when each text of the first @shown trade-offs takes one. */
static guint
count_spare_rows (const GPtrArray *lines, guint shown)
{
  guint with_more = lines->len / 2 > shown ? 1 : 0, used = with_more;

  for (guint i = 0; i < shown - with_more; i++)
    used += *(const char *) g_ptr_array_index (lines, 2 * i + 1) != '\0' ? 2 : 1;
  return used < FOOT_N_ROWS ? FOOT_N_ROWS - used : 0;
}

static void
add_trade_offs (LkbSheetMaker *maker, double x, double top, double room)
{
  g_autoptr (GPtrArray) lines = lkb_sheet_dup_trade_offs (maker->board);
  guint n = lines->len / 2, shown = MIN (n, FOOT_N_ROWS / 2);
  guint spare = count_spare_rows (lines, shown);
  double y = top + FOOT_ROWS, last = y + (FOOT_N_ROWS - 1) * FOOT_STEP;

  add_place (maker, LKB_SHEET_TRADE_OFFS, LKB_FIELD_TRADE_OFFS, LKB_SHEET_STATE_NONE,
             lkb_box (x, top + 4, room, FOOT_ROWS + FOOT_N_ROWS * FOOT_STEP - 8), "");
  if (n == 0 && !maker->options->editing)
    return;
  begin_part (maker, "trade-offs");
  add_head (maker, _ ("Trade-offs"), x, top + FOOT_HEAD, room);
  for (guint i = 0; i < shown; i++)
    {
      const char *first = g_ptr_array_index (lines, 2 * i);
      const char *second = g_ptr_array_index (lines, 2 * i + 1);
      g_autofree char *text = NULL;
      double before = y;

      if (n > shown && i == shown - 1)
        {
          add_more (maker, LKB_SHEET_TRADE_OFFS, LKB_FIELD_TRADE_OFFS, n - i, x, y, room);
          break;
        }
      y += add_wrapped (maker, first, LKB_COLOUR_INK, x, y, room, &spare);
      y = MAX (y, before + FOOT_STEP);
      y += add_wrapped (maker, second, LKB_COLOUR_INK_SECOND, x + FOOT_INDENT, y,
                        room - FOOT_INDENT, &spare);
      text = g_strdup_printf ("%s%s%s", first, *first != '\0' && *second != '\0' ? "; " : "",
                              second);
      add_stop (maker, LKB_SHEET_TRADE_OFFS, LKB_FIELD_TRADE_OFFS, (int) i,
                lkb_box (x, before - FOOT_ASCENT, room, y - before), text, NULL);
    }
  end_part (maker);
  if (n < FOOT_N_ROWS / 2 && y <= last)
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

  begin_part (maker, "imprint");
  add_line (maker, "Lakeboard", LKB_FONT_IMPRINT, LKB_COLOUR_INK_SECOND, LKB_SHEET_MARGIN,
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

        x -= add_line (maker, _ (line_words[mode]), LKB_FONT_IMPRINT, LKB_COLOUR_INK_SECOND, x,
                       paper->imprint, 200, LKB_ANCHOR_END);
        x -= SAMPLE_GAP;
        sample[0].x = x - SAMPLE_W;
        sample[1].x = x;
        sample[0].y = sample[1].y = paper->imprint - 3.25;
        lkb_scene_draw_line (maker->builder, sample, 2, (LkbMode) mode,
                             lkb_colour (LKB_COLOUR_EDGE), 0);
        x -= SAMPLE_W + SAMPLE_NEXT;
      }
  end_part (maker);
}

void
lkb_sheet_draw_footer (LkbSheetMaker *maker)
{
  const LkbSheetPaper *paper = maker->sheet->paper;
  const double right = paper->w - LKB_SHEET_MARGIN;
  gboolean many = lkb_teams_get_n (lkb_scene_get_teams (maker->scene)) > FOOT_N_ROWS;
  double features_x = many ? paper->features_x_many : paper->features_x;
  LkbStroke rule = lkb_stroke (lkb_colour (LKB_COLOUR_HAIRLINE), 1);
  guint n_stops = maker->sheet->stops->len;

  add_owners (maker, paper->rule, features_x - LKB_SHEET_MARGIN);
  add_features (maker, features_x, paper->rule, paper->trade_offs_x - features_x - FOOT_GAP);
  add_trade_offs (maker, paper->trade_offs_x, paper->rule, right - paper->trade_offs_x);
  /* Nothing stands below it on a new board. */
  if (maker->sheet->stops->len > n_stops)
    lkb_picture_builder_line (maker->builder, LKB_SHEET_MARGIN, paper->rule, right, paper->rule,
                              &rule);
  add_imprint (maker);
}
