/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-interviewer.h"

#include "core/formats/lkb-data.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

#define MINUTE 60000

/* A board with all that a line has no reason for, as far as the others need none of it. */
#define PATH                                                                                       \
  "source s name=Web clicks\n"                                                                     \
  "ingestion i name=Event Hub\n"                                                                   \
  "pipeline p name=Features\n"                                                                     \
  "consumer c name=Home feed\n"                                                                    \
  "edge e1 s i owner=Web\n"                                                                        \
  "edge e2 i p owner=Streaming\n"                                                                  \
  "edge e3 p c owner=Features\n"
#define KPI "kpis=[name:age|target:≤ 3 s @ p95|primary:true|from:s|to:c]"
#define GOAL "@board goal=Give the home feed what was clicked within 3 s ; "
#define NODES(x)                                                                                   \
  "storage " x "1\nstorage " x "2\nstorage " x "3\nstorage " x "4\nstorage " x "5\nstorage " x "6" \
  "\n"

typedef struct
{
  LkbVocabulary *vocabulary;
  LkbBoard *board;
  LkbAnalysis *analysis;
  LkbFindings *findings;
  LkbSight sight;
} Seen;

static void
see (Seen *seen, const char *text)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (GError) error = NULL;
  LkbRuleContext context = { 0 };

  seen->vocabulary = lkb_data_dirs_load_vocabulary (dirs, &error);
  g_assert_no_error (error);
  seen->board = lkb_builder_board (text);
  seen->analysis = lkb_analysis_new (seen->board, NULL);
  context.vocabulary = seen->vocabulary;
  seen->findings = lkb_rules_run (seen->board, seen->analysis, &context);
  seen->sight = (LkbSight){
    .board = seen->board,
    .analysis = seen->analysis,
    .findings = seen->findings,
    .vocabulary = seen->vocabulary,
  };
}

static void
forget (Seen *seen)
{
  g_object_unref (seen->board);
  lkb_analysis_unref (seen->analysis);
  lkb_findings_unref (seen->findings);
  lkb_vocabulary_free (seen->vocabulary);
}

typedef struct
{
  const char *id;
  const char *with;
  const char *without;
  const char *about; /* ids, joined by blanks */
} Case;

static const Case cases[] = {
  { "latency-class", "source s", "@board budget_latency=3 s @ p95\nsource s", "" },
  { "latency-class", "@board goal=A fast feed for everybody at home ; budget_latency=3 s @ p95",
    "@board goal=A feed within 3 s @ p95, so fast ; budget_latency=3 s @ p95", "@board" },
  { "availability-stated", PATH "@board budget_availability=99.9 %\nedge e4 c p mode=feedback",
    PATH, NULL },
  { "micro-batch", PATH "edge e4 i p mode=microbatch\n@board budget_latency=3 s @ p95",
    PATH "edge e4 i p mode=microbatch\n@board budget_latency=30 s @ p95", "e4" },
  { "micro-batch", PATH "pipeline q mode=triggered\n@board budget_freshness=5 s",
    PATH "pipeline q mode=continuous\n@board budget_freshness=5 s", "q" },
  { "only-p50", PATH "edge e4 i p latency_p50=40 ms",
    PATH "edge e4 i p latency_p50=40 ms ; latency_p95=120 ms", "e4" },
  { "exactly-once", PATH "edge e4 i p delivery=effectively-once",
    PATH "edge e4 i p delivery=at-least-once", "e4" },
  { "late-policy", PATH, PATH "edge e4 i p late_policy=dropped and counted", "p" },
  { "backfill", PATH, PATH "ingestion q replayable=true", "p" },
  { "schema-policy", PATH,
    "source s name=Web clicks\ningestion i name=Hub ; schema_policy=rescue\n"
    "edge e1 s i owner=Web ; schema_policy=rescue",
    "e1" },
  { "owner-share", PATH "edge e4 i p owner=web\nedge e5 p c owner=WEB\nedge e6 s p owner=Web",
    PATH "edge e4 i p owner=web\nedge e5 p c owner=WEB", "e1 e4 e5 e6" },
  { "escalation", PATH,
    PATH
    "@board roster=[owner:Web]\n"
    "edge e4 i p owner=Web ; escalation=[first:on-call|second:lead|channel:#web|within:15 min]",
    "e1 e2 e3" },
  { "utilisation",
    "source s rate=9 k events/s\ningestion i capacity=10 k events/s\nedge e1 s i rate=9 k events/s",
    "source s rate=7 k events/s\ningestion i capacity=10 k events/s\nedge e1 s i rate=7 k events/s",
    "i" },
  { "cost-missing", PATH, "pipeline p costs=[basis:fixed|price:$200 per month]", "" },
  { "cost-over",
    "@board budget_cost=$100 per month\npipeline p costs=[basis:fixed|price:$200 per month]",
    "@board budget_cost=$300 per month\npipeline p costs=[basis:fixed|price:$200 per month]", "p" },
  { "pii", PATH, PATH "source t data_classes=none", "s" },
  { "offline-online", PATH "feature-store f type=offline-table\nfeature-store g type=online-store",
    PATH "feature-store g type=online-store", "f g" },
  { "first-number", GOAL KPI " ; first_number=[text:99.99 %]\n" PATH,
    GOAL KPI " ; first_number=[text:99 %]\n" PATH, "" },
  { "too-many-nodes", NODES ("a") NODES ("b") "storage c1", NODES ("a") NODES ("b"), "" },
  { "single-region", PATH "storage x region=eu-west",
    PATH "storage x region=eu-west\nstorage y region=us-east", NULL },
  { "saving", GOAL "story=It saves $200 k.",
    GOAL "story=It goes from $20 k to $12 k per month, so saves $8 k per month.", "@board" },
  { "guarantee", GOAL "story=It never loses an event.",
    GOAL "story=It loses 0 events in 30 d, measured.", "@board" },
};

static void
test_condition (gconstpointer data)
{
  const Case *row = data;
  const LkbInterviewerLine *line = lkb_interviewer_find_line (row->id);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *about = NULL;
  Seen with, without;

  g_assert_nonnull (line);
  see (&with, row->with);
  see (&without, row->without);
  g_assert_true (line->holds (&with.sight, ids));
  g_assert_false (line->holds (&without.sight, none));
  g_assert_cmpuint (none->len, ==, 0);
  g_ptr_array_add (ids, NULL);
  about = g_strjoinv (" ", (char **) ids->pdata);
  if (row->about != NULL)
    g_assert_cmpstr (about, ==, row->about);
  forget (&with);
  forget (&without);
}

static void
test_focus_condition (void)
{
  const LkbInterviewerLine *line = lkb_interviewer_find_line ("time-on-node");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  Seen seen;

  see (&seen, PATH);
  g_assert_false (line->holds (&seen.sight, ids));
  seen.sight.focus = "p";
  seen.sight.focus_share = 0.25;
  g_assert_false (line->holds (&seen.sight, ids));
  seen.sight.focus_share = 0.26;
  g_assert_true (line->holds (&seen.sight, ids));
  g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, "p");
  forget (&seen);
}

/* Every line has its case, and no two have one name. */
static void
test_table (void)
{
  guint n;
  const LkbInterviewerLine *lines = lkb_interviewer_get_lines (&n);

  g_assert_cmpuint (n, ==, 21);
  for (guint i = 0; i < n; i++)
    {
      gboolean found = g_str_equal (lines[i].id, "time-on-node");

      g_assert_cmpuint (lines[i].weight, >, 0);
      g_assert_true (lkb_interviewer_find_line (lines[i].id) == &lines[i]);
      for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
        found |= g_str_equal (cases[k].id, lines[i].id);
      if (!found)
        g_error ("%s has no case", lines[i].id);
    }
}

/* A round second by second with answers after a while; what was asked, when. */
static char *
play (const LkbSight *sight, guint32 seed, gint64 answer_after, gint64 busy_from, gint64 busy_to)
{
  GString *told = g_string_new (NULL);
  LkbInterviewerCard asked[32];
  LkbInterviewerMoment moment
      = { .phase_start = 30 * MINUTE, .asked = asked, .seed = seed, .busy_until = -1 };

  for (gint64 now = 0; now < 45 * MINUTE; now += 1000)
    {
      const char *id;

      moment.now = now;
      moment.phase = now < 30 * MINUTE   ? LKB_ROUND_FEATURE
                     : now < 39 * MINUTE ? LKB_ROUND_PUSHBACK
                                         : LKB_ROUND_CLOSE;
      moment.busy = now >= busy_from && now < busy_to;
      if (moment.busy)
        moment.busy_until = now;
      if (moment.n_asked > 0 && answer_after > 0
          && asked[moment.n_asked - 1].answered == LKB_ROUND_NEVER
          && now - asked[moment.n_asked - 1].time >= answer_after)
        asked[moment.n_asked - 1].answered = now;
      id = lkb_interviewer_next (&moment, sight, NULL);
      if (id == NULL)
        continue;
      if (moment.n_asked > 0)
        g_assert_cmpint (now - asked[moment.n_asked - 1].time, >=, 2 * MINUTE);
      g_assert_false (moment.busy);
      if (moment.busy_until != LKB_ROUND_NEVER)
        g_assert_cmpint (now - moment.busy_until, >=, LKB_INTERVIEWER_QUIET_MS);
      g_string_append_printf (told, "%s@%d ", id, (int) (now / 1000));
      asked[moment.n_asked++]
          = (LkbInterviewerCard){ .id = id, .time = now, .answered = LKB_ROUND_NEVER };
    }
  return g_string_free (told, FALSE);
}

static guint
count_cards (const char *told)
{
  guint n = 0;

  for (; *told != '\0'; told++)
    n += *told == '@';
  return n;
}

static void
test_schedule (void)
{
  g_autoptr (GHashTable) rounds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Seen seen;

  see (&seen, PATH);
  for (guint32 seed = 0; seed < 20; seed++)
    {
      g_autofree char *first = play (&seen.sight, seed, 20000, 0, 0);
      g_autofree char *again = play (&seen.sight, seed, 20000, 0, 0);
      g_auto (GStrv) cards = g_strsplit (g_strchomp (first), " ", -1);
      g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_assert_cmpstr (first, ==, g_strchomp (again));
      g_assert_cmpuint (g_strv_length (cards), >=, 3);
      g_assert_cmpuint (g_strv_length (cards), <=, 5);
      for (guint i = 0; cards[i] != NULL; i++)
        {
          int second = atoi (strchr (cards[i], '@') + 1);

          g_assert_cmpint (second, >=, 1800);
          g_assert_cmpint (second, <, 2340);
          g_assert_true (
              g_hash_table_add (ids, g_strndup (cards[i], strchr (cards[i], '@') - cards[i])));
        }
      g_hash_table_add (rounds, g_strdup (first));
    }
  g_assert_cmpuint (g_hash_table_size (rounds), >, 10);
  forget (&seen);
}

static void
test_quiet (void)
{
  Seen seen;

  see (&seen, PATH);
  for (guint32 seed = 0; seed < 10; seed++)
    {
      /* Whoever draws all the time is not interrupted, and whoever stops is 8 s later at the earliest. */
      g_autofree char *all = play (&seen.sight, seed, 0, 0, 45 * MINUTE);
      g_autofree char *half = play (&seen.sight, seed, 0, 0, 34 * MINUTE);
      /* Nobody answers: the card goes by itself and the next one comes all the same. */
      g_autofree char *none = play (&seen.sight, seed, 0, 0, 0);

      g_assert_cmpstr (all, ==, "");
      g_assert_cmpuint (count_cards (half), >=, 2);
      g_assert_cmpint (atoi (strchr (half, '@') + 1), ==, 34 * 60 + 7);
      g_assert_cmpuint (count_cards (none), >=, 3);
    }
  forget (&seen);
}

static void
test_nothing_to_ask (void)
{
  g_autoptr (GPtrArray) elements = NULL;
  LkbInterviewerMoment moment = {
    .now = 35 * MINUTE, .phase = LKB_ROUND_PUSHBACK, .phase_start = 30 * MINUTE, .busy_until = -1
  };
  LkbInterviewerCard asked = { "latency-class", 31 * MINUTE, 32 * MINUTE };
  Seen seen;

  see (&seen, "@board title=Empty");
  g_assert_cmpstr (lkb_interviewer_next (&moment, &seen.sight, &elements), ==, "latency-class");
  g_assert_cmpuint (elements->len, ==, 0);
  moment.asked = &asked;
  moment.n_asked = 1;
  g_assert_true (lkb_interviewer_is_due (&moment));
  g_assert_null (lkb_interviewer_next (&moment, &seen.sight, NULL));
  /* A card that is still shown keeps the others waiting. */
  asked.answered = LKB_ROUND_NEVER;
  asked.time = moment.now - LKB_INTERVIEWER_CARD_MS + 1;
  g_assert_false (lkb_interviewer_is_over (&asked, moment.now));
  g_assert_false (lkb_interviewer_is_due (&moment));
  asked.time--;
  g_assert_true (lkb_interviewer_is_over (&asked, moment.now));
  forget (&seen);
}

static LkbChange *
set_field (LkbBoard *board, const char *id, LkbField field, const char *text)
{
  LkbChange *change = lkb_change_new (NULL);
  g_autoptr (LkbElement) after = lkb_element_with_text (lkb_board_lookup (board, id), field, text);

  lkb_change_add (change, lkb_board_lookup (board, id), after);
  return change;
}

static void
test_answered (void)
{
  static const char *const about[] = { "p", NULL };
  g_autoptr (LkbChange) late = NULL, other = NULL, moved = NULL, title = NULL;
  g_autoptr (LkbElement) right = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  Seen seen, mended;

  see (&seen, PATH);
  see (&mended, PATH "edge e4 i p late_policy=dropped");
  late = set_field (seen.board, "p", LKB_FIELD_LATE_POLICY, "dropped");
  other = set_field (seen.board, "c", LKB_FIELD_NAME, "Feed");
  title = set_field (seen.board, LKB_BOARD_ID, LKB_FIELD_TITLE, "T");
  moved = lkb_change_new (NULL);
  right = lkb_element_with_position (lkb_board_lookup (seen.board, "p"), 400, 0);
  lkb_change_add (moved, lkb_board_lookup (seen.board, "p"), right);

  g_assert_true (lkb_interviewer_is_answered ("late-policy", about, late, &seen.sight, &changed));
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (changed, 0), ==, "p");
  g_assert_false (lkb_interviewer_is_answered ("late-policy", about, other, &seen.sight, NULL));
  g_assert_false (lkb_interviewer_is_answered ("late-policy", about, moved, &seen.sight, NULL));
  g_assert_false (lkb_interviewer_is_answered ("late-policy", about, title, NULL, NULL));
  g_assert_false (lkb_interviewer_is_answered ("late-policy", about, NULL, NULL, NULL));
  /* By an edge that the card was not about. */
  g_assert_true (lkb_interviewer_is_answered ("late-policy", about, other, &mended.sight, NULL));
  /* Who is to look elsewhere answers by that. */
  g_assert_false (lkb_interviewer_is_answered ("time-on-node", about, late, NULL, NULL));
  g_assert_true (lkb_interviewer_is_answered ("time-on-node", about, other, NULL, NULL));
  forget (&seen);
  forget (&mended);
}

static void
test_pick (void)
{
  for (guint32 seed = 0; seed < 8; seed++)
    {
      guint seen = 0;

      for (gint64 t = 0; t <= 6 * MINUTE; t += MINUTE)
        {
          guint at = lkb_interviewer_pick (LKB_ROUND_GOAL, seed, 3, t, 5 * MINUTE);

          g_assert_cmpuint (at, <, 3);
          g_assert_cmpuint (at, ==, lkb_interviewer_pick (LKB_ROUND_GOAL, seed, 3, t, 5 * MINUTE));
          seen |= 1 << at;
        }
      g_assert_cmpuint (seen, ==, 7);
    }
  g_assert_cmpuint (lkb_interviewer_pick (LKB_ROUND_CLOSE, 1, 1, 5, 0), ==, 0);
}

static void
test_focus (void)
{
  g_autoptr (LkbFocus) focus = lkb_focus_new ();
  g_autoptr (LkbChange) pipeline = NULL, consumer = NULL, owner = NULL, edge = NULL, both = NULL;
  g_autoptr (LkbElement) right = NULL;
  double share;
  Seen seen;

  see (&seen, PATH);
  pipeline = set_field (seen.board, "p", LKB_FIELD_LATE_POLICY, "dropped");
  consumer = set_field (seen.board, "c", LKB_FIELD_NAME, "Feed");
  owner = set_field (seen.board, "c", LKB_FIELD_OWNER, "Feeds");
  edge = set_field (seen.board, "e1", LKB_FIELD_LATENCY_P50, "5 ms");
  both = lkb_change_new (NULL);
  lkb_change_merge (both, pipeline);
  lkb_change_merge (both, consumer);

  g_assert_null (lkb_focus_get_node (focus, 0, &share));
  lkb_focus_add (focus, 10000, edge);
  lkb_focus_add (focus, 20000, owner);
  lkb_focus_add (focus, 30000, both);
  g_assert_null (lkb_focus_get_node (focus, 40000, &share));
  lkb_focus_add (focus, 40000, consumer);
  g_assert_cmpstr (lkb_focus_get_node (focus, 40000, &share), ==, "c");
  g_assert_cmpfloat (share, ==, 0.25);
  /* A long silence is a minute's work at most. */
  lkb_focus_add (focus, 40000 + 10 * MINUTE, pipeline);
  g_assert_cmpstr (lkb_focus_get_node (focus, 12 * MINUTE, &share), ==, "p");
  g_assert_cmpfloat_with_epsilon (share, 1.0 / 12, 1e-9);
  forget (&seen);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/interviewer/reason/%s/%u", cases[i].id, i);

      g_test_add_data_func (path, &cases[i], test_condition);
    }
  g_test_add_func ("/interviewer/reason/time-on-node", test_focus_condition);
  g_test_add_func ("/interviewer/table", test_table);
  g_test_add_func ("/interviewer/schedule", test_schedule);
  g_test_add_func ("/interviewer/quiet", test_quiet);
  g_test_add_func ("/interviewer/nothing-to-ask", test_nothing_to_ask);
  g_test_add_func ("/interviewer/answered", test_answered);
  g_test_add_func ("/interviewer/pick", test_pick);
  g_test_add_func ("/focus", test_focus);
  return g_test_run ();
}
