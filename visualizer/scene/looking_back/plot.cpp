#include "visualizer/scene/looking_back/plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "visualizer/scene/brush.hpp"
#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

constexpr double kName = 0.8;       ///< of the type
constexpr double kLabelRow = 1.15;  ///< of the type: one row of words at the axis
constexpr std::size_t kLabelRows = 2;
constexpr double kDash = 0.55;  ///< of the type
constexpr std::size_t kLongestLabel = 26;

class Drawing {
 public:
  Drawing(Picture& picture, const Box& box, const Plot& plot, const Palette& colours, double type,
          double shown, double numbered)
      : picture_(picture),
        plot_(plot),
        colours_(colours),
        type_(type),
        small_(type * kName),
        shown_(shown),
        numbered_(numbered),
        edge_(box.left),
        box_(box) {
    std::size_t widest = 0;
    for (const Plot::Row& row : plot.rows) {
      for (const Plot::Tick& tick : row.ticks) {
        widest = std::max(widest, character_count(tick.label));
      }
    }
    // Room for numbers is kept whether or not they are shown, so that nothing jumps.
    const double gutter = widest == 0 ? 0.0 : about_wide(widest + 1, small_);
    box_.left += gutter;
    box_.width = std::max(box_.width - gutter - small_, small_);
  }

  void draw() {
    const bool labelled = std::any_of(plot_.notes.begin(), plot_.notes.end(),
                                      [](const Plot::Note& note) { return !note.label.empty(); });
    const double notes = labelled              ? type_ * (0.5 + kLabelRow * kLabelRows)
                         : plot_.notes.empty() ? type_ * 0.3
                                               : type_ * 0.9;
    const double ticks = plot_.ticks.empty() ? 0.0 : type_ * kLabelRow;
    const double room = std::max(box_.height - notes - ticks, type_);
    double shares = 0.0;
    for (const Plot::Row& row : plot_.rows) {
      shares += row.share;
    }
    double top = box_.top;
    for (std::size_t i = 0; i < plot_.rows.size(); ++i) {
      const double high = room * plot_.rows[i].share / std::max(shares, 1e-6);
      const Box place{box_.left, top, box_.width, high};
      add_row(plot_.rows[i], place);
      top += high;
      if (i == 0) {
        add_gaps(place);
        add_legend(place);
        add_axis(top);
        top += notes;
      }
    }
    for (const Plot::Tick& tick : plot_.ticks) {
      write_number(tick.label + (&tick == &plot_.ticks.back() ? plot_.unit : ""),
                   {x_of(tick.at), top + type_ * 0.9}, Align::centre);
    }
  }

 private:
  [[nodiscard]] double x_of(double seconds) const {
    const double span = std::max(plot_.to - plot_.from, 1e-9);
    return box_.left + box_.width * (seconds - plot_.from) / span;
  }
  [[nodiscard]] static double y_of(double value, const Plot::Row& row, const Box& place) {
    const double span = std::max(row.high - row.low, 1e-9);
    return place.top + place.height * (1.0 - std::clamp((value - row.low) / span, -0.05, 1.05));
  }
  void write_number(const std::string& text, Point at, Align align) {
    add_words(picture_, text, at, small_, align, Weight::regular, colours_.quiet_text,
              shown_ * numbered_);
  }

  void add_row(const Plot::Row& row, const Box& whole) {
    Box place = whole;
    const double name = row.name.empty() ? 0.0 : type_ * kLabelRow;
    place.top += name;
    place.height = std::max(place.height - name - type_ * 0.3, 1.0);
    add_words(picture_, row.name, {edge_, whole.top + small_}, small_, Align::left, Weight::regular,
              colours_.quiet_text, shown_);
    if (!row.instead.empty()) {
      add_words(picture_, row.instead,
                {place.left + place.width * 0.5, place.top + 0.5 * place.height + small_ * 0.35},
                small_, Align::centre, Weight::regular, colours_.quiet_text, shown_);
      return;
    }
    const Colour ink = row.ink == Plot::Ink::heart ? colours_.heart : colours_.own_breath;
    for (const Plot::Area& area : row.areas) {
      Band band{{}, 2.0, ink.thinned(area.opacity * shown_)};
      for (const Plot::Area::Column& column : area.columns) {
        band.nodes.push_back(
            {x_of(column.x), y_of(column.high, row, place), y_of(column.low, row, place), 1.0});
      }
      if (band.nodes.size() > 1 && area.opacity * shown_ > kUnseen) {
        picture_.shapes.emplace_back(std::move(band));
      }
    }
    for (const Plot::Line& line : row.lines) {
      add_line(line, row, place, ink);
    }
    double below = 1e9;  // where the number before stands
    for (const Plot::Tick& tick : row.ticks) {
      const double y = y_of(tick.at, row, place);
      if (below - y < small_ * 1.2) {
        continue;
      }
      below = y;
      write_number(tick.label, {place.left - small_ * 0.7, y + small_ * 0.35}, Align::right);
      add_rule({place.left, y}, {place.left + place.width, y}, 1.0, 0.16 * numbered_);
    }
  }

  void add_line(const Plot::Line& line, const Plot::Row& row, const Box& place, Colour ink) {
    const double width = std::max(1.2, type_ * 0.11) * line.width;
    const Colour colour = ink.thinned(line.opacity * shown_);
    if (line.points.size() < 2 || line.opacity * shown_ <= kUnseen) {
      return;
    }
    Stroke stroke{{}, width, colour};
    const auto at = [&](const PlotPoint& p) { return Point{x_of(p.x), y_of(p.y, row, place)}; };
    if (!line.dashed) {
      for (const PlotPoint& point : line.points) {
        stroke.nodes.push_back({at(point), 1.0});
      }
      picture_.shapes.emplace_back(std::move(stroke));
      return;
    }
    // A dash is as long as another along the axis, wherever the line goes.
    const double dash = type_ * kDash;
    const double begin = at(line.points.front()).x;
    for (std::size_t i = 0; i + 1 < line.points.size(); ++i) {
      const Point a = at(line.points[i]);
      const Point b = at(line.points[i + 1]);
      double from = a.x;
      while (from < b.x) {
        const double place_in = (from - begin) / dash;
        const bool drawn = static_cast<long long>(std::floor(place_in + 1e-6)) % 2 == 0;
        const double to = std::min(b.x, begin + dash * (std::floor(place_in + 1e-6) + 1.0) + 1e-3);
        const auto on = [&](double x) {
          return Point{x, a.y + (b.y - a.y) * (x - a.x) / std::max(b.x - a.x, 1e-9)};
        };
        if (drawn) {
          if (stroke.nodes.empty()) {
            stroke.nodes.push_back({on(from), 1.0});
          }
          stroke.nodes.push_back({on(to), 1.0});
        }
        if ((!drawn || to < b.x) && !stroke.nodes.empty()) {
          picture_.shapes.emplace_back(std::exchange(stroke, Stroke{{}, width, colour}));
        }
        from = to;
      }
    }
    if (stroke.nodes.size() > 1) {
      picture_.shapes.emplace_back(std::move(stroke));
    }
  }

  void add_rule(Point from, Point to, double width, double opacity) {
    if (opacity * shown_ > kUnseen) {
      picture_.shapes.emplace_back(
          Stroke{{{from, 1.0}, {to, 1.0}}, width, colours_.quiet_text.thinned(opacity * shown_)});
    }
  }

  void add_gaps(const Box& place) {
    for (const auto& [from, to] : plot_.gaps) {
      const double left = std::max(x_of(from), place.left);
      const double right = std::min(x_of(to), place.left + place.width);
      if (right - left < 2.0) {
        continue;
      }
      const double top = place.top + std::min(type_ * 2.0, place.height * 0.4);
      const double bottom = place.top + place.height;
      add_rule({left, top}, {left, bottom}, 1.2, 0.45);
      add_rule({right, top}, {right, bottom}, 1.2, 0.45);
    }
  }

  void add_legend(const Box& place) {
    const double wide = about_wide(character_count(plot_.legend) + 8, small_);
    if (wide < place.width) {
      add_words(picture_, plot_.legend, {place.left + place.width, place.top + small_}, small_,
                Align::right, Weight::regular, colours_.quiet_text, shown_);
    }
  }

  void add_axis(double y) {
    add_rule({box_.left, y}, {box_.left + box_.width, y}, 1.2, 0.55);
    std::array<double, kLabelRows> taken{};
    taken.fill(box_.left - 1e6);
    const double right_end = box_.left + box_.width;
    for (const Plot::Note& note : plot_.notes) {
      const double x = x_of(note.x);
      if (x < box_.left - 1.0 || x > right_end + 1.0) {
        continue;
      }
      if (note.mark) {
        const double half = type_ * 0.26;
        picture_.shapes.emplace_back(Band{{{x - half, y + half * 2.2, y + half * 2.2, 1.0},
                                           {x, y + half * 0.4, y + half * 2.2, 1.0},
                                           {x + half, y + half * 2.2, y + half * 2.2, 1.0}},
                                          0.7,
                                          colours_.text.thinned(0.95 * shown_)});
      } else {
        add_rule({x, y - type_ * 0.3}, {x, y + type_ * 0.3}, 1.4, 0.7);
      }
      add_label(note, x, y, right_end, taken);
    }
  }

  /// In the first row of words that has room; a label without room leaves its sign alone.
  void add_label(const Plot::Note& note, double x, double y, double right_end,
                 std::array<double, kLabelRows>& taken) {
    if (note.label.empty()) {
      return;
    }
    const double wide =
        about_wide(std::min(character_count(note.label), kLongestLabel), small_) * 0.95;
    const double left = std::clamp(note.mark ? x - 0.5 * wide : x, box_.left,
                                   std::max(box_.left, right_end + small_ - wide));
    for (std::size_t row = 0; row < kLabelRows; ++row) {
      if (left < taken[row] + small_ * 0.8) {
        continue;
      }
      taken[row] = left + wide;
      std::string label = note.label;
      if (const auto cut = wrap(label, kLongestLabel); cut.size() > 1) {
        label = cut.front() + "\u2026";
      }
      add_words(picture_, label,
                {left, y + type_ * (0.6 + kLabelRow * static_cast<double>(row)) + small_}, small_,
                Align::left, Weight::regular, note.mark ? colours_.text : colours_.quiet_text,
                shown_);
      return;
    }
  }

  Picture& picture_;
  const Plot& plot_;
  const Palette& colours_;
  double type_;
  double small_;
  double shown_;
  double numbered_;
  double edge_;  ///< where words begin
  Box box_;
};

}  // namespace

void add_plot(Picture& picture, const Box& box, const Plot& plot, const Palette& colours,
              double type, double shown, double numbered) {
  if (shown > kUnseen && box.width > type && box.height > type) {
    Drawing{picture, box, plot, colours, type, shown, numbered}.draw();
  }
}

}  // namespace ebb::scene
