/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fuzz.h"

#include "core/formats/lkb-board-file.h"

/* Whatever is read is a sound board, and is written as a text that reads as the same board and writes as itself. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new_static (data, size);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbBoard) again = NULL;
  g_autoptr (GError) error = NULL;

  board = lkb_board_file_read ("input", input, LKB_BOARD_FILE_ALLOW_NEWER, NULL, &error);
  if (board == NULL)
    {
      g_assert (error != NULL);
      return 0;
    }
  g_assert (error == NULL);
  if (!lkb_board_check (board, &error))
    g_error ("not sound: %s", error->message);
  first = lkb_board_file_write (board);
  again = lkb_board_file_read ("written", first, LKB_BOARD_FILE_NONE, NULL, &error);
  if (again == NULL)
    g_error ("what was written does not read: %s", error->message);
  g_assert (lkb_board_equal (board, again));
  second = lkb_board_file_write (again);
  g_assert (g_bytes_equal (first, second));
  return 0;
}
