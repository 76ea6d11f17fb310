"""The port a test's daemon was given stays its own between two of its lives, whoever else asks for one meanwhile."""

import socket
import struct
import unittest

from relais_client import held_port

# Of Linux (6.3): the ports a socket may be given unasked, here one alone.
IP_LOCAL_PORT_RANGE = 51


def only(port):
    asking = socket.socket()
    try:
        asking.setsockopt(socket.IPPROTO_IP, IP_LOCAL_PORT_RANGE, struct.pack("I", port << 16 | port))
    except OSError:
        asking.close()
        raise unittest.SkipTest("this kernel cannot narrow the ports a socket is given")
    return asking


class HeldPort(unittest.TestCase):
    def setUp(self):
        self.holder = held_port()
        self.addCleanup(self.holder.close)
        self.port = self.holder.getsockname()[1]
        self.other = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.other.close)

    def life(self):
        """What a daemon does: it names its port, with `SO_REUSEADDR`, and listens."""
        return socket.create_server(("127.0.0.1", self.port))

    def test_nobody_is_given_it_between_two_lives(self):
        self.life().close()
        with only(self.port) as asking, self.assertRaises(OSError):
            asking.bind(("127.0.0.1", 0))
        with only(self.port) as asking, self.assertRaises(OSError):
            asking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asking.bind(("127.0.0.1", 0))
        with only(self.port) as asking, self.assertRaises(OSError):
            asking.connect(self.other.getsockname())
        self.life().close()

    def test_whoever_asks_for_the_dead_daemon_does_not_meet_himself(self):
        with only(self.port) as asking, self.assertRaises(OSError):
            asking.connect(("127.0.0.1", self.port))

    def test_a_port_let_go_is_given_to_the_next(self):
        self.holder.close()
        with only(self.port) as asking:
            asking.connect(self.other.getsockname())
            self.assertEqual(asking.getsockname()[1], self.port)
            # This is how a case stood still: the daemon could not listen any more.
            with self.assertRaises(OSError):
                self.life()
        with only(self.port) as asking:
            asking.connect(("127.0.0.1", self.port))
            self.assertEqual(asking.getsockname(), asking.getpeername())


if __name__ == "__main__":
    unittest.main()
