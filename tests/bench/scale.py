#!/usr/bin/env python3
"""What many sensors cost one service: straps (a notification a second) and ECG streams (250 samples a
second, ten a frame) over TCP, and what `ebb serve` then takes of a processor and of memory.

    python3 tests/bench/scale.py build/release/bin [--seconds 10] [--write]

Prints a table; with --write it stands in docs/scale.md."""

import asyncio
import contextlib
import os
import pathlib
import random
import resource
import socket
import struct
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ECG = 20
STRAPS = [0, 200, 500, 1000]


def crc16(raw):
    crc = 0xFFFF
    for byte in raw:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def frame(kind, stream, sequence, payload):
    """One frame of the Ebb link (firmware-protocol/PROTOCOL.md)."""
    micros = int(time.monotonic() * 1e6) % 2**32
    raw = struct.pack("<BBBBHI", 1, kind, stream, 0, sequence % 65536, micros) + payload
    raw += struct.pack("<H", crc16(raw))
    return b"".join(bytes([len(part) + 1]) + part for part in raw.split(b"\0")) + b"\0"


async def connected(port):
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"\0")
    return writer


async def strap(port, number):
    writer = await connected(port)
    await asyncio.sleep(random.random())
    for sequence in range(10**9):
        rr = 850 + (number * 7 + sequence * 13) % 60
        writer.write(frame(0x20, 1, sequence, struct.pack("<HHbBBH", 0x180D, 0x2A37, -60, 0x10, 70,
                                                          rr)))
        await asyncio.sleep(1.0)


async def ecg(port):
    writer = await connected(port)
    unit = struct.pack("<BBBIff", 1, 1, 1, 4000, 0.001, 0.0) + b"mV\0ECG"
    writer.write(frame(0x03, 1, 0, unit))
    due, at = time.monotonic(), 0
    for sequence in range(1, 10**9):
        wave = [1000 if (at + i) % 215 == 100 else (at + i) % 7 for i in range(10)]
        at += 10
        writer.write(frame(0x10, 1, sequence, struct.pack("<IH10h", 4000, 10, *wave)))
        due += 0.04
        await asyncio.sleep(max(0.0, due - time.monotonic()))


def used(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = int(fields[11]) + int(fields[12])
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    kib = int(status.split("VmRSS:")[1].split()[0])
    return ticks / os.sysconf("SC_CLK_TCK"), kib / 1024


def free_ports(count):
    with contextlib.ExitStack() as stack:
        found = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in found:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in found]


async def measured(folder, straps, seconds):
    for_straps, for_ecg = free_ports(2)
    service = subprocess.Popen(
        [folder / "ebb", "serve", "--sensor", f"tcp-listen:{for_straps}?as=ble-bridge", "--sensor",
         f"tcp-listen:{for_ecg}?as=ebb-link", "--runtime", tempfile.mkdtemp(prefix="ebb-scale-")],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        service.stdout.readline()
        for port in (for_straps, for_ecg):
            for _ in range(1000):
                with contextlib.suppress(OSError):
                    socket.create_connection(("127.0.0.1", port)).close()
                    break
                await asyncio.sleep(0.01)
        sensors = [asyncio.create_task(ecg(for_ecg)) for _ in range(ECG)]
        sensors += [asyncio.create_task(strap(for_straps, i)) for i in range(straps)]
        await asyncio.sleep(4.0)
        before, _ = used(service.pid)
        began = time.monotonic()
        await asyncio.sleep(seconds)
        after, memory = used(service.pid)
        share = 100 * (after - before) / (time.monotonic() - began)
        for one in sensors:
            assert not one.done(), one.exception()
            one.cancel()
        return share, memory
    finally:
        service.terminate()
        service.wait()


def main():
    folder = pathlib.Path(sys.argv[1])
    seconds = float(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 10.0
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    load = os.getloadavg()[0]
    rows = []
    for straps in STRAPS:
        share, memory = asyncio.run(measured(folder, straps, seconds))
        rows.append((straps, share, memory))
        print(f"{straps:5} straps, {ECG} ECG streams: {share:5.1f} % of a core, {memory:6.1f} MiB",
              flush=True)
    each = (rows[-1][2] - rows[0][2]) / rows[-1][0] * 1024
    cost = (rows[-1][1] - rows[0][1]) / rows[-1][0]
    print(f"a strap more: {cost:.4f} % of a core, {each:.1f} KiB")
    if "--write" in sys.argv:
        table = "\n".join(f"| {s} | {ECG} | {c:.1f} % | {m:.1f} MiB |" for s, c, m in rows)
        (ROOT / "docs" / "scale.md").write_text(f"""# Many sensors at once

Written by `python3 tests/bench/scale.py {folder} --write` (build/dev is not optimised, build/release is): one `ebb serve` without a viewer,
simulated straps with a notification a second and ECG streams of 250 samples a second, each over a TCP connection of its own.
{os.cpu_count()} cores, load when it began {load:.1f}.

| straps | ECG streams | of one core | memory |
| -----: | ----------: | ----------: | -----: |
{table}

From the first row to the last, a strap more is {cost:.4f} % of a core and {each:.1f} KiB.
""")


if __name__ == "__main__":
    main()
