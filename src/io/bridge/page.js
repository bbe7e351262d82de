// Brings one strap to the service: what the strap notifies goes on as it came, each message with
// the time at which it was heard. Nothing is decoded here and nothing is kept.
"use strict";

// Frames of the Ebb link (firmware-protocol/PROTOCOL.md); the service puts the rest around them.
const HELLO = 0x01;
const BLE_NOTIFY = 0x20;
const STATUS = 0x30;
const SEARCHING = 0;
const STREAMING = 2;
const LOST = 3;

const HEART_RATE = 0x180d;
const MEASUREMENT = 0x2a37;
const BODY_LOCATION = 0x2a38;
const BATTERY = 0x180f;
const BATTERY_LEVEL = 0x2a19;
const polar = (number) => `fb005c8${number}-02e7-f387-1cad-8acd2d8df0c8`;
const POLAR = polar(0);
const POLAR_SHORT = 0x5c80;
const POLAR_DATA_SHORT = 0x5c82;
// Start the ECG: 130 samples a second, 14 bits.
const POLAR_START_ECG = Uint8Array.of(0x02, 0x00, 0x00, 0x01, 0x82, 0x00, 0x01, 0x01, 0x0e, 0x00);
const POLAR_STOP_ECG = Uint8Array.of(0x03, 0x00);
// And the chest's movement, for the breath: 50 a second, 16 bits, 4 g.
const POLAR_START_MOVEMENT = Uint8Array.of(0x02, 0x02, 0x00, 0x01, 50, 0x00, 0x01, 0x01, 0x10, 0x00, 0x02, 0x01, 0x04, 0x00);
const POLAR_STOP_MOVEMENT = Uint8Array.of(0x03, 0x02);
const POLAR_ANSWERS_WITHIN = 3000; // milliseconds

const MOST_PAYLOAD = 240; // bytes, as in an Ebb link frame
const MOST_WAITING = 65536; // bytes; beyond it the service does not keep up, and messages are left out
const FIRST_WAIT = 500; // milliseconds, doubled up to
const LONGEST_WAIT = 8000;

const at = (id) => document.getElementById(id);
const say = (sentence) => {
  at("status").textContent = sentence;
};
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// ---- the key of this run: taken out of the address, so that it does not stay in sight

function takeKey() {
  const told = location.hash.slice(1);
  if (told !== "") {
    sessionStorage.setItem("key", told);
    history.replaceState(null, "", location.pathname);
  }
  const key = sessionStorage.getItem("key") ?? "";
  return /^[0-9a-f]{64}$/.test(key) ? key : null;
}

// ---- messages to the service

function message(type, ...parts) {
  const head = new DataView(new ArrayBuffer(5));
  head.setUint8(0, type);
  head.setUint32(1, Math.floor(performance.now() * 1000) % 2 ** 32, true); // microseconds
  return Uint8Array.from([head.buffer, ...parts].flatMap((part) => [...new Uint8Array(part.buffer ?? part)]));
}

const short = (value) => Uint8Array.of(value & 0xff, value >> 8);

async function uidOf(text) {
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 8);
}

/** The WebSocket to the service, opened again for as long as there is a strap. */
class Link {
  constructor(key, strap) {
    this.key = key;
    this.strap = strap;
    this.sent = 0;
    this.ended = false;
  }

  async run() {
    let wait = FIRST_WAIT;
    while (!this.ended) {
      const opened = await this.once();
      wait = opened ? FIRST_WAIT : Math.min(2 * wait, LONGEST_WAIT);
      if (!this.ended) {
        say("Ebb does not answer. Is it running still? When it was started again, open the address that `ebb bridge` prints.");
        await pause(wait);
      }
    }
  }

  once() {
    return new Promise((gone) => {
      let opened = false;
      const socket = new WebSocket(`ws://${location.host}/bridge/link`, [`ebb.${this.key}`]);
      socket.onopen = () => {
        opened = true;
        this.socket = socket;
        socket.send(this.strap.hello());
        socket.send(this.strap.status());
        this.strap.tellAgain();
        this.strap.tell();
      };
      socket.onclose = (event) => {
        this.socket = null;
        if (event.code === 1008 || event.code === 1013) {
          this.ended = true; // it would be the same again
          this.strap.leave();
          say(`Ebb has let go of this page: ${event.reason}`);
        }
        gone(opened);
      };
    });
  }

  send(bytes) {
    if (!this.socket || this.socket.readyState !== WebSocket.OPEN || this.socket.bufferedAmount > MOST_WAITING) {
      return;
    }
    this.socket.send(bytes);
    this.sent += 1;
    at("count").textContent = String(this.sent);
  }
}

// ---- the strap

class Strap {
  constructor(device, wantsWave) {
    this.device = device;
    this.name = device.name || "Strap";
    this.wantsWave = wantsWave;
    this.hasWave = false;
    this.state = SEARCHING;
    this.boot = crypto.getRandomValues(new Uint8Array(4));
    this.lost = () => {};
    this.control = null; // of a wave that was started
    this.onceTold = new Map(); // for a link that opens later, or again
    device.addEventListener("gattserverdisconnected", () => this.lost());
  }

  hello() {
    const name = new TextEncoder().encode(this.name).slice(0, 100);
    const streams = this.hasWave ? 2 : 1;
    return message(HELLO, this.boot, Uint8Array.of(1, 1, 0, 1, 0), this.uid, Uint8Array.of(streams), name);
  }

  status() {
    return message(STATUS, Uint8Array.of(this.state));
  }

  tell() {
    if (this.link?.ended) {
      return; // the last word is said
    }
    if (this.state === SEARCHING) {
      say(`Connecting to ${this.name}.`);
    } else if (this.state === STREAMING) {
      say(`${this.name} is heard. This page stays open; Ebb shows the rest.`);
    } else {
      say(`${this.name} is out of reach. It is looked for until it is back: is it worn, and damp where it touches?`);
    }
  }

  become(state) {
    this.state = state;
    this.link?.send(this.status());
    this.tell();
  }

  forward(service, characteristic, value) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
    if (bytes.length > 0 && bytes.length + 5 <= MOST_PAYLOAD) {
      this.link?.send(message(BLE_NOTIFY, short(service), short(characteristic), Uint8Array.of(0), bytes));
    }
  }

  /** What is read once: whoever listens from later on is to know it too. */
  tellOnce(service, characteristic, value) {
    this.onceTold.set(characteristic, [service, value]);
    this.forward(service, characteristic, value);
  }

  tellAgain() {
    for (const [characteristic, [service, value]] of this.onceTold) {
      this.forward(service, characteristic, value);
    }
  }

  async listen(service, uuid, shortService, shortUuid) {
    const characteristic = await service.getCharacteristic(uuid);
    characteristic.addEventListener("characteristicvaluechanged", (event) =>
      this.forward(shortService, shortUuid, event.target.value));
    await characteristic.startNotifications();
  }

  /** Everything that a strap may leave out: without it, it is heard all the same. */
  async extras(server) {
    try {
      const heart = await server.getPrimaryService(HEART_RATE);
      const place = await heart.getCharacteristic(BODY_LOCATION);
      this.tellOnce(HEART_RATE, BODY_LOCATION, await place.readValue());
    } catch {
      // Not told by this strap.
    }
    try {
      const battery = await server.getPrimaryService(BATTERY);
      const level = await battery.getCharacteristic(BATTERY_LEVEL);
      const show = (value) => {
        at("battery").textContent = `${value.getUint8(0)} %`;
        this.tellOnce(BATTERY, BATTERY_LEVEL, value);
      };
      show(await level.readValue());
      level.addEventListener("characteristicvaluechanged", (event) => show(event.target.value));
      await level.startNotifications();
    } catch {
      // Not told by this strap.
    }
  }

  async startWave(server) {
    try {
      const service = await server.getPrimaryService(POLAR);
      const control = await service.getCharacteristic(polar(1));
      await control.startNotifications();
      await this.listen(service, polar(2), POLAR_SHORT, POLAR_DATA_SHORT);
      // F0, what was asked for, which measurement, and 0 for yes or 6 for "it runs already": on a
      // charger, for example, a strap says no.
      const answer = new Promise((done) => {
        control.addEventListener("characteristicvaluechanged", (event) => {
          const told = event.target.value;
          if (told.byteLength >= 4 && told.getUint8(0) === 0xf0 && told.getUint8(1) === 0x02 &&
              told.getUint8(2) === 0x00) {
            done([0, 6].includes(told.getUint8(3)));
          }
        });
        setTimeout(() => done(false), POLAR_ANSWERS_WITHIN);
      });
      await control.writeValueWithResponse(POLAR_START_ECG);
      const started = await answer;
      this.control = started ? control : null;
      if (started) {
        control.writeValueWithResponse(POLAR_START_MOVEMENT).catch(() => {}); // the wave comes without it
      }
      return started;
    } catch {
      return false;
    }
  }

  /** A measurement that nobody stops costs the strap's battery until it is taken off. */
  async stopWave() {
    try {
      await this.control?.writeValueWithResponse(POLAR_STOP_ECG);
      await this.control?.writeValueWithResponse(POLAR_STOP_MOVEMENT);
    } catch {
      // It has gone by itself.
    }
    this.control = null;
  }

  async leave() {
    await this.stopWave();
    this.device.gatt.disconnect();
  }

  /** Connects once and listens until the strap goes. */
  async once(key) {
    const gone = new Promise((done) => {
      this.lost = done;
    });
    const server = await this.device.gatt.connect();
    const heart = await server.getPrimaryService(HEART_RATE);
    if (!this.link) {
      this.hasWave = this.wantsWave && (await this.startWave(server));
      this.link = new Link(key, this);
      this.link.run();
    } else if (this.hasWave) {
      await this.startWave(server);
    }
    await this.listen(heart, MEASUREMENT, HEART_RATE, MEASUREMENT);
    this.become(STREAMING);
    await this.extras(server);
    await gone;
    this.control = null;
    this.become(LOST);
  }

  async run(key) {
    this.uid = await uidOf(this.device.id);
    at("name").textContent = this.name;
    at("strap").hidden = false;
    let wait = FIRST_WAIT;
    while (!this.link?.ended) {
      this.tell();
      try {
        await this.once(key);
        wait = FIRST_WAIT;
      } catch {
        this.device.gatt.disconnect();
        this.tell();
      }
      await pause(wait);
      wait = Math.min(2 * wait, LONGEST_WAIT);
    }
    this.device.gatt.disconnect();
    at("choose").disabled = false;
  }
}

async function choose(key) {
  let device;
  try {
    device = await navigator.bluetooth.requestDevice({
      filters: [{ services: [HEART_RATE] }],
      optionalServices: [BATTERY, POLAR],
    });
  } catch (trouble) {
    say(trouble.name === "NotFoundError"
      ? "No strap was chosen. Is it worn and damp, and is Bluetooth switched on?"
      : `The browser did not allow it: ${trouble.message}`);
    return;
  }
  at("choose").disabled = true;
  const strap = new Strap(device, at("wave").checked);
  addEventListener("pagehide", () => strap.stopWave());
  await strap.run(key);
}

// ---- the page

function begin() {
  const key = takeKey();
  const able = navigator.bluetooth !== undefined;
  at("no-bluetooth").hidden = able;
  at("no-key").hidden = !able || key !== null;
  at("ready").hidden = !able || key === null;
  if (able && key !== null) {
    at("choose").onclick = () => choose(key);
    say("No strap is chosen yet.");
  } else {
    say("");
  }
}

at("use-key").onclick = () => {
  sessionStorage.setItem("key", at("key").value.trim().replace(/^.*#/, ""));
  begin();
};
addEventListener("hashchange", begin);
begin();
