"""axe-core finds nothing to complain of, and what is said is announced."""

import unittest

from axe_playwright_python.sync_playwright import Axe
from browser import PHONE, BrowserTest, expect


class AccessTest(BrowserTest):
    agents = ("Claire", "Ada")

    def expect_clean(self, page, what):
        # Moving in takes a moment; half-faded text has no contrast.
        page.wait_for_timeout(250)
        results = Axe().run(page)
        found = [f"{what}: {one['id']}: {node['target']} {node.get('failureSummary', '')}"
                 for one in results.response["violations"] for node in one["nodes"]]
        self.assertEqual(found, [])
        # axe puts a style of its own into the page, which the policy refuses it.
        page.evaluate("window.harm = window.harm.filter((what) => what !== 'policy: style-src-elem inline')")

    def whole_way(self, page, stop, human, name):
        self.expect_clean(page, "shop")
        self.open(page)
        self.expect_clean(page, "welcome")
        self.say(page, stop)
        expect(page.locator(".choices button").first).to_be_visible()
        self.expect_clean(page, "choices")
        page.locator(".menu").click()
        self.expect_clean(page, "menu")
        page.keyboard.press("Escape")
        self.say(page, human)
        expect(page.locator(".note").first).to_be_visible()
        agent = self.agent(name)
        offer = self.accept(agent, page)
        agent.act("reply", offer["conversation"], text="https://example.org/ Bonjour")
        expect(page.locator(".entry.agent")).to_have_count(1)
        self.expect_clean(page, "agent")
        agent.act("close", offer["conversation"], outcome="solved")
        expect(page.locator(".rating")).to_be_visible()
        self.expect_clean(page, "rating")
        agent.close()

    def test_light(self):
        self.whole_way(self.page(reduced_motion="reduce"), "où est ma commande FR-204518", "je veux parler à un conseiller", "Claire")

    def test_dark(self):
        page = self.page(color_scheme="dark", locale="en-GB", reduced_motion="reduce")
        self.whole_way(page, "Where is my order FR-204518?", "I want to talk to a person", "Ada")

    def test_phone(self):
        page = self.page(**PHONE, reduced_motion="reduce")
        self.expect_clean(page, "shop")
        page.locator(".launcher").tap()
        self.say(page, "où est ma commande FR-204518")
        expect(page.locator(".choices button").first).to_be_visible()
        self.expect_clean(page, "choices")

    def test_the_chat_alone(self):
        page = self.page(self.url + "widget/")
        expect(page.locator("#box")).to_be_visible()
        self.expect_clean(page, "chat")

    def test_answers_are_announced_and_the_past_is_not(self):
        page = self.page()
        self.open(page)
        self.say(page, "je veux parler à un conseiller")
        self.expect_said(page, "je veux parler à un conseiller")
        log = page.locator(".log")
        self.assertEqual(log.get_attribute("role"), "log")
        expect(log).to_have_attribute("aria-live", "polite")
        # From before the first entry of the past is shown until the last is, nothing is read aloud.
        page.add_init_script("""
            window.loud = 0;
            const attach = Element.prototype.attachShadow;
            Element.prototype.attachShadow = function (options) {
                const root = attach.call(this, options);
                new MutationObserver((records) => {
                    for (const record of records) {
                        const isLog = record.target.classList?.contains("log");
                        const said = [...record.addedNodes].filter((node) => node.classList?.contains("entry")).length;
                        if (isLog && said && record.target.getAttribute("aria-live") !== "off") window.loud += said;
                    }
                }).observe(root, { childList: true, subtree: true });
                return root;
            };""")
        page.reload()
        self.expect_said(page, "je veux parler à un conseiller")
        expect(log).to_have_attribute("aria-live", "polite")
        self.assertEqual(page.evaluate("window.loud"), 0)


if __name__ == "__main__":
    unittest.main()
