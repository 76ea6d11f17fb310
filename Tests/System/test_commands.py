"""What the commands say of wrong words, and how they leave a terminal."""

import fcntl
import os
import pty
import select
import signal
import socket
import sqlite3
import subprocess
import tempfile
import termios
import time
import unittest

from relais_client import BINARY, PATIENCE, Customer, Daemon
from small_bot import small_bot


def relais(*arguments, **environment):
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=PATIENCE,
                          env=dict(os.environ, LANG="C", **environment))


class Words(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="relais-commands-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.bot = small_bot(os.path.join(self.folder, "bot"))

    def refused(self, code, *words, of):
        done = relais(*of)
        self.assertEqual(done.returncode, code, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertNotIn("is called", done.stdout)

    def test_a_limit_below_one_is_refused(self):
        for limit in ["-1", "0", "x"]:
            self.refused(64, "--limit", "whole number from 1", of=["check", "--bot", self.bot, f"--limit={limit}"])

    def test_wrong_words_are_answered_in_the_language_of_whoever_wrote_them(self):
        data = os.path.join(self.folder, "data")
        self.assertEqual(relais("agent", "add", "Claire", "--data", data).returncode, 0)
        for code, english, french, command in (
                (64, "verify: unknown option --all; known: --data", "verify: option inconnue --all ; connues : --data",
                 ["verify", "--all"]),
                (64, "version: unknown option -v; it takes no options",
                 "version: option inconnue -v ; la commande n'a pas d'options", ["version", "-v"]),
                (64, "--bot: needs a value (DIR)", "--bot: il manque une valeur (DIR)", ["check", "--bot"]),
                (64, "--hints: takes no value", "--hints: ne prend pas de valeur", ["check", "--hints=1"]),
                (64, "version: unexpected argument 'x'", "version: argument en trop : 'x'", ["version", "x"]),
                (64, "backup: missing argument: FILE", "backup: argument manquant : FILE", ["backup"]),
                (64, "--limit: 'x' is not a whole number from 1 to 100000",
                 "--limit: 'x' n'est pas un nombre entier de 1 à 100000", ["check", "--bot", self.bot, "--limit", "x"]),
                (64, "--tcp: 'x' is not HOST:PORT", "--tcp: 'x' n'est ni HOST:PORT", ["serve", "--tcp", "x"]),
                (64, "nothing: unknown command; see relais --help", "nothing: commande inconnue ; voir relais --help",
                 ["nothing"]),
                (64, "agent: unknown verb 'ad'", "agent: verbe inconnu 'ad'", ["agent", "ad"]),
                (64, "See: relais backup --help", "Voir : relais backup --help", ["backup"]),
                (1, "there is no agent of this name in force", "aucun compte en vigueur n'a ce nom",
                 ["agent", "revoke", "Marc", "--data", data]),
                (2, "there is no record here; is --data right?", "il n'y a pas de registre ici ; --data est-il juste ?",
                 ["verify", "--data", os.path.join(self.folder, "none")])):
            for language, words in (("en_GB.UTF-8", english), ("fr_FR.UTF-8", french)):
                done = relais(*command, LC_ALL=language)
                self.assertEqual(done.returncode, code, done.stderr)
                self.assertIn(words, done.stderr)

    def test_what_the_world_refuses_is_said_in_both_languages(self):
        data, none = os.path.join(self.folder, "data"), os.path.join(self.folder, "none")
        self.assertEqual(relais("agent", "add", "Claire", "--data", data).returncode, 0)
        config, other = os.path.join(self.folder, "relais.conf"), os.path.join(self.folder, "other")
        with open(config, "w", encoding="utf-8") as file:
            file.write("tcp = off\nprot = 7\n")
        os.makedirs(other)
        newer = os.path.join(self.folder, "newer")
        os.makedirs(newer)
        for path, text in ((other, b"no database " * 1000), (newer, b"")):
            with open(os.path.join(path, "relais.sqlite"), "wb") as file:
                file.write(text)
        os.unlink(os.path.join(newer, "relais.sqlite"))
        database = sqlite3.connect(os.path.join(newer, "relais.sqlite"))
        database.executescript("CREATE TABLE t(x); PRAGMA user_version = 99; PRAGMA application_id = 1382378593")
        database.close()
        taken = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(taken.close)
        port = taken.getsockname()[1]
        serve = ["serve", "--bot", self.bot, "--http", "off", "--data"]
        with open(os.path.join(data, "relais.lock"), "a", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for code, english, french, command in (
                    (2, f"listen on 127.0.0.1:{port}: Address already in use; stop what listens there",
                     f"écoute sur 127.0.0.1:{port}: adresse déjà utilisée ; arrêter ce qui y écoute", [*serve, data, "--tcp", f"127.0.0.1:{port}"]),
                    (2, "none: open: No such file", "none: open: aucun fichier", ["serve", "--config", none]),
                    (64, "relais.conf:2: ", "relais.conf:2: ", ["serve", "--config", config]),
                    (2, "none does not exist", "none n'existe pas", ["check", "--bot", none]),
                    (2, "holds no bot", "ne contient pas de bot", ["check", "--bot", other]),
                    (2, "record: open: ", "registre: open: ", [*serve, other, "--tcp", "127.0.0.1:0"]),
                    (2, "is damaged or not a Relais record (file is not a database); restore",
                     "est endommagé ou n'est pas un registre de Relais (ce n'est pas une base de données) ; restaurer",
                     [*serve, other, "--tcp", "127.0.0.1:0"]),
                    (2, "another Relais daemon is using", "un autre service Relais utilise", [*serve, data, "--tcp", "127.0.0.1:0"]),
                    (2, "was written by a newer Relais (schema 99", "a été écrit par un Relais plus récent (schéma 99",
                     ["agent", "list", "--data", newer]),
                    (1, "there is already an account named 'Claire'", "il y a déjà un compte nommé 'Claire'",
                     ["agent", "add", "Claire", "--data", data]),
                    (2, "No such file or directory", "aucun fichier ni dossier", ["eval", none])):
                for language, words in (("en_GB.UTF-8", english), ("fr_FR.UTF-8", french)):
                    done = relais(*command, LC_ALL=language)
                    self.assertEqual(done.returncode, code, done.stderr)
                    self.assertIn(words, done.stderr)

    def test_what_is_no_bot_is_called_so(self):
        for command in ["check", "test", "repl"]:
            self.refused(64, "--bot", of=[command, "--bot", ""])
        flow = os.path.join(self.bot, "Flows", "hello.flow")
        self.refused(2, "is no folder", of=["check", "--bot", flow])
        self.refused(2, "none does not exist", of=["check", "--bot", os.path.join(self.folder, "none")])
        empty = os.path.join(self.folder, "empty")
        os.makedirs(os.path.join(empty, "Flows"))
        self.refused(2, "holds no bot", of=["check", "--bot", empty])

    def test_serve_counts_the_authors_flows_and_tells_hints_from_warnings(self):
        with open(os.path.join(self.bot, "Flows", "more.flow"), "w", encoding="utf-8") as file:
            file.write("flow more\n\nstep a\nsay\nfr: Voilà.\nen: There.\nend solved\n")
        with Daemon(bot=self.bot) as daemon:
            deadline = time.monotonic() + PATIENCE
            while "curl" not in daemon.log():  # it listens before it says so
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.02)
            said = daemon.log()
        self.assertIn("(2 flows,", said)
        checked = relais("check", "--bot", self.bot, "--hints", "--format", "lines").stdout
        for kind in ("warning", "hint"):
            count = checked.count(f": {kind} ")
            if count:
                self.assertIn(f"{count} {kind}s", said)
            else:
                self.assertNotIn(f"{kind}s:", said)

    def test_a_file_in_utf_32_is_named(self):
        with open(os.path.join(self.bot, "Flows", "wide.flow"), "wb") as file:
            file.write("flow wide\n".encode("utf-32"))
        done = relais("check", "--bot", self.bot)
        self.assertEqual(done.returncode, 1)
        self.assertIn("UTF-32", done.stdout + done.stderr)

    def test_commands_train_once_for_the_same_examples(self):
        cache = os.path.join(self.folder, "cache")
        os.makedirs(cache)
        for _ in range(2):
            done = subprocess.run([BINARY, "repl", "--bot", self.bot], input="bonjour\n", capture_output=True, text=True,
                                  timeout=PATIENCE, env=dict(os.environ, XDG_CACHE_HOME=cache))
            self.assertEqual(done.returncode, 0, done.stderr)
            models = os.listdir(os.path.join(cache, "relais", "models"))
            self.assertEqual(len(models), 1)
        path = os.path.join(cache, "relais", "models", models[0])
        before = os.stat(path).st_ino
        for command in (["repl"], ["test"], ["check", "--hints"]):
            subprocess.run([BINARY, *command, "--bot", self.bot], input="bonjour\n", capture_output=True, text=True,
                           timeout=PATIENCE, env=dict(os.environ, XDG_CACHE_HOME=cache))
            self.assertEqual(os.stat(path).st_ino, before, f"{command} trained again")

    def test_output_that_does_not_arrive_is_a_failure(self):
        data = os.path.join(self.folder, "data")
        for arguments in (["version"], ["check", "--bot", self.bot], ["agent", "add", "Claire", "--data", data]):
            with open("/dev/full", "w", encoding="utf-8") as full:
                done = subprocess.run([BINARY, *arguments], stdout=full, stderr=subprocess.PIPE, text=True,
                                      timeout=PATIENCE, env=dict(os.environ, LANG="C"))
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn("standard output: No space left", done.stderr)

    def test_output_that_nobody_reads_on_is_no_failure(self):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([BINARY, "version"], stdout=writer, stderr=subprocess.PIPE, timeout=PATIENCE)
        os.close(writer)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def test_closed_standard_descriptors_are_not_given_to_files(self):
        data = os.path.join(self.folder, "data")
        words = f"exec {BINARY} serve --bot {self.bot} --data {data} --tcp 127.0.0.1:0 --http off <&- >&- 2>&-"
        daemon = subprocess.Popen(["bash", "-c", words])
        self.addCleanup(daemon.wait)
        self.addCleanup(daemon.kill)
        deadline = time.monotonic() + PATIENCE
        while not os.path.exists(os.path.join(data, "relais.sqlite")):
            self.assertIsNone(daemon.poll())
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        for number in range(3):
            self.assertEqual(os.readlink(f"/proc/{daemon.pid}/fd/{number}"), "/dev/null")

    def test_a_data_folder_that_is_a_file_is_called_so(self):
        path = os.path.join(self.folder, "file")
        open(path, "w", encoding="utf-8").close()
        self.refused(2, "is no folder", of=["agent", "add", "Claire", "--data", path])

    def test_a_backup_overwrites_nothing(self):
        data, copy = os.path.join(self.folder, "data"), os.path.join(self.folder, "copy.sqlite")
        self.assertEqual(relais("agent", "add", "Claire", "--data", data).returncode, 0)
        self.assertEqual(relais("backup", copy, "--data", data).returncode, 0)
        self.refused(2, "exists already", of=["backup", copy, "--data", data])

    def test_a_damaged_record_is_named_not_its_copy(self):
        data, copy = os.path.join(self.folder, "data"), os.path.join(self.folder, "copy.sqlite")
        record = os.path.join(data, "relais.sqlite")
        os.makedirs(data)
        with open(record, "wb") as file:
            file.write(b"no database " * 1000)
        self.refused(2, record + " is damaged", of=["backup", copy, "--data", data])
        self.assertFalse(os.path.exists(copy))
        os.unlink(record)
        os.makedirs(record)
        self.refused(2, "it is a folder", of=["agent", "list", "--data", data])
        self.refused(1, "it is a folder", of=["verify", "--data", data])

    def test_a_record_that_cannot_be_read_is_named_with_what_helps(self):
        data, copy = os.path.join(self.folder, "data"), os.path.join(self.folder, "copy.sqlite")
        self.assertEqual(relais("agent", "add", "Claire", "--data", data).returncode, 0)
        self.refused(2, "No such file or directory", of=["backup", os.path.join(self.folder, "none", "x"), "--data", data])
        if os.geteuid() == 0:
            self.skipTest("root may read everything")
        os.chmod(os.path.join(data, "relais.sqlite"), 0)
        for command in (["backup", copy], ["verify"]):
            self.refused(2, "relais.sqlite: cannot be read", "as the user", of=[*command, "--data", data])

    def test_a_folder_where_a_file_is_expected_is_called_one(self):
        for command in (["serve", "--config", self.folder], ["classify", "--model", self.folder]):
            self.refused(2, self.folder + ": is a folder", of=command)

    def test_a_pipe_where_a_file_is_expected_is_not_waited_for(self):
        pipe, flow = os.path.join(self.folder, "pipe"), os.path.join(self.folder, "a.flow")
        for path in (pipe, flow):
            os.mkfifo(path)
        for command in (["eval", pipe], ["import", pipe, "--out", self.folder + "/out"], ["classify", "--model", pipe],
                        ["fmt", flow], ["serve", "--config", pipe], ["train", pipe, "--out", self.folder + "/model"]):
            self.refused(2, "is not a regular file", of=command)

    def test_a_name_that_is_no_text_is_refused(self):
        done = subprocess.run([BINARY.encode(), b"agent", b"add", b"Cl\xe9ment", b"--data", self.folder.encode()],
                              capture_output=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 64, done.stderr)

    def logs_of_an_action(self, script, expected):
        """What the daemon logs while a flow calls a program that is this."""
        with open(os.path.join(self.bot, "Flows", "hello.flow"), "w", encoding="utf-8") as file:
            file.write("action orders.find\n  gives state text\nflow hello\n  trigger hello\n  call orders.find into order\n"
                       "    on error end abandoned\n  answer\n    fr: {order.state}\n    en: {order.state}\n  end solved\n")
        with open(os.path.join(self.bot, "Flows", "bot.policy"), "a", encoding="utf-8") as file:
            file.write("action orders.find program find.sh\n")
        program = os.path.join(self.bot, "find.sh")
        with open(program, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n" + script + "\n")
        os.chmod(program, 0o755)
        with Daemon(bot=self.bot) as daemon:
            with Customer(("127.0.0.1", daemon.port)) as customer:
                customer.say("je veux dire bonjour")
            deadline = time.monotonic() + PATIENCE
            while expected not in daemon.log():
                self.assertLess(time.monotonic(), deadline, daemon.log())
                time.sleep(0.02)
            return daemon.log()

    def test_the_log_names_the_action_that_failed(self):
        self.logs_of_an_action("kill -KILL $$", "action-failed action=orders.find why=signal-9")

    def test_the_log_names_the_action_whose_answer_is_junk_and_not_the_answer(self):
        log = self.logs_of_an_action("echo MARKED-JUNK", "action-answer-refused action=orders.find why=no-json")
        self.assertNotIn("MARKED", log)

    def test_the_log_names_the_action_whose_answer_is_another(self):
        log = self.logs_of_an_action('echo \'{"other":"MARKED"}\'',
                                     "action-answer-refused action=orders.find why=not-as-declared")
        self.assertNotIn("MARKED", log)


class Terminals(unittest.TestCase):
    """A program that is ended while a line is edited gives the terminal back as it was."""

    def ended(self, number, *arguments, **environment):
        master, slave = pty.openpty()
        self.addCleanup(os.close, master)
        before = termios.tcgetattr(slave)
        process = subprocess.Popen([BINARY, *arguments], stdin=slave, stdout=slave, stderr=slave, close_fds=True,
                                   env=dict(os.environ, TERM="xterm", LANG="C", **environment))
        self.addCleanup(process.kill)
        deadline = time.monotonic() + PATIENCE
        while termios.tcgetattr(slave)[3] == before[3]:
            self.assertLess(time.monotonic(), deadline, "never edited a line")
            self.assertIsNone(process.poll())
            if select.select([master], [], [], 0.02)[0]:
                os.read(master, 65536)
        os.write(master, b"half a li")
        process.send_signal(number)
        while process.poll() is None:
            self.assertLess(time.monotonic(), deadline, "did not end")
            if select.select([master], [], [], 0.02)[0]:
                os.read(master, 65536)
        self.assertEqual(termios.tcgetattr(slave)[:4], before[:4])
        os.close(slave)

    def test_the_repl(self):
        with tempfile.TemporaryDirectory() as folder:
            for number in (signal.SIGTERM, signal.SIGINT):
                self.ended(number, "repl", "--bot", small_bot(folder), XDG_CACHE_HOME=folder, HOME=folder)

    def test_the_desk(self):
        with tempfile.TemporaryDirectory() as folder:
            daemon = Daemon(bot=small_bot(folder))
            self.addCleanup(daemon.stop)
            token = daemon.token("agent", "Claire")
            daemon.start()
            self.ended(signal.SIGTERM, "desk", "--connect", f"127.0.0.1:{daemon.port}", RELAIS_TOKEN=token,
                       HOME=folder)


if __name__ == "__main__":
    unittest.main()
