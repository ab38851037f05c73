#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a board of N nodes: a layered pipeline with owners, times, rates and costs, in canonical text.

usage: gen_board.py N [--seed S] [--edges-per-node R] [--no-positions] [-o OUT]

The same N, seed and options give the same bytes on every machine and with every version of Python: the random
numbers are SplitMix64, not the `random` module. Without an error of the essential rules, so that it can be exported.
"""
import argparse
import json
import sys

MASK = 2**64 - 1

TEAMS = [
    "Web", "Streaming Platform", "Feature Eng", "ML Platform", "Reco", "Data Science", "Payments", "Search",
    "Logistics", "Pricing Science", "Fraud ML", "Growth", "Order Data", "Risk Models",
]
THINGS = [
    "Orders", "Clicks", "Refunds", "Sessions", "Invoices", "Parcels", "Carts", "Returns", "Payouts", "Searches",
    "Visits", "Shipments", "Tickets", "Readings", "Quotes", "Listings",
]
WORDS = {
    "source": ["Shop", "Till", "Fleet", "Sensor", "Partner", "Mobile"],
    "ingestion": ["Queue", "Loader", "Log", "Connector"],
    "pipeline": ["Bronze", "Silver", "Gold", "Joined", "Deduplicated", "Rollup"],
    "feature-store": ["Features", "Vectors", "Profiles"],
    "model": ["Ranker", "Scorer", "Forecast", "Classifier"],
    "consumer": ["Console", "Service", "Dashboard", "Feed"],
}
TYPES = {
    "source": "events", "ingestion": "queue", "pipeline": "streaming-table", "feature-store": "online-store",
    "model": "endpoint", "consumer": "service",
}
LANES = {
    "source": "ingest", "ingestion": "ingest", "pipeline": "transform", "feature-store": "serve", "model": "serve",
    "consumer": "serve",
}
PITCH_X, PITCH_Y = 376, 148


class Random:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, n):
        return self.next() % n

    def chance(self, percent):
        return self.below(100) < percent

    def pick(self, items):
        return items[self.below(len(items))]


def kind_of(layer, layers):
    if layer == 0:
        return "source"
    if layer == layers - 1:
        return "consumer"
    if layer == 1:
        return "ingestion"
    if layer == layers - 2:
        return "model"
    if layer == layers - 3:
        return "feature-store"
    return "pipeline"


def count_layers(n):
    layers = min(6, n)
    while 6 <= layers < 40 and layers * layers * layers < n * 2:
        layers += 1
    return layers


def milliseconds(value):
    return f"{value} ms"


def make_node(random, index, kind, layer, row, positions):
    thing = random.pick(THINGS)
    node = {"id": f"n{index}", "kind": kind, "type": TYPES[kind]}
    node["name"] = f"{random.pick(WORDS[kind])} {thing} {index}"
    node["lane"] = LANES[kind]
    node["owner"] = random.pick(TEAMS)
    if kind in ("ingestion", "pipeline"):
        node["capacity"] = f"{20 + random.below(60)} k events/s"
    if kind not in ("source", "consumer"):
        node["costs"] = [{"basis": "fixed", "price": f"${100 + random.below(900)} per month"}]
    if kind == "pipeline":
        node["features"] = [random.pick(["streaming-table", "expectations", "deletion-vectors", "photon"])]
    if kind == "feature-store":
        node["features"] = ["online-store"]
    if positions:
        node["x"] = layer * PITCH_X
        node["y"] = row * PITCH_Y
    if kind == "source":
        node["rate"] = f"{10 + random.below(90)} events/s"
    if kind == "pipeline":
        node["mode"] = "continuous"
    if kind == "consumer":
        node["decision"] = "What to do next"
    return node


def make_edge(random, index, source, target):
    edge = {"id": f"e{index}", "kind": "edge", "from": source["id"], "to": target["id"]}
    edge["owner"] = source["owner"]
    edge["consumer_owner"] = target["owner"]
    edge["accept"] = "each record has an id and a time"
    p50 = 5 + random.below(200)
    edge["latency_p50"] = milliseconds(p50)
    edge["latency_p95"] = milliseconds(p50 + 1 + random.below(3 * p50))
    return edge


def build(n, seed, edges_per_node, positions):
    if n < 4:
        raise ValueError("at least 4 nodes")
    random = Random(seed * 1000003 + n)
    layers = count_layers(n)
    sizes = [n // layers + (1 if i < n % layers else 0) for i in range(layers)]
    rows = []
    nodes = []
    for layer, size in enumerate(sizes):
        row = []
        for i in range(size):
            node = make_node(random, len(nodes), kind_of(layer, layers), layer, i, positions)
            row.append(node)
            nodes.append(node)
        rows.append(row)

    pairs = []
    seen = set()

    def connect(layer_a, i, layer_b, j):
        key = (layer_a, i, layer_b, j)
        if key not in seen:
            seen.add(key)
            pairs.append((rows[layer_a][i], rows[layer_b][j]))

    def near(i, size_a, size_b):
        """A place in the other layer at about the same height."""
        return max(0, min(size_b - 1, i * size_b // size_a + random.below(5) - 2))

    for layer in range(1, layers):
        for i in range(sizes[layer]):
            back = 1 if layer < 2 or not random.chance(8) else 2
            connect(layer - back, near(i, sizes[layer], sizes[layer - back]), layer, i)
    has_out = {a["id"] for a, _ in pairs}
    for layer in range(layers - 1):
        for i in range(sizes[layer]):
            if rows[layer][i]["id"] not in has_out:
                connect(layer, i, layer + 1, near(i, sizes[layer], sizes[layer + 1]))
    wanted = int(n * edges_per_node)
    for _ in range(20 * wanted):
        if len(pairs) >= wanted:
            break
        layer = random.below(layers - 1)
        i = random.below(sizes[layer])
        connect(layer, i, layer + 1, near(i, sizes[layer], sizes[layer + 1]))
    edges = [make_edge(random, i, a, b) for i, (a, b) in enumerate(pairs)]

    facts = {
        "title": f"Generated pipeline of {n} nodes",
        "goal": "Deliver scores to every consumer within 60 s of an event",
        "kpis": [{
            "name": "Time to insight", "target": "≤ 60 s @ p95", "primary": True, "from": nodes[0]["id"],
            "to": nodes[-1]["id"],
        }],
        "budget_cost": f"${n} k per month",
        "roster": [{
            "owner": team,
            "escalation": {
                "first": "on-call", "second": "lead", "channel": "#" + team.lower().replace(" ", "-"),
                "within": "15 min",
            },
        } for team in TEAMS],
    }
    return facts, nodes + edges


def inline(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(k)}: {inline(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(inline(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def lines(members, indent):
    return ",\n".join(f"{indent}{json.dumps(k)}: {inline(v)}" for k, v in members.items())


def canonical(facts, elements):
    body = ",\n".join("    {\n" + lines(e, "      ") + "\n    }" for e in elements)
    return (
        '{\n  "lakeboard": 1,\n  "board": {\n' + lines(facts, "    ") + '\n  },\n  "elements": [\n' + body + "\n  ]\n}\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("n", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edges-per-node", type=float, default=1.4)
    parser.add_argument("--no-positions", action="store_true")
    parser.add_argument("-o", "--output", default="-")
    options = parser.parse_args()
    text = canonical(*build(options.n, options.seed, options.edges_per_node, not options.no_positions))
    if options.output == "-":
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        with open(options.output, "wb") as file:
            file.write(text.encode("utf-8"))


if __name__ == "__main__":
    main()
