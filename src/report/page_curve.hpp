#pragma once

#include "report/page.hpp"
#include "report/page_pen.hpp"

namespace ebb {

struct PageArea {
  double x = 0.0;
  double y = 0.0;
  double width = 0.0;
  double height = 0.0;
};

/// The graph of a page: heart against minutes, its band, where the breath was guided, and a letter
/// above each moment.
void draw_curve(PagePen& pen, const SessionPage& page, const PageArea& area);

/// "a", "b" ... for the moments of a page.
[[nodiscard]] std::string moment_letter(std::size_t index);

}  // namespace ebb
