/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "lkb-font.h"

G_BEGIN_DECLS

/** LkbTextPart: what a run says; the picture takes its colour from this. */
typedef enum
{
  LKB_PART_NAME,
  LKB_PART_TECH,
  LKB_PART_CHIP,
  LKB_PART_OWNER,
  LKB_PART_ARROW, /* the "⇒" between owner and consumer: draw it as lines, LKB_PILL_ARROW_W wide */
  LKB_PART_CONSUMER,
  LKB_PART_COUNT, /* "×3" of a shared trunk */
  LKB_PART_LABEL, /* an edge's own words */
  LKB_PART_NUMBERS,
} LkbTextPart;

/** LkbTextRun: one line of text at a place; @x is the start of its advance (left edge), also for
 * right-to-left. */
typedef struct
{
  char *text;
  LkbFontRole role;
  LkbTextPart part;
  double x;
  double baseline;
  double advance;
  gboolean rtl;
} LkbTextRun;

G_END_DECLS
