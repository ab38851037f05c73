/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How long a round is and what it asks for. */
typedef enum
{
  LKB_ROUND_PRESET_45,
  LKB_ROUND_PRESET_60,
  LKB_ROUND_PRESET_OPENING, /* 10 minutes: the first two phases */
  LKB_ROUND_PRESET_DRILL, /* 3 minutes: make big words honest */
} LkbRoundPreset;
#define LKB_ROUND_N_PRESETS 4

typedef enum
{
  LKB_ROUND_COACHED,
  LKB_ROUND_EXAM, /* no findings, hints or export before the bell */
} LkbRoundMode;

/* Whose rubric weighs the score. */
typedef enum
{
  LKB_ROUND_PM,
  LKB_ROUND_ENGINEER,
} LkbRoundProfile;

typedef enum
{
  LKB_ROUND_GOAL,
  LKB_ROUND_SIZE,
  LKB_ROUND_SKETCH,
  LKB_ROUND_FEATURE,
  LKB_ROUND_PUSHBACK,
  LKB_ROUND_CLOSE,
} LkbRoundPhase;
#define LKB_ROUND_N_PHASES 6

/* What was done about a card. */
typedef enum
{
  LKB_ROUND_CHANGED, /* the board */
  LKB_ROUND_SAID, /* aloud */
  LKB_ROUND_NOTED,
  LKB_ROUND_SKIPPED,
  LKB_ROUND_UNANSWERED, /* until the card went by itself, or the bell */
} LkbRoundHow;

/* Whether an answer that was said aloud held a number: asked after the bell. */
typedef enum
{
  LKB_ROUND_NUMBER_UNKNOWN,
  LKB_ROUND_NUMBER_NO,
  LKB_ROUND_NUMBER_YES,
} LkbRoundNumber;

typedef enum
{
  LKB_ROUND_WHY_USER,
  LKB_ROUND_WHY_CRASH,
  LKB_ROUND_WHY_SUSPEND,
} LkbRoundWhy;

typedef enum
{
  LKB_ROUND_END_BELL,
  LKB_ROUND_END_EARLY,
  LKB_ROUND_END_ABANDONED,
} LkbRoundEnd;

/* What a mark tells. */
typedef enum
{
  LKB_ROUND_MARK_SETUP, /* how the round was set up; the first one */
  LKB_ROUND_MARK_LINE, /* a phase's line was shown */
  LKB_ROUND_MARK_CARD, /* the interviewer asked */
  LKB_ROUND_MARK_ADJUST, /* a criterion of the score was corrected by hand */
  LKB_ROUND_MARK_PHASE, /* a phase began */
  LKB_ROUND_MARK_ANSWER, /* to a card; a later one for the same card takes its place */
  LKB_ROUND_MARK_PAUSE, /* the clock was stopped, or goes on */
  LKB_ROUND_MARK_GAP, /* nobody was there: the clock of the file did not run either */
  LKB_ROUND_MARK_END,
} LkbRoundMarkType;

/** The answer with this card is the form that is filled in after the bell. */
#define LKB_ROUND_DEBRIEF "debrief"

/**
 * LkbRoundMark: one thing that happened in a round, as its file tells it (docs/FILE-FORMAT.md). All owned by it; what
 * @type does not use is 0 or NULL.
 */
typedef struct
{
  LkbRoundMarkType type;
  char *id; /* SETUP: of the prompt (nullable), LINE, CARD; ANSWER: of the card */
  char *
      text; /* SETUP, LINE, CARD: what was asked, as the deck has it: see lkb_round_mark_dup_words() */
  char *first_number; /* CARD (nullable): what {number} in it stands for */
  GStrv elements; /* CARD: what it is about, ANSWER: what was changed: ids; (nullable): none */
  char *note; /* ANSWER, ADJUST (nullable) */

  /* SETUP */
  LkbRoundPreset preset;
  LkbRoundMode mode;
  LkbRoundProfile profile;
  gint64 seed; /* of the interviewer; 0 to 2^32 - 1 */
  char *template_id; /* (nullable): what answers the prompt, "T06" */
  gint64 level; /* 1 to 3; 0: none */
  gint64 length_ms;
  gint64
      from_ms; /* into its preset: where the last minutes of a round that are done again began; 0: not said */

  /* PHASE */
  LkbRoundPhase phase;
  gint64 index; /* its place in the round, from 1 */

  /* ANSWER */
  LkbRoundHow how;
  LkbRoundNumber number;

  /* PAUSE, GAP */
  gboolean on;
  LkbRoundWhy why;
  gint64 gap_ms;

  /* END */
  LkbRoundEnd end;

  /* ADJUST */
  char *criterion;
  gint64 delta; /* levels */
} LkbRoundMark;

LkbRoundMark *lkb_round_mark_new (LkbRoundMarkType type);
LkbRoundMark *lkb_round_mark_copy (const LkbRoundMark *self);
void lkb_round_mark_free (LkbRoundMark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbRoundMark, lkb_round_mark_free)

/** lkb_round_mark_get_key: what the line of the file calls it: "prompt", "phase", "answer", "pause" or "end". */
const char *lkb_round_mark_get_key (const LkbRoundMark *self);
/** lkb_round_mark_dup_json: (transfer full): what stands behind the key. The same mark gives the same text. */
char *lkb_round_mark_dup_json (const LkbRoundMark *self);

/** lkb_round_mark_dup_words: (transfer full): what was asked, in the language of the user, with its number; "" for nothing.
 * @self: (nullable) */
char *lkb_round_mark_dup_words (const LkbRoundMark *self);

/**
 * lkb_round_mark_read:
 * @json: valid JSON, as a recording keeps it
 * @mark: (out) (transfer full): NULL for what this version does not know: keys, kinds and words of a later one
 *
 * Members that are not known are passed over. Returns: FALSE when what is known has another type than it should or is
 * missing: LkbInputError
 */
gboolean lkb_round_mark_read (const char *key, const char *json, LkbRoundMark **mark,
                              GError **error);

/* The words of the file; never NULL. */
const char *lkb_round_preset_to_string (LkbRoundPreset preset);
const char *lkb_round_mode_to_string (LkbRoundMode mode);
const char *lkb_round_profile_to_string (LkbRoundProfile profile);
const char *lkb_round_phase_to_string (LkbRoundPhase phase);
const char *lkb_round_how_to_string (LkbRoundHow how);
const char *lkb_round_end_to_string (LkbRoundEnd end);
gboolean lkb_round_preset_from_string (const char *word, LkbRoundPreset *preset);
gboolean lkb_round_profile_from_string (const char *word, LkbRoundProfile *profile);

G_END_DECLS
