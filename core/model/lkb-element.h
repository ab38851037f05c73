/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lkb-field.h"
#include "lkb-kind.h"
#include "lkb-value.h"

G_BEGIN_DECLS

#define LKB_BOARD_ID "@board"
#define LKB_COORDINATE_MAX 1000000.0

/**
 * LkbElement:
 *
 * A node, edge, note, group, ink stroke, or the board's facts (`@board`). Never changes after it is built, so it can
 * be shared between threads and stands as a cache key by its address while a reference is held.
 */
typedef struct _LkbElement LkbElement;

#define LKB_TYPE_ELEMENT (lkb_element_get_type ())
GType lkb_element_get_type (void);

LkbElement *lkb_element_ref (const LkbElement *element);
void lkb_element_unref (LkbElement *element);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbElement, lkb_element_unref)

/** LkbElementBuilder: gathers values, then makes one element. Values that are empty are left out. */
typedef struct _LkbElementBuilder LkbElementBuilder;
LkbElementBuilder *lkb_element_builder_new (LkbKind kind, const char *id);
LkbElementBuilder *lkb_element_builder_new_from (const LkbElement *element);
void lkb_element_builder_set_id (LkbElementBuilder *builder, const char *id);
void lkb_element_builder_set_rank (LkbElementBuilder *builder, const char *rank);
/** lkb_element_builder_set_kind: values that the new kind does not carry, or whose word it does not allow, are dropped. */
void lkb_element_builder_set_kind (LkbElementBuilder *builder, LkbKind kind);
/** lkb_element_builder_set: @value: (nullable) (transfer none); FALSE when the kind does not carry @field or the value
 * does not match the field table. */
gboolean lkb_element_builder_set (LkbElementBuilder *builder, LkbField field,
                                  const LkbValue *value);
/** lkb_element_builder_set_text: for text, quantity and choice fields by their type; NULL or "" unsets. */
gboolean lkb_element_builder_set_text (LkbElementBuilder *builder, LkbField field,
                                       const char *text);
gboolean lkb_element_builder_set_number (LkbElementBuilder *builder, LkbField field, double number);
gboolean lkb_element_builder_set_boolean (LkbElementBuilder *builder, LkbField field,
                                          gboolean value);
/** lkb_element_builder_add_raw: a member this version does not know: kept, written after the known ones. */
void lkb_element_builder_add_raw (LkbElementBuilder *builder, const char *key, const char *json);
LkbElement *
lkb_element_builder_end (LkbElementBuilder *builder); /* (transfer full); frees the builder */
void lkb_element_builder_free (LkbElementBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbElementBuilder, lkb_element_builder_free)

/** lkb_element_new: an element with an id, a kind and nothing else. */
LkbElement *lkb_element_new (LkbKind kind, const char *id);

/* Each gives a new element (transfer full); @element stays. */
LkbElement *lkb_element_with (const LkbElement *element, LkbField field, const LkbValue *value);
LkbElement *lkb_element_with_text (const LkbElement *element, LkbField field, const char *text);
LkbElement *lkb_element_with_position (const LkbElement *element, double x, double y);
LkbElement *lkb_element_with_rank (const LkbElement *element, const char *rank);
LkbElement *lkb_element_with_ends (const LkbElement *element, const char *from, const char *to);

LkbKind lkb_element_get_kind (const LkbElement *element);
const char *lkb_element_get_id (const LkbElement *element);
/** lkb_element_get_rank: the key of the painting order; "" until the element is on a board. Compared by strcmp(). */
const char *lkb_element_get_rank (const LkbElement *element);
gboolean lkb_element_is_node (const LkbElement *element);
gboolean lkb_element_is_edge (const LkbElement *element);

const LkbValue *lkb_element_get (const LkbElement *element, LkbField field); /* NULL when unset */
const char *lkb_element_get_text (const LkbElement *element,
                                  LkbField field); /* text, quantity, choice; NULL when unset */
const LkbQuantity *lkb_element_get_quantity (const LkbElement *element,
                                             LkbField field); /* NULL: unset or not understood */
double lkb_element_get_number (const LkbElement *element, LkbField field, double fallback);
gboolean lkb_element_get_boolean (const LkbElement *element, LkbField field);
/** lkb_element_get_choice: index of the word in the field's choices, or -1 when unset. */
int lkb_element_get_choice (const LkbElement *element, LkbField field);
guint lkb_element_get_list_length (const LkbElement *element, LkbField field);

double lkb_element_get_x (const LkbElement *element); /* 0 when unset */
double lkb_element_get_y (const LkbElement *element);
const char *lkb_element_get_from (const LkbElement *element); /* NULL unless an edge */
const char *lkb_element_get_to (const LkbElement *element);
/** lkb_element_get_name: the name, or NULL when unset or blank. */
const char *lkb_element_get_name (const LkbElement *element);
/** lkb_element_dup_display_name: (transfer full): the name as a reader is shown it, else the label of its kind; for edges "A → B" by id. */
char *lkb_element_dup_display_name (const LkbElement *element);

guint lkb_element_get_n_raw (const LkbElement *element);
void lkb_element_get_nth_raw (const LkbElement *element, guint i, const char **key,
                              const char **json);

/** lkb_element_get_size: rough number of bytes that the element's own values take. */
gsize lkb_element_get_size (const LkbElement *element);
gboolean lkb_element_equal (const LkbElement *a, const LkbElement *b); /* rank included */
gboolean lkb_id_is_valid (const char *id); /* [A-Za-z0-9_-]{1,64} */

/** lkb_rank_is_valid: a key as the two below give them. */
gboolean lkb_rank_is_valid (const char *rank);
/** lkb_rank_between: (transfer full): a key that sorts strictly between; @before or @after NULL = no bound. */
char *lkb_rank_between (const char *before, const char *after);
/** lkb_rank_nth: (transfer full): keys for a fresh row of elements: sorts by @n, room between. */
char *lkb_rank_nth (guint n);

G_END_DECLS
