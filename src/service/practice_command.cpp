#include "service/practice_command.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

#include <CLI/CLI.hpp>

#include "guidance/wording.hpp"
#include "service/places.hpp"
#include "service/practice_preview.hpp"
#include "service/start_error.hpp"

namespace ebb {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMoreThanAnyPractice = 263'168;  // bytes

/// The file's beginning, as much as a practice may have and a little more; none if it cannot be
/// read.
std::optional<std::string> read_text(const fs::path& file) {
  std::error_code failed;
  std::ifstream in(file, std::ios::binary);
  if (fs::is_directory(file, failed) || !in) {
    return std::nullopt;
  }
  std::string text(kMoreThanAnyPractice, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

void add_folder(const fs::path& folder, ShelfPlace place, std::vector<ShelfText>& texts) {
  std::error_code failed;
  std::vector<fs::path> files;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == ".practice") {
      files.push_back(it->path());
    }
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    if (auto text = read_text(file)) {
      texts.push_back({file.string(), std::move(*text), place});
    }
  }
}

fs::path persons_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");  // NOLINT(concurrency-mt-unsafe)
  if (data != nullptr && *data != '\0') {
    return fs::path(data) / "ebb/practices";
  }
  const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe)
  return home != nullptr && *home != '\0' ? fs::path(home) / ".local/share/ebb/practices"
                                          : fs::path{};
}

std::string_view said(Tenderness tenderness) {
  switch (tenderness) {
    case Tenderness::light:
      return "light";
    case Tenderness::medium:
      return "medium";
    case Tenderness::tender:
      return "tender";
  }
  return "";
}

Practice practice_of(const std::string& file_or_id) {
  if (const auto text = read_text(file_or_id)) {
    auto parsed = parse_practice(*text, file_or_id);
    if (!parsed) {
      throw StartError(print(parsed.error()));
    }
    return std::move(*parsed);
  }
  for (auto& entry : read_shelf().entries) {
    if (entry.practice.id == file_or_id) {
      return std::move(entry.practice);
    }
  }
  throw StartError("There is no practice file " + file_or_id +
                   ", nor a practice of that name. `ebb practice list` shows those there are.");
}

}  // namespace

Shelf read_shelf() {
  std::vector<ShelfText> texts;
  add_folder(shipped_practices(), ShelfPlace::shipped, texts);
  if (const char* folder = std::getenv("EBB_PRACTICE_FOLDER")) {  // NOLINT(concurrency-mt-unsafe)
    add_folder(folder, ShelfPlace::practice_folder, texts);
  }
  add_folder(persons_folder(), ShelfPlace::person, texts);
  return lay_out_shelf(texts);
}

PracticeCheck check_practice(const fs::path& file) {
  const auto text = read_text(file);
  if (!text) {
    return {file.string() + ": this file cannot be read. Is the name right?\n", false};
  }
  const auto parsed = parse_practice(*text, file.string());
  if (!parsed) {
    return {print(parsed.error()) + "\n", false};
  }
  PracticeCheck check{"", true};
  for (const WordingNote& note : wording_notes(*parsed)) {
    check.text += file.string() + (note.line > 0 ? ":" + std::to_string(note.line) : "") +
                  ": note: " + note.message + "\n";
  }
  check.text += file.string() + ": \"" + parsed->title + "\" can be used" +
                (check.text.empty() ? "" : "; the notes are for the writer to keep or not") + ".\n";
  return check;
}

std::string describe_shelf(const Shelf& shelf) {
  std::string text;
  for (const ShelfEntry& entry : shelf.entries) {
    const Practice& practice = entry.practice;
    text += practice.id + "  " + practice.title + " (" + std::string(said(practice.tenderness));
    text += practice.length_hint.empty() ? "" : ", " + practice.length_hint;
    text += practice.suggest.empty() ? ")" : ", " + practice.suggest + ")";
    text += "\n  " + practice.about + "\n";
    if (entry.place != ShelfPlace::shipped) {
      text += "  from " + entry.file;
      text += entry.replaces ? ", in place of the shipped one\n" : "\n";
    }
  }
  for (const PracticeError& error : shelf.refused) {
    text += "set aside: " + print(error) + "\n";
  }
  text += "These practices have not been read by a practising therapist yet.\n";
  return text;
}

void add_practice_command(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("practice", "List the practices, check and preview one's own.");
  command->require_subcommand(1);

  command->add_subcommand("list", "Show what is on the shelf.")->callback([&status] {
    std::fputs(describe_shelf(read_shelf()).c_str(), stdout);
    status = 0;
  });

  CLI::App* check = command->add_subcommand("check", "Say what a practice file is refused for.");
  const auto files = std::make_shared<std::vector<std::string>>();
  check->add_option("FILE", *files, "practice files")->required();
  check->callback([&status, files] {
    for (const auto& file : *files) {
      const PracticeCheck found = check_practice(file);
      std::fputs(found.text.c_str(), stdout);
      status = found.usable ? status : 2;
    }
  });

  CLI::App* preview =
      command->add_subcommand("preview", "Play a practice in the terminal, without a sensor.");
  const auto what = std::make_shared<std::string>();
  const auto speed = std::make_shared<double>(1.0);
  preview->add_option("PRACTICE", *what, "a practice file, or the id of one on the shelf")
      ->required();
  preview->add_option("--speed", *speed, "how many times faster than life")
      ->check(CLI::Range(0.25, 1000.0));
  preview->callback([&status, what, speed] {
    preview_practice(practice_of(*what), *speed);
    status = 0;
  });
}

}  // namespace ebb
