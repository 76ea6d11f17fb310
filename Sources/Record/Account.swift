/// Someone who signs in with a token: an agent, a supervisor, a site's back end.
package struct Account: Hashable, Sendable {
    package enum Role: String, Hashable, Sendable, CaseIterable {
        case agent, supervisor, site
    }

    /// Unique among the accounts that are not revoked; shown to people, never a right.
    package var name: String
    package var role: Role
    /// SHA-256 of the token in 64 lower-case hexadecimal digits; the token itself is not kept.
    package var tokenHash: String
    package var skills: [String]
    /// Origins whose browsers may speak for this site: `https://shop.example`.
    package var origins: [String]
    package var createdMilliseconds: Int64
    package var revokedMilliseconds: Int64?

    package var isRevoked: Bool { revokedMilliseconds != nil }

    package init(
        name: String, role: Role, tokenHash: String, skills: [String] = [], origins: [String] = [],
        createdMilliseconds: Int64, revokedMilliseconds: Int64? = nil
    ) {
        self.name = name
        self.role = role
        self.tokenHash = tokenHash
        self.skills = skills
        self.origins = origins
        self.createdMilliseconds = createdMilliseconds
        self.revokedMilliseconds = revokedMilliseconds
    }
}
