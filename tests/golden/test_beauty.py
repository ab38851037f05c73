#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of beauty that can be measured, on the pages that show the program.

Smallest text 7 pt in print · 8 units between any two boxes, 6 between pill and node · places on the 4-grid · at most
three sizes and two weights of type in the drawing · at most 30 % of its ink in saturated colour · it fills 60 % of one
dimension of its area · no line under any text · no line through a card · no crossing where none is needed.
"""
import json
import math
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import golden  # noqa: E402 (the path comes first)

BOARDS = golden.TEMPLATES[1:] + ['page-12']
GRID = 4
SMALLEST_PT = 7.0
GENERATED = [(8, 1), (9, 4), (10, 2), (11, 6), (11, 71), (12, 1), (12, 5), (12, 6), (12, 28), (12, 71)]
BOX_GAP, PILL_GAP = 8.0, 6.0
AREAS = {'a4': (1051.0, 448.0), 'letter': (984.0, 470.0)}
FILL = 0.60
SATURATED = 0.30
# Flowing the same way, these pages need no line over another.
WITHOUT_CROSSINGS = golden.TEMPLATES[1:]


def gap(a, b):
    """Distance of two boxes (x, y, w, h); negative when they overlap."""
    dx = max(a[0] - (b[0] + b[2]), b[0] - (a[0] + a[2]))
    dy = max(a[1] - (b[1] + b[3]), b[1] - (a[1] + a[3]))
    if dx >= 0 and dy >= 0:
        return math.hypot(dx, dy)
    return max(dx, dy)


def box_of(thing):
    return thing['x'], thing['y'], thing['w'], thing['h']


def text_size_complaints(root):
    complaints = []
    for item in golden.paint_list(root):
        if item.kind == 'text':
            points = item.number('font-size', 12) * item.scale * 0.75
            if points < SMALLEST_PT - 1e-6:
                complaints.append(f'“{item.text}” prints at {points:.2f} pt')
    return complaints


def box_complaints(geometry):
    complaints = []
    nodes = geometry['nodes']
    for i, a in enumerate(nodes):
        for b in nodes[i + 1:]:
            if gap(box_of(a), box_of(b)) < BOX_GAP:
                complaints.append(f'{a["id"]} and {b["id"]} are {gap(box_of(a), box_of(b)):.1f} apart')
    for i, label in enumerate(geometry['labels']):
        for node in nodes:
            if gap(box_of(label), box_of(node)) < PILL_GAP:
                complaints.append(f'label of {label["edge"]} and {node["id"]} are '
                                  f'{gap(box_of(label), box_of(node)):.1f} apart')
        for other in geometry['labels'][i + 1:]:
            if gap(box_of(label), box_of(other)) < 0:
                complaints.append(f'labels of {label["edge"]} and {other["edge"]} overlap')
    return complaints


def grid_complaints(geometry):
    return [f'{node["id"]} stands at {node["x"]}, {node["y"]}' for node in geometry['nodes']
            if node['x'] % GRID or node['y'] % GRID]


def type_complaints(root):
    sizes, weights = set(), set()
    for item in golden.paint_list(root):
        if item.kind == 'text' and item.element:
            sizes.add(item.number('font-size', 12))
            weights.add(item.attribute('font-weight', '400'))
    complaints = []
    if len(sizes) > 3:
        complaints.append(f'sizes {sorted(sizes)}')
    if len(weights) > 2:
        complaints.append(f'weights {sorted(weights)}')
    return complaints


def ink_complaints(image):
    """Ink of a pixel: how far its darkest channel is from white; saturated: a clear hue."""
    ink = saturated = 0
    for row in image.rows:
        for r, g, b in zip(row[0::3], row[1::3], row[2::3]):
            low = min(r, g, b)
            if low > 250:
                continue
            high = max(r, g, b)
            ink += 255 - low
            if high - low > 0.35 * high and high - low > 40:
                saturated += 255 - low
    share = saturated / max(ink, 1)
    return [] if share <= SATURATED else [f'{100 * share:.0f} % of the ink is saturated']


def fill_complaints(root, paper='a4'):
    boxes = [item.box for item in golden.paint_list(root) if item.element]
    if not boxes:
        return ['no element is drawn']
    width = max(b[0] + b[2] for b in boxes) - min(b[0] for b in boxes)
    height = max(b[1] + b[3] for b in boxes) - min(b[1] for b in boxes)
    shares = width / AREAS[paper][0], height / AREAS[paper][1]
    complaints = []
    if max(shares) < FILL:
        complaints.append(f'fills {100 * shares[0]:.0f} % × {100 * shares[1]:.0f} %')
    if max(shares) > 1.005:
        complaints.append(f'is larger than its area: {100 * shares[0]:.0f} % × {100 * shares[1]:.0f} %')
    return complaints


def segments(points):
    return [(a, b) for a, b in zip(points, points[1:]) if a is not None and b is not None]


def segment_hits_box(a, b, box):
    """Whether a straight piece has a point inside the box (Liang–Barsky)."""
    low, high = 0.0, 1.0
    for start, delta, near, far in ((a[0], b[0] - a[0], box[0], box[0] + box[2]),
                                    (a[1], b[1] - a[1], box[1], box[1] + box[3])):
        if delta == 0:
            if not near < start < far:
                return False
            continue
        t, u = sorted(((near - start) / delta, (far - start) / delta))
        low, high = max(low, t), min(high, u)
    return low < high


def contains(outer, inner, slack=1.0):
    return (outer[0] - slack <= inner[0] and outer[1] - slack <= inner[1]
            and outer[0] + outer[2] + slack >= inner[0] + inner[2]
            and outer[1] + outer[3] + slack >= inner[1] + inner[3])


def stroke_complaints(root):
    """A line under text: painted before it, and nothing opaque laid between the two."""
    complaints = []
    items = golden.paint_list(root)
    kinds = {node.get('id', '')[3:]: node.get('data-kind') for node in root.iter() if node.get('id')}
    lines = [(i, item) for i, item in enumerate(items) if item.kind == 'path' and item.attribute('stroke')
             and item.element and kinds.get(item.element) == 'edge' and not item.part]
    for j, text in enumerate(items):
        if text.kind != 'text' or not text.element:
            continue
        for i, line in lines:
            if i > j or gap(line.box, text.box) > 0:
                continue
            width = line.number('stroke-width') * line.scale / 2
            x, y, w, h = text.box
            grown = x - width, y - width, w + 2 * width, h + 2 * width
            if not any(segment_hits_box(a, b, grown) for a, b in segments(line.points)):
                continue
            covered = any(c.kind == 'rect' and c.attribute('fill') not in (None, 'none')
                          and c.attribute('fill-opacity') is None and contains(c.box, text.box)
                          for c in items[i + 1:j])
            if not covered:
                complaints.append(f'the line of {line.element} runs under “{text.text}” of {text.element}')
    return complaints


def route_complaints(geometry, crossings_allowed):
    complaints = []
    boxes = {node['id']: box_of(node) for node in geometry['nodes']}
    for edge in geometry['edges']:
        if len(edge['points']) < 2:
            complaints.append(f'{edge["id"]} has no line')
        for a, b in segments(edge['points']):
            if a[0] != b[0] and a[1] != b[1]:
                complaints.append(f'{edge["id"]} is not orthogonal')
            for node, (x, y, w, h) in boxes.items():
                if segment_hits_box(a, b, (x + 0.5, y + 0.5, w - 1, h - 1)):
                    complaints.append(f'{edge["id"]} runs through {node}')
    crossings = count_crossings(geometry['edges'])
    if crossings > crossings_allowed:
        complaints.append(f'{crossings} crossings')
    return complaints


def count_crossings(edges):
    count = 0
    pieces = [(e['id'], a, b) for e in edges for a, b in segments(e['points'])]
    for i, (one, a, b) in enumerate(pieces):
        for two, c, d in pieces[i + 1:]:
            if one == two:
                continue
            for (p, q), (r, s) in (((a, b), (c, d)), ((c, d), (a, b))):
                # p–q level, r–s upright, and each strictly inside the other
                if p[1] == q[1] and r[0] == s[0] and min(p[0], q[0]) < r[0] < max(p[0], q[0]) \
                   and min(r[1], s[1]) < p[1] < max(r[1], s[1]):
                    count += 1
    return count


def on_letter(path, folder):
    """The board on the other paper."""
    with open(path, encoding='utf-8') as file:
        board = json.load(file)
    board['board']['paper'] = 'letter'
    out = os.path.join(folder, 'letter-' + os.path.basename(path))
    with open(out, 'w', encoding='utf-8') as file:
        json.dump(board, file, ensure_ascii=False)
    return out


def test_papers(tap, folder):
    """Text large enough on both papers: the templates as they are, and generated boards arranged as a page."""
    for board in golden.TEMPLATES:
        letter = on_letter(golden.board_path(board), folder)
        tap.result(f'{board}: smallest text {SMALLEST_PT} pt on Letter',
                   text_size_complaints(golden.parse(golden.export(letter, '--no-source'))))
    for nodes, seed in GENERATED:
        name = f'{nodes} nodes, seed {seed}'
        plain, page = (os.path.join(folder, f'{nodes}-{seed}{end}.lakeboard') for end in ('', '-page'))
        generator = os.path.join(golden.ROOT, 'tests', 'support', 'gen_board.py')
        subprocess.run([sys.executable, generator, str(nodes), '--seed', str(seed), '-o', plain], check=True)
        status, _, errors = golden.cli('arrange', plain, '-o', page, '--as', 'page')
        complaints = [errors] if status != 0 else []
        for path in (page, on_letter(page, folder)) if status == 0 else ():
            complaints += text_size_complaints(golden.parse(golden.export(path, '--no-source')))
        tap.result(f'{name}: smallest text {SMALLEST_PT} pt on A4 and Letter', complaints)


def test_self(tap):
    near = {'nodes': [{'id': 'a', 'x': 0, 'y': 0, 'w': 10, 'h': 10}, {'id': 'b', 'x': 14, 'y': 2, 'w': 10, 'h': 10}],
            'labels': [], 'edges': []}
    tap.rejects('two boxes that are too near', box_complaints(near))
    tap.rejects('a place off the grid', grid_complaints(near))
    tap.rejects('a pill that touches a card', box_complaints(
        {'nodes': near['nodes'][:1], 'labels': [{'edge': 'e', 'x': 12, 'y': 0, 'w': 5, 'h': 5}]}))
    through = {'nodes': [dict(near['nodes'][0])], 'edges': [{'id': 'e', 'points': [[-5, 5], [20, 5]]}], 'labels': []}
    tap.rejects('a line through a card', route_complaints(through, 0))
    cross = [{'id': 'e', 'points': [[0, 5], [10, 5]]}, {'id': 'f', 'points': [[5, 0], [5, 10]]}]
    tap.rejects('a crossing', [] if count_crossings(cross) == 0 else ['one'])
    head = '<svg xmlns="http://www.w3.org/2000/svg"><g id="lb-e" data-kind="edge">'
    line = '<path d="M0 5L100 5" fill="none" stroke="#000" stroke-width="2"/></g>'
    text = '<g id="lb-e.label"><text x="10" y="9" font-size="12" fill="#000">under</text></g></svg>'
    cover = '<g><rect x="5" y="-5" width="60" height="20" fill="#FFF"/></g>'
    tap.rejects('a line under text', stroke_complaints(golden.parse(head + line + text)))
    tap.result('self-test: accepts text on a pill', stroke_complaints(golden.parse(head + line + cover + text)))
    tap.rejects('small text', text_size_complaints(golden.parse(
        '<svg xmlns="http://www.w3.org/2000/svg"><text x="0" y="0" font-size="9">a</text></svg>')))
    red = golden.Image(4, 1, [b'\xff\x00\x00' * 4])
    tap.rejects('a page all in red', ink_complaints(red))


def main():
    golden.require_tools()
    tap = golden.Tap()
    test_self(tap)
    with tempfile.TemporaryDirectory() as folder:
        test_papers(tap, folder)
    for board in BOARDS:
        try:
            sheet = golden.parse(golden.export(board, '--no-source'))
            drawing = golden.parse(golden.export(board, '--no-source', '--scope', 'drawing'))
            geometry = json.loads(golden.export(board, format_='geometry'))
            image = golden.read_png(golden.export(board, '--scope', 'drawing', format_='png'))
        except (RuntimeError, OSError, ValueError) as error:
            tap.result(f'{board}: exported', [error])
            continue
        tap.result(f'{board}: smallest text {SMALLEST_PT} pt', text_size_complaints(sheet))
        tap.result(f'{board}: boxes and pills keep their distance', box_complaints(geometry))
        tap.result(f'{board}: on the {GRID}-grid', grid_complaints(geometry))
        tap.result(f'{board}: three sizes, two weights', type_complaints(drawing))
        tap.result(f'{board}: little saturated ink', ink_complaints(image))
        tap.result(f'{board}: fills its area', fill_complaints(sheet))
        tap.result(f'{board}: no line under text', stroke_complaints(drawing))
        tap.result(f'{board}: lines keep off cards and each other',
                   route_complaints(geometry, 0 if board in WITHOUT_CROSSINGS else 2))
    tap.done()


if __name__ == '__main__':
    main()
