#pragma once

#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// Every key and what it does. The first line is the one that someone who feels light-headed needs;
/// four more pages lie behind it: the card, what bodies do, whom to ask first, and about.
class HelpScreen : public PageScreen {
 public:
  explicit HelpScreen(const Texts& texts) : PageScreen(texts) {}

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;
};

/// One page that is only read.
class ReadingScreen : public PageScreen {
 public:
  /// `name` is "about", "not_broken" or "first".
  ReadingScreen(const Texts& texts, std::string name);

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int) override { return {}; }

 private:
  std::string name_;
};

}  // namespace ebb::scene
