"""A9: the service is killed at random moments, and the session is there, up to about the last
second: SQLite finds it whole, and what is estimated anew from its bytes is what was kept. Some are
killed when blocks of a second are being joined, sixteen at a time. A number after the folders asks for
so many moments instead of a few, a third of them late."""

import contextlib
import json
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import time

from house import BIN, LONG, Program, address, house

MOMENTS = int(sys.argv[3]) if len(sys.argv) > 3 else 12
AT_ONCE = 12
NEWEST = 1.0  # seconds that may be lost, as docs/session-file.md says
OWED = 1.5  # and what a machine with a dozen services on it may owe of that now and then
EARLY = (0.0, 5.0)
# The first blocks are joined after 16 s, the next after another 16.
LATE = (16.0, 40.0) if MOMENTS > AT_ONCE else (16.0, 18.5)
LATE_ONES = AT_ONCE // 3 if MOMENTS > AT_ONCE else 2


def ebb(*words):
    return subprocess.run([str(BIN / "ebb"), *map(str, words)], stdout=subprocess.PIPE, text=True,
                          timeout=LONG)


def one(stack, folder, number):
    record = folder / f"{number}.ebb"
    service = stack.enter_context(
        Program("ebb", "serve", "--sensor", f"sim:restless?seed={number}", "--runtime",
                folder / f"run-{number}", "--record", record))
    return record, service


with house() as folder:
    random.seed(7)
    lost, joined = [], 0
    for first in range(0, MOMENTS, AT_ONCE):
        with contextlib.ExitStack() as stack:
            numbers = range(first, min(first + AT_ONCE, MOMENTS))
            running = [one(stack, folder, number) for number in numbers]
            began = {}
            for number, (record, service) in zip(numbers, running):
                address(folder / f"run-{number}", service)
                began[record] = time.monotonic()
            moments = sorted(
                (time.monotonic() + random.uniform(*(LATE if at < LATE_ONES else EARLY)), record,
                 service) for at, (record, service) in enumerate(running))
            for moment, record, service in moments:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    service.process.wait(max(0.0, moment - time.monotonic()))
                lived = time.monotonic() - began[record]
                service.process.send_signal(signal.SIGKILL)
                service.process.wait(LONG)
                if not record.exists():
                    assert lived < NEWEST + OWED, f"nothing was kept of {lived:.1f} s"
                    lost.append(lived)
                    continue
                assert record.stat().st_mode & 0o777 == 0o600
                shown = ebb("sessions", "show", record, "--json")
                if shown.returncode != 0:
                    assert lived < NEWEST + OWED, f"nothing can be read of {lived:.1f} s"
                    lost.append(lived)
                    continue
                kept = json.loads(shown.stdout)["session"]
                print(f"killed after {lived:.2f} s, kept {kept['length_s']:.2f} s")
                lost.append(lived - kept["length_s"])
                assert kept["length_s"] > lived - NEWEST - OWED and not kept["finished"]
                again = ebb("sessions", "replay", record)
                assert again.returncode == 0 and "Identical" in again.stdout, again.stdout
                with contextlib.closing(sqlite3.connect(record)) as session:
                    assert session.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                    joined += session.execute("SELECT max(last_us - first_us) > 5e6 FROM raw").fetchone()[0]
    print(f"{len(lost)} killed, {joined} of them with joined blocks: {max(lost):.2f} s lost at most,"
          f" {statistics.median(lost):.2f} s by the middle one")
    assert joined >= 1, "no block was joined before a kill"
    assert statistics.median(lost) < NEWEST + OWED / 3, "by the middle one, the newest second"
