/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/layout/lkb-text-measurer.h"
#include "lkb-picture.h"

G_BEGIN_DECLS

/*
 * What an SVG looks like (read back by core/formats):
 *
 *   <svg xmlns="http://www.w3.org/2000/svg" xmlns:lakeboard="https://lakeboard.github.io/ns/1" version="1.1"
 *        width height viewBox role="img" aria-labelledby="lb.title lb.desc" …>
 *     <title id="lb.title">…</title> <desc id="lb.desc">…</desc>
 *     <metadata>
 *       <lakeboard:board sha256="64 lower-case hex digits" bytes="N" parts="2" encoding="text" picture-sha256="64 more">
 *         <lakeboard:part>…</lakeboard:part>
 *         <lakeboard:part>…</lakeboard:part>
 *       </lakeboard:board>
 *     </metadata>
 *     <rect …/>                                   the background, unless transparent
 *     <g id="lb-clicks" data-kind="source" data-owner="Web"> <title>…</title> <desc>…</desc> … </g>
 *     <g id="lb-e1" data-kind="edge" data-owner="Web">…</g>
 *     <g id="lb-e1.label" data-part="label">…</g>  an edge's pill; "." is in no element id
 *   </svg>
 *
 * The board's text is the concatenation of the parts' character data, in order; its SHA-256 is of those bytes. Each part is at
 * most 1 MiB, cut between characters. encoding="text": the parts are the text itself. encoding="base64": the text holds
 * characters that XML cannot carry, so the parts are base64 of the bytes; SHA-256 and bytes are of the decoded text.
 * White space between the elements is not part of it. picture-sha256 is the LkbSvgDigest of everything but the metadata: it
 * tells whether another program drew in the picture.
 */
#define LKB_SVG_NAMESPACE "https://lakeboard.github.io/ns/1"
#define LKB_SVG_PART_MAX (1024 * 1024)

/** LkbSvgReveal: the picture builds up once when it is shown, then stands still. Only opacities move, by SMIL; a viewer that knows
 * nothing of that shows the whole picture, and so does paper. */
typedef struct
{
  GHashTable *
      steps; /* id of an element → its step from 1, GUINT_TO_POINTER; what is not in it is there from the start */
  guint n_steps;
  double step_s; /* from one step to the next */
} LkbSvgReveal;

/**
 * LkbSvgLayer: a part of a film: its picture is there from frame @from on, and from frame @until on no more; 0: it stays. One
 * that goes has no ids, titles or descriptions: what it shows is of the past.
 */
typedef struct
{
  LkbPicture *picture;
  guint from;
  guint until;
} LkbSvgLayer;

/** LkbSvgFilm: how a picture came to be: shown once, then it stands still at what stays. Only opacities move, by SMIL; a viewer
 * that knows nothing of that shows the layers that stay, and so does paper. Layers are painted in their order. */
typedef struct
{
  const LkbSvgLayer *layers;
  guint n_layers;
  guint n_frames;
  double frame_s; /* how long each is shown */
} LkbSvgFilm;

/** LkbSvgOptions: @box: the part of the picture that is shown; becomes width, height and viewBox. */
typedef struct
{
  LkbBox box;
  double scale; /* of width and height, the viewBox stays; 0 = 1 */
  gboolean transparent;
  gboolean outlines; /* text as paths: looks the same without the font, but is no text any more */
  GBytes *source; /* (nullable): canonical text of the board, embedded; NULL = none */
  const char *title; /* (nullable) */
  const char *description; /* (nullable) */
  const char *language; /* (nullable): BCP 47, for xml:lang */
  const LkbSvgReveal *reveal; /* (nullable) */
  const LkbSvgFilm *film; /* (nullable): above the picture */
} LkbSvgOptions;

/**
 * lkb_svg_write: (transfer full): a complete SVG document, the same bytes for the same input: no script, style sheet,
 * link, foreignObject or entity; colours and numbers are written from numbers, all text goes through lkb_text_clean().
 * @measurer: (nullable): needed for outlines only
 */
GBytes *lkb_svg_write (const LkbPicture *picture, const LkbTheme *theme, LkbTextMeasurer *measurer,
                       const LkbSvgOptions *options, GError **error);

G_END_DECLS
