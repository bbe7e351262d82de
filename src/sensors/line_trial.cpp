#include "sensors/line_trial.hpp"

#include <algorithm>

namespace ebb {
namespace {

/// How soon a line that makes sense is looked at again.
constexpr Seconds kLookAgain{0.25};
constexpr std::size_t kTail = 64;

constexpr std::string_view kSlowKind = "nonin";
/// At a slow device's own speed two of its packets, a second apart, are waited for.
constexpr Seconds kSlowLength{2.5};
/// Four bytes, and what they look like at twelve times the speed.
constexpr std::size_t kMostInBurst = 24;
constexpr Microseconds kPause{400'000};
/// How long what comes together may take to come.
constexpr Microseconds kWholeBurst{100'000};
constexpr Microseconds kSoonest{800'000};
constexpr Microseconds kLatest{1'200'000};

std::vector<LineTrial::Step> steps_of(bool may_ask) {
  std::vector<LineTrial::Step> steps{{"", Seconds{2.5}, {}, {}, {}}};
  if (may_ask) {
    // The clip answers with its live packets, which the recogniser knows; the boards with a text.
    // The BITalino first: an idle one takes the other questions for orders to start.
    steps.push_back({"", Seconds{0.4}, {0x07}, "BITalino", "bitalino"});
    steps.push_back({"", Seconds{0.6}, contec_start(), {}, {}});
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
  answered_ = {};
  go_on(now);
}

/// Listens at the present step from now on.
void LineTrial::go_on(HostTime now) {
  tail_.clear();
  slow_bursts_ = 0;
  burst_ = 0;
  looked_at_.reset();
  began_ = now;
  due_ = now + to_microseconds(step().length);
}

bool LineTrial::is_slow(std::size_t bytes, HostTime now) {
  if (burst_ == 0 || now - latest_ >= kPause) {
    const Microseconds since = now - burst_began_;
    slow_bursts_ = slow_bursts_ > 0 && since >= kSoonest && since <= kLatest ? slow_bursts_ + 1 : 1;
    burst_ = 0;
    burst_began_ = now;
  }
  latest_ = now;
  burst_ += bytes;
  if (burst_ > kMostInBurst) {
    slow_bursts_ = 0;
  }
  return slow_bursts_ > 1;
}

bool LineTrial::push(std::span<const std::uint8_t> bytes, HostTime now) {
  if (bytes.empty()) {
    return false;
  }
  came_ = true;
  if (step().ask.empty()) {
    came_by_itself_ = true;
    const bool news = is_slow(bytes.size(), now) && step().as != kSlowKind && !looked_at_ &&
                      now + kWholeBurst < due_;
    if (news) {
      looked_at_ = now + kWholeBurst;
    }
    return news;
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
  return false;
}

bool LineTrial::advance(HostTime now, bool makes_sense) {
  if (now < due()) {
    return false;
  }
  const bool slow = slow_bursts_ > 1 && step().as != kSlowKind && !makes_sense;
  looked_at_.reset();
  if (now < due_ && !slow) {
    return false;
  }
  if (makes_sense && now - began_ < to_microseconds(kPatience)) {
    due_ = now + to_microseconds(kLookAgain);
    return false;
  }
  do {
    next();
  } while ((!step().ask.empty() && came_by_itself_) || (slow && step().as != kSlowKind));
  go_on(now);
  if (slow) {
    due_ = now + to_microseconds(kSlowLength);
  }
  return true;
}

void LineTrial::next() {
  tried_ += step().ask.empty() ? 1U : 0U;
  at_ = (at_ + 1) % steps_.size();
}

}  // namespace ebb
