/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"

/* Pixels. */
#define ENTRY_WIDTH_MIN 180
#define KPI_WIDTH_MIN 420
#define TRADE_OFF_WIDTH_MIN 560
#define ECHO_GAP 2

gboolean
lkb_canvas_is_on_page (LkbCanvas *self)
{
  return self->entry != NULL && strcmp (self->entry_id, LKB_BOARD_ID) == 0;
}

static gboolean
is_list (LkbField field)
{
  return field == LKB_FIELD_ASSUMPTIONS || field == LKB_FIELD_TRADE_OFFS;
}

/* (nullable): a stop by what is typed there. */
static const LkbSheetStop *
find_stop (LkbSheet *sheet, LkbField field, int row)
{
  for (guint i = 0; i < lkb_sheet_get_n_stops (sheet); i++)
    {
      const LkbSheetStop *stop = lkb_sheet_get_stop (sheet, i);

      if (stop->field == field && stop->row == row)
        return stop;
    }
  return NULL;
}

/* The stop where a fact is shown; where its row has no place on a full page, the last one of its list. */
static const LkbSheetStop *
find_nearest (LkbSheet *sheet, LkbField field, int row)
{
  const LkbSheetStop *found = find_stop (sheet, field, row);

  for (guint i = 0; found == NULL && i < lkb_sheet_get_n_stops (sheet); i++)
    {
      const LkbSheetStop *stop = lkb_sheet_get_stop (sheet, lkb_sheet_get_n_stops (sheet) - 1 - i);

      if (stop->field == field)
        found = stop;
    }
  return found;
}

static LkbFontRole
get_role (LkbField field)
{
  return field == LKB_FIELD_TITLE                               ? LKB_FONT_SHEET_TITLE
         : field == LKB_FIELD_GOAL                              ? LKB_FONT_SHEET_GOAL
         : field == LKB_FIELD_AUTHOR || field == LKB_FIELD_DATE ? LKB_FONT_SHEET_DATE
         : is_list (field)                                      ? LKB_FONT_FOOT_ROW
                                                                : LKB_FONT_CELL_VALUE;
}

static void
update_echo (LkbCanvas *self)
{
  g_autofree char *echo = lkb_editor_dup_stop_echo (
      self->editor, self->entry_field, self->entry_row,
      gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  gtk_label_set_text (GTK_LABEL (self->echo), echo != NULL ? echo : "");
  gtk_widget_set_visible (self->echo, !lkb_text_is_blank (echo));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  echo != NULL ? echo : "", -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
entry_changed_cb (GtkEditable *entry, LkbCanvas *self)
{
  if (self->echo != NULL)
    update_echo (self);
}

static char *
dup_label (LkbField field, int row)
{
  if (field == LKB_FIELD_KPIS)
    return g_strdup (_ ("Primary KPI"));
  if (is_list (field))
    return g_strdup_printf ("%s %d", lkb_field_get_label (field), row + 1);
  return g_strdup (lkb_field_get_label (field));
}

gboolean
lkb_canvas_begin_page (LkbCanvas *self, LkbField field, int row)
{
  g_autofree char *text = NULL;
  g_autofree char *hint = NULL;
  g_autofree char *label = NULL;
  const LkbSheetStop *stop;

  if (!lkb_editor_can_type (self->editor, field, row))
    return FALSE;
  lkb_canvas_commit_edit (self);
  stop = find_nearest (lkb_editor_get_sheet (self->editor), field, row);
  if (stop == NULL)
    return FALSE;
  lkb_editor_go_to_stop (self->editor, stop);

  text = lkb_editor_dup_stop_text (self->editor, field, row);
  hint = lkb_editor_dup_stop_hint (self->editor, field);
  label = dup_label (field, row);
  lkb_canvas_open_entry (self, LKB_BOARD_ID, field, text, hint, label);
  self->entry_row = row;

  lkb_canvas_set_face (self, get_role (field),
                       1 / lkb_sheet_get_scale (lkb_editor_get_sheet (self->editor)));

  self->echo = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->echo), 0);
  gtk_label_set_wrap (GTK_LABEL (self->echo), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->echo), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->echo, "lkb-page-echo");
  gtk_widget_set_can_target (self->echo, FALSE);
  gtk_widget_set_parent (self->echo, GTK_WIDGET (self));
  g_signal_connect (self->entry, "changed", G_CALLBACK (entry_changed_cb), self);
  update_echo (self);
  return TRUE;
}

void
lkb_canvas_accept_page (LkbCanvas *self)
{
  LkbField field = self->entry_field;
  int row = self->entry_row;
  gboolean blank = lkb_text_is_blank (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  lkb_canvas_commit_edit (self);
  if (is_list (field) && !blank)
    lkb_canvas_begin_page (self, field, row + 1);
}

gboolean
lkb_canvas_type_goal (LkbCanvas *self)
{
  g_return_val_if_fail (LKB_IS_CANVAS (self), FALSE);
  return lkb_canvas_begin_page (self, LKB_FIELD_GOAL, LKB_SHEET_ROW_NONE);
}

void
lkb_canvas_step_page (LkbCanvas *self, int step)
{
  LkbField field = self->entry_field;
  int row = self->entry_row;
  g_autofree char *offer = NULL;
  const LkbSheetStop *from;
  LkbSheet *sheet;
  int n, at;

  if (step > 0 && gtk_entry_get_text_length (GTK_ENTRY (self->entry)) == 0
      && *self->entry_text == '\0')
    offer = lkb_editor_dup_stop_offer (self->editor, field);
  if (offer != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), offer);
  lkb_canvas_commit_edit (self);

  sheet = lkb_editor_get_sheet (self->editor);
  from = find_nearest (sheet, field, row);
  n = (int) lkb_sheet_get_n_stops (sheet);
  at = from != NULL ? (int) (from - lkb_sheet_get_stop (sheet, 0)) : 0;
  for (int i = 1; i <= n; i++)
    {
      const LkbSheetStop *stop = lkb_sheet_get_stop (sheet, (guint) ((at + n + step * i) % n));

      if (stop != from && lkb_canvas_begin_page (self, stop->field, stop->row))
        return;
    }
}

void
lkb_canvas_allocate_page (LkbCanvas *self)
{
  const LkbSheetStop *stop = find_nearest (lkb_editor_get_sheet (self->editor), self->entry_field,
                                           self->entry_row);
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int least = self->entry_field == LKB_FIELD_TRADE_OFFS ? TRADE_OFF_WIDTH_MIN
              : self->entry_field == LKB_FIELD_KPIS     ? KPI_WIDTH_MIN
                                                        : ENTRY_WIDTH_MIN;
  GtkAllocation at, echo;
  LkbBox box;

  /* Its place went away under the entry: it stays where it was until it is left. */
  if (stop == NULL)
    return;
  box = lkb_editor_get_stop_box (self->editor, stop);
  box = lkb_viewport_box_to_screen (lkb_editor_get_viewport (self->editor), &box);
  gtk_widget_measure (self->entry, GTK_ORIENTATION_VERTICAL, -1, NULL, &at.height, NULL, NULL);
  at.width = MAX ((int) box.w + 2 * LKB_CANVAS_TEXT_INSET, least);
  at.width = MIN (at.width, MAX (width, ENTRY_WIDTH_MIN));
  /* The text stands where it is printed. */
  at.x = CLAMP ((int) round (box.x) - LKB_CANVAS_TEXT_INSET, 0, MAX (width - at.width, 0));
  at.y = (int) round (box.y + MIN (box.h, 60) / 2 - at.height / 2.0);
  gtk_widget_size_allocate (self->entry, &at, -1);

  if (self->echo == NULL || !gtk_widget_get_visible (self->echo))
    return;
  echo.width = at.width;
  gtk_widget_measure (self->echo, GTK_ORIENTATION_VERTICAL, echo.width, NULL, &echo.height, NULL,
                      NULL);
  echo.x = at.x;
  echo.y = at.y + at.height + ECHO_GAP;
  if (echo.y + echo.height > height)
    echo.y = at.y - ECHO_GAP - echo.height;
  gtk_widget_size_allocate (self->echo, &echo, -1);
}
