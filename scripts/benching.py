"""What scripts/bench and scripts/bench-growth share: the daemon under test, the generator, a bot of any size, a plot."""

import html
import math
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def build_folder():
    """Where the built programs are: RELAIS_BINARY's folder, or this package's release build."""
    binary = os.environ.get("RELAIS_BINARY")
    return os.path.dirname(os.path.abspath(binary)) if binary else os.path.join(ROOT, ".build", "release")


def program(name):
    path = os.path.join(build_folder(), name)
    if not os.access(path, os.X_OK):
        raise SystemExit(f"bench: {path} is missing; build first: swift build -c release")
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def machine():
    model, cores = "unknown processor", os.cpu_count()
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return f"{model}, {cores} cores, load {os.getloadavg()[0]:.1f} at the start"


class Daemon:
    """`relais serve` on free loopback ports, with site accounts whose tokens the generator uses."""

    # Sign-ins of one account: the daemon takes 300 at once, then 2 a second.
    SIGN_INS = 250

    def __init__(self, bot=ROOT, folder=None):
        self.bot = bot
        self.folder = folder or tempfile.mkdtemp(prefix="relais-bench-")
        self.data = os.path.join(self.folder, "data")
        os.makedirs(self.data, exist_ok=True)
        self.port, self.http, self.metrics_port = free_port(), free_port(), free_port()
        self.unix = os.path.join(self.folder, "socket")
        self.log = os.path.join(self.folder, "log")
        self.process = None
        self.tokens = {}

    def start(self, patience=120):
        begun = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [program("relais"), "serve", "--bot", self.bot, "--data", self.data,
                 "--tcp", f"127.0.0.1:{self.port}", "--unix", self.unix, "--http", f"127.0.0.1:{self.http}",
                 "--metrics", f"127.0.0.1:{self.metrics_port}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        while time.monotonic() - begun < patience:
            if self.process.poll() is not None:
                with open(self.log, encoding="utf-8", errors="replace") as log:
                    raise SystemExit(f"bench: the daemon ended:\n{log.read()[-2000:]}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                self.listening = time.monotonic() - begun
                return self
            except OSError:
                time.sleep(0.002)
        raise SystemExit("bench: the daemon does not listen")

    def stop(self, removes=True):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if removes:
            shutil.rmtree(self.folder, ignore_errors=True)

    def histogram(self, name):
        """What the daemon counted since its start: [(upper bound, how many up to it)…], the sum last as (None, sum)."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics", timeout=20) as answer:
            lines = answer.read().decode().splitlines()
        buckets = [(float(line.split('le="')[1].split('"')[0]), float(line.split()[-1]))
                   for line in lines if line.startswith(name + "_bucket")]
        return buckets + [(None, float(line.split()[-1])) for line in lines if line.startswith(name + "_sum")]

    def resident(self):
        """Octets of memory."""
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    def first_reply(self):
        """Seconds from `begun` to the first sentence of the bot, the start of the process included."""
        begun = time.monotonic()
        self.start()
        with Client(self.port) as client:
            client.open()
            client.say("bonjour")
            return time.monotonic() - begun

    def sign_in(self, connections):
        """Tokens for so many connections that take them in turn; makes the accounts there are too few of."""
        wanted = -(-connections // self.SIGN_INS)
        each = -(-connections // wanted)
        chosen = [token for token, used in self.tokens.items() if used + each <= self.SIGN_INS][:wanted]
        made = []
        while len(chosen) + len(made) < wanted:
            name = f"bench-{os.urandom(6).hex()}"
            done = subprocess.run([program("relais"), "site", "add", name, "--data", self.data],
                                  capture_output=True, text=True, check=True)
            made.append(done.stdout.split()[-1])
        if made and self.process:
            time.sleep(1)  # the daemon looks twice a second
        for token in chosen + made:
            self.tokens[token] = self.tokens.get(token, 0) + each
        return chosen + made

    def endpoint(self, kind):
        return {"tcp": f"tcp:{self.port}", "unix": f"unix:{self.unix}", "ws": f"ws:{self.http}"}[kind]

    def load(self, kind="tcp", mode="say", **options):
        """Runs the generator; returns its report, with the reports of its slices under `slices`."""
        command = [mode, self.endpoint(kind), "--pid", str(self.process.pid)]
        for token in self.sign_in(options.get("connections", 64)):
            command += ["--token", token]
        return run_load(command, options)


class Client:
    """One anonymous customer over TCP, for what is asked one thing at a time."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb")
        self.count = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, line):
        self.socket.sendall(line.encode() + b"\n")

    def wait(self, mark):
        while True:
            line = self.file.readline()
            if not line:
                raise SystemExit("bench: the daemon closed a connection")
            if mark in line:
                return line

    def open(self):
        self.send('{"type":"hello","v":[1],"client":"bench/1","role":"customer"}')
        self.send('{"type":"open","cid":"o1","channel":"web","lang":"fr"}')
        line = self.wait(b'"type":"opened"').decode()
        self.conversation = line.split('"conversation":"')[1].split('"')[0]

    def queue(self, conversations):
        """Opens so many conversations and asks for a person in each."""
        self.send('{"type":"hello","v":[1],"client":"bench/1","role":"customer"}')
        for index in range(conversations):
            self.send(f'{{"type":"open","cid":"q{index}","channel":"web","lang":"fr"}}')
            line = self.wait(b'"type":"opened"').decode()
            name = line.split('"conversation":"')[1].split('"')[0]
            self.send(f'{{"type":"say","conversation":"{name}","cid":"m1","text":"je veux parler à un conseiller"}}')
            self.wait(b'"owner":"queue"')

    def say(self, text):
        self.count += 1
        self.send(f'{{"type":"say","conversation":"{self.conversation}","cid":"m{self.count}","text":"{text}"}}')
        return self.wait(b'"from":"bot"')


def run_load(command, options, patience=900):
    words = [program("BenchLoad"), *command]
    for name, value in options.items():
        flag = "--" + name.replace("_", "-")
        words += [flag] if value is True else [flag, str(value)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=patience)
    report, slices = {}, []
    for line in done.stdout.splitlines():
        if line.startswith("slice "):
            slices.append(numbers(line[6:]))
        elif "=" in line:
            report = numbers(line)
    if not report or done.returncode == 2:
        raise SystemExit(f"bench: {' '.join(words)}: {done.stdout.strip()} {done.stderr.strip()}")
    report["slices"] = slices
    return report


def numbers(line):
    return {name: float(value) for name, value in (word.split("=") for word in line.split() if "=" in word)}


# Bots of any size


def made_bot(folder, flows=10, steps=10, intents=30, articles=100, examples=12):
    """A checked bot of made-up words: each intent has examples with words of its own, triggers one flow or none."""
    def word(kind, number):
        # Pronounceable and distinct: nothing is a slip of something else.
        parts = ["ba", "ke", "li", "mo", "nu", "pra", "sté", "vi", "zo", "tri", "gal", "dor", "fin", "lus", "mer", "ron"]
        text = kind
        for _ in range(4):
            text += parts[number % 16]
            number //= 16
        return text

    for part in ("Flows", "Intents", "Intents/knowledge/fr"):
        os.makedirs(os.path.join(folder, part), exist_ok=True)

    def write(path, text):
        with open(os.path.join(folder, path), "w", encoding="utf-8") as file:
            file.write(text)

    write("Flows/bot.policy", "language fr\ndefault queue support\nchannel web buttons\nlimit tries 20\nlimit trouble 20\n")
    write("Flows/desk.queues", "queue support\n  label fr: Service client\n")
    frames = ["je voudrais {}", "comment faire pour {}", "{} s'il vous plaît", "problème de {} avec {}", "où est {}",
              "aide pour {}", "pouvez-vous {}", "{} et {}", "mon {} ne marche pas", "changer de {}", "prix de {}", "{} ?"]
    lines = []
    for index in range(intents):
        lines.append(f"intent sujet-{index}\nlabel fr: {word('s', index)}")
        for example in range(examples):
            frame = frames[example % len(frames)]
            names = [word("s", index), word("t", index)] if example % 2 else [word("t", index), word("s", index)]
            lines.append("fr: " + frame.format(*names[:frame.count("{}")]))
        lines.append("")
    write("Intents/made.intents", "\n".join(lines))
    for index in range(flows):
        text = f"flow flux-{index}\n"
        if index < intents:
            text += f"trigger sujet-{index}\n"
        # A turn may say eight things at most, so every third step asks.
        text += "".join(f"slot nom-{step} is text\n" for step in range(0, steps, 3))
        for step in range(steps - 1):
            verb = f"ask nom-{step}" if step % 3 == 0 else "say"
            text += f"\nstep suite-{step}\n{verb}\n  fr: Suite {step} de {word('f', index)}.\n"
        text += "\nstep fin\nsay\n  fr: C'est noté.\nend solved\n"
        write(f"Flows/flux-{index}.flow", text)
    for index in range(articles):
        write(f"Intents/knowledge/fr/article-{index}.md",
              f"---\ntitle: {word('a', index)} {word('b', index)}\nquestion: que dit {word('a', index)} de {word('b', index)} ?\n"
              f"state: validated\nvalidator: Banc\n---\nTout sur {word('a', index)} et {word('b', index)}.\n")


# Plots


def plot(path, title, subtitle, series, limit):
    """Draws growth: for each series, cost against size, both as multiples of the first point, x logarithmic.

    series: [(name, unit, [(size, cost)…])].
    """
    width, height, left, right, top, bottom = 860, 440, 60, 250, 70, 56
    colours = ["#1b6ca8", "#c4472b", "#2e8b57", "#8e5aa8", "#b8860b", "#3a3a3a", "#d16ba5"]
    spans = [math.log10(points[-1][0] / max(points[0][0], 1)) if points[0][0] else math.log10(max(points[-1][0], 1))
             for _, _, points in series]
    most = max(max(spans), 1)
    highest = max([limit * 1.1] + [cost / points[0][1] for _, _, points in series for _, cost in points])

    def place(size, first, cost):
        x = left + (width - left - right) * (math.log10(max(size, 1) / max(first, 1)) / most)
        return x, top + (height - top - bottom) * (1 - cost / highest)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="system-ui, sans-serif"'
           ' font-size="12">', f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
           f'<text x="{left}" y="26" font-size="16" font-weight="600" fill="#222">{html.escape(title)}</text>',
           f'<text x="{left}" y="46" fill="#555">{html.escape(subtitle)}</text>']
    for step in range(int(highest / 0.5) + 1):
        y = place(1, 1, step * 0.5)[1]
        out.append(f'<line x1="{left}" x2="{width - right}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e4e4e4"/>')
        out.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#555">{step * 0.5:g}×</text>')
    for power in range(int(most) + 1):
        x = place(10 ** power, 1, 0)[0]
        out.append(f'<text x="{x:.1f}" y="{height - bottom + 20}" text-anchor="middle" fill="#555">×{10 ** power:,}</text>')
    out.append(f'<text x="{(left + width - right) / 2:.0f}" y="{height - 12}" text-anchor="middle" fill="#555">'
               'size, as a multiple of the smallest</text>')
    y = place(1, 1, limit)[1]
    out.append(f'<line x1="{left}" x2="{width - right}" y1="{y:.1f}" y2="{y:.1f}" stroke="#999" stroke-dasharray="5 4"/>')
    out.append(f'<text x="{left + 6}" y="{y - 6:.1f}" fill="#777">limit {limit:g}×</text>')
    for index, (name, unit, points) in enumerate(series):
        colour = colours[index % len(colours)]
        first_size, first_cost = points[0]
        marks = [place(size, first_size, cost / first_cost) for size, cost in points]
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
                   + " ".join(f"{x:.1f},{y:.1f}" for x, y in marks) + '"/>')
        out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{colour}"/>' for x, y in marks]
        y = top + 6 + index * 44
        out.append(f'<circle cx="{width - right + 22}" cy="{y}" r="4" fill="{colour}"/>')
        out.append(f'<text x="{width - right + 34}" y="{y + 4}" fill="#222">{html.escape(name)}</text>')
        out.append(f'<text x="{width - right + 34}" y="{y + 19}" fill="#777">{points[0][0]:,} → {points[-1][0]:,}: '
                   f'{points[0][1]:.0f} → {points[-1][1]:.0f} {html.escape(unit)}</text>')
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(out + ["</svg>"]) + "\n")
