/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-study-notes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/formats/lkb-output.h"
#include "lkb-debrief.h"
#include "lkb-drill.h"
#include "lkb-replay.h"
#include "lkb-round-words.h"
#include "lkb-score-report.h"

#define PNG_SCALE 2.0

void
lkb_study_note_free (LkbStudyNote *note)
{
  if (note == NULL)
    return;
  g_free (note->name);
  g_clear_pointer (&note->bytes, g_bytes_unref);
  g_free (note->origin);
  g_free (note);
}

static void
add_bytes (GPtrArray *notes, const char *name, GBytes *bytes)
{
  LkbStudyNote *note = g_new0 (LkbStudyNote, 1);

  note->name = g_strdup (name);
  note->bytes = bytes;
  g_ptr_array_add (notes, note);
}

static void
add_text (GPtrArray *notes, const char *name, GString *text)
{
  gsize length;

  while (g_str_has_suffix (text->str, "\n\n"))
    g_string_truncate (text, text->len - 1);
  length = text->len;
  add_bytes (notes, name, g_bytes_new_take (g_string_free (text, FALSE), length));
}

static gboolean
add_picture (GPtrArray *notes, const char *name, const LkbMarkdownSource *source, LkbScene *scene,
             LkbOutput output, const LkbOutputOptions *options, GCancellable *cancellable,
             GError **error)
{
  GBytes *bytes = lkb_output_create (source->board, scene, source->analysis, source->vocabulary,
                                     output, options, cancellable, error);

  if (bytes == NULL)
    return FALSE;
  add_bytes (notes, name, bytes);
  return TRUE;
}

/* Blank */

/* Where things stand and what they are called; all else is the answer. */
static gboolean
is_kept (LkbKind kind, LkbField field)
{
  static const LkbField kept[] = {
    LKB_FIELD_TITLE,      LKB_FIELD_PAPER,     LKB_FIELD_PROFILE,
    LKB_FIELD_VOCABULARY, LKB_FIELD_NAME,      LKB_FIELD_TYPE,
    LKB_FIELD_LANE,       LKB_FIELD_X,         LKB_FIELD_Y,
    LKB_FIELD_W,          LKB_FIELD_H,         LKB_FIELD_PINNED,
    LKB_FIELD_MODE,       LKB_FIELD_FROM_SIDE, LKB_FIELD_TO_SIDE,
    LKB_FIELD_WAYPOINTS,  LKB_FIELD_POINTS,    LKB_FIELD_WIDTH,
    LKB_FIELD_COLOUR,     LKB_FIELD_LABEL_AT,  LKB_FIELD_LABEL_OFFSET,
    LKB_FIELD_FROM,       LKB_FIELD_TO,
  };

  /* A team's group names the owner. */
  if (kind == LKB_KIND_GROUP && field == LKB_FIELD_NAME)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (kept[i] == field)
      return TRUE;
  return FALSE;
}

static LkbElement *
dup_blank_element (const LkbElement *element)
{
  LkbKind kind = lkb_element_get_kind (element);
  LkbElementBuilder *builder = lkb_element_builder_new_from (element);

  for (int field = 0; field < LKB_N_FIELDS; field++)
    if (lkb_element_get (element, (LkbField) field) != NULL && !is_kept (kind, (LkbField) field))
      lkb_element_builder_set (builder, (LkbField) field, NULL);
  return lkb_element_builder_end (builder);
}

LkbBoard *
lkb_study_notes_dup_blank (LkbBoard *board)
{
  LkbBoard *blank;
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  const GPtrArray *elements;
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbElement) facts = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);

  blank = lkb_board_copy (board);
  facts = dup_blank_element (lkb_board_get_facts (board));
  lkb_change_add (change, lkb_board_get_facts (board), facts);
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      LkbKind kind = lkb_element_get_kind (element);
      g_autoptr (LkbElement) after = NULL;

      /* Notes and strokes were written beside the answer. */
      if (kind != LKB_KIND_NOTE && kind != LKB_KIND_INK)
        after = dup_blank_element (element);
      lkb_change_add (change, element, after);
    }
  if (!lkb_board_apply (blank, change, &error))
    g_critical ("notes: %s", error->message);
  return blank;
}

static gboolean
add_blank_page (GPtrArray *notes, const LkbStudyNotesSource *source, GCancellable *cancellable,
                GError **error)
{
  g_autoptr (LkbBoard) board = lkb_study_notes_dup_blank (source->markdown.board);
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  const LkbMarkdownSource blank
      = { .board = board, .analysis = analysis, .vocabulary = source->markdown.vocabulary };
  const LkbOutputOptions options = { .no_source = TRUE, .language = source->language };

  return add_picture (notes, "blank.svg", &blank, NULL, LKB_OUTPUT_SVG, &options, cancellable,
                      error);
}

/* Text */

static const char *
get_fact (const LkbStudyNotesSource *source, LkbField field)
{
  return lkb_element_get_text (lkb_board_get_facts (source->markdown.board), field);
}

static const char *
get_title (const LkbStudyNotesSource *source)
{
  const char *title = get_fact (source, LKB_FIELD_TITLE);

  return lkb_text_is_blank (title) ? _ ("Untitled board") : title;
}

static const LkbRoundMark *
get_setup (const LkbStudyNotesSource *source)
{
  return source->log != NULL ? lkb_round_log_get_setup (source->log) : NULL;
}

/* Names */

char *
lkb_study_notes_dup_origin (const LkbRoundLog *log)
{
  const char *uuid = log != NULL
                         ? lkb_recording_get_header (lkb_round_log_get_recording (log))->uuid
                         : NULL;

  return uuid != NULL ? g_strconcat ("round ", uuid, NULL) : g_strdup ("board");
}

/* As much of a prompt as a name takes. */
#define NAME_CHARS 48

static char *
dup_beginning (const char *text)
{
  glong length = g_utf8_strlen (text, -1);
  const char *end = g_utf8_offset_to_pointer (text, MIN (length, NAME_CHARS));
  const char *space = length > NAME_CHARS ? g_utf8_strrchr (text, end - text + 1, ' ') : NULL;
  char *name = g_strndup (text, (gsize) ((space != NULL ? space : end) - text));

  /* No full stop, comma or blank at its end. */
  for (gsize n = strlen (name); n > 0 && strchr (" .,;:", name[n - 1]) != NULL; n--)
    name[n - 1] = '\0';
  return name;
}

/* (nullable): by the clock of who reads it. */
static char *
dup_begun (const LkbRoundLog *log)
{
  const char *wall = lkb_recording_get_header (lkb_round_log_get_recording (log))->wall;
  g_autoptr (GDateTime) utc = wall != NULL ? g_date_time_new_from_iso8601 (wall, NULL) : NULL;
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H.%M") : NULL;
}

char *
lkb_study_notes_dup_name (LkbBoard *board, const LkbRoundLog *log)
{
  const char *title;
  const LkbRoundMark *setup;
  g_autofree char *what = NULL;
  g_autofree char *begun = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);

  title = lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_TITLE);
  setup = log != NULL ? lkb_round_log_get_setup (log) : NULL;
  begun = log != NULL ? dup_begun (log) : NULL;
  if (!lkb_text_is_blank (title))
    {
      what = g_strdup (title);
    }
  else if (setup != NULL && !lkb_text_is_blank (setup->text))
    {
      g_autofree char *words = lkb_round_mark_dup_words (setup);

      what = dup_beginning (words);
    }
  else
    {
      what = g_strdup (_ ("Untitled board"));
    }
  if (begun != NULL)
    /* Translators: the name of a folder: title of a board or beginning of a prompt, day and time of a round */
    return g_strdup_printf (_ ("%s, %s, study notes"), what, begun);
  /* Translators: the name of a folder; %s is the title of a board */
  return g_strdup_printf (_ ("%s, study notes"), what);
}

/* The day, as it stands in the file: the same everywhere. */
static char *
dup_day (const LkbStudyNotesSource *source)
{
  const LkbJournalHeader *header = lkb_recording_get_header (
      lkb_round_log_get_recording (source->log));

  return header->wall != NULL && strlen (header->wall) >= 10 ? g_strndup (header->wall, 10) : NULL;
}

static void
append_prompt (GString *out, const LkbStudyNotesSource *source)
{
  const LkbRoundMark *setup = get_setup (source);
  const char *story = get_fact (source, LKB_FIELD_STORY);

  if (setup != NULL && !lkb_text_is_blank (setup->text))
    {
      g_autofree char *words = lkb_round_mark_dup_words (setup);

      lkb_markdown_append_heading (out, 2, _ ("Prompt"));
      lkb_markdown_append_paragraph (out, words);
    }
  else if (!lkb_text_is_blank (story))
    {
      lkb_markdown_append_heading (out, 2, _ ("Story"));
      lkb_markdown_append_paragraph (out, story);
    }
}

static void
append_imprint (GString *out, const LkbStudyNotesSource *source)
{
  const LkbRoundMark *setup = get_setup (source);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;
  g_autofree char *line = NULL;

  if (setup != NULL)
    {
      g_autofree char *day = dup_day (source);

      if (day != NULL)
        g_strv_builder_add (parts, day);
      g_strv_builder_add (parts, lkb_round_preset_get_name (setup->preset));
      g_strv_builder_add (parts, lkb_round_mode_get_name (setup->mode));
    }
  else
    {
      const LkbField fields[] = { LKB_FIELD_DATE, LKB_FIELD_AUTHOR };

      for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
        if (!lkb_text_is_blank (get_fact (source, fields[i])))
          g_strv_builder_add (parts, get_fact (source, fields[i]));
    }
  texts = g_strv_builder_end (parts);
  line = g_strjoinv (" · ", texts);
  lkb_markdown_append_paragraph (out, line);
}

static void
append_page (GString *out, const LkbStudyNotesSource *source, const char *shown, const char *opened)
{
  g_autofree char *title = lkb_markdown_dup_text (get_title (source));

  g_string_append_printf (out, "[![%s](%s)](%s)\n\n", title, shown, opened);
}

/* What is too small to be read is told where it is seen. */
static void
append_page_warning (GString *out, const LkbFindings *findings)
{
  for (guint i = 0; findings != NULL && i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);
      g_autofree char *message = NULL;
      g_autofree char *text = NULL;

      if (!g_str_equal (finding->rule->id, "PAG001") || finding->severity == LKB_SEVERITY_HINT)
        continue;
      message = lkb_finding_dup_message (finding, TRUE);
      /* Translators: how small the text on the page is */
      text = g_strdup_printf (_ ("%s Arranged for the page, it is larger."), message);
      lkb_markdown_append_paragraph (out, text);
    }
}

static void
append_pauses (GString *out, const LkbRoundLog *log)
{
  gboolean any = FALSE;

  for (guint i = 0; i < lkb_round_log_get_n_pauses (log); i++)
    {
      const LkbRoundPause *pause = lkb_round_log_get_pause (log, i);
      g_autofree char *words = lkb_round_pause_dup_words (pause);
      g_autofree char *at = lkb_replay_dup_clock (pause->time);
      g_autofree char *line = words != NULL ? g_strdup_printf ("%s: %s", at, words) : NULL;

      if (line != NULL)
        lkb_markdown_append_item (out, line);
      any = any || line != NULL;
    }
  if (any)
    g_string_append_c (out, '\n');
}

static void
append_phases (GString *out, const LkbRoundLog *log)
{
  const char *heads[] = { _ ("Phase"), _ ("From"), _ ("Time spent") };

  if (lkb_round_log_get_n_phases (log) == 0)
    return;
  lkb_markdown_append_heading (out, 2, _ ("The round"));
  lkb_markdown_begin_table (out, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < lkb_round_log_get_n_phases (log); i++)
    {
      const LkbRoundSpan *span = lkb_round_log_get_phase (log, i);
      g_autofree char *from = lkb_replay_dup_clock (span->start);
      g_autofree char *spent = lkb_replay_dup_clock (span->end - span->start);
      const char *cells[] = { lkb_round_phase_get_name (span->phase), from, spent };

      lkb_markdown_append_row (out, cells, G_N_ELEMENTS (cells));
    }
  g_string_append_c (out, '\n');
  append_pauses (out, log);
}

static void
append_cards (GString *out, const LkbRoundLog *log)
{
  const char *heads[] = { _ ("At"), _ ("The interviewer"), _ ("Answer"), _ ("Note") };

  if (lkb_round_log_get_n_cards (log) == 0)
    return;
  lkb_markdown_append_heading (out, 3, _ ("Push-back"));
  lkb_markdown_begin_table (out, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < lkb_round_log_get_n_cards (log); i++)
    {
      const LkbRoundCard *card = lkb_round_log_get_card (log, i);
      g_autofree char *at = lkb_replay_dup_clock (card->time);
      g_autofree char *asked = lkb_round_mark_dup_words (card->card);
      const char *how = lkb_round_how_get_name (card->answer != NULL ? card->answer->how
                                                                     : LKB_ROUND_UNANSWERED);
      g_autofree char *answer = card->answer != NULL && card->answer->number == LKB_ROUND_NUMBER_YES
                                    /* Translators: %s is "said aloud" or the like */
                                    ? g_strdup_printf (_ ("%s, with a number"), how)
                                    : g_strdup (how);
      const char *cells[] = { at, asked, answer, card->answer != NULL ? card->answer->note : NULL };

      lkb_markdown_append_row (out, cells, G_N_ELEMENTS (cells));
    }
  g_string_append_c (out, '\n');
}

static void
append_rubric (GString *out, const LkbScorecard *card)
{
  const char *heads[] = { _ ("Criterion"), _ ("Level"), _ ("Points"), _ ("Because") };

  lkb_markdown_begin_table (out, heads, G_N_ELEMENTS (heads));
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    {
      const LkbScoreRow *row = lkb_scorecard_get_row (card, (LkbScoreCriterion) i);
      g_autofree char *evidence = lkb_score_row_dup_evidence (row, TRUE);
      g_autofree char *points = lkb_format_number (lkb_score_row_get_points (row), 3);
      g_autofree char *weight = lkb_format_number (row->weight, 3);
      /* Translators: a level of the highest one */
      g_autofree char *level = g_strdup_printf (_ ("%u of %d"), row->adjusted, LKB_SCORE_MAX_LEVEL);
      /* Translators: points of how many */
      g_autofree char *share = g_strdup_printf (_ ("%s of %s"), points, weight);
      g_autofree char *correction = lkb_score_row_dup_correction (row);
      g_autofree char *because = correction == NULL ? g_strdup (evidence)
                                 : *evidence != '\0'
                                     ? g_strdup_printf ("%s · %s", evidence, correction)
                                     : g_strdup (correction);
      const char *cells[] = { lkb_score_criterion_get_name (row->criterion), level, share,
                              because };

      if (row->weight > 0)
        lkb_markdown_append_row (out, cells, G_N_ELEMENTS (cells));
    }
  g_string_append_c (out, '\n');
}

/* A drill has no score: its sentence was judged, and this is what is still to be said. */
static void
append_drill (GString *out, const LkbStudyNotesSource *source)
{
  g_autoptr (LkbDrill) drill = lkb_drill_new (source->log, source->markdown.vocabulary);
  g_autofree char *result = lkb_drill_dup_result (drill);

  lkb_markdown_append_heading (out, 2, _ ("Result"));
  lkb_markdown_append_paragraph (out, result);
  for (char **remark = drill->remarks; *remark != NULL; remark++)
    lkb_markdown_append_item (out, *remark);
  if (drill->remarks[0] != NULL)
    g_string_append_c (out, '\n');
}

/* Of a round that came to its end. */
static void
append_score (GString *out, const LkbStudyNotesSource *source)
{
  const LkbScoreRow *gains[LKB_SCORE_N_GAINS];
  g_autoptr (LkbScorecard) card = NULL;
  g_autofree char *headline = NULL;
  guint n_gains;

  if (get_setup (source) == NULL || lkb_round_log_get_end_mark (source->log) == NULL)
    return;
  if (get_setup (source)->preset == LKB_ROUND_PRESET_DRILL)
    {
      append_drill (out, source);
      return;
    }
  card = lkb_scorecard_new (source->log, source->markdown.vocabulary, NULL);
  if (!lkb_scorecard_has_score (card))
    return;
  headline = lkb_scorecard_dup_headline (card, TRUE);
  lkb_markdown_append_heading (out, 2, _ ("Score"));
  lkb_markdown_append_paragraph (out, headline);
  n_gains = lkb_scorecard_get_gains (card, gains);
  for (guint i = 0; i < n_gains; i++)
    {
      g_autofree char *next = lkb_label_dup_words (gains[i]->next);
      g_autofree char *points = lkb_score_row_dup_gain (gains[i]);
      g_autofree char *line = g_strdup_printf ("%s: %s", points, next);

      lkb_markdown_append_item (out, line);
    }
  if (n_gains > 0)
    g_string_append_c (out, '\n');
  append_rubric (out, card);
  for (guint i = 0; i < lkb_scorecard_get_n_extras (card); i++)
    {
      const LkbScoreExtra *extra = lkb_scorecard_get_extra (card, i);
      g_autofree char *text = lkb_label_dup_words (extra->text);
      g_autofree char *line = g_strdup_printf ("%+d: %s", extra->points, text);

      lkb_markdown_append_item (out, line);
    }
  if (lkb_scorecard_get_n_extras (card) > 0)
    g_string_append_c (out, '\n');
}

static void
append_debrief (GString *out, const LkbRoundLog *log)
{
  const LkbRoundMark *mark = lkb_round_log_get_debrief (log);
  LkbDebrief debrief = { { NULL } };

  if (mark == NULL || lkb_text_is_blank (mark->note))
    return;
  lkb_markdown_append_heading (out, 2, _ ("Debrief"));
  lkb_debrief_read (&debrief, mark->note);
  for (guint i = 0; i < LKB_DEBRIEF_N_LINES; i++)
    if (!lkb_text_is_blank (debrief.lines[i]))
      {
        g_autofree char *label = lkb_markdown_dup_text (
            lkb_debrief_line_get_label ((LkbDebriefLine) i));
        g_autofree char *text = lkb_markdown_dup_text (debrief.lines[i]);

        g_string_append_printf (out, "**%s** %s\n\n", label, text);
      }
  lkb_debrief_clear (&debrief);
}

static void
append_parts (GString *out, const LkbStudyNotesSource *source, LkbMarkdownPart last, gboolean blank)
{
  for (int part = 0; part <= (int) last; part++)
    lkb_markdown_append_part (out, (LkbMarkdownPart) part, &source->markdown, blank);
}

static void
add_notes (GPtrArray *notes, const LkbStudyNotesSource *source)
{
  GString *out = g_string_new (NULL);

  lkb_markdown_append_heading (out, 1, get_title (source));
  append_imprint (out, source);
  append_prompt (out, source);
  append_page (out, source, "page.png", "page.svg");
  append_page_warning (out, source->markdown.findings);
  append_parts (out, source, LKB_MARKDOWN_TRADE_OFFS, FALSE);
  if (source->log != NULL)
    {
      append_phases (out, source->log);
      append_cards (out, source->log);
    }
  append_score (out, source);
  lkb_markdown_append_part (out, LKB_MARKDOWN_CHECKS, &source->markdown, FALSE);
  if (source->log != NULL)
    append_debrief (out, source->log);
  lkb_markdown_append_heading (out, 2, _ ("Test yourself"));
  g_string_append_printf (out, "[%s](blank.md) · [%s](answers.md)\n", _ ("The blank page"),
                          _ ("The answers"));
  add_text (notes, "notes.md", out);
}

static void
add_blank (GPtrArray *notes, const LkbStudyNotesSource *source)
{
  GString *out = g_string_new (NULL);
  /* Translators: %s is the title of a board */
  g_autofree char *title = g_strdup_printf (_ ("%s: test yourself"), get_title (source));

  lkb_markdown_append_heading (out, 1, title);
  append_prompt (out, source);
  lkb_markdown_append_paragraph (
      out, _ ("Fill this in from memory, on paper or here in a copy. Then turn the page."));
  append_page (out, source, "blank.svg", "blank.svg");
  append_parts (out, source, LKB_MARKDOWN_TRADE_OFFS, TRUE);
  g_string_append_printf (out, "[%s](answers.md)\n", _ ("The answers"));
  add_text (notes, "blank.md", out);
}

static void
add_answers (GPtrArray *notes, const LkbStudyNotesSource *source)
{
  GString *out = g_string_new (NULL);
  /* Translators: %s is the title of a board */
  g_autofree char *title = g_strdup_printf (_ ("%s: the answers"), get_title (source));

  lkb_markdown_append_heading (out, 1, title);
  append_page (out, source, "page.png", "page.svg");
  append_parts (out, source, LKB_MARKDOWN_TRADE_OFFS, FALSE);
  g_string_append_printf (out, "[%s](blank.md)\n", _ ("The blank page"));
  add_text (notes, "answers.md", out);
}

GPtrArray *
lkb_study_notes_create (const LkbStudyNotesSource *source, GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) notes = NULL;
  const LkbMarkdownSource *markdown;
  LkbOutputOptions options;

  g_return_val_if_fail (source != NULL && LKB_IS_BOARD (source->markdown.board), NULL);

  notes = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_study_note_free);
  markdown = &source->markdown;
  options = (LkbOutputOptions){
    .n_to_fix = markdown->findings != NULL ? lkb_findings_get_n_blocking (markdown->findings) : 0,
    .language = source->language,
  };
  add_notes (notes, source);
  if (!add_picture (notes, "page.svg", markdown, source->scene, LKB_OUTPUT_SVG, &options,
                    cancellable, error))
    return NULL;
  options.scale = PNG_SCALE;
  if (!add_picture (notes, "page.png", markdown, source->scene, LKB_OUTPUT_PNG, &options,
                    cancellable, error))
    return NULL;
  add_blank (notes, source);
  if (!add_blank_page (notes, source, cancellable, error))
    return NULL;
  add_answers (notes, source);
  for (guint i = 0; i < notes->len; i++)
    ((LkbStudyNote *) notes->pdata[i])->origin = lkb_study_notes_dup_origin (source->log);
  return g_steal_pointer (&notes);
}
