"""F41, A22: words are written in the window after a practice that is recorded, and let go: afterwards
they are nowhere in any folder that the programs could write to. The same keys, but for the choice,
keep the words of another person: there they are found, so the search does find."""

import contextlib
import os
import subprocess

from house import BIN, LONG, Program, address, house

WORDS = "a sombre cobalt lantern"  # of letters that `--keys` takes
KEPT, LET_GO = 2, 4  # how often Tab is pressed until the choice is reached


def keys(tabs):
    """A practice, its end, the journal, the words, the choice."""
    script, at = ["1:space", "2.5:escape", "3.5:j"], 4.0
    for key in [*("space" if letter == " " else letter for letter in WORDS), *["tab"] * tabs, "enter"]:
        at += 0.06 if len(key) == 1 or key == "space" else 0.25
        script.append(f"{at:.2f}:{key}")
    return ",".join(script), at + 1.0


def evening(stack, folder, tabs):
    for name in ["home", "data", "config", "cache", "run", "tmp"]:
        (folder / name).mkdir(mode=0o700, parents=True)
    environment = {**os.environ, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"),
                   "XDG_RUNTIME_DIR": str(folder / "run")}
    for kind in ["data", "config", "cache"]:
        environment[f"XDG_{kind.upper()}_HOME"] = str(folder / kind)
    service = stack.enter_context(
        Program("ebb", "serve", "--sensor", "sim:calm", "--record", env=environment))
    address(folder / "run/ebb", service)
    script, seconds = keys(tabs)
    window = stack.enter_context(
        Program("ebb-visualizer", "--keys", script, "--seconds", f"{seconds:.1f}", "--size", "480x270",
                env=environment))
    return service, window


def end(service, window):
    _, err, status = window.until_over()
    assert status == 0, err
    _, err, status = service.end()
    assert status == 0, err


def places_of(folder, words):
    """Files in whose name or bytes they stand, in any of the ways a text lies in memory."""
    forms = [words.encode(form) for form in ("utf-8", "utf-16-le", "utf-32-le")]
    return [path for path in folder.rglob("*") if path.is_file() and any(
        form in path.name.encode() + path.read_bytes() for form in forms)]


with house() as folder, contextlib.ExitStack() as stack:
    people = {tabs: folder / str(tabs) for tabs in (KEPT, LET_GO)}
    evenings = {tabs: evening(stack, person, tabs) for tabs, person in people.items()}
    for running in evenings.values():
        end(*running)
    kept = places_of(people[KEPT], WORDS)
    assert [path.name for path in kept] == ["journal.db"], kept
    for person in people.values():
        session, = (person / "data/ebb/sessions").glob("*.ebb")
        shown = subprocess.run([BIN / "ebb", "sessions", "show", session, "--json"], check=True,
                               capture_output=True, text=True, timeout=LONG).stdout
        assert '"own-rhythm"' in shown, "a practice was recorded"
    for part in [WORDS, *WORDS.split()[1:]]:
        found = places_of(people[LET_GO], part)
        assert not found, (part, found)
    print("kept words are found, words that were let go are nowhere")
