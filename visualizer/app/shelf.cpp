#include "visualizer/app/shelf.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "guidance/practice_file.hpp"
#include "guidance/shelf.hpp"
#include "visualizer/app/places.hpp"

namespace ebb::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMain = "own-rhythm";
constexpr const char* kGrounding = "feet-and-room";
constexpr const char* kEnding = ".practice";

/// The file's text; of what is larger than a practice, enough to be refused for that.
std::optional<std::string> read_text(const fs::path& file) {
  std::error_code ignored;
  std::ifstream in(file, std::ios::binary);
  if (!fs::is_regular_file(file, ignored) || !in) {
    return std::nullopt;
  }
  std::string text(kLargestPractice + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

void add_folder(const fs::path& folder, ShelfPlace place, std::vector<ShelfText>& texts) {
  std::error_code failed;
  std::vector<fs::path> files;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == kEnding) {
      files.push_back(it->path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    if (auto text = read_text(file)) {
      texts.push_back({file.string(), std::move(*text), place});
    }
  }
}

Practice read_practice(const fs::path& file) {
  const auto text = read_text(file);
  if (!text) {
    throw NoPractice(file.string() +
                     ": no practice can be read there. `ebb-visualizer` without "
                     "--practice begins the one that comes with Ebb.");
  }
  auto parsed = parse_practice(*text, file.string());
  if (!parsed) {
    throw NoPractice(print(parsed.error()));
  }
  return std::move(parsed).value();
}

}  // namespace

scene::Shelf load_shelf(const fs::path& chosen, const fs::path& program) {
  std::vector<ShelfText> texts;
  add_folder(shipped_practices(program), ShelfPlace::shipped, texts);
  add_folder(shared_practices(), ShelfPlace::practice_folder, texts);
  add_folder(persons_folder() / "practices", ShelfPlace::person, texts);
  scene::Shelf shelf;
  std::optional<Practice> main;
  for (ShelfEntry& entry : lay_out_shelf(texts).entries) {
    if (entry.practice.id == kGrounding) {
      shelf.grounding = entry.practice;
    }
    if (entry.practice.role == "ease-off") {
      shelf.ease_off = entry.practice;
    }
    if (entry.practice.id == kMain) {
      main = entry.practice;
    }
    shelf.practices.push_back(std::move(entry.practice));
  }
  for (const Practice& practice : shelf.practices) {
    if (!main && practice.tenderness == Tenderness::light && practice.role.empty()) {
      main = practice;  // a shelf without the one for everybody
    }
  }
  if (!chosen.empty()) {
    shelf.main = read_practice(chosen);
    shelf.main_is_fixed = true;
  } else if (main) {
    shelf.main = *std::move(main);
  } else {
    throw NoPractice(
        "The practices that come with Ebb are not where they should be. EBB_PRACTICES=FOLDER says "
        "where they are; `--practice FILE` names one.");
  }
  return shelf;
}

}  // namespace ebb::app
