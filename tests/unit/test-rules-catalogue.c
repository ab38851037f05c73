/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every rule of the table: edited into the interview one-pager it speaks up, does not for what only looks like it, and is
 * silent once its quick fix is applied. */

#include <glib/gstdio.h>

#include "rules-fixture.h"

typedef struct
{
  const char *rule;
  const char
      *edits; /* one a line: "ID.key=value" sets, "kind id …" adds, "!x" breaks the data file x */
  const char *key;
  const char *innocent; /* edits after which the rule says nothing */
} Case;

static const Case cases[] = {
  { "GOAL001", "@board.goal=Real-time platform", "GOAL001:@board:goal",
    "@board.goal=Serve the home feed" },
  { "KPI001", "@board.kpis=[name:t|target:≤ 3 s @ p95|from:clicks|to:model]", "KPI001:@board:kpis",
    "@board.kpis=[name:u|target:≥ 9 %][name:t|" TARGET "]" },
  { "KPI001", "@board.kpis=", "KPI001:@board:kpis", "@board.kpis=[name:t|" TARGET "]" },
  { "KPI002", "@board.kpis=[name:t|target:3 s @ p95|primary:true|from:clicks|to:model]",
    "KPI002:@board:kpis/t", "@board.kpis=[name:t|target:≤ 0 lost events|primary:true]" },
  { "FEA001", "pipeline.features=\nstore.features=", "FEA001:@board:features",
    "pipeline.features=our own thing" },
  { "GOAL002", "@board.goal=Build Kafka and Spark platform with Delta tables",
    "GOAL002:@board:goal", "@board.goal=The recommendation model knows a click within 3 s" },
  { "GOAL002", "@board.goal=Make the recommendation model know every click", "GOAL002:@board:goal",
    "@board.goal=Visitors see what they clicked by 07:00" },
  { "KPI003", "@board.kpis=[name:t|target:≤ 3 s|primary:true|from:clicks|to:model]",
    "KPI003:@board:kpis/t",
    "@board.kpis=[name:t|target:≤ 3 s @ max|primary:true|from:clicks|to:model]" },
  { "KPI004", "@board.kpis=[name:t|target:≤ 3 s @ p95|primary:true]", "KPI004:@board:kpis/t",
    "@board.kpis=[name:t|target:≥ 99 %|primary:true]" },
  { "KPI004", "@board.kpis=[name:t|" TARGET "][name:u|target:≥ 99 %|primary:true]",
    "KPI004:@board:kpis", "@board.kpis=[name:t|" TARGET "][name:u|target:≥ 99 %]" },
  { "KPI005", "@board.kpis=[name:t|" TARGET "]", "KPI005:@board:kpis/t",
    "@board.kpis=[name:t|" TARGET "|because:regulation]" },
  { "COD001",
    "@board.cost_of_delay=\n"
    "consumer c name=Shop ; owner=Web ; value_per_event=$0.01 per event ; queries=100 queries/s\n"
    "edge e9 model c owner=Reco",
    "COD001:@board:cost_of_delay", "@board.cost_of_delay=[curve:step|value:$400 per hour]" },
  { "ANC001", "@board.first_number=[text:p95 under 200 ms]", "ANC001:@board:first_number",
    "@board.first_number=[text:within 3 s of a click]" },
  { "ANC001", "@board.first_number=[text:99.99 %]", "ANC001:@board:first_number",
    "@board.first_number=[text:99.99 %]\nstore.region=EU\nmodel.region=US" },
  { "ANC001", "@board.first_number=[text:1 M events/s]", "ANC001:@board:first_number",
    "@board.first_number=[text:10 k events/s]" },
  { "LAT001", "@board.kpis=[name:t|target:≤ 1 s @ p95|primary:true|from:clicks|to:model|because:x]",
    "LAT001:model:kpis/t", "e4.role=trigger" },
  { "LAT002", "e2.latency_p50=1500 ms\ne2.latency_p95=1900 ms", "LAT002:e2:latency_p50",
    "@board.kpis=[name:t|target:≤ 3 s @ p95|primary:true|from:pipeline|to:model|because:x]" },
  { "LAT003", "e1.latency_p95=30 ms", "LAT003:e1:latency_p95", "e1.latency_p95=40 ms" },
  { "LAT003", "e1.latency_p50=0 ms", "LAT003:e1:latency_p50", "e1.latency_p50=1 ms" },
  { "LAT004",
    "consumer feed name=Home feed ; owner=Reco\nedge e8 model feed mode=request ; owner=Reco\n"
    "edge e9 pipeline model mode=batch ; owner=Feature Eng",
    "LAT004:e9:mode",
    "consumer feed name=Home feed ; owner=Reco\nedge e8 model feed mode=request ; owner=Reco\n"
    "edge e9 pipeline model mode=publish ; owner=Feature Eng" },
  { "LAT004", "@board.budget_request_tail=20 ms @ p95", "LAT004:e4:latency_p95",
    "@board.budget_request_tail=30 ms @ p95" },
  { "LAT005", "e4.calls=100 calls", "LAT005:model:calls", "e4.calls=4 calls" },
  { "LAT006", "pipeline.batch_duration=", "LAT006:pipeline:mode",
    "pipeline.batch_duration=0.3 s\npipeline.mode=triggered" },
  { "FRS001", "@board.budget_freshness=0.2 s", "FRS001:model:budget_freshness",
    "pipeline.trigger=upstream" },
  { "FRS002", "pipeline.batch_duration=0.7 s", "FRS002:pipeline:batch_duration",
    "pipeline.batch_duration=0.7 s\npipeline.trigger=upstream" },
  { "FRS003", "pipeline.window=1 min\npipeline.watermark=10 min\npipeline.output_mode=append",
    "FRS003:pipeline:watermark",
    "pipeline.window=1 min\npipeline.watermark=10 min\npipeline.output_mode=update" },
  { "THR001", "hub.capacity=8 k events/s", "THR001:hub:capacity", "hub.capacity=14 k events/s" },
  { "THR001", "hub.capacity=8 k rows/s", "THR001:hub:capacity", "hub.capacity=14 k event/s" },
  { "THR002", "hub.capacity=11 k events/s", "THR002:hub:capacity",
    "pipeline.capacity=11 k events/s\npipeline.mode=triggered" },
  { "THR002", "clicks.rate_peak=30 k events/s", "THR002:hub:capacity",
    "clicks.rate_peak=13.5 k events/s" },
  { "AVL001",
    "@board.budget_availability=99.99 %\nstore.availability=99.9 %\nmodel.availability=99.9 %",
    "AVL001:model:budget_availability",
    "@board.budget_availability=99.99 %\nstore.availability=99.9 %\nmodel.availability=99.9 %\n"
    "store.redundancy=1 of 2\nmodel.redundancy=1 of 2" },
  { "AVL001",
    "@board.budget_availability=99.5 %\nstore.availability=99.9 %\nmodel.availability=99.99 %",
    "AVL001:store:availability",
    "@board.budget_availability=99 %\nstore.availability=99.9 %\nmodel.availability=99.99 %" },
  { "CST001", "@board.budget_cost=$4.2 k per month", "CST001:@board:budget_cost",
    "@board.budget_cost=$5 k per month" },
  { "CST002", "pipeline.costs=[basis:storage|price:$0.023 per GB|amount:26,280 GB]",
    "CST002:pipeline:costs/storage",
    "pipeline.costs=[basis:storage|price:$0.01 per GB-month|amount:9 GB|because:negotiated]" },
  { "CST002", "pipeline.costs=[basis:storage|price:$0.01 per GB-month|amount:9 GB]",
    "CST002:pipeline:costs/storage",
    "pipeline.costs=[basis:egress|price:$0.02 per GB|amount:9 GB]" },
  { "CST002", "@board.budget_cost=$8 k", "CST002:@board:budget_cost",
    "@board.budget_cost=$2 k per week" },
  { "CST002",
    "@board.price_sheet=[name:List|currency:USD|as_of:2026-01-02]\n@board.date=2026-11-22",
    "CST002:@board:price_sheet",
    "@board.price_sheet=[name:List|currency:USD|as_of:2026-06-02]\n@board.date=2026-11-22" },
  { "CST002", "hub.purpose=costs $0.02 per GB", "CST002:hub:purpose",
    "hub.purpose=$0.02 per GB of egress" },
  { "CST003", "@board.kpis=[name:t|" TARGET "|because:x]", "CST003:@board:kpis",
    "@board.kpis=[name:t|" TARGET "][name:c|target:≤ $1 per M events]" },
  { "NUM001", "clicks.rate=", "NUM001:clicks:rate", "clicks.rate=\n@board.profile=sketch" },
  { "NUM001",
    "consumer desk name=Finance desk ; owner=Fin\n"
    "edge e9 pipeline desk owner=Fin ; mode=batch ; latency_p50=100 ms ; latency_p95=200 ms\n"
    "@board.kpis=[name:t|target:≤ 3 s @ p95|primary:true|from:clicks|to:desk]",
    "NUM001:e9:interval",
    "consumer desk name=Finance desk ; owner=Fin\n"
    "edge e9 pipeline desk owner=Fin ; mode=batch ; latency_p50=100 ms ; latency_p95=200 ms ; "
    "interval=1 h\n"
    "@board.kpis=[name:t|target:≤ 3 s @ p95|primary:true|from:clicks|to:desk]" },
  { "NUM002", "hub.capacity=a lot", "NUM002:hub:capacity", "hub.capacity=~25 k events/s" },
  { "OWN001", "e2.owner=", "OWN001:e2:owner", "e2.owner=\n@board.inherit_owner=true" },
  { "OWN002", "e2.owner=TBD", "OWN002:e2:owner", "e2.owner=Tbdata" },
  { "OWN002", "hub.owner=n/a", "OWN002:hub:owner", "hub.owner=Nanda" },
  { "OWN006", "clicks.name=Events", "OWN006:clicks:name", "clicks.name=Events API" },
  { "OWN007", "model.name=Output", "OWN007:model:name", "model.name=Ranked output" },
  { "OWN003", "e2.owner=The data team", "OWN003:e2:owner",
    "e2.owner=Data\n@board.roster=[owner:Data|real:true]" },
  { "OWN004", "e2.owner=Search / Ads", "OWN004:e2:owner",
    "e2.owner=Trust & Safety\n@board.roster=[owner:Trust & Safety]" },
  { "OWN005", "e2.owner=Streming Platform", "OWN005:e2:owner",
    "e1.owner=Team A1\ne2.owner=Team A2\ne3.owner=Finance\ne4.owner=Finance IT\n"
    "store.owner=Platform EU\nmodel.owner=Platform US" },
  { "OWN008", "e1.accept=", "OWN008:e1:accept", "e1.accept=\ne1.consumer_owner=web" },
  { "SLA001", "e1.slas=", "SLA001:e1:slas", "e1.slas=\ne1.sla_kind=best-effort" },
  { "SLA002", "e1.slas=[metric:latency|target:≤ 120 ms]", "SLA002:e1:slas/latency",
    "e1.slas=[metric:loads on time|target:≥ 99 %|window:30 d]" },
  { "SLA003", "@board.roster=", "SLA003:e1:escalation",
    "@board.roster=\ne1.escalation=" ESCALATION "\ne2.escalation=" ESCALATION
    "\ne3.escalation=" ESCALATION "\ne4.escalation=" ESCALATION "\ne5.escalation=" ESCALATION },
  { "SLA003", "e1.escalation=[first:on-call|channel:#web|within:15 min]", "SLA003:e1:escalation",
    "e1.escalation=" ESCALATION },
  { "SLA004", "e2.slas=[metric:latency|target:≤ 100 ms @ p95|window:30 d]",
    "SLA004:e2:slas/latency", "e2.slas=[metric:latency|target:≤ 900 ms @ p95|window:30 d]" },
  { "SLA004", "e4.slas=[metric:freshness|target:≤ 1 s @ p95|window:30 d]",
    "SLA004:e4:slas/freshness", "e4.slas=[metric:freshness|target:≤ 4 s @ p95|window:30 d]" },
  { "SLA004", "e4.slas=[metric:freshness|target:≤ 9 s @ p95|window:30 d]",
    "SLA004:e4:slas/freshness", "e4.slas=[metric:refresh|target:by 07:00|window:30 d]" },
  { "SLA004", "e2.slas=[metric:latency|target:≤ 1 h @ p95|window:30 d]", "SLA004:e2:slas/latency",
    "storage s name=Lake ; type=archive\n"
    "edge e9 pipeline s owner=X ; slas=[metric:latency|target:≤ 1 h @ p95|window:30 d]" },
  { "STR001", "edge e9 pipeline hub mode=stream ; owner=Feature Eng", "STR001:hub:mode",
    "edge e9 pipeline hub mode=feedback ; owner=Feature Eng" },
  { "STR004",
    "storage s name=Lake ; owner=Reco\nconsumer c name=Finance ; owner=Fin\nedge e9 s c owner=Fin",
    "STR004:c:", "consumer c name=Finance ; owner=Fin\nedge e9 store c mode=lookup ; owner=Fin" },
  { "STR002", "storage s name=Lake", "STR002:s:", "governance s name=Catalog" },
  { "STR003", "storage s name=Lake\nedge e9 pipeline s owner=X",
    "STR003:s:", "storage s name=Lake ; type=archive\nedge e9 pipeline s owner=X" },
  { "STR003", "pipeline p name=Sessions\nedge e9 pipeline p owner=X",
    "STR003:p:", "pipeline p name=Sessions\nedge e8 pipeline p owner=X\nedge e9 p store owner=X" },
  { "STR005", "model.name=Model trainer", "STR005:model:name",
    "model.name=Model trainer\nmodel.region=EU" },
  { "STR006", "storage s name=Lake ; layer=silver\nedge e9 pipeline s owner=X",
    "STR006:e9:", "storage s name=Lake ; layer=gold\nedge e9 pipeline s owner=X" },
  { "STR006", "storage s name=Lake ; layer=bronze\nedge e8 hub s owner=X\nedge e9 s model owner=X",
    "STR006:e9:", "storage s name=Lake ; layer=silver\nedge e9 s model owner=X" },
  { "STR007",
    "storage s name=Lake\nconsumer c1 name=A\nconsumer c2 name=B\nconsumer c3 name=C\n"
    "edge e6 pipeline s owner=X\nedge e7 s c1 owner=X\nedge e8 s c2 owner=X\nedge e9 s c3 owner=X",
    "STR007:s:",
    "storage s name=Lake ; features=unity-catalog\n"
    "consumer c1 name=A\nconsumer c2 name=B\nconsumer c3 name=C\n"
    "edge e6 pipeline s owner=X\nedge e7 s c1 owner=X\nedge e8 s c2 owner=X\n"
    "edge e9 s c3 owner=X" },
  { "FEA002", "store.features=online-store,z-order", "FEA002:store:features/z-order",
    "store.features=online-store,our own index" },
  { "FEA002", "hub.features=liquid-clustering\npipeline.features=expectations",
    "FEA002:hub:features/liquid-clustering", "hub.features=auto-loader" },
  { "DLT001", "pipeline.expectations=", "DLT001:pipeline:expectations",
    "pipeline.expectations=\npipeline.layer=bronze" },
  { "DLT001", "pipeline.expectations=[name:known|expr:user_id > 0]",
    "DLT001:pipeline:expectations/known",
    "pipeline.expectations=[name:known|expr:user_id > 0|action:warn]" },
  { "STM001", "e1.delivery=\ne1.idempotency_key=", "STM001:e1:delivery",
    "e1.delivery=at-most-once" },
  { "STM002", "e1.delivery=effectively-once", "STM002:e1:delivery",
    "e2.delivery=effectively-once" },
  { "STM003", "pipeline.stateful=true", "STM003:pipeline:watermark",
    "pipeline.stateful=true\npipeline.type=auto-cdc" },
  { "SCH001", "e1.schema_policy=\nhub.schema_policy=", "SCH001:e1:schema_policy",
    "e1.schema_policy=none\nhub.schema_policy=" },
  { "BKF001", "hub.replayable=", "BKF001:pipeline:", "hub.replayable=\npipeline.priority=should" },
  { "FS001", "store.point_in_time=", "FS001:store:point_in_time",
    "store.point_in_time=\ntrainer.features=point-in-time-join" },
  { "FS001",
    "feature-store off name=Offline ; type=offline-table ; entity_key=user_id\n"
    "pipeline p name=Nightly\nedge e8 hub p owner=X\nedge e9 p off owner=X",
    "FS001:store:definition_id",
    "feature-store off name=Offline ; type=offline-table ; entity_key=user_id ; "
    "definition_id=click-vector\n"
    "pipeline p name=Nightly\nedge e8 hub p owner=X\nedge e9 p off owner=X" },
  { "GOV001", "clicks.data_classes=PII", "GOV001:model:control",
    "clicks.data_classes=PII,pseudonym" },
  { "GOV001", "e3.data_classes=PII\ne4.control=row filter\ne5.control=row filter",
    "GOV001:store:ttl",
    "e3.data_classes=PII\ne4.control=row filter\ne5.control=row filter\nstore.ttl=30 d" },
  { "VER001", "pipeline.delta_version=2.4", "VER001:pipeline:delta_version/liquid-clustering",
    "pipeline.delta_version=2.4\npipeline.features=optimized-write\npipeline.clustering=none" },
  { "VER001", "storage s name=Lake ; delta_version=Delta 2.4\nedge e9 pipeline s owner=X",
    "VER001:s:delta_version/liquid-clustering",
    "storage s name=Lake ; delta_version=Delta 3.2\nedge e9 pipeline s owner=X" },
  { "VER002", "hub.purpose=uses APPLY CHANGES", "VER002:hub:purpose",
    "hub.purpose=a Delta Live Table with AUTO CDC (APPLY CHANGES)" },
  { "VER002", "pipeline.features=z-order", "VER002:pipeline:features/z-order",
    "pipeline.features=z-order\npipeline.delta_version=2.4" },
  { "BUZ001", "hub.purpose=fast pipeline", "BUZ001:hub:purpose",
    "hub.purpose=p95 under 2 s, fast\nhub.name=Fast lane\nhub.notes=the Fast lane in real-time "
    "mode" },
  { "PRM001", "hub.purpose=never loses an event", "PRM001:hub:purpose",
    "hub.purpose=at-least-once guarantee\nhub.notes=never late (measured)" },
  { "PRM001", "hub.purpose=saves $200 k", "PRM001:hub:purpose",
    "hub.purpose=saves $200 k per year compared with the baseline" },
  { "PAG001", "@board.title=", "PAG001:@board:title", "@board.title=A" },
  { "PAG002",
    "governance g1 name=A ; priority=later\ngovernance g2 name=B ; priority=later\n"
    "governance g3 name=C ; priority=later\ngovernance g4 name=D ; priority=later",
    "PAG002:@board:",
    "note n1 text=A ; x=0 ; y=0\nnote n2 text=B ; x=0 ; y=0\nnote n3 text=C ; x=0 ; y=0\n"
    "group g1 name=A ; x=0 ; y=0 ; w=9 ; h=9" },
  { "SUP003", "@board.suppressions=[key:OWN001:e1:owner]",
    "SUP003:@board:suppressions/OWN001:e1:owner",
    "e1.owner=\n@board.suppressions=[key:OWN001:e1:owner|reason:the vendor runs it]" },
  { "SUP001", "@board.suppressions=[key:OWN01:e1:owner|reason:x]",
    "SUP001:@board:suppressions/OWN01:e1:owner",
    "e1.owner=\n@board.suppressions=[key:OWN001:e1:owner|reason:the vendor runs it]" },
  { "SUP002", "@board.suppressions=[key:OWN001:e1:owner|reason:x]",
    "SUP002:@board:suppressions/OWN001:e1:owner",
    "e1.owner=\n@board.suppressions=[key:OWN001:e1:owner|reason:the vendor runs it]" },
  { "DAT001", "!vocabulary/prices.json", "DAT001:@board:vocabulary/prices.json",
    "@board.price_sheet=[name:Mine|currency:USD]" },
};

static void
test_base (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbFindings) findings = check (f);

  tell (findings);
  g_assert_cmpuint (lkb_findings_get_n (findings), ==, 0);
}

static void
test_case (Fixture *f, gconstpointer data)
{
  const Case *c = data;
  g_autoptr (LkbFindings) clean = check (f);
  g_autoptr (LkbFindings) findings = NULL;
  const LkbFinding *finding;
  g_autofree char *message = NULL;

  g_assert_null (lkb_findings_find (clean, c->key));
  edit (f, c->edits);
  findings = check (f);
  finding = lkb_findings_find (findings, c->key);
  if (finding == NULL)
    {
      tell (findings);
      g_test_message ("not found: %s", c->key);
      g_test_fail ();
      return;
    }
  g_assert_cmpstr (finding->rule->id, ==, c->rule);
  message = lkb_finding_dup_message (finding, FALSE);
  g_test_message ("%s", message);
  g_assert_null (strchr (message, '{'));
  /* A file of the user's is mended outside the board. */
  if (g_str_equal (c->rule, "DAT001"))
    g_assert_cmpstr (finding->file, ==, "/nowhere/prices.json");
  /* What somebody measured is not made shorter by typing. */
  else if (g_str_equal (c->rule, "LAT002"))
    g_assert_cmpuint (finding->n_fixes, ==, 0);
  else
    g_assert_cmpuint (finding->n_fixes, >, 0);
  /* Nor is the run of a batch: it can be started less often. */
  if (g_str_equal (c->rule, "FRS002"))
    for (guint i = 0; i < finding->n_fixes; i++)
      {
        const LkbElement *after = lkb_change_get_nth (lkb_finding_get_fix (finding, i), 0)->after;

        g_assert_cmpstr (lkb_element_get_text (after, LKB_FIELD_BATCH_DURATION), ==, "0.7 s");
      }
  for (guint i = 0; i < finding->n_fixes; i++)
    apply_fix (f, finding, i);
}

static void
test_innocent (Fixture *f, gconstpointer data)
{
  const Case *c = data;
  g_autoptr (LkbFindings) findings = NULL;

  edit (f, c->innocent);
  findings = check (f);
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    if (g_str_equal (lkb_findings_get_nth (findings, i)->rule->id, c->rule))
      {
        tell (findings);
        g_test_message ("should be silent: %s", c->rule);
        g_test_fail ();
      }
}

/* No rule without a case, a help text and its two examples; what it needs exists, in no later stage. */
static void
test_table (void)
{
  guint n;
  const LkbRuleInfo *rules = lkb_rules_get_table (&n);

  g_assert_cmpuint (n, ==, 65);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) needs = g_strsplit (rules[i].needs, " ", -1);
      g_autofree char *help = lkb_rule_dup_help (&rules[i], FALSE);
      gboolean found = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (cases) && !found; k++)
        found = g_str_equal (cases[k].rule, rules[i].id);
      if (!found)
        g_error ("%s has no case", rules[i].id);
      g_assert_cmpuint (strlen (rules[i].name), >, 3);
      g_assert_cmpuint (strlen (rules[i].help), >, 20);
      g_assert_cmpuint (strlen (rules[i].wrong), >, 3);
      g_assert_cmpuint (strlen (rules[i].right), >, 3);
      g_assert_cmpstr (rules[i].wrong, !=, rules[i].right);
      g_assert_nonnull (strstr (help, rules[i].right));
      g_assert_cmpuint (rules[i].stage, >=, 1);
      g_assert_cmpuint (rules[i].stage, <=, 3);
      for (guint k = 0; needs[k] != NULL && needs[k][0] != '\0'; k++)
        g_assert_nonnull (lkb_rules_lookup (needs[k]));
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (rules[k].id, !=, rules[i].id);
    }
}

static const char *const innocents[] = {
  "The feed is drawn within 200 ms @ p95, fast enough for a thumb",
  "Scales out at 80 % CPU: scalable to 40 k events/s",
  "Reliable: 99.9 % of calls in 30 d",
  "Fresh within 5 s",
  "Efficient: from $20 k to $12 k per month",
  "High-volume: 2 TB a day",
  "Modern: Delta 3.1",
  "Secure by column mask",
  "Accurate: AUC 0.86",
  "Resilient: RTO 15 min",
  "A cheap run: $4.1 k per month",
  "Breakfast is served at 7",
  "“Always on” is what marketing says",
  "At-least-once guarantees hold for each hop",
  "Streams in real-time mode",
  "Vectors arrive within 800 ms @ p95, which feels instant to a visitor",
  "Near-real-time: 45 s from order to screen, p95",
  "Autoscaling keeps the cluster below 70 % CPU, so it stays elastic",
  "The firehose is 1.2 GB/s at noon",
  "Resilient: MTTR 20 min in the last drill",
  "Lean: $0.38 per M events",
  "Cost fell from $21 k to $14 k per month, an efficient cut",
  "Next-gen Iceberg 1.5 tables",
  "Smart ranking: hit rate@10 of 0.85",
  "Governed by row filter and column mask",
  "Accurate within MAPE 4 %",
  "Responsive: median 80 ms",
  "Zero loss in the last drill (measured)",
  "Saves $150 k per year against a baseline of $400 k",
  "Egress costs $0.09 per GB",
  "The current offset is kept per partition",
  "Customers live in 14 countries",
  "Traffic is not always there; then the last value is used",
  "It almost never rains at the plant",
  "Never mind the gap",
  "Smart meters send a reading every 15 min",
  "The shop goes live in May",
  "We clean up at 03:00",
  "At 100 % CPU it falls behind",
  "The saved searches of a user",
  "`fast` is the name of a flag",
  "Currently 3 teams read it",
  "A lively debate about the age of rows",
  "Scores for liver patients",
  "The cleaner drops empty rows",
  "It shuts down cleanly",
  "Fastly serves the pages",
  "A massively parallel join",
  "Two hyperscalers are in use; one hyperscaler hosts the lake",
  "Faster than 2 s @ p95",
  "Scales reliably at 99.95 % of requests",
  "Answers most quickly at noon: p95 of 80 ms",
  "Cheaper: from $9 k to $4 k per month",
  "Ranks more accurately: AUC 0.86",
  "Securely kept under a column mask",
  "The fastness of the easterly wind",
  "The simplex solver finds an optimum",
};

static const struct
{
  const char *text;
  const char *rule;
} guilty[] = {
  { "A fast feed for everybody", "BUZ001" },
  { "Scalable to any load", "BUZ001" },
  { "A highly available store", "BUZ001" },
  { "Always the newest vector", "PRM001" },
  { "We guarantee the order of events", "PRM001" },
  { "100 % of events arrive", "PRM001" },
  { "Saves $2 M", "PRM001" },
  { "Cheap storage for all", "BUZ001" },
  { "Massive streams come in", "BUZ001" },
  { "A seamless hand-over", "BUZ001" },
  { "Cutting-edge layout of tables", "BUZ001" },
  { "Smart defaults for missing values", "BUZ001" },
  { "Stored at $0.02 per GB", "CST002" },
  { "Was built on Delta Engine", "VER002" },
  { "GDPR-ready and privacy-safe", "BUZ001" },
  { "Answers instantly for everybody", "BUZ001" },
  { "It is fast. The p95 is 2 s.", "BUZ001" },
  { "Fresh; within 5 s", "BUZ001" },
  { "An elastic platform for 5 teams", "BUZ001" },
  { "Copes with a firehose of events", "BUZ001" },
  { "A robust design with 3 replicas", "BUZ001" },
  { "Fast enough for 40 k events/s", "BUZ001" },
  { "Live dashboards for 12 shops", "BUZ001" },
  { "Cheap at $20", "BUZ001" },
  { "Efficient: 30 % less", "BUZ001" },
  { "Modern, with Kafka", "BUZ001" },
  { "High-quality data for all", "BUZ001" },
  { "Secure: reviewed by 2 people", "BUZ001" },
  { "Any technology will do", "BUZ001" },
  { "Leverage what is there", "BUZ001" },
  { "Always within 2 s @ p95", "PRM001" },
  { "Never drops a message", "PRM001" },
  { "Unlimited retention", "PRM001" },
  { "Guaranteed within 2 s", "PRM001" },
  { "Zero loss of payments", "PRM001" },
  { "Saves $1 M a year", "PRM001" },
  { "Cuts the bill by $30 k", "PRM001" },
  { "Costs $20 per TB", "CST002" },
  { "Data kept at $0.05 per GB", "CST002" },
  { "Served from online tables", "VER002" },
  { "The fastest feed there is", "BUZ001" },
  { "Answers quickly", "BUZ001" },
  { "Stores events reliably", "BUZ001" },
  { "It simply works", "BUZ001" },
  { "Easier to run, with 3 people", "BUZ001" },
  { "The cheapest store", "BUZ001" },
  { "It scales elastically", "BUZ001" },
  { "Ranks more accurately", "BUZ001" },
  { "Massively more events", "BUZ001" },
  { "Runs cost-effectively", "BUZ001" },
  { "Tokens are kept securely", "BUZ001" },
  { "A leaner cluster of 5 nodes", "BUZ001" },
  { "Cheaper by $30 k", "PRM001" },
  { "It leverages what is there", "BUZ001" },
};

/* What is said of words elsewhere, with the words that are shipped. */
static const struct
{
  const char *text;
  const char *key; /* "" = nothing */
  gboolean is_hint;
} vectors[] = {
  { "fast pipeline", "BUZ001:hub:purpose", FALSE },
  { "p95 under 2 s, fast", "", FALSE },
  { "fast, 2-second end-to-end", "BUZ001:hub:purpose", TRUE },
  { "10 k events/s high-throughput", "", FALSE },
  { "99.9 % reliable", "", FALSE },
  { "scalable auto-scaling cluster at ≤ 80 % CPU", "", FALSE },
  { "Delta Lake 2.4.0 cloud-native", "", FALSE },
  { "uses real-time mode", "", FALSE },
  { "costs $0.02 per GB", "CST002:hub:purpose", FALSE },
};

static void
test_vectors (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (LkbFindings) findings = NULL;

      lkb_builder_set (f->board, "hub", LKB_FIELD_PURPOSE, vectors[i].text);
      findings = check (f);
      g_test_message ("%s", vectors[i].text);
      tell (findings);
      g_assert_cmpuint (lkb_findings_get_n (findings), ==, vectors[i].key[0] != '\0');
      if (vectors[i].key[0] == '\0')
        continue;
      g_assert_cmpstr (lkb_findings_get_nth (findings, 0)->key, ==, vectors[i].key);
      g_assert_cmpuint (lkb_findings_get_nth (findings, 0)->severity, ==,
                        vectors[i].is_hint ? LKB_SEVERITY_HINT : LKB_SEVERITY_WARNING);
    }
}

/* Sentences of our own, half of them innocent. */
static void
test_sentences (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (innocents); i++)
    {
      g_autoptr (LkbFindings) findings = NULL;

      lkb_builder_set (f->board, "hub", LKB_FIELD_PURPOSE, innocents[i]);
      findings = check (f);
      g_test_message ("%s", innocents[i]);
      tell (findings);
      g_assert_cmpuint (lkb_findings_get_n (findings), ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (guilty); i++)
    {
      g_autoptr (LkbFindings) findings = NULL;

      lkb_builder_set (f->board, "hub", LKB_FIELD_PURPOSE, guilty[i].text);
      findings = check (f);
      g_test_message ("%s", guilty[i].text);
      tell (findings);
      g_assert_cmpuint (lkb_findings_get_n (findings), ==, 1);
      g_assert_cmpstr (lkb_findings_get_nth (findings, 0)->rule->id, ==, guilty[i].rule);
    }
}

/* A list of one's own counts by its date when prices are compared with it, or are said to come from it. */
static void
test_own_prices (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *edits;
    gboolean told;
  } uses[] = {
    { "@board.price_sheet=[name:Our  list|currency:USD]", TRUE },
    { "pipeline.costs=[basis:storage|price:$0.05 per GB-month|amount:9 GB]", TRUE },
    { "pipeline.costs=[basis:storage|price:$0.05 per GB-month|amount:9 GB]\n@board.date=2026-06-30",
      FALSE },
    { "pipeline.costs=[basis:storage|price:$0.05 per GB-month|amount:9 GB|because:agreed]", FALSE },
    { "pipeline.costs=[basis:storage|price:€0.05 per GB-month|amount:9 GB]", FALSE },
    { "pipeline.costs=[basis:fixed|price:$900 per month]", FALSE },
    { "@board.price_sheet=[name:Our list|currency:USD|as_of:2026-11-01]", FALSE },
  };
  g_autofree char *folder = lkb_test_dup_dir ();
  g_autofree char *words = g_build_filename (folder, "vocabulary", NULL);
  g_autofree char *path = g_build_filename (words, "prices.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (words, 0700), ==, 0);
  g_file_set_contents (path,
                       "{\"name\": \"Our list\", \"as_of\": \"2026-01-02\", \"rates\": [{\"id\": "
                       "\"s\", \"label\": \"S\", \"price\": \"$0.04 per GB-month\"}]}",
                       -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      Fixture own = { NULL };
      g_autoptr (LkbFindings) findings = NULL;
      const LkbFinding *finding;

      set_up (&own, NULL);
      lkb_vocabulary_free (own.vocabulary);
      lkb_data_dirs_unref (own.dirs);
      own.dirs = lkb_data_dirs_new (folder);
      own.vocabulary = lkb_data_dirs_load_vocabulary (own.dirs, &error);
      g_assert_no_error (error);
      edit (&own, uses[i].edits);
      findings = check (&own);
      g_test_message ("%s", uses[i].edits);
      tell (findings);
      finding = lkb_findings_find (findings, "CST002:@board:vocabulary/prices.json");
      g_assert_true ((finding != NULL) == uses[i].told);
      if (finding != NULL)
        {
          g_autofree char *message = lkb_finding_dup_message (finding, FALSE);

          g_assert_cmpstr (message, ==,
                           "The prices of “Our list” are of 2026-01-02, 324 days old.");
          g_assert_cmpuint (finding->severity, ==, LKB_SEVERITY_HINT);
          g_assert_cmpuint (finding->n_fixes, ==, 0);
        }
      tear_down (&own, NULL);
    }
  lkb_test_remove_tree (folder);
}

/* Whatever a node, a team, a KPI or a kind is called, a sentence may call it by its name. */
static void
test_names (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbFindings) findings = NULL;

  edit (f, "hub.name=Instant scalable hub\n"
           "e1.owner=Fast Retailing\n"
           "clicks.owner=Fast Retailing\n"
           "@board.kpis=[name:Live score|" TARGET "|because:x]" COST_KPI "\n"
           "hub.purpose=The Instant scalable hub of Fast Retailing feeds the Live score");
  findings = check (f);
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    g_assert_cmpstr (lkb_findings_get_nth (findings, i)->rule->id, !=, "BUZ001");
}

/* A page of six nodes as somebody draws it who knows the matter: little is left to say at first. */
static void
test_good_page (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board title=Orders ; date=2026-11-22 ; "
      "goal=Warehouse staff see an order within 10 s of the click ; "
      "kpis=[name:order visible|target:≤ 10 s @ p95|primary:true|from:shop|to:wms|because:law]\n"
      "source shop name=Shop orders ; owner=Shop ; rate=200 events/s\n"
      "ingestion hub name=Order hub ; owner=Streaming ; capacity=1 k events/s ; "
      "costs=[price:$300 per month]\n"
      "pipeline clean name=Order cleaner ; owner=Order Data ; features=expectations ; "
      "mode=real-time ; costs=[price:$500 per month]\n"
      "feature-store orders name=Order store ; owner=Order Data ; costs=[price:$200 per month]\n"
      "model eta name=ETA model ; owner=Routing ; costs=[price:$100 per month]\n"
      "consumer wms name=Warehouse app ; owner=Logistics\n"
      "edge e1 shop hub owner=Shop ; latency_p50=400 ms ; latency_p95=900 ms ; "
      "sla_kind=best-effort ; accept=each order has an id ; "
      "escalation=[first:on-call|second:lead|channel:#shop|within:15 min]\n"
      "edge e2 hub clean owner=Streaming ; latency_p50=500 ms ; latency_p95=900 ms ; "
      "sla_kind=best-effort ; accept=offsets advance ; "
      "escalation=[first:on-call|second:lead|channel:#streaming|within:15 min]\n"
      "edge e3 clean orders owner=Order Data ; latency_p50=400 ms ; latency_p95=800 ms ; "
      "escalation=[first:on-call|second:lead|channel:#orders|within:15 min]\n"
      "edge e4 orders eta owner=Order Data ; latency_p50=5 ms ; latency_p95=20 ms ; "
      "sla_kind=best-effort ; accept=every row has a time ; "
      "escalation=[first:on-call|second:lead|channel:#orders|within:15 min]\n"
      "edge e5 eta wms owner=Routing ; latency_p50=50 ms ; latency_p95=200 ms ; "
      "sla_kind=best-effort ; accept=every order has an ETA ; "
      "escalation=[first:on-call|second:lead|channel:#routing|within:15 min]\n");
  g_autoptr (LkbFindings) findings = NULL;

  g_object_unref (f->board);
  f->board = g_steal_pointer (&board);
  findings = check (f);
  tell (findings);
  g_assert_cmpuint (lkb_findings_count_stage (findings, 1) + lkb_findings_count_stage (findings, 2),
                    <=, 3);
}

/* One bare node on a clean board adds at most two findings. */
static void
test_bare (Fixture *f, gconstpointer data)
{
  for (guint kind = LKB_KIND_SOURCE; kind <= LKB_KIND_GOVERNANCE; kind++)
    {
      g_autofree char *line = g_strdup_printf ("%s bare ", lkb_kind_to_string (kind));
      const char *ids[] = { "bare", NULL };
      g_autoptr (LkbFindings) findings = NULL;
      g_autoptr (LkbChange) change = lkb_change_new (NULL);
      g_autoptr (GError) error = NULL;

      edit (f, line);
      findings = check (f);
      tell (findings);
      g_assert_cmpuint (lkb_findings_get_n (findings), <=, 2);
      lkb_change_add (change, lkb_board_lookup (f->board, ids[0]), NULL);
      lkb_board_apply (f->board, change, &error);
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/rules-catalogue/table", test_table);
  g_test_add ("/rules-catalogue/base", Fixture, NULL, set_up, test_base, tear_down);
  g_test_add ("/rules-catalogue/sentences", Fixture, NULL, set_up, test_sentences, tear_down);
  g_test_add ("/rules-catalogue/vectors", Fixture, NULL, set_up, test_vectors, tear_down);
  g_test_add ("/rules-catalogue/own-prices", Fixture, NULL, set_up, test_own_prices, tear_down);
  g_test_add ("/rules-catalogue/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/rules-catalogue/good-page", Fixture, NULL, set_up, test_good_page, tear_down);
  g_test_add ("/rules-catalogue/bare", Fixture, NULL, set_up, test_bare, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rules-catalogue/%s/%u", cases[i].rule, i);
      g_autofree char *innocent = g_strdup_printf ("%s/innocent", path);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
      g_test_add (innocent, Fixture, &cases[i], set_up, test_innocent, tear_down);
    }
  return g_test_run ();
}
