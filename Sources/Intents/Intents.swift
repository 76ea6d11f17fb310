// Intents: what a customer wants, read from what he wrote.
//
// What it is for: `*.intents` files become an `IntentSet` (`Files/`), the set becomes an `IntentModel` (`Model/`), and the
// model ranks the intents for one utterance with a confidence that is a probability: of the answers given at 0.8, 80 %
// are right. `Entities/` finds values for typed slots in free text, `Signals/` the tone (a person wanted, thanks, anger).
//
// The key decision: one linear model over words, pairs of words and pieces of words, for all languages together; two
// rankers (support vector machines, softmax regression) are trained, weighed against each other on held-out examples,
// and then added up into one set of weights, so a query costs one pass. How far to believe it is learnt by
// hiding a fifth of the intents at a time: the bot knows how it talks about things it does not know.
// `Evaluation/` asks every example of a model that was trained without it: the operator's report, and the evidence from
// which `wrong at most 5%` gets its threshold.
//
// The page README.md beside this file says how, with figures.
//
// Who calls it: `Conversation` ranks every customer message; `relais train`, `classify` and `check` do it from files.
