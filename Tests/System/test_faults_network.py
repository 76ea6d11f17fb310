"""Rows C6, C11 and C14 of the fault catalogue: a cable that is pulled, packets that are lost, a line of 64 kbit/s, memory
that ends. The network is one of the case's own (a network name space with nothing but a loopback), so nothing else on the
machine feels it; that needs root, `ip`, `tc` and `iptables`.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import time
import unittest

from fault_bench import LONG, Bench, Scenario, descriptors, fault
from relais_client import PATIENCE, Client, Customer

CLONE_NEWNET = 0x40000000
LIBC = ctypes.CDLL(None, use_errno=True)


def why_not():
    if os.geteuid() != 0:
        return "a network of one's own needs root"
    missing = [name for name in ("ip", "tc", "iptables") if not shutil.which(name)]
    return f"missing: {' '.join(missing)} (apt-get install iproute2 iptables)" if missing else None


class OwnNetwork:
    """What is started inside, and every socket made inside, has a loopback of its own."""

    def __enter__(self):
        self.before = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        if LIBC.unshare(CLONE_NEWNET) != 0:
            os.close(self.before)
            raise unittest.SkipTest(f"no network name space: {os.strerror(ctypes.get_errno())}")
        run("ip", "link", "set", "lo", "mtu", "1500", "up")
        return self

    def __exit__(self, *_):
        LIBC.setns(self.before, CLONE_NEWNET)
        os.close(self.before)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise unittest.SkipTest(f"{' '.join(command)}: {done.stderr.strip()}")


@unittest.skipIf(why_not(), why_not())
class Network(unittest.TestCase):
    def setUp(self):
        network = OwnNetwork().__enter__()
        self.addCleanup(network.__exit__)
        self.bench = Bench()
        self.addCleanup(self.bench.__exit__)
        self.bench.start()
        self.address = ("127.0.0.1", self.bench.daemon.port)

    def end(self):
        if self.bench.is_alive():
            self.bench.daemon.terminate()
        self.bench.check(self)

    def test_c14_a_tenth_of_the_packets_is_lost(self):
        with fault():
            run("iptables", "-A", "INPUT", "-m", "statistic", "--mode", "random", "--probability", "0.1", "-j", "DROP")
            Scenario(self.bench, steps=Scenario.STEPS if LONG else 40).run(lambda: None, patience=120)
            run("iptables", "-F", "INPUT")
            self.end()

    def test_c14_a_line_of_64_kilobits(self):
        with fault():
            run("tc", "qdisc", "add", "dev", "lo", "root", "tbf", "rate", "64kbit", "burst", "4kb", "latency", "400ms")
            Scenario(self.bench, steps=Scenario.STEPS if LONG else 40).run(lambda: None, patience=240)
            run("tc", "qdisc", "del", "dev", "lo", "root")
            self.end()

    def test_c6_a_pulled_cable_is_noticed(self):
        """By the heartbeat, whose time is the daemon's; in the long form by the kernel too, whose minute is a real one."""
        with fault():
            process = self.bench.daemon.process
            before = self.settled(process)
            client = Customer(self.address, "en")
            client.say("tell me the version")
            self.assertGreater(descriptors(process), before)
            run("iptables", "-A", "INPUT", "-j", "DROP")
            started = time.monotonic()
            if LONG:
                # One ping is due, and nobody confirms it: TCP_USER_TIMEOUT (60 s).
                self.bench.daemon.move_clock(31_000)
            else:
                for _ in range(4):
                    self.bench.daemon.move_clock(31_000)
                    time.sleep(0.3)
            while descriptors(process) > before:
                self.assertLess(time.monotonic() - started, 90, "the dead connection is still held")
                time.sleep(0.1)
            run("iptables", "-F", "INPUT")
            client.close()
            with Customer(self.address, "en") as other:
                self.assertTrue(other.say("tell me the version"))
            self.end()

    def settled(self, process):
        """How many descriptors it has once whoever greeted it at the start has gone."""
        count, since = descriptors(process), time.monotonic()
        while time.monotonic() - since < 0.5:
            time.sleep(0.05)
            if descriptors(process) != count:
                count, since = descriptors(process), time.monotonic()
        return count


class MemoryEnds(unittest.TestCase):
    @unittest.skipUnless(shutil.which("prlimit"), "prlimit is missing (apt-get install util-linux)")
    def test_c11_what_was_acknowledged_survives_the_end_of_memory(self):
        """With a megabyte more than it has after its start, the daemon takes long texts until it cannot go on. It ends at
        once, writes nothing of its memory into the log, and what it had acknowledged is there afterwards."""
        with fault(), Bench() as bench:
            bench.start()
            process = bench.daemon.process
            with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
                size = next(int(line.split()[1]) for line in file if line.startswith("VmSize")) * 1024
            subprocess.run(["prlimit", "--pid", str(process.pid), f"--as={size + (1 << 20)}"], check=True)
            client = Client(("127.0.0.1", bench.daemon.port), "site", bench.site)
            with self.assertRaises((AssertionError, OSError), msg="its memory never ends"):
                for number in range(3_000):
                    cid = f"m{number}"
                    client.send({"type": "open", "cid": f"o{number}", "channel": "web", "lang": "en"})
                    name = client.expect("opened", cid=f"o{number}")["conversation"]
                    client.send({"type": "say", "conversation": name, "cid": cid, "text": "secret " * 1_100})
                    bench.journal.ack(name, cid, client.expect("ack", cid=cid)["seq"])
            client.close()
            self.assertEqual(process.wait(PATIENCE), -signal.SIGABRT)
            self.assertNotIn("secret", bench.daemon.log())
            self.assertNotIn("Registers:", bench.daemon.log())
            bench.start()
            # The only ending that is not among the documented ones.
            bench.daemon.ended.remove(-signal.SIGABRT)
            with Customer(("127.0.0.1", bench.daemon.port), "en") as other:
                self.assertTrue(other.say("tell me the version"))
            bench.daemon.terminate()
            bench.check(self)


if __name__ == "__main__":
    unittest.main()
