"""Sessions for scripts/bench, made with the program and the form of docs/session-file.md alone: one of
two hours with an electrocardiogram at 250 Hz beside its beats and breaths, and a shelf of many."""

import csv
import math
import pathlib
import sqlite3
import subprocess
import uuid
import zlib

HOURS = 2
CHUNK_US = 100_000
BLOCK = 160  # chunks


def imported(ebb, folder, name, intervals_ms):
    """A session of these intervals; its file."""
    text = folder / f"{name}.txt"
    text.write_text("".join(f"{ms:.0f}\n" for ms in intervals_ms))
    sessions = folder / "sessions"
    subprocess.run([ebb, "sessions", "import", text, "--folder", sessions], check=True,
                   stdout=subprocess.DEVNULL)
    text.unlink()
    return next(sessions.glob("*.ebb"))


def leb128(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def packed(first, chunks):
    """`raw.packed` of chunks (arrival in us, bytes) of sensor 0, numbered from `first` on."""
    steps = [b - a for a, b in zip([0] + [at for at, _ in chunks], [at for at, _ in chunks])]
    numbers = [len(chunks), first, *[1] * (len(chunks) - 1), *[0] * len(chunks),
               *[2 * step for step in steps], *[len(sent) for _, sent in chunks]]
    return zlib.compress(b"".join(map(leb128, numbers)) + b"".join(sent for _, sent in chunks))


def two_hours(ebb, folder):
    """A simulated calm person's, as a board would have sent it."""
    sent, truth = folder / "sent", folder / "truth"
    subprocess.run([ebb, "simulate", "calm", "--as", "ebb-link", "--kind", "ecg", "--seconds",
                    str(HOURS * 3600), "--to", sent, "--truth", truth], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    rows = list(csv.DictReader(truth.open()))
    beats = [float(row["length_ms"]) for row in rows if row["what"] == "beat"]
    session = imported(ebb, folder, "two hours", [ms for ms in beats if ms > 0.0])
    data = sent.read_bytes()
    count = HOURS * 3600 * 1_000_000 // CHUNK_US
    places = [len(data) * i // count for i in range(count + 1)]
    chunks = [((i + 1) * CHUNK_US, data[places[i]:places[i + 1]]) for i in range(count)]
    with sqlite3.connect(session) as file:
        file.execute("DELETE FROM sensors")
        file.execute("INSERT INTO sensors VALUES (0, 0, 'board', 'ebb-link', 'ebb-link', '', 1, "
                     "'interval,ecg,respiration')")
        file.executemany("INSERT INTO breaths VALUES (?, ?, ?, ?, 0.9, 'respiration')",
                         [(max(0, round(1e6 * float(row["time_s"]))), float(row["length_ms"]) / 1000,
                           0.0, float(row["depth"])) for row in rows if row["what"] == "breath"])
        for first in range(0, count, BLOCK):
            block = chunks[first:first + BLOCK]
            file.execute("INSERT INTO raw VALUES (?, ?, ?, ?, ?)",
                         (first + 1, len(block), block[0][0], block[-1][0], packed(first + 1, block)))
    file.close()
    sent.unlink()
    truth.unlink()
    return session


def shelf(ebb, folder, count):
    """So many sessions of twelve minutes, each a file with an id of its own; the files' MiB."""
    first = imported(ebb, folder, "an evening",
                     [850 + 45 * math.sin(0.534 * i) for i in range(840)])
    whole = first.read_bytes()
    for i in range(count):
        file = first.with_name(f"{i:05}.ebb")
        file.write_bytes(whole)
        file.chmod(0o600)
        session = sqlite3.connect(file)
        session.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; UPDATE about SET "
                              f"value='{uuid.uuid4().hex[:16]}' WHERE key='id'")
        session.close()
    first.unlink()
    return count * len(whole) / 2**20


def persons_folder(home):
    """Where Ebb keeps things when XDG_DATA_HOME is `home`."""
    folder = pathlib.Path(home) / "ebb"
    folder.mkdir(mode=0o700)
    return folder
