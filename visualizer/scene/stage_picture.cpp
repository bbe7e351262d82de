#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "visualizer/scene/stage.hpp"
#include "visualizer/scene/words.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

constexpr double kUnseen = 1.0 / 512.0;
constexpr std::size_t kGap = 3;        ///< characters, between words side by side
constexpr std::size_t kNoteWrap = 56;  ///< characters in a row of a sensor's trouble
constexpr double kNoteLeading = 1.2;
constexpr std::size_t kNoteRows = 3;  ///< at most
constexpr double kDimTo = 0.4;
constexpr double kEvenLight = 1.0 / 2.2;  ///< so that light, not its code, goes evenly to black
constexpr double kHueSwing = 4.0;         ///< degrees; with this period never more than 5 a minute
constexpr Seconds kHuePeriod{360.0};

/// Adds words unless nobody could see them.
void add_words(Picture& picture, std::string text, Point at, double size, Align align,
               Weight weight, Colour colour, double opacity) {
  if (opacity > kUnseen && !text.empty()) {
    for (auto at_space = text.find(words::kApart); at_space != std::string::npos;
         at_space = text.find(words::kApart)) {
      text.replace(at_space, words::kApart.size(), "   ");
    }
    picture.shapes.emplace_back(
        Words{std::move(text), at, size, align, weight, colour.thinned(opacity)});
  }
}

std::string spelled(words::KeyLine line) {
  return std::string{line.key}.append(words::kApart).append(line.does);
}

}  // namespace

Picture Stage::picture(Extent size) const {
  const Layout layout = lay_out(size, settings_);
  Picture picture;
  picture.size = size;
  picture.shapes.reserve(32);
  const double dimmed = 1.0 - (1.0 - kDimTo) * dim_.value();
  picture.backdrop = {colours_->ground, colours_->panel, layout.guide, layout.widest * 1.9,
                      dimmed * std::pow(1.0 - blank_.value(), kEvenLight)};
  add_guide(picture, layout);
  add_heart(picture, layout);
  add_start_words(picture, layout);
  add_practice_words(picture, layout);
  add_eased_words(picture, layout);
  add_close_words(picture, layout);
  add_help(picture, layout);
  return picture;
}

void Stage::add_guide(Picture& picture, const Layout& layout) const {
  const bool still = settings_.motion == Motion::none;
  const double slow_fade = still ? 0.45 + 0.55 * guide_size_ : 1.0;
  const double shown = guide_shown_.value() * unblanked_.value() * slow_fade;
  const double radius = guide_radius(layout, still ? 0.5 : guide_size_);
  if (shown > kUnseen) {
    double degrees = 0.0;
    if (settings_.motion == Motion::full) {
      degrees = kHueSwing *
                std::sin(2.0 * std::numbers::pi * std::fmod(drift() / kHuePeriod.count(), 1.0));
    }
    // On a light ground the same edge changes brightness more as it moves.
    const double solid = luminance(colours_->ground) > 0.5 ? 0.68 : 0.86;
    const Colour fill = hue_turned(colours_->guide_fill, degrees);
    picture.shapes.emplace_back(
        Disc{layout.guide, radius, radius * 0.075, radius * 1.34, fill.with_opacity(0.42 * shown),
             fill.with_opacity(solid * shown), fill.with_opacity(0.11 * shown)});
    // The line is only for a shape that moves; a resting one has no edge.
    picture.shapes.emplace_back(Ring{layout.guide, radius, radius * 0.012, radius * 0.07, 0,
                                     colours_->guide_line.with_opacity(0.32 * shown * shown)});
  }
  const double own = ring_.opacity() * unblanked_.value() * practice_.value();
  if (own > kUnseen && !still) {
    picture.shapes.emplace_back(Ring{layout.guide, guide_radius(layout, ring_.size()) * 0.86,
                                     std::max(2.0, layout.widest * 0.015), 1.0, 40,
                                     colours_->own_breath.with_opacity(own)});
  }
}

void Stage::add_heart(Picture& picture, const Layout& layout) const {
  const double shown = heart_shown_.value() * unblanked_.value() * practice_.value();
  if (shown <= kUnseen || layout.cramped) {
    return;
  }
  const double inset = std::max(layout.margin, layout.size.width * 0.16);
  const Point top_left{inset, layout.heart_top};
  const Point bottom_right{layout.size.width - inset, layout.heart_bottom};
  for (auto& piece : heart_.pieces(top_left, bottom_right)) {
    if (piece.size() > 1) {
      picture.shapes.emplace_back(Stroke{std::move(piece), std::max(1.6, layout.type * 0.075),
                                         colours_->heart.with_opacity(0.9 * shown)});
    }
  }
  if (layout.size.width > 700) {
    const double small = layout.type * 0.8;
    const double room = inset - layout.type * 0.6 - layout.margin * 0.5;
    const auto rows = wrap(heart_word_.text(),
                           static_cast<std::size_t>(std::max(room / about_wide(1, small), 1.0)));
    const double leading = small * 1.2;
    double y = 0.5 * (layout.heart_top + layout.heart_bottom) + layout.type * 0.28 -
               0.5 * leading * static_cast<double>(rows.size() - 1);
    for (const std::string& row : rows) {
      add_words(picture, row, {bottom_right.x + layout.type * 0.6, y}, small, Align::left,
                Weight::regular, colours_->quiet_text, 0.9 * shown * heart_word_.opacity());
      y += leading;
    }
  }
}

void Stage::add_practice_words(Picture& picture, const Layout& layout) const {
  const double shown = practice_.value() * unblanked_.value();
  const double middle = layout.guide.x;
  for (const auto& [word, opacity] :
       {std::pair{words::kIn, in_.value()}, std::pair{words::kOut, out_.value()}}) {
    // Squared, so that hardly anything is seen of either while one lies on the other.
    add_words(picture, std::string{word}, {middle, layout.turn_word}, layout.type, Align::centre,
              Weight::regular, colours_->quiet_text, opacity * opacity * shown);
  }
  const double line = line_.opacity() * shown;
  if (line > kUnseen) {
    const auto rows = wrap(line_.text(), layout.wrap);
    // Fewer rows sit in the middle of the room that three would take.
    double y =
        layout.lines_top +
        0.5 * layout.leading * (2.0 - static_cast<double>(std::min<std::size_t>(rows.size(), 3)));
    for (const std::string& row : rows) {
      add_words(picture, row, {middle, y}, layout.cue_type, Align::centre, Weight::light,
                colours_->text, line);
      y += layout.leading;
    }
  }
  const double pause = paused_.value() * unblanked_.value();
  add_words(picture, std::string{words::kPaused}, {middle, layout.lines_top}, layout.cue_type,
            Align::centre, Weight::light, colours_->text, pause);
  add_words(picture, spelled(words::kCarryOn), {middle, layout.lines_top + layout.leading},
            layout.type, Align::centre, Weight::regular, colours_->quiet_text, pause);

  const double small = layout.type * 0.9;
  const std::string keys = spelled(words::kEaseOff).append("       ").append(spelled(words::kStop));
  const std::string on = spelled(words::kOn);
  add_words(picture, keys, {layout.margin, layout.foot}, small, Align::left, Weight::regular,
            colours_->quiet_text, 0.9 * shown);
  // How to go on stands between the two corners, or above them where they fill the row.
  const double to_on = middle - 0.5 * about_wide(character_count(on), small);
  const double on_at = layout.margin + about_wide(character_count(keys) + kGap, small) < to_on
                           ? layout.foot
                           : layout.foot - layout.type * 1.25;
  add_words(picture, on, {middle, on_at}, small, Align::centre, Weight::regular,
            colours_->quiet_text, 0.9 * on_hint_.value() * shown);
  add_words(picture, corner_.text(), {layout.size.width - layout.margin, layout.foot}, small,
            Align::right, Weight::regular, colours_->quiet_text, 0.9 * corner_.opacity() * shown);
}

void Stage::add_start_words(Picture& picture, const Layout& layout) const {
  const double shown = start_.value() * unblanked_.value();
  const double middle = layout.guide.x;
  std::string begin = std::string{words::kSpaceKey}.append(words::kApart).append(words::kBegin);
  begin += title_;
  double y = layout.lines_top;
  for (const std::string& row : wrap(begin, std::max<std::size_t>(layout.wrap + 8, 20))) {
    add_words(picture, row, {middle, y}, layout.cue_type, Align::centre, Weight::light,
              colours_->text, shown);
    y += layout.leading;
  }
  const double small = layout.type * 0.9;
  if (grounding_ready_) {
    y += layout.leading * 0.15;
    add_words(picture, spelled(words::kOffers[1]), {middle, y}, small, Align::centre,
              Weight::regular, colours_->quiet_text, shown);
  } else {
    y -= layout.leading;
  }
  add_sensor_note(picture, layout, y);

  // Where three do not fit beside each other, the corner word takes the left one's place.
  const double corner_wide = about_wide(character_count(corner_.text()), small);
  const bool three =
      layout.margin + about_wide(character_count(words::kNoSensorNeeded) + kGap, small) <
      middle - 0.5 * corner_wide;
  const double corner = corner_.opacity();
  add_words(picture, std::string{words::kNoSensorNeeded}, {layout.margin, layout.foot}, small,
            Align::left, Weight::regular, colours_->quiet_text,
            0.9 * shown * (three ? 1.0 : std::max(0.0, 1.0 - 2.0 * corner)));
  add_words(picture, spelled(words::kKeysKey), {layout.size.width - layout.margin, layout.foot},
            small, Align::right, Weight::regular, colours_->quiet_text, 0.9 * shown);
  add_words(picture, corner_.text(), {three ? middle : layout.margin, layout.foot}, small,
            three ? Align::centre : Align::left, Weight::regular, colours_->quiet_text,
            0.9 * shown * (three ? corner : std::max(0.0, 2.0 * corner - 1.0)));
}

void Stage::add_sensor_note(Picture& picture, const Layout& layout, double under) const {
  const double shown = start_.value() * unblanked_.value() * sensor_note_.opacity();
  if (shown <= kUnseen) {
    return;
  }
  // Midway to the foot; in a small window it is set smaller, down to what can still be read.
  std::vector<std::string> rows;
  std::size_t room = 1;
  double type = layout.type * 0.85;
  for (;; type -= 0.5) {
    const double letters = layout.size.width * 0.92 / about_wide(1, type);
    rows = wrap(sensor_note_.text(), std::min(kNoteWrap, static_cast<std::size_t>(letters)));
    const double fitting = (layout.foot - under - layout.type * 0.95) / (type * kNoteLeading);
    room = static_cast<std::size_t>(std::max(1.0, fitting));
    if (rows.size() <= room || type < layout.type * 0.72 + 0.5) {
      break;
    }
  }
  rows.resize(std::min({rows.size(), room, kNoteRows}));
  double y = 0.5 * (under + layout.foot) -
             0.5 * type * kNoteLeading * (static_cast<double>(rows.size()) - 1.0);
  for (const std::string& row : rows) {
    add_words(picture, row, {layout.guide.x, y}, type, Align::centre, Weight::regular,
              colours_->quiet_text, 0.9 * shown);
    y += type * kNoteLeading;
  }
}

void Stage::add_eased_words(Picture& picture, const Layout& layout) const {
  const double shown = eased_.value() * unblanked_.value();
  if (shown <= kUnseen) {
    return;
  }
  const double height = layout.size.height;
  const double offer_leading = layout.type * 1.75;
  const double offers_height = offer_leading * static_cast<double>(words::kOffers.size());
  double y = std::max(layout.leading, 0.5 * (height - offers_height) - layout.leading * 1.4);
  for (const auto* line : {&eased_line_, &eased_second_}) {
    for (const std::string& row : wrap(line->text(), layout.wrap + 8)) {
      add_words(picture, row, {layout.guide.x, y}, layout.cue_type, Align::centre, Weight::light,
                colours_->text, 0.9 * line->opacity() * shown);
      y += layout.leading;
    }
  }
  y = std::min(std::max(y + layout.leading * 0.6, 0.52 * height),
               height - offers_height + offer_leading * 0.4);
  const double split = layout.guide.x - layout.type * 4.2;
  for (const words::KeyLine& offer : words::kOffers) {
    const double opacity = offers_.value() * shown;
    add_words(picture, std::string{offer.key}, {split, y}, layout.type, Align::right,
              Weight::regular, colours_->quiet_text, 0.9 * opacity);
    add_words(picture, std::string{offer.does}, {split + layout.type * 1.1, y}, layout.type,
              Align::left, Weight::regular, colours_->quiet_text, opacity);
    y += offer_leading;
  }
}

void Stage::add_close_words(Picture& picture, const Layout& layout) const {
  const double shown = closed_.value() * unblanked_.value();
  double y = layout.lines_top;
  for (const std::string& row : wrap(words::kClosed, layout.wrap + 8)) {
    add_words(picture, row, {layout.guide.x, y}, layout.cue_type, Align::centre, Weight::light,
              colours_->text, shown);
    y += layout.leading;
  }
  for (const std::string& row : wrap(words::kClosedQuietly, layout.wrap + 10)) {
    add_words(picture, row, {layout.guide.x, y}, layout.type, Align::centre, Weight::regular,
              colours_->quiet_text, shown);
    y += layout.leading;
  }
  const double small = layout.type * 0.9;
  add_words(picture, spelled(words::kStartScreen), {layout.margin, layout.foot}, small, Align::left,
            Weight::regular, colours_->quiet_text, 0.9 * shown);
  add_words(picture, spelled(words::kLeave), {layout.size.width - layout.margin, layout.foot},
            small, Align::right, Weight::regular, colours_->quiet_text, 0.9 * shown);
}

void Stage::add_help(Picture& picture, const Layout& layout) const {
  const double shown = help_.value() * unblanked_.value();
  if (shown <= kUnseen) {
    return;
  }
  // The page shrinks to fit as far as words stay readable; what is left is scrolled.
  const double height = layout.size.height;
  const double least = std::min(layout.type, 14.0);
  double type = layout.type;
  std::size_t width = 0;
  std::vector<std::string> first;
  std::vector<std::string> purpose;
  double needed = 0.0;
  for (;; type -= 0.5) {
    width =
        static_cast<std::size_t>(std::clamp(layout.size.width * 0.88 / (type * 0.52), 16.0, 66.0));
    first = wrap(words::kLightHeaded, width);
    purpose = wrap(words::kIntendedPurpose, width + width / 8);
    needed = type * (1.45 * static_cast<double>(first.size()) +
                     1.5 * static_cast<double>(words::kKeys.size()) +
                     1.3 * static_cast<double>(purpose.size()) + 2.4);
    if (needed <= height * 0.92 || type - 0.5 < least) {
      break;
    }
  }
  const double over = std::max(0.0, needed - height * 0.92);
  const double middle = layout.guide.x;
  const double top = std::max(height * 0.04, 0.5 * (height - needed)) + type;
  double y = top - std::min(help_scroll_ * type * 1.5, over);
  const auto seen = [&](double at) {
    return shown * raised_cosine((at - type * 0.6) / type) *
           raised_cosine((height - at - type * 0.2) / type);
  };
  for (const std::string& row : first) {
    add_words(picture, row, {middle, y}, type, Align::centre, Weight::regular, colours_->text,
              seen(y));
    y += type * 1.45;
  }
  y += type * 0.9;
  const double split = middle - type * std::min(4.6, layout.size.width / type * 0.16);
  for (const words::KeyLine& line : words::kKeys) {
    add_words(picture, std::string{line.key}, {split, y}, type, Align::right, Weight::regular,
              colours_->text, 0.9 * seen(y));
    add_words(picture, std::string{line.does}, {split + type * 1.2, y}, type, Align::left,
              Weight::regular, colours_->quiet_text, seen(y));
    y += type * 1.5;
  }
  y += type * 0.9;
  for (const std::string& row : purpose) {
    add_words(picture, row, {middle, y}, type * 0.88, Align::centre, Weight::regular,
              colours_->quiet_text, 0.9 * seen(y));
    y += type * 1.3;
  }
}

}  // namespace ebb::scene
