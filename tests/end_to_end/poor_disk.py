"""In the middle of a session the disk is full, takes what is written and then refuses it, can be read
only, or stands still for five seconds; then it is well again. The calls themselves give ENOSPC and
EROFS or do not return (poor_disk.c is preloaded). The service goes on meanwhile, there is at most one
quiet note, what was written is whole, and of what the sensor sent not one byte is missing."""

import asyncio
import contextlib
import json
import os
import pathlib
import socket
import sqlite3
import subprocess

from belt import Belt, breathe, kept_bytes
from house import BIN, LONG, Program, address, house

LASTS = 5.0  # seconds of the session
AFTER = 1.0
# What the note says of each; a disk that only takes its time needs none.
NOTED = {"full": "disk is full", "full-late": "disk I/O error", "read-only": "disk I/O error",
         "still": None}


def show(record):
    shown = subprocess.run([str(BIN / "ebb"), "sessions", "show", str(record), "--json"],
                           capture_output=True, text=True, timeout=LONG)
    return json.loads(shown.stdout)["session"] if shown.returncode == 0 else {"length_s": 0.0}


async def sit_through(at, belt, record, trouble):
    import websockets

    async with websockets.connect(f"ws://127.0.0.1:{at['port']}/feed", max_queue=100_000,
                                  extra_headers={"Authorization": f"Bearer {at['token']}"}) as feed:
        while not record.exists() or (await asyncio.to_thread(show, record))["length_s"] < 1.0:
            await breathe(feed, belt, 0.2)
        trouble.write_text("")
        sent = len(belt.sent)
        snapshots = await breathe(feed, belt, LASTS)
        kept = (await asyncio.to_thread(show, record))["length_s"]
        trouble.unlink()
        assert kept >= 1.0, "what was written before can be read"
        assert snapshots > 20, "the service was held up"
        await breathe(feed, belt, AFTER)
        return snapshots, len(belt.sent) - sent, kept


async def one(folder, preloaded, name):
    disk, troubles, belt = folder / name / "disk", folder / name / "troubles", Belt()
    disk.mkdir(parents=True)
    troubles.mkdir()
    record = disk / "one.ebb"
    with Program("ebb", "serve", "--sensor", belt.place(), "--runtime", folder / name / "run",
                 "--record", record,
                 env={**os.environ, "LD_PRELOAD": str(preloaded), "EBB_DISK": str(disk),
                      "EBB_TROUBLE": str(troubles),
                      # The checker of addresses wants to be the first of all libraries.
                      "ASAN_OPTIONS": "verify_asan_link_order=0"}) as service:
        await asyncio.to_thread(belt.accept)
        at = await asyncio.to_thread(address, folder / name / "run", service)
        snapshots, sent, length = await sit_through(at, belt, record, troubles / name)
        belt.line.shutdown(socket.SHUT_WR)
        assert await asyncio.to_thread(belt.line.recv, 1) == b"", "all of it was taken"
        _, err, status = await asyncio.to_thread(service.end)
    assert status == 0, (name, err)
    notes = err.count("Everything else goes on")
    assert notes == (0 if NOTED[name] is None else 1), (name, err)
    assert NOTED[name] is None or NOTED[name] in err, (name, err)
    kept = kept_bytes(record)
    assert kept == belt.sent, (name, f"{len(belt.sent)} bytes sent, {len(kept)} kept")
    whole = show(record)
    assert whole["finished"] and whole["length_s"] > length + LASTS - 2.0, (name, whole, length)
    with contextlib.closing(sqlite3.connect(record)) as session:
        assert session.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again = subprocess.run([str(BIN / "ebb"), "sessions", "replay", str(record)],
                           capture_output=True, text=True, timeout=LONG)
    assert again.returncode == 0 and "Identical" in again.stdout, (name, again.stdout)
    print(f"{name}: {snapshots} snapshots and {sent} bytes meanwhile, {length:.1f} s on the disk then, "
          f"all {len(kept)} bytes of {whole['length_s']:.1f} s in the end; {err.strip() or 'no note'}")


async def all_at_once(folder, preloaded):
    await asyncio.gather(*(one(folder, preloaded, name) for name in NOTED))


with house() as folder:
    preloaded = folder / "poor_disk.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", preloaded,
                    pathlib.Path(__file__).with_name("poor_disk.c")], check=True)
    asyncio.run(asyncio.wait_for(all_at_once(folder, preloaded), LONG))
