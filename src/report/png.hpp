#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/expected.hpp"
#include "report/drawing.hpp"

namespace ebb {

/// The drawing as the bytes of a PNG file, lettered in the typeface of a font file; or a sentence
/// about what is missing.
[[nodiscard]] Expected<std::vector<std::uint8_t>, std::string> print_png(const Drawing& drawing,
                                                                         const std::string& font);

}  // namespace ebb
