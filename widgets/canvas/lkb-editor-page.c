/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page as the editor of the board's facts: where one is on it, and what is typed there. */

#include "lkb-editor-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-kpi.h"
#include "core/model/lkb-proposal.h"
#include "core/model/lkb-trade-off.h"
#include "lkb-reading-order.h"

#define REVEAL_MARGIN 16.0

static const char *const facts_ids[] = { LKB_BOARD_ID, NULL };

static const LkbValue *
get_fact (LkbEditor *self, LkbField field)
{
  return lkb_element_get (lkb_board_get_facts (self->board), field);
}

void
lkb_editor_set_number_format (LkbEditor *self, const char *decimal, const char *grouping)
{
  g_return_if_fail (LKB_IS_EDITOR (self));
  g_return_if_fail (decimal != NULL && grouping != NULL);

  g_free (self->decimal);
  g_free (self->grouping);
  self->decimal = g_strdup (*decimal != '\0' ? decimal : ".");
  self->grouping = g_strdup (grouping);
}

/* (transfer full): "3s p95" is what a person types, "3 s @ p95" what the file says. */
static char *
dup_stored (LkbEditor *self, const char *clean, LkbDimension dimension)
{
  g_autofree char *stored = NULL;
  g_autofree char *second = NULL;
  LkbQuantity quantity;

  if (!lkb_quantity_parse (clean, &quantity))
    lkb_quantity_parse_shorthand (clean, self->decimal, self->grouping, dimension, &stored,
                                  &second);
  return stored != NULL ? g_steal_pointer (&stored) : g_strdup (clean);
}

gboolean
lkb_editor_set_fact (LkbEditor *self, LkbField field, const char *text)
{
  const LkbFieldInfo *info = lkb_field_get_info (field);
  g_autofree char *clean = NULL;
  g_autofree char *stored = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  clean = lkb_text_one_line (text);
  if (g_strcmp0 (lkb_element_get_text (lkb_board_get_facts (self->board), field),
                 clean[0] != '\0' ? clean : NULL)
      == 0)
    return FALSE;
  stored = info->type == LKB_VALUE_QUANTITY ? dup_stored (self, clean, info->dimension)
                                            : g_steal_pointer (&clean);
  return lkb_editor_apply (self, lkb_edit_set_text (self->board, facts_ids, field, stored));
}

/* One step that says what was done; NULL @value: the list is gone. */
static gboolean
apply_list (LkbEditor *self, LkbField field, const LkbValue *value, const char *msgid,
            gboolean removes)
{
  LkbChange *change;

  if (lkb_value_equal (value, get_fact (self, field)))
    return FALSE;
  change = lkb_edit_set (self->board, facts_ids, field, value);
  if (change != NULL)
    lkb_change_take_label (change, lkb_label_new (msgid, NULL));
  if (!lkb_editor_apply (self, change))
    return FALSE;
  /* A line that was emptied may have been so by accident. */
  if (removes)
    lkb_editor_emit_message (self, _ (msgid), TRUE);
  return TRUE;
}

/* (transfer full) (nullable): the list with @item in place of its row @row; NULL takes the row away, a row behind the last is
 * added. */
static LkbValue *
dup_record_list (const LkbValue *list, guint row, LkbValue *item)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  guint n = list != NULL ? lkb_value_get_n (list) : 0;

  for (guint i = 0; i < n; i++)
    if (i != row)
      g_ptr_array_add (items, (gpointer) lkb_value_get_nth (list, i));
    else if (item != NULL)
      g_ptr_array_add (items, item);
  if (row >= n && item != NULL)
    g_ptr_array_add (items, item);
  return items->len > 0 ? lkb_value_new_list (LKB_VALUE_RECORD_LIST,
                                              (LkbValue *const *) items->pdata, items->len)
                        : NULL;
}

static LkbValue *
dup_text_list (const LkbValue *list, guint row, const char *text)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  guint n = list != NULL ? lkb_value_get_n (list) : 0;

  for (guint i = 0; i < n; i++)
    if (i != row)
      g_ptr_array_add (texts, (gpointer) lkb_value_get_nth_text (list, i));
    else if (*text != '\0')
      g_ptr_array_add (texts, (gpointer) text);
  if (row >= n && *text != '\0')
    g_ptr_array_add (texts, (gpointer) text);
  return texts->len > 0 ? lkb_value_new_text_list ((const char *const *) texts->pdata, texts->len)
                        : NULL;
}

static const LkbValue *
get_record (LkbEditor *self, LkbField field, int row)
{
  const LkbValue *list = get_fact (self, field);

  return list != NULL && row >= 0 && row < (int) lkb_value_get_n (list)
             ? lkb_value_get_nth (list, (guint) row)
             : NULL;
}

static gboolean
set_assumption (LkbEditor *self, int row, const char *text)
{
  const LkbValue *list = get_fact (self, LKB_FIELD_ASSUMPTIONS);
  gboolean adds = list == NULL || row >= (int) lkb_value_get_n (list);
  g_autofree char *clean = lkb_text_one_line (text);
  g_autofree char *before = adds ? NULL
                                 : lkb_text_one_line (lkb_value_get_nth_text (list, (guint) row));
  g_autoptr (LkbValue) value = NULL;

  if (g_strcmp0 (clean, before != NULL ? before : "") == 0)
    return FALSE;
  value = dup_text_list (list, (guint) row, clean);
  return apply_list (self, LKB_FIELD_ASSUMPTIONS, value,
                     adds             ? N_ ("Add assumption")
                     : *clean == '\0' ? N_ ("Remove assumption")
                                      : N_ ("Change assumption"),
                     !adds && *clean == '\0');
}

static gboolean
set_trade_off (LkbEditor *self, int row, const char *line)
{
  const LkbValue *list = get_fact (self, LKB_FIELD_TRADE_OFFS);
  const LkbValue *before = get_record (self, LKB_FIELD_TRADE_OFFS, row);
  g_autoptr (LkbValue) record = lkb_trade_off_parse (self->board, line, before);
  g_autoptr (LkbValue) value = dup_record_list (list, (guint) row, record);

  return apply_list (self, LKB_FIELD_TRADE_OFFS, value,
                     before == NULL   ? N_ ("Add trade-off")
                     : record == NULL ? N_ ("Remove trade-off")
                                      : N_ ("Change trade-off"),
                     record == NULL);
}

/* Place of the primary KPI in the list; its length when there is none. */
static guint
find_primary (LkbEditor *self)
{
  const LkbValue *list = get_fact (self, LKB_FIELD_KPIS);
  const LkbValue *primary = lkb_board_get_primary_kpi (self->board);
  guint i = 0;

  while (list != NULL && i < lkb_value_get_n (list) && lkb_value_get_nth (list, i) != primary)
    i++;
  return i;
}

/* (transfer full) (nullable): the KPI that @line says. */
static LkbValue *
dup_kpi (LkbEditor *self, const char *line)
{
  const LkbValue *before = lkb_board_get_primary_kpi (self->board);
  g_autofree char *clean = lkb_text_one_line (line);
  g_autoptr (LkbValue) proposed = lkb_propose_kpi (self->board);

  /* Taken from the goal as it was offered. */
  if (proposed != NULL && g_strcmp0 (clean, lkb_value_get_member_text (proposed, "target")) == 0)
    return g_steal_pointer (&proposed);
  return lkb_kpi_parse (self->board, clean, self->decimal, self->grouping, before);
}

gboolean
lkb_editor_set_kpi (LkbEditor *self, const char *line)
{
  const LkbValue *before;
  g_autoptr (LkbValue) kpi = NULL;
  g_autoptr (LkbValue) value = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (line != NULL, FALSE);

  before = lkb_board_get_primary_kpi (self->board);
  kpi = dup_kpi (self, line);
  value = dup_record_list (get_fact (self, LKB_FIELD_KPIS), find_primary (self), kpi);
  return apply_list (self, LKB_FIELD_KPIS, value,
                     before == NULL ? N_ ("Set KPI")
                     : kpi == NULL  ? N_ ("Remove KPI")
                                    : N_ ("Change KPI"),
                     kpi == NULL);
}

gboolean
lkb_editor_set_stop_text (LkbEditor *self, LkbField field, int row, const char *text)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  switch (field)
    {
    case LKB_FIELD_ASSUMPTIONS:
      return row >= 0 && set_assumption (self, row, text);
    case LKB_FIELD_TRADE_OFFS:
      return row >= 0 && set_trade_off (self, row, text);
    case LKB_FIELD_KPIS:
      return lkb_editor_set_kpi (self, text);
    default:
      return lkb_editor_set_fact (self, field, text);
    }
}

gboolean
lkb_editor_can_type (LkbEditor *self, LkbField field, int row)
{
  LkbValueType type;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (field >= LKB_N_FIELDS || lkb_kind_get_tier (LKB_KIND_BOARD, field) == 0)
    return FALSE;
  if (field == LKB_FIELD_ASSUMPTIONS || field == LKB_FIELD_TRADE_OFFS)
    return row >= 0;
  type = lkb_field_get_info (field)->type;
  return field == LKB_FIELD_KPIS || type == LKB_VALUE_TEXT || type == LKB_VALUE_QUANTITY;
}

char *
lkb_editor_dup_stop_text (LkbEditor *self, LkbField field, int row)
{
  const LkbValue *list;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  switch (field)
    {
    case LKB_FIELD_ASSUMPTIONS:
      list = get_fact (self, field);
      return list != NULL && row >= 0 && row < (int) lkb_value_get_n (list)
                 ? lkb_text_one_line (lkb_value_get_nth_text (list, (guint) row))
                 : g_strdup ("");
    case LKB_FIELD_TRADE_OFFS:
      return lkb_trade_off_dup_line (self->board, get_record (self, field, row));
    case LKB_FIELD_KPIS:
      return lkb_kpi_dup_line (lkb_board_get_primary_kpi (self->board));
    default:
      {
        const char *text = lkb_element_get_text (lkb_board_get_facts (self->board), field);

        return g_strdup (text != NULL ? text : "");
      }
    }
}

char *
lkb_editor_dup_stop_offer (LkbEditor *self, LkbField field)
{
  g_autoptr (LkbValue) kpi = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  if (field == LKB_FIELD_KPIS)
    kpi = lkb_propose_kpi (self->board);
  return kpi != NULL ? g_strdup (lkb_value_get_member_text (kpi, "target")) : NULL;
}

static LkbField
get_budget_field (LkbBudgetKind kind)
{
  switch (kind)
    {
    case LKB_BUDGET_LATENCY:
      return LKB_FIELD_BUDGET_LATENCY;
    case LKB_BUDGET_REQUEST_TAIL:
      return LKB_FIELD_BUDGET_REQUEST_TAIL;
    case LKB_BUDGET_FRESHNESS:
      return LKB_FIELD_BUDGET_FRESHNESS;
    case LKB_BUDGET_AVAILABILITY:
      return LKB_FIELD_BUDGET_AVAILABILITY;
    case LKB_BUDGET_COST:
      return LKB_FIELD_BUDGET_COST;
    case LKB_N_BUDGETS:
    default:
      return LKB_N_FIELDS;
    }
}

/* (transfer full): what was understood, and which budget goes with the KPI that is there. */
static char *
dup_kpi_echo (LkbEditor *self, const LkbValue *kpi)
{
  const LkbPrimary *primary = self->analysis != NULL ? lkb_analysis_get_primary (self->analysis)
                                                     : NULL;
  g_autofree char *echo = lkb_kpi_dup_echo (kpi);
  const LkbBudget *budget;
  g_autofree char *words = NULL;
  const char *label;

  if (primary == NULL || !primary->exists || !primary->has_kind
      || lkb_board_get_primary_kpi (self->board) == NULL)
    return g_steal_pointer (&echo);
  budget = lkb_analysis_get_budget (self->analysis, primary->kind);
  if (budget == NULL || get_budget_field (primary->kind) == LKB_N_FIELDS)
    return g_steal_pointer (&echo);
  label = lkb_field_get_label (get_budget_field (primary->kind));
  if (budget->derived)
    /* Translators: %s is a budget such as “From event to use”. */
    words = g_strdup_printf (_ ("the budget “%s” is derived from it"), label);
  else
    /* Translators: a budget that was typed, and its figure */
    words = g_strdup_printf (_ ("the budget “%s” stays %s"), label, budget->text);
  return g_strjoin ("  ·  ", echo, words, NULL);
}

/* (transfer full) (nullable): what was understood of a quantity. */
static char *
dup_quantity_echo (LkbEditor *self, LkbField field, const char *text)
{
  LkbDimension dimension = lkb_field_get_info (field)->dimension;
  g_autofree char *clean = lkb_text_one_line (text);
  g_autofree char *stored = dup_stored (self, clean, dimension);
  LkbQuantity quantity;

  if (!lkb_quantity_parse_as (stored, dimension, &quantity))
    {
      const char *usual = lkb_field_get_usual (field);

      return g_strdup_printf (_ ("not understood: e.g. %s"),
                              usual != NULL ? usual : lkb_dimension_get_example (dimension));
    }
  return lkb_format_quantity (&quantity);
}

char *
lkb_editor_dup_stop_echo (LkbEditor *self, LkbField field, int row, const char *text)
{
  g_autoptr (LkbValue) value = NULL;
  g_autofree char *offer = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (lkb_text_is_blank (text))
    {
      offer = lkb_editor_dup_stop_offer (self, field);
      if (offer != NULL)
        return g_strdup (_ ("Tab uses it as the KPI"));
      if (field == LKB_FIELD_TRADE_OFFS)
        return g_strdup (_ ("chosen over other; gives up …; knob …"));
      if (field == LKB_FIELD_KPIS)
        return g_strdup (_ ("name, number, unit and percentile"));
      return NULL;
    }
  switch (field)
    {
    case LKB_FIELD_TRADE_OFFS:
      value = lkb_trade_off_parse (self->board, text, get_record (self, field, row));
      return lkb_trade_off_dup_echo (self->board, value);
    case LKB_FIELD_KPIS:
      value = dup_kpi (self, text);
      return dup_kpi_echo (self, value);
    default:
      return lkb_field_get_info (field)->type == LKB_VALUE_QUANTITY
                 ? dup_quantity_echo (self, field, text)
                 : NULL;
    }
}

char *
lkb_editor_dup_stop_hint (LkbEditor *self, LkbField field)
{
  const LkbFieldInfo *info;
  char *offer;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  info = lkb_field_get_info (field);
  offer = lkb_editor_dup_stop_offer (self, field);
  if (offer != NULL)
    return offer;
  if (lkb_field_get_usual (field) != NULL)
    return g_strdup_printf (_ ("e.g. %s"), lkb_field_get_usual (field));
  switch (field)
    {
    case LKB_FIELD_GOAL:
      return g_strdup (_ ("Goal: who gets what, by when?"));
    case LKB_FIELD_ASSUMPTIONS:
      return g_strdup (_ ("What do you take for granted?"));
    case LKB_FIELD_TRADE_OFFS:
      return g_strdup (_ ("What did you choose, over what, and why?"));
    case LKB_FIELD_KPIS:
      /* Translators: a KPI as one types it in one line; the words of “at most” are understood. */
      return g_strdup (_ ("fresh recommendations within 3 s p95"));
    default:
      return g_strdup (info->type == LKB_VALUE_QUANTITY
                           ? lkb_dimension_get_example (info->dimension)
                           : lkb_field_get_label (field));
    }
}

const LkbSheetStop *
lkb_editor_get_stop (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  return self->has_stop
             ? lkb_sheet_find_stop (lkb_editor_get_sheet (self), self->stop_part, self->stop_row)
             : NULL;
}

void
lkb_editor_set_stop (LkbEditor *self, const LkbSheetStop *stop)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  if (stop == NULL ? !self->has_stop
                   : self->has_stop && stop->part == self->stop_part && stop->row == self->stop_row)
    return;
  if (stop != NULL)
    {
      self->stop_part = stop->part;
      self->stop_row = stop->row;
      lkb_editor_select (self, NULL);
    }
  self->has_stop = stop != NULL;
  lkb_editor_emit (self, LKB_EDITOR_SELECTION_CHANGED);
}

char *
lkb_editor_dup_stop_words (LkbEditor *self, const LkbSheetStop *stop)
{
  g_autofree char *text = NULL;
  const char *label;

  g_return_val_if_fail (LKB_IS_EDITOR (self) && stop != NULL, NULL);

  label = stop->field == LKB_FIELD_KPIS ? _ ("Primary KPI") : lkb_field_get_label (stop->field);
  text = lkb_text_is_blank (stop->text) ? lkb_editor_dup_stop_hint (self, stop->field)
                                        : lkb_text_shown (stop->text);
  return g_strdup_printf ("%s: %s", label, text);
}

LkbBox
lkb_editor_get_stop_box (LkbEditor *self, const LkbSheetStop *stop)
{
  LkbSheet *sheet;
  LkbBox frame;
  double scale;

  g_return_val_if_fail (LKB_IS_EDITOR (self) && stop != NULL, lkb_box (0, 0, 0, 0));

  sheet = lkb_editor_get_sheet (self);
  frame = lkb_sheet_get_frame (sheet);
  scale = lkb_sheet_get_scale (sheet);
  return lkb_box (frame.x + stop->box.x / scale, frame.y + stop->box.y / scale, stop->box.w / scale,
                  stop->box.h / scale);
}

gboolean
lkb_editor_activate_part (LkbEditor *self, LkbSheetPart part)
{
  LkbSheet *sheet;
  const LkbSheetStop *found = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  /* Of a list the last row, which is the one that adds to it. */
  sheet = lkb_editor_get_sheet (self);
  for (guint i = 0; i < lkb_sheet_get_n_stops (sheet); i++)
    if (lkb_sheet_get_stop (sheet, i)->part == part)
      found = lkb_sheet_get_stop (sheet, i);
  lkb_editor_set_stop (self, found);
  lkb_editor_emit_page_activated (self, part);
  return found != NULL;
}

gboolean
lkb_editor_activate_stop (LkbEditor *self)
{
  const LkbSheetStop *stop = lkb_editor_get_stop (self);

  if (stop == NULL)
    return FALSE;
  lkb_editor_emit_page_activated (self, stop->part);
  return TRUE;
}

gboolean
lkb_editor_remove_stop (LkbEditor *self)
{
  const LkbSheetStop *stop = lkb_editor_get_stop (self);

  if (stop == NULL || stop->row < 0 || *stop->text == '\0'
      || !lkb_editor_can_type (self, stop->field, stop->row))
    return FALSE;
  return lkb_editor_set_stop_text (self, stop->field, stop->row, "");
}

static gboolean
is_footer (const LkbSheetStop *stop)
{
  return stop->part >= LKB_SHEET_OWNERS;
}

/* Where one is in a row of: texts and cells of the page, elements, rows of the footer. Nowhere is at either end of the elements. */
static int
find_position (LkbEditor *self, LkbSheet *sheet, const GPtrArray *order, int n_head, int step)
{
  const LkbSheetStop *stop = lkb_editor_get_stop (self);
  const char *last = self->selected->len > 1 ? self->selected->pdata[self->selected->len - 2]
                                             : NULL;

  if (stop != NULL)
    {
      int at = (int) (stop - lkb_sheet_get_stop (sheet, 0));

      return is_footer (stop) ? at + (int) order->len : at;
    }
  for (guint i = 0; last != NULL && i < order->len; i++)
    if (strcmp (lkb_element_get_id (order->pdata[i]), last) == 0)
      return n_head + (int) i;
  return step > 0 ? n_head - 1 : n_head + (int) order->len;
}

gboolean
lkb_editor_select_step (LkbEditor *self, int step)
{
  g_autoptr (GPtrArray) order = NULL;
  LkbSheet *sheet;
  int n_stops, n_head = 0, at;
  const char *ids[2] = { NULL, NULL };

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  order = lkb_board_dup_reading_order (self->board);
  sheet = lkb_editor_get_sheet (self);
  n_stops = (int) lkb_sheet_get_n_stops (sheet);
  while (n_head < n_stops && !is_footer (lkb_sheet_get_stop (sheet, (guint) n_head)))
    n_head++;

  at = find_position (self, sheet, order, n_head, step) + step;
  if (at < 0 || at >= n_stops + (int) order->len)
    return FALSE;
  if (at >= n_head && at < n_head + (int) order->len)
    {
      ids[0] = lkb_element_get_id (order->pdata[at - n_head]);
      lkb_editor_go_to (self, ids);
      return TRUE;
    }
  lkb_editor_go_to_stop (
      self, lkb_sheet_get_stop (sheet, (guint) (at < n_head ? at : at - (int) order->len)));
  return TRUE;
}

void
lkb_editor_go_to_stop (LkbEditor *self, const LkbSheetStop *stop)
{
  LkbBox box;

  g_return_if_fail (LKB_IS_EDITOR (self) && stop != NULL);

  box = lkb_editor_get_stop_box (self, stop);
  lkb_editor_set_stop (self, stop);
  self->revealing = TRUE;
  lkb_viewport_reveal (self->viewport, &box, REVEAL_MARGIN);
  self->revealing = FALSE;
}

void
lkb_editor_set_quiet (LkbEditor *self, gboolean quiet)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  if (self->quiet == quiet)
    return;
  self->quiet = quiet;
  self->sheet_stale = TRUE;
  lkb_editor_emit (self, LKB_EDITOR_SCENE_CHANGED);
}
