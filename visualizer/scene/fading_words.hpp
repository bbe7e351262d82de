#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "visualizer/scene/glide.hpp"

namespace ebb::scene {

/// A place for words that change: what stands there leaves fully before the next comes.
class FadingWords {
 public:
  constexpr FadingWords(Seconds there, Seconds away) : shown_(there, away) {}

  /// `opacity` is how far the wanted words are to be seen, 0..1.
  void advance(std::string_view wanted, double opacity, Seconds passed) {
    if (shown_.linear() == 0.0 && !wanted.empty()) {
      text_ = wanted;
    }
    shown_.advance(!wanted.empty() && wanted == text_ ? opacity : 0.0, passed);
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] double opacity() const { return shown_.value(); }
  void drop() { shown_.drop(); }

 private:
  Glide shown_;
  std::string text_;
};

}  // namespace ebb::scene
