#include "service/terminal_screen.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "service/terminal_text.hpp"
#include "session/signal_word.hpp"

namespace ebb {
namespace {

constexpr std::size_t kMargin = 3;
constexpr std::size_t kLabel = 8;        // "breath  "
constexpr double kSmallest = 1.0 / 1.6;  // of the widest bar: the shape grows modestly
constexpr double kGoodQuality = 0.5;
constexpr double kUnseen = 0.15;
constexpr int kNarrow = 60;
constexpr Seconds kFirstEasedWords{9.0};
constexpr Microseconds kSaidFor{30'000'000};

// The terminal's own colour for words, so that they can be read on light and dark alike.
constexpr std::string_view kText = "39";
constexpr std::string_view kGuide = "38;5;109";
constexpr std::string_view kOwn = "38;5;179";
constexpr std::string_view kQuiet = "38;5;245";

// The same words as in the window (visualizer/texts/en-GB.toml), which is a floor above.
using Pair = std::array<std::string_view, 2>;
constexpr Pair kEasedFirst{"We can ease right off.",
                           "Cold hands sting in warm water. It can be like that."};
constexpr Pair kEasedOutward{"Something far away to look at.",
                             "Feet. Floor. The back of the chair."};
constexpr Pair kClosed{"That was enough, whatever it was.", "Stopping is a good use of a pause."};
constexpr std::string_view kPaused = "Resting here.";
constexpr std::string_view kPausedKeys = "Space carry on   E ease off   Esc stop";
constexpr std::string_view kEasedKeys = "E back to where we were   Esc stop for today";

std::size_t as_size(int count) { return static_cast<std::size_t>(count); }

}  // namespace

bool only_simulated(const Snapshot& snapshot) {
  bool any = false;
  for (const SourceStatus& source : snapshot.sources) {
    if (source.state == LinkState::streaming) {
      any = true;
      if (!source.simulated) {
        return false;
      }
    }
  }
  return any;
}

std::string_view name_of(SignalWord signal) {
  switch (signal) {
    case SignalWord::none:
      return "";
    case SignalWord::finding:
      return "finding";
    case SignalWord::fair:
      return "fair";
    case SignalWord::good:
      return "good";
    case SignalWord::resting:
      return "resting";
  }
  return "";
}

TerminalScreen::TerminalScreen(Look look) : look_(std::move(look)) {
  resize(look_.columns, look_.rows);
}

void TerminalScreen::resize(int columns, int rows) {
  look_.columns = std::clamp(columns, 40, 120);
  look_.rows = std::max(rows, 2);
}

void TerminalScreen::say(const std::string& sentence, HostTime now) {
  said_ = harmless(sentence);
  said_at_ = now;
}

void TerminalScreen::advance(const RunView& run, const Snapshot& snapshot, const BodyNow& body,
                             HostTime now) {
  const Seconds passed = last_ && now > *last_ ? Seconds{now - *last_} : Seconds{0.0};
  last_ = now;
  const bool running = run.state == RunState::running;
  const bool shared = running || run.state == RunState::paused;
  eased_for_ = run.state == RunState::eased_off ? eased_for_ + passed : Seconds{0.0};

  const bool bar = shared && run.cue.shown;
  guide_.advance(bar ? 1.0 : 0.0, passed);
  if (bar) {
    guide_size_ = std::clamp(run.cue.size, 0.0, 1.0);
  }
  turn_.advance(bar && running ? (run.cue.inhaling ? "in" : "out") : "", 1.0, passed);

  std::optional<double> own;
  if (body.breath && body.breath->quality >= kGoodQuality) {
    own = std::clamp(own_size(body.breath->phase, snapshot.breath_origin), 0.0, 1.0);
  }
  own_.advance(own, passed);
  std::optional<long> heart;
  if (body.heart_rate && body.heart_quality >= kGoodQuality) {
    heart = std::lround(body.heart_rate->value());
  }
  heart_.advance(heart, passed);
  own_wanted_.advance(shared ? 1.0 : 0.0, passed);

  std::string signal;
  if (shared && snapshot.signal != SignalWord::none) {
    signal = "~ " + std::string(name_of(snapshot.signal));
  }
  if (shared && only_simulated(snapshot)) {
    signal += signal.empty() ? "simulated" : ", simulated";
  }
  signal_.advance(signal, 1.0, passed);
  advance_words(run, passed);
  std::string note = note_of(snapshot, now);
  if (note.empty() && run.state == RunState::paused) {
    note = what_to_try(snapshot);  // never in the middle of a practice
  }
  note_.advance(note, 1.0, passed);
}

void TerminalScreen::advance_words(const RunView& run, Seconds passed) {
  const auto say_both = [&](const Pair& words) {
    line_.advance(words[0], 1.0, passed);
    second_.advance(words[1], 1.0, passed);
  };
  std::string_view keys = look_.keys;
  switch (run.state) {
    case RunState::running:
      line_.advance(harmless(run.line), run.line_opacity, passed);
      second_.advance("", 0.0, passed);
      break;
    case RunState::paused:
      say_both({kPaused, ""});
      keys = kPausedKeys;
      break;
    case RunState::eased_off:
      say_both(eased_for_ < kFirstEasedWords ? kEasedFirst : kEasedOutward);
      keys = kEasedKeys;
      break;
    case RunState::closed:
      say_both(kClosed);
      keys = "";
      break;
  }
  keys_.advance(look_.keys.empty() ? "" : keys, 1.0, passed);
}

/// What a sensor needs, or what was said lately besides.
std::string TerminalScreen::note_of(const Snapshot& snapshot, HostTime now) {
  std::string note;
  for (const SourceStatus& source : snapshot.sources) {
    std::string own = harmless(source.note);
    if (own == said_) {
      said_.clear();  // the status tells it, and takes it back when it is over
    }
    if (note.empty()) {
      note = std::move(own);
    }
  }
  if (now - said_at_ > kSaidFor) {
    said_.clear();
  }
  return note.empty() ? said_ : note;
}

std::string TerminalScreen::painted(std::string_view colour, const std::string& text,
                                    double opacity) const {
  if (text.empty() || opacity <= (look_.colour ? kUnseen : 0.5)) {
    return "";
  }
  if (!look_.colour) {
    return text;
  }
  std::string shade(opacity > 0.75 ? colour : colour == kText ? kQuiet : colour);
  if (opacity <= (colour == kText ? 0.4 : 0.75)) {
    shade = "2;" + shade;
  }
  return "\x1b[" + shade + "m" + text + "\x1b[0m";
}

std::vector<std::string> TerminalScreen::frame() const {
  const std::size_t columns = as_size(look_.columns);
  const bool narrow = look_.columns < kNarrow;
  const std::string margin(kMargin, ' ');
  const std::size_t room = columns - 2 * kMargin - kLabel - 5;  // and "  out"
  const auto length = [&](double size) {
    return static_cast<double>(room) * (kSmallest + (1.0 - kSmallest) * size);
  };
  std::vector<std::string> lines;
  const auto add_row = [&](std::string_view label, const std::string& rest, double opacity) {
    std::string padded(label);
    padded.resize(kLabel, ' ');
    lines.push_back(rest.empty() ? "" : margin + painted(kQuiet, padded, opacity) + rest);
  };
  const auto add_words = [&](const std::vector<std::string>& rows, std::string_view colour,
                             double opacity) {
    for (const std::string& row : rows) {
      const std::string seen = painted(colour, row, opacity);
      lines.push_back(seen.empty() ? "" : margin + seen);
    }
  };

  const std::size_t width = columns - 2 * kMargin;
  lines.emplace_back();
  const std::string bar = soft_bar(length(guide_size_));
  std::string guide = painted(kGuide, bar, guide_.value());
  if (!guide.empty()) {
    guide += std::string(room + 2 - std::min(letters(bar), room), ' ') +
             painted(kQuiet, turn_.text(), std::min(turn_.opacity(), guide_.value()));
  }
  add_row("guide", guide, guide_.value());
  const double own = std::min(own_.opacity(), own_wanted_.value());
  add_row("own", painted(kOwn, dashed_bar(length(own_.value().value_or(0.0))), own), own);
  lines.emplace_back();
  const double heart = std::min(heart_.opacity(), own_wanted_.value());
  add_row("heart", painted(kText, std::to_string(heart_.value().value_or(0)), heart), heart);
  add_row("signal", painted(kQuiet, signal_.text(), signal_.opacity()), signal_.opacity());
  lines.emplace_back();

  const std::size_t words_end = lines.size() + (narrow ? 5 : 3);
  add_words(wrapped_rows(line_.text(), width), kText, line_.opacity());
  if (second_.opacity() > 0.0) {
    add_words(wrapped_rows(second_.text(), width), kText, second_.opacity());
  }
  lines.resize(words_end);
  lines.emplace_back();
  if (!look_.keys.empty()) {
    const std::size_t keys_end = lines.size() + (narrow ? 2 : 1);
    add_words(wrapped_rows(keys_.text(), width, "   "), kQuiet, keys_.opacity());
    lines.resize(keys_end);
    lines.emplace_back();
  }
  const std::size_t note_end = lines.size() + (narrow ? 3 : 2);
  add_words(wrapped_rows(note_.text(), width), kQuiet, note_.opacity());
  lines.resize(std::min(note_end, as_size(look_.rows) - 1));
  return lines;
}

std::string TerminalScreen::redraw(const RunView& run, const Snapshot& snapshot,
                                   const BodyNow& body, HostTime now) {
  advance(run, snapshot, body, now);
  std::string out = drawn_ == 0 ? "\x1b[?25l" : "\x1b[" + std::to_string(drawn_) + "A\r";
  const auto lines = frame();
  for (const auto& line : lines) {
    out += line + "\x1b[K\n";
  }
  if (lines.size() < drawn_) {
    out += "\x1b[J";  // narrower frames are higher: nothing of the old one is left below
  }
  drawn_ = lines.size();
  const auto last =
      std::find_if(lines.rbegin(), lines.rend(), [](auto& one) { return !one.empty(); });
  empty_below_ = static_cast<std::size_t>(last - lines.rbegin());
  return out;
}

std::string TerminalScreen::leave() {
  if (std::exchange(drawn_, 0) == 0) {
    return "";
  }
  // What comes next stands right below the last words.
  const std::string up = empty_below_ > 1 ? "\x1b[" + std::to_string(empty_below_ - 1) + "A\r" : "";
  return up + "\x1b[?25h";
}

}  // namespace ebb
