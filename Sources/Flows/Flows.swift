// Flows: what operators write, made into what the engine runs.
//
// Files (`*.flow`, `*.transcript`, `bot.policy`, `desk.queues`, `desk.canned`) go through one pipe, each part a folder here:
//
//     bytes ─ Lexer ─▶ lines ─ Parser ─▶ tree ─ Compiler ─▶ Program ─ Checker ─▶ diagnostics
//                                          └ Formatter                └ Explain
//
// The key decision: a line is understood by its first word alone, so a mistake costs one line and one message, and the
// next line starts afresh; indentation never means anything. There are no expressions to nest and no loops over data: a
// flow is a finite graph of lines, and the checker decides questions about it by walks over that graph (`Checker/`).
//
// All of it is pure: bytes in, values out, in time linear in the input, without recursion on the input's depth. An
// author's mistake is a `Diagnostic`, never an error thrown; nothing an author writes can reach a trap.
//
// The shipped system flows (`System/`) are written in the same language and compiled with the author's files; a flow
// or phrase of the same name replaces the shipped one.
//
// Called by: Conversation (`World.load`), Service (reload), and the commands `check`, `explain`, `fmt`, `test`.
