/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-command-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/formats/lkb-pipeline-text.h"

#define N_SCORES 32

enum
{
  SCORE_INSIDE = 1, /* somewhere in a word */
  SCORE_WORD, /* a word begins with it */
  SCORE_START, /* the label begins with it */
  SCORE_WHOLE, /* the label is it */
};

struct _LkbCommand
{
  GObject parent_instance;

  LkbCommandKind kind;
  char *id;
  char *label;
  char *detail;
  char *folded; /* the label */
};

G_DEFINE_FINAL_TYPE (LkbCommand, lkb_command, G_TYPE_OBJECT)

static void
lkb_command_finalize (GObject *object)
{
  LkbCommand *self = LKB_COMMAND (object);

  g_free (self->id);
  g_free (self->label);
  g_free (self->detail);
  g_free (self->folded);
  G_OBJECT_CLASS (lkb_command_parent_class)->finalize (object);
}

static void
lkb_command_class_init (LkbCommandClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_command_finalize;
}

static void
lkb_command_init (LkbCommand *self)
{
}

LkbCommand *
lkb_command_new (LkbCommandKind kind, const char *id, const char *label, const char *detail)
{
  LkbCommand *self;

  g_return_val_if_fail (id != NULL && label != NULL, NULL);

  self = g_object_new (LKB_TYPE_COMMAND, NULL);
  self->kind = kind;
  self->id = g_strdup (id);
  self->label = lkb_text_one_line (label);
  self->detail = detail != NULL ? lkb_text_one_line (detail) : NULL;
  self->folded = lkb_text_fold (label);
  return self;
}

void
lkb_command_add_words (LkbCommand *self, const char *words)
{
  g_autofree char *folded = NULL;
  g_autofree char *label = NULL;

  g_return_if_fail (LKB_IS_COMMAND (self) && words != NULL);

  folded = lkb_text_fold (words);
  label = g_steal_pointer (&self->folded);
  self->folded = g_strconcat (label, "\n", folded, NULL);
}

LkbCommandKind
lkb_command_get_kind (LkbCommand *self)
{
  g_return_val_if_fail (LKB_IS_COMMAND (self), LKB_COMMAND_ACTION);

  return self->kind;
}

const char *
lkb_command_get_id (LkbCommand *self)
{
  g_return_val_if_fail (LKB_IS_COMMAND (self), NULL);

  return self->id;
}

const char *
lkb_command_get_label (LkbCommand *self)
{
  g_return_val_if_fail (LKB_IS_COMMAND (self), NULL);

  return self->label;
}

const char *
lkb_command_get_detail (LkbCommand *self)
{
  g_return_val_if_fail (LKB_IS_COMMAND (self), NULL);

  return self->detail;
}

static guint
score_word (const char *label, const char *word)
{
  guint best = 0;

  if (g_str_has_prefix (label, word))
    return label[strlen (word)] == '\0' ? SCORE_WHOLE : SCORE_START;
  for (const char *at = strstr (label, word); at != NULL && best < SCORE_WORD;
       at = strstr (at + 1, word))
    {
      gunichar before = g_utf8_get_char (g_utf8_prev_char (at));

      best = g_unichar_isalnum (before) ? SCORE_INSIDE : SCORE_WORD;
    }
  return best;
}

guint
lkb_command_score (LkbCommand *self, const char *const *words)
{
  guint score = 1;

  g_return_val_if_fail (LKB_IS_COMMAND (self) && words != NULL, 0);

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint one = words[i][0] != '\0' ? score_word (self->folded, words[i]) : SCORE_INSIDE;

      if (one == 0)
        return 0;
      score += one;
    }
  return score;
}

static glong
get_length (LkbCommand *command)
{
  return g_utf8_strlen (command->label, -1);
}

/* Of those from @from on that begin with the text the shorter comes first: it is nearer to what was typed. */
static void
insert (GPtrArray *list, guint from, LkbCommand *command, const char *text)
{
  guint at = list->len;

  if (text[0] != '\0' && g_str_has_prefix (command->folded, text))
    for (guint i = list->len; i-- > from;)
      if (g_str_has_prefix (((LkbCommand *) list->pdata[i])->folded, text)
          && get_length (list->pdata[i]) > get_length (command))
        at = i;
  g_ptr_array_insert (list, (int) at, command);
}

static void
collect (GPtrArray *by_score[], const GPtrArray *commands, const char *text,
         const char *const *words)
{
  guint from[N_SCORES] = { 0 };

  for (guint i = 0; i < N_SCORES; i++)
    from[i] = by_score[i]->len;
  for (guint i = 0; commands != NULL && i < commands->len; i++)
    {
      guint score = MIN (lkb_command_score (commands->pdata[i], words), N_SCORES - 1);

      if (score > 0)
        insert (by_score[score], from[score], commands->pdata[i], text);
    }
}

void
lkb_command_list_fill (GListStore *store, const GPtrArray *commands, const GPtrArray *nodes,
                       const char *text)
{
  GPtrArray *by_score[N_SCORES];
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autoptr (LkbCommand) pipeline = NULL;

  g_return_if_fail (G_IS_LIST_STORE (store));
  g_return_if_fail (text != NULL);

  folded = lkb_text_fold (text);
  words = g_strsplit (folded, " ", -1);
  for (guint i = 0; i < G_N_ELEMENTS (by_score); i++)
    by_score[i] = g_ptr_array_new ();
  collect (by_score, commands, folded, (const char *const *) words);
  /* Nodes keep their order. */
  collect (by_score, nodes, "", (const char *const *) words);

  if (commands != NULL && lkb_pipeline_text_is_likely (text))
    {
      pipeline = lkb_command_new (LKB_COMMAND_PIPELINE, text, _ ("Type your pipeline"), text);
      g_ptr_array_add (shown, pipeline);
    }
  for (guint i = G_N_ELEMENTS (by_score); i-- > 0;)
    {
      for (guint j = 0; j < by_score[i]->len && shown->len < LKB_COMMANDS_SHOWN; j++)
        g_ptr_array_add (shown, by_score[i]->pdata[j]);
      g_ptr_array_unref (by_score[i]);
    }
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), shown->pdata,
                       shown->len);
}
