/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/base/lkb-error.h"
#include "core/model/lkb-board.h"
#include "core/model/lkb-vocabulary.h"

G_BEGIN_DECLS

/**
 * LkbDataDirs:
 *
 * Where templates and vocabulary come from: the files that the program carries with it (a GResource), and a folder of the
 * user whose files of the same name (`templates/T01.lakeboard`, `vocabulary/features.json`) win. Immutable, counted; may
 * be used from any thread.
 */
typedef struct _LkbDataDirs LkbDataDirs;

/** lkb_data_dirs_new: @user_folder: (nullable): e.g. ~/.local/share/lakeboard; need not exist. */
LkbDataDirs *lkb_data_dirs_new (const char *user_folder);
LkbDataDirs *lkb_data_dirs_ref (LkbDataDirs *self);
void lkb_data_dirs_unref (LkbDataDirs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbDataDirs, lkb_data_dirs_unref)

/** lkb_data_dirs_load: (transfer full): the bytes of a data file such as "vocabulary/prices.json". @origin: (out)
 * (optional) (transfer full): what to call it in messages; of the user's own file its path, when it cannot be read, too. */
GBytes *lkb_data_dirs_load (LkbDataDirs *self, const char *name, char **origin, GError **error);

/** lkb_data_dirs_list: (transfer full) (element-type utf8): names without @ending (".json") of the data files in a folder
 * ("decks"), built-in ones and the user's, sorted. */
GPtrArray *lkb_data_dirs_list (LkbDataDirs *self, const char *folder, const char *ending);

/**
 * lkb_data_dirs_load_vocabulary:
 *
 * `vocabulary/features.json`:
 *     {"features": [{"id": "z-order", "name": "Z-order", "kinds": ["pipeline", "storage"], "conflicts": ["…"],
 *                    "since": "2.0.0", "verified": "2026-03-01", "source": "https://…"}, …]}
 * `id`, `name` and `kinds` are required; the words of `kinds` are those of the board file, "edge" included.
 *
 * `vocabulary/buzzwords.json`:
 *     {"buzzwords": [{"words": ["scalable", …], "redeemed_by": ["rate", …], "needs": "a rate", "example": "10 k events/s"}, …],
 *      "masked": ["at-least-once guarantee", …],
 *      "lists": {"generic-owner": ["team", …], …}}
 * `words` and `redeemed_by` are required. Other members are ignored in all of them. A word stands for its -er, -est and -ly
 * as well ("scalably"); what is innocent among those ("currently") belongs to `masked`.
 *
 * `vocabulary/features.json` may hold as well
 *     "renamed": [{"old": ["APPLY CHANGES"], "now": "AUTO CDC", "feature": "…", "edition": true, "verified": "…", "source": "…"}, …]
 *
 * `vocabulary/prices.json`:
 *     {"name": "List prices", "as_of": "2026-11-22",
 *      "rates": [{"id": "s3", "label": "S3 Standard", "price": "$0.023 per GB-month", "source": "…"}, …]}
 *
 * `vocabulary/rounds.json`:
 *     {"presets": [{"id": "four", "name": "Four rounds", "rounds": [{"name": "Screening", "minutes": 45}, …],
 *                   "verified": "…", "source": "…"}, …]}
 *
 * A file of the user's that does not load is told of by lkb_vocabulary_get_nth_problem(), and the built-in one stands in for
 * it: words and prices are no reason to keep somebody from a board.
 *
 * Returns: (transfer full): the words, or NULL with an error when a built-in file does not load, which tests exclude
 */
LkbVocabulary *lkb_data_dirs_load_vocabulary (LkbDataDirs *self, GError **error);

/** LkbTemplateInfo: a template as it is listed: the file's name without ending, and the board's title and story. */
typedef struct
{
  char *id; /* "T01" */
  char *title; /* never NULL */
  char *story; /* never NULL, may be "" */
} LkbTemplateInfo;

void lkb_template_info_free (LkbTemplateInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbTemplateInfo, lkb_template_info_free)

/** lkb_data_dirs_list_templates: (transfer full) (element-type LkbTemplateInfo): sorted by id. Templates of the user that
 * cannot be read are left out. */
GPtrArray *lkb_data_dirs_list_templates (LkbDataDirs *self, GError **error);

/** lkb_data_dirs_load_template: (transfer full): the board; G_IO_ERROR_NOT_FOUND when there is no such template. Ids
 * compare without regard to case. */
LkbBoard *lkb_data_dirs_load_template (LkbDataDirs *self, const char *id, GError **error);

G_END_DECLS
