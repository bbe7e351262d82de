#include "guidance/shelf.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ebb {

Shelf lay_out_shelf(const std::vector<ShelfText>& texts) {
  Shelf shelf;
  for (const ShelfText& text : texts) {
    auto parsed = parse_practice(text.text, text.file);
    if (!parsed) {
      shelf.refused.push_back(parsed.error());
      continue;
    }
    ShelfEntry entry{std::move(*parsed), text.file, text.place, false};
    const auto same = std::find_if(shelf.entries.begin(), shelf.entries.end(), [&](const auto& e) {
      return e.practice.id == entry.practice.id;
    });
    if (same == shelf.entries.end()) {
      shelf.entries.push_back(std::move(entry));
    } else if (same->place <= entry.place) {
      entry.replaces = same->place < entry.place || same->replaces;
      *same = std::move(entry);
    } else {
      same->replaces = true;
    }
  }
  std::sort(shelf.entries.begin(), shelf.entries.end(), [](const auto& a, const auto& b) {
    return std::tie(a.practice.tenderness, a.practice.title, a.practice.id) <
           std::tie(b.practice.tenderness, b.practice.title, b.practice.id);
  });
  return shelf;
}

const ShelfEntry* begins_first(const Shelf& shelf, std::string_view used_last,
                               const std::set<std::string, std::less<>>& eased_off) {
  const ShelfEntry* best = nullptr;
  int best_rank = 0;
  for (const ShelfEntry& entry : shelf.entries) {
    const Practice& practice = entry.practice;
    if (practice.tenderness != Tenderness::light || !practice.role.empty()) {
      continue;
    }
    int rank = practice.id == used_last ? 3 : practice.id == "own-rhythm" ? 2 : 1;
    rank += eased_off.count(practice.id) > 0 ? 0 : 10;
    if (rank > best_rank) {
      best = &entry;
      best_rank = rank;
    }
  }
  return best;
}

}  // namespace ebb
