"""A bus of its own with BlueZ played on it, and straps to wear, for the Bluetooth tests."""

import asyncio
import contextlib
import os
import pathlib
import select
import struct
import subprocess
import sys
import threading
import time

from house import SKIPPED, Program, messages

try:
    import dbus
    import dbusmock  # noqa: F401  (played in a process of its own)
except ImportError:
    print("skipped: python3-dbusmock is not there (scripts/install run test)")
    sys.exit(SKIPPED)

HEART_RATE = "0000180d-0000-1000-8000-00805f9b34fb"
MEASUREMENT = "00002a37-0000-1000-8000-00805f9b34fb"
LOCATION = "00002a38-0000-1000-8000-00805f9b34fb"
BATTERY = "0000180f-0000-1000-8000-00805f9b34fb"
BATTERY_LEVEL = "00002a19-0000-1000-8000-00805f9b34fb"
POLAR = "fb005c80-02e7-f387-1cad-8acd2d8df0c8"
POLAR_CONTROL = "fb005c81-02e7-f387-1cad-8acd2d8df0c8"
POLAR_DATA = "fb005c82-02e7-f387-1cad-8acd2d8df0c8"
NORDIC_UART = "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
LONG = 30.0  # seconds: far more than anything here takes
GO_DIRECT = "d91714ef-28b9-4f91-ba16-f0d9a604f112"

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={folder}/bus</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>"""


def until(true, what, seconds=LONG):
    """Waits for something to become true, with a generous bound."""
    bound = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < bound, what
        select.select([], [], [], 0.01)
    return found


@contextlib.contextmanager
def private_bus(folder):
    """A system bus that is nobody else's; programs started within find it by the environment."""
    config = pathlib.Path(folder) / "bus.conf"
    config.write_text(BUS_CONFIG.format(folder=folder))
    address = f"unix:path={folder}/bus"
    daemon = subprocess.Popen(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"],
                              stderr=subprocess.DEVNULL)
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = address
    try:
        until(lambda: (pathlib.Path(folder) / "bus").exists(), "the bus did not start")
        yield address
    finally:
        daemon.kill()
        daemon.wait()


class Bluez:
    """The service, played; everything that a test does to it."""

    def __init__(self, address, adapters=("hci0",), powered=True):
        mock = pathlib.Path(__file__).with_name("bluez_mock.py")
        self.process = subprocess.Popen([sys.executable, "-m", "dbusmock", "--system", "-t", str(mock)],
                                        stdout=subprocess.DEVNULL)
        self.bus = dbus.bus.BusConnection(address)
        until(lambda: self.bus.name_has_owner("org.bluez"), "BlueZ did not start")
        self.strap = dbus.Interface(self.bus.get_object("org.bluez", "/", introspect=False), "org.ebb.Strap")
        for adapter in adapters:
            self.strap.AddAdapter(adapter, powered)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.bus.close()

    def of(self, path, interface):
        """A property interface of one of its objects, or nothing."""
        at = dbus.Interface(self.bus.get_object("org.bluez", path, introspect=False), dbus.PROPERTIES_IFACE)
        with contextlib.suppress(dbus.DBusException):
            return at.GetAll(interface)
        return {}

    def is_connected(self, strap):
        return bool(self.of(strap.path, "org.bluez.Device1").get("Connected", False))

    def scans(self):
        """How often somebody began to scan."""
        return int(self.strap.Scans())

    def emit_wild(self, about):
        """Signals as a hostile service might send them: other types, other shapes, far too much."""
        self.strap.EmitWild(about)


class Strap:
    """A strap of the played BlueZ."""

    def __init__(self, bluez, address, name, services=(HEART_RATE,), adapter="hci0", rssi=-60, battery=80):
        self.bluez = bluez.strap
        self.address = address
        self.path = str(self.bluez.AddStrap(adapter, address, name, dbus.Array(services, signature="s"),
                                            dbus.Int16(rssi), dbus.Int32(battery)))

    def characteristic(self, name, uuid, flags=("notify",), value=b""):
        self.bluez.AddCharacteristic(self.path, name, uuid, dbus.Array(flags, signature="s"),
                                     dbus.Array(value, signature="y"))
        return f"{self.path}/{name}"

    def heart_rate(self, flags=("notify",)):
        self.bluez.AddService(self.path, "service0010", HEART_RATE)
        self.beats = self.characteristic("service0010/char0011", MEASUREMENT, flags)
        self.characteristic("service0010/char0013", LOCATION, ["read"], b"\x01")
        return self

    def wear(self, worn=True):
        self.bluez.Wear(self.path, worn)
        return self

    def tell(self, characteristic, value):
        return bool(self.bluez.Tell(characteristic, dbus.Array(value, signature="y")))

    def beat(self, *raw, rate=60):
        """A Heart Rate Measurement with these intervals (1/1024 s)."""
        return self.tell(self.beats, bytes([0x16, rate]) + struct.pack(f"<{len(raw)}H", *raw))

    def is_heard(self):
        """Whether somebody subscribed, and how."""
        return str(self.bluez.Way(self.beats))


class Viewer:
    """Hears a service's feed beside the test: every event, and the newest snapshot."""

    def __init__(self, runtime, service):
        self.events = []
        self.snapshot = {"sources": []}
        self.thread = threading.Thread(target=lambda: asyncio.run(self.listen(runtime, service)), daemon=True)
        self.thread.start()

    async def listen(self, runtime, service):
        async for message in messages(runtime, service):
            if message["type"] == "snapshot":
                self.snapshot = message
            else:
                self.events.append(message)

    def intervals(self):
        """Those of the beats so far, as the strap counts them."""
        return [round(event["interval_ms"] * 1.024) for event in self.events
                if event["type"] == "beat" and "interval_ms" in event]

    def next_snapshot(self):
        seen = self.snapshot
        until(lambda: self.snapshot is not seen, "the feed is silent")

    def source(self, number=0):
        """What is shown of a sensor; nothing yet when it is not."""
        sources = self.snapshot["sources"]
        return sources[number] if number < len(sources) else {}

    def wait_for(self, state, number=0, note=""):
        until(lambda: self.source(number).get("state") == state and note in self.source(number).get("note", ""),
              f"not {state} with {note!r}")
        return self.source(number)


@contextlib.contextmanager
def serving(folder, *sensors):
    """`ebb serve` with these sensors, and somebody who watches its feed."""
    words = [word for sensor in sensors for word in ("--sensor", sensor)]
    with Program("ebb", "serve", *words, "--runtime", pathlib.Path(folder) / "run") as ebb:
        yield ebb, Viewer(pathlib.Path(folder) / "run", ebb)
        out, errors, status = ebb.end()
        assert status == 0, (status, out, errors)
