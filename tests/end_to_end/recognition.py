"""A serial sensor of each speed of a line, not named by anybody: what `ebb probe` and a running service
make of it. Then one that waits to be asked, with and without consent. Every other kind is recognised
in virtual time by sensors.* and simulation.*; here real processes keep to real listening steps, so
there are few of them, and they come in turn."""

import concurrent.futures
import os
import select
import threading
import tty

from house import Program, collect, house

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


class Cable(threading.Thread):
    """A pty on the way to a device on another one: keeps what the device is told."""

    def __init__(self, device):
        super().__init__(daemon=True)
        self.near, slave = os.openpty()
        tty.setraw(slave)
        self.path, self.slave = os.ttyname(slave), slave
        self.far = os.open(device, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.far)
        self.heard, self.over = b"", threading.Event()

    def run(self):
        while not self.over.is_set():
            ready, _, _ = select.select([self.near, self.far], [], [], 0.01)
            if self.near in ready:
                word = os.read(self.near, 256)
                self.heard += word
                os.write(self.far, word)
            if self.far in ready:
                os.write(self.near, os.read(self.far, 256))


def asked(consent):
    with Program("ebb", "simulate", "--as", "bitalino", "--asleep") as board:
        cable = Cable(board.first_line())
        cable.start()
        with Program("ebb", "probe", cable.path + ("?start=yes" if consent else "")) as probe:
            out, _, status = probe.until_over()
        cable.over.set()
        cable.join()
        return out, status, cable.heard


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
