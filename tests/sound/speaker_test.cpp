#include "visualizer/sound/speaker.hpp"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>
#include <utility>

#include <gtest/gtest.h>

#include "sound/heard.hpp"

namespace ebb::sound {
namespace {

/// Counts what it is asked for.
class Counting final : public Voice {
 public:
  explicit Counting(std::atomic<int>& asked) : asked_(&asked) {}
  void turn(bool /*inhaling*/) override {}
  double next(const Moment& /*moment*/) override {
    ++*asked_;
    return 0.0;
  }

 private:
  std::atomic<int>* asked_;
};

HostTime steady_now() {
  return HostTime{std::chrono::duration_cast<Microseconds>(
      std::chrono::steady_clock::now().time_since_epoch())};
}

TEST(Speaker, IsNotThereWithoutADevice) {
  // In a process of its own, since OpenAL looks for drivers once.
  const auto open_without = [] {
    setenv("ALSOFT_DRIVERS", "-all", 1);
    const auto speaker = Speaker::open(Soundscape{{}, make_waves(44'100.0)}, steady_now);
    std::_Exit(speaker == nullptr ? 0 : 1);
  };
  EXPECT_EXIT(open_without(), testing::ExitedWithCode(0), "");
}

// OpenAL's null device plays in real time and is heard by nobody.
TEST(Speaker, AsksForSoundAsLongAsItPlays) {
  setenv("ALSOFT_DRIVERS", "null", 1);
  std::atomic<int> asked{0};
  {
    const auto speaker =
        Speaker::open(Soundscape{{}, std::make_unique<Counting>(asked)}, steady_now);
    ASSERT_NE(speaker, nullptr);
    speaker->push({{}, 1.0, kComes});
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (asked < 8'820 && std::chrono::steady_clock::now() < limit) {
      std::this_thread::yield();
    }
    EXPECT_GE(asked, 8'820);
  }
  unsetenv("ALSOFT_DRIVERS");
}

}  // namespace
}  // namespace ebb::sound
