/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls, and standalone-main.c in its place: one run over @data. Always 0; what is wrong
 * ends the program. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
