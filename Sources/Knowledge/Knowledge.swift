// Knowledge: what the bot may say, and which article answers a question.
//
// What it is for: Markdown files with a short front matter become `Article`s (`Files/`), an `ArticleIndex` (`Search/`)
// ranks them for a question with a confidence, and an article gives its text for a channel as plain words (`Markdown`).
// Only validated articles on days they are valid are ever found; today is an argument, never read from a clock.
//
// The key decision: the confidence stands on the same footing as an intent's. Both are P(this is what was asked, and
// the bot knows it at all), learnt from the bot's own files by holding out: each title and question variant is asked of
// an index that does not hold it, once with its article (right or wrong is known) and once without it (nothing is right).
// A logistic model over scores, gap and share of known words then turns a score into a probability. So a policy's
// threshold may compare an article at 0.7 with an intent at 0.7.
//
// Who calls it: `Conversation` for every customer message, `relais search`, agents' suggestions.
