#include "report/analysis_plot.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "estimation/variability/hrv_spectra.hpp"
#include "report/panel.hpp"

namespace ebb {
namespace {

constexpr double kWidth = 1000.0;
constexpr double kPanel = 190.0;
constexpr double kBetween = 90.0;
constexpr double kLeft = 70.0;
constexpr double kTop = 90.0;
constexpr Colour kHeart{0x3b, 0x6e, 0x8f};
constexpr Colour kDoubt{0xc7, 0x8b, 0x2a};
constexpr Colour kBreath{0x5b, 0x4f, 0x8a};

struct TimeAxis {
  double scale = 1.0;
  std::string name = "seconds";
};

TimeAxis axis_for(double seconds) {
  if (seconds > 3.0 * 3600.0) {
    return {1.0 / 3600.0, "hours"};
  }
  return seconds > 180.0 ? TimeAxis{1.0 / 60.0, "minutes"} : TimeAxis{};
}

Colour paler(Colour colour, double share) {
  const auto mix = [share](std::uint8_t c) {
    return static_cast<std::uint8_t>(std::lround(255.0 - share * (255.0 - c)));
  };
  return {mix(colour.red), mix(colour.green), mix(colour.blue)};
}

/// The range of most of `values`, with some air around it.
Panel::Range range_of(std::vector<double> values) {
  if (values.empty()) {
    return {0.0, 1.0};
  }
  std::sort(values.begin(), values.end());
  const double low = values[values.size() / 200];
  const double high = values[values.size() - 1 - values.size() / 200];
  const double air = std::max(0.08 * (high - low), 1e-3 * std::abs(high) + 1e-9);
  return {low - air, high + air};
}

/// Points in order of x as a path; of many in one pixel the first, lowest, highest and last.
class Thread {
 public:
  Thread(Panel& panel, Colour colour, double width)
      : panel_(panel), colour_(colour), width_(width) {}
  void add(Point point) {
    if (points_.size() > start_ && std::floor(point.x) != column_) {
      begin_column();
    }
    column_ = std::floor(point.x);
    points_.push_back(point);
    if (points_.size() - start_ > 4) {
      thin();
    }
  }
  void end() {
    if (points_.size() > 1) {
      panel_.add(Path{std::move(points_), colour_, width_});
    }
    points_.clear();
    start_ = 0;
  }

 private:
  void begin_column() { start_ = points_.size(); }
  void thin() {
    const auto first = points_.begin() + static_cast<std::ptrdiff_t>(start_);
    const auto by_height = [](Point a, Point b) { return a.y < b.y; };
    const auto [low, high] = std::minmax_element(first, points_.end(), by_height);
    std::vector<Point> kept{*first, *low, *high, points_.back()};
    points_.resize(start_);
    points_.insert(points_.end(), kept.begin(), kept.end());
  }

  Panel& panel_;
  Colour colour_;
  double width_;
  std::vector<Point> points_;
  std::size_t start_ = 0;
  double column_ = 0.0;
};

void tachogram(Drawing& drawing, Point corner, const HeartFindings& heart, double seconds) {
  std::vector<double> usual;
  for (const Interval& interval : heart.intervals.series) {
    if (interval.usable()) {
      usual.push_back(interval.value.count());
    }
  }
  const TimeAxis axis = axis_for(seconds);
  Panel panel(drawing, corner, {kWidth - kLeft - 30.0, kPanel}, {0.0, axis.scale * seconds},
              range_of(std::move(usual)));
  panel.frame("Interval from beat to beat, ms (ochre: doubtful, as measured)", axis.name);
  Thread thread(panel, kHeart, 1.2);
  for (const Interval& interval : heart.intervals.series) {
    const double x = axis.scale * to_seconds(interval.end);
    if (!interval.usable() || !panel.holds(x, interval.value.count())) {
      thread.end();
      continue;
    }
    thread.add(panel.place(x, interval.value.count()));
  }
  thread.end();
  for (const Beat& beat : heart.intervals.judged) {
    const double x = axis.scale * to_seconds(beat.time);
    if (beat.verdict != IntervalVerdict::normal && panel.holds(x, beat.interval.count())) {
      panel.add(Dot{panel.place(x, beat.interval.count()), 2.4, kDoubt});
    }
  }
}

void breath_rate(Drawing& drawing, Point corner, const BreathFindings& breath, double seconds) {
  std::vector<double> rates;
  for (const BreathPoint& point : breath.series) {
    if (point.bpm) {
      rates.push_back(*point.bpm);
    }
  }
  Panel::Range range = range_of(std::move(rates));
  range = {std::min(range.low, 3.0), std::max(range.high, 12.0)};
  const TimeAxis axis = axis_for(seconds);
  Panel panel(drawing, corner, {kWidth - kLeft - 30.0, kPanel}, {0.0, axis.scale * seconds}, range);
  panel.frame("Breaths a minute (paler: less sure; nothing: not known)", axis.name);
  // One thread for each shade, so that a day is no more shapes than an hour.
  constexpr int kShades = 5;
  for (int shade = 0; shade < kShades; ++shade) {
    Thread thread(panel, paler(kBreath, 0.25 + 0.75 * shade / (kShades - 1)), 2.0);
    for (std::size_t i = 1; i < breath.series.size(); ++i) {
      const BreathPoint& before = breath.series[i - 1];
      const BreathPoint& point = breath.series[i];
      const int own = std::clamp(static_cast<int>(kShades * point.quality), 0, kShades - 1);
      if (!before.bpm || !point.bpm || own != shade) {
        thread.end();
        continue;
      }
      thread.add(panel.place(axis.scale * before.t, *before.bpm));
      thread.add(panel.place(axis.scale * point.t, *point.bpm));
    }
    thread.end();
  }
}

constexpr double kHighest = 0.5;  // Hz

std::vector<Point> spectrum_of(const HeartFindings& heart) {
  const NnSeries series = nn_series(heart.intervals);
  HrvSpectra spectra(300.0, kHighest);
  for (std::size_t run = 0; run < series.runs.size(); ++run) {
    const std::size_t begin = series.runs[run];
    const std::size_t end = series.run_end(run);
    if (end - begin > 10 && series.ends[end - 1] - series.ends[begin] > kForLf) {
      spectra.add(HrvRun(series, begin, end, Detrending::line));
    }
  }
  std::vector<Point> density;
  const double step = spectra.lomb().step();
  for (double hz = step; spectra.windows() > 0 && hz < kHighest - step; hz += step) {
    const auto power = spectra.lomb().power({hz - 0.25 * step, hz + 0.75 * step});
    if (power) {
      density.push_back({hz, *power / step});
    }
  }
  return density;
}

void spectrum(Drawing& drawing, Point corner, const std::vector<Point>& density) {
  double most = 0.0;
  for (const Point& point : density) {
    most = std::max(most, point.y);
  }
  Panel panel(drawing, corner, {kWidth - kLeft - 30.0, kPanel}, {0.0, kHighest},
              {0.0, std::max(1.05 * most, 1e-9)});
  panel.frame("Spectrum of the intervals, ms^2/Hz (Lomb-Scargle, windows of 300 s)", "Hz");
  Thread thread(panel, kHeart, 1.5);
  for (const Point& point : density) {
    thread.add(panel.place(point.x, point.y));
  }
  thread.end();
}

}  // namespace

Drawing analysis_plot(const Analysis& analysis, const std::string& title) {
  Drawing drawing;
  drawing.width = kWidth;
  drawing.shapes.emplace_back(Label{{kLeft, 40.0}, title, 18.0, Label::Anchor::start, kInk});
  Point corner{kLeft, kTop};
  const double seconds = std::max(analysis.seconds, 1.0);
  const HeartFindings* const heart = analysis.heart_found();
  if (heart != nullptr && !heart->intervals.judged.empty()) {
    tachogram(drawing, corner, *heart, seconds);
    corner.y += kPanel + kBetween;
  }
  if (const BreathFindings* const breath = analysis.breath_found()) {
    breath_rate(drawing, corner, *breath, seconds);
    corner.y += kPanel + kBetween;
  }
  const std::vector<Point> density = heart != nullptr ? spectrum_of(*heart) : std::vector<Point>{};
  if (!density.empty()) {
    spectrum(drawing, corner, density);
    corner.y += kPanel + kBetween;
  }
  drawing.height = corner.y - 30.0;
  return drawing;
}

}  // namespace ebb
