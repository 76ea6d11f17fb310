"""What a client may send by mistake or malice: each gets its error, the connection or at least the daemon lives on, and
nothing acknowledged is lost. Letters and numbers are those of the fault catalogue: A bytes and JSON, B identity."""

import json
import socket
import threading
import time
import unittest

from relais_client import Client, Customer, Daemon


class BadBytes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon().start()
        cls.address = ("127.0.0.1", cls.daemon.port)

    @classmethod
    def tearDownClass(cls):
        cls.daemon.stop()

    def tearDown(self):
        with Customer(self.address, "en") as customer:
            self.assertTrue(customer.say("hello"), "the daemon answers no more")

    def refused(self, client, line, code, field=None):
        client.send_bytes(line + b"\n")
        error = client.expect("error")
        self.assertEqual(error["code"], code, error)
        if field:
            self.assertEqual(error.get("field"), field, error)
        return error

    def test_a1_bad_utf8_is_named_and_the_connection_stays(self):
        with Customer(self.address) as customer:
            for octets in (b"\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff"):
                self.refused(customer, b'{"type":"say","conversation":"x","cid":"a","text":"' + octets + b'"}', "bad_utf8")
            self.assertTrue(customer.say("bonjour"))

    def test_a2_ten_megabytes_without_a_line_end(self):
        client = Client(self.address, "customer")
        sent = 0
        try:
            for _ in range(160):
                client.send_bytes(b"x" * 65536)
                sent += 65536
        except (AssertionError, OSError):
            pass
        error = client.expect("error")
        self.assertEqual(error["code"], "too_large")
        client.close()

    def test_a3_the_limit_to_the_octet(self):
        with Customer(self.address) as customer:
            frame = {"type": "page", "conversation": customer.conversation, "cid": "p", "url": "/", "pad": ""}
            pad = 65536 - len(json.dumps(frame))
            for extra, accepted in ((-1, True), (0, True), (1, False)):
                frame.update(cid=f"p{extra + 1}", pad="x" * (pad + extra - 1))
                line = json.dumps(frame)
                customer.send_bytes(line.encode() + b"\n")
                if accepted:
                    customer.expect("ack", cid=frame["cid"])
                else:
                    self.assertEqual(len(line), 65537)
                    self.assertEqual(customer.expect("error")["code"], "too_large")
            self.assertTrue(customer.say("bonjour"), "the connection did not survive one line too long")

    def test_a4_deep_nesting(self):
        with Customer(self.address) as customer:
            for opening in (b"[", b'{"a":'):
                self.refused(customer, opening * 10_000, "bad_json")

    def test_a5_nul(self):
        with Customer(self.address) as customer:
            name = customer.conversation.encode()
            self.refused(customer, b'{"type":"say","conversation":"' + name + b'","cid":"a\\u0000","text":"x"}',
                         "bad_field", "cid")
            self.refused(customer, b'{"type":"say","conversation":"' + name + b'","cid":"a","text":"\x00"}', "bad_json")
            customer.say("nul \u0000 kept")

    def test_a6_a7_a8_a9_a10_each_mistake_has_its_code(self):
        with Customer(self.address) as customer:
            name = customer.conversation
            for line, code, field in (
                ('{"type":"say","type":"say"}', "bad_json", None),
                ('{"type":"say","\\u0074ype":"say"}', "bad_json", None),
                ('{"type":"say",}', "bad_json", None),
                ('\ufeff{"type":"ping"}', "bad_json", None),
                ('{"type":"ping"}{"type":"ping"}', "bad_json", None),
                ('[]', "bad_message", None),
                ('{"cid":"a"}', "bad_message", None),
                ('{"type":"fly"}', "unknown_type", None),
                ('{"type":"rate","conversation":"%s","cid":"r","score":1e400}' % name, "bad_field", "score"),
                ('{"type":"rate","conversation":"%s","cid":"r","score":1.5}' % name, "bad_field", "score"),
                ('{"type":"rate","conversation":"%s","cid":"r","score":"5"}' % name, "bad_field", "score"),
                ('{"type":"rate","conversation":"%s","cid":"r","score":6}' % name, "bad_field", "score"),
                ('{"type":"rate","conversation":"%s","cid":"r","score":9007199254740993}' % name, "bad_field", "score"),
                ('{"type":"say","conversation":"%s","cid":"s","text":null}' % name, "bad_field", "text"),
                ('{"type":"say","conversation":"%s","cid":"s"}' % name, "bad_field", "text"),
                ('{"type":"say","conversation":"%s","cid":"é","text":"x"}' % name, "bad_field", "cid"),
                ('{"type":"say","conversation":"nobody","cid":"s","text":"x"}', "not_found", None),
                ('{"type":"accept","conversation":"%s","cid":"s","offer":"x"}' % name, "forbidden", None),
            ):
                with self.subTest(line):
                    self.refused(customer, line.encode(), code, field)
            customer.send_bytes(b'\r\n\n{"type":"ping","unknown":true}\r\n')
            customer.expect("pong")

    def test_a11_octet_by_octet_and_all_at_once(self):
        with Customer(self.address) as customer:
            line = json.dumps({"type": "page", "conversation": customer.conversation, "cid": "o", "url": "/a"}).encode()
            for octet in line + b"\n":
                customer.send_bytes(bytes([octet]))
            customer.expect("ack", cid="o")
            lines = [json.dumps({"type": "page", "conversation": customer.conversation, "cid": f"b{n}", "url": f"/{n}"})
                     for n in range(15)]
            customer.send_bytes("\n".join(lines).encode() + b"\n")
            for number in range(15):
                customer.expect("ack", cid=f"b{number}")

    def test_a12_half_a_line_is_nothing(self):
        customer = Customer(self.address)
        whole = json.dumps({"type": "say", "conversation": customer.conversation, "cid": "h", "text": "half"}).encode()
        customer.send_bytes(whole[:-2])
        customer.close()
        back = Client(self.address, "customer")
        back.send({"type": "resume", "conversation": customer.conversation, "resume": customer.resume, "last_seq": 0})
        back.expect("resumed")
        texts = [m.get("text") for m in back.quiet(0.3)]
        self.assertNotIn("half", texts)
        back.close()

    def test_a13_other_protocols_get_one_error_and_the_door(self):
        for greeting in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"\x16\x03\x01\x02\x00\x01\xfc\n"):
            with socket.create_connection(self.address) as peer:
                peer.settimeout(15)
                peer.sendall(greeting)
                answer = b""
                try:
                    while chunk := peer.recv(4096):
                        answer += chunk
                        if answer.count(b"\n") > 5:
                            break
                except ConnectionResetError:
                    pass
                self.assertIn(b'"error"', answer.split(b"\n")[0])

    def test_b1_b2_a_repeated_cid_has_one_effect(self):
        with Customer(self.address) as customer:
            say = {"type": "say", "conversation": customer.conversation, "cid": "same", "text": "bonjour"}
            customer.send(say)
            first = customer.expect("ack", cid="same")
            customer.quiet(0.3)
            customer.waiting.clear()
            customer.send(say)
            again = customer.expect("ack", cid="same")
            self.assertEqual((again["seq"], again["dup"]), (first["seq"], True))
            self.assertEqual([m for m in customer.quiet(0.3) if m["type"] == "event"], [])
            customer.send(dict(say, text="autre chose"))
            self.assertEqual(customer.expect("error", cid="same")["code"], "cid_conflict")

    def test_b4_resume_ahead_and_with_a_wrong_secret(self):
        customer = Customer(self.address)
        customer.say("bonjour")
        with Client(self.address, "customer") as other:
            other.send({"type": "resume", "conversation": customer.conversation, "resume": "wrong", "last_seq": 0})
            self.assertEqual(other.expect("error")["code"], "not_found")
            other.send({"type": "resume", "conversation": customer.conversation, "resume": customer.resume,
                        "last_seq": 9999})
            self.assertEqual(other.expect("error")["code"], "ahead")
        customer.close()

    def test_b14_nothing_before_hello_and_no_token_no_desk(self):
        client = Client(self.address, "customer", hello=False)
        self.refused(client, b'{"type":"open","cid":"o","channel":"web"}', "auth_required")
        client.close()
        for role in ("agent", "site", "supervisor"):
            with Client(self.address, role) as stranger:
                self.refused(stranger, b'{"type":"available","cid":"a","on":true}', "auth_required")
                stranger.send({"type": "auth", "token": "x" * 22})
                self.assertEqual(stranger.expect("error")["code"], "auth_failed")

    def test_kill_9_in_the_middle_of_traffic_loses_nothing_acknowledged(self):
        daemon = Daemon().start()
        address = ("127.0.0.1", daemon.port)
        try:
            customers = [Customer(address, "fr") for _ in range(8)]
            for customer in customers:
                self.addCleanup(customer.close)
            acknowledged = {customer.conversation: {} for customer in customers}
            stop = threading.Event()

            def talk(customer):
                number = 0
                while not stop.is_set():
                    cid = f"k{number}"
                    number += 1
                    try:
                        customer.send({"type": "say", "conversation": customer.conversation, "cid": cid,
                                       "text": f"où est ma commande {number}"})
                        ack = customer.expect("ack", cid=cid, timeout=5)
                    except (AssertionError, OSError):
                        return
                    acknowledged[customer.conversation][cid] = ack["seq"]
                    time.sleep(0.05)

            threads = [threading.Thread(target=talk, args=(customer,)) for customer in customers]
            for thread in threads:
                thread.start()
            time.sleep(1.5)
            daemon.kill()
            stop.set()
            for thread in threads:
                thread.join()
            self.assertGreater(sum(map(len, acknowledged.values())), 20)
            daemon.start()
            for customer in customers:
                with Client(address, "customer") as back:
                    back.send({"type": "resume", "conversation": customer.conversation, "resume": customer.resume,
                               "last_seq": 0})
                    resumed = back.expect("resumed")
                    back.quiet(0.3)
                    events = [m for m in back.waiting if m["type"] == "event"]
                    self.assertEqual([e["seq"] for e in events], list(range(1, resumed["to"] + 1)))
                    stored = {e["cid"]: e["seq"] for e in events if e.get("cid")}
                    for cid, seq in acknowledged[customer.conversation].items():
                        self.assertEqual(stored.get(cid), seq, f"acknowledged {cid} is not on record")
                    for cid, seq in list(acknowledged[customer.conversation].items())[:1]:
                        self.assertEqual(len([e for e in events if e.get("cid") == cid]), 1)
        finally:
            daemon.stop()


if __name__ == "__main__":
    unittest.main()
