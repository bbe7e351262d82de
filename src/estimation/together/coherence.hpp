#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/event.hpp"
#include "core/history.hpp"
#include "core/time.hpp"
#include "signal/even_grid.hpp"

namespace ebb {

/// Share of one narrow peak in the power of the last 64 s of a series with two values a second:
/// P / (total - P), where P is the power within 0.030 Hz around the highest peak between 0.04 and
/// 0.26 Hz (McCraty & Childre 2010, Altern Ther Health Med 16). The Hann-windowed spectrum is read
/// every 1/1024 Hz, as if zero-padded sixteen times: on the bare grid of 1/64 Hz the same perfect
/// sine scores without bound or below one, depending on where it falls between two lines; here any
/// perfect sine scores 9.2 to 9.8. Sliding sums: constant time a value.
class CoherenceWindow {
 public:
  void push(double value);
  void reset() { *this = CoherenceWindow{}; }

  /// Nothing before 64 s, or when nothing moves. Renewed with every second value.
  [[nodiscard]] std::optional<double> ratio() const { return ratio_; }

 private:
  static constexpr std::size_t kLength = 128;
  static constexpr std::size_t kPadding = 16;
  static constexpr std::size_t kPeakFrom = 41;  ///< in 1/1024 Hz
  static constexpr std::size_t kPeakTo = 266;
  static constexpr std::size_t kReach = 15;
  static constexpr std::size_t kFirst = kPeakFrom - kReach - kPadding;  ///< bin that is kept
  static constexpr std::size_t kBins = kPeakTo + kReach + kPadding + 1 - kFirst;
  using Row = std::array<double, kBins>;
  struct Turns;  ///< the constants of each bin
  static const Turns& turns();

  [[nodiscard]] double total_power(double mean) const;
  void measure();

  History<double, kLength> values_;
  Row re_{};
  Row im_{};
  std::uint64_t pushed_ = 0;
  std::optional<double> ratio_;
};

/// The published coherence ratio of judged beats, to compare with programs that show it. It is no
/// measure of health or of effort: it tells how much the heart's rhythm of the last minute looks
/// like one slow sine, which slow breathing alone brings about.
class Coherence {
 public:
  void push(const Beat& judged);
  void reset() { *this = Coherence{}; }

  /// Nothing until 64 s without a gap are there.
  [[nodiscard]] std::optional<double> ratio() const { return window_.ratio(); }

 private:
  static constexpr Microseconds kStep{500'000};
  EvenGrid grid_{kStep};
  CoherenceWindow window_;
  std::optional<HostTime> last_;
};

}  // namespace ebb
