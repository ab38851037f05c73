/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-card.h"

#include <math.h>

#include "core/base/lkb-text.h"
#include "lkb-metrics.h"

/* No card is made larger than this, whatever size a file wishes for. */
#define SIZE_MAX_WISHED 4000.0

typedef struct
{
  LkbCard card;
  gatomicrefcount refs;
  GArray *runs;
  GArray *chips;
} RealCard;

static void
clear_run (gpointer p)
{
  LkbTextRun *run = p;
  g_free (run->text);
}

static double
round_up_to_grid (double v)
{
  return ceil (v / LKB_GRID - 1e-9) * LKB_GRID;
}

static double
get_wished (double v)
{
  return isfinite (v) && v > 0 ? MIN (v, SIZE_MAX_WISHED) : 0;
}

static void
add_run (RealCard *self, char *text, LkbFontRole role, LkbTextPart part, double x, double baseline,
         double advance)
{
  LkbTextRun run = { text, role, part, x, baseline, advance, lkb_text_has_strong_rtl (text) };
  g_array_append_val (self->runs, run);
}

/* The widest line beside the tile. */
static double
get_text_room (double w)
{
  return LKB_ROOM_BEFORE (w - LKB_NODE_NAME_X, LKB_NODE_PAD);
}

static double
find_needed (double advance)
{
  return LKB_NODE_NAME_X + advance + LKB_PAD_AFTER (advance, LKB_NODE_PAD);
}

static gboolean
is_name_cut (LkbTextMeasurer *measurer, const char *name, double w)
{
  gboolean cut = FALSE;
  g_autoptr (GArray) lines = lkb_text_measurer_wrap (measurer, name, LKB_FONT_NAME,
                                                     get_text_room (w), LKB_NODE_NAME_LINES, &cut);
  return cut;
}

/* Wider for a word, for a technology, or for a name that two lines would not hold. */
static double
find_width (LkbTextMeasurer *measurer, const LkbCardText *text)
{
  double wished = get_wished (text->min_w);
  double w = wished > 0 ? MAX (wished, LKB_NODE_W_MIN) : LKB_NODE_W;
  double word = lkb_text_measurer_measure_longest_word (measurer, text->name, LKB_FONT_NAME);
  double needed = find_needed (word);

  if (!lkb_text_is_blank (text->technology))
    {
      double advance = lkb_text_measurer_measure (measurer, text->technology, LKB_FONT_TECH);
      needed = MAX (needed, find_needed (advance));
    }
  if (needed > w)
    w = MAX (w, MIN (needed, LKB_NODE_W_MAX));
  w = round_up_to_grid (w);
  while (w < LKB_NODE_W_MAX && is_name_cut (measurer, text->name, w))
    w += LKB_GRID;
  return w;
}

static double
measure_chip (LkbTextMeasurer *measurer, const char *text)
{
  double advance = lkb_text_measurer_measure (measurer, text, LKB_FONT_CHIP);
  return LKB_CHIP_PAD + advance + LKB_PAD_AFTER (advance, LKB_CHIP_PAD);
}

/* Lays the chips into one row of @room: as many of the first three as fit, the rest counted in a
 * last one. */
static void
add_chips (RealCard *self, LkbTextMeasurer *measurer, const char *const *chips, double top,
           double room)
{
  guint total = chips != NULL ? g_strv_length ((char **) chips) : 0;
  guint shown = MIN (total, LKB_CHIPS_MAX);
  double x = LKB_CHIP_X;

  while (shown > 1)
    {
      double w = 0;
      for (guint i = 0; i < shown; i++)
        w += measure_chip (measurer, chips[i]) + LKB_CHIP_GAP;
      if (shown < total)
        {
          g_autofree char *rest = g_strdup_printf ("+%u", total - shown);
          w += measure_chip (measurer, rest) + LKB_CHIP_GAP;
        }
      if (w - LKB_CHIP_GAP <= room)
        break;
      shown--;
    }
  for (guint i = 0; i < shown + (shown < total ? 1 : 0); i++)
    {
      g_autofree char *rest = i == shown ? g_strdup_printf ("+%u", total - shown) : NULL;
      double reserve = 0;
      double advance;
      char *line;
      LkbBox box;

      if (i < shown && shown < total && shown == 1)
        {
          g_autofree char *after = g_strdup_printf ("+%u", total - shown);
          reserve = measure_chip (measurer, after) + LKB_CHIP_GAP;
        }
      line = lkb_text_measurer_ellipsize_end (
          measurer, rest != NULL ? rest : chips[i], LKB_FONT_CHIP,
          LKB_ROOM_BEFORE (LKB_CHIP_X + room - x - reserve - LKB_CHIP_PAD, LKB_CHIP_PAD), &advance);
      if (rest == NULL && g_strcmp0 (line, chips[i]) != 0)
        self->card.cut = TRUE;
      box = lkb_box (x, top, LKB_CHIP_PAD + advance + LKB_PAD_AFTER (advance, LKB_CHIP_PAD),
                     LKB_CHIP_H);
      g_array_append_val (self->chips, box);
      add_run (self, line, LKB_FONT_CHIP, LKB_PART_CHIP, x + LKB_CHIP_PAD, top + LKB_CHIP_BASELINE,
               advance);
      x += box.w + LKB_CHIP_GAP;
    }
  if (shown < total)
    self->card.cut = TRUE;
}

LkbCard *
lkb_card_new (LkbTextMeasurer *measurer, const LkbCardText *text)
{
  RealCard *self;
  g_autoptr (GArray) name = NULL;
  gboolean has_chips;
  double w, h, baseline;

  g_return_val_if_fail (measurer != NULL && text != NULL, NULL);

  self = g_new0 (RealCard, 1);
  g_atomic_ref_count_init (&self->refs);
  self->runs = g_array_new (FALSE, FALSE, sizeof (LkbTextRun));
  g_array_set_clear_func (self->runs, clear_run);
  self->chips = g_array_new (FALSE, FALSE, sizeof (LkbBox));
  w = find_width (measurer, text);
  has_chips = text->chips != NULL && text->chips[0] != NULL;

  name = lkb_text_measurer_wrap (measurer, text->name, LKB_FONT_NAME, get_text_room (w),
                                 LKB_NODE_NAME_LINES, &self->card.name_cut);
  self->card.cut = self->card.name_cut;
  baseline = LKB_NODE_NAME_BASELINE - LKB_NODE_NAME_LINE;
  for (guint i = 0; i < name->len; i++)
    {
      LkbTextLine *line = &g_array_index (name, LkbTextLine, i);

      baseline += LKB_NODE_NAME_LINE;
      add_run (self, g_steal_pointer (&line->text), LKB_FONT_NAME, LKB_PART_NAME, LKB_NODE_NAME_X,
               baseline, line->advance);
    }
  self->card.name_lines = name->len;
  baseline = MAX (baseline, LKB_NODE_NAME_BASELINE);
  if (!lkb_text_is_blank (text->technology))
    {
      double advance;
      char *line = lkb_text_measurer_ellipsize_end (measurer, text->technology, LKB_FONT_TECH,
                                                    get_text_room (w), &advance);
      baseline += LKB_NODE_TECH_LINE;
      if (g_str_has_suffix (line, "\xe2\x80\xa6")
          && !g_str_has_suffix (text->technology, "\xe2\x80\xa6"))
        self->card.cut = self->card.technology_cut = TRUE;
      add_run (self, line, LKB_FONT_TECH, LKB_PART_TECH, LKB_NODE_NAME_X, baseline, advance);
    }

  if (has_chips)
    {
      /* One-line cards are all as high as one with technology, so that a row looks even. */
      double above = MAX (baseline, LKB_NODE_NAME_BASELINE + LKB_NODE_TECH_LINE) + LKB_CHIP_ABOVE;
      h = above + LKB_CHIP_H + LKB_CHIP_BOTTOM;
    }
  else
    h = baseline + LKB_NODE_TEXT_BELOW;
  self->card.natural_h = round_up_to_grid (MAX (h, LKB_NODE_H_MIN));
  h = round_up_to_grid (MAX (self->card.natural_h, get_wished (text->min_h)));
  if (has_chips)
    add_chips (self, measurer, text->chips, h - LKB_CHIP_BOTTOM - LKB_CHIP_H,
               w - LKB_CHIP_X - LKB_NODE_PAD);

  self->card.w = w;
  self->card.h = h;
  self->card.runs = (const LkbTextRun *) (gpointer) self->runs->data;
  self->card.n_runs = self->runs->len;
  self->card.chips = (const LkbBox *) (gpointer) self->chips->data;
  self->card.n_chips = self->chips->len;
  return &self->card;
}

LkbCard *
lkb_card_new_with_height (const LkbCard *card, double h)
{
  RealCard *self;

  g_return_val_if_fail (card != NULL && h >= card->natural_h, NULL);

  self = g_new0 (RealCard, 1);
  g_atomic_ref_count_init (&self->refs);
  self->card = *card;
  self->runs = g_array_new (FALSE, FALSE, sizeof (LkbTextRun));
  g_array_set_clear_func (self->runs, clear_run);
  self->chips = g_array_new (FALSE, FALSE, sizeof (LkbBox));
  for (gsize i = 0; i < card->n_runs; i++)
    {
      LkbTextRun run = card->runs[i];
      run.text = g_strdup (run.text);
      if (run.part == LKB_PART_CHIP)
        run.baseline += h - card->h;
      g_array_append_val (self->runs, run);
    }
  for (gsize i = 0; i < card->n_chips; i++)
    {
      LkbBox box = card->chips[i];
      box.y += h - card->h;
      g_array_append_val (self->chips, box);
    }
  self->card.h = h;
  self->card.runs = (const LkbTextRun *) (gpointer) self->runs->data;
  self->card.chips = (const LkbBox *) (gpointer) self->chips->data;
  return &self->card;
}

LkbCard *
lkb_card_ref (LkbCard *card)
{
  g_return_val_if_fail (card != NULL, NULL);
  g_atomic_ref_count_inc (&((RealCard *) card)->refs);
  return card;
}

void
lkb_card_unref (LkbCard *card)
{
  RealCard *self = (RealCard *) card;

  g_return_if_fail (card != NULL);
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->runs);
  g_array_unref (self->chips);
  g_free (self);
}
