#pragma once

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "scene/own_rhythm.hpp"
#include "visualizer/scene/person_screen.hpp"

namespace ebb::scene {

/// Every practice that comes with Ebb, light ones first.
inline std::vector<Practice> all_practices() {
  std::vector<Practice> all;
  const std::filesystem::path folder = std::string{EBB_SOURCE_DIR} + "/practices";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    all.push_back(shelf_practice(entry.path().stem().string()));
  }
  std::sort(all.begin(), all.end(), [](const Practice& a, const Practice& b) {
    return std::tie(a.tenderness, a.title) < std::tie(b.tenderness, b.title);
  });
  return all;
}

inline Shelf whole_shelf(const std::string& main = "own-rhythm") {
  Shelf shelf{shelf_practice(main), shelf_practice("feet-and-room"), all_practices()};
  shelf.ease_off = shelf_practice("thaw-gently");
  return shelf;
}

/// Somebody at the screen with the whole shelf and no sensor, at virtual time.
class AtTheScreen {
 public:
  explicit AtTheScreen(Shelf shelf = whole_shelf(), Home home = {})
      : screen(std::move(shelf), std::move(home),
               [this](const PracticeEvent& event) { told.push_back(event); }) {}

  void wait(double seconds, Microseconds frame = Microseconds{50'000}) {
    const HostTime end = now + to_microseconds(Seconds{seconds});
    do {
      now += frame;
      screen.advance(now, std::nullopt, {});
    } while (now < end);
  }
  void press(Key key) { screen.press(key, now); }
  void press_all(std::initializer_list<Key> keys) {
    for (const Key key : keys) {
      press(key);
      wait(0.2);
    }
  }
  Picture picture(Extent size = {1280, 720}) const { return screen.picture(size); }
  bool says(const std::string& part, Extent size = {1280, 720}) const {
    const Picture seen = picture(size);
    for (const Shape& shape : seen.shapes) {
      const auto* words = std::get_if<Words>(&shape);
      if (words != nullptr && words->text.find(part) != std::string::npos) {
        return true;
      }
    }
    return false;
  }
  bool was_told(const std::string& what) const {
    for (const PracticeEvent& event : told) {
      if (event.what == what) {
        return true;
      }
    }
    return false;
  }

  HostTime now{};
  std::vector<PracticeEvent> told;
  PersonScreen screen;
};

}  // namespace ebb::scene
