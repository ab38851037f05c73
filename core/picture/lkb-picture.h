/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/layout/lkb-font.h"
#include "core/layout/lkb-geometry.h"
#include "lkb-path.h"
#include "lkb-theme.h"

G_BEGIN_DECLS

typedef enum
{
  LKB_ITEM_BOX,
  LKB_ITEM_PATH,
  LKB_ITEM_TEXT,
  LKB_ITEM_GROUP, /* begins a group; ended by LKB_ITEM_END */
  LKB_ITEM_END,
  LKB_ITEM_PICTURE, /* another picture, shared, painted as if its items stood here */
} LkbItemType;

typedef enum
{
  LKB_CAP_BUTT,
  LKB_CAP_ROUND,
} LkbCap;

#define LKB_DASHES_MAX 4

/** LkbStroke: how an outline is drawn; joins are round. @width 0 = no stroke. */
typedef struct
{
  LkbColour colour;
  double width;
  LkbStrokeClass klass;
  LkbCap cap;
  guint n_dashes;
  double dashes[LKB_DASHES_MAX];
} LkbStroke;

static inline LkbStroke
lkb_stroke (LkbColour colour, double width)
{
  LkbStroke stroke = { colour, width, LKB_STROKE_PLAIN, LKB_CAP_BUTT, 0, { 0 } };
  return stroke;
}

/** LkbAnchor: which end of a text stays when a viewer's font is a little wider. */
typedef enum
{
  LKB_ANCHOR_START,
  LKB_ANCHOR_MIDDLE,
  LKB_ANCHOR_END,
} LkbAnchor;

typedef struct
{
  LkbBox box;
  double radius;
  LkbColour fill;
  LkbStroke stroke;
} LkbBoxItem;

typedef struct
{
  const LkbPathSegment *segments;
  gsize n_segments;
  LkbColour fill;
  LkbStroke stroke;
} LkbPathItem;

/** LkbTextItem: one line. @x is the left edge of its advance, whatever the direction and anchor. The @anchor is what stays
 * where it is in another font: LKB_ANCHOR_START the left edge, also of right-to-left text. */
typedef struct
{
  const char *text;
  LkbFontRole role;
  double x;
  double baseline;
  double advance;
  LkbAnchor anchor;
  gboolean rtl;
  LkbColour colour;
} LkbTextItem;

/** LkbGroupItem: what belongs together. @id: element id or NULL for a mere transform; @part: "" for the element itself,
 * else which part of it ("label"); all strings cleaned, (nullable) but @part. Inside, (px, py) means
 * (@x + @scale px, @y + @scale py). */
typedef struct
{
  const char *id;
  const char *part;
  const char *kind;
  const char *owner;
  const char *title;
  const char *description;
  double x;
  double y;
  double scale;
  double opacity; /* 0-1, of the group as a whole */
} LkbGroupItem;

/** lkb_group_dup_name: (transfer full): how a group with an id is called in files: "lb-e1", "lb-e1.label". */
char *lkb_group_dup_name (const LkbGroupItem *group);

typedef struct _LkbPicture LkbPicture;

typedef struct
{
  LkbItemType type;
  union
  {
    LkbBoxItem box;
    LkbPathItem path;
    LkbTextItem text;
    LkbGroupItem group;
    LkbPicture *picture;
  };
} LkbPictureItem;

/**
 * LkbPicture: a display list in board units: what is measured once is drawn everywhere. Immutable, counted
 * atomically, so it can be painted by any thread. Colours are roles: one picture is painted in every theme.
 */
LkbPicture *lkb_picture_ref (LkbPicture *picture);
void lkb_picture_unref (LkbPicture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbPicture, lkb_picture_unref)

gsize lkb_picture_get_n_items (const LkbPicture *picture);
const LkbPictureItem *lkb_picture_get_item (const LkbPicture *picture, gsize index);
/** lkb_picture_get_bounds: everything painted, strokes (at the widest a theme makes them) included; empty without items. */
LkbBox lkb_picture_get_bounds (const LkbPicture *picture);

/** LkbPictureFunc: an item, with the transform and depth of groups around it (the item of a shared picture comes as if it
 * stood here; LKB_ITEM_PICTURE itself is never reported). Return FALSE to stop. */
typedef gboolean (*LkbPictureFunc) (const LkbPictureItem *item, double x, double y, double scale,
                                    guint depth, gpointer user_data);
/** lkb_picture_foreach: every item in painting order; FALSE when @func stopped it. */
gboolean lkb_picture_foreach (const LkbPicture *picture, LkbPictureFunc func, gpointer user_data);

/** lkb_picture_to_string: (transfer full): one line an item, two decimals, for tests and comparison. */
char *lkb_picture_to_string (const LkbPicture *picture);

/** LkbPictureBuilder: gathers items, then makes one picture. Strings are cleaned and copied; blank text is left out. */
typedef struct _LkbPictureBuilder LkbPictureBuilder;

LkbPictureBuilder *lkb_picture_builder_new (void);
void lkb_picture_builder_free (LkbPictureBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbPictureBuilder, lkb_picture_builder_free)

/** lkb_picture_builder_end: (transfer full): the picture; frees the builder. Groups left open are a programmer error. */
LkbPicture *lkb_picture_builder_end (LkbPictureBuilder *builder);

/** @stroke: (nullable). */
void lkb_picture_builder_box (LkbPictureBuilder *builder, const LkbBox *box, double radius,
                              LkbColour fill, const LkbStroke *stroke);
/** lkb_picture_builder_path: @path is copied. */
void lkb_picture_builder_path (LkbPictureBuilder *builder, const LkbPath *path, LkbColour fill,
                               const LkbStroke *stroke);
void lkb_picture_builder_line (LkbPictureBuilder *builder, double x1, double y1, double x2,
                               double y2, const LkbStroke *stroke);
/** lkb_picture_measure_text: what a line of text may paint, letters of stand-in fonts included. */
LkbBox lkb_picture_measure_text (LkbFontRole role, double x, double baseline, double advance);
void lkb_picture_builder_text (LkbPictureBuilder *builder, const LkbTextItem *text);
/** lkb_picture_builder_begin: @group: copied; use lkb_group_plain() as a start. */
void lkb_picture_builder_begin (LkbPictureBuilder *builder, const LkbGroupItem *group);
void lkb_picture_builder_finish_group (LkbPictureBuilder *builder);
/** lkb_picture_builder_append: takes a reference to @picture; nothing is copied. */
void lkb_picture_builder_append (LkbPictureBuilder *builder, LkbPicture *picture);

static inline LkbGroupItem
lkb_group_plain (double x, double y, double scale)
{
  LkbGroupItem group = { NULL, "", NULL, NULL, NULL, NULL, x, y, scale, 1.0 };
  return group;
}

G_END_DECLS
