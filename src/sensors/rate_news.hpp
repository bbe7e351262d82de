#pragma once

namespace ebb {

/// When a device's own rate, which comes with every frame, is worth telling: when it changes, and
/// every so many frames even if it does not, so that a calm heart does not look like a silent one.
/// Frames are counted instead of time, so what is told does not depend on arrival.
class RateNews {
 public:
  /// `frames`: about two seconds of them.
  explicit RateNews(int frames) : frames_(frames) {}

  /// Whether to tell the rate of this frame, in beats a minute; 0 = the device knows none.
  bool push(int bpm) {
    const bool news = bpm != 0 && (bpm != rate_ || ++since_ >= frames_);
    since_ = news ? 0 : since_;
    rate_ = bpm;
    return news;
  }
  void reset() { *this = RateNews{frames_}; }

 private:
  int frames_;
  int rate_ = 0;
  int since_ = 0;
};

}  // namespace ebb
