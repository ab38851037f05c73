#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_numbers.py LAKEBOARD-CLI [CATALOGS]: the worked examples of docs/NUMBERS.md as boards, through `analyse` and `check`.

TAP on standard output. What a board cannot express (L5 to L7, T3) is in tests/unit/test-numbers.c.
"""
import json
import math
import os
import subprocess
import sys
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'support'))
from cases import main, test

CLI = os.path.abspath(sys.argv[1])
CATALOGS = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else ''

FOUR = [('120 ms', '300 ms'), ('400 ms', '900 ms'), ('150 ms', '350 ms'), ('40 ms', '90 ms')]


def run(args, elements, facts, env=None):
    board = {'lakeboard': 1, 'board': facts, 'elements': elements}
    done = subprocess.run([CLI, *args, '-'], input=json.dumps(board).encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env={**os.environ, **(env or {})})
    assert done.returncode in (0, 1) and not done.stderr, done.stderr.decode()
    return done.stdout.decode()


def analyse(elements, **facts):
    return json.loads(run(['analyse', '--format', 'json'], elements, facts))


def node(kind, id, **fields):
    return {'id': id, 'kind': kind, 'name': id, **fields}


def edge(id, start, end, **fields):
    return {'id': id, 'kind': 'edge', 'from': start, 'to': end, **fields}


def chain(hops):
    """A source, pipelines and a consumer with these p50s and p95s between them."""
    elements = [node('source', 'n0')]
    elements += [node('pipeline', f'n{i}') for i in range(1, len(hops))]
    elements += [node('consumer', f'n{len(hops)}')]
    for i, (p50, p95) in enumerate(hops):
        elements += [edge(f'e{i}', f'n{i}', f'n{i + 1}', mode='stream', latency_p50=p50, latency_p95=p95)]
    return elements


def near(actual, expected, tolerance):
    assert actual is not None and abs(actual - expected) <= tolerance, f'{actual}, not {expected} ± {tolerance}'


def roughly(actual, expected):
    near(actual, expected, 0.005 * expected)


@test
def l1_one_hop():
    row = analyse(chain([('120 ms', '300 ms')]))['latency'][0]
    near(row['mean_s'], 0.140141, 1e-6)
    near(row['independent']['p99_s'], 0.43853, 5e-6)
    for figure in (row['independent']['p95_s'], row['coincident_p95_s'], row['bound_p95_s']):
        near(figure, 0.3, 1e-12)


@test
def l2_l3_four_hops():
    row = analyse(chain(FOUR), budget_latency='1500 ms @ p95')['latency'][0]
    near(row['mean_s'], 0.808281, 1e-6)
    roughly(row['independent']['p50_s'], 0.7622)
    roughly(row['independent']['p90_s'], 1.1548)
    roughly(row['independent']['p95_s'], 1.3080)
    roughly(row['independent']['p99_s'], 1.6699)
    near(row['coincident_p95_s'], 1.64, 1e-9)
    near(row['bound_p95_s'], 2.22267, 1e-5)
    near(row['chance_within_budget'], 0.9790, 5e-4)
    near(analyse(chain(FOUR), budget_latency='1640 ms')['latency'][0]['chance_within_budget'], 0.9886, 5e-4)


@test
def l4_budgets():
    kpi = {'name': 'time', 'primary': True, 'from': 'n0', 'to': 'n4'}
    for budget, severity in ((1250, 'error'), (1500, 'warning'), (2000, 'hint'), (2400, None)):
        facts = {'kpis': [{**kpi, 'target': f'≤ {budget} ms @ p95'}]}
        found = json.loads(run(['check', '--format', 'json'], chain(FOUR), facts))['files'][0]['findings']
        assert [f['severity'] for f in found if f['rule'] == 'LAT001'] == ([severity] if severity else []), budget


@test
def chains_of_the_templates():
    # Independent p95, coinciding p95, and the hops.
    known = [
        (1866, 2145, [(40, 120), (650, 900), (500, 1100), (8, 25)]),
        (543, 680, [(25, 70), (120, 350), (90, 260)]),
        (127, 135, [(50, 120), (5, 15)]),
        (90, 100, [(35, 80), (8, 20)]),
        (279, 355, [(15, 45), (60, 180), (40, 130)]),
        (41100, 49500, [(800, 2500), (4000, 7000), (6000, 12000), (15000, 28000)]),
        (14700, 19700, [(300, 1500), (2500, 5500), (2500, 5500), (3000, 6500), (200, 700)]),
        (675, 860, [(30, 90), (150, 400), (120, 350), (5, 20)]),
        (433, 600, [(60, 180), (45, 120), (60, 210), (30, 90)]),
        (588, 743, [(0.05, 0.2), (3, 8), (20, 75), (60, 240), (120, 420)]),
        (4336, 6050, [(400, 2000), (900, 2200), (300, 900), (120, 350), (150, 600)]),
        (479, 645, [(15, 60), (5, 15), (120, 240), (60, 240), (30, 90)]),
    ]
    for independent, coincident, hops in known:
        row = analyse(chain([(f'{p50} ms', f'{p95} ms') for p50, p95 in hops]))['latency'][0]
        roughly(row['independent']['p95_s'], independent / 1000)
        roughly(row['coincident_p95_s'], coincident / 1000)


@test
def l9_order_does_not_matter():
    rows = [analyse(chain(hops))['latency'][0] for hops in (FOUR, FOUR[::-1], FOUR[2:] + FOUR[:2])]
    for other in rows[1:]:
        near(other['independent']['p95_s'], rows[0]['independent']['p95_s'], 1e-3)
        near(other['coincident_p95_s'], rows[0]['coincident_p95_s'], 1e-12)
        near(other['bound_p95_s'], rows[0]['bound_p95_s'], 1e-12)
        near(other['mean_s'], rows[0]['mean_s'], 1e-12)


def age(stages, **facts):
    elements = [node('source', 's')]
    before = 's'
    for i, fields in enumerate(stages):
        elements += [node('pipeline', f'p{i}', **fields), edge(f'e{i}', before, f'p{i}', mode='microbatch')]
        before = f'p{i}'
    elements += [node('consumer', 'c'), edge('last', before, 'c', mode='batch')]
    return analyse(elements, **facts)['freshness'][0]


def clock(interval, duration, **fields):
    return {'trigger_interval': interval, 'batch_duration': duration, **fields}


@test
def r1_to_r6_ages():
    row = age([clock('5 s', '1.2 s')], budget_freshness='5 s')
    near(row['worst_s'], 6.2, 1e-9)
    near(row['mean_s'], 3.7, 1e-9)
    near(row['p95_s'], 5.95, 1e-9)
    near(row['share_within_budget'], 0.76, 1e-9)
    assert row['missing'] == ['last.latency_p95 is not set and counts as 0']
    row = age([clock('5 s', '7 s')])
    near(row['worst_s'], 14, 1e-9)
    row = age([clock('5 s', '1.2 s'), clock('5 s', '0.8 s')])
    near(row['worst_s'], 12, 1e-9)
    near(row['mean_s'], 7, 1e-9)
    near(row['p95_s'], 5 * (2 - math.sqrt(0.1)) + 2, 0.005)
    row = age([clock('5 s', '1.2 s'), {'batch_duration': '0.8 s', 'trigger': 'upstream'}])
    near(row['worst_s'], 7, 1e-9)
    near(row['mean_s'], 4.5, 1e-9)
    near(row['p95_s'], 6.75, 1e-9)
    row = age([clock('60 min', '22 min')])
    near(row['worst_s'], 82 * 60, 1e-6)
    near(row['mean_s'], 52 * 60, 1e-6)
    near(row['p95_s'], 79 * 60, 1e-6)
    window = {'window': '60 s', 'watermark': '600 s'}
    update, append = (age([clock('5 s', '1.2 s', output_mode=mode, **window)]) for mode in ('update', 'append'))
    near(append['worst_s'] - update['worst_s'], 660, 1e-9)


@test
def text_says_why():
    """Names where a person reads, ids where a machine does; what cannot be so is said beside the figure."""
    elements = [node('source', 's', rate='10 k events/s'), {**node('pipeline', 'p', capacity='4 k events/s'), 'name': 'Silver'},
                {**node('model', 'm', fallback='forty rules'), 'name': 'Scorer'}, node('consumer', 'c'),
                edge('e1', 's', 'p', latency_p50='1 s', latency_p95='2 s'),
                edge('e2', 'p', 'm', latency_p50='1 s', latency_p95='2 s'), edge('e3', 'm', 'c', mode='request')]
    text = run(['analyse'], elements, {})
    assert 'Silver is overloaded (250 %): its queue grows without end; the times above leave the queue out' in text, text
    assert 'not known: Scorer: Availability is not set' in text, text
    assert 'Fallback in words only, which count in no figure: Scorer.' in text, text
    assert '@board' not in text and '.availability' not in text and '.latency' not in text, text
    figures = json.loads(run(['analyse', '--format', 'json'], elements, {}))
    assert figures['availability']['missing'] == ['m.availability is not set'], figures['availability']


@test
def t1_t2_throughput():
    stages = [('bronze', 25, 1), ('silver', 12, 0.9), ('explode', 30, 3), ('aggregate', 30, 0.2), ('online', 8, 1)]
    elements = [node('source', 's', rate='10 k events/s')]
    before = 's'
    for name, capacity, selectivity in stages:
        elements += [node('pipeline', name, capacity=f'{capacity} k events/s', selectivity=f'{selectivity * 100:.0f} %'),
                     edge('e-' + name, before, name)]
        before = name
    load = analyse(elements)['throughput']
    for found, rate, use in zip(load['nodes'], (10e3, 10e3, 9e3, 27e3, 5.4e3), (0.4, 10 / 12, 0.3, 0.9, 0.675)):
        near(found['in_per_s'], rate, 1e-6)
        near(found['utilisation'], use, 1e-9)
    assert load['bottleneck'] == 'aggregate'
    near(10e3 * load['max_source_scale'], 11111.1, 0.05)

    for shares, rates in ((('100 %', '100 %'), (1000, 1000)), (('0.7', '0.3'), (700, 300))):
        load = analyse([node('source', 's', rate='1 k events/s'), node('pipeline', 'a'), node('pipeline', 'b'),
                        edge('e1', 's', 'a', share=shares[0]), edge('e2', 's', 'b', share=shares[1])])['throughput']
        for found, rate in zip(load['nodes'], rates):
            near(found['in_per_s'], rate, 1e-9)


def calls(parts, **consumer):
    """Parts that ask each other, the last one asked by a consumer."""
    elements = [node('model', f'm{i}', availability=a, **fields) for i, (a, fields) in enumerate(parts)]
    elements += [edge(f'e{i}', f'm{i}', f'm{i + 1}', mode='request') for i in range(len(parts) - 1)]
    return elements + [node('consumer', 'c', **consumer), edge('last', f'm{len(parts) - 1}', 'c', mode='request')]


@test
def a1_to_a5_availability():
    one = [('99.9 %', {}), ('99.95 %', {}), ('99.9 %', {}), ('99.95 %', {})]
    found = analyse(calls(one))['availability']
    near(found['request_path'], 0.997003249, 1e-9)
    near(found['downtime_min_30d'], 129.46, 0.005)
    two = one[:2] + [('99.9 %', {'redundancy': '1 of 2'})] + one[3:]
    found = analyse(calls(two))['availability']
    near(found['request_path'], 0.998000252, 1e-9)
    near(found['downtime_min_30d'], 86.39, 0.005)
    near(analyse(calls([('99.9 %', {'redundancy': '1 of 2'})]))['availability']['request_path'], 0.999999, 1e-12)
    near(analyse(calls([('99 %', {'redundancy': '2 of 3'})]))['availability']['request_path'], 0.999702, 1e-12)
    near(analyse(calls([('99.99 %', {})] * 10))['availability']['request_path'], 0.999000450, 1e-9)
    assert analyse(calls([('99.99 %', {})] * 11))['availability']['request_path'] < 0.999

    regions = [node('consumer', 'c'), node('model', 'router', availability='99.99 %', waits_for='any'),
               edge('e', 'router', 'c', mode='request')]
    for region in ('eu', 'us'):
        regions += [node('model', 'model-' + region, availability='99.9 %'),
                    node('feature-store', 'store-' + region, availability='99.95 %'),
                    edge('call-' + region, 'model-' + region, 'router', mode='request'),
                    edge('look-' + region, 'store-' + region, 'model-' + region, mode='lookup')]
    found = analyse(regions)['availability']
    near(found['request_path'], 0.999897752, 1e-9)
    near(found['downtime_min_30d'], 4.42, 0.005)


@test
def c1_cost():
    cost = analyse([
        node('source', 'clicks', rate='10 k events/s', payload='1 kB'),
        node('ingestion', 'hub', owner='Streaming', retention='1 month', costs=[
            {'basis': 'events', 'price': '$0.028 per M events'},
            {'basis': 'storage', 'price': '$0.023 per GB-month', 'compression': '4'}]),
        node('pipeline', 'dlt', owner='Features', costs=[
            {'basis': 'compute', 'price': '$0.25 per DBU', 'units': '8', 'hours': '730 h'},
            {'basis': 'compute', 'price': '$0.50 per hour', 'units': '4'}]),
        node('feature-store', 'store', owner='Features', costs=[{'basis': 'fixed', 'price': '$0.35 per hour'}]),
        node('consumer', 'app', queries='1200 queries/s'),
        edge('e1', 'clicks', 'hub'), edge('e2', 'hub', 'dlt'), edge('e3', 'dlt', 'store'), edge('e4', 'store', 'app'),
    ])['cost']
    near(cost['per_month'], 4062.45, 0.005)
    assert cost['currency'] == 'USD'
    near(cost['by_owner']['Streaming'], 735.84 + 151.11, 0.005)
    near(cost['by_owner']['Features'], 1460 + 1460 + 255.5, 0.005)
    near(cost['per_million_events'], 0.154583, 1e-6)
    near(cost['per_million_queries'], 1.288194, 1e-6)


@test
def d1_to_d3_cost_of_delay():
    hop = [node('source', 'a'), node('consumer', 'b'),
           edge('e', 'a', 'b', mode='stream', latency_p50='1.8 s', latency_p95='3.4 s')]

    def delay(target, **record):
        kpi = {'name': 'time', 'target': f'≤ {target} @ p95', 'primary': True, 'from': 'a', 'to': 'b'}
        return analyse(hop, kpis=[kpi], cost_of_delay={'value': '$36 k per hour', **record})['cost_of_delay']

    found = delay('3 s', curve='linear', loss='1.5 % per s')
    near(found['per_hour'], 32.30, 0.005)
    near(found['per_month'], 23580, 1)
    assert found['missing'] == []
    near(delay('1 h', loss='1.5 % per s')['per_hour'], 0, 1e-9)
    near(delay('1 ns', loss='1.5 % per s')['per_hour'], 36000 * 0.015 * 1.9397, 0.03)
    near(delay('3 s', curve='step')['per_hour'], 36000 * 0.093227, 0.05)
    found = delay('3 s', curve='delivery', value='$10 k per week', loss='4 weeks')
    near(found['per_hour'] * 168, 10000, 1e-6)
    assert delay('3 s', loss='1.5 %')['missing'] == ['@board.cost_of_delay does not say per what']


@test
def the_same_bytes_every_time():
    args = ['analyse', '--format', 'json']
    first = run(args, chain(FOUR), {'budget_latency': '1500 ms'})
    again = run(args, chain(FOUR), {'budget_latency': '1500 ms'}, {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'de'})
    assert first == again


@test
def columns_line_up():
    facts = {'budget_latency': '1500 ms', 'budget_availability': '99.9 %'}
    elements = chain(FOUR) + [node('model', 'm', availability='99 %'), edge('call', 'm', 'n4', mode='request')]
    for language in ('en', 'de'):
        text = run(['analyse'], elements, facts,
                   {'LC_ALL': 'C.UTF-8', 'LANGUAGE': language, 'LKB_LOCALE_DIR': CATALOGS})
        built = os.path.exists(os.path.join(CATALOGS, language, 'LC_MESSAGES', 'lakeboard.mo'))
        assert text.startswith('Latenz' if language == 'de' and built else 'Latency'), text
        places = set()
        for line in text.splitlines():
            label, gap, value = line[4:].partition('  ')
            if line.startswith('    ') and gap:
                wide = sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in label)
                places.add(4 + wide + len(gap + value) - len((gap + value).lstrip(' ')))
        assert len(places) == 1, text


@test
def percentiles_say_what_they_assume():
    """No figure is called a bare p95: it is one if hops are independent, or whatever it is."""
    text = run(['analyse'], chain(FOUR), {'budget_latency': '1500 ms', 'budget_freshness': '2 s'})
    latency, age = text.split('Age of the data when it is read')
    for part in (latency, age):
        assert 'p95 if hops are independent' in part, text
    bare = [line for line in text.splitlines() if line.strip().split('  ')[0] in ('p50', 'p90', 'p95', 'p99')]
    assert not bare, bare


if __name__ == '__main__':
    main()
