"""The shipped nginx and HAProxy configurations before a daemon: TLS, pages, the socket, the customer's own address."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import unittest

from relais_client import ROOT, PATIENCE, Daemon, free_port

UPGRADE = ("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: relais.v1\r\n")


class BehindAProxy:
    program = None

    @classmethod
    def setUpClass(cls):
        if not shutil.which(cls.program) or not shutil.which("openssl"):
            raise unittest.SkipTest(f"{cls.program} or openssl is not installed")
        cls.folder = tempfile.mkdtemp(prefix="relais-proxy-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        config = os.path.join(cls.folder, "settings")
        with open(config, "w", encoding="ascii") as file:
            file.write("proxy = 127.0.0.1\n")
        cls.daemon = Daemon(extra=["--config", config]).start()
        cls.addClassCleanup(cls.daemon.stop)
        cls.port = free_port()
        pem, key = os.path.join(cls.folder, "chat.pem"), os.path.join(cls.folder, "chat.key")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=boutique.relais.example",
             "-addext", "subjectAltName=DNS:boutique.relais.example", "-keyout", key, "-out", pem],
            check=True, capture_output=True)
        with open(os.path.join(cls.folder, "both.pem"), "wb") as both:
            for name in (pem, key):
                with open(name, "rb") as file:
                    both.write(file.read())
        cls.trust = ssl.create_default_context(cafile=pem)
        arguments = cls.configure(pem, key)
        cls.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        cls.addClassCleanup(cls.end)
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", cls.port), timeout=1).close()
            except OSError:
                if cls.process.poll() is not None or time.monotonic() > deadline:
                    raise AssertionError(cls.process.stderr.read().decode()) from None
                time.sleep(0.02)

    @classmethod
    def end(cls):
        cls.process.terminate()
        cls.process.wait(PATIENCE)
        cls.process.stderr.close()

    @classmethod
    def shipped(cls, name, *changes):
        """The shipped file with the test's ports and paths; each change must find something to change."""
        with open(os.path.join(ROOT, "scripts", "proxies", name), encoding="utf-8") as file:
            text = file.read()
        for old, new in changes:
            if not re.search(old, text):
                raise AssertionError(f"{name} lacks {old}")
            text = re.sub(old, new, text)
        return text

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        secure = self.trust.wrap_socket(plain, server_hostname="boutique.relais.example")
        self.addCleanup(secure.close)
        return secure

    def get(self, path, fields=""):
        connection = self.connect()
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: boutique.relais.example\r\nConnection: close\r\n{fields}\r\n".encode())
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except ssl.SSLEOFError:
            pass
        return answer

    def upgrade(self, fields):
        connection = self.connect()
        connection.sendall(f"GET /socket HTTP/1.1\r\nHost: boutique.relais.example\r\n{UPGRADE}{fields}\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            piece = connection.recv(4096)
            if not piece:
                break
            answer += piece
        return connection, answer

    def test_pages_come_with_their_policy(self):
        page = self.get("/")
        self.assertTrue(page.startswith(b"HTTP/1.1 200"), page[:80])
        self.assertIn(b"content-security-policy: default-src 'none'", page.lower())
        self.assertIn(b"boutique Relais", page)
        small = self.get("/widget/app.js", "Accept-Encoding: gzip\r\n")
        self.assertIn(b"content-encoding: gzip", small.lower())

    def test_the_socket_goes_through(self):
        connection, answer = self.upgrade("Origin: https://boutique.relais.example\r\n")
        self.assertTrue(answer.startswith(b"HTTP/1.1 101"), answer)
        hello = b'{"type":"hello","v":[1],"role":"customer"}'
        connection.sendall(b"\x81" + bytes([0x80 | len(hello)]) + b"\0\0\0\0" + hello)
        self.assertIn(b'"type":"hello"', connection.recv(4096))
        _, refused = self.upgrade("Origin: https://evil.example\r\n")
        self.assertTrue(refused.startswith(b"HTTP/1.1 403"), refused)

    def test_health_is_for_the_machine_itself(self):
        # From this machine; a stranger's address the test cannot have.
        self.assertIn(b"ready", self.get("/health"))

    def test_an_address_the_client_wrote_himself_is_not_believed(self):
        """With it he would be a stranger, whom the daemon lets in from listed origins only; loopback may use its own."""
        for fields in ("", "X-Forwarded-For: 203.0.113.7\r\n", "X-Forwarded-For: 203.0.113.7, 198.51.100.1\r\n"):
            _, answer = self.upgrade(f"Origin: http://localhost\r\n{fields}")
            self.assertTrue(answer.startswith(b"HTTP/1.1 101"), (fields, answer))

    def test_the_daemon_believes_what_the_proxy_says(self):
        """Straight to the daemon, as the proxy would: a stranger is no local page."""
        for forwarded, status in ((None, b"403"), ("203.0.113.7", b"403"), ("127.0.0.1", b"101"), ("10.0.0.1, 203.0.113.7", b"403")):
            with socket.create_connection(("127.0.0.1", self.daemon.http_port), timeout=PATIENCE) as connection:
                field = f"X-Forwarded-For: {forwarded}\r\n" if forwarded else ""
                connection.sendall(
                    f"GET / HTTP/1.1\r\nHost: localhost\r\n{UPGRADE}Origin: http://localhost\r\n{field}\r\n".encode())
                self.assertEqual(connection.recv(4096)[9:12], status, forwarded)


class NginxTest(BehindAProxy, unittest.TestCase):
    program = "nginx"

    @classmethod
    def configure(cls, pem, key):
        site = cls.shipped(
            "nginx.conf", (r"127\.0\.0\.1:7880", f"127.0.0.1:{cls.daemon.http_port}"), (r"listen 443 ssl", f"listen 127.0.0.1:{cls.port} ssl"),
            (r"\n.*listen \[::\]:443 ssl;", ""), (r"/etc/ssl/certs/chat.example.pem", pem), (r"/etc/ssl/private/chat.example.key", key),
            (r"chat\.example;", "boutique.relais.example;"))
        folder = cls.folder
        paths = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        path = os.path.join(folder, "nginx.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"daemon off; pid {folder}/pid; error_log stderr; worker_processes 1;\nevents {{}}\n"
                       f"http {{ access_log off;\n{paths}types {{ text/html html; }}\n{site}\n}}\n")
        return ["nginx", "-p", folder, "-c", path]


class HAProxyTest(BehindAProxy, unittest.TestCase):
    program = "haproxy"

    @classmethod
    def configure(cls, pem, key):
        path = os.path.join(cls.folder, "haproxy.cfg")
        with open(path, "w", encoding="utf-8") as file:
            file.write(cls.shipped(
                "haproxy.cfg", (r"127\.0\.0\.1:7880", f"127.0.0.1:{cls.daemon.http_port}"), (r"bind :443", f"bind 127.0.0.1:{cls.port}"),
                (r"/etc/haproxy/chat.example.pem", os.path.join(cls.folder, "both.pem"))))
        return ["haproxy", "-db", "-f", path]


if __name__ == "__main__":
    unittest.main()
