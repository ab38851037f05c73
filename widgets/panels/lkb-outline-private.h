/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-outline-row.h"
#include "lkb-outline.h"

G_BEGIN_DECLS

struct _LkbOutline
{
  GtkWidget parent_instance;

  LkbEditor *editor; /* (nullable) */
  LkbFindings *findings; /* (nullable) */
  gboolean read_only;

  GtkWidget *search;
  GtkWidget *stack; /* "empty", "none" or "list" */
  GtkWidget *list;
  GtkWidget *tools;
  GtkWidget *nodes; /* popover: the other end */
  GtkWidget *kinds; /* popover: what to add */
  GtkStringList *ids;
  GtkSingleSelection *selection;
  GHashTable *rows; /* id → LkbOutlineRow that shows it now, borrowed */
  char *pick_for; /* node or arrow that the other end is picked for */
  char *naming; /* the name of this one is to be typed as soon as it has a row */
  guint naming_idle;
  guint ring_idle; /* the marked row has just been made */
  gboolean syncing;
};

/* What acts on the marked row (lkb-outline-actions.c) */
void lkb_outline_install_actions (GtkWidgetClass *widget_class);
/** lkb_outline_update_actions: which actions suit the marked row; greyed buttons say so to the eye. */
void lkb_outline_update_actions (LkbOutline *self);
/** lkb_outline_create_tools: popovers, too. */
void lkb_outline_create_tools (LkbOutline *self);
/** lkb_outline_take_typed: what was typed in the row of @id; @next: go on to the next arrow that nobody owns. */
void lkb_outline_take_typed (LkbOutline *self, const char *id, const char *text,
                             LkbOutlineEdit edit, gboolean next);
/** lkb_outline_name_soon: types the name of the element that awaits it, if its row is there. */
void lkb_outline_name_soon (LkbOutline *self);

LkbBoard *lkb_outline_get_board (LkbOutline *self);
/** lkb_outline_get_element: (nullable): of the marked row. */
const LkbElement *lkb_outline_get_element (LkbOutline *self);
LkbOutlineRow *lkb_outline_get_row (LkbOutline *self, const char *id);

G_END_DECLS
