/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds, fields, values, elements, ranks and changes. */
#include <string.h>

#include "core/model/lkb-change.h"
#include "core/model/lkb-element.h"
#include "core/model/lkb-field.h"
#include "core/model/lkb-vocabulary.h"

static void
test_kinds (void)
{
  for (LkbKind kind = LKB_KIND_SOURCE; kind < LKB_N_KINDS; kind++)
    {
      LkbKind back;
      g_assert_true (lkb_kind_from_string (lkb_kind_to_string (kind), &back));
      g_assert_cmpint (back, ==, kind);
      g_assert_cmpstr (lkb_kind_get_label (kind, LKB_NAMING_DLT), !=, "");
      for (guint i = 0; lkb_kind_get_types (kind)[i] != NULL; i++)
        g_assert_cmpstr (lkb_type_get_label (lkb_kind_get_types (kind)[i]), !=,
                         lkb_kind_get_types (kind)[i]);
    }
  {
    LkbKind none;
    g_assert_false (lkb_kind_from_string ("@board", &none));
    g_assert_false (lkb_kind_from_string ("Source", &none));
  }
  g_assert_cmpstr (lkb_kind_get_label (LKB_KIND_PIPELINE, LKB_NAMING_DLT), ==, "Delta Live Table");
  g_assert_cmpstr (lkb_kind_get_label (LKB_KIND_PIPELINE, LKB_NAMING_LAKEFLOW), !=,
                   "Delta Live Table");
  g_assert_true (lkb_kind_is_node (LKB_KIND_GOVERNANCE));
  g_assert_false (lkb_kind_is_node (LKB_KIND_NOTE));
  g_assert_cmpint (lkb_kind_get_next (LKB_KIND_SOURCE), ==, LKB_KIND_INGESTION);
}

/* At most six essential boxes a kind, p50 and p95 sharing one; no field twice; each findable by its key. */
static void
test_field_table (void)
{
  for (LkbKind kind = 0; kind < LKB_N_KINDS; kind++)
    {
      guint n, essential = 0;
      const LkbKindField *rows = lkb_kind_get_fields (kind, &n);
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < n; i++)
        {
          LkbField found;
          const LkbFieldInfo *info = lkb_field_get_info (rows[i].field);
          g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (rows[i].field)));
          g_assert_true (lkb_kind_find_field (kind, info->key, &found));
          g_assert_cmpint (found, ==, rows[i].field);
          g_assert_cmpuint (rows[i].tier, >=, 1);
          g_assert_cmpuint (rows[i].tier, <=, 3);
          if (rows[i].tier == 1 && rows[i].field != LKB_FIELD_LATENCY_P50)
            essential++;
          if (info->type == LKB_VALUE_CHOICE)
            g_assert_nonnull (lkb_kind_get_choices (kind, rows[i].field));
          if (info->type == LKB_VALUE_RECORD || info->type == LKB_VALUE_RECORD_LIST)
            g_assert_nonnull (info->members);
        }
      g_assert_cmpuint (essential, <=, 6);
    }
  for (LkbField field = 0; field < LKB_N_FIELDS; field++)
    {
      g_assert_nonnull (lkb_field_get_key (field));
      g_assert_nonnull (lkb_field_get_info (field)->label);
      g_assert_nonnull (lkb_field_get_info (field)->group);
    }
  g_assert_cmpstr (lkb_kind_get_choices (LKB_KIND_EDGE, LKB_FIELD_MODE)[0], ==, "stream");
  g_assert_cmpstr (lkb_kind_get_choices (LKB_KIND_PIPELINE, LKB_FIELD_MODE)[0], ==, "triggered");
  g_assert_cmpuint (lkb_kind_get_tier (LKB_KIND_NOTE, LKB_FIELD_OWNER), ==, 0);
}

static char *
to_json (const LkbValue *value)
{
  GString *out = g_string_new (NULL);
  lkb_value_append_json (value, out);
  return g_string_free (out, FALSE);
}

static void
test_values (void)
{
  const LkbFieldInfo *kpis = lkb_field_get_info (LKB_FIELD_KPIS);
  LkbRecordBuilder *builder = lkb_record_builder_new (kpis->members);
  g_autoptr (LkbValue) target = lkb_value_new_quantity ("≤ 3 s @ p95");
  g_autoptr (LkbValue) name = lkb_value_new_text ("time \"to\" insight");
  g_autoptr (LkbValue) yes = lkb_value_new_boolean (TRUE);
  g_autoptr (LkbValue) record = NULL;
  g_autoptr (LkbValue) list = NULL;
  g_autoptr (LkbValue) same = NULL;
  g_autofree char *json = NULL;

  /* Out of order and with a member of the future: written in table order, the unknown one last, as it was. */
  lkb_record_builder_add_raw (builder, "x-mark", "[1, 2.50]");
  g_assert_true (lkb_record_builder_set (builder, "primary", yes));
  g_assert_true (lkb_record_builder_set (builder, "target", target));
  g_assert_true (lkb_record_builder_set (builder, "name", name));
  g_assert_false (lkb_record_builder_set (builder, "name", yes));
  g_assert_false (lkb_record_builder_set (builder, "nothing", yes));
  record = lkb_record_builder_end (builder);
  list = lkb_value_new_list (LKB_VALUE_RECORD_LIST, &record, 1);
  json = to_json (list);
  g_assert_cmpstr (json, ==,
                   "[{ \"name\": \"time \\\"to\\\" insight\", \"target\": \"≤ 3 s @ p95\", "
                   "\"primary\": true, \"x-mark\": [1, 2.50] }]");
  g_assert_true (lkb_value_matches (list, kpis, NULL));
  g_assert_false (lkb_value_matches (list, lkb_field_get_info (LKB_FIELD_COSTS), NULL));
  g_assert_cmpfloat (lkb_value_get_member_quantity (record, "target")->value, ==, 3.0);
  g_assert_null (lkb_value_get_member (record, "window"));

  same = lkb_record_builder_end (lkb_record_builder_new_from (kpis->members, record));
  g_assert_true (lkb_value_equal (same, record));
  g_assert_false (lkb_value_equal (name, target));
}

static void
test_value_shapes (void)
{
  g_autoptr (LkbValue) about = lkb_value_new_quantity ("about a second");
  g_autoptr (LkbValue) gold = lkb_value_new_choice ("gold");
  double xy[] = { 1, -0.0 };
  g_autoptr (LkbValue) pair = lkb_value_new_tuple (xy, 2);
  g_autoptr (LkbValue) points = lkb_value_new_list (LKB_VALUE_TUPLE_LIST, &pair, 1);
  const char *const none[] = { NULL };
  g_autoptr (LkbValue) empty = lkb_value_new_text_list (none, -1);
  g_autofree char *json = to_json (points);

  g_assert_cmpstr (lkb_value_get_text (about), ==, "about a second");
  g_assert_null (lkb_value_get_quantity (about));
  {
    g_autoptr (LkbValue) rate = lkb_value_new_quantity_as ("0.5 per min", LKB_DIMENSION_RATE);
    g_autoptr (LkbValue) other = lkb_value_new_quantity_as ("3 s", LKB_DIMENSION_RATE);
    g_assert_cmpint (lkb_value_get_quantity (rate)->dimension, ==, LKB_DIMENSION_RATE);
    g_assert_cmpint (lkb_value_get_quantity (other)->dimension, ==, LKB_DIMENSION_TIME);
  }
  g_assert_cmpstr (json, ==, "[[1, 0]]");
  g_assert_true (lkb_value_matches (points, lkb_field_get_info (LKB_FIELD_WAYPOINTS), NULL));
  g_assert_false (lkb_value_matches (points, lkb_field_get_info (LKB_FIELD_POINTS), NULL));
  g_assert_true (lkb_value_matches (gold, lkb_field_get_info (LKB_FIELD_LAYER),
                                    lkb_kind_get_choices (LKB_KIND_PIPELINE, LKB_FIELD_LAYER)));
  g_assert_false (lkb_value_matches (gold, lkb_field_get_info (LKB_FIELD_LANE),
                                     lkb_kind_get_choices (LKB_KIND_PIPELINE, LKB_FIELD_LANE)));
  g_assert_true (lkb_value_is_empty (empty));
  g_assert_false (lkb_value_is_empty (pair));
}

static void
test_elements (void)
{
  LkbElementBuilder *builder = lkb_element_builder_new (LKB_KIND_PIPELINE, "p1");
  g_autoptr (LkbElement) element = NULL;
  g_autoptr (LkbElement) renamed = NULL;
  g_autoptr (LkbElement) back = NULL;
  g_autoptr (LkbElement) store = NULL;

  g_assert_true (lkb_element_builder_set_text (builder, LKB_FIELD_NAME, "Sessions"));
  g_assert_true (lkb_element_builder_set_text (builder, LKB_FIELD_LAYER, "silver"));
  g_assert_false (lkb_element_builder_set_text (builder, LKB_FIELD_LAYER, "lead"));
  g_assert_false (lkb_element_builder_set_text (builder, LKB_FIELD_DECISION, "none"));
  g_assert_true (lkb_element_builder_set_text (builder, LKB_FIELD_TRIGGER_INTERVAL, "0.5 s"));
  g_assert_true (lkb_element_builder_set_text (builder, LKB_FIELD_OWNER, ""));
  g_assert_true (lkb_element_builder_set_number (builder, LKB_FIELD_X, 12));
  g_assert_false (lkb_element_builder_set_number (builder, LKB_FIELD_Y, 0.0 / 0.0));
  element = lkb_element_builder_end (builder);

  g_assert_cmpstr (lkb_element_get_name (element), ==, "Sessions");
  g_assert_null (lkb_element_get (element, LKB_FIELD_OWNER));
  g_assert_cmpint (lkb_element_get_choice (element, LKB_FIELD_LAYER), ==, 1);
  g_assert_cmpfloat (lkb_element_get_x (element), ==, 12);
  g_assert_cmpfloat (lkb_element_get_quantity (element, LKB_FIELD_TRIGGER_INTERVAL)->value, ==,
                     0.5);

  renamed = lkb_element_with_text (element, LKB_FIELD_NAME, "Clicks");
  back = lkb_element_with_text (renamed, LKB_FIELD_NAME, "Sessions");
  g_assert_cmpstr (lkb_element_get_name (element), ==, "Sessions");
  g_assert_false (lkb_element_equal (element, renamed));
  g_assert_true (lkb_element_equal (element, back));

  builder = lkb_element_builder_new_from (element);
  lkb_element_builder_set_kind (builder, LKB_KIND_FEATURE_STORE);
  store = lkb_element_builder_end (builder);
  g_assert_cmpstr (lkb_element_get_name (store), ==, "Sessions");
  g_assert_null (lkb_element_get (store, LKB_FIELD_LAYER));
}

static void
test_ids (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *longer = g_strnfill (65, 'a');
  g_assert_true (lkb_id_is_valid ("n-1_A"));
  g_assert_true (lkb_id_is_valid (longest));
  g_assert_false (lkb_id_is_valid (longer));
  g_assert_false (lkb_id_is_valid (""));
  g_assert_false (lkb_id_is_valid ("@board"));
  g_assert_false (lkb_id_is_valid ("é"));
  g_assert_false (lkb_id_is_valid ("a b"));
}

/* Any two neighbours have room between them, whatever was put between before. */
static void
test_ranks (void)
{
  g_autoptr (GPtrArray) ranks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (ranks, lkb_rank_nth (i));
  for (guint i = 0; i < 3000; i++)
    {
      guint at = g_test_rand_int_range (0, ranks->len + 1);
      const char *before = at > 0 ? ranks->pdata[at - 1] : NULL;
      const char *after = at < ranks->len ? ranks->pdata[at] : NULL;
      char *rank = lkb_rank_between (before, after);
      g_assert_true (before == NULL || strcmp (before, rank) < 0);
      g_assert_true (after == NULL || strcmp (rank, after) < 0);
      g_assert_cmpint (rank[strlen (rank) - 1], !=, '0');
      g_ptr_array_insert (ranks, at, rank);
    }
  {
    g_autofree char *low = g_strdup ("1"), *high = g_strdup ("2");
    for (guint i = 0; i < 200; i++)
      {
        char *middle = lkb_rank_between (low, high);
        g_assert_true (strcmp (low, middle) < 0 && strcmp (middle, high) < 0);
        g_free (high);
        high = middle;
      }
  }
}

static void
test_changes (void)
{
  g_autoptr (LkbElement) a = lkb_element_new (LKB_KIND_SOURCE, "a");
  g_autoptr (LkbElement) b = lkb_element_with_text (a, LKB_FIELD_NAME, "One");
  g_autoptr (LkbElement) c = lkb_element_with_text (a, LKB_FIELD_NAME, "Two");
  g_autoptr (LkbChange) change = lkb_change_new ("Rename");
  g_autoptr (LkbChange) later = lkb_change_new (NULL);
  g_autoptr (LkbChange) inverse = NULL;

  lkb_change_add (change, a, b);
  lkb_change_add (change, b, c);
  g_assert_cmpuint (lkb_change_get_n (change), ==, 1);
  g_assert_true (lkb_change_get_nth (change, 0)->before == a);
  g_assert_true (lkb_change_get_nth (change, 0)->after == c);
  inverse = lkb_change_invert (change);
  g_assert_true (lkb_change_get_nth (inverse, 0)->before == c);
  lkb_change_add (later, c, a);
  lkb_change_merge (change, later);
  g_assert_cmpuint (lkb_change_get_n (change), ==, 0);

  lkb_change_add (later, a, NULL);
  g_assert_cmpuint (lkb_change_get_n (later), ==, 1);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);
      g_autoptr (LkbElement) node = lkb_element_new (LKB_KIND_MODEL, id);
      lkb_change_add (change, NULL, node);
      if (i % 2 == 0)
        lkb_change_add (change, node, NULL);
    }
  g_assert_cmpuint (lkb_change_get_n (change), ==, 50);
}

static void
test_vocabulary (void)
{
  g_autoptr (LkbVocabulary) vocabulary = lkb_vocabulary_new ();
  LkbFeature *feature = g_new0 (LkbFeature, 1);
  const char *const words[] = { "data", "ops", NULL };
  feature->id = g_strdup ("liquid-clustering");
  feature->name = g_strdup ("Liquid clustering");
  lkb_vocabulary_take_feature (vocabulary, feature);
  lkb_vocabulary_add_list (vocabulary, "generic-owner", words);
  lkb_vocabulary_add_masked (vocabulary, "real-time mode");
  g_assert_true (lkb_vocabulary_find_feature (vocabulary, "liquid  CLUSTERING") == feature);
  g_assert_true (lkb_vocabulary_find_feature (vocabulary, "liquid-clustering") == feature);
  g_assert_null (lkb_vocabulary_find_feature (vocabulary, "none"));
  g_assert_cmpstr (lkb_vocabulary_get_list (vocabulary, "generic-owner")[1], ==, "ops");
  g_assert_null (lkb_vocabulary_get_list (vocabulary, "none")[0]);
  g_assert_cmpstr (lkb_vocabulary_get_masked (vocabulary)[0], ==, "real-time mode");
  g_assert_null (lkb_vocabulary_get_masked (vocabulary)[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/kinds", test_kinds);
  g_test_add_func ("/model/field-table", test_field_table);
  g_test_add_func ("/model/values", test_values);
  g_test_add_func ("/model/value-shapes", test_value_shapes);
  g_test_add_func ("/model/elements", test_elements);
  g_test_add_func ("/model/ids", test_ids);
  g_test_add_func ("/model/ranks", test_ranks);
  g_test_add_func ("/model/changes", test_changes);
  g_test_add_func ("/model/vocabulary", test_vocabulary);
  return g_test_run ();
}
