/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-finding-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-findings-mend.h"
#include "lkb-widget.h"

/* Suggestions beside one check. */
#define FIXES_SHOWN 2

/* Where a fact of the page is written; of a list its last row, which is the one that adds to it. */
static const LkbSheetStop *
find_stop (LkbEditor *editor, LkbField field)
{
  LkbSheet *sheet = lkb_editor_get_sheet (editor);
  const LkbSheetStop *found = NULL;

  for (guint i = 0; i < lkb_sheet_get_n_stops (sheet); i++)
    {
      if (lkb_sheet_get_stop (sheet, i)->field == field)
        found = lkb_sheet_get_stop (sheet, i);
    }
  return found;
}

void
lkb_finding_go_to (LkbReview *review, const LkbFinding *finding)
{
  LkbEditor *editor = lkb_review_get_editor (review);

  if (finding->elements[0] != NULL && strcmp (finding->elements[0], LKB_BOARD_ID) != 0)
    {
      lkb_editor_go_to (editor, (const char *[]){ finding->elements[0], NULL });
    }
  else if (find_stop (editor, finding->field) != NULL)
    {
      lkb_editor_go_to_stop (editor, find_stop (editor, finding->field));
    }
  else
    {
      LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (editor));

      lkb_editor_select (editor, NULL);
      frame.h /= 4; /* the facts stand at the page's head */
      lkb_viewport_reveal (lkb_editor_get_viewport (editor), &frame, 24);
    }
}

/* What a button or an entry of a row is about; NULL when that is gone meanwhile. */
static const LkbFinding *
find_finding (GtkWidget *widget, LkbReview *review)
{
  const char *key = g_object_get_data (G_OBJECT (widget), "lkb-key");
  LkbFindings *findings = lkb_review_get_findings (review);

  /* A fix was made for the board as it was checked. */
  if (findings == NULL || !lkb_review_is_current (review))
    return NULL;
  return lkb_findings_find (findings, key);
}

static void
fix_clicked_cb (GtkButton *button, LkbReview *review)
{
  const LkbFinding *finding = find_finding (GTK_WIDGET (button), review);
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "lkb-fix"));

  if (finding != NULL && i < finding->n_fixes)
    lkb_editor_apply (lkb_review_get_editor (review),
                      lkb_change_ref (lkb_finding_get_fix (finding, i)));
}

static void
fix_all_clicked_cb (GtkButton *button, LkbReview *review)
{
  const LkbFinding *finding = find_finding (GTK_WIDGET (button), review);

  if (finding != NULL)
    lkb_editor_apply (
        lkb_review_get_editor (review),
        lkb_findings_dup_shared_fix (lkb_review_get_findings (review), finding, NULL));
}

/* The words why a check is acceptable are typed into the row itself. */
static void
accept_clicked_cb (GtkButton *button, GtkWidget *entry)
{
  gtk_widget_set_visible (entry, TRUE);
  gtk_widget_grab_focus (entry);
}

static void
reason_activate_cb (GtkEntry *entry, LkbReview *review)
{
  const char *key = g_object_get_data (G_OBJECT (entry), "lkb-key");
  LkbEditor *editor = lkb_review_get_editor (review);

  lkb_editor_apply (editor,
                    lkb_finding_dup_acceptance (lkb_editor_get_board (editor), key,
                                                gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static gboolean
reason_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode,
               GdkModifierType state, GtkWidget *accept)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_grab_focus (accept);
  gtk_widget_set_visible (entry, FALSE);
  return GDK_EVENT_STOP;
}

static void
reopen_clicked_cb (GtkButton *button, LkbReview *review)
{
  const char *key = g_object_get_data (G_OBJECT (button), "lkb-key");
  LkbEditor *editor = lkb_review_get_editor (review);

  lkb_editor_apply (editor, lkb_finding_dup_reopening (lkb_editor_get_board (editor), key));
}

/* What is missing is to be done; only Check and Export make it wrong. */
static void
get_look (LkbReview *review, const LkbFinding *finding, const char **symbol, const char **css_class)
{
  switch (finding->severity)
    {
    case LKB_SEVERITY_ERROR:
      *symbol = lkb_review_get_strict (review) ? "■" : "◌";
      *css_class = lkb_review_get_strict (review) ? "wrong" : "todo";
      return;
    case LKB_SEVERITY_WARNING:
      *symbol = "▲";
      *css_class = "check";
      return;
    case LKB_SEVERITY_HINT:
    case LKB_N_SEVERITIES:
    default:
      *symbol = "·";
      *css_class = "todo";
      return;
    }
}

static GtkWidget *
create_button (const LkbFinding *finding, const char *label, GCallback callback, LkbReview *review)
{
  g_autofree char *shown = lkb_text_shown_line (label);
  GtkWidget *button = gtk_button_new_with_label (shown);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "lkb-fix");
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 0);
  g_object_set_data_full (G_OBJECT (button), "lkb-key", g_strdup (finding->key), g_free);
  if (callback != NULL)
    g_signal_connect_object (button, "clicked", callback, review, 0);
  return button;
}

static void
folder_shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) button = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *place = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* No program here shows folders: then its words do. */
  place = g_filename_display_name (g_object_get_data (G_OBJECT (button), "lkb-file"));
  gtk_button_set_label (GTK_BUTTON (button), place);
}

static void
show_file_cb (GtkButton *button, LkbReview *review)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_object_get_data (G_OBJECT (button), "lkb-file"));
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (folder != NULL ? folder : file);

  gtk_show_uri_full (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), uri, GDK_CURRENT_TIME,
                     NULL, folder_shown_cb, g_object_ref (button));
}

/* What stands in a file of one's own is mended there. */
static void
append_file (LkbReview *review, const LkbFinding *finding, GtkBox *words)
{
  GtkWidget *button = create_button (finding, _ ("Show file"), G_CALLBACK (show_file_cb), review);

  g_autofree char *place = g_filename_display_name (finding->file);

  g_object_set_data_full (G_OBJECT (button), "lkb-file", g_strdup (finding->file), g_free);
  gtk_widget_set_tooltip_text (button, place);
  gtk_box_append (words, button);
}

/* The quick fixes, and one for all that are equal. */
static void
append_fixes (LkbReview *review, const LkbFinding *finding, GtkBox *words)
{
  LkbFindings *findings = lkb_review_get_findings (review);
  g_autoptr (LkbChange) shared = NULL;
  g_autofree char *all = NULL;
  guint n = 0;

  for (guint i = 0; i < MIN (finding->n_fixes, FIXES_SHOWN); i++)
    {
      g_autofree char *fix = lkb_finding_dup_fix_label (finding, i, TRUE);
      GtkWidget *button = create_button (finding, fix, G_CALLBACK (fix_clicked_cb), review);

      g_object_set_data (G_OBJECT (button), "lkb-fix", GUINT_TO_POINTER (i));
      gtk_box_append (words, button);
    }
  if (findings != NULL)
    shared = lkb_findings_dup_shared_fix (findings, finding, &n);
  if (shared == NULL)
    return;
  /* Translators: a button that mends %u checks of one kind at once. */
  all = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Fix all %u", "Fix all %u", n), n);
  gtk_box_append (words, create_button (finding, all, G_CALLBACK (fix_all_clicked_cb), review));
}

/* A check may be left as it is, with a reason that is kept on the board. */
void
lkb_finding_row_add_accept (GtkWidget *row, LkbReview *review, const LkbFinding *finding)
{
  GtkBox *box = GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  GtkBox *words = lkb_finding_row_get_words (row);
  GtkWidget *button = gtk_button_new_from_icon_name ("object-select-symbolic");
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *controller;

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Why is this acceptable?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  gtk_widget_set_visible (entry, FALSE);
  g_object_set_data_full (G_OBJECT (entry), "lkb-key", g_strdup (finding->key), g_free);
  g_signal_connect_object (entry, "activate", G_CALLBACK (reason_activate_cb), review, 0);
  gtk_box_append (words, entry);
  g_object_set_data (G_OBJECT (row), "lkb-reason", entry);

  gtk_widget_set_tooltip_text (button, _ ("Accept with a reason…"));
  lkb_widget_set_spoken (button, _ ("Accept with a reason…"));
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lkb-accept");
  g_signal_connect_object (button, "clicked", G_CALLBACK (accept_clicked_cb), entry, 0);
  gtk_box_append (box, button);

  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (reason_key_cb), button, 0);
  gtk_widget_add_controller (entry, controller);
}

GtkWidget *
lkb_finding_row_new (LkbReview *review, const LkbFinding *finding)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *message = lkb_finding_dup_message (finding, TRUE);
  g_autofree char *spoken = NULL;
  const char *symbol, *css_class;
  GtkWidget *label;

  get_look (review, finding, &symbol, &css_class);
  label = gtk_label_new (symbol);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "symbol");
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  gtk_box_append (GTK_BOX (words), lkb_widget_create_wrapped (message, NULL));
  if (finding->n_fixes > 0)
    append_fixes (review, finding, GTK_BOX (words));
  if (finding->file != NULL)
    append_file (review, finding, GTK_BOX (words));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "lkb-key", g_strdup (finding->key), g_free);
  g_object_set_data (G_OBJECT (row), "lkb-words", words);

  /* Translators: what a screen reader says of a check: how serious it is, then its words. */
  spoken = g_strdup_printf (_ ("%s: %s"), lkb_severity_get_label (finding->severity), message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  {
    g_autofree char *help = lkb_rule_dup_help (finding->rule, TRUE);

    gtk_widget_set_tooltip_text (row, help);
  }
  return row;
}

GtkBox *
lkb_finding_row_get_words (GtkWidget *row)
{
  g_return_val_if_fail (GTK_IS_LIST_BOX_ROW (row), NULL);
  return g_object_get_data (G_OBJECT (row), "lkb-words");
}

GtkWidget *
lkb_finding_row_get_reason (GtkWidget *row)
{
  g_return_val_if_fail (GTK_IS_LIST_BOX_ROW (row), NULL);
  return g_object_get_data (G_OBJECT (row), "lkb-reason");
}

GtkWidget *
lkb_finding_row_new_accepted (LkbReview *review, const LkbFinding *finding)
{
  g_autofree char *message = lkb_finding_dup_message (finding, TRUE);
  g_autofree char *text = g_strdup_printf ("%s — %s", message, finding->reason);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (words), lkb_widget_create_wrapped (text, NULL));
  gtk_box_append (GTK_BOX (words), create_button (finding, _ ("Check again"),
                                                  G_CALLBACK (reopen_clicked_cb), review));
  return words;
}
