#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""count.py LOG…: adds up the JSON logs of meson test and prints "N passed, N failed" as the last line.

A test program that speaks TAP counts with each of its tests, any other as one. A log that is not there, and
a program that ends badly without a failed test of its own, count as one failure. What a failed program said comes
last before the figures, so that the end of a long log tells the cause.
"""
import json
import os
import re
import sys

LINE = re.compile(r'^\s*(not )?ok\b(.*)$', re.M)
GOOD = {'OK', 'EXPECTEDFAIL', 'SKIP'}
TELLING = re.compile(r'^\s*(not ok|Bail out)|ERROR|CRITICAL|WARNING|Sanitizer|Traceback|Error:|random seed', re.M)
CAUSE = re.compile(r'^\s*(not ok|Bail out)', re.M)
SHOWN_LINES = 30
LAST_LINES = 8
SHOWN_WIDTH = 400


def count_test(entry):
    """(passed, failed) of one line of the log."""
    passed = failed = skipped = 0
    for match in LINE.finditer(entry.get('stdout', '')):
        if re.search(r'#\s*skip', match.group(2), re.I):
            skipped += 1
        elif match.group(1) and not re.search(r'#\s*todo', match.group(2), re.I):
            failed += 1
        else:
            passed += 1
    good = entry.get('result') in GOOD
    if not passed and not failed and not skipped:
        if entry.get('result') == 'SKIP':
            return 0, 0
        return (1, 0) if good else (0, 1)
    if not good and not failed:
        failed = 1
    return passed, failed


def tell(entry):
    """Prints the telling lines of a failed program: the last ones, for the first fault may drag others along. Of one that
    took too long or was killed, which says nothing of a fault, also how far it came."""
    came_to_end = CAUSE.search(entry.get('stdout', ''))
    for stream in ('stdout', 'stderr'):
        text = [line[:SHOWN_WIDTH] for line in entry.get(stream, '').splitlines()]
        told = [n for n, line in enumerate(text) if TELLING.search(line)][-SHOWN_LINES:]
        if not told:
            told = range(len(text))[-SHOWN_LINES:]
        elif not came_to_end:
            told = sorted({*told, *range(len(text))[-LAST_LINES:]})
        for n in told:
            print(f'    {text[n]}')


def main():
    passed = failed = 0
    broken = []
    for path in sys.argv[1:]:
        if not os.path.exists(path):
            # meson writes no log when a group has no tests; not-run stands for a group that could not start.
            if path.endswith('not-run.json'):
                failed += 1
                broken.append((os.path.dirname(path), {}))
            continue
        with open(path, encoding='utf-8', errors='replace') as log:
            for line in log:
                entry = json.loads(line)
                good, bad = count_test(entry)
                passed += good
                failed += bad
                if bad:
                    folder = os.path.basename(os.path.dirname(os.path.dirname(path)))
                    broken.append((f'{entry["name"]} ({folder}): {entry.get("result")}', entry))
    for name, entry in broken:
        print(f'failed: {name}')
        tell(entry)
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed or not passed else 0)


main()
