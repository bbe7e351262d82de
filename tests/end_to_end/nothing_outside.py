"""Nothing is written outside the data folder: strace follows a run and a service that are kept,
everything that can be done with what was kept, a passphrase, and the window, in which words are kept
and pages printed. Each file that any of them opens to write, makes, renames or links lies in the data
folder or the runtime folder, or is what the person named. The graphics driver keeps its shaders in
the cache folder, as it does for every program."""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor

from house import BIN, LONG, house, skip_without_strace

CALLS = ("open,openat,openat2,creat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink,"
         "symlinkat,mknod,mknodat,truncate")
STRACE = ["strace", "-f", "-qq", "-y", "-s", "4096", "-e", f"trace={CALLS}", "-e",
          "status=successful"]
# One argument that is a path, behind the folder it counts from if it is told.
PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"')


class Watched:
    """Programs with folders of their own, and every path that they wrote to."""

    def __init__(self, folder):
        self.folder, self.paths, self.runs = folder, set(), 0
        folder.mkdir(mode=0o700)
        for name in ["home", "data", "config", "cache", "run", "tmp", "out", "trace"]:
            (folder / name).mkdir(mode=0o700)
        self.environment = {**os.environ, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"),
                            "XDG_RUNTIME_DIR": str(folder / "run"),
                            # Who is watched cannot look for leaks.
                            "ASAN_OPTIONS": "detect_leaks=0"}
        for kind in ["data", "config", "cache"]:
            self.environment[f"XDG_{kind.upper()}_HOME"] = str(folder / kind)

    def run(self, program, *words, on=(), lines=()):
        self.runs += 1
        trace = self.folder / "trace" / str(self.runs)
        done = subprocess.run([*on, *STRACE, "-o", trace, BIN.resolve() / program, *map(str, words)],
                              env=self.environment, cwd=self.folder / "home", capture_output=True,
                              text=True, timeout=LONG, input="".join(line + "\n" for line in lines))
        assert done.returncode == 0, (words, done.stderr)
        for line in trace.read_text(errors="replace").splitlines():
            call = line.split(None, 1)[1]
            if not call.startswith("open") or re.search("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", call):
                for base, path in PATH.findall(call):
                    self.paths.add(os.path.normpath(os.path.join(base or "/", path)))
        return done.stdout

    def ebb(self, *words, **how):
        return self.run("ebb", *words, **how)

    def outside(self, *named):
        fine = [self.folder / "data/ebb", self.folder / "run", *named,
                self.folder / "cache/mesa_shader_cache", self.folder / "cache/fontconfig"]
        return [path for path in sorted(self.paths)
                if not re.match(r"/dev/(null|tty|ptmx|pts/|dri/|snd/|shm/)|/proc/self/", path)
                and not any(path == str(one) or path.startswith(f"{one}/") for one in fine)]


def a_kept_run(watched):
    watched.ebb("run", "--headless", "--seconds", 3, "--sensor", "sim:calm?speed=10", "--record",
                "--label", "Tuesday A")
    kept, = (watched.folder / "data/ebb/sessions").glob("*.ebb")
    return kept.stem[-16:]


def all_that_is_done_with_it(watched, session):
    out = watched.folder / "out"
    for form, name in [("csv", "tables"), ("json", "a.json"), ("rr", "a.txt"), ("edf", "a.edf")]:
        watched.ebb("sessions", "export", session, "--as", form, "--to", out / name)
    watched.ebb("sessions", "export", session, "--as", "names-removed", "--to", out / "b.csv", "--yes")
    watched.ebb("report", session, "--to", out / "a.pdf")
    watched.ebb("report", session, "--to", out / "a.png")
    for name in ["tables", "a.txt", "a.edf"]:
        watched.ebb("sessions", "import", out / name)
    for what in ["show", "replay", "reanalyse", "put-away", "restore"]:
        watched.ebb("sessions", what, session)
    assert "Tuesday A" in watched.ebb("sessions", "list")


def a_service_and_a_passphrase(watched):
    """Kept while it serves; locked, kept on, another passphrase, and in plain again; and a session that
    is gone and comes back from a copy."""
    serve = ["serve", "--seconds", 1.5, "--sensor", "sim:calm", "--record"]
    watched.ebb(*serve, "--label", "Tuesday A")
    kept, = (watched.folder / "data/ebb/sessions").glob("*.ebb")
    copy = shutil.copy(kept, watched.folder / "out")
    watched.ebb("passphrase", "set", lines=["river stones", "river stones"])
    watched.ebb(*serve)
    assert "Tuesday A" in watched.ebb("sessions", "list", "--passphrase-file", "-",
                                      lines=["river stones"])
    watched.ebb("passphrase", "change", lines=["river stones", "a dry leaf", "a dry leaf"])
    watched.ebb("passphrase", "remove", lines=["a dry leaf"])
    watched.ebb("sessions", "delete", kept.stem[-16:], "--yes")
    watched.ebb("sessions", "import", copy)


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
    """A line of the journal gets its star, another is written and kept, and a session is looked at,
    printed and let out without names."""
    folder = watched.folder / "data/ebb"
    a_line_in_the_journal(folder)
    keys = ["j", "down", "down", "*", "up", "enter", *"lamp", "tab", "tab", "enter", "escape", "r",
            "down", "enter", "n", "e", "tab", "down", "enter", "up", "enter"]
    script, at = [], 0.9
    for key in keys:
        script.append(f"{at:.1f}:{key}")
        at += 2.0 if key == "e" else 0.3  # what would leave is read first
    watched.run("ebb-visualizer", "--seconds", at, "--size", "480x270", "--keys", ",".join(script),
                on=["xvfb-run", "-a", "-s", "-screen 0 1280x720x24 -noreset"])
    with contextlib.closing(sqlite3.connect(folder / "journal.db")) as journal:
        assert journal.execute("SELECT text, starred FROM entries ORDER BY text").fetchall() == [
            ("a walk", 1), ("lamp", 0)]
    for what, ending in [("printed", ".pdf"), ("printed", ".png"), ("let-out", ".csv")]:
        assert any(path.suffix == ending for path in (folder / what).iterdir()), (what, ending)


def an_evening(watched):
    session = a_kept_run(watched)
    all_that_is_done_with_it(watched, session)
    the_window(watched)
    watched.ebb("sessions", "delete", session, "--yes")


skip_without_strace(STRACE)
with house() as folder, ThreadPoolExecutor() as at_once:
    for watched, done in [(one, at_once.submit(what, one)) for one, what in [
            (Watched(folder / "one"), an_evening), (Watched(folder / "two"), a_service_and_a_passphrase)]]:
        done.result()
        folder_of = watched.folder
        outside = watched.outside(folder_of / "out")
        assert not outside, outside
        assert len(watched.paths) > 20, "strace saw what was written"
        # What was made for this person is for this person alone.
        for path in [folder_of / "data/ebb", *(folder_of / "data/ebb").rglob("*"),
                     *(folder_of / "out").iterdir()]:
            assert path.stat().st_mode & 0o077 == 0, f"{path} can be read by others"
        print(f"{watched.runs} runs wrote to {len(watched.paths)} paths, none of them elsewhere")
