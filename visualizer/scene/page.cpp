#include "visualizer/scene/page.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/page_layout.hpp"

namespace ebb::scene {
namespace {

using namespace page_type;
using Kind = PageRow::Kind;

constexpr double kUnseen = 1.0 / 512.0;
constexpr double kOutline = 3.0;  ///< pixels
constexpr Seconds kScroll{0.4};
constexpr Seconds kOutlined{0.45};
constexpr Seconds kChosen{0.4};
constexpr Glide kComing{Seconds{0.8}, Seconds{0.7}};
constexpr double kUnhurried = 1.5;  ///< a full page of light words is a bright thing

/// A choice that stands in columns.
bool is_tile(const Page& page, int row) {
  return page.columns > 1 && can_be_chosen(page, row) &&
         page.rows[static_cast<std::size_t>(row)].kind == Kind::choice;
}

/// How much of what stands at a height is seen: it fades where the page is cut off.
double seen_at(double y, const Box& box, double type) {
  return raised_cosine((y - box.top + type * 0.4) / type) *
         raised_cosine((box.top + box.height + type * 0.4 - y) / type);
}

struct Brush {
  Picture& picture;
  const Palette& colours;
  const Box& box;
  double type;
  double shown;

  void write(const std::string& text, Point at, double size, Align align, Weight weight,
             Colour colour, double solid = 1.0) const {
    const double opacity = solid * shown * seen_at(at.y - type * 0.35, box, type);
    if (opacity > kUnseen && !text.empty()) {
      picture.shapes.emplace_back(Words{text, at, size, align, weight, colour.thinned(opacity)});
    }
  }
};

void add_tile(const Brush& brush, const PageRow& row, const PlacedRow& placed, double y) {
  const double type = brush.type;
  const double middle = placed.box.left + 0.5 * placed.box.width;
  const double words = kText * static_cast<double>(placed.text.size());
  double at = y + type * kPad;
  if (row.symbol != Symbol::none) {
    const double solid = brush.shown * seen_at(at + type * kSymbol, brush.box, type);
    add_symbol(brush.picture, row.symbol, {middle, at + type * kSymbol}, type * kSymbol * 0.92,
               std::max(1.6, type * 0.075), brush.colours.guide_line.with_opacity(0.9 * solid));
    at += type * (2.0 * kSymbol + 0.35);
  } else {
    at = y + 0.5 * (placed.box.height - type * words);
  }
  for (const std::string& line : placed.text) {
    brush.write(line, {middle, at + type * 1.05}, type, Align::centre, Weight::regular,
                brush.colours.text);
    at += type * kText;
  }
}

void add_choice(const Brush& brush, const PageRow& row, const PlacedRow& placed, double y,
                bool centred) {
  const double type = brush.type;
  // A few plain choices stand in the middle; a list has an edge to read along.
  const Align align = centred ? Align::centre : Align::left;
  const double left = placed.box.left + (centred ? 0.5 * placed.box.width : 1.2 * type);
  double at = y + type * kPad;
  brush.write(row.beside, {placed.box.left + placed.box.width - 1.2 * type, at + type * 1.02}, type,
              Align::right, Weight::regular, brush.colours.quiet_text);
  for (const std::string& line : placed.text) {
    brush.write(line, {left, at + type * 1.02}, type, align, Weight::regular, brush.colours.text);
    at += type * kText;
  }
  for (const std::string& line : placed.note) {
    brush.write(line, {left, at + type * 0.82}, type * kNote, align, Weight::regular,
                brush.colours.quiet_text);
    at += type * kNoteLeading;
  }
}

/// A line to write on: what stands there, or quietly what it is for.
void add_input(const Brush& brush, const PageRow& row, const PlacedRow& placed, double y) {
  const double type = brush.type;
  const double left = placed.box.left + 1.2 * type;
  double at = y + type * kPad;
  const bool empty = row.text.empty();
  for (const std::string& line : placed.text) {
    brush.write(line, {left, at + type * 1.02}, type, Align::left, Weight::regular,
                empty ? brush.colours.quiet_text : brush.colours.text);
    at += type * kText;
  }
  const double solid = 0.7 * brush.shown * seen_at(at, brush.box, type);
  if (solid > kUnseen) {
    const double right = placed.box.left + placed.box.width - 1.2 * type;
    brush.picture.shapes.emplace_back(Stroke{{{{left, at}, 1.0}, {{right, at}, 1.0}},
                                             std::max(1.2, type * 0.06),
                                             brush.colours.quiet_text.thinned(solid)});
  }
}

void add_plain(const Brush& brush, const PageRow& row, const PlacedRow& placed, double y,
               double split) {
  const double type = brush.type;
  const double middle = placed.box.left + 0.5 * placed.box.width;
  const bool heading = row.kind == Kind::heading;
  const bool quiet = row.kind == Kind::quiet || heading;
  const double size = heading ? type * kNote : quiet ? type * kQuiet : type;
  const double leading = row.kind == Kind::key ? kKeyLeading
                         : heading             ? 1.35
                         : quiet               ? kQuietLeading
                                               : kText;
  if (row.kind == Kind::key) {
    brush.write(row.text, {split, y + type * 1.02}, type, Align::right, Weight::regular,
                brush.colours.text);
  }
  double at = y;
  for (const std::string& line : placed.text) {
    if (row.kind == Kind::key) {
      brush.write(line, {split + type * 1.2, at + type * 1.02}, type, Align::left, Weight::regular,
                  brush.colours.quiet_text);
    } else {
      brush.write(line, {heading ? placed.box.left + 1.2 * type : middle, at + type * 1.02}, size,
                  heading ? Align::left : Align::centre, Weight::regular,
                  quiet ? brush.colours.quiet_text : brush.colours.text);
    }
    at += type * leading;
  }
}

bool is_edition_of(const Page& a, const Page& b) {
  return a.id == b.id && a.edition == b.edition &&
         std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(),
                    [](const PageRow& x, const PageRow& y) { return x.kind == y.kind; });
}

bool both_inputs(const Page& a, const Page& b, std::size_t row) {
  return row < a.rows.size() && row < b.rows.size() && a.rows[row].kind == Kind::input &&
         b.rows[row].kind == Kind::input;
}

void add_outline(const Brush& brush, Box around, double solid) {
  around.left -= kOutline;
  around.width += 2.0 * kOutline;
  const double opacity = solid * brush.shown;
  if (opacity > kUnseen) {
    brush.picture.shapes.emplace_back(Stroke{rounded_box(around, brush.type * 0.45), kOutline,
                                             brush.colours.text.thinned(opacity)});
  }
}

}  // namespace

std::vector<Stroke::Node> rounded_box(const Box& box, double radius) {
  radius = std::min({radius, box.width * 0.5, box.height * 0.5});
  std::vector<Stroke::Node> nodes;
  const auto corner = [&](double x, double y, double from) {
    constexpr int kPieces = 6;
    for (int i = 0; i <= kPieces; ++i) {
      const double angle = 2.0 * std::numbers::pi * (from + 0.25 * i / kPieces);
      nodes.push_back({{x + radius * std::cos(angle), y + radius * std::sin(angle)}, 1.0});
    }
  };
  const double right = box.left + box.width - radius;
  const double bottom = box.top + box.height - radius;
  corner(right, box.top + radius, 0.75);
  corner(right, bottom, 0.0);
  corner(box.left + radius, bottom, 0.25);
  corner(box.left + radius, box.top + radius, 0.5);
  nodes.push_back(nodes.front());
  return nodes;
}

bool can_be_chosen(const Page& page, int row) {
  if (row < 0 || row >= static_cast<int>(page.rows.size())) {
    return false;
  }
  const Kind kind = page.rows[static_cast<std::size_t>(row)].kind;
  return kind == Kind::choice || kind == Kind::input;
}

int moved_focus(const Page& page, int from, Key key) {
  const int count = static_cast<int>(page.rows.size());
  const auto next = [&](int at, int by, bool choices_only) {
    for (int i = at + by; i >= 0 && i < count; i += by) {
      if (can_be_chosen(page, i)) {
        return i;
      }
    }
    if (choices_only) {
      return at;
    }
    return std::clamp(at + by, -1, std::max(count - 1, 0));
  };
  switch (key) {
    case Key::tab: {
      const int after = next(from, 1, true);
      return after != from ? after : next(-1, 1, true);
    }
    case Key::right:
      return next(from, 1, true);
    case Key::left:
      return next(from, -1, true);
    case Key::down:
      if (is_tile(page, from) && is_tile(page, from + 1)) {
        int below = from;
        for (int i = 0; i < page.columns && is_tile(page, below + 1); ++i) {
          ++below;
        }
        return below == from + page.columns || !is_tile(page, below + 1) ? below : from;
      }
      return next(from, 1, false);
    case Key::up:
      return is_tile(page, from) && is_tile(page, from - page.columns) ? from - page.columns
                                                                       : next(from, -1, false);
    default:
      return from;
  }
}

void FadingPage::take(const Page& wanted) {
  const bool written_on = wanted.id == page_.id;
  std::vector<Glide> rows(wanted.rows.size(), kComing);
  for (std::size_t i = 0; written_on && i < std::min(rows.size(), rows_.size()); ++i) {
    if (both_inputs(wanted, page_, i)) {
      rows[i] = rows_[i];
    }
  }
  rows_ = std::move(rows);
  focus_.assign(wanted.rows.size(), Glide{kOutlined});
  chosen_.assign(wanted.rows.size(), Glide{kChosen});
  reading_ = wanted.focus;
}

void FadingPage::advance(const Page* wanted, Seconds passed) {
  const bool same = wanted != nullptr && is_edition_of(*wanted, page_);
  if (wanted != nullptr && (same || shown_.linear() == 0.0)) {
    if (!same) {
      take(*wanted);
    }
    page_ = *wanted;
  }
  wanted_ = wanted != nullptr && is_edition_of(*wanted, page_);
  shown_.advance(wanted_ ? 1.0 : 0.0, passed / kUnhurried);
  rows_.resize(page_.rows.size(), kComing);
  focus_.resize(page_.rows.size(), Glide{kOutlined});
  chosen_.resize(page_.rows.size(), Glide{kChosen});
  for (std::size_t i = 0; i < page_.rows.size(); ++i) {
    const bool written_on =
        wanted != nullptr && wanted->id == page_.id && both_inputs(*wanted, page_, i);
    if (written_on) {
      page_.rows[i] = wanted->rows[i];
    }
    const bool there = (wanted_ || written_on) && !page_.rows[i].absent;
    rows_[i].advance(there ? 1.0 : 0.0, passed / kUnhurried);
    const bool here =
        static_cast<int>(i) == page_.focus && can_be_chosen(page_, static_cast<int>(i));
    focus_[i].advance(here ? 1.0 : 0.0, passed);
    chosen_[i].advance(page_.rows[i].chosen ? 1.0 : 0.0, passed);
  }
  reading_ += (page_.focus - reading_) * (1.0 - std::exp(-(passed / kScroll)));
}

void FadingPage::add_to(Picture& picture, const Box& box, const Settings& settings,
                        const Palette& colours, double shown) const {
  const PageLayout layout = lay_out_page(page_, box, lay_out(picture.size, settings).type);
  const double type = layout.type;
  const double spare = std::max(0.0, box.height - layout.height);
  const double top =
      box.top + (page_.from_top ? 0.0 : spare * 0.46) - scrolled(layout, box, reading_);
  const Brush title{picture, colours, box, type, shown * shown_.value()};
  double y = top;
  for (const std::string& line : layout.title) {
    title.write(line, {box.left + 0.5 * box.width, y + type * kTitle}, type * kTitle, Align::centre,
                Weight::light, colours.text);
    y += type * kTitleLeading;
  }
  for (const PlacedRow& placed : layout.rows) {
    const PageRow& row = page_.rows[placed.row];
    const Brush brush{picture, colours, box, type, shown * rows_[placed.row].value()};
    if (brush.shown <= kUnseen) {
      continue;
    }
    Box at = placed.box;
    at.top += top;
    if (at.top > box.top + box.height + type || at.top + at.height < box.top - type) {
      continue;
    }
    if (!can_be_chosen(page_, static_cast<int>(placed.row))) {
      add_plain(brush, row, placed, at.top, layout.split);
      continue;
    }
    if (row.kind == Kind::input) {
      add_input(brush, row, placed, at.top);
    } else if (page_.columns > 1) {
      add_tile(brush, row, placed, at.top);
    } else {
      add_choice(brush, row, placed, at.top, page_.centred);
    }
    const double middle = seen_at(at.top + 0.5 * at.height, box, type);
    add_outline(brush, at, focus_[placed.row].value() * middle);
    if (const double dot = chosen_[placed.row].value() * middle * brush.shown; dot > kUnseen) {
      const Point where{at.left + type * 0.55,
                        page_.columns > 1 ? at.top + type * 0.6 : at.top + type * (kPad + 0.68)};
      const Colour colour = colours.guide_line.with_opacity(dot);
      picture.shapes.emplace_back(
          Disc{where, type * 0.17, 1.5, 0.0, colour, colour, colour.thinned(0)});
    }
    if (wanted_) {
      picture.targets.push_back({at, {Key::other, static_cast<int>(placed.row)}});
    }
  }
}

}  // namespace ebb::scene
