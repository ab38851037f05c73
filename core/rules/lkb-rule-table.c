/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#define E LKB_SEVERITY_ERROR
#define W LKB_SEVERITY_WARNING
#define H LKB_SEVERITY_HINT

/* In the order in which a listener weighs them: what it is for, whether it keeps its promises, who answers for it, then
 * how it is put together and told. */
static const LkbRuleInfo table[] = {
  { "GOAL001", E, 1, "", N_ ("No goal"),
    N_ ("The board needs a goal of at least four words: who gets what, by when."),
    N_ ("“Real-time platform”"), N_ ("“The home feed reflects the last click within 1 s”") },
  { "KPI001", E, 1, "", N_ ("No primary KPI"),
    N_ ("One KPI is flagged as the primary one: the single metric that drives the design."),
    N_ ("five KPIs, none of them primary"), N_ ("“time to insight ≤ 3 s @ p95” is primary") },
  { "KPI002", E, 1, "KPI001", N_ ("KPI not measurable"),
    N_ ("A KPI needs a comparator, a number and a unit, such as “≤ 3 s @ p95”."),
    N_ ("target “soon”"), N_ ("target “≤ 3 s @ p95”; a count such as “≤ 0 lost events”") },
  { "FEA001", E, 1, "", N_ ("No lakehouse feature"),
    N_ ("At least one node carries a feature of the catalogue that makes the design work."),
    N_ ("boxes and arrows only"), N_ ("a pipeline with expectations and liquid clustering") },
  { "GOAL002", W, 2, "GOAL001", N_ ("Goal not outcome-shaped"),
    N_ ("A goal names who gets something and a number with its unit. An idea only, while the KPIs "
        "keep the numbers."),
    N_ ("“Build a Kafka and Spark platform”"),
    N_ ("“Deliver vectors to the recommendation model within 3 s of a click”") },
  { "KPI003", W, 2, "KPI001 KPI002", N_ ("Statistic missing"),
    N_ ("A time without p50, p95, p99, mean or max can mean anything."), N_ ("“≤ 3 s”"),
    N_ ("“≤ 3 s @ p95”; a deadline such as “by 07:00”") },
  { "KPI004", W, 2, "KPI001", N_ ("Two primaries or no clock"),
    N_ ("There is one primary KPI, and a time is measured from one element to another."),
    N_ ("“≤ 3 s @ p95” from nowhere to nowhere"), N_ ("from the click to the feature vector") },
  { "KPI005", H, 3, "KPI001", N_ ("Target not justified"),
    N_ ("Who asks for a target says what happens beyond it."), N_ ("“≤ 3 s @ p95”, no reason"),
    N_ ("“≤ 3 s @ p95” because an older vector misses the next page; “regulation” will do") },
  { "COD001", W, 3, "KPI001", N_ ("No cost of delay"),
    N_ ("The board says what an hour, or a second, of being late costs."),
    N_ ("“the sooner, the better”"),
    /* xgettext:no-c-format */
    N_ ("$36 k per hour of value, 1.5 % of it lost per s") },
  { "ANC001", W, 2, "KPI001", N_ ("Anchor not supported"),
    N_ ("The first number that you say is one that the board’s own figures support."),

    /* xgettext:no-c-format */
    N_ ("“99.99 %” in one region"),
    /* xgettext:no-c-format */
    N_ ("“99.7 %”: store and ranker together give 99.85 %") },
  { "LAT001", W, 2, "KPI001", N_ ("Latency budget"),
    N_ ("The path's time is compared with its budget three ways: if hops are independent (over: "
        "fix), if slow moments coincide (over: improve), whatever happens (over: idea)."),
    N_ ("hops of 1.9 s @ p95 against a budget of 1.5 s"),
    N_ ("the same hops against 3 s; a side input that carries no path") },
  { "LAT002", H, 2, "NUM001", N_ ("One hop dominates"),
    N_ ("Of three hops or more, one takes more than half of the mean: mend that one first."),
    N_ ("5 ms, 900 ms, 20 ms"), N_ ("40 ms, 60 ms, 50 ms; of two hops one is always longer") },
  { "LAT003", E, 1, "", N_ ("Percentiles out of order"),
    N_ ("p50 ≤ p95 ≤ p99, and each above zero."), N_ ("p50 120 ms, p95 40 ms"),
    N_ ("p50 40 ms, p95 120 ms") },
  { "LAT004", W, 2, "NUM001", N_ ("Slow thing on request path"),
    N_ ("No batch triggers what somebody waits for, and no single hop takes more than the whole "
        "call may."),
    N_ ("a nightly batch that a call waits for"),
    N_ ("a batch that fills a table, and a call that reads it; a call-back in mode publish") },
  { "LAT005", H, 2, "NUM001", N_ ("Fan-out tail"),
    N_ ("Who waits for five calls or more sees the slowest of them most of the time."),
    N_ ("one answer out of 100 parallel calls"), N_ ("one answer out of 4 calls") },
  { "LAT006", W, 2, "NUM001", N_ ("Mode cannot meet budget"),
    N_ ("Triggered and continuous pipelines are meant for 10 s and more, real-time mode for less "
        "than that. Where interval and duration of a run are set, they are judged instead."),
    N_ ("a triggered pipeline in a path of 2 s"),
    N_ ("real-time mode; or a run of 0.2 s every 0.5 s, both said") },
  { "FRS001", W, 2, "NUM001", N_ ("Freshness"),
    N_ ("The worst age of the data is compared with the budget, and so is the mean (over: fix)."),
    N_ ("every 10 min a run of 4 min, against 5 min"),
    N_ ("every 2 min a run of 1 min; or started by what is upstream") },
  { "FRS002", W, 2, "NUM001", N_ ("Falls behind"),
    N_ ("A batch must take less time than the interval at which it fires."),
    N_ ("a run of 7 min every 5 min"),
    N_ ("a run of 4 min every 5 min; or started by what is upstream") },
  { "FRS003", W, 2, "NUM001", N_ ("Watermark beats budget"),
    N_ ("In append mode results wait for window and watermark; both together must fit into the "
        "budget for the age of data."),
    N_ ("window 1 min and watermark 10 min, append mode, against 5 s"),
    N_ ("the same in update mode") },
  { "THR001", E, 2, "", N_ ("Over capacity"),
    N_ ("No part gets more on average than it can handle. When the two count different things, "
        "look at the unit first."),
    N_ ("10 k events/s into 8 k events/s"), N_ ("10 k events/s into 14 k events/s") },
  { "THR002", W, 2, "THR001", N_ ("No headroom"),

    /* xgettext:no-c-format */
    N_ ("A part that runs all the time is at most 80 % busy on average and not over its capacity "
        "at the peak, so that it can catch up after an outage."),
    N_ ("9.5 k events/s into 10 k events/s"),
    N_ ("7 k events/s into 10 k events/s; a batch may use all of it") },
  { "AVL001", E, 2, "", N_ ("Over-promised availability"),
    N_ ("The promise is at most what the parts of the request path give together. An idea: each "
        "part has one nine more than the promise."),

    /* xgettext:no-c-format */
    N_ ("99.9 % promised, four parts of 99.9 % in a row"),

    /* xgettext:no-c-format */
    N_ ("99.5 % promised; or a part twice, one of two needed") },
  { "CST001", W, 2, "", N_ ("Over cost budget"),

    /* xgettext:no-c-format */
    N_ ("The monthly total is compared with the budget; above 90 % there is no room left."),
    N_ ("$8.3 k a month against $8 k"), N_ ("$4.1 k a month against $8 k") },
  { "CST002", W, 2, "", N_ ("Cost without period or unit"),
    N_ ("A price says per what and per when, is not below the list price without a reason, and "
        "stands on a sheet of the last 180 days."),
    N_ ("“$0.02 per GB”"), N_ ("“$0.023 per GB-month”; less, because it was negotiated") },
  { "CST003", H, 3, "", N_ ("No unit economics"),
    N_ ("A total says little: show what a query or a million events costs."), N_ ("$4.1 k a month"),
    N_ ("$4.1 k a month, $1.29 per M queries") },
  { "NUM001", W, 2, "KPI001", N_ ("Numbers missing on the KPI path"),
    N_ ("On the path of the primary KPI every hop has a latency, every batch an interval, every "
        "source a rate and every priced node a cost."),
    N_ ("a hop without any time"), N_ ("40 ms and 120 ms, estimates if need be") },
  { "NUM002", W, 1, "", N_ ("Quantity not understood"),
    N_ ("The text of a quantity does not parse or measures something else."),
    N_ ("a latency of “about a second”"), N_ ("a latency of “~1 s @ p95”") },
  { "OWN001", E, 1, "", N_ ("Edge without owner"),
    N_ ("Every edge but a control edge has one accountable owner, its own or its group's."),
    N_ ("an arrow that nobody answers for"),
    N_ ("an arrow of the team Web, or in a group of that team") },
  { "OWN002", E, 1, "", N_ ("Placeholder owner"),
    N_ ("“TBD”, “?”, “none” and the like name nobody."), N_ ("“TBD”"), N_ ("“Tbdata”") },
  { "OWN006", E, 1, "STR002", N_ ("Upstream source not named"),
    N_ ("There is a source, and its name tells which system emits the data."), N_ ("“Events”"),
    N_ ("“Web click stream”; “Orders API”") },
  { "OWN007", E, 1, "STR002", N_ ("Downstream consumer not named"),
    N_ ("There is a consumer, or a model at the end, and its name tells who uses the data."),
    N_ ("“users”"), N_ ("“Home feed API”") },
  { "OWN003", W, 2, "OWN001 OWN002", N_ ("Generic owner"),
    N_ ("“Data team” could be anyone; a squad, a role or a person can be called."),
    N_ ("“the data team”"), N_ ("“ML Platform”; “Data”, if the list of teams says it is real") },
  { "OWN004", W, 2, "OWN001", N_ ("Two accountable owners"),
    N_ ("One is accountable; the others are consulted."), N_ ("“Search / Ads”"),
    N_ ("“Search”, Ads is consulted; “Trust & Safety”, if the list of teams has it") },
  { "OWN005", H, 2, "", N_ ("One owner, two spellings"),

    /* xgettext:no-c-format */
    N_ ("Two names that differ by a letter or two are likely one team; and of five edges or more, "
        "one owner should not have over 60 %."),
    N_ ("“Feature Eng” here, “Feature Engg” there"),
    N_ ("one spelling; “Team A1” and “Team A2” are two teams") },
  { "OWN008", W, 2, "OWN001", N_ ("Hand-off unspecified"),
    N_ ("Where an edge crosses teams, both know when the hand-off is accepted."),
    N_ ("Web hands to Streaming, nobody says when it is done"),
    N_ ("accepted when each click has an id, a user and a time") },
  { "SLA001", W, 2, "OWN001", N_ ("Cross-team edge without SLA"),
    N_ ("Where an edge crosses teams there is a promise, or it says that it is best effort."),
    N_ ("Web hands to Streaming, nothing is promised"),
    N_ ("hand-off latency ≤ 120 ms @ p95 over 30 d; or best effort") },
  { "SLA002", W, 2, "OWN001 SLA001", N_ ("SLA incomplete"),
    N_ ("A promise has a metric, a value with its unit, a statistic if it is a time, and a "
        "window."),
    N_ ("“latency ≤ 120 ms”"),
    /* xgettext:no-c-format */
    N_ ("“latency ≤ 120 ms @ p95 over 30 d”; “loads ≥ 99 % over 30 d”") },
  { "SLA003", W, 2, "OWN001", N_ ("No escalation"),
    N_ ("For each edge on the KPI path, and each that must be there, it is said who is called, "
        "where, and within how long; an idea if only the second to call is missing."),
    N_ ("“we will notice”"), N_ ("on-call, then the lead, #web-oncall, within 15 min") },
  { "SLA004", W, 2, "OWN001 SLA002", N_ ("SLA impossible"),
    N_ ("A promise is neither shorter than what comes before needs nor looser than the budget that "
        "it serves."),
    N_ ("“latency ≤ 100 ms @ p95” on a hop of 900 ms"),
    N_ ("“latency ≤ 900 ms @ p95” on a hop of 900 ms") },
  { "STR001", E, 1, "", N_ ("Cycle"),
    N_ ("Data that runs in a loop has an edge that is marked feedback or control."),
    N_ ("a → b → a, all streams"), N_ ("a → b, and b → a is feedback") },
  { "STR004", E, 1, "STR002", N_ ("Consumer not reachable"),
    N_ ("Every consumer is reached from a source."),
    N_ ("a dashboard behind a table that nothing fills"),
    N_ ("source → table → dashboard; a consumer that looks up counts too") },
  { "STR002", W, 2, "", N_ ("Orphan"), N_ ("A node without any edge does nothing."),
    N_ ("a cache beside the page"),
    N_ ("a cache between store and model; a catalog may stand alone") },
  { "STR003", W, 2, "STR002", N_ ("Dead end"),
    N_ ("What is neither consumer, model nor archive passes its data on."),
    N_ ("a table that nobody reads"), N_ ("a table with a reader; storage of type archive") },
  { "STR005", W, 3, "", N_ ("Duplicate names"),
    N_ ("Two nodes of one kind have two names; an idea across kinds."),
    N_ ("two pipelines called “Features”"),
    N_ ("“Features 1” and “Features 2”; one name in two regions") },
  { "STR006", W, 3, "", N_ ("Medallion order"),
    N_ ("Data goes from bronze over silver to gold; an idea only where a model is trained."),
    N_ ("bronze straight to the dashboard"), N_ ("bronze → silver → gold → dashboard") },
  { "STR007", H, 3, "", N_ ("One store, many readers"),
    N_ ("Three consumers that read one store directly cannot change apart: consider a view for "
        "each."),
    N_ ("a table with three readers"),
    N_ ("a view for each reader; a store under a catalog’s rules") },
  { "FEA002", W, 3, "", N_ ("Feature on wrong object"),
    N_ ("A feature stands where it applies, and not beside one that excludes it."),
    N_ ("Z-order on an online store"),
    N_ ("Z-order on a table; your own words for a feature are left alone") },
  { "DLT001", W, 3, "", N_ ("No expectations"),
    N_ ("A silver or gold pipeline checks its rows, and each check says what happens then."),
    N_ ("a gold pipeline without a check"),
    N_ ("“user_id IS NOT NULL”, drop; bronze keeps rows as they come") },
  { "STM001", W, 3, "", N_ ("Delivery semantics unset"),
    N_ ("A stream says whether events may be lost or come twice."), N_ ("a stream, nothing said"),
    N_ ("at-least-once with a key; at-most-once for samples") },
  { "STM002", E, 3, "", N_ ("Exactly-once not supported"),
    N_ ("Effectively-once needs a source that can be replayed, a checkpoint, and a sink that is "
        "transactional or idempotent."),
    N_ ("effectively-once from a device into a cache"),
    N_ ("effectively-once from a replayable queue into a pipeline, which keeps its checkpoints") },
  { "STM003", W, 3, "", N_ ("Stateful without watermark"),
    N_ ("What keeps state on a stream says how late data may be and what happens to later data."),
    N_ ("a join of two streams, nothing said"),
    N_ ("10 min, then dropped and counted; an upsert by key needs none") },
  { "SCH001", W, 3, "", N_ ("Schema-change policy unset"),
    N_ ("Where data enters from a source, it is said what happens when a column appears; an idea "
        "inside one team."),
    N_ ("a partner’s files, nothing said"),
    N_ ("new columns are rescued; “none” is an answer too") },
  { "BKF001", W, 3, "", N_ ("No backfill or replay"),
    N_ ("A pipeline that must be there can be rebuilt after a bug: from a raw store, or from a "
        "queue that keeps events for a day and longer than windows last."),
    N_ ("device → pipeline, nothing kept"),
    N_ ("a queue that can be replayed for 7 d, or a bronze table") },
  { "FS001", W, 3, "", N_ ("Training/serving skew"),
    N_ ("Training and serving read features that are computed in one place, and training reads "
        "them as of the event."),
    N_ ("offline and online store filled by two pipelines"),
    N_ ("both filled by one, or with one definition id; point-in-time is set") },
  { "GOV001", W, 3, "", N_ ("Personal data uncontrolled"),
    N_ ("Personal data is masked, filtered or tokenised before it is used (an error when it leaves "
        "the company), and no store keeps it for ever."),
    N_ ("PII from source to dashboard"),
    N_ ("a column mask on the way; data that is a pseudonym already") },
  { "VER001", W, 3, "", N_ ("Feature newer than version"),
    N_ ("A feature needs the Delta version that it came with, in the writer and (an idea) in its "
        "readers."),
    N_ ("liquid clustering on Delta 2.4"),
    N_ ("liquid clustering on Delta 3.1; a managed runtime brings its own write features") },
  { "VER002", H, 3, "", N_ ("Superseded name"),
    N_ ("A thing that was renamed is called by both names, for those who know only one."),
    N_ ("“APPLY CHANGES”"), N_ ("“AUTO CDC (APPLY CHANGES)”; the board’s own edition of names") },
  { "BUZ001", W, 2, "", N_ ("Buzzword without its number"),
    N_ ("A word such as “fast” needs a number of the right kind in its own sentence."),
    N_ ("“fast pipeline”"), N_ ("“p95 under 2 s, fast”; “uses real-time mode”") },
  { "PRM001", W, 2, "", N_ ("Promise word or bare saving"),
    N_ ("“Always” is measured or a target, and a saving names what it is compared with and per "
        "when."),
    N_ ("“never loses an event”; “saves $200 k”"),
    N_ ("“0 lost events in 30 d (measured)”; “from $20 k to $12 k per month”") },
  { "PAG001", W, 2, "", N_ ("Does not fit one page"),
    N_ ("Nothing prints smaller than 7 pt, covers something else or is cut off; title and date are "
        "there."),
    N_ ("40 nodes on A4"), N_ ("12 nodes on A4, with title and date") },
  { "PAG002", W, 2, "", N_ ("Too much for a one-pager"),
    N_ ("A reader takes in about 7 to 9 nodes; more than 12 nodes or 18 edges is too much."),
    N_ ("20 nodes"), N_ ("7 nodes; notes and groups don’t count") },
  { "SUP003", E, 1, "", N_ ("Suppression without a reason"), N_ ("Who accepts a finding says why."),
    N_ ("accepted, no reason"), N_ ("accepted because the vendor runs it") },
  { "SUP001", W, 2, "", N_ ("Suppression of nothing known"),
    N_ ("The rule or the element of a suppression does not exist."), N_ ("OWN01:e1:owner"),
    N_ ("OWN001:e1:owner") },
  { "SUP002", H, 3, "", N_ ("Unused suppression"),
    N_ ("The finding of a suppression no longer arises."), N_ ("an owner is set by now"),
    N_ ("the finding is still there") },
  { "DAT001", W, 3, "", N_ ("Own data file broken"),
    N_ ("A file of your own with words, features, prices or rounds does not load; the built-in one "
        "is used."),
    N_ ("a comma too many in vocabulary/prices.json"),
    N_ ("a file that loads, or none: then the built-in one is used") },
};

const LkbRuleInfo *
lkb_rules_get_table (guint *n_rules)
{
  *n_rules = G_N_ELEMENTS (table);
  return table;
}

gboolean
lkb_rule_get_index (const char *id, guint *index)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].id, id) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

const LkbRuleInfo *
lkb_rules_lookup (const char *id)
{
  guint index;

  return lkb_rule_get_index (id, &index) ? &table[index] : NULL;
}

guint
lkb_rule_get_place (const LkbRuleInfo *rule)
{
  g_return_val_if_fail (rule >= table && rule < table + G_N_ELEMENTS (table), 0);
  return rule - table;
}

char *
lkb_rule_dup_help (const LkbRuleInfo *rule, gboolean translate)
{
  g_autofree char *first = NULL, *second = NULL;

  g_return_val_if_fail (rule != NULL, NULL);
  if (!translate)
    return g_strdup_printf ("%s\nWrong: %s\nRight: %s", rule->help, rule->wrong, rule->right);
  first = g_strdup_printf (_ ("Wrong: %s"), _ (rule->wrong));
  second = g_strdup_printf (_ ("Right: %s"), _ (rule->right));
  return g_strdup_printf ("%s\n%s\n%s", _ (rule->help), first, second);
}

static const char *const severity_words[] = { "error", "warning", "hint" };
static const char *const severity_labels[] = { N_ ("Fix"), N_ ("Improve"), N_ ("Idea") };
static const char *const profile_words[] = { "interview", "study", "sketch" };

const char *
lkb_severity_to_string (LkbSeverity severity)
{
  g_return_val_if_fail (severity < LKB_N_SEVERITIES, NULL);
  return severity_words[severity];
}

const char *
lkb_severity_get_label (LkbSeverity severity)
{
  g_return_val_if_fail (severity < LKB_N_SEVERITIES, NULL);
  return _ (severity_labels[severity]);
}

gboolean
lkb_severity_from_string (const char *text, LkbSeverity *severity)
{
  for (guint i = 0; i < G_N_ELEMENTS (severity_words); i++)
    if (g_strcmp0 (severity_words[i], text) == 0)
      {
        *severity = i;
        return TRUE;
      }
  return FALSE;
}

const char *
lkb_profile_to_string (LkbProfile profile)
{
  g_return_val_if_fail (profile < G_N_ELEMENTS (profile_words), NULL);
  return profile_words[profile];
}

gboolean
lkb_profile_from_string (const char *text, LkbProfile *profile)
{
  for (guint i = 0; i < G_N_ELEMENTS (profile_words); i++)
    if (g_strcmp0 (profile_words[i], text) == 0)
      {
        *profile = i;
        return TRUE;
      }
  return FALSE;
}

LkbProfile
lkb_board_get_profile (LkbBoard *board)
{
  LkbProfile profile = LKB_PROFILE_INTERVIEW;

  lkb_profile_from_string (lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_PROFILE),
                           &profile);
  return profile;
}

gboolean
lkb_export_is_gated (const char *format)
{
  static const char *const gated[] = { "svg", "png", "pdf", "print", "markdown", "odcs", NULL };

  return g_strv_contains (gated, format);
}
