#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lakeboard-cli from outside: its commands, their status, what they print where, and what they leave on disk."""
import hashlib
import json
import os
import pty
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

from cli import ENVIRONMENT, Folder, NODE, PROGRAM, ROOT, Run, board, gate_boards, text_board

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
from cases import main, test

HUGE = 64 * 1024 * 1024


@test
def help_and_version():
    out = Run('--help').gives(0).quiet().out
    for command in ('check', 'export', 'analyse', 'convert', 'arrange', 'new', 'thumbnail', 'templates', 'kinds', 'rules',
                    'replay', 'history', 'score', 'notes'):
        assert re.search(rf'^  {command} ', out, re.M), command
        assert 'Usage' in Run(command, '--help').gives(0).quiet().out
    for later in ('diff', 'mermaid'):
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
        os.mkdir(os.path.join(folder_of_mine, 'prices.json'))
        run = Run('check', '--format', 'json', board('clean-small'), env={'XDG_DATA_HOME': folder.path}).gives(0)
        told = [f for f in json.loads(run.out)['files'][0]['findings'] if f['rule'] == 'DAT001']
        assert [f['key'] for f in told] == ['DAT001:@board:vocabulary/prices.json'], told
        assert 'not a file' in told[0]['message'], told


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
def arrange_gives_a_card_its_own_height_back():
    """A card is as high as its row needs it, and no longer than that."""
    nodes = [{'id': name, 'kind': kind, 'name': name, 'x': 0, 'y': 200 * i}
             for i, (name, kind) in enumerate(zip('abcd', ('source', 'ingestion', 'pipeline', 'consumer')))]
    edges = [{'id': one + other, 'kind': 'edge', 'from': one, 'to': other} for one, other in ('ab', 'bc', 'cd')]
    nodes[3]['h'] = 200

    def heights(*more):
        path = folder.put('a', text_board('', ', '.join(map(json.dumps, nodes + edges))))
        result = json.loads(Run('arrange', path, '-o', '-', *more).gives(0).quiet().out)['elements']
        nodes[:] = [e for e in result if e['kind'] != 'edge']
        return sorted(node['h'] for node in nodes if 'h' in node)

    with Folder() as folder:
        assert heights('--as', 'flow') == [200]
        assert heights() == []
        nodes[0].update(name='Many words make two lines here', technology='Spark', rate='10 events/s')
        assert len(heights()) == 1
        assert heights('--as', 'flow') != []
        nodes[0].update(name='a')
        del nodes[0]['technology'], nodes[0]['rate']
        assert heights() == []
        nodes[1].update(pinned=True, h=120)
        assert heights() == [120]


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
        # A line in between is damaged: the rest goes on at a snapshot, and it is said.
        path = folder.put('broken', lines[0] + '{"t":\n' + ''.join(lines[1:]))
        run = Run('convert', path, '-o', '-').gives(0)
        assert run.err == f'{path}: damaged lines were passed over\n', run.err
        # One that goes on from its file has it as long as that is the same.
        base = folder.put('plan.lakeboard', text_board('"title": "Saved"', NODE))
        head = json.dumps({'lakeboard-journal': 1, 'uuid': 'u', 'path': base, 'wall': '2026-03-01T12:00:00Z', 'boot_id': 'b',
                           'base_sha256': hashlib.sha256(folder.get('plan.lakeboard')).hexdigest()})
        path = folder.put('on', head + '\n{"t":5,"label":"","set":[{"id":"b","rank":"zzi","el":{"id":"b",'
                          '"kind":"model"}}],"del":[]}\n')
        whole = json.loads(Run('convert', path, '-o', '-').gives(0).quiet().out)
        assert [e['id'] for e in whole['elements']] == ['a', 'b'], whole
        assert whole['board'] == {'title': 'Saved'}
        folder.put('plan.lakeboard', text_board('"title": "Another"', NODE))
        run = Run('convert', path, '-o', '-').gives(0)
        assert run.err == f'{path}: the file that it goes on from is gone or was changed since\n', run.err
        assert [e['id'] for e in json.loads(run.out)['elements']] == ['b'], run.out
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


main()
