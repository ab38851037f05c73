/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-json-writer.h"
#include "lkb-report.h"

/* SARIF 2.1.0 (OASIS Standard, 27 March 2020), as far as a board has something to say in it: what was checked, the rules, and
 * what was found where. Boards have no lines: a place is the element, by its name. */

static const char *const levels[LKB_N_SEVERITIES] = { "error", "warning", "note" };

static void
add_text (LkbJsonWriter *json, const char *key, const char *text)
{
  lkb_json_writer_begin_object (json, key, TRUE);
  lkb_json_writer_string (json, "text", text);
  lkb_json_writer_end_object (json);
}

static void
add_rule (LkbJsonWriter *json, const LkbRuleInfo *rule)
{
  g_autofree char *help = lkb_rule_dup_help (rule, FALSE);

  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_string (json, "id", rule->id);
  add_text (json, "shortDescription", rule->name);
  add_text (json, "fullDescription", rule->help);
  add_text (json, "help", help);
  lkb_json_writer_begin_object (json, "defaultConfiguration", TRUE);
  lkb_json_writer_string (json, "level", levels[rule->severity]);
  lkb_json_writer_end_object (json);
  lkb_json_writer_begin_object (json, "properties", TRUE);
  lkb_json_writer_number (json, "stage", rule->stage);
  lkb_json_writer_end_object (json);
  lkb_json_writer_end_object (json);
}

/* The file as a URI reference: relative names stay relative. */
static char *
dup_uri (const char *file)
{
  const char *colon = strchr (file, ':'), *slash = strchr (file, '/');
  g_autofree char *escaped = NULL;

  if (g_path_is_absolute (file))
    {
      g_autofree char *uri = g_filename_to_uri (file, NULL, NULL);

      if (uri != NULL)
        return g_steal_pointer (&uri);
    }
  /* What stands before a colon would be a scheme. */
  escaped = g_uri_escape_string (file, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH, FALSE);
  return g_strconcat (colon != NULL && (slash == NULL || colon < slash) ? "./" : "", escaped, NULL);
}

static void
add_location (LkbJsonWriter *json, const char *uri, const char *const *elements)
{
  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_begin_object (json, "physicalLocation", TRUE);
  lkb_json_writer_begin_object (json, "artifactLocation", TRUE);
  lkb_json_writer_string (json, "uri", uri);
  lkb_json_writer_end_object (json);
  lkb_json_writer_end_object (json);
  if (elements[0] != NULL)
    {
      lkb_json_writer_begin_array (json, "logicalLocations", TRUE);
      for (guint i = 0; elements[i] != NULL; i++)
        {
          lkb_json_writer_begin_object (json, NULL, TRUE);
          lkb_json_writer_string (json, "name", elements[i]);
          lkb_json_writer_string (json, "kind", "element");
          lkb_json_writer_end_object (json);
        }
      lkb_json_writer_end_array (json);
    }
  lkb_json_writer_end_object (json);
}

static void
add_result (LkbJsonWriter *json, const char *uri, const LkbFinding *finding)
{
  g_autofree char *message = lkb_finding_dup_message (finding, FALSE);

  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_string (json, "ruleId", finding->rule->id);
  lkb_json_writer_number (json, "ruleIndex", lkb_rule_get_place (finding->rule));
  lkb_json_writer_string (json, "level", levels[finding->severity]);
  add_text (json, "message", message);
  lkb_json_writer_begin_array (json, "locations", FALSE);
  add_location (json, uri, finding->elements);
  lkb_json_writer_end_array (json);
  lkb_json_writer_begin_object (json, "partialFingerprints", TRUE);
  lkb_json_writer_string (json, "lakeboardKey/v1", finding->key);
  lkb_json_writer_end_object (json);
  if (finding->suppressed)
    {
      lkb_json_writer_begin_array (json, "suppressions", TRUE);
      lkb_json_writer_begin_object (json, NULL, TRUE);
      lkb_json_writer_string (json, "kind", "inSource");
      lkb_json_writer_string (json, "justification", finding->reason);
      lkb_json_writer_end_object (json);
      lkb_json_writer_end_array (json);
    }
  lkb_json_writer_end_object (json);
}

static void
add_results (LkbJsonWriter *json, const LkbCheckedFile *file)
{
  g_autofree char *uri = dup_uri (file->file);

  if (file->findings == NULL)
    return;
  for (guint i = 0; i < lkb_findings_get_n (file->findings); i++)
    add_result (json, uri, lkb_findings_get_nth (file->findings, i));
  for (guint i = 0; i < lkb_findings_get_n_suppressed (file->findings); i++)
    add_result (json, uri, lkb_findings_get_nth_suppressed (file->findings, i));
}

/* A file that could not be read is a failure of the run, not a result. */
static void
add_invocation (LkbJsonWriter *json, const LkbCheckedFile *files, guint n_files)
{
  gboolean all = TRUE;

  for (guint i = 0; i < n_files; i++)
    all &= files[i].findings != NULL;
  lkb_json_writer_begin_array (json, "invocations", FALSE);
  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_boolean (json, "executionSuccessful", all);
  if (!all)
    {
      lkb_json_writer_begin_array (json, "toolExecutionNotifications", FALSE);
      for (guint i = 0; i < n_files; i++)
        if (files[i].findings == NULL)
          {
            lkb_json_writer_begin_object (json, NULL, FALSE);
            lkb_json_writer_string (json, "level", "error");
            add_text (json, "message", files[i].error);
            lkb_json_writer_end_object (json);
          }
      lkb_json_writer_end_array (json);
    }
  lkb_json_writer_end_object (json);
  lkb_json_writer_end_array (json);
}

char *
lkb_report_check_sarif (const LkbCheckedFile *files, guint n_files, const char *version)
{
  g_autoptr (LkbJsonWriter) json = lkb_json_writer_new ();
  const LkbRuleInfo *rules;
  guint n_rules;

  rules = lkb_rules_get_table (&n_rules);
  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_string (json, "$schema",
                          "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                          "sarif-schema-2.1.0.json");
  lkb_json_writer_string (json, "version", "2.1.0");
  lkb_json_writer_begin_array (json, "runs", FALSE);
  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_begin_object (json, "tool", FALSE);
  lkb_json_writer_begin_object (json, "driver", FALSE);
  lkb_json_writer_string (json, "name", "Lakeboard");
  lkb_json_writer_string (json, "version", version);
  lkb_json_writer_begin_array (json, "rules", FALSE);
  for (guint i = 0; i < n_rules; i++)
    add_rule (json, &rules[i]);
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  lkb_json_writer_end_object (json);
  add_invocation (json, files, n_files);
  lkb_json_writer_begin_array (json, "results", FALSE);
  for (guint i = 0; i < n_files; i++)
    add_results (json, &files[i]);
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  return lkb_json_writer_finish (json);
}
