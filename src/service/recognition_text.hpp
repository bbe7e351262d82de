#pragma once

#include <string>
#include <vector>

#include "sensors/recogniser.hpp"

namespace ebb {

/// The second best of what was heard and what spoke for it, as a sentence; empty where there was
/// nothing else.
[[nodiscard]] std::string runner_up(const std::vector<Recogniser::Candidate>& candidates);

/// What was recognised, what spoke for it, and the runner-up, for the status of a sensor.
[[nodiscard]] std::string recognition_text(const Recogniser& recogniser);

}  // namespace ebb
