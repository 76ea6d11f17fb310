#!/usr/bin/env python3
"""The checker of the fault suite: what must hold after every case, whatever was done to the daemon.

    I1  acknowledged means stored                     I6  the process lives, or ended with a documented code, and is
    I2  one stored message for each (conversation, cid)       ready again within 5 s
    I3  seq is 1..n without gap or repeat, for every reader   I7  memory comes back    (measured by the case)
    I4  a conversation is in one state, with at most one agent   I8  others stay quick (measured by the case)
    I5  no octet of one conversation reaches another  I9  the database is whole
                                                      I10 no secret, token or text in the log

I4 holds three witnesses of a conversation against each other: what the engine decided, what the customer was shown, and
the record's list of what is open; and no assignment's number (epoch) is ever given twice.

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
KILLED = -9
OPEN_SCOPE = 3
READY_SECONDS = 5


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


PARTIES = {"c": "customer", "b": "bot", "a": "agent", "s": "system"}


def read_turn(octets):
    """A turn's row with all that it leaves out: what was seen is an event's body, an answer names its id.

    The texts that stand as places in what was decided stay places.
    """
    turn = json.loads(octets)
    for index, seen in enumerate(turn["o"]):
        if isinstance(seen, list):
            party, text, cid, name, choice, choices = seen + [None] * (6 - len(seen))
            body = {"seq": turn["q"] + index, "kind": "message", "from": PARTIES[party], "name": name, "text": text,
                    "choice": choice, "choices": choices and [{"id": id, "label": label} for id, label in choices],
                    "cid": cid, "ts": turn["t"]}
            turn["o"][index] = {key: value for key, value in body.items() if value is not None}
    for index, fact in enumerate(turn["f"]):
        if fact[0] == "cid" and len(fact) == 2:
            turn["f"][index] = ["cid", turn["o"][0]["cid"], turn["q"], fact[1], turn["t"], None, None]
    return turn


def read_record(data):
    """What SQLite says of a copy of the record, its streams, and those it lists as open."""
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
            query = "SELECT s.name FROM keys k JOIN streams s ON s.id = k.stream WHERE k.scope = ?"
            listed = {base64url(bytes(name)) for name, in database.execute(query, (OPEN_SCOPE,))}
        finally:
            database.close()
        return whole, streams, listed
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check(data, journal=None, log=None, endings=(), starts=()):
    """Every breach found, in words.

    `endings`: how every daemon on this record ended, as `subprocess` says it; `starts`: how long each took to listen.
    """
    breaches = []
    try:
        whole, streams, listed = read_record(data)
    except (sqlite3.Error, AssertionError, OSError) as error:
        return [f"I9: {error}"]
    if whole != ["ok"]:
        breaches.append(f"I9: {whole[:3]}")
    conversations = {}
    for name, events in streams.items():
        if [number for number, _, _ in events] != list(range(1, len(events) + 1)):
            breaches.append(f"I3: the rows of {base64url(name)} are not numbered one after the other")
        turns = [read_turn(body) for _, kind, body in events if kind == TURN]
        if turns:
            conversations[base64url(name)] = turns
    for name, turns in conversations.items():
        breaches += check_conversation(name, turns)
        breaches += check_state(name, turns, name in listed)
    breaches += check_epochs(conversations)
    if journal:
        breaches += check_journal(journal, conversations)
        if log:
            breaches += check_log(log, journal)
    return breaches + check_lives(endings, starts)


def check_lives(endings, starts):
    # Killed from outside is no fault of its own; any other signal is: a trap, or memory that was not its.
    ended = [f"I6: the daemon ended with {code}" for code in endings if code not in (*CODES, KILLED)]
    return ended + [f"I6: ready after {seconds:.1f} s" for seconds in starts if seconds > READY_SECONDS]


def check_conversation(name, turns):
    breaches = []
    shown = [event for turn in turns for event in turn["o"]]
    if [event["seq"] for event in shown] != list(range(1, len(shown) + 1)):
        breaches.append(f"I3: {name}: {[event['seq'] for event in shown]}")
    cids = [fact[1] for turn in turns for fact in turn["f"] if fact[0] == "cid"]
    for cid in {cid for cid in cids if cids.count(cid) > 1}:
        breaches.append(f"I2: {name}: {cid} took effect {cids.count(cid)} times")
    return breaches


def check_state(name, turns, is_listed):
    """Folds what was decided and what was shown, side by side."""
    breaches = []
    decided = shown = ("bot", "")
    is_closed = False
    for turn in turns:
        was_closed, reopens, closings = is_closed, False, 0
        for _, (_, (changes,)), _ in turn["s"]:
            for change in changes:
                if change[0] == "owner":
                    decided = tuple(change[1])
                elif change[0] == "close":
                    decided, is_closed = ("bot", ""), True
                    closings += 1
                elif change[0] == "reopen":
                    is_closed, reopens = False, True
        for event in turn["o"]:
            seq = event["seq"]
            if event["kind"] == "owner":
                shown = (event["owner"], event.get("name") or event.get("queue") or "")
            elif event["kind"] == "closed":
                shown = ("bot", "")
                closings -= 1
            elif event["kind"] == "message" and event["from"] == "agent":
                # What an agent says is said while he has it, or in the turn that gives it away.
                if shown != ("agent", event.get("name")):
                    breaches.append(f"I4: {name}: {event.get('name')} speaks at {seq}, the owner is {shown}")
                if turn.get("by") != event.get("name"):
                    breaches.append(f"I4: {name}: {turn.get('by')} speaks as {event.get('name')} at {seq}")
            elif event["kind"] == "message" and event["from"] == "customer" and was_closed and not reopens:
                breaches.append(f"I4: {name}: the customer speaks at {seq} in what is closed")
        if decided != shown:
            breaches.append(f"I4: {name}: {decided} was decided and {shown} was shown")
            shown = decided
        if closings:
            breaches.append(f"I4: {name}: {closings} more closings were decided than shown")
    if is_closed == is_listed:
        breaches.append(f"I4: {name}: {'closed' if is_closed else 'open'}, and the list says otherwise")
    return breaches


def check_epochs(conversations):
    """An assignment's number belongs to one agent and one conversation."""
    breaches = []
    holders = {}
    for name, turns in conversations.items():
        for turn in turns:
            for fact in turn["f"]:
                if fact[0] != "cid" or len(fact) < 6 or fact[5] is None:
                    continue
                holder = (name, turn.get("by"))
                if holders.setdefault(fact[5], holder) != holder:
                    breaches.append(f"I4: assignment {fact[5]} is of {holders[fact[5]]} and of {holder}")
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
