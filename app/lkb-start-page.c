/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-start-page.h"

#include <glib/gi18n-lib.h>

#include "core/analysis/lkb-analysis.h"
#include "core/base/lkb-text.h"
#include "core/formats/lkb-output.h"
#include "core/picture/lkb-sheet.h"
#include "core/store/lkb-recovered.h"
#include "widgets/canvas/lkb-picture-paintable.h"
#include "widgets/panels/lkb-widget.h"
#include "widgets/practice/lkb-clock-bar.h"

#define N_RECENT 6
#define THUMBNAIL_WIDTH 240.0
#define THUMBNAIL_HEIGHT 170

struct _LkbStartPage
{
  GtkWidget parent_instance;

  LkbDataDirs *data;
  const LkbVocabulary *vocabulary; /* borrowed */
  LkbThemeId theme;
  GtkWidget *scroller;
  GtkWidget *templates;
  GtkWidget *recent;
  GtkWidget *recent_box;
  char *recent_told; /* (nullable): what the rows say, to tell whether others are needed */
  GListModel *recovered;
  LkbPractice *practice;
  GtkWidget *recovered_rows;
  GtkWidget *recovered_box;
  GtkWidget *recovered_title;
  GtkWidget *reminder; /* to write the debrief of a round */
  LkbTextMeasurer *measurer;
  GPtrArray *thumbnails; /* LkbPicturePaintable */
  GPtrArray *waiting; /* Waiting: thumbnails to be made when nothing else is to do */
  guint idle;
};

typedef struct
{
  char *id;
  GtkWidget *picture; /* borrowed from the page */
} Waiting;

G_DEFINE_FINAL_TYPE (LkbStartPage, lkb_start_page, GTK_TYPE_WIDGET)

static void
free_waiting (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->id);
  g_free (waiting);
}

static GtkWidget *
create_choice (const char *icon, const char *title, const char *text, const char *action,
               const char *target)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label;

  gtk_image_set_pixel_size (GTK_IMAGE (image), 24);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (words), lkb_widget_create_label (title, "heading"));
  label = lkb_widget_create_label (text, "lkb-field-label");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (words), label);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "lkb-choice");
  gtk_widget_add_css_class (button, "card");
  if (target != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  lkb_widget_set_spoken (button, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
  return button;
}

static void
make_thumbnail (LkbStartPage *self, const Waiting *waiting)
{
  g_autoptr (LkbBoard) board = lkb_data_dirs_load_template (self->data, waiting->id, NULL);
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autoptr (LkbScene) scene = NULL;
  g_autoptr (LkbSheet) sheet = NULL;
  LkbPicturePaintable *paintable;
  LkbBox box;

  if (board == NULL)
    return;
  analysis = lkb_analysis_new (board, NULL);
  scene = lkb_scene_new (self->measurer, board, analysis);
  sheet = lkb_sheet_new (scene, board, analysis, self->vocabulary, NULL);
  box = lkb_box (0, 0, lkb_sheet_get_width (sheet), lkb_sheet_get_height (sheet));
  paintable = lkb_picture_paintable_new (lkb_sheet_get_picture (sheet), &box, LKB_COLOUR_PAPER,
                                         self->measurer);
  lkb_picture_paintable_set_theme (paintable, self->theme);
  lkb_picture_paintable_set_scale (paintable, THUMBNAIL_WIDTH / box.w);
  g_ptr_array_add (self->thumbnails, paintable);
  gtk_picture_set_paintable (GTK_PICTURE (waiting->picture), GDK_PAINTABLE (paintable));
}

static gboolean
idle_cb (gpointer data)
{
  LkbStartPage *self = data;

  if (self->waiting->len > 0)
    {
      make_thumbnail (self, self->waiting->pdata[0]);
      g_ptr_array_remove_index (self->waiting, 0);
    }
  if (self->waiting->len > 0)
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static GtkWidget *
create_template (LkbStartPage *self, const LkbTemplateInfo *info)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *label;
  const char *title = lkb_text_translate (info->title);
  Waiting *waiting = g_new0 (Waiting, 1);

  gtk_widget_set_size_request (picture, THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT);
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_CONTAIN);
  gtk_widget_add_css_class (picture, "lkb-thumbnail");
  gtk_widget_set_overflow (picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_halign (picture, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), picture);
  label = lkb_widget_create_label (title, "lkb-template-title");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lkb-template");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", info->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.new-from-template");
  if (info->story[0] != '\0')
    gtk_widget_set_tooltip_text (button, lkb_text_translate (info->story));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);

  waiting->id = g_strdup (info->id);
  waiting->picture = picture;
  g_ptr_array_add (self->waiting, waiting);
  return button;
}

static void
fill_templates (LkbStartPage *self)
{
  g_autoptr (GPtrArray) infos = lkb_data_dirs_list_templates (self->data, NULL);

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    gtk_flow_box_insert (GTK_FLOW_BOX (self->templates), create_template (self, infos->pdata[i]),
                         -1);
  for (GtkWidget *child = gtk_widget_get_first_child (self->templates); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  if (self->waiting->len > 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

static int
compare_recent (gconstpointer a, gconstpointer b)
{
  GDateTime *one = gtk_recent_info_get_visited ((GtkRecentInfo *) a);
  GDateTime *two = gtk_recent_info_get_visited ((GtkRecentInfo *) b);

  return g_date_time_compare (two, one);
}

static gboolean
is_picture (const char *uri)
{
  LkbOutput output;

  return lkb_output_from_path (uri, &output) && lkb_output_get_info (output)->holds_source;
}

/* Boards, and pictures that this program made: they open as a board too. */
static gboolean
is_board (GtkRecentInfo *info)
{
  const char *uri = gtk_recent_info_get_uri (info);

  /* A file dialog adds whatever was chosen in it, in the program's name. */
  return gtk_recent_info_has_group (info, LKB_RECENT_GROUP)
         && (g_str_has_suffix (uri, ".lakeboard") || is_picture (uri));
}

static void
remove_clicked_cb (GtkButton *button, gpointer data)
{
  g_autofree char *uri = g_strdup (g_object_get_data (G_OBJECT (button), "lkb-uri"));

  gtk_recent_manager_remove_item (gtk_recent_manager_get_default (), uri, NULL);
}

/* What is gone is still named, so that nobody looks for it here in vain. */
static GtkWidget *
create_recent (GtkRecentInfo *info)
{
  const char *uri = gtk_recent_info_get_uri (info);
  gboolean exists = gtk_recent_info_exists (info);
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *place = folder != NULL ? g_file_get_parse_name (folder) : g_strdup ("");
  g_autofree char *gone = g_strdup_printf (_ ("No longer in %s"), place);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = create_choice (is_picture (uri) ? "image-x-generic-symbolic"
                                                      : "x-office-document-symbolic",
                                     gtk_recent_info_get_display_name (info), exists ? place : gone,
                                     exists ? "app.open-uri" : NULL, exists ? uri : NULL);
  GtkWidget *away = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_remove_css_class (button, "card");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_sensitive (button, exists);
  gtk_box_append (GTK_BOX (row), button);

  gtk_widget_add_css_class (away, "flat");
  gtk_widget_add_css_class (away, "circular");
  gtk_widget_set_valign (away, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (away, _ ("Remove from this list"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (away), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove from this list"), -1);
  g_object_set_data_full (G_OBJECT (away), "lkb-uri", g_strdup (uri), g_free);
  g_signal_connect (away, "clicked", G_CALLBACK (remove_clicked_cb), NULL);
  gtk_box_append (GTK_BOX (row), away);
  return row;
}

/* (transfer full): of GtkRecentInfo, the latest first. */
static GPtrArray *
list_recent (void)
{
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  GPtrArray *recent = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_recent_info_unref);

  items = g_list_sort (items, compare_recent);
  for (GList *l = items; l != NULL && recent->len < N_RECENT; l = l->next)
    if (is_board (l->data))
      g_ptr_array_add (recent, gtk_recent_info_ref (l->data));
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  return recent;
}

/* The rows stay where they would say the same: somebody may be about to click, or be on one of them. */
static void
fill_recent (LkbStartPage *self)
{
  g_autoptr (GPtrArray) recent = list_recent ();
  g_autoptr (GString) told = g_string_new (NULL);
  GtkWidget *child;

  for (guint i = 0; i < recent->len; i++)
    g_string_append_printf (told, "%s %d\n", gtk_recent_info_get_uri (recent->pdata[i]),
                            gtk_recent_info_exists (recent->pdata[i]));
  if (g_strcmp0 (told->str, self->recent_told) == 0)
    return;
  g_free (self->recent_told);
  self->recent_told = g_strdup (told->str);
  while ((child = gtk_widget_get_first_child (self->recent)) != NULL)
    gtk_box_remove (GTK_BOX (self->recent), child);
  for (guint i = 0; i < recent->len; i++)
    gtk_box_append (GTK_BOX (self->recent), create_recent (recent->pdata[i]));
  gtk_widget_set_visible (self->recent_box, recent->len > 0);
}

static void
recent_changed_cb (GtkRecentManager *manager, LkbStartPage *self)
{
  fill_recent (self);
}

char *
lkb_start_page_dup_time (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean today;

  g_return_val_if_fail (then != NULL && now != NULL, g_strdup (""));

  today = g_date_time_get_year (then) == g_date_time_get_year (now)
          && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now);
  return g_date_time_format (then, today ? "%H:%M" : "%x %H:%M");
}

/* “/boards/plan.lakeboard · 7 nodes · 14:32” */
static char *
dup_where_and_when (LkbRecovered *recovered)
{
  GFile *file = lkb_recovered_get_file (recovered);
  g_autofree char *place = file != NULL ? g_file_get_parse_name (file)
                                        : g_strdup (_ ("Never saved"));
  guint n = lkb_recovered_get_n_nodes (recovered);
  g_autofree char *nodes = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u node", "%u nodes", n),
                                            n);
  g_autofree char *when = lkb_start_page_dup_time (lkb_recovered_get_time (recovered));

  return g_strdup_printf ("%s · %s · %s", place, nodes, when);
}

/* @spoken: with a place for @title, which tells several of them apart. */
static GtkWidget *
create_answer (const char *label, const char *spoken, const char *title, const char *action,
               const char *path)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *full = g_strdup_printf (spoken, title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", path);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  lkb_widget_set_spoken (button, full);
  return button;
}

static GtkWidget *
create_words (const char *title, const char *text)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = lkb_widget_create_label (title, "heading");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (words), label);
  label = lkb_widget_create_label (text, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (words), label);
  gtk_widget_set_hexpand (words, TRUE);
  return words;
}

static GtkWidget *
create_recovered (LkbRecovered *recovered)
{
  GFile *file = lkb_recovered_get_file (recovered);
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *name = base != NULL ? g_filename_display_name (base) : NULL;
  g_autofree char *where = dup_where_and_when (recovered);
  const char *title = lkb_recovered_get_title (recovered);
  const char *path = lkb_recovered_get_path (recovered);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  if (title == NULL)
    title = name != NULL ? name : _ ("Untitled board");
  gtk_box_append (GTK_BOX (row), create_words (title, where));
  gtk_box_append (GTK_BOX (row),
                  create_answer (_ ("_Open"), _ ("Open “%s”"), title, "app.recover", path));
  gtk_box_append (GTK_BOX (row), create_answer (_ ("_Discard"), _ ("Discard “%s”"), title,
                                                "app.discard-recovered", path));
  return row;
}

/* “12:40 of 45:00 · 14:32” */
static char *
dup_how_far (const LkbUnfinishedRound *round)
{
  g_autofree char *spent = lkb_clock_bar_dup_time (lkb_round_log_get_length (round->log));
  g_autofree char *length = lkb_clock_bar_dup_time (
      lkb_round_log_get_setup (round->log)->length_ms);
  g_autofree char *when = lkb_start_page_dup_time (round->time);

  /* Translators: time that is over, how long the round is, when it was cut off. */
  return g_strdup_printf (_ ("Round, %s of %s · %s"), spent, length, when);
}

static GtkWidget *
create_unfinished (const LkbUnfinishedRound *round)
{
  g_autofree char *text = lkb_round_mark_dup_words (lkb_round_log_get_setup (round->log));
  g_autofree char *how_far = dup_how_far (round);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (row), create_words (text, how_far));
  gtk_box_append (GTK_BOX (row), create_answer (_ ("_Continue"), _ ("Continue “%s”"), text,
                                                "app.resume-round", round->path));
  gtk_box_append (GTK_BOX (row), create_answer (_ ("_End It"), _ ("End “%s”"), text,
                                                "app.end-round", round->path));
  return row;
}

static void
fill_recovered (LkbStartPage *self)
{
  guint n = g_list_model_get_n_items (self->recovered);
  GPtrArray *unfinished = lkb_practice_get_unfinished (self->practice);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->recovered_rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->recovered_rows), child);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LkbRecovered) recovered = g_list_model_get_item (self->recovered, i);

      gtk_box_append (GTK_BOX (self->recovered_rows), create_recovered (recovered));
    }
  for (guint i = 0; i < unfinished->len; i++)
    gtk_box_append (GTK_BOX (self->recovered_rows), create_unfinished (unfinished->pdata[i]));
  /* A round that was left lost nothing. */
  gtk_label_set_text (GTK_LABEL (self->recovered_title),
                      n > 0 ? _ ("Not saved when Lakeboard last ended") : _ ("Not finished yet"));
  gtk_widget_set_visible (self->recovered_box, n + unfinished->len > 0);
}

static void
show_reminder (LkbStartPage *self)
{
  const LkbPastRound *round = lkb_practice_get_reminder (self->practice);
  guint hours = round != NULL
                    ? lkb_past_round_get_debrief_hours (round, g_get_real_time () / G_USEC_PER_SEC)
                    : 0;
  g_autofree char *asked = NULL;
  g_autofree char *left = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->reminder, hours > 0);
  if (hours == 0)
    return;
  asked = lkb_round_mark_dup_words (lkb_round_log_get_setup (round->log));
  left = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hour left", "%u hours left", hours),
                          hours);
  text = g_strdup_printf ("%s · %s", _ ("Write down what your round taught you"), left);
  gtk_button_set_label (GTK_BUTTON (self->reminder), text);
  gtk_widget_set_tooltip_text (self->reminder, asked);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->reminder), "s", round->path);
}

void
lkb_start_page_set_theme (LkbStartPage *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_START_PAGE (self));

  self->theme = theme;
  for (guint i = 0; i < self->thumbnails->len; i++)
    lkb_picture_paintable_set_theme (self->thumbnails->pdata[i], theme);
}

void
lkb_start_page_stop (LkbStartPage *self)
{
  g_return_if_fail (LKB_IS_START_PAGE (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  g_ptr_array_set_size (self->waiting, 0);
}

/* Enter is the first choice: whoever starts by keyboard need not look for it. */
static void
lkb_start_page_map (GtkWidget *widget)
{
  LkbStartPage *self = LKB_START_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (lkb_start_page_parent_class)->map (widget);
  /* Rounds may have come to their end since it was last seen. */
  lkb_practice_scan (self->practice);
  if (root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_child_focus (self->scroller, GTK_DIR_TAB_FORWARD);
}

static void
lkb_start_page_dispose (GObject *object)
{
  LkbStartPage *self = LKB_START_PAGE (object);

  lkb_start_page_stop (self);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (lkb_start_page_parent_class)->dispose (object);
}

static void
lkb_start_page_finalize (GObject *object)
{
  LkbStartPage *self = LKB_START_PAGE (object);

  g_ptr_array_unref (self->thumbnails);
  g_ptr_array_unref (self->waiting);
  g_clear_pointer (&self->measurer, lkb_text_measurer_unref);
  g_clear_pointer (&self->data, lkb_data_dirs_unref);
  g_clear_object (&self->recovered);
  g_clear_object (&self->practice);
  g_free (self->recent_told);
  G_OBJECT_CLASS (lkb_start_page_parent_class)->finalize (object);
}

static void
lkb_start_page_class_init (LkbStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_start_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = lkb_start_page_finalize;
  widget_class->map = lkb_start_page_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-start-page");
}

static void
lkb_start_page_init (LkbStartPage *self)
{
  self->thumbnails = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (free_waiting);
  self->measurer = lkb_text_measurer_new ();
}

static void
build (LkbStartPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *choices = gtk_flow_box_new ();
  GtkWidget *rounds = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *choice;

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1060);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1060);
  gtk_widget_add_css_class (box, "lkb-start");

  self->recovered_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->recovered_box, "lkb-recovered");
  self->recovered_title = lkb_widget_create_wrapped (NULL, NULL);
  gtk_box_append (GTK_BOX (self->recovered_box), self->recovered_title);
  self->recovered_rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_box_append (GTK_BOX (self->recovered_box), self->recovered_rows);
  gtk_box_append (GTK_BOX (box), self->recovered_box);

  gtk_box_append (GTK_BOX (box), lkb_widget_create_wrapped (
                                     _ ("Who hands what to whom, and how fast?"), "title-1"));
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (choices), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (choices), TRUE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (choices), 3);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (choices), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (choices), 12);
  choice = create_choice ("document-edit-symbolic", _ ("Build the interview page"),
                          _ ("From an example that you change"), "app.build", NULL);
  gtk_flow_box_insert (GTK_FLOW_BOX (choices), choice, -1);
  choice = create_choice ("alarm-symbolic", _ ("Practise 10 minutes"),
                          _ ("A round against the clock"), "app.practise", "opening");
  gtk_flow_box_insert (GTK_FLOW_BOX (choices), choice, -1);
  choice = create_choice ("document-open-symbolic", _ ("Open"), _ ("A board, or a picture of one"),
                          "win.open", NULL);
  gtk_flow_box_insert (GTK_FLOW_BOX (choices), choice, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (choices); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  gtk_box_append (GTK_BOX (box), choices);
  choice = gtk_button_new_with_label (_ ("History of your rounds"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (choice), "app.history");
  gtk_widget_add_css_class (choice, "flat");
  gtk_widget_set_halign (choice, GTK_ALIGN_END);
  self->reminder = gtk_button_new_with_label ("");
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->reminder))),
                           PANGO_ELLIPSIZE_END);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->reminder), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->reminder), "app.debrief");
  gtk_widget_add_css_class (self->reminder, "flat");
  gtk_box_append (GTK_BOX (rounds), self->reminder);
  gtk_widget_set_hexpand (choice, TRUE);
  gtk_box_append (GTK_BOX (rounds), choice);
  gtk_box_append (GTK_BOX (box), rounds);

  self->recent_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->recent_box),
                  lkb_widget_create_label (_ ("Recent boards"), "lkb-section"));
  self->recent = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->recent_box), self->recent);
  gtk_box_append (GTK_BOX (box), self->recent_box);

  gtk_box_append (GTK_BOX (box), lkb_widget_create_label (_ ("Templates"), "lkb-section"));
  self->templates = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->templates), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->templates), 4);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->templates), 1);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->templates), TRUE);
  gtk_widget_set_valign (self->templates, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->templates);

  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

LkbStartPage *
lkb_start_page_new (LkbDataDirs *data, const LkbVocabulary *vocabulary, GListModel *recovered,
                    LkbPractice *practice)
{
  LkbStartPage *self = g_object_new (LKB_TYPE_START_PAGE, NULL);

  self->data = lkb_data_dirs_ref (data);
  self->vocabulary = vocabulary;
  self->recovered = g_object_ref (recovered);
  self->practice = g_object_ref (practice);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  build (self);
  fill_templates (self);
  fill_recent (self);
  fill_recovered (self);
  show_reminder (self);
  g_signal_connect_object (recovered, "items-changed", G_CALLBACK (fill_recovered), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (practice, "changed", G_CALLBACK (fill_recovered), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (practice, "changed", G_CALLBACK (show_reminder), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed",
                           G_CALLBACK (recent_changed_cb), self, 0);
  return self;
}
