#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "core/reading.hpp"
#include "sensors/decoder.hpp"
#include "service/outlet.hpp"
#include "service/playing.hpp"
#include "service/simulate_command.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

/// A folder of this test's own that goes when it ends.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "ebb-simulate-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }
  [[nodiscard]] std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
    return path_ / name;
  }

 private:
  fs::path path_;
};

void simulate(std::vector<std::string> arguments) {
  CLI::App app;
  int status = 0;
  add_simulate_command(app, status);
  std::vector<std::string> reversed{arguments.rbegin(), arguments.rend()};
  reversed.emplace_back("simulate");
  app.parse(reversed);
}

std::string complaint(const std::vector<std::string>& arguments) {
  try {
    simulate(arguments);
  } catch (const StartError& error) {
    return error.what();
  }
  return {};
}

std::vector<std::uint8_t> content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<double> intervals_in(const std::vector<std::uint8_t>& bytes) {
  std::vector<double> intervals;
  const std::unique_ptr<Decoder> decoder = make_decoder("ble-bridge");
  decoder->push(bytes, HostTime{}, [&intervals](const Reading& reading) {
    if (const auto* one = std::get_if<IntervalReading>(&reading)) {
      intervals.push_back(one->interval.count());
    }
  });
  return intervals;
}

std::vector<std::uint8_t> read_to_the_end(const std::string& device) {
  int fd = -1;
  while ((fd = open(device.c_str(), O_RDONLY | O_NOCTTY)) < 0) {
    std::this_thread::yield();
  }
  std::vector<std::uint8_t> all;
  std::array<std::uint8_t, 512> some{};
  for (ssize_t n = 0; (n = read(fd, some.data(), some.size())) > 0;) {
    all.insert(all.end(), some.begin(), some.begin() + n);
  }
  close(fd);
  return all;
}

std::string a_series(int beats) {
  std::string text;
  for (int i = 0; i < beats; ++i) {
    text += std::to_string(800 + (i * 37) % 90) + "\n";
  }
  return text;
}

TEST(Simulate, PlaysEveryIntervalOfARecordingThroughAPty) {
  const Folder folder;
  const std::string link = folder.file("strap");
  std::vector<std::uint8_t> got;
  std::thread reader([&] { got = read_to_the_end(link); });
  simulate({"--from", folder.file("rr.txt", a_series(3000)), "--as", "ble-bridge", "--to", "pty",
            "--link", link, "--speed", "max"});
  reader.join();
  const std::vector<double> intervals = intervals_in(got);
  ASSERT_EQ(intervals.size(), 3000U);
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    EXPECT_NEAR(intervals[i], 800 + static_cast<double>((i * 37) % 90), 0.49);
  }
  EXPECT_FALSE(fs::exists(fs::symlink_status(link)));
}

TEST(Simulate, ReadsSecondsMillisecondsAndAnnotations) {
  const Folder folder;
  const std::string out = folder.file("out.bin");
  simulate({"--from", folder.file("s.csv", "t,rr\n0,0.8\n1,0.9\n2,1.0\n"), "--as", "ble-bridge",
            "--column", "rr", "--to", out});
  EXPECT_EQ(intervals_in(content(out)).size(), 3U);
  EXPECT_NEAR(intervals_in(content(out))[1], 900, 0.5);
  // Beats (code 1) at samples 100, 200 and 328 of 128 a second.
  const std::string beats = std::string("\x64\x04\x64\x04\x80\x04", 6) + std::string(2, '\0');
  simulate({"--from", folder.file("m.qrs", beats), "--as", "ble-bridge", "--to", out});
  ASSERT_EQ(intervals_in(content(out)).size(), 2U);
  EXPECT_NEAR(intervals_in(content(out))[0], 781.25, 0.5);
  EXPECT_NEAR(intervals_in(content(out))[1], 1000.0, 0.5);
}

TEST(Simulate, TheSameSeedMakesTheSameFile) {
  const Folder folder;
  simulate({"restless", "--as", "ebb-link", "--seconds", "30", "--to", folder.file("a")});
  simulate({"restless", "--as", "ebb-link", "--seconds", "30", "--to", folder.file("b")});
  simulate(
      {"restless", "--as", "ebb-link", "--seconds", "30", "--seed", "2", "--to", folder.file("c")});
  EXPECT_GT(content(folder.file("a")).size(), 8000U);
  EXPECT_EQ(content(folder.file("a")), content(folder.file("b")));
  EXPECT_NE(content(folder.file("a")), content(folder.file("c")));
}

TEST(Simulate, MakesTheSampleDataAgainToTheLastByte) {
  const Folder folder;
  const fs::path kept = fs::path{EBB_SOURCE_DIR} / "sample-data";
  std::ifstream script(kept / "make");
  std::string line;
  int made = 0;
  while (std::getline(script, line)) {
    if (line.rfind("\"$ebb\" simulate", 0) != 0) {
      continue;
    }
    std::istringstream words(line);
    std::vector<std::string> arguments;
    for (std::string word; words >> word;) {
      if (word.rfind("\"$out/", 0) == 0) {
        word = folder.file(word.substr(6, word.size() - 7));
      }
      arguments.push_back(word);
    }
    // Without the program and its command in front and the redirection behind.
    simulate({arguments.begin() + 2, arguments.end() - 1});
    ++made;
  }
  EXPECT_EQ(made, 5);
  for (const auto& file : fs::directory_iterator(kept)) {
    const std::string name = file.path().filename();
    if (name != "make" && name != "README.md") {
      EXPECT_TRUE(content(file.path()) == content(folder.file(name))) << name;
      EXPECT_LT(fs::file_size(file.path()), 100'000U) << name;
    }
  }
}

TEST(Simulate, TellsTheTruthOfWhatItPlayed) {
  const Folder folder;
  simulate({"calm", "--as", "ble-bridge", "--seconds", "60", "--to", folder.file("out.bin"),
            "--truth", folder.file("truth.csv")});
  std::ifstream truth(folder.file("truth.csv"));
  std::string line;
  int beats = 0;
  int breaths = 0;
  while (std::getline(truth, line)) {
    beats += line.rfind("beat,", 0) == 0 ? 1 : 0;
    breaths += line.rfind("breath,", 0) == 0 ? 1 : 0;
  }
  EXPECT_NEAR(beats, 66, 5);
  EXPECT_NEAR(breaths, 15, 2);
}

TEST(Simulate, SaysWhatIsWrongAndWhatWouldBeRight) {
  const Folder folder;
  const std::string out = folder.file("out");
  EXPECT_NE(complaint({"nobody", "--as", "text", "--to", out}).find("calm"), std::string::npos);
  EXPECT_NE(complaint({"--as", "morse", "--to", out}).find("pulse-sensor"), std::string::npos);
  EXPECT_NE(complaint({"--as", "text", "--to", "tcp:nine"}).find("tcp:PORT"), std::string::npos);
  EXPECT_NE(complaint({"--as", "text", "--to", out}).find("--seconds"), std::string::npos);
  EXPECT_NE(complaint({"--as", "text", "--speed", "fast", "--to", out}).find("max"),
            std::string::npos);
  const std::string bad = folder.file("bad.txt", "800\nfluff\n");
  EXPECT_NE(complaint({"--from", bad, "--as", "ble-bridge", "--to", out}).find("line 2"),
            std::string::npos);
  EXPECT_NE(complaint({"--from", folder.file("none"), "--as", "ble-bridge", "--to", out})
                .find("No such file"),
            std::string::npos);
  EXPECT_FALSE(fs::exists(out));
}

TEST(Simulate, NeverReplacesAFileByItsLink) {
  const Folder folder;
  const std::string precious = folder.file("precious", "words");
  EXPECT_NE(complaint({"--as", "text", "--link", precious}).find("another place"),
            std::string::npos);
  EXPECT_EQ(content(precious).size(), 5U);
}

/// A reader that comes and goes by plan.
class FakeOutlet final : public Outlet {
 public:
  std::vector<bool> there;  ///< for each look, then for ever the last
  std::vector<std::uint8_t> got;
  [[nodiscard]] std::string address() const override { return "fake"; }
  std::vector<std::uint8_t> says;  ///< a byte at each look
  void attend(int /*milliseconds*/) override {
    place_ += place_ + 1 < there.size() ? 1U : 0U;
    if (said_ < says.size()) {
      hear({&says[said_++], 1});
    }
  }
  [[nodiscard]] bool has_reader() const override { return there[place_]; }
  bool write(std::span<const std::uint8_t> bytes, const std::function<bool()>&) override {
    if (!has_reader()) {
      return false;
    }
    got.insert(got.end(), bytes.begin(), bytes.end());
    return true;
  }
  void drain(const std::function<bool()>&) override {}

 private:
  std::size_t place_ = 0;
  std::size_t said_ = 0;
};

ByteGenerator ten_bytes() {
  return [i = std::uint8_t{0}]() mutable -> std::optional<TimedBytes> {
    return i < 10 ? std::optional{TimedBytes{Microseconds{i}, {i++}}} : std::nullopt;
  };
}

TEST(Playing, WithoutHoldingWhatNobodyReadsIsLost) {
  FakeOutlet outlet;
  outlet.there = {false, false, false, false, true};
  play(ten_bytes(), outlet, {.speed = 0.0});
  EXPECT_EQ(outlet.got, (std::vector<std::uint8_t>{3, 4, 5, 6, 7, 8, 9}));
}

TEST(Playing, HoldingLosesNothingWhileTheReaderIsAway) {
  FakeOutlet outlet;
  outlet.there = {false, true, true, false, false, true};
  play(ten_bytes(), outlet, {.speed = 0.0, .hold = true});
  EXPECT_EQ(outlet.got, (std::vector<std::uint8_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(Playing, WhatItsReaderSaysIsHeardAndAnsweredAtOnce) {
  FakeOutlet outlet;
  outlet.there = {true};
  outlet.says = {100, 200};
  PlayingOptions options;
  options.speed = 0.0;
  options.hear = [](std::span<const std::uint8_t> said) {
    std::vector<std::uint8_t> answer{said.begin(), said.end()};
    answer.push_back(99);
    return answer;
  };
  play(ten_bytes(), outlet, options);
  EXPECT_EQ(outlet.got,
            (std::vector<std::uint8_t>{0, 100, 99, 1, 200, 99, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(Playing, EndsWithItsFirstReaderWhenAskedTo) {
  FakeOutlet outlet;
  outlet.there = {true, true, true, false};
  play(ten_bytes(), outlet, {.speed = 0.0, .close_after = true});
  EXPECT_EQ(outlet.got, (std::vector<std::uint8_t>{0, 1}));
}

}  // namespace
}  // namespace ebb
