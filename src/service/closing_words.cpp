#include "service/closing_words.hpp"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

namespace ebb {

namespace {

std::string printed(const char* format, ...) __attribute__((format(printf, 1, 2)));
std::string printed(const char* format, ...) {
  char text[256];
  va_list words;
  va_start(words, format);
  std::vsnprintf(text, sizeof text, format, words);
  va_end(words);
  return text;
}

// As estimation/heart_rhythm asks of RMSSD while it runs.
constexpr std::uint64_t kFewestPairs = 20;
constexpr double kMostSetAside = 0.3;

/// Pairs of neighbours that there are at least: each interval set aside takes one more apart.
std::uint64_t pairs_at_least(std::uint64_t used, std::uint64_t set_aside) {
  return used > set_aside + 1 ? used - set_aside - 1 : 0;
}

std::string heart_words(const HeartTotals& heart) {
  if (heart.intervals == 0) {
    return "";
  }
  if (static_cast<double>(heart.set_aside) > kMostSetAside * static_cast<double>(heart.intervals)) {
    return "Too little clear signal to say.\n";
  }
  const std::uint64_t used = heart.intervals - heart.set_aside;
  std::string words = printed("Heart: mean %.2f/min over %llu intervals", heart.mean_hr_bpm,
                              static_cast<unsigned long long>(used));
  if (heart.rmssd_ms > 0.0 && pairs_at_least(used, heart.set_aside) >= kFewestPairs) {
    words += printed(", RMSSD %.2f ms", heart.rmssd_ms);
  }
  return words + printed(", %llu set aside.\n", static_cast<unsigned long long>(heart.set_aside));
}

}  // namespace

std::string closing_words(const Snapshot& last) {
  std::string words = heart_words(last.heart_totals);
  if (last.breath_rate) {
    words += printed("Breath: about %.1f/min at the end", last.breath_rate->value.value());
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
