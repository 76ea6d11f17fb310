package import Wire

/// Who may do what: one table, verb × role × relation; what is not written here is denied.
package enum Rights {
    /// What the asker has to do with the conversation he names.
    package enum Relation: Sendable, Hashable, CaseIterable {
        /// The verb names no conversation.
        case none
        /// Nothing, or there is no such conversation.
        case foreign
        /// A customer who opened or resumed it on this connection, or the site it belongs to.
        case own
        /// An agent to whom it is offered.
        case offered
        /// The agent it is assigned to.
        case assigned
    }

    package static func permits(
        _ verb: ClientMessage.Verb, _ role: ClientMessage.Role, _ relation: Relation
    ) -> Bool {
        switch verb {
        case .hello, .auth, .ping, .pong:
            relation == .none
        case .open:
            relation == .none && (role == .customer || role == .site)
        case .resume:
            // The secret, or the site's or agent's right, is checked against the conversation itself.
            role == .customer || role == .site || role == .agent || role == .supervisor
        case .say, .choose, .rate, .page:
            relation == .own && (role == .customer || role == .site)
        case .typing, .seen, .close:
            switch role {
            case .customer, .site: relation == .own
            case .agent, .supervisor: relation == .assigned
            }
        case .available:
            relation == .none && isAgent(role)
        case .accept, .decline:
            // An offer that is gone is answered `already_taken`, whoever has the conversation now.
            isAgent(role) && relation != .none
        case .reply, .note, .transfer, .release:
            isAgent(role) && relation == .assigned
        case .suggest, .check:
            isAgent(role) && (relation == .assigned || relation == .offered)
        case .catalogue, .watch:
            // An agent sees of the desk only the queues he serves.
            relation == .none && isAgent(role)
        case .history:
            switch role {
            case .agent: relation == .assigned || relation == .offered
            case .supervisor: relation != .none
            case .customer, .site: false
            }
        case .reload, .figures, .status:
            relation == .none && role == .supervisor
        case .take, .move, .assign:
            relation != .none && role == .supervisor
        }
    }

    /// Whether the role may ever use the verb, whatever the conversation.
    package static func knows(_ verb: ClientMessage.Verb, _ role: ClientMessage.Role) -> Bool {
        Relation.allCases.contains { permits(verb, role, $0) }
    }

    /// A supervisor is an agent who may do more.
    private static func isAgent(_ role: ClientMessage.Role) -> Bool { role == .agent || role == .supervisor }
}
