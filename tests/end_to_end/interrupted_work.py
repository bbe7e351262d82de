"""Ctrl-C in the middle of an export, an import or a replay: the status says so, and there is nothing
half written; and a file that cannot be read says where, in a sentence, and takes no other with it."""

import os
import select
import signal
import subprocess

from house import BIN, LONG, house

STOPPED = 130
HOURS = 3


def ebb(*words, status=0):
    done = subprocess.run([str(BIN / "ebb"), *map(str, words)], capture_output=True, text=True,
                          timeout=LONG)
    assert done.returncode == status, (words, done.returncode, done.stderr)
    return done.stderr if status else done.stdout


def stop(watched, *words):
    """Ctrl-C as soon as something half written is there, or at once if nothing is ever written."""
    before = set(os.listdir(watched)) if watched else set()
    with subprocess.Popen([str(BIN / "ebb"), *map(str, words)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as work:
        while watched and work.poll() is None and set(os.listdir(watched)) == before:
            select.select([], [], [], 0.001)
        if not watched:
            # It has begun to look at the file when it has opened it.
            while work.poll() is None and not reads(work.pid, words[-1]):
                select.select([], [], [], 0.001)
        work.send_signal(signal.SIGINT)
        out, err = work.communicate(timeout=LONG)
    over = [0, 1] if "replay" in words else [0]  # 1: of an import there are no bytes to replay
    assert work.returncode in [*over, STOPPED], (words, work.returncode, err)
    if work.returncode == STOPPED:
        assert out == "" and "stopped" in err, (out, err)
    return work.returncode == STOPPED


def reads(pid, name):
    try:
        return any(os.readlink(f"/proc/{pid}/fd/{one}").endswith(str(name))
                   for one in os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        return False


def a_long_night(file):
    file.write_text("".join(f"{800 + (i * 37) % 90}\n" for i in range(HOURS * 4300)))


def check_stops(folder):
    place, out = folder / "sessions", folder / "out"
    out.mkdir()
    place.mkdir(mode=0o700)
    a_long_night(folder / "night.txt")
    stopped = [stop(place, "sessions", "import", folder / "night.txt", "--folder", place)
               for _ in range(2)]
    assert any(stopped), "an import was over before it could be stopped"
    left = sorted(path.name for path in place.iterdir())
    assert len(left) == stopped.count(False) and not any("part" in name for name in left), left
    ebb("sessions", "import", folder / "night.txt", "--folder", place)
    session = max(place.glob("*.ebb"), key=lambda path: path.stat().st_mtime)
    for form, name in [("edf", "a.edf"), ("csv", "tables"), ("json", "a.json")]:
        done = [stop(out, "sessions", "export", session, "--as", form, "--to", out / f"{i}-{name}")
                for i in range(2)]
        left = sorted(path.name for path in out.iterdir())
        whole = [f"{i}-{name}" for i, over in enumerate(done) if not over]
        assert left == whole, (form, left, whole)
        print(f"{form}: stopped {sum(done)} of {len(done)} times")
        for path in out.iterdir():
            subprocess.run(["rm", "-r", path], check=True)
    before = session.read_bytes()
    stop(None, "sessions", "replay", session)
    assert session.read_bytes() == before and not list(place.glob("*-wal"))


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
    check_sentences(folder)
    check_stops(folder)
