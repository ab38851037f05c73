/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-kind.h"

#include <glib/gi18n-lib.h>

/* Sub-kinds, NULL-terminated. */
static const char *const types[LKB_N_KINDS][8] = {
  [LKB_KIND_SOURCE] = { "oltp", "saas", "events", "device", "files", "partner", "human" },
  [LKB_KIND_INGESTION] = { "queue", "file-loader", "cdc-connector", "api-puller", "sftp" },
  [LKB_KIND_PIPELINE] = { "streaming-table", "materialized-view", "view", "sink", "auto-cdc",
                          "spark-job" },
  [LKB_KIND_FEATURE_STORE] = { "offline-table", "online-store", "vector-index",
                               "serving-endpoint" },
  [LKB_KIND_MODEL] = { "training", "batch-scoring", "endpoint", "llm-endpoint", "registry",
                       "rules" },
  [LKB_KIND_STORAGE] = { "object-store", "table", "warehouse", "cache", "archive", "checkpoint" },
  [LKB_KIND_CONSUMER] = { "service", "dashboard", "notebook", "trainer", "export", "person" },
  [LKB_KIND_ORCHESTRATION] = { "scheduler", "job", "sensor" },
  [LKB_KIND_MONITORING] = { "metric", "alert", "drift-monitor", "event-log" },
  [LKB_KIND_GOVERNANCE] = { "catalog", "policy", "classification", "lineage", "secrets" },
  [LKB_KIND_GROUP] = { "lane", "region", "team", "other" },
};

typedef struct
{
  const char *id;
  const char *label;
  const char *lakeflow_label; /* NULL = as @label */
  gboolean node;
  gboolean placed;
  int stage;
  LkbLane lane;
  LkbKind next;
} KindInfo;

/* clang-format off */
static const KindInfo kinds[LKB_N_KINDS] = {
  [LKB_KIND_BOARD] = { "@board", N_ ("Board"), NULL, FALSE, FALSE, -1, LKB_LANE_OTHER, LKB_KIND_BOARD },
  [LKB_KIND_SOURCE] = { "source", N_ ("Source"), NULL, TRUE, TRUE, 0, LKB_LANE_INGEST, LKB_KIND_INGESTION },
  [LKB_KIND_INGESTION] = { "ingestion", N_ ("Ingestion"), NULL, TRUE, TRUE, 1, LKB_LANE_INGEST, LKB_KIND_PIPELINE },
  [LKB_KIND_PIPELINE] = { "pipeline", N_ ("Delta Live Table"), N_ ("Lakeflow pipeline"), TRUE, TRUE, 2, LKB_LANE_TRANSFORM, LKB_KIND_FEATURE_STORE },
  [LKB_KIND_FEATURE_STORE] = { "feature-store", N_ ("Feature Store"), NULL, TRUE, TRUE, 3, LKB_LANE_TRANSFORM, LKB_KIND_MODEL },
  [LKB_KIND_MODEL] = { "model", N_ ("Model"), NULL, TRUE, TRUE, 4, LKB_LANE_SERVE, LKB_KIND_CONSUMER },
  [LKB_KIND_STORAGE] = { "storage", N_ ("Storage"), NULL, TRUE, TRUE, 2, LKB_LANE_TRANSFORM, LKB_KIND_PIPELINE },
  [LKB_KIND_CONSUMER] = { "consumer", N_ ("Consumer"), NULL, TRUE, TRUE, 5, LKB_LANE_SERVE, LKB_KIND_CONSUMER },
  [LKB_KIND_ORCHESTRATION] = { "orchestration", N_ ("Orchestration"), NULL, TRUE, TRUE, -1, LKB_LANE_OTHER, LKB_KIND_PIPELINE },
  [LKB_KIND_MONITORING] = { "monitoring", N_ ("Monitoring"), NULL, TRUE, TRUE, -1, LKB_LANE_OTHER, LKB_KIND_CONSUMER },
  [LKB_KIND_GOVERNANCE] = { "governance", N_ ("Governance"), NULL, TRUE, TRUE, -1, LKB_LANE_OTHER, LKB_KIND_PIPELINE },
  [LKB_KIND_NOTE] = { "note", N_ ("Note"), NULL, FALSE, TRUE, -1, LKB_LANE_OTHER, LKB_KIND_NOTE },
  [LKB_KIND_GROUP] = { "group", N_ ("Group"), NULL, FALSE, TRUE, -1, LKB_LANE_OTHER, LKB_KIND_GROUP },
  [LKB_KIND_INK] = { "ink", N_ ("Ink"), NULL, FALSE, FALSE, -1, LKB_LANE_OTHER, LKB_KIND_INK },
  [LKB_KIND_EDGE] = { "edge", N_ ("Edge"), NULL, FALSE, FALSE, -1, LKB_LANE_OTHER, LKB_KIND_EDGE },
};
/* clang-format on */

typedef struct
{
  const char *id;
  const char *label;
} Word;

static const Word type_words[] = {
  { "queue", N_ ("Queue") },
  { "file-loader", N_ ("File loader") },
  { "cdc-connector", N_ ("CDC connector") },
  { "api-puller", N_ ("API puller") },
  { "sftp", N_ ("SFTP") },
  { "streaming-table", N_ ("Streaming table") },
  { "materialized-view", N_ ("Materialized view") },
  { "view", N_ ("View") },
  { "sink", N_ ("Sink") },
  { "auto-cdc", N_ ("AUTO CDC target") },
  { "spark-job", N_ ("Spark job") },
  { "offline-table", N_ ("Offline table") },
  { "online-store", N_ ("Online store") },
  { "vector-index", N_ ("Vector index") },
  { "serving-endpoint", N_ ("Feature serving") },
  { "training", N_ ("Training job") },
  { "batch-scoring", N_ ("Batch scoring") },
  { "endpoint", N_ ("Endpoint") },
  { "llm-endpoint", N_ ("LLM endpoint") },
  { "registry", N_ ("Registry") },
  { "rules", N_ ("Rules") },
  { "oltp", N_ ("OLTP database") },
  { "saas", N_ ("SaaS") },
  { "events", N_ ("App or web events") },
  { "device", N_ ("Devices") },
  { "files", N_ ("Files") },
  { "partner", N_ ("Partner") },
  { "human", N_ ("Human") },
  { "object-store", N_ ("Object store") },
  { "table", N_ ("Table") },
  { "warehouse", N_ ("Warehouse") },
  { "cache", N_ ("Cache") },
  { "archive", N_ ("Archive") },
  { "checkpoint", N_ ("Checkpoint") },
  { "service", N_ ("Service") },
  { "dashboard", N_ ("Dashboard") },
  { "notebook", N_ ("Notebook") },
  { "trainer", N_ ("Trainer") },
  { "export", N_ ("Export") },
  { "person", N_ ("Person") },
  { "scheduler", N_ ("Scheduler") },
  { "job", N_ ("Job") },
  { "sensor", N_ ("Sensor") },
  { "metric", N_ ("Metric") },
  { "alert", N_ ("Alert") },
  { "drift-monitor", N_ ("Drift monitor") },
  { "event-log", N_ ("Event log") },
  { "catalog", N_ ("Catalog") },
  { "policy", N_ ("Policy") },
  { "classification", N_ ("Classification") },
  { "lineage", N_ ("Lineage") },
  { "secrets", N_ ("Secrets") },
  { "lane", N_ ("Lane") },
  { "region", N_ ("Region") },
  { "team", N_ ("Team") },
  { "other", N_ ("Other") },
};

static const Word modes[LKB_N_MODES] = {
  [LKB_MODE_UNSET] = { "", "" },
  [LKB_MODE_STREAM] = { "stream", N_ ("Stream") },
  [LKB_MODE_MICROBATCH] = { "microbatch", N_ ("Micro-batch") },
  [LKB_MODE_BATCH] = { "batch", N_ ("Batch") },
  [LKB_MODE_REQUEST] = { "request", N_ ("Request") },
  [LKB_MODE_LOOKUP] = { "lookup", N_ ("Lookup") },
  [LKB_MODE_PUBLISH] = { "publish", N_ ("Publish") },
  [LKB_MODE_REPLICATE] = { "replicate", N_ ("Replicate") },
  [LKB_MODE_FEEDBACK] = { "feedback", N_ ("Feedback") },
  [LKB_MODE_CONTROL] = { "control", N_ ("Control") },
};

static const Word lanes[LKB_N_LANES] = {
  [LKB_LANE_INGEST] = { "ingest", N_ ("Ingest") },
  [LKB_LANE_TRANSFORM] = { "transform", N_ ("Transform") },
  [LKB_LANE_SERVE] = { "serve", N_ ("Serve") },
  [LKB_LANE_OTHER] = { "other", N_ ("Other") },
};

const char *
lkb_kind_to_string (LkbKind kind)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, NULL);
  return kinds[kind].id;
}

gboolean
lkb_kind_from_string (const char *text, LkbKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);
  for (guint i = LKB_KIND_BOARD + 1; text != NULL && i < LKB_N_KINDS; i++)
    if (g_str_equal (kinds[i].id, text))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
lkb_kind_is_node (LkbKind kind)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, FALSE);
  return kinds[kind].node;
}

gboolean
lkb_kind_is_placed (LkbKind kind)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, FALSE);
  return kinds[kind].placed;
}

const char *
lkb_kind_get_msgid (LkbKind kind, LkbNaming naming)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, NULL);
  if (naming == LKB_NAMING_LAKEFLOW && kinds[kind].lakeflow_label != NULL)
    return kinds[kind].lakeflow_label;
  return kinds[kind].label;
}

const char *
lkb_kind_get_label (LkbKind kind, LkbNaming naming)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, NULL);
  return _ (lkb_kind_get_msgid (kind, naming));
}

const char *const *
lkb_kind_get_types (LkbKind kind)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, types[LKB_KIND_BOARD]);
  return types[kind];
}

const char *
lkb_type_get_label (const char *type)
{
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (type_words); i++)
    if (g_str_equal (type_words[i].id, type))
      return _ (type_words[i].label);
  return type;
}

int
lkb_kind_get_stage (LkbKind kind)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, -1);
  return kinds[kind].stage;
}

LkbLane
lkb_kind_get_lane (LkbKind kind)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, LKB_LANE_OTHER);
  return kinds[kind].lane;
}

LkbKind
lkb_kind_get_next (LkbKind kind)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, LKB_KIND_CONSUMER);
  return kinds[kind].next;
}

const char *
lkb_mode_to_string (LkbMode mode)
{
  g_return_val_if_fail (mode < LKB_N_MODES, NULL);
  return modes[mode].id;
}

gboolean
lkb_mode_from_string (const char *text, LkbMode *mode)
{
  g_return_val_if_fail (mode != NULL, FALSE);
  for (guint i = LKB_MODE_UNSET + 1; text != NULL && i < LKB_N_MODES; i++)
    if (g_str_equal (modes[i].id, text))
      {
        *mode = i;
        return TRUE;
      }
  return FALSE;
}

const char *
lkb_mode_get_label (LkbMode mode)
{
  g_return_val_if_fail (mode > LKB_MODE_UNSET && mode < LKB_N_MODES, "");
  return _ (modes[mode].label);
}

gboolean
lkb_mode_is_data (LkbMode mode)
{
  return mode == LKB_MODE_STREAM || mode == LKB_MODE_MICROBATCH || mode == LKB_MODE_BATCH
         || mode == LKB_MODE_PUBLISH || mode == LKB_MODE_REPLICATE;
}

gboolean
lkb_mode_is_request (LkbMode mode)
{
  return mode == LKB_MODE_REQUEST || mode == LKB_MODE_LOOKUP;
}

gboolean
lkb_mode_in_path (LkbMode mode)
{
  return lkb_mode_is_data (mode) || lkb_mode_is_request (mode);
}

const char *
lkb_lane_to_string (LkbLane lane)
{
  g_return_val_if_fail (lane < LKB_N_LANES, NULL);
  return lanes[lane].id;
}

gboolean
lkb_lane_from_string (const char *text, LkbLane *lane)
{
  g_return_val_if_fail (lane != NULL, FALSE);
  for (guint i = 0; text != NULL && i < LKB_N_LANES; i++)
    if (g_str_equal (lanes[i].id, text))
      {
        *lane = i;
        return TRUE;
      }
  return FALSE;
}

const char *
lkb_lane_get_label (LkbLane lane)
{
  g_return_val_if_fail (lane < LKB_N_LANES, "");
  return _ (lanes[lane].label);
}
