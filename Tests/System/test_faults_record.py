"""Rows D6, D9–D11, D14, D17–D19 and H of the fault catalogue: the file damaged, locked, foreign, newer; the process told
to end, stopped, run twice; the logs."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
import unittest
import urllib.error
import urllib.request

import invariants
from fault_bench import LONG, SEED, Bench, Scenario, fault, sample
from relais_client import BINARY, PATIENCE, Client, Customer


def health(daemon, path="/health"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{daemon.http_port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class RecordCase(unittest.TestCase):
    def setUp(self):
        self.bench = Bench()
        self.addCleanup(self.bench.__exit__)
        self.file = os.path.join(self.bench.data, "relais.sqlite")

    def fill(self, steps=30):
        self.bench.start()
        scenario = Scenario(self.bench, steps=steps).run(lambda: self.fail(self.bench.daemon.log()))
        self.bench.daemon.kill()
        return scenario

    def refused(self, code=2):
        """The daemon does not start, says why in one line, and leaves the file as it is."""
        with open(self.file, "rb") as file:
            before = file.read()
        done = subprocess.run(
            [BINARY, "serve", "--bot", self.bench.daemon.bot, "--data", self.bench.data, "--tcp", "127.0.0.1:0",
             "--http", "off"], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertTrue(done.stderr.startswith("relais: "), done.stderr)
        with open(self.file, "rb") as file:
            self.assertEqual(file.read(), before, "a damaged record was changed")
        return done.stderr


class Damaged(RecordCase):
    def settle(self):
        """Everything into the one file, so that damage to it is damage to what counts."""
        database = sqlite3.connect(self.file)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()

    def test_d10_flipped_octets_never_crash_and_are_found(self):
        self.fill()
        self.settle()
        with open(self.file, "rb") as file:
            whole = file.read()
        chance = random.Random(SEED)
        for number in range(200 if LONG else 10):
            with self.subTest(number=number), fault():
                octets = bytearray(whole)
                for _ in range(8):
                    octets[chance.randrange(len(octets))] ^= 1 << chance.randrange(8)
                with open(self.file, "wb") as file:
                    file.write(octets)
                for leftover in ("-wal", "-shm"):
                    if os.path.exists(self.file + leftover):
                        os.remove(self.file + leftover)
                done = subprocess.run([BINARY, "verify", "--data", self.bench.data],
                                      capture_output=True, text=True, timeout=PATIENCE)
                self.assertIn(done.returncode, (0, 1, 2), done.stderr)
                try:
                    self.bench.start()
                except AssertionError:
                    self.bench.daemon.process.wait(PATIENCE)
                    self.assertIn(self.bench.daemon.process.returncode, (1, 2), self.bench.daemon.log())
                    continue
                # It starts if what it needs to start is whole; then it answers, with what it has or with an error.
                client = Client(("127.0.0.1", self.bench.daemon.port), "customer")
                client.send({"type": "open", "cid": "o", "channel": "web"})
                answer = client.expect("opened", where=None, timeout=5) if done.returncode == 0 else None
                client.close()
                self.assertIsNone(self.bench.daemon.process.poll(), self.bench.daemon.log())
                self.bench.daemon.kill()
                del answer

    def test_d10_truncated_file_is_refused(self):
        self.fill()
        self.settle()
        with open(self.file, "rb") as file:
            whole = file.read()
        for part in (4, 2):
            with fault():
                with open(self.file, "wb") as file:
                    file.write(whole[:len(whole) // part])
                self.assertIn("restore a backup", self.refused())

    def test_d10_a_file_of_something_else_is_refused(self):
        for octets in (b"not a database at all" * 200, b"SQLite format 3\0" + b"\xff" * 4096):
            with fault():
                with open(self.file, "wb") as file:
                    file.write(octets)
                self.refused()
        with fault():
            os.remove(self.file)
            database = sqlite3.connect(self.file)
            database.execute("CREATE TABLE other(a)")
            database.commit()
            database.close()
            self.refused()

    def test_d10_a_lost_log_leaves_a_whole_record(self):
        self.fill()
        with fault():
            for leftover in ("-wal", "-shm"):
                if os.path.exists(self.file + leftover):
                    os.remove(self.file + leftover)
            self.bench.start()
            self.bench.daemon.kill()
            # What stood only in the log is gone with it; nothing is half there.
            self.assertEqual(invariants.check(self.bench.data), [])

    def verify(self, of=None, language="C"):
        return subprocess.run([BINARY, "verify"] + ([of] if of else ["--data", self.bench.data]), capture_output=True,
                              text=True, timeout=PATIENCE, env=dict(os.environ, LC_ALL=language))

    def test_d10_keys_and_kept_files_that_do_not_fit_the_rows_are_found(self):
        """SQLite finds nothing wrong, but who returns would not be known, and a repeat would take effect twice."""
        self.fill(steps=12)
        self.settle()
        self.assertEqual(self.verify().returncode, 0, self.verify().stdout)
        whole = self.file + ".whole"
        shutil.copy(self.file, whole)
        for statement, words in (
                ("DELETE FROM keys", " open, but no key lists it"),
                ("INSERT INTO keys SELECT 1, x'07', stream, x'' FROM keys WHERE scope = 3", "the keys of several cids lead to it"),
                ("UPDATE keys SET stream = (SELECT id FROM streams WHERE hex(name) LIKE '%01') WHERE scope = 3"
                 " AND stream = (SELECT max(stream) FROM keys WHERE scope = 3)", "but a key leads to it"),
                ("UPDATE blobs SET bytes = x'00' WHERE rowid = 1", "kept file 1: its content has not the hash"),
                ("DELETE FROM blobs WHERE rowid = 1", "a version of the bot is kept without its "),
                ("DELETE FROM blobs", "of the bot, whose files are not kept")):
            with self.subTest(statement=statement), fault():
                shutil.copy(whole, self.file)
                database = sqlite3.connect(self.file)
                database.execute(statement)
                database.commit()
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
                database.close()
                done = self.verify()
                self.assertEqual(done.returncode, 1, done.stdout)
                self.assertIn(words, done.stdout)
                self.assertIn("damaged in its keys only" if "keys" in statement else "in the bot's files only", done.stderr)
                french = self.verify(language="fr_FR.UTF-8")
                self.assertEqual(len(french.stdout.splitlines()), len(done.stdout.splitlines()))
                self.assertFalse(set(french.stdout.splitlines()) & set(done.stdout.splitlines()), french.stdout)
                self.assertIn("que dans ", french.stderr)

    def changed(self, *statements):
        database = sqlite3.connect(self.file)
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()

    def test_d10_a_conversations_last_rows_taken_away_are_found(self):
        """Its numbers have no gap then, and with its keys and its snapshot gone nothing else asks for them."""
        self.fill(steps=12)
        self.settle()
        of = ("(SELECT stream FROM events JOIN streams ON id = stream WHERE hex(name) NOT LIKE '0000000000000000%'"
              " ORDER BY position LIMIT 1)")
        with fault():
            self.changed(f"CREATE TEMP TABLE picked AS SELECT {of} AS stream",
                         "DELETE FROM keys WHERE stream IN (SELECT stream FROM picked)",
                         "DELETE FROM snapshots WHERE stream IN (SELECT stream FROM picked)",
                         "DELETE FROM events WHERE stream IN (SELECT stream FROM picked) AND first > 1")
            done = self.verify()
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertIn("rows are missing between position ", done.stdout)
            self.assertIn("the record is damaged; restore a backup", done.stderr)
            self.assertIn("des lignes manquent entre les positions ", self.verify(language="fr_FR.UTF-8").stdout)

    def test_d10_accounts_that_cannot_sign_in_are_found(self):
        self.fill(steps=3)
        self.settle()
        self.changed("INSERT INTO accounts(id, name, role, token_hash, skills, origins, created)"
                     " VALUES (901, 'Zoé', 'agent', 'secret', '', '', 1)")
        with fault():
            done = self.verify()
            self.assertEqual(done.returncode, 1, done.stdout)
            self.assertEqual(done.stdout, "account 901 (Zoé): what it keeps is no hash of a token\n")
            self.assertIn("damaged in its accounts only", done.stderr)
            french = self.verify(language="fr_FR.UTF-8")
            self.assertEqual(french.stdout, "compte 901 (Zoé) : ce qu'il garde n'est pas l'empreinte d'un jeton\n")
            self.assertIn("que dans ses comptes", french.stderr)
        self.changed("UPDATE accounts SET role = 'king', token_hash = hex(zeroblob(32)) WHERE id = 901")
        self.assertIn("its role is not known", self.verify().stdout)

    def test_d10_a_kept_file_that_was_damaged_is_put_right_by_a_start(self):
        """As `verify` advises: started once with those files."""
        for statement in (None, "UPDATE blobs SET bytes = x'00' WHERE rowid = 1", "DELETE FROM blobs WHERE rowid = 1"):
            with self.subTest(statement=statement), fault():
                if statement:
                    database = sqlite3.connect(self.file)
                    database.execute(statement)
                    database.commit()
                    database.close()
                    self.assertEqual(self.verify().returncode, 1)
                self.bench.start()
                self.bench.daemon.terminate()
                self.settle()
                self.assertEqual(self.verify().returncode, 0, self.verify().stdout)

    def test_d10_a_snapshot_of_an_event_that_is_not_there_is_refused(self):
        """Neither believed nor a crash: the desk's keeps the daemon from starting, as all damage to it does."""
        self.fill(steps=12)
        self.settle()
        for number in (-1, 99_999, 2 ** 63 - 1):
            with self.subTest(number=number), fault():
                database = sqlite3.connect(self.file)
                database.execute("INSERT OR REPLACE INTO snapshots(stream, number, version, bytes) SELECT id, ?, 1, x'00' FROM streams"
                                 " WHERE hex(name) LIKE '%0001'", (number,))
                self.assertEqual(database.total_changes, 1)
                database.commit()
                database.close()
                self.assertIn(f"is of event {number}, ", self.verify().stdout)
                self.refused()

    def test_d10_records_of_older_versions_are_sound(self):
        fixtures = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "RecordTests", "Fixtures")
        for name in sorted(os.listdir(fixtures)):
            data = os.path.join(self.bench.folder, name)
            os.makedirs(data)
            file = os.path.join(data, "relais.sqlite")
            database = sqlite3.connect(file)
            with open(os.path.join(fixtures, name), encoding="utf-8") as script:
                database.executescript(script.read())
            self.assertEqual(self.verify(file).returncode, 0, self.verify(file).stdout)
            # Upgraded, its keys stand otherwise and are the same.
            database.commit()
            subprocess.run([BINARY, "agent", "add", "Claire", "--data", data], check=True, capture_output=True,
                           timeout=PATIENCE)
            self.assertEqual(self.verify(file).returncode, 0, self.verify(file).stdout)
            database.execute("DELETE FROM keys")
            database.execute("INSERT INTO keys SELECT 3, x'01', id, x'' FROM streams WHERE id = 2")
            database.commit()
            database.close()
            self.assertEqual(self.verify(file).returncode, 1, name)

    def test_d10_a_row_that_cannot_be_read_is_found(self):
        """The database is whole and every number is there, but what a row says is not to be understood."""
        self.fill(steps=12)
        self.settle()
        for kind, ours, theirs in (("a turn", b'"s":[[', b'"x":[['), ("a turn", b'["spoke",{"o":0}]', b'["spoke",{"o":9}]'),
                                   ("the desk", b'"event":', b'"ev\xff\xfet":')):
            with self.subTest(kind=kind, theirs=theirs), fault():
                database = sqlite3.connect(self.file)
                position, packed = next(row for row in database.execute("SELECT position, packed FROM events")
                                        if ours in row[1])
                self.assertEqual(len(ours), len(theirs))
                database.execute("UPDATE events SET packed = ? WHERE position = ?",
                                 (packed.replace(ours, theirs, 1), position))
                database.commit()
                done = subprocess.run([BINARY, "verify", "--data", self.bench.data], capture_output=True, text=True,
                                      timeout=PATIENCE)
                self.assertEqual(done.returncode, 1, done.stdout)
                self.assertIn(f"position {position}, ", done.stdout)
                self.assertIn("cannot be read", done.stdout)
                self.assertIn("the record is damaged; restore a backup", done.stderr)
                self.assertNotIn("version", done.stdout, "what somebody said")
                database.execute("UPDATE events SET packed = ? WHERE position = ?", (packed, position))
                database.commit()
                database.close()

    def test_d11_a_newer_record_is_refused(self):
        self.fill(steps=8)
        self.settle()
        with fault():
            database = sqlite3.connect(self.file)
            database.execute("PRAGMA user_version = 999")
            database.commit()
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            database.close()
            self.assertIn("newer", self.refused())

    def test_d19_an_unreadable_conversation_leaves_the_others_alone(self):
        scenario = self.fill(steps=12)
        with fault():
            name, other = scenario.names[0], scenario.names[1]
            database = sqlite3.connect(self.file)
            stream = database.execute("SELECT min(stream) FROM events e JOIN streams s ON s.id = e.stream"
                                      " WHERE s.name = ?", (_bytes_of(name),)).fetchone()[0]
            database.execute("UPDATE events SET packed = zeroblob(length(packed)) WHERE stream = ?", (stream,))
            database.commit()
            database.close()
            self.bench.start()
            client = Client(("127.0.0.1", self.bench.daemon.port), "site", self.bench.site)
            for _ in range(3):
                client.send({"type": "say", "conversation": name, "cid": "x", "text": "hello"})
                self.assertIn(client.expect("error")["code"], ("internal", "not_found"))
            client.send({"type": "say", "conversation": other, "cid": "y", "text": "tell me the version"})
            client.expect("ack", cid="y")
            client.close()


def _bytes_of(name):
    import base64
    return base64.urlsafe_b64decode(name + "==")


class Occupied(RecordCase):
    def test_d9_locked_by_another_process_says_storage_and_recovers(self):
        with fault():
            self.bench.start()
            site = Client(("127.0.0.1", self.bench.daemon.port), "site", self.bench.site)
            site.send({"type": "open", "cid": "o", "channel": "web", "lang": "en"})
            name = site.expect("opened")["conversation"]
            other = sqlite3.connect(self.file, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            site.send({"type": "say", "conversation": name, "cid": "s1", "text": "tell me the version"})
            error = site.expect("error", timeout=30)
            self.assertEqual(error["code"], "storage")
            other.execute("ROLLBACK")
            other.close()
            site.send({"type": "say", "conversation": name, "cid": "s1", "text": "tell me the version"})
            answer = site.expect("ack", cid="s1")
            self.bench.journal.ack(name, "s1", answer["seq"])
            site.close()
            self.bench.daemon.terminate()
            self.bench.check(self)

    def test_d9_two_daemons_on_one_record(self):
        with fault():
            self.bench.start()
            done = subprocess.run(
                [BINARY, "serve", "--bot", self.bench.daemon.bot, "--data", self.bench.data, "--tcp", "127.0.0.1:0",
                 "--http", "off"], capture_output=True, text=True, timeout=PATIENCE)
            self.assertEqual(done.returncode, 2)
            self.assertIn("another Relais daemon", done.stderr)
            Scenario(self.bench, steps=10).run(lambda: self.fail("the first one fell"))

    @unittest.skipIf(os.geteuid() == 0 and not shutil.which("mount"), "needs a file system of its own")
    def test_d6_a_file_system_that_cannot_be_written(self):
        self.fill(steps=8)
        if os.geteuid() != 0:
            self.skipTest("only root can mount")
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", self.bench.folder + "/bot"], capture_output=True).returncode:
            self.skipTest("this container may not mount")
        subprocess.run(["umount", self.bench.folder + "/bot"], check=True)
        with fault():
            place = os.path.join(self.bench.folder, "disk")
            os.mkdir(place)
            subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], check=True)
            try:
                shutil.copytree(self.bench.data, place + "/data")
                subprocess.run(["mount", "-o", "remount,ro", place], check=True)
                done = subprocess.run(
                    [BINARY, "serve", "--bot", self.bench.daemon.bot, "--data", place + "/data", "--tcp",
                     "127.0.0.1:0", "--http", "off"], capture_output=True, text=True, timeout=PATIENCE)
                self.assertEqual(done.returncode, 2, done.stderr)
            finally:
                subprocess.run(["umount", place], check=True)

    def test_d14_a_backup_of_a_running_record_is_whole(self):
        with fault():
            self.bench.start()
            scenario = Scenario(self.bench, steps=20).run(lambda: None)
            copy = os.path.join(self.bench.folder, "copy")
            os.mkdir(copy)
            making = subprocess.Popen([BINARY, "backup", copy + "/relais.sqlite", "--data", self.bench.data],
                                      stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            scenario.steps = 40
            scenario.plan += [0.5] * 20
            scenario.run(lambda: None)
            self.assertEqual(making.wait(PATIENCE), 0, making.stderr.read())
            making.stderr.close()
            self.assertEqual(invariants.check(copy), [])


class Told(RecordCase):
    def test_d17_term_drains_five_hundred_conversations(self):
        with fault():
            self.bench.start()
            address = ("127.0.0.1", self.bench.daemon.port)
            clients = [Customer(address, "en") for _ in range(500 if LONG else 120)]
            for client in clients:
                client.send({"type": "say", "conversation": client.conversation, "cid": "last", "text": "hello"})
            started = time.monotonic()
            os.kill(self.bench.daemon.pid, signal.SIGTERM)
            for client in clients:
                client.expect("drain")
            self.assertEqual(self.bench.daemon.process.wait(15), 0, self.bench.daemon.log())
            self.assertLess(time.monotonic() - started, 12)
            for client in clients:
                client.quiet(0.02)
                for line in client.waiting:
                    if line["type"] == "ack":
                        self.bench.journal.ack(client.conversation, line["cid"], line["seq"])
                client.close()
            self.bench.check(self)

    def test_d18_a_second_term_ends_at_once_and_loses_nothing(self):
        with fault():
            self.bench.start()
            scenario = Scenario(self.bench, steps=20).run(lambda: None)
            os.kill(self.bench.daemon.pid, signal.SIGTERM)
            os.kill(self.bench.daemon.pid, signal.SIGTERM)
            self.bench.daemon.process.wait(5)
            self.bench.check(self)
            scenario.drop()

    def test_d18_a_stopped_process_does_not_find_everybody_dead(self):
        with fault():
            self.bench.start()
            address = ("127.0.0.1", self.bench.daemon.port)
            agent = Client(address, "agent", self.bench.agent)
            os.kill(self.bench.daemon.pid, signal.SIGSTOP)
            time.sleep(60 if LONG else 3)
            os.kill(self.bench.daemon.pid, signal.SIGCONT)
            agent.send({"type": "available", "cid": "on", "on": True})
            agent.expect("ack", cid="on")
            agent.close()

    def test_d18_hup_reads_the_files_and_nothing_else(self):
        with fault():
            self.bench.start()
            with Customer(("127.0.0.1", self.bench.daemon.port), "en") as customer:
                os.kill(self.bench.daemon.pid, signal.SIGHUP)
                customer.send({"type": "say", "conversation": customer.conversation, "cid": "a", "text": "hello"})
                customer.expect("ack", cid="a")


class Logs(RecordCase):
    MARKS = ["MARKED-TEXT", "marked@example.org", "4111 1111 1111 1111", "+33 6 99 98 97 96"]

    def test_h1_h2_nothing_personal_and_one_line_each(self):
        with fault():
            self.bench.start()
            address = ("127.0.0.1", self.bench.daemon.port)
            site = Client(address, "site", self.bench.site)
            hostile = "".join(self.MARKS) + "\n2026 error\u2028\x1b[31m\"}'"
            site.send({"type": "open", "cid": "o", "channel": "web", "lang": "en", "page": "/" + hostile,
                       "customer": {"id": "c1", "name": hostile}, "profile": {"plan": hostile}})
            name = site.expect("opened")["conversation"]
            for number, text in enumerate([hostile, "I want a human " + hostile]):
                site.send({"type": "say", "conversation": name, "cid": f"s{number}", "text": text})
                site.expect("ack", cid=f"s{number}")
            site.send({"type": "rate", "conversation": name, "cid": "r", "score": 1, "comment": hostile})
            site.expect("ack", cid="r")
            site.send_bytes(b'{"type":"say","text":"' + hostile.encode() + b'"}\n')
            site.expect("error")
            site.send({"type": "auth", "token": "MARKED-TEXT"})
            site.close()
            health(self.bench.daemon)
            self.bench.daemon.terminate()
            self.bench.journal.secrets += self.MARKS
            self.bench.check(self)
            with open(self.bench.daemon.log_path, encoding="utf-8") as log:
                for line in log.read().splitlines():
                    self.assertNotIn("\x1b", line)
            self.assertNotIn("MARKED", self.bench.daemon.log())

    def test_h6_a_closed_log_pipe_does_not_stop_the_service(self):
        with fault():
            daemon = self.bench.daemon
            reader, writer = os.pipe()
            process = subprocess.Popen(
                [BINARY, "serve", "--bot", daemon.bot, "--data", self.bench.data, "--tcp", f"127.0.0.1:{daemon.port}",
                 "--http", "off"], stdin=subprocess.DEVNULL, stdout=writer, stderr=writer)
            daemon.process = process
            daemon.is_under = False
            os.close(writer)
            deadline = time.monotonic() + PATIENCE
            while True:
                try:
                    Client(("127.0.0.1", daemon.port), "customer").close()
                    break
                except (OSError, AssertionError):
                    self.assertLess(time.monotonic(), deadline)
                    time.sleep(0.02)
            os.close(reader)
            with Customer(("127.0.0.1", daemon.port), "en") as customer:
                for number in range(5):
                    customer.send_bytes(b"nonsense\n")
                    customer.expect("error")
                self.assertTrue(customer.say("hello"))
            os.kill(process.pid, signal.SIGHUP)
            with Customer(("127.0.0.1", daemon.port), "en") as customer:
                self.assertTrue(customer.say("hello"))
            self.assertEqual(daemon.terminate(), 0)

    def test_h10_errors_hold_no_paths_and_no_sql(self):
        with fault():
            self.bench.start()
            client = Client(("127.0.0.1", self.bench.daemon.port), "customer")
            for line in (b"{", b"[]", b'{"type":"nothing"}', b'{"type":"resume","conversation":"x","resume":"y","last_seq":0}',
                         b'{"type":"open","cid":"a","channel":"no-such"}'):
                client.send_bytes(line + b"\n")
                text = client.expect("error")["text"]
                self.assertNotRegex(text, r"/|SQL|\.swift|0x[0-9a-f]{4}")
            client.close()


if __name__ == "__main__":
    unittest.main()
