/* A pulse sensor and a breathing belt on an Arduino Uno or Nano, speaking the Ebb link at 115200.
 *
 * Wiring: the pulse sensor's signal to A0, the belt's to A1, both fed from 5V and GND. A belt of
 * conductive rubber is half of a voltage divider: 5V - belt - A1 - 10 kOhm - GND. An input that is
 * left open only brings noise. How to build and flash: docs/sensors/arduino-uno.md.
 *
 * Timer 1 asks for a reading 200 times a second, the converter and the UART work by interrupts, and
 * loop() sleeps between them: nothing waits, so no sample is ever late. Everything is done through
 * the ATmega328P's own registers, so the same file compiles in the Arduino IDE and with plain
 * avr-gcc (Makefile above). Serial, tone() on pins 9 and 10 and Servo must not be used beside it. */
#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <string.h>

#include "ebb_link.h"

enum {
  kPulse = 0, /* index into `inputs`, and the analogue input */
  kBelt = 1,
  kStreams = 2,
  kTickMicros = 5000,
  kTicksPerSecond = 200,
  kTicksPerBelt = 8, /* 25 a second are plenty for a breath */
  kMostInBatch = 20
};

/* What one input gathers: one batch fills while the other waits to be sent. */
struct Input {
  uint8_t kind;
  uint8_t batch; /* samples in a frame */
  uint32_t period_us;
  const char* name;
  volatile uint8_t filling; /* which of the two */
  volatile uint8_t count;
  volatile bool full; /* the other one waits */
  volatile bool lost; /* it waited too long, and was written over */
  uint32_t first_us[2];
  uint8_t flags[2];
  int16_t samples[2][kMostInBatch];
};

static Input inputs[kStreams] = {
    {EBB_LINK_KIND_PPG, 20, kTickMicros, "pulse on A0", 0, 0, false, false, {}, {}, {}},
    {EBB_LINK_KIND_RESPIRATION,
     5,
     kTickMicros * (uint32_t)kTicksPerBelt,
     "belt on A1",
     0,
     0,
     false,
     false,
     {},
     {},
     {}}};

static ebb_link_encoder out; /* the UART sends straight out of its bytes */
static volatile uint8_t to_send;
static volatile uint8_t sent;

static ebb_link_receiver in;
static volatile uint8_t heard[32]; /* a ring: what came and was not looked at yet */
static volatile uint8_t heard_head;
static uint8_t heard_tail;
static volatile uint32_t heard_us; /* when the last frame's end came */

static volatile uint32_t tick_us; /* the device's clock at the last tick */
static volatile uint8_t belt_in;  /* ticks until the belt is read */

static uint32_t boot_id;
static uint32_t next_second;
static uint8_t seconds;

/* What is to be said as soon as the line is free. */
static bool hello_due = true;
static uint8_t stream_due;
static bool heartbeat_due;
static bool reply_due;
static bool error_due;
static uint32_t reply_token;
static uint32_t reply_heard_us;
static uint8_t unknown_type;

/* ---- the clock and the inputs -------------------------------------------------------------- */

/* Interrupts must be off. */
static uint32_t micros_now(void) {
  uint16_t us = TCNT1 >> 1;
  if (TIFR1 & _BV(OCF1A)) { /* it just went round and its interrupt has not run yet */
    us = (TCNT1 >> 1) + kTickMicros;
  }
  return tick_us + us;
}

static uint32_t micros_of_device(void) {
  const uint8_t saved = SREG;
  cli();
  const uint32_t us = micros_now();
  SREG = saved;
  return us;
}

static void read_input(uint8_t which) {
  ADMUX = _BV(REFS0) | which; /* against the 5 V that feed the sensors */
  ADCSRA |= _BV(ADSC);
}

ISR(TIMER1_COMPA_vect) {
  tick_us += kTickMicros;
  read_input(kPulse);
}

static void keep(Input* input, int16_t value) {
  uint8_t filling = input->filling;
  uint8_t count = input->count;
  if (count == 0) {
    input->first_us[filling] = tick_us;
    input->flags[filling] = 0;
  }
  if (value == 0 || value == 1023) {
    input->flags[filling] = EBB_LINK_FLAG_SATURATED;
  }
  input->samples[filling][count++] = value;
  if (count == input->batch) {
    count = 0;
    input->lost = input->lost || input->full;
    input->full = true;
    input->filling = filling ^ 1;
  }
  input->count = count;
}

ISR(ADC_vect) {
  const uint8_t which = ADMUX & 1;
  keep(&inputs[which], (int16_t)ADC);
  if (which == kPulse && belt_in-- == 0) {
    belt_in = kTicksPerBelt - 1;
    read_input(kBelt);
  }
}

/* ---- the line ------------------------------------------------------------------------------ */

ISR(USART_UDRE_vect) {
  UDR0 = out.wire[sent++];
  if (sent == to_send) {
    to_send = 0;
    UCSR0B &= (uint8_t)~_BV(UDRIE0);
  }
}

ISR(USART_RX_vect) {
  const uint8_t byte = UDR0;
  const uint8_t next = (heard_head + 1) % sizeof heard;
  if (byte == 0) {
    heard_us = micros_now();
  }
  if (next != heard_tail) {
    heard[heard_head] = byte;
    heard_head = next;
  }
}

static void send(uint8_t size) {
  if (size != 0) {
    sent = 0;
    to_send = size;
    UCSR0B |= _BV(UDRIE0);
  }
}

static void listen(void) {
  ebb_link_frame frame;
  while (heard_tail != heard_head) {
    const uint8_t byte = heard[heard_tail];
    heard_tail = (heard_tail + 1) % sizeof heard;
    if (!ebb_link_receive(&in, byte, &frame)) {
      continue;
    }
    if (frame.type == EBB_LINK_TIME_REQUEST && frame.payload_size >= 4) {
      reply_due = true;
      reply_token = ebb_link_get_u32(frame.payload);
      cli();
      reply_heard_us = heard_us;
      sei();
    } else if (frame.type == EBB_LINK_HELLO_REQUEST) {
      hello_due = true;
    } else {
      error_due = true;
      unknown_type = frame.type;
    }
  }
}

static uint8_t say_samples(uint8_t which) {
  Input* input = &inputs[which];
  cli();
  const uint8_t waiting = input->filling ^ 1;
  const bool lost = input->lost;
  input->lost = false;
  sei();
  if (lost) {
    ebb_link_dropped(&out);
  }
  const uint8_t size = ebb_link_encode_samples_i16(&out, input->first_us[waiting], which + 1,
                                                   input->flags[waiting], input->period_us,
                                                   input->samples[waiting], input->batch);
  input->full = false;
  return size;
}

static uint8_t say_hello(void) {
  static const uint8_t kUid[8] = {'e', 'b', 'b', '-', 'u', 'n', 'o', 0};
  ebb_link_hello hello;
  hello.boot_id = boot_id;
  hello.proto_min = hello.proto_max = EBB_LINK_VERSION;
  hello.firmware[0] = 1;
  hello.firmware[1] = hello.firmware[2] = 0;
  memcpy(hello.uid, kUid, sizeof hello.uid);
  hello.stream_count = kStreams;
  hello.name = "Arduino Uno";
  hello.name_size = 11;
  return ebb_link_encode_hello(&out, micros_of_device(), &hello);
}

static uint8_t say_stream(uint8_t which) {
  const Input* input = &inputs[which];
  ebb_link_stream told;
  told.kind = input->kind;
  told.format = EBB_LINK_I16;
  told.channels = 1;
  told.period_us = input->period_us;
  told.scale = 5000.0F / 1024.0F;
  told.offset = 0;
  told.unit = "mV";
  told.unit_size = 2;
  told.name = input->name;
  told.name_size = strlen(input->name);
  return ebb_link_encode_stream(&out, micros_of_device(), which + 1, &told);
}

/* One frame, the most pressing first. */
static void speak(void) {
  if (reply_due) {
    reply_due = false;
    send(ebb_link_encode_time_reply(&out, micros_of_device(), reply_token, reply_heard_us));
  } else if (inputs[kPulse].full) {
    send(say_samples(kPulse));
  } else if (inputs[kBelt].full) {
    send(say_samples(kBelt));
  } else if (hello_due) {
    hello_due = false;
    stream_due = kStreams;
    send(say_hello());
  } else if (stream_due != 0) {
    send(say_stream(--stream_due));
  } else if (heartbeat_due) {
    heartbeat_due = false;
    send(ebb_link_encode_heartbeat(&out, micros_of_device(), boot_id, 255));
  } else if (error_due) {
    error_due = false;
    ebb_link_begin(&out, EBB_LINK_ERROR, 0, 0, micros_of_device());
    ebb_link_put_u8(&out, unknown_type);
    send(ebb_link_finish(&out));
  }
}

static bool nothing_to_do(void) {
  const bool speechless = !reply_due && !inputs[kPulse].full && !inputs[kBelt].full &&
                          !hello_due && stream_due == 0 && !heartbeat_due && !error_due;
  return heard_tail == heard_head && (to_send != 0 || speechless);
}

static void count_seconds(void) {
  if ((int32_t)(micros_of_device() - next_second) < 0) {
    return;
  }
  next_second += 1000000UL;
  heartbeat_due = true;
  if (++seconds == 10) { /* who joins late must learn the streams too */
    seconds = 0;
    hello_due = true;
  }
}

/* Another number at each start, so that a restart is told from a stumble: the starts are counted
 * in the EEPROM, which bears 100000 of them, and spread by an odd factor. */
static uint32_t new_boot_id(void) {
  const uint32_t starts = eeprom_read_dword((const uint32_t*)0) + 1;
  eeprom_write_dword((uint32_t*)0, starts);
  return starts * 2654435761UL;
}

void setup(void) {
  cli();
  boot_id = new_boot_id();
  ebb_link_encoder_reset(&out);
  ebb_link_receiver_reset(&in);

  UCSR0A = _BV(U2X0);
  UBRR0 = (F_CPU / 4 / 115200UL - 1) / 2;
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);

  ADCSRA = _BV(ADEN) | _BV(ADIE) | _BV(ADPS2) | _BV(ADPS1) | _BV(ADPS0);
  DIDR0 = _BV(ADC0D) | _BV(ADC1D);

  TCCR1A = 0;
  TCCR1B = _BV(WGM12) | _BV(CS11); /* up to OCR1A in eighths of the clock: half microseconds */
  OCR1A = F_CPU / 8 / kTicksPerSecond - 1;
  TCNT1 = 0;
  TIFR1 = _BV(OCF1A);
  TIMSK1 = _BV(OCIE1A);

  out.wire[0] = 0; /* closes off whatever was on the line before */
  send(1);
  set_sleep_mode(SLEEP_MODE_IDLE);
  sei();
}

void loop(void) {
  listen();
  count_seconds();
  if (to_send == 0) {
    speak();
  }
  cli();
  if (nothing_to_do()) {
    sleep_enable();
    sei(); /* the instruction behind it still runs before any interrupt */
    sleep_cpu();
    sleep_disable();
  }
  sei();
}

#ifndef ARDUINO
int main(void) {
  setup();
  for (;;) {
    loop();
  }
}
#endif
