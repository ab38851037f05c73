/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LkbInputError:
 * @LKB_INPUT_ERROR_SYNTAX: the bytes do not follow the grammar (JSON, XML, UTF-8)
 * @LKB_INPUT_ERROR_LIMIT: a limit of the format is exceeded; the message names the limit
 * @LKB_INPUT_ERROR_STRUCTURE: well-formed, but not the structure the format asks for
 * @LKB_INPUT_ERROR_VERSION: written by a newer version of the format
 *
 * What can be wrong with bytes that come from outside. Messages are one line and start with the place
 * (a JSON path such as `$.elements[3].from`), followed by a colon and the reason.
 */
typedef enum
{
  LKB_INPUT_ERROR_SYNTAX,
  LKB_INPUT_ERROR_LIMIT,
  LKB_INPUT_ERROR_STRUCTURE,
  LKB_INPUT_ERROR_VERSION,
} LkbInputError;

#define LKB_INPUT_ERROR (lkb_input_error_quark ())
GQuark lkb_input_error_quark (void);

G_END_DECLS
