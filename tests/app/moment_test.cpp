#include "visualizer/app/moment.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "render/canvas.hpp"
#include "scene/own_rhythm.hpp"

namespace ebb::app {
namespace {

scene::Shelf shelf() {
  return {scene::shelf_practice("own-rhythm"), scene::shelf_practice("feet-and-room")};
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Moment, IsTheSamePictureEveryTime) {
  Options options;
  options.at = Seconds{31.4};
  options.keys = *parse_keys("2:enter");
  EXPECT_EQ(picture_at(options, shelf()), picture_at(options, shelf()));
  Options later = options;
  later.at = Seconds{32.4};
  EXPECT_NE(picture_at(options, shelf()), picture_at(later, shelf()));
}

TEST(Moment, EverySceneLeadsSomewhereElse) {
  std::vector<scene::Picture> seen;
  for (const auto scene : {SnapshotScene::start, SnapshotScene::practice, SnapshotScene::paused,
                           SnapshotScene::eased, SnapshotScene::close, SnapshotScene::help}) {
    Options options;
    options.scene = scene;
    options.at = Seconds{30.0};
    seen.push_back(picture_at(options, shelf()));
    for (std::size_t i = 0; i + 1 < seen.size(); ++i) {
      EXPECT_NE(seen[i], seen.back());
    }
  }
}

TEST(Moment, KeysOfAScriptAreLettersWhereSomethingIsWritten) {
  Options options;
  options.scene = SnapshotScene::journal;
  options.at = Seconds{20.0};
  options.keys = *parse_keys("16:tab,16.5:enter,17:j,17.1:a,17.2:space,17.3:m");
  bool written = false;
  const scene::Picture picture = picture_at(options, shelf());
  for (const scene::Shape& shape : picture.shapes) {
    const auto* words = std::get_if<scene::Words>(&shape);
    written = written || (words != nullptr && words->text.find("ja m") != std::string::npos);
  }
  EXPECT_TRUE(written);
}

TEST(Moment, AMadeUpBodyIsCalledSo) {
  for (const BodyKind kind : {BodyKind::calm, BodyKind::none}) {
    Options options;
    options.body = kind;
    bool said = false;
    const scene::Picture picture = picture_at(options, shelf());
    for (const scene::Shape& shape : picture.shapes) {
      const auto* words = std::get_if<scene::Words>(&shape);
      said = said || (words != nullptr && words->text == "~ simulated");
    }
    EXPECT_EQ(said, kind == BodyKind::calm);
  }
}

TEST(Moment, SavesTheSameBytesTwice) {
  EBB_NEEDS_DISPLAY();
  const std::string folder = testing::TempDir() + "ebb-moment-" + std::to_string(::getpid());
  std::filesystem::create_directories(folder);
  Options options;
  options.at = Seconds{25.0};
  options.keys = *parse_keys("2:enter");
  options.size = {640, 360};
  options.snapshot = folder + "/one.png";
  save_moment(options, shelf());
  options.snapshot = folder + "/two.png";
  save_moment(options, shelf());
  const std::string one = bytes_of(folder + "/one.png");
  EXPECT_GT(one.size(), 1000U);
  EXPECT_TRUE(one == bytes_of(folder + "/two.png"));
  std::filesystem::remove_all(folder);
}

TEST(Moment, SaysWhenTheFileCannotBeWritten) {
  EBB_NEEDS_DISPLAY();
  Options options;
  options.at = Seconds{0.1};
  options.size = {320, 200};
  options.snapshot = "/nowhere/at/all.png";
  EXPECT_THROW(save_moment(options, shelf()), std::runtime_error);
}

TEST(Moment, TheGuideShinesInTheMiddle) {
  EBB_NEEDS_DISPLAY();
  render::Canvas canvas{{640, 360}};
  Options options;
  options.size = {640, 360};
  options.keys = *parse_keys("2:enter");
  options.at = Seconds{20.0};
  const scene::Picture picture = picture_at(options, shelf());
  const sf::Image seen = canvas.draw(picture);
  const scene::Layout layout = scene::lay_out(options.size, options.settings);
  const auto pixel = [&](double share) {
    return render::luminance(
        seen.getPixel(static_cast<unsigned>(layout.guide.x + layout.widest * share),
                      static_cast<unsigned>(layout.guide.y)));
  };
  EXPECT_GT(pixel(0.5), 3.0 * pixel(1.6));
  EXPECT_GT(pixel(0.0), 2.0 * pixel(1.6));
}

}  // namespace
}  // namespace ebb::app
