#include "visualizer/sound/own_sounds.hpp"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include <SFML/Audio/OutputSoundFile.hpp>
#include <gtest/gtest.h>

#include "sound/heard.hpp"

namespace ebb::sound {
namespace {

class OwnFiles : public testing::Test {
 protected:
  OwnFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "ebb-sounds-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~OwnFiles() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, unsigned rate, unsigned channels, double hertz,
             double seconds) const {
    sf::OutputSoundFile file;
    ASSERT_TRUE(file.openFromFile((folder_ / name).string(), rate, channels));
    std::vector<sf::Int16> samples;
    const auto count = static_cast<int>(seconds * rate);
    for (int i = 0; i < count; ++i) {
      const double value = std::sin(2.0 * std::numbers::pi * hertz * i / rate);
      samples.insert(samples.end(), channels, static_cast<sf::Int16>(20'000.0 * value));
    }
    file.write(samples.data(), samples.size());
  }

  std::filesystem::path folder_;
};

TEST_F(OwnFiles, AreHeardEachAtItsTurnWhateverTheirRateAndChannels) {
  write("in.wav", 22'050, 2, 880.0, 3.0);
  write("out.flac", 48'000, 1, 220.0, 3.0);
  auto sounds = read_own_sounds(folder_, kRate);
  ASSERT_TRUE(sounds) << sounds.error();
  EXPECT_NEAR(static_cast<double>(sounds->in.size()), 3.0 * kRate, 5.0);
  Soundscape scape{{kRate}, make_own_voice(std::move(*sounds))};
  scape.push({breath(-5.0, 2.0, 3.0), 1.0, kComes});
  listen(scape, -5.0, 5.0);
  scape.push({breath(0.0, 2.0, 3.0), 1.0, kComes});
  const auto heard = listen(scape, 0.0, 5.0);
  EXPECT_NEAR(mean_frequency(part(heard, 1.2, 1.8)), 880.0, 40.0);
  EXPECT_NEAR(mean_frequency(part(heard, 2.4, 3.5)), 220.0, 40.0);
}

TEST_F(OwnFiles, ThatAreMissingOrNoSoundAreNamed) {
  const auto nothing = read_own_sounds(folder_, kRate);
  ASSERT_FALSE(nothing);
  EXPECT_NE(nothing.error().find("in.wav: not found"), std::string::npos) << nothing.error();

  std::ofstream{folder_ / "in.wav"} << "RIFF and then something else entirely";
  const auto broken = read_own_sounds(folder_, kRate);
  ASSERT_FALSE(broken);
  EXPECT_NE(broken.error().find("no sound that can be read"), std::string::npos) << broken.error();
}

TEST_F(OwnFiles, AreReadForHalfAMinuteAtMost) {
  write("in.wav", 8'000, 1, 100.0, 45.0);
  write("out.wav", 8'000, 1, 100.0, 1.0);
  const auto sounds = read_own_sounds(folder_, 8'000.0);
  ASSERT_TRUE(sounds) << sounds.error();
  EXPECT_LE(sounds->in.size(), 30U * 8'000U + 8'192U);
}

}  // namespace
}  // namespace ebb::sound
