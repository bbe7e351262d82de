#include <algorithm>
#include <cmath>
#include <cstdio>

#include "service/terminal_screen.hpp"
#include "service/terminal_text.hpp"
#include "session/signal_word.hpp"

namespace ebb {
namespace {

constexpr double kGoodQuality = 0.5;
constexpr std::size_t kBar = 16;

}  // namespace

std::string TerminalScreen::plain(const RunView& run, const Snapshot& snapshot, const BodyNow& body,
                                  Microseconds elapsed) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(elapsed).count();
  char clock[32];
  std::snprintf(clock, sizeof clock, "%3lld:%02lld", static_cast<long long>(seconds / 60),
                static_cast<long long>(seconds % 60));
  std::string out = clock;
  const auto add = [&out](std::string_view label, const std::string& value) {
    out += "  " + std::string(label) + (label.empty() ? "" : " ") + value;
  };
  const auto add_simulated = [&] {
    if (only_simulated(snapshot)) {
      add("", "simulated");
    }
  };
  if (run.state == RunState::closed || run.state == RunState::eased_off) {
    add("", run.state == RunState::closed ? "closed" : "eased off");
    add_simulated();
    return out;
  }
  if (run.state == RunState::paused) {
    add("", "paused");
  }
  char number[32];
  if (run.cue.shown) {
    const auto filled = static_cast<std::size_t>(
        std::lround(std::clamp(run.cue.size, 0.0, 1.0) * static_cast<double>(kBar)));
    add("", "[" + std::string(filled, '#') + std::string(kBar - filled, '.') + "] " +
                (run.cue.inhaling ? "in " : "out"));
    std::snprintf(number, sizeof number, "%.1f", run.cue.rate.value());
    add("guide", number);
  }
  if (body.breath && body.breath->quality >= kGoodQuality) {
    std::snprintf(number, sizeof number, "%.1f", body.breath->rate.value());
    add("own", number);
  }
  if (body.heart_rate && body.heart_quality >= kGoodQuality) {
    add("heart", std::to_string(std::lround(body.heart_rate->value())));
  }
  if (snapshot.signal != SignalWord::none) {
    add("signal", std::string(name_of(snapshot.signal)));
    const bool good = snapshot.signal == SignalWord::good || snapshot.signal == SignalWord::fair;
    if (const std::string_view hint = what_to_try(snapshot); !good && !hint.empty()) {
      out += " (" + std::string(hint) + ")";
    }
  }
  add_simulated();
  add("step", harmless(run.step));
  if (run.line_opacity > 0.5) {
    add("|", harmless(run.line));
  }
  return out;
}

}  // namespace ebb
