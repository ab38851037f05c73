/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-words.h"

#include "lkb-metrics.h"

typedef struct
{
  guint count;
  LkbPillShape shape;
  LkbPill *pill; /* (nullable) */
} Measured;

struct _LkbWords
{
  gatomicrefcount refs;
  LkbPillState state;
  char *owner;
  char *consumer;
  char *numbers;
  char *label;
  GArray *measured; /* Measured */
};

static void
clear_measured (gpointer p)
{
  Measured *measured = p;
  g_clear_pointer (&measured->pill, lkb_pill_unref);
}

LkbWords *
lkb_words_new (const LkbPillText *text)
{
  LkbWords *self;

  g_return_val_if_fail (text != NULL, NULL);
  self = g_new0 (LkbWords, 1);
  g_atomic_ref_count_init (&self->refs);
  self->state = text->state;
  self->owner = g_strdup (text->owner);
  self->consumer = g_strdup (text->consumer);
  self->numbers = g_strdup (text->numbers);
  self->label = g_strdup (text->label);
  self->measured = g_array_new (FALSE, FALSE, sizeof (Measured));
  g_array_set_clear_func (self->measured, clear_measured);
  return self;
}

LkbWords *
lkb_words_ref (LkbWords *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_words_unref (LkbWords *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->owner);
  g_free (self->consumer);
  g_free (self->numbers);
  g_free (self->label);
  g_array_unref (self->measured);
  g_free (self);
}

static gboolean
are_equal (const char *a, const char *b)
{
  return a == b || g_strcmp0 (a, b) == 0;
}

gboolean
lkb_words_are (LkbWords *self, const LkbPillText *text)
{
  g_return_val_if_fail (self != NULL && text != NULL, FALSE);
  return self->state == text->state && are_equal (self->owner, text->owner)
         && are_equal (self->consumer, text->consumer) && are_equal (self->numbers, text->numbers)
         && are_equal (self->label, text->label);
}

gboolean
lkb_words_have_consumer (LkbWords *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->consumer != NULL;
}

static gboolean
are_same_shape (const LkbPillShape *a, const LkbPillShape *b)
{
  return a->vertical == b->vertical && a->flipped == b->flipped && a->two_lines == b->two_lines
         && a->pill_room == b->pill_room && a->text_room == b->text_room && a->wrapped == b->wrapped
         && a->under == b->under;
}

static LkbPill *
get_measured (LkbWords *self, LkbTextMeasurer *measurer, guint count, const LkbPillShape *shape)
{
  Measured made = { count, *shape, NULL };
  LkbPillText text;

  for (guint i = 0; i < self->measured->len; i++)
    {
      const Measured *known = &g_array_index (self->measured, Measured, i);
      if (known->count == count && are_same_shape (&known->shape, shape))
        return known->pill;
    }
  text = (LkbPillText){ .state = count > 0 ? self->state : LKB_PILL_NONE,
                        .owner = self->owner,
                        .consumer = self->consumer,
                        .numbers = self->numbers,
                        .label = self->label,
                        .count = count };
  made.pill = lkb_pill_new_shaped (measurer, &text, shape);
  g_array_append_val (self->measured, made);
  return made.pill;
}

LkbPill *
lkb_words_get_pill (LkbWords *self, LkbTextMeasurer *measurer, guint count,
                    const LkbPillShape *shape)
{
  LkbPillShape own;
  LkbPill *widest;

  g_return_val_if_fail (self != NULL && measurer != NULL && shape != NULL, NULL);

  own = *shape;
  own.two_lines = own.two_lines && self->consumer != NULL;
  own.pill_room = LKB_PILL_W_ONE_MAX;
  own.text_room = LKB_NUMBERS_W_MAX;
  own.wrapped = FALSE;
  own.under = own.under && own.vertical && self->numbers != NULL;
  widest = get_measured (self, measurer, count, &own);
  /* Room that is not needed makes no other label. */
  if (widest == NULL
      || (widest->w <= shape->pill_room
          && (widest->numbers_box.w <= shape->text_room || widest->numbers_box.w <= 0)))
    return widest;
  if (widest->w > shape->pill_room)
    {
      own.pill_room = shape->pill_room;
      own.wrapped = shape->wrapped;
    }
  if (widest->numbers_box.w > shape->text_room)
    own.text_room = shape->text_room;
  return get_measured (self, measurer, count, &own);
}
