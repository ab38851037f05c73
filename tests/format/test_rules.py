#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_rules.py LAKEBOARD-CLI [CATALOGS]: the rules as somebody meets them who has the program and a template.

Every rule is listed with stage and needs, and is provoked by an edit of T01; the templates have no error; one bare node says
little; no name is a buzzword; a report is the same on every machine. TAP on standard output.
"""
import copy
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
from cases import main, test

CLI = os.path.abspath(sys.argv[1])
CATALOGS = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else ''
ROOT = os.environ.get('LKB_SOURCE_ROOT') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TEMPLATES = os.path.join(ROOT, 'data', 'templates')
HOME = tempfile.TemporaryDirectory(prefix='lakeboard-home-')
ENVIRONMENT = dict(os.environ, HOME=HOME.name, XDG_DATA_HOME=os.path.join(HOME.name, 'data'), LC_ALL='C.UTF-8')

# Stage, severity and what must be clean first; in the order in which findings of one severity are told.
TABLE = '''
GOAL001 1 error
KPI001  1 error
KPI002  1 error   KPI001
FEA001  1 error
GOAL002 2 warning GOAL001
KPI003  2 warning KPI001 KPI002
KPI004  2 warning KPI001
KPI005  3 hint    KPI001
COD001  3 warning KPI001
ANC001  2 warning KPI001
LAT001  2 warning KPI001
LAT002  2 hint    NUM001
LAT003  1 error
LAT004  2 warning NUM001
LAT005  2 hint    NUM001
LAT006  2 warning NUM001
FRS001  2 warning NUM001
FRS002  2 warning NUM001
FRS003  2 warning NUM001
THR001  2 error
THR002  2 warning THR001
AVL001  2 error
CST001  2 warning
CST002  2 warning
CST003  3 hint
NUM001  2 warning KPI001
NUM002  1 warning
OWN001  1 error
OWN002  1 error
OWN006  1 error   STR002
OWN007  1 error   STR002
OWN003  2 warning OWN001 OWN002
OWN004  2 warning OWN001
OWN005  2 hint
OWN008  2 warning OWN001
SLA001  2 warning OWN001
SLA002  2 warning OWN001 SLA001
SLA003  2 warning OWN001
SLA004  2 warning OWN001 SLA002
STR001  1 error
STR004  1 error   STR002
STR002  2 warning
STR003  2 warning STR002
STR005  3 warning
STR006  3 warning
STR007  3 hint
FEA002  3 warning
DLT001  3 warning
STM001  3 warning
STM002  3 error
STM003  3 warning
SCH001  3 warning
BKF001  3 warning
FS001   3 warning
GOV001  3 warning
VER001  3 warning
VER002  3 hint
BUZ001  2 warning
PRM001  2 warning
PAG001  2 warning
PAG002  2 warning
SUP003  1 error
SUP001  2 warning
SUP002  3 hint
DAT001  3 warning
'''

KPI = {'name': 't', 'target': '≤ 3 s @ p95', 'primary': True, 'from': 'clicks', 'to': 'model', 'because': 'x'}


def kpi(**members):
    """The primary KPI with other members; None takes one away."""
    return {'kpis': [{k: v for k, v in {**KPI, **members}.items() if v is not None}]}


def node(kind, ident, **fields):
    return {'id': ident, 'kind': kind, 'name': ident.capitalize() + ' of mine', 'x': 2000, 'y': 2000, **fields}


def edge(ident, start, end, **fields):
    return {'id': ident, 'kind': 'edge', 'from': start, 'to': end, 'owner': 'Web', **fields}


LAKE = node('storage', 's')
# What is changed of T01 (None takes a fact away), what is added, and the key of the finding.
EDITS = {
    'GOAL001': ({'@board': {'goal': 'Faster pages'}}, [], 'GOAL001:@board:goal'),
    'KPI001': ({'@board': {'kpis': None}}, [], 'KPI001:@board:kpis'),
    'KPI002': ({'@board': kpi(target='soon')}, [], 'KPI002:@board:kpis/t'),
    'FEA001': ({'pipeline': {'features': None}, 'store': {'features': None}}, [], 'FEA001:@board:features'),
    'GOAL002': ({'@board': {'goal': 'Build a Kafka and Spark platform'}}, [], 'GOAL002:@board:goal'),
    'KPI003': ({'@board': kpi(target='≤ 3 s')}, [], 'KPI003:@board:kpis/t'),
    'KPI004': ({'@board': kpi(to=None)}, [], 'KPI004:@board:kpis/t'),
    'KPI005': ({'@board': kpi(because=None)}, [], 'KPI005:@board:kpis/t'),
    'COD001': ({'@board': {'cost_of_delay': None}}, [], 'COD001:@board:cost_of_delay'),
    'ANC001': ({'@board': {'first_number': {'text': 'p95 under 200 ms'}}}, [], 'ANC001:@board:first_number'),
    'LAT001': ({'@board': kpi(target='≤ 1 s @ p95')}, [], 'LAT001:model:kpis/t'),
    'LAT002': ({'e2': {'latency_p50': '1.5 s', 'latency_p95': '1.9 s'}}, [], 'LAT002:e2:latency_p50'),
    'LAT003': ({'e1': {'latency_p95': '30 ms'}}, [], 'LAT003:e1:latency_p95'),
    'LAT004': ({'@board': {'budget_request_tail': '20 ms @ p95'}}, [], 'LAT004:e4:latency_p95'),
    'LAT005': ({'e4': {'calls': '100 calls'}}, [], 'LAT005:model:calls'),
    'LAT006': ({'pipeline': {'batch_duration': None}}, [], 'LAT006:pipeline:mode'),
    'FRS001': ({'@board': {'budget_freshness': '0.2 s'}}, [], 'FRS001:model:budget_freshness'),
    'FRS002': ({'pipeline': {'batch_duration': '0.7 s'}}, [], 'FRS002:pipeline:batch_duration'),
    'FRS003': ({'pipeline': {'window': '1 min', 'watermark': '10 min', 'output_mode': 'append'}}, [],
               'FRS003:pipeline:watermark'),
    'THR001': ({'hub': {'capacity': '8 k events/s'}}, [], 'THR001:hub:capacity'),
    'THR002': ({'hub': {'capacity': '11 k events/s'}}, [], 'THR002:hub:capacity'),
    'AVL001': ({'@board': {'budget_availability': '99.99 %'}, 'store': {'availability': '99.9 %'},
                'model': {'availability': '99.9 %'}}, [], 'AVL001:model:budget_availability'),
    'CST001': ({'@board': {'budget_cost': '$4 k per month'}}, [], 'CST001:@board:budget_cost'),
    'CST002': ({'hub': {'costs': [{'basis': 'storage', 'price': '$0.023 per GB', 'amount': '9 GB'}]}}, [],
               'CST002:hub:costs/storage'),
    'CST003': ({'@board': kpi()}, [], 'CST003:@board:kpis'),
    'NUM001': ({'clicks': {'rate': None}}, [], 'NUM001:clicks:rate'),
    'NUM002': ({'hub': {'capacity': 'a lot'}}, [], 'NUM002:hub:capacity'),
    'OWN001': ({'e2': {'owner': None}}, [], 'OWN001:e2:owner'),
    'OWN002': ({'e2': {'owner': 'TBD'}}, [], 'OWN002:e2:owner'),
    'OWN006': ({'clicks': {'name': 'Events'}}, [], 'OWN006:clicks:name'),
    'OWN007': ({'model': {'name': 'Output'}}, [], 'OWN007:model:name'),
    'OWN003': ({'e2': {'owner': 'The data team'}}, [], 'OWN003:e2:owner'),
    'OWN004': ({'e2': {'owner': 'Search / Ads'}}, [], 'OWN004:e2:owner'),
    'OWN005': ({'e2': {'owner': 'Streming Platform'}}, [], 'OWN005:e2:owner'),
    'OWN008': ({'e1': {'accept': None}}, [], 'OWN008:e1:accept'),
    'SLA001': ({'e1': {'slas': None}}, [], 'SLA001:e1:slas'),
    'SLA002': ({'e1': {'slas': [{'metric': 'latency', 'target': '≤ 120 ms'}]}}, [], 'SLA002:e1:slas/latency'),
    'SLA003': ({'@board': {'roster': None}}, [], 'SLA003:e1:escalation'),
    'SLA004': ({'e2': {'slas': [{'metric': 'latency', 'target': '≤ 100 ms @ p95', 'window': '30 d'}]}}, [],
               'SLA004:e2:slas/latency'),
    'STR001': ({}, [edge('e9', 'pipeline', 'hub', mode='stream')], 'STR001:hub:mode'),
    'STR004': ({}, [LAKE, node('consumer', 'c'), edge('e9', 's', 'c')], 'STR004:c:'),
    'STR002': ({}, [LAKE], 'STR002:s:'),
    'STR003': ({}, [LAKE, edge('e9', 'pipeline', 's')], 'STR003:s:'),
    'STR005': ({'model': {'name': 'Model trainer'}}, [], 'STR005:model:name'),
    'STR006': ({}, [dict(LAKE, layer='silver'), edge('e9', 'pipeline', 's')], 'STR006:e9:'),
    'STR007': ({}, [LAKE, edge('e9', 'pipeline', 's')] + [node('consumer', c) for c in ('a', 'b', 'c')]
               + [edge('x' + c, 's', c) for c in ('a', 'b', 'c')], 'STR007:s:'),
    'FEA002': ({'store': {'features': ['online-store', 'z-order']}}, [], 'FEA002:store:features/z-order'),
    'DLT001': ({'pipeline': {'expectations': None}}, [], 'DLT001:pipeline:expectations'),
    'STM001': ({'e1': {'delivery': None}}, [], 'STM001:e1:delivery'),
    'STM002': ({'e1': {'delivery': 'effectively-once'}}, [], 'STM002:e1:delivery'),
    'STM003': ({'pipeline': {'stateful': True}}, [], 'STM003:pipeline:watermark'),
    'SCH001': ({'e1': {'schema_policy': None}, 'hub': {'schema_policy': None}}, [], 'SCH001:e1:schema_policy'),
    'BKF001': ({'hub': {'replayable': None}}, [], 'BKF001:pipeline:'),
    'FS001': ({'store': {'point_in_time': None}}, [], 'FS001:store:point_in_time'),
    'GOV001': ({'clicks': {'data_classes': ['PII']}}, [], 'GOV001:model:control'),
    'VER001': ({'pipeline': {'delta_version': '2.4'}}, [], 'VER001:pipeline:delta_version/liquid-clustering'),
    'VER002': ({'hub': {'purpose': 'uses APPLY CHANGES'}}, [], 'VER002:hub:purpose'),
    'BUZ001': ({'hub': {'purpose': 'fast pipeline'}}, [], 'BUZ001:hub:purpose'),
    'PRM001': ({'hub': {'purpose': 'never loses an event'}}, [], 'PRM001:hub:purpose'),
    'PAG001': ({'@board': {'title': None}}, [], 'PAG001:@board:title'),
    'PAG002': ({}, [node('governance', f'g{i}') for i in range(7)], 'PAG002:@board:'),
    'SUP003': ({'@board': {'suppressions': [{'key': 'OWN001:e1:owner'}]}}, [], 'SUP003:@board:suppressions/OWN001:e1:owner'),
    'SUP001': ({'@board': {'suppressions': [{'key': 'OWN001:gone:owner', 'reason': 'x'}]}}, [],
               'SUP001:@board:suppressions/OWN001:gone:owner'),
    'SUP002': ({'@board': {'suppressions': [{'key': 'OWN001:e1:owner', 'reason': 'x'}]}}, [],
               'SUP002:@board:suppressions/OWN001:e1:owner'),
    'DAT001': ({}, [], 'DAT001:@board:vocabulary/prices.json'),
}
# Names that are made of such words, or of promises.
TRICKY = ['Fast Data', 'Real-time Platform', 'Smart Home', 'Fast Retailing', 'Live Ops', 'Fresh Food', 'Lean Six', 'Clean Water',
          'Instant Pay', 'Modern Trade', 'Simple Pay', 'Easy Jet', 'Always On', 'Never Alone', 'Zero Loss Prevention',
          'Secure Access', 'Elastic', 'Current Accounts', 'Big Data', 'Quick Commerce', 'Cheap Flights', 'Efficient Homes',
          'Intelligent Search', 'Live Tables', 'Cloud-native Core', 'Robust Payments', 'Massive Multiplayer', 'Unlimited Plans']


def run(args, stdin=None, env=None, statuses=(0, 1)):
    done = subprocess.run([CLI, *args], input=stdin or b'', capture_output=True, env={**ENVIRONMENT, **(env or {})},
                          timeout=300, check=False)
    assert done.returncode in statuses, f'{args}: status {done.returncode}: {done.stderr.decode()}'
    return done.stdout


def template(name):
    with open(os.path.join(TEMPLATES, name + '.lakeboard'), encoding='utf-8') as file:
        return json.load(file)


def names_of_templates():
    return sorted(n[:-len('.lakeboard')] for n in os.listdir(TEMPLATES))


def check_all(boards, env=None):
    """The findings of each board, by one run of the program."""
    with tempfile.TemporaryDirectory(prefix='lakeboard-rules-') as folder:
        paths = []
        for number, board in enumerate(boards):
            paths.append(os.path.join(folder, f'{number:04}.lakeboard'))
            with open(paths[-1], 'w', encoding='utf-8') as file:
                json.dump(board, file)
        report = json.loads(run(['check', '--format', 'json', *paths], env=env))
    assert [f['file'] for f in report['files']] == paths
    return [f['findings'] for f in report['files']]


def edited(board, changes, added=()):
    board = copy.deepcopy(board)
    by_id = {e['id']: e for e in board['elements']}
    for ident, fields in changes.items():
        element = board['board'] if ident == '@board' else by_id[ident]
        for key, value in fields.items():
            element.pop(key, None)
            if value is not None:
                element[key] = value
    board['elements'] += copy.deepcopy(list(added))
    return board


def words(finding):
    return f'{finding["severity"]} {finding["key"]}: {finding["message"]}'


@test
def every_rule_is_listed_with_stage_and_needs():
    wanted = [line.split() for line in TABLE.strip().splitlines()]
    rules = json.loads(run(['rules', '--format', 'json']))['rules']
    assert len(wanted) == 65
    assert [r['id'] for r in rules] == [w[0] for w in wanted]
    for rule, (_, stage, severity, *needs) in zip(rules, wanted):
        shown = (rule['stage'], rule['severity'], rule['needs'])
        assert shown == (int(stage), severity, needs), (rule['id'], shown)
        assert len(rule['help']) > 40 and '\nWrong: ' in rule['help'] and '\nRight: ' in rule['help'], rule
        assert set(rule['needs']) <= {w[0] for w in wanted}


@test
def each_rule_is_provoked_by_an_edit_of_t01():
    wanted = [line.split()[0] for line in TABLE.strip().splitlines()]
    assert sorted(EDITS) == sorted(wanted)
    base = template('T01')
    # So that a rule which T01 itself leaves as an idea is provoked as well.
    calm = edited(base, {'@board': {'date': '2026-11-22', 'kpis': [
        KPI, {'name': 'cost', 'target': '≤ $1.3 per M queries', 'because': 'finance asks'}]}, 'e2': {'latency_p50': '550 ms'}})
    before, *found = check_all([calm] + [edited(calm, *EDITS[r][:2]) for r in wanted if r != 'DAT001'])
    assert not before, [words(f) for f in before]
    for rule, findings in zip([r for r in wanted if r != 'DAT001'], found):
        here = [f for f in findings if f['key'] == EDITS[rule][2]]
        assert here, f'{rule}: {[words(f) for f in findings]}'
        finding = here[0]
        assert finding['rule'] == rule and finding['message'] and '{' not in finding['message'], finding
        ident = finding['key'].split(':')[1]
        assert finding['elements'][:1] == ([] if ident == '@board' else [ident]), finding
        assert finding['key'].split(':', 2)[2].split('#')[0] == finding['attribute'], finding
        assert len(set(finding['elements'])) == len(finding['elements']), finding
    with tempfile.TemporaryDirectory(prefix='lakeboard-data-') as folder:
        os.makedirs(os.path.join(folder, 'lakeboard', 'vocabulary'))
        with open(os.path.join(folder, 'lakeboard', 'vocabulary', 'prices.json'), 'w', encoding='utf-8') as file:
            file.write('[]')
        findings, = check_all([calm], env={'XDG_DATA_HOME': folder})
    assert [f['key'] for f in findings] == [EDITS['DAT001'][2]], findings


@test
def templates_have_no_error():
    names = [n for n in names_of_templates() if n != 'T00']
    assert len(names) == 12
    for name, findings in zip(names, check_all([template(n) for n in names])):
        assert not [f for f in findings if f['severity'] == 'error'], (name, [words(f) for f in findings])


@test
def blank_template_has_its_five_errors():
    findings, = check_all([template('T00')])
    assert sorted(f['rule'] for f in findings if f['severity'] == 'error') == ['FEA001', 'GOAL001', 'KPI001', 'OWN006', 'OWN007']


@test
def good_pages_of_six_nodes_leave_three_checks():
    """In the stages that are not for experts; the templates are the good pages."""
    beside = ('edge', 'note', 'group', 'ink')
    boards = {n: template(n) for n in names_of_templates() if n != 'T00'}
    small = {n: b for n, b in boards.items() if len([e for e in b['elements'] if e['kind'] not in beside]) <= 7}
    assert len(small) >= 10, sorted(small)
    for name, findings in zip(small, check_all(small.values())):
        early = [f for f in findings if f['stage'] < 3]
        assert len(early) <= 3, (name, [words(f) for f in early])


# What the list of words promises: said of a node, as the only thing beside what is said already.
SAID = [
    ('fast pipeline', 'BUZ001', 'warning'), ('p95 under 2 s, fast', None, None),
    ('fast, 2-second end-to-end', 'BUZ001', 'hint'), ('10 k events/s high-throughput', None, None),
    ('99.9 % reliable', None, None), ('scalable auto-scaling cluster at ≤ 80 % CPU', None, None),
    ('Delta Lake 2.4.0 cloud-native', None, None), ('uses real-time mode', None, None),
    ('costs $0.02 per GB', 'CST002', 'warning'),
]


@test
def words_are_told_with_or_without_their_number():
    base = template('T01')
    before, *found = check_all([base] + [edited(base, {'hub': {'purpose': text}}) for text, _, _ in SAID])
    known = {f['key'] for f in before}
    for (text, rule, severity), findings in zip(SAID, found):
        told = [(f['rule'], f['severity'], f['key'].split(':', 1)[1]) for f in findings if f['key'] not in known]
        assert told == ([(rule, severity, 'hub:purpose')] if rule else []), (text, told)


@test
def appending_makes_the_alert_late():
    """What the telemetry template teaches: in append mode results wait for window and watermark."""
    board = template('T05')
    ident, = [e['id'] for e in board['elements'] if e.get('output_mode') == 'update']
    before, after = check_all([board, edited(board, {ident: {'output_mode': 'append'}})])
    assert 'FRS003' not in [f['rule'] for f in before]
    assert [f['key'] for f in after if f['rule'] == 'FRS003'] == [f'FRS003:{ident}:watermark'], [words(f) for f in after]


@test
def one_bare_node_adds_two_findings_at_most():
    kinds = [k['kind'] for k in json.loads(run(['kinds', '--format', 'json']))['kinds']
             if k['kind'] not in ('@board', 'edge', 'note', 'group', 'ink')]
    assert len(kinds) == 10, kinds
    names = [n for n in names_of_templates() if n != 'T00']
    boards, labels = [], []
    for name in names:
        board = template(name)
        bottom = max(e['y'] for e in board['elements'] if 'y' in e) + 400
        boards.append(board)
        labels.append((name, None))
        for kind in kinds:
            for fields in ({}, {'name': 'A new one'}):
                boards.append(edited(board, {}, [{'id': 'bare', 'kind': kind, 'x': 0, 'y': bottom, **fields}]))
                labels.append((name, kind))
    before = set()
    for (name, kind), findings in zip(labels, check_all(boards)):
        keys = {(f['key'], f['severity']) for f in findings}
        if kind is None:
            before = keys
        else:
            assert len(keys - before) <= 2, (name, kind, sorted(keys - before))


@test
def no_name_is_a_buzzword():
    """Of nodes, teams, KPIs and kinds: neither where it stands nor in a sentence on the same board."""
    names = list(TRICKY)
    for name in names_of_templates():
        board = template(name)
        for element in board['elements']:
            names += [element.get(k) for k in ('name', 'owner', 'consumer_owner') if element.get(k)]
        names += [k['name'] for k in board['board'].get('kpis', [])]
        names += [r['owner'] for r in board['board'].get('roster', [])]
    names = list(dict.fromkeys(names))
    base = template('T01')
    boards, labels = [], []
    for name in names:
        said = {'purpose': f'What the {name} needs', 'notes': f'{name} asked for it.\nSee {name}; then ask {name}.'}
        for label, changes in (
                ('node', {'hub': {'name': name, **said}}),
                ('team', {'e1': {'owner': name, 'accept': f'{name} has seen it'}, 'hub': said}),
                ('other team', {'e2': {'consumer_owner': name}, '@board': {'assumptions': [f'{name} is asked first']}}),
                ('KPI', {'@board': {**kpi(name=name), 'story': f'About {name}'}})):
            boards.append(edited(base, changes))
            labels.append((label, name))
    for kind in json.loads(run(['kinds', '--format', 'json']))['kinds']:
        for name in [kind['kind'], *kind['types']]:
            boards.append(edited(base, {'hub': {'purpose': f'Beside a {name} of ours', 'notes': f'a {name}'}}))
            labels.append(('kind', name))
    assert len(names) > 100 and len(boards) > 400
    complaints = []
    for label, findings in zip(labels, check_all(boards)):
        complaints += [f'{label}: {words(f)}' for f in findings if f['rule'] in ('BUZ001', 'PRM001')]
    assert not complaints, complaints
    # The same words in a sentence of nobody's are told.
    told, = check_all([edited(base, {'hub': {'purpose': 'A smart home for events'}})])
    assert 'BUZ001:hub:purpose' in [f['key'] for f in told]


LOCALES = tempfile.TemporaryDirectory(prefix='lakeboard-locales-')


@functools.lru_cache
def make_locales():
    """Locales with other signs in numbers and other capitals; those that can be made here, in LOCALES."""
    made = ['C', 'C.UTF-8']
    for name in ('de_DE', 'tr_TR'):
        path = os.path.join(LOCALES.name, name + '.UTF-8')
        if shutil.which('localedef') is not None:
            subprocess.run(['localedef', '-i', name, '-f', 'UTF-8', path], capture_output=True, check=False)
        if os.path.isdir(path):
            made.append(name + '.UTF-8')
    return made


def findings_of_many_sorts():
    """A board about which much is told, with words that Turkish writes with capitals of its own."""
    changes, added = {}, []
    for rule in ('OWN006', 'LAT003', 'SLA002', 'CST002', 'BUZ001', 'THR001', 'NUM002', 'AVL001', 'STR001', 'OWN002'):
        for ident, fields in EDITS[rule][0].items():
            changes.setdefault(ident, {}).update(fields)
        added += EDITS[rule][1]
    changes['e3'] = {'owner': 'TITI DIGITAL TEAM', 'consumer_owner': 'IT'}
    return edited(template('T01'), changes, added)


@test
def a_text_has_the_language_of_its_reader_and_nothing_else():
    """The words follow the messages' language; numbers, dates, money and order of the machine change no byte."""
    german, turkish = 'de_DE.UTF-8', 'tr_TR.UTF-8'
    if not {german, turkish} <= set(make_locales()):
        print('# skipped the locales that cannot be made here')
        return
    board = json.dumps(findings_of_many_sorts()).encode()
    rest = ('LC_NUMERIC', 'LC_MONETARY', 'LC_TIME', 'LC_COLLATE')
    for args in (['check', '-'], ['analyse', '-']):
        said = {}
        for language in ('en', 'de'):
            said[language] = {run(args, board, env={'LOCPATH': LOCALES.name, 'LKB_LOCALE_DIR': CATALOGS, 'LC_ALL': '',
                                                    'LANG': german, 'LANGUAGE': language, **{k: other for k in rest}})
                              for other in ('C', german, turkish)}
            assert len(said[language]) == 1, (args, language)
        assert not CATALOGS or said['en'] != said['de'], args


@test
def a_report_is_the_same_on_every_machine():
    board = json.dumps(findings_of_many_sorts()).encode()
    for args in (['check', '--format', 'json', '-'], ['check', '--format', 'sarif', '-'],
                 ['analyse', '--format', 'json', '-'], ['check', '-'], ['analyse', '-'],
                 ['rules', '--format', 'json'], ['kinds', '--format', 'json'], ['templates', '--format', 'json']):
        reports = {}
        for locale in make_locales():
            environment = {'LC_ALL': locale, 'LOCPATH': LOCALES.name, 'LKB_LOCALE_DIR': CATALOGS}
            # A text is in the reader's language, its figures are not.
            environment['LANGUAGE'] = 'en' if '--format' not in args else locale[:2].lower()
            reports[locale] = run(args, board, env=environment)
        first = reports['C.UTF-8']
        assert first == run(args, board, env={'LC_ALL': 'C.UTF-8', 'LKB_LOCALE_DIR': CATALOGS, 'LANGUAGE': 'en'}), args
        for locale, report in reports.items():
            # The C locale has no letters but ASCII for a text.
            if '--format' in args or locale != 'C':
                assert report == first, (args, locale, [p for p in zip(report.splitlines(), first.splitlines()) if p[0] != p[1]][:2])
    print(f'# {", ".join(make_locales())}')


if __name__ == '__main__':
    main()
