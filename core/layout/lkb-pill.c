/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-pill.h"

#include "core/base/lkb-text.h"
#include "lkb-metrics.h"

/* "A…b" and less say nothing. */
#define INITIALS_INSTEAD 3
#define NAME_LINES 2
#define NUMBERS_GAP_ALONE_MAX 7.5
#define NUMBERS_GAP_UNDER 1.0 /* beside the line there is no more room between two cards */

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

/* @room: for the text; sets cut. A name of which not even two letters would be left is told by two of
 * its own, although they may be wider. */
static double
add_short (RealPill *self, LkbTextMeasurer *measurer, const char *text, LkbFontRole role,
           LkbTextPart part, double x, double baseline, double room)
{
  double full = lkb_text_measurer_measure (measurer, text, role);
  double advance;
  char *line = lkb_text_measurer_ellipsize_middle (measurer, text, role, room, &advance);

  if (full > room)
    self->pill.cut = self->pill.name_cut = TRUE;
  if (full > room && g_utf8_strlen (line, -1) <= INITIALS_INSTEAD)
    {
      g_free (line);
      line = lkb_text_initials (text);
      advance = lkb_text_measurer_measure (measurer, line, role);
    }
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
fill_unowned (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text, double width)
{
  g_autofree char *count = NULL;
  double count_w = measure_count (measurer, text->count, &count);
  const char *words = text->unowned_text != NULL ? text->unowned_text : "owner?";
  double advance;

  advance = add_short (
      self, measurer, words, LKB_FONT_PILL, LKB_PART_OWNER, LKB_PILL_UNOWNED_PAD,
      LKB_PILL_BASELINE_ONE,
      LKB_ROOM_BEFORE (width - LKB_PILL_UNOWNED_PAD - count_w, LKB_PILL_UNOWNED_PAD));
  if (count != NULL)
    add_run (self, g_steal_pointer (&count), LKB_FONT_PILL, LKB_PART_COUNT,
             LKB_PILL_UNOWNED_PAD + advance + LKB_PILL_COUNT_GAP, LKB_PILL_BASELINE_ONE,
             count_w - LKB_PILL_COUNT_GAP);
  self->pill.w = LKB_PILL_UNOWNED_PAD + advance + count_w
                 + LKB_PAD_AFTER (advance, LKB_PILL_UNOWNED_PAD);
  self->pill.h = LKB_PILL_H_ONE;
}

/* For places where nothing else has room; the words are in the tooltip. */
static void
fill_marker (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text, LkbFontRole role,
             double width)
{
  gboolean least = width <= LKB_PILL_W_LEAST;

  self->pill.w = least ? LKB_PILL_W_LEAST : LKB_PILL_W_MARKER;
  self->pill.h = least ? LKB_PILL_H_LEAST : LKB_PILL_H_ONE;
  self->pill.cut = self->pill.name_cut = TRUE;
  self->pill.has_marker = TRUE;
  self->pill.marker.x = least ? LKB_PILL_W_LEAST / 2 : LKB_PILL_MARKER_X;
  self->pill.marker.y = self->pill.h / 2;
  if (width > LKB_PILL_W_MARKER)
    {
      char *letters = lkb_text_initials (text->owner);
      double advance = lkb_text_measurer_measure (measurer, letters, role);

      add_run (self, letters, role, LKB_PART_OWNER, LKB_PILL_TEXT_X, LKB_PILL_BASELINE_ONE,
               advance);
      self->pill.w = LKB_PILL_TEXT_X + advance + LKB_PAD_AFTER (advance, LKB_PILL_PAD_RIGHT);
    }
}

/* What an owner's name needs on either side, between its marker and the arrow, to grow from its middle in a wider font. */
static double
find_spread (double owner_w)
{
  return MAX (owner_w * LKB_FONT_WIDER / 2 + LKB_FONT_SPARE - LKB_PILL_ARROW_GAP, 0);
}

static void
fill_one_line (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text, LkbFontRole role,
               double width)
{
  const double arrow_w = LKB_PILL_ARROW_W + 2 * LKB_PILL_ARROW_GAP;
  g_autofree char *count = NULL;
  double count_w = measure_count (measurer, text->count, &count);
  double room = width - LKB_PILL_TEXT_X - count_w;
  double x = LKB_PILL_TEXT_X;
  double last;

  if (text->consumer != NULL)
    {
      double owner_w = lkb_text_measurer_measure (measurer, text->owner, role);
      double consumer_w = lkb_text_measurer_measure (measurer, text->consumer, LKB_FONT_PILL);
      double spread = find_spread (MIN (owner_w, room));
      double owner_room;

      room -= 2 * spread;
      x += spread;
      /* The shorter name keeps its words, the longer one gets the rest; two long ones share. */
      room -= arrow_w + LKB_PAD_AFTER (MIN (consumer_w, room), LKB_PILL_PAD_RIGHT);
      owner_room = owner_w + consumer_w <= room ? owner_w + 1 : MAX (room / 2, room - consumer_w);
      owner_w = add_short (self, measurer, text->owner, role, LKB_PART_OWNER, x,
                           LKB_PILL_BASELINE_ONE, owner_room);
      x += owner_w + spread + LKB_PILL_ARROW_GAP;
      add_run (self, g_strdup ("\xe2\x87\x92"), LKB_FONT_PILL, LKB_PART_ARROW, x,
               LKB_PILL_BASELINE_ONE, LKB_PILL_ARROW_W);
      x += LKB_PILL_ARROW_W + LKB_PILL_ARROW_GAP;
      last = add_short (self, measurer, text->consumer, LKB_FONT_PILL, LKB_PART_CONSUMER, x,
                        LKB_PILL_BASELINE_ONE, room - owner_w);
    }
  else
    last = add_short (self, measurer, text->owner, role, LKB_PART_OWNER, x, LKB_PILL_BASELINE_ONE,
                      LKB_ROOM_BEFORE (room, LKB_PILL_PAD_RIGHT));
  x += last;
  if (count != NULL)
    {
      add_run (self, g_steal_pointer (&count), LKB_FONT_PILL, LKB_PART_COUNT,
               x + LKB_PILL_COUNT_GAP, LKB_PILL_BASELINE_ONE, count_w - LKB_PILL_COUNT_GAP);
      x += count_w;
    }
  self->pill.w = x + LKB_PAD_AFTER (last, LKB_PILL_PAD_RIGHT);
  self->pill.h = LKB_PILL_H_ONE;
  self->pill.has_marker = TRUE;
  self->pill.marker.x = LKB_PILL_MARKER_X;
  self->pill.marker.y = LKB_PILL_H_ONE / 2;
}

/* What is left free behind a consumer that has so much @room, its marker in it: a wider font keeps off the marker too, where
 * that costs no letter. */
static double
pad_consumer (double consumer_w, double room)
{
  double pad = MAX (LKB_PILL_CONSUMER_ROOM,
                    LKB_PILL_CONSUMER_ROOM - 6 + LKB_PAD_AFTER (consumer_w, 6));

  return MAX (MIN (pad, room - consumer_w), LKB_PAD_AFTER (consumer_w, LKB_PILL_CONSUMER_ROOM));
}

/* @most: the widest that the words may make it. For a name that is whole within that, what is kept free for a wider font may
 * go beyond, up to @width. */
static void
fill_two_lines (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text,
                LkbFontRole role, double most, double width)
{
  g_autofree char *count = NULL;
  double count_w = measure_count (measurer, text->count, &count);
  double owner_x = LKB_PILL_TEXT_X + count_w;
  double owner_room = MIN (LKB_ROOM_BEFORE (width - owner_x, LKB_PILL_PAD_RIGHT),
                           most - owner_x - LKB_PILL_PAD_RIGHT);
  double owner_w, consumer_w, consumer_pad;

  width = MIN (width, most);
  if (lkb_text_measurer_measure (measurer, text->owner, role) > owner_room)
    owner_room = LKB_ROOM_BEFORE (width - owner_x, LKB_PILL_PAD_RIGHT);
  owner_w = add_short (self, measurer, text->owner, role, LKB_PART_OWNER, LKB_PILL_TEXT_X,
                       LKB_PILL_BASELINE_ONE, owner_room);
  if (count != NULL)
    add_run (self, g_steal_pointer (&count), LKB_FONT_PILL, LKB_PART_COUNT,
             LKB_PILL_TEXT_X + owner_w + LKB_PILL_COUNT_GAP, LKB_PILL_BASELINE_ONE,
             count_w - LKB_PILL_COUNT_GAP);
  add_run (self, g_strdup ("\xe2\x87\x92"), LKB_FONT_PILL, LKB_PART_ARROW, LKB_PILL_ARROW_X,
           LKB_PILL_BASELINE_TWO, LKB_PILL_ARROW_W);
  consumer_w = add_short (self, measurer, text->consumer, LKB_FONT_PILL, LKB_PART_CONSUMER,
                          LKB_PILL_CONSUMER_X, LKB_PILL_BASELINE_TWO,
                          LKB_ROOM_BEFORE (width - LKB_PILL_CONSUMER_X, LKB_PILL_CONSUMER_ROOM));
  consumer_pad = pad_consumer (consumer_w, width - LKB_PILL_CONSUMER_X);
  self->pill.w = MAX (LKB_PILL_TEXT_X + owner_w + count_w
                          + LKB_PAD_AFTER (owner_w, LKB_PILL_PAD_RIGHT),
                      LKB_PILL_CONSUMER_X + consumer_w + consumer_pad);
  self->pill.h = LKB_PILL_H_TWO;
  self->pill.two_lines = TRUE;
  self->pill.has_marker = TRUE;
  self->pill.marker.x = LKB_PILL_MARKER_X;
  self->pill.marker.y = LKB_PILL_BASELINE_ONE - 4;
  self->pill.has_consumer_marker = TRUE;
  self->pill.consumer_marker.x = self->pill.w - LKB_PILL_CONSUMER_ROOM / 2;
  self->pill.consumer_marker.y = LKB_PILL_BASELINE_TWO - 4;
}

/* (transfer full) (nullable): a name on two lines at most, NULL where its words have no room. */
static GArray *
wrap_name (LkbTextMeasurer *measurer, const char *name, LkbFontRole role, double room)
{
  gboolean cut = FALSE;
  g_autoptr (GArray) lines = NULL;

  if (lkb_text_measurer_measure_longest_word (measurer, name, role) > room)
    return NULL;
  lines = lkb_text_measurer_wrap (measurer, name, role, room, NAME_LINES, &cut);
  if (cut)
    return NULL;
  return g_steal_pointer (&lines);
}

/* Adds @lines from the baseline on; gives the widest advance, and the last one in @last. */
static double
add_lines (RealPill *self, GArray *lines, LkbFontRole role, LkbTextPart part, double x,
           double baseline, double *last)
{
  double widest = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      LkbTextLine *line = &g_array_index (lines, LkbTextLine, i);

      add_run (self, g_steal_pointer (&line->text), role, part, x, baseline + i * LKB_NUMBERS_LINE,
               line->advance);
      widest = MAX (widest, line->advance);
      *last = line->advance;
    }
  return widest;
}

/* Names on two lines each, whole words only. Returns FALSE, and does nothing, where that gives them no room. */
static gboolean
fill_wrapped (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text, LkbFontRole role,
              double width)
{
  g_autofree char *count = NULL;
  double count_w = measure_count (measurer, text->count, &count);
  g_autoptr (GArray) owner = wrap_name (
      measurer, text->owner, role,
      LKB_ROOM_BEFORE (width - LKB_PILL_TEXT_X - count_w, LKB_PILL_PAD_RIGHT));
  g_autoptr (GArray) consumer = NULL;
  double last = LKB_PILL_BASELINE_ONE, owner_w, consumer_w, end = 0;

  if (text->consumer != NULL)
    consumer = wrap_name (measurer, text->consumer, LKB_FONT_PILL,
                          LKB_ROOM_BEFORE (width - LKB_PILL_CONSUMER_X, LKB_PILL_CONSUMER_ROOM));
  if (owner == NULL || (consumer == NULL && text->consumer != NULL))
    return FALSE;
  if (owner->len + (consumer != NULL ? consumer->len : 1) <= 2)
    return FALSE;
  owner_w = add_lines (self, owner, role, LKB_PART_OWNER, LKB_PILL_TEXT_X, last, &end);
  last += (owner->len - 1) * LKB_NUMBERS_LINE;
  if (count != NULL)
    add_run (self, g_steal_pointer (&count), LKB_FONT_PILL, LKB_PART_COUNT,
             LKB_PILL_TEXT_X + end + LKB_PILL_COUNT_GAP, last, count_w - LKB_PILL_COUNT_GAP);
  self->pill.w = LKB_PILL_TEXT_X + owner_w + count_w + LKB_PAD_AFTER (owner_w, LKB_PILL_PAD_RIGHT);
  self->pill.has_marker = TRUE;
  self->pill.marker.x = LKB_PILL_MARKER_X;
  self->pill.marker.y = LKB_PILL_BASELINE_ONE - 4;
  if (consumer != NULL)
    {
      last += LKB_NUMBERS_LINE;
      add_run (self, g_strdup ("\xe2\x87\x92"), LKB_FONT_PILL, LKB_PART_ARROW, LKB_PILL_ARROW_X,
               last, LKB_PILL_ARROW_W);
      consumer_w = add_lines (self, consumer, LKB_FONT_PILL, LKB_PART_CONSUMER, LKB_PILL_CONSUMER_X,
                              last, &end);
      last += (consumer->len - 1) * LKB_NUMBERS_LINE;
      self->pill.w = MAX (self->pill.w, LKB_PILL_CONSUMER_X + consumer_w
                                            + LKB_PAD_AFTER (consumer_w, LKB_PILL_PAD_RIGHT));
      self->pill.w = MAX (self->pill.w, LKB_PILL_CONSUMER_X + end
                                            + pad_consumer (end, width - LKB_PILL_CONSUMER_X));
      self->pill.has_consumer_marker = TRUE;
      self->pill.consumer_marker.x = self->pill.w - LKB_PILL_CONSUMER_ROOM / 2;
      self->pill.consumer_marker.y = last - 4;
    }
  self->pill.h = last + LKB_PILL_H_ONE - LKB_PILL_BASELINE_ONE;
  self->pill.two_lines = TRUE;
  return TRUE;
}

/* The lines beside a pill: the edge's own words, then its numbers; both figures of a pair stand
 * below each other where one line is too long. */
static void
list_lines (LkbTextMeasurer *measurer, const LkbPillText *text, double room, GPtrArray *lines,
            guint *n_words)
{
  if (!lkb_text_is_blank (text->label))
    g_ptr_array_add (lines, g_strdup (text->label));
  *n_words = lines->len;
  if (lkb_text_is_blank (text->numbers))
    return;
  if (room < LKB_NUMBERS_W_MAX
      && lkb_text_measurer_measure (measurer, text->numbers, LKB_FONT_NUMBERS) > room)
    {
      g_auto (GStrv) parts = g_strsplit (text->numbers, " \xc2\xb7 ", -1);
      for (guint i = 0; parts[i] != NULL; i++)
        g_ptr_array_add (lines, g_strdup (parts[i]));
    }
  else
    g_ptr_array_add (lines, g_strdup (text->numbers));
}

/* Numbers and the edge's own words: under the pill on a level run, at its right on an upright one.
 * */
static void
add_numbers (RealPill *self, LkbTextMeasurer *measurer, const LkbPillText *text,
             const LkbPillShape *shape)
{
  g_autoptr (GPtrArray) full = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (GArray) advances = g_array_new (FALSE, FALSE, sizeof (double));
  double room = MIN (shape->text_room, LKB_NUMBERS_W_MAX);
  LkbBox box = { 0, 0, 0, 0 };
  guint n_words = 0;
  double y;

  list_lines (measurer, text, room, full, &n_words);
  if (full->len == 0)
    return;
  if (room <= 0)
    {
      self->pill.cut = TRUE;
      return;
    }
  for (guint i = 0; i < full->len; i++)
    {
      const char *line = g_ptr_array_index (full, i);
      /* Half a figure would be another figure. */
      double most = i < n_words ? room : LKB_NUMBERS_W_MAX;
      double advance;

      g_ptr_array_add (lines, lkb_text_measurer_ellipsize_end (measurer, line, LKB_FONT_NUMBERS,
                                                               most, &advance));
      if (lkb_text_measurer_measure (measurer, line, LKB_FONT_NUMBERS) > most)
        self->pill.cut = TRUE;
      g_array_append_val (advances, advance);
      box.w = MAX (box.w, advance);
      box.h += LKB_NUMBERS_LINE;
    }
  if (self->pill.vertical && shape->under)
    {
      /* What is left of the line grows towards it in a wider font. */
      box.x = self->pill.w / 2
              + (shape->flipped ? -LKB_PAD_AFTER (box.w, LKB_NUMBERS_GAP_RIGHT) - box.w
                                : LKB_NUMBERS_GAP_RIGHT);
      box.y = self->pill.h + NUMBERS_GAP_UNDER;
    }
  else if (self->pill.vertical)
    {
      double gap = LKB_PAD_AFTER (box.w, LKB_NUMBERS_GAP_RIGHT);

      /* Without a pill between it is far from its line soon. */
      if (self->pill.w <= 0)
        gap = MIN (gap, NUMBERS_GAP_ALONE_MAX);
      box.x = shape->flipped ? -gap - box.w : self->pill.w + LKB_NUMBERS_GAP_RIGHT;
      box.y = (self->pill.h - box.h) / 2;
    }
  else
    {
      box.x = (self->pill.w - box.w) / 2;
      box.y = shape->flipped ? -LKB_NUMBERS_GAP_BELOW - box.h
                             : self->pill.h + LKB_NUMBERS_GAP_BELOW;
    }
  y = box.y;
  for (guint i = 0; i < lines->len; i++)
    {
      double advance = g_array_index (advances, double, i);
      double spare = box.w - advance;
      double x = box.x + (!self->pill.vertical ? spare / 2 : shape->flipped ? spare : 0);

      add_run (self, g_ptr_array_index (lines, i), LKB_FONT_NUMBERS,
               i < n_words ? LKB_PART_LABEL : LKB_PART_NUMBERS, x, y + LKB_NUMBERS_BASELINE,
               advance);
      y += LKB_NUMBERS_LINE;
    }
  self->pill.numbers_box = box;
}

/* Whether owner and consumer need two lines in order to be read in full; @room: for one line. */
static gboolean
needs_two_lines (LkbTextMeasurer *measurer, const LkbPillText *text, LkbFontRole role, double room)
{
  g_autofree char *count = NULL;
  double consumer_w = lkb_text_measurer_measure (measurer, text->consumer, LKB_FONT_PILL);
  double owner_w = lkb_text_measurer_measure (measurer, text->owner, role);

  return LKB_PILL_TEXT_X + owner_w + 2 * find_spread (owner_w) + LKB_PILL_ARROW_W
             + 2 * LKB_PILL_ARROW_GAP + consumer_w + LKB_PAD_AFTER (consumer_w, LKB_PILL_PAD_RIGHT)
             + measure_count (measurer, text->count, &count)
         > room;
}

LkbPill *
lkb_pill_new_shaped (LkbTextMeasurer *measurer, const LkbPillText *text, const LkbPillShape *shape)
{
  RealPill *self;
  LkbPillState state;

  g_return_val_if_fail (measurer != NULL && text != NULL && shape != NULL, NULL);

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
  self->pill.vertical = shape->vertical;
  if (state == LKB_PILL_UNOWNED)
    fill_unowned (self, measurer, text, MIN (shape->pill_room, LKB_PILL_W_TWO_MAX));
  else if (state != LKB_PILL_NONE)
    {
      LkbFontRole role = state == LKB_PILL_INHERITED ? LKB_FONT_PILL_INHERITED
                                                     : LKB_FONT_PILL_OWNER;
      LkbPillText shown = *text;
      if (lkb_text_is_blank (shown.consumer))
        shown.consumer = NULL;
      if (shape->pill_room <= LKB_PILL_W_SHORT)
        fill_marker (self, measurer, &shown, role, shape->pill_room);
      else if (shape->wrapped && fill_wrapped (self, measurer, &shown, role, shape->pill_room))
        ;
      else if (shown.consumer != NULL && shape->two_lines && !shape->vertical)
        fill_two_lines (self, measurer, &shown, role, LKB_PILL_W_TWO_MAX, shape->pill_room);
      /* Nothing stands beside an upright run, so its two lines may be as wide as one. */
      else if (shown.consumer != NULL && shape->vertical
               && (shape->two_lines
                   || (shape->pill_room >= LKB_PILL_W_ONE_MAX
                       && needs_two_lines (measurer, &shown, role, LKB_PILL_W_ONE_MAX))))
        fill_two_lines (self, measurer, &shown, role, LKB_PILL_W_ONE_MAX,
                        MIN (shape->pill_room, LKB_PILL_W_ONE_MAX));
      else
        fill_one_line (self, measurer, &shown, role, MIN (shape->pill_room, LKB_PILL_W_ONE_MAX));
    }
  add_numbers (self, measurer, text, shape);
  self->pill.runs = (const LkbTextRun *) (gpointer) self->runs->data;
  self->pill.n_runs = self->runs->len;
  return &self->pill;
}

LkbPillShape
lkb_pill_shape (gboolean vertical, gboolean flipped)
{
  LkbPillShape shape = { vertical, flipped, !vertical, LKB_PILL_W_ONE_MAX, LKB_NUMBERS_W_MAX };
  return shape;
}

LkbPill *
lkb_pill_new (LkbTextMeasurer *measurer, const LkbPillText *text, gboolean vertical)
{
  LkbPillShape shape = lkb_pill_shape (vertical, FALSE);
  return lkb_pill_new_shaped (measurer, text, &shape);
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
