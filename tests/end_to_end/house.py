"""The programs as a person meets them: real processes, a real pty between them, a viewer on the real
feed. Waits are for something to happen, with a bound; nothing sleeps for a while and hopes."""

import asyncio
import contextlib
import json
import os
import pathlib
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(sys.argv[1])
SOURCE = pathlib.Path(sys.argv[2])
RECORDINGS = pathlib.Path(os.environ.get("EBB_RECORDINGS", SOURCE / "../shared/recordings"))
SKIPPED = 77  # ctest's SKIP_RETURN_CODE for these tests
LONG = 120.0  # seconds: far more than anything here takes


def recording(name):
    """A real recording's path; without it the test is skipped, saying so."""
    path = RECORDINGS / name
    if not path.exists():
        print(f"skipped: {path} is not there (EBB_RECORDINGS says where recordings are)")
        sys.exit(SKIPPED)
    return str(path)


def skip_without_strace(strace):
    """For a test that cannot do without: `strace` is the command as it will be used."""
    if not shutil.which("strace"):
        print("skipped: strace is not installed (scripts/packages.txt)")
        sys.exit(SKIPPED)
    if subprocess.run([*strace, "true"], stderr=subprocess.DEVNULL).returncode != 0:
        print("skipped: strace may not look at other programs here (ptrace is not permitted)")
        sys.exit(SKIPPED)


@contextlib.contextmanager
def house():
    """A folder that goes when the test ends, for the runtime folder and files."""
    with tempfile.TemporaryDirectory(prefix="ebb-end-to-end-") as folder:
        yield pathlib.Path(folder)


class Program:
    """One of our programs, ended when the test ends; `on` is what it runs under."""

    def __init__(self, name, *words, on=(), **more):
        self.process = subprocess.Popen([*on, str(BIN / name), *map(str, words)], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, **more)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def first_line(self):
        ready, _, _ = select.select([self.process.stdout], [], [], LONG)
        assert ready, "nothing was printed"
        return self.process.stdout.readline().strip()

    def until_over(self):
        """What it printed, and its exit status."""
        out, err = self.process.communicate(timeout=LONG)
        return out, err, self.process.returncode

    def end(self, how=signal.SIGINT):
        self.process.send_signal(how)
        return self.until_over()


def address(runtime, service):
    """What this service published for viewers, once it has; one that was killed leaves its own."""
    waited_until = time.monotonic() + LONG
    while time.monotonic() < waited_until:
        with contextlib.suppress(OSError, json.JSONDecodeError):
            published = json.loads((runtime / "feed.json").read_text())
            if published["pid"] == service.process.pid:
                return published
        select.select([], [], [], 0.02)
    raise AssertionError("the service published no address")


async def messages(runtime, service):
    """Every message of the feed, as it comes, until the service goes."""
    import websockets

    at = address(runtime, service)
    headers = {"Authorization": f"Bearer {at['token']}"}
    with contextlib.suppress(websockets.ConnectionClosed):
        async with websockets.connect(f"ws://127.0.0.1:{at['port']}/feed", extra_headers=headers,
                                      max_queue=100_000) as feed:
            async for text in feed:
                yield json.loads(text)


def collect(runtime, service, until):
    """The feed's messages, up to and including the first for which until(message) is true."""

    async def listen():
        kept = []
        async for message in messages(runtime, service):
            kept.append(message)
            if until(message):
                break
        return kept

    return asyncio.run(asyncio.wait_for(listen(), LONG))


def annotation_seconds(path, rate):
    """Beat times of a WFDB annotation file, in seconds (recordings' README gives the format)."""
    raw = pathlib.Path(path).read_bytes()
    times, now, at = [], 0, 0
    while at + 1 < len(raw):
        (word,) = struct.unpack_from("<H", raw, at)
        at += 2
        kind, step = word >> 10, word & 1023
        if kind == 0 and step == 0:
            break
        if kind == 59:
            high, low = struct.unpack_from("<HH", raw, at)
            now += (high << 16) | low
            at += 4
        elif kind == 63:
            at += step + step % 2
        elif kind < 60:
            now += step
            if kind not in (14, 28):
                times.append(now / rate)
    return times
