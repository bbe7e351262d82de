"""A console by hand: what it proposes and holds out reaches the person's screen, which says what
became of it; whoever comes later is told where things stand; and a second person's breath is told,
but neither their beats nor their sensor's comings and goings. A13: a moment that is marked at a real
console stands in the record when its key was pressed, and gets its label later."""

import asyncio
import contextlib
import json
import os
import sqlite3

from house import LONG, Program, address, house, messages


async def told(feed, wanted):
    async for text in feed:
        message = json.loads(text)
        if wanted(message):
            return message
    raise AssertionError("the feed ended")


def overruled(message):
    return message["type"] == "showing" and any(
        answer["what"] == "own-pace" and answer.get("offer") == "pace"
        for answer in message.get("answers", []))


async def sit_at_the_console(at):
    import websockets

    def connected():
        return websockets.connect(f"ws://127.0.0.1:{at['port']}/feed", max_queue=100_000,
                                  extra_headers={"Authorization": f"Bearer {at['token']}"})

    async with connected() as feed:
        shown = await told(feed, lambda m: m["type"] == "showing" and "rate_per_min" in m)
        assert shown["practice"] == "own-rhythm" and "shape" in shown["visible"]
        await feed.send(json.dumps({"type": "agreement", "stage": "proposed", "purpose": "grounding",
                                    "minutes": 6, "kept": True, "label": "Tuesday A"}))
        await feed.send(json.dumps({"type": "offer", "kind": "pace", "rate_per_min": 6.5}))
        answered = await told(feed, overruled)
        print("answers:", answered["answers"])
        snapshot = await told(feed, lambda m: m["type"] == "snapshot" and "second_breath" in m)
        assert [source.get("second", False) for source in snapshot["sources"]] == [False, True]
        assert 0.0 <= snapshot["second_breath"]["phase"]["value"] < 1.0
    async with connected() as feed:
        first = [json.loads(await feed.recv()) for _ in range(4)]
        assert [m["type"] for m in first] == ["welcome", "record", "agreement", "showing"], first
        assert not first[1]["can_keep"] and not first[1]["keeping"]
        assert first[2]["label"] == "Tuesday A" and first[2]["stage"] == "proposed"
        assert not first[2]["kept"], "nobody is promised a record that cannot be kept"


with house() as folder:
    runtime = folder / "run"
    # The person goes on choosing a pace of their own.
    keys = ",".join(f"{1 + i * 0.4:.1f}:+" for i in range(200))
    with Program("ebb", "serve", "--sensor", "sim:steady", "--sensor",
                 "sim:calm?person=second", "--runtime", runtime) as service, \
         Program("ebb-visualizer", "--runtime", runtime, "--begin", "--keys", keys, "--size",
                 "480x270", env={**os.environ, "XDG_CONFIG_HOME": str(folder)}) as _:
        asyncio.run(asyncio.wait_for(sit_at_the_console(address(runtime, service)), LONG))
        service.end()


async def two_marks_and_a_label(runtime, service):
    marks = []
    async for message in messages(runtime, service):
        if message["type"] == "mark":
            marks.append(message)
            if message["label"]:
                return marks
    raise AssertionError("the feed ended")


def mark_and_label(folder, environment):
    runtime, kept = folder / "marked", folder / "marked.ebb"
    keys = "1:m,2:m,2.4:l,2.5:s,2.6:i,2.7:s,2.8:enter"
    with Program("ebb", "serve", "--sensor", "sim:calm", "--record", kept, "--runtime",
                 runtime) as service:
        address(runtime, service)
        with Program("ebb-visualizer", "--console", "--runtime", runtime, "--keys", keys, "--size",
                     "480x270", env=environment) as console:
            told = asyncio.run(asyncio.wait_for(two_marks_and_a_label(runtime, service), LONG))
            console.end()
        service.end()
    # The console puts the clock's time of the key press on a mark, whenever it arrives.
    first, second, labelled = told
    assert first["whose"] == "therapist" and labelled["label"] == "sis"
    assert labelled["t"] == second["t"] > first["t"], told
    with contextlib.closing(sqlite3.connect(kept)) as record:
        begun, = record.execute("SELECT value FROM about WHERE key = 'clock_us'").fetchone()
        marks = record.execute("SELECT at_us, label, whose FROM marks ORDER BY at_us").fetchall()
    assert [mark[1:] for mark in marks] == [("", "therapist"), ("sis", "therapist")], marks
    for pressed, (at, _, _) in zip([first["t"], second["t"]], marks):
        off = abs((int(begun) + at) * 1e-6 - pressed)
        assert off <= 0.1, f"a mark lies {off:.3f} s from its key"
    print("marks:", marks)


with house() as folder:
    mark_and_label(folder, {**os.environ, "XDG_CONFIG_HOME": str(folder)})
