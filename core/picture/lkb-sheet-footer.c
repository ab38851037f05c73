/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-trade-off.h"

/* Adds words of the board, in whatever direction they run. */
static void
append_part (GString *text, const char *sign, const char *part)
{
  g_autofree char *isolated = lkb_text_isolate (part);

  g_string_append (text, sign);
  g_string_append (text, isolated);
}

char *
lkb_sheet_join (const char *first, const char *sign, const char *second)
{
  GString *text = g_string_new (NULL);

  append_part (text, "", first);
  append_part (text, sign, second);
  return g_string_free (text, FALSE);
}

static char *
dup_record (const LkbValue *escalation, LkbEscalationForm form)
{
  const char *first = lkb_value_get_member_text (escalation, "first");
  const char *second = lkb_value_get_member_text (escalation, "second");
  const char *rest[2] = { lkb_value_get_member_text (escalation, "channel"),
                          lkb_value_get_member_text (escalation, "within") };
  GString *text = g_string_new (NULL);

  if (form != LKB_ESCALATION_FULL)
    {
      second = NULL;
      if (!lkb_text_is_blank (rest[0]))
        first = NULL;
    }
  if (form == LKB_ESCALATION_CHANNEL && !(lkb_text_is_blank (first) && lkb_text_is_blank (rest[0])))
    rest[1] = NULL;
  if (!lkb_text_is_blank (first))
    append_part (text, "", first);
  if (!lkb_text_is_blank (second))
    append_part (text, text->len > 0 ? " → " : "→ ", second);
  for (gsize i = 0; i < G_N_ELEMENTS (rest); i++)
    if (!lkb_text_is_blank (rest[i]))
      append_part (text, text->len > 0 ? " · " : "", rest[i]);
  if (text->len > 0)
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  return NULL;
}

char *
lkb_sheet_dup_escalation (LkbBoard *board, const char *team, LkbEscalationForm form)
{
  const LkbValue *entry = lkb_board_get_roster_entry (board, team);
  const LkbValue *escalation = entry != NULL ? lkb_value_get_member (entry, "escalation") : NULL;
  const GPtrArray *elements;
  char *text = escalation != NULL ? dup_record (escalation, form) : NULL;

  if (text != NULL)
    return text;
  /* Not in the roster: the first edge of the team that says who is called. */
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len && text == NULL; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);
      LkbEdgeOwnership ownership;

      if (!lkb_element_is_edge (edge))
        continue;
      escalation = lkb_element_get (edge, LKB_FIELD_ESCALATION);
      if (escalation == NULL)
        continue;
      lkb_board_get_edge_ownership (board, edge, &ownership);
      if (lkb_text_equal_folded (ownership.owner, team))
        text = dup_record (escalation, form);
    }
  return text;
}

/* Without the catalogue: "liquid-clustering" as "Liquid clustering"; free text stays as it is. */
static char *
dup_readable (const char *id)
{
  char *name = lkb_text_shown_line (id);

  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && *p != '-')
      return name;
  g_strdelimit (name, "-", ' ');
  name[0] = g_ascii_toupper (name[0]);
  return name;
}

GPtrArray *
lkb_sheet_dup_features (LkbBoard *board, const LkbVocabulary *vocabulary, GPtrArray *ids)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      const LkbValue *features;

      if (lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_FEATURES) == 0)
        continue;
      features = lkb_element_get (element, LKB_FIELD_FEATURES);
      for (guint k = 0; features != NULL && k < lkb_value_get_n (features); k++)
        {
          const char *id = lkb_value_get_nth_text (features, k);
          const LkbFeature *feature = vocabulary != NULL
                                          ? lkb_vocabulary_find_feature (vocabulary, id)
                                          : NULL;
          char *name = feature != NULL ? lkb_text_shown_line (feature->name) : dup_readable (id);

          if (*name != '\0' && g_hash_table_add (seen, lkb_text_fold (name)))
            {
              g_ptr_array_add (names, name);
              g_ptr_array_add (ids, (gpointer) lkb_element_get_id (element));
            }
          else
            g_free (name);
        }
    }
  return names;
}

GPtrArray *
lkb_sheet_dup_trade_offs (LkbBoard *board)
{
  const LkbValue *rows = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_TRADE_OFFS);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; rows != NULL && i < lkb_value_get_n (rows); i++)
    {
      const LkbValue *row = lkb_value_get_nth (rows, i);
      g_autofree char *chose = lkb_text_isolate (lkb_value_get_member_text (row, "chose"));
      g_autofree char *over = lkb_text_isolate (lkb_value_get_member_text (row, "over"));
      g_autofree char *gain = lkb_text_isolate (lkb_value_get_member_text (row, "gain"));
      g_autofree char *give_up = lkb_text_isolate (lkb_value_get_member_text (row, "give_up"));
      const char *knob = lkb_value_get_member_text (row, "knob");
      GString *first = g_string_new (NULL);
      GString *second = g_string_new (NULL);

      if (!lkb_text_is_blank (chose) && !lkb_text_is_blank (over))
        /* Translators: a decision between two ways */
        g_string_append_printf (first, _ ("%s over %s"), chose, over);
      else
        g_string_append (first, !lkb_text_is_blank (chose) ? chose : over);
      if (!lkb_text_is_blank (gain))
        g_string_append_printf (first, "%s%s", first->len > 0 ? ": " : "", gain);
      if (!lkb_text_is_blank (give_up))
        g_string_append_printf (second, _ ("gives up %s"), give_up);
      if (!lkb_text_is_blank (knob))
        {
          g_autofree char *words = lkb_board_dup_knob_words (board, knob);
          g_autofree char *text = lkb_text_isolate (words);
          if (second->len > 0)
            g_string_append (second, " · ");
          /* Translators: what one turns to change a decision */
          g_string_append_printf (second, _ ("knob: %s"), text);
        }
      g_ptr_array_add (lines, g_string_free (first, FALSE));
      g_ptr_array_add (lines, g_string_free (second, FALSE));
    }
  return lines;
}
