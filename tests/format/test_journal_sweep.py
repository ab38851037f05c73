#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A journal, with each system call of its thread failing or being the last one.

After a kill all is there that was on the disk. After an error the work goes on to its end, and what is offered is the board
as it was after one of the changes. Needs strace and the right to trace; is skipped with the reason otherwise.
"""
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
CALLS = ('openat', 'write', 'fallocate', 'fsync', 'fdatasync', 'ftruncate', 'close', 'rename', 'newfstatat', 'unlink',
         'fcntl', 'mkdir', 'fchmod')
ERRORS = {'openat': ('EACCES', 'ENOSPC'), 'write': ('ENOSPC', 'EINTR'), 'fallocate': ('ENOSPC',), 'fsync': ('EIO',),
          'fdatasync': ('EIO',), 'rename': ('EIO', 'EXDEV'), 'mkdir': ('EROFS',), 'fcntl': ('ENOLCK',), 'close': ('EIO',),
          'ftruncate': ('EIO',), 'unlink': ('EIO',)}
ENVIRONMENT = dict(os.environ, ASAN_OPTIONS='detect_leaks=0')
STEPS = {'1', '2', '3', '4', '5'}


class Run:
    """The program, traced from where it has stopped itself: each of its threads counts its calls from there."""

    def __init__(self, options, folder):
        # A build for coverage writes its figures where nobody looks.
        program = subprocess.Popen([PROGRAM, 'write', folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   env=dict(ENVIRONMENT, GCOV_PREFIX=folder + '-gcov'))
        os.waitpid(program.pid, os.WUNTRACED)
        tracer = subprocess.Popen(['strace', '-f', '-p', str(program.pid), *options], stderr=subprocess.PIPE, text=True)
        first = tracer.stderr.readline()
        self.reason = None if 'attached' in first else first.strip()
        os.kill(program.pid, signal.SIGKILL if self.reason else signal.SIGCONT)
        self.stdout = program.communicate(timeout=120)[0]
        self.returncode = program.returncode
        tracer.communicate(timeout=120)


def traced_calls(scratch):
    """(call, how many-eth of its name in its thread) for each of the journal's thread."""
    log = os.path.join(scratch, 'log')
    done = Run(['-o', log, '-e', 'trace=' + ','.join(CALLS)], os.path.join(scratch, 'journal'))
    if done.reason:
        return None, done.reason
    with open(log, encoding='utf-8', errors='replace') as file:
        lines = [re.match(r'(\d+)\s+(\w+)\((.*)', line) for line in file]
    lines = [m for m in lines if m]
    writer = next(m.group(1) for m in lines if '.lakeboard-save-' in m.group(3))
    counts, found = {}, []
    for match in lines:
        if match.group(1) == writer:
            counts[match.group(2)] = counts.get(match.group(2), 0) + 1
            found.append((match.group(2), counts[match.group(2)]))
    return found, None


def judge(folder, done, killed, complaints, what):
    printed = done.stdout.decode().split()
    acked = max((int(p) for p in printed if p.isdigit()), default=0)
    if not killed and (done.returncode or printed[-1:] != ['end']):
        complaints.append(f'{what}: the work did not go on ({done.returncode})')
    read = subprocess.run([PROGRAM, 'read', folder], stdout=subprocess.PIPE, env=ENVIRONMENT, timeout=60, check=False)
    offered = read.stdout.decode().split()
    if read.returncode or not set(offered) <= STEPS:
        complaints.append(f'{what}: offered {offered}, status {read.returncode}')
    elif killed and acked and max((int(n) for n in offered), default=0) < acked:
        complaints.append(f'{what}: {acked} was on the disk, offered {offered}')


def main():
    print('1..1')
    if not shutil.which('strace'):
        print('ok 1 - journal # SKIP no strace')
        return
    with tempfile.TemporaryDirectory() as scratch:
        calls, reason = traced_calls(scratch)
    if calls is None:
        print(f'ok 1 - journal # SKIP strace may not trace: {reason}')
        return
    complaints, runs = [], 0
    for name, number in calls:
        for fault in [f'error={e}' for e in ERRORS.get(name, ())] + ['signal=KILL']:
            with tempfile.TemporaryDirectory() as scratch:
                folder = os.path.join(scratch, 'journal')
                done = Run(['-o', os.devnull, '-e', f'trace={name}', '-e', f'inject={name}:{fault}:when={number}'],
                           folder)
                runs += 1
                judge(folder, done, fault == 'signal=KILL', complaints, f'{name} {number} {fault}')
    print(f'{"not ok" if complaints else "ok"} 1 - journal ({runs} faults)')
    for line in complaints:
        print(f'# {line}')
    sys.exit(1 if complaints else 0)


main()
