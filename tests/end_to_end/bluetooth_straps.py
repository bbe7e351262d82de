"""Straps of a played BlueZ: found, heard by both ways that BlueZ has, lost and found again, told apart."""

from bluez_house import Bluez, Strap, private_bus, serving, until
from house import house

POLAR = ("A0:9E:1A:00:11:22", "Polar H10 0A1B2C3D")
GARMIN = ("C0:FF:EE:00:00:01", "HRM-Dual:123456")


def told(strap, view, first):
    """The strap sends intervals from `first` upwards until the feed tells that one as a beat's: the judge of
    intervals waits for the next ones before it says anything."""
    sent = first

    def is_told():
        nonlocal sent
        if strap.beat(sent):
            sent += 1
            view.next_snapshot()
        return first in view.intervals()

    until(is_told, f"{first} not told: {view.intervals()}")
    heard = [raw for raw in view.intervals() if raw >= first]
    assert heard == list(range(first, first + len(heard))), (first, heard)


def a_strap_is_found_and_returns(address):
    with house() as folder, Bluez(address) as bluez:
        strap = Strap(bluez, *POLAR).heart_rate()
        with serving(folder, "ble:") as (_, view):
            view.wait_for("searching", note="no strap is heard yet")
            strap.wear()
            view.wait_for("streaming")
            until(lambda: strap.is_heard() == "socket", "AcquireNotify was not used")
            told(strap, view, 800)
            source = until(lambda: view.source() if "battery" in view.source() else None, "no battery")
            assert source["name"] == POLAR[1] and source["protocol"] == "ble-bridge", source
            assert source["battery"] == 80 and source["on_body"], source

            strap.wear(False)
            view.wait_for("lost", note="out of reach")
            strap.wear()
            view.wait_for("streaming")
            told(strap, view, 850)

            bluez.strap.Forget(strap.path)
            view.wait_for("lost")
            view.wait_for("streaming")
            told(strap, view, 900)
        assert strap.is_heard() == "", "the strap was not let go"


def an_older_bluez_is_heard_by_signals(address):
    with house() as folder, Bluez(address) as bluez:
        strap = Strap(bluez, *POLAR, battery=-1).heart_rate().wear()
        bluez.strap.Refuse("", "AcquireNotify", "org.freedesktop.DBus.Error.UnknownMethod")
        with serving(folder, "ble:A0:9E:1A:00:11:22") as (_, view):
            view.wait_for("streaming")
            until(lambda: strap.is_heard() == "signal", "StartNotify was not used")
            told(strap, view, 800)


def what_was_connected_stays_so(address):
    """Another program may be using it."""
    with house() as folder, Bluez(address) as bluez:
        strap = Strap(bluez, *POLAR).heart_rate().wear()
        bluez.strap.ConnectForAnother(strap.path)
        bluez.strap.Refuse("", "AcquireNotify", "org.freedesktop.DBus.Error.UnknownMethod")
        with serving(folder, "ble:") as (_, view):
            view.wait_for("streaming")
            assert strap.is_heard() == "signal"
        assert bluez.is_connected(strap) and not bluez.strap.Called(strap.path, "Disconnect")


def two_straps_are_two_people(address):
    with house() as folder, Bluez(address) as bluez:
        near = Strap(bluez, *POLAR, rssi=-40).heart_rate().wear()
        far = Strap(bluez, *GARMIN, rssi=-80).heart_rate().wear()
        Strap(bluez, "11:11:11:11:11:11", "Loudspeaker", services=[]).wear()
        with serving(folder, "ble:") as (_, view):
            assert view.wait_for("streaming") and until(near.is_heard, "the nearer one was not taken")
            assert not far.is_heard()
            scans = bluez.scans()
            near.wear(False)
            until(lambda: bluez.scans() > scans, "it was not looked for")
            view.wait_for("lost", note="is not heard yet")
            assert not far.is_heard(), "somebody else's strap was taken instead"
        near.wear()
        with serving(folder, f"ble:{GARMIN[0]}") as (_, view):
            view.wait_for("streaming")
            assert far.is_heard() and not near.is_heard()
        with serving(folder, "ble:hrm-dual", "ble:") as (_, view):
            view.wait_for("streaming", 0)
            view.wait_for("streaming", 1)
            names = {view.source(number).get("name") for number in (0, 1)}
            until(lambda: far.is_heard() and near.is_heard(), "not both are listened to")
            assert near.beat(800) and far.beat(900), names


with house() as folder, private_bus(folder) as at:
    a_strap_is_found_and_returns(at)
    an_older_bluez_is_heard_by_signals(at)
    what_was_connected_stays_so(at)
    two_straps_are_two_people(at)
