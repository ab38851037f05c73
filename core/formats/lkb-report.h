/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/picture/lkb-scene.h"
#include "core/rules/lkb-rules.h"

G_BEGIN_DECLS

/*
 * What the command line prints, as whole documents with a newline at the end. JSON and Markdown are English with figures in
 * the C locale on every machine; text follows the user's language. All results are (transfer full).
 */

/** LkbCheckedFile: one file of a check: findings, or the reason why it could not be read. All borrowed. */
typedef struct
{
  const char *file;
  const LkbFindings *findings; /* NULL: it could not be read */
  const char *error; /* then, one line */
} LkbCheckedFile;

/** lkb_report_check_text: one line for each finding ("FILE: error: OWN001 e1: …") and one for each file. */
char *lkb_report_check_text (const LkbCheckedFile *files, guint n_files);
char *lkb_report_check_json (const LkbCheckedFile *files, guint n_files);
/** lkb_report_check_sarif: SARIF 2.1.0: one rule object per rule with its help, suppressed findings as such.
 * @version: the program's. */
char *lkb_report_check_sarif (const LkbCheckedFile *files, guint n_files, const char *version);
/** lkb_report_finding_line: one finding as in the text, without newline. */
char *lkb_report_finding_line (const char *file, const LkbFinding *finding);

/** lkb_report_analysis_text: @board: the one that was analysed, for names. */
char *lkb_report_analysis_text (LkbBoard *board, const LkbAnalysis *analysis);
/** lkb_report_analysis_json: what cannot be computed is null, with the reasons in "missing" beside it. */
char *lkb_report_analysis_json (const LkbAnalysis *analysis);

/** lkb_report_geometry_json: boxes, lines and labels as the picture uses them, board units. An edge's figures are a second
 * box in "labels". */
char *lkb_report_geometry_json (LkbScene *scene);

/** lkb_report_templates_…: @templates: (element-type LkbTemplateInfo). */
char *lkb_report_templates_text (GPtrArray *templates);
char *lkb_report_templates_json (GPtrArray *templates);
char *lkb_report_kinds_text (void);
char *lkb_report_kinds_json (void);
char *lkb_report_rules_text (void);
char *lkb_report_rules_json (void);
/** lkb_report_rules_markdown: the rule table for people, by stage; docs/RULES.md. */
char *lkb_report_rules_markdown (void);

G_END_DECLS
