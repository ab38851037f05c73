/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-picture.h"

G_BEGIN_DECLS

/** LkbSvgRoom: what stands around the texts of the open group, to know which of them have no room for a font that stands in for
 * the board's and is a little wider. */
typedef struct
{
  GArray *boxes; /* of LkbBox: drawn in the open group so far */
  GArray *marks; /* of LkbBox: all that is in the open group, also what is still to come */
  GArray *page; /* of LkbBox: all that is in the parts of a page, which stand beside each other */
  gboolean is_part; /* the open group is one of these */
} LkbSvgRoom;

/** lkb_svg_room_new: cleared with lkb_svg_room_clear(). @picture: only read now */
LkbSvgRoom lkb_svg_room_new (const LkbPicture *picture);
void lkb_svg_room_clear (LkbSvgRoom *room);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LkbSvgRoom, lkb_svg_room_clear)

/** lkb_svg_room_enter: a group begins. @group: an item of a picture; those that follow it are read up to its end. */
void lkb_svg_room_enter (LkbSvgRoom *room, const LkbPictureItem *group);
/** lkb_svg_room_leave: a group ends; what comes after it in the group around is not known to stand beside anything. */
void lkb_svg_room_leave (LkbSvgRoom *room);
void lkb_svg_room_add_box (LkbSvgRoom *room, const LkbBox *box);

/** lkb_svg_room_is_tight: whether a wider font would carry @text out of the smallest box around it, off the page, or into
 * what stands beside it. @page: in the units of the group. */
gboolean lkb_svg_room_is_tight (const LkbSvgRoom *room, const LkbTextItem *text,
                                const LkbBox *page);

G_END_DECLS
