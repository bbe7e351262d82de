#pragma once

#include <cstdint>
#include <string_view>

namespace ebb {

/// What a named number is, by the names that sketches and recordings use.
enum class ColumnRole : std::uint8_t {
  unknown,
  time,              ///< seconds or milliseconds: the numbers must tell
  time_ms,           ///< ms, millis, time_ms, timestampMs
  time_us,           ///< us, micros, time_us
  respiration,       ///< resp, breath, belt, rsp, chest ...
  ecg,               ///< ecg, ekg
  ppg,               ///< ppg, pulse, bvp
  ppg_infrared,      ///< ir: light through the finger, dark when blood comes, so upside down
  ppg_colour,        ///< red, green: the same, taken when there is no infrared
  interval,          ///< rr, nn
  pulse_interval,    ///< ibi, pp, ppi
  heart_rate,        ///< hr, bpm, heart_rate
  heart_rate_valid,  ///< hrvalid: 0 means that the rate is not to be read
  battery,
  signal  ///< raw, signal, value: a wave of no kind
};

/// Capitals and anything after the name's stem (`resp_mV`, `rr_ms`, `ECG2`) make no difference.
ColumnRole column_role(std::string_view name);

}  // namespace ebb
