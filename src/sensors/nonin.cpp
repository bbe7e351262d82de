#include "sensors/nonin.hpp"

#include <numeric>
#include <utility>

namespace ebb {
namespace {

constexpr std::uint8_t kStatus = 0x80;        // always set
constexpr std::uint8_t kDisconnected = 0x40;  // the sensor's plug
constexpr std::uint8_t kAlarm = 0x08;         // finger out or nothing usable
constexpr std::uint8_t kSync = 0x01;
constexpr std::uint8_t kAlarm8 = 0x08;  // in format 8's second status
constexpr int kFramesPerPacket = 25;
constexpr int kNoRate = 511;

constexpr std::string_view kUnplugged = "The finger clip is not plugged into its box.";
constexpr std::string_view kSingle =
    "The Nonin sends single measurements, not its pulse wave. With model=9560 or model=3150 in the "
    "address it is asked for the wave.";

bool is_rate(int bpm) { return bpm > 0 && bpm < kNoRate; }

bool sums_up(std::span<const std::uint8_t, 5> frame) {
  return (std::accumulate(frame.begin(), frame.end() - 1, 0U) & 0xFFU) == frame[4];
}

}  // namespace

bool NoninFormat2::sound(Frame frame) {
  return frame[0] == 0x01 && (frame[1] & kStatus) != 0 && sums_up(frame);
}

bool NoninFormat7::sound(Frame frame) { return (frame[0] & kStatus) != 0 && sums_up(frame); }

bool NoninFormat8::sound(Frame frame) {
  return (frame[0] & kStatus) != 0 && ((frame[1] | frame[2] | frame[3]) & 0x80) == 0;
}

void Nonin::push(std::span<const std::uint8_t> bytes, HostTime arrival, const ReadingSink& sink) {
  const Context at{.arrival = arrival, .sink = sink};
  for (const std::uint8_t byte : bytes) {
    ++bytes_;
    offer(format2_, Format::two, byte, at,
          [&](NoninFormat2::Frame f) { wave_frame(f[1], f[2], f[3], at); });
    offer(format7_, Format::seven, byte, at,
          [&](NoninFormat7::Frame f) { wave_frame(f[0], f[1] * 256.0 + f[2], f[3], at); });
    offer(format8_, Format::eight, byte, at, [&](NoninFormat8::Frame f) { rate_frame(f, at); });
    look_for_spot_check(byte, at);
  }
}

template <class Hunt, class Read>
void Nonin::offer(Hunt& hunt, Format format, std::uint8_t byte, const Context& at, Read read) {
  if (format_ != Format::unknown && format_ != format) {
    return;
  }
  hunt.push(
      byte,
      [&](auto frame) {
        if (format_ == Format::unknown) {
          format_ = format;
        }
        used_ += frame.size();
        read(frame);
      },
      [&] {
        format_ = Format::unknown;
        on_lost(at);
      });
}

void Nonin::look_for_spot_check(std::uint8_t byte, const Context& at) {
  const auto found = spot_checks_.push(byte);
  if (!found || format_ != Format::unknown) {
    return;
  }
  used_ += spot_checks_.length();
  complaint_ = kSingle;
  if (!found->nothing && !found->from_memory && is_rate(found->rate_bpm)) {
    tell_rate(found->rate_bpm, at);
  }
}

void Nonin::reset() {
  begin_anew();
  spot_checks_.reset();
  news_.reset();
  on_finger_.reset();
  complaint_ = {};
  passed_over_ = 0;
  told_ = false;
}

void Nonin::begin_anew() {
  format_ = Format::unknown;
  format2_.reset();
  format7_.reset();
  format8_.reset();
  frame_ = 0;
  waiting_ = 0;
  rate_high_ = -1;
}

Damage Nonin::damage() const { return {.frames = lost_, .bytes = bytes_ - used_}; }

void Nonin::on_lost(const Context& at) {
  ++lost_;
  frame_ = 0;
  waiting_ = 0;
  rate_high_ = -1;
  at.sink(LossReading{.frames = 1, .arrival = at.arrival});
}

bool Nonin::in_step(std::uint8_t status, const Context& at) {
  if ((status & kSync) != 0) {
    frame_ = 1;
    waiting_ = 0;
    if (const auto missing = std::exchange(passed_over_, 0U); missing > 0 && told_) {
      at.sink(LossReading{.frames = missing, .arrival = at.arrival});
    }
    told_ = true;
    return true;
  }
  if ((frame_ > 0 ? ++frame_ : ++waiting_) > kFramesPerPacket) {
    on_lost(at);
    begin_anew();
  }
  passed_over_ += frame_ > 0 ? 0U : 1U;
  return frame_ > 0;
}

void Nonin::wave_frame(std::uint8_t status, double wave, std::uint8_t value, const Context& at) {
  if (!in_step(status, at)) {
    return;
  }
  complaint_ = (status & kDisconnected) != 0 ? kUnplugged : std::string_view{};
  const bool on_finger = (status & (kDisconnected | kAlarm)) == 0;
  tell_contact(on_finger, at);
  if (frame_ == 1) {
    rate_high_ = value & 0x03;
  } else if (frame_ == 2 && rate_high_ >= 0) {
    const int bpm = rate_high_ * 128 + (value & 0x7F);
    if (news_.push(is_rate(bpm) ? bpm : 0)) {
      tell_rate(bpm, at);
    }
    rate_high_ = -1;
  }
  if (on_finger) {
    at.sink(WaveSample{.kind = StreamKind::ppg,
                       .stream = 1,
                       .value = options_.invert ? -wave : wave,
                       .time = std::nullopt,
                       .arrival = at.arrival});
  }
}

void Nonin::rate_frame(NoninFormat8::Frame frame, const Context& at) {
  const bool on_finger = (frame[0] & kDisconnected) == 0 && (frame[3] & kAlarm8) == 0;
  complaint_ = (frame[0] & kDisconnected) != 0 ? kUnplugged : std::string_view{};
  tell_contact(on_finger, at);
  if (const int bpm = (frame[0] & 0x03) * 128 + frame[1]; is_rate(bpm)) {
    tell_rate(bpm, at);
  }
}

void Nonin::tell_contact(bool on_finger, const Context& at) {
  if (on_finger_ != on_finger) {
    on_finger_ = on_finger;
    at.sink(ContactReading{.on_body = on_finger, .arrival = at.arrival});
  }
}

void Nonin::tell_rate(int bpm, const Context& at) {
  at.sink(
      HeartRateReading{.rate = BeatsPerMinute{static_cast<double>(bpm)}, .arrival = at.arrival});
}

}  // namespace ebb
