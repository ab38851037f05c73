#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lakeboard-cli from outside: every command, its status, what it prints where, and what it leaves on disk."""
import json
import os
import pty
import re
import shutil
import signal
import stat
import struct
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.environ.get('LKB_SOURCE_ROOT') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BOARDS = os.path.join(ROOT, 'tests', 'support', 'boards')
NODE = '{"id": "a", "kind": "source"}'
HUGE = 64 * 1024 * 1024
# Nobody's own templates, words and recovery copies.
HOME = tempfile.TemporaryDirectory(prefix='lakeboard-home-')
ENVIRONMENT = dict(os.environ, HOME=HOME.name, XDG_DATA_HOME=os.path.join(HOME.name, 'data'),
                   XDG_STATE_HOME=os.path.join(HOME.name, 'state'))
tests = []


def test(function):
    tests.append(function)
    return function


class Run:
    """One run of the program; texts are decoded, `data` is what it wrote on standard output."""

    def __init__(self, *args, stdin=None, folder=None, env=None):
        full = dict(ENVIRONMENT, **(env or {}))
        done = subprocess.run([PROGRAM, *args], input=stdin if stdin is not None else b'', capture_output=True,
                              cwd=folder, env=full, timeout=120, check=False)
        self.args, self.status, self.data = args, done.returncode, done.stdout
        self.err = done.stderr.decode('utf-8')
        # Sanitizers and GLib speak up on standard error; no run may make them.
        for word in ('runtime error', 'Sanitizer', 'CRITICAL', 'WARNING **', 'lakeboard-ERROR'):
            assert word not in self.err, self.err[:900]

    @property
    def out(self):
        return self.data.decode('utf-8')

    def gives(self, status):
        assert self.status == status, f'{self.args}: status {self.status} instead of {status}: {self.err}'
        return self

    def fails(self, *words, start='lakeboard-cli: '):
        """Status 2, one line on standard error with these words, nothing on standard output."""
        self.gives(2)
        assert self.err.count('\n') == 1 and self.err.endswith('\n'), f'not one line: {self.err!r}'
        assert self.err.startswith(start), self.err
        for word in words:
            assert word in self.err, f'{word!r} is not in {self.err!r}'
        assert self.data == b'', self.data[:200]
        return self

    def fails_on(self, file, *words):
        """The same because of a file: its name comes first, without the program's."""
        return self.fails(*words, start=file + ': ')

    def quiet(self):
        assert self.err == '', self.err
        return self


class Folder:
    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix='lakeboard-cli-')
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path)

    def at(self, name):
        return os.path.join(self.path, name)

    def put(self, name, content):
        with open(self.at(name), 'wb') as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return self.at(name)

    def get(self, name):
        with open(self.at(name), 'rb') as file:
            return file.read()

    def names(self):
        return sorted(os.listdir(self.path))


def board(name):
    return os.path.join(BOARDS, name + '.lakeboard')


def text_board(facts='', elements=''):
    return '{"lakeboard": 1, "board": {%s}, "elements": [%s]}\n' % (facts, elements)


@test
def help_and_version():
    out = Run('--help').gives(0).quiet().out
    for command in ('check', 'export', 'analyse', 'convert', 'arrange', 'new', 'thumbnail', 'templates', 'kinds', 'rules'):
        assert re.search(rf'^  {command} ', out, re.M), command
        assert 'Usage' in Run(command, '--help').gives(0).quiet().out
    for later in ('diff', 'history', 'mermaid'):
        assert later not in out, later
        assert later not in Run('export', '--help').out
    assert re.fullmatch(r'lakeboard-cli \d+\.\d+\.\d+\n', Run('--version').gives(0).quiet().out)


@test
def wrong_usage():
    Run().fails('no command')
    Run('frobnicate').fails('frobnicate')
    Run('diff', 'a', 'b').fails('not available in this version')
    Run('check').fails('FILE')
    Run('check', '--nonsense', board('clean-small')).fails('nonsense')
    Run('check', '--format', 'xml', board('clean-small')).fails('xml', 'text, json')
    Run('check', '--fail-on', 'never', board('clean-small')).fails('never')
    Run('check', '--profile', 'lazy', board('clean-small')).fails('lazy')
    Run('export', board('clean-small')).fails('-o OUT')
    Run('export', '-o', 'x.svg').fails('FILE')
    Run('export', board('clean-small'), board('no-goal'), '-o', 'x.svg').fails('too many')
    Run('export', board('clean-small'), '-o', 'x.json').fails('--format')
    Run('export', board('clean-small'), '-o', 'x').fails('--format')
    for later in ('mermaid', 'dot', 'markdown', 'csv-nodes', 'csv-edges', 'odcs', 'openlineage', 'drawio'):
        Run('export', board('clean-small'), '-o', 'x', '--format', later).fails('not available in this version')
    Run('export', board('clean-small'), '-o', 'x.mmd').fails('not available in this version')
    Run('export', board('clean-small'), '-o', 'x.svg', '--theme', 'pink').fails('pink')
    Run('export', board('clean-small'), '-o', 'x.svg', '--scope', 'half').fails('half')
    Run('export', board('clean-small'), '-o', 'x.svg', '--text', 'none').fails('none')
    Run('export', board('clean-small'), '-o', 'x.png', '--scale', '0').fails('--scale')
    Run('export', board('clean-small'), '-o', 'x.png', '--size', '0').fails('--size')
    Run('export', board('clean-small'), '-o', 'x.png', '--size', '99999').fails('--size')
    Run('export', board('clean-small'), '-o', 'x.svg', '--lang', 'de DE').fails('--lang')
    Run('arrange', board('clean-small')).fails('-o OUT')
    Run('arrange', board('clean-small'), '-o', 'x', '--as', 'circle').fails('circle')
    Run('convert', 'a.drawio', '-o', 'x').fails('not available in this version')
    Run('convert', 'a', '--from', 'dbt', '-o', 'x').fails('not available in this version')
    Run('new', '-o', 'x').fails('TEMPLATE')
    Run('new', 'T99', '-o', '-').fails('T99')
    Run('kinds', 'x').fails('argument')
    Run('rules', '--format', 'pdf').fails('pdf')


@test
def tables():
    templates = json.loads(Run('templates', '--format', 'json').gives(0).quiet().out)['templates']
    assert [t['id'] for t in templates][:2] == ['T00', 'T01']
    assert all(set(t) == {'id', 'title', 'story'} for t in templates)
    out = Run('templates').gives(0).out
    assert all(t['id'] in out for t in templates)

    kinds = json.loads(Run('kinds', '--format', 'json').gives(0).quiet().out)['kinds']
    by_kind = {k['kind']: k for k in kinds}
    assert {'@board', 'source', 'feature-store', 'edge', 'ink'} <= set(by_kind)
    assert 'oltp' in by_kind['source']['types']
    rate = [f for f in by_kind['source']['fields'] if f['key'] == 'rate']
    assert rate == [{'key': 'rate', 'type': 'quantity', 'dimension': 'rate', 'tier': 1, 'label': rate[0]['label']}]
    assert 'feature-store' in Run('kinds').gives(0).out

    rules = json.loads(Run('rules', '--format', 'json').gives(0).quiet().out)['rules']
    assert all(set(r) == {'id', 'severity', 'stage', 'needs', 'name', 'help'} for r in rules)
    assert {'GOAL001', 'KPI001', 'OWN001', 'FEA001'} <= {r['id'] for r in rules}
    assert '| OWN001 |' in Run('rules', '--format', 'markdown').gives(0).out
    assert 'OWN001' in Run('rules').gives(0).out


@test
def new_writes_the_template():
    with Folder() as folder:
        for template in json.loads(Run('templates', '--format', 'json').out)['templates']:
            out = folder.at(template['id'] + '.lakeboard')
            Run('new', template['id'].lower(), '-o', out).gives(0).quiet()
            with open(os.path.join(ROOT, 'data', 'templates', template['id'] + '.lakeboard'), 'rb') as file:
                assert folder.get(template['id'] + '.lakeboard') == file.read(), template['id']
        assert Run('new', 'T01', '-o', '-').gives(0).quiet().data == folder.get('T01.lakeboard')


@test
def templates_pass_their_own_check():
    with Folder() as folder:
        for template in json.loads(Run('templates', '--format', 'json').out)['templates']:
            if template['id'] == 'T00':
                continue
            path = folder.at('a.lakeboard')
            Run('new', template['id'], '-o', path).gives(0)
            Run('check', path).gives(0).quiet()


@test
def check_text_and_json():
    run = Run('check', board('unowned-edge')).gives(1).quiet()
    assert 'OWN001' in run.out
    findings = json.loads(Run('check', '--format', 'json', board('unowned-edge')).gives(1).quiet().out)
    entry = findings['files'][0]
    assert set(entry) == {'file', 'findings', 'counts'}
    assert entry['file'] == board('unowned-edge')
    assert set(entry['counts']) == {'error', 'warning', 'hint'}
    for finding in entry['findings']:
        assert set(finding) == {'rule', 'severity', 'stage', 'elements', 'attribute', 'message', 'key', 'fix'}
    for severity in ('error', 'warning', 'hint'):
        assert entry['counts'][severity] == sum(f['severity'] == severity for f in entry['findings'])
    unowned = [f for f in entry['findings'] if f['rule'] == 'OWN001']
    assert unowned and unowned[0]['elements'] and unowned[0]['key'].startswith('OWN001:')
    no_goal = json.loads(Run('check', '--format', 'json', board('no-goal')).gives(1).out)['files'][0]['findings']
    assert [f['elements'] for f in no_goal if f['rule'] == 'GOAL001'] == [[]]


@test
def check_is_the_same_in_every_language():
    plain = Run('check', '--format', 'json', board('unowned-edge'), env={'LC_ALL': 'C'})
    german = Run('check', '--format', 'json', board('unowned-edge'), env={'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'de'})
    assert plain.data == german.data
    # Errors of files as well; with the catalogs at hand they would be worded otherwise.
    german = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'de'}
    reports = [Run('check', '--format', 'json', '-', stdin=b'{', env=env).gives(2).data for env in ({}, german)]
    assert reports[0] == reports[1], reports


@test
def check_sarif():
    """SARIF 2.1.0 as its schema asks for it, as far as it is used here."""
    with Folder() as folder:
        bad = folder.put('bad.lakeboard', '{')
        accepted = folder.put('accepted.lakeboard', text_board(
            '"suppressions": [{"key": "GOAL001:@board:goal", "reason": "a sketch"}]', NODE))
        german = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'de'}
        runs = [Run('check', '--format', 'sarif', board('unowned-edge'), accepted, bad, env=env).gives(2)
                for env in ({}, german)]
        assert runs[0].data == runs[1].data
        log = json.loads(runs[0].out)
    assert log['version'] == '2.1.0' and log['$schema'].endswith('sarif-schema-2.1.0.json')
    assert set(log) == {'$schema', 'version', 'runs'} and len(log['runs']) == 1
    run = log['runs'][0]
    assert set(run) == {'tool', 'invocations', 'results'}, run.keys()
    driver = run['tool']['driver']
    assert driver['name'] == 'Lakeboard' and re.fullmatch(r'\d+\.\d+\.\d+', driver['version'])
    rules = json.loads(Run('rules', '--format', 'json').out)['rules']
    assert [r['id'] for r in driver['rules']] == [r['id'] for r in rules]
    levels = {'error': 'error', 'warning': 'warning', 'hint': 'note'}
    for shown, rule in zip(driver['rules'], rules):
        assert set(shown) == {'id', 'shortDescription', 'fullDescription', 'help', 'defaultConfiguration', 'properties'}
        assert shown['defaultConfiguration']['level'] == levels[rule['severity']]
        assert 'Wrong: ' in shown['help']['text'] and 'Right: ' in shown['help']['text']
    invocation, = run['invocations']
    assert invocation['executionSuccessful'] is False
    assert invocation['toolExecutionNotifications'][0]['message']['text'].startswith(bad + ': $')
    found = json.loads(Run('check', '--format', 'json', board('unowned-edge')).out)['files'][0]['findings']
    for result in run['results']:
        assert driver['rules'][result['ruleIndex']]['id'] == result['ruleId']
        assert result['level'] in levels.values() and result['message']['text']
        location, = result['locations']
        assert location['physicalLocation']['artifactLocation']['uri'].endswith('.lakeboard')
        for place in location.get('logicalLocations', []):
            assert set(place) == {'name', 'kind'}
    here = [r for r in run['results'] if 'unowned' in r['locations'][0]['physicalLocation']['artifactLocation']['uri']]
    assert [r['partialFingerprints']['lakeboardKey/v1'] for r in here] == [f['key'] for f in found]
    assert [[p['name'] for p in r['locations'][0].get('logicalLocations', [])] for r in here] == [f['elements'] for f in found]
    kept = [r for r in run['results'] if 'suppressions' in r]
    assert [r['suppressions'] for r in kept] == [[{'kind': 'inSource', 'justification': 'a sketch'}]]


@test
def broken_data_of_ones_own():
    """The built-in file stands in for it, and DAT001 tells where it breaks off."""
    with Folder() as folder:
        folder_of_mine = os.path.join(folder.path, 'lakeboard', 'vocabulary')
        os.makedirs(folder_of_mine)
        for name, text, reason in (('prices.json', '{"name": "Mine", "as_of": "2026-01-01", "rates": [7]}', '$.rates[0]: '),
                                   ('rounds.json', '{"presets": [{"id": "a", "name": "A"}]}', '$.presets[0].rounds: missing'),
                                   ('buzzwords.json', '{"buzzwords": [],}', '$'),
                                   ('features.json', '[]', '$: ')):
            path = os.path.join(folder_of_mine, name)
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
            run = Run('check', '--format', 'json', board('clean-small'), env={'XDG_DATA_HOME': folder.path}).gives(0)
            told = [f for f in json.loads(run.out)['files'][0]['findings'] if f['rule'] == 'DAT001']
            assert [f['key'] for f in told] == [f'DAT001:@board:vocabulary/{name}'], told
            assert reason in told[0]['message'] and folder.path not in told[0]['message'], told
            os.remove(path)


@test
def check_levels():
    Run('check', board('clean-small')).gives(0).quiet()
    counts = json.loads(Run('check', '--format', 'json', board('clean-small')).out)['files'][0]['counts']
    for level, names in (('warning', ('error', 'warning')), ('hint', ('error', 'warning', 'hint'))):
        expected = 1 if any(counts[n] for n in names) else 0
        Run('check', '--fail-on', level, board('clean-small')).gives(expected)
    Run('check', '--profile', 'interview', board('no-feature')).gives(1)
    Run('check', '--profile', 'sketch', board('no-feature')).gives(0)


@test
def check_looks_into_nested_rows():
    roster = '"roster": [{"owner": "A", "escalation": {"first": "on-call", "within": "soon"}}]'
    out = Run('check', '--format', 'json', '-', stdin=text_board(roster).encode()).out
    keys = [f['key'] for f in json.loads(out)['files'][0]['findings']]
    assert 'NUM002:@board:roster/A' in keys, keys


@test
def check_several_files():
    with Folder() as folder:
        bad = folder.put('bad.lakeboard', '{')
        run = Run('check', board('clean-small'), bad, board('no-goal')).gives(2)
        assert run.err.count('\n') == 1 and run.err.startswith(bad + ': $: ')
        assert run.err == f"{json.loads(Run('check', '--format', 'json', bad).out)['files'][0]['error']}\n"
        assert 'GOAL001' in run.out and 'clean-small' in run.out
        run = Run('check', '--format', 'json', board('clean-small'), bad, board('no-goal')).gives(2)
        files = json.loads(run.out)['files']
        assert [set(f) for f in files] == [{'file', 'findings', 'counts'}, {'file', 'error'},
                                           {'file', 'findings', 'counts'}]
        assert files[1]['file'] == bad and files[1]['error'].startswith(bad + ': $')


@test
def standard_input_and_output():
    with open(board('clean-small'), 'rb') as file:
        data = file.read()
    Run('check', '-', stdin=data).gives(0).quiet()
    assert json.loads(Run('check', '--format', 'json', '-', stdin=data).out)['files'][0]['file'] == '-'
    svg = Run('export', '-', '-o', '-', stdin=data).gives(0).quiet().data
    assert svg.startswith(b'<?xml') or svg.startswith(b'<svg')
    assert Run('convert', '-', '-o', '-', stdin=svg).gives(0).quiet().data == data
    Run('check', '-', stdin=b'{').fails_on('-', '$: ')
    json.loads(Run('export', board('clean-small'), '-o', '-', '--format', 'geometry').gives(0).quiet().out)
    assert Run('export', board('clean-small'), '-o', '-', '--format', 'png').gives(0).data.startswith(b'\x89PNG')


BAD = {
    'empty': b'',
    'truncated': text_board('"title": "x"').encode()[:30],
    'wrong-type': text_board('"title": 7').encode(),
    'repeated-id': text_board('', NODE + ', ' + NODE).encode(),
    'edge-to-nowhere': text_board('', NODE + ', {"id": "e", "kind": "edge", "from": "a", "to": "b"}').encode(),
    'nested': b'[' * 100000,
    'nested-objects': b'{"a":' * 100000,
    'infinite': text_board('', '{"id": "a", "kind": "source", "x": 1e999}').encode(),
    'invalid-utf8': text_board('"title": "@"').encode().replace(b'@', b'\xc3\x28'),
    'members': b'{' + b', '.join(b'"k%d": 0' % i for i in range(200000)) + b'}',
    'colliding-members': b'{' + b', '.join(b'"k%d": {%s}' % (i, b', '.join(b'"%d": 0' % j for j in range(1000)))
                                           for i in range(200)) + b'}',
    'newer': b'{"lakeboard": 2, "board": {}, "elements": []}',
    'picture': b'\x89PNG\r\n\x1a\n' + bytes(100),
    'svg-without-board': b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    'laughs': b'<!DOCTYPE svg [<!ENTITY a "ha">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
}


@test
def bad_files():
    with Folder() as folder:
        for name, content in sorted(BAD.items()):
            path = folder.put(name, content)
            for args in (('analyse', path), ('export', path, '-o', folder.at('out.svg')),
                         ('convert', path, '-o', folder.at('out.lakeboard')),
                         ('arrange', path, '-o', folder.at('out.lakeboard'))):
                Run(*args).fails_on(path)
            assert Run('check', path).gives(2).err.count('\n') == 1
        assert folder.names() == sorted(BAD)
        Run('analyse', folder.at('missing')).fails_on(folder.at('missing'))
        Run('analyse', folder.path).fails_on(folder.path)
        Run('analyse', '').fails_on('')


@test
def bad_files_that_are_large():
    with Folder() as folder:
        with open(folder.at('large'), 'wb') as file:
            file.truncate(HUGE + 1024 * 1024)
        Run('analyse', folder.at('large')).fails_on(folder.at('large'), 'MiB')
        with open(folder.at('larger'), 'wb') as file:
            file.truncate(3 * HUGE)
        Run('analyse', folder.at('larger')).fails_on(folder.at('larger'), '128 MiB')


@test
def names_with_line_breaks_stay_on_one_line():
    with Folder() as folder:
        path = folder.put('a\nb\x1b[31m.lakeboard', '{')
        run = Run('analyse', path).fails(start=folder.path)
        assert '\x1b' not in run.err


def gate_boards():
    return ('unowned-edge', 'OWN001'), ('no-kpi', 'KPI001'), ('no-goal', 'GOAL001'), ('no-feature', 'FEA001')


@test
def the_gate_holds():
    with Folder() as folder:
        for name, rule in gate_boards():
            for ending in ('svg', 'png', 'pdf'):
                run = Run('export', board(name), '-o', folder.at('out.' + ending)).gives(1)
                assert rule in run.err and run.data == b'', run.err
                assert folder.names() == []
            folder.put('kept.svg', 'old')
            Run('export', board(name), '-o', folder.at('kept.svg')).gives(1)
            assert folder.get('kept.svg') == b'old'
            os.remove(folder.at('kept.svg'))
            assert Run('export', board(name), '-o', '-').gives(1).data == b''
            Run('export', board(name), '-o', '-', '--format', 'geometry').gives(0).quiet()
        run = Run('export', board('unowned-edge'), '-o', folder.at('out.svg'))
        key = [f for f in json.loads(Run('check', '--format', 'json', board('unowned-edge')).out)['files'][0]['findings']
               if f['rule'] == 'OWN001'][0]
        assert key['elements'][0] in run.err


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


@test
def analyse():
    run = Run('analyse', '--format', 'json', board('clean-small')).gives(0).quiet()
    result = json.loads(run.out)
    for key in ('latency', 'freshness', 'throughput', 'availability', 'cost', 'cost_of_delay'):
        assert key in result, key
    for row in result['latency']:
        assert {'from', 'to', 'path', 'budget', 'budget_s', 'mean_s', 'independent', 'coincident_p95_s', 'bound_p95_s',
                'chance_within_budget'} <= set(row)
        assert set(row['independent']) == {'p50_s', 'p90_s', 'p95_s', 'p99_s'}
    assert {'per_month', 'currency', 'by_owner', 'by_lane', 'per_million_events', 'per_million_queries'} <= set(result['cost'])
    empty = json.loads(Run('analyse', '--format', 'json', board('empty')).gives(0).quiet().out)
    assert empty['cost']['per_month'] is None and empty['cost']['missing']
    assert Run('analyse', board('clean-small')).gives(0).quiet().out
    assert Run('analyse', board('empty')).gives(0).quiet().out


@test
def arrange():
    with Folder() as folder:
        for how in ('page', 'flow'):
            for name in ('page-12', 'cycle', 'all-kinds-and-groups', 'empty'):
                out = folder.at('a.lakeboard')
                Run('arrange', board(name), '-o', out, '--as', how).gives(0).quiet()
                with open(board(name), encoding='utf-8') as file:
                    before = {e['id']: e for e in json.load(file)['elements']}
                after = {e['id']: e for e in json.loads(folder.get('a.lakeboard'))['elements']}
                assert set(before) == set(after)
                for key, element in before.items():
                    if element.get('pinned'):
                        assert (element['x'], element['y']) == (after[key]['x'], after[key]['y'])
                    assert element.get('name') == after[key].get('name')
                Run('arrange', board(name), '-o', folder.at('b.lakeboard'), '--as', how).gives(0)
                assert folder.get('a.lakeboard') == folder.get('b.lakeboard')


@test
def arrange_leaves_pinned_nodes():
    with Folder() as folder:
        pinned = '{"id": "b", "kind": "ingestion", "x": 1000, "y": 40, "pinned": true}'
        path = folder.put('a', text_board('', NODE + ', ' + pinned
                                          + ', {"id": "e", "kind": "edge", "from": "a", "to": "b"}'))
        result = json.loads(Run('arrange', path, '-o', '-').gives(0).quiet().out)
        node = [e for e in result['elements'] if e['id'] == 'b'][0]
        assert (node['x'], node['y']) == (1000, 40)


@test
def journals_are_read():
    journal = os.path.join(ROOT, 'tests', 'unit', 'expected', 'journal.jsonl')
    last = json.loads(Run('convert', journal, '-o', '-').gives(0).quiet().out)
    assert last['board'] == {'title': 'Clicks “now”'}
    assert [e['id'] for e in last['elements']] == ['n2', 'n1', 'e3']
    with open(journal, encoding='utf-8') as file:
        lines = file.read().splitlines(True)
    with Folder() as folder:
        # The last line is torn.
        path = folder.put('cut', ''.join(lines[:3]) + lines[3][:-2])
        cut = json.loads(Run('convert', path, '-o', '-').gives(0).quiet().out)
        assert [e['id'] for e in cut['elements']] == ['n1']
        path = folder.put('newer', '{"lakeboard-journal":2}\n')
        Run('convert', path, '-o', '-').fails_on(path, 'written by a newer version')


@test
def convert_makes_canonical():
    with Folder() as folder:
        path = folder.put('a', '{"elements":[{"y":1.50,"x":2.0,"kind":"source","id":"a","new":[ 1 ]}],"board":{},"lakeboard":1}')
        expected = ('{\n  "lakeboard": 1,\n  "board": {},\n  "elements": [\n    {\n      "id": "a",\n      "kind": "source",\n'
                    '      "x": 2,\n      "y": 1.5,\n      "new": [ 1 ]\n    }\n  ]\n}\n')
        assert Run('convert', path, '-o', '-').gives(0).quiet().out == expected
        Run('convert', path, '--from', 'svg', '-o', '-').fails_on(path)
        # In place: the file that is read is the file that is written.
        Run('convert', path, '-o', path).gives(0).quiet()
        assert folder.get('a') == expected.encode()
        assert folder.names() == ['a']
        # A slip of the ending does not write a board over an exported picture.
        for command in (['convert', path], ['arrange', path], ['new', 'T01']):
            Run(*command, '-o', os.path.join(os.path.dirname(path), 'page.svg')).fails('page.svg')
        assert folder.names() == ['a']


@test
def own_templates_win():
    with Folder() as folder:
        os.makedirs(folder.at('lakeboard/templates'))
        folder.put('lakeboard/templates/T01.lakeboard', text_board('"title": "Mine"'))
        folder.put('lakeboard/templates/own.lakeboard', text_board('"title": "Also mine", "story": "s"'))
        folder.put('lakeboard/templates/broken.lakeboard', '{')
        env = {'XDG_DATA_HOME': folder.path}
        rows = {t['id']: t for t in json.loads(Run('templates', '--format', 'json', env=env).gives(0).out)['templates']}
        assert rows['T01']['title'] == 'Mine' and rows['own']['story'] == 's' and 'broken' not in rows
        assert '"Mine"' in Run('new', 'T01', '-o', '-', env=env).gives(0).out
        Run('new', 'broken', '-o', '-', env=env).fails_on(folder.at('lakeboard/templates/broken.lakeboard'), '$: ')


@test
def output_that_cannot_be_written():
    source = board('clean-small')
    with Folder() as folder:
        Run('convert', source, '-o', folder.at('none/x')).fails_on(folder.at('none/x'))
        Run('convert', source, '-o', folder.path).fails_on(folder.path)
        locked = folder.put('locked', 'old')
        os.chmod(locked, 0o444)
        Run('convert', source, '-o', locked).fails_on(locked)
        assert folder.get('locked') == b'old'
        link = folder.at('link')
        os.symlink('target', link)
        Run('convert', source, '-o', link).gives(0).quiet()
        assert os.path.islink(link) and os.path.exists(folder.at('target'))
        mode = stat.S_IMODE(os.stat(folder.at('target')).st_mode)
        os.chmod(folder.at('target'), 0o640)
        Run('convert', source, '-o', folder.at('target')).gives(0)
        assert stat.S_IMODE(os.stat(folder.at('target')).st_mode) == 0o640 and mode
    if os.path.exists('/dev/full'):
        Run('convert', source, '-o', '/dev/full').fails_on('/dev/full')
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([PROGRAM, 'kinds'], stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT,
                                  check=False)
        assert done.returncode == 2 and done.stderr.count(b'\n') == 1
    Run('convert', source, '-o', '/dev/null').gives(0).quiet()


@test
def a_full_disk_leaves_the_old_file():
    if os.geteuid() != 0 or not shutil.which('mount'):
        return 'only the superuser can mount a small disk'
    with Folder() as folder:
        mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder.path],
                                 capture_output=True, check=False)
        if mounted.returncode:
            return 'no mounting here'
        try:
            folder.put('a.lakeboard', 'old')
            folder.put('fill', bytes(48 * 1024))
            big = text_board('', ', '.join('{"id": "n%d", "kind": "source"}' % i for i in range(2000)))
            source = tempfile.NamedTemporaryFile(suffix='.lakeboard')
            source.write(big.encode())
            source.flush()
            Run('convert', source.name, '-o', folder.at('a.lakeboard')).fails_on(folder.at('a.lakeboard'))
            assert folder.get('a.lakeboard') == b'old' and folder.names() == ['a.lakeboard', 'fill']
            source.close()
        finally:
            subprocess.run(['umount', folder.path], check=True)
    return None


@test
def interrupted():
    """Ctrl+C at any moment: the program ends by the signal or is done; the output is old or whole; nothing stays behind."""
    whole = Run('convert', board('page-12'), '-o', '-').data
    for step in range(12):
        with Folder() as folder:
            folder.put('a', 'old')
            process = subprocess.Popen([PROGRAM, 'convert', board('page-12'), '-o', folder.at('a')],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT)
            time.sleep(step * 0.002)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
            assert process.returncode in (0, 2, -signal.SIGINT), process.returncode
            content = folder.get('a')
            assert content == whole or (content == b'old' and process.returncode != 0)
            assert folder.names() == ['a'], folder.names()


@test
def interrupted_while_waiting_for_input():
    process = subprocess.Popen([PROGRAM, 'analyse', '-'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, env=ENVIRONMENT)
    process.stdin.write(b'{')
    process.stdin.flush()
    deadline = time.monotonic() + 30
    # Until it has blocked the signal and begun to wait for it, the default action ends it just as well.
    while process.poll() is None and time.monotonic() < deadline:
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    process.stdin.close()
    assert process.wait(timeout=30) == -signal.SIGINT


@test
def a_terminal_gets_no_progress_for_short_work():
    parent, child = pty.openpty()
    done = subprocess.run([PROGRAM, 'analyse', board('clean-small')], stdout=subprocess.DEVNULL, stderr=child,
                          env=ENVIRONMENT, check=False)
    os.close(child)
    try:
        shown = os.read(parent, 1000)
    except OSError:
        shown = b''
    os.close(parent)
    assert done.returncode == 0 and shown == b'', shown


def main():
    failed = 0
    print(f'1..{len(tests)}')
    for number, function in enumerate(tests, 1):
        name = function.__name__.replace('_', ' ')
        try:
            reason = function()
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            print(f'not ok {number} - {name}')
            for line in f'{type(error).__name__}: {error}'.splitlines():
                print(f'# {line}')
            trace = error.__traceback__
            while trace:
                print(f'#   {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}')
                trace = trace.tb_next
        else:
            print(f'ok {number} - {name}' + (f' # SKIP {reason}' if reason else ''))
        sys.stdout.flush()
    sys.exit(1 if failed else 0)


main()
