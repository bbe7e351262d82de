"""A simulated BITalino that sleeps until it is spoken to, on a pty: it sends the inputs it was started on,
`ebb probe` knows it once it may ask, and a session starts it and reads its person's beats and breath."""

import concurrent.futures
import os
import select
import tty

from house import LONG, Program, collect, house


def asleep():
    return Program("ebb", "simulate", "calm", "--as", "bitalino", "--asleep", "--seed", 3)


def frames(port, size):
    """So many bytes as 20 frames of this size have, each with the next number in its last byte."""
    got = b""
    while len(got) < 20 * size:
        ready, _, _ = select.select([port], [], [], LONG)
        assert ready, f"{len(got)} bytes came"
        got += os.read(port, 20 * size - len(got))
    numbers = [byte >> 4 for byte in got[size - 1::size]]
    assert numbers == [i % 16 for i in range(20)], got.hex(" ")


def ordered():
    """Frames are of the inputs that were asked for."""
    with asleep() as board:
        port = os.open(board.first_line(), os.O_RDWR | os.O_NOCTTY)
        tty.setraw(port)
        for order, size in ((b"\x3d", 7), (b"\x05", 3)):
            os.write(port, order)
            frames(port, size)
            os.write(port, b"\xff\x07")  # stopped, and its last word after that
            rest = b""
            while not rest.endswith(b"BITalino_v5.2\n"):
                rest += os.read(port, 256)
        os.close(port)


def probed():
    with asleep() as board, Program("ebb", "probe", board.first_line() + "?start=yes") as probe:
        out, _, status = probe.until_over()
    assert status == 0 and out.startswith("bitalino: "), out


def served():
    with asleep() as board, house() as folder:
        sensor = f"serial:{board.first_line()}?as=bitalino"
        with Program("ebb", "serve", "--sensor", sensor, "--runtime", folder / "run") as service:

            def heard(message):
                rates = [message.get(name, {}) for name in ("heart_rate", "breath_rate")]
                return all(rate.get("quality", 0) >= 0.5 for rate in rates)

            told = collect(folder / "run", service, heard)
            service.end()
    beats = [message for message in told if message["type"] == "beat"]
    last = told[-1]
    print(f"{len(beats)} beats, heart {last['heart_rate']['value']:.1f}, breath {last['breath_rate']['value']:.1f}")
    assert len(beats) > 3 and last["sources"][0]["protocol"] == "bitalino", last
    assert last["breath_origin"] == "respiration", last


with concurrent.futures.ThreadPoolExecutor() as together:
    for part in [together.submit(each) for each in (ordered, probed, served)]:
        part.result()
