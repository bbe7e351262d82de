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

}  // namespace

std::string closing_words(const Snapshot& last) {
  std::string words;
  const HeartTotals& heart = last.heart_totals;
  const std::uint64_t used = heart.intervals - heart.set_aside;
  if (used > 0) {
    words += printed("Heart: mean %.2f/min over %llu intervals", heart.mean_hr_bpm,
                     static_cast<unsigned long long>(used));
    if (heart.rmssd_ms > 0.0) {
      words += printed(", RMSSD %.2f ms", heart.rmssd_ms);
    }
    words += printed(", %llu set aside.\n", static_cast<unsigned long long>(heart.set_aside));
  }
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
