// Desk: where customers wait for a person, and who gets whom.
//
// `DeskState` is one value. `step(_:at:)` takes what happened (`DeskEvent`), with the time it happened, and returns what is to be
// done (`DeskEffect`). It has no clock, no randomness and no dictionary order: folding the same events gives the same state, octet
// for octet (`encode()`), which is how the desk comes back after a restart.
//
// The key decision is the ranking. A customer's rank is the time he came minus a head start for his priority
// (`DeskConfiguration.headStartMilliseconds` for each level). Comparing "priority plus time waited" of two customers gives the
// same answer at every later moment, so ageing needs no clock and no sorting anew: a rank never changes. Hence also
// the bound: a customer is overtaken only by those who came at most (levels between × head start) after him, and by nobody who came later.
// Ranks are kept when a customer comes back from an agent, so he is at his old place.
//
// Nobody waits before a closed door without knowing it: see `DeskState+Closing.swift`. What the bot promised (a call-back,
// an answer) stands in the same line, ranked as if the customer had come an hour before it is due; from then on the same
// bound protects it.
//
// Every change is followed by matching: whoever became free is offered the best-ranked customer he can serve, then whoever
// became waiting is offered to the best free agent. No pair of a free agent and a customer he may serve is ever left.
//
// An owner changes only along the arrows of `OwnerTransition`.
//
// Called by Sessions, which gives it the protocol's verbs and connections, keeps its events in the record's desk stream, wakes it at
// `nextWakeAt`, and carries its effects out.
