"""The checker of the fault suite sees what it is there to see: every way in which a sound record is spoilt here is a breach."""

import copy
import unittest

import invariants

NAME = "q1hZ0m1yRkKxJm3vJwqk2A"


def turn(changes=(), shown=(), facts=(), by=None):
    return {"s": [[[1, ["any"]], [1, [list(changes)]], [1, []]]], "o": list(shown), "f": list(facts),
            **({"by": by} if by else {})}


def owner(seq, kind, name=""):
    return {"seq": seq, "kind": "owner", "owner": kind, **({"name" if kind == "agent" else "queue": name} if name else {})}


def said(seq, by, name=None):
    return {"seq": seq, "kind": "message", "from": by, "text": "x", **({"name": name} if name else {})}


def answered(cid, epoch=None):
    return ["cid", cid, None, 1, 2, epoch, None]


# A customer is handed over, served, rates badly, comes back and ends it himself.
SOUND = [
    turn([["open"]]),
    turn([["owner", ["queue", "support"]]], [said(1, "customer"), owner(2, "queue", "support")], [answered("m1")]),
    turn([["owner", ["agent", "Claire"]]], [owner(3, "agent", "Claire")], [answered("@Claire:a", 1)], by="Claire"),
    turn([], [said(4, "agent", "Claire")], [answered("@Claire:r")], by="Claire"),
    turn([["close", "solved"]], [{"seq": 5, "kind": "closed"}], [answered("@Claire:z")], by="Claire"),
    turn([["reopen"], ["owner", ["queue", "support"]]], [{"seq": 6, "kind": "rated"}, owner(7, "queue", "support")]),
    turn([["owner", ["bot", ""]], ["close", "abandoned"]], [said(8, "customer"), owner(9, "bot"), {"seq": 10, "kind": "closed"}]),
]


class Checker(unittest.TestCase):
    def breaches(self, turns, is_listed=False, others=None):
        return (invariants.check_conversation(NAME, turns) + invariants.check_state(NAME, turns, is_listed)
                + invariants.check_epochs({NAME: turns, **(others or {})}))

    def spoilt(self, word, change, **options):
        turns = copy.deepcopy(SOUND)
        change(turns)
        found = self.breaches(turns, **options)
        self.assertTrue(any(word in one for one in found), f"{word} is not in {found}")

    def test_a_sound_record_has_no_breach(self):
        self.assertEqual(self.breaches(SOUND), [])
        self.assertEqual(self.breaches(SOUND[:4], is_listed=True), [])

    def test_a_row_that_leaves_out_is_read_in_full(self):
        row = (b'{"q":4,"t":9,"s":[],"o":[["c","oui","m1"],{"seq":5,"kind":"rated"},["a","x",null,"Claire"]],'
               b'"f":[["cid",7],["timer","idle",3]]}')
        turn = invariants.read_turn(row)
        self.assertEqual(turn["o"][0], {"seq": 4, "kind": "message", "from": "customer", "text": "oui", "cid": "m1", "ts": 9})
        self.assertEqual(turn["o"][1:], [{"seq": 5, "kind": "rated"}, {**said(6, "agent", "Claire"), "ts": 9}])
        self.assertEqual(turn["f"], [["cid", "m1", 4, 7, 9, None, None], ["timer", "idle", 3]])

    def test_i2_i3_a_gap_and_a_second_effect(self):
        self.spoilt("I3", lambda turns: turns[3]["o"][0].update(seq=5))
        self.spoilt("I2", lambda turns: turns[3]["f"].append(answered("m1")))

    def test_i4_what_was_decided_is_what_was_shown(self):
        self.spoilt("was decided", lambda turns: turns[2]["o"].clear())
        self.spoilt("was decided", lambda turns: turns[2]["o"][0].update(name="Marc"))
        self.spoilt("was decided", lambda turns: turns[1]["s"].clear())
        self.spoilt("closings", lambda turns: turns[4]["o"].clear())

    def test_i4_one_agent_speaks_and_it_is_he_who_has_him(self):
        self.spoilt("speaks at", lambda turns: turns[3]["o"][0].update(name="Marc"))
        self.spoilt("speaks as", lambda turns: turns[3].update(by="Marc"))
        self.spoilt("speaks at", lambda turns: turns[4]["o"].append(said(6, "agent", "Claire")))

    def test_i4_what_is_closed_is_closed(self):
        self.spoilt("in what is closed", lambda turns: turns[5]["o"].insert(0, said(6, "customer"))
                    or turns[5]["s"][0][1][1][0].pop(0))
        self.spoilt("the list says otherwise", lambda turns: None, is_listed=True)
        self.spoilt("the list says otherwise", lambda turns: turns.pop())

    def test_i4_an_assignment_is_of_one(self):
        self.spoilt("assignment 1", lambda turns: turns[3]["f"].append(answered("@Marc:a", 1)) or turns[3].update(by="Marc"))
        self.spoilt("assignment 1", lambda turns: None,
                    others={"other": [turn(facts=[answered("@Claire:b", 1)], by="Claire")]})

    def test_i6_a_trap_is_no_documented_end(self):
        self.assertEqual(invariants.check_lives([0, 1, 2, 64, -9], [0.1]), [])
        for code in (-4, -5, -6, -11, 3, 133):
            self.assertEqual(len(invariants.check_lives([0, code], [])), 1)
        self.assertEqual(len(invariants.check_lives([], [0.1, 5.5])), 1)


if __name__ == "__main__":
    unittest.main()
