package import Conversation
package import JSON

extension ActionOutcome {
    /// What an action's answer says.
    ///
    /// `{"failure":"not-found"}` is one of the failures the action declares; `{"result":{…}}` and the bare object are
    /// what it gives. Nothing else is lost by that: a declared field is never an object, and an answer that is only a
    /// text called `failure` gives nothing.
    package init(answer: JSONValue) {
        if let members = answer.object, members.count == 1, let only = members.first {
            if only.key == "failure", let name = only.value.string {
                self = .failed(name)
                return
            }
            if only.key == "result", only.value.object != nil {
                self = .gave(only.value)
                return
            }
        }
        self = .gave(answer)
    }
}
