#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ebb {

/// One printed page about one session: everything on it, as text that is ready to be read.
struct SessionPage {
  /// A point of the curve, with the band that says how unsure it is.
  struct CurvePoint {
    double seconds = 0.0;
    double rate = 0.0;  ///< per minute
    double low = 0.0;
    double high = 0.0;
    bool after_gap = false;  ///< no line is drawn to it
  };
  struct Moment {
    double seconds = 0.0;
    std::string name;
  };
  struct Stretch {
    double from = 0.0;
    double to = 0.0;
  };

  std::string title;
  std::string label;  ///< at the right of the title
  std::string about;  ///< one line below it
  std::vector<std::string> own_words;
  double seconds = 0.0;  ///< the session's length
  std::vector<CurvePoint> curve;
  std::vector<Stretch> guided;  ///< where the breath was
  std::vector<Moment> moments;  ///< lettered a, b, c ... in this order
  std::string caption;          ///< what is said of the curve
  std::vector<std::string> facts;
  std::vector<std::string> footer;  ///< method, intended purpose
};

enum class Paper : std::uint8_t { a4, letter };

/// The page as PDF, its typefaces embedded; and as PNG at 300 dots an inch. Always one page, in
/// greys alone: what is too long is cut off, and an ellipsis says so.
[[nodiscard]] std::vector<std::uint8_t> print_page_pdf(const SessionPage& page, Paper paper);
[[nodiscard]] std::vector<std::uint8_t> print_page_png(const SessionPage& page, Paper paper);

}  // namespace ebb
