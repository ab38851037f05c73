/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-board-file.h"

#include "core/base/lkb-json-writer.h"

/* @indent: (nullable): NULL puts all on one line, without blanks. */
static void
append_member (GString *out, const char *indent, const char *key, gboolean *first)
{
  if (!*first)
    g_string_append_c (out, ',');
  *first = FALSE;
  if (indent != NULL)
    g_string_append_printf (out, "\n%s", indent);
  lkb_json_append_string (out, key);
  g_string_append (out, indent != NULL ? ": " : ":");
}

/* Known values in the order of the field table, then what was not known. */
static void
append_values (GString *out, const LkbElement *element, const char *indent, gboolean *first)
{
  const LkbKindField *fields;
  guint n_fields;

  fields = lkb_kind_get_fields (lkb_element_get_kind (element), &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      const LkbValue *value = lkb_element_get (element, fields[i].field);

      if (value == NULL)
        continue;
      append_member (out, indent, lkb_field_get_key (fields[i].field), first);
      lkb_value_append_json (value, out);
    }
  for (guint i = 0; i < lkb_element_get_n_raw (element); i++)
    {
      const char *key, *json;

      lkb_element_get_nth_raw (element, i, &key, &json);
      append_member (out, indent, key, first);
      g_string_append (out, json);
    }
}

static void
append_element (GString *out, const LkbElement *element, const char *indent)
{
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  append_member (out, indent, "id", &first);
  lkb_json_append_string (out, lkb_element_get_id (element));
  append_member (out, indent, "kind", &first);
  lkb_json_append_string (out, lkb_kind_to_string (lkb_element_get_kind (element)));
  append_values (out, element, indent, &first);
}

static void
append_raw (GString *out, LkbBoard *board, const char *indent)
{
  gboolean first = FALSE;

  for (guint i = 0; i < lkb_board_get_n_raw (board); i++)
    {
      const char *key, *json;

      lkb_board_get_nth_raw (board, i, &key, &json);
      append_member (out, indent, key, &first);
      g_string_append (out, json);
    }
}

GBytes *
lkb_board_file_write (LkbBoard *board)
{
  GString *out;
  const GPtrArray *elements;
  gboolean first = TRUE;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);

  elements = lkb_board_get_elements (board);
  out = g_string_sized_new (256 + 320 * (gsize) elements->len);
  g_string_append_printf (out, "{\n  \"lakeboard\": %d,\n  \"board\": {", LKB_BOARD_FILE_VERSION);
  append_values (out, lkb_board_get_facts (board), "    ", &first);
  g_string_append (out, first ? "},\n  \"elements\": [" : "\n  },\n  \"elements\": [");
  for (guint i = 0; i < elements->len; i++)
    {
      g_string_append (out, i == 0 ? "\n    " : ",\n    ");
      append_element (out, g_ptr_array_index (elements, i), "      ");
      g_string_append (out, "\n    }");
    }
  g_string_append (out, elements->len == 0 ? "]" : "\n  ]");

  append_raw (out, board, "  ");
  g_string_append (out, "\n}\n");
  return g_string_free_to_bytes (out);
}

void
lkb_board_file_append_element (GString *out, const LkbElement *element)
{
  gboolean first = TRUE;

  g_return_if_fail (out != NULL);
  g_return_if_fail (element != NULL);

  if (lkb_element_get_kind (element) == LKB_KIND_BOARD)
    {
      g_string_append_c (out, '{');
      append_values (out, element, NULL, &first);
    }
  else
    append_element (out, element, NULL);
  g_string_append_c (out, '}');
}

void
lkb_board_file_append (GString *out, LkbBoard *board)
{
  const GPtrArray *elements;

  g_return_if_fail (out != NULL);
  g_return_if_fail (LKB_IS_BOARD (board));

  elements = lkb_board_get_elements (board);
  g_string_append_printf (out, "{\"lakeboard\":%d,\"board\":", LKB_BOARD_FILE_VERSION);
  lkb_board_file_append_element (out, lkb_board_get_facts (board));
  g_string_append (out, ",\"elements\":[");
  for (guint i = 0; i < elements->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      lkb_board_file_append_element (out, g_ptr_array_index (elements, i));
    }
  g_string_append_c (out, ']');
  append_raw (out, board, NULL);
  g_string_append_c (out, '}');
}
