// F42: a recording above the guide.
#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "sound/heard.hpp"

namespace ebb::sound {
namespace {

/// Two seconds of a faint hum.
std::vector<float> hum() {
  std::vector<float> samples;
  for (int i = 0; i < static_cast<int>(2.0 * kRate); ++i) {
    samples.push_back(
        static_cast<float>(0.2 * std::sin(2.0 * std::numbers::pi * 200.0 * i / kRate)));
  }
  return samples;
}

Soundscape scape() { return Soundscape{{kRate}, make_tones(kRate)}; }

Sounding spoken(unsigned voice) {
  return {.breath = breath(0.0, 4.0, 6.0), .level = 0.0, .within = kRests, .voice = voice};
}

TEST(KindVoice, F42_IsHeardOnceAndThenThereIsSilence) {
  Soundscape one = scape();
  one.speak(hum());
  one.push(spoken(1));
  const auto heard = listen(one, 0.0, 5.0);
  EXPECT_GT(loudest(part(heard, 0.5, 1.9)), 0.2);
  EXPECT_LE(loudest(heard), 0.251);
  EXPECT_EQ(loudest(part(heard, 2.5, 5.0)), 0.0);
  EXPECT_TRUE(one.silent());
  one.push(spoken(2));
  EXPECT_GT(loudest(listen(one, 5.0, 1.0)), 0.2) << "another step: once more";
}

TEST(KindVoice, F42_EndsWithinThreeTenthsOfASecondAndWithoutAClick) {
  Soundscape one = scape();
  one.speak(hum());
  one.push(spoken(1));
  auto heard = listen(one, 0.0, 1.0);
  one.push(spoken(0));
  const auto after = listen(one, 1.0, 1.0);
  EXPECT_EQ(loudest(part(after, 0.3, 1.0)), 0.0);
  heard.insert(heard.end(), after.begin(), after.end());
  double step = 0.0;
  for (std::size_t i = 1; i < heard.size(); ++i) {
    step = std::max(step, std::abs(heard[i] - heard[i - 1]));
  }
  EXPECT_LT(step, 0.25 * 2.0 * std::numbers::pi * 200.0 / kRate * 1.2);
  one.push(spoken(1));
  EXPECT_GT(loudest(listen(one, 2.0, 1.0)), 0.2) << "given back after a rest, from its beginning";
}

TEST(KindVoice, F42_TheGuideIsSofterUnderItAndComesBack) {
  Soundscape quiet = scape();
  quiet.speak(std::vector<float>(static_cast<std::size_t>(2.0 * kRate), 0.0F));
  Soundscape alone = scape();
  for (Soundscape* one : {&quiet, &alone}) {
    one->push({breath(-10.0, 4.0, 6.0), 1.0, kComes});
    listen(*one, -10.0, 10.0);
  }
  quiet.push({breath(0.0, 4.0, 6.0), 1.0, kComes, 1});
  alone.push({breath(0.0, 4.0, 6.0), 1.0, kComes});
  const auto under = listen(quiet, 0.0, 4.0);
  const auto usual = listen(alone, 0.0, 4.0);
  EXPECT_NEAR(loudest(part(under, 1.0, 1.8)) / loudest(part(usual, 1.0, 1.8)), 0.35, 0.05);
  EXPECT_NEAR(loudest(part(under, 3.0, 4.0)) / loudest(part(usual, 3.0, 4.0)), 1.0, 0.05);
}

TEST(KindVoice, F42_WithoutARecordingNothingIsHeardOfIt) {
  Soundscape one = scape();
  one.push(spoken(1));
  EXPECT_EQ(loudest(listen(one, 0.0, 2.0)), 0.0);
  EXPECT_TRUE(one.silent());
}

}  // namespace
}  // namespace ebb::sound
