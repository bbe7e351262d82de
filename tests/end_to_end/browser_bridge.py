"""A strap by way of the browser: the page that `ebb bridge` names, in a real Chromium, a click, a
strap, and its beats on the live feed; who may not come in; what a strap or a tab that goes leaves."""

import asyncio
import http.client
import struct

import websockets
from chromium import Chromium, Strap, Tab
from house import LONG, Program, address, house, messages

NAME = "Polar H10 00112233"
STREAMING = f"document.getElementById('status').textContent.startsWith('{NAME} is heard')"
RR = [512, 500, 540, 520, 530, 505]  # 1/1024 s


class Feed:
    """The feed's messages, as they come."""

    def __init__(self, runtime, service):
        self.seen = []
        self.more = asyncio.Event()
        self.task = asyncio.create_task(self.listen(runtime, service))

    async def listen(self, runtime, service):
        async for message in messages(runtime, service):
            self.seen.append(message)
            self.more.set()

    async def until(self, wanted, after=0):
        """The first message behind the first `after` for which wanted(message) is true."""

        async def look():
            at = after
            while True:
                while at < len(self.seen):
                    if wanted(self.seen[at]):
                        return self.seen[at]
                    at += 1
                self.more.clear()
                await self.more.wait()

        return await asyncio.wait_for(look(), LONG)


def link(state):
    return lambda m: m["type"] == "link" and m["number"] == 1 and m["state"] == state


async def refused(at, status, token=None, host=None, **more):
    """The door stays shut, with this status."""
    token = token or at["token"]
    try:
        async with websockets.connect(f"ws://{host or '127.0.0.1'}:{at['port']}/bridge/link",
                                      host="127.0.0.1", port=at["port"],
                                      subprotocols=[f"ebb.{token}"], **more):
            pass
    except websockets.InvalidStatusCode as answer:
        assert answer.status_code == status, answer.status_code
        return
    raise AssertionError("it was let in")


def page(at, host):
    connection = http.client.HTTPConnection("127.0.0.1", at["port"], timeout=LONG)
    connection.request("GET", "/bridge", headers={"Host": host})
    answer = connection.getresponse()
    answer.read()
    return answer


async def shut_to_strangers(at):
    await refused(at, 401, token="0" * 64)
    await refused(at, 403, origin="https://example.org")
    await refused(at, 403, host="bridge.example.org")
    assert page(at, "bridge.example.org").status == 403
    ours = page(at, f"127.0.0.1:{at['port']}")
    assert ours.status == 200
    assert "default-src 'none'" in ours.headers["Content-Security-Policy"]


async def wild_messages_end_it(at):
    hello = struct.pack("<BIIBB3s8sB", 1, 0, 77, 1, 1, b"\1\0\0", b"12345678", 1) + b"Wild"
    notify = struct.pack("<BIHHb", 0x20, 0, 0x180D, 0x2A37, 0) + b"\x10\x48"

    async def code_after(*sent, flood=None):
        async with websockets.connect(f"ws://127.0.0.1:{at['port']}/bridge/link",
                                      subprotocols=[f"ebb.{at['token']}"]) as socket:
            try:
                for one in sent:
                    await socket.send(one)
                while flood is not None:  # as fast as it goes, until the door is shut
                    await socket.send(flood)
                    await asyncio.sleep(0)  # lets the goodbye be read
                await socket.wait_closed()
            except websockets.ConnectionClosed:
                pass
            return socket.close_code

    assert await code_after(notify) == 1008  # no HELLO
    assert await code_after("text") == 1003
    assert await code_after(bytes(5000)) == 1009
    assert await code_after(hello, hello) == 1008
    assert await code_after(hello, flood=notify) == 1008  # more than any strap has


async def beats(strap, tab, feed, rounds):
    """Notifies in the time of the beats themselves; what the feed makes of them."""
    before = len(feed.seen)
    for i in range(rounds):
        raw = RR[i % len(RR)]
        await strap.notify(tab, struct.pack("<BBH", 0x10, 118, raw))
        await asyncio.sleep(raw / 1024)
    sent = {round(raw * 1000 / 1024, 2) for raw in RR}
    heard = [await feed.until(lambda m: m["type"] == "beat" and "interval_ms" in m, before)]
    assert round(heard[0]["interval_ms"], 2) in sent, heard


# The way to Ebb opens only when the strap has told all that it tells once.
LATE_LINK = """window.WebSocket = class extends WebSocket {
  set onopen(opened) {
    const wait = (event) => document.getElementById('battery').textContent.includes('%')
      ? opened(event) : setTimeout(wait, 10, event);
    super.onopen = wait;
  }
}; true"""


async def evening(runtime, service, where):
    at = address(runtime, service)
    await shut_to_strangers(at)
    async with Chromium() as browser:
        strap = Strap(browser, NAME)
        await strap.appear()
        feed = Feed(runtime, service)
        tab = await Tab.open(browser, where)
        assert await tab.value("location.href") == where.split("#")[0], "the key stays in sight"
        assert await tab.value(LATE_LINK)
        await tab.click("choose")
        await tab.until(STREAMING)
        joined = await feed.until(link("streaming"))
        assert joined["source"] == f"browser:{NAME}", joined
        await beats(strap, tab, feed, 5)
        told = await feed.until(lambda m: m["type"] == "snapshot" and len(m["sources"]) == 2
                                and "battery" in m["sources"][1], len(feed.seen) - 1)
        assert told["sources"][1]["battery"] == 86 and told["sources"][1]["name"] == NAME, told

        before = len(feed.seen)
        await strap.go()
        await tab.until("document.getElementById('status').textContent.includes('out of reach')")
        strap.in_range = True
        await tab.until(STREAMING)
        await beats(strap, tab, feed, 4)

        before = len(feed.seen)
        await tab.close()
        assert "was closed" in (await feed.until(link("lost"), before))["note"]
        before = len(feed.seen)
        await strap.appear()
        tab = await Tab.open(browser, where)
        await tab.click("choose")
        await feed.until(link("streaming"), before)
        assert all(m["number"] < 2 for m in feed.seen if m["type"] == "link"), "a second sensor"
    await wild_messages_end_it(at)


with house() as folder:
    run = folder / "run"
    # A sensor that is not there: without one, a simulated person would speak first.
    with Program("ebb", "serve", "--sensor", "tcp:127.0.0.1:9", "--runtime", run) as service:
        address(run, service)
        with Program("ebb", "bridge", "--runtime", run) as told:
            said, errors, status = told.until_over()
        assert status == 0, errors
        where = next(word for word in said.split() if word.startswith("http://127.0.0.1:"))
        asyncio.run(asyncio.wait_for(evening(run, service, where), LONG))
        _, errors, status = service.end()
        assert status == 0, (status, errors)
