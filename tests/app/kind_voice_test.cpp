// F42: from a file, by a yes, into the person's folder, and out of it again.
#include "visualizer/app/kind_voice.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "scene/at_the_screen.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;
using scene::Key;

class KindVoices : public testing::Test {
 protected:
  KindVoices() {
    std::string name = (fs::temp_directory_path() / "ebb-voice-XXXXXX").string();
    folder = mkdtemp(name.data());
    write("words.wav", 2.0);
  }
  ~KindVoices() override { fs::remove_all(folder); }

  /// 16 bit, mono, 8000 Hz.
  void write(const std::string& name, double seconds) const {
    const auto count = static_cast<std::uint32_t>(seconds * 8000.0);
    std::ofstream out(folder / name, std::ios::binary);
    const auto put = [&out](std::uint32_t value, int bytes) {
      for (int i = 0; i < bytes; ++i) {
        out.put(static_cast<char>((value >> (8 * i)) & 0xFFU));
      }
    };
    out << "RIFF";
    put(36 + count * 2, 4);
    out << "WAVEfmt ";
    put(16, 4);
    put(1, 2);
    put(1, 2);
    put(8000, 4);
    put(16000, 4);
    put(2, 2);
    put(16, 2);
    out << "data";
    put(count * 2, 4);
    for (std::uint32_t i = 0; i < count; ++i) {
      put(i % 40 < 20 ? 4000U : 61536U, 2);
    }
  }
  [[nodiscard]] fs::path kept() const { return folder / "home/voice.wav"; }
  static std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  fs::path folder;
};

TEST_F(KindVoices, F42_LieInTheFolderOnlyAfterAYesAndAreGoneAfterTheyWereDeleted) {
  const HomeFolder home{folder / "home", "en-GB", "/nowhere/ebb"};
  scene::AtTheScreen at{scene::whole_shelf("kind-pause"), home.home()};
  Hearing hearing{{SoundChoice::Kind::off}};
  auto brought = bring_voice(folder / "words.wav", "Ros");
  ASSERT_TRUE(brought) << brought.error();
  KindVoice voice{&home, *std::move(brought)};
  voice.begin(at.screen, hearing);
  at.wait(2.0);
  EXPECT_EQ(voice.follow(at.screen, hearing), "");
  EXPECT_FALSE(fs::exists(folder / "home")) << "nothing before the yes";
  at.press_all({Key::tab, Key::enter});
  EXPECT_EQ(voice.follow(at.screen, hearing), "");
  ASSERT_TRUE(fs::exists(kept()));
  struct stat about {};
  ASSERT_EQ(::stat(kept().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  EXPECT_EQ(bytes_of(kept()), bytes_of(folder / "words.wav"));
  EXPECT_EQ(at.screen.preferences().voice_of, "Ros");

  at.press_all({Key::comfort, Key::up});
  for (const char* row : {"our own way", "a kind voice"}) {
    const scene::Page page = *at.screen.top_page();
    for (int i = 0; i < static_cast<int>(page.rows.size()); ++i) {
      if (page.rows[static_cast<std::size_t>(i)].text == row) {
        at.screen.press(scene::Press{Key::other, i}, at.now);
      }
    }
  }
  at.press(Key::forget);
  at.wait(2.2);
  EXPECT_EQ(voice.follow(at.screen, hearing), "");
  EXPECT_FALSE(fs::exists(kept()));
  EXPECT_EQ(print(at.screen.preferences()).find("Ros"), std::string::npos);
  EXPECT_TRUE(fs::exists(folder / "words.wav")) << "what was brought is not ours to delete";
}

TEST_F(KindVoices, F42_ANoOrNoAnswerKeepsNothing) {
  for (const bool says_no : {false, true}) {
    const HomeFolder home{folder / "home", "en-GB", "/nowhere/ebb"};
    scene::AtTheScreen at{scene::whole_shelf(), home.home()};
    Hearing hearing{{SoundChoice::Kind::off}};
    KindVoice voice{&home, *bring_voice(folder / "words.wav", "Ros")};
    voice.begin(at.screen, hearing);
    at.wait(1.0);
    if (says_no) {
      at.press_all({Key::tab, Key::tab, Key::enter});
    } else {
      at.press(Key::escape);
    }
    EXPECT_EQ(voice.follow(at.screen, hearing), "");
    EXPECT_FALSE(fs::exists(folder / "home"));
    EXPECT_TRUE(at.screen.preferences().voice_of.empty());
  }
}

TEST_F(KindVoices, F42_WhatIsNoRecordingGetsASentence) {
  std::ofstream(folder / "text.wav") << "these are words, but nobody speaks them";
  write("long.wav", 130.0);
  const auto refused = [this](const char* file, const std::string& whose) {
    const auto brought = bring_voice(folder / file, whose);
    return brought ? std::string{} : brought.error();
  };
  EXPECT_NE(refused("none.wav", "Ros").find("none.wav: there is no such file"), std::string::npos);
  EXPECT_NE(refused("text.wav", "Ros").find("no WAV file"), std::string::npos);
  EXPECT_NE(refused("long.wav", "Ros").find("two minutes at most"), std::string::npos);
  EXPECT_NE(refused("words.wav", "  ").find("--from"), std::string::npos);
  EXPECT_NE(refused("words.wav", std::string(41, 'x')).find("--from"), std::string::npos);
  EXPECT_EQ(refused("words.wav", "Ros"), "");
}

TEST_F(KindVoices, F42_AFileThatNobodySaidYesToIsNotHeardAndAMissingOneIsSilence) {
  fs::create_directories(folder / "home");
  fs::copy_file(folder / "words.wav", kept());
  const HomeFolder home{folder / "home", "en-GB", "/nowhere/ebb"};
  scene::AtTheScreen at{scene::whole_shelf("kind-pause"), home.home()};
  Hearing hearing{{SoundChoice::Kind::off}};
  KindVoice voice{&home, std::nullopt};
  voice.begin(at.screen, hearing);
  at.press(Key::space);
  for (int i = 0; i < 4; ++i) {
    at.press_all({Key::let_go});
    EXPECT_EQ(at.screen.voice_wanted(), 0U);
  }
}

}  // namespace
}  // namespace ebb::app
