#include "sensors/column_role.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace ebb {
namespace {

using Entry = std::pair<std::string_view, ColumnRole>;

/// Whole names, with or without an underscore and a unit behind.
constexpr std::array<Entry, 29> kStems{{
    {"ms", ColumnRole::time_ms},         {"millis", ColumnRole::time_ms},
    {"us", ColumnRole::time_us},         {"micros", ColumnRole::time_us},
    {"ir", ColumnRole::ppg_infrared},    {"red", ColumnRole::ppg_colour},
    {"r", ColumnRole::ppg_colour},       {"green", ColumnRole::ppg_colour},
    {"g", ColumnRole::ppg_colour},       {"rr", ColumnRole::interval},
    {"rri", ColumnRole::interval},       {"nn", ColumnRole::interval},
    {"ibi", ColumnRole::pulse_interval}, {"pp", ColumnRole::pulse_interval},
    {"ppi", ColumnRole::pulse_interval}, {"hr", ColumnRole::heart_rate},
    {"bpm", ColumnRole::heart_rate},     {"heartrate", ColumnRole::heart_rate},
    {"heart", ColumnRole::heart_rate},   {"hrvalid", ColumnRole::heart_rate_valid},
    {"battery", ColumnRole::battery},    {"batt", ColumnRole::battery},
    {"rsp", ColumnRole::respiration},    {"bvp", ColumnRole::ppg},
    {"raw", ColumnRole::signal},         {"s", ColumnRole::signal},
    {"sig", ColumnRole::signal},         {"signal", ColumnRole::signal},
    {"value", ColumnRole::signal},
}};

/// Beginnings of names; a "rate" of any of these is not the wave.
constexpr std::array<Entry, 8> kBeginnings{{
    {"resp", ColumnRole::respiration},
    {"breath", ColumnRole::respiration},
    {"belt", ColumnRole::respiration},
    {"chest", ColumnRole::respiration},
    {"ecg", ColumnRole::ecg},
    {"ekg", ColumnRole::ecg},
    {"ppg", ColumnRole::ppg},
    {"pulse", ColumnRole::ppg},
}};

ColumnRole time_role(std::string_view name) {
  return name.ends_with("ms")   ? ColumnRole::time_ms
         : name.ends_with("us") ? ColumnRole::time_us
                                : ColumnRole::time;
}

}  // namespace

ColumnRole column_role(std::string_view given) {
  std::string name{given};
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const std::string_view whole{name};
  const std::string_view stem = whole.substr(0, whole.find('_'));
  if (stem == "t" || stem.starts_with("time")) {
    return time_role(whole);
  }
  for (const auto& [known, role] : kStems) {
    if (stem == known) {
      return role;
    }
  }
  if (whole == "pulse_rate" || whole == "pulserate") {
    return ColumnRole::heart_rate;
  }
  for (const auto& [known, role] : kBeginnings) {
    if (whole.starts_with(known) && whole.find("rate") == std::string_view::npos) {
      return role;
    }
  }
  return ColumnRole::unknown;
}

}  // namespace ebb
