// The room of JSON: the one reader and the one writer of the house, over bytes.
//
// The protocol is lines of JSON, and the record keeps JSON bytes, so this room stands on every message's way twice.
// The key decision is strictness: what is not RFC 8259 to the letter is refused with an offset and a reason: a byte
// order mark, a trailing comma, a key given twice (also when one of them is spelt with escapes), half a surrogate
// pair, bad UTF-8. A reader that guesses lets two programs understand two different messages.
//
// There is one grammar, `JSONScanner`: it goes once over the octets and notes where each value stands. A `JSONDocument`
// answers from these notes and makes what it is asked for, which is how Wire reads a message; `JSONReader` makes a
// `JSONValue` of all of them, whose objects keep the order of their members. Numbers never trap: an integer that fits
// 64 bits is kept exactly, everything else becomes a `Double` (beyond its range: infinity), and who needs a count asks
// for `safeInteger`. `JSONWriter` appends straight to bytes, without a tree in between.
//
// Called by Wire (protocol lines), Conversation, Desk and Sessions (what they put on record), Service (actions).
