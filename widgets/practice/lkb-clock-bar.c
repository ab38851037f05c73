/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-clock-bar.h"

#include <glib/gi18n-lib.h>

#include "core/practice/lkb-round-words.h"
#include "lkb-phase-bar.h"
#include "widgets/panels/lkb-widget.h"

#define MINUTE_MS 60000
#define QUESTION_CHARS 40

struct _LkbClockBar
{
  GtkWidget parent_instance;

  LkbRound *round; /* (nullable) */
  GtkWidget *scroller; /* what has no room still scrolls */
  GtkWidget *box;
  GtkWidget *clock;
  GtkWidget *length;
  GtkWidget *phase;
  GtkWidget *paused;
  GtkWidget *over;
  GtkWidget *line;
  GtkWidget *goals;
  GtkWidget *chips[LKB_ROUND_MAX_GOALS];
  GtkWidget *question; /* what the round asks, on demand */
  GtkWidget *kind;
  GtkWidget *asked;
  GtkWidget *pause;
  GtkWidget *next;
  GtkWidget *finish;
  GtkWidget *bar;
};

G_DEFINE_FINAL_TYPE (LkbClockBar, lkb_clock_bar, GTK_TYPE_WIDGET)

char *
lkb_clock_bar_dup_time (gint64 ms)
{
  gint64 seconds = MAX (0, ms) / 1000;

  return g_strdup_printf ("%02d:%02d", (int) (seconds / 60), (int) (seconds % 60));
}

/* What is the same is not set again: each time the bar would be laid out anew. */
static void
set_label (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (label), text);
}

static void
set_button (GtkWidget *button, const char *label)
{
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
    return;
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  lkb_widget_speak_mnemonics (button);
}

static void
update_over (LkbClockBar *self, gint64 spent, gint64 length)
{
  guint minutes = spent > length ? (guint) ((spent - length) / MINUTE_MS) : 0;
  g_autofree char *text = NULL;

  if (minutes > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u min over", "%u min over", minutes),
                            minutes);
  set_label (self->over, text != NULL ? text : "");
  gtk_widget_set_visible (self->over, text != NULL);
}

static void
update_phase (LkbClockBar *self)
{
  const LkbRoundMark *setup = lkb_round_get_setup (self->round);
  const LkbRoundSlot *slot = lkb_round_get_slot (self->round);
  guint index = lkb_round_get_slot_index (self->round);
  gint64 length = lkb_round_get_slot_length (self->round);
  gint64 spent = lkb_round_get_time (self->round) - lkb_round_get_slot_start (self->round);
  const char *line = lkb_round_get_line (self->round);

  if (slot == NULL)
    return;
  /* The drill is one thing, not a phase of something longer. */
  set_label (self->phase, setup->preset == LKB_ROUND_PRESET_DRILL
                              ? lkb_round_preset_get_name (setup->preset)
                              : lkb_round_phase_get_name (slot->phase));
  set_label (self->line, line != NULL ? line : "");
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->line), line) != 0)
    gtk_widget_set_tooltip_text (self->line, line);
  update_over (self, spent, length);
  lkb_phase_bar_set_progress (LKB_PHASE_BAR (self->bar), index,
                              length > 0 ? (double) spent / (double) length : 0);
}

void
lkb_clock_bar_update (LkbClockBar *self)
{
  LkbRoundState state;
  g_autofree char *time = NULL;

  g_return_if_fail (LKB_IS_CLOCK_BAR (self));

  if (self->round == NULL)
    return;
  state = lkb_round_get_state (self->round);
  time = lkb_clock_bar_dup_time (lkb_round_get_time (self->round));
  set_label (self->clock, time);
  set_button (self->pause, state == LKB_ROUND_PAUSED ? _ ("_Continue") : _ ("_Pause"));
  gtk_widget_set_visible (self->next, !lkb_round_is_last (self->round));
  lkb_widget_set_class (GTK_WIDGET (self), "paused", state == LKB_ROUND_PAUSED);
  gtk_widget_set_visible (self->paused, state == LKB_ROUND_PAUSED);
  update_phase (self);
}

void
lkb_clock_bar_set_round (LkbClockBar *self, LkbRound *round)
{
  const LkbRoundSlot *slots;
  const LkbRoundMark *setup;
  g_autofree char *length = NULL;
  g_autofree char *text = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *asked = NULL;
  guint n;

  g_return_if_fail (LKB_IS_CLOCK_BAR (self));
  g_return_if_fail (round == NULL || LKB_IS_ROUND (round));

  g_set_object (&self->round, round);
  if (round == NULL)
    return;
  setup = lkb_round_get_setup (round);
  slots = lkb_round_plan_get_slots (setup->preset, &n);
  lkb_phase_bar_set_slots (LKB_PHASE_BAR (self->bar), slots, n);
  kind = lkb_round_setup_dup_kind (setup);
  asked = lkb_round_mark_dup_words (setup);
  gtk_label_set_text (GTK_LABEL (self->kind), kind);
  gtk_label_set_text (GTK_LABEL (self->asked), asked);
  length = lkb_clock_bar_dup_time (setup->length_ms);
  /* Translators: how long a round lasts, "45:00", beside the time that is over. */
  text = g_strdup_printf (_ ("of %s"), length);
  gtk_label_set_text (GTK_LABEL (self->length), text);
  lkb_clock_bar_update (self);
}

void
lkb_clock_bar_show_question (LkbClockBar *self)
{
  g_return_if_fail (LKB_IS_CLOCK_BAR (self));
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->question));
}

void
lkb_clock_bar_set_goals (LkbClockBar *self, const LkbRoundGoal *goals, guint n)
{
  g_return_if_fail (LKB_IS_CLOCK_BAR (self));
  g_return_if_fail (n <= LKB_ROUND_MAX_GOALS);

  gtk_widget_set_visible (self->goals, n > 0);
  for (guint i = 0; i < LKB_ROUND_MAX_GOALS; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *spoken = NULL;

      gtk_widget_set_visible (self->chips[i], i < n);
      if (i >= n)
        continue;
      text = g_strconcat (goals[i].done ? "✓ " : "◌ ", _ (goals[i].name), NULL);
      if (g_str_equal (gtk_label_get_text (GTK_LABEL (self->chips[i])), text))
        continue;
      spoken = g_strdup_printf ("%s: %s", _ (goals[i].name),
                                goals[i].done ? _ ("done") : _ ("to do"));
      gtk_label_set_text (GTK_LABEL (self->chips[i]), text);
      lkb_widget_set_class (self->chips[i], "there", goals[i].done);
      lkb_widget_set_spoken (self->chips[i], spoken);
    }
}

static void
lkb_clock_bar_dispose (GObject *object)
{
  LkbClockBar *self = LKB_CLOCK_BAR (object);

  g_clear_object (&self->round);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (lkb_clock_bar_parent_class)->dispose (object);
}

static void
lkb_clock_bar_class_init (LkbClockBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_clock_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-clock-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
create_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* Whoever draws goes on drawing. */
  gtk_widget_set_focus_on_click (button, FALSE);
  lkb_widget_speak_mnemonics (button);
  return button;
}

static GtkWidget *
create_menu (const char *label, GtkWidget *box)
{
  GtkWidget *menu = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();

  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (menu), label);
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (menu), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (menu), popover);
  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  lkb_widget_speak_mnemonics (menu);
  return menu;
}

/* What was read at first, to be read again while the clock runs. */
static GtkWidget *
create_question (LkbClockBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->kind = lkb_widget_create_wrapped (NULL, "lkb-field-label");
  self->asked = lkb_widget_create_wrapped (NULL, "heading");
  gtk_label_set_max_width_chars (GTK_LABEL (self->asked), QUESTION_CHARS);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_box_append (GTK_BOX (box), self->kind);
  gtk_box_append (GTK_BOX (box), self->asked);
  return create_menu (_ ("_Question"), box);
}

/* Nothing brings a round back: the second click is on another place. */
static GtkWidget *
create_finish (void)
{
  GtkWidget *finish;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *button = create_button (_ ("_Finish Now"), "round.finish");

  gtk_box_append (GTK_BOX (box),
                  lkb_widget_create_label (_ ("The round ends and is scored."), NULL));
  gtk_box_append (GTK_BOX (box), button);
  finish = create_menu (_ ("_Finish"), box);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (gtk_popover_popdown),
                            gtk_menu_button_get_popover (GTK_MENU_BUTTON (finish)));
  return finish;
}

static GtkWidget *
create_words (LkbClockBar *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  self->phase = lkb_widget_create_label (NULL, "heading");
  self->paused = lkb_widget_create_label (C_ ("round", "Paused"), "lkb-chip");
  gtk_widget_set_visible (self->paused, FALSE);
  self->over = lkb_widget_create_label (NULL, "lkb-over");
  self->goals = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_margin_start (self->goals, 6);
  for (guint i = 0; i < LKB_ROUND_MAX_GOALS; i++)
    {
      self->chips[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->chips[i], "lkb-chip");
      gtk_box_append (GTK_BOX (self->goals), self->chips[i]);
    }
  gtk_box_append (GTK_BOX (head), self->phase);
  gtk_box_append (GTK_BOX (head), self->paused);
  gtk_box_append (GTK_BOX (head), self->over);
  gtk_box_append (GTK_BOX (head), self->goals);
  self->line = lkb_widget_create_label (NULL, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->line), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (words), head);
  gtk_box_append (GTK_BOX (words), self->line);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  return words;
}

static void
lkb_clock_bar_init (LkbClockBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *times = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->clock = lkb_widget_create_label (NULL, "lkb-clock");
  self->length = lkb_widget_create_label (NULL, "lkb-field-label");
  gtk_widget_add_css_class (self->length, "numeric");
  gtk_widget_set_valign (self->clock, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (self->length, GTK_ALIGN_BASELINE);
  gtk_box_append (GTK_BOX (times), self->clock);
  gtk_box_append (GTK_BOX (times), self->length);
  gtk_widget_set_margin_end (times, 14);
  gtk_widget_set_valign (times, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), times);
  gtk_box_append (GTK_BOX (row), create_words (self));
  self->question = create_question (self);
  gtk_box_append (GTK_BOX (row), self->question);
  self->pause = create_button (_ ("_Pause"), "round.pause");
  self->next = create_button (_ ("_Next Phase"), "round.next");
  gtk_box_append (GTK_BOX (row), self->pause);
  gtk_box_append (GTK_BOX (row), self->next);
  self->finish = create_finish ();
  gtk_box_append (GTK_BOX (row), self->finish);
  gtk_box_append (GTK_BOX (self->box), row);
  self->bar = lkb_phase_bar_new ();
  gtk_box_append (GTK_BOX (self->box), self->bar);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->box);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  lkb_widget_set_spoken (GTK_WIDGET (self), _ ("Round"));
}

GtkWidget *
lkb_clock_bar_new (void)
{
  return g_object_new (LKB_TYPE_CLOCK_BAR, NULL);
}
