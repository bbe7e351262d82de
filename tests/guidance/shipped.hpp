#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "guidance/practice_file.hpp"
#include "guidance/sitting.hpp"

namespace ebb::test {

inline constexpr const char* kShipped[] = {"as-for-a-friend", "feet-and-room",  "kind-companion",
                                           "kind-pause",      "next-kind-step", "own-rhythm",
                                           "pocket-minute",   "steady-place",   "thaw-gently",
                                           "true-moment",     "warm-hand",      "watching-weather"};

inline std::string shipped_text(const std::string& id) {
  const auto path = std::filesystem::path(EBB_SOURCE_DIR) / "practices" / (id + ".practice");
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Read once a process: under a sanitizer reading costs more than most of what is tried with it.
inline Practice shipped(const std::string& id) {
  static std::map<std::string, Practice> known;
  if (const auto found = known.find(id); found != known.end()) {
    return found->second;
  }
  const auto parsed = parse_practice(shipped_text(id), id);
  EXPECT_TRUE(parsed) << (parsed ? "" : print(parsed.error()));
  return known.emplace(id, *parsed).first->second;
}

inline WaysOut shipped_ways_out() { return {shipped("thaw-gently"), shipped("feet-and-room")}; }

}  // namespace ebb::test
