/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-sight.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-default.h"
#include "core/model/lkb-ownership.h"

void
lkb_sight_add (GPtrArray *elements, const char *id)
{
  if (elements != NULL && id != NULL
      && !g_ptr_array_find_with_equal_func (elements, id, g_str_equal, NULL))
    g_ptr_array_add (elements, (gpointer) id);
}

guint
lkb_sight_count (const LkbSight *sight, const char *rule, LkbSeverity severity, GPtrArray *elements)
{
  guint n = 0;

  g_return_val_if_fail (sight != NULL && rule != NULL, 0);
  for (guint i = 0; i < lkb_findings_get_n (sight->findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (sight->findings, i);

      if (!g_str_equal (finding->rule->id, rule) || finding->severity > severity)
        continue;
      n++;
      for (guint k = 0; finding->elements[k] != NULL; k++)
        lkb_sight_add (elements, finding->elements[k]);
    }
  return n;
}

static gboolean
is_hit (const LkbWordHit *hit, LkbWordHitType type, const char *class)
{
  if (hit->type != type)
    return FALSE;
  return class == NULL
         || (hit->group != NULL && hit->group->redeemed_by != NULL
             && g_strv_contains ((const char *const *) hit->group->redeemed_by, class));
}

static gboolean
text_has_word (LkbWordScanner *scanner, const char *text, LkbWordHitType type, const char *class)
{
  g_autoptr (GArray) hits = text != NULL ? lkb_word_scanner_scan (scanner, text, FALSE) : NULL;

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    if (is_hit (&g_array_index (hits, LkbWordHit, i), type, class))
      return TRUE;
  return FALSE;
}

/* All that was said in the field, member by member. */
static gboolean
value_has_word (LkbWordScanner *scanner, const LkbValue *value, const LkbFieldInfo *info,
                LkbWordHitType type, const char *class)
{
  if (value == NULL)
    return FALSE;
  switch (lkb_value_get_type (value))
    {
    case LKB_VALUE_TEXT_LIST:
      for (guint i = 0; i < lkb_value_get_n (value); i++)
        if (text_has_word (scanner, lkb_value_get_nth_text (value, i), type, class))
          return TRUE;
      return FALSE;
    case LKB_VALUE_RECORD_LIST:
      for (guint i = 0; i < lkb_value_get_n (value); i++)
        for (const LkbFieldInfo *member = info->members; member->key != NULL; member++)
          if (text_has_word (scanner,
                             lkb_value_get_member_text (lkb_value_get_nth (value, i), member->key),
                             type, class))
            return TRUE;
      return FALSE;
    default:
      return text_has_word (scanner, lkb_value_get_text (value), type, class);
    }
}

gboolean
lkb_sight_has_word (const LkbSight *sight, const char *rule, LkbWordHitType type, const char *class,
                    GPtrArray *elements)
{
  g_autoptr (LkbWordScanner) scanner = NULL;
  gboolean found = FALSE;

  g_return_val_if_fail (sight != NULL && rule != NULL, FALSE);
  for (guint i = 0; sight->vocabulary != NULL && i < lkb_findings_get_n (sight->findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (sight->findings, i);
      const LkbElement *about = lkb_board_lookup (
          sight->board, finding->elements[0] != NULL ? finding->elements[0] : LKB_BOARD_ID);

      if (!g_str_equal (finding->rule->id, rule) || about == NULL || finding->field >= LKB_N_FIELDS)
        continue;
      if (scanner == NULL)
        scanner = lkb_word_scanner_new (sight->vocabulary, NULL);
      if (value_has_word (scanner, lkb_element_get (about, finding->field),
                          lkb_field_get_info (finding->field), type, class))
        {
          found = TRUE;
          lkb_sight_add (elements, lkb_element_get_id (about));
        }
    }
  return found;
}

/* ---- what keeps it running ---- */

static gboolean
is_any_of (const LkbElement *element, LkbField field, const char *const *words)
{
  const char *word = lkb_element_get_text (element, field);

  return word != NULL && g_strv_contains (words, word);
}

static gboolean
can_replay (const LkbElement *node)
{
  static const char *const bronze[] = { "bronze", NULL };
  static const char *const passing[] = { "cache", "checkpoint", NULL };

  switch (lkb_element_get_kind (node))
    {
    case LKB_KIND_INGESTION:
      return lkb_element_get_boolean (node, LKB_FIELD_REPLAYABLE);
    case LKB_KIND_PIPELINE:
      return is_any_of (node, LKB_FIELD_LAYER, bronze);
    case LKB_KIND_STORAGE:
      return !is_any_of (node, LKB_FIELD_TYPE, passing);
    default:
      return FALSE;
    }
}

static gboolean
has_text (const LkbElement *element, LkbField field)
{
  return lkb_kind_get_tier (lkb_element_get_kind (element), field) > 0
         && !lkb_text_is_blank (lkb_element_get_text (element, field));
}

static gboolean
has_promise (const LkbElement *edge)
{
  const LkbValue *slas = lkb_element_get (edge, LKB_FIELD_SLAS);

  for (guint i = 0; slas != NULL && i < lkb_value_get_n (slas); i++)
    if (lkb_value_get_member_quantity (lkb_value_get_nth (slas, i), "target") != NULL)
      return TRUE;
  return FALSE;
}

/* Whoever the roster calls is called, whether or not an edge names the team yet: so an owner more never takes it away. */
static gboolean
has_roster_call (LkbBoard *board)
{
  const LkbValue *roster = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_ROSTER);

  for (guint i = 0; roster != NULL && i < lkb_value_get_n (roster); i++)
    if (lkb_escalation_is_whole (
            lkb_value_get_member (lkb_value_get_nth (roster, i), "escalation")))
      return TRUE;
  return FALSE;
}

LkbOperations
lkb_board_get_operations (LkbBoard *board)
{
  static const char *const fallback[] = { "fallback", NULL };
  const GPtrArray *elements;
  LkbOperations operations = 0;

  g_return_val_if_fail (LKB_IS_BOARD (board), 0);
  if (has_roster_call (board))
    operations |= LKB_OPERATION_ESCALATION;
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      gboolean is_edge = lkb_element_is_edge (element);

      if (!is_edge && !lkb_element_is_node (element))
        continue;
      if (has_text (element, LKB_FIELD_LATE_POLICY))
        operations |= LKB_OPERATION_LATE;
      if (can_replay (element))
        operations |= LKB_OPERATION_REPLAY;
      if (is_edge && has_promise (element))
        operations |= LKB_OPERATION_SLA;
      if (is_edge && lkb_escalation_is_whole (lkb_element_get (element, LKB_FIELD_ESCALATION)))
        operations |= LKB_OPERATION_ESCALATION;
      if (is_edge ? is_any_of (element, LKB_FIELD_ROLE, fallback)
                  : (has_text (element, LKB_FIELD_FALLBACK)
                     || has_text (element, LKB_FIELD_REDUNDANCY)))
        operations |= LKB_OPERATION_DEGRADED;
    }
  return operations;
}

const char *
lkb_operation_get_name (LkbOperations operation)
{
  switch (operation)
    {
    case LKB_OPERATION_LATE:
      return N_ ("late data");
    case LKB_OPERATION_REPLAY:
      return N_ ("replay");
    case LKB_OPERATION_SLA:
      return N_ ("SLA");
    case LKB_OPERATION_ESCALATION:
      return N_ ("escalation");
    case LKB_OPERATION_DEGRADED:
      return N_ ("degraded mode");
    default:
      g_return_val_if_reached ("");
    }
}

/* ---- counting ---- */

guint
lkb_board_count_numbers (LkbBoard *board)
{
  static const LkbField budgets[] = { LKB_FIELD_BUDGET_REQUEST_TAIL, LKB_FIELD_BUDGET_FRESHNESS,
                                      LKB_FIELD_BUDGET_LATENCY, LKB_FIELD_BUDGET_COST,
                                      LKB_FIELD_BUDGET_AVAILABILITY };
  const LkbElement *facts;
  const LkbValue *kpis;
  guint n_defaults = 0, n;

  g_return_val_if_fail (LKB_IS_BOARD (board), 0);
  n = lkb_board_count_figures (board, &n_defaults);
  n -= n_defaults;
  facts = lkb_board_get_facts (board);
  for (guint i = 0; i < G_N_ELEMENTS (budgets); i++)
    n += lkb_element_get_quantity (facts, budgets[i]) != NULL;
  kpis = lkb_element_get (facts, LKB_FIELD_KPIS);
  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    n += lkb_value_get_member_quantity (lkb_value_get_nth (kpis, i), "target") != NULL;
  return n;
}

/* The words of the record of the first number and of a KPI. */
static gboolean
has_number_in_words (const LkbElement *facts, LkbWordScanner *scanner)
{
  const LkbValue *first = lkb_element_get (facts, LKB_FIELD_FIRST_NUMBER);
  const LkbValue *kpis = lkb_element_get (facts, LKB_FIELD_KPIS);

  if (lkb_word_scanner_has_number (scanner, lkb_element_get_text (facts, LKB_FIELD_GOAL))
      || (first != NULL
          && lkb_word_scanner_has_number (scanner, lkb_value_get_member_text (first, "text"))))
    return TRUE;
  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    if (lkb_word_scanner_has_number (
            scanner, lkb_value_get_member_text (lkb_value_get_nth (kpis, i), "name")))
      return TRUE;
  return FALSE;
}

gboolean
lkb_board_has_number (LkbBoard *board, LkbWordScanner *scanner)
{
  g_return_val_if_fail (LKB_IS_BOARD (board) && scanner != NULL, FALSE);

  return lkb_board_count_numbers (board) > 0
         || has_number_in_words (lkb_board_get_facts (board), scanner);
}

guint
lkb_board_count_nodes (LkbBoard *board)
{
  guint n = 0;

  g_return_val_if_fail (LKB_IS_BOARD (board), 0);
  for (LkbKind kind = 0; kind < LKB_N_KINDS; kind++)
    if (lkb_kind_is_node (kind))
      n += lkb_board_count (board, kind);
  return n;
}

/* ---- changes ---- */

static gboolean
is_place (LkbField field)
{
  switch ((int) field)
    {
    case LKB_FIELD_X:
    case LKB_FIELD_Y:
    case LKB_FIELD_W:
    case LKB_FIELD_H:
    case LKB_FIELD_PINNED:
    case LKB_FIELD_FROM_SIDE:
    case LKB_FIELD_TO_SIDE:
    case LKB_FIELD_WAYPOINTS:
    case LKB_FIELD_LABEL_AT:
    case LKB_FIELD_LABEL_OFFSET:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Whether a field differs that is none of those for which @skip says so. */
static gboolean
differs (const LkbChangePair *pair, gboolean (*skip) (LkbField field))
{
  LkbKind kind;
  guint n_fields;
  const LkbKindField *fields;

  if (pair->before == NULL || pair->after == NULL)
    return TRUE;
  kind = lkb_element_get_kind (pair->after);
  if (kind != lkb_element_get_kind (pair->before))
    return TRUE;
  fields = lkb_kind_get_fields (kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (!skip (fields[i].field)
        && !lkb_value_equal (lkb_element_get (pair->before, fields[i].field),
                             lkb_element_get (pair->after, fields[i].field)))
      return TRUE;
  return FALSE;
}

gboolean
lkb_change_pair_has_meaning (const LkbChangePair *pair)
{
  g_return_val_if_fail (pair != NULL, FALSE);
  return differs (pair, is_place);
}

/* ---- where the time goes ---- */

#define LONGEST_MS 60000

struct _LkbFocus
{
  GHashTable *spent; /* id → gint64 * */
  gint64 last;
  const char *most; /* a key */
};

LkbFocus *
lkb_focus_new (void)
{
  LkbFocus *self = g_new0 (LkbFocus, 1);

  self->spent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
lkb_focus_free (LkbFocus *self)
{
  g_return_if_fail (self != NULL);
  g_hash_table_unref (self->spent);
  g_free (self);
}

static gboolean
is_owner (LkbField field)
{
  return field == LKB_FIELD_OWNER;
}

static const char *
find_only_node (const LkbChange *change)
{
  const char *only = NULL;

  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);

      if (!lkb_element_is_node (pair->after != NULL ? pair->after : pair->before))
        continue;
      if (only != NULL || !differs (pair, is_owner))
        return NULL;
      only = lkb_change_pair_get_id (pair);
    }
  return only;
}

void
lkb_focus_add (LkbFocus *self, gint64 time, const LkbChange *change)
{
  const char *id;
  gint64 spent;

  g_return_if_fail (self != NULL && change != NULL);
  id = find_only_node (change);
  spent = CLAMP (time - self->last, 0, LONGEST_MS);
  self->last = MAX (self->last, time);
  if (id != NULL)
    {
      gint64 *sum = g_hash_table_lookup (self->spent, id);
      gint64 *most;

      if (sum == NULL)
        {
          sum = g_new0 (gint64, 1);
          g_hash_table_insert (self->spent, g_strdup (id), sum);
        }
      *sum += spent;
      most = self->most != NULL ? g_hash_table_lookup (self->spent, self->most) : NULL;
      if (most == NULL || *sum > *most)
        {
          gpointer key;

          g_hash_table_lookup_extended (self->spent, id, &key, NULL);
          self->most = key;
        }
    }
}

const char *
lkb_focus_get_node (const LkbFocus *self, gint64 now, double *share)
{
  const gint64 *most;

  g_return_val_if_fail (self != NULL && share != NULL, NULL);
  most = self->most != NULL ? g_hash_table_lookup (self->spent, self->most) : NULL;
  *share = most != NULL && now > 0 ? (double) *most / now : 0;
  return self->most;
}
