import Testing

@testable import relais

@Suite struct ArgumentsTests {
    private let erase = PersonCommands.all.first { $0.name == "erase" }

    /// One conversation in 64 is called so.
    @Test func aConversationsNameMayBeginWithADash() throws {
        let command = try #require(erase)
        for name in ["-WQ7TzoTljB_AK6FFbtmYA", "--Q7TzoTljB_AK6FFbtmYA", "aWQ7TzoTljB_AK6FFbtmYA"] {
            let arguments = try Arguments.parse(["--data", "x", name, "--yes"], for: command)
            #expect(arguments.operands == [name])
            #expect(arguments.value("--data") == "x" && arguments.has("--yes"))
        }
    }

    @Test(arguments: ["-y", "--yess", "--data-folder", "-WQ7TzoTljB_AK6FFbtmY", "-WQ7TzoTljB_AK6FFbtmYB"])
    func whatIsNoOptionAndNoNameIsRefused(_ word: String) throws {
        let command = try #require(erase)
        #expect(throws: CommandFailure.self) { try Arguments.parse([word], for: command) }
    }
}
