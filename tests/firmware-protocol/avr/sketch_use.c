/* What a sketch of two streams uses of the Ebb link, and nothing else: linked with and without
 * ebb_link.c's calls, the difference is what the Ebb link costs. The numbers come from a register,
 * so that none of it can be worked out beforehand. */
#include <avr/io.h>

#include "ebb_link.h"

#ifdef EBB_LINK_USED
static ebb_link_encoder out;
static ebb_link_receiver in;

static void send(uint8_t size) {
  uint8_t i;
  for (i = 0; i < size; ++i) {
    UDR0 = out.wire[i];
  }
}

int main(void) {
  ebb_link_hello hello = {0};
  ebb_link_stream stream = {0};
  ebb_link_frame frame;
  int16_t samples[8];
  ebb_link_encoder_reset(&out);
  ebb_link_receiver_reset(&in);
  for (;;) {
    const uint32_t now = TCNT1;
    hello.boot_id = now;
    send(ebb_link_encode_hello(&out, now, &hello));
    stream.period_us = now;
    send(ebb_link_encode_stream(&out, now, TCNT0, &stream));
    send(ebb_link_encode_heartbeat(&out, now, now, TCNT0));
    samples[TCNT0 & 7] = (int16_t)ADC;
    send(ebb_link_encode_samples_i16(&out, now, TCNT0, TCNT0, now, samples, 8));
    if (ebb_link_receive(&in, UDR0, &frame)) {
      if (frame.type == EBB_LINK_TIME_REQUEST && frame.payload_size >= 4) {
        send(ebb_link_encode_time_reply(&out, now, ebb_link_get_u32(frame.payload), now));
      } else {
        ebb_link_dropped(&out);
      }
    }
  }
}
#else
int main(void) {
  for (;;) {
    UDR0 = TCNT0;
  }
}
#endif
