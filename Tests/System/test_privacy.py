"""What a person may ask: to see all that is known of him, and that it be gone from every file; and what never shows.

Every place a customer's or agent's words can go is planted with a marker; the files of the data folder are then searched
octet by octet.
"""

import json
import os
import random
import re
import sqlite3
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from relais_client import BINARY, PATIENCE, Agent, Client, Daemon, free_port
from small_bot import small_bot

MARK = "Zq7mark"


def files(folder):
    for base, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(base, name)


def holding(folder, needle):
    """The files in which the octets stand."""
    found = []
    for path in files(folder):
        with open(path, "rb") as file:
            if needle.encode() in file.read():
                found.append(os.path.relpath(path, folder))
    return found


def relais(*arguments, check=None):
    done = subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=60)
    if check is not None and done.returncode != check:
        raise AssertionError(f"relais {' '.join(arguments)}: {done.returncode}: {done.stdout}{done.stderr}")
    return done


class Planted:
    """A site whose customers leave a marker wherever they can."""

    def __init__(self, test, daemon, token):
        self.site = Client(("127.0.0.1", daemon.port), "site", token)
        test.addCleanup(self.site.close)
        self.count = 0

    def converse(self, person, says=("où est ma commande ?",)):
        mark = f"{MARK}-{person}-end"
        site = self.site
        self.count += 1
        site.send({"type": "open", "cid": f"open{self.count}-{mark}", "channel": "web", "lang": "fr",
                   "page": f"/p/{mark}", "customer": {"id": mark, "name": f"Ada {mark}"},
                   "profile": {"note": f"profil {mark}"}})
        conversation = site.expect("opened", cid=f"open{self.count}-{mark}")["conversation"]
        for index, text in enumerate(says):
            self.do(conversation, "say", f"s{index}-{mark}", text=f"{text} {mark}")
        self.do(conversation, "page", f"p-{mark}", url=f"/q/{mark}")
        return conversation

    def do(self, conversation, verb, cid, **fields):
        self.site.send({"type": verb, "conversation": conversation, "cid": cid, **fields})
        return self.site.expect("ack", cid=cid)


class Privacy(unittest.TestCase):
    def start(self, policy=""):
        bot = tempfile.TemporaryDirectory(prefix="relais-bot-")
        self.addCleanup(bot.cleanup)
        self.metrics = free_port()
        daemon = Daemon(bot=small_bot(bot.name, policy), extra=["--metrics", f"127.0.0.1:{self.metrics}", "--log", "json"])
        self.addCleanup(daemon.stop)
        self.token = daemon.token("site", "shop")
        self.claire = daemon.token("agent", "Claire", "--skills", "orders,billing,support")
        self.other_site = daemon.token("site", "other")
        daemon.start()
        return daemon

    def served(self, daemon, planted, person):
        """A conversation that an agent served, with notes, tags and a rating."""
        mark = f"{MARK}-{person}-end"
        conversation = planted.converse(person, ["je veux parler à un conseiller"])
        with Agent(("127.0.0.1", daemon.port), self.claire) as agent:
            agent.accept(conversation)
            agent.act("reply", conversation, text=f"Bonjour {mark}")
            agent.act("note", conversation, text=f"noté {mark}")
            agent.act("close", conversation, outcome=f"solved {mark}", tags=[f"tag-{mark}"])
        planted.do(conversation, "rate", f"r-{mark}", score=5, comment=f"merci {mark}")
        return conversation

    def test_a_customer_of_two_sites_is_not_taken_for_one(self):
        daemon = self.start()
        here = Planted(self, daemon, self.token).converse("ada")
        there = Planted(self, daemon, self.other_site).converse("ada")
        who = ["--data", daemon.data, "--customer", f"{MARK}-ada-end"]
        refused = relais("erase", *who, "--yes", check=1)
        self.assertIn("(other, shop): add --site NAME", refused.stderr)
        daemon.run("erase", *who, "--site", "shop", "--yes")
        left = daemon.run("export", *who)
        self.assertIn(there, left)
        self.assertNotIn(here, left)

    def test_all_that_is_known_is_exported_and_then_is_nowhere(self):
        daemon = self.start()
        planted = Planted(self, daemon, self.token)
        gone = self.served(daemon, planted, "ada")
        planted.converse("ada")
        kept = self.served(daemon, planted, "bob")
        for number in range(30):
            planted.converse(f"other{number}")
        text = daemon.run("export", "--data", daemon.data, "--customer", f"{MARK}-ada-end")
        for word in ["profil", "je veux parler", "Bonjour", "noté", "solved", "merci", "/p/", "/q/"]:
            self.assertIn(word, text)
        self.assertNotIn("bob", text)
        rows = daemon.run("export", "--data", daemon.data, "--customer", f"{MARK}-ada-end", "--json")
        objects = [json.loads(line) for line in rows.splitlines()]
        self.assertEqual(len({row["conversation"] for row in objects}), 2)
        self.assertIn(f"tag-{MARK}-ada-end", rows)
        self.assertEqual(relais("erase", "--data", daemon.data, "--customer", f"{MARK}-ada-end").returncode, 1)
        self.assertTrue(holding(daemon.data, f"{MARK}-ada-end"), "without --yes nothing is erased")

        daemon.run("erase", "--data", daemon.data, "--customer", f"{MARK}-ada-end", "--yes")
        self.assertEqual(holding(daemon.data, f"{MARK}-ada-end"), [])
        self.assertTrue(holding(daemon.data, f"{MARK}-bob-end"))
        self.assertIn("sound", relais("verify", "--data", daemon.data, check=0).stdout)
        # Its name, its erased rows and an empty line; nobody knows any more when it was opened.
        left = relais("export", "--data", daemon.data, gone).stdout
        self.assertEqual(left.count("# erased"), left.count("\n") - 2)
        # The one who is left is served, and the audit says what was done, not to whom.
        self.assertIn(kept, daemon.run("export", "--data", daemon.data, "--mentioning", f"{MARK}-bob-end"))
        audit = daemon.run("audit", "--data", daemon.data)
        self.assertIn("erase", audit)
        self.assertNotIn(MARK, audit)
        planted.converse("carl")
        daemon.terminate()
        self.assertEqual(holding(daemon.data, f"{MARK}-ada-end"), [])

    def test_erased_without_a_daemon_leaves_no_ghost_in_the_queue(self):
        daemon = self.start()
        planted = Planted(self, daemon, self.token)
        waiting = planted.converse("ada", ["je veux parler à un conseiller"])
        daemon.kill()
        daemon.run("erase", "--data", daemon.data, waiting, "--yes")
        self.assertEqual(holding(daemon.data, f"{MARK}-ada-end"), [])
        relais("verify", "--data", daemon.data, check=0)
        daemon.start()
        with Agent(("127.0.0.1", daemon.port), self.claire) as agent:
            self.assertFalse([m for m in agent.quiet(1.5) if m["type"] == "offer"])

    def test_a_kill_in_the_middle_leaves_all_or_nothing(self):
        rounds = int(os.environ.get("RELAIS_KILLS", "6"))
        chance = random.Random(20261122)
        for _ in range(rounds):
            daemon = self.start()
            planted = Planted(self, daemon, self.token)
            mark = f"{MARK}-ada-end"
            for _ in range(3):
                planted.converse("ada", ["où est ma commande ?"] * 5)
            eraser = subprocess.Popen([BINARY, "erase", "--data", daemon.data, "--customer", mark, "--yes"],
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, 0.7))
            daemon.kill()
            if chance.random() < 0.5:
                eraser.kill()
            eraser.wait(PATIENCE)
            relais("verify", "--data", daemon.data, check=0)
            # Whatever was left, the next daemon finishes it, or nothing was asked for.
            daemon.start()
            deadline = time.monotonic() + PATIENCE
            rest = holding(daemon.data, mark)
            while rest and self.is_asked(daemon.data) and time.monotonic() < deadline:
                time.sleep(0.1)
                rest = holding(daemon.data, mark)
            relais("verify", "--data", daemon.data, check=0)
            whole = daemon.run("export", "--data", daemon.data, "--mentioning", mark).count("opened ") if rest else 0
            self.assertIn(whole, (0, 3), rest)
            self.assertEqual(bool(whole), bool(rest))
            daemon.stop()

    @staticmethod
    def is_asked(data):
        connection = sqlite3.connect(f"file:{data}/relais.sqlite?mode=ro", uri=True)
        try:
            return connection.execute("SELECT count(*) FROM erasures").fetchone()[0] > 0
        finally:
            connection.close()

    def test_what_the_policy_keeps_no_longer_is_erased(self):
        daemon = self.start(policy="keep conversations 2 d\n")
        planted = Planted(self, daemon, self.token)
        planted.converse("ada")
        planted.site.close()
        day = 86_400_000
        clock = os.path.join(daemon.folder, "clock")
        self.assertTrue(holding(daemon.data, f"{MARK}-ada-end"))
        deadline = time.monotonic() + PATIENCE
        days = 0
        while holding(daemon.data, f"{MARK}-ada-end"):
            self.assertLess(time.monotonic(), deadline, daemon.log())
            days += 0.5
            with open(clock + ".new", "w", encoding="ascii") as file:
                file.write(str(Daemon.OPEN_HOURS + int(days * day)))
            os.rename(clock + ".new", clock)
            time.sleep(0.4)
        self.assertGreater(days, 2)
        self.assertIn('"by":"retention"', daemon.log())
        relais("verify", "--data", daemon.data, check=0)

    def test_no_output_shows_a_token_or_a_word_of_anybody(self):
        daemon = self.start()
        planted = Planted(self, daemon, self.token)
        self.served(daemon, planted, "ada")
        with Client(("127.0.0.1", daemon.port), "agent") as guesser:
            guesser.send({"type": "auth", "token": f"{MARK}-wrong"})
            guesser.expect("error")
            guesser.send_bytes(b'{"type":"say","text":"' + MARK.encode() + b'"}\n{not json ' + MARK.encode() + b"\n")
            guesser.quiet(0.3)
        pages = ""
        for port in (daemon.http_port, self.metrics):
            for path in ["/health", "/health/live", "/ready", "/live", "/metrics", "/"]:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                        pages += answer.read().decode()
                except urllib.error.HTTPError as error:
                    pages += error.read().decode()
        with self.assertRaises(urllib.error.HTTPError):
            urllib.request.urlopen(f"http://127.0.0.1:{daemon.http_port}/metrics", timeout=5)
        for name in ["relais_reply_seconds_bucket", "relais_commit_seconds_count", "relais_queue_wait_seconds_sum",
                     "relais_classify_confidence_count", 'relais_escalations_total{reason="asked"} 1']:
            self.assertIn(name, pages)
        # No turn takes a minute: not even the first, which is made before the loop has looked at the clock.
        self.assertLess(float(re.search("^relais_reply_seconds_sum (.*)$", pages, re.M).group(1)), 60)
        daemon.terminate()
        with open(daemon.log_path, encoding="utf-8") as log:
            said = log.read()
        events = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
        self.assertIn("ended", [event["event"] for event in events])
        figures = json.loads(relais("figures", "--data", daemon.data, "--json", check=0).stdout)
        self.assertEqual(figures["channels"]["web"]["escalated"], 1)
        for output in (said, pages):
            for secret in (MARK, self.token, self.claire):
                self.assertNotIn(secret, output)
        self.assertEqual(holding(daemon.data, self.token) + holding(daemon.data, self.claire), [])


if __name__ == "__main__":
    unittest.main()
