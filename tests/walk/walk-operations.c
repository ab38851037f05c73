/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "walk-hand.h"
#include "walk-panels.h"
#include "walk-values.h"
#include "widgets/canvas/lkb-editor-bridge.h"

int
walk_below (Hand *hand, int n)
{
  return n > 0 ? g_rand_int_range (hand->rand, 0, n) : 0;
}

const LkbElement *
walk_pick_element (Hand *hand)
{
  const GPtrArray *elements = lkb_board_get_elements (hand->board);

  return elements->len > 0 ? elements->pdata[walk_below (hand, (int) elements->len)] : NULL;
}

static LkbKind
pick_kind (Hand *hand)
{
  if (walk_below (hand, 6) == 0)
    return walk_below (hand, 2) == 0 ? LKB_KIND_NOTE : LKB_KIND_GROUP;
  return (LkbKind) (LKB_KIND_SOURCE + walk_below (hand, LKB_KIND_GOVERNANCE - LKB_KIND_SOURCE + 1));
}

static void
do_place (Hand *hand)
{
  LkbPoint at = { 0, 0 };
  gboolean somewhere = walk_below (hand, 2) == 0;

  walk_aim (hand);
  at = lkb_viewport_to_board (lkb_editor_get_viewport (hand->editor), hand->at.x, hand->at.y);
  hand->action = "place";
  if (lkb_board_get_n_elements (hand->board) < WALK_MANY_ELEMENTS)
    lkb_editor_place (hand->editor, pick_kind (hand), somewhere ? &at : NULL,
                      walk_below (hand, 2) == 0);
}

static void
do_edit (Hand *hand)
{
  static const LkbField facts[] = { LKB_FIELD_TITLE, LKB_FIELD_GOAL, LKB_FIELD_BUDGET_LATENCY,
                                    LKB_FIELD_BUDGET_COST };
  static const char *const figures[] = { "40/120", "2 s p95", "10k/s", "90 ms p50", "soon", "" };
  static const char *const owners[] = { "Web > Reco", "Web", "> Reco", "Web >", "", ">>" };
  const LkbElement *element = walk_pick_element (hand);
  g_autofree char *id = element != NULL ? g_strdup (lkb_element_get_id (element)) : NULL;

  switch (walk_below (hand, 6))
    {
    case 0:
      hand->action = "set name";
      lkb_editor_set_name (hand->editor, id != NULL ? id : "nobody", walk_pick_text (hand->rand));
      break;
    case 1:
      hand->action = "set fact";
      lkb_editor_set_fact (hand->editor, facts[walk_below (hand, G_N_ELEMENTS (facts))],
                           walk_below (hand, 2) == 0 ? walk_pick_quantity (hand->rand)
                                                     : "Clicks within 3 s");
      break;
    case 2:
      hand->action = "set figures";
      lkb_editor_set_figures (hand->editor, id != NULL ? id : "nobody",
                              figures[walk_below (hand, G_N_ELEMENTS (figures))]);
      break;
    case 3:
      hand->action = "set KPI";
      lkb_editor_set_kpi (hand->editor, walk_below (hand, 2) == 0 ? "≤ 3 s @ p95" : "soon");
      break;
    default:
      hand->action = "set owner";
      if (element != NULL
          && lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_OWNER) > 0)
        lkb_editor_set_owner (hand->editor, id, owners[walk_below (hand, G_N_ELEMENTS (owners))]);
    }
}

static gboolean
is_group_selected (Hand *hand)
{
  const char *id = lkb_editor_get_selected (hand->editor)[0];

  return lkb_editor_get_n_selected (hand->editor) == 1
         && lkb_element_get_kind (lkb_board_lookup (hand->board, id)) == LKB_KIND_GROUP;
}

void
walk_operate (Hand *hand)
{
  const LkbElement *a = walk_pick_element (hand);
  const LkbElement *b = walk_pick_element (hand);

  switch (walk_below (hand, 15))
    {
    case 0:
      hand->action = is_group_selected (hand) ? "ungroup" : "delete";
      lkb_editor_delete_selected (hand->editor);
      break;
    case 1:
      hand->action = "duplicate";
      if (lkb_board_get_n_elements (hand->board) < WALK_MANY_ELEMENTS)
        lkb_editor_duplicate_selected (hand->editor);
      break;
    case 2:
      hand->action = "group";
      lkb_editor_group_selected (hand->editor);
      break;
    case 3:
      {
        gboolean flow = walk_below (hand, 2) == 0;

        hand->action = flow ? "arrange as flow" : "arrange as page";
        lkb_editor_arrange (hand->editor, flow ? LKB_ARRANGEMENT_FLOW : LKB_ARRANGEMENT_PAGE);
      }
      break;
    case 4:
      {
        g_autoptr (LkbBoard) copy = lkb_editor_dup_selection (hand->editor);

        hand->action = "paste";
        if (copy != NULL && lkb_board_get_n_elements (hand->board) < WALK_MANY_ELEMENTS)
          lkb_editor_paste (hand->editor, copy, NULL);
        break;
      }
    case 5:
      hand->action = "connect";
      if (a != NULL && b != NULL && lkb_element_is_node (a) && lkb_element_is_node (b))
        {
          g_autofree char *from = g_strdup (lkb_element_get_id (a));
          g_autofree char *to = g_strdup (lkb_element_get_id (b));

          lkb_editor_connect (hand->editor, from, to);
        }
      break;
    case 6:
      hand->action = "next kind";
      if (lkb_board_get_n_elements (hand->board) < WALK_MANY_ELEMENTS)
        lkb_editor_place_next (hand->editor);
      break;
    case 7:
      hand->action = "rename or own";
      if (walk_below (hand, 2) == 0)
        lkb_editor_begin_rename (hand->editor);
      else
        lkb_editor_begin_owner (hand->editor);
      break;
    case 8:
    case 9:
      do_edit (hand);
      break;
    case 10:
    case 11:
      hand->action = "neighbour";
      if (lkb_board_get_n_elements (hand->board) < WALK_MANY_ELEMENTS)
        lkb_editor_go_beside (hand->editor, (LkbSide) (LKB_SIDE_AUTO + 1 + walk_below (hand, 4)));
      break;
    case 12:
      hand->action = "reconnect";
      if (hand->bridge != NULL)
        lkb_editor_bridge (hand->editor, hand->bridge);
      break;
    default:
      do_place (hand);
    }
}

void
walk_choose (Hand *hand)
{
  const LkbElement *element = walk_pick_element (hand);
  const char *id = element != NULL ? lkb_element_get_id (element) : NULL;

  hand->action = "selection";
  switch (walk_below (hand, 6))
    {
    case 0:
      lkb_editor_select_step (hand->editor, walk_below (hand, 2) == 0 ? 1 : -1);
      if (walk_below (hand, 8) == 0)
        lkb_editor_remove_stop (hand->editor);
      break;
    case 1:
      lkb_editor_select_along (hand->editor, (LkbSide) (LKB_SIDE_AUTO + 1 + walk_below (hand, 4)));
      break;
    case 2:
      if (id != NULL)
        lkb_editor_toggle (hand->editor, id);
      break;
    case 3:
      if (walk_below (hand, 6) == 0)
        lkb_editor_select_all (hand->editor);
      break;
    case 4:
      lkb_editor_escape (hand->editor);
      break;
    default:
      lkb_editor_select (hand->editor, id);
    }
}

void
walk_look (Hand *hand)
{
  LkbViewport *viewport = lkb_editor_get_viewport (hand->editor);

  hand->action = "view";
  switch (walk_below (hand, 9))
    {
    case 7:
      hand->action = "paint owners";
      lkb_editor_set_painting (hand->editor, walk_below (hand, 2) == 0 ? "Web" : "Streaming");
      break;
    case 8:
      lkb_editor_toggle_snap (hand->editor);
      break;
    case 0:
      lkb_editor_set_tool (hand->editor, (LkbToolId) walk_below (hand, LKB_N_TOOLS));
      break;
    case 1:
      lkb_editor_set_placing (hand->editor, pick_kind (hand));
      break;
    case 2:
      lkb_editor_set_space (hand->editor, walk_below (hand, 2) == 0);
      break;
    case 3:
      lkb_viewport_zoom_at (viewport, g_rand_double_range (hand->rand, 0.5, 2), hand->at.x,
                            hand->at.y);
      break;
    case 4:
      lkb_viewport_pan (viewport, walk_below (hand, 400) - 200, walk_below (hand, 400) - 200);
      break;
    case 5:
      lkb_editor_zoom_to_selection (hand->editor);
      break;
    default:
      lkb_editor_zoom_to_fit (hand->editor);
      lkb_editor_set_tool (hand->editor, LKB_TOOL_SELECT);
    }
}

void
walk_press_key (Hand *hand)
{
  switch (walk_below (hand, 4))
    {
    case 0:
      hand->action = "nudge";
      lkb_editor_nudge (hand->editor, (walk_below (hand, 5) - 2) * 4,
                        (walk_below (hand, 5) - 2) * 4);
      break;
    case 1:
      hand->action = "undo";
      lkb_editor_cancel (hand->editor);
      lkb_history_undo (hand->history);
      break;
    case 2:
      hand->action = "redo";
      lkb_editor_cancel (hand->editor);
      lkb_history_redo (hand->history);
      break;
    default:
      hand->action = "save mark";
      lkb_history_end_merge (hand->history);
    }
}

/* A text, a cell or a row of the page, typed over, or a row taken away. */
static void
write_on_page (Hand *hand)
{
  static const LkbField lists[] = { LKB_FIELD_KPIS, LKB_FIELD_ASSUMPTIONS, LKB_FIELD_TRADE_OFFS };
  static const char *const lines[] = { "",
                                       " ",
                                       "≤ 3 s @ p95",
                                       "soon",
                                       "fresh lists within 2 s p99",
                                       "$2k/mo",
                                       "99.9%",
                                       "A over B; gives up C; knob D",
                                       "\"over\" over \"; x\"",
                                       "gains time, knob rate" };
  LkbSheet *sheet = lkb_editor_get_sheet (hand->editor);
  guint n = lkb_sheet_get_n_stops (sheet);
  const LkbSheetStop *stop;
  LkbField field;
  int row;

  /* Rows are told by their number, and the list may have become shorter. */
  if (walk_below (hand, 2) == 0)
    {
      hand->action = "write in a list of the page";
      lkb_editor_set_stop_text (hand->editor, lists[walk_below (hand, G_N_ELEMENTS (lists))],
                                walk_below (hand, 5),
                                lines[walk_below (hand, G_N_ELEMENTS (lines))]);
      return;
    }
  hand->action = "look at the page";
  if (n == 0)
    return;
  stop = lkb_sheet_get_stop (sheet, (guint) walk_below (hand, (int) n));
  field = stop->field;
  row = stop->row;
  lkb_editor_go_to_stop (hand->editor, stop);
  if (walk_below (hand, 2) == 0)
    {
      hand->action = "remove from the page";
      lkb_editor_remove_stop (hand->editor);
    }
  else if (lkb_editor_can_type (hand->editor, field, row))
    {
      const char *line = lines[walk_below (hand, G_N_ELEMENTS (lines))];
      g_autofree char *shown = lkb_editor_dup_stop_text (hand->editor, field, row);
      g_autofree char *hint = lkb_editor_dup_stop_hint (hand->editor, field);
      g_autofree char *offer = lkb_editor_dup_stop_offer (hand->editor, field);
      g_autofree char *echo = lkb_editor_dup_stop_echo (hand->editor, field, row, line);

      hand->action = "write on the page";
      lkb_editor_set_stop_text (hand->editor, field, row,
                                offer != NULL && walk_below (hand, 2) == 0 ? offer : line);
    }
}

/* What stands beside the canvas. */
void
walk_use_panel (Hand *hand)
{
  switch (walk_below (hand, 10))
    {
    case 8:
    case 9:
      write_on_page (hand);
      break;
    case 0:
    case 1:
      hand->action = walk_mend (hand->rand, hand->editor, hand->vocabulary);
      break;
    case 2:
      hand->action = walk_outline (hand->rand, hand->editor);
      break;
    case 3:
      if (lkb_board_get_n_elements (hand->board) < WALK_MANY_ELEMENTS)
        hand->action = walk_type (hand->rand, hand->editor);
      break;
    case 4:
      hand->action = "save";
      lkb_history_set_saved (hand->history);
      break;
    default:
      hand->action = walk_inspect (hand->rand, hand->editor);
    }
}
