#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""All C files are formatted by .clang-format. Versions of the tool differ, so one version decides."""
import os
import re
import shutil
import subprocess

import arch

VERSION = 14


def find_tool():
    """The tool of the version that decides, or None."""
    for name in (f'clang-format-{VERSION}', 'clang-format'):
        tool = shutil.which(name)
        if tool:
            text = subprocess.run([tool, '--version'], capture_output=True, text=True, check=True).stdout
            found = re.search(r'version (\d+)', text)
            if found and int(found.group(1)) == VERSION:
                return tool
    return None


def complaints_of(result):
    places = [line.replace(arch.ROOT + '/', '').split(': error:')[0]
              for line in result.stderr.split('\n') if 'error:' in line]
    first = {}
    for place in places:
        first.setdefault(place.split(':')[0], place)
    return [f'{place}: another format' for place in first.values()]


def check_text(tool, text):
    result = subprocess.run([tool, '--dry-run', '-Werror', '--assume-filename=core/base/sample.c'],
                            input=text, capture_output=True, text=True, cwd=arch.ROOT, check=False)
    return complaints_of(result)


def check_files(tool, files):
    complaints = []
    for start in range(0, len(files), 50):
        result = subprocess.run([tool, '--dry-run', '-Werror', '--style=file',
                                 *[os.path.join(arch.ROOT, f) for f in files[start:start + 50]]],
                                capture_output=True, text=True, cwd=arch.ROOT, check=False)
        complaints += complaints_of(result)
        if result.returncode and not complaints:
            complaints.append(result.stderr.strip())
    return complaints


def main():
    tap = arch.Tap()
    tool = find_tool()
    if tool is None:
        tap.skip('formatting', f'clang-format {VERSION} is not installed')
        tap.done()
    tap.rejects('another style', check_text(tool, 'int f(int a){return a;}\n'))
    tap.accepts('the own style', check_text(tool, 'int\nf (int a)\n{\n  return a;\n}\n'))
    files = [f for f in arch.source_files(['.c', '.h'])]
    complaints = check_files(tool, files)
    tap.result(f'formatting ({len(files)} files): run ./dev format', complaints)
    tap.done()


main()
