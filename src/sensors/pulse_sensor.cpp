#include "sensors/pulse_sensor.hpp"

#include <algorithm>
#include <array>

#include "sensors/number.hpp"
#include "sensors/text_fields.hpp"

namespace ebb {
namespace {

constexpr std::int64_t kGreatestSignal = 65'535;
constexpr std::int64_t kShortestInterval = 200;  ///< the sketch itself suppresses below 250
constexpr std::int64_t kLongestInterval = 5'000;
constexpr std::string_view kStationTag = "PSWS,";

constexpr std::string_view kNoTimer =
    "The PulseSensor sketch could not start its sampling timer: another library holds it. Set "
    "USE_ARDUINO_INTERRUPTS to false in the sketch and load it again.";
constexpr std::string_view kNewerStation =
    "The PulseSensor sketch prints a newer form of PSWS lines than this program reads (1 and 2).";

std::string_view next_cell(std::string_view& line) {
  const auto end = line.find(',');
  const std::string_view cell = line.substr(0, end);
  line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  return cell;
}

std::optional<std::int64_t> lettered_value(std::string_view line) {
  if (line.size() < 2 || line[1] == '+') {
    return std::nullopt;
  }
  return parse_integer(line.substr(1));
}

}  // namespace

bool PulseSensor::is_telling(std::string_view line) {
  constexpr std::string_view kLetters = "SBQaAM";
  return line.starts_with(kStationTag) ||
         (!line.empty() && kLetters.find(line[0]) != std::string_view::npos &&
          lettered_value(line).has_value());
}

void PulseSensor::push(std::span<const std::uint8_t> bytes, HostTime arrival,
                       const ReadingSink& sink) {
  const Context at{.arrival = arrival, .sink = sink};
  for (const std::uint8_t byte : bytes) {
    const auto line = lines_.push(byte);
    if (line && !line->first && !take(line->text, at)) {
      ++damage_.frames;
      damage_.bytes += line->text.size();
    }
  }
}

void PulseSensor::reset() {
  lines_.reset();
  clock_.reset();
  half_beat_.reset();
  last_number_.reset();
  flag_ = false;
  complaint_ = {};
}

Damage PulseSensor::damage() const {
  return {.frames = damage_.frames + lines_.too_long(),
          .bytes = damage_.bytes + lines_.dropped_bytes()};
}

bool PulseSensor::take(std::string_view line, const Context& at) {
  if (half_beat_ && line[0] != 'Q' && line[0] != 'M') {
    drop_half_beat(at);
  }
  if (line == "!") {
    complaint_ = kNoTimer;
    return true;
  }
  if (line.starts_with(kStationTag)) {
    return wave_station(line.substr(kStationTag.size()), at);
  }
  if (const auto value = lettered_value(line); value && (line[0] < '0' || line[0] > '9')) {
    return lettered(line[0], *value, at);
  }
  return columns(line, at);
}

bool PulseSensor::lettered(char letter, std::int64_t value, const Context& at) {
  switch (letter) {
    case 'S':
      several_ = false;
      return signal(value, std::nullopt, at);
    case 'a':
      several_ = true;
      return signal(value, std::nullopt, at);
    case 'A':
    case 'B':
      if (value < 0 || (several_ && letter == 'B')) {
        return value >= 0;  // the second sensor's rate
      }
      rate(value, at);
      half_beat_ = value;
      return true;
    case 'M':
    case 'Q': {
      if (several_ && letter == 'Q') {
        return true;
      }
      if (!half_beat_ || value < 0) {
        half_beat_.reset();
        at.sink(LossReading{.frames = 1, .arrival = at.arrival});
        return false;
      }
      const std::int64_t bpm = *half_beat_;
      half_beat_.reset();
      beat(value, bpm, std::nullopt, at);
      return true;
    }
    default:
      return several_ && ((letter >= 'b' && letter <= 'l') || (letter >= 'C' && letter <= 'X'));
  }
}

void PulseSensor::drop_half_beat(const Context& at) {
  half_beat_.reset();
  ++damage_.frames;
  at.sink(LossReading{.frames = 1, .arrival = at.arrival});
}

bool PulseSensor::columns(std::string_view line, const Context& at) {
  const TextFields fields = parse_text_fields(line);
  using Shape = TextFields::Shape;
  if (fields.shape == Shape::words) {
    // Something said to a person, as boards do when they start, but not `S5x`.
    return line.size() < 2 || line[1] < '0' || line[1] > '9';
  }
  if (fields.shape == Shape::damaged) {
    return false;
  }
  std::array<std::int64_t, 4> n{};
  if (fields.count > n.size()) {
    return false;
  }
  for (std::size_t i = 0; i < fields.count; ++i) {
    const TextField& field = fields.slots[i];
    if (!field.value || field.decimal || *field.value < 0 || *field.value > 4e9) {
      return false;
    }
    n[i] = static_cast<std::int64_t>(*field.value);
  }
  if (fields.shape == Shape::named) {
    const std::string_view name = fields.slots[0].name;
    const bool known = name == "S" || name == "s" || name == "signal" || name == "Signal";
    return fields.count == 1 && known && signal(n[0], std::nullopt, at);
  }
  switch (fields.count) {
    case 1:
      return signal(n[0], std::nullopt, at);
    case 2:
      return signal(n[1], std::nullopt, at);
    case 3:
      if (n[0] != last_rate_) {
        rate(n[0], at);
      }
      return signal(n[2], std::nullopt, at);
    default:
      if (!signal(n[0], std::nullopt, at)) {
        return false;
      }
      flag(n[3] != 0, n[2], n[1], std::nullopt, at);
      return true;
  }
}

bool PulseSensor::wave_station(std::string_view line, const Context& at) {
  const auto version = parse_integer(next_cell(line));
  if (version != 1 && version != 2) {
    complaint_ = version ? kNewerStation : complaint_;
    return false;
  }
  next_cell(line);                  // LIVE or SIM
  std::array<std::int64_t, 6> n{};  // number, ms, signal, rate, interval, beat
  for (std::int64_t& value : n) {
    const auto parsed = parse_integer(next_cell(line));
    if (!parsed || *parsed < 0) {
      return false;
    }
    value = *parsed;
  }
  const std::size_t more = 1 + static_cast<std::size_t>(std::count(line.begin(), line.end(), ','));
  if (more != (version == 1 ? 2U : 9U)) {
    return false;
  }

  const auto stamp = clock_.push(
      static_cast<std::uint32_t>((static_cast<std::uint64_t>(n[1]) * 1000U) & 0xFFFFFFFFU));
  if (!stamp) {
    return false;
  }
  if (stamp->restarted || !greeted_) {
    greeted_ = true;
    boots_ += stamp->restarted ? 1U : 0U;
    at.sink(HelloReading{.name = "PulseSensor", .boot = boots_, .arrival = at.arrival});
  } else if (last_number_ && n[0] > *last_number_ + 1) {
    const auto lost =
        static_cast<std::uint32_t>(std::min<std::int64_t>(n[0] - *last_number_ - 1, 0xFFFFFFFF));
    at.sink(LossReading{.frames = lost, .arrival = at.arrival});
  }
  last_number_ = n[0];
  at.sink(ClockReading{.device = stamp->time, .arrival = at.arrival});
  if (!signal(n[2], stamp->time, at)) {
    return false;
  }
  flag(n[5] != 0, n[4], n[3], stamp->time, at);
  return true;
}

bool PulseSensor::signal(std::int64_t value, std::optional<DeviceTime> time,
                         const Context& at) const {
  if (value < 0 || value > kGreatestSignal) {
    return false;
  }
  const auto sample = static_cast<double>(value);
  at.sink(WaveSample{.kind = StreamKind::ppg,
                     .stream = 1,
                     .value = options_.invert ? -sample : sample,
                     .time = time,
                     .arrival = at.arrival});
  return true;
}

void PulseSensor::rate(std::int64_t bpm, const Context& at) {
  last_rate_ = bpm;
  if (bpm > 0) {
    at.sink(
        HeartRateReading{.rate = BeatsPerMinute{static_cast<double>(bpm)}, .arrival = at.arrival});
  }
}

void PulseSensor::beat(std::int64_t interval_ms, std::int64_t bpm, std::optional<DeviceTime> time,
                       const Context& at) {
  BeatReading reading{
      .interval = std::nullopt, .optical = true, .time = time, .arrival = at.arrival};
  if (bpm > 0 && interval_ms >= kShortestInterval && interval_ms <= kLongestInterval) {
    reading.interval = Milliseconds{static_cast<double>(interval_ms)};
  }
  at.sink(reading);
}

void PulseSensor::flag(bool set, std::int64_t interval_ms, std::int64_t bpm,
                       std::optional<DeviceTime> time, const Context& at) {
  if (set && !flag_) {
    rate(bpm, at);
    beat(interval_ms, bpm, time, at);
  }
  flag_ = set;
}

}  // namespace ebb
