#include "visualizer/scene/page_layout.hpp"

#include <algorithm>
#include <cmath>

#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

using namespace page_type;
using Kind = PageRow::Kind;

constexpr double kColumn = 34.0;           ///< type sizes: the widest column that is read with ease
constexpr double kSmallest = 16.0 / 22.0;  ///< from 22 minutes of arc, never below 16
constexpr double kGutter = 0.7;

constexpr double kNarrower = 0.93;  ///< long rows come nearer to the mean letter than short ones

std::size_t letters(double width, double type) {
  return static_cast<std::size_t>(std::max(width / (about_wide(1, type) * kNarrower), 8.0));
}

double rows_of(const std::vector<std::string>& rows) { return static_cast<double>(rows.size()); }

/// Lays one page out at one size of type.
class Placing {
 public:
  Placing(const Page& page, const Box& box, double type) : page_(page), type_(type) {
    width_ = std::min(box.width, kColumn * type);
    left_ = box.left + 0.5 * (box.width - width_);
    layout_.type = type;
    layout_.split = left_ + std::min(width_ * 0.3, type * 6.0);
  }

  PageLayout placed() {
    if (!page_.title.empty()) {
      layout_.title = wrap(page_.title, letters(width_, type_ * kTitle));
      y_ = type_ * kTitleLeading * rows_of(layout_.title) + type_ * 0.9;
    }
    for (std::size_t i = 0; i < page_.rows.size();) {
      i = page_.columns > 1 && page_.rows[i].kind == Kind::choice ? place_tiles(i) : place_one(i);
    }
    layout_.height = y_;
    return std::move(layout_);
  }

 private:
  std::size_t place_one(std::size_t i) {
    const PageRow& row = page_.rows[i];
    PlacedRow placed{i, {left_, y_, width_, 0.0}, {}, {}};
    double high = 0.0;
    switch (row.kind) {
      case Kind::choice: {
        const double inside = width_ - 2.4 * type_;
        const double beside = row.beside.empty() ? 0.0 : inside * 0.5;
        placed.text = wrap(row.text, letters(inside - beside, type_));
        placed.note = wrap(row.note, letters(inside, type_ * kNote));
        high = type_ *
               (kText * rows_of(placed.text) + kNoteLeading * rows_of(placed.note) + 2.0 * kPad);
        break;
      }
      case Kind::input:
        placed.text =
            wrap(row.text.empty() ? row.note : row.text, letters(width_ - 2.4 * type_, type_));
        if (placed.text.empty()) {
          placed.text.emplace_back();
        }
        high = type_ * (kText * rows_of(placed.text) + 3.0 * kPad);
        break;
      case Kind::heading:
        y_ += type_ * 0.55;
        placed.box.top = y_;
        placed.text = wrap(row.text, letters(width_, type_ * kNote));
        high = type_ * 1.35 * rows_of(placed.text);
        break;
      case Kind::text:
        placed.text = wrap(row.text, letters(width_, type_));
        high = type_ * kText * rows_of(placed.text) + type_ * 0.25;
        break;
      case Kind::quiet:
        placed.text = wrap(row.text, letters(width_, type_ * kQuiet));
        high = type_ * kQuietLeading * rows_of(placed.text) + type_ * 0.3;
        break;
      case Kind::key:
        placed.text =
            wrap(row.beside, letters(left_ + width_ - layout_.split - type_ * 1.2, type_));
        high = type_ * kKeyLeading * rows_of(placed.text);
        break;
      case Kind::gap:
        high = type_ * 0.8;
        break;
    }
    placed.box.height = high;
    y_ += high;
    layout_.rows.push_back(std::move(placed));
    return i + 1;
  }

  /// A run of choices in columns of even width; each line is as high as its highest.
  std::size_t place_tiles(std::size_t first) {
    std::size_t end = first;
    while (end < page_.rows.size() && page_.rows[end].kind == Kind::choice) {
      ++end;
    }
    const auto columns = static_cast<std::size_t>(page_.columns);
    const double wide = (width_ - kGutter * type_ * (page_.columns - 1)) / page_.columns;
    for (std::size_t i = first; i < end; i += columns) {
      const std::size_t stop = std::min(i + columns, end);
      double high = 0.0;
      for (std::size_t k = i; k < stop; ++k) {
        PlacedRow tile{
            k,
            {left_ + static_cast<double>(k - i) * (wide + kGutter * type_), y_, wide, 0.0},
            wrap(page_.rows[k].text, letters(wide - type_ * 0.5, type_)),
            {}};
        const bool drawn = page_.rows[k].symbol != Symbol::none;
        high = std::max(high, type_ * (kText * rows_of(tile.text) + 2.0 * kPad +
                                       (drawn ? 2.0 * kSymbol + 0.35 : 0.0)));
        layout_.rows.push_back(std::move(tile));
      }
      for (std::size_t k = 0; k < stop - i; ++k) {
        layout_.rows[layout_.rows.size() - 1 - k].box.height = high;
      }
      y_ += high + type_ * 0.35;
    }
    return end;
  }

  const Page& page_;
  double type_;
  double width_ = 0.0;
  double left_ = 0.0;
  double y_ = 0.0;
  PageLayout layout_;
};

}  // namespace

PageLayout lay_out_page(const Page& page, const Box& box, double type) {
  const double least = type * kSmallest;
  PageLayout layout = Placing{page, box, type}.placed();
  while (layout.height > box.height && type - 0.5 >= least) {
    type -= 0.5;
    layout = Placing{page, box, type}.placed();
  }
  return layout;
}

double scrolled(const PageLayout& layout, const Box& box, double reading) {
  const double over = layout.height - box.height;
  if (over <= 0.0 || layout.rows.empty() || reading < 0.0) {
    return 0.0;
  }
  const auto last = static_cast<double>(layout.rows.size() - 1);
  const double at = std::clamp(reading, 0.0, last);
  const auto one = static_cast<std::size_t>(std::floor(at));
  const std::size_t two = std::min(one + 1, layout.rows.size() - 1);
  const auto middle = [&](std::size_t i) {
    return layout.rows[i].box.top + 0.5 * layout.rows[i].box.height;
  };
  const double y = middle(one) + (middle(two) - middle(one)) * (at - std::floor(at));
  return std::clamp(y - 0.5 * box.height, 0.0, over);
}

}  // namespace ebb::scene
