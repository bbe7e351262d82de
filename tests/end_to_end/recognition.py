"""A serial sensor of each speed of a line, not named by anybody: what `ebb probe` and a running service
make of it. Then one that waits to be asked, with and without consent. Every other kind is recognised
in virtual time by sensors.* and simulation.*; here real processes keep to real listening steps, so
there are few of them, and they come in turn."""

import concurrent.futures
import os
import select
import subprocess
import threading
import time
import tty

from house import BIN, Program, collect, house

NAMES = ("max3010x", "cms50", "nonin")  # 115200 baud, 19200 with odd parity, 9600


def simulated(name):
    return Program("ebb", "simulate", "--as", name, "--own-speed", "--seed", 3)


def probed():
    """Each of them, one after the other."""
    for name in NAMES:
        with simulated(name) as device, Program("ebb", "probe", device.first_line()) as probe:
            out, err, status = probe.until_over()
        assert status == 0 and out.startswith(f"{name}: "), (name, status, out, err)
        assert f"as={name}" in out, out


def served():
    """All in one service that was told nothing of them."""
    devices = {name: simulated(name) for name in NAMES}
    try:
        with house() as folder:
            words = []
            for device in devices.values():
                words += ["--sensor", f"serial:{device.first_line()}"]
            with Program("ebb", "serve", "--runtime", folder / "run", *words) as service:
                told = {}

                def all_known(message):
                    if message["type"] == "snapshot":
                        for source in message["sources"]:
                            told[source["protocol"]] = source
                    return set(NAMES) <= set(told)

                collect(folder / "run", service, all_known)
                notes = " ".join(source.get("note", "") for source in told.values())
                assert "Next best: " in notes, notes
                service.end()
    finally:
        for device in devices.values():
            device.__exit__()


class Board(threading.Thread):
    """A BITalino that waits: a version when asked for it, frames once started."""

    def __init__(self, frames):
        super().__init__(daemon=True)
        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.path, self.slave = os.ttyname(slave), slave
        self.frames, self.heard, self.over = frames, b"", threading.Event()

    def run(self):
        at = 0
        began = None
        while not self.over.is_set():
            ready, _, _ = select.select([self.master], [], [], 0.01)
            if ready:
                word = os.read(self.master, 256)
                self.heard += word
                if b"\x07" in word:
                    os.write(self.master, b"BITalino_v5.2\n")
                if b"\x3d" in word:
                    began = time.monotonic()
            if began is not None and at < len(self.frames):
                due = int((time.monotonic() - began) * 100) * 4  # 100 frames of four bytes a second
                os.write(self.master, self.frames[at:due])
                at = max(at, due)


def asked(consent):
    with house() as folder:
        file = folder / "frames"
        subprocess.run([BIN / "ebb", "simulate", "--as", "bitalino", "--seconds", "30", "--to", file],
                       check=True, stdout=subprocess.DEVNULL)
        board = Board(file.read_bytes())
        board.start()
        with Program("ebb", "probe", board.path + ("?start=yes" if consent else "")) as probe:
            out, _, status = probe.until_over()
        board.over.set()
        board.join()
        return out, status, board.heard


with concurrent.futures.ThreadPoolExecutor() as together:
    with_consent = together.submit(asked, True)
    without = together.submit(asked, False)
    probed()
    out, status, heard = with_consent.result()
    assert status == 0 and out.startswith("bitalino: "), out
    # Its own question comes first, as it would take the others for orders; it is started as its kind wants.
    assert heard.startswith(bytes.fromhex("07 ff 83 3d")), heard.hex(" ")
    assert b"\x7d" not in heard, heard.hex(" ")
    out, status, heard = without.result()
    assert status == 1 and heard == b"", (out, heard.hex(" "))
served()
print("all recognised")
