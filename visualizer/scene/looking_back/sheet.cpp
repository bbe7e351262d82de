#include "visualizer/scene/looking_back/sheet.hpp"

#include <algorithm>
#include <cmath>

#include "visualizer/scene/brush.hpp"
#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

constexpr double kTitle = 1.35;
constexpr double kSmall = 0.9;
constexpr double kHintLeading = 1.5;
constexpr double kHintGap = 1.3;
constexpr std::size_t kHintRows = 2;
constexpr double kLarge = 1.3;
constexpr std::size_t kMostWords = 3;  ///< rows of own words, five where two look together
constexpr double kSmallest = 16.0 / 22.0;

std::string spelled_hint(const KeyHint& hint) { return spelled(hint.key, hint.does); }

double hint_width(const KeyHint& hint, double type) {
  return about_wide(character_count(spelled_hint(hint)) + 2, type) * 0.96;
}

struct HintRow {
  std::vector<const KeyHint*> hints;
  double wide = 0.0;
};

/// As many beside each other as there is room for.
std::vector<HintRow> hint_rows(const std::vector<KeyHint>& hints, double width, double type) {
  std::vector<HintRow> rows(1);
  const double gap = type * kHintGap;
  for (const KeyHint& hint : hints) {
    const double wide = hint_width(hint, type);
    if (!rows.back().hints.empty() && rows.back().wide + gap + wide > width) {
      rows.emplace_back();
    }
    rows.back().wide += (rows.back().hints.empty() ? 0.0 : gap) + wide;
    rows.back().hints.push_back(&hint);
  }
  return rows;
}

}  // namespace

/// Where things go at this size.
struct FadingSheet::Place {
  const Settings& settings;
  const Palette& colours;
  Layout layout;
  double type = 0.0;   ///< of words
  double small = 0.0;  ///< of hints
  double left = 0.0;
  double right = 0.0;
  double top = 0.0;
  double bottom = 0.0;  ///< above the hints
  double shown = 0.0;
};

void FadingSheet::advance(const Sheet* wanted, Seconds passed) {
  const bool same = wanted != nullptr && wanted->id == sheet_.id;
  if (wanted != nullptr && (same || gone())) {
    if (!same) {
      numbered_ = Glide{Seconds{0.6}};
    }
    sheet_ = *wanted;
  }
  wanted_ = wanted != nullptr && wanted->id == sheet_.id;
  shown_.advance(wanted_ ? 1.0 : 0.0, passed);
  if (hinted_.linear() == 0.0) {
    hints_ = sheet_.hints;
  }
  hinted_.advance(wanted_ && hints_ == sheet_.hints ? 1.0 : 0.0, passed);
  numbered_.advance(sheet_.numbered ? 1.0 : 0.0, passed);
  page_.advance(wanted_ && !sheet_.page.rows.empty() ? &sheet_.page : nullptr, passed);
}

void FadingSheet::add_to(Picture& picture, const Settings& settings, const Palette& colours) const {
  const double shown = shown_.value();
  if (shown <= kUnseen) {
    return;
  }
  Place place{settings, colours, lay_out(picture.size, settings), 0, 0, 0, 0, 0, 0, shown};
  const Layout& layout = place.layout;
  const double width = layout.size.width;
  place.type = layout.type;
  if (!sheet_.plots.empty()) {
    // Curves need room as words do: words give way down to what can still be read.
    const double fitting = std::min(width / 46.0, layout.size.height / 27.0);
    place.type = std::clamp(fitting, layout.type * kSmallest, layout.type);
  }
  place.small = place.type * kSmall;
  place.left = layout.margin;
  place.right = width - layout.margin;
  place.top = std::max(place.type * 0.6, layout.size.height * 0.045);
  const auto rows = hint_rows(sheet_.hints, place.right - place.left, place.small).size();
  // A list stays where it is when other keys come to mean something.
  const std::size_t kept_free = sheet_.page.rows.empty() ? rows : std::max(rows, kHintRows);
  place.bottom =
      layout.foot - place.small * kHintLeading * static_cast<double>(kept_free) - place.small * 0.3;
  if (wanted_) {
    picture.targets.clear();
  }
  if (sheet_.page.rows.empty()) {
    add_curves(picture, place);
  } else {
    add_list(picture, place);
  }
  add_hints(picture, place);
}

void FadingSheet::add_list(Picture& picture, const Place& place) const {
  const Box box{place.left, place.top, place.right - place.left, place.bottom - place.top};
  page_.add_to(picture, box, place.settings, place.colours, 1.0);
}

/// Title, own words: before any curve.
double FadingSheet::add_heading(Picture& picture, const Place& place) const {
  const double grown = sheet_.large ? kLarge : 1.0;
  const double title = place.type * kTitle * grown;
  double y = place.top + title;
  const double beside = about_wide(character_count(sheet_.beside) + 2, place.type);
  const double title_wide = about_wide(character_count(sheet_.title), title);
  const bool one_row = place.left + title_wide + beside < place.right;
  const auto across =
      static_cast<std::size_t>(std::max(12.0, (place.right - place.left) / about_wide(1, title)));
  const auto rows = wrap(sheet_.title, across);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    y += i > 0 ? title * 1.2 : 0.0;
    add_words(picture, rows[i], {place.left, y}, title, Align::left, Weight::light,
              place.colours.text, place.shown);
  }
  if (!one_row && !sheet_.beside.empty()) {
    y += place.type * 1.3;
  }
  add_words(picture, sheet_.beside, {one_row ? place.right : place.left, y}, place.type,
            one_row ? Align::right : Align::left, Weight::regular, place.colours.quiet_text,
            place.shown);
  y += place.type * 0.35;
  const double size = place.type * grown;
  const auto letters =
      static_cast<std::size_t>(std::max(12.0, (place.right - place.left) / about_wide(1, size)));
  std::size_t left = sheet_.large ? kMostWords + 2 : kMostWords;
  for (const std::string& said : sheet_.words) {
    for (const std::string& row : wrap(said, letters)) {
      if (left == 0) {
        break;
      }
      --left;
      y += size * 1.35;
      add_words(picture, row, {place.left, y}, size, Align::left, Weight::regular,
                place.colours.text, place.shown);
    }
  }
  if (!sheet_.pictures.empty()) {
    y = add_pictures(picture, place, y);
  }
  return y + place.type * 0.9;
}

/// As many as have room, all of one size, in the order of time and of nothing else.
double FadingSheet::add_pictures(Picture& picture, const Place& place, double above) const {
  const double half = place.type * 0.72;
  const double y = above + place.type * 1.6;
  double x = place.left;
  for (const auto& [symbol, word] : sheet_.pictures) {
    const double wide = 2.3 * half + about_wide(character_count(word) + 3, place.type);
    if (x + wide > place.right) {
      break;
    }
    add_symbol(picture, symbol, {x + half, y - place.type * 0.3}, half,
               std::max(1.5, place.type * 0.07),
               place.colours.guide_line.with_opacity(0.9 * place.shown));
    add_words(picture, word, {x + 2.6 * half, y}, place.type, Align::left, Weight::regular,
              place.colours.quiet_text, place.shown);
    x += wide;
  }
  return y;
}

/// Caption and numbers from the bottom up; gives where they begin.
double FadingSheet::add_below(Picture& picture, const Place& place) const {
  const auto letters = static_cast<std::size_t>(
      std::max(12.0, (place.right - place.left) / about_wide(1, place.type * 0.95)));
  std::vector<std::string> caption = wrap(sheet_.caption, letters);
  std::vector<std::string> numbers;
  for (const std::string& line : sheet_.numbers) {
    for (std::string& row : wrap(line, letters)) {
      numbers.push_back(std::move(row));
    }
  }
  // The room for numbers is made only while they are there.
  const double open = numbered_.value();
  const double leading = place.type * 1.3;
  const double high =
      leading * (static_cast<double>(caption.size()) + open * static_cast<double>(numbers.size()));
  double y = place.bottom - high + leading * 0.7;
  for (const std::string& row : caption) {
    add_words(picture, row, {place.left, y}, place.type, Align::left, Weight::regular,
              place.colours.text, place.shown);
    y += leading;
  }
  for (const std::string& row : numbers) {
    add_words(picture, row, {place.left, y}, place.type * 0.95, Align::left, Weight::regular,
              place.colours.quiet_text, place.shown * open * open);
    y += leading * open;
  }
  return place.bottom - high - place.type * 0.5;
}

void FadingSheet::add_curves(Picture& picture, const Place& place) const {
  double top = add_heading(picture, place);
  const double bottom = add_below(picture, place);
  const Box between{place.left, top, place.right - place.left, bottom - top};
  add_word_columns(picture, between, sheet_.columns, place.type, place.colours, place.shown);
  if (sheet_.plots.empty()) {
    return;
  }
  const double each = (bottom - top) / static_cast<double>(sheet_.plots.size());
  for (const auto& [words, plot] : sheet_.plots) {
    const double above = words.empty() ? 0.0 : place.type * 1.3;
    add_words(picture, words, {place.left, top + place.type * 0.7}, place.type * kSmall,
              Align::left, Weight::regular, place.colours.quiet_text, place.shown);
    add_plot(picture,
             {place.left, top + above, place.right - place.left, each - above - place.type * 0.3},
             plot, place.colours, sheet_.large ? place.type * 1.12 : place.type, place.shown,
             numbered_.value());
    top += each;
  }
}

void FadingSheet::add_hints(Picture& picture, const Place& place) const {
  const double shown = std::min(place.shown, hinted_.value());
  const bool live = wanted_ && hints_ == sheet_.hints;
  const auto rows = hint_rows(hints_, place.right - place.left, place.small);
  double y =
      place.layout.foot - place.small * kHintLeading * (static_cast<double>(rows.size()) - 1.0);
  for (const HintRow& row : rows) {
    double x = place.left;
    for (const KeyHint* hint : row.hints) {
      const std::string words = spelled_hint(*hint);
      add_hint(picture, words, {x, y}, place.small, Align::left, place.colours.quiet_text,
               0.95 * shown, hint->press, live);
      x += hint_width(*hint, place.small) + place.small * kHintGap;
    }
    y += place.small * kHintLeading;
  }
  if (sheet_.held > 0.0) {
    // Grows from the middle while a key is held.
    const double middle = 0.5 * (place.left + place.right);
    const double half = 0.5 * (place.right - place.left) * std::min(sheet_.held, 1.0);
    const double at = place.bottom + place.small * 0.1;
    picture.shapes.emplace_back(Stroke{{{{middle - half, at}, 1.0}, {{middle + half, at}, 1.0}},
                                       std::max(2.0, place.type * 0.12),
                                       place.colours.guide_line.thinned(0.9 * place.shown)});
  }
}

}  // namespace ebb::scene
