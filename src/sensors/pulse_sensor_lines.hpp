#pragma once

#include <cstdint>
#include <string>

namespace ebb {

/// What a PulseSensor sketch prints (PulseSensor Playground 2.5), for the simulator and for tests.
/// Lines end in CR LF.
/// `S512`: the latest raw sample, 0..1023 or 0..4095.
std::string print_pulse_sample(int signal);
/// `B72` and `Q833`: a beat was detected, with the rate and the interval before it.
std::string print_pulse_beat(int rate_bpm, int interval_ms);
/// `72,833,571`: the plotter form, one line a sample.
std::string print_pulse_plotter(int rate_bpm, int interval_ms, int signal);

}  // namespace ebb
