/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-practice-dialog.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/practice/lkb-round-words.h"
#include "widgets/panels/lkb-widget.h"

#define N_LEVELS 3

struct _LkbPracticeDialog
{
  AdwWindow parent_instance;

  LkbPractice *practice;
  LkbDeck *deck;
  GtkWidget *length;
  GtkWidget *prompt;
  GtkWidget *prompt_row;
  GtkWidget *profile;
  GtkWidget *profile_row;
  GtkWidget *coached;
  GtkWidget *exam;
  GtkWidget *own_hint; /* how to have prompts of one's own */
  GtkWidget *start;
  GArray *choices; /* of LkbDeckChoice, as in @prompt; tags are the deck's */
};

enum
{
  START,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbPracticeDialog, lkb_practice_dialog, ADW_TYPE_WINDOW)

/* As they are shown, the usual one first. */
static const LkbRoundPreset presets[] = { LKB_ROUND_PRESET_45, LKB_ROUND_PRESET_60,
                                          LKB_ROUND_PRESET_OPENING, LKB_ROUND_PRESET_DRILL };

static LkbRoundPreset
get_preset (LkbPracticeDialog *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->length));

  return presets[MIN (selected, G_N_ELEMENTS (presets) - 1)];
}

static void
start_cb (GtkButton *button, LkbPracticeDialog *self)
{
  LkbRoundPreset preset = get_preset (self);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->prompt));
  LkbDeckChoice choice = { .drill = TRUE };
  guint32 seed = lkb_practice_get_seed (self->practice);
  gboolean exam = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->exam));
  g_autoptr (LkbRoundMark) setup = NULL;
  const LkbPrompt *prompt;

  if (preset != LKB_ROUND_PRESET_DRILL)
    choice = g_array_index (self->choices, LkbDeckChoice, MIN (selected, self->choices->len - 1));
  prompt = lkb_practice_pick (self->practice, &choice, seed);
  if (prompt == NULL)
    return;
  setup = lkb_round_dup_setup (
      preset, exam ? LKB_ROUND_EXAM : LKB_ROUND_COACHED,
      (LkbRoundProfile) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->profile)), seed, prompt);
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[START], 0, setup, prompt->goal);
  g_object_unref (self);
}

static void
update_own (LkbPracticeDialog *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->prompt));
  const LkbDeckChoice *choice = selected < self->choices->len
                                    ? &g_array_index (self->choices, LkbDeckChoice, selected)
                                    : NULL;
  gboolean none = get_preset (self) != LKB_ROUND_PRESET_DRILL && choice != NULL && choice->own
                  && lkb_deck_count (self->deck, choice) == 0;

  gtk_widget_set_visible (self->own_hint, none);
  gtk_widget_set_sensitive (self->start, !none);
}

/* The drill has sentences of its own, and no score. */
static void
length_cb (GtkDropDown *drop_down, GParamSpec *pspec, LkbPracticeDialog *self)
{
  gboolean drill = get_preset (self) == LKB_ROUND_PRESET_DRILL;

  gtk_widget_set_sensitive (self->prompt_row, !drill);
  gtk_widget_set_sensitive (self->profile_row, !drill);
  update_own (self);
}

static void
add_choice (LkbPracticeDialog *self, GtkStringList *names, const char *name, LkbDeckChoice choice)
{
  /* One's own are there before there are any: it is told how to add one. */
  if (!choice.own && lkb_deck_count (self->deck, &choice) == 0)
    return;
  gtk_string_list_append (names, name);
  g_array_append_val (self->choices, choice);
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (lkb_text_translate (*(const char *const *) a),
                         lkb_text_translate (*(const char *const *) b));
}

/* Each once, sorted. */
static GPtrArray *
list_tags (LkbDeck *deck)
{
  GPtrArray *tags = g_ptr_array_new ();

  for (guint i = 0; i < lkb_deck_get_n_prompts (deck); i++)
    {
      const LkbPrompt *prompt = lkb_deck_get_prompt (deck, i);

      for (guint t = 0; !prompt->drill && prompt->tags[t] != NULL; t++)
        if (!g_ptr_array_find_with_equal_func (tags, prompt->tags[t], g_str_equal, NULL))
          g_ptr_array_add (tags, prompt->tags[t]);
    }
  g_ptr_array_sort (tags, compare_tags);
  return tags;
}

static GtkWidget *
create_prompt (LkbPracticeDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) tags = list_tags (self->deck);

  add_choice (self, names, _ ("At random"), (LkbDeckChoice){ 0 });
  for (guint level = 1; level <= N_LEVELS; level++)
    {
      g_autofree char *name = g_strdup_printf (_ ("Level %u"), level);

      add_choice (self, names, name, (LkbDeckChoice){ .level = level });
    }
  add_choice (self, names, _ ("My own"), (LkbDeckChoice){ .own = TRUE });
  for (guint i = 0; i < tags->len; i++)
    {
      /* Translators: a subject, as the deck of prompts calls it: "cost". */
      g_autofree char *name = g_strdup_printf (_ ("About: %s"),
                                               lkb_text_translate (tags->pdata[i]));

      add_choice (self, names, name, (LkbDeckChoice){ .tag = tags->pdata[i] });
    }
  return gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
}

static GtkWidget *
create_length (LkbRoundPreset preset)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *drop_down;
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      gtk_string_list_append (names, lkb_round_preset_get_name (presets[i]));
      if (presets[i] == preset)
        selected = i;
    }
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  return drop_down;
}

static GtkWidget *
create_profile (LkbRoundProfile profile)
{
  const char *const names[] = { _ ("Product manager"), _ ("Engineer"), NULL };
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (names);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), profile);
  return drop_down;
}

static GtkWidget *
add_row (GtkWidget *box, const char *name, GtkWidget *widget)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = lkb_widget_create_label (name, NULL);

  gtk_widget_set_size_request (label, 90, -1);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (widget, TRUE);
  lkb_widget_set_spoken (widget, name);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), widget);
  gtk_box_append (GTK_BOX (box), row);
  return row;
}

static GtkWidget *
create_modes (LkbPracticeDialog *self, LkbRoundMode mode)
{
  GtkWidget *modes = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->coached = gtk_toggle_button_new_with_label (lkb_round_mode_get_name (LKB_ROUND_COACHED));
  self->exam = gtk_toggle_button_new_with_label (lkb_round_mode_get_name (LKB_ROUND_EXAM));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->exam), GTK_TOGGLE_BUTTON (self->coached));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (mode == LKB_ROUND_EXAM ? self->exam : self->coached), TRUE);
  gtk_widget_set_tooltip_text (self->exam,
                               _ ("Checks, hints and export stay hidden until the bell"));
  gtk_widget_set_hexpand (self->coached, TRUE);
  gtk_widget_set_hexpand (self->exam, TRUE);
  gtk_widget_add_css_class (modes, "linked");
  gtk_box_append (GTK_BOX (modes), self->coached);
  gtk_box_append (GTK_BOX (modes), self->exam);
  return modes;
}

/* A long path takes more lines, not a wider dialog. */
static GtkWidget *
create_problem (const char *text)
{
  GtkWidget *label = lkb_widget_create_wrapped (text, "error");

  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  return label;
}

static GtkWidget *
create_own_hint (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "lakeboard", "decks",
                                            "mine.json", NULL);
  g_autofree char *shown = g_filename_display_name (path);
  /* Translators: %s is the path of a file, then what it holds: {"prompts": […]} stays as it is. */
  g_autofree char *text = g_strdup_printf (
      _ ("There are none yet. Write one into the file %s:\n%s\nThe rest of its format is in "
         "docs/FILE-FORMAT.md."),
      shown, "{\"prompts\": [{\"id\": \"m1\", \"text\": \"…\"}]}");
  GtkWidget *label = lkb_widget_create_wrapped (text, "dim-label");

  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_visible (label, FALSE);
  return label;
}

static void
add_keys (LkbPracticeDialog *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

LkbPracticeDialog *
lkb_practice_dialog_new (LkbPractice *practice, LkbRoundPreset preset, LkbRoundMode mode,
                         LkbRoundProfile profile)
{
  LkbPracticeDialog *self;
  GtkWidget *content, *box, *start;

  g_return_val_if_fail (LKB_IS_PRACTICE (practice), NULL);

  self = g_object_new (LKB_TYPE_PRACTICE_DIALOG, "title", _ ("Practise"), "modal", TRUE,
                       "destroy-with-parent", TRUE, "resizable", FALSE, NULL);
  self->practice = g_object_ref (practice);
  self->deck = lkb_deck_ref (lkb_practice_read_deck (practice));
  content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (box, "lkb-practice-dialog");
  self->length = create_length (preset);
  add_row (box, _ ("Length"), self->length);
  self->prompt = create_prompt (self);
  self->prompt_row = add_row (box, _ ("Prompt"), self->prompt);
  self->own_hint = create_own_hint ();
  gtk_box_append (GTK_BOX (box), self->own_hint);
  self->profile = create_profile (profile);
  self->profile_row = add_row (box, _ ("Scored as"), self->profile);
  gtk_box_append (GTK_BOX (box), create_modes (self, mode));
  for (guint i = 0; i < lkb_deck_get_n_problems (self->deck); i++)
    gtk_box_append (GTK_BOX (box), create_problem (lkb_deck_get_problem (self->deck, i)));
  self->start = start = gtk_button_new_with_mnemonic (_ ("_Start"));
  gtk_widget_add_css_class (start, "suggested-action");
  gtk_widget_set_margin_top (start, 6);
  lkb_widget_speak_mnemonics (start);
  g_signal_connect (start, "clicked", G_CALLBACK (start_cb), self);
  gtk_box_append (GTK_BOX (box), start);
  gtk_box_append (GTK_BOX (content), box);
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_window_set_default_widget (GTK_WINDOW (self), start);
  gtk_window_set_focus (GTK_WINDOW (self), start);
  gtk_widget_set_size_request (GTK_WIDGET (self), 420, -1);
  g_signal_connect (self->length, "notify::selected", G_CALLBACK (length_cb), self);
  g_signal_connect_swapped (self->prompt, "notify::selected", G_CALLBACK (update_own), self);
  length_cb (GTK_DROP_DOWN (self->length), NULL, self);
  add_keys (self);
  return self;
}

static void
lkb_practice_dialog_finalize (GObject *object)
{
  LkbPracticeDialog *self = LKB_PRACTICE_DIALOG (object);

  g_clear_pointer (&self->deck, lkb_deck_unref);
  g_clear_object (&self->practice);
  g_array_unref (self->choices);
  G_OBJECT_CLASS (lkb_practice_dialog_parent_class)->finalize (object);
}

static void
lkb_practice_dialog_class_init (LkbPracticeDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_practice_dialog_finalize;

  /**
   * LkbPracticeDialog::start:
   * @setup: a LkbRoundMark
   * @goal: (nullable): what the board's goal says at the beginning
   */
  signals[START] = g_signal_new ("start", LKB_TYPE_PRACTICE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
}

static void
lkb_practice_dialog_init (LkbPracticeDialog *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (LkbDeckChoice));
}
