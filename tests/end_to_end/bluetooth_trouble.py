"""Bluetooth's troubles are sentences that say what to do, and end by themselves when the trouble does."""

from bluez_house import BATTERY, BATTERY_LEVEL, Bluez, Strap, private_bus, serving, until
from house import house

STRAP = ("A0:9E:1A:00:11:22", "Polar H10 0A1B2C3D")


def no_service_then_one(address):
    with house() as folder, serving(folder, "ble:") as (_, view):
        view.wait_for("searching", note="systemctl start bluetooth")
        with Bluez(address) as bluez:
            strap = Strap(bluez, *STRAP).heart_rate().wear()
            view.wait_for("streaming")
            until(strap.is_heard, "not listened to")
        view.wait_for("lost", note="systemctl start bluetooth")


def off_and_on(address):
    with house() as folder, Bluez(address, powered=False) as bluez:
        strap = Strap(bluez, *STRAP).heart_rate().wear()
        with serving(folder, "ble:") as (_, view):
            view.wait_for("searching", note="bluetoothctl power on")
            bluez.strap.Power("hci0", True)
            view.wait_for("streaming")
            until(strap.is_heard, "not listened to")
            bluez.strap.Power("hci0", False)
            view.wait_for("lost", note="switched off")
            bluez.strap.Power("hci0", True)
            view.wait_for("streaming")


def refused(address):
    with house() as folder, Bluez(address, adapters=("hci0", "hci1")) as bluez:
        strap = Strap(bluez, *STRAP, adapter="hci1").heart_rate().wear()
        with serving(folder, "ble:?adapter=hci2") as (_, view):
            view.wait_for("searching", note="no adapter hci2")
        bluez.strap.Refuse("", "StartDiscovery", "org.freedesktop.DBus.Error.AccessDenied")
        with serving(folder, "ble:?adapter=hci1") as (_, view):
            view.wait_for("searching", note="usermod -aG bluetooth")
            bluez.strap.Refuse("", "StartDiscovery", "")
            bluez.strap.Refuse("", "Connect", "org.bluez.Error.AuthenticationFailed")
            view.wait_for("searching", note="wants to be paired first")
            bluez.strap.Refuse("", "Connect", "")
            bluez.strap.Refuse("", "AcquireNotify", "org.bluez.Error.NotPermitted")
            bluez.strap.Refuse("", "StartNotify", "org.bluez.Error.NotPermitted")
            view.wait_for("searching", note="busy with another program")
            bluez.strap.Refuse("", "StartNotify", "")
            view.wait_for("streaming")
            assert strap.is_heard() == "signal"


def what_one_is_refused_another_may_have(address):
    """A strap that a link was refused is not that link's: the other is told why, too."""
    with house() as folder, Bluez(address) as bluez:
        strap = Strap(bluez, *STRAP).heart_rate().wear()
        bluez.strap.Refuse("", "Connect", "org.bluez.Error.AuthenticationFailed")
        with serving(folder, "ble:", "ble:h10") as (_, view):
            for number in (0, 1):
                view.wait_for("searching", number, note="wants to be paired first")
            bluez.strap.Refuse("", "Connect", "")
            until(strap.is_heard, "not listened to")


def goes_while_it_is_asked(address):
    """Its objects vanish between being found and being called."""
    with house() as folder, Bluez(address) as bluez:
        strap = Strap(bluez, *STRAP).heart_rate()
        bluez.strap.Resolve(strap.path, False)
        strap.wear()
        with serving(folder, "ble:") as (_, view):
            until(lambda: bluez.is_connected(strap), "not connected")
            bluez.strap.Forget(strap.path)
            view.wait_for("searching", note="did not say what it offers")
            bluez.strap.Resolve(strap.path, True)
            view.wait_for("streaming")


def is_lost_while_its_battery_is_asked(address):
    """What went on asking for a strap that had gone must not hear the one that comes back."""
    with house() as folder, Bluez(address) as bluez:
        strap = Strap(bluez, *STRAP, battery=-1).heart_rate()
        bluez.strap.AddService(strap.path, "service0020", BATTERY)
        level = strap.characteristic("service0020/char0021", BATTERY_LEVEL, ["read", "notify"], bytes([70]))
        bluez.strap.Hang(level)
        strap.wear()
        with serving(folder, "ble:") as (_, view):
            until(lambda: bluez.strap.IsHanging(level), "its battery was not asked")
            bluez.strap.Refuse(level, "AcquireNotify", "org.bluez.Error.NotPermitted")
            bluez.strap.Refuse(level, "StartNotify", "org.bluez.Error.Failed")
            strap.wear(False)
            until(lambda: bluez.strap.Called(strap.path, "Disconnect"), "it was not noticed that it had gone")
            bluez.strap.GiveUp(level)
            view.wait_for("searching", note="went away while it was being connected")
            assert not bluez.strap.Called(level, "AcquireNotify") and not bluez.strap.Called(level, "StartNotify")
            strap.wear()
            view.wait_for("streaming")
            until(lambda: view.source().get("battery") == 70, f"no battery: {view.source()}")
            until(lambda: bluez.strap.Called(level, "StartNotify"), "it was not asked to tell its battery")
            assert strap.beat(800)


def wild_values(address):
    with house() as folder, Bluez(address) as bluez:
        bluez.emit_wild(STRAP[0])
        strap = Strap(bluez, *STRAP).heart_rate().wear()
        bluez.strap.Refuse("", "AcquireNotify", "org.bluez.Error.NotSupported")
        with serving(folder, "ble:") as (_, view):
            view.wait_for("streaming")
            until(strap.is_heard, "not listened to")
            for value in (b"", b"\x16", b"\xff" * 512, b"\x10\x00" + b"\xff" * 510, bytes(10_000)):
                strap.tell(strap.beats, value)
            bluez.emit_wild(strap.path)
            bluez.emit_wild(strap.beats)
            sent = 800

            def is_told():
                nonlocal sent
                strap.beat(sent)
                sent += 1
                view.next_snapshot()
                return any(raw in range(800, sent) for raw in view.intervals())

            until(is_told, "no beats after the wild values")


with house() as folder, private_bus(folder) as at:
    no_service_then_one(at)
    off_and_on(at)
    refused(at)
    what_one_is_refused_another_may_have(at)
    goes_while_it_is_asked(at)
    is_lost_while_its_battery_is_asked(at)
    wild_values(at)
