#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_practice.py LAKEBOARD-CLI: what the program makes of a round: notes, replay. TAP on standard output."""
import hashlib
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

from cli import Folder, Run, board, text_board

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
from cases import main, test

SVG = '{http://www.w3.org/2000/svg}'
PROMPT = 'Shop stock is wrong for eight minutes | after every sale.'
FILES = ['.lakeboard-notes', 'answers.md', 'blank.md', 'blank.svg', 'notes.md', 'page.png', 'page.svg']


def line(**members):
    return json.dumps(members, ensure_ascii=False, separators=(',', ':')) + '\n'


def header(wall='2026-03-01T12:00:00Z'):
    return line(**{'lakeboard-journal': 1, 'uuid': 'u', 'path': None, 'base_sha256': None, 'wall': wall, 'boot_id': 'b'})


def setup(**members):
    return line(t=0, prompt={'kind': 'round', 'version': 1, 'preset': '45', 'mode': 'exam', 'profile': 'pm', 'seed': 7,
                             'id': '3', 'text': PROMPT, 'template': 'T04', 'level': 1, 'length_ms': 2700000, **members})


def drill(**members):
    return header('2026-02-01T08:00:00Z') + setup(preset='drill', mode='coached', **members) + line(
        t=0, phase={'id': 'goal', 'index': 1}) + line(t=1000, end={'why': 'bell'})


def change(t, label, ident, rank, element):
    return line(t=t, label=label, set=[{'id': ident, 'rank': rank, 'el': element}], **{'del': []})


def round_text(n=0, **members):
    """A round in which a board is drawn, then moved about n times."""
    sales = {'id': 'sales', 'kind': 'source', 'name': 'Sales', 'x': 0, 'y': 0}
    shop = {'id': 'shop', 'kind': 'consumer', 'name': 'Shop <page>', 'x': 400, 'y': 0}
    edge = {'id': 'e', 'kind': 'edge', 'from': 'sales', 'to': 'shop'}
    text = header() + setup(**members) + line(t=1000, phase={'id': 'goal', 'index': 1})
    text += change(61000, 'Set goal', '@board', '', {'title': 'Stock', 'goal': 'Show the shop its stock within 1 min'})
    text += line(t=300000, phase={'id': 'sketch', 'index': 3})
    text += change(301000, 'Add Source', 'sales', '10000i', sales) + change(361000, 'Add Consumer', 'shop', '10001i', shop)
    text += change(421000, 'Connect', 'e', '10002i', edge)
    text += line(t=430000, prompt={'kind': 'card', 'id': 'latency-class', 'text': 'Fast like what?', 'elements': ['e']})
    text += change(481000, 'Set owner', 'e', '10002i', {**edge, 'owner': 'Shop *team*', 'latency_p95': '40 ms'})
    text += line(t=482000, answer={'card': 'latency-class', 'how': 'said', 'number': True, 'note': '40 ms'})
    for i in range(n):
        text += change(500000 + i * 1000, 'Move', 'shop', '10001i', {**shop, 'x': 400 + i % 50 * 4})
    text += line(t=2701000, end={'why': 'bell'})
    return text + line(t=2702000, answer={'card': 'debrief', 'how': 'note', 'note': 'first number: 40 ms\nredo: the KPI'})


@test
def notes_of_a_round():
    with Folder() as folder:
        file = folder.put('a.lakeround', round_text())
        Run('notes', file, '-o', folder.at('notes')).gives(0).quiet()
        assert sorted(os.listdir(folder.at('notes'))) == FILES
        assert folder.names() == ['a.lakeround', 'notes'], 'nothing is left beside'
        text = folder.get('notes/notes.md').decode()
        for part in ('# Stock\n', '2026-03-01 · 45 minutes · Exam', 'Shop stock is wrong for eight minutes \\| after',
                     '[![Stock](page.png)](page.svg)', '| Sales → Shop &lt;page> |', 'Shop \\*team\\*',
                     '| End-to-end sketch | 4:59 | 40:01 |', '| 7:09 | Fast like what? | said aloud, with a number | 40 ms |',
                     '(KPI001): ', '## Score\n\nRehearse: ', '| Goal first | 4 of 4 |', ' 40 ms\n\n**', ' the KPI\n\n## Test yourself'):
            assert part in text, part
        blank = folder.get('notes/blank.md').decode() + folder.get('notes/blank.svg').decode()
        assert 'who owns it?' in blank and 'no hand-offs' not in blank
        for answer in ('team*', 'team\\*', '40 ms', '1 min'):
            assert answer not in blank, answer
        assert 'team' in folder.get('notes/answers.md').decode()
        # The page can be opened again.
        Run('convert', folder.at('notes/page.svg'), '-o', folder.at('b.lakeboard')).gives(0).quiet()
        assert b'Shop *team*' in folder.get('b.lakeboard')


@test
def drill_tells_what_is_left():
    """A drill has no score; the history and the notes tell what its sentence still lacks."""
    with Folder() as folder:
        honest = 'Clicks reach the model within 3 s at p95.'
        end = line(t=1000, end={'why': 'bell'})
        text = drill(text='Say it without big words.')
        folder.put('a.lakeround', text)
        folder.put('b.lakeround', text.replace(end, change(500, 'Set goal', '@board', '', {'goal': honest}) + end))
        folder.put('c.lakeround', text.replace(end, line(t=1000, end={'why': 'abandoned'})))
        lines = Run('history', folder.path).gives(0).quiet().out.splitlines()
        assert 'Untouched' in lines[0] and 'Somebody could measure that.' in lines[1] and 'Given up' in lines[2], lines
        rounds = json.loads(Run('history', folder.path, '--format', 'json').gives(0).data)['rounds']
        assert [entry['drill'] and entry['drill']['left'] > 0 for entry in rounds] == [True, False, None], rounds
        for name, result in (('a', 'Untouched · '), ('b', '✓ Somebody could measure that.')):
            Run('notes', folder.at(name + '.lakeround'), '-o', folder.at(name)).gives(0).quiet()
            text = folder.get(name + '/notes.md').decode()
            assert '## Result\n\n' + result in text and ('\n- ' in text.split('## Result')[1].split('## ')[0]) == (name == 'a')


@test
def notes_read_well():
    """Every link leads to a file of the folder, every table has as many cells in each row, and no heading is skipped."""
    with Folder() as folder:
        Run('new', 'T03', '-o', folder.at('t.lakeboard')).gives(0)
        Run('notes', folder.at('t.lakeboard'), '-o', folder.at('n')).gives(0).quiet()
        for name in ('notes.md', 'blank.md', 'answers.md'):
            text = folder.get('n/' + name).decode()
            assert text.endswith('\n') and not text.endswith('\n\n')
            links = re.findall(r'\]\(([^)]*)\)', text)
            assert links and all(link in FILES for link in links), links
            for table in re.findall(r'(?:^\|.*\n)+', text, re.M):
                rows = [len(re.findall(r'(?<!\\)\|', row)) for row in table.splitlines()]
                assert len(rows) >= 3 and set(rows) == {rows[0]}, table
            level = 0
            for heading in re.findall(r'^(#+) ', text, re.M):
                assert len(heading) <= level + 1, name
                level = len(heading)
            for at in re.finditer(r'^#+ .*$', text, re.M):
                assert text[at.end():].startswith('\n\n') and (at.start() == 0 or text[:at.start()].endswith('\n\n'))


@test
def notes_are_the_same_everywhere():
    with Folder() as folder:
        file = folder.put('a.lakeround', round_text())
        sums = set()
        for place, env in (('1', {}), ('2', {'LC_ALL': 'de_DE.UTF-8', 'LANGUAGE': 'de'})):
            Run('notes', file, '-o', folder.at(place), env=env).gives(0).quiet()
            sums.add(hashlib.sha256(b''.join(folder.get(f'{place}/{name}') for name in FILES)).hexdigest())
        assert len(sums) == 1


@test
def pauses_are_told():
    """That the clock stood is in the score and in the notes."""
    with Folder() as folder:
        text = round_text().replace(line(t=300000, phase={'id': 'sketch', 'index': 3}),
                                    line(t=200000, pause={'on': True, 'why': 'user'}) + line(t=260000, pause={'on': False})
                                    + line(t=300000, phase={'id': 'close', 'index': 6}))
        file = folder.put('a.lakeround', text)
        assert '1 pause of 1:00' in Run('score', file).gives(0).out
        Run('notes', file, '-o', folder.at('n')).gives(0).quiet()
        assert '- 3:19: Paused for 1:00\n' in folder.get('n/notes.md').decode()


@test
def notes_tell_of_a_correction():
    """The level as it was corrected stands beside why, not beside what was judged alone."""
    with Folder() as folder:
        file = folder.put('a.lakeround', round_text() + line(
            t=2703000, prompt={'kind': 'adjust', 'criterion': 'feature', 'delta': 2, 'note': 'said aloud'}))
        Run('notes', file, '-o', folder.at('n')).gives(0).quiet()
        text = folder.get('n/notes.md').decode()
        assert 'no lakehouse feature · Judged 0, corrected: said aloud |' in text, text


@test
def notes_lose_nothing():
    with Folder() as folder:
        file = folder.put('a.lakeround', round_text())
        os.mkdir(folder.at('mine'))
        folder.put('mine/thesis.txt', 'years of work')
        Run('notes', file, '-o', folder.at('mine')).fails_on(folder.at('mine'), 'other things')
        assert os.listdir(folder.at('mine')) == ['thesis.txt']
        Run('notes', file, '-o', folder.at('n')).gives(0)
        folder.put('n/own.txt', 'kept')
        Run('notes', file, '-o', folder.at('n')).gives(0).quiet()
        assert folder.get('n/own.txt') == b'kept'
        folder.put('n/notes.md', 'my own words')
        Run('notes', file, '-o', folder.at('n')).fails_on(folder.at('n/notes.md'), 'was changed')
        assert folder.get('n/notes.md') == b'my own words'
        os.symlink('n', folder.at('link'))
        os.remove(folder.at('n/notes.md'))
        Run('notes', file, '-o', folder.at('link')).gives(0).quiet()
        assert os.path.islink(folder.at('link')) and folder.get('n/notes.md').startswith(b'# Stock')


@test
def history_lists_rounds():
    with Folder() as folder:
        Run('history').gives(0).quiet()
        assert 'No rounds yet' in Run('history', folder.path).gives(0).quiet().out
        folder.put('a.lakeround', round_text())
        folder.put('b.lakeround', drill(text='Say it without big words.'))
        folder.put('c.lakeround', round_text()[:-400])
        folder.put('d.txt', 'not a round')
        env = {'TZ': 'Europe/Berlin'}
        lines = Run('history', folder.path, env=env).gives(0).quiet().out.splitlines()
        assert len(lines) == 3 and len({line.index('Sh') for line in lines[:2]}) == 1, lines
        assert re.fullmatch(r'2026-03-01 13:00  45 minutes +Exam +Rehearse: \d+ of 100 +Shop stock .*', lines[0]), lines
        assert 'Not finished' in lines[1] and re.search(r'Untouched · 1 thing to say +Say it without big words\.$', lines[2]), lines
        listed = json.loads(Run('history', folder.path, '--format', 'json', env={'LC_ALL': 'de_DE.UTF-8'}).gives(0).data)
        first, cut, last = listed['rounds']
        assert first['date'] == '2026-03-01T12:00:00Z' and first['prompt'] == PROMPT and first['template'] == 'T04'
        assert (first['preset'], first['mode'], first['profile'], first['end']) == ('45', 'exam', 'pm', 'bell')
        assert first['length_s'] == 2700 and first['band'] == 'rehearse' and 0 < first['score'] < 60
        assert cut['end'] is None and cut['score'] is None and last['score'] is None and last['band'] is None
        assert last['drill'] == {'untouched': True, 'to_say': 1, 'left': 1} and first['drill'] is None and cut['drill'] is None
        # One that cannot be read is told of, and the others are listed.
        bad = folder.put('bad.lakeround', 'x')
        run = Run('history', folder.path).gives(2)
        assert run.err.startswith(bad + ': ') and run.err.count('\n') == 1 and len(run.out.splitlines()) == 3
        listed = json.loads(Run('history', folder.path, '--format', 'json').gives(2).data)['rounds']
        assert len(listed) == 4 and any('error' in entry for entry in listed)


@test
def score_of_a_round():
    with Folder() as folder:
        file = folder.put('a.lakeround', round_text())
        text = Run('score', file).gives(0).quiet().out
        assert re.match(r'Rehearse: \d+ of 100\n\+', text) and '\nGoal first: 4 of 4 (15 of 15).' in text
        first, again = (Run('score', file, '--format', 'json', env=env).gives(0).quiet().data
                        for env in ({}, {'LC_ALL': 'de_DE.UTF-8', 'LANGUAGE': 'de'}))
        assert first == again, 'the same recording, the same bytes'
        score = json.loads(first)
        assert score['score'] == json.loads(Run('history', folder.path, '--format', 'json').data)['rounds'][0]['score']
        engineer = json.loads(Run('score', file, '--format', 'json', '--profile', 'engineer').gives(0).data)
        assert engineer['round']['profile'] == 'engineer'
        assert engineer['score'] != score['score'] or engineer['criteria'] != score['criteria']


@test
def wrong_usage():
    with Folder() as folder:
        file = folder.put('a.lakeround', round_text())
        Run('notes').fails('ROUND|BOARD is missing')
        Run('notes', file).fails('-o DIR is missing')
        Run('notes', file, '-o', '-').fails('no stream')
        Run('notes', file, 'b', '-o', 'x').fails('one argument too many')
        Run('notes', file, '-o', 'x', '--lang', '!').fails('--lang')
        Run('notes', file, '-o', folder.at('no/where')).fails_on(folder.at('no/where'))
        Run('notes', file, '-o', file).fails_on(file, 'no folder')
        Run('replay').fails('ROUND is missing')
        Run('replay', file).fails('-o OUT is missing')
        Run('replay', file, '-o', 'x.png').fails('SVG')
        Run('replay', file, '-o', 'x.svg', '--theme', 'pink').fails('pink')
        Run('history', folder.at('none')).fails_on(folder.at('none'))
        Run('history', file).fails_on(file)
        Run('history', folder.path, 'b').fails('one argument too many')
        Run('history', '--format', 'xml').fails('xml')
        Run('score').fails('ROUND is missing')
        Run('score', file, '--profile', 'cto').fails('cto')
        assert folder.names() == ['a.lakeround']


@test
def bad_input():
    with Folder() as folder:
        for name, content in (('none', None), ('empty', b''), ('binary', bytes(range(256))), ('text', b'hello\n'),
                              ('newer', b'{"lakeboard-journal":99}\n'), ('cut', header()[:30].encode())):
            file = folder.at(name) if content is None else folder.put(name, content)
            Run('replay', file, '-o', folder.at('x.svg')).fails_on(file)
            Run('notes', file, '-o', folder.at('x')).fails_on(file)
            Run('score', file).fails_on(file)
        Run('score', folder.put('journal', header())).fails_on(folder.at('journal'), 'no round')
        # A board is no round, but has notes.
        Run('replay', board('clean-small'), '-o', folder.at('x.svg')).fails_on(board('clean-small'), 'no round')
        Run('notes', board('clean-small'), '-o', folder.at('y')).gives(0).quiet()
        Run('notes', '-', '-o', folder.at('z'), stdin=text_board().encode()).gives(0).quiet()
        # What was cut off or damaged still tells the rest.
        text = round_text()
        torn = folder.put('torn', text[:len(text) * 2 // 3])
        Run('replay', torn, '-o', folder.at('torn.svg')).gives(0).quiet()
        wrong = folder.put('wrong', round_text(preset=45, mode='open') + line(t=1, phase='x') + line(t=2, answer=[1]))
        Run('notes', wrong, '-o', folder.at('w')).gives(0).quiet()


@test
def small_page():
    nodes = [{'id': f'n{i}', 'kind': 'storage', 'name': f'Node {i}', 'x': i * 400, 'y': 0} for i in range(9)]
    with Folder() as folder:
        file = folder.put('chain', json.dumps({'lakeboard': 1, 'board': {'title': 'Chain'}, 'elements': nodes}))
        Run('notes', file, '-o', folder.at('n')).gives(0)
        notes = folder.get('n/notes.md').decode()
        assert ' pt. Arranged for the page, it is larger.' in notes.split('## ')[0], notes[:600]


@test
def one_wording():
    with Folder() as folder:
        for content, reason in ((b'', 'line 1: this is no round and no other journal'),
                                (b'hello\n', 'line 1: this is no round and no other journal'),
                                (b'{"a":1}\n', 'line 1: this is no round and no other journal'),
                                (header()[:30].encode(), 'line 1: cut off or damaged'),
                                (header().encode()[:-1], 'line 1: cut off or damaged'),
                                (b'{"lakeboard-journal":99}\n', 'line 1: written by a newer version')):
            file = folder.put('a.lakeround', content)
            for command in (('history', folder.path), ('score', file), ('replay', file, '-o', folder.at('x.svg')),
                            ('notes', file, '-o', folder.at('n'))):
                run = Run(*command).gives(2)
                assert run.err == f'{file}: {reason}\n', run.err
        # What was passed over is told as well, and is no failure.
        file = folder.put('a.lakeround', header() + setup() + 'x\n')
        for command in ('history', folder.path), ('score', file), ('notes', file, '-o', folder.at('n')):
            run = Run(*command).gives(0)
            assert run.err == f'{file}: damaged lines were passed over\n', run.err


def seen(element, time):
    """Whether a group of the film is drawn at a share of its time; what does not move is always."""
    animate = element.find(SVG + 'animate')
    if animate is None:
        return float(element.get('opacity', '1')) > 0
    times = [float(t) for t in animate.get('keyTimes').split(';')]
    values = animate.get('values').split(';')
    return float(values[max(i for i, t in enumerate(times) if t <= time)]) > 0


@test
def replay_builds_up():
    with Folder() as folder:
        file = folder.put('a.lakeround', round_text())
        out = folder.at('film.svg')
        Run('replay', file, '-o', out).gives(0).quiet()
        Run('replay', file, '-o', folder.at('again.svg'), env={'LC_ALL': 'de_DE.UTF-8'}).gives(0)
        assert folder.get('film.svg') == folder.get('again.svg')
        tree = ElementTree.parse(out).getroot()
        for animate in tree.iter(SVG + 'animate'):
            assert animate.get('attributeName') == 'opacity' and animate.get('fill') == 'freeze'
            assert animate.get('calcMode') == 'discrete'
        parents = {child: parent for parent in tree.iter() for child in parent}

        def shown(text, time):
            found = 0
            for element in tree.iter(SVG + 'text'):
                at, visible = element, text in ''.join(element.itertext())
                while visible and at in parents:
                    at = parents[at]
                    visible = at.tag != SVG + 'g' or seen(at, time)
                found += visible
            return found
        assert shown('Shop <page>', 0) == 0 and shown('Shop <page>', 0.99) == 1
        assert shown('owner?', 0.8) == 1 and shown('owner?', 0.99) == 0
        assert shown('Connect', 0.75) == 1 and shown('Connect', 1) == 0, 'the caption is gone in the end'
        # Without motion the page is what an export of the last board is.
        still = [e for e in tree.iter(SVG + 'g') if e.get('aria-hidden') == 'true']
        assert still and all(e.get('opacity') == '0' for e in still)
        ids = [e.get('id') for e in tree.iter() if e.get('id')]
        assert len(ids) == len(set(ids)) and 'lb-shop' in ids
        Run('convert', out, '-o', folder.at('b.lakeboard')).gives(0).quiet()
        assert b'"latency_p95": "40 ms"' in folder.get('b.lakeboard')


@test
def replay_of_many_changes():
    with Folder() as folder:
        file = folder.put('a.lakeround', round_text(2000))
        data = Run('replay', file, '-o', '-').gives(0).quiet().data
        assert len(data) < 2 * 1024 * 1024, len(data)
        assert len(set(re.findall(rb'dur="([^"]*)"', data))) == 1


main()
