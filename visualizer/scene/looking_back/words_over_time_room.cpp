#include "visualizer/scene/looking_back/words_over_time_room.hpp"

#include <algorithm>

#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {

std::vector<const JournalEntry*> WordsOverTimeRoom::shown(const Desk& desk) const {
  std::vector<const JournalEntry*> all;
  for (const JournalEntry& entry : desk.journal) {
    if (entry.together && has_text(entry.text, wanted_)) {
      all.push_back(&entry);
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const JournalEntry* a, const JournalEntry* b) {
    return a->written_ms < b->written_ms;
  });
  return all;
}

Sheet WordsOverTimeRoom::question(const Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = "words over time/" + wanted_ + "/question";
  sheet.page.title = t("looking.over_time");
  sheet.page.centred = true;
  sheet.page.rows = {
      plain(PageRow::Kind::text, t("looking.over_time_what", "words", quoted(wanted_, t)))};
  sheet.hints = {back_hint(t)};
  if (shown(desk).empty()) {
    sheet.page.rows.push_back(plain(PageRow::Kind::quiet, t("looking.over_time_none")));
    return sheet;
  }
  sheet.page.rows.push_back(plain(PageRow::Kind::quiet, t("looking.over_time_ticked")));
  sheet.page.rows.push_back(plain(PageRow::Kind::gap, ""));
  sheet.page.rows.push_back(choice(t("looking.over_time_open")));
  sheet.hints.push_back({std::string{t("key.enter")}, std::string{t("looking.open")}, Key::enter});
  return sheet;
}

Sheet WordsOverTimeRoom::listed(Desk& desk) const {
  if (!asked_for_) {
    return question(desk);
  }
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = "words over time/" + wanted_ + "/" + std::to_string(first_);
  sheet.title = t("looking.over_time");
  sheet.beside = quoted(wanted_, t);
  sheet.large = true;
  sheet.numbered = desk.numbers;
  const auto all = shown(desk);
  for (std::size_t i = first_; i < all.size(); ++i) {
    sheet.columns.push_back({desk.day(all[i]->written_ms, all[i]->utc_offset_min), all[i]->text});
  }
  sheet.hints = {back_hint(t)};
  if (all.size() > 1) {
    sheet.hints.push_back(
        {std::string{t("looking.left_right")}, std::string{t("looking.along_time")}, Key::right});
  }
  sheet.hints.push_back({"N", std::string{t("looking.numbers")}, Key::numbers});
  return sheet;
}

RoomStep WordsOverTimeRoom::press(Key key, Desk& desk) {
  if (!asked_for_ || key == Key::escape) {
    return ListRoom::press(key, desk);
  }
  if (key == Key::numbers) {
    desk.numbers = !desk.numbers;
  } else if (key == Key::right && first_ + 1 < shown(desk).size()) {
    ++first_;
  } else if (key == Key::left && first_ > 0) {
    --first_;
  }
  return {};
}

RoomStep WordsOverTimeRoom::chosen(int /*row*/, Desk& /*desk*/) {
  asked_for_ = true;
  return {};
}

}  // namespace ebb::scene
