#include "visualizer/scene/looking_back/starred_room.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "visualizer/scene/looking_back/journal_room.hpp"
#include "visualizer/scene/looking_back/marks_room.hpp"
#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kLeaf = 6;
constexpr std::size_t kFirstWords = 90;

}  // namespace

std::vector<StarredRoom::Starred> StarredRoom::all(const Desk& desk) const {
  const Texts& t = *desk.texts;
  std::vector<Starred> found;
  for (const JournalEntry& entry : desk.journal) {
    if (entry.starred) {
      found.push_back({quoted(beginning_of(entry.text, kFirstWords), t),
                       desk.day(entry.written_ms, entry.utc_offset_min), "", entry.id,
                       entry.written_ms});
    }
  }
  for (const StarredMoment& moment : desk.starred.value_or(std::vector<StarredMoment>{})) {
    if (const SessionHead* head = desk.head(moment.session)) {
      const bool said = moment.of == StarredMoment::Of::words;
      found.push_back({said                  ? quoted(beginning_of(moment.text, kFirstWords), t)
                       : moment.text.empty() ? std::string{t("looking.moment")}
                                             : moment.text,
                       desk.day(head->started_ms, head->utc_offset_min) + ".  " + desk.title(*head),
                       moment.session, "", head->started_ms});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Starred& a, const Starred& b) { return a.when_ms > b.when_ms; });
  return found;
}

Sheet StarredRoom::listed(Desk& desk) const {
  const Texts& t = *desk.texts;
  if (!desk.starred && !std::exchange(desk.starred_asked, true)) {
    desk.errands.emplace_back(ReadStarred{});
  }
  Sheet sheet;
  sheet.id = "starred/" + std::to_string(leaf_) + (desk.starred ? "" : "/waiting");
  sheet.page.title = t("looking.starred_title");
  sheet.hints = {back_hint(t)};
  const auto found = all(desk);
  if (!desk.starred || found.empty()) {
    sheet.page.rows = {plain(PageRow::Kind::quiet,
                             t(desk.starred ? "looking.none_starred" : "looking.reading_some"))};
    return sheet;
  }
  for (std::size_t i = leaf_ * kLeaf; i < std::min((leaf_ + 1) * kLeaf, found.size()); ++i) {
    sheet.page.rows.push_back(choice(found[i].text, found[i].note));
  }
  sheet.hints.push_back({std::string{t("key.enter")}, std::string{t("looking.open")}, Key::enter});
  if (found.size() > kLeaf) {
    sheet.hints.push_back(
        {std::string{t("looking.left_right")}, std::string{t("looking.leaf")}, Key::right});
  }
  return sheet;
}

RoomStep StarredRoom::press(Key key, Desk& desk) {
  if (key == Key::left || key == Key::right) {
    const std::size_t leaves = (all(desk).size() + kLeaf - 1) / kLeaf;
    if (key == Key::right ? leaf_ + 1 < leaves : leaf_ > 0) {
      leaf_ = key == Key::right ? leaf_ + 1 : leaf_ - 1;
      set_focus(-1);
    }
    return {};
  }
  if (key == Key::numbers) {
    desk.numbers = !desk.numbers;
    return {};
  }
  return ListRoom::press(key, desk);
}

RoomStep StarredRoom::chosen(int row, Desk& desk) {
  const auto found = all(desk);
  const std::size_t at = leaf_ * kLeaf + static_cast<std::size_t>(std::max(row, 0));
  if (at >= found.size()) {
    return {};
  }
  if (!found[at].entry.empty()) {
    return open(std::make_unique<EntryRoom>(found[at].entry));
  }
  return open(std::make_unique<MarksRoom>(found[at].session));
}

}  // namespace ebb::scene
