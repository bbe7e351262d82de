#include "visualizer/app/contact_sheet.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include <SFML/Graphics/RenderTexture.hpp>
#include <SFML/Graphics/Sprite.hpp>

#include "visualizer/app/two_rooms.hpp"
#include "visualizer/render/painter.hpp"
#include "visualizer/scene/looking_back/made_past.hpp"

namespace ebb::app {
namespace {

using scene::View;

constexpr scene::Extent kSmall{360, 240};
constexpr scene::Extent kSmallDesk{640, 400};  ///< a console has more to say
constexpr unsigned kTileWidth = 480;
constexpr unsigned kTileHeight = 270;
constexpr unsigned kGap = 12;

constexpr std::array<std::pair<std::string_view, scene::Theme>, 4> kThemes = {
    {{"dark", scene::Theme::dark},
     {"light", scene::Theme::light},
     {"dark-contrast", scene::Theme::dark_high_contrast},
     {"light-contrast", scene::Theme::light_high_contrast}}};

Practice practice_named(const std::string& id, const scene::Shelf& shelf) {
  for (const Practice& practice : shelf.practices) {
    if (practice.id == id) {
      return practice;
    }
  }
  throw std::runtime_error("There is no practice \"" + id + "\" on the shelf to draw.");
}

/// Draws pictures of one size into files and into the sheet.
class Printer {
 public:
  Printer(std::filesystem::path folder, unsigned rows) : folder_(std::move(folder)) {
    std::error_code failed;
    std::filesystem::create_directories(folder_, failed);
    const auto columns = static_cast<unsigned>(kThemes.size()) + 1;
    if (!sheet_.create(columns * (kTileWidth + kGap) + kGap, rows * (kTileHeight + kGap) + kGap)) {
      throw std::runtime_error("A sheet of this size cannot be drawn here.");
    }
    sheet_.clear(sf::Color{60, 64, 66});
  }

  void print(const scene::Picture& picture, const std::string& name, unsigned column,
             unsigned row) {
    sf::RenderTexture texture;
    if (!texture.create(static_cast<unsigned>(picture.size.width),
                        static_cast<unsigned>(picture.size.height))) {
      throw std::runtime_error(
          "A picture of this size cannot be drawn here. A smaller --size may.");
    }
    texture.setSmooth(true);
    painter_.paint(picture, texture);
    texture.display();
    save(texture, name);
    sf::Sprite sprite{texture.getTexture()};
    const float scale =
        std::min(static_cast<float>(kTileWidth) / static_cast<float>(picture.size.width),
                 static_cast<float>(kTileHeight) / static_cast<float>(picture.size.height));
    sprite.setScale(scale, scale);
    sprite.setPosition(static_cast<float>(kGap + column * (kTileWidth + kGap)),
                       static_cast<float>(kGap + row * (kTileHeight + kGap)));
    sheet_.draw(sprite);
  }

  void finish() {
    sheet_.display();
    save(sheet_, "sheet");
  }

 private:
  void save(const sf::RenderTexture& texture, const std::string& name) const {
    const std::filesystem::path file = folder_ / (name + ".png");
    if (!texture.getTexture().copyToImage().saveToFile(file.string())) {
      throw std::runtime_error(file.string() + ": could not be written.");
    }
  }

  std::filesystem::path folder_;
  render::Fonts fonts_;
  render::Painter painter_{fonts_};
  sf::RenderTexture sheet_;
};

/// Grounding, ten minutes, kept.
constexpr const char* kProposal =
    "1:a,1.1:g,1.2:r,1.3:o,1.4:u,1.5:n,1.6:d,1.7:i,1.8:n,1.9:g,2:down,2.1:left,2.2:left,2.3:down,"
    "2.4:down,2.5:right,2.6:down,2.7:down,3:enter";

}  // namespace

const std::vector<Shot>& shots() {
  static const std::vector<Shot> all = {
      {"start", "", "", 6.0},
      {"shelf", "", "1:l,2:down,2.2:down", 6.0},
      {"shelf-tender", "",
       "1:l,2:up,2.2:down,2.3:down,2.4:down,2.5:down,2.6:down,2.7:down,2.8:down,"
       "2.9:down,3:down,3.1:down,3.2:down,3.3:down",
       8.0},
      {"disc", "own-rhythm", "0:space,2:enter", 31.0},
      {"hill", "own-rhythm", "0:space,2:enter", 31.0, "", View::hill},
      {"bar", "own-rhythm", "0:space,2:enter", 31.0, "", View::bar},
      {"words", "own-rhythm", "0:space,2:enter", 31.0, "", View::words},
      {"numbers", "own-rhythm", "0:space,2:enter,20:n", 31.0},
      {"paused", "own-rhythm", "0:space,2:enter,20:space", 26.0},
      {"eased", "own-rhythm", "0:space,2:enter,20:e", 34.0},
      {"close", "own-rhythm", "0:space,2:enter,20:escape", 26.0},
      {"help", "", "1:?", 5.0},
      {"about", "", "1:?,2:tab,2.1:tab,2.2:tab,2.3:tab,2.4:enter", 8.0},
      {"people", "", "1:p,2:down", 6.0},
      {"comfort", "", "1:c,2:down,2.2:down", 6.0},
      {"card", "kind-companion", "1:space,3:tab", 6.0},
      {"how-much", "own-rhythm", "1:space,2:tab", 6.0, "", View::disc, true},
      {"body-signs", "own-rhythm", "1:space,2:tab,2.2:enter,4:tab,4.2:space,4.4:tab,4.6:space", 8.0,
       "", View::disc, true},
      {"close-checked", "own-rhythm", "0:space,0.2:enter,0.4:enter,20:escape", 26.0, "", View::disc,
       true},
      {"how-much-now", "own-rhythm", "0:space,0.2:enter,0.4:enter,20:escape,22:t,24:tab", 27.0, "",
       View::disc, true},
      {"weather", "watching-weather", "0:space,5:tab,5.2:right", 12.0},
      {"sky", "watching-weather", "0:space,5:enter", 26.0},
      {"touch", "warm-hand", "0:space,5:tab,5.2:enter,6:tab,6.1:right", 12.0},
      {"choices", "as-for-a-friend", "0:space,2:enter,3:enter,8:tab", 14.0},
      {"write", "as-for-a-friend", "0:space,5:tab,5.2:enter", 14.0, "late for the train, again"},
      {"keep", "as-for-a-friend", "0:space,5:tab,5.2:enter,9:enter,9.4:tab", 14.0,
       "late for the train, again"},
      {"dots", "feet-and-room", "0:space,2:enter,5:down,6:down", 12.0},
      {"place", "steady-place", "0:space,5:tab", 12.0},
      {"shoreline", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false, "shoreline"},
      {"woodland", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false, "woodland"},
      {"hearth", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false, "hearth"},
      {"night-sky", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false, "night sky"},
      {"plain-colour", "steady-place", "0:space,5:enter", 24.0, "", View::disc, false,
       "plain colour"},
      {"past-shelf", "", "1:r,3:down", 7.0},
      {"past-session", "", "1:r,3:tab,3.2:enter", 9.0},
      {"past-numbers", "", "1:r,3:tab,3.2:enter,5:n", 10.0},
      {"past-together", "", "1:r,3:tab,3.2:enter,5:t", 10.0},
      {"past-overlay", "", "1:r,3:tab,3.2:enter,5:o", 10.0},
      {"past-marks", "", "1:r,3:tab,3.2:enter,5:m,7:tab", 10.0},
      {"past-letting-out", "", "1:r,3:tab,3.2:enter,5:e,7:tab", 10.0},
      {"past-farewell", "", "1:r,3:tab,3.2:enter,5:d,7:tab", 10.0},
      {"journal", "", "1:j,3:down,3.2:down", 7.0},
      {"journal-entry", "", "1:j,3:tab,3.2:tab,3.4:enter,5:tab", 9.0},
      {"writing", "", "1:j,3:tab,3.2:enter", 7.0, "nothing much, a bit lighter in the jaw"},
      {"what-becomes", "", "1:j,3:tab,3.2:enter,5:tab,7:tab", 9.0, "wanted to stop, and stayed"},
      {"light", "kind-companion", "0:space,1:tab,1.2:enter,2:enter,4:enter,5:enter,9:up,9.2:up",
       22.0},
      {"agreement", "own-rhythm", "8:tab", 12.0, "", View::disc, false, "", kProposal},
      {"offered", "own-rhythm", "0:space,2:enter", 31.0, "", View::disc, false, "", "26:-"},
      {"console", "own-rhythm", "6:tab,6.4:enter,8:space,10:enter,90:+", 130.0, "", View::disc,
       false, "",
       std::string{kProposal} +
           ",40:m,41:l,41.1:s,41.2:i,41.3:s,41.4:t,41.5:e,41.6:r,42:enter,80:-,112:s,120:m",
       true},
      {"console-label", "own-rhythm", "0:space,2:enter,30:h", 60.0, "", View::disc, false, "",
       "40:m,50:l,51:r,51.1:a,51.2:i,51.3:n", true},
      {"console-proposal", "", "", 6.0, "", View::disc, false, "", "1:a,2:g,2.1:r,2.2:o,2.3:u",
       true},
  };
  return all;
}

scene::Picture picture_of(const Shot& shot, const scene::Shelf& shelf, scene::Extent size,
                          const scene::Settings& settings, const scene::Texts& texts,
                          Microseconds frame) {
  scene::Shelf own = shelf;
  own.main_is_fixed = true;
  if (!shot.practice.empty()) {
    own.main = practice_named(shot.practice, shelf);
  }
  scene::Home home;
  home.texts = &texts;
  home.preferences.settings = settings;
  home.preferences.settings.view = shot.view;
  home.preferences.check_in = shot.check_in;
  home.preferences.place = shot.place;
  home.keeps_words = shot.name == "keep";
  home.looks_back = true;
  home.this_year = 2026;
  scene::MadePast past;
  TwoRooms rooms{std::move(own), home};
  scene::PersonScreen& screen = rooms.person();
  const auto keys = parse_keys(shot.keys);
  const auto at_console = parse_keys(shot.console, true);
  if (!keys || !at_console) {
    throw std::runtime_error("The way to \"" + shot.name + "\" cannot be read.");
  }
  auto key = keys->begin();
  auto typed_there = at_console->begin();
  bool typed = false;
  const HostTime end{to_microseconds(Seconds{shot.at})};
  for (HostTime now{};; now = std::min(now + frame, end)) {
    for (; key != keys->end() && to_microseconds(key->at) <= now.time_since_epoch(); ++key) {
      screen.press(key->key, now);
    }
    for (; typed_there != at_console->end() &&
           to_microseconds(typed_there->at) <= now.time_since_epoch();
         ++typed_there) {
      press(rooms.console(), *typed_there, now);
    }
    if (!typed && screen.writing()) {
      for (const char c : shot.typed) {
        screen.type(static_cast<unsigned char>(c));
      }
      typed = true;
    }
    for (const scene::Errand& errand : screen.take_errands()) {
      if (auto found = past.answer(errand)) {
        screen.receive(*std::move(found));
      }
    }
    rooms.advance(now);
    if (now == end) {
      return shot.of_console ? rooms.console().picture(size) : screen.picture(size);
    }
  }
}

void save_contact_sheet(const std::filesystem::path& folder, const scene::Shelf& shelf,
                        scene::Extent size, const scene::Texts& texts) {
  Printer printer{folder, static_cast<unsigned>(shots().size())};
  unsigned row = 0;
  for (const Shot& shot : shots()) {
    unsigned column = 0;
    for (const auto& [name, theme] : kThemes) {
      printer.print(picture_of(shot, shelf, size, {.theme = theme}, texts),
                    shot.name + "-" + std::string{name}, column++, row);
    }
    printer.print(picture_of(shot, shelf, shot.of_console ? kSmallDesk : kSmall, {}, texts),
                  shot.name + "-small", column, row);
    ++row;
  }
  printer.finish();
}

}  // namespace ebb::app
