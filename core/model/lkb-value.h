/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/lkb-quantity.h"
#include "lkb-field.h"

G_BEGIN_DECLS

/**
 * LkbValue:
 *
 * An immutable, reference-counted value of a field. Every reader of a value says what it expects; a wrong
 * guess is a programmer error and answers NULL, 0 or FALSE.
 */
typedef struct _LkbValue LkbValue;

LkbValue *lkb_value_ref (const LkbValue *value);
void lkb_value_unref (LkbValue *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbValue, lkb_value_unref)

LkbValue *lkb_value_new_text (const char *text);
LkbValue *lkb_value_new_quantity (const char *text); /* kept as typed, parsed once */
/** lkb_value_new_quantity_as: as above, read in the light of what the field asks for: "0.5 per min" is a rate where one is
 * wanted, a fraction elsewhere. A quantity of another dimension is kept as what it is. */
LkbValue *lkb_value_new_quantity_as (const char *text, LkbDimension dimension);
/** lkb_value_new_typed: (nullable): from text, as the row asks for: a text, quantity, choice or boolean ("true"); NULL for
 * rows of another type. */
LkbValue *lkb_value_new_typed (const LkbFieldInfo *info, const char *text);
LkbValue *lkb_value_new_choice (const char *word);
LkbValue *lkb_value_new_boolean (gboolean value);
LkbValue *lkb_value_new_number (double value); /* finite */
LkbValue *lkb_value_new_text_list (const char *const *texts, gssize n);
LkbValue *lkb_value_new_tuple (const double *numbers, guint n);
/** lkb_value_new_list: @items: (transfer none) values of one shape: records (RECORD_LIST) or tuples (TUPLE_LIST). */
LkbValue *lkb_value_new_list (LkbValueType type, LkbValue *const *items, guint n);

/** LkbRecordBuilder: members in the order of the field table; unknown ones are kept after them as raw JSON text. */
typedef struct _LkbRecordBuilder LkbRecordBuilder;
LkbRecordBuilder *lkb_record_builder_new (const LkbFieldInfo *members);
/** lkb_record_builder_set: @value: (nullable) (transfer none); FALSE when @key is no member or the shape is wrong. */
gboolean lkb_record_builder_set (LkbRecordBuilder *builder, const char *key, const LkbValue *value);
void lkb_record_builder_add_raw (LkbRecordBuilder *builder, const char *key, const char *json);
LkbValue *
lkb_record_builder_end (LkbRecordBuilder *builder); /* (transfer full); frees the builder */
void lkb_record_builder_free (LkbRecordBuilder *builder);
/** lkb_record_builder_new_from: starts from an existing record. */
LkbRecordBuilder *lkb_record_builder_new_from (const LkbFieldInfo *members, const LkbValue *record);

LkbValueType lkb_value_get_type (const LkbValue *value);
/** lkb_value_get_text: of a text, quantity or choice; else NULL. */
const char *lkb_value_get_text (const LkbValue *value);
/** lkb_value_get_quantity: NULL when it is no quantity or its text was not understood. */
const LkbQuantity *lkb_value_get_quantity (const LkbValue *value);
gboolean lkb_value_get_boolean (const LkbValue *value);
double lkb_value_get_number (const LkbValue *value);
/** lkb_value_get_n: number of items of a list, numbers of a tuple, known members set in a record. */
guint lkb_value_get_n (const LkbValue *value);
const char *lkb_value_get_nth_text (const LkbValue *value, guint i); /* of a text list */
const LkbValue *lkb_value_get_nth (const LkbValue *value, guint i); /* of a record or tuple list */
double lkb_value_get_nth_number (const LkbValue *value, guint i); /* of a tuple */
/** lkb_value_get_member: of a record; NULL when unset. */
const LkbValue *lkb_value_get_member (const LkbValue *record, const char *key);
/** Short forms for members of records; NULL, FALSE when unset. */
const char *lkb_value_get_member_text (const LkbValue *record, const char *key);
const LkbQuantity *lkb_value_get_member_quantity (const LkbValue *record, const char *key);
gboolean lkb_value_get_member_boolean (const LkbValue *record, const char *key);
/** Unknown members of a record, in file order. */
guint lkb_value_get_n_raw (const LkbValue *record);
void lkb_value_get_nth_raw (const LkbValue *record, guint i, const char **key, const char **json);

/** lkb_value_get_size: rough number of bytes that it takes. */
gsize lkb_value_get_size (const LkbValue *value);
/** lkb_value_equal: @a, @b: (nullable); nothing equals nothing. Quantities and choices are compared as written. */
gboolean lkb_value_equal (const LkbValue *a, const LkbValue *b);
/** lkb_value_is_empty: NULL, "" or an empty list or record: such a value is not stored. */
gboolean lkb_value_is_empty (const LkbValue *value);
/** lkb_value_matches: whether @value has the shape of the row and a choice is one of @choices. */
gboolean lkb_value_matches (const LkbValue *value, const LkbFieldInfo *info,
                            const char *const *choices);

/** lkb_value_append_json: the canonical text of the value (lists and records on one line). */
void lkb_value_append_json (const LkbValue *value, GString *out);

G_END_DECLS
