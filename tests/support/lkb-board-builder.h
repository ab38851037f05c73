/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

#include "core/model/lkb-board.h"

/*
 * Boards for tests, from a text of one element a line:
 *
 *     @board goal=Deliver vectors within 3 s ; kpis=[name:time|target:≤ 3 s @ p95|primary:true|from:a|to:b]
 *     source a name=Web clicks ; rate=10 k events/s
 *     edge e1 a b owner=Web ; features=watermark,photon
 *
 * Facts are separated by " ; ". Records stand in brackets, their members separated by "|"; lists of texts by ",".
 */

static LkbValue *
lkb_builder_parse_member (const LkbFieldInfo *info, const char *text)
{
  switch (info->type)
    {
    case LKB_VALUE_QUANTITY:
      return lkb_value_new_quantity (text);
    case LKB_VALUE_CHOICE:
      return lkb_value_new_choice (text);
    case LKB_VALUE_BOOLEAN:
      return lkb_value_new_boolean (g_str_equal (text, "true"));
    case LKB_VALUE_NUMBER:
      return lkb_value_new_number (g_ascii_strtod (text, NULL));
    case LKB_VALUE_TEXT:
      return lkb_value_new_text (text);
    default:
      g_error ("the member %s cannot be built from text", info->key);
    }
}

static LkbValue *
lkb_builder_parse_record (const LkbFieldInfo *info, const char *text)
{
  LkbRecordBuilder *builder = lkb_record_builder_new (info->members);
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');
      const LkbFieldInfo *member = info->members;
      g_autoptr (LkbValue) value = NULL;

      g_assert_nonnull (colon);
      *colon = '\0';
      while (member->key != NULL && !g_str_equal (member->key, parts[i]))
        member++;
      g_assert_nonnull (member->key);
      value = lkb_builder_parse_member (member, colon + 1);
      g_assert_true (lkb_record_builder_set (builder, parts[i], value));
    }
  return lkb_record_builder_end (builder);
}

static LkbValue *
lkb_builder_parse_value (const LkbFieldInfo *info, const char *text)
{
  g_autoptr (GPtrArray) items = NULL;

  if (info->type == LKB_VALUE_TEXT_LIST)
    {
      g_auto (GStrv) texts = g_strsplit (text, ",", -1);

      return lkb_value_new_text_list ((const char *const *) texts, -1);
    }
  if (info->type != LKB_VALUE_RECORD && info->type != LKB_VALUE_RECORD_LIST)
    return lkb_builder_parse_member (info, text);

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_value_unref);
  while (*text == '[')
    {
      const char *end = strchr (text, ']');
      g_autofree char *inner = NULL;

      g_assert_nonnull (end);
      inner = g_strndup (text + 1, end - text - 1);
      g_ptr_array_add (items, lkb_builder_parse_record (info, inner));
      text = end + 1;
    }
  if (info->type == LKB_VALUE_RECORD)
    return lkb_value_ref (g_ptr_array_index (items, 0));
  return lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) items->pdata, items->len);
}

static void
lkb_builder_add_line (LkbBoard *board, LkbChange *change, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 5);
  g_auto (GStrv) facts = NULL;
  LkbElementBuilder *builder;
  g_autoptr (LkbElement) element = NULL;
  const LkbElement *before = NULL;
  LkbKind kind = LKB_KIND_BOARD;
  guint n_head = 1;
  const char *rest = line;

  if (g_str_equal (words[0], LKB_BOARD_ID))
    {
      before = lkb_board_get_facts (board);
      builder = lkb_element_builder_new_from (before);
    }
  else
    {
      g_assert_true (lkb_kind_from_string (words[0], &kind));
      builder = lkb_element_builder_new (kind, words[1]);
      n_head = 2;
      if (kind == LKB_KIND_EDGE)
        {
          lkb_element_builder_set_text (builder, LKB_FIELD_FROM, words[2]);
          lkb_element_builder_set_text (builder, LKB_FIELD_TO, words[3]);
          n_head = 4;
        }
    }

  for (guint i = 0; i < n_head && rest != NULL; i++)
    {
      rest = strchr (rest, ' ');
      rest = rest != NULL ? rest + 1 : NULL;
    }
  facts = g_strsplit (rest != NULL ? rest : "", " ; ", -1);
  for (guint i = 0; facts[i] != NULL && *facts[i] != '\0'; i++)
    {
      char *equals = strchr (facts[i], '=');
      g_autoptr (LkbValue) value = NULL;
      LkbField field;

      g_assert_nonnull (equals);
      *equals = '\0';
      if (!lkb_kind_find_field (kind, facts[i], &field))
        g_error ("%s carries no %s", words[0], facts[i]);
      value = lkb_builder_parse_value (lkb_field_get_info (field), equals + 1);
      if (!lkb_element_builder_set (builder, field, value))
        g_error ("%s of %s: \"%s\" does not fit", facts[i], words[0], equals + 1);
    }
  element = lkb_element_builder_end (builder);
  lkb_change_add (change, before, element);
}

/** lkb_builder_add: adds the elements of @text to @board; the facts take the place of those that are there. */
G_GNUC_UNUSED static void
lkb_builder_add (LkbBoard *board, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      lkb_builder_add_line (board, change, lines[i]);
  lkb_board_apply (board, change, &error);
  g_assert_no_error (error);
}

/** lkb_builder_board: (transfer full): the board of @text. */
G_GNUC_UNUSED static LkbBoard *
lkb_builder_board (const char *text)
{
  LkbBoard *board = lkb_board_new ();

  lkb_builder_add (board, text);
  return board;
}

/** lkb_builder_set: sets one field of an element from text, "" unsets it. */
G_GNUC_UNUSED static void
lkb_builder_set (LkbBoard *board, const char *id, LkbField field, const char *text)
{
  const LkbElement *before = lkb_board_lookup (board, id);
  g_autoptr (LkbValue) value = *text != '\0'
                                   ? lkb_builder_parse_value (lkb_field_get_info (field), text)
                                   : NULL;
  g_autoptr (LkbElement) after = lkb_element_with (before, field, value);
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  g_autoptr (GError) error = NULL;

  lkb_change_add (change, before, after);
  lkb_board_apply (board, change, &error);
  g_assert_no_error (error);
}
