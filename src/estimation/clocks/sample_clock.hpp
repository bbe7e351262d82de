#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/history.hpp"
#include "core/time.hpp"
#include "core/units.hpp"

namespace ebb {

/// Even sample times for a waveform whose device tells no time. Samples come in bursts that share
/// an arrival; only the last of a burst was just taken, so only those are fitted: the rate is that
/// of exponentially forgetting least squares of arrival on index. A link delays and never hurries,
/// so the times lie on the lower edge of the late arrivals, not in their midst; a delay-locked loop
/// runs along it (Adriaensen 2005, "Using a DLL to filter time"). The least delay stays in.
///
/// The rate is known after about two seconds; until then times follow the arrivals, spaced by the
/// best guess there is.
class SampleClock {
 public:
  struct Config {
    Hertz expected{100.0};  ///< the guess before anything was seen
    Seconds memory{20.0};   ///< time constant of the fit
    Seconds edge{10.0};     ///< how far back the lower edge is looked for
    Seconds settling{2.0};  ///< time constant of the loop
    Seconds gap{1.0};       ///< a longer silence starts anew
  };

  SampleClock();
  explicit SampleClock(const Config& config);

  /// The time of the sample that arrived at `arrival`: later than the one before.
  HostTime push(HostTime arrival);
  /// So many samples were lost before the next one, by the device's count: time goes on over them.
  /// Of a count that would put the next sample well after its arrival only so much is believed as
  /// fits.
  void skip(std::uint32_t samples);
  [[nodiscard]] std::optional<Hertz> rate() const;
  void reset();

 private:
  /// Weighted sums about the newest point (index, arrival), and the line through them.
  struct Fit {
    double index = 0.0;
    double arrival = 0.0;
    double w = 0.0;
    double x = 0.0;
    double y = 0.0;
    double xx = 0.0;
    double xy = 0.0;
    double span = 0.0;
    int bursts = 0;
    double period = 0.0;
  };
  /// The least delayed arrival of a stretch of time.
  struct Quick {
    double index = 0.0;
    double arrival = 0.0;
  };
  static constexpr std::size_t kStretches = 20;

  void begin(HostTime arrival);
  void pass_over_lost();
  void learn();
  void keep_quick();
  [[nodiscard]] double edge() const;
  [[nodiscard]] double step() const;

  Config config_;
  Fit fit_{};
  History<Quick, kStretches> quick_;
  std::int64_t stretch_ = 0;
  double edge_ = 0.0;  ///< when the sample of index 0 was taken, by the present edge
  bool running_ = false;
  bool given_ = false;
  bool earned_ = false;
  HostTime origin_{};  ///< seconds below count from here
  HostTime newest_arrival_{};
  HostTime last_given_{};
  double lost_ = 0.0;     ///< samples before the next one
  double index_ = 0.0;    ///< of the newest sample
  double arrival_ = 0.0;  ///< of the newest burst
  double time_ = 0.0;     ///< given to the newest sample
  double period_ = 0.0;
};

}  // namespace ebb
