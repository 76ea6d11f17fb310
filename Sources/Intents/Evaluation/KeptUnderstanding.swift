import Learning

/// A model and what was measured on held-out examples, as bytes for the next start.
package struct KeptUnderstanding: Sendable {
    private static let name = "relais-understanding"

    package private(set) var model: IntentModel?
    package private(set) var evidence: HeldOutEvidence?

    package init(model: IntentModel, evidence: HeldOutEvidence?) {
        self.model = model
        self.evidence = evidence
    }

    /// What fits the examples of now.
    ///
    /// - Parameter bytes: of `encode()`, or of a model alone; empty or damaged ones leave nothing.
    /// - Parameter earlierModel: one in memory, taken before the bytes are looked at.
    package init(
        _ bytes: [UInt8], earlier earlierModel: IntentModel? = nil, _ earlierEvidence: HeldOutEvidence? = nil,
        for intents: IntentSet
    ) {
        guard !bytes.isEmpty || earlierModel != nil else { return }
        let key = IntentModel.contentKey(of: IntentModel.samples(of: intents))
        if let earlierModel, earlierModel.contentKey == key {
            model = earlierModel
            evidence = earlierEvidence?.contentKey == key ? earlierEvidence : nil
            return
        }
        var reader = ByteReader(bytes)
        if (try? reader.readString()) == Self.name {
            model = (try? reader.readUInt8s()).flatMap { try? IntentModel(decoding: $0) }
            evidence = (try? reader.readUInt8s()).flatMap { try? HeldOutEvidence(decoding: $0) }
        } else {
            model = try? IntentModel(decoding: bytes)
        }
        if model?.contentKey != key { model = nil }
        if evidence?.contentKey != key { evidence = nil }
    }

    /// The two parts, each with its own checksum; a model alone stays as it is.
    package func encode() -> [UInt8] {
        guard let model else { return [] }
        guard let evidence else { return model.encode() }
        var writer = ByteWriter()
        writer.append(Self.name)
        writer.append(model.encode())
        writer.append(evidence.encode())
        return writer.bytes
    }
}
