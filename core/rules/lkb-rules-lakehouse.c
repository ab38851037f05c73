/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "lkb-rules-private.h"

/* FEA002 */

static LkbValue *
make_list (const LkbValue *old, guint without, const char *with)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; old != NULL && i < lkb_value_get_n (old); i++)
    if (i != without)
      g_ptr_array_add (texts, (gpointer) lkb_value_get_nth_text (old, i));
  if (with != NULL)
    g_ptr_array_add (texts, (gpointer) with);
  return lkb_value_new_text_list ((const char *const *) texts->pdata, texts->len);
}

static gboolean
can_carry (const LkbRuleRun *run, const LkbElement *node, const LkbFeature *feature)
{
  if ((feature->kinds & (1u << lkb_element_get_kind (node))) == 0
      || lkb_run_has_feature (run, node, feature->id))
    return FALSE;
  for (guint i = 0; feature->conflicts != NULL && feature->conflicts[i] != NULL; i++)
    if (lkb_run_has_feature (run, node, feature->conflicts[i]))
      return FALSE;
  return TRUE;
}

/* Where it could stand instead: what feeds the node, then what it feeds. */
static const LkbElement *
find_place (const LkbRuleRun *run, const LkbElement *node, const LkbFeature *feature)
{
  const GPtrArray *edges = lkb_board_get_edges_of (run->board, lkb_element_get_id (node));
  const LkbElement *after = NULL;

  for (guint i = 0; edges != NULL && i < MIN (edges->len, 64); i++)
    {
      const LkbElement *edge = g_ptr_array_index (edges, i);
      gboolean feeds = g_strcmp0 (lkb_element_get_to (edge), lkb_element_get_id (node)) == 0;
      const LkbElement *other = lkb_board_lookup (run->board, feeds ? lkb_element_get_from (edge)
                                                                    : lkb_element_get_to (edge));

      if (other == NULL || other == node || !can_carry (run, other, feature))
        continue;
      if (feeds)
        return other;
      if (after == NULL)
        after = other;
    }
  return after;
}

static void
fix_feature (LkbRuleRun *run, LkbReport *report, const LkbElement *node, guint index,
             const LkbFeature *feature, gboolean move)
{
  const LkbValue *features = lkb_element_get (node, LKB_FIELD_FEATURES);
  const LkbElement *place = move ? find_place (run, node, feature) : NULL;
  g_autoptr (LkbValue) rest = make_list (features, index, NULL);
  g_autofree char *shown = NULL;

  if (place != NULL)
    {
      g_autoptr (LkbValue) more = make_list (lkb_element_get (place, LKB_FIELD_FEATURES), G_MAXUINT,
                                             feature->id);
      g_autoptr (LkbElement) without = lkb_element_with (node, LKB_FIELD_FEATURES, rest);
      g_autoptr (LkbElement) with = lkb_element_with (place, LKB_FIELD_FEATURES, more);
      LkbChange *change = lkb_change_new (N_ ("Move feature"));

      lkb_change_add (change, node, without);
      lkb_change_add (change, place, with);
      shown = lkb_run_dup_name (run, lkb_element_get_id (place));
      lkb_report_take_fix (report, N_ ("Move it to {value}"), shown, change);
      return;
    }
  lkb_report_fix_value (run, report, N_ ("Remove the feature {value}"), feature->name,
                        lkb_element_get_id (node), LKB_FIELD_FEATURES, rest);
}

static void
check_features (LkbRuleRun *run, const LkbElement *node)
{
  const LkbValue *features = lkb_element_get (node, LKB_FIELD_FEATURES);
  LkbKind kind = lkb_element_get_kind (node);

  for (guint i = 0; features != NULL && run->vocabulary != NULL && i < lkb_value_get_n (features);
       i++)
    {
      const LkbFeature *feature = lkb_run_get_feature (run, node, i);
      const LkbFeature *other = NULL;
      g_autofree char *attribute = NULL;
      LkbReport *report;

      /* Words of one's own are nobody's to judge. */
      if (feature == NULL)
        continue;
      for (guint k = 0; k < i && other == NULL; k++)
        {
          const LkbFeature *earlier = lkb_run_get_feature (run, node, k);

          if (earlier != NULL
              && (g_strv_contains ((const char *const *) feature->conflicts, earlier->id)
                  || g_strv_contains ((const char *const *) earlier->conflicts, feature->id)))
            other = earlier;
        }
      if ((feature->kinds & (1u << kind)) != 0 && other == NULL)
        continue;
      attribute = g_strdup_printf ("features/%s", lkb_value_get_nth_text (features, i));
      if ((feature->kinds & (1u << kind)) == 0)
        {
          report = lkb_run_report (run, "FEA002", node, attribute, LKB_FIELD_FEATURES,
                                   N_ ("{feature} does not apply to {node} ({kind})."));
          lkb_report_add_arg (report, "kind", lkb_kind_to_string (kind));
          fix_feature (run, report, node, i, feature, TRUE);
        }
      else
        {
          report = lkb_run_report (run, "FEA002", node, attribute, LKB_FIELD_FEATURES,
                                   N_ ("{feature} and {other} exclude each other on {node}."));
          lkb_report_add_arg (report, "other", other->name);
          fix_feature (run, report, node, i, feature, FALSE);
        }
      lkb_report_add_arg (report, "feature", feature->name);
      lkb_report_take_arg (report, "node", lkb_run_dup_name (run, lkb_element_get_id (node)));
    }
}

/* DLT001 */

static void
check_expectations (LkbRuleRun *run, const LkbElement *node)
{
  const char *layer = lkb_element_get_text (node, LKB_FIELD_LAYER);
  const LkbValue *list = lkb_element_get (node, LKB_FIELD_EXPECTATIONS);
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_EXPECTATIONS);
  LkbReport *report;

  if (lkb_element_get_kind (node) != LKB_KIND_PIPELINE
      || (g_strcmp0 (layer, "silver") != 0 && g_strcmp0 (layer, "gold") != 0)
      || lkb_run_is_orphan (run, node))
    return;
  if (list == NULL)
    {
      g_autoptr (LkbValue) name = lkb_value_new_text ("not null key");
      g_autoptr (LkbValue) expression = lkb_value_new_text ("key IS NOT NULL");
      g_autoptr (LkbValue) action = lkb_value_new_choice ("drop");
      g_autoptr (LkbValue) record = NULL;
      LkbRecordBuilder *builder = lkb_record_builder_new (info->members);

      report = lkb_run_report (run, "DLT001", node, "expectations", LKB_FIELD_EXPECTATIONS,
                               N_ ("{node} has no data-quality expectation."));
      lkb_report_take_arg (report, "node", lkb_run_dup_name (run, lkb_element_get_id (node)));
      lkb_record_builder_set (builder, "name", name);
      lkb_record_builder_set (builder, "expr", expression);
      lkb_record_builder_set (builder, "action", action);
      record = lkb_record_builder_end (builder);
      lkb_report_fix_append (run, report, N_ ("Add “{value}”"), "key IS NOT NULL · drop", node,
                             LKB_FIELD_EXPECTATIONS, record);
      return;
    }
  for (guint i = 0; i < lkb_value_get_n (list); i++)
    {
      const LkbValue *item = lkb_value_get_nth (list, i);
      const char *name = lkb_value_get_member_text (item, "name");
      g_autofree char *attribute = NULL;

      if (lkb_value_get_member (item, "action") != NULL)
        continue;
      attribute = !lkb_text_is_blank (name) ? g_strdup_printf ("expectations/%s", name)
                                            : g_strdup_printf ("expectations/%u", i + 1);
      report = lkb_run_report (run, "DLT001", node, attribute, LKB_FIELD_EXPECTATIONS,
                               N_ ("{node}: what happens to rows that break ‘{name}’?"));
      lkb_report_take_arg (report, "node", lkb_run_dup_name (run, lkb_element_get_id (node)));
      lkb_report_add_arg (report, "name",
                          !lkb_text_is_blank (name) ? name
                                                    : lkb_value_get_member_text (item, "expr"));
      lkb_report_fix_member (run, report, N_ ("Warn of them"), NULL, node, LKB_FIELD_EXPECTATIONS,
                             i, "action", "warn");
    }
}

/* VER001 */

typedef struct
{
  guint part[3];
} Version;

/* The first number with dots in a text such as "Delta 3.1"; FALSE when there is none. */
static gboolean
read_version (const char *text, Version *version)
{
  memset (version, 0, sizeof *version);
  while (text != NULL && *text != '\0' && !g_ascii_isdigit (*text))
    text++;
  if (text == NULL || *text == '\0')
    return FALSE;
  for (guint i = 0; i < 3 && g_ascii_isdigit (*text); i++)
    {
      for (; g_ascii_isdigit (*text); text++)
        version->part[i] = MIN (version->part[i] * 10 + (guint) (*text - '0'), 100000);
      if (*text == '.')
        text++;
    }
  return TRUE;
}

static gboolean
is_older (const Version *a, const Version *b)
{
  for (guint i = 0; i < 3; i++)
    if (a->part[i] != b->part[i])
      return a->part[i] < b->part[i];
  return FALSE;
}

static void
report_version (LkbRuleRun *run, const LkbElement *stated_on, const LkbElement *table,
                const LkbFeature *feature)
{
  const char *stated = lkb_element_get_text (stated_on, LKB_FIELD_DELTA_VERSION);
  g_autofree char *attribute = g_strdup_printf ("delta_version/%s", feature->id);
  gboolean is_reader = stated_on != table;
  LkbReport *report = lkb_run_report (
      run, "VER001", stated_on, attribute, LKB_FIELD_DELTA_VERSION,
      is_reader
          ? N_ ("{node} reads {table}: {feature} needs Delta ≥ {version}; you wrote {stated}.")
          : N_ ("{node}: {feature} needs Delta ≥ {version}; you wrote {stated}."));

  if (is_reader)
    {
      lkb_report_set_severity (report, LKB_SEVERITY_HINT);
      lkb_report_add_element (report, lkb_element_get_id (table));
      lkb_report_take_arg (report, "table", lkb_run_dup_name (run, lkb_element_get_id (table)));
    }
  lkb_report_take_arg (report, "node", lkb_run_dup_name (run, lkb_element_get_id (stated_on)));
  lkb_report_add_arg (report, "feature", feature->name);
  lkb_report_add_arg (report, "version", feature->since);
  lkb_report_add_arg (report, "stated", stated);
  lkb_report_fix_text (run, report, N_ ("Set the version to {value}"),
                       lkb_element_get_id (stated_on), LKB_FIELD_DELTA_VERSION, feature->since);
}

static void
check_version_of (LkbRuleRun *run, const LkbElement *node, const LkbFeature *feature)
{
  static const char *const brought[] = { "auto-compaction", "optimized-write", NULL };
  gboolean managed = g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_RUNTIME), "managed") == 0;
  const GPtrArray *edges;
  Version needed, stated;

  if (feature == NULL || !read_version (feature->since, &needed)
      || (managed && g_strv_contains (brought, feature->id)))
    return;
  if (read_version (lkb_element_get_text (node, LKB_FIELD_DELTA_VERSION), &stated)
      && is_older (&stated, &needed))
    report_version (run, node, node, feature);
  edges = lkb_board_get_edges_of (run->board, lkb_element_get_id (node));
  for (guint i = 0; edges != NULL && i < MIN (edges->len, 64); i++)
    {
      const LkbElement *edge = g_ptr_array_index (edges, i), *reader;

      if (g_strcmp0 (lkb_element_get_from (edge), lkb_element_get_id (node)) != 0)
        continue;
      reader = lkb_board_lookup (run->board, lkb_element_get_to (edge));
      if (reader != NULL && reader != node
          && read_version (lkb_element_get_text (reader, LKB_FIELD_DELTA_VERSION), &stated)
          && is_older (&stated, &needed))
        report_version (run, reader, node, feature);
    }
}

static void
check_versions (LkbRuleRun *run, const LkbElement *node)
{
  const LkbValue *features = lkb_element_get (node, LKB_FIELD_FEATURES);
  const char *clustering = lkb_element_get_text (node, LKB_FIELD_CLUSTERING);
  const char *implied = g_strcmp0 (clustering, "liquid") == 0    ? "liquid-clustering"
                        : g_strcmp0 (clustering, "z-order") == 0 ? "z-order"
                                                                 : NULL;

  if (run->vocabulary == NULL)
    return;
  for (guint i = 0; features != NULL && i < lkb_value_get_n (features); i++)
    check_version_of (run, node, lkb_run_get_feature (run, node, i));
  if (implied != NULL && !lkb_run_has_feature (run, node, implied))
    check_version_of (run, node, lkb_vocabulary_find_feature (run->vocabulary, implied));
}

/* VER002: a feature that another has taken the place of; what is said in sentences is the words' matter. */
static void
check_superseded (LkbRuleRun *run, const LkbElement *node)
{
  const LkbValue *features = lkb_element_get (node, LKB_FIELD_FEATURES);

  for (guint k = 0; run->vocabulary != NULL && features != NULL
                    && k < lkb_vocabulary_get_n_renamed (run->vocabulary);
       k++)
    {
      const LkbRenamed *renamed = lkb_vocabulary_get_nth_renamed (run->vocabulary, k);

      if (renamed->feature == NULL)
        continue;
      for (guint i = 0; i < lkb_value_get_n (features); i++)
        {
          const LkbFeature *old = lkb_run_get_feature (run, node, i), *now;
          Version stated, needed;
          g_autofree char *attribute = NULL;
          LkbReport *report;

          if (old == NULL || g_strcmp0 (old->id, renamed->feature) != 0)
            continue;
          now = lkb_vocabulary_find_feature (run->vocabulary, renamed->now);
          /* A table of an old version has nothing newer. */
          if (now != NULL && read_version (now->since, &needed)
              && read_version (lkb_element_get_text (node, LKB_FIELD_DELTA_VERSION), &stated)
              && is_older (&stated, &needed))
            continue;
          attribute = g_strdup_printf ("features/%s", lkb_value_get_nth_text (features, i));
          report = lkb_run_report (
              run, "VER002", node, attribute, LKB_FIELD_FEATURES,
              N_ ("For a new table it is {new} now; many interviewers still say {old}."));
          lkb_report_add_arg (report, "new", renamed->now);
          lkb_report_add_arg (report, "old", old->name);
          if (now != NULL)
            {
              g_autoptr (LkbValue) list = make_list (
                  features, i, lkb_run_has_feature (run, node, now->id) ? NULL : now->id);

              lkb_report_fix_value (run, report, N_ ("Use {value}"), now->name,
                                    lkb_element_get_id (node), LKB_FIELD_FEATURES, list);
            }
        }
    }
}

void
lkb_rules_check_lakehouse (LkbRuleRun *run)
{
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbElement *node = lkb_flow_graph_get_node (run->graph, i)->element;

      check_features (run, node);
      check_expectations (run, node);
      check_versions (run, node);
      check_superseded (run, node);
    }
}
