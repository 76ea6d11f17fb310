"""`relais train`, `classify`, `search`, `read` and `eval` as a script uses them, on whatever anybody may feed them."""

import json
import os
import select
import subprocess
import tempfile
import time
import unittest

from relais_client import BINARY, PATIENCE, Customer, Daemon
from small_bot import small_bot

TABLE = [
    ("parcel", "where is my parcel"), ("parcel", "my package has not come"), ("parcel", "track the delivery"),
    ("parcel", "when does the courier bring it"), ("refund", "give me my money back"),
    ("refund", "I want a refund"), ("refund", "reimburse the order please"), ("refund", "how do I get repaid"),
]
ARTICLES = [
    {"id": "hours", "title": "When is the shop open?", "text": "From nine to seven.", "lang": "en"},
    {"id": "fees", "title": "Why do I pay a late fee?", "text": "A bill paid late costs five euros.", "lang": "en"},
]
# What a line may hold; none of them a line end.
ODD = [
    b"", b" ", b"a", b"?", b"x" * 8_000, b"where is my parcel " * 430, b"x" * 100_000, "é".encode() * 4_000,
    "😀😀🏳️‍🌈".encode(), "你好,我的包裹在哪里".encode(), "где моя посылка".encode(), "أين طردي".encode(),
    "ทำไม".encode(), b"\x00\x01\x1b[31mparcel\x07", b"\xff\xfe\xfd", b"\xc3", b"\xed\xa0\x80", "\u202eparcel".encode(),
    b"a\tb\tc", b'"}]', b"where is my parcel\r",
]


def relais(*arguments, feed=b"", patience=PATIENCE):
    return subprocess.run([BINARY, *arguments], input=feed, capture_output=True, timeout=patience,
                          env=dict(os.environ, LANG="C"))


class Understanding(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="relais-understanding-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.model = os.path.join(self.folder, "model")

    def table(self, rows, name="table.tsv"):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(rows if isinstance(rows, bytes) else b"".join(f"{a}\t{b}\n".encode() for a, b in rows))
        return path

    def trained(self, rows, code=0, patience=PATIENCE):
        done = relais("train", "--out", self.model, self.table(rows), patience=patience)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def classified(self, *lines):
        done = relais("classify", "--model", self.model, feed=b"".join(line + b"\n" for line in lines))
        self.assertEqual(done.returncode, 0, done.stderr)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual(len(answers), len(lines))
        for answer in answers:
            self.assertEqual(list(answer), ["intent", "confidence", "in_scope", "ranking"])
            ranking = answer["ranking"]
            self.assertLessEqual(len(ranking), 10)
            self.assertNotIn("__oos__", [intent for intent, _ in ranking])
            self.assertEqual([answer["intent"], answer["confidence"]], ranking[0])
            for _, share in ranking:
                self.assertTrue(0 <= share <= 1)
            self.assertLessEqual(sum(share for _, share in ranking), 1.00001)
            self.assertTrue(answer["confidence"] <= answer["in_scope"] + 1e-6 <= 1.00001)
        return answers

    def articles(self):
        path = os.path.join(self.folder, "articles.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(article) + "\n" for article in ARTICLES)
        return path

    def test_bad_lines_are_named_and_nothing_is_written(self):
        bad = b"parcel\twhere is it\nno tab\n\tno intent\nparcel\t \n\xff\xfe\tx\nparcel\tfine\n"
        self.trained(TABLE)
        with open(self.model, "rb") as file:
            before = file.read()
        said = self.trained(bad, code=1).stderr.decode()
        for number in range(2, 6):
            self.assertIn(f"line {number}:", said)
        self.assertNotIn("line 1:", said)
        self.assertNotIn("line 6:", said)
        with open(self.model, "rb") as file:
            self.assertEqual(file.read(), before)
        self.assertEqual(sorted(os.listdir(self.folder)), ["model", "table.tsv"])
        self.assertEqual(relais("eval", self.table(bad)).returncode, 1)

    def test_every_line_gets_one_answer(self):
        self.trained(TABLE + [("__oos__", "what is the weather"), ("__oos__", "sing me a song")])
        answers = self.classified(*ODD)
        self.assertEqual(answers[-1], self.classified(b"where is my parcel")[0])
        self.assertLess(max(answer["confidence"] for answer in answers[:4]), 0.6, "letters and blanks")
        for command in (["search", "--articles", self.articles()], ["read", "--model", self.model]):
            done = relais(*command, feed=b"\n".join(ODD))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(len([json.loads(line) for line in done.stdout.splitlines()]), len(ODD))

    def test_answers_come_while_the_input_stays_open(self):
        self.trained(TABLE)
        for command in (["classify", "--model", self.model], ["search", "--articles", self.articles()]):
            process = subprocess.Popen([BINARY, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            try:
                for _ in range(3):
                    process.stdin.write(b"where is my parcel\n")
                    process.stdin.flush()
                    self.assertTrue(select.select([process.stdout], [], [], PATIENCE)[0], "no answer")
                    json.loads(process.stdout.readline())
            finally:
                process.stdin.close()
                self.assertEqual(process.wait(PATIENCE), 0)
                process.stdout.close()

    def test_small_and_odd_tables_are_learnt(self):
        tables = {
            "one intent": [row for row in TABLE if row[0] == "parcel"],
            "one example": [("parcel", "where is my parcel")],
            "one example beside others": TABLE + [("hours", "when are you open")],
            "the same sentence twice and in two intents": TABLE + [("refund", "where is my parcel"), TABLE[0]],
            "the same intent in two places": TABLE + TABLE[:2],
            "other scripts": TABLE + [("你好", "你好,我的包裹在哪里"), ("你好", "包裹"), ("привет", "где моя посылка")],
            "emoji only": TABLE + [("happy", "😀"), ("happy", "😀😀"), ("sad", "😢")],
            "nothing but signs": TABLE + [("sign", "???"), ("sign", "!!!")],
            "long": TABLE + [("long", "parcel money " * 1_000)],
        }
        for name, rows in tables.items():
            with self.subTest(name):
                self.trained(rows)
                answers = self.classified(*[text.encode() for _, text in rows], *ODD)
                ranked = {intent for answer in answers for intent, _ in answer["ranking"]}
                self.assertLessEqual(ranked, {intent for intent, _ in rows})
                page = os.path.join(self.folder, "report.html")
                done = relais("eval", "--json", "--html", page, self.table(rows))
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertGreaterEqual(json.loads(done.stdout)["asked"], 1)
                with open(page, encoding="utf-8") as file:
                    self.assertNotRegex(file.read(), r"\b(nan|inf)\b")

    def test_messages_on_record_teach_without_being_sorted(self):
        daemon = Daemon(small_bot(os.path.join(self.folder, "bot"))).start()
        self.addCleanup(daemon.stop)
        said = ["where is the parcel with my zweirad", "Where is the PARCEL with my zweirad?", "thank you please",
                "write to ann@example.com please", "my number is 0612345678"]
        with Customer(("127.0.0.1", daemon.port), language="en") as customer:
            for text in said:
                customer.say(text)
        printed = daemon.run("messages", "--data", daemon.data)
        self.assertEqual(printed, "unsorted\nen: where is the parcel with my zweirad\n")
        self.assertIn("messages\t", daemon.run("audit", "--data", daemon.data))
        unsorted = os.path.join(self.folder, "unsorted.txt")
        with open(unsorted, "w", encoding="utf-8") as file:
            file.writelines(f"{text} zweirad\n" for intent, text in TABLE if intent == "parcel")
        rows = self.table(TABLE * 3)
        self.trained(TABLE * 3)
        # A word of no example: only the messages tell whose it is.
        text = b"the zweirad"
        before = self.classified(text)[0]
        done = relais("train", "--out", self.model, "--unsorted", unsorted, rows)
        self.assertEqual(done.returncode, 0, done.stderr)
        after = self.classified(text)[0]
        self.assertEqual(after["intent"], "parcel")
        self.assertGreater(dict(after["ranking"])["parcel"], dict(before["ranking"])["parcel"] + 0.1)

    def test_the_same_table_gives_the_same_bytes(self):
        models = []
        for _ in range(2):
            self.trained(TABLE * 20)
            with open(self.model, "rb") as file:
                models.append(file.read())
        self.assertEqual(models[0], models[1])

    def test_a_model_cut_or_changed_anywhere_is_refused(self):
        self.trained(TABLE)
        with open(self.model, "rb") as file:
            good = file.read()
        for place in range(0, len(good), max(1, len(good) // 40)):
            for bad in (good[:place], good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1:]):
                with open(self.model, "wb") as file:
                    file.write(bad)
                done = relais("classify", "--model", self.model, feed=b"x\n")
                self.assertEqual((done.returncode, done.stdout), (1, b""))

    @unittest.skipUnless(os.environ.get("RELAIS_LONG"), "a minute; RELAIS_LONG=1 runs it")
    def test_a_hundred_thousand_examples(self):
        nouns = [f"thing{number}" for number in range(1_000)]
        rows = [
            (f"intent{number % 100}", f"please tell me about {nouns[(number * 7) % 1000]} and my {nouns[number % 100]} {number}")
            for number in range(100_000)]
        start = time.monotonic()
        self.trained(rows, patience=900)
        print(f"100,000 examples of 100 intents: {time.monotonic() - start:.1f} s")
        answers = self.classified(*[text.encode() for _, text in rows[:500]])
        right = sum(answer["intent"] == intent for answer, (intent, _) in zip(answers, rows))
        self.assertGreater(right, 450)


if __name__ == "__main__":
    unittest.main()
