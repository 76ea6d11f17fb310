"""A headless Chromium before a running daemon, and a line between them that can be cut.

Playwright finds what is inside the widget's shadow root by plain CSS selectors.
"""

import os
import shutil
import socket
import sys
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from playwright.sync_api import expect, sync_playwright  # noqa: E402
from relais_client import Agent, BackOffice, Daemon, ROOT  # noqa: E402

SCREENSHOTS = os.environ.get("RELAIS_SCREENSHOTS", os.path.join(ROOT, ".build-testing", "screenshots"))
IS_LONG = os.environ.get("RELAIS_BROWSER_LONG") == "yes"
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "locale": "fr-FR", "timezone_id": "Europe/Paris"}
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "fr-FR", "timezone_id": "Europe/Paris",
         "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
SKILLS = ("fr", "en", "orders", "billing", "technical", "retention", "expert")
# Run before any script of the page: what must never happen is counted.
WATCH = """
    window.harm = [];
    window.pwned = (what) => window.harm.push(`script: ${what}`);
    window.tones = 0;
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function () { window.tones += 1; return make.call(this); };
    window.alert = (what) => window.harm.push(`alert: ${what}`);
    document.addEventListener("securitypolicyviolation",
        (event) => window.harm.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""

expect.set_options(timeout=10_000)


class Line:
    """A TCP proxy: passes bytes until told to swallow those of the server, or to cut."""

    def __init__(self, port):
        self.target = port
        self.swallows = False
        self.pairs = []
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                client, _ = self.server.accept()
            except OSError:
                return
            try:
                upstream = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                client.close()
                continue
            self.pairs.append((client, upstream))
            threading.Thread(target=self._carry, args=(client, upstream), daemon=True).start()

    def _carry(self, client, upstream):
        with client, upstream:
            back = threading.Thread(target=self._pump, args=(upstream, client, True), daemon=True)
            back.start()
            self._pump(client, upstream, False)
            back.join()

    def _pump(self, source, target, is_answer):
        try:
            while data := source.recv(65536):
                if not (is_answer and self.swallows):
                    target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        """Ends every connection."""
        for pair in self.pairs:
            for end in pair:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
        self.pairs = []

    def close(self):
        self.server.close()
        self.cut()


class BrowserTest(unittest.TestCase):
    """One browser and one daemon for the tests of a class; one context (cookies, storage) for each test."""

    agents = ()
    sites = ()

    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(cls._end)
        cls.back_office = BackOffice().__enter__()
        cls.daemon = Daemon(bot=cls.back_office.folder)
        cls.make_accounts()
        cls.daemon.start()
        cls.url = f"http://127.0.0.1:{cls.daemon.http_port}/"
        cls.playwright = sync_playwright().start()
        cls.chromium = cls.playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--disable-dev-shm-usage"])

    @classmethod
    def make_accounts(cls):
        """Before the daemon's start: a running one takes up to a second to notice a new account."""
        cls.tokens = {name: cls.daemon.token("agent", name, "--skills", ",".join(SKILLS)) for name in cls.agents}
        cls.site_tokens = {name: cls.daemon.token("site", name) for name in cls.sites}

    @classmethod
    def _end(cls):
        if hasattr(cls, "chromium"):
            cls.chromium.close()
        if hasattr(cls, "playwright"):
            cls.playwright.stop()
        if hasattr(cls, "daemon"):
            cls.daemon.stop()
        if hasattr(cls, "back_office"):
            cls.back_office.__exit__()

    def setUp(self):
        self.pages = []

    def tearDown(self):
        for page in self.pages:
            if page.is_closed():
                continue
            harm = page.evaluate("window.harm ?? []")
            # Whatever else a test is about: no script of a text ran, and nothing broke the policy.
            self.assertEqual(harm, [], page.url)
        for context in {page.context for page in self.pages}:
            context.close()
        self.assertEqual(self.errors, [])

    def page(self, url=None, context=None, **options):
        """A new page with its own storage, or in a given context; `url=None`: the shop."""
        if context is None:
            context = self.chromium.new_context(**{**DESKTOP, **options})
            context.add_init_script(WATCH)
        page = context.new_page()
        if not self.pages:
            self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.pages.append(page)
        page.goto(url or self.url)
        return page

    errors = []

    # MARK: the widget

    def open(self, page):
        page.locator(".launcher").click()
        expect(page.locator(".panel")).to_be_visible()

    def say(self, page, text):
        page.locator("#box").fill(text)
        page.locator("#box").press("Enter")

    def told(self, page):
        """What the log shows: (who, text), who being a role of the protocol."""
        return page.locator(".entry").evaluate_all(
            "all => all.map(one => [one.dataset.from, one.querySelector('.text').textContent])")

    def own(self, page):
        """(state, text) of the customer's own messages, from top to bottom."""
        return page.locator(".entry.customer").evaluate_all(
            "all => all.map(one => [one.classList[2], one.querySelector('.text').textContent])")

    def expect_said(self, page, *texts):
        """Waits until exactly these stand there as the customer's, in this order, all on the server's disk."""
        expect(page.locator(".entry.customer.sent .text, .entry.customer.seen .text")).to_have_text(list(texts))
        expect(page.locator(".entry.customer")).to_have_count(len(texts))

    # MARK: the other side

    def agent(self, name):
        # Room for whoever the other tests of the class left waiting.
        agent = Agent(("127.0.0.1", self.daemon.port), self.tokens[name], capacity=20, skills=SKILLS)
        self.addCleanup(agent.close)
        return agent

    def accept(self, agent, page):
        """Has the agent take the conversation of this page, whoever else waits; returns the offer."""
        found = page.wait_for_function("""() => {
            const key = Object.keys(localStorage).find((key) => key.endsWith(":conversation"));
            return key && JSON.parse(localStorage[key]).id;
        }""")
        return agent.accept(found.json_value())

    def screenshot(self, page, name):
        os.makedirs(SCREENSHOTS, exist_ok=True)
        page.screenshot(path=os.path.join(SCREENSHOTS, name + ".png"))
