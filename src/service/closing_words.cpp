#include "service/closing_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "estimation/intervals/heart_rhythm.hpp"

namespace ebb {

namespace {

/// `value` to so many places behind the point.
std::string rounded(double value, int places) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, value);
  return text.data();
}

// More than that, and nothing is told.
constexpr double kMostSetAside = 0.3;

std::string heart_words(const HeartTotals& heart) {
  if (heart.intervals == 0) {
    return "";
  }
  if (static_cast<double>(heart.set_aside) > kMostSetAside * static_cast<double>(heart.intervals)) {
    return "Too little clear signal to say.\n";
  }
  const std::uint64_t used = heart.intervals - heart.set_aside;
  std::string words = "Heart: mean " + rounded(heart.mean_hr_bpm, 2) + "/min over " +
                      std::to_string(used) + " intervals";
  if (const auto rmssd = rmssd_of(heart)) {
    words += ", RMSSD " + rounded(rmssd->count(), 2) + " ms";
  }
  return words + ", " + std::to_string(heart.set_aside) + " set aside.\n";
}

}  // namespace

std::string closing_words(const Snapshot& last) {
  std::string words = heart_words(last.heart_totals);
  if (last.breath_rate) {
    words += "Breath: about " + rounded(last.breath_rate->value.value(), 1) + "/min at the end";
    words +=
        last.breath_origin == BreathOrigin::heart ? ", estimated from the heart: rough.\n" : ".\n";
  }
  const bool simulated = std::any_of(last.sources.begin(), last.sources.end(),
                                     [](const SourceStatus& s) { return s.simulated; });
  if (simulated && !words.empty()) {
    words += "These are a simulated person's.\n";
  }
  return words;
}

}  // namespace ebb
