#include "service/terminal_keys.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace ebb {
namespace {

using namespace std::string_literals;
using Wishes = std::vector<Wish>;

TEST(TerminalKeys, EscIsStopHoweverOftenAndWithWhateverItCame) {
  EXPECT_EQ(wishes_of("\x1b"), Wishes{Wish::stop});
  EXPECT_EQ(wishes_of("\x1b\x1b"), (Wishes{Wish::stop, Wish::stop}));
  EXPECT_EQ(wishes_of("\x1b\x1b\x1b[C"), (Wishes{Wish::stop, Wish::stop, Wish::on}));
  EXPECT_EQ(wishes_of("x\x1b"), Wishes{Wish::stop});
  EXPECT_EQ(wishes_of("\x1bx"), Wishes{Wish::stop});
  EXPECT_EQ(wishes_of("q"), Wishes{Wish::stop});
  EXPECT_EQ(wishes_of("Q"), Wishes{Wish::stop});
}

TEST(TerminalKeys, ArrowsAreNotEsc) {
  for (const char* on : {"\x1b[C", "\x1bOC", "\x1b[1;5C"}) {
    EXPECT_EQ(wishes_of(on), Wishes{Wish::on});
  }
  for (const char* back : {"\x1b[D", "\x1bOD"}) {
    EXPECT_EQ(wishes_of(back), Wishes{Wish::previous_line});
  }
  for (const char* other : {"\x1b[A", "\x1b[3~", "\x1bOP", "\x1b[", "\x1bO", "\x1b[1;5"}) {
    EXPECT_EQ(wishes_of(other), Wishes{}) << other + 1;
  }
}

TEST(TerminalKeys, EveryKeyOfABufferIsHeard) {
  EXPECT_EQ(wishes_of("xe"), Wishes{Wish::ease_off});
  EXPECT_EQ(wishes_of(" E\r+=-oO\n"),
            (Wishes{Wish::pause_or_resume, Wish::ease_off, Wish::on, Wish::quicker, Wish::quicker,
                    Wish::slower, Wish::own_pace, Wish::own_pace, Wish::on}));
  EXPECT_EQ(wishes_of("\x1b[A\x1b[C e"), (Wishes{Wish::on, Wish::pause_or_resume, Wish::ease_off}));
}

TEST(TerminalKeys, AnyBytesAreTakenAndAnEscAtTheEndAlwaysStops) {
  std::string bytes;
  for (unsigned i = 0; i < 4096; ++i) {
    bytes += static_cast<char>((i * 2654435761U) >> 13U);
    const auto wishes = wishes_of(bytes + "\x1b"s);
    ASSERT_FALSE(wishes.empty());
    ASSERT_EQ(wishes.back(), Wish::stop);
  }
}

}  // namespace
}  // namespace ebb
