"""A session goes out in every form and comes in again, is printed, put away, brought back and deleted
for good, all by `ebb` itself. The EDF+ is read here by a reader of the published specification."""

import contextlib
import json
import math
import os
import pathlib
import pwd
import sqlite3
import subprocess
import sys
import tempfile

from edf import read_edf

EBB = pathlib.Path(sys.argv[1]) / "ebb"
SOURCE = pathlib.Path(sys.argv[2])
NAMES = ["Tuesday A", "mentioned sister", "felt warmer", "not this one", "drizzle", "still sad",
         "Polar H10 7E1A2B3C", "ble:C4:7E:1A", "2026", "c0ffee00c0ffee00", "for Thursday"]
JOURNAL_ID = 0x4562624a
NEVER = ["therapy", "treatment", "vagal", "nervous system", "reduces", "cortisol", "proven",
         "abnormal", "normal", "score", "better", "worse", "improve", "detect", "deep breath"]


def ebb(*words, status=0, answer=None):
    done = subprocess.run([EBB, *map(str, words)], capture_output=True, text=True, timeout=120,
                          input=answer)
    assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
    return done.stderr if status else done.stdout


def an_evening(folder):
    """Tables as `export --as csv` writes them: rest, a guided stretch, and a heart that comes down."""
    rows = ["time_s,interval_ms,verdict,lag_ms"]
    now = 0.0
    while now < 780.0:
        level = 62.0 + (16.0 * math.exp(-max(0.0, now - 360.0) / 60.0) if now > 60.0 else 8.0)
        rate = level + 3.0 * math.sin(2.0 * math.pi * now / (8.0 if 60 < now < 360 else 5.0))
        now += 60.0 / rate
        rows.append(f"{now:.6f},{60000.0 / rate:.3f},{'ectopic' if len(rows) % 60 == 0 else 'normal'},0")
    breaths = ["start_s,period_s,in_breath_s,depth,quality,origin"]
    cues = ["time_s,practice,what,step,per_minute", "60,kind-pause,began,,",
            "60,kind-pause,step,notice,", "180,kind-pause,step,belonging,",
            "270,kind-pause,step,kindness,"]
    now = 0.0
    while now < 770.0:
        guided = 60.0 <= now < 360.0
        period = 8.0 if guided else 5.0
        breaths.append(f"{now:.6f},{period},{0.4 * period},1,0.9,respiration")
        if guided:
            cues.append(f"{now:.6f},kind-pause,cue in,notice,{60.0 / period}")
            cues.append(f"{now + 0.4 * period:.6f},kind-pause,cue out,notice,{60.0 / period}")
        now += period
    cues.append("360,kind-pause,ended,,")
    tables = {
        "session.csv": "key,value\nid,c0ffee00c0ffee00\nlabel,Tuesday A\n"
                       "started_unix_ms,1795372200000\nutc_offset_min,60\nlength_s,780\n"
                       "practice,kind-pause\nsoftware,ebb 0.1.0\nfinished,yes\n"
                       "agreed_note,for Thursday\n",
        "sensors.csv": "number,name,protocol,named,address,simulated,can_tell\n"
                       '0,Polar H10 7E1A2B3C,ble-heart-rate,,ble:C4:7E:1A,no,"interval,respiration"\n',
        "beats.csv": "\n".join(rows) + "\n",
        "breaths.csv": "\n".join(breaths) + "\n",
        "practice.csv": "\n".join(cues) + "\n",
        "marks.csv": "time_s,label,hidden,whose,id\n150.5,mentioned sister,no,therapist,aaaa0001\n"
                     "200,not this one,yes,person,aaaa0003\n420,felt warmer,no,person,aaaa0002\n",
        "words.csv": "time_s,kind,text,practice,step,whose,together,starred,id\n"
                     "5,weather,drizzle,,,person,yes,no,bbbb0001\n"
                     '770,note,"shoulders a bit lower; still sad",,,person,yes,no,bbbb0002\n'
                     "772,note,keep this one to myself,,,person,no,no,bbbb0003\n"}
    folder.mkdir()
    for name, text in tables.items():
        (folder / name).write_text(text)


def check_edf(file):
    edf = read_edf(file)
    assert edf["start"] == "22.11.2619.30.00", edf["start"]
    assert "Startdate 22-NOV-2026" in edf["recording"]
    heart = edf["signals"]["Heart rate"]
    assert len(heart) in (780, 781) and edf["units"]["Heart rate"] == "/min"
    assert abs(heart[30] - 70.0) < 2.0 and abs(heart[700] - 62.0) < 2.0, (heart[30], heart[700])
    assert abs(edf["signals"]["Breathing rate"][200] - 7.5) < 0.01
    texts = [text for _, _, text in edf["notes"]]
    assert "step: kindness" in texts and "mark: mentioned sister" in texts
    assert not any("not this one" in text for text in texts), "a hidden mark stays"
    beats = [onset for onset, _, text in edf["notes"] if text.startswith("beat")]
    assert len(beats) > 800 and beats == sorted(beats)
    assert [length for _, length, text in edf["notes"] if text == "breath"][0] == 5.0


def check_page(place, out, name, width, *more):
    pdf = out / (name + ".pdf")
    ebb("report", "c0ffee", "--to", pdf, "--folder", place, *more)
    info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in info and width in info and "CreationDate" not in info, info
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
    for line in fonts.splitlines()[2:]:
        assert line.split()[-5] == "yes", "embedded: " + line
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True,
                          check=True).stdout
    flat = " ".join(text.split())
    for said in ["A kind pause", "drizzle", "shoulders a bit lower", "mentioned sister",
                 "Estimated from a consumer sensor", "Clear signal"]:
        assert said in flat, (said, flat)
    for kept in ["keep this one to myself", "not this one", "Polar", "for Thursday"]:
        assert kept not in flat, kept
    purpose = flat[flat.index("A free companion"):flat.index("emergencies.") + 12]
    assert purpose in " ".join((SOURCE / "README.md").read_text().split()), purpose
    # The purpose says what it does not do; the rest says no such word at all.
    for word in NEVER:
        assert word not in flat.replace(purpose, "").lower(), word
    return flat


def write_journal(folder):
    """As src/archive/journal.cpp makes it: one entry of the session, one of none."""
    with contextlib.closing(sqlite3.connect(folder / "journal.db")) as journal, journal:
        journal.executescript(
            "CREATE TABLE entries(id TEXT PRIMARY KEY, written_ms INTEGER NOT NULL,"
            " utc_offset_min INTEGER NOT NULL, text TEXT NOT NULL, session TEXT NOT NULL,"
            " bring INTEGER NOT NULL, together INTEGER NOT NULL, starred INTEGER NOT NULL)"
            f" WITHOUT ROWID; PRAGMA application_id={JOURNAL_ID}; PRAGMA user_version=1;")
        for number, text, session in [(1, "lighter in the jaw", "c0ffee00c0ffee00"),
                                      (2, "a walk", "")]:
            journal.execute("INSERT INTO entries VALUES(?,1795372200000,60,?,?,0,0,0)",
                            (f"{number:016x}", text, session))


GONE = [name for name in NAMES if name != "2026"] + ["aaaa0001", "bbbb0003",
                                                     "keep this one to myself", "a picture of it"]


def prepare_to_be_searched(place):
    """It stands wherever a session may stand: in the index, in a log that was left behind, and
    beside it as somebody's picture of it."""
    ebb("sessions", "list", "--folder", place)
    assert b"Tuesday A" in (place / "index.db").read_bytes()
    (place / "thumbnails").mkdir(exist_ok=True)
    (place / "thumbnails" / "c0ffee00c0ffee00.png").write_text("a picture of it")
    (place.parent / "printed").mkdir(exist_ok=True)
    for page in ["page-c0ffee00c0ffee00.pdf", "page-c0ffee00c0ffee00-2.png"]:
        ebb("report", "c0ffee", "--to", place.parent / "printed" / page, "--folder", place)
    assert "mentioned sister" in all_pages(place.parent)
    left_open = ("import os, sqlite3, sys; session = sqlite3.connect(sys.argv[1]);"
                 "session.execute('PRAGMA journal_mode=WAL');"
                 "session.execute(\"UPDATE marks SET label='mentioned sister' || label\");"
                 "session.commit(); os._exit(0)")
    kept = next(place.glob("*.ebb"))
    subprocess.run([sys.executable, "-c", left_open, kept], check=True)
    assert b"mentioned sister" in pathlib.Path(f"{kept}-wal").read_bytes()
    assert b"lighter in the jaw" in all_bytes(place.parent)


def all_pages(folder):
    return "".join(subprocess.run(["pdftotext", page, "-"], capture_output=True, text=True,
                                  check=True).stdout for page in folder.rglob("*.pdf"))


def all_bytes(folder):
    return b"".join(path.name.encode() + (path.read_bytes() if path.is_file() else b"")
                    for path in folder.rglob("*"))


def whose_and_where(place):
    """What the machine calls the person, and where the session lies."""
    kept = next(place.glob("*.ebb"))
    person = pwd.getpwuid(os.getuid())
    named = [person.pw_name, person.pw_gecos, os.uname().nodename, person.pw_dir]
    return ["quillon", str(kept), kept.name, kept.stem, str(place), str(place.parents[2]),
            place.parents[2].name, *(name for name in named if len(name) > 3)]


def main(scratch):
    home = scratch / "home of quillon"
    os.environ.update(HOME=str(home), USER="quillon", LOGNAME="quillon",
                      XDG_DATA_HOME=str(home / "data"))
    place, out = home / "data/ebb/sessions", scratch / "out"
    out.mkdir()
    an_evening(scratch / "tables")
    ebb("sessions", "import", scratch / "tables", "--folder", place)
    assert oct(next(place.glob("*.ebb")).stat().st_mode)[-3:] == "600"

    def export(form, name, *more, **how):
        return ebb("sessions", "export", "c0ffee", "--as", form, "--to", out / name, "--folder",
                   place, *more, **how)

    export("csv", "tables")
    assert (out / "tables/beats.csv").read_text() != ""
    export("json", "all.json")
    told = json.loads((out / "all.json").read_text())
    assert told["session"]["label"] == "Tuesday A" and len(told["beats"]) > 800
    export("rr", "rr.txt")
    intervals = [float(line) for line in (out / "rr.txt").read_text().splitlines()]
    assert len(intervals) == len(told["beats"]) and all(500 < ms < 1300 for ms in intervals)
    assert "ectopic" in (out / "rr-set-aside.csv").read_text()
    export("edf", "evening.edf")
    check_edf(out / "evening.edf")

    # A26: nothing leaves before it was shown, and nothing that tells whose it is.
    shown = export("names-removed", "never.csv", "--preview")
    assert not (out / "never.csv").exists() and "names removed, not anonymous" in shown
    assert "mentioned sister" in shown, "the labels that stay are shown with their numbers"
    assert "Nothing was done" in export("names-removed", "never.csv", status=2, answer="")
    export("names-removed", "supervision.csv", "--yes")
    leaving = (out / "supervision.csv").read_text()
    assert leaving.startswith("# names removed, not anonymous\n") and "step,,,kindness" in leaving
    for name in NAMES + whose_and_where(place):
        assert name not in leaving, name
        assert name not in shown or name == "mentioned sister" or name == "felt warmer", name
    export("names-removed", "ticked.csv", "--yes", "--with-label", 2)
    ticked = (out / "ticked.csv").read_text()
    assert "felt warmer" in ticked and "mentioned sister" not in ticked

    # What cannot be done is a sentence, and nothing is written over.
    assert "already" in export("json", "all.json", status=2)
    assert "not known" in export("xml", "x.xml", status=2)
    assert "no such folder" in export("json", "nowhere/x.json", status=2)
    assert "No session" in ebb("sessions", "export", "beef", "--as", "csv", "--to", out / "x",
                               "--folder", place, status=2)

    # And in again: of every form that can be read, a session.
    (out / "2017-01-15 07-12-32.txt").write_text("812\n" * 90)
    incoming = scratch / "incoming"
    lines = ebb("sessions", "import", out / "tables", out / "rr.txt", out / "evening.edf",
                out / "2017-01-15 07-12-32.txt", "--folder", incoming).splitlines()
    assert len(lines) == 4 and "2017-01-15 07:12" in lines[3], lines
    ebb("sessions", "export", "c0ffee", "--as", "csv", "--to", out / "again", "--folder", incoming)
    for table in (out / "tables").iterdir():
        assert table.read_text() == (out / "again" / table.name).read_text(), table.name
    (out / "diary.txt").write_text("dear diary\n")
    before = sorted(incoming.iterdir())
    assert "diary.txt" in ebb("sessions", "import", out / "rr.txt", out / "diary.txt", "--folder",
                              incoming, status=2)
    assert sorted(incoming.iterdir()) == before, "all of them or none"

    # A27: one page, whatever the paper.
    check_page(place, out, "a4", "595.276 x 841.89 pts (A4)")
    letter = check_page(place, out, "letter", "612 x 792 pts (letter)", "--letter", "--no-date")
    assert "November" not in letter
    ebb("report", "c0ffee", "--to", out / "page.png", "--folder", place)
    head = (out / "page.png").read_bytes()[:24]
    assert (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")) == (2480, 3508)
    assert ".pdf or .png" in ebb("report", "c0ffee", "--to", out / "page.doc", "--folder", place,
                                 status=2)
    assert not [left for left in out.iterdir() if left.name.endswith(".part")]

    # A28: put away and back whole, then gone for good.
    kept = next(place.glob("*.ebb")).read_bytes()
    ebb("sessions", "put-away", "c0ffee", "--folder", place)
    assert not list(place.glob("*.ebb"))
    ebb("sessions", "restore", "c0ffee", "--folder", place)
    assert next(place.glob("*.ebb")).read_bytes() == kept
    write_journal(place.parent)
    prepare_to_be_searched(place)
    asked = ebb("sessions", "delete", "c0ffee", "--folder", place, status=2, answer="")
    assert "--yes" in asked and list(place.glob("*.ebb"))
    said = ebb("sessions", "delete", "c0ffee", "--yes", "--folder", place)
    assert "cannot be reached" in said and "Tuesday A" in said and "--keep-journal" in said
    left = all_bytes(place.parent)
    assert not list((place.parent / "printed").iterdir()), "nor what the window printed"
    for gone in GONE + ["lighter in the jaw"]:
        assert gone.encode() not in left, gone
    assert b"a walk" in left, "the journal's other words stay"
    assert (out / "supervision.csv").exists(), "what went out before is not reached"

    # Or its words stay, and belong to no session.
    ebb("sessions", "import", out / "tables", "--folder", place)
    (place.parent / "journal.db").unlink()
    write_journal(place.parent)
    prepare_to_be_searched(place)
    said = ebb("sessions", "delete", "c0ffee", "--yes", "--keep-journal", "--folder", place)
    assert "belongs to no session" in said, said
    left = all_bytes(place.parent)
    assert not list((place.parent / "printed").iterdir()), "nor what the window printed"
    for gone in GONE:
        assert gone.encode() not in left, gone
    with contextlib.closing(sqlite3.connect(place.parent / "journal.db")) as journal:
        kept = journal.execute("SELECT text, session FROM entries ORDER BY text").fetchall()
    assert kept == [("a walk", ""), ("lighter in the jaw", "")], kept


def with_id(source, file, name):
    file.write_bytes(source.read_bytes())
    database = sqlite3.connect(file)
    database.execute("UPDATE about SET value=? WHERE key='id'", (name,))
    database.commit()
    database.close()
    return file


def check_foreign_ids(scratch):
    """An .ebb file says its own id: it may be anything, and reaches no other session."""
    an_evening(scratch / "again")
    place = scratch / "shelf"
    ebb("sessions", "import", scratch / "again", "--folder", place)
    kept = next(place.glob("*.ebb"))
    for name in ["b", "", "../../x", "C0FFEE00C0FFEE00", "c0ffee00c0ffee0"]:
        gift = with_id(kept, scratch / "gift.ebb", name)
        refused = ebb("sessions", "import", gift, "--folder", place, status=2)
        assert "none that Ebb gives" in refused, refused
        assert list(place.glob("*.ebb")) == [kept]
        ebb("sessions", "delete", gift, "--yes", "--folder", place)
        assert not gift.exists() and list(place.glob("*.ebb")) == [kept], name
    gift = with_id(kept, scratch / "gift.ebb", "c0ffee00c0ffee00")
    assert "already" in ebb("sessions", "import", gift, "--folder", place, status=2)
    gift = with_id(kept, scratch / "gift.ebb", "c0ffee00c0ffee01")
    ebb("sessions", "import", gift, "--folder", place)
    ebb("sessions", "list", "--folder", place)
    assert len(list(place.glob("*.ebb"))) == 2
    assert len(list(place.iterdir())) == 2, "a folder that is only looked at is left as it was"


with tempfile.TemporaryDirectory(prefix="ebb-keep-") as name:
    main(pathlib.Path(name))
    check_foreign_ids(pathlib.Path(name))
print("out, in, printed, put away, and gone")
