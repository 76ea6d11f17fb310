import CSQLite

extension SQLiteStore {
    package func accounts() throws(StoreError) -> [Account] {
        try reading { () throws(SQLiteError) in
            var accounts: [Account] = []
            let statement = try connection.prepare(
                "SELECT name, role, token_hash, skills, origins, created, revoked FROM accounts ORDER BY id")
            try statement.forEach { row in
                // A role of a later version is no right in this one.
                if let account = Self.account(row, from: 0) { accounts.append(account) }
                return true
            }
            return accounts
        }
    }

    /// - Parameter column: of the name; the others follow in the order of the table.
    /// - Returns: nil for a role that is not known.
    static func account(_ row: Row, from column: Int32) -> Account? {
        guard let role = Account.Role(rawValue: row.text(column + 1)) else { return nil }
        return Account(
            name: row.text(column), role: role, tokenHash: row.text(column + 2),
            skills: words(row.text(column + 3)), origins: words(row.text(column + 4)),
            createdMilliseconds: row.integer(column + 5),
            revokedMilliseconds: row.isNull(column + 6) ? nil : row.integer(column + 6))
    }

    package func addAccount(_ account: Account) throws(StoreError) {
        let added = try transaction("add an account") { () throws(SQLiteError) in
            let taken = try connection.prepare("SELECT 1 FROM accounts WHERE name = ? AND revoked IS NULL")
                .bind(1, account.name).first { _ in true }
            if taken != nil { return false }
            let statement = try connection.prepare(
                """
                INSERT INTO accounts(name, role, token_hash, skills, origins, created, revoked)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
            try statement.bind(1, account.name).bind(2, account.role.rawValue).bind(3, account.tokenHash)
                .bind(4, account.skills.joined(separator: " ")).bind(
                    5, account.origins.joined(separator: " ")
                )
                .bind(6, account.createdMilliseconds)
            if let revoked = account.revokedMilliseconds { try statement.bind(7, revoked) }
            try statement.run()
            return true
        }
        if !added { throw .nameTaken(account.name) }
    }

    package func revokeAccount(
        name: String, roles: Set<Account.Role>, atMilliseconds: Int64
    ) throws(StoreError) {
        let count = try transaction("revoke an account") { () throws(SQLiteError) in
            var count = 0
            for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
                try connection.prepare(
                    "UPDATE accounts SET revoked = ? WHERE name = ? AND role = ? AND revoked IS NULL"
                ).bind(1, atMilliseconds).bind(2, name).bind(3, role.rawValue).run()
                count += connection.changeCount
            }
            return count
        }
        if count == 0 { throw .notFound(what: "the account '\(name)'") }
    }

    /// Skills and origins hold no blanks (checked where they are entered).
    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
