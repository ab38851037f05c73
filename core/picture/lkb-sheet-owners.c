/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"
#include "lkb-icon.h"
#include "lkb-scene-private.h"

#define NAME_X 16.0
#define NAME_GAP 8.0
#define CALLED_X 126.0 /* where "who is called" begins, when nobody needs it elsewhere */
#define CALLED_MIN 48.0 /* a shorter piece of it says nothing */
#define MARKER 9.0
#define GAP LKB_SHEET_FOOT_GAP
#define N_ROWS LKB_SHEET_FOOT_N_ROWS
#define COLUMNS_MAX 3

typedef struct
{
  const LkbTeam *team;
  guint index; /* of the team */
  char *called; /* (nullable) */
  double name; /* from the left edge of the column to where its text may begin */
  double w; /* of what is called */
  double x; /* where that begins */
  gboolean below; /* on a row of its own */
  guint row;
} Owner;

typedef struct
{
  LkbSheetMaker *maker;
  Owner owners[COLUMNS_MAX * N_ROWS];
  guint n;
  guint n_more; /* that the page shows and that have no place */
  guint n_columns;
  guint per_column;
  double column; /* how wide each is, gap included */
  LkbFontRole role; /* of what is called */
} Owners;

static const char *
get_team (const Owners *self, guint i)
{
  return self->owners[i].team->name;
}

static void
set_called (Owners *self, guint i, LkbEscalationForm form)
{
  Owner *owner = &self->owners[i];

  g_free (owner->called);
  owner->called = lkb_sheet_dup_escalation (self->maker->board, get_team (self, i), form);
  owner->w = owner->called != NULL
                 ? lkb_text_measurer_measure (self->maker->measurer, owner->called, self->role)
                 : 0;
}

/* Where "who is called" begins in the column of the owners from @first on: where it usually does; sooner when somebody would
 * be cut, later when a name would, as far as both have room. */
static double
find_called_x (const Owners *self, guint first, guint last)
{
  double room = self->column - GAP, widest = 0, least = 0, latest, x;

  for (guint i = first; i < last; i++)
    {
      const Owner *owner = &self->owners[i];

      if (owner->below)
        continue;
      widest = MAX (widest, owner->w);
      if (owner->w > 0 && owner->name <= CALLED_X)
        least = MAX (least, owner->name);
    }
  latest = floor (room - widest);
  x = CLAMP (latest, least, CALLED_X);
  for (guint i = first; i < last; i++)
    {
      const Owner *owner = &self->owners[i];

      if (!owner->below && owner->w > 0 && owner->name > x && owner->name <= latest)
        x = owner->name;
    }
  return x;
}

/* Gives each its place. Returns whether all have room. @may_stack: rows that nobody needs are taken by those who are called
 * where a row is too narrow for them and their team. */
static gboolean
lay_out (Owners *self, gboolean may_stack)
{
  const double room = self->column - GAP;
  gboolean fits = TRUE;

  for (guint first = 0; first < self->n; first += self->per_column)
    {
      guint last = MIN (first + self->per_column, self->n), row = 0;
      guint spare = N_ROWS - (last - first);
      double x;

      for (guint i = first; i < last; i++)
        {
          Owner *owner = &self->owners[i];

          owner->below = may_stack && spare > 0 && owner->name + owner->w > room
                         && NAME_X + owner->w <= room;
          if (owner->below)
            spare--;
        }
      x = find_called_x (self, first, last);
      for (guint i = first; i < last; i++)
        {
          Owner *owner = &self->owners[i];

          owner->row = row;
          row += owner->below ? 2 : 1;
          /* A name says more than who is called. */
          owner->x = owner->below ? NAME_X : MAX (x, owner->name);
          fits = fits && (owner->w <= 0 || owner->x + owner->w <= room + 1e-6);
        }
    }
  return fits;
}

static gboolean
try_form (Owners *self, LkbEscalationForm form, LkbFontRole role, gboolean may_stack)
{
  self->role = role;
  for (guint i = 0; i < self->n; i++)
    set_called (self, i, form);
  return lay_out (self, may_stack);
}

/* From where on there is room for who is called, so that all begin below each other. */
static double
find_least_x (const Owners *self, const Owner *owner)
{
  double x = owner->name;

  for (guint i = 0; i < self->n; i++)
    if (self->owners[i].name <= CALLED_X)
      x = MAX (x, self->owners[i].name);
  return x;
}

/* Each as much as has room beside its team. */
static void
shorten (Owners *self)
{
  self->role = LKB_FONT_FOOT_ROW;
  for (guint i = 0; i < self->n; i++)
    {
      Owner *owner = &self->owners[i];
      double room = self->column - GAP - find_least_x (self, owner);
      int form = self->n_columns == 1 ? LKB_ESCALATION_FULL : LKB_ESCALATION_REACH;

      do
        set_called (self, i, (LkbEscalationForm) form);
      while (owner->w > room && form++ < LKB_ESCALATION_CHANNEL);
    }
  lay_out (self, TRUE);
}

/* All alike where that can be: as much as possible first, then on rows that nobody needs, then smaller. */
static void
find_form (Owners *self)
{
  if (self->n_columns == 1)
    {
      if (try_form (self, LKB_ESCALATION_FULL, LKB_FONT_FOOT_ROW, FALSE)
          || try_form (self, LKB_ESCALATION_FULL, LKB_FONT_FOOT_ROW, TRUE)
          || try_form (self, LKB_ESCALATION_FULL, LKB_FONT_IMPRINT, FALSE))
        return;
      self->maker->sheet->n_cut++;
      if (try_form (self, LKB_ESCALATION_REACH, LKB_FONT_FOOT_ROW, FALSE))
        return;
    }
  else if (try_form (self, LKB_ESCALATION_REACH, LKB_FONT_FOOT_ROW, FALSE)
           || try_form (self, LKB_ESCALATION_CHANNEL, LKB_FONT_FOOT_ROW, FALSE)
           || try_form (self, LKB_ESCALATION_CHANNEL, LKB_FONT_IMPRINT, FALSE)
           || try_form (self, LKB_ESCALATION_CHANNEL, LKB_FONT_FOOT_ROW, TRUE))
    return;
  shorten (self);
}

/* How wide the list must be to say so much of everybody in one row each. */
static double
measure_form (Owners *self, LkbEscalationForm form)
{
  double need = 0;

  self->role = LKB_FONT_FOOT_ROW;
  for (guint i = 0; i < self->n; i++)
    {
      const Owner *owner = &self->owners[i];

      set_called (self, i, form);
      need = MAX (need, (owner->w > 0 ? find_least_x (self, owner) + owner->w : owner->name) + GAP);
    }
  return ceil (need) * self->n_columns;
}

static void
add_owner (Owners *self, guint i, double top)
{
  LkbSheetMaker *maker = self->maker;
  const Owner *owner = &self->owners[i];
  double x = LKB_SHEET_MARGIN + (i / self->per_column) * self->column;
  double y = top + LKB_SHEET_FOOT_ROWS + owner->row * LKB_SHEET_FOOT_STEP;
  double room = self->column - GAP - owner->x;
  gboolean beside = owner->w > 0 && !owner->below && room >= MIN (owner->w, CALLED_MIN);

  lkb_icon_append_marker (maker->builder, owner->team->colour, x + MARKER / 2 + 0.5, y - 3.75,
                          MARKER);
  lkb_sheet_add_line (maker, owner->team->name, LKB_FONT_FOOT_NAME, LKB_COLOUR_INK, x + NAME_X, y,
                      (beside ? owner->x - NAME_GAP : self->column - GAP) - NAME_X,
                      LKB_ANCHOR_START);
  if (beside || owner->below)
    lkb_sheet_add_line (maker, owner->called, self->role, LKB_COLOUR_INK_SECOND, x + owner->x,
                        y + (owner->below ? LKB_SHEET_FOOT_STEP : 0), room, LKB_ANCHOR_START);
  lkb_sheet_add_stop (maker, LKB_SHEET_OWNERS, LKB_FIELD_ROSTER, (int) owner->index,
                      lkb_sheet_get_row_box (x, y, self->column - GAP, owner->below ? 2 : 1),
                      owner->team->name, NULL);
}

static void
add_nobody (LkbSheetMaker *maker, double top, double room)
{
  lkb_sheet_add_line (maker, _ ("Teams appear here with their first arrow."), LKB_FONT_FOOT_ROW,
                      LKB_COLOUR_INK_SECOND, LKB_SHEET_MARGIN, top + LKB_SHEET_FOOT_ROWS,
                      room - GAP, LKB_ANCHOR_START);
  lkb_sheet_add_stop (
      maker, LKB_SHEET_OWNERS, LKB_FIELD_ROSTER, LKB_SHEET_ROW_NONE,
      lkb_sheet_get_row_box (LKB_SHEET_MARGIN, top + LKB_SHEET_FOOT_ROWS, room - GAP, 1), NULL,
      NULL);
}

/* (transfer full): for each team how much it is missed in the list: its name stands on a pill, on a card, nowhere. */
static guint *
find_needs (LkbBoard *board, const LkbTeams *teams)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  guint n = lkb_teams_get_n (teams);
  guint *needs = g_new0 (guint, MAX (n, 1));

  for (guint k = 0; k < elements->len; k++)
    {
      const LkbElement *element = g_ptr_array_index (elements, k);
      LkbEdgeOwnership ownership = { 0 };
      gboolean is_edge = lkb_element_is_edge (element);

      if (is_edge)
        lkb_board_get_edge_ownership (board, element, &ownership);
      else
        ownership.owner = lkb_element_get_text (element, LKB_FIELD_OWNER);
      for (guint i = 0; i < n; i++)
        {
          const char *team = lkb_teams_get_nth (teams, i)->name;

          if (lkb_text_equal_folded (ownership.owner, team)
              || lkb_text_equal_folded (ownership.consumer_owner, team))
            needs[i] = MAX (needs[i], is_edge ? 2 : 1);
        }
    }
  return needs;
}

/* The name of a team and what is left free behind it: in a wider font one that runs from right to left is not held together as
 * others are. */
static double
measure_name (LkbSheetMaker *maker, const char *name)
{
  double w = lkb_text_measurer_measure (maker->measurer, name, LKB_FONT_FOOT_NAME);
  g_autofree char *isolated = lkb_text_isolate (name);

  return ceil (w + (g_str_equal (isolated, name) ? NAME_GAP : LKB_PAD_AFTER (w, NAME_GAP)));
}

/* Takes @n of the teams, in their order; those that the page shows come before those that it doesn't. */
static void
take_teams (Owners *self, const LkbTeams *teams, guint n)
{
  g_autofree guint *needs = NULL;
  guint all = lkb_teams_get_n (teams);

  if (n < all)
    needs = find_needs (self->maker->board, teams);
  self->n = 0;
  for (guint i = 0; i < all; i++)
    {
      guint before = 0;

      for (guint k = 0; k < all && needs != NULL; k++)
        before += needs[k] > needs[i] || (needs[k] == needs[i] && k < i);
      if (before >= n)
        continue;
      self->owners[self->n++] = (Owner){
        .team = lkb_teams_get_nth (teams, i),
        .index = i,
        .name = NAME_X + measure_name (self->maker, lkb_teams_get_nth (teams, i)->name),
      };
    }
}

static void
clear_teams (Owners *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->owners[i].called, g_free);
}

/* As many teams as have a place; those of three columns must all be read, and how they are reached. */
static void
choose_teams (Owners *self, const LkbTeams *teams, double most)
{
  guint n = lkb_teams_get_n (teams), n_shown = 0;
  g_autofree guint *needs = find_needs (self->maker->board, teams);

  for (guint i = 0; i < n; i++)
    n_shown += needs[i] > 0 ? 1 : 0;
  for (self->n_columns = n <= N_ROWS ? 1 : n <= 2 * N_ROWS ? 2 : COLUMNS_MAX;; self->n_columns--)
    {
      guint n_places = self->n_columns * N_ROWS;

      /* Nobody misses a team that the page doesn't show. */
      take_teams (self, teams, n <= n_places ? n : n_shown <= n_places ? n_shown : n_places - 1);
      self->n_more = n_shown > self->n ? n_shown - self->n : 0;
      if (self->n_columns < COLUMNS_MAX || measure_form (self, LKB_ESCALATION_CHANNEL) <= most)
        return;
      clear_teams (self);
    }
}

double
lkb_sheet_draw_owners (LkbSheetMaker *maker, double top, double room, double most)
{
  const LkbTeams *teams = lkb_scene_get_teams (maker->scene);
  guint n = lkb_teams_get_n (teams);
  Owners self = { .maker = maker, .role = LKB_FONT_FOOT_ROW };

  choose_teams (&self, teams, MAX (room, most));
  /* Columns are about as long as each other. */
  self.per_column = self.n_more > 0 ? N_ROWS
                                    : MAX ((self.n + self.n_columns - 1) / self.n_columns, 1);
  if (most > room)
    {
      double need = measure_form (&self,
                                  self.n_columns == 1 ? LKB_ESCALATION_FULL : LKB_ESCALATION_REACH);

      if (need > most && self.n_columns > 1)
        need = measure_form (&self, LKB_ESCALATION_CHANNEL);
      room = CLAMP (need, room, most);
    }
  self.column = room / self.n_columns;
  lkb_sheet_add_place (maker, LKB_SHEET_OWNERS, LKB_FIELD_ROSTER, LKB_SHEET_STATE_NONE,
                       lkb_box (LKB_SHEET_MARGIN, top + 4, room - GAP,
                                LKB_SHEET_FOOT_ROWS + N_ROWS * LKB_SHEET_FOOT_STEP - 8),
                       "");
  if (n > 0 || maker->options->editing)
    {
      lkb_sheet_begin_part (maker, "owners");
      lkb_sheet_add_head (maker, _ ("Owners and who is called"), LKB_SHEET_MARGIN,
                          top + LKB_SHEET_FOOT_HEAD, room);
      if (n == 0)
        add_nobody (maker, top, room);
      find_form (&self);
      for (guint i = 0; i < self.n; i++)
        add_owner (&self, i, top);
      if (self.n_more > 0)
        lkb_sheet_add_more (maker, LKB_SHEET_OWNERS, LKB_FIELD_ROSTER, self.n_more,
                            LKB_SHEET_MARGIN + (self.n_columns - 1) * self.column + NAME_X,
                            top + LKB_SHEET_FOOT_ROWS + (N_ROWS - 1) * LKB_SHEET_FOOT_STEP,
                            self.column - NAME_X - GAP);
      lkb_sheet_end_part (maker);
    }
  clear_teams (&self);
  return room;
}
