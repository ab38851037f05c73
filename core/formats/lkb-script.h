/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-board.h"
#include "core/model/lkb-vocabulary.h"

G_BEGIN_DECLS

typedef enum
{
  LKB_SCRIPT_IMPACT, /* who gets what, and what being late costs */
  LKB_SCRIPT_METRIC, /* the KPI, how the path meets it, the feature and the trade-off behind it */
  LKB_SCRIPT_HAND_OVER, /* who hands what to whom, accepted when, who is called */
  LKB_N_SCRIPT_PARAGRAPHS
} LkbScriptParagraph;

/** LkbScriptSentence: owned by the script. */
typedef struct
{
  LkbScriptParagraph paragraph;
  char *text; /* translated; what the board does not say yet is "___" */
  char **elements; /* ids it speaks of ("@board" for a fact), NULL-terminated */
  LkbField field; /* where to write what is missing; LKB_N_FIELDS without a gap */
  gboolean gap;
} LkbScriptSentence;

/** LkbScript: what to say about the board in a minute: a pure function of it, immutable. */
typedef struct _LkbScript LkbScript;

/** Words a minute of calm speech, and how long the whole may take. */
#define LKB_SCRIPT_WORDS_PER_MINUTE 140
#define LKB_SCRIPT_AIM_SECONDS 60

/** lkb_script_new: @analysis, @vocabulary: (nullable). */
LkbScript *lkb_script_new (LkbBoard *board, const LkbAnalysis *analysis,
                           const LkbVocabulary *vocabulary);
/** lkb_script_new_plain: the same in English, whatever the language: for what must not depend on it. */
LkbScript *lkb_script_new_plain (LkbBoard *board, const LkbAnalysis *analysis,
                                 const LkbVocabulary *vocabulary);
void lkb_script_free (LkbScript *script);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbScript, lkb_script_free)

guint lkb_script_get_n (const LkbScript *script);
const LkbScriptSentence *lkb_script_get_nth (const LkbScript *script, guint i);
guint lkb_script_get_n_gaps (const LkbScript *script);
/** lkb_script_get_seconds: speaking time at LKB_SCRIPT_WORDS_PER_MINUTE. */
guint lkb_script_get_seconds (const LkbScript *script);
/** lkb_script_paragraph_get_title: translated. */
const char *lkb_script_paragraph_get_title (LkbScriptParagraph paragraph);
/** lkb_script_dup_text: (transfer full): three paragraphs with an empty line between, for the clipboard. */
char *lkb_script_dup_text (const LkbScript *script);

G_END_DECLS
