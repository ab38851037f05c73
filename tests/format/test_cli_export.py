#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures that `lakeboard-cli export` and `thumbnail` write: what is in them, and what comes back out of them."""
import json
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

from cli import BOARDS, Folder, PROGRAM, Run, board, gate_boards

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
from cases import main, test


@test
def drafts_are_stamped():
    for name, _ in gate_boards():
        count = json.loads(Run('check', '--format', 'json', board(name)).out)['files'][0]['counts']['error']
        for scope in ('sheet', 'drawing'):
            svg = Run('export', board(name), '-o', '-', '--draft', '--scope', scope).gives(0).quiet().out
            assert f'DRAFT – {count} to fix' in svg, (name, scope)
    assert 'DRAFT' not in Run('export', board('clean-small'), '-o', '-', '--draft', '--no-source').gives(0).out


@test
def svg_is_sound_and_comes_back():
    with Folder() as folder:
        names = [n[:-len('.lakeboard')] for n in sorted(os.listdir(BOARDS)) if n.endswith('.lakeboard')]
        for name in names:
            with open(board(name), 'rb') as file:
                source = file.read()
            svg = folder.at('a.svg')
            Run('export', board(name), '-o', svg, '--draft').gives(0).quiet()
            tree = ElementTree.parse(svg)
            tags = {element.tag.split('}')[-1] for element in tree.iter()}
            assert not tags & {'script', 'foreignObject', 'style', 'image', 'a', 'use'}, tags
            for element in tree.iter():
                for key in element.attrib:
                    assert 'href' not in key and not key.startswith('on'), key
            Run('convert', svg, '-o', folder.at('b.lakeboard')).gives(0).quiet()
            assert folder.get('b.lakeboard') == source, name
            Run('convert', board(name), '-o', folder.at('c.lakeboard')).gives(0).quiet()
            assert folder.get('c.lakeboard') == source, name
            assert Run('export', svg, '-o', '-', '--draft').gives(0).data == folder.get('a.svg'), name


@test
def a_pdf_carries_no_board():
    with Folder() as folder:
        path = folder.at('a.pdf')
        Run('export', board('clean-small'), '-o', path).gives(0).quiet()
        Run('convert', path, '-o', '-').fails_on(path, 'no board inside: a PDF carries none')
        done = Run('check', path).gives(2)
        assert path + ': no board inside: a PDF carries none' in done.out + done.err, done.err


@test
def hidden_characters_are_shown():
    """No output lets a name act on its reader: all draw a sign, as if it stood in the name, and keep the name itself."""
    evil = 'a\u202eevil\u202c b\u0001\u001b\u0085<b>&amp;'
    with open(board('clean-small'), encoding='utf-8') as file:
        data = json.load(file)
    boards = []
    for text in (evil, re.sub('[\u202e\u202c\u0001\u001b\u0085]', '□', evil)):
        data['board'].update(title=text, goal=text)
        for element in data['elements']:
            element.update({key: text for key in ('name', 'technology', 'label', 'text') if key in element})
        data['elements'][0].update(name=text, technology=text)
        boards.append(json.dumps(data).encode())
    with Folder() as folder:
        for arguments in (('svg',), ('svg', '--text', 'outlines'), ('png',), ('pdf',), ('svg', '--scope', 'drawing'),
                          ('excalidraw',)):
            shown = []
            for source in boards:
                path = folder.at('shown.' + arguments[0])
                Run('export', '-', '-o', path, '--draft', '--no-source', '--scale', '1', *arguments[1:],
                    stdin=source).gives(0)
                shown.append(folder.get('shown.' + arguments[0]))
            if arguments[0] == 'pdf':
                shown = [re.sub(rb'/CreationDate [^\n]*', b'', data) for data in shown]
            assert shown[0] == shown[1], arguments
        Run('convert', '-', '-o', folder.at('a.lakeboard'), stdin=boards[0]).gives(0)
        Run('export', folder.at('a.lakeboard'), '-o', folder.at('a.svg'), '--draft').gives(0)
        Run('convert', folder.at('a.svg'), '-o', folder.at('b.lakeboard')).gives(0).quiet()
        assert folder.get('b.lakeboard') == folder.get('a.lakeboard')
        assert json.loads(folder.get('b.lakeboard'))['board']['title'] == evil


@test
def svg_owners_are_text():
    with open(board('clean-small'), encoding='utf-8') as file:
        owners = {e['owner'] for e in json.load(file)['elements'] if e.get('kind') == 'edge' and e.get('owner')}
    tree = ElementTree.fromstring(Run('export', board('clean-small'), '-o', '-', '--no-source').gives(0).data)
    texts = ' '.join(''.join(e.itertext()) for e in tree.iter('{http://www.w3.org/2000/svg}text'))
    assert owners
    for owner in owners:
        assert owner in texts, owner


@test
def svg_options():
    plain = Run('export', board('clean-small'), '-o', '-').gives(0).data
    assert Run('export', board('clean-small'), '-o', '-').data == plain
    assert Run('export', board('clean-small'), '-o', '-', env={'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'de'}).data == plain
    bare = Run('export', board('clean-small'), '-o', '-', '--no-source').gives(0).data
    assert b'sha256' in plain and b'sha256' not in bare
    Run('convert', '-', '-o', '-', stdin=bare).fails_on('-', 'no board inside')
    broken = plain.replace(b'elements', b'elementz', 1)
    assert broken != plain
    Run('convert', '-', '-o', '-', stdin=broken).fails_on('-', '$.elements: missing')
    Run('convert', '-', '-o', '-', stdin=plain[:len(plain) // 2]).fails_on('-')
    seen = {plain}
    for args in (['--theme', 'dark'], ['--theme', 'contrast'], ['--theme', 'print'], ['--scope', 'drawing'],
                 ['--transparent'], ['--scale', '2'], ['--size', '600']):
        data = Run('export', board('clean-small'), '-o', '-', *args).gives(0).quiet().data
        assert data not in seen, args
        seen.add(data)
    outlines = Run('export', board('clean-small'), '-o', '-', '--text', 'outlines', '--no-source').gives(0).quiet().out
    assert '<text' not in outlines
    # Shapes still say what they are.
    labels = [e.get('aria-label') for e in ElementTree.fromstring(outlines).iter() if e.get('aria-label')]
    texts = [e.text for e in ElementTree.fromstring(bare).iter('{http://www.w3.org/2000/svg}text')]
    assert labels == texts and len(texts) > 20
    root = ElementTree.fromstring(Run('export', board('clean-small'), '-o', '-', '--size', '600').data)
    assert abs(max(float(root.get('width')), float(root.get('height'))) - 600) < 1


@test
def svg_builds_up():
    """Opacities alone move; what does not move them shows the same picture."""
    with Folder() as folder:
        for name in ('clean-small', 'cycle', 'all-kinds-and-groups', 'empty', 'page-12'):
            still = Run('export', board(name), '-o', '-', '--draft').gives(0).quiet().data
            Run('export', board(name), '-o', folder.at('a.svg'), '--draft', '--animate').gives(0).quiet()
            moving = folder.get('a.svg')
            source = Run('convert', board(name), '-o', '-').data
            assert Run('convert', folder.at('a.svg'), '-o', '-').gives(0).quiet().data == source
            without = re.sub(rb'<animate [^<>]*/>\n', b'', moving)
            digest = rb'picture-sha256="[0-9a-f]{64}"'
            assert re.sub(digest, b'', without) == re.sub(digest, b'', still), name
            with open(board(name), encoding='utf-8') as file:
                elements = {e['id']: e for e in json.load(file)['elements']}
            starts, ends = {}, set()
            for group in ElementTree.fromstring(moving).iter('{http://www.w3.org/2000/svg}g'):
                moves = group.findall('{http://www.w3.org/2000/svg}animate')
                assert len(moves) <= 1
                for move in moves:
                    assert move.get('attributeName') == 'opacity' and move.get('fill') == 'freeze'
                    times = [float(t) for t in move.get('keyTimes').split(';')]
                    values = [float(v) for v in move.get('values').split(';')]
                    assert times == sorted(times) and times[0] == 0 and times[-1] == 1 and len(times) == len(values)
                    assert values[0] == 0 and values[-1] == float(group.get('opacity', 1))
                    starts[group.get('id')[3:]] = times[1] * float(move.get('dur')[:-1])
                    ends.add(move.get('dur'))
            assert len(ends) <= 1 and all(float(d[:-1]) <= 13 for d in ends)
            for identity, element in elements.items():
                assert (identity in starts) == (element['kind'] != 'group'), (name, identity)
                label = identity + '.label'
                assert starts.get(label, starts.get(identity)) == starts.get(identity), label
                # No arrow stands before what it comes from.
                if element['kind'] == 'edge' and name != 'cycle':
                    assert starts[element['from']] <= starts[identity], (name, identity)
        Run('export', board('clean-small'), '-o', folder.at('a.png'), '--animate').fails('--animate')


@test
def svg_edited_elsewhere():
    """The board comes out, and that it may not be what the picture shows is said."""
    plain = Run('export', board('clean-small'), '-o', '-').gives(0).quiet().data
    source = Run('convert', board('clean-small'), '-o', '-').data
    laid_out = plain.replace(b'\n<g ', b'\r\n\t<g ')
    assert laid_out != plain
    assert Run('convert', '-', '-o', '-', stdin=laid_out).gives(0).quiet().data == source
    drawn = plain.replace(b'</svg>', b'<circle r="9"/></svg>')
    run = Run('convert', '-', '-o', '-', stdin=drawn).gives(0)
    assert run.data == source
    assert run.err.startswith('-: ') and 'changed this picture' in run.err and run.err.count('\n') == 1, run.err
    name = json.loads(source)['board']['title'].encode()
    other = Run('convert', '-', '-o', '-', stdin=plain.replace(b'"title": "' + name, b'"title": "Other', 1)
                .replace(b'&quot;title&quot;: &quot;' + name, b'&quot;title&quot;: &quot;Other', 1)).gives(0)
    assert json.loads(other.data)['board']['title'] == 'Other'
    assert 'The board inside' in other.err and other.err.count('\n') == 1, other.err


@test
def png_holds_its_board():
    with Folder() as folder:
        for name in ('clean-small', 'hostile-strings', 'page-12', 'empty'):
            Run('export', board(name), '-o', folder.at('a.png'), '--draft').gives(0).quiet()
            Run('convert', folder.at('a.png'), '-o', folder.at('b.lakeboard')).gives(0).quiet()
            source = Run('convert', board(name), '-o', '-').gives(0).data
            assert folder.get('b.lakeboard') == source, name
        assert Run('convert', folder.at('a.png'), '--from', 'png', '-o', '-').gives(0).data == source
        Run('convert', folder.at('a.png'), '--from', 'svg', '-o', '-').fails_on(folder.at('a.png'), 'svg')
        Run('convert', board('empty'), '--from', 'png', '-o', '-').fails_on(board('empty'), 'png')
        Run('export', folder.at('a.png'), '-o', folder.at('c.svg'), '--draft').gives(0).quiet()
        Run('export', board('clean-small'), '-o', folder.at('d.png'), '--no-source').gives(0).quiet()
        Run('convert', folder.at('d.png'), '-o', '-').fails_on(folder.at('d.png'), 'no board inside')
        cut = folder.put('e.png', folder.get('a.png')[:100])
        Run('convert', cut, '-o', '-').fails_on(cut, 'damaged')


def pdf_strings(data, key):
    """The values of /key, as text: cairo writes ASCII as it is and all else as UTF-16."""
    found = []
    for plain, coded in re.findall(rb'/%s (?:\(((?:[^\\)]|\\.)*)\)|<([0-9A-F]+)>)' % key, data):
        found.append(bytes.fromhex(coded.decode()).decode('utf-16') if coded
                     else re.sub(r'\\(.)', r'\1', plain.decode()))
    return found


@test
def pdf_links_fonts_and_title():
    with Folder() as folder:
        names = ['clean-small', 'hostile-strings']
        for name in names:
            Run('export', board(name), '-o', folder.at('a.pdf'), '--draft').gives(0).quiet()
            with open(board(name), encoding='utf-8') as file:
                whole = json.load(file)
            data = folder.get('a.pdf')
            titles = pdf_strings(data, b'Title')
            assert ' '.join(whole['board']['title'].split()) in titles, titles
            # Each font is inside: as many files of fonts as descriptors.
            assert data.count(b'/FontDescriptor\n') == len(re.findall(rb'/FontFile[23]? ', data)) > 0, name
            leads = re.findall(rb'/Subtype /Link.*?/Rect \[ ([^\]]+) \].*?/Dest \(([^)]+)\)', data, re.S)
            assert leads
            for rect, target in leads:
                x1, y1, x2, y2 = map(float, rect.split())
                assert 0 <= x1 < x2 <= 843 and 0 <= y1 < y2 <= 613, rect
                assert y2 < 130, 'links stand in the footer'
                identity = target.decode()[3:].split('.')[0]
                assert any(e['id'] == identity for e in whole['elements']), target
                assert re.search(rb'\(%s\) ' % re.escape(target) + rb'|\(%s\)\n' % re.escape(target), data)
            for edge in whole['elements']:
                if edge['kind'] == 'edge' and edge.get('owner'):
                    assert ' '.join(edge['owner'].split()) in titles, edge['owner']


@test
def thumbnail():
    """Small, of any board that can be read, finished or not; it carries nothing along."""
    with Folder() as folder:
        for name in ('unowned-edge', 'empty', 'page-12'):
            Run('thumbnail', board(name), '-o', folder.at('a.png'), '--size', '128').gives(0).quiet()
            data = folder.get('a.png')
            assert max(struct.unpack('>II', data[16:24])) == 128
            Run('convert', folder.at('a.png'), '-o', '-').fails_on(folder.at('a.png'), 'no board inside')
        Run('thumbnail', board('page-12'), '-o', folder.at('b.png')).gives(0).quiet()
        assert max(struct.unpack('>II', folder.get('b.png')[16:24])) == 256
        Run('thumbnail', board('page-12'), '-o', folder.at('b.png'), '--size', '0').fails('--size')
        Run('thumbnail', board('page-12')).fails('-o OUT')
        Run('thumbnail', folder.at('none'), '-o', folder.at('c.png')).fails_on(folder.at('none'))
        # As a thumbnailer is run: with hardly any surroundings, no display and nothing to write to but its picture.
        run = subprocess.run([PROGRAM, 'thumbnail', '--size', '64', '-o', folder.at('d.png'), board('page-12')],
                             env={'PATH': os.environ['PATH'], 'FONTCONFIG_FILE': os.environ.get('FONTCONFIG_FILE', '')},
                             capture_output=True, timeout=120, check=False)
        assert (run.returncode, run.stdout, run.stderr) == (0, b'', b''), run
        assert max(struct.unpack('>II', folder.get('d.png')[16:24])) == 64


@test
def thumbnailer():
    path = os.path.join(os.path.dirname(BOARDS), '..', '..', 'data', 'io.github.lakeboard.Lakeboard.thumbnailer.in')
    with open(path, encoding='utf-8') as file:
        lines = dict(line.strip().split('=', 1) for line in file if '=' in line)
    assert lines['MimeType'] == 'application/vnd.lakeboard+json;'
    program, *arguments = lines['Exec'].split()
    assert lines['TryExec'] == program and program.endswith('/lakeboard-cli')
    with Folder() as folder:
        place = {'%s': '96', '%i': board('page-12'), '%o': folder.at('t')}
        Run(*[place.get(a, a) for a in arguments]).gives(0).quiet()
        assert folder.get('t').startswith(b'\x89PNG')


@test
def png_and_pdf():
    with Folder() as folder:
        Run('export', board('clean-small'), '-o', folder.at('a.png')).gives(0).quiet()
        data = folder.get('a.png')
        assert data.startswith(b'\x89PNG\r\n\x1a\n')
        width, height = struct.unpack('>II', data[16:24])
        Run('export', board('clean-small'), '-o', folder.at('b.png'), '--scale', '2').gives(0).quiet()
        assert struct.unpack('>II', folder.get('b.png')[16:24]) == (2 * width, 2 * height)
        Run('export', board('clean-small'), '-o', folder.at('c.png'), '--size', '300').gives(0).quiet()
        assert max(struct.unpack('>II', folder.get('c.png')[16:24])) == 300
        Run('export', board('clean-small'), '-o', folder.at('a.PDF')).gives(0).quiet()
        pdf = folder.get('a.PDF')
        assert pdf.startswith(b'%PDF-') and b'%%EOF' in pdf[-32:]
        Run('export', board('clean-small'), '-o', folder.at('d.png'), '--scale', '100').fails_on(folder.at('d.png'))
        assert not os.path.exists(folder.at('d.png'))


# What Excalidraw's files hold (schema version 2), written anew here: key → type, or the values that there are.
NUMBER, TEXT, FLAG, LIST = (int, float), str, bool, list
NOTHING = type(None)
SHAPE = {
    'id': TEXT, 'x': NUMBER, 'y': NUMBER, 'width': NUMBER, 'height': NUMBER, 'angle': NUMBER,
    'strokeColor': re.compile('#[0-9a-f]{6}$'), 'backgroundColor': re.compile('#[0-9a-f]{6}$|transparent$'),
    'fillStyle': ('hachure', 'cross-hatch', 'solid', 'zigzag'), 'strokeWidth': NUMBER,
    'strokeStyle': ('solid', 'dashed', 'dotted'), 'roughness': (0, 1, 2), 'opacity': NUMBER, 'groupIds': LIST,
    'frameId': NOTHING, 'roundness': (NOTHING, dict), 'seed': int, 'version': int, 'versionNonce': int,
    'isDeleted': FLAG, 'updated': int, 'link': NOTHING, 'locked': FLAG, 'boundElements': LIST, 'type': TEXT,
}
HEADS = (None, 'arrow', 'bar', 'dot', 'circle', 'circle_outline', 'triangle', 'triangle_outline', 'diamond',
         'diamond_outline')
MORE = {
    'rectangle': {},
    'text': {'fontSize': NUMBER, 'fontFamily': (1, 2, 3, 5, 6, 7, 8, 9), 'text': TEXT, 'originalText': TEXT,
             'textAlign': ('left', 'center', 'right'), 'verticalAlign': ('top', 'middle', 'bottom'),
             'containerId': (TEXT, NOTHING), 'lineHeight': NUMBER, 'autoResize': FLAG},
    'arrow': {'points': LIST, 'lastCommittedPoint': NOTHING, 'startBinding': dict, 'endBinding': dict,
              'startArrowhead': HEADS, 'endArrowhead': HEADS, 'elbowed': FLAG, 'fixedSegments': NOTHING,
              'startIsSpecial': NOTHING, 'endIsSpecial': NOTHING},
    'freedraw': {'points': LIST, 'lastCommittedPoint': NOTHING, 'pressures': LIST, 'simulatePressure': FLAG},
}


def fits(value, rule):
    if isinstance(rule, re.Pattern):
        return isinstance(value, str) and rule.match(value)
    if isinstance(rule, tuple) and not all(isinstance(r, type) for r in rule):
        return value in rule
    if rule in (int, NUMBER) and isinstance(value, bool):
        return False
    return isinstance(value, rule)


@test
def excalidraw():
    for name in ('clean-small', 'all-kinds-and-groups', 'all-modes', 'cycle', 'hostile-strings', 'right-to-left', 'cjk',
                 'empty', 'routes-and-trunks', 'unowned-edge', 'long-names'):
        run = Run('export', board(name), '-o', '-', '--format', 'excalidraw').gives(0).quiet()
        assert run.data == Run('export', board(name), '-o', '-', '--format', 'excalidraw', env={'LANGUAGE': 'de'}).data
        with open(board(name), encoding='utf-8') as file:
            whole = json.load(file)
        drawing = json.loads(run.out)
        assert set(drawing) == {'type', 'version', 'source', 'elements', 'appState', 'files'}
        assert (drawing['type'], drawing['version'], drawing['files']) == ('excalidraw', 2, {})
        there = {e['id']: e for e in drawing['elements']}
        assert len(there) == len(drawing['elements']), name
        for element in drawing['elements']:
            keys = dict(SHAPE, **MORE[element['type']])
            assert set(element) - {'customData'} == set(keys), (name, set(element) ^ set(keys))
            for key, rule in keys.items():
                assert fits(element[key], rule), (name, element['id'], key, element[key])
            assert 0 < element['seed'] < 2 ** 31 and 0 < element['versionNonce'] < 2 ** 31
            for bound in element['boundElements']:
                other = there[bound['id']]
                assert other['type'] == bound['type']
                if bound['type'] == 'text':
                    assert other['containerId'] == element['id']
                else:
                    assert element['id'] in (other['startBinding']['elementId'], other['endBinding']['elementId'])
            if element.get('containerId'):
                assert {'type': 'text', 'id': element['id']} in there[element['containerId']]['boundElements']
        for element in whole['elements']:
            shape = there.get('lb-' + element['id'])
            if element['kind'] == 'edge':
                assert shape['type'] == 'arrow' and shape['customData']['kind'] == 'edge'
                points = shape['points']
                assert points[0] == [0, 0] and len(points) >= 2
                for end, key, at in ((element['from'], 'startBinding', points[0]), (element['to'], 'endBinding', points[-1])):
                    box, binding = there['lb-' + end], shape[key]
                    assert binding['elementId'] == 'lb-' + end and {'type': 'arrow', 'id': shape['id']} in box['boundElements']
                    for k, (low, size) in enumerate((('x', 'width'), ('y', 'height'))):
                        touch = box[low] + binding['fixedPoint'][k] * box[size]
                        assert abs(touch - (shape[low] + at[k])) < 0.1, (name, shape['id'])
                if element.get('owner'):
                    label = ' '.join(there[shape['id'] + '.text']['originalText'].split())
                    assert label.startswith(' '.join(element['owner'].split())), (name, label)
            elif element['kind'] not in ('group', 'ink', 'note'):
                assert shape['type'] == 'rectangle'
                text = there[shape['id'] + '.text']
                assert text['x'] >= shape['x'] and text['x'] + text['width'] <= shape['x'] + shape['width'], (name, shape['id'])
                assert text['y'] >= shape['y'] and text['y'] + text['height'] <= shape['y'] + shape['height'], (name, shape['id'])
    # Owners that nobody wrote are not made up, and that is seen.
    text = Run('export', board('unowned-edge'), '-o', '-', '--format', 'excalidraw').out
    assert '"owner?"' in text


@test
def geometry():
    for name in ('clean-small', 'page-12', 'empty'):
        run = Run('export', board(name), '-o', '-', '--format', 'geometry').gives(0).quiet()
        with open(board(name), encoding='utf-8') as file:
            elements = json.load(file)['elements']
        shape = json.loads(run.out)
        assert set(shape) == {'nodes', 'edges', 'labels'}
        assert {e['id'] for e in shape['edges']} == {e['id'] for e in elements if e['kind'] == 'edge'}
        boxes = {n['id']: n for n in shape['nodes']}
        for edge in shape['edges']:
            assert set(edge) == {'id', 'source', 'target', 'points'}
            for node, point in ((boxes[edge['source']], edge['points'][0]), (boxes[edge['target']], edge['points'][-1])):
                assert node['x'] - 1 <= point[0] <= node['x'] + node['w'] + 1, edge
                assert node['y'] - 1 <= point[1] <= node['y'] + node['h'] + 1, edge


main()
