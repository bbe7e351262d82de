// Where a processor draws, only what changed is drawn anew: nobody may be able to tell.
#include <algorithm>
#include <memory>
#include <vector>

#include <SFML/Graphics/RenderWindow.hpp>
#include <SFML/Window/Event.hpp>
#include <dlfcn.h>
#include <gtest/gtest.h>

#include "render/canvas.hpp"
#include "scene/at_the_screen.hpp"
#include "visualizer/render/part_copy.hpp"
#include "visualizer/scene/damage.hpp"

namespace ebb::render {
namespace {

using scene::Box;
using scene::Extent;
using scene::Key;
using scene::Picture;

bool same(const sf::Image& a, const sf::Image& b) {
  const std::size_t bytes = std::size_t{a.getSize().x} * a.getSize().y * 4;
  return a.getSize() == b.getSize() &&
         std::equal(a.getPixelsPtr(), a.getPixelsPtr() + bytes, b.getPixelsPtr());
}

/// Draws each picture twice: once whole, once as the window does.
class TwoWays {
 public:
  explicit TwoWays(Extent size) : size_(size), whole_(size), parts_(size) {}

  [[nodiscard]] bool agree(const Picture& picture) {
    const Box part =
        last_ ? scene::damage_between(*last_, picture)
              : Box{0, 0, static_cast<double>(size_.width), static_cast<double>(size_.height)};
    drawn_ += part.width * part.height / (size_.width * size_.height);
    ++frames_;
    last_ = picture;
    return same(whole_.draw(picture), parts_.draw_part(picture, part));
  }
  /// Of all pixels of all frames.
  [[nodiscard]] double share_drawn() const { return drawn_ / frames_; }

 private:
  Extent size_;
  Canvas whole_;
  Canvas parts_;
  std::optional<Picture> last_;
  double drawn_ = 0.0;
  int frames_ = 0;
};

class FrameInParts : public testing::TestWithParam<scene::View> {};

std::vector<scene::View> views() {
#ifdef __SANITIZE_ADDRESS__
  return {scene::View::disc};  // to look at pictures is the same work there, and slower
#else
  return {scene::View::disc, scene::View::hill, scene::View::bar, scene::View::words};
#endif
}

INSTANTIATE_TEST_SUITE_P(EveryView, FrameInParts, testing::ValuesIn(views()));

TEST_P(FrameInParts, IsTheWholeFrame) {
  EBB_NEEDS_DISPLAY();
  constexpr Extent kSize{480, 270};
  scene::Home home;
  home.preferences.settings.view = GetParam();
  scene::AtTheScreen person{scene::whole_shelf(), home};
  TwoWays ways{kSize};
  const auto go = [&](double seconds) {
    for (int i = 0; i < static_cast<int>(seconds * 10.0); ++i) {
      person.wait(0.1);
      ASSERT_TRUE(ways.agree(person.picture(kSize))) << "at " << to_seconds(person.now) << " s";
    }
  };
  go(1.0);
  for (const Key key : {Key::space, Key::enter, Key::help, Key::escape, Key::comfort, Key::escape,
                        Key::ease_off, Key::escape, Key::escape, Key::shelf}) {
    person.press(key);
    go(key == Key::enter ? 20.0 : 3.0);
  }
}

TEST(PartOfAFrame, LettersThatComeLateAreWhole) {
  EBB_NEEDS_DISPLAY();
  constexpr Extent kSize{640, 400};
  Picture picture;
  picture.size = kSize;
  picture.backdrop = {scene::from_hex(0x10181C), scene::from_hex(0x10181C), {320, 200}, 10.0, 1.0};
  TwoWays ways{kSize};
  ASSERT_TRUE(ways.agree(picture));
  // More glyphs of one size than a font's first page holds, row after row, the first ones again
  // at the end.
  const std::vector<std::string> rows{"abcdefghijkl", "mnopqrstuvwx",
                                      "yzABCDEFGHIJ", "KLMNOPQRSTUV",
                                      "WXYZ01234567", "89\u00e4\u00f6\u00fc\u00e9\u00e8,;:!?",
                                      "abcdefghijkl"};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    scene::Words words;
    words.text = rows[i];
    words.at = {320.0, 50.0 + 55.0 * static_cast<double>(i)};
    words.size = 36.0;
    words.colour = scene::from_hex(0xCEE3DE);
    picture.shapes.emplace_back(words);
    ASSERT_TRUE(ways.agree(picture)) << rows[i];
  }
}

TEST(PartOfAFrame, ABreathOfTheDiscDrawsAThirdOfTheWindow) {
  EBB_NEEDS_DISPLAY();
  constexpr Extent kSize{960, 540};
  scene::AtTheScreen person;
  person.press_all({Key::space, Key::enter});
  person.wait(20.0);
  TwoWays ways{kSize};
  for (int i = 0; i < 60; ++i) {
    person.wait(0.1);
    ASSERT_TRUE(ways.agree(person.picture(kSize)));
  }
  EXPECT_LT(ways.share_drawn(), 0.45);
  EXPECT_GT(ways.share_drawn(), 0.05);
}

/// What the X server holds of a window: what a person sees.
class Seen {
 public:
  Seen() {
    library_ = dlopen("libX11.so.6", RTLD_NOW | RTLD_LOCAL);
    display_ = call<void*, const char*>("XOpenDisplay")(nullptr);
  }
  ~Seen() { call<int, void*>("XCloseDisplay")(display_); }
  Seen(const Seen&) = delete;
  Seen& operator=(const Seen&) = delete;

  /// 0xRRGGBB of the given places.
  std::vector<unsigned long> at(unsigned long window, Extent size,
                                const std::vector<scene::Point>& places) {
    call<int, void*, int>("XSync")(display_, 0);
    constexpr unsigned long kAllPlanes = ~0UL;
    constexpr int kZPixmap = 2;
    auto* image =
        call<void*, void*, unsigned long, int, int, unsigned, unsigned, unsigned long, int>(
            "XGetImage")(display_, window, 0, 0, static_cast<unsigned>(size.width),
                         static_cast<unsigned>(size.height), kAllPlanes, kZPixmap);
    std::vector<unsigned long> colours;
    for (const scene::Point& place : places) {
      colours.push_back(call<unsigned long, void*, int, int>("XGetPixel")(
                            image, static_cast<int>(place.x), static_cast<int>(place.y)) &
                        0xFFFFFFUL);
    }
    call<int, void*>("XDestroyImage")(image);
    return colours;
  }

 private:
  template <class Result, class... Arguments>
  using Call = Result (*)(Arguments...);
  template <class Result, class... Arguments>
  Call<Result, Arguments...> call(const char* name) {
    return reinterpret_cast<Call<Result, Arguments...>>(dlsym(library_, name));
  }
  void* library_ = nullptr;
  void* display_ = nullptr;
};

TEST(PartOfAFrame, OnlyThatPartOfTheWindowIsShownAnew) {
  EBB_NEEDS_DISPLAY();
  constexpr Extent kSize{400, 300};
  sf::RenderWindow window{sf::VideoMode{400, 300}, "part", sf::Style::None};
  const auto copy = PartCopy::of_current_window();
  if (!copy) {
    GTEST_SKIP() << "A graphics card draws here, and swaps whole frames.";
  }
  window.setPosition({0, 0});  // a server tells pixels only of what lies on its screen
  for (sf::Event event{}; window.pollEvent(event);) {
    // Until the server has put it there.
  }
  Fonts fonts;
  Painter painter{fonts};
  Picture picture;
  picture.size = kSize;
  picture.backdrop = {scene::from_hex(0x102030), scene::from_hex(0x102030), {200, 150}, 10.0, 1.0};
  painter.paint(picture, window);
  copy->show({0, 0, 400, 300}, kSize.height);
  picture.backdrop.ground = scene::from_hex(0x406080);
  picture.backdrop.light = picture.backdrop.ground;
  const Box part{100, 30, 50, 40};
  painter.paint_part(picture, part, window);
  copy->show(part, kSize.height);
  Seen seen;
  const auto colours = seen.at(window.getSystemHandle(), kSize,
                               {{100, 30}, {149, 69}, {99, 30}, {100, 29}, {150, 69}, {149, 70}});
  EXPECT_EQ(colours, (std::vector<unsigned long>{0x406080, 0x406080, 0x102030, 0x102030, 0x102030,
                                                 0x102030}));
  // What was drawn before is still there to be drawn on.
  copy->show({0, 0, 400, 300}, kSize.height);
  EXPECT_EQ(seen.at(window.getSystemHandle(), kSize, {{0, 0}, {399, 299}, {120, 50}}),
            (std::vector<unsigned long>{0x102030, 0x102030, 0x406080}));
}

}  // namespace
}  // namespace ebb::render
