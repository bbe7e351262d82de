"""A real Chromium without a window, driven over its DevTools protocol, and a strap that its own
Bluetooth emulation plays: adapter, chooser, connection, discovery, subscription and loss are
Chromium's. The emulation cannot notify of itself, so each value is read by the test through the
very object the page subscribed with; the browser hands it to the page's listener all the same."""

import asyncio
import base64
import contextlib
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import websockets

from house import LONG, SKIPPED

ADDRESS = "A0:9E:1A:00:11:22"


def uuid(number):
    return f"{number:08x}-0000-1000-8000-00805f9b34fb"


# Remembers what the page subscribes to, so that the test can have a value delivered there.
REMEMBER = """(() => {
  const real = BluetoothRemoteGATTCharacteristic.prototype.startNotifications;
  window.subscribed = {};
  BluetoothRemoteGATTCharacteristic.prototype.startNotifications = function () {
    window.subscribed[this.uuid] = this;
    return real.call(this);
  };
})()"""


class Chromium:
    """The browser; `async with` starts and ends it."""

    async def __aenter__(self):
        program = shutil.which("chromium") or shutil.which("google-chrome")
        if program is None:
            print("skipped: there is no Chromium here (scripts/packages.txt)")
            sys.exit(SKIPPED)
        self.folder = tempfile.TemporaryDirectory(prefix="ebb-chromium-", ignore_cleanup_errors=True)
        words = ["--headless=new", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
                 "--enable-experimental-web-platform-features", "--remote-debugging-port=0",
                 f"--user-data-dir={self.folder.name}"]
        words += ["--no-sandbox"] if os.geteuid() == 0 else []
        self.process = subprocess.Popen([program, *words, "about:blank"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self.socket = await websockets.connect(await self.devtools(), max_size=None)
        self.numbers = itertools.count(1)
        self.answers = {}
        self.listeners = []
        self.reader = asyncio.create_task(self.read())
        return self

    async def __aexit__(self, *_):
        with contextlib.suppress(Exception):
            await self.call("Browser.close")
        self.reader.cancel()
        await self.socket.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()

    async def devtools(self):
        told = pathlib.Path(self.folder.name) / "DevToolsActivePort"
        for _ in range(int(LONG / 0.05)):
            assert self.process.poll() is None, "Chromium ended at once"
            if told.exists() and len(lines := told.read_text().split()) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            await asyncio.sleep(0.05)
        raise AssertionError("Chromium opened no port")

    async def read(self):
        async for text in self.socket:
            message = json.loads(text)
            if "id" in message:
                self.answers.pop(message["id"]).set_result(message)
            else:
                for listener in list(self.listeners):
                    listener(message)

    async def call(self, method, session=None, **params):
        number = next(self.numbers)
        answer = self.answers[number] = asyncio.get_running_loop().create_future()
        await self.socket.send(json.dumps({"id": number, "method": method, "params": params,
                                           **({"sessionId": session} if session else {})}))
        message = await asyncio.wait_for(answer, LONG)
        assert "error" not in message, (method, message["error"])
        return message["result"]


class Tab:
    """One page, opened at an address."""

    @classmethod
    async def open(cls, browser, address):
        tab = cls()
        tab.browser = browser
        tab.target = (await browser.call("Target.createTarget", url="about:blank"))["targetId"]
        tab.session = (await browser.call("Target.attachToTarget", targetId=tab.target,
                                          flatten=True))["sessionId"]
        await tab.call("Page.enable")
        await tab.call("DeviceAccess.enable")
        await tab.call("Page.addScriptToEvaluateOnNewDocument", source=REMEMBER)
        await tab.call("Page.navigate", url=address)
        await tab.until("document.readyState === 'complete'")
        return tab

    async def call(self, method, **params):
        return await self.browser.call(method, self.session, **params)

    async def value(self, expression):
        result = await self.call("Runtime.evaluate", expression=expression, awaitPromise=True,
                                 returnByValue=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    async def until(self, expression):
        for _ in range(int(LONG / 0.05)):
            if await self.value(expression):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"never: {expression}; the page says: {await self.text('status')}")

    async def text(self, element):
        return await self.value(f"document.getElementById('{element}').textContent")

    async def click(self, element):
        """As a hand does it: Bluetooth is refused to a page that asks by itself."""
        x, y = await self.value(f"(() => {{ const r = document.getElementById('{element}')"
                                ".getBoundingClientRect(); return [r.x + 5, r.y + 5]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            await self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left",
                            clickCount=1)

    async def close(self):
        await self.browser.call("Target.closeTarget", targetId=self.target)


class Strap:
    """A heart rate strap as the browser's emulation plays it, for as long as it is in range."""

    SERVICES = {0x180D: {0x2A37: {"notify": True, "read": True}, 0x2A38: {"read": True}},
                0x180F: {0x2A19: {"notify": True, "read": True}}}
    VALUES = {0x2A38: b"\x01", 0x2A19: bytes([86])}

    def __init__(self, browser, name):
        self.browser = browser
        self.name = name
        self.in_range = True
        self.ids = {}
        self.prompts = set()
        self.values = dict(self.VALUES)
        self.tasks = set()

    async def appear(self):
        """In range of a Bluetooth adapter; the emulated one is gone with the page that used it."""
        self.ids = {}
        await self.call("disable")
        await self.call("enable", state="powered-on", leSupported=True)
        await self.call("simulatePreconnectedPeripheral", address=ADDRESS, name=self.name,
                        manufacturerData=[], knownServiceUuids=[uuid(0x180D), uuid(0x180F)])
        if self.hear not in self.browser.listeners:
            self.browser.listeners.append(self.hear)

    async def call(self, method, **params):
        return await self.browser.call(f"BluetoothEmulation.{method}", **params)

    def hear(self, message):
        method, params = message["method"], message["params"]
        answer = None
        if method == "BluetoothEmulation.gattOperationReceived":
            answer = self.connect(params["type"])
        elif method == "BluetoothEmulation.characteristicOperationReceived":
            answer = self.characteristic(params["characteristicId"], params["type"])
        elif method == "DeviceAccess.deviceRequestPrompted" and params["devices"]:
            if params["id"] not in self.prompts:  # told again whenever a device is found
                self.prompts.add(params["id"])
                answer = self.browser.call("DeviceAccess.selectPrompt", message["sessionId"],
                                           id=params["id"], deviceId=params["devices"][0]["id"])
        if answer is not None:
            task = asyncio.get_running_loop().create_task(answer)
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def connect(self, what):
        if what == "discovery" and not self.ids:
            for service, characteristics in self.SERVICES.items():
                made = await self.call("addService", address=ADDRESS, serviceUuid=uuid(service))
                for number, properties in characteristics.items():
                    one = await self.call("addCharacteristic", serviceId=made["serviceId"],
                                          characteristicUuid=uuid(number), properties=properties)
                    self.ids[one["characteristicId"]] = number
                    if "notify" in properties:
                        await self.call("addDescriptor", characteristicId=one["characteristicId"],
                                        descriptorUuid=uuid(0x2902))
        # 0x0e: unlikely error, as when nobody answers
        await self.call("simulateGATTOperationResponse", address=ADDRESS, type=what,
                        code=0 if self.in_range else 0x0E)

    async def characteristic(self, which, what):
        value = self.values.get(self.ids.get(which), b"")
        more = {"data": base64.b64encode(value).decode()} if what == "read" else {}
        await self.call("simulateCharacteristicOperationResponse", characteristicId=which, type=what,
                        code=0, **more)

    async def go(self):
        self.in_range = False
        self.ids = {}
        await self.call("simulateGATTDisconnection", address=ADDRESS)

    async def notify(self, tab, value):
        self.values[0x2A37] = value
        await tab.value(f"subscribed['{uuid(0x2A37)}'].readValue().then(() => true)")
