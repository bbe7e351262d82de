#include "visualizer/scene/looking_back/letting_out_room.hpp"

#include <algorithm>

#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {
namespace {

constexpr int kPrint = 0;

/// "heart_per_minute" in the reader's language; what has no word there is called as in the file.
std::string named(const std::string& field, const Texts& texts) {
  std::string key = "leaving." + field;
  std::replace(key.begin(), key.end(), ' ', '_');
  return texts.lines().count(key) > 0 ? std::string{texts(key)} : field;
}

}  // namespace

bool LettingOutRoom::leaves(const std::string& mark) const {
  return std::find(labels_.begin(), labels_.end(), mark) != labels_.end();
}

/// One row for each mark that has a label: none of them leaves by itself.
void LettingOutRoom::add_labels(Sheet& sheet, Desk& desk) const {
  const auto opened = desk.open(session_);
  mark_of_row_.clear();
  if (opened == nullptr) {
    return;
  }
  for (const KeptMark& mark : opened->session.marks) {
    if (mark.hidden || mark.label.empty()) {
      continue;
    }
    if (mark_of_row_.empty()) {
      sheet.page.rows.push_back(
          plain(PageRow::Kind::heading, (*desk.texts)("looking.labels_leave")));
    }
    mark_of_row_[static_cast<int>(sheet.page.rows.size())] = mark.id;
    sheet.page.rows.push_back(choice(quoted(mark.label, *desk.texts)));
    sheet.page.rows.back().chosen = leaves(mark.id);
  }
}

Sheet LettingOutRoom::listed(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = "letting out/" + session_;
  sheet.hints = {back_hint(t)};
  if (desk.head(session_) == nullptr) {
    sheet.page.rows = {plain(PageRow::Kind::quiet, t("looking.gone_session"))};
    return sheet;
  }
  if (!asked_) {
    asked_ = true;
    desk.errands.emplace_back(LetOutSession{session_, false, labels_});
    desk.written = {};
  }
  sheet.page.title = t("looking.letting_out");
  sheet.page.rows = {choice(t("looking.print_page"), t("looking.print_page_note"))};
  if (desk.lock == Desk::Lock::open) {
    sheet.page.rows.push_back(plain(PageRow::Kind::text, t("looking.page_not_locked")));
  }
  if (desk.written.session == session_) {
    sheet.page.rows.push_back(
        plain(PageRow::Kind::text, t("looking.written_into", "folder", desk.written.folder)));
  }
  add_labels(sheet, desk);  // above what changes with them
  sheet.page.rows.push_back(plain(PageRow::Kind::heading, t("looking.leaves")));
  if (desk.leaving.session == session_) {
    for (const LeavingField& field : desk.leaving.fields) {
      const std::string name = named(field.field, t);
      sheet.page.rows.push_back(
          plain(PageRow::Kind::text, desk.numbers ? name + ": " + field.holds : name));
    }
    sheet.page.rows.push_back(choice(t("looking.let_out"), t("looking.let_out_note")));
  } else {
    sheet.page.rows.push_back(plain(PageRow::Kind::quiet, t("looking.reading_one")));
  }
  sheet.hints.push_back(
      {std::string{t("key.enter")}, std::string{t("practice.choose")}, Key::enter});
  sheet.hints.push_back({"N", std::string{t("looking.numbers")}, Key::numbers});
  return sheet;
}

RoomStep LettingOutRoom::press(Key key, Desk& desk) {
  if (key == Key::numbers) {
    desk.numbers = !desk.numbers;
    return {};
  }
  return ListRoom::press(key, desk);
}

RoomStep LettingOutRoom::chosen(int row, Desk& desk) {
  if (row == kPrint) {
    const SessionHead* head = desk.head(session_);
    desk.errands.emplace_back(PrintSession{
        session_, head != nullptr && !head->practice.empty() ? desk.title(*head) : std::string{}});
  } else if (const auto mark = mark_of_row_.find(row); mark != mark_of_row_.end()) {
    if (leaves(mark->second)) {
      labels_.erase(std::find(labels_.begin(), labels_.end(), mark->second));
    } else {
      labels_.push_back(mark->second);
    }
    desk.leaving = {};  // nothing leaves before it is shown
    desk.errands.emplace_back(LetOutSession{session_, false, labels_});
  } else {
    desk.errands.emplace_back(LetOutSession{session_, true, labels_});
  }
  return {};
}

}  // namespace ebb::scene
