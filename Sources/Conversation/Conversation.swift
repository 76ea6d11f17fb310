// The pure engine of one conversation.
//
// What it is for: `decide` takes the state of a conversation, one event, a moment and the `World` (program, models,
// articles) and says what changes and what has to be done; `apply` folds changes into a state. Only `decide` classifies
// text; `apply` never does, so recovery from the record cannot be rewritten by a newer model.
//
// The key decision: everything `decide` does to its working state goes through one `Change` after another, each of which
// is applied by the same `apply` that recovery uses. So "apply(changes) equals the decided state" holds by construction,
// and tests hold it to that for random events too.
//
// Where this room decided what the page of the language leaves open:
//  - The satisfaction question comes after the *last* request of the case: while pending or paused requests wait, a
//    solved flow goes on to them and the question follows the last one. Several questions in one message are answered
//    point by point, not with a survey between the points.
//  - The outcome of a flow is recorded when its `end` is reached; the shipped satisfaction question is asked after that.
//  - The texts of `reject` are rendered before the slot is emptied, so they may name the refused value. They stand for
//    the help of the `invalid` that follows: a staying line of it says nothing more, its trouble and leaving lines count.
//  - "I don't know" as the whole message is `unknown` before it is taken for another request.
//  - A handler that leaves on `interrupt` keeps the interrupting request as pending, so that it is not lost.
//  - At the shipped satisfaction question another request, or thanks, is no digression: the customer has moved on.
//  - A button of an earlier wait does nothing (late input is a no-op).
//
// Who calls it: `Sessions` (live), `TranscriptRunner` (tests), the REPL, replay.
