/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rules/lkb-rules.h"
#include "widgets/canvas/lkb-editor.h"

G_BEGIN_DECLS

/* What is full is not made fuller. */
#define WALK_MANY_ELEMENTS 60

/** Hand: one that does anything at random on a board at work. */
typedef struct
{
  GRand *rand;
  LkbBoard *board;
  LkbHistory *history;
  LkbEditor *editor;
  GBytes *first;
  GBytes *before; /* a gesture began */
  LkbPoint at; /* of the pointer, screen */
  gboolean down;
  guint n_gestures;
  guint n_committed;
  guint n_at_press; /* committed when the gesture began */
  const char *action;
  LkbChange *bridge; /* (nullable): offered when a node left a chain */
  LkbVocabulary *vocabulary;
  LkbRuleMemory *memory; /* of the checks so far */
  guint n_checked; /* committed when the board was checked last */
  GHashTable *kept; /* what was done → how often it changed the board; shared by all hands */
} Hand;

/** walk_below: 0 to @n - 1; 0 when @n is 0. */
int walk_below (Hand *hand, int n);
/** walk_pick_element: (nullable): any. */
const LkbElement *walk_pick_element (Hand *hand);
/** walk_aim: the pointer goes, mostly, onto something. */
void walk_aim (Hand *hand);

/*
 * What keys, menus and panels do; each sets what it was called in @hand->action.
 */
/** walk_operate: a thing that a person can ask for beside what the pointer does. */
void walk_operate (Hand *hand);
void walk_choose (Hand *hand); /* the selection */
void walk_look (Hand *hand); /* view and tool */
void walk_press_key (Hand *hand); /* nudge, undo, redo */
void walk_use_panel (Hand *hand); /* Checks, Inspector, Outline, page, typed pipelines */

G_END_DECLS
