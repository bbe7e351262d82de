#include "visualizer/scene/looking_back/past_shelf_room.hpp"

#include <algorithm>
#include <functional>

#include "visualizer/scene/looking_back/journal_room.hpp"
#include "visualizer/scene/looking_back/overlay_room.hpp"
#include "visualizer/scene/looking_back/said_date.hpp"
#include "visualizer/scene/looking_back/session_room.hpp"
#include "visualizer/scene/looking_back/starred_room.hpp"
#include "visualizer/scene/page_screen.hpp"
#include "visualizer/scene/typed_text.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kLeaf = 6;
constexpr std::size_t kLongestSearch = 60;
constexpr std::size_t kFirstWords = 60;

}  // namespace

const std::vector<std::size_t>& PastShelfRoom::matching(const Desk& desk) const {
  if (matched_for_ != wanted_ || matched_of_ != desk.sessions.size() ||
      matched_at_ != desk.shelf_read_times) {
    matching_.clear();
    for (std::size_t i = 0; i < desk.sessions.size(); ++i) {
      const SessionHead& head = desk.sessions[i];
      const JournalEntry* entry = desk.entry_of(head.id);
      const WallTime time = wall_time(head.started_ms, head.utc_offset_min);
      if (wanted_.empty() || has_text(desk.title(head), wanted_) || has_text(head.label, wanted_) ||
          (entry != nullptr && has_text(entry->text, wanted_)) ||
          has_text(said_day(time, *desk.texts), wanted_) ||
          has_text(said_month(time, time.year, *desk.texts), wanted_)) {
        matching_.push_back(i);
      }
    }
    matched_for_ = wanted_;
    matched_of_ = desk.sessions.size();
    matched_at_ = desk.shelf_read_times;
  }
  return matching_;
}

Sheet PastShelfRoom::listed(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  const auto& all = matching(desk);
  const std::size_t first = leaf_ * kLeaf;
  sheet.id = "looking-back/" + std::to_string(leaf_) + (wanted_.empty() ? "" : "/search");
  sheet.page.edition = std::hash<std::string>{}(wanted_);
  sheet.page.title = t("looking.title");
  rows_.clear();
  const auto add = [&](PageRow row, const std::string& session) {
    sheet.page.rows.push_back(std::move(row));
    rows_.push_back(session);
  };
  if (writing_ || !wanted_.empty()) {
    PageRow row =
        plain(PageRow::Kind::input, writing_ ? with_caret(wanted_, t.right_to_left()) : wanted_);
    row.note = t("looking.search");
    add(row, "");
  }
  if (!desk.shelf_read) {
    add(plain(PageRow::Kind::quiet, t("looking.reading")), "");
  } else if (all.empty()) {
    add(plain(PageRow::Kind::quiet, t(wanted_.empty() ? "looking.empty" : "looking.none_found")),
        "");
  }
  std::string month;
  for (std::size_t i = first; i < std::min(first + kLeaf, all.size()); ++i) {
    const SessionHead& head = desk.sessions[all[i]];
    const WallTime time = wall_time(head.started_ms, head.utc_offset_min);
    const std::string here = desk.put_away.count(head.id) > 0 ? std::string{t("looking.put_away")}
                                                              : said_month(time, desk.this_year, t);
    if (here != month) {
      month = here;
      add(plain(PageRow::Kind::heading, month), "");
    }
    PageRow row = choice(desk.title(head), desk.day(head.started_ms, head.utc_offset_min));
    if (const JournalEntry* entry = desk.entry_of(head.id)) {
      row.note = row.text + ".  " + row.note;
      row.text = quoted(beginning_of(entry->text, kFirstWords), t);
    }
    row.beside = head.simulated ? std::string{t("looking.simulated")} : head.label;
    row.chosen = std::find(desk.laid.begin(), desk.laid.end(), head.id) != desk.laid.end();
    add(row, head.id);
  }
  sheet.hints = {back_hint(t)};
  if (!all.empty()) {
    sheet.hints.push_back(
        {std::string{t("key.enter")}, std::string{t("looking.open")}, Key::enter});
    if (all.size() > kLeaf) {
      sheet.hints.push_back(
          {std::string{t("looking.left_right")}, std::string{t("looking.leaf")}, Key::right});
    }
    sheet.hints.push_back({"+", std::string{t("looking.lay")}, Key::plus});
    sheet.hints.push_back({"O", std::string{t("looking.overlay")}, Key::own_pace});
    sheet.hints.push_back({"/", std::string{t("looking.search")}, Key::search});
  }
  sheet.hints.push_back({"*", std::string{t("looking.starred_title")}, Key::star});
  sheet.hints.push_back({"J", std::string{t("looking.journal")}, Key::journal});
  if (desk.lock == Desk::Lock::open) {
    sheet.hints.push_back({"L", std::string{t("looking.lock_again")}, Key::shelf});
  }
  return sheet;
}

const SessionHead* PastShelfRoom::session_at(int row, Desk& desk) const {
  (void)listed(desk);
  const auto at = static_cast<std::size_t>(row);
  return row >= 0 && at < rows_.size() && !rows_[at].empty() ? desk.head(rows_[at]) : nullptr;
}

void PastShelfRoom::turn(int by, const Desk& desk) {
  const std::size_t count = matching(desk).size();
  const std::size_t leaves = count == 0 ? 1 : (count + kLeaf - 1) / kLeaf;
  const auto to = static_cast<long long>(leaf_) + by;
  if (to >= 0 && to < static_cast<long long>(leaves)) {
    leaf_ = static_cast<std::size_t>(to);
    set_focus(-1);
  }
}

RoomStep PastShelfRoom::press(Key key, Desk& desk) {
  if (writing_) {
    if (key == Key::escape) {
      wanted_.clear();
      leaf_ = 0;
    }
    writing_ = writing_ && key != Key::escape && key != Key::enter && key != Key::tab;
    return {};
  }
  switch (key) {
    case Key::left:
    case Key::right:
      turn(key == Key::right ? 1 : -1, desk);
      return {};
    case Key::search:
      writing_ = true;
      leaf_ = 0;
      set_focus(-1);
      return {};
    case Key::numbers:
      desk.numbers = !desk.numbers;
      return {};
    case Key::journal:
      return open(std::make_unique<JournalRoom>(""));
    case Key::star:
      return open(std::make_unique<StarredRoom>());
    case Key::plus: {
      const SessionHead* head = session_at(focus(), desk);
      if (head != nullptr) {
        const auto laid = std::find(desk.laid.begin(), desk.laid.end(), head->id);
        if (laid != desk.laid.end()) {
          desk.laid.erase(laid);
        } else if (desk.laid.size() < kMostLaid) {
          desk.laid.push_back(head->id);
        }
      }
      return {};
    }
    case Key::own_pace: {
      const SessionHead* head = session_at(focus(), desk);
      auto sessions = to_lay_over(desk, head != nullptr ? head->id : "");
      return sessions.empty() ? RoomStep{}
                              : open(std::make_unique<OverlayRoom>(std::move(sessions)));
    }
    default:
      return ListRoom::press(key, desk);
  }
}

void PastShelfRoom::type(char32_t character, Desk&) {
  type_into(wanted_, character, kLongestSearch);
  leaf_ = 0;
}

RoomStep PastShelfRoom::chosen(int row, Desk& desk) {
  if (const SessionHead* head = session_at(row, desk)) {
    return open(std::make_unique<SessionRoom>(head->id));
  }
  writing_ = true;  // the row that is searched in
  return {};
}

}  // namespace ebb::scene
