/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-history.h"

#define DEFAULT_MAX_BYTES (64u * 1024 * 1024)

struct _LkbHistory
{
  GObject parent_instance;

  LkbBoard *board;
  GPtrArray *steps; /* of LkbChange: undone ones stand from @position on */
  guint position;
  gint saved; /* position of the save mark; -1 = no longer reachable */
  gsize max_bytes;
  gsize bytes;

  guint depth; /* of open transactions */
  LkbChange *open;
  char *merge_key; /* of the last step, while typing may join it */
};

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_SAVED,
  N_PROPS
};

enum
{
  COMMITTED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbHistory, lkb_history, G_TYPE_OBJECT)

static void
lkb_history_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LkbHistory *history = LKB_HISTORY (object);

  switch (id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, lkb_history_can_undo (history));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, lkb_history_can_redo (history));
      break;
    case PROP_UNDO_LABEL:
      g_value_take_string (value, lkb_history_dup_undo_label (history));
      break;
    case PROP_REDO_LABEL:
      g_value_take_string (value, lkb_history_dup_redo_label (history));
      break;
    case PROP_SAVED:
      g_value_set_boolean (value, lkb_history_is_saved (history));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lkb_history_finalize (GObject *object)
{
  LkbHistory *history = LKB_HISTORY (object);

  g_clear_pointer (&history->open, lkb_change_unref);
  g_clear_pointer (&history->steps, g_ptr_array_unref);
  g_clear_pointer (&history->merge_key, g_free);
  g_clear_object (&history->board);
  G_OBJECT_CLASS (lkb_history_parent_class)->finalize (object);
}

static void
lkb_history_class_init (LkbHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lkb_history_get_property;
  object_class->finalize = lkb_history_finalize;
  props[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  props[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  props[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  props[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  props[PROP_SAVED] = g_param_spec_boolean ("saved", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * LkbHistory::committed:
   * @change: the whole step, as it was applied (inverted for an undo)
   */
  signals[COMMITTED] = g_signal_new ("committed", LKB_TYPE_HISTORY, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, LKB_TYPE_CHANGE);
}

static void
lkb_history_init (LkbHistory *history)
{
  history->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_change_unref);
}

LkbHistory *
lkb_history_new (LkbBoard *board, gsize max_bytes)
{
  LkbHistory *history;
  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  history = g_object_new (LKB_TYPE_HISTORY, NULL);
  history->board = g_object_ref (board);
  history->max_bytes = max_bytes > 0 ? max_bytes : DEFAULT_MAX_BYTES;
  return history;
}

LkbBoard *
lkb_history_get_board (LkbHistory *history)
{
  g_return_val_if_fail (LKB_IS_HISTORY (history), NULL);
  return history->board;
}

static void
notify_all (LkbHistory *history)
{
  for (guint i = PROP_0 + 1; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (history), props[i]);
}

static void
drop_redo (LkbHistory *history)
{
  while (history->steps->len > history->position)
    {
      guint last = history->steps->len - 1;
      history->bytes -= lkb_change_get_size (g_ptr_array_index (history->steps, last));
      g_ptr_array_remove_index (history->steps, last);
    }
  if (history->saved > (gint) history->position)
    history->saved = -1;
}

static void
keep_within_bounds (LkbHistory *history)
{
  while (history->bytes > history->max_bytes && history->steps->len > 1)
    {
      history->bytes -= lkb_change_get_size (g_ptr_array_index (history->steps, 0));
      g_ptr_array_remove_index (history->steps, 0);
      history->position--;
      history->saved = history->saved > 0 ? history->saved - 1 : -1;
    }
}

/* The board has changed by @change; makes it a step, or part of the last one. */
static void
record (LkbHistory *history, LkbChange *change, const char *merge_key)
{
  gboolean joins = merge_key != NULL && g_strcmp0 (merge_key, history->merge_key) == 0
                   && history->position > 0 && history->position == history->steps->len
                   && history->saved != (gint) history->position;

  if (!lkb_change_is_empty (change))
    {
      drop_redo (history);
      if (joins)
        {
          LkbChange *last = g_ptr_array_index (history->steps, history->position - 1);
          history->bytes -= lkb_change_get_size (last);
          lkb_change_merge (last, change);
          history->bytes += lkb_change_get_size (last);
          if (lkb_change_get_n (last) == 0)
            {
              history->bytes -= lkb_change_get_size (last);
              g_ptr_array_remove_index (history->steps, --history->position);
            }
        }
      else
        {
          /* A copy: the step must not grow when the caller goes on with its change, nor when it is merged. */
          LkbChange *step = lkb_change_new_like (change);
          lkb_change_merge (step, change);
          g_ptr_array_add (history->steps, step);
          history->position++;
          history->bytes += lkb_change_get_size (step);
        }
      keep_within_bounds (history);
      g_signal_emit (history, signals[COMMITTED], 0, change);
    }
  if (g_strcmp0 (history->merge_key, merge_key) != 0)
    {
      g_free (history->merge_key);
      history->merge_key = g_strdup (merge_key);
    }
  notify_all (history);
}

void
lkb_history_begin (LkbHistory *history, LkbLabel *label)
{
  g_autoptr (LkbLabel) taken = label;

  g_return_if_fail (LKB_IS_HISTORY (history));
  if (history->depth++ > 0)
    return;
  history->open = lkb_change_new (NULL);
  lkb_change_take_label (history->open, g_steal_pointer (&taken));
  lkb_board_set_transient (history->board, TRUE);
}

gboolean
lkb_history_apply (LkbHistory *history, LkbChange *change, GError **error)
{
  return lkb_history_apply_merged (history, change, NULL, error);
}

gboolean
lkb_history_apply_merged (LkbHistory *history, LkbChange *change, const char *merge_key,
                          GError **error)
{
  g_return_val_if_fail (LKB_IS_HISTORY (history), FALSE);
  g_return_val_if_fail (change != NULL, FALSE);
  if (!lkb_board_apply (history->board, change, error))
    return FALSE;
  if (history->depth > 0)
    {
      const LkbLabel *label = lkb_change_get_label (change);

      if (lkb_change_get_label (history->open) == NULL && label != NULL)
        lkb_change_take_label (history->open, lkb_label_ref (label));
      lkb_change_merge (history->open, change);
    }
  else
    record (history, change, merge_key);
  return TRUE;
}

void
lkb_history_end_merge (LkbHistory *history)
{
  g_return_if_fail (LKB_IS_HISTORY (history));
  g_clear_pointer (&history->merge_key, g_free);
}

static LkbChange *
close_transaction (LkbHistory *history)
{
  history->depth = 0;
  lkb_board_set_transient (history->board, FALSE);
  return g_steal_pointer (&history->open);
}

void
lkb_history_commit (LkbHistory *history)
{
  g_autoptr (LkbChange) change = NULL;

  g_return_if_fail (LKB_IS_HISTORY (history));
  g_return_if_fail (history->depth > 0);
  if (--history->depth > 0)
    return;
  change = close_transaction (history);
  record (history, change, NULL);
}

void
lkb_history_rollback (LkbHistory *history)
{
  g_autoptr (LkbChange) inverse = NULL;

  g_return_if_fail (LKB_IS_HISTORY (history));
  if (history->depth == 0)
    return;
  inverse = lkb_change_invert (history->open);
  if (!lkb_change_is_empty (inverse))
    {
      g_autoptr (GError) error = NULL;
      /* Still transient: nothing but canvas and router has seen the gesture. */
      if (!lkb_board_apply (history->board, inverse, &error))
        g_critical ("rollback: %s", error->message);
    }
  lkb_change_unref (close_transaction (history));
  notify_all (history);
}

gboolean
lkb_history_in_transaction (LkbHistory *history)
{
  g_return_val_if_fail (LKB_IS_HISTORY (history), FALSE);
  return history->depth > 0;
}

gboolean
lkb_history_can_undo (LkbHistory *history)
{
  g_return_val_if_fail (LKB_IS_HISTORY (history), FALSE);
  return history->depth == 0 && history->position > 0;
}

gboolean
lkb_history_can_redo (LkbHistory *history)
{
  g_return_val_if_fail (LKB_IS_HISTORY (history), FALSE);
  return history->depth == 0 && history->position < history->steps->len;
}

char *
lkb_history_dup_undo_label (LkbHistory *history)
{
  if (!lkb_history_can_undo (history))
    return NULL;
  return lkb_change_dup_label (g_ptr_array_index (history->steps, history->position - 1));
}

char *
lkb_history_dup_redo_label (LkbHistory *history)
{
  if (!lkb_history_can_redo (history))
    return NULL;
  return lkb_change_dup_label (g_ptr_array_index (history->steps, history->position));
}

static gboolean
step_to (LkbHistory *history, LkbChange *change, guint position)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&history->merge_key, g_free);
  if (!lkb_board_apply (history->board, change, &error))
    {
      g_critical ("history: %s", error->message);
      return FALSE;
    }
  history->position = position;
  g_signal_emit (history, signals[COMMITTED], 0, change);
  notify_all (history);
  return TRUE;
}

gboolean
lkb_history_undo (LkbHistory *history)
{
  g_autoptr (LkbChange) inverse = NULL;

  if (!lkb_history_can_undo (history))
    return FALSE;
  inverse = lkb_change_invert (g_ptr_array_index (history->steps, history->position - 1));
  return step_to (history, inverse, history->position - 1);
}

gboolean
lkb_history_redo (LkbHistory *history)
{
  if (!lkb_history_can_redo (history))
    return FALSE;
  return step_to (history, g_ptr_array_index (history->steps, history->position),
                  history->position + 1);
}

void
lkb_history_clear (LkbHistory *history)
{
  g_return_if_fail (LKB_IS_HISTORY (history));
  g_return_if_fail (history->depth == 0);
  history->saved = history->saved == (gint) history->position ? 0 : -1;
  g_ptr_array_set_size (history->steps, 0);
  history->position = 0;
  history->bytes = 0;
  g_clear_pointer (&history->merge_key, g_free);
  notify_all (history);
}

void
lkb_history_set_saved (LkbHistory *history)
{
  g_return_if_fail (LKB_IS_HISTORY (history));
  history->saved = history->position;
  g_clear_pointer (&history->merge_key, g_free);
  notify_all (history);
}

gboolean
lkb_history_is_saved (LkbHistory *history)
{
  g_return_val_if_fail (LKB_IS_HISTORY (history), TRUE);
  return history->saved == (gint) history->position;
}
