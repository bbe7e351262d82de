#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sensors/line_trial.hpp"
#include "sensors/recogniser.hpp"
#include "simulation/bitalino_board.hpp"
#include "simulation/misheard_line.hpp"
#include "simulation/synthetic_device.hpp"

namespace ebb::test {

inline LineSpeed line_of(std::string_view protocol) {
  const DeviceSpeech speech = device_speech(protocol);
  return {speech.baud, speech.odd_parity};
}

/// A serial device in virtual time: it speaks at its own speed, at once or once it has been asked
/// as its kind wants to be.
class TimedDevice {
 public:
  TimedDevice(std::string_view as, bool waits, std::uint64_t seed)
      : as_(as), device_(make_synthetic_device("calm", as, seed)), running_(!waits), seed_(seed) {}

  /// One that sends what `device` does, at the speed of `as`.
  TimedDevice(std::string_view as, ByteGenerator device)
      : as_(as), device_(std::move(device)), running_(true) {}

  /// What it answers at once.
  std::string write(std::span<const std::uint8_t> bytes, HostTime now) {
    if (bytes.empty()) {
      return {};
    }
    writes_ += bytes.size();
    for (const std::uint8_t byte : bytes) {
      misunderstood_ += as_ == "bitalino" && !running_ && is_order(byte) ? 1U : 0U;
    }
    const std::vector<std::uint8_t> word{bytes.begin(), bytes.end()};
    const auto starts = [&](const std::vector<std::uint8_t>& start) { return word == start; };
    if (!running_ &&
        ((as_ == "cms50-v7" && starts(contec_start())) ||
         (as_ == "bitalino" && starts({kBitalinoStart})) || (as_ == "cyton" && starts({'b'})))) {
      running_ = true;
      began_ = now;
      if (as_ == "bitalino") {
        device_ = bitalino_that_heard(bytes);
      }
    }
    if (as_ == "bitalino" && starts({0x07})) {
      return "BITalino_v5.2\n";
    }
    return as_ == "cyton" && starts({'v'}) ? "OpenBCI V3 8-16 channel\nFirmware: v3.1.1\n$$$" : "";
  }

  /// The next bytes and when they come; nothing while it waits to be asked.
  std::optional<HostTime> due() {
    if (running_ && !next_) {
      next_ = device_();
    }
    return running_ && next_ ? std::optional{began_ + next_->at} : std::nullopt;
  }
  TimedBytes take() { return *std::exchange(next_, std::nullopt); }
  [[nodiscard]] std::size_t written() const { return writes_; }
  /// Bytes that an idle BITalino took for orders which nobody meant: other starts than the live one
  /// of the first four inputs, and thresholds of its battery.
  [[nodiscard]] std::size_t misunderstood() const { return misunderstood_; }
  [[nodiscard]] std::string_view as() const { return as_; }

 private:
  static constexpr std::uint8_t kBitalinoStart = 0x3D;
  /// Its frames are of the inputs that it was started on.
  [[nodiscard]] ByteGenerator bitalino_that_heard(std::span<const std::uint8_t> order) const {
    BodyPlan plan = *body_plan("calm");
    plan.seed = seed_;
    DeviceConfig config;
    config.asleep = true;
    BitalinoBoard board{measured_on(plan, as_), config};
    board.hear(order);
    return [board]() mutable { return board.next(); };
  }
  static bool is_order(std::uint8_t byte) {
    const unsigned low = byte & 0x03U;
    return low == 2 || low == 0 || (low == 1 && byte != kBitalinoStart);
  }

  std::string_view as_;
  ByteGenerator device_;
  bool running_;
  std::uint64_t seed_ = 1;
  HostTime began_{};
  std::optional<TimedBytes> next_;
  std::size_t writes_ = 0;
  std::size_t misunderstood_ = 0;
};

/// A Nonin in format 8: four bytes a second, the first `phase` after it was opened.
inline TimedDevice slow_nonin(double phase, std::vector<std::uint8_t> packet) {
  return TimedDevice{"nonin", [=, count = 0]() mutable -> std::optional<TimedBytes> {
                       return TimedBytes{to_microseconds(Seconds{phase + count++}), packet};
                     }};
}

struct Recognised {
  std::string protocol;  ///< empty: not within the time
  Seconds in{0.0};       ///< since the port was opened
  std::size_t written = 0;
  std::size_t misunderstood = 0;
};

/// Plays the search for what a device speaks, in virtual time.
inline Recognised recognise(TimedDevice device, bool may_ask, Seconds within = Seconds{20.0},
                            HostTime opened = HostTime{}) {
  LineTrial trial{may_ask};
  Recogniser recogniser;
  HostTime now = opened;
  trial.begin(now);
  bool answered = false;
  std::vector<std::pair<HostTime, std::vector<std::uint8_t>>> said;  // words still to be written
  const auto hear = [&](std::span<const std::uint8_t> bytes) {
    trial.push(bytes, now);
    recogniser.push(bytes, now);
    if (!trial.answered().empty() && !std::exchange(answered, true)) {
      const DeviceSpeech speech = device_speech(trial.answered());
      for (std::size_t i = 0; i < speech.start.size(); ++i) {
        said.emplace_back(now + to_microseconds(static_cast<double>(i) * speech.pause),
                          speech.start[i]);
      }
    }
  };
  const auto write = [&](std::span<const std::uint8_t> bytes) {
    const std::string answer = device.write(bytes, now);
    hear({reinterpret_cast<const std::uint8_t*>(answer.data()), answer.size()});  // NOLINT
  };
  const HostTime end = opened + to_microseconds(within);
  while (now < end && recogniser.protocol().empty()) {
    const auto due = device.due();
    const HostTime word = said.empty() ? HostTime::max() : said.front().first;
    if (word <= trial.due() && (!due || word <= *due)) {
      now = std::max(now, word);
      const auto bytes = said.front().second;
      said.erase(said.begin());
      write(bytes);
    } else if (due && *due <= trial.due()) {
      now = std::max(now, *due);
      const TimedBytes bytes = device.take();
      hear(misheard(bytes.bytes, line_of(device.as()), line_of(trial.step().as)));
    } else {
      now = std::max(now, trial.due());
      const auto before = line_of(trial.step().as);
      if (trial.advance(now, answered || recogniser.makes_sense())) {
        answered = false;
        if (!(line_of(trial.step().as) == before)) {
          recogniser.reset();
        }
        write(trial.step().ask);
      }
    }
  }
  return {std::string{recogniser.protocol()}, Seconds{now - opened}, device.written(),
          device.misunderstood()};
}

}  // namespace ebb::test
