#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped templates and words, through lakeboard-cli: canonical, without an error, with the figures they promise."""
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'arch'))
import arch  # noqa: E402 (the path comes first)

CLI = os.environ.get('LKB_CLI', '')
BLANK = ['FEA001', 'GOAL001', 'KPI001', 'OWN006', 'OWN007']
FEATURES = '''streaming-table materialized-view real-time-mode expectations auto-cdc auto-loader change-data-feed
data-skipping z-order liquid-clustering optimized-write auto-compaction predictive-optimization deletion-vectors
time-travel clone schema-evolution watermark stream-stream-join idempotent-writes photon serverless online-store
feature-lookup point-in-time-join on-demand-features vector-index inference-table model-registry drift-monitor
unity-catalog row-filter column-mask attribute-tags'''.split()

# Money per month exactly, times in seconds within half a percent, ages in minutes rounded as they are said.
COSTS = {
    'T01': 4062.45, 'T02': 17799.31, 'T03': 9460.48, 'T04': 3215.14, 'T05': 6414.90, 'T06': 7061.53, 'T07': 2924.25,
    'T08': 20996.68, 'T09': 5632.03, 'T10': 900.05, 'T11': 1889.80, 'T12': 30813.27,
}
LATENCY = {
    ('T01', 'clicks', 'model'): {'independent': 1.866, 'coincident': 2.145, 'budget': 3.0},
    ('T02', 'store', 'feed'): {'independent': 0.127, 'coincident': 0.135, 'budget': 0.2},
    ('T03', 'features', 'gateway'): {'independent': 0.090, 'p99': 0.123, 'coincident': 0.100, 'budget': 0.15},
    ('T05', 'devices', 'pager'): {'independent': 14.7, 'coincident': 19.7, 'budget': 30},
    ('T06', 'web', 'api'): {'independent': 0.675, 'coincident': 0.860},
    ('T07', 'wiki', 'index'): {'independent': 433, 'coincident': 600, 'budget': 900},
    ('T07', 'index', 'chat'): {'coincident': 2.520, 'budget': 3},
    ('T08', 'sdk', 'billing'): {'independent': 588, 'coincident': 743, 'budget': 900},
    ('T09', 'trucks', 'app'): {'independent': 4.336, 'coincident': 6.050, 'budget': 10},
    ('T11', 'log', 'endpoint'): {'independent': 479 * 60, 'coincident': 645 * 60, 'budget': 24 * 3600},
    ('T12', 'eu', 'checkout'): {'independent': 0.062, 'coincident': 0.075, 'budget': 0.1},
}
FRESHNESS = {
    ('T02', 'app', 'store'): {'p95_s': 0.543, 'worst_s': 0.680},
    ('T03', 'auth', 'features'): {'p95_s': 0.279, 'worst_s': 0.355},
    ('T04', 'orders', 'console'): {'p95_s': 41.1, 'worst_s': 49.5},
    ('T10', 'erp', 'dashboard'): {'p95_s': 79 * 60, 'worst_s': 82 * 60, 'mean_s': 52 * 60},
    ('T12', 'events', 'us'): {'worst_s': 242},
}
# Two regions behind a router: example A5 of the numbers.
AVAILABILITY = {'T12': 0.999898}


def path_of(template):
    return os.path.join(arch.ROOT, 'data', 'templates', template + '.lakeboard')


def run(*arguments):
    done = subprocess.run([CLI, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    return done.returncode, done.stdout, done.stderr.decode('utf-8', 'replace').strip()


def findings_of(template):
    status, out, errors = run('check', '--format', 'json', path_of(template))
    if status not in (0, 1):
        raise RuntimeError(f'{template}: status {status}: {errors}')
    return json.loads(out)['files'][0]['findings']


def said(findings):
    return [f'{f["severity"]} {f["key"]}: {f["message"]}' for f in findings]


def near(value, wanted, slack=0.005):
    return value is not None and abs(value - wanted) <= slack * wanted


def figure_complaints(template, analysis):
    complaints = []
    cost = analysis['cost']['per_month']
    if cost is None or abs(cost - COSTS[template]) > 0.006:
        complaints.append(f'costs {cost} a month, not {COSTS[template]}')
    if template in AVAILABILITY and not near(analysis['availability']['request_path'], AVAILABILITY[template], 1e-6):
        complaints.append(f'availability {analysis["availability"]["request_path"]}, not {AVAILABILITY[template]}')
    for (name, start, end), wanted in LATENCY.items():
        if name != template:
            continue
        rows = [r for r in analysis['latency'] if r['from'] == start and r['to'] == end]
        if not rows:
            complaints.append(f'no latency from {start} to {end}')
            continue
        figures = {'independent': rows[0]['independent']['p95_s'], 'p99': rows[0]['independent']['p99_s'],
                   'coincident': rows[0]['coincident_p95_s'], 'budget': rows[0]['budget_s']}
        for key, should in wanted.items():
            if not near(figures[key], should):
                complaints.append(f'{start} → {end}: {key} {figures[key]}, not {should}')
    for (name, _, end), wanted in FRESHNESS.items():
        if name != template:
            continue
        for key, should in wanted.items():
            if not any(r['to'] == end and near(r[key], should) for r in analysis['freshness']):
                complaints.append(f'freshness of {end}: {key} is not {should}')
    return complaints


def vocabulary_complaints():
    """What no reader checks: each id once, nothing at odds with itself, words as the text is folded."""
    features = json.loads(arch.read('data/vocabulary/features.json'))['features']
    words = json.loads(arch.read('data/vocabulary/buzzwords.json'))
    ids = [f['id'] for f in features]
    complaints = [f'feature {i} is missing' for i in FEATURES if i not in ids]
    complaints += [f'feature {i} twice' for i in sorted(set(ids)) if ids.count(i) > 1]
    for feature in features:
        for other in feature['conflicts']:
            if other not in ids:
                complaints.append(f'{feature["id"]} conflicts with {other}, which is none')
        if 'since' in feature and not ('source' in feature and 'verified' in feature):
            complaints.append(f'{feature["id"]} has a version without source and date')
    seen = set()
    for group in words['buzzwords']:
        for word in group['words']:
            if word in seen or word != word.lower():
                complaints.append(f'word {word}')
            seen.add(word)
    return complaints


def origin_complaints(name, data):
    """What is not ours to decide says from where and of when it is."""
    date = str(data.get('verified') or data.get('as_of') or '')
    complaints = [] if re.fullmatch(r'\d{4}-\d{2}-\d{2}', date) else [f'{name}: no date']
    rows = data.get('rates') or data.get('presets') or data.get('renamed') or []
    if not data.get('source') and not rows:
        complaints.append(f'{name}: no source')
    return complaints + [f'{name}: a row has no source' for row in rows if not row.get('source')]


def price_complaints():
    sheet = json.loads(arch.read('data/vocabulary/prices.json'))
    complaints = [] if sheet['currency'] == 'USD' and sheet['as_of'] else ['no currency or date']
    return complaints + [f'{r["id"]} has no source' for r in sheet['rates'] if not r.get('source')]


def main():
    tap = arch.Tap()
    tap.result('words and features', vocabulary_complaints())
    tap.result('prices have sources', price_complaints())
    tap.rejects('words from nowhere', origin_complaints('a', {'verified': '2026-11-22'}))
    tap.rejects('words without a date', origin_complaints('a', {'source': 'b'}))
    folder = os.path.join(arch.ROOT, 'data', 'vocabulary')
    tap.result('words, features, prices and rounds have source and date', [
        c for n in sorted(os.listdir(folder))
        for c in origin_complaints(n, json.loads(arch.read(os.path.join('data', 'vocabulary', n))))])
    if not os.path.exists(CLI):
        tap.result('lakeboard-cli is built', [f'{CLI} is not there'])
        tap.done()
    _, listed, _ = run('templates', '--format', 'json')
    templates = [t['id'] for t in json.loads(listed)['templates']]
    names = sorted(n[:-len('.lakeboard')] for n in os.listdir(os.path.join(arch.ROOT, 'data', 'templates')))
    tap.result('all templates are listed', [] if templates == names else [f'{templates}, not {names}'])
    for template in names:
        findings = findings_of(template)
        if template == 'T00':
            rules = sorted(f['rule'] for f in findings if f['severity'] != 'hint')
            tap.result('T00: the five things to begin with', [] if rules == BLANK else said(findings))
        else:
            tap.result(f'{template}: no error', said(f for f in findings if f['severity'] == 'error'))
            tap.result(f'{template}: no warning', said(f for f in findings if f['severity'] == 'warning'))
            _, out, _ = run('analyse', '--format', 'json', path_of(template))
            tap.result(f'{template}: its figures', figure_complaints(template, json.loads(out)))
        status, out, errors = run('new', template, '-o', '-')
        with open(path_of(template), 'rb') as file:
            same = file.read() == out
        tap.result(f'{template}: a new board has its bytes',
                   [] if status == 0 and same else [f'status {status}', errors, 'or other bytes'])
    tap.done()


if __name__ == '__main__':
    main()
