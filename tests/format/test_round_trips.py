#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_round_trips.py PROGRAM COUNT [NODES…]: board → SVG → board, and the bytes are the same.

COUNT boards of 6 to 45 nodes, each with another seed and with names, notes and owners that are hard on a format, then one
board for each of NODES. Every tenth goes through a PNG too. No picture is taken for one that another program changed.
"""
import os
import subprocess
import sys
import tempfile

ROOT = os.environ.get('LKB_SOURCE_ROOT') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'support'))
import gen_board  # noqa: E402 (the path comes first)

# Each stands in for a word of the board: markup, what ends it, controls, directions, what XML cannot hold or changes.
HARD = [
    '<b>x</b>', '&amp; &lt;', ']]>', '<!-- -->', '<?xml?>', '"q" \'s\'', '\x01\x1f', '\r\n\t', '\u05e9\u05dc\u05d5\u05dd',
    '\u202eevil\u202c', '\u65e5\u672c\u8a9e', '\U0001f600\u200d\U0001f525', 'e\u0301\u0323\u0308', '\ufffe\uffff', 'W' * 300,
    ' x ', '\u2028\u2029', '\\u0041', '</lakeboard:part>', '\u00a0', '%s %n',
]


def run(program, *arguments):
    done = subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    if done.returncode != 0 or done.stderr:
        raise ValueError(f'{arguments}: status {done.returncode}: {done.stderr.decode("utf-8", "replace").strip()}')
    return done.stdout


def make_board(nodes, seed, path):
    facts, elements = gen_board.build(nodes, seed, 1.4, True)
    random = gen_board.Random(seed + 7)
    for holder in [facts, *elements]:
        for key in ('title', 'goal', 'name', 'technology', 'label'):
            if key in holder and random.chance(40):
                holder[key] = random.pick(HARD)
    with open(path, 'w', encoding='utf-8', newline='') as file:
        file.write(gen_board.canonical(facts, elements))


def trip(program, path, also_png):
    canonical = run(program, 'convert', path, '-o', '-')
    folder = os.path.dirname(path)
    for ending in ('.svg', '.png') if also_png else ('.svg',):
        picture = os.path.join(folder, 'picture' + ending)
        run(program, 'export', path, '-o', picture, '--draft')
        back = run(program, 'convert', picture, '-o', '-')
        if back != canonical:
            return [f'{len(back)} bytes instead of {len(canonical)} by way of {ending}']
    return []


def main():
    program, count, nodes = sys.argv[1], int(sys.argv[2]), [int(n) for n in sys.argv[3:]]
    complaints = []
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'board.lakeboard')
        for i in range(count + len(nodes)):
            n = nodes[i - count] if i >= count else 6 + i % 40
            make_board(n, i, path)
            try:
                complaints += [f'{n} nodes, seed {i}: {c}' for c in trip(program, path, i % 10 == 0)]
            except ValueError as error:
                complaints.append(f'{n} nodes, seed {i}: {error}')
    print(f'{"not ok" if complaints else "ok"} 1 - {count + len(nodes)} round trips')
    for complaint in complaints[:20]:
        print('# ' + complaint.replace('\n', '\n# '))
    print('1..1')
    sys.exit(1 if complaints else 0)


if __name__ == '__main__':
    main()
