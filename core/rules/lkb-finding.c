/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"

/* What others need to know the outcome of. */
static const char *const asked_for[LKB_N_ASKED_FOR] = { "FS001",  "GOAL001", "KPI001", "KPI002",
                                                        "KPI003", "NUM001",  "OWN001", "OWN002",
                                                        "SLA002", "STR002" };

#define NOT_ASKED_FOR LKB_N_ASKED_FOR

#define REPORTS_IN_BLOCK 16

/* Place in the table, and in the list above. A rule's id is the same literal each time that a line of code is run. */
static guint
identify (const LkbRuleRun *run, const char *rule, guint *asked)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (run->rules, rule));
  guint index, i = 0;
  gboolean exists;

  if (known == 0)
    {
      exists = lkb_rule_get_index (rule, &index);
      g_assert (exists);
      while (i < LKB_N_ASKED_FOR && !g_str_equal (asked_for[i], rule))
        i++;
      known = (index + 1) * (LKB_N_ASKED_FOR + 1) + i;
      g_hash_table_insert (run->rules, (gpointer) rule, GUINT_TO_POINTER (known));
    }
  *asked = known % (LKB_N_ASKED_FOR + 1);
  return known / (LKB_N_ASKED_FOR + 1) - 1;
}

/* "id attribute", valid until the next one. */
static const char *
join (const LkbRuleRun *run, const char *id, const char *attribute)
{
  g_string_assign (run->scratch, id);
  g_string_append_c (run->scratch, ' ');
  g_string_append (run->scratch, attribute);
  return run->scratch->str;
}

static const char *
keep (LkbReport *self, const char *text)
{
  return g_string_chunk_insert (self->strings, text);
}

static LkbReport *
new_report (LkbRuleRun *run)
{
  guint place = run->reports->len % REPORTS_IN_BLOCK;
  LkbReport *self;

  if (place == 0)
    g_ptr_array_add (run->blocks, g_new (LkbReport, REPORTS_IN_BLOCK));
  self = (LkbReport *) g_ptr_array_index (run->blocks, run->blocks->len - 1) + place;
  memset (self, 0, offsetof (LkbReport, args));
  return self;
}

LkbReport *
lkb_run_report (LkbRuleRun *run, const char *rule, const LkbElement *element, const char *attribute,
                LkbField field, const char *message)
{
  LkbReport *self = new_report (run);
  const char *id = element != NULL ? lkb_element_get_id (element) : LKB_BOARD_ID;
  guint n_rules, asked;

  self->rule_index = identify (run, rule, &asked);
  self->shown.rule = lkb_rules_get_table (&n_rules) + self->rule_index;
  self->shown.severity = self->shown.rule->severity;
  self->shown.field = field;
  self->message = message;
  self->strings = run->strings;
  self->shown.attribute = keep (self, attribute);
  self->number = run->reports->len;
  self->about = element;
  if (g_strcmp0 (id, LKB_BOARD_ID) != 0)
    {
      /* The graph holds its elements, and the findings the graph. */
      self->named[0] = lkb_element_is_node (element) || lkb_element_is_edge (element)
                           ? id
                           : keep (self, id);
      self->place = lkb_rule_memory_find (run->memory, element)->place;
    }
  g_ptr_array_add (run->reports, self);
  if (asked != NOT_ASKED_FOR)
    {
      if (run->failed[asked] == NULL)
        run->failed[asked] = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_add (run->failed[asked], (gpointer) keep (self, id));
      g_hash_table_add (run->failed[asked], (gpointer) keep (self, join (run, id, attribute)));
    }
  return self;
}

gboolean
lkb_run_has_failed (const LkbRuleRun *run, const char *rule, const char *id)
{
  guint asked;

  identify (run, rule, &asked);
  g_assert (asked != NOT_ASKED_FOR);
  return run->failed[asked] != NULL && g_hash_table_contains (run->failed[asked], id);
}

gboolean
lkb_run_has_failed_at (const LkbRuleRun *run, const char *rule, const char *id,
                       const char *attribute)
{
  guint asked;

  identify (run, rule, &asked);
  g_assert (asked != NOT_ASKED_FOR);
  return run->failed[asked] != NULL
         && g_hash_table_contains (run->failed[asked], join (run, id, attribute));
}

void
lkb_report_set_severity (LkbReport *self, LkbSeverity severity)
{
  self->shown.severity = severity;
}

void
lkb_report_set_file (LkbReport *self, const char *path)
{
  self->shown.file = path != NULL ? keep (self, path) : NULL;
}

void
lkb_report_add_element (LkbReport *self, const char *id)
{
  if (self->named[0] == NULL)
    {
      self->named[0] = keep (self, id);
      return;
    }
  if (self->elements == NULL)
    {
      self->elements = g_ptr_array_new ();
      g_ptr_array_add (self->elements, (gpointer) self->named[0]);
    }
  g_ptr_array_add (self->elements, (gpointer) keep (self, id));
}

const char *
lkb_report_get_object (const LkbReport *self)
{
  return self->named[0] != NULL ? self->named[0] : LKB_BOARD_ID;
}

const char *
lkb_run_keep_key (LkbRuleRun *run, const LkbReport *report)
{
  const char *const parts[] = { report->shown.rule->id, lkb_report_get_object (report),
                                report->shown.attribute };
  gsize lengths[G_N_ELEMENTS (parts)], length = 0;
  char *to;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    length += (lengths[i] = strlen (parts[i])) + 1;
  g_string_set_size (run->scratch, length);
  to = run->scratch->str;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      memcpy (to, parts[i], lengths[i]);
      to[lengths[i]] = ':';
      to += lengths[i] + 1;
    }
  return g_string_chunk_insert_len (run->strings, run->scratch->str, length - 1);
}

static void
add_arg (LkbReport *self, const char *key, const char *value, gboolean is_msgid)
{
  g_assert (self->n_args < LKB_REPORT_MAX_ARGS);
  self->args[self->n_args++]
      = (LkbMessageArg){ .key = key, .value = keep (self, value), .is_msgid = is_msgid };
}

void
lkb_report_take_arg (LkbReport *self, const char *key, char *value)
{
  add_arg (self, key, value != NULL ? value : "", FALSE);
  g_free (value);
}

void
lkb_report_add_arg (LkbReport *self, const char *key, const char *value)
{
  add_arg (self, key, value != NULL ? value : "", FALSE);
}

void
lkb_report_take_apart (LkbReport *self, LkbDimension dimension, const char *currency,
                       const char *first_key, double first, const char *second_key, double second)
{
  char *first_text, *second_text;

  lkb_format_apart (dimension, currency, first, second, &first_text, &second_text);
  lkb_report_take_arg (self, first_key, first_text);
  lkb_report_take_arg (self, second_key, second_text);
}

void
lkb_report_take_percent (LkbReport *self, const char *key, double share, double limit)
{
  g_autofree char *fine = NULL, *unused = NULL;

  if (round (100 * share) > 100 * limit)
    {
      lkb_report_take_arg (self, key, g_strdup_printf ("%.0f %%", 100 * share));
      return;
    }
  lkb_format_apart (LKB_DIMENSION_FRACTION, NULL, share, limit, &fine, &unused);
  lkb_report_take_arg (self, key, g_steal_pointer (&fine));
}

void
lkb_report_add_msgid (LkbReport *self, const char *key, const char *msgid)
{
  add_arg (self, key, msgid != NULL ? msgid : "", TRUE);
}

void
lkb_report_add_edge (LkbRuleRun *run, LkbReport *self, const char *key, const LkbFlowEdge *edge)
{
  g_assert (self->n_args < LKB_REPORT_MAX_ARGS && self->ends[0] == NULL);
  self->args[self->n_args++] = (LkbMessageArg){ .key = key };
  self->ends[0] = lkb_flow_graph_get_node (run->graph, edge->from)->element;
  self->ends[1] = lkb_flow_graph_get_node (run->graph, edge->to)->element;
}

LkbFix *
lkb_report_get_fix (const LkbReport *self, guint i)
{
  return i < LKB_REPORT_USUAL_FIXES ? (LkbFix *) &self->first_fixes[i]
                                    : &self->more_fixes[i - LKB_REPORT_USUAL_FIXES];
}

static void
add_fix (LkbReport *self, LkbFix fix)
{
  guint more = self->shown.n_fixes + 1;

  if (more > LKB_REPORT_USUAL_FIXES)
    self->more_fixes = g_renew (LkbFix, self->more_fixes, more - LKB_REPORT_USUAL_FIXES);
  self->shown.n_fixes++;
  *lkb_report_get_fix (self, self->shown.n_fixes - 1) = fix;
}

void
lkb_report_take_fix (LkbReport *self, const char *label, const char *value, LkbChange *change)
{
  if (change == NULL || lkb_change_is_empty (change))
    {
      g_clear_pointer (&change, lkb_change_unref);
      return;
    }
  add_fix (self, (LkbFix){ .label = label,
                           .value = keep (self, value != NULL ? value : ""),
                           .change = change,
                           .field = LKB_N_FIELDS });
}

void
lkb_report_fix_value (LkbRuleRun *run, LkbReport *self, const char *label, const char *shown,
                      const char *id, LkbField field, const LkbValue *value)
{
  const LkbElement *about = self->about;
  const LkbElement *element = about != NULL && id == lkb_element_get_id (about)
                                  ? about
                                  : lkb_board_lookup (run->board, id);

  if (element == NULL || lkb_kind_get_tier (lkb_element_get_kind (element), field) == 0
      || lkb_value_equal (lkb_element_get (element, field), value))
    return;
  add_fix (self, (LkbFix){ .label = label,
                           .value = keep (self, shown != NULL ? shown : ""),
                           .element = lkb_element_ref (element),
                           .field = field,
                           .to = value != NULL ? lkb_value_ref (value) : NULL });
}

void
lkb_report_fix_arrange (LkbRuleRun *run, LkbReport *self, const char *label)
{
  add_fix (self, (LkbFix){ .label = label, .value = "", .board = lkb_board_copy (run->board) });
}

void
lkb_report_fix_made (LkbReport *self, const char *label, const LkbElement *element, LkbField field,
                     LkbFixMaker maker)
{
  g_assert (lkb_element_get (element, field) == NULL);
  add_fix (self, (LkbFix){ .label = label,
                           .element = lkb_element_ref (element),
                           .field = field,
                           .maker = maker });
}

void
lkb_report_fix_text (LkbRuleRun *run, LkbReport *self, const char *label, const char *id,
                     LkbField field, const char *text)
{
  g_autoptr (LkbValue) value = !lkb_text_is_blank (text)
                                   ? lkb_value_new_typed (lkb_field_get_info (field), text)
                                   : NULL;

  lkb_report_fix_value (run, self, label, text, id, field, value);
}

void
lkb_report_clear (LkbReport *self)
{
  for (guint i = 0; i < self->shown.n_fixes; i++)
    {
      LkbFix *fix = lkb_report_get_fix (self, i);

      g_clear_pointer (&fix->change, lkb_change_unref);
      g_clear_pointer (&fix->element, lkb_element_unref);
      g_clear_pointer (&fix->to, lkb_value_unref);
      g_clear_object (&fix->board);
    }
  g_clear_pointer (&self->more_fixes, g_free);
  g_clear_pointer (&self->elements, g_ptr_array_unref);
}

/* What the places of a message are filled with. */
typedef struct
{
  const LkbReport *report;
  const char *value; /* (nullable) */
  gboolean translate;
  GString *ends; /* what the places of an edge are filled with */
} Filling;

static const char *
get_name (const LkbElement *node)
{
  const char *name = lkb_element_get_name (node);

  return name != NULL ? name : lkb_element_get_id (node);
}

static const char *
find_words (const char *key, gsize length, gpointer data)
{
  const Filling *filling = data;
  const LkbReport *self = filling->report;

  if (filling->value != NULL && length == 5 && strncmp (key, "value", 5) == 0)
    return filling->value;
  for (guint i = 0; i < self->n_args; i++)
    {
      const LkbMessageArg *arg = &self->args[i];

      if (strlen (arg->key) != length || strncmp (arg->key, key, length) != 0)
        continue;
      if (arg->value == NULL)
        {
          g_string_printf (filling->ends, "%s → %s", get_name (self->ends[0]),
                           get_name (self->ends[1]));
          return filling->ends->str;
        }
      return arg->is_msgid && filling->translate ? _ (arg->value) : arg->value;
    }
  return NULL;
}

/* Puts the arguments into the places {key} of a message. */
static char *
word (const LkbReport *self, const char *message, const char *value, gboolean translate)
{
  g_autoptr (GString) ends = g_string_new (NULL);
  Filling filling = { self, value, translate, ends };
  g_autofree char *filled = lkb_text_fill (translate ? _ (message) : message, find_words, &filling);

  return lkb_text_shown_line (filled);
}

char *
lkb_finding_dup_message (const LkbFinding *finding, gboolean translate)
{
  const LkbReport *self = (const LkbReport *) finding;

  g_return_val_if_fail (finding != NULL, NULL);
  return word (self, self->message, NULL, translate);
}

char *
lkb_finding_dup_fix_label (const LkbFinding *finding, guint i, gboolean translate)
{
  const LkbReport *self = (const LkbReport *) finding;
  const LkbFix *fix;
  g_autofree char *made = NULL;

  g_return_val_if_fail (finding != NULL && i < finding->n_fixes, NULL);
  fix = lkb_report_get_fix (self, i);
  if (fix->maker != NULL)
    lkb_value_unref (fix->maker (fix->element, &made));
  return word (self, fix->label, made != NULL ? made : fix->value, translate);
}

/* (transfer full) */
static LkbChange *
make_change (const LkbFix *fix)
{
  g_autoptr (LkbValue) made = NULL;
  g_autoptr (LkbElement) after = NULL;
  LkbChange *change;

  if (fix->board != NULL)
    return lkb_fix_arrange (fix->board);
  made = fix->maker != NULL ? fix->maker (fix->element, NULL) : NULL;
  after = lkb_element_with (fix->element, fix->field, made != NULL ? made : fix->to);
  change = lkb_change_new (NULL);
  lkb_change_take_label (change, lkb_edit_dup_set_label (fix->field));
  lkb_change_add (change, fix->element, after);
  return change;
}

LkbChange *
lkb_finding_get_fix (const LkbFinding *finding, guint i)
{
  const LkbReport *self = (const LkbReport *) finding;
  LkbFix *fix;

  g_return_val_if_fail (finding != NULL && i < finding->n_fixes, NULL);
  fix = lkb_report_get_fix (self, i);
  if (g_atomic_pointer_get (&fix->change) == NULL)
    {
      LkbChange *change = make_change (fix);

      /* Findings are read by more than one thread: whoever comes second takes what the first one made. */
      if (!g_atomic_pointer_compare_and_exchange (&fix->change, NULL, change))
        lkb_change_unref (change);
    }
  return fix->change;
}

LkbValue *
lkb_list_replace (const LkbValue *list, guint index, const LkbValue *item)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < lkb_value_get_n (list); i++)
    {
      const LkbValue *value = i == index ? item : lkb_value_get_nth (list, i);

      if (value != NULL)
        g_ptr_array_add (items, (gpointer) value);
    }
  return lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) items->pdata, items->len);
}

LkbValue *
lkb_record_with_text (const LkbFieldInfo *info, const LkbValue *record, const char *member,
                      const char *text)
{
  LkbRecordBuilder *builder = lkb_record_builder_new_from (info->members, record);
  const LkbFieldInfo *row = info->members;
  g_autoptr (LkbValue) value = NULL;

  while (row->key != NULL && !g_str_equal (row->key, member))
    row++;
  g_assert (row->key != NULL);
  value = text != NULL ? lkb_value_new_typed (row, text) : NULL;
  lkb_record_builder_set (builder, member, value);
  return lkb_record_builder_end (builder);
}

char *
lkb_run_dup_name (const LkbRuleRun *run, const char *id)
{
  const LkbElement *element = lkb_board_lookup (run->board, id);

  if (element == NULL)
    return g_strdup (id);
  if (lkb_element_is_edge (element))
    return lkb_run_dup_edge_name (run, element);
  return lkb_element_get_name (element) != NULL ? g_strdup (lkb_element_get_name (element))
                                                : g_strdup (id);
}

char *
lkb_run_dup_edge_name (const LkbRuleRun *run, const LkbElement *edge)
{
  g_autofree char *from = lkb_run_dup_name (run, lkb_element_get_from (edge));
  g_autofree char *to = lkb_run_dup_name (run, lkb_element_get_to (edge));

  return g_strdup_printf ("%s → %s", from, to);
}

char *
lkb_kpi_dup_attribute (const LkbValue *kpi, guint index)
{
  const char *name = lkb_value_get_member_text (kpi, "name");

  if (lkb_text_is_blank (name))
    return g_strdup_printf ("kpis/%u", index + 1);
  return g_strdup_printf ("kpis/%s", name);
}

gboolean
lkb_run_in_list (LkbRuleRun *run, const char *list, const char *folded)
{
  return g_hash_table_contains (lkb_rule_memory_get_list (run->memory, list), folded);
}
