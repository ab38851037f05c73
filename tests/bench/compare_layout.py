#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""compare_layout.py --cli LAKEBOARD-CLI: our flow arrangement beside `dot` and elkjs, as a table in Markdown.

Boards of 12, 50, 200 and 1,000 nodes from tests/support/gen_board.py, three seeds each (--sizes, --seeds). All draw
the same boxes and the same labels, left to right. What is not installed is left out with a line that says so:
`dot` (package graphviz), and `node` with elkjs (npm install elkjs; --elkjs FOLDER is where node_modules lies).
Seconds are those of the processor, the least of two runs, with the start of the program.
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SUPPORT = os.path.join(os.path.dirname(HERE), 'support')
sys.path.insert(0, SUPPORT)
import layout_metrics  # noqa: E402 (the path comes first)

POINTS_PER_INCH = 72
NODE_GAP, LAYER_GAP = 24, 60
CURVE_PIECES = 12
RUNS = 2

ELK = r'''
const fs = require('fs');
const ELK = require(process.argv[1] + '/elkjs/lib/elk.bundled.js');
const graph = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
new ELK().layout(graph).then(done => fs.writeFileSync(process.argv[3], JSON.stringify(done)))
  .catch(error => { console.error(String(error)); process.exit(1); });
'''


def run(command):
    """Seconds of the processor."""
    least = None
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        least = seconds if least is None else min(least, seconds)
    return least


def load(path):
    with open(path, encoding='utf-8') as file:
        return json.load(file)


class Ours:
    name = 'Lakeboard'

    def __init__(self, cli):
        self.cli = cli

    def draw(self, folder, n, seed):
        board, placed, geometry = (os.path.join(folder, name) for name in ('b.lakeboard', 'p.lakeboard', 'g.json'))
        subprocess.run([sys.executable, '-B', os.path.join(SUPPORT, 'gen_board.py'), str(n), '--seed', str(seed),
                        '-o', board], check=True)
        seconds = run([self.cli, 'arrange', '--as', 'flow', board, '-o', placed])
        seconds += run([self.cli, 'export', '--draft', '--format', 'geometry', placed, '-o', geometry])
        return load(geometry), seconds


class Dot:
    name = 'dot'

    @staticmethod
    def missing():
        return None if shutil.which('dot') else 'dot is not installed (package graphviz): left out'

    @staticmethod
    def draw(folder, drawing):
        source, out = os.path.join(folder, 'g.dot'), os.path.join(folder, 'dot.json')
        sizes = {label['edge']: label for label in drawing['labels']}
        with open(source, 'w', encoding='utf-8') as file:
            file.write(f'digraph g {{ rankdir=LR; splines=spline; nodesep={NODE_GAP / POINTS_PER_INCH:.4f};'
                       f' ranksep={LAYER_GAP / POINTS_PER_INCH:.4f}; node [shape=box fixedsize=true label=""];\n')
            for node in drawing['nodes']:
                file.write(f'"{node["id"]}" [width={node["w"] / POINTS_PER_INCH:.4f}'
                           f' height={node["h"] / POINTS_PER_INCH:.4f}];\n')
            for edge in drawing['edges']:
                label = sizes.get(edge['id'])
                file.write(f'"{edge["source"]}" -> "{edge["target"]}" [id="{edge["id"]}"')
                if label:
                    file.write(' label=<<TABLE BORDER="0" CELLBORDER="0" CELLPADDING="0" CELLSPACING="0"'
                               f' FIXEDSIZE="TRUE" WIDTH="{label["w"]:.0f}" HEIGHT="{label["h"]:.0f}">'
                               '<TR><TD></TD></TR></TABLE>>')
                file.write('];\n')
            file.write('}\n')
        seconds = run(['dot', '-Tjson', source, '-o', out])
        placed = load(out)
        names = {item['_gvid']: item['name'] for item in placed['objects']}
        boxes = {node['id']: node for node in drawing['nodes']}
        nodes, edges, labels = [], [], []
        for item in placed['objects']:
            box = boxes[item['name']]
            nodes.append(centred(item['pos'], box['w'], box['h'], id=item['name']))
        for item in placed['edges']:
            edges.append({'id': item['id'], 'source': names[item['tail']], 'target': names[item['head']],
                          'points': follow_curve(item['pos'])})
            if 'lp' in item:
                label = sizes[item['id']]
                labels.append(centred(item['lp'], label['w'], label['h'], edge=item['id']))
        return {'nodes': nodes, 'edges': edges, 'labels': labels, 'curves': True}, seconds


def centred(at, w, h, **more):
    x, y = (float(v) for v in at.split(','))
    return dict(x=x - w / 2, y=y - h / 2, w=w, h=h, **more)


def follow_curve(text):
    """The points of a chain of Bézier curves as dot writes it, with its arrow."""
    control, begin, end = [], [], []
    for part in text.split():
        target = end if part.startswith('e,') else begin if part.startswith('s,') else control
        target.append(tuple(float(v) for v in part.lstrip('es,').split(',')))
    points = begin + control[:1]
    for i in range(0, len(control) - 1, 3):
        a, b, c, d = control[i:i + 4]
        for k in range(1, CURVE_PIECES + 1):
            t = k / CURVE_PIECES
            u = 1 - t
            points.append(tuple(u * u * u * a[j] + 3 * u * u * t * b[j] + 3 * u * t * t * c[j] + t * t * t * d[j]
                                for j in (0, 1)))
    return points + end


class Elk:
    name = 'elkjs'

    def __init__(self, folder):
        self.folder = folder

    def missing(self):
        if not shutil.which('node'):
            return 'node is not installed: elkjs left out'
        if not os.path.exists(os.path.join(self.folder, 'elkjs', 'lib', 'elk.bundled.js')):
            return f'no elkjs in {self.folder} (npm install elkjs): left out'
        return None

    def draw(self, folder, drawing):
        source, out = os.path.join(folder, 'elk-in.json'), os.path.join(folder, 'elk-out.json')
        sizes = {label['edge']: label for label in drawing['labels']}
        graph = {
            'id': 'root',
            'layoutOptions': {
                'elk.algorithm': 'layered', 'elk.direction': 'RIGHT', 'elk.edgeRouting': 'ORTHOGONAL',
                'elk.edgeLabels.placement': 'CENTER', 'elk.spacing.nodeNode': str(NODE_GAP),
                'elk.layered.spacing.nodeNodeBetweenLayers': str(LAYER_GAP),
            },
            'children': [{'id': node['id'], 'width': node['w'], 'height': node['h']} for node in drawing['nodes']],
            'edges': [{
                'id': edge['id'], 'sources': [edge['source']], 'targets': [edge['target']],
                'labels': [{'text': 'x', 'width': sizes[edge['id']]['w'], 'height': sizes[edge['id']]['h']}]
                if edge['id'] in sizes else [],
            } for edge in drawing['edges']],
        }
        with open(source, 'w', encoding='utf-8') as file:
            json.dump(graph, file)
        seconds = run(['node', '-e', ELK, self.folder, source, out])
        placed = load(out)
        nodes = [{'id': node['id'], 'x': node['x'], 'y': node['y'], 'w': node['width'], 'h': node['height']}
                 for node in placed['children']]
        edges, labels = [], []
        for edge in placed['edges']:
            points = []
            for section in edge.get('sections', []):
                points += [section['startPoint']] + section.get('bendPoints', []) + [section['endPoint']]
            edges.append({'id': edge['id'], 'source': edge['sources'][0], 'target': edge['targets'][0],
                          'points': [(p['x'], p['y']) for p in points]})
            labels += [{'edge': edge['id'], 'x': label['x'], 'y': label['y'], 'w': label['width'],
                        'h': label['height']} for label in edge.get('labels', [])]
        return {'nodes': nodes, 'edges': edges, 'labels': labels}, seconds


def show(n, seed, name, drawing, seconds):
    figures = layout_metrics.measure(drawing)
    bends = '–' if figures['bends'] is None else f'{figures["bends"]:.2f}'
    zeros = ' | '.join(str(figures[key]) for key in layout_metrics.COUNTS)
    print(f'| {n:,} | {seed} | {name} | {figures["crossings"]} | {bends} | {zeros} | {figures["length"]:.0f} |'
          f' {figures["width"]:.0f} × {figures["height"]:.0f} | {figures["area"] / 1e6:.2f} | {seconds:.2f} |', flush=True)


def numbers(text):
    return [int(part) for part in text.split(',')]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--cli', required=True, help='lakeboard-cli')
    parser.add_argument('--sizes', type=numbers, default=[12, 50, 200, 1000])
    parser.add_argument('--seeds', type=numbers, default=[1, 2, 3])
    parser.add_argument('--elkjs', default=os.environ.get('LKB_ELKJS', 'node_modules'))
    options = parser.parse_args()
    peers = []
    for peer in (Dot(), Elk(os.path.abspath(options.elkjs))):
        if peer.missing():
            print(peer.missing(), file=sys.stderr)
        else:
            peers.append(peer)
    ours = Ours(options.cli)
    heads = ['nodes', 'seed', 'by', 'crossings', 'bends an edge', 'line through card', 'line on line', 'card on card',
             'label on card', 'label on label', 'line under label', 'label far off', 'length', 'w × h', 'area, M', 's']
    print('| ' + ' | '.join(heads) + ' |')
    print('|' + '---|' * len(heads))
    with tempfile.TemporaryDirectory() as folder:
        for n in options.sizes:
            for seed in options.seeds:
                drawing, seconds = ours.draw(folder, n, seed)
                show(n, seed, ours.name, drawing, seconds)
                for peer in peers:
                    placed, seconds = peer.draw(folder, drawing)
                    show(n, seed, peer.name, placed, seconds)
    return 0


if __name__ == '__main__':
    sys.exit(main())
