"""`relais repl` as a script and as a person drive it: plain lines through a pipe, keys through a terminal."""

import os
import subprocess
import tempfile
import unittest

from relais_client import BINARY, PATIENCE, ROOT, Daemon
from terminal import Terminal


class Repl(unittest.TestCase):
    def run_lines(self, *lines, arguments=()):
        return subprocess.run(
            [BINARY, "repl", "--bot", ROOT, "--now", "2026-11-24 10:00", *arguments], input="\n".join(lines) + "\n",
            capture_output=True, text=True, timeout=PATIENCE)

    def test_a_recorded_conversation_passes_as_a_test(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "kept.transcript")
            done = self.run_lines(
                "/given orders.find = state shipped, sent 2026-11-20, days-late 0", "où est ma commande FR-204518",
                "! choose 1", f"/record {path} kept", arguments=["--lang", "fr"])
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("passe comme test", done.stdout)
            with open(path, encoding="utf-8") as file:
                lines = file.read().splitlines()
            self.assertEqual(lines[0], "test kept")
            self.assertIn("> où est ma commande FR-204518", lines)
            self.assertIn("< answer shipped", lines)

    def test_a_turn_is_undone_and_explained(self):
        done = self.run_lines("annuler ma commande", "/why", "/back", "/state", "/back", "/nope", arguments=["--lang", "en"])
        self.assertIn("order.cancel", done.stdout)
        self.assertIn("nothing to undo", done.stdout)
        self.assertIn("a request", done.stdout)
        self.assertIn("no command /nope", done.stdout)

    def test_a_missing_bot_and_bad_words_have_their_exit_codes(self):
        for arguments, code in [(["--bot", "/nonexistent"], 2), (["--channel", "pigeon"], 64), (["--now", "soon"], 64),
                                (["--connect", "nowhere"], 64), (["--connect", "127.0.0.1:1"], 2), (["--frobnicate"], 64)]:
            done = subprocess.run(
                [BINARY, "repl", *([] if "--bot" in arguments else ["--bot", ROOT]), *arguments], stdin=subprocess.DEVNULL,
                capture_output=True, text=True, timeout=PATIENCE)
            self.assertEqual(done.returncode, code, (arguments, done.stderr))
            self.assertIn("relais:", done.stderr)

    def test_lines_are_edited_and_remembered(self):
        with tempfile.TemporaryDirectory() as home:
            terminal = Terminal("repl", "--bot", ROOT, "--lang", "en", "--now", "2026-11-24 10:00", HOME=home)
            try:
                terminal.expect("/help")
                terminal.expect("›")
                # "helo" mended with the arrow keys; Ctrl-A, Ctrl-K and Up afterwards.
                terminal.type("helo\x1b[Dl\r")
                terminal.expect("hello\r\n")
                terminal.expect("Relais")
                terminal.type("rubbish\x01\x0b/sta\t\r")
                terminal.expect("/state \r\n")
                terminal.expect("owner")
                terminal.type("\x1b[A\x1b[A\r")
                terminal.expect("hello\r\n")
                terminal.type("\x04")
                self.assertEqual(terminal.process.wait(PATIENCE), 0)
            finally:
                terminal.close()
            with open(os.path.join(home, ".relais_history"), encoding="utf-8") as file:
                self.assertEqual(file.read().splitlines(), ["hello", "/state ", "hello"])

    def test_a_running_daemon_is_talked_to(self):
        daemon = Daemon().start()
        try:
            done = subprocess.run(
                [BINARY, "repl", "--connect", f"127.0.0.1:{daemon.port}", "--lang", "en"],
                input=f"what are your opening hours?\n/choose {-2 ** 63}\n/choose 1\n/why\n/close\n",
                capture_output=True, text=True, timeout=PATIENCE)
            self.assertEqual(done.returncode, 0, done.stderr)
            # The question after an answer has several wordings; its buttons have one.
            self.assertIn(" 1  Yes", done.stdout)
            # The number that is no button's is refused, the other taken.
            self.assertEqual(done.stdout.count("bad_field"), 1)
            self.assertIn("no /why here", done.stdout)
            self.assertIn("→ closed", done.stdout)
        finally:
            daemon.stop()


if __name__ == "__main__":
    unittest.main()
