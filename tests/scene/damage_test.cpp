#include "visualizer/scene/damage.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace ebb::scene {
namespace {

constexpr Extent kSize{640, 400};

Disc disc_at(Point centre, double radius) {
  return {centre, radius, 4.0, radius * 1.5, {}, {}, {}};
}

Words words_at(double y) {
  Words words;
  words.text = "Hello";
  words.at = {320.0, y};
  return words;
}

Picture picture_of(std::vector<Shape> shapes) {
  Picture picture;
  picture.size = kSize;
  picture.shapes = std::move(shapes);
  return picture;
}

bool holds(const Box& outer, const Box& inner) {
  return inner.left >= outer.left && inner.top >= outer.top &&
         inner.left + inner.width <= outer.left + outer.width &&
         inner.top + inner.height <= outer.top + outer.height;
}

TEST(Damage, NothingIsDrawnAnewWhereNothingChanged) {
  const Picture same = picture_of({disc_at({100, 100}, 40), words_at(350)});
  EXPECT_EQ(damage_between(same, same), Box{});
}

TEST(Damage, AShapeThatMovesDamagesWhereItWasAndWhereItIs) {
  const Shape before = disc_at({100, 100}, 40);
  const Shape after = disc_at({300, 120}, 30);
  const Box damage =
      damage_between(picture_of({before, words_at(350)}), picture_of({after, words_at(350)}));
  EXPECT_TRUE(holds(damage, bounds_of(before, kSize)));
  EXPECT_TRUE(holds(damage, bounds_of(after, kSize)));
  EXPECT_FALSE(overlap(damage, bounds_of(words_at(350), kSize))) << "the words stayed as they are";
}

TEST(Damage, AShapeThatComesInBetweenLeavesTheOthersAlone) {
  const Shape under = disc_at({100, 300}, 20);
  const Shape over = words_at(390);
  const Shape fresh = disc_at({300, 100}, 40);
  const Picture before = picture_of({under, over});
  const Picture after = picture_of({under, fresh, over});
  EXPECT_EQ(damage_between(before, after), bounds_of(fresh, kSize));
  EXPECT_EQ(damage_between(after, before), bounds_of(fresh, kSize));
}

TEST(Damage, ShapesThatChangePlacesInTheOrderAreDrawnAnew) {
  const Shape one = disc_at({100, 100}, 40);
  const Shape two = disc_at({120, 100}, 40);
  const Box damage = damage_between(picture_of({one, two}), picture_of({two, one}));
  EXPECT_TRUE(holds(damage, bounds_of(one, kSize)));
  EXPECT_TRUE(holds(damage, bounds_of(two, kSize)));
}

TEST(Damage, AnotherGroundOrSizeIsAllOfThePicture) {
  const Picture before = picture_of({disc_at({100, 100}, 40)});
  Picture dimmed = before;
  dimmed.backdrop.brightness = 0.5;
  EXPECT_EQ(damage_between(before, dimmed), (Box{0, 0, 640, 400}));
  Picture wider = before;
  wider.size = {800, 400};
  EXPECT_EQ(damage_between(before, wider), (Box{0, 0, 800, 400}));
}

TEST(Damage, StaysWithinThePictureAndOnWholePixels) {
  const Box box = bounds_of(disc_at({-10.3, 395.7}, 40.2), kSize);
  EXPECT_EQ(box.left, 0.0);
  EXPECT_EQ(box.top + box.height, 400.0);
  EXPECT_EQ(box.width, std::floor(box.width));
  EXPECT_EQ(box.top, std::floor(box.top));
  EXPECT_EQ(bounds_of(disc_at({-500.0, 100.0}, 40), kSize), Box{});
  EXPECT_EQ(bounds_of(Stroke{}, kSize), Box{});
}

}  // namespace
}  // namespace ebb::scene
