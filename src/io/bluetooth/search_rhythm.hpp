#pragma once

#include <algorithm>
#include <optional>

#include "core/time.hpp"

namespace ebb::io {

/// When to scan. Scanning takes battery and radio time from every other device of the adapter, so
/// it is done in stretches: the first soon finds a strap that is worn, later ones come less often,
/// for ever. Pure.
class SearchRhythm {
 public:
  struct Config {
    Microseconds stretch{15'000'000};
    Microseconds first_rest{5'000'000};
    Microseconds longest_rest{40'000'000};
  };

  SearchRhythm() = default;
  explicit SearchRhythm(const Config& config) : config_(config), rest_(config.first_rest) {}

  /// Whether the radio should be scanning at `now`; asked as often as one likes.
  bool scans(HostTime now) {
    if (!until_) {
      until_ = now + config_.stretch;
      scanning_ = true;
    } else if (now >= *until_) {
      scanning_ = !scanning_;
      until_ = now + (scanning_ ? config_.stretch : rest_);
      rest_ = scanning_ ? rest_ : std::min(2 * rest_, config_.longest_rest);
    }
    return scanning_;
  }
  /// The sensor was found: the next search begins at once, with short rests.
  void reset() { *this = SearchRhythm{config_}; }

 private:
  Config config_;
  Microseconds rest_ = config_.first_rest;
  std::optional<HostTime> until_;  ///< the end of this stretch or rest
  bool scanning_ = false;
};

}  // namespace ebb::io
