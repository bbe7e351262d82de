#include <string>

#include <gtest/gtest.h>

#include "guidance/slots.hpp"

namespace ebb {
namespace {

TEST(SlotsFile, WhatIsPrintedIsReadAgain) {
  const Slots slots{{"kind_words", "Easy \"does\" it, cariad."}, {"place", "the garden wall"}};
  const auto read = parse_slots(print(slots), "slots.toml");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(*read, slots);
}

TEST(SlotsFile, WhatIsNoWordsIsPassedOver) {
  const auto read =
      parse_slots("place = \"the\\nwall\"\nnumber = 4\nlist = [1]\n[table]\nx = \"y\"\n" +
                      std::string(50, 'n') + " = \"too long a name\"\n",
                  "slots.toml");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(*read, (Slots{{"place", "the wall"}}));
}

TEST(SlotsFile, IsBounded) {
  std::string many;
  for (int i = 0; i < 500; ++i) {
    many += "slot" + std::to_string(i) + " = \"" + std::string(20, 'w') + "\"\n";
  }
  const auto read = parse_slots(many, "slots.toml");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->size(), kMostSlots);
  EXPECT_LT(parse_slots("place = \"" + std::string(9'000, 'w') + "\"", "f")->at("place").size(),
            700U);
  EXPECT_FALSE(parse_slots(std::string(kLargestSlots + 1, '#'), "slots.toml"));
  EXPECT_FALSE(parse_slots("a = " + std::string(30'000, '['), "slots.toml")) << "as deep as a well";
}

TEST(SlotsFile, AMistakeIsOneSentenceWithItsLine) {
  const auto read = parse_slots("place = \"the wall\"\nkind_words = Gently\n", "slots.toml");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("slots.toml:2: "), std::string::npos) << read.error();
}

}  // namespace
}  // namespace ebb
