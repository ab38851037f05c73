/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * LkbJsonLimits:
 *
 * The limits of docs/FILE-FORMAT.md. Exceeding one is LKB_INPUT_ERROR_LIMIT and the message names it.
 */
typedef struct
{
  gsize max_bytes; /* 64 MiB */
  guint max_values; /* 1,000,000 */
  guint max_members; /* 1,024 members of one object */
  guint max_depth; /* 64 */
  guint
      max_text; /* 100,000 characters of one string (the format's reader holds the rest to 10,000) */
} LkbJsonLimits;

extern const LkbJsonLimits lkb_json_limits_default;

/** LkbJsonSpan: a value inside a guarded text, by bytes. */
typedef struct
{
  gsize offset;
  gsize length;
} LkbJsonSpan;

typedef struct
{
  char *key; /* decoded, owned by the array */
  LkbJsonSpan value;
} LkbJsonMember;

/**
 * lkb_json_guard_check:
 * @text: the bytes, need not be NUL-terminated
 * @limits: (nullable): NULL for the default
 * @root: (out) (optional): the span of the one root value
 *
 * Strict RFC 8259: one root, valid UTF-8 (no BOM), no control characters in strings, no lone surrogates, no \u0000,
 * no repeated member names within one object (compared after decoding), every number finite as a double and every
 * integer within ±2^63. Not recursive; linear in the length (repeated names by hash).
 *
 * Returns: TRUE when @text may be handed on. On failure @error is LKB_INPUT_ERROR with a message such as
 *   "$.elements[3].x: number too large", paths in the form $.key[index] (keys that are not plain names as ["…"]);
 *   syntax errors also carry the line and column.
 */
gboolean lkb_json_guard_check (const char *text, gsize length, const LkbJsonLimits *limits,
                               LkbJsonSpan *root, GError **error);

/* The next functions are for text that the guard has passed; they do not check again. */

/** lkb_json_span_type: the first byte of the value: one of  { [ " t f n 0  (0 stands for any number). */
char lkb_json_span_type (const char *text, LkbJsonSpan span);

/** lkb_json_span_members: (transfer full) (element-type LkbJsonMember): members of an object in file order. */
GArray *lkb_json_span_members (const char *text, LkbJsonSpan object);

/** lkb_json_span_items: (transfer full) (element-type LkbJsonSpan): items of an array. */
GArray *lkb_json_span_items (const char *text, LkbJsonSpan array);

/** lkb_json_span_dup_string: (transfer full): a string value decoded. */
char *lkb_json_span_dup_string (const char *text, LkbJsonSpan string);

/** lkb_json_span_get_number: a number value. */
double lkb_json_span_get_number (const char *text, LkbJsonSpan number);

/** lkb_json_span_parse: (transfer full): the value as a json-glib tree; only that value is given to json-glib. */
JsonNode *lkb_json_span_parse (const char *text, LkbJsonSpan span, GError **error);

G_END_DECLS
