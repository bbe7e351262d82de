#pragma once

#include <span>
#include <string>
#include <string_view>

namespace ebb {

/// Text as Arduino sketches print it and as `text_lines` reads it, for the simulator and for tests.
/// Lines end in CR LF.
/// `time_ms,resp`: the header of the columns that follow.
std::string print_text_header(std::span<const std::string_view> names);
/// `1200,3.25`: one row; a NaN becomes an empty cell. Nine significant digits at most.
std::string print_text_row(std::span<const double> values);
/// `resp:3.25`: one labelled value.
std::string print_text_value(std::string_view name, double value);

}  // namespace ebb
