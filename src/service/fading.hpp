#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace ebb {

/// A visibility, 0 to 1, that takes `there` to come and `away` to go: nothing switches.
class Fade {
 public:
  constexpr Fade(Seconds there, Seconds away) : there_(there), away_(away) {}

  void advance(double aim, Seconds passed) {
    value_ = aim > value_ ? std::min(aim, value_ + passed / there_)
                          : std::max(aim, value_ - passed / away_);
  }
  [[nodiscard]] double value() const { return value_; }

 private:
  Seconds there_;
  Seconds away_;
  double value_ = 0.0;
};

/// A place for words that change: what stands there leaves before the next comes.
class FadingText {
 public:
  constexpr FadingText(Seconds there, Seconds away) : shown_(there, away) {}

  void advance(std::string_view wanted, double opacity, Seconds passed) {
    if (shown_.value() == 0.0 && !wanted.empty()) {
      text_ = wanted;
    }
    shown_.advance(!wanted.empty() && wanted == text_ ? opacity : 0.0, passed);
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] double opacity() const { return shown_.value(); }

 private:
  Fade shown_;
  std::string text_;
};

/// What is shown of the body: it comes after 5 s of good signal and goes within 2 s of poor or
/// none, so that a signal on the edge does not flicker.
template <class Value>
class EarnedSign {
 public:
  /// `value` when there is one and its signal is good.
  void advance(const std::optional<Value>& value, Seconds passed) {
    good_for_ = value ? good_for_ + passed : Seconds{0.0};
    if (value) {
      value_ = value;
    }
    shown_.advance(good_for_ >= kGoodBefore ? 1.0 : 0.0, passed);
  }
  /// The newest that was good.
  [[nodiscard]] const std::optional<Value>& value() const { return value_; }
  [[nodiscard]] double opacity() const { return shown_.value(); }

 private:
  static constexpr Seconds kGoodBefore{5.0};
  Fade shown_{Seconds{1.0}, Seconds{2.0}};
  Seconds good_for_{0.0};
  std::optional<Value> value_;
};

}  // namespace ebb
