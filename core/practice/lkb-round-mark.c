/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-round-mark.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-error.h"
#include "core/base/lkb-json-guard.h"
#include "core/base/lkb-json-writer.h"
#include "core/base/lkb-text.h"

#define ROUND_VERSION 1

static const char *const presets[] = { "45", "60", "opening", "drill", NULL };
static const char *const modes[] = { "coached", "exam", NULL };
static const char *const profiles[] = { "pm", "engineer", NULL };
static const char *const phases[]
    = { "goal", "size", "sketch", "feature", "pushback", "close", NULL };
static const char *const hows[] = { "changed", "said", "note", "skip", "unanswered", NULL };
static const char *const whys[] = { "user", "crash", "suspend", NULL };
static const char *const ends[] = { "bell", "early", "abandoned", NULL };

typedef enum
{
  TEXT,
  TEXTS,
  INTEGER,
  BOOLEAN,
  NUMBER, /* LkbRoundNumber: true, false or absent */
  WORD,
} MemberType;

/* One member of a mark: reader and writer go by the same rows. */
typedef struct
{
  const char *key;
  MemberType type;
  gboolean required;
  gsize offset;
  const char *const *words;
} Member;

#define MEMBER(key, type, required, field, words)                                                  \
  {                                                                                                \
    key, type, required, G_STRUCT_OFFSET (LkbRoundMark, field), words                              \
  }

static const Member setup_members[] = {
  MEMBER ("preset", WORD, TRUE, preset, presets),
  MEMBER ("mode", WORD, TRUE, mode, modes),
  MEMBER ("profile", WORD, TRUE, profile, profiles),
  MEMBER ("seed", INTEGER, TRUE, seed, NULL),
  MEMBER ("id", TEXT, FALSE, id, NULL),
  MEMBER ("text", TEXT, TRUE, text, NULL),
  MEMBER ("template", TEXT, FALSE, template_id, NULL),
  MEMBER ("level", INTEGER, FALSE, level, NULL),
  MEMBER ("length_ms", INTEGER, TRUE, length_ms, NULL),
  MEMBER ("from_ms", INTEGER, FALSE, from_ms, NULL),
  { .key = NULL },
};
static const Member line_members[] = {
  MEMBER ("id", TEXT, TRUE, id, NULL),
  MEMBER ("text", TEXT, TRUE, text, NULL),
  { .key = NULL },
};
static const Member card_members[] = {
  MEMBER ("id", TEXT, TRUE, id, NULL),
  MEMBER ("text", TEXT, TRUE, text, NULL),
  MEMBER ("first_number", TEXT, FALSE, first_number, NULL),
  MEMBER ("elements", TEXTS, FALSE, elements, NULL),
  { .key = NULL },
};
static const Member adjust_members[] = {
  MEMBER ("criterion", TEXT, TRUE, criterion, NULL),
  MEMBER ("delta", INTEGER, TRUE, delta, NULL),
  MEMBER ("note", TEXT, FALSE, note, NULL),
  { .key = NULL },
};
static const Member phase_members[] = {
  MEMBER ("id", WORD, TRUE, phase, phases),
  MEMBER ("index", INTEGER, TRUE, index, NULL),
  { .key = NULL },
};
static const Member answer_members[] = {
  MEMBER ("card", TEXT, TRUE, id, NULL),
  MEMBER ("how", WORD, TRUE, how, hows),
  MEMBER ("number", NUMBER, FALSE, number, NULL),
  MEMBER ("note", TEXT, FALSE, note, NULL),
  MEMBER ("elements", TEXTS, FALSE, elements, NULL),
  { .key = NULL },
};
static const Member pause_members[] = {
  MEMBER ("on", BOOLEAN, TRUE, on, NULL),
  MEMBER ("why", WORD, FALSE, why, whys),
  { .key = NULL },
};
static const Member gap_members[] = {
  MEMBER ("gap_ms", INTEGER, TRUE, gap_ms, NULL),
  MEMBER ("why", WORD, TRUE, why, whys),
  { .key = NULL },
};
static const Member end_members[] = {
  MEMBER ("why", WORD, TRUE, end, ends),
  { .key = NULL },
};

/* In the order of LkbRoundMarkType. @kind: of a prompt. */
static const struct
{
  const char *key;
  const char *kind;
  const Member *members;
} types[] = {
  [LKB_ROUND_MARK_SETUP] = { "prompt", "round", setup_members },
  [LKB_ROUND_MARK_LINE] = { "prompt", "line", line_members },
  [LKB_ROUND_MARK_CARD] = { "prompt", "card", card_members },
  [LKB_ROUND_MARK_ADJUST] = { "prompt", "adjust", adjust_members },
  [LKB_ROUND_MARK_PHASE] = { "phase", NULL, phase_members },
  [LKB_ROUND_MARK_ANSWER] = { "answer", NULL, answer_members },
  [LKB_ROUND_MARK_PAUSE] = { "pause", NULL, pause_members },
  [LKB_ROUND_MARK_GAP] = { "pause", NULL, gap_members },
  [LKB_ROUND_MARK_END] = { "end", NULL, end_members },
};

#define FIELD(self, member, Type) (*(Type *) G_STRUCT_MEMBER_P (self, (member)->offset))

LkbRoundMark *
lkb_round_mark_new (LkbRoundMarkType type)
{
  LkbRoundMark *self = g_new0 (LkbRoundMark, 1);

  self->type = type;
  return self;
}

LkbRoundMark *
lkb_round_mark_copy (const LkbRoundMark *self)
{
  LkbRoundMark *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (LkbRoundMark, 1);
  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->text = g_strdup (self->text);
  copy->first_number = g_strdup (self->first_number);
  copy->elements = g_strdupv (self->elements);
  copy->note = g_strdup (self->note);
  copy->template_id = g_strdup (self->template_id);
  copy->criterion = g_strdup (self->criterion);
  return copy;
}

void
lkb_round_mark_free (LkbRoundMark *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->text);
  g_free (self->first_number);
  g_strfreev (self->elements);
  g_free (self->note);
  g_free (self->template_id);
  g_free (self->criterion);
  g_free (self);
}

const char *
lkb_round_mark_get_key (const LkbRoundMark *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return types[self->type].key;
}

/* The board may have lost its number, or never have had one. */
static const char *
find_number (const char *key, gsize length, gpointer self)
{
  const char *number = ((const LkbRoundMark *) self)->first_number;

  if (length != strlen ("number") || strncmp (key, "number", length) != 0)
    return NULL;
  return number != NULL ? number : _ ("that number");
}

char *
lkb_round_mark_dup_words (const LkbRoundMark *self)
{
  g_autofree char *words = NULL;

  if (self == NULL || self->text == NULL)
    return g_strdup ("");
  if (self->type != LKB_ROUND_MARK_CARD)
    return lkb_text_shown (lkb_text_translate (self->text));
  words = lkb_text_fill (lkb_text_translate (self->text), find_number, (gpointer) self);
  return lkb_text_shown (words);
}

/* Writing */

static void
write_member (const LkbRoundMark *self, const Member *member, LkbJsonWriter *writer)
{
  const char *const *texts;

  switch (member->type)
    {
    case TEXT:
      if (FIELD (self, member, const char *) != NULL)
        lkb_json_writer_string (writer, member->key, FIELD (self, member, const char *));
      break;
    case TEXTS:
      texts = FIELD (self, member, const char *const *);
      if (texts == NULL || texts[0] == NULL)
        break;
      lkb_json_writer_begin_array (writer, member->key, TRUE);
      for (; *texts != NULL; texts++)
        lkb_json_writer_string (writer, NULL, *texts);
      lkb_json_writer_end_array (writer);
      break;
    case INTEGER:
      if (member->required || FIELD (self, member, gint64) != 0)
        lkb_json_writer_number (writer, member->key, (double) FIELD (self, member, gint64));
      break;
    case BOOLEAN:
      lkb_json_writer_boolean (writer, member->key, FIELD (self, member, gboolean));
      break;
    case NUMBER:
      if (FIELD (self, member, LkbRoundNumber) != LKB_ROUND_NUMBER_UNKNOWN)
        lkb_json_writer_boolean (writer, member->key,
                                 FIELD (self, member, LkbRoundNumber) == LKB_ROUND_NUMBER_YES);
      break;
    case WORD:
    default:
      /* Why the clock goes on again needs no reason. */
      if (self->type != LKB_ROUND_MARK_PAUSE || self->on)
        lkb_json_writer_string (writer, member->key, member->words[FIELD (self, member, guint)]);
    }
}

char *
lkb_round_mark_dup_json (const LkbRoundMark *self)
{
  g_autoptr (LkbJsonWriter) writer = lkb_json_writer_new ();
  char *json;

  g_return_val_if_fail (self != NULL, NULL);

  lkb_json_writer_begin_object (writer, NULL, TRUE);
  if (types[self->type].kind != NULL)
    lkb_json_writer_string (writer, "kind", types[self->type].kind);
  if (self->type == LKB_ROUND_MARK_SETUP)
    lkb_json_writer_number (writer, "version", ROUND_VERSION);
  for (const Member *member = types[self->type].members; member->key != NULL; member++)
    write_member (self, member, writer);
  lkb_json_writer_end_object (writer);
  json = lkb_json_writer_finish (writer);
  return g_strchomp (json);
}

/* Reading */

static const LkbJsonSpan *
find (GArray *members, const char *key)
{
  for (guint i = 0; i < members->len; i++)
    if (g_str_equal (g_array_index (members, LkbJsonMember, i).key, key))
      return &g_array_index (members, LkbJsonMember, i).value;
  return NULL;
}

static gboolean
refuse (const char *path, const char *reason, GError **error)
{
  g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE, "%s: %s", path, reason);
  return FALSE;
}

/* (nullable): NULL: not all of them are texts. */
static GStrv
dup_texts (const char *json, LkbJsonSpan span)
{
  g_autoptr (GArray) items = lkb_json_span_items (json, span);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < items->len; i++)
    {
      LkbJsonSpan item = g_array_index (items, LkbJsonSpan, i);
      g_autofree char *text = NULL;

      if (lkb_json_span_type (json, item) != '"')
        return NULL;
      text = lkb_json_span_dup_string (json, item);
      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/* @known: cleared for a word of a later version. */
static gboolean
read_word (LkbRoundMark *self, const Member *member, const char *json, LkbJsonSpan span,
           gboolean *known)
{
  g_autofree char *word = lkb_json_span_dup_string (json, span);

  for (guint i = 0; member->words[i] != NULL; i++)
    if (g_str_equal (member->words[i], word))
      {
        FIELD (self, member, guint) = i;
        return TRUE;
      }
  *known = FALSE;
  return TRUE;
}

static gboolean
read_value (LkbRoundMark *self, const Member *member, const char *json, LkbJsonSpan span,
            gboolean *known)
{
  char type = lkb_json_span_type (json, span);
  double number;

  switch (member->type)
    {
    case TEXT:
      if (type != '"')
        return FALSE;
      FIELD (self, member, char *) = lkb_json_span_dup_string (json, span);
      return TRUE;
    case TEXTS:
      if (type != '[')
        return FALSE;
      FIELD (self, member, GStrv) = dup_texts (json, span);
      return FIELD (self, member, GStrv) != NULL;
    case INTEGER:
      if (type != '0')
        return FALSE;
      /* Within what a double holds exactly. */
      number = lkb_json_span_get_number (json, span);
      FIELD (self, member, gint64) = (gint64) CLAMP (number, -9007199254740991.0,
                                                     9007199254740991.0);
      return TRUE;
    case BOOLEAN:
      FIELD (self, member, gboolean) = type == 't';
      return type == 't' || type == 'f';
    case NUMBER:
      FIELD (self, member, LkbRoundNumber) = type == 't' ? LKB_ROUND_NUMBER_YES
                                                         : LKB_ROUND_NUMBER_NO;
      return type == 't' || type == 'f';
    case WORD:
    default:
      return type == '"' && read_word (self, member, json, span, known);
    }
}

static gboolean
read_members (LkbRoundMark *self, const char *json, GArray *members, gboolean *known,
              GError **error)
{
  for (const Member *member = types[self->type].members; member->key != NULL; member++)
    {
      const LkbJsonSpan *span = find (members, member->key);
      g_autofree char *path = g_strdup_printf ("$.%s", member->key);

      if (span == NULL && member->required)
        return refuse (path, "missing", error);
      if (span != NULL && !read_value (self, member, json, *span, known))
        return refuse (path, "has another type", error);
    }
  return TRUE;
}

/* (nullable): the kind of a prompt. */
static char *
dup_kind (const char *json, GArray *members)
{
  const LkbJsonSpan *span = find (members, "kind");

  return span != NULL && lkb_json_span_type (json, *span) == '"'
             ? lkb_json_span_dup_string (json, *span)
             : NULL;
}

/* FALSE: not known here. */
static gboolean
find_type (const char *key, const char *json, GArray *members, LkbRoundMarkType *type)
{
  g_autofree char *kind = dup_kind (json, members);

  if (g_str_equal (key, "pause"))
    {
      *type = find (members, "gap_ms") != NULL ? LKB_ROUND_MARK_GAP : LKB_ROUND_MARK_PAUSE;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].key, key)
        && (types[i].kind == NULL || g_strcmp0 (types[i].kind, kind) == 0))
      {
        *type = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_known_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].key, key))
      return TRUE;
  return FALSE;
}

gboolean
lkb_round_mark_read (const char *key, const char *json, LkbRoundMark **mark, GError **error)
{
  g_autoptr (LkbRoundMark) self = NULL;
  g_autoptr (GArray) members = NULL;
  gboolean known = TRUE;
  LkbRoundMarkType type;
  LkbJsonSpan root;

  g_return_val_if_fail (key != NULL && json != NULL, FALSE);
  g_return_val_if_fail (mark != NULL, FALSE);

  *mark = NULL;
  if (!is_known_key (key))
    return TRUE;
  if (!lkb_json_guard_check (json, strlen (json), NULL, &root, error))
    return FALSE;
  if (lkb_json_span_type (json, root) != '{')
    return refuse ("$", "is no object", error);
  members = lkb_json_span_members (json, root);
  if (!find_type (key, json, members, &type))
    return find (members, "kind") != NULL || refuse ("$.kind", "missing", error);
  self = lkb_round_mark_new (type);
  if (!read_members (self, json, members, &known, error))
    return FALSE;
  if (known)
    *mark = g_steal_pointer (&self);
  return TRUE;
}

/* Words */

static gboolean
find_word (const char *const *words, const char *word, guint *found)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (words[i], word) == 0)
      {
        *found = i;
        return TRUE;
      }
  return FALSE;
}

const char *
lkb_round_preset_to_string (LkbRoundPreset preset)
{
  return presets[preset];
}

const char *
lkb_round_mode_to_string (LkbRoundMode mode)
{
  return modes[mode];
}

const char *
lkb_round_profile_to_string (LkbRoundProfile profile)
{
  return profiles[profile];
}

const char *
lkb_round_phase_to_string (LkbRoundPhase phase)
{
  return phases[phase];
}

const char *
lkb_round_how_to_string (LkbRoundHow how)
{
  return hows[how];
}

const char *
lkb_round_end_to_string (LkbRoundEnd end)
{
  return ends[end];
}

gboolean
lkb_round_preset_from_string (const char *word, LkbRoundPreset *preset)
{
  guint found;

  if (!find_word (presets, word, &found))
    return FALSE;
  *preset = found;
  return TRUE;
}

gboolean
lkb_round_profile_from_string (const char *word, LkbRoundProfile *profile)
{
  guint found;

  if (!find_word (profiles, word, &found))
    return FALSE;
  *profile = found;
  return TRUE;
}
