"""What docs/session-file.md says: its example runs on a session that was just kept, every table and
column of that session stands on the page; words that were said are in it, and a second session is
kept only once that is agreed."""

import asyncio
import contextlib
import json
import os
import sqlite3
import subprocess
import sys

from house import BIN, LONG, SOURCE, Program, address, house

PAGE = (SOURCE / "docs/session-file.md").read_text()
SECRET = "a letter to Ros"


async def say(runtime, service, *told):
    import websockets

    at = address(runtime, service)
    async with websockets.connect(f"ws://127.0.0.1:{at['port']}/feed",
                                  extra_headers={"Authorization": f"Bearer {at['token']}"}) as feed:
        beats = 0
        for message in told:
            await feed.send(json.dumps(message))
        last = {"type": "practice", "t": 1e6, "practice": "own-rhythm", "what": "began"}
        await feed.send(json.dumps({**last, "client": "test", "n": 1}))
        async for text in feed:
            message = json.loads(text)
            beats += message["type"] == "beat"
            if beats >= 3:
                return


def keep(folder, name, how, *told):
    record = folder / f"{name}.ebb"
    runtime = folder / f"run-{name}"
    words = ["--sensor", "sim:calm", "--runtime", runtime, "--record", record, *how]
    with Program("ebb", "serve", *words) as service:
        asyncio.run(asyncio.wait_for(say(runtime, service, *told), LONG))
        out, err, status = service.end()
        assert status == 0, err
    return record


async def until(feed, **wanted):
    """The next message of which all that is true."""
    async for text in feed:
        message = json.loads(text)
        if all(message.get(key) == value for key, value in wanted.items()):
            return message
    raise AssertionError("the feed ended")


@contextlib.asynccontextmanager
async def two_screens(runtime, service):
    import websockets

    at = address(runtime, service)

    def connected():
        return websockets.connect(f"ws://127.0.0.1:{at['port']}/feed", max_queue=100_000,
                                  extra_headers={"Authorization": f"Bearer {at['token']}"})

    async with connected() as console, connected() as person:
        async def settle(stage, kept):
            terms = {"type": "agreement", "purpose": "to settle", "minutes": 6, "kept": kept,
                     "label": "Tuesday A"}
            await console.send(json.dumps({**terms, "stage": "proposed"}))
            await until(person, type="agreement", stage="proposed")
            await person.send(json.dumps({**terms, "stage": stage}))
            await until(console, type="agreement", stage=stage)
        yield console, settle, terms_nobody_proposed(person)


def terms_nobody_proposed(person):
    async def say_so():
        await person.send(json.dumps({"type": "agreement", "stage": "agreed", "minutes": 200,
                                      "kept": True}))
    return say_so


async def beats(feed, count):
    for _ in range(count):
        await until(feed, type="beat")


def beats_of(record):
    with contextlib.closing(sqlite3.connect(record)) as session:
        return [at for at, in session.execute("SELECT at_us FROM beats ORDER BY at_us")]


def serve(folder, name, *how):
    return Program("ebb", "serve", "--sensor", "sim:calm", "--runtime", folder / f"run-{name}",
                   "--record", folder / f"{name}.ebb", *how)


async def over(folder, name, service):
    """What was kept, and what was said of it."""
    out, err, status = await asyncio.to_thread(service.end)
    assert status == 0, err
    return files(folder, name), err


def files(folder, name):
    return sorted(path.name for path in folder.glob(f"{name}*"))


async def nothing_from_before_the_yes(folder):
    """And a no in between leaves the way open."""
    with serve(folder, "agreed", "--record-if-agreed") as service:
        async with two_screens(folder / "run-agreed", service) as (console, settle, unasked):
            told = await until(console, type="record")
            assert told["can_keep"] and not told["keeping"], told
            await unasked()
            await settle("declined", True)
            await beats(console, 1)
            assert files(folder, "agreed") == [], "kept before it was agreed"
            await settle("agreed", True)
            await beats(console, 3)
        kept, err = await over(folder, "agreed", service)
        assert kept == ["agreed.ebb"] and "nobody had proposed" in err, (kept, err)
    at = beats_of(folder / "agreed.ebb")
    assert at and at[0] >= 0, at


async def until_two_agree_that_nothing_is_kept(folder):
    with serve(folder, "stopped") as service:
        async with two_screens(folder / "run-stopped", service) as (console, settle, _):
            assert (await until(console, type="record"))["keeping"]
            while not (folder / "stopped.ebb").exists():
                await until(console, type="snapshot")
            await settle("agreed", False)
            await beats(console, 1)
        assert (await over(folder, "stopped", service))[0] == []


async def one_nobody_agreed_to_until_it_is_let_go(folder):
    """And not one that two agreed to."""
    for agreed in (False, True):
        name = "let-go-after-a-yes" if agreed else "let-go"
        with serve(folder, name) as service:
            async with two_screens(folder / f"run-{name}", service) as (console, settle, _):
                assert (await until(console, type="record"))["keeping"]
                while not (folder / f"{name}.ebb").exists():
                    await until(console, type="snapshot")
                if agreed:
                    await settle("agreed", True)
                await console.send(json.dumps({"type": "command", "name": "discard-record"}))
                if not agreed:
                    while (await until(console, type="record"))["keeping"]:
                        pass
                await beats(console, 1)
            kept, err = await over(folder, name, service)
            assert kept == ([f"{name}.ebb"] if agreed else []), kept
            assert ("as was said on its screen" in err) != agreed, err


async def and_again_in_another_file(folder):
    with serve(folder, "again") as service:
        async with two_screens(folder / "run-again", service) as (console, settle, _):
            await settle("agreed", False)
            await settle("agreed", True)
            await beats(console, 1)
        assert (await over(folder, "again", service))[0] == ["again-2.ebb"]


async def trouble_is_a_note(folder):
    """And the service goes on."""
    (folder / "in the way").write_text("")
    with serve(folder, "in the way/x") as service:
        await say(folder / "run-in the way/x", service)
        _, err = await over(folder, "in the way/x", service)
    assert "Everything else goes on" in err, err


async def all_at_once(folder):
    """Each waits for hearts to beat, which takes its time."""
    kept, *_ = await asyncio.gather(
        asyncio.to_thread(keep, folder, "kept", [],
                          {"type": "words", "kind": "answer", "text": SECRET},
                          {"type": "mark", "t": 0, "label": "here"},
                          {"type": "mark", "t": 0, "label": "sister", "whose": "therapist"}),
        nothing_from_before_the_yes(folder), until_two_agree_that_nothing_is_kept(folder),
        one_nobody_agreed_to_until_it_is_let_go(folder),
        and_again_in_another_file(folder), trouble_is_a_note(folder))
    return kept


with house() as folder:
    record = asyncio.run(asyncio.wait_for(all_at_once(folder), LONG))
    assert record.stat().st_mode & 0o777 == 0o600
    with contextlib.closing(sqlite3.connect(record)) as session:
        assert [text for text, in session.execute("SELECT text FROM words")] == [SECRET]
        assert [label for label, in session.execute("SELECT label FROM marks")] == ["sister"]
        tables = [name for name, in session.execute("SELECT name FROM sqlite_schema WHERE type='table'")]
        for table in tables:
            assert f"**`{table}`**" in PAGE, table
            for column in session.execute(f"PRAGMA table_info({table})"):
                assert f"`{column[1]}`" in PAGE, column
        for key, in session.execute("SELECT key FROM about"):
            assert f"`{key}`" in PAGE, key
    example = folder / "example.py"
    example.write_text(PAGE.split("```python\n")[1].split("```")[0])
    told = subprocess.run([sys.executable, example, record], stdout=subprocess.PIPE, text=True,
                          timeout=LONG, check=True).stdout
    print(told)
    assert " intervals since 20" in told

    shown = subprocess.run([str(BIN / "ebb"), "sessions", "list", "--json", "--folder", folder],
                           stdout=subprocess.PIPE, text=True, timeout=LONG, check=True)
    listed = {one["label"]: one for one in json.loads(shown.stdout)["sessions"]}
    assert set(listed) == {"", "Tuesday A"}, listed
    assert listed[""]["practice"] == "own-rhythm", listed
    assert all(one["sensors"] for one in listed.values()), listed
