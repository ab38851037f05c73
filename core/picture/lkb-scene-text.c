/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"

static gboolean
get_seconds (const LkbElement *element, LkbField field, double *seconds)
{
  const LkbQuantity *q = lkb_element_get_quantity (element, field);

  if (q == NULL || q->dimension != LKB_DIMENSION_TIME)
    return FALSE;
  *seconds = q->value;
  return TRUE;
}

static gboolean
is_estimate (const LkbQuantity *q)
{
  return q != NULL && q->evidence == LKB_EVIDENCE_ESTIMATE;
}

/* A figure that itself says that it is an estimate looks like one: "~ 50 ms". @text: (transfer full) (nullable). */
static char *
mark (char *text, gboolean estimate)
{
  char *marked;

  if (text == NULL || !estimate)
    return text;
  marked = g_strconcat ("~ ", text, NULL);
  g_free (text);
  return marked;
}

/* "40 / 120 ms", or "p95 120 ms" when one figure stands alone; NULL without any. */
static char *
dup_percentiles (const LkbElement *element)
{
  double p50, p95, p99;
  gboolean has_p50 = get_seconds (element, LKB_FIELD_LATENCY_P50, &p50);
  gboolean has_p95 = get_seconds (element, LKB_FIELD_LATENCY_P95, &p95);
  gboolean has_p99 = get_seconds (element, LKB_FIELD_LATENCY_P99, &p99);
  g_autofree char *text = NULL;

  if (has_p50 && has_p95)
    return lkb_format_duration_pair (p50, p95);
  if (has_p95)
    {
      text = lkb_format_duration (p95);
      return g_strconcat ("p95 ", text, NULL);
    }
  if (has_p99)
    {
      text = lkb_format_duration (p99);
      return g_strconcat ("p99 ", text, NULL);
    }
  if (has_p50)
    {
      text = lkb_format_duration (p50);
      return g_strconcat ("p50 ", text, NULL);
    }
  return NULL;
}

static char *
dup_latency (const LkbElement *element)
{
  static const LkbField fields[] = { LKB_FIELD_LATENCY_P50, LKB_FIELD_LATENCY_P95,
                                     LKB_FIELD_LATENCY_P99 };
  gboolean estimate = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    estimate |= is_estimate (lkb_element_get_quantity (element, fields[i]));
  return mark (dup_percentiles (element), estimate);
}

char *
lkb_scene_text_dup_interval (double seconds)
{
  static const struct
  {
    double seconds;
    const char *word;
  } words[] = {
    { 60, N_ ("every minute") },
    { 3600, N_ ("hourly") },
    { 86400, N_ ("daily") },
    { 604800, N_ ("weekly") },
  };
  g_autofree char *text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (fabs (seconds - words[i].seconds) < words[i].seconds * 1e-9)
      return g_strdup (_ (words[i].word));
  text = lkb_format_duration (seconds);
  /* Translators: how often something runs; %s is a time such as "5 min" */
  return g_strdup_printf (_ ("every %s"), text);
}

static char *
dup_interval_of (const LkbElement *element, const LkbField *fields, gsize n_fields)
{
  double seconds;

  for (gsize i = 0; i < n_fields; i++)
    if (lkb_kind_get_tier (lkb_element_get_kind (element), fields[i]) > 0
        && get_seconds (element, fields[i], &seconds))
      return mark (lkb_scene_text_dup_interval (seconds),
                   is_estimate (lkb_element_get_quantity (element, fields[i])));
  return NULL;
}

static char *
dup_rate (const LkbElement *element, LkbField field, const char *format)
{
  const LkbQuantity *q = lkb_element_get_quantity (element, field);
  g_autofree char *text = NULL;

  if (q == NULL)
    return NULL;
  if (q->dimension == LKB_DIMENSION_RATE)
    text = lkb_format_rate (q->value);
  else if (q->dimension == LKB_DIMENSION_BANDWIDTH)
    {
      g_autofree char *size = lkb_format_size (q->value);
      text = g_strconcat (size, "/s", NULL);
    }
  else
    return NULL;
  return mark (format != NULL ? g_strdup_printf (format, text) : g_steal_pointer (&text),
               is_estimate (q));
}

static gboolean
has_estimated_cost (const LkbElement *element)
{
  const LkbValue *rows = lkb_element_get (element, LKB_FIELD_COSTS);

  for (guint i = 0; rows != NULL && i < lkb_value_get_n (rows); i++)
    if (is_estimate (lkb_value_get_member_quantity (lkb_value_get_nth (rows, i), "price")))
      return TRUE;
  return FALSE;
}

static void
take (GPtrArray *chips, char *chip)
{
  if (chip != NULL)
    g_ptr_array_add (chips, chip);
}

static gboolean
carries (const LkbElement *node, LkbField field)
{
  return lkb_kind_get_tier (lkb_element_get_kind (node), field) > 0;
}

GStrv
lkb_scene_text_dup_chips (const LkbElement *node, double cost, const char *currency)
{
  static const LkbField intervals[] = { LKB_FIELD_TRIGGER_INTERVAL, LKB_FIELD_PUBLISH_INTERVAL,
                                        LKB_FIELD_RETRAIN_INTERVAL };
  static const LkbField rates[] = { LKB_FIELD_RATE, LKB_FIELD_QUERIES, LKB_FIELD_READS };
  GPtrArray *chips = g_ptr_array_new ();
  char *latency = dup_latency (node);
  char *interval = dup_interval_of (node, intervals, G_N_ELEMENTS (intervals));
  char *rate = NULL;
  gboolean has_time;

  has_time = latency != NULL || interval != NULL;
  take (chips, latency != NULL ? latency : interval);
  for (gsize i = 0; i < G_N_ELEMENTS (rates) && rate == NULL; i++)
    if (carries (node, rates[i]))
      rate = dup_rate (node, rates[i], NULL);
  take (chips, rate);
  /* What runs elsewhere at no charge is no news. */
  if (isfinite (cost) && cost != 0 && currency != NULL)
    take (chips, mark (lkb_format_money (cost, currency), has_estimated_cost (node)));
  /* How much it can take says less than how fast it is and what it costs. */
  if (rate == NULL && chips->len < 2)
    {
      /* Translators: the most that something can take; %s is a rate such as "25 k/s" */
      rate = dup_rate (node, LKB_FIELD_CAPACITY, _ ("%s max"));
      if (rate != NULL)
        g_ptr_array_insert (chips, has_time ? 1 : 0, rate);
    }
  if (latency != NULL)
    g_free (interval);
  g_ptr_array_add (chips, NULL);
  return (GStrv) g_ptr_array_free (chips, FALSE);
}

char *
lkb_scene_text_dup_technology (const LkbElement *node)
{
  const char *technology = lkb_element_get_text (node, LKB_FIELD_TECHNOLOGY);
  const char *type;

  if (!lkb_text_is_blank (technology))
    return lkb_text_shown_line (technology);
  type = lkb_element_get_text (node, LKB_FIELD_TYPE);
  return type != NULL ? g_strdup (lkb_type_get_label (type)) : NULL;
}

char *
lkb_scene_text_dup_numbers (const LkbElement *edge)
{
  static const LkbField intervals[] = { LKB_FIELD_INTERVAL };
  char *parts[3] = { dup_latency (edge),
                     dup_interval_of (edge, intervals, G_N_ELEMENTS (intervals)),
                     dup_rate (edge, LKB_FIELD_RATE, NULL) };
  const char *label = lkb_element_get_text (edge, LKB_FIELD_LABEL);
  GString *text = g_string_new (NULL);

  /* A label such as "daily" stands above the numbers already. */
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && !lkb_text_equal_folded (parts[i], label))
      {
        if (text->len > 0)
          g_string_append (text, " · ");
        g_string_append (text, parts[i]);
      }
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    g_free (parts[i]);
  return text->len > 0 ? g_string_free (text, FALSE) : (g_string_free (text, TRUE), NULL);
}

char *
lkb_scene_text_dup_node_description (const LkbElement *node, LkbNaming naming,
                                     const char *const *chips)
{
  GString *text = g_string_new (lkb_kind_get_label (lkb_element_get_kind (node), naming));
  g_autofree char *technology = lkb_scene_text_dup_technology (node);
  g_autofree char *isolated = lkb_text_isolate (technology);
  g_autofree char *owner = lkb_text_isolate (lkb_element_get_text (node, LKB_FIELD_OWNER));

  if (technology != NULL)
    g_string_append_printf (text, ", %s", isolated);
  if (!lkb_text_is_blank (owner))
    {
      g_string_append (text, ", ");
      /* Translators: %s is a team */
      g_string_append_printf (text, _ ("owned by %s"), owner);
    }
  for (gsize i = 0; chips != NULL && chips[i] != NULL; i++)
    g_string_append_printf (text, ", %s", chips[i]);
  return g_string_free (text, FALSE);
}

char *
lkb_scene_text_dup_edge_title (LkbBoard *board, const LkbElement *edge)
{
  const char *ids[2] = { lkb_element_get_from (edge), lkb_element_get_to (edge) };
  char *names[2];
  char *title;

  for (guint i = 0; i < 2; i++)
    {
      const LkbElement *node = ids[i] != NULL ? lkb_board_lookup (board, ids[i]) : NULL;
      g_autofree char *name = node != NULL ? lkb_element_dup_display_name (node) : g_strdup ("?");

      names[i] = lkb_text_isolate (name);
    }
  title = g_strdup_printf ("%s → %s", names[0], names[1]);
  g_free (names[0]);
  g_free (names[1]);
  return title;
}

char *
lkb_scene_text_dup_edge_description (const LkbEdgeOwnership *ownership, LkbMode mode,
                                     const char *numbers, const char *label)
{
  GString *text = g_string_new (NULL);
  g_autofree char *words = lkb_text_isolate (label);
  g_autofree char *owner = lkb_text_isolate (ownership->owner);
  g_autofree char *consumer = lkb_text_isolate (ownership->consumer_owner);

  if (!lkb_text_is_blank (label))
    g_string_append_printf (text, "%s, ", words);
  if (ownership->owner != NULL && ownership->cross_team)
    /* Translators: both are teams */
    g_string_append_printf (text, _ ("%s hands over to %s"), owner, consumer);
  else if (ownership->owner != NULL)
    g_string_append_printf (text, _ ("owned by %s"), owner);
  else if (ownership->needs_owner)
    g_string_append (text, _ ("nobody owns it yet"));
  if (text->len > 0 && !g_str_has_suffix (text->str, ", "))
    g_string_append (text, ", ");
  g_string_append (text, lkb_mode_get_label (mode));
  if (numbers != NULL)
    g_string_append_printf (text, ", %s", numbers);
  return g_string_free (text, FALSE);
}
