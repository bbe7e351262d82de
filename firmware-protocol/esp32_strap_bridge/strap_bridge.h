/* What a bridge for a Bluetooth strap says on the Ebb link, and what it wants of its radio: a state
 * machine without a radio, a clock or a serial port, so that it is tested on any computer. C99, no
 * allocation.
 *
 * Whoever has a radio tells what happened (strap_bridge_found, _connected, _notified, _lost), gives
 * it what came from the host (_heard) and calls strap_bridge_tick() often; what that returns is to
 * be done. All from one task: radio call-backs stamp the time and hand over by a queue. Times are
 * the board's microseconds and may wrap. */
#ifndef STRAP_BRIDGE_H
#define STRAP_BRIDGE_H

#include "ebb_link.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  STRAP_HEART_RATE_SERVICE = 0x180D,
  STRAP_HEART_RATE_MEASUREMENT = 0x2A37,
  STRAP_BODY_SENSOR_LOCATION = 0x2A38,
  STRAP_BATTERY_SERVICE = 0x180F,
  STRAP_BATTERY_LEVEL = 0x2A19,
  STRAP_ADDRESS_SIZE = 6,
  STRAP_NAME_MAX = 24
};

typedef enum {
  STRAP_DO_NOTHING,
  STRAP_DO_SCAN,      /* look for whoever advertises 180D, and go on until told to connect */
  STRAP_DO_CONNECT,   /* to `address`; then subscribe to 2A37, and say so */
  STRAP_DO_DISCONNECT /* whatever is left of the connection; then say that it is lost */
} strap_bridge_deed;

/* Sends a frame's bytes to the host; false when there is no room, and then none of them. */
typedef bool (*strap_bridge_send)(void* to, const uint8_t* bytes, uint8_t size);

typedef struct {
  ebb_link_encoder out;
  ebb_link_receiver in;
  strap_bridge_send send;
  void* to;
  uint32_t boot_id;
  uint8_t uid[8];
  uint8_t state; /* ebb_link_state */
  uint8_t address[STRAP_ADDRESS_SIZE];
  uint8_t address_type;
  bool knows_strap;   /* one was worn already: for a while only that one is taken back */
  uint8_t connection; /* the number of the newest attempt; goes round */
  bool deed_due;      /* the state changed, and the radio has not been told */
  uint32_t since_us;  /* of the state, or of the last notification */
  uint32_t second_us; /* when the last heartbeat was due */
  uint8_t seconds;
  uint32_t dropped;
  char name[STRAP_NAME_MAX];
  uint8_t name_size;
} strap_bridge;

/* boot_id: another number at each start. uid: the board's own, such as its radio address. */
void strap_bridge_begin(strap_bridge* bridge, strap_bridge_send send, void* to, uint32_t boot_id,
                        const uint8_t uid[8], uint32_t now_us);

/* Heartbeat, greeting and patience. */
strap_bridge_deed strap_bridge_tick(strap_bridge* bridge, uint32_t now_us);

/* A strap advertises itself. Of several the first is taken and kept: another one may be on another
 * person, so changing straps takes a reset of the board, which the host is told of. */
void strap_bridge_found(strap_bridge* bridge, const uint8_t address[STRAP_ADDRESS_SIZE],
                        uint8_t address_type, const char* name, uint8_t name_size, uint32_t now_us);
/* Connected and subscribed. */
void strap_bridge_connected(strap_bridge* bridge, uint32_t now_us);
/* It could not be connected, or it went away. `connection` is what bridge->connection was when it
 * was connected: what waited in a queue while another attempt began says nothing of that. */
void strap_bridge_lost(strap_bridge* bridge, uint8_t connection, uint32_t now_us);
/* A notification, or a value that was read. received_us is taken in the radio's own call-back. */
void strap_bridge_notified(strap_bridge* bridge, uint8_t connection, uint32_t received_us,
                           uint16_t service, uint16_t characteristic, int8_t rssi,
                           const uint8_t* bytes, uint8_t size);
/* One byte from the host. */
void strap_bridge_heard(strap_bridge* bridge, uint8_t byte, uint32_t now_us);

#ifdef __cplusplus
}
#endif

#endif
