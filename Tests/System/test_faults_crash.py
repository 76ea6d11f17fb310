"""Rows D1–D4, D7, D12, D13 of the fault catalogue: the daemon is killed at its system calls and its disk fails under
it; what was acknowledged is there, once, and whoever waits gets on."""

import os
import shutil
import time
import unittest

import invariants
from fault_bench import LONG, SEED, STRACE, WHY_NO_STRACE, Bench, Scenario, fault, random, sample

# Per life; the daemon is started again until the scenario is through, so that every part of it is hit.
KILLS = {"fdatasync": range(1, 61), "pwrite64": range(1, 81), "sendto": range(1, 81), "ftruncate": range(1, 3)}


@unittest.skipUnless(STRACE, WHY_NO_STRACE)
class Killed(unittest.TestCase):
    def scenario_killed_at(self, call, number):
        """Each life ends at its `number`th such call (of one thread), until the scenario is through."""
        with Bench() as bench, fault():
            lives = [0]

            def revive():
                if bench.is_alive():
                    if bench.daemon.process.poll() is None:
                        bench.daemon.kill()
                lives[0] += 1
                # The same place for ever would be a life without progress.
                when = number + lives[0] * 7 if lives[0] < 40 else 100_000
                try:
                    bench.start([f"{call}:signal=SIGKILL:when={when}"])
                except AssertionError:
                    if bench.daemon.process.poll() is None:
                        raise

            revive()
            Scenario(bench, steps=200 if LONG else 60).run(revive, patience=120)
            bench.daemon.kill()
            bench.check(self)
            return lives[0]

    def test_d1_d2_d3_killed_at_every_sync(self):
        for number in sample(KILLS["fdatasync"], 2):
            with self.subTest(number=number):
                self.scenario_killed_at("fdatasync", number)

    def test_d1_d2_d3_killed_at_every_write_of_the_record(self):
        for number in sample(KILLS["pwrite64"], 2):
            with self.subTest(number=number):
                self.scenario_killed_at("pwrite64", number)

    def test_d2_d4_killed_at_every_answer(self):
        for number in sample(KILLS["sendto"], 2):
            with self.subTest(number=number):
                self.scenario_killed_at("sendto", number)


@unittest.skipUnless(STRACE, WHY_NO_STRACE)
class FailingDisk(unittest.TestCase):
    def scenario_with(self, *inject):
        with Bench() as bench, fault():
            def revive():
                if not bench.is_alive():
                    self.assertIn(bench.daemon.process.returncode, invariants.CODES, bench.daemon.log())
                    bench.daemon.start()

            bench.start(inject)
            Scenario(bench, steps=200 if LONG else 60).run(revive, patience=120)
            bench.daemon.kill()
            bench.check(self)

    # From the third on: a log begun anew takes two syncs and two writes, of which every second one would fail each time. Then
    # everything is refused, and rightly so.
    def test_d7_every_nth_sync_fails(self):
        for every in sample(range(3, 30), 2):
            with self.subTest(every=every):
                self.scenario_with(f"fdatasync:error=EIO:when={20 + every}+{every}")

    def test_d5_every_nth_write_finds_no_room(self):
        for every in sample(range(3, 30), 2):
            with self.subTest(every=every):
                self.scenario_with(f"pwrite64:error=ENOSPC:when={20 + every}+{every}")

    def test_d8_every_nth_read_fails(self):
        for every in sample(range(3, 20), 1):
            with self.subTest(every=every):
                self.scenario_with(f"pread64:error=EIO:when={60 + every}+{every}")

    def test_c9_every_nth_accept_finds_no_descriptor(self):
        for every in sample(range(2, 6), 1):
            with self.subTest(every=every):
                self.scenario_with(f"accept4:error=EMFILE:when=3+{every}")

    def test_c12_reads_and_writes_that_are_interrupted(self):
        for code, call in sample([("EINTR", "recvfrom"), ("EAGAIN", "recvfrom"), ("EINTR", "sendto"),
                                  ("EAGAIN", "sendto"), ("ECONNRESET", "recvfrom"), ("EPIPE", "sendto")], 3):
            with self.subTest(code=code, call=call):
                self.scenario_with(f"{call}:error={code}:when=5+7")

    def test_d7_for_good_is_never_acknowledged(self):
        with Bench() as bench, fault():
            # After the first 40 nothing is ever synced: no ack may come, and health says so.
            bench.start(["fdatasync:error=EIO:when=15+"])
            scenario = Scenario(bench, steps=200)
            end = time.monotonic() + 6
            refused = 0
            while time.monotonic() < end and refused < 20:
                try:
                    refused += scenario.step().get("code") == "storage"
                except Exception:
                    scenario.drop()
            self.assertGreater(refused, 5)
            scenario.drop()
            acknowledged = sum(len(one) for one in bench.journal.acks.values())
            bench.daemon.kill()
            bench.check(self)
            self.assertLess(acknowledged, 60)


@unittest.skipUnless(STRACE, WHY_NO_STRACE)
class Order(unittest.TestCase):
    def test_d13_an_ack_is_sent_after_the_sync_that_keeps_it(self):
        with Bench() as bench, fault():
            bench.start(trace="pwrite64,fdatasync,sendto")
            scenario = Scenario(bench, customers=1, steps=30)
            scenario.run(lambda: self.fail("the daemon is gone"))
            bench.daemon.terminate()
            # Between the last write of the log and an ack there is a sync that came back.
            isSynced = True
            acks = 0
            for line in bench.calls():
                if "pwrite64(" in line:
                    isSynced = False
                elif "fdatasync" in line and "= 0" in line:
                    isSynced = True
                elif "sendto(" in line and '\\"type\\":\\"ack\\"' in line:
                    acks += 1
                    self.assertTrue(isSynced, line)
            self.assertGreater(acks, 10)


class TornLog(unittest.TestCase):
    def places(self, size, page):
        """In the log's head of 32 octets; then between any two frames, and in each one's head and page, at both ends.

        A frame is a head of 24 octets and a page; its checksum covers both, so more places in one would show the same.
        """
        places = [0, 1, 16, 31]
        for frame in range(32, size, 24 + page):
            places += [frame, frame + 1, frame + 23, frame + 24, frame + 24 + page // 2, frame + 24 + page - 1]
        return [place for place in places if place < size]

    def test_d12_a_torn_log_is_read_to_its_last_commit(self):
        with Bench() as bench:
            bench.start()
            Scenario(bench, steps=40).run(lambda: self.fail("the daemon is gone"))
            bench.daemon.kill()
            log = os.path.join(bench.data, "relais.sqlite-wal")
            size = os.path.getsize(log)
            whole = bench.data
            with open(log, "rb") as file:
                page = int.from_bytes(file.read(12)[8:], "big")
            for place in sample(self.places(size, page), 6):
                with self.subTest(place=place), fault():
                    bench.data = bench.daemon.data = os.path.join(bench.folder, f"torn-{place}")
                    shutil.copytree(whole, bench.data)
                    with open(os.path.join(bench.data, "relais.sqlite-wal"), "r+b") as file:
                        file.truncate(place)
                    # What was cut off cannot be there; the rest is whole, and it serves.
                    self.assertEqual(invariants.check(bench.data), [])
                    bench.daemon.start()
                    again = Scenario(bench, steps=8)
                    again.at = 150
                    bench.journal = invariants.Journal()
                    again.steps = 158
                    again.plan = [0.5] * 158
                    again.run(lambda: self.fail("the daemon is gone"))
                    bench.daemon.kill()
                    bench.check(self)
                    shutil.rmtree(bench.data)


if __name__ == "__main__":
    unittest.main()
