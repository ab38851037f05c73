/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-history.h"
#include "core/model/lkb-vocabulary.h"
#include "core/rules/lkb-rules.h"

G_BEGIN_DECLS

/**
 * LkbEditContext:
 *
 * What the boxes of one selection share: the board, whom they edit, and how numbers are written. A new selection gets a new
 * context; the old one is closed, so that a box that is on its way out can change nothing any more. Reference-counted.
 */
typedef struct
{
  LkbHistory *history;
  LkbBoard *board; /* the history's */
  const LkbVocabulary *vocabulary; /* (nullable) */
  char *decimal;
  char *grouping;
  char **ids; /* at least one; "@board" stands for the page */
  LkbKind kind; /* of all of them; LKB_N_KINDS when they differ */
  gboolean read_only;
  gboolean closed;
  LkbAnalysis *analysis; /* (nullable) */
  LkbFindings *findings; /* (nullable) */
  void (*refused) (const char *message, gpointer user_data); /* (nullable): the board said no */
  gpointer user_data;
} LkbEditContext;

LkbEditContext *lkb_edit_context_new (LkbHistory *history, const LkbVocabulary *vocabulary,
                                      const char *decimal, const char *grouping,
                                      const char *const *ids);
LkbEditContext *lkb_edit_context_ref (LkbEditContext *self);
void lkb_edit_context_unref (LkbEditContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbEditContext, lkb_edit_context_unref)

/** lkb_edit_context_get_single: (nullable): the element when exactly one is selected. */
const LkbElement *lkb_edit_context_get_single (LkbEditContext *self);
/** lkb_edit_context_is_edges: whether all that is selected are edges. */
gboolean lkb_edit_context_is_edges (LkbEditContext *self);

/** lkb_edit_context_get_value: (nullable): the value that all share; @mixed: (out): they differ. */
const LkbValue *lkb_edit_context_get_value (LkbEditContext *self, LkbField field, gboolean *mixed);

/** lkb_edit_context_apply: @change: (nullable) (transfer full); @merge_key: (nullable): joins the step before with the same
 * key. FALSE when nothing changed. */
gboolean lkb_edit_context_apply (LkbEditContext *self, LkbChange *change, const char *merge_key);
/** lkb_edit_context_set: one field of all that is selected; edits of one field in a row are one step. */
gboolean lkb_edit_context_set (LkbEditContext *self, LkbField field, const LkbValue *value);
/** lkb_edit_context_end_merge: the next edit is a step of its own. */
void lkb_edit_context_end_merge (LkbEditContext *self);

/** lkb_edit_context_dup_node_name: (transfer full): what a person calls the element @id; the id itself when it is gone. */
char *lkb_edit_context_dup_node_name (LkbEditContext *self, const char *id);

/** lkb_text_to_locale: (transfer full): quantity text of the file with its numbers as the person writes them. */
char *lkb_text_to_locale (const char *text, const char *decimal, const char *grouping);

G_END_DECLS
