#pragma once

#include <string>

#include "guidance/own_way.hpp"
#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// How this person wants to be kept company, whatever the practice: how far down a guide leads,
/// where it begins when nothing is sensed, where attention rests, whether a line says that the
/// guide has eased, and when an invitation may stand on the start screen. Left and Right change a
/// line at once, and it is kept. Paces are words; N adds their figures while the page is open.
class OwnWayScreen : public PageScreen {
 public:
  /// `voice_of`: whose kind words are kept; it leads to their page.
  OwnWayScreen(const Texts& texts, OwnWay& own, const std::string& voice_of)
      : PageScreen(texts), own_(&own), voice_of_(&voice_of) {}
  Way press(Key key) override;

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;

 private:
  Way change(int row, int by);
  /// The word, with its figure while figures are shown.
  [[nodiscard]] std::string said(const std::string& word, const std::string& figure) const;
  [[nodiscard]] std::string pace_said(BreathsPerMinute pace) const;
  [[nodiscard]] std::string time_said() const;

  OwnWay* own_;
  const std::string* voice_of_;
  bool numbers_ = false;
};

}  // namespace ebb::scene
