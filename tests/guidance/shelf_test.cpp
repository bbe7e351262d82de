#include "guidance/shelf.hpp"

#include <string>

#include <gtest/gtest.h>

namespace ebb {
namespace {

std::string practice(const std::string& id, const std::string& title,
                     const std::string& tenderness = "light", const std::string& lasts = "lasts") {
  return "format = 1\nid = \"" + id + "\"\ntitle = \"" + title + "\"\ntenderness = \"" +
         tenderness + "\"\nanchors = [\"feet\"]\n[[step]]\nid = \"a\"\nkind = \"close\"\n" + lasts +
         " = \"until ready\"\n";
}

TEST(Shelf, ALaterPlaceReplacesTheSameIdInWhateverOrderTheyCome) {
  const ShelfText shipped{"s", practice("kind-pause", "Shipped"), ShelfPlace::shipped};
  const ShelfText folder{"f", practice("kind-pause", "Folder"), ShelfPlace::practice_folder};
  const ShelfText person{"p", practice("kind-pause", "Mine"), ShelfPlace::person};
  for (const auto& texts :
       {std::vector{shipped, folder, person}, std::vector{person, shipped, folder},
        std::vector{folder, person, shipped}}) {
    const Shelf shelf = lay_out_shelf(texts);
    ASSERT_EQ(shelf.entries.size(), 1U);
    EXPECT_EQ(shelf.entries[0].practice.title, "Mine");
    EXPECT_TRUE(shelf.entries[0].replaces);
  }
}

TEST(Shelf, A29_ABrokenCopyLeavesAllTheOthersAndTheShippedOne) {
  const Shelf shelf =
      lay_out_shelf({{"s", practice("a", "A"), ShelfPlace::shipped},
                     {"s", practice("b", "B"), ShelfPlace::shipped},
                     {"p", practice("a", "Mine", "light", "last"), ShelfPlace::person}});
  ASSERT_EQ(shelf.entries.size(), 2U);
  EXPECT_EQ(shelf.entries[0].practice.title, "A");
  ASSERT_EQ(shelf.refused.size(), 1U);
  EXPECT_EQ(shelf.refused[0].file, "p");
  EXPECT_EQ(shelf.refused[0].line, 9);
}

TEST(Shelf, LightComesFirstAndTenderLast) {
  const Shelf shelf = lay_out_shelf({{"1", practice("a", "A", "tender"), ShelfPlace::shipped},
                                     {"2", practice("b", "B", "medium"), ShelfPlace::shipped},
                                     {"3", practice("c", "D", "light"), ShelfPlace::shipped},
                                     {"4", practice("d", "C", "light"), ShelfPlace::shipped}});
  ASSERT_EQ(shelf.entries.size(), 4U);
  EXPECT_EQ(shelf.entries[0].practice.id, "d");
  EXPECT_EQ(shelf.entries[1].practice.id, "c");
  EXPECT_EQ(shelf.entries[2].practice.id, "b");
  EXPECT_EQ(shelf.entries[3].practice.id, "a");
}

}  // namespace
}  // namespace ebb
