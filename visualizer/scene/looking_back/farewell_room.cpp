#include "visualizer/scene/looking_back/farewell_room.hpp"

#include <algorithm>

#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {
namespace {

constexpr int kMove = 0;

}  // namespace

Sheet FarewellRoom::listed(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = "farewell/" + session_;
  sheet.hints = {back_hint(t)};
  const SessionHead* head = desk.head(session_);
  if (head == nullptr) {
    sheet.page.rows = {plain(PageRow::Kind::quiet, t("looking.gone_session"))};
    return sheet;
  }
  const bool away = desk.put_away.count(session_) > 0;
  sheet.page.title = desk.title(*head);
  sheet.page.rows = {choice(t(away ? "looking.bring_back" : "looking.put_away_it"),
                            t(away ? "looking.bring_back_note" : "looking.put_away_note")),
                     plain(PageRow::Kind::heading, t("looking.delete_heading")),
                     plain(PageRow::Kind::text, t("looking.what_goes")),
                     plain(PageRow::Kind::text, t("looking.not_reached"))};
  if (desk.entry_of(session_) != nullptr) {
    sheet.page.rows.push_back(choice(t("looking.words_stay"), t("looking.words_stay_note")));
    sheet.page.rows.back().chosen = words_stay_;
  }
  sheet.hints.push_back(
      {std::string{t("key.enter")}, std::string{t("practice.choose")}, Key::enter});
  sheet.hints.push_back({"D", std::string{t("looking.hold_delete")}, Key::forget});
  return sheet;
}

RoomStep FarewellRoom::chosen(int row, Desk& desk) {
  if (row != kMove) {
    words_stay_ = !words_stay_;
    return {};
  }
  desk.errands.emplace_back(MoveSession{session_, desk.put_away.count(session_) == 0});
  desk.opened.erase(session_);
  return to_shelf();
}

bool FarewellRoom::can_be_held(const Desk& desk) const { return desk.head(session_) != nullptr; }

RoomStep FarewellRoom::held(Desk& desk) {
  for (JournalEntry& entry : desk.journal) {
    if (entry.session != session_) {
      continue;
    }
    entry.session.clear();  // nothing points at what is gone
    if (words_stay_) {
      desk.errands.emplace_back(KeepEntry{entry});
    } else {
      desk.errands.emplace_back(DropEntry{entry.id});
    }
  }
  desk.errands.emplace_back(DeleteSession{session_});
  desk.opened.erase(session_);
  desk.laid.erase(std::remove(desk.laid.begin(), desk.laid.end(), session_), desk.laid.end());
  desk.sessions.erase(
      std::remove_if(desk.sessions.begin(), desk.sessions.end(),
                     [this](const SessionHead& head) { return head.id == session_; }),
      desk.sessions.end());
  return to_shelf();
}

}  // namespace ebb::scene
