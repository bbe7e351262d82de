#pragma once

#include <string>

#include "report/drawing.hpp"

namespace ebb {

[[nodiscard]] std::string print_svg(const Drawing& drawing);

}  // namespace ebb
