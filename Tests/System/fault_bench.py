"""What the fault tests share: a small bot, a daemon under strace, a scenario of 200 steps whose clients repeat until they
are answered, and the count of faults tried and survived.

`RELAIS_FAULTS=long` runs every case in full; otherwise a sample chosen by `RELAIS_FAULT_SEED` (1).
"""

import atexit
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time

import invariants
from relais_client import BINARY, PATIENCE, Client, Daemon

LONG = os.environ.get("RELAIS_FAULTS") == "long"
SEED = int(os.environ.get("RELAIS_FAULT_SEED", "1"))
def _strace_works():
    try:
        return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
    except OSError:
        return False


STRACE = _strace_works()
WHY_NO_STRACE = "strace is missing (apt-get install strace) or not allowed here: no faults in system calls"

FLOW = """flow version
label fr: dire la version
label en: tell the version
say
fr: Version une.
en: Version one.
end solved
"""
POLICY = "language en\nlanguage fr\ndefault queue support\nchannel web buttons\nsatisfaction never\n"
QUEUES = "queue support\nlabel fr: aide\nlabel en: help\n"

tally = {"tried": 0, "survived": 0}


@atexit.register
def _tell():
    path = os.environ.get("RELAIS_FAULT_TALLY")
    if path and tally["tried"]:
        with open(path, "a", encoding="ascii") as file:
            file.write(f"{tally['tried']} {tally['survived']}\n")


class fault:
    """One fault, counted; survived if the block ends without an error."""

    def __enter__(self):
        tally["tried"] += 1

    def __exit__(self, kind, *_):
        if kind is None:
            tally["survived"] += 1


def sample(numbers, short):
    """All of them in the long form, else a few by the seed."""
    numbers = list(numbers)
    if LONG or len(numbers) <= short:
        return numbers
    return sorted(random.Random(SEED).sample(numbers, short))


def small_bot(folder, flow=FLOW):
    os.makedirs(os.path.join(folder, "Flows"), exist_ok=True)
    for name, text in (("a.flow", flow), ("bot.policy", POLICY), ("desk.queues", QUEUES)):
        with open(os.path.join(folder, "Flows", name), "w", encoding="utf-8") as file:
            file.write(text)
    return folder


class Bench:
    """A data folder, a small bot and a daemon that may be started under strace, again and again."""

    def __init__(self, data=None, **options):
        self.folder = tempfile.mkdtemp(prefix="relais-fault-")
        self.data = data or os.path.join(self.folder, "data")
        self.journal = invariants.Journal()
        self.daemon = Daemon(bot=small_bot(os.path.join(self.folder, "bot")), data=self.data, **options)
        self.site = self.daemon.token("site", "shop")
        self.agent = self.daemon.token("agent", "Claire")
        self.journal.secrets += [self.site, self.agent]

    def start(self, inject=(), trace=None):
        """`inject`: strace's own words for it, such as `fdatasync:error=EIO:when=3`."""
        if not inject and not trace:
            self.daemon.start()
            # It listens before it has read everything; then it greets, or has ended.
            Client(("127.0.0.1", self.daemon.port), "customer").close()
            return self.daemon
        calls = sorted({one.split(":")[0] for one in inject}) or [trace]
        command = ["strace", "-f", "-q", "-o", os.path.join(self.folder, "calls"),
                   "-e", "trace=" + ",".join(calls)]
        for one in inject:
            command += ["-e", "inject=" + one]
        return self.daemon.start(under=command)

    def calls(self):
        with open(os.path.join(self.folder, "calls"), encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()

    def check(self, test):
        """The checker; every breach fails the test."""
        breaches = invariants.check(self.data, self.journal, self.daemon.log_path, self.daemon.endings(),
                                    self.daemon.starts)
        test.assertEqual(breaches, [])
        done = subprocess.run([BINARY, "verify", "--data", self.data], capture_output=True, text=True,
                              timeout=PATIENCE)
        test.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def is_alive(self):
        return self.daemon.process is not None and self.daemon.process.poll() is None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.daemon.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Gone(Exception):
    """The daemon does not answer any more."""


class Scenario:
    """200 steps of a site, its customers and an agent. Each is repeated, with the same id, until it is acknowledged; when
    the daemon is gone `revive` has to bring it back. Deterministic but for where the daemon dies."""

    STEPS = 200

    def __init__(self, bench, customers=4, steps=STEPS):
        self.bench = bench
        self.steps = steps
        self.names = [None] * customers
        self.opens = [0] * customers
        self.last = {}
        self.connections = {}
        self.at = 0
        self.random = random.Random(4)
        self.plan = [self.random.random() for _ in range(steps)]
        self.held = {}
        self.offers = {}
        self.generation = 0

    # One connection each for the site and the agent, opened anew after every death.

    def connection(self, role):
        if role not in self.connections:
            address = ("127.0.0.1", self.bench.daemon.port)
            token = self.bench.site if role == "site" else self.bench.agent
            client = Client(address, role, token)
            self.connections[role] = client
            self.generation += 1
            client.name = f"{role}-{self.generation}"
            if role == "agent":
                self.held = {one["conversation"]: one["epoch"] for one in client.ready["assigned"]}
                self.ask("agent", {"type": "available", "cid": f"on-{self.generation}", "on": True, "capacity": 9})
            else:
                for name in filter(None, self.names):
                    client.send({"type": "resume", "conversation": name, "last_seq": self.last.get(name, 0)})
        return self.connections[role]

    def drop(self):
        for client in self.connections.values():
            client.close()
        self.connections = {}

    def ask(self, role, message, timeout=5):
        """Sends it and waits for its answer, reading whatever comes before it."""
        client = self.connection(role)
        client.send(message)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            while client.waiting:
                answer = client.waiting.pop(0)
                self.take(client, role, answer)
                if answer.get("cid") == message["cid"] and answer["type"] != "event":
                    return answer
            if client.closed:
                raise Gone
            client._pump(0.2)
        raise Gone

    def take(self, client, role, line):
        name = line.get("conversation")
        if role == "site" and line["type"] in ("event", "ack") and line.get("seq") and not line.get("dup"):
            self.bench.journal.read(client.name, name, line["seq"])
            self.last[name] = max(self.last.get(name, 0), line["seq"])
        if role == "agent":
            if line["type"] == "offer":
                self.offers[name] = line["offer"]
            elif line["type"] == "assigned":
                self.held[name] = line["epoch"]
            elif line["type"] == "unassigned":
                self.held.pop(name, None)

    def step(self):
        number = self.at
        which = number % len(self.names)
        if self.names[which] is None:
            answer = self.ask("site", {"type": "open", "cid": f"open-{which}-{self.opens[which]}", "channel": "web", "lang": "en"})
            if answer["type"] != "opened":
                return answer
            self.names[which] = answer["conversation"]
            self.at += 1
            return answer
        name = self.names[which]
        chance = self.plan[number]
        if chance < 0.75:
            text = f"tell me the version #{number}.{which}#" if chance > 0.08 else f"I want to talk to a human #{number}.{which}#"
            self.bench.journal.texts.setdefault(name, []).append(f"#{number}.{which}#")
            role, message = "site", {"type": "say", "conversation": name, "cid": f"s{number}", "text": text}
        elif chance < 0.8:
            role, message = "site", {"type": "page", "conversation": name, "cid": f"p{number}", "url": "/a"}
        else:
            role, message = self.agent_step(number)
        if message is None:
            self.at += 1
            return {}
        answer = self.ask(role, message)
        if answer["type"] == "ack":
            if message.get("conversation"):
                cid = message["cid"] if role == "site" else f"@Claire:{message['cid']}"
                if message["type"] != "decline":
                    self.bench.journal.ack(message["conversation"], cid, answer.get("seq"))
            if message["type"] == "accept":
                self.held[message["conversation"]] = answer["epoch"]
                self.offers.pop(message["conversation"], None)
            if message["type"] in ("close", "release"):
                self.held.pop(message["conversation"], None)
                if message["type"] == "close":
                    self.forget(message["conversation"])
        if answer.get("code") in ("storage", "busy", "rate_limited"):
            return answer
        if answer.get("code") == "closed":
            self.forget(name)
        if answer.get("code") in ("already_taken", "stale_assignment", "forbidden", "not_found"):
            self.held.pop(message["conversation"], None)
            self.offers.pop(message["conversation"], None)
        self.at += 1
        return answer

    def forget(self, name):
        """A closed conversation: its place is taken by a new one, under a new id."""
        if name in self.names:
            which = self.names.index(name)
            self.names[which] = None
            self.opens[which] += 1

    def agent_step(self, number):
        client = self.connection("agent")
        client._pump(0)
        while client.waiting:
            self.take(client, "agent", client.waiting.pop(0))
        if self.offers:
            name = sorted(self.offers)[0]
            return "agent", {"type": "accept", "cid": f"a{number}", "conversation": name, "offer": self.offers[name]}
        if not self.held:
            return "agent", None
        name = sorted(self.held)[0]
        verb = ["reply", "reply", "note", "release", "close"][int(self.plan[number] * 1000) % 5]
        fields = {"reply": {"text": f"r{number}"}, "note": {"text": f"n{number}"}}.get(verb, {})
        return "agent", {"type": verb, "cid": f"a{number}", "conversation": name, "epoch": self.held[name], **fields}

    def run(self, revive, patience=60):
        """All steps to the end; `revive()` is called when the daemon does not answer."""
        deadline = time.monotonic() + patience
        while self.at < self.steps:
            if time.monotonic() > deadline:
                raise AssertionError(f"the scenario stands at step {self.at}:\n{self.bench.daemon.log()}")
            try:
                answer = self.step()
                if answer.get("type") == "error" and answer.get("retry_ms"):
                    time.sleep(0.02)
            except (Gone, OSError, AssertionError):
                self.drop()
                revive()
        self.drop()
        return self


def memory(process):
    """Resident octets of a process."""
    with open(f"/proc/{process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def processor_seconds(process):
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def descriptors(process):
    return len(os.listdir(f"/proc/{process.pid}/fd"))


def p99(seconds):
    return sorted(seconds)[int(len(seconds) * 0.99)]
