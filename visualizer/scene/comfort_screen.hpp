#pragma once

#include "visualizer/scene/page_screen.hpp"
#include "visualizer/scene/preferences.hpp"

namespace ebb::scene {

/// How this person likes it: size of type by the distance of the screen, colours, motion, shape,
/// sound. Left and Right change a line at once, and it is kept.
class ComfortScreen : public PageScreen {
 public:
  ComfortScreen(const Texts& texts, Preferences& preferences)
      : PageScreen(texts), preferences_(&preferences) {}
  Way press(Key key) override;

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;

 private:
  Way change(int row, int by);

  Preferences* preferences_;
};

}  // namespace ebb::scene
