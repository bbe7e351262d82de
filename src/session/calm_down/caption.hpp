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

/// What is said around the numbers, in English unless whoever shows them has it in another
/// language. What stands in braces is put in.
struct CurveWords {
  std::string_view heart = "Heart {levels}";
  std::string_view before = "before {rate} ({low}-{high})";
  std::string_view at_mark = "at the mark {rate} ({low}-{high})";
  std::string_view at_end = "at the end {rate} ({low}-{high})";
  std::string_view fell = "Fell about {rate} ({low}-{high})";
  std::string_view half = "half of it within {low}-{high} s";
  std::string_view fit = "Fit: {form}, {length} {manner}. Rough guide only.";
  std::string_view exponential = "exponential";
  std::string_view logistic = "logistic";
  std::string_view minutes = "{minutes} min";
  std::string_view seconds = "{seconds} s";
  std::string_view guided = "with the guide";
  std::string_view resting = "of rest";
  std::string_view easing = "Most within a minute: {beats}";
  std::string_view more = "{beats} beats more than if it had stayed as at the mark";
  std::string_view fewer = "{beats} beats fewer than if it had stayed as at the mark";
  std::string_view breath = "Breath about {rates}";
  std::string_view variability = "Beat to beat (RMSSD) {rates}";
  std::string_view earlier = "{rate} before";
  std::string_view later = "{rate} after";
  std::string_view set_aside = "{share} of beats set aside";
};

/// The numbers behind it, for those who ask: sentences, one a line, with all that was earned.
[[nodiscard]] std::string numbers_of(const CalmDown& told, const CurveWords& words = {});

}  // namespace ebb
