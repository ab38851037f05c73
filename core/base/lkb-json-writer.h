/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Two layers. The append functions write single tokens exactly as the board file wants them. The writer builds
 * whole documents for reports: pretty (two-space indent) or inline ("{ "k": v, … }", "[a, b]") per container.
 */

/** lkb_json_append_string: quoted; escapes only what JSON demands (", \, controls); other characters as UTF-8. */
void lkb_json_append_string (GString *out, const char *text);
/** lkb_json_append_number: shortest text that reads back as the same double, an exponent only for 1e15 and
 * beyond and below 1e-15, -0 as 0; integers as integers. @value must be finite. */
void lkb_json_append_number (GString *out, double value);

typedef struct _LkbJsonWriter LkbJsonWriter;

LkbJsonWriter *lkb_json_writer_new (void);
void lkb_json_writer_free (LkbJsonWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbJsonWriter, lkb_json_writer_free)

/* @inline_: this container and all inside it on one line. Keys NULL inside arrays and for the root. */
void lkb_json_writer_begin_object (LkbJsonWriter *writer, const char *key, gboolean inline_);
void lkb_json_writer_end_object (LkbJsonWriter *writer);
void lkb_json_writer_begin_array (LkbJsonWriter *writer, const char *key, gboolean inline_);
void lkb_json_writer_end_array (LkbJsonWriter *writer);
void lkb_json_writer_string (LkbJsonWriter *writer, const char *key,
                             const char *value); /* NULL value = null */
void lkb_json_writer_number (LkbJsonWriter *writer, const char *key,
                             double value); /* not finite = null */
void lkb_json_writer_boolean (LkbJsonWriter *writer, const char *key, gboolean value);
void lkb_json_writer_null (LkbJsonWriter *writer, const char *key);
void lkb_json_writer_raw (LkbJsonWriter *writer, const char *key, const char *json);

/** lkb_json_writer_finish: (transfer full): the document with one newline at its end; the writer is spent. */
char *lkb_json_writer_finish (LkbJsonWriter *writer);

G_END_DECLS
