#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Generated boards, arranged by the program: what nobody has looked at is clean, too.

As flow, up to 200 nodes: no line through a card, no card, line or label on another, no line under a label, no label off
its line, few bends and crossings. As page, up to 12 nodes: the measurable part of beauty. Arranged again: the same.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(os.path.dirname(HERE), 'support')
sys.path[:0] = [HERE, SUPPORT]
import golden  # noqa: E402 (the path comes first)
import layout_metrics  # noqa: E402
import test_beauty  # noqa: E402

BENDS = 1.7
GAP = 32  # between two cards of a column, as they are drawn
# nodes, seed → crossings, with a little room above what there are; `dot` has 2, 1, 2, 40, 18, 188 and 127.
FLOWS = {(12, 1): 2, (12, 2): 1, (12, 6): 2, (50, 1): 32, (50, 2): 18, (200, 1): 140, (200, 2): 124}
PAGE_CROSSINGS = 2
OWNERS_SEEDS, OWNERS_CUT = (1, 2, 3, 4), 8
AGAIN = [(6, 1), (8, 1), (10, 4), (11, 5), (12, 2), (50, 1)]
PAGES = [(n, seed, paper) for n in (4, 6, 8, 12) for seed in (1, 2) for paper in ('a4', 'letter')]


def prepare_page(path, paper):
    """Lanes that somebody chose stay, however many cards they hold; here the program chooses."""
    with open(path, encoding='utf-8') as file:
        board = json.load(file)
    board['board']['paper'] = paper
    for element in board['elements']:
        element.pop('lane', None)
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(board, file)


def arrange(folder, n, seed, arrangement, paper='a4'):
    """The file of a generated board, arranged."""
    board, placed = os.path.join(folder, 'board.lakeboard'), os.path.join(folder, 'placed.lakeboard')
    subprocess.run([sys.executable, '-B', os.path.join(SUPPORT, 'gen_board.py'), str(n), '--seed', str(seed),
                    '-o', board], check=True)
    if arrangement == 'page':
        prepare_page(board, paper)
    status, _, errors = golden.cli('arrange', '--as', arrangement, board, '-o', placed)
    if status != 0:
        raise RuntimeError(f'{n} nodes, seed {seed}: status {status}: {errors.strip()}')
    return placed


def gap_complaints(nodes):
    for a in nodes:
        for b in nodes:
            gap = b['y'] - a['y'] - a['h']
            if a['x'] < b['x'] + b['w'] and b['x'] < a['x'] + a['w'] and b['y'] > a['y'] and gap < GAP:
                yield f'{a["id"]} and {b["id"]} are {gap} apart'


def flow_complaints(drawing, crossings):
    figures = layout_metrics.measure(drawing)
    complaints = list(gap_complaints(drawing['nodes']))
    complaints += [f'{name}: {figures[name]}' for name in layout_metrics.COUNTS if figures[name] > 0]
    if figures['bends'] > BENDS:
        complaints.append(f'{figures["bends"]:.2f} bends an edge')
    if figures['crossings'] > crossings:
        complaints.append(f'{figures["crossings"]} crossings, {crossings} are allowed')
    return complaints


def page_complaints(placed, paper='a4'):
    sheet = golden.parse(golden.export(placed, '--no-source'))
    drawing = golden.parse(golden.export(placed, '--no-source', '--scope', 'drawing'))
    geometry = json.loads(golden.export(placed, format_='geometry'))
    image = golden.read_png(golden.export(placed, '--scope', 'drawing', format_='png'))
    return (test_beauty.text_size_complaints(sheet) + test_beauty.box_complaints(geometry)
            + test_beauty.grid_complaints(geometry) + test_beauty.type_complaints(drawing)
            + test_beauty.fill_complaints(sheet, paper) + test_beauty.stroke_complaints(drawing)
            + test_beauty.route_complaints(geometry, PAGE_CROSSINGS) + test_beauty.ink_complaints(image))


def again_complaints(placed, arrangement):
    """What is arranged stays, to the byte."""
    once, twice = placed + '.once.lakeboard', placed + '.twice.lakeboard'
    for path, out in ((placed, once), (once, twice)):
        status, _, errors = golden.cli('arrange', '--as', arrangement, path, '-o', out)
        if status != 0:
            return [errors.strip()]
    with open(once, 'rb') as one, open(twice, 'rb') as two:
        return [] if one.read() == two.read() else ['arranged again, it looks different']


def test_again(tap, folder):
    for name in golden.TEMPLATES:
        for arrangement in ('page', 'flow'):
            path = os.path.join(folder, name)
            shutil.copy(golden.board_path(name), path)
            tap.result(f'{name} as {arrangement}: again the same', again_complaints(path, arrangement))
    for n, seed in AGAIN:
        for arrangement in ('page', 'flow'):
            path = os.path.join(folder, 'again')
            subprocess.run([sys.executable, '-B', os.path.join(SUPPORT, 'gen_board.py'), str(n), '--seed', str(seed),
                            '-o', path], check=True)
            tap.result(f'{arrangement} of {n}, seed {seed}: again the same', again_complaints(path, arrangement))


def owner_complaints(placed):
    """Pills of a page that do not tell owner and consumer in full."""
    with open(placed, encoding='utf-8') as file:
        edges = [e for e in json.load(file)['elements'] if e['kind'] == 'edge']
    drawing = golden.parse(golden.export(placed, '--no-source', '--scope', 'drawing'))
    complaints = []
    for edge in edges:
        label = drawing.find(f".//{{*}}g[@id='lb-{edge['id']}.label']")
        said = ' '.join(text.text for text in label.iter('{*}text')) if label is not None else ''
        names = {edge['owner'], edge['consumer_owner']}
        if said and not all(name in said for name in names):
            complaints.append(f'{edge["id"]}: “{said}” for {" and ".join(sorted(names))}')
    return complaints


def test_owners(tap, folder):
    """A dense page names those who own its edges; seldom does a name find no room."""
    complaints = []
    for seed in OWNERS_SEEDS:
        path, placed = os.path.join(folder, 'owners'), os.path.join(folder, 'owners-page')
        subprocess.run([sys.executable, '-B', os.path.join(SUPPORT, 'gen_board.py'), '12', '--seed', str(seed),
                        '-o', path], check=True)
        status, _, errors = golden.cli('arrange', '--as', 'page', path, '-o', placed)
        complaints += [f'seed {seed}: {line}' for line in (owner_complaints(placed) if status == 0 else [errors])]
    tap.result(f'pages of 12: at most {OWNERS_CUT} pills without full names',
               complaints if len(complaints) > OWNERS_CUT else [])


def test_self(tap):
    bad = {'nodes': [{'id': 'a', 'x': 0, 'y': 0, 'w': 20, 'h': 20}, {'id': 'b', 'x': 15, 'y': 0, 'w': 20, 'h': 20},
                     {'id': 'c', 'x': 100, 'y': 0, 'w': 20, 'h': 20}, {'id': 'd', 'x': 60, 'y': -90, 'w': 20, 'h': 20},
                     {'id': 'g', 'x': 80, 'y': 90, 'w': 20, 'h': 20}],
           'edges': [{'id': 'e', 'source': 'a', 'target': 'c', 'points': [[0, 10], [100, 10]]},
                     {'id': 'f', 'source': 'a', 'target': 'c', 'points': [[10, 20], [60, 20], [60, 0], [100, 0]]},
                     {'id': 'h', 'source': 'd', 'target': 'g', 'points': [[62, 0.5], [98, 0.5]]}],
           'labels': [{'edge': 'e', 'x': 55, 'y': 5, 'w': 50, 'h': 10}, {'edge': 'f', 'x': 55, 'y': 8, 'w': 9, 'h': 9},
                      {'edge': 'f', 'x': 55, 'y': 40, 'w': 9, 'h': 9}]}
    figures = layout_metrics.measure(bad)
    found = {'edge_node': 1, 'edge_edge': 1, 'node_node': 1, 'label_node': 1, 'label_label': 1, 'label_edge': 2,
             'label_far': 1, 'crossings': 1, 'bends': 2 / 3}
    tap.result('self-test: counts', [f'{key}: {figures[key]}, not {value}' for key, value in found.items()
                                     if figures[key] != value])


def main():
    golden.require_tools()
    tap = golden.Tap()
    test_self(tap)
    with tempfile.TemporaryDirectory() as folder:
        for (n, seed), crossings in FLOWS.items():
            placed = arrange(folder, n, seed, 'flow')
            drawing = json.loads(golden.export(placed, format_='geometry'))
            tap.result(f'flow of {n}, seed {seed}: clean', flow_complaints(drawing, crossings))
        for n, seed, paper in PAGES:
            tap.result(f'page of {n}, seed {seed}, {paper}: beautiful',
                       page_complaints(arrange(folder, n, seed, 'page', paper), paper))
        # The sanitizers have seen the same code by now, and are slow.
        if 'ASAN_OPTIONS' not in os.environ:
            test_owners(tap, folder)
            test_again(tap, folder)
    tap.done()


if __name__ == '__main__':
    main()
