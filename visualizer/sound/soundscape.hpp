#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/time.hpp"
#include "visualizer/sound/sounding.hpp"
#include "visualizer/sound/voice.hpp"

namespace ebb::sound {

/// The guide made audible, a block of samples at a time, as a function of the host's time: it needs
/// no device, and the same times give the same samples.
///
/// The level follows the shape, so one hears how far along a breath is; the out-breath is darker
/// and longer. Whatever is asked for, no level comes in less than 0.2 s, and no sample is above
/// `peak`.
class Soundscape {
 public:
  struct Config {
    double sample_rate = 44'100.0;  ///< Hz
    double peak = 0.1;              ///< of full scale: -20 dBFS
    double voice_peak = 0.25;       ///< a recording's loudest sample: -12 dBFS
  };

  Soundscape(Config config, std::unique_ptr<Voice> voice);

  /// What is to be heard from the next block on.
  void push(const Sounding& sounding) { sounding_ = sounding; }
  /// A recording of kind words, mono; none is silence. Above it the guide is softer.
  void speak(std::vector<float> recording);
  /// `from`: when the first of these mono samples will be heard.
  void render(HostTime from, std::span<std::int16_t> block);

  [[nodiscard]] double sample_rate() const { return config_.sample_rate; }
  [[nodiscard]] bool silent() const {
    return level_ == 0.0 && sounding_.level == 0.0 && !speaking() &&
           (sounding_.voice == voice_heard_ || sounding_.voice == 0 || recording_.empty());
  }

 private:
  [[nodiscard]] double next(HostTime t);
  [[nodiscard]] double next_spoken();
  [[nodiscard]] bool speaking() const { return spoken_ < recording_.size(); }

  Config config_;
  std::unique_ptr<Voice> voice_;
  Sounding sounding_;
  double level_ = 0.0;  ///< walks towards what is asked for
  std::optional<bool> inhaling_;
  std::vector<float> recording_;
  std::size_t spoken_ = 0;    ///< of its samples; all of them when nothing is spoken
  unsigned voice_heard_ = 0;  ///< the last that began
  double voice_level_ = 0.0;
};

}  // namespace ebb::sound
