/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Every measure of a board, in board units (1/96 in). No other file states one: a theme never moves
 * a box. */

/* The board font: families with Arial's advances, so that a line is as wide on every system. */
#define LKB_FONT_FAMILIES "Liberation Sans, Arimo, Arial, Helvetica, sans-serif"

#define LKB_GRID 4.0 /* all x, y, w, h of nodes */
#define LKB_GRID_DOTS 24.0 /* pitch of the drawn dots */
#define LKB_BOX_GAP_MIN 8.0 /* least distance between any two boxes */

/* Node card */
#define LKB_NODE_W 176.0
#define LKB_NODE_W_MIN 144.0
#define LKB_NODE_W_MAX 224.0
#define LKB_NODE_H_MIN 60.0
#define LKB_NODE_RADIUS 8.0
#define LKB_NODE_BORDER 1.25
#define LKB_NODE_PAD_LEFT 14.0
#define LKB_NODE_PAD 12.0
#define LKB_NODE_BAR_X 0.6
#define LKB_NODE_BAR_W 4.0
#define LKB_NODE_BAR_INSET 10.0
#define LKB_NODE_BAR_RADIUS 2.0
#define LKB_NODE_TILE_X 14.0
#define LKB_NODE_TILE_Y 12.0
#define LKB_NODE_TILE 28.0
#define LKB_NODE_TILE_RADIUS 6.0
#define LKB_NODE_GLYPH 18.0
#define LKB_NODE_GLYPH_STROKE 1.75
#define LKB_NODE_NAME_X 50.0
#define LKB_NODE_NAME_BASELINE 24.0
#define LKB_NODE_NAME_LINE 17.0
#define LKB_NODE_NAME_LINES 2
#define LKB_NODE_TECH_LINE 16.0
#define LKB_NODE_TEXT_BELOW 12.0 /* from the last baseline to the card's lower edge, at least */

/* Chip inside a card */
#define LKB_CHIP_X 14.0
#define LKB_CHIP_H 18.0
#define LKB_CHIP_BOTTOM 10.0
#define LKB_CHIP_RADIUS 4.0
#define LKB_CHIP_PAD 6.0
#define LKB_CHIP_GAP 5.0
#define LKB_CHIP_BASELINE 13.0 /* from the chip's top */
#define LKB_CHIP_ABOVE 7.0 /* from the last baseline to the chips' top */
#define LKB_CHIPS_MAX 3

/* Edge */
#define LKB_EDGE_WIDTH 1.75
#define LKB_EDGE_WIDTH_THIN 1.25
#define LKB_EDGE_WIDTH_PATH 3.0
#define LKB_EDGE_RADIUS 8.0
#define LKB_EDGE_HEAD_LENGTH 9.0
#define LKB_EDGE_HEAD_WIDTH 8.0
#define LKB_EDGE_CLEAR_NODE 16.0
#define LKB_EDGE_CLEAR_PARALLEL 12.0
#define LKB_EDGE_STUB 16.0
#define LKB_EDGE_PORT_GAP_MIN 12.0
#define LKB_EDGE_PORT_GAP 24.0 /* two pills on neighbouring lines fit above each other */
#define LKB_EDGE_PORT_GAP_PILL                                                                     \
  76.0 /* a pill on one of several upright lines fits between the others */
#define LKB_EDGE_PORT_INSET 12.0 /* ends keep off a box's corners by this */

/* Pill and numbers */
#define LKB_PILL_RADIUS 10.0
#define LKB_PILL_BORDER 1.25
#define LKB_PILL_HALO 2.0
#define LKB_PILL_H_ONE 20.0
#define LKB_PILL_H_TWO 36.0
#define LKB_PILL_W_ONE_MAX 240.0
#define LKB_PILL_W_TWO_MAX 152.0
#define LKB_PILL_W_SHORT 48.0 /* up to this the owner's two letters only */
#define LKB_PILL_W_MARKER 22.0 /* up to this a marker only */
#define LKB_PILL_W_LEAST 16.0 /* up to this a marker in as little room as it can do with */
#define LKB_PILL_H_LEAST 12.0
#define LKB_PILL_MARKER 8.0 /* across, owner */
#define LKB_PILL_MARKER_SMALL 6.0 /* across, consumer */
#define LKB_PILL_MARKER_X 11.0 /* centre */
#define LKB_PILL_TEXT_X 20.0
#define LKB_PILL_PAD_RIGHT 8.0
#define LKB_PILL_BASELINE_ONE 14.0
#define LKB_PILL_BASELINE_TWO 30.0
#define LKB_PILL_ARROW_X 8.0 /* the "⇒" of a second line */
#define LKB_PILL_CONSUMER_X 22.0
/* The board font has no "⇒": it is drawn as lines in a box of this width, so that no other font
 * decides a measure. */
#define LKB_PILL_ARROW_W 12.0
#define LKB_PILL_ARROW_GAP 4.0 /* each side, on one line */
#define LKB_PILL_COUNT_GAP 6.0
#define LKB_PILL_UNOWNED_PAD 10.0
#define LKB_PILL_CONSUMER_ROOM 18.0 /* gap 6, marker 6, pad 6 */
#define LKB_PILL_CLEAR_NODE 6.0
#define LKB_PILL_CLEAR_LABEL 4.0
#define LKB_PILL_CLEAR_EDGE 3.0
#define LKB_NUMBERS_LINE 16.0
#define LKB_NUMBERS_BASELINE 12.0 /* from the line's top */
#define LKB_NUMBERS_GAP_BELOW 4.0
#define LKB_NUMBERS_GAP_RIGHT 6.0
#define LKB_NUMBERS_W_MAX 240.0

/* Note and group */
#define LKB_NOTE_LINE 18.0
#define LKB_NOTE_PAD 12.0
#define LKB_NOTE_W_MIN 96.0
#define LKB_GROUP_RADIUS 12.0
#define LKB_GROUP_PAD 24.0

/* Arrangement */
#define LKB_LANE_GAP 200.0 /* between the cards of two lane columns */
#define LKB_LANE_PITCH 376.0 /* 176 + 200 */
#define LKB_ROW_PITCH 148.0 /* all names on one line */
#define LKB_ROW_PITCH_TALL 156.0
#define LKB_ROW_PITCH_TWO 192.0 /* a page of two rows would look flat at the usual pitch */
#define LKB_ROW_GAP_MIN 56.0 /* least room for a vertical edge with its pill */
#define LKB_FLOW_GAP_X 88.0 /* between two columns, without labels */
#define LKB_FLOW_GAP_Y 32.0

/* Where the board font is missing another one stands in for it, which may be so much wider; no text leaves its box
 * then. */
#define LKB_FONT_WIDER 0.15
#define LKB_FONT_SPARE 0.5

/** LKB_PAD_AFTER: what is left free after a text of that advance, at least @pad. */
#define LKB_PAD_AFTER(advance, pad) MAX (pad, (advance) *LKB_FONT_WIDER + LKB_FONT_SPARE)
/** LKB_ROOM_BEFORE: the widest text in @room that includes what LKB_PAD_AFTER() leaves. */
#define LKB_ROOM_BEFORE(room, pad)                                                                 \
  MIN ((room) - (pad), ((room) -LKB_FONT_SPARE) / (1 + LKB_FONT_WIDER))

/* The widest drawing whose text is large enough on either paper. */
#define LKB_PRINT_W_MAX 1252.0
/* Smallest text in print, points; board text times scale times 0.75. */
#define LKB_PRINT_TEXT_MIN_PT 7.0
