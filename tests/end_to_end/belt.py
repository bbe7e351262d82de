"""A belt on a socket of this machine that remembers all it sent, and what a session file holds of it,
read as docs/session-file.md says how bytes lie."""

import contextlib
import json
import math
import select
import socket
import sqlite3
import zlib

from house import LONG


class Packed:
    """A block's numbers, and what is behind them."""

    def __init__(self, packed):
        self.data, self.at = zlib.decompress(packed), 0

    def number(self):
        value, shift = 0, 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def row(self, count):
        return [self.number() for _ in range(count)]

    def rest(self):
        return self.data[self.at:]


def kept_bytes(record):
    """All that the only sensor sent, in order."""
    whole = b""
    with contextlib.closing(sqlite3.connect(record)) as session:
        for chunks, first, last, packed in session.execute(
                "SELECT chunks, first_us, last_us, packed FROM raw ORDER BY seq"):
            block = Packed(packed)
            assert block.number() == chunks
            _order, _sensors, steps, lengths = (block.row(chunks) for _ in range(4))
            assert first + sum((step >> 1) ^ -(step & 1) for step in steps) == last
            assert sum(lengths) == len(block.rest())
            whole += block.rest()
    return whole


class Belt:
    """A belt on a socket of this machine, and all that it ever sent."""

    def __init__(self):
        self.door = socket.create_server(("127.0.0.1", 0))
        self.sent = b""

    def place(self):
        return f"tcp:127.0.0.1:{self.door.getsockname()[1]}?as=text&kind=resp"

    def accept(self):
        assert select.select([self.door], [], [], LONG)[0], "nobody came"
        self.line, _ = self.door.accept()

    def send(self, count):
        first = self.sent.count(b"\n")
        lines = b"".join(b"%.4f\n" % math.sin(0.05 * (first + i)) for i in range(count))
        self.line.sendall(lines)
        self.sent += lines


async def breathe(feed, belt, seconds):
    """Sends with every snapshot for so long on the session's clock; how many snapshots came."""
    began, count = None, 0
    async for text in feed:
        message = json.loads(text)
        if message["type"] != "snapshot":
            continue
        began = message["t"] if began is None else began
        if message["t"] - began >= seconds:
            return count
        belt.send(3)
        count += 1
    raise AssertionError("the feed ended")
