import Wire

/// What a message said, in 64 bits: the same id with another body is a conflict.
///
/// Not cryptographic: whoever finds two bodies of one hash only deceives himself.
enum BodyHash {
    /// FNV-1a, each text ended by an octet of its own.
    private struct Sum {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325

        mutating func add(_ text: String) {
            var text = text
            var sum = value
            text.withUTF8 { for octet in $0 { sum = (sum ^ UInt64(octet)) &* 0x100_0000_01B3 } }
            value = (sum ^ 0x1F) &* 0x100_0000_01B3
        }
    }

    static func of(_ message: ClientMessage) -> UInt64 {
        var sum = Sum()
        sum.add(message.verb.rawValue)
        switch message {
        case .open(let it):
            sum.add(it.channel)
            sum.add(it.language ?? "")
            sum.add(it.customer?.id ?? "")
            sum.add(it.customer?.name ?? "")
            sum.add(it.page ?? "")
            for entry in it.profile {
                sum.add(entry.name)
                switch entry.value {
                case .text(let text): sum.add("text " + text)
                case .flag(let flag): sum.add("flag \(flag)")
                case .number(let number): sum.add("number \(number)")
                }
            }
        case .say(let it): sum.add(it.text)
        case .choose(let it): sum.add(it.choice)
        case .rate(let it):
            sum.add(String(it.score))
            sum.add(it.comment ?? "")
        case .page(let it): sum.add(it.url)
        case .close(let it):
            sum.add(it.outcome ?? "")
            for tag in it.tags { sum.add(tag) }
        case .accept(let it), .decline(let it): sum.add(it.offer)
        case .reply(let it), .note(let it): sum.add(it.text)
        case .transfer(let it):
            switch it.to {
            case .queue(let name): sum.add("queue " + name)
            case .agent(let name): sum.add("agent " + name)
            case .bot(let name): sum.add("bot " + name)
            }
            sum.add(it.note ?? "")
        case .move(let it): sum.add(it.queue)
        case .assign(let it): sum.add(it.agent)
        default: break
        }
        return sum.value
    }
}
