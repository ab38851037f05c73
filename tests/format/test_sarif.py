#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_sarif.py LAKEBOARD-CLI: `check --format sarif` against what the schema of SARIF 2.1.0 asks of each member in use.

Every rule is provoked once; names of files that need escapes, files that cannot be read and findings that are kept are
among them. TAP on standard output.
"""
import json
import os
import re
import subprocess
import tempfile

import test_rules as rules  # sets the path of cases as well
from cases import main

TEXT = {'type': str}
LEVEL = {'enum': ['none', 'note', 'warning', 'error']}
WORDS = {'members': {'text!': TEXT, 'markdown': TEXT}}
BAG = {'type': dict}
URI_REFERENCE = r"(?:(?:[A-Za-z][A-Za-z0-9+.-]*:)?//|(?![^/]*:))(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*"


def list_of(items, unique=False):
    return {'type': list, 'items': items, 'unique': unique}


# An excerpt of the schema: no object may have a member that is not named, those with ! it must have. Members that the
# schema knows and that are not written are left out: whoever writes one adds it from there.
LOCATION = {'members': {
    'physicalLocation': {'members': {'artifactLocation!': {'members': {
        'uri': {'type': str, 'pattern': URI_REFERENCE}, 'uriBaseId': TEXT, 'index': {'type': int, 'least': -1}}}}},
    'logicalLocations': list_of({'members': {'name': TEXT, 'fullyQualifiedName': TEXT, 'kind': TEXT}}, unique=True),
    'message': WORDS, 'properties': BAG}}
RULE = {'members': {
    'id!': TEXT, 'name': TEXT, 'shortDescription': WORDS, 'fullDescription': WORDS, 'help': WORDS,
    'helpUri': {'type': str, 'pattern': r'[a-z]+://\S+'}, 'defaultConfiguration': {'members': {'level': LEVEL}}, 'properties': BAG}}
RESULT = {'members': {
    'ruleId': TEXT, 'ruleIndex': {'type': int, 'least': -1}, 'level': LEVEL, 'message!': WORDS,
    'kind': {'enum': ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational']},
    'locations': list_of(LOCATION), 'partialFingerprints': {'type': dict, 'each': TEXT},
    'suppressions': list_of({'members': {'kind!': {'enum': ['inSource', 'external']}, 'justification': TEXT,
                                         'status': {'enum': ['accepted', 'underReview', 'rejected']}}}, unique=True),
    'properties': BAG}}
NOTIFICATION = {'members': {'message!': WORDS, 'level': LEVEL, 'locations': list_of(LOCATION, unique=True)}}
LOG = {'members': {
    '$schema': {'type': str, 'pattern': r'https://\S+sarif-schema-2\.1\.0\.json'}, 'version!': {'enum': ['2.1.0']},
    'runs!': list_of({'members': {
        'tool!': {'members': {'driver!': {'members': {
            'name!': TEXT, 'version': TEXT, 'semanticVersion': TEXT, 'informationUri': {'type': str, 'pattern': r'[a-z]+://\S+'},
            'rules': list_of(RULE, unique=True)}}}},
        'invocations': list_of({'members': {'executionSuccessful!': {'type': bool}, 'exitCode': {'type': int},
                                            'toolExecutionNotifications': list_of(NOTIFICATION)}}),
        'results': list_of(RESULT), 'properties': BAG}})}}


def complaints(value, schema, where='$'):
    """What an object breaks of the schema, as "PLACE: WHAT"."""
    if 'members' in schema:
        known = {k.rstrip('!'): v for k, v in schema['members'].items()}
        if not isinstance(value, dict):
            return [f'{where}: no object']
        told = [f'{where}: {k} is unknown' for k in value if k not in known]
        told += [f'{where}: no {k[:-1]}' for k in schema['members'] if k.endswith('!') and k[:-1] not in value]
        return told + [c for k, v in value.items() if k in known for c in complaints(v, known[k], f'{where}.{k}')]
    if 'enum' in schema:
        return [] if value in schema['enum'] else [f'{where}: {value!r}']
    # A Boolean is no number.
    if type(value) is not schema['type']:
        return [f'{where}: {value!r} is no {schema["type"].__name__}']
    told = []
    if 'pattern' in schema and not re.fullmatch(schema['pattern'], value):
        told.append(f'{where}: {value}')
    if 'least' in schema and value < schema['least']:
        told.append(f'{where}: {value}')
    if schema.get('unique') and len({json.dumps(v, sort_keys=True) for v in value}) < len(value):
        told.append(f'{where}: one of them twice')
    if 'items' in schema:
        told += [c for i, v in enumerate(value) for c in complaints(v, schema['items'], f'{where}[{i}]')]
    if 'each' in schema:
        told += [c for k, v in value.items() for c in complaints(v, schema['each'], f'{where}.{k}')]
    return told


def report(folder, boards, stdin=b''):
    """The SARIF log of boards by file name, and of standard input."""
    for name, board in boards.items():
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(board if isinstance(board, str) else json.dumps(board))
    done = subprocess.run([rules.CLI, 'check', '--format', 'sarif', *boards, '-'], input=stdin, capture_output=True, cwd=folder,
                          env=rules.ENVIRONMENT, timeout=300, check=False)
    return done.returncode, json.loads(done.stdout)


def excerpt_rejects_what_the_schema_rejects():
    with tempfile.TemporaryDirectory(prefix='lakeboard-sarif-') as folder:
        _, log = report(folder, {'a.lakeboard': rules.edited(rules.template('T01'), {'e1': {'owner': None}})},
                        json.dumps(rules.template('T01')).encode())
    assert not complaints(log, LOG), complaints(log, LOG)
    kept = json.dumps(log)
    for spoil in (lambda log, _, __: log.update(version='2.0.0'), lambda log, _, __: log.pop('version'),
                  lambda _, result, __: result.pop('message'), lambda _, result, __: result.update(level='hint'),
                  lambda _, result, __: result.update(ruleIndex='1'), lambda _, result, __: result.update(ruleIndex=-2),
                  lambda _, result, __: result.update(color='red'), lambda _, result, __: result.update(suppressions=[{}]),
                  lambda _, result, __: result['partialFingerprints'].update(x=1),
                  lambda _, __, place: place['logicalLocations'].append(dict(place['logicalLocations'][0])),
                  lambda _, __, place: place['physicalLocation']['artifactLocation'].update(uri='a b'),
                  lambda _, __, place: place['physicalLocation']['artifactLocation'].update(uri='a:b/c')):
        spoilt = json.loads(kept)
        result = spoilt['runs'][0]['results'][0]
        spoil(spoilt, result, result['locations'][0])
        assert len(complaints(spoilt, LOG)) == 1, complaints(spoilt, LOG)


def every_kind_of_finding_is_valid():
    base = rules.template('T01')
    boards = {f'{rule}.lakeboard': rules.edited(base, *edit[:2]) for rule, edit in rules.EDITS.items()}
    boards['a b#ü%?.lakeboard'] = rules.edited(base, {'e1': {'owner': None}, '@board': {
        'suppressions': [{'key': 'OWN001:e1:owner', 'reason': 'a vendor'}]}})
    boards['a:b.lakeboard'] = rules.template('T00')
    boards['bad.lakeboard'] = '{'
    with tempfile.TemporaryDirectory(prefix='lakeboard-sarif-') as folder:
        # Own data that is broken is told by a rule as well.
        os.makedirs(os.path.join(folder, 'lakeboard', 'vocabulary'))
        with open(os.path.join(folder, 'lakeboard', 'vocabulary', 'prices.json'), 'w', encoding='utf-8') as file:
            file.write('[]')
        home = rules.ENVIRONMENT['XDG_DATA_HOME']
        rules.ENVIRONMENT['XDG_DATA_HOME'] = folder
        status, log = report(folder, boards, json.dumps(rules.template('T12')).encode())
        rules.ENVIRONMENT['XDG_DATA_HOME'] = home
    assert status == 2, status
    assert not complaints(log, LOG), complaints(log, LOG)[:9]
    run, = log['runs']
    ids = [r['id'] for r in run['tool']['driver']['rules']]
    assert len(set(ids)) == len(ids) == 65
    assert all(r['help']['text'] and r['fullDescription']['text'] for r in run['tool']['driver']['rules'])
    assert sorted({r['ruleId'] for r in run['results']}) == sorted(ids), set(ids) - {r['ruleId'] for r in run['results']}
    assert all(ids[r['ruleIndex']] == r['ruleId'] and r['message']['text'] for r in run['results'])
    assert any('suppressions' in r for r in run['results'])
    assert [i['executionSuccessful'] for i in run['invocations']] == [False]
    uris = {r['locations'][0]['physicalLocation']['artifactLocation']['uri'] for r in run['results']}
    assert {'a%20b%23%C3%BC%25%3F.lakeboard', './a:b.lakeboard', '-'} <= uris, sorted(uris)


if __name__ == '__main__':
    main([excerpt_rejects_what_the_schema_rejects, every_kind_of_finding_is_valid])
