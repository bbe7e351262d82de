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

const Practice* begins_first(const std::vector<const Practice*>& practices, const OwnWay& way,
                             std::string_view used_last, std::string_view usual) {
  const auto agreed = [&](const Practice* practice) {
    const auto at = std::find(way.shelf.begin(), way.shelf.end(), practice->id);
    return static_cast<long>(way.shelf.end() - at);  // 0: not agreed on
  };
  const auto worth = [&](const Practice* practice) {
    return std::tuple{way.not_first.count(practice->id) == 0, practice->id == used_last,
                      agreed(practice), practice->id == usual};
  };
  const Practice* best = nullptr;
  for (const Practice* practice : practices) {
    const bool may_be = practice->tenderness == Tenderness::light && practice->role.empty() &&
                        way.never.count(practice->id) == 0;
    if (may_be && (best == nullptr || worth(practice) > worth(best))) {
      best = practice;
    }
  }
  return best;
}

std::vector<const Practice*> practices_on(const Shelf& shelf) {
  std::vector<const Practice*> all;
  for (const ShelfEntry& entry : shelf.entries) {
    all.push_back(&entry.practice);
  }
  return all;
}

}  // namespace ebb
