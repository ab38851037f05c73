/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-element.h"

#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-raw-member.h"

typedef struct
{
  LkbField field;
  LkbValue *value;
} Entry;

G_STATIC_ASSERT (LKB_N_FIELDS < G_MAXUINT8);

struct _LkbElement
{
  gatomicrefcount refs;
  LkbKind kind;
  char *id;
  char *rank;
  Entry *entries; /* by ascending field; no value is empty */
  guint n_entries;
  guint8 places[LKB_N_FIELDS]; /* of each field's entry, from 1; 0 = it has none */
  LkbRawMember *raw;
  guint n_raw;
  double x; /* copies of the values, for speed */
  double y;
};

struct _LkbElementBuilder
{
  LkbKind kind;
  char *id;
  char *rank;
  GArray *entries; /* of Entry, by ascending field */
  GArray *raw; /* of LkbRawMember */
};

G_DEFINE_BOXED_TYPE (LkbElement, lkb_element, lkb_element_ref, lkb_element_unref)

static void
clear_entry (gpointer data)
{
  lkb_value_unref (((Entry *) data)->value);
}

LkbElement *
lkb_element_ref (const LkbElement *element)
{
  LkbElement *mutable = (LkbElement *) element;
  g_return_val_if_fail (element != NULL, NULL);
  g_atomic_ref_count_inc (&mutable->refs);
  return mutable;
}

void
lkb_element_unref (LkbElement *element)
{
  g_return_if_fail (element != NULL);
  if (!g_atomic_ref_count_dec (&element->refs))
    return;
  for (guint i = 0; i < element->n_entries; i++)
    clear_entry (&element->entries[i]);
  g_free (element->entries);
  lkb_raw_members_free (element->raw, element->n_raw);
  g_free (element->id);
  g_free (element->rank);
  g_free (element);
}

/* ---- building ---- */

LkbElementBuilder *
lkb_element_builder_new (LkbKind kind, const char *id)
{
  LkbElementBuilder *builder;
  g_return_val_if_fail (kind < LKB_N_KINDS && id != NULL, NULL);
  builder = g_new0 (LkbElementBuilder, 1);
  builder->kind = kind;
  builder->id = g_strdup (id);
  builder->rank = g_strdup ("");
  builder->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (builder->entries, clear_entry);
  builder->raw = lkb_raw_members_new ();
  return builder;
}

LkbElementBuilder *
lkb_element_builder_new_from (const LkbElement *element)
{
  LkbElementBuilder *builder;
  g_return_val_if_fail (element != NULL, NULL);
  builder = lkb_element_builder_new (element->kind, element->id);
  lkb_element_builder_set_rank (builder, element->rank);
  for (guint i = 0; i < element->n_entries; i++)
    {
      Entry entry = { element->entries[i].field, lkb_value_ref (element->entries[i].value) };
      g_array_append_val (builder->entries, entry);
    }
  for (guint i = 0; i < element->n_raw; i++)
    lkb_element_builder_add_raw (builder, element->raw[i].key, element->raw[i].json);
  return builder;
}

void
lkb_element_builder_free (LkbElementBuilder *builder)
{
  g_return_if_fail (builder != NULL);
  g_clear_pointer (&builder->entries, g_array_unref);
  g_clear_pointer (&builder->raw, g_array_unref);
  g_free (builder->id);
  g_free (builder->rank);
  g_free (builder);
}

void
lkb_element_builder_set_id (LkbElementBuilder *builder, const char *id)
{
  g_return_if_fail (builder != NULL && id != NULL);
  g_free (builder->id);
  builder->id = g_strdup (id);
}

void
lkb_element_builder_set_rank (LkbElementBuilder *builder, const char *rank)
{
  g_return_if_fail (builder != NULL && rank != NULL);
  g_free (builder->rank);
  builder->rank = g_strdup (rank);
}

static gboolean
fits (LkbKind kind, LkbField field, const LkbValue *value)
{
  return lkb_kind_get_tier (kind, field) > 0
         && lkb_value_matches (value, lkb_field_get_info (field),
                               lkb_kind_get_choices (kind, field));
}

void
lkb_element_builder_set_kind (LkbElementBuilder *builder, LkbKind kind)
{
  g_return_if_fail (builder != NULL && kind < LKB_N_KINDS);
  builder->kind = kind;
  for (guint i = builder->entries->len; i-- > 0;)
    {
      Entry *entry = &g_array_index (builder->entries, Entry, i);
      if (!fits (kind, entry->field, entry->value))
        g_array_remove_index (builder->entries, i);
    }
}

gboolean
lkb_element_builder_set (LkbElementBuilder *builder, LkbField field, const LkbValue *value)
{
  guint i = 0;

  g_return_val_if_fail (builder != NULL && field < LKB_N_FIELDS, FALSE);
  if (value != NULL && !fits (builder->kind, field, value))
    return FALSE;
  if (lkb_kind_get_tier (builder->kind, field) == 0)
    return FALSE;

  while (i < builder->entries->len && g_array_index (builder->entries, Entry, i).field < field)
    i++;
  if (i < builder->entries->len && g_array_index (builder->entries, Entry, i).field == field)
    g_array_remove_index (builder->entries, i);
  if (!lkb_value_is_empty (value))
    {
      Entry entry = { field, lkb_value_ref (value) };
      g_array_insert_val (builder->entries, i, entry);
    }
  return TRUE;
}

gboolean
lkb_element_builder_set_text (LkbElementBuilder *builder, LkbField field, const char *text)
{
  g_autoptr (LkbValue) value = NULL;

  if (text == NULL || text[0] == '\0')
    return lkb_element_builder_set (builder, field, NULL);
  value = lkb_value_new_typed (lkb_field_get_info (field), text);
  return value != NULL && lkb_element_builder_set (builder, field, value);
}

gboolean
lkb_element_builder_set_number (LkbElementBuilder *builder, LkbField field, double number)
{
  g_autoptr (LkbValue) value = NULL;

  if (!isfinite (number))
    return FALSE;
  value = lkb_value_new_number (number);
  return lkb_element_builder_set (builder, field, value);
}

gboolean
lkb_element_builder_set_boolean (LkbElementBuilder *builder, LkbField field, gboolean boolean)
{
  g_autoptr (LkbValue) value = lkb_value_new_boolean (boolean);
  return lkb_element_builder_set (builder, field, value);
}

void
lkb_element_builder_add_raw (LkbElementBuilder *builder, const char *key, const char *json)
{
  g_return_if_fail (builder != NULL && key != NULL && json != NULL);
  lkb_raw_members_add (builder->raw, key, json);
}

LkbElement *
lkb_element_builder_end (LkbElementBuilder *builder)
{
  LkbElement *element;
  gsize n;

  g_return_val_if_fail (builder != NULL, NULL);
  element = g_new0 (LkbElement, 1);
  g_atomic_ref_count_init (&element->refs);
  element->kind = builder->kind;
  element->id = g_steal_pointer (&builder->id);
  element->rank = g_steal_pointer (&builder->rank);
  g_array_set_clear_func (builder->entries, NULL);
  element->entries = g_array_steal (builder->entries, &n);
  element->n_entries = n;
  for (guint i = 0; i < n; i++)
    element->places[element->entries[i].field] = i + 1;
  element->raw = lkb_raw_members_steal (g_steal_pointer (&builder->raw), &element->n_raw);
  lkb_element_builder_free (builder);
  element->x = lkb_element_get_number (element, LKB_FIELD_X, 0);
  element->y = lkb_element_get_number (element, LKB_FIELD_Y, 0);
  return element;
}

LkbElement *
lkb_element_new (LkbKind kind, const char *id)
{
  return lkb_element_builder_end (lkb_element_builder_new (kind, id));
}

LkbElement *
lkb_element_with (const LkbElement *element, LkbField field, const LkbValue *value)
{
  LkbElementBuilder *builder = lkb_element_builder_new_from (element);
  lkb_element_builder_set (builder, field, value);
  return lkb_element_builder_end (builder);
}

LkbElement *
lkb_element_with_text (const LkbElement *element, LkbField field, const char *text)
{
  LkbElementBuilder *builder = lkb_element_builder_new_from (element);
  lkb_element_builder_set_text (builder, field, text);
  return lkb_element_builder_end (builder);
}

LkbElement *
lkb_element_with_position (const LkbElement *element, double x, double y)
{
  LkbElementBuilder *builder = lkb_element_builder_new_from (element);
  lkb_element_builder_set_number (builder, LKB_FIELD_X, x);
  lkb_element_builder_set_number (builder, LKB_FIELD_Y, y);
  return lkb_element_builder_end (builder);
}

LkbElement *
lkb_element_with_rank (const LkbElement *element, const char *rank)
{
  LkbElementBuilder *builder = lkb_element_builder_new_from (element);
  lkb_element_builder_set_rank (builder, rank);
  return lkb_element_builder_end (builder);
}

LkbElement *
lkb_element_with_ends (const LkbElement *element, const char *from, const char *to)
{
  LkbElementBuilder *builder = lkb_element_builder_new_from (element);
  lkb_element_builder_set_text (builder, LKB_FIELD_FROM, from);
  lkb_element_builder_set_text (builder, LKB_FIELD_TO, to);
  return lkb_element_builder_end (builder);
}

/* ---- reading ---- */

LkbKind
lkb_element_get_kind (const LkbElement *element)
{
  g_return_val_if_fail (element != NULL, LKB_KIND_NOTE);
  return element->kind;
}

const char *
lkb_element_get_id (const LkbElement *element)
{
  g_return_val_if_fail (element != NULL, NULL);
  return element->id;
}

const char *
lkb_element_get_rank (const LkbElement *element)
{
  g_return_val_if_fail (element != NULL, NULL);
  return element->rank;
}

gboolean
lkb_element_is_node (const LkbElement *element)
{
  return element != NULL && lkb_kind_is_node (element->kind);
}

gboolean
lkb_element_is_edge (const LkbElement *element)
{
  return element != NULL && element->kind == LKB_KIND_EDGE;
}

const LkbValue *
lkb_element_get (const LkbElement *element, LkbField field)
{
  g_return_val_if_fail (element != NULL, NULL);
  if (field >= LKB_N_FIELDS || element->places[field] == 0)
    return NULL;
  return element->entries[element->places[field] - 1].value;
}

const char *
lkb_element_get_text (const LkbElement *element, LkbField field)
{
  return lkb_value_get_text (lkb_element_get (element, field));
}

const LkbQuantity *
lkb_element_get_quantity (const LkbElement *element, LkbField field)
{
  return lkb_value_get_quantity (lkb_element_get (element, field));
}

double
lkb_element_get_number (const LkbElement *element, LkbField field, double fallback)
{
  const LkbValue *value = lkb_element_get (element, field);
  return value != NULL ? lkb_value_get_number (value) : fallback;
}

gboolean
lkb_element_get_boolean (const LkbElement *element, LkbField field)
{
  return lkb_value_get_boolean (lkb_element_get (element, field));
}

int
lkb_element_get_choice (const LkbElement *element, LkbField field)
{
  const char *word = lkb_element_get_text (element, field);
  const char *const *choices = lkb_kind_get_choices (lkb_element_get_kind (element), field);
  for (int i = 0; word != NULL && choices != NULL && choices[i] != NULL; i++)
    if (g_str_equal (choices[i], word))
      return i;
  return -1;
}

guint
lkb_element_get_list_length (const LkbElement *element, LkbField field)
{
  return lkb_value_get_n (lkb_element_get (element, field));
}

double
lkb_element_get_x (const LkbElement *element)
{
  g_return_val_if_fail (element != NULL, 0);
  return element->x;
}

double
lkb_element_get_y (const LkbElement *element)
{
  g_return_val_if_fail (element != NULL, 0);
  return element->y;
}

const char *
lkb_element_get_from (const LkbElement *element)
{
  return lkb_element_is_edge (element) ? lkb_element_get_text (element, LKB_FIELD_FROM) : NULL;
}

const char *
lkb_element_get_to (const LkbElement *element)
{
  return lkb_element_is_edge (element) ? lkb_element_get_text (element, LKB_FIELD_TO) : NULL;
}

const char *
lkb_element_get_name (const LkbElement *element)
{
  const char *name = lkb_element_get_text (element, LKB_FIELD_NAME);
  return lkb_text_is_blank (name) ? NULL : name;
}

char *
lkb_element_dup_display_name (const LkbElement *element)
{
  const char *name = lkb_element_get_name (element);
  if (name != NULL)
    return lkb_text_shown_line (name);
  if (lkb_element_is_edge (element))
    return g_strdup_printf ("%s → %s", lkb_element_get_from (element),
                            lkb_element_get_to (element));
  return g_strdup (lkb_kind_get_label (element->kind, LKB_NAMING_DLT));
}

guint
lkb_element_get_n_raw (const LkbElement *element)
{
  g_return_val_if_fail (element != NULL, 0);
  return element->n_raw;
}

void
lkb_element_get_nth_raw (const LkbElement *element, guint i, const char **key, const char **json)
{
  g_return_if_fail (element != NULL && i < element->n_raw);
  *key = element->raw[i].key;
  *json = element->raw[i].json;
}

gsize
lkb_element_get_size (const LkbElement *element)
{
  gsize size = sizeof *element;

  g_return_val_if_fail (element != NULL, 0);
  for (guint i = 0; i < element->n_entries; i++)
    size += sizeof (Entry) + lkb_value_get_size (element->entries[i].value);
  for (guint i = 0; i < element->n_raw; i++)
    size += sizeof (LkbRawMember) + strlen (element->raw[i].key) + strlen (element->raw[i].json);
  return size;
}

gboolean
lkb_element_equal (const LkbElement *a, const LkbElement *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->kind != b->kind || a->n_entries != b->n_entries
      || a->n_raw != b->n_raw || !g_str_equal (a->id, b->id) || !g_str_equal (a->rank, b->rank))
    return FALSE;
  for (guint i = 0; i < a->n_entries; i++)
    if (a->entries[i].field != b->entries[i].field
        || !lkb_value_equal (a->entries[i].value, b->entries[i].value))
      return FALSE;
  return lkb_raw_members_equal (a->raw, a->n_raw, b->raw, b->n_raw);
}

gboolean
lkb_id_is_valid (const char *id)
{
  gsize n;
  if (id == NULL)
    return FALSE;
  n = strspn (id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
  return n >= 1 && n <= 64 && id[n] == '\0';
}
