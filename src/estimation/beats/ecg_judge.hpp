#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "estimation/beats/ecg_shapes.hpp"
#include "signal/sliding_quantile.hpp"

namespace ebb {

/// A hump of steepness that may be a beat.
struct EcgWave {
  double height = 0.0;
  double slope = 0.0;     ///< steepest within it
  std::int64_t step = 0;  ///< when, in steps of the coarse lead
  double at = 0.0;        ///< of its R wave, in samples; 0 while it has not been placed
  double amplitude = 0.0;
  EcgShapes::Window shape{};
  EcgShapes::Match match;  ///< with the forms of the beats before it
  double worth = 0.0;      ///< the height, less where the form is not a beat's
};

/// Which humps are beats: judged against the last eight beats' and the last eight noises' (Pan &
/// Tompkins 1985; Hamilton & Tompkins 1986) by height and by likeness to the beats' own forms, with
/// a test of slope against T waves and a look back when a beat is overdue.
class EcgJudge {
 public:
  enum class Verdict : std::uint8_t { noise, doubtful, beat };

  explicit EcgJudge(double step_rate);

  /// Before anything can be judged: how high a beat is.
  void begin(double height);
  [[nodiscard]] bool has_begun() const { return !beats_.empty(); }

  /// Also sets the wave's match and worth.
  [[nodiscard]] Verdict judge(EcgWave& wave);
  /// The wave is a beat; it comes after the last.
  void accept(const EcgWave& wave);
  /// The wave is a beat if none comes before long.
  void keep(const EcgWave& wave) { doubtful_ = wave; }
  /// The wave that was kept, when a beat is overdue at `step`.
  [[nodiscard]] std::optional<EcgWave> look_back(std::int64_t step) {
    return static_cast<double>(step - last_beat_.step) > overdue_ ? found_missing(step)
                                                                  : std::nullopt;
  }
  /// 0..1: the chance that what was accepted last is a beat, by how much noise there is and how
  /// like each other the last beats and their intervals are; 0 before there are three.
  [[nodiscard]] double chance() const;
  /// Whether what is accepted is noise as likely as beats.
  [[nodiscard]] bool doubts() const;
  /// Whether no beat has come for twice as long as one may be overdue.
  [[nodiscard]] bool is_silent(std::int64_t step) const {
    return static_cast<double>(step - last_beat_.step) > 2.0 * overdue_;
  }

 private:
  void weigh(EcgWave& wave) const;
  [[nodiscard]] std::optional<EcgWave> found_missing(std::int64_t step);
  /// 1, ln of noise by beats, the least of the likenesses, the unevenness, and that times the ln.
  [[nodiscard]] std::array<double, 5> evidence() const;
  [[nodiscard]] bool is_t_wave(const EcgWave& wave, double since) const;
  void learn();

  double step_rate_;
  SlidingQuantile<8> beats_;
  SlidingQuantile<8> noises_;
  SlidingQuantile<8> intervals_;
  EcgShapes shapes_;
  SlidingQuantile<8> likenesses_;
  SlidingQuantile<8> unevenness_;  ///< |ln| of an interval by the usual one
  double threshold_ = 0.0;
  double overdue_;  ///< steps
  EcgWave last_beat_;
  EcgWave doubtful_;
  double highest_since_ = 0.0;
  std::int64_t doubted_ = 0;
};

}  // namespace ebb
