#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ebb {

struct CalmDown;

/// What is said of a curve before any number.
enum class CalmDownCaption : std::uint8_t {
  too_little_signal,
  too_short,
  no_single_curve,
  waves,
  fall,
  fall_with_half_time,
};

/// The caption itself: calm words without a number, that say neither better nor worse.
[[nodiscard]] std::string_view words_of(CalmDownCaption caption);

/// The numbers behind it, for those who ask: sentences, one a line, with all that was earned.
[[nodiscard]] std::string numbers_of(const CalmDown& told);

}  // namespace ebb
