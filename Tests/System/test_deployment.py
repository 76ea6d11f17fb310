"""The files for systemd and containers: what of them can be tried on any machine."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from relais_client import BINARY, ROOT, Daemon, free_port
from small_bot import small_bot

SCRIPTS = os.path.join(ROOT, "scripts")


class Deployment(unittest.TestCase):
    def test_the_unit_is_sound_and_may_do_little(self):
        if not shutil.which("systemd-analyze"):
            self.skipTest("systemd-analyze is not here")
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "relais.service")
            with open(os.path.join(SCRIPTS, "relais.service"), encoding="utf-8") as unit:
                text = unit.read().replace("/usr/local/bin/relais", BINARY)
            with open(path, "w", encoding="utf-8") as unit:
                unit.write(text)
            done = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            done = subprocess.run(["systemd-analyze", "security", "--offline=true", path], capture_output=True, text=True)
            level = float(re.search(r"exposure level for \S+: ([0-9.]+)", done.stdout).group(1))
            self.assertLess(level, 2.0)

    def test_the_settings_are_known_and_the_health_check_works(self):
        with tempfile.TemporaryDirectory() as folder, open(os.path.join(SCRIPTS, "Containerfile"),
                                                           encoding="utf-8") as file:
            check = json.loads(re.search(r"^HEALTHCHECK .*?CMD (\[.*\])$", file.read(), re.M).group(1))
            metrics = free_port()
            daemon = Daemon(bot=small_bot(folder), extra=["--config", os.path.join(SCRIPTS, "relais.conf"),
                                                          "--metrics", f"127.0.0.1:{metrics}"])
            self.addCleanup(daemon.stop)
            daemon.start()
            command = [part.replace("/7880", f"/{daemon.http_port}") for part in check]
            self.assertEqual(subprocess.run(command, timeout=10).returncode, 0)
            daemon.terminate()
            self.assertNotEqual(subprocess.run(command, timeout=10, stderr=subprocess.DEVNULL).returncode, 0)


if __name__ == "__main__":
    unittest.main()
