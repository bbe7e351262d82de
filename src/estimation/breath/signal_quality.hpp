#pragma once

#include <cstddef>
#include <cstdint>

#include "core/history.hpp"
#include "core/signal_fault.hpp"
#include "core/time.hpp"

namespace ebb {

/// What is wrong with a slow waveform of unknown unit, a belt's or an airflow's, renewed each
/// second: `damaged` when a fifth of the last second's values are no numbers, `flat` when nothing
/// has moved for six seconds, `clipped` when it has been standing at the very end of its range for
/// a third of the last six while it moved in the rest, `motion` when a second moves more than three
/// times what a whole breath of the last minute did. O(1) a sample.
class SignalQuality {
 public:
  void push(HostTime time, double value);
  /// Something was lost: seconds are counted anew.
  void gap();
  void reset() { *this = SignalQuality{}; }

  [[nodiscard]] SignalFault fault() const { return fault_; }

 private:
  /// What was seen in one second.
  struct Second {
    double low = 0.0;
    double high = 0.0;
    std::uint32_t values = 0;
    std::uint32_t wrong = 0;   ///< that are no numbers
    std::uint32_t at_low = 0;  ///< that are the very same as `low`
    std::uint32_t at_high = 0;
  };
  /// What was seen in four.
  struct Stretch {
    double low = 0.0;
    double high = 0.0;
  };
  static constexpr std::size_t kRecent = 6;
  static constexpr std::size_t kStretches = 16;

  void close();
  [[nodiscard]] SignalFault judge(const Second& second) const;
  [[nodiscard]] bool clipped(const Second& whole) const;
  [[nodiscard]] double usual_range() const;
  void keep_stretch();

  Second now_;
  History<Second, kRecent> recent_;
  History<Stretch, kStretches> stretches_;
  std::size_t closed_ = 0;
  HostTime began_{};
  bool begun_ = false;
  SignalFault fault_ = SignalFault::none;
};

}  // namespace ebb
