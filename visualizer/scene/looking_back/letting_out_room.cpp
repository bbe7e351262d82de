#include "visualizer/scene/looking_back/letting_out_room.hpp"

#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {
namespace {

constexpr int kPrint = 0;

}  // namespace

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
    desk.errands.emplace_back(LetOutSession{session_, false});
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
  sheet.page.rows.push_back(plain(PageRow::Kind::heading, t("looking.leaves")));
  if (desk.leaving.session == session_) {
    for (const LeavingField& field : desk.leaving.fields) {
      sheet.page.rows.push_back(plain(
          PageRow::Kind::text, desk.numbers ? field.field + ": " + field.holds : field.field));
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
  } else {
    desk.errands.emplace_back(LetOutSession{session_, true});
  }
  return {};
}

}  // namespace ebb::scene
