/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-sheet-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"

#define TITLE_BASELINE 58.0
#define AUTHOR_BASELINE 52.0
#define BYLINE_MIN 80.0 /* a place to click at, also with nothing there */
#define BYLINE_GAP 8.0 /* the dot between author and date */
#define GOAL_BASELINE 82.0
#define GOAL_LINE 20.0
#define GOAL_LINES 2
#define DRAFT_TOP 18.0
#define DRAFT_H 20.0
#define DRAFT_PAD 10.0

/* Author and date, as one line opposite the title. On the screen either says what to write there. */
typedef struct
{
  const char *author; /* (nullable) */
  const char *date; /* (nullable) */
  double width;
  LkbBox author_box; /* empty: there is no such place */
  LkbBox date_box;
} Byline;

/* @x: the right end of the line. */
static Byline
draw_byline (LkbSheetMaker *maker, double x, double room)
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
                              ? lkb_sheet_join (author, " · ", date)
                              : g_strdup (author != NULL ? author : date);
  double width, date_width = 0;

  byline.width = lkb_sheet_add_line (maker, line, LKB_FONT_SHEET_DATE, LKB_COLOUR_INK_SECOND, x,
                                     AUTHOR_BASELINE, room, LKB_ANCHOR_END);
  width = MAX (byline.width, BYLINE_MIN);
  if (date != NULL && author == NULL)
    date_width = width;
  else if (date != NULL)
    date_width = MIN (lkb_text_measurer_measure (maker->measurer, date, LKB_FONT_SHEET_DATE)
                          + BYLINE_GAP / 2,
                      width / 2);
  x -= width;
  byline.author_box = lkb_box (x, AUTHOR_BASELINE - 12, width - date_width, 17);
  byline.date_box = lkb_box (x + width - date_width, AUTHOR_BASELINE - 12, date_width, 17);
  return byline;
}

/* In a wider font a line may reach into the margin, but not beyond the paper, unless that costs words. */
static GArray *
wrap_goal (LkbSheetMaker *maker, const char *goal, double room, gboolean *cut)
{
  double safe = (room + LKB_SHEET_MARGIN - LKB_FONT_SPARE) / (1 + LKB_FONT_WIDER);
  GArray *lines = lkb_text_measurer_wrap (maker->measurer, goal, LKB_FONT_SHEET_GOAL, safe,
                                          GOAL_LINES, cut);

  if (!*cut)
    return lines;
  g_array_unref (lines);
  return lkb_text_measurer_wrap (maker->measurer, goal, LKB_FONT_SHEET_GOAL, room, GOAL_LINES, cut);
}

/* Title, author, date, goal, draft stamp; returns how far the lines of the goal move the rest: up where there is none. */
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
  guint n_cut;

  lkb_sheet_begin_part (maker, "header");
  byline = draw_byline (maker, right, room / 3);
  title_room = room - byline.width - 24;
  /* One that is cut anyway keeps room for a wider font. */
  if (has_title
      && lkb_text_measurer_measure (maker->measurer, title, LKB_FONT_SHEET_TITLE) > title_room)
    title_room = (title_room + 24) / (1 + LKB_FONT_WIDER);
  n_cut = maker->sheet->n_cut;
  lkb_sheet_add_line (maker, has_title ? title : _ ("Untitled board"), LKB_FONT_SHEET_TITLE,
                      has_title ? LKB_COLOUR_INK : LKB_COLOUR_INK_SECOND, LKB_SHEET_MARGIN,
                      TITLE_BASELINE, title_room, LKB_ANCHOR_START);
  if (maker->sheet->n_cut > n_cut)
    lkb_sheet_add_cut (maker, LKB_BOARD_ID, LKB_FIELD_TITLE);
  lkb_sheet_add_whole (maker, LKB_SHEET_TITLE, LKB_FIELD_TITLE, LKB_SHEET_STATE_NONE,
                       lkb_box (LKB_SHEET_MARGIN, TITLE_BASELINE - 23, title_room, 30), title);
  if (!lkb_box_is_empty (&byline.author_box))
    lkb_sheet_add_whole (maker, LKB_SHEET_AUTHOR, LKB_FIELD_AUTHOR, LKB_SHEET_STATE_NONE,
                         byline.author_box, byline.author);
  if (!lkb_box_is_empty (&byline.date_box))
    lkb_sheet_add_whole (maker, LKB_SHEET_DATE, LKB_FIELD_DATE, LKB_SHEET_STATE_NONE,
                         byline.date_box, byline.date);

  if (!lkb_text_is_blank (goal))
    {
      gboolean cut = FALSE;
      g_autoptr (GArray) lines = wrap_goal (maker, goal, room, &cut);

      for (guint i = 0; i < lines->len; i++)
        lkb_sheet_add_line (maker, g_array_index (lines, LkbTextLine, i).text, LKB_FONT_SHEET_GOAL,
                            LKB_COLOUR_INK, LKB_SHEET_MARGIN, GOAL_BASELINE + i * GOAL_LINE,
                            room + 1, LKB_ANCHOR_START);
      if (cut)
        {
          maker->sheet->n_cut++;
          lkb_sheet_add_cut (maker, LKB_BOARD_ID, LKB_FIELD_GOAL);
        }
      if (lines->len > 1)
        shift = GOAL_LINE * (lines->len - 1);
    }
  else if (!maker->options->editing)
    shift = -GOAL_LINE;
  else
    lkb_sheet_add_line (maker, _ ("Goal: who gets what, by when?"), LKB_FONT_SHEET_GOAL,
                        LKB_COLOUR_INK_SECOND, LKB_SHEET_MARGIN, GOAL_BASELINE, room,
                        LKB_ANCHOR_START);
  if (shift >= 0)
    lkb_sheet_add_whole (maker, LKB_SHEET_GOAL, LKB_FIELD_GOAL, LKB_SHEET_STATE_NONE,
                         lkb_box (LKB_SHEET_MARGIN, GOAL_BASELINE - 15, room, GOAL_LINE + shift),
                         goal);

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
      lkb_sheet_add_line (maker, stamp, LKB_FONT_STAMP, LKB_COLOUR_WRONG, box.x + DRAFT_PAD,
                          DRAFT_TOP + 14, w, LKB_ANCHOR_MIDDLE);
    }
  lkb_sheet_end_part (maker);
  return shift;
}
