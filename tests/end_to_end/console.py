"""A console by hand: what it proposes and holds out reaches the person's screen, which says what
became of it; whoever comes later is told where things stand; and a second person's breath is told,
but neither their beats nor their sensor's comings and goings."""

import asyncio
import json
import os

from house import LONG, Program, address, house


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
