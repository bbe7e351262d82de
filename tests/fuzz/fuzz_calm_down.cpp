#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "session/calm_down/calm_down.hpp"
#include "session/calm_down/overlay.hpp"

namespace {

using namespace ebb;

/// Reads what it is asked for; zeros when the input is at its end.
class Wild {
 public:
  Wild(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  [[nodiscard]] bool more() const { return at_ < size_; }

  template <class T>
  T value() {
    T out{};
    for (std::size_t i = 0; i < sizeof out && at_ < size_; ++i, ++at_) {
      reinterpret_cast<std::uint8_t*>(&out)[i] = data_[at_];
    }
    return out;
  }
  /// Mostly near, in tenths of a second; sometimes anywhere.
  HostTime time() {
    return value<std::uint8_t>() % 16 == 0
               ? HostTime{Microseconds{value<std::int64_t>()}}
               : HostTime{Microseconds{std::int64_t{value<std::uint16_t>()} * 20'000}};
  }
  double length() {
    return value<std::uint8_t>() % 16 == 0 ? value<double>()
                                           : static_cast<double>(value<std::uint8_t>()) * 0.05;
  }

 private:
  const std::uint8_t* data_;
  std::size_t size_;
  std::size_t at_ = 0;
};

void require(bool held) {
  if (!held) {
    std::abort();
  }
}

void require_sound(const CalmDown& told) {
  for (const BreathMean& point : told.curve.points) {
    require(std::isfinite(point.rate) && std::isfinite(point.middle) && point.length > 0.0);
  }
  for (const auto& level : {told.start, told.end, told.rest}) {
    require(!level || (std::isfinite(level->rate.value()) && level->low <= level->rate &&
                       level->rate <= level->high));
  }
  require(!told.area_beats || std::isfinite(*told.area_beats));
  require(!told.easing || told.easing->by.value() > 0.0);
  if (told.fall) {
    require(std::isfinite(told.fall->by) && told.fall->by_range.low <= told.fall->by_range.high);
    require(!told.fall->half_time || (told.fall->half_time->low > 0.0 &&
                                      told.fall->half_time->low <= told.fall->half_time->high &&
                                      std::isfinite(told.fall->half_time->high)));
  }
  require(told.curve.set_aside_share >= 0.0 && told.curve.set_aside_share <= 1.0);
  const std::string text = numbers_of(told);
  require(text.find("nan") == std::string::npos && text.find("inf") == std::string::npos);
  const OverlaySession session{"strap", 0.0, told.curve, 0.0, 0.0};
  require(lay_over({&session, 1}, {0.0, 600.0, 10.0}, true).size() == 1);
}

}  // namespace

/// Wild beats, breaths, cues and marks: no made-up number comes of them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Wild wild{data, size};
  CalmDownQuestion question{wild.time(), wild.time(), TimeSpan{wild.time(), wild.time()}};
  std::vector<Beat> beats;
  std::vector<Breath> breaths;
  std::vector<PracticeEvent> practice;
  // An even heart beneath, so that there is a curve to disturb.
  const double even = wild.length();
  for (int i = 0; even > 0.3 && i < 600; ++i) {
    beats.push_back({at_seconds<HostTime>(i * std::min(even, 2.0)),
                     Seconds{std::min(even, 2.0)},
                     IntervalVerdict::normal,
                     {}});
  }
  while (wild.more()) {
    const auto what = wild.value<std::uint8_t>();
    if (what % 4 < 2) {
      beats.push_back({wild.time(),
                       Seconds{wild.length()},
                       static_cast<IntervalVerdict>(wild.value<std::uint8_t>() % 7),
                       {}});
    } else if (what % 4 == 2) {
      breaths.push_back(
          {wild.time(), Seconds{wild.length()}, 1.0, wild.length(), BreathOrigin::respiration, {}});
    } else {
      practice.push_back(
          {wild.time(), "p", what % 8 == 3 ? "paused" : "cue in", "s", wild.length()});
    }
  }
  const BodyRecord record{beats, breaths, practice};
  require_sound(describe(record, question));
  require_sound(describe(record, usual_question(record, {question.mark, question.end})));
  return 0;
}
