// Service: the daemon. The only room besides Record that does anything to the world.
//
// One loop thread (epoll, the thread that called `Server.run`) owns all mutable state of the server: listeners,
// connections, the sessions machine. It never waits for anything but epoll. Others do what may take time and answer
// through its mailbox, as values:
//
//     loop thread    sockets, framing, SessionsMachine, timers, pages
//     writer         the one writing connection; commits whatever waits as one group, one sync
//     reader         parked conversations, look-ups, checkpoints
//     keeper         the bot's files: watches, loads, trains; a world is handed over whole or not at all
//     actions        webhooks (URLSession's own threads) and local programs (a few threads)
//
// The key decision: the room has no opinions. What a message means, who may do what, when something is due is decided in
// pure rooms; here their outputs are carried out: send, commit, load, act, wake. A connection's bytes are sent once per
// turn of the loop; a commit is posted once per turn; nothing is retried after a failed sync.
//
// `relais serve` makes a `ServerSettings`, opens the record and the bot (start-up errors are the caller's to print), and
// runs the server until a signal ends it.
