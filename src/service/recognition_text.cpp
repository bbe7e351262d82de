#include "service/recognition_text.hpp"

#include <cmath>

namespace ebb {

std::string runner_up(const std::vector<Recogniser::Candidate>& candidates) {
  if (candidates.size() < 2) {
    return {};
  }
  const Recogniser::Candidate& next = candidates[1];
  const auto percent = static_cast<int>(std::lround(100.0 * next.share));
  return "Next best: " + std::string{next.protocol} + " (" + std::to_string(percent) + " %), " +
         next.reason + ".";
}

std::string recognition_text(const Recogniser& recogniser) {
  const std::string next = runner_up(recogniser.candidates());
  return "It speaks " + std::string{recogniser.protocol()} + ": " + recogniser.reason() +
         (next.empty() ? "" : " " + next);
}

}  // namespace ebb
