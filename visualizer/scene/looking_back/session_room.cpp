#include "visualizer/scene/looking_back/session_room.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "visualizer/scene/looking_back/curve_words.hpp"
#include "visualizer/scene/looking_back/farewell_room.hpp"
#include "visualizer/scene/looking_back/journal_room.hpp"
#include "visualizer/scene/looking_back/letting_out_room.hpp"
#include "visualizer/scene/looking_back/marks_room.hpp"
#include "visualizer/scene/looking_back/overlay_room.hpp"
#include "visualizer/scene/looking_back/session_plot.hpp"

namespace ebb::scene {
namespace {

constexpr double kShortestLook = 4.0;  ///< seconds
constexpr Seconds kThere{0.12};
constexpr double kZoom = 1.6;

/// Which of the weather's pictures goes with words, whichever language they were chosen in; none
/// for a word that nobody has drawn.
std::optional<int> picture_of(const ebb::Words& words, const Texts& texts) {
  for (const Texts* language : {&texts, &uk_english()}) {
    const auto& known = language->list("weather.words");
    const auto at = std::find(known.begin(), known.end(), words.text);
    const auto which = static_cast<int>(at - known.begin());
    if (words.kind == WordsKind::weather && at != known.end() && which < kWeathers) {
      return which;
    }
  }
  return std::nullopt;
}

std::vector<std::pair<Symbol, std::string>> pictures_shown(const LookedAt& at, const Desk& desk,
                                                           bool together) {
  const auto& names = desk.texts->list("weather.words");
  std::vector<std::pair<Symbol, std::string>> all;
  for (const KeptWords& kept : at.session.words) {
    const auto which = picture_of(kept.words, *desk.texts);
    if (which && (!together || kept.words.together)) {
      const auto name = static_cast<std::size_t>(*which);
      all.emplace_back(weather(*which), name < names.size() ? names[name] : kept.words.text);
    }
  }
  return all;
}

std::vector<std::string> words_shown(const LookedAt& at, const Desk& desk, bool together) {
  std::vector<std::string> said;
  for (const JournalEntry& entry : desk.journal) {
    if (entry.session == at.session.head.id && (!together || entry.together)) {
      said.push_back(quoted(entry.text, *desk.texts));
    }
  }
  for (const KeptWords& words : at.session.words) {
    const bool drawn = picture_of(words.words, *desk.texts).has_value();
    if (!drawn && (!together || words.words.together)) {
      said.push_back(quoted(words.words.text, *desk.texts));
    }
  }
  return said;
}

std::vector<std::string> numbers_shown(const LookedAt& at, const Texts& texts) {
  // The fall stands on its own; what is left is one paragraph.
  std::vector<std::string> lines;
  std::string rest;
  const auto add = [&](const std::string& line) {
    if (lines.empty() && at.told.fall) {
      lines.push_back(line);
    } else {
      rest += (rest.empty() ? "" : rest.back() == '.' ? "  " : ".  ") + line;
    }
  };
  const CanTell& can = at.session.can_tell;
  if (!at.session.beats.empty()) {
    const std::string all = numbers_of(at.told, curve_words_in(texts));
    std::size_t from = 0;
    while (from < all.size()) {
      const std::size_t end = std::min(all.find('\n', from), all.size());
      if (end > from) {
        add(all.substr(from, end - from));
      }
      from = end + 1;
    }
  }
  if (!can.variability()) {
    add(texts("looking.told_of", "what", texts("looking.variability")));
  }
  if (!breath_was_sought(at.session)) {
    add(texts("looking.told_of", "what", texts("looking.breath")));
  }
  lines.push_back(rest);
  return lines;
}

}  // namespace

Sheet SessionRoom::sheet(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = "session/" + session_ + (together_ ? "/together" : "");
  sheet.large = together_;
  sheet.numbered = desk.numbers;
  if (const SessionHead* head = desk.head(session_)) {
    sheet.title = desk.title(*head);
    const std::string day = desk.day(head->started_ms, head->utc_offset_min);
    sheet.beside = head->simulated       ? std::string{t("looking.simulated")}
                   : head->label.empty() ? day
                                         : head->label;
  }
  sheet.hints = {back_hint(t)};
  const auto at = desk.open(session_);
  if (!at) {
    sheet.id += "/waiting";
    sheet.caption =
        t(desk.cannot_be_read(session_) ? "looking.cannot_be_read" : "looking.reading_one");
    return sheet;
  }
  add_curve(sheet, *at, desk);
  if (together_) {
    sheet.hints.push_back({"T", std::string{t("looking.alone")}, Key::noticed});
  } else {
    sheet.hints.push_back({"M", std::string{t("looking.marks")}, Key::mark});
    sheet.hints.push_back({"J", std::string{t("looking.journal")}, Key::journal});
    sheet.hints.push_back({"O", std::string{t("looking.overlay")}, Key::own_pace});
    sheet.hints.push_back({"T", std::string{t("looking.together")}, Key::noticed});
  }
  sheet.hints.push_back({"N", std::string{t("looking.numbers")}, Key::numbers});
  if (!together_) {
    sheet.hints.push_back({"E", std::string{t("looking.print")}, Key::ease_off});
    sheet.hints.push_back({"D", std::string{t("looking.away_or_delete")}, Key::forget});
  }
  sheet.hints.push_back({"+ -", std::string{t("looking.nearer")}, Key::plus});
  return sheet;
}

void SessionRoom::add_curve(Sheet& sheet, const LookedAt& at, const Desk& desk) const {
  const Texts& t = *desk.texts;
  const double all = std::max(at.seconds(), 1.0);
  sheet.words = words_shown(at, desk, together_);
  sheet.pictures = pictures_shown(at, desk, together_);
  sheet.plots.emplace_back("", plot_of(at, {from_ * all, to_ * all, fit_.value(), together_}, t));
  if (!desk.trouble.empty()) {
    sheet.caption = desk.trouble;
  } else if (at.session.beats.empty() && !at.heart.empty()) {
    sheet.caption = t("looking.rate_only");
  } else {
    sheet.caption = caption_in(t, at.told.caption);
  }
  sheet.numbers = numbers_shown(at, t);
}

RoomStep SessionRoom::press(Key key, Desk& desk) {
  const auto at = desk.open(session_);
  seconds_ = at ? at->seconds() : 0.0;
  switch (key) {
    case Key::escape:
      if (together_) {
        together_ = false;
        return {};
      }
      return back();
    case Key::numbers:
      desk.numbers = !desk.numbers;
      return {};
    case Key::plus:
    case Key::minus:
      zoom(key == Key::plus ? 1.0 / kZoom : kZoom);
      return {};
    case Key::left:
    case Key::right:
      pan(key == Key::left ? -0.25 : 0.25);
      return {};
    case Key::noticed:
      together_ = at != nullptr && !together_;
      desk.numbers = desk.numbers && !together_;  // words first, whatever was open before
      return {};
    case Key::mark:
      return at && !together_ ? open(std::make_unique<MarksRoom>(session_)) : RoomStep{};
    case Key::journal:
      return together_ ? RoomStep{} : open(std::make_unique<JournalRoom>(session_));
    case Key::ease_off:
      return at && !together_ ? open(std::make_unique<LettingOutRoom>(session_)) : RoomStep{};
    case Key::forget:
      return together_ ? RoomStep{} : open(std::make_unique<FarewellRoom>(session_));
    case Key::own_pace:
      return together_ ? RoomStep{}
                       : open(std::make_unique<OverlayRoom>(to_lay_over(desk, session_)));
    default:
      return {};
  }
}

void SessionRoom::zoom(double by) {
  const double least = seconds_ > 0.0 ? std::min(1.0, kShortestLook / seconds_) : 1.0;
  const double width = std::clamp((want_to_ - want_from_) * by, least, 1.0);
  const double middle = std::clamp(0.5 * (want_from_ + want_to_), 0.5 * width, 1.0 - 0.5 * width);
  want_from_ = middle - 0.5 * width;
  want_to_ = middle + 0.5 * width;
}

void SessionRoom::pan(double by) {
  const double width = want_to_ - want_from_;
  want_from_ = std::clamp(want_from_ + by * width, 0.0, 1.0 - width);
  want_to_ = want_from_ + width;
}

void SessionRoom::advance(Seconds passed, const Desk& desk) {
  const double share = 1.0 - std::exp(-(passed / kThere));
  const auto glide = [share](double& here, double there) {
    here = std::abs(there - here) < 1e-6 ? there : here + (there - here) * share;
  };
  glide(from_, want_from_);
  glide(to_, want_to_);
  fit_.advance(desk.numbers ? 1.0 : 0.0, passed);
}

}  // namespace ebb::scene
