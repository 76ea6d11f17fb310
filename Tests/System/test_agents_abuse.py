"""An agent's account in wrong hands, or a console gone mad: every verb with giant fields, frames that are none, floods. Others
are served meanwhile, and no customer loses his place or a word."""

import base64
import json
import os
import socket
import struct
import time
import unittest

from relais_client import PATIENCE, Agent, BackOffice, Client, Customer, Daemon

ASKS = "je veux parler à un conseiller"


class WebSocketAgent:
    """An agent as a browser connects him, with frames made by hand."""

    def __init__(self, port, token):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET /socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.buffer += self.socket.recv(4096)
        self.buffer = self.buffer[self.buffer.index(b"\r\n\r\n") + 4:]
        self.send({"type": "hello", "v": [1], "role": "agent"})
        self.expect("hello")
        self.send({"type": "auth", "token": token})
        self.ready = self.expect("ready")

    def frame(self, first, payload, mask=b"\1\2\3\4"):
        length = len(payload)
        head = bytes([first, 0x80 | length]) if length < 126 else bytes([first, 0xFE]) + struct.pack(">H", length)
        self.socket.sendall(head + mask + bytes(byte ^ mask[at & 3] for at, byte in enumerate(payload)))

    def send(self, message):
        self.frame(0x81, json.dumps(message).encode())

    def read(self):
        """The next frame: its first octet and its payload; None at the end."""
        def take(count):
            while len(self.buffer) < count:
                piece = self.socket.recv(65536)
                if not piece:
                    raise EOFError
                self.buffer += piece
            part, self.buffer = self.buffer[:count], self.buffer[count:]
            return part

        try:
            first, length = take(2)
            if length == 126:
                length = struct.unpack(">H", take(2))[0]
            elif length == 127:
                length = struct.unpack(">Q", take(8))[0]
            return first, take(length)
        except (EOFError, ConnectionResetError):
            return None

    def expect(self, type):
        while frame := self.read():
            message = json.loads(frame[1])
            if message["type"] == type:
                return message
        raise AssertionError(f"closed before {type}")

    def end(self):
        """The code the server closes with."""
        while frame := self.read():
            if frame[0] == 0x88:
                return struct.unpack(">H", frame[1][:2])[0]
        return None


class AbuseTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.office = BackOffice().__enter__()
        cls.addClassCleanup(cls.office.__exit__)
        cls.daemon = Daemon(bot=cls.office.folder)
        cls.addClassCleanup(cls.daemon.stop)
        cls.tokens = {name: cls.daemon.token("agent", name) for name in ("Claire", "Marc", "Nemo")}
        cls.daemon.start()
        cls.address = ("127.0.0.1", cls.daemon.port)

    def agent(self, name, **options):
        agent = Agent(self.address, self.tokens[name], **options)
        self.addCleanup(agent.close)
        return agent

    def assigned(self, agent):
        """A customer whom this agent has."""
        customer = Customer(self.address)
        self.addCleanup(customer.close)
        customer.say(ASKS)
        agent.accept(customer.conversation)
        customer.owner("agent")
        return customer

    def leave(self, agent, *customers):
        for customer in customers:
            customer.send({"type": "close", "conversation": customer.conversation, "cid": "bye"})
            customer.expect("ack", cid="bye")
        agent.send({"type": "available", "cid": "off", "on": False})
        agent.expect("ack", cid="off")

    # MARK: fields

    def test_giant_and_hostile_fields_of_every_verb_are_refused_or_kept_whole(self):
        agent = self.agent("Claire", capacity=10)
        customer = self.assigned(agent)
        here = {"conversation": customer.conversation, "epoch": agent.epoch}
        long = "x" * 129
        nasty = "\u202e\x00\x1b[31m<script>'\";DROP TABLE turns;--\ud7ff\U0010ffff{name}"

        def code(verb, **fields):
            cid = agent.cid()
            agent.send({"type": verb, "cid": cid, **fields})
            answer = agent.expect("error", cid=cid)
            self.assertFalse(answer["fatal"], (verb, answer))
            return answer["code"]

        for verb, fields, want in (
            ("reply", {**here, "text": "x" * 8_001}, {"too_large", "bad_field"}), ("reply", {**here, "text": ""}, {"bad_field"}),
            ("note", {**here, "text": "x" * 8_001}, {"too_large", "bad_field"}),
            ("reply", {**here, "text": "x", "epoch": 2 ** 60}, {"bad_field"}),
            ("reply", {**here, "text": "x", "epoch": -1}, {"bad_field"}),
            ("reply", {**here, "text": "x", "epoch": here["epoch"] + 1}, {"stale_assignment"}),
            ("close", {**here, "outcome": long}, {"too_large", "bad_field"}),
            ("close", {**here, "tags": ["a"] * 33}, {"too_large", "bad_field"}),
            ("close", {**here, "tags": [long]}, {"too_large", "bad_field"}),
            ("close", {**here, "tags": [{"a": 1}]}, {"bad_field"}), ("close", {**here, "tags": "a"}, {"bad_field"}),
            ("transfer", {**here, "to": {"queue": long}}, {"too_large", "bad_field"}),
            ("transfer", {**here, "to": {"queue": "a", "agent": "b"}}, {"bad_field"}),
            ("transfer", {**here, "to": {"queue": nasty}}, {"bad_field"}), ("transfer", {**here, "to": {"agent": nasty}}, {"bad_field"}),
            ("transfer", {**here, "to": {"bot": "../../etc/passwd"}}, {"bad_field"}), ("transfer", {**here, "to": []}, {"bad_field"}),
            ("transfer", {**here, "to": {"queue": "orders"}, "note": "x" * 8_001}, {"too_large", "bad_field"}),
            ("available", {"on": "yes"}, {"bad_field"}), ("available", {"on": True, "capacity": 101}, {"bad_field"}),
            ("available", {"on": True, "capacity": 0}, {"bad_field"}), ("available", {"on": True, "skills": ["a"] * 65}, {"too_large", "bad_field"}),
            ("available", {"on": True, "skills": [long]}, {"too_large", "bad_field"}),
            ("history", {**here, "limit": 501}, {"bad_field"}), ("history", {**here, "before": -1}, {"bad_field"}),
            ("history", {**here, "earlier": "AAAAAAAAAAAAAAAAAAAAAA"}, {"not_found"}),
            ("suggest", {**here, "text": "x" * 8_001}, {"too_large", "bad_field"}),
            ("check", {**here, "text": []}, {"bad_field"}), ("watch", {"queues": ["q"] * 257}, {"too_large", "bad_field"}),
            ("accept", {**here, "offer": "x" * 65}, {"bad_field"}),
            ("take", here, {"forbidden"}), ("move", {**here, "queue": "orders"}, {"forbidden"}), ("assign", {**here, "agent": "Marc"}, {"forbidden"}),
            ("reload", {}, {"forbidden"}), ("figures", {}, {"forbidden"}), ("status", {}, {"forbidden"}),
            ("say", {**here, "text": "je suis le client"}, {"forbidden"}), ("rate", {**here, "score": 5}, {"forbidden"}),
            ("open", {"channel": "web"}, {"forbidden"}), ("erase", here, {"unknown_type"}),
        ):
            self.assertIn(code(verb, **fields), want, (verb, str(fields)[:120]))
        # What is allowed is kept to the last sign, as a text and nothing else.
        for text in (nasty, "\U0001f680" * 8_000, "\u0301" * 8_000, "\r\n" * 3_999 + "x"):
            agent.act("reply", customer.conversation, text=text)
            self.assertEqual(customer.expect("event", kind="message", **{"from": "agent"})["text"], text)
            agent.act("note", customer.conversation, text=text)
        agent.send({"type": "history", "cid": "h", "conversation": customer.conversation})
        self.assertIn(nasty, [event.get("text") for event in agent.expect("history", cid="h")["events"]])
        self.assertNotIn("note", str([message for message in customer.seen if message["type"] != "event"]))
        self.leave(agent, customer)

    # MARK: frames

    def test_a_broken_frame_ends_the_connection_and_the_customer_is_kept_for_its_agent(self):
        agent = self.agent("Claire")
        customer = self.assigned(agent)
        agent.close()
        for first, payload, mask, code in (
            (0x81, b"{}", b"", 1002), (0xC1, b"{}", b"\1\2\3\4", 1002), (0x83, b"", b"\1\2\3\4", 1002),
            (0x81, b"\xff\xfe", b"\1\2\3\4", 1007), (0x80, b"x", b"\1\2\3\4", 1002), (0x09, b"", b"\1\2\3\4", 1002),
        ):
            browser = WebSocketAgent(self.daemon.http_port, self.tokens["Claire"])
            # He still has him, whatever became of the connection before.
            self.assertEqual([one["conversation"] for one in browser.ready["assigned"]], [customer.conversation])
            if mask:
                browser.frame(first, payload)
            else:
                browser.socket.sendall(bytes([first, len(payload)]) + payload)
            self.assertEqual(browser.end(), code, (first, payload))
            browser.socket.close()
        # A message that is no message is told, and the connection goes on.
        browser = WebSocketAgent(self.daemon.http_port, self.tokens["Claire"])
        epoch = browser.ready["assigned"][0]["epoch"]
        for payload in (b"", b"[]", b"null", b"{", b'{"type":"reply"}', b'{"type":1}', b"\x00", b"[" * 5_000, b'{"a":' * 4_000):
            browser.frame(0x81, payload)
            self.assertFalse(browser.expect("error")["fatal"], payload[:20])
        browser.frame(0x82, b'{"type":"ping"}')
        self.assertIn(browser.end(), (1003, 1002))
        browser.socket.close()
        browser = WebSocketAgent(self.daemon.http_port, self.tokens["Claire"])
        browser.send({"type": "reply", "cid": "once", "conversation": customer.conversation, "epoch": epoch, "text": "toujours là"})
        self.assertEqual(browser.expect("ack")["cid"], "once")
        self.assertEqual(customer.expect("event", kind="message", **{"from": "agent"})["text"], "toujours là")
        browser.socket.close()
        agent = self.agent("Claire")
        self.leave(agent, customer)

    # MARK: floods

    def flood(self, name, lines, count):
        """Sends so many lines as fast as they are taken, reading nothing; returns the connection."""
        mad = Client(self.address, "agent", self.tokens[name])
        self.addCleanup(mad.close)
        mad.send({"type": "available", "cid": "v", "on": False})
        mad.expect("ack", cid="v")
        data = b"".join(json.dumps(lines(number)).encode() + b"\n" for number in range(count))
        mad.send_bytes(data)
        return mad

    def test_a_flood_of_one_agent_is_told_off_and_slows_nobody(self):
        claire = self.agent("Claire")
        customer = self.assigned(claire)
        text = "où est ma commande FR-204518, je l'attends depuis lundi ? " * 130
        for what, line in (
            ("watch", lambda n: {"type": "watch", "cid": f"w{n}"}),
            ("available", lambda n: {"type": "available", "cid": f"a{n}", "on": False, "skills": ["x" * 128] * 64}),
            ("catalogue", lambda n: {"type": "catalogue", "cid": f"g{n}"}),
            ("typing", lambda n: {"type": "typing", "conversation": customer.conversation, "on": True}),
            ("suggest", lambda n: {"type": "suggest", "cid": f"s{n}", "conversation": customer.conversation, "text": text}),
        ):
            mad = self.flood("Nemo", line, 600)
            slowest = 0
            for number in range(10):
                started = time.monotonic()
                claire.act("reply", customer.conversation, text=f"{what} {number}")
                customer.expect("event", kind="message", where=lambda m: m["text"] == f"{what} {number}")
                slowest = max(slowest, time.monotonic() - started)
            self.assertLess(slowest, PATIENCE / 4, what)
            # Those over the rate are told so; nothing else happens to the connection.
            mad.expect("error", code="rate_limited", fatal=False)
            mad.close()
        # The agent's own questions, as many as his rate allows, are answered beside others' messages.
        started = time.monotonic()
        for number in range(40):
            claire.send({"type": "suggest", "cid": f"q{number}", "conversation": customer.conversation, "text": text[:8_000]})
            claire.send({"type": "check", "cid": f"k{number}", "conversation": customer.conversation, "text": text[:8_000]})
        for number in range(40):
            claire.expect("suggestions", cid=f"q{number}")
            claire.expect("checked", cid=f"k{number}")
        self.assertLess(time.monotonic() - started, PATIENCE)
        self.leave(claire, customer)

    def test_replies_over_the_rate_are_refused_once_each_and_never_lost_silently(self):
        agent = self.agent("Claire")
        customer = self.assigned(agent)
        count = 400
        for number in range(count):
            agent.send({"type": "reply", "cid": f"r{number}", "conversation": customer.conversation, "epoch": agent.epoch,
                        "text": f"réponse {number}"})
        taken, refused = set(), set()
        deadline = time.monotonic() + PATIENCE
        while len(taken) + len(refused) < count and time.monotonic() < deadline:
            for message in agent.quiet(0.2):
                if not message.get("cid", "").startswith("r"):
                    continue
                if message["type"] == "ack":
                    taken.add(message["cid"])
                elif message["type"] == "error" and message["code"] == "rate_limited":
                    self.assertGreater(message["retry_ms"], 0)
                    refused.add(message["cid"])
            agent.waiting.clear()
        self.assertEqual(len(taken) + len(refused), count)
        self.assertGreater(len(refused), 0)
        shown = [m["text"] for m in customer.quiet(1) if m.get("kind") == "message" and m["from"] == "agent"]
        self.assertEqual(shown, [f"réponse {number}" for number in range(count) if f"r{number}" in taken])
        self.leave(agent, customer)


if __name__ == "__main__":
    unittest.main()
