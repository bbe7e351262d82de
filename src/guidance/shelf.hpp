#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "guidance/practice.hpp"
#include "guidance/practice_file.hpp"

namespace ebb {

/// Where a practice comes from; the later ones replace the earlier ones of the same id.
enum class ShelfPlace : std::uint8_t { shipped, practice_folder, person };

struct ShelfText {
  std::string file;
  std::string text;
  ShelfPlace place = ShelfPlace::shipped;
};

struct ShelfEntry {
  Practice practice;
  std::string file;
  ShelfPlace place = ShelfPlace::shipped;
  bool replaces = false;  ///< there is one of this id in an earlier place
};

struct Shelf {
  std::vector<ShelfEntry> entries;  ///< light first, tender last; within that by title
  std::vector<PracticeError> refused;
};

/// Lays the texts of the three places over each other. A text that is refused leaves the others as
/// they are, also the one that it was meant to replace.
[[nodiscard]] Shelf lay_out_shelf(const std::vector<ShelfText>& texts);

/// The practice that one key begins: the one that was used last if it is a light one, else "Finding
/// our own rhythm", else any light one. Never a tender one, and one that was eased off only if
/// there is no other. Nothing when there is no light practice. No clock is asked.
[[nodiscard]] const ShelfEntry* begins_first(const Shelf& shelf, std::string_view used_last,
                                             const std::set<std::string, std::less<>>& eased_off);

}  // namespace ebb
