#include <iterator>
#include <utility>

#include "visualizer/scene/person_screen.hpp"

namespace ebb::scene {

void PersonScreen::look_back(LookingBack::Door door) {
  if (home_.looks_back) {
    past_.enter(door);
  }
}

/// Keys that belong to looking back, or open it: between practices only.
bool PersonScreen::press_in_past(Key key, HostTime now) {
  if (past_.open()) {
    past_.press(key, now);
    return true;
  }
  if (now_.place == Place::practice || !home_.looks_back) {
    return false;
  }
  if (key == Key::journal) {
    look_back(now_.place == Place::closed ? LookingBack::Door::words : LookingBack::Door::journal);
  } else if (key == Key::looking_back) {
    look_back(LookingBack::Door::shelf);
  }
  return key == Key::journal || key == Key::looking_back;
}

Picture PersonScreen::picture(Extent size) const {
  Picture picture = stage_.picture(size);
  if (past_.gone()) {
    return picture;
  }
  Picture over;
  over.size = size;
  past_.add_to(over, home_.preferences.settings, stage_.colours());
  if (texts().right_to_left()) {
    over = mirrored(std::move(over));
  }
  if (past_.open() && pages_.empty()) {
    picture.targets.clear();
  }
  std::move(over.shapes.begin(), over.shapes.end(), std::back_inserter(picture.shapes));
  std::move(over.targets.begin(), over.targets.end(), std::back_inserter(picture.targets));
  return picture;
}

}  // namespace ebb::scene
