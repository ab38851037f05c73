#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped data: well-formed XML and JSON, MIME type as promised, everything in the build's list."""
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'arch'))
import arch  # noqa: E402 (the path comes first)

MIME = '{http://www.freedesktop.org/standards/shared-mime-info}'
APPLICATION = 'io.github.lakeboard.Lakeboard'


def pairs_once(pairs):
    keys = [key for key, _ in pairs]
    double = {key for key in keys if keys.count(key) > 1}
    if double:
        raise ValueError(f'repeated key {sorted(double)[0]}')
    return dict(pairs)


def json_complaints(path, text):
    try:
        json.loads(text, object_pairs_hook=pairs_once)
    except ValueError as error:
        return [f'{path}: {error}']
    return []


def xml_complaints(path, text):
    try:
        ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        return [f'{path}: {error}']
    return []


def mime_complaints(text):
    mime_type = ElementTree.fromstring(text).find(f'{MIME}mime-type')
    complaints = []
    if mime_type.get('type') != 'application/vnd.lakeboard+json':
        complaints.append('another type')
    if mime_type.find(f'{MIME}sub-class-of').get('type') != 'application/json':
        complaints.append('not a sub-class of application/json')
    if mime_type.find(f'{MIME}glob').get('pattern') != '*.lakeboard':
        complaints.append('another pattern')
    return complaints


def main():
    tap = arch.Tap()
    tap.rejects('broken JSON', json_complaints('a', '{"a": 1,}'))
    tap.rejects('a repeated key', json_complaints('a', '{"a": 1, "a": 2}'))
    tap.rejects('broken XML', xml_complaints('a', '<a><b></a>'))

    shipped = arch.source_files(['.lakeboard', '.json'], 'data')
    tap.result(f'JSON ({len(shipped)} files)', [c for p in shipped for c in json_complaints(p, arch.read(p))])
    listed = re.findall(r"^  '((?:decks|templates|vocabulary)/[^']+)',$", arch.read('data/meson.build'), re.M)
    tap.result('the build lists every data file and no other',
               [f'{p}: not in data/meson.build' for p in shipped if p.removeprefix('data/') not in listed]
               + [f'data/{p}: listed, but missing' for p in listed if f'data/{p}' not in shipped])
    markup = arch.source_files(['.xml', '.xml.in', '.svg', '.ui'], 'data') + arch.source_files(['.ui', '.xml'], 'resources')
    tap.result(f'XML ({len(markup)} files)', [c for p in markup for c in xml_complaints(p, arch.read(p))])
    tap.result('MIME type', mime_complaints(arch.read(f'data/{APPLICATION}.mime.xml')))
    tap.result('one application id',
               [f'{p}: not named {APPLICATION}' for p in os.listdir(os.path.join(arch.ROOT, 'data'))
                if p.startswith('io.') and not p.startswith(APPLICATION)])
    tap.done()


main()
