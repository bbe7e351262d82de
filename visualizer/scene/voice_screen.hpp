#pragma once

#include <string>
#include <utility>

#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

/// A trusted person's kind words, recorded: whether they are to be kept here and heard in practices
/// that have a place for them, with both answers; or, once they are, whose they are and what
/// deleting them means. Passing an offer by keeps nothing.
class VoiceScreen : public PageScreen {
 public:
  enum class Stage { offered, kept };
  VoiceScreen(const Texts& texts, std::string whose, Stage stage)
      : PageScreen(texts), whose_(std::move(whose)), stage_(stage) {}

 protected:
  [[nodiscard]] Page laid_out() const override;
  Way chosen(int row) override;
  /// Never an absent-minded yes, nor a no.
  Way passed_by() override { return {}; }

 private:
  std::string whose_;
  Stage stage_;
};

}  // namespace ebb::scene
