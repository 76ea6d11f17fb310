import Conversation
import Record

/// The keys that the rows of a conversation ask for. They are written with the rows, in one transaction, so whatever
/// differs was done to the file.
///
/// That a site's `cid` leads to it is known only by number: the `cid` of an `open` stands in its key alone, and there as a
/// hash.
struct ConversationKeys {
    let stream: StreamID?
    /// False when some of the rows are gone or cannot be read: then nothing is asked for.
    var isWhole = true
    private var opened: (position: Int64, site: String?, customerKey: [UInt8]?, timeMilliseconds: Int64)?
    private var isOpen = false
    /// Where it was opened, closed or opened again last.
    private var turned: Int64 = 0
    private var hasRows = false

    init(of stream: StreamID? = nil) { self.stream = stream }

    mutating func note(_ event: RecordedEvent, _ facts: [Fact], _ changes: [Change]) {
        if event.isTombstone {
            isWhole = false
            return
        }
        hasRows = true
        for case .opened(let site, let customerKey, _, let time) in facts {
            opened = (event.position, site, customerKey, time)
            (isOpen, turned) = (true, event.position)
        }
        for change in changes {
            switch change {
            case .closed: (isOpen, turned) = (false, event.position)
            case .reopened: (isOpen, turned) = (true, event.position)
            default: break
            }
        }
    }

    /// - Parameters:
    ///   - stream: what to call it.
    ///   - areHashed: false in a record of the first schema.
    func problems(in keys: [KeyEntry], called stream: String, areHashed: Bool) -> [String] {
        if !hasRows {
            return keys.isEmpty ? [] : ["nothing is left of \(stream), but a key leads to it"]
        }
        guard isWhole else { return [] }
        guard let opened else {
            return keys.isEmpty ? [] : ["\(stream) is no conversation, but a key leads to it"]
        }
        let opening = "position \(opened.position) opens \(stream)"
        var problems: [String] = []
        var counts: [UInt8: Int] = [:]
        for key in keys {
            counts[key.scope, default: 0] += 1
            switch key.scope {
            case KeyScope.opening:
                if opened.site == nil {
                    problems.append("\(opening) for no site, but the key of a cid leads to it")
                } else if areHashed, key.key.count != KeyScope.hashByteCount {
                    problems.append("\(opening) for a site, but the key of its cid is no hash")
                }
            case KeyScope.customer:
                guard let customer = opened.customerKey else {
                    problems.append("\(opening) for nobody known, but a customer's key leads to it")
                    break
                }
                if key.key != (areHashed ? KeyScope.hashed(customer) : customer) {
                    problems.append("\(opening) for a customer, but another one's key leads to it")
                } else if EarlierLine.openedMilliseconds(in: key) != opened.timeMilliseconds {
                    problems.append(
                        "\(opening), but the line about it in its customer's key is not the right one")
                }
            case KeyScope.open:
                if key.key != KeyScope.openKey {
                    problems.append(
                        "\(opening), but a key that is not known to this program lists it as open")
                } else if !isOpen {
                    problems.append("position \(turned) closes \(stream), but a key lists it as open")
                }
            default:
                problems.append(
                    "\(opening), but a key of scope \(key.scope), which there is not, leads to it")
            }
        }
        if isOpen, counts[KeyScope.open] == nil {
            problems.append(
                "position \(turned) leaves \(stream) open, but no key lists it: a start would not look at it")
        }
        if opened.customerKey != nil, counts[KeyScope.customer] == nil {
            problems.append(
                "\(opening) for a customer, but no key leads from him to it: he would not be known again")
        }
        switch counts[KeyScope.opening, default: 0] {
        case 0 where opened.site != nil:
            problems.append(
                "\(opening) for a site, but the key of its cid is missing: a repeat would open it twice")
        case 2...: problems.append("\(opening), but the keys of several cids lead to it")
        default: break
        }
        return problems
    }
}
