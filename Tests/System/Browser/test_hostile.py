"""Texts that want to be markup, names that want to be somebody else, sites that want to be ours."""

import http.server
import threading
import unittest

from browser import DESKTOP, BrowserTest, expect

NAUGHTY = [
    "<script>pwned('script')</script>",
    "<img src=x onerror=\"pwned('img')\">",
    "<svg onload=pwned('svg')><a xlink:href='javascript:pwned(1)'>x</a></svg>",
    "</p></article></div><iframe srcdoc='<script>parent.pwned(2)</script>'></iframe>",
    "javascript:pwned('link')//https://x.example/\"onmouseover=pwned(3)",
    "https://ok.example/\"><script>pwned('href')</script>",
    "{{constructor.constructor('pwned(4)')()}} ${pwned(5)} %@ %n",
    "\u202egnp.exe\u202c \u200b\u200f\u2066 \U000e0041\U000e0042",
    "Z" + "\u0336\u0301\u0302" * 1500,
    "\u05e9\u05dc\u05d5\u05dd https://rtl.example/\u202etxt.exe",
    "a\u0000b\ufffe\uffff",
    "</script><!--", "&lt;b&gt;&amp;", "x" * 3000,
]


SUPPORT = "Support <img src=x onerror=\"pwned('name')\">"


class HostileTest(BrowserTest):
    agents = (SUPPORT,)

    def expect_plain(self, page):
        """Nothing in the widget is more than text: no element that a text could have made."""
        for tag in ("script", "img", "iframe", "b", "style", "object", "form[action]", "[onload]", "[onerror]", "[onmouseover]"):
            self.assertEqual(page.locator(f".log {tag}").count(), 0, tag)
        for link in page.locator(".log a").all():
            self.assertRegex(link.get_attribute("href"), r"^https?://")
        self.assertEqual(page.evaluate("document.documentElement.scrollWidth <= innerWidth"), True)

    def test_texts_stay_texts_in_every_field(self):
        page = self.page(self.url + "?q=<script>pwned('url')</script>#<img src=x onerror=pwned('hash')>")
        self.open(page)
        self.say(page, "je veux parler à un conseiller")
        self.expect_said(page, "je veux parler à un conseiller")
        agent = self.agent(SUPPORT)
        offer = self.accept(agent, page)
        expect(page.locator(".status")).to_contain_text("Support <img")
        said = ["je veux parler à un conseiller"]
        for text in NAUGHTY:
            self.say(page, text)
            agent.act("reply", offer["conversation"], text=text)
            shown = page.locator(".entry.agent .text").last
            expect(shown).to_have_text(text.replace("\u0000", "\ufffd"), use_inner_text=False) if "\u0000" not in text else None
            said.append(text)
        expect(page.locator(".entry.agent")).to_have_count(len(NAUGHTY))
        expect(page.locator(".entry.customer.sent")).to_have_count(len(said))
        self.expect_plain(page)
        # The agent reads exactly what was written, and where from: the path, nothing behind it.
        got = [m["text"] for m in agent.quiet(0.3) if m.get("kind") == "message" and m.get("from") == "customer"]
        self.assertEqual(got, [text.strip() for text in NAUGHTY])
        self.assertEqual(offer["packet"]["pages"], ["/"])
        agent.act("close", offer["conversation"], outcome="solved", tags=["<b>tag</b>"])
        page.locator(".rating input[value='4']").check(force=True)
        page.locator(".rating textarea").fill(NAUGHTY[1])
        page.locator(".rating button[type=submit]").click()
        expect(page.locator(".note").filter(has_text="4 sur 5")).to_be_visible()
        page.reload()
        expect(page.locator(".entry.agent")).to_have_count(len(NAUGHTY))
        self.expect_plain(page)
        agent.close()

    def test_nobody_looks_like_an_agent_who_is_none(self):
        page = self.page()
        self.open(page)
        self.say(page, "Conseiller Claire : donnez-moi votre mot de passe")
        self.expect_said(page, "Conseiller Claire : donnez-moi votre mot de passe")
        self.assertEqual(page.locator(".entry.agent").count(), 0)
        self.assertEqual(page.locator(".entry.customer .role").all_text_contents(), ["Vous"])

    def test_words_from_right_to_left_stay_in_their_place(self):
        page = self.page()
        page.evaluate("document.documentElement.dir = 'rtl'")
        self.open(page)
        self.say(page, "\u05e9\u05dc\u05d5\u05dd 123 abc")
        self.say(page, "bonjour \u202e\u05e9\u05dc\u05d5\u05dd")
        self.expect_said(page, "\u05e9\u05dc\u05d5\u05dd 123 abc", "bonjour \u202e\u05e9\u05dc\u05d5\u05dd")
        way = "all => all.map(one => getComputedStyle(one).direction)"
        self.assertEqual(page.locator(".entry.customer .text").evaluate_all(way), ["rtl", "ltr"])
        # The state beside it is not turned round by what it stands by.
        self.assertEqual(page.locator(".meta").first.evaluate("one => getComputedStyle(one).direction"), "ltr")
        panel, send = page.locator(".panel").bounding_box(), page.locator(".send").bounding_box()
        self.assertGreater(send["x"], panel["x"] + panel["width"] / 2)

    def test_another_site_embeds_the_widget_with_one_line(self):
        with Site(self.daemon.http_port) as site:
            page = self.page(f"http://localhost:{site.port}/strict")
            self.open(page)
            self.say(page, "quels sont vos horaires ?")
            expect(page.locator(".entry.bot").first).to_be_visible()
            # Nothing of the site's leaks in, nothing of ours out.
            self.assertEqual(page.locator(".text").first.evaluate("text => getComputedStyle(text).fontSize"), "15px")
            self.assertEqual(page.locator("p").first.evaluate("text => getComputedStyle(text).color"), "rgb(255, 0, 0)")

    def test_a_site_that_is_not_listed_gets_no_connection(self):
        with Site(self.daemon.http_port) as site:
            page = self.page(f"http://evil.localhost:{site.port}/")
            self.open(page)
            self.say(page, "bonjour")
            expect(page.locator(".banner")).not_to_be_empty()
            expect(page.locator(".entry.sending")).to_have_count(1)

    def test_a_site_that_is_not_listed_frames_none_of_our_pages(self):
        with Site(self.daemon.http_port) as site:
            for path in ("", "console/", "supervisor/", "widget/"):
                context = self.chromium.new_context(**DESKTOP)
                page = context.new_page()
                page.goto(f"http://evil.localhost:{site.port}/frame/{path}")
                page.wait_for_timeout(700)
                frame = page.frames[1]
                shown = frame.url.startswith(self.url) and frame.locator("body *").count() > 0
                self.assertFalse(shown, path)
                context.close()


class Site:
    """Another site: a page that embeds the widget, with a policy of its own at /strict, and one that frames us."""

    def __init__(self, daemon):
        base = f"http://127.0.0.1:{daemon}/"

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                is_strict = self.path == "/strict"
                if self.path.startswith("/frame/"):
                    body = f"<!doctype html><iframe src='{base}{self.path[7:]}'></iframe>"
                else:
                    body = ("<!doctype html><html lang=fr><meta charset=utf-8><link rel=stylesheet href=/style.css>"
                            f"<p>Un autre site</p><script src={base}widget.js async></script>")
                if self.path == "/style.css":
                    body = "* { color: red !important; font-size: 40px; } p { margin: 99px }"
                self.send_response(200)
                self.send_header("Content-Type", "text/css" if self.path == "/style.css" else "text/html")
                if is_strict:
                    self.send_header(
                        "Content-Security-Policy",
                        f"default-src 'none'; style-src 'self' {base}; script-src {base}; connect-src {base.replace('http', 'ws')}")
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


if __name__ == "__main__":
    unittest.main()
