/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/picture/lkb-scene.h"

G_BEGIN_DECLS

/** LkbExcalidrawUse: a file of its own, or text for the clipboard, which Excalidraw pastes as shapes. */
typedef enum
{
  LKB_EXCALIDRAW_FILE,
  LKB_EXCALIDRAW_CLIPBOARD,
} LkbExcalidrawUse;

/**
 * lkb_excalidraw_write: (transfer full): @board as an Excalidraw drawing (schema version 2), one element a line.
 *
 * Nodes are rectangles with their text inside, edges are elbow arrows bound to both ends with their owner as label, groups,
 * notes and ink are what comes nearest. Places are those of @scene, so the drawing looks like the board at once. Ids come from
 * the board and seeds from the ids: the same board gives the same bytes. Each element names its board element in customData.
 * What Excalidraw has nothing for, such as figures, is left out.
 * @scene: up to date with @board
 */
char *lkb_excalidraw_write (LkbBoard *board, LkbScene *scene, LkbExcalidrawUse use);

G_END_DECLS
