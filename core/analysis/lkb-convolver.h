/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-distribution.h"

G_BEGIN_DECLS

/** LkbGrain: how finely the grid is cut. */
typedef enum
{
  LKB_GRAIN_FINE, /* 8192 bins */
  LKB_GRAIN_COARSE, /* 512 bins */
  LKB_GRAIN_ROUGH, /* 128 bins: about 1 % off */
  LKB_N_GRAINS
} LkbGrain;

/** lkb_grain_for_row: what a row is worth that has @n_before others before it: those that are shown first are exact, and
 * a board of any size is done in no time. */
LkbGrain lkb_grain_for_row (guint n_before);

/**
 * LkbGrid: bins 0, h, 2h, …, of which h is a power of two, so that a finer and a coarser grid agree and no figure falls
 * when an input rises. With few terms the mass of a bin stands at its upper edge: the error is one-sided and at most n·h.
 * With many it stands in the middle, where errors cancel out.
 */
typedef struct
{
  LkbGrain grain;
  int exponent; /* h = 2^exponent */
  gboolean centred;
} LkbGrid;

/** lkb_grid_init: the finest grid that reaches @reach (> 0, finite) for a sum of @n_terms. */
void lkb_grid_init (LkbGrid *grid, double reach, guint n_terms, LkbGrain grain);
double lkb_grid_get_width (const LkbGrid *grid); /* h */
guint lkb_grid_get_n_bins (const LkbGrid *grid);

/**
 * LkbConvolver: adds independent terms on a grid, in the frequency domain. It keeps the transforms of the terms that it was
 * given, so that paths that share hops, or have like ones, share the work. Masses are tilted by exp(-θk) before they are transformed (Grübel
 * and Hermesmeier, 1999), so that what lies beyond the grid does not come back at its start: a grid has to reach only as
 * far as the figures that are read from it. Deterministic; of one thread.
 */
typedef struct _LkbConvolver LkbConvolver;

LkbConvolver *lkb_convolver_new (void);
void lkb_convolver_free (LkbConvolver *convolver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbConvolver, lkb_convolver_free)

/** LkbSpectrum: the transform of a sum so far; g_free() it. */
typedef double LkbSpectrum;

LkbSpectrum *lkb_convolver_start (LkbConvolver *convolver, const LkbGrid *grid); /* all at 0 */
/** lkb_convolver_add: adds an independent term to @sum. */
void lkb_convolver_add (LkbConvolver *convolver, const LkbGrid *grid, LkbSpectrum *sum,
                        const LkbFit *fit);
/** lkb_convolver_multiply: adds the independent @other to @sum. */
void lkb_convolver_multiply (const LkbGrid *grid, LkbSpectrum *sum, const LkbSpectrum *other);
/** lkb_convolver_max: leaves in @a the later of two independent ones. */
void lkb_convolver_max (LkbConvolver *convolver, const LkbGrid *grid, LkbSpectrum *a,
                        const LkbSpectrum *b);

/** LkbMass: probabilities of the bins; what is missing to 1 lies beyond the last. */
typedef GArray LkbMass;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbMass, g_array_unref)

/** lkb_convolver_finish: (transfer full). */
LkbMass *lkb_convolver_finish (LkbConvolver *convolver, const LkbGrid *grid,
                               const LkbSpectrum *sum);

/** lkb_mass_get_quantile: NAN when it lies beyond the grid. */
double lkb_mass_get_quantile (const LkbMass *mass, const LkbGrid *grid, double level);
double lkb_mass_get_cdf (const LkbMass *mass, const LkbGrid *grid, double x);
/** lkb_mass_get_mean: of what lies on the grid. */
double lkb_mass_get_mean (const LkbMass *mass, const LkbGrid *grid);
/** lkb_mass_get_place: where the mass of bin @k stands on average. */
double lkb_mass_get_place (const LkbGrid *grid, guint k);

G_END_DECLS
