#pragma once

#include <string>

#include "analysis/findings.hpp"

namespace ebb {

/// The `hrv` object: every index with its window and what was set aside; {} when there are none.
std::string hrv_json(const HeartFindings& heart);

}  // namespace ebb
