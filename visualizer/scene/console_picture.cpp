// What a console draws: rows of words from the top down, and the heart over the session.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "visualizer/scene/brush.hpp"
#include "visualizer/scene/console_screen.hpp"
#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

constexpr double kLeading = 1.45;
constexpr double kRule = 0.55;  ///< type sizes above and below a rule
constexpr Seconds kShortest{120.0};
constexpr double kTriangle = 0.34;
constexpr double kLeastTrace = 2.0;  ///< type sizes: lower than that a heart says nothing

std::string minutes_text(double minutes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f", std::clamp(minutes, 0.0, 9999.0));
  return text;
}

/// Minutes between two ticks, so that there are at most eight.
double tick_minutes(double span_minutes) {
  for (const double step : {1.0, 2.0, 5.0, 10.0, 20.0, 30.0}) {
    if (span_minutes / step <= 8.0) {
      return step;
    }
  }
  return 60.0;
}

}  // namespace

struct ConsoleScreen::Sheet {
  Picture& picture;
  const Palette& colours;
  double type;
  double left;
  double right;
  double y;  ///< the next baseline

  void write(std::string_view text, Colour colour) {
    const auto fitting =
        static_cast<std::size_t>(std::max((right - left) / about_wide(1, type), 8.0));
    for (const std::string& row : wrap(text, fitting)) {
      add_words(picture, row, {left, y}, type, Align::left, Weight::regular, colour, 1.0);
      y += type * kLeading;
    }
  }
  void rule() {
    const double at = y - type * (kLeading - kRule - 0.2);
    picture.shapes.emplace_back(Stroke{
        {{{left, at}, 1.0}, {{right, at}, 1.0}}, 1.4, colours.quiet_text.with_opacity(0.35)});
    y += type * kRule;
  }
};

Picture ConsoleScreen::picture(Extent size) const {
  const Palette& colours = palette(settings_.theme);
  Picture picture;
  picture.size = size;
  const double width = size.width;
  const double height = size.height;
  picture.backdrop = {colours.ground, colours.ground, {width * 0.5, height * 0.5}, height, 1.0};
  const double asked = type_size(settings_.distance, settings_.pixels_per_inch);
  const double type = std::clamp(std::min(asked, std::min(height / 26.0, width / 46.0)),
                                 std::min(asked, 11.0), asked);
  const double margin = type * 1.4;
  Sheet sheet{picture, colours, type, margin, width - margin, margin + type};
  if (page_.opacity() > 0.0 || card_) {
    const Box box{margin, margin, width - 2.0 * margin, height - 2.0 * margin - type * 2.0};
    page_.add_to(picture, box, settings_, colours, 1.0);
    sheet.y = height - margin;
    for (const std::string& hint : page_.page().foot) {
      add_words(picture, hint,
                {&hint == &page_.page().foot.front() ? margin : width - margin, sheet.y},
                type * 0.9, &hint == &page_.page().foot.front() ? Align::left : Align::right,
                Weight::regular, colours.quiet_text, 0.9 * page_.opacity());
    }
  }
  if (page_.opacity() > 0.0 || card_) {
    return picture;
  }
  sheet.write(agreed_words(), colours.quiet_text);
  sheet.rule();
  sheet.write(practice_words(), colours.text);
  sheet.write(body_words(), colours.text);
  sheet.write(signal_words(), colours.quiet_text);
  if (const std::string tried = advice(); !tried.empty()) {
    sheet.write(tried, colours.text);
  }
  if (const std::string seen = visible_words(); !seen.empty()) {
    sheet.write(seen, colours.quiet_text);
  }
  sheet.rule();
  add_commands(sheet);
  return picture;
}

/// From the foot up: the offers, what became of them, what is written; between them and the rows
/// above the trace.
void ConsoleScreen::add_commands(Sheet& sheet) const {
  const double top = sheet.y;
  const double small = sheet.type * 0.95;
  const double foot = sheet.picture.size.height - sheet.type * 1.1;
  // How many rows the commands take.
  const auto all = commands();
  const double gap = small * 1.6;
  std::vector<std::vector<std::size_t>> rows(1);
  double x = sheet.left;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double wide = about_wide(character_count(all[i].first) + 2, small);
    if (x + wide > sheet.right && !rows.back().empty()) {
      rows.emplace_back();
      x = sheet.left;
    }
    rows.back().push_back(i);
    x += wide + gap;
  }
  const double leading = small * 1.6;
  double y = foot - leading * static_cast<double>(rows.size() - 1);
  const double commands_top = y;
  for (const auto& row : rows) {
    x = sheet.left;
    for (const std::size_t i : row) {
      const double wide = about_wide(character_count(all[i].first) + 2, small);
      add_hint(sheet.picture, all[i].first, {x, y}, small, Align::left, sheet.colours.text, 1.0,
               Key::other, false);
      sheet.picture.targets.push_back({{x - small * 0.4, y - small * 1.2, wide, small * 1.7},
                                       {Key::other, static_cast<int>(all[i].second)}});
      x += wide + gap;
    }
    y += leading;
  }
  const std::string quiet = writing_ != Writing::nothing ? written_words()
                            : now_ < notice_until_       ? notice_
                                                         : "";
  sheet.y = commands_top - sheet.type * 3.6;
  const double words_top = sheet.y;
  if (const std::string answers = answer_words(); !answers.empty()) {
    sheet.write(answers, sheet.colours.text);
  }
  sheet.y = commands_top - sheet.type * 1.9;
  sheet.write(quiet, writing_ != Writing::nothing ? sheet.colours.text : sheet.colours.quiet_text);
  const Box box{sheet.left + sheet.type * 2.4, top + sheet.type * 0.2,
                sheet.right - sheet.left - sheet.type * 2.4, words_top - sheet.type * 6.6 - top};
  if (box.height > sheet.type * kLeastTrace && !trace_.empty()) {
    add_trace(sheet, box);
  }
}

void ConsoleScreen::add_trace(Sheet& sheet, const Box& box) const {
  const HostTime from = trace_.begins();
  const HostTime to = std::max(now_, from + to_microseconds(kShortest));
  const double small = sheet.type * 0.82;
  add_moments(sheet, box, from, to);
  add_minutes(sheet, box, from, to);
  if (!shared()) {
    return;
  }
  for (auto& piece : trace_.pieces(box, from, to)) {
    if (piece.size() > 1) {
      sheet.picture.shapes.emplace_back(
          Stroke{std::move(piece), std::max(2.0, sheet.type * 0.1), sheet.colours.heart});
    }
  }
  const auto [low, high] = trace_.scale();
  const auto beside = [&](double value, double y) {
    add_words(sheet.picture, minutes_text(value), {box.left - sheet.type * 0.6, y}, small,
              Align::right, Weight::regular, sheet.colours.quiet_text, 1.0);
  };
  beside(high, box.top + small * 0.7);
  beside(low, box.top + box.height);
  add_words(sheet.picture, (*texts_)("console.trace"), {box.left, box.top - sheet.type * 0.1},
            small, Align::left, Weight::regular, sheet.colours.quiet_text, 1.0);
  add_breaths(sheet, box, from, to);
}

/// Steps as words on their own row, marks as triangles with their labels; what would lie on its
/// neighbour is left out.
void ConsoleScreen::add_moments(Sheet& sheet, const Box& box, HostTime from, HostTime to) const {
  const double small = sheet.type * 0.82;
  const double span = Seconds{to - from}.count();
  const auto across = [&](HostTime at) {
    return box.left + Seconds{at - from}.count() / span * box.width;
  };
  double free_from = box.left - 1.0;
  for (const auto& [time, step] : steps_) {
    const double x = across(time);
    const double wide = about_wide(character_count(step) + 2, small);
    if (x < free_from || x + wide > box.left + box.width) {
      continue;
    }
    add_words(sheet.picture, step, {x, box.top + box.height + sheet.type * 1.25}, small,
              Align::left, Weight::regular, sheet.colours.quiet_text, 1.0);
    free_from = x + wide;
  }
  free_from = box.left - 1.0;
  const double y = box.top + box.height + sheet.type * 2.3;
  const double r = sheet.type * kTriangle;
  for (std::size_t i = 0; i < moments_.size(); ++i) {
    const double x = across(moments_[i].time);
    if (x < box.left || x > box.left + box.width) {
      continue;
    }
    sheet.picture.shapes.emplace_back(
        Stroke{{{{x - r, y}, 1.0}, {{x, y - 1.7 * r}, 1.0}, {{x + r, y}, 1.0}, {{x - r, y}, 1.0}},
               std::max(1.8, sheet.type * 0.09),
               sheet.colours.text});
    const bool chosen = writing_ == Writing::label && i == chosen_;
    const std::string& label = chosen ? written_ : moments_[i].label;
    const double wide = about_wide(character_count(label) + 1, small);
    const double begin = std::min(x - r, box.left + box.width - wide);
    if (label.empty() || begin < free_from) {
      continue;
    }
    add_words(sheet.picture, label, {begin, y + sheet.type * 1.1}, small, Align::left,
              Weight::regular, sheet.colours.text, 1.0);
    free_from = begin + wide;
  }
}

/// The breath's rate in figures where there is room.
void ConsoleScreen::add_breaths(Sheet& sheet, const Box& box, HostTime from, HostTime to) const {
  const double small = sheet.type * 0.82;
  const double span = Seconds{to - from}.count();
  const double y = box.top + box.height + sheet.type * 4.6;
  const std::string_view name = (*texts_)("console.breath_row");
  double free_from = sheet.left + about_wide(character_count(name) + 3, small);
  for (std::size_t i = 0; i < trace_.spots().size(); ++i) {
    const SessionTrace::Spot& spot = trace_.spots()[i];
    const double x = box.left + Seconds{spot.time - from}.count() / span * box.width;
    if (!(spot.breath > 0.0) || x < free_from) {
      continue;
    }
    add_words(sheet.picture, minutes_text(spot.breath), {x, y}, small, Align::centre,
              Weight::regular, sheet.colours.quiet_text, 1.0);
    free_from = x + small * 3.4;
  }
  add_words(sheet.picture, name, {sheet.left, y}, small, Align::left, Weight::regular,
            sheet.colours.quiet_text, 1.0);
}

void ConsoleScreen::add_minutes(Sheet& sheet, const Box& box, HostTime from, HostTime to) const {
  const double small = sheet.type * 0.82;
  const double minutes = Seconds{to - from}.count() / 60.0;
  const double step = tick_minutes(minutes);
  for (int i = 1; i * step < minutes; ++i) {
    const double x = box.left + i * step / minutes * box.width;
    sheet.picture.shapes.emplace_back(Stroke{
        {{{x, box.top + box.height}, 1.0}, {{x, box.top + box.height - sheet.type * 0.4}, 1.0}},
        1.4,
        sheet.colours.quiet_text.with_opacity(0.6)});
    add_words(sheet.picture, (*texts_)("console.minutes", "minutes", minutes_text(i * step)),
              {x, box.top - sheet.type * 0.1}, small, Align::centre, Weight::regular,
              sheet.colours.quiet_text, 1.0);
  }
}

}  // namespace ebb::scene
