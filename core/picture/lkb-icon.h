/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-kind.h"
#include "lkb-picture.h"

G_BEGIN_DECLS

/** LkbSymbol: small shapes that say a state; drawn as paths, since fonts lack them. */
typedef enum
{
  LKB_SYMBOL_OK, /* ✓ in a disc */
  LKB_SYMBOL_CHECK, /* ▲ */
  LKB_SYMBOL_WRONG, /* ■ */
  LKB_SYMBOL_TODO, /* ◌ dashed ring */
  LKB_SYMBOL_HANDOFF, /* ⇒ */
  LKB_SYMBOL_LOCK,
  LKB_N_SYMBOLS
} LkbSymbol;

/** LKB_ICON_SIZE: the side of the square in which a kind's glyph is designed. */
#define LKB_ICON_SIZE 18.0

/** lkb_icon_append_kind: the glyph of @kind, @size wide, its top left corner at (x, y), in @colour; strokes scale along. */
void lkb_icon_append_kind (LkbPictureBuilder *builder, LkbKind kind, double x, double y,
                           double size, LkbColour colour);
/** lkb_icon_append_tile: the glyph on its 28-unit rounded tile. */
void lkb_icon_append_tile (LkbPictureBuilder *builder, LkbKind kind, double x, double y);
/** lkb_icon_append_symbol: @size across, centred at (cx, cy). LKB_SYMBOL_OK and the others paint in @colour. */
void lkb_icon_append_symbol (LkbPictureBuilder *builder, LkbSymbol symbol, double cx, double cy,
                             double size, LkbColour colour);
/** lkb_icon_append_marker: of team colour @index (0-11; from 12 on hollow), @size across, centred at (cx, cy). */
void lkb_icon_append_marker (LkbPictureBuilder *builder, guint index, double cx, double cy,
                             double size);
/** lkb_icon_new_kind: (transfer full): a picture of the glyph alone with its corner at (0, 0), for palettes and lists. */
LkbPicture *lkb_icon_new_kind (LkbKind kind, double size, LkbColour colour);
/** lkb_icon_new_tile: (transfer full): tile and glyph, 28 × 28, corner at (0, 0). */
LkbPicture *lkb_icon_new_tile (LkbKind kind);
/** lkb_icon_new_marker: (transfer full): a team's marker with the corner of its square at (0, 0). */
LkbPicture *lkb_icon_new_marker (guint index, double size);

G_END_DECLS
