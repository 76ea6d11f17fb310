"""The agents' console and the supervisors' page, with customers in the widget or on a socket, as browsers show them."""

import os
import re
import unittest

from browser import PHONE, Line, expect
from desk import DeskTest
from relais_client import Agent

HOSTILE = "<img src=x onerror=pwned(1)>\"'><script>pwned(2)</script> {{1}} \u202egnp.exe javascript:pwned(3)"


class ConsoleTest(DeskTest):
    # MARK: the whole story

    def test_an_unsatisfied_customer_is_helped_by_a_person_across_a_crash(self):
        console = self.sign_in("Claire")
        widget = self.page()
        self.open(widget)
        self.say(widget, "où est ma commande FR-204518")
        expect(widget.locator(".choices button")).to_have_text(["Oui", "Non"])
        widget.locator(".choices button", has_text="Non").click()
        expect(widget.locator(".status")).to_contain_text("Vous êtes le prochain")

        offer = console.locator(".offer")
        expect(offer).to_contain_text("n'est pas satisfait")
        # The title calls, by turns with its own name, for whoever looks at another window.
        expect(console).to_have_title(re.compile("^●"))
        self.assertGreater(console.evaluate("window.tones"), 0)
        self.screenshot(console, "console-offer")
        self.take(console)
        expect(widget.locator(".status")).to_contain_text("Conseiller Claire")
        packet = console.locator(".packet")
        expect(packet).to_contain_text("FR-204518")
        expect(packet.get_by_role("button", name="message 1")).to_be_visible()
        expect(console.locator(".said-by.customer .prose")).to_have_text(["où est ma commande FR-204518", "Non"])

        console.keyboard.press("r")
        console.keyboard.type("Bonjour, quel est votre numéro de commande ?")
        expect(console.locator(".warning")).to_contain_text("FR-204518")
        self.screenshot(console, "console-warning")
        console.locator(".pane textarea").fill("")
        console.keyboard.press("Escape")
        self.reply(console, "Bonjour, je regarde où est FR-204518.")
        expect(widget.locator(".entry.agent .text")).to_have_text("Bonjour, je regarde où est FR-204518.")

        self.daemon.kill()
        expect(console.locator(".link-state")).to_contain_text("Hors ligne")
        # What is written meanwhile waits, on both sides.
        console.keyboard.press("r")
        console.keyboard.type("Il arrive demain.")
        console.keyboard.press("Enter")
        expect(console.locator(".said-by.pending")).to_have_count(1)
        self.say(widget, "merci beaucoup")
        self.daemon.start()
        expect(console.locator(".link-state")).to_have_class("link-state ready", timeout=40_000)
        expect(widget.locator(".entry.agent .text")).to_have_text(
            ["Bonjour, je regarde où est FR-204518.", "Il arrive demain."], timeout=40_000)
        expect(console.locator(".said-by.customer .prose").last).to_have_text("merci beaucoup")
        expect(console.locator(".said-by.pending")).to_have_count(0)
        expect(console.locator(".said-by.me")).to_have_count(2)

        console.keyboard.press("Escape")
        console.keyboard.press("c")
        console.locator("dialog input").fill("colis en retard")
        console.locator("dialog").get_by_role("button", name="Confirmer").click()
        expect(console.locator(".row")).to_contain_text("terminée")
        expect(widget.locator(".rating")).to_be_visible()
        widget.locator(".rating input[value='5']").check(force=True)
        widget.locator(".rating button[type=submit]").click()
        expect(widget.locator(".note").filter(has_text="5 sur 5")).to_be_visible()
        console.get_by_role("button", name="Ranger").click()
        expect(console.locator(".row")).to_have_count(0)

    def test_a_cut_network_loses_no_reply_and_doubles_none(self):
        line = Line(self.daemon.http_port)
        self.addCleanup(line.close)
        console = self.sign_in("Claire", url=f"http://127.0.0.1:{line.port}/")
        customer = self.customer("je veux parler à un conseiller")
        self.take(console)
        expect(console.locator(".transcript")).to_contain_text("Claire est avec vous")
        # The reply arrives, its ack does not.
        line.swallows = True
        console.keyboard.press("r")
        console.keyboard.type("une seule fois")
        console.keyboard.press("Enter")
        customer.expect("event", kind="message", **{"from": "agent"})
        line.swallows = False
        line.cut()
        expect(console.locator(".said-by.me:not(.pending)")).to_have_count(1, timeout=40_000)
        expect(console.locator(".said-by.pending")).to_have_count(0)
        extra = [one for one in customer.quiet(1) if one.get("kind") == "message" and one["from"] == "agent"]
        self.assertEqual(extra, [])

    # MARK: working

    def test_several_customers_side_by_side_by_keyboard_alone(self):
        console = self.sign_in("Ada", locale="en-GB")
        first = self.customer("I want to talk to a human", language="en")
        self.take(console)
        second = self.customer("je veux parler à un conseiller")
        self.take(console)
        console.keyboard.press("1")
        console.keyboard.press("s")
        expect(console.locator(".pane")).to_have_count(2)
        self.screenshot(console, "console-side-by-side")
        console.keyboard.press("p")
        console.keyboard.type("/bon")
        expect(console.locator(".canned:visible")).to_be_visible()
        console.keyboard.press("Enter")
        self.assertIn("Ada", console.locator(".pane textarea").first.input_value())
        console.keyboard.press("Enter")
        said = first.expect("event", kind="message", **{"from": "agent"})
        self.assertIn("Ada", said["text"])
        console.keyboard.press("Escape")
        console.keyboard.press("s")
        expect(console.locator(".pane")).to_have_count(1)

        # A note is for colleagues only.
        console.keyboard.press("n")
        console.keyboard.type("called twice already")
        console.keyboard.press("Enter")
        expect(console.locator(".packet .note")).to_contain_text("called twice already")
        console.keyboard.press("Escape")

        first.say("what does delivery cost?")
        expect(console.locator(".article").first).to_be_visible()
        console.keyboard.press("Alt+1")
        self.assertNotEqual(console.locator(".pane textarea").first.input_value(), "")
        console.locator(".pane textarea").first.fill("")
        console.keyboard.press("Escape")

        console.keyboard.press("?")
        expect(console.locator("dialog")).to_contain_text("Suggested article".lower(), ignore_case=True)
        console.keyboard.press("Escape")
        console.keyboard.press("t")
        console.locator("dialog select").select_option("queue orders")
        console.locator("dialog textarea").fill("wants to know about delivery")
        console.locator("dialog").get_by_role("button", name="Confirm").click()
        expect(console.locator(".row.over")).to_have_count(1)
        events = first.quiet(0.5)
        self.assertNotIn("called twice", str(first.seen))
        self.assertNotIn("wants to know", str(events))
        console.keyboard.press("2")
        console.keyboard.press("b")
        console.locator("dialog").get_by_role("button", name="Confirm").click()
        second.owner("bot")
        for row in (2, 1):
            console.keyboard.press(str(row))
            console.get_by_role("button", name="Put away").click()
        expect(console.locator(".row")).to_have_count(0)
        # Whoever takes it from the other queue reads both notes.
        colleague = Agent(("127.0.0.1", self.daemon.port), self.tokens["Marc"])
        self.addCleanup(colleague.close)
        notes = [note["text"] for note in colleague.accept(first.conversation)["packet"]["notes"]]
        self.assertCountEqual(notes, ["called twice already", "wants to know about delivery"])

    def test_a_second_window_and_a_reload_show_the_same(self):
        console = self.sign_in("Claire")
        customer = self.customer("où est ma commande FR-204518", "je veux parler à un conseiller")
        self.take(console)
        self.reply(console, "Bonjour !")
        said = console.locator(".transcript .prose").all_inner_texts()
        console.reload()
        console.keyboard.press("1")
        expect(console.locator(".packet")).to_contain_text("FR-204518")
        expect(console.locator(".transcript .prose")).to_have_text(said)
        other = self.page(self.url + "console/")
        other.locator("#token").fill(console.evaluate("sessionStorage.getItem('relais.token')"))
        other.locator("#token").press("Enter")
        other.locator(".row").click()
        expect(other.locator(".transcript .prose")).to_have_text(said)
        self.reply(other, "Depuis l'autre fenêtre.")
        customer.expect("event", kind="message", where=lambda m: m["text"] == "Depuis l'autre fenêtre.")
        expect(console.locator(".transcript .prose").last).to_have_text("Depuis l'autre fenêtre.")
        console.keyboard.press("c")
        console.locator("dialog").get_by_role("button", name="Confirmer").click()
        expect(other.locator(".row.over")).to_have_count(1)

    def test_a_conversation_that_a_bad_rating_opened_again_can_be_answered(self):
        console = self.sign_in("Claire")
        customer = self.customer("je veux parler à un conseiller")
        self.take(console)
        self.reply(console, "Bonjour !")
        console.keyboard.press("c")
        console.locator("dialog").get_by_role("button", name="Confirmer").click()
        console.get_by_role("button", name="Ranger").click()
        customer.rate(1)
        self.take(console)
        self.reply(console, "Que s'est-il passé ?")
        console.reload()
        console.keyboard.press("1")
        expect(console.locator(".transcript")).to_contain_text("Que s'est-il passé ?")
        expect(console.locator(".row.over")).to_have_count(0)
        self.reply(console, "Je suis là.")

    def test_who_is_away_is_offered_nobody(self):
        console = self.sign_in("Claire")
        console.keyboard.press("v")
        expect(console.locator(".presence")).to_have_text("Absent")
        self.customer("je veux parler à un conseiller")
        expect(console.locator(".left")).to_contain_text("Le client a demandé une personne")
        expect(console.locator(".offer")).to_have_count(0)
        console.keyboard.press("v")
        self.take(console)
        console.keyboard.press("c")
        console.locator("dialog").get_by_role("button", name="Confirmer").click()
        expect(console.locator(".row.over")).to_have_count(1)

    def test_a_reason_of_the_flow_is_read_in_the_agents_language(self):
        """What the flow's author wrote after `because` is English; a phrase says it in both."""
        for name, language, words in (("Claire", "fr-FR", "numéro non reconnu"), ("Ada", "en-GB", "number not recognised")):
            console = self.sign_in(name, locale=language)
            self.customer("où est ma commande", "FR-2045", "FR-20451")
            self.take(console)
            expect(console.locator(".packet .reason")).to_contain_text(words)
            console.close()

    def test_the_sound_can_be_turned_off_and_stays_off(self):
        # Every tone there is begins with one of these.
        count = """() => {
            window.tones = 0;
            const make = AudioContext.prototype.createOscillator;
            AudioContext.prototype.createOscillator = function () { window.tones += 1; return make.call(this); };
        }"""
        console = self.sign_in("Claire")
        console.evaluate(count)
        sound = console.locator(".sound")
        expect(sound).to_have_text("Son activé")
        sound.focus()
        console.keyboard.press("Enter")
        expect(sound).to_have_text("Son coupé")
        self.customer("je veux parler à un conseiller")
        expect(console.locator(".offer")).to_have_count(1)
        self.assertEqual(console.evaluate("window.tones"), 0)
        console.get_by_role("button", name="English").click()
        expect(sound).to_have_text("Sound off")
        console.reload()
        expect(sound).to_have_text("Sound off")
        console.evaluate(count)
        sound.click()
        expect(sound).to_have_text("Sound on")
        self.assertGreater(console.evaluate("window.tones"), 0, "it lets hear what was turned on")
        self.assertEqual(console.evaluate("localStorage.getItem('relais.sound')"), "on")

    # MARK: signing in

    def test_a_wrong_token_is_told_and_a_revoked_one_is_out_at_once(self):
        page = self.page(self.url + "console/")
        page.locator("#token").fill("AAAAAAAAAAAAAAAAAAAAAA")
        page.locator("#token").press("Enter")
        expect(page.locator(".problem")).to_have_text("Ce jeton n'est pas connu ici.")
        self.screenshot(page, "console-sign-in")
        console = self.sign_in("Claire")
        self.daemon.run("agent", "revoke", "Claire", "--data", self.daemon.data)
        expect(console.locator(".problem")).to_contain_text("révoqué", timeout=5_000)
        self.assertIsNone(console.evaluate("sessionStorage.getItem('relais.token')"))

    # MARK: the supervisor

    def test_a_supervisor_sees_the_desk_and_takes_moves_and_gives(self):
        console = self.sign_in("Claire")
        desk = self.sign_in("Paul")
        self.customer("où est ma commande FR-204518", "je veux parler à un conseiller")
        expect(desk.locator("tbody tr")).to_have_count(1)
        expect(desk.locator(".people .card").filter(has_text="Claire")).to_contain_text("disponible")
        self.take(console)
        held = desk.locator(".people .card").filter(has_text="Claire").locator("li")
        expect(held).to_have_count(1)
        self.customer("I want to talk to a human", language="en")
        expect(desk.locator("tbody tr")).to_have_count(1)
        self.screenshot(desk, "supervisor")
        desk.locator("tbody tr").get_by_role("button", name="Prendre").click()
        expect(desk.locator(".pane")).to_contain_text("I want to talk to a human")
        self.reply(desk, "Hello, Paul speaking.")
        desk.keyboard.press("g")
        expect(desk.locator(".numbers")).to_contain_text("ouvertes", timeout=15_000)
        expect(desk.locator(".board")).to_contain_text("en service")
        held.get_by_role("button", name="Confier").click()
        desk.locator("dialog select").select_option("Paul")
        desk.locator("dialog").get_by_role("button", name="Confirmer").click()
        expect(console.locator(".row.over")).to_have_count(1)
        expect(desk.locator(".row")).to_have_count(2)
        desk.keyboard.press("g")
        desk.get_by_role("button", name="Recharger les fichiers").click()
        expect(desk.locator(".notices")).to_contain_text("Rechargé")
        desk.keyboard.press("g")
        for closed in (1, 2):
            desk.locator(".row:not(.over)").first.click()
            desk.keyboard.press("c")
            desk.locator("dialog").get_by_role("button", name="Confirmer").click()
            expect(desk.locator("dialog")).to_have_count(0)
            expect(desk.locator(".row.over")).to_have_count(closed)

    def test_a_version_that_does_not_load_is_told_with_its_place(self):
        file = os.path.join(self.back_office.folder, "Flows", "hours.flow")

        def write(text):
            with open(file, "w", encoding="utf-8") as flow:
                flow.write(text)

        with open(file, encoding="utf-8") as flow:
            good = flow.read()
        self.addCleanup(write, good)
        desk = self.sign_in("Paul")
        version = desk.locator(".health code")
        expect(version).not_to_be_empty(timeout=15_000)
        before = version.text_content()
        write(good + "\n  answr nothing\n")
        desk.get_by_role("button", name="Recharger les fichiers").click()
        expect(desk.locator(".notices .bad")).to_contain_text("Flows/hours.flow:")
        expect(desk.locator(".health .report").first).to_contain_text("Flows/hours.flow:", timeout=15_000)
        expect(desk.locator(".health")).to_contain_text("Des fichiers plus récents sont refusés")
        expect(version).to_have_text(before)
        write(good)
        desk.get_by_role("button", name="Recharger les fichiers").click()
        expect(desk.locator(".health")).to_contain_text("Aucune erreur.", timeout=15_000)

    def test_an_agents_token_does_not_open_the_supervisors_page(self):
        page = self.page(self.url + "supervisor/")
        page.locator("#token").fill(self.tokens["Ada"])
        page.locator("#token").press("Enter")
        expect(page.locator(".problem")).to_be_visible()

    # MARK: every page

    def test_hostile_texts_run_nothing(self):
        console = self.sign_in("Claire")
        # He asks first: what the bot takes the rest for is not the matter here.
        customer = self.customer("je veux parler à un conseiller", HOSTILE, page="javascript:pwned(4)",
                                 profile={"plan": HOSTILE[:200]})
        self.take(console)
        expect(console.locator(".said-by.customer .prose").last).to_have_text(HOSTILE)
        expect(console.locator(".packet")).to_contain_text("javascript:pwned(4)")
        self.reply(console, HOSTILE)
        console.keyboard.press("n")
        console.keyboard.type(HOSTILE)
        console.keyboard.press("Enter")
        expect(console.locator(".packet .note")).to_have_count(1)
        console.keyboard.press("Escape")
        console.keyboard.press("f")
        console.keyboard.type(HOSTILE)
        console.keyboard.press("Escape")
        console.keyboard.press("c")
        console.locator("dialog input").fill(HOSTILE[:60])
        console.locator("dialog").get_by_role("button", name="Confirmer").click()
        expect(console.locator(".row.over")).to_have_count(1)
        self.assertEqual(console.locator("main img, main a, main script").count(), 0)
        customer.expect("event", kind="closed")

    def test_axe_finds_nothing_and_a_phone_is_enough(self):
        page = self.page(self.url + "console/")
        self.expect_clean(page)
        console = self.sign_in("Claire", **PHONE)
        customer = self.customer("où est ma commande FR-204518", "je veux parler à un conseiller")
        self.expect_clean(console)
        self.screenshot(console, "console-phone")
        console.locator(".offer .main").tap()
        expect(console.locator(".pane")).to_be_visible()
        self.assertEqual(console.evaluate("document.documentElement.scrollWidth"), 390)
        self.expect_clean(console)
        small = self.sign_in("Paul", **PHONE)
        self.customer("je veux parler à un conseiller").close()
        expect(small.locator("tbody tr")).to_have_count(1)
        self.assertEqual(small.evaluate("document.documentElement.scrollWidth"), 390)
        self.expect_clean(small)
        self.screenshot(small, "supervisor-phone")
        desk = self.sign_in("Paul", color_scheme="dark")
        expect(desk.locator(".numbers")).to_be_visible(timeout=15_000)
        self.expect_clean(desk)
        self.screenshot(desk, "supervisor-dark")
        customer.close()
        console.get_by_role("button", name="Clore").tap()
        self.expect_clean(console)
        console.locator("dialog").get_by_role("button", name="Confirmer").tap()
        expect(console.locator(".row.over")).to_have_count(1)


if __name__ == "__main__":
    unittest.main()
