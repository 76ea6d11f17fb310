import Knowledge
import Testing

@Suite struct MarkdownTests {
    @Test(arguments: [
        ("Plain text.", "Plain text."),
        ("# Opening hours #\nWe are *open* on **Sunday**.", "Opening hours\n\nWe are open on Sunday."),
        ("one\ntwo\n\nthree", "one two\n\nthree"),
        ("- first\n- second **bold**\n* third", "- first\n- second bold\n- third"),
        ("1. unplug\n2. wait\n3) plug", "1. unplug\n2. wait\n3) plug"),
        ("See [the page](https://shop.example/a).", "See the page (https://shop.example/a)."),
        ("[https://a.example](https://a.example)", "https://a.example"),
        ("![a box](box.png) here", "a box here"),
        ("> quoted\n> twice", "quoted twice"),
        ("```\ncode  stays\n```", "code  stays"),
        ("`FR-204518`", "FR-204518"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("\\*not bold\\*", "*not bold*"),
        ("**never closed", "**never closed"),
        ("a  \nb", "a\nb"),
        ("above\n\n---\n\nbelow", "above\n\nbelow"),
        ("", ""),
        ("l'adresse : œuvre d'été", "l'adresse : œuvre d'été"),
    ])
    func markdownBecomesPlainText(_ markdown: String, _ plain: String) {
        #expect(Markdown.plainText(markdown) == plain)
    }

    @Test(arguments: ["[", "*", "_", "`", "![", "> ", "\\"])
    func hostileInputTakesLinearTime(_ sign: String) {
        // Quadratic work on 200,000 signs would take minutes.
        let text = Markdown.plainText(String(repeating: sign, count: 200_000))
        #expect(text.utf8.count <= 400_000)
    }
}
