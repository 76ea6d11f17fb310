package import JSON

extension BackOffice {
    /// What a `GET` shows: what to type in a conversation to see each thing happen.
    package static let guide: JSONValue = [
        "what": "the made-up back office of the Relais shop",
        "orders": [
            "FR-204518": "on its way",
            "FR-204519": "being prepared, can be cancelled",
            "FR-204520": "nine days late", "FR-204521": "delivered, in warranty",
            "FR-204522": "cancelled", "FR-204523": "on its way, two days late",
            "FR-198001": "delivered long ago", "FR-999999": "the system is down",
            "FR-888888": "the system is too slow",
        ],
        "contracts": [
            "RC-408127": "Comfort, committed, line in good health, three bills",
            "RC-408128": "Essential, free to go, weak line, a late fee",
            "RC-408129": "Premium, line down, a very high bill",
            "RC-408130": "Comfort, too new to have a bill",
        ],
        "phones": ["06 12 34 56 78", "06 23 45 67 89", "06 34 56 78 90", "06 45 67 89 01"],
        "mails": ["camille@example.org", "louis@example.org", "ines@example.org"],
        "codes": ["482913": "right", "000000": "expired"],
        "postcodes": [
            "35000": "an incident", "13001": "planned work",
            "29000": "fibre soon", "48000": "no fibre yet",
            "20250": "no technician", "00000": "unknown",
        ],
        "cards": ["8933-0412-7788-0199": "to activate"],
    ]
}
