# SPDX-License-Identifier: GPL-3.0-or-later
"""Functions as tests, for programs that print TAP: mark each with @test, then call main()."""
import sys

tests = []


def test(function):
    tests.append(function)
    return function


def main(functions=None):
    """Runs what was marked, or functions. What one returns is the reason why it was skipped; what it raises fails it."""
    functions = tests if functions is None else functions
    failed = 0
    print(f'1..{len(functions)}')
    for number, function in enumerate(functions, 1):
        name = function.__name__.replace('_', ' ')
        try:
            reason = function()
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            print(f'not ok {number} - {name}')
            for line in f'{type(error).__name__}: {error}'.splitlines():
                print(f'# {line}')
            trace = error.__traceback__
            while trace:
                print(f'#   {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}')
                trace = trace.tb_next
        else:
            print(f'ok {number} - {name}' + (f' # SKIP {reason}' if reason else ''))
        sys.stdout.flush()
    sys.exit(1 if failed else 0)
