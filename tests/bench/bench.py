#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench.py [--unit=TEXT] PROGRAM…: prints how long load, layout, analysis, rules, export and frame recording take.

Boards of 200, 1,000 and 5,000 nodes (LKB_BENCH_SIZES=200,1000 for others), from tests/support/gen_board.py. Medians of
about LKB_BENCH_SECONDS (0.3) a phase, and by how much a phase grows from one size to the next: a shared machine's
milliseconds mean little, its ratios more. With LKB_BENCH_CALLGRIND=1 valgrind counts instructions instead, the same
on every run; boards beyond 1,000 nodes are then left out, they would take an hour. With --unit the programs say what
they measure, always in time.
"""
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GENERATOR = os.path.join(ROOT, 'tests', 'support', 'gen_board.py')


def sizes():
    return [int(n) for n in os.environ.get('LKB_BENCH_SIZES', '200,1000,5000').split(',')]


def make_boards(folder, numbers):
    paths = {}
    for n in numbers:
        paths[n] = os.path.join(folder, f'{n}.lakeboard')
        subprocess.run([sys.executable, '-B', GENERATOR, str(n), '-o', paths[n]], check=True)
    return paths


def time_phases(programs, path):
    """phase → milliseconds, in the order of the programs."""
    seconds = os.environ.get('LKB_BENCH_SECONDS', '0.3')
    figures = {}
    for program in programs:
        done = subprocess.run([program, path, seconds], stdout=subprocess.PIPE, check=True)
        for line in done.stdout.decode().splitlines():
            # GLib's test framework, which the window needs, has remarks of its own.
            if line.startswith('#'):
                continue
            name, median, _, _ = line.split('\t')
            figures[name] = float(median)
    return figures


def count_phases(programs, path):
    """phase → millions of instructions."""
    figures = {}
    for program in programs:
        listed = subprocess.run([program, path, '0', 'list'], stdout=subprocess.PIPE, check=True)
        for name in listed.stdout.decode().split():
            done = subprocess.run(
                ['valgrind', '--tool=callgrind', '--collect-atstart=no', '--toggle-collect=run_measured*',
                 '--callgrind-out-file=/dev/null', program, path, '0', name],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
            found = re.search(r'Collected\s*:\s*(\d+)', done.stderr.decode('utf-8', 'replace'))
            figures[name] = int(found.group(1)) / 1e6
    return figures


def show(value):
    return f'{value:,.1f}' if value < 100 else f'{value:,.0f}'


def print_table(unit, columns):
    numbers = list(columns)
    heads = []
    for i, n in enumerate(numbers):
        heads.append(f'{n:,} nodes')
        if i > 0:
            heads.append('growth')
    print(f'{unit:<20}' + ''.join(f'{h:>14}' for h in heads))
    for name in columns[numbers[0]]:
        cells = []
        for i, n in enumerate(numbers):
            value = columns[n][name]
            cells.append(show(value))
            if i > 0:
                before = columns[numbers[i - 1]][name]
                times = n / numbers[i - 1]
                cells.append(f'{value / before:.1f} / {times:.0f} ×' if before > 0 else '')
        print(f'{name:<20}' + ''.join(f'{c:>14}' for c in cells))
    print()
    print('growth: by how much the figure grew / by how much the board did')


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    unit = next((a[len('--unit='):] for a in sys.argv[1:] if a.startswith('--unit=')), None)
    programs = [a for a in sys.argv[1:] if not a.startswith('--unit=')]
    counted = unit is None and os.environ.get('LKB_BENCH_CALLGRIND') == '1'
    numbers = sizes()
    if counted and 'LKB_BENCH_SIZES' not in os.environ:
        numbers = [n for n in numbers if n <= 1000]
    with tempfile.TemporaryDirectory() as folder:
        paths = make_boards(folder, numbers)
        count = count_phases if counted else time_phases
        columns = {n: count(programs, paths[n]) for n in numbers}
    print_table('M instructions' if counted else unit or 'ms (median)', columns)
    return 0


if __name__ == '__main__':
    sys.exit(main())
