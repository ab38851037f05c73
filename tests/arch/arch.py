# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of the source tree share: the list of files and a small TAP printer.

A check is a function from (path, text) to a list of complaints. Each check module shows on samples that it
can fail before it reads the tree: a check that finds nothing anywhere proves nothing.
"""
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SKIPPED_FOLDERS = {'.git', '__pycache__', 'subprojects'}


def source_files(endings=None, under=None):
    """Paths relative to the root, '/' as separator, sorted; build folders are left out."""
    found = []
    start = os.path.join(ROOT, under) if under else ROOT
    for folder, folders, names in os.walk(start):
        folders[:] = sorted(
            f for f in folders
            if f not in SKIPPED_FOLDERS
            and not os.path.isfile(os.path.join(folder, f, 'build.ninja'))
            and not (folder == ROOT and (f.startswith('build') or f.startswith('_build'))))
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), ROOT).replace(os.sep, '/')
            if endings is None or path.endswith(tuple(endings)):
                found.append(path)
    return sorted(found)


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read()


class Tap:
    """Test Anything Protocol on standard output."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def result(self, name, complaints):
        """One test; it passes when there is nothing to complain about."""
        self.count += 1
        ok = not complaints
        self.failed += not ok
        print(f'{"ok" if ok else "not ok"} {self.count} - {name}')
        for line in complaints:
            print(f'# {line}')

    def skip(self, name, reason):
        self.count += 1
        print(f'ok {self.count} - {name} # SKIP {reason}')

    def rejects(self, name, complaints):
        """Self-test on a bad sample: there must be a complaint."""
        self.result(f'self-test: complains about {name}',
                    [] if complaints else ['the bad sample was accepted'])

    def accepts(self, name, complaints):
        """Self-test on a good sample."""
        self.result(f'self-test: accepts {name}', complaints)

    def done(self):
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)
