"""A full disk, a place that cannot be written, a calendar that is set back and a machine that sleeps,
each under a service that keeps a session: at most a quiet note, the practice goes on, and what was
written is whole."""

import asyncio
import contextlib
import json
import os
import pathlib
import resource
import signal
import sqlite3
import subprocess

from house import BIN, LONG, Program, address, house

SMALL = 60_000  # bytes of one file, of a disk that is soon full
FOREVER = resource.RLIM_INFINITY


class Sitting:
    """A practice in which cues come, on a service that keeps it."""

    def __init__(self, folder, name, record, **more):
        self.runtime, self.record = folder / f"run-{name}", record
        self.service = Program("ebb", "serve", "--sensor", "sim:restless", "--runtime", self.runtime,
                               "--record", record, **more)

    @contextlib.asynccontextmanager
    async def feed(self):
        import websockets

        at = await asyncio.to_thread(address, self.runtime, self.service)
        async with websockets.connect(
                f"ws://127.0.0.1:{at['port']}/feed", max_queue=100_000,
                extra_headers={"Authorization": f"Bearer {at['token']}"}) as feed:
            self.lines = feed
            yield self

    async def cues(self, count):
        """So many cues are told by a window, and come back to it: whoever waits for the disk here
        would wait in vain."""
        for number in range(count):
            self.told = getattr(self, "told", 0) + 1
            await self.lines.send(json.dumps(
                {"type": "practice", "t": 1e6, "practice": "own-rhythm", "what": "cue in",
                 "client": "test", "n": self.told}))
            await self.beat()

    async def beat(self):
        async for text in self.lines:
            if json.loads(text)["type"] == "beat":
                return
        raise AssertionError("the feed ended")

    async def until_kept(self, wanted):
        """Waits, beat by beat, for what the file holds; it is read as anybody may read it."""
        for _ in range(60):
            if wanted(kept(self.record)):
                return
            await self.beat()
        raise AssertionError(kept(self.record))

    async def end(self):
        _, err, status = await asyncio.to_thread(self.service.end)
        assert status == 0, err
        return err


def kept(record):
    shown = subprocess.run([str(BIN / "ebb"), "sessions", "show", str(record), "--json"],
                           capture_output=True, text=True, timeout=LONG)
    return json.loads(shown.stdout) if shown.returncode == 0 else {"beats": [], "why": shown.stderr}


def is_whole(record):
    with contextlib.closing(sqlite3.connect(record)) as session:
        assert session.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again = subprocess.run([str(BIN / "ebb"), "sessions", "replay", str(record)],
                           capture_output=True, text=True, timeout=LONG)
    assert again.returncode == 0 and "Identical" in again.stdout, again.stdout


def a_small_disk():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, FOREVER))


async def a_full_disk(folder):
    sitting = Sitting(folder, "full", folder / "full.ebb", preexec_fn=a_small_disk)
    with sitting.service as service:
        async with sitting.feed():
            await sitting.cues(12)
            before = len(kept(sitting.record)["beats"])
            assert before < 10, "the disk was not full"
            resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (FOREVER, FOREVER))
            # There is space again: all that waited is written.
            await sitting.until_kept(lambda session: len(session["beats"]) > 12)
        err = await sitting.end()
    assert err.count("Everything else goes on") == 1, err
    session = kept(sitting.record)
    assert session["session"]["finished"] and len(session["practice"]) >= 12, session["session"]
    is_whole(sitting.record)


async def a_place_that_cannot_be_written(folder):
    """Not by root either."""
    sitting = Sitting(folder, "read-only", pathlib.Path("/sys/kernel/ebb/one.ebb"))
    with sitting.service:
        async with sitting.feed():
            await sitting.cues(6)
        err = await sitting.end()
    assert "/sys/kernel/ebb/one.ebb" in err and err.count("Everything else goes on") == 1, err


async def other_clocks(folder):
    clocks = folder / "other_clocks.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", clocks,
                    pathlib.Path(__file__).with_name("other_clocks.c")], check=True)
    steps, slept = folder / "calendar", folder / "slept"
    sitting = Sitting(folder, "clocks", folder / "clocks.ebb",
                      env={**os.environ, "LD_PRELOAD": str(clocks), "EBB_SLEPT": str(slept),
                           "EBB_CALENDAR_STEPS": str(steps),
                           # The checker of addresses wants to be the first of all libraries.
                           "ASAN_OPTIONS": "verify_asan_link_order=0"})
    with sitting.service:
        async with sitting.feed():
            await sitting.cues(3)
            steps.write_text("")
            await sitting.cues(3)
            slept.write_text("")
            await sitting.until_kept(lambda session: session.get("gaps"))
            await sitting.cues(3)
        err = await sitting.end()
    assert "keep" not in err, err
    session = kept(sitting.record)
    assert [round(gap["length_s"]) for gap in session["gaps"]] == [3600], session["gaps"]
    times = [beat["time_s"] for beat in session["beats"]]
    assert times == sorted(times) and times[0] > -2.0 and len(times) >= 9, times
    assert times[-1] - 2.0 < session["session"]["length_s"] < 60.0, session["session"]
    assert max(b - a for a, b in zip(times, times[1:])) < 10.0, "no jump of a day or an hour"
    is_whole(sitting.record)


async def all_at_once(folder):
    await asyncio.gather(a_full_disk(folder), a_place_that_cannot_be_written(folder),
                         other_clocks(folder))


with house() as folder:
    asyncio.run(asyncio.wait_for(all_at_once(folder), LONG))
    print("a full disk, no disk, other clocks: kept, or said so")
