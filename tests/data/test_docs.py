#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation keeps up: docs/RULES.md is what the program writes, the others name every option
and every key, and every link leads somewhere."""
import json
import os
import re
import subprocess
import sys

ROOT = os.environ.get('LKB_SOURCE_ROOT') or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'arch'))
import arch  # noqa: E402

CLI = os.environ.get('LKB_CLI') or os.path.join(ROOT, 'build', 'app', 'cli', 'lakeboard-cli')
LINK = re.compile(r'\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)')
COMMANDS = ('check', 'export', 'analyse', 'arrange', 'convert', 'new', 'templates', 'kinds', 'rules')


def run(*args):
    return subprocess.run([CLI, *args], capture_output=True, text=True, check=False)


def rules_complaints(page, written):
    return [] if page == written else ['docs/RULES.md is not what the program writes: run ./dev docs']


def link_complaints(path, text, exists):
    folder = os.path.dirname(path)
    return [f'{path}: {target} is not there' for target in LINK.findall(text)
            if '://' not in target and not exists(os.path.normpath(os.path.join(folder, target)))]


def option_complaints(path, text, command, options):
    return [f'{path}: says nothing of {command} {option}' for option in options if option not in text]


def word_complaints(path, text, words):
    known = set(re.findall(r'[a-z0-9_-]+', text))
    return [f'{path}: says nothing of {word}' for word in words if word not in known]


def section(text, command):
    """The lines of the overview that belong to a command."""
    found = re.search(rf'^    lakeboard-cli {command}\b.*(?:\n     {{8,}}\S.*)*', text, re.M)
    return found.group(0) if found else ''


def choices_of(command, option):
    """What the program itself names when it is given something else."""
    told = re.search(r'is not one of ([^;]*);', run(command, option, 'zzz', 'x.lakeboard', '-o', 'x.svg').stderr)
    return told.group(1).split(', ') if told else []


def choice_complaints(path, text, command, option, choices):
    """The line of @option lists each of its words, as a|b|c or “a, b or c”."""
    known = re.search(rf'{option}[ =)]([^\]\n;]*)', text)
    # A list that is too long for the overview has a name there.
    if known and known.group(1) == 'FORMAT':
        return []
    return [f'{path}: {command} {option} says nothing of {word}' for word in choices
            if not known or word not in re.findall(r'[a-z0-9-]+', known.group(1))]


def manual_entry(manual, command):
    """From the line of a command to that of the next, without signs of type."""
    found = re.search(rf'^\\fB{command}\\fR.*?(?=^\\fB(?:{"|".join(COMMANDS)})\\fR|^\.SH|\Z)', manual, re.M | re.S)
    return re.sub(r'\\f[A-Z]', '', found.group(0)) if found else ''


def completion_of(command, option):
    """The first line of the completion's table that is about this option."""
    for line in arch.read('data/lakeboard-cli.bash').splitlines():
        if re.match(rf' +(?:{command}|\*):{option}\)', line):
            return line
    return ''


def main():
    tap = arch.Tap()
    tap.rejects('an old page of rules', rules_complaints('a', 'b'))
    tap.rejects('a dead link', link_complaints('docs/A.md', '[x](B.md)', lambda p: False))
    tap.accepts('a link', link_complaints('docs/A.md', '[x](B.md) [y](https://example.org)', lambda p: p == 'docs/B.md'))
    tap.rejects('an option left out', option_complaints('a', '--x', 'check', ['--y']))

    tap.result('docs/RULES.md', rules_complaints(arch.read('docs/RULES.md'), run('rules', '--format', 'markdown').stdout))
    pages = arch.source_files(('.md',))
    tap.result(f'links ({len(pages)} pages)', [
        c for p in pages for c in link_complaints(p, arch.read(p), lambda t: os.path.exists(os.path.join(arch.ROOT, t)))])
    tap.rejects('a key left out', word_complaints('a', 'key', ['keys']))
    kinds = json.loads(run('kinds', '--format', 'json').stdout)['kinds']
    words = {w for kind in kinds for w in [*kind['types'], *(field['key'] for field in kind['fields'])]}
    tap.result(f'docs/FILE-FORMAT.md ({len(words)} keys and types)',
               word_complaints('docs/FILE-FORMAT.md', arch.read('docs/FILE-FORMAT.md'), sorted(words)))
    tap.rejects('a choice left out', choice_complaints('a', '[--x a|b]', 'check', '--x', ['a', 'b', 'c']))
    tap.accepts('all choices', choice_complaints('a', '[--x a|b] [--y c]', 'check', '--x', ['a', 'b']))
    help_page = run('--help').stdout
    overview = arch.read('docs/COMMAND-LINE.md')
    manual = arch.read('data/lakeboard-cli.1').replace('\\-', '-')
    for command in COMMANDS:
        options = re.findall(r'^ +(?:-o, )?(--[a-z-]+)', run(command, '--help').stdout, re.M)
        options = ['-o' if o == '--output' else o for o in options if o != '--help']
        tap.result(f'options of {command}',
                   option_complaints('docs/COMMAND-LINE.md', section(overview, command), command, options)
                   + option_complaints('data/lakeboard-cli.1', manual, command, options))
        short = re.search(rf'^  {command} .*\n(?:   {{8,}}.*\n)*', help_page, re.M).group(0)
        entry = manual_entry(manual, command)
        for option in options:
            choices = choices_of(command, option) if option != '-o' else []
            if choices:
                tap.result(f'choices of {command} {option} ({len(choices)})',
                           choice_complaints('--help', short, command, option, choices)
                           + choice_complaints('docs/COMMAND-LINE.md', section(overview, command), command, option, choices)
                           + choice_complaints('data/lakeboard-cli.1', entry, command, option, choices)
                           + choice_complaints('data/lakeboard-cli.bash', completion_of(command, option), command, option,
                                               choices))
    tap.done()


main()
