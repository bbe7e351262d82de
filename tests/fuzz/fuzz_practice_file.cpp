#include <cstddef>
#include <cstdint>
#include <string_view>

#include "guidance/practice_file.hpp"
#include "guidance/practice_run.hpp"

/// Whatever the bytes are: a practice that runs to its end, or a sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto parsed = ebb::parse_practice(
      std::string_view{reinterpret_cast<const char*>(bytes), size}, "fuzz.practice");
  if (parsed) {
    ebb::PracticeRun run{*parsed,
                         ebb::Pacer::Config{},
                         ebb::HostTime{},
                         nullptr,
                         {.carry_me_along = true, .slots = {}}};
    run.advance(ebb::at_seconds<ebb::HostTime>(600), {});
  }
  return 0;
}
