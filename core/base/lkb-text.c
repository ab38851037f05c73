/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Stands for what must not act unseen: the board font draws it, a replacement character it does not have. */
#define HIDDEN_SIGN 0x25a1

/* The three bytes of a surrogate that somebody encoded as if it were a character (as in CESU-8). The
 * string is NUL-terminated, so looking ahead stops at its end. */
static gboolean
is_encoded_surrogate (const char *p)
{
  const guchar *b = (const guchar *) p;

  return b[0] == 0xed && b[1] >= 0xa0 && b[1] <= 0xbf && b[2] >= 0x80 && b[2] <= 0xbf;
}

/* What a reader does not see, or what makes the characters behind it stand where they are not. */
static gboolean
is_hidden (gunichar c)
{
  return g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) || c == 0xfffe || c == 0xffff;
}

/* @shown: with a sign for what is hidden; without, only what XML and JSON cannot hold is dropped. */
static char *
dup_clean (const char *text, gboolean shown)
{
  GString *out;
  const char *p = text;

  out = g_string_sized_new (strlen (text));
  while (*p != '\0')
    {
      gunichar c;

      if (is_encoded_surrogate (p))
        {
          p += 3;
          if (shown)
            g_string_append_unichar (out, HIDDEN_SIGN);
          continue;
        }
      c = g_utf8_get_char_validated (p, -1);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_unichar (out, 0xfffd);
          p++;
          continue;
        }
      if (c == '\r')
        {
          if (p[1] != '\n')
            g_string_append_c (out, '\n');
        }
      else if (shown && is_hidden (c) && c != '\t' && c != '\n' && c != '\f')
        g_string_append_unichar (out, HIDDEN_SIGN);
      else if ((c >= 0x20 || c == '\t' || c == '\n') && c != 0xfffe && c != 0xffff)
        g_string_append_unichar (out, c);
      p = g_utf8_next_char (p);
    }

  return g_string_free (out, FALSE);
}

char *
lkb_text_clean (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return dup_clean (text, FALSE);
}

char *
lkb_text_shown (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return dup_clean (text, TRUE);
}

/* Trims and makes every run of white space one space; @text is valid UTF-8. */
static char *
squeeze_spaces (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  gboolean pending = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          pending = out->len > 0;
          continue;
        }
      if (pending)
        g_string_append_c (out, ' ');
      pending = FALSE;
      g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

/* Most names are plain ASCII, and boards compare thousands of them: those take one pass. NULL when @text holds
 * anything but printable ASCII. */
static char *
dup_plain (const char *text, gboolean lower)
{
  gsize n = 0;
  char *out;

  for (const char *p = text; *p != '\0'; p++)
    if (*p < 0x20 || *p > 0x7e)
      return NULL;
  out = g_malloc (strlen (text) + 1);
  for (const char *p = text; *p != '\0'; p++)
    if (*p != ' ' || (n > 0 && out[n - 1] != ' '))
      out[n++] = lower ? g_ascii_tolower (*p) : *p;
  if (n > 0 && out[n - 1] == ' ')
    n--;
  out[n] = '\0';
  return out;
}

/* @shown: as in dup_clean(). */
static char *
dup_line (const char *text, gboolean shown)
{
  g_autofree char *clean = NULL;
  char *plain = dup_plain (text, FALSE);

  if (plain != NULL)
    return plain;
  clean = dup_clean (text, shown);
  return squeeze_spaces (clean);
}

char *
lkb_text_one_line (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return dup_line (text, FALSE);
}

char *
lkb_text_shown_line (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return dup_line (text, TRUE);
}

char *
lkb_text_fill (const char *text, LkbTextLookup lookup, gpointer data)
{
  GString *out;

  g_return_val_if_fail (text != NULL && lookup != NULL, NULL);

  out = g_string_new (NULL);
  while (*text != '\0')
    {
      const char *open = strchr (text, '{'), *close = open != NULL ? strchr (open, '}') : NULL;
      const char *found;

      if (close == NULL)
        {
          g_string_append (out, text);
          break;
        }
      g_string_append_len (out, text, open - text);
      found = lookup (open + 1, close - open - 1, data);
      if (found != NULL)
        g_string_append (out, found);
      else
        g_string_append_len (out, open, close - open + 1);
      text = close + 1;
    }
  return g_string_free (out, FALSE);
}

/* g_utf8_casefold(), but with one form for Cherokee, whose capitals are its folded form: GLib 2.74 swaps
 * capital and small letters there. */
static char *
fold_case (const char *text)
{
  g_autofree char *cased = g_utf8_casefold (text, -1);
  GString *out = g_string_sized_new (strlen (cased));

  for (const char *p = cased; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xab70 && c <= 0xabbf)
        c -= 0xab70 - 0x13a0;
      else if (c >= 0x13f8 && c <= 0x13fd)
        c -= 8;
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

const char *
lkb_text_translate (const char *msgid)
{
  /* The translation of "" is the head of the catalogue. */
  if (msgid == NULL || *msgid == '\0')
    return msgid;
  return g_dpgettext2 (GETTEXT_PACKAGE, "data", msgid);
}

char *
lkb_text_fold (const char *text)
{
  g_autofree char *clean = NULL;
  g_autofree char *first = NULL;
  g_autofree char *cased = NULL;
  g_autofree char *second = NULL;
  char *plain;

  g_return_val_if_fail (text != NULL, NULL);

  plain = dup_plain (text, TRUE);
  if (plain != NULL)
    return plain;
  /* Folding can undo the normal form and the other way round, so the normalisation is done on both
   * sides of it (Unicode 3.13, compatibility caseless match). */
  clean = lkb_text_clean (text);
  first = g_utf8_normalize (clean, -1, G_NORMALIZE_NFKC);
  cased = fold_case (first);
  second = g_utf8_normalize (cased, -1, G_NORMALIZE_NFKC);
  return squeeze_spaces (second);
}

static gboolean
is_plain (const char *text)
{
  while (*text >= 0x20 && *text <= 0x7e)
    text++;
  return *text == '\0';
}

/* The same of two plain texts, without a copy of either. */
static gboolean
are_equal_plain (const char *a, const char *b)
{
  while (*a == ' ')
    a++;
  while (*b == ' ')
    b++;
  while (*a != '\0' && g_ascii_tolower (*a) == g_ascii_tolower (*b))
    {
      gboolean blank = *a == ' ';

      a++;
      b++;
      while (blank && *a == ' ')
        a++;
      while (blank && *b == ' ')
        b++;
    }
  while (*a == ' ')
    a++;
  while (*b == ' ')
    b++;
  return *a == '\0' && *b == '\0';
}

gboolean
lkb_text_equal_folded (const char *a, const char *b)
{
  g_autofree char *folded_a = NULL;
  g_autofree char *folded_b = NULL;

  if (a == NULL || b == NULL)
    return a == b;
  if (strcmp (a, b) == 0)
    return TRUE;
  if (is_plain (a) && is_plain (b))
    return are_equal_plain (a, b);

  folded_a = lkb_text_fold (a);
  folded_b = lkb_text_fold (b);
  return strcmp (folded_a, folded_b) == 0;
}

gboolean
lkb_text_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;
  if (*text > 0x20 && *text < 0x7f)
    return FALSE;

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2 || !g_unichar_isspace (c))
        return FALSE;
      text = g_utf8_next_char (text);
    }
  return TRUE;
}

/* The blocks whose letters have bidirectional class R or AL. */
static gboolean
is_rtl_block (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff)
         || (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff)
         || (c >= 0x1e800 && c <= 0x1efff);
}

guint
lkb_text_get_cells (const char *text)
{
  guint n = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_iszerowidth (c))
        n += g_unichar_iswide (c) ? 2 : 1;
    }
  return n;
}

gboolean
lkb_text_opens_isolate (gunichar c)
{
  return c >= LKB_TEXT_LRI && c <= LKB_TEXT_FSI;
}

char *
lkb_text_isolate (const char *part)
{
  g_autofree char *clean = part != NULL ? g_utf8_make_valid (part, -1) : g_strdup ("");
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean turns = FALSE;
  guint open = 0;

  for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      turns = turns || is_rtl_block (c) || c == 0x200f || lkb_text_opens_isolate (c)
              || c == LKB_TEXT_PDI;
      if (lkb_text_opens_isolate (c))
        open++;
      else if (c == LKB_TEXT_PDI && open-- == 0)
        {
          /* It would end what it stands in. */
          open = 0;
          continue;
        }
      g_string_append_unichar (text, c);
    }
  if (!turns)
    return g_steal_pointer (&clean);
  for (open++; open > 0; open--)
    g_string_append_unichar (text, LKB_TEXT_PDI);
  g_string_prepend_unichar (text, LKB_TEXT_FSI);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
lkb_text_has_strong_rtl (const char *text)
{
  guint depth = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          text++;
          continue;
        }
      text = g_utf8_next_char (text);
      if (lkb_text_opens_isolate (c))
        depth++;
      else if (c == LKB_TEXT_PDI && depth > 0)
        depth--;
      if (depth > 0)
        continue;
      if (c == 0x200f || c == 0x061c)
        return TRUE;
      if (c == 0x200e)
        return FALSE;
      if (g_unichar_isalpha (c))
        return is_rtl_block (c);
    }
  return FALSE;
}

char *
lkb_text_initials (const char *name)
{
  g_autofree char *line = lkb_text_shown_line (name);
  const char *space = strchr (line, ' ');
  GString *out = g_string_new (NULL);
  gunichar second;

  if (*line == '\0')
    return g_string_free (out, FALSE);
  g_string_append_unichar (out, g_unichar_toupper (g_utf8_get_char (line)));
  second = g_utf8_get_char (space != NULL ? space + 1 : g_utf8_next_char (line));
  if (second != 0)
    g_string_append_unichar (out, space != NULL ? g_unichar_toupper (second) : second);
  return g_string_free (out, FALSE);
}
