#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "guidance/own_way.hpp"
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

/// The usual first practice: "Finding our own rhythm".
inline constexpr std::string_view kUsualFirst = "own-rhythm";

/// The practice that one key begins: the light one that was used last, else the first light one
/// that was agreed on, else the usual one, else any light one. Never a tender one nor one that is
/// never to be used, and one that was eased off only if there is no other. Nothing when there is
/// none. No clock is asked.
[[nodiscard]] const Practice* begins_first(const std::vector<const Practice*>& practices,
                                           const OwnWay& way, std::string_view used_last,
                                           std::string_view usual = kUsualFirst);
/// Pointers into the shelf, in its order.
[[nodiscard]] std::vector<const Practice*> practices_on(const Shelf& shelf);

}  // namespace ebb
