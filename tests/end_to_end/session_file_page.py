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
        if how:
            assert not record.exists() or told, "kept before it was agreed"
        out, err, status = service.end()
        assert status == 0, err
    return record


with house() as folder:
    record = keep(folder, "kept", [], {"type": "words", "kind": "answer", "text": SECRET},
                  {"type": "mark", "t": 0, "label": "here"},
                  {"type": "mark", "t": 0, "label": "sister", "whose": "therapist"})
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

    agreement = {"type": "agreement", "stage": "agreed", "purpose": "to settle", "minutes": 6,
                 "kept": True, "label": "Tuesday A"}
    assert keep(folder, "agreed", ["--record-if-agreed"], agreement).exists()
    assert not keep(folder, "asked", ["--record-if-agreed"]).exists()
    declined = {**agreement, "stage": "declined"}
    assert not keep(folder, "declined", ["--record-if-agreed"], declined).exists()
    shown = subprocess.run([str(BIN / "ebb"), "sessions", "list", "--json", "--folder", folder],
                           stdout=subprocess.PIPE, text=True, timeout=LONG, check=True)
    listed = {one["label"]: one for one in json.loads(shown.stdout)["sessions"]}
    assert set(listed) == {"", "Tuesday A"}, listed
    assert all(one["practice"] == "own-rhythm" and one["sensors"] for one in listed.values())

    # Disk trouble is a note, and the service goes on.
    (folder / "in the way").write_text("")
    with Program("ebb", "serve", "--sensor", "sim:calm", "--runtime", folder / "run-trouble",
                 "--record", folder / "in the way" / "x.ebb") as service:
        asyncio.run(asyncio.wait_for(say(folder / "run-trouble", service), LONG))
        out, err, status = service.end()
    assert status == 0 and "Everything else goes on" in err, err
