/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

/** assert_near: that two figures differ by at most @tolerance; neither is NAN. */
#define assert_near(actual, expected, tolerance)                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    double a_ = (actual), e_ = (expected), t_ = (tolerance);                                       \
    if (!(fabs (a_ - e_) <= t_))                                                                   \
      g_error ("%s:%d: %s is %.9g, not %.9g ± %.3g", __FILE__, __LINE__, #actual, a_, e_, t_);     \
  }                                                                                                \
  G_STMT_END

#define assert_nan(x) g_assert_true (isnan (x))
