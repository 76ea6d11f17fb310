import Text

/// Every verb of the command line, in the order of the overview.
enum Subcommands {
    static let all: [Subcommand] =
        [ServeCommand.subcommand] + AccountCommands.all + others + [FiguresCommand.subcommand]
        + [MessagesCommand.subcommand] + BackupCommand.all
        + PersonCommands.all

    private static let others: [Subcommand] = [
        DeskCommand.subcommand,
        CheckCommand.subcommand,
        ExplainCommand.subcommand,
        FormatCommand.subcommand,
        ReplCommand.subcommand,
        TestCommand.subcommand,
        TrainCommand.subcommand,
        ClassifyCommand.subcommand,
        EvalCommand.subcommand,
        ReadCommand.subcommand,
        SearchCommand.subcommand,
        ImportCommand.subcommand,
        BackOfficeCommand.subcommand,
        version,
    ]

    private static let version = Subcommand(
        "version", en: "Print the version.", fr: "Afficher la version."
    ) { _ in
        Terminal.print("relais 1.0\n")
        return 0
    }
}
