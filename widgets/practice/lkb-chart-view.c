/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-chart-view.h"

#include <math.h>

#include "widgets/canvas/lkb-picture-paintable.h"
#include "widgets/panels/lkb-widget.h"

#define LEAST_WIDTH 300
#define USUAL_WIDTH 372
/* A line at the edge is half outside. */
#define EDGE 2

struct _LkbChartView
{
  GtkWidget parent_instance;

  LkbTextMeasurer *measurer;
  LkbThemeId theme;
  LkbChartFunc func;
  gpointer data;
  GDestroyNotify destroy;
  char *words;
  LkbPicturePaintable *paintable; /* NULL: not drawn yet */
  int width; /* that it was drawn for */
  double height;
};

G_DEFINE_FINAL_TYPE (LkbChartView, lkb_chart_view, GTK_TYPE_WIDGET)

static void
draw (LkbChartView *self, int width)
{
  g_autoptr (LkbPicture) picture = NULL;
  LkbBox shown = { -EDGE, 0, width, 0 };

  width = MAX (width, LEAST_WIDTH);
  if (self->paintable != NULL && self->width == width)
    return;
  picture = self->func (width - 2 * EDGE, &shown.h, self->data);
  shown.w = self->width = width;
  self->height = shown.h;
  g_clear_object (&self->paintable);
  self->paintable = lkb_picture_paintable_new (picture, &shown, LKB_COLOUR_NONE, self->measurer);
  lkb_picture_paintable_set_theme (self->paintable, self->theme);
}

static GtkSizeRequestMode
lkb_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lkb_chart_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  LkbChartView *self = LKB_CHART_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = USUAL_WIDTH;
      return;
    }
  draw (self, for_size >= 0 ? for_size : LEAST_WIDTH);
  *minimum = *natural = (int) ceil (self->height);
}

static void
lkb_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LkbChartView *self = LKB_CHART_VIEW (widget);

  draw (self, gtk_widget_get_width (widget));
  gdk_paintable_snapshot (GDK_PAINTABLE (self->paintable), snapshot, self->width, self->height);
}

static void
lkb_chart_view_finalize (GObject *object)
{
  LkbChartView *self = LKB_CHART_VIEW (object);

  g_clear_object (&self->paintable);
  g_clear_pointer (&self->measurer, lkb_text_measurer_unref);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self->words);
  G_OBJECT_CLASS (lkb_chart_view_parent_class)->finalize (object);
}

static void
lkb_chart_view_class_init (LkbChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_chart_view_finalize;
  widget_class->get_request_mode = lkb_chart_view_get_request_mode;
  widget_class->measure = lkb_chart_view_measure;
  widget_class->snapshot = lkb_chart_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "lkb-chart-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lkb_chart_view_init (LkbChartView *self)
{
}

const char *
lkb_chart_view_get_words (LkbChartView *self)
{
  g_return_val_if_fail (LKB_IS_CHART_VIEW (self), NULL);
  return self->words;
}

GtkWidget *
lkb_chart_view_new (LkbTextMeasurer *measurer, LkbThemeId theme, LkbChartFunc func, gpointer data,
                    GDestroyNotify destroy, const char *words)
{
  LkbChartView *self;

  g_return_val_if_fail (measurer != NULL && func != NULL, NULL);

  self = g_object_new (LKB_TYPE_CHART_VIEW, NULL);
  self->measurer = lkb_text_measurer_ref (measurer);
  self->theme = theme;
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  self->words = g_strdup (words);
  lkb_widget_set_spoken (GTK_WIDGET (self), words);
  return GTK_WIDGET (self);
}
