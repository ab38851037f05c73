/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-theme.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _LkbTheme
{
  LkbThemeId id;
  const char *name;
  guint32 roles[LKB_N_COLOUR_ROLES]; /* 0xRRGGBB; index 0 of roles that have many is not used */
  const guint32 (*kinds)[2]; /* by LkbKind: glyph, tile */
  const guint32 (*teams)[2]; /* solid, tint */
  gboolean contrast;
};

static const guint32 kinds_light[LKB_N_KINDS][2] = {
  [LKB_KIND_SOURCE] = { 0x33588F, 0xE3EEFD },     [LKB_KIND_INGESTION] = { 0x055F86, 0xDCF0FD },
  [LKB_KIND_PIPELINE] = { 0x874035, 0xFDE7E3 },   [LKB_KIND_FEATURE_STORE] = { 0x1B683E, 0xDFF3E5 },
  [LKB_KIND_MODEL] = { 0x614A87, 0xEFE9FD },      [LKB_KIND_STORAGE] = { 0x6F5305, 0xF5ECD8 },
  [LKB_KIND_CONSUMER] = { 0x7E3F65, 0xFCE6F1 },   [LKB_KIND_ORCHESTRATION] = { 0x535861, 0xEDEDED },
  [LKB_KIND_MONITORING] = { 0x535861, 0xEDEDED }, [LKB_KIND_GOVERNANCE] = { 0x535861, 0xEDEDED },
  [LKB_KIND_BOARD] = { 0x535861, 0xEDEDED },      [LKB_KIND_NOTE] = { 0x535861, 0xEDEDED },
  [LKB_KIND_GROUP] = { 0x535861, 0xEDEDED },      [LKB_KIND_INK] = { 0x535861, 0xEDEDED },
  [LKB_KIND_EDGE] = { 0x535861, 0xEDEDED },
};

static const guint32 kinds_dark[LKB_N_KINDS][2] = {
  [LKB_KIND_SOURCE] = { 0x9AC0F8, 0x29394F },     [LKB_KIND_INGESTION] = { 0x82C7F0, 0x1F3C4C },
  [LKB_KIND_PIPELINE] = { 0xF2A89B, 0x4D2F2A },   [LKB_KIND_FEATURE_STORE] = { 0x8ECFA4, 0x243F2E },
  [LKB_KIND_MODEL] = { 0xC6B1F0, 0x3B334C },      [LKB_KIND_STORAGE] = { 0xD8BA79, 0x43361B },
  [LKB_KIND_CONSUMER] = { 0xE8A7CB, 0x492E3D },   [LKB_KIND_ORCHESTRATION] = { 0xB8BEC8, 0x3D3A3C },
  [LKB_KIND_MONITORING] = { 0xB8BEC8, 0x3D3A3C }, [LKB_KIND_GOVERNANCE] = { 0xB8BEC8, 0x3D3A3C },
  [LKB_KIND_BOARD] = { 0xB8BEC8, 0x3D3A3C },      [LKB_KIND_NOTE] = { 0xB8BEC8, 0x3D3A3C },
  [LKB_KIND_GROUP] = { 0xB8BEC8, 0x3D3A3C },      [LKB_KIND_INK] = { 0xB8BEC8, 0x3D3A3C },
  [LKB_KIND_EDGE] = { 0xB8BEC8, 0x3D3A3C },
};

static const guint32 teams_light[LKB_N_TEAM_COLOURS][2] = {
  { 0x1848A5, 0xE9F1FD }, { 0xD47863, 0xFDECE8 }, { 0x248B8A, 0xDCF6F5 }, { 0x68023D, 0xFEEAF1 },
  { 0x887C00, 0xF4F2D7 }, { 0x915FE0, 0xF2EDFE }, { 0x169EC1, 0xDEF5FD }, { 0x044516, 0xE2F7E3 },
  { 0x4B536E, 0xEDF0FA }, { 0xD83F67, 0xFDEBED }, { 0x854444, 0xFDEBEB }, { 0x586505, 0xEEF4DA },
};

static const guint32 teams_dark[LKB_N_TEAM_COLOURS][2] = {
  { 0x6285F4, 0x202E47 }, { 0xFEC39B, 0x43241D }, { 0x7ECFC3, 0x153433 }, { 0xE55496, 0x41232F },
  { 0xE9EF48, 0x322F0E }, { 0xD1AEF4, 0x312844 }, { 0xC0E3FD, 0x083340 }, { 0x6B9E05, 0x1C351F },
  { 0x9DA2BD, 0x2A2D37 }, { 0xFC899A, 0x432328 }, { 0xBC8277, 0x3E2626 }, { 0xABA15E, 0x2C3115 },
};

/* Greys of about the same lightness as the solids, which tell by their markers. */
static const guint32 teams_print[LKB_N_TEAM_COLOURS][2] = {
  { 0x4B4B4B, 0xF2F2F2 }, { 0x8C8C8C, 0xF2F2F2 }, { 0x787878, 0xF2F2F2 }, { 0x2B2B2B, 0xF2F2F2 },
  { 0x747474, 0xF2F2F2 }, { 0x7B7B7B, 0xF2F2F2 }, { 0x8E8E8E, 0xF2F2F2 }, { 0x373737, 0xF2F2F2 },
  { 0x545454, 0xF2F2F2 }, { 0x757575, 0xF2F2F2 }, { 0x595959, 0xF2F2F2 }, { 0x5D5D5D, 0xF2F2F2 },
};

#define GREY_KIND                                                                                  \
  {                                                                                                \
    0x3D3D3D, 0xF0F0F0                                                                             \
  }
static const guint32 kinds_print[LKB_N_KINDS][2] = {
  GREY_KIND, GREY_KIND, GREY_KIND, GREY_KIND, GREY_KIND, GREY_KIND, GREY_KIND, GREY_KIND,
  GREY_KIND, GREY_KIND, GREY_KIND, GREY_KIND, GREY_KIND, GREY_KIND, GREY_KIND,
};
#undef GREY_KIND

static const LkbTheme themes[LKB_N_THEMES] = {
  [LKB_THEME_LIGHT] = {
    .id = LKB_THEME_LIGHT,
    .name = "light",
    .roles = {
      [LKB_COLOUR_DESK] = 0xECEDF0,
      [LKB_COLOUR_PAPER] = 0xFFFFFF,
      [LKB_COLOUR_CARD] = 0xFFFFFF,
      [LKB_COLOUR_BORDER] = 0xC6CAD2,
      [LKB_COLOUR_HAIRLINE] = 0xD9DCE1,
      [LKB_COLOUR_INK] = 0x1B1D22,
      [LKB_COLOUR_INK_SECOND] = 0x555B66,
      [LKB_COLOUR_CHIP] = 0xF0F1F4,
      [LKB_COLOUR_CHIP_INK] = 0x3D4350,
      [LKB_COLOUR_EDGE] = 0x4A5160,
      [LKB_COLOUR_CELL] = 0xF6F7F9,
      [LKB_COLOUR_ACCENT] = 0x1C61C9,
      [LKB_COLOUR_GRID] = 0xD5D8DE,
      [LKB_COLOUR_OK] = 0x1A6B3C,
      [LKB_COLOUR_OK_FILL] = 0xE3F4E9,
      [LKB_COLOUR_CHECK] = 0x7A4F00,
      [LKB_COLOUR_CHECK_FILL] = 0xFDF1D6,
      [LKB_COLOUR_WRONG] = 0xB3261E,
      [LKB_COLOUR_WRONG_FILL] = 0xFCE8E6,
      [LKB_COLOUR_TODO] = 0x4A5160,
      [LKB_COLOUR_TODO_FILL] = 0xEEF0F3,
      [LKB_COLOUR_NOTE] = 0xFFF8E3,
      [LKB_COLOUR_LANE] = 0xF5F6F7, /* the desk at 50 % on paper */
      [LKB_COLOUR_STROKE] = 0x1B1D22,
      [LKB_COLOUR_SHADOW] = 0x000000,
    },
    .kinds = kinds_light,
    .teams = teams_light,
  },
  [LKB_THEME_DARK] = {
    .id = LKB_THEME_DARK,
    .name = "dark",
    .roles = {
      [LKB_COLOUR_DESK] = 0x1E1F23,
      [LKB_COLOUR_PAPER] = 0x232529,
      [LKB_COLOUR_CARD] = 0x2A2C31,
      [LKB_COLOUR_BORDER] = 0x454952,
      [LKB_COLOUR_HAIRLINE] = 0x3A3D45,
      [LKB_COLOUR_INK] = 0xF2F3F5,
      [LKB_COLOUR_INK_SECOND] = 0xB8BCC6,
      [LKB_COLOUR_CHIP] = 0x34373E,
      [LKB_COLOUR_CHIP_INK] = 0xC3C8D2,
      [LKB_COLOUR_EDGE] = 0xAEB4C0,
      [LKB_COLOUR_CELL] = 0x30333A,
      [LKB_COLOUR_ACCENT] = 0x8DB4FF,
      [LKB_COLOUR_GRID] = 0x34363C,
      [LKB_COLOUR_OK] = 0x7BD8A2,
      [LKB_COLOUR_OK_FILL] = 0x1D3A2A,
      [LKB_COLOUR_CHECK] = 0xF2BE55,
      [LKB_COLOUR_CHECK_FILL] = 0x43330F,
      [LKB_COLOUR_WRONG] = 0xFF9A90,
      [LKB_COLOUR_WRONG_FILL] = 0x4A2320,
      [LKB_COLOUR_TODO] = 0xC3C8D2,
      [LKB_COLOUR_TODO_FILL] = 0x34373E,
      [LKB_COLOUR_NOTE] = 0x3A3527,
      [LKB_COLOUR_LANE] = 0x1F2125,
      [LKB_COLOUR_STROKE] = 0xF2F3F5,
      [LKB_COLOUR_SHADOW] = 0x000000,
    },
    .kinds = kinds_dark,
    .teams = teams_dark,
  },
  [LKB_THEME_CONTRAST] = {
    .id = LKB_THEME_CONTRAST,
    .name = "contrast",
    .roles = {
      [LKB_COLOUR_DESK] = 0xFFFFFF,
      [LKB_COLOUR_PAPER] = 0xFFFFFF,
      [LKB_COLOUR_CARD] = 0xFFFFFF,
      [LKB_COLOUR_BORDER] = 0x1B1D22,
      [LKB_COLOUR_HAIRLINE] = 0x1B1D22,
      [LKB_COLOUR_INK] = 0x1B1D22,
      [LKB_COLOUR_INK_SECOND] = 0x1B1D22,
      [LKB_COLOUR_CHIP] = 0xF0F1F4,
      [LKB_COLOUR_CHIP_INK] = 0x1B1D22,
      [LKB_COLOUR_EDGE] = 0x1B1D22,
      [LKB_COLOUR_CELL] = 0xF6F7F9,
      [LKB_COLOUR_ACCENT] = 0x0B4AA8,
      [LKB_COLOUR_GRID] = 0x9A9FA8,
      [LKB_COLOUR_OK] = 0x0F5A2E,
      [LKB_COLOUR_OK_FILL] = 0xFFFFFF,
      [LKB_COLOUR_CHECK] = 0x6B4500,
      [LKB_COLOUR_CHECK_FILL] = 0xFFFFFF,
      [LKB_COLOUR_WRONG] = 0xA31A13,
      [LKB_COLOUR_WRONG_FILL] = 0xFFFFFF,
      [LKB_COLOUR_TODO] = 0x1B1D22,
      [LKB_COLOUR_TODO_FILL] = 0xFFFFFF,
      [LKB_COLOUR_NOTE] = 0xFFFFFF,
      [LKB_COLOUR_LANE] = 0xEDEEF1,
      [LKB_COLOUR_STROKE] = 0x1B1D22,
      [LKB_COLOUR_SHADOW] = 0x000000,
    },
    .kinds = kinds_light,
    .teams = teams_light,
    .contrast = TRUE,
  },
  [LKB_THEME_PRINT] = {
    .id = LKB_THEME_PRINT,
    .name = "print",
    .roles = {
      [LKB_COLOUR_DESK] = 0xFFFFFF,
      [LKB_COLOUR_PAPER] = 0xFFFFFF,
      [LKB_COLOUR_CARD] = 0xFFFFFF,
      [LKB_COLOUR_BORDER] = 0x8C8C8C,
      [LKB_COLOUR_HAIRLINE] = 0xBFBFBF,
      [LKB_COLOUR_INK] = 0x111111,
      [LKB_COLOUR_INK_SECOND] = 0x4A4A4A,
      [LKB_COLOUR_CHIP] = 0xF2F2F2,
      [LKB_COLOUR_CHIP_INK] = 0x333333,
      [LKB_COLOUR_EDGE] = 0x404040,
      [LKB_COLOUR_CELL] = 0xF5F5F5,
      [LKB_COLOUR_ACCENT] = 0x333333,
      [LKB_COLOUR_GRID] = 0xDDDDDD,
      [LKB_COLOUR_OK] = 0x4A4A4A,
      [LKB_COLOUR_OK_FILL] = 0xF2F2F2,
      [LKB_COLOUR_CHECK] = 0x333333,
      [LKB_COLOUR_CHECK_FILL] = 0xF2F2F2,
      [LKB_COLOUR_WRONG] = 0x111111,
      [LKB_COLOUR_WRONG_FILL] = 0xF2F2F2,
      [LKB_COLOUR_TODO] = 0x404040,
      [LKB_COLOUR_TODO_FILL] = 0xF2F2F2,
      [LKB_COLOUR_NOTE] = 0xF7F7F7,
      [LKB_COLOUR_LANE] = 0xF8F8F8,
      [LKB_COLOUR_STROKE] = 0x111111,
      [LKB_COLOUR_SHADOW] = 0x000000,
    },
    .kinds = kinds_print,
    .teams = teams_print,
  },
  [LKB_THEME_CONTRAST_DARK] = {
    .id = LKB_THEME_CONTRAST_DARK,
    .name = "contrast-dark",
    .roles = {
      [LKB_COLOUR_DESK] = 0x101114,
      [LKB_COLOUR_PAPER] = 0x101114,
      [LKB_COLOUR_CARD] = 0x101114,
      [LKB_COLOUR_BORDER] = 0xF2F3F5,
      [LKB_COLOUR_HAIRLINE] = 0xF2F3F5,
      [LKB_COLOUR_INK] = 0xF2F3F5,
      [LKB_COLOUR_INK_SECOND] = 0xF2F3F5,
      [LKB_COLOUR_CHIP] = 0x26282D,
      [LKB_COLOUR_CHIP_INK] = 0xF2F3F5,
      [LKB_COLOUR_EDGE] = 0xF2F3F5,
      [LKB_COLOUR_CELL] = 0x1C1D21,
      [LKB_COLOUR_ACCENT] = 0xA9C7FF,
      [LKB_COLOUR_GRID] = 0x6A6F79,
      [LKB_COLOUR_OK] = 0x8FE3B3,
      [LKB_COLOUR_OK_FILL] = 0x101114,
      [LKB_COLOUR_CHECK] = 0xF7CD78,
      [LKB_COLOUR_CHECK_FILL] = 0x101114,
      [LKB_COLOUR_WRONG] = 0xFFB0A8,
      [LKB_COLOUR_WRONG_FILL] = 0x101114,
      [LKB_COLOUR_TODO] = 0xF2F3F5,
      [LKB_COLOUR_TODO_FILL] = 0x101114,
      [LKB_COLOUR_NOTE] = 0x101114,
      [LKB_COLOUR_LANE] = 0x212329,
      [LKB_COLOUR_STROKE] = 0xF2F3F5,
      [LKB_COLOUR_SHADOW] = 0x000000,
    },
    .kinds = kinds_dark,
    .teams = teams_dark,
    .contrast = TRUE,
  },
};

const LkbTheme *
lkb_theme_get (LkbThemeId id)
{
  g_return_val_if_fail ((int) id >= 0 && id < LKB_N_THEMES, &themes[LKB_THEME_LIGHT]);
  return &themes[id];
}

LkbThemeId
lkb_theme_get_id (const LkbTheme *theme)
{
  g_return_val_if_fail (theme != NULL, LKB_THEME_LIGHT);
  return theme->id;
}

gboolean
lkb_theme_id_from_string (const char *text, LkbThemeId *id)
{
  g_return_val_if_fail (id != NULL, FALSE);
  for (int i = 0; i <= LKB_THEME_PRINT; i++)
    if (g_strcmp0 (text, themes[i].name) == 0)
      {
        *id = (LkbThemeId) i;
        return TRUE;
      }
  return FALSE;
}

const char *
lkb_theme_id_to_string (LkbThemeId id)
{
  return lkb_theme_get (id)->name;
}

guint32
lkb_theme_get_hex (const LkbTheme *theme, LkbColour colour)
{
  g_return_val_if_fail (theme != NULL, 0);
  g_return_val_if_fail (colour.role < LKB_N_COLOUR_ROLES, 0);

  switch ((LkbColourRole) colour.role)
    {
    case LKB_COLOUR_KIND:
      return theme->kinds[MIN (colour.index, LKB_N_KINDS - 1)][0];
    case LKB_COLOUR_KIND_TILE:
      return theme->contrast ? theme->roles[LKB_COLOUR_PAPER]
                             : theme->kinds[MIN (colour.index, LKB_N_KINDS - 1)][1];
    case LKB_COLOUR_TEAM:
      return theme->teams[colour.index % LKB_N_TEAM_COLOURS][0];
    case LKB_COLOUR_TEAM_TINT:
      return theme->contrast ? theme->roles[LKB_COLOUR_PAPER]
                             : theme->teams[colour.index % LKB_N_TEAM_COLOURS][1];
    case LKB_COLOUR_STROKE:
      if (colour.index > 0)
        return theme->teams[(colour.index - 1) % LKB_N_TEAM_COLOURS][0];
      return theme->roles[LKB_COLOUR_STROKE];
    default:
      return theme->roles[colour.role];
    }
}

LkbRgba
lkb_theme_get_rgba (const LkbTheme *theme, LkbColour colour)
{
  LkbRgba rgba = { 0, 0, 0, 0 };
  guint32 hex;

  if (colour.role == LKB_COLOUR_NONE)
    return rgba;
  hex = lkb_theme_get_hex (theme, colour);
  rgba.red = ((hex >> 16) & 0xff) / 255.0;
  rgba.green = ((hex >> 8) & 0xff) / 255.0;
  rgba.blue = (hex & 0xff) / 255.0;
  rgba.alpha = colour.alpha / 255.0;
  return rgba;
}

double
lkb_theme_get_stroke_width (const LkbTheme *theme, LkbStrokeClass klass, double width)
{
  g_return_val_if_fail (theme != NULL, width);
  if (theme->contrast && klass != LKB_STROKE_PLAIN && width > 0)
    return MAX (width, LKB_STROKE_STRONG);
  return width;
}

LkbColour
lkb_theme_get_stroke_colour (const LkbTheme *theme, LkbStrokeClass klass, LkbColour colour)
{
  g_return_val_if_fail (theme != NULL, colour);
  if (theme->contrast && klass == LKB_STROKE_CARD && colour.role == LKB_COLOUR_BORDER)
    return lkb_colour (LKB_COLOUR_INK);
  return colour;
}

LkbMarker
lkb_team_get_marker (guint index)
{
  return (LkbMarker) (index % LKB_N_MARKERS);
}

const char *
lkb_team_get_colour_name (guint index)
{
  static const char *const names[LKB_N_TEAM_COLOURS] = {
    NC_ ("team colour", "blue"), NC_ ("team colour", "coral"),  NC_ ("team colour", "teal"),
    NC_ ("team colour", "plum"), NC_ ("team colour", "gold"),   NC_ ("team colour", "violet"),
    NC_ ("team colour", "sky"),  NC_ ("team colour", "forest"), NC_ ("team colour", "slate"),
    NC_ ("team colour", "rose"), NC_ ("team colour", "brick"),  NC_ ("team colour", "olive"),
  };
  return g_dpgettext2 (GETTEXT_PACKAGE, "team colour", names[index % LKB_N_TEAM_COLOURS]);
}

static double
compute_luminance (LkbRgba c)
{
  const double parts[3] = { c.red, c.green, c.blue };
  const double weights[3] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += weights[i]
           * (parts[i] <= 0.04045 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

double
lkb_rgba_contrast (LkbRgba a, LkbRgba b)
{
  double la = compute_luminance (a), lb = compute_luminance (b);
  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}
