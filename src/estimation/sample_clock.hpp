#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// Even sample times for a waveform whose device tells no time. Samples come in bursts that share
/// an arrival; only the last of a burst was just taken, so only those are fitted (exponentially
/// forgetting least squares of arrival on index), and a delay-locked loop runs along the fit
/// (Adriaensen 2005, "Using a DLL to filter time").
///
/// The rate is known after about two seconds; until then times follow the arrivals, spaced by the
/// best guess there is.
class SampleClock {
 public:
  struct Config {
    Hertz expected{100.0};  ///< the guess before anything was seen
    Seconds memory{20.0};   ///< time constant of the fit
    Seconds settling{2.0};  ///< time constant of the loop
    Seconds gap{1.0};       ///< a longer silence starts anew
  };

  SampleClock();
  explicit SampleClock(const Config& config);

  /// The time of the sample that arrived at `arrival`: later than the one before.
  HostTime push(HostTime arrival);
  [[nodiscard]] std::optional<Hertz> rate() const;
  void reset();

 private:
  void restart(HostTime arrival);
  void learn();

  Config config_;
  bool running_ = false;
  HostTime origin_{};     ///< arrivals and times below are seconds from here
  double index_ = 0.0;    ///< of the newest sample
  double arrival_ = 0.0;  ///< of the newest sample
  double time_ = 0.0;     ///< given to the newest sample
  double period_ = 0.01;
  double known_period_ = 0.0;  ///< 0 until earned
  HostTime last_given_{};
  bool given_ = false;
  /// Weighted sums, centred on (fit_index_, fit_arrival_).
  double fit_index_ = 0.0;
  double fit_arrival_ = 0.0;
  double w_ = 0.0;
  double wx_ = 0.0;
  double wy_ = 0.0;
  double wxx_ = 0.0;
  double wxy_ = 0.0;
  double span_ = 0.0;
  std::uint32_t bursts_ = 0;
};

}  // namespace ebb
