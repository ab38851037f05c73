/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/formats/lkb-data.h"
#include "core/model/lkb-vocabulary.h"
#include "core/picture/lkb-theme.h"
#include "lkb-practice.h"

G_BEGIN_DECLS

/** LKB_RECENT_GROUP: those of the recent files that could be read or were written; a file dialog adds whatever was chosen. */
#define LKB_RECENT_GROUP "Lakeboard"

/** LkbStartPage: what a window shows without a board: the ways to begin, recent boards, templates as they look. */
#define LKB_TYPE_START_PAGE (lkb_start_page_get_type ())
G_DECLARE_FINAL_TYPE (LkbStartPage, lkb_start_page, LKB, START_PAGE, GtkWidget)

/** lkb_start_page_new: @vocabulary: borrowed, must outlive the page. @recovered: of LkbRecovered: boards that were left
 * behind; @practice: rounds that were cut off; the page follows both. */
LkbStartPage *lkb_start_page_new (LkbDataDirs *data, const LkbVocabulary *vocabulary,
                                  GListModel *recovered, LkbPractice *practice);
/** lkb_start_page_dup_time: (transfer full): @time: seconds since 1970; as people here write it, without the day when that is
 * today. */
char *lkb_start_page_dup_time (gint64 time);
void lkb_start_page_set_theme (LkbStartPage *self, LkbThemeId theme);
/** lkb_start_page_stop: thumbnails that are not made yet are not made any more. */
void lkb_start_page_stop (LkbStartPage *self);

G_END_DECLS
