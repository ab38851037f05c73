/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-spoken.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"

static char *
dup_end_name (LkbBoard *board, const char *id)
{
  const LkbElement *element = lkb_board_lookup (board, id);

  return element != NULL ? lkb_spoken_dup_name (board, element) : g_strdup (id);
}

char *
lkb_spoken_dup_name (LkbBoard *board, const LkbElement *element)
{
  LkbKind kind = lkb_element_get_kind (element);

  if (kind == LKB_KIND_EDGE)
    {
      g_autofree char *from = dup_end_name (board, lkb_element_get_from (element));
      g_autofree char *to = dup_end_name (board, lkb_element_get_to (element));

      return g_strdup_printf ("%s → %s", from, to);
    }
  if (kind == LKB_KIND_NOTE && !lkb_text_is_blank (lkb_element_get_text (element, LKB_FIELD_TEXT)))
    return lkb_text_shown_line (lkb_element_get_text (element, LKB_FIELD_TEXT));
  if (lkb_element_get_name (element) != NULL)
    return lkb_text_shown_line (lkb_element_get_name (element));
  return g_strdup (lkb_kind_get_label (kind, lkb_board_get_naming (board)));
}

char *
lkb_spoken_dup_owner (LkbBoard *board, const LkbElement *element)
{
  g_autofree char *owner = lkb_spoken_dup_typed_owner (board, element);

  return lkb_text_shown_line (owner);
}

char *
lkb_spoken_dup_typed_owner (LkbBoard *board, const LkbElement *element)
{
  LkbEdgeOwnership ownership;
  const char *owner;

  if (!lkb_element_is_edge (element))
    {
      owner = lkb_element_get_text (element, LKB_FIELD_OWNER);
      return g_strdup (owner != NULL ? owner : "");
    }
  lkb_board_get_edge_ownership (board, element, &ownership);
  if (ownership.owner == NULL)
    return g_strdup ("");
  if (!ownership.cross_team)
    return g_strdup (ownership.owner);
  return g_strdup_printf ("%s > %s", ownership.owner, ownership.consumer_owner);
}

static guint
count_out (LkbBoard *board, const LkbElement *node)
{
  const char *id = lkb_element_get_id (node);
  const GPtrArray *edges = lkb_board_get_edges_of (board, id);
  guint n = 0;

  for (guint i = 0; edges != NULL && i < edges->len; i++)
    if (g_str_equal (lkb_element_get_from (edges->pdata[i]), id))
      n++;
  return n;
}

char *
lkb_spoken_dup_element (LkbBoard *board, const LkbElement *element, LkbFindings *findings)
{
  g_autofree char *name = lkb_spoken_dup_name (board, element);
  g_autofree char *owner = lkb_spoken_dup_owner (board, element);
  const LkbFinding *worst = NULL;
  GString *text = g_string_new (name);
  guint n = 0;

  g_string_append_printf (
      text, ", %s",
      lkb_kind_get_label (lkb_element_get_kind (element), lkb_board_get_naming (board)));
  if (*owner != '\0')
    {
      g_string_append (text, ", ");
      /* Translators: said by a screen reader; %s is a team. */
      g_string_append_printf (text, _ ("owner %s"), owner);
    }
  else if (lkb_element_is_edge (element))
    {
      LkbEdgeOwnership ownership;

      lkb_board_get_edge_ownership (board, element, &ownership);
      if (ownership.needs_owner)
        g_string_append_printf (text, ", %s", _ ("no owner"));
    }
  if (lkb_element_is_node (element))
    {
      n = count_out (board, element);
      g_string_append (text, ", ");
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "%u arrow out", "%u arrows out", n), n);
    }
  if (findings != NULL)
    worst = lkb_findings_get_worst_of (findings, lkb_element_get_id (element), NULL);
  if (worst != NULL)
    {
      g_autofree char *message = lkb_finding_dup_message (worst, TRUE);

      g_string_append_printf (text, ", %s: %s", lkb_severity_get_label (worst->severity), message);
    }
  return g_string_free (text, FALSE);
}

char *
lkb_spoken_dup_title (LkbBoard *board)
{
  const char *title = lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_TITLE);
  g_autofree char *shown = title != NULL ? lkb_text_shown_line (title) : NULL;

  /* Translators: said by a screen reader; %s is what the board is called. */
  return g_strdup_printf (_ ("Board: %s"),
                          !lkb_text_is_blank (shown) ? shown : _ ("Untitled board"));
}

char *
lkb_spoken_dup_summary (LkbBoard *board)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  GString *text = g_string_new (NULL);
  guint n_nodes = 0, n_edges = 0, n_unowned = 0;

  for (guint i = 0; i < elements->len; i++)
    {
      LkbEdgeOwnership ownership;

      if (lkb_element_is_node (elements->pdata[i]))
        n_nodes++;
      if (!lkb_element_is_edge (elements->pdata[i]))
        continue;
      n_edges++;
      lkb_board_get_edge_ownership (board, elements->pdata[i], &ownership);
      if (ownership.needs_owner && ownership.owner == NULL)
        n_unowned++;
    }
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u node", "%u nodes", n_nodes),
                          n_nodes);
  g_string_append (text, ", ");
  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u arrow", "%u arrows", n_edges),
                          n_edges);
  if (n_unowned > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (
          text, g_dngettext (GETTEXT_PACKAGE, "%u without owner", "%u without owner", n_unowned),
          n_unowned);
    }
  return g_string_free (text, FALSE);
}
