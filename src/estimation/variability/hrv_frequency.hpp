#pragma once

#include <cstddef>
#include <optional>

#include "core/units.hpp"
#include "estimation/intervals/nn_series.hpp"

namespace ebb {

/// A band of frequencies, [low, high) in Hz.
struct HrvBand {
  double low = 0.0;
  double high = 0.0;
};

/// Bands of the Task Force of the ESC and NASPE 1996, Circulation 93.
inline constexpr HrvBand kUlf{0.0, 0.0033};
inline constexpr HrvBand kVlf{0.0033, 0.04};
inline constexpr HrvBand kLf{0.04, 0.15};
inline constexpr HrvBand kHf{0.15, 0.40};

/// The band around a person's own breathing: 15 % of the rate to either side, at least 0.02 Hz
/// (breaths differ in length by about that share; at six a minute, 0.08 to 0.12 Hz).
[[nodiscard]] HrvBand own_breath_band(BreathsPerMinute rate);

/// Powers by one method, ms^2: a sine of amplitude A in a band gives A^2 / 2. Nothing where the
/// series is too short for the band: ULF wants an hour in one run, VLF four and a half minutes, LF
/// two, HF one.
struct HrvPowers {
  std::optional<double> ulf;
  std::optional<double> vlf;
  std::optional<double> lf;
  std::optional<double> hf;
  std::optional<double> total;  ///< sum of all that are told, HF at least
  std::optional<double> lf_hf;
  std::optional<double> lf_nu;  ///< percent: LF over LF + HF
  std::optional<double> hf_nu;
  /// Where a band's density is highest, Hz, by a parabola; nothing if it only falls or rises.
  std::optional<double> vlf_peak;
  std::optional<double> lf_peak;
  std::optional<double> hf_peak;
  /// In the band around the own breathing rate, if that was given and all of the band can be told.
  std::optional<double> own;
  std::optional<double> own_peak;
};

enum class Detrending : std::uint8_t {
  line,               ///< of each window, by least squares
  smoothness_priors,  ///< of each run, before; Tarvainen et al. 2002, lambda 500 at 4 Hz, which
                      ///< takes away what is below about 0.03 Hz: VLF then is what is left
};

/// Frequency-domain variability. Each interval stands at its middle and counts once, however long
/// it lasts, so that powers add up to the variance of the intervals (SDNN squared), not to that of
/// a curve through them.
///
/// `lomb`: the intervals as they are, nothing put between. Windows (Hann, 300 s, overlapping by
/// half at least; the whole run if shorter) of each run, a line taken from each; at each frequency
/// a sine, a cosine and a constant are fitted with the window for weights (Zechmeister & Kuerster
/// 2009, A&A 496). LF, HF and the own band are sums of the density times its step; VLF comes from
/// windows of an hour (of runs under ten minutes from the same as LF), ULF from each whole run of
/// an hour or more, mean removed, no window.
///
/// `welch`: the same windows and bands by transforms of a natural cubic spline at 4 Hz, each place
/// counting for the beats a second there. A cubic spline through points T apart passes f as
/// sinc^4(fT) / sum_k sinc^4(fT + k): densities are divided by its square, T being the window's
/// mean interval (without, HF of a heart at 75 with breath at 15 a minute reads 1 % low).
///
/// Neither tells of what lies above half the window's mean rate of beats: it would be a mirror
/// image. A window with more than a tenth of its intervals mended is left out; powers of windows
/// are averaged by their length.
struct HrvFrequency {
  HrvPowers welch;
  HrvPowers lomb;
  HrvBand own_band;            ///< zero if no own rate was given
  std::size_t windows = 0;     ///< behind LF and HF
  double window_s = 0.0;       ///< length of the longest of them
  double share_covered = 0.0;  ///< of the time from first to last beat, by those windows
};

struct HrvFrequencyConfig {
  std::optional<BreathsPerMinute> own_rate = std::nullopt;
  Detrending detrending = Detrending::line;
};

/// Nothing if no run has a minute.
[[nodiscard]] std::optional<HrvFrequency> hrv_frequency(const NnSeries& series,
                                                        const HrvFrequencyConfig& config = {});

}  // namespace ebb
