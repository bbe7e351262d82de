#include "visualizer/scene/looking_back/unlock_room.hpp"

#include <algorithm>
#include <string>

#include "visualizer/scene/page_screen.hpp"

namespace ebb::scene {
namespace {

constexpr std::size_t kMostDots = 32;  ///< that fit on the line

}  // namespace

Sheet UnlockRoom::sheet(Desk& desk) const {
  const Texts& t = *desk.texts;
  Sheet sheet;
  sheet.id = "locked";
  sheet.page.id = sheet.id;
  sheet.page.title = t("looking.locked");
  std::string dots;
  for (std::size_t i = 0; i < std::min(typed_->characters(), kMostDots); ++i) {
    dots += "\u2022";
  }
  const bool trying = desk.lock == Desk::Lock::trying;
  sheet.page.rows = {
      plain(PageRow::Kind::input, dots + (trying ? "" : "|")),
      plain(PageRow::Kind::quiet, t(trying ? "looking.unlocking" : "looking.passphrase"))};
  sheet.hints = {back_hint(t),
                 {std::string{t("key.enter")}, std::string{t("looking.unlock")}, Key::enter}};
  return sheet;
}

RoomStep UnlockRoom::press(Key key, Desk& desk) {
  if (key == Key::escape) {
    return back();
  }
  if (key == Key::enter && desk.lock != Desk::Lock::trying && !typed_->empty()) {
    desk.lock = Desk::Lock::trying;
    desk.errands.emplace_back(Unlock{std::exchange(typed_, std::make_shared<Passphrase>())});
  }
  return {};
}

void UnlockRoom::type(char32_t character, Desk& desk) {
  if (desk.lock == Desk::Lock::trying) {
    return;
  }
  desk.trouble.clear();
  if (character == U'\b') {
    typed_->drop_last();
  } else {
    typed_->push(character);
  }
}

}  // namespace ebb::scene
