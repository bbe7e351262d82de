#include "visualizer/app/shelf.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sys/stat.h>

#include "guidance/practice_file.hpp"
#include "guidance/shelf.hpp"
#include "io/persons_folder.hpp"
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

std::vector<fs::path> practice_files(const fs::path& folder) {
  std::error_code failed;
  std::vector<fs::path> files;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == kEnding) {
      files.push_back(it->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The later ones replace what the earlier ones have.
std::array<std::pair<fs::path, ShelfPlace>, 3> shelf_folders(const fs::path& program) {
  const fs::path own = io::persons_folder();
  return {{{shipped_practices(program), ShelfPlace::shipped},
           {shared_practices(), ShelfPlace::practice_folder},
           {own.empty() ? own : own / "practices", ShelfPlace::person}}};
}

void add_folder(const fs::path& folder, ShelfPlace place, std::vector<ShelfText>& texts) {
  for (const fs::path& file : practice_files(folder)) {
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

std::vector<Practice> shipped_shelf(const fs::path& program) {
  std::vector<ShelfText> texts;
  add_folder(shipped_practices(program), ShelfPlace::shipped, texts);
  std::vector<Practice> practices;
  for (ShelfEntry& entry : lay_out_shelf(texts).entries) {
    practices.push_back(std::move(entry.practice));
  }
  return practices;
}

fs::path practice_file(const std::string& file_or_id, const fs::path& program) {
  std::error_code ignored;
  if (file_or_id.find('/') != std::string::npos || fs::path{file_or_id}.extension() == kEnding ||
      fs::is_regular_file(file_or_id, ignored)) {
    return file_or_id;
  }
  std::vector<ShelfText> texts;
  for (const auto& [folder, place] : shelf_folders(program)) {
    add_folder(folder, place, texts);
  }
  for (const ShelfEntry& entry : lay_out_shelf(texts).entries) {
    if (entry.practice.id == file_or_id) {
      return entry.file;
    }
  }
  throw NoPractice("There is no practice file \"" + file_or_id +
                   "\", nor a practice of that name. `ebb practice list` shows those there are.");
}

ShelfFolders look_at_shelf_folders(const fs::path& chosen, const fs::path& program) {
  ShelfFolders seen;
  const auto look = [&seen](const fs::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) == 0) {
      const auto ns = [](const timespec& time) {
        return time.tv_sec * std::int64_t{1'000'000'000} + time.tv_nsec;
      };
      seen.files.push_back({file.string(), static_cast<std::int64_t>(found.st_ino), found.st_size,
                            ns(found.st_mtim), ns(found.st_ctim)});
    }
  };
  for (const auto& [folder, place] : shelf_folders(program)) {
    for (const fs::path& file : practice_files(folder)) {
      look(file);
    }
  }
  if (!chosen.empty()) {
    look(chosen);
  }
  return seen;
}

scene::Shelf load_shelf(const fs::path& chosen, const fs::path& program) {
  std::vector<ShelfText> texts;
  for (const auto& [folder, place] : shelf_folders(program)) {
    add_folder(folder, place, texts);
  }
  scene::Shelf shelf;
  std::optional<Practice> main;
  Shelf laid_out = lay_out_shelf(texts);
  for (const PracticeError& error : laid_out.refused) {
    shelf.refused.push_back({fs::path{error.file}.filename().string(), print(error)});
  }
  for (ShelfEntry& entry : laid_out.entries) {
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
