"""A client of the Relais line protocol, standard library only: what a site's back end or an agent's tool would write.

`Daemon` starts the built binary in a temporary folder; `Client` is one connection; `Customer` and `Agent` speak the two
roles. Every read has a deadline: a test that waits for something that does not come fails with what did come.
"""

import atexit
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("RELAIS_BINARY", os.path.join(ROOT, ".build", "release", "relais"))
# The tests read English, whatever the machine speaks.
os.environ["LC_ALL"] = "C"
# Commands keep what they trained: not in the home of who runs the tests.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="relais-cache-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)
# A running daemon looks for new accounts twice a second.
REGISTRY_SECONDS = 0.8
PATIENCE = float(os.environ.get("RELAIS_PATIENCE", "20"))


def held_port():
    """A socket bound to a free loopback port, never listening: while it is open nobody else is given that port.

    Neither a program that asks for any port, nor a connection for its own end; so a daemon finds its port free again after
    every death, whatever else runs. A listener that names the port and sets `SO_REUSEADDR`, as they all do, gets it.
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    return holder


_held = []


@atexit.register
def _let_go():
    for holder in _held:
        holder.close()


def free_port():
    """A loopback port for whoever shall listen there; held until this process ends."""
    _held.append(held_port())
    return _held[-1].getsockname()[1]


class Daemon:
    """`relais serve` on free loopback ports with its own data folder; ended by `stop` or `kill`."""

    # A Tuesday at 10:00 in Paris: every queue of the shipped bot is open.
    OPEN_HOURS = 1795510800000

    def __init__(self, bot=ROOT, data=None, extra=(), environment=None, now=OPEN_HOURS):
        self.bot = bot
        self.folder = tempfile.mkdtemp(prefix="relais-test-")
        self.data = data or os.path.join(self.folder, "data")
        os.makedirs(self.data, exist_ok=True)
        self.held = [held_port(), held_port()]
        self.port, self.http_port = (holder.getsockname()[1] for holder in self.held)
        self.unix = os.path.join(self.folder, "relais.sock")
        self.clock = os.path.join(self.folder, "clock")
        self.set_clock(now)
        self.extra = [*extra, "--clock", self.clock]
        self.environment = dict(os.environ, **(environment or {}))
        self.process = None
        # Of the lives before this one: how each ended, and how long each took to listen; not those under strace.
        self.ended = []
        self.starts = []
        self.log_path = os.path.join(self.folder, "log")

    def set_clock(self, now):
        """The daemon's time, in milliseconds since 1970; a later time is walked to, timers on the way go off."""
        # At once: the daemon reads it whenever it likes.
        with open(self.clock + ".new", "w", encoding="ascii") as file:
            file.write(str(now))
        os.replace(self.clock + ".new", self.clock)

    def move_clock(self, milliseconds):
        with open(self.clock, encoding="ascii") as file:
            now = int(file.read())
        self.set_clock(now + milliseconds)

    def start(self, under=()):
        """`under`: a command the daemon is run by, such as strace with its options."""
        started = time.monotonic()
        self.ended = self.endings()
        self.is_under = bool(under)
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(
                [*under, BINARY, "serve", "--bot", self.bot, "--data", self.data, "--tcp", f"127.0.0.1:{self.port}",
                 "--unix", self.unix, "--http", f"127.0.0.1:{self.http_port}", *self.extra],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the daemon ended with {self.process.returncode}:\n{self.log()}")
            try:
                for port in (self.port, self.http_port):
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                self.seconds_to_listen = time.monotonic() - started
                if not under:
                    self.starts.append(self.seconds_to_listen)
                return self
            except OSError:
                time.sleep(0.01)
        raise AssertionError(f"the daemon does not listen:\n{self.log()}")

    def endings(self):
        """How the daemons so far ended, as `subprocess` says it."""
        code = self.process.poll() if self.process else None
        return self.ended + ([code] if code is not None else [])

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()[-4000:]

    def run(self, *arguments, patience=PATIENCE):
        """Runs another `relais` command; returns its standard output."""
        done = subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=patience)
        if done.returncode != 0:
            raise AssertionError(f"relais {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def token(self, kind, name, *options):
        """Makes an agent or a site and returns its token: the last word of the last line."""
        token = self.run(kind, "add", name, "--data", self.data, *options).split()[-1]
        if self.process and self.process.poll() is None:
            time.sleep(REGISTRY_SECONDS)
        return token

    @property
    def pid(self):
        """Of the daemon itself, also when another program runs it."""
        if not self.is_under:
            return self.process.pid
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="ascii") as children:
            found = children.read().split()
        return int(found[0]) if found else self.process.pid

    def kill(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            # Under strace it may have died by itself a moment ago.
            pass
        self.process.wait(PATIENCE)

    def terminate(self):
        os.kill(self.pid, signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def stop(self):
        if self.process and self.process.poll() is None:
            try:
                self.terminate()
            except subprocess.TimeoutExpired:
                self.kill()
        for holder in self.held:
            holder.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()


class BackOffice:
    """The simulator that the shipped bot's actions call, on a free port, and a copy of the bot that looks for it there."""

    def __enter__(self):
        self.held = held_port()
        self.port = self.held.getsockname()[1]
        self.folder = tempfile.mkdtemp(prefix="relais-bot-")
        for part in ("Flows", "Intents"):
            shutil.copytree(os.path.join(ROOT, part), os.path.join(self.folder, part))
        policy = os.path.join(self.folder, "Flows", "bot.policy")
        with open(policy, encoding="utf-8") as file:
            text = file.read()
        if "127.0.0.1:8190" not in text:
            raise AssertionError("the shipped policy calls its actions elsewhere than at 127.0.0.1:8190")
        with open(policy, "w", encoding="utf-8") as file:
            file.write(text.replace("127.0.0.1:8190", f"127.0.0.1:{self.port}"))
        self.process = subprocess.Popen(
            [BINARY, "back-office", "--quiet", "--http", f"127.0.0.1:{self.port}"], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the back office ended with {self.process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.01)
        raise AssertionError("the back office does not listen")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.held.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Client:
    """One connection. What arrives while something else is awaited is kept, in order."""

    def __init__(self, address, role, token=None, hello=True):
        if isinstance(address, str):
            self.socket = socket.socket(socket.AF_UNIX)
        else:
            self.socket = socket.socket()
            self.socket.settimeout(PATIENCE)
        self.buffer = b""
        self.waiting = []
        self.seen = []
        self.closed = False
        self.next_cid = 0
        try:
            self.socket.connect(address)
            self.socket.setblocking(False)
            if hello:
                self.greet(role, token)
        except BaseException:
            # Nobody has it yet who could close it.
            self.socket.close()
            raise

    def greet(self, role, token):
        self.send({"type": "hello", "v": [1], "client": "test/1", "role": role})
        self.hello = self.expect("hello")
        if token:
            self.send({"type": "auth", "token": token})
            self.ready = self.expect("ready")

    def send(self, message):
        self.send_bytes(json.dumps(message, ensure_ascii=False).encode() + b"\n")

    def send_bytes(self, data):
        view = memoryview(data)
        deadline = time.monotonic() + PATIENCE
        while view:
            try:
                view = view[self.socket.send(view):]
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise AssertionError("the daemon does not read")
                self._pump(0.05)

    def cid(self):
        self.next_cid += 1
        return f"c{self.next_cid}"

    def _pump(self, timeout):
        # Not select: that knows no descriptor beyond 1,023.
        poller = select.poll()
        poller.register(self.socket, select.POLLIN)
        if not poller.poll(max(0, timeout) * 1000):
            return
        try:
            data = self.socket.recv(1 << 16)
        except (ConnectionResetError, BrokenPipeError):
            data = b""
        if not data:
            self.closed = True
            return
        self.buffer += data
        *lines, self.buffer = self.buffer.split(b"\n")
        for line in lines:
            if not line.strip():
                continue
            message = json.loads(line)
            self.seen.append(message)
            if message["type"] == "ping":
                self.send({"type": "pong"})
            else:
                self.waiting.append(message)

    def expect(self, type, /, where=None, timeout=PATIENCE, **fields):
        """The first message kept or arriving that has the type, the fields, and satisfies `where`."""
        deadline = time.monotonic() + timeout
        while True:
            for index, message in enumerate(self.waiting):
                if message["type"] == type and all(message.get(k) == v for k, v in fields.items()) \
                        and (where is None or where(message)):
                    return self.waiting.pop(index)
            if self.closed or time.monotonic() > deadline:
                what = "closed" if self.closed else "silent"
                raise AssertionError(f"no {type} {fields or ''}: {what}; kept: {self.waiting[-8:]}")
            self._pump(min(0.5, deadline - time.monotonic()))

    def quiet(self, seconds):
        """Reads for a while; returns what is waiting."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and not self.closed:
            self._pump(deadline - time.monotonic())
        return list(self.waiting)

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Customer(Client):
    """An anonymous customer with one conversation."""

    def __init__(self, address, language="fr", channel="web", **opening):
        super().__init__(address, "customer")
        try:
            self.send({"type": "open", "cid": "open", "channel": channel, "lang": language, **opening})
            opened = self.expect("opened")
        except BaseException:
            self.close()
            raise
        self.conversation = opened["conversation"]
        self.resume = opened["resume"]
        self.log = []

    def say(self, text):
        """Says it; returns what the bot says until it has been silent for a moment after its first sentence."""
        cid = self.cid()
        self.send({"type": "say", "conversation": self.conversation, "cid": cid, "text": text})
        self.ack = self.expect("ack", cid=cid)
        return self.replies()

    def choose(self, choice):
        cid = self.cid()
        self.send({"type": "choose", "conversation": self.conversation, "cid": cid, "choice": choice})
        self.expect("ack", cid=cid)
        return self.replies()

    def rate(self, score):
        cid = self.cid()
        self.send({"type": "rate", "conversation": self.conversation, "cid": cid, "score": score})
        self.expect("ack", cid=cid)

    def replies(self, silence=0.3):
        texts = []
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self._pump(silence)
            events = [m for m in self.waiting if m["type"] == "event"]
            if not events:
                break
            for event in events:
                self.waiting.remove(event)
                self.log.append(event)
                if event["kind"] == "message" and event["from"] != "customer":
                    texts.append(event)
        return texts

    def owner(self, who):
        """Waits until the conversation belongs to bot, queue or agent."""
        for event in self.log:
            if event["kind"] == "owner" and event.get("owner") == who:
                return event
        return self.expect("event", kind="owner", owner=who)


class Agent(Client):
    """An agent on duty."""

    def __init__(self, address, token, capacity=4, skills=()):
        super().__init__(address, "agent", token)
        self.send({"type": "available", "cid": self.cid(), "on": True, "capacity": capacity, "skills": list(skills)})

    def accept(self, conversation=None):
        """Waits for an offer (of one conversation) and accepts it; returns the offer with its packet."""
        offer = self.expect("offer", where=lambda m: conversation in (None, m["conversation"]))
        cid = self.cid()
        self.send({"type": "accept", "cid": cid, "conversation": offer["conversation"], "offer": offer["offer"]})
        self.epoch = self.expect("ack", cid=cid)["epoch"]
        return offer

    def act(self, verb, conversation, **fields):
        cid = self.cid()
        self.send({"type": verb, "cid": cid, "conversation": conversation, "epoch": self.epoch, **fields})
        return self.expect("ack", cid=cid)


def plain(text):
    """Lower case, blanks made one: for tests that look for words in what the bot says."""
    return re.sub(r"\s+", " ", text).lower()
