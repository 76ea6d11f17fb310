"""Row A14 of the fault catalogue: texts that programs trip over come back, octet for octet, from wherever they were put:
what a customer says, an agent's reply and note, a page's address. The list is the project's own."""

import time
import unittest

from fault_bench import Bench, fault
from relais_client import PATIENCE, Agent, Client, Customer

NAUGHTY = [
    # Words that mean something elsewhere, numbers that overflow
    "undefined", "null", "nil", "NaN", "Infinity", "-Infinity", "true", "None", "\\N", "0", "-0", "1e400", "0x7fffffffffffffff",
    "9223372036854775808", "1/0", "१२३", "1,000.00", "1'000,00", "٣", "²", "½", "0\u0660",
    # Code and markup of others
    "'; DROP TABLE turn; --", "1' OR '1'='1", "<script>alert(1)</script>", "</script><svg onload=alert(1)>", "javascript:alert(1)",
    "<img src=x onerror=alert(1)>", "]]>", "<!-- -->", "&lt;b&gt; &amp; &#0;", "{{7*7}}", "${7*7}", "{order}", "{a}{b}", "%s%n%x", "%@",
    "$(reboot)", "`id`", "| cat /etc/passwd", "../../../etc/passwd", "C:\\CON", "file:///etc/passwd", "=1+1", "@SUM(A1)", "\\u0000",
    "\\", "\"", "'", "\\\"", "a\\nb", "[\"a\"]", "{\"type\":\"auth\"}", "{\"type\":\"say\"}\n{\"type\":\"close\"}",
    # White space and characters nobody sees
    "a\tb\nc\r\nd", " a ", "\u00a0a", "\u2028a\u2029", "a\u200bb", "\ufeffa", "\u202eabc\u202c", "\u2066abc\u2069", "a\u00adb",
    "a\u0000b", "\u0001\u001b[31mred\u001b[0m\u007f\u0085", "\u0007", "\ue000", "\ufffe\uffff", "\U000e0041\U000e0042",
    # Scripts, marks, composition, case that changes length
    "é", "e\u0301", "Ångström \u212b", "ﬁ ﬀ ß ẞ İ ı ſ", "Ǆ ǅ ǆ", "Ω Ω", "你好，我要退货", "こんにちは", "안녕하세요", "مرحبا بالعالم", "שלום",
    "नमस्ते", "สวัสดี", "Привет", "Γειά σου", "𝕳𝖊𝖑𝖑𝖔", "ｈｅｌｌｏ", "Z" + "\u0301\u0327\u0489" * 80, "\u0301a", "ᚠᛇᚻ", "𓀀",
    # Pictures made of several
    "👍", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇫🇷🇬🇧🇫", "👋🏿", "1️⃣", "\u200d", "❤️", "🫠",
    # Long without a break, and repeated
    "a" * 8_000, "é" * 4_000, "\u0301" * 1_000, "(" * 500, "[" * 500, "http://" + "a." * 300 + "example", "@" * 300, "٭" * 200,
]


class Naughty(unittest.TestCase):
    def setUp(self):
        self.bench = Bench()
        self.addCleanup(self.bench.__exit__)
        self.bench.start()
        self.address = ("127.0.0.1", self.bench.daemon.port)

    def test_a14_naughty_texts_come_back_as_they_were(self):
        with fault(), Client(self.address, "site", self.bench.site) as site:
            for number, text in enumerate(NAUGHTY):
                site.send({"type": "open", "cid": f"o{number}", "channel": "web", "lang": "en"})
                name = site.expect("opened", cid=f"o{number}")["conversation"]
                site.send({"type": "say", "conversation": name, "cid": "t", "text": text})
                site.expect("ack", cid="t", conversation=name)
                site.send({"type": "page", "conversation": name, "cid": "p", "url": "/" + text[:100]})
                site.expect("ack", cid="p", conversation=name)
                self.assertEqual(self.said(name, "customer"), [text])
        self.end()

    def test_a14_what_an_agent_writes_too(self):
        with fault(), Agent(self.address, self.bench.agent) as agent, Customer(self.address, "en") as customer, \
                Client(self.address, "agent", self.bench.agent) as window:
            customer.say("I want to talk to a human")
            agent.accept(customer.conversation)
            for number, text in enumerate(NAUGHTY):
                self.act(agent, f"r{number}", type="reply", conversation=customer.conversation, text=text)
                self.act(agent, f"n{number}", type="note", conversation=customer.conversation, text=text)
                note = window.expect("note", conversation=customer.conversation)
                self.assertEqual((note["note_seq"], note["text"]), (number + 1, text))
            self.assertEqual(self.said(customer.conversation, "agent", resume=customer.resume), NAUGHTY)
        self.end()

    def act(self, agent, cid, **message):
        """Says it until it is taken: two hundred at once are more than an agent may."""
        while True:
            agent.send({**message, "cid": cid, "epoch": agent.epoch})
            answer = self.answer(agent, cid)
            if answer["type"] == "ack":
                return
            self.assertEqual(answer["code"], "rate_limited")
            time.sleep(answer["retry_ms"] / 1000)

    def answer(self, agent, cid):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for message in agent.waiting:
                if message.get("cid") == cid and message["type"] in ("ack", "error"):
                    agent.waiting.remove(message)
                    return message
            agent._pump(0.5)
        raise AssertionError(f"no answer to {cid}")

    def said(self, conversation, who, **secret):
        """What the record shows of the conversation to one who reads it from its beginning."""
        role, token = ("customer", None) if secret else ("site", self.bench.site)
        with Client(self.address, role, token) as reader:
            reader.send({"type": "resume", "conversation": conversation, "last_seq": 0, **secret})
            resumed = reader.expect("resumed", conversation=conversation)
            events = [reader.expect("event", conversation=conversation, seq=seq)
                      for seq in range(resumed["from"], resumed["to"] + 1)]
        return [event["text"] for event in events if event["kind"] == "message" and event["from"] == who]

    def end(self):
        self.bench.daemon.terminate()
        self.bench.check(self)


if __name__ == "__main__":
    unittest.main()
