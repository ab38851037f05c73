/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/picture/lkb-scene.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

/* Arrows of one owner that run together: how they are drawn and labelled. */

#define FAN_NODES                                                                                  \
  "source a name=Clicks ; owner=Web ; x=0 ; y=148\n"                                               \
  "pipeline p name=Orders ; owner=Silver ; x=416 ; y=0\n"                                          \
  "pipeline q name=Clicks ; owner=Silver ; x=416 ; y=148\n"                                        \
  "pipeline r name=Returns ; owner=Silver ; x=416 ; y=296\n"                                       \
  "consumer d name=Feed ; owner=Reco ; x=832 ; y=148\n"

static LkbScene *
make_scene (const char *text)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (text);
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();

  return lkb_scene_new (measurer, board, NULL);
}

static LkbScene *
make_fan (const char *mode, const char *middle)
{
  g_autoptr (GString) text = g_string_new (FAN_NODES);
  const char *ends[] = { "p", "q", "r" };

  for (guint i = 0; i < 6; i++)
    {
      const char *other = ends[i % 3];
      g_string_append_printf (text,
                              "edge e%u %s %s owner=%s ; consumer_owner=%s ; mode=%s ; "
                              "latency_p50=%s ; latency_p95=120 ms\n",
                              i, i < 3 ? "a" : other, i < 3 ? other : "d", i < 3 ? "Web" : "Silver",
                              i < 3 ? "Silver" : "Reco", mode, i % 3 == 1 ? middle : "40 ms");
    }
  return make_scene (text->str);
}

static const LkbSceneItem *
find (LkbScene *scene, const char *id)
{
  const LkbSceneItem *item = lkb_scene_find (scene, id);

  g_assert_nonnull (item);
  return item;
}

/* Where along a level line at @y is ink, in quarters of a unit from @x0 on. */
typedef struct
{
  double x0;
  double y;
  GString *ink;
} Ruler;

static void
put_ink (Ruler *ruler, double x0, double x1)
{
  for (gsize i = 0; i < ruler->ink->len; i++)
    {
      double x = ruler->x0 + (i + 0.5) / 4;

      if (x > MIN (x0, x1) && x < MAX (x0, x1))
        ruler->ink->str[i] = '#';
    }
}

static gboolean
measure_dashes_cb (const LkbPictureItem *item, double x, double y, double scale, guint depth,
                   gpointer data)
{
  Ruler *ruler = data;
  const LkbStroke *stroke = item->type == LKB_ITEM_PATH ? &item->path.stroke : NULL;
  LkbPoint at = { 0, 0 };
  double period = 0, along = 0;

  if (stroke == NULL || stroke->n_dashes != 2)
    return TRUE;
  period = stroke->dashes[0] + stroke->dashes[1];
  for (gsize i = 0; i < item->path.n_segments; i++)
    {
      const LkbPathSegment *segment = &item->path.segments[i];
      double length = hypot (segment->to.x - at.x, segment->to.y - at.y);
      double sign = segment->to.x > at.x ? 1 : -1;

      if (segment->op == LKB_PATH_MOVE)
        along = length = 0;
      if (length > 0 && ABS (segment->to.y - ruler->y) < 0.01 && ABS (at.y - ruler->y) < 0.01)
        for (double s = -fmod (along, period); s < length; s += period)
          put_ink (ruler, at.x + sign * MAX (s, 0),
                   at.x + sign * CLAMP (s + stroke->dashes[0], 0, length));
      along += length;
      at = segment->to;
    }
  return TRUE;
}

/* (transfer full) */
static char *
measure_dashes (LkbPicture *picture, double x0, double x1, double y)
{
  Ruler ruler = { x0, y, g_string_new (NULL) };

  for (double x = x0; x < x1; x += 0.25)
    g_string_append_c (ruler.ink, '.');
  lkb_picture_foreach (picture, measure_dashes_cb, &ruler);
  return g_string_free (ruler.ink, FALSE);
}

/* The dashes of all lie on each other, or they would look like those of another mode; a strong line on them too. */
static void
test_dashes (void)
{
  static const char *const modes[] = { "batch", "microbatch" };
  static const char *const ids[] = { "e0", "e1", "e2", "e3", "e4", "e5" };

  for (guint m = 0; m < G_N_ELEMENTS (modes); m++)
    {
      g_autoptr (LkbScene) scene = make_fan (modes[m], "40 ms");

      for (guint end = 0; end < 2; end++)
        {
          const LkbSceneItem *straight = find (scene, ids[end * 3 + 1]);
          const LkbSceneItem *bent = find (scene, ids[end * 3]);
          double x0 = end == 0 ? straight->points[0].x : bent->points[bent->n_points - 2].x;
          double x1 = end == 0 ? bent->points[1].x
                               : straight->points[straight->n_points - 1].x - 13;
          g_autofree char *first = NULL;

          g_assert_cmpuint (straight->n_points, ==, 2);
          g_assert_cmpfloat (x1 - x0, >, 100);
          for (guint i = end * 3; i < end * 3 + 3; i++)
            {
              const char *const lit[] = { ids[i], NULL };
              LkbPicture *line = lkb_scene_get_picture (scene, find (scene, ids[i]),
                                                        LKB_DETAIL_FULL);
              g_autoptr (LkbPicture) strong = lkb_scene_dup_path (scene, lit);
              g_autofree char *ink = measure_dashes (line, x0, x1, straight->points[0].y);
              g_autofree char *strong_ink = measure_dashes (strong, x0, x1, straight->points[0].y);

              g_assert_nonnull (strchr (ink, '#'));
              g_assert_nonnull (strchr (ink, '.'));
              if (first == NULL)
                first = g_strdup (ink);
              g_assert_cmpstr (ink, ==, first);
              g_assert_cmpstr (strong_ink, ==, first);
            }
        }
    }
}

/* A pill sits on the line that all share, and figures that are all the same stand there only. */
static void
test_pill (void)
{
  g_autoptr (LkbScene) scene = make_fan ("stream", "40 ms");

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i);
      const LkbSceneItem *item = find (scene, id);

      g_assert_cmpint (item->trunk == NULL, ==, i % 3 == 1);
      if (i % 3 == 1)
        {
          g_assert_true (item->label_clear);
          g_assert_cmpfloat (item->numbers_box.w, >, 0);
          g_assert_cmpfloat_with_epsilon (item->label_box.y + item->label_box.h / 2,
                                          item->points[0].y, 0.01);
        }
      else
        g_assert_cmpfloat (item->label_box.w + item->numbers_box.w, ==, 0);
    }
}

static gboolean
has_text_cb (const LkbPictureItem *item, double x, double y, double scale, guint depth,
             gpointer data)
{
  return item->type != LKB_ITEM_TEXT || !g_str_equal (item->text.text, data);
}

static gboolean
says (LkbScene *scene, const char *id, const char *text)
{
  LkbPicture *label = lkb_scene_get_label (scene, find (scene, id), LKB_DETAIL_FULL);

  return label != NULL && !lkb_picture_foreach (label, has_text_cb, (gpointer) text);
}

/* Figures that differ stand each at its own line; the one at the pill tells whose it is. */
static void
test_figures (void)
{
  g_autoptr (LkbScene) scene = make_fan ("stream", "60 ms");

  g_assert_true (says (scene, "e0", "40 / 120 ms"));
  g_assert_true (says (scene, "e2", "40 / 120 ms"));
  g_assert_true (says (scene, "e1", "60 / 120 ms"));
  g_assert_true (says (scene, "e1", "Clicks"));
  g_assert_true (says (scene, "e1", "×3"));
  g_assert_false (says (scene, "e0", "Orders"));
}

/* Other styles are other lines. */
static void
test_styles (void)
{
  g_autoptr (LkbScene) scene = make_scene (
      FAN_NODES "edge e0 a p owner=Web ; consumer_owner=Silver ; mode=batch\n"
                "edge e1 a q owner=Web ; consumer_owner=Silver ; mode=microbatch\n"
                "edge e2 a r owner=Web ; consumer_owner=Silver ; mode=batch\n");

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i);

      g_assert_null (find (scene, id)->trunk);
      g_assert_false (says (scene, id, "×3"));
    }
}

#define TWO_NODES                                                                                  \
  "source a name=Clicks ; owner=Web ; x=0 ; y=0\n"                                                 \
  "feature-store b name=Store ; owner=ML Platform ; x=416 ; y=0\n"                                 \
  "model c name=Ranker ; owner=ML Platform ; x=416 ; y=188\n"
#define FIGURES " ; latency_p50=40 ms ; latency_p95=120 ms\n"

/* Two that say the same between the same cards are one trunk, others keep their own words. */
static void
test_pair (void)
{
  g_autoptr (LkbScene) same = make_scene (
      TWO_NODES "edge e1 a b owner=Web ; consumer_owner=ML Platform ; mode=stream" FIGURES
                "edge e2 a b owner=Web ; consumer_owner=ML Platform ; mode=stream" FIGURES);
  g_autoptr (LkbScene) other = make_scene (
      TWO_NODES "edge e1 a b owner=Web ; consumer_owner=ML Platform ; mode=stream" FIGURES
                "edge e2 a b owner=Web ; consumer_owner=ML Platform ; mode=batch" FIGURES);

  g_assert_true (says (same, "e1", "×2"));
  g_assert_cmpstr (find (same, "e2")->trunk, ==, "e1");
  for (guint i = 0; i < 2; i++)
    {
      const char *id = i == 0 ? "e1" : "e2";

      g_assert_true (says (other, id, "Web"));
      g_assert_true (says (other, id, "ML Platform"));
      g_assert_true (says (other, id, "40 / 120 ms"));
      g_assert_true (find (other, id)->label_clear);
    }
}

/* Three upright ones leave room for all their pills. */
static void
test_three (void)
{
  static const char *const ids[] = { "e1", "e2", "e3" };
  g_autoptr (LkbScene) scene = make_scene (
      TWO_NODES "edge e1 b c owner=Web ; consumer_owner=Streaming ; mode=stream" FIGURES
                "edge e2 b c owner=Web ; consumer_owner=Streaming ; mode=batch" FIGURES
                "edge e3 b c owner=Home ; consumer_owner=Streaming ; mode=microbatch" FIGURES);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_cmpuint (find (scene, ids[i])->n_points, ==, 2);
      g_assert_true (find (scene, ids[i])->label_clear);
      g_assert_false (find (scene, ids[i])->cut);
      g_assert_true (says (scene, ids[i], i < 2 ? "Web" : "Home"));
      g_assert_true (says (scene, ids[i], "Streaming"));
      g_assert_true (says (scene, ids[i], "40 / 120 ms"));
    }
}

/* A loop below another line says all beside itself. */
static void
test_loop (void)
{
  g_autoptr (LkbScene) scene = make_scene (
      "source a name=Clicks ; owner=Web ; x=0 ; y=0\n"
      "pipeline b name=Feature pipeline ; owner=Feature Eng ; x=416 ; y=0\n"
      "consumer d name=Feed ; owner=Reco ; x=920 ; y=0\n"
      "edge e1 a b owner=Web ; mode=stream" FIGURES
      "edge e2 b b owner=Feature Eng ; mode=stream" FIGURES
      "edge e3 d a owner=Reco ; consumer_owner=Web ; mode=feedback" FIGURES);

  g_assert_true (find (scene, "e2")->label_clear);
  g_assert_cmpfloat (find (scene, "e2")->label_box.w, >, 48);
  g_assert_true (says (scene, "e2", "40 / 120 ms"));
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  lkb_test_require_font ();
  g_test_add_func ("/trunks/dashes", test_dashes);
  g_test_add_func ("/trunks/pill", test_pill);
  g_test_add_func ("/trunks/figures", test_figures);
  g_test_add_func ("/trunks/styles", test_styles);
  g_test_add_func ("/trunks/pair", test_pair);
  g_test_add_func ("/trunks/three", test_three);
  g_test_add_func ("/trunks/loop", test_loop);
  return g_test_run ();
}
