/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-strip.h"

#include <glib/gi18n-lib.h>

#include "core/formats/lkb-still.h"
#include "lkb-explain-box.h"
#include "lkb-strip-text.h"
#include "lkb-widget.h"

/* Pixels: an explanation moves aside by so many at a time. */
#define PLACE_STEP 16.0
#define PLACE_PAD 10

/* How much of each figure stands there; the rest is told by its tooltip. */
typedef enum
{
  DETAIL_ALL, /* Latency 1.87 s / 3 s ✓ */
  DETAIL_COMPARED, /* 1.87 s / 3 s ✓ */
  DETAIL_FIGURES, /* 1.87 s ✓ */
  DETAIL_MARKS, /* and only the marks of the signals; what has no room still scrolls */
  N_DETAILS
} Detail;

typedef struct
{
  GtkWidget *button; /* opens the explanation */
  GtkWidget *name;
  GtkWidget *figure;
  GtkWidget *qualifier;
  GtkWidget *symbol;
  LkbStripState state;
} Cell;

struct _LkbStrip
{
  GtkWidget parent_instance;

  LkbReview *review; /* (nullable) */
  GtkWidget *scroller;
  GtkWidget *row; /* what scrolls */
  GtkWidget *chips[LKB_N_SIGNALS];
  Cell cells[LKB_N_STRIP_FIGURES];
  LkbThemeId theme;
  GtkWidget *canvas; /* weak (nullable) */
  GStrv selected; /* while an explanation is open: what was selected before */
  Detail detail;
  int widths[N_DETAILS]; /* of the row */
  guint idle;
  gboolean by_us; /* the explanation closes because a key or the program says so */
  GtkWidget *next; /* (nullable): the cell that is to be opened next; in the row */
  guint next_idle;
};

enum
{
  SAVE_PICTURE,
  N_STRIP_SIGNALS
};

static guint strip_signals[N_STRIP_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbStrip, lkb_strip, GTK_TYPE_WIDGET)

static gboolean
is_strict (LkbStrip *self)
{
  return lkb_review_get_strict (self->review);
}

static void
update_chip (LkbStrip *self, LkbSignal which, LkbBoard *board, Detail detail)
{
  gboolean there = lkb_board_has_signal (
      board, lkb_editor_get_vocabulary (lkb_review_get_editor (self->review)), which);
  gboolean wrong = !there && is_strict (self);
  const char *name = lkb_signal_get_name (which);
  const char *state = there ? _ ("said") : _ ("Not said yet");
  const char *mark = there ? "✓" : wrong ? "■" : detail == DETAIL_MARKS ? "◌" : "";
  g_autofree char *spoken = g_strdup_printf ("%s: %s", name, state);
  g_autofree char *text = g_strdup_printf ("%s%s%s", mark,
                                           mark[0] != '\0' && detail != DETAIL_MARKS ? " " : "",
                                           detail != DETAIL_MARKS ? name : "");

  gtk_label_set_label (GTK_LABEL (self->chips[which]), text);
  lkb_widget_set_class (self->chips[which], "there", there);
  lkb_widget_set_class (self->chips[which], "wrong", wrong);
  gtk_widget_set_tooltip_text (self->chips[which], there && detail != DETAIL_MARKS ? NULL : spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips[which]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
update_cell (LkbStrip *self, LkbStripFigure figure, LkbBoard *board)
{
  Cell *cell = &self->cells[figure];
  LkbStripText text;
  LkbAnalysis *now = lkb_review_get_analysis (self->review);
  LkbAnalysis *preview = lkb_review_get_preview (self->review);
  LkbAnalysis *analysis = preview != NULL ? preview : now;
  g_autofree char *before = lkb_strip_dup_text (board, now, figure, is_strict (self));
  g_autofree char *all = lkb_strip_dup_text (board, analysis, figure, is_strict (self));
  gboolean is_asked = !g_str_equal (before, all);
  /* Translators: figures that would be, and those that are: "What if: 2.15 s / 3 s ✓ instead of 1.87 s / 3 s ✓". */
  g_autofree char *asked = is_asked ? g_strdup_printf (_ ("What if: %s instead of %s"), all, before)
                                    : NULL;
  g_autofree char *why = lkb_strip_dup_why (board, analysis, figure);
  g_autofree char *named = g_strdup_printf ("%s: %s%s%s", lkb_strip_figure_get_name (figure),
                                            is_asked ? asked : all, why != NULL ? ". " : "",
                                            why != NULL ? why : "");
  const char *spoken;

  lkb_strip_text_fill (&text, board, analysis, figure, is_strict (self));
  cell->state = text.state;
  gtk_label_set_label (GTK_LABEL (cell->figure), text.figure);
  gtk_widget_set_visible (cell->figure, text.figure[0] != '\0');
  gtk_label_set_label (GTK_LABEL (cell->qualifier), text.qualifier);
  gtk_label_set_label (GTK_LABEL (cell->symbol), text.symbol);
  gtk_widget_set_visible (cell->symbol, text.symbol[0] != '\0');
  /* "1.87 s / 3 s ✓", but "3.4 s ■ 0.4 s over" */
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (cell->symbol)), cell->symbol,
                               text.state == LKB_STRIP_OVER ? cell->figure : cell->qualifier);
  lkb_widget_set_class (cell->symbol, "ok", text.state == LKB_STRIP_WITHIN);
  lkb_widget_set_class (cell->symbol, "check", text.state == LKB_STRIP_NEAR);
  lkb_widget_set_class (cell->symbol, "wrong", text.state == LKB_STRIP_OVER);
  lkb_widget_set_class (cell->button, "asked", is_asked);
  spoken = text.state == LKB_STRIP_NO_DATA && !is_asked ? all : named;
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_set_tooltip_text (cell->button, spoken);
  lkb_strip_text_clear (&text);
}

static void
apply_detail (LkbStrip *self, Detail detail)
{
  LkbBoard *board = lkb_editor_get_board (lkb_review_get_editor (self->review));

  self->detail = detail;
  for (int i = 0; i < LKB_N_SIGNALS; i++)
    update_chip (self, (LkbSignal) i, board, detail);
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    {
      Cell *cell = &self->cells[i];
      gboolean no_data = cell->state == LKB_STRIP_NO_DATA;

      /* How much is owned says by itself what it is. */
      gtk_widget_set_visible (cell->name,
                              no_data || (detail == DETAIL_ALL && i != LKB_STRIP_OWNED));
      gtk_widget_set_visible (cell->qualifier, detail < DETAIL_FIGURES);
    }
}

static Detail
choose_detail (LkbStrip *self, int width)
{
  for (int i = 0; i < N_DETAILS; i++)
    {
      if (self->widths[i] <= width)
        return (Detail) i;
    }
  return (Detail) (N_DETAILS - 1);
}

static void
update (LkbStrip *self)
{
  LkbBoard *board;
  int width = gtk_widget_get_width (self->scroller);

  if (self->review == NULL)
    return;
  board = lkb_editor_get_board (lkb_review_get_editor (self->review));
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    update_cell (self, (LkbStripFigure) i, board);
  for (int i = 0; i < N_DETAILS; i++)
    {
      apply_detail (self, (Detail) i);
      gtk_widget_measure (self->row, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &self->widths[i], NULL,
                          NULL);
    }
  apply_detail (self, width > 0 ? choose_detail (self, width) : DETAIL_ALL);
}

static void
review_changed_cb (LkbReview *review, LkbStrip *self)
{
  update (self);
}

static void
owned_clicked_cb (GtkButton *button, LkbStrip *self)
{
  LkbEditor *editor;
  const char *id;

  if (self->review == NULL)
    return;
  editor = lkb_review_get_editor (self->review);
  id = lkb_editor_next_unowned (editor, NULL);
  if (id != NULL)
    lkb_editor_go_to (editor, (const char *[]){ id, NULL });
}

/* The cell under the pointer; the press that closed an explanation was swallowed by it. */
static GtkWidget *
find_pointed_cell (LkbStrip *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkNative *native = GTK_NATIVE (root);
  GdkSurface *surface = gtk_native_get_surface (native);
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkDevice *pointer = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;
  double x, y, left, top;

  if (pointer == NULL || surface == NULL || !gtk_window_is_active (GTK_WINDOW (root))
      || !gdk_surface_get_device_position (surface, pointer, &x, &y, NULL))
    return NULL;
  gtk_native_get_surface_transform (native, &left, &top);
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    {
      GtkWidget *button = self->cells[i].button;
      graphene_point_t at;

      if (gtk_widget_compute_point (GTK_WIDGET (root), button,
                                    &GRAPHENE_POINT_INIT ((float) (x - left), (float) (y - top)),
                                    &at)
          && gtk_widget_contains (button, at.x, at.y))
        return button;
    }
  return NULL;
}

static gboolean
next_idle_cb (gpointer data)
{
  LkbStrip *self = data;
  GtkWidget *next = self->next;

  self->next_idle = 0;
  self->next = NULL;
  if (GTK_IS_MENU_BUTTON (next))
    gtk_menu_button_popup (GTK_MENU_BUTTON (next));
  else
    g_signal_emit_by_name (next, "clicked");
  return G_SOURCE_REMOVE;
}

/* One press on another figure closes this explanation and opens that one. */
static void
turn_to_pointed_cell (LkbStrip *self, GtkWidget *closed)
{
  GtkWidget *next = self->by_us || self->review == NULL ? NULL : find_pointed_cell (self);

  self->by_us = FALSE;
  if (next == NULL || next == closed || self->next_idle != 0)
    return;
  self->next = next;
  self->next_idle = g_idle_add (next_idle_cb, self);
}

static gboolean
popover_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
                LkbStrip *self)
{
  self->by_us = TRUE;
  return GDK_EVENT_PROPAGATE;
}

static void
popover_key_released_cb (GtkEventControllerKey *controller, guint key, guint code,
                         GdkModifierType state, LkbStrip *self)
{
  self->by_us = FALSE;
}

static void
popdown (LkbStrip *self, GtkPopover *popover)
{
  self->by_us = TRUE;
  gtk_popover_popdown (popover);
  self->by_us = FALSE;
}

static void
go_to_cb (LkbExplainBox *box, const char *id, LkbStrip *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (box), GTK_TYPE_POPOVER);

  g_clear_pointer (&self->selected, g_strfreev);
  lkb_editor_go_to (lkb_review_get_editor (self->review), (const char *[]){ id, NULL });
  popdown (self, GTK_POPOVER (popover));
}

static void
save_picture_cb (LkbExplainBox *box, LkbStill *still, LkbStrip *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (box), GTK_TYPE_POPOVER);
  GtkWidget *button = gtk_widget_get_parent (popover);
  const char *name = "";

  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    if (self->cells[i].button == button)
      name = lkb_strip_figure_get_name ((LkbStripFigure) i);
  /* What asks for a place must not stand behind the popover. */
  popdown (self, GTK_POPOVER (popover));
  g_signal_emit (self, strip_signals[SAVE_PICTURE], 0, still, name);
}

/* What the explanation is about stays lit when the board changes, and is not what was selected before. */
static void
path_changed_cb (LkbExplainBox *box, LkbStrip *self)
{
  const char *const *path = lkb_explain_box_get_path (box);

  if (self->review == NULL || !gtk_widget_get_mapped (GTK_WIDGET (box)) || path == NULL
      || path[0] == NULL)
    return;
  if (self->selected == NULL)
    self->selected = g_strdupv (
        (char **) lkb_editor_get_selected (lkb_review_get_editor (self->review)));
  lkb_editor_go_to (lkb_review_get_editor (self->review), path);
}

/* The path is lit while its explanation is open. */
static void
popover_closed_cb (GtkPopover *popover, LkbStrip *self)
{
  turn_to_pointed_cell (self, gtk_widget_get_parent (GTK_WIDGET (popover)));
  if (self->selected != NULL && self->review != NULL)
    lkb_editor_select_ids (lkb_review_get_editor (self->review),
                           (const char *const *) self->selected);
  g_clear_pointer (&self->selected, g_strfreev);
}

/* On the root: where an element is seen; empty when it is not. */
static LkbBox
get_root_box (LkbStrip *self, const char *id)
{
  LkbEditor *editor = lkb_review_get_editor (self->review);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_point_t at;
  LkbBox box;

  if (!lkb_editor_get_box (editor, id, &box))
    return lkb_box (0, 0, 0, 0);
  box = lkb_viewport_box_to_screen (lkb_editor_get_viewport (editor), &box);
  if (!gtk_widget_compute_point (self->canvas, root,
                                 &GRAPHENE_POINT_INIT ((float) box.x, (float) box.y), &at))
    return lkb_box (0, 0, 0, 0);
  return lkb_box (at.x, at.y, box.w, box.h);
}

/* What a path consists of, as it is seen. */
static GArray *
list_path_boxes (LkbStrip *self, const char *const *path)
{
  LkbBoard *board = lkb_editor_get_board (lkb_review_get_editor (self->review));
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (LkbBox));

  for (guint i = 0; path[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (board, path[i]);
      gboolean edge = element != NULL && lkb_element_is_edge (element);
      const char *ids[] = { path[i], edge ? lkb_element_get_from (element) : NULL,
                            edge ? lkb_element_get_to (element) : NULL };

      for (guint k = 0; k < G_N_ELEMENTS (ids); k++)
        {
          LkbBox box = ids[k] != NULL ? get_root_box (self, ids[k]) : lkb_box (0, 0, 0, 0);

          if (!lkb_box_is_empty (&box))
            g_array_append_val (boxes, box);
        }
    }
  return boxes;
}

static double
measure_covered (const LkbBox *cover, const GArray *boxes)
{
  double sum = 0;

  for (guint i = 0; i < boxes->len; i++)
    {
      const LkbBox *box = &g_array_index (boxes, LkbBox, i);
      double w = MIN (cover->x + cover->w, box->x + box->w) - MAX (cover->x, box->x);
      double h = MIN (cover->y + cover->h, box->y + box->h) - MAX (cover->y, box->y);

      sum += MAX (w, 0) * MAX (h, 0);
    }
  return sum;
}

/* Above the button, unless that hides the path: then to the side, no farther than need be. */
static void
place_popover (LkbStrip *self, GtkPopover *popover, GtkWidget *button, const char *const *path)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (button));
  GtkWidget *child;
  g_autoptr (GArray) boxes = NULL;
  graphene_point_t at;
  double middle, least, best = 0, room = gtk_widget_get_width (root);
  int width, height;
  LkbBox cover;

  gtk_popover_set_offset (popover, 0, 0);
  gtk_popover_set_has_arrow (popover, TRUE);
  if (self->canvas == NULL || path == NULL
      || !gtk_widget_compute_point (
          button, root, &GRAPHENE_POINT_INIT ((float) gtk_widget_get_width (button) / 2, 0), &at))
    return;
  boxes = list_path_boxes (self, path);
  /* It is not shown yet and has no size: that of what is in it. */
  child = gtk_popover_get_child (popover);
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  width += 2 * PLACE_PAD;
  height += 2 * PLACE_PAD;
  middle = CLAMP (at.x, MIN (width, room) / 2, room - MIN (width, room) / 2);
  cover = lkb_box (middle - width / 2.0, at.y - height, width, height);
  least = measure_covered (&cover, boxes);
  for (double by = PLACE_STEP; by < room && least > 0; by += PLACE_STEP)
    for (int sign = -1; sign <= 1; sign += 2)
      {
        double covered;

        cover.x = CLAMP (middle + sign * by - width / 2.0, 0, MAX (room - width, 0));
        covered = measure_covered (&cover, boxes);
        if (covered < least)
          {
            least = covered;
            best = cover.x + width / 2.0 - at.x;
          }
      }
  if (best == 0)
    return;
  gtk_popover_set_has_arrow (popover, FALSE);
  gtk_popover_set_offset (popover, (int) best, 0);
}

static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  LkbStrip *self = data;
  LkbEditor *editor;

  if (self->review == NULL)
    return;
  self->by_us = FALSE;
  editor = lkb_review_get_editor (self->review);
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    {
      GtkWidget *box;
      const char *const *path;

      if (self->cells[i].button != GTK_WIDGET (button))
        continue;
      box = lkb_explain_box_new (self->review, (LkbStripFigure) i);
      lkb_explain_box_set_theme (LKB_EXPLAIN_BOX (box), self->theme);
      g_signal_connect (box, "go-to", G_CALLBACK (go_to_cb), self);
      g_signal_connect (box, "save-picture", G_CALLBACK (save_picture_cb), self);
      g_signal_connect (box, "path-changed", G_CALLBACK (path_changed_cb), self);
      gtk_popover_set_child (gtk_menu_button_get_popover (button), box);
      path = lkb_explain_box_get_path (LKB_EXPLAIN_BOX (box));
      if (path != NULL && path[0] != NULL)
        {
          g_strfreev (self->selected);
          self->selected = g_strdupv ((char **) lkb_editor_get_selected (editor));
          lkb_editor_go_to (editor, path);
        }
      place_popover (self, gtk_menu_button_get_popover (button), GTK_WIDGET (button), path);
    }
}

static void
build_cell (LkbStrip *self, LkbStripFigure figure)
{
  Cell *cell = &self->cells[figure];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  cell->name = gtk_label_new (lkb_strip_figure_get_name (figure));
  cell->figure = gtk_label_new (NULL);
  cell->qualifier = gtk_label_new (NULL);
  cell->symbol = gtk_label_new (NULL);
  gtk_widget_add_css_class (cell->name, "qualifier");
  gtk_widget_add_css_class (cell->figure, "figure");
  gtk_widget_add_css_class (cell->figure, "numeric");
  gtk_widget_add_css_class (cell->qualifier, "qualifier");
  gtk_widget_add_css_class (cell->qualifier, "numeric");
  gtk_widget_add_css_class (cell->symbol, "symbol");
  gtk_box_append (GTK_BOX (box), cell->name);
  gtk_box_append (GTK_BOX (box), cell->figure);
  gtk_box_append (GTK_BOX (box), cell->qualifier);
  gtk_box_append (GTK_BOX (box), cell->symbol);

  if (figure == LKB_STRIP_OWNED)
    {
      cell->button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (cell->button), box);
      gtk_button_set_has_frame (GTK_BUTTON (cell->button), FALSE);
      g_signal_connect (cell->button, "clicked", G_CALLBACK (owned_clicked_cb), self);
    }
  else
    {
      GtkWidget *popover = gtk_popover_new ();
      GtkEventController *keys = gtk_event_controller_key_new ();

      cell->button = gtk_menu_button_new ();
      gtk_menu_button_set_child (GTK_MENU_BUTTON (cell->button), box);
      gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (cell->button), FALSE);
      gtk_menu_button_set_direction (GTK_MENU_BUTTON (cell->button), GTK_ARROW_UP);
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (cell->button), popover);
      lkb_widget_hush_tooltip (GTK_MENU_BUTTON (cell->button));
      g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), self);
      g_signal_connect (keys, "key-pressed", G_CALLBACK (popover_key_cb), self);
      g_signal_connect (keys, "key-released", G_CALLBACK (popover_key_released_cb), self);
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      gtk_widget_add_controller (popover, keys);
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (cell->button), create_popup_cb, self,
                                             NULL);
    }
  gtk_box_append (GTK_BOX (self->row), cell->button);
}

/* What was explained is of the board before. */
static void
drop_explanations (LkbStrip *self)
{
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    {
      GtkWidget *button = self->cells[i].button;

      if (!GTK_IS_MENU_BUTTON (button))
        continue;
      popdown (self, gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
      gtk_popover_set_child (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)), NULL);
    }
}

void
lkb_strip_set_canvas (LkbStrip *self, GtkWidget *canvas)
{
  g_return_if_fail (LKB_IS_STRIP (self));

  g_set_weak_pointer (&self->canvas, canvas);
}

void
lkb_strip_set_review (LkbStrip *self, LkbReview *review)
{
  g_return_if_fail (LKB_IS_STRIP (self));

  if (review != self->review && self->scroller != NULL)
    drop_explanations (self);
  if (self->review != NULL)
    g_signal_handlers_disconnect_by_data (self->review, self);
  g_set_object (&self->review, review);
  if (review != NULL)
    {
      g_signal_connect (review, "changed", G_CALLBACK (review_changed_cb), self);
      g_signal_connect (review, "preview-changed", G_CALLBACK (review_changed_cb), self);
    }
  update (self);
}

void
lkb_strip_set_theme (LkbStrip *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_STRIP (self));

  self->theme = theme;
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    {
      GtkPopover *popover = GTK_IS_MENU_BUTTON (self->cells[i].button)
                                ? gtk_menu_button_get_popover (
                                    GTK_MENU_BUTTON (self->cells[i].button))
                                : NULL;
      GtkWidget *box = popover != NULL ? gtk_popover_get_child (popover) : NULL;

      if (box != NULL)
        lkb_explain_box_set_theme (LKB_EXPLAIN_BOX (box), theme);
    }
}

/* The row has room for what it can say in figures alone; what is left then scrolls. */
static void
lkb_strip_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  LkbStrip *self = LKB_STRIP (widget);

  gtk_widget_measure (self->scroller, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*natural, self->widths[DETAIL_ALL]);
}

static gboolean
detail_idle_cb (gpointer data)
{
  LkbStrip *self = data;

  self->idle = 0;
  if (self->review != NULL)
    apply_detail (self, choose_detail (self, gtk_widget_get_width (self->scroller)));
  return G_SOURCE_REMOVE;
}

static void
lkb_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LkbStrip *self = LKB_STRIP (widget);

  gtk_widget_size_allocate (self->scroller, &(GtkAllocation){ 0, 0, width, height }, baseline);
  /* Not at once: a frame is being laid out. */
  if (self->review != NULL && self->idle == 0 && choose_detail (self, width) != self->detail)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, detail_idle_cb, self, NULL);
}

static void
lkb_strip_dispose (GObject *object)
{
  LkbStrip *self = LKB_STRIP (object);

  lkb_strip_set_review (self, NULL);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->next_idle, g_source_remove);
  g_clear_pointer (&self->selected, g_strfreev);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_weak_pointer (&self->canvas);
  G_OBJECT_CLASS (lkb_strip_parent_class)->dispose (object);
}

static void
lkb_strip_class_init (LkbStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_strip_dispose;
  widget_class->measure = lkb_strip_measure;
  widget_class->size_allocate = lkb_strip_size_allocate;
  strip_signals[SAVE_PICTURE] = g_signal_new ("save-picture", G_TYPE_FROM_CLASS (klass),
                                              G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                              2, LKB_TYPE_STILL, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "lkb-strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lkb_strip_init (LkbStrip *self)
{
  /* On a narrow window the row scrolls rather than asks for its width. */
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (self->row, GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->row);
  for (int i = 0; i < LKB_N_SIGNALS; i++)
    {
      self->chips[i] = gtk_label_new (lkb_signal_get_name ((LkbSignal) i));
      gtk_widget_add_css_class (self->chips[i], "lkb-chip");
      gtk_widget_set_valign (self->chips[i], GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (self->row), self->chips[i]);
    }
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    build_cell (self, (LkbStripFigure) i);
}

LkbStrip *
lkb_strip_new (void)
{
  return g_object_new (LKB_TYPE_STRIP, NULL);
}
