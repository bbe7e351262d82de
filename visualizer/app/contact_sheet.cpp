#include "visualizer/app/contact_sheet.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <SFML/Graphics/RenderTexture.hpp>
#include <SFML/Graphics/Sprite.hpp>

#include "visualizer/app/shots.hpp"
#include "visualizer/app/walk.hpp"
#include "visualizer/render/painter.hpp"

namespace ebb::app {
namespace {

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

}  // namespace

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
