"""The HTTP listener under requests nobody should send: rows G1 to G8 of the fault list, and who may open a socket."""

import base64
import hashlib
import os
import socket
import struct
import time
import unittest

from relais_client import Daemon, ROOT

KEY = "dGhlIHNhbXBsZSBub25jZQ=="
UPGRADE = ("GET /socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           f"Sec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n")


class HTTPTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.daemon = Daemon().start()

    @classmethod
    def tearDownClass(cls):
        cls.daemon.stop()

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.daemon.http_port), timeout=15)
        self.addCleanup(connection.close)
        return connection

    def exchange(self, request, shut=False):
        """Everything the server says to these bytes until it closes."""
        connection = self.connect()
        try:
            connection.sendall(request if isinstance(request, bytes) else request.encode("latin-1"))
            if shut:
                connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ConnectionResetError:
            pass
        return answer

    def expect(self, request, *statuses):
        answer = self.exchange(request)
        status = answer[9:12].decode() if answer else "closed"
        self.assertIn(status, statuses, (request[:120], answer[:200]))
        # One answer, and the end: nothing after it is read as a second request.
        self.assertEqual(answer.count(b"HTTP/1.1 "), 1 if answer else 0, request[:120])
        return answer

    # MARK: G1

    def test_requests_that_two_programs_could_read_differently(self):
        smuggled = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for fields in (
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: 0\r\nContent-Length: 0\r\n", "Content-Length: 0, 0\r\n", "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked, chunked\r\n",
            "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding:\tchunked\r\n", "Transfer-Encoding : chunked\r\n",
            "Content-Length: +5\r\n", "Content-Length: 0x5\r\n", "Content-Length: -1\r\n", "Content-Length:\r\n",
            "Content-Length: 00\r\n", "Content-Length: 99999999999999999999\r\n",
            "X: a\r\n folded\r\n", "X: a\r\n\tfolded\r\n", " X: a\r\n", "X : a\r\n", "X\r\n", ": a\r\n",
            "X: a\nY: b\r\n", "X: a\rY: b\r\n", "X: a\x00b\r\n", "X\x00: a\r\n", "X: a\x0bb\r\n", "X(y): a\r\n", "X: \x7f\r\n",
        ):
            self.expect(f"GET / HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n{smuggled}", "400")
        for whole in (
            "GET / HTTP/1.1\nHost: localhost\n\n", "GET / HTTP/1.1\rHost: localhost\r\r", "GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1 \r\nHost: localhost\r\n\r\n",
            "GET\t/\tHTTP/1.1\r\nHost: localhost\r\n\r\n", " GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / http/1.1\r\nHost: localhost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\n\n",
        ):
            answer = self.exchange(whole, shut=True)
            self.assertIn(answer[9:12], (b"400", b""), (whole, answer[:100]))

    # MARK: G2

    def test_heads_that_are_too_large_or_of_another_time(self):
        host = "Host: localhost\r\n"
        for request, status in (
            (f"GET / HTTP/1.1\r\n{host}" + "X: y\r\n" * 100 + "\r\n", "431"),
            (f"GET / HTTP/1.1\r\n{host}" + "".join(f"X{n}: {'y' * 1000}\r\n" for n in range(17)) + "\r\n", "431"),
            (f"GET / HTTP/1.1\r\n{host}X: {'y' * 9000}\r\n\r\n", "431"),
            (f"GET /{'a' * 9000} HTTP/1.1\r\n{host}\r\n", "414"), ("GET /" + "a" * 20000, "414"),
            ("GET / HTTP/1.1\r\n\r\n", "400"), (f"GET / HTTP/1.1\r\n{host}{host}\r\n", "400"),
            ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400"), ("GET / HTTP/1.1\r\nHost: \r\n\r\n", "400"),
            ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400"), ("GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", "400"),
            (f"GET / HTTP/1.0\r\n{host}\r\n", "505"), (f"GET / HTTP/2.0\r\n{host}\r\n", "505"),
            (f"GET / HTTP/0.9\r\n{host}\r\n", "505"), ("GET /\r\n\r\n", "400"),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"),
            (f"GET http://localhost/ HTTP/1.1\r\n{host}\r\n", "400"), (f"GET * HTTP/1.1\r\n{host}\r\n", "400"),
            (f"GET //evil.example/ HTTP/1.1\r\n{host}\r\n", "404"), (f"GET /# HTTP/1.1\r\n{host}\r\n", "400"),
        ):
            self.expect(request, status)
        self.expect(f"GET / HTTP/1.1\r\n{host}" + "X: y\r\n" * 99 + "\r\n", "200")

    # MARK: G3

    def test_no_path_leads_out_of_the_table(self):
        for path in (
            "/../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%252e%252e%252fetc/passwd", "/%00",
            "/widget/..", "/widget/../shop/shop.js", "/widget/%2e%2e/shop/shop.js", "/..\\..\\etc\\passwd", "/widget.js%00.html",
            "/%c0%ae%c0%ae/etc/passwd", "/widget/./app.js", "//widget.js", "/widget.js/", "/WIDGET.JS", "/widget", "/.git/config",
            "/Package.swift", "/widget/app.js~", "/etc/passwd", "/shared/", "/pages.c",
        ):
            answer = self.expect(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n", "404", "308")
            self.assertNotIn(b"root:", answer)
            if answer[9:12] == b"308":
                self.assertIn(b"\r\nLocation: /widget/\r\n", answer)

    # MARK: G4, G14

    def test_only_get_and_head(self):
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "BREW", "get"):
            answer = self.expect(f"{method} / HTTP/1.1\r\nHost: localhost\r\n\r\n", "405", "400")
            if answer[9:12] == b"405":
                self.assertIn(b"\r\nallow: GET, HEAD\r\n", answer.replace(b"Allow", b"allow"))
        for path in ("/", "/widget.js", "/nothing", "/health"):
            got = self.exchange(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
            head = self.exchange(f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertTrue(head.endswith(b"\r\n\r\n"))
            if path != "/health":
                self.assertEqual(head, got[:got.index(b"\r\n\r\n") + 4])

    def files(self):
        """Paths of the built-in table, as its source lists them."""
        with open(os.path.join(ROOT, "Sources", "CPages", "pages.c"), encoding="utf-8") as file:
            return [line.split('"')[1] for line in file if line.strip().startswith("FILE_AT(")]

    def test_every_answer_carries_its_headers(self):
        paths = self.files()
        self.assertIn("/widget.js", paths)
        for path in [*paths, "/nothing", "/health", "/health/live", "/hours"]:
            answer = self.exchange(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").decode("utf-8", "replace")
            head = answer[:answer.index("\r\n\r\n") + 2]
            for field in ("Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff",
                          "Referrer-Policy: no-referrer", "Content-Type: ", "Cross-Origin-Resource-Policy: "):
                self.assertIn("\r\n" + field, head, path)
            self.assertNotIn("unsafe-inline", head)
            self.assertNotIn("set-cookie", head.lower())
            self.assertNotIn("unsafe-eval", head)
            self.assertNotIn("octet-stream", head, path)
            if path.endswith("/"):
                self.assertIn("require-trusted-types-for 'script'", head)
                # Nothing inline that the policy would have to allow.
                body = answer[len(head):]
                self.assertNotRegex(body, r"<script(?![^>]*\bsrc=)[^>]*>")
                self.assertNotRegex(body, r"<style|\sstyle=|\son\w+=|javascript:")
            is_for_all = path == "/widget.js" or path.startswith(("/widget/", "/shared/"))
            self.assertEqual("Access-Control-Allow-Origin: *" in head, is_for_all, path)
            self.assertEqual("frame-ancestors 'none'" in head, not path.startswith("/widget/") or not path.endswith("/"), path)

    def test_what_is_known_is_not_sent_again(self):
        first = self.exchange("GET /widget.js HTTP/1.1\r\nHost: localhost\r\n\r\n").decode()
        tag = first.split("\r\nETag: ")[1].split("\r\n")[0]
        for value in (tag, f'"other", {tag}', f"W/{tag}"):
            again = self.exchange(f"GET /widget.js HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: {value}\r\n\r\n")
            self.assertEqual(again[9:12], b"304", value)
            self.assertTrue(again.endswith(b"\r\n\r\n"))
        other = self.exchange('GET /widget.js HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: "other"\r\n\r\n')
        self.assertEqual(other[9:12], b"200")

    # MARK: G5

    def test_a_thousand_requests_at_once_have_one_answer(self):
        request = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
        answer = self.exchange(request * 1000)
        self.assertEqual(answer.count(b"HTTP/1.1 200"), 1)
        self.assertIn(b"\r\nConnection: close\r\n", answer)

    def test_a_slow_head_is_given_up(self):
        connection = self.connect()
        connection.sendall(b"GET / HTTP/1.1\r\n")
        started = time.monotonic()
        connection.settimeout(1)
        answer = b""
        while time.monotonic() - started < 14:
            try:
                piece = connection.recv(4096)
                answer += piece
                if not piece:
                    break
            except TimeoutError:
                try:
                    connection.sendall(b"X")
                except OSError:
                    break
        self.assertEqual(answer[9:12], b"408")
        self.assertLess(time.monotonic() - started, 13)

    # MARK: G6, G20

    def test_a_socket_only_for_those_who_may(self):
        for origin, status in (
            ("https://boutique.relais.example", "101"), ("https://BOUTIQUE.relais.example", "403"),
            ("https://boutique.relais.example:443", "403"), ("http://boutique.relais.example", "403"),
            ("https://boutique.relais.example.evil", "403"), ("https://evil-boutique.relais.example", "403"),
            ("https://boutique.relais.example@evil.example", "403"), ("https://boutique.relais.example/", "403"),
            ("null", "403"), ("", "403"), ("file://", "403"), ("https://evil.example", "403"),
            ("http://localhost:3000", "101"), ("http://127.0.0.1:9", "101"), ("http://localhost.evil.example", "403"),
            ("http://127.0.0.1.evil.example", "403"), ("http://127.evil.example", "403"),
        ):
            connection = self.connect()
            connection.sendall(f"{UPGRADE}Origin: {origin}\r\n\r\n".encode())
            answer = connection.recv(4096)
            self.assertEqual(answer[9:12].decode(), status, origin)
        connection = self.connect()
        connection.sendall(f"{UPGRADE}Origin: https://boutique.relais.example\r\nOrigin: https://evil.example\r\n\r\n".encode())
        self.assertEqual(connection.recv(4096)[9:12], b"403")

    def test_a_name_that_was_made_to_point_here_is_refused(self):
        for host, status in (("localhost", "200"), ("127.0.0.1:1", "200"), ("[::1]:80", "200"), ("evil.example", "421"),
                             ("localhost.evil.example", "421"), ("boutique.relais.example", "200")):
            self.expect(f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n", status)

    # MARK: G7, G10

    def test_handshakes_that_are_none(self):
        def handshake(**changes):
            fields = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": KEY, "Sec-WebSocket-Version": "13"}
            fields.update({name.replace("_", "-"): value for name, value in changes.items()})
            lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
            return f"GET / HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n"

        for version in ("8", "14", "13, 8", "", None):
            answer = self.expect(handshake(Sec_WebSocket_Version=version), "426")
            self.assertIn(b"sec-websocket-version: 13", answer.lower())
        for changes in (
            {"Sec_WebSocket_Key": "short"}, {"Sec_WebSocket_Key": base64.b64encode(b"x" * 15).decode()},
            {"Sec_WebSocket_Key": base64.b64encode(b"x" * 17).decode()}, {"Sec_WebSocket_Key": None},
            {"Sec_WebSocket_Key": KEY[:-1] + "*"}, {"Upgrade": None}, {"Upgrade": "h2c"}, {"Connection": "close"},
            {"Connection": None}, {"Sec_WebSocket_Protocol": "chat"},
        ):
            self.expect(handshake(**changes), "400")
        self.expect(handshake().replace("GET", "POST", 1), "405")
        self.expect(handshake().replace("HTTP/1.1", "HTTP/1.0", 1), "505")
        accept = base64.b64encode(hashlib.sha1((KEY + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
        connection = self.connect()
        connection.sendall(f"{UPGRADE}Sec-WebSocket-Protocol: chat, relais.v1\r\n"
                           "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n".encode())
        answer = connection.recv(4096)
        self.assertIn(b"Sec-WebSocket-Accept: " + accept, answer)
        self.assertIn(b"Sec-WebSocket-Protocol: relais.v1", answer)
        self.assertNotIn(b"Extensions", answer)

    # MARK: G8, G9

    def frames_end_with(self, code, *frames):
        connection = self.connect()
        connection.sendall(UPGRADE.encode() + b"\r\n")
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(4096)
        answer = answer[answer.index(b"\r\n\r\n") + 4:]
        try:
            for frame in frames:
                connection.sendall(frame)
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            while piece := connection.recv(65536):
                answer += piece
        except (ConnectionResetError, TimeoutError):
            pass
        self.assertIn(b"\x88\x02" + struct.pack(">H", code), answer, frames[0][:20])

    def test_frames_that_break_the_rules(self):
        def frame(first, payload=b"", length=None, mask=b"\1\2\3\4"):
            head = bytes([first])
            if length is None:
                length = len(payload)
                head += bytes([0x80 | length]) if length < 126 else b"\xfe" + struct.pack(">H", length)
            else:
                head += length
            return head + mask + bytes(byte ^ mask[at & 3] for at, byte in enumerate(payload))

        for code, frames in (
            (1002, [b"\x81\x02{}"]),
            *((1002, [frame(0x81 | reserved, b"{}")]) for reserved in (0x40, 0x20, 0x10)),
            *((1002, [frame(0x80 | opcode)]) for opcode in (3, 4, 5, 6, 7, 11, 12, 13, 14, 15)),
            *((1002, [frame(opcode, b"x")]) for opcode in (0x08, 0x09, 0x0A)),
            (1002, [frame(0x89, length=b"\xfe\x00\x7e", payload=b"x" * 126)]),
            (1002, [frame(0x80, b"x")]), (1002, [frame(0x01, b"a"), frame(0x01, b"b")]),
            (1002, [frame(0x81, length=b"\xfe\x00\x05", payload=b"hello")]),
            (1002, [frame(0x81, length=b"\xff" + struct.pack(">Q", 300), payload=b"x" * 300)]),
            (1002, [frame(0x81, length=b"\xff\xff" + b"\xff" * 7)]),
            (1009, [frame(0x81, length=b"\xff\x7f" + b"\xff" * 7)]),
            (1009, [frame(0x81, length=b"\xff" + struct.pack(">Q", 65_537))]),
            (1009, [frame(0x01, b"x" * 60_000), frame(0x80, b"x" * 6_000)]),
            (1003, [frame(0x82, b"\0\1")]),
            (1007, [frame(0x81, b"\xff")]), (1007, [frame(0x01, b"\xc3"), frame(0x80, b"(")]),
            (1007, [frame(0x81, b"\xed\xa0\x80")]), (1007, [frame(0x81, b"\xc3")]),
            (1002, [frame(0x88, b"\x03")]),
            *((1002, [frame(0x88, struct.pack(">H", bad))]) for bad in (0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000)),
            (1007, [frame(0x88, b"\x03\xe8\xff")]),
            (1000, [frame(0x88, b"\x03\xe8bye")]), (3000, [frame(0x88, struct.pack(">H", 3000))]),
            (1008, [frame(0x01)] + [frame(0x00) * 100] * 20),
            (1008, [frame(0x89, b"x") * 2_000]),
        ):
            self.frames_end_with(code, *frames)


if __name__ == "__main__":
    unittest.main()
