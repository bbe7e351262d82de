#include "estimation/variability/hrv_frequency.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

#include "estimation/variability/hrv_run.hpp"
#include "estimation/variability/hrv_spectra.hpp"
#include "estimation/variability/hrv_spectrum.hpp"
#include "signal/lomb_scargle.hpp"
#include "signal/periodogram.hpp"
#include "signal/spread.hpp"

namespace ebb {
namespace {

constexpr double kWindow = 300.0;
constexpr double kLongWindow = 3600.0;
/// From runs this long on, VLF has windows of its own.
constexpr double kForLongWindow = 600.0;
/// Runs longer than a week are taken week by week, so that memory is bounded.
constexpr double kLongestRun = 7.0 * 86400.0;

/// Powers of several runs, averaged by their lengths.
struct MeanPower {
  double sum = 0.0;
  double length = 0.0;

  void add(double power, double seconds) {
    sum += power * seconds;
    length += seconds;
  }
  [[nodiscard]] std::optional<double> power() const {
    return length > 0.0 ? std::optional{sum / length} : std::nullopt;
  }
};

/// ULF of a whole run on the grid, drawn together to means of ten seconds (whose loss is undone).
double even_ulf(const HrvRun& run, Periodogram& fourier) {
  constexpr std::size_t kTogether = 40;
  constexpr double kSlow = kHrvGridRate / static_cast<double>(kTogether);
  std::vector<double> slow;
  std::vector<double> beats;
  for (std::size_t i = 0; i + kTogether <= run.grid.size(); i += kTogether) {
    slow.push_back(mean(std::span{run.grid}.subspan(i, kTogether)));
    beats.push_back(mean(std::span{run.beats}.subspan(i, kTogether)));
  }
  const std::size_t points = fast_length(slow.size());
  const std::vector<double> open(slow.size(), 1.0);
  const auto density = fourier.density(slow, open, beats, kSlow, points);
  const double step = kSlow / static_cast<double>(points);
  double power = 0.0;
  for (std::size_t k = 1; k < density.size(); ++k) {
    const double hz = static_cast<double>(k) * step;
    if (hz >= kUlf.high) {
      break;
    }
    const double turn = std::numbers::pi * hz / kSlow;
    const double left = std::sin(turn) / turn;
    power += density[k] * step / (left * left);
  }
  return power;
}

double uneven_ulf(const HrvRun& run, LombScargle& least_squares) {
  const double step = 1.0 / run.length();
  std::vector<double> power(static_cast<std::size_t>(std::ceil(kUlf.high / step)));
  const std::vector<double> weights(run.times.size(), 1.0);
  least_squares.fit(run.times, run.values, weights, step, power);
  double sum = 0.0;
  for (const double p : power) {
    sum += p;
  }
  return sum;
}

/// Everything that is gathered from run to run.
class Gathering {
 public:
  void add(const HrvRun& run) {
    short_.add(run);
    if (run.length() >= kForLongWindow) {
      long_.add(run);
    }
    if (run.length() >= kForUlf) {
      welch_ulf_.add(even_ulf(run, fourier_), run.length());
      lomb_ulf_.add(uneven_ulf(run, least_squares_), run.length());
    }
  }

  [[nodiscard]] std::optional<HrvFrequency> finish(double seconds, HrvBand own) const {
    if (short_.windows() == 0) {
      return std::nullopt;
    }
    HrvFrequency h;
    const bool longer = long_.windows() > 0;
    h.welch = powers(welch_ulf_, longer ? long_.welch() : short_.welch(), short_.welch(), own);
    h.lomb = powers(lomb_ulf_, longer ? long_.lomb() : short_.lomb(), short_.lomb(), own);
    h.own_band = own;
    h.windows = short_.windows();
    h.window_s = short_.window_length();
    h.share_covered = std::min(1.0, short_.covered() / seconds);
    return h;
  }

 private:
  static HrvPowers powers(const MeanPower& ulf, const MeanSpectrum& slow, const MeanSpectrum& fast,
                          HrvBand own) {
    HrvPowers p;
    p.ulf = ulf.power();
    p.vlf = slow.power(kVlf);
    p.lf = fast.power(kLf);
    p.hf = fast.power(kHf);
    p.vlf_peak = slow.peak(kVlf);
    p.lf_peak = fast.peak(kLf);
    p.hf_peak = fast.peak(kHf);
    if (fast.tells(own)) {
      p.own = fast.power(own);
      p.own_peak = fast.peak(own);
    }
    if (p.hf) {
      p.total = p.ulf.value_or(0.0) + p.vlf.value_or(0.0) + p.lf.value_or(0.0) + *p.hf;
    }
    if (p.lf && p.hf && *p.hf > 0.0) {
      p.lf_hf = *p.lf / *p.hf;
      p.lf_nu = 100.0 * *p.lf / (*p.lf + *p.hf);
      p.hf_nu = 100.0 * *p.hf / (*p.lf + *p.hf);
    }
    return p;
  }

  HrvSpectra short_{kWindow, kHf.high};
  HrvSpectra long_{kLongWindow, kVlf.high};
  Periodogram fourier_;
  LombScargle least_squares_;
  MeanPower welch_ulf_;
  MeanPower lomb_ulf_;
};

/// The end of the part of a run from `begin` on that is taken at once.
std::size_t part_end(const NnSeries& series, std::size_t begin, std::size_t run_end) {
  const double latest = series.ends[begin] + kLongestRun;
  const auto first = series.ends.begin();
  const auto at = std::upper_bound(first + static_cast<std::ptrdiff_t>(begin),
                                   first + static_cast<std::ptrdiff_t>(run_end), latest);
  return static_cast<std::size_t>(at - first);
}

}  // namespace

HrvBand own_breath_band(BreathsPerMinute rate) {
  constexpr double kShare = 0.15;
  constexpr double kNarrowest = 0.02;
  const double hz = to_hertz(rate).value();
  const double side = std::max(kNarrowest, kShare * hz);
  return {hz - side, hz + side};
}

std::optional<HrvFrequency> hrv_frequency(const NnSeries& series,
                                          const HrvFrequencyConfig& config) {
  Gathering gathering;
  for (std::size_t r = 0; r < series.runs.size(); ++r) {
    const std::size_t end = series.run_end(r);
    for (std::size_t begin = series.runs[r]; begin < end;) {
      const std::size_t to = part_end(series, begin, end);
      if (to - begin > 2 && series.ends[to - 1] - series.ends[begin] >= kForHf) {
        gathering.add(HrvRun{series, begin, to, config.detrending});
      }
      begin = to;
    }
  }
  const double rate = config.own_rate.value_or(BreathsPerMinute{}).value();
  const bool known = std::isfinite(rate) && rate > 0.0;
  const HrvBand own = known ? own_breath_band(*config.own_rate) : HrvBand{};
  return gathering.finish(series.last - series.first, own);
}

}  // namespace ebb
