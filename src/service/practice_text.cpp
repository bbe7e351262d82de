#include "service/practice_text.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>

#include "guidance/practice_file.hpp"
#include "service/places.hpp"
#include "service/start_error.hpp"

namespace ebb {

namespace {
// No practice is longer than a few pages; whatever is, is something else.
constexpr std::size_t kLongest = 256 * 1024;
}  // namespace

std::filesystem::path find_practice(const std::string& id) {
  const std::filesystem::path folder = shipped_practices();
  if (folder.empty()) {
    throw StartError(
        "The practices that come with Ebb are not where they should be. "
        "EBB_PRACTICES=FOLDER says where they are.");
  }
  return folder / (id + ".practice");
}

Practice read_practice(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text(kLongest + 1, '\0');
  if (!in) {
    throw StartError(file.string() + ": " + std::strerror(errno) +
                     ". `ebb practice list` shows those there are.");
  }
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kLongest) {
    throw StartError(file.string() + ": this is far longer than any practice.");
  }
  auto practice = parse_practice(text, file.string());
  if (!practice) {
    const PracticeError& error = practice.error();
    throw StartError(error.file + ":" + std::to_string(error.line) + ": " + error.message);
  }
  return std::move(*practice);
}

}  // namespace ebb
