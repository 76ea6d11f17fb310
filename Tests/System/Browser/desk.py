"""What the tests of the console and the supervisors' page share: a desk of their own, signing in, customers on a socket."""

import hashlib
import hmac

from axe_playwright_python.sync_playwright import Axe

from browser import BrowserTest, Daemon, expect
from relais_client import Customer

AGENTS = ["Ada", "Claire", "Marc"]
SUPERVISORS = ["Paul"]
SKILLS = "fr,en,orders,billing,technical,retention,expert"


class DeskTest(BrowserTest):
    """Each test has a desk of its own, with three agents and a supervisor: nobody is offered the customers of another."""

    def setUp(self):
        super().setUp()
        self.daemon = Daemon(bot=self.back_office.folder)
        self.addCleanup(self.daemon.stop)
        self.tokens = {}
        self.site_token = self.daemon.token("site", "shop")
        for name in AGENTS + SUPERVISORS:
            extra = ["--supervisor"] if name in SUPERVISORS else ["--skills", SKILLS]
            self.tokens[name] = self.daemon.token("agent", name, *extra)
        self.daemon.start()
        self.url = f"http://127.0.0.1:{self.daemon.http_port}/"

    def sign_in(self, name, *, url=None, **options):
        path = "supervisor/" if name in SUPERVISORS else "console/"
        page = self.page((url or self.url) + path, **options)
        page.locator("#token").fill(self.tokens[name])
        page.locator("#token").press("Enter")
        expect(page.locator(".link-state")).to_have_class("link-state ready")
        return page

    def customer(self, *texts, language="fr", **opening):
        """A customer on the line protocol, who said these and is in the queue."""
        customer = Customer(("127.0.0.1", self.daemon.port), language, **opening)
        self.addCleanup(customer.close)
        for text in texts:
            customer.say(text)
        customer.owner("queue")
        return customer

    def known(self, id, name, *texts, wait=True, channel="web"):
        """The same for a customer whom the site knows by name."""
        key = hashlib.sha256(self.site_token.encode()).hexdigest()
        proof = hmac.new(key.encode(), id.encode(), hashlib.sha256).hexdigest()
        customer = Customer(("127.0.0.1", self.daemon.port), "fr", channel, customer={"id": id, "name": name, "proof": proof})
        self.addCleanup(customer.close)
        for text in texts:
            customer.say(text)
        if wait:
            customer.owner("queue")
        return customer

    def take(self, page):
        before = page.locator(".row").count()
        expect(page.locator(".offer").first).to_be_visible()
        page.keyboard.press("a")
        expect(page.locator(".row")).to_have_count(before + 1)

    def reply(self, page, text):
        page.keyboard.press("r")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator(".said-by.agent.me:not(.pending) .prose").last).to_have_text(text)
        page.keyboard.press("Escape")

    def expect_clean(self, page):
        """No violation that axe knows of."""
        found = Axe().run(page).response["violations"]
        self.assertEqual([(one["id"], [node["target"] for node in one["nodes"]]) for one in found], [])
