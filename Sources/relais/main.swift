// The command line of Relais: each verb is a `Subcommand` in its own file, listed in `CommandLine/Subcommands.swift`.

import Glibc

signal(SIGPIPE, SIG_IGN)
exit(
    Dispatcher(commands: Subcommands.all, language: Terminal.language).run(
        Array(CommandLine.arguments.dropFirst())))
