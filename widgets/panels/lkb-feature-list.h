/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-pick-popover.h"
#include "lkb-value-editor.h"

G_BEGIN_DECLS

/** LkbFeatureList: names of the feature catalogue that suit what is selected, or free text. */
#define LKB_TYPE_FEATURE_LIST (lkb_feature_list_get_type ())
G_DECLARE_FINAL_TYPE (LkbFeatureList, lkb_feature_list, LKB, FEATURE_LIST, LkbValueEditor)

GtkWidget *lkb_feature_list_new (LkbEditContext *context, const LkbFieldInfo *info);

/** lkb_feature_list_add: @feature: an id of the catalogue, or free text. */
void lkb_feature_list_add (LkbFeatureList *self, const char *feature);
void lkb_feature_list_remove (LkbFeatureList *self, const char *feature);
LkbPickPopover *lkb_feature_list_get_popover (LkbFeatureList *self);

G_END_DECLS
