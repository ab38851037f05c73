#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same SVG in librsvg, Inkscape and Chromium: each draws what our own PNG shows.

test_viewers.py COMPARE [NODES…]: T00 to T12 and generated boards of 12 and 50 nodes, or generated boards of so many NODES,
at two pixels a unit. Of the pixels that are not background fewer than 1 % (librsvg) or 2 % (the others) may differ by the
measure of compare-pictures.c. librsvg must be there; another viewer that is not installed is skipped with a word; one that
is there and draws nothing is a failure. The figures stand behind each name.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import golden  # noqa: E402 (the path comes first)

GENERATOR = os.path.join(golden.ROOT, 'tests', 'support', 'gen_board.py')
NODES = [12, 50]
# Of the pixels that are drawn, in per cent.
LIMITS = {'librsvg': 1.0}
LIMIT = 2.0


def run(arguments, home):
    environment = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home, XDG_DATA_HOME=home)
    environment.pop('DISPLAY', None)
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, timeout=120)
    return done.stdout.decode('utf-8', 'replace')


def draw_librsvg(program, svg, out, size, home):
    return run([program, '-w', str(size[0]), '-h', str(size[1]), '-o', out, svg], home)


def draw_inkscape(program, svg, out, size, home):
    return run([program, '--export-type=png', f'--export-filename={out}', f'--export-width={size[0]}',
                f'--export-height={size[1]}', svg], home)


def draw_chromium(program, svg, out, size, home):
    return run([program, '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars',
                '--force-device-scale-factor=1', '--no-first-run', '--disable-extensions', '--disable-sync',
                '--disable-background-networking', '--disable-component-update', f'--user-data-dir={home}/profile',
                f'--window-size={size[0]},{size[1]}', f'--screenshot={out}', 'file://' + svg], home)


VIEWERS = [
    ('librsvg', ['rsvg-convert'], draw_librsvg),
    ('Inkscape', ['inkscape'], draw_inkscape),
    ('Chromium', ['chromium', 'chromium-browser', 'google-chrome'], draw_chromium),
]


def compare(program, ours, theirs):
    """(share of the drawn pixels that differ in per cent, where first); raises ValueError."""
    done = subprocess.run([program, ours, theirs], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    if done.returncode != 0:
        raise ValueError(done.stderr.decode('utf-8', 'replace').strip())
    drawn, different, place = done.stdout.decode().split()
    return 100 * int(different) / max(int(drawn), 1), place


def complaints_of(program, limit, ours, theirs):
    try:
        share, place = compare(program, ours, theirs)
    except ValueError as error:
        return [error], 'no figure'
    if share < limit:
        return [], f'{share:.2f} %'
    return [f'{share:.2f} % of the drawn pixels differ (fewer than {limit} % may), the first at {place}'], f'{share:.2f} %'


def test_self(tap, program, folder):
    """A page that lacks one word or one line differs too much from the page that has them; moved by a pixel it does not."""
    def draw(name, bars, left=20):
        width, height = 200, 80
        rows = [b'\xff' * width for _ in range(height)]
        for x, y, w, h in bars:
            for j in range(y, y + h):
                rows[j] = rows[j][:left + x] + b'\x00' * w + rows[j][left + x + w:]
        path = os.path.join(folder, name + '.png')
        with open(path, 'wb') as file:
            file.write(golden.write_grey_png(rows))
        return path

    lines = [(0, y, 150, 2) for y in range(5, 65, 5)]
    whole, moved = draw('whole', lines), draw('moved', lines, 21)
    tap.result('self-test: accepts the same picture twice', complaints_of(program, 1.0, whole, whole)[0])
    tap.result('self-test: accepts a pixel to the right', complaints_of(program, 1.0, whole, moved)[0])
    tap.rejects('a missing line', complaints_of(program, 2.0, whole, draw('less', lines[:-1]))[0])
    tap.rejects('a line too many', complaints_of(program, 2.0, draw('less', lines[:-1]), whole)[0])
    tap.rejects('a picture two pixels further down',
                complaints_of(program, 2.0, whole, draw('down', [(x, y + 2, w, h) for x, y, w, h in lines]))[0])
    other = draw('small', [])
    with open(other, 'wb') as file:
        file.write(golden.write_grey_png([b'\xff' * 3]))
    tap.rejects('another size', complaints_of(program, 2.0, whole, other)[0])


def test_board(tap, program, name, board, folder):
    arguments = ('--scale', '2')
    ours, svg = os.path.join(folder, 'ours.png'), os.path.join(folder, 'board.svg')
    for path in (ours, svg):
        with open(path, 'wb') as file:
            file.write(golden.export(board, *arguments, format_=path[-3:]))
    size = golden.read_png_size(golden.read_bytes(ours))
    for viewer, programs, draw in VIEWERS:
        found = next((golden.program(p) for p in programs if golden.program(p)), None)
        if found is None:
            if viewer in LIMITS:
                tap.result(f'{name} in {viewer}', [f'{programs[0]} is not installed'])
            else:
                tap.skip(f'{name} in {viewer}', f'{programs[0]} is not installed')
            continue
        out = os.path.join(folder, viewer + '.png')
        said = draw(found, svg, out, size, folder)
        if not os.path.exists(out):
            tap.result(f'{name} in {viewer}', ['no picture', said[-600:]])
            continue
        complaints, figure = complaints_of(program, LIMITS.get(viewer, LIMIT), ours, out)
        if complaints:
            complaints.append(f'its picture: {golden.keep(f"{name}-{viewer}.png", golden.read_bytes(out))}')
        tap.result(f'{name} in {viewer}: {figure}', complaints)
        os.remove(out)


def main():
    golden.require_tools()
    tap = golden.Tap()
    program, nodes = sys.argv[1], [int(n) for n in sys.argv[2:]]
    if 'ASAN_OPTIONS' in os.environ:
        tap.skip('viewers', 'the pictures are the same under the sanitizers, and compared without them')
        tap.done()
        return
    with tempfile.TemporaryDirectory() as folder:
        test_self(tap, program, folder)
        for name in [] if nodes else golden.TEMPLATES:
            test_board(tap, program, name, name, folder)
        for n in nodes or NODES:
            board = os.path.join(folder, f'{n}.lakeboard')
            subprocess.run([sys.executable, '-B', GENERATOR, str(n), '-o', board], check=True)
            test_board(tap, program, f'{n} nodes', board, folder)
    tap.done()


if __name__ == '__main__':
    main()
