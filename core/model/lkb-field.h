/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/lkb-quantity.h"
#include "lkb-kind.h"

G_BEGIN_DECLS

/** LkbValueType: the shape of a value. */
typedef enum
{
  LKB_VALUE_TEXT,
  LKB_VALUE_QUANTITY, /* text, parsed */
  LKB_VALUE_CHOICE, /* one of a list of words */
  LKB_VALUE_BOOLEAN,
  LKB_VALUE_NUMBER,
  LKB_VALUE_TEXT_LIST,
  LKB_VALUE_RECORD, /* an object with known members */
  LKB_VALUE_RECORD_LIST, /* an array of such objects */
  LKB_VALUE_TUPLE, /* numbers: [dx, dy] */
  LKB_VALUE_TUPLE_LIST, /* [[x, y], …] */
} LkbValueType;

/** LkbField: every annotation there is. The same field may be carried by several kinds. */
typedef enum
{
#define LKB_FIELD(ID) LKB_FIELD_##ID,
#include "lkb-field-ids.inc"
#undef LKB_FIELD
  LKB_N_FIELDS
} LkbField;

/** No number of a board lies beyond this, coordinates included. */
#define LKB_NUMBER_MAX 1000000.0
/** Most characters of a text; of notes (field `notes`, and the text of a note). */
#define LKB_TEXT_MAX 10000
#define LKB_NOTES_MAX 100000

/** LkbFieldInfo: one row of the field table, or one member of a record. */
typedef struct _LkbFieldInfo LkbFieldInfo;
struct _LkbFieldInfo
{
  const char *key; /* in the file */
  const char *label; /* msgid */
  LkbValueType type;
  LkbDimension dimension; /* of a quantity */
  const char *const *choices; /* of a choice, NULL-terminated */
  const LkbFieldInfo *members; /* of a record (list), ends with key NULL */
  guint tuple_length; /* of a tuple (list); 0 otherwise */
  double min; /* of a number; both 0: ±LKB_NUMBER_MAX */
  double max;
  gboolean whole; /* a number without decimals */
  guint max_text; /* characters of a text; 0: LKB_TEXT_MAX */
  const char *group; /* msgid: the inspector group */
  const char *help; /* msgid, may be NULL */
};

/** LkbKindField: a field as one kind carries it. */
typedef struct
{
  LkbField field;
  guint tier; /* 1 essential, 2 common, 3 expert */
} LkbKindField;

const LkbFieldInfo *lkb_field_get_info (LkbField field);
const char *lkb_field_get_key (LkbField field);
/** lkb_field_get_label: translated. */
const char *lkb_field_get_label (LkbField field);

/** lkb_field_get_usual: (nullable): a usual value of a fact of the page, as a starting point; C locale. */
const char *lkb_field_get_usual (LkbField field);

/** lkb_kind_get_fields: (array length=n_fields): what @kind carries, in file order (id and kind not among them). */
const LkbKindField *lkb_kind_get_fields (LkbKind kind, guint *n_fields);

/** lkb_kind_get_tier: 1 to 3, or 0 when @kind does not carry @field. */
guint lkb_kind_get_tier (LkbKind kind, LkbField field);

/** lkb_kind_find_field: the field that @key stands for in an element of @kind; FALSE when unknown there. */
gboolean lkb_kind_find_field (LkbKind kind, const char *key, LkbField *field);

/** lkb_kind_get_choices: the words allowed for @field in @kind (`type` depends on the kind); NULL when not a choice. */
const char *const *lkb_kind_get_choices (LkbKind kind, LkbField field);

G_END_DECLS
