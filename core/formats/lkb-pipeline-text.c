/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-pipeline-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-quantity.h"
#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-ownership.h"

#define MAX_LINES 500

typedef struct
{
  LkbBoard *board;
  LkbChange *change;
  GPtrArray *remarks; /* of LkbPipelineRemark, may be NULL */
  GHashTable *by_name; /* folded name → id; of the board's nodes and of new ones */
  GHashTable *nodes; /* id → LkbElement: new nodes, kind and place still open */
  GPtrArray *order; /* ids of new nodes as they appear */
  GPtrArray *edges; /* of LkbElement: new edges */
  const LkbPipelineTextOptions *options;
  guint line;
} Parser;

/* Whole words or beginnings of words, most telling first. */
static const struct
{
  LkbKind kind;
  const char *words;
} hints[] = {
  { LKB_KIND_MONITORING, "monitor monitoring alert alerts drift pager" },
  { LKB_KIND_ORCHESTRATION, "airflow scheduler orchestrator orchestration cron dagster" },
  { LKB_KIND_GOVERNANCE, "catalog policy lineage governance secrets" },
  { LKB_KIND_FEATURE_STORE, "feature|store feature|table online|store vector|index profile|store "
                            "features profiles embeddings" },
  { LKB_KIND_MODEL, "model models ranker scorer scoring classifier detector trainer training llm "
                    "predictor forecast recommender regressor" },
  { LKB_KIND_PIPELINE, "pipeline bronze silver gold sessioniser sessionizer dedupe deduplication "
                       "transform aggregate aggregates join enrich enrichment etl elt dlt "
                       "materialized cleaning velocity" },
  { LKB_KIND_INGESTION, "hub kafka kinesis pubsub queue topic loader connector collector ingest "
                        "ingestion broker eventbus cdc firehose" },
  { LKB_KIND_STORAGE, "lake lakehouse warehouse archive bucket s3 blob storage cache landing" },
  { LKB_KIND_CONSUMER, "dashboard console report reports feed analyst analysts chat assistant "
                       "notebook gateway export bi" },
  { LKB_KIND_SOURCE, "clicks click events orders payments sensors sensor devices device postgres "
                     "mysql oracle crm erp sdk app web mobile logs trucks machines wiki" },
};

static void
free_remark (gpointer data)
{
  LkbPipelineRemark *remark = data;
  g_free (remark->message);
  g_free (remark);
}

static void
add_remark (Parser *parser, char *message)
{
  LkbPipelineRemark *remark;
  if (parser->remarks == NULL)
    {
      g_free (message);
      return;
    }
  remark = g_new0 (LkbPipelineRemark, 1);
  remark->line = parser->line;
  remark->message = message;
  g_ptr_array_add (parser->remarks, remark);
}

/* ---- kinds ---- */

static gboolean
has_word (char *const *words, const char *wanted)
{
  g_auto (GStrv) parts = g_strsplit (wanted, "|", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint n = 0;
      while (parts[n] != NULL && words[i + n] != NULL && g_str_equal (words[i + n], parts[n]))
        n++;
      if (parts[n] == NULL)
        return TRUE;
    }
  return FALSE;
}

gboolean
lkb_pipeline_text_guess_kind (const char *name, LkbKind *kind)
{
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);
  folded = lkb_text_fold (name);
  words = g_strsplit_set (folded, " -_/().,", -1);
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      g_auto (GStrv) wanted = g_strsplit (hints[i].words, " ", -1);
      for (guint j = 0; wanted[j] != NULL; j++)
        if (has_word (words, wanted[j]))
          {
            *kind = hints[i].kind;
            return TRUE;
          }
    }
  return FALSE;
}

static gboolean
read_kind (const char *text, LkbKind *kind)
{
  g_autofree char *folded = lkb_text_fold (text);
  g_autofree char *id = g_strdelimit (g_strdup (folded), " ", '-');
  if (lkb_kind_from_string (id, kind))
    return lkb_kind_is_node (*kind);
  for (LkbKind each = LKB_KIND_SOURCE; each <= LKB_KIND_GOVERNANCE; each++)
    {
      g_autofree char *label = lkb_text_fold (lkb_kind_get_label (each, LKB_NAMING_DLT));
      g_autofree char *newer = lkb_text_fold (lkb_kind_get_label (each, LKB_NAMING_LAKEFLOW));
      *kind = each;
      if (g_str_equal (label, folded) || g_str_equal (newer, folded))
        return TRUE;
    }
  if (g_str_equal (folded, "table") || g_str_equal (folded, "dlt"))
    {
      *kind = LKB_KIND_PIPELINE;
      return TRUE;
    }
  return FALSE;
}

/* ---- nodes ---- */

/* The id of the node that @text names, new or not; NULL when it names none. */
static const char *
read_node (Parser *parser, const char *text, const char *previous)
{
  g_autofree char *name = lkb_text_one_line (text);
  g_autofree char *folded = NULL;
  char *bracket = strrchr (name, '[');
  LkbKind kind = LKB_KIND_NOTE;
  const char *known;
  LkbElementBuilder *builder;
  LkbElement *node;
  char *id;

  if (bracket != NULL && g_str_has_suffix (name, "]"))
    {
      name[strlen (name) - 1] = '\0';
      *bracket = '\0';
      if (!read_kind (bracket + 1, &kind))
        {
          add_remark (parser, g_strdup_printf (_ ("“%s” is no kind"), bracket + 1));
          kind = LKB_KIND_NOTE;
        }
      g_strchomp (name);
    }
  if (lkb_text_is_blank (name))
    return NULL;
  folded = lkb_text_fold (name);
  known = g_hash_table_lookup (parser->by_name, folded);
  if (known != NULL)
    return known;

  if (kind == LKB_KIND_NOTE && !lkb_pipeline_text_guess_kind (name, &kind))
    {
      const LkbElement *before = previous != NULL ? g_hash_table_lookup (parser->nodes, previous)
                                                  : NULL;
      if (before == NULL && previous != NULL)
        before = lkb_board_lookup (parser->board, previous);
      kind = before != NULL ? lkb_kind_get_next (lkb_element_get_kind (before)) : LKB_KIND_SOURCE;
    }
  id = lkb_board_make_id (parser->board, "n");
  builder = lkb_element_builder_new (kind, id);
  lkb_element_builder_set_text (builder, LKB_FIELD_NAME, name);
  node = lkb_element_builder_end (builder);
  g_hash_table_insert (parser->nodes, g_strdup (id), node);
  g_ptr_array_add (parser->order, (char *) lkb_element_get_id (node));
  g_hash_table_insert (parser->by_name, g_steal_pointer (&folded), id);
  return lkb_element_get_id (node);
}

static double
get_x_of (Parser *parser, const char *id, double *y)
{
  const LkbElement *node = g_hash_table_lookup (parser->nodes, id);
  if (node == NULL)
    node = lkb_board_lookup (parser->board, id);
  *y = lkb_element_get_y (node);
  return lkb_element_get_x (node);
}

/* New nodes stand one column right of where they are fed from; below one another where that place is taken. */
static void
place_nodes (Parser *parser)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const GPtrArray *elements = lkb_board_get_elements (parser->board);
  double bottom = 0;

  for (guint i = 0; i < elements->len; i++)
    if (lkb_element_is_node (g_ptr_array_index (elements, i)))
      {
        const LkbElement *node = g_ptr_array_index (elements, i);
        g_hash_table_add (taken, g_strdup_printf ("%.0f %.0f", lkb_element_get_x (node),
                                                  lkb_element_get_y (node)));
        bottom = MAX (bottom, lkb_element_get_y (node) + LKB_ROW_PITCH_TALL);
      }
  for (guint i = 0; i < parser->order->len; i++)
    {
      const char *id = g_ptr_array_index (parser->order, i);
      double x = 0, y = bottom;
      g_autofree char *key = NULL;
      LkbElement *placed;

      for (guint j = 0; j < parser->edges->len; j++)
        {
          const LkbElement *edge = g_ptr_array_index (parser->edges, j);
          if (g_str_equal (lkb_element_get_to (edge), id)
              && !g_str_equal (lkb_element_get_from (edge), id))
            {
              x = get_x_of (parser, lkb_element_get_from (edge), &y) + LKB_LANE_PITCH;
              break;
            }
        }
      for (;;)
        {
          key = g_strdup_printf ("%.0f %.0f", x, y);
          if (!g_hash_table_contains (taken, key))
            break;
          g_clear_pointer (&key, g_free);
          y += LKB_ROW_PITCH_TALL;
        }
      g_hash_table_add (taken, g_steal_pointer (&key));
      placed = lkb_element_with_position (g_hash_table_lookup (parser->nodes, id), x, y);
      g_ptr_array_index (parser->order, i) = (char *) lkb_element_get_id (placed);
      g_hash_table_replace (parser->nodes, g_strdup (lkb_element_get_id (placed)), placed);
    }
}

/* ---- edges ---- */

static LkbElement *
find_edge (Parser *parser, const char *from, const char *to, guint *index)
{
  const GPtrArray *edges;
  *index = G_MAXUINT;
  for (guint i = 0; i < parser->edges->len; i++)
    {
      LkbElement *edge = g_ptr_array_index (parser->edges, i);
      if (g_str_equal (lkb_element_get_from (edge), from)
          && g_str_equal (lkb_element_get_to (edge), to))
        {
          *index = i;
          return edge;
        }
    }
  edges = lkb_board_get_edges_of (parser->board, from);
  for (guint i = 0; edges != NULL && i < edges->len; i++)
    {
      LkbElement *edge = g_ptr_array_index (edges, i);
      if (g_str_equal (lkb_element_get_from (edge), from)
          && g_str_equal (lkb_element_get_to (edge), to))
        return edge;
    }
  return NULL;
}

static gboolean
read_numbers (Parser *parser, LkbElementBuilder *builder, const char *text)
{
  static const LkbDimension dimensions[] = { LKB_DIMENSION_TIME, LKB_DIMENSION_RATE,
                                             LKB_DIMENSION_MONEY };
  const char *decimal = parser->options != NULL ? parser->options->decimal : ".";
  const char *grouping = parser->options != NULL ? parser->options->grouping : ",";

  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      LkbQuantity quantity;
      if (!lkb_quantity_parse_shorthand (text, decimal, grouping, dimensions[i], &first, &second)
          || !lkb_quantity_parse (first, &quantity) || quantity.dimension != dimensions[i]
          || !quantity.has_unit)
        continue;
      if (dimensions[i] == LKB_DIMENSION_RATE)
        return lkb_element_builder_set_text (builder, LKB_FIELD_RATE, first);
      if (dimensions[i] == LKB_DIMENSION_MONEY)
        {
          const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_COSTS);
          LkbRecordBuilder *row = lkb_record_builder_new (info->members);
          g_autoptr (LkbValue) basis = lkb_value_new_choice ("fixed");
          g_autoptr (LkbValue) price = lkb_value_new_quantity (first);
          LkbValue *record;
          g_autoptr (LkbValue) rows = NULL;
          lkb_record_builder_set (row, "basis", basis);
          lkb_record_builder_set (row, "price", price);
          record = lkb_record_builder_end (row);
          rows = lkb_value_new_list (LKB_VALUE_RECORD_LIST, &record, 1);
          lkb_value_unref (record);
          return lkb_element_builder_set (builder, LKB_FIELD_COSTS, rows);
        }
      if (second != NULL)
        return lkb_element_builder_set_text (builder, LKB_FIELD_LATENCY_P50, first)
               && lkb_element_builder_set_text (builder, LKB_FIELD_LATENCY_P95, second);
      if (quantity.stat == LKB_STAT_PERCENTILE && quantity.percentile == 0.5)
        return lkb_element_builder_set_text (builder, LKB_FIELD_LATENCY_P50, first);
      return lkb_element_builder_set_text (builder, LKB_FIELD_LATENCY_P95, first);
    }
  return FALSE;
}

/* "12 parsecs" was meant as a number; "Team 12" was not. */
static gboolean
begins_like_number (const char *text)
{
  while (*text != '\0' && strchr ("<>=~ $", *text) != NULL)
    text++;
  return g_ascii_isdigit (*text) || *text == '.';
}

static void
set_owners (LkbElementBuilder *builder, const char *text)
{
  g_autoptr (GRegex) arrow = g_regex_new ("\\s*(?:[-=]?>|⇒|→)\\s*", 0, 0, NULL);
  g_auto (GStrv) owners = g_regex_split (arrow, text, 0);
  if (!lkb_text_is_blank (owners[0]))
    lkb_element_builder_set_text (builder, LKB_FIELD_OWNER, owners[0]);
  if (owners[0] != NULL && !lkb_text_is_blank (owners[1]))
    lkb_element_builder_set_text (builder, LKB_FIELD_CONSUMER_OWNER, owners[1]);
}

static void
read_annotation (Parser *parser, LkbElementBuilder *builder, const char *text)
{
  g_autofree char *word = lkb_text_one_line (text);
  g_autofree char *folded = lkb_text_fold (word);
  LkbMode mode;

  if (word[0] == '\0' || read_numbers (parser, builder, word))
    return;
  if (g_str_equal (folded, "micro-batch") || g_str_equal (folded, "micro batch"))
    lkb_element_builder_set_text (builder, LKB_FIELD_MODE,
                                  lkb_mode_to_string (LKB_MODE_MICROBATCH));
  else if (lkb_mode_from_string (folded, &mode))
    lkb_element_builder_set_text (builder, LKB_FIELD_MODE, folded);
  else if (begins_like_number (word))
    add_remark (parser, g_strdup_printf (_ ("“%s” was not understood"), word));
  else
    set_owners (builder, word);
}

static void
read_hop (Parser *parser, const char *from, const char *to, char **annotations)
{
  guint index;
  LkbElement *edge;
  LkbElementBuilder *builder;
  g_autoptr (LkbElement) after = NULL;

  if (g_str_equal (from, to))
    {
      add_remark (parser, g_strdup (_ ("An arrow needs two different ends")));
      return;
    }
  edge = find_edge (parser, from, to, &index);
  if (edge != NULL)
    builder = lkb_element_builder_new_from (edge);
  else
    {
      g_autofree char *id = lkb_board_make_id (parser->board, "e");
      builder = lkb_element_builder_new (LKB_KIND_EDGE, id);
      lkb_element_builder_set_text (builder, LKB_FIELD_FROM, from);
      lkb_element_builder_set_text (builder, LKB_FIELD_TO, to);
    }
  for (guint i = 0; annotations != NULL && annotations[i] != NULL; i++)
    read_annotation (parser, builder, annotations[i]);
  after = lkb_element_builder_end (builder);
  if (index != G_MAXUINT)
    {
      lkb_element_unref (g_ptr_array_index (parser->edges, index));
      g_ptr_array_index (parser->edges, index) = lkb_element_ref (after);
    }
  else if (edge != NULL)
    lkb_change_add (parser->change, edge, after);
  else
    g_ptr_array_add (parser->edges, lkb_element_ref (after));
}

/* ---- text ---- */

static GRegex *
new_arrow_regex (void)
{
  return g_regex_new ("\\s*(?:-+>|=+>|→|⟶)\\s*", G_REGEX_OPTIMIZE, 0, NULL);
}

static void
read_line (Parser *parser, GRegex *arrow, char *line)
{
  char *comment = strchr (line, '#');
  char *colon;
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) annotations = NULL;
  const char *previous = NULL;

  /* "#data-oncall" in the middle of a word is a channel, not a comment. */
  if (comment != NULL && (comment == line || g_ascii_isspace (comment[-1])))
    *comment = '\0';
  if (lkb_text_is_blank (line))
    return;
  colon = strstr (line, " : ");
  if (colon == NULL)
    colon = strchr (line, ':');
  if (colon != NULL)
    {
      annotations = g_strsplit (colon + (*colon == ' ' ? 3 : 1), ", ", -1);
      *colon = '\0';
    }
  names = g_regex_split (arrow, line, 0);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *node = read_node (parser, names[i], previous);
      if (node == NULL)
        {
          add_remark (parser, g_strdup (_ ("A name is missing beside the arrow")));
          return;
        }
      if (previous != NULL)
        read_hop (parser, previous, node, annotations);
      previous = node;
    }
  if (names[0] != NULL && names[1] == NULL && annotations != NULL)
    add_remark (parser, g_strdup (_ ("Owner and numbers belong to an arrow: A -> B : …")));
}

static void
finish_change (Parser *parser)
{
  place_nodes (parser);
  for (guint i = 0; i < parser->order->len; i++)
    lkb_change_add (parser->change, NULL,
                    g_hash_table_lookup (parser->nodes, g_ptr_array_index (parser->order, i)));
  for (guint i = 0; i < parser->edges->len; i++)
    lkb_change_add (parser->change, NULL, g_ptr_array_index (parser->edges, i));
}

LkbChange *
lkb_pipeline_text_parse (LkbBoard *board, const char *text, const LkbPipelineTextOptions *options,
                         GPtrArray **remarks)
{
  g_autoptr (GRegex) arrow = new_arrow_regex ();
  g_autofree char *clean = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) lkb_element_unref);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GPtrArray) edges = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_element_unref);
  const GPtrArray *elements;
  Parser parser = { 0 };

  g_return_val_if_fail (LKB_IS_BOARD (board) && text != NULL, NULL);
  change = lkb_change_new (N_ ("Type pipeline"));
  if (remarks != NULL)
    *remarks = g_ptr_array_new_with_free_func (free_remark);
  parser = (Parser){ board,   change,  remarks != NULL ? *remarks : NULL,
                     by_name, nodes,   order,
                     edges,   options, 0 };
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *node = g_ptr_array_index (elements, i);
      if (lkb_element_is_node (node) && lkb_element_get_name (node) != NULL)
        g_hash_table_insert (by_name, lkb_text_fold (lkb_element_get_name (node)),
                             g_strdup (lkb_element_get_id (node)));
    }
  clean = lkb_text_clean (text);
  lines = g_strsplit (clean, "\n", MAX_LINES + 1);
  for (guint i = 0; lines[i] != NULL && i < MAX_LINES; i++)
    {
      parser.line = i + 1;
      read_line (&parser, arrow, lines[i]);
    }
  if (g_strv_length (lines) > MAX_LINES)
    add_remark (&parser, g_strdup_printf (_ ("Only the first %d lines are read"), MAX_LINES));
  finish_change (&parser);
  return lkb_change_is_empty (change) ? NULL : g_steal_pointer (&change);
}

gboolean
lkb_pipeline_text_is_likely (const char *text)
{
  g_autoptr (GRegex) arrow = g_regex_new ("\\w[^\\n]*(?:-+>|=+>|→)[^\\n]*\\w", G_REGEX_OPTIMIZE, 0,
                                          NULL);
  g_return_val_if_fail (text != NULL, FALSE);
  return g_utf8_validate (text, -1, NULL) && g_regex_match (arrow, text, 0, NULL);
}
