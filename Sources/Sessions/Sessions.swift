// The room of the protocol: who is on the line, what he may do, and what every message sets in motion.
//
// `SessionsMachine` is a value. It takes what happened (a connection, a message, a commit, a timer) and returns what to
// do (`Output`): bytes for a connection, a batch for the record, something to read, an action to call. It knows no
// socket, no clock and no thread, so the whole daemon can be run by seed in a test, faults included.
//
// The key decision: **nothing that somebody could rely on leaves before it is on disk.** A turn steps the conversation
// and the desk in memory, makes one batch of what was decided, and holds every ack, event, offer and action it caused
// until `committed`. If the commit fails, what was in memory is thrown away and folded anew from the record; those who
// waited get `storage`. Turns of one conversation may follow each other before the first is on disk: their batches are
// numbered one after the other and fail together.
//
// A conversation's row in the record is one turn: what came in, what was decided (opaque to this room), what the
// customer saw, why. State is the fold of the rows; snapshots shorten it. The desk has one stream of its own; notes
// have another per conversation, so that no filter can be forgotten.
//
// Memory holds only the conversations in use, each with its last events. An older part of a transcript is read from
// the record when somebody asks for it.
//
// Called by Service, which executes outputs in order and has no opinions.
