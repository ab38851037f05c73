/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-board.h"
#include "core/model/lkb-vocabulary.h"

G_BEGIN_DECLS

/** LkbSeverity: most severe first; the window's words are Fix, Improve, Idea. */
typedef enum
{
  LKB_SEVERITY_ERROR,
  LKB_SEVERITY_WARNING,
  LKB_SEVERITY_HINT,
  LKB_N_SEVERITIES
} LkbSeverity;

typedef enum
{
  LKB_PROFILE_INTERVIEW,
  LKB_PROFILE_STUDY,
  LKB_PROFILE_SKETCH,
} LkbProfile;

/** LkbRuleInfo: one row of the rule table. The table's order is the order of findings of one severity. */
typedef struct
{
  const char *id; /* "OWN001" */
  LkbSeverity severity;
  guint stage; /* 1 essential, 2 strong, 3 expert */
  const char *
      needs; /* rules that must be clean for the same thing first, separated by blanks; "" = none */
  const char *name; /* msgid */
  const char *help; /* msgid: what it checks and why */
  const char *wrong; /* msgid: an example of what it finds */
  const char *right; /* msgid: of what it leaves alone */
} LkbRuleInfo;

/** lkb_rules_get_table: (array length=n_rules). */
const LkbRuleInfo *lkb_rules_get_table (guint *n_rules);
const LkbRuleInfo *lkb_rules_lookup (const char *id); /* (nullable) */
/** lkb_rule_get_place: in the table, from 0. */
guint lkb_rule_get_place (const LkbRuleInfo *rule);
/** lkb_rule_dup_help: (transfer full): the help with a wrong and a right example, in three lines. */
char *lkb_rule_dup_help (const LkbRuleInfo *rule, gboolean translate);

const char *lkb_severity_to_string (LkbSeverity severity); /* "error", "warning", "hint" */
const char *
lkb_severity_get_label (LkbSeverity severity); /* translated: "Fix", "Improve", "Idea" */
gboolean lkb_severity_from_string (const char *text, LkbSeverity *severity);
const char *lkb_profile_to_string (LkbProfile profile);
gboolean lkb_profile_from_string (const char *text, LkbProfile *profile);
/** lkb_board_get_profile: the board's `profile`, interview when it says none. */
LkbProfile lkb_board_get_profile (LkbBoard *board);

/** LkbPageFacts: what the sheet knows about how the board fits on its page. */
typedef struct
{
  gboolean can_judge; /* FALSE: the board's font is not installed */
  double smallest_pt; /* smallest text as printed */
  const char *const *
      overlaps; /* (nullable) (array zero-terminated=1): pairs of ids of elements that lie on each other, "a b" each */
  const char *const *
      cuts; /* (nullable) (array zero-terminated=1): texts that end in "…" on the page, "hub technology", "@board goal" */
} LkbPageFacts;

/**
 * LkbRuleMemory:
 *
 * What a run found out of single elements and the vocabulary alone, kept for the next run: patterns, what the texts of
 * each element promise, what its name, owners and data say. With it a run takes a fraction of the time and finds the
 * same to the last byte. It holds a reference to each element of the board that was checked last, and nothing of those
 * before. Reference-counted; runs that share one wait for each other.
 */
typedef struct _LkbRuleMemory LkbRuleMemory;
/** lkb_rule_memory_new: (transfer full): @vocabulary: (nullable): of the runs to come; it must outlive the memory. */
LkbRuleMemory *lkb_rule_memory_new (const LkbVocabulary *vocabulary);
LkbRuleMemory *lkb_rule_memory_ref (LkbRuleMemory *memory);
void lkb_rule_memory_unref (LkbRuleMemory *memory);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbRuleMemory, lkb_rule_memory_unref)
/** lkb_rule_memory_get_n_elements: how many it knows something of, the facts included; for tests. */
guint lkb_rule_memory_get_n_elements (LkbRuleMemory *memory);

/** LkbRuleContext: what the rules need beside board and analysis. All zero is allowed. */
typedef struct
{
  const LkbVocabulary
      *vocabulary; /* (nullable): without it nothing is known to be a buzzword or a feature */
  const LkbPageFacts *page; /* (nullable): without it the page rules are silent */
  const LkbProfile *profile; /* (nullable): overrides the board's own */
  LkbRuleMemory *memory; /* (nullable): one of another vocabulary is not used */
} LkbRuleContext;

/** LkbFinding: one thing to fix. Strings and arrays belong to the findings. */
typedef struct
{
  const LkbRuleInfo *rule;
  LkbSeverity severity; /* after the profile */
  const char *const
      *elements; /* ids, NULL-terminated, the named one first; empty for the board's facts */
  const char
      *attribute; /* "owner", "kpis/time to insight", "slas/freshness"; "" when there is none */
  LkbField field; /* where to put the focus; LKB_N_FIELDS when nowhere */
  const char *
      key; /* rule:object:attribute, stable across edits: "OWN001:e1:owner"; "@board" for facts, nothing
                    * after the second colon where the object as a whole is meant ("STR002:s:"), "#2" on repeats */
  guint n_fixes;
  gboolean suppressed;
  const char *reason; /* of the suppression, else NULL */
  const char
      *file; /* path of the user's own file that is to be mended outside the board, else NULL */
} LkbFinding;

/** lkb_finding_dup_message: (transfer full): one line; in the user's language when @translate, else English with
 * figures in C locale. */
char *lkb_finding_dup_message (const LkbFinding *finding, gboolean translate);
/** lkb_finding_dup_fix_label: (transfer full): of quick fix @i, e.g. "Set owner to Web". */
char *lkb_finding_dup_fix_label (const LkbFinding *finding, guint i, gboolean translate);
/** lkb_finding_get_fix: (transfer none): the quick fix @i, made against the board that was checked. */
LkbChange *lkb_finding_get_fix (const LkbFinding *finding, guint i);

/** LkbFindings: the immutable result of one check; reference-counted. */
typedef struct _LkbFindings LkbFindings;

#define LKB_TYPE_FINDINGS (lkb_findings_get_type ())
GType lkb_findings_get_type (void);

/**
 * lkb_rules_run:
 * @context: (nullable)
 *
 * Runs every rule: a pure function of what it is given. Order: severity, rule table, rank of the object; the same
 * board gives the same findings. Suppressed ones are kept apart.
 */
LkbFindings *lkb_rules_run (LkbBoard *board, const LkbAnalysis *analysis,
                            const LkbRuleContext *context);
LkbFindings *lkb_findings_ref (LkbFindings *findings);
void lkb_findings_unref (LkbFindings *findings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbFindings, lkb_findings_unref)

guint lkb_findings_get_n (const LkbFindings *findings);
const LkbFinding *lkb_findings_get_nth (const LkbFindings *findings, guint i);
guint lkb_findings_get_n_suppressed (const LkbFindings *findings);
const LkbFinding *lkb_findings_get_nth_suppressed (const LkbFindings *findings, guint i);

/** lkb_findings_count: how many of @severity (not counting suppressed ones). */
guint lkb_findings_count (const LkbFindings *findings, LkbSeverity severity);
/** lkb_findings_count_stage: how many of stage 1, 2 or 3. */
guint lkb_findings_count_stage (const LkbFindings *findings, guint stage);
/** lkb_findings_get_stage: the stage to work on: the first that has findings; 3 when none has. */
guint lkb_findings_get_stage (const LkbFindings *findings);
/** lkb_findings_get_worst_of: (nullable): the first (most severe) finding that names element @id first ("@board" for
 * the facts); @n: (out) (optional): how many there are. */
const LkbFinding *lkb_findings_get_worst_of (const LkbFindings *findings, const char *id, guint *n);
/** lkb_findings_find: (nullable): by key, suppressed ones too. */
const LkbFinding *lkb_findings_find (const LkbFindings *findings, const char *key);

/** The gate. lkb_findings_get_n_blocking: how many findings hold the export back: the errors, which come first in
 * the order, so that they are lkb_findings_get_nth() 0 to n - 1. */
guint lkb_findings_get_n_blocking (const LkbFindings *findings);
/** lkb_export_is_gated: whether the gate holds this format: svg png pdf print markdown odcs. */
gboolean lkb_export_is_gated (const char *format);

G_END_DECLS
