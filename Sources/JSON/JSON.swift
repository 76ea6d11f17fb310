// The room of JSON: the one reader and the one writer of the house, over bytes.
//
// The protocol is lines of JSON, and the record keeps JSON bytes, so this room stands on every message's way twice.
// The key decision is strictness: what is not RFC 8259 to the letter is refused with an offset and a reason: a byte
// order mark, a trailing comma, a key given twice (also when one of them is spelt with escapes), half a surrogate
// pair, bad UTF-8. A reader that guesses lets two programs understand two different messages.
//
// `JSONReader` makes a `JSONValue`, whose objects keep the order of their members. Numbers never trap: an integer
// that fits 64 bits is kept exactly, everything else becomes a `Double` (beyond its range: infinity), and who needs a
// count asks for `safeInteger`. `JSONWriter` appends straight to bytes, without a tree in between.
//
// Called by Wire (protocol lines), Conversation, Desk and Sessions (what they put on record), Service (actions).
