/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-flow-graph.h"
#include "core/model/lkb-ownership.h"
#include "lkb-rules.h"

G_BEGIN_DECLS

/* A large board has thousands of findings after each edit and hardly one of them is ever looked at: what a report holds
 * is kept in few pieces, its texts in one chunk for all of them. */

/** LkbMessageArg: what stands for {key} in a message; a msgid itself when @is_msgid. */
typedef struct
{
  const char *key; /* static */
  const char *value; /* in the chunk; NULL: the names of the report's @ends */
  gboolean is_msgid;
} LkbMessageArg;

#define LKB_REPORT_MAX_ARGS 6
#define LKB_REPORT_USUAL_FIXES 2

/** LkbFixMaker: (transfer full): the value that a fix sets; @shown: (out) (optional) (transfer full): what stands for
 * {value}. A pure function of the element. */
typedef LkbValue *(*LkbFixMaker) (const LkbElement *element, char **shown);

/** LkbFix: a change, or what it takes to make one of one field when somebody asks for it: most are never asked for. */
typedef struct
{
  const char *label; /* msgid */
  const char *value; /* stands for {value}; in the chunk */
  LkbChange *change; /* NULL until it is made */
  LkbElement *element; /* the rest as long as there is no change */
  LkbField field;
  LkbValue *to; /* NULL: unset */
  LkbFixMaker maker; /* NULL: @value and @to are known */
  LkbBoard *board; /* a copy, where the whole is arranged anew; NULL */
} LkbFix;

/** LkbReport: a finding being made, and its memory afterwards. @shown comes first: a finding is its report. */
typedef struct _LkbReport LkbReport;
struct _LkbReport
{
  LkbFinding shown;
  guint rule_index;
  guint place; /* of the named element on the board; 0 = the facts */
  guint number; /* order of making */
  guint n_of_element; /* how many name the same element first; counted in the worst of them */
  const char *message; /* msgid */
  GStringChunk *strings; /* borrowed: of the findings; all texts below */
  const char *named[2]; /* id of the named element, NULL */
  GPtrArray *elements; /* NULL unless there are more: ids, the named one first */
  LkbFix *more_fixes; /* beyond the usual ones; shown.n_fixes in all */
  const LkbElement *about; /* during the run */
  LkbReport *next_of_place; /* during the run: the first of another rule about the same element */
  const LkbElement *ends[2]; /* of the edge that an argument names; held by the findings */
  guint n_args;
  LkbMessageArg args[LKB_REPORT_MAX_ARGS]; /* from here on set only as far as counted */
  LkbFix first_fixes[LKB_REPORT_USUAL_FIXES];
};

/** LKB_N_ASKED_FOR: how many rules later ones need to know the outcome of. */
#define LKB_N_ASKED_FOR 10

/** LkbTellingText: a text with words that may promise something. */
typedef struct
{
  LkbField field;
  const char *text; /* the element's */
  gboolean can_fix; /* it is all of the field */
  GArray *hits; /* of LkbWordHit; NULL until it is scanned */
  guint edition; /* of the names with which it was */
} LkbTellingText;

/** LkbAnswer: to a question that is asked once. */
typedef enum
{
  LKB_ANSWER_UNKNOWN,
  LKB_ANSWER_NO,
  LKB_ANSWER_YES,
} LkbAnswer;

/** LkbElementMemo: what is known of an element, whatever else is on the board. */
typedef struct
{
  LkbElement *element;
  guint run; /* the last one that met it */
  guint place; /* on the board of that run; 0 = the facts */
  gboolean has_sound_quantities; /* all of them are what they should be */
  gboolean has_plain_owners; /* each says who it is, whatever the roster says of it */
  const LkbFeature *
      *features; /* of its field features, NULL for words of one's own; NULL when it is not set */
  char *folded_name; /* NULL until it is asked for, and without a name */
  LkbAnswer has_generic_name; /* as a source or as an end */
  LkbAnswer is_personal; /* what it holds */
  LkbAnswer is_controlled; /* who sees it */
  GPtrArray *names; /* those of its names that hold a word, borrowed; NULL when none does */
  GArray *texts; /* of LkbTellingText; NULL when there is none */
} LkbElementMemo;

/** LkbRuleRun: what the rules of one run share. */
typedef struct
{
  LkbBoard *board;
  const LkbElement *facts;
  const LkbAnalysis *analysis;
  const LkbVocabulary *vocabulary; /* NULL allowed */
  const LkbPageFacts *page; /* NULL allowed */
  LkbProfile profile;
  LkbFlowGraph *graph;
  GPtrArray *reports; /* of LkbReport */
  GPtrArray *blocks; /* of the findings: where the reports stand */
  GStringChunk *strings; /* of the findings: what the reports say */
  GString *scratch;
  GHashTable *rules; /* id as it stands in the code → what is known of the rule */
  GHashTable
      *failed[LKB_N_ASKED_FOR]; /* NULL: no report so far; else set of "id" and "id attribute" */
  LkbRuleMemory *memory;
  LkbElementMemo **memos; /* of the facts, then of each element; in the memory */
  LkbElementMemo **node_memos; /* of the graph's nodes */
  LkbElementMemo **edge_memos; /* of the graph's edges */
  const LkbEdgeOwnership *ownerships; /* of the graph's edges */
  guint n_passed_over; /* quantities that were not told because another rule tells them */
  guint n_ages_sought;
  guint n_lists_made; /* copies of long lists for fixes */
  guint n_fixes_made; /* of those that look at the whole board */
} LkbRuleRun;

/** lkb_run_report: a new finding of @rule about @element (NULL = the facts). */
LkbReport *lkb_run_report (LkbRuleRun *run, const char *rule, const LkbElement *element,
                           const char *attribute, LkbField field, const char *message);
/** lkb_run_has_failed: whether @rule has a finding that names @id ("@board" for the facts; with an attribute:
 * "@board kpis/NAME"). */
gboolean lkb_run_has_failed (const LkbRuleRun *run, const char *rule, const char *id);
gboolean lkb_run_has_failed_at (const LkbRuleRun *run, const char *rule, const char *id,
                                const char *attribute);

/** lkb_run_lacks_time: whether it was told already that nothing is known of the time of an edge on the KPI's path. */
gboolean lkb_run_lacks_time (const LkbRuleRun *run, const LkbElement *edge);

void lkb_report_set_severity (LkbReport *report, LkbSeverity severity);
/** lkb_report_set_file: @path: (nullable): what somebody must look into. */
void lkb_report_set_file (LkbReport *report, const char *path);
void lkb_report_add_element (LkbReport *report, const char *id);
void lkb_report_add_arg (LkbReport *report, const char *key, const char *value);
void lkb_report_take_arg (LkbReport *report, const char *key, char *value);
/** lkb_report_take_apart: two figures that are compared, as lkb_format_apart() writes them. */
void lkb_report_take_apart (LkbReport *report, LkbDimension dimension, const char *currency,
                            const char *first_key, double first, const char *second_key,
                            double second);
/** lkb_report_take_percent: a share above @limit in whole percent, finer where it would read as the limit. */
void lkb_report_take_percent (LkbReport *report, const char *key, double share, double limit);
void lkb_report_add_msgid (LkbReport *report, const char *key, const char *msgid);
/** lkb_report_add_edge: "Event Hub → Feature pipeline". */
void lkb_report_add_edge (LkbRuleRun *run, LkbReport *report, const char *key,
                          const LkbFlowEdge *edge);
/** lkb_report_take_fix: @change is taken over; NULL or an empty one adds nothing. */
void lkb_report_take_fix (LkbReport *report, const char *label, const char *value,
                          LkbChange *change);
/** lkb_report_fix_text: a fix that sets one field of one element from text. */
void lkb_report_fix_text (LkbRuleRun *run, LkbReport *report, const char *label, const char *id,
                          LkbField field, const char *text);
void lkb_report_fix_value (LkbRuleRun *run, LkbReport *report, const char *label, const char *shown,
                           const char *id, LkbField field, const LkbValue *value);
/** lkb_report_fix_collapse: a fix that puts one node in place of the largest group that can be one. */
void lkb_report_fix_collapse (LkbRuleRun *run, LkbReport *report);
/** lkb_report_fix_reader: a fix that adds a consumer which reads @node. */
void lkb_report_fix_reader (LkbRuleRun *run, LkbReport *report, const LkbElement *node);
/** lkb_report_fix_source: a fix that adds a source before all that is there; none on an empty board. */
void lkb_report_fix_source (LkbRuleRun *run, LkbReport *report);
/** lkb_report_fix_end: a fix that adds a consumer behind all that is there; none on an empty board. */
void lkb_report_fix_end (LkbRuleRun *run, LkbReport *report);
/** lkb_report_fix_note: a fix that puts a note with the words of @node, which has no edge, in its place. */
void lkb_report_fix_note (LkbRuleRun *run, LkbReport *report, const LkbElement *node);
/** lkb_report_fix_raw_store: a fix that adds a store which keeps what comes along @edge, for its target to rebuild from. */
void lkb_report_fix_raw_store (LkbRuleRun *run, LkbReport *report, const LkbFlowEdge *edge);
/** lkb_report_fix_arrange: a fix that gives all nodes new places. */
void lkb_report_fix_arrange (LkbRuleRun *run, LkbReport *report, const char *label);
/** lkb_fix_arrange: (transfer full): what it comes to; without any step when nothing would move. */
LkbChange *lkb_fix_arrange (LkbBoard *board);
/** lkb_report_fix_made: a fix that sets one field of one element, which does not have it yet, to what @maker makes. */
void lkb_report_fix_made (LkbReport *report, const char *label, const LkbElement *element,
                          LkbField field, LkbFixMaker maker);
/** lkb_report_get_fix: (transfer none): @i: below the number of fixes. */
LkbFix *lkb_report_get_fix (const LkbReport *report, guint i);
/** lkb_report_clear: frees what the report holds. */
void lkb_report_clear (LkbReport *report);
/** lkb_report_get_object: id of the named element, "@board" for the facts. */
const char *lkb_report_get_object (const LkbReport *report);
/** lkb_run_keep_key: in the chunk: rule:object:attribute. */
const char *lkb_run_keep_key (LkbRuleRun *run, const LkbReport *report);
/** lkb_report_fix_goal: a fix that completes the goal from consumer and KPI. */
void lkb_report_fix_goal (LkbRuleRun *run, LkbReport *report);
/** lkb_report_fix_fields: a fix that sets several fields of one element: pairs of LkbField and const char *, -1 at the
 * end. @step: msgid of the undo label. */
void lkb_report_fix_fields (LkbReport *report, const char *label, const char *shown,
                            const char *step, const LkbElement *element, ...);
/** lkb_report_fix_member: a fix that sets one member of item @index of a list of records. */
void lkb_report_fix_member (LkbRuleRun *run, LkbReport *report, const char *label,
                            const char *shown, const LkbElement *element, LkbField field,
                            guint index, const char *member, const char *text);
/** lkb_report_fix_append: a fix that adds @record to a list of records. */
void lkb_report_fix_append (LkbRuleRun *run, LkbReport *report, const char *label,
                            const char *shown, const LkbElement *element, LkbField field,
                            const LkbValue *record);
/** lkb_report_fix_roster: a fix that sets one member of the roster's row of @owner, which is added if need be. */
void lkb_report_fix_roster (LkbRuleRun *run, LkbReport *report, const char *label,
                            const char *shown, const char *owner, const char *member,
                            const LkbValue *value);
/** lkb_report_fix_budget: a fix that sets a budget, wherever it stands, so that @value keeps it. */
void lkb_report_fix_budget (LkbRuleRun *run, LkbReport *report, const LkbBudget *budget,
                            double value);
/** lkb_report_fix_budgets: the same for several. */
void lkb_report_fix_budgets (LkbRuleRun *run, LkbReport *report, const LkbBudget *const *budgets,
                             guint n, double value);
/** lkb_report_fix_replace: a fix that puts @by in place of the bytes @start to @end of a text. */
void lkb_report_fix_replace (LkbRuleRun *run, LkbReport *report, const char *label,
                             const char *shown, const LkbElement *element, LkbField field,
                             gsize start, gsize end, const char *by);

/** lkb_fix_dup_time: (transfer full): a round time of at least @seconds, as it is typed. */
char *lkb_fix_dup_time (double seconds);
/** lkb_fix_dup_money: (transfer full): a round amount of at least @amount. */
char *lkb_fix_dup_money (double amount, const char *currency);
/** lkb_fix_dup_share: (transfer full): a percentage of at most @fraction. */
char *lkb_fix_dup_share (double fraction);
/** lkb_fix_dup_rate: (transfer full): a round rate of at least @per_second, in the noun of @like (nullable). */
char *lkb_fix_dup_rate (double per_second, const LkbQuantity *like);

/** lkb_list_replace: (transfer full): a record list with item @index replaced, or dropped when @item is NULL. */
LkbValue *lkb_list_replace (const LkbValue *list, guint index, const LkbValue *item);
/** lkb_record_with_text: (transfer full): a record with one member set from text. */
LkbValue *lkb_record_with_text (const LkbFieldInfo *info, const LkbValue *record,
                                const char *member, const char *text);
/** lkb_node_dup_name: (transfer full): the name as it stands in messages. */
char *lkb_run_dup_name (const LkbRuleRun *run, const char *id);
/** lkb_run_dup_edge_name: (transfer full): "Event Hub → Feature pipeline". */
char *lkb_run_dup_edge_name (const LkbRuleRun *run, const LkbElement *edge);
/** lkb_kpi_dup_attribute: (transfer full): "kpis/NAME", the place (from 1) when it has no name. */
char *lkb_kpi_dup_attribute (const LkbValue *kpi, guint index);
/** lkb_run_in_list: whether @folded is one of the vocabulary's words; @list: static. */
gboolean lkb_run_in_list (LkbRuleRun *run, const char *list, const char *folded);

/** lkb_run_has_number: whether a sentence holds a number with a unit. */
gboolean lkb_run_has_number (LkbRuleRun *run, const char *text);
/** lkb_run_is_orphan: whether nothing is known of a node's place yet: STR002 has told it. */
gboolean lkb_run_is_orphan (const LkbRuleRun *run, const LkbElement *node);
/** lkb_run_holds_any: whether a list of texts holds one of the vocabulary's list. */
gboolean lkb_run_holds_any (LkbRuleRun *run, const LkbElement *element, LkbField field,
                            const char *list);
/** lkb_run_get_feature: (nullable): the catalogue's feature that item @i of the element's list stands for. */
const LkbFeature *lkb_run_get_feature (const LkbRuleRun *run, const LkbElement *element, guint i);
/** lkb_run_has_feature: whether the element carries the catalogue's feature @id, by id or by name. */
gboolean lkb_run_has_feature (const LkbRuleRun *run, const LkbElement *element, const char *id);

/* The families, one a file. */
void lkb_rules_check_goal (LkbRuleRun *run);
void lkb_rules_check_structure (LkbRuleRun *run);
void lkb_rules_check_ownership (LkbRuleRun *run);
/** lkb_rules_check_teams: OWN005; @placeholder tells words that name nobody. */
void lkb_rules_check_teams (LkbRuleRun *run, const GRegex *placeholder);
void lkb_rules_check_ends (LkbRuleRun *run);
void lkb_rules_check_promises (LkbRuleRun *run);
void lkb_rules_check_quantities (LkbRuleRun *run);
void lkb_rules_check_path (LkbRuleRun *run);
void lkb_rules_check_budgets (LkbRuleRun *run);
void lkb_rules_check_outcome (LkbRuleRun *run);
void lkb_rules_check_time (LkbRuleRun *run);
void lkb_rules_check_load (LkbRuleRun *run);
void lkb_rules_check_cost (LkbRuleRun *run);
void lkb_rules_check_lakehouse (LkbRuleRun *run);
void lkb_rules_check_delivery (LkbRuleRun *run);
void lkb_rules_check_trust (LkbRuleRun *run);
void lkb_rules_check_data (LkbRuleRun *run);
const LkbVocabulary *lkb_rule_memory_get_vocabulary (const LkbRuleMemory *memory); /* (nullable) */
/** lkb_rule_memory_begin: takes the memory for @run, and knows the run's board afterwards; others wait until
 * lkb_rule_memory_end(). */
void lkb_rule_memory_begin (LkbRuleMemory *memory, LkbRuleRun *run);
void lkb_rule_memory_end (LkbRuleMemory *memory, LkbRuleRun *run);
/** lkb_rule_memory_find: (nullable): what is known of an element of the run's board. */
LkbElementMemo *lkb_rule_memory_find (const LkbRuleMemory *memory, const LkbElement *element);
/** lkb_memo_get_folded_name: (nullable): lkb_text_fold() of its name. */
const char *lkb_memo_get_folded_name (LkbElementMemo *memo);
/** lkb_rule_memory_get_list: (element-type utf8 utf8): set of the words of one of the vocabulary's lists, folded. @name:
 * static. */
GHashTable *lkb_rule_memory_get_list (LkbRuleMemory *memory, const char *name);
/** lkb_rule_memory_get_pattern: the compiled pattern, without regard to case. @pattern: static. */
const GRegex *lkb_rule_memory_get_pattern (LkbRuleMemory *memory, const char *pattern);
/** lkb_rule_memory_get_scanner: of this run's vocabulary and names; NULL without a vocabulary. */
struct _LkbWordScanner *lkb_rule_memory_get_scanner (const LkbRuleMemory *memory);
/** lkb_rule_memory_get_hits: (element-type LkbWordHit): of one of the memo's texts. */
const GArray *lkb_rule_memory_get_hits (LkbRuleMemory *memory, LkbElementMemo *memo, guint text);
void lkb_rules_check_words (LkbRuleRun *run);
void lkb_rules_check_page (LkbRuleRun *run);
/** lkb_rules_check_suppressions: last; marks findings suppressed as it goes. */
void lkb_rules_check_suppressions (LkbRuleRun *run);

/** lkb_rule_get_index: place in the table; FALSE when there is no such rule. */
gboolean lkb_rule_get_index (const char *id, guint *index);

G_END_DECLS
