/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-edit-context.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"

LkbEditContext *
lkb_edit_context_new (LkbHistory *history, const LkbVocabulary *vocabulary, const char *decimal,
                      const char *grouping, const char *const *ids)
{
  LkbEditContext *self = g_rc_box_new0 (LkbEditContext);

  self->history = g_object_ref (history);
  self->board = lkb_history_get_board (history);
  self->vocabulary = vocabulary;
  self->decimal = g_strdup (decimal);
  self->grouping = g_strdup (grouping);
  self->ids = g_strdupv ((char **) ids);
  self->kind = LKB_N_KINDS;
  for (guint i = 0; self->ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (self->board, self->ids[i]);
      LkbKind kind = element != NULL ? lkb_element_get_kind (element) : LKB_N_KINDS;

      if (i == 0)
        self->kind = kind;
      else if (self->kind != kind)
        self->kind = LKB_N_KINDS;
    }
  return self;
}

LkbEditContext *
lkb_edit_context_ref (LkbEditContext *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_context (gpointer data)
{
  LkbEditContext *self = data;

  g_clear_pointer (&self->analysis, lkb_analysis_unref);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  g_strfreev (self->ids);
  g_free (self->decimal);
  g_free (self->grouping);
  g_object_unref (self->history);
}

void
lkb_edit_context_unref (LkbEditContext *self)
{
  g_rc_box_release_full (self, clear_context);
}

const LkbElement *
lkb_edit_context_get_single (LkbEditContext *self)
{
  if (self->ids[0] == NULL || self->ids[1] != NULL)
    return NULL;
  return lkb_board_lookup (self->board, self->ids[0]);
}

gboolean
lkb_edit_context_is_edges (LkbEditContext *self)
{
  return self->kind == LKB_KIND_EDGE;
}

const LkbValue *
lkb_edit_context_get_value (LkbEditContext *self, LkbField field, gboolean *mixed)
{
  const LkbValue *common = NULL;

  *mixed = FALSE;
  for (guint i = 0; self->ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (self->board, self->ids[i]);
      const LkbValue *value = element != NULL ? lkb_element_get (element, field) : NULL;

      if (i == 0)
        {
          common = value;
        }
      else if (!lkb_value_equal (common, value))
        {
          *mixed = TRUE;
          return NULL;
        }
    }
  return common;
}

gboolean
lkb_edit_context_apply (LkbEditContext *self, LkbChange *change, const char *merge_key)
{
  g_autoptr (LkbChange) owned = change;
  g_autoptr (GError) error = NULL;

  if (owned == NULL || self->closed || self->read_only)
    return FALSE;
  if (lkb_history_apply_merged (self->history, owned, merge_key, &error))
    return TRUE;
  if (self->refused != NULL)
    self->refused (error->message, self->user_data);
  return FALSE;
}

gboolean
lkb_edit_context_set (LkbEditContext *self, LkbField field, const LkbValue *value)
{
  g_autofree char *who = g_strjoinv (" ", self->ids);
  g_autofree char *key = g_strdup_printf ("%s:%s", lkb_field_get_key (field), who);

  if (lkb_value_is_empty (value))
    value = NULL;
  return lkb_edit_context_apply (
      self, lkb_edit_set (self->board, (const char *const *) self->ids, field, value), key);
}

void
lkb_edit_context_end_merge (LkbEditContext *self)
{
  if (!self->closed)
    lkb_history_end_merge (self->history);
}

char *
lkb_edit_context_dup_node_name (LkbEditContext *self, const char *id)
{
  const LkbElement *element = lkb_board_lookup (self->board, id);

  if (element == NULL)
    return g_strdup (id);
  if (lkb_element_get_name (element) != NULL)
    return lkb_text_shown_line (lkb_element_get_name (element));
  return g_strdup (
      lkb_kind_get_label (lkb_element_get_kind (element), lkb_board_get_naming (self->board)));
}

char *
lkb_text_to_locale (const char *text, const char *decimal, const char *grouping)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean inside = p > text && g_ascii_isdigit (p[-1]) && g_ascii_isdigit (p[1]);

      if (inside && *p == '.')
        g_string_append (out, decimal);
      else if (inside && *p == ',')
        g_string_append (out, grouping);
      else
        g_string_append_c (out, *p);
    }
  return g_string_free (out, FALSE);
}
