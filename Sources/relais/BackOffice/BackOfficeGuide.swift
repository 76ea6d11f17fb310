package import JSON

extension BackOffice {
    /// What a `GET` shows: what to type in a conversation to see each thing happen.
    package static let guide: JSONValue = .object([
        JSONMember("what", "the made-up back office of the Relais shop"),
        JSONMember(
            "orders",
            .object([
                JSONMember("FR-204518", "on its way"),
                JSONMember("FR-204519", "being prepared, can be cancelled"),
                JSONMember("FR-204520", "nine days late"), JSONMember("FR-204521", "delivered, in warranty"),
                JSONMember("FR-204522", "cancelled"), JSONMember("FR-204523", "on its way, two days late"),
                JSONMember("FR-198001", "delivered long ago"), JSONMember("FR-999999", "the system is down"),
                JSONMember("FR-888888", "the system is too slow"),
            ])),
        JSONMember(
            "contracts",
            .object([
                JSONMember("RC-408127", "Comfort, committed, line in good health, three bills"),
                JSONMember("RC-408128", "Essential, free to go, weak line, a late fee"),
                JSONMember("RC-408129", "Premium, line down, a very high bill"),
                JSONMember("RC-408130", "Comfort, too new to have a bill"),
            ])),
        JSONMember("phones", ["06 12 34 56 78", "06 23 45 67 89", "06 34 56 78 90", "06 45 67 89 01"]),
        JSONMember("mails", ["camille@example.org", "louis@example.org", "ines@example.org"]),
        JSONMember("codes", .object([JSONMember("482913", "right"), JSONMember("000000", "expired")])),
        JSONMember(
            "postcodes",
            .object([
                JSONMember("35000", "an incident"), JSONMember("13001", "planned work"),
                JSONMember("29000", "fibre soon"), JSONMember("48000", "no fibre yet"),
                JSONMember("20250", "no technician"), JSONMember("00000", "unknown"),
            ])),
        JSONMember("cards", .object([JSONMember("8933-0412-7788-0199", "to activate")])),
    ])
}
