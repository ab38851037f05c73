/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-settings.h"

#define SCHEMA_ID "io.github.lakeboard.Lakeboard"

struct _LkbSettings
{
  GObject parent_instance;

  GSettings *settings; /* NULL without a schema */
  GHashTable *values; /* key → GVariant, used without a schema */
};

G_DEFINE_FINAL_TYPE (LkbSettings, lkb_settings, G_TYPE_OBJECT)

static void
lkb_settings_finalize (GObject *object)
{
  LkbSettings *self = LKB_SETTINGS (object);

  g_clear_object (&self->settings);
  g_hash_table_unref (self->values);
  G_OBJECT_CLASS (lkb_settings_parent_class)->finalize (object);
}

static void
lkb_settings_class_init (LkbSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_settings_finalize;
}

static void
lkb_settings_init (LkbSettings *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_variant_unref);
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);
  if (schema != NULL)
    self->settings = g_settings_new_full (schema, NULL, NULL);
}

LkbSettings *
lkb_settings_new (void)
{
  return g_object_new (LKB_TYPE_SETTINGS, NULL);
}

/* (transfer full) (nullable): the value if it is of that type; an older schema may lack a key. */
static GVariant *
dup_value (LkbSettings *self, const char *key, const GVariantType *type)
{
  GVariant *value = NULL;

  if (self->settings != NULL)
    {
      g_autoptr (GSettingsSchema) schema = NULL;

      g_object_get (self->settings, "settings-schema", &schema, NULL);
      if (g_settings_schema_has_key (schema, key))
        value = g_settings_get_value (self->settings, key);
    }
  else
    {
      value = g_hash_table_lookup (self->values, key);
      if (value != NULL)
        g_variant_ref (value);
    }

  if (value != NULL && !g_variant_is_of_type (value, type))
    g_clear_pointer (&value, g_variant_unref);
  return value;
}

static void
set_value (LkbSettings *self, const char *key, GVariant *value)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (value);

  if (self->settings != NULL)
    {
      g_autoptr (GSettingsSchema) schema = NULL;
      g_autoptr (GSettingsSchemaKey) row = NULL;

      g_object_get (self->settings, "settings-schema", &schema, NULL);
      if (!g_settings_schema_has_key (schema, key))
        return;
      row = g_settings_schema_get_key (schema, key);
      if (g_settings_schema_key_range_check (row, held))
        g_settings_set_value (self->settings, key, held);
    }
  else
    {
      g_hash_table_insert (self->values, g_strdup (key), g_steal_pointer (&held));
    }
}

int
lkb_settings_get_int (LkbSettings *self, const char *key, int fallback)
{
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (LKB_IS_SETTINGS (self), fallback);
  value = dup_value (self, key, G_VARIANT_TYPE_INT32);
  return value != NULL ? g_variant_get_int32 (value) : fallback;
}

gboolean
lkb_settings_get_boolean (LkbSettings *self, const char *key, gboolean fallback)
{
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (LKB_IS_SETTINGS (self), fallback);
  value = dup_value (self, key, G_VARIANT_TYPE_BOOLEAN);
  return value != NULL ? g_variant_get_boolean (value) : fallback;
}

char *
lkb_settings_dup_string (LkbSettings *self, const char *key, const char *fallback)
{
  g_autoptr (GVariant) value = NULL;

  g_return_val_if_fail (LKB_IS_SETTINGS (self), g_strdup (fallback));
  value = dup_value (self, key, G_VARIANT_TYPE_STRING);
  return value != NULL ? g_variant_dup_string (value, NULL) : g_strdup (fallback);
}

void
lkb_settings_set_int (LkbSettings *self, const char *key, int value)
{
  g_return_if_fail (LKB_IS_SETTINGS (self));
  set_value (self, key, g_variant_new_int32 (value));
}

void
lkb_settings_set_boolean (LkbSettings *self, const char *key, gboolean value)
{
  g_return_if_fail (LKB_IS_SETTINGS (self));
  set_value (self, key, g_variant_new_boolean (value));
}

void
lkb_settings_set_string (LkbSettings *self, const char *key, const char *value)
{
  g_return_if_fail (LKB_IS_SETTINGS (self));
  set_value (self, key, g_variant_new_string (value));
}
