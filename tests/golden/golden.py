# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of pictures share: running lakeboard-cli, boards, SVG as a list of painted things, PNG, TAP.

Python's standard library only. Coordinates of painted things are page or board units, whatever groups are around.
"""
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.environ.get('LKB_SOURCE_ROOT') or os.path.dirname(os.path.dirname(HERE))
EXPECTED = os.path.join(HERE, 'expected')
BUILD = os.environ.get('LKB_BUILD_ROOT') or tempfile.gettempdir()
ACTUAL = os.path.join(BUILD, 'tests', 'golden', 'actual')
CLI = os.environ.get('LKB_CLI') or os.path.join(ROOT, 'build', 'app', 'cli', 'lakeboard-cli')
SVG = '{http://www.w3.org/2000/svg}'

TEMPLATES = ['T%02d' % n for n in range(13)]


class Tap:
    """Test Anything Protocol on standard output."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def result(self, name, complaints):
        """One test; it passes when there is nothing to complain about."""
        complaints = list(complaints)
        self.count += 1
        self.failed += bool(complaints)
        print(f'{"not ok" if complaints else "ok"} {self.count} - {name}')
        for line in complaints[:20]:
            print('# ' + str(line).replace('\n', '\n# '))
        if len(complaints) > 20:
            print(f'# and {len(complaints) - 20} more')
        sys.stdout.flush()

    def rejects(self, name, complaints):
        """Self-test on a bad sample: there must be a complaint."""
        self.result(f'self-test: complains about {name}',
                    [] if list(complaints) else ['the bad sample was accepted'])

    def skip(self, name, reason):
        self.count += 1
        print(f'ok {self.count} - {name} # SKIP {reason}')
        sys.stdout.flush()

    def done(self):
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)


# --- running ---------------------------------------------------------------------------------------------------

def require_tools():
    """Ends the test at once when what it tests, or its font, is not there."""
    if not os.path.exists(CLI):
        print(f'Bail out! {CLI} is not built')
        sys.exit(1)
    if find_font(False) is None:
        print('Bail out! The board font “Liberation Sans” is not installed (package fonts-liberation2, or '
              'fonts-liberation)')
        sys.exit(1)


def cli(*arguments, stdin=None):
    """Runs lakeboard-cli; gives status, output, errors. A signal is a status below zero."""
    done = subprocess.run([CLI, *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode('utf-8', 'replace')


def board_path(name):
    """The file of a template such as T01, or of a board of tests/support/boards; a path is itself."""
    if os.path.isabs(name):
        return name
    if name in TEMPLATES:
        return os.path.join(ROOT, 'data', 'templates', name + '.lakeboard')
    return os.path.join(ROOT, 'tests', 'support', 'boards', name + '.lakeboard')


def board_names():
    folder = os.path.join(ROOT, 'tests', 'support', 'boards')
    return sorted(n[:-len('.lakeboard')] for n in os.listdir(folder) if n.endswith('.lakeboard'))


def read_bytes(path):
    with open(path, 'rb') as file:
        return file.read()


def export(name, *options, format_='svg'):
    """A board's picture as bytes, as a draft when the gate holds it; raises RuntimeError."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'out.' + format_)
        arguments = ['export', board_path(name), '-o', out, *options]
        if format_ == 'geometry':
            arguments += ['--format', 'geometry']
        status, _, errors = cli(*arguments)
        if status == 1:
            status, _, errors = cli(*arguments, '--draft')
        if status != 0:
            raise RuntimeError(f'{name}: status {status}: {errors.strip()}')
        if 'CRITICAL' in errors or 'WARNING' in errors:
            raise RuntimeError(f'{name}: {errors.strip()}')
        return read_bytes(out)


# --- boards ----------------------------------------------------------------------------------------------------

def fold(text):
    return ' '.join(text.split()).casefold()


def read_board(name):
    return json.loads(read_bytes(board_path(name)).decode('utf-8'))


def edge_owners(board):
    """id of an edge → (owner, consumer owner), either may be None: written anew here from docs/FILE-FORMAT.md, so
    that the program is not its own witness."""
    elements = board['elements']
    nodes = {e['id']: e for e in elements if e['kind'] not in ('edge', 'note', 'group', 'ink')}
    groups = [e for e in elements if e['kind'] == 'group' and e.get('owner')]
    inherit = board['board'].get('inherit_owner', False)
    owners = {}
    for edge in elements:
        if edge['kind'] != 'edge':
            continue
        source = nodes[edge['from']]
        owner = edge.get('owner')
        if owner is None:
            best = None
            for group in groups:
                x, y = source.get('x', 0) - group.get('x', 0), source.get('y', 0) - group.get('y', 0)
                if 0 <= x <= group.get('w', 0) and 0 <= y <= group.get('h', 0):
                    size = group['w'] * group['h']
                    if best is None or size <= best[0]:
                        best = (size, group['owner'])
            if best:
                owner = best[1]
        if owner is None and inherit:
            owner = source.get('owner')
        owners[edge['id']] = (owner, edge.get('consumer_owner') or nodes[edge['to']].get('owner'))
    return owners


# --- SVG -------------------------------------------------------------------------------------------------------

class Painted:
    """One thing that the SVG paints, in order: kind 'text', 'rect' or 'path'; box (x, y, w, h); `element` is the id of
    the board's element around it or None, `part` its part."""

    def __init__(self, kind, node, box, scale, element, part):
        self.kind, self.node, self.box, self.scale = kind, node, box, scale
        self.element, self.part = element, part
        self.points = []
        self.text = ''

    def attribute(self, name, fallback=None):
        return self.node.get(name, fallback)

    def number(self, name, fallback=0.0):
        return float(self.node.get(name, fallback))


def tag_of(node):
    return node.tag[len(SVG):] if isinstance(node.tag, str) and node.tag.startswith(SVG) else None


def parse_transform(text):
    """(x, y, scale) of what the writer writes: translate, scale."""
    x = y = 0.0
    scale = 1.0
    for name, arguments in re.findall(r'(\w+)\(([^)]*)\)', text or ''):
        numbers = [float(n) for n in re.split(r'[ ,]+', arguments.strip())]
        if name == 'translate':
            x, y = numbers[0], numbers[1] if len(numbers) > 1 else 0.0
        elif name == 'scale':
            scale = numbers[0]
        else:
            raise ValueError(f'transform {name}')
    return x, y, scale


def flatten(d):
    """Points of a path: ends of its segments and the middle of curves, None where the pen is lifted."""
    points = []
    start = here = ahead = (0.0, 0.0)
    for op, arguments in re.findall(r'([MLHVCSZ])([^MLHVCSZ]*)', d, re.I):
        numbers = [float(n) for n in re.findall(r'-?(?:\d+(?:\.\d+)?|\.\d+)', arguments)]
        base = here if op.islower() else (0.0, 0.0)
        op = op.upper()
        if op == 'H':
            numbers = [numbers[0], here[1] - base[1]]
        elif op == 'V':
            numbers = [here[0] - base[0], numbers[0]]
        ends = [(base[0] + x, base[1] + y) for x, y in zip(numbers[::2], numbers[1::2])]
        if op == 'S':
            ends.insert(0, (here[0] + ahead[0], here[1] + ahead[1]))
            op = 'C'
        if op == 'M':
            if points:
                points.append(None)
            start = here = ends[0]
            points.append(here)
        elif op in 'LHV':
            here = ends[0]
            points.append(here)
        elif op == 'C':
            a, b, c, e = here, *ends
            for t in (0.25, 0.5, 0.75, 1.0):
                u = 1 - t
                points.append(tuple(u * u * u * a[i] + 3 * u * u * t * b[i] + 3 * u * t * t * c[i] + t * t * t * e[i]
                                    for i in (0, 1)))
            here, ahead = e, (e[0] - c[0], e[1] - c[1])
        else:
            points.append(start)
            here = start
    return points


def paint_list(root):
    """Everything the SVG paints, in painting order."""
    painted = []

    def walk(node, x, y, scale, element, part):
        tag = tag_of(node)
        if tag in ('metadata', 'title', 'desc', 'defs') or tag is None:
            return
        dx, dy, by = parse_transform(node.get('transform'))
        x, y, scale = x + scale * dx, y + scale * dy, scale * by
        identity = node.get('id', '')
        if tag == 'g' and identity.startswith('lb-'):
            element, _, part = identity[3:].partition('.')

        def place(px, py):
            return x + scale * px, y + scale * py

        if tag == 'rect':
            item = Painted('rect', node, None, scale, element, part)
            px, py = place(item.number('x'), item.number('y'))
            item.box = (px, py, scale * item.number('width'), scale * item.number('height'))
            painted.append(item)
        elif tag == 'path':
            item = Painted('path', node, None, scale, element, part)
            item.points = [place(*p) if p else None for p in flatten(node.get('d', ''))]
            there = [p for p in item.points if p]
            left, top = min(p[0] for p in there), min(p[1] for p in there)
            item.box = (left, top, max(p[0] for p in there) - left, max(p[1] for p in there) - top)
            painted.append(item)
        elif tag == 'text':
            item = Painted('text', node, None, scale, element, part)
            item.text = ''.join(node.itertext())
            size = item.number('font-size', 12)
            width = text_width(item.text, size, node.get('font-weight') == '700')
            left = item.number('x')
            if node.get('text-anchor') == 'middle':
                left -= width / 2
            elif (node.get('text-anchor') == 'end') != (node.get('direction') == 'rtl'):
                left -= width
            px, py = place(left, item.number('y') - 0.73 * size)
            item.box = (px, py, scale * width, scale * 0.94 * size)
            painted.append(item)
        for child in node:
            walk(child, x, y, scale, element, part)

    walk(root, 0.0, 0.0, 1.0, None, '')
    return painted


# --- the font --------------------------------------------------------------------------------------------------

FONT_FOLDERS = [
    '/usr/share/fonts/truetype/liberation2', '/usr/share/fonts/truetype/liberation', '/usr/share/fonts/liberation-sans',
    '/usr/share/fonts/liberation', '/usr/share/fonts/TTF',
]
fonts = {}


def find_font(bold):
    for folder in FONT_FOLDERS:
        path = os.path.join(folder, f'LiberationSans-{"Bold" if bold else "Regular"}.ttf')
        if os.path.exists(path):
            return path
    return None


class Font:
    """Advances of a TrueType font: tables head, hhea, hmtx and cmap format 4."""

    def __init__(self, path):
        data = read_bytes(path)
        tables = {}
        for i in range(struct.unpack('>H', data[4:6])[0]):
            tag, _, offset, _ = struct.unpack('>4sIII', data[12 + 16 * i:28 + 16 * i])
            tables[tag] = offset
        self.units = struct.unpack('>H', data[tables[b'head'] + 18:tables[b'head'] + 20])[0]
        n_metrics = struct.unpack('>H', data[tables[b'hhea'] + 34:tables[b'hhea'] + 36])[0]
        hmtx = tables[b'hmtx']
        self.advances = [struct.unpack('>H', data[hmtx + 4 * i:hmtx + 4 * i + 2])[0] for i in range(n_metrics)]
        self.glyphs = self.read_cmap(data, tables[b'cmap'])

    @staticmethod
    def read_cmap(data, cmap):
        glyphs = {}
        for i in range(struct.unpack('>H', data[cmap + 2:cmap + 4])[0]):
            _, _, offset = struct.unpack('>HHI', data[cmap + 4 + 8 * i:cmap + 12 + 8 * i])
            start = cmap + offset
            if struct.unpack('>H', data[start:start + 2])[0] != 4:
                continue
            n = struct.unpack('>H', data[start + 6:start + 8])[0] // 2

            def column(index):
                at = start + 14 + 2 * n * index + (2 if index > 0 else 0)
                return struct.unpack(f'>{n}H', data[at:at + 2 * n]), at

            (ends, _), (starts, _), (deltas, _), (ranges, at) = (column(k) for k in range(4))
            for k in range(n):
                for code in range(starts[k], ends[k] + 1):
                    if ranges[k] == 0:
                        glyph = (code + deltas[k]) & 0xffff
                    else:
                        place = at + 2 * k + ranges[k] + 2 * (code - starts[k])
                        glyph = struct.unpack('>H', data[place:place + 2])[0]
                        glyph = (glyph + deltas[k]) & 0xffff if glyph else 0
                    if glyph:
                        glyphs[code] = glyph
        return glyphs

    def advance(self, character):
        glyph = self.glyphs.get(ord(character), 0)
        return self.advances[min(glyph, len(self.advances) - 1)] / self.units


def has_letters(text, bold):
    """Whether our font has them all; how wide the others are depends on the machine."""
    text_width('', 1, bold)
    return all(fonts[bold].glyphs.get(ord(c), 0) for c in text)


def text_width(text, size, bold):
    """Width of a line without kerning, which our font's widths hardly have."""
    if bold not in fonts:
        fonts[bold] = Font(find_font(bold))
    return size * sum(fonts[bold].advance(c) for c in text)


# --- PNG -------------------------------------------------------------------------------------------------------

class Image:
    """8-bit RGB, alpha laid on white."""

    def __init__(self, width, height, rows):
        self.width, self.height, self.rows = width, height, rows


def read_png(data):
    if data[:8] != b'\x89PNG\r\n\x1a\n':
        raise ValueError('no PNG')
    at, packed = 8, b''
    while at < len(data):
        length, kind = struct.unpack('>I4s', data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b'IHDR':
            width, height, depth, colour, _, _, interlace = struct.unpack('>IIBBBBB', body)
        elif kind == b'IDAT':
            packed += body
        at += 12 + length
    if depth != 8 or colour not in (0, 2, 4, 6) or interlace:
        raise ValueError(f'PNG of depth {depth}, colour type {colour}, interlace {interlace}')
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    raw = zlib.decompress(packed)
    stride = width * channels
    rows, before = [], bytearray(stride)
    for y in range(height):
        filter_, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        unfilter(filter_, line, before, channels)
        rows.append(to_rgb(line, channels))
        before = line
    return Image(width, height, rows)


def unfilter(filter_, line, before, channels):
    if filter_ == 1:
        for i in range(channels, len(line)):
            line[i] = (line[i] + line[i - channels]) & 255
    elif filter_ == 2:
        for i, up in enumerate(before):
            line[i] = (line[i] + up) & 255
    elif filter_ == 3:
        for i, up in enumerate(before):
            left = line[i - channels] if i >= channels else 0
            line[i] = (line[i] + (left + up) // 2) & 255
    elif filter_ == 4:
        for i, up in enumerate(before):
            left = line[i - channels] if i >= channels else 0
            corner = before[i - channels] if i >= channels else 0
            guess = left + up - corner
            a, b, c = abs(guess - left), abs(guess - up), abs(guess - corner)
            line[i] = (line[i] + (left if a <= b and a <= c else up if b <= c else corner)) & 255


def to_rgb(line, channels):
    if channels == 3:
        return bytes(line)
    if channels == 1:
        return bytes(v for v in line for _ in range(3))
    colours = channels - 1
    alpha = line[colours::channels]
    out = bytearray(len(alpha) * 3)
    for k in range(3):
        values = line[min(k, colours - 1)::channels]
        if alpha.count(255) == len(alpha):
            out[k::3] = values
        else:
            out[k::3] = bytes((v * a + 255 * (255 - a) + 127) // 255 for v, a in zip(values, alpha))
    return bytes(out)


def read_png_size(data):
    return struct.unpack('>II', data[16:24])


def write_grey_png(rows):
    """A PNG of rows of bytes, one a pixel."""
    def chunk(kind, content):
        return struct.pack('>I', len(content)) + kind + content + struct.pack('>I', zlib.crc32(kind + content))

    header = struct.pack('>IIBBBBB', len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header)
            + chunk(b'IDAT', zlib.compress(b''.join(b'\x00' + row for row in rows))) + chunk(b'IEND', b''))


def shrink(image, block):
    """Means of blocks of block × block pixels: [[(r, g, b)]]; ragged edges are left out."""
    out = []
    for y in range(0, image.height - block + 1, block):
        line = []
        for x in range(0, image.width - block + 1, block):
            sums = [0, 0, 0]
            for row in image.rows[y:y + block]:
                piece = row[3 * x:3 * (x + block)]
                for k in range(3):
                    sums[k] += sum(piece[k::3])
            line.append(tuple(s / (block * block) for s in sums))
        out.append(line)
    return out


def compare_images(a, b, block=4):
    """(mean, largest) difference of the blocks' colours, 0-255, and where the largest is; raises on another size."""
    if (a.width, a.height) != (b.width, b.height):
        raise ValueError(f'{a.width} × {a.height} against {b.width} × {b.height}')
    total, count, largest, place = 0.0, 0, 0.0, (0, 0)
    for j, (one, two) in enumerate(zip(shrink(a, block), shrink(b, block))):
        for i, (p, q) in enumerate(zip(one, two)):
            difference = sum(abs(u - v) for u, v in zip(p, q)) / 3
            total += difference
            count += 1
            if difference > largest:
                largest, place = difference, (i * block, j * block)
    return total / max(count, 1), largest, place


def keep(name, data):
    """Puts what a failing test saw where a person can look at it."""
    os.makedirs(ACTUAL, exist_ok=True)
    path = os.path.join(ACTUAL, name)
    with open(path, 'wb') as file:
        file.write(data)
    return path


def program(name):
    return shutil.which(name)


def parse(svg):
    return ElementTree.fromstring(svg)
