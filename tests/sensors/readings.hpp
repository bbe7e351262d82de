#pragma once

#include <cstdint>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "sensors/decoder.hpp"

namespace ebb {

/// One reading as a short line, so that a test can show a whole stream of them and compare it.
/// Arrivals are left out: they follow the cut of the bytes, nothing else does.
inline std::string print_reading(const Reading& reading) {
  std::ostringstream out;
  out.precision(10);
  const auto at = [&](const std::optional<DeviceTime>& t) {
    if (t) {
      out << " @" << t->time_since_epoch().count();
    }
  };
  std::visit(
      [&](const auto& r) {
        using R = std::decay_t<decltype(r)>;
        if constexpr (std::is_same_v<R, ClockReading>) {
          out << "clock " << r.device.time_since_epoch().count();
        } else if constexpr (std::is_same_v<R, WaveSample>) {
          out << "wave" << int{static_cast<std::uint8_t>(r.kind)} << "." << int{r.stream} << " "
              << r.value;
          at(r.time);
        } else if constexpr (std::is_same_v<R, IntervalReading>) {
          out << (r.optical ? "pp " : "rr ") << r.interval.count() << " later "
              << int{r.later_in_packet};
          at(r.reception);
        } else if constexpr (std::is_same_v<R, BeatReading>) {
          out << (r.optical ? "pulse" : "beat");
          if (r.interval) {
            out << " " << r.interval->count();
          }
          at(r.time);
        } else if constexpr (std::is_same_v<R, HeartRateReading>) {
          out << "hr " << r.rate.value();
        } else if constexpr (std::is_same_v<R, ContactReading>) {
          out << (r.on_body ? "on" : "off");
        } else if constexpr (std::is_same_v<R, BatteryReading>) {
          out << "battery " << r.percent;
        } else if constexpr (std::is_same_v<R, HelloReading>) {
          out << "hello " << r.name << " " << r.boot;
        } else {
          out << "loss " << r.frames;
        }
      },
      reading);
  return out.str();
}

inline ReadingSink print_into(std::vector<std::string>& lines) {
  return [&lines](const Reading& reading) { lines.push_back(print_reading(reading)); };
}

/// All readings of these bytes, given at once.
inline std::vector<std::string> readings_of(Decoder& decoder, std::span<const std::uint8_t> bytes) {
  std::vector<std::string> lines;
  decoder.push(bytes, HostTime{}, print_into(lines));
  return lines;
}

inline std::vector<std::string> readings_of(std::string_view protocol,
                                            std::span<const std::uint8_t> bytes,
                                            const DecoderOptions& options = {}) {
  return readings_of(*make_decoder(protocol, options), bytes);
}

}  // namespace ebb
