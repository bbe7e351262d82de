/* A Bluetooth chest strap through an ESP32: the board looks for a strap, subscribes to its heart
 * rate and forwards each notification over USB as it came, stamped when the radio received it.
 *
 * Needs the board package "esp32" by Espressif and the library "NimBLE-Arduino" by h2zero, version
 * 2.1 or later. How to build and flash: docs/sensors/esp32-strap-bridge.md. What is said on the wire
 * and what is to be done next is decided in strap_bridge.c; this file only knows the radio. */
#include <NimBLEDevice.h>

#include "strap_bridge.h"

/* What a call-back of the radio's task tells the loop. */
struct Happening {
  enum Kind : uint8_t { found, lost, notified } kind;
  uint8_t connection; /* to which a loss or a notification belongs */
  uint8_t address_type;
  uint8_t address[STRAP_ADDRESS_SIZE];
  int8_t rssi;
  uint8_t size; /* of `bytes`: a name, or a notification */
  uint16_t characteristic;
  uint32_t at_us;
  uint8_t bytes[64];
};

static QueueHandle_t happenings;
static strap_bridge bridge;
static NimBLEClient* client;
static volatile int8_t rssi_now = 0;
static volatile uint8_t connection_now = 0;

static void tell(Happening& what, const void* bytes, size_t size) {
  what.at_us = micros();
  what.connection = connection_now;
  what.size = size < sizeof what.bytes ? size : sizeof what.bytes;
  if (what.size != 0) {
    memcpy(what.bytes, bytes, what.size);
  }
  xQueueSend(happenings, &what, 0);
}

class Scanned : public NimBLEScanCallbacks {
  void onResult(const NimBLEAdvertisedDevice* device) override {
    if (!device->isAdvertisingService(NimBLEUUID((uint16_t)STRAP_HEART_RATE_SERVICE))) {
      return;
    }
    Happening what{};
    what.kind = Happening::found;
    what.address_type = device->getAddress().getType();
    memcpy(what.address, device->getAddress().getVal(), sizeof what.address);
    rssi_now = device->getRSSI();
    const std::string name = device->getName();
    tell(what, name.data(), name.size());
  }
};

class Connection : public NimBLEClientCallbacks {
  void onDisconnect(NimBLEClient*, int) override {
    Happening what{};
    what.kind = Happening::lost;
    tell(what, nullptr, 0);
  }
};

static void on_notification(NimBLERemoteCharacteristic* from, uint8_t* bytes, size_t size, bool) {
  Happening what{};
  what.kind = Happening::notified;
  what.characteristic = from->getUUID() == NimBLEUUID((uint16_t)STRAP_BATTERY_LEVEL)
                            ? STRAP_BATTERY_LEVEL
                            : STRAP_HEART_RATE_MEASUREMENT;
  what.rssi = rssi_now;
  tell(what, bytes, size);
}

static bool send_to_host(void*, const uint8_t* bytes, uint8_t size) {
  return Serial.availableForWrite() >= size && Serial.write(bytes, size) == size;
}

/* What can be read at once, forwarded as if it had been notified. */
static void forward_value(uint16_t service, uint16_t characteristic) {
  NimBLERemoteService* in = client->getService(NimBLEUUID(service));
  NimBLERemoteCharacteristic* at =
      in == nullptr ? nullptr : in->getCharacteristic(NimBLEUUID(characteristic));
  if (at != nullptr && at->canRead()) {
    const NimBLEAttValue value = at->readValue();
    strap_bridge_notified(&bridge, connection_now, micros(), service, characteristic, rssi_now,
                          value.data(), value.size() < 64 ? value.size() : 64);
  }
}

static bool subscribe(uint16_t service, uint16_t characteristic) {
  NimBLERemoteService* in = client->getService(NimBLEUUID(service));
  NimBLERemoteCharacteristic* at =
      in == nullptr ? nullptr : in->getCharacteristic(NimBLEUUID(characteristic));
  return at != nullptr && at->canNotify() && at->subscribe(true, on_notification);
}

static void connect_strap(void) {
  NimBLEDevice::getScan()->stop();
  ble_addr_t strap; /* not from the six bytes themselves: that constructor turns them round */
  connection_now = bridge.connection;
  strap.type = bridge.address_type;
  memcpy(strap.val, bridge.address, sizeof strap.val);
  if (client->connect(NimBLEAddress(strap)) &&
      subscribe(STRAP_HEART_RATE_SERVICE, STRAP_HEART_RATE_MEASUREMENT)) {
    strap_bridge_connected(&bridge, micros());
    forward_value(STRAP_HEART_RATE_SERVICE, STRAP_BODY_SENSOR_LOCATION);
    forward_value(STRAP_BATTERY_SERVICE, STRAP_BATTERY_LEVEL);
    subscribe(STRAP_BATTERY_SERVICE, STRAP_BATTERY_LEVEL);
  } else {
    strap_bridge_lost(&bridge, connection_now, micros());
  }
}

static void take(const Happening& what) {
  switch (what.kind) {
    case Happening::found:
      strap_bridge_found(&bridge, what.address, what.address_type, (const char*)what.bytes,
                         what.size, what.at_us);
      break;
    case Happening::lost:
      strap_bridge_lost(&bridge, what.connection, what.at_us);
      break;
    case Happening::notified:
      strap_bridge_notified(&bridge, what.connection, what.at_us,
                            what.characteristic == STRAP_BATTERY_LEVEL ? STRAP_BATTERY_SERVICE
                                                                      : STRAP_HEART_RATE_SERVICE,
                            what.characteristic, what.rssi, what.bytes, what.size);
      break;
  }
}

void setup() {
  Serial.setTxBufferSize(1024);
  Serial.begin(115200);
  happenings = xQueueCreate(32, sizeof(Happening));
  NimBLEDevice::init("");
  client = NimBLEDevice::createClient();
  client->setClientCallbacks(new Connection, false);
  client->setConnectTimeout(8000);
  NimBLEScan* scan = NimBLEDevice::getScan();
  scan->setScanCallbacks(new Scanned, true);
  scan->setActiveScan(true); /* a strap tells its name only when it is asked */
  scan->setMaxResults(0);
  uint8_t uid[8] = {0};
  const uint64_t chip = ESP.getEfuseMac();
  memcpy(uid, &chip, sizeof uid);
  strap_bridge_begin(&bridge, send_to_host, nullptr, esp_random(), uid, micros());
}

void loop() {
  Happening what;
  while (xQueueReceive(happenings, &what, pdMS_TO_TICKS(2)) == pdTRUE) {
    take(what);
  }
  while (Serial.available() > 0) {
    strap_bridge_heard(&bridge, (uint8_t)Serial.read(), micros());
  }
  if (client->isConnected()) {
    static uint32_t asked = 0;
    if (millis() - asked > 5000) {
      asked = millis();
      rssi_now = client->getRssi();
    }
  }
  switch (strap_bridge_tick(&bridge, micros())) {
    case STRAP_DO_SCAN:
      NimBLEDevice::getScan()->start(0, false);
      break;
    case STRAP_DO_CONNECT:
      connect_strap();
      break;
    case STRAP_DO_DISCONNECT:
      if (client->isConnected()) {
        client->disconnect();
      }
      break;
    case STRAP_DO_NOTHING:
      break;
  }
}
