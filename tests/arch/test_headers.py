#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outer form of each file: licence line, pragma once, own header first, length, no stray white space."""
import os
import re

import arch

LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'
# Files whose format has room for a comment.
WITH_LICENCE = ('.c', '.h', '.py', '.sh', '.css', '.ui', '.xml', '.xml.in', '.desktop.in', '.service.in', '.conf.in',
                '.supp', '.po', 'meson.build', 'meson_options.txt', '.clang-format', 'dev', '.ci/run', 'with-display')
TEXT = WITH_LICENCE + ('.md', '.json', '.lakeboard', '.svg', '.txt')
LONGEST = 800
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', re.M)


def licence_complaints(path, text):
    return [] if LICENCE in '\n'.join(text.split('\n')[:3]) else [f'{path}: no licence line at the top']


def header_complaints(path, text):
    complaints = []
    if '#pragma once' not in text:
        complaints.append(f'{path}: no #pragma once')
    if re.search(r'^#ifndef\s+\w+_H_?\s*$', text, re.M):
        complaints.append(f'{path}: an include guard beside #pragma once')
    return complaints


def own_header_complaints(path, text, has_header):
    """A .c file that has a header of its own includes it before anything else."""
    if not has_header:
        return []
    own = path.rsplit('/', 1)[1][:-2] + '.h'
    first = INCLUDE.search(text)
    if first is None or first.group(1).rsplit('/', 1)[-1] != own:
        return [f'{path}: the first include is not "{own}"']
    return []


def length_complaints(path, text):
    lines = text.count('\n')
    return [f'{path}: {lines} lines; split it by role at {LONGEST}'] if lines > LONGEST else []


def space_complaints(path, text):
    complaints = []
    if text and not text.endswith('\n'):
        complaints.append(f'{path}: no newline at the end')
    if '\r' in text:
        complaints.append(f'{path}: carriage return')
    for number, line in enumerate(text.split('\n'), 1):
        if '\t' in line and path.endswith(('.c', '.h', '.py', 'meson.build')):
            complaints.append(f'{path}:{number}: tab')
        if line != line.rstrip() and not path.endswith('.md'):
            complaints.append(f'{path}:{number}: white space at the end')
    return complaints


def self_test(tap):
    good = f'/* {LICENCE} */\n#pragma once\n'
    tap.rejects('a missing licence line', licence_complaints('core/a.c', 'int a;\n'))
    tap.rejects('a licence line far down', licence_complaints('core/a.c', '\n' * 9 + LICENCE))
    tap.accepts('a licence line', licence_complaints('core/a.h', good))
    tap.rejects('a header without pragma once', header_complaints('a.h', 'int a;\n'))
    tap.rejects('an include guard', header_complaints('a.h', '#pragma once\n#ifndef A_H\n'))
    tap.rejects('another header first',
                own_header_complaints('core/x/lkb-a.c', '#include <glib.h>\n#include "lkb-a.h"\n', True))
    tap.accepts('the own header first',
                own_header_complaints('core/x/lkb-a.c', '#include "lkb-a.h"\n#include <glib.h>\n', True))
    tap.rejects('a long file', length_complaints('a.c', '\n' * (LONGEST + 1)))
    tap.accepts('a file of the greatest length', length_complaints('a.c', '\n' * LONGEST))
    tap.rejects('a tab', space_complaints('a.c', '\tint a;\n'))
    tap.rejects('a missing newline', space_complaints('a.c', 'int a;'))
    tap.rejects('white space at the end', space_complaints('a.c', 'int a; \n'))


def main():
    tap = arch.Tap()
    self_test(tap)
    files = [(p, arch.read(p)) for p in arch.source_files()
             if p.endswith(TEXT) and not p.startswith(('tests/format/', 'tests/fuzz/', 'tests/golden/'))
             or p.endswith(('.c', '.h', '.py', 'meson.build'))]
    code = [(p, t) for p, t in files if p.endswith(('.c', '.h'))]
    tap.result(f'licence lines ({len(files)} files)',
               [c for p, t in files if p.endswith(WITH_LICENCE) for c in licence_complaints(p, t)])
    tap.result('pragma once', [c for p, t in code if p.endswith('.h') for c in header_complaints(p, t)])
    tap.result('own header first',
               [c for p, t in code if p.endswith('.c')
                for c in own_header_complaints(p, t, os.path.exists(os.path.join(arch.ROOT, p[:-2] + '.h')))])
    tap.result('length', [c for p, t in code for c in length_complaints(p, t)])
    tap.result('white space', [c for p, t in files for c in space_complaints(p, t)])
    tap.done()


main()
