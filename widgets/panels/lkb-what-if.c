/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-what-if.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/analysis/lkb-analysis-words.h"
#include "lkb-explain-parts.h"
#include "lkb-explain-text.h"
#include "lkb-knob-row.h"
#include "lkb-strip-text.h"
#include "lkb-widget.h"

#define SOURCE_SCALE 10

struct _LkbWhatIf
{
  GtkBox parent_instance;

  LkbReview *review;
  LkbAnalysis *before;
  GtkWidget *knob;
  GtkWidget *scale;
  GtkWidget *coincident;
  GtkWidget *down;
  GtkWidget *result;
  GPtrArray *ids; /* of the nodes in @down, after "nothing" */
  gboolean filling;
  gboolean asking; /* a question is under way */
  LkbAnalysisOptions asked; /* last; its node is @asked_down */
  char *asked_down;
  gboolean ask_again; /* another one came meanwhile */
};

G_DEFINE_FINAL_TYPE (LkbWhatIf, lkb_what_if, GTK_TYPE_BOX)

/* A figure before and after; the rows of times answer the same question in both. */
typedef struct
{
  double value;
  double now;
  const LkbLatencyRow *latency[2]; /* (nullable) */
  const LkbFreshnessRow *freshness[2]; /* (nullable) */
  const LkbAvailability *availability; /* (nullable): after */
} Pair;

static double
get_latency (const LkbLatencyRow *row)
{
  if (row == NULL)
    return NAN;
  if (row->overloaded != NULL)
    return INFINITY;
  return isnan (row->independent_at_budget) ? row->coincident_at_budget
                                            : row->independent_at_budget;
}

static double
get_freshness (const LkbFreshnessRow *row)
{
  if (row == NULL)
    return NAN;
  return row->overloaded != NULL ? INFINITY : row->at_budget;
}

static const LkbAvailability *
find_availability (const LkbAnalysis *analysis, const char *to)
{
  for (guint i = 0; i < lkb_analysis_get_n_availability (analysis); i++)
    if (g_strcmp0 (lkb_analysis_get_nth_availability (analysis, i)->to, to) == 0)
      return lkb_analysis_get_nth_availability (analysis, i);
  return NULL;
}

static Pair
find_values (LkbStripFigure figure, const LkbAnalysis *before, const LkbAnalysis *after)
{
  const LkbLatencyRow *latency = lkb_analysis_get_told_latency (before);
  const LkbFreshnessRow *freshness = lkb_analysis_get_main_freshness (before);
  const LkbAvailability *availability = lkb_analysis_get_availability (before);
  Pair pair = { NAN, NAN, { NULL, NULL }, { NULL, NULL }, NULL };

  if (figure == LKB_STRIP_LATENCY && latency != NULL)
    {
      pair.latency[0] = latency;
      pair.latency[1] = lkb_analysis_find_latency (after, latency);
      pair.value = get_latency (latency);
      pair.now = get_latency (pair.latency[1]);
    }
  else if (figure == LKB_STRIP_FRESHNESS && freshness != NULL)
    {
      pair.freshness[0] = freshness;
      pair.freshness[1] = lkb_analysis_find_freshness (after, freshness);
      pair.value = get_freshness (freshness);
      pair.now = get_freshness (pair.freshness[1]);
    }
  else if (figure == LKB_STRIP_COST)
    {
      pair.value = lkb_analysis_get_cost (before)->per_month;
      pair.now = lkb_analysis_get_cost (after)->per_month;
    }
  else if (figure == LKB_STRIP_AVAILABILITY)
    {
      pair.availability = find_availability (after, availability->to);
      pair.value = availability->request_path;
      pair.now = pair.availability != NULL ? pair.availability->request_path : NAN;
    }
  return pair;
}

static char *
dup_amount (LkbStripFigure figure, double value, const LkbAnalysis *analysis)
{
  const char *currency = lkb_analysis_get_cost (analysis)->currency;

  if (isnan (value))
    return g_strdup ("–");
  if (isinf (value))
    return g_strdup ("∞");
  if (figure == LKB_STRIP_COST)
    return lkb_money_dup_words (value, currency != NULL ? currency : "USD");
  if (figure == LKB_STRIP_AVAILABILITY)
    return lkb_format_fraction (value);
  return lkb_format_duration (value);
}

static gboolean
has_edge (const char *const *path, const char *id)
{
  return path != NULL && g_strv_contains (path, id);
}

/* (transfer full) (nullable): what stands in on the way that is taken now and was not before. */
static char *
dup_stand_in (LkbBoard *board, const char *const *before, const char *const *path)
{
  for (guint i = 0; path != NULL && path[i] != NULL; i++)
    {
      const LkbElement *edge = lkb_board_lookup (board, path[i]);
      g_autofree char *name = NULL;

      if (edge == NULL || has_edge (before, path[i])
          || g_strcmp0 (lkb_element_get_text (edge, LKB_FIELD_ROLE), "fallback") != 0)
        continue;
      name = lkb_explain_dup_name (board, lkb_element_get_from (edge));
      /* Translators: %s is a node that is used when another fails. */
      return g_strdup_printf (_ ("%s stands in"), name);
    }
  return NULL;
}

static gboolean
touches (LkbBoard *board, const char *const *path, const char *node)
{
  for (guint i = 0; path != NULL && path[i] != NULL; i++)
    {
      const LkbElement *edge = lkb_board_lookup (board, path[i]);

      if (edge != NULL
          && (g_strcmp0 (lkb_element_get_from (edge), node) == 0
              || g_strcmp0 (lkb_element_get_to (edge), node) == 0))
        return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable): the way that is taken now, because a node of the one before is down. */
static char *
dup_other_way (LkbBoard *board, const char *const *before, const char *const *path,
               const char *down)
{
  g_autofree char *missing = NULL;

  if (down == NULL || !touches (board, before, down))
    return NULL;
  missing = lkb_explain_dup_name (board, down);
  for (guint i = 0; path != NULL && path[i] != NULL; i++)
    {
      const LkbElement *edge = lkb_board_lookup (board, path[i]);
      g_autofree char *name = NULL;

      if (edge == NULL || touches (board, before, lkb_element_get_from (edge)))
        continue;
      name = lkb_explain_dup_name (board, lkb_element_get_from (edge));
      /* Translators: a node that is down, and one of the way that is left. */
      return g_strdup_printf (_ ("the way through %s is gone, the slowest one left goes through "
                                 "%s"),
                              missing, name);
    }
  return g_strdup_printf (_ ("the way through %s is gone"), missing);
}

/* (transfer full) (nullable): why a time is what it would be. */
static char *
dup_time_reason (LkbBoard *board, const LkbAnalysis *after, const Pair *pair, const char *down)
{
  gboolean ages = pair->freshness[0] != NULL;
  const char *from = ages ? pair->freshness[0]->from : pair->latency[0]->from;
  const char *to = ages ? pair->freshness[0]->to : pair->latency[0]->to;
  const char *overloaded = NULL;
  const char *const *path[2] = { NULL, NULL };
  gboolean cut = TRUE;

  for (guint i = 0; i < 2; i++)
    {
      if (ages && pair->freshness[i] != NULL)
        path[i] = pair->freshness[i]->path;
      else if (!ages && pair->latency[i] != NULL)
        path[i] = pair->latency[i]->path;
    }
  if (ages && pair->freshness[1] != NULL)
    {
      overloaded = pair->freshness[1]->overloaded;
      cut = lkb_missing_list_has (&pair->freshness[1]->missing, LKB_MISSING_DOWN);
    }
  else if (!ages && pair->latency[1] != NULL)
    {
      overloaded = pair->latency[1]->overloaded;
      cut = lkb_missing_list_has (&pair->latency[1]->missing, LKB_MISSING_DOWN);
    }
  if (overloaded != NULL)
    return lkb_overload_dup_words (board, after, overloaded);
  if (!isnan (pair->now))
    {
      char *stand_in = dup_stand_in (board, path[0], path[1]);

      return stand_in != NULL ? stand_in : dup_other_way (board, path[0], path[1], down);
    }
  if (cut && from != NULL)
    {
      g_autofree char *start = lkb_explain_dup_name (board, from);
      g_autofree char *end = lkb_explain_dup_name (board, to);

      return g_strdup_printf (ages ? _ ("nothing new gets from %s to %s, what is there goes stale")
                                   : _ ("no way is left from %s to %s"),
                              start, end);
    }
  return NULL;
}

static gboolean
is_critical (const LkbAvailability *availability, const char *part)
{
  for (guint i = 0; availability->parts[i] != NULL; i++)
    if (g_str_equal (availability->parts[i], part))
      return availability->part_is_critical != NULL && availability->part_is_critical[i];
  return FALSE;
}

/* (transfer full) (nullable): the parts that every call needs as long as @down is, and did not need before. */
static char *
dup_now_needed (LkbBoard *board, const LkbAvailability *before, const LkbAvailability *after,
                const char *down)
{
  g_autofree char *missing = lkb_explain_dup_name (board, down);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; after->parts[i] != NULL; i++)
    if (is_critical (after, after->parts[i]) && !is_critical (before, after->parts[i])
        && !g_str_equal (after->parts[i], down))
      {
        g_autofree char *name = lkb_explain_dup_name (board, after->parts[i]);

        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
      }
  if (names->len == 0)
    return NULL;
  /* Translators: a node that is down, and those that take its place. */
  return g_strdup_printf (_ ("without %s each call needs %s"), missing, names->str);
}

/* (transfer full) (nullable): why calls are answered as often as they would be. */
static char *
dup_answered (LkbBoard *board, const LkbAvailability *before, const Pair *pair, const char *down)
{
  g_autofree char *share = NULL;
  g_autofree char *missing = down != NULL ? lkb_explain_dup_name (board, down) : NULL;

  if (pair->availability == NULL)
    return NULL;
  if (!(pair->now <= 0))
    return down != NULL && pair->now < pair->value
               ? dup_now_needed (board, before, pair->availability, down)
               : NULL;
  if (!(pair->availability->degraded > 0))
    return missing != NULL ? g_strdup_printf (_ ("no call is answered without %s"), missing)
                           : g_strdup (_ ("no call is answered"));
  share = lkb_format_fraction (pair->availability->degraded);
  /* Translators: %s is a share of calls: "99.90 % get an answer of some kind from what stands in". */
  return g_strdup_printf (_ ("%s get an answer of some kind from what stands in"), share);
}

/* (transfer full) (nullable) */
static char *
dup_reason (LkbBoard *board, const LkbAnalysis *before, const LkbAnalysis *after,
            LkbStripFigure figure, const Pair *pair, const char *down)
{
  if (figure == LKB_STRIP_LATENCY || figure == LKB_STRIP_FRESHNESS)
    return dup_time_reason (board, after, pair, down);
  if (figure == LKB_STRIP_AVAILABILITY)
    return dup_answered (board, lkb_analysis_get_availability (before), pair, down);
  return NULL;
}

/* The mean of one hop; NAN when it has none. */
static double
sum_hop (const LkbTerm *terms, guint n, const char *edge)
{
  double sum = NAN;

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (terms[i].edge, edge) == 0)
      sum = (isnan (sum) ? 0 : sum) + terms[i].mean;
  return sum;
}

/* (transfer full) (nullable): the hop whose time changed most: "Event Hub → Silver: 0.6 s → 0.4 s on average". */
static char *
dup_changed_hop (LkbBoard *board, const LkbTerm *terms, guint n, const LkbTerm *now, guint n_now)
{
  const char *edge = NULL;
  double most = 0;
  g_autofree char *name = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < n; i++)
    {
      double change = fabs (sum_hop (now, n_now, terms[i].edge)
                            - sum_hop (terms, n, terms[i].edge));

      if (change > most * (1 + 1e-9) + 1e-9)
        {
          most = change;
          edge = terms[i].edge;
        }
    }
  if (edge == NULL)
    return NULL;
  name = lkb_explain_dup_name (board, edge);
  first = lkb_format_duration (sum_hop (terms, n, edge));
  second = lkb_format_duration (sum_hop (now, n_now, edge));
  /* Translators: a hop, how long it takes and how long it would take. */
  return g_strdup_printf (_ ("%s: %s → %s on average"), name, first, second);
}

/* (transfer full) (nullable): the part whose cost changed most. */
static char *
dup_changed_cost (LkbBoard *board, const LkbAnalysis *before, const LkbAnalysis *after,
                  gboolean with_rate)
{
  const LkbCost *cost = lkb_analysis_get_cost (after);
  const char *id = NULL, *currency = cost->currency != NULL ? cost->currency : "USD";
  double most = 0;
  g_autofree char *name = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < cost->n_by_element; i++)
    {
      double value = lkb_analysis_get_cost_of (before, cost->by_element[i].name);
      double change = fabs (cost->by_element[i].per_month - value);

      if (change > most)
        {
          most = change;
          id = cost->by_element[i].name;
        }
    }
  if (id == NULL)
    return NULL;
  name = lkb_explain_dup_name (board, id);
  first = lkb_money_dup_words (lkb_analysis_get_cost_of (before, id), currency);
  second = lkb_money_dup_words (lkb_analysis_get_cost_of (after, id), currency);
  /* Translators: a part of the board and what it costs before and after. */
  return g_strdup_printf (with_rate ? _ ("grows with the rate, most at %s: %s → %s")
                                    : _ ("most at %s: %s → %s"),
                          name, first, second);
}

/* (transfer full) (nullable): why a figure that can still be told is another one; @options: (nullable). */
static char *
dup_change (LkbBoard *board, const LkbAnalysis *before, const LkbAnalysis *after,
            LkbStripFigure figure, const Pair *pair, const LkbAnalysisOptions *options)
{
  gboolean is_time = figure == LKB_STRIP_LATENCY || figure == LKB_STRIP_FRESHNESS;

  if (is_time && options != NULL && options->coincident)
    return g_strdup (_ ("the slow moments of all hops fall together, so their percentiles add up"));
  if (figure == LKB_STRIP_LATENCY && pair->latency[1] != NULL)
    return dup_changed_hop (board, pair->latency[0]->terms, pair->latency[0]->n_terms,
                            pair->latency[1]->terms, pair->latency[1]->n_terms);
  if (figure == LKB_STRIP_FRESHNESS && pair->freshness[1] != NULL)
    return dup_changed_hop (board, pair->freshness[0]->terms, pair->freshness[0]->n_terms,
                            pair->freshness[1]->terms, pair->freshness[1]->n_terms);
  if (figure == LKB_STRIP_COST)
    return dup_changed_cost (board, before, after, options != NULL && options->source_scale > 1);
  return NULL;
}

/* @reason: (nullable). */
static void
append_difference (GString *text, const char *name, const char *value, const char *now,
                   const char *reason)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (g_str_equal (value, now))
    /* Translators: a figure's name and what it is, which is the same: "Cost: stays $300". */
    g_string_append_printf (text, _ ("%s: stays %s"), name, value);
  else
    /* Translators: a figure's name, what it is and what it would be: "Latency: 1.87 s → 2.15 s". */
    g_string_append_printf (text, _ ("%s: %s → %s"), name, value, now);
  if (reason != NULL)
    g_string_append_printf (text, ": %s", reason);
}

static double
find_busiest (const LkbAnalysis *analysis)
{
  return 1 / lkb_analysis_get_throughput (analysis)->max_source_scale;
}

/* The busiest node, and why it is another one or none. */
static void
append_busiest (GString *text, LkbBoard *board, const LkbAnalysis *before, const LkbAnalysis *after,
                const char *missing)
{
  double value = find_busiest (before), now = find_busiest (after);
  const char *id = lkb_analysis_get_throughput (after)->bottleneck;
  g_autofree char *first = g_strdup_printf ("%.0f %%", value * 100);
  g_autofree char *second = isfinite (now) ? g_strdup_printf ("%.0f %%", now * 100)
                                           : g_strdup ("–");
  g_autofree char *name = id != NULL ? lkb_explain_dup_name (board, id) : NULL;
  g_autofree char *reason = NULL;

  if (!isfinite (value))
    return;
  if (missing != NULL && !g_str_equal (first, second))
    reason = name != NULL ? g_strdup_printf (_ ("%s; nothing comes from %s"), name, missing)
                          : g_strdup_printf (_ ("nothing comes from %s"), missing);
  append_difference (text, _ ("Busiest node"), first, second, reason != NULL ? reason : name);
}

char *
lkb_what_if_dup_text (LkbBoard *board, const LkbAnalysis *before, const LkbAnalysis *after,
                      const LkbAnalysisOptions *options)
{
  GString *text = g_string_new (NULL);
  const char *down = options != NULL ? options->down : NULL;
  g_autofree char *missing = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board) && before != NULL && after != NULL, NULL);

  missing = down != NULL ? lkb_explain_dup_name (board, down) : NULL;
  for (int i = 0; i < LKB_STRIP_OWNED; i++)
    {
      Pair pair = find_values ((LkbStripFigure) i, before, after);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      g_autofree char *reason = NULL;

      if (isnan (pair.value))
        continue;
      first = dup_amount ((LkbStripFigure) i, pair.value, before);
      second = dup_amount ((LkbStripFigure) i, pair.now, after);
      reason = dup_reason (board, before, after, (LkbStripFigure) i, &pair, down);
      if (reason == NULL && !g_str_equal (first, second))
        reason = dup_change (board, before, after, (LkbStripFigure) i, &pair, options);
      if (reason == NULL && missing != NULL && !g_str_equal (first, second))
        reason = g_strdup_printf (_ ("%s is missing"), missing);
      append_difference (text, lkb_strip_figure_get_name ((LkbStripFigure) i), first, second,
                         reason);
    }
  append_busiest (text, board, before, after, missing);
  return g_string_free (text, FALSE);
}

static void ask (LkbWhatIf *self);

static void
show_result (LkbWhatIf *self, LkbAnalysis *after)
{
  LkbBoard *board = lkb_editor_get_board (lkb_review_get_editor (self->review));
  g_autofree char *text = lkb_what_if_dup_text (board, self->before,
                                                after != NULL ? after : self->before, &self->asked);

  gtk_label_set_label (GTK_LABEL (self->result), text);
  lkb_review_set_preview (self->review, after);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbWhatIf) self = data;
  LkbAnalysis *after = lkb_review_ask_finish (result, NULL);

  self->asking = FALSE;
  /* Nobody looks any more. */
  if (self->review != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      /* A knob on its way shows what it passes. */
      show_result (self, after);
      if (self->ask_again)
        ask (self);
    }
  g_clear_pointer (&after, lkb_analysis_unref);
}

/* One question at a time; the last one is answered in any case. */
static void
ask (LkbWhatIf *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->down));
  LkbAnalysisOptions options = { 0 };
  g_autoptr (LkbElement) turned = NULL;

  if (self->filling || self->review == NULL)
    return;
  self->ask_again = self->asking;
  if (self->asking)
    return;
  options.source_scale = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->scale)) ? SOURCE_SCALE
                                                                                      : 0;
  options.coincident = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->coincident));
  options.down = chosen > 0 && chosen <= self->ids->len ? self->ids->pdata[chosen - 1] : NULL;
  g_free (self->asked_down);
  self->asked_down = g_strdup (options.down);
  self->asked = options;
  self->asked.down = self->asked_down;
  turned = lkb_knob_row_dup_turned (LKB_KNOB_ROW (self->knob));
  if (turned == NULL && options.source_scale == 0 && !options.coincident && options.down == NULL)
    {
      show_result (self, NULL);
      return;
    }
  self->asking = TRUE;
  lkb_review_ask_async (self->review, turned, &options, NULL, answered_cb, g_object_ref (self));
}

static void
lkb_what_if_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lkb_what_if_parent_class)->map (widget);
  ask (LKB_WHAT_IF (widget));
}

/* What nobody asks any more is not shown in the strip either. */
static void
lkb_what_if_unmap (GtkWidget *widget)
{
  LkbWhatIf *self = LKB_WHAT_IF (widget);

  if (self->review != NULL)
    lkb_review_set_preview (self->review, NULL);
  GTK_WIDGET_CLASS (lkb_what_if_parent_class)->unmap (widget);
}

static void
lkb_what_if_dispose (GObject *object)
{
  LkbWhatIf *self = LKB_WHAT_IF (object);

  self->filling = TRUE;
  g_clear_object (&self->review);
  G_OBJECT_CLASS (lkb_what_if_parent_class)->dispose (object);
}

static void
lkb_what_if_finalize (GObject *object)
{
  LkbWhatIf *self = LKB_WHAT_IF (object);

  g_clear_pointer (&self->before, lkb_analysis_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->asked_down, g_free);
  G_OBJECT_CLASS (lkb_what_if_parent_class)->finalize (object);
}

static void
lkb_what_if_class_init (LkbWhatIfClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lkb_what_if_dispose;
  G_OBJECT_CLASS (klass)->finalize = lkb_what_if_finalize;
  GTK_WIDGET_CLASS (klass)->map = lkb_what_if_map;
  GTK_WIDGET_CLASS (klass)->unmap = lkb_what_if_unmap;
}

static void
lkb_what_if_init (LkbWhatIf *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

static GtkWidget *
create_check (LkbWhatIf *self, const char *text)
{
  GtkWidget *check = gtk_check_button_new_with_label (text);

  g_signal_connect_object (check, "toggled", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), check);
  return check;
}

/* The list of nodes as they are now; what was chosen stays so. */
static void
fill_nodes (LkbWhatIf *self)
{
  LkbBoard *board = lkb_editor_get_board (lkb_review_get_editor (self->review));
  const GPtrArray *elements = lkb_board_get_elements (board);
  GtkStringList *names = gtk_string_list_new ((const char *[]){ _ ("No node is down"), NULL });
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->down));
  g_autofree char *id = chosen > 0 && chosen <= self->ids->len
                            ? g_strdup (self->ids->pdata[chosen - 1])
                            : NULL;

  chosen = 0;
  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = elements->pdata[i];
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;

      if (!lkb_element_is_node (element))
        continue;
      name = lkb_element_dup_display_name (element);
      /* Translators: %s is a node: "Event Hub is down". */
      text = g_strdup_printf (_ ("%s is down"), name);
      gtk_string_list_append (names, text);
      g_ptr_array_add (self->ids, g_strdup (lkb_element_get_id (element)));
      if (g_strcmp0 (lkb_element_get_id (element), id) == 0)
        chosen = self->ids->len;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->down), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->down), chosen);
  g_object_unref (names);
}

void
lkb_what_if_update (LkbWhatIf *self, const char *const *path)
{
  LkbAnalysis *analysis;

  g_return_if_fail (LKB_IS_WHAT_IF (self));

  analysis = lkb_review_get_analysis (self->review);
  g_return_if_fail (analysis != NULL);
  lkb_analysis_ref (analysis);
  g_clear_pointer (&self->before, lkb_analysis_unref);
  self->before = analysis;
  self->filling = TRUE;
  fill_nodes (self);
  lkb_knob_row_update (LKB_KNOB_ROW (self->knob), path);
  self->filling = FALSE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
  else
    show_result (self, NULL);
}

GtkWidget *
lkb_what_if_new (LkbReview *review)
{
  LkbWhatIf *self;

  g_return_val_if_fail (LKB_IS_REVIEW (review), NULL);
  g_return_val_if_fail (lkb_review_get_analysis (review) != NULL, NULL);

  self = g_object_new (LKB_TYPE_WHAT_IF, NULL);
  self->review = g_object_ref (review);
  self->knob = lkb_knob_row_new (lkb_review_get_editor (review));
  g_signal_connect_object (self->knob, "turned", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->knob);
  self->scale = create_check (self, _ ("Sources send ten times as much"));
  self->coincident = create_check (self, _ ("Slow moments coincide"));
  self->down = gtk_drop_down_new (NULL, NULL);
  lkb_widget_set_spoken (self->down, _ ("Which node is down"));
  g_signal_connect_object (self->down, "notify::selected", G_CALLBACK (ask), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->down);
  self->result = lkb_explain_append_words (GTK_WIDGET (self), NULL, "numeric");
  gtk_widget_set_margin_top (self->result, 6);
  lkb_explain_append_words (GTK_WIDGET (self),
                            _ ("The board stays as it is until you apply a knob."), "dim-label");
  return GTK_WIDGET (self);
}
