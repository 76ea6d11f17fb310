import JSON
package import Text
import Wire

/// What an agent's console needs to know of the bot: names and labels of queues and flows, what the bot asks, canned answers.
package struct BotCatalogue: Sendable {
    package struct Queue: Sendable {
        package var name: String
        package var labels: [Language: String]
        package var skills: [String]

        package init(name: String, labels: [Language: String], skills: [String]) {
            self.name = name
            self.labels = labels
            self.skills = skills
        }
    }

    /// A flow a customer can be given back to.
    package struct Flow: Sendable {
        package var name: String
        package var labels: [Language: String]
        package var steps: [String]
        /// Of its slots that are asked for, in the order of the file.
        package var questions: [Question]

        package init(name: String, labels: [Language: String], steps: [String], questions: [Question] = []) {
            self.name = name
            self.labels = labels
            self.steps = steps
            self.questions = questions
        }
    }

    /// How the bot asks for a slot: says better than the slot's name what it holds.
    package struct Question: Sendable {
        package var slot: String
        package var texts: [Language: String]

        package init(slot: String, texts: [Language: String]) {
            self.slot = slot
            self.texts = texts
        }
    }

    /// What an agent reads for the text of a packet's reason, or for the detail of what was tried.
    package struct Reason: Sendable {
        package var text: String
        package var texts: [Language: String]

        package init(text: String, texts: [Language: String]) {
            self.text = text
            self.texts = texts
        }
    }

    package struct Canned: Sendable {
        package var name: String
        package var queues: [String]
        package var texts: [Language: String]

        package init(name: String, queues: [String], texts: [Language: String]) {
            self.name = name
            self.queues = queues
            self.texts = texts
        }
    }

    package var queues: [Queue] = []
    package var flows: [Flow] = []
    package var canned: [Canned] = []
    /// Of the slots that all flows share, and of those of flows that are not offered.
    package var questions: [Question] = []
    /// Whose clock customers are told times by, as a name of the IANA's list.
    package var zone = "UTC"
    /// Each text once.
    package var reasons: [Reason] = []

    package init() {}

    /// Outcomes everybody understands; an agent may write others.
    static let outcomes = ["solved", "abandoned", "promised"]

    /// The members of the protocol's `catalogue`. What would not fit into one line is left off: queues come
    /// first, then canned answers, flows, the other questions, and reasons.
    func members(version: String, languages: [Language]) -> [JSONMember] {
        var room = WireLimits.serverLine - 4_096
        func kept(_ values: [JSONValue]) -> JSONValue {
            var list: [JSONValue] = []
            for value in values {
                room -= value.encoded().count + 1
                if room < 0 { break }
                list.append(value)
            }
            return .array(list)
        }
        func texts(_ table: [Language: String]) -> JSONValue {
            .object(
                table.sorted { $0.key.code < $1.key.code }.map { JSONMember($0.key.code, .string($0.value)) })
        }
        func questions(_ all: [Question]) -> JSONValue {
            .object(all.map { JSONMember($0.slot, texts($0.texts)) })
        }
        let queues = kept(
            queues.map { queue in
                .object([
                    JSONMember("name", .string(queue.name)), JSONMember("labels", texts(queue.labels)),
                    JSONMember("skills", .array(queue.skills.map { .string($0) })),
                ])
            })
        let canned = kept(
            canned.map { one in
                .object([
                    JSONMember("name", .string(one.name)),
                    JSONMember("queues", .array(one.queues.map { .string($0) })),
                    JSONMember("texts", texts(one.texts)),
                ])
            })
        let flows = kept(
            flows.map { flow in
                .object([
                    JSONMember("name", .string(flow.name)), JSONMember("labels", texts(flow.labels)),
                    JSONMember("steps", .array(flow.steps.map { .string($0) })),
                    JSONMember("questions", questions(flow.questions)),
                ])
            })
        let shared = kept([questions(self.questions)])
        let reasons = kept(self.reasons.map { .object([JSONMember($0.text, texts($0.texts))]) })
        return [
            JSONMember("version", .string(version)),
            JSONMember("languages", .array(languages.map { .string($0.code) })),
            JSONMember("zone", .string(zone)),
            JSONMember("queues", queues), JSONMember("canned", canned), JSONMember("flows", flows),
            JSONMember("questions", shared.array?.first ?? .object([])),
            JSONMember("reasons", .object((reasons.array ?? []).flatMap { $0.object ?? [] })),
            JSONMember("outcomes", .array(Self.outcomes.map { .string($0) })),
        ]
    }
}
