#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "archive/imports/bundle_session.hpp"

/// The input as every table at once: a session or a sentence, whatever it is.
// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's own name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  for (const char* name : {"sensors.csv", "beats.csv", "breaths.csv", "rates.csv", "quality.csv",
                           "practice.csv", "links.csv", "gaps.csv", "marks.csv", "words.csv"}) {
    const std::array<ebb::ExportedFile, 2> tables{
        ebb::ExportedFile{ebb::kBundleHead, "key,value\n"}, ebb::ExportedFile{name, text}};
    const auto session = ebb::bundle_session(tables);
    if (!session && session.error().empty()) {
      std::abort();
    }
  }
  return 0;
}
