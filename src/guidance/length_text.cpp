#include "guidance/length_text.hpp"

#include <charconv>
#include <cmath>
#include <utility>

namespace ebb {
namespace {

constexpr double kLongest = 7200.0;
constexpr double kShortest = 0.5;
constexpr double kMostBreaths = 500.0;

/// "12.5 word" as its two halves; the blank between them is optional.
std::optional<std::pair<double, std::string_view>> number_and_word(std::string_view text) {
  double number = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || !std::isfinite(number)) {
    return std::nullopt;
  }
  std::string_view word = text.substr(static_cast<std::size_t>(end - text.data()));
  while (!word.empty() && word.front() == ' ') {
    word.remove_prefix(1);
  }
  return std::pair{number, word};
}

}  // namespace

std::optional<Length> parse_length(std::string_view text) {
  if (text == "until ready") {
    return UntilReady{};
  }
  const auto parts = number_and_word(text);
  if (!parts) {
    return std::nullopt;
  }
  const auto [number, word] = *parts;
  if (word == "s" || word == "min") {
    const double seconds = word == "s" ? number : number * 60.0;
    if (seconds >= kShortest && seconds <= kLongest) {
      return Length{Seconds{seconds}};
    }
  } else if (word == "breaths" || word == "breath") {
    if (number >= 1.0 && number <= kMostBreaths && number == std::floor(number)) {
      return Length{BreathCount{static_cast<int>(number)}};
    }
  }
  return std::nullopt;
}

std::optional<double> parse_percent(std::string_view text) {
  const auto parts = number_and_word(text);
  if (!parts || parts->second != "%" || parts->first < 0.0 || parts->first > 100.0) {
    return std::nullopt;
  }
  return parts->first;
}

}  // namespace ebb
