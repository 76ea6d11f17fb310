"""`relais desk` as an agent uses it: on a terminal, through a pipe, and across a daemon that is killed."""

import os
import select
import subprocess
import unittest

from relais_client import BINARY, PATIENCE, Customer, Daemon
from terminal import Terminal


class Desk(Terminal):
    """The console of an agent, closed when the test ends."""

    def __init__(self, test, token, *arguments):
        daemon = test.daemon
        path = os.path.join(daemon.folder, "token")
        with open(path, "w", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(token + "\n")
        super().__init__("desk", "--connect", f"127.0.0.1:{daemon.port}", "--token-file", path, "--lang", "en",
                         *arguments, NO_COLOR="1")
        test.addCleanup(self.close)

    def leave(self):
        self.type("/quit\r/quit\r")
        return self.process.wait(PATIENCE)


class AgentsConsole(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon().start()
        self.token = self.daemon.token("agent", "Claire")

    def tearDown(self):
        self.daemon.stop()

    def customer(self, text="I want to talk to a human"):
        customer = Customer(("127.0.0.1", self.daemon.port), "en")
        customer.say(text)
        return customer

    def test_a_customer_is_taken_with_a_key_answered_and_closed(self):
        desk = Desk(self, self.token)
        desk.expect("Signed in as Claire.")
        customer = self.customer()
        desk.expect("Offer 1")
        desk.expect("accept")
        desk.type("+")
        desk.expect("I want to talk to a human")
        desk.expect("1/4]")
        desk.type("Hello, Claire here\r")
        reply = customer.expect("event", where=lambda m: m.get("from") == "agent")
        self.assertEqual(reply["text"], "Hello, Claire here")
        customer.send({"type": "say", "conversation": customer.conversation, "cid": customer.cid(),
                       "text": "\x1b[2Jcleared?"})
        desk.expect("·[2Jcleared?")
        desk.type("/note asks twice\r")
        desk.expect("Noted.")
        desk.type("/close solved parcel\r")
        desk.expect("is closed")
        self.assertEqual(customer.expect("event", where=lambda m: m["kind"] == "closed")["outcome"], "solved")
        customer.close()
        self.assertEqual(desk.leave(), 0)

    def test_what_is_typed_while_the_daemon_is_dead_arrives_once(self):
        desk = Desk(self, self.token)
        desk.expect("Signed in as Claire.")
        customer = self.customer()
        desk.expect("Offer 1")
        desk.type("/a\r")
        desk.expect("1/4]")
        desk.type("before\r")
        customer.expect("event", where=lambda m: m.get("text") == "before")
        customer.close()
        self.daemon.kill()
        desk.expect("Connection lost")
        desk.type("during, one\r")
        desk.type("during, two\r")
        self.daemon.start()
        desk.expect("Back as Claire.")
        desk.type("after\r")
        desk.expect("after")
        # The daemon answers in order: when the note is taken, the last reply is.
        desk.type("/note done\r")
        desk.expect("Noted.")
        desk.type("/history\r")
        desk.expect("you: before")
        desk.expect("you: during, one")
        desk.expect("you: during, two")
        desk.expect("you: after")
        desk.type("/list\r")
        self.assertNotIn("during", desk.expect("current"))
        self.assertEqual(desk.leave(), 0)

    def test_a_supervisor_sees_the_queue_and_takes_from_it(self):
        token = self.daemon.token("agent", "Sue", "--supervisor")
        desk = Desk(self, token, "--supervisor")
        desk.expect("Signed in as Sue.")
        customer = self.customer()
        desk.expect("1 waiting")
        desk.type("/queue\r")
        desk.expect("oldest")
        desk.type(f"/take {customer.conversation[:8]}\r")
        desk.expect("Given to you: 1")
        customer.owner("agent")
        customer.close()
        desk.leave()

    def test_exit_codes_say_what_went_wrong(self):
        address = f"127.0.0.1:{self.daemon.port}"
        for code, arguments, token, what in [
                (64, [], None, "--token-file"),
                (64, ["--connect", "nowhere"], "x", "HOST:PORT"),
                (64, ["--lang", "de"], "x", "--lang"),
                (2, ["--connect", "127.0.0.1:1"], "x", "refused"),
                (2, ["--token-file", "/no/such/file"], None, "/no/such/file"),
                (1, ["--connect", address], "wrong", "token is not accepted"),
                (0, ["--connect", address], self.token, "Signed in as Claire.")]:
            environment = {key: value for key, value in os.environ.items() if key != "RELAIS_TOKEN"}
            if token:
                environment["RELAIS_TOKEN"] = token
            # The input stays open until an answer came, as a person's would.
            process = subprocess.Popen(
                [BINARY, "desk", *arguments, *([] if "--lang" in arguments else ["--lang", "en"])],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
            shown = b""
            while what.encode() not in shown:
                self.assertTrue(select.select([process.stdout], [], [], PATIENCE)[0], f"{arguments}: {shown}")
                piece = os.read(process.stdout.fileno(), 65536)
                if not piece:
                    break
                shown += piece
            process.stdin.close()
            self.assertEqual(process.wait(PATIENCE), code, f"{arguments}: {shown}")
            self.assertIn(what, shown.decode())
            self.assertNotIn(self.token, shown.decode())
            process.stdout.close()


if __name__ == "__main__":
    unittest.main()
