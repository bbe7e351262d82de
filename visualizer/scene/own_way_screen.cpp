#include "visualizer/scene/own_way_screen.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "guidance/invitation.hpp"

namespace ebb::scene {
namespace {

/// Breaths a minute, in the order of the words for them (way.paces).
constexpr std::array<double, 7> kPaces = {4.5, 6.0, 8.0, 10.0, 12.0, 15.0, 18.0};
constexpr std::size_t kFloors = 5;      ///< a floor is one of the first: 12 at the most
constexpr std::size_t kFirstBegin = 1;  ///< a guide that senses nothing begins no slower than at 6

/// "" is as a practice is written.
constexpr std::array<std::string_view, 7> kAnchors = {"",      "breath", "feet",  "hands",
                                                      "sound", "sight",  "object"};

/// When an invitation may come, in the order of the words for it (way.times).
constexpr std::array<int, 5> kTimes = {8 * 60, 12 * 60 + 30, 16 * 60, 19 * 60 + 30, 22 * 60};

enum Row { floor_row, comfortable_row, anchor_row, ease_row, invite_row, voice_row };

std::size_t nearest(double pace) {
  const auto* const best = std::min_element(
      kPaces.begin(), kPaces.end(),
      [pace](double a, double b) { return std::abs(a - pace) < std::abs(b - pace); });
  return static_cast<std::size_t>(best - kPaces.begin());
}

/// The next of them in a direction, round from the last to the first. A pace that was written by
/// hand may lie between two.
BreathsPerMinute turned(BreathsPerMinute from, int by, std::size_t first, std::size_t end) {
  for (std::size_t i = first; i < end; ++i) {
    const std::size_t at = by > 0 ? i : first + end - 1 - i;
    if (by > 0 ? kPaces[at] > from.value() + 1e-6 : kPaces[at] < from.value() - 1e-6) {
      return BreathsPerMinute{kPaces[at]};
    }
  }
  return BreathsPerMinute{kPaces[by > 0 ? first : end - 1]};
}

std::size_t nearest_time(int minutes) {
  const auto* const best = std::min_element(kTimes.begin(), kTimes.end(), [minutes](int a, int b) {
    return std::abs(a - minutes) < std::abs(b - minutes);
  });
  return static_cast<std::size_t>(best - kTimes.begin());
}

/// The next of them in a direction; before the first and after the last there is none at all.
std::optional<int> turned(std::optional<int> from, int by) {
  std::optional<int> next;
  for (const int time : kTimes) {
    const bool beyond = !from || (by > 0 ? time > *from : time < *from);
    if (beyond && (!next || (by > 0 ? time < *next : time > *next))) {
      next = time;
    }
  }
  return next;
}

std::string figure(double pace) {
  const auto tenths = std::lround(pace * 10.0);
  const std::string whole = std::to_string(tenths / 10);
  return tenths % 10 == 0 ? whole : whole + "." + std::to_string(tenths % 10);
}

}  // namespace

std::string OwnWayScreen::said(const std::string& word, const std::string& figure) const {
  if (!numbers_) {
    return word;
  }
  std::string both = texts()("way.about", "what", word);
  const auto at = both.find("{figure}");
  return at == std::string::npos ? both : both.replace(at, 8, figure);
}

std::string OwnWayScreen::pace_said(BreathsPerMinute pace) const {
  const auto& words = texts().list("way.paces");
  return said(words[std::min(nearest(pace.value()), words.size() - 1)], figure(pace.value()));
}

std::string OwnWayScreen::time_said() const {
  if (!own_->invite_at) {
    return std::string{texts()("comfort.off")};
  }
  const auto& words = texts().list("way.times");
  return said(words[std::min(nearest_time(*own_->invite_at), words.size() - 1)],
              time_of_day_text(*own_->invite_at));
}

Page OwnWayScreen::laid_out() const {
  Page page;
  page.id = "own_way";
  page.title = texts()("way.title");
  const auto add = [&](std::string_view name, std::string_view value) {
    page.rows.push_back(choice(texts()(name)));
    page.rows.back().beside = value;
  };
  add("way.floor", pace_said(own_->floor));
  add("way.comfortable", pace_said(own_->comfortable));
  add("way.anchor", texts()(own_->anchor.empty() ? "way.as_written" : "anchor." + own_->anchor));
  add("way.ease_line", texts()(own_->ease_line ? "comfort.on" : "comfort.off"));
  add("way.invite", time_said());
  if (!voice_of_->empty()) {
    add("way.voice", *voice_of_);
  }
  page.rows.push_back(plain(PageRow::Kind::gap, ""));
  page.rows.push_back(plain(PageRow::Kind::quiet, texts()("way.when")));
  page.foot = {hint(texts()("key.escape"), texts()("comfort.back")),
               hint("N", texts()("looking.numbers")), std::string{texts()("comfort.change")}};
  page.foot_keys = {Key::escape, Key::numbers, Key::right};
  return page;
}

Way OwnWayScreen::change(int row, int by) {
  switch (row) {
    case floor_row:
      own_->floor = turned(own_->floor, by, 0, kFloors);
      // A guide does not begin below where it comes down to.
      own_->comfortable = std::max(own_->comfortable, own_->floor);
      break;
    case comfortable_row:
      own_->comfortable = turned(own_->comfortable, by, kFirstBegin, kPaces.size());
      own_->floor = std::min(own_->floor, own_->comfortable);
      break;
    case anchor_row: {
      const auto* const at = std::find(kAnchors.begin(), kAnchors.end(), own_->anchor);
      const auto now = static_cast<std::size_t>(at - kAnchors.begin()) % kAnchors.size();
      own_->anchor = kAnchors[(now + (by > 0 ? 1 : kAnchors.size() - 1)) % kAnchors.size()];
      break;
    }
    case ease_row:
      own_->ease_line = !own_->ease_line;
      break;
    case invite_row:
      own_->invite_at = turned(own_->invite_at, by);
      break;
    default:
      return {};
  }
  return {Way::To::changed};
}

Way OwnWayScreen::press(Key key) {
  if (key == Key::numbers) {
    numbers_ = !numbers_;
    return {};
  }
  if (key == Key::left || key == Key::right) {
    if (focus() < 0) {
      set_focus(0);
    }
    return change(focus(), key == Key::right ? 1 : -1);
  }
  return PageScreen::press(key);
}

Way OwnWayScreen::chosen(int row) {
  return row == voice_row ? Way{Way::To::page, "voice"} : change(row, 1);
}

}  // namespace ebb::scene
