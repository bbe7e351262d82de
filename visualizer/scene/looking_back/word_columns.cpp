#include "visualizer/scene/looking_back/word_columns.hpp"

#include <algorithm>
#include <cstddef>

#include "visualizer/scene/brush.hpp"
#include "visualizer/scene/layout.hpp"
#include "visualizer/scene/wrap.hpp"

namespace ebb::scene {
namespace {

constexpr double kNarrowest = 13.0;  ///< type sizes
constexpr std::size_t kMost = 4;     ///< that an eye takes in together
constexpr double kGutter = 1.6;
constexpr double kLeading = 1.42;
constexpr double kSmall = 0.86;

std::vector<std::string> rows_of(const std::string& text, std::size_t letters) {
  std::vector<std::string> rows;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    for (std::string& row : wrap(text.substr(from, end - from), letters)) {
      rows.push_back(std::move(row));
    }
    from = end + 1;
  }
  return rows;
}

}  // namespace

void add_word_columns(Picture& picture, const Box& box, const std::vector<WordColumn>& columns,
                      double type, const Palette& colours, double shown) {
  const double gutter = kGutter * type;
  const auto fitting =
      static_cast<std::size_t>(std::max(1.0, (box.width + gutter) / (kNarrowest * type + gutter)));
  const std::size_t count = std::min({fitting, kMost, columns.size()});
  if (count == 0) {
    return;
  }
  // Few of them do not stretch over the whole width: rows would be long to read.
  const double share = (box.width + gutter) / static_cast<double>(std::max<std::size_t>(count, 2));
  const double wide = count == 1 && fitting == 1 ? box.width : share - gutter;
  const auto letters = static_cast<std::size_t>(std::max(8.0, wide / about_wide(1, type)));
  double left = box.left;
  for (std::size_t i = 0; i < count; ++i) {
    double y = box.top + type;
    const auto write = [&](const std::string& row, double size, Colour colour) {
      add_words(picture, row, {left, y}, size, Align::left, Weight::regular, colour, shown);
    };
    for (const std::string& row : wrap(columns[i].above, letters)) {
      write(row, type * kSmall, colours.quiet_text);
      y += type * kLeading;
    }
    y += type * 0.4;
    auto rows = rows_of(columns[i].text, letters);
    const double room = box.top + box.height - y;
    const auto most = static_cast<std::size_t>(std::max(1.0, room / (type * kLeading) + 1.0));
    if (rows.size() > most) {
      rows.resize(most);
      rows.back() += "\u2026";
    }
    for (const std::string& row : rows) {
      write(row, type, colours.text);
      y += type * kLeading;
    }
    left += wide + gutter;
  }
}

}  // namespace ebb::scene
