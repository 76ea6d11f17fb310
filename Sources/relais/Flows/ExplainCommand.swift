import Flows
import Text

/// `relais explain`: what a flow does where its author wrote nothing.
enum ExplainCommand {
    static let subcommand = Subcommand(
        "explain",
        en: "Show what a flow does at every event, what it inherits and from where.",
        fr: "Montrer ce que fait un flux à chaque événement, ce dont il hérite et d'où.",
        operands: "FLOW", operandCount: 1...1,
        options: [CheckCommand.bot, CheckCommand.language],
        examples: [
            .init(
                "relais explain track-order",
                en: "a flow of the bot in this folder", fr: "un flux du bot de ce dossier"),
            .init(
                "relais explain system.closed",
                en: "a flow that ships with Relais", fr: "un flux fourni avec Relais"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let language = try CheckCommand.messageLanguage(arguments)
        let folder = try arguments.botFolder()
        let bot = try LoadedBot(folder: folder)
        guard let program = bot.program else {
            throw .no(
                what: folder, en: "the bot has errors; see relais check",
                fr: "le bot a des erreurs ; voir relais check")
        }
        let name = arguments.operand(0) ?? ""
        guard let text = program.explain(flow: name, language: language) else {
            let names = program.flows.map(\.name).joined(separator: ", ")
            throw .no(
                what: name, en: "there is no such flow; there are \(names)",
                fr: "il n'y a pas de flux de ce nom ; il y a \(names)")
        }
        Terminal.print(text)
        return 0
    }
}
