# SPDX-License-Identifier: GPL-3.0-or-later
"""lakeboard-cli as the tests run it: with a home of its own, and a folder to write to. The program is the first argument."""
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = os.environ.get('LKB_SOURCE_ROOT') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BOARDS = os.path.join(ROOT, 'tests', 'support', 'boards')
NODE = '{"id": "a", "kind": "source"}'
# Nobody's own templates, words and recovery copies.
HOME = tempfile.TemporaryDirectory(prefix='lakeboard-home-')
ENVIRONMENT = dict(os.environ, HOME=HOME.name, XDG_DATA_HOME=os.path.join(HOME.name, 'data'),
                   XDG_STATE_HOME=os.path.join(HOME.name, 'state'))


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



def gate_boards():
    return ('unowned-edge', 'OWN001'), ('no-kpi', 'KPI001'), ('no-goal', 'GOAL001'), ('no-feature', 'FEA001')
