#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: the table of docs/ARCHITECTURE.md, and where versions and colours may be named."""
import os
import re

import arch

# Each room of the library and the rooms below it. analysis and layout stand side by side.
CORE = {
    'base': [],
    'model': ['base'],
    'analysis': ['base', 'model'],
    'layout': ['base', 'model'],
    'picture': ['base', 'model', 'analysis', 'layout'],
    'rules': ['base', 'model', 'analysis', 'layout', 'picture'],
    'formats': ['base', 'model', 'analysis', 'layout', 'picture', 'rules'],
    'store': ['base', 'model', 'analysis', 'layout', 'picture', 'rules', 'formats'],
    'practice': ['base', 'model', 'analysis', 'layout', 'picture', 'rules', 'formats', 'store'],
}
# What each floor may include of the others.
FLOORS = {
    'core': ['core'],
    'widgets': ['core', 'widgets'],
    'app': ['core', 'widgets', 'app'],
    'cli': ['core'],
}
# Made by the build, without a folder in their name.
GENERATED = {'lkb-data-resource.h', 'lakeboard-resources.h', 'lkb-resources.h', 'config.h'}
TOOLKIT = re.compile(r'^(gtk|gdk|gsk|adwaita|graphene)\b|^(gtk|gdk|adwaita)[./-]')
INCLUDE = re.compile(r'^[ \t]*#[ \t]*(?:include|import)[ \t]*([<"])([^>"]+)[>"]', re.M)
VERSION_CHECK = re.compile(r'\b(?:GTK|ADW|GDK)_(?:CHECK_VERSION|MAJOR_VERSION|MINOR_VERSION)\b')
COLOUR = re.compile(r'"#[0-9A-Fa-f]{3}"|#[0-9A-Fa-f]{6}(?![0-9A-Za-z_])')
SURROUNDINGS = re.compile(
    r'\b(g_getenv|getenv|secure_getenv|g_settings_new\w*|g_get_real_time|g_date_time_new_now\w*)\s*\(')


def floor_of(path):
    if path.startswith('app/cli/'):
        return 'cli'
    return path.split('/', 1)[0]


def room_of(path):
    parts = path.split('/')
    return parts[1] if parts[0] == 'core' and len(parts) > 2 else None


def include_complaints(path, text, exists=None):
    """exists: says whether a path of the tree is there; None looks at the tree itself."""
    exists = exists or (lambda p: os.path.exists(os.path.join(arch.ROOT, p)))
    complaints = []
    floor = floor_of(path)
    here = path.rsplit('/', 1)[0]
    for match in INCLUDE.finditer(text):
        kind, name = match.groups()
        line = text.count('\n', 0, match.start()) + 1
        where = f'{path}:{line}: '
        if kind == '<':
            if floor in ('core', 'cli') and TOOLKIT.search(name):
                complaints.append(f'{where}{floor} is free of the toolkit, but includes <{name}>')
            continue
        if '..' in name.split('/'):
            complaints.append(f'{where}"{name}" climbs out of its folder; write the path from the root')
            continue
        if name in GENERATED:
            continue
        if '/' not in name:
            if not exists(f'{here}/{name}'):
                complaints.append(f'{where}"{name}" is not in {here}/; write the path from the root')
            continue
        target = 'cli' if name.startswith('app/cli/') else name.split('/', 1)[0]
        if floor == 'cli' and target == 'cli':
            continue
        if target not in FLOORS.get(floor, []):
            complaints.append(f'{where}{floor} must not include {target} ("{name}")')
            continue
        if not exists(name):
            complaints.append(f'{where}"{name}" does not exist')
        if floor == 'core':
            room, other = room_of(path), room_of(name)
            if room not in CORE:
                complaints.append(f'{where}core/{room} is not in the table of rooms')
            elif other == room:
                complaints.append(f'{where}same room: write "{name.rsplit("/", 1)[1]}"')
            elif other not in CORE[room]:
                complaints.append(f'{where}core/{room} must not include core/{other} ("{name}")')
    return complaints


def version_complaints(path, text):
    if path.startswith('widgets/compat/'):
        return []
    return [f'{path}:{text.count(chr(10), 0, m.start()) + 1}: {m.group(0)} belongs in widgets/compat'
            for m in VERSION_CHECK.finditer(text)]


def colour_complaints(path, text):
    if path.startswith('core/picture/') and 'theme' in path.rsplit('/', 1)[1]:
        return []
    return [f'{path}:{text.count(chr(10), 0, m.start()) + 1}: colour {m.group(0)} belongs in a theme'
            for m in COLOUR.finditer(text)]


def surroundings_complaints(path, text):
    if not path.startswith('core/'):
        return []
    return [f'{path}:{text.count(chr(10), 0, m.start()) + 1}: core is handed its surroundings, but calls {m.group(1)}()'
            for m in SURROUNDINGS.finditer(text)]


def self_test(tap):
    def there(path):
        return True

    def bad(name, path, text):
        tap.rejects(name, include_complaints(path, text, there))

    bad('an edge up', 'core/model/lkb-a.c', '#include "core/layout/lkb-b.h"\n')
    bad('an edge beside', 'core/analysis/lkb-a.c', '#include "core/layout/lkb-b.h"\n')
    bad('an edge beside, the other way', 'core/layout/lkb-a.c', '#include "core/analysis/lkb-b.h"\n')
    bad('core on GTK', 'core/picture/lkb-a.c', '#include <gtk/gtk.h>\n')
    bad('core on libadwaita', 'core/base/lkb-a.c', '# include <adwaita.h>\n')
    bad('core on GDK', 'core/base/lkb-a.c', '#include <gdk/gdk.h>\n')
    bad('core on widgets', 'core/store/lkb-a.c', '#include "widgets/canvas/lkb-b.h"\n')
    bad('widgets on app', 'widgets/canvas/lkb-a.c', '#include "app/lkb-window.h"\n')
    bad('the command line on widgets', 'app/cli/check.c', '#include "widgets/canvas/lkb-b.h"\n')
    bad('the command line on the window', 'app/cli/check.c', '#include "app/lkb-window.h"\n')
    bad('the command line on GTK', 'app/cli/main.c', '#include <gtk/gtk.h>\n')
    bad('the window on the command line', 'app/main.c', '#include "app/cli/check.h"\n')
    bad('a path with ..', 'core/model/lkb-a.c', '#include "../base/lkb-b.h"\n')
    bad('a long path inside a room', 'core/model/lkb-a.c', '#include "core/model/lkb-b.h"\n')
    bad('an unknown room', 'core/attic/lkb-a.c', '#include "core/base/lkb-b.h"\n')
    tap.rejects('a header that is not in the room',
                include_complaints('core/model/lkb-a.c', '#include "lkb-b.h"\n', lambda p: False))
    tap.accepts('an edge down',
                include_complaints('core/rules/lkb-a.c',
                                   '#include "lkb-a.h"\n#include <glib.h>\n#include "core/picture/lkb-b.h"\n',
                                   there))
    tap.accepts('widgets over core',
                include_complaints('widgets/canvas/lkb-a.c',
                                   '#include <gtk/gtk.h>\n#include "core/picture/lkb-b.h"\n', there))
    tap.rejects('a version check outside compat',
                version_complaints('widgets/canvas/lkb-a.c', '#if GTK_CHECK_VERSION (4, 10, 0)\n'))
    tap.accepts('a version check in compat',
                version_complaints('widgets/compat/lkb-a.c', '#if GTK_CHECK_VERSION (4, 10, 0)\n'))
    tap.rejects('a colour outside the themes',
                colour_complaints('widgets/canvas/lkb-a.c', 'parse ("#1C61C9");\n'))
    tap.rejects('a short colour', colour_complaints('core/picture/lkb-svg.c', 'write ("#fff");\n'))
    tap.accepts('a colour in a theme',
                colour_complaints('core/picture/lkb-theme-light.c', '"#1C61C9"\n'))
    tap.accepts('a number sign', colour_complaints('core/formats/lkb-a.c', '"#%d", "#1"\n'))
    tap.rejects('core reading the environment',
                surroundings_complaints('core/store/lkb-a.c', 'x = g_getenv ("HOME");\n'))


def main():
    tap = arch.Tap()
    self_test(tap)
    files = [p for p in arch.source_files(['.c', '.h'])
             if p.startswith(('core/', 'widgets/', 'app/'))]
    texts = [(path, arch.read(path)) for path in files]
    for name, check in (('includes follow the table', include_complaints),
                        ('version checks are in widgets/compat', version_complaints),
                        ('colours are in the themes', colour_complaints),
                        ('core is handed its surroundings', surroundings_complaints)):
        tap.result(f'{name} ({len(files)} files)',
                   [c for path, text in texts for c in check(path, text)])
    tap.done()


main()
