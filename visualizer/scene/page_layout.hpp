#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "visualizer/scene/page.hpp"

namespace ebb::scene {

/// Where one row of a page lies before anything is scrolled.
struct PlacedRow {
  std::size_t row = 0;
  Box box;
  std::vector<std::string> text;
  std::vector<std::string> note;
};

struct PageLayout {
  double type = 0.0;
  double split = 0.0;  ///< x between a key and what it does
  std::vector<std::string> title;
  double title_top = 0.0;
  std::vector<PlacedRow> rows;
  double height = 0.0;  ///< of everything
};

/// Lays a page out in a column of the box's width. Type shrinks to what stays readable before
/// anything has to be scrolled.
[[nodiscard]] PageLayout lay_out_page(const Page& page, const Box& box, double type);

/// How far down the page is moved so that the row number `reading` is in the middle as far as there
/// is something to scroll to.
[[nodiscard]] double scrolled(const PageLayout& layout, const Box& box, double reading);

namespace page_type {
inline constexpr double kTitle = 1.35;
inline constexpr double kTitleLeading = 1.75;
inline constexpr double kText = 1.42;  ///< leadings, in type sizes
inline constexpr double kNote = 0.86;
inline constexpr double kNoteLeading = 1.15;
inline constexpr double kQuiet = 0.88;
inline constexpr double kQuietLeading = 1.28;
inline constexpr double kKeyLeading = 1.4;
inline constexpr double kPad = 0.34;
inline constexpr double kSymbol = 1.5;  ///< half a symbol's height
}  // namespace page_type

}  // namespace ebb::scene
