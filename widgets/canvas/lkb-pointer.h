/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/layout/lkb-geometry.h"

G_BEGIN_DECLS

/** LkbModifiers: keys held; the same on every platform. */
typedef enum
{
  LKB_MOD_NONE = 0,
  LKB_MOD_SHIFT = 1 << 0,
  LKB_MOD_CTRL = 1 << 1,
  LKB_MOD_ALT = 1 << 2,
} LkbModifiers;

#define LKB_BUTTON_PRIMARY 1
#define LKB_BUTTON_MIDDLE 2
#define LKB_BUTTON_SECONDARY 3

/** LkbPointerEvent: where the pointer is and how; knows no toolkit, so that a test can make one. */
typedef struct
{
  LkbPoint screen; /* pixels from the top left corner of the view */
  LkbPoint board;
  guint button; /* of a press or release; 0 for a mere motion */
  guint n_press; /* 1, 2 for a double click, … */
  LkbModifiers modifiers;
  double pressure; /* of a stylus, 0 to 1; 0 for what knows none */
  gboolean is_touch; /* a finger on a screen */
} LkbPointerEvent;

/** LKB_PRESSURE_UNKNOWN: of a stroke by a mouse: it is as wide as it says. */
#define LKB_PRESSURE_UNKNOWN 0.5

/** LkbToolKey: keys that a tool may want while its gesture is under way. */
typedef enum
{
  LKB_TOOL_KEY_ESCAPE,
  LKB_TOOL_KEY_ENTER,
} LkbToolKey;

typedef enum
{
  LKB_CURSOR_DEFAULT,
  LKB_CURSOR_POINTER,
  LKB_CURSOR_MOVE,
  LKB_CURSOR_GRAB,
  LKB_CURSOR_GRABBING,
  LKB_CURSOR_CROSSHAIR,
  LKB_CURSOR_COPY,
  LKB_CURSOR_RESIZE,
} LkbCursor;

G_END_DECLS
