#include "strap_bridge.h"

enum {
  strap_stream = 1,
  greet_every = 10, /* seconds; a listener may come late */
  one_second = 1000000
};
static const uint32_t kConnectPatience = 12UL * one_second;
static const uint32_t kSilence = 10UL * one_second; /* a worn strap notifies about once a second */

static void say(strap_bridge* bridge, uint8_t size) {
  if (size != 0 && !bridge->send(bridge->to, bridge->out.wire, size)) {
    ++bridge->dropped;
    ebb_link_dropped(&bridge->out);
  }
}

static const char kName[] = "ESP32 strap bridge";
static const uint8_t kNothing = 0;

static void say_status(strap_bridge* bridge, uint32_t now_us) {
  say(bridge, ebb_link_encode_status(&bridge->out, now_us, strap_stream, bridge->state,
                                     bridge->name, bridge->name_size));
}

static void say_hello(strap_bridge* bridge, uint32_t now_us) {
  ebb_link_hello hello;
  uint8_t i;
  hello.boot_id = bridge->boot_id;
  hello.proto_min = hello.proto_max = EBB_LINK_VERSION;
  hello.firmware[0] = 1;
  hello.firmware[1] = hello.firmware[2] = 0;
  for (i = 0; i < sizeof hello.uid; ++i) {
    hello.uid[i] = bridge->uid[i];
  }
  hello.stream_count = 1;
  hello.name = kName;
  hello.name_size = sizeof kName - 1;
  say(bridge, ebb_link_encode_hello(&bridge->out, now_us, &hello));
  say_status(bridge, now_us);
}

static void say_heartbeat(strap_bridge* bridge, uint32_t now_us) {
  ebb_link_begin(&bridge->out, EBB_LINK_HEARTBEAT, 0, 0, now_us);
  ebb_link_put_u32(&bridge->out, bridge->boot_id);
  ebb_link_put_u8(&bridge->out, 255); /* fed by USB; the strap's battery is forwarded */
  ebb_link_put_u32(&bridge->out, bridge->dropped);
  say(bridge, ebb_link_finish(&bridge->out));
}

static void become(strap_bridge* bridge, ebb_link_state state, uint32_t now_us) {
  bridge->state = (uint8_t)state;
  bridge->since_us = now_us;
  bridge->deed_due = state != EBB_LINK_STREAMING;
  say_status(bridge, now_us);
}

void strap_bridge_begin(strap_bridge* bridge, strap_bridge_send send, void* to, uint32_t boot_id,
                        const uint8_t uid[8], uint32_t now_us) {
  uint8_t i;
  ebb_link_encoder_reset(&bridge->out);
  ebb_link_receiver_reset(&bridge->in);
  bridge->send = send;
  bridge->to = to;
  bridge->boot_id = boot_id;
  for (i = 0; i < sizeof bridge->uid; ++i) {
    bridge->uid[i] = uid[i];
  }
  bridge->knows_strap = false;
  bridge->connection = 0;
  bridge->second_us = now_us;
  bridge->seconds = 0;
  bridge->dropped = 0;
  bridge->name_size = 0;
  bridge->state = EBB_LINK_SEARCHING;
  bridge->since_us = now_us;
  bridge->deed_due = true;
  send(to, &kNothing, 1); /* closes off what the boot loader printed */
  say_hello(bridge, now_us);
}

static void keep_time(strap_bridge* bridge, uint32_t now_us) {
  if (now_us - bridge->second_us < one_second) {
    return;
  }
  bridge->second_us += one_second;
  if (now_us - bridge->second_us >= one_second) {
    bridge->second_us = now_us; /* it was held up: missed heartbeats are not made up for */
  }
  say_heartbeat(bridge, now_us);
  if (++bridge->seconds == greet_every) {
    bridge->seconds = 0;
    say_hello(bridge, now_us);
  }
}

strap_bridge_deed strap_bridge_tick(strap_bridge* bridge, uint32_t now_us) {
  const uint32_t waited = now_us - bridge->since_us;
  keep_time(bridge, now_us);
  if ((bridge->state == EBB_LINK_STREAMING && waited >= kSilence) ||
      (bridge->state == EBB_LINK_CONNECTING && waited >= kConnectPatience)) {
    become(bridge, EBB_LINK_LOST, now_us);
  }
  if (!bridge->deed_due) {
    return STRAP_DO_NOTHING;
  }
  bridge->deed_due = false;
  switch (bridge->state) {
    case EBB_LINK_SEARCHING:
      return STRAP_DO_SCAN;
    case EBB_LINK_CONNECTING:
      return STRAP_DO_CONNECT;
    case EBB_LINK_LOST:
      become(bridge, EBB_LINK_SEARCHING, now_us);
      return STRAP_DO_DISCONNECT;
    default:
      return STRAP_DO_NOTHING;
  }
}

static bool is_known(const strap_bridge* bridge, const uint8_t* address, uint8_t address_type) {
  uint8_t i;
  for (i = 0; i < STRAP_ADDRESS_SIZE; ++i) {
    if (bridge->address[i] != address[i]) {
      return false;
    }
  }
  return bridge->address_type == address_type;
}

void strap_bridge_found(strap_bridge* bridge, const uint8_t address[STRAP_ADDRESS_SIZE],
                        uint8_t address_type, const char* name, uint8_t name_size,
                        uint32_t now_us) {
  uint8_t i;
  if (bridge->state != EBB_LINK_SEARCHING) {
    return;
  }
  if (bridge->knows_strap && !is_known(bridge, address, address_type)) {
    return; /* another strap is another person: it takes a reset to change */
  }
  for (i = 0; i < STRAP_ADDRESS_SIZE; ++i) {
    bridge->address[i] = address[i];
  }
  bridge->address_type = address_type;
  bridge->name_size = name_size < STRAP_NAME_MAX ? name_size : STRAP_NAME_MAX;
  for (i = 0; i < bridge->name_size; ++i) {
    bridge->name[i] = name[i];
  }
  ++bridge->connection;
  become(bridge, EBB_LINK_CONNECTING, now_us);
}

void strap_bridge_connected(strap_bridge* bridge, uint32_t now_us) {
  if (bridge->state == EBB_LINK_CONNECTING) {
    bridge->knows_strap = true;
    become(bridge, EBB_LINK_STREAMING, now_us);
  }
}

void strap_bridge_lost(strap_bridge* bridge, uint8_t connection, uint32_t now_us) {
  if (connection == bridge->connection &&
      (bridge->state == EBB_LINK_CONNECTING || bridge->state == EBB_LINK_STREAMING)) {
    become(bridge, EBB_LINK_LOST, now_us);
  }
}

void strap_bridge_notified(strap_bridge* bridge, uint8_t connection, uint32_t received_us,
                           uint16_t service, uint16_t characteristic, int8_t rssi,
                           const uint8_t* bytes, uint8_t size) {
  if (bridge->state != EBB_LINK_STREAMING || connection != bridge->connection) {
    return; /* of a strap that was given up already */
  }
  if ((int32_t)(received_us - bridge->since_us) > 0) {
    bridge->since_us = received_us;
  }
  say(bridge, ebb_link_encode_ble_notify(&bridge->out, received_us, strap_stream, service,
                                         characteristic, rssi, bytes, size));
}

void strap_bridge_heard(strap_bridge* bridge, uint8_t byte, uint32_t now_us) {
  ebb_link_frame frame;
  if (!ebb_link_receive(&bridge->in, byte, &frame)) {
    return;
  }
  if (frame.type == EBB_LINK_TIME_REQUEST && frame.payload_size >= 4) {
    say(bridge,
        ebb_link_encode_time_reply(&bridge->out, now_us, ebb_link_get_u32(frame.payload), now_us));
  } else if (frame.type == EBB_LINK_HELLO_REQUEST) {
    say_hello(bridge, now_us);
  } else {
    ebb_link_begin(&bridge->out, EBB_LINK_ERROR, 0, 0, now_us);
    ebb_link_put_u8(&bridge->out, frame.type);
    say(bridge, ebb_link_finish(&bridge->out));
  }
}
