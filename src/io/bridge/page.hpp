#pragma once

#include <string_view>

namespace ebb::io {

/// The page for a strap that comes by way of the browser, as it lies beside this file: carried in
/// the program, so that nothing is looked for on disk.
[[nodiscard]] std::string_view bridge_html();
[[nodiscard]] std::string_view bridge_css();
[[nodiscard]] std::string_view bridge_js();

}  // namespace ebb::io
