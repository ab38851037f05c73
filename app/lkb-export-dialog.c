/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-export-dialog.h"

#include <glib/gi18n-lib.h>

#include "lkb-export-drag.h"
#include "widgets/canvas/lkb-picture-paintable.h"
#include "widgets/panels/lkb-findings-mend.h"
#include "widgets/panels/lkb-findings-panel.h"
#include "widgets/panels/lkb-widget.h"

struct _LkbExportDialog
{
  AdwWindow parent_instance;

  GtkWidget *preview;
  GtkLabel *heading;
  GtkListBox *findings_list;
  GtkCheckButton *png_check;
  GtkWidget *format_row;
  GtkDropDown *format_choice; /* rows as in LkbOutput */
  GtkWidget *more;
  GtkDropDown *theme_choice; /* in the order of LkbThemeId */
  GtkDropDown *scope_choice; /* page, drawing */
  GtkWidget *paper_row;
  GtkDropDown *paper_choice; /* in the order of LkbPaper, without the first */
  GtkCheckButton *outlines_check;
  GtkCheckButton *animate_check;
  GtkCheckButton *transparent_check;
  GtkWidget *set_up_button;
  GtkWidget *draft_button;
  GtkWidget *export_button;

  LkbReview *review;
  GtkDragSource *drag_source; /* the preview's */
  GCancellable *drag_cancellable; /* of the page that is written for it */
  LkbExportDrag *drag; /* (nullable): what it carries */
};

enum
{
  EXPORT,
  SET_UP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbExportDialog, lkb_export_dialog, ADW_TYPE_WINDOW)

static GApplication *
get_application (LkbExportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  return parent != NULL ? G_APPLICATION (gtk_window_get_application (parent)) : NULL;
}

static void
drag_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkContentProvider) content = NULL;
  LkbExportDrag *drag = lkb_export_drag_new_finish (result, &error);

  if (drag == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("The page cannot be dragged: %s", error->message);
      return;
    }
  g_clear_pointer (&self->drag, lkb_export_drag_unref);
  self->drag = drag;
  content = lkb_export_drag_create_content (drag);
  gtk_drag_source_set_content (self->drag_source, content);
}

static void
drop_drag (LkbExportDialog *self)
{
  if (self->drag_cancellable != NULL)
    g_cancellable_cancel (self->drag_cancellable);
  g_clear_object (&self->drag_cancellable);
  if (self->drag == NULL)
    return;
  gtk_drag_source_set_content (self->drag_source, NULL);
  g_clear_pointer (&self->drag, lkb_export_drag_unref);
}

/* The page as a file and as a picture, before somebody takes hold of it; with something to fix, as a draft. */
static void
prepare_drag (LkbExportDialog *self, guint n_to_fix)
{
  LkbEditor *editor = lkb_review_get_editor (self->review);
  const LkbExportLook look = lkb_export_dialog_get_look (self);
  GApplication *application = get_application (self);

  drop_drag (self);
  if (application == NULL)
    return;
  self->drag_cancellable = g_cancellable_new ();
  lkb_export_drag_new_async (application, lkb_editor_get_board (editor),
                             lkb_review_get_analysis (self->review),
                             lkb_editor_get_vocabulary (editor), &look, n_to_fix,
                             self->drag_cancellable, drag_made_cb, g_object_ref (self));
}

static void
update_preview (LkbExportDialog *self, guint n_to_fix)
{
  LkbEditor *editor = lkb_review_get_editor (self->review);
  LkbScene *scene = lkb_editor_get_scene (editor);
  const LkbExportLook look = lkb_export_dialog_get_look (self);
  const LkbOutputOptions options = lkb_export_get_options (&look, LKB_OUTPUT_SVG, n_to_fix);
  LkbBox box;
  LkbPicture *picture = lkb_output_dup_picture (lkb_editor_get_board (editor), scene,
                                                lkb_review_get_analysis (self->review),
                                                lkb_editor_get_vocabulary (editor), &options, &box);
  g_autoptr (LkbPicturePaintable) paintable = lkb_picture_paintable_new (
      picture, &box, look.transparent ? LKB_COLOUR_NONE : LKB_COLOUR_PAPER,
      lkb_scene_get_measurer (scene));

  /* A drawing is as large as it is. */
  gtk_widget_set_sensitive (self->paper_row, !look.drawing_only);
  lkb_picture_paintable_set_theme (paintable, look.theme);
  lkb_picture_unref (picture);
  gtk_picture_set_paintable (GTK_PICTURE (self->preview), GDK_PAINTABLE (paintable));
}

static void
answer_activate_cb (GtkEntry *entry, LkbExportDialog *self)
{
  LkbFindings *findings = lkb_review_get_findings (self->review);
  const char *key = g_object_get_data (G_OBJECT (entry), "lkb-key");
  const LkbFinding *finding = findings != NULL ? lkb_findings_find (findings, key) : NULL;
  LkbEditor *editor = lkb_review_get_editor (self->review);

  if (finding == NULL)
    return;
  if (!lkb_editor_apply (editor,
                         lkb_finding_dup_answer (lkb_editor_get_board (editor), finding,
                                                 gtk_editable_get_text (GTK_EDITABLE (entry)))))
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
}

static const char *
get_placeholder (const LkbFinding *finding)
{
  switch (finding->field)
    {
    case LKB_FIELD_OWNER:
    case LKB_FIELD_CONSUMER_OWNER:
      return _ ("Team");
    case LKB_FIELD_GOAL:
      return _ ("Goal: who gets what, by when?");
    case LKB_FIELD_KPIS:
      return _ ("Time to insight ≤ 3 s @ p95");
    default:
      return lkb_field_get_label (finding->field);
    }
}

/* What can be said in a few words is said right here. */
static GtkWidget *
create_row (LkbExportDialog *self, const LkbFinding *finding)
{
  GtkWidget *row = lkb_finding_row_new (self->review, finding);
  GtkWidget *entry;

  if (!lkb_finding_takes_answer (finding))
    return row;
  entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), get_placeholder (finding));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  get_placeholder (finding), -1);
  g_object_set_data_full (G_OBJECT (entry), "lkb-key", g_strdup (finding->key), g_free);
  g_signal_connect (entry, "activate", G_CALLBACK (answer_activate_cb), self);
  gtk_box_append (lkb_finding_row_get_words (row), entry);
  return row;
}

static void
update (LkbExportDialog *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean in_list = focus != NULL
                     && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->findings_list));
  LkbFindings *findings = lkb_review_get_findings (self->review);
  guint n = findings != NULL ? lkb_findings_get_n_blocking (findings) : 0;
  g_autofree char *heading = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->findings_list, 0)) != NULL)
    gtk_list_box_remove (self->findings_list, GTK_WIDGET (row));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->findings_list,
                         create_row (self, lkb_findings_get_nth (findings, i)));

  if (findings == NULL)
    heading = g_strdup (_ ("Looking at the board…"));
  else if (n == 0)
    heading = g_strdup (_ ("The page is ready."));
  else
    heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                            "%u thing to fix before this page is final",
                                            "%u things to fix before this page is final", n),
                               n);
  gtk_label_set_label (self->heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->findings_list), n > 0);
  gtk_widget_set_visible (self->draft_button, n > 0);
  gtk_widget_set_sensitive (self->export_button, findings != NULL && n == 0);
  update_preview (self, n);
  prepare_drag (self, n);
  /* On to the next one, and out when there is none. */
  if (in_list && n > 0)
    gtk_widget_child_focus (GTK_WIDGET (self->findings_list), GTK_DIR_TAB_FORWARD);
  else if (in_list)
    gtk_widget_grab_focus (self->export_button);
}

/* What is to be fixed stays as it is. */
static void
look_changed_cb (LkbExportDialog *self)
{
  LkbFindings *findings;
  guint n;

  if (self->review == NULL)
    return;
  findings = lkb_review_get_findings (self->review);
  n = findings != NULL ? lkb_findings_get_n_blocking (findings) : 0;
  update_preview (self, n);
  prepare_drag (self, n);
}

/* A PNG needs no other beside it. */
static void
format_changed_cb (LkbExportDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->png_check),
                          gtk_drop_down_get_selected (self->format_choice) != LKB_OUTPUT_PNG);
}

static void
review_changed_cb (LkbReview *review, LkbExportDialog *self)
{
  update (self);
}

static void
row_activated_cb (LkbExportDialog *self, GtkListBoxRow *row, GtkListBox *list)
{
  LkbFindings *findings = lkb_review_get_findings (self->review);
  const char *key = g_object_get_data (G_OBJECT (row), "lkb-key");
  const LkbFinding *finding = findings != NULL ? lkb_findings_find (findings, key) : NULL;

  if (finding == NULL)
    return;
  lkb_finding_go_to (self->review, finding);
  gtk_window_close (GTK_WINDOW (self));
}

static void
draft_clicked_cb (LkbExportDialog *self, GtkButton *button)
{
  g_signal_emit (self, signals[EXPORT], 0, TRUE);
}

static void
export_clicked_cb (LkbExportDialog *self, GtkButton *button)
{
  g_signal_emit (self, signals[EXPORT], 0, FALSE);
}

static void
set_up_clicked_cb (LkbExportDialog *self, GtkButton *button)
{
  g_signal_emit (self, signals[SET_UP], 0);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, LkbExportDialog *self)
{
  lkb_export_drag_keep (self->drag, get_application (self));
}

static void
add_drag (LkbExportDialog *self)
{
  self->drag_source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (self->drag_source, GDK_ACTION_COPY);
  g_signal_connect (self->drag_source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (self->preview, GTK_EVENT_CONTROLLER (self->drag_source));
}

static void
lkb_export_dialog_dispose (GObject *object)
{
  LkbExportDialog *self = LKB_EXPORT_DIALOG (object);

  if (self->review != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->review, self);
      drop_drag (self);
    }
  g_clear_object (&self->review);
  G_OBJECT_CLASS (lkb_export_dialog_parent_class)->dispose (object);
}

static void
lkb_export_dialog_class_init (LkbExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_export_dialog_dispose;
  signals[EXPORT] = g_signal_new ("export", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SET_UP] = g_signal_new ("set-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/lakeboard/Lakeboard/ui/lkb-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, findings_list);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, png_check);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, format_choice);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, more);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, theme_choice);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, scope_choice);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, paper_row);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, paper_choice);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, outlines_check);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, animate_check);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, transparent_check);
  gtk_widget_class_bind_template_callback (widget_class, look_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, set_up_button);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, draft_button);
  gtk_widget_class_bind_template_child (widget_class, LkbExportDialog, export_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_up_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, draft_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lkb_export_dialog_init (LkbExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lkb_widget_speak_mnemonics (GTK_WIDGET (self));
  lkb_widget_set_spoken (self->more, _ ("More"));
  add_drag (self);
}

static void
prepare_for_printer (LkbExportDialog *self)
{
  gtk_window_set_title (GTK_WINDOW (self), _ ("Print"));
  gtk_button_set_label (GTK_BUTTON (self->export_button), _ ("_Print…"));
  gtk_button_set_label (GTK_BUTTON (self->draft_button), _ ("Print as _draft…"));
  gtk_widget_set_visible (GTK_WIDGET (self->png_check), FALSE);
  gtk_widget_set_visible (self->format_row, FALSE);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_widget_set_visible (self->set_up_button, TRUE);
}

static LkbPaper
get_own_paper (LkbReview *review)
{
  return lkb_board_get_paper (lkb_editor_get_board (lkb_review_get_editor (review)));
}

static void
set_look (LkbExportDialog *self, LkbReview *review, const LkbExportLook *look)
{
  gtk_drop_down_set_selected (self->format_choice, look->format);
  gtk_check_button_set_active (self->png_check, look->also_png);
  gtk_drop_down_set_selected (self->theme_choice, look->theme);
  gtk_drop_down_set_selected (self->scope_choice, look->drawing_only);
  gtk_drop_down_set_selected (
      self->paper_choice,
      (look->paper != LKB_PAPER_OF_BOARD ? look->paper : get_own_paper (review)) - LKB_PAPER_A4);
  gtk_check_button_set_active (self->outlines_check, look->outlines);
  gtk_check_button_set_active (self->animate_check, look->animate);
  gtk_check_button_set_active (self->transparent_check, look->transparent);
  /* What was chosen before is seen. */
  if (look->theme != LKB_THEME_LIGHT || look->paper != LKB_PAPER_OF_BOARD || look->drawing_only
      || look->outlines || look->animate || look->transparent)
    gtk_expander_set_expanded (GTK_EXPANDER (self->more), TRUE);
}

LkbExportLook
lkb_export_dialog_get_look (LkbExportDialog *self)
{
  LkbExportLook look = { 0 };
  LkbPaper paper;

  g_return_val_if_fail (LKB_IS_EXPORT_DIALOG (self), look);

  look.format = (LkbOutput) gtk_drop_down_get_selected (self->format_choice);
  look.also_png = look.format != LKB_OUTPUT_PNG && gtk_check_button_get_active (self->png_check);
  look.theme = (LkbThemeId) gtk_drop_down_get_selected (self->theme_choice);
  look.drawing_only = gtk_drop_down_get_selected (self->scope_choice) == 1;
  paper = (LkbPaper) (LKB_PAPER_A4 + gtk_drop_down_get_selected (self->paper_choice));
  /* What says the same as the board follows it when it changes. */
  look.paper = paper != get_own_paper (self->review) ? paper : LKB_PAPER_OF_BOARD;
  look.outlines = gtk_check_button_get_active (self->outlines_check);
  look.animate = gtk_check_button_get_active (self->animate_check);
  look.transparent = gtk_check_button_get_active (self->transparent_check);
  return look;
}

LkbExportDialog *
lkb_export_dialog_new (GtkWindow *parent, LkbReview *review, LkbExportPurpose purpose,
                       const LkbExportLook *look)
{
  LkbExportDialog *self = g_object_new (LKB_TYPE_EXPORT_DIALOG, "transient-for", parent, "modal",
                                        TRUE, NULL);

  if (purpose == LKB_EXPORT_TO_PRINTER)
    prepare_for_printer (self);
  else
    set_look (self, review, look);
  self->review = g_object_ref (review);
  g_signal_connect (review, "changed", G_CALLBACK (review_changed_cb), self);
  update (self);
  gtk_widget_grab_focus (gtk_widget_get_sensitive (self->export_button) ? self->export_button
                                                                        : self->draft_button);
  return self;
}
