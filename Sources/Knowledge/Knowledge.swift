// Knowledge: what the bot may say, and which article answers a question.
//
// What it is for: Markdown files with a short front matter become `Article`s (`Files/`), an `ArticleIndex` (`Search/`)
// ranks them for a question with a confidence, and an article gives its text for a channel as plain words (`Markdown`).
// Only validated articles on days they are valid are ever found; today is an argument, never read from a clock.
//
// The key decision: the confidence stands on the same footing as an intent's. Both are P(this is what was asked, and
// the bot knows it at all). Few bots have labelled questions, so one curve from scores to probabilities serves all; the
// bot's own titles and question variants, each asked of an index that does not hold it, move it up or down. So a policy's
// threshold may compare an article at 0.7 with an intent at 0.7. The method, with figures: README.md in this folder.
//
// Who calls it: `Conversation` for every customer message, `relais search`, agents' suggestions.
