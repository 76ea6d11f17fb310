"""What happens to agents in the course of a day: reloads, races, long texts, odd names, other keyboards, other time zones."""

import re
import unittest

from browser import Line, expect
from desk import DeskTest

NAMES = {
    # What is shown of it: without the invisible signs, and no longer than a name.
    "\u202eecilA\u202c\u200b Support": "ecilA Support",
    "👩🏽‍🚀 Zoë": "👩🏽🚀 Zoë",
    "Mme Anne-Sophie de La Rochefoucauld-Montmorency d'Entremont et des Alpes":
        "Mme Anne-Sophie de La Rochefoucauld-Montmorency d'Entremont…",
    "محمد بن عبد الله": "محمد بن عبد الله",
}
LONG = ("Depuis trois semaines ma connexion tombe chaque soir ; j'ai redémarré la box, changé le câble et appelé deux fois. " * 50)[:5000]


class DayTest(DeskTest):
    def field(self, page):
        return page.locator(".pane textarea").first

    # MARK: nothing that was written is lost

    def test_what_is_being_written_outlives_a_reload_and_a_note_stays_a_note(self):
        console = self.sign_in("Claire")
        customer = self.customer("je veux parler à un conseiller")
        self.take(console)
        console.keyboard.press("r")
        console.keyboard.type("une réponse commencée")
        console.keyboard.press("Escape")
        console.keyboard.press("n")
        expect(self.field(console)).to_have_value("")
        console.keyboard.type("seulement entre nous")
        console.reload()
        console.keyboard.press("1")
        expect(self.field(console)).to_have_value("seulement entre nous")
        expect(console.locator(".pane")).to_have_class(re.compile("noting"))
        console.keyboard.press("r")
        expect(self.field(console)).to_have_value("une réponse commencée")
        console.keyboard.press("Enter")
        said = customer.expect("event", kind="message", **{"from": "agent"})
        self.assertEqual(said["text"], "une réponse commencée")
        console.keyboard.press("Escape")
        console.keyboard.press("n")
        console.keyboard.press("Enter")
        expect(console.locator(".packet .note")).to_contain_text("seulement entre nous")
        # What was sent is no draft any more.
        console.reload()
        console.keyboard.press("1")
        expect(console.locator(".transcript .said-by.agent .prose").last).to_have_text("une réponse commencée")
        expect(self.field(console)).to_have_value("")
        self.assertNotIn("entre nous", str(customer.seen))

    def test_a_reply_under_way_outlives_a_reload_and_is_said_once(self):
        line = Line(self.daemon.http_port)
        self.addCleanup(line.close)
        console = self.sign_in("Claire", url=f"http://127.0.0.1:{line.port}/")
        customer = self.customer("je veux parler à un conseiller")
        self.take(console)
        # One arrives and its ack does not; the next is never sent.
        line.swallows = True
        console.keyboard.press("r")
        for text in ("une fois", "et une autre"):
            console.keyboard.type(text)
            console.keyboard.press("Enter")
        customer.expect("event", kind="message", where=lambda m: m["text"] == "une fois")
        line.swallows = False
        console.reload()
        console.keyboard.press("1")
        customer.expect("event", kind="message", where=lambda m: m["text"] == "et une autre")
        expect(console.locator(".said-by.me:not(.pending) .prose")).to_have_text(["une fois", "et une autre"])
        expect(console.locator(".said-by.pending")).to_have_count(0)
        extra = [one for one in customer.quiet(0.5) if one.get("kind") == "message" and one["from"] == "agent"]
        self.assertEqual(extra, [])

    def test_a_token_revoked_in_the_middle_of_a_sentence_loses_no_word(self):
        console = self.sign_in("Claire")
        self.customer("je veux parler à un conseiller")
        self.take(console)
        console.keyboard.press("r")
        console.keyboard.type("bonjour, je regar")
        self.daemon.run("agent", "revoke", "Claire", "--data", self.daemon.data)
        expect(console.locator(".problem")).to_contain_text("révoqué")
        console.locator("#token").fill(self.tokens["Ada"])
        console.locator("#token").press("Enter")
        expect(console.locator(".notices .bad")).to_contain_text("bonjour, je regar")
        # Signed out, nothing of it is left for whoever comes next.
        console.get_by_role("button", name="Se déconnecter").click()
        expect(console.locator("#token")).to_be_visible()
        self.assertNotIn("regar", console.evaluate("JSON.stringify({ ...sessionStorage, ...localStorage })"))

    def test_the_daemon_restarts_while_somebody_is_typing(self):
        console = self.sign_in("Claire")
        customer = self.customer("je veux parler à un conseiller")
        self.take(console)
        console.keyboard.press("r")
        console.keyboard.type("première moitié, ")
        self.daemon.kill()
        expect(console.locator(".link-state")).to_contain_text("Hors ligne")
        console.keyboard.type("deuxième ")
        self.daemon.start()
        expect(console.locator(".link-state")).to_have_class("link-state ready", timeout=40_000)
        console.keyboard.type("moitié")
        expect(self.field(console)).to_have_value("première moitié, deuxième moitié")
        console.keyboard.press("Enter")
        expect(console.locator(".said-by.me:not(.pending) .prose")).to_have_text("première moitié, deuxième moitié")
        # Whoever wants to go while something is still under way is asked first.
        self.daemon.kill()
        expect(console.locator(".link-state")).to_contain_text("Hors ligne")
        console.keyboard.type("au revoir")
        console.keyboard.press("Enter")
        expect(console.locator(".said-by.pending")).to_have_count(1)
        console.get_by_role("button", name="Se déconnecter").click()
        expect(console.locator("dialog")).to_contain_text("Pas encore partis, et perdus si vous partez : 1.")
        console.keyboard.press("Escape")
        self.daemon.start()
        expect(console.locator(".said-by.me:not(.pending) .prose").last).to_have_text("au revoir", timeout=40_000)
        customer.close()

    # MARK: others act at the same time

    def test_who_is_too_late_is_told_and_keeps_his_text(self):
        line = Line(self.daemon.http_port)
        self.addCleanup(line.close)
        console = self.sign_in("Claire", url=f"http://127.0.0.1:{line.port}/")
        self.customer("je veux parler à un conseiller")
        self.take(console)
        self.reply(console, "bonjour")
        self.customer("I want to talk to a human", language="en")
        expect(console.locator(".offer")).to_have_count(1)
        desk = self.sign_in("Paul")
        # Claire's line is dead, and she does not know yet that both went to Paul.
        line.swallows = True
        desk.locator("tbody tr").get_by_role("button", name="Prendre").click()
        expect(desk.locator(".row")).to_have_count(1)
        desk.keyboard.press("g")
        held = desk.locator(".people .card").filter(has_text="Claire").locator("li")
        held.get_by_role("button", name="Confier").click()
        desk.locator("dialog select").select_option("Paul")
        desk.locator("dialog").get_by_role("button", name="Confirmer").click()
        expect(desk.locator(".row")).to_have_count(2)
        console.keyboard.press("n")
        console.keyboard.type("une note pour moi")
        console.keyboard.press("Enter")
        console.keyboard.press("Escape")
        console.keyboard.press("a")
        line.swallows = False
        line.cut()
        expect(console.locator(".notices")).to_contain_text("Un collègue a été plus rapide", timeout=40_000)
        expect(console.locator(".offer")).to_have_count(0)
        expect(console.locator(".row.over")).to_have_count(1)
        # It comes back as the note it was, and cannot go to the customer.
        expect(self.field(console)).to_have_value("une note pour moi")
        expect(console.locator(".pane")).to_have_class(re.compile("noting"))
        expect(console.locator(".pane").get_by_role("button", name="Envoyer")).to_be_disabled()
        console.keyboard.press("x")
        expect(console.locator(".row")).to_have_count(0)

    def test_a_supervisor_is_offered_nobody_until_he_says_so(self):
        desk = self.sign_in("Paul")
        expect(desk.locator(".presence")).to_have_text("Absent")
        customer = self.customer("je veux parler à un conseiller")
        expect(desk.locator("tbody tr")).to_have_count(1)
        expect(desk.locator("tbody")).not_to_contain_text("proposé")
        desk.keyboard.press("v")
        expect(desk.locator("tbody")).to_contain_text("proposé à Paul")
        # The tab says so, and no key takes what is not shown.
        expect(desk.locator(".tab .badge")).to_have_text("1")
        desk.keyboard.press("a")
        desk.keyboard.press("g")
        self.take(desk)
        self.reply(desk, "bonjour")
        customer.expect("event", kind="message", **{"from": "agent"})

    def test_a_customer_who_writes_while_he_is_being_closed_is_seen(self):
        console = self.sign_in("Claire")
        customer = self.customer("je veux parler à un conseiller")
        self.take(console)
        console.keyboard.press("c")
        customer.send({"type": "typing", "conversation": customer.conversation, "on": True})
        expect(console.locator("dialog .news")).to_contain_text("écrit…")
        customer.send({"type": "say", "conversation": customer.conversation, "cid": "late", "text": "attendez, une chose encore"})
        expect(console.locator("dialog .news")).to_contain_text("attendez, une chose encore")
        self.screenshot(console, "console-close")
        console.keyboard.press("Escape")
        self.reply(console, "je vous écoute")
        customer.expect("event", kind="message", **{"from": "agent"})

    def test_a_transfer_to_a_closed_queue_is_said_and_the_note_kept(self):
        # Half past seven in the evening: the experts have gone home.
        self.daemon.set_clock(1795510800000 + 34_200_000)
        console = self.sign_in("Claire")
        self.customer("je veux parler à un conseiller")
        self.take(console)
        console.keyboard.press("t")
        dialog = console.locator("dialog")
        expect(dialog.locator("option[value='queue experts']")).to_have_text("Vers une file : Experts boutique (fermée)")
        dialog.locator("select").select_option("queue experts")
        dialog.locator("textarea").fill("veut comparer deux téléphones")
        dialog.get_by_role("button", name="Confirmer").click()
        expect(dialog.locator(".problem")).to_have_text("Cette file est fermée.")
        expect(dialog.locator("textarea")).to_have_value("veut comparer deux téléphones")
        expect(dialog.locator("select")).to_have_value("queue experts")
        dialog.locator("select").select_option("queue support")
        dialog.get_by_role("button", name="Confirmer").click()
        expect(console.locator(".row.over")).to_have_count(1)

    def test_two_windows_of_one_agent_are_one_presence(self):
        console, other = self.sign_in("Claire"), self.sign_in("Claire")
        console.keyboard.press("v")
        expect(other.locator(".presence")).to_have_text("Absent")
        other.keyboard.press(">")
        expect(console.locator(".bar select")).to_have_value("5")
        # Coming back, neither says again what it thought before.
        other.keyboard.press("v")
        expect(console.locator(".presence")).to_have_text("Disponible")
        self.daemon.kill()
        expect(other.locator(".link-state")).to_contain_text("Hors ligne")
        self.daemon.start()
        for page in (console, other):
            expect(page.locator(".link-state")).to_have_class("link-state ready", timeout=40_000)
            expect(page.locator(".presence")).to_have_text("Disponible")
            expect(page.locator(".bar select")).to_have_value("5")

    # MARK: a busy desk

    def test_thirty_who_wait_odd_names_and_long_texts_keep_their_places(self):
        console = self.sign_in("Claire")
        for number, name in enumerate(NAMES):
            self.known(f"c{number}", name, LONG if number == 0 else "bonjour", "je veux parler à un conseiller")
        expect(console.locator(".offer .who")).to_have_text(list(NAMES.values()))
        for _ in NAMES:
            self.take(console)
        desk = self.sign_in("Paul")
        for number in range(30):
            self.known(f"w{number}", f"Client {number}", "je veux parler à un conseiller")
        expect(desk.locator("tbody tr")).to_have_count(30)
        for number, name in enumerate(NAMES.values()):
            console.keyboard.press(str(number + 1))
            expect(console.locator(".head h2")).to_have_text(name)
            # Nothing is wider than its place, and a name from right to left stands where names stand.
            for place in (".left", ".bar", ".head", ".talk", ".info", "body"):
                self.assertTrue(console.locator(place).first.evaluate("one => one.scrollWidth <= one.clientWidth"), (name, place))
            title = console.locator(".head h2 bdi").bounding_box()
            self.assertLess(title["x"] - console.locator(".head").bounding_box()["x"], 40, name)
        console.keyboard.press("1")
        expect(console.locator(".said-by.customer .prose").first).to_have_text(LONG.strip())
        self.screenshot(console, "console-thirty")
        self.screenshot(desk, "supervisor-thirty")
        self.expect_clean(console)
        self.expect_clean(desk)

    def test_a_list_that_is_drawn_anew_keeps_what_the_pointer_is_on(self):
        desk = self.sign_in("Paul")
        first = self.customer("je veux parler à un conseiller")
        button = desk.locator("tbody tr").first.get_by_role("button", name="Prendre")
        box = button.bounding_box()
        desk.mouse.move(box["x"] + 5, box["y"] + 5)
        desk.mouse.down()
        self.customer("je veux parler à un conseiller")
        expect(desk.locator("tbody tr")).to_have_count(2)
        desk.mouse.up()
        first.owner("agent")
        # Whom one takes is shown: only then is the way back to the list asked for.
        expect(desk.locator(".pane")).to_be_visible()
        desk.keyboard.press("g")
        expect(desk.locator(".pane")).to_be_hidden()
        # The same for the focus: it stays on its customer, wherever others come and go.
        self.customer("on m'a volé mon téléphone", "oui", "je veux parler à un conseiller")
        expect(desk.locator("tbody tr")).to_have_count(2)
        desk.keyboard.press("j")
        key = "document.activeElement.dataset.key"
        focused = desk.evaluate(key)
        self.assertIsNotNone(focused)
        self.customer("je veux parler à un conseiller")
        expect(desk.locator("tbody tr")).to_have_count(3)
        self.assertEqual(desk.evaluate(key), focused)
        desk.keyboard.press("m")
        expect(desk.locator("dialog select")).to_be_visible()
        desk.keyboard.press("Escape")
        desk.keyboard.press("t")
        expect(desk.locator(".row")).to_have_count(2)

    # MARK: keyboards, clocks

    def test_a_french_keyboard_has_its_digits_too(self):
        console = self.sign_in("Claire")
        for text in ("je veux parler à un conseiller", "combien coûte la livraison ?"):
            self.customer(text, "je veux parler à un conseiller")
            self.take(console)
        press = "([key, code, altKey]) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, altKey, bubbles: true }))"
        for key, code, row in (("é", "Digit2", 1), ("&", "Digit1", 0)):
            console.evaluate(press, [key, code, False])
            expect(console.locator(".row").nth(row)).to_have_attribute("aria-current", "true")
        console.evaluate(press, ["é", "Digit2", False])
        expect(console.locator(".article").first).to_be_visible()
        console.evaluate(press, ["¡", "Digit1", True])
        expect(self.field(console)).not_to_have_value("")

    def test_every_key_of_the_help_does_something(self):
        console = self.sign_in("Claire")
        self.customer("je veux parler à un conseiller")
        self.take(console)
        capacity = console.locator(".bar select")
        console.keyboard.press(">")
        expect(capacity).to_have_value("5")
        console.keyboard.press("<")
        expect(capacity).to_have_value("4")
        console.keyboard.press("l")
        expect(console.locator(".presence")).to_have_text("Available")
        console.keyboard.press("l")
        expect(console.locator(".presence")).to_have_text("Disponible")
        # After another language the same conversation is still there to be answered.
        self.reply(console, "bonjour")
        console.keyboard.press("f")
        expect(console.locator(".search")).to_be_focused()
        console.keyboard.press("Escape")
        for key, title in (("t", "Transférer"), ("b", "Rendre au robot"), ("c", "Clore"), ("?", "Raccourcis clavier")):
            console.keyboard.press(key)
            expect(console.locator("dialog h2")).to_have_text(title)
            if key == "?":
                self.screenshot(console, "console-keys")
            console.keyboard.press("Escape")
            expect(console.locator("dialog")).to_have_count(0)
        console.keyboard.press("q")
        expect(console.locator(".row.over")).to_have_count(1)
        console.keyboard.press("x")
        expect(console.locator(".row")).to_have_count(0)

    def test_an_agent_in_another_time_zone_reads_the_time_the_customer_was_told(self):
        # A Saturday evening: who wants a person is promised a call on Monday.
        self.daemon.set_clock(1795892400000)
        customer = self.known("c1", "Ada", "je veux parler à un conseiller", "oui", "0612345678", wait=False)
        self.daemon.set_clock(1796029200000)
        console = self.sign_in("Claire", timezone_id="America/New_York")
        self.take(console)
        promise = console.locator(".packet section").filter(has_text="Promesses faites").locator("li")
        expect(promise).to_contain_text(re.compile(r"30 nov\., \d\d:\d\d UTC\+1"))
        customer.close()

    def test_what_he_said_on_another_channel_can_be_read(self):
        first = self.known("c7", "Ada", "où est ma commande FR-204518", channel="sms", wait=False)
        first.send({"type": "close", "conversation": first.conversation, "cid": "bye"})
        first.expect("ack", cid="bye")
        self.known("c7", "Ada", "je veux parler à un conseiller")
        console = self.sign_in("Claire")
        self.take(console)
        earlier = console.locator(".packet section").filter(has_text="Conversations précédentes")
        expect(earlier.locator("li")).to_contain_text("sms")
        earlier.get_by_role("button").click()
        expect(console.locator("dialog .said-by.customer .prose")).to_have_text("où est ma commande FR-204518")
        expect(console.locator("dialog .said-by.bot").first).to_be_visible()
        self.expect_clean(console)

    def test_what_is_known_is_named_as_the_bot_asks_for_it(self):
        console = self.sign_in("Claire")
        self.customer("où est ma commande", "FR-204518", "je veux parler à un conseiller")
        self.take(console)
        expect(console.locator(".packet dt").filter(has_text="Numéro de commande")).to_have_attribute(
            "title", re.compile("^Quel est votre numéro de commande"))
        console.keyboard.press("r")
        console.keyboard.type("Quel est votre numéro de commande ?")
        expect(console.locator(".warning strong")).to_have_text("Numéro de commande = FR-204518")
        console.keyboard.press("Escape")
        console.keyboard.press("l")
        expect(console.locator(".packet dt").filter(has_text="Order number")).to_be_visible()


if __name__ == "__main__":
    unittest.main()
