#include "report/page_curve.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace ebb {
namespace {

constexpr double kGuidedGrey = 0.93;
constexpr double kBandGrey = 0.78;
constexpr double kLineGrey = 0.1;
constexpr double kGridGrey = 0.85;
constexpr PagePen::Font kSmall{8.0, PagePen::Weight::regular, 0.35};
constexpr PagePen::Font kLetter{8.5, PagePen::Weight::bold, 0.15};

/// A place between 0 and 1; what is no number is at 0.
double within(double share) { return share > 0.0 ? std::min(share, 1.0) : 0.0; }

struct Scale {
  PageArea area;
  double seconds = 1.0;
  double low = 40.0;
  double high = 120.0;

  [[nodiscard]] double x(double at) const { return area.x + area.width * within(at / seconds); }
  [[nodiscard]] double y(double rate) const {
    return area.y + area.height * (1.0 - within((rate - low) / (high - low)));
  }
};

/// Whole tens that hold the curve, at least 30 apart, so that little is not drawn as much; nothing
/// beyond what a heart does, whatever the points say.
Scale scale_of(const SessionPage& page, const PageArea& area) {
  constexpr double kLeast = 30.0;
  constexpr double kHighest = 300.0;
  Scale scale{area, std::max(page.seconds, 1.0), 60.0, 90.0};
  if (!page.curve.empty()) {
    double low = kHighest;
    double high = 0.0;
    for (const auto& point : page.curve) {
      low = std::min(low, point.low);
      high = std::max(high, point.high);
    }
    scale.low = 10.0 * std::floor(std::clamp(low, 0.0, kHighest - kLeast) / 10.0);
    scale.high =
        std::max(10.0 * std::ceil(std::clamp(high, 0.0, kHighest) / 10.0), scale.low + kLeast);
  }
  return scale;
}

double minutes_between_ticks(double seconds) {
  constexpr double kMost = 12.0;
  for (const double minutes : {1.0, 2.0, 5.0, 10.0, 20.0, 30.0}) {
    if (seconds / (60.0 * minutes) <= kMost) {
      return minutes;
    }
  }
  return 60.0 * std::max(1.0, std::ceil(seconds / (3600.0 * kMost)));
}

void draw_axes(PagePen& pen, const Scale& scale) {
  const PageArea& area = scale.area;
  const auto tens = static_cast<int>(std::lround((scale.high - scale.low) / 10.0));
  const int each = tens > 8 ? 2 : 1;
  for (int i = 0; i <= tens; i += each) {
    const double rate = scale.low + 10.0 * i;
    const double y = scale.y(rate);
    pen.line(area.x, y, area.x + area.width, y, 0.5, kGridGrey);
    pen.write_left_of(std::to_string(std::lround(rate)), kSmall, area.x - 5.0, y - 5.0, 30.0);
  }
  const double step = minutes_between_ticks(scale.seconds);
  const auto ticks = static_cast<int>(std::floor(scale.seconds / (60.0 * step)));
  const double bottom = area.y + area.height;
  for (int i = 0; i <= ticks; ++i) {
    const double x = scale.x(60.0 * step * i);
    pen.line(x, bottom, x, bottom + 3.0, 0.5, 0.5);
    pen.write_centred(std::to_string(std::lround(step * i)), kSmall, x, bottom + 4.0);
  }
  pen.write_centred("minutes", kSmall, area.x + 0.5 * area.width, bottom + 14.0);
  pen.line(area.x, bottom, area.x + area.width, bottom, 0.7, 0.4);
}

/// The points from `first` up to the next gap.
std::size_t end_of_run(const SessionPage& page, std::size_t first) {
  std::size_t end = first + 1;
  while (end < page.curve.size() && !page.curve[end].after_gap) {
    ++end;
  }
  return end;
}

void draw_run(PagePen& pen, const SessionPage& page, const Scale& scale, std::size_t first,
              std::size_t end, bool band) {
  cairo_t* cairo = pen.cairo();
  const auto& points = page.curve;
  cairo_new_path(cairo);
  for (std::size_t i = first; i < end; ++i) {
    cairo_line_to(cairo, scale.x(points[i].seconds),
                  scale.y(band ? points[i].high : points[i].rate));
  }
  if (band) {
    for (std::size_t i = end; i > first; --i) {
      cairo_line_to(cairo, scale.x(points[i - 1].seconds), scale.y(points[i - 1].low));
    }
    cairo_set_source_rgb(cairo, kBandGrey, kBandGrey, kBandGrey);
    cairo_fill(cairo);
    return;
  }
  cairo_set_source_rgb(cairo, kLineGrey, kLineGrey, kLineGrey);
  cairo_set_line_width(cairo, 1.4);
  cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
  cairo_stroke(cairo);
}

void draw_moments(PagePen& pen, const SessionPage& page, const Scale& scale) {
  const PageArea& area = scale.area;
  const double dashes[] = {1.5, 2.5};
  double row_end[3] = {-1.0, -1.0, -1.0};
  for (std::size_t i = 0; i < page.moments.size(); ++i) {
    const double x = scale.x(page.moments[i].seconds);
    cairo_set_dash(pen.cairo(), dashes, 2, 0.0);
    pen.line(x, area.y, x, area.y + area.height, 0.6, 0.45);
    cairo_set_dash(pen.cairo(), nullptr, 0, 0.0);
    // Letters that would touch stand one above the other.
    std::size_t row = 0;
    while (row < 2 && x - row_end[row] < 9.0) {
      ++row;
    }
    row_end[row] = x;
    pen.write_centred(moment_letter(i), kLetter, x, area.y - 13.0 - 9.0 * static_cast<double>(row));
  }
}

}  // namespace

std::string moment_letter(std::size_t index) {
  constexpr std::size_t kLetters = 26;
  return index < kLetters ? std::string(1, static_cast<char>('a' + index))
                          : std::to_string(index - kLetters + 1);
}

void draw_curve(PagePen& pen, const SessionPage& page, const PageArea& area) {
  const Scale scale = scale_of(page, area);
  for (const SessionPage::Stretch& stretch : page.guided) {
    pen.area(scale.x(stretch.from), area.y, scale.x(stretch.to) - scale.x(stretch.from),
             area.height, kGuidedGrey);
  }
  draw_axes(pen, scale);
  for (const bool band : {true, false}) {
    for (std::size_t first = 0; first < page.curve.size();) {
      const std::size_t end = end_of_run(page, first);
      draw_run(pen, page, scale, first, end, band);
      first = end;
    }
  }
  draw_moments(pen, page, scale);
  if (page.curve.empty()) {
    pen.write_centred("no heart rate was heard, so there is no curve", kSmall,
                      area.x + 0.5 * area.width, area.y + 0.5 * area.height - 5.0);
  }
}

}  // namespace ebb
