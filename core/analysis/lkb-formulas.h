/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Formulas that need no board: docs/NUMBERS.md. Times are seconds, rates things per second, shares 0 to 1. */

/** lkb_guaranteed_level: when each of @n hops keeps a time with at least @level, the sum keeps the sum of those times with
 * at least 1 - n (1 - @level) whatever happens (Boole's inequality); 0 or more. */
double lkb_guaranteed_level (guint n, double level);
/** lkb_level_for_hop: the level at which each of @n hops must be kept so that the sum is kept at @level. */
double lkb_level_for_hop (guint n, double level);
/** lkb_chance_any_slow: of @n parallel calls, each slow with @share, that one at least is: 1 - (1 - share)ⁿ (J. Dean and
 * L. A. Barroso, The Tail at Scale, 2013). */
double lkb_chance_any_slow (guint n, double share);
/** lkb_catch_up: how long after an outage until its backlog is gone: outage · rate / (capacity - rate); INFINITY when it
 * never is. */
double lkb_catch_up (double outage, double rate, double capacity);
/** lkb_stale_after: how old data gets through an outage of something on its path: the outage and the catching up. The data
 * is stale then, its reader is not down. */
double lkb_stale_after (double outage, double rate, double capacity);
/** lkb_queue_stretch: how many times longer than its work a job takes at one server with random arrivals:
 * 1 / (1 - utilisation); INFINITY from 1 on. */
double lkb_queue_stretch (double utilisation);
/** lkb_k_of_n: that at least @k of @n are up that each are with @availability: Σ C(n,j) aʲ (1 - a)ⁿ⁻ʲ for j ≥ k. */
double lkb_k_of_n (guint k, guint n, double availability);
/** lkb_downtime_min_30d: (1 - @availability) · 43 200 minutes. */
double lkb_downtime_min_30d (double availability);

G_END_DECLS
