#include "visualizer/app/moment.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include <SFML/Graphics/RenderTexture.hpp>

#include "visualizer/app/calm_body.hpp"
#include "visualizer/app/past.hpp"
#include "visualizer/app/two_rooms.hpp"
#include "visualizer/render/painter.hpp"
#include "visualizer/scene/looking_back/made_past.hpp"

namespace ebb::app {
namespace {

constexpr Microseconds kFrame{16'667};
constexpr int kMadeYear = 2026;

/// The keys that lead to a scene, early enough that it has settled by `at`.
std::vector<ScriptedKey> way_to(SnapshotScene scene, Seconds at) {
  using scene::Key;
  const auto before = [at](double seconds) {
    return std::max(Seconds{0.0}, at - Seconds{seconds});
  };
  switch (scene) {
    case SnapshotScene::start:
      return {};
    case SnapshotScene::practice:
      return {{Seconds{0.0}, Key::space}};
    case SnapshotScene::paused:
      return {{Seconds{0.0}, Key::space}, {before(3.0), Key::space}};
    case SnapshotScene::eased:
      return {{Seconds{0.0}, Key::space}, {before(14.0), Key::ease_off}};
    case SnapshotScene::close:
      return {{Seconds{0.0}, Key::space}, {before(4.0), Key::escape}};
    case SnapshotScene::help:
      return {{before(3.0), Key::help}};
    case SnapshotScene::shelf:
      return {{before(3.0), Key::shelf}, {before(2.0), Key::down}};
    case SnapshotScene::people:
      return {{before(3.0), Key::people}};
    case SnapshotScene::past:
      return {{before(7.0), Key::looking_back}, {before(5.0), Key::tab}, {before(4.5), Key::enter}};
    case SnapshotScene::journal:
      return {{before(4.0), Key::journal}, {before(2.0), Key::tab}};
    case SnapshotScene::comfort:
      return {{before(3.0), Key::comfort}, {before(2.0), Key::down}};
  }
  return {};
}

std::unique_ptr<Body> body_for(BodyKind kind) {
  if (kind == BodyKind::calm) {
    return std::make_unique<CalmBody>(HostTime{});
  }
  return std::make_unique<NoBody>();
}

/// The console beside a person who has begun the practice.
scene::Picture console_at(const Options& options, scene::Shelf shelf, const scene::Texts& texts) {
  scene::Home home;
  home.texts = &texts;
  home.preferences.settings = options.settings;
  TwoRooms rooms{std::move(shelf), home};
  const std::vector<ScriptedKey> way = way_to(options.scene, options.at);
  auto key = way.begin();
  auto typed = options.keys.begin();
  const HostTime end{to_microseconds(options.at)};
  for (HostTime now{};; now = std::min(now + kFrame, end)) {
    for (; key != way.end() && to_microseconds(key->at) <= now.time_since_epoch(); ++key) {
      rooms.person().press(key->key, now);
    }
    for (; typed != options.keys.end() && to_microseconds(typed->at) <= now.time_since_epoch();
         ++typed) {
      press(rooms.console(), *typed, now);
    }
    rooms.advance(now);
    if (now == end) {
      return rooms.console().picture(options.size);
    }
  }
}

}  // namespace

scene::Picture picture_at(const Options& options, scene::Shelf shelf, const scene::Texts& texts) {
  if (options.console) {
    return console_at(options, std::move(shelf), texts);
  }
  const std::unique_ptr<Body> body = body_for(options.body);
  scene::Home home;
  home.texts = &texts;
  home.preferences.settings = options.settings;
  home.looks_back = true;
  home.this_year = options.past.empty() ? kMadeYear : this_year();
  scene::PersonScreen screen{std::move(shelf), std::move(home), [](const PracticeEvent&) {}};
  scene::MadePast made;
  const auto past = options.past.empty() ? nullptr : std::make_unique<Past>(options.past);
  std::vector<ScriptedKey> keys = way_to(options.scene, options.at);
  keys.insert(keys.end(), options.keys.begin(), options.keys.end());
  std::stable_sort(keys.begin(), keys.end(),
                   [](const ScriptedKey& a, const ScriptedKey& b) { return a.at < b.at; });

  const HostTime end{to_microseconds(options.at)};
  auto key = keys.begin();
  for (HostTime now{};; now = std::min(now + kFrame, end)) {
    for (; key != keys.end() && to_microseconds(key->at) <= now.time_since_epoch(); ++key) {
      press(screen, *key, now);
    }
    std::vector<scene::Errand> errands = screen.take_errands();
    if (past && !errands.empty()) {
      past->ask(std::move(errands));
      for (scene::Found& found : past->take_all()) {
        screen.receive(std::move(found));
      }
    } else {
      for (const scene::Errand& errand : errands) {
        if (auto found = made.answer(errand)) {
          screen.receive(*std::move(found));
        }
      }
    }
    body->poll(now);
    screen.advance(now, body->latest(), body->take_beats());
    if (now == end) {
      break;
    }
  }
  return screen.picture(options.size);
}

void save_moment(const Options& options, scene::Shelf shelf, const scene::Texts& texts) {
  const scene::Picture picture = picture_at(options, std::move(shelf), texts);
  const render::Fonts fonts;
  render::Painter painter{fonts};
  sf::RenderTexture texture;
  if (!texture.create(static_cast<unsigned>(picture.size.width),
                      static_cast<unsigned>(picture.size.height))) {
    throw std::runtime_error("A picture of this size cannot be drawn here. A smaller --size may.");
  }
  painter.paint(picture, texture);
  texture.display();
  if (!texture.getTexture().copyToImage().saveToFile(options.snapshot->string())) {
    throw std::runtime_error(options.snapshot->string() +
                             ": could not be written. The name should end in .png and its folder "
                             "should exist.");
  }
}

}  // namespace ebb::app
