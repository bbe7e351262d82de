"""BlueZ as dbusmock plays it: adapters, devices and, beyond its own bluez5 template, GATT objects. What a
test does to a strap (worn, out of reach, speaking) are methods of org.ebb.Strap on /."""

import collections
import socket

import dbus
import dbus.lowlevel
import dbus.service
from dbusmock import mockobject

BUS_NAME = "org.bluez"
MAIN_OBJ = "/"
SYSTEM_BUS = True
IS_OBJECT_MANAGER = True

ADAPTER = "org.bluez.Adapter1"
DEVICE = "org.bluez.Device1"
BATTERY = "org.bluez.Battery1"
SERVICE = "org.bluez.GattService1"
CHARACTERISTIC = "org.bluez.GattCharacteristic1"
STRAP = "org.ebb.Strap"

scans = []  # adapters, each time one began to scan
straps = {}  # device path -> what it is
sockets = {}  # characteristic path -> our end of a notification socket
written = {}  # characteristic path -> what was written to it, in order
answers = {}  # characteristic path -> (characteristic that answers, {written: answer})
refusals = {}  # (path or "", method) -> D-Bus error name
calls = collections.Counter()  # (path, method) -> how often it was called
hanging = {}  # characteristic path -> the ReadValue calls that nobody has answered yet


def load(mock, _parameters):
    mock.adapters = []
    mock.connection.add_message_filter(hold_back)


def hold_back(_connection, message):
    if message.get_member() != "ReadValue" or message.get_path() not in hanging:
        return dbus.lowlevel.HANDLER_RESULT_NOT_YET_HANDLED
    hanging[message.get_path()].append(message)
    return dbus.lowlevel.HANDLER_RESULT_HANDLED


def refuse(path, method):
    calls[(path, method)] += 1
    name = refusals.get((path, method)) or refusals.get(("", method))
    if name:
        raise dbus.exceptions.DBusException("so it was asked", name=name)


def told_added(mock, path):
    mock.object_manager_emit_added(path)


def told_removed(mock, path):
    mock.EmitSignal(mockobject.OBJECT_MANAGER_IFACE, "InterfacesRemoved", "oas",
                    [dbus.ObjectPath(path), list(mockobject.objects[path].props)])


def change(path, interface, **values):
    mockobject.objects[path].UpdateProperties(interface, values)


# ---- the adapter


def start_discovery(adapter):
    refuse(adapter.path, "StartDiscovery")
    if not adapter.props[ADAPTER]["Powered"]:
        raise dbus.exceptions.DBusException("off", name="org.bluez.Error.NotReady")
    if adapter.props[ADAPTER]["Discovering"]:
        raise dbus.exceptions.DBusException("already", name="org.bluez.Error.InProgress")
    scans.append(adapter.path)
    change(adapter.path, ADAPTER, Discovering=dbus.Boolean(True))
    for path in straps:
        advertise(path)


def stop_discovery(adapter):
    if adapter.props[ADAPTER]["Discovering"]:
        change(adapter.path, ADAPTER, Discovering=dbus.Boolean(False))
        for path in straps:
            if path.startswith(adapter.path + "/"):
                fade(path)


def fade(path):
    """BlueZ knows how strong a device is only while it scans."""
    device = mockobject.objects.get(path)
    if device is not None and device.props[DEVICE].pop("RSSI", None) is not None:
        device.EmitSignal(dbus.PROPERTIES_IFACE, "PropertiesChanged", "sa{sv}as",
                          [DEVICE, dbus.Dictionary({}, signature="sv"), ["RSSI"]])


@dbus.service.method(STRAP, in_signature="sb", out_signature="")
def AddAdapter(mock, name, powered):
    path = f"/org/bluez/{name}"
    mock.AddObject(path, ADAPTER, {"Address": dbus.String("00:11:22:33:44:55"), "Powered": dbus.Boolean(powered),
                                   "Discovering": dbus.Boolean(False)},
                   [("SetDiscoveryFilter", "a{sv}", "", ""), ("StartDiscovery", "", "", start_discovery),
                    ("StopDiscovery", "", "", stop_discovery)])
    told_added(mock, path)


@dbus.service.method(STRAP, in_signature="sb", out_signature="")
def Power(_mock, name, powered):
    path = f"/org/bluez/{name}"
    change(path, ADAPTER, Powered=dbus.Boolean(powered), Discovering=dbus.Boolean(False))
    if not powered:
        for strap in straps:
            if strap.startswith(path + "/"):
                lose(strap)


@dbus.service.method(STRAP, in_signature="sss", out_signature="")
def Refuse(_mock, path, method, error):
    """From now on `method` (of any object when path is empty) ends with `error`; empty: no longer."""
    refusals[(str(path), str(method))] = str(error)


@dbus.service.method(STRAP, in_signature="ss", out_signature="u")
def Called(_mock, path, method):
    """How often this method was called, refused or not."""
    return calls[(str(path), str(method))]


@dbus.service.method(STRAP, in_signature="s", out_signature="")
def Hang(_mock, characteristic):
    """From now on nobody answers who reads it."""
    hanging[str(characteristic)] = []


@dbus.service.method(STRAP, in_signature="s", out_signature="b")
def IsHanging(_mock, characteristic):
    return bool(hanging[str(characteristic)])


@dbus.service.method(STRAP, in_signature="s", out_signature="")
def GiveUp(mock, characteristic):
    """Who waits to read it is told that it failed; from now on it is answered."""
    for asked in hanging.pop(str(characteristic)):
        mock.connection.send_message(
            dbus.lowlevel.ErrorMessage(asked, "org.bluez.Error.Failed", "Operation failed with ATT error: 0x0e"))


# ---- the straps


def connect(device):
    refuse(device.path, "Connect")
    strap = straps[device.path]
    if not strap["worn"]:
        raise dbus.exceptions.DBusException("le-connection-abort-by-local", name="org.bluez.Error.Failed")
    change(device.path, DEVICE, Connected=dbus.Boolean(True))
    if not strap["shown"]:
        strap["shown"] = True
        for path, interface, properties, methods in strap["gatt"]:
            device.AddObject(path, interface, dict(properties), methods)
            device.object_manager_emit_added(path)
    if strap["resolves"]:
        change(device.path, DEVICE, ServicesResolved=dbus.Boolean(True))


def lose(path):
    for characteristic in [at for at in sockets if at.startswith(path)]:
        sockets.pop(characteristic).close()
    if path in mockobject.objects and mockobject.objects[path].props[DEVICE]["Connected"]:
        change(path, DEVICE, Connected=dbus.Boolean(False), ServicesResolved=dbus.Boolean(False))


def disconnect(device):
    refuse(device.path, "Disconnect")
    lose(device.path)
    advertise(device.path)


def advertise(path):
    """A worn strap that is not connected is heard by an adapter that listens."""
    strap = straps[path]
    adapter = mockobject.objects[path.rsplit("/", 1)[0]]
    if not strap["worn"] or not adapter.props[ADAPTER]["Discovering"]:
        return
    if path not in mockobject.objects:
        adapter.AddObject(path, DEVICE, dict(strap["properties"]),
                          [("Connect", "", "", connect), ("Disconnect", "", "", disconnect)])
        mockobject.objects[path].AddProperties(DEVICE, {"RSSI": dbus.Int16(strap["rssi"])})
        if strap["battery"] >= 0:
            mockobject.objects[path].AddProperties(BATTERY, {"Percentage": dbus.Byte(strap["battery"])})
        adapter.object_manager_emit_added(path)
    else:
        strength = dbus.Int16(strap["rssi"])
        mockobject.objects[path].props[DEVICE].setdefault("RSSI", strength)  # it may have faded
        change(path, DEVICE, RSSI=strength)


@dbus.service.method(STRAP, in_signature="sssasni", out_signature="s")
def AddStrap(_mock, adapter, address, name, services, rssi, battery):
    """A strap that nobody wears yet; gives its path."""
    path = f"/org/bluez/{adapter}/dev_{address.replace(':', '_')}"
    straps[path] = {
        "worn": False, "shown": False, "resolves": True, "gatt": [], "rssi": rssi, "battery": battery,
        "properties": {"Address": address, "Name": name, "Alias": name, "Paired": dbus.Boolean(False),
                       "Connected": dbus.Boolean(False), "ServicesResolved": dbus.Boolean(False),
                       "UUIDs": dbus.Array(services, signature="s"),
                       "Adapter": dbus.ObjectPath(f"/org/bluez/{adapter}")}}
    return path


@dbus.service.method(STRAP, in_signature="sss", out_signature="")
def AddService(_mock, device, name, uuid):
    straps[device]["gatt"].append((f"{device}/{name}", SERVICE, {"UUID": uuid, "Primary": dbus.Boolean(True)}, []))


def acquire_notify(characteristic, _options):
    refuse(characteristic.path, "AcquireNotify")
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    sockets[characteristic.path] = ours
    return dbus.types.UnixFd(theirs), dbus.UInt16(247)


def start_notify(characteristic):
    refuse(characteristic.path, "StartNotify")
    change(characteristic.path, CHARACTERISTIC, Notifying=dbus.Boolean(True))


def stop_notify(characteristic):
    if characteristic.props[CHARACTERISTIC]["Notifying"]:
        change(characteristic.path, CHARACTERISTIC, Notifying=dbus.Boolean(False))


def read_value(characteristic, _options):
    refuse(characteristic.path, "ReadValue")
    value = characteristic.props[CHARACTERISTIC]["Value"]
    change(characteristic.path, CHARACTERISTIC, Value=value)  # BlueZ tells everybody what it has read
    return value


def write_value(characteristic, value, _options):
    refuse(characteristic.path, "WriteValue")
    word = bytes(value)
    written.setdefault(characteristic.path, []).append(word)
    by, replies = answers.get(characteristic.path, (None, {}))
    if word in replies:
        tell(by, replies[word])


@dbus.service.method(STRAP, in_signature="sssasay", out_signature="")
def AddCharacteristic(_mock, device, name, uuid, flags, value):
    straps[device]["gatt"].append((
        f"{device}/{name}", CHARACTERISTIC,
        {"UUID": uuid, "Flags": dbus.Array(flags, signature="s"), "Notifying": dbus.Boolean(False),
         "Value": dbus.Array(value, signature="y"), "Service": dbus.ObjectPath(f"{device}/{name}".rsplit("/", 1)[0])},
        [("AcquireNotify", "a{sv}", "hq", acquire_notify), ("StartNotify", "", "", start_notify),
         ("StopNotify", "", "", stop_notify), ("ReadValue", "a{sv}", "ay", read_value),
         ("WriteValue", "aya{sv}", "", write_value)]))


@dbus.service.method(STRAP, in_signature="ssayay", out_signature="")
def Answer(_mock, written_to, answers_by, word, reply):
    answers.setdefault(str(written_to), (str(answers_by), {}))[1][bytes(word)] = bytes(reply)


@dbus.service.method(STRAP, in_signature="s", out_signature="")
def ConnectForAnother(_mock, device):
    """Another program looks for it and connects it."""
    adapter = mockobject.objects[str(device).rsplit("/", 1)[0]]
    start_discovery(adapter)
    connect(mockobject.objects[device])
    stop_discovery(adapter)


@dbus.service.method(STRAP, in_signature="sb", out_signature="")
def Wear(_mock, device, worn):
    straps[device]["worn"] = bool(worn)
    if worn:
        advertise(device)
    else:
        lose(device)


@dbus.service.method(STRAP, in_signature="s", out_signature="")
def Forget(mock, device):
    """BlueZ forgets a device that was not heard for a while, and all that belongs to it."""
    lose(device)
    for path in [at for at in mockobject.objects if at == device or at.startswith(device + "/")]:
        told_removed(mock, path)
        mock.RemoveObject(path)
    straps[device]["shown"] = False


@dbus.service.method(STRAP, in_signature="", out_signature="u")
def Scans(_mock):
    return len(scans)


@dbus.service.method(STRAP, in_signature="sb", out_signature="")
def Resolve(_mock, device, resolves):
    straps[device]["resolves"] = bool(resolves)


def tell(characteristic, value):
    if characteristic in sockets:
        try:
            sockets[characteristic].send(bytes(value))
            return True
        except OSError:  # who listened has just gone
            sockets.pop(characteristic).close()
            return False
    known = mockobject.objects.get(characteristic)
    if known is None or not known.props[CHARACTERISTIC]["Notifying"]:
        return False
    change(characteristic, CHARACTERISTIC, Value=dbus.Array(bytes(value), signature="y"))
    return True


@dbus.service.method(STRAP, in_signature="say", out_signature="b")
def Tell(_mock, characteristic, value):
    """A notification; false when nobody subscribed to it."""
    return tell(str(characteristic), value)


@dbus.service.method(STRAP, in_signature="s", out_signature="s")
def Way(_mock, characteristic):
    """How it is listened to."""
    known = mockobject.objects.get(str(characteristic))
    notifying = known is not None and known.props[CHARACTERISTIC]["Notifying"]
    return "socket" if str(characteristic) in sockets else "signal" if notifying else ""


@dbus.service.method(STRAP, in_signature="s", out_signature="aay")
def Written(_mock, characteristic):
    return dbus.Array([dbus.ByteArray(word) for word in written.get(str(characteristic), [])], signature="ay")


@dbus.service.method(STRAP, in_signature="s", out_signature="")
def EmitWild(mock, about):
    """Signals of wrong types and wrong shapes about an object, which need not be there."""
    path = dbus.ObjectPath(about if about.startswith("/") else "/org/bluez/hci0/dev_wild")
    manager = mockobject.OBJECT_MANAGER_IFACE
    wrong = {"Address": dbus.Boolean(True), "UUIDs": dbus.String("all"), "RSSI": dbus.Double(float("nan")),
             "Name": dbus.Array(["x"] * 1000, signature="s"), "Alias": dbus.ByteArray(bytes(range(256))),
             "Connected": dbus.Dictionary({"a": dbus.Int32(1)}, signature="sv")}
    for name, signature, arguments in [
            ("InterfacesAdded", "s", ["not a path"]),
            ("InterfacesAdded", "oa{sa{sv}}", [path + "/wild", {DEVICE: wrong}]),
            ("InterfacesAdded", "oas", [path, ["x"]]),
            ("InterfacesRemoved", "oa{ss}", [path, {"a": "b"}]),
            ("InterfacesRemoved", "oas", [dbus.ObjectPath("/nobody"), [DEVICE]])]:
        mock.EmitSignal(manager, name, signature, arguments)
    at = mockobject.objects.get(str(path))
    if at is None:
        return
    for signature, arguments in [
            ("s", ["only this"]),
            ("sa{ss}as", [DEVICE, {"Connected": "no"}, []]),
            ("sa{sv}as", [CHARACTERISTIC, {"Value": dbus.String("text")}, []]),
            ("sa{sv}as", [CHARACTERISTIC, {"Value": dbus.Array([1] * 1000, signature="u")}, []]),
            ("sa{sv}as", [CHARACTERISTIC, {"Value": dbus.ByteArray(bytes(100_000))}, []]),
            ("sa{sv}as", ["no.such.Interface", {"Value": dbus.Int32(1)}, ["Value"] * 1000]),
            ("sa{sv}as", [DEVICE, {"RSSI": dbus.String("near"), "UUIDs": dbus.Array([], signature="o")}, []])]:
        at.EmitSignal(dbus.PROPERTIES_IFACE, "PropertiesChanged", signature, arguments)
