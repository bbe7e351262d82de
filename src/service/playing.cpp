#include "service/playing.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace ebb {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kAttention = 50;  // ms within which a signal and a new reader are noticed
/// A reader that opens a serial device sets it up first, and what came before is thrown away.
constexpr std::chrono::milliseconds kReaderSettles{250};

void answer(Outlet& outlet, const PlayingOptions& options) {
  const std::vector<std::uint8_t> said = outlet.take_heard();
  if (options.hear && !said.empty()) {
    outlet.write(options.hear(said), options.go_on);
  }
}

/// Attends to readers until `when`.
void attend_until(Outlet& outlet, Clock::time_point when, const PlayingOptions& options) {
  while (options.go_on()) {
    const double left = std::chrono::duration<double, std::milli>(when - Clock::now()).count();
    if (left <= 0.0) {
      return;
    }
    outlet.attend(static_cast<int>(std::min(std::ceil(left), double{kAttention})));
  }
}

}  // namespace

void play(const ByteGenerator& device, Outlet& outlet, const PlayingOptions& options) {
  // Time in the recording runs from `origin`; holding moves it.
  Clock::time_point origin = Clock::now();
  bool seen = false;
  const auto wait_for_reader = [&] {
    if (outlet.has_reader()) {
      return;
    }
    const Clock::time_point since = Clock::now();
    while (options.go_on() && !outlet.has_reader() && !(seen && options.close_after)) {
      outlet.attend(kAttention);
    }
    if (outlet.has_reader()) {
      attend_until(outlet, Clock::now() + kReaderSettles, options);
    }
    origin += Clock::now() - since;
  };
  while (options.go_on()) {
    answer(outlet, options);
    const std::optional<TimedBytes> item = device();
    if (!item) {
      break;
    }
    if (options.hold) {
      wait_for_reader();
    }
    if (outlet.paced() && options.speed > 0.0) {
      const auto due = std::chrono::duration<double, std::micro>(
          static_cast<double>(item->at.count()) / options.speed);
      attend_until(outlet, origin + std::chrono::duration_cast<Clock::duration>(due), options);
    } else {
      outlet.attend(0);
    }
    bool sent = false;
    do {
      if (options.hold) {
        wait_for_reader();
      }
      seen = seen || outlet.has_reader();
      sent = outlet.write(item->bytes, options.go_on);
    } while (!sent && options.hold && options.go_on() && !(seen && options.close_after));
    if (seen && options.close_after && !outlet.has_reader()) {
      return;
    }
    if (options.told) {
      options.told(item->at);
    }
  }
  outlet.drain(options.go_on);
}

}  // namespace ebb
