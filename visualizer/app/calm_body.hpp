#pragma once

#include "visualizer/app/body.hpp"

namespace ebb::app {

/// A body made of two formulas for pictures at virtual time: a breath that eases from 13 to 7 a
/// minute and a heart that swings with it. The same at every run.
class CalmBody : public Body {
 public:
  /// `start` is when the person sat down; the heart has been listened to for a minute by then.
  explicit CalmBody(HostTime start);

  void poll(HostTime now) override;
  [[nodiscard]] const std::optional<Snapshot>& latest() const override { return latest_; }
  std::vector<Beat> take_beats() override;
  void send(const PracticeEvent&) override {}
  /// Whole breaths since the last call.
  std::vector<Breath> take_breaths();

 private:
  HostTime start_;
  double next_beat_;
  std::optional<Snapshot> latest_;
  std::vector<Beat> beats_;
  std::vector<Breath> breaths_;
  std::optional<HostTime> turned_;  ///< into the breath that is under way
  double turns_ = 0.0;
};

}  // namespace ebb::app
