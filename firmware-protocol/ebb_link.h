/* The Ebb link: what a microcontroller and the service say to each other over a UART, USB-CDC, TCP
 * or a pty. PROTOCOL.md beside this file has the byte tables; every frame worked there is a test.
 *
 * C99, freestanding (no libc), no allocation. Put ebb_link.h and ebb_link.c into a sketch folder as
 * they are; the same two files are compiled into the service.
 *
 * Sending: an ebb_link_encoder holds one frame's bytes and the sequence number. Each
 * ebb_link_encode_...() fills `wire` and returns how many bytes of it to send, or 0 when the
 * content does not fit in a frame (then nothing was counted). Receiving: give every byte to
 * ebb_link_receive(). */
#ifndef EBB_LINK_H
#define EBB_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The payloads that this build has room for: all that the link allows, but on an AVR with its 2 KiB
 * of memory 55 samples to send and a question to take in. More can be said here or with -D. */
#ifndef EBB_LINK_SEND_MAX
#ifdef __AVR__
#define EBB_LINK_SEND_MAX 116
#else
#define EBB_LINK_SEND_MAX 240
#endif
#endif
#ifndef EBB_LINK_RECEIVE_MAX
#ifdef __AVR__
#define EBB_LINK_RECEIVE_MAX 16
#else
#define EBB_LINK_RECEIVE_MAX 240
#endif
#endif
#if EBB_LINK_SEND_MAX > 240 || EBB_LINK_RECEIVE_MAX > 240
#error "A payload of the Ebb link has at most 240 bytes."
#endif

enum {
  EBB_LINK_VERSION = 1,
  EBB_LINK_HEADER_SIZE = 10,
  EBB_LINK_CRC_SIZE = 2,
  EBB_LINK_PAYLOAD_MAX = 240,
  EBB_LINK_RAW_MAX = EBB_LINK_HEADER_SIZE + EBB_LINK_PAYLOAD_MAX + EBB_LINK_CRC_SIZE, /* 252 */
  EBB_LINK_WIRE_MAX = EBB_LINK_RAW_MAX + 2, /* one code byte in front, 0x00 behind */
  EBB_LINK_SEND_RAW = EBB_LINK_HEADER_SIZE + EBB_LINK_SEND_MAX, /* without its CRC */
  EBB_LINK_RECEIVE_RAW = EBB_LINK_HEADER_SIZE + EBB_LINK_RECEIVE_MAX + EBB_LINK_CRC_SIZE
};

#ifdef __AVR__
typedef uint8_t ebb_link_count; /* goes round */
#else
typedef uint32_t ebb_link_count;
#endif

typedef enum {
  EBB_LINK_HELLO = 0x01,
  EBB_LINK_HEARTBEAT = 0x02,
  EBB_LINK_STREAM = 0x03,
  EBB_LINK_TIME_REQUEST = 0x04,
  EBB_LINK_TIME_REPLY = 0x05,
  EBB_LINK_SAMPLES = 0x10,
  EBB_LINK_BEAT = 0x11,
  EBB_LINK_VALUE = 0x12,
  EBB_LINK_BLE_NOTIFY = 0x20,
  EBB_LINK_RAW_SERIAL = 0x21,
  EBB_LINK_STATUS = 0x30,
  EBB_LINK_HELLO_REQUEST = 0x40, /* host to device; 0x41 and up are kept for later */
  EBB_LINK_LOG = 0x7E,
  EBB_LINK_ERROR = 0x7F /* the answer to an unknown host request: its type, one byte */
} ebb_link_type;

enum {
  EBB_LINK_FLAG_DROPPED = 1,    /* frames were dropped before this one */
  EBB_LINK_FLAG_SENSOR_OFF = 2, /* leads off, no finger, no strap */
  EBB_LINK_FLAG_SATURATED = 4,
  EBB_LINK_FLAG_SIMULATED = 8
};

typedef enum {
  EBB_LINK_KIND_ECG = 1,
  EBB_LINK_KIND_PPG = 2,
  EBB_LINK_KIND_RESPIRATION = 3,
  EBB_LINK_KIND_ACCELERATION = 4,
  EBB_LINK_KIND_HEART_RATE = 5, /* beats per minute */
  EBB_LINK_KIND_INTERVAL = 6,   /* milliseconds between beats */
  EBB_LINK_KIND_SPO2 = 7
} ebb_link_kind;

typedef enum {
  EBB_LINK_I16 = 1,
  EBB_LINK_I24 = 2,
  EBB_LINK_I32 = 3,
  EBB_LINK_F32 = 4
} ebb_link_format;

typedef enum {
  EBB_LINK_SEARCHING = 0,
  EBB_LINK_CONNECTING = 1,
  EBB_LINK_STREAMING = 2,
  EBB_LINK_LOST = 3
} ebb_link_state;

/* One received frame. `payload` points into the receiver and holds until its next byte. */
typedef struct {
  uint8_t version;
  uint8_t type;
  uint8_t stream; /* 0 = device-wide */
  uint8_t flags;
  uint16_t seq;
  uint32_t t_us; /* device clock, wraps: first sample, or radio reception of what is forwarded */
  uint8_t payload_size;
  const uint8_t* payload;
} ebb_link_frame;

/* ---- receiving ---------------------------------------------------------------------------- */

typedef struct {
  uint8_t bytes[EBB_LINK_RECEIVE_RAW + 1];
  uint8_t used;                   /* one more than fits in `bytes`: too long, wait for the 0x00 */
  ebb_link_count frames;          /* whole and sound */
  ebb_link_count damaged_frames;  /* too long, broken COBS, too short or wrong CRC */
  ebb_link_count damaged_bytes;   /* bytes of those, without the 0x00 */
  ebb_link_count unknown_version; /* sound, but of another version; not handed out */
  uint8_t other_version;          /* the version last refused, 0 if none */
} ebb_link_receiver;

void ebb_link_receiver_reset(ebb_link_receiver* receiver);

/* Takes one byte; true when it completed a sound frame of this version, which is now in *frame.
 * Whatever comes, the receiver is in step again after the next 0x00. */
bool ebb_link_receive(ebb_link_receiver* receiver, uint8_t byte, ebb_link_frame* frame);

/* ---- sending ------------------------------------------------------------------------------ */

typedef struct {
  uint8_t wire[EBB_LINK_SEND_RAW + EBB_LINK_CRC_SIZE + 2];
  uint8_t used;         /* raw bytes so far, behind the code byte at wire[0] */
  bool overflow;        /* something did not fit; the frame will not be finished */
  uint16_t next_seq;    /* of the next frame */
  uint8_t next_flags;   /* joined to the next frame's flags, then cleared */
  uint8_t device_flags; /* joined to every frame's flags, such as EBB_LINK_FLAG_SIMULATED */
} ebb_link_encoder;

void ebb_link_encoder_reset(ebb_link_encoder* encoder);

/* The frame just encoded could not be sent (no room in the UART): its number is spent and the next
 * frame says that something is missing. */
void ebb_link_dropped(ebb_link_encoder* encoder);

typedef struct {
  uint32_t boot_id; /* drawn at random at each start */
  uint8_t proto_min;
  uint8_t proto_max;
  uint8_t firmware[3];
  uint8_t uid[8];
  uint8_t stream_count;
  const char* name; /* UTF-8; `name_size` bytes, no terminator needed */
  uint8_t name_size;
} ebb_link_hello;

typedef struct {
  uint8_t kind;   /* ebb_link_kind */
  uint8_t format; /* ebb_link_format */
  uint8_t channels;
  uint32_t period_us; /* 0 = irregular */
  float scale;        /* value = raw * scale + offset */
  float offset;
  const char* unit;
  uint8_t unit_size;
  const char* name;
  uint8_t name_size;
} ebb_link_stream;

uint8_t ebb_link_encode_hello(ebb_link_encoder* encoder, uint32_t t_us,
                              const ebb_link_hello* hello);
/* battery in percent, 255 = unknown */
uint8_t ebb_link_encode_heartbeat(ebb_link_encoder* encoder, uint32_t t_us, uint32_t boot_id,
                                  uint8_t battery);
uint8_t ebb_link_encode_stream(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                               const ebb_link_stream* descriptor);
uint8_t ebb_link_encode_time_request(ebb_link_encoder* encoder, uint32_t t_us, uint32_t token);
uint8_t ebb_link_encode_time_reply(ebb_link_encoder* encoder, uint32_t t_us, uint32_t token,
                                   uint32_t received_us);
/* t_us is the time of the first sample; `count` values of all channels, channel by channel within
 * one instant. At most 117 i16, 78 i24 or 58 i32 / f32 fit in EBB_LINK_PAYLOAD_MAX. */
uint8_t ebb_link_encode_samples_i16(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                    uint8_t flags, uint32_t period_us, const int16_t* samples,
                                    uint16_t count);
uint8_t ebb_link_encode_samples_i24(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                    uint8_t flags, uint32_t period_us, const int32_t* samples,
                                    uint16_t count);
uint8_t ebb_link_encode_samples_i32(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                    uint8_t flags, uint32_t period_us, const int32_t* samples,
                                    uint16_t count);
uint8_t ebb_link_encode_samples_f32(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                    uint8_t flags, uint32_t period_us, const float* samples,
                                    uint16_t count);
/* interval_ms 0 = not measured */
uint8_t ebb_link_encode_beat(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                             uint8_t flags, uint16_t interval_ms, uint8_t quality);
uint8_t ebb_link_encode_value(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                              uint8_t flags, float value);
/* t_us is taken in the notification's own call-back */
uint8_t ebb_link_encode_ble_notify(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                   uint16_t service, uint16_t characteristic, int8_t rssi,
                                   const uint8_t* bytes, uint8_t size);
uint8_t ebb_link_encode_raw_serial(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                                   const uint8_t* bytes, uint8_t size);
uint8_t ebb_link_encode_status(ebb_link_encoder* encoder, uint32_t t_us, uint8_t stream,
                               uint8_t state, const char* detail, uint8_t detail_size);
uint8_t ebb_link_encode_log(ebb_link_encoder* encoder, uint32_t t_us, uint8_t level,
                            const char* text, uint8_t text_size);

/* What the above are made of, for a type of one's own. */
void ebb_link_begin(ebb_link_encoder* encoder, uint8_t type, uint8_t stream, uint8_t flags,
                    uint32_t t_us);
void ebb_link_put_u8(ebb_link_encoder* encoder, uint8_t value);
void ebb_link_put_u16(ebb_link_encoder* encoder, uint16_t value);
void ebb_link_put_u24(ebb_link_encoder* encoder, uint32_t value);
void ebb_link_put_u32(ebb_link_encoder* encoder, uint32_t value);
void ebb_link_put_f32(ebb_link_encoder* encoder, float value);
void ebb_link_put_bytes(ebb_link_encoder* encoder, const void* bytes, uint8_t size);
uint8_t ebb_link_finish(ebb_link_encoder* encoder);

/* ---- reading a payload -------------------------------------------------------------------- */

uint16_t ebb_link_get_u16(const uint8_t* bytes);
uint32_t ebb_link_get_u32(const uint8_t* bytes);
int32_t ebb_link_get_i24(const uint8_t* bytes);
float ebb_link_get_f32(const uint8_t* bytes);

/* False when the payload is too short or contradicts itself. Strings point into the frame. */
bool ebb_link_read_hello(const ebb_link_frame* frame, ebb_link_hello* hello);
bool ebb_link_read_stream(const ebb_link_frame* frame, ebb_link_stream* descriptor);

/* ---- the parts ---------------------------------------------------------------------------- */

/* CRC-16/CCITT-FALSE: 0x1021, start 0xFFFF, no reflection; "123456789" gives 0x29B1. */
uint16_t ebb_link_crc16(const uint8_t* bytes, size_t size);

/* Consistent overhead byte stuffing. Encoding writes up to size + size / 254 + 1 bytes, no 0x00
 * among them and none behind; `out` must not overlap. Decoding works in place too (out == bytes),
 * writes at most size bytes and returns how many, or (size_t)-1 when the code is broken. An
 * optional last 01 after a full run of 254 is accepted. */
size_t ebb_link_cobs_encode(const uint8_t* bytes, size_t size, uint8_t* out);
size_t ebb_link_cobs_decode(const uint8_t* bytes, size_t size, uint8_t* out);

#ifdef __cplusplus
}
#endif

#endif
