"""Row C17 of the fault catalogue: a day of customers in some minutes. The clock runs ahead while the load generator talks;
memory and descriptors must not grow with what has passed."""

import os
import subprocess
import time
import unittest
from statistics import median

from fault_bench import LONG, descriptors, fault, memory
from relais_client import BINARY, PATIENCE, Customer, Daemon

GENERATOR = os.path.join(os.path.dirname(os.path.abspath(BINARY)), "BenchLoad")
DAY = 86_400_000
PARTS = 24 if LONG else 9


@unittest.skipUnless(os.access(GENERATOR, os.X_OK), "the load generator was not built beside the daemon")
class Soak(unittest.TestCase):
    def test_c17_a_day_leaves_nothing_behind(self):
        """A million messages in 24 parts, an hour of the clock after each; in the short form 9,000 in 9 parts. The last
        third may not need more memory than the second, by their medians: just after a part some of it is still in use."""
        with fault():
            daemon = Daemon()
            self.addCleanup(daemon.stop)
            daemon.start()
            token = daemon.token("site", "shop")
            count = (1_000_000 if LONG else 9_000) // PARTS
            resident, open_files = [], []
            for part in range(PARTS):
                done = subprocess.run(
                    [GENERATOR, "say", f"tcp:{daemon.port}", "--token", token, "--connections", "8", "--count", str(count)],
                    capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                now = daemon.OPEN_HOURS + (part + 1) * DAY // PARTS
                daemon.set_clock(now)
                # It walks there, and closes on the way what has been silent for too long.
                self.wait(lambda: self.time(daemon) >= now)
                self.wait(lambda: descriptors(daemon.process) <= (open_files[0] if open_files else 1 << 30))
                resident.append(memory(daemon.process))
                open_files.append(descriptors(daemon.process))
            self.assertEqual(daemon.terminate(), 0)
            third = PARTS // 3
            print("megabytes after each part:", *(octets // 1_000_000 for octets in resident)) if LONG else None
            self.assertLess(median(resident[-third:]), median(resident[third:-third]) * 1.1,
                            [f"{octets / 1e6:.1f} MB" for octets in resident])

    def time(self, daemon):
        """The time the daemon lives in; 0 where its clock closed the connection that asked."""
        try:
            with Customer(("127.0.0.1", daemon.port), "en") as customer:
                customer.say("hello")
                return customer.ack["ts"]
        except (AssertionError, OSError):
            return 0

    def wait(self, holds):
        """For what the daemon does on its own within some seconds."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            self.assertLess(time.monotonic(), deadline, "it does not come about")
            time.sleep(0.05)


if __name__ == "__main__":
    unittest.main()
