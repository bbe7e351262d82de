#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// Real people's recordings lie outside the project; a test that wants them is skipped, with this
/// sentence, where they are not.
#define EBB_NEEDS_RECORDING(path)                                                             \
  if (!std::filesystem::exists(::ebb::test::recording(path))) {                               \
    GTEST_SKIP() << "no " << (path) << " under EBB_RECORDINGS (" << ::ebb::test::recordings() \
                 << ")";                                                                      \
  }                                                                                           \
  static_assert(true)

namespace ebb::test {

inline std::filesystem::path recordings() {
  const char* const folder = std::getenv("EBB_RECORDINGS");
  return folder != nullptr ? std::filesystem::path{folder}
                           : std::filesystem::path{EBB_SOURCE_DIR "/../shared/recordings"};
}

inline std::filesystem::path recording(const std::string& path) { return recordings() / path; }

/// All numbers of a text of numbers.
inline std::vector<double> read_numbers(const std::filesystem::path& path) {
  std::ifstream in{path};
  std::vector<double> all;
  double value = 0.0;
  while (in >> value) {
    all.push_back(value);
  }
  return all;
}

}  // namespace ebb::test
