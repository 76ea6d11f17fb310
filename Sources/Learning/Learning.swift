// Learning: small linear models over sparse rows, and what makes their scores believable.
//
// What it is for: rows of (feature, value) with a class go in; out come weights that rank classes, and a probability one
// can bet on. The room knows nothing of texts: whoever uses it (Intents, Knowledge) turns words into features.
//
// The key decision: everything is deterministic to the bit. Sums have a fixed order, shuffles a fixed seed, and exp and
// log are our own (`Elementary`), so the same files give the same model, the same model the same confidence, and a
// replay the same conversation, on any machine of the architecture. Work is spread over threads only through `Workers`,
// a closure the caller passes in; each task writes its own slot, so the number of threads changes nothing.
//
// The way of a model: `FeatureTable` numbers features, `SparseRows` holds examples, `LinearSVM` and `SoftmaxRegression`
// train all classes at once over feature-major weights (`ClassWeights`), `ScoreStack` weighs their scores against each
// other on held-out rows, `Logistic` turns a dozen clues into a probability, `CompactWeights` is what is kept: int8,
// pruned, feature-major. `Reliability` measures (AUROC, calibration error);
// `Binomial` says what a count proves, `SelectiveRisk` from which confidence on answers keep a promised rate of errors.
// `ByteWriter`/`ByteReader` keep it all.
