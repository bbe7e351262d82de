#include "service/terminal_screen.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numbers>
#include <optional>
#include <string_view>
#include <utility>

#include "guidance/body_now.hpp"

namespace ebb {
namespace {

constexpr std::size_t kMargin = 3;
constexpr std::size_t kLabel = 8;        // "breath  "
constexpr double kSmallest = 1.0 / 1.6;  // of the widest bar: the shape grows modestly
constexpr double kOwnInShare = 0.4;      // the sensed phase has no shares of its own
constexpr double kGoodQuality = 0.5;
constexpr std::size_t kPlainBar = 16;

constexpr std::string_view kGuide = "38;5;109";
constexpr std::string_view kOwn = "38;5;179";
constexpr std::string_view kQuiet = "38;5;245";
constexpr std::string_view kText = "38;5;253";
constexpr std::string_view kFaint = "38;5;239";

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t letters(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues));
}

/// No escape sequence can come out of a practice file or a person's words.
std::string harmless(std::string_view text) {
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool c1 =
        c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c < 0x20 || c == 0x7F || c1) {
      clean += ' ';
      i += c1 ? 1 : 0;
    } else {
      clean += text[i];
    }
  }
  return clean;
}

/// The first `most` letters.
std::string_view fitted(std::string_view text, std::size_t most) {
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end) {
    if (!continues(text[end]) && ++seen > most) {
      break;
    }
  }
  return text.substr(0, end);
}

/// `text` in rows of at most `width` letters, broken between words.
std::vector<std::string> wrapped_rows(std::string_view text, std::size_t width) {
  std::vector<std::string> rows{""};
  while (!text.empty()) {
    const auto space = std::min(text.find(' '), text.size());
    const std::string_view word = fitted(text.substr(0, space), width);
    if (!word.empty()) {
      const std::size_t before = letters(rows.back());
      if (before > 0 && before + 1 + letters(word) > width) {
        rows.emplace_back();
      } else if (before > 0) {
        rows.back() += ' ';
      }
      rows.back() += word;
    }
    text.remove_prefix(std::min(space + 1, text.size()));
  }
  return rows;
}

double own_size(Turns phase) {
  const double p = phase.value();
  const double part = p < kOwnInShare ? p / kOwnInShare : (1.0 - p) / (1.0 - kOwnInShare);
  return 0.5 - 0.5 * std::cos(std::numbers::pi * part);
}

/// A bar whose end moves by eighths of a letter.
std::string soft_bar(double length) {
  constexpr std::string_view eighths_of[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto eighths = static_cast<std::size_t>(std::lround(std::max(0.0, length) * 8.0));
  std::string bar;
  for (std::size_t i = 0; i < eighths / 8; ++i) {
    bar += "█";
  }
  return bar + std::string(eighths_of[eighths % 8]);
}

std::string dashes(double length) {
  std::string bar;
  for (long i = std::lround(length); i > 0; --i) {
    bar += "╌";
  }
  return bar;
}

std::string_view word(SignalWord signal) {
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

std::string whole(double value) { return std::to_string(std::lround(value)); }

/// What is said instead of, or besides, the practice's own line.
std::string words_of(const RunView& run) {
  switch (run.state) {
    case RunState::running:
      return harmless(run.line);
    case RunState::paused:
      return "Resting here. Space goes on.";
    case RunState::eased_off:
      return "Eyes open, if that helps. Something far away to look at. Feet, floor, the back of "
             "the chair. Enter goes on, Esc stops.";
    case RunState::closed:
      return "That was a pause, and pausing counts as care.";
  }
  return "";
}

std::string_view shade(const RunView& run) {
  if (run.state != RunState::running || run.line_opacity > 0.75) {
    return kText;
  }
  return run.line_opacity > 0.35 ? kQuiet : kFaint;
}

std::optional<OwnBreath> shared_breath(const BodyNow& body) {
  return body.breath && body.breath->quality >= kGoodQuality ? body.breath : std::nullopt;
}

}  // namespace

TerminalScreen::TerminalScreen(Look look) : look_(std::move(look)) { resize(look_.columns); }

void TerminalScreen::resize(int columns) { look_.columns = std::clamp(columns, 40, 120); }

std::vector<std::string> TerminalScreen::frame(const RunView& run, const Snapshot& snapshot,
                                               HostTime now) const {
  const auto columns = static_cast<std::size_t>(look_.columns);
  const std::string margin(kMargin, ' ');
  const auto painted = [&](std::string_view colour, std::string text) {
    if (!look_.colour || text.empty()) {
      return text;
    }
    return "\x1b[" + std::string(colour) + "m" + text + "\x1b[0m";
  };
  const auto row = [&](std::string_view label, const std::string& rest) {
    std::string padded(label);
    padded.resize(kLabel, ' ');
    return rest.empty() ? std::string{} : margin + painted(kQuiet, padded) + rest;
  };

  const BodyNow body = body_now(snapshot, now);
  const bool bars = run.state == RunState::running || run.state == RunState::paused;
  const std::size_t room = columns - 2 * kMargin - kLabel - 5;  // and "  out"
  const auto length = [&](double size) {
    return static_cast<double>(room) * (kSmallest + (1.0 - kSmallest) * std::clamp(size, 0.0, 1.0));
  };

  std::string guide;
  if (bars && run.cue.shown) {
    const std::string bar = soft_bar(length(run.cue.size));
    const std::string gap(room + 2 - std::min(letters(bar), room), ' ');
    guide = painted(kGuide, bar) + (run.state == RunState::running
                                        ? gap + painted(kQuiet, run.cue.inhaling ? "in" : "out")
                                        : std::string{});
  }
  std::string own;
  if (const auto breath = shared_breath(body); bars && breath) {
    own = painted(kOwn, dashes(length(own_size(breath->phase))));
  }
  std::string heart;
  if (bars && body.heart_rate && body.heart_quality >= kGoodQuality) {
    heart = painted(kText, whole(body.heart_rate->value()));
  }
  std::string signal;
  if (bars && snapshot.signal != SignalWord::none) {
    signal = painted(kQuiet, "~ " + std::string(word(snapshot.signal)));
  }

  std::vector<std::string> lines{
      "", row("guide", guide), row("own", own), "", row("heart", heart), row("signal", signal), ""};
  const std::size_t text_width = columns - 2 * kMargin;
  const std::size_t text_rows = columns < 60 ? 5 : 3;
  const bool speak = look_.colour || run.state != RunState::running || run.line_opacity > 0.5;
  auto text = wrapped_rows(speak ? words_of(run) : "", text_width);
  text.resize(text_rows);
  for (auto& one : text) {
    lines.push_back(one.empty() ? "" : margin + painted(shade(run), std::move(one)));
  }
  lines.emplace_back();
  if (!look_.keys.empty()) {
    const std::string_view keys =
        run.state == RunState::closed ? "" : fitted(look_.keys, text_width);
    lines.push_back(keys.empty() ? "" : margin + painted(kFaint, std::string(keys)));
  }
  return lines;
}

std::string TerminalScreen::redraw(const RunView& run, const Snapshot& snapshot, HostTime now) {
  std::string out = drawn_ == 0 ? "\x1b[?25l" : "\x1b[" + std::to_string(drawn_) + "A\r";
  const auto lines = frame(run, snapshot, now);
  for (const auto& line : lines) {
    out += line + "\x1b[K\n";
  }
  if (lines.size() < drawn_) {
    out += "\x1b[J";  // narrower frames are higher: nothing of the old one is left below
  }
  drawn_ = lines.size();
  return out;
}

std::string TerminalScreen::leave() {
  const bool drawn = drawn_ > 0;
  drawn_ = 0;
  return drawn ? "\x1b[?25h" : "";
}

std::string TerminalScreen::plain(const RunView& run, const Snapshot& snapshot, HostTime now,
                                  HostTime start) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - start).count();
  char clock[32];
  std::snprintf(clock, sizeof clock, "%3lld:%02lld", static_cast<long long>(seconds / 60),
                static_cast<long long>(seconds % 60));
  std::string out = clock;
  const auto add = [&out](std::string_view label, const std::string& value) {
    out += "  " + std::string(label) + (label.empty() ? "" : " ") + value;
  };
  switch (run.state) {
    case RunState::closed:
      return out + "  closed";
    case RunState::eased_off:
      return out + "  eased off";
    case RunState::paused:
      add("", "paused");
      break;
    case RunState::running:
      break;
  }
  char number[32];
  if (run.cue.shown) {
    const auto filled = static_cast<std::size_t>(
        std::lround(std::clamp(run.cue.size, 0.0, 1.0) * static_cast<double>(kPlainBar)));
    add("", "[" + std::string(filled, '#') + std::string(kPlainBar - filled, '.') + "] " +
                (run.cue.inhaling ? "in " : "out"));
    std::snprintf(number, sizeof number, "%.1f", run.cue.rate.value());
    add("guide", number);
  }
  const BodyNow body = body_now(snapshot, now);
  if (const auto breath = shared_breath(body)) {
    std::snprintf(number, sizeof number, "%.1f", breath->rate.value());
    add("own", number);
  }
  if (body.heart_rate && body.heart_quality >= kGoodQuality) {
    add("heart", whole(body.heart_rate->value()));
  }
  if (snapshot.signal != SignalWord::none) {
    add("signal", std::string(word(snapshot.signal)));
  }
  add("step", harmless(run.step));
  if (run.line_opacity > 0.5) {
    add("|", harmless(run.line));
  }
  return out;
}

}  // namespace ebb
