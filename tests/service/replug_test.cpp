// Sensors come and go all the time: nothing is left over of them, and the one that stays is none
// the worse for it.
#include <gtest/gtest.h>
#include <malloc.h>

#include "replugging.hpp"

namespace ebb {
namespace {

/// Bytes in use; always zero under a sanitizer, which has an allocator of its own.
std::size_t in_use() { return ::mallinfo2().uordblks; }

TEST(Replug, TwentyTimesLeavesNothingBehindAndTheOtherSensorAsItWas) {
  constexpr std::size_t kCycles = 20;
  ReplugTrial trial;
  ASSERT_TRUE(trial.plug_in());
  const std::size_t files = trial.open_files();
  const std::size_t memory = in_use();
  const std::uint64_t handlers = trial.handlers();
  for (std::size_t i = 0; i < kCycles; ++i) {
    ASSERT_TRUE(trial.unplug()) << i;
    ASSERT_TRUE(trial.plug_in()) << i;
  }
  EXPECT_EQ(trial.open_files(), files);
  // A link's room for reading is 16 KiB; the record's pages and the steady heart take 3 KiB a turn.
  EXPECT_LT(in_use(), memory + kCycles * 16'384);
  EXPECT_LT(trial.handlers() - handlers, kCycles * 1000) << "it spins";

  const ReplugTrial::Steady steady = trial.finish();
  EXPECT_TRUE(steady.every_byte);
  EXPECT_GE(steady.beats, 5U);
  EXPECT_EQ(steady.beats_told, steady.beats);
  EXPECT_TRUE(steady.beside_alone.identical());
}

}  // namespace
}  // namespace ebb
