# SPDX-License-Identifier: GPL-3.0-or-later
"""How good a drawing is: counts what a reader stumbles over.

A drawing is what `lakeboard-cli export --format geometry` writes: {"nodes": [{"id", "x", "y", "w", "h"}],
"edges": [{"id", "source", "target", "points"}], "labels": [{"edge", "x", "y", "w", "h"}]}.
"""
import math
from collections import defaultdict

CELL = 96.0
# A line that ends this near a box's border or runs this near to another one only touches it.
TOUCH = 1.0
# A label farther than this from its line might belong to another one.
FAR = 12.0
# Where two edges meet at their common node is no crossing.
AT_NODE = 2.0
# Curves come as many short pieces: a turn of less than this is no bend.
BEND = math.radians(5)

# Lines that share more than this look like one.
SHARED = 2.0

COUNTS = ['edge_node', 'edge_edge', 'node_node', 'label_node', 'label_label', 'label_edge', 'label_far']


def box_of(thing):
    return thing['x'], thing['y'], thing['x'] + thing['w'], thing['y'] + thing['h']


def shrink(box, by):
    return box[0] + by, box[1] + by, box[2] - by, box[3] - by


def do_overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def cells_of(box):
    for i in range(math.floor(box[0] / CELL), math.floor(box[2] / CELL) + 1):
        for j in range(math.floor(box[1] / CELL), math.floor(box[3] / CELL) + 1):
            yield i, j


def span(piece):
    (ax, ay), (bx, by) = piece
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def enters(piece, box):
    """Whether the piece runs through the inside of the box: clipped to it, something is left."""
    (ax, ay), (bx, by) = piece
    first, last = 0.0, 1.0
    for start, delta, low, high in ((ax, bx - ax, box[0], box[2]), (ay, by - ay, box[1], box[3])):
        if abs(delta) < 1e-9:
            if start <= low or start >= high:
                return False
            continue
        t, u = sorted(((low - start) / delta, (high - start) / delta))
        first, last = max(first, t), min(last, u)
    return first < last


def distance_to_box(piece, box):
    """Of the nearest points; pieces of any direction."""
    if enters(piece, shrink(box, -1e-6)):
        return 0.0
    corners = [(box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])]
    ends = [math.hypot(max(box[0] - x, x - box[2], 0), max(box[1] - y, y - box[3], 0)) for x, y in piece]
    return min(ends + [distance_to_piece(corner, piece) for corner in corners])


def distance_to_piece(point, piece):
    (ax, ay), (bx, by) = piece
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    t = 0.0 if square == 0 else min(1.0, max(0.0, ((point[0] - ax) * dx + (point[1] - ay) * dy) / square))
    return math.hypot(point[0] - ax - t * dx, point[1] - ay - t * dy)


def meeting_point(p, q):
    """Where two pieces cross, else None. Each piece owns its first point, not its last."""
    (ax, ay), (bx, by) = p
    (cx, cy), (dx, dy) = q
    across = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if abs(across) < 1e-9:
        return None
    t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / across
    u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / across
    if not (0 <= t < 1 and 0 <= u < 1):
        return None
    return ax + t * (bx - ax), ay + t * (by - ay)


def shared_length(p, q):
    """How far two pieces that are as good as parallel run on one line."""
    (ax, ay), (bx, by) = p
    (cx, cy), (dx, dy) = q
    length, other = math.dist(*p), math.dist(*q)
    ux, uy = (bx - ax) / length, (by - ay) / length
    if abs(ux * (dy - cy) - uy * (dx - cx)) > 0.02 * other:
        return 0.0
    if any(abs((x - ax) * uy - (y - ay) * ux) >= TOUCH for x, y in q):
        return 0.0
    start, end = sorted((x - ax) * ux + (y - ay) * uy for x, y in q)
    return min(length, end) - max(0.0, start)


def pieces_of(edge):
    points = [tuple(p) for p in edge['points']]
    return [(a, b) for a, b in zip(points, points[1:]) if a != b]


def count_bends(pieces):
    bends = 0
    for (a, b), (_, c) in zip(pieces, pieces[1:]):
        turn = abs(math.atan2(c[1] - b[1], c[0] - b[0]) - math.atan2(b[1] - a[1], b[0] - a[0]))
        bends += min(turn, 2 * math.pi - turn) > BEND
    return bends


class Index:
    """What lies where: (key, box or piece) by the cells it touches."""

    def __init__(self, items, box_of_item):
        self.cells = defaultdict(list)
        for key, item in items:
            for cell in cells_of(box_of_item(item)):
                self.cells[cell].append((key, item))

    def near(self, box):
        seen = set()
        for cell in cells_of(box):
            for entry in self.cells.get(cell, ()):
                if id(entry) not in seen:
                    seen.add(id(entry))
                    yield entry


def count_crossings(pieces, ends, nodes):
    index = Index(pieces, span)
    found = set()
    for i, p in pieces:
        for j, q in index.near(span(p)):
            if j <= i:
                continue
            at = meeting_point(p, q)
            if at is None:
                continue
            common = [nodes[v] for v in ends[i] if v in ends[j] and v in nodes]
            if any(distance_to_box((at, at), box) <= AT_NODE for box in common):
                continue
            found.add((i, j, round(at[0], 1), round(at[1], 1)))
    return len(found)


def measure(drawing):
    nodes = {node['id']: box_of(node) for node in drawing['nodes']}
    edges = [edge for edge in drawing['edges'] if len(edge['points']) > 1]
    ends = [(edge['source'], edge['target']) for edge in edges]
    lines = [pieces_of(edge) for edge in edges]
    number = {edge['id']: i for i, edge in enumerate(edges)}
    labels = [(number[label['edge']], box_of(label)) for label in drawing['labels']]
    pieces = [(i, piece) for i, line in enumerate(lines) for piece in line]
    node_index = Index(nodes.items(), lambda box: box)
    label_index = Index(list(enumerate(box for _, box in labels)), lambda box: box)
    piece_index = Index(pieces, span)

    found = {name: set() for name in COUNTS}
    for i, piece in pieces:
        for v, box in node_index.near(span(piece)):
            if v not in ends[i] and enters(piece, shrink(box, TOUCH)):
                found['edge_node'].add((i, v))
        found['edge_edge'].update((i, j) for j, other in piece_index.near(span(piece))
                                  if i < j and not set(ends[i]) & set(ends[j])
                                  and shared_length(piece, other) > SHARED)
    for v, box in nodes.items():
        found['node_node'].update((v, w) for w, other in node_index.near(box)
                                  if v < w and do_overlap(shrink(box, TOUCH / 2), other))
    for k, (own, box) in enumerate(labels):
        inside = shrink(box, TOUCH)
        found['label_node'].update((k, v) for v, other in node_index.near(box)
                                   if do_overlap(shrink(box, TOUCH / 2), other))
        found['label_label'].update((k, m) for m, other in label_index.near(box)
                                    if k < m and do_overlap(shrink(box, TOUCH / 2), other))
        found['label_edge'].update((k, i) for i, piece in piece_index.near(box)
                                   if i != own and enters(piece, inside))
        if min(distance_to_box(piece, box) for piece in lines[own]) > FAR:
            found['label_far'].add(k)

    boxes = list(nodes.values()) + [box for _, box in labels] + [span(piece) for _, piece in pieces]
    width = max(b[2] for b in boxes) - min(b[0] for b in boxes)
    height = max(b[3] for b in boxes) - min(b[1] for b in boxes)
    length = sum(math.dist(a, b) for _, (a, b) in pieces)
    figures = {name: len(entries) for name, entries in found.items()}
    figures.update(
        nodes=len(nodes), edges=len(edges), crossings=count_crossings(pieces, ends, nodes),
        bends=None if drawing.get('curves') else sum(map(count_bends, lines)) / max(1, len(edges)),
        length=length / max(1, len(edges)), width=width, height=height, area=width * height)
    return figures
