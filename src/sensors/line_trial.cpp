#include "sensors/line_trial.hpp"

#include <algorithm>

namespace ebb {
namespace {

/// How soon a line that makes sense is looked at again.
constexpr Seconds kLookAgain{0.25};
constexpr std::size_t kTail = 64;

std::vector<LineTrial::Step> steps_of(bool may_ask) {
  std::vector<LineTrial::Step> steps{{"", Seconds{2.5}, {}, {}, {}}};
  if (may_ask) {
    // The clip answers with its live packets, which the recogniser knows; the boards with a text.
    steps.push_back({"", Seconds{0.6}, contec_start(), {}, {}});
    steps.push_back({"", Seconds{0.4}, {0x07}, "BITalino", "bitalino"});
    steps.push_back({"", Seconds{0.6}, {'v'}, "OpenBCI", "cyton"});
  }
  steps.push_back({"cms50", Seconds{1.2}, {}, {}, {}});
  steps.push_back({"nonin", Seconds{1.2}, {}, {}, {}});
  return steps;
}

}  // namespace

LineTrial::LineTrial(bool may_ask)
    : steps_(steps_of(may_ask)),
      listening_(static_cast<std::size_t>(std::count_if(
          steps_.begin(), steps_.end(), [](const Step& step) { return step.ask.empty(); }))) {}

void LineTrial::begin(HostTime now) {
  if (!step().ask.empty()) {
    at_ = 0;  // a question is not the first word to what has just been plugged in
  }
  tried_ = 0;
  came_ = false;
  came_by_itself_ = false;
  tail_.clear();
  answered_ = {};
  began_ = now;
  due_ = now + to_microseconds(step().length);
}

void LineTrial::push(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) {
    return;
  }
  came_ = true;
  if (step().ask.empty()) {
    came_by_itself_ = true;
    return;
  }
  for (const std::uint8_t byte : bytes) {
    tail_.push_back(static_cast<char>(byte));
    if (!step().answers.empty() && tail_.ends_with(step().answers)) {
      answered_ = step().answers_means;
    }
    if (tail_.size() > kTail) {
      tail_.erase(0, kTail / 2);
    }
  }
}

bool LineTrial::advance(HostTime now, bool makes_sense) {
  if (now < due_) {
    return false;
  }
  if (makes_sense && now - began_ < to_microseconds(kPatience)) {
    due_ = now + to_microseconds(kLookAgain);
    return false;
  }
  do {
    next();
  } while (!step().ask.empty() && came_by_itself_);
  began_ = now;
  due_ = now + to_microseconds(step().length);
  return true;
}

void LineTrial::next() {
  tried_ += step().ask.empty() ? 1U : 0U;
  tail_.clear();
  at_ = (at_ + 1) % steps_.size();
}

}  // namespace ebb
