/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-field-table.h"

#include <glib/gi18n-lib.h>

/* The field table. A new annotation is a new row here, an id in lkb-field-ids.inc, and a place in the kinds that carry it. */

static const char *const naming_words[] = { "dlt", "lakeflow", NULL };
static const char *const profile_words[] = { "interview", "study", "sketch", NULL };
static const char *const paper_words[] = { "a4", "letter", NULL };
static const char *const curve_words[] = { "linear", "step", "half-life", "delivery", NULL };
static const char *const lane_words[] = { "ingest", "transform", "serve", "other", NULL };
static const char *const priority_words[] = { "must", "should", "later", NULL };
static const char *const waits_words[] = { "any", "all", NULL };
static const char *const evidence_words[] = { "target", "estimate", "benchmark", "measured", NULL };
static const char *const schema_policy_words[] = { "add-columns", "rescue",   "fail",
                                                   "none",        "registry", NULL };
static const char *const layer_words[] = { "bronze", "silver", "gold", NULL };
static const char *const trigger_words[] = { "clock", "upstream", NULL };
static const char *const output_mode_words[] = { "append", "update", "complete", NULL };
static const char *const action_words[] = { "warn", "drop", "fail", NULL };
static const char *const runtime_words[] = { "managed", "open", NULL };
static const char *const clustering_words[] = { "none", "partition", "z-order", "liquid", NULL };
static const char *const publish_mode_words[] = { "snapshot", "triggered", "continuous", NULL };
static const char *const role_words[] = { "trigger", "side", "fallback", NULL };
static const char *const sla_kind_words[] = { "firm", "best-effort", NULL };
static const char *const delivery_words[] = { "at-most-once", "at-least-once", "effectively-once",
                                              NULL };
static const char *const ordering_words[] = { "none", "key", "total", NULL };
static const char *const side_words[] = { "left", "right", "top", "bottom", NULL };
static const char *const basis_words[] = { "fixed",   "storage", "compute", "events",
                                           "queries", "egress",  NULL };
static const char *const pipeline_mode_words[] = { "triggered", "continuous", "real-time", NULL };
static const char *const edge_mode_words[] = { "stream",  "microbatch", "batch",     "request",
                                               "lookup",  "publish",    "replicate", "feedback",
                                               "control", NULL };

#define ROW(KEY, LABEL, TYPE, GROUP, HELP, ...)                                                    \
  {                                                                                                \
    .key = KEY, .label = LABEL, .type = LKB_VALUE_##TYPE, .group = GROUP, .help = HELP,            \
    __VA_ARGS__                                                                                    \
  }
#define MEMBER(KEY, LABEL, TYPE, ...)                                                              \
  {                                                                                                \
    .key = KEY, .label = LABEL, .type = LKB_VALUE_##TYPE, __VA_ARGS__                              \
  }

static const LkbFieldInfo escalation_members[] = {
  MEMBER ("first", N_ ("First to call"), TEXT),
  MEMBER ("second", N_ ("Then"), TEXT),
  MEMBER ("channel", N_ ("Channel"), TEXT),
  MEMBER ("within", N_ ("Acknowledged within"), QUANTITY, .dimension = LKB_DIMENSION_TIME),
  { .key = NULL },
};

static const LkbFieldInfo kpi_members[] = {
  MEMBER ("name", N_ ("Name"), TEXT),
  MEMBER ("target", N_ ("Target"), QUANTITY, .dimension = LKB_DIMENSION_ANY),
  MEMBER ("primary", N_ ("Primary"), BOOLEAN),
  MEMBER ("from", N_ ("Clock starts at"), TEXT),
  MEMBER ("to", N_ ("Clock stops at"), TEXT),
  MEMBER ("window", N_ ("Window"), QUANTITY, .dimension = LKB_DIMENSION_TIME),
  MEMBER ("because", N_ ("Because"), TEXT),
  { .key = NULL },
};

static const LkbFieldInfo delay_members[] = {
  MEMBER ("curve", N_ ("Curve"), CHOICE, .choices = curve_words),
  MEMBER ("value", N_ ("Value"), QUANTITY, .dimension = LKB_DIMENSION_MONEY),
  /* A share per time, a half-life, or how long a delivery comes late. */
  MEMBER ("loss", N_ ("Loss"), QUANTITY, .dimension = LKB_DIMENSION_ANY),
  MEMBER ("because", N_ ("Because"), TEXT),
  { .key = NULL },
};

static const LkbFieldInfo trade_off_members[] = {
  MEMBER ("chose", N_ ("Chose"), TEXT), MEMBER ("over", N_ ("Over"), TEXT),
  MEMBER ("gain", N_ ("Gains"), TEXT),  MEMBER ("give_up", N_ ("Gives up"), TEXT),
  MEMBER ("knob", N_ ("Knob"), TEXT),   { .key = NULL },
};

static const LkbFieldInfo first_number_members[] = {
  MEMBER ("text", N_ ("Said"), TEXT),
  MEMBER ("at", N_ ("At"), QUANTITY, .dimension = LKB_DIMENSION_TIME),
  { .key = NULL },
};

static const LkbFieldInfo price_sheet_members[] = {
  MEMBER ("name", N_ ("Name"), TEXT),
  MEMBER ("currency", N_ ("Currency"), TEXT),
  MEMBER ("as_of", N_ ("As of"), TEXT),
  { .key = NULL },
};

static const LkbFieldInfo roster_members[] = {
  MEMBER ("owner", N_ ("Owner"), TEXT),
  MEMBER ("colour", N_ ("Colour"), NUMBER, .min = 1, .max = 12, .whole = TRUE),
  MEMBER ("real", N_ ("A real team name"), BOOLEAN),
  MEMBER ("escalation", N_ ("Escalation"), RECORD, .members = escalation_members),
  { .key = NULL },
};

static const LkbFieldInfo suppression_members[] = {
  MEMBER ("key", N_ ("Check"), TEXT),
  MEMBER ("reason", N_ ("Reason"), TEXT),
  { .key = NULL },
};

static const LkbFieldInfo cost_members[] = {
  MEMBER ("basis", N_ ("Basis"), CHOICE, .choices = basis_words),
  MEMBER ("price", N_ ("Price"), QUANTITY, .dimension = LKB_DIMENSION_MONEY),
  MEMBER ("amount", N_ ("Amount"), QUANTITY, .dimension = LKB_DIMENSION_ANY),
  MEMBER ("hours", N_ ("Hours"), QUANTITY, .dimension = LKB_DIMENSION_ANY),
  MEMBER ("units", N_ ("Units"), QUANTITY, .dimension = LKB_DIMENSION_ANY),
  MEMBER ("compression", N_ ("Compression"), QUANTITY, .dimension = LKB_DIMENSION_ANY),
  MEMBER ("share", N_ ("Share"), QUANTITY, .dimension = LKB_DIMENSION_FRACTION),
  MEMBER ("because", N_ ("Because"), TEXT),
  { .key = NULL },
};

static const LkbFieldInfo expectation_members[] = {
  MEMBER ("name", N_ ("Name"), TEXT),
  MEMBER ("expr", N_ ("Condition"), TEXT),
  MEMBER ("action", N_ ("Action"), CHOICE, .choices = action_words),
  { .key = NULL },
};

static const LkbFieldInfo sla_members[] = {
  MEMBER ("metric", N_ ("Metric"), TEXT),
  MEMBER ("target", N_ ("Target"), QUANTITY, .dimension = LKB_DIMENSION_ANY),
  MEMBER ("window", N_ ("Window"), QUANTITY, .dimension = LKB_DIMENSION_TIME),
  { .key = NULL },
};

const LkbFieldInfo lkb_field_table[LKB_N_FIELDS] = {
  [LKB_FIELD_TITLE] = ROW ("title", N_ ("Title"), TEXT, N_ ("Goal"), NULL),
  [LKB_FIELD_STORY] = ROW ("story", N_ ("Story"), TEXT, N_ ("Goal"),
                           N_ ("One or two sentences that set the scene.")),
  [LKB_FIELD_AUTHOR] = ROW ("author", N_ ("Author"), TEXT, N_ ("Page"), NULL),
  [LKB_FIELD_DATE] = ROW ("date", N_ ("Date"), TEXT, N_ ("Page"),
                          N_ ("Year-month-day; printed in the corner.")),
  [LKB_FIELD_VOCABULARY] = ROW (
      "vocabulary", N_ ("Names"), CHOICE, N_ ("Page"),
      N_ ("Whether kinds are called by the name in use since 2025 or by the one before."),
      .choices = naming_words),
  [LKB_FIELD_PROFILE] = ROW ("profile", N_ ("Strictness"), CHOICE, N_ ("Page"),
                             N_ ("Which checks hold back the export."), .choices = profile_words),
  [LKB_FIELD_PAPER] = ROW ("paper", N_ ("Paper"), CHOICE, N_ ("Page"), NULL,
                           .choices = paper_words),
  [LKB_FIELD_GOAL] = ROW ("goal", N_ ("Goal"), TEXT, N_ ("Goal"),
                          N_ ("Who gets what, by when? One sentence with a number.")),
  [LKB_FIELD_KPIS] = ROW (
      "kpis", N_ ("KPIs"), RECORD_LIST, N_ ("KPI"),
      N_ ("One primary metric with number, unit and percentile, and its guardrails."),
      .members = kpi_members),
  [LKB_FIELD_BUDGET_REQUEST_TAIL] = ROW (
      "budget_request_tail", N_ ("One call and its answer"), QUANTITY, N_ ("Budgets"),
      N_ ("How long a request may take at its percentile."), .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_BUDGET_FRESHNESS] = ROW (
      "budget_freshness", N_ ("Age of the data when it is read"), QUANTITY, N_ ("Budgets"),
      N_ ("How old data may be when it is read."), .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_BUDGET_LATENCY] = ROW (
      "budget_latency", N_ ("From event to use"), QUANTITY, N_ ("Budgets"),
      N_ ("From the event until its result is usable."), .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_BUDGET_COST] = ROW ("budget_cost", N_ ("Cost budget"), QUANTITY, N_ ("Budgets"),
                                 N_ ("Money per month for all that is on the board."),
                                 .dimension = LKB_DIMENSION_MONEY),
  [LKB_FIELD_BUDGET_AVAILABILITY] = ROW (
      "budget_availability", N_ ("Availability promise"), QUANTITY, N_ ("Budgets"),
      N_ ("Share of requests that are answered."), .dimension = LKB_DIMENSION_FRACTION),
  [LKB_FIELD_UTILISATION_MAX] = ROW (
      "utilisation_max", N_ ("Highest utilisation"), QUANTITY, N_ ("Budgets"),
      N_ ("How busy a part may be on average; without a figure here: 80 %."),
      .dimension = LKB_DIMENSION_FRACTION),
  [LKB_FIELD_COST_OF_DELAY] = ROW ("cost_of_delay", N_ ("Cost of delay"), RECORD, N_ ("Budgets"),
                                   N_ ("What being late costs."), .members = delay_members),
  [LKB_FIELD_TRADE_OFFS] = ROW (
      "trade_offs", N_ ("Trade-offs"), RECORD_LIST, N_ ("Trade-offs"),
      N_ ("What was chosen over what, what it gives up, and the knob that turns it."),
      .members = trade_off_members),
  [LKB_FIELD_FIRST_NUMBER] = ROW ("first_number", N_ ("First number"), RECORD, N_ ("Goal"),
                                  N_ ("The first figure you said in the room."),
                                  .members = first_number_members),
  [LKB_FIELD_ASSUMPTIONS] = ROW ("assumptions", N_ ("Assumptions"), TEXT_LIST, N_ ("Assumptions"),
                                 NULL),
  [LKB_FIELD_OUT_OF_SCOPE] = ROW ("out_of_scope", N_ ("Out of scope"), TEXT_LIST,
                                  N_ ("Assumptions"), NULL),
  [LKB_FIELD_PRICE_SHEET] = ROW ("price_sheet", N_ ("Price sheet"), RECORD, N_ ("Budgets"), NULL,
                                 .members = price_sheet_members),
  [LKB_FIELD_ROSTER] = ROW ("roster", N_ ("Teams"), RECORD_LIST, N_ ("Teams"),
                            N_ ("Teams, their colours, and who is called."),
                            .members = roster_members),
  [LKB_FIELD_INHERIT_OWNER] = ROW ("inherit_owner", N_ ("Edges inherit the owner of their source"),
                                   BOOLEAN, N_ ("Teams"), NULL),
  [LKB_FIELD_SUPPRESSIONS] = ROW (
      "suppressions", N_ ("Accepted findings"), RECORD_LIST, N_ ("Assumptions"),
      N_ ("Checks that are accepted, each with its reason."), .members = suppression_members),
  [LKB_FIELD_TYPE] = ROW ("type", N_ ("Type"), CHOICE, N_ ("What it is"), NULL),
  [LKB_FIELD_NAME] = ROW ("name", N_ ("Name"), TEXT, N_ ("What it is"), NULL),
  [LKB_FIELD_TECHNOLOGY] = ROW ("technology", N_ ("Technology"), TEXT, N_ ("What it is"),
                                N_ ("The product or format, one line.")),
  [LKB_FIELD_PURPOSE] = ROW ("purpose", N_ ("Purpose"), TEXT, N_ ("What it is"),
                             N_ ("What it does for the consumer.")),
  [LKB_FIELD_LANE] = ROW ("lane", N_ ("Lane"), CHOICE, N_ ("Place"), NULL, .choices = lane_words),
  [LKB_FIELD_OWNER] = ROW ("owner", N_ ("Owner"), TEXT, N_ ("Ownership"),
                           N_ ("The one squad, role or person who answers for it.")),
  [LKB_FIELD_CONSULTED] = ROW ("consulted", N_ ("Consulted"), TEXT_LIST, N_ ("Ownership"), NULL),
  [LKB_FIELD_PRIORITY] = ROW ("priority", N_ ("Priority"), CHOICE, N_ ("What it is"), NULL,
                              .choices = priority_words),
  [LKB_FIELD_REGION] = ROW ("region", N_ ("Region"), TEXT, N_ ("Place"), NULL),
  [LKB_FIELD_LATENCY_P50] = ROW ("latency_p50", N_ ("Latency p50"), QUANTITY, N_ ("Time"),
                                 N_ ("Half of all cases are at least this fast."),
                                 .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_LATENCY_P95] = ROW ("latency_p95", N_ ("Latency p95"), QUANTITY, N_ ("Time"),
                                 N_ ("95 of 100 cases are at least this fast."),
                                 .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_LATENCY_P99] = ROW ("latency_p99", N_ ("Latency p99"), QUANTITY, N_ ("Time"),
                                 N_ ("99 of 100 cases are at least this fast."),
                                 .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_CAPACITY] = ROW ("capacity", N_ ("Capacity"), QUANTITY, N_ ("Volume"),
                              N_ ("The most it can handle."), .dimension = LKB_DIMENSION_RATE),
  [LKB_FIELD_AVAILABILITY] = ROW (
      "availability", N_ ("Availability"), QUANTITY, N_ ("Reliability"),
      N_ ("Share of time it answers; at 99.9 %, 43.2 min are lost in 30 days."),
      .dimension = LKB_DIMENSION_FRACTION),
  [LKB_FIELD_REDUNDANCY] = ROW ("redundancy", N_ ("Redundancy"), TEXT, N_ ("Reliability"),
                                N_ ("How many of how many parts are needed: “1 of 2”.")),
  [LKB_FIELD_WAITS_FOR] = ROW ("waits_for", N_ ("Waits for"), CHOICE, N_ ("Time"),
                               N_ ("Whether any arrival causes output, or all are needed."),
                               .choices = waits_words),
  [LKB_FIELD_COSTS] = ROW ("costs", N_ ("Cost"), RECORD_LIST, N_ ("Cost"),
                           N_ ("Rows of what it costs per month."), .members = cost_members),
  [LKB_FIELD_FEATURES] = ROW ("features", N_ ("Lakehouse features"), TEXT_LIST, N_ ("Lakehouse"),
                              N_ ("Named features that make it work.")),
  [LKB_FIELD_DATA_CLASSES] = ROW ("data_classes", N_ ("Data classes"), TEXT_LIST, N_ ("Governance"),
                                  N_ ("Such as PII, PCI, PHI.")),
  [LKB_FIELD_CONTROL] = ROW ("control", N_ ("Control"), TEXT, N_ ("Governance"),
                             N_ ("How such data is protected: mask, row filter, tokenised.")),
  [LKB_FIELD_NOTES] = ROW ("notes", N_ ("Notes"), TEXT, N_ ("What it is"), NULL,
                           .max_text = LKB_NOTES_MAX),
  [LKB_FIELD_EVIDENCE] = ROW ("evidence", N_ ("Evidence"), CHOICE, N_ ("What it is"),
                              N_ ("Where its figures come from unless a figure says otherwise."),
                              .choices = evidence_words),
  [LKB_FIELD_X] = ROW ("x", N_ ("X"), NUMBER, N_ ("Place"), NULL),
  [LKB_FIELD_Y] = ROW ("y", N_ ("Y"), NUMBER, N_ ("Place"), NULL),
  [LKB_FIELD_W] = ROW ("w", N_ ("Width"), NUMBER, N_ ("Place"), NULL, .max = LKB_NUMBER_MAX),
  [LKB_FIELD_H] = ROW ("h", N_ ("Height"), NUMBER, N_ ("Place"), NULL, .max = LKB_NUMBER_MAX),
  [LKB_FIELD_PINNED] = ROW ("pinned", N_ ("Stays in place"), BOOLEAN, N_ ("Place"),
                            N_ ("Arranging leaves it where it is.")),
  [LKB_FIELD_RATE] = ROW ("rate", N_ ("Rate"), QUANTITY, N_ ("Volume"),
                          N_ ("Things per second on average."), .dimension = LKB_DIMENSION_RATE),
  [LKB_FIELD_RATE_PEAK] = ROW ("rate_peak", N_ ("Peak rate"), QUANTITY, N_ ("Volume"), NULL,
                               .dimension = LKB_DIMENSION_RATE),
  [LKB_FIELD_PAYLOAD] = ROW ("payload", N_ ("Payload"), QUANTITY, N_ ("Volume"),
                             N_ ("Size of one thing."), .dimension = LKB_DIMENSION_SIZE),
  [LKB_FIELD_CONTRACT] = ROW ("contract", N_ ("Contract"), TEXT, N_ ("Promise"), NULL),
  [LKB_FIELD_EXTERNAL] = ROW ("external", N_ ("Outside the company"), BOOLEAN, N_ ("What it is"),
                              NULL),
  [LKB_FIELD_RETENTION] = ROW ("retention", N_ ("Retention"), QUANTITY, N_ ("Volume"),
                               N_ ("How long it keeps data."), .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_SCHEMA_POLICY] = ROW ("schema_policy", N_ ("When a column appears"), CHOICE,
                                   N_ ("Semantics"), NULL, .choices = schema_policy_words),
  [LKB_FIELD_REPLAYABLE] = ROW ("replayable", N_ ("Can be replayed"), BOOLEAN, N_ ("Reliability"),
                                NULL),
  [LKB_FIELD_DEDUPE_KEY] = ROW ("dedupe_key", N_ ("De-duplication key"), TEXT, N_ ("Semantics"),
                                NULL),
  [LKB_FIELD_PARTITIONS] = ROW ("partitions", N_ ("Partitions"), QUANTITY, N_ ("Volume"), NULL,
                                .dimension = LKB_DIMENSION_COUNT),
  [LKB_FIELD_LAYER] = ROW ("layer", N_ ("Layer"), CHOICE, N_ ("Processing"), NULL,
                           .choices = layer_words),
  [LKB_FIELD_MODE] = ROW ("mode", N_ ("Mode"), CHOICE, N_ ("Processing"), NULL),
  [LKB_FIELD_TRIGGER_INTERVAL] = ROW ("trigger_interval", N_ ("Trigger interval"), QUANTITY,
                                      N_ ("Time"), N_ ("How often it starts."),
                                      .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_BATCH_DURATION] = ROW ("batch_duration", N_ ("Batch duration"), QUANTITY, N_ ("Time"),
                                    N_ ("How long one run takes."),
                                    .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_TRIGGER] = ROW ("trigger", N_ ("Started by"), CHOICE, N_ ("Time"), NULL,
                             .choices = trigger_words),
  [LKB_FIELD_SELECTIVITY] = ROW ("selectivity", N_ ("Out per in"), QUANTITY, N_ ("Volume"),
                                 N_ ("Things that leave for each that comes in."),
                                 .dimension = LKB_DIMENSION_ANY),
  [LKB_FIELD_STATEFUL] = ROW ("stateful", N_ ("Keeps state"), BOOLEAN, N_ ("Processing"), NULL),
  [LKB_FIELD_WINDOW] = ROW ("window", N_ ("Window"), QUANTITY, N_ ("Processing"), NULL,
                            .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_WATERMARK] = ROW ("watermark", N_ ("Watermark"), QUANTITY, N_ ("Processing"),
                               N_ ("How late an event may arrive and still count."),
                               .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_LATE_POLICY] = ROW ("late_policy", N_ ("Late data"), TEXT, N_ ("Semantics"),
                                 N_ ("What happens to events that come too late.")),
  [LKB_FIELD_OUTPUT_MODE] = ROW ("output_mode", N_ ("Output mode"), CHOICE, N_ ("Processing"), NULL,
                                 .choices = output_mode_words),
  [LKB_FIELD_EXPECTATIONS] = ROW (
      "expectations", N_ ("Expectations"), RECORD_LIST, N_ ("Processing"),
      N_ ("Data-quality rules and what happens to rows that break them."),
      .members = expectation_members),
  [LKB_FIELD_CHECKPOINT] = ROW ("checkpoint", N_ ("Checkpoint"), TEXT, N_ ("Reliability"), NULL),
  [LKB_FIELD_RUNTIME] = ROW ("runtime", N_ ("Runtime"), CHOICE, N_ ("Lakehouse"), NULL,
                             .choices = runtime_words),
  [LKB_FIELD_DELTA_VERSION] = ROW ("delta_version", N_ ("Delta version"), TEXT, N_ ("Lakehouse"),
                                   NULL),
  [LKB_FIELD_CLUSTERING] = ROW ("clustering", N_ ("Clustering"), CHOICE, N_ ("Lakehouse"), NULL,
                                .choices = clustering_words),
  [LKB_FIELD_PUBLISH_INTERVAL] = ROW ("publish_interval", N_ ("Publish interval"), QUANTITY,
                                      N_ ("Time"), NULL, .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_ENTITY_KEY] = ROW ("entity_key", N_ ("Entity key"), TEXT, N_ ("Processing"), NULL),
  [LKB_FIELD_DEFINITION_ID] = ROW ("definition_id", N_ ("Definition id"), TEXT, N_ ("Processing"),
                                   N_ ("Equal ids say: one definition for training and serving.")),
  [LKB_FIELD_POINT_IN_TIME] = ROW ("point_in_time", N_ ("Point-in-time correct"), BOOLEAN,
                                   N_ ("Processing"), NULL),
  [LKB_FIELD_PUBLISH_MODE] = ROW ("publish_mode", N_ ("Publish mode"), CHOICE, N_ ("Processing"),
                                  NULL, .choices = publish_mode_words),
  [LKB_FIELD_TTL] = ROW ("ttl", N_ ("Time to live"), QUANTITY, N_ ("Volume"), NULL,
                         .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_READS] = ROW ("reads", N_ ("Reads"), QUANTITY, N_ ("Volume"), NULL,
                           .dimension = LKB_DIMENSION_RATE),
  [LKB_FIELD_SIZE] = ROW ("size", N_ ("Size"), QUANTITY, N_ ("Volume"), NULL,
                          .dimension = LKB_DIMENSION_SIZE),
  [LKB_FIELD_METRIC] = ROW ("metric", N_ ("Model metric"), TEXT, N_ ("Promise"),
                            N_ ("Such as “AUC ≥ 0.86”.")),
  [LKB_FIELD_QUERIES] = ROW ("queries", N_ ("Queries"), QUANTITY, N_ ("Volume"), NULL,
                             .dimension = LKB_DIMENSION_RATE),
  [LKB_FIELD_RETRAIN_INTERVAL] = ROW ("retrain_interval", N_ ("Retrained every"), QUANTITY,
                                      N_ ("Time"), NULL, .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_FALLBACK] = ROW ("fallback", N_ ("Fallback"), TEXT, N_ ("Reliability"), NULL),
  [LKB_FIELD_GROWTH] = ROW ("growth", N_ ("Growth"), QUANTITY, N_ ("Volume"), NULL,
                            .dimension = LKB_DIMENSION_ANY),
  [LKB_FIELD_COMPRESSION] = ROW ("compression", N_ ("Compression"), QUANTITY, N_ ("Volume"), NULL,
                                 .dimension = LKB_DIMENSION_ANY),
  [LKB_FIELD_DECISION] = ROW ("decision", N_ ("Decision"), TEXT, N_ ("Promise"),
                              N_ ("What is decided with it.")),
  [LKB_FIELD_NEEDED_BY] = ROW ("needed_by", N_ ("Needed by"), TEXT, N_ ("Promise"),
                               N_ ("A time or a deadline.")),
  [LKB_FIELD_VALUE_PER_EVENT] = ROW ("value_per_event", N_ ("Value per event"), QUANTITY,
                                     N_ ("Cost"), NULL, .dimension = LKB_DIMENSION_MONEY),
  [LKB_FIELD_SCHEDULE] = ROW ("schedule", N_ ("Schedule"), TEXT, N_ ("Time"), NULL),
  [LKB_FIELD_SIGNAL] = ROW ("signal", N_ ("Signal"), TEXT, N_ ("What it is"), NULL),
  [LKB_FIELD_THRESHOLD] = ROW ("threshold", N_ ("Threshold"), TEXT, N_ ("What it is"), NULL),
  [LKB_FIELD_SCOPE] = ROW ("scope", N_ ("Scope"), TEXT, N_ ("What it is"), NULL),
  [LKB_FIELD_TEXT] = ROW ("text", N_ ("Text"), TEXT, N_ ("What it is"), NULL,
                          .max_text = LKB_NOTES_MAX),
  [LKB_FIELD_POINTS] = ROW ("points", N_ ("Points"), TUPLE_LIST, N_ ("Place"), NULL,
                            .tuple_length = 3),
  [LKB_FIELD_WIDTH] = ROW ("width", N_ ("Line width"), NUMBER, N_ ("What it is"), NULL,
                           .max = LKB_NUMBER_MAX),
  [LKB_FIELD_COLOUR] = ROW ("colour", N_ ("Colour"), NUMBER, N_ ("What it is"), NULL, .min = 1,
                            .max = 12, .whole = TRUE),
  [LKB_FIELD_FROM] = ROW ("from", N_ ("From"), TEXT, N_ ("What it is"), NULL),
  [LKB_FIELD_TO] = ROW ("to", N_ ("To"), TEXT, N_ ("What it is"), NULL),
  [LKB_FIELD_ROLE] = ROW ("role", N_ ("Role"), CHOICE, N_ ("Semantics"),
                          N_ ("What an arrival does at the target."), .choices = role_words),
  [LKB_FIELD_LABEL] = ROW ("label", N_ ("Label"), TEXT, N_ ("What it is"), NULL),
  [LKB_FIELD_CONSUMER_OWNER] = ROW ("consumer_owner", N_ ("Consumer’s owner"), TEXT,
                                    N_ ("Ownership"), N_ ("Who takes over at the other end.")),
  [LKB_FIELD_ACCEPT] = ROW ("accept", N_ ("Accepted when"), TEXT, N_ ("Promise"),
                            N_ ("The sentence both sides agree on.")),
  [LKB_FIELD_SLAS] = ROW ("slas", N_ ("Promises (SLA)"), RECORD_LIST, N_ ("Promise"),
                          N_ ("Service-level agreement: metric, target and window."),
                          .members = sla_members),
  [LKB_FIELD_SLA_KIND] = ROW ("sla_kind", N_ ("Kind of promise"), CHOICE, N_ ("Promise"), NULL,
                              .choices = sla_kind_words),
  [LKB_FIELD_ESCALATION] = ROW ("escalation", N_ ("Escalation"), RECORD, N_ ("Ownership"),
                                N_ ("Who is called, where, within how long."),
                                .members = escalation_members),
  [LKB_FIELD_INTERVAL] = ROW ("interval", N_ ("Interval"), QUANTITY, N_ ("Time"),
                              N_ ("How often it runs; adds to freshness, not to latency."),
                              .dimension = LKB_DIMENSION_TIME),
  [LKB_FIELD_SHARE] = ROW ("share", N_ ("Share"), QUANTITY, N_ ("Volume"),
                           N_ ("Share of the source’s output; 1 is a full copy."),
                           .dimension = LKB_DIMENSION_FRACTION),
  [LKB_FIELD_CALLS] = ROW ("calls", N_ ("Parallel calls"), QUANTITY, N_ ("Time"), NULL,
                           .dimension = LKB_DIMENSION_COUNT),
  [LKB_FIELD_FORMAT] = ROW ("format", N_ ("Format"), TEXT, N_ ("Semantics"),
                            N_ ("JSON, Avro, Protobuf, Parquet, Delta.")),
  [LKB_FIELD_DELIVERY] = ROW ("delivery", N_ ("Delivery"), CHOICE, N_ ("Semantics"), NULL,
                              .choices = delivery_words),
  [LKB_FIELD_IDEMPOTENCY_KEY] = ROW ("idempotency_key", N_ ("Idempotency key"), TEXT,
                                     N_ ("Semantics"), NULL),
  [LKB_FIELD_ORDERING] = ROW ("ordering", N_ ("Ordering"), CHOICE, N_ ("Semantics"), NULL,
                              .choices = ordering_words),
  [LKB_FIELD_FROM_SIDE] = ROW ("from_side", N_ ("Leaves at"), CHOICE, N_ ("Place"), NULL,
                               .choices = side_words),
  [LKB_FIELD_TO_SIDE] = ROW ("to_side", N_ ("Arrives at"), CHOICE, N_ ("Place"), NULL,
                             .choices = side_words),
  [LKB_FIELD_WAYPOINTS] = ROW ("waypoints", N_ ("Waypoints"), TUPLE_LIST, N_ ("Place"), NULL,
                               .tuple_length = 2),
  [LKB_FIELD_LABEL_AT] = ROW ("label_at", N_ ("Label place"), NUMBER, N_ ("Place"), NULL, .max = 1),
  [LKB_FIELD_LABEL_OFFSET] = ROW ("label_offset", N_ ("Label offset"), TUPLE, N_ ("Place"), NULL,
                                  .tuple_length = 2),
};

const char *const *const lkb_pipeline_modes = pipeline_mode_words;
const char *const *const lkb_edge_modes = edge_mode_words;
