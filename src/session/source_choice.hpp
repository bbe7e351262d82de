#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/time.hpp"

namespace ebb {

/// Whose word counts when several sensors speak of the same thing, or one sensor in several ways:
/// the voice of the highest rank, and among equals the one that was first, for as long as it goes
/// on speaking. Mixing two voices' beats would make intervals that nobody's heart had. Whoever
/// spoke at the same rank while another was listened to is somebody else: a second strap is a
/// second person, and does not become the first one when that falls silent.
class SourceChoice {
 public:
  /// Silence after which another may take over. Longer than a strap's pause between packets.
  static constexpr Seconds kPatience{5.0};

  /// True when this voice of `source` is the one to listen to at `now`.
  bool take(std::size_t source, int rank, HostTime now) {
    const bool same = chosen_ == source && rank_ == rank;
    const bool silent = !chosen_ || now - heard_ > kPatience;
    if (!silent && chosen_ != source && rank == rank_ && !is_another(source)) {
      others_.push_back(source);
    }
    const bool free = (silent && !is_another(source)) || rank > rank_;
    if (!same && !free) {
      return false;
    }
    changed_ = !same;
    chosen_ = source;
    rank_ = rank;
    heard_ = now;
    return true;
  }
  /// Whether the last take() that was true changed the voice.
  [[nodiscard]] bool changed() const { return changed_; }
  [[nodiscard]] std::optional<std::size_t> chosen() const { return chosen_; }
  /// Whether it is taken for somebody else's.
  [[nodiscard]] bool is_another(std::size_t source) const {
    return std::find(others_.begin(), others_.end(), source) != others_.end();
  }

 private:
  std::optional<std::size_t> chosen_;
  int rank_ = 0;
  HostTime heard_{};
  bool changed_ = false;
  std::vector<std::size_t> others_;  ///< no more than there are sources
};

}  // namespace ebb
