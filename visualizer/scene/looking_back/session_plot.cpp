#include "visualizer/scene/looking_back/session_plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "visualizer/scene/looking_back/desk.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kMostNodes = 640;  ///< of a line: more than the eye can tell apart
constexpr std::size_t kColumns = 900;    ///< of a wave
constexpr double kClose = 600.0;         ///< seconds: what is wider shows no wave
constexpr std::size_t kMarksTogether = 3;

std::string number_text(double value, int decimals) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value + 0.0);
  return text.data();
}

/// The indices of what lies in view and one to either side, not more than can be seen.
template <class Items, class SecondsOf>
std::vector<std::size_t> in_view(const Items& items, double from, double to, SecondsOf seconds) {
  std::size_t first = 0;
  std::size_t last = items.size();
  while (first + 1 < last && seconds(items[first + 1]) < from) {
    ++first;
  }
  while (last > first + 1 && seconds(items[last - 2]) > to) {
    --last;
  }
  const std::size_t stride = (last - first) / kMostNodes + 1;
  std::vector<std::size_t> chosen;
  for (std::size_t i = first - first % stride; i < last; i += stride) {
    chosen.push_back(i);
  }
  if (!chosen.empty() && chosen.back() + 1 < last) {
    chosen.push_back(last - 1);
  }
  return chosen;
}

/// A line cut off at the edges of what is seen.
Plot::Line clipped(const std::vector<PlotPoint>& points, double from, double to) {
  Plot::Line line;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto cross = [&](double x) {
      const PlotPoint& a = points[i - 1];
      const PlotPoint& b = points[i];
      if (a.x < x && x < b.x) {
        line.points.push_back({x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)});
      }
    };
    if (i > 0) {
      cross(from);
      cross(to);
    }
    if (points[i].x >= from && points[i].x <= to) {
      line.points.push_back(points[i]);
    }
  }
  return line;
}

Plot::Row heart_row(const LookedAt& at, const Look& look, const Texts& texts) {
  Plot::Row row;
  row.name = texts("looking.heart");
  row.low = at.low;
  row.high = at.high;
  row.share = 1.0;
  if (at.heart.empty()) {
    row.instead = texts(at.session.can_tell.heart() ? "looking.no_signal" : "looking.not_told");
    return row;
  }
  const auto seconds = [](const SmoothPoint& point) { return point.seconds; };
  for (const auto& piece : at.heart) {
    if (piece.back().seconds < look.from || piece.front().seconds > look.to) {
      continue;
    }
    std::vector<PlotPoint> middle;
    std::vector<PlotPoint> low;
    std::vector<PlotPoint> high;
    for (const std::size_t i : in_view(piece, look.from, look.to, seconds)) {
      middle.push_back({piece[i].seconds, piece[i].rate});
      low.push_back({piece[i].seconds, piece[i].low});
      high.push_back({piece[i].seconds, piece[i].high});
    }
    row.lines.push_back(clipped(middle, look.from, look.to));
    const Plot::Line under = clipped(low, look.from, look.to);
    const Plot::Line over = clipped(high, look.from, look.to);
    Plot::Area area;
    area.opacity = 0.26;
    for (std::size_t i = 0; i < under.points.size(); ++i) {
      area.columns.push_back({under.points[i].x, under.points[i].y, over.points[i].y});
    }
    row.areas.push_back(std::move(area));
  }
  if (at.told.fall && look.fit > 0.0) {
    const double mark = to_seconds(at.told.recovery.from);
    const double length = at.told.recovery.seconds();
    std::vector<PlotPoint> fit;
    constexpr int kPieces = 80;
    for (int i = 0; i <= kPieces; ++i) {
      const double after = length * i / kPieces;
      fit.push_back({mark + after, at.told.fall->line.at(after)});
    }
    Plot::Line line = clipped(fit, look.from, look.to);
    line.dashed = true;
    line.width = 0.8;
    line.opacity = 0.8 * look.fit;
    row.lines.push_back(std::move(line));
  }
  row.ticks = round_ticks(row.low, row.high);
  return row;
}

Plot::Row breath_row(const LookedAt& at, const Look& look, const Texts& texts) {
  Plot::Row row;
  row.name = texts("looking.breath");
  row.ink = Plot::Ink::breath;
  row.share = 0.34;
  if (at.breath.empty()) {
    row.instead = texts(breath_was_sought(at.session) ? "looking.no_signal" : "looking.not_told");
    row.share = 0.2;
    return row;
  }
  double low = 1e9;
  double high = 0.0;
  for (const auto& piece : at.breath) {
    for (const auto& [seconds, rate] : piece) {
      low = std::min(low, rate);
      high = std::max(high, rate);
    }
  }
  const double spare = std::max(0.6, 0.5 * (6.0 - (high - low)));
  row.low = std::max(0.0, low - spare);
  row.high = high + spare;
  const auto seconds = [](const std::pair<double, double>& one) { return one.first; };
  for (const auto& piece : at.breath) {
    if (piece.back().first < look.from || piece.front().first > look.to) {
      continue;
    }
    std::vector<PlotPoint> points;
    for (const std::size_t i : in_view(piece, look.from, look.to, seconds)) {
      points.push_back({piece[i].first, piece[i].second});
    }
    Plot::Line line = clipped(points, look.from, look.to);
    line.dashed = true;
    line.width = 0.85;
    row.lines.push_back(std::move(line));
  }
  row.ticks = {{std::ceil(low), number_text(std::ceil(low), 0)}};
  if (std::floor(high) > std::ceil(low) + 1.0) {
    row.ticks.push_back({std::floor(high), number_text(std::floor(high), 0)});
  }
  return row;
}

Plot::Row wave_row(const KeptWave& wave, const Look& look, const Texts& texts) {
  Plot::Row row;
  row.name = texts("looking.wave");
  row.share = 0.5;
  const auto sample_at = [&wave](double seconds) {
    const auto count = static_cast<double>(wave.samples.samples().size());
    return static_cast<std::size_t>(std::clamp((seconds - wave.from) * wave.rate, 0.0, count));
  };
  const auto whole = wave.samples.range(sample_at(look.from), sample_at(look.to) + 1);
  if (!whole) {
    row.instead = texts("looking.no_signal");
    return row;
  }
  const double spare = 0.05 * (static_cast<double>(whole->high) - static_cast<double>(whole->low));
  row.low = static_cast<double>(whole->low) - spare;
  row.high = static_cast<double>(whole->high) + std::max(spare, 1e-6);
  const double width = look.to - look.from;
  const bool closely = width * wave.rate < 2.0 * static_cast<double>(kColumns);
  if (closely) {
    Plot::Line line;
    line.width = 0.6;
    for (std::size_t i = sample_at(look.from); i < sample_at(look.to); ++i) {
      const float sample = wave.samples.samples()[i];
      if (std::isfinite(sample)) {
        line.points.push_back(
            {wave.from + static_cast<double>(i) / wave.rate, static_cast<double>(sample)});
      } else if (!line.points.empty()) {
        row.lines.push_back(line);
        line.points.clear();
      }
    }
    row.lines.push_back(std::move(line));
    return row;
  }
  Plot::Area area;
  area.opacity = 0.8;
  for (std::size_t i = 0; i < kColumns; ++i) {
    const double from = look.from + width * static_cast<double>(i) / kColumns;
    const double to = look.from + width * static_cast<double>(i + 1) / kColumns;
    if (const auto range = wave.samples.range(sample_at(from), sample_at(to) + 1)) {
      area.columns.push_back(
          {from, static_cast<double>(range->low), static_cast<double>(range->high)});
    } else if (!area.columns.empty()) {
      row.areas.push_back(area);
      area.columns.clear();
    }
  }
  row.areas.push_back(std::move(area));
  return row;
}

void add_notes(Plot& plot, const LookedAt& at, const Look& look) {
  for (const LookedAt::StepOf& step : at.steps) {
    plot.notes.push_back({step.from, said_step(step.step), false});
  }
  std::size_t marks = 0;
  for (const KeptMark& mark : at.session.marks) {
    if (mark.hidden || (look.together && (mark.label.empty() || marks >= kMarksTogether))) {
      continue;
    }
    ++marks;
    plot.notes.push_back({to_seconds(mark.time), mark.label, true});
  }
  // Marks first: where there is little room, their words stay.
  std::stable_sort(plot.notes.begin(), plot.notes.end(),
                   [](const Plot::Note& a, const Plot::Note& b) { return a.x < b.x; });
}

}  // namespace

std::vector<Plot::Tick> round_ticks(double low, double high) {
  std::vector<Plot::Tick> ticks;
  if (!(high > low) || !std::isfinite(low) || !std::isfinite(high)) {
    return ticks;
  }
  double step = 1.0;
  for (const double wider : {2.0, 4.0, 5.0, 10.0, 20.0, 50.0, 100.0}) {
    if ((high - low) / step > 5.0) {
      step = wider;
    }
  }
  const auto count = static_cast<int>(std::min((high - low) / step, 20.0));
  const double first = std::ceil(low / step) * step;
  for (int i = 0; i <= count && first + step * i <= high; ++i) {
    const double at = first + step * i;
    ticks.push_back({at, number_text(at, 0)});
  }
  return ticks;
}

std::vector<Plot::Tick> minute_ticks(double from, double to, double zero) {
  std::vector<Plot::Tick> ticks;
  if (!(to > from)) {
    return ticks;
  }
  double step = 5.0;
  for (const double wider : {10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0}) {
    if ((to - from) / step > 8.0) {
      step = wider;
    }
  }
  const double first = std::ceil((from - zero) / step);
  for (int i = 0; i < 12 && (first + i) * step + zero <= to; ++i) {
    const double at = (first + i) * step;
    const bool whole = step >= 60.0;
    ticks.push_back({at + zero, number_text(at / 60.0, whole ? 0 : step < 30.0 ? 2 : 1)});
  }
  return ticks;
}

Plot plot_of(const LookedAt& at, const Look& look, const Texts& texts) {
  Plot plot;
  plot.from = look.from;
  plot.to = look.to;
  plot.rows.push_back(heart_row(at, look, texts));
  plot.rows.push_back(breath_row(at, look, texts));
  if (at.wave && !look.together && look.to - look.from <= kClose) {
    plot.rows.push_back(wave_row(*at.wave, look, texts));
  }
  add_notes(plot, at, look);
  plot.ticks = minute_ticks(look.from, look.to);
  plot.unit = " min";
  plot.gaps = at.gaps;
  plot.legend = at.heart.empty()  ? std::string{}
                : at.gaps.empty() ? std::string{texts("looking.legend")}
                                  : std::string{texts("looking.legend_gaps")};
  return plot;
}

}  // namespace ebb::scene
