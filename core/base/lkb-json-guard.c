/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-json-guard.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "lkb-error.h"
#include "lkb-json-writer.h"

const LkbJsonLimits lkb_json_limits_default = {
  .max_bytes = 64 * 1024 * 1024,
  .max_values = 1000000,
  .max_members = 1024,
  .max_depth = 64,
  .max_text = 100000,
};

/* A path in a message is for people: longer ones lose their middle. */
#define MAX_PATH_BYTES 240
#define MAX_PATH_KEY_BYTES 60

/* A decoded member name in Scan.names. */
typedef struct
{
  gsize offset;
  gsize length;
  const char *place; /* of its opening quote in the text */
} Name;

/* An open container. */
typedef struct
{
  gboolean is_object;
  gboolean in_member; /* between a name and the comma after its value */
  guint n_items; /* names (of an object) or values begun so far */
  guint first_name; /* index in Scan.index of the first member name */
  gsize names_end; /* length of Scan.names before the first member */
} Frame;

typedef struct
{
  const char *text;
  const char *end;
  const char *p;
  const LkbJsonLimits *limits;
  GArray *frames; /* of Frame */
  GByteArray *names; /* decoded names of the members of all open objects */
  GArray *index; /* of Name */
  guint n_values;
  GError **error;
} Scan;

/* What the scanner awaits next. */
typedef enum
{
  AWAIT_VALUE,
  AWAIT_VALUE_OR_END, /* just after [ */
  AWAIT_NAME,
  AWAIT_NAME_OR_END, /* just after { */
  AWAIT_COMMA_OR_END,
} Await;

static gboolean
is_plain_name (const char *name)
{
  if (!g_ascii_isalpha (*name) && *name != '_')
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '_')
      return FALSE;
  return TRUE;
}

static void
append_path_name (GString *path, const char *bytes, gsize length)
{
  gboolean cut = length > MAX_PATH_KEY_BYTES;
  g_autofree char *name = NULL;
  g_autoptr (GString) shown = g_string_new (NULL);

  if (cut)
    {
      length = MAX_PATH_KEY_BYTES;
      while (length > 0 && ((guchar) bytes[length] & 0xc0) == 0x80)
        length--;
    }
  name = g_strndup (bytes, length);
  if (!cut && is_plain_name (name))
    {
      g_string_append_printf (path, ".%s", name);
      return;
    }

  /* What could break or reverse the line of the message is shown as a replacement character. */
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c >= 0x7f && c <= 0x9f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069))
        c = 0xfffd;
      g_string_append_unichar (shown, c);
    }
  if (cut)
    g_string_append (shown, "…");
  g_string_append_c (path, '[');
  lkb_json_append_string (path, shown->str);
  g_string_append_c (path, ']');
}

/* The path of the value that is being read: each frame's current member or item. */
static char *
dup_path (const Scan *scan)
{
  GString *path = g_string_new ("$");

  for (guint i = 0; i < scan->frames->len; i++)
    {
      const Frame *frame = &g_array_index (scan->frames, Frame, i);
      guint next = scan->index->len;

      if (i + 1 < scan->frames->len)
        next = g_array_index (scan->frames, Frame, i + 1).first_name;
      if (frame->is_object)
        {
          const Name *name;

          if (!frame->in_member || next <= frame->first_name)
            continue;
          name = &g_array_index (scan->index, Name, next - 1);
          append_path_name (path, (const char *) scan->names->data + name->offset, name->length);
        }
      else if (frame->n_items > 0)
        g_string_append_printf (path, "[%u]", frame->n_items - 1);
    }

  if (path->len > MAX_PATH_BYTES)
    {
      gsize head = MAX_PATH_BYTES / 2;
      gsize tail = path->len - MAX_PATH_BYTES / 2;

      while (((guchar) path->str[head] & 0xc0) == 0x80)
        head--;
      while (((guchar) path->str[tail] & 0xc0) == 0x80)
        tail++;
      g_string_erase (path, head, tail - head);
      g_string_insert (path, head, "…");
    }
  return g_string_free (path, FALSE);
}

/* Sets the error for a byte that breaks the grammar, with its line and column (in characters). */
static gboolean
fail_syntax (Scan *scan, const char *place, const char *reason)
{
  g_autofree char *path = dup_path (scan);
  guint line = 1;
  guint column = 1;

  for (const char *p = scan->text; p < place; p++)
    {
      if (*p == '\n')
        {
          line++;
          column = 1;
        }
      else if (((guchar) *p & 0xc0) != 0x80)
        column++;
    }
  g_set_error (scan->error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_SYNTAX,
               /* Translators: a path in the file, the reason, then where in the text */
               _ ("%s: %s (line %u, column %u)"), path, reason, line, column);
  return FALSE;
}

/* @format has one %s for the limit, which is shown with its digits in groups. */
static gboolean
fail_limit (Scan *scan, const char *format, guint limit)
{
  g_autofree char *path = dup_path (scan);
  g_autofree char *reason = NULL;
  g_autoptr (GString) number = g_string_new (NULL);

  g_string_printf (number, "%u", limit);
  for (gssize at = (gssize) number->len - 3; at > 0; at -= 3)
    g_string_insert_c (number, at, ',');
  reason = g_strdup_printf (format, number->str);
  g_set_error (scan->error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT, "%s: %s", path, reason);
  return FALSE;
}

static inline gboolean
is_json_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline void
skip_space (Scan *scan)
{
  while (scan->p < scan->end && is_json_space (*scan->p))
    scan->p++;
}

/* The number of bytes of the UTF-8 character at @p, or 0 when it is malformed, overlong, a surrogate,
 * beyond U+10FFFF or cut. */
static guint
measure_utf8 (const char *p, const char *end)
{
  const guchar *b = (const guchar *) p;
  gsize left = end - p;

  if (b[0] < 0x80)
    return 1;
  if (b[0] >= 0xc2 && b[0] <= 0xdf)
    return left >= 2 && (b[1] & 0xc0) == 0x80 ? 2 : 0;
  if (b[0] >= 0xe0 && b[0] <= 0xef)
    {
      guchar low = b[0] == 0xe0 ? 0xa0 : 0x80;
      guchar high = b[0] == 0xed ? 0x9f : 0xbf;

      return left >= 3 && b[1] >= low && b[1] <= high && (b[2] & 0xc0) == 0x80 ? 3 : 0;
    }
  if (b[0] >= 0xf0 && b[0] <= 0xf4)
    {
      guchar low = b[0] == 0xf0 ? 0x90 : 0x80;
      guchar high = b[0] == 0xf4 ? 0x8f : 0xbf;

      return left >= 4 && b[1] >= low && b[1] <= high && (b[2] & 0xc0) == 0x80
                     && (b[3] & 0xc0) == 0x80
                 ? 4
                 : 0;
    }
  return 0;
}

/* Reads four hexadecimal digits, or returns -1. */
static int
read_hex4 (const char *p, const char *end)
{
  int value = 0;

  if (end - p < 4)
    return -1;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }
  return value;
}

/* Reads the escape at scan->p (a backslash) and appends its character to @out, when that isn't NULL. */
static gboolean
read_escape (Scan *scan, GByteArray *out)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *start = scan->p;
  const char *letter;
  char utf8[6];
  int length;
  gunichar c;

  if (scan->end - start < 2)
    return fail_syntax (scan, scan->end, _ ("unexpected end in a text"));

  letter = start[1] != '\0' ? strchr (letters, start[1]) : NULL;
  if (letter != NULL)
    {
      if (out != NULL)
        g_byte_array_append (out, (const guint8 *) &meanings[letter - letters], 1);
      scan->p += 2;
      return TRUE;
    }
  if (start[1] != 'u')
    return fail_syntax (scan, start, _ ("unknown escape in a text"));

  length = read_hex4 (start + 2, scan->end);
  if (length < 0)
    return fail_syntax (scan, start, _ ("\\u needs four hexadecimal digits"));
  c = length;
  scan->p += 6;
  if (c == 0)
    return fail_syntax (scan, start, _ ("\\u0000 is not allowed"));
  if (c >= 0xdc00 && c <= 0xdfff)
    return fail_syntax (scan, start, _ ("lone surrogate"));
  if (c >= 0xd800 && c <= 0xdbff)
    {
      int low = -1;

      if (scan->end - scan->p >= 6 && scan->p[0] == '\\' && scan->p[1] == 'u')
        low = read_hex4 (scan->p + 2, scan->end);
      if (low < 0xdc00 || low > 0xdfff)
        return fail_syntax (scan, start, _ ("lone surrogate"));
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      scan->p += 6;
    }
  if (out != NULL)
    {
      length = g_unichar_to_utf8 (c, utf8);
      g_byte_array_append (out, (const guint8 *) utf8, length);
    }
  return TRUE;
}

/* Reads the string at scan->p (a quote); appends what it means to @out, when that isn't NULL. */
static gboolean
read_string (Scan *scan, GByteArray *out)
{
  const char *start = scan->p;
  guint n_chars = 0;

  scan->p++;
  for (;;)
    {
      const char *run = scan->p;
      guchar c = '\0';

      while (scan->p < scan->end)
        {
          guint bytes;

          c = *scan->p;
          if (c == '"' || c == '\\' || c < 0x20)
            break;
          bytes = c < 0x80 ? 1 : measure_utf8 (scan->p, scan->end);
          if (bytes == 0)
            return fail_syntax (scan, scan->p, _ ("not valid UTF-8"));
          scan->p += bytes;
          if (++n_chars > scan->limits->max_text)
            return fail_limit (scan, _ ("text longer than %s characters"), scan->limits->max_text);
        }
      if (out != NULL && scan->p > run)
        g_byte_array_append (out, (const guint8 *) run, scan->p - run);
      if (scan->p >= scan->end)
        return fail_syntax (scan, start, _ ("text without a closing quote"));
      if (c == '"')
        {
          scan->p++;
          return TRUE;
        }
      if (c != '\\')
        return fail_syntax (scan, scan->p, _ ("control character in a text"));
      if (!read_escape (scan, out))
        return FALSE;
      if (++n_chars > scan->limits->max_text)
        return fail_limit (scan, _ ("text longer than %s characters"), scan->limits->max_text);
    }
}

static const char *
skip_digits (const char *p, const char *end)
{
  while (p < end && g_ascii_isdigit (*p))
    p++;
  return p;
}

/* Whether an integer of valid form lies in -2^63 … 2^63 - 1. */
static gboolean
fits_int64 (const char *start, const char *end)
{
  char buffer[24];
  gsize length = end - start;

  if (length < 19)
    return TRUE;
  if (length >= sizeof buffer)
    return FALSE;
  memcpy (buffer, start, length);
  buffer[length] = '\0';
  errno = 0;
  (void) g_ascii_strtoll (buffer, NULL, 10);
  return errno == 0;
}

/* Whether a number of valid form with a fraction or an exponent is finite. Its order of magnitude
 * decides nearly always, so that a megabyte of digits costs no conversion. */
static gboolean
is_finite_number (const char *start, const char *end)
{
  gint64 magnitude = 0; /* the value is below 10^magnitude and at least 10^(magnitude - 1) */
  gint64 exponent = 0;
  gboolean seen_point = FALSE;
  gboolean seen_digit = FALSE;
  const char *p = start;
  g_autofree char *copy = NULL;

  for (; p < end && *p != 'e' && *p != 'E'; p++)
    {
      if (*p == '.')
        seen_point = TRUE;
      else if (*p != '-')
        {
          seen_digit = seen_digit || *p != '0';
          if (seen_digit && !seen_point)
            magnitude++;
          else if (!seen_digit && seen_point)
            magnitude--;
        }
    }
  if (!seen_digit)
    return TRUE;
  if (p < end)
    {
      gboolean negative = p[1] == '-';

      for (p++; p < end; p++)
        if (g_ascii_isdigit (*p) && exponent < G_GINT64_CONSTANT (1) << 40)
          exponent = exponent * 10 + (*p - '0');
      magnitude += negative ? -exponent : exponent;
    }
  if (magnitude <= 308)
    return TRUE;
  if (magnitude > 309)
    return FALSE;

  copy = g_strndup (start, end - start);
  return isfinite (g_ascii_strtod (copy, NULL));
}

static gboolean
read_number (Scan *scan)
{
  const char *start = scan->p;
  const char *end = scan->end;
  const char *p = start;
  gboolean is_integer = TRUE;

  if (*p == '-')
    p++;
  if (p >= end || !g_ascii_isdigit (*p))
    return fail_syntax (scan, p, _ ("not a number"));
  if (*p == '0' && p + 1 < end && g_ascii_isdigit (p[1]))
    return fail_syntax (scan, start, _ ("number with a leading zero"));
  p = skip_digits (p, end);
  if (p < end && *p == '.')
    {
      is_integer = FALSE;
      p++;
      if (p >= end || !g_ascii_isdigit (*p))
        return fail_syntax (scan, p, _ ("digits expected after the decimal point"));
      p = skip_digits (p, end);
    }
  if (p < end && (*p == 'e' || *p == 'E'))
    {
      is_integer = FALSE;
      p++;
      if (p < end && (*p == '+' || *p == '-'))
        p++;
      if (p >= end || !g_ascii_isdigit (*p))
        return fail_syntax (scan, p, _ ("digits expected in the exponent"));
      p = skip_digits (p, end);
    }
  if (is_integer ? !fits_int64 (start, p) : !is_finite_number (start, p))
    {
      g_autofree char *path = dup_path (scan);

      g_set_error (scan->error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT, _ ("%s: number too large"),
                   path);
      return FALSE;
    }
  scan->p = p;
  return TRUE;
}

static gboolean
read_literal (Scan *scan)
{
  static const char *const literals[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      gsize length = strlen (literals[i]);

      if ((gsize) (scan->end - scan->p) >= length && memcmp (scan->p, literals[i], length) == 0)
        {
          scan->p += length;
          return TRUE;
        }
    }
  return fail_syntax (scan, scan->p, _ ("a value was expected"));
}

/* The names of one object, sorted, so that looking for repeated ones stays n log n whatever they are. */
static int
compare_names_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Name *x = a;
  const Name *y = b;
  const guint8 *bytes = user_data;
  int order;

  if (x->length != y->length)
    return x->length < y->length ? -1 : 1;
  /* Without a single byte in any name there are no bytes at all. */
  order = x->length == 0 ? 0 : memcmp (bytes + x->offset, bytes + y->offset, x->length);
  if (order != 0)
    return order;
  return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static gboolean
check_names (Scan *scan, const Frame *frame)
{
  guint n = scan->index->len - frame->first_name;
  Name *names;
  const Name *repeated = NULL;

  if (n < 2)
    return TRUE;

  names = &g_array_index (scan->index, Name, frame->first_name);
  g_qsort_with_data (names, n, sizeof *names, compare_names_cb, scan->names->data);
  for (guint i = 1; i < n; i++)
    {
      const guint8 *bytes = scan->names->data;

      if (names[i].length == names[i - 1].length
          && (names[i].length == 0
              || memcmp (bytes + names[i].offset, bytes + names[i - 1].offset, names[i].length)
                     == 0)
          && (repeated == NULL || names[i].place < repeated->place))
        repeated = &names[i];
    }
  if (repeated == NULL)
    return TRUE;

  /* The path ends in the last name of the frame: let that be the repeated one. */
  names[n - 1] = *repeated;
  g_array_index (scan->frames, Frame, scan->frames->len - 1).in_member = TRUE;
  return fail_syntax (scan, names[n - 1].place, _ ("repeated key"));
}

static gboolean
read_name (Scan *scan)
{
  Frame *frame = &g_array_index (scan->frames, Frame, scan->frames->len - 1);
  Name name = { .offset = scan->names->len, .place = scan->p };

  if (frame->n_items >= scan->limits->max_members)
    return fail_limit (scan, _ ("more than %s members in one object"), scan->limits->max_members);
  if (!read_string (scan, scan->names))
    return FALSE;
  name.length = scan->names->len - name.offset;
  g_array_append_val (scan->index, name);
  skip_space (scan);
  if (scan->p >= scan->end || *scan->p != ':')
    return fail_syntax (scan, scan->p, _ ("‘:’ expected"));
  scan->p++;
  frame->n_items++;
  frame->in_member = TRUE;
  return TRUE;
}

/* Reads the beginning of a container or a whole scalar. */
static gboolean
read_value (Scan *scan, Await *await)
{
  char c = *scan->p;
  Frame *top = NULL;

  if (scan->frames->len > 0)
    top = &g_array_index (scan->frames, Frame, scan->frames->len - 1);
  if (top != NULL && !top->is_object)
    top->n_items++;
  if (++scan->n_values > scan->limits->max_values)
    return fail_limit (scan, _ ("more than %s values"), scan->limits->max_values);

  *await = AWAIT_COMMA_OR_END;
  if (c == '{' || c == '[')
    {
      Frame frame = {
        .is_object = c == '{',
        .first_name = scan->index->len,
        .names_end = scan->names->len,
      };

      if (scan->frames->len >= scan->limits->max_depth)
        return fail_limit (scan, _ ("nested deeper than %s levels"), scan->limits->max_depth);
      g_array_append_val (scan->frames, frame);
      scan->p++;
      *await = c == '{' ? AWAIT_NAME_OR_END : AWAIT_VALUE_OR_END;
      return TRUE;
    }
  if (c == '"')
    return read_string (scan, NULL);
  if (c == '-' || g_ascii_isdigit (c))
    return read_number (scan);
  return read_literal (scan);
}

static gboolean
close_container (Scan *scan)
{
  Frame frame = g_array_index (scan->frames, Frame, scan->frames->len - 1);

  if (frame.is_object && !check_names (scan, &frame))
    return FALSE;
  g_array_set_size (scan->index, frame.first_name);
  g_byte_array_set_size (scan->names, frame.names_end);
  g_array_set_size (scan->frames, scan->frames->len - 1);
  scan->p++;
  return TRUE;
}

/* One step of the grammar; scan->p is at a byte that isn't white space. */
static gboolean
read_token (Scan *scan, Await *await)
{
  Frame *top = NULL;
  char c = *scan->p;
  char closing = '\0';

  if (scan->frames->len > 0)
    {
      top = &g_array_index (scan->frames, Frame, scan->frames->len - 1);
      closing = top->is_object ? '}' : ']';
    }

  switch (*await)
    {
    case AWAIT_COMMA_OR_END:
      if (c == closing)
        return close_container (scan);
      if (c != ',')
        return fail_syntax (scan, scan->p,
                            closing == '}' ? _ ("‘,’ or ‘}’ expected") : _ ("‘,’ or ‘]’ expected"));
      scan->p++;
      top->in_member = FALSE;
      *await = closing == '}' ? AWAIT_NAME : AWAIT_VALUE;
      return TRUE;

    case AWAIT_NAME_OR_END:
    case AWAIT_NAME:
      if (c == '}' && *await == AWAIT_NAME_OR_END)
        {
          *await = AWAIT_COMMA_OR_END;
          return close_container (scan);
        }
      if (c != '"')
        return fail_syntax (scan, scan->p, _ ("a key in double quotes was expected"));
      *await = AWAIT_VALUE;
      return read_name (scan);

    case AWAIT_VALUE_OR_END:
      if (c == ']')
        {
          *await = AWAIT_COMMA_OR_END;
          return close_container (scan);
        }
      return read_value (scan, await);

    case AWAIT_VALUE:
    default:
      return read_value (scan, await);
    }
}

static gboolean
scan_document (Scan *scan, LkbJsonSpan *root)
{
  Await await = AWAIT_VALUE;
  const char *start;

  if (scan->end - scan->text >= 3 && memcmp (scan->text, "\xef\xbb\xbf", 3) == 0)
    return fail_syntax (scan, scan->text, _ ("a byte order mark is not allowed"));
  skip_space (scan);
  if (scan->p >= scan->end)
    return fail_syntax (scan, scan->p, _ ("the text is empty"));

  start = scan->p;
  do
    {
      skip_space (scan);
      if (scan->p >= scan->end)
        return fail_syntax (scan, scan->end, _ ("unexpected end"));
      if (!read_token (scan, &await))
        return FALSE;
    }
  while (scan->frames->len > 0);

  if (root != NULL)
    {
      root->offset = start - scan->text;
      root->length = scan->p - start;
    }
  skip_space (scan);
  if (scan->p < scan->end)
    return fail_syntax (scan, scan->p, _ ("unexpected text after the end"));
  return TRUE;
}

gboolean
lkb_json_guard_check (const char *text, gsize length, const LkbJsonLimits *limits,
                      LkbJsonSpan *root, GError **error)
{
  Scan scan = { .text = text, .error = error };
  gboolean passed;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (text == NULL)
    scan.text = "";
  if (root != NULL)
    memset (root, 0, sizeof *root);
  scan.end = scan.text + length;
  scan.p = scan.text;
  scan.limits = limits != NULL ? limits : &lkb_json_limits_default;

  if (length > scan.limits->max_bytes)
    {
      gsize max = scan.limits->max_bytes;
      gboolean whole = max >> 20 > 0 && max % (1 << 20) == 0;
      g_autofree char *size = g_strdup_printf ("%" G_GSIZE_FORMAT, whole ? max >> 20 : max);

      /* Translators: $ stands for the whole file, %s is a number */
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT,
                   whole ? _ ("$: larger than %s MiB") : _ ("$: larger than %s bytes"), size);
      return FALSE;
    }

  scan.frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  scan.names = g_byte_array_sized_new (256); /* so that even empty names have an address */
  scan.index = g_array_new (FALSE, FALSE, sizeof (Name));
  passed = scan_document (&scan, root);
  g_array_unref (scan.frames);
  g_byte_array_unref (scan.names);
  g_array_unref (scan.index);
  if (!passed && root != NULL)
    memset (root, 0, sizeof *root);
  return passed;
}
