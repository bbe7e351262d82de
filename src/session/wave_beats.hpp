#pragma once

#include <cstddef>
#include <optional>
#include <variant>

#include "core/event.hpp"
#include "core/history.hpp"
#include "core/reading.hpp"
#include "core/signal_fault.hpp"
#include "estimation/beats/ecg_beats.hpp"
#include "estimation/beats/ppg_beats.hpp"

namespace ebb {

/// Beats found here, in an electrocardiogram or a pulse wave whose device marks none. The detector
/// counts in samples, so the rate is taken from the first second and a half of sample times, and
/// each beat's instant is read off the times of the samples around it.
class WaveBeats {
 public:
  /// A beat with the interval to the one before; its verdict is gap after an interruption. A hole
  /// in the sample times of up to 0.6 s does not stop the search, but is one as well.
  std::optional<Beat> push(StreamKind kind, HostTime time, double value);
  /// Something was lost: the next interval means nothing.
  void interrupt();
  void reset();

  /// What is wrong with the wave; `none` as well while its rate is being learnt.
  [[nodiscard]] SignalFault fault() const;
  /// 0..1, of the last second.
  [[nodiscard]] double quality() const;

 private:
  using Detector = std::variant<std::monostate, EcgBeats, PpgBeats>;
  /// A stretch that samples are missing from.
  struct Hole {
    HostTime from;
    HostTime to;
  };
  // A beat is told within half a second of its sample; at 1 kHz this is four times that.
  static constexpr std::size_t kTimes = 2048;
  static constexpr std::size_t kToLearn = 32;

  void take(StreamKind kind, HostTime time, double value);
  void bridge(HostTime time, double value);
  void tell(HostTime at);
  void learn_rate(StreamKind kind);
  [[nodiscard]] std::optional<double> find(double value);
  [[nodiscard]] std::optional<HostTime> time_at(double sample) const;

  Detector detector_;
  History<HostTime, kTimes> times_;
  std::size_t pushed_ = 0;  ///< samples since the detector began
  double period_ = 0.0;     ///< seconds between samples, as learnt
  double last_value_ = 0.0;
  std::optional<HostTime> last_;
  History<Beat, 8> found_;  ///< and not told yet
  History<Hole, 8> holes_;  ///< the last ones
  bool hopeless_ = false;   ///< a rate at which no beats can be found
};

}  // namespace ebb
