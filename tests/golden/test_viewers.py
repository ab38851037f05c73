#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same SVG in librsvg, Inkscape and Chromium: each draws what our own PNG shows.

Viewers smooth edges in their own ways, so blocks of 8 × 8 pixels are compared. A viewer that is not installed is
skipped with a word; one that is there and draws nothing is a failure.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import golden  # noqa: E402 (the path comes first)

BOARDS = ['T01', 'page-12']
BLOCK = 8
# Of 255. What a missing line of text, a lost dash or a moved pill gives is far above; see test_self().
MEAN, LARGEST = 0.6, 32.0


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


def complaints_of(ours, theirs):
    mean, largest, place = golden.compare_images(ours, theirs, BLOCK)
    if mean <= MEAN and largest <= LARGEST:
        return []
    return [f'mean difference {mean:.2f} (at most {MEAN}), largest {largest:.1f} (at most {LARGEST}) at {place}']


def test_self(tap):
    """Two pictures of which one lacks a word of eight letters differ too much."""
    white = b'\xff' * 3 * 64
    plain = golden.Image(64, 64, [white] * 64)
    word = b'\xff' * 3 * 8 + (b'\x00' * 6 + b'\xff' * 6) * 12 + b'\xff' * 3 * 8
    written = golden.Image(64, 64, [white] * 28 + [word] * 9 + [white] * 27)
    tap.result('self-test: accepts the same picture twice', complaints_of(written, written))
    tap.rejects('a missing word', complaints_of(written, plain))


def main():
    golden.require_tools()
    tap = golden.Tap()
    test_self(tap)
    for board in BOARDS:
        svg = golden.export(board)
        ours = golden.read_png(golden.export(board, format_='png'))
        for name, programs, draw in VIEWERS:
            label = f'{board} in {name}'
            program = next((golden.program(p) for p in programs if golden.program(p)), None)
            if program is None:
                tap.skip(label, f'{programs[0]} is not installed')
                continue
            with tempfile.TemporaryDirectory() as folder:
                path, out = os.path.join(folder, 'board.svg'), os.path.join(folder, 'board.png')
                with open(path, 'wb') as file:
                    file.write(svg)
                said = draw(program, path, out, (ours.width, ours.height), folder)
                if not os.path.exists(out):
                    tap.result(label, ['no picture', said[-600:]])
                    continue
                data = golden.read_bytes(out)
            try:
                complaints = complaints_of(ours, golden.read_png(data))
            except ValueError as error:
                complaints = [error]
            if complaints:
                complaints.append(f'its picture: {golden.keep(f"{board}-{name}.png", data)}')
            tap.result(label, complaints)
    tap.done()


if __name__ == '__main__':
    main()
