/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-json-guard.h"

#include <string.h>

/* Everything here works on text that lkb_json_guard_check() has passed, and relies on its grammar. */

static const char *
skip_space (const char *p, const char *end)
{
  while (p < end && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'))
    p++;
  return p;
}

/* From a quote to behind its closing quote. */
static const char *
skip_string (const char *p, const char *end)
{
  for (p++; p < end && *p != '"'; p++)
    if (*p == '\\')
      p++;
  return p < end ? p + 1 : end;
}

static const char *
skip_value (const char *p, const char *end)
{
  guint depth = 0;

  if (p < end && *p == '"')
    return skip_string (p, end);
  if (p < end && *p != '{' && *p != '[')
    {
      while (p < end && strchr (",]} \n\t\r", *p) == NULL)
        p++;
      return p;
    }
  while (p < end)
    {
      if (*p == '"')
        {
          p = skip_string (p, end);
          continue;
        }
      if (*p == '{' || *p == '[')
        depth++;
      else if ((*p == '}' || *p == ']') && --depth == 0)
        return p + 1;
      p++;
    }
  return end;
}

static guint
read_hex4 (const char *p)
{
  guint value = 0;

  for (guint i = 0; i < 4; i++)
    value = value * 16 + (guint) g_ascii_xdigit_value (p[i]);
  return value;
}

/* What the string from its opening quote @p to behind its closing quote @end means. */
static char *
dup_string (const char *p, const char *end)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  GString *out = g_string_sized_new (end - p);

  p++;
  end--;
  while (p < end)
    {
      const char *run = p;
      gunichar c;

      while (p < end && *p != '\\')
        p++;
      g_string_append_len (out, run, p - run);
      if (p >= end)
        break;
      if (p[1] != 'u')
        {
          g_string_append_c (out, meanings[strchr (letters, p[1]) - letters]);
          p += 2;
          continue;
        }
      c = read_hex4 (p + 2);
      p += 6;
      if (c >= 0xd800 && c <= 0xdbff)
        {
          c = 0x10000 + ((c - 0xd800) << 10) + (read_hex4 (p + 2) - 0xdc00);
          p += 6;
        }
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static void
clear_member_cb (gpointer data)
{
  LkbJsonMember *member = data;

  g_free (member->key);
}

char
lkb_json_span_type (const char *text, LkbJsonSpan span)
{
  char c;

  g_return_val_if_fail (text != NULL && span.length > 0, 'n');

  c = text[span.offset];
  return c == '-' || g_ascii_isdigit (c) ? '0' : c;
}

GArray *
lkb_json_span_members (const char *text, LkbJsonSpan object)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (LkbJsonMember));
  const char *end;
  const char *p;

  g_array_set_clear_func (members, clear_member_cb);
  g_return_val_if_fail (text != NULL && lkb_json_span_type (text, object) == '{', members);

  end = text + object.offset + object.length - 1;
  p = skip_space (text + object.offset + 1, end);
  while (p < end && *p == '"')
    {
      LkbJsonMember member;
      const char *start = p;

      p = skip_string (p, end);
      member.key = dup_string (start, p);
      p = skip_space (p, end) + 1; /* the colon */
      p = skip_space (p, end);
      start = p;
      p = skip_value (p, end);
      member.value.offset = start - text;
      member.value.length = p - start;
      g_array_append_val (members, member);
      p = skip_space (p, end);
      if (p < end)
        p = skip_space (p + 1, end); /* the comma */
    }
  return members;
}

GArray *
lkb_json_span_items (const char *text, LkbJsonSpan array)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (LkbJsonSpan));
  const char *end;
  const char *p;

  g_return_val_if_fail (text != NULL && lkb_json_span_type (text, array) == '[', items);

  end = text + array.offset + array.length - 1;
  p = skip_space (text + array.offset + 1, end);
  while (p < end)
    {
      LkbJsonSpan item = { .offset = p - text };
      const char *start = p;

      p = skip_value (p, end);
      item.length = p - start;
      g_array_append_val (items, item);
      p = skip_space (p, end);
      if (p < end)
        p = skip_space (p + 1, end); /* the comma */
    }
  return items;
}

char *
lkb_json_span_dup_string (const char *text, LkbJsonSpan string)
{
  g_return_val_if_fail (text != NULL && lkb_json_span_type (text, string) == '"', NULL);

  return dup_string (text + string.offset, text + string.offset + string.length);
}

double
lkb_json_span_get_number (const char *text, LkbJsonSpan number)
{
  char buffer[64];
  g_autofree char *copy = NULL;

  g_return_val_if_fail (text != NULL && lkb_json_span_type (text, number) == '0', 0);

  if (number.length < sizeof buffer)
    {
      memcpy (buffer, text + number.offset, number.length);
      buffer[number.length] = '\0';
      return g_ascii_strtod (buffer, NULL);
    }
  copy = g_strndup (text + number.offset, number.length);
  return g_ascii_strtod (copy, NULL);
}

static JsonNode *
parse_scalar (const char *text, LkbJsonSpan span)
{
  const char *start = text + span.offset;
  g_autofree char *copy = NULL;

  switch (lkb_json_span_type (text, span))
    {
    case '"':
      copy = lkb_json_span_dup_string (text, span);
      return json_node_init_string (json_node_alloc (), copy);
    case 't':
      return json_node_init_boolean (json_node_alloc (), TRUE);
    case 'f':
      return json_node_init_boolean (json_node_alloc (), FALSE);
    case 'n':
      return json_node_init_null (json_node_alloc ());
    default:
      if (memchr (start, '.', span.length) != NULL || memchr (start, 'e', span.length) != NULL
          || memchr (start, 'E', span.length) != NULL)
        return json_node_init_double (json_node_alloc (), lkb_json_span_get_number (text, span));
      copy = g_strndup (start, span.length);
      return json_node_init_int (json_node_alloc (), g_ascii_strtoll (copy, NULL, 10));
    }
}

/* A container that is being built: its node and what is left to put in. */
typedef struct
{
  JsonNode *node; /* owned by its parent, or by the caller when it is the root */
  GArray *members; /* of LkbJsonMember; NULL for an array */
  GArray *items; /* of LkbJsonSpan; NULL for an object */
  guint next;
} Building;

/* Makes the node of @span; a container is empty yet and is pushed on @stack to be filled. */
static JsonNode *
begin_node (const char *text, LkbJsonSpan span, GArray *stack)
{
  char type = lkb_json_span_type (text, span);
  Building building = { 0 };

  if (type != '{' && type != '[')
    return parse_scalar (text, span);

  if (type == '{')
    {
      building.node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (building.node, json_object_new ());
      building.members = lkb_json_span_members (text, span);
    }
  else
    {
      building.node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (building.node, json_array_new ());
      building.items = lkb_json_span_items (text, span);
    }
  g_array_append_val (stack, building);
  return building.node;
}

JsonNode *
lkb_json_span_parse (const char *text, LkbJsonSpan span, GError **error)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Building));
  JsonNode *root;

  g_return_val_if_fail (text != NULL && span.length > 0, NULL);

  /* The tree is built with json-glib's own calls: its parser (1.6.6) reads numbers and escapes in ways
   * that differ from the standard and between versions. */
  root = begin_node (text, span, stack);
  while (stack->len > 0)
    {
      Building *top = &g_array_index (stack, Building, stack->len - 1);
      guint n = top->members != NULL ? top->members->len : top->items->len;

      if (top->next >= n)
        {
          g_clear_pointer (&top->members, g_array_unref);
          g_clear_pointer (&top->items, g_array_unref);
          g_array_set_size (stack, stack->len - 1);
        }
      else if (top->members != NULL)
        {
          const LkbJsonMember *member = &g_array_index (top->members, LkbJsonMember, top->next++);
          JsonObject *object = json_node_get_object (top->node);

          json_object_set_member (object, member->key, begin_node (text, member->value, stack));
        }
      else
        {
          LkbJsonSpan item = g_array_index (top->items, LkbJsonSpan, top->next++);
          JsonArray *array = json_node_get_array (top->node);

          json_array_add_element (array, begin_node (text, item, stack));
        }
    }
  return root;
}
