/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-error.h"

G_DEFINE_QUARK (lkb - input - error - quark, lkb_input_error)
