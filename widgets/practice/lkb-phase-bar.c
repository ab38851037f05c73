/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-phase-bar.h"

#include "core/practice/lkb-round-words.h"

#define HEIGHT 6
#define GAP 3
/* A second or two do not move what is a few hundred pixels wide. */
#define STEPS 200

struct _LkbPhaseBar
{
  GtkWidget parent_instance;

  GtkWidget *bars[LKB_ROUND_N_PHASES];
  gint64 lengths[LKB_ROUND_N_PHASES];
  guint n;
};

G_DEFINE_FINAL_TYPE (LkbPhaseBar, lkb_phase_bar, GTK_TYPE_WIDGET)

void
lkb_phase_bar_set_slots (LkbPhaseBar *self, const LkbRoundSlot *slots, guint n)
{
  g_return_if_fail (LKB_IS_PHASE_BAR (self));
  g_return_if_fail (n <= LKB_ROUND_N_PHASES);

  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->bars[i], gtk_widget_unparent);
  self->n = n;
  for (guint i = 0; i < n; i++)
    {
      self->bars[i] = gtk_progress_bar_new ();
      self->lengths[i] = slots[i].length;
      gtk_widget_set_tooltip_text (self->bars[i], lkb_round_phase_get_name (slots[i].phase));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->bars[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      lkb_round_phase_get_name (slots[i].phase), -1);
      gtk_widget_set_parent (self->bars[i], GTK_WIDGET (self));
    }
}

void
lkb_phase_bar_set_progress (LkbPhaseBar *self, guint slot, double share)
{
  g_return_if_fail (LKB_IS_PHASE_BAR (self));

  for (guint i = 0; i < self->n; i++)
    {
      double fraction = i < slot   ? 1
                        : i > slot ? 0
                                   : (double) (int) (CLAMP (share, 0, 1) * STEPS) / STEPS;

      if (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (self->bars[i])) != fraction)
        gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bars[i]), fraction);
    }
}

static void
lkb_phase_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  LkbPhaseBar *self = LKB_PHASE_BAR (widget);
  int sum = 0;

  for (guint i = 0; i < self->n; i++)
    {
      int least;

      gtk_widget_measure (self->bars[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      sum += least + GAP;
    }
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : sum;
  *minimum_baseline = *natural_baseline = -1;
}

static void
lkb_phase_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LkbPhaseBar *self = LKB_PHASE_BAR (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int room = width - GAP * (int) MAX (self->n, 1) + GAP;
  gint64 total = 0, before = 0;

  for (guint i = 0; i < self->n; i++)
    total += self->lengths[i];
  for (guint i = 0; i < self->n; i++)
    {
      int from = (int) (room * before / total) + GAP * (int) i;
      int least, w;
      GtkAllocation box;

      before += self->lengths[i];
      w = (int) (room * before / total) + GAP * (int) i - from;
      gtk_widget_measure (self->bars[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      w = MAX (w, least);
      box = (GtkAllocation){ rtl ? width - from - w : from, 0, w, height };
      gtk_widget_size_allocate (self->bars[i], &box, -1);
    }
}

static void
lkb_phase_bar_dispose (GObject *object)
{
  LkbPhaseBar *self = LKB_PHASE_BAR (object);

  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->bars[i], gtk_widget_unparent);
  self->n = 0;
  G_OBJECT_CLASS (lkb_phase_bar_parent_class)->dispose (object);
}

static void
lkb_phase_bar_class_init (LkbPhaseBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_phase_bar_dispose;
  widget_class->measure = lkb_phase_bar_measure;
  widget_class->size_allocate = lkb_phase_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "lkb-phase-bar");
}

static void
lkb_phase_bar_init (LkbPhaseBar *self)
{
}

GtkWidget *
lkb_phase_bar_new (void)
{
  return g_object_new (LKB_TYPE_PHASE_BAR, NULL);
}
