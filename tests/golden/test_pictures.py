#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of boards: the bytes as accepted, and what must hold of any SVG whatever it looks like.

With LKB_UPDATE_GOLDEN=1 the pictures in expected/ are written instead of compared. Look at them before you keep them.
"""
import hashlib
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import golden  # noqa: E402 (the path comes first)

UPDATE = os.environ.get('LKB_UPDATE_GOLDEN') == '1'
THEMES = ['light', 'dark', 'print']
# Every board in the light theme; these in all of them.
IN_ALL_THEMES = ['T01', 'T02', 'T10', 'page-12', 'all-kinds-and-groups']
WITH_GEOMETRY = ['T00', 'T01', 'T02', 'T10', 'page-12', 'routes-and-trunks']
COMPARED_AS_PICTURES = ['T01', 'T10', 'page-12', 'all-modes', 'all-kinds-and-groups', 'long-names', 'hostile-strings']

FORBIDDEN_TAGS = {
    'foreignObject', 'script', 'style', 'image', 'a', 'use', 'animate', 'set', 'iframe', 'link', 'feImage', 'filter',
    'mask', 'pattern', 'switch', 'symbol', 'marker',
}
LONG = 24  # longer names may be shortened on a pill; the whole of them stands in its title


def compare(tap, name, data):
    """The picture against the one that was accepted."""
    path = os.path.join(golden.EXPECTED, name)
    if UPDATE:
        with open(path, 'wb') as file:
            file.write(data)
        tap.skip(name, 'written')
        return
    if not os.path.exists(path):
        tap.result(name, [f'there is no accepted picture; the new one is {golden.keep(name, data)}',
                          'accept all with LKB_UPDATE_GOLDEN=1'])
        return
    wanted = golden.read_bytes(path)
    complaints = []
    if wanted != data:
        old, new = wanted.decode().split('\n'), data.decode('utf-8', 'replace').split('\n')
        complaints.append(f'differs from expected/{name}; the new one is {golden.keep(name, data)}')
        for number, (a, b) in enumerate(zip(old + [''] * len(new), new + [''] * len(old)), 1):
            if a != b:
                at = next((i for i, (p, q) in enumerate(zip(a, b)) if p != q), min(len(a), len(b)))
                start = max(0, at - 60)
                complaints.append(f'line {number}: was …{a[start:at + 60]}…')
                complaints.append(f'line {number}: is  …{b[start:at + 60]}…')
                break
    tap.result(name, complaints)


def form_complaints(svg):
    """What must hold of every SVG."""
    complaints = []
    text = svg.decode('utf-8')
    if re.search(r'<!DOCTYPE|<!ENTITY|<\?xml-stylesheet', text):
        complaints.append('document type, entity or style sheet')
    if re.search(r'[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]', text):
        complaints.append('a character that XML does not have')
    root = golden.parse(svg)
    if golden.tag_of(root) != 'svg':
        return complaints + ['the root is no svg element']
    if root.get('role') != 'img':
        complaints.append('no role="img"')
    view = [float(n) for n in root.get('viewBox', '').split()]
    if len(view) != 4 or view[2] <= 0 or view[3] <= 0:
        complaints.append(f'viewBox is {root.get("viewBox")!r}')
    ids = set()
    for node in root.iter():
        tag = golden.tag_of(node)
        if tag in FORBIDDEN_TAGS:
            complaints.append(f'<{tag}>')
        for name, value in node.attrib.items():
            local = name.rpartition('}')[2]
            if local == 'href' or local.startswith('on') or local in ('style', 'class'):
                complaints.append(f'attribute {local}="{value}" on {tag}')
            if local not in ('id', 'data-owner', 'aria-labelledby', 'aria-label') and 'url(' in value:
                complaints.append(f'{local}="{value}"')
            if local in ('x', 'y', 'width', 'height', 'font-size', 'stroke-width', 'd', 'transform', 'rx') and \
               re.search(r'nan|inf|[0-9]e[-+]?[0-9]', value, re.IGNORECASE):
                complaints.append(f'{local}="{value}"')
        identity = node.get('id')
        if identity is not None:
            if identity in ids:
                complaints.append(f'id {identity} twice')
            ids.add(identity)
    for item in golden.paint_list(root):
        if item.kind == 'text':
            if 'Liberation Sans' not in (root.get('font-family') or item.attribute('font-family') or ''):
                complaints.append('text without the board font')
                break
        elif item.attribute('fill') is None:
            complaints.append(f'a {item.kind} without a fill of its own')
    return complaints


def content_complaints(svg, board):
    """What the picture of this board must hold: its elements, and each owner as text that can be selected."""
    complaints = []
    root = golden.parse(svg)
    groups = {node.get('id'): node for node in root.iter() if node.get('id')}
    children = [golden.tag_of(c) for c in root]
    for fact, tag in (('title', 'title'), ('goal', 'desc')):
        if board['board'].get(fact) and tag not in children:
            complaints.append(f'no <{tag}> for the {fact}')
    for element in board['elements']:
        group = groups.get('lb-' + element['id'])
        if group is None:
            complaints.append(f'no group for element {element["id"]}')
        elif group.get('data-kind') != element['kind']:
            complaints.append(f'{element["id"]} has data-kind {group.get("data-kind")}')
    lines = [' '.join(''.join(node.itertext()).split()) for node in root.iter(golden.SVG + 'text')]
    shown = '\n'.join(lines)
    titles = '\n'.join(' '.join(''.join(node.itertext()).split())
                       for tag in ('title', 'desc') for node in root.iter(golden.SVG + tag))
    for edge, (owner, consumer) in golden.edge_owners(board).items():
        for name in (owner, consumer if owner and consumer and golden.fold(owner) != golden.fold(consumer) else None):
            if name is None:
                continue
            name = clean(name)
            if name not in shown and not (len(name) > LONG and name in titles):
                complaints.append(f'{edge}: owner “{name}” is nowhere in the text')
    return complaints


def clean(text):
    """As the program cleans text before it is shown."""
    return ' '.join(re.sub(r'[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]', '', text).split())


def source_complaints(name):
    """The SVG holds the board: convert gives its bytes back, and the check sum is of them."""
    with tempfile.TemporaryDirectory() as folder:
        svg, back = os.path.join(folder, 'a.svg'), os.path.join(folder, 'b.lakeboard')
        data = golden.export(name)
        with open(svg, 'wb') as file:
            file.write(data)
        status, _, errors = golden.cli('convert', svg, '-o', back)
        if status != 0:
            return [f'convert: status {status}: {errors.strip()}']
        wanted = golden.read_bytes(golden.board_path(name))
        complaints = [] if golden.read_bytes(back) == wanted else ['convert does not give the bytes of the board']
        if hashlib.sha256(wanted).hexdigest() not in data.decode('utf-8'):
            complaints.append('the SHA-256 of the board is not in the SVG')
        # Something in it was changed: better no board than a wrong one.
        with open(svg, 'wb') as file:
            file.write(data.replace(b'&quot;lakeboard&quot;: 1', b'&quot;lakeboard&quot;: 2')
                       .replace(b'"lakeboard": 1', b'"lakeboard": 2'))
        status, _, _ = golden.cli('convert', svg, '-o', back)
        if status != 2:
            complaints.append(f'a changed source is taken for good (status {status})')
    return complaints


def picture_complaints(name, theme, *options):
    """Our own PNG and the SVG, made with further options, drawn by librsvg are the same picture."""
    svg = golden.export(name, '--theme', theme, '--no-source', *options)
    ours = golden.read_png(golden.export(name, '--theme', theme, format_='png'))
    with tempfile.TemporaryDirectory() as folder:
        path, out = os.path.join(folder, 'a.svg'), os.path.join(folder, 'a.png')
        with open(path, 'wb') as file:
            file.write(svg)
        subprocess.run(['rsvg-convert', '-w', str(ours.width), '-h', str(ours.height), '-o', out, path], check=True,
                       timeout=60)
        data = golden.read_bytes(out)
    theirs = golden.read_png(data)
    # Glyphs may stand half a pixel apart: blocks of 8 × 8, of which a missing letter changes one by more.
    mean, largest, place = golden.compare_images(ours, theirs, 8)
    if mean <= 0.6 and largest <= 32:
        return []
    return [f'mean difference {mean:.2f}, largest {largest:.1f} at {place} of 255',
            f'librsvg: {golden.keep("-".join([name, theme, *options, "librsvg.png"]), data)}']


def test_self(tap):
    head = b'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 9 9" font-family="Liberation Sans">' \
           b'<title/><desc/>'
    tap.result('self-test: accepts a plain SVG', form_complaints(head + b'</svg>'))
    for what, body in {
        'a script': b'<script/>', 'an object of another language': b'<foreignObject/>',
        'a reference': b'<a href="http://example.com"/>', 'an event handler': b'<g onload="x()"/>',
        'the same id twice': b'<g id="a"/><g id="a"/>', 'a number that is none': b'<rect x="nan" fill="none"/>',
        'a colour of nowhere': b'<path d="M0 0L1 1"/>',
    }.items():
        tap.rejects(what, form_complaints(head + body + b'</svg>'))
    board = {'board': {}, 'elements': [
        {'id': 'a', 'kind': 'source'}, {'id': 'b', 'kind': 'model', 'owner': 'Reco'},
        {'id': 'e', 'kind': 'edge', 'from': 'a', 'to': 'b', 'owner': 'Web'},
    ]}
    whole = b'<g id="lb-a" data-kind="source"/><g id="lb-b" data-kind="model"/><g id="lb-e" data-kind="edge">' \
            b'<text x="0" y="0" font-size="12" fill="#000">Web</text>' \
            b'<text x="0" y="0" font-size="12" fill="#000">Reco</text></g></svg>'
    tap.result('self-test: accepts owners that are there', content_complaints(head + whole, board))
    tap.rejects('a missing owner', content_complaints(head + whole.replace(b'Web', b'W'), board))
    tap.rejects('a missing element', content_complaints(head + whole.replace(b'lb-a', b'lb-c'), board))


WIDER = 1.15
MARK, MARK_SLACK = 14.0, 0.5


def inside(one, other, slack=0.6):
    return (one[0] >= other[0] - slack and one[0] + one[2] <= other[0] + other[2] + slack
            and one[1] >= other[1] - slack and one[1] + one[3] <= other[1] + other[3] + slack)


def check_room(painted):
    """With a font 15 % wider than the board's every text stays in the smallest box around it and off the marks in it, and
    off the text beside it unless it says its length, which not every viewer heeds."""
    complaints = []
    for item in painted:
        if item.kind != 'text':
            continue
        around = [other.box for other in painted if other.kind == 'rect'
                  and (other.element, other.part) == (item.element, item.part) and inside(item.box, other.box)]
        box = min(around, key=lambda b: b[2] * b[3]) if around else painted[0].box
        x, y, w, h = item.box
        more = w * (WIDER - 1)
        if item.node.get('text-anchor') == 'middle':
            x -= more / 2
        elif (item.node.get('text-anchor') == 'end') != (item.node.get('direction') == 'rtl'):
            x -= more
        # Widths are of our font's letters, without kerning.
        slack = 1.6 * max(1, item.scale)
        if item.text.isprintable() and max(item.text) < '\u2e80' and not inside((x, box[1], w + more, 0), box, slack):
            complaints.append(f'“{item.text}” has no room for a wider font')
        # Widths of other scripts are guessed; a name that was cut gives no letter more for this.
        for other in painted if max(item.text) < '\u0590' else ():
            left, top, wide, high = other.box
            if (other.kind == 'path' and max(wide, high) <= MARK and (other.element, other.part) == (item.element, item.part)
                    and top < y + 0.8 * h and y + 0.1 * h < top + high
                    and left + MARK_SLACK < x + w + more and x + MARK_SLACK < left + wide):
                complaints.append(f'“{item.text}” would touch the mark at {left:.0f}, {top:.0f}')
        if item.node.get('textLength') or not golden.has_letters(item.text, item.node.get('font-weight') == '700'):
            continue
        right = item.box[0] + item.box[2]
        for other in painted:
            if (other.kind == 'text' and other is not item and (other.element, other.part) == (item.element, item.part)
                    and abs(other.number('y') - item.number('y')) < 1 and right - 0.6 <= other.box[0] < x + w + more):
                complaints.append(f'“{item.text}” would run into “{other.text}”')
    return complaints


def test_room(tap):
    for name in golden.TEMPLATES + golden.board_names():
        tap.result(f'{name}: room for a wider font', check_room(golden.paint_list(golden.parse(golden.export(name)))))
    svg = ('<svg xmlns="http://www.w3.org/2000/svg"><rect x="0" y="0" width="400" height="90"/><g id="lb-a">'
           '<rect x="0" y="0" width="100" height="20"/><text x="5" y="15">%s</text></g></svg>')
    tap.result('self-test: accepts a short text', check_room(golden.paint_list(golden.parse(svg % 'Web'))))
    tap.rejects('a text that fills its box', check_room(golden.paint_list(golden.parse(svg % 'Streaming Platfor'))))
    marked = svg.replace('</g>', '<path d="M%d 5h8v8h-8Z"/></g>')
    tap.result('self-test: accepts a mark beside a text', check_room(golden.paint_list(golden.parse(marked % ('Web', 45)))))
    tap.rejects('a text that runs into a mark', check_room(golden.paint_list(golden.parse(marked % ('Web', 30)))))
    beside = svg.replace('</g>', '<text x="%d" y="15">Reco</text></g>')
    tap.result('self-test: accepts a text beside', check_room(golden.paint_list(golden.parse(beside % ('Web', 45)))))
    tap.rejects('a text too near', check_room(golden.paint_list(golden.parse(beside % ('Web', 33)))))


SIZE_MAX = 1200  # bytes of an element
FURNITURE_MAX = 8000  # of a page, its drawing aside
LETTER_MAX = 140  # bytes of a letter whose outline is drawn


def test_size(tap):
    """Without the board inside an SVG has at most 1.2 kB an element; title, cells and footer of a page come on top."""
    generator = os.path.join(golden.ROOT, 'tests', 'support', 'gen_board.py')
    with tempfile.TemporaryDirectory() as folder:
        boards = list(golden.TEMPLATES)
        for n in (12, 50, 200):
            boards.append(os.path.join(folder, f'{n}.lakeboard'))
            subprocess.run([sys.executable, '-B', generator, str(n), '-o', boards[-1]], check=True)
        for board in boards:
            n = max(len(golden.read_board(board)['elements']), 1)
            drawing = len(golden.export(board, '--no-source', '--scope', 'drawing'))
            sheet = len(golden.export(board, '--no-source'))
            complaints = []
            if drawing > SIZE_MAX * n:
                complaints.append(f'{drawing / n:.0f} bytes an element')
            if sheet > SIZE_MAX * n + FURNITURE_MAX:
                complaints.append(f'the page has {sheet - SIZE_MAX * n} bytes beside its elements')
            tap.result(f'{os.path.basename(board)}: {drawing / n:.0f} bytes an element', complaints)
    for name in ('T01', 'T12'):
        text, outlines = (golden.export(name, '--text', how) for how in ('text', 'outlines'))
        n = sum(len(''.join(''.join(e.itertext()).split())) for e in golden.parse(text).iter(golden.SVG + 'text'))
        letter = (len(outlines) - len(text)) / n
        tap.result(f'{name}: {len(outlines)} bytes with text as outlines, {letter:.0f} a letter',
                   [] if letter <= LETTER_MAX else [f'{letter:.0f} bytes a letter (at most {LETTER_MAX} wanted)'])


def main():
    golden.require_tools()
    os.makedirs(golden.EXPECTED, exist_ok=True)
    tap = golden.Tap()
    test_self(tap)
    names = golden.TEMPLATES + golden.board_names()
    made = set()
    for name in names:
        for theme in THEMES if name in IN_ALL_THEMES else ['light']:
            label = f'{name}-{theme}.svg'
            made.add(label)
            try:
                svg = golden.export(name, '--theme', theme, '--no-source')
                again = golden.export(name, '--theme', theme, '--no-source')
            except (RuntimeError, OSError) as error:
                tap.result(label, [error])
                continue
            compare(tap, label, svg)
            tap.result(f'{label}: twice the same bytes', [] if svg == again else ['two runs differ'])
            tap.result(f'{label}: form', form_complaints(svg))
            tap.result(f'{label}: elements and owners', content_complaints(svg, golden.read_board(name)))
        try:
            tap.result(f'{name}: the board is in its picture', source_complaints(name))
        except (RuntimeError, OSError) as error:
            tap.result(f'{name}: the board is in its picture', [error])
    for name in WITH_GEOMETRY:
        label = f'{name}.geometry.json'
        made.add(label)
        try:
            compare(tap, label, golden.export(name, format_='geometry'))
        except (RuntimeError, OSError) as error:
            tap.result(label, [error])
    stale = sorted(set(os.listdir(golden.EXPECTED)) - made)
    if UPDATE:
        for name in stale:
            os.unlink(os.path.join(golden.EXPECTED, name))
        stale = []
    tap.result('no accepted picture without a board', [f'expected/{name}' for name in stale])

    for name, options in [(n, ()) for n in COMPARED_AS_PICTURES] + [('page-12', ('--text', 'outlines'))]:
        label = ' '.join([f'{name}: PNG and librsvg', *options])
        if golden.program('rsvg-convert') is None:
            tap.skip(label, 'rsvg-convert is not installed')
            continue
        try:
            tap.result(label, picture_complaints(name, 'light', *options))
        except (RuntimeError, OSError, ValueError, subprocess.SubprocessError) as error:
            tap.result(label, [error])
    test_room(tap)
    test_size(tap)
    tap.done()


if __name__ == '__main__':
    main()
