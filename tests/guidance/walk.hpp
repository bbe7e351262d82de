#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "breather.hpp"
#include "guidance/practice_run.hpp"

namespace ebb::test {

inline Step timed(std::string id, BreathMode breath, double seconds) {
  Step step;
  step.id = std::move(id);
  step.breath = breath;
  step.lasts = Seconds{seconds};
  return step;
}

inline Step ready(std::string id, std::vector<std::string> say = {}) {
  Step step;
  step.id = std::move(id);
  step.say = std::move(say);
  return step;
}

/// A run with its own clock and a diary of what it told.
class Walk {
 public:
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;
  explicit Walk(Practice practice, RunChoices choices = {})
      : run_(
            std::move(practice), Pacer::Config{}, at(0),
            [this](const PracticeEvent& e) { told_.push_back(e); }, std::move(choices)) {}

  RunView to(double seconds, const BodyNow& body = {}) { return run_.advance(at(seconds), body); }
  template <class Body>
  RunView along(double from, double until, Body body, double step = 0.1) {
    RunView view;
    for (double t = from; t <= until + 1e-9; t += step) {
      view = run_.advance(at(t), body(t));
    }
    return view;
  }
  void press(Wish wish, double seconds) { run_.press(wish, at(seconds)); }
  PracticeRun& run() { return run_; }

  /// When it told `what` for the first time; below zero when it never did.
  [[nodiscard]] double when(std::string_view what, std::string_view step = {}) const {
    for (const auto& e : told_) {
      if (e.what == what && (step.empty() || e.step == step)) {
        return to_seconds(e.time);
      }
    }
    return -1.0;
  }
  [[nodiscard]] int count(std::string_view what) const {
    int n = 0;
    for (const auto& e : told_) {
      n += e.what == what ? 1 : 0;
    }
    return n;
  }
  [[nodiscard]] const std::vector<PracticeEvent>& told() const { return told_; }

 private:
  std::vector<PracticeEvent> told_;
  PracticeRun run_;
};

inline Practice of(std::vector<Step> steps) {
  Practice practice;
  practice.id = "test";
  practice.steps = std::move(steps);
  return practice;
}

inline BodyNow breathing(const Breather& person, double t) {
  return {person.at(t), std::nullopt, 0.0};
}

}  // namespace ebb::test
