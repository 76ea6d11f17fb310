// The room of the wire: bytes in, values out; values in, bytes out. The protocol it speaks is written down in
// `Protocol.md` beside this file, whose examples are tests.
//
// The key decision: everything here is a value that never waits and never trusts. A framer takes whatever piece of a
// stream arrived and hands back what became whole; its limits are named constants and passing one is an answer, not a
// failure. A message is either a `ClientMessage` with every field checked (a later room never looks at JSON again) or
// a `WireError` that says which field was wrong. Nothing here knows connections, conversations or rights.
//
// - lines: `LineFramer`, then a `MessageReader` makes a `ClientMessage`
// - browsers: `HTTPHeadReader`, `WebSocketHandshake`, then `WebSocketFramer`, then the same reader
// - out: `ServerMessage` writes each object once, without a line end; the sender adds LF or a frame header
// - `Tokens`: secrets, hashes and comparison, from libcrypto
//
// Called by Sessions (messages) and Service (framing, HTTP, tokens); the command line makes tokens with it.
