/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/canvas/lkb-editor.h"

G_BEGIN_DECLS

/*
 * What the panels beside the canvas do to a board, without their widgets: the same changes, made the same way. Each does one
 * thing at random and returns what it was called.
 */

/** walk_mend: the Checks: quick fix, fix all, answer, accept with a reason, check again, go to. What is offered must apply. */
const char *walk_mend (GRand *rand, LkbEditor *editor, const LkbVocabulary *vocabulary);
/** walk_inspect: the Inspector: a fact of all that is selected (of the page when nothing is), another kind, other ends. */
const char *walk_inspect (GRand *rand, LkbEditor *editor);
/** walk_outline: the Outline: rename, own, connect, delete. */
const char *walk_outline (GRand *rand, LkbEditor *editor);
/** walk_type: the box for typed pipelines. */
const char *walk_type (GRand *rand, LkbEditor *editor);

G_END_DECLS
