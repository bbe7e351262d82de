"""For five seconds and more nothing can be written (another program holds the file): the service goes
on meanwhile, and of what a sensor sent not one byte is missing. Then the wave goes out as EDF+ and is read
by another reader."""

import asyncio
import socket
import sqlite3
import subprocess

from belt import Belt, breathe, kept_bytes
from edf import read_edf
from house import BIN, LONG, Program, address, house

STALL = 5.0  # seconds of the session
AFTER = 2.0


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
