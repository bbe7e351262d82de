"""Nothing is written outside the data folder: strace follows a run that is kept, everything that can
be done with what was kept, and the window. Each file that any of them opens to write, makes, renames
or links lies in the data folder or the runtime folder, or is what the person named. The graphics
driver keeps its shaders in the cache folder, as it does for every program."""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys

from house import BIN, LONG, SKIPPED, house

CALLS = ("open,openat,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,"
         "symlinkat,mknod,mknodat,truncate")
STRACE = ["strace", "-f", "-qq", "-y", "-s", "4096", "-e", f"trace={CALLS}", "-e",
          "status=successful"]
# One argument that is a path, behind the folder it counts from if it is told.
PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')


def skip_without_strace():
    if not shutil.which("strace"):
        print("skipped: strace is not installed (scripts/packages.txt)")
        sys.exit(SKIPPED)
    if subprocess.run([*STRACE, "true"], stderr=subprocess.DEVNULL).returncode != 0:
        print("skipped: strace may not look at other programs here (ptrace is not permitted)")
        sys.exit(SKIPPED)


class Watched:
    """Programs with folders of their own, and every path that they wrote to."""

    def __init__(self, folder):
        self.folder, self.paths, self.runs = folder, set(), 0
        for name in ["home", "data", "config", "cache", "run", "tmp", "out", "trace"]:
            (folder / name).mkdir(mode=0o700)
        self.environment = {**os.environ, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"),
                            "XDG_RUNTIME_DIR": str(folder / "run"),
                            # Who is watched cannot look for leaks.
                            "ASAN_OPTIONS": "detect_leaks=0"}
        for kind in ["data", "config", "cache"]:
            self.environment[f"XDG_{kind.upper()}_HOME"] = str(folder / kind)

    def run(self, program, *words, on=()):
        self.runs += 1
        trace = self.folder / "trace" / str(self.runs)
        done = subprocess.run([*on, *STRACE, "-o", trace, BIN.resolve() / program, *map(str, words)],
                              env=self.environment, cwd=self.folder / "home", capture_output=True,
                              text=True, timeout=LONG)
        assert done.returncode == 0, (words, done.stderr)
        for line in trace.read_text(errors="replace").splitlines():
            call = line.split(None, 1)[1]
            if not call.startswith("open") or re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", call):
                for base, path in PATH.findall(call):
                    self.paths.add(os.path.normpath(os.path.join(base or "/", path)))
        return done.stdout

    def ebb(self, *words):
        return self.run("ebb", *words)

    def outside(self, *named):
        fine = [self.folder / "data/ebb", self.folder / "run", *named,
                self.folder / "cache/mesa_shader_cache", self.folder / "cache/fontconfig"]
        return [path for path in sorted(self.paths)
                if not re.match(r"/dev/(null|tty|ptmx|pts/|dri/|snd/|shm/)|/proc/self/", path)
                and not any(path == str(one) or path.startswith(f"{one}/") for one in fine)]


def a_kept_run(watched):
    watched.ebb("run", "--headless", "--seconds", 4, "--sensor", "sim:calm", "--record", "--label",
                "Tuesday A")
    kept, = (watched.folder / "data/ebb/sessions").glob("*.ebb")
    return kept.stem[-16:]


def all_that_is_done_with_it(watched, session):
    out = watched.folder / "out"
    for form, name in [("csv", "tables"), ("json", "a.json"), ("rr", "a.txt"), ("edf", "a.edf")]:
        watched.ebb("sessions", "export", session, "--as", form, "--to", out / name)
    watched.ebb("sessions", "export", session, "--as", "names-removed", "--to", out / "b.csv", "--yes")
    watched.ebb("report", session, "--to", out / "a.pdf")
    watched.ebb("report", session, "--to", out / "a.png")
    watched.ebb("sessions", "import", out / "tables")
    for what in ["show", "replay", "reanalyse", "put-away", "restore"]:
        watched.ebb("sessions", what, session)
    assert "Tuesday A" in watched.ebb("sessions", "list")


def a_line_in_the_journal(folder):
    """As src/archive/journal.cpp makes it."""
    with contextlib.closing(sqlite3.connect(folder / "journal.db")) as journal, journal:
        journal.executescript(
            "CREATE TABLE entries(id TEXT PRIMARY KEY, written_ms INTEGER NOT NULL,"
            " utc_offset_min INTEGER NOT NULL, text TEXT NOT NULL, session TEXT NOT NULL,"
            " bring INTEGER NOT NULL, together INTEGER NOT NULL, starred INTEGER NOT NULL)"
            " WITHOUT ROWID; PRAGMA application_id=0x4562624a; PRAGMA user_version=1;")
        journal.execute("INSERT INTO entries VALUES('00000000000000aa',1795372200000,60,'a walk',"
                        "'',0,0,0)")
    (folder / "journal.db").chmod(0o600)


def the_window(watched):
    """A session is looked at, and a line of the journal gets its star."""
    a_line_in_the_journal(watched.folder / "data/ebb")
    keys = "0.9:j,1.4:down,1.8:down,2.2:*,2.6:escape,3.0:r,3.4:down,3.8:enter,4.2:n"
    watched.run("ebb-visualizer", "--seconds", 5, "--size", "480x270", "--keys", keys,
                on=["xvfb-run", "-a"])
    with contextlib.closing(sqlite3.connect(watched.folder / "data/ebb/journal.db")) as journal:
        assert journal.execute("SELECT text, starred FROM entries").fetchall() == [("a walk", 1)]


skip_without_strace()
with house() as folder:
    watched = Watched(folder)
    session = a_kept_run(watched)
    all_that_is_done_with_it(watched, session)
    the_window(watched)
    watched.ebb("sessions", "delete", session, "--yes")
    outside = watched.outside(folder / "out")
    assert not outside, outside
    assert len(watched.paths) > 20, "strace saw what was written"
    # What was made for this person is for this person alone.
    for path in [folder / "data/ebb", *(folder / "data/ebb").rglob("*"), *(folder / "out").iterdir()]:
        assert path.stat().st_mode & 0o077 == 0, f"{path} can be read by others"
    print(f"{watched.runs} runs wrote to {len(watched.paths)} paths, none of them elsewhere")
