#include "sensors/osc.hpp"

#include <cmath>

#include "sensors/printable.hpp"

namespace ebb {
namespace {

constexpr std::uint8_t kEnd = 0xC0;
constexpr std::uint8_t kEscape = 0xDB;
constexpr std::size_t kLongestPacket = 4096;

// Beyond these no heart is: a rate per minute, an interval in milliseconds.
constexpr double kFastestRate = 300.0;
constexpr double kShortestInterval = 200.0;
constexpr double kLongestInterval = 5000.0;

bool starts_with(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

/// An EmotiBit's number, and what it calls the value: /EmotiBit/0/HR is HR of 0.
std::pair<std::string_view, std::string_view> emotibit_name(std::string_view address) {
  constexpr std::string_view kPrefix = "/EmotiBit/";
  if (!starts_with(address, kPrefix)) {
    return {};
  }
  address.remove_prefix(kPrefix.size());
  const std::size_t slash = address.find('/');
  return slash == std::string_view::npos
             ? std::pair<std::string_view, std::string_view>{}
             : std::pair{address.substr(0, slash), address.substr(slash + 1)};
}

struct Meaning {
  std::string_view address;
  StreamKind kind;
};
/// One value a message, or several of a wave in turn.
constexpr std::array kOwn{
    Meaning{"/breath/wave", StreamKind::respiration},
    Meaning{"/heart/ecg", StreamKind::ecg},
    Meaning{"/heart/ppg", StreamKind::ppg},
    Meaning{"/heart/rr", StreamKind::interval},
    Meaning{"/heart/rate", StreamKind::heart_rate},
    Meaning{"/avatar/parameters/HR", StreamKind::heart_rate},
};
constexpr std::array kEmotibit{
    Meaning{"PPG:IR", StreamKind::ppg},
    Meaning{"HR", StreamKind::heart_rate},
    Meaning{"BI", StreamKind::interval},
};

}  // namespace

void Osc::push(std::span<const std::uint8_t> bytes, HostTime arrival, const ReadingSink& sink) {
  for (const std::uint8_t byte : bytes) {
    if (byte == kEnd) {
      take_packet(arrival, sink);
      continue;
    }
    if (!escaped_ && byte == kEscape) {
      escaped_ = true;
      continue;
    }
    std::uint8_t plain = byte;
    if (escaped_) {
      // RFC 1055 knows two escapes; another is damage, and the packet will not be sound.
      plain = byte == 0xDC ? kEnd : byte == 0xDD ? kEscape : std::uint8_t{0xFF};
      escaped_ = false;
    }
    too_long_ = too_long_ || packet_.size() >= kLongestPacket;
    if (too_long_) {
      ++damage_.bytes;
    } else {
      packet_.push_back(plain);
    }
  }
}

void Osc::reset() {
  packet_.clear();
  escaped_ = false;
  too_long_ = false;
  on_body_.reset();
  emotibit_.reset();
  understood_ = false;
  complaint_.clear();
}

void Osc::take_packet(HostTime arrival, const ReadingSink& sink) {
  const bool anything = !packet_.empty() || too_long_;
  bool sound = !too_long_ && !escaped_ && !packet_.empty();
  if (sound) {
    // Told only when all of it is sound: a damaged packet says nothing.
    sound = decode_osc_packet(packet_, [](const OscMessage&) {});
  }
  if (sound) {
    decode_osc_packet(packet_, [&](const OscMessage& message) {
      if (take_message(message, arrival, sink)) {
        understood_ = true;
        complaint_.clear();
      } else if (!understood_) {
        complaint_ = "OSC comes, but under no address that Ebb knows, " +
                     printable(message.address) +
                     " for one. docs/sensors/osc.md says how to name one.";
      }
    });
  } else if (anything) {
    ++damage_.frames;
    damage_.bytes += packet_.size();
    if (capabilities_.intervals) {
      sink(LossReading{.frames = 1, .arrival = arrival});
    }
  }
  packet_.clear();
  escaped_ = false;
  too_long_ = false;
}

/// False for an address that is not known.
bool Osc::take_message(const OscMessage& message, HostTime arrival, const ReadingSink& sink) {
  if (!options_.osc_address.empty() && message.address == options_.osc_address) {
    waves(message, options_.kind.value_or(StreamKind::respiration), arrival, sink);
    return true;
  }
  for (const Meaning& own : kOwn) {
    if (message.address == own.address) {
      waves(message, own.kind, arrival, sink);
      return true;
    }
  }
  const auto [number, name] = emotibit_name(message.address);
  for (const Meaning& its : kEmotibit) {
    if (name == its.address) {
      // Another number is another person.
      emotibit_ = emotibit_.value_or(std::string{number});
      if (number == *emotibit_) {
        waves(message, its.kind, arrival, sink);
      }
      return true;
    }
  }
  // Mind Monitor and Petal: ambient, infrared, red.
  if (message.address == "/muse/ppg" && message.count >= 2) {
    one(message.numbers[1], StreamKind::ppg, arrival, sink);
    return true;
  }
  if ((message.address == "/avatar/parameters/isHRConnected" ||
       message.address == "/heart/contact") &&
      message.count == 1) {
    const bool on_body = message.numbers[0] != 0.0;
    if (on_body_ != on_body) {
      on_body_ = on_body;
      capabilities_.contact = true;
      sink(ContactReading{.on_body = on_body, .arrival = arrival});
    }
    return true;
  }
  return false;
}

void Osc::waves(const OscMessage& message, StreamKind kind, HostTime arrival,
                const ReadingSink& sink) {
  for (const double value : message.values()) {
    one(value, kind, arrival, sink);
  }
}

void Osc::one(double value, StreamKind kind, HostTime arrival, const ReadingSink& sink) {
  if (!std::isfinite(value)) {
    return;  // a way to say that there is none
  }
  switch (kind) {
    case StreamKind::interval:
      if (value >= kShortestInterval && value <= kLongestInterval) {
        capabilities_.intervals = true;
        sink(IntervalReading{.interval = Milliseconds{value},
                             .optical = true,
                             .later_in_packet = 0,
                             .reception = std::nullopt,
                             .arrival = arrival});
      }
      return;
    case StreamKind::heart_rate:
      if (value > 0.0 && value <= kFastestRate) {
        sink(HeartRateReading{.rate = BeatsPerMinute{value}, .arrival = arrival});
      }
      return;
    default:
      capabilities_.breath = capabilities_.breath || kind == StreamKind::respiration;
      capabilities_.waveform = capabilities_.waveform || kind != StreamKind::respiration;
      sink(WaveSample{.kind = kind,
                      .stream = 0,
                      .value = options_.invert ? -value : value,
                      .time = std::nullopt,
                      .arrival = arrival});
  }
}

}  // namespace ebb
