/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-quantity-entry.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-quantity.h"

struct _LkbTextEntry
{
  LkbTypedBox parent_instance;
};

G_DEFINE_FINAL_TYPE (LkbTextEntry, lkb_text_entry, LKB_TYPE_TYPED_BOX)

static char *
text_to_text (LkbTypedBox *self, const LkbValue *value)
{
  return g_strdup (lkb_value_get_text (value));
}

static LkbValue *
text_from_text (LkbTypedBox *self, const char *text, gboolean *understood)
{
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (self));
  LkbValue *value = lkb_value_new_text (text);

  if (!lkb_value_matches (value, info, NULL))
    {
      *understood = FALSE;
      g_clear_pointer (&value, lkb_value_unref);
    }
  return value;
}

static char *
complain_length (LkbTypedBox *self)
{
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (self));
  guint max = info->max_text != 0 ? info->max_text : LKB_TEXT_MAX;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "not stored: longer than %u character",
                                       "not stored: longer than %u characters", max),
                          max);
}

static void
lkb_text_entry_class_init (LkbTextEntryClass *klass)
{
  LkbTypedBoxClass *box_class = LKB_TYPED_BOX_CLASS (klass);

  box_class->to_text = text_to_text;
  box_class->from_text = text_from_text;
  box_class->complain = complain_length;
  box_class->live = TRUE;
}

static void
lkb_text_entry_init (LkbTextEntry *self)
{
}

GtkWidget *
lkb_text_entry_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  static const char *const sentences[] = { "goal", "accept", "purpose", "decision", NULL };
  static const char *const paragraphs[] = { "notes", "text", "story", NULL };
  LkbTextEntry *self = g_object_new (LKB_TYPE_TEXT_ENTRY, NULL);
  /* The text of a note is one of several lines; what was said first is not. */
  gboolean newlines = g_strv_contains (paragraphs, info->key) && info->group != NULL;
  gboolean multiline = newlines || g_strv_contains (sentences, info->key);

  lkb_typed_box_build (LKB_TYPED_BOX (self), context, info, multiline, newlines);
  if (!multiline)
    gtk_entry_set_max_length (GTK_ENTRY (lkb_typed_box_get_entry (LKB_TYPED_BOX (self))),
                              info->max_text != 0 ? info->max_text : LKB_TEXT_MAX);
  return GTK_WIDGET (self);
}

struct _LkbNumberEntry
{
  LkbTypedBox parent_instance;
};

G_DEFINE_FINAL_TYPE (LkbNumberEntry, lkb_number_entry, LKB_TYPE_TYPED_BOX)

static char *
number_to_text (LkbTypedBox *self, const LkbValue *value)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  g_autofree char *text = lkb_format_number (lkb_value_get_number (value), 9);

  return lkb_text_to_locale (text, context->decimal, context->grouping);
}

static LkbValue *
number_from_text (LkbTypedBox *self, const char *text, gboolean *understood)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (self));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  LkbQuantity quantity;
  double number = NAN;
  gboolean minus = *trimmed == '-';

  if (lkb_quantity_parse_shorthand (trimmed + (minus ? 1 : 0), context->decimal, context->grouping,
                                    LKB_DIMENSION_COUNT, &first, &second)
      && second == NULL && lkb_quantity_parse (first, &quantity) && !quantity.has_unit)
    number = minus ? -quantity.value : quantity.value;
  if (isfinite (number))
    {
      g_autoptr (LkbValue) value = lkb_value_new_number (number);

      if (lkb_value_matches (value, info, NULL))
        return g_steal_pointer (&value);
    }
  *understood = FALSE;
  return NULL;
}

static char *
complain_number (LkbTypedBox *self)
{
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (self));

  if (info->min == 0 && info->max == 0)
    return g_strdup (_ ("not stored: a number is needed"));
  return g_strdup_printf (_ ("not stored: a number from %g to %g is needed"), info->min, info->max);
}

static void
lkb_number_entry_class_init (LkbNumberEntryClass *klass)
{
  LkbTypedBoxClass *box_class = LKB_TYPED_BOX_CLASS (klass);

  box_class->to_text = number_to_text;
  box_class->from_text = number_from_text;
  box_class->complain = complain_number;
}

static void
lkb_number_entry_init (LkbNumberEntry *self)
{
}

GtkWidget *
lkb_number_entry_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbNumberEntry *self = g_object_new (LKB_TYPE_NUMBER_ENTRY, NULL);

  lkb_typed_box_build (LKB_TYPED_BOX (self), context, info, FALSE, FALSE);
  return GTK_WIDGET (self);
}
