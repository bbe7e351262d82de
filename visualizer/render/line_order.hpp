#pragma once

#include <string>
#include <string_view>

namespace ebb::render {

/// The characters of one line of UTF-8 in the order in which they are drawn, from left to right,
/// Arabic letters in the forms in which they join (UAX #9 and Arabic joining, by FriBidi).
/// `right_to_left`: it begins at the right even if its first letter does not; else that letter
/// tells. A line without letters from right to left comes back as it is, whatever stands around it,
/// and a number in groups stays one number. Marks that only steer direction are left out.
[[nodiscard]] std::u32string in_drawing_order(std::string_view line, bool right_to_left);

/// Whether a letter of it belongs to a script from right to left: those need a face that has them.
[[nodiscard]] bool has_right_to_left_letters(std::u32string_view line);

}  // namespace ebb::render
