#pragma once

#include <string>
#include <vector>

#include "visualizer/scene/glide.hpp"
#include "visualizer/scene/palette.hpp"
#include "visualizer/scene/picture.hpp"
#include "visualizer/scene/settings.hpp"
#include "visualizer/scene/symbol.hpp"

namespace ebb::scene {

/// One thing on a page. A choice can be chosen and an input written into; everything can be
/// scrolled to.
struct PageRow {
  enum class Kind { choice, input, heading, text, quiet, key, gap };
  Kind kind = Kind::choice;
  std::string text;
  std::string beside;  ///< of a key: what it does; of a choice: its present value
  std::string note;    ///< quiet, under the words
  Symbol symbol = Symbol::none;
  bool chosen = false;
  bool absent = false;  ///< it has its place and is not seen just now
  bool operator==(const PageRow&) const = default;
};

/// Words and choices, one under the other or in columns: what every screen without a breathing
/// shape is made of.
struct Page {
  std::string id;           ///< the same page as long as this, its edition and its rows' kinds are
  std::size_t edition = 0;  ///< another one fades in where the one before was
  std::string title;
  std::vector<PageRow> rows;
  int columns = 1;  ///< of neighbouring choices
  int focus = -1;   ///< the row that Enter chooses, or how far one has read; -1 is the top
  bool from_top = false;
  bool centred = false;           ///< choices stand in the middle
  std::vector<std::string> foot;  ///< left, middle and right of the lowest row
  std::vector<Key> foot_keys;     ///< what pressing them does
  bool operator==(const Page&) const = default;
};

[[nodiscard]] bool can_be_chosen(const Page& page, int row);

/// The row that a key leads to: the next choice in that direction, or beyond the last the next row
/// to read; `from` when there is none.
[[nodiscard]] int moved_focus(const Page& page, int from, Key key);

/// Comes and goes softly, and so does the outline around what is in focus.
class FadingPage {
 public:
  /// `wanted` may be none. Another page comes only when the one before is gone; of another edition,
  /// what is being written stays seen meanwhile.
  void advance(const Page* wanted, Seconds passed);
  [[nodiscard]] double opacity() const { return shown_.value(); }
  [[nodiscard]] const Page& page() const { return page_; }
  /// Draws it into `box` at most `shown` solid, with its targets if it is the one that is wanted.
  void add_to(Picture& picture, const Box& box, const Settings& settings, const Palette& colours,
              double shown) const;

 private:
  /// Another page, with what was being written as it was.
  void take(const Page& wanted);

  Page page_;
  Glide shown_{Seconds{0.8}, Seconds{0.7}};
  std::vector<Glide> rows_;
  std::vector<Glide> focus_;
  std::vector<Glide> chosen_;
  double reading_ = 0.0;  ///< the row that is in the middle of what is seen
  bool wanted_ = false;
};

/// The four corners rounded, closed: for an outline.
[[nodiscard]] std::vector<Stroke::Node> rounded_box(const Box& box, double radius);

}  // namespace ebb::scene
