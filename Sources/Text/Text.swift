// Text: from a customer's or an author's bytes to things the other rooms can compare.
//
// Three parts. `Source/` holds what an author's file is: files, ranges, diagnostics and their rendering. `Values/` holds what a
// slot may contain, with the one way each value is read and written. `Folding/` and `Words/` turn an utterance into words.
//
// The key decision: an utterance is folded once, at the door, into one flat buffer of bytes (lower case, no accents, ligatures
// written out, ASCII wherever Latin letters allow), and every word is a pair of ranges: one into that buffer, one into the
// original text. Everything later (n-grams, stems, spelling, signals, entities) works on those bytes without making strings, and
// can always say where in the customer's own words it found something. Folding never fails: bytes that are no UTF-8 become U+FFFD.
//
// Everybody imports this room; it imports nothing, not even Foundation.
