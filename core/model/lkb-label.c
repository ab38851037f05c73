/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"

/* A label is a line of a tooltip or a list. That of a journal from elsewhere may be of any length, and its parts may be in
 * each other's places many times over: what is longer than this is cut. */
#define MAX_CHARS 300
#define MAX_BYTES (4 * MAX_CHARS)

typedef struct
{
  char *key;
  LkbLabel *label;
} Part;

struct _LkbLabel
{
  gatomicrefcount refs;
  char *msgid;
  char *plural; /* NULL: it counts nothing */
  guint n;
  gboolean is_text; /* the msgid is no msgid */
  GArray *parts; /* of Part; NULL = none */
};

G_DEFINE_BOXED_TYPE (LkbLabel, lkb_label, lkb_label_ref, lkb_label_unref)

static void
clear_part (gpointer data)
{
  Part *part = data;

  g_free (part->key);
  lkb_label_unref (part->label);
}

static LkbLabel *
label_new (const char *msgid, const char *plural, guint n)
{
  LkbLabel *self = g_new0 (LkbLabel, 1);

  g_atomic_ref_count_init (&self->refs);
  self->msgid = g_strdup (msgid);
  self->plural = g_strdup (plural);
  self->n = plural != NULL ? n : 0;
  return self;
}

static void
take_part (LkbLabel *self, const char *key, LkbLabel *label)
{
  Part part = { g_strdup (key), label };

  if (self->parts == NULL)
    {
      self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
      g_array_set_clear_func (self->parts, clear_part);
    }
  g_array_append_val (self->parts, part);
}

static void
take_parts (LkbLabel *self, va_list list)
{
  for (const char *key = va_arg (list, const char *); key != NULL;
       key = va_arg (list, const char *))
    take_part (self, key, va_arg (list, LkbLabel *));
}

LkbLabel *
lkb_label_new (const char *msgid, ...)
{
  LkbLabel *self;
  va_list list;

  g_return_val_if_fail (msgid != NULL, NULL);

  self = label_new (msgid, NULL, 0);
  va_start (list, msgid);
  take_parts (self, list);
  va_end (list);
  return self;
}

LkbLabel *
lkb_label_new_plural (const char *msgid, const char *plural, guint n, ...)
{
  LkbLabel *self;
  va_list list;

  g_return_val_if_fail (msgid != NULL && plural != NULL, NULL);

  self = label_new (msgid, plural, n);
  va_start (list, n);
  take_parts (self, list);
  va_end (list);
  return self;
}

LkbLabel *
lkb_label_new_text (const char *text)
{
  LkbLabel *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = label_new (text, NULL, 0);
  self->is_text = TRUE;
  return self;
}

LkbLabel *
lkb_label_new_parts (const char *msgid, const char *plural, guint n, const char *const *keys,
                     LkbLabel *const *parts, guint n_parts)
{
  LkbLabel *self;

  g_return_val_if_fail (msgid != NULL, NULL);
  g_return_val_if_fail (n_parts == 0 || (keys != NULL && parts != NULL), NULL);

  self = label_new (msgid, plural, n);
  for (guint i = 0; i < n_parts; i++)
    take_part (self, keys[i], lkb_label_ref (parts[i]));
  return self;
}

LkbLabel *
lkb_label_ref (const LkbLabel *label)
{
  LkbLabel *self = (LkbLabel *) label;

  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_label_unref (LkbLabel *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->msgid);
  g_free (self->plural);
  g_clear_pointer (&self->parts, g_array_unref);
  g_free (self);
}

/* What the places of one label are filled with. */
typedef struct
{
  const LkbLabel *label;
  char **words; /* one a part */
  char *count;
  gsize left; /* bytes that may still be filled in */
} Filling;

static const char *
find_words (const char *key, gsize length, gpointer data)
{
  Filling *filling = data;
  const LkbLabel *self = filling->label;
  const char *words = NULL;

  if (self->plural != NULL && length == 1 && key[0] == 'n')
    words = filling->count;
  for (guint i = 0; words == NULL && i < lkb_label_get_n_parts (self); i++)
    {
      const Part *part = &g_array_index (self->parts, Part, i);

      if (strlen (part->key) == length && strncmp (part->key, key, length) == 0)
        words = filling->words[i];
    }
  if (words == NULL)
    return NULL;
  if (strlen (words) > filling->left)
    return "…";
  filling->left -= strlen (words);
  return words;
}

static const char *
get_form (const LkbLabel *self, gboolean plain)
{
  if (plain)
    return self->plural != NULL && self->plural[0] != '\0' && self->n != 1 ? self->plural
                                                                           : self->msgid;
  /* The translation of "" is the head of the catalogue. */
  if (self->is_text || self->msgid[0] == '\0')
    return self->msgid;
  return self->plural != NULL && self->plural[0] != '\0'
             ? g_dngettext (GETTEXT_PACKAGE, self->msgid, self->plural, self->n)
             : _ (self->msgid);
}

static char *
dup_form (const LkbLabel *self, gboolean plain)
{
  g_autofree char *filled = NULL;
  char *line;

  if (self->is_text)
    filled = g_strdup (self->msgid);
  else
    {
      guint n = lkb_label_get_n_parts (self);
      g_autofree char *count = g_strdup_printf ("%u", self->n);
      g_auto (GStrv) words = g_new0 (char *, n + 1);
      Filling filling = { self, words, count, MAX_BYTES };

      for (guint i = 0; i < n; i++)
        words[i] = dup_form (g_array_index (self->parts, Part, i).label, plain);
      filled = lkb_text_fill (get_form (self, plain), find_words, &filling);
    }
  line = lkb_text_one_line (filled);
  if (g_utf8_strlen (line, -1) > MAX_CHARS)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, MAX_CHARS - 1);

      g_free (line);
      line = g_strconcat (cut, "…", NULL);
    }
  return line;
}

char *
lkb_label_dup_words (const LkbLabel *self)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  words = dup_form (self, FALSE);
  return lkb_text_shown_line (words);
}

char *
lkb_label_dup_plain (const LkbLabel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return dup_form (self, TRUE);
}

gboolean
lkb_label_is_text (const LkbLabel *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->is_text;
}

const char *
lkb_label_get_msgid (const LkbLabel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->msgid;
}

const char *
lkb_label_get_plural (const LkbLabel *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->plural;
}

guint
lkb_label_get_n (const LkbLabel *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n;
}

guint
lkb_label_get_n_parts (const LkbLabel *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->parts != NULL ? self->parts->len : 0;
}

const LkbLabel *
lkb_label_get_part (const LkbLabel *self, guint i, const char **key)
{
  const Part *part;

  g_return_val_if_fail (i < lkb_label_get_n_parts (self), NULL);

  part = &g_array_index (self->parts, Part, i);
  if (key != NULL)
    *key = part->key;
  return part->label;
}
