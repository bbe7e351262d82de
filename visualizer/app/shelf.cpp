#include "visualizer/app/shelf.hpp"

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "guidance/practice_file.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMain = "own-rhythm.practice";
constexpr const char* kGrounding = "feet-and-room.practice";

/// The same places in the same order as `ebb` has them.
std::optional<fs::path> practices_folder(const fs::path& program) {
  std::vector<fs::path> places;
  if (const char* given = std::getenv("EBB_PRACTICES"); given != nullptr) {
    places.emplace_back(given);
  }
  places.push_back(program.parent_path() / "../share/ebb/practices");
  places.emplace_back(EBB_SOURCE_DIR "/practices");
  for (const fs::path& place : places) {
    std::error_code ignored;
    if (fs::is_directory(place, ignored)) {
      return place;
    }
  }
  return std::nullopt;
}

Practice read_practice(const fs::path& file) {
  std::error_code ignored;
  std::ifstream in(file, std::ios::binary);
  if (!fs::is_regular_file(file, ignored) || !in) {
    throw NoPractice(file.string() +
                     ": no practice can be read there. `ebb-visualizer` without "
                     "--practice begins the one that comes with Ebb.");
  }
  std::string text(kLargestPractice + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kLargestPractice) {
    throw NoPractice(file.string() + ": larger than any practice (256 KiB is the most).");
  }
  auto parsed = parse_practice(text, file.string());
  if (!parsed) {
    const PracticeError& error = parsed.error();
    throw NoPractice(file.string() + ":" + std::to_string(error.line) + ": " + error.message);
  }
  return std::move(parsed).value();
}

}  // namespace

scene::Shelf load_shelf(const fs::path& chosen, const fs::path& program) {
  const std::optional<fs::path> folder = practices_folder(program);
  scene::Shelf shelf;
  if (!chosen.empty()) {
    shelf.main = read_practice(chosen);
  } else if (folder) {
    shelf.main = read_practice(*folder / kMain);
  } else {
    throw NoPractice(
        "The practices that come with Ebb are not where they should be. EBB_PRACTICES=FOLDER says "
        "where they are; `--practice FILE` names one.");
  }
  if (folder) {
    try {
      shelf.grounding = read_practice(*folder / kGrounding);
    } catch (const NoPractice&) {
      shelf.grounding.reset();  // G then does nothing, and the screen does not offer it
    }
  }
  return shelf;
}

}  // namespace ebb::app
