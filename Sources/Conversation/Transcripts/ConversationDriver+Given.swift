package import Flows
import Text

extension ConversationDriver {
    /// Applies a `given` line while a conversation goes on: what an action answers from now on, how a queue stands, what time it is.
    ///
    /// `given channel`, `language` and `at` belong before the first word; they are the caller's.
    package mutating func give(_ setting: TranscriptTest.Setting) {
        switch setting {
        case .result(let action, let fields):
            outcomes[action] = [.gave(GivenResult.json(fields, of: world.program.actions[action]))]
        case .fails(let action, let failure): outcomes[action] = [.failed(failure)]
        case .error(let action): outcomes[action] = [.error("given")]
        case .queue(let name, let situation): queues[name] = Moment.QueueState(rawValue: situation.rawValue)
        case .now(let text):
            if let at = GivenResult.moment(text, in: world.zone) { set(nowMilliseconds: at) }
        case .slot(let name, let text): fillShared(name, from: text)
        case .channel, .language, .at: break
        }
    }
}
