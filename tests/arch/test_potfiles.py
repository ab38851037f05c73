#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in lists each file with translatable text and no other; each translation is complete.

What the data files say stands in data/words.pot, for xgettext cannot read them.
With --write both are written anew and the translations get the texts of the sources (./dev po does that).
"""
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import arch

MARKED = re.compile(r'(?<![\w])(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|gettext|g_dpgettext2?|lkb_label_new_plural)\s*\(\s*(?:"|NULL|GETTEXT)')
# A label is written down as it is here: lkb_label_new() and its like take msgids.
TRANSLATED_LABEL = re.compile(r'\b(lkb_(?:change|label)_new(?:_plural)?)\s*\(\s*_\s*\(')
MARKED_UI = re.compile(r'translatable="(?:yes|true)"')
FOLDERS = ('core/', 'widgets/', 'app/', 'resources/', 'data/')
# Merged or looked up by their own tools.
WORDS = 'data/words.pot'
ALWAYS = ('.desktop.in', '.metainfo.xml.in', '.gschema.xml', WORDS)
# Which texts of the data files are shown: file, members on the way, context (lkb_text_translate() looks in "data",
# labels in none), and what translators are told.
DATA_TEXTS = (
    ('data/decks/*.json', ('prompts', 'text'), 'data', 'A task of a practice round'),
    ('data/decks/*.json', ('prompts', 'tags'), 'data', 'A subject of tasks: “About: cost”'),
    ('data/decks/*.json', ('phases', 'lines', 'text'), 'data', 'What the interviewer asks in a phase'),
    ('data/decks/*.json', ('cards', 'text'), 'data', 'What the interviewer asks; {number} stands for “99.99 %”'),
    ('data/templates/*.lakeboard', ('board', 'title'), 'data', 'The title of a template'),
    ('data/templates/*.lakeboard', ('board', 'story'), 'data', 'What a template is about'),
    ('data/vocabulary/buzzwords.json', ('buzzwords', 'needs'), None, '“‘fast’ needs a time”'),
)
WORDS_HEAD = '''# SPDX-License-Identifier: GPL-3.0-or-later
# What the data files say. Written by ./dev po; do not edit.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
'''


def texts_of(value, members):
    """All texts at the end of the way of members; lists on it are gone through."""
    if isinstance(value, list):
        return [text for item in value for text in texts_of(item, members)]
    if not members:
        return [value]
    # The three-minute drill has no subjects to choose.
    if members[0] not in value or (value.get('drill') and members[0] == 'tags'):
        return []
    return texts_of(value[members[0]], members[1:])


def data_words(files):
    """data/words.pot: each text once, with all places where it stands. files: (path, text) in order."""
    entries_of = {}
    for path, text in files:
        lines = text.split('\n')
        for pattern, members, context, comment in DATA_TEXTS:
            if not fnmatch.fnmatch(path, pattern):
                continue
            for msgid in texts_of(json.loads(text), members):
                if not msgid.strip():
                    continue
                quoted = json.dumps(msgid, ensure_ascii=False)
                line = next(i for i, row in enumerate(lines, 1) if quoted in row)
                comments, places = entries_of.setdefault((context, msgid), ({}, {}))
                comments[comment] = places[f'{path}:{line}'] = True
    out = WORDS_HEAD
    for (context, msgid), (comments, places) in entries_of.items():
        out += '\n' + ''.join(f'#. {c}\n' for c in comments) + ''.join(f'#: {p}\n' for p in places)
        out += f'msgctxt "{context}"\n' if context else ''
        out += f'msgid {json.dumps(msgid, ensure_ascii=False)}\nmsgstr ""\n'
    return out


def expected_words():
    return data_words([(p, arch.read(p)) for p in arch.source_files(('.json', '.lakeboard'), under='data')])


def is_translatable(path, text):
    if not path.startswith(FOLDERS):
        return False
    if path.endswith(('.c', '.h')):
        return MARKED.search(text) is not None
    if path.endswith('.ui'):
        return MARKED_UI.search(text) is not None
    return path.endswith(ALWAYS)


def expected():
    files = arch.source_files(('.c', '.h', '.ui') + ALWAYS)
    return sorted(p for p in files if is_translatable(p, arch.read(p)))


def list_complaints(listed, wanted):
    complaints = [f'{p}: has translatable text, but is not in po/POTFILES.in' for p in wanted if p not in listed]
    complaints += [f'{p}: is in po/POTFILES.in, but has no translatable text' for p in listed if p not in wanted]
    if len(set(listed)) != len(listed):
        complaints.append('po/POTFILES.in names a file twice')
    return complaints


def label_complaints(path, text):
    return [f'{path}: {name}() takes a msgid, N_("…")' for name in TRANSLATED_LABEL.findall(text)]


def words_complaints(text, wanted):
    """Where the texts stand does not count: a data file may grow between them."""
    same = re.sub(r'(?m)^#: .*\n', '', text) == re.sub(r'(?m)^#: .*\n', '', wanted)
    return [] if same else [f'{WORDS}: does not say what the data files say: run ./dev po and translate']


def entries(text):
    return [line.strip() for line in text.split('\n') if line.strip() and not line.startswith('#')]


def run(command):
    return subprocess.run(command, capture_output=True, text=True, cwd=arch.ROOT, check=False,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8'})


def po_complaints(path, name=None):
    """path: a .po file. Complains about what is untranslated, fuzzy or formally wrong."""
    name = name or path
    result = run(['msgfmt', '--check', '--check-accelerators=_', '--statistics', '-o', os.devnull, path])
    if result.returncode:
        return [line for line in result.stderr.split('\n') if line]
    left = re.findall(r'\d+ (?:fuzzy|untranslated)[^,.]*', result.stderr)
    return [f'{name}: {what}' for what in left]


def make_template(listed, path):
    """The texts of the sources, as xgettext finds them."""
    result = run(['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2',
                  '--keyword=NC_:1c,2', '--keyword=Q_:1g', '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3',
                  '--keyword=lkb_label_new_plural:1,2', '--keyword=say_plural:2,3',
                  '--flag=N_:1:pass-c-format', '--flag=C_:2:pass-c-format', '--flag=NC_:2:pass-c-format',
                  '--add-comments', '-o', path, *listed])
    return [line for line in result.stderr.split('\n') if 'error' in line] if result.returncode else []


def compare_complaints(po, template, name):
    """msgcmp: each text of the template has a translation in po."""
    result = run(['msgcmp', po, template])
    if result.returncode == 0:
        return []
    lines = [line.replace(os.path.dirname(template) + '/', '') for line in result.stderr.split('\n') if line]
    return [f'{name}: not up to date with the sources: run ./dev po and translate'] + lines[:20]


POT_DATE = re.compile(r'(?m)^"POT-Creation-Date: .*\n')


def with_date(before, after):
    """after, with the day of before when no text has changed, only where the texts stand."""
    plain = [re.sub(r'(?m)^#: .*\n', '', POT_DATE.sub('', text)) for text in (before, after)]
    old = POT_DATE.search(before)
    return POT_DATE.sub(lambda _: old[0], after) if old and plain[0] == plain[1] else after


SAMPLE = '''msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"PO-Revision-Date: 2025-06-01 00:00+0000\\n"
"Last-Translator: x\\n"
"Language-Team: x\\n"
"Language: de\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

'''

DECK_WORDS = '''
#. A task of a practice round
#: data/decks/a.json:2
msgctxt "data"
msgid "A “b”"
msgstr ""

#. A subject of tasks: “About: cost”
#: data/decks/a.json:2
msgctxt "data"
msgid "t"
msgstr ""
'''


def self_test(tap, folder):
    tap.rejects('a file that is not listed', list_complaints([], ['core/a.c']))
    tap.rejects('a stale entry', list_complaints(['core/a.c'], []))
    tap.rejects('a double entry', list_complaints(['core/a.c', 'core/a.c'], ['core/a.c']))
    for text in ('f (_("x"));', 'N_ ("x")', 'C_("verb", "x")'):
        tap.result(f'self-test: sees {text}', [] if is_translatable('core/x/a.c', text) else ['not seen'])
    tap.result('self-test: passes over foo_("x")', ['seen'] if is_translatable('core/x/a.c', 'foo_("x")') else [])

    deck = '{"prompts": [{"id": "1",\n "text": "A “b”", "tags": ["t"], "goal": "g"},\n {"text": "A “b”"}]}'
    tap.result('self-test: finds what a deck says',
               [] if data_words([('data/decks/a.json', deck)]) == WORDS_HEAD + DECK_WORDS else ['not found'])
    tap.rejects('a new text of a deck', words_complaints(data_words([]), data_words([('data/decks/a.json', deck)])))

    tap.rejects('a translated label', label_complaints('a.c', 'lkb_change_new (_ ("x"));'))
    tap.accepts('a label', label_complaints('a.c', 'lkb_change_new (N_ ("x")); lkb_label_new (N_("x"), NULL)'))

    def sample(entry):
        path = os.path.join(folder, 'sample.po')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(SAMPLE + entry)
        return path

    tap.rejects('an untranslated text', po_complaints(sample('msgid "a"\nmsgstr ""\n')))
    tap.rejects('a fuzzy text', po_complaints(sample('#, fuzzy\nmsgid "a"\nmsgstr "b"\n')))
    tap.rejects('a wrong format', po_complaints(sample('#, c-format\nmsgid "%d a"\nmsgstr "%s b"\n')))
    tap.accepts('a translated text', po_complaints(sample('msgid "a"\nmsgstr "b"\n')))
    old = SAMPLE.replace('"PO-R', '"POT-Creation-Date: 2025-06-01 00:00+0000\\n"\n"PO-R', 1)
    new = old.replace('06-01', '07-01', 1)
    tap.result('self-test: the day alone changes nothing', [] if with_date(old, new) == old else ['it did'])
    tap.result('self-test: nor does a line number change the day',
               [] if with_date(old, new + '#: a.c:7\n') == old + '#: a.c:7\n' else ['it did'])
    text = new + 'msgid "a"\n'
    tap.result('self-test: a text does', [] if with_date(old, text) == text else ['it did not'])
    template = os.path.join(folder, 'sample.pot')
    with open(template, 'w', encoding='utf-8') as file:
        file.write('msgid "a"\nmsgstr ""\n\nmsgid "c"\nmsgstr ""\n')
    tap.rejects('a text that the translation does not know',
                compare_complaints(sample('msgid "a"\nmsgstr "b"\n'), template, 'sample'))


def write(wanted):
    with open(os.path.join(arch.ROOT, WORDS), 'w', encoding='utf-8') as file:
        file.write(expected_words())
    with open(os.path.join(arch.ROOT, 'po', 'POTFILES.in'), 'w', encoding='utf-8') as file:
        file.write(''.join(p + '\n' for p in wanted))
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, 'lakeboard.pot')
        trouble = make_template(wanted, template)
        for language in entries(arch.read('po/LINGUAS')):
            if not trouble:
                po = f'po/{language}.po'
                before = arch.read(po)
                merged = run(['msgmerge', '--quiet', '--previous', po, template])
                trouble = [merged.stderr] if merged.returncode else []
                if not trouble:
                    with open(os.path.join(arch.ROOT, po), 'w', encoding='utf-8') as file:
                        file.write(with_date(before, merged.stdout))
    if trouble:
        sys.exit('\n'.join(trouble))


def main():
    wanted = expected()
    if '--write' in sys.argv[1:]:
        write(wanted)
        return

    tap = arch.Tap()
    tap.result(f'{WORDS} says what the data files say', words_complaints(arch.read(WORDS), expected_words()))
    if not shutil.which('msgfmt') or not shutil.which('xgettext'):
        tap.result('gettext is installed', ['msgfmt or xgettext is missing'])
        tap.done()
    with tempfile.TemporaryDirectory() as folder:
        self_test(tap, folder)
        listed = entries(arch.read('po/POTFILES.in'))
        tap.result('labels of steps are not translated when they are made',
                   [c for p in arch.source_files(('.c', '.h')) for c in label_complaints(p, arch.read(p))])
        tap.result(f'po/POTFILES.in ({len(wanted)} files)', list_complaints(listed, wanted))
        template = os.path.join(folder, 'lakeboard.pot')
        trouble = make_template([p for p in listed if os.path.exists(os.path.join(arch.ROOT, p))], template)
        tap.result('xgettext reads the sources', trouble)
        for language in entries(arch.read('po/LINGUAS')):
            po = f'po/{language}.po'
            tap.result(f'{po} is complete', po_complaints(po))
            tap.result(f'{po} knows all texts',
                       trouble or compare_complaints(os.path.join(arch.ROOT, po), template, po))
    tap.done()


main()
