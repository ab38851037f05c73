/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-script-panel.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/formats/lkb-script.h"
#include "lkb-widget.h"

#define ROWS_AT_ONCE 24

struct _LkbScriptPanel
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *content; /* all below the head */
  GtkWidget *head;
  GtkWidget *time_symbol;
  GtkWidget *time; /* "52 s of 60 s" */
  GtkWidget *qualifier; /* "14 s too long · 6 gaps to fill" */
  GtkWidget *copy;
  GtkWidget *empty;
  GtkWidget *paragraphs[LKB_N_SCRIPT_PARAGRAPHS]; /* boxes of rows */
  GPtrArray *rows; /* of GtkWidget, borrowed from the boxes, in the order of the script */
  char *text; /* NULL without a board */
  LkbScript *script; /* NULL without a board */
  guint n_wanted; /* rows that are made up to now */
  guint rows_idle; /* more rows are about to be made */
};

enum
{
  GO_TO,
  COPIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a row keeps about its sentence. */
typedef struct
{
  char *key; /* which sentence it is, whatever its words */
  char **elements;
  LkbField field;
} RowData;

#define ROW_DATA "lkb-sentence"

G_DEFINE_FINAL_TYPE (LkbScriptPanel, lkb_script_panel, GTK_TYPE_WIDGET)

static void
free_row_data (gpointer data)
{
  RowData *row = data;

  g_free (row->key);
  g_strfreev (row->elements);
  g_free (row);
}

static RowData *
get_row_data (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), ROW_DATA);
}

static void
row_clicked_cb (GtkButton *button, LkbScriptPanel *self)
{
  const RowData *data = get_row_data (GTK_WIDGET (button));
  g_auto (GStrv) elements = g_strdupv (data->elements);

  g_signal_emit (self, signals[GO_TO], 0, elements, (int) data->field);
}

/* ---- rows ---- */

/* A sentence is the same one as long as it speaks of the same elements in the same paragraph; @seen tells those apart that
 * share both. */
static char *
dup_key (const LkbScriptSentence *sentence, GHashTable *seen)
{
  g_autofree char *elements = g_strjoinv (" ", sentence->elements);
  g_autofree char *base = g_strdup_printf ("%d %s", (int) sentence->paragraph, elements);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, base));
  char *key = g_strdup_printf ("%s #%u", base, n);

  g_hash_table_replace (seen, g_steal_pointer (&base), GUINT_TO_POINTER (n + 1));
  return key;
}

static GtkWidget *
create_row (LkbScriptPanel *self, const LkbScriptSentence *sentence, const char *key)
{
  gboolean leads = sentence->elements[0] != NULL;
  GtkWidget *row = leads ? gtk_button_new () : gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *symbol = gtk_label_new ("◌");
  GtkWidget *label = gtk_label_new (NULL);
  RowData *data = g_new0 (RowData, 1);

  gtk_widget_set_valign (symbol, GTK_ALIGN_START);
  gtk_widget_add_css_class (symbol, "symbol");
  gtk_widget_add_css_class (symbol, "todo");
  gtk_box_append (GTK_BOX (box), symbol);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);

  gtk_widget_add_css_class (row, "lkb-sentence");
  if (leads)
    {
      gtk_widget_add_css_class (row, "flat");
      gtk_button_set_child (GTK_BUTTON (row), box);
      g_signal_connect (row, "clicked", G_CALLBACK (row_clicked_cb), self);
    }
  else
    gtk_box_append (GTK_BOX (row), box);

  data->key = g_strdup (key);
  data->elements = g_strdupv (sentence->elements);
  g_object_set_data_full (G_OBJECT (row), ROW_DATA, data, free_row_data);
  return row;
}

static void
set_row (GtkWidget *row, const LkbScriptSentence *sentence)
{
  RowData *data = get_row_data (row);
  GtkWidget *box = GTK_IS_BUTTON (row) ? gtk_button_get_child (GTK_BUTTON (row))
                                       : gtk_widget_get_first_child (row);
  GtkWidget *symbol = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_last_child (box);

  data->field = sentence->field;
  gtk_widget_set_visible (symbol, sentence->gap);
  if (sentence->gap)
    gtk_widget_add_css_class (row, "todo");
  else
    gtk_widget_remove_css_class (row, "todo");
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), sentence->text) == 0)
    return;
  gtk_label_set_text (GTK_LABEL (label), sentence->text);
  if (sentence->gap)
    {
      /* Translators: what a screen reader says of a sentence of the script in which something is still missing. */
      g_autofree char *spoken = g_strdup_printf (_ ("To do: %s"), sentence->text);

      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                      -1);
    }
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    sentence->text, -1);
}

/* Takes the focus along when the row that has it goes away. */
static void
remove_row (LkbScriptPanel *self, GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == row)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      if (next == NULL || !GTK_IS_BUTTON (next))
        next = gtk_widget_get_prev_sibling (row);
      gtk_widget_grab_focus (next != NULL && GTK_IS_BUTTON (next) ? next : self->copy);
    }
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (row)), row);
}

static void
make_rows (LkbScriptPanel *self, const LkbScript *script)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *last[LKB_N_SCRIPT_PARAGRAPHS] = { NULL };
  GHashTableIter iter;
  gpointer gone;

  for (guint i = 0; i < self->rows->len; i++)
    g_hash_table_insert (old, get_row_data (self->rows->pdata[i])->key, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < MIN (lkb_script_get_n (script), self->n_wanted); i++)
    {
      const LkbScriptSentence *sentence = lkb_script_get_nth (script, i);
      GtkWidget *paragraph = self->paragraphs[sentence->paragraph];
      g_autofree char *key = dup_key (sentence, seen);
      GtkWidget *row = g_hash_table_lookup (old, key);

      if (row == NULL)
        {
          row = create_row (self, sentence, key);
          gtk_box_insert_child_after (GTK_BOX (paragraph), row, last[sentence->paragraph]);
        }
      else
        {
          g_hash_table_remove (old, key);
          if (gtk_widget_get_prev_sibling (row) != last[sentence->paragraph])
            gtk_box_reorder_child_after (GTK_BOX (paragraph), row, last[sentence->paragraph]);
        }
      set_row (row, sentence);
      last[sentence->paragraph] = row;
      g_ptr_array_add (self->rows, row);
    }

  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, NULL, &gone))
    remove_row (self, gone);
}

static void update_rows (LkbScriptPanel *self);

/* The script of a large board is long: a few rows at a time, between frames, and only while it is looked at. */
static gboolean
rows_idle_cb (gpointer data)
{
  LkbScriptPanel *self = data;

  self->rows_idle = 0;
  self->n_wanted = self->rows->len + ROWS_AT_ONCE;
  update_rows (self);
  return G_SOURCE_REMOVE;
}

static void
update_rows (LkbScriptPanel *self)
{
  if (self->script == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  make_rows (self, self->script);
  if (self->rows->len < lkb_script_get_n (self->script) && self->rows_idle == 0)
    self->rows_idle = g_idle_add_full (G_PRIORITY_LOW, rows_idle_cb, self, NULL);
}

static void
lkb_script_panel_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lkb_script_panel_parent_class)->map (widget);
  update_rows (LKB_SCRIPT_PANEL (widget));
}

static void
lkb_script_panel_unmap (GtkWidget *widget)
{
  LkbScriptPanel *self = LKB_SCRIPT_PANEL (widget);

  g_clear_handle_id (&self->rows_idle, g_source_remove);
  GTK_WIDGET_CLASS (lkb_script_panel_parent_class)->unmap (widget);
}

/* ---- head ---- */

static void
update_head (LkbScriptPanel *self, const LkbScript *script)
{
  guint seconds = lkb_script_get_seconds (script);
  guint n_gaps = lkb_script_get_n_gaps (script);
  gboolean too_long = seconds > LKB_SCRIPT_AIM_SECONDS;
  /* Translators: speaking time and the time that is aimed at, in seconds. */
  g_autofree char *time = g_strdup_printf (_ ("%u s of %u s"), seconds,
                                           (guint) LKB_SCRIPT_AIM_SECONDS);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *qualifier = NULL;
  g_autofree char *spoken = g_strdup_printf (_ ("Speaking time: %s"), time);

  gtk_label_set_text (GTK_LABEL (self->time), time);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->time), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_set_visible (self->time_symbol, too_long);

  if (too_long)
    g_ptr_array_add (parts,
                     g_strdup_printf (_ ("%u s too long"), seconds - LKB_SCRIPT_AIM_SECONDS));
  if (n_gaps > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u gap to fill",
                                                          "%u gaps to fill", n_gaps),
                                             n_gaps));
  g_ptr_array_add (parts, NULL);
  qualifier = g_strjoinv (" · ", (char **) parts->pdata);
  gtk_label_set_text (GTK_LABEL (self->qualifier), qualifier);
  gtk_widget_set_visible (self->qualifier, qualifier[0] != '\0');
}

static void
copy_clicked_cb (GtkButton *button, LkbScriptPanel *self)
{
  lkb_script_panel_copy (self);
}

static GtkWidget *
create_head (LkbScriptPanel *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->time_symbol = gtk_label_new ("▲");
  gtk_widget_add_css_class (self->time_symbol, "symbol");
  gtk_widget_add_css_class (self->time_symbol, "check");
  gtk_box_append (GTK_BOX (line), self->time_symbol);
  self->time = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->time, "lkb-script-time");
  gtk_widget_set_tooltip_text (self->time, _ ("Speaking time at 140 words a minute"));
  gtk_box_append (GTK_BOX (line), self->time);
  gtk_box_append (GTK_BOX (words), line);
  self->qualifier = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->qualifier), 0);
  gtk_label_set_wrap (GTK_LABEL (self->qualifier), TRUE);
  gtk_widget_add_css_class (self->qualifier, "lkb-field-label");
  gtk_box_append (GTK_BOX (words), self->qualifier);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), words);

  self->copy = gtk_button_new_with_mnemonic (_ ("Cop_y"));
  lkb_widget_speak_mnemonics (self->copy);
  gtk_widget_set_valign (self->copy, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->copy, _ ("Copy the script as text"));
  g_signal_connect (self->copy, "clicked", G_CALLBACK (copy_clicked_cb), self);
  gtk_box_append (GTK_BOX (head), self->copy);
  gtk_widget_add_css_class (head, "lkb-script-head");
  return head;
}

static GtkWidget *
create_content (LkbScriptPanel *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < LKB_N_SCRIPT_PARAGRAPHS; i++)
    {
      GtkWidget *title = gtk_label_new (lkb_script_paragraph_get_title ((LkbScriptParagraph) i));

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_label_set_wrap (GTK_LABEL (title), TRUE);
      gtk_widget_add_css_class (title, "lkb-group-title");
      gtk_box_append (GTK_BOX (content), title);
      self->paragraphs[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->paragraphs[i]),
                                      GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
      gtk_box_append (GTK_BOX (content), self->paragraphs[i]);
    }
  gtk_widget_add_css_class (content, "lkb-script");
  return content;
}

/* ---- the panel ---- */

void
lkb_script_panel_update (LkbScriptPanel *self, LkbBoard *board, const LkbAnalysis *analysis,
                         const LkbVocabulary *vocabulary)
{
  g_return_if_fail (LKB_IS_SCRIPT_PANEL (self));
  g_return_if_fail (board == NULL || LKB_IS_BOARD (board));

  gtk_widget_set_visible (self->head, board != NULL);
  gtk_widget_set_visible (self->scroller, board != NULL);
  gtk_widget_set_visible (self->empty, board == NULL);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->script, lkb_script_free);
  g_clear_handle_id (&self->rows_idle, g_source_remove);
  self->n_wanted = MAX (self->rows->len, ROWS_AT_ONCE);
  if (board == NULL)
    {
      for (guint i = 0; i < self->rows->len; i++)
        remove_row (self, self->rows->pdata[i]);
      g_ptr_array_set_size (self->rows, 0);
      gtk_label_set_text (GTK_LABEL (self->time), "");
      return;
    }
  self->script = lkb_script_new (board, analysis, vocabulary);
  self->text = lkb_script_dup_text (self->script);
  update_rows (self);
  update_head (self, self->script);
}

void
lkb_script_panel_copy (LkbScriptPanel *self)
{
  g_return_if_fail (LKB_IS_SCRIPT_PANEL (self));

  if (self->text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->text);
  g_signal_emit (self, signals[COPIED], 0);
}

const char *
lkb_script_panel_get_text (LkbScriptPanel *self)
{
  g_return_val_if_fail (LKB_IS_SCRIPT_PANEL (self), NULL);

  return self->text;
}

const char *
lkb_script_panel_get_time_text (LkbScriptPanel *self)
{
  g_return_val_if_fail (LKB_IS_SCRIPT_PANEL (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->time));
}

guint
lkb_script_panel_get_n_rows (LkbScriptPanel *self)
{
  g_return_val_if_fail (LKB_IS_SCRIPT_PANEL (self), 0);

  return self->rows->len;
}

GtkWidget *
lkb_script_panel_get_row (LkbScriptPanel *self, guint n)
{
  g_return_val_if_fail (LKB_IS_SCRIPT_PANEL (self) && n < self->rows->len, NULL);

  return self->rows->pdata[n];
}

static void
lkb_script_panel_dispose (GObject *object)
{
  LkbScriptPanel *self = LKB_SCRIPT_PANEL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->script, lkb_script_free);
  G_OBJECT_CLASS (lkb_script_panel_parent_class)->dispose (object);
}

static void
lkb_script_panel_finalize (GObject *object)
{
  LkbScriptPanel *self = LKB_SCRIPT_PANEL (object);

  g_ptr_array_unref (self->rows);
  g_free (self->text);
  G_OBJECT_CLASS (lkb_script_panel_parent_class)->finalize (object);
}

static void
lkb_script_panel_class_init (LkbScriptPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lkb_script_panel_dispose;
  object_class->finalize = lkb_script_panel_finalize;
  widget_class->map = lkb_script_panel_map;
  widget_class->unmap = lkb_script_panel_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-script-panel");
  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_INT);
  signals[COPIED] = g_signal_new ("copied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
lkb_script_panel_init (LkbScriptPanel *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->rows = g_ptr_array_new ();
  self->head = create_head (self);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));

  self->empty = gtk_label_new (_ ("What to say about the board appears here."));
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->empty), 0);
  gtk_widget_add_css_class (self->empty, "lkb-empty");
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));

  self->content = create_content (self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->content);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  lkb_script_panel_update (self, NULL, NULL, NULL);
}

LkbScriptPanel *
lkb_script_panel_new (void)
{
  return g_object_new (LKB_TYPE_SCRIPT_PANEL, NULL);
}
