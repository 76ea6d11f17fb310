"""A customer in the chat widget, as a browser shows it."""

import gzip
import hashlib
import hmac
import os
import re
import unittest

from browser import DESKTOP, PHONE, ROOT, BrowserTest, Daemon, expect

PAGES = os.path.join(ROOT, "Sources", "CPages")


class WidgetTest(BrowserTest):
    agents = ("Claire", "Ada")
    sites = ("shop",)

    def test_a_question_is_answered_with_buttons_and_a_rating(self):
        page = self.page()
        self.screenshot(page, "shop-fr")
        self.open(page)
        expect(page.locator(".welcome")).to_be_visible()
        self.say(page, "où est ma commande FR-204518")
        self.expect_said(page, "où est ma commande FR-204518")
        expect(page.locator(".entry.bot .text").filter(has_text="Colis Bleu")).to_be_visible()
        expect(page.locator(".choices button")).to_have_text(["Oui", "Non"])
        link = page.locator(".entry.bot a")
        self.assertEqual(link.get_attribute("href"), "https://suivi.relais.example/FR-204518")
        self.assertIn("noopener", link.get_attribute("rel"))
        self.screenshot(page, "widget-choices")
        page.locator(".choices button", has_text="Oui").click()
        self.expect_said(page, "où est ma commande FR-204518", "Oui")
        expect(page.locator(".choices")).to_have_count(0)

        page.locator(".menu").click()
        page.locator(".actions button", has_text="Donner mon avis").click()
        page.keyboard.press("ArrowRight")
        page.locator(".rating input[value='5']").check(force=True)
        page.locator(".rating textarea").fill("clair et rapide")
        self.screenshot(page, "widget-rating")
        page.locator(".rating button[type=submit]").click()
        expect(page.locator(".note").filter(has_text="5 sur 5")).to_be_visible()
        expect(page.locator(".rating")).to_have_count(0)

    def test_the_conversation_can_be_kept_as_a_file_and_ended(self):
        page = self.page()
        self.open(page)
        self.say(page, "quels sont vos horaires ?")
        expect(page.locator(".entry.bot").first).to_be_visible()
        page.locator(".menu").click()
        with page.expect_download() as download:
            page.locator(".actions button", has_text="Télécharger").click()
        with open(download.value.path(), encoding="utf-8") as file:
            text = file.read()
        self.assertIn("Vous: quels sont vos horaires ?", text)
        self.assertLess(text.index("Vous:"), text.index("Assistant automatique:"))
        page.locator(".menu").click()
        page.locator(".actions button", has_text="Terminer").click()
        expect(page.locator(".status")).to_have_text("Conversation terminée")
        expect(page.locator(".rating")).to_be_visible()
        # No dead end: whoever writes on is in a new conversation.
        self.say(page, "encore une question")
        expect(page.locator(".divider")).to_have_text("Nouvelle conversation")
        self.expect_said(page, "quels sont vos horaires ?", "encore une question")

    def test_an_agent_takes_over_and_is_shown_as_one(self):
        page = self.page()
        self.open(page)
        self.say(page, "je veux parler à un conseiller")
        expect(page.locator(".status")).to_contain_text(re.compile("Vous êtes le prochain|dans la file"))
        self.screenshot(page, "widget-queue")
        agent = self.agent("Claire")
        offer = self.accept(agent, page)
        expect(page.locator(".status")).to_contain_text("Conseiller Claire")
        expect(page.locator(".note").filter(has_text="Claire est avec vous")).to_be_visible()
        conversation = offer["conversation"]
        agent.send({"type": "typing", "conversation": conversation, "on": True})
        expect(page.locator(".typing")).to_contain_text("Claire écrit")
        agent.act("reply", conversation, text="Bonjour, je regarde.")
        message = page.locator(".entry.agent").last
        expect(message.locator(".role")).to_have_text("Conseiller")
        expect(message.locator(".name")).to_have_text("Claire")
        expect(page.locator(".typing")).to_be_hidden()
        self.say(page, "merci")
        event = agent.expect("event", kind="message", **{"from": "customer"}, where=lambda m: m["text"] == "merci")
        agent.send({"type": "seen", "conversation": conversation, "seq": event["seq"]})
        expect(page.locator(".entry.customer .state").last).to_have_text("Lu")
        self.screenshot(page, "widget-agent")
        agent.send({"type": "typing", "conversation": conversation, "on": True})
        expect(page.locator(".typing")).to_be_visible()
        agent.act("close", conversation, outcome="solved")
        expect(page.locator(".status")).to_have_text("Conversation terminée")
        expect(page.locator(".typing")).to_be_hidden()
        expect(page.locator(".rating")).to_be_visible()
        page.locator(".rating input[value='1']").check(force=True)
        page.locator(".rating button[type=submit]").click()
        # A bad mark calls a person again.
        expect(page.locator(".status")).not_to_have_text("Conversation terminée")
        agent.close()

    def test_messages_that_come_while_the_panel_is_closed_are_counted(self):
        page = self.page()
        self.open(page)
        self.say(page, "I want to talk to a person")
        agent = self.agent("Ada")
        offer = self.accept(agent, page)
        expect(page.locator(".note").filter(has_text="Ada")).to_be_visible()
        page.locator("#box").press("Escape")
        expect(page.locator(".panel")).to_be_hidden()
        agent.act("reply", offer["conversation"], text="Hello")
        agent.act("reply", offer["conversation"], text="Are you there?")
        expect(page.locator(".badge")).to_have_text("2")
        self.assertIn("2", page.locator(".launcher").get_attribute("aria-label"))
        # Also after a reload, and no more once read.
        page.reload()
        expect(page.locator(".badge")).to_have_text("2")
        page.locator(".launcher").click()
        expect(page.locator(".entry.agent")).to_have_count(2)
        page.locator("#box").press("Escape")
        page.reload()
        expect(page.locator(".launcher")).to_be_visible()
        page.wait_for_timeout(500)
        expect(page.locator(".badge")).to_be_hidden()
        agent.act("close", offer["conversation"], outcome="solved")
        agent.close()

    def test_the_keyboard_is_enough(self):
        page = self.page(url=self.url + "widget/", locale="en-GB")
        expect(page.locator("#box")).to_be_visible()
        page.locator("#box").focus()
        page.keyboard.type("où est ma commande FR-204518")
        page.keyboard.press("Enter")
        expect(page.locator(".choices button").first).to_be_visible()
        focused = "() => document.querySelector('relais-widget').shadowRoot.activeElement"
        for _ in range(12):
            page.keyboard.press("Shift+Tab")
            if page.evaluate(f"({focused})()?.closest('.choices') !== null"):
                break
        page.keyboard.press("Enter")
        expect(page.locator(".entry.customer")).to_have_count(2)
        self.assertEqual(page.evaluate(f"({focused})().id"), "box")
        for _ in range(12):
            page.keyboard.press("Shift+Tab")
            if page.evaluate(f"({focused})()?.classList.contains('menu') === true"):
                break
        page.keyboard.press("Enter")
        self.assertTrue(page.evaluate(f"({focused})().closest('.actions') !== null"))
        page.keyboard.press("Escape")
        expect(page.locator(".actions")).to_be_hidden()
        self.assertIn("menu", page.evaluate(f"({focused})().className"))

    def test_focus_goes_in_and_comes_back(self):
        page = self.page()
        page.locator(".launcher").focus()
        page.keyboard.press("Enter")
        active = "document.querySelector('relais-widget').shadowRoot.activeElement?.id"
        self.assertEqual(page.evaluate(active), "box")
        page.keyboard.press("Escape")
        self.assertIn("launcher", page.evaluate("document.querySelector('relais-widget').shadowRoot.activeElement.className"))

    def test_on_a_phone_the_panel_is_the_page(self):
        page = self.page(**PHONE)
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth"), 390)
        self.screenshot(page, "shop-phone")
        page.locator(".launcher").tap()
        self.say(page, "où est ma commande FR-204518")
        expect(page.locator(".choices button").first).to_be_visible()
        # The panel rises as it opens: measured once it stands still.
        page.locator(".panel").evaluate("panel => Promise.all(panel.getAnimations().map((one) => one.finished))")
        box = page.locator(".panel").bounding_box()
        self.assertEqual((box["x"], box["y"], box["width"], box["height"]), (0, 0, 390, 844))
        for target in page.locator(".panel button:visible").all():
            size = target.bounding_box()
            self.assertGreaterEqual(min(size["width"], size["height"]), 40, target.get_attribute("class"))
        self.screenshot(page, "widget-phone")

    def test_dark_and_english(self):
        page = self.page(color_scheme="dark", locale="en-GB")
        expect(page.locator("#presence")).to_contain_text("Advisers are here")
        self.open(page)
        self.say(page, "Where is my order FR-204518?")
        expect(page.locator(".choices button")).to_have_text(["Yes", "No"])
        expect(page.locator(".entry.bot .role").first).to_have_text("Automatic assistant")
        self.screenshot(page, "widget-dark")

    def test_without_storage_it_works_until_the_page_is_left(self):
        context = self.chromium.new_context(**DESKTOP)
        context.add_init_script("""
            for (const name of ["localStorage", "sessionStorage"]) {
                Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
            }""")
        page = self.page(context=context)
        self.open(page)
        self.say(page, "quels sont vos horaires ?")
        self.expect_said(page, "quels sont vos horaires ?")
        expect(page.locator(".entry.bot").first).to_be_visible()
        page.reload()
        self.open(page)
        expect(page.locator(".welcome")).to_be_visible()

    def test_outside_opening_hours_the_shop_says_so(self):
        # A Sunday night.
        with Daemon(bot=self.back_office.folder, now=1795384800000) as daemon:
            page = self.page(f"http://127.0.0.1:{daemon.http_port}/")
            expect(page.locator("#presence")).to_contain_text("Conseillers absents : retour lundi 23 novembre à 08:30")
            expect(page.locator("#closed-note")).to_be_visible()
            expect(page.locator("#hours li.open")).to_have_text(["Urgences et sécuritéjour et nuit"])

    def mount(self, page, settings):
        """The widget anew, as a site with these settings has it."""
        page.evaluate("window.Relais.remove()")
        expect(page.locator("relais-widget")).to_have_count(0)
        page.evaluate("""async (settings) => {
            const app = await import("/widget/app.js");
            app.mount(location.origin + "/", settings);
        }""", settings)
        expect(page.locator(".launcher")).to_be_visible()

    def test_a_customer_the_site_knows_is_known_to_the_agent(self):
        key = hashlib.sha256(self.site_tokens["shop"].encode()).hexdigest()
        proof = hmac.new(key.encode(), b"c42", hashlib.sha256).hexdigest()
        page = self.page()
        self.mount(page, {"customer": {"id": "c42", "name": "Ada", "proof": proof}, "profile": {"plan": "pro"}})
        self.open(page)
        self.say(page, "je veux parler à un conseiller")
        agent = self.agent("Ada")
        customer = self.accept(agent, page)["packet"]["customer"]
        self.assertEqual((customer["id"], customer["name"], customer["profile"]), ("c42", "Ada", {"plan": "pro"}))
        agent.close()
        # Whoever only says who he is, is not let in.
        page = self.page()
        self.mount(page, {"customer": {"id": "c42", "name": "Ada", "proof": proof.replace(proof[0], "0", 1) + "0"}})
        self.open(page)
        self.say(page, "bonjour")
        expect(page.locator(".banner")).to_contain_text("pas disponible")

    def test_a_site_may_have_its_colours_and_words(self):
        page = self.page()
        page.evaluate("""() => {
            const style = new CSSStyleSheet();
            style.replaceSync("relais-widget { --relais-accent: rgb(122, 31, 92); }");
            document.adoptedStyleSheets = [style];
        }""")
        self.mount(page, {"title": "Chez nous", "suggest": "Une question | Une autre", "side": "left"})
        self.assertEqual(
            page.locator(".launcher").evaluate("button => getComputedStyle(button).backgroundColor"), "rgb(122, 31, 92)")
        self.open(page)
        expect(page.locator("#title")).to_have_text("Chez nous")
        expect(page.locator(".choices button")).to_have_text(["Une question", "Une autre"])
        self.assertLess(page.locator(".panel").bounding_box()["x"], 100)


class SizeTest(unittest.TestCase):
    def test_the_widget_weighs_less_than_30_kilobytes_on_the_way(self):
        total = 0
        for folder, names in (("shared", ["relais-client.js", "names.js"]), ("widget", os.listdir(os.path.join(PAGES, "widget")))):
            for name in names:
                if name.endswith(".html"):
                    continue
                with open(os.path.join(PAGES, folder, name), "rb") as file:
                    total += len(gzip.compress(file.read(), 6))
        self.assertLess(total, 30_000)


if __name__ == "__main__":
    unittest.main()
