"""Runs each test of some files in a process of its own, several at a time: `side_by_side.py JOBS PATTERN`.

One line per test; of one that fails, all it wrote. A test whose class or method has `runs_alone` begins when the others
are through. Ends with 1 if any failed.
"""

import concurrent.futures
import os
import subprocess
import sys
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
# The longest first, or the last one keeps everybody waiting; an order only, any other is as right.
LONG_ONES = ["d1_d2_d3_killed_at_every_write", "d12_a_torn_log", "d2_d4_killed_at_every_answer", "d10_flipped",
             "d1_d2_d3_killed_at_every_sync", "d5_every_nth_write", "d7_every_nth_sync", "d18_a_stopped_process"]


def tests_of(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from tests_of(one)
        else:
            yield one


def place(test):
    return next((index for index, name in enumerate(LONG_ONES) if name in test.id()), len(LONG_ONES))


def run(test):
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-W", "error::ResourceWarning", "-m", "unittest", test.id()], cwd=HERE,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace")
    # An unclosed socket is told while it is collected, where nothing can fail any more.
    is_sound = done.returncode == 0 and "ResourceWarning" not in done.stdout
    print(f"{'ok' if is_sound else 'FAILED':6} {time.monotonic() - started:7.1f} s  {test.id()}", flush=True)
    if not is_sound:
        print(done.stdout, flush=True)
    return is_sound


def main(jobs, pattern):
    sys.path.insert(0, HERE)
    tests = sorted(tests_of(unittest.defaultTestLoader.discover(HERE, pattern)), key=place)
    alone = [one for one in tests if getattr(getattr(one, one._testMethodName, None), "runs_alone", False)]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        answers = list(pool.map(run, [one for one in tests if one not in alone]))
    return all(answers + [run(one) for one in alone])


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]), sys.argv[2]) else 1)
