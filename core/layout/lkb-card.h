/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"
#include "lkb-text-measurer.h"
#include "lkb-text-run.h"

G_BEGIN_DECLS

/** LkbCardText: what stands on a node's card. All (nullable), borrowed for the call. @min_w, @min_h:
 * least size wished by the user, 0 = none. Chips in the order of importance, at most three are
 * shown, the rest as "+2". */
typedef struct
{
  const char *name;
  const char *technology;
  const char *const *chips; /* NULL-terminated */
  double min_w;
  double min_h;
} LkbCardText;

/** LkbCard: a measured card; immutable, counted. Places are relative to the card's top left corner.
 * Width and height are multiples of 4. Runs come in the order name lines, technology, chips; the
 * last n_chips runs belong to the chip boxes in their order. */
typedef struct
{
  double w;
  double h;
  double natural_h; /* @h without a wished height */
  guint name_lines;
  gboolean cut; /* something did not fit: show the full text in a tooltip */
  gboolean name_cut;
  gboolean technology_cut;
  const LkbTextRun *runs;
  gsize n_runs;
  const LkbBox *chips;
  gsize n_chips;
} LkbCard;

/** lkb_card_new: (transfer full) measures a card: 176 wide, up to 224 for a word, a technology or a name that needs it, then
 * broken. */
LkbCard *lkb_card_new (LkbTextMeasurer *measurer, const LkbCardText *text);
/** lkb_card_new_with_height: (transfer full): the same card, @h units high, at least its natural height; its chips stay at
 * the bottom. */
LkbCard *lkb_card_new_with_height (const LkbCard *card, double h);
LkbCard *lkb_card_ref (LkbCard *self);
void lkb_card_unref (LkbCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbCard, lkb_card_unref)

G_END_DECLS
