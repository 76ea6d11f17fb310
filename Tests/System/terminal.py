"""A command on a pseudo-terminal, driven with keys: `relais repl` and `relais desk` as a person uses them."""

import os
import pty
import select
import subprocess
import time

from relais_client import BINARY, PATIENCE


class Terminal:
    """A running `relais` and what it has shown."""

    def __init__(self, *arguments, **environment):
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "XDG_STATE_HOME")}
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen([BINARY, *arguments], stdin=slave, stdout=slave, stderr=slave, close_fds=True,
                                        env=dict(kept, TERM="xterm", LANG="C", **environment))
        os.close(slave)
        self.shown = ""

    def expect(self, text):
        """Waits until the text is shown; returns what was shown before it, and forgets both."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown:
            if not select.select([self.master], [], [], max(deadline - time.monotonic(), 0))[0]:
                raise AssertionError(f"{text!r} was not shown:\n{self.shown}")
            try:
                self.shown += os.read(self.master, 65536).decode("utf-8", "replace")
            except OSError:
                raise AssertionError(f"ended before {text!r}:\n{self.shown}") from None
        before, self.shown = self.shown.split(text, 1)
        return before

    def type(self, keys):
        os.write(self.master, keys.encode())

    def close(self):
        """Ends what still runs; a second time does nothing."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.master is not None:
            os.close(self.master)
            self.master = None
