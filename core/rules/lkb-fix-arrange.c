/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/picture/lkb-scene-arrange.h"
#include "lkb-rules-private.h"

LkbChange *
lkb_fix_arrange (LkbBoard *board)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbScene) scene = lkb_scene_new (measurer, board, analysis);
  LkbChange *change = lkb_scene_dup_arrangement (scene, board, LKB_ARRANGEMENT_PAGE, NULL, NULL);

  return change != NULL ? change : lkb_change_new (N_ ("Arrange as page"));
}
