import Conversation
package import Record
import Wire

/// What `relais verify` knows of a record's content: that every row and snapshot can be read, that the keys are those
/// the rows ask for, that accounts can sign in, and that the files of every bot version a row names are kept.
///
/// Memory: what the rows of one conversation say of its keys, and the names of versions and files.
package struct RecordCheck: ContentCheck {
    private var conversation = ConversationKeys()
    private var files = KeptFiles()

    package init() {}

    package var claimedScopes: [UInt8] { [KeyScope.opening] }

    /// What is no damage, but worth a line.
    package var remarks: [String] { files.remarks }

    package mutating func problem(in event: RecordedEvent) -> String? {
        if event.stream != conversation.stream { conversation = ConversationKeys(of: event.stream) }
        do throws(RowError) {
            let turn = try RowCheck.turn(in: event)
            conversation.note(event, turn?.facts ?? [], turn?.changes ?? [])
            for change in turn?.changes ?? [] {
                switch change {
                case .opened(let opening, let fingerprint, _):
                    if opening.id != ConversationID(stream: event.stream).description {
                        throw RowError("it opens another conversation than its stream's")
                    }
                    files.note(version: fingerprint, in: event)
                case .moved(let fingerprint, _, _, _): files.note(version: fingerprint, in: event)
                default: break
                }
            }
            return nil
        } catch {
            // What it says of the keys is not known, and that it cannot be read is told.
            conversation.isWhole = false
            return error.reason
        }
    }

    package mutating func problems(
        inKeys keys: [KeyEntry], of stream: StreamID, called name: String, schema: Int
    ) -> [String] {
        if stream != conversation.stream { conversation = ConversationKeys(of: stream) }
        return conversation.problems(in: keys, called: name, areHashed: schema >= KeyScope.firstHashedSchema)
    }

    package func problem(in snapshot: Snapshot) -> String? { RowCheck.problem(in: snapshot) }

    package func problem(in account: Account) -> String? {
        if account.name.isEmpty { return "it has no name" }
        return Tokens.isHash(account.tokenHash) ? nil : "what it keeps is no hash of a token"
    }

    package mutating func problem(in blob: Blob) -> String? { files.problem(in: blob) }

    package func problemsOfTheWhole() -> [String] { files.problems }
}
