/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-pill.h"

#include "core/base/lkb-text.h"
#include "lkb-metrics.h"

typedef struct
{
  LkbPill pill;
  gatomicrefcount refs;
  GArray *runs;
} RealPill;

static void
clear_run (gpointer p)
{
  LkbTextRun *run = p;
  g_free (run->text);
}

static void
add_run (RealPill *self, char *text, LkbFontRole role, LkbTextPart part, double x, double baseline,
         double advance)
{
  LkbTextRun run = { text, role, part, x, baseline, advance, lkb_text_has_strong_rtl (text) };
  g_array_append_val (self->runs, run);
}

/* @room: for the text; sets cut. */
static double
add_short (RealPill *self, LkbTextMeasurer *measurer, const char *text, LkbFontRole role,
           LkbTextPart part, double x, double baseline, double room)
{
  double full = lkb_text_measurer_measure (measurer, text, role);
  double advance;
  char *line = lkb_text_measurer_ellipsize_middle (measurer, text, role, room, &advance);

  if (full > room)
    self->pill.cut = TRUE;
  add_run (self, line, role, part, x, baseline, advance);
  return advance;
}

static double
measure_count (LkbTextMeasurer *measurer, guint count, char **text)
{
  *text = NULL;
  if (count < 2)
    return 0;
  *text = g_strdup_printf ("\xc3\x97%u", count);
  return LKB_PILL_COUNT_GAP + lkb_text_measurer_measure (measurer, *text, LKB_FONT_PILL);
}

static void
fill_unowned (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text)
{
  g_autofree char *count = NULL;
  double count_w = measure_count (measurer, text->count, &count);
  const char *words = text->unowned_text != NULL ? text->unowned_text : "owner?";
  double advance;

  advance = add_short (self, measurer, words, LKB_FONT_PILL, LKB_PART_OWNER, LKB_PILL_UNOWNED_PAD,
                       LKB_PILL_BASELINE_ONE,
                       LKB_PILL_W_TWO_MAX - 2 * LKB_PILL_UNOWNED_PAD - count_w);
  if (count != NULL)
    add_run (self, g_steal_pointer (&count), LKB_FONT_PILL, LKB_PART_COUNT,
             LKB_PILL_UNOWNED_PAD + advance + LKB_PILL_COUNT_GAP, LKB_PILL_BASELINE_ONE,
             count_w - LKB_PILL_COUNT_GAP);
  self->pill.w = advance + count_w + 2 * LKB_PILL_UNOWNED_PAD;
  self->pill.h = LKB_PILL_H_ONE;
}

static void
fill_one_line (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text, LkbFontRole role)
{
  const double arrow_w = LKB_PILL_ARROW_W + 2 * LKB_PILL_ARROW_GAP;
  g_autofree char *count = NULL;
  double count_w = measure_count (measurer, text->count, &count);
  double room = LKB_PILL_W_ONE_MAX - LKB_PILL_TEXT_X - LKB_PILL_PAD_RIGHT - count_w;
  double x = LKB_PILL_TEXT_X;

  if (text->consumer != NULL)
    {
      double owner_w = lkb_text_measurer_measure (measurer, text->owner, role);
      double consumer_w = lkb_text_measurer_measure (measurer, text->consumer, LKB_FONT_PILL);
      double owner_room;

      /* The shorter name keeps its words, the longer one gets the rest; two long ones share. */
      room -= arrow_w;
      owner_room = owner_w + consumer_w <= room ? owner_w + 1 : MAX (room / 2, room - consumer_w);
      owner_w = add_short (self, measurer, text->owner, role, LKB_PART_OWNER, x,
                           LKB_PILL_BASELINE_ONE, owner_room);
      x += owner_w + LKB_PILL_ARROW_GAP;
      add_run (self, g_strdup ("\xe2\x87\x92"), LKB_FONT_PILL, LKB_PART_ARROW, x,
               LKB_PILL_BASELINE_ONE, LKB_PILL_ARROW_W);
      x += LKB_PILL_ARROW_W + LKB_PILL_ARROW_GAP;
      x += add_short (self, measurer, text->consumer, LKB_FONT_PILL, LKB_PART_CONSUMER, x,
                      LKB_PILL_BASELINE_ONE, room - owner_w);
    }
  else
    x += add_short (self, measurer, text->owner, role, LKB_PART_OWNER, x, LKB_PILL_BASELINE_ONE,
                    room);
  if (count != NULL)
    {
      add_run (self, g_steal_pointer (&count), LKB_FONT_PILL, LKB_PART_COUNT,
               x + LKB_PILL_COUNT_GAP, LKB_PILL_BASELINE_ONE, count_w - LKB_PILL_COUNT_GAP);
      x += count_w;
    }
  self->pill.w = x + LKB_PILL_PAD_RIGHT;
  self->pill.h = LKB_PILL_H_ONE;
  self->pill.has_marker = TRUE;
  self->pill.marker.x = LKB_PILL_MARKER_X;
  self->pill.marker.y = LKB_PILL_H_ONE / 2;
}

static void
fill_two_lines (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text,
                LkbFontRole role)
{
  g_autofree char *count = NULL;
  double count_w = measure_count (measurer, text->count, &count);
  double owner_w, consumer_w;

  owner_w = add_short (self, measurer, text->owner, role, LKB_PART_OWNER, LKB_PILL_TEXT_X,
                       LKB_PILL_BASELINE_ONE,
                       LKB_PILL_W_TWO_MAX - LKB_PILL_TEXT_X - LKB_PILL_PAD_RIGHT - count_w);
  if (count != NULL)
    add_run (self, g_steal_pointer (&count), LKB_FONT_PILL, LKB_PART_COUNT,
             LKB_PILL_TEXT_X + owner_w + LKB_PILL_COUNT_GAP, LKB_PILL_BASELINE_ONE,
             count_w - LKB_PILL_COUNT_GAP);
  add_run (self, g_strdup ("\xe2\x87\x92"), LKB_FONT_PILL, LKB_PART_ARROW, LKB_PILL_ARROW_X,
           LKB_PILL_BASELINE_TWO, LKB_PILL_ARROW_W);
  consumer_w = add_short (self, measurer, text->consumer, LKB_FONT_PILL, LKB_PART_CONSUMER,
                          LKB_PILL_CONSUMER_X, LKB_PILL_BASELINE_TWO,
                          LKB_PILL_W_TWO_MAX - LKB_PILL_CONSUMER_X - LKB_PILL_CONSUMER_ROOM);
  self->pill.w = MAX (LKB_PILL_TEXT_X + owner_w + count_w + LKB_PILL_PAD_RIGHT,
                      LKB_PILL_CONSUMER_X + consumer_w + LKB_PILL_CONSUMER_ROOM);
  self->pill.h = LKB_PILL_H_TWO;
  self->pill.two_lines = TRUE;
  self->pill.has_marker = TRUE;
  self->pill.marker.x = LKB_PILL_MARKER_X;
  self->pill.marker.y = LKB_PILL_BASELINE_ONE - 4;
  self->pill.has_consumer_marker = TRUE;
  self->pill.consumer_marker.x = self->pill.w - LKB_PILL_CONSUMER_ROOM / 2;
  self->pill.consumer_marker.y = LKB_PILL_BASELINE_TWO - 4;
}

/* Numbers and the edge's own words: under the pill on a level run, at its right on an upright one.
 * */
static void
add_numbers (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text, gboolean flipped)
{
  const char *texts[2] = { text->label, text->numbers };
  const LkbTextPart parts[2] = { LKB_PART_LABEL, LKB_PART_NUMBERS };
  char *lines[2] = { NULL, NULL };
  double advances[2] = { 0, 0 };
  LkbBox box = { 0, 0, 0, 0 };
  double y;

  for (guint i = 0; i < 2; i++)
    if (!lkb_text_is_blank (texts[i]))
      {
        lines[i] = lkb_text_measurer_ellipsize_end (measurer, texts[i], LKB_FONT_NUMBERS,
                                                    LKB_NUMBERS_W_MAX, &advances[i]);
        if (lkb_text_measurer_measure (measurer, texts[i], LKB_FONT_NUMBERS) > LKB_NUMBERS_W_MAX)
          self->pill.cut = TRUE;
        box.w = MAX (box.w, advances[i]);
        box.h += LKB_NUMBERS_LINE;
      }
  if (box.h <= 0)
    return;
  if (self->pill.vertical)
    {
      box.x = flipped ? -LKB_NUMBERS_GAP_RIGHT - box.w : self->pill.w + LKB_NUMBERS_GAP_RIGHT;
      box.y = (self->pill.h - box.h) / 2;
    }
  else
    {
      box.x = (self->pill.w - box.w) / 2;
      box.y = flipped ? -LKB_NUMBERS_GAP_BELOW - box.h : self->pill.h + LKB_NUMBERS_GAP_BELOW;
    }
  y = box.y;
  for (guint i = 0; i < 2; i++)
    if (lines[i] != NULL)
      {
        double spare = box.w - advances[i];
        double x = box.x + (!self->pill.vertical ? spare / 2 : flipped ? spare : 0);
        add_run (self, lines[i], LKB_FONT_NUMBERS, parts[i], x, y + LKB_NUMBERS_BASELINE,
                 advances[i]);
        y += LKB_NUMBERS_LINE;
      }
  self->pill.numbers_box = box;
}

static LkbPill *
make_pill (LkbTextMeasurer *measurer, const LkbPillText *text, gboolean vertical, gboolean flipped)
{
  RealPill *self;
  LkbPillState state;

  g_return_val_if_fail (measurer != NULL && text != NULL, NULL);

  state = text->state;
  if ((state == LKB_PILL_OWNED || state == LKB_PILL_INHERITED) && lkb_text_is_blank (text->owner))
    state = LKB_PILL_UNOWNED;
  if (state == LKB_PILL_NONE && lkb_text_is_blank (text->numbers)
      && lkb_text_is_blank (text->label))
    return NULL;

  self = g_new0 (RealPill, 1);
  g_atomic_ref_count_init (&self->refs);
  self->runs = g_array_new (FALSE, FALSE, sizeof (LkbTextRun));
  g_array_set_clear_func (self->runs, clear_run);
  self->pill.state = state;
  self->pill.vertical = vertical;
  if (state == LKB_PILL_UNOWNED)
    fill_unowned (self, measurer, text);
  else if (state != LKB_PILL_NONE)
    {
      LkbFontRole role = state == LKB_PILL_INHERITED ? LKB_FONT_PILL_INHERITED
                                                     : LKB_FONT_PILL_OWNER;
      LkbPillText shown = *text;
      if (lkb_text_is_blank (shown.consumer))
        shown.consumer = NULL;
      if (shown.consumer != NULL && !vertical)
        fill_two_lines (self, measurer, &shown, role);
      else
        fill_one_line (self, measurer, &shown, role);
    }
  add_numbers (self, measurer, text, flipped);
  self->pill.runs = (const LkbTextRun *) (gpointer) self->runs->data;
  self->pill.n_runs = self->runs->len;
  return &self->pill;
}

LkbPill *
lkb_pill_new (LkbTextMeasurer *measurer, const LkbPillText *text, gboolean vertical)
{
  return make_pill (measurer, text, vertical, FALSE);
}

LkbPill *
lkb_pill_new_flipped (LkbTextMeasurer *measurer, const LkbPillText *text, gboolean vertical)
{
  return make_pill (measurer, text, vertical, TRUE);
}

LkbPill *
lkb_pill_ref (LkbPill *pill)
{
  g_return_val_if_fail (pill != NULL, NULL);
  g_atomic_ref_count_inc (&((RealPill *) pill)->refs);
  return pill;
}

void
lkb_pill_unref (LkbPill *pill)
{
  RealPill *self = (RealPill *) pill;

  g_return_if_fail (pill != NULL);
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->runs);
  g_free (self);
}
