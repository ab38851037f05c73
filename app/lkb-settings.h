/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LkbSettings:
 *
 * What the person chose about the window. Without an installed schema every question is answered by its default and what is
 * set is kept for this run only: a missing schema is no reason to stop.
 */
#define LKB_TYPE_SETTINGS (lkb_settings_get_type ())
G_DECLARE_FINAL_TYPE (LkbSettings, lkb_settings, LKB, SETTINGS, GObject)

LkbSettings *lkb_settings_new (void);

/** The getters answer @fallback when there is no schema and nothing was set. */
int lkb_settings_get_int (LkbSettings *self, const char *key, int fallback);
gboolean lkb_settings_get_boolean (LkbSettings *self, const char *key, gboolean fallback);
/** lkb_settings_dup_string: (transfer full): also the word of an enumeration. */
char *lkb_settings_dup_string (LkbSettings *self, const char *key, const char *fallback);

void lkb_settings_set_int (LkbSettings *self, const char *key, int value);
void lkb_settings_set_boolean (LkbSettings *self, const char *key, gboolean value);
void lkb_settings_set_string (LkbSettings *self, const char *key, const char *value);

G_END_DECLS
