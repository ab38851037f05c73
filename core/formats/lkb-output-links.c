/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-output-links.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-knob.h"
#include "core/model/lkb-ownership.h"

static void
clear_link (gpointer data)
{
  LkbPictureLink *link = data;

  g_free (link->target);
  g_free (link->title);
}

/* Takes @title. An edge is shown at its label, where its owner stands. */
static void
add_link (GArray *links, LkbScene *scene, const LkbBox *box, const char *id, char *title,
          guint level)
{
  const LkbSceneItem *item = lkb_scene_find (scene, id);
  LkbPictureLink link = { *box, NULL, title, level };

  if (item != NULL && item->kind == LKB_KIND_EDGE && item->trunk != NULL)
    item = lkb_scene_find (scene, item->trunk);
  if (item == NULL)
    {
      g_free (title);
      return;
    }
  link.target = g_strdup_printf (item->label_box.w > 0 ? "lb-%s.label" : "lb-%s", item->id);
  g_array_append_val (links, link);
}

static char *
dup_name (LkbBoard *board, const char *id)
{
  const char *name = lkb_element_get_text (lkb_board_lookup (board, id), LKB_FIELD_NAME);

  return lkb_text_shown_line (name != NULL ? name : id);
}

static char *
dup_edge_title (LkbBoard *board, const LkbElement *edge)
{
  g_autofree char *from = dup_name (board, lkb_element_get_from (edge));
  g_autofree char *to = dup_name (board, lkb_element_get_to (edge));

  /* Translators: an arrow of the board: the nodes at its two ends. */
  return g_strdup_printf (_ ("%s → %s"), from, to);
}

/* The row of a team leads to its first edge; the others hang below it in the outline. */
static void
add_team (GArray *links, LkbBoard *board, LkbScene *scene, const LkbBox *row, const char *team)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  static const LkbBox nowhere = { 0 };
  gboolean is_first = TRUE;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);
      LkbEdgeOwnership ownership;

      if (!lkb_element_is_edge (edge))
        continue;
      lkb_board_get_edge_ownership (board, edge, &ownership);
      if (ownership.owner == NULL || !lkb_text_equal_folded (ownership.owner, team))
        continue;
      if (is_first)
        add_link (links, scene, row, lkb_element_get_id (edge), lkb_text_shown_line (team), 0);
      is_first = FALSE;
      add_link (links, scene, &nowhere, lkb_element_get_id (edge), dup_edge_title (board, edge), 1);
    }
}

static void
add_knob (GArray *links, LkbBoard *board, LkbScene *scene, const LkbSheetStop *stop)
{
  const LkbValue *list = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_TRADE_OFFS);
  const LkbValue *row = list != NULL && stop->row >= 0 && (guint) stop->row < lkb_value_get_n (list)
                            ? lkb_value_get_nth (list, (guint) stop->row)
                            : NULL;
  const char *knob = row != NULL ? lkb_value_get_member_text (row, "knob") : NULL;
  const LkbElement *element;
  LkbField field;

  if (knob != NULL && lkb_board_find_knob (board, knob, &element, &field))
    add_link (links, scene, &stop->box, lkb_element_get_id (element), NULL, 0);
}

GArray *
lkb_output_collect_links (LkbBoard *board, LkbScene *scene, LkbSheet *sheet)
{
  GArray *links = g_array_new (FALSE, TRUE, sizeof (LkbPictureLink));

  g_array_set_clear_func (links, clear_link);
  for (guint i = 0; i < lkb_sheet_get_n_stops (sheet); i++)
    {
      const LkbSheetStop *stop = lkb_sheet_get_stop (sheet, i);

      if (stop->part == LKB_SHEET_OWNERS && stop->row >= 0)
        add_team (links, board, scene, &stop->box, stop->text);
      else if (stop->part == LKB_SHEET_FEATURES && stop->id != NULL)
        add_link (links, scene, &stop->box, stop->id, NULL, 0);
      else if (stop->part == LKB_SHEET_TRADE_OFFS)
        add_knob (links, board, scene, stop);
    }
  return links;
}
