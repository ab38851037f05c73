/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cards-window.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "widgets/panels/lkb-widget.h"

struct _LkbCardsWindow
{
  AdwWindow parent_instance;

  LkbApplication *application; /* borrowed: it outlives its windows */
  guint32 seed;
  GPtrArray *cards; /* of LkbFlashCard */
  GQueue *left; /* of LkbFlashCard, borrowed: the first is shown */

  AdwWindowTitle *title;
  GtkWidget *topics;
  GtkLabel *front;
  GtkLabel *question;
  GtkLabel *back;
  GtkWidget *entry; /* where the answer is typed */
  GtkLabel *remarks;
  GtkWidget *show;
  GtkWidget *again;
  GtkWidget *known;
};

G_DEFINE_FINAL_TYPE (LkbCardsWindow, lkb_cards_window, ADW_TYPE_WINDOW)

const LkbFlashCard *
lkb_cards_window_get_card (LkbCardsWindow *self)
{
  g_return_val_if_fail (LKB_IS_CARDS_WINDOW (self), NULL);
  return g_queue_peek_head (self->left);
}

guint
lkb_cards_window_get_n_left (LkbCardsWindow *self)
{
  g_return_val_if_fail (LKB_IS_CARDS_WINDOW (self), 0);
  return g_queue_get_length (self->left);
}

/* The front of the card; the back comes when it is asked for. */
static void
show_card (LkbCardsWindow *self)
{
  const LkbFlashCard *card = lkb_cards_window_get_card (self);
  gboolean typed = card != NULL && card->back == NULL;
  guint n = self->cards->len;
  g_autofree char *count = NULL;

  /* Translators: cards that are known, of all of them */
  count = g_strdup_printf (_ ("%u of %u known"), n - lkb_cards_window_get_n_left (self), n);
  adw_window_title_set_subtitle (self->title, count);
  gtk_label_set_text (self->front, card != NULL ? card->front : _ ("All of them known"));
  gtk_label_set_text (self->question, card != NULL ? card->question : "");
  gtk_label_set_text (self->back, "");
  gtk_label_set_text (self->remarks, "");
  lkb_widget_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_set_visible (self->entry, typed);
  gtk_widget_set_visible (self->show, card != NULL && !typed);
  gtk_widget_set_visible (self->again, FALSE);
  gtk_widget_set_visible (self->known, FALSE);
  if (typed)
    gtk_widget_grab_focus (self->entry);
  else if (card != NULL)
    gtk_widget_grab_focus (self->show);
}

static void
deal (LkbCardsWindow *self)
{
  LkbFlashTopic topic = (LkbFlashTopic) gtk_drop_down_get_selected (GTK_DROP_DOWN (self->topics));
  LkbDataDirs *data = lkb_application_get_data (self->application);
  g_autoptr (LkbDeck) deck = lkb_deck_load (data, NULL);

  if (deck == NULL)
    return;
  g_queue_clear (self->left);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  self->cards = lkb_flash_cards_new (
      topic, data, lkb_application_get_vocabulary (self->application), deck, self->seed++);
  for (guint i = 0; i < self->cards->len; i++)
    g_queue_push_tail (self->left, g_ptr_array_index (self->cards, i));
  show_card (self);
}

void
lkb_cards_window_set_topic (LkbCardsWindow *self, LkbFlashTopic topic)
{
  g_return_if_fail (LKB_IS_CARDS_WINDOW (self));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->topics), topic);
}

static void
offer_verdict (LkbCardsWindow *self)
{
  gtk_widget_set_visible (self->show, FALSE);
  gtk_widget_set_visible (self->again, TRUE);
  gtk_widget_set_visible (self->known, TRUE);
  gtk_widget_grab_focus (self->known);
}

static void
show_cb (LkbCardsWindow *self)
{
  const LkbFlashCard *card = lkb_cards_window_get_card (self);

  gtk_label_set_text (self->back, card->back);
  offer_verdict (self);
}

static void
again_cb (LkbCardsWindow *self)
{
  g_queue_push_tail (self->left, g_queue_pop_head (self->left));
  show_card (self);
}

static void
known_cb (LkbCardsWindow *self)
{
  g_queue_pop_head (self->left);
  show_card (self);
}

/* What was typed is judged; what is honest goes on to the next one. */
static void
activate_cb (LkbCardsWindow *self)
{
  g_auto (GStrv) remarks = lkb_flash_grade (lkb_application_get_vocabulary (self->application),
                                            lkb_cards_window_get_card (self)->front,
                                            gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autofree char *lines = g_strjoinv ("\n", remarks);

  if (remarks[0] != NULL)
    {
      gtk_label_set_text (self->remarks, lines);
      return;
    }
  gtk_label_set_text (self->remarks, _ ("✓ Somebody could measure that."));
  offer_verdict (self);
}

/* The window */

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = lkb_widget_create_wrapped (NULL, css_class);

  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
add_button (LkbCardsWindow *self, GtkWidget *box, const char *label, const char *css_class,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "pill");
  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
create_card (LkbCardsWindow *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (box, TRUE);
  gtk_widget_set_margin_start (box, 24);
  gtk_widget_set_margin_end (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  self->front = add_label (box, "title-2");
  self->question = add_label (box, NULL);
  self->back = add_label (box, "title-4");
  self->entry = gtk_entry_new ();
  lkb_widget_set_spoken (self->entry, _ ("The sentence, with numbers"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("The sentence, with numbers"));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  gtk_box_append (GTK_BOX (box), self->entry);
  self->remarks = add_label (box, NULL);
  gtk_widget_set_halign (buttons, GTK_ALIGN_CENTER);
  self->show = add_button (self, buttons, _ ("_Show the Answer"), "suggested-action",
                           G_CALLBACK (show_cb));
  self->again = add_button (self, buttons, _ ("_Again Later"), NULL, G_CALLBACK (again_cb));
  self->known = add_button (self, buttons, _ ("_Knew It"), "suggested-action",
                            G_CALLBACK (known_cb));
  lkb_widget_speak_mnemonics (buttons);
  gtk_box_append (GTK_BOX (box), buttons);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 560);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

static void
build (LkbCardsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (guint i = 0; i < LKB_FLASH_N_TOPICS; i++)
    gtk_string_list_append (names, lkb_flash_topic_get_name ((LkbFlashTopic) i));
  self->topics = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_widget_set_tooltip_text (self->topics, _ ("What the cards are about"));
  lkb_widget_set_spoken (self->topics, _ ("What the cards are about"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->topics);
  self->title = ADW_WINDOW_TITLE (adw_window_title_new (_ ("Cards"), ""));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), create_card (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
lkb_cards_window_finalize (GObject *object)
{
  LkbCardsWindow *self = LKB_CARDS_WINDOW (object);

  g_queue_free (self->left);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  G_OBJECT_CLASS (lkb_cards_window_parent_class)->finalize (object);
}

static void
lkb_cards_window_class_init (LkbCardsWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_cards_window_finalize;
}

static void
lkb_cards_window_init (LkbCardsWindow *self)
{
  self->left = g_queue_new ();
  self->cards = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_flash_card_free);
  build (self);
}

LkbCardsWindow *
lkb_cards_window_new (LkbApplication *application, guint32 seed)
{
  LkbCardsWindow *self;

  g_return_val_if_fail (LKB_IS_APPLICATION (application), NULL);

  self = g_object_new (LKB_TYPE_CARDS_WINDOW, "application", application, "title", _ ("Cards"),
                       "default-width", 660, "default-height", 480, NULL);
  self->application = application;
  self->seed = seed;
  g_signal_connect_swapped (self->topics, "notify::selected", G_CALLBACK (deal), self);
  deal (self);
  return self;
}
