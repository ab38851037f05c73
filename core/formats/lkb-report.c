/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-report.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-json-writer.h"
#include "core/base/lkb-text.h"
#include "lkb-data.h"

static void
add_texts (LkbJsonWriter *json, const char *key, const char *const *texts)
{
  lkb_json_writer_begin_array (json, key, TRUE);
  for (; texts != NULL && *texts != NULL; texts++)
    lkb_json_writer_string (json, NULL, *texts);
  lkb_json_writer_end_array (json);
}

/* Check */

char *
lkb_report_finding_line (const char *file, const LkbFinding *finding)
{
  g_autofree char *message = lkb_finding_dup_message (finding, TRUE);
  g_autofree char *line = lkb_text_one_line (message);
  g_autofree char *ids = g_strjoinv (", ", (char **) finding->elements);

  return g_strdup_printf ("%s: %s: %s%s%s: %s", file, lkb_severity_to_string (finding->severity),
                          finding->rule->id, *ids ? " " : "", ids, line);
}

char *
lkb_report_check_text (const LkbCheckedFile *files, guint n_files)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_files; i++)
    {
      const LkbFindings *findings = files[i].findings;
      guint errors, warnings, hints;

      if (findings == NULL)
        continue;
      for (guint j = 0; j < lkb_findings_get_n (findings); j++)
        {
          g_autofree char *line = lkb_report_finding_line (files[i].file,
                                                           lkb_findings_get_nth (findings, j));
          g_string_append_printf (out, "%s\n", line);
        }

      errors = lkb_findings_count (findings, LKB_SEVERITY_ERROR);
      warnings = lkb_findings_count (findings, LKB_SEVERITY_WARNING);
      hints = lkb_findings_count (findings, LKB_SEVERITY_HINT);
      g_string_append_printf (out, "%s: ", files[i].file);
      g_string_append_printf (out, g_dngettext (GETTEXT_PACKAGE, "%u error", "%u errors", errors),
                              errors);
      g_string_append (out, ", ");
      g_string_append_printf (
          out, g_dngettext (GETTEXT_PACKAGE, "%u warning", "%u warnings", warnings), warnings);
      g_string_append (out, ", ");
      g_string_append_printf (out, g_dngettext (GETTEXT_PACKAGE, "%u hint", "%u hints", hints),
                              hints);
      if (lkb_findings_get_n_suppressed (findings) > 0)
        g_string_append_printf (out, _ (" (%u suppressed)"),
                                lkb_findings_get_n_suppressed (findings));
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static void
add_finding (LkbJsonWriter *json, const LkbFinding *finding)
{
  g_autofree char *message = lkb_finding_dup_message (finding, FALSE);
  g_autofree char *fix = finding->n_fixes > 0 ? lkb_finding_dup_fix_label (finding, 0, FALSE)
                                              : NULL;

  lkb_json_writer_begin_object (json, NULL, TRUE);
  lkb_json_writer_string (json, "rule", finding->rule->id);
  lkb_json_writer_string (json, "severity", lkb_severity_to_string (finding->severity));
  lkb_json_writer_number (json, "stage", finding->rule->stage);
  add_texts (json, "elements", finding->elements);
  lkb_json_writer_string (json, "attribute", finding->attribute);
  lkb_json_writer_string (json, "message", message);
  lkb_json_writer_string (json, "key", finding->key);
  lkb_json_writer_string (json, "fix", fix);
  lkb_json_writer_end_object (json);
}

char *
lkb_report_check_json (const LkbCheckedFile *files, guint n_files)
{
  g_autoptr (LkbJsonWriter) json = lkb_json_writer_new ();

  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_begin_array (json, "files", FALSE);
  for (guint i = 0; i < n_files; i++)
    {
      const LkbFindings *findings = files[i].findings;

      lkb_json_writer_begin_object (json, NULL, FALSE);
      lkb_json_writer_string (json, "file", files[i].file);
      if (findings == NULL)
        lkb_json_writer_string (json, "error", files[i].error);
      else
        {
          lkb_json_writer_begin_array (json, "findings", FALSE);
          for (guint j = 0; j < lkb_findings_get_n (findings); j++)
            add_finding (json, lkb_findings_get_nth (findings, j));
          lkb_json_writer_end_array (json);
          lkb_json_writer_begin_object (json, "counts", TRUE);
          for (LkbSeverity severity = 0; severity < LKB_N_SEVERITIES; severity++)
            lkb_json_writer_number (json, lkb_severity_to_string (severity),
                                    lkb_findings_count (findings, severity));
          lkb_json_writer_end_object (json);
        }
      lkb_json_writer_end_object (json);
    }
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  return lkb_json_writer_finish (json);
}

/* Geometry */

static double
round_unit (double value)
{
  return round (value * 100) / 100;
}

static void
add_box (LkbJsonWriter *json, const LkbBox *box)
{
  lkb_json_writer_number (json, "x", round_unit (box->x));
  lkb_json_writer_number (json, "y", round_unit (box->y));
  lkb_json_writer_number (json, "w", round_unit (box->w));
  lkb_json_writer_number (json, "h", round_unit (box->h));
}

static void
add_edge (LkbJsonWriter *json, const LkbSceneItem *item)
{
  lkb_json_writer_begin_object (json, NULL, TRUE);
  lkb_json_writer_string (json, "id", item->id);
  lkb_json_writer_string (json, "source", lkb_element_get_from (item->element));
  lkb_json_writer_string (json, "target", lkb_element_get_to (item->element));
  lkb_json_writer_begin_array (json, "points", TRUE);
  for (gsize i = 0; i < item->n_points; i++)
    {
      lkb_json_writer_begin_array (json, NULL, TRUE);
      lkb_json_writer_number (json, NULL, round_unit (item->points[i].x));
      lkb_json_writer_number (json, NULL, round_unit (item->points[i].y));
      lkb_json_writer_end_array (json);
    }
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
}

static void
add_label (LkbJsonWriter *json, const char *edge, const LkbBox *box)
{
  if (box->w <= 0 || box->h <= 0)
    return;
  lkb_json_writer_begin_object (json, NULL, TRUE);
  lkb_json_writer_string (json, "edge", edge);
  add_box (json, box);
  lkb_json_writer_end_object (json);
}

char *
lkb_report_geometry_json (LkbScene *scene)
{
  g_autoptr (LkbJsonWriter) json = lkb_json_writer_new ();
  guint n = lkb_scene_get_n_items (scene);

  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_begin_array (json, "nodes", FALSE);
  for (guint i = 0; i < n; i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);

      if (!lkb_kind_is_node (item->kind))
        continue;
      lkb_json_writer_begin_object (json, NULL, TRUE);
      lkb_json_writer_string (json, "id", item->id);
      add_box (json, &item->box);
      lkb_json_writer_end_object (json);
    }
  lkb_json_writer_end_array (json);

  lkb_json_writer_begin_array (json, "edges", FALSE);
  for (guint i = 0; i < n; i++)
    if (lkb_scene_get_item (scene, i)->kind == LKB_KIND_EDGE)
      add_edge (json, lkb_scene_get_item (scene, i));
  lkb_json_writer_end_array (json);

  lkb_json_writer_begin_array (json, "labels", FALSE);
  for (guint i = 0; i < n; i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);
      LkbBox label = lkb_box_union (&item->label_box, &item->numbers_box);

      if (item->kind == LKB_KIND_EDGE)
        add_label (json, item->id, &label);
    }
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  return lkb_json_writer_finish (json);
}

/* Tables */

char *
lkb_report_templates_text (GPtrArray *templates)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < templates->len; i++)
    {
      const LkbTemplateInfo *info = g_ptr_array_index (templates, i);
      g_autofree char *title = lkb_text_one_line (lkb_text_translate (info->title));
      g_autofree char *story = lkb_text_one_line (lkb_text_translate (info->story));

      g_string_append_printf (out, "%-5s %s\n", info->id, title);
      if (*story)
        g_string_append_printf (out, "      %s\n", story);
    }
  return g_string_free (out, FALSE);
}

char *
lkb_report_templates_json (GPtrArray *templates)
{
  g_autoptr (LkbJsonWriter) json = lkb_json_writer_new ();

  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_begin_array (json, "templates", FALSE);
  for (guint i = 0; i < templates->len; i++)
    {
      const LkbTemplateInfo *info = g_ptr_array_index (templates, i);

      lkb_json_writer_begin_object (json, NULL, TRUE);
      lkb_json_writer_string (json, "id", info->id);
      lkb_json_writer_string (json, "title", info->title);
      lkb_json_writer_string (json, "story", info->story);
      lkb_json_writer_end_object (json);
    }
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  return lkb_json_writer_finish (json);
}

static const char *
name_type (LkbValueType type)
{
  switch (type)
    {
    case LKB_VALUE_TEXT:
      return "text";
    case LKB_VALUE_QUANTITY:
      return "quantity";
    case LKB_VALUE_CHOICE:
      return "choice";
    case LKB_VALUE_BOOLEAN:
      return "boolean";
    case LKB_VALUE_NUMBER:
      return "number";
    case LKB_VALUE_RECORD:
      return "record";
    case LKB_VALUE_TUPLE:
      return "tuple";
    case LKB_VALUE_TEXT_LIST:
    case LKB_VALUE_RECORD_LIST:
    case LKB_VALUE_TUPLE_LIST:
    default:
      return "list";
    }
}

static const char *
name_dimension (const LkbFieldInfo *info)
{
  return info->type == LKB_VALUE_QUANTITY ? lkb_dimension_to_string (info->dimension) : NULL;
}

char *
lkb_report_kinds_text (void)
{
  GString *out = g_string_new (NULL);

  for (LkbKind kind = 0; kind < LKB_N_KINDS; kind++)
    {
      const char *const *types = lkb_kind_get_types (kind);
      const LkbKindField *fields;
      guint n_fields;

      g_string_append_printf (out, "%s\n", lkb_kind_to_string (kind));
      if (types != NULL && *types != NULL)
        {
          g_autofree char *joined = g_strjoinv (", ", (char **) types);
          g_string_append_printf (out, "  %s: %s\n", _ ("types"), joined);
        }
      fields = lkb_kind_get_fields (kind, &n_fields);
      for (guint i = 0; i < n_fields; i++)
        {
          const LkbFieldInfo *info = lkb_field_get_info (fields[i].field);
          const char *dimension = name_dimension (info);

          g_string_append_printf (out, "  %-20s %u  %s%s%s  %s\n", info->key, fields[i].tier,
                                  name_type (info->type), dimension ? " " : "",
                                  dimension ? dimension : "",
                                  lkb_field_get_label (fields[i].field));
        }
    }
  return g_string_free (out, FALSE);
}

char *
lkb_report_kinds_json (void)
{
  g_autoptr (LkbJsonWriter) json = lkb_json_writer_new ();

  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_begin_array (json, "kinds", FALSE);
  for (LkbKind kind = 0; kind < LKB_N_KINDS; kind++)
    {
      const LkbKindField *fields;
      guint n_fields;

      lkb_json_writer_begin_object (json, NULL, FALSE);
      lkb_json_writer_string (json, "kind", lkb_kind_to_string (kind));
      add_texts (json, "types", lkb_kind_get_types (kind));
      lkb_json_writer_begin_array (json, "fields", FALSE);
      fields = lkb_kind_get_fields (kind, &n_fields);
      for (guint i = 0; i < n_fields; i++)
        {
          const LkbFieldInfo *info = lkb_field_get_info (fields[i].field);

          lkb_json_writer_begin_object (json, NULL, TRUE);
          lkb_json_writer_string (json, "key", info->key);
          lkb_json_writer_string (json, "type", name_type (info->type));
          lkb_json_writer_string (json, "dimension", name_dimension (info));
          lkb_json_writer_number (json, "tier", fields[i].tier);
          lkb_json_writer_string (json, "label", info->label);
          lkb_json_writer_end_object (json);
        }
      lkb_json_writer_end_array (json);
      lkb_json_writer_end_object (json);
    }
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  return lkb_json_writer_finish (json);
}

char *
lkb_report_rules_text (void)
{
  GString *out = g_string_new (NULL);
  const LkbRuleInfo *rules;
  guint n_rules;

  rules = lkb_rules_get_table (&n_rules);
  for (guint i = 0; i < n_rules; i++)
    g_string_append_printf (out, "%-8s %-7s %u  %s\n", rules[i].id,
                            lkb_severity_to_string (rules[i].severity), rules[i].stage,
                            _ (rules[i].name));
  return g_string_free (out, FALSE);
}

char *
lkb_report_rules_json (void)
{
  g_autoptr (LkbJsonWriter) json = lkb_json_writer_new ();
  const LkbRuleInfo *rules;
  guint n_rules;

  rules = lkb_rules_get_table (&n_rules);
  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_begin_array (json, "rules", FALSE);
  for (guint i = 0; i < n_rules; i++)
    {
      g_auto (GStrv) needs = g_strsplit (rules[i].needs ? rules[i].needs : "", " ", -1);
      g_autofree char *help = lkb_rule_dup_help (&rules[i], FALSE);

      lkb_json_writer_begin_object (json, NULL, TRUE);
      lkb_json_writer_string (json, "id", rules[i].id);
      lkb_json_writer_string (json, "severity", lkb_severity_to_string (rules[i].severity));
      lkb_json_writer_number (json, "stage", rules[i].stage);
      add_texts (json, "needs", (const char *const *) needs);
      lkb_json_writer_string (json, "name", rules[i].name);
      lkb_json_writer_string (json, "help", help);
      lkb_json_writer_end_object (json);
    }
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  return lkb_json_writer_finish (json);
}

/* A text as a cell of a table: on one line, without its sign of a column's end. */
static char *
dup_cell (const char *text)
{
  GString *cell = g_string_new (text ? text : "");

  g_string_replace (cell, "|", "\\|", 0);
  g_string_replace (cell, "\n", " ", 0);
  return g_string_free (cell, FALSE);
}

char *
lkb_report_rules_markdown (void)
{
  static const char *const stages[] = {
    "Essential: without these a board cannot be discussed",
    "Strong: what an interviewer asks next",
    "Expert: the rest",
  };
  GString *out = g_string_new ("# Rules\n\nWritten by `lakeboard-cli rules --format markdown`.\n");
  const LkbRuleInfo *rules;
  guint n_rules;

  rules = lkb_rules_get_table (&n_rules);
  for (guint stage = 1; stage <= G_N_ELEMENTS (stages); stage++)
    {
      gboolean begun = FALSE;

      for (guint i = 0; i < n_rules; i++)
        {
          if (rules[i].stage != stage)
            continue;
          if (!begun)
            g_string_append_printf (
                out,
                "\n## %s\n\n"
                "| Rule | Severity | Name | What it checks | Found | Left alone | Needs |\n"
                "|---|---|---|---|---|---|---|\n",
                stages[stage - 1]);
          begun = TRUE;

          g_autofree char *help = dup_cell (rules[i].help);
          g_autofree char *wrong = dup_cell (rules[i].wrong);
          g_autofree char *right = dup_cell (rules[i].right);

          g_string_append_printf (out, "| %s | %s | %s | %s | %s | %s | %s |\n", rules[i].id,
                                  lkb_severity_to_string (rules[i].severity), rules[i].name, help,
                                  wrong, right, rules[i].needs ? rules[i].needs : "");
        }
    }
  return g_string_free (out, FALSE);
}
