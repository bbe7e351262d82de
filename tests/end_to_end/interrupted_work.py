"""Ctrl-C in the middle of every kind of export, an import and a replay: the status says so, and there is
nothing half written. The disk stands still until it has been pressed (poor_disk.c is preloaded), or a
bar on a terminal has begun to move. And a file that cannot be read says where, in a sentence, and takes
no other with it."""

import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import time

from house import BIN, LONG, house

STOPPED = 130
HOURS = 3


def ebb(*words, status=0):
    done = subprocess.run([str(BIN / "ebb"), *map(str, words)], capture_output=True, text=True,
                          timeout=LONG)
    assert done.returncode == status, (words, done.returncode, done.stderr)
    return done.stderr if status else done.stdout


class StandingStill:
    """A disk on which nothing goes on, below a folder, until Ctrl-C was pressed."""

    def __init__(self, folder):
        self.library, self.troubles = folder / "poor_disk.so", folder / "troubles"
        self.troubles.mkdir()
        subprocess.run(["cc", "-shared", "-fPIC", "-o", self.library,
                        pathlib.Path(__file__).with_name("poor_disk.c")], check=True)

    def stop(self, disk, *words):
        still, waiting = self.troubles / "still", self.troubles / "waiting"
        still.write_text("")
        environment = {**os.environ, "LD_PRELOAD": str(self.library), "EBB_DISK": str(disk),
                       "EBB_TROUBLE": str(self.troubles),
                       # The checker of addresses wants to be the first of all libraries.
                       "ASAN_OPTIONS": "verify_asan_link_order=0"}
        with subprocess.Popen([str(BIN / "ebb"), *map(str, words)], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, env=environment) as work:
            until = time.monotonic() + LONG
            while not waiting.exists() and work.poll() is None and time.monotonic() < until:
                select.select([], [], [], 0.005)
            work.send_signal(signal.SIGINT)
            still.unlink()
            out, err = work.communicate(timeout=LONG)
        assert waiting.exists(), ("it never wrote", words, err)
        waiting.unlink()
        assert work.returncode == STOPPED, (words, work.returncode, err)
        assert str(disk) not in out and "stopped" in err, ("it is called written", out, err)


def at_a_terminal(*words, stopped_at=None):
    """The percentages that a bar showed there, the status, and all that was printed. Once the bar has
    moved so often Ctrl-C is typed."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(BIN / "ebb", [str(BIN / "ebb"), *map(str, words)])
    shown, percents, typed = b"", [], False
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.05)[0]:
            continue
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
        percents = [int(number) for number in re.findall(rb"\[#*\.*\] +(\d+) %", shown)]
        if stopped_at is not None and len(percents) >= stopped_at and not typed:
            typed = True
            os.write(terminal, b"\x03")
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(terminal)
    return percents, status, shown.decode()


def check_bars(folder):
    """On a session with bytes, of an hour that went by in seconds; and on a night."""
    night, = (folder / "sessions").glob("*.ebb")
    place = folder / "with bytes"
    place.mkdir(mode=0o700)
    session = place / "one.ebb"
    ebb("run", "--headless", "--seconds", 3, "--sensor", "sim:restless?speed=1000", "--record", session)
    before = session.read_bytes()
    percents, status, shown = at_a_terminal("sessions", "replay", session, stopped_at=3)
    assert status == STOPPED and "stopped" in shown and percents[-1] < 100, (percents, status, shown)
    for words in [["replay", session],
                  ["export", session, "--as", "edf", "--to", place / "whole.edf"],
                  ["export", night, "--as", "json", "--to", place / "whole.json"]]:
        percents, status, shown = at_a_terminal("sessions", *words)
        print(f"{' '.join(map(str, words[:1] + words[3:4]))}: a bar that was drawn {len(percents)} times")
        assert status == 0 and percents == sorted(percents), (words, percents, status, shown)
        assert len(set(percents)) >= 5 and percents[0] < 20, (words, percents)
        # While the bytes are decoded too, which is the first half of an EDF+.
        assert any(0 < percent < 50 for percent in percents), (words, percents)
    assert session.read_bytes() == before and not list(place.glob("*-wal"))
    assert sorted(path.name for path in place.iterdir()) == ["one.ebb", "whole.edf", "whole.json"]


def a_long_night(file):
    file.write_text("".join(f"{800 + (i * 37) % 90}\n" for i in range(HOURS * 4300)))


def check_stops(folder):
    place, out = folder / "sessions", folder / "out"
    out.mkdir()
    place.mkdir(mode=0o700)
    disk = StandingStill(folder)
    a_long_night(folder / "night.txt")
    disk.stop(place, "sessions", "import", folder / "night.txt", "--folder", place)
    assert not list(place.iterdir()), "half imported"
    ebb("sessions", "import", folder / "night.txt", "--folder", place)
    session, = place.glob("*.ebb")
    for form, name in [("edf", "a.edf"), ("csv", "tables"), ("json", "a.json"), ("rr", "a.txt"),
                       ("names-removed", "a.csv")]:
        words = ["sessions", "export", session, "--as", form, "--to", out / name, "--yes"]
        disk.stop(out, *words)
        assert not list(out.iterdir()), (form, "half written")
        ebb(*words)
        assert (out / name).exists(), form
        print(f"{form}: stopped, and written when it was said again")
        for path in out.iterdir():
            subprocess.run(["rm", "-r", path], check=True)


def check_sentences(folder):
    place = folder / "shelf"
    place.mkdir(mode=0o700)
    good = folder / "2017-01-15 07-12-32.txt"
    good.write_text("812\n" * 60)
    polar = "Phone timestamp;RR-interval [ms]\n" + "".join(
        f"2021-03-04T18:20:{i // 2:02d}.{i % 2 * 500:03d};{800 + i}\n" for i in range(60))
    broken = {
        # What each app writes, with one thing wrong with it; and what is said of it.
        "elite.txt": ("812\n" * 20 + "eight hundred\n" + "812\n" * 20, ["line 21"]),
        "polar.txt": (polar.replace(";830\n", ";83O\n"), ["line 32", "83O"]),
        "hrv4training.csv": ("date,HR,rMSSD\n2021-03-04,62,41\n2021-03-05,60,44\n",
                             ["line 1", "of intervals"]),
        "logger.csv": ("date,rr,since start\n" + "".join(
            f"2018-04-14 09:02:{i:02d} +0000,{'abc' if i == 20 else 1000},{i}\n" for i in range(60)),
                       ["line 22", "abc"]),
        "cut.edf": ("0       " + " " * 300, ["header"]),
        "letter.txt": ("dear diary\nnothing much\n", ["line 1"]),
        "empty.txt": ("", []),
    }
    for name, (text, said) in broken.items():
        (folder / name).write_text(text)
        sentence = ebb("sessions", "import", good, folder / name, "--folder", place, status=2)
        print(sentence.strip())
        assert str(folder / name) in sentence and sentence.rstrip().endswith("imported."), sentence
        for word in said:
            assert word in sentence, (word, sentence)
        assert not list(place.glob("*")), "one that cannot be read stops them all"
    for name, text in [("polar.txt", polar), ("night.csv", "date,rr\n2021-03-04,812 815 809 " +
                                              "811 " * 60 + "\n")]:
        (folder / name).write_text(text)
        assert "min" in ebb("sessions", "import", folder / name, "--folder", place)


with house() as folder:
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # another test may have the usual one
    check_sentences(folder)
    check_stops(folder)
    check_bars(folder)
