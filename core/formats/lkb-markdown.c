/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-markdown.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-kpi.h"
#include "core/model/lkb-ownership.h"
#include "core/picture/lkb-sheet-words.h"
#include "lkb-say-private.h"
#include "lkb-script.h"

/* A cell that is to be filled by hand. */
#define EMPTY "&nbsp;"
/* Lines to write on. */
#define RULE "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_"

/* The notation */

/* "1. " begins a list as "# " begins a heading; "1.5 s" and "-5 %" do not. */
static gboolean
begins_block (const char *text)
{
  const char *at = text;

  if (strchr ("#>=", *at) != NULL)
    return TRUE;
  if (*at == '-' || *at == '+')
    return at[1] == '\0' || at[1] == ' ' || at[1] == *at;
  while (g_ascii_isdigit (*at))
    at++;
  return at > text && (*at == '.' || *at == ')') && (at[1] == '\0' || at[1] == ' ');
}

char *
lkb_markdown_dup_text (const char *text)
{
  g_autofree char *line = lkb_text_one_line (text != NULL ? text : "");
  GString *out = g_string_sized_new (strlen (line) + 8);
  const char *at = line;

  if (*at != '\0' && begins_block (at))
    {
      while (g_ascii_isdigit (*at))
        g_string_append_c (out, *at++);
      g_string_append_c (out, '\\');
      g_string_append_c (out, *at++);
    }
  for (; *at != '\0'; at++)
    switch (*at)
      {
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '&':
        g_string_append (out, g_ascii_isalpha (at[1]) || at[1] == '#' ? "&amp;" : "&");
        break;
      case '$':
        /* Sums, as they are written here, are left alone; two signs around a text would be a formula to some. */
        if (at > line && at[-1] != ' ' && at[-1] != '(')
          g_string_append_c (out, '\\');
        g_string_append_c (out, *at);
        break;
      default:
        if (strchr ("\\`*_[]{}|~", *at) != NULL)
          g_string_append_c (out, '\\');
        g_string_append_c (out, *at);
      }
  return g_string_free (out, FALSE);
}

void
lkb_markdown_append_heading (GString *out, guint level, const char *text)
{
  g_autofree char *clean = lkb_markdown_dup_text (text);

  g_return_if_fail (out != NULL);
  g_return_if_fail (level >= 1 && level <= 6);

  if (out->len > 1 && !g_str_has_suffix (out->str, "\n\n"))
    g_string_append_c (out, '\n');
  for (guint i = 0; i < level; i++)
    g_string_append_c (out, '#');
  g_string_append_printf (out, " %s\n\n", clean);
}

void
lkb_markdown_append_paragraph (GString *out, const char *text)
{
  g_autofree char *clean = NULL;

  g_return_if_fail (out != NULL);

  if (lkb_text_is_blank (text))
    return;
  clean = lkb_markdown_dup_text (text);
  g_string_append_printf (out, "%s\n\n", clean);
}

void
lkb_markdown_append_item (GString *out, const char *text)
{
  g_autofree char *clean = lkb_markdown_dup_text (text);

  g_return_if_fail (out != NULL);
  g_string_append_printf (out, "- %s\n", clean);
}

/* @cells: as they are to stand there. */
static void
append_cells (GString *out, const char *const *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s%s", i == 0 ? "| " : " | ", cells[i] != NULL ? cells[i] : "");
  g_string_append (out, " |\n");
}

void
lkb_markdown_begin_table (GString *out, const char *const *heads, guint n)
{
  g_return_if_fail (out != NULL);

  lkb_markdown_append_row (out, heads, n);
  for (guint i = 0; i < n; i++)
    g_string_append (out, i == 0 ? "|---" : "|---");
  g_string_append (out, "|\n");
}

void
lkb_markdown_append_row (GString *out, const char *const *cells, guint n)
{
  g_auto (GStrv) clean = g_new0 (char *, n + 1);

  g_return_if_fail (out != NULL);
  g_return_if_fail (cells != NULL && n > 0);

  for (guint i = 0; i < n; i++)
    clean[i] = lkb_markdown_dup_text (cells[i]);
  append_cells (out, (const char *const *) clean, n);
}

/* The parts */

typedef struct
{
  GString *out;
  const LkbMarkdownSource *source;
  LkbBoard *board;
  gboolean blank;
} Part;

/* @first stands in the row (NULL: nothing), the rest of its cells is to be filled. */
static void
append_blank_row (Part *part, const char *first, guint n)
{
  g_autofree char *clean = first != NULL ? lkb_markdown_dup_text (first) : NULL;
  g_autofree const char **cells = g_new (const char *, n);

  cells[0] = clean != NULL ? clean : EMPTY;
  for (guint i = 1; i < n; i++)
    cells[i] = EMPTY;
  append_cells (part->out, cells, n);
}

static void
append_lines (Part *part, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (part->out, "- " RULE "\n");
  g_string_append_c (part->out, '\n');
}

static const char *
get_fact (Part *part, LkbField field)
{
  return lkb_element_get_text (lkb_board_get_facts (part->board), field);
}

static char *
dup_ends (Part *part, const LkbElement *edge)
{
  g_autofree char *from = lkb_say_dup_name (part->board, lkb_element_get_from (edge));
  g_autofree char *to = lkb_say_dup_name (part->board, lkb_element_get_to (edge));

  return g_strdup_printf ("%s → %s", from, to);
}

static void
append_kpis (Part *part, const LkbValue *kpis)
{
  const char *heads[] = { _ ("KPI"), _ ("Target"), _ ("Clock"), _ ("Window"), _ ("Because") };

  lkb_markdown_begin_table (part->out, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < lkb_value_get_n (kpis); i++)
    {
      const LkbValue *kpi = lkb_value_get_nth (kpis, i);
      const char *name = lkb_value_get_member_text (kpi, "name");
      const char *from = lkb_value_get_member_text (kpi, "from");
      const char *to = lkb_value_get_member_text (kpi, "to");
      g_autofree char *start = lkb_say_dup_name (part->board, from);
      g_autofree char *stop = lkb_say_dup_name (part->board, to);
      g_autofree char *clock = from != NULL || to != NULL ? g_strdup_printf ("%s → %s", start, stop)
                                                          : NULL;
      g_autofree char *title = lkb_value_get_member_boolean (kpi, "primary")
                                   /* Translators: %s is the name of a KPI */
                                   ? g_strdup_printf (_ ("%s (primary)"), name != NULL ? name : "")
                                   : g_strdup (name);
      const char *cells[] = { title, lkb_value_get_member_text (kpi, "target"), clock,
                              lkb_value_get_member_text (kpi, "window"),
                              lkb_value_get_member_text (kpi, "because") };

      lkb_markdown_append_row (part->out, cells, G_N_ELEMENTS (cells));
    }
  g_string_append_c (part->out, '\n');
}

static void
append_goal (Part *part)
{
  const char *goal = get_fact (part, LKB_FIELD_GOAL);
  const LkbValue *kpis = lkb_element_get (lkb_board_get_facts (part->board), LKB_FIELD_KPIS);

  if (part->blank)
    {
      lkb_markdown_append_heading (part->out, 2, _ ("Goal"));
      lkb_markdown_append_paragraph (part->out, _ ("Who gets what, by when?"));
      append_lines (part, 1);
      lkb_markdown_append_paragraph (
          part->out, _ ("One KPI: value, unit, percentile; where its clock starts and stops."));
      append_lines (part, 1);
      return;
    }
  if (lkb_text_is_blank (goal) && kpis == NULL)
    return;
  lkb_markdown_append_heading (part->out, 2, _ ("Goal"));
  lkb_markdown_append_paragraph (part->out, goal);
  if (kpis != NULL)
    append_kpis (part, kpis);
}

static void
append_script (Part *part)
{
  g_autoptr (LkbScript) script = NULL;
  g_autofree char *time = NULL;

  lkb_markdown_append_heading (part->out, 2, _ ("Sixty seconds"));
  if (part->blank)
    {
      lkb_markdown_append_paragraph (
          part->out, _ ("Say it aloud with a clock: the impact, the KPI and how the path meets it, "
                        "who hands what to whom."));
      append_lines (part, 3);
      return;
    }
  script = lkb_script_new (part->board, part->source->analysis, part->source->vocabulary);
  time = g_strdup_printf (_ ("About %u s at %d words a minute."), lkb_script_get_seconds (script),
                          LKB_SCRIPT_WORDS_PER_MINUTE);
  for (guint paragraph = 0; paragraph < LKB_N_SCRIPT_PARAGRAPHS; paragraph++)
    {
      g_autofree char *title = lkb_markdown_dup_text (
          lkb_script_paragraph_get_title ((LkbScriptParagraph) paragraph));

      g_string_append_printf (part->out, "**%s**", title);
      for (guint i = 0; i < lkb_script_get_n (script); i++)
        {
          const LkbScriptSentence *sentence = lkb_script_get_nth (script, i);
          g_autofree char *text = lkb_markdown_dup_text (sentence->text);

          if (sentence->paragraph == (LkbScriptParagraph) paragraph)
            g_string_append_printf (part->out, " %s", text);
        }
      g_string_append (part->out, "\n\n");
    }
  lkb_markdown_append_paragraph (part->out, time);
}

/* What goes over an arrow: "stream, 1 kB, 10 k events/s". */
static char *
dup_load (Part *part, const LkbElement *edge)
{
  static const LkbField fields[] = { LKB_FIELD_LABEL, LKB_FIELD_PAYLOAD, LKB_FIELD_RATE,
                                     LKB_FIELD_FORMAT };
  GString *text = g_string_new (lkb_mode_get_label (lkb_board_get_edge_mode (part->board, edge)));

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = lkb_element_get_text (edge, fields[i]);

      if (!lkb_text_is_blank (value))
        g_string_append_printf (text, ", %s", value);
    }
  return g_string_free (text, FALSE);
}

static void
append_owner (Part *part, const LkbElement *edge, const LkbEdgeOwnership *ownership)
{
  g_autofree char *ends = dup_ends (part, edge);
  g_autofree char *load = dup_load (part, edge);
  g_autofree char *called = ownership->owner != NULL ? lkb_sheet_dup_escalation (
                                part->board, ownership->owner, LKB_ESCALATION_FULL)
                                                     : NULL;
  const char *cells[] = { ends,
                          load,
                          ownership->owner != NULL ? ownership->owner : LKB_SAY_GAP,
                          ownership->consumer_owner,
                          lkb_element_get_text (edge, LKB_FIELD_ACCEPT),
                          called };

  if (part->blank)
    append_blank_row (part, NULL, G_N_ELEMENTS (cells));
  else
    lkb_markdown_append_row (part->out, cells, G_N_ELEMENTS (cells));
}

static void
append_owners (Part *part)
{
  const char *heads[] = { _ ("Arrow"),          _ ("What crosses"),  _ ("Owner"),
                          _ ("Handed over to"), _ ("Accepted when"), _ ("Who is called") };
  const GPtrArray *elements = lkb_board_get_elements (part->board);
  gboolean begun = FALSE;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);
      LkbEdgeOwnership ownership;

      if (!lkb_element_is_edge (edge))
        continue;
      lkb_board_get_edge_ownership (part->board, edge, &ownership);
      if (!ownership.needs_owner)
        continue;
      if (!begun)
        {
          lkb_markdown_append_heading (part->out, 2, _ ("Owners"));
          lkb_markdown_begin_table (part->out, heads, G_N_ELEMENTS (heads));
          begun = TRUE;
        }
      append_owner (part, edge, &ownership);
    }
  if (begun)
    g_string_append_c (part->out, '\n');
}

/* A sign and a word, as on the page. */
static const char *
get_state (LkbSheetState state)
{
  switch (state)
    {
    case LKB_SHEET_STATE_OK:
      return _ ("✓ kept");
    case LKB_SHEET_STATE_CHECK:
      return _ ("▲ little room");
    case LKB_SHEET_STATE_WRONG:
      return _ ("■ not kept");
    case LKB_SHEET_STATE_TODO:
      return _ ("◌ to do");
    case LKB_SHEET_STATE_NONE:
    default:
      return NULL;
    }
}

static void
append_budgets (Part *part)
{
  const char *heads[] = { _ ("Budget"), _ ("Computed"), _ ("Promise"), _ ("State"), _ ("Note") };
  g_autoptr (GPtrArray) cells = lkb_sheet_dup_cells (part->board, part->source->analysis, FALSE);

  if (cells->len == 0 && !part->blank)
    return;
  lkb_markdown_append_heading (part->out, 2, _ ("Budgets"));
  if (cells->len == 0)
    {
      append_lines (part, 3);
      return;
    }
  lkb_markdown_begin_table (part->out, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < cells->len; i++)
    {
      const LkbSheetCell *cell = g_ptr_array_index (cells, i);
      gboolean both = !lkb_text_is_blank (cell->qualifier) && cell->assumption != NULL;
      g_autofree char *note = both ? g_strdup_printf ("%s; %s", cell->qualifier, cell->assumption)
                                   : g_strdup (cell->assumption != NULL ? cell->assumption
                                                                        : cell->qualifier);
      const char *row[] = { cell->label, cell->value, cell->text, get_state (cell->state), note };

      /* Which KPI it is, is for who fills it in to know. */
      if (part->blank)
        append_blank_row (part, cell->part == LKB_SHEET_KPI ? _ ("Primary KPI") : cell->label,
                          G_N_ELEMENTS (row));
      else
        lkb_markdown_append_row (part->out, row, G_N_ELEMENTS (row));
    }
  g_string_append_c (part->out, '\n');
}

static void
append_term (Part *part, const LkbTerm *term)
{
  const LkbElement *element = lkb_board_lookup (part->board, term->element);
  g_autofree char *name = element != NULL && lkb_element_is_edge (element)
                              ? dup_ends (part, element)
                              : lkb_say_dup_name (part->board, term->element);
  const double figures[] = { term->mean, term->p50, term->p95 };
  g_auto (GStrv) texts = g_new0 (char *, G_N_ELEMENTS (figures) + 1);
  const char *cells[1 + G_N_ELEMENTS (figures)] = { name };

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    cells[i + 1] = texts[i] = isfinite (figures[i]) ? lkb_format_duration (figures[i])
                                                    : g_strdup ("–");
  if (part->blank)
    append_blank_row (part, NULL, G_N_ELEMENTS (cells));
  else
    lkb_markdown_append_row (part->out, cells, G_N_ELEMENTS (cells));
}

static void
append_times (Part *part)
{
  const char *heads[] = { _ ("Step"), _ ("Mean"), "p50", "p95" };
  const LkbLatencyRow *row = part->source->analysis != NULL
                                 ? lkb_analysis_get_told_latency (part->source->analysis)
                                 : NULL;

  if (row == NULL || row->n_terms == 0)
    return;
  lkb_markdown_append_heading (part->out, 2, _ ("Where the time goes"));
  lkb_markdown_begin_table (part->out, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < row->n_terms; i++)
    append_term (part, &row->terms[i]);
  if (!part->blank)
    {
      g_autofree char *mean = isfinite (row->mean) ? lkb_format_duration (row->mean)
                                                   : g_strdup ("–");
      g_autofree char *p50 = isfinite (row->p50) ? lkb_format_duration (row->p50) : g_strdup ("–");
      g_autofree char *p95 = isfinite (row->p95) ? lkb_format_duration (row->p95) : g_strdup ("–");
      const char *cells[] = { _ ("All, if hops are independent"), mean, p50, p95 };

      lkb_markdown_append_row (part->out, cells, G_N_ELEMENTS (cells));
    }
  g_string_append_c (part->out, '\n');
}

static void
append_text_list (Part *part, const char *title, LkbField field)
{
  const LkbValue *list = lkb_element_get (lkb_board_get_facts (part->board), field);

  if (list == NULL || lkb_value_get_n (list) == 0)
    return;
  lkb_markdown_append_heading (part->out, 2, title);
  for (guint i = 0; i < lkb_value_get_n (list); i++)
    lkb_markdown_append_item (part->out, lkb_value_get_nth_text (list, i));
  g_string_append_c (part->out, '\n');
}

static void
append_features (Part *part)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = lkb_sheet_dup_features (part->board, part->source->vocabulary, ids);

  if (names->len == 0)
    return;
  lkb_markdown_append_heading (part->out, 2, _ ("Lakehouse features"));
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *where = lkb_say_dup_name (part->board, g_ptr_array_index (ids, i));
      g_autofree char *line = g_strdup_printf ("%s: %s", (char *) g_ptr_array_index (names, i),
                                               where);

      lkb_markdown_append_item (part->out, line);
    }
  g_string_append_c (part->out, '\n');
}

static void
append_trade_offs (Part *part)
{
  g_autoptr (GPtrArray) lines = lkb_sheet_dup_trade_offs (part->board);

  if (part->blank)
    {
      lkb_markdown_append_heading (part->out, 2, _ ("Trade-offs"));
      lkb_markdown_append_paragraph (
          part->out,
          _ ("Two: what was chosen over what, what it gives up, which knob moves which figure."));
      append_lines (part, 2);
      lkb_markdown_append_heading (part->out, 2, _ ("Lakehouse features"));
      append_lines (part, 2);
      return;
    }
  if (lines->len > 0)
    {
      lkb_markdown_append_heading (part->out, 2, _ ("Trade-offs"));
      for (guint i = 0; i + 1 < lines->len; i += 2)
        {
          const char *first = g_ptr_array_index (lines, i);
          const char *second = g_ptr_array_index (lines, i + 1);
          g_autofree char *line = *first != '\0' && *second != '\0'
                                      ? g_strdup_printf ("%s; %s", first, second)
                                      : g_strconcat (first, second, NULL);

          lkb_markdown_append_item (part->out, line);
        }
      g_string_append_c (part->out, '\n');
    }
  append_features (part);
  append_text_list (part, _ ("Assumptions"), LKB_FIELD_ASSUMPTIONS);
  append_text_list (part, _ ("Out of scope"), LKB_FIELD_OUT_OF_SCOPE);
}

static void
append_finding (Part *part, const LkbFinding *finding)
{
  g_autofree char *message = lkb_finding_dup_message (finding, TRUE);
  g_autofree char *line = finding->suppressed && !lkb_text_is_blank (finding->reason)
                              /* Translators: a check that was accepted, and why */
                              ? g_strdup_printf (_ ("%s: %s Accepted: %s"), finding->rule->id,
                                                 message, finding->reason)
                              : finding->suppressed
                                    ? g_strdup_printf ("%s: %s", finding->rule->id, message)
                                    : g_strdup_printf ("%s (%s): %s",
                                                       lkb_severity_get_label (finding->severity),
                                                       finding->rule->id, message);

  lkb_markdown_append_item (part->out, line);
}

static void
append_checks (Part *part)
{
  const LkbFindings *findings = part->source->findings;
  guint n = findings != NULL ? lkb_findings_get_n (findings) : 0;
  guint n_suppressed = findings != NULL ? lkb_findings_get_n_suppressed (findings) : 0;

  if (findings == NULL || part->blank)
    return;
  lkb_markdown_append_heading (part->out, 2, _ ("Checks left"));
  if (n == 0)
    lkb_markdown_append_paragraph (part->out, _ ("None."));
  for (guint i = 0; i < n; i++)
    append_finding (part, lkb_findings_get_nth (findings, i));
  if (n > 0)
    g_string_append_c (part->out, '\n');
  if (n_suppressed == 0)
    return;
  lkb_markdown_append_heading (part->out, 3, _ ("Accepted"));
  for (guint i = 0; i < n_suppressed; i++)
    append_finding (part, lkb_findings_get_nth_suppressed (findings, i));
  g_string_append_c (part->out, '\n');
}

void
lkb_markdown_append_part (GString *out, LkbMarkdownPart part, const LkbMarkdownSource *source,
                          gboolean blank)
{
  static void (*const appenders[LKB_N_MARKDOWN_PARTS]) (Part *) = {
    [LKB_MARKDOWN_GOAL] = append_goal,     [LKB_MARKDOWN_SCRIPT] = append_script,
    [LKB_MARKDOWN_OWNERS] = append_owners, [LKB_MARKDOWN_BUDGETS] = append_budgets,
    [LKB_MARKDOWN_TIMES] = append_times,   [LKB_MARKDOWN_TRADE_OFFS] = append_trade_offs,
    [LKB_MARKDOWN_CHECKS] = append_checks,
  };
  Part work = { out, source, source != NULL ? source->board : NULL, blank };

  g_return_if_fail (out != NULL);
  g_return_if_fail ((guint) part < LKB_N_MARKDOWN_PARTS);
  g_return_if_fail (source != NULL && LKB_IS_BOARD (source->board));

  appenders[part](&work);
}
