#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must not be in the tree: absolute paths of somebody's machine, hosts nobody decided on, loose ends."""
import re

import arch

# Hosts that may be named; a new one is added here on purpose.
HOSTS = {
    'www.w3.org', 'www.freedesktop.org', 'specifications.freedesktop.org', 'www.gnu.org', 'www.rfc-editor.org',
    'github.com', 'json.schemastore.org', 'docs.oasis-open.org', 'raw.githubusercontent.com',
    'docs.databricks.com', 'docs.delta.io', 'delta.io', 'spark.apache.org',
    'lakeboard.github.io', 'apache.github.io', 'databricks.com', 'learn.microsoft.com', 'www.finout.io',
    'databrickspricing.com',
}
URL = re.compile(r'\b(?:https?|ftp|sftp)://([A-Za-z0-9][A-Za-z0-9.-]*)')
# (?<![\w.]) keeps relative paths such as docs/work/ and $x/tmp/ out.
MACHINE_PATH = re.compile(r'(?<![\w.}$)*/-])/(?:work|root|home|tmp)(?:/[\w.-]|/?(?=["\'`\s]))')
LOOSE_END = re.compile(r'\b(?:' + '|'.join(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK']) + r')\b')
PLACEHOLDER = re.compile(r'\blorem ipsum\b', re.I)
ENDINGS = ('.c', '.h', '.py', '.build', '.txt', '.md', '.xml', '.in', '.ui', '.css', '.svg', '.json', '.lakeboard',
           '.po', '.supp', 'dev', '.ci/run', 'with-display')


def number_of(text, match):
    return text.count('\n', 0, match.start()) + 1


def host_complaints(path, text):
    return [f'{path}:{number_of(text, m)}: host {m.group(1)} is not in the list of tests/arch/test_words.py'
            for m in URL.finditer(text)
            if m.group(1) not in HOSTS and not re.search(r'(^|\.)example(\.(com|org|net))?$', m.group(1))]


def path_complaints(path, text):
    return [f'{path}:{number_of(text, m)}: {m.group(0)} is a path of one machine' for m in MACHINE_PATH.finditer(text)]


def word_complaints(path, text):
    return [f'{path}:{number_of(text, m)}: loose end {m.group(0)}'
            for pattern in (LOOSE_END, PLACEHOLDER) for m in pattern.finditer(text)]


def self_test(tap):
    tap.rejects('a host nobody decided on', host_complaints('a.md', 'get it at https://mirror.elsewhere.net/x\n'))
    tap.accepts('an example host', host_complaints('a.md', 'https://evil.example/x and https://example.com\n'))
    tap.accepts('a name space', host_complaints('a.c', '"http://www.w3.org/2000/svg"\n'))
    tap.rejects('a scratch path', path_complaints('a.c', 'open ("/tmp' + '/x.svg");\n'))
    tap.rejects('a home', path_complaints('a.md', 'see /home' + '/someone\n'))
    tap.accepts('a relative path', path_complaints('a.md', 'docs/home/x and build/tmp/y\n'))
    tap.rejects('a loose end', word_complaints('a.c', '/* TO' + 'DO: later */\n'))


def main():
    tap = arch.Tap()
    self_test(tap)
    files = [(p, arch.read(p)) for p in arch.source_files(ENDINGS)
             if p != 'tests/arch/test_words.py' and p != 'COPYING'
             and not p.startswith(('tests/format/', 'tests/fuzz/', 'tests/golden/'))]
    tap.result(f'hosts ({len(files)} files)', [c for p, t in files for c in host_complaints(p, t)])
    tap.result('paths', [c for p, t in files for c in path_complaints(p, t)])
    tap.result('loose ends', [c for p, t in files for c in word_complaints(p, t)])
    tap.done()


main()
