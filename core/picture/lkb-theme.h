/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/model/lkb-kind.h"

G_BEGIN_DECLS

/** LkbColourRole: what a colour is for. A picture names roles; only a theme knows colours. */
typedef enum
{
  LKB_COLOUR_NONE, /* nothing is painted */
  LKB_COLOUR_DESK, /* behind the page */
  LKB_COLOUR_PAPER,
  LKB_COLOUR_CARD,
  LKB_COLOUR_BORDER,
  LKB_COLOUR_HAIRLINE,
  LKB_COLOUR_INK,
  LKB_COLOUR_INK_SECOND,
  LKB_COLOUR_CHIP,
  LKB_COLOUR_CHIP_INK,
  LKB_COLOUR_EDGE,
  LKB_COLOUR_CELL,
  LKB_COLOUR_ACCENT,
  LKB_COLOUR_GRID,
  LKB_COLOUR_OK, /* text and shapes */
  LKB_COLOUR_OK_FILL,
  LKB_COLOUR_CHECK,
  LKB_COLOUR_CHECK_FILL,
  LKB_COLOUR_WRONG,
  LKB_COLOUR_WRONG_FILL,
  LKB_COLOUR_TODO,
  LKB_COLOUR_TODO_FILL,
  LKB_COLOUR_KIND, /* glyph; index = LkbKind */
  LKB_COLOUR_KIND_TILE,
  LKB_COLOUR_TEAM, /* solid; index = 0-11 */
  LKB_COLOUR_TEAM_TINT,
  LKB_COLOUR_NOTE, /* fill of a note */
  LKB_COLOUR_LANE, /* fill of a group */
  LKB_COLOUR_STROKE, /* hand-drawn ink; index 0 = ink, 1-12 = team solid index - 1 */
  LKB_COLOUR_SHADOW, /* of the page on the desk */
  LKB_N_COLOUR_ROLES
} LkbColourRole;

/** LkbColour: a role, which of its kind, and opacity 0-255. Plain data; the same in every theme. */
typedef struct
{
  guint8 role; /* LkbColourRole */
  guint8 index; /* team or kind, else 0 */
  guint8 alpha; /* 255 = opaque */
} LkbColour;

static inline LkbColour
lkb_colour (LkbColourRole role)
{
  LkbColour colour = { (guint8) role, 0, 255 };
  return colour;
}

static inline LkbColour
lkb_colour_of (LkbColourRole role, guint index)
{
  LkbColour colour = { (guint8) role, (guint8) index, 255 };
  return colour;
}

/** LkbRgba: sRGB, 0-1, not premultiplied. */
typedef struct
{
  double red;
  double green;
  double blue;
  double alpha;
} LkbRgba;

typedef enum
{
  LKB_THEME_LIGHT,
  LKB_THEME_DARK,
  LKB_THEME_CONTRAST,
  LKB_THEME_PRINT, /* grey: the markers tell the teams */
  LKB_THEME_CONTRAST_DARK, /* for the window only; has no name on the command line */
  LKB_N_THEMES
} LkbThemeId;

/** LkbTheme: colours for the roles; a static constant. A theme never moves a box. */
typedef struct _LkbTheme LkbTheme;

const LkbTheme *lkb_theme_get (LkbThemeId id);
LkbThemeId lkb_theme_get_id (const LkbTheme *theme);
/** lkb_theme_id_from_string: "light", "dark", "contrast", "print". */
gboolean lkb_theme_id_from_string (const char *text, LkbThemeId *id);
const char *lkb_theme_id_to_string (LkbThemeId id);

/** lkb_theme_get_rgba: @colour in @theme; alpha 0 for LKB_COLOUR_NONE. A team index beyond 11 wraps. */
LkbRgba lkb_theme_get_rgba (const LkbTheme *theme, LkbColour colour);
/** lkb_theme_get_hex: 0xRRGGBB without opacity, for writers of text formats. */
guint32 lkb_theme_get_hex (const LkbTheme *theme, LkbColour colour);

/** LkbStrokeClass: strokes that a theme may make stronger. */
typedef enum
{
  LKB_STROKE_PLAIN,
  LKB_STROKE_CARD,
  LKB_STROKE_PILL,
  LKB_N_STROKE_CLASSES
} LkbStrokeClass;

/** LKB_STROKE_STRONG: what high contrast makes of the strokes of cards and pills. */
#define LKB_STROKE_STRONG 2.0

/** lkb_theme_get_stroke_width: @width, or the theme's own for @klass (high contrast: 2). Board units. */
double lkb_theme_get_stroke_width (const LkbTheme *theme, LkbStrokeClass klass, double width);
/** lkb_theme_get_stroke_colour: @colour, or the theme's own for @klass (high contrast: cards have an ink border). */
LkbColour lkb_theme_get_stroke_colour (const LkbTheme *theme, LkbStrokeClass klass,
                                       LkbColour colour);

/** LKB_N_TEAM_COLOURS: team solids and tints; the 13th team starts again with hollow markers. */
#define LKB_N_TEAM_COLOURS 12

/** LkbMarker: the shape that stands for a team beside its colour. */
typedef enum
{
  LKB_MARKER_DISC,
  LKB_MARKER_SQUARE,
  LKB_MARKER_DIAMOND,
  LKB_MARKER_TRIANGLE,
  LKB_MARKER_RING,
  LKB_MARKER_BAR,
  LKB_N_MARKERS
} LkbMarker;

/** lkb_team_get_marker: of the team colour @index (0-11, wraps). */
LkbMarker lkb_team_get_marker (guint index);
/** lkb_team_get_colour_name: translated name of a team colour, for pickers and screen readers: "blue". */
const char *lkb_team_get_colour_name (guint index);

/** lkb_rgba_contrast: WCAG contrast ratio of two opaque colours, 1-21. */
double lkb_rgba_contrast (LkbRgba a, LkbRgba b);

G_END_DECLS
