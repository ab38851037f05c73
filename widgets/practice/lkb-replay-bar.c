/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-replay-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/practice/lkb-round-words.h"
#include "widgets/panels/lkb-widget.h"

/* Two names under the scale stand at least so far apart, as a share of it. */
#define NAME_DISTANCE 0.13
#define MINUTE_MS 60000.0

static const double speeds[] = { 0.5, 1, 2, 4, 8, 16 };
#define USUAL_SPEED 2 /* place in the list */

struct _LkbReplayBar
{
  GtkWidget parent_instance;

  LkbReplay *replay; /* (nullable) */
  guint moment;
  gint64 time;

  GtkWidget *clock_label;
  GtkWidget *phase_label;
  GtkWidget *done_label; /* what was done last */
  GtkWidget *scale;
  GtkAdjustment *adjustment;
  GtkWidget *play;
  GtkWidget *back;
  GtkWidget *forward;
  GtkWidget *number;
  GtkWidget *owner;
  GtkWidget *speed;
  GtkWidget *moments; /* the button */
  GtkWidget *list; /* in its popover */

  gboolean updating; /* the scale follows, nobody moves it */
  guint tick;
  gint64 last; /* microseconds, of the tick before; 0: none */
  double rest; /* of a millisecond */
  gint64 (*clock) (gpointer data);
  gpointer clock_data;
};

enum
{
  MOMENT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbReplayBar, lkb_replay_bar, GTK_TYPE_WIDGET)

/* What is shown */

static void
show_place (LkbReplayBar *self)
{
  const LkbRoundSpan *span;
  g_autofree char *now = lkb_replay_dup_clock (self->time);
  g_autofree char *length = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *label = NULL;
  g_autofree char *spoken = NULL;
  const char *phase;

  if (self->replay == NULL)
    return;
  span = lkb_replay_get_phase (self->replay, self->time);
  phase = span != NULL ? lkb_round_phase_get_name (span->phase) : "";
  length = lkb_replay_dup_clock (lkb_replay_get_length (self->replay));
  clock = g_strdup_printf ("%s / %s", now, length);
  label = lkb_replay_dup_label (self->replay, self->moment);
  gtk_label_set_text (GTK_LABEL (self->clock_label), clock);
  gtk_label_set_text (GTK_LABEL (self->phase_label), phase);
  gtk_label_set_text (GTK_LABEL (self->done_label), label);
  gtk_widget_set_tooltip_text (self->done_label, label);
  spoken = *phase != '\0' ? g_strdup_printf ("%s, %s, %s", now, phase, label)
                          : g_strdup_printf ("%s, %s", now, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  spoken, -1);
  gtk_widget_set_sensitive (self->back, self->moment > 0);
  gtk_widget_set_sensitive (self->forward, self->moment < lkb_replay_get_n (self->replay));
  self->updating = TRUE;
  gtk_adjustment_set_value (self->adjustment, (double) self->time);
  self->updating = FALSE;
}

static void
set_place (LkbReplayBar *self, gint64 time, guint moment)
{
  gboolean differs = moment != self->moment;

  self->time = time;
  self->moment = moment;
  show_place (self);
  if (differs)
    g_signal_emit (self, signals[MOMENT_CHANGED], 0);
}

/* Which phases have their name below the scale: the longest ones, as far as there is room. (transfer full): of their
 * number. */
static gboolean *
choose_names (LkbRoundLog *log, double length)
{
  guint n = lkb_round_log_get_n_phases (log);
  gboolean *named = g_new0 (gboolean, n + 1);
  g_autofree gboolean *done = g_new0 (gboolean, n + 1);

  for (guint k = 0; k < n; k++)
    {
      const LkbRoundSpan *best = NULL;
      guint place = 0;
      gboolean room = TRUE;

      for (guint i = 0; i < n; i++)
        {
          const LkbRoundSpan *span = lkb_round_log_get_phase (log, i);

          if (!done[i] && (best == NULL || span->end - span->start > best->end - best->start))
            {
              best = span;
              place = i;
            }
        }
      done[place] = TRUE;
      for (guint i = 0; i < n; i++)
        if (named[i]
            && fabs ((double) (lkb_round_log_get_phase (log, i)->start - best->start))
                   < NAME_DISTANCE * length)
          room = FALSE;
      named[place] = room;
    }
  return named;
}

static void
add_phases (LkbReplayBar *self)
{
  LkbRoundLog *log = lkb_replay_get_log (self->replay);
  g_autofree gboolean *named = choose_names (log, (double) lkb_replay_get_length (self->replay));

  for (guint i = 0; i < lkb_round_log_get_n_phases (log); i++)
    {
      const LkbRoundSpan *span = lkb_round_log_get_phase (log, i);

      gtk_scale_add_mark (GTK_SCALE (self->scale), (double) span->start, GTK_POS_BOTTOM,
                          named[i] ? lkb_round_phase_get_name (span->phase) : NULL);
    }
}

static const char *
get_icon (LkbReplayKind kind)
{
  switch (kind)
    {
    case LKB_REPLAY_PHASE:
      return "view-list-symbolic";
    case LKB_REPLAY_CARD:
      return "user-available-symbolic";
    case LKB_REPLAY_GREEN:
      return "emblem-ok-symbolic";
    case LKB_REPLAY_FIRST_NUMBER:
    case LKB_REPLAY_FIRST_OWNER:
      return "starred-symbolic";
    case LKB_REPLAY_PAUSE:
      return "media-playback-pause-symbolic";
    case LKB_REPLAY_BELL:
    default:
      return "alarm-symbolic";
    }
}

static GtkWidget *
create_moment (const LkbReplayMoment *moment)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  g_autofree char *clock = lkb_replay_dup_clock (moment->time);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", clock, moment->title);
  GtkWidget *time = lkb_widget_create_label (clock, "lkb-replay-time");
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (moment->kind));
  GtkWidget *title = lkb_widget_create_label (moment->title, NULL);

  gtk_label_set_width_chars (GTK_LABEL (time), 6);
  gtk_label_set_xalign (GTK_LABEL (time), 1);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 44);
  if (moment->kind == LKB_REPLAY_GREEN)
    gtk_widget_add_css_class (icon, "success");
  gtk_box_append (GTK_BOX (box), time);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  lkb_widget_set_spoken (row, spoken);
  return row;
}

static void
fill_moments (LkbReplayBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < lkb_replay_get_n_moments (self->replay); i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         create_moment (lkb_replay_get_moment (self->replay, i)));
  gtk_widget_set_sensitive (self->moments, lkb_replay_get_n_moments (self->replay) > 0);
}

void
lkb_replay_bar_update (LkbReplayBar *self)
{
  g_return_if_fail (LKB_IS_REPLAY_BAR (self));

  gtk_scale_clear_marks (GTK_SCALE (self->scale));
  if (self->replay == NULL)
    return;
  add_phases (self);
  for (guint i = 0; i < lkb_replay_get_n_moments (self->replay); i++)
    {
      const LkbReplayMoment *moment = lkb_replay_get_moment (self->replay, i);

      if (moment->kind == LKB_REPLAY_GREEN)
        gtk_scale_add_mark (GTK_SCALE (self->scale), (double) moment->time, GTK_POS_TOP, NULL);
    }
  fill_moments (self);
  gtk_widget_set_sensitive (self->number,
                            lkb_replay_find_moment (self->replay, LKB_REPLAY_FIRST_NUMBER) != NULL);
  gtk_widget_set_sensitive (self->owner,
                            lkb_replay_find_moment (self->replay, LKB_REPLAY_FIRST_OWNER) != NULL);
}

void
lkb_replay_bar_set_replay (LkbReplayBar *self, LkbReplay *replay)
{
  g_return_if_fail (LKB_IS_REPLAY_BAR (self));

  lkb_replay_bar_set_playing (self, FALSE);
  if (replay != NULL)
    lkb_replay_ref (replay);
  g_clear_pointer (&self->replay, lkb_replay_unref);
  self->replay = replay;
  self->time = 0;
  self->moment = 0;
  if (replay != NULL)
    {
      self->updating = TRUE;
      gtk_adjustment_configure (self->adjustment, 0, 0, (double) lkb_replay_get_length (replay),
                                1000, MINUTE_MS, 0);
      self->updating = FALSE;
    }
  lkb_replay_bar_update (self);
  show_place (self);
}

/* Going there */

guint
lkb_replay_bar_get_moment (LkbReplayBar *self)
{
  g_return_val_if_fail (LKB_IS_REPLAY_BAR (self), 0);
  return self->moment;
}

gint64
lkb_replay_bar_get_time (LkbReplayBar *self)
{
  g_return_val_if_fail (LKB_IS_REPLAY_BAR (self), 0);
  return self->time;
}

void
lkb_replay_bar_seek (LkbReplayBar *self, gint64 time)
{
  g_return_if_fail (LKB_IS_REPLAY_BAR (self));

  if (self->replay == NULL)
    return;
  time = CLAMP (time, 0, lkb_replay_get_length (self->replay));
  set_place (self, time, lkb_replay_find (self->replay, time));
}

void
lkb_replay_bar_go_to (LkbReplayBar *self, guint moment)
{
  g_return_if_fail (LKB_IS_REPLAY_BAR (self));

  if (self->replay == NULL)
    return;
  moment = MIN (moment, lkb_replay_get_n (self->replay));
  set_place (self, lkb_replay_get_time (self->replay, moment), moment);
}

void
lkb_replay_bar_step (LkbReplayBar *self, int n)
{
  g_return_if_fail (LKB_IS_REPLAY_BAR (self));

  if (self->replay == NULL)
    return;
  lkb_replay_bar_set_playing (self, FALSE);
  lkb_replay_bar_go_to (self, (guint) CLAMP ((gint64) self->moment + n, 0, G_MAXINT));
}

gboolean
lkb_replay_bar_go_to_kind (LkbReplayBar *self, LkbReplayKind kind)
{
  const LkbReplayMoment *moment;

  g_return_val_if_fail (LKB_IS_REPLAY_BAR (self), FALSE);

  moment = self->replay != NULL ? lkb_replay_find_moment (self->replay, kind) : NULL;
  if (moment == NULL)
    return FALSE;
  lkb_replay_bar_set_playing (self, FALSE);
  set_place (self, moment->time, moment->moment);
  return TRUE;
}

/* Playing */

double
lkb_replay_bar_get_speed (LkbReplayBar *self)
{
  guint i;

  g_return_val_if_fail (LKB_IS_REPLAY_BAR (self), 1);
  i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->speed));
  return i < G_N_ELEMENTS (speeds) ? speeds[i] : 1;
}

void
lkb_replay_bar_set_speed (LkbReplayBar *self, double speed)
{
  guint best = 0;

  g_return_if_fail (LKB_IS_REPLAY_BAR (self));
  for (guint i = 1; i < G_N_ELEMENTS (speeds); i++)
    if (fabs (speeds[i] - speed) < fabs (speeds[best] - speed))
      best = i;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->speed), best);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer data)
{
  LkbReplayBar *self = LKB_REPLAY_BAR (widget);
  gint64 now = self->clock != NULL ? self->clock (self->clock_data)
                                   : gdk_frame_clock_get_frame_time (frame_clock);
  double passed;

  if (self->last > 0)
    {
      passed = (double) MAX (now - self->last, 0) / 1000.0 * lkb_replay_bar_get_speed (self)
               + self->rest;
      self->rest = passed - floor (passed);
      if (passed >= 1)
        lkb_replay_bar_seek (self, self->time + (gint64) passed);
    }
  self->last = now;
  if (self->time < lkb_replay_get_length (self->replay))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  lkb_replay_bar_set_playing (self, FALSE);
  return G_SOURCE_REMOVE;
}

gboolean
lkb_replay_bar_is_playing (LkbReplayBar *self)
{
  g_return_val_if_fail (LKB_IS_REPLAY_BAR (self), FALSE);
  return self->tick != 0;
}

static void
show_playing (LkbReplayBar *self)
{
  gboolean playing = self->tick != 0;
  const char *text = playing ? _ ("Pause") : _ ("Play");
  /* Translators: a tooltip with its key */
  g_autofree char *tip = g_strdup_printf (_ ("%s (Space)"), text);

  gtk_button_set_icon_name (GTK_BUTTON (self->play), playing ? "media-playback-pause-symbolic"
                                                             : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play, tip);
  lkb_widget_set_spoken (self->play, text);
}

void
lkb_replay_bar_set_playing (LkbReplayBar *self, gboolean playing)
{
  g_return_if_fail (LKB_IS_REPLAY_BAR (self));

  if (playing && self->tick == 0 && self->replay != NULL)
    {
      if (self->time >= lkb_replay_get_length (self->replay))
        lkb_replay_bar_seek (self, 0);
      self->last = 0;
      self->rest = 0;
      self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
    }
  else if (!playing && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
      self->tick = 0;
    }
  show_playing (self);
}

void
lkb_replay_bar_set_clock (LkbReplayBar *self, gint64 (*clock) (gpointer data), gpointer data)
{
  g_return_if_fail (LKB_IS_REPLAY_BAR (self));
  self->clock = clock;
  self->clock_data = data;
  self->last = 0;
}

/* Hands */

static void
value_changed_cb (GtkAdjustment *adjustment, LkbReplayBar *self)
{
  if (!self->updating)
    lkb_replay_bar_seek (self, (gint64) gtk_adjustment_get_value (adjustment));
}

static void
play_cb (GtkButton *button, LkbReplayBar *self)
{
  lkb_replay_bar_set_playing (self, !lkb_replay_bar_is_playing (self));
}

static void
back_cb (GtkButton *button, LkbReplayBar *self)
{
  lkb_replay_bar_step (self, -1);
}

static void
forward_cb (GtkButton *button, LkbReplayBar *self)
{
  lkb_replay_bar_step (self, 1);
}

static void
number_cb (GtkButton *button, LkbReplayBar *self)
{
  lkb_replay_bar_go_to_kind (self, LKB_REPLAY_FIRST_NUMBER);
}

static void
owner_cb (GtkButton *button, LkbReplayBar *self)
{
  lkb_replay_bar_go_to_kind (self, LKB_REPLAY_FIRST_OWNER);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbReplayBar *self)
{
  const LkbReplayMoment *moment = lkb_replay_get_moment (self->replay,
                                                         (guint) gtk_list_box_row_get_index (row));

  lkb_replay_bar_set_playing (self, FALSE);
  set_place (self, moment->time, moment->moment);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->moments));
}

static GtkWidget *
create_button (LkbReplayBar *self, const char *icon, const char *text, const char *tip,
               GCallback callback)
{
  GtkWidget *button = icon != NULL ? gtk_button_new_from_icon_name (icon)
                                   : gtk_button_new_with_label (text);

  gtk_widget_set_tooltip_text (button, tip);
  if (icon != NULL)
    lkb_widget_set_spoken (button, text);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
create_speeds (LkbReplayBar *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      g_autofree char *name = speeds[i] < 1 ? g_strdup ("½ ×")
                                            : g_strdup_printf ("%g ×", speeds[i]);

      gtk_string_list_append (names, name);
    }
  self->speed = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->speed), USUAL_SPEED);
  gtk_widget_set_tooltip_text (self->speed, _ ("Speed"));
  lkb_widget_set_spoken (self->speed, _ ("Speed"));
  return self->speed;
}

static GtkWidget *
create_moments (LkbReplayBar *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "lkb-replay-moments");
  lkb_widget_set_spoken (self->list, _ ("Moments"));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  self->moments = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->moments), _ ("Moments"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->moments), popover);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (self->moments), GTK_ARROW_UP);
  gtk_widget_set_tooltip_text (self->moments, _ ("Phases, cards, and what was settled when"));
  lkb_widget_hush_tooltip (GTK_MENU_BUTTON (self->moments));
  return self->moments;
}

static GtkWidget *
create_place (LkbReplayBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);

  self->clock_label = lkb_widget_create_label (NULL, "lkb-replay-clock");
  self->phase_label = lkb_widget_create_label (NULL, "heading");
  self->done_label = lkb_widget_create_label (NULL, "lkb-field-label");
  gtk_label_set_ellipsize (GTK_LABEL (self->done_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->done_label, TRUE);
  gtk_box_append (GTK_BOX (box), self->clock_label);
  gtk_box_append (GTK_BOX (box), self->phase_label);
  gtk_box_append (GTK_BOX (box), self->done_label);
  return box;
}

static GtkWidget *
create_buttons (LkbReplayBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->play = create_button (self, "media-playback-start-symbolic", _ ("Play"), NULL,
                              G_CALLBACK (play_cb));
  self->back = create_button (self, "go-previous-symbolic", _ ("Previous change"),
                              _ ("Previous change (,)"), G_CALLBACK (back_cb));
  self->forward = create_button (self, "go-next-symbolic", _ ("Next change"), _ ("Next change (.)"),
                                 G_CALLBACK (forward_cb));
  self->number = create_button (self, NULL, _ ("First number"),
                                _ ("When the first number was there (N)"), G_CALLBACK (number_cb));
  self->owner = create_button (self, NULL, _ ("First owner"),
                               _ ("When the first arrow had an owner (O)"), G_CALLBACK (owner_cb));
  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (GTK_BOX (box), self->back);
  gtk_box_append (GTK_BOX (box), self->play);
  gtk_box_append (GTK_BOX (box), self->forward);
  gtk_box_append (GTK_BOX (box), create_speeds (self));
  gtk_box_append (GTK_BOX (box), space);
  gtk_box_append (GTK_BOX (box), self->number);
  gtk_box_append (GTK_BOX (box), self->owner);
  gtk_box_append (GTK_BOX (box), create_moments (self));
  return box;
}

static void
lkb_replay_bar_dispose (GObject *object)
{
  LkbReplayBar *self = LKB_REPLAY_BAR (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->replay, lkb_replay_unref);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL;)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lkb_replay_bar_parent_class)->dispose (object);
}

static void
lkb_replay_bar_class_init (LkbReplayBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_replay_bar_dispose;
  signals[MOMENT_CHANGED] = g_signal_new ("moment-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-replay-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lkb_replay_bar_init (LkbReplayBar *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget)),
                                  GTK_ORIENTATION_VERTICAL);
  self->adjustment = gtk_adjustment_new (0, 0, 1, 1000, MINUTE_MS, 0);
  self->scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  /* For the half of a name that stands before its phase. */
  gtk_widget_set_margin_start (self->scale, 44);
  gtk_widget_set_margin_end (self->scale, 44);
  lkb_widget_set_spoken (self->scale, _ ("Time of the round"));
  g_signal_connect (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  gtk_widget_set_parent (create_place (self), widget);
  gtk_widget_set_parent (self->scale, widget);
  gtk_widget_set_parent (create_buttons (self), widget);
  show_playing (self);
}

LkbReplayBar *
lkb_replay_bar_new (void)
{
  return g_object_new (LKB_TYPE_REPLAY_BAR, NULL);
}
