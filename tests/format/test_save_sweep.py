#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Saving, with every system call of it failing or being the last one.

Whatever happens, the file holds all the old bytes or all the new ones, and success is never reported over old bytes.
Needs strace and the right to trace; is skipped with the reason otherwise.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
CALLS = ('openat', 'write', 'fallocate', 'fchown', 'fchmod', 'fsetxattr', 'fsync', 'ftruncate', 'close', 'rename',
         'newfstatat', 'fstat', 'unlink', 'getdents64')
ERRORS = ('ENOSPC', 'EIO')
MORE_ERRORS = {'write': ('EINTR', 'EDQUOT'), 'openat': ('EACCES', 'EROFS'), 'rename': ('EACCES', 'EXDEV'),
               'fallocate': ('EINTR', 'EOPNOTSUPP'), 'fsync': ('EDQUOT', 'EINTR', 'EINVAL'), 'fchown': ('EPERM',),
               'fchmod': ('EPERM',), 'close': ('EINTR',)}
KINDS = ('plain', 'symlink', 'hard-link', 'new')
OLD = b'old ' * 5000
# Copies for recovery go where nobody keeps any.
HOME = tempfile.TemporaryDirectory(prefix='lakeboard-home-')
ENVIRONMENT = dict(os.environ, ASAN_OPTIONS='detect_leaks=0', HOME=HOME.name,
                   XDG_DATA_HOME=os.path.join(HOME.name, 'data'), XDG_STATE_HOME=os.path.join(HOME.name, 'state'))
SOURCE = b'{"lakeboard": 1, "board": {"goal": "%s"}, "elements": []}' % (b'g' * 9000)


def prepare(folder, kind):
    """Path that is saved to, and path that has to hold old or new."""
    target = os.path.join(folder, 'target')
    if kind != 'new':
        with open(target, 'wb') as file:
            file.write(OLD)
    if kind == 'symlink':
        os.symlink('target', os.path.join(folder, 'link'))
        return os.path.join(folder, 'link'), target
    if kind == 'hard-link':
        os.link(target, os.path.join(folder, 'other'))
    return target, target


def run(path, source, options):
    return subprocess.run(['strace', '-f', *options, PROGRAM, 'convert', source, '-o', path],
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=ENVIRONMENT, timeout=120, check=False)


def traced_calls(folder, kind, source):
    """(call, how many-eth of its name in the main thread) for each from the temporary file on."""
    path, _ = prepare(folder, kind)
    log = os.path.join(folder, 'log')
    done = run(path, source, ['-o', log, '-e', 'trace=' + ','.join(CALLS)])
    if done.returncode:
        return None, done.stderr.decode(errors='replace').strip().splitlines()[:1]
    counts, found, begun = {}, [], False
    with open(log, encoding='utf-8', errors='replace') as file:
        lines = file.read().splitlines()
    main = lines[0].split()[0]
    for line in lines:
        match = re.match(r'(\d+)\s+(\w+)\(', line)
        if not match or match.group(1) != main:
            continue
        if '.gcda' in line:
            break  # saving is over: a build for coverage writes what it has counted
        name = match.group(2)
        counts[name] = counts.get(name, 0) + 1
        begun = begun or '.lakeboard-save-' in line
        if begun:
            found.append((name, counts[name]))
    return found, None


def judge(target, kind, new, status, complaints, what):
    if not os.path.exists(target):
        if kind != 'new' or status == 0:
            complaints.append(f'{what}: the file is gone')
        return
    with open(target, 'rb') as file:
        content = file.read()
    if content != new and (content != OLD or kind == 'new'):
        complaints.append(f'{what}: damaged, {len(content)} bytes')
    elif status == 0 and content != new:
        complaints.append(f'{what}: success over old bytes')


def sweep(kind, source, new):
    with tempfile.TemporaryDirectory() as folder:
        calls, reason = traced_calls(folder, kind, source)
    if calls is None:
        return None, reason
    complaints, runs = [], 0
    for name, number in calls:
        faults = [f'error={e}' for e in (*ERRORS, *MORE_ERRORS.get(name, ()))] + ['signal=KILL']
        for fault in faults:
            with tempfile.TemporaryDirectory() as folder:
                path, target = prepare(folder, kind)
                done = run(path, source, ['-o', os.devnull, '-e', f'trace={name}',
                                          '-e', f'inject={name}:{fault}:when={number}'])
                runs += 1
                judge(target, kind, new, done.returncode, complaints, f'{kind}: {name} {number} {fault}')
                if kind == 'symlink' and not os.path.islink(path):
                    complaints.append(f'{kind}: {name} {number} {fault}: the link is gone')
                left = [n for n in os.listdir(folder) if n.startswith('.lakeboard-save-')]
                if left and not fault.startswith('signal') and name != 'unlink':
                    complaints.append(f'{kind}: {name} {number} {fault}: {left[0]} stayed behind')
    return runs, complaints


def main():
    print(f'1..{len(KINDS)}')
    failed = 0
    with tempfile.NamedTemporaryFile(suffix='.lakeboard') as source:
        source.write(SOURCE)
        source.flush()
        new = subprocess.run([PROGRAM, 'convert', source.name, '-o', '-'], stdout=subprocess.PIPE, check=True).stdout
        for number, kind in enumerate(KINDS, 1):
            if not shutil.which('strace'):
                print(f'ok {number} - {kind} # SKIP no strace')
                continue
            runs, complaints = sweep(kind, source.name, new)
            if runs is None:
                print(f'ok {number} - {kind} # SKIP strace may not trace: {" ".join(complaints)}')
                continue
            failed += bool(complaints)
            print(f'{"not ok" if complaints else "ok"} {number} - {kind} ({runs} faults)')
            for line in complaints:
                print(f'# {line}')
            sys.stdout.flush()
    sys.exit(1 if failed else 0)


main()
