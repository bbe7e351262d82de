"""A run in a terminal as a person has it: keys, the terminal as it was afterwards, the background."""

import contextlib
import fcntl
import os
import pathlib
import pty
import select
import signal
import sqlite3
import struct
import subprocess
import termios
import time

from house import BIN, LONG, house

EBB = str(BIN / "ebb")


class Terminal:
    """`ebb run --headless` on a pty of its own, ended when the test ends."""

    def __init__(self, runtime, *words, **environment):
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm", **environment)
            os.execv(EBB, [EBB, "run", "--headless", "--sensor", "sim:calm", "--runtime",
                           str(runtime), *map(str, words)])
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.end)

    def read(self):
        """False when the other side is closed."""
        ready, _, _ = select.select([self.end], [], [], LONG)
        assert ready, self.seen[-500:]
        try:
            more = os.read(self.end, 65536)
        except OSError:
            more = b""
        self.seen += more.decode(errors="replace")
        return bool(more)

    def until(self, words):
        """Reads on from here until the words come."""
        self.seen = ""
        while words not in self.seen:
            assert self.read(), (words, self.seen[-500:])

    def type(self, keys):
        os.write(self.end, keys)

    def status(self):
        while self.read():
            pass
        _, state = os.waitpid(self.pid, 0)
        self.pid = None
        return os.waitstatus_to_exitcode(state)

    def echoes(self):
        return bool(termios.tcgetattr(self.end)[3] & termios.ECHO)


def blocks(pid, descriptor):
    flags = pathlib.Path(f"/proc/{pid}/fdinfo/{descriptor}").read_text().split("flags:")[1].split()[0]
    return not int(flags, 8) & os.O_NONBLOCK


with house() as folder:
    # Two frightened Escs stop, the terminal is as it was, and no figure is told.
    with Terminal(folder / "a") as terminal:
        terminal.until("Esc stop")
        assert not terminal.echoes()
        assert all(blocks(terminal.pid, standard) for standard in (0, 1, 2))
        terminal.type(b"\x1b\x1b")
        terminal.until("That was enough")
        assert terminal.status() == 0
        assert terminal.seen.endswith("\x1b[?25h"), terminal.seen[-200:]
        assert terminal.echoes()

    # E struck again and again is one wish; a recorded run keeps its end, whatever ended it.
    record = folder / "evening.ebb"
    with Terminal(folder / "b", "--record", record, NO_COLOR="1") as terminal:
        terminal.until("Esc stop")
        terminal.type(b"eee")
        terminal.until("We can ease right off.")
        assert "\x1b[38" not in terminal.seen
        os.kill(terminal.pid, signal.SIGHUP)
        assert terminal.status() == 0
    with contextlib.closing(sqlite3.connect(record)) as session:
        told = [what for what, in session.execute("SELECT what FROM practice ORDER BY seq")]
    assert told[-1] == "ended early" and told.count("eased off") == 1 and "came back" not in told, told

    # Behind a pipe, plain lines and nobody who could press a key.
    piped = subprocess.run([EBB, "run", "--headless", "--seconds", "1.5", "--sensor", "sim:calm",
                            "--runtime", str(folder / "c")], stdout=subprocess.PIPE, text=True,
                           stdin=subprocess.DEVNULL, timeout=LONG, check=True)
    assert "\x1b" not in piped.stdout and "simulated" in piped.stdout, piped.stdout

    # A job in the background is not stopped for asking for the keyboard.
    script = (f"set -m; {EBB} run --headless --seconds 1.5 --sensor sim:calm "
              f"--runtime {folder / 'd'} & wait $!; echo over $?")
    pid, end = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execv("/bin/bash", ["bash", "-c", script])
    seen, latest = "", time.monotonic() + LONG
    while "over" not in seen and time.monotonic() < latest:
        if select.select([end], [], [], 1.0)[0]:
            seen += os.read(end, 65536).decode(errors="replace")
    os.close(end)
    os.waitpid(pid, 0)
    assert "over 0" in seen, seen[-500:]
