"""A33: several people share one account. Each is seen only by whoever says the name, nothing tells who
the others are, and the one who has a passphrase cannot be listed, shown or printed without it."""

import os
import subprocess

from house import BIN, LONG, house

PEOPLE = {"rowan": "marigold", "ines": "cornflower"}  # and the label of their evening


def ebb(folder, *words, status=0, lines=(), program="ebb", **variables):
    done = subprocess.run([BIN / program, *map(str, words)], capture_output=True, text=True, timeout=LONG,
                          input="".join(line + "\n" for line in lines),
                          env={**os.environ, "XDG_DATA_HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
                               **variables})
    assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


with house() as folder:
    for name, label in PEOPLE.items():
        ebb(folder, "run", "--person", name, "--headless", "--seconds", "2", "--record", "--sensor", "sim:calm",
            "--label", label)
    people = folder / "ebb" / "people"
    assert sorted(path.name for path in people.iterdir()) == sorted(PEOPLE)
    for path in [folder / "ebb", people, *people.iterdir()]:
        assert path.stat().st_mode & 0o777 == 0o700, path

    # Whoever says no name sees nobody; whoever says one, only that one. It is said in any place.
    nobody = ebb(folder, "sessions", "list")
    rowan = ebb(folder, "--person", "rowan", "sessions", "list")
    ines = ebb(folder, "sessions", "list", EBB_PERSON="ines")
    for told, seen in [(nobody, set()), (rowan, {"marigold"}), (ines, {"cornflower"})]:
        assert {label for label in PEOPLE.values() if label in told} == seen, told
        assert not any(name in told for name in PEOPLE), told

    # One has a passphrase: the other is as before.
    ebb(folder, "passphrase", "set", "--person", "rowan", lines=["river stones", "river stones"])
    session = next((people / "rowan" / "sessions").glob("*.ebb"))
    for words in (["sessions", "list"], ["sessions", "show", "any"], ["report", "any", "--to", folder / "x.pdf"]):
        told = ebb(folder, *words, "--person", "rowan", status=2)
        assert "locked" in told and "marigold" not in told, told
    told = ebb(folder, "sessions", "show", session, "--person", "ines", status=2)
    assert "marigold" not in told, told
    assert "cornflower" in ebb(folder, "sessions", "list", "--person", "ines")

    # A name that is none, and a program that would go somewhere else for it.
    for program in ("ebb", "ebb-visualizer"):
        words = ["sessions", "list"] if program == "ebb" else []
        assert "name of a folder" in ebb(folder, *words, "--person", "../ines", status=2, program=program)
        assert "EBB_PERSON" in ebb(folder, *words, status=2, program=program, EBB_PERSON="../ines")
print("each sees their own")
