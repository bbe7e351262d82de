#include "ebb_link.h"

/* ---- the parts ---------------------------------------------------------------------------- */

/* The polynomial worked in bytes instead of bits: no table, a dozen instructions on an AVR. */
static uint16_t crc16_push(uint16_t crc, uint8_t byte) {
  uint16_t x = (uint16_t)((crc >> 8) ^ byte);
  x = (uint16_t)(x ^ (x >> 4));
  return (uint16_t)((uint16_t)(crc << 8) ^ (uint16_t)(x << 12) ^ (uint16_t)(x << 5) ^ x);
}

uint16_t ebb_link_crc16(const uint8_t* bytes, size_t size) {
  uint16_t crc = 0xFFFFU;
  size_t i;
  for (i = 0; i < size; ++i) {
    crc = crc16_push(crc, bytes[i]);
  }
  return crc;
}

size_t ebb_link_cobs_encode(const uint8_t* bytes, size_t size, uint8_t* out) {
  size_t code_at = 0;
  size_t written = 1;
  uint8_t code = 1;
  size_t i;
  for (i = 0; i < size; ++i) {
    if (bytes[i] != 0) {
      out[written++] = bytes[i];
      ++code;
    }
    if (bytes[i] == 0 || (code == 0xFFU && i + 1 < size)) {
      out[code_at] = code;
      code_at = written++;
      code = 1;
    }
  }
  out[code_at] = code;
  return written;
}

size_t ebb_link_cobs_decode(const uint8_t* bytes, size_t size, uint8_t* out) {
  size_t read = 0;
  size_t written = 0;
  while (read < size) {
    const uint8_t code = bytes[read++];
    uint8_t left = code;
    if (code == 0 || (size_t)(code - 1) > size - read) {
      return (size_t)-1;
    }
    while (--left != 0) {
      if (bytes[read] == 0) {
        return (size_t)-1;
      }
      out[written++] = bytes[read++];
    }
    if (code != 0xFFU && read < size) {
      out[written++] = 0;
    }
  }
  return written;
}

uint16_t ebb_link_get_u16(const uint8_t* bytes) {
  return (uint16_t)(bytes[0] | (uint16_t)((uint16_t)bytes[1] << 8));
}

uint32_t ebb_link_get_u32(const uint8_t* bytes) {
  return (uint32_t)ebb_link_get_u16(bytes) | ((uint32_t)ebb_link_get_u16(bytes + 2) << 16);
}

int32_t ebb_link_get_i24(const uint8_t* bytes) {
  const int32_t value = (int32_t)((uint32_t)ebb_link_get_u16(bytes) | ((uint32_t)bytes[2] << 16));
  return value >= 0x800000L ? value - 0x1000000L : value;
}

static void copy(void* to, const void* from, size_t size) {
  uint8_t* target = (uint8_t*)to;
  const uint8_t* source = (const uint8_t*)from;
  while (size-- != 0) {
    *target++ = *source++;
  }
}

/* C reads one member of a union through another; C++ would not. */
typedef union {
  uint32_t bits;
  float value;
} float_bits;

float ebb_link_get_f32(const uint8_t* bytes) {
  float_bits number;
  number.bits = ebb_link_get_u32(bytes);
  return number.value;
}

/* ---- receiving ---------------------------------------------------------------------------- */

void ebb_link_receiver_reset(ebb_link_receiver* receiver) {
  receiver->used = 0;
  receiver->frames = 0;
  receiver->damaged_frames = 0;
  receiver->damaged_bytes = 0;
  receiver->unknown_version = 0;
  receiver->other_version = 0;
}

static bool open_frame(ebb_link_receiver* receiver, ebb_link_frame* frame) {
  uint8_t* raw = receiver->bytes;
  size_t size;
  if (receiver->used > sizeof receiver->bytes) {
    return false;
  }
  size = ebb_link_cobs_decode(raw, receiver->used, raw);
  if (size == (size_t)-1 || size > EBB_LINK_RECEIVE_RAW ||
      size < EBB_LINK_HEADER_SIZE + EBB_LINK_CRC_SIZE) {
    return false;
  }
  size -= EBB_LINK_CRC_SIZE;
  if (ebb_link_crc16(raw, size) != ebb_link_get_u16(raw + size)) {
    return false;
  }
  frame->version = raw[0];
  frame->type = raw[1];
  frame->stream = raw[2];
  frame->flags = raw[3];
  frame->seq = ebb_link_get_u16(raw + 4);
  frame->t_us = ebb_link_get_u32(raw + 6);
  frame->payload = raw + EBB_LINK_HEADER_SIZE;
  frame->payload_size = (uint8_t)(size - EBB_LINK_HEADER_SIZE);
  return true;
}

bool ebb_link_receive(ebb_link_receiver* receiver, uint8_t byte, ebb_link_frame* frame) {
  bool sound;
  if (byte != 0) {
    if (receiver->used < sizeof receiver->bytes) {
      receiver->bytes[receiver->used++] = byte;
    } else {
      receiver->used = sizeof receiver->bytes + 1;
      ++receiver->damaged_bytes;
    }
    return false;
  }
  if (receiver->used == 0) {
    return false;
  }
  sound = open_frame(receiver, frame);
  if (!sound) {
    ++receiver->damaged_frames;
    receiver->damaged_bytes +=
        receiver->used < sizeof receiver->bytes ? receiver->used : sizeof receiver->bytes;
  } else if (frame->version != EBB_LINK_VERSION) {
    ++receiver->unknown_version;
    receiver->other_version = frame->version;
    sound = false;
  } else {
    ++receiver->frames;
  }
  receiver->used = 0;
  return sound;
}

bool ebb_link_read_hello(const ebb_link_frame* frame, ebb_link_hello* hello) {
  const uint8_t* p = frame->payload;
  if (frame->type != EBB_LINK_HELLO || frame->payload_size < 18) {
    return false;
  }
  hello->boot_id = ebb_link_get_u32(p);
  hello->proto_min = p[4];
  hello->proto_max = p[5];
  copy(hello->firmware, p + 6, sizeof hello->firmware);
  copy(hello->uid, p + 9, sizeof hello->uid);
  hello->stream_count = p[17];
  hello->name = (const char*)(p + 18);
  hello->name_size = (uint8_t)(frame->payload_size - 18);
  return true;
}

bool ebb_link_read_stream(const ebb_link_frame* frame, ebb_link_stream* descriptor) {
  const uint8_t* p = frame->payload;
  const uint8_t size = frame->payload_size;
  uint8_t at = 15;
  if (frame->type != EBB_LINK_STREAM || size < 17) {
    return false;
  }
  descriptor->kind = p[0];
  descriptor->format = p[1];
  descriptor->channels = p[2];
  descriptor->period_us = ebb_link_get_u32(p + 3);
  descriptor->scale = ebb_link_get_f32(p + 7);
  descriptor->offset = ebb_link_get_f32(p + 11);
  descriptor->unit_size = p[at++];
  if (descriptor->unit_size >= size - at) {
    return false;
  }
  descriptor->unit = (const char*)(p + at);
  at = (uint8_t)(at + descriptor->unit_size);
  descriptor->name_size = p[at++];
  if (descriptor->name_size > size - at) {
    return false;
  }
  descriptor->name = (const char*)(p + at);
  return true;
}

/* ---- sending ------------------------------------------------------------------------------ */

void ebb_link_encoder_reset(ebb_link_encoder* encoder) {
  encoder->used = 0;
  encoder->overflow = false;
  encoder->next_seq = 0;
  encoder->next_flags = 0;
  encoder->device_flags = 0;
}

void ebb_link_dropped(ebb_link_encoder* encoder) { encoder->next_flags |= EBB_LINK_FLAG_DROPPED; }

void ebb_link_begin(ebb_link_encoder* encoder, uint8_t type, uint8_t stream, uint8_t flags,
                    uint32_t t_us) {
  encoder->used = 0;
  encoder->overflow = false;
  ebb_link_put_u8(encoder, EBB_LINK_VERSION);
  ebb_link_put_u8(encoder, type);
  ebb_link_put_u8(encoder, stream);
  ebb_link_put_u8(encoder, (uint8_t)(flags | encoder->next_flags | encoder->device_flags));
  ebb_link_put_u16(encoder, encoder->next_seq);
  ebb_link_put_u32(encoder, t_us);
}

void ebb_link_put_u8(ebb_link_encoder* encoder, uint8_t value) {
  if (encoder->used >= EBB_LINK_SEND_RAW) {
    encoder->overflow = true;
    return;
  }
  encoder->wire[1 + encoder->used++] = value;
}

static void put_low_bytes(ebb_link_encoder* encoder, uint32_t value, uint8_t size) {
  while (size-- != 0) {
    ebb_link_put_u8(encoder, (uint8_t)(value & 0xFFU));
    value >>= 8;
  }
}

void ebb_link_put_u16(ebb_link_encoder* encoder, uint16_t value) {
  put_low_bytes(encoder, value, 2);
}

void ebb_link_put_u24(ebb_link_encoder* encoder, uint32_t value) {
  put_low_bytes(encoder, value, 3);
}

void ebb_link_put_u32(ebb_link_encoder* encoder, uint32_t value) {
  put_low_bytes(encoder, value, 4);
}

void ebb_link_put_f32(ebb_link_encoder* encoder, float value) {
  float_bits number;
  number.value = value;
  ebb_link_put_u32(encoder, number.bits);
}

void ebb_link_put_bytes(ebb_link_encoder* encoder, const void* bytes, uint8_t size) {
  const uint8_t* source = (const uint8_t*)bytes;
  while (size-- != 0) {
    ebb_link_put_u8(encoder, *source++);
  }
}

/* A raw frame is shorter than 254 bytes, so COBS is one code byte in front and every zero replaced
 * by the way to the next: done where the bytes lie, from the end. */
uint8_t ebb_link_finish(ebb_link_encoder* encoder) {
  uint8_t* wire = encoder->wire;
  uint8_t size = encoder->used;
  uint16_t crc;
  uint8_t i;
  uint8_t to_next_zero = 1;
  if (encoder->overflow || size < EBB_LINK_HEADER_SIZE) {
    return 0;
  }
  crc = ebb_link_crc16(wire + 1, size);
  wire[++size] = (uint8_t)(crc & 0xFFU);
  wire[++size] = (uint8_t)(crc >> 8);
  for (i = size; i != 0; --i) {
    if (wire[i] == 0) {
      wire[i] = to_next_zero;
      to_next_zero = 1;
    } else {
      ++to_next_zero;
    }
  }
  wire[0] = to_next_zero;
  wire[++size] = 0;
  encoder->used = 0;
  encoder->next_flags = 0;
  ++encoder->next_seq;
  return (uint8_t)(size + 1);
}

uint8_t ebb_link_encode_hello(ebb_link_encoder* encoder, uint32_t t_us,
                              const ebb_link_hello* hello) {
  ebb_link_begin(encoder, EBB_LINK_HELLO, 0, 0, t_us);
  ebb_link_put_u32(encoder, hello->boot_id);
  ebb_link_put_u8(encoder, hello->proto_min);
  ebb_link_put_u8(encoder, hello->proto_max);
  ebb_link_put_bytes(encoder, hello->firmware, sizeof hello->firmware);
  ebb_link_put_bytes(encoder, hello->uid, sizeof hello->uid);
  ebb_link_put_u8(encoder, hello->stream_count);
  ebb_link_put_bytes(encoder, hello->name, hello->name_size);
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_heartbeat(ebb_link_encoder* encoder, uint32_t t_us, uint32_t boot_id,
                                  uint8_t battery) {
  ebb_link_begin(encoder, EBB_LINK_HEARTBEAT, 0, 0, t_us);
  ebb_link_put_u32(encoder, boot_id);
  ebb_link_put_u8(encoder, battery);
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_stream(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                               const ebb_link_stream* descriptor) {
  ebb_link_begin(encoder, EBB_LINK_STREAM, stream, 0, t_us);
  ebb_link_put_u8(encoder, descriptor->kind);
  ebb_link_put_u8(encoder, descriptor->format);
  ebb_link_put_u8(encoder, descriptor->channels);
  ebb_link_put_u32(encoder, descriptor->period_us);
  ebb_link_put_f32(encoder, descriptor->scale);
  ebb_link_put_f32(encoder, descriptor->offset);
  ebb_link_put_u8(encoder, descriptor->unit_size);
  ebb_link_put_bytes(encoder, descriptor->unit, descriptor->unit_size);
  ebb_link_put_u8(encoder, descriptor->name_size);
  ebb_link_put_bytes(encoder, descriptor->name, descriptor->name_size);
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_time_request(ebb_link_encoder* encoder, uint32_t t_us, uint32_t token) {
  ebb_link_begin(encoder, EBB_LINK_TIME_REQUEST, 0, 0, t_us);
  ebb_link_put_u32(encoder, token);
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_time_reply(ebb_link_encoder* encoder, uint32_t t_us, uint32_t token,
                                   uint32_t received_us) {
  ebb_link_begin(encoder, EBB_LINK_TIME_REPLY, 0, 0, t_us);
  ebb_link_put_u32(encoder, token);
  ebb_link_put_u32(encoder, received_us);
  return ebb_link_finish(encoder);
}

static void begin_samples(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream, uint8_t flags,
                          uint32_t period_us, uint16_t count) {
  ebb_link_begin(encoder, EBB_LINK_SAMPLES, stream, flags, t_us);
  ebb_link_put_u32(encoder, period_us);
  ebb_link_put_u16(encoder, count);
}

uint8_t ebb_link_encode_samples_i16(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                    uint8_t flags, uint32_t period_us, const int16_t* samples,
                                    uint16_t count) {
  uint16_t i;
  begin_samples(encoder, t_us, stream, flags, period_us, count);
  for (i = 0; i < count; ++i) {
    ebb_link_put_u16(encoder, (uint16_t)samples[i]);
  }
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_samples_i24(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                    uint8_t flags, uint32_t period_us, const int32_t* samples,
                                    uint16_t count) {
  uint16_t i;
  begin_samples(encoder, t_us, stream, flags, period_us, count);
  for (i = 0; i < count; ++i) {
    ebb_link_put_u24(encoder, (uint32_t)samples[i]);
  }
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_samples_i32(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                    uint8_t flags, uint32_t period_us, const int32_t* samples,
                                    uint16_t count) {
  uint16_t i;
  begin_samples(encoder, t_us, stream, flags, period_us, count);
  for (i = 0; i < count; ++i) {
    ebb_link_put_u32(encoder, (uint32_t)samples[i]);
  }
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_samples_f32(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                    uint8_t flags, uint32_t period_us, const float* samples,
                                    uint16_t count) {
  uint16_t i;
  begin_samples(encoder, t_us, stream, flags, period_us, count);
  for (i = 0; i < count; ++i) {
    ebb_link_put_f32(encoder, samples[i]);
  }
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_beat(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                             uint8_t flags, uint16_t interval_ms, uint8_t quality) {
  ebb_link_begin(encoder, EBB_LINK_BEAT, stream, flags, t_us);
  ebb_link_put_u16(encoder, interval_ms);
  ebb_link_put_u8(encoder, quality);
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_value(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                              uint8_t flags, float value) {
  ebb_link_begin(encoder, EBB_LINK_VALUE, stream, flags, t_us);
  ebb_link_put_f32(encoder, value);
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_ble_notify(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                   uint16_t service, uint16_t characteristic, int8_t rssi,
                                   const uint8_t* bytes, uint8_t size) {
  ebb_link_begin(encoder, EBB_LINK_BLE_NOTIFY, stream, 0, t_us);
  ebb_link_put_u16(encoder, service);
  ebb_link_put_u16(encoder, characteristic);
  ebb_link_put_u8(encoder, (uint8_t)rssi);
  ebb_link_put_bytes(encoder, bytes, size);
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_raw_serial(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                   const uint8_t* bytes, uint8_t size) {
  ebb_link_begin(encoder, EBB_LINK_RAW_SERIAL, stream, 0, t_us);
  ebb_link_put_bytes(encoder, bytes, size);
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_status(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                               uint8_t state, const char* detail, uint8_t detail_size) {
  ebb_link_begin(encoder, EBB_LINK_STATUS, stream, 0, t_us);
  ebb_link_put_u8(encoder, state);
  ebb_link_put_bytes(encoder, detail, detail_size);
  return ebb_link_finish(encoder);
}

uint8_t ebb_link_encode_log(ebb_link_encoder* encoder, uint32_t t_us, uint8_t level,
                            const char* text, uint8_t text_size) {
  ebb_link_begin(encoder, EBB_LINK_LOG, 0, 0, t_us);
  ebb_link_put_u8(encoder, level);
  ebb_link_put_bytes(encoder, text, text_size);
  return ebb_link_finish(encoder);
}
