#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "visualizer/scene/brush.hpp"
#include "visualizer/scene/stage.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kGap = 3;        ///< characters, between words side by side
constexpr std::size_t kNoteWrap = 56;  ///< characters in a row of a sensor's trouble
constexpr double kNoteLeading = 1.2;
constexpr std::size_t kNoteRows = 3;    ///< at most
constexpr std::size_t kFirstWrap = 74;  ///< of what is said the first time
constexpr double kCloseLeading = 1.5;   ///< of what is offered at the end
constexpr double kLargeWord = 2.1;      ///< "in" and "out" where they are the whole view

}  // namespace

void Stage::add_turn_words(Picture& picture, const Layout& layout) const {
  const double shown = practice_.value() * unblanked_.value();
  const bool alone = view_ == View::words;
  const bool within = alone || layout.cramped;  // on the shape quiet words would be lost
  const double size = alone ? layout.cue_type * kLargeWord : layout.type;
  // In little room the words stand within the disc, but beside the other shapes.
  const bool beside = layout.cramped && settings_.motion != Motion::none;
  const double x = layout.guide.x + (beside && view_ == View::bar ? layout.widest * 0.62 : 0.0);
  double y = alone ? layout.guide.y + size * 0.35 : layout.turn_word;
  if (beside && view_ == View::hill) {
    y = layout.guide.y + layout.widest * 0.95;
  }
  for (const auto& [word, opacity] :
       {std::pair{"practice.in", in_.value()}, std::pair{"practice.out", out_.value()}}) {
    // Squared, so that hardly anything is seen of either while one lies on the other.
    add_words(picture, (*texts_)(word), {x, y}, size, Align::centre,
              alone ? Weight::light : Weight::regular, within ? colours_.text : colours_.quiet_text,
              opacity * opacity * shown * view_shown_.value());
  }
}

void Stage::add_line(Picture& picture, const Layout& layout) const {
  const double line = line_.opacity() * practice_.value() * unblanked_.value();
  if (line <= kUnseen) {
    return;
  }
  const auto rows = wrap(line_.text(), layout.wrap);
  // Fewer rows sit in the middle of the room that three would take.
  const double spare =
      0.5 * layout.leading * (2.0 - static_cast<double>(std::min<std::size_t>(rows.size(), 3)));
  double y =
      line_high_ ? layout.size.height * 0.17 + std::max(spare, 0.0) : layout.lines_top + spare;
  for (const std::string& row : rows) {
    add_words(picture, row, {layout.guide.x, y}, layout.cue_type, Align::centre, Weight::light,
              colours_.text, line);
    y += layout.leading;
  }
}

void Stage::add_practice_words(Picture& picture, const Layout& layout) const {
  const Texts& t = *texts_;
  const double shown = practice_.value() * unblanked_.value();
  const double middle = layout.guide.x;
  const bool live = place_ == Place::practice && !paged_ && !eased_now_;
  add_turn_words(picture, layout);
  add_line(picture, layout);
  const double pause = paused_.value() * unblanked_.value();
  add_words(picture, t("practice.paused"), {middle, layout.lines_top}, layout.cue_type,
            Align::centre, Weight::light, colours_.text, pause);
  add_hint(picture, spelled(t("key.space"), t("practice.carry_on")),
           {middle, layout.lines_top + layout.leading}, layout.type, Align::centre,
           colours_.quiet_text, pause, Key::space, live && paused_now_);

  const double small = layout.type * 0.9;
  const std::string ease = spelled("E", t("practice.ease_off"));
  const std::string stop = spelled(t("key.escape"), t("practice.stop"));
  const double stop_at = layout.margin + about_wide(character_count(ease) + kGap + 2, small);
  const std::string enter = spelled(t("key.enter"), t("practice.on"));
  const std::string& on = onward_.text().empty() ? enter : onward_.text();
  add_hint(picture, ease, {layout.margin, layout.foot}, small, Align::left, colours_.quiet_text,
           0.9 * shown, Key::ease_off, live);
  add_hint(picture, stop, {stop_at, layout.foot}, small, Align::left, colours_.quiet_text,
           0.9 * shown, Key::escape, live);
  // How to go on stands between the two corners, or above them where they fill the row.
  const double to_on = middle - 0.5 * about_wide(character_count(on), small);
  const bool beside = stop_at + about_wide(character_count(stop) + kGap, small) < to_on;
  const double on_at = beside ? layout.foot : layout.foot - layout.type * 1.25;
  add_hint(picture, on, {middle, on_at}, small, Align::centre, colours_.quiet_text,
           0.9 * onward_.opacity() * shown, on == enter ? Key::enter : Key::let_go,
           live && onward_.opacity() > 0.5);
  // What is offered takes its place, and the same key.
  const double offer_wide = about_wide(character_count(offered_.text()) + 2 * kGap, small);
  const double stop_end = stop_at + about_wide(character_count(stop), small);
  const bool room = middle - 0.5 * offer_wide > stop_end;
  add_hint(picture, offered_.text(),
           {middle, room ? layout.foot : layout.foot - layout.type * 1.25}, small, Align::centre,
           colours_.text, offered_.opacity() * shown, Key::enter, live && offered_.opacity() > 0.5);
  add_words(picture, corner_.text(), {layout.size.width - layout.margin, layout.foot}, small,
            Align::right, Weight::regular, colours_.quiet_text, 0.9 * corner_.opacity() * shown);
  add_words(picture, numbers_.text(),
            {middle, layout.foot - (beside ? layout.type * 1.3 : layout.type * 2.4)}, small,
            Align::centre, Weight::regular, colours_.quiet_text,
            0.9 * numbers_.opacity() * shown * (1.0 - offered_.opacity()));
}

void Stage::add_start_words(Picture& picture, const Layout& layout) const {
  const double shown = start_.value() * unblanked_.value();
  if (shown <= kUnseen) {
    return;
  }
  const Texts& t = *texts_;
  const double middle = layout.guide.x;
  const bool live = place_ == Place::start && !paged_;
  const std::string begin = spelled(t("key.space"), t("start.begin", "title", title_));
  double y = layout.lines_top;
  for (const std::string& row : wrap(begin, std::max<std::size_t>(layout.wrap + 8, 20))) {
    add_hint(picture, row, {middle, y}, layout.cue_type, Align::centre, colours_.text, shown,
             Key::space, live);
    std::get<Words>(picture.shapes.back()).weight = Weight::light;
    y += layout.leading;
  }
  const double small = layout.type * 0.9;
  std::vector<std::pair<std::string, Key>> ways;
  if (shelf_ready_) {
    ways.emplace_back(spelled("L", t("start.shelf")), Key::shelf);
  }
  if (grounding_ready_) {
    ways.emplace_back(spelled("G", t("start.grounding")), Key::grounding);
  }
  if (past_ready_) {
    ways.emplace_back(spelled("J", t("start.journal")), Key::journal);
    ways.emplace_back(spelled("R", t("start.looking_back")), Key::looking_back);
  }
  const auto wide_of = [small](const auto& all) {
    double wide = 0.0;
    for (const auto& way : all) {
      wide += about_wide(character_count(way.first), small);
    }
    return wide;
  };
  // What does not fit is still on its key, as ? says, and the journal also behind looking back.
  const double across = layout.size.width * 0.96;
  while (ways.size() > 1 &&
         wide_of(ways) + small * (static_cast<double>(ways.size()) - 1.0) > across) {
    ways.erase(ways.end() - (ways.size() > 2 ? 2 : 1));
  }
  const double wide = wide_of(ways);
  // Nearer to each other where there is little room.
  const double spaces = std::max(static_cast<double>(ways.size()) - 1.0, 1.0);
  const double gap = std::clamp((across - wide) / spaces, small, small * 3.0);
  double x = middle - 0.5 * (wide + gap * (static_cast<double>(ways.size()) - 1.0));
  y += ways.empty() ? -layout.leading : layout.leading * 0.15;
  for (const auto& [words, key] : ways) {
    const double each = about_wide(character_count(words), small);
    add_hint(picture, words, {x + 0.5 * each, y}, small, Align::centre, colours_.quiet_text, shown,
             key, live);
    x += each + gap;
  }
  add_sensor_note(picture, layout, y);
  add_start_foot(picture, layout);
}

void Stage::add_start_foot(Picture& picture, const Layout& layout) const {
  const Texts& t = *texts_;
  const double shown = 0.9 * start_.value() * unblanked_.value();
  const double small = layout.type * 0.9;
  const double middle = layout.guide.x;
  const bool live = place_ == Place::start && !paged_;
  const auto wide = [&](std::string_view text) {
    return about_wide(character_count(text) + kGap, small);
  };
  // What is heard takes the place of what is not needed; in a small window people come first.
  const std::string people = spelled("P", t("start.people"));
  const std::string keys = spelled("?", t("start.keys"));
  const double corner = corner_.opacity();
  const double left_wide = std::max(wide(t("start.no_sensor")), wide(corner_.text()));
  const bool three = layout.margin + left_wide < middle - 0.5 * wide(people);
  const bool corner_fits =
      three || wide(corner_.text()) + wide(people) + wide(keys) < layout.size.width;
  double people_at = middle;
  Align align = Align::centre;
  if (three) {
    add_words(picture, t("start.no_sensor"), {layout.margin, layout.foot}, small, Align::left,
              Weight::regular, colours_.quiet_text, shown * std::max(0.0, 1.0 - 2.0 * corner));
    add_words(picture, corner_.text(), {layout.margin, layout.foot}, small, Align::left,
              Weight::regular, colours_.quiet_text, shown * std::max(0.0, 2.0 * corner - 1.0));
  } else {
    align = Align::left;
    people_at = layout.margin;
    const double after = layout.margin + wide(people);
    if (corner_fits) {
      add_words(picture, corner_.text(), {after + small, layout.foot}, small, Align::left,
                Weight::regular, colours_.quiet_text, shown * corner);
    }
  }
  add_hint(picture, people, {people_at, layout.foot}, small, align, colours_.quiet_text, shown,
           Key::people, live);
  add_hint(picture, keys, {layout.size.width - layout.margin, layout.foot}, small, Align::right,
           colours_.quiet_text, shown, Key::help, live);
}

void Stage::add_sensor_note(Picture& picture, const Layout& layout, double under) const {
  const double shown = start_.value() * unblanked_.value() * sensor_note_.opacity();
  if (shown <= kUnseen) {
    return;
  }
  // Midway to the foot; in a small window it is set smaller, down to what can still be read, and of
  // what is said the first time there is less.
  const bool first = sensor_note_.text() == first_time_.front();
  const std::vector<std::string> notes = first ? first_time_ : std::vector{sensor_note_.text()};
  const std::size_t widest = first ? kFirstWrap : kNoteWrap;
  std::vector<std::string> rows;
  double type = 0.0;
  bool fits = false;
  for (auto note = notes.begin(); note != notes.end() && !fits; ++note) {
    for (type = layout.type * 0.85;; type -= 0.5) {
      const double letters = layout.size.width * 0.92 / about_wide(1, type);
      rows = wrap(*note, std::min(widest, static_cast<std::size_t>(letters)));
      const double fitting = (layout.foot - under - layout.type * 0.95) / (type * kNoteLeading);
      const auto room = std::min(kNoteRows, static_cast<std::size_t>(std::max(1.0, fitting)));
      fits = rows.size() <= room;
      if (fits || type < layout.type * 0.72 + 0.5) {
        rows.resize(std::min(rows.size(), room));
        break;
      }
    }
  }
  double y = 0.5 * (under + layout.foot) -
             0.5 * type * kNoteLeading * (static_cast<double>(rows.size()) - 1.0);
  for (const std::string& row : rows) {
    add_words(picture, row, {layout.guide.x, y}, type, Align::centre, Weight::regular,
              colours_.quiet_text, 0.9 * shown);
    y += type * kNoteLeading;
  }
}

void Stage::add_eased_words(Picture& picture, const Layout& layout) const {
  const double shown = eased_.value() * unblanked_.value();
  if (shown <= kUnseen) {
    return;
  }
  struct Offer {
    std::string_view key;
    std::string_view does;
    Key press;
  };
  const Texts& t = *texts_;
  std::vector<Offer> offers = {
      {t("key.space"), "eased.stay", Key::space}, {"G", "eased.grounding", Key::grounding},
      {"B", "eased.quiet", Key::blank},           {t("key.escape"), "eased.stop", Key::escape},
      {"P", "eased.people", Key::people},         {"E", "eased.back", Key::ease_off}};
  if (!grounding_ready_) {
    offers.erase(offers.begin() + 1);
  }
  // On a light ground that has been dimmed only black stands off well enough.
  const Colour words = luminance(colours_.ground) > 0.5
                           ? mixed(colours_.text, Colour{}, dim_.value())
                           : colours_.text;
  const double height = layout.size.height;
  // A small window has room for the lines and the offers only when they stand closer.
  const double lines = 3.2 * layout.leading;
  const double offer_leading =
      std::min(layout.type * 1.75, (height * 0.94 - lines) / static_cast<double>(offers.size()));
  const double offers_height = offer_leading * static_cast<double>(offers.size());
  double y = std::max(layout.leading, 0.5 * (height - offers_height) - layout.leading * 1.4);
  for (const auto* line : {&eased_line_, &eased_second_}) {
    for (const std::string& row : wrap(line->text(), layout.wrap + 8)) {
      add_words(picture, row, {layout.guide.x, y}, layout.cue_type, Align::centre, Weight::light,
                words, line->opacity() * shown);
      y += layout.leading;
    }
  }
  y = std::min(std::max(y + layout.leading * 0.6, 0.52 * height),
               height - offers_height + offer_leading * 0.4);
  const double split = layout.guide.x - layout.type * 4.2;
  const double opacity = offers_.value() * shown;
  const bool light = luminance(colours_.ground) > 0.5;
  const Colour quiet = light ? words : colours_.quiet_text;
  const double size = std::min(layout.type, offer_leading / 1.2);
  for (const Offer& offer : offers) {
    add_words(picture, offer.key, {split, y}, size, Align::right, Weight::regular, quiet,
              0.9 * opacity);
    add_words(picture, t(offer.does), {split + layout.type * 1.1, y}, size, Align::left,
              Weight::regular, quiet, opacity);
    if (eased_now_ && !paged_ && offers_.linear() > 0.0) {
      picture.targets.push_back(
          {{split - layout.type * 4.0, y - offer_leading * 0.7, layout.type * 18.0, offer_leading},
           {offer.press}});
    }
    y += offer_leading;
  }
}

/// Whether the record stays, with both answers side by side; or what came of it.
void Stage::add_record_question(Picture& picture, const Layout& layout, double y) const {
  const double shown = closed_.value() * unblanked_.value();
  if (record_.opacity() <= kUnseen) {
    return;
  }
  const Texts& t = *texts_;
  const double small = layout.type * 0.9;
  const bool live = place_ == Place::closed && !paged_ && keep_offered_.linear() > 0.5;
  add_words(picture, record_.text(), {layout.guide.x, y}, small, Align::centre, Weight::regular,
            colours_.text, record_.opacity() * shown);
  y += small * kCloseLeading;
  const double offered = 0.9 * shown * keep_offered_.value();
  add_hint(picture, spelled("K", t("close.keep")), {layout.guide.x - small, y}, small, Align::right,
           colours_.quiet_text, offered, Key::keep, live);
  add_hint(picture, spelled("X", t("close.let_go")), {layout.guide.x + small, y}, small,
           Align::left, colours_.quiet_text, offered, Key::let_go, live);
}

void Stage::add_close_words(Picture& picture, const Layout& layout) const {
  const double shown = closed_.value() * unblanked_.value();
  if (shown <= kUnseen) {
    return;
  }
  const Texts& t = *texts_;
  const double small = layout.type * 0.9;
  const bool live = place_ == Place::closed && !paged_;
  const std::string again = spelled(t("key.space"), t("close.again"));
  const std::string people = spelled("P", t("close.people"));
  const std::string leave = spelled(t("key.escape"), t("close.leave"));
  const double left_end = layout.margin + about_wide(character_count(again) + kGap, small);
  const bool beside = left_end < layout.guide.x - 0.5 * about_wide(character_count(people), small);
  const double people_at = beside ? layout.foot : layout.foot - layout.type * 1.4;

  struct Offered {
    std::string words;
    Key key;
    const Glide* offered;
  };
  const std::array<Offered, 2> offers = {
      {{spelled("J", t("close.words")), Key::journal, &words_offered_},
       {spelled("T", t("close.checked")), Key::noticed, &check_in_offered_}}};
  const auto enough = wrap(t("close.enough"), layout.wrap + 8);
  const auto quietly = wrap(t("close.quietly"), layout.wrap + 10);
  // Where there is little room all of it moves up, over the shape if need be.
  double rows = layout.leading * static_cast<double>(enough.size() + quietly.size());
  for (const Offered& offer : offers) {
    rows += offer.offered->linear() > 0.0 ? small * kCloseLeading : 0.0;
  }
  rows += record_.opacity() > 0.0 ? 2.0 * small * kCloseLeading : 0.0;
  double y = std::min(layout.lines_top, people_at - layout.type * 0.6 - rows);
  for (const std::string& row : enough) {
    add_words(picture, row, {layout.guide.x, y}, layout.cue_type, Align::centre, Weight::light,
              colours_.text, shown);
    y += layout.leading;
  }
  for (const std::string& row : quietly) {
    add_words(picture, row, {layout.guide.x, y}, layout.type, Align::centre, Weight::regular,
              colours_.quiet_text, shown);
    y += layout.leading;
  }
  for (const Offered& offer : offers) {
    if (offer.offered->linear() > 0.0) {
      add_hint(picture, offer.words, {layout.guide.x, y}, small, Align::centre, colours_.quiet_text,
               0.9 * shown * offer.offered->value(), offer.key,
               live && offer.offered->linear() > 0.5);
      y += small * kCloseLeading;
    }
  }
  add_record_question(picture, layout, y);
  add_hint(picture, again, {layout.margin, layout.foot}, small, Align::left, colours_.quiet_text,
           0.9 * shown, Key::space, live);
  add_hint(picture, people, {layout.guide.x, people_at}, small, Align::centre, colours_.quiet_text,
           0.9 * shown, Key::people, live);
  add_hint(picture, leave, {layout.size.width - layout.margin, layout.foot}, small, Align::right,
           colours_.quiet_text, 0.9 * shown, Key::escape, live);
}

}  // namespace ebb::scene
