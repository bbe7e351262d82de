#include "visualizer/scene/looking_back/room.hpp"

namespace ebb::scene {

Sheet ListRoom::sheet(Desk& desk) const {
  Sheet sheet = listed(desk);
  sheet.page.focus = focus_;
  sheet.page.id = sheet.id;
  return sheet;
}

RoomStep ListRoom::press(Key key, Desk& desk) {
  if (key == Key::escape) {
    return back();
  }
  const Page page = listed(desk).page;
  if (key == Key::enter || key == Key::space) {
    return can_be_chosen(page, focus_) ? chosen(focus_, desk) : RoomStep{};
  }
  focus_ = moved_focus(page, focus_, key);
  return {};
}

RoomStep ListRoom::choose(int row, Desk& desk) {
  if (!can_be_chosen(listed(desk).page, row)) {
    return {};
  }
  focus_ = row;
  return chosen(row, desk);
}

KeyHint back_hint(const Texts& texts) {
  return {std::string{texts("key.escape")}, std::string{texts("shelf.back")}, Key::escape};
}

}  // namespace ebb::scene
