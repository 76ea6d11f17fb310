// Record: what was accepted, in order, for ever.
//
// The room knows streams of numbered events whose bytes it does not read: one stream per conversation, one for the
// desk, one for the registry. Everything above folds its state from them; the record is transcript, delivery log and
// audit log at once. `Store` is the whole interface. It is written for several daemons over one database: a batch
// names, for each stream, the number it expects next (compare-and-set), so any daemon may serve any conversation and
// two that try the same one cannot both succeed. One batch may span a conversation and the desk: all or nothing.
//
// The key decision: group commit is part of the interface. `commit` takes every batch that waits, writes one
// transaction and syncs once; a batch that conflicts is refused alone, a failure of the disk refuses them all and
// changes nothing. What one batch says to one stream is one row, so a turn costs one row per stream and one index entry.
//
// `Memory/` is the specification by example, `SQLite/` the default store of the daemon; one suite runs against both.
// `Service` owns the instances (one thread each); `Sessions` makes the batches; the command line adds accounts.
