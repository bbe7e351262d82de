#include "sensors/pulse_sensor_lines.hpp"

namespace ebb {

std::string print_pulse_sample(int signal) { return "S" + std::to_string(signal) + "\r\n"; }

std::string print_pulse_beat(int rate_bpm, int interval_ms) {
  return "B" + std::to_string(rate_bpm) + "\r\nQ" + std::to_string(interval_ms) + "\r\n";
}

std::string print_pulse_plotter(int rate_bpm, int interval_ms, int signal) {
  return std::to_string(rate_bpm) + "," + std::to_string(interval_ms) + "," +
         std::to_string(signal) + "\r\n";
}

}  // namespace ebb
