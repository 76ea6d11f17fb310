"""What the widget does when the page, the network or the daemon goes away: nothing is lost and nothing said twice."""

import os
import re
import shutil
import unittest

from browser import IS_LONG, BrowserTest, Line, expect


IN_QUEUE = re.compile("Vous êtes le prochain|dans la file")


class LossTest(BrowserTest):
    agents = ("Claire",)

    def on_record(self, page):
        """The customer's texts as the record has them: what a resume from the beginning brings."""
        return page.evaluate("""async () => {
            const { RelaisClient, socketAddress } = await import("/shared/relais-client.js");
            const { Keep } = await import("/widget/keep.js");
            const base = location.origin + "/";
            const keep = new Keep(base + ":", undefined);
            const { id } = keep.conversation;
            return await new Promise((done) => {
                const texts = [];
                const seqs = [];
                const client = new RelaisClient({ url: socketAddress(base), secrets: () => keep.secrets(id),
                    keepSecret: (id, secret) => keep.keepSecret(id, secret) });
                let to = Infinity;
                const end = () => { if (seqs.at(-1) === to) { client.stop(); done({ texts, seqs }); } };
                client.on("resumed", (message) => { to = message.to; end(); });
                client.on("event", (event) => {
                    seqs.push(event.seq);
                    if (event.kind === "message" && event.from === "customer") texts.push(event.text);
                    end();
                });
                client.follow(id);
                client.start();
            });
        }""")

    def ask_for_a_person(self, page):
        self.open(page)
        self.say(page, "je veux parler à un conseiller")
        self.expect_said(page, "je veux parler à un conseiller")

    def expect_recorded(self, page, *texts):
        record = self.on_record(page)
        self.assertEqual(record["texts"], list(texts))
        self.assertEqual(record["seqs"], list(range(1, len(record["seqs"]) + 1)))

    def test_a_reload_loses_nothing(self):
        page = self.page()
        self.ask_for_a_person(page)
        expect(page.locator(".status")).to_contain_text(IN_QUEUE)
        before = self.told(page)
        page.reload()
        expect(page.locator(".panel")).to_be_visible()
        self.expect_said(page, "je veux parler à un conseiller")
        expect(page.locator(".entry")).to_have_count(len(before))
        self.assertEqual(self.told(page), before)
        expect(page.locator(".status")).to_contain_text(IN_QUEUE)
        self.expect_recorded(page, "je veux parler à un conseiller")

    def test_the_daemon_is_killed_in_the_middle(self):
        page = self.page()
        self.ask_for_a_person(page)
        self.daemon.kill()
        expect(page.locator(".banner")).to_contain_text("Connexion perdue")
        self.say(page, "un")
        self.say(page, "deux")
        self.say(page, "trois")
        self.assertEqual([state for state, _ in self.own(page)], ["sent", "sending", "sending", "sending"])
        self.screenshot(page, "widget-offline")
        self.daemon.start()
        self.expect_said(page, "je veux parler à un conseiller", "un", "deux", "trois")
        expect(page.locator(".banner")).to_be_empty()
        self.expect_recorded(page, "je veux parler à un conseiller", "un", "deux", "trois")
        page.reload()
        self.expect_said(page, "je veux parler à un conseiller", "un", "deux", "trois")

    def test_an_answer_lost_on_the_way_is_not_said_twice(self):
        line = Line(self.daemon.http_port)
        self.addCleanup(line.close)
        page = self.page(f"http://127.0.0.1:{line.port}/")
        self.ask_for_a_person(page)
        # The server hears it and answers; the answer never arrives.
        line.swallows = True
        self.say(page, "allô ?")
        self.say(page, "toujours là ?")
        page.wait_for_timeout(700)
        line.swallows = False
        line.cut()
        self.expect_said(page, "je veux parler à un conseiller", "allô ?", "toujours là ?")
        self.expect_recorded(page, "je veux parler à un conseiller", "allô ?", "toujours là ?")

    def test_words_that_waited_while_the_conversation_was_closed_open_another(self):
        line = Line(self.daemon.http_port)
        self.addCleanup(line.close)
        page = self.page(f"http://127.0.0.1:{line.port}/")
        self.ask_for_a_person(page)
        agent = self.agent("Claire")
        offer = self.accept(agent, page)
        expect(page.locator(".status")).to_contain_text("Claire")
        page.context.set_offline(True)
        line.cut()
        expect(page.locator(".banner")).not_to_be_empty()
        agent.act("close", offer["conversation"], outcome="solved")
        for text in ("un", "deux", "trois"):
            self.say(page, text)
        page.context.set_offline(False)
        self.expect_said(page, "je veux parler à un conseiller", "un", "deux", "trois")
        self.expect_recorded(page, "un", "deux", "trois")

    def test_a_page_left_with_unsent_words_sends_them_when_it_comes_back(self):
        line = Line(self.daemon.http_port)
        self.addCleanup(line.close)
        page = self.page(f"http://127.0.0.1:{line.port}/")
        self.ask_for_a_person(page)
        line.swallows = True
        self.say(page, "avant de partir")
        page.wait_for_timeout(300)
        line.swallows = False
        page.reload()
        self.expect_said(page, "je veux parler à un conseiller", "avant de partir")
        self.expect_recorded(page, "je veux parler à un conseiller", "avant de partir")

    def test_the_first_words_are_kept_while_there_is_no_connection(self):
        line = Line(self.daemon.http_port)
        self.addCleanup(line.close)
        page = self.page(f"http://127.0.0.1:{line.port}/")
        page.locator(".launcher").wait_for()
        page.context.set_offline(True)
        line.cut()
        self.open(page)
        self.say(page, "quels sont vos horaires ?")
        expect(page.locator(".entry.sending")).to_have_count(1)
        expect(page.locator(".banner")).not_to_be_empty()
        page.context.set_offline(False)
        self.expect_said(page, "quels sont vos horaires ?")
        expect(page.locator(".entry.bot").first).to_be_visible()
        self.expect_recorded(page, "quels sont vos horaires ?")

    def test_an_orderly_restart_is_waited_for(self):
        page = self.page()
        self.ask_for_a_person(page)
        self.assertEqual(self.daemon.terminate(), 0)
        self.say(page, "pendant l'arrêt")
        self.daemon.start()
        self.expect_said(page, "je veux parler à un conseiller", "pendant l'arrêt")
        self.expect_recorded(page, "je veux parler à un conseiller", "pendant l'arrêt")

    @unittest.skipUnless(IS_LONG, "walks through two days")
    def test_after_days_the_page_begins_from_a_picture(self):
        page = self.page()
        self.ask_for_a_person(page)
        before = self.told(page)
        received = []
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(frame)))
        self.daemon.kill()
        self.daemon.set_clock(self.daemon.OPEN_HOURS + 50 * 3_600_000)
        self.daemon.start()
        page.reload()
        expect(page.locator(".entry.customer")).to_have_count(1)
        page.wait_for_function("() => document.querySelector('relais-widget').shadowRoot.querySelector('.banner').textContent === ''")
        self.say(page, "toujours là ?")
        self.expect_said(page, "je veux parler à un conseiller", "toujours là ?")
        self.assertTrue(any('"type":"resync"' in frame for frame in received))
        self.assertEqual(self.told(page)[:len(before)], before)

    def test_a_conversation_that_is_gone_is_begun_anew(self):
        page = self.page()
        self.ask_for_a_person(page)
        self.daemon.kill()
        shutil.rmtree(self.daemon.data)
        os.makedirs(self.daemon.data)
        self.make_accounts()
        self.say(page, "et maintenant ?")
        self.daemon.start()
        expect(page.locator(".note").filter(has_text="plus disponible")).to_be_visible(timeout=30_000)
        self.expect_said(page, "et maintenant ?")
        self.expect_recorded(page, "et maintenant ?")

    @unittest.skipUnless(IS_LONG, "takes a quarter of a minute")
    def test_a_line_that_went_dead_without_a_word_is_noticed(self):
        line = Line(self.daemon.http_port)
        self.addCleanup(line.close)
        page = self.page(f"http://127.0.0.1:{line.port}/")
        self.ask_for_a_person(page)
        line.swallows = True
        # The computer wakes: the page looks whether the line still lives.
        page.evaluate("dispatchEvent(new Event('online'))")
        self.say(page, "me revoilà")
        expect(page.locator(".entry.sending")).to_have_count(1)
        page.wait_for_timeout(9_000)
        line.swallows = False
        expect(page.locator(".entry.customer.sent")).to_have_count(2, timeout=30_000)
        self.expect_recorded(page, "je veux parler à un conseiller", "me revoilà")

    def test_two_tabs_are_one_conversation(self):
        page = self.page()
        self.ask_for_a_person(page)
        other = self.page(context=page.context)
        self.expect_said(other, "je veux parler à un conseiller")
        self.say(other, "du second onglet")
        self.expect_said(page, "je veux parler à un conseiller", "du second onglet")
        # Both come back at once, with what each was given; twice, so that the secrets of the first time are used up.
        for text in ("après la panne", "et encore"):
            self.daemon.kill()
            expect(page.locator(".banner")).not_to_be_empty()
            self.daemon.start()
            expect(page.locator(".banner")).to_be_empty(timeout=30_000)
            expect(other.locator(".banner")).to_be_empty(timeout=30_000)
            self.say(page, text)
            expect(other.locator(".entry.customer .text").last).to_have_text(text)
        both = ("je veux parler à un conseiller", "du second onglet", "après la panne", "et encore")
        self.expect_said(page, *both)
        self.expect_said(other, *both)
        self.expect_recorded(page, *both)

    def test_going_back_in_the_browser_goes_on(self):
        page = self.page()
        self.ask_for_a_person(page)
        page.goto(self.url + "health")
        page.go_back()
        self.say(page, "me revoilà")
        self.expect_said(page, "je veux parler à un conseiller", "me revoilà")
        self.expect_recorded(page, "je veux parler à un conseiller", "me revoilà")


if __name__ == "__main__":
    unittest.main()
