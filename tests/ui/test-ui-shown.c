/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What a board says is shown, never obeyed: no label, tooltip, title or spoken name of the window holds a character that acts
 * unseen, whatever stands in names, owners, KPIs and notes. Only entries hold what is really there.
 */

#include <json-glib/json-glib.h>
#include <string.h>

#include "app/lkb-export-dialog.h"
#include "files.h"
#include "lkb-atspi.h"
#include "widgets/panels/lkb-explain-box.h"

/* Turns what stands behind it, rings the bell, is no markup, stands outside the basic plane. */
#define HARD "\u202e\a<b>&amp;\U0001f600"
#define SHOWN "□□<b>&amp;\U0001f600"

/* Of people's own words. */
static const char *const worded[]
    = { "title",    "story",          "goal",        "author",   "name",     "technology",
        "purpose",  "owner",          "label",       "because",  "chose",    "over",
        "gain",     "give_up",        "assumptions", "notes",    "contract", "accept",
        "text",     "consumer_owner", "first",       "second",   "channel",  "out_of_scope",
        "fallback", "runbook",        "dedupe_key",  "features", "ab_test",  NULL };

typedef struct
{
  LkbUi *ui;
  LkbAtspi *atspi; /* (nullable) */
  GHashTable *seen; /* complaints */
  guint n_texts; /* looked at */
  guint n_shown; /* of those, with the signs */
} Look;

static void
harden (JsonNode *node, const char *key)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *member;
      JsonNode *value;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &member, &value))
        harden (value, member);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        harden (json_array_get_element (array, i), key);
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING && g_strv_contains (worded, key))
    {
      g_autofree char *text = g_strconcat (json_node_get_string (node), HARD, NULL);

      json_node_set_string (node, text);
    }
}

/* (transfer full): the path of T01 in hard words. */
static char *
put_hard_board (LkbUi *ui)
{
  g_autofree char *easy = files_put_board (ui, "easy.lakeboard");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonArray *accepted = json_array_new ();
  JsonObject *board;

  json_parser_load_from_file (parser, easy, &error);
  g_assert_no_error (error);
  board = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                         "board");
  json_object_set_array_member (board, "suppressions", accepted);
  json_array_add_object_element (accepted, json_object_new ());
  json_object_set_string_member (json_array_get_object_element (accepted, 0), "key",
                                 "OWN002:e1:owner");
  json_object_set_string_member (json_array_get_object_element (accepted, 0), "reason", HARD);
  harden (json_parser_get_root (parser), "");
  text = json_to_string (json_parser_get_root (parser), TRUE);
  return files_put (ui, "hard.lakeboard", text);
}

static void
check_text (Look *look, const char *text, const char *what, const char *stop)
{
  if (text == NULL || *text == '\0')
    return;
  look->n_texts++;
  if (strstr (text, "□□") != NULL)
    look->n_shown++;
  if (strstr (text, "\u202e") != NULL || strchr (text, '\a') != NULL
      || strstr (text, "&lt;") != NULL || strstr (text, "&amp;amp;") != NULL)
    g_hash_table_add (look->seen, g_strdup_printf ("%s, %s: %s", stop, what, text));
}

static void
check_widget (Look *look, GtkWidget *widget, const char *stop)
{
  g_autofree char *what = g_strdup_printf ("%s in %s", G_OBJECT_TYPE_NAME (widget),
                                           gtk_widget_get_parent (widget) != NULL
                                               ? G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget))
                                               : "nothing");

  if (GTK_IS_LABEL (widget))
    check_text (look, gtk_label_get_text (GTK_LABEL (widget)), what, stop);
  if (GTK_IS_INSCRIPTION (widget))
    check_text (look, gtk_inscription_get_text (GTK_INSCRIPTION (widget)), what, stop);
  if (GTK_IS_WINDOW (widget))
    check_text (look, gtk_window_get_title (GTK_WINDOW (widget)), what, stop);
  check_text (look, gtk_widget_get_tooltip_text (widget), "tooltip", stop);
  /* What is typed stands as it is. */
  if (GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_widget (look, child, stop);
}

static void
check_spoken (Look *look, const LkbAtspiRef *of, const char *stop)
{
  g_autoptr (GPtrArray) children = lkb_atspi_dup_children (look->atspi, of);

  for (guint i = 0; i < children->len; i++)
    {
      g_autofree char *name = lkb_atspi_dup_name (look->atspi, children->pdata[i]);
      g_autofree char *description = lkb_atspi_dup_description (look->atspi, children->pdata[i]);

      check_text (look, name, "spoken", stop);
      check_text (look, description, "description", stop);
      check_spoken (look, children->pdata[i], stop);
    }
}

/* All windows of the program as they stand, at a @stop of the way. */
static void
check_seen (Look *look, const char *stop)
{
  GListModel *windows = gtk_window_get_toplevels ();

  lkb_ui_settle (look->ui);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      check_widget (look, window, stop);
    }
  lkb_ui_shoot (look->ui, stop);
}

/* The same, and all that a screen reader is told, which takes its time. */
static void
check_all (Look *look, const char *stop)
{
  check_seen (look, stop);
  if (look->atspi != NULL)
    check_spoken (look, NULL, stop);
}

static void
end_look (Look *look)
{
  g_autoptr (GList) complaints = g_hash_table_get_keys (look->seen);

  for (GList *each = complaints; each != NULL; each = each->next)
    g_test_message ("%s", (const char *) each->data);
  g_assert_cmpuint (g_hash_table_size (look->seen), ==, 0);
  /* They were there to be seen. */
  g_assert_cmpuint (look->n_shown, >, 20);
  g_assert_cmpuint (look->n_texts, >, look->n_shown);
  g_clear_pointer (&look->seen, g_hash_table_unref);
  g_clear_pointer (&look->atspi, lkb_atspi_free);
}

static Look
begin_look (LkbUi *ui)
{
  g_autofree char *path = put_hard_board (ui);

  files_open (ui, path);
  lkb_ui_settle (ui);
  return (Look){ ui, lkb_atspi_new (ui),
                 g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0, 0 };
}

/* (nullable): the mapped entry inside @root that holds @text. */
static GtkWidget *
find_entry (GtkWidget *root, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_TEXT (root) && gtk_widget_get_mapped (root)
      && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_entry (child, text);
  return found;
}

/* The pages of the side, with each element in turn. */
static void
test_side (void)
{
  static const char *const pages[] = { "outline", "checks", "script", "inspector" };
  static const char *const some[] = { "e2", "pipeline", "model" };
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  Look look = begin_look (ui);
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbSheet *sheet;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.check", NULL));
  lkb_ui_wait_for_review (ui);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.side-page", "s", pages[i]);
      check_all (&look, pages[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    {
      lkb_editor_select (editor, some[i]);
      check_all (&look, some[i]);
    }
  /* The places of the page are told one by one. */
  sheet = lkb_editor_get_sheet (editor);
  for (guint i = 0; i < lkb_sheet_get_n_stops (sheet); i++)
    {
      g_autofree char *words = lkb_editor_dup_stop_words (editor, lkb_sheet_get_stop (sheet, i));

      check_text (&look, words, "place", "page");
    }
  /* What is typed is what is really there. */
  {
    GtkWidget *entry = find_entry (GTK_WIDGET (ui->window), "Recommendation model" HARD);

    g_assert_nonnull (entry);
    g_assert_null (find_entry (GTK_WIDGET (ui->window), "Recommendation model" SHOWN));
  }
  end_look (&look);
}

static gboolean
is_explained (LkbUi *ui, gpointer data)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_EXPLAIN_BOX, NULL) != NULL;
}

static gboolean
is_unexplained (LkbUi *ui, gpointer data)
{
  return !is_explained (ui, data);
}

/* What comes and goes above the board. */
static void
test_above (void)
{
  static const char *const figures[] = { "Latency", "Cost" };
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  Look look = begin_look (ui);
  GtkWidget *root = GTK_WIDGET (ui->window);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      GtkWidget *figure = lkb_ui_find (lkb_ui_find (root, LKB_TYPE_STRIP, NULL), GTK_TYPE_LABEL,
                                       figures[i]);
      lkb_ui_click (ui, figure);
      lkb_ui_wait (ui, is_explained, NULL, "the explanation");
      check_seen (&look, figures[i]);
      lkb_ui_xdotool (ui, "key Escape");
      lkb_ui_wait (ui, is_unexplained, NULL, "the explanation is closed");
    }
  lkb_ui_xdotool (ui, "key ctrl+f");
  lkb_ui_type (ui, "e");
  check_all (&look, "find");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_xdotool (ui, "key F5");
  for (guint i = 0; i < 2; i++)
    {
      check_seen (&look, "present");
      lkb_ui_xdotool (ui, "key space");
    }
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_xdotool (ui, "key ctrl+e");
  files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  check_seen (&look, "export");
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_click_element (ui, "e2");
  lkb_ui_xdotool (ui, "key o");
  check_all (&look, "owner");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_canvas_pick_owner (lkb_window_get_canvas (ui->window));
  check_seen (&look, "paint");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key Delete");
  lkb_ui_wait_for_review (ui);
  check_seen (&look, "deleted");
  g_assert_true (gtk_widget_activate_action (root, "win.side-page", "s", "checks"));
  check_seen (&look, "findings");
  end_look (&look);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);

  g_test_add_func ("/shown/side", test_side);
  g_test_add_func ("/shown/above", test_above);

  return g_test_run ();
}
