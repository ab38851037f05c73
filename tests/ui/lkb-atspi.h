/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-ui.h"

G_BEGIN_DECLS

/**
 * LkbAtspi: the accessibility bus as a screen reader sees it. All calls go over the bus and back to this very program, which
 * is why they run it while they wait.
 */
typedef struct _LkbAtspi LkbAtspi;

/** LkbAtspiRef: (transfer full) strings: an accessible object. */
typedef struct
{
  char *name;
  char *path;
} LkbAtspiRef;

void lkb_atspi_ref_free (LkbAtspiRef *ref);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbAtspiRef, lkb_atspi_ref_free)

/* Of the protocol. */
#define LKB_ATSPI_ROLE_ALERT 2
#define LKB_ATSPI_ROLE_LIST 31
#define LKB_ATSPI_ROLE_LIST_ITEM 32
#define LKB_ATSPI_STATE_FOCUSED 12
#define LKB_ATSPI_STATE_SELECTED 23

/** lkb_atspi_new: (nullable): NULL when there is no such bus; the test is skipped with the reason then. */
LkbAtspi *lkb_atspi_new (LkbUi *ui);
void lkb_atspi_free (LkbAtspi *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbAtspi, lkb_atspi_free)

/** lkb_atspi_dup_children: (transfer full) (element-type LkbAtspiRef): @of: (nullable): of the program. */
GPtrArray *lkb_atspi_dup_children (LkbAtspi *self, const LkbAtspiRef *of);
/** lkb_atspi_dup_name: (transfer full): what is read out. */
char *lkb_atspi_dup_name (LkbAtspi *self, const LkbAtspiRef *of);
char *lkb_atspi_dup_description (LkbAtspi *self, const LkbAtspiRef *of);
guint lkb_atspi_get_role (LkbAtspi *self, const LkbAtspiRef *of);
/** lkb_atspi_dup_role_name: (transfer full): as "push button". */
char *lkb_atspi_dup_role_name (LkbAtspi *self, const LkbAtspiRef *of);
gboolean lkb_atspi_has_state (LkbAtspi *self, const LkbAtspiRef *of, guint state);
/** lkb_atspi_get_extents: in the window. */
void lkb_atspi_get_extents (LkbAtspi *self, const LkbAtspiRef *of, int extents[4]);
/** lkb_atspi_do: the action of that name; FALSE when it has none. */
gboolean lkb_atspi_do (LkbAtspi *self, const LkbAtspiRef *of, const char *action);
/** lkb_atspi_find: (transfer full) (nullable): the first below @in (NULL: anywhere) of @role whose name begins so. */
LkbAtspiRef *lkb_atspi_find (LkbAtspi *self, const LkbAtspiRef *in, guint role,
                             const char *beginning);

G_END_DECLS
