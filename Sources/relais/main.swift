// The command line of Relais: each verb is a `Subcommand` in its own file, listed in `CommandLine/Subcommands.swift`.

import Glibc

signal(SIGPIPE, SIG_IGN)
// A standard descriptor that came closed would go to the first file or socket opened, and the log into that. Opened to
// read, so that what is printed fails instead of vanishing.
for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 { _ = open("/dev/null", O_RDONLY) }
exit(
    Dispatcher(commands: Subcommands.all, language: Terminal.language).run(
        Array(CommandLine.arguments.dropFirst())))
