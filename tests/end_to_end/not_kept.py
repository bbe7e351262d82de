"""What is not to be kept. A record that nobody agreed to (`--record`) is on the disk from the start, so
that it outlives whatever happens; let go, it is overwritten there: who held its files open finds
nothing in them, nor does who searches the folder. With `--record-if-agreed` strace sees that nothing
at all is written, or made, where sessions lie, before a yes to a record and after a yes to none."""

import asyncio
import contextlib
import json
import os
import re
import select
import shutil
import subprocess
import time

from house import LONG, Program, address, house

# The program stays the child of who started it, and strace looks on.
STRACE = ["strace", "-D", "-f", "-q", "-y", "-e",
          "trace=open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,"
          "write,pwrite64,writev,pwritev,pwritev2,truncate,ftruncate"]
LABEL = b"marigold"


@contextlib.asynccontextmanager
async def screen(runtime, service):
    import websockets

    at = await asyncio.to_thread(address, runtime, service)
    async with websockets.connect(f"ws://127.0.0.1:{at['port']}/feed", max_queue=100_000,
                                  extra_headers={"Authorization": f"Bearer {at['token']}"}) as feed:
        yield feed


async def until(feed, wanted):
    async for text in feed:
        if wanted(json.loads(text)):
            return
    raise AssertionError("the feed ended")


def is_type(kind, **fields):
    return lambda message: message["type"] == kind and all(
        message.get(key) == value for key, value in fields.items())


def all_bytes(folder):
    return b"".join(path.name.encode() + (path.read_bytes() if path.is_file() else b"")
                    for path in folder.rglob("*"))


def environment(folder):
    return {**os.environ, "XDG_DATA_HOME": str(folder / "data"), "ASAN_OPTIONS": "detect_leaks=0"}


def serve(folder, *how):
    (folder / "data").mkdir(parents=True)
    return ["ebb", "serve", "--sensor", "sim:calm", "--runtime", folder / "run", "--label",
            LABEL.decode(), *how]


def strace_may_look():
    done = shutil.which("strace") and subprocess.run(["strace", "-qq", "true"], check=False,
                                                     stderr=subprocess.DEVNULL)
    if not done or done.returncode != 0:
        print("strace is not installed, or may not look at other programs here: one way less is seen")
        return False
    return True


async def let_go_at_the_end(folder):
    with Program(*serve(folder, "--record"), env=environment(folder)) as service:
        async with screen(folder / "run", service) as feed:
            while LABEL not in all_bytes(folder / "data"):
                await until(feed, is_type("snapshot"))
            await until(feed, is_type("beat"))
            record, = (folder / "data/ebb/sessions").glob("*.ebb")
            with open(record, "rb") as held, open(f"{record}-wal", "rb") as log:
                before = os.fstat(log.fileno()).st_size
                recorded = os.fstat(held.fileno()).st_size
                await feed.send(json.dumps({"type": "command", "name": "discard-record"}))
                await until(feed, is_type("record", keeping=False))
                while list(record.parent.iterdir()):
                    await until(feed, is_type("snapshot"))
                left, of_log = held.read(), log.read()
        assert before > 4096 and not (left + of_log).strip(b"\0"), "it was removed and not overwritten"
        assert len(left) >= recorded and len(of_log) >= before, "it was cut off and not overwritten"
        _, err, status = await asyncio.to_thread(service.end)
    assert status == 0 and "as was said on its screen" in err, err
    assert LABEL not in all_bytes(folder) and b"imulated" not in all_bytes(folder / "data")


async def never_agreed(folder, stage, kept):
    trace = folder / "trace"
    with Program(*serve(folder, "--record-if-agreed"), on=[*STRACE, "-o", trace],
                 env=environment(folder)) as service:
        async with screen(folder / "run", service) as person, \
                screen(folder / "run", service) as console:
            terms = {"type": "agreement", "purpose": "to settle", "minutes": 6, "kept": kept,
                     "label": LABEL.decode()}
            await until(person, is_type("beat"))
            await console.send(json.dumps({**terms, "stage": "proposed"}))
            await until(person, is_type("agreement", stage="proposed"))
            await person.send(json.dumps({**terms, "stage": stage}))
            for _ in range(2):
                await until(console, is_type("beat"))
        _, err, status = await asyncio.to_thread(service.end)
    assert status == 0, err
    seen = await asyncio.to_thread(whole, trace)
    assert f"{folder}/run/feed.json" in seen, "strace saw what was written"
    wrote = [line for line in seen.splitlines()
             if f"{folder}/data" in line and not re.search("O_RDONLY|ENOENT", line)]
    assert not wrote, wrote
    assert not list((folder / "data").iterdir())


def whole(trace):
    """What strace wrote, once it has seen the program end."""
    waited_until = time.monotonic() + LONG
    while time.monotonic() < waited_until:
        seen = trace.read_text(errors="replace")
        if re.search(r"\+\+\+ exited with 0 \+\+\+\n$", seen):
            return seen
        select.select([], [], [], 0.02)
    raise AssertionError("strace saw no end")


async def all_at_once(folder):
    ways = [let_go_at_the_end(folder / "let-go")]
    if strace_may_look():
        ways += [never_agreed(folder / "declined", "declined", True),
                 never_agreed(folder / "agreed", "agreed", False)]
    await asyncio.gather(*ways)


with house() as folder:
    asyncio.run(asyncio.wait_for(all_at_once(folder), LONG))
    print("let go: overwritten; never agreed: never written")
