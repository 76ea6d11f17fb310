#!/usr/bin/env python3
"""The checker of the fault suite: what must hold after every case, whatever was done to the daemon.

    I1  acknowledged means stored                     I6  the process lives, or ended with a documented code
    I2  one stored message for each (conversation, cid)   I7  memory comes back        (measured by the case)
    I3  seq is 1..n without gap or repeat, for every reader   I8  others stay quick    (measured by the case)
    I4  a conversation is in one state, with at most one agent   I9  the database is whole
    I5  no octet of one conversation reaches another  I10 no secret, token or text in the log

As a program: `invariants.py DATA [JOURNAL.json] [LOG]` prints each breach and ends with 1 if there is one. It reads a
copy of the record by itself, with Python's own SQLite, so it does not believe the daemon about its own file.
"""

import json
import os
import shutil
import sqlite3
import sys
import tempfile

TURN, DESK, NOTE = 1, 2, 3
CODES = (0, 1, 2, 64)


class Broken(Exception):
    """A promise was broken; no failed connection, so whoever goes on after one must not go on after this."""


class Journal:
    """What the clients of a case saw: kept by them, held against the record."""

    def __init__(self):
        self.acks = {}      # conversation -> cid -> seq (None for what has no place)
        self.readers = {}   # reader -> conversation -> [seq]
        self.texts = {}     # conversation -> what was said in it
        self.secrets = []   # texts and tokens that no log may hold

    def ack(self, conversation, cid, seq):
        known = self.acks.setdefault(conversation, {})
        if known.get(cid, seq) != seq:
            raise Broken(f"I2: {cid} was acknowledged as {known[cid]} and as {seq}")
        known[cid] = seq

    def read(self, reader, conversation, seq):
        self.readers.setdefault(reader, {}).setdefault(conversation, []).append(seq)

    def dump(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"acks": self.acks, "readers": {str(k): v for k, v in self.readers.items()},
                       "texts": self.texts, "secrets": self.secrets}, file)

    @classmethod
    def load(cls, path):
        journal = cls()
        with open(path, encoding="utf-8") as file:
            journal.__dict__.update(json.load(file))
        return journal


def base64url(octets):
    import base64
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def unpack(row):
    """The events of one row: kind, version, length in LEB128, bytes."""
    at = 0
    while at < len(row):
        kind = row[at]
        at += 2
        length = shift = 0
        while True:
            octet = row[at]
            at += 1
            length |= (octet & 0x7F) << shift
            shift += 7
            if octet < 0x80:
                break
        yield kind, bytes(row[at:at + length])
        at += length


def read_record(data):
    """Every stream of a copy of the record, and what SQLite says of the file."""
    folder = tempfile.mkdtemp(prefix="relais-check-")
    try:
        for name in os.listdir(data):
            if name.startswith("relais.sqlite"):
                shutil.copy(os.path.join(data, name), folder)
        database = sqlite3.connect(os.path.join(folder, "relais.sqlite"))
        try:
            whole = [row[0] for row in database.execute("PRAGMA integrity_check")]
            streams = {}
            query = ("SELECT s.name, e.first, e.count, e.packed FROM events e JOIN streams s ON s.id = e.stream"
                     " ORDER BY e.position")
            for name, first, count, packed in database.execute(query):
                events = list(unpack(packed))
                if len(events) != count:
                    raise AssertionError(f"I9: a row says {count} events and holds {len(events)}")
                for offset, (kind, body) in enumerate(events):
                    streams.setdefault(bytes(name), []).append((first + offset, kind, body))
        finally:
            database.close()
        return whole, streams
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check(data, journal=None, log=None, exit_code=None):
    """Every breach found, in words."""
    breaches = []
    try:
        whole, streams = read_record(data)
    except (sqlite3.Error, AssertionError, OSError) as error:
        return [f"I9: {error}"]
    if whole != ["ok"]:
        breaches.append(f"I9: {whole[:3]}")
    conversations = {}
    for name, events in streams.items():
        if [number for number, _, _ in events] != list(range(1, len(events) + 1)):
            breaches.append(f"I3: the rows of {base64url(name)} are not numbered one after the other")
        turns = [json.loads(body) for _, kind, body in events if kind == TURN]
        if turns:
            conversations[base64url(name)] = turns
    for name, turns in conversations.items():
        breaches += check_conversation(name, turns)
    if journal:
        breaches += check_journal(journal, conversations)
        if log:
            breaches += check_log(log, journal)
    if exit_code is not None and exit_code not in CODES and exit_code >= 0:
        breaches.append(f"I6: the daemon ended with {exit_code}")
    return breaches


def check_conversation(name, turns):
    breaches = []
    shown = [event for turn in turns for event in turn["o"]]
    if [event["seq"] for event in shown] != list(range(1, len(shown) + 1)):
        breaches.append(f"I3: {name}: {[event['seq'] for event in shown]}")
    cids = [fact[1] for turn in turns for fact in turn["f"] if fact[0] == "cid"]
    for cid in {cid for cid in cids if cids.count(cid) > 1}:
        breaches.append(f"I2: {name}: {cid} took effect {cids.count(cid)} times")
    owner = "bot"
    for event in shown:
        if event["kind"] == "owner":
            owner = event["owner"]
            if owner == "agent" and not event.get("name"):
                breaches.append(f"I4: {name}: an agent without a name at {event['seq']}")
        # What an agent says is said while he has it, or in the turn that gives it away.
        if event["kind"] == "message" and event["from"] == "agent" and owner != "agent":
            breaches.append(f"I4: {name}: an agent speaks at {event['seq']}, the owner is the {owner}")
    return breaches


def check_journal(journal, conversations):
    breaches = []
    shown = {name: {event["seq"]: event for turn in turns for event in turn["o"]}
             for name, turns in conversations.items()}
    answered = {name: {fact[1] for turn in turns for fact in turn["f"] if fact[0] == "cid"}
                for name, turns in conversations.items()}
    for name, acks in journal.acks.items():
        for cid, seq in acks.items():
            if cid not in answered.get(name, set()):
                breaches.append(f"I1: {name}: {cid} was acknowledged and is not stored")
            elif seq is not None and seq not in shown[name]:
                breaches.append(f"I1: {name}: {cid} was acknowledged at {seq}, where nothing is")
    for reader, seen in journal.readers.items():
        for name, seqs in seen.items():
            if seqs != list(range(seqs[0], seqs[0] + len(seqs))):
                breaches.append(f"I3: {reader} read {seqs} of {name}")
            if any(seq not in shown.get(name, {}) for seq in seqs):
                breaches.append(f"I1: {reader} was shown what is not stored of {name}")
    for name, texts in journal.texts.items():
        for other, events in shown.items():
            if other == name:
                continue
            for event in events.values():
                if any(text in event.get("text", "") for text in texts):
                    breaches.append(f"I5: words of {name} stand in {other}")
    return breaches


def check_log(log, journal):
    with open(log, encoding="utf-8", errors="replace") as file:
        text = file.read()
    return [f"I10: the log holds {secret[:12]}…" for secret in journal.secrets if secret and secret in text]


def main():
    if len(sys.argv) < 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        return 64
    journal = Journal.load(sys.argv[2]) if len(sys.argv) > 2 else None
    breaches = check(sys.argv[1], journal, sys.argv[3] if len(sys.argv) > 3 else None)
    for breach in breaches:
        print(breach)
    print("sound" if not breaches else f"{len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
