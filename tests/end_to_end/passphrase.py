"""One folder is locked and another is not, all by `ebb` itself: what lies there in plain is locked, an evening
is kept without the passphrase and survives being killed, nothing is told without it, and it is taken away
again. The folder's bytes are searched at each step."""

import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time

EBB = pathlib.Path(sys.argv[1]) / "ebb"
PERSONAL = [b"marigold", b"Simulated", b"SQLite", b"own-rhythm", b"20"b"26-", b"river stones"]
PATIENCE = 60


class Person:
    """A folder of sessions, and the `ebb` that looks at it."""

    def __init__(self, home):
        self.data = home / "ebb"
        self.sessions = self.data / "sessions"
        self.environment = dict(os.environ, XDG_DATA_HOME=str(home), XDG_RUNTIME_DIR=str(home))

    def ebb(self, *words, status=0, lines=None):
        done = subprocess.run([EBB, *map(str, words)], capture_output=True, text=True, timeout=PATIENCE,
                              input="".join(line + "\n" for line in lines or []), env=self.environment)
        assert done.returncode == status, (words, done.returncode, done.stdout, done.stderr)
        assert status == 0 or done.stderr.startswith("ebb: "), done.stderr
        return done.stderr if status else done.stdout

    def evening(self, label):
        self.ebb("run", "--headless", "--seconds", "2", "--record", "--sensor", "sim:calm", "--label", label)

    def bytes(self):
        files = [file for file in self.data.rglob("*") if file.is_file()]
        return b"".join(file.name.encode() + b"\n" + file.read_bytes() for file in files)

    def tells_nothing(self):
        all_of_it = self.bytes()
        for word in PERSONAL:
            assert word not in all_of_it, word


def killed_evening(person):
    """Ends without a word as soon as something of it is on the disk."""
    before = set(person.sessions.glob("*.ebb"))
    running = subprocess.Popen([EBB, "run", "--headless", "--record", "--sensor", "sim:calm", "--label", "marigold"],
                               env=person.environment, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    log = None
    while not (log and log.exists() and log.stat().st_size > 60_000):
        assert time.monotonic() < until, "nothing was kept"
        new = set(person.sessions.glob("*.ebb")) - before
        log = pathlib.Path(str(new.pop()) + "-wal") if new else None
        time.sleep(0.02)
    running.kill()
    running.wait()
    assert log.exists()


def at_a_terminal(person, answers, *words):
    """What is shown while somebody types there, and whether the terminal echoes again afterwards."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["XDG_DATA_HOME"] = person.environment["XDG_DATA_HOME"]
        os.execv(EBB, [str(EBB), *words])
    shown = b""
    until = time.monotonic() + PATIENCE
    hidden = False
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                more = os.read(terminal, 4096)
            except OSError:
                break
            if not more:
                break
            shown += more
        elif answers and shown.rstrip().endswith(b":") and not termios.tcgetattr(terminal)[3] & termios.ECHO:
            hidden = True
            os.write(terminal, answers.pop(0))
            shown += b"."
    status = os.waitpid(child, 0)[1]
    echoes = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
    os.close(terminal)
    assert hidden, shown
    return shown.decode(), status, echoes


def main():
    with tempfile.TemporaryDirectory() as home:
        first, other = Person(pathlib.Path(home) / "one"), Person(pathlib.Path(home) / "two")
        first.evening("marigold")
        other.evening("cornflower")

        # Nothing happens by a slip.
        assert "characters or more" in first.ebb("passphrase", "set", status=2, lines=["short", "short"])
        assert "not the same" in first.ebb("passphrase", "set", status=2, lines=["river stones", "river stonse"])
        assert "no passphrase here" in first.ebb("passphrase", "remove", status=2)
        assert "nobody can help" in first.ebb("passphrase", "set", lines=["river stones", "river stones"])
        first.tells_nothing()

        # An evening needs no passphrase, even one that is killed.
        first.evening("marigold")
        killed_evening(first)
        first.tells_nothing()

        # A33: one is locked and tells nothing, the other is as it was.
        assert "cornflower" in other.ebb("sessions", "list")
        some_file = next(iter(first.sessions.glob("*.ebb")))
        for words in (["list"], ["show", "any"], ["show", some_file], ["replay", "any"], ["delete", "any", "--yes"],
                      ["export", "any", "--as", "json", "--to", "x.json"]):
            told = first.ebb("sessions", *words, status=2)
            assert "locked" in told and "marigold" not in told, told
        assert "locked" in first.ebb("report", "any", "--to", "x.pdf", status=2)
        assert "not the passphrase" in first.ebb("sessions", "list", "--passphrase-file", "-", status=2,
                                                 lines=["river stone"])
        words = pathlib.Path(home) / "words"
        words.write_text("river stones\nand more\n")
        key = ["--passphrase-file", words]
        listed = first.ebb("sessions", "list", *key)
        assert listed.count("marigold") == 3, listed
        first.tells_nothing()
        oldest = listed.splitlines()[-1].split()[0]
        first.ebb("sessions", "replay", oldest, *key)
        first.ebb("sessions", "delete", oldest, "--yes", *key)
        first.tells_nothing()

        # At a terminal nothing that is typed is shown, and Ctrl-C leaves it as it was.
        shown, status, _ = at_a_terminal(first, [b"wrong words\n", b"river stones\n"], "sessions", "list")
        assert shown.count("marigold") == 2 and "not the passphrase" in shown and "river" not in shown, shown
        shown, status, echoes = at_a_terminal(first, [b"ri\x03"], "sessions", "list")
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT and echoes, (shown, status, echoes)
        assert "marigold" not in shown

        # Another passphrase touches no session.
        before = {file.name: file.read_bytes() for file in first.sessions.glob("*.ebb")}
        first.ebb("passphrase", "change", lines=["river stones", "a dry leaf", "a dry leaf"])
        assert before == {file.name: file.read_bytes() for file in first.sessions.glob("*.ebb")}
        assert "not the passphrase" in first.ebb("sessions", "list", *key, status=2)
        words.write_text("a dry leaf\n")

        # A key file that is damaged or gone has its sentence, and comes back from a copy.
        lock = first.data / "lock.key"
        whole = lock.read_bytes()
        lock.write_bytes(whole[:50] + b"?" + whole[51:])
        assert "damaged" in first.ebb("sessions", "list", *key, status=2)
        lock.unlink()
        assert "key file" in first.ebb("sessions", "list", *key, status=2)
        lock.write_bytes(whole)

        # And it is taken away again.
        first.ebb("passphrase", "remove", *key)
        assert not lock.exists()
        assert first.ebb("sessions", "list").count("marigold") == 2
        print("locked, kept, killed, opened, changed and given back")


main()
