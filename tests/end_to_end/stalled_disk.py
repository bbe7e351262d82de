"""For five seconds and more nothing can be written (another program holds the file): the service goes
on meanwhile, and of what a sensor sent not one byte is missing. The bytes are read here as
docs/session-file.md says how they lie; then the wave goes out as EDF+ and is read by another reader."""

import asyncio
import contextlib
import json
import math
import select
import socket
import sqlite3
import subprocess
import zlib

from edf import read_edf
from house import BIN, LONG, Program, address, house

STALL = 5.0  # seconds of the session
AFTER = 2.0


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


async def stall(at, belt, record):
    import websockets

    async with websockets.connect(f"ws://127.0.0.1:{at['port']}/feed", max_queue=100_000,
                                  extra_headers={"Authorization": f"Bearer {at['token']}"}) as feed:
        while not record.exists() or record.stat().st_size == 0:
            await breathe(feed, belt, 0.2)
        other = sqlite3.connect(record, isolation_level=None, timeout=LONG)
        other.execute("BEGIN IMMEDIATE")  # now no writer gets any further
        before = len(belt.sent)
        snapshots = await breathe(feed, belt, STALL)
        print(f"{snapshots} snapshots and {len(belt.sent) - before} bytes while the disk stood still")
        assert snapshots > 20, "the service was held up"
        other.execute("ROLLBACK")
        other.close()
        await breathe(feed, belt, AFTER)


with house() as folder:
    record, belt = folder / "one.ebb", Belt()
    with Program("ebb", "serve", "--sensor", belt.place(), "--runtime", folder / "run", "--record",
                 record) as service:
        belt.accept()
        asyncio.run(asyncio.wait_for(stall(address(folder / "run", service), belt, record), LONG))
        belt.line.shutdown(socket.SHUT_WR)
        assert belt.line.recv(1) == b"", "all of it was taken when the other end hangs up"
        _, err, status = service.end()
    assert status == 0, err
    assert "Everything else goes on" in err, err
    kept = kept_bytes(record)
    assert kept == belt.sent, f"{len(belt.sent)} bytes sent, {len(kept)} kept"
    print(f"all {len(kept)} bytes are kept")

    # And they go out as a wave of EDF+, sample by sample.
    subprocess.run([BIN / "ebb", "sessions", "export", record, "--as", "edf", "--to",
                    folder / "one.edf"], check=True, timeout=LONG, stdout=subprocess.DEVNULL)
    edf = read_edf(folder / "one.edf")
    wave, least = edf["signals"]["Resp belt"], edf["low"]["Resp belt"]
    told = [value for value in wave if value > least]
    sent = [float(line) for line in belt.sent.split()]
    print(f"{len(told)} of {len(sent)} samples at {edf['rates']['Resp belt']:.2f} a second")
    # A first line may be the end of one, and the session may end within the last.
    assert len(sent) - 3 <= len(told) <= len(sent)
    assert any(all(abs(a - b) < 1e-4 for a, b in zip(told, sent[first:])) for first in (0, 1))
