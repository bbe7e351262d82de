"""What else Bluetooth sensors send through a played BlueZ: a Polar's ECG, a Nordic UART's lines, a Go Direct
belt's force."""

import math
import struct

from bluez_house import (GO_DIRECT, HEART_RATE, NORDIC_UART, POLAR, POLAR_CONTROL, POLAR_DATA, Bluez, Strap, dbus,
                         private_bus, serving, until)
from house import house


def written(bluez, characteristic):
    return [bytes(word) for word in bluez.strap.Written(characteristic, byte_arrays=True)]


def kinds(view):
    return {stream["kind"] for stream in view.source().get("streams", [])}


def ecg_frame(number):
    """73 samples of an upright spike each second; times of a Polar clock that was never set."""
    last = 599_616_000_000_000_000 + round((number + 1) * 73e9 / 130)
    samples = [1500 if (number * 73 + i) % 130 == 0 else round(20 * math.sin(i)) for i in range(73)]
    return struct.pack("<BQB", 0, last, 0) + b"".join(value.to_bytes(3, "little", signed=True) for value in samples)


def movement_frame(number):
    """28 samples of a chest, 50 a second, in thousandths of g."""
    last = 599_616_000_000_000_000 + round((number + 1) * 28e9 / 50)
    samples = [(-9, -1, 999 + round(10 * math.sin(number + i / 28))) for i in range(28)]
    return struct.pack("<BQB", 2, last, 1) + b"".join(struct.pack("<hhh", *sample) for sample in samples)


def a_polar_strap_sends_its_ecg(address):
    with house() as folder, Bluez(address) as bluez:
        strap = Strap(bluez, "A0:9E:1A:00:11:22", "Polar H10 0A1B2C3D", services=[HEART_RATE]).heart_rate()
        bluez.strap.AddService(strap.path, "service0030", POLAR)
        control = strap.characteristic("service0030/char0031", POLAR_CONTROL, ["read", "write", "indicate"],
                                       b"\x0f\x05" + bytes(15))
        data = strap.characteristic("service0030/char0034", POLAR_DATA)
        start = bytes.fromhex("02000001820001010e00")
        movement = bytes.fromhex("0202 00013200 01011000 02010400")
        for word, reply in ((b"\x01\x00", "f00100000000018200 01010e00"), (start, "f00200000000"),
                            (b"\x01\x02", "f00102000000021900320001011000 0202020004 00".replace(" ", "")),
                            (movement, "f00202000000")):
            bluez.strap.Answer(control, control, dbus.ByteArray(word), dbus.ByteArray(bytes.fromhex(reply)))
        strap.wear()
        with serving(folder, "ble:?as=polar-pmd") as (_, view):
            view.wait_for("streaming")
            until(lambda: written(bluez, control) == [b"\x01\x00", start, b"\x01\x02", movement],
                  "its waves and its movement were not started")
            frames = iter(range(1000))

            def is_read():
                number = next(frames)
                strap.tell(data, ecg_frame(number))
                strap.tell(data, movement_frame(number))
                view.next_snapshot()
                return {"ecg", "acceleration"} <= kinds(view)

            until(is_read, "no ECG or no movement was read")
            assert view.source()["battery"] == 80, view.source()
            assert view.source()["protocol"] == "polar-pmd", view.source()
            assert strap.is_heard(), "its contact and rate are not listened to"
        until(lambda: written(bluez, control)[-2:] == [b"\x03\x00", b"\x03\x02"],
              "the measurements were not ended")


def a_nordic_uart_carries_lines(address):
    with house() as folder, Bluez(address) as bluez:
        board = Strap(bluez, "D0:00:00:00:00:07", "heart board", services=[NORDIC_UART])
        bluez.strap.AddService(board.path, "service0010", NORDIC_UART)
        lines = board.characteristic("service0010/char0011", NORDIC_UART.replace("6e400001", "6e400003"))
        board.characteristic("service0010/char0014", NORDIC_UART.replace("6e400001", "6e400002"), ["write"])
        board.wear()
        with serving(folder, "ble:heart board") as (_, view):
            view.wait_for("streaming")
            numbers = iter(range(800, 100_000))

            def is_read():
                text = "".join(f"rr:{next(numbers)}\r\n" for _ in range(5)).encode()
                for at in range(0, len(text), 7):
                    board.tell(lines, text[at:at + 7])
                view.next_snapshot()
                return "interval" in kinds(view)

            until(is_read, "no lines were read")
            assert view.source()["protocol"] == "text", view.source()


def a_go_direct_belt_is_started(address):
    with house() as folder, Bluez(address) as bluez:
        belt = Strap(bluez, "60:00:00:00:00:07", "GDX-RB 0K1234", services=[])
        bluez.strap.AddService(belt.path, "service0010", GO_DIRECT)
        out = belt.characteristic("service0010/char0011", "f4bf14a6-c7d5-4b6d-8aa8-df1a7c83adcb",
                                  ["write-without-response"])
        force = belt.characteristic("service0010/char0013", "b41e6675-a329-40e0-aa01-44d2f444babe")
        belt.wear()
        with serving(folder, "ble:gdx-rb") as (_, view):
            view.wait_for("streaming")
            started = bytes.fromhex("ff 01 02 00 00 00 00 00 00 00 00 00 00 00")
            until(lambda: b"".join(written(bluez, out)).endswith(started), "the belt was not started")
            words = written(bluez, out)
            assert max(map(len, words)) <= 20 and b"".join(words).startswith(bytes.fromhex("5819fe3f1a")), words
            counter = iter(range(1000))

            def is_read():
                number = next(counter)
                frame = bytearray(struct.pack("<BBBBBHBBf", 0x20, 13, number % 256, 0, 6, 2, 1, 0,
                                              10 + math.sin(number / 5)))
                frame[3] = sum(frame) % 256
                belt.tell(force, frame)
                view.next_snapshot()
                return "respiration" in kinds(view)

            until(is_read, "no force was read")
            assert view.source()["protocol"] == "gdx", view.source()
        until(lambda: [word[4] for word in written(bluez, out)[-2:]] == [0x19, 0x54], "the belt was not let rest")


with house() as folder, private_bus(folder) as at:
    a_polar_strap_sends_its_ecg(at)
    a_nordic_uart_carries_lines(at)
    a_go_direct_belt_is_started(at)
